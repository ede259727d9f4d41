//! The parts of a tempo in a row, the present one lit.

use ratatui::layout::Rect;

use crate::text;
use crate::view::paint::{self, Align, Canvas};
use crate::view::theme::Ink;

/// Draws the parts into two rows: their words, and a line below each, heavy below the present
/// one. Where not all fit, those around the present one do.
pub(super) fn render(
    parts: &[String],
    lit: usize,
    lit_ink: Ink,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let shown = window(parts, lit, usize::from(area.width));
    let (mut words, mut lines) = (Vec::new(), Vec::new());
    for index in shown {
        if !words.is_empty() {
            words.push((" ".repeat(BETWEEN), Ink::Text));
            lines.push((" ".repeat(BETWEEN), Ink::Text));
        }
        let part = text::cut(&parts[index], usize::from(area.width));
        let wide = text::width(&part);
        let (ink, stroke) = if index == lit {
            (lit_ink, "━")
        } else {
            (Ink::Quiet, "─")
        };
        words.push((part, ink));
        lines.push((stroke.repeat(wide), ink));
    }
    canvas.pieces(paint::row(area, 0), &words, Align::Middle);
    canvas.pieces(paint::row(area, 1), &lines, Align::Middle);
}

const BETWEEN: usize = 3;

/// The parts that fit: the present one, then those after it, then those before.
fn window(parts: &[String], lit: usize, columns: usize) -> std::ops::Range<usize> {
    let lit = lit.min(parts.len().saturating_sub(1));
    let (mut from, mut to) = (lit, (lit + 1).min(parts.len()));
    let wide = |from: usize, to: usize| {
        let words: usize = parts[from..to].iter().map(|part| text::width(part)).sum();
        words + BETWEEN * (to - from).saturating_sub(1)
    };
    loop {
        if to < parts.len() && wide(from, to + 1) <= columns {
            to += 1;
        } else if from > 0 && wide(from - 1, to) <= columns {
            from -= 1;
        } else {
            return from..to;
        }
    }
}
