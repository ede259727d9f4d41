//! What the person wishes wherever they play: what rings, what speaks, what is shown outside.
//!
//! One declaration of the options feeds the reading of the file and what `supple settings show`
//! prints; the file that `supple settings` writes stands beside it. Values only: where the file
//! lies, and what a player is, is the business of `host`.

use std::fmt;
use std::ops::Range;

use strum::VariantArray;

use crate::cue::{Bell, PACE};
use crate::feed::Hook;
use crate::problem::Problem;
use crate::routine::grammar::word_of;
use crate::routine::read::{LARGEST_FILE, too_large};
use crate::routine::syntax::{Bracket, BracketGroup, TokenKind, Tree, TreeValue, named, plain};
use crate::routine::vocabulary::nearest;

/// What is wrong with a value, and what to write instead.
type Mistake = (String, String);

/// A value as it stands in the file, and read from there.
pub trait SettingValue: Sized + fmt::Debug {
    /// Reads the value of an option.
    ///
    /// # Errors
    /// What is wrong with it, and what to write instead.
    fn read(name: &str, written: &str) -> Result<Self, Mistake>;

    /// Words, numbers, texts and lists of them are written in the file as Rust shows them.
    fn written(&self) -> String {
        format!("{self:?}")
    }
}

/// A value that is one of some words, which are called in the file as they are here.
trait SettingWord: Copy + fmt::Debug + VariantArray + 'static {}

impl SettingWord for Bell {}
impl SettingWord for Notify {}
impl SettingWord for ProgressShown {}
impl SettingWord for Background {}
impl SettingWord for Motion {}

impl<T: SettingWord> SettingValue for T {
    fn read(name: &str, written: &str) -> Result<T, Mistake> {
        one_of(name, written, T::VARIANTS.iter().copied())
    }
}

/// Where notifications go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum Notify {
    /// Through the terminal where it is known to pass them on, else through the desktop.
    #[default]
    Auto,
    Terminal,
    Desktop,
    Never,
}

/// Whether the terminal is told how far a session is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum ProgressShown {
    /// Where the terminal is known to show it.
    #[default]
    Auto,
    Always,
    Never,
}

/// What is behind the text in the person's terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum Background {
    /// What the terminal says.
    #[default]
    Auto,
    Dark,
    Light,
}

/// How the figure shows a movement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum Motion {
    /// It moves.
    #[default]
    Moves,
    /// It stands where a movement begins and where it ends, side by side.
    Still,
    /// There is none.
    NoFigure,
}

/// The finest characters that the terminal is known to draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum Dots {
    Sextants,
    /// What nearly every font has.
    #[default]
    Quadrants,
    HalfBlocks,
    /// Neither blocks nor lines nor letters beyond these.
    Ascii,
}

impl SettingValue for Option<Dots> {
    fn read(name: &str, written: &str) -> Result<Option<Dots>, Mistake> {
        one_of(name, written, [None].into_iter().chain(Dots::VARIANTS.iter().copied().map(Some)))
    }

    fn written(&self) -> String {
        self.map_or_else(|| "Auto".into(), |dots| format!("{dots:?}"))
    }
}

fn one_of<T: SettingValue>(
    name: &str,
    written: &str,
    values: impl Iterator<Item = T>,
) -> Result<T, Mistake> {
    let mut words = Vec::new();
    for value in values {
        words.push(value.written());
        if words.last().is_some_and(|word| word == plain(written)) {
            return Ok(value);
        }
    }
    let written = written.trim_matches('"');
    let help = match nearest(written, words.iter().map(String::as_str)) {
        Some(like) => format!("write `{like}`"),
        None => format!("write one of these words: {}", words.join(", ")),
    };
    Err((format!("`{name}` has no `{written}`"), help))
}

impl SettingValue for bool {
    fn read(name: &str, written: &str) -> Result<bool, Mistake> {
        let wrong = |_| (format!("`{name}` is on or off"), "write `true` or `false`".into());
        written.parse().map_err(wrong)
    }
}

impl SettingValue for u32 {
    fn read(name: &str, written: &str) -> Result<u32, Mistake> {
        let (least, most) = if name == "volume" { (0, 100) } else { (80, 400) };
        let number = written.parse().ok();
        number.filter(|number| (least..=most).contains(number)).ok_or_else(|| {
            let usual = Settings::default().get(name).unwrap_or_default();
            let message = format!("`{name}` is a whole number from {least} to {most}");
            (message, format!("write a number, like `{name}: {usual}`"))
        })
    }
}

impl SettingValue for u8 {
    fn read(name: &str, written: &str) -> Result<u8, Mistake> {
        u32::read(name, written).map(|number| number as u8)
    }
}

impl SettingValue for String {
    fn read(name: &str, written: &str) -> Result<String, Mistake> {
        let help = "write it in quotes, like \"de\"";
        ron::from_str(written).map_err(|_| (format!("`{name}` is a text"), help.into()))
    }
}

/// A command: `["program", "argument"]`, or a text whose words are parted by blanks.
impl SettingValue for Vec<String> {
    fn read(name: &str, written: &str) -> Result<Vec<String>, Mistake> {
        let text = |text: String| text.split_whitespace().map(str::to_owned).collect();
        let words = ron::from_str(written).or_else(|_| ron::from_str(written).map(text));
        // No program has a name, and no argument a character, that ends a text for the system.
        let sound = |words: &Vec<String>| {
            let named = words.first().is_none_or(|program| !program.is_empty());
            named && words.iter().all(|word| !word.contains('\0'))
        };
        words.ok().filter(sound).ok_or_else(|| {
            (
                format!("`{name}` is a command: a list of the program and its arguments"),
                format!("write each word in quotes, like `{name}: [\"program\", \"-x\"]`"),
            )
        })
    }
}

impl SettingValue for Vec<Hook> {
    fn read(name: &str, written: &str) -> Result<Vec<Hook>, Mistake> {
        let wrong = |why: &str| {
            let help = format!("write them like `{name}: [\"alarm=mpv gong.ogg\"]`");
            (format!("`{name}`{why}"), help)
        };
        let hooks: Vec<String> =
            ron::from_str(written).map_err(|_| wrong(" is a list of events and their commands"))?;
        let hooks: Result<_, String> = hooks.iter().map(|hook| Hook::parse(hook)).collect();
        hooks.map_err(|why| wrong(&format!(": {why}")))
    }

    fn written(&self) -> String {
        self.iter().map(Hook::to_string).collect::<Vec<_>>().written()
    }
}

/// The options: the types of their values, which values are usual, and what the file calls them.
macro_rules! settings {
    ($($(#[doc = $doc:literal])* $field:ident $(as $word:literal)?: $type:ty = $usual:expr,)*) => {
        /// Every option, with the value that holds.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Settings {
            $($(#[doc = $doc])* pub $field: $type,)*
        }

        impl Default for Settings {
            fn default() -> Settings {
                Settings { $($field: $usual,)* }
            }
        }

        /// The name of every option, in the order of the file.
        pub const NAMES: &[&str] = &[$(word_of!($field $($word)?)),*];

        impl Settings {
            /// The value of an option as it stands in the file; `None` for a name that is none.
            pub fn get(&self, name: &str) -> Option<String> {
                $(if name == word_of!($field $($word)?) {
                    return Some(self.$field.written());
                })*
                None
            }

            /// Sets an option to what stands in the file. A name that is none changes nothing.
            ///
            /// # Errors
            /// What is wrong with the value, and what to write instead.
            pub fn set(&mut self, name: &str, written: &str) -> Result<(), Mistake> {
                $(if name == word_of!($field $($word)?) {
                    self.$field = SettingValue::read(name, written)?;
                })*
                Ok(())
            }
        }
    };
}

settings! {
    ring: Bell = Bell::All,
    /// Tones where there is a player; without, the terminal's bell.
    tones: bool = true,
    /// 0 to 100.
    volume: u8 = 70,
    /// The command that plays a WAV file; empty to find one.
    player: Vec<String> = Vec::new(),
    voice: bool = false,
    /// The command that speaks; empty to find one.
    speaker: Vec<String> = Vec::new(),
    /// Words a minute.
    pace: u32 = PACE,
    /// The language that is spoken; empty for the routine's own.
    language: String = String::new(),
    notify: Notify = Notify::Auto,
    title: bool = true,
    progress: ProgressShown = ProgressShown::Auto,
    focus: bool = true,
    background: Background = Background::Auto,
    motion: Motion = Motion::Moves,
    /// What the figure and large letters are made of; `None` for what the terminal is known to draw.
    cells as "figure_cells": Option<Dots> = None,
    /// Ask how it is, before the first session of a day and after a longer one.
    questions: bool = true,
    /// What is offered today stands first in the list.
    today: bool = true,
    /// Commands to be started when something happens.
    hooks: Vec<Hook> = Vec::new(),
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum From {
    #[default]
    Default,
    File,
    Flag,
}

/// Settings, and where each comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effective {
    pub settings: Settings,
    /// One for each of [`NAMES`].
    from: [From; NAMES.len()],
}

impl Effective {
    /// Sets an option to what stands in the file, and says where its value comes from.
    ///
    /// # Errors
    /// What is wrong with the value, and what to write instead.
    pub fn set(&mut self, name: &str, written: &str, from: From) -> Result<(), Mistake> {
        self.settings.set(name, written)?;
        if let Some(at) = NAMES.iter().position(|known| *known == name) {
            self.from[at] = from;
        }
        Ok(())
    }

    /// Every option with its value and where that comes from, one a line, ready to be put into
    /// the file.
    pub fn lines(&self) -> String {
        let option = |name: &&str| {
            let value = self.settings.get(name).unwrap_or_default();
            format!("{name}: {value},")
        };
        let options: Vec<String> = NAMES.iter().map(option).collect();
        let widest = options.iter().map(|option| option.chars().count()).max().unwrap_or(0);
        let line = |(option, from): (&String, &From)| format!("{option:<widest$}  // {from}\n");
        options.iter().zip(&self.from).map(line).collect()
    }
}

/// The file as `supple settings` writes it: every option, commented out, with what it does.
pub const TEMPLATE: &str = include_str!("settings/settings.ron");

// The file: its text -> values and everything that is wrong with it; and one option changed in it
// while everything else stays as it was written.
//
// It reads the same tree that routine files are read as. What can be understood holds, whatever
// else is wrong: a misspelled option must not cost anybody their session.

/// Takes what the file says over the defaults; the problems are in the order of the file.
pub fn read(text: &str) -> (Effective, Vec<Problem>) {
    let mut effective = Effective::default();
    if text.len() > LARGEST_FILE {
        return (effective, vec![too_large(text.len() as u64).help("take out what is no option")]);
    }
    let tree = Tree::parse(text);
    let mut problems = tree.problems;
    let wrong = |value: &TreeValue, message: &str, help: &str| {
        let line = text[value.at.clone()].lines().next().unwrap_or_default().trim_end();
        let at = value.at.start..value.at.start + line.len();
        Problem::error("wrong-type", at, message).help(help)
    };
    let group = tree.root.as_ref().and_then(|root| root.group());
    let group = group.filter(|group| is_settings(text, group));
    if let (Some(root), None, true) = (&tree.root, group, problems.is_empty()) {
        let help = "write `Settings(` in front of the options and `)` at the end";
        problems.push(wrong(root, "this is no `Settings(..)`", help));
    }
    let mut known = Vec::new();
    for item in group.into_iter().flat_map(|group| &group.items) {
        let Some(key) = &item.key else {
            let nameless =
                Problem::error("missing-name", item.at(), "this has no name in front of it");
            let help = "write the option, a colon and the value, like `voice: true`";
            problems.push(nameless.help(help));
            continue;
        };
        let word = named(&text[key.clone()]);
        let Some(name) = NAMES.iter().find(|name| **name == word) else {
            // One message about one name is enough.
            problems.retain(|known| known.name != "quoted-field" || known.at != *key);
            let message = format!("there is no option `{word}`");
            let help = match nearest(word, NAMES.iter().copied()) {
                Some(like) => format!("did you mean `{like}`?"),
                None => "`supple settings show` lists all options".into(),
            };
            problems.push(Problem::error("unknown-field", key.clone(), message).help(help));
            continue;
        };
        if known.contains(name) {
            let message = format!("`{word}` stands here a second time");
            let twice = Problem::error("duplicate-field", key.clone(), message);
            problems.push(twice.help("leave one of them out"));
        } else if let Some(value) = &item.value {
            let set = effective.set(name, &text[value.at.clone()], From::File);
            problems.extend(set.err().map(|(message, help)| wrong(value, &message, &help)));
        }
        known.push(*name);
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

#[cfg(test)]
mod tests;
