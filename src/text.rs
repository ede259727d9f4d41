//! An author's text on its way to a terminal: cleaned, in paragraphs, wrapped and cut to a width.
//!
//! Whatever a file says, nothing that leaves this room moves a cursor, changes a colour or turns
//! the direction of writing. It refuses to know what the text is about.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text on one line: control characters and runs of blanks become one space each.
pub fn line(text: &str) -> String {
    let shown: String = text.chars().map(shown).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a text, each on one line: an empty line stands between two of them.
pub fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(line).collect();
    let paragraphs = lines.split(|line| line.is_empty());
    let joined = paragraphs.map(|lines| lines.join(" "));
    joined.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// The lines of a text at a width in columns; every line after the first begins with `indent`
/// blanks. A word that is wider than a line is broken.
pub fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
    let blanks = " ".repeat(indent);
    let options = textwrap::Options::new(width.max(indent + 8)).subsequent_indent(&blanks);
    textwrap::wrap(text, options)
        .into_iter()
        .map(|line| line.into_owned())
        .collect()
}

/// The text, cut to so many columns with `…` at its end where it was longer.
pub fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    for grapheme in text.graphemes(true) {
        if short.width() + grapheme.width() + 1 > columns {
            break;
        }
        short.push_str(grapheme);
    }
    let mut short = short.trim_end().to_owned();
    short.push('…');
    short
}

/// The text with blanks after it, up to so many columns.
pub fn padded(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// A control character, or one that turns the direction of writing, is a space.
fn shown(c: char) -> char {
    match c {
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_sequence_gets_through() {
        assert_eq!(line("a\u{1b}[31mred\r\n\tb\u{9b}2J"), "a [31mred b 2J");
        assert_eq!(line("left\u{202e}thgir"), "left thgir");
    }

    #[test]
    fn a_break_is_a_space_and_an_empty_line_a_paragraph() {
        let text = "  Sit tall,\n     both feet down.\n\n\n   Breathe.\n";
        assert_eq!(paragraphs(text), ["Sit tall, both feet down.", "Breathe."]);
        assert!(paragraphs(" \n\n ").is_empty());
    }

    #[test]
    fn a_cut_text_fits_its_columns() {
        assert_eq!(cut("shoulder", 8), "shoulder");
        assert_eq!(cut("shoulder raises", 9), "shoulder…");
        assert_eq!(cut("肩を上げる", 5), "肩を…");
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_wider_than_asked(text in "\\PC{0,60}", columns in 1usize..40) {
            proptest::prop_assert!(cut(&line(&text), columns).width() <= columns);
        }
    }
}
