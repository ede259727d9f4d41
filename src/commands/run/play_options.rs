//! The person's settings: where they are, what holds of them, and how they are written.

use crate::cli::SoundArgs;
use crate::commands::settings::{Loaded, with_flags};
use crate::commands::{self, ERROR, Failure, print};
use crate::host::{small_files, stdio};
use crate::settings::Settings;
use std::path::PathBuf;
use std::process::ExitCode;

/// What was read of the settings file, and where that is. What can't be read at all is told, and
/// the defaults hold.
pub(super) fn load_settings() -> (Loaded, Option<PathBuf>, bool) {
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
pub(super) fn settings(flags: &SoundArgs) -> Settings {
    let (loaded, path, _) = load_settings();
    if let Some(path) = path.filter(|_| !loaded.problems.is_empty()) {
        stdio::complain(&loaded.complaint(&path));
    }
    with_flags(loaded.effective, flags).settings
}

pub(super) fn show_settings(flags: &SoundArgs) -> Result<ExitCode, Failure> {
    let (loaded, path, exists) = load_settings();
    let effective = with_flags(loaded.effective.clone(), flags);
    let status = print(&commands::settings::show(
        &effective,
        path.as_deref(),
        exists,
    ))?;
    match path.filter(|_| !loaded.problems.is_empty()) {
        Some(path) => {
            stdio::complain(&loaded.complaint(&path));
            Ok(ExitCode::from(ERROR))
        }
        None => Ok(status),
    }
}

pub(super) fn create_settings() -> Result<ExitCode, Failure> {
    let refused = |why: String| commands::settings::refused(&why);
    let path =
        small_files::settings_path().ok_or_else(|| refused(crate::words::disk::NO_HOME.into()))?;
    let fresh = small_files::settings_text(&path)
        .map_err(refused)?
        .is_none();
    if fresh {
        let template = crate::settings::template();
        small_files::replace(&path, template.as_bytes())
            .map_err(|error| refused(error.to_string()))?;
    }
    print(&commands::settings::created(&path, fresh))
}
