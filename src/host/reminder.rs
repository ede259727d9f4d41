//! What `supple remind` leaves on the machine, and takes away again: a small file with what is set,
//! and the timer of the system that looks once a minute.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::desktop::output;
use super::{disk, places, small_files};
use crate::nudge::{self, NudgeState, Reminder, TIMER_NAME};
use crate::words::{disk as sentences, nudge as words};

/// What is set, and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetReminder {
    pub reminder: Reminder,
    pub state: NudgeState,
}

/// The file of what is set.
const REMIND: &str = "remind.json";

fn path() -> Option<PathBuf> {
    Some(places::places()?.state.join(REMIND))
}

/// What is set. A file that can't be understood counts as none.
pub fn kept() -> Option<SetReminder> {
    small_files::kept(REMIND)
}

/// Keeps what is set, or how it stands by now.
///
/// # Errors
/// A sentence, if there is no place for it or the system refuses.
pub fn keep(set: &SetReminder) -> Result<(), String> {
    small_files::keep(REMIND, set).map_err(|why| sentences::setting_not_kept(&why))
}

/// So long a system may take to take a timer or give it back.
const PATIENCE: Duration = Duration::from_secs(20);

/// What of our environment a timer needs to find the same files and the same tmux.
const VARIABLES: [&str; 6] =
    ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TERMINAL", "TMUX", "TMUX_TMPDIR"];

/// The files that the timer of this system consists of, without their contents.
pub fn timer_files() -> Vec<PathBuf> {
    if cfg!(target_os = "macos") {
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let file = format!("{}.plist", TIMER_NAME);
        return home
            .into_iter()
            .map(|home| home.join("Library/LaunchAgents").join(&file))
            .collect();
    }
    let config = places::places().and_then(|places| Some(places.config.parent()?.to_owned()));
    let folder = config.map(|config| config.join("systemd/user"));
    let named = |folder: PathBuf| {
        ["service", "timer"].map(|end| folder.join(format!("{}.{end}", TIMER_NAME)))
    };
    folder.map(named).into_iter().flatten().collect()
}

/// Whether the timer's files are there.
pub fn has_timer() -> bool {
    let files = timer_files();
    !files.is_empty() && files.iter().all(|file| file.exists())
}

/// Has the system look once a minute.
///
/// # Errors
/// A sentence, if it takes no timer; then nothing of one is left.
pub fn set_timer(reminder: &Reminder) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| disk::words(&error))?;
    let program = program.to_str().ok_or(sentences::NOT_UTF_8)?;
    let variable = |name: &str| Some((name.to_owned(), std::env::var(name).ok()?));
    let variables: Vec<(String, String)> = VARIABLES.into_iter().filter_map(variable).collect();
    let texts = if cfg!(target_os = "macos") {
        vec![nudge::launchd_agent(program, &variables)]
    } else {
        vec![nudge::systemd_service(program, &variables), nudge::systemd_timer(reminder)]
    };
    for (file, text) in timer_files().iter().zip(texts) {
        let written = small_files::replace(file, text.as_bytes());
        written.map_err(|error| format!("{}: {}", file.display(), disk::words(&error)))?;
    }
    let taken = if cfg!(target_os = "macos") {
        launchctl("bootstrap")
    } else {
        systemctl(&["daemon-reload"]) && systemctl(&["enable", "--now", &timer()])
    };
    if taken {
        return Ok(());
    }
    remove_timer().map_err(|error| disk::words(&error))?;
    Err(words::NO_TIMER.into())
}

/// Takes the timer back, and whatever runs by it.
///
/// # Errors
/// If its files can't be removed.
pub fn remove_timer() -> io::Result<()> {
    if !timer_files().iter().any(|file| file.exists()) {
        return Ok(());
    }
    // What the system does not know can't be taken from it.
    if cfg!(target_os = "macos") {
        let _ = launchctl("bootout");
    } else {
        let _ = systemctl(&["disable", "--now", &timer()]);
        let _ = systemctl(&["stop", &format!("{}.service", TIMER_NAME)]);
    }
    for file in timer_files() {
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // A folder that we made is empty again, and only an empty one goes.
        for folder in file.ancestors().skip(1).take(2) {
            let _ = fs::remove_dir(folder);
        }
    }
    if cfg!(not(target_os = "macos")) {
        let _ = systemctl(&["daemon-reload"]);
    }
    Ok(())
}

/// Takes away the file with what was set; whether there was one.
pub fn forget() -> bool {
    path().is_some_and(|path| fs::remove_file(path).is_ok())
}

fn timer() -> String {
    format!("{}.timer", TIMER_NAME)
}

fn systemctl(words: &[&str]) -> bool {
    let words: Vec<&str> = ["systemctl", "--user"].iter().chain(words).copied().collect();
    output(&words, PATIENCE).is_some()
}

fn launchctl(what: &str) -> bool {
    let user = format!("gui/{}", rustix::process::getuid().as_raw());
    let service = format!("{user}/{}", TIMER_NAME);
    match (what, timer_files().first().and_then(|file| file.to_str())) {
        ("bootstrap", Some(file)) => output(&["launchctl", what, &user, file], PATIENCE).is_some(),
        _ => output(&["launchctl", what, &service], PATIENCE).is_some(),
    }
}

/// From now on a signal that ends the program takes away what is set.
///
/// # Errors
/// A sentence, if signals can't be caught.
pub fn forget_at_the_end() -> Result<(), String> {
    let signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]);
    let mut signals = signals.map_err(|error| disk::words(&error))?;
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            forget();
            std::process::exit(0);
        }
    });
    Ok(())
}

/// Calls `look` once a minute, until nothing is set any more.
pub fn look_each_minute(look: impl Fn()) {
    while path().is_some_and(|path| path.exists()) {
        look();
        thread::sleep(Duration::from_secs(60));
    }
}
