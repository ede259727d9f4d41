//! Choosing a routine: the list, its filter, what is selected.
//!
//! Items come in the order of what helps soonest and stay in it, whatever is typed. The filter is
//! free text over titles, words of the body and situations; `<10` asks for at most ten minutes.
//! It refuses to know what an item looks like and how a routine is played.

use std::time::Duration;

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
    filter: String,
    /// Indexes of the items that the filter leaves, in order.
    shown: Vec<usize>,
    /// An index into `shown`.
    selected: usize,
}

/// A filter longer than this is a paste gone wrong.
const LONGEST_FILTER: usize = 60;

impl Pick {
    pub fn new(items: Vec<Item>) -> Pick {
        let shown = (0..items.len()).collect();
        Pick {
            items,
            filter: String::new(),
            shown,
            selected: 0,
        }
    }

    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// The items that the filter leaves, in order.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Item> {
        self.shown.iter().map(|index| &self.items[*index])
    }

    /// Which of the shown ones is selected.
    pub fn selected(&self) -> usize {
        self.selected
    }

    pub fn selected_item(&self) -> Option<&Item> {
        self.shown
            .get(self.selected)
            .map(|index| &self.items[*index])
    }

    /// How many items there are in all.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// Adds what was typed or pasted to the filter.
    pub fn type_in(&mut self, text: &str) {
        let room = LONGEST_FILTER.saturating_sub(self.filter.chars().count());
        self.filter
            .extend(text.chars().filter(|c| !c.is_control()).take(room));
        self.sift();
    }

    /// Takes the last letter back.
    pub fn erase(&mut self) {
        self.filter.pop();
        self.sift();
    }

    /// Takes the whole filter back; whether there was one.
    pub fn clear(&mut self) -> bool {
        let there_was = !self.filter.is_empty();
        self.filter.clear();
        self.sift();
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

    /// Applies the filter, and keeps what was selected if it is still there.
    fn sift(&mut self) {
        let was = self.shown.get(self.selected).copied();
        let asked = self.filter.to_lowercase();
        let fits = |item: &Item| asked.split_whitespace().all(|word| item.has(word));
        self.shown = (0..self.items.len())
            .filter(|index| fits(&self.items[*index]))
            .collect();
        let stays = was.and_then(|was| self.shown.iter().position(|index| *index == was));
        self.selected = stays.filter(|_| self.filter.is_empty()).unwrap_or(0);
    }
}

impl Item {
    /// Whether a word of the filter finds it: at the start of one of its words, or `<10` for at
    /// most ten minutes.
    fn has(&self, word: &str) -> bool {
        if let Some(minutes) = word.strip_prefix('<') {
            let Ok(minutes) = minutes.trim_end_matches('m').parse::<u64>() else {
                return true;
            };
            return self
                .most
                .is_some_and(|most| most <= Duration::from_secs(60 * minutes));
        }
        let begins = |found: usize| !self.words[..found].ends_with(char::is_alphanumeric);
        self.words
            .match_indices(word)
            .any(|(found, _)| begins(found))
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
