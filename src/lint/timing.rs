//! What is strange in the timing itself, whatever the words say.

use std::collections::HashSet;
use std::time::Duration;

use super::sides::Halves;
use super::{Seen, Written};
use crate::routine::check::{Found, Place};
use crate::routine::{Breath, OneSide, Part, Repeat, Reps, Side, Sides, Step};
use crate::seconds::{Count, Seconds, written as in_words};
use crate::timeline::Kind;

pub(super) fn timing(seen: &Seen<'_>, halves: &Halves, found: &mut Vec<Found>) {
    for written in &seen.steps {
        match written.step {
            Step::Repeat(repeat) => {
                rest_last(written, repeat, found);
                repeat_never_played(written, repeat, found);
            }
            Step::Reps(reps) => breaths(written, reps, found),
            _ => {}
        }
        if written.is_exercise() {
            never_played(seen, written, found);
        }
    }
    routine_ready(seen, found);
    uneven_sides(seen, halves, found);
    no_source(seen, found);
}

/// A dose that rests on nothing.
fn no_source(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let routine = seen.routine;
    let mut steps = seen.steps.iter();
    let dose = steps.find(|written| {
        let plain = matches!(
            written.step,
            Step::Rest(_) | Step::Wait(_) | Step::Repeat(_) | Step::Include(_)
        );
        !plain
    });
    if let Some(dose) = dose
        && routine.sources.is_empty()
        && routine.prescribed.is_none()
    {
        found.push(
            Found::warning(
                "no-source",
                Place::step(&dose.path),
                "nothing says where this dose comes from",
            )
            .label("the first of the routine")
            .help(
                "write `sources: [(title: \"..\")]`, or `prescribed: (by: \"..\")`, in the routine",
            ),
        );
    }
}

fn sides_of(side: Option<Sides>) -> u32 {
    match side {
        Some(Sides::Each) => 2,
        _ => 1,
    }
}

fn rest_last(written: &Written<'_>, repeat: &Repeat, found: &mut Vec<Found>) {
    let [_, .., Step::Rest(rest)] = repeat.steps.as_slice() else {
        return;
    };
    let rounds = repeat.times.map_or(1, |times| times.most);
    let (field, turns) = match (rounds > 1, sides_of(repeat.side) > 1) {
        (true, _) => ("rest", "round"),
        (_, true) => ("change", "side"),
        _ => return,
    };
    let mut path = written.path.clone();
    path.push(repeat.steps.len() - 1);
    found.push(
        Found::warning(
            "rest-last",
            Place::step(&path),
            format!("this `Rest` is played after the last {turns} as well"),
        )
        .label("nothing follows that it could lead to")
        .help(format!(
            "write `{field}: \"{}\"` in the `Repeat` instead: that is played only in between",
            in_words(rest.length.most)
        )),
    );
}

fn nothing_between(place: Place, field: &str, of: &str, one: &str, mend: &str) -> Found {
    Found::warning(
        "never-played",
        place.name(),
        format!("this `{field}` is never played: it comes between {of}, and there is {one}"),
    )
    .help(format!("leave it out, or write {mend}"))
}

fn given(length: Option<Seconds>) -> bool {
    length.is_some_and(|length| !length.0.is_zero())
}

fn repeat_never_played(written: &Written<'_>, repeat: &Repeat, found: &mut Vec<Found>) {
    let rounds = repeat.times.map_or(1, |times| times.most);
    if given(repeat.rest) && rounds == 1 {
        let place = Place::step(&written.path).then("rest");
        let mend = "how many, like `times: 3`";
        found.push(nothing_between(place, "rest", "rounds", "one only", mend));
    }
}

/// Rests between repetitions or sets of which there is one only.
fn never_played(seen: &Seen<'_>, written: &Written<'_>, found: &mut Vec<Found>) {
    let Some(shared) = written.step.shared() else {
        return;
    };
    let phases = seen.phases(written);
    let own_pace = phases
        .iter()
        .any(|phase| phase.kind == Kind::Rep && phase.length.is_none());
    let times = match written.step {
        Step::Hold(hold) => hold.times,
        Step::Reps(reps) => reps.times,
        // How many breaths fit in a length is known to the timeline alone.
        _ => phases
            .iter()
            .find_map(|phase| phase.rep)
            .map(|rep| Count::fixed(rep.of)),
    };
    let each = shared.side == Some(Sides::Each);
    let ones: Vec<Option<&OneSide>> = match each {
        true => vec![shared.left, shared.right],
        false => vec![None],
    };
    let most = |of: &dyn Fn(&OneSide) -> Option<Count>, both: Option<Count>| {
        let counts = ones.iter().map(|one| one.and_then(of).or(both));
        let most = counts
            .map(|count| count.map_or(1, |count| count.most))
            .max();
        most.unwrap_or(1)
    };
    let reps = most(&|one| one.times, times);
    let sets = most(&|one| one.sets, shared.sets);
    let here = || Place::step(&written.path);
    let rests = [
        (here().then("rest"), shared.rest),
        (
            here().then("left").then("rest"),
            shared.left.and_then(|one| one.rest),
        ),
        (
            here().then("right").then("rest"),
            shared.right.and_then(|one| one.rest),
        ),
    ];
    for (place, rest) in rests {
        if !given(rest) {
            continue;
        }
        if own_pace {
            found.push(
                Found::warning(
                    "never-played",
                    place.name(),
                    "this `rest` is never played: at your own pace a whole set has one countdown",
                )
                .help("write `pace` or `tempo`, or for a rest between sets `set_rest`"),
            );
        } else if reps == 1 {
            let of = "repetitions";
            let mend = match written.step {
                Step::Breathe(_) => "how many breaths, like `rounds: 6`",
                _ => "how many, like `times: 3`",
            };
            found.push(nothing_between(place, "rest", of, "one only", mend));
        }
    }
    let set_rests = [
        (here().then("set_rest"), shared.set_rest),
        (
            here().then("left").then("set_rest"),
            shared.left.and_then(|one| one.set_rest),
        ),
        (
            here().then("right").then("set_rest"),
            shared.right.and_then(|one| one.set_rest),
        ),
    ];
    for (place, rest) in set_rests {
        if given(rest) && sets == 1 {
            let mend = "how many, like `sets: 3`";
            found.push(nothing_between(place, "set_rest", "sets", "one only", mend));
        }
    }
}

/// A get-ready where nothing needs one.
fn routine_ready(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let given = given(seen.routine.ready);
    let mut steps = seen.steps.iter();
    let needed = steps.any(|written| {
        written.is_exercise() || matches!(written.step, Step::Lie(_) | Step::Walk(_))
    });
    if given && !needed {
        found.push(
            Found::warning(
                "never-played",
                Place::field("ready").name(),
                "this `ready` is never played: no step of this file has a get-ready",
            )
            .help("leave it out; an included routine has its own"),
        );
    }
}

/// A breath that goes in and never out again.
fn breaths(written: &Written<'_>, reps: &Reps, found: &mut Vec<Found>) {
    let here = Place::step(&written.path);
    let tempos = [
        (here.clone(), reps.tempo.as_deref(), reps.rest),
        (
            here.clone().then("left"),
            reps.left.as_ref().and_then(|one| one.tempo.as_deref()),
            reps.rest,
        ),
        (
            here.then("right"),
            reps.right.as_ref().and_then(|one| one.tempo.as_deref()),
            reps.rest,
        ),
    ];
    let again = reps.times.is_some_and(|times| times.most > 1);
    for (place, tempo, rest) in tempos {
        let Some(tempo) = tempo else { continue };
        let Some((at, breath)) = unfinished(tempo, again && !given(rest)) else {
            continue;
        };
        let (told, other) = match breath {
            Breath::Out => ("goes out and doesn't come in again", "In"),
            _ => ("comes in and doesn't go out again", "Out"),
        };
        found.push(
            Found::warning(
                "unfinished-breath",
                place.then("tempo").item(at).then("breath"),
                format!("in this repetition the breath {told}"),
            )
            .label("begun here")
            .help(format!(
                "write `breath: {other}` in a part behind it, or leave `breath` out where it is free"
            )),
        );
    }
}

/// The part whose breath isn't answered by its opposite. A part without `breath` leaves it free,
/// and so does a rest.
fn unfinished(tempo: &[Part], again_at_once: bool) -> Option<(usize, Breath)> {
    let all: Vec<(usize, Breath)> = tempo
        .iter()
        .enumerate()
        .filter_map(|(at, part)| Some((at, part.breath?)))
        .filter(|(_, breath)| *breath != Breath::Hold)
        .collect();
    let has = |breath: Breath| all.iter().any(|(_, other)| *other == breath);
    let free = tempo.iter().any(|part| part.breath.is_none());
    if has(Breath::In) && !has(Breath::Out) {
        return all.first().copied();
    }
    if has(Breath::Out) && !has(Breath::In) {
        // In a part that is left free it comes in by itself, and so it does in a rest.
        return (!free && again_at_once).then(|| all[0]);
    }
    let twice = |first: (usize, Breath), second: (usize, Breath)| {
        let between = match second.0 > first.0 {
            true => tempo[first.0 + 1..second.0]
                .iter()
                .any(|part| part.breath.is_none()),
            false => {
                let (behind, before) = (&tempo[first.0 + 1..], &tempo[..second.0]);
                behind
                    .iter()
                    .chain(before)
                    .any(|part| part.breath.is_none())
            }
        };
        (first.1 == second.1 && !between).then_some(first)
    };
    // Two parts that lie next to each other may be one long breath.
    let apart = |pair: &[(usize, Breath)]| pair[1].0 > pair[0].0 + 1;
    let within = all
        .windows(2)
        .filter(|pair| apart(pair))
        .find_map(|pair| twice(pair[0], pair[1]));
    let round = match (all.last(), all.first()) {
        (Some(last), Some(first)) if again_at_once && all.len() > 1 => twice(*last, *first),
        _ => None,
    };
    within.or(round)
}

/// How much one side works.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Work {
    time: Duration,
    /// Repetitions at the person's own pace.
    reps: u32,
}

/// Both sides are worked, one of them more. An exercise for one side alone is as prescribed.
fn uneven_sides(seen: &Seen<'_>, halves: &Halves, found: &mut Vec<Found>) {
    let alone: HashSet<Vec<u32>> = (seen.steps.iter().enumerate())
        .filter(|(at, written)| {
            let side = written.step.shared().and_then(|shared| shared.side);
            matches!(side, Some(Sides::Left | Sides::Right)) && !halves.has_other(*at)
        })
        .map(|(_, written)| written.path.iter().map(|at| *at as u32 + 1).collect())
        .collect();
    let works = |step: Option<&Written<'_>>| {
        let (mut left, mut right) = (Work::default(), Work::default());
        let mut add = |phase: &crate::timeline::Phase| {
            let work = match phase.side {
                _ if alone.contains(&*phase.step) => return,
                Some(Side::Left) => &mut left,
                Some(Side::Right) => &mut right,
                None => return,
            };
            if phase.kind.is_work() {
                work.time += phase.most();
                if phase.length.is_none() {
                    work.reps += phase.reps.map_or(1, |reps| reps.most);
                }
            }
        };
        match step {
            Some(written) => seen.phases(written).iter().for_each(|phase| add(phase)),
            None => seen.timeline.phases().iter().for_each(add),
        }
        (left, right)
    };
    let (left, right) = works(None);
    let none = Work::default();
    if left == right || left == none || right == none {
        return;
    }
    // What an included routine does is told there.
    let mut steps = seen.steps.iter();
    let Some(uneven) = steps.find(|written| {
        let (left, right) = works(Some(written));
        left != right
    }) else {
        return;
    };
    let (more, less) = match (left.time, left.reps) > (right.time, right.reps) {
        true => ((Side::Left, left), (Side::Right, right)),
        false => ((Side::Right, right), (Side::Left, left)),
    };
    let amount = |work: Work| match left.time == right.time {
        true => format!("{} repetitions", work.reps),
        false => in_words(work.time),
    };
    let shared = uneven.step.shared();
    let one_side = |side: Side| shared.is_some_and(|shared| shared.one(side).is_some());
    let here = Place::step(&uneven.path);
    let place = match (one_side(less.0), one_side(more.0)) {
        (true, _) => here.then(less.0.word()).name(),
        (_, true) => here.then(more.0.word()).name(),
        _ if shared.is_some_and(|shared| shared.side.is_some()) => here.then("side"),
        _ => here,
    };
    found.push(
        Found::warning(
            "uneven-sides",
            place,
            format!(
                "the {} side gets {}, the {} side only {}",
                more.0.word(),
                amount(more.1),
                less.0.word(),
                amount(less.1)
            ),
        )
        .label("not the same on both sides")
        .help("give both the same, or if it is meant, write `allow: [\"uneven-sides\"]`"),
    );
}
