//! The words of the figure that shows a movement: from where it is seen, what stands around it,
//! and its poses.
//!
//! Angles of the trunk and of the limbs are those of a compass seen from the figure's right:
//! 0 up, 90 ahead, 180 down, 270 (or -90) behind. `turn` and `lean` are positive to its right,
//! `out` is away from the middle. Lengths are in tenths of the standing height. Everything is
//! written for the right side, and mirrored for the left.

use std::sync::LazyLock;

use serde::Deserialize;

pub use super::author_text::{AreaName, PlaceName, PoseName};
use super::grammar::{
    Construct, FieldType, FieldValue, FormatField, NameKind, TextVisit, WordChoice, ron_options,
};
use super::place::{PlacePart, RoutinePlace};
use crate::seconds::Seconds;

construct! {
    /// The figure that shows a step: from where it is seen, what stands around it, and where the
    /// body is. A step takes what it leaves out from the routine's.
    #[derive(Default)]
    Figure {
        /// From where it is seen; from behind unless said otherwise, so that its right is yours.
        view: Option<Viewpoint>,
        /// A close-up: only what is around a place.
        close: Option<Close>,
        /// What stands around the body or lies on it.
        props: Option<Vec<Prop>>,
        /// What is lit up, because the movement is for it: `neck`, `shoulders`, `blades`, `back`,
        /// `upper back`, `lower back`, `between the blades`, `chest`, `belly` or `waist`; and with
        /// a side before it `neck`, `shoulder`, `blade`, `side`, `arm` or `thigh`.
        lit: Option<Vec<AreaName>>,
        /// The pose before the first part and in every rest; `standing` unless said otherwise.
        start: Option<PoseName>,
        /// The pose of a `Hold`, or of whatever else has no parts of its own: the body goes there
        /// in the get-ready.
        pose: Option<PoseName>,
        /// The pose with the breath all in, for a `Breathe`; all out is `start`.
        inhale: Option<PoseName>,
        /// Poses that the body goes through again and again, for a walk, or `Reps` without a tempo.
        around as "loop": Option<Vec<PoseName>>,
        /// How long one round of `loop` takes; left out, as long as its repetition.
        every: Option<Seconds>,
        /// Whether the pose before this one stands behind it as a shadow; for small movements.
        ghost: Option<bool>,
    }
}

kinds! {
    /// From where the figure is seen.
    Viewpoint as FieldType::Kind(Viewpoint::GRAMMAR) => {
        /// From behind: its right is your right.
        Behind,
        /// From behind, and a little from its right.
        BehindRight,
        /// From the front: its right is your left.
        Front,
        /// From its right.
        Side,
        /// From anywhere.
        Eye(Eye),
    }
}

construct! {
    /// The eye that sees the figure.
    Eye {
        /// Degrees around, from the front over its right: 180 is behind.
        around: Decimal,
        /// Degrees above the floor.
        up: Decimal,
    }
}

construct! {
    /// A close-up.
    Close {
        /// The place in the middle of the picture.
        at: PlaceName,
        /// How far the picture goes from there to each side.
        half: Decimal,
    }
}

kinds! {
    /// What stands around the body, or lies on it.
    Prop as FieldType::Kind(Prop::GRAMMAR) => {
        /// A seat under the hips.
        Stool,
        /// A seat with a back.
        Chair,
        /// A mat under the whole body.
        Mat,
        /// A slope that carries the back.
        Wedge,
        /// A wall, so far ahead of the feet.
        Wall(Ahead),
        /// The frame of a door, so far ahead of the feet.
        DoorFrame(Ahead),
        /// A seat apart from the body, to lay the legs on, so far ahead of the hips.
        Seat(Ahead),
        /// A small ball.
        Ball(Spot),
        /// A cushion on the floor.
        Cushion(Cushion),
        /// A cushion between two parts of the body.
        Pillow(Pillow),
        /// Something warm.
        WarmPack(Spot),
        /// Something cold.
        ColdPack(Spot),
    }
}

construct! {
    /// A thing ahead of the body.
    Ahead {
        /// How far ahead it is; a negative number is behind.
        ahead: Decimal,
    }
}

construct! {
    /// A thing at the body.
    Spot {
        /// The place that it is at.
        at: PlaceName,
    }
}

construct! {
    /// A cushion on the floor.
    Cushion {
        /// The place that it is under.
        under: PlaceName,
        /// Half its length, along the body.
        long: Decimal,
        /// Half its height.
        high: Decimal,
    }
}

construct! {
    /// A cushion between two parts of the body.
    Pillow {
        /// The place that it is at.
        at: PlaceName,
        /// Half its width.
        wide: Decimal,
        /// Half its height.
        high: Decimal,
        /// Half its length.
        long: Decimal,
    }
}

construct! {
    /// A pose of the figure, as it differs from the one that it is `like`. A part of the trunk
    /// that says nothing follows the one below it.
    // A field for every part of the body that may be posed, and for both of a pair: more than a
    // dozen.
    #[derive(Default)]
    Pose {
        /// What parts, figures and other poses call it.
        name: PoseName,
        /// The pose that it begins from.
        like: Option<PoseName>,
        /// Whether `like` is taken the other way round.
        mirrored: Option<bool>,
        /// The hips' part of the trunk.
        #[serde(default)]
        pelvis: TrunkPart,
        /// The waist.
        #[serde(default)]
        waist: TrunkPart,
        /// The chest; both arms go with its turn.
        #[serde(default)]
        chest: TrunkPart,
        /// The neck.
        #[serde(default)]
        neck: TrunkPart,
        /// The head.
        #[serde(default)]
        head: TrunkPart,
        /// Both shoulders.
        #[serde(default)]
        shoulders: Shoulder,
        /// The right shoulder.
        #[serde(default)]
        right_shoulder: Shoulder,
        /// The left shoulder.
        #[serde(default)]
        left_shoulder: Shoulder,
        /// Both arms.
        #[serde(default)]
        arms: Limb,
        /// The right arm.
        #[serde(default)]
        right_arm: Limb,
        /// The left arm.
        #[serde(default)]
        left_arm: Limb,
        /// Both legs.
        #[serde(default)]
        legs: Limb,
        /// The right leg.
        #[serde(default)]
        right_leg: Limb,
        /// The left leg.
        #[serde(default)]
        left_leg: Limb,
        /// Where the hips are; without `up`, the lowest part of the body rests on the floor.
        #[serde(default)]
        hips: Hips,
        /// How far belly and chest are filled, 0 to 1.
        #[serde(default)]
        breath: Swell,
        /// What stays in its place while the rest moves; the hips unless said otherwise.
        fixed: Option<Fixed>,
    }
}

construct! {
    /// A part of the trunk, in degrees against the upright.
    #[derive(Default)]
    TrunkPart {
        /// Bent forward; a negative number is back.
        bend: Option<Decimal>,
        /// Leaned to its right; a negative number is to its left.
        lean: Option<Decimal>,
        /// Turned to its right; a negative number is to its left.
        turn: Option<Decimal>,
        /// How far the head is slid ahead.
        glide: Option<Decimal>,
    }
}

construct! {
    /// A shoulder.
    #[derive(Default)]
    Shoulder {
        /// How far it is raised.
        up: Option<Decimal>,
        /// How far it is ahead; a negative number is back.
        ahead: Option<Decimal>,
    }
}

construct! {
    /// An arm or a leg: two angles, or a place that its hand or foot reaches.
    #[derive(Default)]
    Limb {
        /// The direction of upper arm or thigh.
        upper: Option<Decimal>,
        /// The direction of forearm or shin; left out, it goes on like the upper half.
        lower: Option<Decimal>,
        /// The direction of hand or foot.
        end: Option<Decimal>,
        /// How far the upper half points away from the middle, in degrees.
        out: Option<Decimal>,
        /// The same of the lower half.
        lower_out: Option<Decimal>,
        /// The place that the hand reaches for: `knee`, `thigh`, `hip`, `belly`, `seat` and others;
        /// without a side, the limb's own.
        to: Option<PlaceName>,
        /// How far from that place.
        by: Option<Offset>,
        /// A place in the room instead, from the point on the floor below the hips.
        at: Option<Offset>,
        /// Where elbow or knee points.
        bow: Option<Vec<Way>>,
    }
}

construct! {
    /// How far away something is.
    #[derive(Default)]
    Offset {
        /// Ahead; a negative number is behind.
        ahead: Option<Decimal>,
        /// Up.
        up: Option<Decimal>,
        /// Away from the middle.
        out: Option<Decimal>,
    }
}

construct! {
    /// Where the hips are.
    #[derive(Default)]
    Hips {
        /// Their height above the floor.
        up: Option<Decimal>,
        /// How far they are ahead.
        ahead: Option<Decimal>,
        /// How far they are to the right.
        right: Option<Decimal>,
    }
}

construct! {
    /// How far belly and chest are filled with breath.
    #[derive(Default)]
    Swell {
        /// The belly, 0 to 1.
        belly: Option<Decimal>,
        /// The chest, 0 to 1.
        chest: Option<Decimal>,
    }
}

choice! {
    /// Where an elbow or a knee points.
    Way {
        /// Up.
        Up,
        /// Down.
        Down,
        /// Ahead.
        Ahead,
        /// Back.
        Back,
        /// Away from the middle.
        Out,
        /// Toward the middle.
        In,
    }
}

choice! {
    /// What stays in its place while the rest of the body moves.
    #[derive(Default)]
    Fixed {
        /// The hips.
        Hips = default,
        /// Both knees.
        Knees,
    }
}

/// A number that may have a fraction and a sign; never endless, nor no number at all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Decimal(pub f32);

impl Eq for Decimal {}

impl FieldValue for Decimal {
    const TYPE: FieldType = FieldType::Decimal;
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match f32::deserialize(deserializer)? {
            // No angle and no length needs more, and none becomes endless on its way.
            number if number.abs() <= 1000.0 => Ok(Decimal(number)),
            _ => Err(serde::de::Error::custom("no number from -1000 to 1000")),
        }
    }
}

/// The places that a hand can reach for, or a thing can lie at; most may have a side before them.
pub const PLACES: &str = "knee, knees, thigh, ankle, ankles, foot, hip, hips, waist, chest, belly, \
    ribs, blade, between the blades, shoulder, shoulders, elbow, hand, head, nape, chin, seat, \
    seat back, back";

/// Areas that can be lit.
pub const AREAS: &str = "neck, shoulders, blades, back, upper back, lower back, between the blades, \
    chest, belly, waist";

/// Those that have a side before them.
pub const SIDED_AREAS: &str = "neck, shoulder, blade, side, arm, thigh";

/// The poses that every routine may name.
pub fn shared_poses() -> &'static [Pose] {
    static POSES: LazyLock<Vec<Pose>> = LazyLock::new(|| {
        let text = include_str!("../../routines/poses.ron");
        ron_options().from_str(text).expect("a test reads the poses that are built in")
    });
    &POSES
}

/// Whether a name of a kind may be written where a routine has poses of these names itself.
pub fn is_known_name(kind: NameKind, own: &[&str], name: &str) -> bool {
    let sided = name.strip_prefix("right ").or_else(|| name.strip_prefix("left "));
    let is_among = |words: &str, name: &str| words.split(", ").any(|word| word == name);
    match (kind, sided) {
        (NameKind::Pose, _) => {
            own.contains(&name) || shared_poses().iter().any(|pose| *pose.name == *name)
        }
        (NameKind::Place, _) => is_among(PLACES, sided.unwrap_or(name)),
        (NameKind::Area, Some(sided)) => is_among(SIDED_AREAS, sided),
        (NameKind::Area, None) => is_among(AREAS, name),
    }
}

/// Every name of a kind that may be written where a routine has poses of these names itself.
pub fn known_names(kind: NameKind, own: &[&str]) -> Vec<String> {
    let sided = |words: &'static str| {
        let sides = ["right", "left"].into_iter();
        sides.flat_map(move |side| words.split(", ").map(move |word| format!("{side} {word}")))
    };
    let plain = |words: &'static str| words.split(", ").map(str::to_owned);
    match kind {
        NameKind::Pose => {
            let shared = shared_poses().iter().map(|pose| &*pose.name);
            own.iter().copied().chain(shared).map(str::to_owned).collect()
        }
        NameKind::Place => plain(PLACES).chain(sided(PLACES)).collect(),
        NameKind::Area => plain(AREAS).chain(sided(SIDED_AREAS)).collect(),
    }
}

impl Figure {
    /// The name of the starting position.
    pub fn start(&self) -> &str {
        self.start.as_deref().unwrap_or("standing")
    }

    pub fn props(&self) -> &[Prop] {
        self.props.as_deref().unwrap_or_default()
    }

    pub fn lit(&self) -> &[AreaName] {
        self.lit.as_deref().unwrap_or_default()
    }

    pub fn around(&self) -> &[PoseName] {
        self.around.as_deref().unwrap_or_default()
    }

    /// Degrees around the figure, from its front over its right, and degrees above the floor.
    pub fn eye(&self) -> (f32, f32) {
        match self.view {
            None | Some(Viewpoint::Behind) => (180.0, 12.0),
            Some(Viewpoint::BehindRight) => (145.0, 14.0),
            Some(Viewpoint::Front) => (0.0, 8.0),
            Some(Viewpoint::Side) => (80.0, 7.0),
            Some(Viewpoint::Eye(Eye { around, up })) => (around.0, up.0),
        }
    }
}
