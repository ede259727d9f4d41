//! What is strange in the timing itself, whatever the words say; and what is promised, said or
//! shown of it: the length of the whole in the title and `about`, words that take longer to say than
//! there is time for, or more room than there is for big letters, and waits that say nothing.

use std::cell::LazyCell;
use std::sync::Arc;
use std::time::Duration;

use hashbrown::HashSet;

use super::claims::{Claimed, claims};
use super::doses::GivenDose;
use super::sides::Halves;
use super::text::WordClass::Idle;
use super::{ReviewedRoutine, SideFields, WrittenStep};
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::{Alternate, Breath, Ready, Repeat, Shared, Side, Sides, Step};
use crate::seconds::{
    Length, Seconds, WORDS_A_MINUTE, time_to_say, whole_seconds_up, written as in_words,
};
use crate::text;
use crate::timeline::{Kind, Phase};

pub(super) fn find_strange_timing(
    routine: &ReviewedRoutine<'_>,
    halves: &Halves,
    found: &mut Vec<Finding>,
) {
    for step in &routine.steps {
        if let Step::Repeat(repeat) = step.step {
            found.extend(rest_last(step, repeat));
        }
        for side in step.side_fields() {
            found.extend(unfinished_breath(step, &side));
            never_played(step, &side, found);
        }
    }
    found.extend(uneven_sides(routine, halves));
    found.extend(no_source(routine));
}

/// A dose that rests on nothing.
fn no_source(routine: &ReviewedRoutine<'_>) -> Option<Finding> {
    use Step::{Include, Repeat, Rest, Wait};
    let no_dose = |step: &Step| matches!(step, Rest(_) | Wait(_) | Repeat(_) | Include(_));
    let dose = routine.steps.iter().find(|step| !no_dose(step.step))?;
    if !routine.source.sources.is_empty() || routine.source.prescribed.is_some() {
        return None;
    }
    let told = "nothing says where this dose comes from";
    let found = Finding::warning("no-source", dose.place(), told).label("the first of the routine");
    let help = "write `sources: [(title: \"..\")]`, or `prescribed: (by: \"..\")`, in the routine";
    Some(found.help(help))
}

fn rest_last(step: &WrittenStep<'_>, repeat: &Repeat) -> Option<Finding> {
    let [_, .., Step::Rest(rest)] = repeat.steps.as_slice() else {
        return None;
    };
    let (field, turns) = match (repeat.times, repeat.side) {
        (Some(times), _) if times.most > 1 => ("rest", "round"),
        (_, Some(Sides::Each)) => ("change", "side"),
        _ => return None,
    };
    let place = RoutinePlace::step(&[&*step.path, &[repeat.steps.len() - 1]].concat());
    let told = format!("this `Rest` is played after the last {turns} as well");
    let found = Finding::warning("rest-last", place, told);
    let rest = in_words(rest.length.most);
    let help = format!(
        "write `{field}: \"{rest}\"` in the `Repeat` instead: that is played only in between"
    );
    Some(found.label("nothing follows that it could lead to").help(help))
}

/// A pause that comes between things of which there is one.
fn nothing_between(place: &RoutinePlace, field: &'static str, of: &str, mend: &str) -> Finding {
    let told =
        format!("this `{field}` is never played: it comes between {of}, and there is one only");
    let found = Finding::warning("never-played", place.clone().then(field).name(), told);
    found.help(format!("leave it out, or write {mend}"))
}

fn is_given(length: Option<Seconds>) -> bool {
    length.is_some_and(|length| !length.0.is_zero())
}

/// Rests between rounds, repetitions or sets of which there is one only.
fn never_played(step: &WrittenStep<'_>, side: &SideFields<'_>, found: &mut Vec<Finding>) {
    let of_one = |nth: fn(&Phase) -> Option<u32>| {
        step.phases.iter().all(|phase| nth(phase).is_none_or(|of| of == 1))
    };
    let (once, of, mend) = match step.step {
        Step::Repeat(repeat) => {
            let once = repeat.times.is_none_or(|times| times.most == 1);
            (once, "rounds", "how many, like `times: 3`")
        }
        Step::Breathe(_) => {
            let mend = "how many breaths, like `rounds: 6`";
            (of_one(|phase| Some(phase.rep?.of)), "repetitions", mend)
        }
        _ => (of_one(|phase| Some(phase.rep?.of)), "repetitions", "how many, like `times: 3`"),
    };
    if is_given(side.rest) && step.phases.iter().any(|phase| phase.is_own_pace()) {
        let place = side.place.clone().then("rest").name();
        let told = "this `rest` is never played: at your own pace a whole set has one countdown";
        let help = "write `pace` or `tempo`, or for a rest between sets `set_rest`";
        found.push(Finding::warning("never-played", place, told).help(help));
    } else if is_given(side.rest) && once {
        found.push(nothing_between(&side.place, "rest", of, mend));
    }
    if is_given(side.set_rest) && of_one(|phase| Some(phase.set?.of)) {
        let mend = "how many, like `sets: 3`";
        found.push(nothing_between(&side.place, "set_rest", "sets", mend));
    }
}

/// A breath that only goes in or only goes out in the parts of a repetition. A part without
/// `breath` leaves it free, and so does a rest: then it comes in by itself.
fn unfinished_breath(step: &WrittenStep<'_>, side: &SideFields<'_>) -> Option<Finding> {
    let find = |breath| side.tempo.iter().position(|part| part.breath == Some(breath));
    let again_at_once = match step.step {
        Step::Reps(reps) => reps.times.is_some_and(|times| times.most > 1) && !is_given(reps.rest),
        _ => false,
    };
    let is_free = side.tempo.iter().any(|part| part.breath.is_none());
    let (at, told, other) = match (find(Breath::In), find(Breath::Out)) {
        (Some(at), None) => (at, "comes in and doesn't go out again", "Out"),
        (None, Some(at)) if again_at_once && !is_free => {
            (at, "goes out and doesn't come in again", "In")
        }
        _ => return None,
    };
    let place = side.place.clone().then("tempo").item(at).then("breath");
    let told = format!("in this repetition the breath {told}");
    let warning = Finding::warning("unfinished-breath", place, told).label("begun here");
    Some(warning.help(format!(
        "write `breath: {other}` in a part behind it, or leave `breath` out where it is free"
    )))
}

/// How long each side works, left and right, and how many repetitions at the person's own pace.
fn add_work(step: &WrittenStep<'_>) -> [(Duration, u32); 2] {
    let mut works = <[(Duration, u32); 2]>::default();
    for phase in step.phases.iter().filter(|phase| phase.kind.is_work()) {
        if let Some(side) = phase.side {
            let (time, reps) = &mut works[usize::from(side == Side::Right)];
            *time += phase.most();
            if phase.length.is_none() {
                *reps += phase.reps.map_or(1, |reps| reps.most);
            }
        }
    }
    works
}

/// Both sides are worked, one of them more. An exercise for one side alone is as prescribed, and
/// what an included routine does is told there.
fn uneven_sides(routine: &ReviewedRoutine<'_>, halves: &Halves) -> Option<Finding> {
    let in_turn = routine.steps.iter().enumerate().filter(|(at, step)| {
        let one = step.sides().is_some_and(|sides| sides != Sides::Each);
        !(one && step.is_exercise() && !halves.has_other(*at))
    });
    let mut works = <[(Duration, u32); 2]>::default();
    let mut uneven = None;
    for (_, step) in in_turn {
        let own = add_work(step);
        uneven = uneven.or((own[0] != own[1]).then_some(step));
        for (sum, own) in works.iter_mut().zip(own) {
            *sum = (sum.0 + own.0, sum.1 + own.1);
        }
    }
    let (Some(uneven), [left, right]) = (uneven, works) else {
        return None;
    };
    if left == right || works.contains(&Default::default()) {
        return None;
    }
    let amount = |work: (Duration, u32)| {
        if left.0 == right.0 { format!("{} repetitions", work.1) } else { in_words(work.0) }
    };
    let (more, less) =
        if left > right { (Side::Left, Side::Right) } else { (Side::Right, Side::Left) };
    let (most, least) = (amount(left.max(right)), amount(left.min(right)));
    let shared = uneven.step.shared();
    let differs = |side: &Side| shared.is_some_and(|shared| shared.one(*side).is_some());
    let place = match [less, more].into_iter().find(differs) {
        Some(side) => uneven.place().then(side.word()).name(),
        None if shared.is_some_and(|shared| shared.side.is_some()) => uneven.place().then("side"),
        None => uneven.place(),
    };
    let (more, less) = (more.word(), less.word());
    let told = format!("the {more} side gets {most}, the {less} side only {least}");
    let found = Finding::warning("uneven-sides", place, told).label("not the same on both sides");
    Some(found.help("give both the same, or if it is meant, write `allow: [\"uneven-sides\"]`"))
}

/// A total may be so many times as long or as short as promised.
const FAR: f64 = 1.5;
/// And so much more, in seconds: get-readies and changes are not what people speak of.
const SLACK: f64 = 30.0;

/// What the title and `about` promise of the length of the whole.
pub(super) fn compare_promise(routine: &ReviewedRoutine<'_>, found: &mut Vec<Finding>) {
    let given = LazyCell::new(|| routine.steps.iter().map(GivenDose::around).collect::<Vec<_>>());
    let lasts = |length: Length| {
        let mut phases = routine.timeline.phases().iter();
        phases.any(|phase| {
            let own = phase.length.filter(|_| !matches!(phase.kind, Kind::Ready | Kind::Wait));
            own.is_some_and(|own| own.least <= length.most && own.most >= length.least)
        })
    };
    for field in ["title", "about"] {
        let Some(text) = routine.head_text(field) else {
            continue;
        };
        // One that promises more often than this promises nothing.
        for claim in claims(text, false).into_iter().take(20) {
            let Claimed::Length(length) = claim.what else {
                continue;
            };
            let of_a_step = given.iter().any(|given| given.has_length(&claim, length, false));
            let of_the_whole = field == "title" || claim.of_the_whole;
            if of_a_step || lasts(length) || !of_the_whole || !is_far(routine, length) {
                continue;
            }
            let words = text.words(&claim.at);
            let totals = routine.timeline.totals();
            let [least, most] = [totals.least, totals.most]
                .map(|length| in_words(Duration::from_secs(length.as_secs_f64().round() as u64)));
            let all = if least == most { most } else { format!("{least} to {most}") };
            let told = format!("this promises `{words}`, and all together takes {all}");
            let far = text.warning("far-from-promise", words, told);
            let far = far.label("far from what is played");
            found.push(far.help("mend the words, or the lengths of the steps"));
        }
    }
}

/// Whether the whole is far shorter or far longer than that.
fn is_far(routine: &ReviewedRoutine<'_>, promised: Length) -> bool {
    let totals = routine.timeline.totals();
    // What a key ends counts nothing, and takes a little.
    let waits = f64::from(totals.waits) * SLACK;
    let least = totals.least.saturating_sub(totals.ready).as_secs_f64();
    let most = totals.most.as_secs_f64() + waits;
    let longer = least > promised.most.as_secs_f64() * FAR + SLACK;
    let shorter = most * FAR + SLACK < promised.least.as_secs_f64();
    longer || shorter && !routine.timeline.has_own_pace()
}

/// Words that take longer to say or more room to show than there is, and waits that say nothing.
pub(super) fn find_unsaid(routine: &ReviewedRoutine<'_>, found: &mut Vec<Finding>) {
    for step in &routine.steps {
        found.extend(too_long_to_show(step));
        let at = |field| step.place().then(field);
        match step.step {
            Step::Wait(wait) => {
                let limit = wait.length.map_or(Duration::MAX, |limit| limit.most);
                let say = wait.say.as_deref();
                found.extend(too_long(at("text"), Some(&wait.text), limit, "the wait"));
                found.extend(too_long(at("say"), say, limit, "the wait"));
                found.extend(empty_wait(step));
            }
            Step::Rest(rest) => {
                let text = rest.text.as_deref();
                found.extend(too_long(at("text"), text, rest.length.most, "the rest"));
            }
            Step::Lie(stay) | Step::Walk(stay) => {
                let words = [&stay.start, &stay.text].map(|text| text.as_deref());
                found.extend(own_ready(step, stay.ready, words));
            }
            _ => {}
        }
        if let Some(shared) = step.step.shared() {
            let words = [shared.start, shared.text].map(|text| text.as_deref());
            found.extend(own_ready(step, *shared.ready, words));
            found.extend(short_form(step, &shared));
            found.extend(at_the_change(step, &shared));
        }
        for side in step.side_fields() {
            for (at, part) in side.tempo.iter().enumerate() {
                let place = side.place.clone().then("tempo").item(at).then("cue");
                found.extend(too_long(place, Some(&part.cue), part.length.most, "its part"));
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
    let needed = words.into_iter().flatten().map(time_to_say).sum();
    let place = step.place().then("ready");
    let found = takes_longer(place, ["the words take", "the get-ready"], needed, length.0);
    let help = format!(
        "write \"{}\", or leave `ready` out: then it is as long as the words",
        in_whole_seconds(needed)
    );
    found.filter(|_| !length.0.is_zero()).map(|found| found.help(help))
}

/// `say` is spoken while the person gets ready, or, where there is no get-ready, in the first
/// countdown.
fn short_form(step: &WrittenStep<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let first = step.phases.iter().find(|phase| phase.length.is_some())?;
    let is_ready = first.kind == Kind::Ready;
    let during = if is_ready { "the get-ready" } else { "the first countdown" };
    let found = too_long(step.place().then("say"), shared.say.as_deref(), first.most(), during);
    // After a key 3 seconds are left; the words were spoken in the wait before them.
    found.filter(|_| *shared.ready != Some(Ready::Key))
}

/// The change of sides repeats the words, or only their short form. They were heard before the
/// first side, so that half the time is enough.
fn at_the_change(step: &WrittenStep<'_>, shared: &Shared<'_>) -> Option<Finding> {
    let change = step.phases.iter().find(|phase| phase.kind == Kind::Change)?.most();
    let field = if shared.say.is_some() { "say" } else { "text" };
    let needed = time_to_say(shared.say.as_deref().or(shared.text.as_deref())?);
    // Sides that change at every repetition are not told apart each time.
    if needed <= change * 2 || *shared.alternate == Some(Alternate::Reps) {
        return None;
    }
    let place = step.place().then(field);
    let found = takes_longer(place, ["this takes", "the change of sides"], needed, change)?;
    let needed = in_whole_seconds(needed);
    Some(found.help(format!("write a short `say` for the second side, or `change: \"{needed}\"`")))
}

fn too_long(
    place: RoutinePlace,
    words: Option<&str>,
    length: Duration,
    during: &str,
) -> Option<Finding> {
    let needed = time_to_say(words?);
    Some(takes_longer(place, ["this takes", during], needed, length)?.help(format!(
        "write fewer words, or give it {} (at {WORDS_A_MINUTE} words a minute)",
        in_whole_seconds(needed)
    )))
}

/// Where words need more time than there is.
fn takes_longer(
    place: RoutinePlace,
    [takes, during]: [&str; 2],
    needed: Duration,
    length: Duration,
) -> Option<Finding> {
    (needed > length).then(|| {
        let (needed, length) = (in_words(needed), in_words(length));
        let told = format!("{takes} {needed} to say, and {during} is over after {length}");
        Finding::warning("too-long-to-say", place, told)
    })
}

/// A length in words, with its last second whole.
fn in_whole_seconds(length: Duration) -> String {
    in_words(Duration::from_secs(whole_seconds_up(length)))
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
    let (place, help) = if phase.cue().is_empty() {
        let (field, help) = match phase.kind {
            _ if !phase.words.cue.is_empty() => ("cue", fewer),
            Kind::Rep => ("name", fewer),
            _ if !phase.words.say.is_empty() => ("say", shorter),
            _ => ("name", shorter),
        };
        (step.place().then(field), help)
    } else {
        let part = phase.part.map_or(0, |part| part.nth as usize - 1);
        (step.place().then("tempo").item(part).then("cue"), fewer)
    };
    let told = format!("this has no room in big letters: {LINES} lines of {LETTERS}");
    let found = Finding::warning("too-long-to-show", place, told);
    Some(found.label("too long to be read from afar").help(help))
}

/// A wait that doesn't say for what.
fn empty_wait(step: &WrittenStep<'_>) -> Option<Finding> {
    let text = step.texts.iter().find(|text| text.is_field("text"))?;
    let told = "this `Wait` doesn't say what to wait for";
    let place = text.place.clone();
    let found = Finding::warning("empty-wait", place, told).help(
        "say what to do before going on, like \"Stand up and fetch the mat.\"; \
         for a pause of some seconds write `Rest(for: \"30s\")`",
    );
    let says_nothing = (0..text.tokens.len()).all(|at| text.is_mark(at) || text.is(at, Idle));
    says_nothing.then_some(found)
}
