//! A page of information to read, such as the red flags; it scrolls where it is longer than the
//! screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::footer::{self, Hint};
use super::paint::{self, Align};
use super::theme::{Accent, Theme};
use crate::text;

/// A page to read.
#[derive(Clone, Debug)]
pub struct PageView<'a> {
    pub title: &'a str,
    pub blocks: &'a [PageBlock],
    /// How many rows are scrolled past; more than there are shows the end.
    pub scroll: u16,
    pub hints: &'a [Hint<'a>],
    /// The key that reads on, shown only where there is more than the area holds.
    pub more: Option<Hint<'a>>,
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

/// Pieces of text with what is said by their look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Heading,
    Warning,
    Text,
    Strong,
}

type Line = Vec<(String, Look)>;

/// How far the page can be scrolled in an area of this size.
pub fn most_scroll(screen: &PageView<'_>, area: Rect) -> u16 {
    let (_, body, _) = areas(area, screen);
    let lines = lines(screen.blocks, usize::from(body.width)).len();
    lines
        .saturating_sub(usize::from(body.height))
        .min(usize::from(u16::MAX)) as u16
}

/// Title, body and footer.
fn areas(area: Rect, screen: &PageView<'_>) -> (Rect, Rect, Rect) {
    let column = paint::column(paint::inset(area, 2), MEASURE);
    let height = usize::from(area.height);
    let top = match height {
        0..=2 => 0,
        3..=9 => 1,
        _ => 3,
    };
    let bottom = match height {
        _ if screen.hints.is_empty() => 0,
        0..=5 => 0,
        6..=9 => 1,
        _ => 2,
    };
    let title = paint::rows(column, top / 2, usize::from(top > 0));
    let body = paint::rows(column, top, height - top - bottom);
    (
        title,
        body,
        paint::rows(paint::inset(area, 2), height - bottom.min(1), bottom.min(1)),
    )
}

/// Puts a page into an area of any size.
pub fn render(screen: &PageView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let (title, body, foot) = areas(area, screen);
    paint::line(
        buffer,
        title,
        &text::line(screen.title),
        theme.strong(),
        Align::Left,
    );
    let lines = lines(screen.blocks, usize::from(body.width));
    let scroll = screen.scroll.min(most_scroll(screen, area));
    for (nth, line) in lines
        .iter()
        .skip(scroll.into())
        .take(body.height.into())
        .enumerate()
    {
        let spans: Vec<paint::Span> = line
            .iter()
            .map(|(words, look)| (words.clone(), style(*look, theme)))
            .collect();
        paint::spans(buffer, paint::row(body, nth), &spans, Align::Left);
    }
    paint::scrolled(
        body,
        area.right(),
        usize::from(scroll),
        lines.len(),
        theme.quiet(),
        buffer,
    );
    let mut hints = screen.hints.to_vec();
    if most_scroll(screen, area) > 0 {
        let first = hints.len().min(1);
        hints.splice(first..first, screen.more);
    }
    footer::render(&hints, theme, foot, buffer);
}

fn style(look: Look, theme: Theme) -> ratatui::style::Style {
    match look {
        Look::Heading => theme.accent(Accent::Work),
        Look::Warning => theme.accent(Accent::Beware),
        Look::Text => theme.text(),
        Look::Strong => theme.strong(),
    }
}

fn lines(blocks: &[PageBlock], width: usize) -> Vec<Line> {
    let keys = blocks.iter().filter_map(|block| match block {
        PageBlock::Pair(key, _) => Some(text::width(key)),
        _ => None,
    });
    // Keys stand in a column of their own, unless one of them would take it all.
    let key_width = keys.max().unwrap_or(0).min(width / 2).min(20);
    let mut lines: Vec<Line> = Vec::new();
    for block in blocks {
        let close = matches!(block, PageBlock::Item(_) | PageBlock::Pair(..));
        if !close && !lines.is_empty() {
            lines.push(Vec::new());
        }
        match block {
            PageBlock::Heading(words) => push(&mut lines, words, width, Look::Heading),
            PageBlock::Warning(words) => push(&mut lines, words, width, Look::Warning),
            PageBlock::Text(words) => push(&mut lines, words, width, Look::Text),
            PageBlock::Item(words) => {
                let wrapped = text::wrap(words, width.saturating_sub(2));
                for (nth, words) in wrapped.into_iter().enumerate() {
                    let mark = if nth == 0 { "· " } else { "  " };
                    lines.push(vec![(mark.into(), Look::Strong), (words, Look::Text)]);
                }
            }
            PageBlock::Pair(key, words) => {
                let wrapped = text::wrap(words, width.saturating_sub(key_width + 2).max(1));
                let key = text::cut(key, key_width);
                let wide = text::width(&key);
                let mut wrapped = wrapped.into_iter();
                let padded = format!("{key}{}", " ".repeat(key_width + 2 - wide));
                let first = wrapped.next().unwrap_or_default();
                lines.push(vec![(padded, Look::Strong), (first, Look::Text)]);
                for words in wrapped {
                    let space = " ".repeat(key_width + 2);
                    lines.push(vec![(space, Look::Text), (words, Look::Text)]);
                }
            }
        }
    }
    lines
}

fn push(lines: &mut Vec<Line>, words: &str, width: usize, look: Look) {
    let wrapped = text::wrap(words, width);
    lines.extend(wrapped.into_iter().map(|words| vec![(words, look)]));
}
