//! Looking back in figures: a year's calendar, weeks, pain, sides, what was prescribed; one page
//! each, at any size.
//!
//! Shades are shapes: the calendar, the bars and the chart read without any colour. The figures
//! are worked out elsewhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
pub use year::{SHADES, month, streak_words, summary_words};

use super::frame::{Frame, Hint};
use super::paint;
use super::paint::{Align, Canvas, InkedLine};
use super::theme::{Accent, Ink, Theme};
use crate::history::figures::{Figures, SideBalance};
use crate::history::summary::Work;
use crate::seconds::clock_passed;
use crate::words::{figures, figures as said};
use crate::{text, words};

mod pain;
mod prescribed;
mod year;

/// All that there is to see.
#[derive(Clone, Debug)]
pub struct StatsView<'a> {
    pub figures: &'a Figures,
    pub page: StatsPage,
    /// Which of several things on a page is looked at; more than there are is the last.
    pub selected: usize,
    /// One line above all: what could not be read.
    pub trouble: Option<&'a str>,
    pub hints: &'a [Hint<'a>],
}

/// The pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatsPage {
    #[default]
    Year,
    Weeks,
    Pain,
    Sides,
    Prescribed,
}

impl StatsPage {
    pub const ALL: [StatsPage; 5] = [
        StatsPage::Year,
        StatsPage::Weeks,
        StatsPage::Pain,
        StatsPage::Sides,
        StatsPage::Prescribed,
    ];

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            StatsPage::Year => figures::YEAR,
            StatsPage::Weeks => figures::WEEKS,
            StatsPage::Pain => figures::PAIN,
            StatsPage::Sides => figures::SIDES,
            StatsPage::Prescribed => figures::PRESCRIBED,
        }
    }

    /// The one that is so many after it, round and round.
    pub fn turned(self, by: isize) -> StatsPage {
        let count = StatsPage::ALL.len() as isize;
        let at = StatsPage::ALL
            .iter()
            .position(|page| *page == self)
            .unwrap_or(0);
        StatsPage::ALL[(at as isize + by).rem_euclid(count) as usize]
    }
}

impl StatsView<'_> {
    /// How many things there are on the page to choose from.
    pub fn choices(&self) -> usize {
        match self.page {
            StatsPage::Year | StatsPage::Weeks => 0,
            StatsPage::Pain => self.figures.pain.len(),
            StatsPage::Sides => self.figures.sides.len(),
            StatsPage::Prescribed => self.figures.prescribed.len(),
        }
    }
}

/// Puts it into an area of any size.
pub fn render(screen: &StatsView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let trouble = screen.trouble.is_some() && area.height >= 6;
    let frame = Frame::of_list(area, trouble, screen.hints);
    render_tabs(screen.page, frame.top, &mut canvas);
    let words = text::line(screen.trouble.unwrap_or_default());
    canvas.line(frame.second, &words, Ink::Accent(Accent::Beware));
    let (figures, selected, body) = (screen.figures, screen.selected, frame.body);
    match screen.page {
        _ if figures.sessions == 0 => {
            canvas.words(body, words::figures::NO_SESSION, Ink::Text);
        }
        StatsPage::Year => year::render(figures, body, &mut canvas),
        StatsPage::Weeks => year::render_weeks(figures, body, &mut canvas),
        StatsPage::Pain => pain::render(figures, selected, body, &mut canvas),
        StatsPage::Sides => render_sides(figures, selected, body, &mut canvas),
        StatsPage::Prescribed => prescribed::render(figures, selected, body, &mut canvas),
    }
    canvas.keys(frame.keys, screen.hints);
}

/// The names of all pages where there is room, else of this one between arrows.
fn render_tabs(page: StatsPage, area: Rect, canvas: &mut Canvas<'_>) {
    let mut pieces: InkedLine = Vec::new();
    for other in StatsPage::ALL {
        let ink = if other == page {
            Ink::Chosen
        } else {
            Ink::Quiet
        };
        pieces.extend([
            (format!(" {} ", other.word()), ink),
            (" ".into(), Ink::Text),
        ]);
    }
    if paint::width_of(&pieces) > usize::from(area.width) + 1 {
        pieces = vec![
            ("‹ ".into(), Ink::Quiet),
            (page.word().into(), Ink::Strong),
            (" ›".into(), Ink::Quiet),
        ];
    }
    canvas.pieces(area, &pieces, Align::Left);
}

// Left against right, of all routines and of each.

/// The least width of both bars together that is worth to be looked at.
const LEAST_BARS: usize = 11;

fn render_sides(figures: &Figures, selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let all = &figures.sides;
    if all.is_empty() {
        canvas.words(area, said::NO_SIDES, Ink::Text);
        return;
    }
    let height = usize::from(area.height);
    let head = text::wrap(said::WHAT_SIDES_ARE, area.width.into()).len() + 1;
    let explained = height >= 12 && head <= height / 2;
    let list = if explained {
        canvas.words(area, said::WHAT_SIDES_ARE, Ink::Quiet);
        paint::rows(area, head, height)
    } else {
        area
    };
    let selected = selected.min(all.len() - 1);
    let first = paint::first_shown(selected, all.len(), list);
    let shown = all.iter().enumerate().skip(first).take(list.height.into());
    for (row, (nth, sides)) in shown.enumerate() {
        render_row(sides, nth == selected, paint::row(list, row), canvas);
    }
}

fn render_row(sides: &SideBalance, chosen: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let width = usize::from(area.width);
    let long = |side: &Work| format!("{:>7}", clock_passed(side.done));
    let (left, right) = (long(&sides.left), long(&sides.right));
    let ink = match (chosen, sides.routine.is_none()) {
        (true, _) => Ink::Chosen,
        (false, true) => Ink::Strong,
        (false, false) => Ink::Text,
    };
    let name = (width / 3).clamp(4, 30);
    // `  left `, spaces around the lengths, and ` right`.
    let bars = width.saturating_sub(name + 7 + left.len() + 1 + right.len() + 7);
    let title = text::cut(&text::line(&sides.title), name);
    let mut pieces = vec![(text::padded(&title, name), ink)];
    if bars < LEAST_BARS {
        let short = |words: &str| words.trim().replace(' ', "");
        let told = said::short_sides(&short(&left), &short(&right));
        pieces.push((told, Ink::Text));
        canvas.pieces(area, &pieces, Align::Left);
        return;
    }
    let half = (bars - 1) / 2;
    // The longer side fills its half, so that a difference is seen at once.
    let most = sides.left.done.max(sides.right.done).as_secs_f64();
    let part = |side: &Work| match most {
        0.0 => 0,
        most => (side.done.as_secs_f64() / most * half as f64).round() as usize,
    };
    let (to_left, to_right) = (part(&sides.left), part(&sides.right));
    pieces.extend([
        (
            format!("  {} {left} {}", said::LEFT, " ".repeat(half - to_left)),
            Ink::Text,
        ),
        ("━".repeat(to_left), Ink::Shape(Accent::Work)),
        ("│".into(), Ink::Quiet),
        ("━".repeat(to_right), Ink::Shape(Accent::Ease)),
        (
            format!("{} {right} {}", " ".repeat(half - to_right), said::RIGHT),
            Ink::Text,
        ),
    ]);
    canvas.pieces(area, &pieces, Align::Left);
}
