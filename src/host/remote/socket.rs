//! The door by which other programs of the same person can answer a session: `supple answer`.
//!
//! A socket in a folder that nobody else can enter. Who knocks says one line, in the words of
//! plain mode, and hears one line. However many knock and say nothing, the next one is heard. A
//! session that has been stopped answers nobody, and does not do later what somebody gave up on.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::status;
use crate::app::Reply;
use crate::feed::SessionStatus;
use crate::host::message::{Message, ReplyTo, Sender};
use crate::text::line;

/// The longest line that is listened to.
const LONGEST: u64 = 256;

/// So long one who knocks may take to say what they want.
const SPEAK_WITHIN: Duration = Duration::from_secs(1);

/// So long the session may take to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

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

/// Hears everybody, each on a thread of its own, so that nobody waits for one who says nothing.
fn attend(listener: &UnixListener, sender: &Sender) {
    loop {
        let Ok((stream, _)) = listener.accept() else {
            // There are too many. Those who say nothing are gone by then.
            thread::sleep(SPEAK_WITHIN);
            continue;
        };
        let sender = sender.clone();
        let pass_on = move || {
            if let Some(wish) = hear(&stream) {
                // With a full queue nobody waits for an answer.
                let _ = sender.try_send(Message::Asked(wish, ReplyTo(Arc::new(stream))));
            }
        };
        // Whoever gets no thread has to go.
        let _ = thread::Builder::new().name("caller".into()).spawn(pass_on);
    }
}

/// What somebody wishes; nothing if they hang up, take too long, or talk nonsense.
fn hear(stream: &UnixStream) -> Option<String> {
    stream.set_read_timeout(Some(SPEAK_WITHIN)).ok()?;
    let mut wish = String::new();
    BufReader::new(Read::take(stream, LONGEST)).read_line(&mut wish).ok()?;
    // Whether they still wait is asked later, and answers wait for nobody.
    stream.set_nonblocking(true).ok()?;
    wish.strip_suffix('\n').map(str::to_owned)
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
    let mut reader = BufReader::new(Read::take(stream, 4 * LONGEST));
    reader.read_line(&mut answer).map_err(|_| silent())?;
    let (mark, words) = answer.trim_end().split_once(' ').ok_or_else(silent)?;
    Ok(Reply { done: mark == "done", words: line(words) })
}
