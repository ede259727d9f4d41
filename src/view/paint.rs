//! Lines of text into cells, cut to their place, and rows fitted to a height.
//!
//! The one room that writes text and shapes into a buffer, so that cutting, aligning and staying inside the
//! area are right in one place. It knows nothing of what the words mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::{braille, pixel};

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

/// The points of a cell, across and down, and a character for each set of them that has ink: row by
/// row from the lowest bit.
pub(super) struct Raster(pub u16, pub u16, pub &'static [char]);

pub(super) const HALVES: Raster = Raster(1, 2, &[' ', '▀', '▄', '█']);
pub(super) const QUARTERS: Raster = Raster(2, 2, &pixel::QUADRANTS);
pub(super) const BRAILLE: Raster = Raster(2, 4, &braille::BRAILLE);

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

/// Words at the right end of so many columns, cut where they are longer.
pub(super) fn right_aligned(words: &str, columns: usize) -> String {
    let words = text::cut(&text::line(words), columns);
    format!("{}{words}", " ".repeat(columns - text::width(&words)))
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
        self.pieces_at(area, &[(words.into(), ink)], align);
    }

    /// Several pieces one after the other in the first row of an area, cut where it ends.
    pub fn pieces(&mut self, area: Rect, pieces: &[Inked]) {
        self.pieces_at(area, pieces, Align::Left);
    }

    pub fn pieces_at(&mut self, area: Rect, pieces: &[Inked], align: Align) {
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
        for (words, ink) in pieces {
            let left = room.saturating_sub(at);
            let words = text::cut(words, left);
            let (x, style) = (area.x + at as u16, self.theme.style(*ink));
            if !words.is_empty() {
                self.buffer.set_stringn(x, area.y, &words, left, style);
            }
            at += text::width(&words);
        }
    }

    /// Lines one below the other, as many as the area has rows; how many that was.
    pub fn lines(&mut self, area: Rect, lines: &[InkedLine]) -> usize {
        let shown = lines.len().min(area.height.into());
        for (nth, line) in lines.iter().take(shown).enumerate() {
            self.pieces(row(area, nth), line);
        }
        shown
    }

    /// Words in as many lines as they take; how many of them the area had rows for.
    pub fn words(&mut self, area: Rect, words: &str, ink: Ink) -> usize {
        self.lines(area, &wrapped(words, area.width.into(), ink).collect::<Vec<_>>())
    }

    /// Rows that fit, the first of them `top` rows below that of the area, with so much air between
    /// them; the row after the last.
    pub fn rows(&mut self, all: &[Rows], top: usize, air: usize, area: Rect) -> usize {
        let mut below = top;
        for (at, shown) in placed(all, top, air) {
            self.lines(rows(area, at, shown.height), &shown.what);
            below = at + shown.height;
        }
        below
    }

    /// One cell.
    pub fn cell(&mut self, x: u16, y: u16, symbol: char, ink: Ink) {
        let style = self.theme.style(ink);
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_char(symbol).set_style(style);
        }
    }

    /// A shape from the upper left of an area on; `is_on` tells of a point, in cells from there,
    /// whether it has ink. A cell without any stays as it is.
    pub fn shape(
        &mut self,
        area: Rect,
        raster: &Raster,
        ink: Ink,
        is_on: impl Fn(f32, f32) -> bool,
    ) {
        let Raster(across, down, glyphs) = raster;
        for place in area.intersection(self.buffer.area).positions() {
            let bits = (0..across * down).fold(0, |bits, nth| {
                let [x, y] = [(nth % across, *across), (nth / across, *down)]
                    .map(|(nth, of)| (f32::from(nth) + 0.5) / f32::from(of));
                let (x, y) = (x + f32::from(place.x - area.x), y + f32::from(place.y - area.y));
                bits | usize::from(is_on(x, y)) << nth
            });
            if bits > 0 && glyphs[bits] != ' ' {
                self.cell(place.x, place.y, glyphs[bits], ink);
            }
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

// Rows fitted to a height: where not all have room, the lightest go; what is left over becomes air
// between them.

/// Rows that stay or go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows<T = Vec<InkedLine>> {
    pub what: T,
    pub height: usize,
    /// The heaviest are given their rows first.
    pub weight: u8,
    /// With an empty row before them, where there is room.
    pub apart: bool,
}

impl Rows {
    /// Lines of text.
    pub fn of(lines: Vec<InkedLine>, weight: u8, apart: bool) -> Self {
        Rows { height: lines.len(), what: lines, weight, apart }
    }
}

/// Those that have room in so many rows, in the order given; of equals the first has room before
/// the others.
pub(super) fn fitted<T>(all: Vec<Rows<T>>, height: usize) -> Vec<Rows<T>> {
    let mut by_weight: Vec<usize> = (0..all.len()).collect();
    by_weight.sort_by_key(|nth| std::cmp::Reverse(all[*nth].weight));
    let mut left = height;
    let mut stays = vec![false; all.len()];
    for nth in by_weight {
        let fits = (1..=left).contains(&all[nth].height);
        left -= if fits { all[nth].height } else { 0 };
        stays[nth] = fits;
    }
    let kept = all.into_iter().zip(stays).filter(|(_, stays)| *stays);
    kept.map(|(rows, _)| rows).collect()
}

/// How many rows they take without air.
pub(super) fn height<T>(all: &[Rows<T>]) -> usize {
    all.iter().map(|rows| rows.height).sum()
}

/// How many empty rows they want between them.
pub(super) fn gaps<T>(all: &[Rows<T>]) -> usize {
    all.iter().skip(1).filter(|rows| rows.apart).count()
}

/// Each of them with its first row, below `top`. Where there is not enough air for all, the last
/// has it before the others, then those at the top.
pub(super) fn placed<T>(
    all: &[Rows<T>],
    top: usize,
    air: usize,
) -> impl Iterator<Item = (usize, &Rows<T>)> {
    let last = all.len().saturating_sub(1);
    let mut left = air.min(gaps(all));
    let last_apart = last > 0 && left > 0 && all[last].apart;
    left -= usize::from(last_apart);
    let mut at = top;
    all.iter().enumerate().map(move |(nth, rows)| {
        let apart = match nth {
            0 => false,
            _ if nth == last => last_apart,
            _ => rows.apart && left > 0,
        };
        if apart {
            at += 1;
            left -= usize::from(nth != last);
        }
        let first = at;
        at += rows.height;
        (first, rows)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(what: char, height: usize, weight: u8, apart: bool) -> Rows<char> {
        Rows { what, height, weight, apart }
    }

    #[test]
    fn the_lightest_go_and_what_is_small_takes_what_is_left() {
        let all = [
            rows('a', 1, 9, false),
            rows('b', 3, 5, true),
            rows('c', 1, 4, true),
            rows('d', 1, 4, false),
        ];
        let kept = |height| -> String {
            fitted(all.to_vec(), height).iter().map(|rows| rows.what).collect()
        };
        assert_eq!(kept(6), "abcd");
        assert_eq!(kept(5), "abc");
        assert_eq!(kept(3), "acd");
        assert_eq!(kept(1), "a");
        assert_eq!(kept(0), "");
    }

    #[test]
    fn air_goes_before_the_last_and_then_from_the_top() {
        let all = [rows('a', 1, 0, true), rows('b', 2, 0, true), rows('c', 1, 0, true)];
        let tops = |air| -> Vec<usize> { placed(&all, 1, air).map(|(at, _)| at).collect() };
        assert_eq!(tops(0), [1, 2, 4]);
        assert_eq!(tops(1), [1, 2, 5]);
        assert_eq!(tops(9), [1, 3, 6]);
    }
}
