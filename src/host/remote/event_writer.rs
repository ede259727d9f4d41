//! Where events are written: a file, a pipe with a name, or standard output.
//!
//! A thread of its own writes, behind a queue that drops what does not fit. A disk that is full
//! and a reader that sleeps cost events and a note, never a moment of the session.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use crate::host::background::LossyQueue;
use crate::host::disk;
use crate::host::message::{Complaints, Sender};
use crate::words::machine;

/// So many events wait for a slow reader; what comes then is dropped.
const ROOM: usize = 1024;

/// So long the end of the program waits for the last events to be written.
const LAST_WAIT: Duration = Duration::from_millis(500);

/// ENXIO: a named pipe that nobody reads.
const NO_READER: i32 = rustix::io::Errno::NXIO.raw_os_error();

/// A place that events are written to, open already where that does not depend on others.
#[derive(Debug)]
pub enum Outlet {
    Stdout,
    File(File),
    /// A named pipe, and its writing end if somebody reads it already.
    Pipe(PathBuf, Option<File>),
}

impl Outlet {
    /// Opens what `--events` names: `-` is standard output. A file is added to, or made.
    ///
    /// # Errors
    /// The system's words, if it can't be written to.
    pub fn open(path: &Path) -> Result<Outlet, String> {
        if path == Path::new("-") {
            return Ok(Outlet::Stdout);
        }
        let pipe = fs::metadata(path).is_ok_and(|meta| meta.file_type().is_fifo());
        // Nobody may read a pipe yet: that is no reason to wait, and none to refuse.
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32;
        let opened = OpenOptions::new().append(true).create(!pipe).custom_flags(flags).open(path);
        let blocking = opened.and_then(|file| {
            fcntl_setfl(&file, fcntl_getfl(&file)? - OFlags::NONBLOCK)?;
            Ok(file)
        });
        match blocking {
            Ok(file) if pipe => Ok(Outlet::Pipe(path.to_owned(), Some(file))),
            Ok(file) => Ok(Outlet::File(file)),
            Err(error) if pipe && error.raw_os_error() == Some(NO_READER) => {
                Ok(Outlet::Pipe(path.to_owned(), None))
            }
            Err(error) => Err(disk::words(&error)),
        }
    }
}

/// Hands lines to the thread that writes them.
#[derive(Debug)]
pub struct EventWriter {
    /// Dropped first: its end is what the thread waits for.
    queue: Option<LossyQueue>,
    done: Receiver<()>,
    /// The thread waits for a reader, not for us.
    deserted: Arc<AtomicBool>,
    complaints: Complaints,
}

impl EventWriter {
    /// Starts the thread; `None`, and a note, if the system gives none.
    pub fn start(outlet: Outlet, notes: Sender) -> Option<EventWriter> {
        let gap = |lost| format!("{{\"kind\":\"dropped\",\"count\":{lost}}}");
        let (queue, lines) = LossyQueue::new(ROOM, gap);
        let (ended, done) = channel();
        let (deserted, complaints) = (Arc::<AtomicBool>::default(), Complaints::new(notes));
        let (waits, notes) = (deserted.clone(), complaints.clone());
        let started = thread::Builder::new().name("events".into()).spawn(move || {
            let mut torn = false;
            match outlet {
                Outlet::Stdout => drop(write(&mut io::stdout(), &lines, &mut torn, &notes)),
                Outlet::File(mut file) => drop(write(&mut file, &lines, &mut torn, &notes)),
                Outlet::Pipe(path, open) => write_pipe(&path, open, &lines, &waits, &notes),
            }
            // Nobody may wait for it.
            let _ = ended.send(());
        });
        if started.is_err() {
            complaints.trouble(machine::NO_THREAD_FOR_EVENTS);
            return None;
        }
        Some(EventWriter { queue: Some(queue), done, deserted, complaints })
    }

    /// Writes a line, some time soon. Where there is no room any more it is dropped, and the line
    /// after it says how many were.
    pub fn tell(&mut self, line: String) {
        if self.queue.as_mut().is_some_and(|queue| !queue.put(line)) {
            self.complaints.trouble(machine::EVENTS_DROPPED);
        }
    }
}

impl Drop for EventWriter {
    fn drop(&mut self) {
        self.queue = None;
        if !self.deserted.load(Ordering::SeqCst) {
            // It has ended, or it hangs: both will do.
            let _ = self.done.recv_timeout(LAST_WAIT);
        }
    }
}

/// Writes to whoever reads a pipe; when they are gone, waits for the next.
fn write_pipe(
    path: &Path,
    mut open: Option<File>,
    lines: &Receiver<String>,
    deserted: &AtomicBool,
    complaints: &Complaints,
) {
    let mut torn = false;
    loop {
        deserted.store(open.is_none(), Ordering::SeqCst);
        let file = open.take().map_or_else(|| OpenOptions::new().append(true).open(path), Ok);
        deserted.store(false, Ordering::SeqCst);
        match file {
            Ok(mut file) => {
                if write(&mut file, lines, &mut torn, complaints).is_ok() {
                    return;
                }
            }
            Err(error) => return complain(&error, complaints),
        }
    }
}

/// Writes line after line; an error is the end of whoever reads them. `torn` where a line broke off
/// in the middle: the next one begins on a line of its own.
fn write(
    out: &mut impl Write,
    lines: &Receiver<String>,
    torn: &mut bool,
    complaints: &Complaints,
) -> io::Result<()> {
    for line in lines {
        let bytes = format!("{}{line}\n", if *torn { "\n" } else { "" });
        let written = out.write_all(bytes.as_bytes()).and_then(|()| out.flush());
        *torn = written.is_err();
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
            Err(error) => complain(&error, complaints),
            Ok(()) => {}
        }
    }
    Ok(())
}

/// Once: who reads it a second time knows it already.
fn complain(error: &io::Error, complaints: &Complaints) {
    let words = machine::events_not_written(disk::words(error));
    complaints.trouble(words);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Read};
    use std::sync::mpsc::sync_channel;

    use crate::app::AppEvent;
    use crate::host::message::Message;

    /// Takes nothing, like a full disk, until it is told to.
    struct Disk {
        full: Arc<AtomicBool>,
        written: std::sync::mpsc::Sender<String>,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.full.load(Ordering::SeqCst) {
                true => Err(io::ErrorKind::StorageFull.into()),
                false => {
                    let _ = self.written.send(String::from_utf8_lossy(bytes).into());
                    Ok(bytes.len())
                }
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_one_note_and_goes_on_when_there_is_room() {
        let (notes, noted) = sync_channel(8);
        let (written, got) = channel();
        let full = Arc::new(AtomicBool::new(true));
        let mut disk = Disk { full: full.clone(), written };
        let (complaints, mut torn) = (Complaints::new(notes), false);
        for lines in [["a", "b"], ["c", "d"]] {
            let (queue, queued) = sync_channel(8);
            for line in lines {
                queue.send(line.to_owned()).unwrap();
            }
            drop(queue);
            write(&mut disk, &queued, &mut torn, &complaints).unwrap();
            full.store(false, Ordering::SeqCst);
        }
        assert_eq!(got.try_iter().collect::<String>(), "\nc\nd\n");
        let told: Vec<Message> = noted.try_iter().collect();
        let Ok([Message::Told(AppEvent::Trouble(words))]) = <[Message; 1]>::try_from(told) else {
            panic!("one note was due");
        };
        assert!(words.starts_with("Events can't be written: "), "{words}");
    }

    #[test]
    fn a_pipe_that_nobody_reads_holds_nobody_up_and_a_late_reader_gets_what_waits() {
        let home = tempfile::tempdir().expect("a folder for the test");
        let path = home.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo is there").success());
        let (notes, _noted) = sync_channel(8);
        let outlet = Outlet::open(&path).expect("a pipe without a reader is no error");
        assert!(matches!(outlet, Outlet::Pipe(_, None)));
        let mut writer = EventWriter::start(outlet, notes).expect("a thread");
        for line in ["a", "b"] {
            writer.tell(line.into());
        }
        let mut reader = BufReader::new(File::open(&path).expect("the pipe"));
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        drop(writer);
        reader.read_to_string(&mut line).expect("the rest");
        assert_eq!(line, "a\nb\n");
    }

    #[test]
    fn the_end_waits_for_no_reader_that_never_came() {
        let home = tempfile::tempdir().expect("a folder for the test");
        let path = home.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo is there").success());
        let (notes, _noted) = sync_channel(8);
        let outlet = Outlet::open(&path).expect("a pipe without a reader is no error");
        let mut writer = EventWriter::start(outlet, notes).expect("a thread");
        writer.tell("a".into());
        // The thread has come to the point where it waits for a reader.
        while !writer.deserted.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        let before = std::time::Instant::now();
        drop(writer);
        assert!(before.elapsed() < LAST_WAIT);
    }

    #[test]
    fn what_cannot_be_written_is_refused_before_the_start() {
        let home = tempfile::tempdir().expect("a folder for the test");
        let why = Outlet::open(home.path()).unwrap_err();
        assert_eq!(why, "is a directory");
        let why = Outlet::open(&home.path().join("no/file")).unwrap_err();
        assert_eq!(why, "no such file or directory");
    }
}
