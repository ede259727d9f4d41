//! What every problem means, by its name: a line, a few sentences, an example before and after.
//!
//! Each stands in a file of its own, `explain/NAME.md`: the line, the sentences, and two pieces of
//! RON, or a sentence where no text can show it. What stands behind "```ron" says whether they are
//! `steps`, `fields` beside the steps, or whole files. A test reads the sources of the reader and
//! finds each name here; another checks that each example shows what it is an example of.

use crate::problem::Severity;

/// Each name with its file.
macro_rules! explained {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("explain/", $name, ".md")))),*]
    };
}

/// Problems of signs: brackets, commas, colons, quotes, comments.
const SYNTAX: &[(&str, &str)] = explained![
    "bad-comment" "inner-quote" "invisible-character" "missing-bracket"
    "missing-colon" "missing-comma" "missing-value" "out-of-place" "quoted-field"
    "stray-bracket" "stray-comma" "stray-quote" "syntax" "text-after-end"
    "unclosed-comment" "unclosed-text" "unopened-text" "wrong-bracket" "wrong-brackets"
    "wrong-quotes"
];

/// Problems of fields, values, and the rules between them.
const ERRORS: &[(&str, &str)] = explained![
    "alternate-without-sets" "application-too-long" "applications-too-close" "bad-count"
    "bad-day" "bad-escape" "bad-id" "bad-language" "bad-length" "bad-placeholder"
    "broken-include" "check-too-late" "control-character" "duplicate-field"
    "empty-breath" "empty-file" "empty-tempo" "empty-title" "include-cycle" "layout"
    "missing-field" "missing-name" "missing-quotes" "more-problems" "named-item"
    "nameless-field" "nameless-step" "no-rounds" "no-routine" "no-sides" "no-steps" "not-utf-8"
    "often-contradicts" "placeholder-without-side" "pose-like-itself" "pose-never-shown" "pose-twice" "rounds-and-for" "same-name-twice" "side-in-side"
    "tempo-and-pace" "too-deep" "too-large" "too-long" "too-many-a-day" "too-many-phases"
    "unknown-caution" "unknown-dose" "unknown-field" "unknown-place" "unknown-placeholder" "unknown-pose" "unknown-routine"
    "unknown-step" "unknown-word" "unreadable" "wrong-type"
];

/// What deserves a look.
const WARNINGS: &[(&str, &str)] = explained![
    "empty-wait" "far-from-promise" "language-missing" "never-played" "no-source" "often-differs" "pose-out-of-reach" "pose-too-far" "rest-last" "side-never-said"
    "side-not-filled" "text-count" "text-length" "text-sides" "too-long-to-say" "too-long-to-show" "twist-caution"
    "uneven-sides" "unfinished-breath" "unknown-allow" "unused-allow"
];

/// What there is to say about a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// As it stands in brackets: `error[bad-length]`.
    pub name: &'static str,
    pub severity: Severity,
    /// What is wrong, in a line without a full stop.
    pub line: &'static str,
    /// What it means and why it matters, in sentences.
    pub means: &'static str,
    pub example: Example,
}

/// A mistake and how it is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// Two steps of a routine.
    Steps(&'static str, &'static str),
    /// Two fields of a routine beside its steps.
    Fields(&'static str, &'static str),
    /// Two whole files.
    Files(&'static str, &'static str),
    /// It can't be shown in a text; a sentence says how it is mended.
    Words(&'static str),
}

/// Every explanation: errors first, each part by name.
pub fn all() -> impl Iterator<Item = Explanation> {
    let of =
        |severity| move |(name, text): &(&'static str, &'static str)| read(name, severity, text);
    let errors = SYNTAX.iter().chain(ERRORS).map(of(Severity::Error));
    errors.chain(WARNINGS.iter().map(of(Severity::Warning)))
}

/// The explanation of a name.
pub fn of(name: &str) -> Option<Explanation> {
    all().find(|one| one.name == name)
}

fn read(name: &'static str, severity: Severity, text: &'static str) -> Explanation {
    let (line, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let (means, shown) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let mut pieces = shown.split("```");
    let words = pieces.next().unwrap_or_default().trim_end();
    // Between the two is an empty line.
    let (before, after) = (pieces.next(), pieces.nth(1));
    let code = |piece: Option<&'static str>| {
        let (kind, code) = piece?.split_once('\n')?;
        Some((kind, code.trim_end_matches('\n')))
    };
    let example = match (code(before), code(after)) {
        (Some(("ron steps", before)), Some((_, after))) => Example::Steps(before, after),
        (Some(("ron fields", before)), Some((_, after))) => Example::Fields(before, after),
        (Some((_, before)), Some((_, after))) => Example::Files(before, after),
        _ => Example::Words(words),
    };
    Explanation { name, severity, line, means, example }
}

/// Whether a problem may also be told of a file of settings, which is read by the same signs.
pub fn in_settings(name: &str) -> bool {
    const OTHERS: &str = "duplicate-field missing-name too-deep too-large unknown-field wrong-type";
    SYNTAX.iter().any(|(known, _)| *known == name) || OTHERS.split(' ').any(|known| known == name)
}
