//! What is said of a routine with broken steps: only what is true of a sound step whatever the
//! others hold.

use super::language::WordClass::{Left, Right};
use super::text::ReadText;
use super::{allow, find_all, find_language};
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::read::Partly;
use crate::timeline::Timeline;

/// What is about the whole. The rest is about one step and its own words.
const OF_THE_WHOLE: [&str; 4] = [
    "far-from-promise",
    "language-missing",
    "no-source",
    "uneven-sides",
];

/// What deserves a look in the sound steps of a routine. `timeline` is what its outline was
/// compiled to.
pub fn review_in_part(partly: &Partly, timeline: &Timeline) -> Vec<Finding> {
    let routine = &partly.routine;
    // A side that is written out is another step's other half: a broken one may be that step.
    let lost = ReadText::new(
        RoutinePlace::default(),
        &partly.lost,
        find_language(routine),
    );
    let half_is_lost = lost.says(Left) || lost.says(Right);
    let holds = |found: &Finding| {
        let path = &found.place.steps;
        let Some((last, around)) = path.split_last() else {
            return false;
        };
        let next = [around, &[last + 1]].concat();
        let known = match found.name {
            "text-sides" => !half_is_lost,
            // The next step may be the rest that the words speak of.
            "text-length" => partly.is_sound(&next),
            // A field outside the steps has a say in it: `ready`, `cautions`.
            "too-long-to-say" | "twist-caution" => partly.head_is_sound,
            name => !OF_THE_WHOLE.contains(&name),
        };
        // It may be allowed where that can't be read.
        let allowed = partly.lost.contains(found.name) || allow::is_allowed(routine, found);
        known && partly.is_sound(path) && !allowed
    };
    let mut found = find_all(routine, timeline);
    found.retain(holds);
    found
}
