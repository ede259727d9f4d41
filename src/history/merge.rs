//! Many lines, from many files and machines -> sessions.
//!
//! A union: the order in which lines come, and how often, makes no difference. Two versions of
//! one record are told apart in a way that every machine agrees on, a later word replaces an
//! earlier one, and what was forgotten stays forgotten.

use std::collections::{BTreeMap, BTreeSet};

use super::{Felt, Id, Line, Record, Than};

/// All sessions, the earliest first.
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

impl History {
    /// The union of all lines.
    pub fn merge(lines: impl IntoIterator<Item = Line>) -> History {
        let mut merge = Merge::default();
        lines.into_iter().for_each(|line| merge.take(line));
        merge.history()
    }

    pub fn get(&self, id: Id) -> Option<&Session> {
        self.sessions.iter().find(|session| session.record.id == id)
    }
}

/// Takes in line after line.
#[derive(Debug, Default)]
pub struct Merge {
    records: BTreeMap<Id, Box<Record>>,
    said: Said,
    forgotten: BTreeSet<Id>,
}

impl Merge {
    pub fn take(&mut self, line: Line) {
        match line {
            Line::Session(record) => match self.records.entry(record.id) {
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(record);
                }
                std::collections::btree_map::Entry::Occupied(mut place) => {
                    if *place.get() != record && place.get().rank() < record.rank() {
                        place.insert(record);
                    }
                }
            },
            Line::Felt(felt) => self.said.take(felt),
            Line::Forget(forget) => {
                self.forgotten.insert(forget.id);
            }
            Line::Newer(_) => {}
        }
    }

    pub fn history(self) -> History {
        let (forgotten, mut all_said) = (self.forgotten, self.said);
        let records = self.records.into_values();
        let mut sessions: Vec<Session> = records
            .filter(|record| !forgotten.contains(&record.id))
            .map(|record| {
                let said = all_said.of(record.id);
                Session {
                    before: said.before.or(record.before),
                    after: said.after,
                    than: said.than,
                    note: said.note.filter(|note| !note.is_empty()),
                    record: *record,
                }
            })
            .collect();
        sessions.sort_by_key(|session| (session.record.start.second(), session.record.id));
        History { sessions }
    }
}

/// What was said of sessions, the last word of each kind.
#[derive(Debug, Default)]
pub(super) struct Said(BTreeMap<Id, Vec<Felt>>);

/// The last words said of one session.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    pub note: Option<String>,
}

impl Said {
    pub fn take(&mut self, felt: Felt) {
        self.0.entry(felt.id).or_default().push(felt);
    }

    pub fn of(&mut self, id: Id) -> Words {
        let mut said = self.0.remove(&id).unwrap_or_default();
        // Words of the same second have an order as well, the same on every machine.
        said.sort_by_cached_key(|felt| {
            let text = serde_json::to_string(felt).unwrap_or_default();
            (felt.at.second(), text)
        });
        let mut words = Words::default();
        for felt in said {
            words.before = felt.before.or(words.before);
            words.after = felt.after.or(words.after);
            words.than = felt.than.or(words.than);
            words.note = felt.note.or(words.note);
        }
        words
    }
}
