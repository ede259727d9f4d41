//! What is wrong with a file: where, in a sentence, and what to write instead.
//!
//! A [`Problem`] is data until the edge. This room turns it into the words that a terminal, an
//! editor or another program reads. It refuses to know which file format was read.

use std::ops::Range;

mod print;

pub use print::{Look, human, json, position, short};
pub(crate) use print::{char_end, char_start};

/// Whether a file can be played in spite of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It can be played; the author should look.
    Warning,
    /// It can't be played.
    Error,
}

impl Severity {
    /// `warning` or `error`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// A short stable name in kebab-case, like `bad-length`.
    pub name: &'static str,
    /// The bytes of the file that are at fault; empty where something must be written between
    /// two characters.
    pub at: Range<usize>,
    /// What is wrong: a sentence, lower case, no full stop, the author's words in backticks.
    pub message: String,
    /// A few words beside the underline; may be empty.
    pub label: String,
    /// What to write instead; may be empty.
    pub help: String,
}

impl Problem {
    pub fn error(name: &'static str, at: Range<usize>, message: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Error,
            name,
            at,
            message: message.into(),
            label: String::new(),
            help: String::new(),
        }
    }

    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Problem {
        self.label = label.into();
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = help.into();
        self
    }
}
