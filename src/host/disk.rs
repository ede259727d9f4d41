//! Reads files and folders. It never reads more than [`LARGEST`] bytes of anything, of a history
//! [`LARGEST_HISTORY`], and every refusal of the system becomes a sentence.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;

use crate::library::File;
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
    let bytes = read_from(Patient(file), most, too_large)?;
    if bytes.is_empty() && meta.file_type().is_fifo() {
        return Err(sentences::NO_WRITER.into());
    }
    Ok(bytes)
}

/// The bytes of standard input, or a sentence about why there are none.
pub fn read_input() -> Result<Vec<u8>, String> {
    read_from(io::stdin().lock(), LARGEST, sentences::TOO_LARGE)
}

/// The same of a whole history.
pub fn read_history_input() -> Result<Vec<u8>, String> {
    // A terminal is a device too, and somebody may type there.
    let about = rustix::fs::fstat(rustix::stdio::stdin()).map_err(|error| words(&error.into()))?;
    let kind = rustix::fs::FileType::from_raw_mode(about.st_mode);
    if kind.is_char_device() && !io::stdin().is_terminal() {
        return Err(sentences::DEVICE.into());
    }
    read_from(io::stdin().lock(), LARGEST_HISTORY, sentences::HISTORY_TOO_LARGE)
}

fn read_from(source: impl Read, most: u64, too_large: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut guarded = source.take(most + 1);
    guarded.read_to_end(&mut bytes).map_err(|error| words(&error))?;
    match bytes.len() as u64 > most {
        true => Err(too_large.into()),
        false => Ok(bytes),
    }
}

/// What to do where a file is already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfThere {
    Replace,
    Refuse,
}

/// Writes a file that the person alone can read, or says why not.
pub fn write(path: &Path, text: String, over: IfThere) -> Result<(), String> {
    write_each(path, std::iter::once(text), over)
}

/// The same with one text after the other, as they come.
///
/// # Errors
/// A sentence, if the disk refuses.
pub fn write_each(
    path: &Path,
    texts: impl Iterator<Item = String>,
    over: IfThere,
) -> Result<(), String> {
    let mut options = fs::OpenOptions::new();
    options.write(true);
    match over {
        IfThere::Replace => options.create(true).truncate(true),
        IfThere::Refuse => options.create_new(true),
    };
    options.mode(0o600);
    let written = options.open(path).and_then(|file| {
        let mut file = io::BufWriter::new(file);
        for text in texts {
            file.write_all(text.as_bytes())?;
        }
        file.flush()
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => sentences::EXISTS.into(),
        _ => words(&error),
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
            match poll(&mut fds, Some(&limit)) {
                Ok(0) => {
                    let why = sentences::nothing_came(PATIENCE.as_secs());
                    return Err(io::Error::new(io::ErrorKind::TimedOut, why));
                }
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Every routine file of a folder, read. A folder that is not there has none. Hidden files, which
/// editors leave behind, are passed over.
///
/// # Errors
/// A sentence, if the folder can't be read.
pub fn routines(folder: &Path) -> Result<Vec<File>, String> {
    let paths = routine_paths(folder)?.into_iter();
    let file = |path: PathBuf| File { bytes: read_ordinary(&path), path };
    Ok(paths.map(file).collect())
}

/// Where the routine files of a folder are, in order; none of them is opened.
///
/// # Errors
/// A sentence, if the folder can't be read.
pub fn routine_paths(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(words(&error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| words(&error))?;
        let path = entry.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes()[0] == b'.');
        if hidden || path.extension().is_none_or(|end| end != "ron") {
            continue;
        }
        // A link to a folder is a folder as well.
        let kind = entry.file_type().map_err(|error| words(&error))?;
        if !(kind.is_dir() || kind.is_symlink() && path.is_dir()) {
            paths.push(path);
        }
    }
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

/// The one path of a file that may be reached by many, through links and folders above; a file
/// that is not there has only the one it is named by.
pub fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| absolute(path))
}

/// The system's words, without its number for them and without a capital.
pub fn words(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os ").next().unwrap_or_default();
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}
