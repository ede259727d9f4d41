//! The figure that shows a movement: what an author writes of it, and what is wrong with that.
//!
//! Angles of the trunk and of the limbs are those of a compass seen from the figure's right:
//! 0 up, 90 ahead, 180 down, 270 (or -90) behind. `turn` and `lean` are positive to its right,
//! `out` is away from the middle. A segment that says nothing follows the one below it.
//! Everything is written for the right side, and mirrored for the left.

mod body;
pub mod brush;
pub mod draw;
pub mod skeleton;
pub mod space;

use serde::Deserialize;

use crate::seconds::Seconds;

/// What a step shows: from where it is seen, what stands around, what is lit, and which poses.
#[derive(Deserialize, Clone, Debug, PartialEq, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Figure {
    pub view: Viewpoint,
    /// Only the part around a place, this many units to each side.
    pub close: Option<Close>,
    pub props: Vec<Prop>,
    pub lit: Vec<String>,
    /// Where the body is before the first part, and in every rest.
    pub start: String,
    /// Where it is in a hold.
    pub pose: Option<String>,
    /// Where it is with the breath all in.
    pub inhale: Option<String>,
    /// What it goes through again and again, each of them for a part of `every`.
    pub r#loop: Vec<String>,
    /// How long one round of `loop` takes.
    pub every: Option<Seconds>,
    /// Whether the pose that it moves to, or came from, stands behind it as a shadow.
    pub ghost: bool,
}

#[derive(Deserialize, Clone, Copy, Debug, Default, PartialEq)]
pub enum Viewpoint {
    #[default]
    Behind,
    /// Behind it, and a little to its right.
    BehindRight,
    Front,
    Side,
    /// Degrees around, from the front over its right, and degrees up.
    Eye {
        around: f32,
        up: f32,
    },
}

impl Viewpoint {
    /// Degrees around the figure, from its front over its right, and degrees above the floor.
    pub fn eye(self) -> (f32, f32) {
        match self {
            Viewpoint::Behind => (180.0, 12.0),
            Viewpoint::BehindRight => (145.0, 14.0),
            Viewpoint::Front => (0.0, 8.0),
            Viewpoint::Side => (80.0, 7.0),
            Viewpoint::Eye { around, up } => (around, up),
        }
    }
}

#[derive(Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Close {
    pub at: String,
    pub half: f32,
}

/// What stands around the body, or lies on it.
#[derive(Deserialize, Clone, Debug, PartialEq)]
#[rustfmt::skip]
pub enum Prop {
    /// A seat under the hips, and one with a back.
    Stool,
    Chair,
    Mat,
    Wall { ahead: f32 },
    DoorFrame { ahead: f32 },
    /// A seat apart from the body, to lay the legs on.
    Seat { ahead: f32 },
    Ball { at: String },
    Cushion { under: String, long: f32, high: f32 },
    /// A cushion between two parts of the body.
    Pillow { at: String, wide: f32, high: f32, long: f32 },
    /// A slope that carries the back.
    Wedge,
    WarmPack { at: String },
    ColdPack { at: String },
}

/// One pose, as it differs from the one that it is `like`: a field for every part of the body that
/// an author may pose, and for both of a pair.
#[derive(Deserialize, Clone, Debug, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Pose {
    pub name: String,
    pub like: Option<String>,
    /// The other way round than `like`.
    pub mirrored: bool,
    pub pelvis: TrunkPart,
    pub waist: TrunkPart,
    pub chest: TrunkPart,
    pub neck: TrunkPart,
    pub head: TrunkPart,
    pub shoulders: Shoulder,
    pub right_shoulder: Shoulder,
    pub left_shoulder: Shoulder,
    pub arms: Limb,
    pub right_arm: Limb,
    pub left_arm: Limb,
    pub legs: Limb,
    pub right_leg: Limb,
    pub left_leg: Limb,
    pub hips: Hips,
    pub breath: Swell,
    pub fixed: Option<Fixed>,
}

/// An arm or a leg: two angles, or a place that its hand or foot reaches.
#[derive(Deserialize, Clone, Debug, PartialEq, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Limb {
    pub upper: Option<f32>,
    pub lower: Option<f32>,
    /// The hand's or the foot's own angle.
    pub end: Option<f32>,
    pub out: Option<f32>,
    pub lower_out: Option<f32>,
    /// A place by name; without a side, the limb's own.
    pub to: Option<String>,
    pub by: Option<Offset>,
    /// A place in the room, from the point on the floor below the hips.
    pub at: Option<Offset>,
    /// Where the elbow or the knee points.
    pub bow: Vec<Way>,
}

#[derive(Deserialize, Clone, Copy, Debug, Default, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Offset {
    pub ahead: f32,
    pub up: f32,
    pub out: f32,
}

/// Where an elbow or a knee points.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq)]
#[rustfmt::skip]
pub enum Way { Up, Down, Ahead, Back, Out, In }

/// What stays in its place while the rest moves.
#[derive(Deserialize, Clone, Copy, Debug, Default, PartialEq)]
pub enum Fixed {
    #[default]
    Hips,
    Knees,
}

/// Numbers that an author may leave out; what stands below then holds.
macro_rules! numbers {
    ($($(#[$meta:meta])* $type:ident { $($field:ident),* })*) => { $(
        $(#[$meta])*
        #[derive(Deserialize, Clone, Copy, Debug, PartialEq, Default)]
        #[serde(default, deny_unknown_fields)]
        pub struct $type { $(pub $field: Option<f32>),* }

        impl $type {
            /// What this one says, and for the rest what the old one said.
            fn over(self, old: $type) -> $type {
                $type { $($field: self.$field.or(old.$field)),* }
            }
        }
    )* };
}

numbers! {
    /// One part of the trunk, in degrees; `glide` slides the head ahead, in units.
    TrunkPart { bend, lean, turn, glide }
    /// How far a shoulder is up and ahead, in units.
    Shoulder { up, ahead }
    /// Where the hips are; without `up`, the lowest part of the body rests on the floor.
    Hips { up, ahead, right }
    /// How far belly and chest are filled, 0 to 1.
    Swell { belly, chest }
}

impl Limb {
    fn over(&self, old: &Limb) -> Limb {
        let (new, old) = (self.clone(), old.clone());
        // A new place does away with the old one; so do new angles.
        let keeps = new.to.is_none() && new.at.is_none() && new.upper.is_none();
        Limb {
            to: new.to.or(old.to.filter(|_| keeps)),
            at: new.at.or(old.at.filter(|_| keeps)),
            by: new.by.or(old.by.filter(|_| keeps)),
            upper: new.upper.or(old.upper),
            lower: new.lower.or(old.lower),
            end: new.end.or(old.end),
            out: new.out.or(old.out),
            lower_out: new.lower_out.or(old.lower_out),
            bow: if new.bow.is_empty() { old.bow } else { new.bow },
        }
    }
}

impl Pose {
    /// This pose on top of the one that it is like, every limb by its side.
    fn over(&self, old: &Pose) -> Pose {
        let limb = |both: &Limb, one: &Limb, old: &Limb| one.over(&both.over(old));
        Pose {
            name: self.name.clone(),
            pelvis: self.pelvis.over(old.pelvis),
            waist: self.waist.over(old.waist),
            chest: self.chest.over(old.chest),
            neck: self.neck.over(old.neck),
            head: self.head.over(old.head),
            right_shoulder: self
                .right_shoulder
                .over(self.shoulders.over(old.right_shoulder)),
            left_shoulder: self
                .left_shoulder
                .over(self.shoulders.over(old.left_shoulder)),
            right_arm: limb(&self.arms, &self.right_arm, &old.right_arm),
            left_arm: limb(&self.arms, &self.left_arm, &old.left_arm),
            right_leg: limb(&self.legs, &self.right_leg, &old.right_leg),
            left_leg: limb(&self.legs, &self.left_leg, &old.left_leg),
            hips: self.hips.over(old.hips),
            breath: self.breath.over(old.breath),
            fixed: self.fixed.or(old.fixed),
            ..Pose::default()
        }
    }

    fn mirror(&self) -> Pose {
        let flip = |segment: TrunkPart| TrunkPart {
            lean: segment.lean.map(|lean| -lean),
            turn: segment.turn.map(|turn| -turn),
            ..segment
        };
        let limb = |limb: &Limb| Limb {
            to: limb.to.as_deref().map(other_side),
            ..limb.clone()
        };
        Pose {
            pelvis: flip(self.pelvis),
            waist: flip(self.waist),
            chest: flip(self.chest),
            neck: flip(self.neck),
            head: flip(self.head),
            right_shoulder: self.left_shoulder,
            left_shoulder: self.right_shoulder,
            right_arm: limb(&self.left_arm),
            left_arm: limb(&self.right_arm),
            right_leg: limb(&self.left_leg),
            left_leg: limb(&self.right_leg),
            hips: Hips {
                right: self.hips.right.map(|right| -right),
                ..self.hips
            },
            ..self.clone()
        }
    }
}

impl Figure {
    /// The same figure for the left side.
    pub fn mirror(&self) -> Figure {
        let (around, up) = self.view.eye();
        let mut figure = self.clone();
        figure.view = Viewpoint::Eye {
            around: -around,
            up,
        };
        figure
            .lit
            .iter_mut()
            .for_each(|name| *name = other_side(name));
        for prop in &mut figure.props {
            if let Prop::Ball { at } | Prop::WarmPack { at } | Prop::ColdPack { at } = prop {
                *at = other_side(at);
            }
        }
        figure
    }
}

/// `right knee` for `left knee`, and the other way round.
pub fn other_side(name: &str) -> String {
    match name.split_once(' ') {
        Some(("right", rest)) => format!("left {rest}"),
        Some(("left", rest)) => format!("right {rest}"),
        _ => name.to_string(),
    }
}

/// A pose with nothing left to style up: what the skeleton is built from.
#[derive(Clone, Debug, PartialEq)]
pub struct Stance {
    /// Bend, lean and turn of pelvis, waist, chest, neck and head, in degrees.
    pub trunk: [[f32; 3]; 5],
    pub glide: f32,
    /// Up and ahead, right and left.
    pub shoulders: [[f32; 2]; 2],
    pub arms: [Limb; 2],
    pub legs: [Limb; 2],
    pub hips: Hips,
    /// Belly and chest.
    pub breath: [f32; 2],
    pub fixed: Fixed,
}

impl Stance {
    fn of(pose: &Pose) -> Stance {
        let mut below = [0.0; 3];
        let trunk = [pose.pelvis, pose.waist, pose.chest, pose.neck, pose.head].map(|segment| {
            let said = [segment.bend, segment.lean, segment.turn];
            below = std::array::from_fn(|axis| said[axis].unwrap_or(below[axis]));
            below
        });
        let shoulder =
            |shoulder: Shoulder| [shoulder.up, shoulder.ahead].map(Option::unwrap_or_default);
        Stance {
            trunk,
            glide: pose.head.glide.unwrap_or_default(),
            shoulders: [shoulder(pose.right_shoulder), shoulder(pose.left_shoulder)],
            arms: [pose.right_arm.clone(), pose.left_arm.clone()],
            legs: [pose.right_leg.clone(), pose.left_leg.clone()],
            hips: pose.hips,
            breath: [pose.breath.belly, pose.breath.chest].map(Option::unwrap_or_default),
            fixed: pose.fixed.unwrap_or_default(),
        }
    }
}

/// The poses that a figure may name: its routine's own before the shared ones.
pub struct Poses<'a> {
    pub own: &'a [Pose],
    pub shared: &'a [Pose],
}

impl Poses<'_> {
    /// The pose by this name, for the right or the left side.
    ///
    /// # Errors
    ///
    /// A sentence where the name, or one that it is like, is unknown, or the chain has no end.
    pub fn stance(&self, name: &str, left: bool) -> Result<Stance, String> {
        let pose = self.whole(name, 0)?;
        Ok(Stance::of(&if left { pose.mirror() } else { pose }))
    }

    fn whole(&self, name: &str, depth: usize) -> Result<Pose, String> {
        let mut all = self.own.iter().chain(self.shared);
        let Some(pose) = all.find(|pose| pose.name == name) else {
            return Err(format!("there is no pose `{name}`"));
        };
        if depth > 16 {
            return Err(format!("pose `{name}` is like itself, by way of others"));
        }
        let base = match &pose.like {
            Some(like) => self.whole(like, depth + 1)?,
            None => Pose::default(),
        };
        Ok(pose.over(&if pose.mirrored { base.mirror() } else { base }))
    }
}

/// How far a joint may go in a figure, in degrees.
pub struct Limit {
    pub joint: &'static str,
    pub least: f32,
    pub most: f32,
}

const fn limit(joint: &'static str, least: f32, most: f32) -> Limit {
    Limit { joint, least, most }
}

/// Two thirds of the ordinary range for everything that a routine stretches: neck and trunk.
/// The two thirds are our choice. Hips, knees, elbows and shoulders also carry the positions
/// themselves (sitting is three quarters of the hip's range), so they have the ordinary range.
///
/// Ordinary range: Thomas Kurz, "Normal Ranges of Joint Motion",
/// <http://yoga-age.com/articles/stretching/joint.html> (neck 70 forward, 55 back, 35 aside, 70
/// turned; low back 75, 30, 35; arm 60 straight back, 45 back at the shoulder's height; elbow 150;
/// hip 130 and 30); for the turn of the trunk (45) the American Medical Association's, as Edmund
/// Kosmahl's "Goniometry" (University of Scranton, 1999, "thoraco-lumbar rotation") gives it.
///
/// The knee is our choice: sitting back on the heels needs more than the 130 that Kurz names. That
/// the smaller of his two numbers for an arm that goes back holds at every height is our choice
/// too; ahead and aside an arm goes all the way up (180), so its height has no limit.
pub const LIMITS: [Limit; 10] = [
    limit("neck forward or back", -36.0, 46.0),
    limit("neck aside", -23.0, 23.0),
    limit("neck turned", -46.0, 46.0),
    limit("trunk forward or back", -20.0, 50.0),
    limit("trunk aside", -23.0, 23.0),
    limit("trunk turned", -30.0, 30.0),
    limit("hip", -30.0, 130.0),
    limit("knee", 0.0, 160.0),
    limit("elbow", 0.0, 150.0),
    limit("arm behind or ahead", -45.0, 90.0),
];

/// A hand or foot may miss its place by this much, in units.
pub const REACH: f32 = 0.15;

/// Areas that can be lit. Those in the second list have a side.
pub const AREAS: [&str; 10] = [
    "neck",
    "shoulders",
    "blades",
    "back",
    "upper back",
    "lower back",
    "between the blades",
    "chest",
    "belly",
    "waist",
];
pub const SIDED_AREAS: [&str; 6] = ["neck", "shoulder", "blade", "side", "arm", "thigh"];

impl Figure {
    /// Everything that is wrong with a figure, in sentences: names that nothing has, hands out of
    /// reach, joints past their limit.
    pub fn findings(&self, poses: &Poses, also: &[String]) -> Vec<String> {
        let mut found = Vec::new();
        let named = [Some(&self.start), self.pose.as_ref(), self.inhale.as_ref()];
        for name in named.into_iter().flatten().chain(&self.r#loop).chain(also) {
            match poses.stance(name, false) {
                Err(problem) => found.push(problem),
                Ok(stance) => {
                    let problems = skeleton::problems(&stance);
                    found.extend(
                        problems
                            .into_iter()
                            .map(|problem| format!("pose `{name}`: {problem}")),
                    );
                }
            }
        }
        for area in &self.lit {
            let sided = area.strip_prefix("right ").or(area.strip_prefix("left "));
            let known = match sided {
                Some(rest) => SIDED_AREAS.contains(&rest),
                None => AREAS.contains(&area.as_str()),
            };
            if !known {
                found.push(format!("`{area}` is no part that can be lit"));
            }
        }
        let places = self.props.iter().filter_map(|prop| match prop {
            Prop::Ball { at } | Prop::WarmPack { at } | Prop::ColdPack { at } => Some(at),
            Prop::Cushion { under, .. } => Some(under),
            Prop::Pillow { at, .. } => Some(at),
            _ => None,
        });
        for place in places.chain(self.close.iter().map(|close| &close.at)) {
            if !skeleton::is_place(place) {
                found.push(format!("there is no place `{place}`"));
            }
        }
        found
    }
}

/// Poses, and the figures of routines: what `routines/poses.ron` holds.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub struct PoseBook {
    pub poses: Vec<Pose>,
    pub figures: Vec<StepFigure>,
}

/// The figure of one step, counted from 1, or why words say it better.
#[derive(Deserialize, Clone, Debug, Default)]
#[serde(default, deny_unknown_fields)]
pub struct StepFigure {
    pub routine: String,
    pub step: usize,
    pub figure: Option<Figure>,
    /// Where the body is at the end of each part; empty where it stays as it is.
    pub parts: Vec<String>,
    pub words: Option<String>,
}

impl PoseBook {
    /// The book in this RON text.
    ///
    /// # Errors
    ///
    /// Where the text is no book, the place and what is wrong there.
    pub fn read(text: &str) -> Result<PoseBook, ron::error::SpannedError> {
        let extensions = ron::extensions::Extensions::IMPLICIT_SOME;
        ron::Options::default()
            .with_default_extension(extensions)
            .from_str(text)
    }

    pub fn shared(&self) -> Poses<'_> {
        Poses {
            own: &[],
            shared: &self.poses,
        }
    }
}

impl StepFigure {
    /// The poses of this step in the order in which the body goes through them, without repeats.
    pub fn key_poses(&self) -> Vec<String> {
        let Some(figure) = &self.figure else {
            return Vec::new();
        };
        let mut names = if figure.r#loop.is_empty() {
            vec![figure.start.clone()]
        } else {
            figure.r#loop.clone()
        };
        names.extend(self.parts.iter().filter(|name| !name.is_empty()).cloned());
        names.extend(figure.pose.iter().chain(&figure.inhale).cloned());
        names.dedup();
        if names.len() > 2 && names.first() == names.last() {
            names.pop();
        }
        names
    }
}
