//! `supple completions`, and what it completes: the shell asks the program itself for routines,
//! pages, names of problems and words of `answer`, so that a new routine is there at once.

use std::ffi::OsStr;

use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};

use super::Failure;
use crate::cli;
use crate::keys::{Place, TABLE};
use crate::library::pages;
use crate::routine::explain;
use crate::words::naming;

/// The variable by which a shell asks.
const ASKS: &str = "SUPPLE_COMPLETE";

/// The script for a shell, which asks this program for what may stand where the cursor is.
///
/// # Errors
/// A sentence, for a shell that can't be asked in this way.
pub fn script(shell: Shell) -> Result<String, Failure> {
    let mut script = Vec::new();
    let written = Shells::builtins().completer(&shell.to_string()).and_then(|completer| {
        completer.write_registration(ASKS, "supple", "supple", "supple", &mut script).ok()
    });
    written.ok_or_else(|| naming::no_completions(shell))?;
    Ok(String::from_utf8_lossy(&script).into_owned())
}

/// Answers a shell that asks for completions, and ends the program; else nothing happens.
pub fn answer() {
    CompleteEnv::with_factory(definitions).var(ASKS).complete();
}

/// The definitions, with what completes their words.
fn definitions() -> clap::Command {
    cli::definitions().mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        command.mut_args(|arg| match (&*name, arg.get_id().as_str()) {
            ("play", "routines")
            | ("plan" | "edit" | "history", "routine")
            | ("check", "paths")
            | ("watch", "file")
            | ("new", "from") => arg.add(ArgValueCompleter::new(routines)),
            ("show", "what") => arg.add(ArgValueCompleter::new(routines_and_pages)),
            ("explain", "name") => arg.add(ArgValueCandidates::new(problems)),
            ("answer", "words") => arg.add(ArgValueCandidates::new(answers)),
            _ => arg,
        })
    })
}

/// Ids of routines; where a path is being written, files.
fn routines(typed: &OsStr) -> Vec<CompletionCandidate> {
    let text = typed.to_string_lossy();
    if text.contains('/') || text.starts_with('.') {
        return PathCompleter::any().complete(typed);
    }
    let library = super::library();
    let like = library.entries().iter().filter(|entry| entry.id.starts_with(&*text));
    like.map(|entry| candidate(&entry.id, &crate::text::line(entry.title()))).collect()
}

fn routines_and_pages(typed: &OsStr) -> Vec<CompletionCandidate> {
    let text = typed.to_string_lossy();
    let pages = pages().filter(|page| page.name.starts_with(&*text));
    let pages = pages.map(|page| candidate(page.name, page.title));
    routines(typed).into_iter().chain(pages).collect()
}

fn problems() -> Vec<CompletionCandidate> {
    let format = candidate("format", naming::WORD_OF_FORMAT);
    explain::all().map(|one| candidate(one.name, one.line)).chain([format]).collect()
}

/// What a session can be answered with: the words of its keys.
fn answers() -> Vec<CompletionCandidate> {
    let here = TABLE.iter().filter(|one| one.place == Place::Session && !one.short.contains(' '));
    here.map(|one| candidate(one.short, one.long)).collect()
}

fn candidate(word: &str, means: &str) -> CompletionCandidate {
    CompletionCandidate::new(word.to_owned()).help(Some(means.to_owned().into()))
}
