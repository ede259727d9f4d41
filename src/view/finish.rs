//! The end: a kind sentence, what suits next, and what was done beside what was planned.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::footer::{self, Hint};
use super::ink::{self, Align};
use super::letters::{self, Set};
use super::theme::{Theme, Tone};
use super::words;
use crate::history::Counted;
use crate::seconds::Length;
use crate::session::Done;
use crate::text;

/// All that is said at the end.
#[derive(Clone, Debug, Default)]
pub struct Screen<'a> {
    /// One kind sentence.
    pub kind: &'a str,
    /// What suits next; may be empty.
    pub next: &'a str,
    /// After heat or cold: `The next one not before 16:22.`
    pub not_before: Option<&'a str>,
    /// A question that waits for an answer, and one that need not be given; may be empty.
    pub ask: &'a str,
    /// What could not be done, like keeping the record.
    pub trouble: Option<&'a str>,
    /// What was asked and what was done, per step and side.
    pub done: &'a [Done],
    /// How many lines of the table are scrolled past.
    pub scroll: u16,
    pub hints: &'a [Hint<'a>],
}

/// The table is no wider than this, so that a row is read in one glance.
const MEASURE: u16 = 72;

/// One line of the table, in words.
struct Row {
    name: String,
    planned: String,
    done: String,
    remarks: String,
    /// All that was asked was done.
    whole: bool,
}

/// The widths of the table's columns, and which of them there are.
struct Columns {
    name: usize,
    planned: usize,
    done: usize,
    remarks: usize,
}

/// Puts it into an area of any size.
pub fn render(screen: &Screen<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let column = ink::column(ink::inset(area, 2), MEASURE);
    let width = usize::from(column.width);
    let footer_rows = usize::from(area.height >= 8 && !screen.hints.is_empty());
    let height = usize::from(area.height) - footer_rows;

    let rows: Vec<Row> = screen.done.iter().map(row).collect();
    let table = match rows.len() {
        0 => 0,
        rows => rows + 1,
    };
    let mut head: Vec<(String, Style)> = Vec::new();
    let mut say = |words: &str, style: Style| {
        let lines = text::wrap(words, width).into_iter();
        head.extend(lines.map(|line| (line, style)));
        head.len()
    };
    // Its first sentence may be set in big letters.
    let kind_words = text::line(screen.kind);
    let (first, rest) = match kind_words.split_once(". ") {
        Some((first, rest)) => (first.to_owned() + ".", rest),
        None => (kind_words.clone(), ""),
    };
    let kind = say(&first, theme.accent(Tone::Work));
    say(rest, theme.accent(Tone::Work));
    say(screen.not_before.unwrap_or(""), theme.accent(Tone::Turn));
    say(screen.trouble.unwrap_or(""), theme.accent(Tone::Beware));
    say(screen.next, theme.text());
    say(screen.ask, theme.accent(Tone::Turn));

    // Who lies on the floor reads it too.
    let spare = height.saturating_sub(head.len() - kind + table + 4);
    let sets =
        (1..=3).filter_map(|lines| Set::of(first.trim_end_matches('.'), 1, column.width, lines));
    let big = sets
        .into_iter()
        .find(|set| usize::from(set.rows()) <= spare);
    if big.is_some() {
        head.drain(..kind);
    }
    let big_rows = big.as_ref().map_or(0, |set| usize::from(set.rows()) + 1);

    let gap = usize::from(big_rows + head.len() + table + 2 <= height);
    let whole = big_rows + head.len() + gap + table;
    let mut at = height.saturating_sub(whole) / 2;
    if let Some(set) = &big {
        let rows = ink::rows(column, at, big_rows);
        letters::render(set, theme.shape(Tone::Work), Align::Left, rows, buffer);
        at += big_rows;
    }
    for (words, style) in head.iter().take(height) {
        ink::line(buffer, ink::row(column, at), words, *style, Align::Left);
        at += 1;
    }
    let from = (at + gap).min(height);
    render_table(
        &rows,
        screen.scroll,
        theme,
        ink::rows(column, from, height - from),
        buffer,
    );
    let foot = ink::rows(ink::inset(area, 2), height, footer_rows);
    footer::render(screen.hints, theme, foot, buffer);
}

fn render_table(rows: &[Row], scroll: u16, theme: Theme, area: Rect, buffer: &mut Buffer) {
    if rows.is_empty() || area.height < 2 {
        return;
    }
    let columns = Columns::of(rows, usize::from(area.width));
    let head = Row {
        name: String::new(),
        planned: "planned".into(),
        done: "done".into(),
        remarks: String::new(),
        whole: true,
    };
    let line = |row: &Row, style: Style, done: Style| {
        vec![
            (padded(&row.name, columns.name, false).split_off(2), style),
            (padded(&row.planned, columns.planned, true), theme.quiet()),
            (padded(&row.done, columns.done, true), done),
            (
                padded(&row.remarks, columns.remarks, false),
                theme.accent(Tone::Turn),
            ),
        ]
    };
    ink::spans(
        buffer,
        area,
        &line(&head, theme.quiet(), theme.quiet()),
        Align::Left,
    );
    let body = ink::rows(area, 1, usize::from(area.height) - 1);
    let most = rows.len().saturating_sub(usize::from(body.height));
    let first = usize::from(scroll).min(most);
    for (nth, row) in rows.iter().skip(first).take(body.height.into()).enumerate() {
        let done = if row.whole {
            theme.strong()
        } else {
            theme.text()
        };
        ink::spans(
            buffer,
            ink::row(body, nth),
            &line(row, theme.text(), done),
            Align::Left,
        );
    }
}

/// A cell of the table with the space before it.
fn padded(words: &str, width: usize, right: bool) -> String {
    if width == 0 {
        return String::new();
    }
    let words = text::cut(words, width);
    let space = " ".repeat(width - text::width(&words));
    match right {
        true => format!("  {space}{words}"),
        false => format!("  {words}{space}"),
    }
}

impl Columns {
    fn of(rows: &[Row], width: usize) -> Columns {
        let widest = |cell: &dyn Fn(&Row) -> &str, least: usize| {
            let cells = rows.iter().map(|row| text::width(cell(row)));
            cells.max().unwrap_or(0).max(least)
        };
        let done = widest(&|row| &row.done, 4);
        let mut columns = Columns {
            name: widest(&|row| &row.name, 4),
            planned: widest(&|row| &row.planned, 7),
            done,
            remarks: widest(&|row| &row.remarks, 0),
        };
        // What is missed least goes first; the names are cut last.
        if columns.whole() > width {
            columns.remarks = 0;
        }
        if columns.whole() > width && columns.whole() - width > columns.name / 2 {
            columns.planned = 0;
        }
        let over = columns.whole().saturating_sub(width);
        columns.name = columns.name.saturating_sub(over).max(4);
        columns
    }

    fn whole(&self) -> usize {
        let cells = [self.name, self.planned, self.done, self.remarks];
        cells
            .iter()
            .filter(|width| **width > 0)
            .map(|width| width + 2)
            .sum()
    }
}

fn row(done: &Done) -> Row {
    let side = done.side.map(|side| format!(", {}", side.word()));
    let name = format!("{}{}", text::line(&done.name), side.unwrap_or_default());
    let (least, most) = done.reps_asked;
    let own_pace = matches!(done.counted(), Counted::Own(_));
    let counted = most > 1 || own_pace;
    let reps = match done.counted() {
        Counted::Clock(_) => format!("{} ×", words::asked(done.reps_asked, done.sets_asked)),
        Counted::Own(_) => words::asked(done.reps_asked, done.sets_asked),
    };
    let time = words::range(Length {
        least: done.asked.0,
        most: done.asked.1,
    });
    let together = |reps: String, time: String, counted: bool, timed: bool| match (counted, timed) {
        (true, true) => format!("{reps}  {time}"),
        (true, false) => reps,
        _ => time,
    };
    let timed = !done.asked.1.is_zero();
    let real = Duration::from_secs(done.real.as_secs());
    let nothing = done.reps == 0 && done.real.is_zero();
    let mut remarks = Vec::new();
    for (is, word) in [
        (done.hurt, "it hurt"),
        (done.skipped, "skipped"),
        (done.extended, "longer"),
    ] {
        if is {
            remarks.push(word);
        }
    }
    Row {
        name,
        planned: together(reps, time, counted, timed),
        done: match nothing {
            true => "–".to_owned(),
            false => together(
                match done.counted() {
                    Counted::Clock(reps) => format!("{reps} ×"),
                    own => words::counted(own),
                },
                words::length(real),
                counted,
                timed,
            ),
        },
        remarks: remarks.join(", "),
        // Of what nobody counted, nobody knows.
        whole: !own_pace && done.reps >= least && done.real >= done.asked.0,
    }
}
