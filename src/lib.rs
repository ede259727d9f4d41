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
//! - [`routine`]: what the author wrote, all words that the format has, how a file is read, checked
//!   and laid out, and what each problem means.
//! - [`figure`]: a body in poses, between two poses, and drawn into samples that know what they show.
//! - [`words`]: what screens, lines, the voice and commands say, made of plain values; whoever
//!   translates that opens no other.
//! - [`timeline`]: the flat plan, every side, set, repetition and part a phase; as a table and JSON.
//! - [`lint`]: the second reader, which tells what can be played and yet deserves a look.
//! - [`library`]: where routines, cautions and pages come from, and what letters find among them.
//! - [`session`]: the state machine that plays a timeline.
//! - [`history`]: what was done and how it felt, as lines; what follows for the next time;
//!   figures and the report.
//! - [`cue`]: what is heard of a session: tones, words, notifications, and the title outside.
//! - [`feed`]: what other programs are told: events, status, hooks.
//! - [`settings`]: what the person wishes wherever they play, and the file that says so.
//! - [`mod@reference`]: the page about the format, made from the types.
//! - [`back`]: how the person's back is, and which stage of routines follows from it.
//! - [`today`]: what is offered now, and why. [`fit`]: a set of that which fits into the minutes
//!   there are.
//! - [`nudge`]: when it is time for a nudge away from the keyboard, and what a timer is told.
//! - [`keys`]: what each key does where, from the one table of keys in `words`. [`view`]: screens as
//!   cells, among them the stage of a session. [`app`]: what the screens do, and the contract with
//!   the machine. [`plain`]: the same session as lines of text.
//! - [`editor`]: what an editor tells the author while a routine is being written.
//! - [`host`]: clock, terminal, threads, signals, files, child processes.
//! - [`cli`]: words on the command line. [`commands`]: what each of them asks of the machine
//!   and prints.
//!
//! # To change one thing
//!
//! What spans rooms is easiest found from its effect. Files are those under `src`:
//!
//! - *A tone, or when it sounds*: `session/due.rs` has the moments within a phase, `cue.rs` the
//!   tone and the words that belong to each event and what keeps silent for them, `cue/tone.rs`
//!   how a tone sounds, `words/voice.rs` what is said.
//! - *How long heat or cold stays on, the pause after it, how often a day*: `limits.rs` alone has
//!   the figures; `session.rs` keeps the end, `history/rules.rs` works out when the next may
//!   come. The cautions and pages in `routines` tell people the same figures.
//! - *A figure in the report or the history*: `session/tally.rs` counts each step and side,
//!   `app/recorder.rs` makes the record of it, `history/report.rs` and `history/figures.rs` add
//!   records up, `commands/report` and `commands/stats.rs` lay them out.
//! - *A notification on the desktop*: `cue/outside.rs` says what is worth one,
//!   `host/terminal_features.rs` which way each terminal, or the desktop, takes it.
//! - *A nudge*: `nudge.rs` decides from one look to the next, `today.rs` what may be offered,
//!   `host/desktop.rs` sees who is there and shows it, `host/reminder.rs` keeps it and sets the timer.
//! - *What other programs see*: `feed.rs` has the events and a hook's variables,
//!   `feed/status_file.rs` the status; `host/remote` writes, starts and answers.
//! - *Which sessions a history has*: `history/summary.rs` joins the lines of many files and machines,
//!   `history/line.rs` reads one, `host/journal` finds and keeps the files.
//! - *How the program ends*: `host/signals.rs` catches signals, `host/event_loop.rs` ends by them.
//! - *A status file that stays behind*: `host/remote/status.rs` takes it away, at the end or for a
//!   session that was killed.
//! - *A figure that moves*: `routine/figure.rs` has its words, `timeline/movement.rs` its poses in
//!   each phase, `figure.rs` the limits of joints and the body, `view/moving.rs` when it is drawn
//!   anew, and the words below it, `view/figure.rs` its cells.
//! - *Where things stand in a session, and how big*: `view/session/stage.rs`, once for a routine and
//!   a size; `view/session/content.rs` what they say.
//! - *What letters find, and in which order*: `library/search.rs`, for the list, lines and `play WORD`.
//! - *What is offered today, and after a session*: `today.rs` has the rules, `app/player/today.rs` what they
//!   look at, `words/today.rs` why; sets for some minutes and reminders ask `may_offer` too.
//! - *A colour, a glyph*: `view/theme.rs` is the one place that knows what the terminal can show.
//! - *A sentence*: `words`; of a word on the command line that is refused `words/naming.rs`, of a file
//!   `words/disk.rs`. `docs/contributing.md` has a table of such single places.
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
pub mod fit;
pub mod history;
pub mod host;
pub mod keys;
pub mod library;
pub mod limits;
pub mod lint;
pub mod nudge;
pub mod plain;
pub mod problem;
pub mod reference;
pub mod routine;
pub mod seconds;
pub mod session;
pub mod settings;
pub mod text;
pub mod timeline;
pub mod today;
pub mod view;
pub mod words;
