//! Does what the words on the command line ask for, by the person's settings.

mod past;
mod played;
mod remind;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use past::{export, felt, forget, history, import, report, stats};
use played::{edit, pick, play, resume, watch};

use super::settings::{Loaded, with_flags};
use super::{ERROR, Failure, print};
use crate::cli::{Command, OfSettings, SoundArgs};
use crate::commands;
use crate::editor::server::Server;
use crate::feed::SessionStatus;
use crate::host::language_server::{self, End};
use crate::host::remote::{socket, status};
use crate::host::{disk, places, small_files, stdio};
use crate::library::Library;
use crate::settings::Settings;

/// Does what a command asks for and says with which status the program ends.
///
/// # Errors
/// A sentence for standard error, and what may help.
pub fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Plan(words) => commands::show::plan(&library(), &words),
        Command::List(words) => {
            let library = library();
            // Beside the list, which other programs may read.
            if let Some(pack) = played::forgotten_pack(&library) {
                stdio::complain(&format!("{pack} `supple resume` sees to it.\n"));
            }
            commands::list::run(&library, words)
        }
        Command::Show(words) => commands::show::run(&library(), &words),
        Command::Check(words) => commands::check::run(&library(), &words),
        Command::Explain(words) => commands::explain::run(&words),
        Command::Fmt(words) => commands::fmt::run(&library(), &words),
        Command::New(words) => commands::new::run(&library(), &words),
        Command::Edit(words) => edit(&words),
        Command::Watch(words) => watch(&words),
        Command::LanguageServer => speak_with_an_editor(),
        Command::Completions { shell } => print(&commands::completions::script(shell)?),
        Command::Man => print(&commands::explain::man()),
        Command::Play(words) => play(&words),
        Command::Resume(words) => resume(&words),
        Command::Pick { plain } => pick(plain),
        Command::History(words) => history(&words),
        Command::Stats(words) => stats(&words),
        Command::Report(words) => report(&words),
        Command::Export(words) => export(&words),
        Command::Import(words) => import(&words),
        Command::Felt(words) => felt(&words),
        Command::Forget(words) => forget(&words),
        Command::Settings(words) => match words.what {
            Some(OfSettings::Show(flags)) => show_settings(&flags),
            None => create_settings(),
        },
        Command::Status(words) => {
            let sessions = sessions();
            let due = sessions.is_empty().then(remind::due).flatten();
            print(&commands::status::run(&sessions, due, &words))
        }
        Command::Remind(words) => remind::remind(&words),
        Command::Answer(words) => {
            let run = places::places().map(|places| places.run);
            let ask = |shown: &SessionStatus, wish: &str| match &run {
                Some(run) => socket::ask(run, shown, wish),
                None => Err(crate::words::disk::NO_HOME.into()),
            };
            print(&commands::answer::run(&sessions(), &words.words, &ask)?)
        }
    }
}

/// What runs now, the newest first.
pub(super) fn sessions() -> Vec<SessionStatus> {
    places::places().map_or_else(Vec::new, |places| status::read(&places.run))
}

pub(super) fn speak_with_an_editor() -> Result<ExitCode, Failure> {
    if std::io::stdin().is_terminal() {
        return Err(Failure::new(
            "an editor starts `supple language-server` and speaks with it; here is a terminal",
            "`supple check FILE` tells a person what is wrong with a routine",
        ));
    }
    let mut server = Server::new(Box::new(library));
    let (stdin, stdout) = (std::io::stdin().lock(), std::io::stdout().lock());
    let end = language_server::converse(stdin, stdout, stdio::warn, |message| {
        let answers = server.handle(message);
        (!server.is_over()).then_some(answers)
    });
    match end {
        Err(why) => Err(why.into()),
        Ok(_) if server.is_shut_down() => Ok(ExitCode::SUCCESS),
        Ok(End::Done) => Err(Failure::new("the editor said `exit` before `shutdown`", "")),
        Ok(End::HangUp) => Err(Failure::new("the editor has gone without `shutdown`", "")),
    }
}

/// The built-in routines and the person's own. A folder that can't be read is told about, and
/// the built-in ones are there all the same.
pub(super) fn library() -> Library {
    let Some(places) = places::places() else {
        return Library::new(None, Vec::new());
    };
    let own = disk::routine_paths(&places.routines).unwrap_or_else(|why| {
        let folder = places.routines.display();
        stdio::warn(&format!("your own routines in `{folder}` can't be read: {why}"));
        Vec::new()
    });
    Library::of_folder(places.routines, own, disk::read_ordinary)
}

/// What was read of the settings file, and where that is. What can't be read at all is told, and
/// the defaults hold.
fn load_settings() -> (Loaded, Option<PathBuf>, bool) {
    let Some(path) = small_files::settings_path() else {
        return (Loaded::default(), None, false);
    };
    let text = small_files::settings_text(&path).unwrap_or_else(|why| {
        let file = path.display();
        stdio::warn(&format!("your settings in `{file}` can't be read: {why}"));
        None
    });
    let exists = text.is_some();
    (Loaded::new(text), Some(path), exists)
}

/// What holds for playing. Mistakes in the file are told, and cost nobody their session.
fn settings(flags: &SoundArgs) -> Settings {
    let (loaded, path, _) = load_settings();
    if let Some(path) = path.filter(|_| !loaded.problems.is_empty()) {
        stdio::complain(&loaded.complaint(&path));
    }
    with_flags(loaded.effective, flags).settings
}

fn show_settings(flags: &SoundArgs) -> Result<ExitCode, Failure> {
    let (loaded, path, exists) = load_settings();
    let effective = with_flags(loaded.effective.clone(), flags);
    let status = print(&commands::settings::show(&effective, path.as_deref(), exists))?;
    match path.filter(|_| !loaded.problems.is_empty()) {
        Some(path) => {
            stdio::complain(&loaded.complaint(&path));
            Ok(ExitCode::from(ERROR))
        }
        None => Ok(status),
    }
}

fn create_settings() -> Result<ExitCode, Failure> {
    let refused = |why: String| commands::settings::refused(&why);
    let path =
        small_files::settings_path().ok_or_else(|| refused(crate::words::disk::NO_HOME.into()))?;
    let fresh = small_files::settings_text(&path).map_err(refused)?.is_none();
    if fresh {
        small_files::replace(&path, crate::settings::TEMPLATE.as_bytes())
            .map_err(|error| refused(error.to_string()))?;
    }
    print(&commands::settings::created(&path, fresh))
}
