//! A terminal to play supple on: a pseudo-terminal, and a screen that understands what is sent.
//!
//! Programs run on it as the leader of their own session, like in a terminal window, or as a job
//! of a real interactive shell, for Ctrl-Z and `fg`. Everything waits for a condition, with a
//! limit that only a hang can reach; nothing sleeps and hopes.

// Tests and benches each use a part of it.
#![allow(dead_code)]

use std::ffi::OsStr;
use std::io;
use std::num::NonZeroU16;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};
use rustix::process::{kill_process, kill_process_group, waitid};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OutputModes, Winsize, tcgetattr, tcsetwinsize};

/// Columns and rows.
pub type Size = (u16, u16);

/// So long a condition may take before the test has failed.
const LIMIT: Duration = Duration::from_secs(60);

/// What is not told by the terminal, like a file that is made, is looked at again after so long.
const GLANCE: Duration = Duration::from_millis(100);
const AGAIN: Duration = Duration::from_millis(5);

/// What the shell of [`Pty::shell`] says when it waits for a command.
pub const PROMPT: &str = "ready> ";

/// Ends a sequence for the terminal that a program was stopped in the middle of, and leaves the end of
/// a line, where the prompt would be broken in two.
const BEFORE_PROMPT: &str = "\x18\r";

/// A terminal with a program on it.
pub struct Pty {
    /// `None` once the terminal is gone.
    master: Option<OwnedFd>,
    /// Held open, so that what the program left behind can still be asked for.
    slave: OwnedFd,
    child: Child,
    /// Closed at the other end when the program has ended.
    ended: OwnedFd,
    parser: vt100::Parser<Bells>,
    sent: Vec<u8>,
    /// When how many bytes came, in order.
    pub arrivals: Vec<(Instant, usize)>,
    started: Instant,
}

/// Counts what rings.
#[derive(Default)]
struct Bells(usize);

impl vt100::Callbacks for Bells {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.0 += 1;
    }
}

/// A command with an environment that is the same on every machine.
pub fn command(program: impl AsRef<OsStr>, home: &Path) -> Command {
    let mut command = Command::new(program);
    // Whoever runs the tests beside something else may have had signals ignored, and what is
    // ignored is inherited.
    // SAFETY: between fork and exec only these system calls are made; nothing allocates.
    unsafe {
        command.pre_exec(|| {
            for signal in [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTSTP] {
                libc::signal(signal, libc::SIG_DFL);
            }
            Ok(())
        });
    }
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("TERM", "xterm-256color")
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC")
        .current_dir(home);
    command
}

impl Pty {
    /// Starts `command` as the leader of a session of its own, on a terminal of this size.
    pub fn start(mut command: Command, size: Size) -> Pty {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pty");
        rustix::io::fcntl_setfd(&master, rustix::io::FdFlags::CLOEXEC).expect("close on exec");
        grantpt(&master).expect("the pty is ours");
        unlockpt(&master).expect("the pty is open");
        let name = ptsname(&master, Vec::new()).expect("the pty has a name");
        let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY;
        let flags = flags | rustix::fs::OFlags::CLOEXEC;
        let slave = rustix::fs::open(name, flags, rustix::fs::Mode::empty()).expect("the terminal");
        set_size(&slave, size);
        let end = || Stdio::from(slave.try_clone().expect("another handle"));
        command.stdin(end()).stdout(end()).stderr(end());
        // SAFETY: between fork and exec only these two system calls are made; nothing allocates.
        unsafe {
            command.pre_exec(|| {
                rustix::process::setsid()?;
                rustix::process::ioctl_tiocsctty(rustix::stdio::stdin())?;
                Ok(())
            });
        }
        let started = Instant::now();
        let child = command.spawn().expect("the program starts");
        let (rows, columns) = at_least_one(size);
        Pty {
            master: Some(master),
            slave,
            ended: end_of(&child),
            child,
            parser: vt100::Parser::new_with_callbacks(rows, columns, 0, Bells::default()),
            sent: Vec::new(),
            arrivals: Vec::new(),
            started,
        }
    }

    /// An interactive shell that waits for its first command. `command` gives its environment.
    pub fn shell(home: &Path, size: Size) -> Pty {
        let mut shell = command("sh", home);
        shell.arg("-i").env("PS1", format!("{BEFORE_PROMPT}{PROMPT}")).env("ENV", "");
        let mut pty = Pty::start(shell, size);
        pty.until(PROMPT);
        // An editor of lines would make the terminal raw by itself.
        pty.keys("set +o emacs +o vi; echo tame\n");
        pty.until_that("the shell to be tame", |pty| {
            pty.text().lines().any(|line| line == "tame") && pty.at_prompt()
        });
        pty
    }

    /// Whether the last thing on the screen is the shell's prompt, and the shell itself has the
    /// terminal: what is typed now reaches nobody else.
    pub fn at_prompt(&self) -> bool {
        let text = self.text();
        let prompts = text.lines().last().is_some_and(|line| line.trim() == PROMPT.trim());
        let job = self.master.as_ref().map(rustix::termios::tcgetpgrp);
        let shell = Pid::from_raw(self.child.id() as i32);
        prompts && job.and_then(Result::ok) == shell
    }

    /// Types; `\x1a` is Ctrl-Z.
    pub fn keys(&mut self, keys: &str) -> &mut Pty {
        let mut bytes = keys.as_bytes();
        let master = self.master.as_ref().expect("the terminal is there");
        while !bytes.is_empty() {
            let written = rustix::io::write(master, bytes).expect("the terminal takes keys");
            bytes = &bytes[written..];
        }
        self
    }

    /// Types much, and takes in what the program sends meanwhile, as a terminal does.
    pub fn flood(&mut self, mut bytes: &[u8]) -> &mut Pty {
        while !bytes.is_empty() {
            self.pump(Duration::ZERO);
            let master = self.master.as_ref().expect("the terminal is there");
            let flags = rustix::fs::fcntl_getfl(master).expect("flags");
            let waiting = rustix::fs::OFlags::NONBLOCK;
            rustix::fs::fcntl_setfl(master, flags | waiting).expect("not to wait");
            let written = rustix::io::write(master, bytes);
            rustix::fs::fcntl_setfl(master, flags).expect("to wait");
            match written {
                Ok(written) => bytes = &bytes[written..],
                Err(rustix::io::Errno::AGAIN) => self.pump(Duration::from_millis(1)),
                Err(error) => panic!("the terminal takes no keys: {error}"),
            }
        }
        self
    }

    /// Gives the terminal a new size, as the window's edge does.
    pub fn resize(&mut self, size: Size) -> &mut Pty {
        // What came for the old size belongs to the old size.
        self.pump(Duration::ZERO);
        let (rows, columns) = at_least_one(size);
        self.parser.set_size(rows, columns);
        set_size(&self.slave, size);
        self
    }

    /// The same, and nobody takes in what the program sends.
    pub fn resize_unread(&mut self, size: Size) -> &mut Pty {
        set_size(&self.slave, size);
        self
    }

    /// Sends a signal to the program that was started.
    pub fn signal(&mut self, signal: Signal) -> &mut Pty {
        let pid = Pid::from_raw(self.child.id() as i32).expect("a process has a number");
        kill_process(pid, signal).expect("the program is there");
        self
    }

    /// Sends a signal to whichever job has the terminal now.
    pub fn signal_job(&mut self, signal: Signal) -> &mut Pty {
        let master = self.master.as_ref().expect("the terminal is there");
        let job = rustix::termios::tcgetpgrp(master).expect("a job has the terminal");
        kill_process_group(job, signal).expect("the job is there");
        self
    }

    /// Sends a signal to the first process alone of whichever job has the terminal now.
    pub fn signal_first_of_job(&mut self, signal: Signal) -> &mut Pty {
        let master = self.master.as_ref().expect("the terminal is there");
        let job = rustix::termios::tcgetpgrp(master).expect("a job has the terminal");
        kill_process(job, signal).expect("the job is there");
        self
    }

    /// The terminal goes away, as when its window is closed.
    pub fn hang_up(&mut self) -> &mut Pty {
        self.master = None;
        self
    }

    /// Waits until `text` can be read on the screen. Line ends count as spaces, so that a
    /// sentence is found however it is broken.
    pub fn until(&mut self, text: &str) -> &mut Pty {
        self.until_that(&format!("{text:?}"), |pty| pty.shows(text))
    }

    /// Waits until `text` can't be read on the screen any more.
    pub fn until_gone(&mut self, text: &str) -> &mut Pty {
        self.until_that(&format!("{text:?} to go"), |pty| !pty.shows(text))
    }

    /// Waits until it is so.
    #[track_caller]
    pub fn until_that(&mut self, what: &str, so: impl Fn(&Pty) -> bool) -> &mut Pty {
        let limit = Instant::now() + LIMIT;
        while !so(self) {
            let ended = self.child.try_wait().expect("the program can be asked");
            if let Some(status) = ended {
                self.pump(Duration::ZERO);
                assert!(
                    so(self),
                    "waited for {what}, but the program ended with {status}:\n{}",
                    self.text()
                );
                break;
            }
            assert!(
                Instant::now() < limit,
                "waited too long for {what}:\n{}\n{}\n{:?}",
                self.text(),
                self.processes(),
                String::from_utf8_lossy(&self.sent),
            );
            self.pump(GLANCE);
        }
        self
    }

    /// Every process of this terminal's session, one a line, for the message of a failure.
    fn processes(&self) -> String {
        let mut lines = vec!["pid state group terminal-group waits-in command".to_owned()];
        // Where there is no /proc, there is only the heading.
        for process in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let read = |name| std::fs::read_to_string(process.path().join(name));
            let Ok(stat) = read("stat") else {
                continue;
            };
            let (pid, rest) = stat.split_once(" (").unwrap_or_default();
            let (_, rest) = rest.rsplit_once(") ").unwrap_or_default();
            let fields: Vec<&str> = rest.split_whitespace().collect();
            if let [state, _, group, session, _, holder, ..] = fields[..]
                && session == self.child.id().to_string()
            {
                let waits_in = read("wchan").unwrap_or_default();
                let command = read("cmdline").unwrap_or_default().replace('\0', " ");
                lines.push(format!("{pid} {state} {group} {holder} {waits_in} {command}"));
            }
        }
        lines.join("\n")
    }

    /// Waits for the end of the program and gives its exit status.
    pub fn exit(&mut self) -> ExitStatus {
        let limit = Instant::now() + LIMIT;
        loop {
            self.pump(LIMIT);
            if let Some(status) = self.child.try_wait().expect("the program can be asked") {
                self.pump(Duration::ZERO);
                return status;
            }
            assert!(Instant::now() < limit, "the program does not end:\n{}", self.text());
        }
    }

    /// Waits for the end of the program, and sees to it that it has not been busy until then.
    pub fn ends_quietly(&mut self, status: i32) {
        // Until it is asked for its status, the system keeps the books of a program that has
        // ended.
        #[cfg(target_os = "linux")]
        {
            let books = format!("/proc/{}/stat", self.child.id());
            let read = || {
                let text = std::fs::read_to_string(&books).expect("the system keeps books");
                let (_, fields) = text.rsplit_once(')').expect("a name in brackets");
                let fields: Vec<&str> = fields.split_whitespace().collect();
                let ticks = |n: usize| fields[n].parse::<u64>().expect("a number of ticks");
                (fields[0] == "Z", ticks(11) + ticks(12))
            };
            let (_, before) = read();
            assert!(has_ended(&self.ended, LIMIT), "the program does not end");
            assert!(read().0);
            // Hundredths of a second. Whoever spins until the limit has thousands.
            assert!(read().1 - before < 100, "it was busy");
        }
        assert_eq!(self.exit().code(), Some(status));
    }

    /// Waits for the end of the program without taking in what it sends.
    pub fn exit_unread(&mut self) -> ExitStatus {
        assert!(has_ended(&self.ended, LIMIT), "the program does not end");
        self.child.wait().expect("the program can be asked")
    }

    /// Takes in what the program sends, for at most this long; returns when there was something,
    /// or when the program has ended. With no time at all, everything that is there already.
    pub fn pump(&mut self, at_most: Duration) {
        let Some(master) = &self.master else {
            // Nothing more can come than the end.
            has_ended(&self.ended, at_most);
            return;
        };
        let mut bytes = [0; 65536];
        let mut patience = at_most;
        loop {
            match wait(&[master.as_fd(), self.ended.as_fd()], patience)[..] {
                [false, _] => return,
                [true, _] => {}
                _ => unreachable!("two were asked for"),
            }
            match rustix::io::read(master.as_fd(), &mut bytes) {
                Ok(length) if length > 0 => {
                    self.arrivals.push((Instant::now(), length));
                    self.sent.extend_from_slice(&bytes[..length]);
                    self.parser.process(&bytes[..length]);
                }
                _ => return,
            }
            patience = Duration::ZERO;
        }
    }

    /// Takes in no more than so many bytes, as the other end of a slow line does.
    pub fn sip(&mut self, at_most: usize) {
        let master = self.master.as_ref().expect("the terminal is there");
        let mut bytes = vec![0; at_most];
        if wait(&[master.as_fd()], Duration::ZERO)[0]
            && let Ok(length) = rustix::io::read(master, &mut bytes)
        {
            self.parser.process(&bytes[..length]);
        }
    }

    /// What can be read on the screen, one line per row, without spaces at the ends.
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Whether `text` can be read on the screen.
    pub fn shows(&self, text: &str) -> bool {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let all = self.text();
        all.contains(text) || words(&all).contains(&words(text))
    }

    /// The screen as the terminal has it.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// How often it has rung.
    pub fn bells(&self) -> usize {
        self.parser.callbacks().0
    }

    /// Everything that was sent, as it came.
    pub fn sent(&self) -> &[u8] {
        &self.sent
    }

    /// When the program was started.
    pub fn started(&self) -> Instant {
        self.started
    }

    /// The number of the process that was started.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether the terminal is in the hands of a full-screen program: its own screen, no cursor,
    /// keys passed on as they are.
    pub fn is_taken(&self) -> bool {
        let screen = self.parser.screen();
        screen.alternate_screen() && screen.hide_cursor() && !self.is_cooked()
    }

    /// What of a full-screen program is still switched on; nothing, if the terminal is as a shell
    /// wants to find it.
    pub fn left_behind(&self) -> Vec<&'static str> {
        let screen = self.parser.screen();
        let no_mouse = vt100::MouseProtocolMode::None;
        [
            (!self.is_cooked(), "keys are passed on as they are"),
            (screen.alternate_screen(), "the other screen"),
            (screen.hide_cursor(), "no cursor"),
            (screen.bracketed_paste(), "pasted text is marked"),
            (screen.mouse_protocol_mode() != no_mouse, "the mouse"),
            (screen.inverse(), "inverse text"),
            (screen.fgcolor() != vt100::Color::Default, "coloured text"),
        ]
        .into_iter()
        .filter_map(|(so, what)| so.then_some(what))
        .collect()
    }

    fn is_cooked(&self) -> bool {
        let Ok(modes) = tcgetattr(&self.slave) else {
            return false;
        };
        let lines = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        modes.local_modes.contains(lines) && modes.output_modes.contains(OutputModes::OPOST)
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Whatever still runs loses its terminal first, and so ends with all its jobs.
        self.master = None;
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn at_least_one((columns, rows): Size) -> (NonZeroU16, NonZeroU16) {
    let one = |length: u16| NonZeroU16::new(length).unwrap_or(NonZeroU16::MIN);
    (one(rows), one(columns))
}

fn set_size(terminal: &OwnedFd, (columns, rows): Size) {
    let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(terminal, size).expect("the terminal takes a size");
}

/// What is closed at its other end when a program has ended. It can still be asked for its status.
fn end_of(child: &Child) -> OwnedFd {
    let (reader, writer) = io::pipe().expect("a pipe");
    let pid = Pid::from_raw(child.id() as i32).expect("a process has a number");
    std::thread::spawn(move || {
        let end = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(rustix::io::Errno::INTR) = waitid(WaitId::Pid(pid), end) {}
        drop(writer);
    });
    reader.into()
}

fn has_ended(ended: &OwnedFd, at_most: Duration) -> bool {
    wait(&[ended.as_fd()], at_most)[0]
}

/// Waits, no longer than this, until one of them has something to say; which of them do.
fn wait(fds: &[BorrowedFd<'_>], at_most: Duration) -> Vec<bool> {
    let limit = Instant::now() + at_most;
    loop {
        let left = limit.saturating_duration_since(Instant::now());
        let left = Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() };
        let mut fds: Vec<PollFd<'_>> =
            fds.iter().map(|fd| PollFd::from_borrowed_fd(*fd, PollFlags::IN)).collect();
        match poll(&mut fds, Some(&left)) {
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => panic!("it can't be polled: {error}"),
            Ok(_) => return fds.iter().map(|fd| !fd.revents().is_empty()).collect(),
        }
    }
}

/// Waits until it is so, outside of any terminal, where nothing tells when it has changed: it is
/// looked at again and again.
#[track_caller]
pub fn wait_until(what: &str, mut so: impl FnMut() -> io::Result<bool>) {
    let limit = Instant::now() + LIMIT;
    while !so().expect("it can be asked") {
        assert!(Instant::now() < limit, "waited too long for {what}");
        std::thread::sleep(AGAIN);
    }
}
