//! What is sent to the terminal, without ever waiting for it.
//!
//! A terminal that nobody reads takes some frames and then nothing, and whoever writes to it
//! waits. So a thread of its own writes, in small pieces and only where there is room. Until all
//! has gone out, no other frame is begun: the next one is drawn against what was really sent, and
//! the latest wins. Like the terminal itself there is one for the whole process.

use std::time::{Duration, Instant};
use std::{io, thread};

use parking_lot::{Condvar, Mutex, MutexGuard};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdout;
use rustix::termios::{QueueSelector, tcflush};

use crate::host::message::{Message, Sender};
use crate::view::figure::color_code;

/// A terminal that takes nothing for so long is one that nobody reads.
const STUCK: Duration = Duration::from_secs(1);

/// A terminal that has not taken a frame by then would show the next ones later and later.
const SLOW: Duration = Duration::from_millis(250);

/// So long what waits may still go out, once the terminal is to be given back; and so long the
/// last bytes of all.
const PATIENCE: Duration = Duration::from_millis(300);

/// So many bytes a terminal takes at once where it says that it takes any.
const PIECE: usize = 256;

/// So many bytes may wait beside a frame.
const ROOM: usize = 64 * 1024;

static OUTPUT: Mutex<Output> = Mutex::new(Output {
    rest: Vec::new(),
    waits: None,
    took: None,
    given_up: 0,
    asked: false,
    sender: None,
    runs: false,
    failed: false,
});

/// The rest has become longer, or is gone.
static CHANGED: Condvar = Condvar::new();

struct Output {
    /// What the terminal has not taken yet.
    rest: Vec<u8>,
    /// Since when there has been a rest.
    waits: Option<Instant>,
    /// When it took something last, while there is a rest.
    took: Option<Instant>,
    /// How often a rest was given up.
    given_up: u64,
    /// Somebody wants to know when there is no rest any more.
    asked: bool,
    sender: Option<Sender>,
    /// The thread that sends the rest is there.
    runs: bool,
    /// The terminal is gone.
    failed: bool,
}

/// Whoever finds the terminal busy and then free again is told by `sender`.
pub fn open(sender: Sender) {
    OUTPUT.lock().sender = Some(sender);
}

/// Whether everything has gone out, so that a frame may be begun; if not, a message tells when.
pub fn is_free() -> bool {
    let mut output = OUTPUT.lock();
    output.asked |= !output.rest.is_empty();
    output.rest.is_empty()
}

/// Whether nobody seems to read the terminal.
pub fn is_stuck() -> bool {
    OUTPUT.lock().took.is_some_and(|took| took.elapsed() > STUCK)
}

/// Whether the terminal takes so little that what it is sent comes late.
pub fn is_slow() -> bool {
    OUTPUT.lock().waits.is_some_and(|since| since.elapsed() > SLOW)
}

/// Sends bytes some time soon.
///
/// # Errors
/// If the terminal is gone.
pub fn send(bytes: &[u8]) -> io::Result<()> {
    OUTPUT.lock().send(bytes)
}

/// Sends bytes at once or never: a bell that rings when it is too late helps nobody.
///
/// # Errors
/// If the terminal is gone.
pub fn send_now(bytes: &[u8]) -> io::Result<()> {
    let mut output = OUTPUT.lock();
    let late = output.waits.is_some_and(|since| since.elapsed() > SLOW);
    if late || output.rest.len() > ROOM { Ok(()) } else { output.send(bytes) }
}

impl Output {
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.failed {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.rest.extend_from_slice(bytes);
        let now = Instant::now();
        self.waits.get_or_insert(now);
        self.took.get_or_insert(now);
        if !self.runs {
            let thread = thread::Builder::new().name("terminal".into());
            self.runs = thread.spawn(send_rests).is_ok();
        }
        CHANGED.notify_all();
        Ok(())
    }

    fn is_gone(&mut self) {
        (self.waits, self.took) = (None, None);
        self.rest.clear();
        CHANGED.notify_all();
    }
}

/// Sends what is left over whenever something is, for as long as the process lives.
fn send_rests() {
    let mut output = OUTPUT.lock();
    loop {
        CHANGED.wait_while(&mut output, |output| output.rest.is_empty());
        let (piece, given_up) =
            (output.rest[..output.rest.len().min(PIECE)].to_vec(), output.given_up);
        let taken = MutexGuard::unlocked(&mut output, || {
            // Whoever writes finds out what is wrong.
            let _ = poll(&mut [PollFd::new(&stdout(), PollFlags::OUT)], None);
            let is_wanted = OUTPUT.lock().given_up == given_up;
            if is_wanted { rustix::io::write(stdout(), &piece) } else { Err(Errno::AGAIN) }
        });
        match taken {
            // It may have been given up meanwhile.
            Ok(taken) if output.given_up == given_up => {
                output.rest.drain(..taken);
                output.took = Some(Instant::now());
            }
            // Somebody made the terminal non-blocking; it is as slow as it is.
            Ok(_) | Err(Errno::INTR | Errno::AGAIN) => continue,
            Err(_) => {
                output.rest.clear();
                output.failed = true;
            }
        }
        if output.rest.is_empty() {
            output.is_gone();
            let message = if output.failed { Message::InputLost } else { Message::Woken };
            let asked = std::mem::take(&mut output.asked) || output.failed;
            if let Some(sender) = output.sender.as_ref().filter(|_| asked) {
                // With a full queue nobody sleeps.
                let _ = sender.try_send(message);
            }
        }
    }
}

/// Sends the very last bytes. What still waits is given up soon; a terminal that takes nothing
/// even then is left as it is. Any thread may call it at any time, even one that has broken down.
pub fn send_last(bytes: &[u8]) {
    let Some(mut output) = OUTPUT.try_lock_for(PATIENCE) else {
        return;
    };
    let waits = |output: &mut Output| !output.rest.is_empty();
    CHANGED.wait_while_for(&mut output, waits, PATIENCE);
    if waits(&mut output) {
        output.given_up += 1;
        output.is_gone();
        // Frames that nobody has read make room for the end of them all.
        let _ = tcflush(stdout(), QueueSelector::OFlush);
    }
    // A terminal that is gone takes nothing back.
    if output.send(bytes).is_ok() {
        CHANGED.wait_while_for(&mut output, waits, PATIENCE);
    }
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
        let (red, blue, sand) = (Color::Indexed(1), Color::Indexed(12), Color::Rgb(1, 2, 3));
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
