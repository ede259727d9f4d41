//! The rounds of repeats: a heading before them, and those that are alike told once.

use super::rows::{FoldedRow, RoundMark};
use crate::timeline::Round;
use crate::words::plan;

/// Puts a heading before the rounds of each `Repeat` that is inside `level` others, and tells
/// rounds that are alike only once.
pub(super) fn rounds(rows: Vec<FoldedRow>, level: usize) -> Vec<FoldedRow> {
    let mut folded: Vec<FoldedRow> = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        let round_of = |row: &FoldedRow| row.mark.rounds.get(level).copied();
        let Some(first) = round_of(&row) else {
            folded.push(row);
            continue;
        };
        let repeat = row.mark.path[..first.depth].to_vec();
        let mut segments = vec![Segment::new(first.nth.nth, row)];
        // The second side of a `Repeat` begins again at its first round.
        while let Some(next) = rows.next_if(|next| {
            let last = segments.last().map_or(0, |segment| segment.nth);
            let goes_on = |round: Round| (last..=last + 1).contains(&round.nth.nth);
            next.mark.path.starts_with(&repeat) && round_of(next).is_some_and(goes_on)
        }) {
            let nth = round_of(&next).map_or(0, |round| round.nth.nth);
            match segments.last_mut() {
                Some(segment) if segment.nth == nth => segment.rows.push(next),
                _ => segments.push(Segment::new(nth, next)),
            }
        }
        for segment in &mut segments {
            let of_this_repeat =
                |row: &FoldedRow| row.mark.gap && row.mark.path.len() == first.depth;
            if of_this_repeat(&segment.rows[0]) {
                segment.gap = Some(segment.rows.remove(0));
            }
            segment.rows = rounds(std::mem::take(&mut segment.rows), level + 1);
        }
        segments.retain(|segment| !segment.rows.is_empty());
        folded.extend(segments_told(segments));
    }
    folded
}

/// One round: the gap before it, and its rows.
struct Segment {
    nth: u32,
    gap: Option<FoldedRow>,
    rows: Vec<FoldedRow>,
}

impl Segment {
    fn new(nth: u32, row: FoldedRow) -> Segment {
        Segment {
            nth,
            gap: None,
            rows: vec![row],
        }
    }
}

/// All rounds of a `Repeat` on one side.
fn segments_told(mut segments: Vec<Segment>) -> Vec<FoldedRow> {
    let mut told = Vec::new();
    let of = segments.len();
    // What leads into the first round, a change of sides, belongs before the heading.
    told.extend(segments.first_mut().and_then(|first| first.gap.take()));
    if of < 2 {
        told.extend(segments.into_iter().flat_map(|segment| segment.rows));
        return told;
    }
    let first = &segments[0].rows;
    let alike = segments[1..].iter().all(|segment| {
        segment.rows.len() == first.len()
            && segment.rows.iter().zip(first).all(|(a, b)| a.is_like(b))
    });
    if !alike {
        for segment in segments {
            let optional = segment.rows[0].mark.optional;
            let note = if optional { plan::MAY_BE_LEFT_OUT } else { "" };
            let what = plan::nth_round(segment.nth, of) + note;
            told.extend(segment.gap);
            told.push(heading(&segment.rows[0], what));
            told.extend(segment.rows.into_iter().map(deeper));
        }
        return told;
    }
    let may_be_left_out = |segment: &&Segment| segment.rows[0].mark.optional;
    let kept = of - segments.iter().filter(may_be_left_out).count();
    let what = plan::rounds(if kept == 0 { of } else { kept }, of);
    let second = &segments[1];
    let between = second.gap.as_ref().map(|gap| gap.dose.as_str());
    let ready = second.rows.iter().find(|row| !row.ready.is_empty());
    let again = plan::rounds_again(of, between, ready.map(|row| row.ready.as_str()));
    let again = heading(second.gap.as_ref().unwrap_or(&second.rows[0]), again);
    told.push(heading(&segments[0].rows[0], what));
    told.extend(segments.swap_remove(0).rows.into_iter().map(deeper));
    told.push(deeper(again));
    told
}

/// A row that only tells something about those after it.
fn heading(row: &FoldedRow, what: String) -> FoldedRow {
    FoldedRow {
        start: row.start,
        ready: String::new(),
        what,
        dose: String::new(),
        full_dose: String::new(),
        depth: 0,
        mark: RoundMark {
            path: row.mark.path.clone(),
            rounds: row.mark.rounds.clone(),
            optional: row.mark.optional,
            gap: false,
        },
    }
}

fn deeper(row: FoldedRow) -> FoldedRow {
    FoldedRow {
        depth: row.depth + 1,
        ..row
    }
}
