//! The roll-ups of the history's files: each read once, and again only when it has changed.
//!
//! They lie in a folder of this machine alone, and losing them costs a moment: one that can't be
//! read is made anew, and one that can't be kept is done without. Nothing of them outlasts what
//! they were made of: neither a file that is gone nor a session that was forgotten.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::name_of;
use crate::history::{Id, Page, rollup};
use crate::host::disk;
use crate::host::files::{Files, Mark};

/// Where they are.
#[derive(Clone)]
pub(super) struct Rollups {
    files: Arc<dyn Files>,
    folder: PathBuf,
}

/// A page, and how it came about.
struct Loaded {
    page: Page,
    /// Of which file it is, and in which state; nothing where that can't be told for sure.
    of: Option<Vec<u8>>,
    /// A roll-up has it like this already.
    kept: bool,
}

impl Rollups {
    pub fn over(files: Arc<dyn Files>, folder: PathBuf) -> Rollups {
        Rollups { files, folder }
    }

    /// The pages of the history's files, on all cores, without what was forgotten. `whole` says
    /// that these are all the files there are.
    pub fn pages(&self, paths: &[PathBuf], whole: bool) -> Vec<io::Result<Page>> {
        let mut all = on_all_cores(paths.len(), |nth| self.load(&paths[nth]));
        let pages = all.iter().flatten();
        let forgotten: BTreeSet<Id> = pages
            .flat_map(|loaded| loaded.page.forgotten())
            .copied()
            .collect();
        for (loaded, path) in all.iter_mut().zip(paths) {
            let Ok(one) = loaded else { continue };
            if !one.page.fits(&forgotten) {
                *loaded = self.read(path);
            }
            if let Ok(one) = loaded
                && one.page.leave_out(&forgotten)
            {
                one.kept = false;
            }
        }
        self.keep(&all, paths);
        if whole {
            self.sweep(paths);
        }
        let page = |loaded: io::Result<Loaded>| loaded.map(|loaded| loaded.page);
        all.into_iter().map(page).collect()
    }

    /// Removes all of them.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn clear(&self) -> Result<(), String> {
        let names = self.files.names(&self.folder);
        let removed = names.and_then(|names| {
            let mut all = names.iter().map(|name| self.folder.join(name));
            all.try_for_each(|path| self.files.remove(&path))
        });
        removed.map_err(|error| format!("`{}`: {}", self.folder.display(), disk::words(&error)))
    }

    fn load(&self, path: &Path) -> io::Result<Loaded> {
        let mark = self.files.mark(path)?;
        let of = of(path, &mark);
        let kept = self.files.read(&self.rollup(path)).ok();
        match kept.and_then(|bytes| rollup::read(&bytes, &of)) {
            Some(page) => Ok(Loaded {
                page,
                of: Some(of),
                kept: true,
            }),
            None => self.read(path),
        }
    }

    /// Reads the file itself.
    fn read(&self, path: &Path) -> io::Result<Loaded> {
        let before = self.files.mark(path)?;
        let bytes = self.files.read(path)?;
        let page = Page::read(&bytes);
        // A file that changed while it was read, or so lately that its next change may look the
        // same, is read again the next time.
        let after = self.files.mark(path).ok();
        let sure = before.settled
            && after.is_some_and(|after| of(path, &after) == of(path, &before))
            && before.length == bytes.len() as u64;
        Ok(Loaded {
            page,
            of: sure.then(|| of(path, &before)),
            kept: false,
        })
    }

    /// Keeps what is not kept yet, as far as the disk allows.
    fn keep(&self, all: &[io::Result<Loaded>], paths: &[PathBuf]) {
        let fresh: Vec<(&Page, &[u8], &Path)> = all
            .iter()
            .zip(paths)
            .filter_map(|(loaded, path)| {
                let loaded = loaded.as_ref().ok().filter(|loaded| !loaded.kept)?;
                Some((&loaded.page, loaded.of.as_deref()?, path.as_path()))
            })
            .collect();
        // One at a time makes a file: a folder has room for no more, and waiting costs.
        let turn = Mutex::new(());
        on_all_cores(fresh.len(), |nth| {
            let (page, of, path) = fresh[nth];
            let bytes = rollup::write(page, of);
            let _turn = turn.lock();
            // What can't be kept is made anew the next time.
            drop(self.files.put(&self.rollup(path), &bytes));
        });
    }

    /// Removes the roll-ups of files that are gone, and what a crash has left.
    fn sweep(&self, paths: &[PathBuf]) {
        let Ok(names) = self.files.names(&self.folder) else {
            return;
        };
        let ours: HashSet<PathBuf> = paths.iter().map(|path| self.rollup(path)).collect();
        for name in names {
            let path = self.folder.join(name);
            if !ours.contains(&path) {
                // It is looked for again the next time.
                let _ = self.files.remove(&path);
            }
        }
    }

    fn rollup(&self, path: &Path) -> PathBuf {
        self.folder.join(name_of(path) + ".rollup")
    }
}

/// Which file it is, and in which state.
fn of(path: &Path, mark: &Mark) -> Vec<u8> {
    let mut of = path.as_os_str().as_encoded_bytes().to_vec();
    of.push(0);
    for part in [mark.length, mark.node, mark.device] {
        of.extend(part.to_le_bytes());
    }
    for part in [mark.modified, mark.changed] {
        of.extend(part.to_le_bytes());
    }
    of
}

/// Does so many things, each once, and gives what came of them in their order.
fn on_all_cores<T: Send>(count: usize, act: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            if nth >= count {
                return done;
            }
            done.push((nth, act(nth)));
        }
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(count)).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().expect("reading a file never panics"));
        }
        all
    });
    all.sort_by_key(|(nth, _)| *nth);
    all.into_iter().map(|(_, done)| done).collect()
}
