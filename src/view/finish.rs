//! The end: how it ended, what was done, and what may follow. It stands for as long as it is left
//! to stand, and nothing on it is begun by Enter.
//!
//! What has no room goes in the order of its weight: the way on and the way out stay longest.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::above_keys;
use super::letters::{self, BigLetters};
use super::paint::{self, Canvas, InkedLine, Rows};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen};
use crate::seconds::Length;
use crate::session::{Counted, StepDone};
use crate::text;
use crate::words::figures::{reps_asked, reps_in};
use crate::words::playing::blank_or;
use crate::words::{self, around};

/// All that is said at the end, a field for each thing that can be said; what is empty is left out.
#[derive(Clone, Debug, Default)]
pub struct FinishView {
    /// How it ended, in a few words.
    pub headline: String,
    pub tone: Accent,
    /// What was done, how much of it, how long it took, and which time today.
    pub title: String,
    pub counted: String,
    pub length: String,
    pub nth: String,
    /// What is to be said beside it.
    pub words: String,
    /// After heat or cold: when the next may come.
    pub not_before: String,
    /// Where it is asked how it is.
    pub rating: Option<Rating>,
    /// How many repetitions the sets at the person's own pace were, a row a step and side.
    pub sets: Vec<Sets>,
    /// What could not be done, like keeping the record.
    pub trouble: String,
    /// Why a key did nothing, for a few seconds.
    pub notice: String,
    /// What can be done now, the first thing first.
    pub choices: Vec<FinishChoice>,
    /// What was asked and what was done, per step and side; shown where there is room.
    pub done: Vec<StepDone>,
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

impl Screen for FinishView {
    fn takes_digits(&self, area: Rect) -> bool {
        let (above, _) = above_keys(area, &self.hints);
        let rows = self.rows(paint::column(above, MEASURE));
        rows.iter().any(|rows| rows.weight == DIGITS)
    }

    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let mut canvas = Canvas { theme, buffer };
        let (above, keys) = above_keys(area, &self.hints);
        canvas.keys(keys, &self.hints);
        let column = paint::column(above, MEASURE);
        let mut rows = self.rows(column);
        let height = usize::from(column.height);
        let spare =
            |rows: &[Rows]| (height - paint::height(rows)).saturating_sub(paint::gaps(rows));
        // Who lies on the floor reads it too.
        let sets = |lines| BigLetters::of(&self.headline, 1, column.width, lines);
        let big = (1..=2)
            .find_map(|lines| sets(lines).filter(|set| usize::from(set.rows()) <= spare(&rows)));
        if let Some(set) = &big {
            // The lines that they stand for are theirs.
            rows[0] = Rows::of(vec![Vec::new(); set.rows().into()], 0, false);
        }
        let table = self.table_lines(column.width.into());
        // A heading, a line and a gap are the least that says anything.
        let table_rows = match spare(&rows) {
            spare @ 4.. if table.len() > 2 => (table.len() + 1).min(spare - 1),
            _ => 0,
        };
        let top = (spare(&rows) - table_rows) / 3;
        let below = canvas.rows(&rows, top, height - paint::height(&rows), column);
        if let Some(set) = &big {
            let place = paint::rows(column, top, height);
            letters::render(set, Ink::Shape(self.tone), place, &mut canvas);
        }
        let place = paint::rows(column, below + 1, table_rows.saturating_sub(1));
        canvas.lines(place, &table[..1]);
        let body = paint::rows(place, 1, place.height.into());
        let first = self.scroll.min(paint::most_scroll(table.len() - 1, body));
        canvas.lines(body, &table[1 + usize::from(first)..]);
    }
}

impl FinishView {
    /// What there is room for, from the top down; how it ended comes first.
    fn rows(&self, column: Rect) -> Vec<Rows> {
        let width = usize::from(column.width);
        let headline = text::balance(&self.headline, width).into_iter();
        let headline = headline.map(|line| vec![(line, Ink::Accent(self.tone))]);
        let say = |weight, words: &str, ink| {
            Rows::of(paint::wrapped(words, width, ink).collect(), weight, false)
        };
        let mut all = vec![
            Rows::of(headline.collect(), 8, false),
            Rows::of(self.summary(width), 4, true),
            say(9, &self.trouble, Ink::Accent(Accent::Beware)),
            say(2, &self.notice, Ink::Text),
            say(6, &self.words, Ink::Text),
            say(7, &self.not_before, Ink::Strong),
        ];
        // What digits answer stays longest.
        let asked = |lines, digits| Rows::of(lines, if digits { DIGITS } else { 3 }, true);
        if let Some(rating) = self.rating {
            all.push(asked(question(rating, width), self.sets.is_empty() || rating.chosen));
        }
        let chosen = self.sets.iter().any(|sets| sets.chosen.is_some());
        all.push(asked(rows_of_sets(&self.sets, width), chosen));
        let wide = self.choices.iter().map(|choice| text::width(&choice.key));
        let wide = wide.max().unwrap_or(0);
        for (nth, choice) in self.choices.iter().enumerate() {
            let first = nth == 0;
            let line = row_of(choice, first, wide, width);
            all.push(Rows::of(vec![line], if first { 10 } else { 7 }, first));
        }
        paint::fitted(all, column.height.into())
    }

    /// What was done on the left, which time today on the right.
    fn summary(&self, width: usize) -> Vec<InkedLine> {
        let (counted, length) = (self.counted.as_str(), self.length.as_str());
        let numbers = match (counted, length) {
            ("", one) | (one, "") => one.to_owned(),
            both if text::width(both.0) + 4 + text::width(both.1) > width => counted.to_owned(),
            _ => format!("{counted}    {length}"),
        };
        let title = (text::line(&self.title), Ink::Strong);
        let fits = text::width(&title.0) + 4 + text::width(&numbers) <= width;
        let mut lines = if fits {
            vec![vec![title, (format!("    {numbers}"), Ink::Text)]]
        } else {
            vec![vec![title], vec![(numbers, Ink::Text)]]
        };
        let last = lines.len() - 1;
        if !put_right(&mut lines[last], &self.nth, width) && !self.nth.is_empty() {
            lines.push(vec![(self.nth.clone(), Ink::Quiet)]);
        }
        lines
    }

    /// What was asked and what was done, a line for each step and side, below a heading.
    fn table_lines(&self, width: usize) -> Vec<InkedLine> {
        let head = ["", around::PLANNED, around::DONE, ""].map(str::to_owned);
        let mut rows = vec![(head, [Ink::Quiet; 4])];
        rows.extend(self.done.iter().map(row_of_step));
        let widest = |nth: usize| rows.iter().map(|(cells, _)| text::width(&cells[nth])).max();
        let mut wide = [0, 1, 2, 3].map(|nth| widest(nth).unwrap_or(0));
        let over = |wide: &[usize; 4]| {
            let beside: usize =
                wide[1..].iter().filter(|wide| **wide > 0).map(|wide| wide + 2).sum();
            (wide[0] + beside).saturating_sub(width)
        };
        // What is missed least goes first; the names are cut last.
        if over(&wide) > 0 {
            wide[3] = 0;
        }
        if over(&wide) > wide[0] / 2 {
            wide[1] = 0;
        }
        wide[0] = wide[0].saturating_sub(over(&wide)).max(4);
        let line = |(cells, inks): ([String; 4], [Ink; 4])| -> InkedLine {
            let cell = |nth: usize| match (nth, wide[nth]) {
                (0, wide) => text::padded(&text::cut(&cells[0], wide), wide),
                (_, 0) => String::new(),
                (3, wide) => format!("  {}", text::cut(&cells[3], wide)),
                (_, wide) => format!("  {:>wide$}", text::cut(&cells[nth], wide)),
            };
            [0, 1, 2, 3].map(|nth| (cell(nth), inks[nth])).into()
        };
        rows.into_iter().map(line).collect()
    }
}

/// Puts words at the right end of a line, if they fit there.
fn put_right(line: &mut InkedLine, words: &str, width: usize) -> bool {
    let space = width.checked_sub(paint::width_of(line) + text::width(words));
    let Some(space) = space.filter(|space| *space >= 2 && !words.is_empty()) else {
        return false;
    };
    line.extend([(" ".repeat(space), Ink::Text), (words.to_owned(), Ink::Quiet)]);
    true
}

/// The numbers are keys, and none of them must be pressed.
fn question(rating: Rating, width: usize) -> Vec<InkedLine> {
    let plain = if rating.chosen { Ink::Strong } else { Ink::Quiet };
    let number = |number: u8| {
        let key = if number == 10 { "T".to_owned() } else { number.to_string() };
        let gap = if number == 0 { "" } else { " " };
        [(gap.to_owned(), Ink::Text), (key, plain.or_chosen(rating.after == Some(number)))]
    };
    let scale: InkedLine = (0..=10).flat_map(number).collect();
    let mut lines = vec![vec![(around::HOW_IS_IT.to_owned(), Ink::Text)]];
    if width >= NARROW {
        lines[0].push(("    ".to_owned(), Ink::Text));
        lines[0].extend(scale);
    } else {
        lines.push(scale);
    }
    let before = rating.before.map_or(String::new(), around::it_was);
    put_right(&mut lines[0], &before, width);
    lines
}

/// The most rows of sets that are shown at once.
const ROWS_OF_SETS: usize = 4;

/// How many each set was, `__` where nobody knows; the one that digits are for is marked.
fn rows_of_sets(all: &[Sets], width: usize) -> Vec<InkedLine> {
    let widest = all.iter().map(|sets| text::width(&sets.name)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for sets in all {
        let mut rows = vec![InkedLine::new()];
        for (nth, said) in sets.said.iter().enumerate() {
            let words = format!(" {} ", blank_or(*said));
            let ink = match said {
                _ if sets.chosen == Some(nth) => Ink::Key(Accent::Turn),
                Some(_) => Ink::Strong,
                None => Ink::Quiet,
            };
            match rows.last_mut().filter(|row| !row.is_empty()) {
                None => rows[0].push((words, ink)),
                Some(row) if paint::width_of(row) + 1 + text::width(&words) <= width => {
                    row.extend([("·".to_owned(), Ink::Quiet), (words, ink)]);
                }
                // More of them than a row has room for go on in the next.
                Some(_) => rows.push(vec![(words, ink)]),
            }
        }
        let name = (text::padded(&sets.name, widest), Ink::Text);
        match &mut rows[..] {
            [row] if widest + 2 + paint::width_of(row) <= width => {
                row.splice(..0, [name, ("  ".to_owned(), Ink::Text)]);
            }
            _ => rows.insert(0, vec![name]),
        }
        if sets.last_time.iter().any(Option::is_some) {
            let last: Vec<String> = sets.last_time.iter().map(|reps| blank_or(*reps)).collect();
            rows.last_mut().map(|row| put_right(row, &around::last_time(last.join(" · ")), width));
        }
        lines.extend(rows);
    }
    let is_marked = |line: &InkedLine| line.iter().any(|(_, ink)| matches!(ink, Ink::Key(_)));
    let marked = lines.iter().position(is_marked).unwrap_or(0);
    let first = (marked + 1).saturating_sub(ROWS_OF_SETS);
    lines.into_iter().skip(first).take(ROWS_OF_SETS).collect()
}

/// A key, what it does, and what else is to be known of it.
fn row_of(choice: &FinishChoice, first: bool, wide: usize, width: usize) -> InkedLine {
    let work = Accent::Work;
    let (key_ink, ink) =
        if first { (Ink::Key(work), Ink::Strong) } else { (Ink::Accent(work), Ink::Text) };
    let key = format!(" {:<wide$} ", choice.key);
    let room = width.saturating_sub(text::width(&key) + 2);
    let fits = choice.labels.iter().find(|label| text::width(label) <= room);
    let label = fits.or(choice.labels.last()).map_or("", String::as_str);
    let mut line = vec![(key, key_ink), (format!("  {label}"), ink)];
    put_right(&mut line, &choice.remark, width);
    line
}

/// What was done of a step on a side: its name, what was asked, what was done, and what is to be
/// said beside it. What was done is strong where it is all that was asked.
fn row_of_step(done: &StepDone) -> ([String; 4], [Ink; 4]) {
    let side = done.side().map(|side| format!(", {}", words::side(side)));
    let name = format!("{}{}", text::line(&done.name), side.unwrap_or_default());
    let (least, most) = (done.least, done.most);
    let asked = reps_asked(done.reps_asked(), done.sets_asked());
    let (range, real) = (words::range(Length { least, most }), words::length_done(done.real, most));
    let (planned, real) = match done.counted() {
        own @ Counted::Own(_) => (asked, own.shown()),
        Counted::Clock(_) if done.reps_most <= 1 => (range, real),
        Counted::Clock(reps) => (reps_in(asked, range), reps_in(reps, real)),
    };
    let is_nothing = done.reps == 0 && done.real.is_zero();
    let shown = if is_nothing { "–".to_owned() } else { real };
    let remarks = [
        (done.hurt, around::IT_HURT),
        (done.skipped, around::SKIPPED),
        (done.extended, words::past::LONGER),
    ];
    let remarks = remarks.iter().filter(|(is, _)| *is).map(|(_, word)| *word);
    let remarks = remarks.collect::<Vec<_>>().join(", ");
    // Of what nobody counted, nobody knows.
    let is_whole = matches!(done.counted(), Counted::Clock(_)) && done.is_whole();
    let ink = if is_whole { Ink::Strong } else { Ink::Text };
    ([name, planned, shown, remarks], [Ink::Text, Ink::Quiet, ink, Ink::Text])
}
