//! Small things that are kept from one start to the next, each in a file of its own.
//!
//! A file is replaced whole or not at all: a full disk or a power cut leaves the old one.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::disk;
use super::files::exchange;
use super::places;
use crate::back::Back;
use crate::settings;
use crate::words::disk as sentences;

/// The file of what the person said of their back.
const BACK: &str = "back.json";

/// The file of settings.
const SETTINGS: &str = "settings.ron";

/// What is kept in a file of this machine alone. One that can't be understood counts as none.
pub fn kept<T: DeserializeOwned>(name: &str) -> Option<T> {
    let path = places::places()?.state.join(name);
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Keeps something in a file of this machine alone.
///
/// # Errors
/// Where, and why it can't be kept.
pub fn keep(name: &str, value: &impl Serialize) -> Result<(), String> {
    let path = places::places().ok_or(sentences::NO_HOME)?.state.join(name);
    let text = serde_json::to_vec(value).map_err(|error| error.to_string())?;
    replace(&path, &text).map_err(|error| format!("{}: {error}", path.display()))
}

/// What the person said of their back the last time; where that is not known, they are asked again.
pub fn kept_back() -> Option<Back> {
    kept(BACK)
}

/// Keeps what the person said of their back.
///
/// # Errors
/// A sentence, if there is no place for it or the system refuses.
pub fn keep_back(back: &Back) -> Result<(), String> {
    keep(BACK, back).map_err(|why| sentences::saying_not_kept(&why))
}

/// Where the settings are, if there is a place for them.
pub fn settings_path() -> Option<PathBuf> {
    Some(places::places()?.config.join(SETTINGS))
}

/// The text of the settings file; `None` where there is none.
///
/// # Errors
/// A sentence, if there is one and it can't be read.
pub fn settings_text(path: &Path) -> Result<Option<String>, String> {
    if matches!(path.try_exists(), Ok(false)) {
        return Ok(None);
    }
    String::from_utf8(disk::read(path)?).map(Some).map_err(|_| sentences::NOT_UTF_8.into())
}

/// Keeps an option that was changed by a key, in its place in the file of settings.
///
/// # Errors
/// A sentence, if there is no place for it, the system refuses, or the file has mistakes.
pub fn keep_setting(name: &str, value: &str) -> Result<(), String> {
    let refused = |why: String| sentences::setting_not_kept(&why);
    let path = settings_path().ok_or_else(|| refused(sentences::NO_HOME.into()))?;
    let text = settings_text(&path).map_err(refused)?;
    let text = settings::kept(text.as_deref(), name, value)
        .ok_or_else(|| refused(sentences::SETTINGS_BROKEN.into()))?;
    // Who has the file elsewhere and a link here wants it to stay there.
    let path = fs::canonicalize(&path).unwrap_or(path);
    replace(&path, text.as_bytes()).map_err(|error| refused(format!("{}: {error}", path.display())))
}

/// Puts new contents in the place of a file, or leaves it as it was.
pub fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    exchange(path, contents, File::sync_all)
}

/// Puts new contents in the place of a person's file: a link stays a link, who may read and write
/// it stays, and a file that has changed since it was read is left alone.
///
/// # Errors
/// A sentence, if the system refuses or the file no longer says `before`.
pub fn rewrite(path: &Path, before: &[u8], after: &[u8]) -> Result<(), String> {
    let path = fs::canonicalize(path).map_err(|error| disk::words(&error))?;
    let rewritten = || {
        // A file that may not be written is not to be replaced either.
        let old = OpenOptions::new().write(true).open(&path)?.metadata()?;
        exchange(&path, after, |fresh| {
            // Only root can give a file away; for everybody else it is their own anyway.
            let _ = fchown(fresh, Some(old.uid()), Some(old.gid()));
            fresh.sync_all()?;
            if fs::read(&path)? == before {
                return Ok(());
            }
            Err(io::Error::other(sentences::JUST_CHANGED))
        })
    };
    rewritten().map_err(|error| disk::words(&error))
}

/// Makes a new file, and the folders that it lies in. Never touches one that is there.
///
/// # Errors
/// A sentence, if there is such a file or the system refuses.
pub fn create(path: &Path, contents: &[u8]) -> Result<(), String> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
        .map_err(|error| disk::words(&error))?;
    disk::write_new(path, std::iter::once(String::from_utf8_lossy(contents).into_owned()))
}

/// Takes a file away that [`create`] made, as long as it still says what it said then.
pub fn take_back(path: &Path, contents: &[u8]) -> bool {
    fs::read(path).is_ok_and(|now| now == contents) && fs::remove_file(path).is_ok()
}
