//! The words below a figure, and the arrow beside them.

use super::playing::on_side;
use super::sides::is_german;
use crate::routine::Side;

pub const LIKE_THIS: &str = "like this";
pub const START_LIKE_THIS: &str = "start like this";
pub const BACK_TO_THE_START: &str = "back to the start";

/// A blank at which no line is broken: an arrow stays beside its words.
pub const GLUE: char = '\u{a0}';

/// The same words for a movement that stretches.
pub fn as_far_as_is_easy(words: &str) -> String {
    format!("{words}, as far as is easy")
}

/// The same words with their side, where they do not name it.
pub fn with_side(words: &str, side: Side) -> String {
    if names(words, side) {
        words.to_owned()
    } else {
        format!("{words}, {}", on_side(side))
    }
}

/// Words with an arrow on the side that `does`, what is done, names.
pub fn pointed(does: &str, words: String) -> String {
    match [Side::Right, Side::Left].map(|side| names(does, side)) {
        [true, false] => format!("{words}{GLUE}──▶"),
        [false, true] => format!("◀──{GLUE}{words}"),
        _ => words,
    }
}

fn names(words: &str, side: Side) -> bool {
    let mut words = words.split(|c: char| !c.is_alphabetic());
    words.any(|word| word.eq_ignore_ascii_case(side.word()) || is_german(word, side))
}
