//! The words on the command line, and what they ask for. Parser, help, completions and the man
//! page come from these definitions; nothing here does anything.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq, Subcommand)]
pub enum Command {
    /// Choose a routine from the library and play it (this is what `supple` alone does)
    #[command(skip)]
    Pick,
    /// Play a routine: follow it, step by step, with a countdown
    Play(Play),
    /// Take up a session that was broken off by a crash, a closed terminal or a restart
    Resume(Resume),
    /// Show what a routine will ask for, with times, before you play it
    Plan(Plan),
    /// List all routines, the built-in ones and your own
    List(List),
    /// Show all about a routine, its cautions and sources, or a page of information
    Show(Show),
    /// Look for mistakes in routine files
    Check(Check),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the man page
    Man,
}

/// A guided-exercise timer for the terminal: stretches, breathing, heat and cold.
///
/// Without a command it opens the library, where you choose a routine. A routine is named by its
/// id, by the beginning of its id, or by the path of a file (with a `/` or ending in `.ron`).
#[derive(Clone, Debug, Parser)]
#[command(name = "supple", version, max_term_width = 100)]
#[command(
    after_help = "supple gives no medical advice. `supple show red-flags` tells when to see \
                        a doctor."
)]
struct Words {
    #[command(subcommand)]
    command: Option<Command>,
}

/// `supple play`
#[derive(Clone, Debug, PartialEq, Args)]
pub struct Play {
    /// A routine's id, the beginning of one, or the path of a file
    #[arg(value_name = "ROUTINE|FILE")]
    pub routine: String,
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
    pub from: Option<Step>,
    /// Let waits go on by themselves, for when no key is within reach
    ///
    /// A wait lasts as long as its words take to say, and 10 seconds. Alarms still ask for an
    /// answer.
    #[arg(long)]
    pub hands_free: bool,
}

/// `supple resume`
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct Resume {
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
pub struct Plan {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Args)]
pub struct List {
    /// Print it as JSON, for other programs
    #[arg(long)]
    pub json: bool,
}

/// `supple show`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct Show {
    /// A routine, or the name of a page like red-flags
    #[arg(value_name = "ROUTINE|FILE|PAGE")]
    pub what: String,
}

/// `supple check`
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct Check {
    /// Routine files, or folders of them
    #[arg(value_name = "FILE|FOLDER", required = true)]
    pub paths: Vec<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Underlined in their line, with what to write instead
    #[default]
    Human,
    /// One line each: file:line:column: error: message
    Short,
    /// A JSON array with an object for each
    Json,
}

/// A step by its numbers, `[9, 2]` for the second inside the ninth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step(pub Vec<u32>);

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let numbers: Vec<String> = self.0.iter().map(u32::to_string).collect();
        f.write_str(&numbers.join("."))
    }
}

/// Reads the words after the program's name, and that name before them. What clap answers itself
/// (help, version, a mistake) comes back as its error, with the exit status that it should have.
pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
    let words = Words::try_parse_from(words)?;
    Ok(words.command.unwrap_or(Command::Pick))
}

/// The definitions as clap has them, for completions and the man page.
pub fn definitions() -> clap::Command {
    Words::command()
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (1.0..=1000.0).contains(&speed) => Ok(speed),
        _ => Err("write a number from 1 to 1000".into()),
    }
}

fn step(text: &str) -> Result<Step, String> {
    let number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits
            .then(|| part.parse().ok())
            .flatten()
            .filter(|&n: &u32| n > 0)
    };
    let numbers: Option<Vec<u32>> = text.split('.').map(number).collect();
    numbers.map(Step).ok_or_else(|| {
        "write the number of a step, like 3, or 9.2 for the second inside the ninth".into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Command, i32> {
        let words = ["supple"].iter().chain(words).map(OsString::from);
        super::read(words).map_err(|error| error.exit_code())
    }

    fn played(words: &[&str]) -> Result<Play, i32> {
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
        assert_eq!(read(&[]), Ok(Command::Pick));
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
        let from = |text: &str| played(&["--from", text]).map(|play| play.from.unwrap().0);
        assert_eq!(from("3"), Ok(vec![3]));
        assert_eq!(from("9.2"), Ok(vec![9, 2]));
        for wrong in ["0", "1.0", "1.", ".1", "a", "", "1..2", "+1", "99999999999"] {
            assert_eq!(from(wrong), Err(2), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_understood_is_a_usage_error() {
        assert_eq!(read(&["dance"]), Err(2));
        assert_eq!(read(&["play"]), Err(2));
        assert_eq!(read(&["plan", "x", "--all", "--json"]), Err(2));
        assert_eq!(read(&["check"]), Err(2));
        assert_eq!(read(&["--version"]), Err(0));
        assert_eq!(read(&["help", "play"]), Err(0));
    }
}
