//! The rule about heat and cold that needs the compiled timeline: nothing is on the body again
//! before its pause is over, and no more often than a day allows.

use std::time::Duration;

use super::{Kind, Timeline};
use crate::limits::{Agent, Limits};
use crate::routine::Routine;
use crate::routine::place::{Finding, RoutinePlace};
use crate::seconds::written;

/// What is wrong between the applications of a timeline, counting the least time that may pass
/// between them: a phase that may be left out, and one that a key ends, may take none.
pub(super) fn applications(routine: &Routine, timeline: &Timeline) -> Vec<Finding> {
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
    .help(format!(
        "write it once, or put `Rest(for: \"{}\")` in between",
        written(apart)
    ))
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
