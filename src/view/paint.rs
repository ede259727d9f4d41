//! Lines of text into cells, cut to their place.
//!
//! The one room that writes text into a buffer, so that cutting, aligning and staying inside the
//! area are right in one place. It knows nothing of what the words mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text;

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
    Rect {
        y: area.y + first as u16,
        height: count.min(height - first) as u16,
        ..area
    }
}

/// The area without some columns on both sides, as far as it is wide enough to spare them.
pub(super) fn inset(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width.saturating_sub(16) / 2);
    Rect {
        x: area.x + columns,
        width: area.width - 2 * columns,
        ..area
    }
}

/// A part of the area in its middle, so many columns wide at the most.
pub(super) fn column(area: Rect, width: u16) -> Rect {
    let width = width.min(area.width);
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

/// Says with an arrow at the right edge that there is more above or below.
pub(super) fn scrolled(
    body: Rect,
    right: u16,
    scroll: usize,
    lines: usize,
    style: Style,
    buffer: &mut Buffer,
) {
    let height = usize::from(body.height);
    if body.is_empty() {
        return;
    }
    // Where it has to scroll, the column beside the text is free, or the text gives it.
    let edge = Rect {
        x: body.right().min(right.saturating_sub(1)),
        width: 1,
        ..body
    };
    if scroll > 0 {
        line(buffer, row(edge, 0), "↑", style, Align::Right);
    }
    if scroll + height < lines && height > 0 {
        line(buffer, row(edge, height - 1), "↓", style, Align::Right);
    }
}

/// One line of text in the first row of an area.
pub(super) fn line(buffer: &mut Buffer, area: Rect, words: &str, style: Style, align: Align) {
    spans(buffer, area, &[(words.into(), style)], align);
}

/// A piece of a line and its style.
pub(super) type Span = (String, Style);

/// Several pieces one after the other in the first row of an area, cut where it ends.
pub(super) fn spans(buffer: &mut Buffer, area: Rect, spans: &[Span], align: Align) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let room = usize::from(area.width);
    let whole: usize = spans.iter().map(|(words, _)| text::width(words)).sum();
    let spare = room.saturating_sub(whole);
    let mut at = match align {
        Align::Left => 0,
        Align::Middle => spare / 2,
        Align::Right => spare,
    };
    for (index, (words, style)) in spans.iter().enumerate() {
        // A cut shows once: where the rest no longer fits, not at every piece after it.
        let later: usize = spans[index + 1..]
            .iter()
            .map(|(words, _)| text::width(words))
            .sum();
        let left = room.saturating_sub(at);
        let words = match text::width(words) + later <= left {
            true => words.as_str().into(),
            false => text::cut(words, left),
        };
        let wide = text::width(&words);
        if wide > 0 {
            buffer.set_stringn(area.x + at as u16, area.y, &words, left, *style);
        }
        at += wide;
        if at >= room {
            break;
        }
    }
}

/// Lines of text one below the other, as many as the area has rows.
pub(super) fn lines(
    buffer: &mut Buffer,
    area: Rect,
    lines: &[String],
    style: Style,
    align: Align,
) -> usize {
    let shown = lines.len().min(usize::from(area.height));
    for (nth, words) in lines.iter().take(shown).enumerate() {
        line(buffer, row(area, nth), words, style, align);
    }
    shown
}
