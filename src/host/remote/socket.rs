//! The door by which other programs of the same person can answer a session: `supple answer`.
//!
//! A socket in a folder that nobody else can enter. Who knocks says one line, in the words of
//! plain mode, and hears one line. However many knock and say nothing, the next one is heard. A
//! session that has been stopped answers nobody, and does not do later what somebody gave up on.

use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::TrySendError;
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::status;
use crate::app::Reply;
use crate::feed::SessionStatus;
use crate::host::message::{Message, ReplyTo, Sender};
use crate::text::line;

/// The longest line that is listened to.
const LONGEST: usize = 256;

/// So long one who knocks may take to say what they want.
const SPEAK_WITHIN: Duration = Duration::from_secs(1);

/// So long the session may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

/// So many may be about to say something; one more, and the first of them has to go.
const AT_ONCE: usize = 32;

/// The door of this process. Dropping it takes it away.
#[derive(Debug)]
pub struct Socket(PathBuf);

impl Socket {
    /// Opens the door; `None` where the system lets there be none.
    pub fn open(run: &Path, sender: Sender) -> Option<Socket> {
        let path = status::door(run, std::process::id());
        // A process of the same number may have been killed and left its own.
        let _ = fs::remove_file(&path);
        let listener = UnixListener::bind(&path).ok()?;
        let door = Socket(path);
        status::goes_at_the_end(&door.0);
        fs::set_permissions(&door.0, Permissions::from_mode(0o600)).ok()?;
        listener.set_nonblocking(true).ok()?;
        let thread = thread::Builder::new().name("door".into());
        let listening = thread.spawn(move || attend(&listener, &sender));
        listening.is_ok().then_some(door)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Somebody who has knocked.
struct Caller {
    stream: UnixStream,
    /// What they have said so far.
    said: Vec<u8>,
    until: Instant,
}

/// Hears what everybody wants and passes it on, until nobody takes anything any more.
fn attend(listener: &UnixListener, sender: &Sender) {
    let mut guests: Vec<Caller> = Vec::new();
    loop {
        let next = guests.iter().map(|guest| guest.until).min();
        let patience = next.map(|until| {
            Timespec::try_from(until.saturating_duration_since(Instant::now())).unwrap_or_default()
        });
        let mut fds = vec![PollFd::new(listener, PollFlags::IN)];
        let streams = guests.iter().map(|guest| &guest.stream);
        fds.extend(streams.map(|stream| PollFd::new(stream, PollFlags::IN)));
        if poll(&mut fds, patience.as_ref()).is_err_and(|error| error != rustix::io::Errno::INTR) {
            return;
        }
        drop(fds);
        while let Ok((stream, _)) = listener.accept() {
            if guests.len() == AT_ONCE {
                guests.remove(0);
            }
            if stream.set_nonblocking(true).is_ok() {
                let until = Instant::now() + SPEAK_WITHIN;
                guests.push(Caller { stream, said: Vec::new(), until });
            }
        }
        for mut guest in std::mem::take(&mut guests) {
            match guest.hear() {
                Ok(None) if guest.until > Instant::now() => guests.push(guest),
                Ok(None) | Err(_) => {}
                Ok(Some(wish)) => {
                    let message = Message::Asked(wish, ReplyTo(Arc::new(guest.stream)));
                    if let Err(TrySendError::Disconnected(_)) = sender.try_send(message) {
                        return;
                    }
                }
            }
        }
    }
}

impl Caller {
    /// What somebody wishes, once it is all there; an error if they have hung up, or talk nonsense.
    fn hear(&mut self) -> io::Result<Option<String>> {
        let mut bytes = [0; LONGEST];
        match self.stream.read(&mut bytes) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(length) => self.said.extend(&bytes[..length]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(None),
            Err(error) => return Err(error),
        }
        match self.said.iter().position(|byte| *byte == b'\n') {
            None if self.said.len() < LONGEST => Ok(None),
            Some(end) if end < LONGEST => {
                let wish = String::from_utf8(self.said[..end].to_vec());
                wish.map(Some).map_err(io::Error::other)
            }
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

/// Asks a running session for something, and gives its answer.
///
/// # Errors
/// A sentence, lower case and without full stop, if nobody answers.
pub fn ask(run: &Path, session: &SessionStatus, wish: &str) -> Result<Reply, String> {
    let silent = || crate::words::machine::no_answer(session.pid);
    let path = status::door(run, session.pid);
    // On one line; a single blank stays, for it is a key.
    let wish = if wish == " " { " \n".into() } else { line(wish) + "\n" };
    let mut stream = UnixStream::connect(path).map_err(|_| silent())?;
    let asked = stream
        .set_read_timeout(Some(ANSWER_WITHIN))
        .and_then(|()| stream.set_write_timeout(Some(ANSWER_WITHIN)))
        .and_then(|()| stream.write_all(wish.as_bytes()));
    asked.map_err(|_| silent())?;
    let mut answer = String::new();
    let mut reader = BufReader::new(Read::take(stream, 4 * LONGEST as u64));
    reader.read_line(&mut answer).map_err(|_| silent())?;
    let (mark, words) = answer.trim_end().split_once(' ').ok_or_else(silent)?;
    Ok(Reply { done: mark == "done", words: line(words) })
}
