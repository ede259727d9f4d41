//! Values <-> lines of JSON, one line a value.
//!
//! A line that can't be read is told with its number and never stops the rest. Lines of a kind
//! that this version does not know were written by a newer one: they count for nothing, and whoever
//! carries lines about carries them as they are.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use super::{Felt, Forget, Id, Record, Stamp};
use crate::words::disk::{BREAKS_OFF, NO_JSON};

/// One line of a history. In JSON `kind` says which, and the fields stand beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum HistoryLine {
    /// A session that is over.
    Session(Box<Record>),
    /// What was said of one later.
    Felt(Felt),
    /// One is to be forgotten.
    Forget(Forget),
    /// What a newer version wrote.
    #[serde(skip)]
    Newer(Newer),
}

/// The kinds that this version knows.
const KINDS: [&str; 3] = ["session", "felt", "forget"];

/// A line of a kind that this version does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newer {
    /// The session that it is about, if it is about one.
    pub id: Option<Id>,
    /// When it was written, as far as it says so.
    pub at: Option<Stamp>,
    /// All of it, without its line end.
    pub text: String,
}

/// A line that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// Its number, from 1.
    pub line: usize,
    /// Why, as a sentence.
    pub why: String,
}

#[derive(Deserialize)]
struct LineKind {
    kind: String,
}

impl HistoryLine {
    /// The session that it is about; what a newer version wrote may be about none.
    pub fn id(&self) -> Option<Id> {
        match self {
            HistoryLine::Session(record) => Some(record.id),
            HistoryLine::Felt(felt) => Some(felt.id),
            HistoryLine::Forget(forget) => Some(forget.id),
            HistoryLine::Newer(newer) => newer.id,
        }
    }

    /// When it was written, which decides in which file it stands; what a newer version wrote may
    /// not say it.
    pub fn written_at(&self) -> Option<Stamp> {
        match self {
            HistoryLine::Session(record) => Some(record.end),
            HistoryLine::Felt(felt) => Some(felt.at),
            HistoryLine::Forget(forget) => Some(forget.at),
            HistoryLine::Newer(newer) => newer.at,
        }
    }

    /// Reads one line, whatever version wrote it.
    ///
    /// # Errors
    /// A sentence, if it is no line of a history.
    pub fn read(line: &[u8]) -> Result<HistoryLine, String> {
        let why = |error: serde_json::Error| match error.classify() {
            Category::Eof => BREAKS_OFF.to_owned(),
            Category::Syntax => NO_JSON.to_owned(),
            _ => {
                let text = error.to_string();
                crate::text::line(text.split(" at line ").next().unwrap_or_default())
            }
        };
        // Some editors put a mark before a file that they have saved.
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        // Nearly all lines are sessions, and read as what they are they take half the time.
        if let Some(record) = read_session(line) {
            return Ok(HistoryLine::Session(Box::new(record)));
        }
        let head: LineKind = serde_json::from_slice(line).map_err(why)?;
        if KINDS.contains(&head.kind.as_str()) {
            return serde_json::from_slice(line).map_err(why);
        }
        let text = std::str::from_utf8(line.trim_ascii()).map_err(|_| NO_JSON)?;
        let read: Value = serde_json::from_str(text).unwrap_or_default();
        let word = |field: &str| read.get(field)?.as_str();
        let times = ["end", "at", "start"].into_iter();
        Ok(HistoryLine::Newer(Newer {
            id: word("id").and_then(|id| id.parse().ok()),
            at: times.filter_map(word).find_map(|at| at.parse().ok()),
            text: text.to_owned(),
        }))
    }

    /// The line with its line end; no other line end is in it.
    pub fn written(&self) -> String {
        match self {
            HistoryLine::Newer(newer) => format!("{}\n", newer.text),
            line => {
                let text = serde_json::to_string(line);
                text.expect("a value of strings and numbers can be written as JSON") + "\n"
            }
        }
    }
}

/// The session that a line tells of, if it is one; with texts that are borrowed from the line
/// nothing, where one of them is written with a backslash.
pub(super) fn read_session<'l, T: Deserialize<'l> + Default>(line: &'l [u8]) -> Option<Record<T>> {
    let line = std::str::from_utf8(line).ok()?;
    let mut record: Record<T> = serde_json::from_str(line).ok()?;
    let kind = record.other.remove("kind")?;
    (kind == "session").then_some(record)
}

/// Reads the lines of a file. Empty lines are nothing.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = Result<HistoryLine, Bad>> {
    pieces(bytes).map(|(line, piece)| HistoryLine::read(piece).map_err(|why| Bad { line, why }))
}

/// The lines that are not empty, with their numbers.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    let pieces = ends.map(move |end| {
        let piece = &bytes[start..end];
        start = end + 1;
        piece
    });
    (1..).zip(pieces).filter(|(_, piece)| !piece.trim_ascii().is_empty())
}
