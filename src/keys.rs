//! The one table of keys: what they do, where, and the words for it.
//!
//! It feeds the handling of keys, the footers, the help screen and plain mode, so that none of
//! them can tell another story. A key has one meaning. In the picker letters filter, so none of
//! its keys is a letter.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// To the easier routine that this one names.
    Easier,
    /// The words of the instruction once more.
    Words,
    Big,
    Bell,
    Voice,
    Louder,
    Quieter,
    /// Try the alarm.
    TryAlarm,
    /// Play in spite of being for later.
    AllTheSame,
    /// Say how the back is.
    HowIsIt,
    /// Take up a session that was broken off, keep it, or discard it.
    TakeUp,
    /// Say how it felt, 0 to 10.
    Rate,
    /// Say how it is, held against before.
    Compare,
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
    /// Take the last letter of the filter back.
    Erase,
}

/// Where a key has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// On every screen.
    Everywhere,
    /// Before and during a session.
    Session,
    /// In the list of routines.
    Picker,
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
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    pub place: Place,
    pub keys: &'static [Key],
    pub action: Action,
    /// One or two words for a footer.
    pub short: &'static str,
    /// A sentence for the help screen.
    pub long: &'static str,
}

/// A key as the person presses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
            Key::Code(KeyCode::Enter) => "Enter".into(),
            Key::Code(KeyCode::Esc) => "Esc".into(),
            Key::Code(KeyCode::Up) => "↑".into(),
            Key::Code(KeyCode::Down) => "↓".into(),
            Key::Code(KeyCode::Left) => "←".into(),
            Key::Code(KeyCode::Right) => "→".into(),
            Key::Code(KeyCode::PageUp) => "PgUp".into(),
            Key::Code(KeyCode::PageDown) => "PgDn".into(),
            Key::Code(KeyCode::Home) => "Home".into(),
            Key::Code(KeyCode::End) => "End".into(),
            Key::Code(KeyCode::Tab) => "Tab".into(),
            Key::Code(KeyCode::Backspace) => "Backspace".into(),
            Key::Code(_) => String::new(),
        }
    }
}

use Key::{Code, Ctrl, Letter};
use Place::{Everywhere, Felt, Figures, Picker, Session, Text, Watch};

const fn bind(
    place: Place,
    keys: &'static [Key],
    action: Action,
    short: &'static str,
    long: &'static str,
) -> Binding {
    Binding {
        place,
        keys,
        action,
        short,
        long,
    }
}

/// Every key of the program.
pub const TABLE: &[Binding] = &[
    bind(
        Session,
        &[Code(KeyCode::Enter)],
        Action::Enter,
        "go on",
        "Your turn: begin, in position, enough, answered. It never skips anything.",
    ),
    bind(
        Session,
        &[Letter(' ')],
        Action::Pause,
        "pause",
        "Pause, and go on after 3 seconds.",
    ),
    bind(
        Session,
        &[Letter('n'), Code(KeyCode::Right)],
        Action::Next,
        "next",
        "On to the next repetition or hold.",
    ),
    bind(
        Session,
        &[Letter('b'), Code(KeyCode::Left)],
        Action::Back,
        "back",
        "Back to the repetition or hold before.",
    ),
    bind(
        Session,
        &[Letter('N')],
        Action::NextStep,
        "next step",
        "On to the next step.",
    ),
    bind(
        Session,
        &[Letter('B')],
        Action::BackStep,
        "step back",
        "Back to the step before.",
    ),
    bind(
        Session,
        &[Letter('0')],
        Action::Again,
        "again",
        "This repetition or hold again from its start.",
    ),
    bind(
        Session,
        &[Letter('+'), Letter('=')],
        Action::Longer,
        "15 s more",
        "15 seconds more, for holds, rests, lying and walking.",
    ),
    bind(
        Session,
        &[Letter('-')],
        Action::Shorter,
        "15 s less",
        "15 seconds less, for holds, rests, lying and walking.",
    ),
    bind(
        Session,
        &[Letter('c')],
        Action::GoOn,
        "keep it on",
        "At the bell of heat or cold: keep it on until its hard end.",
    ),
    bind(
        Session,
        &[Letter('x')],
        Action::Hurts,
        "that hurts",
        "That hurts: ends this step, notes it, and goes on with the next.",
    ),
    bind(
        Session,
        &[Letter('e')],
        Action::Easier,
        "easier",
        "Stop here, and put an easier routine before you, where one is named.",
    ),
    bind(
        Session,
        &[Letter('r')],
        Action::Words,
        "words",
        "The words of this step once more: said if the voice is on, else shown big.",
    ),
    bind(
        Session,
        &[Letter('z')],
        Action::Big,
        "big",
        "The countdown and the instruction take the whole screen.",
    ),
    bind(
        Session,
        &[Letter('m')],
        Action::Bell,
        "sound",
        "Sound: at every change, at sides and ends only, or never. An alarm always rings.",
    ),
    bind(
        Session,
        &[Letter('v')],
        Action::Voice,
        "voice",
        "Say what to do, in words; again, and it is silent.",
    ),
    bind(
        Session,
        &[Letter('<')],
        Action::Quieter,
        "quieter",
        "The tones a little quieter.",
    ),
    bind(
        Session,
        &[Letter('>')],
        Action::Louder,
        "louder",
        "The tones a little louder.",
    ),
    bind(
        Session,
        &[Letter('i')],
        Action::About,
        "about",
        "All cautions, the sources, and how well the dose is backed.",
    ),
    bind(
        Session,
        &[Letter('t')],
        Action::TryAlarm,
        "try the alarm",
        "Before heat or cold: try the alarm, so that you know you will hear it.",
    ),
    bind(
        Session,
        &[Letter('y')],
        Action::AllTheSame,
        "all the same",
        "Play a routine that is for later all the same.",
    ),
    bind(
        Session,
        &[Letter('q'), Code(KeyCode::Esc)],
        Action::Quit,
        "stop",
        "Stop at once. With a pack on, it asks for the pack to come off first.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Enter)],
        Action::Enter,
        "open",
        "Open the routine.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Up), Ctrl('p')],
        Action::Up,
        "up",
        "One routine up.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Down), Ctrl('n')],
        Action::Down,
        "down",
        "One routine down.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::PageUp)],
        Action::PageUp,
        "page up",
        "A page up.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::PageDown)],
        Action::PageDown,
        "page down",
        "A page down.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Home)],
        Action::First,
        "first",
        "The first routine.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::End)],
        Action::Last,
        "last",
        "The last routine.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Right)],
        Action::ScrollDown,
        "read on",
        "Read on in the preview.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Left)],
        Action::ScrollUp,
        "read back",
        "Back in the preview.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Backspace)],
        Action::Erase,
        "erase",
        "Take the last letter of the filter back.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Tab)],
        Action::HowIsIt,
        "how is it",
        "Say how your back is: what suits later is marked.",
    ),
    bind(
        Picker,
        &[Ctrl('r')],
        Action::TakeUp,
        "broken off",
        "Go on with a session that was broken off, keep what was done, or discard it.",
    ),
    bind(
        Picker,
        &[Code(KeyCode::Esc)],
        Action::Close,
        "leave",
        "Take the filter back; without one, leave.",
    ),
    bind(Text, &[Code(KeyCode::Up)], Action::Up, "up", "A line up."),
    bind(
        Text,
        &[Code(KeyCode::Down)],
        Action::Down,
        "down",
        "A line down.",
    ),
    bind(
        Text,
        &[Code(KeyCode::PageUp)],
        Action::PageUp,
        "page up",
        "A page up.",
    ),
    bind(
        Text,
        &[Code(KeyCode::PageDown), Letter(' ')],
        Action::PageDown,
        "more",
        "A page down.",
    ),
    bind(
        Text,
        &[Code(KeyCode::Esc), Letter('q'), Code(KeyCode::Enter)],
        Action::Close,
        "close",
        "Close the text.",
    ),
    bind(
        Felt,
        &[
            Letter('0'),
            Letter('1'),
            Letter('2'),
            Letter('3'),
            Letter('4'),
            Letter('5'),
            Letter('6'),
            Letter('7'),
            Letter('8'),
            Letter('9'),
            Letter('T'),
        ],
        Action::Rate,
        "0 to 10",
        "Before a routine and after it: pain or stiffness, 0 to 9, T for ten.",
    ),
    bind(
        Felt,
        &[Letter('b'), Letter('s'), Letter('w')],
        Action::Compare,
        "better, same, worse",
        "After a routine: better, the same or worse than before.",
    ),
    bind(
        Felt,
        &[Code(KeyCode::Enter)],
        Action::Enter,
        "skip",
        "Passes a question over. Nothing must be answered.",
    ),
    bind(
        Felt,
        &[Code(KeyCode::Esc)],
        Action::Close,
        "no more",
        "No more questions.",
    ),
    bind(
        Watch,
        &[Code(KeyCode::Enter)],
        Action::Enter,
        "play",
        "Play the last good version from this step on.",
    ),
    bind(
        Watch,
        &[Letter('s')],
        Action::PlayFast,
        "10 times as fast",
        "The same, ten times as fast.",
    ),
    bind(
        Watch,
        &[Code(KeyCode::Up), Letter('k')],
        Action::Up,
        "up",
        "A step up.",
    ),
    bind(
        Watch,
        &[Code(KeyCode::Down), Letter('j')],
        Action::Down,
        "down",
        "A step down.",
    ),
    bind(
        Watch,
        &[Code(KeyCode::Home)],
        Action::First,
        "first",
        "The first step.",
    ),
    bind(
        Watch,
        &[Code(KeyCode::End)],
        Action::Last,
        "last",
        "The last step.",
    ),
    bind(
        Watch,
        &[Code(KeyCode::PageDown), Letter(' ')],
        Action::PageDown,
        "read on",
        "Read on: what is left of the problems, then of the words.",
    ),
    bind(
        Watch,
        &[Code(KeyCode::PageUp)],
        Action::PageUp,
        "read back",
        "Read back, through the words and then the problems.",
    ),
    bind(
        Watch,
        &[Letter('q'), Code(KeyCode::Esc)],
        Action::Close,
        "leave",
        "Leave; while it is played: back to watching.",
    ),
    bind(
        Figures,
        &[Code(KeyCode::Right), Code(KeyCode::Tab)],
        Action::Next,
        "next page",
        "The next page of figures.",
    ),
    bind(
        Figures,
        &[Code(KeyCode::Left)],
        Action::Back,
        "page before",
        "The page of figures before.",
    ),
    bind(
        Figures,
        &[Code(KeyCode::Up)],
        Action::Up,
        "up",
        "The routine or part of the body above.",
    ),
    bind(
        Figures,
        &[Code(KeyCode::Down)],
        Action::Down,
        "choose",
        "The routine or part of the body below.",
    ),
    bind(
        Figures,
        &[Code(KeyCode::Esc), Letter('q')],
        Action::Close,
        "leave",
        "Leave the figures.",
    ),
    bind(
        Everywhere,
        &[Letter('!')],
        Action::RedFlags,
        "see a doctor?",
        "When a back needs a doctor, and how fast.",
    ),
    bind(
        Everywhere,
        &[Letter('?')],
        Action::Help,
        "keys",
        "All keys.",
    ),
    bind(
        Everywhere,
        &[Ctrl('z')],
        Action::Suspend,
        "",
        "Back to the shell for a while; fg returns.",
    ),
    bind(
        Everywhere,
        &[Ctrl('c')],
        Action::Interrupt,
        "",
        "Stop at once and leave.",
    ),
];

/// What a key asks for at a place.
pub fn action(place: Place, event: &KeyEvent) -> Option<Action> {
    let here = |binding: &&Binding| binding.place == place || binding.place == Everywhere;
    let bound = |binding: &&Binding| binding.keys.iter().any(|key| key.is(event));
    TABLE
        .iter()
        .filter(here)
        .find(bound)
        .map(|binding| binding.action)
}

/// What a line of input asks for in plain mode: nothing is Enter, a letter is its key, and the
/// words of the footer and the names of keys (`enter`, `space`) do as well.
pub fn action_of_line(line: &str) -> Option<Action> {
    if line.is_empty() {
        return Some(Action::Enter);
    }
    let word = line.trim();
    let mut letters = line.chars();
    let only = letters.next().filter(|_| letters.next().is_none());
    let bindings = || {
        TABLE
            .iter()
            .filter(|b| matches!(b.place, Session | Everywhere))
    };
    let by_key = only.and_then(|letter| bindings().find(|b| b.keys.contains(&Letter(letter))));
    let by_word = || bindings().find(|b| !b.short.is_empty() && b.short == word.to_lowercase());
    let by_label = || bindings().find(|b| b.keys.iter().any(|key| key.is_called(word)));
    by_key
        .or_else(by_word)
        .or_else(by_label)
        .map(|binding| binding.action)
}

/// The line of the table for an action at a place.
pub fn binding(place: Place, action: Action) -> Option<&'static Binding> {
    TABLE
        .iter()
        .find(|b| b.action == action && (b.place == place || b.place == Everywhere))
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
                let meet = one.place == other.place || other.place == Everywhere;
                let shared = one.keys.iter().find(|key| other.keys.contains(key));
                assert!(!meet || shared.is_none(), "{shared:?} is bound twice");
            }
        }
    }

    #[test]
    fn no_key_of_the_picker_is_a_letter_since_letters_filter() {
        let letter = |key: &Key| matches!(key, Letter(letter) if letter.is_alphanumeric());
        let reaches = |b: &&Binding| matches!(b.place, Picker | Everywhere);
        assert!(
            !TABLE
                .iter()
                .filter(reaches)
                .any(|binding| binding.keys.iter().any(letter))
        );
    }

    #[test]
    fn shift_and_ctrl_are_told_apart() {
        assert_eq!(
            action(Session, &press(KeyCode::Char('n'))),
            Some(Action::Next)
        );
        assert_eq!(
            action(Session, &press(KeyCode::Char('N'))),
            Some(Action::NextStep)
        );
        let ctrl_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(action(Session, &ctrl_c), Some(Action::Interrupt));
        assert_eq!(action(Picker, &press(KeyCode::Char('n'))), None);
    }

    #[test]
    fn a_line_is_a_key_or_a_word_and_an_empty_line_is_enter() {
        assert_eq!(action_of_line(""), Some(Action::Enter));
        assert_eq!(action_of_line(" "), Some(Action::Pause));
        assert_eq!(action_of_line("pause"), Some(Action::Pause));
        assert_eq!(action_of_line("x"), Some(Action::Hurts));
        assert_eq!(action_of_line("next step"), Some(Action::NextStep));
        assert_eq!(action_of_line("enter"), Some(Action::Enter));
        assert_eq!(action_of_line("Space"), Some(Action::Pause));
        assert_eq!(action_of_line("potatoes"), None);
    }
}
