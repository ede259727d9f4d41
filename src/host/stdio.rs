//! Standard output, standard error and standard input: how wide a text may be, writing it, and one
//! line of an answer. Whoever stops reading, as `head` does, has had enough: that is no failure.
//!
//! Lines of text for whoever reads them, printed by a thread of its own: a reader that sleeps, and
//! a terminal that Ctrl-S has stopped, hold up no session.

use std::ffi::OsStr;
use std::io::{self, BufRead, IsTerminal, Write};
use std::process::Command;

use super::background::SlowWriter;
use super::disk;
use super::message::{Message, Sender};
use crate::problem::Look;
use crate::view::Theme;

/// Columns of a text on standard output: those of the terminal, never more than 100, which is as
/// much as an eye follows; 80 where it is no terminal.
pub fn columns() -> usize {
    let stdout = io::stdout();
    let size = stdout.is_terminal().then(crossterm::terminal::size);
    match size {
        Some(Ok((columns, _))) if columns > 0 => usize::from(columns).min(100),
        _ => 80,
    }
}

/// Whether a text on standard output may have colours: on a terminal that knows them, unless
/// `NO_COLOR` says otherwise.
pub fn look() -> Look {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let dumb = set("TERM").is_none_or(|term| term == "dumb");
    let is_styled = io::stdout().is_terminal() && set("NO_COLOR").is_none() && !dumb;
    if is_styled { Look::Styled } else { Look::Plain }
}

/// What can be shown on standard output: no colour where that is no terminal.
pub fn theme() -> Theme {
    let theme = Theme::from_env(|name| std::env::var(name).ok());
    if io::stdout().is_terminal() { theme } else { theme.on_paper() }
}

/// Writes a text on standard output.
pub fn print(text: &str) -> io::Result<()> {
    print_each(std::iter::once(text))
}

/// Writes one text after the other on standard output, as they come.
pub fn print_each(texts: impl Iterator<Item = impl AsRef<str>>) -> io::Result<()> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let write = || {
        for text in texts {
            stdout.write_all(text.as_ref().as_bytes())?;
        }
        stdout.flush()
    };
    match write() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes a text on standard error. Where even that is closed, nobody is left to be told.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Warns on standard error, with nothing in it that a terminal obeys.
pub fn warn(words: &str) {
    complain(&format!("warning: {}\n", crate::text::line(words)));
}

/// The terminal of the person who types, to write on, wherever standard error leads.
///
/// # Errors
/// If there is none.
pub fn terminal() -> io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).open("/dev/tty")
}

/// So many lines wait for their reader at the most; what comes then is left out and counted.
const ROOM: usize = 4096;

/// Prints lines on a thread of its own. When nothing can be printed any more, `sender` is told.
///
/// # Errors
/// If the system gives no thread.
pub fn print_lines(out: Box<dyn Write + Send>, sender: Sender) -> io::Result<SlowWriter> {
    SlowWriter::start(out, ROOM, crate::words::machine::lines_left_out, move |error| {
        let gone = error.kind() == io::ErrorKind::BrokenPipe;
        // If nobody listens, the program has ended.
        let _ = sender.send(Message::LinesLost((!gone).then(|| disk::words(error))));
        false
    })
}

// Another program on the same terminal: the person's editor. And short questions on that
// terminal, a line each.
//
// Which editor, and what an answer means, is not known here.

/// Runs an editor until it is left. False when it says that something went wrong.
///
/// # Errors
/// A sentence, if it can't be started.
pub fn run_editor(words: &[String]) -> Result<bool, String> {
    let [program, rest @ ..] = words else {
        return Err(crate::words::machine::NO_COMMAND.into());
    };
    let status = Command::new(program).args(rest).status();
    status.map(|status| status.success()).map_err(|error| disk::words(&error))
}

/// Whether somebody is there to be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks a question on the terminal; `None` at the end of the input. It goes to standard error,
/// so that standard output holds the answer of the command alone.
pub fn ask(question: &str) -> Option<String> {
    let mut terminal = io::stderr().lock();
    let _ = terminal.write_all(question.as_bytes()).and_then(|()| terminal.flush());
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
