//! Words that ask for both sides, and words that name one: "twice on each side", "Seitenwechsel",
//! "the left knee".

use std::ops::Range;

use crate::lint::reader::Reader;
use crate::lint::tokens::Kind;
use crate::routine::{Side, Step};

/// Tokens of words that ask for both sides.
pub(super) fn turns(reader: &Reader<'_>, step: &Step) -> Vec<Range<usize>> {
    each_at(reader, |at| {
        counted_on_each(reader, at).or_else(|| turn_over(reader, at, step))
    })
}

/// Those among them that say when the sides change: "then switch sides".
pub(super) fn turns_over(reader: &Reader<'_>, step: &Step) -> Vec<Range<usize>> {
    each_at(reader, |at| turn_over(reader, at, step))
}

fn each_at(reader: &Reader<'_>, rule: impl Fn(usize) -> Option<Range<usize>>) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < reader.tokens.len() {
        match rule(at) {
            Some(tokens) => {
                at = tokens.end.max(at + 1);
                all.push(tokens);
            }
            None => at += 1,
        }
    }
    all
}

/// "Twice on each side", "10 seconds per leg", "je Seite 4 Wdh.", "repeat on both sides".
fn counted_on_each(reader: &Reader<'_>, at: usize) -> Option<Range<usize>> {
    let language = reader.language;
    if let Some(end) = reader.phrase(at, &language.each_side) {
        return Some(at..end);
    }
    let sentence = reader.sentence(at);
    let counted = |near: Range<usize>| {
        let near = near.start.max(sentence.start)..near.end.min(sentence.end);
        near.into_iter().any(|at| {
            reader.is_number(at)
                || [
                    &language.times,
                    &language.seconds,
                    &language.minutes,
                    &language.reps,
                    &language.sets,
                ]
                .iter()
                .any(|words| reader.is(at, words))
        })
    };
    // "Rechts und links je 10-mal".
    let left_and_right = |at: usize| {
        let near = at..(at + 4).min(sentence.end);
        reader.has(near.clone(), &language.left) && reader.has(near, &language.right)
    };
    if reader.is(at, &language.each)
        && sentence.clone().any(left_and_right)
        && counted(at + 1..at + 3)
    {
        return Some(at..(at + 3).min(sentence.end));
    }
    let each = reader.is(at, &language.each) && reader.is(at + 1, &language.limbs);
    let both = reader.is(at, &language.both) && reader.is(at + 1, &language.sides);
    if !(each || both) || reader.is(at + 2, &language.of) {
        return None;
    }
    let again = reader.has(sentence.start..at, &language.same_again)
        || reader.has(at + 2..sentence.end.min(at + 5), &language.same_again);
    let near = counted(at.saturating_sub(4)..at) || counted(at + 2..at + 5);
    (near || again).then_some(at..at + 2)
}

/// "Switch sides", "Seite wechseln", "Seitenwechsel", "repeat with the other arm".
fn turn_over(reader: &Reader<'_>, at: usize, step: &Step) -> Option<Range<usize>> {
    let language = reader.language;
    let sentence = reader.sentence(at);
    if let Some(end) = reader.phrase(at, &language.change_sides) {
        return Some(at..end);
    }
    if let Some(end) = takes_turns(reader, at, step) {
        return Some(at..end);
    }
    let plain = |within: &Range<usize>| {
        let mut within = within.clone();
        within.all(|at| !reader.tokens[at].is_mark())
    };
    if reader.is(at, &language.change) {
        let near = at + 1..(at + 5).min(sentence.end);
        let limb = near
            .into_iter()
            .find(|&at| reader.is(at, &language.both_limbs));
        if let Some(limb) = limb.filter(|limb| plain(&(at + 1..*limb))) {
            return Some(at..limb + 1);
        }
    }
    if language.limbs_before_change && reader.is(at, &language.both_limbs) {
        let near = at + 1..(at + 4).min(sentence.end);
        let change = near.into_iter().find(|&at| reader.is(at, &language.change));
        if let Some(change) = change.filter(|change| plain(&(at + 1..*change))) {
            return Some(at..change + 1);
        }
    }
    let other = match reader.is(at, &language.other) && reader.is(at + 1, &language.limbs) {
        true => at..at + 2,
        false => at..reader.phrase(at, &language.other_side)?,
    };
    let hold = matches!(step, Step::Hold(_) | Step::Lie(_));
    let leads = |at: usize| {
        reader.is(at, &language.same_again)
            || reader.is(at, &language.change)
            || (hold && reader.is(at, &language.then))
    };
    let mut before = at.saturating_sub(6).max(sentence.start)..at;
    if let Some(first) = before.find(|&at| leads(at)) {
        return Some(first..other.end);
    }
    // "Mit dem anderen Arm wiederholen".
    let mut behind = other.end..(other.end + 4).min(sentence.end);
    let last = behind.find(|&at| reader.is(at, &language.same_again))?;
    Some(at..last + 1)
}

/// "Alternate sides", "Seiten abwechseln" in a step that is held once, and so has no turns to take:
/// the token behind it.
pub(super) fn takes_turns(reader: &Reader<'_>, at: usize, step: &Step) -> Option<usize> {
    let language = reader.language;
    let held_once = match step {
        Step::Hold(hold) => hold.times.is_none_or(|times| times.most == 1),
        _ => false,
    };
    let alternates = |at: usize| reader.phrase(at, &language.alternating);
    let end = match alternates(at) {
        Some(end) => reader.is(end, &language.sides).then_some(end + 1),
        None => alternates(at + 1).filter(|_| reader.is(at, &language.sides)),
    };
    end.filter(|_| held_once)
}

/// The sides that are named in words: which, and its tokens.
pub(super) fn named(reader: &Reader<'_>) -> Vec<(Side, Range<usize>)> {
    let language = reader.language;
    // "left/right" is for `not_filled`.
    let slash = |at: usize| {
        let token = reader.tokens.get(at);
        token.is_some_and(|token| token.kind == Kind::Mark('/'))
    };
    let alone = |at: &usize| !slash(at + 1) && (*at == 0 || !slash(at - 1));
    let side_at = |at: usize| {
        let side = match (
            reader.is(at, &language.left),
            reader.is(at, &language.right),
        ) {
            (true, _) => Side::Left,
            (_, true) => Side::Right,
            _ => return None,
        };
        if reader.is(at + 1, &language.limbs) {
            return Some((side, at..at + 2));
        }
        let article = at > 0 && reader.is(at - 1, &language.side_article);
        let ends = reader.tokens.get(at + 1).is_none_or(|next| next.is_mark());
        let bare = reader.is(at, &language.bare_sides);
        let alone = article && bare || ends && (article || bare);
        alone.then(|| (side, if article { at - 1..at + 1 } else { at..at + 1 }))
    };
    (0..reader.tokens.len())
        .filter(alone)
        .filter_map(side_at)
        .collect()
}
