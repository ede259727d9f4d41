//! Text made fit for cells: plain, cut, wrapped.
//!
//! Authors' texts come from files that anybody may have written. [`plain`] takes out all that a
//! terminal would obey instead of show; the rest of the wing may then trust what it is given.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text without anything that a terminal would obey: control characters, and the marks that
/// turn the direction of writing round. Line breaks stay; a tab becomes a space.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| obeyed(c) || c == '\t') {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| !obeyed(*c));
    Cow::Owned(shown.map(|c| if c == '\t' { ' ' } else { c }).collect())
}

/// Whether a terminal would act on it rather than show it.
fn obeyed(c: char) -> bool {
    let turns_round =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks_lines = matches!(c, '\u{2028}' | '\u{2029}');
    (c.is_control() && c != '\n' && c != '\t') || turns_round || breaks_lines
}

/// A text in one line: plain, and with its line breaks as spaces.
pub fn one_line(text: &str) -> String {
    let text = plain(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text cut to so many columns, with an ellipsis where something is missing.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let (mut cut, mut taken) = (String::new(), 0);
    for grapheme in text.graphemes(true) {
        taken += width(grapheme);
        if taken > room {
            break;
        }
        cut.push_str(grapheme);
    }
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    Cow::Owned(cut)
}

/// The text in lines of at most so many columns, broken between words where that is possible.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 || text.trim().is_empty() {
        return Vec::new();
    }
    let text = plain(text);
    // A line of balanced length reads better from afar than a full one with one word after it.
    let options = textwrap::Options::new(columns).break_words(true);
    let lines = textwrap::wrap(text.trim(), options);
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Like [`wrap`], with lines of about the same length.
pub fn balance(text: &str, columns: usize) -> Vec<String> {
    let lines = wrap(text, columns);
    if lines.len() < 2 || lines.iter().any(String::is_empty) {
        return lines;
    }
    // The narrowest width that needs no further line.
    let (mut low, mut high) = (columns / 2, columns);
    while low < high {
        let middle = (low + high) / 2;
        match wrap(text, middle).len() <= lines.len() {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    wrap(text, high)
}

/// Short pieces in lines of at most so many columns; a piece is never broken, one that is too
/// long stands alone.
pub fn flow(pieces: &[String], between: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if width(line) + width(between) + width(piece) <= columns => {
                line.push_str(between);
                line.push_str(piece);
            }
            _ => lines.push(piece.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(plain("a\u{1b}[2Jb\u{7}\tc\nd"), "a[2Jb c\nd");
        assert_eq!(plain("\u{202e}left\u{2066}"), "left");
        assert_eq!(plain("\u{9b}31m"), "31m");
        assert!(matches!(plain("as it is"), Cow::Borrowed(_)));
        assert_eq!(one_line("one\n  two\r\nthree"), "one two three");
    }

    #[test]
    fn a_cut_text_fits_and_says_so() {
        assert_eq!(fit("shoulder", 8), "shoulder");
        assert_eq!(fit("shoulder raises", 9), "shoulder…");
        assert_eq!(fit("肩を上げる", 6), "肩を…");
        for columns in 0..12 {
            assert!(width(&fit("肩を e\u{301}e\u{301}e\u{301} 上げる", columns)) <= columns);
        }
    }

    #[test]
    fn wrapped_lines_fit_and_lose_nothing() {
        let text =
            "Breathe out and turn to the left from the ribs; knees stay facing front. 肩を上げる";
        for columns in 2..60 {
            for lines in [wrap(text, columns), balance(text, columns)] {
                assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
                let back: String = lines.concat();
                let squeezed = |text: &str| text.replace(char::is_whitespace, "");
                assert_eq!(squeezed(&back), squeezed(text));
            }
        }
        assert!(wrap(text, 0).is_empty());
        assert!(balance("  ", 10).is_empty());
    }
}
