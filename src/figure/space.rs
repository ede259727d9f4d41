//! Points, directions and turns in space: x to the figure's left, y up, z ahead.

use std::ops::{Add, Mul, Neg, Sub};

/// A point, or the way from one to another. One unit is a tenth of standing height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vector {
    pub x: f32,
    pub y: f32,
    pub z: f32,
}

pub const fn vector(x: f32, y: f32, z: f32) -> Vector {
    Vector { x, y, z }
}

impl Add for Vector {
    type Output = Vector;
    fn add(self, other: Vector) -> Vector {
        vector(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Vector {
    type Output = Vector;
    fn sub(self, other: Vector) -> Vector {
        self + -other
    }
}

impl Neg for Vector {
    type Output = Vector;
    fn neg(self) -> Vector {
        self * -1.0
    }
}

impl Mul<f32> for Vector {
    type Output = Vector;
    fn mul(self, by: f32) -> Vector {
        vector(self.x * by, self.y * by, self.z * by)
    }
}

impl Vector {
    pub fn dot(self, other: Vector) -> f32 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    pub fn cross(self, other: Vector) -> Vector {
        vector(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// The same way, one unit long; up where there is no way at all.
    pub fn unit(self) -> Vector {
        let length = self.length();
        if length < 1e-6 { vector(0.0, 1.0, 0.0) } else { self * (1.0 / length) }
    }

    /// Number by number.
    pub fn each(self, other: Vector, of: impl Fn(f32, f32) -> f32) -> Vector {
        vector(of(self.x, other.x), of(self.y, other.y), of(self.z, other.z))
    }

    pub fn toward(self, other: Vector, part: f32) -> Vector {
        self + (other - self) * part
    }

    /// Between two directions along the great circle: a bone keeps its length on the way.
    pub fn swing(self, other: Vector, part: f32) -> Vector {
        let cosine = self.dot(other).clamp(-1.0, 1.0);
        if cosine > 0.9995 {
            return self.toward(other, part).unit();
        }
        // Straight back has no shortest way; a hair's breadth to one side gives it one.
        let other = if cosine < -0.999 { (other + vector(0.01, 0.0, 0.05)).unit() } else { other };
        let angle = self.dot(other).clamp(-1.0, 1.0).acos();
        let (from, to) = (((1.0 - part) * angle).sin(), (part * angle).sin());
        (self * from + other * to) * (1.0 / angle.sin())
    }
}

/// Which way something faces: its own axes, seen from outside.
#[derive(Clone, Copy, Debug)]
pub struct Axes {
    pub x: Vector,
    pub y: Vector,
    pub z: Vector,
}

impl Axes {
    pub const LEVEL: Axes =
        Axes { x: vector(1.0, 0.0, 0.0), y: vector(0.0, 1.0, 0.0), z: vector(0.0, 0.0, 1.0) };

    /// Leaned to its right, then bent forward, then turned to its right; all in degrees.
    pub fn facing(bend: f32, lean: f32, turn: f32) -> Axes {
        let (sin_bend, cos_bend) = bend.to_radians().sin_cos();
        let (sin_lean, cos_lean) = lean.to_radians().sin_cos();
        let (sin_turn, cos_turn) = (-turn).to_radians().sin_cos();
        let turned = Axes {
            x: vector(cos_turn, 0.0, -sin_turn),
            y: vector(0.0, 1.0, 0.0),
            z: vector(sin_turn, 0.0, cos_turn),
        };
        let bent = Axes {
            x: vector(1.0, 0.0, 0.0),
            y: vector(0.0, cos_bend, sin_bend),
            z: vector(0.0, -sin_bend, cos_bend),
        };
        let leaned = Axes {
            x: vector(cos_lean, sin_lean, 0.0),
            y: vector(-sin_lean, cos_lean, 0.0),
            z: vector(0.0, 0.0, 1.0),
        };
        turned.with(&bent).with(&leaned)
    }

    /// From its own axes to outside.
    pub fn out(&self, own: Vector) -> Vector {
        self.x * own.x + self.y * own.y + self.z * own.z
    }

    /// From outside to its own axes.
    pub fn own(&self, out: Vector) -> Vector {
        vector(self.x.dot(out), self.y.dot(out), self.z.dot(out))
    }

    pub fn with(&self, inner: &Axes) -> Axes {
        Axes { x: self.out(inner.x), y: self.out(inner.y), z: self.out(inner.z) }
    }

    pub fn toward(&self, other: &Axes, part: f32) -> Axes {
        let y = self.y.toward(other.y, part).unit();
        let x = y.cross(self.z.toward(other.z, part)).unit();
        Axes { x, y, z: x.cross(y) }
    }

    pub fn sized(&self, by: Vector) -> Axes {
        Axes { x: self.x * by.x, y: self.y * by.y, z: self.z * by.z }
    }

    /// How `inner` is bent, leaned and turned against this one, in degrees.
    pub fn against(&self, inner: &Axes) -> [f32; 3] {
        let (x, y, z) = (self.own(inner.x), self.own(inner.y), self.own(inner.z));
        [
            (-z.y).clamp(-1.0, 1.0).asin().to_degrees(),
            x.y.atan2(y.y).to_degrees(),
            (-z.x.atan2(z.z)).to_degrees(),
        ]
    }
}
