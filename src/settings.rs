//! What the person wishes wherever they play: what rings, what speaks, what is shown outside.
//!
//! One declaration of the options feeds the reading of the file and what `supple settings show`
//! prints; the file that `supple settings` writes stands beside it. Values only: where the file
//! lies, and what a player is, is the business of `host`.

mod read;

pub use read::{Refusal, kept, read};

use crate::cue::{Bell, PACE};
use crate::feed::Hook;
use crate::routine::grammar::word_of;
use crate::routine::syntax::{plain, quoted};
use crate::routine::vocabulary::nearest;

/// Where notifications go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notify {
    /// Through the terminal where it is known to pass them on, else through the desktop.
    #[default]
    Auto,
    Terminal,
    Desktop,
    Never,
}

/// Whether the terminal is told how far a session is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProgressShown {
    /// Where the terminal is known to show it.
    #[default]
    Auto,
    Always,
    Never,
}

/// What is behind the text in the person's terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    /// What the terminal says.
    #[default]
    Auto,
    Dark,
    Light,
}

/// How the figure shows a movement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dots {
    Sextants,
    /// What nearly every font has.
    #[default]
    Quadrants,
    HalfBlocks,
    /// Neither blocks nor lines nor letters beyond these.
    Ascii,
}

/// A value as it stands in the file, and read from there.
pub trait SettingValue: Sized {
    /// Reads the value of an option.
    ///
    /// # Errors
    /// What is wrong with it, and what to write instead.
    fn read(name: &str, written: &str) -> Result<Self, (String, String)>;

    fn written(&self) -> String;
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
            pub fn set(&mut self, name: &str, written: &str) -> Result<(), (String, String)> {
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

/// Values that are one of some words.
macro_rules! words {
    ($($type:ty { $($word:literal = $value:expr,)* })*) => {
        $(impl SettingValue for $type {
            fn read(name: &str, written: &str) -> Result<$type, (String, String)> {
                match plain(written) {
                    $($word => Ok($value),)*
                    _ => Err(unknown_word(name, written, &[$($word),*])),
                }
            }

            fn written(&self) -> String {
                let words = [$(($value, $word)),*];
                let known = words.iter().find(|(value, _)| value == self);
                known.map_or_else(String::new, |(_, word)| (*word).to_owned())
            }
        })*
    };
}

words! {
    Bell { "All" = Bell::All, "SidesAndEnds" = Bell::SidesAndEnds, "Alarms" = Bell::None, }
    Notify {
        "Auto" = Notify::Auto,
        "Terminal" = Notify::Terminal,
        "Desktop" = Notify::Desktop,
        "Never" = Notify::Never,
    }
    ProgressShown {
        "Auto" = ProgressShown::Auto,
        "Always" = ProgressShown::Always,
        "Never" = ProgressShown::Never,
    }
    Background {
        "Auto" = Background::Auto,
        "Dark" = Background::Dark,
        "Light" = Background::Light,
    }
    Motion { "Moves" = Motion::Moves, "Still" = Motion::Still, "NoFigure" = Motion::NoFigure, }
    Option<Dots> {
        "Auto" = None,
        "Sextants" = Some(Dots::Sextants),
        "Quadrants" = Some(Dots::Quadrants),
        "HalfBlocks" = Some(Dots::HalfBlocks),
        "Ascii" = Some(Dots::Ascii),
    }
}

fn unknown_word(name: &str, written: &str, words: &[&str]) -> (String, String) {
    let written = written.trim_matches('"');
    let help = match nearest(written, words.iter().copied()) {
        Some(like) => format!("write `{like}`"),
        None => format!("write one of these words: {}", words.join(", ")),
    };
    (format!("`{name}` has no `{written}`"), help)
}

impl SettingValue for bool {
    fn read(name: &str, written: &str) -> Result<bool, (String, String)> {
        let wrong = |_| (format!("`{name}` is on or off"), "write `true` or `false`".into());
        written.parse().map_err(wrong)
    }

    fn written(&self) -> String {
        self.to_string()
    }
}

impl SettingValue for u32 {
    fn read(name: &str, written: &str) -> Result<u32, (String, String)> {
        let (least, most) = if name == "volume" { (0, 100) } else { (80, 400) };
        let number = written.parse().ok();
        number.filter(|number| (least..=most).contains(number)).ok_or_else(|| {
            let usual = Settings::default().get(name).unwrap_or_default();
            let message = format!("`{name}` is a whole number from {least} to {most}");
            (message, format!("write a number, like `{name}: {usual}`"))
        })
    }

    fn written(&self) -> String {
        self.to_string()
    }
}

impl SettingValue for u8 {
    fn read(name: &str, written: &str) -> Result<u8, (String, String)> {
        u32::read(name, written).map(|number| number as u8)
    }

    fn written(&self) -> String {
        self.to_string()
    }
}

impl SettingValue for String {
    fn read(name: &str, written: &str) -> Result<String, (String, String)> {
        let help = "write it in quotes, like \"de\"";
        ron::from_str(written).map_err(|_| (format!("`{name}` is a text"), help.into()))
    }

    fn written(&self) -> String {
        quoted(self)
    }
}

/// A command: `["program", "argument"]`, or a text whose words are parted by blanks.
impl SettingValue for Vec<String> {
    fn read(name: &str, written: &str) -> Result<Vec<String>, (String, String)> {
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

    fn written(&self) -> String {
        let words: Vec<String> = self.iter().map(|word| quoted(word)).collect();
        format!("[{}]", words.join(", "))
    }
}

impl SettingValue for Vec<Hook> {
    fn read(name: &str, written: &str) -> Result<Vec<Hook>, (String, String)> {
        let wrong = |message: String| {
            let help = format!("write them like `{name}: [\"alarm=mpv gong.ogg\"]`");
            (message, help)
        };
        let hooks: Vec<String> = ron::from_str(written)
            .map_err(|_| wrong(format!("`{name}` is a list of events and their commands")))?;
        let hooks: Result<_, String> = hooks.iter().map(|hook| Hook::parse(hook)).collect();
        hooks.map_err(|why| wrong(format!("`{name}`: {why}")))
    }

    fn written(&self) -> String {
        let hooks: Vec<String> = self.iter().map(|hook| quoted(&hook.to_string())).collect();
        format!("[{}]", hooks.join(", "))
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    pub fn set(&mut self, name: &str, written: &str, from: From) -> Result<(), (String, String)> {
        self.settings.set(name, written)?;
        if let Some(at) = NAMES.iter().position(|known| *known == name) {
            self.from[at] = from;
        }
        Ok(())
    }

    /// Every option with its value and where that comes from, one a line, ready to be put into
    /// the file.
    pub fn lines(&self) -> String {
        let written = |name: &&str| {
            let value = self.settings.get(name).unwrap_or_default();
            // One option a line.
            let value = value.replace('\n', "\\n").replace('\t', "\\t");
            (format!("{name}: {value},"), value.chars().count())
        };
        let written: Vec<(String, usize)> = NAMES.iter().map(written).collect();
        let widest = written.iter().map(|(_, width)| *width).max().unwrap_or(0);
        let line = |((written, _), from): (&(String, usize), &From)| {
            let from = match from {
                From::Default => "default",
                From::File => "file",
                From::Flag => "flag",
            };
            let blanks = widest + 11 - written.chars().count().min(widest + 10);
            format!("{written}{}// {from}\n", " ".repeat(blanks))
        };
        written.iter().zip(&self.from).map(line).collect()
    }
}

/// The file as `supple settings` writes it: every option, commented out, with what it does.
pub const TEMPLATE: &str = include_str!("settings/settings.ron");

#[cfg(test)]
mod tests;
