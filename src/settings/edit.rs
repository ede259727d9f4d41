//! One option changed in the text of the settings file; everything else stays as it was written.

use super::read::is_settings;
use super::{Value, template};
use crate::routine::syntax::{BracketGroup, TokenKind, Tree, plain};

/// Why a file is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has mistakes, and might come out worse.
    Broken,
}

/// The text with an option set to a value. Without a text, the file that `supple settings`
/// writes, with the option in it.
///
/// # Errors
/// If the text can't be understood as settings.
pub fn kept(text: Option<&str>, name: &str, value: &Value) -> Result<String, Refusal> {
    let text = match text {
        Some(text) if !text.trim().is_empty() => text.to_owned(),
        _ => template(),
    };
    let tree = Tree::parse(&text);
    let group = tree.root.as_ref().and_then(|root| root.group());
    let group = group
        .filter(|group| tree.problems.is_empty() && is_settings(&text, group))
        .ok_or(Refusal::Broken)?;
    let written = group
        .items
        .iter()
        .find(|item| {
            let key = item.key.clone();
            key.is_some_and(|key| plain(&text[key]) == name)
        })
        .and_then(|item| item.value.as_ref());
    let mut fresh = text.clone();
    match written {
        Some(old) => fresh.replace_range(old.at.clone(), &value.to_string()),
        None => add(&mut fresh, &tree, group, name, value).ok_or(Refusal::Broken)?,
    }
    // Whatever was wrong with the thought above, nothing wrong is kept.
    let (effective, _) = super::read(&fresh);
    match effective.settings.get(name).as_ref() == Some(value) {
        true => Ok(fresh),
        false => Err(Refusal::Broken),
    }
}

/// Adds an option: below the comment that shows it, or else before the closing bracket.
fn add(
    text: &mut String,
    tree: &Tree,
    group: &BracketGroup,
    name: &str,
    value: &Value,
) -> Option<()> {
    let (open, close) = (group.open.end, group.close.clone()?.start);
    let shown = format!("{name}:");
    let below = tree.tokens.iter().find_map(|token| {
        let inside = open <= token.at.start && token.at.end <= close;
        let words = text[token.at.clone()].strip_prefix("//")?.trim_start();
        let fits = token.kind == TokenKind::Comment && inside && words.starts_with(&shown);
        // Between two options, not in the middle of one.
        let between = group
            .items
            .iter()
            .all(|item| item.at().end <= token.at.start || token.at.end <= item.at().start);
        (fits && between).then_some(token.at.end)
    });
    // Before what comes next there is a comma, or there will be.
    let at = below.map(|end| end + text[end..].find('\n').unwrap_or(0));
    let at = at.filter(|at| *at < close).unwrap_or(close);
    let last = group
        .items
        .iter()
        .filter(|item| item.at().end <= at)
        .map(|item| item.at().end)
        .max();
    let comma_after = |end: usize| {
        tree.tokens
            .iter()
            .filter(|token| token.at.start >= end)
            .find(|token| !matches!(token.kind, TokenKind::Comment | TokenKind::Space))
            .is_some_and(|token| &text[token.at.clone()] == ",")
    };
    let line = match at == close {
        true if text[..at].ends_with(['\n', '(']) || text[open..at].trim().is_empty() => {
            let start = if text[..at].ends_with('\n') { "" } else { "\n" };
            format!("{start}    {name}: {value},\n")
        }
        true => format!("\n    {name}: {value},\n"),
        false => format!("\n    {name}: {value},"),
    };
    let missing = last.filter(|end| !comma_after(*end));
    text.insert_str(at, &line);
    if let Some(end) = missing {
        text.insert(end, ',');
    }
    Some(())
}
