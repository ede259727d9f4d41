//! A page of information to read, such as the red flags or the keys; it scrolls where it is longer
//! than the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::Frame;
use super::frame::Hint;
use super::paint::{self, Align, Canvas, InkedLine, hanging};
use super::theme::{Accent, Ink, Theme};
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
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 72;

/// How far the page can be scrolled in an area of this size.
pub fn most_scroll(screen: &PageView<'_>, area: Rect) -> u16 {
    let (_, body) = frame(screen, area);
    paint::most_scroll(lines(screen.blocks, body.width.into()).len(), body)
}

/// The frame, and what of it has a good measure.
fn frame(screen: &PageView<'_>, area: Rect) -> (Frame, Rect) {
    let frame = Frame::of(area, false, &screen.hints, 10);
    let body = paint::column(frame.body, MEASURE);
    (frame, body)
}

/// Puts a page into an area of any size.
pub fn render(screen: &PageView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let (frame, body) = frame(screen, area);
    let top = paint::column(frame.top, MEASURE);
    canvas.line(top, &text::line(screen.title), Ink::Strong);
    let lines = lines(screen.blocks, body.width.into());
    let most = paint::most_scroll(lines.len(), body);
    let scroll = usize::from(screen.scroll.min(most));
    canvas.lines(body, &lines[scroll..], Align::Left);
    canvas.arrows(body, area.right(), scroll, lines.len());
    let mut hints = screen.hints.clone();
    if most > 0 {
        let first = hints.len().min(1);
        hints.splice(first..first, screen.more.clone());
    }
    canvas.keys(frame.keys, &hints);
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
        let close = matches!(block, PageBlock::Item(_) | PageBlock::Pair(..));
        if !close && !lines.is_empty() {
            lines.push(Vec::new());
        }
        let (lead, words, ink) = match block {
            PageBlock::Heading(words) => (String::new(), words, Ink::Accent(Accent::Work)),
            PageBlock::Warning(words) => (String::new(), words, Ink::Accent(Accent::Beware)),
            PageBlock::Text(words) => (String::new(), words, Ink::Text),
            PageBlock::Item(words) => ("· ".to_owned(), words, Ink::Text),
            PageBlock::Pair(key, words) => {
                let key = text::padded(&text::cut(key, key_width), key_width + 2);
                (key, words, Ink::Text)
            }
        };
        lines.extend(hanging((lead, Ink::Strong), words, width, ink));
    }
    lines
}
