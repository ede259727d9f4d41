//! Where routines come from: built in, then the person's own, then a path.
//!
//! An own routine with the id of a built-in one takes its place. The library works on texts that
//! `host` has read; it refuses to know where a folder is or how a file is opened.

pub mod built_in;
mod included;
pub mod reading;
pub mod search;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock};

use serde::Serialize;

use crate::lint;
use crate::problem::{Problem, Severity};
use crate::routine::Routine;
use crate::routine::place::Finding;
use crate::routine::read::{self, Reading};
use crate::timeline::{NamedRoutine, OtherRoutines, Timeline, WHOLE_RANGES, resolve};
use crate::words::picker::{OWN_GROUP, everyday};

pub use built_in::{Caution, Weight, caution, shared_cautions, weight};
pub use built_in::{cautions_problems, poses_problems};
pub use included::{Easier, Queue, easier_than};
use reading::FileSort;
use search::{Findable, Match, search};

/// A file as `host` found it.
#[derive(Clone, Debug)]
pub struct File {
    pub path: PathBuf,
    /// Its bytes, or a sentence about why they could not be read.
    pub bytes: Result<Vec<u8>, String>,
}

/// Where a routine comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program carries it.
    BuiltIn,
    /// It is in the person's own folder.
    Own(PathBuf),
    /// It was named by its path.
    Path(PathBuf),
}

/// Reads a file of the person's own: its bytes, or a sentence about why it can't be read.
pub type ReadOwn = fn(&Path) -> Result<Vec<u8>, String>;

/// Found out at first use: most commands need one routine of all.
type Contents = LazyLock<FileContents, Box<dyn FnOnce() -> FileContents + Send + Sync>>;

/// One routine of the library, playable or broken.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The stem of its file.
    pub id: String,
    pub origin: Origin,
    /// It is the person's own and stands in the place of a built-in one.
    pub shadows: bool,
    contents: Arc<Contents>,
}

/// What a file says, and what that means.
#[derive(Clone, Debug, Default)]
struct FileContents {
    /// Empty where it could not be read.
    text: String,
    sort: FileSort,
    /// The routine, unless something is wrong with it.
    routine: Option<Arc<Routine>>,
    problems: Vec<Problem>,
}

impl FileContents {
    fn of(file: File) -> FileContents {
        let sort = FileSort::of_file(&file);
        let why_not = match &file.bytes {
            Ok(bytes) => read::no_text(bytes),
            Err(why) => Some(Problem::error("unreadable", 0..0, why)),
        };
        if let Some(why) = why_not {
            return FileContents { sort, problems: vec![why], ..FileContents::default() };
        }
        let text = String::from_utf8(file.bytes.unwrap_or_default()).unwrap_or_default();
        let Reading { routine, problems } = reading::read(&text);
        FileContents { text, sort, routine, problems }
    }

    /// Of a routine that a test has found nothing wrong with: the rules are not looked at again at
    /// every start, which would take longer than all the rest of the list.
    fn built_in(text: &str) -> FileContents {
        let routine = read::by_ron(text).map(Arc::new);
        FileContents { text: text.into(), routine, ..FileContents::default() }
    }
}

impl Entry {
    fn new(
        id: String,
        origin: Origin,
        contents: impl FnOnce() -> FileContents + Send + Sync + 'static,
    ) -> Entry {
        let contents = Arc::new(LazyLock::new(Box::new(contents) as _));
        Entry { id, origin, shadows: false, contents }
    }

    /// A routine that was named by its path.
    pub fn of_path(file: File) -> Entry {
        let origin = Origin::Path(file.path.clone());
        Entry::new(stem(&file.path), origin, || FileContents::of(file))
    }

    /// One of the person's own.
    fn own(file: File) -> Entry {
        Entry { origin: Origin::Own(file.path.clone()), ..Entry::of_path(file) }
    }

    /// What the file says; empty where it could not be read.
    pub fn text(&self) -> &str {
        &self.contents.text
    }

    /// Whether it is a routine, or meant to be one, and not plainly another of supple's files.
    fn is_routine(&self) -> bool {
        self.origin == Origin::BuiltIn || self.contents.sort == FileSort::Routine
    }

    /// What it says; `None` where it is broken.
    pub fn routine(&self) -> Option<&Arc<Routine>> {
        self.contents.routine.as_ref()
    }

    /// Everything that is wrong with the file, warnings among it.
    pub fn problems(&self) -> &[Problem] {
        &self.contents.problems
    }

    /// The first reason why it can't be played.
    pub fn fault(&self) -> Option<&Problem> {
        self.problems().iter().find(|problem| problem.severity == Severity::Error)
    }

    /// Its title; the id where it is broken.
    pub fn title(&self) -> &str {
        self.routine().map_or(&self.id, |routine| &routine.title)
    }

    /// The shelf that it stands on.
    pub fn group(&self) -> &str {
        self.routine().and_then(|routine| routine.group.as_deref()).unwrap_or(OWN_GROUP)
    }

    /// The path of its file, where it has one.
    pub fn path(&self) -> Option<&PathBuf> {
        match &self.origin {
            Origin::BuiltIn => None,
            Origin::Own(path) | Origin::Path(path) => Some(path),
        }
    }
}

/// The name of a file without its ending.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The page that is one key away everywhere.
pub const RED_FLAGS: &str = "red-flags";

/// A page of information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    pub name: &'static str,
    pub title: &'static str,
    /// All of it, the title included.
    #[serde(skip)]
    pub text: &'static str,
}

/// Every page; the red flags come first.
pub fn pages() -> impl Iterator<Item = Page> {
    built_in::PAGES.iter().map(|&(name, text)| Page {
        name,
        title: text.lines().next().unwrap_or(name),
        text,
    })
}

/// What a word means.
#[derive(Debug)]
pub enum Found {
    /// A routine of the library.
    Entry(Arc<Entry>),
    /// A path: whoever may touch the disk reads it and calls [`Entry::of_path`].
    Path(PathBuf),
    /// No routine, what is to be said of such words, and at most three ids that come near, the
    /// nearest first.
    NotFound { suggestions: Vec<String>, note: Option<String> },
    /// Several ids.
    Ambiguous { candidates: Vec<String> },
}

/// All routines, one for each id; by default there are none.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// All files, opened or not.
    files: Vec<Arc<Entry>>,
    /// The place among the files of each id.
    by_id: HashMap<String, usize>,
    /// Those that are routines, once all were opened.
    entries: OnceLock<Vec<Arc<Entry>>>,
    /// The person's own folder, where the system has a place for it.
    pub folder: Option<PathBuf>,
}

impl Library {
    /// The built-in routines and the person's own ones. What is plainly another of supple's files
    /// is passed over.
    pub fn new(folder: Option<PathBuf>, own: Vec<File>) -> Library {
        Library::of(folder, own.into_iter().map(Entry::own).collect())
    }

    /// The same with files that are opened when they are needed.
    pub fn of_folder(folder: PathBuf, own: Vec<PathBuf>, read: ReadOwn) -> Library {
        let own = own.into_iter().map(|path| {
            Entry::new(stem(&path), Origin::Own(path.clone()), move || {
                FileContents::of(File { bytes: read(&path), path })
            })
        });
        Library::of(Some(folder), own.collect())
    }

    /// The same library with a file of the person's own as it is now; `None` of its bytes means
    /// that there is no such file any more. Nothing where nothing has changed.
    pub fn with(&self, path: &Path, bytes: Option<Result<Vec<u8>, String>>) -> Option<Library> {
        let fresh = bytes.map(|bytes| Entry::own(File { path: path.into(), bytes }));
        let is_it = |entry: &&Arc<Entry>| entry.origin == Origin::Own(path.into());
        let says = |entry: &Entry| (entry.text().to_owned(), entry.fault().cloned());
        if fresh.as_ref().map(says) == self.files.iter().find(is_it).map(|known| says(known)) {
            return None;
        }
        let own = self.files.iter().filter(|entry| entry.origin != Origin::BuiltIn);
        let others = own.filter(|entry| !is_it(entry)).map(|entry| Entry::clone(entry));
        Some(Library::of(self.folder.clone(), others.chain(fresh).collect()))
    }

    fn of(folder: Option<PathBuf>, mut own: Vec<Entry>) -> Library {
        let built_in = built_in::ROUTINES.iter().map(|&(id, text)| {
            Entry::new(id.into(), Origin::BuiltIn, || FileContents::built_in(text))
        });
        let mut files: Vec<Entry> = built_in.collect();
        own.sort_by(|a, b| a.id.cmp(&b.id));
        let ids = files.iter().map(|entry| entry.id.clone());
        let mut by_id: HashMap<String, usize> = ids.zip(0..).collect();
        for entry in own {
            let at = *by_id.entry(entry.id.clone()).or_insert(files.len());
            match files.get_mut(at) {
                None => files.push(entry),
                // What is no routine stands in nobody's place; and of two names that are the same
                // as text only `check` tells.
                Some(known) if known.origin == Origin::BuiltIn && entry.is_routine() => {
                    *known = Entry { shadows: true, ..entry };
                }
                Some(_) => {}
            }
        }
        let files = files.into_iter().map(Arc::new).collect();
        Library { files, by_id, folder, ..Library::default() }
    }

    /// Every routine: built-in ones in the order of what helps soonest, then the person's own
    /// by id. One that stands in the place of a built-in one has its place in the order too.
    pub fn entries(&self) -> &[Arc<Entry>] {
        let routines = || self.files.iter().filter(|entry| entry.is_routine()).cloned().collect();
        self.entries.get_or_init(routines)
    }

    /// The routines by the shelf that they stand on. Shelves come in the order of their first
    /// routine, so that new ones follow those that are built in.
    pub fn shelves(&self) -> Vec<(&str, Vec<&Arc<Entry>>)> {
        let mut shelves: Vec<(&str, Vec<&Arc<Entry>>)> = Vec::new();
        let mut places = HashMap::new();
        for entry in self.entries() {
            let at = *places.entry(entry.group()).or_insert(shelves.len());
            match shelves.get_mut(at) {
                Some((_, entries)) => entries.push(entry),
                None => shelves.push((entry.group(), vec![entry])),
            }
        }
        shelves
    }

    /// The routine with exactly this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Entry>> {
        let entry = &self.files[*self.by_id.get(id)?];
        entry.is_routine().then_some(entry)
    }

    /// What words on the command line mean: a path where they have a `/` or a full stop, an id, the
    /// beginning of exactly one, or what alone is called so or is for that part of the body before
    /// all others.
    pub fn find(&self, words: &str) -> Found {
        let word = words.trim();
        if word.contains('/') || word.ends_with(".ron") {
            return Found::Path(word.into());
        }
        if let Some(entry) = self.get(word) {
            return Found::Entry(entry.clone());
        }
        // No id has a full stop.
        if word.contains('.') {
            return Found::Path(word.into());
        }
        if word.is_empty() {
            return Found::NotFound { suggestions: Vec::new(), note: None };
        }
        let entries = self.entries();
        let all: Vec<Findable> = entries.iter().map(|entry| Findable::of(entry, None)).collect();
        let found = search(word, all.iter());
        let best = found.fitting.first().map(|(_, fit)| *fit);
        let called = match best.filter(|fit| *fit < Match::Area && found.note.is_none()) {
            Some(best) if best.is_name() && best != Match::Id => found.names(),
            Some(best) => found.fitting.partition_point(|(_, fit)| *fit == best),
            None => 0,
        };
        let ids = |fitting: &[(usize, Match)]| -> Vec<String> {
            fitting.iter().map(|(at, _)| entries[*at].id.clone()).collect()
        };
        match &found.fitting[..called] {
            [(at, _)] => Found::Entry(entries[*at].clone()),
            [] => Found::NotFound {
                suggestions: ids(&found.fitting[..found.fitting.len().min(3)]),
                note: everyday(&word.to_lowercase()).and_then(|(_, note)| note.map(str::to_owned)),
            },
            several => {
                let candidates = ids(several);
                let mut begun = candidates.iter().filter(|id| id.starts_with(word));
                match (begun.next().and_then(|id| self.get(id)), begun.next()) {
                    (Some(only), None) if found.names() > 0 => Found::Entry(only.clone()),
                    _ => Found::Ambiguous { candidates },
                }
            }
        }
    }

    /// The routine that an `Include` or `easier` names.
    pub fn lookup(&self, id: &str) -> Option<Arc<Routine>> {
        self.get(id).and_then(|entry| entry.routine()).cloned()
    }

    /// Everything that is wrong with a routine, what it includes among it; where nothing is, what
    /// deserves a look.
    pub fn problems(&self, entry: &Entry) -> Vec<Problem> {
        match self.playable(entry) {
            Ok((routine, timeline)) => {
                let found = lint::review(&routine, &timeline);
                read::told(read::locate(entry.text(), found))
            }
            Err(errors) => errors,
        }
    }

    /// A routine and its flat plan, with what it includes: what can't be played has none.
    ///
    /// # Errors
    /// Everything that is wrong with it, or with what it includes; never nothing.
    pub fn playable(&self, entry: &Entry) -> Result<(Arc<Routine>, Timeline), Vec<Problem>> {
        let Some(routine) = entry.routine() else {
            return Err(entry.problems().to_vec());
        };
        let located = |found| read::locate(entry.text(), found);
        let timeline = self.compile(routine, Some(&entry.id)).map_err(located)?;
        let mut routine = routine.clone();
        // What it includes may be for later than it says itself.
        let stage = self.strictest_stage(&routine);
        if stage > routine.stage {
            Arc::make_mut(&mut routine).stage = stage;
        }
        Ok((routine, timeline))
    }

    /// The flat plan of a routine as it is; `id` is its own, where it has one.
    ///
    /// # Errors
    /// Everything that is wrong with the whole and with what it includes.
    pub fn compile(&self, routine: &Routine, id: Option<&str>) -> Result<Timeline, Vec<Finding>> {
        resolve(routine, id, self, WHOLE_RANGES)
    }
}

impl OtherRoutines for Library {
    fn named(&self, id: &str) -> NamedRoutine {
        match self.get(id).map(|entry| entry.routine()) {
            None => NamedRoutine::Nothing,
            Some(None) => NamedRoutine::Broken,
            Some(Some(routine)) => NamedRoutine::Routine(routine.clone()),
        }
    }

    fn ids(&self) -> Vec<&str> {
        self.files.iter().map(|entry| entry.id.as_str()).collect()
    }
}

#[cfg(test)]
mod tests;
