//! Choosing a routine: the list, its filter, what is selected.
//!
//! Without a filter items stand on their shelves, in the order of what helps soonest; with one they
//! come as `library::search` ranks them. It refuses to know what an item looks like and how a
//! routine is played.

use std::time::Duration;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use crate::fit;
use crate::keys::Action;
use crate::library::search::{Findable, FoundByWords, Word, search, words};

/// Where the person is in a list with a filter. It knows items as numbers; what they are and which
/// letters find them is for whoever has them.
#[derive(Clone, Debug, Default)]
pub struct FilteredList {
    pub filter: String,
    /// Indexes of the items that the filter leaves, in the order in which they are shown.
    pub shown: Vec<usize>,
    /// An index into `shown`.
    pub selected: usize,
}

/// A filter longer than this is a paste gone wrong.
const LONGEST_FILTER: usize = 60;

impl FilteredList {
    pub fn new(count: usize) -> FilteredList {
        FilteredList { shown: (0..count).collect(), ..FilteredList::default() }
    }

    /// The item that is selected, if any is left.
    pub fn item(&self) -> Option<usize> {
        self.shown.get(self.selected).copied()
    }

    /// Adds what was typed or pasted to the filter, as far as it has room; whether it had any.
    pub fn type_in(&mut self, text: &str) -> bool {
        let before = self.filter.len();
        let room = LONGEST_FILTER.saturating_sub(self.filter.chars().count());
        self.filter.extend(text.chars().filter(|c| !c.is_control()).take(room));
        self.filter.len() > before
    }

    /// Takes the whole filter back; whether there was one.
    pub fn clear(&mut self) -> bool {
        !std::mem::take(&mut self.filter).is_empty()
    }

    /// Moves the selection by so many items, and stops at both ends.
    pub fn move_by(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Moves the selection as a key asks, in a list on so much of the screen.
    pub fn move_by_key(&mut self, action: Action, area: Rect) {
        let page = isize::from(area.height as i16 / 2).max(1);
        self.move_by(match action {
            Action::Up => -1,
            Action::Down => 1,
            Action::PageUp => -page,
            Action::PageDown => page,
            Action::First => isize::MIN,
            Action::Last => isize::MAX,
            _ => 0,
        });
    }

    /// Moves the selection by the mouse. `hit` is the row under it. Whether it opens what is
    /// selected: a click selects, and another one opens.
    pub fn move_by_mouse(&mut self, mouse: &MouseEvent, hit: Option<usize>) -> bool {
        let was = self.selected;
        match mouse.kind {
            MouseEventKind::ScrollUp => self.move_by(-1),
            MouseEventKind::ScrollDown => self.move_by(1),
            MouseEventKind::Down(MouseButton::Left) => {
                self.selected = hit.filter(|row| *row < self.shown.len()).unwrap_or(was);
                return hit == Some(was);
            }
            _ => {}
        }
        false
    }

    /// Shows these items, the first one selected; once the filter is gone, what was selected.
    pub fn show(&mut self, shown: Vec<usize>) {
        let was = self.item();
        let stays = was.and_then(|was| shown.iter().position(|item| *item == was));
        self.selected = stays.filter(|_| self.filter.is_empty()).unwrap_or(0);
        self.shown = shown;
    }
}

/// Something that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The id of a routine or an info page.
    pub id: String,
    /// The heading that it stands under.
    pub group: String,
    pub title: String,
    /// The positions of the body, and how long it takes, in a few words as they are shown.
    pub position: String,
    pub length: String,
    /// What it is found by.
    pub found_by: Findable,
}

impl Item {
    /// It is a set for some minutes, and no routine or page.
    pub fn is_set(&self) -> bool {
        self.id.is_empty()
    }
}

/// The list and where the person is in it.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    items: Vec<Item>,
    /// So many of them, the first, are what is offered today: they are there without a filter.
    today: usize,
    pub choice: FilteredList,
    /// What was found by what is typed, if anything is.
    pub found: Option<FoundByWords>,
    /// The last of the items is a set for the minutes that are typed, and stands first.
    has_set: bool,
}

impl Pick {
    pub fn new(items: Vec<Item>) -> Pick {
        Pick { choice: FilteredList::new(items.len()), items, ..Pick::default() }
    }

    /// Puts what is offered today in the place of what was, and selects the first of it from
    /// `first` on, if that is given; else what was selected stays so.
    pub fn set_today(&mut self, rows: Vec<Item>, first: Option<usize>) {
        let was = self.choice.item();
        let (before, today) = (self.today, rows.len());
        self.items.splice(..before, rows);
        self.today = today;
        let filter = std::mem::take(&mut self.choice.filter);
        self.choice = FilteredList { filter, ..FilteredList::default() };
        self.sift();
        let stays = was.map(|was| match was.checked_sub(before) {
            Some(routine) => today + routine,
            None => was.min(today.saturating_sub(1)),
        });
        let selected = first.filter(|_| self.choice.filter.is_empty()).or(stays);
        let at = self.choice.shown.iter().position(|item| Some(*item) == selected);
        self.choice.selected = at.unwrap_or(0);
    }

    /// Which row of today is selected.
    pub fn selected_today(&self) -> Option<usize> {
        self.choice.item().filter(|item| *item < self.today)
    }

    /// Which row of today a shown item is.
    pub fn today_at(&self, nth: usize) -> Option<usize> {
        let item = *self.choice.shown.get(nth)?;
        (item < self.today).then_some(item)
    }

    /// Every item of the list itself, whatever is typed.
    pub fn items(&self) -> &[Item] {
        let end = self.items.len() - usize::from(self.has_set);
        &self.items[self.today..end]
    }

    /// The items that the filter leaves, the best first.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Item> {
        self.choice.shown.iter().map(|index| &self.items[*index])
    }

    /// One of them, and the heading that it stands under.
    pub fn shown_at(&self, nth: usize) -> Option<(&Item, &str)> {
        let item = &self.items[*self.choice.shown.get(nth)?];
        let heading = match &self.found {
            None => &item.group,
            _ if item.is_set() => &item.group,
            Some(found) if nth < found.names() + usize::from(self.has_set) => "",
            Some(found) => found.heading.as_str(),
        };
        Some((item, heading))
    }

    pub fn selected_item(&self) -> Option<&Item> {
        self.choice.item().map(|index| &self.items[index])
    }

    /// Adds what was typed or pasted to the filter.
    pub fn type_in(&mut self, text: &str) {
        // A full filter is not looked for again at each letter of a flood.
        if self.choice.type_in(text) {
            self.sift();
        }
    }

    /// Takes the last letter back.
    pub fn erase(&mut self) {
        self.choice.filter.pop();
        self.sift();
    }

    /// Takes the whole filter back; whether there was one.
    pub fn clear(&mut self) -> bool {
        let there_was = self.choice.clear();
        self.sift();
        there_was
    }

    /// The minutes that are typed, and the words behind them; a number that a name has is none.
    pub fn minutes(&self) -> Option<(Duration, &str)> {
        let typed = self.choice.filter.trim();
        let (first, words) = typed.split_once(' ').unwrap_or((typed, ""));
        let time = fit::minutes(first)?;
        let all = self.items.iter().map(|item| &item.found_by);
        let is_name = search(first, all).names() > 0;
        (!is_name).then_some((time, words.trim()))
    }

    /// Puts a set before all others, or takes it away.
    pub fn lead_with(&mut self, set: Option<Item>) {
        if self.has_set {
            self.items.pop();
        }
        self.has_set = set.is_some();
        self.items.extend(set);
        self.sift();
    }

    fn sift(&mut self) {
        let set = self.has_set.then(|| self.items.len() - 1);
        let words_alone = self.minutes().map(|(_, words)| words.to_lowercase());
        let typed = words_alone.unwrap_or_else(|| self.choice.filter.to_lowercase());
        let found = search(&typed, self.items().iter().map(|item| &item.found_by));
        // What is offered today is there without a filter.
        let today = if self.choice.filter.is_empty() { self.today } else { 0 };
        let fitting = found.fitting.iter().map(|(at, _)| self.today + *at);
        let fitting = (0..today).chain(set).chain(fitting).collect();
        // Nothing but a length leaves everything on its shelf.
        let by_letters = words(&typed).iter().any(|word| matches!(word, Word::Begins(_)));
        self.choice.show(fitting);
        self.found = by_letters.then_some(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::full::items;
    use crate::library::Library;

    fn pick() -> Pick {
        Pick::new(items(&Library::new(None, Vec::new()), None).0)
    }

    /// The first that letters find, and the heading of the last.
    fn first(typed: &str) -> (String, String) {
        let mut pick = pick();
        pick.type_in(typed);
        let last = pick.shown().len().saturating_sub(1);
        let heading = pick.shown_at(last).map_or("", |(_, heading)| heading).to_owned();
        (pick.selected_item().map_or(String::new(), |item| item.id.clone()), heading)
    }

    #[test]
    fn names_come_first_then_what_it_is_for() {
        for (typed, id) in [
            ("shoul", "shoulder-raises"),
            ("shoulder-r", "shoulder-raises"),
            ("SHOULDER bl", "desk-blade-squeeze"),
            ("first", "first-five-minutes"),
            ("twist", "seated-twist"),
            ("neck", "desk-chin-tuck"),
            ("evening", "neck-chest-evening"),
            ("heat", "heat-session"),
            ("spasm", "spasm-ball-wall"),
            ("lumbago", "floor-morning"),
            ("sholder", "shoulder-raises"),
        ] {
            assert_eq!(first(typed).0, id, "{typed}");
        }
        assert_eq!(first("shoul").1, "also for the shoulders");
        assert_eq!(first("neck").1, "for the neck");
    }

    #[test]
    fn words_that_nothing_has_lead_to_what_there_is_or_to_an_honest_sentence() {
        for (typed, finds) in
            [("headache", true), ("eyes", true), ("wrist", false), ("sciatica", false)]
        {
            let mut pick = pick();
            pick.type_in(typed);
            assert_eq!(pick.shown().len() > 0, finds, "{typed}");
            let note = pick.found.as_ref().and_then(|found| found.note.clone());
            assert!(note.is_some_and(|note| note.starts_with("Nothing here")), "{typed}");
        }
    }

    #[test]
    fn lengths_leave_everything_on_its_shelf() {
        let mut pick = pick();
        pick.type_in("<5");
        assert!(pick.found.is_none() && pick.shown().len() < pick.items().len());
        pick.type_in(" neck");
        assert!(pick.shown().all(|item| item.found_by != Findable::default()));
    }

    #[test]
    fn each_letter_is_answered_at_once_among_ten_thousand_files() {
        let few = items(&Library::new(None, Vec::new()), None).0;
        let many: Vec<Item> = few.iter().cycle().take(10_000).cloned().collect();
        let mut pick = Pick::new(many);
        let begun = std::time::Instant::now();
        for letter in "between the shouldr".chars() {
            pick.type_in(letter.encode_utf8(&mut [0; 4]));
        }
        // Many times what it takes, on a machine that is busy and without any optimising.
        let took = begun.elapsed();
        assert!(took.as_secs() < 30, "{took:?}");
    }

    #[test]
    fn the_selection_stays_within_the_list_whatever_is_typed() {
        let mut pick = pick();
        pick.choice.move_by(isize::MAX);
        let last = pick.items().len() - 1;
        assert_eq!(pick.choice.selected, last);
        pick.type_in("neck");
        assert_eq!(pick.choice.selected, 0);
        pick.type_in("\u{1b}xyzzy");
        assert_eq!(pick.selected_item(), None);
        pick.choice.move_by(-1);
        assert!(pick.clear());
        assert_eq!(pick.choice.selected, 0);
    }
}
