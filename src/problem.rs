//! What is wrong with a file: where, in a sentence, and what to write instead.
//!
//! A [`Problem`] is data until the edge. This room turns it into the words that a terminal, an
//! editor or another program reads. It refuses to know which file format was read.

use std::ops::Range;

/// Whether a file can be played in spite of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It can be played; the author should look.
    Warning,
    /// It can't be played.
    Error,
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// A short stable name in kebab-case, like `bad-length`.
    pub name: &'static str,
    /// The bytes of the file that are at fault.
    pub at: Range<usize>,
    /// What is wrong: a sentence, lower case, no full stop, the author's words in backticks.
    pub message: String,
    /// A few words beside the underline; may be empty.
    pub label: String,
    /// What to write instead; may be empty.
    pub help: String,
}
