//! What is said of a count or a length that the timing doesn't give.

use super::super::Written;
use super::super::claims::{Claim, Noun, What};
use crate::routine::Step;
use crate::routine::check::{Found, Text};
use crate::seconds::{Count, Length, written as in_words};

fn in_numbers(count: Count) -> String {
    match count.least == count.most {
        true => count.most.to_string(),
        false => format!("\"{}..{}\"", count.least, count.most),
    }
}

pub(super) fn in_lengths(length: Length) -> String {
    match length.is_range() {
        true => format!("{}..{}", in_words(length.least), in_words(length.most)),
        false => in_words(length.most),
    }
}

pub(super) fn wrong_count(
    written: &Written<'_>,
    text: &Text<'_>,
    claim: &Claim,
    count: Count,
    times: &[Count],
    sets: &[Count],
) -> Found {
    let words = &text.says[claim.at.clone()];
    let of_sets = matches!(claim.what, What::Count(Noun::Sets, _));
    let counts = if of_sets { sets } else { times };
    let played = counts.first().copied().unwrap_or(Count::ONCE);
    let field = match (of_sets, written.step) {
        (true, _) => "sets",
        (_, Step::Breathe(_)) => "rounds",
        _ => "times",
    };
    let side = match written.has_side() {
        true => " on each side",
        false => "",
    };
    Found::warning(
        "text-count",
        text.place.clone(),
        format!(
            "the words say `{words}`, and `{field}` is {}{side}",
            in_numbers(played)
        ),
    )
    .words(words)
    .label("not what is played")
    .help(format!(
        "write `{field}: {}` if the words are right, or else mend the words",
        in_numbers(count)
    ))
}

pub(super) fn wrong_length(
    written: &Written<'_>,
    text: &Text<'_>,
    claim: &Claim,
    length: Length,
) -> Found {
    let words = &text.says[claim.at.clone()];
    let wished = in_lengths(length);
    let (given, mend) = match written.step {
        Step::Hold(hold) => (
            format!("the hold lasts {}", in_lengths(hold.length)),
            format!("`for: \"{wished}\"`"),
        ),
        Step::Reps(reps) if reps.tempo.is_some() => (
            "no part of the tempo is so long".to_owned(),
            format!("`for: \"{wished}\"` in the part that it is about"),
        ),
        Step::Reps(reps) => match reps.pace {
            Some(pace) => (
                format!("a repetition lasts {}", in_lengths(pace)),
                format!("`pace: \"{wished}\"` or a `tempo`"),
            ),
            None => (
                "no countdown gives it".to_owned(),
                format!("`tempo: [(cue: \"stay\", for: \"{wished}\")]`"),
            ),
        },
        Step::Breathe(_) => (
            "neither a breath nor the whole is so long".to_owned(),
            format!("`for: \"{wished}\"`"),
        ),
        Step::Heat(it) | Step::Cold(it) => (
            format!("it ends after {}", in_lengths(it.length)),
            format!("`for: \"{wished}\"`"),
        ),
        Step::Lie(it) | Step::Walk(it) => (
            format!("it lasts {}", in_lengths(it.length)),
            format!("`for: \"{wished}\"`"),
        ),
        Step::Rest(it) => (
            format!("it lasts {}", in_lengths(it.length)),
            format!("`for: \"{wished}\"`"),
        ),
        _ => (
            "it may not last so long".to_owned(),
            format!("`for: \"..{wished}\"`"),
        ),
    };
    Found::warning(
        "text-length",
        text.place.clone(),
        format!("the words say `{words}`, and {given}"),
    )
    .words(words)
    .label("not what is played")
    .help(format!(
        "write {mend} if the words are right, or else mend the words"
    ))
}
