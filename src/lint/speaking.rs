//! Words that take longer to read or say than there is time for, or more room than there is for big
//! letters, and waits that say nothing.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use super::text::WordClass::Idle;
use super::{ReviewedRoutine, WrittenStep};
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::{Alternate, Ready, Shared, Step};
use crate::seconds::{WORDS_A_MINUTE, time_to_say, written as in_words};
use crate::text;
use crate::timeline::{Kind, Phase};

pub(super) fn find_unsaid(routine: &ReviewedRoutine<'_>, found: &mut Vec<Finding>) {
    for step in &routine.steps {
        found.extend(too_long_to_show(step));
        let at = |field| step.place().then(field);
        match step.step {
            Step::Wait(wait) => {
                found.extend(empty_wait(step));
                if let Some(limit) = wait.length {
                    let say = wait.say.as_deref().unwrap_or_default();
                    found.extend(too_long(at("text"), &wait.text, limit.most, "the wait"));
                    found.extend(too_long(at("say"), say, limit.most, "the wait"));
                }
            }
            Step::Rest(rest) => {
                let text = rest.text.as_deref().unwrap_or_default();
                found.extend(too_long(at("text"), text, rest.length.most, "the rest"));
            }
            Step::Lie(stay) | Step::Walk(stay) => {
                let words = [&stay.start, &stay.text].map(|text| text.as_deref());
                found.extend(own_ready(step, stay.ready, words));
            }
            _ => {}
        }
        if let Some(shared) = step.step.shared() {
            let words = [shared.words.start, shared.words.text];
            found.extend(own_ready(step, shared.ready, words));
            found.extend(short_form(step, &shared));
            found.extend(at_the_change(step, &shared));
        }
        for side in step.side_fields() {
            for (at, part) in side.tempo.iter().enumerate() {
                let place = side.place.clone().then("tempo").item(at).then("cue");
                found.extend(too_long(place, &part.cue, part.length.most, "its part"));
            }
        }
    }
}

/// `start` and `text` against a get-ready that the author chose. One of no length is a wish to
/// go on at once.
fn own_ready(
    step: &WrittenStep<'_>,
    ready: Option<Ready>,
    words: [Option<&str>; 2],
) -> Option<Finding> {
    let Some(Ready::For(length)) = ready else {
        return None;
    };
    let needed: Duration = words.into_iter().flatten().map(time_to_say).sum();
    if length.0.is_zero() || needed <= length.0 {
        return None;
    }
    let which = match words {
        [Some(_), Some(_)] => "`start` and `text` take",
        [Some(_), None] => "`start` takes",
        _ => "`text` takes",
    };
    let needed = in_words(to_seconds_up(needed));
    let told = format!("{which} {needed} to say, and the get-ready is over after {length}");
    let found = Finding::warning("too-long-to-say", step.place().then("ready"), told);
    Some(
        found.help(format!(
            "write \"{needed}\", or leave `ready` out: then it is as long as the words"
        )),
    )
}

/// `say` is spoken while the person gets ready, or, where there is no get-ready, in the first
/// countdown.
fn short_form(step: &WrittenStep<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let mut phases = step.phases.iter();
    let first = phases.find(|phase| phase.length.is_some())?;
    let during = match first.kind {
        Kind::Ready => "the get-ready",
        _ => "the first countdown",
    };
    // After a key 3 seconds are left; the words were spoken in the wait before them.
    if shared.ready == Some(Ready::Key) {
        return None;
    }
    let place = step.place().then("say");
    too_long(place, shared.words.say?, first.most(), during)
}

/// The change of sides repeats the words, or only their short form. They were heard before the
/// first side, so that half the time is enough.
fn at_the_change(step: &WrittenStep<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let mut phases = step.phases.iter();
    let change = phases.find(|phase| phase.kind == Kind::Change)?.most();
    let (field, words) = match (shared.words.say, shared.words.text) {
        (Some(say), _) => ("say", say),
        (None, text) => ("text", text?),
    };
    let needed = time_to_say(words);
    // Sides that change at every repetition are not told apart each time.
    if needed <= change * 2 || shared.alternate == Some(Alternate::Reps) {
        return None;
    }
    let (needed, change) = (in_words(to_seconds_up(needed)), in_words(change));
    let place = step.place().then(field);
    let told =
        format!("this takes {needed} to say, and the change of sides is over after {change}");
    Some(
        Finding::warning("too-long-to-say", place, told)
            .help(format!("write a short `say` for the second side, or `change: \"{needed}\"`")),
    )
}

fn too_long(place: RoutinePlace, words: &str, length: Duration, during: &str) -> Option<Finding> {
    let needed = time_to_say(words);
    let told = format!(
        "this takes {} to say, and {during} is over after {}",
        in_words(needed),
        in_words(length)
    );
    let help = format!(
        "write fewer words, or give it {} (at {WORDS_A_MINUTE} words a minute)",
        in_words(to_seconds_up(needed))
    );
    let found = Finding::warning("too-long-to-say", place, told).help(help);
    (needed > length).then_some(found)
}

fn to_seconds_up(length: Duration) -> Duration {
    Duration::from_secs(length.as_millis().div_ceil(1000) as u64)
}

/// How many letters a line of the biggest words has on a screen of 60 columns, and how many lines.
const LETTERS: usize = 11;
const LINES: usize = 2;

/// A moment of work whose words have no room in big letters, so that they can't be read from afar.
fn too_long_to_show(step: &WrittenStep<'_>) -> Option<Finding> {
    let fits = |words: &&str| {
        let words = words.trim_end_matches('.');
        let longest = words.split_whitespace().map(text::width).max();
        longest <= Some(LETTERS) && text::wrap(words, LETTERS).len() <= LINES
    };
    let mut known = HashSet::new();
    let is_long = |phase: &&&Phase| {
        let part = phase.part.map(|part| part.nth);
        let shown = phase.kind.is_work() && !matches!(phase.kind, Kind::Application(_));
        shown
            && known.insert((Arc::as_ptr(&phase.words), phase.kind, part))
            && !phase.short_forms().iter().any(fits)
    };
    let phase = step.phases.iter().find(is_long)?;
    let fewer = "write fewer words, and the rest into `text`";
    let shorter = "write three or four words for the moment into `cue: \"...\"`";
    let (place, help) = match (phase.part, phase.kind) {
        (part, _) if !phase.cue().is_empty() => {
            let part = part.map_or(0, |part| part.nth as usize - 1);
            let place = step.place().then("tempo").item(part);
            (place.then("cue"), fewer)
        }
        _ if !phase.words.cue.is_empty() => (step.place().then("cue"), fewer),
        (_, Kind::Rep) => (step.place().then("name"), fewer),
        _ if !phase.words.say.is_empty() => (step.place().then("say"), shorter),
        _ => (step.place().then("name"), shorter),
    };
    let told = format!("this has no room in big letters: {LINES} lines of {LETTERS}");
    let found = Finding::warning("too-long-to-show", place, told);
    Some(found.label("too long to be read from afar").help(help))
}

/// A wait that doesn't say for what.
fn empty_wait(step: &WrittenStep<'_>) -> Option<Finding> {
    let text = step.texts.iter().find(|text| text.is_field("text"))?;
    let mut words = (0..text.tokens.len()).filter(|&at| !text.is_mark(at)).peekable();
    let told = match words.peek() {
        None => "this `Wait` says nothing, so nobody knows what to wait for",
        Some(_) => "this `Wait` doesn't say what to wait for",
    };
    let place = text.place.clone();
    let found = Finding::warning("empty-wait", place, told).help(
        "say what to do before going on, like \"Stand up and fetch the mat.\"; \
         for a pause of some seconds write `Rest(for: \"30s\")`",
    );
    words.all(|at| text.is(at, Idle)).then_some(found)
}
