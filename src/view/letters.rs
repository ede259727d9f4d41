//! Letters big enough to be read from two metres: the cue of the moment.
//!
//! A small bitmap face of Latin letters, four rows high, drawn with half blocks. It has no letter
//! for everything that an author may write; a text with others is shown as plain text instead.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ratatui::layout::Rect;

use super::paint::{self, Canvas, HALVES, Raster};
use super::theme::{Dots, Ink};

/// The rows of a line of letters, once for each `scale`.
pub const ROWS: u16 = 4;

/// A text set in big letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BigLetters {
    lines: Vec<String>,
    scale: u16,
}

impl BigLetters {
    /// Sets a text in at most so many lines; `None` where it does not fit, or has letters that
    /// this face lacks.
    pub fn of(words: &str, scale: u16, columns: u16, lines: usize) -> Option<BigLetters> {
        if scale == 0 || !BigLetters::has_all(words) {
            return None;
        }
        let words: Vec<(&str, usize)> =
            words.split_whitespace().map(|word| (word, columns_of(word))).collect();
        let widest = words.iter().map(|(_, wide)| *wide).max()?;
        let columns = usize::from(columns / scale);
        if widest > columns {
            return None;
        }
        let broken = broken(&words, columns);
        if broken.len() > lines {
            return None;
        }
        // The narrowest that needs no further line: lines of about the same length.
        let narrowest = (widest..=columns).collect::<Vec<_>>();
        let at = narrowest.partition_point(|wide| self::broken(&words, *wide).len() > broken.len());
        let lines = self::broken(&words, narrowest.get(at).copied().unwrap_or(columns));
        Some(BigLetters { lines, scale })
    }

    /// Whether this face has all letters of a text.
    pub fn has_all(words: &str) -> bool {
        words.chars().all(|c| glyph(c).is_some())
    }

    pub fn rows(&self) -> u16 {
        self.lines.len() as u16 * ROWS * self.scale
    }
}

/// Words in lines of at most so many columns, each word with the columns that it takes.
fn broken(words: &[(&str, usize)], columns: usize) -> Vec<String> {
    let space = glyph(' ').map_or(0, wide) + 2;
    let mut lines: Vec<(String, usize)> = Vec::new();
    for (word, wide) in words {
        match lines.last_mut() {
            Some((line, taken)) if *taken + space + wide <= columns => {
                line.push(' ');
                line.push_str(word);
                *taken += space + wide;
            }
            _ => lines.push(((*word).to_owned(), *wide)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

/// How many columns a line of letters takes.
fn columns_of(line: &str) -> usize {
    let wide = line.chars().map(|c| glyph(c).map_or(0, wide));
    wide.sum::<usize>() + line.chars().count().saturating_sub(1)
}

/// Draws the letters into an area; what does not fit is left out.
pub(super) fn render(set: &BigLetters, ink: Ink, area: Rect, canvas: &mut Canvas<'_>) {
    // Beside quotes and underlines, an inverted cell would be too heavy.
    let raster = match canvas.theme.dots {
        Dots::Ascii => Raster(1, 2, &[' ', '▀', '▄', '#']),
        _ => HALVES,
    };
    let (scale, high) = (usize::from(set.scale), usize::from(ROWS * set.scale));
    for (nth, line) in set.lines.iter().enumerate() {
        let row = paint::rows(area, nth * high, high);
        let mut left = 0;
        for glyph in line.chars().filter_map(glyph) {
            let place = paint::columns(row, left, (wide(glyph) * scale) as u16);
            canvas.shape(place, &raster, ink, |x, y| {
                inked(glyph, x as usize / scale, (2.0 * y) as usize / scale)
            });
            left += ((wide(glyph) + 1) * scale) as u16;
        }
    }
}

fn glyph(c: char) -> Option<&'static str> {
    let c = match c {
        '’' => '\'',
        '–' => '-',
        c => c,
    };
    GLYPHS.get(&c).copied()
}

fn wide(glyph: &str) -> usize {
    glyph.split(' ').map(str::len).max().unwrap_or(0)
}

fn inked(glyph: &str, column: usize, row: usize) -> bool {
    let row = glyph.split(' ').nth(row);
    row.and_then(|row| row.as_bytes().get(column)) == Some(&b'#')
}

/// Every letter of the face, a line each: the letter, and from its top down a group of points a
/// row, eight rows: two for what rises above the small letters, five for these, one for what hangs
/// below. Empty rows at the end are left out, and a row may end where its ink does.
static GLYPHS: LazyLock<BTreeMap<char, &str>> = LazyLock::new(|| {
    let lines = include_str!("letters.txt").lines();
    lines.filter_map(|line| Some((line.chars().next()?, line.get(2..)?))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_its_place_in_eight_rows() {
        for (c, glyph) in GLYPHS.iter() {
            assert!(glyph.split(' ').count() <= 8, "{c:?}");
            assert!(wide(glyph) <= 5, "{c:?}");
            assert!(glyph.bytes().all(|b| b"#. ".contains(&b)), "{c:?}");
        }
        for c in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
            assert!(super::glyph(c).is_some(), "{c:?}");
        }
    }

    #[test]
    fn a_text_is_set_where_it_fits_and_its_words_stay_whole() {
        let lines = |words: &str, columns, lines| {
            BigLetters::of(words, 1, columns, lines).map(|set| set.lines)
        };
        assert_eq!(lines("turn left", 80, 1).unwrap(), ["turn left"]);
        assert_eq!(lines("turn left", 24, 1), None);
        assert_eq!(lines("turn left", 24, 2).unwrap(), ["turn", "left"]);
        assert_eq!(lines("shoulders", 20, 3), None);
        assert_eq!(lines("肩を上げる", 80, 2), None);
        assert_eq!(lines("", 80, 2), None);
    }
}
