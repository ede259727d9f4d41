//! Values <-> lines of JSON, one line a value.
//!
//! A line that can't be read is told with its number and never stops the rest. Lines of a kind
//! that this version does not know are passed over, since a newer one wrote them; whoever carries
//! lines about carries them as they are.

use serde::{Deserialize, Serialize};

use super::{Felt, Forget, Id, Record, Stamp};

/// One line of a history.
#[derive(Clone, Debug, PartialEq)]
pub enum HistoryLine {
    /// A session that is over.
    Session(Box<Record>),
    /// What was said of one later.
    Felt(Felt),
    /// One is to be forgotten.
    Forget(Forget),
    /// What a newer version wrote.
    Newer(Newer),
}

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
struct Head {
    kind: String,
}

#[derive(Serialize)]
struct Written<'a, T> {
    kind: &'static str,
    #[serde(flatten)]
    value: &'a T,
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

    /// Reads one line, whatever version wrote it.
    ///
    /// # Errors
    /// A sentence, if it is no line of a history.
    pub fn read_any(line: &[u8]) -> Result<HistoryLine, String> {
        match HistoryLine::read(line)? {
            Some(line) => Ok(line),
            None => {
                let text = std::str::from_utf8(line.trim_ascii());
                let text = text.map_err(|_| "it is no JSON".to_owned())?;
                let read: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
                let word = |field: &str| read.get(field)?.as_str();
                let times = ["end", "at", "start"].into_iter();
                Ok(HistoryLine::Newer(Newer {
                    id: word("id").and_then(|id| id.parse().ok()),
                    at: times.filter_map(word).find_map(|at| at.parse().ok()),
                    text: text.to_owned(),
                }))
            }
        }
    }

    /// Reads one line; `None` where a newer version wrote something unknown.
    ///
    /// # Errors
    /// A sentence, if it is no line of a history.
    pub fn read(line: &[u8]) -> Result<Option<HistoryLine>, String> {
        let why = |error: serde_json::Error| match error.classify() {
            serde_json::error::Category::Eof => "it breaks off".to_owned(),
            serde_json::error::Category::Syntax => "it is no JSON".to_owned(),
            _ => {
                let text = error.to_string();
                let text = text.split(" at line ").next().unwrap_or_default();
                crate::text::line(text)
            }
        };
        // Some editors put a mark before a file that they have saved.
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        let head: Head = serde_json::from_slice(line).map_err(why)?;
        Ok(Some(match head.kind.as_str() {
            "session" => {
                let mut record: Record = serde_json::from_slice(line).map_err(why)?;
                record.other.remove("kind");
                HistoryLine::Session(Box::new(record))
            }
            "felt" => {
                let mut felt: Felt = serde_json::from_slice(line).map_err(why)?;
                felt.other.remove("kind");
                HistoryLine::Felt(felt)
            }
            "forget" => {
                let mut forget: Forget = serde_json::from_slice(line).map_err(why)?;
                forget.other.remove("kind");
                HistoryLine::Forget(forget)
            }
            _ => return Ok(None),
        }))
    }

    /// The line with its line end; no other line end is in it.
    pub fn written(&self) -> String {
        let text = match self {
            HistoryLine::Session(record) => {
                serde_json::to_string(&Written { kind: "session", value: record })
            }
            HistoryLine::Felt(felt) => {
                serde_json::to_string(&Written { kind: "felt", value: felt })
            }
            HistoryLine::Forget(forget) => {
                serde_json::to_string(&Written { kind: "forget", value: forget })
            }
            HistoryLine::Newer(newer) => Ok(newer.text.clone()),
        };
        let mut text = text.expect("a value of strings and numbers can be written as JSON");
        text.push('\n');
        text
    }
}

/// Reads the lines of a file. Empty lines are nothing.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = Result<HistoryLine, Bad>> {
    pieces(bytes).filter_map(|(line, piece)| match HistoryLine::read(piece) {
        Ok(read) => read.map(Ok),
        Err(why) => Some(Err(Bad { line, why })),
    })
}

/// The same with the lines of newer versions.
pub fn all_lines(bytes: &[u8]) -> impl Iterator<Item = Result<HistoryLine, Bad>> {
    pieces(bytes).map(|(line, piece)| HistoryLine::read_any(piece).map_err(|why| Bad { line, why }))
}

/// The lines that are not empty, with their numbers.
pub(super) fn pieces(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    let pieces = ends.map(move |end| {
        let piece = &bytes[start..end];
        start = end + 1;
        piece
    });
    (1..).zip(pieces).filter(|(_, piece)| !piece.trim_ascii().is_empty())
}
