//! supple: a guided-exercise timer for the terminal.
//!
//! # The map
//!
//! The story, in the order that data takes; each room knows only those before it:
//!
//! ```text
//! RON text -> routine -> timeline -> session -> status -> screen cells
//!                |                      |
//!             problems               events -> cues
//! ```
//!
//! - [`seconds`]: lengths, counts and moments. [`text`]: an author's words on their way to a
//!   terminal. [`problem`]: what is wrong with a file, where, and what to write instead.
//! - [`limits`]: the limits on heat and cold, in one table, each with its source.
//! - [`figure`]: a body in poses, between two poses, and drawn into samples that know what they show.
//! - [`routine`]: what the author wrote, how a file is read, checked and laid out, and what
//!   each problem means.
//! - [`words`]: what the interface says, made of plain values; whoever translates it opens no other.
//! - [`timeline`]: the flat plan, every side, set, repetition and part a phase; as a table and JSON.
//! - [`lint`]: the second reader, which tells what can be played and yet deserves a look.
//! - [`library`]: where routines, cautions and pages come from.
//! - [`session`]: the state machine that plays a timeline.
//! - [`history`]: what was done and how it felt, as lines; what follows for the next time;
//!   figures and the report.
//! - [`cue`]: what is heard of a session: tones, words, notifications, and the title outside.
//! - [`feed`]: what other programs are told: events, status, hooks.
//! - [`settings`]: what the person wishes wherever they play, and the file that says so.
//! - [`mod@reference`]: the page about the format, made from the types.
//! - [`back`]: how the person's back is, and which stage of routines follows from it.
//! - [`keys`]: the one table of keys. [`view`]: screens as cells. [`app`]: what the screens do, and
//!   the contract with the machine. [`plain`]: the same session as lines of text.
//! - [`editor`]: what an editor tells the author while a routine is being written.
//! - [`host`]: clock, terminal, threads, signals, files, child processes.
//! - [`cli`]: words on the command line. [`commands`]: what each of them asks of the machine
//!   and prints.
//!
//! # What holds everywhere
//!
//! - Only `host` touches the world; only `main` and `commands` call it. Everything else is a
//!   function of values: no clock, no file, no process, no printing.
//! - Nothing counts ticks. A session is the index of a phase and what its clock has counted.
//! - Nothing an author wrote reaches a terminal but through `text`, which lets no control
//!   character pass.
//! - No key and no file widens a limit on heat or cold: `limits` has them, `session` keeps the hard
//!   end, and `routine::check` refuses a file that asks for more.

pub mod app;
pub mod back;
pub mod cli;
pub mod commands;
pub mod cue;
pub mod editor;
pub mod feed;
pub mod figure;
pub mod history;
pub mod host;
pub mod keys;
pub mod library;
pub mod limits;
pub mod lint;
pub mod plain;
pub mod problem;
pub mod reference;
pub mod routine;
pub mod seconds;
pub mod session;
pub mod settings;
pub mod text;
pub mod timeline;
pub mod view;
pub mod words;
