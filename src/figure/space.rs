//! Directions and turns in space: x to the figure's left, y up, z ahead; one unit is a tenth of
//! standing height. The axes of something are its own x, y and z, seen from outside.

use glam::{EulerRot, Mat3, Vec3, vec3};

/// Between two directions along the great circle: a bone keeps its length on the way.
pub fn swing(from: Vec3, to: Vec3, part: f32) -> Vec3 {
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
pub fn facing(bend: f32, lean: f32, turn: f32) -> Mat3 {
    let [bend, lean, turn] = [bend, lean, -turn].map(f32::to_radians);
    Mat3::from_euler(EulerRot::YXZ, turn, bend, lean)
}

/// How the inner axes are bent, leaned and turned against the outer ones, in degrees.
pub fn against(outer: &Mat3, inner: &Mat3) -> [f32; 3] {
    let (turn, bend, lean) = (outer.transpose() * *inner).to_euler(EulerRot::YXZ);
    [bend, lean, -turn].map(f32::to_degrees)
}

/// Axes between two others.
pub fn between_axes(from: &Mat3, to: &Mat3, part: f32) -> Mat3 {
    let y = from.y_axis.lerp(to.y_axis, part).normalize_or(Vec3::Y);
    let x = y.cross(from.z_axis.lerp(to.z_axis, part)).normalize_or(Vec3::Y);
    Mat3::from_cols(x, y, x.cross(y))
}
