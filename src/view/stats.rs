//! Looking back in figures: a year's calendar, weeks, pain, sides, what was prescribed; one page
//! each, at any size.
//!
//! Shades are shapes: the calendar, the bars and the chart read without any colour. The figures
//! are worked out elsewhere.

mod asked;
mod pain;
mod sides;
mod year;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::footer::{self, Hint};
use super::ink::{self, Align};
use super::theme::{Theme, Tone};
use crate::history::figures::Figures;
use crate::text;
pub use year::{LEGEND, SHADES, month, streak_words, summary_words};

/// All that there is to see.
#[derive(Clone, Debug)]
pub struct Screen<'a> {
    pub figures: &'a Figures,
    pub page: Page,
    /// Which of several things on a page is looked at; more than there are is the last.
    pub selected: usize,
    /// One line above all: what could not be read.
    pub trouble: Option<&'a str>,
    pub hints: &'a [Hint<'a>],
}

/// The pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Year,
    Weeks,
    Pain,
    Sides,
    Asked,
}

impl Page {
    pub const ALL: [Page; 5] = [
        Page::Year,
        Page::Weeks,
        Page::Pain,
        Page::Sides,
        Page::Asked,
    ];

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Page::Year => "Year",
            Page::Weeks => "Weeks",
            Page::Pain => "Pain",
            Page::Sides => "Sides",
            Page::Asked => "Prescribed",
        }
    }

    /// The one that is so many after it, round and round.
    pub fn turned(self, by: isize) -> Page {
        let count = Page::ALL.len() as isize;
        let at = Page::ALL.iter().position(|page| *page == self).unwrap_or(0);
        Page::ALL[(at as isize + by).rem_euclid(count) as usize]
    }
}

impl Screen<'_> {
    /// How many things there are on the page to choose from.
    pub fn choices(&self) -> usize {
        match self.page {
            Page::Year | Page::Weeks => 0,
            Page::Pain => self.figures.pain.len(),
            Page::Sides => self.figures.sides.len(),
            Page::Asked => self.figures.prescribed.len(),
        }
    }
}

/// Puts it into an area of any size.
pub fn render(screen: &Screen<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let inner = ink::inset(area, 2);
    let height = usize::from(area.height);
    let space = usize::from(height >= 16);
    let top = usize::from(height >= 2);
    let trouble = usize::from(screen.trouble.is_some() && height >= 8);
    let foot = usize::from(height >= 8 && !screen.hints.is_empty());
    let before = space + top + trouble + space;
    let after = foot + if foot > 0 { space } else { 0 };
    render_tabs(screen.page, theme, ink::rows(inner, space, top), buffer);
    if let Some(words) = screen.trouble {
        let place = ink::rows(inner, space + top, trouble);
        let words = text::line(words);
        ink::line(
            buffer,
            place,
            &words,
            theme.accent(Tone::Beware),
            Align::Left,
        );
    }
    let body = ink::rows(inner, before, height.saturating_sub(before + after));
    let figures = screen.figures;
    match screen.page {
        _ if figures.sessions == 0 => {
            let words = "No session yet. What you play is counted here from its end on.";
            let words = text::wrap(words, body.width.into());
            ink::lines(buffer, body, &words, theme.text(), Align::Left);
        }
        Page::Year => year::render(figures, theme, body, buffer),
        Page::Weeks => year::render_weeks(figures, theme, body, buffer),
        Page::Pain => pain::render(figures, screen.selected, theme, body, buffer),
        Page::Sides => sides::render(figures, screen.selected, theme, body, buffer),
        Page::Asked => asked::render(figures, screen.selected, theme, body, buffer),
    }
    let foot = ink::rows(inner, height - foot, foot);
    footer::render(screen.hints, theme, foot, buffer);
}

/// The names of all pages where there is room, else of this one between arrows.
fn render_tabs(page: Page, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut spans: Vec<ink::Span> = Vec::new();
    for other in Page::ALL {
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
    ink::spans(buffer, area, &spans, Align::Left);
}
