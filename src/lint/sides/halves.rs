//! Which steps do one side each of the same exercise: "Left calf" and, as a step of its own,
//! "Right calf".

use super::named;
use crate::lint::reader::Reader;
use crate::lint::tokens::{Kind, cut};
use crate::lint::{Seen, Written};
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
    pub fn of(seen: &Seen<'_>) -> Halves {
        let all: Vec<Half> = (0..seen.steps.len())
            .filter_map(|at| half(seen, at))
            .collect();
        let mut paired = vec![false; seen.steps.len()];
        let mut pair = |fits: &dyn Fn(&Half, &Half) -> bool| {
            for (first, half) in all.iter().enumerate() {
                let other = all[first + 1..].iter().take(64).find(|other| {
                    let kind = |half: &Half| std::mem::discriminant(seen.steps[half.at].step);
                    let open = !paired[half.at] && !paired[other.at];
                    open && half.side != other.side
                        && kind(half) == kind(other)
                        && fits(half, other)
                });
                if let Some(other) = other {
                    paired[half.at] = true;
                    paired[other.at] = true;
                }
            }
        };
        pair(&|half, other| alike(&half.words, &other.words) >= ALIKE);
        let exercises = |from: usize, to: usize| {
            let between = &seen.steps[from + 1..to];
            between.iter().filter(|step| step.is_exercise()).count()
        };
        pair(&|half, other| other.again && exercises(half.at, other.at) == 0);
        Halves { paired }
    }

    /// Whether another step does the other side of this one.
    pub fn has_other(&self, at: usize) -> bool {
        self.paired[at]
    }
}

/// A step that does one side, by its own word or by those of its texts.
fn half(seen: &Seen<'_>, at: usize) -> Option<Half> {
    let written: &Written<'_> = &seen.steps[at];
    if !matches!(
        written.step,
        Step::Hold(_) | Step::Reps(_) | Step::Lie(_) | Step::Breathe(_)
    ) {
        return None;
    }
    let side = match written.step.shared().and_then(|shared| shared.side) {
        Some(Sides::Left) => Side::Left,
        Some(Sides::Right) => Side::Right,
        Some(Sides::Each) => return None,
        None if written.has_side() => return None,
        None => seen.texts(written).find_map(|text| {
            let reader = Reader::new(text.says, seen.language?);
            named(&reader).first().map(|(side, _)| *side)
        })?,
    };
    let mut words = Vec::new();
    let mut again = false;
    for text in seen.texts(written) {
        for token in cut(text.says) {
            let word = token.text.as_str();
            let is = |words: &[&str]| words.contains(&word);
            let of_a_side = seen.language.is_some_and(|language| {
                again |= is(&language.same_again) || is(&language.then) || is(&language.other);
                is(&language.left) || is(&language.right)
            });
            if matches!(token.kind, Kind::Word) && !of_a_side {
                words.push(token.text);
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
fn alike(a: &[String], b: &[String]) -> f64 {
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
