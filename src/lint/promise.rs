//! What the title and `about` promise of the length of the whole.

use std::time::Duration;

use super::ReviewedRoutine;
use super::claims::{Claimed, claims};
use super::doses::GivenDose;
use crate::routine::place::Finding;
use crate::seconds::{Length, written as in_words};
use crate::timeline::Kind;

/// A total may be so many times as long or as short as promised.
const FAR: f64 = 1.5;
/// And so much more, in seconds: get-readies and changes are not what people speak of.
const SLACK: f64 = 30.0;

pub(super) fn compare_promise(routine: &ReviewedRoutine<'_>, found: &mut Vec<Finding>) {
    let given: Vec<GivenDose> = routine.steps.iter().map(GivenDose::around).collect();
    let lasts = |length: Length| {
        let mut phases = routine.timeline.phases().iter();
        phases.any(|phase| {
            let own = phase
                .length
                .filter(|_| !matches!(phase.kind, Kind::Ready | Kind::Wait));
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
    if totals.least == totals.most {
        most
    } else {
        format!("{least} to {most}")
    }
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
