//! `supple check`: looks for mistakes in routine files; settings and shared cautions among them are
//! checked as what they are.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

use super::{Failure, either, file_name, json, print, status, unreadable};
use crate::cli::{CheckArgs, ProblemFormat};
use crate::host::{background, disk, stdio};
use crate::library::reading::FileSort;
use crate::library::{Entry, File, Found, Library, cautions_problems, poses_problems, reading};
use crate::problem::{self, Look, Problem, Severity};
use crate::settings;
use crate::text::line;

/// A file that is to be checked, opened.
struct OpenedFile {
    entry: Entry,
    sort: FileSort,
    /// The same path by whichever way it was named.
    real: PathBuf,
}

/// What a check has found in a file.
struct FileFindings {
    text: String,
    objects: Vec<Value>,
    /// What is to be said of a sound file that is no routine.
    other: String,
    is_routine: bool,
    errors: usize,
    warnings: usize,
    /// There are more than are told.
    cut: bool,
}

/// Prints every problem of every file, with what it includes from the library, and says by the
/// exit status whether all is well. Where no file is named, those of the person's own folder. A
/// file that is named twice is looked at once; two files of one name are told about.
///
/// # Errors
/// A folder that can't be read, and no folder of one's own where nothing is named.
pub fn run(library: &Library, words: &CheckArgs) -> Result<ExitCode, Failure> {
    let own = match (&library.folder, words.paths.is_empty()) {
        (Some(folder), true) => Some(folder),
        (None, true) => return Err(no_own_folder()),
        (_, false) => None,
    };
    let mut paths = Vec::new();
    for path in own.into_iter().chain(&words.paths) {
        if path.is_dir() {
            let found = disk::routine_paths(path).map_err(|why| unreadable(path, &why))?;
            paths.extend(found.into_iter().map(|path| (path, true)));
        } else if own.is_none() {
            paths.push((path.clone(), false));
        }
        // A folder of one's own comes with the first routine.
    }
    let mut files = background::map(paths, |(path, in_folder)| open(library, path, in_folder));
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(file.real.clone()));
    let mut named: HashMap<String, PathBuf> = HashMap::new();
    let with_namesakes = files.into_iter().map(|file| {
        let (id, path) = (&file.entry.id, file.entry.path());
        let first = named.get(id).cloned();
        if let (None, Some(path), FileSort::Routine) = (&first, path, file.sort) {
            named.insert(id.clone(), path.clone());
        }
        (file, first)
    });
    let look = stdio::look();
    let findings = background::map(with_namesakes.collect(), |(file, first)| {
        find(library, &file, first.as_deref(), words.format, look)
    });
    let count = |of: fn(&FileFindings) -> usize| findings.iter().map(of).sum::<usize>();
    let (errors, warnings) = (count(|file| file.errors), count(|file| file.warnings));
    let routines = count(|file| usize::from(file.is_routine));
    let faulty = count(|file| usize::from(file.errors + file.warnings > 0));
    let mut text: String = findings.iter().map(|file| file.text.as_str()).collect();
    match words.format {
        ProblemFormat::Human => {
            text.extend(findings.iter().map(|file| file.other.as_str()));
            text.push_str(&match faulty {
                0 if findings.is_empty() => nothing_there(own, &words.paths),
                0 if routines == 0 => String::new(),
                0 => {
                    let place = own.map_or(String::new(), |own| format!(" in {}", path_line(own)));
                    format!("{}{place} can be played\n", several(routines, "file"))
                }
                _ if findings.iter().any(|file| file.cut) => {
                    format!("more than {}", summary(errors, warnings, faulty))
                }
                _ => summary(errors, warnings, faulty),
            });
        }
        ProblemFormat::Short => {}
        ProblemFormat::Json => {
            let objects: Vec<&Value> = findings.iter().flat_map(|file| &file.objects).collect();
            text = json(&objects);
        }
    }
    print(&text)?;
    Ok(status(errors == 0 && (warnings == 0 || !words.deny_warnings)))
}

fn open(library: &Library, path: PathBuf, in_folder: bool) -> OpenedFile {
    let file = if in_folder {
        let bytes = disk::read_ordinary(&path);
        File { path, bytes }
    } else {
        named(library, &path)
    };
    OpenedFile {
        real: disk::real(&file.path),
        sort: FileSort::of_file(&file),
        entry: Entry::of_path(file),
    }
}

/// Everything that is wrong with a file; `first` is one that has its name already.
fn find(
    library: &Library,
    file: &OpenedFile,
    first: Option<&Path>,
    format: ProblemFormat,
    look: Look,
) -> FileFindings {
    let OpenedFile { entry, sort, .. } = file;
    let (name, text) = (file_name(entry), entry.text());
    let problems = match sort {
        FileSort::Routine => {
            let namesake = first.map(|first| reading::same_name_twice(&entry.id, first));
            let problems = library.problems(entry);
            namesake.into_iter().chain(problems).collect()
        }
        FileSort::Settings => settings::read(text).1,
        FileSort::Cautions => cautions_problems(text),
        FileSort::Poses => poses_problems(text),
    };
    let is_cut = |problem: &&Problem| problem.name == "more-problems";
    let count = |severity| {
        let told = problems.iter().filter(|one| !is_cut(one));
        told.filter(|one| one.severity == severity).count()
    };
    let objects = problems.iter().map(|one| problem::json(&name, text, one));
    FileFindings {
        text: match format {
            ProblemFormat::Human if problems.is_empty() => String::new(),
            ProblemFormat::Human => problem::human(&name, text, &problems, look) + "\n",
            ProblemFormat::Short => problem::short(&name, text, &problems),
            ProblemFormat::Json => String::new(),
        },
        other: if problems.is_empty() { no_routine(&name, *sort) } else { String::new() },
        is_routine: *sort == FileSort::Routine,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        cut: problems.iter().any(|one| is_cut(&one)),
        objects: if format == ProblemFormat::Json { objects.collect() } else { Vec::new() },
    }
}

/// The file that a word names: by its path, or where there is no such file by the id of a routine.
fn named(library: &Library, path: &Path) -> File {
    let bytes = disk::read(path);
    let id = path.to_str().filter(|_| bytes.is_err());
    let (path, bytes) = match id.and_then(|id| library.get(id)) {
        Some(entry) => match entry.path() {
            Some(own) => (own.clone(), disk::read(own)),
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
    let near = match library.find(id) {
        Found::NotFound { suggestions, .. } => suggestions,
        Found::Ambiguous { candidates } => candidates,
        Found::Entry(entry) => vec![entry.id.clone()],
        Found::Path(_) => return None,
    };
    let meant = match near.as_slice() {
        [] => "`supple list` shows them all".to_owned(),
        several => format!("did you mean {}?", either(several)),
    };
    Some(format!("{why}, and no routine is called so; {meant}"))
}

/// What is said of a sound file that is no routine.
fn no_routine(name: &str, sort: FileSort) -> String {
    let holds = match sort {
        FileSort::Routine => return String::new(),
        FileSort::Settings => "settings",
        FileSort::Cautions => "shared cautions",
        FileSort::Poses => "poses of the figure",
    };
    format!("{} holds {holds}, and nothing is wrong with them\n", line(name))
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
