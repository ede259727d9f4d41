//! Reads files and folders. It never reads more than [`LARGEST`] bytes of anything, of a history
//! [`LARGEST_HISTORY`], and every refusal of the system becomes a sentence.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;

use super::files::{exchange, only_for_me};
use crate::words::disk as sentences;

/// The largest routine file: 1 MiB. Nobody writes more by hand, and nothing larger is looked at.
pub const LARGEST: u64 = 1024 * 1024;

/// The most of a history that is taken in at once: 512 MiB, a million sessions.
const LARGEST_HISTORY: u64 = 512 * 1024 * 1024;

/// So long whoever writes into a pipe may think.
const PATIENCE: Duration = Duration::from_secs(10);

/// The bytes of a file, or a sentence about why there are none. A pipe is read as far as somebody
/// writes into it; nobody is waited for without end.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    read_some(path, LARGEST, sentences::TOO_LARGE)
}

/// A whole history, or a sentence about why there is none. As in [`read`] nobody is waited for
/// without end.
pub fn read_history(path: &Path) -> Result<Vec<u8>, String> {
    match fs::metadata(path) {
        Ok(meta) if meta.file_type().is_char_device() || meta.file_type().is_block_device() => {
            Err(sentences::DEVICE.into())
        }
        _ => read_some(path, LARGEST_HISTORY, sentences::HISTORY_TOO_LARGE),
    }
}

/// At most so many bytes of a file; where it has more, `too_large` is why it is not read.
fn read_some(path: &Path, most: u64, too_large: &str) -> Result<Vec<u8>, String> {
    // To open a pipe that nobody writes into would otherwise wait for a writer.
    let file = fs::File::options()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits() as i32)
        .open(path)
        .map_err(|error| words(&error))?;
    let meta = file.metadata().map_err(|error| words(&error))?;
    if meta.is_dir() {
        return Err(sentences::FOLDER.into());
    }
    let bytes = read_from(Patient(file), meta.len(), most, too_large)?;
    if bytes.is_empty() && meta.file_type().is_fifo() {
        return Err(sentences::NO_WRITER.into());
    }
    Ok(bytes)
}

/// The bytes of standard input, or a sentence about why there are none.
pub fn read_input() -> Result<Vec<u8>, String> {
    read_from(io::stdin().lock(), 0, LARGEST, sentences::TOO_LARGE)
}

/// The same of a whole history.
pub fn read_history_input() -> Result<Vec<u8>, String> {
    // A terminal is a device too, and somebody may type there.
    let about = rustix::fs::fstat(rustix::stdio::stdin()).map_err(|error| words(&error.into()))?;
    let kind = rustix::fs::FileType::from_raw_mode(about.st_mode);
    if kind.is_char_device() && !io::stdin().is_terminal() {
        return Err(sentences::DEVICE.into());
    }
    read_from(io::stdin().lock(), 0, LARGEST_HISTORY, sentences::HISTORY_TOO_LARGE)
}

/// The bytes of a source that may have about so many, and no more than `most`.
fn read_from(source: impl Read, about: u64, most: u64, too_large: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(about.min(most) as usize + 1);
    source.take(most + 1).read_to_end(&mut bytes).map_err(|error| words(&error))?;
    if bytes.len() as u64 > most { Err(too_large.into()) } else { Ok(bytes) }
}

/// Writes a file that the person alone can read, in the place of one that is there: a full disk
/// leaves the old one, or none. What is no file, like a pipe, is written to.
///
/// # Errors
/// A sentence, if the disk refuses.
pub fn write(path: &Path, text: String) -> Result<(), String> {
    let written = match fs::metadata(path) {
        Err(_) => return write_new(path, std::iter::once(text)),
        Ok(about) if about.is_file() => fs::canonicalize(path)
            .and_then(|path| exchange(&path, text.as_bytes(), fs::File::sync_all)),
        Ok(_) => fs::write(path, text),
    };
    written.map_err(|error| words(&error))
}

/// Writes a new file that the person alone can read, one text after the other, as they come.
///
/// # Errors
/// A sentence, if there is such a file or the disk refuses.
pub fn write_new(path: &Path, mut texts: impl Iterator<Item = String>) -> Result<(), String> {
    let file = only_for_me().write(true).create_new(true).open(path);
    let file = file.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => sentences::EXISTS.into(),
        _ => words(&error),
    })?;
    let mut file = io::BufWriter::new(file);
    let mut write = || {
        texts.try_for_each(|text| file.write_all(text.as_bytes()))?;
        file.flush()?;
        file.get_ref().sync_all()
    };
    write().map_err(|error| {
        // It was not there before.
        let _ = fs::remove_file(path);
        words(&error)
    })
}

/// A file that is waited for, but not for ever.
struct Patient(fs::File);

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.0.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return done,
            }
            let mut fds = [PollFd::new(&self.0, PollFlags::IN)];
            let limit = Timespec { tv_sec: PATIENCE.as_secs() as i64, tv_nsec: 0 };
            if poll(&mut fds, Some(&limit)) == Ok(0) {
                let why = sentences::nothing_came(PATIENCE.as_secs());
                return Err(io::Error::new(io::ErrorKind::TimedOut, why));
            }
        }
    }
}

/// Where the routine files of a folder are, in order; none of them is opened. A folder that is not
/// there has none. Hidden files, which editors leave behind, are passed over.
///
/// # Errors
/// A sentence, if the folder can't be read.
pub fn routine_paths(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.and_then(Iterator::collect::<io::Result<Vec<_>>>),
    };
    let is_routine = |entry: &fs::DirEntry| {
        let (path, name) = (entry.path(), entry.file_name());
        let hidden = name.as_encoded_bytes().first() == Some(&b'.');
        // A link to a folder is a folder as well.
        let is_folder = |kind: fs::FileType| kind.is_dir() || kind.is_symlink() && path.is_dir();
        !hidden
            && path.extension().is_some_and(|end| end == "ron")
            && !entry.file_type().is_ok_and(is_folder)
    };
    let entries = entries.map_err(|error| words(&error))?.into_iter();
    let mut paths: Vec<PathBuf> = entries.filter(is_routine).map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Reads a file, but waits for no pipe; a link to a file is as good as the file.
///
/// # Errors
/// A sentence, if it can't be read.
pub fn read_ordinary(path: &Path) -> Result<Vec<u8>, String> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() => read(path),
        Ok(_) => Err(sentences::NOT_ORDINARY.into()),
        Err(error) => Err(words(&error)),
    }
}

/// A path that is the same from every folder.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// What is the same of a file however it is reached, through links and folders above: its disk and
/// its place there. A file that is not there has only the path that it is named by.
pub fn identity(path: &Path) -> Result<[u64; 2], PathBuf> {
    fs::metadata(path).map(|about| [about.dev(), about.ino()]).map_err(|_| absolute(path))
}

/// The system's words, without its number for them and without a capital.
pub fn words(error: &io::Error) -> String {
    let text = error.to_string();
    let mut text = text.split(" (os ").next().unwrap_or_default().to_owned();
    text.get_mut(..1).map(str::make_ascii_lowercase);
    text
}
