//! The rows of the folded table: one for each dose, with the get-ready before it.
//!
//! It knows phases and what to call them, and no columns.
//!
//! The rounds of repeats: a heading before them, and those that are alike told once.

use std::sync::Arc;
use std::time::Duration;

use super::dose::{blocks, range, spaced, units};
use crate::routine::Side;
use crate::text::line;
use crate::timeline::{Agent, Kind, Phase, Round, Timeline};
use crate::words::{self, plan};

/// One line of the folded table.
pub(super) struct FoldedRow {
    /// The phase that it begins with, and when that begins.
    pub first: usize,
    pub start: Duration,
    pub ready: String,
    pub what: String,
    pub dose: String,
    /// The dose with counts at their most, by which rounds are compared.
    pub full_dose: String,
    /// How deep it is indented.
    pub depth: usize,
    pub mark: RoundMark,
}

/// Where a row stands among the rounds.
pub(super) struct RoundMark {
    pub path: Arc<[u32]>,
    pub rounds: Arc<[Round]>,
    pub optional: bool,
    /// A rest or change that stands between rounds.
    pub gap: bool,
}

impl FoldedRow {
    /// Whether it says the same, when it begins and how one gets ready aside.
    pub fn is_like(&self, other: &FoldedRow) -> bool {
        (&self.what, &self.full_dose, &self.mark.path)
            == (&other.what, &other.full_dose, &other.mark.path)
    }
}

/// All rows, every round told.
pub(super) fn rows(timeline: &Timeline) -> Vec<FoldedRow> {
    let phases = timeline.phases();
    let mut rows = Vec::new();
    let mut begin = 0;
    while begin < phases.len() {
        let run = phases[begin].run;
        let length = phases[begin..].partition_point(|phase| phase.run == run);
        rows_of_run(timeline, begin, begin + length, &mut rows);
        begin += length;
    }
    rows
}

/// The rows of one playing of a step.
fn rows_of_run(timeline: &Timeline, begin: usize, end: usize, rows: &mut Vec<FoldedRow>) {
    let run = &timeline.phases()[begin..end];
    let lead = lead(run);
    let body = &run[lead..];
    let mut ready = ready_text(&run[..lead]);
    let mut push = |start: usize, phase: &Phase, what: String, dose: String, full_dose: String| {
        rows.push(FoldedRow {
            first: start,
            start: timeline.before(start),
            ready: std::mem::take(&mut ready),
            what,
            dose,
            full_dose,
            depth: 0,
            mark: RoundMark {
                path: phase.step.clone(),
                rounds: phase.rounds.clone(),
                optional: phase.is_optional(),
                gap: phase.gap,
            },
        });
    };
    let exercise = body
        .first()
        .is_some_and(|phase| matches!(phase.kind, Kind::Hold | Kind::Rep | Kind::Breath));
    if !exercise {
        let application = body.iter().find_map(|phase| match phase.kind {
            Kind::Application(agent) => Some(agent),
            _ => None,
        });
        for (index, phase) in body.iter().enumerate() {
            let start = if index == 0 { begin } else { begin + lead + index };
            let what = what_of(phase, application);
            let dose = dose_of(phase, application.is_some());
            push(start, phase, what, dose.clone(), dose);
        }
        return;
    }
    for (index, block) in blocks(units(body, begin + lead)).into_iter().enumerate() {
        let unit = block.units[0];
        let (first, gap) = (&unit.parts[0], unit.gap);
        if let Some(gap) = gap {
            let dose = spaced(gap.most());
            push(unit.index, gap, gap_text(gap), dose.clone(), dose);
        }
        let start = match (index, gap) {
            (0, _) => begin,
            (_, Some(_)) => unit.index + 1,
            _ => unit.index,
        };
        // The name may tell the side; of two sides in turn both names are told then.
        let (what, turn) = match (block.in_turn, first.side) {
            (true, Some(side)) => {
                let (name, other) = (&first.words.name, &block.units[1].parts[0].words.name);
                let name = match name == other {
                    true => line(name),
                    false => format!("{} / {}", line(name), line(other)),
                };
                (name, plan::in_turn(side))
            }
            _ => (named(first), String::new()),
        };
        let dose = |full| format!("{turn}{}", block.text(full));
        push(start, first, what, dose(false), dose(true));
    }
}

/// How many phases at the beginning of a run get the person ready for its exercise.
fn lead(run: &[Phase]) -> usize {
    match run {
        [wait, ready, ..] if wait.kind == Kind::Wait && ready.kind == Kind::Ready => 2,
        [ready, ..] if ready.kind == Kind::Ready => 1,
        _ => 0,
    }
}

fn ready_text(lead: &[Phase]) -> String {
    let texts: Vec<String> = lead
        .iter()
        .map(|phase| match phase.kind {
            Kind::Wait => plan::ENTER.into(),
            _ => spaced(phase.most()),
        })
        .collect();
    texts.join(" + ")
}

/// The name of a phase and its side, unless the name tells the side itself.
pub(super) fn named(phase: &Phase) -> String {
    let name = line(&phase.words.name);
    match phase.side {
        Some(side) if !tells(&name, side) => format!("{name}, {}", words::side(side)),
        _ => name,
    }
}

fn tells(name: &str, side: Side) -> bool {
    name.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.eq_ignore_ascii_case(words::side(side)))
}

/// What a gap is called.
pub(super) fn gap_text(gap: &Phase) -> String {
    match gap.kind {
        Kind::Change => plan::change(gap.side),
        _ => plan::REST.into(),
    }
}

/// What a phase that is no exercise is called.
fn what_of(phase: &Phase, application: Option<Agent>) -> String {
    let text = line(&phase.words.text);
    match phase.kind {
        _ if phase.gap => gap_text(phase),
        Kind::Wait if application.is_some() => plan::pack_on(&named(phase)),
        Kind::Off(_) => plan::pack_off(&named(phase)),
        Kind::Wait => text,
        Kind::Rest if !text.is_empty() => plan::rest(&text),
        _ => named(phase),
    }
}

/// How long a phase that is no exercise lasts, and what ends it; one of an application is begun
/// by a key of its own.
fn dose_of(phase: &Phase, applies: bool) -> String {
    let mut dose = match (phase.kind, phase.length) {
        (Kind::Wait, _) if applies => plan::WAIT_FOR_YES.into(),
        (Kind::Off(_), _) => plan::WAIT_FOR_OFF.into(),
        (_, None) => plan::WAIT_FOR_ENTER.into(),
        (Kind::Wait, Some(limit)) => plan::wait_at_most(&spaced(limit.most)),
        (_, Some(length)) => range(length),
    };
    let at: Vec<String> = phase.checks.iter().map(|check| spaced(check.at.0)).collect();
    if !at.is_empty() {
        dose.push_str(&plan::looks(&at));
    }
    dose
}

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
        Segment { nth, gap: None, rows: vec![row] }
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
        first: row.first,
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
    FoldedRow { depth: row.depth + 1, ..row }
}
