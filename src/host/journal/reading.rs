//! Looking back: everything whole, the last weeks, or all of it in brief.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Journal, Read, name_of};
use crate::history::merge::Merge;
use crate::history::page::Place;
use crate::history::{Brief, Briefs, History, Line, Page, Session, all_lines, lines};

/// The end of a file that is looked at for what was done lately.
const LATELY: u64 = 1024 * 1024;

/// All sessions in brief, and the files that have them whole.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub briefs: Arc<Briefs>,
    paths: Vec<PathBuf>,
}

impl Past {
    /// Keeps the sessions that are asked for.
    #[must_use]
    pub fn choose(mut self, wanted: impl Fn(&Brief<'_>) -> bool) -> Past {
        Arc::make_mut(&mut self.briefs).retain(wanted);
        self
    }
}

impl Journal {
    /// The files of the history, of all machines, the oldest month first.
    ///
    /// # Errors
    /// A sentence, if the folder can't be read.
    pub fn files(&self) -> Result<Vec<PathBuf>, String> {
        let names = self.files.names(&self.history);
        let mut names = names.map_err(|error| self.unreadable(&self.history, &error))?;
        names.retain(|name| name.ends_with(".jsonl") && !name.starts_with('.'));
        names.sort();
        Ok(names.iter().map(|name| self.history.join(name)).collect())
    }

    /// Everything, whole. For a list or one session in detail.
    pub fn history(&self) -> Read<History> {
        self.merged(|path| self.files.read(path), |_| true)
    }

    /// Every line of every file, each once, in the order of the files.
    pub fn lines(&self) -> Read<Vec<Line>> {
        let (paths, mut complaints) = self.listed();
        let (mut all, mut known) = (Vec::new(), HashSet::new());
        for path in paths {
            match self.files.read(&path) {
                Err(error) => complaints.push(self.unreadable(&path, &error)),
                Ok(bytes) => {
                    for line in all_lines(&bytes) {
                        match line {
                            Ok(line) if known.insert(line.written()) => all.push(line),
                            Ok(_) => {}
                            Err(bad) => complaints.push(bad_line(&path, bad.line, &bad.why)),
                        }
                    }
                }
            }
        }
        Read {
            value: all,
            complaints,
        }
    }

    /// What was done in the month of a day, in the one before and since, as far as the ends of
    /// the files tell: enough for the rules of a day and the advice of the last times, and
    /// never more to read for a longer history.
    pub fn lately(&self, day: Date) -> Read<History> {
        let month = day.first_of_month();
        let before = month.yesterday().unwrap_or(month);
        let from = format!("{:04}-{:02}", before.year(), before.month());
        let read = |path: &Path| {
            let mut bytes = self.files.read_end(path, LATELY)?;
            if bytes.len() as u64 == LATELY {
                // It begins in the middle of a line.
                let first = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
                if first > bytes.len() / 2 {
                    // No line of ours is so long. Rubbish must not hide what lies before it.
                    return self.files.read(path);
                }
                bytes.drain(..first);
            }
            Ok(bytes)
        };
        self.merged(read, |name| name >= from.as_str())
    }

    fn merged(
        &self,
        read: impl Fn(&Path) -> io::Result<Vec<u8>>,
        wanted: impl Fn(&str) -> bool,
    ) -> Read<History> {
        let (paths, mut complaints) = self.listed();
        let mut merge = Merge::default();
        for path in paths {
            if !wanted(&name_of(&path)) {
                continue;
            }
            match read(&path) {
                Err(error) => complaints.push(self.unreadable(&path, &error)),
                Ok(bytes) => {
                    for line in lines(&bytes) {
                        match line {
                            Ok(line) => merge.take(line),
                            Err(bad) => complaints.push(bad_line(&path, bad.line, &bad.why)),
                        }
                    }
                }
            }
        }
        Read {
            value: merge.history(),
            complaints,
        }
    }

    /// A few figures of every session, and where its record is.
    pub fn past(&self) -> Read<Past> {
        let (paths, mut complaints) = self.listed();
        let whole = complaints.is_empty();
        let mut pages = Vec::with_capacity(paths.len());
        for (path, page) in paths.iter().zip(self.rollups.pages(&paths, whole)) {
            let page = page.unwrap_or_else(|error| {
                complaints.push(self.unreadable(path, &error));
                Page::default()
            });
            let bad = page.bad().iter();
            complaints.extend(bad.map(|bad| bad_line(path, bad.line, &bad.why)));
            pages.push(page);
        }
        complaints.sort();
        let texts = |page: usize, place: Place| self.line(paths.get(page)?, place).ok();
        let briefs = Arc::new(Briefs::of(pages, &texts));
        Read {
            value: Past { briefs, paths },
            complaints,
        }
    }

    /// A few figures of every session.
    pub fn briefs(&self) -> Read<Arc<Briefs>> {
        let past = self.past();
        Read {
            value: past.value.briefs,
            complaints: past.complaints,
        }
    }

    /// One session of the past, whole.
    ///
    /// # Errors
    /// A sentence, if its line can't be read, or is not there any more.
    pub fn session(&self, past: &Past, nth: usize) -> Result<Session, String> {
        let (page, place) = past.briefs.place(nth);
        let (path, brief) = (&past.paths[page], past.briefs.get(nth));
        let line = self.line(path, place);
        let line = line.map_err(|error| self.unreadable(path, &error))?;
        whole(&line, &brief).ok_or_else(|| moved(path))
    }

    /// The sessions of the past, whole, the earliest first. Of a file as much is read as there is
    /// to show of it.
    pub fn sessions(&self, past: &Past) -> Read<Vec<Session>> {
        let briefs = &past.briefs;
        let mut by_page: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for nth in 0..briefs.len() {
            by_page.entry(briefs.place(nth).0).or_default().push(nth);
        }
        let mut found: Vec<(usize, Session)> = Vec::with_capacity(briefs.len());
        let mut complaints = Vec::new();
        for (page, all) in by_page {
            let path = &past.paths[page];
            let places = || all.iter().map(|nth| briefs.place(*nth).1);
            let from = places().map(|place| place.at).min().unwrap_or(0);
            let end = places()
                .map(|place| place.at + u64::from(place.length))
                .max();
            let length = end.unwrap_or(from) - from;
            let bytes = match self.files.read_part(path, from, length) {
                Ok(bytes) => bytes,
                Err(error) => {
                    complaints.push(self.unreadable(path, &error));
                    continue;
                }
            };
            let mut lost = false;
            for nth in all {
                let place = briefs.place(nth).1;
                let line = usize::try_from(place.at - from).ok();
                let line = line.and_then(|at| bytes.get(at..)?.get(..place.length as usize));
                match line.and_then(|line| whole(line, &briefs.get(nth))) {
                    Some(session) => found.push((nth, session)),
                    None => lost = true,
                }
            }
            complaints.extend(lost.then(|| moved(path)));
        }
        found.sort_by_key(|(nth, _)| *nth);
        Read {
            value: found.into_iter().map(|(_, session)| session).collect(),
            complaints,
        }
    }

    fn line(&self, path: &Path, place: Place) -> io::Result<Vec<u8>> {
        self.files.read_part(path, place.at, place.length.into())
    }

    fn listed(&self) -> (Vec<PathBuf>, Vec<String>) {
        match self.files() {
            Ok(paths) => (paths, Vec::new()),
            Err(why) => (Vec::new(), vec![why]),
        }
    }
}

/// The session of a line, if it is still the line of that session.
fn whole(line: &[u8], brief: &Brief<'_>) -> Option<Session> {
    match Line::read(line) {
        Ok(Some(Line::Session(record))) if record.id == brief.id => Some(brief.with(*record)),
        _ => None,
    }
}

fn moved(path: &Path) -> String {
    format!("`{}` has changed meanwhile: look again.", path.display())
}

fn bad_line(path: &Path, line: usize, why: &str) -> String {
    format!(
        "line {line} of `{}` can't be read: {why}; it is left as it is.",
        path.display()
    )
}
