//! Follows one file, and others that it is made of: looks at them every 50 ms and passes on what
//! they say whenever that changes.
//!
//! A look is one question to the system, whatever the file's size; it works on every file system
//! and for every way in which editors save. The thread lives only while a file is watched. What
//! the files mean is not known here.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use parking_lot::Mutex;

use super::disk;
use super::message::{Message, Sender};
use crate::app::AppEvent;

/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Files that are followed beside the one. What each says at first comes at the next look, and so does
/// that it is not there.
pub type OtherFiles = Arc<Mutex<Vec<PathBuf>>>;

/// Follows a file for as long as somebody listens, and others, which are none at first. What it says
/// at first comes at once.
///
/// # Errors
/// If the system gives no thread.
pub fn follow(path: &Path, sender: Sender) -> io::Result<OtherFiles> {
    let (mut followed, mut beside) = (Followed::new(path), Vec::new());
    let others = OtherFiles::default();
    let wanted = others.clone();
    let watch = move || {
        loop {
            let saved = followed.look().map(AppEvent::Saved);
            let included = look_at_others(&mut beside, &wanted.lock().clone());
            for event in saved.into_iter().chain(included) {
                if sender.send(Message::Told(event)).is_err() {
                    return;
                }
            }
            thread::sleep(LOOK_EVERY);
        }
    };
    thread::Builder::new().name("watch".into()).spawn(watch)?;
    Ok(others)
}

/// What has changed in these files, and only in these.
fn look_at_others(followed: &mut Vec<Followed>, paths: &[PathBuf]) -> Vec<AppEvent> {
    followed.retain(|one| paths.contains(&one.path));
    for path in paths {
        if !followed.iter().any(|one| one.path == *path) {
            followed.push(Followed::new(path));
        }
    }
    let told = followed.iter_mut().filter_map(|one| {
        let bytes = one.look()?;
        let is_there = fs::exists(&one.path).unwrap_or(true);
        let bytes = Some(bytes).filter(|bytes| bytes.is_ok() || is_there);
        Some(AppEvent::Included { path: one.path.clone(), bytes })
    });
    told.collect()
}

/// What a look can tell of a file without reading it.
type Trace = (Option<SystemTime>, u64, u64);

struct Followed {
    path: PathBuf,
    /// What the last look saw; `None` where there was no file or an empty one.
    trace: Option<Trace>,
    /// What the file said when it was last read.
    said: Option<Result<Vec<u8>, String>>,
    /// A second save may have the same time and size as the one just read.
    read_again: bool,
    /// How often in a row there was nothing. Editors save by emptying the file or by moving
    /// another into its place, and for a moment there is nothing then.
    nothing: u32,
}

impl Followed {
    fn new(path: &Path) -> Followed {
        Followed { path: path.into(), trace: None, said: None, read_again: true, nothing: 0 }
    }

    /// What the file says, if that is something else than the last time.
    fn look(&mut self) -> Option<Result<Vec<u8>, String>> {
        let there = fs::metadata(&self.path).ok();
        let there = there.filter(|meta| meta.len() > 0 || !meta.is_file());
        let trace = there.map(|meta| (meta.modified().ok(), meta.len(), meta.ino()));
        self.nothing = if trace.is_none() { self.nothing + 1 } else { 0 };
        let passing = self.nothing == 1 && self.said.is_some();
        if passing || (trace == self.trace && !self.read_again && self.nothing != 2) {
            return None;
        }
        self.read_again = trace != self.trace;
        self.trace = trace;
        let says = read(&self.path);
        if self.said.as_ref() == Some(&says) {
            return None;
        }
        self.said = Some(says.clone());
        Some(says)
    }
}

/// A pipe would never end, so that only ordinary files are read.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    match fs::metadata(path) {
        Ok(meta) if !meta.is_file() && !meta.is_dir() => {
            Err(crate::words::disk::NOT_ORDINARY.into())
        }
        _ => disk::read(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_saving_is_seen_and_nothing_is_told_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        let mut followed = Followed::new(&path);
        assert!(followed.look().unwrap().is_err(), "there is no file yet");
        assert_eq!(followed.look(), None);
        assert_eq!(followed.look(), None);

        fs::write(&path, "one").unwrap();
        assert_eq!(followed.look(), Some(Ok(b"one".to_vec())));
        assert_eq!(followed.look(), None);
        // In place, with the same size, and so soon that the time may be the same.
        fs::write(&path, "two").unwrap();
        assert_eq!(followed.look(), Some(Ok(b"two".to_vec())));
        fs::write(&path, "six").unwrap();
        assert_eq!(followed.look(), Some(Ok(b"six".to_vec())));
        assert_eq!(followed.look(), None);

        // Another file in its place.
        fs::write(folder.path().join("b"), "new").unwrap();
        fs::rename(folder.path().join("b"), &path).unwrap();
        assert_eq!(followed.look(), Some(Ok(b"new".to_vec())));

        // Away for a moment is nothing; away for longer is told once.
        fs::remove_file(&path).unwrap();
        assert_eq!(followed.look(), None);
        fs::write(&path, "new").unwrap();
        assert_eq!(followed.look(), None);
        fs::remove_file(&path).unwrap();
        assert_eq!(followed.look(), None);
        assert!(followed.look().unwrap().is_err());
        assert_eq!(followed.look(), None);
        assert_eq!(followed.look(), None);
        fs::write(&path, "back").unwrap();
        assert_eq!(followed.look(), Some(Ok(b"back".to_vec())));

        // Empty for a moment is a save that is under way.
        fs::write(&path, "").unwrap();
        assert_eq!(followed.look(), None);
        assert_eq!(followed.look(), Some(Ok(Vec::new())));
        assert_eq!(followed.look(), None);
    }

    #[test]
    fn files_beside_it_are_followed_as_long_as_they_are_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["one.ron", "two.ron"].map(|name| folder.path().join(name));
        let mut beside = Vec::new();
        let mut look = |paths: &[PathBuf]| -> Vec<(PathBuf, Option<Vec<u8>>)> {
            let told = look_at_others(&mut beside, paths).into_iter();
            told.map(|event| match event {
                AppEvent::Included { path, bytes } => (path, bytes.map(Result::unwrap)),
                other => panic!("{other:?}"),
            })
            .collect()
        };
        fs::write(&one, "1").unwrap();
        let both = [one.clone(), two.clone()];
        assert_eq!(look(&[]), []);
        assert_eq!(look(&both), [(one.clone(), Some(b"1".to_vec())), (two.clone(), None)]);
        fs::write(&two, "2").unwrap();
        fs::write(&one, "11").unwrap();
        assert_eq!(look(&both[1..]), [(two.clone(), Some(b"2".to_vec()))]);
        fs::remove_file(&two).unwrap();
        assert_eq!(look(&both), [(one, Some(b"11".to_vec()))]);
        assert_eq!(look(&both), [(two, None)]);
        assert_eq!(look(&both), []);
    }

    #[test]
    fn what_is_huge_or_no_file_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        fs::File::create(&path).unwrap().set_len(100 << 20).unwrap();
        let why = Followed::new(&path).look().unwrap().unwrap_err();
        assert!(why.contains("larger than 1 MiB"), "{why}");
        let why = Followed::new(folder.path()).look().unwrap().unwrap_err();
        assert!(why.contains("folder"), "{why}");
    }
}
