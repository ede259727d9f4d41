//! A picture of specks, and the brush that puts shapes into it: each speck knows what it shows, how
//! the light falls on it, and how near it is. Colours come later, in `view`.

use std::ops::Range;

use glam::{Mat3, Vec3, vec3};

/// Specks per cell: they divide evenly into sextants, quadrants and half-blocks.
pub const ACROSS: usize = 4;
pub const DOWN: usize = 6;

/// What a speck shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[rustfmt::skip]
pub enum Stuff {
    #[default]
    Empty, Floor, Ghost, Skin, Hair, Eye, Shirt, Seam, Trousers, Shoe, Lit, Furniture, Cushion, Mat,
    Ball, Warm, Cold,
}

/// How much light falls on a speck; `Line` is the dark rim where one part stands before another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shading {
    Line,
    Shade,
    #[default]
    Plain,
    Bright,
}

#[derive(Clone, Copy, Default)]
pub struct Speck {
    pub depth: f32,
    pub stuff: Stuff,
    pub shading: Shading,
    /// Which part of the body or which thing; lines stand between different ones.
    part: u8,
}

/// The specks of one moment, row by row.
#[derive(Clone)]
pub struct Picture {
    pub specks: Vec<Speck>,
    pub width: usize,
    pub height: usize,
}

/// From where a figure is seen, and how large: the same for every moment of it.
#[derive(Clone, Copy)]
pub(super) struct Camera {
    /// To the right, up and toward the eye.
    pub axes: Mat3,
    /// The middle of the picture, in units.
    pub middle: Vec3,
    /// Specks per unit, across and down.
    pub grain: (f32, f32),
    pub width: usize,
    pub height: usize,
}

/// The first thing; those after it count on. Parts of the body come before it.
const THINGS: u8 = 60;
/// The part that is neither of the body nor a thing.
pub(super) const FLOOR: u8 = 254;
/// Behind everything.
pub(super) const FAR: f32 = -500.0;
/// From the upper left, and from the eye.
const LIGHT: Vec3 = vec3(-0.42, 0.62, 0.66);

impl Picture {
    /// Where one part stands well before another, the farther one gets a dark rim.
    pub(super) fn line_parts(&mut self) {
        const APART: f32 = 0.30;
        let Picture { specks, width, .. } = self;
        for index in 0..specks.len() {
            for (across, on) in [(1, 1), (2, 2), (0, *width), (0, *width * 2)] {
                let inside = index % *width + across < *width && index + on < specks.len();
                if !inside || specks[index].part == specks[index + on].part {
                    continue;
                }
                let nearer = specks[index].depth - specks[index + on].depth;
                let farther = if nearer > 0.0 { index + on } else { index };
                if nearer.abs() > APART && specks[farther].stuff > Stuff::Ghost {
                    specks[farther].shading = Shading::Line;
                }
            }
        }
    }

    /// Puts a shadow behind everything but the floor.
    pub(super) fn lay_over(&mut self, shadow: &Picture) {
        for (speck, shadow) in self.specks.iter_mut().zip(&shadow.specks) {
            if speck.stuff <= Stuff::Floor && shadow.stuff > Stuff::Floor {
                speck.stuff = Stuff::Ghost;
                speck.shading = Shading::Plain;
            }
        }
    }
}

/// Puts shapes into a picture.
pub(super) struct Brush {
    pub picture: Picture,
    pub camera: Camera,
}

impl Brush {
    /// A brush with an empty picture.
    pub fn new(camera: Camera) -> Brush {
        let Camera { width, height, .. } = camera;
        let nothing = Speck { depth: f32::MIN, ..Speck::default() };
        let picture = Picture { specks: vec![nothing; width * height], width, height };
        Brush { picture, camera }
    }

    /// Goes over the specks around a point in view; `hit` tells for each, by its way from that
    /// point in units, how much nearer to the eye it is, its light and what it shows.
    pub fn fill(
        &mut self,
        view: Vec3,
        half: (f32, f32),
        part: u8,
        hit: impl Fn(f32, f32) -> Option<(f32, f32, Stuff)>,
    ) {
        let Camera { middle, grain, width, height, .. } = self.camera;
        let x = (view.x - middle.x) * grain.0 + width as f32 / 2.0;
        let y = (middle.y - view.y) * grain.1 + height as f32 / 2.0;
        let span = |at: f32, half: f32, end: usize| -> Range<usize> {
            let clip = |edge: f32| (edge.max(0.0) as usize).min(end);
            clip(at - half)..clip((at + half).ceil())
        };
        for row in span(y, half.1 * grain.1, height) {
            for column in span(x, half.0 * grain.0, width) {
                let across = (column as f32 + 0.5 - x) / grain.0;
                let up = (y - row as f32 - 0.5) / grain.1;
                let Some((depth, light, stuff)) = hit(across, up) else {
                    continue;
                };
                let shading = match light {
                    light if light > 0.80 => Shading::Bright,
                    light if light > 0.22 => Shading::Plain,
                    _ => Shading::Shade,
                };
                let depth = view.z + depth;
                let there = &mut self.picture.specks[row * width + column];
                if depth > there.depth {
                    *there = Speck { depth, stuff, shading, part };
                }
            }
        }
    }

    /// An ellipsoid with three half axes, lit as if it were this much rounded along its height:
    /// slices of one body are lit as a whole. `paint` tells what a point of the unit ball shows.
    pub fn round(
        &mut self,
        middle: Vec3,
        axes: &Mat3,
        height: f32,
        part: u8,
        paint: impl Fn(Vec3) -> Stuff,
    ) {
        let axes = self.camera.axes.mul_mat3(axes);
        let to_unit_ball = axes.inverse();
        let along = to_unit_ball.z_axis;
        let square = along.length_squared();
        let half = (axes.row(0).length(), axes.row(1).length());
        self.fill(self.camera.axes.mul_vec3(middle), half, part, |across, up| {
            let flat = to_unit_ball.mul_vec3(vec3(across, up, 0.0));
            let lead = flat.dot(along);
            let root = lead * lead - square * (flat.length_squared() - 1.0);
            (root >= 0.0).then(|| {
                let depth = (root.sqrt() - lead) / square;
                let ball = flat + along * depth;
                let normal = to_unit_ball.transpose_mul_vec3(ball * vec3(1.0, height, 1.0));
                (depth, normal.dot(LIGHT) / normal.length(), paint(ball))
            })
        });
    }

    pub fn ball(&mut self, middle: Vec3, radius: f32, part: u8, stuff: Stuff) {
        self.round(
            middle,
            &Mat3::IDENTITY.mul_diagonal_scale(Vec3::splat(radius)),
            1.0,
            part,
            |_| stuff,
        );
    }

    /// A rod with round ends, thick at `from` and at `to`: all the balls between its two ends.
    pub fn rod(&mut self, from: (Vec3, f32), to: (Vec3, f32), part: u8, stuff: Stuff) {
        let [start, end] = [from.0, to.0].map(|point| self.camera.axes.mul_vec3(point));
        let (along, thick, widens) = (end - start, from.1, to.1 - from.1);
        // How much longer it looks than it widens.
        let long = along.x * along.x + along.y * along.y - widens * widens;
        if long < 1e-3 {
            self.ball(from.0, from.1, part, stuff);
            return self.ball(to.0, to.1, part, stuff);
        }
        let nearest = along.z / (long * (long + along.z * along.z)).sqrt();
        let most = thick.max(to.1);
        let half = (along.x.abs() / 2.0 + most, along.y.abs() / 2.0 + most);
        let middle = vec3(start.x + along.x / 2.0, start.y + along.y / 2.0, start.z);
        self.fill(middle, half, part, |across, up| {
            let (x, y) = (across + along.x / 2.0, up + along.y / 2.0);
            let lead = thick * widens + x * along.x + y * along.y;
            let room = thick * thick - x * x - y * y;
            let peak = room + lead * lead / long;
            // The ball that comes nearest to the eye here.
            let at = (lead / long + nearest * peak.max(0.0).sqrt()).clamp(0.0, 1.0);
            let square = room + (2.0 * lead - long * at) * at;
            (square >= 0.0).then(|| {
                let root = square.sqrt();
                let normal = vec3(x - along.x * at, y - along.y * at, root);
                let light = normal.dot(LIGHT) / (thick + widens * at);
                (along.z * at + root, light, stuff)
            })
        });
    }

    pub fn solid(&mut self, solid: &Solid) {
        let Solid { middle, half, axes, part, stuff, round } = *solid;
        if round {
            return self.round(middle, &axes.mul_diagonal_scale(half), 1.0, part, |_| stuff);
        }
        let axes = self.camera.axes.mul_mat3(&axes);
        let sides = [(axes.x_axis, half.x), (axes.y_axis, half.y), (axes.z_axis, half.z)];
        let reach = (axes.row(0).abs().dot(half), axes.row(1).abs().dot(half));
        self.fill(self.camera.axes.mul_vec3(middle), reach, part, |across, up| {
            let (mut near, mut far, mut light) = (f32::MIN, f32::MAX, 0.0);
            for (axis, half) in sides {
                // A side that lies along the view is hit at either end of it or never.
                let slope = if axis.z.abs() < 1e-4 { 1e-4 } else { axis.z };
                let offset = axis.x * across + axis.y * up;
                let ends = [(-half - offset) / slope, (half - offset) / slope];
                near = near.max(ends[0].min(ends[1]));
                if ends[0].max(ends[1]) < far {
                    far = ends[0].max(ends[1]);
                    light = (axis * slope.signum()).dot(LIGHT);
                }
            }
            (near <= far).then_some((far, light, stuff))
        });
    }
}

/// A thing: a block, or an ellipsoid in its place.
#[derive(Clone, Copy)]
pub(super) struct Solid {
    pub middle: Vec3,
    /// Half as wide, high and long.
    pub half: Vec3,
    pub axes: Mat3,
    pub part: u8,
    pub stuff: Stuff,
    pub round: bool,
}

impl Solid {
    /// Whether the body has it on it, so that it moves with it.
    pub fn is_carried(&self) -> bool {
        matches!(self.stuff, Stuff::Ball | Stuff::Warm | Stuff::Cold)
    }

    pub fn block(middle: Vec3, half: Vec3) -> Solid {
        let (axes, part, stuff) = (Mat3::IDENTITY, THINGS, Stuff::Furniture);
        Solid { middle, half, axes, part, stuff, round: false }
    }

    pub fn cushion(middle: Vec3, half: Vec3) -> Solid {
        Solid { stuff: Stuff::Cushion, round: true, ..Solid::block(middle, half) }
    }
}
