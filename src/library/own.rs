//! The person's own files while somebody writes them: which ones a routine is made of, and the
//! library with one of them as it is now.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Entry, File, Library, Origin, built_in};
use crate::routine::vocabulary::is_id;
use crate::routine::{Routine, Step};

impl Library {
    /// The same library with a file of the person's own as it is now; `None` of its bytes means
    /// that there is no such file any more. Nothing where nothing has changed.
    pub fn with(&self, path: &Path, bytes: Option<Result<Vec<u8>, String>>) -> Option<Library> {
        let origin = Origin::Own(path.into());
        let path = path.to_owned();
        let fresh = bytes.map(|bytes| Entry::of_file(File { path, bytes }, origin.clone()));
        let known = self.files.iter().position(|entry| entry.origin == origin);
        let mut library = self.clone();
        let entries = &mut library.files;
        match (known, fresh) {
            (None, None) => return None,
            (Some(at), Some(fresh)) => {
                let old = &entries[at];
                // Of a file that can't be read, only the reason is known.
                let unread = old.text().is_empty() && old.fault() != fresh.fault();
                if old.text() == fresh.text() && !unread {
                    return None;
                }
                let (id, shadows) = (old.id.clone(), old.shadows);
                entries[at] = Arc::new(Entry { id, shadows, ..fresh });
            }
            (Some(at), None) if entries[at].shadows => {
                let id = entries[at].id.clone();
                let mut built_in = built_in::ROUTINES.iter();
                let text = built_in.find(|(built_in, _)| *built_in == id)?.1;
                entries[at] = Arc::new(Entry::built_in(&id, text));
            }
            (Some(at), None) => {
                entries.remove(at);
            }
            (None, Some(fresh)) => match entries.iter().position(|entry| entry.id == fresh.id) {
                Some(at) if entries[at].origin == Origin::BuiltIn => {
                    entries[at] = Arc::new(Entry { shadows: true, ..fresh });
                }
                Some(_) => return None,
                None => entries.push(Arc::new(fresh)),
            },
        }
        library.renew();
        Some(library)
    }

    /// Where the person's own files are, or would be, that a routine includes or names as easier:
    /// those of what it includes among them.
    pub fn own_files_of(&self, routine: &Routine) -> Vec<PathBuf> {
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        let mut ids: Vec<String> = included(&routine.steps);
        let mut at = 0;
        while at < ids.len() {
            let routine = self.lookup(&ids[at]);
            let further = routine.map_or(Vec::new(), |routine| included(&routine.steps));
            for id in further {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            at += 1;
        }
        ids.extend(routine.easier.clone());
        ids.sort();
        ids.dedup();
        // What is no id is no name of a file either.
        ids.retain(|id| is_id(id));
        ids.iter().map(|id| folder.join(format!("{id}.ron"))).collect()
    }
}

/// The ids that some steps include, in their order.
pub(super) fn included(steps: &[Step]) -> Vec<String> {
    let mut ids = Vec::new();
    for step in steps {
        match step {
            Step::Include(id) => ids.push(id.clone()),
            Step::Repeat(repeat) => ids.extend(included(&repeat.steps)),
            _ => {}
        }
    }
    ids
}
