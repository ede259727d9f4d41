//! A picture of specks, and the brush that puts shapes into it: each speck knows what it shows, how
//! the light falls on it, and how near it is. Colours come later, in `view`.

use std::ops::Range;

use super::space::{Axes, Vector, vector};

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

/// From where a figure is seen, and how large: the same for every moment of it.
#[derive(Clone, Copy)]
pub(super) struct Camera {
    /// To the right, up and toward the eye.
    pub axes: Axes,
    /// The middle of the picture, in units.
    pub middle: Vector,
    /// Specks per unit, across and down.
    pub grain: (f32, f32),
    pub width: usize,
    pub height: usize,
}

/// The first thing; those after it count on. Parts of the body come before it.
const THINGS: u8 = 60;
/// The parts that are neither of the body nor of a thing.
pub(super) const FLOOR: u8 = 254;
const GHOST: u8 = 255;
/// Behind everything.
pub(super) const FAR: f32 = -500.0;
/// From the upper left, and from the eye.
const LIGHT: Vector = vector(-0.42, 0.62, 0.66);

impl Picture {
    /// Where one part stands well before another, the farther one gets a dark rim.
    pub(super) fn line_parts(&mut self) {
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
    pub picture: Picture,
    pub camera: Camera,
    /// Whether all that it puts is a shadow.
    pub ghost: bool,
}

impl Brush {
    /// A brush with an empty picture.
    pub fn new(camera: Camera) -> Brush {
        let Camera { width, height, .. } = camera;
        let nothing = Speck {
            depth: f32::MIN,
            ..Speck::default()
        };
        let picture = Picture {
            specks: vec![nothing; width * height],
            width,
            height,
        };
        Brush {
            picture,
            camera,
            ghost: false,
        }
    }

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
    pub fn fill(
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
}

/// A thing: a block, or an ellipsoid in its place.
#[derive(Clone, Copy)]
pub(super) struct Solid {
    pub middle: Vector,
    /// Half as wide, high and long.
    pub half: Vector,
    pub axes: Axes,
    pub part: u8,
    pub stuff: Stuff,
    pub round: bool,
}

impl Solid {
    pub fn block(middle: Vector, half: Vector) -> Solid {
        let (axes, part, stuff) = (Axes::LEVEL, THINGS, Stuff::Furniture);
        Solid {
            middle,
            half,
            axes,
            part,
            stuff,
            round: false,
        }
    }

    pub fn cushion(middle: Vector, half: Vector) -> Solid {
        Solid {
            stuff: Stuff::Cushion,
            round: true,
            ..Solid::block(middle, half)
        }
    }
}
