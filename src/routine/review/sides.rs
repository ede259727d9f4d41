//! Sides in the words and sides in the steps.

use super::language::Language;
use super::tokens::{Kind, Token, cut};
use super::{Seen, Written};
use crate::routine::check::{Found, Key, Place, Text};
use crate::routine::{Side, Sides, Step};
use crate::timeline::Kind as Phase;

pub(super) fn sides(seen: &Seen<'_>, found: &mut Vec<Found>) {
    for text in &seen.texts {
        not_filled(text, found);
    }
    for written in &seen.steps {
        never_said(seen, written, found);
    }
    let Some(language) = seen.language else {
        return;
    };
    let named = NamedSides::of(seen, language);
    for written in &seen.steps {
        if !matches!(written.step, Step::Hold(_) | Step::Reps(_) | Step::Lie(_)) {
            continue;
        }
        let side = if written.has_side() {
            fixed_side(seen, written, language)
        } else {
            let other_half = named.other_half(written, seen, language);
            each_side(seen, written, language, other_half)
                .or_else(|| named_side(seen, written, language, other_half))
        };
        found.extend(side);
    }
}

/// What authors write where a placeholder belongs.
const LIKE_PLACEHOLDERS: [&str; 16] = [
    "[side]",
    "<side>",
    "(side)",
    "$side",
    "%side%",
    "[other side]",
    "<other side>",
    "(other side)",
    "(left/right)",
    "(right/left)",
    "left/right",
    "right/left",
    "[left]",
    "(l/r)",
    "links/rechts",
    "rechts/links",
];

fn not_filled(text: &Text<'_>, found: &mut Vec<Found>) {
    if text.place.steps.is_empty() || text.place.keys.is_empty() {
        return;
    }
    // Bytes keep their places in ASCII small letters.
    let lower = text.says.to_ascii_lowercase();
    let like = LIKE_PLACEHOLDERS
        .iter()
        .find_map(|like| lower.find(like).map(|at| &text.says[at..at + like.len()]));
    if let Some(words) = like {
        found.push(
            Found::warning(
                "side-not-filled",
                text.place.clone(),
                format!("`{words}` is shown as it stands here, whichever side it is"),
            )
            .words(words)
            .help("write `{side}` or `{other side}`, and `side: Each` in the step"),
        );
    }
    let choices = text
        .says
        .split('{')
        .skip(1)
        .filter_map(|after| after.split_once('}'));
    for (inside, _) in choices {
        if let Some((right, left)) = inside.split_once('|')
            && right.trim() == left.trim()
        {
            found.push(
                Found::warning(
                    "side-not-filled",
                    text.place.clone(),
                    format!("`{{{inside}}}` says the same for both sides"),
                )
                .words(format!("{{{inside}}}"))
                .help("write first what is said on the right, then what is said on the left"),
            );
        }
    }
}

/// It is done on each side, and its words never tell which.
fn never_said(seen: &Seen<'_>, written: &Written<'_>, found: &mut Vec<Found>) {
    let own = match written.step {
        Step::Repeat(repeat) => repeat.side,
        step => step.shared().and_then(|shared| shared.side),
    };
    if own != Some(Sides::Each) {
        return;
    }
    let within: Vec<&Text<'_>> = match written.step {
        Step::Repeat(_) => {
            let inside = |text: &&Text<'_>| text.place.steps.starts_with(&written.path);
            seen.texts.iter().filter(inside).collect()
        }
        _ => seen.texts(written).collect(),
    };
    let said = within.iter().any(|text| text.says.contains('{'));
    // Of an included routine the words are not known here.
    let is_repeat = matches!(written.step, Step::Repeat(_));
    let included = is_repeat
        && seen.steps.iter().any(|other| {
            other.path.starts_with(&written.path) && matches!(other.step, Step::Include(_))
        });
    let instruction = within.iter().find(|text| {
        matches!(
            text.place.keys.as_slice(),
            [Key::Field("text" | "start" | "say")]
        )
    });
    if let Some(text) = instruction
        && !said
        && !included
    {
        let place = match written.step {
            Step::Repeat(_) => Place::step(&written.path).then("side"),
            _ => text.place.clone(),
        };
        found.push(
            Found::warning(
                "side-never-said",
                place,
                "this is done on each side, and its words never say which side it is",
            )
            .help("write `{side}` where the side belongs, like \"Bend the {side} knee.\""),
        );
    }
}

/// "Twice on each side", "then the other leg": and the step has no sides.
fn each_side(
    seen: &Seen<'_>,
    written: &Written<'_>,
    language: &Language,
    other_half: bool,
) -> Option<Found> {
    // A tempo may lead from one side to the other.
    let turns = seen.texts(written).filter(|text| is_cue(text));
    let cues: Vec<Vec<Token>> = turns.map(|text| cut(text.says)).collect();
    let in_cues = |words: &[&str]| {
        let mut tokens = cues.iter().flatten();
        tokens.any(|token| words.contains(&token.text.as_str()))
    };
    let both = in_cues(&language.left) && in_cues(&language.right);
    if both || in_cues(&language.other) || other_half {
        return None;
    }
    for text in seen.texts(written).filter(|text| !is_cue(text)) {
        let tokens = cut(text.says);
        let at = (0..tokens.len()).find_map(|at| both_sides(&tokens, at, written.step, language));
        if let Some((from, to)) = at {
            let words = &text.says[tokens[from].at.start..tokens[to].at.end];
            let help = match written.step {
                Step::Lie(_) => {
                    "write it into a `Repeat(side: Each, steps: [..])`, or mend the words"
                }
                _ => "write `side: Each`, and `{side}` in the words, or mend the words",
            };
            return Some(
                Found::warning(
                    "text-sides",
                    text.place.clone(),
                    format!("the words say `{words}`, and this step has no sides"),
                )
                .words(words)
                .label("not what is played")
                .help(help),
            );
        }
    }
    None
}

fn is_cue(text: &Text<'_>) -> bool {
    text.place.keys.last() == Some(&Key::Field("cue"))
}

/// First and last token of words that ask for both sides, the first of them at `at`.
fn both_sides(
    tokens: &[Token],
    at: usize,
    step: &Step,
    language: &Language,
) -> Option<(usize, usize)> {
    let is = |at: usize, words: &[&str]| {
        let word = tokens.get(at).map_or("", |token| &token.text);
        words.contains(&word)
    };
    let from = (0..at)
        .rev()
        .find(|&at| tokens[at].ends())
        .map_or(0, |at| at + 1);
    let limb = is(at + 1, &language.limbs);
    if is(at, &language.each_side) {
        return Some((at, at));
    }
    if is(at, &language.each) && limb && !is(at + 2, &language.of) {
        // "Twice on each side", "10 seconds per leg", "repeat on each side".
        let near = at.saturating_sub(3).max(from)..at;
        let counted = near.clone().any(|at| {
            let number = matches!(tokens[at].kind, Kind::Number(_));
            number
                || language.often(&tokens[at].text).is_some()
                || is(at, &language.times)
                || is(at, &language.seconds)
                || is(at, &language.minutes)
                || is(at, &language.reps)
        });
        let again = (from..at).any(|at| is(at, &language.same_again));
        return (counted || again).then_some((at, at + 1));
    }
    if is(at, &language.change) {
        let near = at + 1..(at + 3).min(tokens.len());
        let limbs = near.into_iter().find(|&at| is(at, &language.both_limbs));
        if let Some(limbs) = limbs {
            return Some((at, limbs));
        }
        // "Seite wechseln".
        if language.limbs_before_change && at > 0 && is(at - 1, &language.both_limbs) {
            return Some((at - 1, at));
        }
    }
    if is(at, &language.other) && limb {
        let hold = matches!(step, Step::Hold(_) | Step::Lie(_));
        let leads = |at: usize| {
            is(at, &language.same_again)
                || is(at, &language.change)
                || (hold && is(at, &language.then))
        };
        let near = at.saturating_sub(6).max(from)..at;
        let first = near.into_iter().find(|&at| leads(at))?;
        return Some((first, at + 1));
    }
    None
}

/// A side that is named in words: which, and its tokens.
fn named(tokens: &[Token], language: &Language) -> Option<(Side, usize, usize)> {
    // "left/right" is for `not_filled`.
    let slash = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.kind == Kind::Mark('/'))
    };
    let alone = |at: &usize| !slash(at + 1) && (*at == 0 || !slash(at - 1));
    (0..tokens.len()).filter(alone).find_map(|at| {
        let is = |at: usize, words: &[&str]| {
            let word = tokens.get(at).map_or("", |token| &token.text);
            words.contains(&word)
        };
        let side = match (is(at, &language.left), is(at, &language.right)) {
            (true, _) => Side::Left,
            (_, true) => Side::Right,
            _ => return None,
        };
        if is(at + 1, &language.limbs) {
            return Some((side, at, at + 1));
        }
        let article = at > 0 && is(at - 1, &language.side_article);
        let ends = tokens.get(at + 1).is_none_or(|next| next.is_mark());
        let alone = ends && (article || is(at, &language.bare_sides));
        alone.then(|| (side, if article { at - 1 } else { at }, at))
    })
}

/// The side that a step's words name first.
fn first_named(seen: &Seen<'_>, written: &Written<'_>, language: &Language) -> Option<Side> {
    seen.texts(written)
        .find_map(|text| named(&cut(text.says), language))
        .map(|(side, _, _)| side)
}

/// Which sides the steps of a routine do one by one: by their own `side`, or by their words.
struct NamedSides {
    left: bool,
    right: bool,
}

impl NamedSides {
    fn of(seen: &Seen<'_>, language: &Language) -> NamedSides {
        let (mut left, mut right) = (false, false);
        for step in &seen.steps {
            let own = step.step.shared().and_then(|shared| shared.side);
            let side = match own {
                Some(Sides::Left) => Some(Side::Left),
                Some(Sides::Right) => Some(Side::Right),
                Some(Sides::Each) => None,
                None if step.has_side() => None,
                None => first_named(seen, step, language),
            };
            left |= side == Some(Side::Left);
            right |= side == Some(Side::Right);
        }
        NamedSides { left, right }
    }

    /// Whether another step does the other side of this one.
    fn other_half(&self, written: &Written<'_>, seen: &Seen<'_>, language: &Language) -> bool {
        match first_named(seen, written, language) {
            Some(Side::Left) => self.right,
            Some(Side::Right) => self.left,
            None => false,
        }
    }
}

/// "Bend the left knee" in a step without sides, and nothing is done with the right.
fn named_side(
    seen: &Seen<'_>,
    written: &Written<'_>,
    language: &Language,
    other_half: bool,
) -> Option<Found> {
    if matches!(written.step, Step::Lie(_)) || other_half {
        return None;
    }
    let all: Vec<(&Text<'_>, Vec<Token>)> = seen
        .texts(written)
        .map(|text| (text, cut(text.says)))
        .collect();
    let (text, (side, from, to)) = all
        .iter()
        .find_map(|(text, tokens)| Some((text, named(tokens, language)?)))?;
    let tokens = cut(text.says);
    let others = match side {
        Side::Left => &language.right,
        Side::Right => &language.left,
    };
    let both = all
        .iter()
        .flat_map(|(_, tokens)| tokens)
        .any(|token| others.contains(&token.text.as_str()));
    // "Look left, look right" is one repetition.
    if both && matches!(written.step, Step::Reps(_)) {
        return None;
    }
    let words = &text.says[tokens[from].at.start..tokens[to].at.end];
    let capital = match side {
        Side::Left => "Left",
        Side::Right => "Right",
    };
    Some(
        Found::warning(
            "text-sides",
            text.place.clone(),
            format!("the words name a side, `{words}`, and this step has none"),
        )
        .words(words)
        .help(format!(
            "write `side: Each` and `{{side}}` in the words, or `side: {capital}` where it is for one side only"
        )),
    )
}

/// "Bend the left knee" in a step that is done on both sides.
fn fixed_side(seen: &Seen<'_>, written: &Written<'_>, language: &Language) -> Option<Found> {
    let phases = seen
        .phases(written)
        .iter()
        .filter(|phase| phase.kind != Phase::Ready);
    let (mut left, mut right) = (false, false);
    for phase in phases {
        left |= phase.side == Some(Side::Left);
        right |= phase.side == Some(Side::Right);
    }
    if !(left && right) {
        return None;
    }
    // The words of one side's own tempo are said on that side only.
    let own =
        |text: &&Text<'_>| !matches!(text.place.keys.first(), Some(Key::Field("left" | "right")));
    seen.texts(written).filter(own).find_map(|text| {
        let tokens = cut(text.says);
        let (_, from, to) = named(&tokens, language)?;
        let words = &text.says[tokens[from].at.start..tokens[to].at.end];
        Some(
            Found::warning(
                "text-sides",
                text.place.clone(),
                format!("the words say `{words}` on both sides"),
            )
            .words(words)
            .label("wrong on one of them")
            .help("write `{side}` or `{other side}` instead of the word"),
        )
    })
}
