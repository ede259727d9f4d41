//! Left and right: in an author's own sentences, in the language that they write in, and in the
//! words below a figure.

use super::playing::on_side;
use crate::routine::Side;

/// A side as an author's sentence needs it, between what stands before and after it. A language
/// that is not known here says it in English.
pub fn in_sentence(side: Side, language: Option<&str>, before: &str, after: &str) -> String {
    match language.and_then(|code| code.get(..2)) {
        Some("de") => german_side(side, before, after),
        _ => super::side(side).to_owned(),
    }
}

/// Whether a word is a side in German, with whatever ending.
pub(super) fn is_german(word: &str, side: Side) -> bool {
    let ending = word.to_lowercase();
    let ending = ending.strip_prefix(stem(side)).unwrap_or("-");
    matches!(ending, "s" | "e" | "en" | "er" | "es" | "em")
}

fn stem(side: Side) -> &'static str {
    match side {
        Side::Left => "link",
        Side::Right => "recht",
    }
}

/// `rechts` alone, and an adjective before a noun: `das rechte Ohr`, `zur rechten Schulter`. An
/// ending that the author wrote behind the braces stands: `dein {side}es Knie`.
fn german_side(side: Side, before: &str, after: &str) -> String {
    let stem = stem(side);
    let mut coming = after.chars();
    let ending = match (coming.next(), coming.next()) {
        (Some(letter), _) if letter.is_alphabetic() => "",
        // Nouns have capitals.
        (Some(' '), Some(noun)) if noun.is_uppercase() => german_ending(before),
        _ => "s",
    };
    format!("{stem}{ending}")
}

/// After an article that shows its case, `-en`; `der` shows it in the middle of a sentence,
/// where it stands behind a preposition: `mit der rechten Hand`.
fn german_ending(before: &str) -> &'static str {
    let article = before.split_whitespace().next_back().unwrap_or("");
    let cases = ["em", "en", "es", "er", "zur", "zum", "vom", "am", "im", "beim"];
    let own = ["er", "Der", "Euer", "euer"];
    match cases.iter().any(|case| article.ends_with(case)) && !own.contains(&article) {
        true => "en",
        false => "e",
    }
}

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
    if names(words, side) { words.to_owned() } else { format!("{words}, {}", on_side(side)) }
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
