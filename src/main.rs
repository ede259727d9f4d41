//! Words in, exit status out.

use std::path::Path;
use std::process::ExitCode;

use supple::cli::{self, Command};
use supple::commands::{self, Failure};
use supple::host::{disk, paper, places};
use supple::library::Library;

/// The exit status after an error; clap has its own, 2, for words that it does not understand.
const ERROR: u8 = 1;

fn main() -> ExitCode {
    let command = match cli::read(std::env::args_os()) {
        Ok(command) => command,
        Err(answer) => {
            // Help and version are printed on standard output, mistakes on standard error. If
            // nobody reads them, the status still tells.
            let _ = answer.print();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(ERROR));
        }
    };
    match run(command) {
        Ok(status) => status,
        Err(failure) => {
            paper::complain(&failure.to_string());
            ExitCode::from(ERROR)
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    let read = |path: &Path| disk::read(path);
    let width = paper::columns();
    match command {
        Command::Plan(words) => print(&commands::plan::run(&library(), &words, width, &read)?),
        Command::List(words) => print(&commands::list::run(&library(), words, width)),
        Command::Show(words) => print(&commands::show::run(&library(), &words, width, &read)?),
        Command::Check(words) => {
            let folder = |path: &Path| path.is_dir().then(|| disk::routines(path));
            let checked = commands::check::run(&words, &read, &folder)?;
            let status = print(&checked.text)?;
            Ok(if checked.good {
                status
            } else {
                ExitCode::from(ERROR)
            })
        }
        Command::Completions { shell } => print(&commands::words::completions(shell)),
        Command::Man => print(&commands::words::man()),
        // SEAM: what follows is for the loop in `host`, which plays on the screen or on paper.
        Command::Play(words) => {
            let (piece, _wishes) = commands::play::prepare(&library(), &words, &read)?;
            Err(unplayed(&piece.routine.title))
        }
        Command::Pick => Err(unplayed("the library")),
    }
}

fn unplayed(what: &str) -> Failure {
    Failure::new(
        format!("this build has no screen to play {what} on"),
        "`supple list`, `plan` and `show` work without one",
    )
}

fn print(text: &str) -> Result<ExitCode, Failure> {
    match paper::print(text) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Failure::new(format!("can't write the answer: {error}"), "")),
    }
}

/// The built-in routines and the person's own. A folder that can't be read is told about, and
/// the built-in ones are there all the same.
fn library() -> Library {
    let Some(places) = places::places() else {
        return Library::new(None, Vec::new());
    };
    let own = disk::routines(&places.routines).unwrap_or_else(|why| {
        let folder = places.routines.display();
        let warning = format!("your own routines in `{folder}` can't be read: {why}");
        paper::complain(&format!("warning: {}\n", supple::text::line(&warning)));
        Vec::new()
    });
    Library::new(Some(places.routines), own)
}
