//! The plan as a table: when each exercise begins, which side, what dose.
//!
//! Repetitions stand folded on one line, rounds that are alike are told once. Start times are
//! at the most: nobody ends anything early and no wait takes any time.

use std::sync::Arc;
use std::time::Duration;

use super::dose::{blocks, range, spaced, units};
use crate::routine::Side;
use crate::seconds::clock;
use crate::text::{cut, line, padded, wrapped};
use crate::timeline::{Agent, Kind, Phase, Round, Timeline};
use unicode_width::UnicodeWidthStr;

/// The table, `width` columns wide where its words allow; with `all`, every phase has a line.
pub fn table(timeline: &Timeline, all: bool, width: usize) -> String {
    let lines = match all {
        true => unfolded(timeline, width),
        false => folded(timeline, width),
    };
    let mut text = format!("{}\n\n", line(&timeline.title));
    for line in lines {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push('\n');
    for sentence in totals(timeline) {
        for line in wrapped(&sentence, width, 0) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// What it adds up to, in sentences.
fn totals(timeline: &Timeline) -> Vec<String> {
    let totals = timeline.totals();
    let mut all = match totals.least == totals.most {
        true => format!("In all {}", clock(totals.most)),
        false => format!(
            "In all {} at the least, {} at the most",
            clock(totals.least),
            clock(totals.most)
        ),
    };
    if !totals.ready.is_zero() {
        all.push_str(&format!(", of which {} to get ready", clock(totals.ready)));
    }
    all.push('.');
    let mut sentences = vec![all];
    match totals.waits {
        0 => {}
        1 => sentences.push("It waits once for Enter; the wait counts as nothing here.".into()),
        2 => sentences.push("It waits twice for Enter; the waits count as nothing here.".into()),
        n => sentences.push(format!(
            "It waits {n} times for Enter; the waits count as nothing here."
        )),
    }
    if totals.least != totals.most {
        sentences.push(
            "The start times hold when everything takes its most; \
             from the least on, Enter means enough."
                .into(),
        );
    }
    sentences
}

/// One line of the folded table.
struct Row {
    start: Duration,
    ready: String,
    what: String,
    dose: String,
    /// The dose with counts at their most, by which rounds are compared.
    full_dose: String,
    /// How deep it is indented.
    depth: usize,
    mark: Mark,
}

/// Where a row stands among the rounds.
struct Mark {
    path: Arc<[u32]>,
    rounds: Arc<[Round]>,
    optional: bool,
    /// A rest or change that stands between rounds.
    gap: bool,
}

impl Row {
    fn is_like(&self, other: &Row) -> bool {
        (&self.what, &self.full_dose, &self.mark.path)
            == (&other.what, &other.full_dose, &other.mark.path)
    }
}

fn folded(timeline: &Timeline, width: usize) -> Vec<String> {
    let phases = timeline.phases();
    let mut rows = Vec::new();
    let mut begin = 0;
    while begin < phases.len() {
        let run = phases[begin].run;
        let length = phases[begin..].partition_point(|phase| phase.run == run);
        rows_of_run(timeline, begin, begin + length, &mut rows);
        begin += length;
    }
    laid_out(&rounds(rows, 0), width)
}

/// The rows of one playing of a step.
fn rows_of_run(timeline: &Timeline, begin: usize, end: usize, rows: &mut Vec<Row>) {
    let run = &timeline.phases()[begin..end];
    let lead = lead(run);
    let body = &run[lead..];
    let mut ready = ready_text(&run[..lead]);
    let mut push = |start: usize, phase: &Phase, what: String, dose: String, full_dose: String| {
        rows.push(Row {
            start: timeline.before(start),
            ready: std::mem::take(&mut ready),
            what,
            dose,
            full_dose,
            depth: 0,
            mark: Mark {
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
            let start = if index == 0 {
                begin
            } else {
                begin + lead + index
            };
            let (what, dose) = (what_of(phase, application), dose_of(phase));
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
                let (side, other) = (side.word(), side.other().word());
                (name, format!("{side} and {other} in turn, "))
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
            Kind::Wait => "Enter".into(),
            _ => spaced(phase.most()),
        })
        .collect();
    texts.join(" + ")
}

/// The name of a phase and its side, unless the name tells the side itself.
fn named(phase: &Phase) -> String {
    let name = line(&phase.words.name);
    match phase.side {
        Some(side) if !tells(&name, side) => format!("{name}, {}", side.word()),
        _ => name,
    }
}

fn tells(name: &str, side: Side) -> bool {
    name.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.eq_ignore_ascii_case(side.word()))
}

fn gap_text(gap: &Phase) -> String {
    match (gap.kind, gap.side) {
        (Kind::Change, Some(side)) => format!("change to the {}", side.word()),
        (Kind::Change, None) => "change sides".into(),
        _ => "rest".into(),
    }
}

/// What a phase that is no exercise is called.
fn what_of(phase: &Phase, application: Option<Agent>) -> String {
    let text = line(&phase.words.text);
    match phase.kind {
        _ if phase.gap => gap_text(phase),
        Kind::Wait if application.is_some() => format!("{}: on", named(phase)),
        Kind::Off(_) => format!("{}: off", named(phase)),
        Kind::Wait => text,
        Kind::Rest if !text.is_empty() => format!("Rest: {text}"),
        _ => named(phase),
    }
}

/// How long a phase that is no exercise lasts, and what ends it.
fn dose_of(phase: &Phase) -> String {
    let mut dose = match (phase.kind, phase.length) {
        (Kind::Off(_), _) => "wait for Enter, rings until then".into(),
        (_, None) => "wait for Enter".into(),
        (Kind::Wait, Some(limit)) => format!("wait for Enter, {} at most", spaced(limit.most)),
        (_, Some(length)) => range(length),
    };
    let at: Vec<String> = phase
        .checks
        .iter()
        .map(|check| spaced(check.at.0))
        .collect();
    if !at.is_empty() {
        dose.push_str(&format!(", a look at {}", at.join(", ")));
    }
    dose
}

/// Puts a heading before the rounds of each `Repeat` that is inside `level` others, and tells
/// rounds that are alike only once.
fn rounds(rows: Vec<Row>, level: usize) -> Vec<Row> {
    let mut folded: Vec<Row> = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        let round_of = |row: &Row| row.mark.rounds.get(level).copied();
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
            let of_this_repeat = |row: &Row| row.mark.gap && row.mark.path.len() == first.depth;
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
    gap: Option<Row>,
    rows: Vec<Row>,
}

impl Segment {
    fn new(nth: u32, row: Row) -> Segment {
        Segment {
            nth,
            gap: None,
            rows: vec![row],
        }
    }
}

/// All rounds of a `Repeat` on one side.
fn segments_told(mut segments: Vec<Segment>) -> Vec<Row> {
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
            let note = if optional { ", may be left out" } else { "" };
            let what = format!("round {} of {of}{note}", segment.nth);
            told.extend(segment.gap);
            told.push(heading(&segment.rows[0], what));
            told.extend(segment.rows.into_iter().map(deeper));
        }
        return told;
    }
    let may_be_left_out = |segment: &&Segment| segment.rows[0].mark.optional;
    let kept = of - segments.iter().filter(may_be_left_out).count();
    let what = match kept == of || kept == 0 {
        true => format!("{of} rounds"),
        false => format!("{kept}–{of} rounds"),
    };
    let mut again = match of {
        2 => "round 2: the same again".into(),
        3 => "rounds 2 and 3: the same again".into(),
        _ => format!("rounds 2 to {of}: the same again"),
    };
    let second = &segments[1];
    if let Some(gap) = &second.gap {
        again.push_str(&format!(", {} between", gap.dose));
    }
    if let Some(row) = second.rows.iter().find(|row| !row.ready.is_empty()) {
        again.push_str(&format!(", {} to get ready", row.ready));
    }
    let again = heading(second.gap.as_ref().unwrap_or(&second.rows[0]), again);
    told.push(heading(&segments[0].rows[0], what));
    told.extend(segments.swap_remove(0).rows.into_iter().map(deeper));
    told.push(deeper(again));
    told
}

/// A row that only tells something about those after it.
fn heading(row: &Row, what: String) -> Row {
    Row {
        start: row.start,
        ready: String::new(),
        what,
        dose: String::new(),
        full_dose: String::new(),
        depth: 0,
        mark: Mark {
            path: row.mark.path.clone(),
            rounds: row.mark.rounds.clone(),
            optional: row.mark.optional,
            gap: false,
        },
    }
}

fn deeper(row: Row) -> Row {
    Row {
        depth: row.depth + 1,
        ..row
    }
}

/// The most lines that the name of a row takes.
const WHAT_LINES: usize = 2;

/// The rows under their headings, in columns.
fn laid_out(rows: &[Row], width: usize) -> Vec<String> {
    let starts: Vec<String> = rows.iter().map(|row| clock(row.start)).collect();
    let start_columns = widest(starts.iter().map(String::as_str), "Start");
    let ready_columns = widest(rows.iter().map(|row| row.ready.as_str()), "Ready");
    let before = start_columns + 2 + ready_columns + 2;
    let most = (width.saturating_sub(before) * 9 / 20).max(16);
    let indented = |row: &Row| format!("{}{}", "  ".repeat(row.depth), row.what);
    let whats: Vec<String> = rows.iter().map(indented).collect();
    let with_dose = rows
        .iter()
        .zip(&whats)
        .filter(|(row, _)| !row.dose.is_empty());
    let what_columns = widest(with_dose.map(|(_, what)| what.as_str()), "What").min(most);
    let heading = format!(
        "{:>start_columns$}  {:<ready_columns$}  {}  Dose",
        "Start",
        "Ready",
        padded("What", what_columns)
    );
    let mut lines = vec![heading];
    for ((row, start), what) in rows.iter().zip(&starts).zip(&whats) {
        let left = format!(
            "{start:>start_columns$}  {}  ",
            padded(&row.ready, ready_columns)
        );
        if row.dose.is_empty() {
            let what = cut(what, width.saturating_sub(before).max(16));
            lines.push(format!("{left}{what}"));
            continue;
        }
        let mut dose = row.dose.clone();
        if row.mark.optional && row.depth == 0 && !row.mark.gap {
            dose.push_str(", may be left out");
        }
        let dose_at = before + what_columns + 2;
        let indent = 2 * row.depth;
        let mut whats = wrapped(what, what_columns, indent);
        // The full words of a wait are in `show`; here they say which one it is.
        if whats.len() > WHAT_LINES {
            whats.truncate(WHAT_LINES);
            let last = &mut whats[WHAT_LINES - 1];
            *last = cut(&format!("{last} …"), what_columns);
        }
        let doses = wrapped(&dose, width.saturating_sub(dose_at).max(16), 0);
        for at in 0..whats.len().max(doses.len()) {
            let text = |texts: &[String]| texts.get(at).cloned().unwrap_or_default();
            let left = if at == 0 {
                left.clone()
            } else {
                " ".repeat(before)
            };
            let what = padded(&text(&whats), what_columns);
            lines.push(format!("{left}{what}  {}", text(&doses)));
        }
    }
    lines
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>, heading: &str) -> usize {
    texts
        .map(UnicodeWidthStr::width)
        .fold(heading.width(), usize::max)
}

/// Every phase on a line of its own.
fn unfolded(timeline: &Timeline, width: usize) -> Vec<String> {
    let phases = timeline.phases();
    let cells: Vec<[String; 4]> = phases
        .iter()
        .enumerate()
        .map(|(index, phase)| {
            let length = phase.length.map_or("Enter".into(), range);
            [
                clock(timeline.before(index)),
                length,
                what_at(phase),
                which(phase),
            ]
        })
        .collect();
    let headings = ["Start", "Lasts", "What", "Which"];
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
        Kind::Ready => format!("{name}: get ready"),
        Kind::Off(_) => format!("{name}: off"),
        Kind::Wait if !phase.text().is_empty() => format!("{name}: {}", line(&phase.text())),
        _ if phase.gap => gap_text(phase),
        _ if phase.cue().is_empty() => name,
        _ => format!("{name}: {}", line(phase.cue())),
    }
}

/// Which round, set and repetition it is.
fn which(phase: &Phase) -> String {
    let rep = if phase.kind == Kind::Breath {
        "breath"
    } else {
        "rep"
    };
    let mut texts = Vec::new();
    for (what, nth) in [
        ("round", phase.round()),
        ("set", phase.set),
        (rep, phase.rep),
    ] {
        match nth {
            Some(nth) if nth.nth == 0 => texts.push(format!("{} {what}s", nth.of)),
            Some(nth) if nth.of > 1 => texts.push(format!("{what} {}/{}", nth.nth, nth.of)),
            _ => {}
        }
    }
    if phase.is_optional() {
        texts.push("optional".into());
    }
    texts.join(", ")
}
