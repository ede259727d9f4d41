//! `supple export`: the whole history in one text, in its own format.

use std::collections::HashSet;

use crate::history::summary::LinePlace;
use crate::history::{HistoryLine, Id};
use crate::text::fnv;

/// Which lines there are, without their texts.
#[derive(Debug, Default)]
pub struct ExportContents {
    lines: Vec<ExportedLine>,
    forgotten: HashSet<Id>,
}

/// A line, ordered as it is exported: the earliest session first, what is said of a session
/// after it, and what newer versions wrote of none last.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ExportedLine {
    of_none: bool,
    id: Option<Id>,
    kind: u8,
    said_at: i64,
    /// A fingerprint of its text: the same line in two files is one.
    print: u64,
    at: (u32, u64, u32),
}

impl ExportContents {
    /// Takes note of a line and where it stands.
    pub fn take(&mut self, line: &HistoryLine, place: LinePlace) {
        let (kind, said_at) = match line {
            HistoryLine::Session(_) => (0, 0),
            HistoryLine::Felt(felt) => (1, felt.at.second()),
            HistoryLine::Forget(forget) => (2, forget.at.second()),
            HistoryLine::Newer(_) => (3, 0),
        };
        if let HistoryLine::Forget(forget) = line {
            self.forgotten.insert(forget.id);
        }
        self.lines.push(ExportedLine {
            of_none: line.id().is_none(),
            id: line.id(),
            kind,
            said_at,
            print: fnv(line.written().as_bytes()),
            at: (place.file, place.at, place.length),
        });
    }

    /// Where the lines stand that are exported, each once, in their order. Of what was forgotten
    /// only the tombstones are left.
    pub fn places(self) -> impl Iterator<Item = LinePlace> {
        let ExportContents {
            mut lines,
            forgotten,
        } = self;
        let is_tombstone = |line: &ExportedLine| line.kind == 2;
        lines
            .retain(|line| is_tombstone(line) || line.id.is_none_or(|id| !forgotten.contains(&id)));
        lines.sort_unstable();
        lines.dedup_by_key(|line| (line.id, line.kind, line.print));
        lines.into_iter().map(|line| {
            let (file, at, length) = line.at;
            LinePlace { file, length, at }
        })
    }
}

/// A line as it is exported: with nothing in it that a terminal obeys.
pub fn text(line: &HistoryLine) -> String {
    crate::text::json(&line.written()).into_owned()
}
