//! Choosing a routine: the list, its filter, what is selected.
//!
//! Items come in the order of what helps soonest and stay in it, whatever is typed. The filter is
//! free text over titles, words of the body and situations; `<10` asks for at most ten minutes.
//! It refuses to know what an item looks like and how a routine is played.

use std::time::Duration;

use super::filtered_list::{FilteredList, Word};

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The id of a routine or an info page.
    pub id: String,
    /// The heading that it stands under.
    pub group: String,
    /// Everything that it can be found by, lower case, the title first.
    pub words: String,
    /// How long it takes at the most; nothing where only keys end it.
    pub most: Option<Duration>,
    /// How long it takes in a few words, as it is shown.
    pub length: String,
}

/// The list and where the person is in it.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    items: Vec<Item>,
    choice: FilteredList,
}

impl Pick {
    pub fn new(items: Vec<Item>) -> Pick {
        let choice = FilteredList::new(items.len());
        Pick { items, choice }
    }

    pub fn filter(&self) -> &str {
        self.choice.filter()
    }

    /// The items that the filter leaves, in order.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Item> {
        self.choice.shown().iter().map(|index| &self.items[*index])
    }

    /// Which of the shown ones is selected.
    pub fn selected(&self) -> usize {
        self.choice.selected()
    }

    pub fn selected_item(&self) -> Option<&Item> {
        self.choice.item().map(|index| &self.items[index])
    }

    /// How many items there are in all.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// Adds what was typed or pasted to the filter.
    pub fn type_in(&mut self, text: &str) {
        self.choice.type_in(text);
        self.sift();
    }

    /// Takes the last letter back.
    pub fn erase(&mut self) {
        self.choice.erase();
        self.sift();
    }

    /// Takes the whole filter back; whether there was one.
    pub fn clear(&mut self) -> bool {
        let there_was = self.choice.clear();
        self.sift();
        there_was
    }

    /// Moves the selection by so many items, and stops at both ends.
    pub fn move_by(&mut self, by: isize) {
        self.choice.move_by(by);
    }

    /// Selects one of the shown items, if there is such a one.
    pub fn select(&mut self, index: usize) -> bool {
        self.choice.select(index)
    }

    fn sift(&mut self) {
        let items = &self.items;
        self.choice
            .sift(|index, words| words.iter().all(|word| items[index].has(*word)));
    }
}

impl Item {
    fn has(&self, word: Word<'_>) -> bool {
        match word {
            Word::AtMost(length) => self.most.is_some_and(|most| most <= length),
            word => word.is_in(&self.words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick() -> Pick {
        let item = |id: &str, words: &str, minutes: u64| Item {
            id: id.into(),
            group: "g".into(),
            words: words.into(),
            most: Some(Duration::from_secs(60 * minutes)),
            length: String::new(),
        };
        Pick::new(vec![
            item("first", "the first five minutes spasm can't sit", 5),
            item(
                "heat",
                "warm pack heat spasm between the shoulder blades",
                20,
            ),
            item("neck", "ear toward shoulder neck at work", 2),
        ])
    }

    #[track_caller]
    fn finds(filter: &str, expect: &[&str]) {
        let mut pick = pick();
        pick.type_in(filter);
        let found: Vec<&str> = pick.shown().map(|item| item.id.as_str()).collect();
        assert_eq!(found, expect, "{filter}");
    }

    #[test]
    fn words_of_the_body_situations_and_minutes_find() {
        finds("spasm", &["first", "heat"]);
        finds("SHOULDER bl", &["heat"]);
        finds("can't sit", &["first"]);
        finds("<5", &["first", "neck"]);
        finds("<5 work", &["neck"]);
        finds("eat", &[]);
        finds("", &["first", "heat", "neck"]);
    }

    #[test]
    fn the_selection_stays_within_the_list_whatever_is_typed() {
        let mut pick = pick();
        pick.move_by(99);
        assert_eq!(
            pick.selected_item().map(|item| item.id.as_str()),
            Some("neck")
        );
        pick.type_in("spasm");
        assert_eq!(pick.selected(), 0);
        pick.type_in("\u{1b}potatoes");
        assert_eq!(pick.selected_item(), None);
        pick.move_by(-1);
        assert!(pick.clear());
        assert_eq!(
            pick.selected_item().map(|item| item.id.as_str()),
            Some("first")
        );
        assert!(!pick.select(3));
    }
}
