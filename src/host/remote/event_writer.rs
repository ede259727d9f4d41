//! Where events are written: a file, a pipe with a name, or standard output.
//!
//! A thread of its own writes, behind a queue that drops what does not fit. A disk that is full
//! and a reader that sleeps cost events and a note, never a moment of the session.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;
use std::time::Duration;

use crate::host::background::SlowWriter;
use crate::host::disk;
use crate::host::message::{Complaints, Sender};
use crate::words::machine;

/// So many events wait for a slow reader; what comes then is dropped.
const ROOM: usize = 1024;

/// So long the end of the program waits for the last events to be written.
const LAST_WAIT: Duration = Duration::from_millis(500);

/// A place that events are written to.
#[derive(Debug)]
pub enum Outlet {
    Stdout,
    File(File),
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
        // Nobody may read a named pipe yet, or any more: that is no reason to wait, and none to
        // refuse. Where we could read it ourselves, the system keeps what waits for a reader.
        let is_pipe = fs::metadata(path).is_ok_and(|meta| meta.file_type().is_fifo());
        let mut options = OpenOptions::new();
        let opened = options.append(true).create(!is_pipe).read(is_pipe).open(path);
        opened.map(Outlet::File).map_err(|error| disk::words(&error))
    }
}

/// Hands lines to the thread that writes them.
#[derive(Debug)]
pub struct EventWriter {
    lines: SlowWriter,
    complaints: Complaints,
}

impl EventWriter {
    /// Starts the thread; `None`, and a note, if the system gives none.
    pub fn start(outlet: Outlet, notes: Sender) -> Option<EventWriter> {
        let out: Box<dyn Write + Send> = match outlet {
            Outlet::Stdout => Box::new(io::stdout()),
            Outlet::File(file) => Box::new(file),
        };
        let complaints = Complaints::new(notes);
        let notes = complaints.clone();
        let gap = |lost| format!("{{\"kind\":\"dropped\",\"count\":{lost}}}\n");
        let started = SlowWriter::start(out, ROOM, gap, move |error| {
            let goes_on = error.kind() != io::ErrorKind::BrokenPipe;
            if goes_on {
                notes.trouble(machine::events_not_written(disk::words(error)));
            }
            goes_on
        });
        let Ok(lines) = started else {
            complaints.trouble(machine::NO_THREAD_FOR_EVENTS);
            return None;
        };
        Some(EventWriter { lines, complaints })
    }

    /// Writes a line, some time soon. Where there is no room any more it is dropped, and the line
    /// after it says how many were.
    pub fn tell(&mut self, line: String) {
        if !self.lines.put(line + "\n") {
            self.complaints.trouble(machine::EVENTS_DROPPED);
        }
    }
}

impl Drop for EventWriter {
    fn drop(&mut self) {
        // It has ended, or it hangs: both will do.
        self.lines.finish(LAST_WAIT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Read};
    use std::sync::mpsc::sync_channel;

    #[test]
    fn a_pipe_that_nobody_reads_holds_nobody_up_and_a_late_reader_gets_what_waits() {
        let home = tempfile::tempdir().expect("a folder for the test");
        let path = home.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo is there").success());
        let (notes, _noted) = sync_channel(8);
        let outlet = Outlet::open(&path).expect("a pipe without a reader is no error");
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
