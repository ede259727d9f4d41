//! One file of a history in brief: a row for each session, and what it says of sessions that
//! other files have.
//!
//! It reads what `merge` reads, but keeps of each session only what figures and lists need, which
//! is little of a line: our own lines have the rest at their end. Which file it is, and what other
//! files say, is not known here: `briefs` joins pages, `rollup` writes them down.

mod reader;

use std::collections::{BTreeSet, HashMap};

use super::line::pieces;
use super::{Bad, Ended, Id, Line, Record, Stamp, Than};
use reader::{Names, Reader};

/// A file in brief.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The sessions that it has, each once, the earliest first.
    pub(super) rows: Vec<Row>,
    /// What it says of sessions, by their ids.
    pub(super) said: Vec<Saying>,
    /// Sessions that it wants forgotten, each once, in order.
    pub(super) forgotten: Vec<Id>,
    /// Sessions that it has or speaks of and that are left out here, since they were forgotten.
    pub(super) left_out: Vec<Id>,
    /// Lines that can't be read.
    pub(super) bad: Vec<Bad>,
    /// What was played, each once.
    pub(super) played: Vec<Played>,
    /// The person's own words.
    pub(super) notes: Vec<String>,
}

/// A session, as far as lists and figures need it. Lengths are milliseconds, as lines have them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    pub id: Id,
    pub start: Stamp,
    pub end: Stamp,
    pub ended: Ended,
    pub real: u64,
    /// Work at the least, at the most, and done.
    pub work: [u64; 3],
    pub left: u64,
    pub right: u64,
    pub left_asked: u64,
    pub right_asked: u64,
    /// What its record says of the pain before it.
    pub before: Option<u8>,
    /// What this file says of it, all together.
    pub words: Words,
    /// An index into what was played.
    pub played: u32,
    pub place: Place,
}

/// The last words said of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    /// An index into notes; that note may be empty.
    pub note: Option<u32>,
}

/// Words that were said of a session at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Saying {
    pub id: Id,
    /// Seconds since 1970.
    pub at: i64,
    pub words: Words,
    /// The session is in this file, and its row knows these words.
    pub near: bool,
    pub place: Place,
}

/// Where a line stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub at: u64,
    /// Bytes, without the line end.
    pub length: u32,
}

/// What was played; many sessions share it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Played {
    pub routine: Option<String>,
    pub path: Option<String>,
    pub title: String,
    pub areas: Vec<String>,
    /// The names of the steps that hurt.
    pub hurt: Vec<String>,
}

impl Played {
    pub(super) fn of(record: &Record) -> Played {
        let hurt = record.steps.iter().filter(|step| step.hurt);
        Played {
            routine: record.routine.clone(),
            path: record.path.clone(),
            title: record.title.clone(),
            areas: record.areas.clone(),
            hurt: hurt.map(|step| step.name.clone()).collect(),
        }
    }
}

/// Gives the text of a line by its place.
pub(super) type Text<'a> = &'a dyn Fn(Place) -> Option<Vec<u8>>;

impl Page {
    /// The page of a file.
    pub fn read(bytes: &[u8]) -> Page {
        let mut reader = Reader::default();
        for (line, piece) in pieces(bytes) {
            let at = piece.as_ptr() as usize - bytes.as_ptr() as usize;
            let place = Place {
                at: at as u64,
                length: u32::try_from(piece.len()).unwrap_or(u32::MAX),
            };
            if let Err(why) = reader.take(piece, place) {
                reader.page.bad.push(Bad { line, why });
            }
        }
        reader.page.arrange(&|place: Place| {
            let from = usize::try_from(place.at).ok()?;
            let line = bytes.get(from..from.checked_add(place.length as usize)?)?;
            Some(line.to_vec())
        })
    }

    /// The lines that can't be read.
    pub fn bad(&self) -> &[Bad] {
        &self.bad
    }

    /// The sessions that this file wants forgotten.
    pub fn forgotten(&self) -> &[Id] {
        &self.forgotten
    }

    /// Whether nothing is left out that is not forgotten: a tombstone may be gone with its file.
    pub fn fits(&self, forgotten: &BTreeSet<Id>) -> bool {
        self.left_out.iter().all(|id| forgotten.contains(id))
    }

    /// Leaves out what is forgotten: no word of it stays. Whether there was anything.
    pub fn leave_out(&mut self, forgotten: &BTreeSet<Id>) -> bool {
        let ids = self.rows.iter().map(|row| row.id);
        let ids = ids.chain(self.said.iter().map(|saying| saying.id));
        let (mut first, mut last) = (None, None);
        for id in ids {
            first = Some(first.map_or(id, |first: Id| first.min(id)));
            last = Some(last.map_or(id, |last: Id| last.max(id)));
        }
        let (Some(first), Some(last)) = (first, last) else {
            return false;
        };
        if forgotten.range(first..=last).next().is_none() {
            return false;
        }
        let goes = |id: &Id| forgotten.contains(id);
        let rows = self.rows.iter().map(|row| row.id);
        let gone: BTreeSet<Id> = rows
            .chain(self.said.iter().map(|saying| saying.id))
            .filter(goes)
            .collect();
        if gone.is_empty() {
            return false;
        }
        let mut names = Names::default();
        let mut page = Page {
            forgotten: std::mem::take(&mut self.forgotten),
            bad: std::mem::take(&mut self.bad),
            ..Page::default()
        };
        let mut notes = Notes::default();
        for row in self.rows.iter().filter(|row| !gone.contains(&row.id)) {
            let played = self.played[row.played as usize].clone();
            page.rows.push(Row {
                played: names.place(&mut page.played, played),
                words: notes.moved(row.words, &self.notes),
                ..*row
            });
        }
        for saying in self.said.iter().filter(|said| !gone.contains(&said.id)) {
            page.said.push(Saying {
                words: notes.moved(saying.words, &self.notes),
                ..*saying
            });
        }
        page.notes = notes.all;
        page.left_out = std::mem::take(&mut self.left_out);
        page.left_out.extend(gone);
        page.left_out.sort();
        page.left_out.dedup();
        *self = page;
        true
    }

    /// Puts the rows in order, each session once, and joins to each what is said of it here.
    fn arrange(mut self, text: Text<'_>) -> Page {
        self.forgotten.sort();
        self.forgotten.dedup();
        if !self.rows.is_sorted_by(|one, next| one.id < next.id) {
            self.rows.sort_by_key(|row| row.id);
            let mut rows: Vec<Row> = Vec::with_capacity(self.rows.len());
            for row in std::mem::take(&mut self.rows) {
                match rows.last_mut() {
                    Some(last) if last.id == row.id => {
                        if is_later(&row, text, last, text) {
                            *last = row;
                        }
                    }
                    _ => rows.push(row),
                }
            }
            self.rows = rows;
        }
        self.said.sort_by_key(|saying| (saying.id, saying.at));
        // Both are in the order of the ids.
        let mut from = 0;
        for row in &mut self.rows {
            while self.said.get(from).is_some_and(|said| said.id < row.id) {
                from += 1;
            }
            let about = self.said[from..].partition_point(|said| said.id == row.id);
            let said = &mut self.said[from..from + about];
            from += about;
            if said.is_empty() {
                continue;
            }
            let notes = &*self.notes;
            let one = |saying: &Saying| Spoken {
                page: 0,
                saying: *saying,
                notes,
                text,
            };
            let spoken = in_order(said.iter().map(one).collect());
            row.words = spoken.iter().fold(Words::default(), |words, spoken| {
                words.then(spoken.saying.words)
            });
            said.iter_mut().for_each(|saying| saying.near = true);
        }
        let key = |row: &Row| (row.start.second(), row.id);
        if !self.rows.is_sorted_by_key(key) {
            self.rows.sort_by_key(key);
        }
        self
    }
}

impl Words {
    /// What holds once these are said as well.
    pub fn then(self, later: Words) -> Words {
        Words {
            before: later.before.or(self.before),
            after: later.after.or(self.after),
            than: later.than.or(self.than),
            note: later.note.or(self.note),
        }
    }
}

/// Whether one version of a session counts before another: the same answer as that of `merge`.
pub(super) fn is_later(row: &Row, text: Text<'_>, other: &Row, others: Text<'_>) -> bool {
    match (row.end, row.real).cmp(&(other.end, other.real)) {
        std::cmp::Ordering::Equal => {
            let whole = |row: &Row, text: Text<'_>| {
                let bytes = text(row.place)?;
                match Line::read(&bytes) {
                    Ok(Some(Line::Session(record))) => Some(record.rank()),
                    _ => None,
                }
            };
            whole(row, text) > whole(other, others)
        }
        order => order.is_gt(),
    }
}

/// Words about a session, and where the texts of their file are.
#[derive(Clone, Copy)]
pub(super) struct Spoken<'a> {
    /// The index of the page that has them.
    pub page: u32,
    pub saying: Saying,
    pub notes: &'a [String],
    pub text: Text<'a>,
}

impl Spoken<'_> {
    fn words(&self) -> (Words, Option<&str>) {
        let words = self.saying.words;
        let note = words.note.map(|at| self.notes[at as usize].as_str());
        (
            Words {
                note: None,
                ..words
            },
            note,
        )
    }
}

/// Words about one session in the order in which `merge` takes them. Only where those of one
/// second differ must their lines be looked at.
pub(super) fn in_order(mut said: Vec<Spoken<'_>>) -> Vec<Spoken<'_>> {
    said.sort_by_key(|spoken| spoken.saying.at);
    let differ = |pair: &[Spoken<'_>]| match pair {
        [one, next] => one.saying.at == next.saying.at && one.words() != next.words(),
        _ => false,
    };
    if said.windows(2).any(differ) {
        said.sort_by_cached_key(|spoken| {
            let bytes = (spoken.text)(spoken.saying.place).unwrap_or_default();
            let written = match Line::read(&bytes) {
                Ok(Some(Line::Felt(felt))) => serde_json::to_string(&felt).unwrap_or_default(),
                _ => String::new(),
            };
            (spoken.saying.at, written)
        });
    }
    said
}

fn index(at: usize) -> u32 {
    u32::try_from(at).expect("a file has fewer lines than that")
}

/// Notes on their way to another page.
#[derive(Default)]
struct Notes {
    all: Vec<String>,
    moved: HashMap<u32, u32>,
}

impl Notes {
    fn moved(&mut self, words: Words, from: &[String]) -> Words {
        let note = words.note.map(|at| {
            *self.moved.entry(at).or_insert_with(|| {
                self.all.push(from[at as usize].clone());
                index(self.all.len() - 1)
            })
        });
        Words { note, ..words }
    }
}
