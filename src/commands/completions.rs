//! `supple completions`, and what it completes: the shell asks the program itself for routines,
//! pages, names of problems and words of `answer`, so that a new routine is there at once.

use std::ffi::OsStr;

use clap::Command;
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};

use super::Failure;
use crate::cli;
use crate::keys::{Place, TABLE};
use crate::library::pages;
use crate::routine::explain;

/// The variable by which a shell asks.
const ASKS: &str = "SUPPLE_COMPLETE";

/// The script for a shell, which asks this program for what may stand where the cursor is.
///
/// # Errors
/// A sentence, for a shell that can't be asked in this way.
pub fn script(shell: Shell) -> Result<String, Failure> {
    let shells = Shells::builtins();
    let mut script = Vec::new();
    let written = shells.completer(&shell.to_string()).map(|completer| {
        completer.write_registration(ASKS, "supple", "supple", "supple", &mut script)
    });
    match written {
        Some(Ok(())) => Ok(String::from_utf8_lossy(&script).into_owned()),
        _ => Err(Failure::new(format!("there are no completions for {shell}"), "")),
    }
}

/// Answers a shell that asks for completions, and ends the program; else nothing happens.
pub fn answer() {
    CompleteEnv::with_factory(definitions).var(ASKS).complete();
}

/// The definitions, with what completes their words.
fn definitions() -> Command {
    let with = |command: Command, name: &'static str, completer: ArgValueCompleter| {
        command.mut_arg(name, |arg| arg.add(completer))
    };
    let mut all = cli::definitions();
    for (command, arg) in [
        ("play", "routines"),
        ("plan", "routine"),
        ("check", "paths"),
        ("edit", "routine"),
        ("watch", "file"),
        ("new", "from"),
        ("history", "routine"),
    ] {
        all = all.mut_subcommand(command, |command| {
            with(command, arg, ArgValueCompleter::new(routines))
        });
    }
    let shown = |typed: &OsStr| {
        let all = routines(typed).into_iter();
        all.chain(pages_of(typed)).collect()
    };
    all.mut_subcommand("show", |show| with(show, "what", ArgValueCompleter::new(shown)))
        .mut_subcommand("explain", |one| with(one, "name", ArgValueCompleter::new(problems)))
        .mut_subcommand("answer", |one| with(one, "words", ArgValueCompleter::new(answers)))
}

/// Ids of routines; where a path is being written, files.
fn routines(typed: &OsStr) -> Vec<CompletionCandidate> {
    let text = typed.to_string_lossy();
    match text.contains('/') || text.starts_with('.') {
        true => PathCompleter::any().complete(typed),
        false => routines_of(typed),
    }
}

fn routines_of(typed: &OsStr) -> Vec<CompletionCandidate> {
    let library = super::run::library();
    let entries = library.entries().iter();
    let all = entries.map(|entry| (entry.id.clone(), crate::text::line(entry.title())));
    beginning(typed, all)
}

fn pages_of(typed: &OsStr) -> Vec<CompletionCandidate> {
    let all = pages().map(|page| (page.name.to_owned(), page.title.to_owned()));
    beginning(typed, all)
}

fn problems(typed: &OsStr) -> Vec<CompletionCandidate> {
    let all = explain::all().map(|one| (one.name.to_owned(), one.line.to_owned()));
    let format = ("format".to_owned(), "every word that a routine may have".to_owned());
    beginning(typed, all.chain([format]))
}

/// What a session can be answered with: the words of its keys.
fn answers(typed: &OsStr) -> Vec<CompletionCandidate> {
    let here = TABLE.iter().filter(|one| one.place == Place::Session);
    let words = here.filter(|one| !one.short.contains(' '));
    beginning(typed, words.map(|one| (one.short.to_owned(), one.long.to_owned())))
}

fn beginning(
    typed: &OsStr,
    all: impl Iterator<Item = (String, String)>,
) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let like = all.filter(|(word, _)| word.starts_with(&*typed));
    like.map(|(word, means)| CompletionCandidate::new(word).help(Some(means.into()))).collect()
}
