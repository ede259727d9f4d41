//! What every problem means, by its name: a line, a few sentences, an example before and after.
//!
//! Each stands in a file of its own, `explain/NAME.md`: the line, the sentences, and two pieces of
//! RON, or a sentence where no text can show it. The word before the line says whether it is a
//! `warning`, or an error, and one of `signs`; what stands behind "```ron", whether the pieces are
//! `steps`, `fields` beside the steps, or whole files. A test reads the sources of the reader and
//! finds each name here; another checks that each example shows what it is an example of.

use std::cmp::Reverse;
use std::sync::LazyLock;

use include_dir::{Dir, File, include_dir};

use crate::problem::Severity;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/routine/explain");

static ALL: LazyLock<Vec<Explanation>> = LazyLock::new(|| {
    let mut all: Vec<Explanation> = FILES.files().filter_map(read).collect();
    all.sort_by_key(|one| (Reverse(one.severity), !one.of_signs, one.name));
    all
});

/// What there is to say about a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// As it stands in brackets: `error[bad-length]`.
    pub name: &'static str,
    pub severity: Severity,
    /// It is about signs: brackets, commas, colons, quotes, comments.
    of_signs: bool,
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

/// Every explanation: errors first, those of signs before the others, each part by name.
pub fn all() -> impl Iterator<Item = Explanation> {
    ALL.iter().copied()
}

/// The explanation of a name.
pub fn of(name: &str) -> Option<Explanation> {
    all().find(|one| one.name == name)
}

fn read(file: &'static File<'_>) -> Option<Explanation> {
    let (kind, text) = file.contents_utf8()?.split_once(": ")?;
    let name = file.path().file_stem()?.to_str()?;
    let severity = if kind == "warning" { Severity::Warning } else { Severity::Error };
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
    Some(Explanation { name, severity, of_signs: kind == "signs", line, means, example })
}

/// Whether a problem may also be told of a file of settings, which is read by the same signs.
pub fn in_settings(name: &str) -> bool {
    const OTHERS: &str = "duplicate-field missing-name too-deep too-large unknown-field wrong-type";
    of(name).is_some_and(|one| one.of_signs) || OTHERS.split(' ').any(|known| known == name)
}
