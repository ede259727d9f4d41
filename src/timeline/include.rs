//! The rules that need other routines: whether they exist, and whether they fit in here.
//!
//! The rule about heat and cold that needs the compiled timeline: nothing is on the body again
//! before its pause is over, and no more often than a day allows.

use std::sync::Arc;
use std::time::Duration;

use super::{DEEPEST, Kind, MOST_PHASES, Timeline, compile};
use crate::limits::{Agent, Limits};
use crate::routine::Routine;
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::vocabulary::nearest;
use crate::seconds::written;

/// The other routines, as a routine may name them.
pub trait OtherRoutines {
    /// The routine with this id.
    fn named(&self, id: &str) -> NamedRoutine;

    /// All ids, those of broken routines among them; the nearest to a wrong one is suggested.
    fn ids(&self) -> Vec<&str>;
}

/// What an id names.
pub enum NamedRoutine {
    Nothing,
    /// A file that has mistakes of its own.
    Broken,
    Routine(Arc<Routine>),
}

/// The timeline of a routine with what it includes, as [`compile`] makes it, where it may be played.
///
/// # Errors
/// As those of [`compile`]; where there are none, heat or cold that comes too often.
pub fn resolve(
    routine: &Routine,
    id: Option<&str>,
    others: &dyn OtherRoutines,
    quarters: u8,
) -> Result<Timeline, Vec<Finding>> {
    let timeline = compile(routine, id, others, quarters)?;
    let found = find_applications(routine, &timeline);
    if found.is_empty() { Ok(timeline) } else { Err(found) }
}

/// What is said of a routine that asks for more phases than any may.
pub(super) fn too_many_phases() -> Finding {
    let message = format!("spelled out, the routine has more than {MOST_PHASES} phases");
    let help = "write smaller counts in `times`, `sets` and `rounds`, and fewer `Include`s";
    Finding::error("too-many-phases", RoutinePlace::field("steps").name(), message).help(help)
}

/// What is said of one that lasts so long at the most.
pub(super) fn too_long(most: Duration) -> Finding {
    let most = match most.as_secs() / 3600 {
        0..1000 => written(Duration::from_secs(most.as_secs())),
        hours => format!("{hours} hours"),
    };
    let message = format!("the routine lasts up to {most}, and 24 hours is the most");
    let place = RoutinePlace::field("steps").name();
    Finding::error("too-long", place, message).help("write smaller counts, or shorter lengths")
}

/// What is said of a step inside too many others.
pub(super) fn too_deep(place: RoutinePlace) -> Finding {
    let message = format!("more than {DEEPEST} `Repeat`s and `Include`s stand inside each other");
    Finding::error("too-deep", place, message).help("take some of them away")
}

/// What is said of an id that no routine has.
pub(super) fn unknown(id: &str, place: RoutinePlace, others: &dyn OtherRoutines) -> Finding {
    let help = match nearest(id, others.ids()) {
        Some(like) => format!("did you mean \"{like}\"?"),
        None => "`supple list` shows those that there are".to_owned(),
    };
    Finding::error("unknown-routine", place, format!("there is no routine `{id}`")).help(help)
}

/// What is said where an included routine has a step of this kind with a side, and a `Repeat` with a
/// side stands around its `Include`.
pub(super) fn side_in_side(id: &str, word: &str, place: RoutinePlace) -> Finding {
    let message =
        format!("`{id}` has a `{word}` with a side, and the `Repeat` around this has one too");
    Finding::error("side-in-side", place, message)
        .label("brings a side inside a side")
        .help("leave `side` out in the `Repeat`, or take the `Include` out of it")
}

/// The routine that an `Include` names inside the routines of `chain`, which are being included, the
/// outermost first, or what is said where there is none to play. `is_own`: the `Include` stands in
/// the file itself.
pub(super) fn included(
    id: &str,
    chain: &[&str],
    is_own: bool,
    place: impl FnOnce() -> RoutinePlace,
    others: &dyn OtherRoutines,
) -> Result<Arc<Routine>, Box<Finding>> {
    if let Some(from) = chain.iter().position(|outer| *outer == id) {
        let message = match &chain[from..] {
            [one] => format!("`{one}` includes itself"),
            circle => format!("these routines include each other: {} -> {id}", circle.join(" -> ")),
        };
        let found = Finding::error("include-cycle", place(), message).label("leads back");
        let help = "leave this `Include` out, or write the steps here";
        return Err(found.help(help).into());
    }
    let outer = chain.last().filter(|_| !is_own);
    let (message, mend) = match (others.named(id), outer) {
        (NamedRoutine::Routine(routine), _) => return Ok(routine),
        (NamedRoutine::Nothing, None) => return Err(unknown(id, place(), others).into()),
        // Left out without a word, the plan would lack its steps. Its problems are told there.
        (NamedRoutine::Broken, None) => (format!("the routine `{id}` has mistakes of its own"), id),
        (NamedRoutine::Broken, Some(outer)) => {
            let has = "which has mistakes of its own";
            (format!("`{outer}` includes the routine `{id}`, {has}"), id)
        }
        (NamedRoutine::Nothing, Some(outer)) => {
            (format!("`{outer}` includes the routine `{id}`, which is not there"), *outer)
        }
    };
    let help = format!("mend it first: `supple check {mend}` shows what is wrong");
    Err(Finding::error("broken-include", place(), message).help(help).into())
}

/// What is wrong between the applications of a timeline, counting the least time that may pass
/// between them: a phase that may be left out, and one that a key ends, may take none.
fn find_applications(routine: &Routine, timeline: &Timeline) -> Vec<Finding> {
    let mut found = Vec::new();
    for agent in [Agent::Heat, Agent::Cold] {
        let mut last: Option<Limits> = None;
        let mut strictest = Limits::of(agent);
        let (mut since, mut count) = (Duration::ZERO, 0);
        for phase in timeline.phases() {
            match (phase.kind, phase.limits) {
                (Kind::Application(on), Some(limits)) if on == agent => {
                    count += 1;
                    strictest.a_day = strictest.a_day.min(limits.a_day);
                    let apart = last.map(|last| last.apart.max(limits.apart));
                    let place = RoutinePlace::own_step(routine, &phase.step);
                    if let Some(apart) = apart.filter(|apart| since < *apart) {
                        found.push(too_close(agent, place, apart, since));
                        break;
                    }
                    if count > strictest.a_day {
                        found.push(too_many(agent, place, strictest.a_day));
                        break;
                    }
                }
                (Kind::Off(off), limits) if off == agent => {
                    last = limits;
                    since = Duration::ZERO;
                }
                _ if !phase.is_optional() => since += phase.least(),
                _ => {}
            }
        }
    }
    found
}

fn too_close(agent: Agent, place: RoutinePlace, apart: Duration, since: Duration) -> Finding {
    let what = agent.word();
    Finding::error(
        "applications-too-close",
        place,
        format!(
            "this {what} may be on again {} after the last, and must wait {}",
            written(since),
            written(apart)
        ),
    )
    .label("too early for the skin")
    .help(format!("write it once, or put `Rest(for: \"{}\")` in between", written(apart)))
}

fn too_many(agent: Agent, place: RoutinePlace, a_day: u32) -> Finding {
    let what = agent.word();
    Finding::error(
        "too-many-a-day",
        place,
        format!("{what} may be applied {a_day} times a day here, and this is once more"),
    )
    .help("leave it out, and play the routine again tomorrow")
}
