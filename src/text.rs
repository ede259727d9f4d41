//! An author's text on its way to a terminal: cleaned, in paragraphs, wrapped and cut to a width.
//!
//! Whatever a file says, nothing that leaves this room moves a cursor, changes a colour or turns
//! the direction of writing. It refuses to know what the text is about.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether a terminal obeys this character instead of showing it, or lets it turn the order of
/// letters round. Line feeds and tabs are not meant: they are white space.
pub fn is_obeyed(c: char) -> bool {
    let turns_round = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks_lines = matches!(c, '\u{2028}' | '\u{2029}');
    (c.is_control() && c != '\n' && c != '\t') || turns_round || breaks_lines
}

/// Whether nobody sees this character: it comes along with what is copied from a page, and two
/// names that look the same would differ by it. What joins letters or keeps them apart, and what
/// makes one sign of several, changes what is seen and is not meant.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}'
        | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Whether a terminal obeys this character, or nobody sees it: each has at most four hex digits.
pub fn is_hidden(c: char) -> bool {
    is_obeyed(c) || is_unseen(c)
}

/// The text without anything that a terminal would obey or nobody would see. Line breaks stay; a
/// tab becomes a space.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_hidden(c) || c == '\t') {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| !is_hidden(*c));
    Cow::Owned(shown.map(|c| if c == '\t' { ' ' } else { c }).collect())
}

/// The text on one line: what a terminal would obey and runs of blanks become one space each, and
/// what nobody would see is left out.
pub fn line(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_unseen(*c));
    let shown: String = seen.map(|c| if is_obeyed(c) { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// JSON in which what a terminal would obey, or nobody would see, is escaped: it says the same, and
/// may be looked at. A tab or a line break between its values stays.
pub fn json(json: &str) -> Cow<'_, str> {
    // Most of it is plain, and bytes are looked at faster than letters.
    let is_plain = |bytes: &[u8]| {
        bytes.iter().fold(true, |plain, byte| plain & matches!(byte, b'\n' | b' '..=b'~'))
    };
    if json.as_bytes().chunks(1 << 12).all(is_plain) || !json.chars().any(is_hidden) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_hidden(c) {
            escaped += &format!("\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
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
    textwrap::wrap(text, options).into_iter().map(|line| line.into_owned()).collect()
}

/// The text, cut to so many columns with `…` at its end where it was longer.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(1) else {
        return String::new();
    };
    let mut taken = 0;
    let fits = |grapheme: &&str| {
        taken += width(grapheme);
        taken <= room
    };
    let short: String = text.graphemes(true).take_while(fits).collect();
    format!("{}…", short.trim_end())
}

/// The text with blanks after it, up to so many columns.
pub fn padded(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
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
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
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
        if wrap(text, middle).len() <= lines.len() { high = middle } else { low = middle + 1 }
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

/// A fingerprint of a text, as 16 hex digits: FNV-1a of 64 bits over its bytes. It tells two
/// versions of a text apart, and proves nothing to anybody.
pub fn fingerprint(text: &str) -> String {
    format!("{:016x}", fnv(text.as_bytes()))
}

/// FNV-1a of 64 bits.
pub fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_sequence_gets_through() {
        assert_eq!(line("a\u{1b}[31mred\r\n\tb\u{9b}2J"), "a [31mred b 2J");
        assert_eq!(line("left\u{202e}thgir"), "left thgir");
        assert_eq!(line("\u{61c}a\u{200b}b\u{feff} c\u{2028}d"), "ab c d");
        assert_eq!(plain("\u{61c}a\u{200b}b\u{feff} c\u{2028}d"), "ab cd");
        // A family is one sign of three, and Persian needs what keeps its letters apart.
        for whole in ["👨\u{200d}👩\u{200d}👧", "می\u{200c}خواهم"] {
            assert_eq!(line(whole), whole);
            assert_eq!(plain(whole), whole);
        }
    }

    proptest::proptest! {
        #[test]
        fn escaped_json_says_the_same_and_is_obeyed_by_nobody(words in ".{0,40}", c in 0u32..0x2100) {
            let words = format!("{words}{}", char::from_u32(c).unwrap_or(' '));
            let written = serde_json::to_string(&words).unwrap();
            let escaped = json(&written);
            proptest::prop_assert!(!escaped.chars().any(is_obeyed));
            proptest::prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), words);
        }
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

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(plain("a\u{1b}[2Jb\u{7}\tc\nd"), "a[2Jb c\nd");
        assert_eq!(plain("\u{202e}left\u{2066}"), "left");
        assert_eq!(plain("\u{9b}31m"), "31m");
        assert!(matches!(plain("as it is"), Cow::Borrowed(_)));
        assert_eq!(line("one\n  two\r\nthree"), "one two three");
    }

    #[test]
    fn a_cut_text_fits_and_says_so() {
        assert_eq!(cut("shoulder", 8), "shoulder");
        assert_eq!(cut("shoulder raises", 9), "shoulder…");
        assert_eq!(cut("肩を上げる", 6), "肩を…");
        for columns in 0..12 {
            assert!(width(&cut("肩を e\u{301}e\u{301}e\u{301} 上げる", columns)) <= columns);
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

    #[test]
    fn a_fingerprint_is_the_published_one() {
        // From the test vectors of the authors of FNV.
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert_eq!(fingerprint("foobar"), "85944171f73967e8");
    }
}
