//! Where in a routine something was found, in the words of the routine.

use super::{Routine, Step};
use crate::problem::Problem;

/// A place in a routine: a step, counted from 0 through every `Repeat`, and a field within it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutinePlace {
    /// `[9, 2]` is the third step inside the tenth; empty for the routine itself.
    pub steps: Vec<usize>,
    /// From the step, or the routine, inwards: `left`, `tempo`, 0, `cue`.
    pub keys: Vec<PlacePart>,
    /// The name of the field is at fault, not its value.
    pub on_name: bool,
    /// The words within the value that are at fault, where it is not the whole of it.
    pub words: Option<String>,
}

/// One step inwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacePart {
    Field(&'static str),
    /// An item of a list, from 0.
    Item(usize),
}

impl RoutinePlace {
    /// A field of the routine itself.
    pub fn field(word: &'static str) -> RoutinePlace {
        RoutinePlace::default().then(word)
    }

    /// A step as a whole.
    pub fn step(path: &[usize]) -> RoutinePlace {
        RoutinePlace { steps: path.to_vec(), ..RoutinePlace::default() }
    }

    /// The step of a path as in `Phase::step` that stands in the file itself: an `Include`, where
    /// the path leads into one.
    pub fn own_step(routine: &Routine, step: &[u32]) -> RoutinePlace {
        let mut path = Vec::new();
        let mut steps = routine.steps.as_slice();
        for nth in step {
            let at = *nth as usize - 1;
            path.push(at);
            match steps.get(at) {
                Some(Step::Repeat(repeat)) => steps = &repeat.steps,
                _ => break,
            }
        }
        RoutinePlace::step(&path)
    }

    /// A field of what this place is.
    #[must_use]
    pub fn then(mut self, word: &'static str) -> RoutinePlace {
        self.keys.push(PlacePart::Field(word));
        self
    }

    /// An item of the list that this place is.
    #[must_use]
    pub fn item(mut self, i: usize) -> RoutinePlace {
        self.keys.push(PlacePart::Item(i));
        self
    }

    /// The name of the field that this place is.
    #[must_use]
    pub fn name(mut self) -> RoutinePlace {
        self.on_name = true;
        self
    }

    /// Some words of the text that this place is.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> RoutinePlace {
        self.words = Some(words.into());
        self
    }
}

/// Something found in a routine, at its place there.
pub type Finding = Problem<RoutinePlace>;
