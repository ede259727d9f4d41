//! The plan of a routine, on paper: as a table to read and as JSON for other programs.
//!
//! It says what the timeline holds and nothing more: it computes no length of its own, and
//! refuses to know where its text will be printed.

use std::time::Duration;

use hashbrown::HashSet;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use self::rows::{change_or_rest, length_in_words, name_with_side};
use super::{Kind, Nth, Phase, Timeline};
use crate::routine::Side;
use crate::seconds::{Length, clock, json_seconds};
use crate::text::{cut, line, padded, wrapped};
use crate::words::plan;

mod rows;

/// What `plan --json` says, its keys in this order. Seconds are numbers, with a fraction where
/// there is one.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Copy, Debug)]
pub struct PlanPhase<'t>(pub &'t Phase);

impl Serialize for PlanPhase<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let phase = self.0;
        let nth = |nth: Option<Nth>| nth.map(|nth| nth.nth);
        let of = |nth: Option<Nth>| nth.map(|nth| nth.of);
        let said = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", phase.kind.word())?;
        map.serialize_entry("name", &phase.words.name)?;
        map.serialize_entry("text", &said(&phase.text()))?;
        map.serialize_entry("cue", &said(phase.cue()))?;
        map.serialize_entry("side", &phase.side.map(Side::word))?;
        // `null` for a whole set at the person's own pace, which still has its `reps`.
        map.serialize_entry("rep", &nth(phase.rep))?;
        map.serialize_entry("reps", &phase.most_reps())?;
        // How many of those such a set asks for at the least, where that is fewer.
        if let Some(reps) = phase.reps.filter(|reps| reps.least < reps.most) {
            map.serialize_entry("reps_least", &reps.least)?;
        }
        map.serialize_entry("set", &nth(phase.set))?;
        map.serialize_entry("sets", &of(phase.set))?;
        map.serialize_entry("round", &nth(phase.round()))?;
        map.serialize_entry("rounds", &of(phase.round()))?;
        map.serialize_entry("step", &*phase.step)?;
        map.serialize_entry("optional", &phase.is_optional())?;
        // `null` where only a key ends the phase.
        let length = |which: fn(Length) -> Duration| phase.length.map(which).map(json_seconds);
        map.serialize_entry("least_seconds", &length(|length| length.least))?;
        map.serialize_entry("most_seconds", &length(|length| length.most))?;
        map.end()
    }
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
        phases: timeline.phases().iter().map(PlanPhase).collect(),
    }
}

// The plan as a table: when each exercise begins, which side, what dose.
//
// Repetitions stand folded on one line, rounds that are alike are told once. Start times are
// at the most: nobody ends anything early and no wait takes any time.

/// The table, `width` columns wide where its words allow; with `all`, every phase has a line.
pub fn table(timeline: &Timeline, all: bool, width: usize) -> String {
    let rows = if all { lay_out_phases(timeline, width) } else { lay_out_lines(timeline, width) };
    let sums = tell_totals(timeline).into_iter().flat_map(|sum| wrapped(&sum, width, 0));
    let mut text = format!("{}\n\n", line(&timeline.title));
    for row in rows.into_iter().chain([String::new()]).chain(sums) {
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

/// What is done and its dose, a line for each, without times: the plan in short.
pub fn outline(timeline: &Timeline) -> Vec<String> {
    let told = |line: PlanLine| {
        let PlanLine { what, dose, .. } = line;
        let told = match (what.is_empty(), dose.is_empty()) {
            (_, true) => what,
            (true, false) => dose,
            (false, false) if what.ends_with(['.', '!', '?']) => format!("{what} ({dose})"),
            (false, false) => format!("{what}: {dose}"),
        };
        "  ".repeat(line.depth) + &told
    };
    lines(timeline).into_iter().map(told).collect()
}

/// One line of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanLine {
    /// The index of the phase that it begins with.
    pub first: usize,
    /// When it begins if everything before it takes its most, like `1:30`.
    pub start: String,
    /// How one gets ready for it; empty where that takes no time.
    pub ready: String,
    pub what: String,
    /// Empty where the line only tells something of those below it.
    pub dose: String,
    /// The dose with counts at their most, by which rounds are compared.
    full_dose: String,
    /// How deep it is indented.
    pub depth: usize,
    /// The step, in the first line that plays it: `[9, 2]` is the second inside the ninth.
    pub step: Option<Vec<u32>>,
}

/// The plan as lines, for whoever lays them out and points at its steps.
pub fn lines(timeline: &Timeline) -> Vec<PlanLine> {
    let mut lines = rows::fold_rounds(timeline, &rows::tell_runs(timeline), 0);
    let mut known = HashSet::new();
    for line in &mut lines {
        let phase = &timeline.phases()[line.first];
        if !line.dose.is_empty() && !phase.gap && known.insert(&phase.step) {
            line.step = Some(phase.step.to_vec());
        }
    }
    lines
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
fn tell_totals(timeline: &Timeline) -> Vec<String> {
    let totals = timeline.totals();
    let ready = (!totals.ready.is_zero()).then(|| clock(totals.ready));
    let all = plan::in_all(&clock(totals.least), &clock(totals.most), ready.as_deref());
    let at_the_most = (totals.least != totals.most).then(|| plan::STARTS_AT_THE_MOST.to_owned());
    [Some(all), plan::waits(totals.waits), at_the_most].into_iter().flatten().collect()
}

/// The most lines that the name of a row takes.
const WHAT_LINES: usize = 2;

/// The lines under their headings, in columns.
fn lay_out_lines(timeline: &Timeline, width: usize) -> Vec<String> {
    let lines = lines(timeline);
    let start_columns = widest(lines.iter().map(|line| &line.start), plan::START);
    let ready_columns = widest(lines.iter().map(|line| &line.ready), plan::READY);
    let before = start_columns + 2 + ready_columns + 2;
    let most = (width.saturating_sub(before) * 9 / 20).max(16);
    let indented = |line: &PlanLine| "  ".repeat(line.depth) + &line.what;
    let with_dose = lines.iter().filter(|line| !line.dose.is_empty()).map(indented);
    let what_columns = widest(with_dose, plan::WHAT).min(most);
    let row = |start: &str, ready: &str, what: &str, dose: &str| {
        let (ready, what) = (padded(ready, ready_columns), padded(what, what_columns));
        format!("{start:>start_columns$}  {ready}  {what}  {dose}")
    };
    let mut rows = vec![row(plan::START, plan::READY, plan::WHAT, plan::DOSE)];
    for line in &lines {
        let what = indented(line);
        if line.dose.is_empty() {
            let what = cut(&what, width.saturating_sub(before).max(16));
            rows.push(row(&line.start, &line.ready, &what, ""));
            continue;
        }
        let mut dose = line.dose.clone();
        let phase = &timeline.phases()[line.first];
        if phase.is_optional() && line.depth == 0 && !phase.gap {
            dose.push_str(plan::MAY_BE_LEFT_OUT);
        }
        let mut whats = wrapped(&what, what_columns, 2 * line.depth);
        // The full words of a wait are in `show`; here they say which one it is.
        if whats.len() > WHAT_LINES {
            whats.truncate(WHAT_LINES);
            let last = &mut whats[WHAT_LINES - 1];
            *last = cut(&format!("{last} …"), what_columns);
        }
        let doses = wrapped(&dose, width.saturating_sub(before + what_columns + 2).max(16), 0);
        for at in 0..whats.len().max(doses.len()) {
            let (start, ready) = if at == 0 { (&*line.start, &*line.ready) } else { ("", "") };
            let text = |texts: &[String]| texts.get(at).cloned().unwrap_or_default();
            rows.push(row(start, ready, &text(&whats), &text(&doses)));
        }
    }
    rows
}

/// Columns of the widest text in a column, its heading among them.
fn widest(texts: impl Iterator<Item = impl AsRef<str>>, heading: &str) -> usize {
    texts.map(|text| text.as_ref().width()).fold(heading.width(), usize::max)
}

/// Every phase on a line of its own.
fn lay_out_phases(timeline: &Timeline, width: usize) -> Vec<String> {
    let headings = [plan::START, plan::LASTS, plan::WHAT, plan::WHICH].map(str::to_owned);
    let phases = timeline.phases().iter().enumerate().map(|(index, phase)| {
        let length = phase.length.map_or(plan::ENTER.into(), length_in_words);
        [clock(timeline.before(index)), length, tell_phase(phase), tell_numbers(phase)]
    });
    let rows: Vec<[String; 4]> = [headings].into_iter().chain(phases).collect();
    let column = |at: usize| widest(rows.iter().map(|row| &row[at]), "");
    let (start, lasts, which) = (column(0), column(1), column(3));
    let room = width.saturating_sub(start + lasts + which + 6).max(24);
    let what = column(2).min(room);
    let row = |[begins, length, told, numbers]: &[String; 4]| {
        let (length, told) = (padded(length, lasts), padded(&cut(told, what), what));
        format!("{begins:>start$}  {length}  {told}  {numbers}")
    };
    rows.iter().map(row).collect()
}

/// What happens in a phase: its name, its side, its few words.
fn tell_phase(phase: &Phase) -> String {
    let name = name_with_side(phase);
    match phase.kind {
        Kind::Ready => plan::get_ready(&name),
        Kind::Off(_) => plan::pack_off(&name),
        Kind::Wait if !phase.text().is_empty() => format!("{name}: {}", line(&phase.text())),
        _ if phase.gap => change_or_rest(phase),
        _ if phase.cue().is_empty() => name,
        _ => format!("{name}: {}", line(phase.cue())),
    }
}

/// Which round, set and repetition it is.
fn tell_numbers(phase: &Phase) -> String {
    let [round, set, rep] = plan::which(phase.kind == Kind::Breath);
    let numbers = [(round, phase.round()), (set, phase.set), (rep, phase.rep)];
    let numbers = numbers.into_iter().filter_map(|(what, nth)| {
        let nth = nth.filter(|nth| nth.of > 1)?;
        Some(format!("{what} {}/{}", nth.nth, nth.of))
    });
    let reps = phase.reps.map(|reps| plan::reps(reps.shown()));
    let optional = phase.is_optional().then(|| plan::OPTIONAL.to_owned());
    numbers.chain(reps).chain(optional).collect::<Vec<_>>().join(", ")
}
