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
use ratatui::style::Style;

use super::footer::{self, Hint};
use super::paint::{self, Align};
use super::theme::{Accent, Theme};
use crate::history::figures::Figures;
use crate::text;
pub use year::{LEGEND, SHADES, month, streak_words, summary_words};

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
            StatsPage::Year => "Year",
            StatsPage::Weeks => "Weeks",
            StatsPage::Pain => "Pain",
            StatsPage::Sides => "Sides",
            StatsPage::Prescribed => "Prescribed",
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
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let inner = paint::inset(area, 2);
    let height = usize::from(area.height);
    let space = usize::from(height >= 16);
    let top = usize::from(height >= 2);
    let trouble = usize::from(screen.trouble.is_some() && height >= 8);
    let foot = usize::from(height >= 8 && !screen.hints.is_empty());
    let before = space + top + trouble + space;
    let after = foot + if foot > 0 { space } else { 0 };
    render_tabs(screen.page, theme, paint::rows(inner, space, top), buffer);
    if let Some(words) = screen.trouble {
        let place = paint::rows(inner, space + top, trouble);
        let words = text::line(words);
        paint::line(
            buffer,
            place,
            &words,
            theme.accent(Accent::Beware),
            Align::Left,
        );
    }
    let body = paint::rows(inner, before, height.saturating_sub(before + after));
    let figures = screen.figures;
    match screen.page {
        _ if figures.sessions == 0 => {
            let words = "No session yet. What you play is counted here from its end on.";
            let words = text::wrap(words, body.width.into());
            paint::lines(buffer, body, &words, theme.text(), Align::Left);
        }
        StatsPage::Year => year::render(figures, theme, body, buffer),
        StatsPage::Weeks => year::render_weeks(figures, theme, body, buffer),
        StatsPage::Pain => pain::render(figures, screen.selected, theme, body, buffer),
        StatsPage::Sides => sides::render(figures, screen.selected, theme, body, buffer),
        StatsPage::Prescribed => prescribed::render(figures, screen.selected, theme, body, buffer),
    }
    let foot = paint::rows(inner, height - foot, foot);
    footer::render(screen.hints, theme, foot, buffer);
}

/// The names of all pages where there is room, else of this one between arrows.
fn render_tabs(page: StatsPage, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut spans: Vec<paint::Span> = Vec::new();
    for other in StatsPage::ALL {
        let style: Style = match other == page {
            true => theme.chosen(),
            false => theme.quiet(),
        };
        spans.push((format!(" {} ", other.word()), style));
        spans.push((" ".into(), theme.text()));
    }
    let wide: usize = spans.iter().map(|(words, _)| text::width(words)).sum();
    if wide > usize::from(area.width) + 1 {
        spans = vec![
            ("‹ ".into(), theme.quiet()),
            (page.word().into(), theme.strong()),
            (" ›".into(), theme.quiet()),
        ];
    }
    paint::spans(buffer, area, &spans, Align::Left);
}
