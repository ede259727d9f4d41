//! The door by which other programs of the same person can answer a session: `supple answer`.
//!
//! A socket in a folder that nobody else can enter. Who knocks says one line, in the words of
//! plain mode, and hears one line. A session that has been stopped answers nobody, and does not
//! do later what somebody gave up on.

use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::status;
use crate::app::Reply;
use crate::feed::Shown;
use crate::host::inbox::{Message, Sender};
use crate::text::line;

/// The longest line that is listened to.
const LONGEST: u64 = 256;

/// So long one who knocks may take to say what they want.
const SPEAK_WITHIN: Duration = Duration::from_secs(1);

/// So long the session may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

/// The door of this process. Dropping it takes it away.
#[derive(Debug)]
pub struct Door(PathBuf);

impl Door {
    /// Opens the door; `None` where the system lets there be none.
    pub fn open(run: &Path, sender: Sender) -> Option<Door> {
        let path = status::door(run, std::process::id());
        // A process of the same number may have been killed and left its own.
        let _ = fs::remove_file(&path);
        let listener = UnixListener::bind(&path).ok()?;
        let door = Door(path);
        status::goes_at_the_end(&door.0);
        fs::set_permissions(&door.0, Permissions::from_mode(0o600)).ok()?;
        let listening = thread::Builder::new().name("door".into()).spawn(move || {
            for stream in listener.incoming() {
                // Whoever hangs up in the middle wants no answer.
                let gone = stream.and_then(|stream| attend(stream, &sender));
                if gone.is_err_and(|error| error.kind() == io::ErrorKind::NotConnected) {
                    break;
                }
            }
        });
        listening.is_ok().then_some(door)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Hears what somebody wants, passes it on, and tells them what came of it. An error of the kind
/// `NotConnected` says that nobody takes anything any more.
fn attend(mut stream: UnixStream, sender: &Sender) -> io::Result<()> {
    stream.set_read_timeout(Some(SPEAK_WITHIN))?;
    stream.set_write_timeout(Some(SPEAK_WITHIN))?;
    let mut asked = String::new();
    BufReader::new(Read::take(&stream, LONGEST)).read_line(&mut asked)?;
    let Some(asked) = asked.strip_suffix('\n') else {
        return Ok(());
    };
    if has_hung_up(&mut stream)? {
        return Ok(());
    }
    let (reply, replied) = sync_channel(1);
    let message = Message::Asked(asked.to_owned(), ReplyTo(reply));
    if sender.try_send(message).is_err() {
        return Ok(());
    }
    match replied.recv_timeout(ANSWER_WITHIN) {
        Ok(reply) => {
            let mark = if reply.done { "done" } else { "no" };
            writeln!(stream, "{mark} {}", line(&reply.words))
        }
        Err(_) => Ok(()),
    }
}

/// Whether the other end is closed: a process that was stopped finds questions that nobody waits
/// for any more.
fn has_hung_up(stream: &mut UnixStream) -> io::Result<bool> {
    stream.set_nonblocking(true)?;
    let more = stream.read(&mut [0]);
    stream.set_nonblocking(false)?;
    Ok(!more.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock))
}

/// Where the answer to a question goes.
#[derive(Clone, Debug)]
pub struct ReplyTo(SyncSender<Reply>);

impl ReplyTo {
    /// Answers. Whoever asked may have given up: that is their business.
    pub fn send(self, reply: Reply) {
        let _ = self.0.try_send(reply);
    }
}

/// No question is like another.
impl PartialEq for ReplyTo {
    fn eq(&self, _: &ReplyTo) -> bool {
        false
    }
}

/// Asks a running session for something, and gives its answer.
///
/// # Errors
/// A sentence, lower case and without full stop, if nobody answers.
pub fn ask(run: &Path, session: &Shown, wish: &str) -> Result<Reply, String> {
    let silent = || {
        format!(
            "the session of process {} does not answer; `fg` may wake it up",
            session.pid
        )
    };
    let path = status::door(run, session.pid);
    let mut stream = UnixStream::connect(path).map_err(|_| silent())?;
    let asked = stream
        .set_read_timeout(Some(ANSWER_WITHIN))
        .and_then(|()| stream.set_write_timeout(Some(ANSWER_WITHIN)))
        .and_then(|()| stream.write_all(format!("{}\n", line_of(wish)).as_bytes()));
    asked.map_err(|_| silent())?;
    let mut answer = String::new();
    let mut reader = BufReader::new(Read::take(stream, 4 * LONGEST));
    reader.read_line(&mut answer).map_err(|_| silent())?;
    let (mark, words) = answer.trim_end().split_once(' ').ok_or_else(silent)?;
    Ok(Reply {
        done: mark == "done",
        words: line(words),
    })
}

/// A wish on one line; a single blank stays, for it is a key.
fn line_of(wish: &str) -> String {
    match wish {
        " " => " ".into(),
        wish => line(wish),
    }
}
