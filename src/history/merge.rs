//! Many lines, from many files and machines -> sessions.
//!
//! A union: the order in which lines come, and how often, makes no difference. Two versions of
//! one record are told apart in a way that every machine agrees on, a later word replaces an
//! earlier one, and what was forgotten stays forgotten. Sessions are there whole or in summary;
//! both are joined here, and only here.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::time::Duration;

use super::{Felt, Id, Line, Record, Stamp, Than};

/// All sessions whole, the earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    pub sessions: Vec<Session>,
}

/// A session, with what was said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub record: Record,
    /// Pain or stiffness before and after it, 0 to 10.
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    /// Never an empty one.
    pub note: Option<String>,
}

impl Session {
    /// A session of which nothing was said later.
    pub fn new(record: Record) -> Session {
        Session {
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
    pub fn merge(lines: impl IntoIterator<Item = Line>) -> History {
        let mut union = Union::default();
        for line in lines {
            match line {
                Line::Session(record) => union.versions.push(Session::new(*record)),
                Line::Felt(felt) => union.said.push(Said::of(felt)),
                Line::Forget(forget) => {
                    union.forgotten.insert(forget.id);
                }
                Line::Newer(_) => {}
            }
        }
        History {
            sessions: union.sessions(|session| Some(session.record.clone())),
        }
    }

    pub fn get(&self, id: Id) -> Option<&Session> {
        self.sessions.iter().find(|session| session.record.id == id)
    }
}

/// One version of a session: two machines, or two windows, may have recorded the same one.
pub trait Version {
    fn id(&self) -> Id;
    fn start(&self) -> Stamp;
    /// How far it came: its end, how long it ran, and how often it was recorded before. The version
    /// that came further counts.
    fn reach(&self) -> (Stamp, Duration, u32);
    /// Puts in what was said of it, all together.
    fn say(&mut self, words: Words);
}

impl Version for Session {
    fn id(&self) -> Id {
        self.record.id
    }

    fn start(&self) -> Stamp {
        self.record.start
    }

    fn reach(&self) -> (Stamp, Duration, u32) {
        let record = &self.record;
        (record.end, record.planned.real, record.revision)
    }

    fn say(&mut self, words: Words) {
        self.before = words.before.or(self.before);
        self.after = words.after;
        self.than = words.than;
        self.note = words.note.filter(|note| !note.is_empty()).map(String::from);
    }
}

/// What was said of a session at one time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    id: Id,
    /// Seconds since 1970. Words of the same second have an order as well, the same everywhere:
    /// a note is taken back after it was written.
    at: i64,
    takes_back: bool,
    words: Words,
}

/// Words about a session; a note may be empty, which takes it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
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
            words: Words {
                before: felt.before,
                after: felt.after,
                than: felt.than,
                note: felt.note.map(String::into_boxed_str),
            },
        }
    }
}

/// What files say, before it is joined.
#[derive(Debug)]
pub struct Union<V> {
    pub versions: Vec<V>,
    pub said: Vec<Said>,
    pub forgotten: BTreeSet<Id>,
}

impl<V> Default for Union<V> {
    fn default() -> Self {
        Union {
            versions: Vec::new(),
            said: Vec::new(),
            forgotten: BTreeSet::new(),
        }
    }
}

impl<V: Version> Union<V> {
    /// The sessions, the earliest first. `whole` gives the record of a version, and is asked only
    /// where two versions can't be told apart otherwise.
    pub fn sessions(self, whole: impl Fn(&V) -> Option<Record>) -> Vec<V> {
        let Union {
            mut versions,
            mut said,
            forgotten,
        } = self;
        if !forgotten.is_empty() {
            versions.retain(|version| !forgotten.contains(&version.id()));
        }
        let text = |version: &V| whole(version).map(|record| record.text());
        let order = |one: &V, other: &V| {
            one.id().cmp(&other.id()).then_with(|| {
                let further = other.reach().cmp(&one.reach());
                further.then_with(|| match one.id() == other.id() {
                    true => text(other).cmp(&text(one)),
                    false => Ordering::Equal,
                })
            })
        };
        if !versions.is_sorted_by(|one, next| one.id() < next.id()) {
            versions.sort_unstable_by(order);
            versions.dedup_by_key(|version| version.id());
        }
        said.sort_unstable();
        let mut said = said.into_iter().peekable();
        for version in &mut versions {
            let id = version.id();
            while said.next_if(|said| said.id < id).is_some() {}
            let mut last = Words::default();
            while let Some(Said { words, .. }) = said.next_if(|said| said.id == id) {
                last.before = words.before.or(last.before);
                last.after = words.after.or(last.after);
                last.than = words.than.or(last.than);
                last.note = words.note.or(last.note);
            }
            version.say(last);
        }
        let key = |version: &V| (version.start().second(), version.id());
        if !versions.is_sorted_by_key(key) {
            versions.sort_unstable_by_key(key);
        }
        versions
    }
}
