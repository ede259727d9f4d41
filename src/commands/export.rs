//! `supple export` and `supple import`: the whole history in one text, in its own format. What is
//! there already is not taken in again, so that importing twice is the same as once.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::process::ExitCode;

use super::{Failure, complain, journal, print, print_each, told, unreadable, unwritable};
use crate::history::summary::LinePlace;
use crate::history::{HistoryLine, Id, lines};
use crate::host::disk;
use crate::text::fnv;
use crate::words::disk as said;

/// Writes the whole history, line by line.
///
/// # Errors
/// If there is no journal, or the file is there or can't be written.
pub fn run(file: Option<&Path>) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let mut contents = KnownLines::default();
    let paths = told(journal.each_line(|line, place| _ = contents.take(&line, place)));
    let lines = contents.places().filter_map(|place| {
        let line = journal.line_at(&paths, place);
        line.map_err(|why| complain(&[why])).ok()
    });
    let texts = lines.map(|line| text(&line));
    let Some(path) = file.filter(|path| *path != Path::new("-")) else {
        return print_each(texts);
    };
    let written = disk::write_new(path, texts);
    written.map_err(|why| unwritable(path, &why))?;
    Ok(ExitCode::SUCCESS)
}

/// Takes in lines of a history.
///
/// # Errors
/// If there is no journal, the file can't be read, or has not one line of a history.
pub fn import(file: &Path) -> Result<ExitCode, Failure> {
    let bytes =
        if file.as_os_str() == "-" { disk::read_history_input() } else { disk::read_history(file) };
    let bytes = bytes.map_err(|why| unreadable(file, &why))?;
    let journal = journal()?;
    let mut known = KnownLines::default();
    told(journal.each_line(|line, place| _ = known.take(&line, place)));
    let taken = take_in(&bytes, known)?;
    complain(&taken.complaints);
    let added = journal.append_all(&taken.new);
    complain(&added.map_err(|why| Failure::of([&*why, said::NOTHING_IS_TAKEN_TWICE]))?);
    if !taken.forgotten.is_empty() {
        journal.rewrite_without(&taken.forgotten)?;
    }
    print(&taken.told)
}

/// Which lines there are, without their texts.
#[derive(Debug, Default)]
pub struct KnownLines {
    /// By what each is about, its kind, when it was said and a fingerprint of its text, which is how
    /// they are ordered: the earliest session first, what is said of a session after it, and what
    /// newer versions wrote of none last. The same line in two files is one.
    lines: BTreeMap<(bool, Option<Id>, u8, i64, u64), LinePlace>,
    forgotten: HashSet<Id>,
}

/// A line that makes a session forgotten.
const TOMBSTONE: u8 = 2;

impl KnownLines {
    /// Takes note of a line and where it stands; whether it was not there before.
    pub fn take(&mut self, line: &HistoryLine, place: LinePlace) -> bool {
        let (kind, said_at) = match line {
            HistoryLine::Session(_) => (0, 0),
            HistoryLine::Felt(felt) => (1, felt.at.second()),
            HistoryLine::Forget(forget) => (TOMBSTONE, forget.at.second()),
            HistoryLine::Newer(_) => (3, 0),
        };
        let id = line.id();
        self.forgotten.extend(id.filter(|_| kind == TOMBSTONE));
        let key = (id.is_none(), id, kind, said_at, fnv(line.written().as_bytes()));
        let before = self.lines.len();
        self.lines.entry(key).or_insert(place);
        self.lines.len() > before
    }

    /// Where the lines stand that are exported, each once, in their order. Of what was forgotten
    /// only the tombstones are left.
    pub fn places(self) -> impl Iterator<Item = LinePlace> {
        let KnownLines { mut lines, forgotten } = self;
        lines.retain(|(_, id, kind, ..), _| {
            *kind == TOMBSTONE || id.is_none_or(|id| !forgotten.contains(&id))
        });
        lines.into_values()
    }
}

/// A line as it is exported: with nothing in it that a terminal obeys.
pub fn text(line: &HistoryLine) -> String {
    crate::text::json(&line.written()).into_owned()
}

/// What is to be added, and what to tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    pub new: Vec<HistoryLine>,
    /// Sessions that are forgotten by it.
    pub forgotten: HashSet<Id>,
    /// Sentences about lines that can't be read.
    pub complaints: Vec<String>,
    pub told: String,
}

/// Holds the lines of a text against those that are there. Lines of newer versions are taken in as
/// they are.
///
/// # Errors
/// If not one line of it belongs to a history.
pub fn take_in(bytes: &[u8], mut known: KnownLines) -> Result<Taken, Failure> {
    let mut taken = Taken::default();
    let (mut sessions, mut twice, mut gone, mut newer) = (0u64, 0, 0, 0);
    // What the text itself forgets is taken in with its tombstone, in whatever order they stand.
    let forgotten = known.forgotten.clone();
    for line in lines(bytes) {
        let line = match line {
            Ok(line) => line,
            Err(bad) => {
                taken.complaints.push(said::left_out(bad.line, bad.why));
                continue;
            }
        };
        let is_session = u64::from(matches!(line, HistoryLine::Session(_)));
        let is_tombstone = matches!(line, HistoryLine::Forget(_));
        if !is_tombstone && line.id().is_some_and(|id| forgotten.contains(&id)) {
            gone += is_session;
        } else if known.take(&line, LinePlace::default()) {
            sessions += is_session;
            newer += u64::from(matches!(line, HistoryLine::Newer(_)));
            taken.forgotten.extend(line.id().filter(|_| is_tombstone));
            taken.new.push(line);
        } else {
            twice += is_session;
        }
    }
    if taken.new.is_empty() && twice + gone == 0 && !taken.complaints.is_empty() {
        return Err(Failure::of(said::no_history(&taken.complaints[0])));
    }
    taken.told = said::taken_in(sessions, twice, gone, newer) + "\n";
    Ok(taken)
}
