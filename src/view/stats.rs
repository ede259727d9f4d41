//! Looking back in figures: a year's calendar, weeks, pain, sides, what was prescribed; one page
//! each, at any size.
//!
//! Shades are shapes: the calendar, the bars and the chart read without any colour. The figures
//! are worked out elsewhere.

mod pain;
mod prescribed;
mod sides;
mod year;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::Frame;
use super::frame::Hint;
use super::paint::{self, Align, Canvas, InkedLine};
use super::theme::{Accent, Ink, Theme};
use crate::history::figures::Figures;
use crate::text;
use crate::words::{self, figures};
pub use year::{SHADES, month, streak_words, summary_words};

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
        StatsPage::Sides => sides::render(figures, selected, body, &mut canvas),
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
