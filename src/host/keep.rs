//! Small things that are kept from one start to the next, each in a file of its own.
//!
//! A file is replaced whole or not at all: a full disk or a power cut leaves the old one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use jiff::civil::Date;

use super::places;
use crate::back::Back;

/// The file of what the person said of their back.
const BACK: &str = "back.json";

/// What the person said of their back the last time. A file that can't be understood counts as
/// none: the question is asked again.
pub fn kept_back() -> Option<Back> {
    let path = places::places()?.state.join(BACK);
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Keeps what the person said of their back.
///
/// # Errors
/// A sentence, if there is no place for it or the system refuses.
pub fn keep_back(back: &Back) -> Result<(), String> {
    let refused = |why: String| format!("What you said can't be kept for the next time: {why}");
    let places = places::places().ok_or_else(|| refused("there is no home directory".into()))?;
    let text = serde_json::to_vec(back).map_err(|error| refused(error.to_string()))?;
    replace(&places.state.join(BACK), &text).map_err(|error| {
        let folder = places.state.display();
        refused(format!("{folder}: {error}"))
    })
}

/// The file of the day on which the person was last asked how it is.
const ASKED: &str = "asked";

/// The day on which the person was last asked how it is before a routine.
pub fn kept_asked() -> Option<Date> {
    let path = places::places()?.state.join(ASKED);
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

/// Remembers the day on which the person was asked how it is before a routine.
/// Where that can't be kept, they are asked again: that is no trouble worth a word.
pub fn keep_asked(day: Date) {
    if let Some(places) = places::places() {
        let _ = replace(&places.state.join(ASKED), format!("{day}\n").as_bytes());
    }
}

/// Puts new contents in the place of a file, or leaves it as it was.
pub fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let fresh = folder.join(name);
    let written = write_whole(&fresh, contents).and_then(|()| fs::rename(&fresh, path));
    if written.is_err() {
        // It is the first error that is worth telling.
        let _ = fs::remove_file(&fresh);
    }
    written
}

fn write_whole(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(contents)?;
    file.sync_all()
}
