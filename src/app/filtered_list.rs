//! A list with a filter: what was typed, which of the items it leaves, and which of them is
//! selected.
//!
//! It knows items as numbers; what they are and which letters find them is for whoever has them.

/// Where the person is in a list of so many items.
#[derive(Clone, Debug, Default)]
pub struct FilteredList {
    count: usize,
    filter: String,
    /// Indexes of the items that the filter leaves, in the order in which they are shown.
    shown: Vec<usize>,
    /// An index into `shown`.
    selected: usize,
}

/// A filter longer than this is a paste gone wrong.
const LONGEST_FILTER: usize = 60;

impl FilteredList {
    pub fn new(count: usize) -> FilteredList {
        FilteredList { count, filter: String::new(), shown: (0..count).collect(), selected: 0 }
    }

    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// How many items there are in all.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The items that the filter leaves.
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

    /// Adds what was typed or pasted to the filter; whether it had room.
    pub fn type_in(&mut self, text: &str) -> bool {
        let before = self.filter.len();
        let room = LONGEST_FILTER.saturating_sub(self.filter.chars().count());
        self.filter.extend(text.chars().filter(|c| !c.is_control()).take(room));
        self.filter.len() > before
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

    /// Shows these items, the first one selected; once the filter is gone, what was selected.
    pub fn show(&mut self, shown: Vec<usize>) {
        let was = self.item();
        let stays = was.and_then(|was| shown.iter().position(|item| *item == was));
        self.selected = stays.filter(|_| self.filter.is_empty()).unwrap_or(0);
        self.shown = shown;
    }
}
