//! The few things that are done to files that must not be lost, behind one small trait.
//!
//! [`OnDisk`] does them for real: under a lock, synced to the disk, readable by the person alone.
//! Tests do them in memory, where a disk fills up and a power cut comes whenever they like. What
//! is in the files is not known here.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A file system, as far as it is needed.
pub trait Files: Send + Sync {
    /// All of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_part(path, 0, u64::MAX)
    }
    /// The end of a file, so many bytes at the most.
    fn read_end(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;
    /// A part of a file: so many bytes from there, or fewer where it ends before.
    fn read_part(&self, path: &Path, from: u64, length: u64) -> io::Result<Vec<u8>>;
    /// Opens a file to be read from its beginning.
    fn open<'a>(&'a self, path: &Path) -> io::Result<Box<dyn BufRead + 'a>>;
    /// The names of the files in a folder; none where there is no folder. In any order.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Opens a file for appending, made if need be with its folders, and locks it until it is
    /// dropped: others wait.
    fn append<'a>(&'a self, path: &Path) -> io::Result<Box<dyn Appended + 'a>>;
    /// Puts new contents in the place of a file, whole and synced, or leaves it as it was.
    fn replace(&self, path: &Path, contents: &[u8]) -> io::Result<()>;
    /// The same, and the disk is not waited for: a power cut may leave only a part of it.
    fn put(&self, path: &Path, contents: &[u8]) -> io::Result<()>;
    /// Waits until what was appended to a file is on the disk, its name as well.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Removes a file; one that is not there is as good.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Holds a file as long as what is returned lives, and never longer than the process does;
    /// `None` if somebody else holds it. It is made if need be.
    fn hold(&self, path: &Path) -> io::Result<Option<Box<dyn Send>>>;
    /// Whether somebody holds a file.
    fn is_held(&self, path: &Path) -> bool;
}

/// A file that is open for appending and locked.
pub trait Appended {
    /// What follows the last line end: nothing, if all is well.
    fn tail(&mut self) -> io::Result<Vec<u8>>;
    /// Cuts so many bytes off the end.
    fn cut(&mut self, bytes: usize) -> io::Result<()>;
    /// Appends in one write, without syncing.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnDisk;

impl Files for OnDisk {
    fn read_end(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let length = fs::metadata(path)?.len();
        self.read_part(path, length.saturating_sub(most), most)
    }

    fn read_part(&self, path: &Path, from: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut file = ordinary(path)?;
        file.seek(SeekFrom::Start(from))?;
        // Most of what is asked for is there, and one read brings it.
        let mut bytes = Vec::with_capacity(length.min(1 << 20) as usize);
        file.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn open<'a>(&'a self, path: &Path) -> io::Result<Box<dyn BufRead + 'a>> {
        Ok(Box::new(BufReader::with_capacity(READ_AHEAD, ordinary(path)?)))
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let entries = entries.collect::<io::Result<Vec<_>>>()?.into_iter();
        // Our own names are all plain; what has another is not ours.
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        Ok(files.filter_map(|entry| entry.file_name().into_string().ok()).collect())
    }

    fn append<'a>(&'a self, path: &Path) -> io::Result<Box<dyn Appended + 'a>> {
        make_folder(folder_of(path))?;
        loop {
            let file = only_for_me().read(true).append(true).create(true).open(path)?;
            file.lock()?;
            // Whoever waited for the lock may hold a file that was replaced meanwhile.
            if is_still(&file, path)? {
                return Ok(Box::new(file));
            }
        }
    }

    fn replace(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        exchange(path, contents, File::sync_all)?;
        sync_folder(folder_of(path));
        Ok(())
    }

    fn put(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        exchange(path, contents, |_| Ok(()))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_data()?;
        sync_folder(folder_of(path));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    fn hold(&self, path: &Path) -> io::Result<Option<Box<dyn Send>>> {
        make_folder(folder_of(path))?;
        let file = only_for_me().write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn is_held(&self, path: &Path) -> bool {
        let Ok(file) = OpenOptions::new().write(true).open(path) else {
            return false;
        };
        matches!(file.try_lock(), Err(TryLockError::WouldBlock))
    }
}

/// Bytes that are read at a time.
const READ_AHEAD: usize = 1 << 16;

/// Opens a file. A pipe in its place would keep us waiting for ever.
fn ordinary(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other(crate::words::disk::NOT_ORDINARY));
    }
    File::open(path)
}

/// The lock goes with the file.
impl Appended for File {
    fn tail(&mut self) -> io::Result<Vec<u8>> {
        let length = self.metadata()?.len();
        let mut piece: u64 = 64;
        loop {
            let from = length.saturating_sub(piece);
            self.seek(SeekFrom::Start(from))?;
            let mut bytes = Vec::new();
            Read::by_ref(&mut *self).take(length - from).read_to_end(&mut bytes)?;
            match memchr::memrchr(b'\n', &bytes) {
                Some(at) => return Ok(bytes.split_off(at + 1)),
                None if from == 0 => return Ok(bytes),
                None => piece = piece.saturating_mul(64),
            }
        }
    }

    fn cut(&mut self, bytes: usize) -> io::Result<()> {
        let length = self.metadata()?.len();
        self.set_len(length.saturating_sub(bytes as u64))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }
}

/// Puts a new file in the place of another, in one step: a full disk or a power cut leaves the
/// old one, if `sync` waits for the disk. It is for the person alone, unless the old one was not.
///
/// # Errors
/// If the system refuses; then nothing has changed.
pub fn exchange(
    path: &Path,
    contents: &[u8],
    sync: impl Fn(&File) -> io::Result<()>,
) -> io::Result<()> {
    make_folder(folder_of(path))?;
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(format!(".{}.new", std::process::id()));
    let fresh = PathBuf::from(fresh);
    let write = || -> io::Result<()> {
        let mut file = only_for_me().write(true).create(true).truncate(true).open(&fresh)?;
        file.write_all(contents)?;
        if let Ok(old) = fs::metadata(path) {
            file.set_permissions(old.permissions())?;
        }
        sync(&file)?;
        fs::rename(&fresh, path)
    };
    let written = write();
    if written.is_err() {
        // It is the first error that is worth telling.
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// What a person did is nobody else's business.
pub fn only_for_me() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

/// Makes a folder, with those above it, for the person alone.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn is_still(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// So that a new name is on the disk as well. Not every file system can, and there is nothing
/// that could be done about it.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
