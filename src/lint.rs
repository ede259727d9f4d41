//! The second reader: what can be played, and yet deserves a look.
//!
//! It compares the words of a routine with the timing that came of it, and the values with each
//! other. Plain values in, a list of warnings out, with places in the words of the routine, as
//! `check` has them. It looks at sound routines only, refuses to know files, and says nothing
//! about words in a language that it has no table for.

mod allow;
mod claims;
mod doses;
mod in_part;
mod language;
mod promise;
mod reader;
mod said;
mod sides;
mod timing;
mod tokens;
mod turning;

use std::collections::HashMap;

use crate::routine::check::{Found, Text, each_text};
use crate::routine::{Repeat, Routine, Step};
use crate::timeline::{Phase, Timeline};
pub use in_part::review_in_part;
use language::{ENGLISH, Language};
use sides::Halves;

/// The name of every warning, in the order of the alphabet.
pub const WARNINGS: &[&str] = &[
    "empty-wait",
    "far-from-promise",
    "language-missing",
    "never-played",
    "no-source",
    "rest-last",
    "side-never-said",
    "side-not-filled",
    "text-count",
    "text-length",
    "text-sides",
    "too-long-to-say",
    "twist-caution",
    "uneven-sides",
    "unfinished-breath",
    "unknown-allow",
    "unused-allow",
];

/// What deserves a look in a routine that nothing is wrong with, less what it allows.
/// `timeline` is what the routine was compiled to, with all that it includes.
pub fn review(routine: &Routine, timeline: &Timeline) -> Vec<Found> {
    let seen = Seen::new(routine, timeline);
    allow::allowed(routine, all(&seen))
}

fn all(seen: &Seen<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    doses::doses(seen, &mut found);
    promise::promise(seen, &mut found);
    let halves = Halves::of(seen);
    sides::sides(seen, &halves, &mut found);
    timing::timing(seen, &halves, &mut found);
    said::said(seen, &mut found);
    turning::turning(seen, &mut found);
    language_missing(seen, &mut found);
    found
}

/// Nothing says that the words are not English.
fn language_missing(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(language) = seen.language.filter(|one| one.code != ENGLISH) else {
        return;
    };
    let like = |text: &&Text<'_>| Language::like([text.says]).is_some_and(|one| one == language);
    let text = seen.texts.iter().find(like).or(seen.texts.first());
    if let (None, Some(text)) = (&seen.routine.language, text) {
        let called = language.called;
        found.push(
            Found::warning(
                "language-missing",
                text.place.clone(),
                format!("these words are {called}, and the routine doesn't say so"),
            )
            .label("spoken as English")
            .help(format!(
                "write `language: \"{}\"` in the routine",
                language.code
            )),
        );
    }
}

/// A routine laid out for the rules.
struct Seen<'r> {
    routine: &'r Routine,
    timeline: &'r Timeline,
    /// `None` where no word check knows the language. Where the routine says none, that of its
    /// words.
    language: Option<&'static Language>,
    /// Every step that stands in the file, those inside `Repeat`s among them.
    steps: Vec<Written<'r>>,
    texts: Vec<Text<'r>>,
    /// Where among them those of a step are, by its path.
    texts_at: HashMap<Vec<usize>, Vec<usize>>,
    /// The phases of each step, by its path from 1.
    phases: HashMap<&'r [u32], Vec<&'r Phase>>,
}

/// A step where it stands.
struct Written<'r> {
    /// From 0, as places have it.
    path: Vec<usize>,
    step: &'r Step,
    /// The `Repeat`s around it, outermost first.
    around: Vec<&'r Repeat>,
}

impl<'r> Seen<'r> {
    fn new(routine: &'r Routine, timeline: &'r Timeline) -> Seen<'r> {
        let mut phases: HashMap<&[u32], Vec<&Phase>> = HashMap::new();
        for phase in timeline.phases() {
            phases.entry(&*phase.step).or_default().push(phase);
        }
        let mut steps = Vec::new();
        walk(&routine.steps, &mut Vec::new(), &mut Vec::new(), &mut steps);
        let texts = each_text(routine);
        let mut texts_at: HashMap<Vec<usize>, Vec<usize>> = HashMap::new();
        for (at, text) in texts.iter().enumerate() {
            let of_step = texts_at.entry(text.place.steps.clone());
            of_step.or_default().push(at);
        }
        Seen {
            routine,
            timeline,
            language: match &routine.language {
                Some(code) => Language::of(code),
                None => Language::like(texts.iter().map(|text| text.says)),
            },
            steps,
            texts,
            texts_at,
            phases,
        }
    }

    /// The phases of a step, every playing of it; none of a `Repeat` or an `Include`.
    fn phases(&self, written: &Written<'_>) -> &[&'r Phase] {
        let path: Vec<u32> = written.path.iter().map(|at| *at as u32 + 1).collect();
        self.phases.get(path.as_slice()).map_or(&[], Vec::as_slice)
    }

    /// The texts of a step itself.
    fn texts<'s>(&'s self, written: &Written<'r>) -> impl Iterator<Item = &'s Text<'r>> {
        let at = self.texts_at.get(&written.path);
        at.into_iter().flatten().map(|at| &self.texts[*at])
    }

    /// The step behind one, in the same list.
    fn next(&self, written: &Written<'r>) -> Option<&'r Step> {
        let steps = match written.around.last() {
            Some(repeat) => &repeat.steps,
            None => &self.routine.steps,
        };
        steps.get(written.path.last()? + 1)
    }

    /// Whether a routine is included, of which only the timing is known.
    fn includes(&self) -> bool {
        let mut steps = self.steps.iter();
        steps.any(|written| matches!(written.step, Step::Include(_)))
    }
}

impl Written<'_> {
    /// It is done on a side, by its own word or that of a `Repeat` around it.
    fn has_side(&self) -> bool {
        let own = match self.step {
            Step::Repeat(repeat) => repeat.side.is_some(),
            step => step.shared().is_some_and(|shared| shared.side.is_some()),
        };
        own || self.around.iter().any(|repeat| repeat.side.is_some())
    }

    fn is_exercise(&self) -> bool {
        self.step.shared().is_some()
    }
}

fn walk<'r>(
    steps: &'r [Step],
    path: &mut Vec<usize>,
    around: &mut Vec<&'r Repeat>,
    all: &mut Vec<Written<'r>>,
) {
    for (at, step) in steps.iter().enumerate() {
        path.push(at);
        all.push(Written {
            path: path.clone(),
            step,
            around: around.clone(),
        });
        if let Step::Repeat(repeat) = step {
            around.push(repeat);
            walk(&repeat.steps, path, around, all);
            around.pop();
        }
        path.pop();
    }
}
