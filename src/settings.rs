//! What the person wishes wherever they play: what rings, what speaks, what is shown outside.
//!
//! One table of options feeds the file that `supple settings` writes, the reading of it, and what
//! `supple settings show` prints, so that none of them can tell another story. Values only: where
//! the file lies, and what a player is, is the business of `host`.

mod read;

use std::fmt::Write;

pub use read::{Refusal, kept, read};

use crate::cue::{Bell, PACE};
use crate::feed::Hook;
use crate::routine::syntax::quoted;

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

/// Every option, with the value that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub ring: Bell,
    /// Tones where there is a player; without, the terminal's bell.
    pub tones: bool,
    /// 0 to 100.
    pub volume: u8,
    /// The command that plays a WAV file; empty to find one.
    pub player: Vec<String>,
    pub voice: bool,
    /// The command that speaks; empty to find one.
    pub speaker: Vec<String>,
    /// Words a minute.
    pub pace: u32,
    /// The language that is spoken; empty for the routine's own.
    pub language: String,
    pub notify: Notify,
    pub title: bool,
    pub progress: ProgressShown,
    pub focus: bool,
    pub background: Background,
    pub motion: Motion,
    /// What the figure and large letters are made of; `None` for what the terminal is known to draw.
    pub cells: Option<Dots>,
    /// Ask how it is, before the first session of a day and after a longer one.
    pub questions: bool,
    /// Commands to be started when something happens.
    pub hooks: Vec<Hook>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            ring: Bell::All,
            tones: true,
            volume: 70,
            player: Vec::new(),
            voice: false,
            speaker: Vec::new(),
            pace: PACE,
            language: String::new(),
            notify: Notify::Auto,
            title: true,
            progress: ProgressShown::Auto,
            focus: true,
            background: Background::Auto,
            motion: Motion::Moves,
            cells: None,
            questions: true,
            hooks: Vec::new(),
        }
    }
}

/// What a value of an option looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// `true` or `false`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number, from the least to the most.
    Number(u32, u32),
    Text,
    /// A program and its arguments: `["espeak-ng", "-v", "en"]`.
    Command,
    /// Kinds of events and their commands: `["alarm=mpv gong.ogg"]`.
    Hooks,
}

/// A value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Switch(bool),
    /// One of the words of the choice.
    Choice(&'static str),
    Number(u32),
    Text(String),
    Command(Vec<String>),
    Hooks(Vec<Hook>),
}

/// One option.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub name: &'static str,
    pub sort: Sort,
    /// What it does, line by line.
    pub about: &'static [&'static str],
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    #[default]
    Default,
    File,
    Flag,
}

const fn setting(name: &'static str, sort: Sort, about: &'static [&'static str]) -> Setting {
    Setting { name, sort, about }
}

/// Every option, in the order of the file.
pub const TABLE: &[Setting] = &[
    setting(
        "ring",
        Sort::Choice(&["All", "SidesAndEnds", "Alarms"]),
        &[
            "When it sounds: All (at every change), SidesAndEnds (where the side or the step",
            "changes, and where something may end), or Alarms (never but for alarms).",
            "In a session the key m goes through them.",
        ],
    ),
    setting(
        "tones",
        Sort::Switch,
        &[
            "Play tones where there is a player for them. With false, and where there is none, the",
            "terminal's bell rings.",
        ],
    ),
    setting(
        "volume",
        Sort::Number(0, 100),
        &["How loud the tones are, 0 to 100. In a session: < and >."],
    ),
    setting(
        "player",
        Sort::Command,
        &[
            "The command that plays the tones, like [\"aplay\", \"-q\"]; the file comes after it. Empty:",
            "the first of pw-play, paplay, aplay and afplay that there is; none over ssh.",
        ],
    ),
    setting(
        "voice",
        Sort::Switch,
        &["Say what to do, in words. In a session: v."],
    ),
    setting(
        "speaker",
        Sort::Command,
        &[
            "The command that speaks, like [\"espeak-ng\", \"-v\", \"{language}\", \"-s\", \"{pace}\", \"--\",",
            "\"{text}\"]. Without {text} the words come on its standard input. Empty: the first of",
            "spd-say, espeak-ng, espeak and say that there is.",
        ],
    ),
    setting(
        "pace",
        Sort::Number(80, 400),
        &["How fast it speaks, in words a minute."],
    ),
    setting(
        "language",
        Sort::Text,
        &["The language of the voice, like \"de\". Empty: the language of the routine."],
    ),
    setting(
        "notify",
        Sort::Choice(&["Auto", "Terminal", "Desktop", "Never"]),
        &[
            "Notifications while you are in another window: through the terminal (it works over ssh",
            "too), through the desktop (notify-send, osascript), Never, or what suits (Auto).",
        ],
    ),
    setting(
        "title",
        Sort::Switch,
        &["Say in the title of the window what is played, and what is left."],
    ),
    setting(
        "progress",
        Sort::Choice(&["Auto", "Always", "Never"]),
        &[
            "Tell the terminal how far a session is, for its tab or the bar below the desktop:",
            "where it is known to show that (Auto), Always, or Never.",
        ],
    ),
    setting(
        "focus",
        Sort::Switch,
        &[
            "Ask the terminal to tell whether you are looking at it. With false you are taken to be",
            "elsewhere, and notifications always come.",
        ],
    ),
    setting(
        "background",
        Sort::Choice(&["Auto", "Dark", "Light"]),
        &[
            "Whether your terminal's background is Dark or Light, for colours that are easy to read",
            "on it; Auto asks the terminal.",
        ],
    ),
    setting(
        "motion",
        Sort::Choice(&["Moves", "Still", "NoFigure"]),
        &[
            "How the figure shows a movement: it Moves, it stands Still where the movement begins and",
            "where it ends, side by side, or there is NoFigure.",
        ],
    ),
    setting(
        "figure_cells",
        Sort::Choice(&["Auto", "Sextants", "Quadrants", "HalfBlocks", "Ascii"]),
        &[
            "What the figure and large letters are made of: with Sextants the figure is finest, but",
            "few fonts have them. Auto: what your terminal is known to draw.",
        ],
    ),
    setting(
        "questions",
        Sort::Switch,
        &[
            "Ask for pain or stiffness, 0 to 10, before the first session of a day, and how it was",
            "after one of more than three minutes. Without answers supple can't tell what helps.",
        ],
    ),
    setting(
        "hooks",
        Sort::Hooks,
        &[
            "Commands to be started when something happens, like [\"alarm=mpv gong.ogg\"]. No shell",
            "sees them; what happened is in their environment. docs/events.md lists the kinds.",
        ],
    ),
];

/// The words of a choice, the usual one first.
type ChoiceWords<T, const N: usize> = [(&'static str, T); N];

const NOTIFY: ChoiceWords<Notify, 4> = [
    ("Auto", Notify::Auto),
    ("Terminal", Notify::Terminal),
    ("Desktop", Notify::Desktop),
    ("Never", Notify::Never),
];
const PROGRESS: ChoiceWords<ProgressShown, 3> = [
    ("Auto", ProgressShown::Auto),
    ("Always", ProgressShown::Always),
    ("Never", ProgressShown::Never),
];
const BACKGROUND: ChoiceWords<Background, 3> = [
    ("Auto", Background::Auto),
    ("Dark", Background::Dark),
    ("Light", Background::Light),
];
const MOTION: ChoiceWords<Motion, 3> = [
    ("Moves", Motion::Moves),
    ("Still", Motion::Still),
    ("NoFigure", Motion::NoFigure),
];
const CELLS: ChoiceWords<Option<Dots>, 5> = [
    ("Auto", None),
    ("Sextants", Some(Dots::Sextants)),
    ("Quadrants", Some(Dots::Quadrants)),
    ("HalfBlocks", Some(Dots::HalfBlocks)),
    ("Ascii", Some(Dots::Ascii)),
];

fn word_of<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> Value {
    let known = words.iter().find(|(_, known)| *known == value);
    Value::Choice(known.map_or("", |(word, _)| word))
}

fn of_word<T: Copy>(words: &[(&'static str, T)], word: &str) -> T {
    let known = words.iter().find(|(known, _)| *known == word);
    known.unwrap_or(&words[0]).1
}

/// The option of a name.
pub fn option(name: &str) -> Option<&'static Setting> {
    TABLE.iter().find(|setting| setting.name == name)
}

impl Settings {
    /// The value of an option; `None` for a name that is none.
    pub fn get(&self, name: &str) -> Option<Value> {
        Some(match name {
            "ring" => Value::Choice(self.ring.name()),
            "tones" => Value::Switch(self.tones),
            "volume" => Value::Number(self.volume.into()),
            "player" => Value::Command(self.player.clone()),
            "voice" => Value::Switch(self.voice),
            "speaker" => Value::Command(self.speaker.clone()),
            "pace" => Value::Number(self.pace),
            "language" => Value::Text(self.language.clone()),
            "notify" => word_of(&NOTIFY, self.notify),
            "title" => Value::Switch(self.title),
            "progress" => word_of(&PROGRESS, self.progress),
            "focus" => Value::Switch(self.focus),
            "background" => word_of(&BACKGROUND, self.background),
            "motion" => word_of(&MOTION, self.motion),
            "figure_cells" => word_of(&CELLS, self.cells),
            "questions" => Value::Switch(self.questions),
            "hooks" => Value::Hooks(self.hooks.clone()),
            _ => return None,
        })
    }

    /// Sets an option. A value that the option can't have changes nothing.
    pub fn set(&mut self, name: &str, value: Value) {
        match (name, value) {
            ("ring", Value::Choice(word)) => {
                self.ring = match word {
                    "SidesAndEnds" => Bell::SidesAndEnds,
                    "Alarms" => Bell::None,
                    _ => Bell::All,
                }
            }
            ("tones", Value::Switch(on)) => self.tones = on,
            ("volume", Value::Number(volume)) => self.volume = volume.min(100) as u8,
            ("player", Value::Command(words)) => self.player = words,
            ("voice", Value::Switch(on)) => self.voice = on,
            ("speaker", Value::Command(words)) => self.speaker = words,
            ("pace", Value::Number(pace)) => self.pace = pace,
            ("language", Value::Text(language)) => self.language = language,
            ("notify", Value::Choice(word)) => self.notify = of_word(&NOTIFY, word),
            ("title", Value::Switch(on)) => self.title = on,
            ("progress", Value::Choice(word)) => self.progress = of_word(&PROGRESS, word),
            ("focus", Value::Switch(on)) => self.focus = on,
            ("background", Value::Choice(word)) => self.background = of_word(&BACKGROUND, word),
            ("motion", Value::Choice(word)) => self.motion = of_word(&MOTION, word),
            ("figure_cells", Value::Choice(word)) => self.cells = of_word(&CELLS, word),
            ("questions", Value::Switch(on)) => self.questions = on,
            ("hooks", Value::Hooks(hooks)) => self.hooks = hooks,
            _ => {}
        }
    }
}

/// As it stands in the file.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Switch(on) => write!(f, "{on}"),
            Value::Choice(word) => f.write_str(word),
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => f.write_str(&quoted(text)),
            Value::Command(words) => {
                let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
                write!(f, "[{}]", words.join(", "))
            }
            Value::Hooks(hooks) => {
                let hooks: Vec<String> = hooks.iter().map(|h| quoted(&h.to_string())).collect();
                write!(f, "[{}]", hooks.join(", "))
            }
        }
    }
}

/// Settings, and where each comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effective {
    pub settings: Settings,
    /// One for each line of [`TABLE`].
    from: [From; TABLE.len()],
}

impl Effective {
    /// Sets an option, and says where its value comes from.
    pub fn set(&mut self, name: &str, value: Value, from: From) {
        if let Some(at) = TABLE.iter().position(|setting| setting.name == name) {
            self.settings.set(name, value);
            self.from[at] = from;
        }
    }

    /// Every option with its value and where that comes from, one a line, ready to be put into
    /// the file.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        let values: Vec<String> = TABLE
            .iter()
            .filter_map(|setting| self.settings.get(setting.name))
            // One option a line.
            .map(|value| value.to_string().replace('\n', "\\n").replace('\t', "\\t"))
            .collect();
        let width = |text: &String| text.chars().count();
        let widest = values.iter().map(width).max().unwrap_or(0);
        for ((setting, value), from) in TABLE.iter().zip(&values).zip(self.from) {
            let from = match from {
                From::Default => "default",
                From::File => "file",
                From::Flag => "flag",
            };
            let written = format!("{}: {value},", setting.name);
            let blanks = widest + 11 - width(&written).min(widest + 10);
            // Writing to a `String` cannot fail.
            let _ = writeln!(lines, "{written}{}// {from}", " ".repeat(blanks));
        }
        lines
    }
}

/// The file as `supple settings` writes it: every option, commented out, with what it does.
pub fn template() -> String {
    let usual = Settings::default();
    let mut text = String::from(
        "// What you wish wherever you play. Take the two strokes away from a line to change it.\n\
         // `supple settings show` tells what holds, and why.\n\
         Settings(\n",
    );
    for setting in TABLE {
        for line in setting.about {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "    // {line}");
        }
        if let Some(value) = usual.get(setting.name) {
            let _ = writeln!(text, "    // {}: {value},\n", setting.name);
        }
    }
    text.truncate(text.trim_end().len());
    text.push_str("\n)\n");
    text
}

#[cfg(test)]
mod tests;
