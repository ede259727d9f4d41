//! Everything that can happen to the program, as one type; and how what is wrong is told once, and
//! what is asked for is answered. What the messages mean, and who sends them, is not known here.

use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use parking_lot::Mutex;

use crate::app::{AppEvent, Reply};
use crate::text::line;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The front end is to be told of it; of the mouse, only where that is of use to it.
    Told(AppEvent),
    /// The colour of the terminal's background: red, green and blue, from 0 to 1.
    Background([f64; 3]),
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
    /// Another program asks for something, and where the answer goes.
    Asked(String, ReplyTo),
    /// Tones, words or notifications can't reach the person; why, as a sentence. The bell is to
    /// ring for a tone that was lost.
    NotHeard { why: String, lost: bool },
    /// Another thread has broken down; what it said.
    Broken(String),
}

/// Where the threads put what happened.
pub type Sender = SyncSender<Message>;

/// Tells each thing that is wrong once, whoever finds it.
#[derive(Clone, Debug)]
pub struct Complaints {
    sender: Sender,
    told: Arc<Mutex<HashSet<String>>>,
}

impl Complaints {
    pub fn new(sender: Sender) -> Complaints {
        Complaints { sender, told: Arc::default() }
    }

    /// Tells of `what`, unless that was done before. A queue that is full has more urgent things
    /// in it.
    pub fn tell(&self, what: &str, message: Message) {
        if self.told.lock().insert(what.to_owned()) {
            let _ = self.sender.try_send(message);
        }
    }

    /// Tells that something beside the session does not work: each sentence once.
    pub fn trouble(&self, words: impl Into<String>) {
        let words = words.into();
        self.tell(&words.clone(), Message::Told(AppEvent::Trouble(words)));
    }
}

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
