//! The shapes of the body around its joints, and of the things around the body.

use glam::{Mat3, Vec3, vec3};

use super::Figure;
use super::brush::{Brush, Solid, Stuff};
use super::skeleton::{Joints, OUT, SEAT};
use crate::routine::figure::{Ahead, AreaName, Cushion, Pillow, Prop, Spot};

/// The knot of hair, from the middle of the head.
pub(super) const KNOT: Vec3 = vec3(0.0, 0.28, -0.92);

/// Parts of the body, for the lines between them; arms and legs count on from theirs.
const TRUNK: u8 = 1;
const NECK: u8 = 2;
const HEAD: u8 = 4;
const EAR: u8 = 5;
const HAIR: u8 = 6;
const ARM: u8 = 10;
const LEG: u8 = 30;

/// A piece of a limb: its bone, where it begins and ends on it, and how thick it is there.
struct LimbPiece(usize, [f32; 2], [f32; 2], Stuff);

#[rustfmt::skip]
const ARM_PIECES: [LimbPiece; 6] = [
    LimbPiece(0, [0.00, 0.58], [0.40, 0.33], Stuff::Shirt),
    LimbPiece(0, [0.58, 1.00], [0.28, 0.27], Stuff::Skin),
    LimbPiece(1, [0.00, 0.30], [0.27, 0.28], Stuff::Skin),
    LimbPiece(1, [0.30, 1.00], [0.28, 0.19], Stuff::Skin),
    LimbPiece(2, [0.00, 0.55], [0.20, 0.25], Stuff::Skin),
    LimbPiece(2, [0.55, 0.85], [0.25, 0.18], Stuff::Skin),
];
#[rustfmt::skip]
const LEG_PIECES: [LimbPiece; 3] = [
    LimbPiece(0, [0.00, 1.00], [0.54, 0.38], Stuff::Trousers),
    LimbPiece(1, [0.00, 0.32], [0.37, 0.36], Stuff::Trousers),
    LimbPiece(1, [0.32, 1.00], [0.36, 0.24], Stuff::Trousers),
];

/// Half widths of the trunk to the side and in depth: hips, belt, waist, ribs, base of the neck.
const TRUNK_SIZES: [[f32; 2]; 5] =
    [[0.84, 0.58], [0.80, 0.56], [0.70, 0.50], [0.95, 0.64], [0.52, 0.40]];

pub(super) fn draw(brush: &mut Brush, joints: &Joints, lit: &[AreaName]) {
    draw_trunk(brush, joints, lit);
    draw_head(brush, joints, lit);
    for side in 0..2 {
        draw_arm(brush, joints, lit, side);
        draw_leg(brush, joints, lit, side);
    }
}

fn draw_trunk(brush: &mut Brush, joints: &Joints, lit: &[AreaName]) {
    const SLICES: usize = 20;
    let [hips, belt, ribs, nape] = joints.spine;
    let points = [hips - joints.axes[0].y_axis * 0.12, belt, ribs, ribs.lerp(nape, 0.55), nape];
    let axes = [0, 0, 1, 2, 2].map(|index| &joints.axes[index]);
    let [belly, chest] = joints.breath;
    let breath = [0.0, 0.0, 0.40 * belly, 0.26 * chest, 0.0];
    for slice in 0..=SLICES {
        let up = slice as f32 / SLICES as f32;
        let place = (up * 4.0).min(3.999);
        let (index, part) = (place as usize, place.fract());
        let smooth = part * part * (3.0 - 2.0 * part);
        let mixed =
            |pick: &dyn Fn(usize) -> f32| pick(index) + (pick(index + 1) - pick(index)) * smooth;
        let axes = between_axes(axes[index], axes[index + 1], smooth);
        // A breath fills to the front.
        let fills = mixed(&|at| breath[at]);
        let (wide, deep) =
            (mixed(&|at| TRUNK_SIZES[at][0]), mixed(&|at| TRUNK_SIZES[at][1]) + fills);
        let middle = along_spine(&points, index, part) + axes.z_axis * fills;
        brush.round(
            middle,
            &axes.mul_diagonal_scale(vec3(wide, 0.30, deep)),
            0.15,
            TRUNK,
            |point| {
                if up < 0.19 {
                    Stuff::Trousers
                } else if point.x.abs() < 0.10 && point.z.abs() > 0.2 {
                    Stuff::Seam
                } else if trunk_is_lit(lit, up, point) {
                    Stuff::Lit
                } else {
                    Stuff::Shirt
                }
            },
        );
    }
}

/// Axes between two others.
fn between_axes(from: &Mat3, to: &Mat3, part: f32) -> Mat3 {
    let y = from.y_axis.lerp(to.y_axis, part).normalize_or(Vec3::Y);
    let x = y.cross(from.z_axis.lerp(to.z_axis, part)).normalize_or(Vec3::Y);
    Mat3::from_cols(x, y, x.cross(y))
}

/// A smooth line through the points of the spine, this part of the way past one of them.
fn along_spine(points: &[Vec3; 5], index: usize, part: f32) -> Vec3 {
    let (b, c) = (points[index], points[index + 1]);
    let a = if index == 0 { b * 2.0 - c } else { points[index - 1] };
    let d = points.get(index + 2).copied().unwrap_or(c * 2.0 - b);
    let (square, cube) = (part * part, part * part * part);
    let bend = a * 2.0 - b * 5.0 + c * 4.0 - d;
    let wave = b * 3.0 - a - c * 3.0 + d;
    (b * 2.0 + (c - a) * part + bend * square + wave * cube) * 0.5
}

/// Whether a point of the trunk is lit: how far up the spine it is (0 to 1), and where around it.
fn trunk_is_lit(lit: &[AreaName], up: f32, point: Vec3) -> bool {
    let (back, front) = (point.z < 0.12, point.z > 0.0);
    lit.iter().any(|area| match &**area {
        "back" => back && up > 0.15,
        "upper back" => back && up > 0.50,
        "lower back" => back && (0.12..0.52).contains(&up),
        "right side" => (0.28..0.90).contains(&up) && point.x < -0.35,
        "left side" => (0.28..0.90).contains(&up) && point.x > 0.35,
        "chest" => front && (0.52..0.94).contains(&up),
        "belly" => front && (0.22..0.58).contains(&up),
        "waist" => (0.22..0.86).contains(&up),
        _ => false,
    })
}

/// Whether an area is lit that has this name, or this name with this side before it.
fn is_lit(lit: &[AreaName], side: usize, name: &str) -> bool {
    let sided = |area: &AreaName| area.strip_prefix(["right ", "left "][side]) == Some(name);
    lit.iter().any(|area| **area == *name || sided(area))
}

fn draw_head(brush: &mut Brush, joints: &Joints, lit: &[AreaName]) {
    let (head, chest) = (&joints.axes[4], &joints.axes[2]);
    let base = joints.spine[3] - chest.y_axis * 0.1;
    let top = joints.skull - head.y_axis * 0.5;
    let lit_side = [0, 1].map(|side| is_lit(lit, side, "neck"));
    for step in 0..=8 {
        let up = step as f32 / 8.0;
        let thick = 0.41 - 0.04 * up;
        let axes = joints.axes[3].mul_diagonal_scale(vec3(thick, 0.30, thick));
        brush.round(base.lerp(top, up), &axes, 1.0, NECK, |point| {
            let lit = lit_side[0] && point.x < 0.15 || lit_side[1] && point.x > -0.15;
            if lit { Stuff::Lit } else { Stuff::Skin }
        });
    }
    for side in (0..2).filter(|&side| lit_side[side] && !lit_side[1 - side]) {
        let shoulder = joints.arms[side][0];
        brush.rod((base.lerp(top, 0.4), 0.30), (shoulder, 0.36), NECK + 1, Stuff::Lit);
    }
    brush.round(
        joints.skull,
        &head.mul_diagonal_scale(vec3(0.70, 0.86, 0.80)),
        1.0,
        HEAD,
        |point| {
            let hairline = 0.30 + 0.22 * point.z.max(0.0);
            let eyes = (point.y - 0.06).abs() < 0.08 && (point.x.abs() - 0.34).abs() < 0.11;
            if point.y > hairline || point.z < 0.10 && point.y > -0.55 {
                Stuff::Hair
            } else if point.z > 0.6 && eyes {
                Stuff::Eye
            } else {
                Stuff::Skin
            }
        },
    );
    // Nose, ears and a knot of hair tell where the head looks, from every side.
    let spot = |x: f32, y: f32, z: f32| joints.skull + head.mul_vec3(vec3(x, y, z));
    let nose = head.mul_diagonal_scale(vec3(0.13, 0.20, 0.24));
    brush.round(spot(0.0, -0.10, 0.82), &nose, 1.0, HEAD, |_| Stuff::Skin);
    let ear = head.mul_diagonal_scale(vec3(0.11, 0.19, 0.15));
    for out in OUT {
        brush.round(spot(out * 0.70, -0.06, 0.02), &ear, 1.0, EAR, |_| Stuff::Skin);
    }
    brush.ball(joints.skull + head.mul_vec3(KNOT), 0.34, HAIR, Stuff::Hair);
}

fn draw_pieces(brush: &mut Brush, limb: &[Vec3; 4], pieces: &[LimbPiece], part: u8, cloth: Stuff) {
    for LimbPiece(bone, ends, thick, stuff) in pieces {
        let [from, to] = ends.map(|end| limb[*bone].lerp(limb[bone + 1], end));
        let stuff = if *stuff == Stuff::Skin { Stuff::Skin } else { cloth };
        let part = part + (*bone).min(1) as u8;
        brush.rod((from, thick[0]), (to, thick[1]), part, stuff);
    }
}

fn draw_arm(brush: &mut Brush, joints: &Joints, lit: &[AreaName], side: usize) {
    let (chest, nape, limb) = (&joints.axes[2], joints.spine[3], &joints.arms[side]);
    let shoulder = limb[0];
    let lit_shoulder = is_lit(lit, side, "shoulder") || is_lit(lit, side, "shoulders");
    let cloth = if lit_shoulder { Stuff::Lit } else { Stuff::Shirt };
    brush.rod((nape - chest.y_axis * 0.22, 0.40), (shoulder, 0.38), TRUNK, cloth);
    brush.rod((nape.lerp(joints.skull, 0.25), 0.26), (shoulder, 0.32), TRUNK, cloth);
    // The blade slides under the shirt as the shoulder does.
    if is_lit(lit, side, "blade") || is_lit(lit, side, "blades") {
        let shift = chest.transpose_mul_vec3(shoulder - nape);
        let aside = OUT[side] * (0.52 + 0.55 * shift.z);
        let blade = nape + chest.mul_vec3(vec3(aside, 0.8 * shift.y - 0.51, -0.50));
        brush.round(blade, &chest.mul_diagonal_scale(vec3(0.27, 0.50, 0.20)), 1.0, TRUNK, |_| {
            Stuff::Lit
        });
    }
    let part = ARM + 10 * side as u8;
    brush.ball(shoulder, 0.42, part, cloth);
    draw_pieces(brush, limb, &ARM_PIECES, part, cloth);
}

fn draw_leg(brush: &mut Brush, joints: &Joints, lit: &[AreaName], side: usize) {
    let [hip, knee, ankle, toes] = joints.legs[side];
    let part = LEG + 10 * side as u8;
    brush.ball(hip - joints.axes[0].z_axis * 0.14, 0.54, TRUNK, Stuff::Trousers);
    let cloth = if is_lit(lit, side, "thigh") { Stuff::Lit } else { Stuff::Trousers };
    draw_pieces(brush, &joints.legs[side], &LEG_PIECES, part, cloth);
    let sole = (ankle - knee).normalize_or(Vec3::Y) * 0.12;
    let heel = ankle - (toes - ankle).normalize_or(Vec3::Y) * 0.20;
    brush.rod((heel + sole, 0.24), (toes + sole, 0.17), part + 2, Stuff::Shoe);
}

/// What stands around a body: fixed by its first pose, but for what it carries.
pub(super) fn things(figure: &Figure, base: &Joints, body: &Joints) -> Vec<Solid> {
    let mut found = Vec::new();
    let hips = base.spine[0];
    let block = Solid::block;
    for prop in figure.props() {
        let place = |joints: &Joints, name: &str| joints.place(name, 0).unwrap_or(hips);
        match prop {
            Prop::Stool => found.extend(seat(hips.z + 0.1, None)),
            Prop::Chair => found.extend(seat(hips.z + 0.25, Some(-1.05))),
            Prop::Seat(Ahead { ahead }) => found.extend(seat(ahead.0, Some(1.0))),
            Prop::Wall(Ahead { ahead }) => {
                // Before the eye it is cut off low, so that the body is seen.
                let before_the_eye = (figure.eye().0.abs() > 90.0) == (ahead.0 < 0.0);
                let high = if before_the_eye { 0.6 } else { 4.9 };
                found.push(block(vec3(0.0, high, ahead.0), vec3(2.2, high, 0.1)));
            }
            Prop::DoorFrame(Ahead { ahead }) => {
                let post = |out: f32| block(vec3(out * 2.4, 5.1, ahead.0), vec3(0.16, 5.1, 0.16));
                found.extend(OUT.map(post));
                found.push(block(vec3(0.0, 10.2, ahead.0), vec3(2.56, 0.16, 0.16)));
            }
            Prop::Mat => found.push(mat(base)),
            Prop::Wedge => {
                let axes = base.axes[2];
                let middle = hips.lerp(base.skull, 0.55) - axes.z_axis * 0.78;
                found.push(Solid { axes, ..block(middle, vec3(1.25, 2.5, 0.16)) });
                let top = base.skull - axes.z_axis;
                found.push(block(vec3(0.0, top.y / 2.0, top.z), vec3(1.1, top.y / 2.0, 0.12)));
            }
            Prop::Cushion(Cushion { under, long, high }) => {
                let place = place(base, under);
                let half = vec3(1.15, high.0, long.0);
                found.push(Solid::cushion(vec3(place.x, high.0, place.z), half));
            }
            Prop::Pillow(Pillow { at, wide, high, long }) => {
                found.push(Solid::cushion(place(base, at), vec3(wide.0, high.0, long.0)));
            }
            Prop::Ball(Spot { at }) => {
                let middle = place(body, at) - body.axes[2].z_axis * 0.30;
                let ball = Solid::cushion(middle, Vec3::splat(0.42));
                found.push(Solid { stuff: Stuff::Ball, ..ball });
            }
            Prop::WarmPack(Spot { at }) | Prop::ColdPack(Spot { at }) => {
                let warm = matches!(prop, Prop::WarmPack(_));
                let stuff = if warm { Stuff::Warm } else { Stuff::Cold };
                let pack = block(place(body, at), vec3(0.80, 0.50, 0.12));
                found.push(Solid { axes: body.axes[1], stuff, ..pack });
            }
        }
    }
    for (index, solid) in found.iter_mut().enumerate() {
        solid.part += index as u8;
    }
    found
}

/// A mat under the whole body.
fn mat(base: &Joints) -> Solid {
    let hips = base.spine[0];
    let (low, high) = (base.points().fold(hips, Vec3::min), base.points().fold(hips, Vec3::max));
    let (middle, half) = (low.lerp(high, 0.5), (high - low) * 0.5);
    let half = vec3(half.x + 0.6, 0.07, half.z + 0.6);
    Solid { stuff: Stuff::Mat, ..Solid::block(vec3(middle.x, -0.07, middle.z), half) }
}

/// A seat on four legs, its middle this far ahead, with a back that far before or behind it.
fn seat(ahead: f32, back: Option<f32>) -> Vec<Solid> {
    let block = Solid::block;
    let mut found = vec![block(vec3(0.0, SEAT - 0.13, ahead), vec3(1.2, 0.13, 1.05))];
    let half = vec3(0.10, SEAT / 2.0 - 0.13, 0.10);
    for (x, z) in [(-1.08, -0.93), (1.08, -0.93), (-1.08, 0.93), (1.08, 0.93)] {
        found.push(block(vec3(x, half.y, ahead + z), half));
    }
    if let Some(behind) = back {
        let z = ahead + behind;
        let post = |out: f32| block(vec3(out * 1.05, SEAT + 0.95, z), vec3(0.10, 0.98, 0.10));
        found.extend(OUT.map(post));
        found.push(block(vec3(0.0, SEAT + 1.60, z), vec3(1.2, 0.32, 0.11)));
    }
    found
}
