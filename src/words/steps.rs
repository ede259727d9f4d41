//! What a step is called and says where its author gave no words; of heat and cold, how often a
//! day; left and right in an author's own sentences, in the language that they write in, and below a
//! figure.

use super::ordinal;
use super::playing::on_side;
use crate::limits::Agent;
use crate::routine::Side;

sentences! {
    REST: "Rest"
    WAIT: "When you are ready"
    LIE: "Lie and rest"
    WALK: "Walk"
    CHANGE: "Change sides"

    BREATHE_IN: "breathe in"
    BREATH_HELD: "hold"
    BREATHE_OUT: "breathe out"
    BREATH_PAUSE: "pause"

    LIKE_THIS: "like this"
    START_LIKE_THIS: "start like this"
    BACK_TO_THE_START: "back to the start"
    /// What is done in a movement that stretches.
    as_far_as_is_easy(does): "{does}, as far as is easy"
}

/// Heat or cold as a step: its name, what is said before it is on, and when it must come off.
pub fn pack(agent: Agent) -> [&'static str; 3] {
    match agent {
        Agent::Heat => [
            "Heat",
            "Lay the wrapped pack on. Its clock starts when you say that it is on.",
            "Pack off, switched off, unplugged. Look at the skin.",
        ],
        Agent::Cold => [
            "Cold",
            "Lay the pack on, over its cloth. Its clock starts when you say that it is on.",
            "Pack off. Let the skin come back to its usual colour and warmth.",
        ],
    }
}

/// Which of the day's packs comes next, and when the last one came off:
/// `second of 3 today, last off 11:02`.
pub fn nth_today(nth: u32, of: u32, last_off: Option<&str>) -> String {
    let last = last_off.map_or(String::new(), |last| format!(", last off {last}"));
    format!("{} of {of} today{last}", ordinal(nth))
}

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
    if cases.iter().any(|case| article.ends_with(case)) && !own.contains(&article) {
        "en"
    } else {
        "e"
    }
}

/// A blank at which no line is broken: an arrow stays beside its words.
pub const GLUE: char = '\u{a0}';

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

/// Whether words name a side, in English or German.
pub fn names(words: &str, side: Side) -> bool {
    let mut words = words.split(|c: char| !c.is_alphabetic());
    words.any(|word| word.eq_ignore_ascii_case(side.word()) || is_german(word, side))
}
