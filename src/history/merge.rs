//! Many lines, from many files and machines -> sessions.
//!
//! A union: the order in which lines come, and how often, makes no difference. Two versions of
//! one record are told apart in a way that every machine agrees on, a later word replaces an
//! earlier one, and what was forgotten stays forgotten. Sessions are joined in summary, and only
//! here; their records are put to them afterwards.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::summary::LinePlace;
use super::{Felt, HistoryLine, Id, Record, Summary, Than};

/// All sessions whole, the earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    pub sessions: Vec<PastSession>,
}

/// A session, with what was said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PastSession {
    pub record: Record,
    /// Pain or stiffness before and after it, 0 to 10.
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    /// Never an empty one.
    pub note: Option<String>,
}

impl PastSession {
    /// A session of which nothing was said later.
    pub fn new(record: Record) -> PastSession {
        PastSession {
            before: record.before,
            after: None,
            than: None,
            note: None,
            record,
        }
    }
}

impl History {
    /// The union of all lines.
    pub fn merge(lines: impl IntoIterator<Item = HistoryLine>) -> History {
        let mut union = Union::default();
        let mut records: Vec<Record> = Vec::new();
        for line in lines {
            match line {
                HistoryLine::Session(record) => {
                    let at = records.len() as u64;
                    let place = LinePlace {
                        at,
                        ..LinePlace::default()
                    };
                    union.versions.push(Summary::of_record(&record, place));
                    records.push(*record);
                }
                HistoryLine::Felt(felt) => union.said.push(Said::of(felt)),
                HistoryLine::Forget(forget) => {
                    union.forgotten.insert(forget.id);
                }
                HistoryLine::Newer(_) => {}
            }
        }
        let record = |summary: &Summary| records.get(summary.place.at as usize).cloned();
        let sessions = union.sessions(record).into_iter();
        let sessions = sessions.filter_map(|summary| Some(summary.with(record(&summary)?)));
        History {
            sessions: sessions.collect(),
        }
    }

    pub fn get(&self, id: Id) -> Option<&PastSession> {
        self.sessions.iter().find(|session| session.record.id == id)
    }
}

/// What was said of a session at one time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    id: Id,
    /// Seconds since 1970. SaidWords of the same second have an order as well, the same everywhere:
    /// a note is taken back after it was written.
    at: i64,
    takes_back: bool,
    words: SaidWords,
}

/// SaidWords about a session; a note may be empty, which takes it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaidWords {
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    pub note: Option<Box<str>>,
}

impl Said {
    pub fn of(felt: Felt) -> Said {
        Said {
            id: felt.id,
            at: felt.at.second(),
            takes_back: felt.note.as_deref() == Some(""),
            words: SaidWords {
                before: felt.before,
                after: felt.after,
                than: felt.than,
                note: felt.note.map(String::into_boxed_str),
            },
        }
    }
}

/// What files say, before it is joined.
#[derive(Debug, Default)]
pub struct Union {
    /// Two machines, or two windows, may have recorded the same session.
    pub versions: Vec<Summary>,
    pub said: Vec<Said>,
    pub forgotten: BTreeSet<Id>,
}

impl Union {
    /// The sessions, the earliest first. `whole` gives the record of a version, and is asked only
    /// where two versions can't be told apart otherwise.
    pub fn sessions(self, whole: impl Fn(&Summary) -> Option<Record>) -> Vec<Summary> {
        let Union {
            mut versions,
            mut said,
            forgotten,
        } = self;
        if !forgotten.is_empty() {
            versions.retain(|version| !forgotten.contains(&version.id));
        }
        // The version that came further counts.
        let reach = |version: &Summary| (version.end, version.real(), version.revision);
        let text = |version: &Summary| whole(version).map(|record| record.text());
        let order = |one: &Summary, other: &Summary| {
            one.id.cmp(&other.id).then_with(|| {
                let further = reach(other).cmp(&reach(one));
                further.then_with(|| match one.id == other.id {
                    true => text(other).cmp(&text(one)),
                    false => Ordering::Equal,
                })
            })
        };
        if !versions.is_sorted_by(|one, next| one.id < next.id) {
            versions.sort_unstable_by(order);
            versions.dedup_by_key(|version| version.id);
        }
        said.sort_unstable();
        let mut said = said.into_iter().peekable();
        for version in &mut versions {
            let id = version.id;
            while said.next_if(|said| said.id < id).is_some() {}
            let mut last = SaidWords::default();
            while let Some(Said { words, .. }) = said.next_if(|said| said.id == id) {
                last.before = words.before.or(last.before);
                last.after = words.after.or(last.after);
                last.than = words.than.or(last.than);
                last.note = words.note.or(last.note);
            }
            version.before = last.before.or(version.before);
            version.after = last.after;
            version.than = last.than;
            version.note = last.note.filter(|note| !note.is_empty());
        }
        let key = |version: &Summary| (version.start.second(), version.id);
        if !versions.is_sorted_by_key(key) {
            versions.sort_unstable_by_key(key);
        }
        versions
    }
}
