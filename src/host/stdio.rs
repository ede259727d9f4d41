//! Standard output, standard error and standard input: how wide a text may be, writing it, and one
//! line of an answer. Whoever stops reading, as `head` does, has had enough: that is no failure.

use std::io::{self, IsTerminal, Write};

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
    match io::stdout().is_terminal() && set("NO_COLOR").is_none() && !dumb {
        true => Look::Styled,
        false => Look::Plain,
    }
}

/// What can be shown on standard output: no colour where that is no terminal.
pub fn theme() -> Theme {
    let theme = Theme::from_env(|name| std::env::var(name).ok());
    if io::stdout().is_terminal() {
        theme
    } else {
        theme.on_paper()
    }
}

/// Writes a text on standard output.
pub fn print(text: &str) -> io::Result<()> {
    print_each(std::iter::once(text.to_owned()))
}

/// Writes one text after the other on standard output, as they come.
pub fn print_each(texts: impl Iterator<Item = String>) -> io::Result<()> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    let write = || {
        for text in texts {
            stdout.write_all(text.as_bytes())?;
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

/// One line that the person enters; an empty one where none comes.
pub fn answer() -> String {
    let mut line = String::new();
    // What can't be read is no yes.
    let _ = io::stdin().read_line(&mut line);
    line
}
