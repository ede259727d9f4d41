//! The status file: what a running session shows to a status bar, a prompt, or `supple status`.
//!
//! One file a run of the program, in a folder that nobody else can look into; replaced whole on
//! every change of state and taken away at the end. What a killed session left behind counts as
//! nothing and is swept away by the next.

use std::cmp::Reverse;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use parking_lot::Mutex;
use rustix::process::Pid;

use crate::feed::{RunningState, SessionStatus, Who};
use crate::host::clock::{Clock, boot};
use crate::host::files::{exchange, make_folder};
use crate::seconds::Moment;

/// The end of a status file's name.
const ENDING: &str = "json";

/// The end of a door's name.
const DOOR: &str = "sock";

/// The largest status file that is looked at: no routine's title fills it.
const LARGEST: u64 = 64 * 1024;

/// What has to go even if the program is ended by force.
static LEFT: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The folder, made ready: the person's own, closed to everybody else. What dead sessions left in
/// it is gone then.
///
/// # Errors
/// If it can't be made, or belongs to somebody else.
pub fn prepare(run: &Path) -> io::Result<()> {
    make_folder(run)?;
    if !is_ours(run) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    fs::set_permissions(run, Permissions::from_mode(0o700))?;
    for (path, _) in files(run).filter(|(_, shown)| !shown.as_ref().is_some_and(lives)) {
        // Whoever can't be swept away is passed over whenever it is read.
        let _ = fs::remove_file(&path);
        let _ = fs::remove_file(path.with_extension(DOOR));
    }
    Ok(())
}

/// Whether a folder is the person's own, and no link to another.
fn is_ours(folder: &Path) -> bool {
    let own = rustix::process::geteuid().as_raw();
    fs::symlink_metadata(folder).is_ok_and(|meta| meta.is_dir() && meta.uid() == own)
}

/// Where a session of this process has its door.
pub fn door(run: &Path, pid: u32) -> PathBuf {
    run.join(format!("{pid}.{DOOR}"))
}

/// Takes note of a file that goes with the program, however that ends.
pub fn goes_at_the_end(path: &Path) {
    LEFT.lock().push(path.to_owned());
}

/// Takes away what the program must not leave behind. For an end by force: it waits for nobody.
pub fn sweep() {
    if let Some(left) = LEFT.try_lock() {
        for path in left.iter() {
            let _ = fs::remove_file(path);
        }
    }
}

/// The status file of this process.
#[derive(Debug)]
pub struct StatusFile {
    path: PathBuf,
    who: Who,
}

impl StatusFile {
    /// Shows nothing yet.
    pub fn new(run: &Path) -> StatusFile {
        let pid = std::process::id();
        let path = run.join(format!("{pid}.{ENDING}"));
        goes_at_the_end(&path);
        let boot = boot().unwrap_or_default().to_owned();
        StatusFile { path, who: Who { started: Clock::wall(), pid, boot } }
    }

    /// Shows this state, or that there is none. A disk that does not take it shows nothing at
    /// all, which is better than what was so before.
    pub fn show(&mut self, state: Option<&RunningState>, now: Moment, clock: &Clock) {
        let wall = |moment| clock.timestamp(moment);
        let text = state.map(|state| state.shown(now, &wall, &self.who).json() + "\n");
        // Nothing here outlives a power cut, so nothing is synced: a disk that spins up must not
        // hold up a countdown.
        let write = |text: String| exchange(&self.path, text.as_bytes(), |_| Ok(())).is_ok();
        if !text.is_some_and(write) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Drop for StatusFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// What every session shows that runs now, with what is left of it now: one whose alarm rings
/// first, then the newest.
pub fn read(run: &Path) -> Vec<SessionStatus> {
    if !is_ours(run) {
        return Vec::new();
    }
    let now = Clock::wall();
    let alive = files(run).filter_map(|(_, shown)| shown.filter(lives));
    let mut alive: Vec<SessionStatus> = alive.map(|shown| shown.at(now)).collect();
    alive.sort_by_key(|shown| Reverse((shown.rings(), shown.started_at, shown.pid)));
    alive
}

/// Every status file, and what it says where that can be understood.
fn files(run: &Path) -> impl Iterator<Item = (PathBuf, Option<SessionStatus>)> {
    let entries = fs::read_dir(run).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let paths = paths.filter(|path| path.extension().is_some_and(|end| end == ENDING));
    paths.map(|path| {
        let small =
            fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() <= LARGEST);
        let bytes = small.then(|| fs::read(&path).ok()).flatten();
        let shown = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        (path, shown)
    })
}

/// Whether the process that shows this is still there.
fn lives(shown: &SessionStatus) -> bool {
    let pid = i32::try_from(shown.pid).ok().and_then(Pid::from_raw);
    let there = pid.is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok());
    there && shown.boot == boot().unwrap_or_default()
}
