//! `supple watch`: which file is to be watched. Watching is the business of `app` and `host`.

use std::path::PathBuf;

use super::{Failure, entry};
use crate::cli::WatchArgs;
use crate::library::{Found, Library};

/// The path of the file. One that is named by its path need not be there yet.
pub fn file(library: &Library, words: &WatchArgs) -> Result<PathBuf, Failure> {
    if let Found::Path(path) = library.find(&words.file) {
        return Ok(path);
    }
    let entry = entry(library, &words.file)?;
    match entry.path() {
        Some(path) => Ok(path.clone()),
        None => Err(Failure::new(
            format!("`{}` is built in, so that it never changes", entry.id),
            format!("`supple edit {}` makes a copy of your own first", entry.id),
        )),
    }
}
