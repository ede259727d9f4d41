//! The body's joints in space: where a pose, or a moment between two poses, puts them.

use std::{array, ptr};

use glam::{EulerRot, Mat3, Vec3, vec3};

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
    pub spine: [Vec3; 4],
    /// Pelvis, waist, chest, neck and head.
    pub axes: [Mat3; 5],
    pub skull: Vec3,
    /// Shoulder, elbow, wrist and fingertips, right and left.
    pub arms: [[Vec3; 4]; 2],
    /// Hip, knee, ankle and toes, right and left.
    pub legs: [[Vec3; 4]; 2],
    pub breath: [f32; 2],
}

impl Joints {
    /// A place by its name; one without a side is that of `side` (0 right, 1 left).
    pub fn place(&self, name: &str, side: usize) -> Option<Vec3> {
        let (side, name) = match name.split_once(' ') {
            Some(("right", rest)) => (0, rest),
            Some(("left", rest)) => (1, rest),
            _ => (side, name),
        };
        let (arm, leg, out) = (&self.arms[side], &self.legs[side], OUT[side]);
        let [pelvis, waist, chest, _, head] = &self.axes;
        let middle = |a: Vec3, b: Vec3| a.lerp(b, 0.5);
        let upper_back = |aside: f32| self.spine[3] + chest.mul_vec3(vec3(aside, -0.85, -0.62));
        Some(match name {
            "knee" => leg[1] + vec3(0.0, 0.35, 0.1),
            "knees" => middle(self.legs[0][1], self.legs[1][1]),
            "thigh" => leg[0].lerp(leg[1], 0.62) + vec3(0.0, 0.48, 0.0),
            "ankle" => leg[2],
            "ankles" => middle(self.legs[0][2], self.legs[1][2]),
            "foot" => leg[3],
            "hip" => leg[0] + pelvis.mul_vec3(vec3(out * 0.35, 0.3, 0.1)),
            "hips" => self.spine[0],
            "waist" => self.spine[1],
            "belly" => {
                middle(self.spine[1], self.spine[2]) + waist.mul_vec3(vec3(out * 0.12, -0.1, 0.72))
            }
            "ribs" => self.spine[2] + chest.mul_vec3(vec3(out * 0.15, 0.5, 0.78)),
            "chest" => middle(self.spine[2], self.spine[3]),
            "blade" => upper_back(out * 0.42),
            "between the blades" => upper_back(0.0),
            "back" => self.spine[2] + waist.mul_vec3(vec3(0.0, 0.0, -0.68)),
            "shoulder" => arm[0],
            "shoulders" => middle(self.arms[0][0], self.arms[1][0]) + vec3(0.0, 0.5, 0.15),
            "elbow" => arm[1],
            "hand" => arm[3],
            "head" => self.skull,
            "nape" => self.skull + head.mul_vec3(vec3(out * 0.25, -0.35, -0.78)),
            "chin" => self.skull + head.mul_vec3(vec3(0.0, -0.7, 0.65)),
            "seat" => vec3(out * 1.05, SEAT, 0.1),
            "seat back" => vec3(out * 0.8, SEAT, -0.75),
            _ => return None,
        })
    }

    /// Every joint.
    pub fn points(&self) -> impl Iterator<Item = Vec3> + '_ {
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
    let rest = |from: &Stance, to: &Stance, part| -build(from, to, part, Vec3::ZERO).lowest();
    let stands = |stance| height(stance).unwrap_or_else(|| rest(stance, stance, 0.0));
    let up = match (height(from), height(to)) {
        (None, None) => rest(from, to, part),
        _ => between_numbers(stands(from), stands(to), part),
    };
    let mut hips = vec3(-right, up, ahead);
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

fn build(from: &Stance, to: &Stance, part: f32, hips: Vec3) -> Joints {
    let middle = |pick: &dyn Fn(&Stance) -> f32| between_numbers(pick(from), pick(to), part);
    let [here, there] = of_both(from, to, Stance::angles);
    let angles: [[f32; 3]; 5] = array::from_fn(|segment| {
        array::from_fn(|axis| between_numbers(here[segment][axis], there[segment][axis], part))
    });
    let axes = angles.map(|[bend, lean, turn]| facing(bend, lean, turn));
    let headings = [0, 2].map(|segment: usize| facing(0.0, 0.0, angles[segment][2]));
    let [pelvis, waist, chest, neck, head] = &axes;
    let belt = hips + pelvis.y_axis * PELVIS;
    let ribs = belt + waist.y_axis * WAIST;
    let nape = ribs + chest.y_axis * CHEST;
    let glide = middle(&|stance| number(stance.trunk[4].glide));
    let skull =
        nape + neck.y_axis * NECK + head.mul_vec3(vec3(0.0, 0.62, 0.14)) + chest.z_axis * glide;
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
        let hip = hips + pelvis.mul_vec3(vec3(OUT[side] * HIP, -0.10, 0.0));
        let bones = of_both(from, to, |stance| leg(stance, side, hip, &headings[0]));
        chain(hip, &bones, &LEG, part)
    });
    // An arm may reach for a knee or a foot: arms come after legs, and both after the trunk.
    let shoulders = [0, 1].map(|side| {
        let up = middle(&|stance| number(stance.shoulders[side].up));
        let ahead = middle(&|stance| number(stance.shoulders[side].ahead));
        let aside = OUT[side] * (1.08 - 0.12 * up.abs() - 0.10 * ahead.abs());
        nape + chest.mul_vec3(vec3(aside, -0.36 + up, ahead))
    });
    joints.arms = shoulders.map(|shoulder| [shoulder; 4]);
    joints.arms = [0, 1].map(|side| {
        let bones = of_both(from, to, |stance| arm(stance, side, &joints, &headings[1]));
        chain(shoulders[side], &bones, &ARM, part)
    });
    joints
}

/// Something of two poses, worked out once where they are one.
fn of_both<T: Copy>(from: &Stance, to: &Stance, work_out: impl Fn(&Stance) -> T) -> [T; 2] {
    let first = work_out(from);
    [first, if ptr::eq(from, to) { first } else { work_out(to) }]
}

/// A limb from its socket, each bone on its way between two directions.
fn chain(socket: Vec3, bones: &[[Vec3; 3]; 2], lengths: &[f32; 3], part: f32) -> [Vec3; 4] {
    let mut joints = [socket; 4];
    for bone in 0..3 {
        joints[bone + 1] =
            joints[bone] + swing(bones[0][bone], bones[1][bone], part) * lengths[bone];
    }
    joints
}

/// A direction by compass and degrees aside, in the heading of pelvis or chest.
fn compass(angle: f32, out: f32, side: usize, heading: &Mat3) -> Vec3 {
    let (sin, cos) = angle.to_radians().sin_cos();
    let (aside, rest) = out.to_radians().sin_cos();
    heading.mul_vec3(vec3(OUT[side] * aside, rest * cos, rest * sin))
}

fn leg(stance: &Stance, side: usize, hip: Vec3, heading: &Mat3) -> [Vec3; 3] {
    let limb = &stance.legs[side];
    let foot_out = or(limb.lower_out, 8.0);
    if let Some(at) = &limb.at {
        let ankle = sole(at, side);
        let [thigh, shin] =
            reach(hip, ankle, &LEG, toward(limb.bow.as_deref(), &[Way::Ahead], side, heading));
        return [thigh, shin, compass(or(limb.end, 90.0), foot_out, side, heading)];
    }
    let upper = or(limb.upper, 180.0);
    let lower = or(limb.lower, upper);
    let out = or(limb.out, 2.0);
    let lower_out = or(limb.lower_out, out);
    let end = compass(or(limb.end, lower - 90.0), or(limb.lower_out, 8.0), side, heading);
    [compass(upper, out, side, heading), compass(lower, lower_out, side, heading), end]
}

fn arm(stance: &Stance, side: usize, joints: &Joints, heading: &Mat3) -> [Vec3; 3] {
    let (limb, shoulder) = (&stance.arms[side], joints.arms[side][0]);
    let Some(wrist) = goal(limb, side, joints) else {
        let upper = or(limb.upper, 180.0);
        let lower = or(limb.lower, upper);
        let out = or(limb.out, 9.0);
        let lower_out = or(limb.lower_out, out * 0.5);
        let hand = compass(or(limb.end, lower), lower_out, side, heading);
        return [
            compass(upper, out, side, heading),
            compass(lower, lower_out, side, heading),
            hand,
        ];
    };
    let bow = toward(limb.bow.as_deref(), &[Way::Down, Way::Back, Way::Out], side, heading);
    let [upper, lower] = reach(shoulder, wrist, &ARM, bow);
    let hand = limb.end.map_or(lower, |end| compass(end.0, number(limb.lower_out), side, heading));
    [upper, lower, hand]
}

/// How far away something is, on a side.
fn shift(by: &Offset, side: usize) -> Vec3 {
    vec3(OUT[side] * number(by.out), number(by.up), number(by.ahead))
}

/// The ankle of a foot that stands at a place.
fn sole(at: &Offset, side: usize) -> Vec3 {
    shift(at, side) + vec3(OUT[side] * HIP, ANKLE, 0.0)
}

/// Where a hand reaches, if it reaches for anything.
fn goal(limb: &Limb, side: usize, joints: &Joints) -> Option<Vec3> {
    match (&limb.to, &limb.at) {
        (Some(name), _) => {
            let by = limb.by.as_ref().map_or(Vec3::ZERO, |by| shift(by, side));
            joints.place(name, side).map(|place| place + by)
        }
        (None, Some(at)) => Some(shift(at, side) + vec3(0.0, 0.2, 0.0)),
        (None, None) => None,
    }
}

fn toward(ways: Option<&[Way]>, usual: &[Way], side: usize, heading: &Mat3) -> Vec3 {
    let ways = ways.unwrap_or(usual).iter().map(|way| match way {
        Way::Up => Vec3::Y,
        Way::Down => Vec3::NEG_Y,
        Way::Ahead => Vec3::Z,
        Way::Back => Vec3::NEG_Z,
        Way::Out => Vec3::X * OUT[side],
        Way::In => Vec3::NEG_X * OUT[side],
    });
    heading.mul_vec3(ways.sum())
}

/// The directions of two bones that end as near to a place as their lengths allow.
fn reach(socket: Vec3, place: Vec3, lengths: &[f32; 3], bow: Vec3) -> [Vec3; 2] {
    let [upper, lower, _] = *lengths;
    let way = (place - socket).normalize_or(Vec3::Y);
    let far = (place - socket).length().clamp((upper - lower).abs() + 0.02, upper + lower - 0.005);
    let aside = (bow - way * bow.dot(way)).normalize_or(Vec3::Y);
    let along = (upper * upper - lower * lower + far * far) / (2.0 * far);
    let elbow = way * along + aside * (upper * upper - along * along).max(0.0).sqrt();
    [elbow.normalize_or(Vec3::Y), (way * far - elbow).normalize_or(Vec3::Y)]
}

// Directions and turns: x to the figure's left, y up, z ahead; one unit is a tenth of standing
// height. The axes of something are its own x, y and z, seen from outside.

/// Between two directions along the great circle: a bone keeps its length on the way.
fn swing(from: Vec3, to: Vec3, part: f32) -> Vec3 {
    let cosine = from.dot(to).clamp(-1.0, 1.0);
    if cosine > 0.9995 {
        return from.lerp(to, part).normalize_or(Vec3::Y);
    }
    // Straight back has no shortest way; a hair's breadth to one side gives it one.
    let to = if cosine < -0.999 { (to + vec3(0.01, 0.0, 0.05)).normalize_or(Vec3::Y) } else { to };
    let angle = from.dot(to).clamp(-1.0, 1.0).acos();
    let (before, after) = (((1.0 - part) * angle).sin(), (part * angle).sin());
    (from * before + to * after) / angle.sin()
}

/// Leaned to its right, then bent forward, then turned to its right; all in degrees.
fn facing(bend: f32, lean: f32, turn: f32) -> Mat3 {
    let [bend, lean, turn] = [bend, lean, -turn].map(f32::to_radians);
    Mat3::from_euler(EulerRot::YXZ, turn, bend, lean)
}

/// How the inner axes are bent, leaned and turned against the outer ones, in degrees.
fn against(outer: &Mat3, inner: &Mat3) -> [f32; 3] {
    let (turn, bend, lean) = (outer.transpose() * *inner).to_euler(EulerRot::YXZ);
    [bend, lean, -turn].map(f32::to_degrees)
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
fn angles(joints: &Joints) -> impl Iterator<Item = Vec<f32>> {
    let [pelvis, _, chest, _, head] = &joints.axes;
    let [neck, trunk] = [against(chest, head), against(pelvis, chest)];
    let corner = |limb: &[Vec3; 4]| {
        let [upper, lower] =
            [limb[1] - limb[0], limb[2] - limb[1]].map(|bone| bone.normalize_or(Vec3::Y));
        upper.dot(lower).clamp(-1.0, 1.0).acos().to_degrees()
    };
    let hips = joints.legs.iter().map(|leg| {
        let thigh = pelvis.transpose_mul_vec3(leg[1] - leg[0]);
        thigh.z.atan2(-thigh.y).to_degrees()
    });
    // An arm at any height is as far behind the chest as its elbow is.
    let arms = joints.arms.iter().map(|arm| {
        let ahead = chest.transpose_mul_vec3((arm[1] - arm[0]).normalize_or(Vec3::Y)).z;
        ahead.clamp(-1.0, 1.0).asin().to_degrees()
    });
    let knees = joints.legs.iter().map(corner);
    let elbows = joints.arms.iter().map(corner);
    let pairs = [hips.collect(), knees.collect(), elbows.collect(), arms.collect()];
    neck.into_iter().chain(trunk).map(|angle| vec![angle]).chain(pairs)
}
