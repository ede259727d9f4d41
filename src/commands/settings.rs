//! `supple settings`: the file of settings, what holds, and where each value comes from.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{ERROR, Failure, print};
use crate::cli::SoundArgs;
use crate::host::{small_files, stdio};
use crate::problem::{self, Look, Problem};
use crate::settings::{Effective, From, Settings, TEMPLATE, read};
use crate::text::line;
use crate::words::disk::NO_HOME;

/// What was read of the settings file.
struct Loaded {
    /// Where it is; `None` without a home directory.
    path: Option<PathBuf>,
    /// `None` where there is no file.
    text: Option<String>,
    effective: Effective,
    problems: Vec<Problem>,
}

impl Loaded {
    /// Reads it; the flags of the command line hold over what it says. What can't be read at all is
    /// told, and the defaults hold.
    fn with_flags(flags: &SoundArgs) -> Loaded {
        let path = small_files::settings_path();
        let text = path.as_ref().and_then(|path| {
            small_files::settings_text(path).unwrap_or_else(|why| {
                let file = path.display();
                stdio::warn(&format!("your settings in `{file}` can't be read: {why}"));
                None
            })
        });
        let (mut effective, problems) = read(text.as_deref().unwrap_or_default());
        let options = [
            (flags.voice, "voice", "true"),
            (flags.no_voice, "voice", "false"),
            (flags.no_sound, "ring", "Alarms"),
            (flags.bell, "tones", "false"),
            (flags.no_notify, "notify", "Never"),
        ];
        for (_, name, written) in options.iter().filter(|(asked, ..)| *asked) {
            // Each is a value that its option may have, as a test holds it to.
            let _ = effective.set(name, written, From::Flag);
        }
        Loaded { path, text, effective, problems }
    }

    /// Tells on standard error what is wrong with it; whether anything is.
    fn complain(&self) -> bool {
        let Some(path) = self.path.as_ref().filter(|_| !self.problems.is_empty()) else {
            return false;
        };
        let (path, text) = (path.display().to_string(), self.text.as_deref().unwrap_or_default());
        stdio::complain(&problem::human(&path, text, &self.problems, Look::Plain));
        true
    }
}

/// What holds for playing. Mistakes in the file are told, and cost nobody their session.
pub(super) fn settings(flags: &SoundArgs) -> Settings {
    let loaded = Loaded::with_flags(flags);
    loaded.complain();
    loaded.effective.settings
}

/// `supple settings show`: what holds, one option a line.
///
/// # Errors
/// If standard output can't be written.
pub fn show(flags: &SoundArgs) -> Result<ExitCode, Failure> {
    let loaded = Loaded::with_flags(flags);
    let place = loaded.path.as_ref().map(|path| line(&path.display().to_string()));
    let head = match (place, &loaded.text) {
        (Some(path), Some(_)) => format!("// {path}\n"),
        (Some(path), None) => {
            format!("// There is no {path}: `supple settings` creates it.\n")
        }
        (None, _) => "// There is no home directory for a file of settings.\n".into(),
    };
    let printed = print(&(head + &loaded.effective.lines()))?;
    Ok(if loaded.complain() { ExitCode::from(ERROR) } else { printed })
}

/// `supple settings`: makes the file where there is none.
///
/// # Errors
/// If there is no place for it, or it can't be written.
pub fn create() -> Result<ExitCode, Failure> {
    let refused = |why: String| Failure::from(format!("the settings can't be written: {why}"));
    let path = small_files::settings_path().ok_or_else(|| refused(NO_HOME.into()))?;
    let is_there = small_files::settings_text(&path).map_err(refused)?.is_some();
    let shown = line(&path.display().to_string());
    if is_there {
        return print(&format!(
            "{shown} is there already; `supple settings show` tells what holds.\n"
        ));
    }
    let written = small_files::replace(&path, TEMPLATE.as_bytes());
    written.map_err(|error| refused(error.to_string()))?;
    print(&format!("Created {shown}: every option stands in it with what it does.\n"))
}
