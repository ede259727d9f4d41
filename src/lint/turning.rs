//! Turning the trunk without the caution about it.

use std::ops::Range;

use super::Seen;
use super::language::Language;
use super::tokens::{Kind, Token, cut};
use crate::routine::check::{Found, Key};

/// How many words may lie between a turn and what is turned.
const NEAR: usize = 5;

pub(super) fn turning(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(language) = seen.language else {
        return;
    };
    let warned = seen.routine.cautions.iter().any(|caution| {
        let tokens = cut(caution);
        let is = |words: &[&str]| {
            tokens
                .iter()
                .any(|token| words.contains(&token.text.as_str()))
        };
        caution == "twist" || is(&language.twist) || is(&language.turn)
    });
    if warned {
        return;
    }
    for text in &seen.texts {
        let in_a_step = !text.place.steps.is_empty();
        let title = text.place.keys == [Key::Field("title")];
        if !in_a_step && !title {
            continue;
        }
        let tokens = cut(text.says);
        let turned = (0..tokens.len()).find_map(|at| {
            turn(&tokens, at, language).or_else(|| knees_aside(&tokens, at, language))
        });
        if let Some(at) = turned {
            let words = &text.says[at];
            found.push(
                Found::warning(
                    "twist-caution",
                    text.place.clone(),
                    format!("`{words}` turns the trunk, and no caution of this routine says so"),
                )
                .words(words)
                .label("not in the first six weeks after a spasm")
                .help("add the shared caution: `cautions: [\"twist\"]`"),
            );
            return;
        }
    }
}

fn is(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    let word = tokens.get(at).map_or("", |token| &token.text);
    words.contains(&word)
}

/// The sentence around a token, without its end.
fn sentence(tokens: &[Token], at: usize) -> Range<usize> {
    let from = (0..at).rev().find(|&at| tokens[at].ends());
    let to = (at..tokens.len()).find(|&at| tokens[at].ends());
    from.map_or(0, |from| from + 1)..to.unwrap_or(tokens.len())
}

/// Whether the words before a turn forbid it.
fn denied(tokens: &[Token], before: Range<usize>, language: &Language) -> bool {
    before
        .rev()
        .take_while(|&at| tokens[at].kind != Kind::Mark(','))
        .any(|at| is(tokens, at, &language.not))
}

fn is_side(tokens: &[Token], at: usize, language: &Language) -> bool {
    is(tokens, at, &language.one_side) || tokens[at].kind == Kind::Hole
}

/// "Let both knees sink to one side", which turns the trunk below the ribs.
fn knees_aside(tokens: &[Token], at: usize, language: &Language) -> Option<Range<usize>> {
    let sentence = sentence(tokens, at);
    let near = sentence.start.max(at.saturating_sub(NEAR))..sentence.end.min(at + 1 + NEAR);
    let has = |words: &[&str]| near.clone().any(|at| is(tokens, at, words));
    let both = is(tokens, at, &language.knees) && has(&language.fall) && !has(&language.apart);
    if !both || denied(tokens, sentence.start..at, language) {
        return None;
    }
    let toward = (at + 1..near.end).find(|&at| is(tokens, at, &language.toward))?;
    let side =
        (toward + 1..sentence.end.min(toward + 4)).find(|&at| is_side(tokens, at, language))?;
    Some(tokens[at].at.start..tokens[side].at.end)
}

/// The bytes of a turn of the trunk that begins at a token.
fn turn(tokens: &[Token], at: usize, language: &Language) -> Option<Range<usize>> {
    let is = |at: usize, words: &[&str]| is(tokens, at, words);
    let Range {
        start: from,
        end: to,
    } = sentence(tokens, at);
    // "Don't let the trunk twist or rotate", back to a comma.
    let denied = denied(tokens, from..at, language);
    let near = at + 1..to.min(at + 1 + NEAR);
    if denied || tokens[at].kind != Kind::Word {
        return None;
    }
    let other = near.clone().chain(from.max(at.saturating_sub(3))..at);
    if is(at, &language.twist) {
        let other_object = other.clone().any(|at| is(at, &language.not_trunk));
        let trunk = other.clone().any(|at| is(at, &language.trunk));
        return (trunk || !other_object).then(|| tokens[at].at.clone());
    }
    if !is(at, &language.turn) || is(at + 1, &language.turn_over) {
        return None;
    }
    // "Lift the chest and turn the head" turns the head.
    let object =
        (at + 1..to.min(at + 4)).find(|&at| is(at, &language.not_trunk) || tokens[at].is_mark());
    let other_object = object.is_some_and(|at| !tokens[at].is_mark());
    // "Turn the whole body to the left", not "onto the left side".
    let body = (at + 1..to.min(at + 5)).find(|&at| is(at, &language.body));
    if let Some(body) = body
        && is(body + 1, &language.toward)
        && !is(body + 1, &language.turn_over)
        && (body..to.min(body + 4)).any(|at| is_side(tokens, at, language))
        && (at + 1..body).all(|at| !tokens[at].is_mark() && !is(at, &language.not_trunk))
    {
        return Some(tokens[at].at.start..tokens[body].at.end);
    }
    // "Turn from the ribs", "the chest turns", "den Oberkörper drehen".
    let close = near.chain(from.max(at.saturating_sub(4))..at);
    let mut close = close.into_iter();
    let trunk = close.find(|&near| is(near, &language.trunk) && (near > at || !other_object))?;
    let (first, last) = (at.min(trunk), at.max(trunk));
    // A comma between them keeps them apart: "turn the palms, chest open".
    let comma = tokens[first..last]
        .iter()
        .any(|token| token.kind == Kind::Mark(','));
    (!comma).then(|| tokens[first].at.start..tokens[last].at.end)
}
