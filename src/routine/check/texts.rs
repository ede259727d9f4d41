//! The rules about texts: placeholders, characters that a terminal would obey, the form of ids.

use crate::routine::grammar::FieldValue;
use crate::routine::place::{Finding, PlacePart, RoutinePlace};
use crate::routine::syntax::code_point;
use crate::routine::vocabulary::nearest;
use crate::routine::{Routine, Step};
use crate::text::is_obeyed;

/// The placeholders that stand for the side, for messages.
const PLACEHOLDERS: &str =
    "`{side}`, `{other side}`, `{Side}`, `{Other side}` and `{for right|for left}`";

/// One text of a routine.
#[derive(Clone, Debug)]
pub struct PlacedText<'r> {
    pub place: RoutinePlace,
    pub says: &'r str,
    pub holds: Holds,
}

/// Whether placeholders mean something in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// They are replaced: it is done on a side.
    Placeholders,
    /// They would be, if it were done on a side.
    NoSide,
    /// They never are.
    Never,
}

pub(super) fn texts(routine: &Routine, found: &mut Vec<Finding>) {
    for text in each_text(routine) {
        controls(&text, found);
        placeholders(&text, found);
    }
}

/// Every text of a routine with its place, in the order of the types.
pub fn each_text(routine: &Routine) -> Vec<PlacedText<'_>> {
    let mut all = Vec::new();
    routine.each_text(&mut RoutinePlace::default(), &mut |place, names, says| {
        if names.is_some() {
            return;
        }
        let holds = match place.keys.as_slice() {
            _ if place.steps.is_empty() => Holds::Never,
            [.., PlacePart::Field("cue")]
            | [PlacePart::Field("name" | "start" | "text" | "say")] => {
                if is_sided(routine, &place.steps) { Holds::Placeholders } else { Holds::NoSide }
            }
            _ => Holds::Never,
        };
        let place = place.clone();
        all.push(PlacedText { place, says, holds });
    });
    all
}

/// Whether a step is done on a side, its own or that of a `Repeat` around it.
fn is_sided(routine: &Routine, path: &[usize]) -> bool {
    let mut steps = routine.steps.as_slice();
    path.iter().any(|at| {
        let step = &steps[*at];
        if let Step::Repeat(repeat) = step {
            steps = &repeat.steps;
        }
        step.side().is_some()
    })
}

/// Characters that a terminal would obey instead of showing, and those that turn the order of
/// letters round.
fn controls(text: &PlacedText<'_>, found: &mut Vec<Finding>) {
    let bad = text.says.chars().find(|&c| is_obeyed(c));
    let Some(bad) = bad else {
        return;
    };
    let what = match bad {
        '\u{1b}' => "the escape character",
        '\u{7}' => "the bell character",
        '\u{0}' => "the null character",
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            "a character that turns the order of letters round"
        }
        _ => "a control character",
    };
    found.push(
        Finding::error(
            "control-character",
            text.place.clone(),
            format!("this text holds {what}, {}", code_point(bad)),
        )
        .words(bad)
        .help("leave it out: a terminal would obey it instead of showing it"),
    );
}

fn placeholders(text: &PlacedText<'_>, found: &mut Vec<Finding>) {
    let mut rest = text.says;
    while let Some(open) = rest.find(['{', '}']) {
        let from_here = &rest[open..];
        if let Some(after) = from_here.strip_prefix('}') {
            found.push(
                Finding::error(
                    "bad-placeholder",
                    text.place.clone(),
                    "this `}` has no `{` in front of it",
                )
                .words("}")
                .help(format!("the placeholders are {PLACEHOLDERS}")),
            );
            rest = after;
            continue;
        }
        let inner = &from_here[1..];
        let close = inner.find(['{', '}']);
        let Some(close) = close.filter(|at| inner[*at..].starts_with('}')) else {
            let known = KNOWN.iter().find(|known| begins_with(inner, known));
            let words = match known {
                Some(known) => from_here[..known.len() + 1].to_owned(),
                None => from_here.chars().take(12).collect(),
            };
            let words = words.trim_end();
            let help = match known {
                Some(known) => format!("write `{{{known}}}`"),
                None => format!("the placeholders are {PLACEHOLDERS}"),
            };
            let message = format!("`{words}` is never closed with a `}}`");
            let found_here = Finding::error("bad-placeholder", text.place.clone(), message);
            found.push(found_here.words(words).help(help));
            rest = &inner[known.map_or(0, |known| known.len())..];
            continue;
        };
        let written = &from_here[..close + 2];
        placeholder(text, written, &inner[..close], found);
        rest = &inner[close + 1..];
    }
}

/// The placeholders that have one form.
const KNOWN: [&str; 4] = ["side", "other side", "Side", "Other side"];

/// Whether a whole word, or two, stands at the beginning.
fn begins_with(words: &str, known: &str) -> bool {
    let after = words.strip_prefix(known);
    after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

fn placeholder(text: &PlacedText<'_>, written: &str, inner: &str, found: &mut Vec<Finding>) {
    let choice = inner.matches('|').count() == 1;
    if !choice && !KNOWN.contains(&inner) {
        let like = nearest(inner, KNOWN);
        let help = match like {
            Some(like) => format!("did you mean `{{{like}}}`?"),
            None => format!("the placeholders are {PLACEHOLDERS}"),
        };
        found.push(
            Finding::error(
                "unknown-placeholder",
                text.place.clone(),
                format!("there is no placeholder `{written}`"),
            )
            .words(written)
            .help(help),
        );
        return;
    }
    let (message, help) = match text.holds {
        Holds::Placeholders => return,
        Holds::NoSide => (
            format!("`{written}` stands for a side, but this is done on none"),
            "write `side: Each` in this step or in the `Repeat` around it",
        ),
        Holds::Never => (
            format!("`{written}` stands for a side, but is not replaced in this text"),
            "write it without; placeholders belong in `name`, `start`, `text`, `say` and `cue` of a step",
        ),
    };
    found.push(
        Finding::error("placeholder-without-side", text.place.clone(), message)
            .words(written)
            .help(help),
    );
}
