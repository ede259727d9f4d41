//! The steps of a routine as an outline.

use std::ops::Range;

use crate::routine::grammar::step_words;
use crate::routine::syntax::{BracketGroup, Tree, TreeValue, ValueKind, plain};
use crate::text;

/// A step, or the routine itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, or its first words; never empty.
    pub name: String,
    /// The word that it is written with: `Hold`.
    pub kind: String,
    pub at: Range<usize>,
    /// The part of it that stands for the whole.
    pub head: Range<usize>,
    /// The steps inside a `Repeat`.
    pub inside: Vec<Symbol>,
}

/// How many columns of a text make a name.
const WIDTH: usize = 40;

/// The routine with its steps; none where the file has no routine.
pub fn symbols(text: &str, tree: &Tree) -> Vec<Symbol> {
    let root = tree.root.as_ref();
    let group = root.and_then(|root| Some((root, root.group()?)));
    let Some((root, group)) = group else {
        return Vec::new();
    };
    let title = words_of(text, group, &["title"]);
    vec![Symbol {
        name: title.unwrap_or_else(|| "Routine".into()),
        kind: "Routine".into(),
        at: root.at.clone(),
        head: group.head(),
        inside: steps(text, group),
    }]
}

fn steps(text: &str, group: &BracketGroup) -> Vec<Symbol> {
    let items = group.items_of(text, "steps").iter();
    items
        .filter_map(|item| symbol(text, item.value.as_ref()?))
        .collect()
}

fn symbol(text: &str, value: &TreeValue) -> Option<Symbol> {
    let group = value.group()?;
    let kind = plain(&text[group.name.clone()?]);
    let included = || {
        let [one] = group.items.as_slice() else {
            return None;
        };
        says(text, one.value.as_ref()?)
    };
    let known = step_words().any(|word| word == kind);
    let words = match kind {
        "Include" => included(),
        _ => words_of(text, group, &["name", "text", "start", "say"]),
    };
    known.then(|| Symbol {
        name: words.unwrap_or_else(|| kind.to_owned()),
        kind: kind.to_owned(),
        at: value.at.clone(),
        head: group.head(),
        inside: steps(text, group),
    })
}

/// The first of some fields that says something.
fn words_of(text: &str, group: &BracketGroup, fields: &[&str]) -> Option<String> {
    let mut fields = fields.iter();
    fields.find_map(|word| says(text, group.field(text, word)?.value.as_ref()?))
}

/// The first words of a text.
fn says(file: &str, value: &TreeValue) -> Option<String> {
    let said = match &value.kind {
        ValueKind::Text => ron::from_str(&file[value.at.clone()]).ok()?,
        ValueKind::Mended(said) => said.clone(),
        _ => return None,
    };
    let short = text::cut(&text::line(&said), WIDTH);
    Some(short).filter(|short| !short.is_empty())
}
