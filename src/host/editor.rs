//! Another program on the same terminal: the person's editor. And short questions on that
//! terminal, a line each.
//!
//! Which editor, and what an answer means, is not known here.

use std::ffi::OsStr;
use std::io::{self, BufRead, IsTerminal, Write};
use std::process::Command;

use super::disk;

/// Runs an editor until it is left. False when it says that something went wrong.
///
/// # Errors
/// A sentence, if it can't be started.
pub fn run(words: &[String]) -> Result<bool, String> {
    let [program, rest @ ..] = words else {
        return Err(crate::words::machine::NO_COMMAND.into());
    };
    let status = Command::new(program).args(rest).status();
    status
        .map(|status| status.success())
        .map_err(|error| disk::words(&error))
}

/// Whether somebody is there to be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks a question on the terminal; `None` at the end of the input. It goes to standard error,
/// so that standard output holds the answer of the command alone.
pub fn ask(question: &str) -> Option<String> {
    let mut terminal = io::stderr().lock();
    let _ = terminal
        .write_all(question.as_bytes())
        .and_then(|()| terminal.flush());
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(length) if length > 0 => Some(line.trim_end_matches(['\r', '\n']).to_owned()),
        // The prompt must not stand behind the question.
        _ => {
            let _ = terminal.write_all(b"\n");
            None
        }
    }
}

/// A variable of the environment, where it is set and is text.
pub fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).and_then(|value| OsStr::to_str(&value).map(str::to_owned))
}
