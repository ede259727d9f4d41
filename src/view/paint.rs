//! Lines of text into cells, cut to their place.
//!
//! The one room that writes text into a buffer, so that cutting, aligning and staying inside the
//! area are right in one place. It knows nothing of what the words mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::{Ink, Theme};
use crate::text;

/// A piece of a line, and how it looks.
pub(super) type Inked = (String, Ink);

/// A line of such pieces.
pub(super) type InkedLine = Vec<Inked>;

/// Where a line stands in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Middle,
    Right,
}

/// A row of an area, counted from its top; empty where the area has no such row.
pub(super) fn row(area: Rect, nth: usize) -> Rect {
    rows(area, nth, 1)
}

/// Some rows of an area, counted from its top; as many of them as there are.
pub(super) fn rows(area: Rect, first: usize, count: usize) -> Rect {
    let height = usize::from(area.height);
    let first = first.min(height);
    Rect { y: area.y + first as u16, height: count.min(height - first) as u16, ..area }
}

/// Some columns of an area, counted from its left; as many of them as there are.
pub(super) fn columns(area: Rect, first: u16, count: u16) -> Rect {
    let first = first.min(area.width);
    Rect { x: area.x + first, width: count.min(area.width - first), ..area }
}

/// The area without some columns on both sides, as far as it is wide enough to spare them.
pub(super) fn inset(area: Rect, both: u16) -> Rect {
    let both = both.min(area.width.saturating_sub(16) / 2);
    columns(area, both, area.width - 2 * both)
}

/// A part of the area in its middle, so many columns wide at the most.
pub(super) fn column(area: Rect, width: u16) -> Rect {
    let width = width.min(area.width);
    columns(area, (area.width - width) / 2, width)
}

/// Words in as many lines as they take at a width.
pub(super) fn wrapped(words: &str, width: usize, ink: Ink) -> impl Iterator<Item = InkedLine> {
    let lines = text::wrap(words, width).into_iter();
    lines.map(move |line| vec![(line, ink)])
}

/// Words behind a lead, all lines but the first as far in as the first.
pub(super) fn hanging(lead: Inked, words: &str, width: usize, ink: Ink) -> Vec<InkedLine> {
    let indent = text::width(&lead.0);
    let mut lead = Some(lead);
    let lines = wrapped(words, width.saturating_sub(indent), ink);
    let indented = lines.map(|mut line| {
        let lead = lead.take();
        line.insert(0, lead.unwrap_or_else(|| (" ".repeat(indent), ink)));
        line
    });
    indented.collect()
}

/// How many columns a line takes.
pub(super) fn width_of(line: &[Inked]) -> usize {
    line.iter().map(|(words, _)| text::width(words)).sum()
}

/// The first of so many lines that is shown, so that the selected one is well inside.
pub(super) fn first_shown(selected: usize, lines: usize, area: Rect) -> usize {
    let height = usize::from(area.height);
    let most = lines.saturating_sub(height);
    selected.saturating_sub(height / 2).min(most)
}

/// How far so many lines can be scrolled in an area.
pub(super) fn most_scroll(lines: usize, area: Rect) -> u16 {
    let more = lines.saturating_sub(area.height.into());
    u16::try_from(more).unwrap_or(u16::MAX)
}

/// What a screen is put into.
pub(super) struct Canvas<'b> {
    pub theme: Theme,
    pub buffer: &'b mut Buffer,
}

impl Canvas<'_> {
    /// One line of text in the first row of an area.
    pub fn line(&mut self, area: Rect, words: &str, ink: Ink) {
        self.aligned(area, words, ink, Align::Left);
    }

    /// The same, elsewhere than at the left.
    pub fn aligned(&mut self, area: Rect, words: &str, ink: Ink, align: Align) {
        self.pieces(area, &[(words.into(), ink)], align);
    }

    /// Several pieces one after the other in the first row of an area, cut where it ends.
    pub fn pieces(&mut self, area: Rect, pieces: &[Inked], align: Align) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        let room = usize::from(area.width);
        let spare = room.saturating_sub(width_of(pieces));
        let mut at = match align {
            Align::Left => 0,
            Align::Middle => spare / 2,
            Align::Right => spare,
        };
        for (index, (words, ink)) in pieces.iter().enumerate() {
            // A cut shows once: where the rest no longer fits, not at every piece after it.
            let later = width_of(&pieces[index + 1..]);
            let left = room.saturating_sub(at);
            let words = match text::width(words) + later <= left {
                true => words.as_str().into(),
                false => text::cut(words, left),
            };
            let wide = text::width(&words);
            if wide > 0 {
                let (x, style) = (area.x + at as u16, self.theme.style(*ink));
                self.buffer.set_stringn(x, area.y, &words, left, style);
            }
            at += wide;
            if at >= room {
                break;
            }
        }
    }

    /// Lines one below the other, as many as the area has rows; how many that was.
    pub fn lines(&mut self, area: Rect, lines: &[InkedLine], align: Align) -> usize {
        let shown = lines.len().min(area.height.into());
        for (nth, line) in lines.iter().take(shown).enumerate() {
            self.pieces(row(area, nth), line, align);
        }
        shown
    }

    /// Words in as many lines as they take; how many of them the area had rows for.
    pub fn words(&mut self, area: Rect, words: &str, ink: Ink) -> usize {
        let lines: Vec<InkedLine> = wrapped(words, area.width.into(), ink).collect();
        self.lines(area, &lines, Align::Left)
    }

    /// One cell.
    pub fn cell(&mut self, x: u16, y: u16, symbol: char, ink: Ink) {
        let style = self.theme.style(ink);
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_char(symbol).set_style(style);
        }
    }

    /// A line from top to bottom, one column before an area and its margin.
    pub fn rule_before(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            self.cell(area.x - 2, y, '│', Ink::Quiet);
        }
    }

    /// Says with an arrow at the right edge that there is more above or below.
    pub fn arrows(&mut self, body: Rect, right: u16, scroll: usize, lines: usize) {
        if body.is_empty() {
            return;
        }
        // Where it has to scroll, the column beside the text is free, or the text gives it.
        let x = body.right().min(right.saturating_sub(1));
        if scroll > 0 {
            self.cell(x, body.top(), '↑', Ink::Quiet);
        }
        if scroll + usize::from(body.height) < lines {
            self.cell(x, body.bottom() - 1, '↓', Ink::Quiet);
        }
    }
}
