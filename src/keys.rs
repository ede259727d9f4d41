//! The one table of keys: what they do, where, and the words for it.
//!
//! It feeds the handling of keys, the footers, the help screen and plain mode, so that none of
//! them can tell another story. A key has one meaning. In the picker letters filter, so none of
//! its keys is a letter.

use std::sync::LazyLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;

/// Every key of the program, in the order in which it is told.
pub static TABLE: LazyLock<Vec<Binding>> = LazyLock::new(|| {
    let rows = ron::from_str(include_str!("words/keys.ron"));
    let rows: Vec<(_, _, _, _, _)> = rows.expect("a test reads the table of keys");
    let binding = |(place, keys, action, short, long)| Binding { place, keys, action, short, long };
    rows.into_iter().map(binding).collect()
});

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Action {
    /// Begin, in position, enough, answered, open: the person's turn.
    Enter,
    Pause,
    Next,
    Back,
    NextStep,
    BackStep,
    Again,
    Longer,
    Shorter,
    /// Heat or cold on from its least to its most.
    GoOn,
    Hurts,
    /// It did not hurt: the key was a slip.
    Slip,
    /// To the easier routine that this one names.
    Easier,
    /// The words of the instruction once more.
    Words,
    Big,
    Bell,
    Voice,
    Louder,
    Quieter,
    /// All steps, or only those that are due.
    AllSteps,
    /// Try the alarm.
    TryAlarm,
    /// Begin heat or cold, or play in spite of being for later or too soon.
    Yes,
    /// Another routine that fits, in the place of one.
    Swap,
    /// Leave one of several routines out.
    LeaveOut,
    /// Mark a routine, to be played with others.
    Mark,
    /// Say how the back is.
    HowIsIt,
    /// Take up a session that was broken off, keep it, or discard it.
    TakeUp,
    /// Say how many repetitions it was.
    Count,
    /// On to the next thing that digits answer.
    NextNumber,
    NumberBefore,
    /// Say how it felt, 0 to 10.
    Rate,
    /// Cautions, sources and the confidence of the dose, whole.
    About,
    RedFlags,
    Help,
    /// Stop, or leave this screen.
    Quit,
    /// End the program at once.
    Interrupt,
    Suspend,
    /// Play many times as fast.
    PlayFast,
    /// Leave what lies on top, or take back the filter.
    Close,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    /// Scroll the preview.
    ScrollUp,
    ScrollDown,
    /// Take the last letter of the filter back, or the last digit of a number.
    Erase,
}

/// Where a key has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Place {
    /// On every screen.
    Everywhere,
    /// Before and during a session.
    Session,
    /// Before routines that are played one after another: before any other meaning that its keys
    /// have there.
    Queue,
    /// After a set at the person's own pace, until the next work begins and on the page after the
    /// session: before any other meaning that its keys have there.
    Counting,
    /// On the page after a session.
    End,
    /// In the list of routines.
    Picker,
    /// Where the person is asked, and chooses an answer.
    Question,
    /// In a text that can be scrolled.
    Text,
    /// Where it is asked how it felt.
    Felt,
    /// While a file is watched.
    Watch,
    /// In the figures of what was done.
    Figures,
}

/// One line of the table.
#[derive(Debug)]
pub struct Binding {
    pub place: Place,
    pub keys: Vec<Key>,
    pub action: Action,
    /// One or two words for a footer.
    pub short: &'static str,
    /// A sentence for the help screen.
    pub long: &'static str,
}

/// A key as the person presses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Key {
    Letter(char),
    Ctrl(char),
    Code(KeyCode),
}

impl Key {
    fn is(self, event: &KeyEvent) -> bool {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        match (self, event.code) {
            (Key::Letter(letter), KeyCode::Char(pressed)) => !ctrl && !alt && letter == pressed,
            (Key::Ctrl(letter), KeyCode::Char(pressed)) => {
                ctrl && letter == pressed.to_ascii_lowercase()
            }
            (Key::Code(code), pressed) => code == pressed,
            _ => false,
        }
    }

    /// Whether this is its name in words, like `enter`; a letter has none.
    fn is_called(self, word: &str) -> bool {
        !matches!(self, Key::Letter('!'..='~')) && self.label().eq_ignore_ascii_case(word)
    }

    /// What is printed on it.
    pub fn label(self) -> String {
        match self {
            Key::Letter(' ') => "Space".into(),
            Key::Letter(letter) => letter.to_string(),
            Key::Ctrl(letter) => format!("Ctrl-{}", letter.to_ascii_uppercase()),
            Key::Code(KeyCode::Up) => "↑".into(),
            Key::Code(KeyCode::Down) => "↓".into(),
            Key::Code(KeyCode::Left) => "←".into(),
            Key::Code(KeyCode::Right) => "→".into(),
            Key::Code(KeyCode::PageUp) => "PgUp".into(),
            Key::Code(KeyCode::PageDown) => "PgDn".into(),
            Key::Code(KeyCode::BackTab) => "Shift-Tab".into(),
            // Enter, Esc, Home, End, Tab, Backspace, Delete.
            Key::Code(code) => format!("{code:?}"),
        }
    }
}

impl Binding {
    /// What is printed on all its keys: `n, →`.
    pub fn labels(&self) -> String {
        let labels: Vec<String> = self.keys.iter().map(|key| key.label()).collect();
        labels.join(", ").replace("0, 1, 2, 3, 4, 5, 6, 7, 8, 9", "0–9")
    }
}

/// The lines of the table that hold at a place.
fn bindings(place: Place) -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().filter(move |one| one.place == place || one.place == Place::Everywhere)
}

/// The line of the table for an action at a place.
pub fn binding(place: Place, action: Action) -> Option<&'static Binding> {
    bindings(place).find(|binding| binding.action == action)
}

/// What a key asks for at a place.
pub fn action(place: Place, event: &KeyEvent) -> Option<Action> {
    let mut here = bindings(place);
    let bound = here.find(|binding| binding.keys.iter().any(|key| key.is(event)));
    bound.map(|binding| binding.action)
}

/// The letter that a key types, if it types one.
pub fn letter(key: &KeyEvent) -> Option<char> {
    let ctrl = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    key.code.as_char().filter(|_| !ctrl)
}

/// What a line of input asks for at a place in plain mode: nothing is Enter, a letter is its key,
/// and the words of the footer and the names of keys (`enter`, `space`) do as well.
pub fn action_of_line(place: Place, line: &str) -> Option<Action> {
    if line.is_empty() {
        return Some(Action::Enter);
    }
    let word = line.trim();
    let letter = line.parse().map(Key::Letter);
    let has_letter = |one: &&Binding| letter.as_ref().is_ok_and(|letter| one.keys.contains(letter));
    let has_words = |one: &&Binding| !one.short.is_empty() && one.short == word.to_lowercase();
    let has_name = |one: &&Binding| one.keys.iter().any(|key| key.is_called(word));
    let by_letter = bindings(place).find(has_letter);
    let found = by_letter.or_else(|| bindings(place).find(has_words));
    found.or_else(|| bindings(place).find(has_name)).map(|binding| binding.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    #[test]
    fn a_key_has_one_meaning_at_a_place() {
        for (index, one) in TABLE.iter().enumerate() {
            for other in &TABLE[index + 1..] {
                let meet = one.place == other.place || other.place == Place::Everywhere;
                let shared = one.keys.iter().find(|key| other.keys.contains(key));
                assert!(!meet || shared.is_none(), "{shared:?} is bound twice");
            }
        }
    }

    #[test]
    fn no_key_of_the_picker_is_a_letter_since_letters_filter() {
        let letter = |key: &Key| matches!(key, Key::Letter(letter) if letter.is_alphanumeric());
        let reaches = |b: &&Binding| matches!(b.place, Place::Picker | Place::Everywhere);
        assert!(!TABLE.iter().filter(reaches).any(|binding| binding.keys.iter().any(letter)));
    }

    #[test]
    fn shift_and_ctrl_are_told_apart() {
        assert_eq!(action(Place::Session, &press(KeyCode::Char('n'))), Some(Action::Next));
        assert_eq!(action(Place::Session, &press(KeyCode::Char('N'))), Some(Action::NextStep));
        let ctrl_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(action(Place::Session, &ctrl_c), Some(Action::Interrupt));
        assert_eq!(action(Place::Picker, &press(KeyCode::Char('n'))), None);
    }

    #[test]
    fn a_line_is_a_key_or_a_word_and_an_empty_line_is_enter() {
        assert_eq!(action_of_line(Place::Session, ""), Some(Action::Enter));
        assert_eq!(action_of_line(Place::Session, " "), Some(Action::Pause));
        assert_eq!(action_of_line(Place::Session, "pause"), Some(Action::Pause));
        assert_eq!(action_of_line(Place::Session, "x"), Some(Action::Hurts));
        assert_eq!(action_of_line(Place::Session, "next step"), Some(Action::NextStep));
        assert_eq!(action_of_line(Place::Session, "enter"), Some(Action::Enter));
        assert_eq!(action_of_line(Place::Session, "Space"), Some(Action::Pause));
        assert_eq!(action_of_line(Place::Session, "potatoes"), None);
    }
}
