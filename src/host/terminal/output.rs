//! What is sent to the terminal, without ever waiting for it.
//!
//! A terminal that nobody reads takes some frames and then nothing, and whoever writes to it
//! waits. So the thread that keeps time writes only what fits at once; a thread of its own sends
//! the rest. Until it has, no other frame is begun: the next one is drawn against what was really
//! sent, and the latest wins. Like the terminal itself there is one for the whole process.

use std::fs::OpenOptions;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError, mpsc};
use std::time::{Duration, Instant};
use std::{io, thread};

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::stdio::stdout;
use rustix::termios::{QueueSelector, tcflush, tcgetpgrp};

use crate::host::message::{Message, Sender};
use crate::view::figure::color_code;

/// A terminal that takes nothing for so long is one that nobody reads.
const STUCK: Duration = Duration::from_secs(1);

/// A terminal that has not taken a frame by then would show the next ones later and later.
const SLOW: Duration = Duration::from_millis(250);

/// So long what waits may still go out, once the terminal is to be given back.
const PATIENCE: Duration = Duration::from_millis(300);

/// Where no write comes back at once, so much is written at a time.
const PIECE: usize = 256;

static OUTPUT: Mutex<Output> = Mutex::new(Output {
    own: None,
    rest: Vec::new(),
    since: None,
    waits_since: None,
    sender: None,
    runs: false,
    failed: false,
});

/// The rest has become longer, or is gone.
static CHANGED: Condvar = Condvar::new();

struct Output {
    /// The terminal once more, opened so that no write to it waits. The shell and the keys share
    /// the first one, and would find it changed. Not every system gives a second one.
    own: Option<Arc<OwnedFd>>,
    /// What the terminal has not taken yet.
    rest: Vec<u8>,
    /// When it took something last, while there is a rest.
    since: Option<Instant>,
    /// Since when there has been a rest.
    waits_since: Option<Instant>,
    sender: Option<Sender>,
    /// The thread that sends the rest is there.
    runs: bool,
    /// The terminal is gone.
    failed: bool,
}

fn lock() -> MutexGuard<'static, Output> {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens the terminal on standard output once more. When there is room again after there was
/// none, `sender` is told.
pub fn open(sender: Sender) {
    let mut output = lock();
    output.own = again().map(Arc::new);
    output.sender = Some(sender);
}

/// Opens the terminal of standard output anew; `None` where its writes would wait all the same.
fn again() -> Option<OwnedFd> {
    let open = |path: &str| {
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let mut options = OpenOptions::new();
        options.write(true).custom_flags(flags.bits() as i32);
        let file = OwnedFd::from(options.open(path).ok()?);
        // Some systems give the old one another number and take no notice of the flags.
        let flags = rustix::fs::fcntl_getfl(&file).ok()?;
        flags.contains(OFlags::NONBLOCK).then_some(file)
    };
    if !cfg!(target_os = "linux") {
        return None;
    }
    // The second way is for those who have become somebody else, as by `su`: it leads to the same
    // terminal if that is the one of this session.
    let here = || tcgetpgrp(stdout()).is_ok();
    open("/proc/self/fd/1").or_else(|| here().then(|| open("/dev/tty")).flatten())
}

/// Whether everything has gone out, so that a frame may be begun.
pub fn is_free() -> bool {
    lock().rest.is_empty()
}

/// Whether nobody seems to read the terminal.
pub fn is_stuck() -> bool {
    lock().since.is_some_and(|since| since.elapsed() > STUCK)
}

/// Whether the terminal takes so little that what it is sent comes late.
pub fn is_slow() -> bool {
    lock().waits_since.is_some_and(|since| since.elapsed() > SLOW)
}

/// Sends bytes, at once as far as the terminal takes them, the rest later. Whether all have gone
/// out.
///
/// # Errors
/// If the terminal is gone.
pub fn send(bytes: &[u8]) -> io::Result<bool> {
    let mut output = lock();
    if output.failed {
        return Err(io::ErrorKind::BrokenPipe.into());
    }
    let mut bytes = bytes;
    if output.rest.is_empty()
        && let Some(own) = output.own.clone()
    {
        bytes = &bytes[written_at_once(&own, bytes)?..];
    }
    if bytes.is_empty() {
        return Ok(true);
    }
    output.rest.extend_from_slice(bytes);
    let now = Instant::now();
    output.since.get_or_insert(now);
    output.waits_since.get_or_insert(now);
    if !output.runs {
        let thread = thread::Builder::new().name("terminal".into());
        output.runs = thread.spawn(send_rests).is_ok();
    }
    CHANGED.notify_all();
    Ok(false)
}

/// How many bytes the terminal takes without making anybody wait.
fn written_at_once(own: &OwnedFd, bytes: &[u8]) -> io::Result<usize> {
    let mut done = 0;
    while done < bytes.len() {
        match rustix::io::write(own, &bytes[done..]) {
            Ok(written) => done += written,
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(done)
}

/// Sends what is left over whenever something is, for as long as the process lives.
fn send_rests() {
    let mut output = lock();
    loop {
        let waited = CHANGED.wait_while(output, |output| output.rest.is_empty());
        output = waited.unwrap_or_else(PoisonError::into_inner);
        let taken;
        (output, taken) = match output.own.clone() {
            Some(own) => {
                drop(output);
                wait_for_room(&own, None);
                let output = lock();
                let taken = written_at_once(&own, &output.rest);
                (output, taken)
            }
            None => {
                let piece = output.rest[..output.rest.len().min(PIECE)].to_vec();
                drop(output);
                let taken = super::write_now(&piece).map(|()| piece.len());
                (lock(), taken)
            }
        };
        match taken {
            Ok(0) => continue,
            Ok(taken) => {
                // It may have been given up meanwhile.
                let taken = taken.min(output.rest.len());
                output.rest.drain(..taken);
                output.since = Some(Instant::now());
            }
            Err(_) => {
                output.rest.clear();
                output.failed = true;
            }
        }
        if output.rest.is_empty() {
            (output.since, output.waits_since) = (None, None);
            CHANGED.notify_all();
            let message = match output.failed {
                true => Message::InputLost,
                false => Message::Woken,
            };
            if let Some(sender) = &output.sender {
                // With a full queue nobody sleeps.
                let _ = sender.try_send(message);
            }
        }
    }
}

/// Sleeps until the terminal takes something or is gone; no longer than so long.
fn wait_for_room(terminal: impl AsFd, at_most: Option<Duration>) {
    let at_most = at_most.map(|length| Timespec {
        tv_sec: length.as_secs() as i64,
        tv_nsec: length.subsec_nanos().into(),
    });
    let mut fds = [PollFd::new(&terminal, PollFlags::OUT)];
    // Whoever writes next finds out what it was.
    let _ = poll(&mut fds, at_most.as_ref());
}

/// Sends the very last bytes. What still waits is given up soon; a terminal that takes nothing
/// even then is left as it is. Any thread may call it at any time, even one that has broken down.
pub fn send_last(bytes: &[u8]) {
    let until = Instant::now() + PATIENCE;
    let left = || until.saturating_duration_since(Instant::now());
    let Some(mut output) = lock_until(until) else {
        return;
    };
    if !output.rest.is_empty() {
        let waits = |output: &mut Output| !output.rest.is_empty();
        let waited = CHANGED.wait_timeout_while(output, left(), waits);
        (output, _) = waited.unwrap_or_else(PoisonError::into_inner);
    }
    if !output.rest.is_empty() {
        output.rest = Vec::new();
        (output.since, output.waits_since) = (None, None);
        // Frames that nobody has read make room for the end of them all.
        let _ = tcflush(stdout(), QueueSelector::OFlush);
    }
    let own = output.own.clone();
    drop(output);
    let Some(own) = own else {
        let bytes = bytes.to_vec();
        within(PATIENCE, move || super::write_now(&bytes).is_ok());
        return;
    };
    let mut bytes = bytes;
    while let Ok(taken) = written_at_once(&own, bytes) {
        bytes = &bytes[taken..];
        if bytes.is_empty() || left().is_zero() {
            return;
        }
        wait_for_room(&own, Some(left()));
    }
}

fn lock_until(until: Instant) -> Option<MutexGuard<'static, Output>> {
    loop {
        match OUTPUT.try_lock() {
            Ok(output) => return Some(output),
            Err(TryLockError::Poisoned(output)) => return Some(output.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() > until => return None,
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// Does what may hang on a thread of its own; what came of it, if it was done within so long.
pub fn within<T: Send + 'static>(
    at_most: Duration,
    act: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (done, ended) = mpsc::sync_channel(1);
    let thread = thread::Builder::new().name("last-words".into());
    let started = thread.spawn(move || {
        // Nobody may wait for it any more.
        let _ = done.send(act());
    });
    started.ok().and_then(|_| ended.recv_timeout(at_most).ok())
}

// Cells as the bytes that a terminal is sent. Whoever follows a session over a slow line waits
// for each of them: a colour is sent only where it differs from the one before it.

/// What a blank shows nothing of, in contrast to its ground.
const SEEN_ON_BLANKS: Modifier =
    Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// The styles that a cell may have, and their numbers.
const STYLES: [(Modifier, &str); 6] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::REVERSED, "7"),
    (Modifier::CROSSED_OUT, "9"),
];

/// Adds what puts each cell at its column and row. The terminal has plain colours before and after.
pub fn write_cells<'a>(
    changes: impl IntoIterator<Item = (u16, u16, &'a Cell)>,
    bytes: &mut Vec<u8>,
) {
    let plain = (Color::Reset, Color::Reset, Modifier::empty());
    let (mut front, mut back, mut style) = plain;
    let mut next = None;
    for (column, row, cell) in changes {
        match next {
            Some(place) if place == (column, row) => {}
            Some((_, same)) if same == row => bytes.extend(format!("\x1b[{}G", column + 1).bytes()),
            _ => bytes.extend(format!("\x1b[{};{}H", row + 1, column + 1).bytes()),
        }
        next = Some((column + 1, row));
        let mut codes: Vec<String> = Vec::new();
        if cell.modifier != style {
            if !cell.modifier.contains(style) {
                codes.push("0".into());
                (front, back, style) = plain;
            }
            let added = STYLES.iter().filter(|(one, _)| (cell.modifier - style).contains(*one));
            codes.extend(added.map(|(_, code)| (*code).to_owned()));
            style = cell.modifier;
        }
        let is_blank = cell.symbol() == " " && !style.intersects(SEEN_ON_BLANKS);
        if cell.fg != front && !is_blank {
            codes.push(color_code(cell.fg, 30));
            front = cell.fg;
        }
        if cell.bg != back {
            codes.push(color_code(cell.bg, 40));
            back = cell.bg;
        }
        if !codes.is_empty() {
            bytes.extend(format!("\x1b[{}m", codes.join(";")).bytes());
        }
        bytes.extend(cell.symbol().bytes());
    }
    if (front, back, style) != plain {
        bytes.extend(b"\x1b[0m");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_sent_only_where_it_differs_from_the_one_before() {
        let cell = |symbol, front, back| {
            let mut cell = Cell::new(symbol);
            cell.set_fg(front).set_bg(back);
            cell
        };
        let (red, blue, sand) = (Color::Red, Color::Indexed(12), Color::Rgb(1, 2, 3));
        let mut bold = cell("e", red, sand);
        bold.modifier = Modifier::BOLD;
        let cells = [
            (4, 2, &cell("a", red, blue)),
            (5, 2, &cell("b", red, sand)),
            (6, 2, &cell(" ", blue, sand)),
            (7, 2, &cell("c", red, sand)),
            (9, 2, &bold),
            (0, 3, &cell("f", red, Color::Reset)),
        ];
        let mut bytes = Vec::new();
        write_cells(cells, &mut bytes);
        let expected = "<3;5H<31;104ma<48;2;1;2;3mb c<10G<1me<4;1H<0;31mf<0m";
        assert_eq!(String::from_utf8(bytes), Ok(expected.replace('<', "\x1b[")));
    }
}
