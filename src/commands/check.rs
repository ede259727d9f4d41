//! `supple check`: looks for mistakes in routine files.

use std::path::Path;

use serde_json::Value;

use super::{Failure, ReadFile, file_name, unreadable};
use crate::cli::{Check, Format};
use crate::library::{Entry, File, Library};
use crate::problem::{self, Look, Severity};

/// Lists the routine files of a folder; `None` where the path is no folder.
pub type ReadFolder<'a> = &'a dyn Fn(&Path) -> Option<Result<Vec<File>, String>>;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Every problem of every file, and in a format for people how many files can be played.
    pub text: String,
    /// Whether every file can be played.
    pub good: bool,
}

/// Every problem of every file, with what it includes from the library.
pub fn run(
    library: &Library,
    words: &Check,
    read: ReadFile<'_>,
    folder: ReadFolder<'_>,
) -> Result<Checked, Failure> {
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
    let mut text = String::new();
    let mut objects: Vec<Value> = Vec::new();
    let (count, mut faulty) = (files.len(), 0);
    for file in files {
        let entry = Entry::of_path(file);
        let name = file_name(&entry);
        let problems = library.problems(&entry);
        let is_error = |problem: &problem::Problem| problem.severity == Severity::Error;
        faulty += usize::from(problems.iter().any(is_error));
        match words.format {
            Format::Human if problems.is_empty() => {}
            Format::Human => {
                text.push_str(&problem::human(&name, &entry.text, &problems, Look::Plain));
                text.push('\n');
            }
            Format::Short => text.push_str(&problem::short(&name, &entry.text, &problems)),
            Format::Json => {
                let told = problems.iter();
                objects.extend(told.map(|one| problem::json(&name, &entry.text, one)));
            }
        }
    }
    match words.format {
        Format::Human => {
            let files = if count == 1 { "file" } else { "files" };
            let told = match faulty {
                0 => format!("{count} {files} can be played"),
                _ => format!("{faulty} of {count} {files} can't be played"),
            };
            text.push_str(&format!("{told}\n"));
        }
        Format::Short => {}
        Format::Json => {
            let json = serde_json::to_string_pretty(&objects);
            text = json.expect("problems are made of texts and numbers") + "\n";
        }
    }
    Ok(Checked {
        text,
        good: faulty == 0,
    })
}
