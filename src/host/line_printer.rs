//! Lines of text for whoever reads them, printed by a thread of its own: a reader that sleeps, and
//! a terminal that Ctrl-S has stopped, hold up no session.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, channel};
use std::thread;
use std::time::Duration;

use super::message::{Message, Sender};

/// So many bytes wait for their reader at the most; what comes then is left out and counted.
const ROOM: usize = 1024 * 1024;

/// Hands lines to the thread that prints them.
#[derive(Debug)]
pub struct LinePrinter {
    queue: mpsc::Sender<String>,
    ended: Receiver<()>,
    waiting: Arc<AtomicUsize>,
    left_out: u64,
}

impl LinePrinter {
    /// Starts the thread. When nothing can be printed any more, `sender` is told.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn to(mut out: Box<dyn Write + Send>, sender: Sender) -> io::Result<LinePrinter> {
        let (queue, texts) = channel::<String>();
        let (done, ended) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let left = waiting.clone();
        thread::Builder::new().name("lines".into()).spawn(move || {
            // Dropped at the end, whichever it is.
            let _done = done;
            for text in texts {
                if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
                    let gone = error.kind() == io::ErrorKind::BrokenPipe;
                    let why = (!gone).then(|| super::disk::words(&error));
                    // If nobody listens, the program has ended.
                    let _ = sender.send(Message::LinesLost(why));
                    return;
                }
                left.fetch_sub(text.len(), Ordering::SeqCst);
            }
        })?;
        Ok(LinePrinter {
            queue,
            ended,
            waiting,
            left_out: 0,
        })
    }

    /// Prints a line, some time soon.
    pub fn print(&mut self, line: &str) {
        if self.waiting.load(Ordering::SeqCst) > ROOM {
            self.left_out += 1;
            return;
        }
        if self.left_out > 0 {
            let gap = crate::words::machine::lines_left_out(self.left_out);
            self.left_out = 0;
            self.put(gap);
        }
        self.put(format!("{line}\n"));
    }

    /// Rings the bell.
    pub fn ring(&mut self) {
        self.put("\x07".into());
    }

    fn put(&mut self, text: String) {
        self.waiting.fetch_add(text.len(), Ordering::SeqCst);
        // Where nothing can be printed any more, that is told already.
        let _ = self.queue.send(text);
    }

    /// Waits until everything is printed, but no longer than so long; whether it is.
    pub fn finish(self, at_most: Duration) -> bool {
        let LinePrinter { queue, ended, .. } = self;
        drop(queue);
        ended.recv_timeout(at_most) != Err(mpsc::RecvTimeoutError::Timeout)
    }
}
