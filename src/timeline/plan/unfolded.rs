//! The unfolded table: every phase on a line of its own.

use super::dose::range;
use super::rows::{gap_text, named};
use super::table::widest;
use crate::seconds::clock;
use crate::text::{cut, line, padded};
use crate::timeline::{Kind, Phase, Timeline};
use crate::words::plan;

/// Every phase on a line of its own.
pub(super) fn unfolded(timeline: &Timeline, width: usize) -> Vec<String> {
    let phases = timeline.phases();
    let cells: Vec<[String; 4]> = phases
        .iter()
        .enumerate()
        .map(|(index, phase)| {
            let length = phase.length.map_or(plan::ENTER.into(), range);
            [
                clock(timeline.before(index)),
                length,
                what_at(phase),
                which(phase),
            ]
        })
        .collect();
    let headings = [plan::START, plan::LASTS, plan::WHAT, plan::WHICH];
    let column = |at: usize| widest(cells.iter().map(|row| row[at].as_str()), headings[at]);
    let (start, lasts, which) = (column(0), column(1), column(3));
    let room = width.saturating_sub(start + lasts + which + 6).max(24);
    let what = column(2).min(room);
    let row = |cells: [&str; 4]| {
        let (a, b) = (padded(cells[1], lasts), padded(&cut(cells[2], what), what));
        format!("{:>start$}  {a}  {b}  {}", cells[0], cells[3])
    };
    let mut lines = vec![row(headings)];
    lines.extend(cells.iter().map(|[a, b, c, d]| row([a, b, c, d])));
    lines
}

/// What happens in a phase: its name, its side, its few words.
fn what_at(phase: &Phase) -> String {
    let name = named(phase);
    match phase.kind {
        Kind::Ready => plan::get_ready(&name),
        Kind::Off(_) => plan::pack_off(&name),
        Kind::Wait if !phase.text().is_empty() => format!("{name}: {}", line(&phase.text())),
        _ if phase.gap => gap_text(phase),
        _ if phase.cue().is_empty() => name,
        _ => format!("{name}: {}", line(phase.cue())),
    }
}

/// Which round, set and repetition it is.
fn which(phase: &Phase) -> String {
    let [round, set, rep] = plan::which(phase.kind == Kind::Breath);
    let mut texts = Vec::new();
    for (what, nth) in [(round, phase.round()), (set, phase.set), (rep, phase.rep)] {
        match nth {
            Some(nth) if nth.of > 1 => texts.push(format!("{what} {}/{}", nth.nth, nth.of)),
            _ => {}
        }
    }
    if let Some(reps) = phase.reps {
        texts.push(plan::reps(&reps.shown()));
    }
    if phase.is_optional() {
        texts.push(plan::OPTIONAL.into());
    }
    texts.join(", ")
}
