//! `supple check`: looks for mistakes in routine files; settings and shared cautions among them are
//! checked as what they are.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, either, json, print, shown, status, unreadable};
use crate::cli::{CheckArgs, ProblemFormat};
use crate::host::{background, disk, stdio};
use crate::library::reading::{FileSort, same_name_twice};
use crate::library::{Entry, File, Found, Library, cautions_problems, poses_problems};
use crate::problem::{self, Problem, Severity};
use crate::settings;
use crate::text::line;
use crate::words::{naming, writing};

/// A file that is checked, and everything that is wrong with it.
struct CheckedFile {
    id: String,
    path: PathBuf,
    /// The path as it is shown.
    name: String,
    /// The same by whichever way it was named.
    identity: Result<[u64; 2], PathBuf>,
    sort: FileSort,
    text: String,
    problems: Vec<Problem>,
}

/// Prints every problem of every file, with what it includes from the library, and says by the
/// exit status whether all is well. Where no file is named, those of the person's own folder. A
/// file that is named twice is told of once; two files of one name are told about.
///
/// # Errors
/// A folder that can't be read, and no folder of one's own where nothing is named.
pub fn run(library: &Library, words: &CheckArgs) -> Result<ExitCode, Failure> {
    let mut files = check_files(library, &words.paths)?;
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(file.identity.clone()));
    let mut named: HashMap<String, PathBuf> = HashMap::new();
    for file in files.iter_mut().filter(|file| file.sort == FileSort::Routine) {
        let first = named.entry(file.id.clone()).or_insert_with(|| file.path.clone());
        if *first != file.path {
            file.problems.insert(0, same_name_twice(&file.id, first));
        }
    }
    let human = |file: &CheckedFile| match file.problems.as_slice() {
        [] => String::new(),
        all => problem::human(&file.name, &file.text, all, stdio::look()) + "\n",
    };
    let short = |file: &CheckedFile| problem::short(&file.name, &file.text, &file.problems);
    let objects = |file: &CheckedFile| -> Vec<_> {
        file.problems.iter().map(|one| problem::json(&file.name, &file.text, one)).collect()
    };
    let counted = |severity| {
        let all = files.iter().flat_map(|file| &file.problems);
        all.filter(|one| one.severity == severity && !is_cut(one)).count() as u64
    };
    let found = [Severity::Error, Severity::Warning].map(counted);
    print(&match words.format {
        ProblemFormat::Human => {
            let told: String = files.iter().map(human).collect();
            told + &summary(library, &words.paths, &files, found)
        }
        ProblemFormat::Short => files.iter().map(short).collect(),
        ProblemFormat::Json => json(&files.iter().flat_map(objects).collect::<Vec<_>>()),
    })?;
    Ok(status(found[0] == 0 && (found[1] == 0 || !words.deny_warnings)))
}

/// Whether it says that there are more problems than are told.
fn is_cut(problem: &Problem) -> bool {
    problem.name == "more-problems"
}

/// Checks the files that are named, those of the folders among them; where none is, the person's
/// own.
fn check_files(library: &Library, named: &[PathBuf]) -> Result<Vec<CheckedFile>, Failure> {
    let own = library.folder.as_ref().filter(|_| named.is_empty());
    if named.is_empty() && own.is_none() {
        return Err(Failure::of(naming::NO_FOLDER));
    }
    let mut paths = Vec::new();
    for path in own.into_iter().chain(named) {
        if path.is_dir() {
            let found = disk::routine_paths(path).map_err(|why| unreadable(path, &why))?;
            paths.extend(found.into_iter().map(|path| (path, true)));
        } else if own.is_none() {
            paths.push((path.clone(), false));
        }
        // A folder of one's own comes with the first routine.
    }
    Ok(background::map(paths, |(path, in_folder)| {
        let file = if in_folder {
            File { bytes: disk::read_ordinary(&path), path }
        } else {
            named_file(library, path)
        };
        check_file(library, file)
    }))
}

/// The file that a word names: by its path, or where there is no such file by the id of a routine.
fn named_file(library: &Library, path: PathBuf) -> File {
    let bytes = disk::read(&path);
    let (Err(why), Some(id)) = (&bytes, path.to_str()) else {
        return File { path, bytes };
    };
    match library.get(id) {
        Some(entry) => match entry.path() {
            Some(own) => File { path: own.clone(), bytes: disk::read(own) },
            None => File { bytes: Ok(entry.text().to_owned().into_bytes()), path },
        },
        None => File { bytes: Err(no_such(library, id, why)), path },
    }
}

/// Why a file is not there: of a word that could be an id, with those that may be meant.
fn no_such(library: &Library, id: &str, why: &str) -> String {
    let near = match library.find(id) {
        Found::NotFound { suggestions, .. } => suggestions,
        Found::Ambiguous { candidates } => candidates,
        Found::Entry(entry) => vec![entry.id.clone()],
        Found::Path(_) => return why.to_owned(),
    };
    match near.as_slice() {
        [] => naming::no_file(why),
        near => naming::no_file_but_like(why, either(near)),
    }
}

/// Finds everything that is wrong with a file. What it means is let go: there may be thousands.
fn check_file(library: &Library, file: File) -> CheckedFile {
    let (path, sort) = (file.path.clone(), FileSort::of_file(&file));
    let (name, identity) = (path.display().to_string(), disk::identity(&path));
    let entry = Entry::of_path(file);
    let text = entry.text().to_owned();
    let problems = match sort {
        FileSort::Routine => library.problems(&entry),
        FileSort::Settings => settings::read(&text).1,
        FileSort::Cautions => cautions_problems(&text),
        FileSort::Poses => poses_problems(&text),
    };
    CheckedFile { id: entry.id, path, name, identity, sort, text, problems }
}

/// What is said below all problems: `3 errors, 1 warning in 2 files`, and how one learns more about
/// them; or that all is well.
fn summary(
    library: &Library,
    named: &[PathBuf],
    files: &[CheckedFile],
    [errors, warnings]: [u64; 2],
) -> String {
    let own = library.folder.as_ref().filter(|_| named.is_empty());
    let mut told = Vec::new();
    for file in files.iter().filter(|file| file.problems.is_empty()) {
        let holds = match file.sort {
            FileSort::Routine => continue,
            FileSort::Settings => writing::SETTINGS,
            FileSort::Cautions => writing::CAUTIONS,
            FileSort::Poses => writing::POSES,
        };
        told.push(writing::all_well(line(&file.name), holds));
    }
    let routines = files.iter().filter(|file| file.sort == FileSort::Routine).count() as u64;
    if errors + warnings > 0 {
        let is_faulty = |file: &&CheckedFile| file.problems.iter().any(|one| !is_cut(one));
        let faulty = files.iter().filter(is_faulty).count() as u64;
        let is_more = files.iter().flat_map(|file| &file.problems).any(is_cut);
        told.push(writing::found(errors, warnings, is_more, faulty));
        told.push(writing::EXPLAINED.to_owned());
    } else if !files.is_empty() {
        let folder = own.map(|own| shown(own));
        told.extend((routines > 0).then(|| writing::all_playable(routines, folder.as_deref())));
    } else if let Some(own) = own {
        told.push(writing::none_yet(shown(own)));
    } else {
        let folders: Vec<String> = named.iter().map(|path| shown(path)).collect();
        told.push(writing::none_in(folders.join(", ")));
    }
    told.into_iter().map(|line| line + "\n").collect()
}
