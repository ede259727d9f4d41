//! The figure that shows a movement: from poses as they are written to a body in space, and from
//! there to a picture. What an author writes of it stands in `routine::figure`.

use std::borrow::Cow;
use std::{array, ptr};

pub use crate::routine::figure::{AreaName, Figure, Fixed, Hips, Offset, Pose, Viewpoint, Way};
use crate::routine::figure::{
    Decimal, Eye, Limb, Prop, Shoulder, Spot, Swell, TrunkPart, shared_poses,
};

mod body;
pub mod brush;
pub mod draw;
pub mod skeleton;

/// What this one says, and for the rest what the old one said.
pub trait Fill {
    fn fill(&mut self, old: &Self);
}

impl<T: Clone> Fill for Option<T> {
    fn fill(&mut self, old: &Option<T>) {
        if self.is_none() {
            self.clone_from(old);
        }
    }
}

impl<T: Fill, const N: usize> Fill for [T; N] {
    fn fill(&mut self, old: &[T; N]) {
        self.iter_mut().zip(old).for_each(|(new, old)| new.fill(old));
    }
}

/// What is filled field by field.
macro_rules! fill_fields {
    ($($type:ident { $($field:ident),* })*) => { $(
        impl Fill for $type {
            fn fill(&mut self, old: &$type) {
                $(self.$field.fill(&old.$field);)*
            }
        }
    )* };
}

fill_fields! {
    Figure { view, close, props, lit, start, pose, inhale, around, every, ghost }
    Stance { trunk, shoulders, arms, legs, hips, breath, fixed }
    TrunkPart { bend, lean, turn, glide }
    Shoulder { up, ahead }
    Hips { up, ahead, right }
    Swell { belly, chest }
}

impl Fill for Limb {
    fn fill(&mut self, old: &Limb) {
        // A new place does away with the old one; so do new angles.
        if self.to.is_none() && self.at.is_none() && self.upper.is_none() {
            self.to.fill(&old.to);
            self.at.fill(&old.at);
            self.by.fill(&old.by);
        }
        self.upper.fill(&old.upper);
        self.lower.fill(&old.lower);
        self.end.fill(&old.end);
        self.out.fill(&old.out);
        self.lower_out.fill(&old.lower_out);
        self.bow.fill(&old.bow);
    }
}

/// A body as its pose says it: what it leaves open, the pose that it is like may say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stance {
    /// Pelvis, waist, chest, neck and head.
    pub trunk: [TrunkPart; 5],
    /// Right and left, as all that there is two of.
    pub shoulders: [Shoulder; 2],
    pub arms: [Limb; 2],
    pub legs: [Limb; 2],
    pub hips: Hips,
    pub breath: Swell,
    pub fixed: Option<Fixed>,
}

/// What is said of each side, over what is said of both.
fn sides<T: Fill + Clone>(both: &T, right: &T, left: &T) -> [T; 2] {
    let mut sides = [right.clone(), left.clone()];
    sides.iter_mut().for_each(|one| one.fill(both));
    sides
}

/// A number that says nothing is nothing.
fn number(written: Option<Decimal>) -> f32 {
    written.unwrap_or_default().0
}

impl Stance {
    /// What a pose says itself.
    pub fn of(pose: &Pose) -> Stance {
        let trunk = [&pose.pelvis, &pose.waist, &pose.chest, &pose.neck, &pose.head];
        Stance {
            trunk: trunk.map(TrunkPart::clone),
            shoulders: sides(&pose.shoulders, &pose.right_shoulder, &pose.left_shoulder),
            arms: sides(&pose.arms, &pose.right_arm, &pose.left_arm),
            legs: sides(&pose.legs, &pose.right_leg, &pose.left_leg),
            hips: pose.hips.clone(),
            breath: pose.breath.clone(),
            fixed: pose.fixed,
        }
    }

    /// Bend, lean and turn of each part of the trunk, in degrees; what says nothing follows the part
    /// below it.
    fn angles(&self) -> [[f32; 3]; 5] {
        let mut below = [0.0; 3];
        self.trunk.each_ref().map(|part| {
            let said = [part.bend, part.lean, part.turn];
            below = array::from_fn(|axis| said[axis].map_or(below[axis], |angle| angle.0));
            below
        })
    }

    /// The same of the other side.
    #[must_use]
    pub fn mirror(&self) -> Stance {
        let flip = |number: Option<Decimal>| number.map(|number| Decimal(-number.0));
        let mut other = self.clone();
        for part in &mut other.trunk {
            (part.lean, part.turn) = (flip(part.lean), flip(part.turn));
        }
        other.hips.right = flip(other.hips.right);
        other.shoulders.reverse();
        other.arms.reverse();
        other.legs.reverse();
        for limb in other.arms.iter_mut().chain(&mut other.legs) {
            limb.to = limb.to.as_ref().map(|to| other_side(to).into());
        }
        other
    }
}

impl Figure {
    /// The same seen from the other side, with what is lit and what stands around mirrored.
    fn mirror(&self) -> Figure {
        let (around, up) = self.eye();
        let mut figure = self.clone();
        figure.view = Some(Viewpoint::Eye(Eye { around: Decimal(-around), up: Decimal(up) }));
        for name in figure.lit.iter_mut().flatten() {
            *name = other_side(name).into();
        }
        for prop in figure.props.iter_mut().flatten() {
            if let Prop::Ball(Spot { at })
            | Prop::WarmPack(Spot { at })
            | Prop::ColdPack(Spot { at }) = prop
            {
                *at = other_side(at).into();
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

/// A pose by its name, with all that it is like: a routine's own before the shared ones. `None`
/// where a name is unknown, or leads back to itself.
pub fn whole_pose(name: &str, own: &[Pose]) -> Option<Stance> {
    fn find(name: &str, own: &[Pose], depth: usize) -> Option<Stance> {
        let mut all = own.iter().chain(shared_poses());
        let pose = all.find(|pose| *pose.name == *name).filter(|_| depth < 16)?;
        let mut stance = Stance::of(pose);
        if let Some(like) = &pose.like {
            let base = find(like, own, depth + 1)?;
            stance.fill(&if pose.mirrored == Some(true) { base.mirror() } else { base });
        }
        Some(stance)
    }
    find(name, own, 0)
}

/// What a step shows on one side: its figure, and every pose of it; both are mirrored already
/// where that side is the left.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub figure: Figure,
    /// The starting position first; all others in the order in which the step names them.
    pub poses: Vec<Stance>,
    /// Whether it has a side, so that another scene is its mirror.
    pub sided: bool,
}

/// How far a joint may go in a figure, in degrees: forward and to the right are more than nothing.
#[derive(Debug, PartialEq)]
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
pub static LIMITS: [Limit; 10] = [
    limit("the neck bent", -36.0, 46.0),
    limit("the neck leaned", -23.0, 23.0),
    limit("the neck turned", -46.0, 46.0),
    limit("the trunk bent", -20.0, 50.0),
    limit("the trunk leaned", -23.0, 23.0),
    limit("the trunk turned", -30.0, 30.0),
    limit("a hip bent", -30.0, 130.0),
    limit("a knee bent", 0.0, 160.0),
    limit("an elbow bent", 0.0, 150.0),
    limit("an arm moved behind or ahead", -45.0, 90.0),
];

/// A hand or foot may miss its place by this much, in units.
pub const REACH: f32 = 0.15;

impl Scene {
    /// The same for the other side.
    pub fn mirror(&self) -> Scene {
        Scene {
            figure: self.figure.mirror(),
            poses: self.poses.iter().map(Stance::mirror).collect(),
            sided: self.sided,
        }
    }
}

// A body on its way from one pose to another, and the eye that may go round it meanwhile.

/// Where the body is at a moment.
#[derive(Clone, Copy, Debug)]
pub struct BodyMoment<'a> {
    pub scene: &'a Scene,
    pub from: &'a Stance,
    pub to: &'a Stance,
    /// How far it is from one to the other, 0 to 1, eased already.
    pub part: f32,
    /// Whether it will be elsewhere later in this phase.
    pub moves: bool,
    /// The scene of the other side, where it comes from there: the eye goes round meanwhile.
    pub other: Option<&'a Scene>,
}

impl<'a> BodyMoment<'a> {
    /// The same where it comes from, and where it goes.
    pub fn begun(&self) -> BodyMoment<'a> {
        BodyMoment { part: 0.0, ..*self }
    }

    pub fn done(&self) -> BodyMoment<'a> {
        BodyMoment { part: 1.0, ..*self }
    }

    /// Whether it keeps still.
    pub fn is_one_pose(&self) -> bool {
        ptr::eq(self.from, self.to)
    }

    /// Whether it comes back to the starting position.
    pub fn ends_at_start(&self) -> bool {
        self.scene.poses.first().is_some_and(|start| ptr::eq(start, self.to))
    }

    /// The pose that it goes to, or came from, where that stands behind it as a shadow.
    pub fn shadow(&self) -> Option<&'a Stance> {
        let wanted = self.scene.figure.ghost == Some(true) && self.other.is_none();
        let shadow = match self.part {
            _ if self.is_one_pose() => self.scene.poses.first()?,
            part if part < 1.0 => self.to,
            _ => self.from,
        };
        (wanted && !(self.is_one_pose() && self.ends_at_start())).then_some(shadow)
    }

    /// The scene as the eye sees it now.
    pub fn seen(&self) -> Cow<'a, Scene> {
        let Some(other) = self.other else {
            return Cow::Borrowed(self.scene);
        };
        let ((from, _), (to, up)) = (other.figure.eye(), self.scene.figure.eye());
        // The shorter way round, which leads behind the body where the eye is behind it.
        let around = from + ((to - from + 540.0).rem_euclid(360.0) - 180.0) * self.part;
        let mut seen = if self.part < 0.5 { other } else { self.scene }.clone();
        seen.figure.view = Some(Viewpoint::Eye(Eye { around: Decimal(around), up: Decimal(up) }));
        Cow::Owned(seen)
    }
}
