//! The end: how it ended, what was done, and what may follow. It stands for as long as it is left
//! to stand, and nothing on it is begun by Enter.
//!
//! What has no room goes in the order of its weight: the way on and the way out stay longest.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::Hint;
use super::frame::above_keys;
use super::letters::{self, BigLetters};
use super::paint::{self, Align, Canvas, InkedLine};
use super::stack::{self, Rows};
use super::theme::{Accent, Ink, Theme};
use crate::seconds::Length;
use crate::session::{Counted, StepDone};
use crate::text;
use crate::words::figures::reps_asked;
use crate::words::playing::blank_or;
use crate::words::{self, around};

/// All that is said at the end, a field for each thing that can be said.
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
    /// Why a key did nothing, for a few seconds.
    pub notice: Option<&'a str>,
    /// What can be done now, the first thing first.
    pub choices: &'a [FinishChoice],
    /// What was asked and what was done, per step and side; shown where there is room.
    pub done: &'a [StepDone],
    /// How many lines of that are scrolled past.
    pub scroll: u16,
    pub hints: Vec<Hint>,
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

/// The weight of what digits answer now, and of nothing else.
const DIGITS: u8 = 5;

/// Whether what digits answer now is on a screen of that size.
pub fn takes_digits(screen: &FinishView<'_>, area: Rect) -> bool {
    let (above, _) = above_keys(area, &screen.hints);
    let rows = rows(screen, paint::column(above, MEASURE));
    rows.iter().any(|rows| rows.weight == DIGITS)
}

/// Puts it into an area of any size.
pub fn render(screen: &FinishView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let (above, keys) = above_keys(area, &screen.hints);
    let column = paint::column(above, MEASURE);
    let mut rows = rows(screen, column);
    let height = usize::from(column.height);
    let spare = |rows: &[Rows<_>]| (height - stack::height(rows)).saturating_sub(stack::gaps(rows));

    // Who lies on the floor reads it too.
    let mut sets =
        (1..=2).filter_map(|lines| BigLetters::of(screen.headline, 1, column.width, lines));
    let big = sets.find(|set| usize::from(set.rows()) <= spare(&rows));
    if let Some(set) = &big {
        // The lines that they stand for are theirs.
        rows[0].height = set.rows().into();
    }
    let table = table_lines(screen.done, column.width.into());
    // A heading, a line and a gap are the least that says anything.
    let table_rows = match spare(&rows) {
        spare if spare >= 4 && table.len() > 2 => (table.len() + 1).min(spare - 1),
        _ => 0,
    };
    let air = height - stack::height(&rows);
    let top = (spare(&rows) - table_rows) / 3;
    let mut below = top;
    for (at, rows) in stack::placed(&rows, top, air) {
        let place = paint::rows(column, at, rows.height);
        match &big {
            Some(set) if at == top => {
                letters::render(set, Ink::Shape(screen.tone), Align::Left, place, &mut canvas);
            }
            _ => {
                canvas.lines(place, &rows.what, Align::Left);
            }
        }
        below = at + rows.height;
    }
    if table_rows > 0 {
        let place = paint::rows(column, below + 1, table_rows - 1);
        let (head, body) = (paint::row(place, 0), paint::rows(place, 1, table_rows));
        let (heading, lines) = (&table[..1], &table[1..]);
        canvas.lines(head, heading, Align::Left);
        let first = screen.scroll.min(paint::most_scroll(lines.len(), body));
        canvas.lines(body, &lines[usize::from(first)..], Align::Left);
    }
    canvas.keys(keys, &screen.hints);
}

/// What there is room for, from the top down; how it ended comes first.
fn rows(screen: &FinishView<'_>, column: Rect) -> Vec<Rows<Vec<InkedLine>>> {
    let width = usize::from(column.width);
    let headline = text::balance(screen.headline, width).into_iter();
    let headline = headline.map(|line| vec![(line, Ink::Accent(screen.tone))]);
    let say = |weight, words: Option<&str>, ink| {
        let lines = paint::wrapped(words.unwrap_or(""), width, ink);
        Rows::of(lines.collect(), weight, false)
    };
    let mut all = vec![
        Rows::of(headline.collect(), 8, false),
        Rows::of(summary(screen, width), 4, true),
        say(9, screen.trouble, Ink::Accent(Accent::Beware)),
        say(2, screen.notice, Ink::Text),
        say(6, Some(screen.words), Ink::Text),
        say(7, screen.not_before, Ink::Strong),
    ];
    // What digits answer stays longest.
    let asked = |lines, digits| Rows::of(lines, if digits { DIGITS } else { 3 }, true);
    if let Some(rating) = screen.rating {
        let digits = screen.sets.is_empty() || rating.chosen;
        all.push(asked(question(rating, width), digits));
    }
    let chosen = screen.sets.iter().any(|sets| sets.chosen.is_some());
    all.push(asked(rows_of_sets(screen.sets, width), chosen));
    let wide = screen.choices.iter().map(|choice| text::width(&choice.key));
    let wide = wide.max().unwrap_or(0);
    for (nth, choice) in screen.choices.iter().enumerate() {
        let first = nth == 0;
        let line = row_of(choice, first, wide, width);
        all.push(Rows::of(vec![line], if first { 10 } else { 7 }, first));
    }
    stack::fitted(all, column.height.into())
}

/// What was done on the left, which time today on the right.
fn summary(screen: &FinishView<'_>, width: usize) -> Vec<InkedLine> {
    let both = [screen.counted, screen.length];
    let said = both.into_iter().filter(|words| !words.is_empty());
    let mut numbers = said.collect::<Vec<_>>().join("    ");
    if text::width(&numbers) > width && !screen.counted.is_empty() {
        numbers = screen.counted.to_owned();
    }
    let title = (text::line(screen.title), Ink::Strong);
    let fits = text::width(&title.0) + 4 + text::width(&numbers) <= width;
    let (mut lines, mut last) = match fits {
        true => (vec![], vec![title, (format!("    {numbers}"), Ink::Text)]),
        false => (vec![vec![title]], vec![(numbers, Ink::Text)]),
    };
    let nth_stands = put_right(&mut last, screen.nth, width);
    lines.push(last);
    if !nth_stands && !screen.nth.is_empty() {
        lines.push(vec![(screen.nth.to_owned(), Ink::Quiet)]);
    }
    lines
}

/// Puts words at the right end of a line, if they fit there.
fn put_right(line: &mut InkedLine, words: &str, width: usize) -> bool {
    let space = width.checked_sub(paint::width_of(line) + text::width(words));
    let space = space.filter(|space| *space >= 2 && !words.is_empty());
    let put = space.map(|space| [(" ".repeat(space), Ink::Text), (words.to_owned(), Ink::Quiet)]);
    line.extend(put.into_iter().flatten());
    space.is_some()
}

/// The numbers are keys, and none of them must be pressed.
fn question(rating: Rating, width: usize) -> Vec<InkedLine> {
    let mut scale: InkedLine = Vec::new();
    for number in 0..=10 {
        let ink = match rating.after == Some(number) {
            true => Ink::Chosen,
            false if rating.chosen => Ink::Strong,
            false => Ink::Quiet,
        };
        if number > 0 {
            scale.push((" ".to_owned(), Ink::Text));
        }
        let key = if number == 10 { "T".to_owned() } else { number.to_string() };
        scale.push((key, ink));
    }
    let mut asked = vec![(around::HOW_IS_IT.to_owned(), Ink::Text)];
    let mut below = Vec::new();
    if width >= NARROW {
        asked.push(("    ".to_owned(), Ink::Text));
        asked.append(&mut scale);
    } else {
        below.push(scale);
    }
    let before = rating.before.map(around::it_was);
    put_right(&mut asked, &before.unwrap_or_default(), width);
    [vec![asked], below].concat()
}

/// The most rows of sets that are shown at once.
const ROWS_OF_SETS: usize = 4;

/// How many each set was, `__` where nobody knows; the one that digits are for is marked.
fn rows_of_sets(all: &[Sets], width: usize) -> Vec<InkedLine> {
    let mut lines = Vec::new();
    let mut marked = 0;
    let names: Vec<String> = all.iter().map(|sets| text::line(&sets.name)).collect();
    let widest = names.iter().map(|name| text::width(name)).max();
    for (sets, name) in all.iter().zip(names) {
        let name = text::padded(&name, widest.unwrap_or(0));
        let name = (name, Ink::Text);
        let number = |reps: &Option<u32>| blank_or(*reps);
        let last: Vec<String> = sets.last_time.iter().map(number).collect();
        let last = match sets.last_time.iter().any(Option::is_some) {
            true => around::last_time(&last),
            false => String::new(),
        };
        let mut numbers: Vec<InkedLine> = vec![Vec::new()];
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
                numbers[row].push(("·".to_owned(), Ink::Quiet));
                taken += 1;
            }
            let style = match (chosen, said) {
                (true, _) => Ink::Key(Accent::Turn),
                (false, Some(_)) => Ink::Strong,
                (false, None) => Ink::Quiet,
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
                let mut line = vec![name, ("  ".to_owned(), Ink::Text)];
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
        if let Some(line) = lines.last_mut() {
            put_right(line, &last, width);
        }
    }
    let first = (marked + 1).saturating_sub(ROWS_OF_SETS);
    lines.into_iter().skip(first).take(ROWS_OF_SETS).collect()
}

/// A key, what it does, and what else is to be known of it.
fn row_of(choice: &FinishChoice, first: bool, wide: usize, width: usize) -> InkedLine {
    let (key_ink, ink) = match first {
        true => (Ink::Key(Accent::Work), Ink::Strong),
        false => (Ink::Accent(Accent::Work), Ink::Text),
    };
    let key = format!(" {:<wide$} ", choice.key);
    let room = width.saturating_sub(text::width(&key) + 2);
    let mut labels = choice.labels.iter().map(|label| text::line(label));
    let fits = labels.clone().find(|label| text::width(label) <= room);
    let label = fits.or(labels.next_back()).unwrap_or_default();
    let mut line = vec![(key, key_ink), (format!("  {label}"), ink)];
    put_right(&mut line, &choice.remark, width);
    line
}

/// What was asked and what was done, a line for each step and side, below a heading.
fn table_lines(done: &[StepDone], width: usize) -> Vec<InkedLine> {
    let head = ["", around::PLANNED, around::DONE, ""].map(str::to_owned);
    let rows: Vec<([String; 4], bool)> = done.iter().map(cells).collect();
    let all = || [&head].into_iter().chain(rows.iter().map(|(cells, _)| cells));
    let widest = |nth: usize| all().map(|cells| text::width(&cells[nth])).max().unwrap_or(0);
    let mut columns = [0, 1, 2, 3].map(widest);
    columns[0] = columns[0].max(4);
    let whole = |columns: &[usize; 4]| -> usize {
        let shown = columns.iter().filter(|width| **width > 0);
        shown.map(|width| width + 2).sum()
    };
    // What is missed least goes first; the names are cut last.
    if whole(&columns) > width + 2 {
        columns[3] = 0;
    }
    if whole(&columns) > width + 2 + columns[0] / 2 {
        columns[1] = 0;
    }
    let over = whole(&columns).saturating_sub(width + 2);
    columns[0] = columns[0].saturating_sub(over).max(4);
    let line = |cells: &[String; 4], inks: [Ink; 4]| -> InkedLine {
        let cell = |nth: usize| {
            let words = text::cut(&cells[nth], columns[nth]);
            let space = " ".repeat(columns[nth] - text::width(&words));
            let words = match nth {
                _ if columns[nth] == 0 => String::new(),
                0 => words + &space,
                3 => format!("  {words}{space}"),
                _ => format!("  {space}{words}"),
            };
            (words, inks[nth])
        };
        [0, 1, 2, 3].map(cell).into()
    };
    let mut lines = vec![line(&head, [Ink::Quiet; 4])];
    lines.extend(rows.iter().map(|(cells, whole)| {
        let done = if *whole { Ink::Strong } else { Ink::Text };
        line(cells, [Ink::Text, Ink::Quiet, done, Ink::Text])
    }));
    lines
}

/// What was done of a step on a side: its name, what was asked, what was done, what is to be said
/// beside it; and whether all that was asked was done.
fn cells(done: &StepDone) -> ([String; 4], bool) {
    let side = done.side().map(|side| format!(", {}", words::side(side)));
    let name = format!("{}{}", text::line(&done.name), side.unwrap_or_default());
    let own_pace = matches!(done.counted(), Counted::Own(_));
    let times = |reps: String| if own_pace { reps } else { format!("{reps} ×") };
    let asked = times(reps_asked(done.reps_asked(), done.sets_asked()));
    let counted = match done.counted() {
        Counted::Clock(reps) => times(reps.to_string()),
        own => own.shown(),
    };
    let (least, most) = (done.least, done.most);
    let is_counted = done.reps_most > 1 || own_pace;
    let together = |reps: String, time: String| match (is_counted, most.is_zero()) {
        (true, false) => format!("{reps}  {time}"),
        (true, true) => reps,
        _ => time,
    };
    let planned = together(asked, words::range(Length { least, most }));
    let shown = match done.reps == 0 && done.real.is_zero() {
        true => "–".to_owned(),
        false => together(counted, words::length(Duration::from_secs(done.real.as_secs()))),
    };
    let remarks = [
        (done.hurt, around::IT_HURT),
        (done.skipped, around::SKIPPED),
        (done.extended, around::LONGER),
    ];
    let remarks = remarks.iter().filter(|(is, _)| *is).map(|(_, word)| *word);
    let remarks = remarks.collect::<Vec<_>>().join(", ");
    // Of what nobody counted, nobody knows.
    ([name, planned, shown, remarks], !own_pace && done.is_whole())
}
