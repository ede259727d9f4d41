//! What is said of a count or a length that the timing doesn't give.
//!
//! A remedy that says "write .. if the words are right" makes the file sound and the warning go
//! away. Where none is safe, it says what to decide.

use std::time::Duration;

use super::super::Written;
use super::super::claims::{Bound, Claim, Noun, Of};
use super::super::language::Language;
use super::super::reader::Reader;
use super::Given;
use crate::routine::Step;
use crate::routine::check::{Found, LONGEST_APPLICATION, Text};
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

fn if_right(mend: &str) -> String {
    format!("write {mend} if the words are right, or else mend the words")
}

pub(super) fn wrong_count(
    written: &Written<'_>,
    text: &Text<'_>,
    claim: &Claim,
    noun: Noun,
    count: Count,
    given: &Given,
    language: &'static Language,
) -> Found {
    let words = &text.says[claim.at.clone()];
    let (field, counts) = match (noun, written.step) {
        (Noun::Sets, _) => ("sets", &given.sets),
        (_, Step::Breathe(_)) => ("rounds", &given.times),
        _ => ("times", &given.times),
    };
    let played = counts.first().copied().unwrap_or(Count::ONCE);
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
    .help(count_remedy(written, claim, field, count, given, language))
}

fn count_remedy(
    written: &Written<'_>,
    claim: &Claim,
    field: &str,
    count: Count,
    given: &Given,
    language: &'static Language,
) -> String {
    let wished = format!("`{field}: {}`", in_numbers(count));
    let rounds = written.around.iter().filter_map(|repeat| repeat.times);
    if let Some(rounds) = rounds.map(|rounds| rounds.most).find(|rounds| *rounds > 1) {
        return format!(
            "the `Repeat` around it plays it {rounds} times: write the right `{field}` there or \
             here, or mend the words"
        );
    }
    if !claim.each_side && written.has_side() && given.in_all.contains(&count) {
        return format!(
            "write {wished} if that is for each side; if it is for both together, say so: \
             \"{} {}\"",
            count.most,
            language.in_all.first().copied().unwrap_or_default()
        );
    }
    match written.step {
        Step::Breathe(breathe) if breathe.length.is_some() && field == "rounds" => {
            if_right(&format!("{wished} instead of `for`"))
        }
        // Ten holds of half a minute are seldom meant: who counts so many counts movements.
        Step::Hold(hold) if is_movement(count, hold.length) => {
            let all = Length {
                least: hold.length.least * count.least,
                most: hold.length.most * count.most,
            };
            format!(
                "if each is a movement, this step is `Reps`, with a `pace` or a `tempo`; held so \
                 often it would take {} on one side",
                in_lengths(all)
            )
        }
        _ => if_right(&wished),
    }
}

fn is_movement(count: Count, hold: Length) -> bool {
    count.most >= 6 && hold.most.saturating_mul(count.most) > Duration::from_secs(120)
}

pub(super) fn wrong_length(
    written: &Written<'_>,
    text: &Text<'_>,
    claim: &Claim,
    length: Length,
    given: &Given,
    language: &'static Language,
) -> Found {
    let words = &text.says[claim.at.clone()];
    let rest = written.is_exercise() && matches!(claim.of, Of::Rest | Of::SetRest);
    let (given, help) = match rest {
        true => (
            "no rest is so long".to_owned(),
            rest_remedy(claim, length, given),
        ),
        false => {
            let (given, help) = given_and_remedy(written, text, claim, length, language);
            // Of heat and cold less is always allowed, and of a wait.
            let least_needed =
                !matches!(written.step, Step::Heat(_) | Step::Cold(_) | Step::Wait(_));
            match claim.bound == Bound::UpTo && least_needed {
                true => (given, up_to(length)),
                false => (given, help),
            }
        }
    };
    Found::warning(
        "text-length",
        text.place.clone(),
        format!("the words say `{words}`, and {given}"),
    )
    .words(words)
    .label("not what is played")
    .help(help)
}

/// What may last up to a length begins somewhere, and only the author knows where.
fn up_to(length: Length) -> String {
    format!(
        "write how long it is at the least as well, as a range that ends with {}, or mend the words",
        in_words(length.most)
    )
}

fn rest_remedy(claim: &Claim, length: Length, given: &Given) -> String {
    let rest = in_words(length.most);
    let several = |counts: &[Count]| counts.first().is_some_and(|count| count.most > 1);
    match claim.of {
        Of::SetRest if several(&given.sets) => if_right(&format!("`set_rest: \"{rest}\"`")),
        Of::Rest if several(&given.times) && !given.lengths.is_empty() => {
            if_right(&format!("`rest: \"{rest}\"`"))
        }
        Of::SetRest => "say how many sets there are, and write `set_rest` between them".into(),
        _ => "say how many there are, and write `rest` between them; a pause behind all of them \
              is a `Rest` of its own"
            .into(),
    }
}

fn given_and_remedy(
    written: &Written<'_>,
    text: &Text<'_>,
    claim: &Claim,
    length: Length,
    language: &'static Language,
) -> (String, String) {
    let wished = format!("for: \"{}\"", in_lengths(length));
    let longest = in_lengths(length);
    match written.step {
        Step::Hold(hold) => (
            format!("the hold lasts {}", in_lengths(hold.length)),
            if_right(&format!("`{wished}`")),
        ),
        Step::Reps(reps) if reps.tempo.is_some() => (
            "no part of the tempo is so long".to_owned(),
            if_right(&format!("`{wished}` in the part that it is about")),
        ),
        Step::Reps(reps) => {
            let tempo = format!("`tempo: [(cue: \"stay\", {wished})]`");
            match reps.pace {
                Some(pace) if claim.of == Of::Work => (
                    format!("a repetition lasts {}", in_lengths(pace)),
                    if_right(&format!("{tempo} instead of `pace`")),
                ),
                Some(pace) => (
                    format!("a repetition lasts {}", in_lengths(pace)),
                    if_right(&format!("`pace: \"{longest}\"`")),
                ),
                None => ("no countdown gives it".to_owned(), if_right(&tempo)),
            }
        }
        Step::Breathe(breathe) => {
            let given = "neither a breath nor the whole is so long".to_owned();
            let part = breath_part(text, claim, language);
            let remedy = match part {
                Some(part) if !length.is_range() => if_right(&format!("`{part}: \"{longest}\"`")),
                _ if length.most < Duration::from_secs(30) => {
                    "write it in the part of the breath that it is about, or mend the words".into()
                }
                _ if breathe.length.is_some() => if_right(&format!("`{wished}`")),
                _ => if_right(&format!("`{wished}` instead of `rounds`")),
            };
            (given, remedy)
        }
        Step::Heat(it) | Step::Cold(it) => (
            format!("it ends after {}", in_lengths(it.length)),
            match length.most > LONGEST_APPLICATION {
                true => format!(
                    "mend the words: {} is the most for heat and cold",
                    in_words(LONGEST_APPLICATION)
                ),
                false => if_right(&format!("`{wished}`")),
            },
        ),
        Step::Lie(it) | Step::Walk(it) => (
            format!("it lasts {}", in_lengths(it.length)),
            if_right(&format!("`{wished}`")),
        ),
        Step::Rest(it) => (
            format!("it lasts {}", in_lengths(it.length)),
            if_right(&format!("`{wished}`")),
        ),
        _ => (
            "it may not last so long".to_owned(),
            if_right(&format!("`for: \"..{}\"`", in_words(length.most))),
        ),
    }
}

/// The part of a breath that words are about: "out 6 seconds".
fn breath_part(
    text: &Text<'_>,
    claim: &Claim,
    language: &'static Language,
) -> Option<&'static str> {
    let before = Reader::new(&text.says[..claim.at.start], language);
    let end = before.tokens.len();
    let near = end.saturating_sub(3).max(before.sentence(end).start)..end;
    near.rev().find_map(|at| {
        let parts = [
            (&language.inhale, "inhale"),
            (&language.exhale, "exhale"),
            (&language.hold, "hold"),
        ];
        let mut parts = parts.into_iter();
        parts
            .find(|(words, _)| before.is(at, words))
            .map(|(_, part)| part)
    })
}
