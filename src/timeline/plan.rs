//! The plan of a routine, on paper: as a table to read and as JSON for other programs.
//!
//! It says what the timeline holds and nothing more: it computes no length of its own, and
//! refuses to know where its text will be printed.

use serde::Serialize;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use self::dose::range;
use self::rows::{FoldedRow, gap_text, named, rounds, rows};
use super::{Kind, Nth, Phase, Timeline};
use crate::seconds::{clock, json_seconds};
use crate::text::{cut, line, padded, wrapped};
use crate::words::plan;

mod dose;
mod rows;

/// What `plan --json` says, its keys in this order. Seconds are numbers, with a fraction where
/// there is one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan<'t> {
    pub title: &'t str,
    pub least_seconds: Value,
    pub most_seconds: Value,
    /// All get-readies, part of the least and the most.
    pub ready_seconds: Value,
    /// How many phases only a key ends.
    pub waits: u32,
    pub phases: Vec<PlanPhase<'t>>,
}

/// One phase in `plan --json`. Numbers count from 1; what is absent is `null`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanPhase<'t> {
    pub kind: &'static str,
    pub name: &'t str,
    pub text: Option<String>,
    pub cue: Option<&'t str>,
    pub side: Option<&'static str>,
    /// `null` for a whole set at the person's own pace, which still has its `reps`.
    pub rep: Option<u32>,
    pub reps: Option<u32>,
    /// How many of those a whole set at the person's own pace asks for at the least, where that
    /// is fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps_least: Option<u32>,
    pub set: Option<u32>,
    pub sets: Option<u32>,
    pub round: Option<u32>,
    pub rounds: Option<u32>,
    pub step: &'t [u32],
    pub optional: bool,
    /// `null`, like the most, where only a key ends the phase.
    pub least_seconds: Option<Value>,
    pub most_seconds: Option<Value>,
}

/// The plan as an object for other programs.
pub fn json(timeline: &Timeline) -> Plan<'_> {
    let totals = timeline.totals();
    Plan {
        title: &timeline.title,
        least_seconds: json_seconds(totals.least),
        most_seconds: json_seconds(totals.most),
        ready_seconds: json_seconds(totals.ready),
        waits: totals.waits,
        phases: timeline.phases().iter().map(phase).collect(),
    }
}

/// A phase as an object for other programs.
pub fn phase(phase: &Phase) -> PlanPhase<'_> {
    let nth = |nth: Option<Nth>| nth.map(|nth| nth.nth);
    let of = |nth: Option<Nth>| nth.map(|nth| nth.of);
    PlanPhase {
        kind: phase.kind.word(),
        name: &phase.words.name,
        text: Some(phase.text()).filter(|text| !text.is_empty()),
        cue: Some(phase.cue()).filter(|cue| !cue.is_empty()),
        side: phase.side.map(|side| side.word()),
        rep: nth(phase.rep),
        reps: of(phase.rep).or(phase.reps.map(|reps| reps.most)),
        reps_least: phase.reps.filter(|reps| reps.least < reps.most).map(|reps| reps.least),
        set: nth(phase.set),
        sets: of(phase.set),
        round: nth(phase.round()),
        rounds: of(phase.round()),
        step: &phase.step,
        optional: phase.is_optional(),
        least_seconds: phase.length.map(|length| json_seconds(length.least)),
        most_seconds: phase.length.map(|length| json_seconds(length.most)),
    }
}

// The plan as a table: when each exercise begins, which side, what dose.
//
// Repetitions stand folded on one line, rounds that are alike are told once. Start times are
// at the most: nobody ends anything early and no wait takes any time.

/// The table, `width` columns wide where its words allow; with `all`, every phase has a line.
pub fn table(timeline: &Timeline, all: bool, width: usize) -> String {
    let lines = match all {
        true => unfolded(timeline, width),
        false => laid_out(&rounds(rows(timeline), 0), width),
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

/// What is done and its dose, a line for each, without times: the plan in short.
pub fn outline(timeline: &Timeline) -> Vec<String> {
    let told = |row: FoldedRow| match (row.what.is_empty(), row.dose.is_empty()) {
        (_, true) => row.what,
        (true, false) => row.dose,
        (false, false) if row.what.ends_with(['.', '!', '?']) => {
            format!("{} ({})", row.what, row.dose)
        }
        (false, false) => format!("{}: {}", row.what, row.dose),
    };
    let rows = rounds(rows(timeline), 0).into_iter();
    rows.map(|row| format!("{}{}", "  ".repeat(row.depth), told(row))).collect()
}

/// One line of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// The index of the phase that it begins with.
    pub first: usize,
    /// When it begins if everything before it takes its most, like `1:30`.
    pub start: String,
    pub what: String,
    /// Empty where the line only tells something of those below it.
    pub dose: String,
    /// How deep it is indented.
    pub depth: usize,
    /// The step, in the first line that plays it: `[9, 2]` is the second inside the ninth.
    pub step: Option<Vec<u32>>,
}

/// The plan as lines, for whoever lays them out and points at its steps.
pub fn lines(timeline: &Timeline) -> Vec<PlanLine> {
    let mut known = std::collections::HashSet::new();
    let told = |row: FoldedRow| {
        let plays = !row.dose.is_empty() && !row.mark.gap;
        let step = row.mark.path.to_vec();
        let first = plays && known.insert(step.clone());
        PlanLine {
            first: row.first,
            start: clock(row.start),
            what: row.what,
            dose: row.dose,
            depth: row.depth,
            step: first.then_some(step),
        }
    };
    rounds(rows(timeline), 0).into_iter().map(told).collect()
}

/// Which of the lines of a plan a phase belongs to. Rounds that are alike are told once: a later
/// one has the lines of the first.
pub fn line_of(lines: &[PlanLine], timeline: &Timeline, index: usize) -> usize {
    let begin = timeline.this_step(index);
    let step = timeline.phases().get(index).map(|phase| &phase.step[..]);
    let is_told = lines.iter().any(|line| line.first == begin);
    let of_step = |line: &&PlanLine| line.step.is_some() && line.step.as_deref() == step;
    let told = lines.iter().find(of_step).filter(|_| !is_told);
    let index = told.map_or(index, |line| line.first + index - begin);
    let after = lines.iter().rposition(|line| line.first <= index);
    after.unwrap_or(0)
}

/// What it adds up to, in sentences.
fn totals(timeline: &Timeline) -> Vec<String> {
    let totals = timeline.totals();
    let ready = (!totals.ready.is_zero()).then(|| clock(totals.ready));
    let all = plan::in_all(&clock(totals.least), &clock(totals.most), ready.as_deref());
    let mut sentences = vec![all];
    sentences.extend(plan::waits(totals.waits));
    if totals.least != totals.most {
        sentences.push(plan::STARTS_AT_THE_MOST.into());
    }
    sentences
}

/// The most lines that the name of a row takes.
const WHAT_LINES: usize = 2;

/// The rows under their headings, in columns.
fn laid_out(rows: &[FoldedRow], width: usize) -> Vec<String> {
    let starts: Vec<String> = rows.iter().map(|row| clock(row.start)).collect();
    let start_columns = widest(starts.iter().map(String::as_str), plan::START);
    let ready_columns = widest(rows.iter().map(|row| row.ready.as_str()), plan::READY);
    let before = start_columns + 2 + ready_columns + 2;
    let most = (width.saturating_sub(before) * 9 / 20).max(16);
    let indented = |row: &FoldedRow| format!("{}{}", "  ".repeat(row.depth), row.what);
    let whats: Vec<String> = rows.iter().map(indented).collect();
    let with_dose = rows.iter().zip(&whats).filter(|(row, _)| !row.dose.is_empty());
    let what_columns = widest(with_dose.map(|(_, what)| what.as_str()), plan::WHAT).min(most);
    let heading = format!(
        "{:>start_columns$}  {:<ready_columns$}  {}  {}",
        plan::START,
        plan::READY,
        padded(plan::WHAT, what_columns),
        plan::DOSE
    );
    let mut lines = vec![heading];
    for ((row, start), what) in rows.iter().zip(&starts).zip(&whats) {
        let left = format!("{start:>start_columns$}  {}  ", padded(&row.ready, ready_columns));
        if row.dose.is_empty() {
            let what = cut(what, width.saturating_sub(before).max(16));
            lines.push(format!("{left}{what}"));
            continue;
        }
        let mut dose = row.dose.clone();
        if row.mark.optional && row.depth == 0 && !row.mark.gap {
            dose.push_str(plan::MAY_BE_LEFT_OUT);
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
            let left = if at == 0 { left.clone() } else { " ".repeat(before) };
            let what = padded(&text(&whats), what_columns);
            lines.push(format!("{left}{what}  {}", text(&doses)));
        }
    }
    lines
}

/// Columns of the widest text in a column, its heading among them.
pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>, heading: &str) -> usize {
    texts.map(UnicodeWidthStr::width).fold(heading.width(), usize::max)
}

/// Every phase on a line of its own.
pub(super) fn unfolded(timeline: &Timeline, width: usize) -> Vec<String> {
    let phases = timeline.phases();
    let cells: Vec<[String; 4]> = phases
        .iter()
        .enumerate()
        .map(|(index, phase)| {
            let length = phase.length.map_or(plan::ENTER.into(), range);
            [clock(timeline.before(index)), length, what_at(phase), which(phase)]
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
