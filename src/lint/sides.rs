//! Sides in the words and sides in the steps.

mod halves;
mod turns;

use super::language::Language;
use super::reader::Reader;
use super::{Seen, Written};
use crate::routine::check::{Found, Key, Place, Text};
use crate::routine::{Alternate, Side, Sides, Step};
use crate::timeline::Kind as Phase;
pub(super) use halves::Halves;
use turns::{named, takes_turns, turns, turns_over};

pub(super) fn sides(seen: &Seen<'_>, halves: &Halves, found: &mut Vec<Found>) {
    for text in &seen.texts {
        not_filled(text, found);
        english(seen, text, found);
    }
    // The steps in which a side is written out: there nothing more is said of sides.
    let mut fixed = Vec::new();
    for (at, written) in seen.steps.iter().enumerate() {
        let Some(language) = seen.language else {
            break;
        };
        if !matches!(written.step, Step::Hold(_) | Step::Reps(_) | Step::Lie(_)) {
            continue;
        }
        if written.has_side() {
            let wrong = fixed_side(seen, written, language);
            if wrong.is_some() {
                fixed.push(&*written.path);
            }
            found.extend(wrong.or_else(|| told_twice(seen, written, language)));
        } else {
            let other_half = halves.has_other(at);
            let wrong = each_side(seen, written, language, other_half);
            let named = || named_side(seen, written, language);
            found.extend(wrong.or_else(|| (!other_half).then(named).flatten()));
        }
    }
    for written in &seen.steps {
        if !fixed.iter().any(|path| path.starts_with(&written.path)) {
            never_said(seen, written, found);
        }
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

/// "Neige das right Ohr": `{side}` is filled with English words.
fn english(seen: &Seen<'_>, text: &Text<'_>, found: &mut Vec<Found>) {
    let code = seen.routine.language.as_deref().unwrap_or("en");
    let placeholder = ["{side}", "{Side}", "{other side}", "{Other side}"]
        .into_iter()
        .find(|placeholder| text.says.contains(placeholder));
    let in_a_step = !text.place.steps.is_empty();
    if let Some(placeholder) = placeholder.filter(|_| in_a_step && !code.starts_with("en")) {
        let like = seen
            .language
            .map_or("{right|left}", |language| language.placeholder);
        found.push(
            Found::warning(
                "side-not-filled",
                text.place.clone(),
                format!("`{placeholder}` becomes an English word, and the language is `{code}`"),
            )
            .words(placeholder)
            .help(format!(
                "write what is said on the right, then what is said on the left, like `{like}`"
            )),
        );
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
        let (placeholder, filled) = (seen.language)
            .map_or(("{side}", "Bend the {side} knee."), |language| {
                (language.placeholder, language.filled)
            });
        let switch = seen
            .language
            .filter(|_| !matches!(written.step, Step::Repeat(_)))
            .and_then(|language| in_words(seen, written, language, turns_over));
        let instead = switch.map_or(String::new(), |(_, words)| {
            format!(
                ", and leave out {}: the program says when the sides change",
                listed(&words)
            )
        });
        found.push(
            Found::warning(
                "side-never-said",
                place,
                "this is done on each side, and its words never say which side it is",
            )
            .help(format!(
                "write `{placeholder}` where the side belongs, like \"{filled}\"{instead}"
            )),
        );
    }
}

/// Where words of a step stand, and those words, each once.
type Said<'s, 'r> = (&'s Text<'r>, Vec<&'r str>);

/// The words of a step that a rule finds: the text that holds the first of them, and all.
fn in_words<'s, 'r>(
    seen: &'s Seen<'r>,
    written: &Written<'r>,
    language: &'static Language,
    rule: impl Fn(&Reader<'r>, &Step) -> Vec<std::ops::Range<usize>>,
) -> Option<Said<'s, 'r>> {
    let mut first = None;
    let mut all: Vec<&str> = Vec::new();
    // The words of one side's own tempo are said on that side only.
    let both =
        |text: &&Text<'_>| !matches!(text.place.keys.first(), Some(Key::Field("left" | "right")));
    for text in seen.texts(written).filter(both) {
        let reader = Reader::new(text.says, language);
        for tokens in rule(&reader, written.step) {
            let words = reader.says(&tokens);
            if !all.contains(&words) {
                all.push(words);
            }
            first.get_or_insert(text);
        }
    }
    Some((first?, all))
}

/// "`a`, `b` and `c`", of many the first five.
fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .take(5)
        .map(|word| format!("`{word}`"))
        .collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// "Twice on each side", "then the other leg": and the step has no sides.
fn each_side(
    seen: &Seen<'_>,
    written: &Written<'_>,
    language: &'static Language,
    other_half: bool,
) -> Option<Found> {
    // A tempo may lead from one side to the other.
    let cues: Vec<Reader<'_>> = seen
        .texts(written)
        .filter(|text| is_cue(text))
        .map(|text| Reader::new(text.says, language))
        .collect();
    let in_cues = |words: &[&str]| cues.iter().any(|cue| cue.has(0..cue.tokens.len(), words));
    let both = in_cues(&language.left) && in_cues(&language.right);
    if both || in_cues(&language.other) || alternates(seen, written, language) {
        return None;
    }
    in_words(seen, written, language, turns)?;
    // A side that is written out is wrong as well, once the step is done on both.
    let (text, words) = in_words(seen, written, language, |reader, step| {
        let mut all = turns(reader, step);
        let sides = named(reader).into_iter().filter(|_| !other_half);
        all.extend(sides.map(|(_, tokens)| tokens));
        all.sort_by_key(|tokens| tokens.start);
        all
    })?;
    let help = match written.step {
        _ if other_half => {
            "another step does the other side: leave these words out, or, where each step is \
             meant for both sides, write `side: Each` in both"
        }
        Step::Lie(_) => "write it into a `Repeat(side: Each, steps: [..])`, or mend the words",
        _ => &format!(
            "write `side: Each`, and `{}` in the words instead of these, or mend the words",
            language.placeholder
        ),
    };
    Some(
        Found::warning(
            "text-sides",
            text.place.clone(),
            format!(
                "the words say {}, and this step has no sides",
                listed(&words)
            ),
        )
        .words(*words.first()?)
        .label("not what is played")
        .help(help),
    )
}

fn is_cue(text: &Text<'_>) -> bool {
    text.place.keys.last() == Some(&Key::Field("cue"))
}

/// Both sides have their turns in one playing: "alternating legs".
fn alternates(seen: &Seen<'_>, written: &Written<'_>, language: &'static Language) -> bool {
    seen.texts(written).any(|text| {
        let reader = Reader::new(text.says, language);
        let asks = |at| takes_turns(&reader, at, written.step).is_some();
        reader.has_phrase(&language.alternating) && !(0..reader.tokens.len()).any(asks)
    })
}

/// "Bend the left knee" in a step without sides, and nothing is done with the right.
fn named_side(
    seen: &Seen<'_>,
    written: &Written<'_>,
    language: &'static Language,
) -> Option<Found> {
    if matches!(written.step, Step::Lie(_)) || alternates(seen, written, language) {
        return None;
    }
    let (text, words) = in_words(seen, written, language, |reader, _| {
        let sides = named(reader);
        sides.into_iter().map(|(_, tokens)| tokens).collect()
    })?;
    let all = seen
        .texts(written)
        .map(|text| Reader::new(text.says, language));
    let (mut left, mut right) = (false, false);
    for reader in all {
        left |= reader.has(0..reader.tokens.len(), &language.left);
        right |= reader.has(0..reader.tokens.len(), &language.right);
    }
    // "Look left, look right" is one repetition.
    if left && right && matches!(written.step, Step::Reps(_)) {
        return None;
    }
    let (told, help) = match (left, right) {
        (true, true) => (
            "the words name both sides",
            format!(
                "if this is one side's turn, write `side: Each`, with words like `{}` instead of \
                 these; if both have their turn in it, say so, like \"{}\"",
                language.placeholder,
                language.alternating.first().copied().unwrap_or_default()
            ),
        ),
        _ => (
            "the words name a side",
            format!(
                "write `side: Each` and `{}` in the words, or `side: {}` where it is for one side only",
                language.placeholder,
                if left { "Left" } else { "Right" }
            ),
        ),
    };
    Some(
        Found::warning(
            "text-sides",
            text.place.clone(),
            format!("{told}, {}, and this step has none", listed(&words)),
        )
        .words(*words.first()?)
        .help(help),
    )
}

/// Whether a step is played on the left and on the right.
fn on_both(seen: &Seen<'_>, written: &Written<'_>) -> bool {
    let on = |side: Side| {
        let mut phases = seen.phases(written).iter();
        phases.any(|phase| phase.kind != Phase::Ready && phase.side == Some(side))
    };
    on(Side::Left) && on(Side::Right)
}

/// "Bend the left knee" in a step that is done on both sides.
fn fixed_side(
    seen: &Seen<'_>,
    written: &Written<'_>,
    language: &'static Language,
) -> Option<Found> {
    if !on_both(seen, written) {
        return None;
    }
    let (text, words) = in_words(seen, written, language, |reader, _| {
        let sides = named(reader);
        sides.into_iter().map(|(_, tokens)| tokens).collect()
    })?;
    Some(
        Found::warning(
            "text-sides",
            text.place.clone(),
            format!("the words say {} on both sides", listed(&words)),
        )
        .words(*words.first()?)
        .label("wrong on one of them")
        .help(format!(
            "write words like `{}` instead of these",
            language.placeholder
        )),
    )
}

/// "Then switch sides" in a step that does so by itself, and says so on the last side too.
fn told_twice(
    seen: &Seen<'_>,
    written: &Written<'_>,
    language: &'static Language,
) -> Option<Found> {
    let in_turn =
        (written.step.shared()).is_some_and(|shared| shared.alternate == Some(Alternate::Reps));
    // Where no side is said at all, `never_said` tells of both.
    let said = seen.texts(written).any(|text| text.says.contains('{'));
    if in_turn || !said || !on_both(seen, written) {
        return None;
    }
    let (text, words) = in_words(seen, written, language, turns_over)?;
    Some(
        Found::warning(
            "text-sides",
            text.place.clone(),
            format!("the words say {} on the last side as well", listed(&words)),
        )
        .words(*words.first()?)
        .label("nothing follows there")
        .help("leave these words out: the program says when the sides change"),
    )
}
