//! The body's joints in space: where a pose, or a moment between two poses, puts them.

use std::array;

use super::space::{Axes, Vector, vector};
use super::{Fixed, LIMITS, Limit, Offset, REACH, Stance, Way, number};
use crate::routine::figure::{Decimal, Limb};

pub const PELVIS: f32 = 0.45;
pub const WAIST: f32 = 1.0;
pub const CHEST: f32 = 1.75;
pub const NECK: f32 = 0.55;
/// Upper arm, forearm, hand; thigh, shin, foot.
pub const ARM: [f32; 3] = [1.5, 1.4, 0.5];
pub const LEG: [f32; 3] = [2.3, 2.2, 0.85];
/// From the middle to a hip joint, and from the floor to an ankle.
pub const HIP: f32 = 0.48;
pub const ANKLE: f32 = 0.32;
/// The hips' height in standing and in sitting.
pub const STANDING: f32 = LEG[0] + LEG[1] + ANKLE + 0.10;
pub const SITTING: f32 = LEG[1] + ANKLE + 0.12;
/// A seat's top.
pub const SEAT: f32 = SITTING - 0.60;

/// Right and left along x.
pub const OUT: [f32; 2] = [-1.0, 1.0];

#[derive(Clone, Debug)]
pub struct Joints {
    /// The hips, the top of the pelvis, the lowest ribs, the base of the neck.
    pub spine: [Vector; 4],
    /// Pelvis, waist, chest, neck and head.
    pub axes: [Axes; 5],
    pub skull: Vector,
    /// Shoulder, elbow, wrist and fingertips, right and left.
    pub arms: [[Vector; 4]; 2],
    /// Hip, knee, ankle and toes, right and left.
    pub legs: [[Vector; 4]; 2],
    pub breath: [f32; 2],
}

impl Joints {
    /// A place by its name; one without a side is that of `side` (0 right, 1 left).
    pub fn place(&self, name: &str, side: usize) -> Option<Vector> {
        let (side, name) = match name.split_once(' ') {
            Some(("right", rest)) => (0, rest),
            Some(("left", rest)) => (1, rest),
            _ => (side, name),
        };
        let (arm, leg, out) = (&self.arms[side], &self.legs[side], OUT[side]);
        let [pelvis, waist, chest, _, head] = &self.axes;
        let middle = |a: Vector, b: Vector| a.toward(b, 0.5);
        let upper_back = |aside: f32| self.spine[3] + chest.out(vector(aside, -0.85, -0.62));
        Some(match name {
            "knee" => leg[1] + vector(0.0, 0.35, 0.1),
            "knees" => middle(self.legs[0][1], self.legs[1][1]),
            "thigh" => leg[0].toward(leg[1], 0.62) + vector(0.0, 0.48, 0.0),
            "ankle" => leg[2],
            "ankles" => middle(self.legs[0][2], self.legs[1][2]),
            "foot" => leg[3],
            "hip" => leg[0] + pelvis.out(vector(out * 0.35, 0.3, 0.1)),
            "hips" => self.spine[0],
            "waist" => self.spine[1],
            "belly" => {
                middle(self.spine[1], self.spine[2]) + waist.out(vector(out * 0.12, -0.1, 0.72))
            }
            "ribs" => self.spine[2] + chest.out(vector(out * 0.15, 0.5, 0.78)),
            "chest" => middle(self.spine[2], self.spine[3]),
            "blade" => upper_back(out * 0.42),
            "between the blades" => upper_back(0.0),
            "back" => self.spine[2] + waist.out(vector(0.0, 0.0, -0.68)),
            "shoulder" => arm[0],
            "shoulders" => middle(self.arms[0][0], self.arms[1][0]) + vector(0.0, 0.5, 0.15),
            "elbow" => arm[1],
            "hand" => arm[3],
            "head" => self.skull,
            "nape" => self.skull + head.out(vector(out * 0.25, -0.35, -0.78)),
            "chin" => self.skull + head.out(vector(0.0, -0.7, 0.65)),
            "seat" => vector(out * 1.05, SEAT, 0.1),
            "seat back" => vector(out * 0.8, SEAT, -0.75),
            _ => return None,
        })
    }

    /// Every joint.
    pub fn points(&self) -> impl Iterator<Item = Vector> + '_ {
        let limbs = self.arms.iter().chain(&self.legs).flatten();
        self.spine.iter().chain([&self.skull]).chain(limbs).copied()
    }

    /// How low the body reaches, the flesh around the joints counted.
    fn lowest(&self) -> f32 {
        let [hips, _, ribs, neck] = self.spine;
        let trunk = [(hips, 0.60), (ribs, 0.60), (neck, 0.52), (self.skull, 0.78)];
        let legs =
            self.legs.iter().flat_map(|leg| [(leg[1], 0.38), (leg[2], 0.30), (leg[3], 0.20)]);
        let shoulders = self.arms.iter().map(|arm| (arm[0], 0.42));
        trunk
            .into_iter()
            .chain(legs)
            .chain(shoulders)
            .map(|(joint, flesh)| joint.y - flesh)
            .fold(f32::MAX, f32::min)
    }
}

/// Where along a movement the body is after this part of its time: slow away, slow to arrive.
pub fn ease(part: f32) -> f32 {
    let part = part.clamp(0.0, 1.0);
    part * part * part * (part * (part * 6.0 - 15.0) + 10.0)
}

fn or(written: Option<Decimal>, usual: f32) -> f32 {
    written.map_or(usual, |number| number.0)
}

fn between_numbers(from: f32, to: f32, part: f32) -> f32 {
    from + (to - from) * part
}

/// The body on its way from one pose to another, `part` of it done (0 to 1, eased already).
pub fn between(from: &Stance, to: &Stance, part: f32) -> Joints {
    let middle = |pick: fn(&Stance) -> f32| between_numbers(pick(from), pick(to), part);
    let right = middle(|stance| number(stance.hips.right));
    let ahead = middle(|stance| number(stance.hips.ahead));
    let rest =
        |from: &Stance, to: &Stance, part| -build(from, to, part, Vector::default()).lowest();
    let up = match (height(from), height(to)) {
        (None, None) => rest(from, to, part),
        (a, b) => {
            let (a, b) = (
                a.unwrap_or_else(|| rest(from, from, 0.0)),
                b.unwrap_or_else(|| rest(to, to, 0.0)),
            );
            between_numbers(a, b, part)
        }
    };
    let mut hips = vector(-right, up, ahead);
    if from.fixed == Some(Fixed::Knees) {
        let knees = build(from, to, part, hips).legs;
        hips.z -= (knees[0][1].z + knees[1][1].z) / 2.0;
    }
    build(from, to, part, hips)
}

/// The body in one pose.
pub fn at_rest(stance: &Stance) -> Joints {
    between(stance, stance, 0.0)
}

/// The height of the hips, where the pose says one or stands on a foot that is planted.
fn height(stance: &Stance) -> Option<f32> {
    let planted = stance.legs.iter().any(|leg| leg.at.is_some());
    let written = stance.hips.up.map(|up| up.0);
    written.or(planted.then_some(STANDING - 0.03))
}

fn build(from: &Stance, to: &Stance, part: f32, hips: Vector) -> Joints {
    let middle = |pick: &dyn Fn(&Stance) -> f32| between_numbers(pick(from), pick(to), part);
    let [here, there] = [from, to].map(Stance::angles);
    let angles: [[f32; 3]; 5] = array::from_fn(|segment| {
        array::from_fn(|axis| between_numbers(here[segment][axis], there[segment][axis], part))
    });
    let axes = angles.map(|[bend, lean, turn]| Axes::facing(bend, lean, turn));
    let [pelvis, waist, chest, neck, head] = &axes;
    let belt = hips + pelvis.y * PELVIS;
    let ribs = belt + waist.y * WAIST;
    let nape = ribs + chest.y * CHEST;
    let glide = middle(&|stance| number(stance.trunk[4].glide));
    let skull = nape + neck.y * NECK + head.out(vector(0.0, 0.62, 0.14)) + chest.z * glide;
    let mut joints = Joints {
        spine: [hips, belt, ribs, nape],
        axes,
        skull,
        arms: Default::default(),
        legs: Default::default(),
        breath: [
            middle(&|stance| number(stance.breath.belly)),
            middle(&|stance| number(stance.breath.chest)),
        ],
    };
    joints.legs = [0, 1].map(|side| {
        let hip = hips + pelvis.out(vector(OUT[side] * HIP, -0.10, 0.0));
        let bones = [from, to].map(|stance| leg(stance, side, hip, angles[0][2]));
        chain(hip, &bones, &LEG, part)
    });
    // An arm may reach for a knee or a foot: arms come after legs, and both after the trunk.
    let shoulders = [0, 1].map(|side| {
        let up = middle(&|stance| number(stance.shoulders[side].up));
        let ahead = middle(&|stance| number(stance.shoulders[side].ahead));
        let aside = OUT[side] * (1.08 - 0.12 * up.abs() - 0.10 * ahead.abs());
        nape + chest.out(vector(aside, -0.36 + up, ahead))
    });
    joints.arms = shoulders.map(|shoulder| [shoulder; 4]);
    joints.arms = [0, 1].map(|side| {
        let turn = angles[2][2];
        let bones = [from, to].map(|stance| arm(stance, side, &joints, shoulders[side], turn));
        chain(shoulders[side], &bones, &ARM, part)
    });
    joints
}

/// A limb from its socket, each bone on its way between two directions.
fn chain(socket: Vector, bones: &[[Vector; 3]; 2], lengths: &[f32; 3], part: f32) -> [Vector; 4] {
    let mut joints = [socket; 4];
    for bone in 0..3 {
        joints[bone + 1] =
            joints[bone] + bones[0][bone].swing(bones[1][bone], part) * lengths[bone];
    }
    joints
}

/// A direction by compass and degrees aside, in the heading of pelvis or chest.
fn compass(angle: f32, out: f32, side: usize, turn: f32) -> Vector {
    let (sin, cos) = angle.to_radians().sin_cos();
    let (aside, rest) = out.to_radians().sin_cos();
    Axes::facing(0.0, 0.0, turn).out(vector(OUT[side] * aside, rest * cos, rest * sin))
}

fn leg(stance: &Stance, side: usize, hip: Vector, turn: f32) -> [Vector; 3] {
    let limb = &stance.legs[side];
    let foot_out = or(limb.lower_out, 8.0);
    if let Some(at) = &limb.at {
        let ankle = sole(at, side);
        let [thigh, shin] =
            reach(hip, ankle, &LEG, toward(limb.bow.as_deref(), &[Way::Ahead], side, turn));
        return [thigh, shin, compass(or(limb.end, 90.0), foot_out, side, turn)];
    }
    let upper = or(limb.upper, 180.0);
    let lower = or(limb.lower, upper);
    let out = or(limb.out, 2.0);
    let lower_out = or(limb.lower_out, out);
    let end = compass(or(limb.end, lower - 90.0), or(limb.lower_out, 8.0), side, turn);
    [compass(upper, out, side, turn), compass(lower, lower_out, side, turn), end]
}

fn arm(stance: &Stance, side: usize, joints: &Joints, shoulder: Vector, turn: f32) -> [Vector; 3] {
    let limb = &stance.arms[side];
    let Some(wrist) = goal(limb, side, joints) else {
        let upper = or(limb.upper, 180.0);
        let lower = or(limb.lower, upper);
        let out = or(limb.out, 9.0);
        let lower_out = or(limb.lower_out, out * 0.5);
        let hand = compass(or(limb.end, lower), lower_out, side, turn);
        return [compass(upper, out, side, turn), compass(lower, lower_out, side, turn), hand];
    };
    let bow = toward(limb.bow.as_deref(), &[Way::Down, Way::Back, Way::Out], side, turn);
    let [upper, lower] = reach(shoulder, wrist, &ARM, bow);
    let hand = limb.end.map_or(lower, |end| compass(end.0, number(limb.lower_out), side, turn));
    [upper, lower, hand]
}

/// How far away something is, on a side.
fn shift(by: &Offset, side: usize) -> Vector {
    vector(OUT[side] * number(by.out), number(by.up), number(by.ahead))
}

/// The ankle of a foot that stands at a place.
fn sole(at: &Offset, side: usize) -> Vector {
    shift(at, side) + vector(OUT[side] * HIP, ANKLE, 0.0)
}

/// Where a hand reaches, if it reaches for anything.
fn goal(limb: &Limb, side: usize, joints: &Joints) -> Option<Vector> {
    match (&limb.to, &limb.at) {
        (Some(name), _) => {
            let by = limb.by.as_ref().map_or_else(Vector::default, |by| shift(by, side));
            joints.place(name, side).map(|place| place + by)
        }
        (None, Some(at)) => Some(shift(at, side) + vector(0.0, 0.2, 0.0)),
        (None, None) => None,
    }
}

fn toward(ways: Option<&[Way]>, usual: &[Way], side: usize, turn: f32) -> Vector {
    let ways = ways.unwrap_or(usual);
    let sum = ways.iter().fold(Vector::default(), |sum, way| {
        sum + match way {
            Way::Up => vector(0.0, 1.0, 0.0),
            Way::Down => vector(0.0, -1.0, 0.0),
            Way::Ahead => vector(0.0, 0.0, 1.0),
            Way::Back => vector(0.0, 0.0, -1.0),
            Way::Out => vector(OUT[side], 0.0, 0.0),
            Way::In => vector(-OUT[side], 0.0, 0.0),
        }
    });
    Axes::facing(0.0, 0.0, turn).out(sum)
}

/// The directions of two bones that end as near to a place as their lengths allow.
fn reach(socket: Vector, place: Vector, lengths: &[f32; 3], bow: Vector) -> [Vector; 2] {
    let [upper, lower, _] = *lengths;
    let way = (place - socket).unit();
    let far = (place - socket).length().clamp((upper - lower).abs() + 0.02, upper + lower - 0.005);
    let aside = (bow - way * bow.dot(way)).unit();
    let along = (upper * upper - lower * lower + far * far) / (2.0 * far);
    let elbow = way * along + aside * (upper * upper - along * along).max(0.0).sqrt();
    [elbow.unit(), (way * far - elbow).unit()]
}

/// What is wrong with one pose.
#[derive(Clone, Debug, PartialEq)]
pub enum PoseProblem {
    /// A hand or foot stops so far before its place, in units.
    OutOfReach { limb: String, by: f32 },
    /// A joint goes past its limit.
    TooFar { limit: &'static Limit, angle: f32 },
}

/// What is wrong with one pose: a hand or foot that can't get there, a joint past its limit.
pub fn problems(stance: &Stance) -> Vec<PoseProblem> {
    let joints = at_rest(stance);
    let mut found = Vec::new();
    for (side, word) in ["right", "left"].into_iter().enumerate() {
        let arm_goal = goal(&stance.arms[side], side, &joints)
            .map(|place| (place, joints.arms[side][2], "hand"));
        let foot = stance.legs[side].at.as_ref().map(|at| sole(at, side));
        let leg_goal = foot.map(|place| (place, joints.legs[side][2], "foot"));
        for (place, end, part) in arm_goal.into_iter().chain(leg_goal) {
            let misses = (place - end).length();
            if misses > REACH {
                found.push(PoseProblem::OutOfReach { limb: format!("{word} {part}"), by: misses });
            }
        }
    }
    for (limit, angle) in LIMITS.iter().zip(angles(&joints)) {
        for angle in angle {
            if angle < limit.least - 0.5 || angle > limit.most + 0.5 {
                found.push(PoseProblem::TooFar { limit, angle });
            }
        }
    }
    found
}

/// The angles that have a limit, in the order of [`LIMITS`], for every joint of that name.
fn angles(joints: &Joints) -> [Vec<f32>; 10] {
    let [pelvis, _, chest, _, head] = &joints.axes;
    let [neck, trunk] = [chest.against(head), pelvis.against(chest)];
    let corner = |limb: &[Vector; 4]| {
        let [upper, lower] = [limb[1] - limb[0], limb[2] - limb[1]].map(Vector::unit);
        upper.dot(lower).clamp(-1.0, 1.0).acos().to_degrees()
    };
    let hips = joints.legs.iter().map(|leg| {
        let thigh = pelvis.own(leg[1] - leg[0]);
        thigh.z.atan2(-thigh.y).to_degrees()
    });
    // An arm at any height is as far behind the chest as its elbow is.
    let arms = joints.arms.iter().map(|arm| {
        let ahead = chest.own((arm[1] - arm[0]).unit()).z;
        ahead.clamp(-1.0, 1.0).asin().to_degrees()
    });
    [
        vec![neck[0]],
        vec![neck[1]],
        vec![neck[2]],
        vec![trunk[0]],
        vec![trunk[1]],
        vec![trunk[2]],
        hips.collect(),
        joints.legs.iter().map(corner).collect(),
        joints.arms.iter().map(corner).collect(),
        arms.collect(),
    ]
}
