//! What each command does, a file for each or for several that belong together: it asks the machine
//! for what it needs, and prints what comes of it or says why it can't.

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
mod paper;
pub mod play;
mod remind;
pub mod report;
mod running;
pub mod settings;
pub mod show;
mod stats;

use std::borrow::Cow;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;

use crate::cli::{Command, OfSettings};
use crate::feed::SessionStatus;
use crate::history::Summary;
use crate::history::figures::Prescription;
use crate::history::often;
use crate::host::journal::{Journal, Read, ours};
use crate::host::{disk, places, remote, stdio};
use crate::library::{Entry, File, Found, Library};
use crate::problem::{self, Look, Problem};
use crate::routine::Routine;
use crate::routine::grammar::listed;
use crate::text;
use crate::timeline::Timeline;
use crate::words::disk::{cant_read, cant_write, own_unreadable};
use crate::words::machine::answer_lost;
use crate::words::naming;

/// Does what a command asks for and says with which status the program ends.
///
/// # Errors
/// A sentence for standard error, and what may help.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Plan(words) => show::plan(&library(), &words),
        Command::List(words) => list::run(&library(), &words),
        Command::Show(words) => show::run(&library(), &words),
        Command::Check(words) => check::run(&library(), &words),
        Command::Explain { name } => explain::run(name.as_deref()),
        Command::Fmt(words) => fmt::run(&library(), &words),
        Command::New(words) => new::run(&library(), &words),
        Command::Edit { routine } => edit::run(&routine),
        Command::Watch { file } => play::watch(&file),
        Command::LanguageServer => edit::speak_with_an_editor(),
        Command::Completions { shell } => print(&completions::script(shell)?),
        Command::Man => print(&explain::man()),
        Command::Play(words) => play::run(&words),
        Command::Resume(words) => play::resume(&words),
        Command::Pick { plain } => play::pick(plain),
        Command::History(words) => history::run(&words),
        Command::Stats(words) => stats::run(&words),
        Command::Report(words) => report::run(&words),
        Command::Export { file } => export::run(file.as_deref()),
        Command::Import { file } => export::import(&file),
        Command::Felt(words) => felt::run(&words),
        Command::Forget(words) => felt::forget(&words),
        Command::Settings { what } => match what {
            Some(OfSettings::Show(flags)) => settings::show(&flags),
            None => settings::create(),
        },
        Command::Status(words) => running::status(&words),
        Command::Remind { words } => remind::run(&words),
        Command::Answer { words } => running::answer(&words),
    }
}

/// The built-in routines and the person's own. A folder that can't be read is told about, and
/// the built-in ones are there all the same.
fn library() -> Library {
    let Some(places) = places::places() else {
        return Library::new(None, Vec::new());
    };
    let own = disk::routine_paths(&places.routines);
    let tell = |why: &String| stdio::warn(&own_unreadable(places.routines.display(), why));
    let own = own.inspect_err(tell).unwrap_or_default();
    Library::of_folder(places.routines, own, disk::read_ordinary)
}

/// What runs now, the newest first.
fn sessions() -> Vec<SessionStatus> {
    places::places().map_or_else(Vec::new, |places| remote::status::read(&places.run))
}

/// The journal, or why there is none.
fn journal() -> Result<&'static Journal, Failure> {
    Ok(ours().as_ref().map_err(String::clone)?)
}

/// What was read of the history; what could not be is told on standard error.
fn told<T>(read: Read<T>) -> T {
    complain(&read.complaints);
    read.value
}

fn complain(complaints: &[String]) {
    complaints.iter().for_each(|words| stdio::warn(words));
}

/// The routines that somebody prescribed, in the order of the library. A day that is no day of
/// the calendar is none.
fn prescribed(library: &Library) -> Vec<Prescription> {
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
fn title(library: &Library, id: &str) -> String {
    library.get(id).map_or(id, |entry| entry.title()).to_owned()
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
    let mut found = sessions.iter().filter(fits);
    Err(Failure::of(match (found.next(), found.next()) {
        (Some(one), None) => return Ok(one),
        (None, _) => naming::no_session(word),
        (Some(one), Some(other)) => naming::several_sessions(word, named(one), named(other)),
    }))
}

/// A session by its title and start.
fn named(session: &Summary) -> String {
    let start = session.start.local().strftime("%Y-%m-%d %H:%M");
    naming::session(text::line(&session.played.title), start)
}

/// The exit status after an error; clap has its own, 2, for words that it does not understand.
pub const ERROR: u8 = 1;

/// How a command ends that has done its work and has found all well, or not.
fn status(good: bool) -> ExitCode {
    ExitCode::from(if good { 0 } else { ERROR })
}

fn print(text: &str) -> Result<ExitCode, Failure> {
    print_each(std::iter::once(text))
}

/// Prints a sentence on a line of its own.
fn say(words: &str) -> Result<ExitCode, Failure> {
    print(&format!("{words}\n"))
}

/// Writes one text after the other.
fn print_each(texts: impl Iterator<Item = impl AsRef<str>>) -> Result<ExitCode, Failure> {
    let printed = stdio::print_each(texts);
    printed.map_err(answer_lost)?;
    Ok(ExitCode::SUCCESS)
}

/// A value as JSON for other programs, with nothing in it that a terminal obeys.
fn json(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value);
    let json = json.expect("what is printed is made of texts and finite numbers");
    // There may be much of it.
    if let Cow::Owned(escaped) = text::json(&json) { escaped + "\n" } else { json + "\n" }
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
    /// What is wrong, and what to do instead.
    fn of([message, help]: [impl Into<String>; 2]) -> Failure {
        Failure { message: message.into(), help: help.into(), report: String::new() }
    }
}

/// A refusal that nothing is known to help against.
impl<T: Into<String>> From<T> for Failure {
    fn from(why: T) -> Failure {
        Failure::of([why.into(), String::new()])
    }
}

/// As it is printed on standard error, with the line end.
impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.report.is_empty() {
            writeln!(f, "{}\n", self.report.trim_end())?;
        }
        writeln!(f, "error: {}", text::line(&self.message))?;
        match self.help.as_str() {
            "" => Ok(()),
            help => writeln!(f, "help: {}", text::line(help)),
        }
    }
}

/// The routine that a word on the command line names, and its plan. A broken one is refused.
fn routine(library: &Library, word: &str) -> Result<(Arc<Entry>, Arc<Routine>, Timeline), Failure> {
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
    Err(Failure::of(match found {
        Found::Entry(entry) => return Ok(entry),
        Found::Path(path) => {
            let bytes = Ok(disk::read(&path).map_err(|why| unreadable(&path, &why))?);
            return Ok(Arc::new(Entry::of_path(File { path, bytes })));
        }
        Found::NotFound { suggestions, note } => {
            let help = match (note, suggestions.as_slice()) {
                (Some(note), []) => note,
                (Some(note), near) => naming::note_and_try(note, either(near)),
                (None, []) => naming::ALL_LISTED.into(),
                (None, near) => naming::did_you_mean(either(near)),
            };
            naming::no_routine(word, help)
        }
        Found::Ambiguous { candidates } => naming::several_routines(word, either(&candidates)),
    }))
}

fn unreadable(path: &Path, why: &str) -> Failure {
    cant_read(path.display(), why).into()
}

fn unwritable(path: &Path, why: &str) -> Failure {
    cant_write(path.display(), why).into()
}

/// A routine that can't be played, and everything that is wrong with it.
fn broken(entry: &Entry, problems: &[Problem]) -> Failure {
    let mut failure = unread(entry, problems).unwrap_or_else(|| Failure {
        report: problems_told(entry, problems, Look::Plain),
        ..naming::cant_be_played(file_name(entry)).into()
    });
    if failure.help.is_empty() && entry.shadows {
        failure.help = naming::BUILT_IN_INSTEAD.to_owned();
    }
    failure
}

/// Problems as people read them, underlined in the file.
fn problems_told(entry: &Entry, problems: &[Problem], look: Look) -> String {
    match unread(entry, problems) {
        Some(failure) => failure.to_string(),
        None => problem::human(&file_name(entry), entry.text(), problems, look),
    }
}

/// Why a file could not be read, which has no place to point at.
fn unread(entry: &Entry, problems: &[Problem]) -> Option<Failure> {
    match problems {
        [only] if matches!(only.name, "unreadable" | "not-utf-8") => {
            Some(Failure::of([cant_read(file_name(entry), &only.message), only.help.to_string()]))
        }
        _ => None,
    }
}

/// A path on one line.
fn shown(path: &Path) -> String {
    text::line(&path.display().to_string())
}

/// What a routine's file is called; its id where it is built in.
fn file_name(entry: &Entry) -> String {
    entry.path().map_or(entry.id.clone(), |path| path.display().to_string())
}

/// `` `a` ``, `` `a` or `b` ``, `` `a`, `b` or `c` ``
fn either(words: &[String]) -> String {
    let ticked: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    listed(&ticked.iter().map(String::as_str).collect::<Vec<_>>())
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
