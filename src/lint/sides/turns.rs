//! Words that ask for both sides, and words that name one: "twice on each side", "Seitenwechsel",
//! "the left knee".

use std::ops::Range;

use crate::lint::language::WordClass::*;
use crate::lint::text::{ReadText, WordKind};
use crate::routine::{Side, Step};

/// Tokens of words that ask for both sides.
pub(super) fn find_turns(text: &ReadText<'_>, step: &Step) -> Vec<Range<usize>> {
    find_each(text, |at| {
        counted_on_each(text, at).or_else(|| turn_over(text, at, step))
    })
}

/// Those among them that say when the sides change: "then switch sides".
pub(super) fn find_turns_over(text: &ReadText<'_>, step: &Step) -> Vec<Range<usize>> {
    find_each(text, |at| turn_over(text, at, step))
}

fn find_each(
    text: &ReadText<'_>,
    rule: impl Fn(usize) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let found = rule(at);
        at = found
            .as_ref()
            .map_or(at + 1, |tokens| tokens.end.max(at + 1));
        all.extend(found);
    }
    all
}

/// Whether something is counted or timed near.
fn is_counted(text: &ReadText<'_>, mut near: Range<usize>) -> bool {
    near.any(|at| {
        let word = text.word(at);
        text.is_any(at, &[Times, Seconds, Minutes, Reps, Sets])
            || matches!(text.tokens[at].kind, WordKind::Number(_))
            || text.language.number(word).is_some()
            || text.language.often(word).is_some()
    })
}

/// "Twice on each side", "10 seconds per leg", "je Seite 4 Wdh.", "repeat on both sides".
fn counted_on_each(text: &ReadText<'_>, at: usize) -> Option<Range<usize>> {
    if let Some(end) = text.phrase(at, EachSide) {
        return Some(at..end);
    }
    let sentence = text.sentence(at);
    let ahead = |at: usize, end: usize| at..end.min(sentence.end);
    // "Rechts und links je 10-mal".
    let left_and_right = |at: usize| {
        let near = ahead(at, at + 4);
        text.has(near.clone(), Left) && text.has(near, Right)
    };
    let each = text.is(at, Each);
    if each && sentence.clone().any(left_and_right) && is_counted(text, ahead(at + 1, at + 3)) {
        return Some(ahead(at, at + 3));
    }
    let each = each && text.is(at + 1, Limbs);
    let both = text.is(at, Both) && text.is(at + 1, Sides);
    if !(each || both) || text.is(at + 2, Of) {
        return None;
    }
    let behind = ahead(at + 2, at + 5);
    let counted = is_counted(text, at.saturating_sub(4).max(sentence.start)..at)
        || is_counted(text, behind.clone());
    let again = text.has(sentence.start..at, SameAgain) || text.has(behind, SameAgain);
    (counted || again).then_some(at..at + 2)
}

/// "Switch sides", "Seite wechseln", "Seitenwechsel", "repeat with the other arm".
fn turn_over(text: &ReadText<'_>, at: usize, step: &Step) -> Option<Range<usize>> {
    let alone = text.phrase(at, ChangeSides);
    if let Some(end) = alone.or_else(|| turns_within(text, at, step)) {
        return Some(at..end);
    }
    let sentence = text.sentence(at);
    let plainly = |many: usize, class| {
        let near = at + 1..(at + 1 + many).min(sentence.end);
        let found = text.first(near, class);
        found.filter(|found| text.is_plain(at + 1..*found))
    };
    let limb = || plainly(4, BothLimbs).filter(|_| text.is(at, Change));
    let limb_before = text.language.limbs_before_change && text.is(at, BothLimbs);
    let change = || plainly(3, Change).filter(|_| limb_before);
    if let Some(last) = limb().or_else(change) {
        return Some(at..last + 1);
    }
    let other = text.is(at, Other) && text.is(at + 1, Limbs);
    let end = match other {
        true => at + 2,
        false => text.phrase(at, OtherSide)?,
    };
    let hold = matches!(step, Step::Hold(_) | Step::Lie(_));
    let leads = |at: usize| text.is_any(at, &[SameAgain, Change]) || hold && text.is(at, Then);
    let mut before = at.saturating_sub(6).max(sentence.start)..at;
    if let Some(first) = before.find(|&at| leads(at)) {
        return Some(first..end);
    }
    // "Mit dem anderen Arm wiederholen".
    let last = text.first(end..(end + 4).min(sentence.end), SameAgain)?;
    Some(at..last + 1)
}

/// "Alternate sides", "Seiten abwechseln" in a step that is held once, and so has no turns to take:
/// the token behind it.
pub(super) fn turns_within(text: &ReadText<'_>, at: usize, step: &Step) -> Option<usize> {
    let Step::Hold(hold) = step else {
        return None;
    };
    let end = match text.phrase(at, Alternating) {
        Some(end) => text.is(end, Sides).then_some(end + 1),
        None => text
            .phrase(at + 1, Alternating)
            .filter(|_| text.is(at, Sides)),
    };
    end.filter(|_| hold.times.is_none_or(|times| times.most == 1))
}

/// The sides that are named in words: which, and its tokens.
pub(super) fn find_named(text: &ReadText<'_>) -> Vec<(Side, Range<usize>)> {
    // "left/right" is for `not_filled`.
    let in_choice = |at: usize| text.word(at + 1) == "/" || at > 0 && text.word(at - 1) == "/";
    let side_at = |at: usize| {
        let side = match text.is(at, Left) {
            true => Side::Left,
            false => text.is(at, Right).then_some(Side::Right)?,
        };
        if text.is(at + 1, Limbs) {
            return Some((side, at..at + 2));
        }
        let article = at > 0 && text.is(at - 1, SideArticle);
        let ends = at + 1 == text.tokens.len() || text.is_mark(at + 1);
        let bare = text.is(at, BareSides);
        let alone = article && bare || ends && (article || bare);
        alone.then(|| (side, at - usize::from(article)..at + 1))
    };
    let tokens = 0..text.tokens.len();
    tokens
        .filter(|at| !in_choice(*at))
        .filter_map(side_at)
        .collect()
}
