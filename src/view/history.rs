//! The sessions that were played, the latest first, and one of them in detail.
//!
//! It knows sessions as rows of words; how letters filter them is for others.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::find;
use super::footer::Hint;
use super::frame::Frame;
use super::page::PageBlock;
use super::paint::{self, Align, Canvas};
use super::theme::{Accent, Ink, Theme};
use crate::history::{Ended, Session, StepDone, Summary, Than};
use crate::seconds::{Length, minutes};
use crate::session::Counted;
use crate::text;
use crate::words::reps::{MARKS, asked};
use crate::words::{self, length, range};

/// So many columns of a title are shown before anything else is.
const LEAST_TITLE: usize = 20;

/// All that there is to see in the list.
#[derive(Clone, Copy)]
pub struct HistoryView<'a> {
    /// How many sessions the filter leaves.
    pub count: usize,
    /// One of them: it is asked for as many as can be seen.
    pub row: &'a dyn Fn(usize) -> SessionRow,
    /// Which of them is selected.
    pub selected: usize,
    /// The letters typed so far.
    pub filter: &'a str,
    /// How many there are without the filter.
    pub of: usize,
    /// One line above all: what could not be read.
    pub trouble: Option<&'a str>,
    /// What to say where there are no rows.
    pub empty: &'a str,
    pub hints: &'a [Hint<'a>],
}

/// A session in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionRow {
    /// The month that it stands under: `November 2026`.
    pub month: String,
    /// `Sat 21  08:03`
    pub when: String,
    pub title: String,
    /// `6 min`
    pub length: String,
    /// How it ended, if not at its end.
    pub early: Option<&'static str>,
    /// `6 → 3`
    pub pain: String,
    /// `better`, `same`, `worse`
    pub than: &'static str,
    /// The person's own words.
    pub note: String,
}

impl SessionRow {
    /// The row of a session.
    pub fn of(session: &Summary) -> SessionRow {
        let start = session.start.local();
        // From a minute on nobody asks for the seconds.
        let lasted = match session.real().as_secs() {
            seconds @ 0..60 => seconds,
            _ => minutes(session.real()) * 60,
        };
        SessionRow {
            month: start.strftime("%B %Y").to_string(),
            when: start.strftime("%a %d  %H:%M").to_string(),
            title: text::line(&session.played.title),
            length: length(std::time::Duration::from_secs(lasted)),
            early: match session.ended {
                Ended::Finished => None,
                ended => Some(early_word(ended)),
            },
            pain: pain_words(session.before, session.after),
            than: session.than.map_or("", Than::word),
            note: session.note.as_deref().map_or(String::new(), text::line),
        }
    }
}

fn pain_words(before: Option<u8>, after: Option<u8>) -> String {
    let word = |pain: Option<u8>| pain.map_or("–".to_owned(), |pain| pain.to_string());
    match (before, after) {
        (None, None) => String::new(),
        _ => format!("{} → {}", word(before), word(after)),
    }
}

/// How a session ended, as a list says it.
pub fn early_word(ended: Ended) -> &'static str {
    match ended {
        Ended::Finished => "finished",
        Ended::Stopped => "stopped",
        Ended::Interrupted => "broken off",
    }
}

/// From this height on the list is set apart.
const AIRY_FROM: u16 = 16;

fn frame(screen: &HistoryView<'_>, area: Rect) -> Frame {
    let trouble = screen.trouble.is_some() && area.height >= 6;
    Frame::of(area, trouble, screen.hints, AIRY_FROM)
}

/// A line of the list.
enum HistoryLine {
    Space,
    Month(String),
    Row(usize, SessionRow),
    Note(usize, String),
}

/// The lines about the selected row that can be seen: it is never far from the middle.
fn lines(screen: &HistoryView<'_>, list: Rect) -> Vec<HistoryLine> {
    let height = usize::from(list.height);
    let mut lines = Vec::new();
    // A row takes at most four lines, so that so many rows on both sides fill any list.
    let from = screen.selected.saturating_sub(height);
    let to = screen.count.min(from + 2 * height + 1);
    let before = from.checked_sub(1).filter(|at| *at < screen.count);
    let mut month = before.map(|at| (screen.row)(at).month);
    for index in from..to {
        let row = (screen.row)(index);
        if month.as_ref() != Some(&row.month) {
            if !lines.is_empty() {
                lines.push(HistoryLine::Space);
            }
            lines.push(HistoryLine::Month(row.month.clone()));
            month = Some(row.month.clone());
        }
        let note = row.note.clone();
        lines.push(HistoryLine::Row(index, row));
        if !note.is_empty() {
            lines.push(HistoryLine::Note(index, note));
        }
    }
    let is_selected =
        |line: &HistoryLine| matches!(line, HistoryLine::Row(at, _) if *at == screen.selected);
    let at = lines.iter().position(is_selected).unwrap_or(0);
    lines.drain(..paint::first_shown(at, lines.len(), list));
    lines.truncate(height);
    lines
}

/// The row of the list under a cell of the screen.
pub fn hit(area: Rect, screen: &HistoryView<'_>, column: u16, row: u16) -> Option<usize> {
    let list = frame(screen, area).body;
    if !list.contains((column, row).into()) {
        return None;
    }
    match lines(screen, list).get(usize::from(row - list.y))? {
        HistoryLine::Row(index, _) | HistoryLine::Note(index, _) => Some(*index),
        HistoryLine::Space | HistoryLine::Month(_) => None,
    }
}

/// Puts the list into an area of any size.
pub fn render(screen: &HistoryView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let frame = frame(screen, area);
    render_top(screen, frame.top, &mut canvas);
    let trouble = text::line(screen.trouble.unwrap_or_default());
    canvas.line(frame.second, &trouble, Ink::Accent(Accent::Beware));
    if screen.count == 0 {
        canvas.words(frame.body, screen.empty, Ink::Text);
    }
    for (nth, line) in lines(screen, frame.body).iter().enumerate() {
        let place = paint::row(frame.body, nth);
        match line {
            HistoryLine::Space => {}
            HistoryLine::Month(name) => canvas.line(place, name, Ink::Quiet),
            HistoryLine::Row(index, row) => {
                render_row(row, *index == screen.selected, place, &mut canvas);
            }
            HistoryLine::Note(_, note) => {
                canvas.line(place, &format!("{:15}{note}", ""), Ink::Quiet);
            }
        }
    }
    canvas.keys(frame.keys, screen.hints);
}

fn render_top(screen: &HistoryView<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let count = match text::line(screen.filter).is_empty() {
        // The filter needs the room.
        _ if area.width < 28 => String::new(),
        true => words::count(screen.of as u64, "session"),
        false => format!("{} of {}", screen.count, screen.of),
    };
    find::render("Looking back", screen.filter, &count, area, canvas);
}

fn render_row(row: &SessionRow, selected: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let inked = |ink: Ink| if selected { Ink::Chosen } else { ink };
    let width = usize::from(area.width);
    let than = match row.than {
        "worse" => Ink::Accent(Accent::Beware),
        "better" => Ink::Accent(Accent::Work),
        _ => Ink::Quiet,
    };
    // Columns at the right, each with its width and whose turn it is where there is little room.
    let early = row.early.unwrap_or("");
    let columns = [
        (early, 10, Ink::Accent(Accent::Turn), 2),
        (row.than, 6, than, 3),
        (row.pain.as_str(), 7, Ink::Text, 0),
        (row.length.as_str(), 9, Ink::Quiet, 1),
    ];
    let when = match width >= 34 {
        true => row.when.as_str(),
        // The time of day gives way before the title does.
        false => row.when.split("  ").next().unwrap_or_default(),
    };
    // The columns depend on the width alone, so that all rows have the same ones.
    let mut room = width.saturating_sub(text::width(when) + 4 + LEAST_TITLE);
    let mut shown = [false; 4];
    for rank in 0..columns.len() {
        for (at, (_, wide, _, its_rank)) in columns.iter().enumerate() {
            if *its_rank == rank && *wide < room {
                shown[at] = true;
                room -= wide + 1;
            }
        }
    }
    let shown = columns.iter().zip(shown).filter(|(_, shown)| *shown);
    let taken: usize = shown.clone().map(|((_, wide, _, _), _)| wide + 1).sum();
    let title_room = width.saturating_sub(text::width(when) + 4 + taken);
    let title = text::padded(&text::cut(&row.title, title_room), title_room);
    let mut pieces = vec![
        (format!(" {when}  "), inked(Ink::Quiet)),
        (title, inked(Ink::Text)),
    ];
    for ((words, wide, ink, _), _) in shown {
        let words = text::cut(words, *wide);
        let space = " ".repeat(wide + 1 - text::width(&words));
        pieces.extend([(space, inked(Ink::Quiet)), (words, inked(*ink))]);
    }
    pieces.push((" ".into(), inked(Ink::Quiet)));
    canvas.pieces(area, &pieces, Align::Left);
}

/// All about one session.
pub fn detail(session: &Session) -> Vec<PageBlock> {
    let record = &session.record;
    let pair = |key: &str, words: String| PageBlock::Pair(key.into(), words);
    let start = record.start.local();
    let (from, to) = (start.strftime("%A, %d %B %Y, %H:%M"), record.end.local());
    let mut blocks = vec![pair("When", format!("{from} to {}", to.strftime("%H:%M")))];
    let ended = match (record.ended, &record.at) {
        (Ended::Finished, _) => "finished".to_owned(),
        (Ended::Stopped, None) => "stopped".to_owned(),
        (Ended::Stopped, Some(at)) => format!("stopped at {}", text::line(at)),
        (Ended::Interrupted, None) => "broken off".to_owned(),
        (Ended::Interrupted, Some(at)) => format!("broken off at {}", text::line(at)),
    };
    blocks.push(pair("Ended", ended));
    blocks.push(pair("Lasted", dose(record.planned)));
    blocks.push(pair("Work", dose(record.work)));
    for (side, done) in [("Left", record.left), ("Right", record.right)] {
        blocks.extend(done.map(|done| pair(side, dose(done))));
    }
    if record.pauses > 0 {
        let times = match record.pauses {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        blocks.push(pair(
            "Paused",
            format!("{times}, {} in all", length(record.paused)),
        ));
    }
    if !record.away.is_zero() {
        blocks.push(pair("Away", length(record.away)));
    }
    for gap in &record.resumed {
        let (from, to) = (gap.from.local(), gap.to.local());
        let (from, to) = (from.strftime("%H:%M"), to.strftime("%H:%M"));
        blocks.push(pair(
            "Taken up",
            format!("broken off at {from}, again from {to}"),
        ));
    }
    for had in &record.applications {
        let (on, off) = (had.on.local(), had.off.local());
        let mut words = format!("on {}, off {}", on.strftime("%H:%M"), off.strftime("%H:%M"));
        if had.too_soon {
            words += ", before its time";
        }
        let agent = had.agent.word();
        blocks.push(pair(if agent == "heat" { "Heat" } else { "Cold" }, words));
    }
    let pain = pain_words(session.before, session.after);
    if !pain.is_empty() {
        blocks.push(pair("Pain", format!("{pain} of 10")));
    }
    blocks.extend(
        session
            .than
            .map(|than| pair("After it", than.word().into())),
    );
    let note = session.note.as_deref().map(text::line);
    blocks.extend(note.map(|note| pair("Note", note)));
    if !record.areas.is_empty() {
        blocks.push(pair("For", text::line(&record.areas.join(", "))));
    }
    let id = record.id.to_string();
    let short = id[id.len() - 8..].to_owned();
    blocks.push(pair("Id", id));
    let later = format!("supple felt {short} says how it felt, or leaves a note.");
    blocks.push(pair("Later", later));
    if !record.steps.is_empty() {
        blocks.push(PageBlock::Heading("Step by step".into()));
        blocks.extend(record.steps.iter().map(step));
        if record.steps.iter().any(|step| reps_words(step).is_some()) {
            blocks.push(PageBlock::Text(MARKS.into()));
        }
    }
    blocks
}

/// `6 min, asked 5–7 min`
fn dose(dose: crate::history::Dose) -> String {
    let asked = Length {
        least: dose.least,
        most: dose.most.max(dose.least),
    };
    match dose.most.is_zero() {
        true => length(dose.real),
        false => format!("{}, asked {}", length(dose.real), range(asked)),
    }
}

/// Repetitions done of those asked, with the mark of who says so; nothing where the clock counted
/// a single one.
fn reps_words(step: &StepDone) -> Option<String> {
    let counted = step.counted();
    if matches!(counted, Counted::Clock(_)) && step.reps_most <= 1 {
        return None;
    }
    let reps = (step.reps_least, step.reps_most);
    let asked = asked(reps, (step.sets_least, step.sets_most));
    Some(format!("{} of {asked}", counted.shown()))
}

fn step(step: &StepDone) -> PageBlock {
    let mut words = text::line(&step.name);
    if let Some(side) = &step.side {
        words += &format!(", {}", text::line(side));
    }
    let done = dose(crate::history::Dose {
        least: step.least,
        most: step.most,
        real: step.real,
    });
    words += &format!(": {done}");
    if let Some(reps) = reps_words(step) {
        words += &format!("; {reps}");
    }
    for (is, word) in [
        (step.extended, "longer"),
        (step.skipped, "skipped in part"),
        (step.hurt, "that hurt"),
    ] {
        if is {
            words += &format!(" · {word}");
        }
    }
    PageBlock::Item(words)
}
