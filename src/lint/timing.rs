//! What is strange in the timing itself, whatever the words say, and what the title and
//! `about` promise of the length of the whole.

use std::collections::HashSet;
use std::time::Duration;

use super::claims::{Claimed, claims};
use super::doses::GivenDose;
use super::sides::Halves;
use super::{ReviewedRoutine, WrittenStep};
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::{Breath, OneSide, Part, Repeat, Reps, Side, Sides, Step};
use crate::seconds::{Count, Length, Seconds, written as in_words};
use crate::timeline::{Kind, Phase};

pub(super) fn find_strange_timing(
    routine: &ReviewedRoutine<'_>,
    halves: &Halves,
    found: &mut Vec<Finding>,
) {
    for step in &routine.steps {
        match step.step {
            Step::Repeat(repeat) => {
                found.extend(rest_last(step, repeat));
                found.extend(repeat_never_played(step, repeat));
            }
            Step::Reps(reps) => unfinished_breaths(step, reps, found),
            _ => {}
        }
        never_played(step, found);
    }
    found.extend(ready_never_played(routine));
    found.extend(uneven_sides(routine, halves));
    found.extend(no_source(routine));
}

/// A dose that rests on nothing.
fn no_source(routine: &ReviewedRoutine<'_>) -> Option<Finding> {
    let mut steps = routine.steps.iter().map(|step| (step, step.step));
    let (dose, _) = steps.find(|(_, step)| {
        use Step::{Include, Repeat, Rest, Wait};
        !matches!(step, Rest(_) | Wait(_) | Repeat(_) | Include(_))
    })?;
    if !routine.source.sources.is_empty() || routine.source.prescribed.is_some() {
        return None;
    }
    let told = "nothing says where this dose comes from";
    let found = Finding::warning("no-source", dose.place(), told).label("the first of the routine");
    Some(
        found.help(
            "write `sources: [(title: \"..\")]`, or `prescribed: (by: \"..\")`, in the routine",
        ),
    )
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
    let rest = in_words(rest.length.most);
    let found =
        Finding::warning("rest-last", place, told).label("nothing follows that it could lead to");
    Some(found.help(format!(
        "write `{field}: \"{rest}\"` in the `Repeat` instead: that is played only in between"
    )))
}

/// A pause that comes between things of which there is one.
fn nothing_between(place: RoutinePlace, field: &'static str, of: &str, mend: &str) -> Finding {
    let told =
        format!("this `{field}` is never played: it comes between {of}, and there is one only");
    let found = Finding::warning("never-played", place.then(field).name(), told);
    found.help(format!("leave it out, or write {mend}"))
}

fn is_given(length: Option<Seconds>) -> bool {
    length.is_some_and(|length| !length.0.is_zero())
}

fn repeat_never_played(step: &WrittenStep<'_>, repeat: &Repeat) -> Option<Finding> {
    let once = repeat.times.is_none_or(|times| times.most == 1);
    let mend = "how many, like `times: 3`";
    (once && is_given(repeat.rest)).then(|| nothing_between(step.place(), "rest", "rounds", mend))
}

/// Rests between repetitions or sets of which there is one only.
fn never_played(step: &WrittenStep<'_>, found: &mut Vec<Finding>) {
    let Some(shared) = step.step.shared() else {
        return;
    };
    let own_pace = step.phases.iter().any(|phase| phase.is_own_pace());
    let (times, mend) = match step.step {
        Step::Hold(hold) => (hold.times, "how many, like `times: 3`"),
        Step::Reps(reps) => (reps.times, "how many, like `times: 3`"),
        // How many breaths fit in a length is known to the timeline alone.
        _ => {
            let rep = step.phases.iter().find_map(|phase| phase.rep);
            let times = rep.map(|rep| Count::fixed(rep.of));
            (times, "how many breaths, like `rounds: 6`")
        }
    };
    let ones = match shared.side {
        Some(Sides::Each) => [shared.left, shared.right],
        _ => [None; 2],
    };
    let is_once = |of: fn(&OneSide) -> Option<Count>, both: Option<Count>| {
        let counts = ones.map(|one| one.and_then(of).or(both));
        counts.iter().flatten().all(|count| count.most == 1)
    };
    let one_rep = is_once(|one| one.times, times);
    let one_set = is_once(|one| one.sets, shared.sets);
    for side in step.side_fields() {
        if is_given(side.rest) && own_pace {
            let place = side.place.clone().then("rest").name();
            let told =
                "this `rest` is never played: at your own pace a whole set has one countdown";
            let help = "write `pace` or `tempo`, or for a rest between sets `set_rest`";
            found.push(Finding::warning("never-played", place, told).help(help));
        } else if is_given(side.rest) && one_rep {
            found.push(nothing_between(side.place.clone(), "rest", "repetitions", mend));
        }
        if is_given(side.set_rest) && one_set {
            let mend = "how many, like `sets: 3`";
            found.push(nothing_between(side.place, "set_rest", "sets", mend));
        }
    }
}

/// A get-ready where nothing needs one.
fn ready_never_played(routine: &ReviewedRoutine<'_>) -> Option<Finding> {
    let mut steps = routine.steps.iter();
    let stays = |step| matches!(step, &Step::Lie(_) | &Step::Walk(_));
    let needed = steps.any(|step| step.is_exercise() || stays(step.step));
    let told = "this `ready` is never played: no step of this file has a get-ready";
    let found = Finding::warning("never-played", RoutinePlace::field("ready").name(), told);
    let found = found.help("leave it out; an included routine has its own");
    (is_given(routine.source.ready) && !needed).then_some(found)
}

/// Breaths that go in and never out again, or the other way.
fn unfinished_breaths(step: &WrittenStep<'_>, reps: &Reps, found: &mut Vec<Finding>) {
    let again = reps.times.is_some_and(|times| times.most > 1);
    for side in step.side_fields() {
        let unfinished = find_unfinished(side.tempo, again && !is_given(reps.rest));
        let Some((at, breath)) = unfinished else {
            continue;
        };
        let (told, other) = match breath {
            Breath::Out => ("goes out and doesn't come in again", "In"),
            _ => ("comes in and doesn't go out again", "Out"),
        };
        let place = side.place.then("tempo").item(at).then("breath");
        let told = format!("in this repetition the breath {told}");
        let warning = Finding::warning("unfinished-breath", place, told).label("begun here");
        found.push(warning.help(format!(
            "write `breath: {other}` in a part behind it, or leave `breath` out where it is free"
        )));
    }
}

/// The part whose breath isn't answered by its opposite. A part without `breath` leaves it free,
/// and so does a rest.
fn find_unfinished(tempo: &[Part], again_at_once: bool) -> Option<(usize, Breath)> {
    let all: Vec<(usize, Breath)> = (tempo.iter().enumerate())
        .filter_map(|(at, part)| Some((at, part.breath?)))
        .filter(|(_, breath)| *breath != Breath::Hold)
        .collect();
    let has = |breath: Breath| all.iter().any(|(_, other)| *other == breath);
    let is_free = |parts: &[Part]| parts.iter().any(|part| part.breath.is_none());
    let (first, last) = (*all.first()?, *all.last()?);
    if !has(Breath::Out) {
        return Some(first);
    }
    if !has(Breath::In) {
        // In a part that is left free it comes in by itself, and so it does in a rest.
        return (!is_free(tempo) && again_at_once).then_some(first);
    }
    let within = all.windows(2).find_map(|pair| {
        let [(from, breath), (to, next)] = [pair[0], pair[1]];
        // Two parts that lie next to each other may be one long breath.
        let apart = to > from + 1 && !is_free(&tempo[from + 1..to]);
        (apart && breath == next).then_some(pair[0])
    });
    let free = is_free(&tempo[last.0 + 1..]) || is_free(&tempo[..first.0]);
    let round = again_at_once && last.1 == first.1 && !free;
    within.or(round.then_some(last))
}

/// How long each side works, left and right, and how many repetitions at the person's own pace.
fn add_work<'p>(phases: impl Iterator<Item = &'p Phase>) -> [(Duration, u32); 2] {
    let mut works = <[(Duration, u32); 2]>::default();
    for phase in phases.filter(|phase| phase.kind.is_work()) {
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

/// Both sides are worked, one of them more. An exercise for one side alone is as prescribed.
fn uneven_sides(routine: &ReviewedRoutine<'_>, halves: &Halves) -> Option<Finding> {
    let alone: HashSet<Vec<u32>> = (routine.steps.iter().enumerate())
        .filter(|(at, step)| {
            let one = step.sides().is_some_and(|sides| sides != Sides::Each);
            one && step.is_exercise() && !halves.has_other(*at)
        })
        .map(|(_, step)| step.path.iter().map(|at| *at as u32 + 1).collect())
        .collect();
    let in_turn = |phase: &&Phase| !alone.contains(&*phase.step);
    let works = add_work(routine.timeline.phases().iter().filter(in_turn));
    if works[0] == works[1] || works.contains(&Default::default()) {
        return None;
    }
    // What an included routine does is told there.
    let mut steps = routine.steps.iter();
    let uneven = steps.find(|step| {
        let [left, right] = add_work(step.phases.iter().copied().filter(in_turn));
        left != right
    })?;
    let amount = |work: (Duration, u32)| {
        if works[0].0 == works[1].0 { format!("{} repetitions", work.1) } else { in_words(work.0) }
    };
    let [left, right] = works.map(amount);
    let (more, most, less, least) = if works[0] > works[1] {
        (Side::Left, left, Side::Right, right)
    } else {
        (Side::Right, right, Side::Left, left)
    };
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

pub(super) fn compare_promise(routine: &ReviewedRoutine<'_>, found: &mut Vec<Finding>) {
    let given: Vec<GivenDose> = routine.steps.iter().map(GivenDose::around).collect();
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
            let mut given = given.iter();
            let of_a_step =
                given.any(|given| given.has_length(&claim, length, false)) || lasts(length);
            let of_the_whole = field == "title" || claim.of_the_whole;
            if of_a_step || !of_the_whole || !is_far(routine, length) {
                continue;
            }
            let words = text.words(&claim.at);
            let all = tell_total(routine);
            let told = format!("this promises `{words}`, and all together takes {all}");
            let far = text.warning("far-from-promise", words, told);
            let far = far.label("far from what is played");
            found.push(far.help("mend the words, or the lengths of the steps"));
        }
    }
}

fn tell_total(routine: &ReviewedRoutine<'_>) -> String {
    let totals = routine.timeline.totals();
    let [least, most] = [totals.least, totals.most]
        .map(|length| in_words(Duration::from_secs(length.as_secs_f64().round() as u64)));
    if totals.least == totals.most { most } else { format!("{least} to {most}") }
}

/// Whether the whole is far shorter or far longer than that.
fn is_far(routine: &ReviewedRoutine<'_>, promised: Length) -> bool {
    let totals = routine.timeline.totals();
    let mut phases = routine.timeline.phases().iter();
    let own_pace = phases.any(|phase| phase.is_own_pace());
    // What a key ends counts nothing, and takes a little.
    let waits = f64::from(totals.waits) * SLACK;
    let least = totals.least.saturating_sub(totals.ready).as_secs_f64();
    let most = totals.most.as_secs_f64() + waits;
    let longer = least > promised.most.as_secs_f64() * FAR + SLACK;
    let shorter = most * FAR + SLACK < promised.least.as_secs_f64();
    longer || shorter && !own_pace
}
