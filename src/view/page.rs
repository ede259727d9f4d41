//! A page of information to read, such as the red flags or the keys; it scrolls where it is longer
//! than the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::Frame;
use super::paint::{self, Canvas, InkedLine, hanging};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen};
use crate::text;

/// A page to read.
#[derive(Clone, Debug)]
pub struct PageView<'a> {
    pub title: &'a str,
    pub blocks: &'a [PageBlock],
    /// How many rows are scrolled past; more than there are shows the end.
    pub scroll: u16,
    pub hints: Vec<Hint>,
    /// The key that reads on, shown only where there is more than the area holds.
    pub more: Option<Hint>,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageBlock {
    /// A heading within the page.
    Heading(String),
    /// A heading above things to beware of.
    Warning(String),
    /// A paragraph.
    Text(String),
    /// One of several things.
    Item(String),
    /// A key or a word, and what it means.
    Pair(String, String),
    /// What is said of a file, its own lines among it.
    OfFile(String),
}

impl PageBlock {
    /// What it says, without the key or word that it is about.
    pub fn words(&self) -> &str {
        match self {
            PageBlock::Heading(words) | PageBlock::Warning(words) | PageBlock::Text(words) => words,
            PageBlock::Item(words) | PageBlock::Pair(_, words) | PageBlock::OfFile(words) => words,
        }
    }
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 72;

impl PageView<'_> {
    /// The frame, what of it has a good measure, and the lines to be read there.
    fn places(&self, area: Rect) -> (Frame, Rect, Vec<InkedLine>) {
        let frame = Frame::of(area, false, &self.hints, 10);
        let body = paint::column(frame.body, MEASURE);
        (frame, body, lines(self.blocks, body.width.into()))
    }
}

impl Screen for PageView<'_> {
    fn most_scroll(&self, area: Rect) -> u16 {
        let (_, body, lines) = self.places(area);
        paint::most_scroll(lines.len(), body)
    }

    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let mut canvas = Canvas { theme, buffer };
        let (frame, body, lines) = self.places(area);
        canvas.line(paint::column(frame.top, MEASURE), &text::line(self.title), Ink::Strong);
        let most = paint::most_scroll(lines.len(), body);
        let scroll = usize::from(self.scroll.min(most));
        canvas.lines(body, &lines[scroll..]);
        canvas.arrows(body, area.right(), scroll, lines.len());
        let mut hints = self.hints.clone();
        if most > 0 {
            let first = hints.len().min(1);
            hints.splice(first..first, self.more.clone());
        }
        canvas.keys(frame.keys, &hints);
    }
}

pub(super) fn lines(blocks: &[PageBlock], width: usize) -> Vec<InkedLine> {
    let keys = blocks.iter().filter_map(|block| match block {
        PageBlock::Pair(key, _) => Some(text::width(key)),
        _ => None,
    });
    // Keys stand in a narrow column of their own.
    let key_width = keys.max().unwrap_or(0).min((width / 4).max(7));
    let mut lines: Vec<InkedLine> = Vec::new();
    for block in blocks {
        let close =
            !matches!(block, PageBlock::Heading(_) | PageBlock::Warning(_) | PageBlock::Text(_));
        if !close && !lines.is_empty() {
            lines.push(Vec::new());
        }
        let (lead, ink) = match block {
            PageBlock::Heading(_) => (String::new(), Ink::Accent(Accent::Work)),
            PageBlock::Warning(_) => (String::new(), Ink::Accent(Accent::Beware)),
            PageBlock::Item(_) => ("· ".to_owned(), Ink::Text),
            PageBlock::Pair(key, _) => {
                (text::padded(&text::cut(key, key_width), key_width + 2), Ink::Text)
            }
            // A line of the file stands as it is, cut where it ends; sentences are wrapped.
            PageBlock::OfFile(line) if line.contains('|') => {
                lines.push(vec![(text::plain(line).into_owned(), Ink::Text)]);
                continue;
            }
            PageBlock::Text(_) | PageBlock::OfFile(_) => (String::new(), Ink::Text),
        };
        lines.extend(hanging((lead, Ink::Strong), block.words(), width, ink));
    }
    lines
}
