//! The few things that are done to files that must not be lost, behind one small trait.
//!
//! [`OnDisk`] does them for real: under a lock, synced to the disk, readable by the person alone.
//! Tests do them in memory, where a disk fills up and a power cut comes whenever they like. What
//! is in the files is not known here.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// A file system, as far as it is needed.
pub trait Files: Send + Sync {
    /// All of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
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
    /// Waits until all is on the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// The real one.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnDisk;

impl Files for OnDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        ordinary(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_end(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut file = ordinary(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_part(&self, path: &Path, from: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut file = ordinary(path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn open<'a>(&'a self, path: &Path) -> io::Result<Box<dyn BufRead + 'a>> {
        Ok(Box::new(BufReader::with_capacity(READ_AHEAD, ordinary(path)?)))
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            // Our own names are all plain; what has another is not ours.
            if entry.file_type()?.is_file()
                && let Ok(name) = entry.file_name().into_string()
            {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn append<'a>(&'a self, path: &Path) -> io::Result<Box<dyn Appended + 'a>> {
        let folder = path.parent().unwrap_or(Path::new("."));
        make_folder(folder)?;
        loop {
            let mut options = OpenOptions::new();
            options.read(true).append(true).create(true);
            only_for_me(&mut options);
            let file = options.open(path)?;
            file.lock()?;
            // Whoever waited for the lock may hold a file that was replaced meanwhile.
            if is_still(&file, path)? {
                return Ok(Box::new(OpenFile(file)));
            }
        }
    }

    fn replace(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        exchange(path, contents, File::sync_all)?;
        sync_folder(path.parent().unwrap_or(Path::new(".")));
        Ok(())
    }

    fn put(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        exchange(path, contents, |_| Ok(()))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_data()?;
        sync_folder(path.parent().unwrap_or(Path::new(".")));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    fn hold(&self, path: &Path) -> io::Result<Option<Box<dyn Send>>> {
        make_folder(path.parent().unwrap_or(Path::new(".")))?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        only_for_me(&mut options);
        let file = options.open(path)?;
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

/// A locked file; the lock goes with it.
struct OpenFile(File);

impl Appended for OpenFile {
    fn tail(&mut self) -> io::Result<Vec<u8>> {
        let length = self.0.metadata()?.len();
        let mut piece: u64 = 64;
        loop {
            let from = length.saturating_sub(piece);
            self.0.seek(SeekFrom::Start(from))?;
            let mut bytes = Vec::new();
            Read::by_ref(&mut self.0).take(length - from).read_to_end(&mut bytes)?;
            match memchr::memrchr(b'\n', &bytes) {
                Some(at) => return Ok(bytes.split_off(at + 1)),
                None if from == 0 => return Ok(bytes),
                None => piece = piece.saturating_mul(64),
            }
        }
    }

    fn cut(&mut self, bytes: usize) -> io::Result<()> {
        let length = self.0.metadata()?.len();
        self.0.set_len(length.saturating_sub(bytes as u64))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
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
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let fresh = folder.join(name);
    let write = || -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        only_for_me(&mut options);
        let mut file = options.open(&fresh)?;
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
fn only_for_me(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn is_still(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
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
