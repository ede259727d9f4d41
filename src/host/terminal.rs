//! The terminal: taken over, drawn to, and given back whatever happens.
//!
//! What it was changed in is kept in one place for the whole process, so that a panic in any
//! thread and a second signal can give it back too. Nothing waits for the terminal, see `output`,
//! not even for the answer to a question: that comes among the keys. Which cells are drawn is not
//! known here.

pub mod output;

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crossterm::terminal as tty;
use parking_lot::Mutex;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::termios::tcgetwinsize;

use super::background::within;
use super::message::{Message, Sender};
use super::remote::status;
use super::{processes, terminal_features};
use crate::cue::Progress;
use crate::seconds::Moment;
use crate::words::machine;

const RAW: u8 = 1;
const SCREEN: u8 = 2;
const MOUSE: u8 = 4;
const FOCUS: u8 = 8;
const TITLE: u8 = 16;
const PROGRESS: u8 = 32;

/// What the terminal is changed in just now. No lock, for a panic may come at any point.
static TAKEN: AtomicU8 = AtomicU8::new(0);

/// The thread that draws, and where the others tell that they broke down.
static OWNER: Mutex<Option<(ThreadId, Sender)>> = Mutex::new(None);

/// The alternate screen, the cursor hidden, pasted text marked as such.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?2004h";

/// The same back, in the other order; before it, the end of a frame that was not finished, and
/// plain colours.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// Clicks and the wheel, but not every movement of the mouse, which would wake us for nothing.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// The terminal tells when the person looks at it, and when no longer.
const FOCUS_ON: &str = "\x1b[?1004h";
const FOCUS_OFF: &str = "\x1b[?1004l";

/// The title of the window is put aside, and got back. Terminals that keep none lose ours at
/// least.
const TITLE_ASIDE: &str = "\x1b[22;2t";
const TITLE_BACK: &str = "\x1b]2;\x1b\\\x1b[23;2t";

/// Asks for the colour of the background; nothing on the screen changes.
const ASK_BACKGROUND: &str = "\x1b]11;?\x1b\\";

/// A frame is shown at once, not while it comes in, by the terminals that know how.
const FRAME_BEGINS: &str = "\x1b[?2026h";
const FRAME_ENDS: &str = "\x1b[?2026l";

/// Columns and rows of a terminal that does not say.
const UNKNOWN_SIZE: (u16, u16) = (80, 24);

/// No more columns and rows than this are drawn, however many a terminal says it has: 65,000 of
/// each would fill the memory. The rest stays empty.
const LARGEST_SIZE: (u16, u16) = (500, 200);

/// So long the last words may take to be printed.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// So many cells change in the blink of an eye.
const FEW_CELLS: usize = 80;

const CLEAR: &str = "\x1b[0m\x1b[2J";

/// What a terminal is asked for beside the frames.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Modes {
    /// Reports of the mouse.
    pub mouse: bool,
    /// To tell when the person looks at it, and when no longer.
    pub focus: bool,
    /// A title of the window; without one it has its own.
    pub title: Option<String>,
    /// How far a session is; only for terminals that show it.
    pub progress: Option<Progress>,
}

/// The whole screen of a terminal. Dropping it gives the terminal back.
#[derive(Debug, Default)]
pub struct TerminalScreen {
    area: Rect,
    /// What the terminal shows.
    shown: Buffer,
    /// What it is to show; empty between two frames.
    next: Buffer,
    /// Nobody knows what the terminal shows: the next frame is drawn though nothing has changed.
    pub unknown: bool,
    /// The terminal is to be asked for its background, after the next frame; the answer comes
    /// among the keys.
    pub asks_background: bool,
    /// Sent with the next frame.
    pub wanted: Modes,
    sent: Modes,
    bytes: Vec<u8>,
}

/// Why there is no full screen, as a sentence; `None` if there can be one.
pub fn refusal() -> Option<String> {
    if is_dumb() {
        return Some(machine::DUMB_TERMINAL.into());
    }
    machine::no_terminal(io::stdin().is_terminal(), io::stdout().is_terminal())
}

/// Whether the terminal calls itself one that understands nothing but text, as those inside of
/// editors do.
pub fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

impl TerminalScreen {
    /// Takes the terminal over, where there is one: see [`refusal`]. Whatever breaks in another
    /// thread is told to `sender`.
    ///
    /// # Errors
    /// A sentence, if it can't be taken over. It is then as it was.
    pub fn enter(sender: Sender) -> Result<TerminalScreen, String> {
        // Whether there are colours is decided where the cells are drawn, and only there.
        crossterm::style::force_color_output(true);
        output::open(sender.clone());
        *OWNER.lock() = Some((thread::current().id(), sender));
        install_hook();
        let mut screen = TerminalScreen::default();
        // Dropped where that fails, it gives back what it has taken.
        screen.take().map_err(machine::terminal_refused)?;
        Ok(screen)
    }

    /// Takes the terminal, every step anew, whatever is done already: after a stop nobody knows.
    ///
    /// # Errors
    /// If the terminal can't be taken.
    pub fn take(&mut self) -> io::Result<()> {
        // crossterm believes that the terminal is still raw after another program made it cooked,
        // and would do nothing.
        if TAKEN.fetch_or(RAW, Ordering::SeqCst) & RAW != 0 {
            tty::disable_raw_mode()?;
        }
        tty::enable_raw_mode()?;
        TAKEN.fetch_or(SCREEN, Ordering::SeqCst);
        output::send(ENTER.as_bytes())?;
        self.sent = Modes::default();
        self.measure();
        Ok(())
    }

    /// Asks the system how large the terminal is now, and forgets what it shows.
    pub fn measure(&mut self) {
        let (width, height) = match tcgetwinsize(rustix::stdio::stdout()) {
            // A serial line does not know its size.
            Ok(size) if size.ws_col == 0 && size.ws_row == 0 => UNKNOWN_SIZE,
            Ok(size) => (size.ws_col, size.ws_row),
            Err(_) => (self.area.width, self.area.height),
        };
        let (columns, rows) = LARGEST_SIZE;
        self.area = Rect::new(0, 0, width.min(columns), height.min(rows));
        self.unknown = true;
    }

    /// Shows what was wanted since the last time and what `draw` puts into the buffer, where
    /// there is something to draw: in one write, and nothing that the terminal shows already.
    ///
    /// # Errors
    /// If the terminal takes no bytes any more.
    pub fn show(
        &mut self,
        now: Moment,
        draw: Option<impl FnOnce(Moment, Rect, &mut Buffer)>,
    ) -> io::Result<()> {
        self.bytes.clear();
        self.change_modes();
        if let Some(draw) = draw
            // Nothing can be seen without room; the frame is drawn when there is some.
            && !self.area.is_empty()
        {
            self.frame(now, draw)?;
            if std::mem::take(&mut self.asks_background) {
                self.bytes.extend(ASK_BACKGROUND.as_bytes());
            }
        }
        if self.bytes.is_empty() { Ok(()) } else { output::send(&self.bytes) }
    }

    fn change_modes(&mut self) {
        let (wanted, sent) = (&self.wanted, &self.sent);
        let aside = if sent.title.is_none() { TITLE_ASIDE } else { "" };
        let titled = |words: &String| aside.to_owned() + &terminal_features::title(words);
        let title = wanted.title.as_ref().map_or(TITLE_BACK.into(), titled);
        let mouse = if wanted.mouse { MOUSE_ON } else { MOUSE_OFF };
        let focus = if wanted.focus { FOCUS_ON } else { FOCUS_OFF };
        let progress = terminal_features::progress(wanted.progress);
        for (flag, is_on, changes, sequence) in [
            (MOUSE, wanted.mouse, wanted.mouse != sent.mouse, mouse.to_owned()),
            (FOCUS, wanted.focus, wanted.focus != sent.focus, focus.to_owned()),
            (TITLE, wanted.title.is_some(), wanted.title != sent.title, title),
            (PROGRESS, wanted.progress.is_some(), wanted.progress != sent.progress, progress),
        ] {
            if !changes {
                continue;
            } else if is_on {
                TAKEN.fetch_or(flag, Ordering::SeqCst);
            } else {
                TAKEN.fetch_and(!flag, Ordering::SeqCst);
            }
            self.bytes.extend(sequence.bytes());
        }
        self.sent.clone_from(&self.wanted);
    }

    fn frame(
        &mut self,
        now: Moment,
        draw: impl FnOnce(Moment, Rect, &mut Buffer),
    ) -> io::Result<()> {
        self.next.resize(self.area);
        self.next.reset();
        draw(now, self.area, &mut self.next);
        if self.unknown {
            self.shown.resize(self.area);
            self.shown.reset();
        }
        let changes = self.shown.diff(&self.next);
        if changes.is_empty() && !self.unknown {
            return Ok(());
        }
        // A few cells are shown as one anyway; a digit a second should not cost twice its bytes.
        let marked = self.unknown || changes.len() > FEW_CELLS;
        if marked {
            self.bytes.extend(FRAME_BEGINS.as_bytes());
        }
        if self.unknown {
            self.bytes.extend(CLEAR.as_bytes());
        }
        output::write_cells(changes, &mut self.bytes);
        if marked {
            self.bytes.extend(FRAME_ENDS.as_bytes());
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.unknown = false;
        Ok(())
    }

    /// Gives the terminal back, says the last words, stops the process group as Ctrl-Z does, and
    /// takes the terminal again when it goes on, which `went_on` tells. A system that won't stop
    /// us (there is no shell to go back to) is like one that let us go on at once.
    ///
    /// # Errors
    /// If the terminal can't be taken again.
    pub fn suspend(&mut self, last_words: &[String], went_on: impl Fn() -> bool) -> io::Result<()> {
        leave();
        say(last_words);
        processes::stop_group(went_on)?;
        self.take()
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        leave();
        *OWNER.lock() = None;
    }
}

/// Gives the terminal back, every step of it even if one fails; does nothing where nothing is
/// taken. Any thread may call it at any time.
pub fn leave() {
    let taken = TAKEN.swap(0, Ordering::SeqCst);
    // First what no terminal can hold up. A terminal that is gone takes nothing back, and there
    // is nobody to complain to.
    if taken & RAW != 0 {
        let _ = tty::disable_raw_mode();
    }
    let bytes: String = [
        (PROGRESS, terminal_features::progress(None).as_str()),
        (TITLE, TITLE_BACK),
        (FOCUS, FOCUS_OFF),
        (MOUSE, MOUSE_OFF),
        (SCREEN, LEAVE),
    ]
    .map(|(flag, sequence)| if taken & flag != 0 { sequence } else { "" })
    .concat();
    if !bytes.is_empty() {
        output::send_last(bytes.as_bytes());
    }
}

/// Ends the program though the thread that keeps time hangs: gives the terminal back as far as it
/// goes.
pub fn end_by_force(status: i32) -> ! {
    processes::end_by_force();
    // Each may hang as well.
    let _ = thread::Builder::new().spawn(status::sweep);
    within(Duration::from_millis(700), leave);
    std::process::exit(status)
}

/// Prints lines for the shell: on standard output if that is the terminal, else on standard
/// error, which is more likely to be read. If neither takes them there is nobody to read them, and
/// nobody is waited for.
pub fn say(lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let text = lines.join("\n") + "\n";
    within(LAST_WORDS, move || {
        let mut out = io::stdout();
        let said = out.is_terminal() && write!(out, "{text}").and_then(|()| out.flush()).is_ok();
        said || io::stderr().write_all(text.as_bytes()).is_ok()
    });
}

/// In the thread that draws, a panic gives the terminal back before it is printed. In another
/// one it is told to that thread, which ends in good order and says it then.
fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let owner = OWNER.try_lock().and_then(|owner| owner.clone());
            let is_other = |id: ThreadId| id != thread::current().id();
            if let Some((_, sender)) = owner.filter(|(id, _)| is_other(*id))
                && sender.try_send(Message::Broken(info.to_string())).is_ok()
            {
                return;
            }
            leave();
            print(info);
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_entered_is_left_again() {
        let modes = |text: &str, end: char| -> Vec<String> {
            let mut modes: Vec<String> = text
                .split("\x1b[?")
                .filter_map(|part| part.strip_suffix(end))
                .map(str::to_owned)
                .collect();
            modes.sort();
            modes
        };
        let entered = format!("{ENTER}{MOUSE_ON}{FOCUS_ON}");
        let left = format!("{FOCUS_OFF}{MOUSE_OFF}{LEAVE}");
        let mut on = modes(&entered, 'h');
        on.push("2026".into());
        let mut off = modes(&left.replace("\x1b[0m", ""), 'l');
        // The cursor is hidden by switching it off and shown by switching it on.
        assert!(entered.contains("\x1b[?25l") && left.contains("\x1b[?25h"));
        on.sort();
        off.sort();
        assert_eq!(on, off);
    }
}
