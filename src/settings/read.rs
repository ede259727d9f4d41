//! The settings file: its text -> values and everything that is wrong with it; and one option
//! changed in it while everything else stays as it was written.
//!
//! It reads the same tree that routine files are read as. What can be understood holds, whatever
//! else is wrong: a misspelled option must not cost anybody their session.

use super::{Effective, From, Setting, Sort, TABLE, Value, template};
use crate::feed::Hook;
use crate::problem::Problem;
use crate::routine::read::{LARGEST_FILE, too_large};
use crate::routine::syntax::{
    Bracket, BracketGroup, GroupItem, TokenKind, Tree, TreeValue, ValueKind, named, plain,
};
use crate::routine::vocabulary::nearest;

/// Takes what the file says over the defaults; the problems are in the order of the file.
pub fn read(text: &str) -> (Effective, Vec<Problem>) {
    let mut effective = Effective::default();
    if text.len() > LARGEST_FILE {
        return (
            effective,
            vec![too_large(text.len() as u64).help("take out what is no option")],
        );
    }
    let tree = Tree::parse(text);
    let mut problems = tree.problems;
    if let Some(root) = &tree.root {
        match root.group().filter(|group| is_settings(text, group)) {
            Some(group) => take_fields(text, group, &mut effective, &mut problems),
            None if problems.is_empty() => problems.push(
                Problem::error(
                    "wrong-type",
                    first_line(text, root),
                    "this is no `Settings(..)`",
                )
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
        let Some(setting) = super::option(word) else {
            // One message about one name is enough.
            problems.retain(|known| known.name != "quoted-field" || known.at != *key);
            let like = nearest(word, TABLE.iter().map(|setting| setting.name));
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
        if known.contains(&setting.name) {
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
        known.push(setting.name);
        match value(text, setting, item) {
            Ok(value) => effective.set(setting.name, value, From::File),
            Err(problem) => problems.extend(problem),
        }
    }
}

/// The value of an option. An error without a problem has been told of already.
fn value(text: &str, setting: &Setting, item: &GroupItem) -> Result<Value, Option<Problem>> {
    let written = item.value.as_ref().ok_or(None)?;
    let raw = &text[written.at.clone()];
    let wrong = |message: String, help: String| {
        Some(Problem::error("wrong-type", first_line(text, written), message).help(help))
    };
    let name = setting.name;
    match setting.sort {
        Sort::Switch => match raw {
            "true" => Ok(Value::Switch(true)),
            "false" => Ok(Value::Switch(false)),
            _ => Err(wrong(
                format!("`{name}` is on or off"),
                "write `true` or `false`".into(),
            )),
        },
        Sort::Choice(words) => match words.iter().find(|word| **word == plain(raw)) {
            Some(word) => Ok(Value::Choice(word)),
            None => {
                let like = nearest(raw.trim_matches('"'), words.iter().copied());
                Err(wrong(
                    format!("`{name}` has no `{}`", raw.trim_matches('"')),
                    match like {
                        Some(like) => format!("write `{like}`"),
                        None => format!("write one of these words: {}", words.join(", ")),
                    },
                ))
            }
        },
        Sort::Number(least, most) => match raw.parse::<u32>() {
            Ok(number) if (least..=most).contains(&number) => Ok(Value::Number(number)),
            _ => Err(wrong(
                format!("`{name}` is a whole number from {least} to {most}"),
                format!(
                    "write a number, like `{name}: {}`",
                    super::Settings::default()
                        .get(name)
                        .map_or(String::new(), |value| value.to_string())
                ),
            )),
        },
        Sort::Text => text_of(text, written).map(Value::Text).ok_or_else(|| {
            wrong(
                format!("`{name}` is a text"),
                "write it in quotes, like \"de\"".into(),
            )
        }),
        Sort::Command => command(text, written).ok_or_else(|| {
            wrong(
                format!("`{name}` is a command: a list of the program and its arguments"),
                format!("write each word in quotes, like `{name}: [\"program\", \"-x\"]`"),
            )
        }),
        Sort::Hooks => {
            let help = || format!("write them like `{name}: [\"alarm=mpv gong.ogg\"]`");
            let list = || format!("`{name}` is a list of events and their commands");
            let hooks = texts(text, written).ok_or_else(|| wrong(list(), help()))?;
            let hooks = hooks.iter().map(|hook| Hook::parse(hook));
            let hooks: Result<Vec<Hook>, String> = hooks.collect();
            hooks
                .map(Value::Hooks)
                .map_err(|why| wrong(format!("`{name}`: {why}"), help()))
        }
    }
}

/// The texts of a list.
fn texts(text: &str, written: &TreeValue) -> Option<Vec<String>> {
    let ValueKind::Group(group) = &written.kind else {
        return None;
    };
    let items = group
        .items
        .iter()
        .map(|item| match (&item.key, &item.value) {
            (None, Some(value)) => text_of(text, value),
            _ => None,
        });
    let list = group.bracket == Bracket::Square && group.name.is_none();
    list.then(|| items.collect()).flatten()
}

/// `["program", "argument"]`, or a text whose words are parted by blanks.
fn command(text: &str, written: &TreeValue) -> Option<Value> {
    let words = match &written.kind {
        ValueKind::Group(_) => texts(text, written)?,
        _ => text_of(text, written)?
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    };
    // No program has a name, and no argument a character, that ends a text for the system.
    let sound = words.iter().all(|word| !word.contains('\0'));
    (sound && words.first().is_none_or(|program| !program.is_empty()))
        .then_some(Value::Command(words))
}

fn text_of(text: &str, written: &TreeValue) -> Option<String> {
    matches!(written.kind, ValueKind::Text)
        .then(|| ron::from_str(&text[written.at.clone()]).ok())
        .flatten()
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
