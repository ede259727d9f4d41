//! What kind of file it is, where it is plainly no text of supple's: told once, with what to do,
//! instead of every sign in it that is no RON.

use super::super::vocabulary::step;
use crate::problem::Problem;

/// What files of other programs begin with, and what they are.
const DOCUMENTS: [(&[u8], &str); 5] = [
    (b"{\\rtf", "RTF, as word processors save it"),
    (b"PK\x03\x04", "a packed document, like .docx or .odt"),
    (b"\xD0\xCF\x11\xE0", "a document of an old Word"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
];

/// What is wrong with a file whose bytes are no plain text in UTF-8. It has no place to point at.
pub fn no_text(bytes: &[u8]) -> Option<Problem> {
    let not = |what: String, help: &str| Some(Problem::error("not-utf-8", 0..0, what).help(help));
    let document = DOCUMENTS
        .iter()
        .find(|(begins, _)| bytes.starts_with(begins));
    if let Some((_, what)) = document {
        return not(
            format!("the file is {what}, and a routine is plain text"),
            "copy its words into a plain text file: `supple new my-routine` begins one",
        );
    }
    let zeros = bytes.iter().take(200).filter(|byte| **byte == 0).count();
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || zeros > 20 {
        return not(
            "the file is text in UTF-16, and a routine is text in UTF-8".into(),
            "save it again with the encoding UTF-8, or write `iconv -f UTF-16 -t UTF-8 OLD.ron > NEW.ron`",
        );
    }
    let at = std::str::from_utf8(bytes).err()?.valid_up_to();
    let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    let byte = bytes[at];
    not(
        match char::from(byte) {
            // What Latin-1 has there.
            letter if letter.is_alphabetic() => format!(
                "the file is text in an old encoding, most likely Latin-1, where `{letter}` in \
                 line {line} is the byte {byte:#04X}; a routine is text in UTF-8"
            ),
            _ => format!("the file is not UTF-8: there is a byte {byte:#04X} in line {line}"),
        },
        "save it again with the encoding UTF-8, or write `iconv -f LATIN1 -t UTF-8 OLD.ron > NEW.ron`",
    )
}

/// JSON, YAML or a list in Markdown: said once, with how RON looks.
pub fn other_format(text: &str) -> Option<Problem> {
    let first = text
        .trim_start_matches('\u{feff}')
        .lines()
        .find(|line| !line.trim().is_empty())?;
    let start = text.find(first)?;
    let first = first.trim();
    let bullet = |line: &str| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = number.len() < line.len() && number.starts_with(". ");
        numbered
            || ["- ", "* ", "• ", "– "]
                .iter()
                .any(|sign| line.starts_with(sign))
    };
    let ron = text.match_indices('(').any(|(at, _)| {
        let name = text[..at].rsplit(|c: char| !c.is_alphabetic()).next();
        name.is_some_and(|name| name == "Routine" || step(name).is_some())
    });
    let json = first.starts_with('{') || first == "[";
    let keyed = first
        .split_once(':')
        .is_some_and(|(key, _)| key.chars().all(|c| c.is_alphanumeric() || c == '_'));
    let format = if ron {
        return None;
    } else if json && text.contains("\":") {
        "JSON"
    } else if first == "---" || keyed && text.lines().any(bullet) && !first.ends_with(',') {
        "YAML"
    } else if bullet(first) || first.starts_with("# ") && text.lines().any(bullet) {
        "a list in Markdown"
    } else {
        return None;
    };
    let message = format!("this is {format}, and a routine is written in RON");
    let at = start..start + first.len();
    Some(Problem::error("no-routine", at, message).help(
        "write the same like this: `Routine(title: \"My exercises\", steps: \
         [Hold(name: \"Shoulder raise\", for: \"30s\"), Reps(name: \"Heel raise\", times: 10)])`",
    ))
}
