//! Which steps do one side each of the same exercise: "Left calf" and, as a step of its own,
//! "Right calf".

use super::find_named;
use crate::lint::language::WordClass::{Left, Other, Right, SameAgain, Then};
use crate::lint::text::WordKind;
use crate::lint::{ReviewedRoutine, WrittenStep};
use crate::routine::{Side, Sides, Step};

/// So many of their words at least two halves share, the sides left out.
const ALIKE: f64 = 0.7;

pub(in crate::lint) struct Halves {
    /// Whether a step has another half, by its place among all steps.
    paired: Vec<bool>,
}

struct Half {
    at: usize,
    side: Side,
    /// All its words but those of sides.
    words: Vec<String>,
    /// "Now the left leg", "the same, left": what it repeats stands in the step before.
    again: bool,
}

impl Halves {
    pub fn find(routine: &ReviewedRoutine<'_>) -> Halves {
        let steps = &routine.steps;
        let halves = steps.iter().enumerate();
        let all: Vec<Half> = halves
            .filter_map(|(at, step)| read_half(at, step))
            .collect();
        let mut paired = vec![false; steps.len()];
        let mut pair = |fits: &dyn Fn(&Half, &Half) -> bool| {
            for (first, half) in all.iter().enumerate() {
                let other = all[first + 1..].iter().take(64).find(|other| {
                    let kind = |half: &Half| std::mem::discriminant(steps[half.at].step);
                    let open = !paired[half.at] && !paired[other.at];
                    let opposite = half.side != other.side && kind(half) == kind(other);
                    open && opposite && fits(half, other)
                });
                if let Some(other) = other {
                    paired[half.at] = true;
                    paired[other.at] = true;
                }
            }
        };
        pair(&|half, other| measure_likeness(&half.words, &other.words) >= ALIKE);
        pair(&|half, other| {
            let between = &steps[half.at + 1..other.at];
            other.again && !between.iter().any(WrittenStep::is_exercise)
        });
        Halves { paired }
    }

    /// Whether another step does the other side of this one.
    pub fn has_other(&self, at: usize) -> bool {
        self.paired[at]
    }
}

/// A step that does one side, by its own word or by those of its texts.
fn read_half(at: usize, step: &WrittenStep<'_>) -> Option<Half> {
    if !step.is_exercise() && !matches!(step.step, Step::Lie(_)) {
        return None;
    }
    let side = match step.sides() {
        Some(Sides::Left) => Side::Left,
        Some(Sides::Right) => Side::Right,
        None if !step.has_side() => {
            let mut named = step.texts.iter().flat_map(|text| find_named(text));
            named.next()?.0
        }
        _ => return None,
    };
    let mut words = Vec::new();
    let mut again = false;
    for text in &step.texts {
        for (at, token) in text.tokens.iter().enumerate() {
            again |= text.is_any(at, &[SameAgain, Then, Other]);
            if token.kind == WordKind::Word && !text.is_any(at, &[Left, Right]) {
                words.push(token.text.clone());
            }
        }
    }
    words.sort_unstable();
    Some(Half {
        at,
        side,
        words,
        again,
    })
}

/// The part of their words that two steps share, 0 to 1. Both are sorted.
fn measure_likeness(a: &[String], b: &[String]) -> f64 {
    let (mut shared, mut from) = (0, 0);
    for word in a {
        from += b[from..].partition_point(|other| other < word);
        if b.get(from) == Some(word) {
            shared += 1;
            from += 1;
        }
    }
    match a.len().max(b.len()) {
        // Sides are all that they say.
        0 => 1.0,
        most => f64::from(shared) / most as f64,
    }
}
