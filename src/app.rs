//! What the person sees and does: screens, and how they answer to keys and time.
//!
//! [`Front`] is the whole contract between this program and the machine that it runs on: events
//! in, effects out, and a deadline. Nothing here reads a clock or touches the terminal; `host`
//! does, and calls.

pub mod full;
pub mod looking;
pub mod minutes;
pub(crate) mod overlay;
pub mod pick;
pub mod play;
pub mod player;
pub mod prepared;
pub(crate) mod question;
pub mod recorder;
pub(crate) mod rows;
pub mod unfinished;
pub mod watch;

use std::path::PathBuf;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::back::Back;
use crate::cue::{Notice, Progress, Tone};
use crate::history::{Checkpoint, HistoryLine, Id, Record};
use crate::seconds::Moment;
use crate::view::Theme;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum AppEvent {
    /// A key was pressed (never a release).
    Key(KeyEvent),
    /// The mouse was used; only where [`Front::wants_mouse`].
    Mouse(MouseEvent),
    /// Text was pasted: never keys.
    Paste(String),
    /// A line of input was entered, without its line end; only in plain mode.
    Line(String),
    /// No line will come any more; only in plain mode.
    EndOfLines,
    /// The terminal has a new size.
    Resize,
    /// The person looks at the terminal now, or no longer; only where the terminal tells.
    Focus(bool),
    /// The terminal has not taken for a while what it was sent last.
    SlowTerminal,
    /// Nobody looked after the session from `from` until now: the machine slept, or the process
    /// was stopped.
    Away { from: Moment },
    /// A deadline has come, or nothing at all: the clock decides.
    Wake,
    /// The machine could not be kept awake as [`Effect::StayAwake`] asked: why, as a sentence.
    NotKeptAwake(String),
    /// What [`Effect::KeepBack`] or [`Effect::KeepSetting`] asked to be kept could not be: why, as
    /// a sentence.
    NotKept(String),
    /// Another program asks for what a line of plain mode would; [`Effect::Reply`] answers it.
    Asked(String),
    /// Something beside the session does not work: why, as a sentence.
    Trouble(String),
    /// A file that is watched has been saved, or is gone: its bytes, or a sentence about why there
    /// are none.
    Saved(Result<Vec<u8>, String>),
    /// The same of a file that [`Effect::Follow`] asked for; `None` where there is none.
    Included { path: PathBuf, bytes: Option<Result<Vec<u8>, String>> },
    /// Tones or words can't be heard: why, as a sentence. Told once for each of them.
    NotHeard(String),
    /// A signal asks for the end: 15 for SIGTERM, 1 for SIGHUP, 2 for SIGINT, 3 for SIGQUIT.
    Signal(i32),
}

/// Something to be done to the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ring the terminal's bell.
    Bell,
    /// Play a tone at a volume from 0 to 100. Where no tone can be played, ring the terminal's bell
    /// if `bell` is set.
    Tone { tone: Tone, volume: u8, bell: bool },
    /// Say something in a language, in place of whatever is being said, as soon as the tone that
    /// sounds has ended.
    Say(Speech),
    /// Cut off what is being said.
    Hush,
    /// Tell the person on their desktop, unless they are looking at this terminal.
    Notify(Notice),
    /// The title of the window; `None` gives the window its own back. Only on the full screen.
    Title(Option<String>),
    /// How far a session is, for terminals that show it; only on the full screen.
    Progress(Option<Progress>),
    /// Print a line of text; only in plain mode.
    Print(String),
    /// Give the terminal back and stop the process group, as Ctrl-Z does.
    Suspend {
        /// Lines for the shell, printed once the terminal is given back.
        last_words: Vec<String>,
    },
    /// Keep the machine awake and its screen lit, for the reason given; `None` lets it sleep.
    StayAwake(Option<String>),
    /// Keep what the person said of their back for the next time.
    KeepBack(Back),
    /// Keep what a running session can be taken up from, in the place of what was kept before.
    Checkpoint(Box<Checkpoint>),
    /// Record a session that is over. Its checkpoint goes then; or it is this one, from which the
    /// session may still go on.
    Record(Box<Record>, Option<Box<Checkpoint>>),
    /// Add a line to the history.
    Note(Box<HistoryLine>),
    /// Let the checkpoint of a session go that nobody wants.
    Discard(Id),
    /// Tell other programs what happened.
    Happened(Box<crate::feed::FeedEvent>),
    /// Show other programs the state of the session; `None` once there is none.
    Status(Option<Box<crate::feed::RunningState>>),
    /// Answer the program that asked, in the same turn as [`AppEvent::Asked`].
    Reply(Reply),
    /// Keep an option that was changed by a key.
    KeepSetting { name: &'static str, value: String },
    /// Follow these files beside the one that is watched, in the place of those before.
    Follow(Vec<PathBuf>),
    /// End the program.
    Exit(Exit),
}

/// What another program is told that asked for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Whether it was done.
    pub done: bool,
    /// What was done, or why nothing was: lower case, no full stop.
    pub words: String,
}

impl Reply {
    /// Nothing was done, and why.
    pub fn refused(why: &str) -> Reply {
        Reply { done: false, words: why.to_owned() }
    }
}

/// Words to be spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    pub words: String,
    /// A short code like `en`.
    pub language: String,
    /// Words a minute.
    pub pace: u32,
}

/// How the program ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exit {
    /// The exit status.
    pub status: u8,
    /// Lines for the shell, printed once the terminal is given back.
    pub last_words: Vec<String>,
}

/// A front end: the full screen, or lines of text.
pub trait Front {
    /// Takes in what happened by `now` and says what is to be done. Advances the session to `now`
    /// first, so that one late call gives the same as many early ones.
    fn update(&mut self, now: Moment, event: AppEvent) -> Vec<Effect>;

    /// When `update` must be called again though nothing happens; `None` for never. While any
    /// clock runs it is at most a second away, so that an absence can be dated.
    fn next_wake(&self, _now: Moment) -> Option<Moment> {
        None
    }

    /// Whether what is to be seen has changed since the last `draw`.
    fn changed(&self) -> bool;

    /// Puts the screen into `buffer`, in what the terminal can show. Never called in plain mode.
    fn draw(&mut self, now: Moment, theme: Theme, area: Rect, buffer: &mut Buffer);

    /// Whether mouse events are of use just now.
    fn wants_mouse(&self) -> bool {
        false
    }
}
