//! Starts other programs, and never lets anybody wait for them: those that sound, speak and notify
//! here, those of a hook or against sleep elsewhere, all by [`start_alone`].
//!
//! A thread for each that sounds, speaks or notifies starts it in a process group of its own, and
//! kills it if it hangs; the main thread only asks for it. When something is to be heard is not
//! known here.
//!
//! Here is also what stops the process group as Ctrl-Z does. Whether there is a shell that could
//! ever let us go on is known to the system alone: it passes a SIGTSTP over where there is none, but
//! only as long as nobody has put a handler in the place of its own. So for the time of the stop the
//! system's own is put back.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::mem::MaybeUninit;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use is_executable::is_executable;
use parking_lot::{Condvar, Mutex};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, kill_current_process_group, kill_process_group, waitid,
};
use signal_hook::consts::SIGTSTP;

use super::background::within;
use crate::words::machine;

/// No program is given more text than this: nobody listens to a book, and a pipe holds it all.
const LONGEST_INPUT: usize = 16 * 1024;

/// So long a program may take to end the words before new ones are begun.
const CUT_WITHIN: Duration = Duration::from_millis(300);

/// A program that fails as soon as this can still be replaced by another.
const SOON: Duration = Duration::from_secs(1);

/// What a child is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Sound,
    /// There is at most one, and it waits until what sounds has ended.
    Speech,
    /// Silences what another process says for us.
    Cut,
    Notice,
}

/// A program with its arguments, and what it finds on its standard input.
pub type Program = (Vec<String>, Option<String>);

/// What is told of each program that fails: which, why, and whether it was the last one.
type Failed = dyn Fn(&str, &str, bool) + Send;

/// Something that programs are to do.
pub struct Job {
    pub role: Role,
    /// The first that works does it.
    pub programs: Vec<Program>,
    /// What must be done before any of them starts.
    pub prepare: Box<dyn FnOnce() -> io::Result<()> + Send>,
    /// How long words that come next wait for it.
    pub sounds: Duration,
    /// So long it may take before it hangs.
    pub limit: Duration,
    pub failed: Box<Failed>,
}

/// All that runs just now, and what waits for it.
struct Jobs {
    /// Process groups that may be killed; whoever kills one takes it out.
    running: Vec<(Role, Pid)>,
    /// How many jobs are not over.
    open: usize,
    /// How many of them silence what another process says.
    cutting: usize,
    /// Counts what was asked to be said: only the latest may begin.
    speech: u64,
    /// Until when what was started last sounds.
    quiet_at: Option<Instant>,
    /// Programs that are not started again.
    broken: Vec<String>,
    ending: bool,
}

static JOBS: Mutex<Jobs> = Mutex::new(Jobs {
    running: Vec::new(),
    open: 0,
    cutting: 0,
    speech: 0,
    quiet_at: None,
    broken: Vec::new(),
    ending: false,
});

/// One of [`JOBS`] has changed.
static CHANGED: Condvar = Condvar::new();

impl Jobs {
    /// Kills those of a role, or all; whether there was one.
    fn kill(&mut self, role: Option<Role>) -> bool {
        let chosen = |one: &mut (Role, Pid)| role.is_none_or(|role| one.0 == role);
        let killed: Vec<_> = self.running.extract_if(.., chosen).collect();
        for (_, group) in &killed {
            // It may have ended by itself; until it is reaped its number is its own.
            let _ = kill_process_group(*group, Signal::KILL);
        }
        !killed.is_empty()
    }

    /// Whether a job is wanted no more; speech has a number.
    fn is_off(&self, role: Role, nth: u64) -> bool {
        self.ending || role == Role::Speech && nth != self.speech
    }
}

/// Has something done. What speaks takes the place of what spoke before.
pub fn start(job: Job) {
    let mut jobs = JOBS.lock();
    if jobs.ending {
        return;
    }
    match job.role {
        Role::Sound => jobs.quiet_at = Some(Instant::now() + job.sounds),
        Role::Cut => jobs.cutting += 1,
        Role::Speech => {
            jobs.kill(Some(Role::Speech));
            jobs.speech += 1;
        }
        Role::Notice => {}
    }
    let (role, nth) = (job.role, jobs.speech);
    jobs.open += 1;
    drop(jobs);
    let over = move || {
        let mut jobs = JOBS.lock();
        jobs.open -= 1;
        jobs.cutting -= usize::from(role == Role::Cut);
        CHANGED.notify_all();
    };
    let thread = thread::Builder::new().name("child".into());
    let started = thread.spawn(move || {
        run(job, nth);
        over();
    });
    if started.is_err() {
        over();
    }
}

/// Ends what speaks, and what waits to; where something spoke, `also` silences what that has handed
/// on.
pub fn hush(also: Option<Job>) {
    let mut jobs = JOBS.lock();
    jobs.speech += 1;
    let spoke = jobs.kill(Some(Role::Speech));
    CHANGED.notify_all();
    drop(jobs);
    if let Some(job) = also.filter(|_| spoke) {
        start(job);
    }
}

/// Ends everything; what still sounds and speaks may go on for so long.
pub fn end(patience: Duration) {
    let mut jobs = JOBS.lock();
    let is_open = |jobs: &mut Jobs| jobs.open > 0;
    CHANGED.wait_while_for(&mut jobs, is_open, patience);
    jobs.ending = true;
    jobs.kill(None);
    CHANGED.notify_all();
    CHANGED.wait_while_for(&mut jobs, is_open, Duration::from_millis(200));
}

/// Kills whatever runs, from any thread.
pub fn end_by_force() {
    if let Some(mut jobs) = JOBS.try_lock() {
        jobs.ending = true;
        jobs.kill(None);
    }
}

/// Does a job, with the first program that works.
fn run(job: Job, nth: u64) {
    if job.role == Role::Speech && !comes_to_its_turn(nth) {
        return;
    }
    let Job { role, programs, prepare, sounds, limit, failed } = job;
    let name = |program: &Program| program.0.first().cloned().unwrap_or_default();
    let works = |program: &Program| !JOBS.lock().broken.contains(&name(program));
    let mut programs = programs.into_iter().filter(works).peekable();
    let prepared = prepare().map_err(machine::cant_be_given_file);
    while let Some(program) = programs.next() {
        let since = Instant::now();
        let done = prepared.clone().and_then(|()| attempt(&program, role, nth, sounds, limit));
        let Err(why) = done else {
            return;
        };
        // A voice that fails may know the next language; a player that fails, fails.
        if role == Role::Sound || since.elapsed() >= limit {
            JOBS.lock().broken.push(name(&program));
        }
        failed(&name(&program), &why, programs.peek().is_none() || prepared.is_err());
        if since.elapsed() >= SOON || prepared.is_err() {
            return;
        }
    }
}

/// Waits until nothing sounds, and for a while until what spoke before is cut off. False if
/// something else is to be said by then.
fn comes_to_its_turn(nth: u64) -> bool {
    let cut_by = Instant::now() + CUT_WITHIN;
    let mut jobs = JOBS.lock();
    while !jobs.is_off(Role::Speech, nth) {
        let cut = Some(cut_by).filter(|_| jobs.cutting > 0);
        match jobs.quiet_at.max(cut).filter(|at| *at > Instant::now()) {
            Some(at) => CHANGED.wait_until(&mut jobs, at),
            None => return true,
        };
    }
    false
}

/// Runs a program to its end; why it failed, as the end of a sentence. One that is not wanted any
/// more does not fail.
fn attempt(
    (words, input): &Program,
    role: Role,
    nth: u64,
    sounds: Duration,
    limit: Duration,
) -> Result<(), String> {
    let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
    let started = start_alone(words, |command| command.stdin(stdin));
    let mut child = started.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => machine::IS_NOT_THERE.into(),
        _ => machine::cant_be_started(error),
    })?;
    let group = Pid::from_child(&child);
    let mut jobs = JOBS.lock();
    if jobs.is_off(role, nth) {
        let _ = kill_process_group(group, Signal::KILL);
    } else {
        jobs.running.push((role, group));
    }
    if role == Role::Sound {
        jobs.quiet_at = Some(Instant::now() + sounds);
    }
    drop(jobs);
    if let (Some(mut stdin), Some(input)) = (child.stdin.take(), input) {
        // Who does not read it, does not.
        let _ = stdin.write_all(&input.as_bytes()[..input.len().min(LONGEST_INPUT)]);
    }
    // Without reaping it: whoever kills it must not hit another of its number.
    let wait = move || waitid(WaitId::Pid(group), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
    let ends = within(limit, wait).is_some();
    let mut jobs = JOBS.lock();
    let is_own = |one: &mut (Role, Pid)| one.1 == group;
    let is_wanted = jobs.running.extract_if(.., is_own).next().is_some();
    if !ends && is_wanted {
        let _ = kill_process_group(group, Signal::KILL);
    }
    drop(jobs);
    match child.wait() {
        _ if !is_wanted => Ok(()),
        _ if !ends => Err(machine::DOES_NOT_END.into()),
        Ok(status) if !status.success() => Err(machine::fails(status)),
        _ => Ok(()),
    }
}

/// Starts a program in a process group of its own: Ctrl-Z and Ctrl-C on the terminal are not for
/// it, and what it starts in turn can be ended with it. It has nothing to read and nowhere to
/// write, unless `set` gives it something.
///
/// # Errors
/// If there are no words, or the system can't start it.
pub fn start_alone(
    words: &[impl AsRef<OsStr>],
    set: impl FnOnce(&mut Command) -> &mut Command,
) -> io::Result<Child> {
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = Command::new(program);
    command.args(arguments).process_group(0);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    set(&mut command);
    // What has something to do before it runs is started by fork. By vfork the thread that starts it
    // can't be stopped until it runs, but it can, being one of our group until then: a stop would
    // reach the one and never the other, and the shell would wait for ever.
    // SAFETY: there is nothing to do.
    unsafe { command.pre_exec(|| Ok(())) };
    command.spawn()
}

/// Whether a program can be found, as a shell would look for it.
pub fn is_there(program: &str) -> bool {
    if program.contains('/') {
        return is_executable(Path::new(program));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| is_executable(folder.join(program)))
}

/// Milliseconds.
const STOP_TAKES_AT_MOST: u32 = 100;

/// Stops the whole process group, ourselves among it, and returns when it goes on, which `went_on`
/// tells: under `sh -c` the shell has to stop too, or nobody is left to give the prompt back. Where
/// the system does not stop us, because nobody could let us go on or because the signal is to be
/// ignored, it returns at once.
///
/// # Errors
/// If the system refuses.
pub fn stop_group(went_on: impl Fn() -> bool) -> io::Result<()> {
    // SAFETY: of plain numbers and an empty set, all zeros are a value.
    let mut systems_own: libc::sigaction = unsafe { MaybeUninit::zeroed().assume_init() };
    systems_own.sa_sigaction = libc::SIG_DFL;
    let ours = answer_to(SIGTSTP, None)?;
    if ours.sa_sigaction != libc::SIG_IGN {
        answer_to(SIGTSTP, Some(&systems_own))?;
    }
    let stopped = kill_current_process_group(Signal::TSTP);
    // The stop may reach another thread before this one, and nobody may listen or take the
    // terminal in between. This is no waiting for the person: while we are stopped no time passes
    // here.
    for _ in 0..STOP_TAKES_AT_MOST {
        if stopped.is_err() || went_on() {
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    answer_to(SIGTSTP, Some(&ours))?;
    Ok(stopped?)
}

/// Puts another answer to a signal in the place of the one that is there, if there is another, and
/// gives that one.
///
/// # Errors
/// If the system refuses.
pub fn answer_to(signal: i32, fresh: Option<&libc::sigaction>) -> io::Result<libc::sigaction> {
    let mut old = MaybeUninit::uninit();
    let fresh = fresh.map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: both point to values of the right kind for as long as the call lasts, or to nothing.
    // What is put in is the system's own answer or what this call has given before, handler and
    // flags whole.
    match unsafe { libc::sigaction(signal, fresh, old.as_mut_ptr()) } {
        // SAFETY: it went well, so the old one is written.
        0 => Ok(unsafe { old.assume_init() }),
        _ => Err(io::Error::last_os_error()),
    }
}
