//! `supple export` and `supple import`: the whole history in one text, in its own format.

use std::collections::HashSet;

use jiff::civil::Date;

use super::Failure;
use crate::history::summary::LinePlace;
use crate::history::{HistoryLine, Id, Stamp, lines};
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
        let ExportContents { mut lines, forgotten } = self;
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

// `supple import`: takes in lines of a history. What is there already is not taken again, so
// that importing twice is the same as once.

/// What the history has already.
#[derive(Debug, Default)]
pub struct KnownLines {
    /// The lines, by what they are about and a fingerprint of their texts.
    lines: HashSet<(Option<Id>, u64)>,
    forgotten: HashSet<Id>,
}

impl KnownLines {
    pub fn take(&mut self, line: &HistoryLine) {
        if let HistoryLine::Forget(forget) = line {
            self.forgotten.insert(forget.id);
        }
        self.is_new(line);
    }

    /// Whether a line was not there before.
    fn is_new(&mut self, line: &HistoryLine) -> bool {
        self.lines.insert((line.id(), fnv(line.written().as_bytes())))
    }
}

/// What is to be added, each line with the day whose month it belongs to, and what to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub new: Vec<(HistoryLine, Date)>,
    /// Sentences about lines that can't be read.
    pub complaints: Vec<String>,
    pub told: String,
}

impl Taken {
    /// What it says is to be forgotten.
    pub fn forgotten(&self) -> impl Iterator<Item = Id> {
        let new = self.new.iter();
        new.filter(|(line, _)| matches!(line, HistoryLine::Forget(_)))
            .filter_map(|(line, _)| line.id())
    }
}

/// Holds the lines of a text against those that are there. Lines of newer versions are taken in as
/// they are; one that tells no day counts as written `today`.
///
/// # Errors
/// If not one line of it belongs to a history.
pub fn take_in(bytes: &[u8], mut known: KnownLines, today: Date) -> Result<Taken, Failure> {
    let mut taken = Taken { new: Vec::new(), complaints: Vec::new(), told: String::new() };
    let (mut sessions, mut twice, mut gone, mut newer) = (0u64, 0u64, 0u64, 0u64);
    for line in lines(bytes) {
        match line {
            Err(bad) => {
                let (line, why) = (bad.line, bad.why);
                taken.complaints.push(format!("line {line} can't be read: {why}; it is left out."));
            }
            Ok(line) => {
                let is_session = matches!(line, HistoryLine::Session(_));
                let tombstone = matches!(line, HistoryLine::Forget(_));
                if !tombstone && line.id().is_some_and(|id| known.forgotten.contains(&id)) {
                    gone += u64::from(is_session);
                } else if known.is_new(&line) {
                    sessions += u64::from(is_session);
                    newer += u64::from(matches!(line, HistoryLine::Newer(_)));
                    let day = day(&line).unwrap_or(today);
                    taken.new.push((line, day));
                } else {
                    twice += u64::from(is_session);
                }
            }
        }
    }
    if taken.new.is_empty() && twice + gone == 0 && !taken.complaints.is_empty() {
        return Err(Failure::new(
            format!("no line of it is one of a history; {}", taken.complaints[0]),
            "`supple export FILE` writes what can be imported",
        ));
    }
    let count = |count: u64| match count {
        1 => "1 session".to_owned(),
        count => format!("{count} sessions"),
    };
    taken.told = format!("{} taken in", count(sessions));
    if twice > 0 {
        taken.told += &format!(", {} there already", count(twice));
    }
    if gone > 0 {
        taken.told += &format!(", {} forgotten before and left so", count(gone));
    }
    if newer > 0 {
        let lines = if newer == 1 { "line" } else { "lines" };
        taken.told += &format!(", {newer} {lines} of a newer supple kept as they are");
    }
    taken.told += ".\n";
    Ok(taken)
}

/// The day that decides in which file a line stands.
fn day(line: &HistoryLine) -> Option<Date> {
    let at = match line {
        HistoryLine::Session(record) => Some(record.end),
        HistoryLine::Felt(felt) => Some(felt.at),
        HistoryLine::Forget(forget) => Some(forget.at),
        HistoryLine::Newer(newer) => newer.at,
    };
    at.map(Stamp::date)
}
