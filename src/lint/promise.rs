//! What the title and `about` promise of the length of the whole.

use std::time::Duration;

use super::Seen;
use super::claims::{What, claims};
use super::doses::Given;
use crate::routine::check::{Found, Key};
use crate::seconds::{Length, written as in_words};
use crate::timeline::Kind;

/// A total may be so many times as long or as short as promised.
const FAR: f64 = 1.5;
/// And so much more, in seconds: get-readies and changes are not what people speak of.
const SLACK: f64 = 30.0;

pub(super) fn promise(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(language) = seen.language else {
        return;
    };
    let given: Vec<Given> = seen
        .steps
        .iter()
        .map(|one| Given::around(seen, one))
        .collect();
    for text in &seen.texts {
        let title = text.place.keys == [Key::Field("title")];
        let about = text.place.keys == [Key::Field("about")];
        if !text.place.steps.is_empty() || !(title || about) {
            continue;
        }
        // One that promises more often than this promises nothing.
        for claim in claims(text.says, language, false).into_iter().take(20) {
            let What::Length(length) = claim.what else {
                continue;
            };
            let of_a_step = given
                .iter()
                .any(|given| given.has_length(&claim, length, false))
                || seen.timeline.phases().iter().any(|phase| {
                    phase
                        .length
                        .is_some_and(|own| own.least <= length.most && own.most >= length.least)
                        && !matches!(phase.kind, Kind::Ready | Kind::Wait)
                });
            if of_a_step || (about && !claim.of_the_whole) || !far(seen, length) {
                continue;
            }
            let words = &text.says[claim.at.clone()];
            let totals = seen.timeline.totals();
            let all = match totals.least == totals.most {
                true => in_words(rounded(totals.most)),
                false => format!(
                    "{} to {}",
                    in_words(rounded(totals.least)),
                    in_words(rounded(totals.most))
                ),
            };
            found.push(
                Found::warning(
                    "far-from-promise",
                    text.place.clone(),
                    format!("this promises `{words}`, and all together takes {all}"),
                )
                .words(words)
                .label("far from what is played")
                .help("mend the words, or the lengths of the steps"),
            );
        }
    }
}

fn rounded(length: Duration) -> Duration {
    Duration::from_secs(length.as_secs_f64().round() as u64)
}

/// Whether the whole is far shorter or far longer than that.
fn far(seen: &Seen<'_>, promised: Length) -> bool {
    let totals = seen.timeline.totals();
    let phases = seen.timeline.phases();
    let own_pace = phases
        .iter()
        .any(|phase| phase.kind == Kind::Rep && phase.length.is_none());
    // What a key ends counts nothing, and takes a little.
    let waits = f64::from(totals.waits) * SLACK;
    let least = totals.least.saturating_sub(totals.ready).as_secs_f64();
    let most = totals.most.as_secs_f64() + waits;
    let longer = least > promised.most.as_secs_f64() * FAR + SLACK;
    let shorter = most * FAR + SLACK < promised.least.as_secs_f64();
    longer || (shorter && !own_pace)
}
