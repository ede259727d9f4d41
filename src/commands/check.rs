//! `supple check`: looks for mistakes in routine files; settings and shared cautions among them are
//! checked as what they are.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Failure, ReadFile, either, file_name, unreadable};
use crate::cli::{Check, Format};
use crate::library::sort::Sort;
use crate::library::{Entry, File, Found, Library, cautions_problems, reading};
use crate::problem::{self, Look, Severity};
use crate::settings;
use crate::text::line;

/// Lists the routine files of a folder; `None` where the path is no folder.
pub type ReadFolder<'a> = &'a dyn Fn(&Path) -> Option<Result<Vec<File>, String>>;

/// Tells a file by whatever path it was named: the same for all of them.
pub type SameFile<'a> = &'a dyn Fn(&Path) -> PathBuf;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Every problem of every file, and in a format for people how many there are.
    pub text: String,
    /// Whether every file can be played, and where warnings are denied has none.
    pub good: bool,
}

/// Every problem of every file, with what it includes from the library. Where no file is named,
/// those of the person's own folder. A file that is named twice is looked at once; two files of
/// one name are told about. `look` is how a format for people may look.
///
/// # Errors
/// A folder that can't be read, and no folder of one's own where nothing is named.
pub fn run(
    library: &Library,
    words: &Check,
    read: ReadFile<'_>,
    folder: ReadFolder<'_>,
    same: SameFile<'_>,
    look: Look,
) -> Result<Checked, Failure> {
    let own = match (&library.folder, words.paths.is_empty()) {
        (Some(folder), true) => Some(folder),
        (None, true) => return Err(no_own_folder()),
        (_, false) => None,
    };
    let mut files = Vec::new();
    for path in own.into_iter().chain(&words.paths) {
        match folder(path) {
            Some(Ok(found)) => files.extend(found),
            Some(Err(why)) => return Err(unreadable(path, &why)),
            // A folder of one's own comes with the first routine.
            None if own.is_some() => {}
            None => files.push(named(library, path, read)),
        }
    }
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(same(&file.path)));
    let mut named: HashMap<String, PathBuf> = HashMap::new();
    let mut text = String::new();
    let mut objects: Vec<Value> = Vec::new();
    let (mut routines, mut errors, mut warnings, mut faulty) = (0, 0, 0, 0);
    let mut cut = false;
    let (none, mut others) = (files.is_empty(), String::new());
    for file in files {
        let path = file.path.clone();
        let sort = Sort::of_file(&file);
        let entry = Entry::of_path(file);
        let name = file_name(&entry);
        let problems = match sort {
            Sort::Routine => {
                routines += 1;
                let mut problems = library.problems(&entry);
                match named.get(&entry.id) {
                    Some(first) => problems.insert(0, reading::same_name_twice(&entry.id, first)),
                    None => {
                        named.insert(entry.id.clone(), path);
                    }
                }
                problems
            }
            Sort::Settings => settings::read(entry.text()).1,
            Sort::Cautions => cautions_problems(entry.text()),
        };
        if sort != Sort::Routine && problems.is_empty() {
            others.push_str(&no_routine(&name, sort));
        }
        let of = |severity| {
            problems
                .iter()
                .filter(|one| one.severity == severity && one.name != "more-problems")
                .count()
        };
        cut |= problems.iter().any(|one| one.name == "more-problems");
        errors += of(Severity::Error);
        warnings += of(Severity::Warning);
        faulty += usize::from(!problems.is_empty());
        match words.format {
            Format::Human if problems.is_empty() => {}
            Format::Human => {
                text.push_str(&problem::human(&name, entry.text(), &problems, look));
                text.push('\n');
            }
            Format::Short => text.push_str(&problem::short(&name, entry.text(), &problems)),
            Format::Json => {
                let told = problems.iter();
                objects.extend(told.map(|one| problem::json(&name, entry.text(), one)));
            }
        }
    }
    match words.format {
        Format::Human => {
            text.push_str(&others);
            text.push_str(&match faulty {
                0 if none => nothing_there(own, &words.paths),
                0 if routines == 0 => String::new(),
                0 => {
                    let place = own.map_or(String::new(), |own| format!(" in {}", path_line(own)));
                    format!("{}{place} can be played\n", several(routines, "file"))
                }
                _ if cut => format!("more than {}", summary(errors, warnings, faulty)),
                _ => summary(errors, warnings, faulty),
            });
        }
        Format::Short => {}
        Format::Json => {
            let json = serde_json::to_string_pretty(&objects);
            let json = json.expect("problems are made of texts and numbers");
            text = crate::text::json(&json).into_owned() + "\n";
        }
    }
    Ok(Checked {
        text,
        good: errors == 0 && (warnings == 0 || !words.deny_warnings),
    })
}

/// The file that a word names: by its path, or where there is no such file by the id of a routine.
fn named(library: &Library, path: &Path, read: ReadFile<'_>) -> File {
    let bytes = read(path);
    let id = path.to_str().filter(|_| bytes.is_err());
    let (path, bytes) = match id.and_then(|id| library.get(id)) {
        Some(entry) => match entry.path() {
            Some(own) => (own.clone(), read(own)),
            None => (path.to_owned(), Ok(entry.text().to_owned().into_bytes())),
        },
        None => {
            let bytes =
                bytes.map_err(|why| id.and_then(|id| no_such(library, id, &why)).unwrap_or(why));
            (path.to_owned(), bytes)
        }
    };
    File { path, bytes }
}

fn no_own_folder() -> Failure {
    Failure::new(
        "it isn't known where your own folder is",
        "name a file or a folder, as in `supple check mine.ron`",
    )
}

/// What is said where there is no file at all.
fn nothing_there(own: Option<&PathBuf>, named: &[PathBuf]) -> String {
    match own {
        Some(own) => format!(
            "You have no routines of your own in {} yet; `supple new NAME` begins one\n",
            path_line(own)
        ),
        None => {
            let folders: Vec<String> = named.iter().map(|path| path_line(path)).collect();
            format!("There are no .ron files in {}\n", folders.join(", "))
        }
    }
}

/// A path for a sentence.
fn path_line(path: &Path) -> String {
    line(&path.display().to_string())
}

/// Why a word that could be an id is none, with those that may be meant.
fn no_such(library: &Library, id: &str, why: &str) -> Option<String> {
    let Found::NotFound { suggestions } = library.find(id) else {
        return None;
    };
    let meant = match suggestions.as_slice() {
        [] => "`supple list` shows them all".to_owned(),
        several => format!("did you mean {}?", either(several)),
    };
    Some(format!("{why}, and no routine is called so; {meant}"))
}

/// What is said of a sound file that is no routine.
fn no_routine(name: &str, sort: Sort) -> String {
    let holds = match sort {
        Sort::Routine => "a routine",
        Sort::Settings => "settings",
        Sort::Cautions => "shared cautions",
    };
    format!(
        "{} holds {holds}, and nothing is wrong with them\n",
        line(name)
    )
}

/// `3 errors, 1 warning in 2 files`, and how one learns more about them.
fn summary(errors: usize, warnings: usize, files: usize) -> String {
    let counts = [(errors, "error"), (warnings, "warning")];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| several(count, word))
        .collect();
    format!(
        "{} in {}\n`supple explain NAME` says more about a name in brackets\n",
        counts.join(", "),
        several(files, "file")
    )
}

/// `1 file`, `2 files`
fn several(count: usize, word: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {word}{ending}")
}
