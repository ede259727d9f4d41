//! A list with a filter: what was typed, which of the items it leaves, and which of them is
//! selected.
//!
//! It knows items as numbers; what they are and which letters find them is for whoever has them.

use std::time::Duration;

/// Where the person is in a list of so many items.
#[derive(Clone, Debug, Default)]
pub struct FilteredList {
    count: usize,
    filter: String,
    /// Indexes of the items that the filter leaves, in order.
    shown: Vec<usize>,
    /// An index into `shown`.
    selected: usize,
}

/// A filter longer than this is a paste gone wrong.
const LONGEST_FILTER: usize = 60;

/// A word of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word<'a> {
    /// It is at the start of a word, in lower case.
    Begins(&'a str),
    /// `<10`: at most ten minutes.
    AtMost(Duration),
}

impl Word<'_> {
    /// Whether a text in lower case has it, where it is a word that texts can have.
    pub fn is_in(self, text: &str) -> bool {
        let Word::Begins(word) = self else {
            return false;
        };
        let begins = |found: usize| !text[..found].ends_with(char::is_alphanumeric);
        text.match_indices(word).any(|(found, _)| begins(found))
    }
}

impl FilteredList {
    pub fn new(count: usize) -> FilteredList {
        FilteredList {
            count,
            filter: String::new(),
            shown: (0..count).collect(),
            selected: 0,
        }
    }

    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// How many items there are in all.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The items that the filter leaves, in order.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// Which of the shown ones is selected.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The item that is selected, if any is left.
    pub fn item(&self) -> Option<usize> {
        self.shown.get(self.selected).copied()
    }

    /// Adds what was typed or pasted to the filter.
    pub fn type_in(&mut self, text: &str) {
        let room = LONGEST_FILTER.saturating_sub(self.filter.chars().count());
        self.filter
            .extend(text.chars().filter(|c| !c.is_control()).take(room));
    }

    /// Takes the last letter back.
    pub fn erase(&mut self) {
        self.filter.pop();
    }

    /// Takes the whole filter back; whether there was one.
    pub fn clear(&mut self) -> bool {
        let there_was = !self.filter.is_empty();
        self.filter.clear();
        there_was
    }

    /// Moves the selection by so many items, and stops at both ends.
    pub fn move_by(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Selects one of the shown items, if there is such a one.
    pub fn select(&mut self, index: usize) -> bool {
        let there = index < self.shown.len();
        if there {
            self.selected = index;
        }
        there
    }

    /// Applies the filter, and keeps what was selected once the filter is gone. `fits` says
    /// whether an item has all of these words.
    pub fn sift(&mut self, mut fits: impl FnMut(usize, &[Word<'_>]) -> bool) {
        let was = self.item();
        let asked = self.filter.to_lowercase();
        let words: Vec<Word<'_>> = asked.split_whitespace().filter_map(word).collect();
        self.shown.clear();
        let fitting = (0..self.count).filter(|item| words.is_empty() || fits(*item, &words));
        self.shown.extend(fitting);
        let stays = was.and_then(|was| self.shown.binary_search(&was).ok());
        self.selected = stays.filter(|_| self.filter.is_empty()).unwrap_or(0);
    }
}

/// A word of the filter; none while its number is not typed yet.
fn word(text: &str) -> Option<Word<'_>> {
    match text.strip_prefix('<') {
        None => Some(Word::Begins(text)),
        Some(minutes) => {
            let minutes: u64 = minutes.trim_end_matches('m').parse().ok()?;
            Some(Word::AtMost(Duration::from_secs(
                minutes.saturating_mul(60),
            )))
        }
    }
}
