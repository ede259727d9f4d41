//! Left and right in an author's own sentences, in the language that they write in.

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
    let cases = [
        "em", "en", "es", "er", "zur", "zum", "vom", "am", "im", "beim",
    ];
    let own = ["er", "Der", "Euer", "euer"];
    match cases.iter().any(|case| article.ends_with(case)) && !own.contains(&article) {
        true => "en",
        false => "e",
    }
}
