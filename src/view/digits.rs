//! Numerals big enough to be read from two metres.
//!
//! They are drawn, not looked up: two boxes one above the other, with the sides that a numeral
//! has and rounded corners, at any height from three rows on. Half and quarter blocks make four
//! points of a cell. It draws what it is told; what the number means is for others.

use ratatui::layout::Rect;

use super::paint::{self, Canvas, HALVES, QUARTERS, Raster};
use super::theme::{Dots, Ink};

/// The rows of the smallest big numeral.
pub const LEAST_ROWS: u16 = 3;

/// The measures of a numeral, in squares: one column wide, half a row high.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigitSize {
    rows: u16,
    height: u16,
    width: u16,
    stroke: u16,
    between: u16,
}

/// The last resort where the columns are few.
const NARROW: DigitSize =
    DigitSize { rows: LEAST_ROWS, height: 5, width: 3, stroke: 1, between: 1 };

impl DigitSize {
    /// The size that a number of rows gives; fewer than [`LEAST_ROWS`] give none.
    pub fn of(rows: u16) -> Option<DigitSize> {
        if rows < LEAST_ROWS {
            return None;
        }
        let stroke = match rows {
            0..=4 => 1,
            5..=8 => 2,
            9..=13 => 3,
            _ => rows / 4,
        };
        // Both counters get the same height.
        let height = 2 * rows - (2 * rows - stroke) % 2;
        let width = match rows {
            3 => 4,
            _ => (height * 3).div_ceil(5).max(3 * stroke),
        };
        Some(DigitSize { rows, height, width, stroke, between: stroke.clamp(2, 4) })
    }

    /// The biggest that a text fits in; none where it does not fit at all.
    pub fn fitting(text: &str, columns: u16, rows: u16) -> Option<DigitSize> {
        let sizes = (LEAST_ROWS..=rows).rev().filter_map(DigitSize::of);
        let narrow = (rows >= LEAST_ROWS).then_some(NARROW);
        let mut sizes = sizes.chain(narrow);
        sizes.find(|size| size.columns(text) <= columns)
    }

    pub fn rows(self) -> u16 {
        self.rows
    }

    /// How many columns a text takes.
    pub fn columns(self, text: &str) -> u16 {
        let glyphs = text.chars().map(|c| self.wide(c)).sum::<u16>();
        let gaps = (text.chars().count() as u16).saturating_sub(1);
        glyphs + gaps * self.between
    }

    /// How wide the cell of a glyph is: all numerals have one width, so that none moves another.
    fn wide(self, c: char) -> u16 {
        match c {
            ':' => self.stroke.max(1),
            '–' => self.stroke * 3,
            _ => self.width,
        }
    }

    /// Whether there is ink at a point of a numeral: `x` and `y` in squares from its top left.
    fn ink(self, c: char, x: f32, y: f32) -> bool {
        let (height, width) = (f32::from(self.height), f32::from(self.wide(c)));
        if y >= height {
            return false;
        }
        let stroke = f32::from(self.stroke);
        let middle = (height - stroke) / 2.0;
        let whole = NumeralBox { top: 0.0, bottom: height, width, stroke };
        let upper = NumeralBox { bottom: middle + stroke, ..whole };
        let lower = NumeralBox { top: middle, ..whole };
        let dot = |from: f32| y >= from && y < from + stroke;
        match c {
            '1' => {
                // With a foot, so that nobody takes it for a seven.
                let from = ((width - 3.0 * stroke) / 2.0).floor();
                let x = x - from;
                let stem = x >= stroke && x < 2.0 * stroke;
                let foot = y < stroke && x < stroke || height - y <= stroke;
                stem || foot && (0.0..3.0 * stroke).contains(&x)
            }
            '–' => dot(middle),
            ':' => {
                let lower = (middle + 2.0 * stroke).min(height - 2.0 * stroke);
                let (upper, lower) = ((middle - stroke).max(1.0), lower.max(middle + stroke));
                dot(upper.floor()) || dot(lower.floor())
            }
            c => strokes(c).iter().any(|(part, sides, round)| {
                let part = match part {
                    Whole => whole,
                    Upper => upper,
                    Lower => lower,
                };
                part.ring(x, y, *sides, *round)
            }),
        }
    }
}

/// A part of a numeral that strokes run around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumeralPart {
    Whole,
    Upper,
    Lower,
}

use NumeralPart::{Lower, Upper, Whole};

/// The strokes of a numeral: around which part, on which sides, with which corners rounded.
fn strokes(c: char) -> &'static [(NumeralPart, u8, u8)] {
    const RIGHTS: u8 = TOP_RIGHT | BOTTOM_RIGHT;
    match c {
        '0' => &[(Whole, ALL, ALL)],
        '2' => &[(Upper, TOP | RIGHT | BOTTOM, RIGHTS), (Lower, TOP | LEFT | BOTTOM, TOP_LEFT)],
        '3' => &[(Upper, TOP | RIGHT | BOTTOM, RIGHTS), (Lower, TOP | RIGHT | BOTTOM, RIGHTS)],
        '4' => &[(Upper, LEFT | BOTTOM, BOTTOM_LEFT), (Whole, RIGHT, 0)],
        '5' => &[(Upper, TOP | LEFT | BOTTOM, 0), (Lower, TOP | RIGHT | BOTTOM, RIGHTS)],
        '6' => &[
            (Whole, TOP | LEFT | BOTTOM, TOP_LEFT | BOTTOM_LEFT),
            (Lower, ALL, RIGHTS | BOTTOM_LEFT),
        ],
        '7' => &[(Whole, TOP | RIGHT, TOP_RIGHT)],
        '8' => &[(Upper, ALL, ALL), (Lower, ALL, ALL)],
        '9' => &[
            (Whole, TOP | RIGHT | BOTTOM, RIGHTS),
            (Upper, ALL, TOP_LEFT | TOP_RIGHT | BOTTOM_LEFT),
        ],
        _ => &[],
    }
}

const TOP: u8 = 1;
const RIGHT: u8 = 2;
const BOTTOM: u8 = 4;
const LEFT: u8 = 8;
const TOP_RIGHT: u8 = 1;
const BOTTOM_RIGHT: u8 = 2;
const BOTTOM_LEFT: u8 = 4;
const TOP_LEFT: u8 = 8;
const ALL: u8 = 15;

/// A box that a numeral's strokes run along the inside of.
#[derive(Clone, Copy)]
struct NumeralBox {
    top: f32,
    bottom: f32,
    width: f32,
    stroke: f32,
}

impl NumeralBox {
    /// Whether a point lies on one of the sides given, with the corners given rounded.
    fn ring(self, x: f32, y: f32, sides: u8, round: u8) -> bool {
        if !(self.top..self.bottom).contains(&y) || !(0.0..self.width).contains(&x) {
            return false;
        }
        // The nearest sides, how far away they are, and the corner between them.
        let (left, above) = (x <= self.width / 2.0, y - self.top <= self.bottom - y);
        let (across, beside) = if left { (x, LEFT) } else { (self.width - x, RIGHT) };
        let (down, over) = if above { (y - self.top, TOP) } else { (self.bottom - y, BOTTOM) };
        let corner = match (left, above) {
            (true, true) => TOP_LEFT,
            (true, false) => BOTTOM_LEFT,
            (false, true) => TOP_RIGHT,
            (false, false) => BOTTOM_RIGHT,
        };
        let thin = self.stroke <= 1.0;
        let radius = if thin { 1.0 } else { (self.stroke * 1.7).min(self.width / 2.0) };
        if round & corner != 0 && across < radius && down < radius {
            let away = (radius - across).hypot(radius - down);
            return away <= radius && away >= radius - self.stroke;
        }
        sides & beside != 0 && across < self.stroke || sides & over != 0 && down < self.stroke
    }
}

/// Draws digits, colons, blanks and the dash of a range from the upper left of an area on; what
/// does not fit is left out.
pub(super) fn render(text: &str, size: DigitSize, ink: Ink, area: Rect, canvas: &mut Canvas<'_>) {
    let raster = match canvas.theme.dots {
        // Strokes of a row or more are whole cells, which ASCII has by inverting.
        Dots::Ascii if size.stroke > 1 => Raster(1, 2, &[' ', '█', '█', '█']),
        Dots::Ascii | Dots::HalfBlocks => HALVES,
        _ => QUARTERS,
    };
    let mut left = 0;
    for c in text.chars() {
        let wide = size.wide(c);
        let place = paint::columns(paint::rows(area, 0, size.rows.into()), left, wide);
        canvas.shape(place, &raster, ink, |x, y| size.ink(c, x, 2.0 * y));
        left = left.saturating_add(wide + size.between);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::view::Theme;

    fn drawn(text: &str, size: DigitSize) -> Vec<String> {
        let area = Rect::new(0, 0, size.columns(text), size.rows());
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas { theme: Theme::default(), buffer: &mut buffer };
        render(text, size, Ink::Text, area, &mut canvas);
        let row = |y: u16| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
        (0..area.height).map(row).collect()
    }

    #[test]
    fn every_numeral_looks_different_at_every_size() {
        for size in (LEAST_ROWS..=30).filter_map(DigitSize::of).chain([NARROW]) {
            let all: Vec<_> = "0123456789:".chars().map(|c| drawn(&c.to_string(), size)).collect();
            for (nth, one) in all.iter().enumerate() {
                assert!(one.iter().any(|row| row.contains(|c| c != ' ')));
                assert!(!all[nth + 1..].contains(one), "{nth} at {size:?}");
            }
        }
    }

    /// Ink in the first and the last column and row, so that a number stands where it is put.
    #[test]
    fn a_numeral_fills_its_place() {
        for size in (LEAST_ROWS..=30).filter_map(DigitSize::of) {
            for c in "0235689".chars() {
                let rows = drawn(&c.to_string(), size);
                let inked = |at: usize| rows.iter().any(|row| row.chars().nth(at) != Some(' '));
                assert!(inked(0) && inked(usize::from(size.width) - 1), "{c} {size:?}");
                assert!(rows[0].trim() != "" && rows[rows.len() - 1].trim() != "");
            }
        }
    }

    #[test]
    fn a_number_is_as_big_as_its_room() {
        let rows =
            |text, columns, rows| DigitSize::fitting(text, columns, rows).map(DigitSize::rows);
        assert_eq!(rows("0:00", 100, 9), Some(9));
        assert_eq!(rows("0:00", 30, 9), Some(5));
        assert_eq!(rows("20:00", 20, 9), Some(3));
        assert_eq!(rows("20:00", 10, 9), None);
        assert_eq!(rows("1", 80, 2), None);
    }

    #[test]
    fn the_smallest_numerals() {
        let size = DigitSize::of(3).expect("three rows are enough");
        assert_eq!(drawn("25", size), ["▀▀▀█  █▀▀▀", "█▀▀▀  ▀▀▀█", "▀▀▀▀  ▀▀▀▀"]);
    }
}
