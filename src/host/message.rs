//! What may happen to the program, as one type: the threads put it into the queue of `inbox`, and
//! the event loop takes it out.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::key_decoder::TerminalInput;
use crate::app::Reply;
use crate::text::line;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A key, the mouse, or pasted text.
    Input(TerminalInput),
    /// A line of standard input, without its end.
    Line(String),
    /// Standard input has ended.
    EndOfLines,
    /// The terminal may have a new size.
    Resize,
    /// Somebody asks for the process to be stopped as Ctrl-Z does. Only where keys are listened
    /// to: in lines of text there is nothing to give back, and the system does it all.
    Stop,
    /// Nothing but a reason to wake up; what has changed is known to whoever is woken.
    Woken,
    /// A signal asks for the end.
    Signal(i32),
    /// The terminal is gone.
    InputLost,
    /// Whoever read standard output has had enough.
    OutputLost,
    /// No line can be printed any more: why, or `None` where its reader has had enough.
    LinesLost(Option<String>),
    /// The machine could not be kept awake; why, as a sentence.
    NotKeptAwake(String),
    /// What must not be lost could not be kept; why, as a sentence.
    NotKept(String),
    /// Another program asks for something, and where the answer goes.
    Asked(String, ReplyTo),
    /// Something beside the session does not work; why, as a sentence.
    Trouble(String),
    /// The file that is followed says something else now, or can't be read: why, as a sentence.
    Saved(Result<Vec<u8>, String>),
    /// The same of a file that is followed beside it; nothing where there is none.
    Included(PathBuf, Option<Result<Vec<u8>, String>>),
    /// Tones, words or notifications can't reach the person; why, as a sentence. The bell is to
    /// ring for a tone that was lost.
    NotHeard { why: String, lost: bool },
    /// Another thread has broken down; what it said.
    Broken(String),
}

/// Where the threads put what happened.
pub type Sender = SyncSender<Message>;

/// Where the answer to a question goes.
#[derive(Clone, Debug)]
pub struct ReplyTo(pub(super) Arc<UnixStream>);

impl ReplyTo {
    /// Whether somebody still waits for it.
    pub fn waits(&self) -> bool {
        let more = Read::read(&mut &*self.0, &mut [0]);
        more.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }

    /// Answers. Whoever asked may have given up: that is their business.
    pub fn send(self, reply: Reply) {
        let mark = if reply.done { "done" } else { "no" };
        // Nobody is waited for: there is room for one line.
        let _ = (&*self.0).write_all(format!("{mark} {}\n", line(&reply.words)).as_bytes());
    }
}

/// No question is like another.
impl PartialEq for ReplyTo {
    fn eq(&self, _: &ReplyTo) -> bool {
        false
    }
}
