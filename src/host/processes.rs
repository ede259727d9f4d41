//! Starts the programs that sound, speak and notify, and never lets anybody wait for them.
//!
//! One thread starts them, each in a process group of its own, and kills what hangs; the main
//! thread only hands it orders. Another thread per child sleeps in the kernel until that child
//! ends. When something is to be heard is not known here.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use super::suspend;
use crate::cue::Tone;
use crate::words::machine;

/// The process groups that run just now, for whoever ends the program by force.
static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// No program is given more text than this: nobody listens to a book.
const LONGEST_INPUT: usize = 16 * 1024;

/// So long a program may take to end the words before new ones are begun.
const CUT_WITHIN: Duration = Duration::from_millis(300);

/// What a child is for. There is at most one that sounds and one that speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Sound,
    Speech,
    /// Silences what another process says for us.
    Cut,
    Notice,
}

/// A program to be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub role: Role,
    /// The program and its arguments.
    pub words: Vec<String>,
    /// What it finds on its standard input.
    pub input: Option<String>,
    /// A file that must be there before it starts.
    pub sample: Option<Sample>,
    /// How long whatever comes next waits for it.
    pub sounds: Duration,
    /// So long it may take before it hangs.
    pub limit: Duration,
    /// The same by another program, if this one fails.
    pub instead: Option<Box<Job>>,
}

/// The file of a tone at a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub path: PathBuf,
    pub tone: Tone,
    pub volume: u8,
}

/// How a job went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    pub role: Role,
    /// The program that failed.
    pub program: String,
    /// Why, as the end of a sentence.
    pub why: String,
    /// Nothing else could be tried.
    pub last: bool,
}

enum Order {
    Start(Box<Job>),
    /// Ends what speaks; the job silences what it has handed on.
    Hush(Option<Box<Job>>),
    Ended(u64),
    End {
        patience: Duration,
        done: SyncSender<()>,
    },
}

/// The thread that starts programs.
#[derive(Debug)]
pub struct Processes {
    orders: Sender<Order>,
}

impl Processes {
    /// Starts the thread; what goes wrong is told to `failed`, from that thread.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn new(failed: impl Fn(Failed) + Send + 'static) -> std::io::Result<Processes> {
        let (orders, inbox) = channel();
        let own = orders.clone();
        thread::Builder::new()
            .name("processes".into())
            .spawn(move || ProcessKeeper::new(own, Box::new(failed)).run(&inbox))?;
        Ok(Processes { orders })
    }

    /// Starts a program. One that speaks waits until what sounds has ended.
    pub fn start(&self, job: Job) {
        // If the thread is gone, the program is about to end.
        let _ = self.orders.send(Order::Start(Box::new(job)));
    }

    /// Ends what speaks.
    pub fn hush(&self, also: Option<Job>) {
        let _ = self.orders.send(Order::Hush(also.map(Box::new)));
    }

    /// Ends everything; what still sounds and speaks may go on for so long.
    pub fn end(&self, patience: Duration) {
        let (done, ended) = sync_channel(1);
        if self.orders.send(Order::End { patience, done }).is_ok() {
            let _ = ended.recv_timeout(patience + Duration::from_millis(200));
        }
        end_by_force();
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.end(Duration::ZERO);
    }
}

/// Kills whatever runs, from any thread.
pub fn end_by_force() {
    if let Ok(running) = RUNNING.try_lock() {
        for group in running.iter() {
            // It may have ended by itself.
            let _ = kill_process_group(*group, Signal::KILL);
        }
    }
}

/// Whether a program can be found, as a shell would look for it.
pub fn is_there(program: &str) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let runs = |path: &Path| {
        path.metadata()
            .is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
    };
    if program.contains('/') {
        return runs(Path::new(program));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| runs(&folder.join(program)))
}

/// A program that runs.
struct RunningProcess {
    id: u64,
    job: Job,
    child: Child,
    since: Instant,
}

struct ProcessKeeper {
    orders: Sender<Order>,
    failed: Box<dyn Fn(Failed) + Send>,
    next: u64,
    running: Vec<RunningProcess>,
    /// Until when what was started last sounds.
    quiet_at: Instant,
    /// What waits for that, or for the words before it to be cut off.
    waiting: Option<(Instant, Job)>,
    /// Programs that are not started again.
    broken: Vec<String>,
    ending: Option<(Instant, SyncSender<()>)>,
}

impl ProcessKeeper {
    fn new(orders: Sender<Order>, failed: Box<dyn Fn(Failed) + Send>) -> ProcessKeeper {
        ProcessKeeper {
            orders,
            failed,
            next: 0,
            running: Vec::new(),
            quiet_at: Instant::now(),
            waiting: None,
            broken: Vec::new(),
            ending: None,
        }
    }

    fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            let hangs = self.running.iter().map(|one| one.since + one.job.limit);
            let waits = self.waiting.iter().map(|(at, _)| *at);
            let ends = self.ending.iter().map(|(at, _)| *at);
            let order = match hangs.chain(waits).chain(ends).min() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => inbox.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match order {
                Ok(Order::Start(job)) => self.take(*job),
                Ok(Order::Hush(also)) => self.hush(also),
                Ok(Order::Ended(id)) => self.ended(id),
                Ok(Order::End { patience, done }) => {
                    self.ending = Some((Instant::now() + patience, done));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.look();
            let over = |(at, _): &(Instant, _)| {
                *at <= Instant::now() || (self.running.is_empty() && self.waiting.is_none())
            };
            if self.ending.as_ref().is_some_and(over) {
                break;
            }
        }
        for one in std::mem::take(&mut self.running) {
            kill(one);
        }
        if let Some((_, done)) = self.ending {
            // Who waited no longer does not mind.
            let _ = done.try_send(());
        }
    }

    fn take(&mut self, job: Job) {
        if self.ending.is_some() {
            return;
        }
        if job.role != Role::Speech {
            return self.start(job);
        }
        let now = Instant::now();
        self.end_role(Role::Speech);
        let cut = self.running.iter().any(|one| one.job.role == Role::Cut);
        let at = match cut {
            true => self.quiet_at.max(now + CUT_WITHIN),
            false => self.quiet_at,
        };
        match at > now {
            true => self.waiting = Some((at, job)),
            false => self.start(job),
        }
    }

    fn hush(&mut self, also: Option<Box<Job>>) {
        self.waiting = None;
        let spoke = self.end_role(Role::Speech);
        if let Some(job) = also.filter(|_| spoke) {
            self.start(*job);
        }
    }

    /// Whether there was one.
    fn end_role(&mut self, role: Role) -> bool {
        let mut ended = false;
        while let Some(at) = self.running.iter().position(|one| one.job.role == role) {
            kill(self.running.swap_remove(at));
            ended = true;
        }
        ended
    }

    /// What is due, and what hangs.
    fn look(&mut self) {
        let now = Instant::now();
        if let Some((_, job)) = self.waiting.take_if(|(at, _)| *at <= now) {
            self.start(job);
        }
        let hangs = |one: &RunningProcess| one.since + one.job.limit <= now;
        while let Some(at) = self.running.iter().position(hangs) {
            let one = self.running.swap_remove(at);
            let job = one.job.clone();
            kill(one);
            self.broken.extend(job.words.first().cloned());
            self.fail(job, machine::DOES_NOT_END.into(), false);
        }
    }

    fn start(&mut self, mut job: Job) {
        while job.words.first().is_some_and(|one| self.broken.contains(one)) {
            match job.instead {
                Some(instead) => job = *instead,
                None => return,
            }
        }
        // It can be made anew, and a disk that is slow must not make an alarm late: nobody waits
        // for it.
        if let Some(Sample { path, tone, volume }) = job.sample.take()
            && !path.exists()
            && let Err(error) = super::files::exchange(&path, &tone.wav(volume), |_| Ok(()))
        {
            let why = machine::cant_be_given_file(error);
            return self.fail(Job { instead: None, ..job }, why, false);
        }
        let spawned = spawn(&job);
        let now = Instant::now();
        match spawned {
            Err(error) => {
                let why = match error.kind() {
                    std::io::ErrorKind::NotFound => machine::IS_NOT_THERE.into(),
                    _ => machine::cant_be_started(error),
                };
                self.fail(job, why, true);
            }
            Ok(child) => {
                if job.role == Role::Sound {
                    self.quiet_at = now + job.sounds;
                }
                let id = self.next;
                self.next += 1;
                let pid = Pid::from_child(&child);
                let orders = self.orders.clone();
                let watcher = thread::Builder::new().name("child".into());
                let watched = watcher.spawn(move || {
                    // Without reaping it, so that its number stays its own until we are done.
                    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
                    let _ = waitid(WaitId::Pid(pid), options);
                    let _ = orders.send(Order::Ended(id));
                });
                let running = RunningProcess { id, job, child, since: now };
                match watched {
                    Ok(_) => self.running.push(running),
                    // A child that nobody can watch is none.
                    Err(_) => kill(running),
                }
            }
        }
    }

    fn ended(&mut self, id: u64) {
        let Some(at) = self.running.iter().position(|one| one.id == id) else {
            return;
        };
        let mut one = self.running.swap_remove(at);
        let status = reap(&mut one.child);
        if one.job.role == Role::Cut
            && let Some((at, _)) = &mut self.waiting
        {
            *at = self.quiet_at;
        }
        if let Some(status) = status.filter(|status| !status.success()) {
            let soon = one.since.elapsed() < Duration::from_secs(1);
            self.fail(one.job, machine::fails(status), soon);
        }
    }

    /// Tries another program, if there is one and it is not too late; tells what failed.
    fn fail(&mut self, mut job: Job, why: String, soon: bool) {
        let instead = job.instead.take();
        // A voice that fails may know the next language; a player that fails, fails.
        if job.role == Role::Sound {
            self.broken.extend(job.words.first().cloned());
        }
        (self.failed)(Failed {
            role: job.role,
            program: job.words.first().cloned().unwrap_or_default(),
            why,
            last: instead.is_none(),
        });
        if let Some(instead) = instead.filter(|_| soon) {
            self.start(*instead);
        }
    }
}

/// Its process group is its own: Ctrl-Z and Ctrl-C on the terminal are not for it, and what it
/// starts in turn ends with it.
fn spawn(job: &Job) -> std::io::Result<Child> {
    let (program, arguments) = job.words.split_first().ok_or(std::io::ErrorKind::InvalidInput)?;
    let input = match job.input {
        Some(_) => Stdio::piped(),
        None => Stdio::null(),
    };
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(input)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    let mut child = suspend::starting(|| command.spawn())?;
    running.push(Pid::from_child(&child));
    drop(running);
    if let (Some(mut stdin), Some(input)) = (child.stdin.take(), &job.input) {
        let end = input.len().min(LONGEST_INPUT);
        // Less than a pipe holds, so this waits for nobody; who does not read it, does not.
        let _ = stdin.write_all(&input.as_bytes()[..end]);
    }
    Ok(child)
}

fn kill(mut one: RunningProcess) {
    // It may have ended by itself.
    let _ = kill_process_group(Pid::from_child(&one.child), Signal::KILL);
    reap(&mut one.child);
}

/// Takes a child that has ended, or is about to, off the books.
fn reap(child: &mut Child) -> Option<std::process::ExitStatus> {
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    running.retain(|group| *group != Pid::from_child(child));
    child.wait().ok()
}
