//! How it felt: a number by one key, or three short questions in lines at a later time. None must
//! be answered.
//!
//! It knows the questions and what a line says to them; what is kept of it is for `recorder`.

use crate::history::{Felt, Than};

/// A note is one line of so many letters at the most.
pub const LONGEST_NOTE: usize = 200;

/// The question before the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeltQuestion {
    /// Pain or stiffness, 0 to 10.
    After,
    /// Better, the same or worse.
    Than,
    /// A line in their own words, as far as it is written.
    Note(String),
}

/// What came of a key or a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeltAnswer {
    After(u8),
    Than(Than),
    Note(String),
    /// Passed over.
    Skip,
}

impl FeltQuestion {
    /// The question as a line of plain text.
    pub fn line(&self) -> &'static str {
        match self {
            FeltQuestion::After => {
                "How much pain or stiffness now, 0 for none to 10? An empty line skips."
            }
            FeltQuestion::Than => {
                "And held against before: better, same or worse? An empty line skips."
            }
            FeltQuestion::Note(_) => "A line to remember it by? An empty line ends.",
        }
    }

    /// What a line says to it; `None` where it says nothing.
    pub fn take_line(&self, line: &str) -> Option<FeltAnswer> {
        let word = line.trim();
        if word.is_empty() {
            return Some(FeltAnswer::Skip);
        }
        match self {
            FeltQuestion::After => number(word).map(FeltAnswer::After),
            FeltQuestion::Than => {
                let word = word.to_lowercase();
                let all = ["better", "same", "worse"];
                let one = all.iter().find(|whole| whole.starts_with(&word))?;
                than(one.chars().next()?).map(FeltAnswer::Than)
            }
            FeltQuestion::Note(_) => {
                let mut text = String::new();
                write(&mut text, word);
                Some(noted(&text))
            }
        }
    }

    /// The question after this one.
    pub fn next(&self) -> Option<FeltQuestion> {
        match self {
            FeltQuestion::After => Some(FeltQuestion::Than),
            FeltQuestion::Than => Some(FeltQuestion::Note(String::new())),
            FeltQuestion::Note(_) => None,
        }
    }
}

impl FeltAnswer {
    /// Whether it says something of the session, and what.
    pub fn put(&self, felt: &mut Felt) -> bool {
        match self {
            FeltAnswer::After(after) => felt.after = Some(*after),
            FeltAnswer::Than(than) => felt.than = Some(*than),
            FeltAnswer::Note(note) => felt.note = Some(note.clone()),
            FeltAnswer::Skip => return false,
        }
        true
    }
}

/// Pain or stiffness by one key: its figure, or T for ten.
pub fn rating(letter: char) -> Option<u8> {
    match letter {
        't' | 'T' => Some(10),
        _ => letter.to_digit(10).map(|digit| digit as u8),
    }
}

/// Pain or stiffness as a number in a line.
pub fn number(word: &str) -> Option<u8> {
    word.parse().ok().filter(|number| *number <= 10)
}

fn than(letter: char) -> Option<Than> {
    match letter.to_ascii_lowercase() {
        'b' => Some(Than::Better),
        's' => Some(Than::Same),
        'w' => Some(Than::Worse),
        _ => None,
    }
}

fn write(text: &mut String, more: &str) {
    let room = LONGEST_NOTE.saturating_sub(text.chars().count());
    let one_line = more.chars().map(|c| if c == '\n' { ' ' } else { c });
    text.extend(one_line.filter(|c| !c.is_control()).take(room));
}

fn noted(text: &str) -> FeltAnswer {
    match text.trim() {
        "" => FeltAnswer::Skip,
        text => FeltAnswer::Note(text.to_owned()),
    }
}
