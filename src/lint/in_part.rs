//! What is said of a routine with broken steps: only what is true of a sound step whatever the
//! others hold.

use super::tokens::cut;
use super::{Seen, all, allow};
use crate::routine::check::Found;
use crate::routine::read::Partly;
use crate::timeline::Timeline;

/// What is about one step and its own words. The rest is about the whole.
const OF_A_STEP: [&str; 9] = [
    "empty-wait",
    "never-played",
    "rest-last",
    "side-never-said",
    "side-not-filled",
    "text-count",
    "text-length",
    "text-sides",
    "unfinished-breath",
];

/// The same, but for a field outside the steps: `ready` or `cautions`.
const WITH_THE_HEAD: [&str; 2] = ["too-long-to-say", "twist-caution"];

/// What deserves a look in the sound steps of a routine. `timeline` is what its outline was
/// compiled to.
pub fn review_in_part(partly: &Partly, timeline: &Timeline) -> Vec<Found> {
    let seen = Seen::new(&partly.routine, timeline);
    // A side that is written out is another step's other half: a broken one may be that step.
    let half_is_lost = seen.language.is_some_and(|language| {
        let mut lost = cut(&partly.lost).into_iter();
        lost.any(|token| {
            let is = |words: &[&str]| words.contains(&token.text.as_str());
            is(&language.left) || is(&language.right)
        })
    });
    let holds = |found: &Found| {
        let path = &found.place.steps;
        let Some((last, around)) = path.split_last() else {
            return false;
        };
        let next = [around, &[last + 1]].concat();
        let known = match found.name {
            "text-sides" => !half_is_lost,
            // The next step may be the rest that the words speak of.
            "text-length" => partly.is_sound(&next),
            name if OF_A_STEP.contains(&name) => true,
            name => partly.head_is_sound && WITH_THE_HEAD.contains(&name),
        };
        // It may be allowed where that can't be read.
        known && partly.is_sound(path) && !partly.lost.contains(found.name)
    };
    let mut found = all(&seen);
    found.retain(holds);
    allow::without_allowed(&partly.routine, &mut found);
    found
}
