//! The settings file: its text -> values and everything that is wrong with it; and one option
//! changed in it while everything else stays as it was written.
//!
//! It reads the same tree that routine files are read as. What can be understood holds, whatever
//! else is wrong: a misspelled option must not cost anybody their session.

use std::ops::Range;

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
fn is_settings(text: &str, group: &BracketGroup) -> bool {
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

fn first_line(text: &str, written: &TreeValue) -> Range<usize> {
    let all = &text[written.at.clone()];
    let end = all.find('\n').unwrap_or(all.len());
    written.at.start..written.at.start + all[..end].trim_end().len()
}

/// The text with an option set to a value. Without a text, the file that `supple settings`
/// writes, with the option in it. Nothing where the text can't be understood as settings, and
/// might come out worse.
pub fn kept(text: Option<&str>, name: &str, value: &str) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty()).unwrap_or(TEMPLATE);
    let tree = Tree::parse(text);
    let group = tree.root.as_ref()?.group()?;
    if !tree.problems.is_empty() || !is_settings(text, group) {
        return None;
    }
    let with = |at: Range<usize>, written: &str| {
        let mut fresh = text.to_owned();
        fresh.replace_range(at, written);
        fresh
    };
    // Whatever the thoughts about places below may miss, nothing wrong is kept.
    let holds = |fresh: &String| {
        let (effective, _) = read(fresh);
        let is_sound = Tree::parse(fresh).problems.is_empty();
        is_sound && effective.settings.get(name).as_deref() == Some(value)
    };
    if let Some(old) = group.field(text, name).and_then(|item| item.value.as_ref()) {
        return Some(with(old.at.clone(), value)).filter(holds);
    }
    // Below the comment that shows the option, or else before the closing bracket.
    let below = tree.tokens.iter().filter(|token| token.kind == TokenKind::Comment);
    let below = below.filter_map(|token| {
        let shown = text[token.at.clone()].strip_prefix("//")?.trim_start();
        let at = token.at.end;
        let is_it = shown.strip_prefix(name)?.starts_with(':');
        is_it.then(|| with(at..at, &format!("\n    {name}: {value},")))
    });
    let close = group.close.clone()?.start;
    let start = if text[..close].ends_with('\n') { "" } else { "\n" };
    let line = format!("{start}    {name}: {value},\n");
    let last = with(close..close, &line);
    // Before it stands a comma, or does now.
    let end = group.items.last().map_or(close, |item| item.at().end);
    let comma = with(end..close, &format!(",{}{line}", &text[end..close]));
    below.chain([last, comma]).find(holds)
}
