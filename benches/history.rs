//! What a history costs: an append, and a million records looked at.
//!
//! `cargo bench --bench history`, or `-- --sessions 100000` for fewer. It measures and prints, and
//! asserts nothing.

use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::looking::{Looking, Sessions};
use supple::app::{AppEvent, Front};
use supple::history::figures::{Figures, Known};
use supple::history::{HistoryLine, Id, Record, Stamp};
use supple::host::files::{Appended, Files, OnDisk};
use supple::host::journal::{Journal, Past};
use supple::seconds::Moment;
use supple::view::{Depth, Theme};

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let at = words.iter().position(|word| word == "--sessions");
    let sessions: u64 = at.and_then(|at| words.get(at + 1)?.parse().ok()).unwrap_or(1_000_000);
    let home = tempfile::tempdir().expect("a folder for the bench");
    append(home.path(), "append, synced", Arc::new(OnDisk));
    append(home.path(), "append, not synced", Arc::new(Unsynced));

    let many = home.path().join("many");
    let bytes = write_many(&many.join("history"), sessions);
    println!("{sessions} sessions, {} MB", bytes / 1_000_000);
    let today = day(sessions - 1).date();
    let journal = open(&many, Arc::new(OnDisk));
    for _ in 0..3 {
        timed("statistics", || statistics(&journal, today));
    }
    let past = journal.past().value;
    for nth in [0, past.sessions.len() / 2, past.sessions.len() - 1] {
        timed("one of them whole", || {
            let session = journal.session(&past, nth).expect("a session");
            session.record.steps.len()
        });
    }
    for _ in 0..2 {
        timed("the list, found by words", || found(&past, "shoulder march "));
    }
    let month = past.choose(|session| session.start.date() >= today.first_of_month());
    timed("those of a month whole", || journal.sessions(&month).count());
    for _ in 0..3 {
        timed("what was done lately", || journal.lately(today).value.sessions.len());
    }
    timed("broken-off sessions", || journal.broken_off().value.len());
}

/// Shows the list and types into its filter, letter by letter; gives the letters on the screen.
fn found(past: &Past, words: &str) -> usize {
    let open = Box::new(|_| Err("nobody opens it".to_owned()));
    let theme = Theme::new(Depth::None);
    let mut list = Looking::new(Sessions::new(past.sessions.clone(), open, None));
    let area = Rect::new(0, 0, 80, 24);
    let mut buffer = Buffer::empty(area);
    for letter in words.chars() {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        list.update(Moment::ZERO, AppEvent::Key(key));
        list.draw(Moment::ZERO, theme, area, &mut buffer);
    }
    let letters = buffer.content.iter().filter(|cell| cell.symbol() != " ");
    letters.count()
}

/// What `supple stats` does before it shows anything.
fn statistics(journal: &Journal, today: Date) -> u64 {
    let known = Known { today, since: None, title: &|id| id.to_owned(), asked: &[] };
    Figures::of(journal.past().value.sessions.iter(), known).sessions
}

fn open(home: &Path, files: Arc<dyn Files>) -> Journal {
    let (history, state) = (home.join("history"), home.join("state"));
    Journal::over(files, history, state, "bench", [1; 10])
}

/// Prints what it took, and the CPU time of all threads: on a busy machine that tells more.
fn timed<T: std::fmt::Display>(name: &str, act: impl FnOnce() -> T) {
    let (begun, worked) = (Instant::now(), worked());
    let answer = black_box(act());
    let took = begun.elapsed().as_secs_f64() * 1e3;
    let cpu = (self::worked() - worked).as_secs_f64() * 1e3;
    println!("{name:<24} {took:>9.2} ms   {cpu:>9.2} ms of CPU   ({answer})");
}

fn worked() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn append(home: &Path, name: &str, files: Arc<dyn Files>) {
    let journal = open(&home.join(name), files);
    let mut took: Vec<Duration> = (0..2_000)
        .map(|nth| {
            let line = HistoryLine::Session(Box::new(session(nth)));
            let begun = Instant::now();
            journal.append(&line).expect("a sound disk");
            begun.elapsed()
        })
        .collect();
    took.sort();
    let at = |part: usize| took[took.len() * part / 100].as_secs_f64() * 1e3;
    println!("{name:<24} {:>9.3} ms   (p95 {:.3}, p99 {:.3})", at(50), at(95), at(99));
}

/// Twenty a day, the last one now.
fn day(nth: u64) -> Stamp {
    let moment = Timestamp::from_second(1_000_000_000 + nth as i64 * 4_320).expect("a moment");
    moment.to_string().parse().expect("a stamp")
}

/// A session of three steps on two sides.
fn session(nth: u64) -> Record {
    let mut steps = String::new();
    for (step, side) in
        [(1, "right"), (1, "left"), (2, "right"), (2, "left"), (3, "right"), (3, "left")]
    {
        let _ = write!(
            steps,
            r#"{{"step":"{step}","name":"Ear to shoulder","kind":"hold","side":"{side}","least":20,
            "most":90,"real":{},"reps_least":2,"reps_most":3,"reps":2}},"#,
            20 + nth % 60
        );
    }
    let steps = steps.trim_end_matches(',');
    let mut random = [0; 10];
    random[2..].copy_from_slice(&nth.to_be_bytes());
    let id = Id::new(day(nth).at(), random);
    let (start, routine) = (day(nth), nth % 27);
    let text = format!(
        r#"{{"id":"{id}","routine":"routine-{routine}","hash":"60c45d79065ce676","title":"Ear to shoulder",
        "start":"{start}","zone":"Europe/Berlin","end":"{start}","ended":"finished",
        "planned":{{"least":162,"most":610,"real":350.5}},"work":{{"least":120,"most":540,"real":300}},
        "left":{{"least":60,"most":270,"real":150}},"right":{{"least":60,"most":270,"real":150}},
        "before":4,"areas":["neck","shoulders"],"program":"0.1.0","steps":[{steps}]}}"#
    );
    serde_json::from_str(&text).expect("a record")
}

/// One file a month, as a machine leaves them.
fn write_many(folder: &Path, sessions: u64) -> usize {
    fs::create_dir_all(folder).expect("a folder");
    let (mut month, mut text, mut bytes) = (String::new(), String::new(), 0);
    for nth in 0..=sessions {
        let next = day(nth).date().strftime("%Y-%m").to_string();
        if (next != month || nth == sessions) && !text.is_empty() {
            bytes += text.len();
            fs::write(folder.join(format!("{month}.bench-01.jsonl")), &text).expect("a file");
            text.clear();
        }
        month = next;
        text.push_str(&HistoryLine::Session(Box::new(session(nth))).written());
    }
    bytes
}

/// The disk, without waiting for it.
struct Unsynced;

struct Loose<'a>(Box<dyn Appended + 'a>);

impl Files for Unsynced {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        OnDisk.read(path)
    }
    fn read_end(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        OnDisk.read_end(path, most)
    }
    fn read_part(&self, path: &Path, from: u64, length: u64) -> io::Result<Vec<u8>> {
        OnDisk.read_part(path, from, length)
    }
    fn open<'a>(&'a self, path: &Path) -> io::Result<Box<dyn io::BufRead + 'a>> {
        OnDisk.open(path)
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        OnDisk.names(folder)
    }
    fn append<'a>(&'a self, path: &Path) -> io::Result<Box<dyn Appended + 'a>> {
        Ok(Box::new(Loose(OnDisk.append(path)?)))
    }
    fn replace(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        OnDisk.replace(path, contents)
    }
    fn put(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        OnDisk.put(path, contents)
    }

    fn sync(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        OnDisk.remove(path)
    }
    fn hold(&self, path: &Path) -> io::Result<Option<Box<dyn Send>>> {
        OnDisk.hold(path)
    }
    fn is_held(&self, path: &Path) -> bool {
        OnDisk.is_held(path)
    }
}

impl Appended for Loose<'_> {
    fn tail(&mut self) -> io::Result<Vec<u8>> {
        self.0.tail()
    }
    fn cut(&mut self, bytes: usize) -> io::Result<()> {
        self.0.cut(bytes)
    }
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write(bytes)
    }
}
