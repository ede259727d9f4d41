//! The words on the command line, and what they ask for. Parser, help, completions and the man
//! page come from these definitions; nothing here does anything.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use jiff::{SpanFieldwise, Timestamp, ToSpan, Zoned};
use strum::VariantArray;

use crate::feed::{Hook, Template};
use crate::fit;
use crate::history::Than;
use crate::routine::Position;
use crate::words::naming;

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq, Subcommand)]
pub enum Command {
    /// Choose a routine from the library and play it (this is what `supple` alone does)
    #[command(skip)]
    Pick {
        /// As lines of text.
        plain: bool,
    },
    /// Play a routine, step by step, with a countdown
    Play(PlayArgs),
    /// List all routines, the built-in ones and your own
    List(ListArgs),
    /// Show all about a routine, or a page of information
    Show(ShowArgs),
    /// Show what a routine will ask for, with times
    Plan(PlanArgs),
    /// Go on with a session that was broken off
    ///
    /// A crash, a closed terminal or a restart may break one off.
    Resume(ResumeArgs),
    /// Look back at what you did, session by session
    History(HistoryArgs),
    /// See how often, how long and how it felt, over a year
    Stats(StatsArgs),
    /// Write a page for the physiotherapist
    ///
    /// It holds what was asked against what was done, pain, and what was stopped and why.
    Report(ReportArgs),
    /// Say how a session felt, or leave a note
    Felt(FeltArgs),
    /// Forget a session, or all of them, on every machine
    Forget(ForgetArgs),
    /// Write the whole history as JSON lines
    Export {
        /// The file to write, never over another; without it, the output
        file: Option<PathBuf>,
    },
    /// Take in a history that was exported
    ///
    /// What is there already is not taken twice.
    Import {
        /// A file that `supple export` wrote, or one of the history's own, - for the input
        file: PathBuf,
    },
    /// Begin a routine of your own
    New(NewArgs),
    /// Open a routine in your editor, and check it when you leave
    Edit {
        /// A routine's id, the beginning of one, or the path of a file
        ///
        /// A built-in routine is copied into your own folder first; the copy is played from then on.
        #[arg(value_name = "ROUTINE|FILE")]
        routine: String,
    },
    /// See a routine file while you write it: every save shows
    Watch {
        /// A routine file, or the id of a routine of your own
        #[arg(value_name = "FILE|ROUTINE")]
        file: String,
    },
    /// Look for mistakes in routine files
    Check(CheckArgs),
    /// Lay routine files out: indents, line breaks, commas
    Fmt(FmtArgs),
    /// Say what an error means, or print the reference of the format
    Explain {
        /// The name of an error or a warning, as it stands in brackets behind the word; or `format`,
        /// for every word that a routine may have; left out, the names are listed
        name: Option<String>,
    },
    /// Create the file of your settings, or show what holds
    Settings {
        #[command(subcommand)]
        what: Option<OfSettings>,
    },
    /// Print what runs now, for a status bar or a prompt
    Status(StatusArgs),
    /// Answer a session that waits, or an alarm, from any shell
    Answer {
        /// A key of the session, or the word for it; Enter if there is none
        #[arg(value_name = "KEY")]
        words: Vec<String>,
    },
    /// Be nudged to move while you sit at the keyboard
    ///
    /// `supple remind 45m 9:00..18:00 mon..fri` sets it up: after 45 minutes at the keyboard
    /// without a break of five. Alone it says what is set and when it is next; `off` leaves nothing
    /// behind. A nudge is answered by its buttons, or by `begin`, `done`, `later` and `not-today`.
    Remind {
        /// How often, and if you like hours, days, and a routine; `off`; or an answer
        #[arg(value_name = "45m|9:00..18:00|mon..fri|ROUTINE|off")]
        words: Vec<String>,
    },
    /// Speak with an editor, which starts this
    LanguageServer,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the man page
    Man,
}

/// What one may want, and the first of the commands for it: the help lists them in their order.
const GROUPS: [(&str, &str); 4] = [
    ("play", "Follow a routine"),
    ("history", "Look back"),
    ("new", "Write your own"),
    ("settings", "Connect it"),
];

/// A guided-exercise timer for the terminal: stretches, breathing, heat and cold.
///
/// Without a command it opens the library, where you choose a routine. A routine is named by its
/// id, by the beginning of its id, or by the path of a file (with a `/` or ending in `.ron`).
/// `supple 4m` plays a set that fits into four minutes, `supple 4m neck` one for the neck.
#[derive(Clone, Debug, Parser)]
#[command(name = "supple", version, max_term_width = 100)]
#[command(
    after_help = "supple gives no medical advice. `supple show red-flags` tells when to see \
                        a doctor."
)]
struct CommandLine {
    /// Choose by lines of text instead of on the whole screen
    #[arg(long)]
    plain: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// `supple play`
#[derive(Clone, Debug, Default, PartialEq, Args)]
pub struct PlayArgs {
    /// A routine's id, words of its name or what it is for, or the path of a file; several
    /// routines are played one after another
    #[arg(value_name = "ROUTINE|FILE", required_unless_present = "minutes")]
    pub routines: Vec<String>,
    /// Play a set that fits into this time, like 10m; words say what it should be for
    ///
    /// `supple 10m neck` is short for `supple play --in 10m neck`.
    #[arg(long = "in", value_name = "MINUTES", value_parser = minutes, conflicts_with = "from")]
    pub minutes: Option<Duration>,
    /// Print a line for each change instead of filling the screen
    ///
    /// This is what happens anyway when the output is no terminal. An empty line is Enter; the
    /// end of the input means that nobody presses keys.
    #[arg(long)]
    pub plain: bool,
    /// Play so many times as fast, from 1 to 1000, to try a routine out
    ///
    /// A session that is sped up is not recorded.
    #[arg(long, value_name = "TIMES", value_parser = speed)]
    pub speed: Option<f64>,
    /// Start at this step, like 3, or 9.2 for the second step inside the ninth
    #[arg(long, value_name = "STEP", value_parser = step)]
    pub from: Option<StepPath>,
    /// Let waits go on by themselves, for when no key is within reach
    ///
    /// A wait lasts as long as its words take to say, and 10 seconds. Alarms still ask for an
    /// answer.
    #[arg(long)]
    pub hands_free: bool,
    /// Write one line of JSON for each thing that happens to this file
    ///
    /// The lines are added to what the file has; `-` is the standard output, the words of the
    /// session then go to the standard error. docs/events.md says what they mean.
    #[arg(long, value_name = "FILE|-")]
    pub events: Option<PathBuf>,
    /// Start a command when something happens, like alarm='mpv gong.ogg'
    ///
    /// May be given several times. The kinds are those of --events, and `any`. No shell sees the
    /// command; what happened is in its environment, like SUPPLE_TITLE.
    #[arg(long = "hook", value_name = "KIND=COMMAND", value_parser = Hook::parse)]
    pub hooks: Vec<Hook>,
    /// Show the figure where a movement begins and where it ends, instead of moving it
    #[arg(long)]
    pub still: bool,
    #[command(flatten)]
    pub heard: SoundArgs,
}

/// `supple status`
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct StatusArgs {
    /// What to print of each session, like '{title} {left}'
    #[arg(long, value_name = "TEXT", value_parser = Template::parse)]
    pub format: Option<Template>,
    /// Print an object for each session, on a line of its own
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// What is heard, for this once; the settings hold it for always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "What is heard")]
pub struct SoundArgs {
    /// Say what to do, in words
    #[arg(long)]
    pub voice: bool,
    /// Say nothing
    #[arg(long, conflicts_with = "voice")]
    pub no_voice: bool,
    /// Be silent but for alarms
    #[arg(long)]
    pub no_sound: bool,
    /// Ring the terminal's bell instead of playing tones
    #[arg(long)]
    pub bell: bool,
    /// Show no notifications
    #[arg(long)]
    pub no_notify: bool,
}

/// What can be asked of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum OfSettings {
    /// Print every option with its value, and where that comes from
    Show(SoundArgs),
}

impl PlayArgs {
    /// Playing a routine with nothing else wished.
    pub fn of(routine: String) -> PlayArgs {
        PlayArgs { routines: vec![routine], ..PlayArgs::default() }
    }
}

/// `supple resume`
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct ResumeArgs {
    /// Record it as far as it came, instead of going on
    #[arg(long, conflicts_with = "discard")]
    pub keep: bool,
    /// Forget it, instead of going on
    #[arg(long)]
    pub discard: bool,
    /// Print a line for each change instead of filling the screen
    #[arg(long)]
    pub plain: bool,
}

/// `supple plan`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct PlanArgs {
    /// A routine's id, the beginning of one, or the path of a file
    #[arg(value_name = "ROUTINE|FILE")]
    pub routine: String,
    /// Give every countdown a line of its own
    #[arg(long, conflicts_with = "json")]
    pub all: bool,
    /// Print it as JSON, for other programs
    #[arg(long)]
    pub json: bool,
}

/// `supple list`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ListArgs {
    /// Print it as JSON, for other programs
    #[arg(long)]
    pub json: bool,
    /// Print a line for each that can be played, with tabs and no headings, for fzf and scripts
    ///
    /// Its id, title, length, positions, parts of the body and shelf.
    #[arg(long, conflicts_with = "json")]
    pub lines: bool,
    /// Only what is for this part of the body
    #[arg(long, value_name = "WORD")]
    pub area: Option<String>,
    /// Only what is done in this position
    #[arg(long, value_name = "WORD", value_parser = one_of(POSITIONS, Position::word))]
    pub position: Option<Position>,
    /// Only what takes at most so many minutes
    #[arg(long, value_name = "NUMBER")]
    pub minutes: Option<u64>,
    /// Only what stands on this shelf
    #[arg(long, value_name = "WORD")]
    pub group: Option<String>,
}

/// The positions that a list can be cut down to.
const POSITIONS: &[Position] =
    &[Position::Seated, Position::Standing, Position::Kneeling, Position::Lying, Position::Walking];

/// Reads one of some words.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let words = all.iter().map(|one| word(*one));
    PossibleValuesParser::new(words.collect::<Vec<_>>()).map(move |said| {
        let one = all.iter().find(|one| word(**one) == said);
        *one.expect("one of those that are possible")
    })
}

/// `supple show`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ShowArgs {
    /// A routine, or the name of a page like red-flags
    #[arg(value_name = "ROUTINE|FILE|PAGE")]
    pub what: String,
    /// Show the body in each step of a routine, before and after it moves
    #[arg(long)]
    pub figure: bool,
}

/// `supple check`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct CheckArgs {
    /// Routine files, folders of them, or routines by their ids; left out, your own folder
    #[arg(value_name = "FILE|FOLDER|ID")]
    pub paths: Vec<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    pub format: ProblemFormat,
    /// Let a warning count as much as an error: exit with status 1
    #[arg(long)]
    pub deny_warnings: bool,
}

/// `supple new`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct NewArgs {
    /// What its file is called, like evening-stretch: small letters, digits and dashes
    pub name: String,
    /// Its title, as you want to see it in the list
    #[arg(long, value_name = "WORDS")]
    pub title: Option<String>,
    /// Who asked for it, like your physiotherapist
    #[arg(long, value_name = "WORDS")]
    pub by: Option<String>,
    /// What kind of exercises it has
    #[arg(long, value_enum)]
    pub kind: Option<ExerciseKind>,
    /// How many exercises it has
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u8).range(1..=30))]
    pub exercises: Option<u8>,
    /// The exercises are done on each side
    #[arg(long)]
    pub each_side: bool,
    /// Copy this routine instead of beginning from nothing; of several, play one after another
    #[arg(
        long,
        value_name = "ROUTINE|FILE",
        num_args = 1..,
        conflicts_with_all = ["by", "kind", "exercises", "each_side"]
    )]
    pub from: Vec<String>,
}

/// The kinds of exercises that a new routine may begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExerciseKind {
    /// Take a position and keep it
    #[default]
    #[value(alias = "holds")]
    Hold,
    /// A movement, a counted number of times
    #[value(aliases = ["rep", "repetition", "repetitions"])]
    Reps,
    /// Breathing to a count
    #[value(aliases = ["breath", "breaths", "breathe"])]
    Breathing,
}

/// `supple fmt`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct FmtArgs {
    /// Routine files; `-` reads standard input and prints the result
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Write nothing: name the files that are not laid out, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProblemFormat {
    /// Underlined in their line, with what to write instead
    #[default]
    Human,
    /// One line each: file:line:column: error: message
    Short,
    /// A JSON array with an object for each
    Json,
}

/// `supple history`
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct HistoryArgs {
    /// Only since then: today, yesterday, a length like 2w (45min, 2h, 10d, 3m, 1y), or a day like 2026-11-01
    #[arg(long, value_name = "WHEN", value_parser = since)]
    pub since: Option<SinceWhen>,
    /// Only this routine, by its id or the beginning of one
    #[arg(long, value_name = "ID")]
    pub routine: Option<String>,
    /// Print it as JSON, for other programs
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print it as a table for spreadsheets
    #[arg(long)]
    pub csv: bool,
    /// Print a table instead of filling the screen
    ///
    /// This is what happens anyway when the output is no terminal.
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    pub plain: bool,
}

/// `supple stats`
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct StatsArgs {
    /// Only since then: today, yesterday, a length like 2w (45min, 2h, 10d, 3m, 1y), or a day like 2026-11-01
    #[arg(long, value_name = "WHEN", value_parser = since)]
    pub since: Option<SinceWhen>,
    /// Print it as JSON, for other programs
    #[arg(long, conflicts_with = "plain")]
    pub json: bool,
    /// Print it as text instead of filling the screen
    ///
    /// This is what happens anyway when the output is no terminal.
    #[arg(long)]
    pub plain: bool,
}

/// `supple report`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ReportArgs {
    /// Since then: today, yesterday, a length like 2w (45min, 2h, 10d, 3m, 1y), or a day like 2026-11-01; 2w without it
    #[arg(long, value_name = "WHEN", value_parser = since, default_value = "2w", hide_default_value = true)]
    pub since: SinceWhen,
    /// Write a page for a browser or a printer into this file, - for the output
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    pub html: Option<PathBuf>,
    /// Print it as text; this is what happens anyway
    #[arg(long)]
    pub text: bool,
}

/// `supple felt`
///
/// What is said takes the place of what was said before. Without any of it the questions are
/// asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct FeltArgs {
    /// The id of a session, its beginning or its end, as `supple history` shows it; the latest
    /// without it
    pub id: Option<String>,
    /// Pain or stiffness before it, 0 to 10
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u8).range(..=10))]
    pub before: Option<u8>,
    /// Pain or stiffness after it, 0 to 10
    #[arg(long, value_name = "0-10", value_parser = clap::value_parser!(u8).range(..=10))]
    pub after: Option<u8>,
    /// How it was after it, held against before
    #[arg(long, value_name = "WORD", value_parser = one_of(Than::VARIANTS, Than::word))]
    pub than: Option<Than>,
    /// A line to remember it by; an empty one takes it back
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// `supple forget`
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["id", "all"])))]
pub struct ForgetArgs {
    /// The id of a session, its beginning or its end, as `supple history` shows it
    pub id: Option<String>,
    /// All sessions
    #[arg(long)]
    pub all: bool,
    /// Do not ask first
    #[arg(long)]
    pub yes: bool,
}

/// How far to look back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SinceWhen {
    /// So long by the calendar: today and the days before it. Of hours and minutes, from that
    /// moment on; for figures, from its day.
    Ago(SpanFieldwise),
    /// From this day on.
    Day(Date),
}

impl SinceWhen {
    /// The first day that counts. Two weeks are fourteen days, today among them.
    pub fn day(self, now: &Zoned) -> Date {
        match self {
            SinceWhen::Day(day) => day,
            SinceWhen::Ago(span) if self.moment(now).is_some() => now.saturating_sub(span.0).date(),
            SinceWhen::Ago(span) => now.date().saturating_sub(span.0).saturating_add(1.day()),
        }
    }

    /// The moment that it begins at, where it is no whole day.
    pub fn moment(self, now: &Zoned) -> Option<Timestamp> {
        match self {
            SinceWhen::Ago(SpanFieldwise(ago)) if ago.get_minutes() > 0 || ago.get_hours() > 0 => {
                Some(now.saturating_sub(ago).timestamp())
            }
            _ => None,
        }
    }
}

/// A step by its numbers, `[9, 2]` for the second inside the ninth. Clap would take a `Vec` for an
/// option that may be given several times.
type StepPath = Vec<u32>;

/// Reads the words after the program's name, and that name before them. What clap answers itself
/// (help, version, a mistake) comes back as its error, with the exit status that it should have.
pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
    let mut words: Vec<OsString> = words.into_iter().collect();
    let minutes = words.get(1).and_then(|word| word.to_str());
    if minutes.is_some_and(|word| fit::minutes(word).is_some()) {
        words.splice(1..1, ["play", "--in"].map(OsString::from));
    }
    let words = definitions().try_get_matches_from(words)?;
    let words = CommandLine::from_arg_matches(&words)?;
    Ok(words.command.unwrap_or(Command::Pick { plain: words.plain }))
}

/// The definitions as clap has them, for completions and the man page.
pub fn definitions() -> clap::Command {
    let command = CommandLine::command();
    let mut help = "{about-with-newline}\n{usage-heading} {usage}\n\n".to_owned();
    for one in command.get_subcommands() {
        let name = one.get_name();
        if let Some((_, heading)) = GROUPS.iter().find(|(first, _)| *first == name) {
            let between = if help.ends_with("\n\n") { "" } else { "\n" };
            help += &format!("{between}{heading}:\n");
        }
        let about = one.get_about().map(ToString::to_string);
        help += &format!("  {name:<17}{}\n", about.unwrap_or_default());
    }
    help.push('\n');
    command.help_template(help + "Options:\n{options}{after-help}")
}

fn speed(text: &str) -> Result<f64, String> {
    let speed = text.parse().ok().filter(|speed| (1.0..=1000.0).contains(speed));
    speed.ok_or_else(|| naming::A_SPEED.into())
}

fn minutes(text: &str) -> Result<Duration, String> {
    fit::minutes(text).ok_or_else(|| naming::MINUTES.into())
}

fn since(text: &str) -> Result<SinceWhen, String> {
    let wrong = || naming::SINCE.to_owned();
    let text = match text {
        "today" => "1d",
        "yesterday" => "2d",
        text => text,
    };
    if let Ok(day) = text.parse::<Date>() {
        return Ok(SinceWhen::Day(day));
    }
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?);
    let number = number.parse().ok().filter(|n| (1..=9999_i64).contains(n)).ok_or_else(wrong)?;
    let ago = match unit {
        "min" => number.minutes(),
        "h" => number.hours(),
        "d" => number.days(),
        "w" => number.weeks(),
        "m" => number.months(),
        "y" => number.years(),
        _ => return Err(wrong()),
    };
    Ok(SinceWhen::Ago(ago.fieldwise()))
}

fn step(text: &str) -> Result<StepPath, String> {
    let number = |part: &str| part.parse().ok().filter(|n| *n > 0 && !part.starts_with('+'));
    let numbers: Option<Vec<u32>> = text.split('.').map(number).collect();
    numbers.ok_or_else(|| naming::A_STEP.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Command, i32> {
        let words = ["supple"].iter().chain(words).map(OsString::from);
        super::read(words).map_err(|error| error.exit_code())
    }

    fn played(words: &[&str]) -> Result<PlayArgs, i32> {
        match read(&[&["play", "x"], words].concat())? {
            Command::Play(play) => Ok(play),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_definitions_hold() {
        definitions().debug_assert();
    }

    #[test]
    fn supple_alone_opens_the_library() {
        assert_eq!(read(&[]), Ok(Command::Pick { plain: false }));
        assert_eq!(read(&["--plain"]), Ok(Command::Pick { plain: true }));
    }

    #[test]
    fn a_speed_is_a_number_from_1_to_1000() {
        assert_eq!(played(&["--speed", "1.5"]).unwrap().speed, Some(1.5));
        assert_eq!(played(&["--speed", "1000"]).unwrap().speed, Some(1000.0));
        for wrong in ["0.5", "0", "-2", "1001", "NaN", "inf", "fast", ""] {
            assert_eq!(played(&[&format!("--speed={wrong}")]), Err(2), "{wrong}");
        }
    }

    #[test]
    fn a_step_is_one_number_or_several() {
        let from = |text: &str| played(&["--from", text]).map(|play| play.from.unwrap());
        assert_eq!(from("3"), Ok(vec![3]));
        assert_eq!(from("9.2"), Ok(vec![9, 2]));
        for wrong in ["0", "1.0", "1.", ".1", "a", "", "1..2", "+1", "99999999999"] {
            assert_eq!(from(wrong), Err(2), "{wrong}");
        }
    }

    #[test]
    fn since_is_a_length_or_a_day() {
        let now: jiff::Zoned = "2026-03-31T01:00[Europe/Berlin]".parse().unwrap();
        let day = |text: &str| since(text).map(|since| since.day(&now).to_string());
        assert_eq!(day("today").as_deref(), Ok("2026-03-31"));
        assert_eq!(day("yesterday").as_deref(), Ok("2026-03-30"));
        assert_eq!(day("45min").as_deref(), Ok("2026-03-31"));
        assert_eq!(day("2h").as_deref(), Ok("2026-03-30"));
        let moment = since("2h").map(|since| since.moment(&now).map(|at| at.to_string()));
        assert_eq!(moment, Ok(Some("2026-03-30T21:00:00Z".into())));
        assert_eq!(day("1d").as_deref(), Ok("2026-03-31"));
        assert_eq!(day("2w").as_deref(), Ok("2026-03-18"));
        assert_eq!(day("1m").as_deref(), Ok("2026-03-01"));
        assert_eq!(day("1y").as_deref(), Ok("2025-04-01"));
        assert_eq!(day("9999y").as_deref(), Ok("-007973-04-01"));
        assert_eq!(day("2026-11-01").as_deref(), Ok("2026-11-01"));
        for wrong in ["", "w", "0d", "-2w", "2", "two weeks", "2026-13-01", "1é", "99999d"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
        assert_eq!(read(&["forget"]), Err(2));
        assert_eq!(read(&["forget", "x", "--all"]), Err(2));
    }

    #[test]
    fn what_is_not_understood_is_a_usage_error() {
        assert_eq!(read(&["dance"]), Err(2));
        assert_eq!(read(&["play"]), Err(2));
        assert_eq!(read(&["plan", "x", "--all", "--json"]), Err(2));
        assert_eq!(read(&["check", "--format", "loud"]), Err(2));
        assert_eq!(read(&["--version"]), Err(0));
        assert_eq!(read(&["help", "play"]), Err(0));
    }

    #[test]
    fn the_help_lists_every_command_once_in_lines_of_80_columns() {
        let definitions = definitions();
        let help = definitions.clone().render_help().to_string();
        let long = help.lines().find(|line| line.starts_with("  ") && line.len() > 80);
        assert_eq!(long, None);
        for command in definitions.get_subcommands() {
            let line = format!("\n  {:<17}", command.get_name());
            assert_eq!(help.matches(&line).count(), 1, "{line}");
        }
        for (_, heading) in GROUPS {
            assert!(help.contains(&format!("\n\n{heading}:\n  ")), "{heading}");
        }
    }
}
