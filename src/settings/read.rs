//! The settings file: its text -> values and everything that is wrong with it; and one option
//! changed in it while everything else stays as it was written.
//!
//! It reads the same tree that routine files are read as. What can be understood holds, whatever
//! else is wrong: a misspelled option must not cost anybody their session.

use super::{Effective, From, NAMES, TEMPLATE};
use crate::problem::Problem;
use crate::routine::read::{LARGEST_FILE, too_large};
use crate::routine::syntax::{Bracket, BracketGroup, TokenKind, Tree, TreeValue, named, plain};
use crate::routine::vocabulary::nearest;

/// Takes what the file says over the defaults; the problems are in the order of the file.
pub fn read(text: &str) -> (Effective, Vec<Problem>) {
    let mut effective = Effective::default();
    if text.len() > LARGEST_FILE {
        return (effective, vec![too_large(text.len() as u64).help("take out what is no option")]);
    }
    let tree = Tree::parse(text);
    let mut problems = tree.problems;
    if let Some(root) = &tree.root {
        match root.group().filter(|group| is_settings(text, group)) {
            Some(group) => take_fields(text, group, &mut effective, &mut problems),
            None if problems.is_empty() => problems.push(
                Problem::error("wrong-type", first_line(text, root), "this is no `Settings(..)`")
                    .help("write `Settings(` in front of the options and `)` at the end"),
            ),
            None => {}
        }
    }
    problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
    problems.dedup();
    (effective, problems)
}

/// `Settings(..)`, or just `(..)`.
pub(super) fn is_settings(text: &str, group: &BracketGroup) -> bool {
    let name = group.name.as_ref().map(|name| plain(&text[name.clone()]));
    group.bracket == Bracket::Round && name.is_none_or(|name| name == "Settings")
}

fn take_fields(
    text: &str,
    group: &BracketGroup,
    effective: &mut Effective,
    problems: &mut Vec<Problem>,
) {
    let mut known: Vec<&str> = Vec::new();
    for item in &group.items {
        let Some(key) = &item.key else {
            problems.push(
                Problem::error("missing-name", item.at(), "this has no name in front of it")
                    .help("write the option, a colon and the value, like `voice: true`"),
            );
            continue;
        };
        let word = named(&text[key.clone()]);
        let Some(name) = NAMES.iter().find(|name| **name == word) else {
            // One message about one name is enough.
            problems.retain(|known| known.name != "quoted-field" || known.at != *key);
            let like = nearest(word, NAMES.iter().copied());
            problems.push(
                Problem::error(
                    "unknown-field",
                    key.clone(),
                    format!("there is no option `{word}`"),
                )
                .help(match like {
                    Some(like) => format!("did you mean `{like}`?"),
                    None => "`supple settings show` lists all options".into(),
                }),
            );
            continue;
        };
        if known.contains(name) {
            problems.push(
                Problem::error(
                    "duplicate-field",
                    key.clone(),
                    format!("`{word}` stands here a second time"),
                )
                .help("leave one of them out"),
            );
            continue;
        }
        known.push(name);
        // What is missing has been told of already.
        let Some(written) = &item.value else { continue };
        let set = effective.set(name, &text[written.at.clone()], From::File);
        problems.extend(set.err().map(|(message, help)| {
            Problem::error("wrong-type", first_line(text, written), message).help(help)
        }));
    }
}

fn first_line(text: &str, written: &TreeValue) -> std::ops::Range<usize> {
    let all = &text[written.at.clone()];
    let end = all.find('\n').unwrap_or(all.len());
    written.at.start..written.at.start + all[..end].trim_end().len()
}

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
pub fn kept(text: Option<&str>, name: &str, value: &str) -> Result<String, Refusal> {
    let text = match text {
        Some(text) if !text.trim().is_empty() => text.to_owned(),
        _ => TEMPLATE.to_owned(),
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
        Some(old) => fresh.replace_range(old.at.clone(), value),
        None => add(&mut fresh, &tree, group, name, value).ok_or(Refusal::Broken)?,
    }
    // Whatever was wrong with the thought above, nothing wrong is kept.
    let (effective, _) = super::read(&fresh);
    let holds = effective.settings.get(name).as_deref() == Some(value);
    holds.then_some(fresh).ok_or(Refusal::Broken)
}

/// Adds an option: below the comment that shows it, or else before the closing bracket.
fn add(
    text: &mut String,
    tree: &Tree,
    group: &BracketGroup,
    name: &str,
    value: &str,
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
    let last =
        group.items.iter().filter(|item| item.at().end <= at).map(|item| item.at().end).max();
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
