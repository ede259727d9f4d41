//! Turning the trunk without the caution about it.

use std::ops::Range;

use super::ReviewedRoutine;
use super::text::WordClass::*;
use super::text::{ReadText, WordKind};
use crate::routine::place::{Finding, RoutinePlace};

/// How many words may lie between a turn and what is turned.
const NEAR: usize = 5;

pub(super) fn find_turn(routine: &ReviewedRoutine<'_>) -> Option<Finding> {
    let warned = routine.source.cautions.iter().any(|caution| {
        let text = ReadText::new(RoutinePlace::default(), caution, routine.language);
        caution == "twist" || text.says(Twist) || text.says(Turn)
    });
    let mut texts = routine.texts.iter().filter(|_| !warned);
    texts.find_map(|text| {
        if text.is_of_the_whole() && !text.is_field("title") {
            return None;
        }
        let mut all = 0..text.tokens.len();
        let turned = all.find_map(|at| turn(text, at).or_else(|| knees_aside(text, at)))?;
        let words = text.words(&turned);
        let message = format!("`{words}` turns the trunk, and no caution of this routine says so");
        let found = text.warning("twist-caution", words, message);
        let found = found.label("not in the first six weeks after a spasm");
        Some(found.help("add the shared caution: `cautions: [\"twist\"]`"))
    })
}

/// Whether the words before a turn forbid it, back to a comma.
fn is_denied(text: &ReadText<'_>, before: Range<usize>) -> bool {
    let before = before.rev().take_while(|&at| text.word(at) != ",");
    before.into_iter().any(|at| text.is(at, Not))
}

/// Whether a side stands within some tokens: where.
fn find_side(text: &ReadText<'_>, mut within: Range<usize>) -> Option<usize> {
    within.find(|&at| text.is(at, OneSide) || text.tokens[at].kind == WordKind::Hole)
}

/// "Let both knees sink to one side", which turns the trunk below the ribs.
fn knees_aside(text: &ReadText<'_>, at: usize) -> Option<Range<usize>> {
    let sentence = text.sentence(at);
    let near = sentence.start.max(at.saturating_sub(NEAR))..sentence.end.min(at + 1 + NEAR);
    let has = |class| text.has(near.clone(), class);
    let both = text.is(at, Knees) && has(Fall) && !has(Apart);
    if !both || is_denied(text, sentence.start..at) {
        return None;
    }
    let toward = text.first(at + 1..near.end, Toward)?;
    let side = find_side(text, toward + 1..sentence.end.min(toward + 4))?;
    Some(at..side + 1)
}

/// The tokens of a turn of the trunk that begins at one.
fn turn(text: &ReadText<'_>, at: usize) -> Option<Range<usize>> {
    let Range { start, end } = text.sentence(at);
    let ahead = |many: usize| at + 1..end.min(at + 1 + many);
    let back = |many: usize| start.max(at.saturating_sub(many))..at;
    // "Don't let the trunk twist or rotate".
    if text.tokens[at].kind != WordKind::Word || is_denied(text, start..at) {
        return None;
    }
    if let Some(end) = text.phrase(at, TurningExercise) {
        return Some(at..end);
    }
    if text.is(at, Twist) {
        let has = |class| text.has(ahead(NEAR), class) || text.has(back(3), class);
        return (has(Trunk) || !has(NotTrunk)).then_some(at..at + 1);
    }
    if !text.is(at, Turn) || text.is(at + 1, TurnOver) {
        return None;
    }
    // "Turn the whole body to the left", not "onto the left side".
    let body = text.first(ahead(4), Body);
    if let Some(body) = body
        && text.is(body + 1, Toward)
        && !text.is(body + 1, TurnOver)
        && find_side(text, body..end.min(body + 4)).is_some()
        && text.is_plain(at + 1..body)
        && !text.has(at + 1..body, NotTrunk)
    {
        return Some(at..body + 1);
    }
    // "Lift the chest and turn the head" turns the head.
    let object = ahead(3).find(|&at| text.is(at, NotTrunk) || text.is_mark(at));
    let other_object = object.is_some_and(|at| !text.is_mark(at));
    // "Turn from the ribs", "the chest turns", "den Oberkörper drehen".
    let before = || text.first(back(4), Trunk).filter(|_| !other_object);
    let trunk = text.first(ahead(NEAR), Trunk).or_else(before)?;
    let (first, last) = (at.min(trunk), at.max(trunk));
    // A comma between them keeps them apart: "turn the palms, chest open".
    let comma = (first..last).any(|at| text.word(at) == ",");
    (!comma).then_some(first..last + 1)
}
