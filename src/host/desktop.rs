//! Asks other programs of the machine for a moment: how long nobody has pressed a key, a button on
//! a notification, a line in tmux, a terminal for a command. Each is asked by its words, never
//! through a shell, and none is waited for without an end.

use std::fs;
use std::io::IsTerminal;
use std::os::unix::fs::MetadataExt;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use rustix::process::{Pid, Signal, kill_process_group};

use super::background::within;
use super::processes::{is_there, start_alone};
use super::stdio;
use super::terminal_features::{self, TerminalFeatures};
use crate::cue::Notice;
use crate::text::line;
use crate::words::nudge::HOW_TO_BEGIN;

/// So long a program may take that has only to say something.
const SOON: Duration = Duration::from_secs(3);

/// What a program prints, if it ends well and in time.
pub fn output(words: &[&str], limit: Duration) -> Option<String> {
    let child = start_alone(words, |command| command.stdout(Stdio::piped())).ok()?;
    let group = Pid::from_child(&child);
    let Some(ran) = within(limit, move || child.wait_with_output()) else {
        let _ = kill_process_group(group, Signal::TERM);
        return None;
    };
    let ran = ran.ok().filter(|ran| ran.status.success())?;
    Some(String::from_utf8_lossy(&ran.stdout).into_owned())
}

/// Where it is known from when a key was last pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeysSeenBy {
    Desktop,
    /// What is typed elsewhere is not seen.
    Terminals,
}

/// How long ago a key was pressed, and who says so; `None` where nobody does.
pub fn idle() -> Option<(Duration, KeysSeenBy)> {
    let terminals = || Some((terminals_idle()?, KeysSeenBy::Terminals));
    let Some(desktop) = desktop_idle() else {
        return terminals();
    };
    // Somebody may sit far from the desktop, at a terminal of this machine.
    let least = terminals().map_or(desktop, |(idle, _)| idle.min(desktop));
    Some((least, KeysSeenBy::Desktop))
}

fn desktop_idle() -> Option<Duration> {
    // The last word of `t 1234`, in milliseconds. What does not run is not to be started for it.
    let number = |text: String| text.split_whitespace().next_back()?.parse().ok();
    let ask = |words: &[&str]| {
        let found = is_there(words[0]).then(|| output(words, SOON)).flatten();
        found.and_then(number).map(Duration::from_millis)
    };
    let bus = ["busctl", "--user", "--auto-start=no", "--timeout=2", "call"];
    let bus = |at: [&str; 4]| {
        let words: Vec<&str> = bus.into_iter().chain(at).collect();
        ask(&words)
    };
    let gnome = "org.gnome.Mutter.IdleMonitor";
    let freedesktop = "org.freedesktop.ScreenSaver";
    let path = "/org/gnome/Mutter/IdleMonitor/Core";
    bus([gnome, path, gnome, "GetIdletime"])
        .or_else(|| bus([freedesktop, "/ScreenSaver", freedesktop, "GetSessionIdleTime"]))
        .or_else(|| ask(&["xprintidle"]))
        .or_else(mac_idle)
}

fn mac_idle() -> Option<Duration> {
    if !cfg!(target_os = "macos") {
        return None;
    }
    let told = output(&["ioreg", "-c", "IOHIDSystem", "-d", "4"], SOON)?;
    let (_, after) = told.split_once("\"HIDIdleTime\" = ")?;
    let nanos = after.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}

/// The terminals' last use, as `w` tells it.
fn terminals_idle() -> Option<Duration> {
    let own = rustix::process::geteuid().as_raw();
    let terminals = fs::read_dir("/dev/pts").ok()?.flatten();
    let used = terminals.filter_map(|entry| {
        let meta = entry.metadata().ok()?;
        (meta.uid() == own).then(|| meta.accessed().ok()).flatten()
    });
    let last = used.max()?;
    Some(SystemTime::now().duration_since(last).unwrap_or_default())
}

/// Shows a notification on the desktop and waits for a button, or so long. The first of each pair
/// is the button's name, which is returned; where buttons are not known, `without` stands below.
pub fn ask_on_desktop(
    mut notice: Notice,
    buttons: &[(&str, &str)],
    without: &str,
    limit: Duration,
) -> Option<String> {
    let help = output(&["notify-send", "--help"], SOON).unwrap_or_default();
    let has_buttons = help.contains("--action");
    if !has_buttons {
        notice.words += &format!(" {without}");
    }
    let buttons = if has_buttons { buttons } else { &[] };
    let words = terminal_features::command(&notice, buttons, is_there, stdio::variable)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let told = output(&words, limit)?;
    Some(told.trim().to_owned()).filter(|name| !name.is_empty())
}

/// Shows a notice as a line on standard output, and as a notification of the terminal where that
/// knows them.
pub fn tell_at_terminal(notice: &Notice, how: &str) {
    let features = TerminalFeatures::by(stdio::variable);
    let osc = features.notices.filter(|_| std::io::stdout().is_terminal());
    let shown = osc.map(|osc| terminal_features::sequence(notice, osc));
    let words = line(&format!("{}. {} {how}", notice.title, notice.words));
    // Who has gone from this terminal may see it elsewhere.
    let _ = stdio::print(&format!("{}{words}\n", shown.unwrap_or_default()));
}

/// The key of tmux that begins what is offered, where the person has bound one: `prefix + S`.
fn bound_key() -> Option<String> {
    let keys = output(&["tmux", "list-keys"], SOON)?;
    let bound = keys.lines().find(|line| line.contains(HOW_TO_BEGIN))?;
    let mut words = bound.split_whitespace().skip_while(|word| *word != "-T").skip(1);
    let (table, key) = (words.next()?, words.next()?.trim_start_matches('\\'));
    Some(match table {
        "root" => key.to_owned(),
        table => format!("{table} + {key}"),
    })
}

/// Shows a line to whoever uses tmux; `words` makes it, with the key that begins. Whether there is
/// somebody.
pub fn tell_in_tmux(words: impl Fn(Option<&str>) -> String) -> bool {
    let clients = ["tmux", "list-clients", "-F", "#{client_activity} #{client_name}"];
    let clients = output(&clients, SOON).unwrap_or_default();
    let last = clients.lines().filter_map(|client| client.split_once(' '));
    let Some((_, client)) = last.max_by_key(|(at, _)| at.parse().unwrap_or(0_u64)) else {
        return false;
    };
    // tmux reads `#` and, as a date, `%` in a message.
    let words = line(&words(bound_key().as_deref()));
    let words = words.replace('#', "##").replace('%', "%%");
    output(&["tmux", "display-message", "-c", client, "-d", "20000", &words], SOON).is_some()
}

/// Opens a command in a terminal of its own and waits until that is closed; whether there is one.
pub fn open_terminal(command: &[&str]) -> bool {
    let own = std::env::var("TERMINAL").unwrap_or_default();
    let terminal = match own.as_str() {
        "" => vec!["xdg-terminal-exec"],
        own => vec![own, "-e"],
    };
    let words: Vec<&str> = terminal.iter().chain(command).copied().collect();
    is_there(words[0]) && output(&words, Duration::MAX).is_some()
}
