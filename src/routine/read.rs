//! From the text of a file to a [`Routine`], or to everything that is wrong with it.
//!
//! A sound file is read by ron alone. Only where ron or the rules of `check` find a fault is the
//! text read again as a tree, which goes on past the first fault and knows where everything
//! stands. The tree is then spelled out anew with its faults filled in, so that the rules between
//! values still see the rest. This room refuses to know where a file comes from.

use std::ops::Range;

use super::check::Names;
use super::grammar::ron_options;
use super::place::{Finding, PlacePart};
use super::syntax::{BracketGroup, GroupItem, Tree, TreeValue, ValueKind};
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
    pub routine: Option<Routine>,
    /// Everything that is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a file as it lies on the disk: refuses what is larger than [`LARGEST_FILE`] before it
/// looks at it, what is no plain text in UTF-8, and what is empty.
pub fn read_bytes(bytes: &[u8], names: &Names<'_>) -> Reading {
    if bytes.len() > LARGEST_FILE {
        return Reading::refused(too_large(bytes.len() as u64));
    }
    if let Some(problem) = no_text(bytes) {
        return Reading::refused(problem);
    }
    read_with(&String::from_utf8_lossy(bytes), names)
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
            None => by_tree(text, names),
        };
    };
    let found = check::check(&routine, names);
    if found.is_empty() {
        return Reading { routine: Some(routine), problems: Vec::new() };
    }
    Reading { routine: None, problems: told(locate(text, found)) }
}

/// Reads by plain ron; the rules between values are not looked at.
pub fn by_ron(text: &str) -> Option<Routine> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    ron_options().from_str(text).ok()
}

/// Reads by the tree: every problem, and the routine where there is none.
pub fn by_tree(text: &str, names: &Names<'_>) -> Reading {
    let tree = Tree::parse(text);
    let (routine, mut problems) = spelled_anew(text, &tree);
    if let (Some(routine), Some(root)) = (&routine, &tree.root) {
        let sound = problems.is_empty();
        for found in check::check(routine, names) {
            let (problem, exact) = in_tree(text, root, found);
            // What was filled in breaks no rule of the author's.
            let known = problems
                .iter()
                .any(|other| other.at.start <= problem.at.end && problem.at.start <= other.at.end);
            if sound || (exact && !known) {
                problems.push(problem);
            }
        }
    }
    Reading { routine: routine.filter(|_| problems.is_empty()), problems: told(problems) }
}

/// Reads by the tree without the rules between values: what it makes of the file, and all that
/// is wrong with it. It accepts what [`by_ron`] does and gives the same; a test holds it to that.
pub fn spelled_anew(text: &str, tree: &Tree) -> (Option<Routine>, Vec<Problem>) {
    let read = reader::read(text, tree);
    let mut problems = tree.problems.clone();
    // What is told of a value or a name as a whole says enough about the signs within it.
    problems.retain(|sign| {
        let within = |all: &Problem| all.at.start <= sign.at.start && sign.at.end <= all.at.end;
        let inside = |all: &Problem| within(all) && all.at.start < sign.at.end;
        !read.problems.iter().any(inside)
    });
    problems.extend(read.problems);
    let routine = by_ron(&read.out);
    if problems.is_empty() && routine.is_none() {
        problems.push(rons_own(text));
    }
    (routine, problems)
}

/// What ron says, for the case that nothing else was found.
fn rons_own(text: &str) -> Problem {
    let message = match ron_options().from_str::<Routine>(text) {
        Ok(_) => "this can't be read".to_owned(),
        Err(error) => error.to_string(),
    };
    Problem::error("syntax", 0..text.len().min(1), message)
}

/// In the order of the file, each once, and not without end: a last one says how many more there
/// are. It is as grave as the gravest of those.
pub fn told(mut found: Vec<Problem>) -> Vec<Problem> {
    found.sort_by_key(|problem| (problem.at.start, problem.at.end));
    // What is missing inside a bracket and behind it may be missing at one and the same place.
    let mut problems: Vec<Problem> = Vec::with_capacity(found.len());
    for problem in found {
        let here = problems.iter().rev().take_while(|known| known.at == problem.at);
        if !here.into_iter().any(|known| *known == problem) {
            problems.push(problem);
        }
    }
    if problems.len() > MOST_PROBLEMS {
        let more = problems.split_off(MOST_PROBLEMS);
        let at = more[0].at.start;
        let gravest = more.iter().map(|problem| problem.severity).max();
        // Past so many no more errors are looked for.
        let all = gravest == Some(Severity::Warning) || more.len() <= MOST_PROBLEMS;
        let (about, count) = match all {
            true => ("", more.len()),
            false => ("at least ", MOST_PROBLEMS),
        };
        let word = match (gravest, count) {
            (Some(Severity::Warning), 1) => "warning follows",
            (Some(Severity::Warning), _) => "warnings follow",
            (_, 1) => "problem follows",
            _ => "problems follow",
        };
        let message = format!("{about}{count} more {word} from here on");
        problems.push(Problem {
            severity: gravest.unwrap_or(Severity::Error),
            ..Problem::error("more-problems", at..at, message).help("mend those above first")
        });
    }
    problems
}

impl Reading {
    fn refused(problem: Problem) -> Reading {
        Reading { routine: None, problems: vec![problem] }
    }
}

/// What stands in `Some(..)`, or the value itself.
fn unwrapped<'v>(text: &str, value: &'v TreeValue) -> &'v TreeValue {
    match &value.kind {
        ValueKind::Wrapped(inner) => inner,
        ValueKind::Group(group) if is_some(text, group) => match group.items.as_slice() {
            [one] if one.key.is_none() => one.value.as_ref().unwrap_or(value),
            _ => value,
        },
        _ => value,
    }
}

/// `Some(..)`.
fn is_some(text: &str, group: &super::syntax::BracketGroup) -> bool {
    group.bracket == super::syntax::Bracket::Round
        && group.name.as_ref().is_some_and(|name| &text[name.clone()] == "Some")
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
    let tree = Tree::parse(text);
    found
        .into_iter()
        .map(|found| match &tree.root {
            Some(root) => in_tree(text, root, found).0,
            None => problem(0..0, found),
        })
        .collect()
}

/// The problem, and whether its place was found exactly.
pub(super) fn in_tree(text: &str, root: &TreeValue, found: Finding) -> (Problem, bool) {
    let (at, exact) = Finder { text }.find(root, &found);
    (problem(at, found), exact)
}

fn problem(at: Range<usize>, found: Finding) -> Problem {
    Problem {
        severity: found.severity,
        name: found.name,
        at,
        message: found.message,
        label: found.label,
        help: found.help,
    }
}

struct Finder<'t> {
    text: &'t str,
}

impl<'t> Finder<'t> {
    fn find(&self, root: &TreeValue, found: &Finding) -> (Range<usize>, bool) {
        let place = &found.place;
        let mut here = root;
        for &step in &place.steps {
            let list = self.item_of(here, "steps").and_then(|item| item.value.as_ref());
            let Some(step) = list.and_then(|list| self.nth(list, step)) else {
                return (self.head(here), false);
            };
            here = step;
        }
        let mut name = None;
        for key in &place.keys {
            let next = match key {
                PlacePart::Field(word) => match self.item_of(here, word) {
                    Some(item) => {
                        name = item.key.clone();
                        item.value.as_ref()
                    }
                    None => None,
                },
                PlacePart::Item(i) => self.nth(here, *i),
            };
            let Some(next) = next else {
                return (self.head(here), false);
            };
            here = next;
        }
        if place.on_name
            && let Some(name) = name
        {
            return (name, true);
        }
        let at = match place.keys.is_empty() {
            true => self.head(here),
            false => here.at.clone(),
        };
        (self.narrowed(at, found), true)
    }

    /// The words at fault within the value.
    fn narrowed(&self, at: Range<usize>, found: &Finding) -> Range<usize> {
        let within = found
            .words
            .as_ref()
            .and_then(|words| Some((self.text[at.clone()].find(words.as_str())?, words.len())));
        match within {
            Some((start, len)) => at.start + start..at.start + start + len,
            None => at,
        }
    }

    fn item_of<'v>(&self, value: &'v TreeValue, word: &str) -> Option<&'v GroupItem> {
        let outer = value.group().and_then(|group| group.field(self.text, word));
        outer.or_else(|| {
            let inner = unwrapped(self.text, value).group()?;
            inner.field(self.text, word)
        })
    }

    fn nth<'v>(&self, list: &'v TreeValue, i: usize) -> Option<&'v TreeValue> {
        let group: &BracketGroup = unwrapped(self.text, list).group()?;
        group.items.get(i)?.value.as_ref()
    }

    /// What stands for a construct as a whole: its name, or its opening bracket; for an
    /// `Include` the id within it.
    fn head(&self, value: &TreeValue) -> Range<usize> {
        let Some(group) = value.group() else {
            return value.at.clone();
        };
        let include = group.name.as_ref().is_some_and(|name| &self.text[name.clone()] == "Include");
        match group.items.first().and_then(|item| item.value.as_ref()) {
            Some(id) if include => id.at.clone(),
            _ => group.head(),
        }
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
    fn both_ways_of_reading_give_the_same() {
        let reading = by_tree(TWIST, &Names::default());
        assert_eq!(reading.problems, []);
        assert_eq!(reading.routine, by_ron(TWIST));
        assert!(reading.routine.is_some());
        assert_eq!(read(TWIST).problems, []);
    }
}
