//! Values <-> lines of JSON, one line a value.
//!
//! A line that can't be read is told with its number and never stops the rest. Lines of a kind
//! that this version does not know are passed over: a newer one wrote them.

use serde::{Deserialize, Serialize};

use super::{Felt, Forget, Id, Record};

/// One line of a history.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A session that is over.
    Session(Box<Record>),
    /// What was said of one later.
    Felt(Felt),
    /// One is to be forgotten.
    Forget(Forget),
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

impl Line {
    /// The session that it is about.
    pub fn id(&self) -> Id {
        match self {
            Line::Session(record) => record.id,
            Line::Felt(felt) => felt.id,
            Line::Forget(forget) => forget.id,
        }
    }

    /// Reads one line; `None` where a newer version wrote something unknown.
    ///
    /// # Errors
    /// A sentence, if it is no line of a history.
    pub fn read(line: &[u8]) -> Result<Option<Line>, String> {
        let why = |error: serde_json::Error| match error.classify() {
            serde_json::error::Category::Eof => "it breaks off".to_owned(),
            serde_json::error::Category::Syntax => "it is no JSON".to_owned(),
            _ => {
                let text = error.to_string();
                let text = text.split(" at line ").next().unwrap_or_default();
                crate::text::line(text)
            }
        };
        let head: Head = serde_json::from_slice(line).map_err(why)?;
        Ok(Some(match head.kind.as_str() {
            "session" => {
                let mut record: Record = serde_json::from_slice(line).map_err(why)?;
                record.other.remove("kind");
                Line::Session(Box::new(record))
            }
            "felt" => {
                let mut felt: Felt = serde_json::from_slice(line).map_err(why)?;
                felt.other.remove("kind");
                Line::Felt(felt)
            }
            "forget" => {
                let mut forget: Forget = serde_json::from_slice(line).map_err(why)?;
                forget.other.remove("kind");
                Line::Forget(forget)
            }
            _ => return Ok(None),
        }))
    }

    /// The line with its line end; no other line end is in it.
    pub fn written(&self) -> String {
        let text = match self {
            Line::Session(record) => serde_json::to_string(&Written {
                kind: "session",
                value: record,
            }),
            Line::Felt(felt) => serde_json::to_string(&Written {
                kind: "felt",
                value: felt,
            }),
            Line::Forget(forget) => serde_json::to_string(&Written {
                kind: "forget",
                value: forget,
            }),
        };
        let mut text = text.expect("a value of strings and numbers can be written as JSON");
        text.push('\n');
        text
    }
}

/// Reads the lines of a file. Empty lines are nothing.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = Result<Line, Bad>> {
    pieces(bytes).filter_map(|(line, piece)| match Line::read(piece) {
        Ok(read) => read.map(Ok),
        Err(why) => Some(Err(Bad { line, why })),
    })
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
    (1..)
        .zip(pieces)
        .filter(|(_, piece)| !piece.trim_ascii().is_empty())
}
