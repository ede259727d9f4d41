//! What each command does, a file for each or for two that belong together: it asks the machine for what it needs, and prints
//! what comes of it or says why it can't.

pub mod answer;
pub mod check;
pub mod completions;
pub mod edit;
pub mod explain;
pub mod export;
pub mod felt;
pub mod fmt;
pub mod history;
pub mod list;
pub mod new;
pub mod play;
pub mod report;
pub mod run;
pub mod settings;
pub mod show;
pub mod stats;
pub mod status;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;

use crate::history::Summary;
use crate::history::figures::Prescription;
use crate::history::often;
use crate::host::{disk, stdio};
use crate::library::{Entry, File, Found, Library};
use crate::problem::{self, Look, Problem};
use crate::routine::Routine;
use crate::text;
use crate::timeline::Timeline;

/// The routines that somebody prescribed, in the order of the library. A day that is no day of
/// the calendar is none.
pub fn prescribed(library: &Library) -> Vec<Prescription> {
    let asked = |entry: &Arc<Entry>| {
        let routine = entry.routine()?;
        let prescribed = routine.prescribed.as_ref()?;
        let day = |text: &Option<String>| text.as_deref()?.trim().parse().ok();
        Some(Prescription {
            routine: entry.id.clone(),
            title: routine.title.to_string(),
            by: prescribed.by.as_ref().map(String::from),
            on: day(&prescribed.on),
            review: day(&prescribed.review),
            how_often: crate::words::often::of_routine(routine),
            often: routine.often.clone(),
            steps: often::named_steps(&routine.steps, None),
        })
    };
    library.entries().iter().filter_map(asked).collect()
}

/// The title of a routine by its id; the id itself where there is none any more.
pub fn title(library: &Library, id: &str) -> String {
    let entry = library.get(id);
    entry.map_or(id.to_owned(), |entry| entry.title().to_owned())
}

/// What the short name of a session must have at the least, so that none is meant by a slip.
const SHORTEST_NAME: usize = 4;

/// The session whose id begins or ends with a word.
///
/// # Errors
/// If none does, or several do.
fn session<'a>(sessions: &'a [Summary], word: &str) -> Result<&'a Summary, Failure> {
    let word = word.to_lowercase();
    let fits = |session: &&Summary| {
        let id = session.id.to_string();
        word.len() >= SHORTEST_NAME && (id.starts_with(&word) || id.ends_with(&word))
    };
    let found: Vec<&Summary> = sessions.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(Failure::new(
            format!("no session is called `{word}`"),
            "`supple history` shows their ids; four letters of the end are enough",
        )),
        [one, other, ..] => Err(Failure::new(
            format!("`{word}` may be {} or {}", named(one), named(other)),
            "write more of its id",
        )),
    }
}

/// A session by its title and start.
fn named(session: &Summary) -> String {
    let start = session.start.local().strftime("%Y-%m-%d %H:%M");
    format!("`{}` of {start}", text::line(&session.played.title))
}

/// The exit status after an error; clap has its own, 2, for words that it does not understand.
pub const ERROR: u8 = 1;

/// How a command ends that has done its work and has found all well, or not.
fn status(good: bool) -> ExitCode {
    ExitCode::from(if good { 0 } else { ERROR })
}

fn print(text: &str) -> Result<ExitCode, Failure> {
    print_each(std::iter::once(text.to_owned()))
}

/// Writes one text after the other.
fn print_each(texts: impl Iterator<Item = String>) -> Result<ExitCode, Failure> {
    match stdio::print_each(texts) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Failure::new(format!("can't write the answer: {error}"), "")),
    }
}

/// A value as JSON for other programs, with nothing in it that a terminal obeys.
fn json(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value);
    let json = json.expect("what is printed is made of texts and finite numbers");
    text::json(&json).into_owned() + "\n"
}

/// A command could not do what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong: a sentence, lower case, no full stop.
    pub message: String,
    /// What to do instead; may be empty.
    pub help: String,
    /// What is wrong with a file, underlined, printed before the rest; may be empty.
    pub report: String,
}

impl Failure {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure { message: message.into(), help: help.into(), report: String::new() }
    }
}

/// A refusal of the machine, which nothing is known to help against.
impl From<String> for Failure {
    fn from(why: String) -> Failure {
        Failure::new(why, "")
    }
}

/// As it is printed on standard error, with the line end.
impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.report.is_empty() {
            writeln!(f, "{}", self.report.trim_end())?;
            writeln!(f)?;
        }
        writeln!(f, "error: {}", text::line(&self.message))?;
        match self.help.as_str() {
            "" => Ok(()),
            help => writeln!(f, "help: {}", text::line(help)),
        }
    }
}

/// The routine that a word on the command line names, and its plan. A broken one is refused.
pub fn routine(
    library: &Library,
    word: &str,
) -> Result<(Arc<Entry>, Arc<Routine>, Timeline), Failure> {
    let entry = entry(library, word)?;
    match library.playable(&entry) {
        Ok((routine, timeline)) => Ok((entry, routine, timeline)),
        Err(problems) => Err(broken(&entry, &problems)),
    }
}

/// The routine that a word names, broken or not.
fn entry(library: &Library, word: &str) -> Result<Arc<Entry>, Failure> {
    found_entry(library.find(word), word)
}

/// The routine that was found for a word.
fn found_entry(found: Found, word: &str) -> Result<Arc<Entry>, Failure> {
    match found {
        Found::Entry(entry) => Ok(entry),
        Found::Path(path) => {
            let bytes = disk::read(&path).map_err(|why| unreadable(&path, &why))?;
            let bytes = Ok(bytes);
            Ok(Arc::new(Entry::of_path(File { path, bytes })))
        }
        Found::NotFound { suggestions, note } => Err(Failure::new(
            format!("no routine is called `{word}`"),
            match (note, suggestions.as_slice()) {
                (Some(note), []) => note,
                (Some(note), near) => format!("{note} Try {}", either(near)),
                (None, []) => {
                    "`supple list` shows them all; a file is named by its path, like ./my.ron"
                        .into()
                }
                (None, near) => format!("did you mean {}?", either(near)),
            },
        )),
        Found::Ambiguous { candidates } => Err(Failure::new(
            format!("`{word}` may be several routines"),
            format!("write {}", either(&candidates)),
        )),
    }
}

fn unreadable(path: &Path, why: &str) -> Failure {
    format!("can't read `{}`: {why}", path.display()).into()
}

fn unwritable(path: &Path, why: &str) -> Failure {
    format!("can't write `{}`: {why}", path.display()).into()
}

/// A routine that can't be played, and everything that is wrong with it.
fn broken(entry: &Entry, problems: &[Problem]) -> Failure {
    let file = file_name(entry);
    let help = match entry.shadows {
        true => "without this file, the built-in routine of its name would be played",
        false => "",
    };
    // A file that could not be read has no place to point at.
    if let ([problem], true) = (problems, entry.text().is_empty()) {
        let message = format!("can't read `{file}`: {}", problem.message);
        let help = if problem.help.is_empty() { help } else { &problem.help };
        return Failure::new(message, help);
    }
    let report = problem::human(&file, entry.text(), problems, Look::Plain);
    Failure { report, ..Failure::new(format!("`{file}` can't be played"), help) }
}

/// Problems as people read them, underlined in the file. A file that could not be read has no
/// place to point at.
fn told(entry: &Entry, problems: &[Problem], look: Look) -> String {
    let file = file_name(entry);
    match problems {
        [only] if matches!(only.name, "unreadable" | "not-utf-8") => {
            let message = format!("can't read `{file}`: {}", only.message);
            Failure::new(message, &*only.help).to_string()
        }
        _ => problem::human(&file, entry.text(), problems, look),
    }
}

/// What a routine's file is called; its id where it is built in.
fn file_name(entry: &Entry) -> String {
    let path = entry.path().map(|path| path.display().to_string());
    path.unwrap_or_else(|| entry.id.clone())
}

/// `` `a` ``, `` `a` or `b` ``, `` `a`, `b` or `c` ``
fn either(words: &[String]) -> String {
    let ticked: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match ticked.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [several @ .., last] => format!("{} or {last}", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_told_as_people_say_it() {
        let words = ["a", "b", "c"].map(String::from);
        assert_eq!(either(&words), "`a`, `b` or `c`");
        assert_eq!(either(&words[..2]), "`a` or `b`");
        assert_eq!(either(&words[..1]), "`a`");
    }
}
