//! `supple settings`: the file of settings, what holds, and where each value comes from.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{ERROR, Failure, print, say, shown};
use crate::cli::SoundArgs;
use crate::host::{small_files, stdio};
use crate::problem::{self, Look, Problem};
use crate::settings::{Effective, From, Settings, TEMPLATE, read};
use crate::words::disk;

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
            let tell = |why: &String| stdio::warn(&disk::settings_unreadable(path.display(), why));
            small_files::settings_text(path).inspect_err(tell).unwrap_or_default()
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
        if let (Some(path), Some(text), [_, ..]) = (&self.path, &self.text, &self.problems[..]) {
            let path = path.display().to_string();
            stdio::complain(&problem::human(&path, text, &self.problems, Look::Plain));
        }
        !self.problems.is_empty()
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
    let head = match (&loaded.path, &loaded.text) {
        (Some(path), Some(_)) => shown(path),
        (Some(path), None) => disk::no_settings(shown(path)),
        (None, _) => disk::NO_HOME_FOR_SETTINGS.to_owned(),
    };
    let printed = print(&format!("// {head}\n{}", loaded.effective.lines()))?;
    Ok(if loaded.complain() { ExitCode::from(ERROR) } else { printed })
}

/// `supple settings`: makes the file where there is none.
///
/// # Errors
/// If there is no place for it, or it can't be written.
pub fn create() -> Result<ExitCode, Failure> {
    let path = small_files::settings_path();
    let path = path.ok_or_else(|| disk::settings_unwritable(disk::NO_HOME))?;
    let there = small_files::settings_text(&path).map_err(disk::settings_unwritable)?;
    if there.is_some() {
        return say(&disk::has_settings(shown(&path)));
    }
    small_files::replace(&path, TEMPLATE.as_bytes()).map_err(disk::settings_unwritable)?;
    say(&disk::created_settings(shown(&path)))
}
