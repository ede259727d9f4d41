//! The history on the disk, and the checkpoints of what is running.
//!
//! History: one file a month and machine in `history/`, only ever appended to by its machine, so
//! that any file sync can carry them about. Checkpoints: one file a running session in
//! `running/`, with a lock beside it that lives exactly as long as its process. What the lines
//! mean is not known here; a disk that refuses becomes a sentence.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use jiff::civil::Date;

use super::clock::Clock;
use super::files::{Files, OnDisk};
use super::places;
use crate::history::brief::Briefs;
use crate::history::line::Line;
use crate::history::merge::Merge;
use crate::history::{Brief, Checkpoint, History, Id, Record, lines};

/// The end of a file that is looked at for what was done lately.
const LATELY: u64 = 1024 * 1024;

/// Where history and checkpoints are, and by whose name.
#[derive(Clone)]
pub struct Journal {
    files: Arc<dyn Files>,
    history: PathBuf,
    running: PathBuf,
    /// This machine's name in its files, once it is needed.
    machine: Arc<OnceLock<String>>,
    kept_machine: PathBuf,
    host: String,
    new: [u8; 10],
    held: Arc<Mutex<HashMap<Id, Box<dyn Send>>>>,
}

/// What was read, and sentences about what could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read<T> {
    pub value: T,
    pub complaints: Vec<String>,
}

impl Journal {
    /// The journal of whoever runs the program.
    ///
    /// # Errors
    /// A sentence, if there is no home directory.
    pub fn open() -> Result<Journal, String> {
        let places = places::places().ok_or("there is no home directory")?;
        let host = rustix::system::uname();
        let host = host.nodename().to_string_lossy().into_owned();
        let new = random();
        Ok(Journal::over(
            Arc::new(OnDisk),
            places.history,
            places.state,
            &host,
            new,
        ))
    }

    /// A journal in two folders of a file system: what is shared between machines, and what is
    /// this machine's own. `new` tells two machines of one name apart, once.
    pub fn over(
        files: Arc<dyn Files>,
        history: PathBuf,
        state: PathBuf,
        host: &str,
        new: [u8; 10],
    ) -> Journal {
        Journal {
            files,
            history,
            running: state.join("running"),
            machine: Arc::default(),
            kept_machine: state.join("machine"),
            host: host.to_owned(),
            new,
            held: Arc::default(),
        }
    }

    /// The folder of the history.
    pub fn folder(&self) -> &Path {
        &self.history
    }

    /// Appends a line to this machine's file of a month; what is returned is a sentence to be
    /// told, if the end of the file was broken and has been set aside.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn append(&self, line: &Line, day: Date) -> Result<Option<String>, String> {
        let path = self.history.join(self.name(day));
        self.add(&path, line.written().as_bytes()).map_err(|error| {
            let path = path.display();
            format!(
                "It can't be kept in `{path}`: {}",
                super::disk::words(&error)
            )
        })
    }

    /// The file of a month: `2026-11.desk-1f3a.jsonl`.
    fn name(&self, day: Date) -> String {
        let machine = self.machine();
        format!("{:04}-{:02}.{machine}.jsonl", day.year(), day.month())
    }

    /// The name of this machine in its files, like `desk-1f3a09c2`.
    pub fn machine(&self) -> &str {
        self.machine
            .get_or_init(|| machine(&*self.files, &self.kept_machine, &self.host, self.new))
    }

    fn add(&self, path: &Path, line: &[u8]) -> io::Result<Option<String>> {
        let mut file = self.files.append(path)?;
        let tail = file.tail()?;
        let mut told = None;
        let mut bytes = Vec::with_capacity(line.len() + 1);
        if Line::read(&tail).is_ok() {
            // Only its line end is missing.
            bytes.push(b'\n');
        } else if !tail.is_empty() {
            // It is kept elsewhere before it is cut off.
            let aside = path.with_extension("broken");
            let mut broken = self.files.append(&aside)?;
            let mut copy = tail.clone();
            copy.push(b'\n');
            broken.write(&copy)?;
            broken.sync()?;
            file.cut(tail.len())?;
            told = Some(format!(
                "The last line of `{}` broke off, perhaps in a power cut. It is set aside in `{}`.",
                path.display(),
                aside.display()
            ));
        }
        bytes.extend_from_slice(line);
        if let Err(error) = file.write(&bytes) {
            // A full disk may have taken a part of it. Whatever was there before stays.
            if let Ok(part) = file.tail()
                && !part.is_empty()
                && part.len() + 1 < line.len()
                && line.starts_with(&part)
            {
                let _ = file.cut(part.len());
            }
            return Err(error);
        }
        file.sync()?;
        Ok(told)
    }

    /// The files of the history, of all machines, the oldest month first.
    ///
    /// # Errors
    /// A sentence, if the folder can't be read.
    pub fn files(&self) -> Result<Vec<PathBuf>, String> {
        let names = self.files.names(&self.history);
        let mut names = names.map_err(|error| self.unreadable(&self.history, &error))?;
        names.retain(|name| name.ends_with(".jsonl") && !name.starts_with('.'));
        names.sort();
        Ok(names.iter().map(|name| self.history.join(name)).collect())
    }

    /// Everything, whole. For a list or one session in detail.
    pub fn history(&self) -> Read<History> {
        self.merged(|path| self.files.read(path), |_| true)
    }

    /// What was done from the month before a day's on, whole: files carry the month in which
    /// their sessions ended.
    pub fn since(&self, day: Date) -> Read<History> {
        let month = day.first_of_month();
        let before = month.yesterday().unwrap_or(month);
        let from = format!("{:04}-{:02}", before.year(), before.month());
        self.merged(|path| self.files.read(path), |name| name >= from.as_str())
    }

    /// Every line of every file, each once, in the order of the files.
    pub fn lines(&self) -> Read<Vec<Line>> {
        let (paths, mut complaints) = self.listed();
        let (mut all, mut known) = (Vec::new(), HashSet::new());
        for path in paths {
            match self.files.read(&path) {
                Err(error) => complaints.push(self.unreadable(&path, &error)),
                Ok(bytes) => {
                    for line in lines(&bytes) {
                        match line {
                            Ok(line) if known.insert(line.written()) => all.push(line),
                            Ok(_) => {}
                            Err(bad) => complaints.push(bad_line(&path, bad.line, &bad.why)),
                        }
                    }
                }
            }
        }
        Read {
            value: all,
            complaints,
        }
    }

    /// Appends many lines to this machine's files of their months, many in one write. What is
    /// returned are sentences to be told.
    ///
    /// # Errors
    /// A sentence, if the disk refuses; then some of them may be kept.
    pub fn append_all(&self, lines: &[(Line, Date)]) -> Result<Vec<String>, String> {
        let mut by_file: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
        for (line, day) in lines {
            let path = self.history.join(self.name(*day));
            let bytes = by_file.entry(path).or_default();
            bytes.extend_from_slice(line.written().as_bytes());
        }
        let mut told = Vec::new();
        for (path, bytes) in by_file {
            let said = self.add(&path, &bytes).map_err(|error| {
                let why = super::disk::words(&error);
                format!("It can't be kept in `{}`: {why}", path.display())
            });
            told.extend(said?);
        }
        Ok(told)
    }

    /// What was done in the month of a day, in the one before and since, as far as the ends of
    /// the files tell: enough for the rules of a day and the advice of the last times, and
    /// never more to read for a longer history.
    pub fn lately(&self, day: Date) -> Read<History> {
        let month = day.first_of_month();
        let before = month.yesterday().unwrap_or(month);
        let from = format!("{:04}-{:02}", before.year(), before.month());
        let read = |path: &Path| {
            let mut bytes = self.files.read_end(path, LATELY)?;
            if bytes.len() as u64 == LATELY {
                // It begins in the middle of a line.
                let first = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
                if first > bytes.len() / 2 {
                    // No line of ours is so long. Rubbish must not hide what lies before it.
                    return self.files.read(path);
                }
                bytes.drain(..first);
            }
            Ok(bytes)
        };
        self.merged(read, |name| name >= from.as_str())
    }

    fn merged(
        &self,
        read: impl Fn(&Path) -> io::Result<Vec<u8>>,
        wanted: impl Fn(&str) -> bool,
    ) -> Read<History> {
        let (paths, mut complaints) = self.listed();
        let mut merge = Merge::default();
        for path in paths {
            if !wanted(&name_of(&path)) {
                continue;
            }
            match read(&path) {
                Err(error) => complaints.push(self.unreadable(&path, &error)),
                Ok(bytes) => {
                    for line in lines(&bytes) {
                        match line {
                            Ok(line) => merge.take(line),
                            Err(bad) => complaints.push(bad_line(&path, bad.line, &bad.why)),
                        }
                    }
                }
            }
        }
        Read {
            value: merge.history(),
            complaints,
        }
    }

    /// A few figures of every session, on all cores.
    pub fn briefs(&self) -> Read<Vec<Brief>> {
        let (paths, mut complaints) = self.listed();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let next = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            let (mut briefs, mut complaints) = (Briefs::default(), Vec::new());
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(path) = paths.get(at) else {
                    return (briefs, complaints);
                };
                match self.files.read(path) {
                    Err(error) => complaints.push(self.unreadable(path, &error)),
                    Ok(bytes) => {
                        for bad in briefs.take(&bytes) {
                            complaints.push(bad_line(path, bad.line, &bad.why));
                        }
                    }
                }
            }
        };
        let mut all = Briefs::default();
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads.min(paths.len()))
                .map(|_| scope.spawn(work))
                .collect();
            let mut take = |(briefs, more): (Briefs, Vec<String>)| {
                all.join(briefs);
                complaints.extend(more);
            };
            take(work());
            for other in others {
                take(other.join().expect("reading a file never panics"));
            }
        });
        complaints.sort();
        Read {
            value: all.all(),
            complaints,
        }
    }

    fn listed(&self) -> (Vec<PathBuf>, Vec<String>) {
        match self.files() {
            Ok(paths) => (paths, Vec::new()),
            Err(why) => (Vec::new(), vec![why]),
        }
    }

    fn unreadable(&self, path: &Path, error: &io::Error) -> String {
        let why = super::disk::words(error);
        format!("`{}` can't be read: {why}", path.display())
    }

    /// Takes the lines of forgotten sessions out of this machine's own files; their tombstones
    /// stay, for the other machines. Every other line stays as it is, byte for byte.
    ///
    /// # Errors
    /// A sentence, if the disk refuses; then some files are done and the rest are as they were.
    pub fn rewrite_without(&self, ids: &HashSet<Id>) -> Result<(), String> {
        let own = format!(".{}.jsonl", self.machine());
        for path in self.files()? {
            if !name_of(&path).ends_with(&own) {
                continue;
            }
            self.rewrite(&path, ids)
                .map_err(|error| format!("`{}`: {}", path.display(), super::disk::words(&error)))?;
        }
        Ok(())
    }

    fn rewrite(&self, path: &Path, ids: &HashSet<Id>) -> io::Result<()> {
        // Whoever appends meanwhile waits, and then finds the new file.
        let _lock = self.files.append(path)?;
        let bytes = self.files.read(path)?;
        let stays = |line: &&[u8]| match Line::read(line) {
            Ok(Some(Line::Forget(_)) | None) | Err(_) => true,
            Ok(Some(line)) => !ids.contains(&line.id()),
        };
        let kept: Vec<u8> = bytes
            .split_inclusive(|byte| *byte == b'\n')
            .filter(stays)
            .flatten()
            .copied()
            .collect();
        match kept.len() == bytes.len() {
            true => Ok(()),
            false => self.files.replace(path, &kept),
        }
    }

    /// Keeps a checkpoint in the place of the session's last one, and marks the session as
    /// running as long as this process lives.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn keep(&self, checkpoint: &Checkpoint) -> Result<(), String> {
        let id = checkpoint.record.id;
        let text = serde_json::to_vec(checkpoint)
            .expect("a checkpoint of strings and numbers can be written as JSON");
        self.claim(id)
            .map(drop)
            .and_then(|()| self.files.replace(&self.path_of(id), &text))
            .map_err(|error| {
                let folder = self.running.display();
                let why = super::disk::words(&error);
                format!("A crash would lose this session: `{folder}`: {why}")
            })
    }

    /// Claims a session for this process; whether it is ours now.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn claim(&self, id: Id) -> io::Result<bool> {
        let mut held = self.held.lock().unwrap_or_else(|held| held.into_inner());
        if held.contains_key(&id) {
            return Ok(true);
        }
        let lock = self.files.hold(&self.lock_of(id))?;
        let ours = lock.is_some();
        held.extend(lock.map(|lock| (id, lock)));
        Ok(ours)
    }

    /// Lets a claimed session be, for somebody else to take up.
    pub fn release(&self, id: Id) {
        let mut held = self.held.lock().unwrap_or_else(|held| held.into_inner());
        held.remove(&id);
    }

    /// The session is over and recorded, or discarded: its checkpoint goes.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn clear(&self, id: Id) -> Result<(), String> {
        let gone = self
            .files
            .remove(&self.path_of(id))
            .and_then(|()| self.files.remove(&self.lock_of(id)));
        self.release(id);
        gone.map_err(|error| {
            let folder = self.running.display();
            format!("`{folder}`: {}", super::disk::words(&error))
        })
    }

    /// Sessions that were broken off: those with a checkpoint whose process lives no more. One
    /// that is in the history already is cleared away.
    pub fn broken_off(&self) -> Read<Vec<Checkpoint>> {
        let mut found = Read::default();
        let names = match self.files.names(&self.running) {
            Ok(names) => names,
            Err(error) => {
                found
                    .complaints
                    .push(self.unreadable(&self.running, &error));
                return found;
            }
        };
        for name in names {
            let Some(stem) = name.strip_suffix(".json") else {
                continue;
            };
            let path = self.running.join(&name);
            let Ok(id) = stem.parse::<Id>() else { continue };
            if self.files.is_held(&self.lock_of(id)) {
                continue;
            }
            let bytes = match self.files.read(&path) {
                Ok(bytes) => bytes,
                // Somebody else has just cleared it away.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    found.complaints.push(self.unreadable(&path, &error));
                    continue;
                }
            };
            match serde_json::from_slice::<Checkpoint>(&bytes) {
                Ok(checkpoint) if checkpoint.record.id == id => found.value.push(checkpoint),
                _ => found.complaints.push(format!(
                    "`{}` is no checkpoint that this version can read; it is left as it is.",
                    path.display()
                )),
            }
        }
        found.value.sort_by_key(|left| left.record.id);
        if !found.value.is_empty() {
            self.drop_recorded(&mut found);
        }
        found
    }

    fn drop_recorded(&self, found: &mut Read<Vec<Checkpoint>>) {
        let since = found
            .value
            .iter()
            .map(|left| left.record.start.date())
            .min();
        let recorded = self.lately(since.unwrap_or_default()).value;
        let recorded: HashSet<Id> = recorded
            .sessions
            .iter()
            .map(|session| session.record.id)
            .collect();
        let (done, open) = std::mem::take(&mut found.value)
            .into_iter()
            .partition::<Vec<_>, _>(|left: &Checkpoint| recorded.contains(&left.record.id));
        found.value = open;
        if done.is_empty() {
            return;
        }
        // A line that can be read may still be on its way to the disk, if its writer was killed.
        if let Err(why) = self.sync_own() {
            found.complaints.push(why);
            return;
        }
        for left in done {
            found.complaints.extend(self.clear(left.record.id).err());
        }
    }

    /// Waits until all lines of this machine are on the disk.
    fn sync_own(&self) -> Result<(), String> {
        let own = format!(".{}.jsonl", self.machine());
        for path in self.files()? {
            if name_of(&path).ends_with(&own) {
                let synced = self.files.append(&path).and_then(|mut file| file.sync());
                synced.map_err(|error| self.unreadable(&path, &error))?;
            }
        }
        Ok(())
    }

    /// Records a session that is over, then lets its checkpoint go.
    ///
    /// # Errors
    /// A sentence, if the disk refuses the record; then the checkpoint stays, to be taken up.
    pub fn record(&self, record: Record) -> Result<Option<String>, String> {
        let (id, day) = (record.id, record.end.date());
        let appended = self.append(&Line::Session(Box::new(record)), day);
        if appended.is_err() {
            // Nobody plays it any more: the next start may see to it.
            self.release(id);
        }
        let told = appended?;
        // A checkpoint that can't be removed is known by its id the next time.
        let cleared = self.clear(id).err();
        Ok(told.or(cleared))
    }

    fn path_of(&self, id: Id) -> PathBuf {
        self.running.join(format!("{id}.json"))
    }

    fn lock_of(&self, id: Id) -> PathBuf {
        self.running.join(format!("{id}.lock"))
    }
}

/// The journal of this process: one, since the sessions that it plays are claimed by it.
pub fn ours() -> &'static Result<Journal, String> {
    static OURS: OnceLock<Result<Journal, String>> = OnceLock::new();
    OURS.get_or_init(Journal::open)
}

/// A name for a session that begins now.
pub fn new_id() -> Id {
    Id::new(Clock::wall(), random())
}

/// Random bytes of the system. Where it has none, the clock and the process must do: two names
/// that meet would take the same process, in the same nanosecond.
pub fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    if getrandom::fill(&mut bytes).is_err() {
        let nanos = Clock::wall().as_nanosecond() as u64;
        bytes[..8].copy_from_slice(&nanos.to_le_bytes());
        bytes[8..].copy_from_slice(&(std::process::id() as u16).to_le_bytes());
    }
    bytes
}

/// The name of this machine in its files. It is made once and kept, since two machines of one
/// person may have the same name, and one machine may get another.
fn machine(files: &dyn Files, path: &Path, host: &str, new: [u8; 10]) -> String {
    let kept = files
        .read(path)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let good = |name: &String| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !name.is_empty() && name.len() < 60 && name.chars().all(plain)
    };
    if let Some(name) = kept.map(|name| name.trim().to_owned()).filter(good) {
        return name;
    }
    let plain = |c: char| match c.to_ascii_lowercase() {
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    let host: String = host
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .map(plain)
        .take(30)
        .collect();
    let host = match host.trim_matches('-') {
        "" => "machine",
        host => host,
    };
    let digits: String = new[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{host}-{digits}");
    // Where it can't be kept, the next start takes another: a further file, no conflict.
    let _ = files.replace(path, format!("{name}\n").as_bytes());
    name
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn bad_line(path: &Path, line: usize, why: &str) -> String {
    format!(
        "line {line} of `{}` can't be read: {why}; it is left as it is.",
        path.display()
    )
}
