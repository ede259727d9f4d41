//! Words that take longer to read or say than there is time for, and waits that say nothing.

use std::time::Duration;

use super::tokens::{Kind, cut};
use super::{Seen, Written};
use crate::routine::check::{Found, Place};
use crate::routine::{Alternate, Part, Ready, Shared, Step};
use crate::seconds::{WORDS_A_MINUTE, time_to_say, written as in_words};
use crate::timeline::Kind as Phase;

pub(super) fn said(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for written in &seen.steps {
        let here = Place::step(&written.path);
        match written.step {
            Step::Wait(wait) => {
                empty_wait(seen, &wait.text, &here, found);
                if let Some(limit) = wait.length {
                    let most = limit.most;
                    too_long(
                        here.clone().then("text"),
                        &wait.text,
                        most,
                        "the wait",
                        found,
                    );
                    let say = wait.say.as_deref().unwrap_or_default();
                    too_long(here.then("say"), say, most, "the wait", found);
                }
            }
            Step::Rest(rest) => {
                let text = rest.text.as_deref().unwrap_or_default();
                too_long(here.then("text"), text, rest.length.most, "the rest", found);
            }
            Step::Lie(stay) | Step::Walk(stay) => {
                let words = [&stay.start, &stay.text].map(|text| text.as_deref());
                own_ready(stay.ready, words, &here, found);
            }
            step => {
                if let Some(shared) = step.shared() {
                    let words = [shared.words.start, shared.words.text];
                    own_ready(shared.ready, words, &here, found);
                    short_form(seen, written, shared.words.say, found);
                    at_the_change(seen, written, &shared, found);
                    let left = shared.left.and_then(|one| one.tempo.as_deref());
                    let right = shared.right.and_then(|one| one.tempo.as_deref());
                    let both = match step {
                        Step::Reps(reps) => reps.tempo.as_deref(),
                        _ => None,
                    };
                    cues(here.clone(), both, found);
                    cues(here.clone().then("left"), left, found);
                    cues(here.then("right"), right, found);
                }
            }
        }
    }
}

fn cues(of: Place, tempo: Option<&[Part]>, found: &mut Vec<Found>) {
    for (at, part) in tempo.unwrap_or_default().iter().enumerate() {
        let place = of.clone().then("tempo").item(at).then("cue");
        too_long(place, &part.cue, part.length.most, "its part", found);
    }
}

/// `start` and `text` against a get-ready that the author chose. One of no length is a wish to
/// go on at once.
fn own_ready(ready: Option<Ready>, words: [Option<&str>; 2], here: &Place, found: &mut Vec<Found>) {
    let Some(Ready::For(length)) = ready.filter(|ready| *ready != Ready::For(Default::default()))
    else {
        return;
    };
    let needed: Duration = words.into_iter().flatten().map(time_to_say).sum();
    if needed > length.0 {
        let which = match words {
            [Some(_), Some(_)] => "`start` and `text` take",
            [Some(_), None] => "`start` takes",
            _ => "`text` takes",
        };
        found.push(
            warning(
                here.clone().then("ready"),
                format!(
                    "{which} {} to say, and the get-ready is over after {}",
                    in_words(rounded(needed)),
                    in_words(length.0)
                ),
            )
            .help(format!(
                "write \"{}\", or leave `ready` out: then it is as long as the words",
                in_words(rounded(needed))
            )),
        );
    }
}

/// `say` is spoken while the person gets ready, or, where there is no get-ready, in the first
/// countdown.
fn short_form(seen: &Seen<'_>, written: &Written<'_>, say: Option<&str>, found: &mut Vec<Found>) {
    let phases = seen.phases(written).iter();
    let Some(first) = phases.copied().find(|phase| phase.length.is_some()) else {
        return;
    };
    let during = match first.kind {
        Phase::Ready => "the get-ready",
        _ => "the first countdown",
    };
    // After a key 3 seconds are left; the words were spoken in the wait before them.
    let shared = written.step.shared();
    if shared.is_some_and(|shared| shared.ready == Some(Ready::Key)) {
        return;
    }
    let place = Place::step(&written.path).then("say");
    too_long(place, say.unwrap_or_default(), first.most(), during, found);
}

/// The change of sides repeats the words, or only their short form. They were heard before the
/// first side, so that half the time is enough.
fn at_the_change(
    seen: &Seen<'_>,
    written: &Written<'_>,
    shared: &Shared<'_>,
    found: &mut Vec<Found>,
) {
    let mut phases = seen.phases(written).iter();
    let Some(change) = phases.find(|phase| phase.kind == Phase::Change) else {
        return;
    };
    let (field, words) = match (shared.words.say, shared.words.text) {
        (Some(say), _) => ("say", say),
        (None, Some(text)) => ("text", text),
        _ => return,
    };
    let needed = time_to_say(words);
    // Sides that change at every repetition are not told apart each time.
    if needed > change.most() * 2 && shared.alternate != Some(Alternate::Reps) {
        let place = Place::step(&written.path).then(field);
        let message = format!(
            "this takes {} to say, and the change of sides is over after {}",
            in_words(rounded(needed)),
            in_words(change.most())
        );
        found.push(warning(place, message).help(format!(
            "write a short `say` for the second side, or `change: \"{}\"`",
            in_words(rounded(needed))
        )));
    }
}

fn too_long(place: Place, words: &str, length: Duration, during: &str, found: &mut Vec<Found>) {
    let needed = time_to_say(words);
    if needed > length {
        let help = format!(
            "write fewer words, or give it {} (at {WORDS_A_MINUTE} words a minute)",
            in_words(rounded(needed))
        );
        let message = format!(
            "this takes {} to say, and {during} is over after {}",
            in_words(needed),
            in_words(length)
        );
        found.push(warning(place, message).help(help));
    }
}

fn warning(place: Place, message: String) -> Found {
    Found::warning("too-long-to-say", place, message)
}

/// Up to whole seconds.
fn rounded(length: Duration) -> Duration {
    Duration::from_secs(length.as_millis().div_ceil(1000) as u64)
}

/// A wait that doesn't say for what.
fn empty_wait(seen: &Seen<'_>, text: &str, here: &Place, found: &mut Vec<Found>) {
    let tokens = cut(text);
    let mut words = tokens
        .iter()
        .filter(|token| !matches!(token.kind, Kind::Mark(_)))
        .peekable();
    let idle = seen.language.map_or(&[][..], |language| &*language.idle);
    let nothing = words.peek().is_none();
    if nothing || words.all(|token| idle.contains(&token.text.as_str())) {
        let message = match nothing {
            true => "this `Wait` says nothing, so nobody knows what to wait for",
            false => "this `Wait` doesn't say what to wait for",
        };
        found.push(
            Found::warning("empty-wait", here.clone().then("text"), message).help(
                "say what to do before going on, like \"Stand up and fetch the mat.\"; \
                 for a pause of some seconds write `Rest(for: \"30s\")`",
            ),
        );
    }
}
