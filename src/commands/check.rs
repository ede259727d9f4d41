//! `supple check`: looks for mistakes in routine files.

use std::path::Path;

use super::{Failure, ReadFile, place, unreadable};
use crate::cli::Check;
use crate::library::{Entry, File};
use crate::problem::Severity;
use crate::text;

/// Lists the routine files of a folder; `None` where the path is no folder.
pub type ReadFolder<'a> = &'a dyn Fn(&Path) -> Option<Result<Vec<File>, String>>;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// A line for each problem, and how many files were looked at.
    pub text: String,
    /// Whether no file has an error.
    pub good: bool,
}

/// Every problem of every file.
pub fn run(words: &Check, read: ReadFile<'_>, folder: ReadFolder<'_>) -> Result<Checked, Failure> {
    let mut files = Vec::new();
    for path in &words.paths {
        match folder(path) {
            Some(Ok(found)) => files.extend(found),
            Some(Err(why)) => return Err(unreadable(path, &why)),
            None => files.push(File {
                path: path.clone(),
                bytes: read(path),
            }),
        }
    }
    let mut checked = Checked {
        text: String::new(),
        good: true,
    };
    let count = files.len();
    for file in files {
        let path = file.path.clone();
        let entry = Entry::of_path(file);
        for problem in entry.problems() {
            let place = match entry.text.is_empty() {
                true => String::new(),
                false => place(&entry.text, problem.at.start),
            };
            let severity = match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            let message = format!("{}{place}: {severity}: {}", path.display(), problem.message);
            checked.text.push_str(&text::line(&message));
            checked.text.push('\n');
            checked.good &= problem.severity != Severity::Error;
        }
    }
    if checked.good {
        let files = if count == 1 { "file" } else { "files" };
        checked
            .text
            .push_str(&format!("{count} {files} can be played\n"));
    }
    Ok(checked)
}
