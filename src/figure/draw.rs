//! One moment of a figure as a picture of specks: each knows what it shows, how the light falls on
//! it, and how near it is. Colours come later, in `view`.

use std::ops::Range;

use super::body::{self, KNOT, Solid};
use super::skeleton::{Joints, at_rest, between};
use super::space::{Axes, Vector, vector};
use super::{Figure, Prop, Stance};

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
pub struct Picture {
    pub specks: Vec<Speck>,
    pub width: usize,
    pub height: usize,
}

/// A figure ready to be drawn: camera and things are fixed, only the body moves.
pub struct Studio {
    figure: Figure,
    base: Joints,
    camera: Camera,
}

/// From where a figure is seen, and how large: the same for every moment of it.
#[derive(Clone, Copy)]
struct Camera {
    /// To the right, up and toward the eye.
    axes: Axes,
    /// The middle of the picture, in units.
    middle: Vector,
    /// Specks per unit, across and down.
    grain: (f32, f32),
    width: usize,
    height: usize,
}

/// The parts that are neither of the body nor of a thing.
const FLOOR: u8 = 254;
const GHOST: u8 = 255;
/// Behind everything.
const FAR: f32 = -500.0;
/// From the upper left, and from the eye.
const LIGHT: Vector = vector(-0.42, 0.62, 0.66);

impl Studio {
    /// A studio for a figure whose key poses are these, in so many cells; `None` where there is no
    /// pose. A figure with two sides keeps its scale when it is mirrored.
    pub fn new(
        figure: &Figure,
        poses: &[Stance],
        sided: bool,
        columns: u16,
        rows: u16,
    ) -> Option<Studio> {
        let base = at_rest(poses.first()?);
        let mut moments = vec![base.clone()];
        for pair in poses.windows(2) {
            moments.extend((1..=5).map(|step| between(&pair[0], &pair[1], step as f32 / 5.0)));
        }
        let axes = toward_the_eye(figure);
        let mut bounds = bounds(figure, &moments, &axes);
        if sided {
            let half = bounds.high.x.max(-bounds.low.x);
            (bounds.low.x, bounds.high.x) = (-half, half);
        }
        let (columns, rows) = (usize::from(columns.max(1)), usize::from(rows.max(1)));
        let room = bounds.high - bounds.low;
        // Units across a cell, which is twice as high as it is wide.
        let (across, down) = (room.x / columns as f32, room.y / (2 * rows) as f32);
        let cell = across.max(down).max(1e-3);
        let mut middle = bounds.low.toward(bounds.high, 0.5);
        // A figure that does not fill its height stands on the lowest row.
        if figure.close.is_none() && across > down {
            middle.y = bounds.low.y + cell * rows as f32;
        }
        let grain = (ACROSS as f32 / cell, DOWN as f32 / 2.0 / cell);
        let (width, height) = (columns * ACROSS, rows * DOWN);
        let camera = Camera {
            axes,
            middle,
            grain,
            width,
            height,
        };
        Some(Studio {
            figure: figure.clone(),
            base,
            camera,
        })
    }

    /// The body at one moment, with the pose that it comes from or goes to as a shadow.
    pub fn draw(&self, body: &Joints, ghost: Option<&Joints>) -> Picture {
        let Camera { width, height, .. } = self.camera;
        let nothing = Speck {
            depth: f32::MIN,
            ..Speck::default()
        };
        let picture = Picture {
            specks: vec![nothing; width * height],
            width,
            height,
        };
        let mut brush = Brush {
            picture,
            camera: self.camera,
            ghost: false,
        };
        if self.figure.close.is_none() && !self.figure.props.contains(&Prop::Mat) {
            brush.floor(body, self.figure.view.eye().1);
        }
        body::draw(&mut brush, body, &self.figure.lit);
        for thing in body::things(&self.figure, &self.base, body) {
            brush.solid(&thing);
        }
        brush.picture.line_parts();
        if let Some(ghost) = ghost {
            brush.ghost = true;
            body::draw(&mut brush, ghost, &[]);
        }
        brush.picture
    }
}

/// What comes out of these axes is right, up and toward the eye.
fn toward_the_eye(figure: &Figure) -> Axes {
    let (around, up) = figure.view.eye();
    let (sin, cos) = around.to_radians().sin_cos();
    let (sin_up, cos_up) = up.to_radians().sin_cos();
    Axes {
        x: vector(cos, sin * sin_up, -sin * cos_up),
        y: vector(0.0, cos_up, sin_up),
        z: vector(sin, -cos * sin_up, cos * cos_up),
    }
}

struct Bounds {
    low: Vector,
    high: Vector,
}

impl Bounds {
    const NONE: Bounds = Bounds {
        low: vector(1e9, 1e9, 1e9),
        high: vector(-1e9, -1e9, -1e9),
    };

    fn add(&mut self, point: Vector, margin: f32) {
        let margin = vector(margin, margin, margin);
        self.low = self.low.each(point - margin, f32::min);
        self.high = self.high.each(point + margin, f32::max);
    }
}

/// What must be in the picture, in view.
fn bounds(figure: &Figure, moments: &[Joints], view: &Axes) -> Bounds {
    let mut bounds = Bounds::NONE;
    if let Some(close) = &figure.close {
        for joints in [&moments[0], &moments[moments.len() - 1]] {
            let place = joints.place(&close.at, 0).unwrap_or(joints.spine[2]);
            bounds.add(view.out(place), close.half);
        }
        // Nothing is to be seen below the floor.
        let sunk = (-0.4 - bounds.low.y).max(0.0);
        (bounds.low.y, bounds.high.y) = (bounds.low.y + sunk, bounds.high.y + sunk);
        return bounds;
    }
    for joints in moments {
        joints
            .points()
            .for_each(|joint| bounds.add(view.out(joint), 0.45));
        bounds.add(view.out(joints.skull), 0.95);
        bounds.add(view.out(joints.skull + joints.axes[4].out(KNOT)), 0.40);
    }
    let things = body::things(figure, &moments[0], &moments[0]);
    for thing in things
        .iter()
        .filter(|thing| thing.stuff == Stuff::Furniture)
    {
        for corner in 0..8 {
            let sign = |bit: i32| if corner >> bit & 1 == 0 { -1.0 } else { 1.0 };
            let half = thing
                .half
                .each(vector(sign(0), sign(1), sign(2)), |half, sign| half * sign);
            bounds.add(view.out(thing.middle + thing.axes.out(half)), 0.1);
        }
    }
    bounds.add(view.out(vector(0.0, -0.1, 0.0)), 0.0);
    bounds
}

impl Picture {
    /// Where one part stands well before another, the farther one gets a dark rim.
    fn line_parts(&mut self) {
        const APART: f32 = 0.30;
        let (width, height) = (self.width as i32, self.height as i32);
        let covers = |here: &Speck, x: i32, y: i32| {
            let inside = (0..width).contains(&x) && (0..height).contains(&y);
            let there = || &self.specks[(y * width + x) as usize];
            inside && there().part != here.part && there().depth - here.depth > APART
        };
        let at_a_rim = |&index: &usize| {
            let (x, y) = (index as i32 % width, index as i32 / width);
            let here = &self.specks[index];
            let beside = |far: i32| {
                let around = [(x + far, y), (x - far, y), (x, y + far), (x, y - far)];
                around.iter().any(|&(x, y)| covers(here, x, y))
            };
            here.stuff > Stuff::Ghost && (beside(1) || beside(2))
        };
        let rims: Vec<usize> = (0..self.specks.len()).filter(at_a_rim).collect();
        for index in rims {
            self.specks[index].shading = Shading::Line;
        }
    }
}

/// Puts shapes into a picture.
pub(super) struct Brush {
    picture: Picture,
    camera: Camera,
    ghost: bool,
}

impl Brush {
    fn put(&mut self, at: usize, mut speck: Speck) {
        if self.ghost {
            speck = Speck {
                depth: speck.depth - 900.0,
                stuff: Stuff::Ghost,
                part: GHOST,
                ..speck
            };
        }
        let there = &mut self.picture.specks[at];
        // A shadow lies behind everything but the floor.
        if speck.depth > there.depth || self.ghost && there.stuff == Stuff::Floor {
            *there = speck;
        }
    }

    /// Goes over the specks around a point in view; `hit` tells for each, by its way from that
    /// point in units, how much nearer to the eye it is, its light and what it shows.
    fn fill(
        &mut self,
        view: Vector,
        half: (f32, f32),
        part: u8,
        hit: impl Fn(f32, f32) -> Option<(f32, f32, Stuff)>,
    ) {
        let Camera {
            middle,
            grain,
            width,
            height,
            ..
        } = self.camera;
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
                self.put(
                    row * width + column,
                    Speck {
                        depth,
                        stuff,
                        shading,
                        part,
                    },
                );
            }
        }
    }

    /// An ellipsoid with three half axes, lit as if it were this much rounded along its height:
    /// slices of one body are lit as a whole. `paint` tells what a point of the unit ball shows.
    pub fn round(
        &mut self,
        middle: Vector,
        axes: &Axes,
        height: f32,
        part: u8,
        paint: impl Fn(Vector) -> Stuff,
    ) {
        let axes = self.camera.axes.with(axes);
        // From the view to the unit ball: the axes stand at right angles.
        let [a, b, c] = [axes.x, axes.y, axes.z].map(|axis| axis * (1.0 / axis.dot(axis)));
        let along = vector(a.z, b.z, c.z);
        let square = along.dot(along);
        let half =
            |pick: fn(Vector) -> f32| vector(pick(axes.x), pick(axes.y), pick(axes.z)).length();
        let half = (half(|axis| axis.x), half(|axis| axis.y));
        self.fill(self.camera.axes.out(middle), half, part, |across, up| {
            let flat = vector(
                a.x * across + a.y * up,
                b.x * across + b.y * up,
                c.x * across + c.y * up,
            );
            let lead = flat.dot(along);
            let root = lead * lead - square * (flat.dot(flat) - 1.0);
            (root >= 0.0).then(|| {
                let depth = (root.sqrt() - lead) / square;
                let ball = flat + along * depth;
                let normal = a * ball.x + b * (ball.y * height) + c * ball.z;
                (depth, normal.dot(LIGHT) / normal.length(), paint(ball))
            })
        });
    }

    pub fn ball(&mut self, middle: Vector, radius: f32, part: u8, stuff: Stuff) {
        self.round(
            middle,
            &Axes::LEVEL.sized(vector(radius, radius, radius)),
            1.0,
            part,
            |_| stuff,
        );
    }

    /// A rod with round ends, thick at `from` and at `to`.
    pub fn rod(&mut self, from: (Vector, f32), to: (Vector, f32), part: u8, stuff: Stuff) {
        let steps = ((to.0 - from.0).length() / (0.45 * from.1.min(to.1)))
            .ceil()
            .max(1.0);
        for step in 0..=steps as usize {
            let done = step as f32 / steps;
            let thick = from.1 + (to.1 - from.1) * done;
            self.ball(from.0.toward(to.0, done), thick, part, stuff);
        }
    }

    pub fn solid(&mut self, solid: &Solid) {
        let Solid {
            middle,
            half,
            axes,
            part,
            stuff,
            round,
        } = *solid;
        if round {
            return self.round(middle, &axes.sized(half), 1.0, part, |_| stuff);
        }
        let axes = self.camera.axes.with(&axes);
        let sides = [(axes.x, half.x), (axes.y, half.y), (axes.z, half.z)];
        let reach = |pick: fn(Vector) -> f32| {
            sides
                .iter()
                .map(|(axis, half)| (pick(*axis) * half).abs())
                .sum::<f32>()
        };
        let reach = (reach(|axis| axis.x), reach(|axis| axis.y));
        self.fill(self.camera.axes.out(middle), reach, part, |across, up| {
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

    /// The floor: a line where it is seen from the side, else a patch of shade under the body.
    fn floor(&mut self, body: &Joints, eye_up: f32) {
        let mut bounds = Bounds::NONE;
        body.points().for_each(|joint| bounds.add(joint, 0.5));
        let middle = bounds.low.toward(bounds.high, 0.5);
        let half = bounds.high - middle;
        if eye_up > 9.0 {
            let axes = Axes::LEVEL.sized(vector(half.x, 0.05, half.z));
            let middle = vector(middle.x, -0.06, middle.z);
            self.round(middle, &axes, 1.0, FLOOR, |_| Stuff::Floor);
        } else {
            // As thin as one row of dots, from edge to edge.
            let thin = 0.25 / self.camera.grain.1;
            let line = self.camera.axes.out(vector(0.0, -thin, 0.0));
            let line = vector(self.camera.middle.x, line.y, 0.0);
            self.fill(line, (1e3, thin), FLOOR, |_, _| {
                Some((0.0, 0.5, Stuff::Floor))
            });
        }
        for speck in self
            .picture
            .specks
            .iter_mut()
            .filter(|speck| speck.stuff == Stuff::Floor)
        {
            (speck.depth, speck.shading) = (FAR, Shading::Plain);
        }
    }
}
