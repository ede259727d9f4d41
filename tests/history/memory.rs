//! A file system in memory whose disk fills up, refuses, and loses its power whenever it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Cursor};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use supple::host::files::{Appended, Files};

/// Random numbers from a seed: SplitMix64.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// Every write fails, some of it done.
    Full,
    /// Every write fails, some of it done, and what was done of it can't be taken back.
    Torn,
    /// All is written, and nobody can say whether it is on the disk.
    Unsynced,
    /// Nothing comes back until the fault is gone.
    Hangs,
    /// What is written comes back at once; whoever waits for the disk, waits until it is gone.
    SyncsHang,
    /// Files can be replaced, and nothing can be appended.
    NoAppends,
    /// Files can be appended to, and nothing else.
    OnlyAppends,
    /// Nothing may be changed.
    ReadOnly,
    /// After so many operations the process dies in the middle of one.
    DiesAfter(u32),
    /// It is dead: nothing is done any more.
    Dead,
}

struct Disk {
    files: BTreeMap<PathBuf, Contents>,
    held: BTreeSet<PathBuf>,
    fault: Fault,
    dice: Dice,
    /// So many were tried.
    changes: u32,
    /// So many files were taken away.
    removed: u32,
}

#[derive(Clone, Default)]
struct Contents {
    bytes: Vec<u8>,
    /// So many of them outlast a power cut.
    synced: usize,
}

#[derive(Clone)]
pub struct Memory(Arc<(Mutex<Disk>, Condvar)>);

impl Memory {
    pub fn new(seed: u64) -> Memory {
        let disk = Mutex::new(Disk {
            files: BTreeMap::new(),
            held: BTreeSet::new(),
            fault: Fault::None,
            dice: Dice(seed),
            changes: 0,
            removed: 0,
        });
        Memory(Arc::new((disk, Condvar::new())))
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.0.lock().unwrap_or_else(|disk| disk.into_inner())
    }

    pub fn set(&self, fault: Fault) {
        self.disk().fault = fault;
        self.0.1.notify_all();
    }

    /// The disk, once it answers.
    fn answering(&self) -> MutexGuard<'_, Disk> {
        self.without(&[Fault::Hangs])
    }

    /// The disk, once it confirms what was written.
    fn confirming(&self) -> MutexGuard<'_, Disk> {
        self.without(&[Fault::Hangs, Fault::SyncsHang])
    }

    fn without(&self, faults: &[Fault]) -> MutexGuard<'_, Disk> {
        let hangs = |disk: &mut Disk| faults.contains(&disk.fault);
        let waited = self.0.1.wait_while(self.disk(), hangs);
        waited.unwrap_or_else(|disk| disk.into_inner())
    }

    /// Waits until so many changes have been tried, and gives how many there were.
    pub fn until_tried(&self, changes: u32) -> u32 {
        let few = |disk: &mut Disk| disk.changes < changes;
        let limit = std::time::Duration::from_secs(60);
        let waited = self.0.1.wait_timeout_while(self.disk(), limit, few);
        let (disk, time) = waited.unwrap_or_else(|disk| disk.into_inner());
        assert!(!time.timed_out(), "nothing more is tried");
        disk.changes
    }

    /// How many files the program has taken away so far.
    pub fn removed(&self) -> u32 {
        self.disk().removed
    }

    pub fn is_dead(&self) -> bool {
        self.disk().fault == Fault::Dead
    }

    /// Somebody else puts a file there, or takes it away.
    pub fn meddle(&self, path: &Path, bytes: Option<Vec<u8>>) {
        let mut disk = self.disk();
        match bytes {
            Some(bytes) => disk.files.insert(path.to_owned(), Contents::of(bytes)),
            None => disk.files.remove(path),
        };
    }

    /// The process is gone; with the power, so is what was not synced, or a part of it.
    pub fn restart(&self, power_cut: bool) {
        let mut disk = self.disk();
        disk.fault = Fault::None;
        disk.held.clear();
        let mut dice = disk.dice.clone();
        for contents in disk.files.values_mut().filter(|_| power_cut) {
            let loose = contents.bytes.len() - contents.synced;
            let kept = contents.synced + dice.below(loose as u64 + 1) as usize;
            contents.bytes.truncate(kept);
            contents.synced = kept;
        }
        disk.dice = dice;
    }

    /// All files whose name ends like this, with what is in them.
    pub fn ending(&self, end: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let disk = self.disk();
        let ends = |path: &&PathBuf| path.to_string_lossy().ends_with(end);
        let found = disk.files.keys().filter(ends);
        found.map(|path| (path.clone(), disk.files[path].bytes.clone())).collect()
    }
}

impl Contents {
    /// A file that is on the disk whole.
    fn of(bytes: Vec<u8>) -> Contents {
        Contents { synced: bytes.len(), bytes }
    }
}

impl Disk {
    /// Lets one operation through, or says why not. `Ok(false)` means: die in the middle of it.
    fn step(&mut self) -> io::Result<bool> {
        match self.fault {
            Fault::None
            | Fault::Unsynced
            | Fault::Hangs
            | Fault::SyncsHang
            | Fault::NoAppends
            | Fault::OnlyAppends => Ok(true),
            Fault::Full | Fault::Torn => Err(io::ErrorKind::StorageFull.into()),
            Fault::ReadOnly => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
            Fault::Dead => Err(io::Error::other("dead")),
            Fault::DiesAfter(0) => {
                self.fault = Fault::Dead;
                Ok(false)
            }
            Fault::DiesAfter(left) => {
                self.fault = Fault::DiesAfter(left - 1);
                Ok(true)
            }
        }
    }

    /// An operation that is done whole or not at all.
    fn whole(&mut self) -> io::Result<()> {
        match self.step()? {
            true => Ok(()),
            // It may have come about before the end.
            false if self.dice.once_in(2) => Ok(()),
            false => Err(io::Error::other("dead")),
        }
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let disk = self.disk();
        let contents = disk.files.get(path);
        let contents = contents.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(contents.bytes.clone())
    }

    fn read_end(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = self.read(path)?;
        let from = bytes.len().saturating_sub(most as usize);
        Ok(bytes.split_off(from))
    }

    fn read_part(&self, path: &Path, from: u64, length: u64) -> io::Result<Vec<u8>> {
        let bytes = self.read(path)?;
        let from = bytes.len().min(from as usize);
        let to = bytes.len().min(from + length as usize);
        Ok(bytes[from..to].to_vec())
    }

    fn open<'a>(&'a self, path: &Path) -> io::Result<Box<dyn BufRead + 'a>> {
        Ok(Box::new(Cursor::new(self.read(path)?)))
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let disk = self.disk();
        let here = disk.files.keys().filter(|path| path.parent() == Some(folder));
        let name = |path: &PathBuf| Some(path.file_name()?.to_str()?.to_owned());
        Ok(here.filter_map(name).collect())
    }

    fn append<'a>(&'a self, path: &Path) -> io::Result<Box<dyn Appended + 'a>> {
        let mut disk = self.answering();
        // A file that is there already needs no more room.
        if disk.fault == Fault::NoAppends {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let full = matches!(disk.fault, Fault::Full | Fault::Torn);
        if !(full && disk.files.contains_key(path)) {
            disk.whole()?;
        }
        if !disk.files.contains_key(path) {
            disk.files.insert(path.to_owned(), Contents::default());
        }
        Ok(Box::new(Open(self, path.to_owned())))
    }

    fn replace(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        let mut disk = self.confirming();
        disk.changes += 1;
        self.0.1.notify_all();
        disk.whole()?;
        disk.files.insert(path.to_owned(), Contents::of(contents.to_vec()));
        Ok(())
    }

    fn put(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        let mut disk = self.answering();
        disk.whole()?;
        let mut contents = Contents::of(contents.to_vec());
        contents.synced = 0;
        disk.files.insert(path.to_owned(), contents);
        Ok(())
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.confirming();
        if disk.fault == Fault::Unsynced {
            return Err(io::Error::other("nobody knows"));
        }
        disk.whole()?;
        let contents = disk.files.get_mut(path);
        let contents = contents.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        contents.synced = contents.bytes.len();
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        disk.whole()?;
        disk.removed += 1;
        disk.files.remove(path);
        Ok(())
    }

    fn hold(&self, path: &Path) -> io::Result<Option<Box<dyn Send>>> {
        let mut disk = self.disk();
        disk.changes += 1;
        self.0.1.notify_all();
        if disk.fault == Fault::OnlyAppends {
            return Err(io::ErrorKind::StorageFull.into());
        }
        disk.whole()?;
        disk.files.entry(path.to_owned()).or_default();
        let ours = disk.held.insert(path.to_owned());
        Ok(ours.then(|| Box::new(Held(self.clone(), path.to_owned())) as Box<dyn Send>))
    }

    fn is_held(&self, path: &Path) -> bool {
        self.disk().held.contains(path)
    }
}

struct Held(Memory, PathBuf);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.disk().held.remove(&self.1);
    }
}

struct Open<'a>(&'a Memory, PathBuf);

impl Open<'_> {
    fn with<T>(&self, act: impl FnOnce(&mut Disk, &mut Contents) -> T) -> T {
        let mut disk = self.0.disk();
        let mut contents = disk.files.remove(&self.1).unwrap_or_default();
        let done = act(&mut disk, &mut contents);
        disk.files.insert(self.1.clone(), contents);
        done
    }
}

impl Appended for Open<'_> {
    fn tail(&mut self) -> io::Result<Vec<u8>> {
        self.with(|_, contents| {
            let bytes = &contents.bytes;
            let at = bytes.iter().rposition(|byte| *byte == b'\n');
            Ok(bytes[at.map_or(0, |at| at + 1)..].to_vec())
        })
    }

    fn cut(&mut self, bytes: usize) -> io::Result<()> {
        self.with(|disk, contents| {
            // A full disk has room for less.
            if disk.fault != Fault::Full {
                disk.whole()?;
            }
            contents.bytes.truncate(contents.bytes.len() - bytes);
            contents.synced = contents.synced.min(contents.bytes.len());
            Ok(())
        })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.with(|disk, contents| {
            let done = disk.step();
            let part = match done {
                Ok(true) => bytes.len(),
                _ if disk.fault == Fault::ReadOnly => 0,
                _ if disk.fault == Fault::Dead && done.is_err() => 0,
                _ => disk.dice.below(bytes.len() as u64 + 1) as usize,
            };
            contents.bytes.extend(&bytes[..part]);
            match done {
                Ok(true) => Ok(()),
                Ok(false) => Err(io::Error::other("dead")),
                Err(error) => Err(error),
            }
        })
    }
}
