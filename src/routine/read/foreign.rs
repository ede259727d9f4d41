//! What kind of file it is, where it is plainly no text of supple's: told once, with what to do,
//! instead of every sign in it that is no RON.

use std::fmt::Write;

use super::super::grammar::step as step_named;
use super::super::syntax::quoted;
use crate::problem::Problem;
use crate::seconds::{Count, Length};

/// What files of other programs begin with, and what they are.
const DOCUMENTS: [(&[u8], &str); 5] = [
    (b"{\\rtf", "RTF, as word processors save it"),
    (b"PK\x03\x04", "a packed document, like .docx or .odt"),
    (b"\xD0\xCF\x11\xE0", "a document of an old Word"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
];

/// How many exercises of another format are shown as RON.
const SHOWN: usize = 3;

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

/// JSON, YAML or a list in Markdown: said once, with the same lines as RON.
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
        name.is_some_and(|name| name == "Routine" || step_named(name).is_some())
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
    Some(
        Problem::error(
            "no-routine",
            start..start + first.len(),
            format!("this is {format}, and a routine is written in RON"),
        )
        .help(format!(
            "write the same like this: `{}`",
            as_ron(text, bullet)
        )),
    )
}

/// The title and the first exercises of another format. No dose is made up: where none stands
/// there, the line becomes a `Wait`.
fn as_ron(text: &str, bullet: impl Fn(&str) -> bool) -> String {
    let plain = |line: &str| {
        let line = line.trim().trim_end_matches(',');
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || ".-*•–# ".contains(c));
        let value = match line.split_once(':') {
            Some((key, value)) if !key.contains(' ') => value,
            _ => line,
        };
        value.trim().trim_matches('"').to_owned()
    };
    let key = |line: &str, keys: &[&str]| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches('"');
        keys.iter().any(|key| {
            let behind = line.strip_prefix(key);
            behind.is_some_and(|rest| rest.starts_with(':') || rest.starts_with("\":"))
        })
    };
    // JSON may stand in one line.
    let broken = text
        .replace(",", ",\n")
        .replace('{', "{\n")
        .replace('[', "[\n");
    let lines: Vec<&str> = match text.trim_start().starts_with(['{', '[']) {
        true => broken.lines().collect(),
        false => text.lines().collect(),
    };
    let title = lines
        .iter()
        .find(|line| key(line, &["title"]) || line.starts_with("# "));
    let title = title.map_or_else(|| "My exercises".into(), |line| plain(line));
    let mut steps = Vec::new();
    let named = lines.iter().any(|line| key(line, &["name", "exercise"]));
    for (at, line) in lines.iter().enumerate() {
        let begins = if named {
            key(line, &["name", "exercise"])
        } else {
            bullet(line)
        };
        if !begins {
            continue;
        }
        let inside = lines[at + 1..]
            .iter()
            .take_while(|line| named && !key(line, &["name", "exercise"]));
        let all: Vec<&str> = std::iter::once(*line).chain(inside.copied()).collect();
        steps.push(step(&plain(line), &all.join(" ")));
    }
    let mut ron = format!("Routine(title: {}, steps: [", quoted(&title));
    for (at, step) in steps.iter().take(SHOWN).enumerate() {
        let comma = if at > 0 { ", " } else { "" };
        let _ = write!(ron, "{comma}{step}");
    }
    if steps.is_empty() {
        ron.push_str("Hold(name: \"..\", for: \"30s\")");
    }
    ron.push_str("])");
    ron
}

/// One exercise: a hold where a length stands there, repetitions where a count does.
fn step(name: &str, words: &str) -> String {
    let words: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || ",;:()\"{}[]".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let length = words
        .iter()
        .zip(words.iter().skip(1).chain([&""]))
        .find_map(|(word, next)| {
            let with_unit = format!("{word} {}", next.trim_end_matches('.'));
            let both = Length::parse(&with_unit).ok().filter(|_| !next.is_empty());
            let text = word.starts_with(|c: char| c.is_ascii_digit());
            both.or_else(|| Length::parse(word).ok()).filter(|_| text)
        });
    let count = words
        .iter()
        .zip(words.iter().skip(1).chain([&""]))
        .find_map(|(word, next)| {
            let next = next.to_lowercase();
            let next = next.trim_end_matches('.');
            let counted = [
                "times",
                "x",
                "reps",
                "repetitions",
                "mal",
                "wdh",
                "wiederholungen",
            ];
            match word.strip_suffix(['x', '×']) {
                Some(number) => Count::parse(number).ok(),
                None if counted.contains(&next) => Count::parse(word).ok(),
                None if matches!(*word, "times" | "reps") => Count::parse(next).ok(),
                None => None,
            }
        });
    let name = quoted(name);
    let times = count.map(|count| match count.least == count.most {
        true => format!(", times: {count}"),
        false => format!(", times: \"{count}\""),
    });
    match (length, times) {
        (Some(length), times) => {
            format!(
                "Hold(name: {name}, for: \"{length}\"{})",
                times.unwrap_or_default()
            )
        }
        (None, Some(times)) => format!("Reps(name: {name}{times})"),
        (None, None) => format!("Wait(text: {name})"),
    }
}
