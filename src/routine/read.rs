//! From the text of a file to a [`Routine`], or to everything that is wrong with it.
//!
//! A file is read by ron alone. Only where ron or the rules of `check` find a fault is the text
//! looked at as a tree, which goes on past the first fault and knows where everything stands. This
//! room refuses to know where a file comes from.

use std::ops::Range;
use std::sync::Arc;

use super::check::Names;
use super::grammar::ron_options;
use super::place::{Finding, PlacePart, RoutinePlace};
use super::syntax::{GroupItem, Tree, TreeValue};
use super::vocabulary::step;
use super::{Routine, check};
use crate::problem::{Problem, Severity};

mod reader;

/// The largest file that is read: 1 MiB.
pub const LARGEST_FILE: usize = 1 << 20;

/// How many problems of one file are told.
const MOST_PROBLEMS: usize = 200;

/// What came of reading a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The routine, where nothing is wrong with it.
    pub routine: Option<Arc<Routine>>,
    /// Everything that is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// What is said of a file of so many bytes; for those who see its size before they read it.
pub fn too_large(bytes: u64) -> Problem {
    Problem::error(
        "too-large",
        0..0,
        format!("the file has {} MiB, and 1 MiB is the most", bytes.div_ceil(1 << 20)),
    )
    .help("split it into several, joined by `Include`")
}

/// Reads a text without knowing which names it may refer to.
pub fn read(text: &str) -> Reading {
    read_with(text, &Names::default())
}

/// Reads a text.
pub fn read_with(text: &str, names: &Names<'_>) -> Reading {
    if text.len() > LARGEST_FILE {
        return Reading::refused(too_large(text.len() as u64));
    }
    let Some(routine) = by_ron(text) else {
        let foreign = no_text(text.as_bytes()).or_else(|| other_format(text));
        return match foreign {
            Some(problem) => Reading::refused(problem),
            None => Reading { routine: None, problems: told(why_unreadable(text)) },
        };
    };
    let found = check::check(&routine, names);
    if found.is_empty() {
        return Reading { routine: Some(Arc::new(routine)), problems: Vec::new() };
    }
    Reading { routine: None, problems: told(locate(text, found)) }
}

/// Reads by plain ron; the rules between values are not looked at.
pub fn by_ron(text: &str) -> Option<Routine> {
    ron_options().from_str(without_mark(text)).ok()
}

/// A text without the byte order mark that some editors write in front.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Everything that keeps ron from reading a text: what the tree and the grammar find, or else what
/// ron says itself. Of a text that ron reads it says nothing, but for forms that nobody writes.
pub fn why_unreadable(text: &str) -> Vec<Problem> {
    let tree = Tree::parse(text);
    let of_values = reader::read(text, &tree);
    let mut problems = tree.problems;
    // What is told of a value or a name as a whole says enough about the signs within it.
    problems.retain(|sign| {
        let within = |all: &Problem| all.at.start <= sign.at.start && sign.at.end <= all.at.end;
        !of_values.iter().any(|all| within(all) && all.at.start < sign.at.end)
    });
    problems.extend(of_values);
    if problems.is_empty()
        && let Err(error) = ron_options().from_str::<Routine>(without_mark(text))
    {
        let bytes = error_at(text, &error);
        let help = "`supple explain format` has the form of every field";
        problems.push(Problem::error("syntax", bytes, error.code.to_string()).help(help));
    }
    problems
}

/// The bytes at which ron stops.
pub(crate) fn error_at(text: &str, error: &ron::error::SpannedError) -> Range<usize> {
    let byte = |at: ron::error::Position| {
        let lines = text.split_inclusive('\n').take(at.line.saturating_sub(1));
        let start: usize = lines.map(str::len).sum();
        let columns = text[start..].char_indices().nth(at.col.saturating_sub(1));
        columns.map_or(text.len(), |(at, _)| start + at)
    };
    byte(error.span.start)..byte(error.span.end)
}

/// In the order of the file, each once, and not without end: a last one says how many more there
/// are. It is as grave as the gravest of those.
pub fn told(mut found: Vec<Problem>) -> Vec<Problem> {
    found.sort_by_key(|problem| (problem.at.start, problem.at.end));
    let mut problems: Vec<Problem> = Vec::with_capacity(found.len());
    for problem in found {
        let mut here = problems.iter().rev().take_while(|known| known.at == problem.at);
        if !here.any(|known| *known == problem) {
            problems.push(problem);
        }
    }
    let more = problems.split_off(problems.len().min(MOST_PROBLEMS));
    let gravest = more.iter().map(|problem| problem.severity).max();
    if let (Some(first), Some(severity)) = (more.first(), gravest) {
        let warnings = severity == Severity::Warning;
        // Past so many no more errors are looked for.
        let (about, count) = if warnings || more.len() <= MOST_PROBLEMS {
            ("", more.len())
        } else {
            ("at least ", MOST_PROBLEMS)
        };
        let what = if warnings { "warning" } else { "problem" };
        let follow = if count == 1 { " follows" } else { "s follow" };
        let message = format!("{about}{count} more {what}{follow} from here on");
        let at = first.at.start..first.at.start;
        let last = Problem::error("more-problems", at, message).help("mend those above first");
        problems.push(Problem { severity, ..last });
    }
    problems
}

impl Reading {
    fn refused(problem: Problem) -> Reading {
        Reading { routine: None, problems: vec![problem] }
    }
}

// What kind of file it is, where it is plainly no text of supple's: told once, with what to do,
// instead of every sign in it that is no RON.

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
    let document = DOCUMENTS.iter().find(|(begins, _)| bytes.starts_with(begins));
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
    let first = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty())?;
    let start = text.find(first)?;
    let first = first.trim();
    let bullet = |line: &str| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = number.len() < line.len() && number.starts_with(". ");
        numbered || ["- ", "* ", "• ", "– "].iter().any(|sign| line.starts_with(sign))
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

// From a place in a routine to the bytes of its file.

/// Says where in the file that a routine was read from something was found.
pub fn locate(text: &str, found: Vec<Finding>) -> Vec<Problem> {
    // Most files have nothing to locate, and parsing takes longer than reading.
    let root = if found.is_empty() { None } else { Tree::parse(text).root };
    let at = |place: &RoutinePlace| match &root {
        Some(root) => find(text, root, place),
        None => 0..0,
    };
    let located = found.into_iter().map(|found| {
        let Finding { severity, name, message, label, help, .. } = found;
        Problem { severity, name, at: at(&found.at), message, label, help }
    });
    located.collect()
}

/// Where a place is; if it isn't there, what is around it.
fn find(text: &str, root: &TreeValue, place: &RoutinePlace) -> Range<usize> {
    let steps =
        place.steps.iter().flat_map(|step| [PlacePart::Field("steps"), PlacePart::Item(*step)]);
    let (mut here, mut name) = (root, None);
    for part in steps.chain(place.keys.iter().cloned()) {
        let group = here.unwrapped(text).group();
        let item = group.and_then(|group| match part {
            PlacePart::Field(word) => group.field(text, word),
            PlacePart::Item(nth) => group.items.get(nth),
        });
        let Some(GroupItem { key, value: Some(value) }) = item else {
            return head(text, here);
        };
        name = key.clone().or(name);
        here = value;
    }
    if let (true, Some(name)) = (place.on_name, name) {
        return name;
    }
    if place.keys.is_empty() {
        return head(text, here);
    }
    let start = here.at.start;
    let words =
        place.words.as_deref().and_then(|words| Some((text[here.at.clone()].find(words)?, words)));
    words.map_or(here.at.clone(), |(at, words)| start + at..start + at + words.len())
}

/// What stands for a construct as a whole: its name, or its opening bracket; for an `Include` the
/// id within it.
fn head(text: &str, value: &TreeValue) -> Range<usize> {
    let Some(group) = value.group() else {
        return value.at.clone();
    };
    match group.items.first().and_then(|item| item.value.as_ref()) {
        Some(id) if group.is_named(text, "Include") => id.at.clone(),
        _ => group.head(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWIST: &str = r#"Routine(
    title: "Seated twist",
    about: "A slow turn on the chair
        for the middle of the back.

        Stop when it hurts.",
    stage: Settled,   // six weeks on
    positions: [Seated],
    areas: ["middle of the back"],
    needs: ["a chair that cannot roll or tip"],
    cautions: ["twist", "bone", "stop"],
    sources: [(title: "Why?", says: "the turn itself")],
    steps: [
        Reps(
            name: "Seated twist",
            start: "Sit tall. {Side} hand behind you, {other side} hand on the {side} knee.",
            side: Each,
            times: 3,
            tempo: [
                (cue: "grow taller", for: "3s", breath: In),
                (cue: "turn {side}", for: "4s", breath: Out),
            ],
            rest: "2s",
            change: "6s",
        ),
        Heat(
            for: "15m..20m",
            checks: [(at: "5m", text: "Look at the skin.")],
            apart: "2h", a_day: 3,
        ),
        Repeat(times: "2..3", steps: [Hold(for: "10s..30s"), Include("other"), Rest(for: "5s")]),
        Breathe(inhale: "4s", exhale: "6s", rounds: 6),
    ],
)
"#;

    #[test]
    fn nothing_is_wrong_with_a_sound_file() {
        assert_eq!(why_unreadable(TWIST), []);
        assert_eq!(read(TWIST).problems, []);
        assert!(read(TWIST).routine.is_some());
    }

    #[test]
    fn what_only_ron_finds_is_told_in_its_words_and_at_its_place() {
        let text = "\u{feff}// Evening\n#![enable(nonsense)]\n(title: \"x\", steps: [])";
        let problems = read(text).problems;
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].name, "syntax");
        assert_eq!(crate::problem::position(text, problems[0].at.start), (2, 11));
    }
}
