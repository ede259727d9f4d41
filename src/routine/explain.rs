//! What every problem means, by its name: a line, a few sentences, an example before and after.
//!
//! Texts only, in one table for each part of the reader. A test reads the sources of the reader
//! and finds each name here; another checks that each example shows what it is an example of.

mod rules;
mod syntax;
mod values;
mod warnings;

use crate::problem::Severity;

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

impl Example {
    /// The two files that it stands for, before and after; `None` where it is told in words.
    pub fn files(self) -> Option<[String; 2]> {
        let sound = "sources: [(title: \"My sheet\")]";
        let step = "Hold(name: \"Long reach\", for: \"20s\")";
        match self {
            Example::Steps(before, after) => Some([before, after].map(|steps| {
                format!("Routine(\n    title: \"Example\",\n    {sound},\n    steps: [\n{steps}\n    ],\n)\n")
            })),
            Example::Fields(before, after) => Some([before, after].map(|fields| {
                let sources = match fields.contains("sources:") || fields.contains("prescribed:") {
                    true => String::new(),
                    false => format!("    {sound},\n"),
                };
                let title = match fields.contains("title:") {
                    true => "",
                    false => "    title: \"Example\",\n",
                };
                let steps = match fields.contains("steps:") {
                    true => String::new(),
                    false => format!("    steps: [{step}],\n"),
                };
                format!("Routine(\n{title}{sources}{fields}\n{steps})\n")
            })),
            Example::Files(before, after) => Some([before.into(), after.into()]),
            Example::Words(_) => None,
        }
    }
}

/// Every explanation: errors first, each part by name.
pub fn all() -> impl Iterator<Item = Explanation> {
    let errors = [syntax::ALL, values::ALL, rules::ALL].into_iter().flatten();
    let warnings = warnings::ALL.iter();
    let of = |severity| {
        move |told: &Told| Explanation {
            name: told.0,
            severity,
            line: told.1,
            means: told.2,
            example: told.3,
        }
    };
    errors
        .map(of(Severity::Error))
        .chain(warnings.map(of(Severity::Warning)))
}

/// The explanation of a name.
pub fn of(name: &str) -> Option<Explanation> {
    all().find(|one| one.name == name)
}

/// Whether a problem may also be told of a file of settings, which is read by the same signs.
pub fn in_settings(name: &str) -> bool {
    let signs = syntax::ALL.iter().any(|told| told.0 == name);
    signs
        || matches!(
            name,
            "duplicate-field"
                | "missing-name"
                | "too-deep"
                | "too-large"
                | "unknown-field"
                | "wrong-type"
        )
}

/// Name, line, meaning and example.
type Told = (&'static str, &'static str, &'static str, Example);
