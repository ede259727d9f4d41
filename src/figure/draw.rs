//! One moment of a figure as a picture: where the eye stands, how large all is, and what is drawn.

use glam::{Mat3, Vec3, vec3};

use super::body::{self, KNOT};
use super::brush::{ACROSS, Brush, Camera, DOWN, FAR, FLOOR, Picture, Shading, Speck, Stuff};
use super::skeleton::{Joints, at_rest, between};
use super::{Figure, Scene, Stance};
use crate::routine::figure::Prop;

/// A figure ready to be drawn: the eye and what stands around are fixed, only the body moves.
pub struct Studio<'s> {
    figure: &'s Figure,
    /// The body in its first pose, by which the things around it find their places.
    base: Joints,
    camera: Camera,
    /// The floor, and what stands around.
    backdrop: Picture,
}

impl Studio<'_> {
    /// A studio for a scene in so many cells; `None` where it has no pose. A figure with two sides
    /// keeps its scale when it is mirrored.
    pub fn new(scene: &Scene, columns: u16, rows: u16) -> Option<Studio<'_>> {
        let Scene { figure, poses, sided } = scene;
        let moments = moments(poses);
        let base = moments.first()?.clone();
        let axes = toward_the_eye(figure);
        let mut bounds = bounds(figure, &moments, &axes);
        if *sided {
            let half = bounds.high.x.max(-bounds.low.x);
            (bounds.low.x, bounds.high.x) = (-half, half);
        }
        let (columns, rows) = (usize::from(columns.max(1)), usize::from(rows.max(1)));
        let room = bounds.high - bounds.low;
        // Units across a cell, which is twice as high as it is wide.
        let (across, down) = (room.x / columns as f32, room.y / (2 * rows) as f32);
        let cell = across.max(down).max(1e-3);
        let mut middle = bounds.low.lerp(bounds.high, 0.5);
        // A figure that does not fill its height stands on the lowest row.
        if figure.close.is_none() && across > down {
            middle.y = bounds.low.y + cell * rows as f32;
        }
        let grain = (ACROSS as f32 / cell, DOWN as f32 / 2.0 / cell);
        let (width, height) = (columns * ACROSS, rows * DOWN);
        let camera = Camera { axes, middle, grain, width, height };
        let mut brush = Brush::new(camera);
        if figure.close.is_none() && !figure.props().contains(&Prop::Mat) {
            brush.floor(&moments, figure.eye().1);
        }
        for thing in body::things(figure, &base, &base) {
            if !thing.is_carried() {
                brush.solid(&thing);
            }
        }
        Some(Studio { figure, base, camera, backdrop: brush.picture })
    }

    /// The body at one moment, and behind it the shadow of another.
    pub fn draw(&self, body: &Joints, shadow: Option<&Picture>) -> Picture {
        let mut brush = Brush { picture: self.backdrop.clone(), camera: self.camera };
        body::draw(&mut brush, body, self.figure.lit());
        for thing in body::things(self.figure, &self.base, body) {
            if thing.is_carried() {
                brush.solid(&thing);
            }
        }
        brush.picture.line_parts();
        if let Some(shadow) = shadow {
            brush.picture.lay_over(shadow);
        }
        brush.picture
    }

    /// The body alone, for a shadow of it.
    pub fn shadow(&self, body: &Joints) -> Picture {
        let mut brush = Brush::new(self.camera);
        body::draw(&mut brush, body, &[]);
        brush.picture
    }
}

/// Whether a figure is wider than high: somebody lies, or is on all fours.
pub fn is_wide(scene: &Scene) -> bool {
    let moments = moments(&scene.poses);
    if moments.is_empty() {
        return false;
    }
    let bounds = bounds(&scene.figure, &moments, &toward_the_eye(&scene.figure));
    let room = bounds.high - bounds.low;
    room.x > 1.2 * room.y
}

/// The key poses, and between each two of them five more.
fn moments(poses: &[Stance]) -> Vec<Joints> {
    let ways = poses
        .windows(2)
        .flat_map(|pair| (1..=5).map(move |step| between(&pair[0], &pair[1], step as f32 / 5.0)));
    poses.first().map(at_rest).into_iter().chain(ways).collect()
}

/// What comes out of these axes is right, up and toward the eye.
fn toward_the_eye(figure: &Figure) -> Mat3 {
    let (around, up) = figure.eye();
    let (sin, cos) = around.to_radians().sin_cos();
    let (sin_up, cos_up) = up.to_radians().sin_cos();
    Mat3::from_cols(
        vec3(cos, sin * sin_up, -sin * cos_up),
        vec3(0.0, cos_up, sin_up),
        vec3(sin, -cos * sin_up, cos * cos_up),
    )
}

struct Bounds {
    low: Vec3,
    high: Vec3,
}

impl Bounds {
    const NONE: Bounds = Bounds { low: Vec3::splat(1e9), high: Vec3::splat(-1e9) };

    fn add(&mut self, point: Vec3, margin: f32) {
        let margin = Vec3::splat(margin);
        self.low = self.low.min(point - margin);
        self.high = self.high.max(point + margin);
    }
}

/// What must be in the picture, in view.
fn bounds(figure: &Figure, moments: &[Joints], view: &Mat3) -> Bounds {
    let mut bounds = Bounds::NONE;
    if let Some(close) = &figure.close {
        for joints in [&moments[0], &moments[moments.len() - 1]] {
            let place = joints.place(&close.at, 0).unwrap_or(joints.spine[2]);
            bounds.add(view.mul_vec3(place), close.half.0);
        }
        // Nothing is to be seen below the floor.
        let sunk = (-0.4 - bounds.low.y).max(0.0);
        (bounds.low.y, bounds.high.y) = (bounds.low.y + sunk, bounds.high.y + sunk);
        return bounds;
    }
    for joints in moments {
        joints.points().for_each(|joint| bounds.add(view.mul_vec3(joint), 0.45));
        bounds.add(view.mul_vec3(joints.skull), 0.95);
        bounds.add(view.mul_vec3(joints.skull + joints.axes[4].mul_vec3(KNOT)), 0.40);
    }
    let things = body::things(figure, &moments[0], &moments[0]);
    for thing in things.iter().filter(|thing| thing.stuff == Stuff::Furniture) {
        let reach = view.mul_mat3(&thing.axes).abs() * thing.half;
        let middle = view.mul_vec3(thing.middle);
        bounds.add(middle - reach, 0.1);
        bounds.add(middle + reach, 0.1);
    }
    bounds.add(view.mul_vec3(vec3(0.0, -0.1, 0.0)), 0.0);
    bounds
}

impl Brush {
    /// The floor: a line where it is seen from the side, else a patch of shade under all that the
    /// body does.
    fn floor(&mut self, moments: &[Joints], eye_up: f32) {
        let mut bounds = Bounds::NONE;
        let joints = moments.iter().flat_map(Joints::points);
        joints.for_each(|joint| bounds.add(joint, 0.5));
        let middle = bounds.low.lerp(bounds.high, 0.5);
        let half = bounds.high - middle;
        if eye_up > 9.0 {
            let axes = Mat3::IDENTITY.mul_diagonal_scale(vec3(half.x, 0.05, half.z));
            let middle = vec3(middle.x, -0.06, middle.z);
            self.round(middle, &axes, 1.0, FLOOR, |_| Stuff::Floor);
        } else {
            // As thin as one row of dots, from edge to edge.
            let thin = 0.25 / self.camera.grain.1;
            let line = self.camera.axes.mul_vec3(vec3(0.0, -thin, 0.0));
            let line = vec3(self.camera.middle.x, line.y, 0.0);
            self.fill(line, (1e3, thin), FLOOR, |_, _| Some((0.0, 0.5, Stuff::Floor)));
        }
        let floor = |speck: &&mut Speck| speck.stuff == Stuff::Floor;
        for speck in self.picture.specks.iter_mut().filter(floor) {
            (speck.depth, speck.shading) = (FAR, Shading::Plain);
        }
    }
}
