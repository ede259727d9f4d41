//! The end: how it ended, what was done, and what may follow. It stands for as long as it is left
//! to stand, and nothing on it is begun by Enter.
//!
//! What has no room goes in the order of its weight: the way on and the way out stay longest.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::footer::{self, Hint};
use super::letters::{self, BigLetters};
use super::paint::{self, Align, Span};
use super::theme::{Accent, Theme};
use crate::seconds::Length;
use crate::session::Counted;
use crate::session::Done;
use crate::text;
use crate::words::{self, reps};

/// All that is said at the end.
#[derive(Clone, Debug, Default)]
pub struct FinishView<'a> {
    /// How it ended, in a few words.
    pub headline: &'a str,
    pub tone: Accent,
    /// What was done, how much of it, how long it took, and which time today; all but the first
    /// may be empty.
    pub title: &'a str,
    pub counted: &'a str,
    pub length: &'a str,
    pub nth: &'a str,
    /// What is to be said beside it; may be empty.
    pub words: &'a str,
    /// After heat or cold: when the next may come.
    pub not_before: Option<&'a str>,
    /// Where it is asked how it is.
    pub rating: Option<Rating>,
    /// How many repetitions the sets at the person's own pace were, a row a step and side.
    pub sets: &'a [Sets],
    /// What could not be done, like keeping the record.
    pub trouble: Option<&'a str>,
    /// What can be done now, the first thing first.
    pub choices: &'a [FinishChoice],
    /// What was asked and what was done, per step and side; shown where there is room.
    pub done: &'a [Done],
    /// How many lines of that are scrolled past.
    pub scroll: u16,
    pub hints: &'a [Hint<'a>],
}

/// How it is, 0 to 10, and what was said before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    pub before: Option<u8>,
    pub after: Option<u8>,
    /// It is what digits answer now.
    pub chosen: bool,
}

/// How many repetitions sets at the person's own pace were, as they said, and the last time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sets {
    pub name: String,
    pub said: Vec<Option<u32>>,
    pub last_time: Vec<Option<u32>>,
    /// The one of them that digits answer now.
    pub chosen: Option<usize>,
}

/// A key and what it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FinishChoice {
    pub key: String,
    /// In the fullest words first; the first that fit are shown.
    pub labels: Vec<String>,
    /// What else is to be known of it: its length; may be empty.
    pub remark: String,
}

/// Wider than this, two ends of a row are not read in one glance.
const MEASURE: u16 = 68;
/// What is as narrow has the question in two rows.
const NARROW: usize = 52;

/// Lines that stay or go together.
struct FinishRows {
    /// The lightest goes first.
    weight: u8,
    lines: Vec<Vec<Span>>,
    /// With an empty row before it, where there is room.
    apart: bool,
    /// It has what digits answer now.
    digits: bool,
}

/// Whether what digits answer now is on a screen of that size.
pub fn takes_digits(screen: &FinishView<'_>, theme: Theme, area: Rect) -> bool {
    let (pieces, _) = fitted(screen, theme, area);
    pieces.iter().any(|piece| piece.digits)
}

/// What there is room for, and the rows for it, the footer left out.
fn fitted(screen: &FinishView<'_>, theme: Theme, area: Rect) -> (Vec<FinishRows>, usize) {
    let column = paint::column(paint::inset(area, 2), MEASURE);
    let footer_rows = usize::from(area.height >= 8 && !screen.hints.is_empty());
    let height = usize::from(area.height) - footer_rows;
    let mut pieces = pieces(screen, theme, usize::from(column.width));
    keep_what_fits(&mut pieces, height);
    (pieces, height)
}

/// Puts it into an area of any size.
pub fn render(screen: &FinishView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let column = paint::column(paint::inset(area, 2), MEASURE);
    let (pieces, height) = fitted(screen, theme, area);
    let footer_rows = usize::from(area.height) - height;
    let rows: usize = pieces.iter().map(|piece| piece.lines.len()).sum();
    let gaps = pieces.iter().skip(1).filter(|piece| piece.apart).count();
    let gaps = gaps.min(height - rows);
    let mut spare = height - rows - gaps;

    // Who lies on the floor reads it too.
    let sets = (1..=2).filter_map(|lines| BigLetters::of(screen.headline, 1, column.width, lines));
    let big = sets
        .into_iter()
        .find(|set| usize::from(set.rows()) <= spare);
    let big_rows = big.as_ref().map_or(0, |set| usize::from(set.rows()));
    // The lines that they stand for are theirs.
    if big.is_some() {
        spare = spare + pieces[0].lines.len() - big_rows;
    }
    let table: Vec<DoneRow> = match screen.done.len() {
        0 | 1 => Vec::new(),
        _ => screen.done.iter().map(row).collect(),
    };
    // A heading, a line and a gap are the least that says anything.
    let table_rows = match table.len() {
        0 => 0,
        lines if spare >= 4 => (lines + 2).min(spare - 1),
        _ => 0,
    };
    let mut at = (spare - table_rows) / 3;
    let mut gaps = gaps;
    for (nth, piece) in pieces.iter().enumerate() {
        if nth > 0 && piece.apart && gaps > 0 {
            gaps -= 1;
            at += 1;
        }
        if let (0, Some(set)) = (nth, &big) {
            let style = theme.shape(screen.tone);
            let rows = paint::rows(column, at, big_rows);
            letters::render(set, style, Align::Left, rows, buffer);
            at += big_rows;
            continue;
        }
        for spans in &piece.lines {
            paint::spans(buffer, paint::row(column, at), spans, Align::Left);
            at += 1;
        }
    }
    if table_rows > 0 {
        let rows = paint::rows(column, at + 1, table_rows - 1);
        render_table(&table, screen.scroll, theme, rows, buffer);
    }
    let foot = paint::rows(paint::inset(area, 2), height, footer_rows);
    footer::render(screen.hints, theme, foot, buffer);
}

/// All that there is to say, from the top down; how it ended comes first.
fn pieces(screen: &FinishView<'_>, theme: Theme, width: usize) -> Vec<FinishRows> {
    let headline = text::balance(screen.headline, width).into_iter();
    let mut pieces = vec![FinishRows {
        weight: 8,
        lines: headline
            .map(|line| vec![(line, theme.accent(screen.tone))])
            .collect(),
        apart: false,
        digits: false,
    }];
    let mut say = |weight: u8, words: &str, style: Style| {
        let lines: Vec<Vec<Span>> = text::wrap(words, width)
            .into_iter()
            .map(|line| vec![(line, style)])
            .collect();
        if !lines.is_empty() {
            pieces.push(FinishRows {
                weight,
                lines,
                apart: false,
                digits: false,
            });
        }
    };
    say(
        9,
        screen.trouble.unwrap_or(""),
        theme.accent(Accent::Beware),
    );
    say(6, screen.words, theme.text());
    say(7, screen.not_before.unwrap_or(""), theme.strong());
    pieces.insert(
        1,
        FinishRows {
            weight: 4,
            lines: summary(screen, theme, width),
            apart: true,
            digits: false,
        },
    );
    // What digits answer stays longest.
    let asked = |lines, digits| FinishRows {
        weight: if digits { 6 } else { 3 },
        lines,
        apart: true,
        digits,
    };
    if let Some(rating) = screen.rating {
        let alone = screen.sets.is_empty();
        let lines = question(rating, theme, width);
        pieces.push(asked(lines, alone || rating.chosen));
    }
    if !screen.sets.is_empty() {
        let chosen = screen.sets.iter().any(|sets| sets.chosen.is_some());
        pieces.push(asked(rows_of_sets(screen.sets, theme, width), chosen));
    }
    let wide = screen.choices.iter().map(|choice| text::width(&choice.key));
    let wide = wide.max().unwrap_or(0);
    for (nth, choice) in screen.choices.iter().enumerate() {
        pieces.push(FinishRows {
            weight: if nth == 0 { 10 } else { 7 },
            lines: vec![row_of(choice, nth == 0, wide, theme, width)],
            apart: nth == 0,
            digits: false,
        });
    }
    pieces
}

/// What was done on the left, which time today on the right.
fn summary(screen: &FinishView<'_>, theme: Theme, width: usize) -> Vec<Vec<Span>> {
    let numbers: Vec<&str> = [screen.counted, screen.length]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    let mut numbers = numbers.join("    ");
    if text::width(&numbers) > width && !screen.counted.is_empty() {
        numbers = screen.counted.to_owned();
    }
    let title = (text::line(screen.title), theme.strong());
    let one = text::width(&title.0) + 4 + text::width(&numbers);
    let nth = (!screen.nth.is_empty()).then(|| (screen.nth.to_owned(), theme.quiet()));
    let mut lines = match one <= width {
        true => vec![vec![title, (format!("    {numbers}"), theme.text())]],
        false => vec![vec![title], vec![(numbers.clone(), theme.text())]],
    };
    let Some(nth) = nth else { return lines };
    let last = lines.len() - 1;
    match fill(&lines[last], &nth.0, width) {
        Some(space) => lines[last].extend([(space, theme.text()), nth]),
        None => lines.push(vec![nth]),
    }
    lines
}

/// The space that puts words at the right end of a line; `None` where they do not fit there.
fn fill(line: &[Span], words: &str, width: usize) -> Option<String> {
    let taken: usize = line.iter().map(|(words, _)| text::width(words)).sum();
    let space = width.checked_sub(taken + text::width(words))?;
    (space >= 2).then(|| " ".repeat(space))
}

/// The numbers are keys, and none of them must be pressed.
fn question(rating: Rating, theme: Theme, width: usize) -> Vec<Vec<Span>> {
    let digit = |number: u8| match number {
        10 => "T".to_owned(),
        number => number.to_string(),
    };
    let mut scale: Vec<Span> = Vec::new();
    for number in 0..=10 {
        let style = match rating.after == Some(number) {
            true => theme.chosen(),
            false if rating.chosen => theme.strong(),
            false => theme.quiet(),
        };
        if number > 0 {
            scale.push((" ".to_owned(), theme.text()));
        }
        scale.push((digit(number), style));
    }
    let asked = ("How is it now?".to_owned(), theme.text());
    let before = rating.before.map(|before| {
        let words = format!("before: {before}");
        (words, theme.quiet())
    });
    let mut lines = match width >= NARROW {
        true => {
            let mut line = vec![asked, ("    ".to_owned(), theme.text())];
            line.append(&mut scale);
            vec![line]
        }
        false => vec![vec![asked], scale],
    };
    if let Some(before) = before
        && let Some(space) = fill(&lines[0], &before.0, width)
    {
        lines[0].extend([(space, theme.text()), before]);
    }
    lines
}

/// The most rows of sets that are shown at once.
const ROWS_OF_SETS: usize = 4;

/// How many each set was, `__` where nobody knows; the one that digits are for is marked.
fn rows_of_sets(all: &[Sets], theme: Theme, width: usize) -> Vec<Vec<Span>> {
    let mut lines = Vec::new();
    let mut marked = 0;
    let names: Vec<String> = all.iter().map(|sets| text::line(&sets.name)).collect();
    let widest = names.iter().map(|name| text::width(name)).max();
    for (sets, name) in all.iter().zip(names) {
        let name = text::padded(&name, widest.unwrap_or(0));
        let name = (name, theme.text());
        let number = |reps: &Option<u32>| reps.map_or("__".to_owned(), |reps| reps.to_string());
        let last: Vec<String> = sets.last_time.iter().map(number).collect();
        let last = match sets.last_time.iter().any(Option::is_some) {
            true => format!("last time {}", last.join(" · ")),
            false => String::new(),
        };
        let mut numbers: Vec<Vec<Span>> = vec![Vec::new()];
        let mut taken = 0;
        for (nth, said) in sets.said.iter().enumerate() {
            let chosen = sets.chosen == Some(nth);
            let words = format!(" {} ", number(said));
            let wide = text::width(&words);
            // More of them than a row has room for go on in the next.
            if taken + 1 + wide > width && taken > 0 {
                numbers.push(Vec::new());
                taken = 0;
            }
            let row = numbers.len() - 1;
            if taken > 0 {
                numbers[row].push(("·".to_owned(), theme.quiet()));
                taken += 1;
            }
            let style = match (chosen, said) {
                (true, _) => theme.accent(Accent::Turn).add_modifier(Modifier::REVERSED),
                (false, Some(_)) => theme.strong(),
                (false, None) => theme.quiet(),
            };
            numbers[row].push((words, style));
            taken += wide;
            if chosen {
                marked = lines.len() + row;
            }
        }
        let one = text::width(&name.0) + 2 + taken;
        match numbers.len() == 1 && one <= width {
            true => {
                let mut line = vec![name, ("  ".to_owned(), theme.text())];
                line.append(&mut numbers[0]);
                lines.push(line);
            }
            false => {
                marked += usize::from(sets.chosen.is_some());
                lines.push(vec![name]);
                lines.append(&mut numbers);
            }
        }
        // Beside it, where it does not stand below it.
        let end = lines.len() - 1;
        if !last.is_empty()
            && let Some(space) = fill(&lines[end], &last, width)
        {
            lines[end].extend([(space, theme.text()), (last, theme.quiet())]);
        }
    }
    let first = (marked + 1).saturating_sub(ROWS_OF_SETS);
    lines.into_iter().skip(first).take(ROWS_OF_SETS).collect()
}

/// A key, what it does, and what else is to be known of it.
fn row_of(
    choice: &FinishChoice,
    first: bool,
    wide: usize,
    theme: Theme,
    width: usize,
) -> Vec<Span> {
    let key = format!(" {:<wide$} ", choice.key);
    let style = match first {
        true => theme.accent(Accent::Work).add_modifier(Modifier::REVERSED),
        false => theme.accent(Accent::Work),
    };
    let room = width.saturating_sub(text::width(&key) + 2);
    let mut labels = choice.labels.iter().map(|label| text::line(label));
    let fits = labels.clone().find(|label| text::width(label) <= room);
    let label = fits.or(labels.next_back()).unwrap_or_default();
    let mut line = vec![
        (key, style),
        (
            format!("  {label}"),
            if first { theme.strong() } else { theme.text() },
        ),
    ];
    if let Some(space) = fill(&line, &choice.remark, width)
        && !choice.remark.is_empty()
    {
        line.extend([
            (space, theme.text()),
            (choice.remark.clone(), theme.quiet()),
        ]);
    }
    line
}

/// Leaves out what is needed least until the rest fits; of equals the last goes first.
fn keep_what_fits(pieces: &mut Vec<FinishRows>, height: usize) {
    loop {
        let rows: usize = pieces.iter().map(|piece| piece.lines.len()).sum();
        if rows <= height {
            return;
        }
        let lightest = pieces.iter().map(|piece| piece.weight).min().unwrap_or(0);
        let Some(at) = pieces.iter().rposition(|piece| piece.weight == lightest) else {
            return;
        };
        match pieces.len() {
            1 => return pieces[at].lines.truncate(height),
            _ => drop(pieces.remove(at)),
        }
    }
}

/// One line of the table, in words.
struct DoneRow {
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

fn render_table(rows: &[DoneRow], scroll: u16, theme: Theme, area: Rect, buffer: &mut Buffer) {
    if rows.is_empty() || area.height < 2 {
        return;
    }
    let columns = Columns::of(rows, usize::from(area.width));
    let head = DoneRow {
        name: String::new(),
        planned: "planned".into(),
        done: "done".into(),
        remarks: String::new(),
        whole: true,
    };
    let line = |row: &DoneRow, style: Style, done: Style| {
        vec![
            (padded(&row.name, columns.name, false).split_off(2), style),
            (padded(&row.planned, columns.planned, true), theme.quiet()),
            (padded(&row.done, columns.done, true), done),
            (padded(&row.remarks, columns.remarks, false), theme.text()),
        ]
    };
    paint::spans(
        buffer,
        area,
        &line(&head, theme.quiet(), theme.quiet()),
        Align::Left,
    );
    let body = paint::rows(area, 1, usize::from(area.height) - 1);
    let most = rows.len().saturating_sub(usize::from(body.height));
    let first = usize::from(scroll).min(most);
    for (nth, row) in rows.iter().skip(first).take(body.height.into()).enumerate() {
        let done = if row.whole {
            theme.strong()
        } else {
            theme.text()
        };
        paint::spans(
            buffer,
            paint::row(body, nth),
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
    fn of(rows: &[DoneRow], width: usize) -> Columns {
        let widest = |cell: &dyn Fn(&DoneRow) -> &str, least: usize| {
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

fn row(done: &Done) -> DoneRow {
    let side = done.side.map(|side| format!(", {}", side.word()));
    let name = format!("{}{}", text::line(&done.name), side.unwrap_or_default());
    let (_, most) = done.reps_asked;
    let own_pace = matches!(done.counted(), Counted::Own(_));
    let counted = most > 1 || own_pace;
    let asked = match done.counted() {
        Counted::Clock(_) => format!("{} ×", reps::asked(done.reps_asked, done.sets_asked)),
        Counted::Own(_) => reps::asked(done.reps_asked, done.sets_asked),
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
    DoneRow {
        name,
        planned: together(asked, time, counted, timed),
        done: match nothing {
            true => "–".to_owned(),
            false => together(
                match done.counted() {
                    Counted::Clock(reps) => format!("{reps} ×"),
                    own => own.shown(),
                },
                words::length(real),
                counted,
                timed,
            ),
        },
        remarks: remarks.join(", "),
        // Of what nobody counted, nobody knows.
        whole: !own_pace && done.is_whole(),
    }
}
