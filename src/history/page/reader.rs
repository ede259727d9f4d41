//! Lines -> the rows of a page, one after the other.

use std::collections::HashMap;

use super::{Page, Place, Played, Row, Saying, Words, index};
use crate::history::lean::Lean;
use crate::history::{Felt, Line};

/// Takes in line after line.
#[derive(Default)]
pub(super) struct Reader {
    pub page: Page,
    names: Names,
}

impl Reader {
    /// Takes in a line, or says why it can't be read.
    pub fn take(&mut self, piece: &[u8], place: Place) -> Result<(), String> {
        if let Some(lean) = Lean::read(piece.trim_ascii_end()) {
            let played = self.names.lean(&mut self.page.played, &lean);
            self.page.rows.push(lean.row(played, place));
            return Ok(());
        }
        match Line::read(piece)? {
            None | Some(Line::Newer(_)) => {}
            Some(Line::Forget(forget)) => self.page.forgotten.push(forget.id),
            Some(Line::Felt(felt)) => self.felt(felt, place),
            Some(Line::Session(record)) => {
                let played = Played::of(&record);
                let played = self.names.place(&mut self.page.played, played);
                self.page.rows.push(Lean::of(&record).row(played, place));
            }
        }
        Ok(())
    }

    fn felt(&mut self, felt: Felt, place: Place) {
        let note = felt.note.map(|note| {
            self.page.notes.push(note);
            index(self.page.notes.len() - 1)
        });
        self.page.said.push(Saying {
            id: felt.id,
            at: felt.at.second(),
            words: Words {
                before: felt.before,
                after: felt.after,
                than: felt.than,
                note,
            },
            near: false,
            place,
        });
    }
}

/// Finds what was played among what was played before.
#[derive(Default)]
pub(super) struct Names {
    known: HashMap<Played, u32>,
    /// The same for sessions of which nothing hurt, by all their names in one text.
    lean: HashMap<Vec<u8>, u32>,
    key: Vec<u8>,
}

impl Names {
    pub fn place(&mut self, all: &mut Vec<Played>, played: Played) -> u32 {
        if let Some(at) = self.known.get(&played) {
            return *at;
        }
        let at = index(all.len());
        all.push(played.clone());
        self.known.insert(played, at);
        at
    }

    fn lean(&mut self, all: &mut Vec<Played>, lean: &Lean<'_>) -> u32 {
        self.key.clear();
        let names = [lean.routine, lean.path, Some(lean.title)];
        let areas = lean.areas.iter().map(|area| Some(*area));
        for name in names.into_iter().chain(areas) {
            // With its length before each, no two lists of names make one key.
            let length = name.map_or(usize::MAX, str::len);
            self.key.extend(length.to_le_bytes());
            self.key.extend(name.unwrap_or_default().as_bytes());
        }
        if let Some(at) = self.lean.get(&self.key) {
            return *at;
        }
        let played = Played {
            routine: lean.routine.map(str::to_owned),
            path: lean.path.map(str::to_owned),
            title: lean.title.to_owned(),
            areas: lean.areas.iter().map(|area| (*area).to_owned()).collect(),
            hurt: Vec::new(),
        };
        let at = self.place(all, played);
        self.lean.insert(self.key.clone(), at);
        at
    }
}

impl Lean<'_> {
    fn row(&self, played: u32, place: Place) -> Row {
        Row {
            id: self.id,
            start: self.start,
            end: self.end,
            ended: self.ended,
            real: self.planned[2],
            work: self.work,
            left: self.left[2],
            right: self.right[2],
            left_asked: self.left[0],
            right_asked: self.right[0],
            before: self.before,
            words: Words::default(),
            played,
            place,
        }
    }
}
