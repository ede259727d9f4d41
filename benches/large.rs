//! What the length of a routine costs: reading, compiling, and a second, a key and a jump on each
//! screen, in the longest routine that there may be and beside it in a short one.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use supple::app::full::App;
use supple::app::player::{Environment, Player};
use supple::app::prepared::{PlayOptions, PreparedRoutine};
use supple::app::{AppEvent, Front};
use supple::back::{Back, How};
use supple::library::{Entry, File, Library};
use supple::seconds::Moment;
use supple::view::{Depth, Theme};

const AREA: Rect = Rect::new(0, 0, 100, 30);

/// So often each is tried; the median is told.
const TRIES: usize = 31;

/// A routine of so many repetitions with two parts each, a get-ready and a rest.
fn text(times: u32) -> String {
    format!(
        "Routine(title: \"Raises\", steps: [
            Reps(name: \"Shoulder raises\", text: \"Raise both shoulders.\", times: {times},
                 tempo: [(cue: \"up\", for: \"500ms\"), (cue: \"down\", for: \"500ms\")]),
            Rest(for: \"5s\"),
        ])"
    )
}

fn entry(times: u32) -> Entry {
    Entry::of_path(File { path: PathBuf::from("raises.ron"), bytes: Ok(text(times).into_bytes()) })
}

fn median(mut once: impl FnMut() -> Duration) -> f64 {
    let mut took: Vec<Duration> = (0..TRIES).map(|_| once()).collect();
    took.sort();
    took[TRIES / 2].as_secs_f64() * 1e6
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begin = Instant::now();
    black_box(work());
    begin.elapsed()
}

/// The front end as it plays, and the moment that it has come to.
struct Played {
    full: App,
    now: Moment,
    buffer: Buffer,
}

impl Played {
    fn new(library: &Arc<Library>, prepared: PreparedRoutine) -> Played {
        let environment = Environment {
            started: jiff::Timestamp::UNIX_EPOCH,
            wall: supple::app::prepared::WallClock(Arc::new(|_| "14:02".into())),
            back: None,
            services: None,
            left: Vec::new(),
        };
        let options = PlayOptions::default();
        let full = App::new(
            Player::new(library.clone(), options, environment).with(prepared, Moment::ZERO),
            Moment::ZERO,
        );
        Played { full, now: Moment::ZERO, buffer: Buffer::empty(AREA) }
    }

    fn key(&mut self, code: KeyCode) -> Duration {
        let event = AppEvent::Key(KeyEvent::new(code, KeyModifiers::NONE));
        self.step(event)
    }

    /// As the loop does it: tell, ask when to wake, draw.
    fn step(&mut self, event: AppEvent) -> Duration {
        timed(|| {
            let _ = self.full.update(self.now, event);
            let _ = self.full.next_wake(self.now);
            self.buffer.reset();
            self.full.draw(self.now, Theme::new(Depth::True), AREA, &mut self.buffer);
        })
    }

    fn second(&mut self) -> Duration {
        self.now = self.now + Duration::from_secs(1);
        self.step(AppEvent::Wake)
    }
}

/// Every figure of a routine of so many repetitions, in microseconds.
fn figures(times: u32) -> Vec<(&'static str, f64)> {
    let library = Arc::new(Library::new(None, Vec::new()));
    let read = median(|| timed(|| entry(times).routine().is_some()));
    let whole = entry(times);
    let compile = median(|| timed(|| library.playable(&whole)));
    let prepared = PreparedRoutine::new(&library, &whole).expect("the routine is sound");
    let phases = prepared.timeline.phases().len();
    let mut played = Played::new(&library, prepared);
    let before = median(|| played.step(AppEvent::Resize));
    played.key(KeyCode::Enter);
    // Into the middle of it.
    for _ in 0..times / 2 {
        let _ = played.full.update(
            played.now,
            AppEvent::Key(KeyEvent::new(KeyCode::Char('n'), KeyModifiers::NONE)),
        );
    }
    let second = median(|| played.second());
    let next = median(|| played.key(KeyCode::Char('n')));
    let back = median(|| played.key(KeyCode::Char('b')));
    let step = median(|| {
        let there = played.key(KeyCode::Char('B'));
        let _ = played.key(KeyCode::Char('N'));
        there
    });
    played.key(KeyCode::Char('B'));
    played.key(KeyCode::Char('N'));
    played.now = played.now + Duration::from_secs(10);
    let _ = played.full.update(played.now, AppEvent::Wake);
    let end = median(|| played.step(AppEvent::Resize));
    vec![
        ("phases", phases as f64),
        ("reading the text", read),
        ("compiling", compile),
        ("drawing the page before it", before),
        ("a second in the middle of it", second),
        ("n in the middle of it", next),
        ("b in the middle of it", back),
        ("B in the middle of it", step),
        ("drawing its end", end),
    ]
}

/// What the list costs, in microseconds.
fn list() -> [(&'static str, f64); 2] {
    let open = || {
        let environment = Environment {
            started: jiff::Timestamp::UNIX_EPOCH,
            wall: supple::app::prepared::WallClock(Arc::new(|_| "14:02".into())),
            services: None,
            left: Vec::new(),
            back: Some(Back::answered(How::JustStiff, 0, jiff::Timestamp::UNIX_EPOCH)),
        };
        let library = Arc::new(Library::new(None, Vec::new()));
        let full =
            App::new(Player::new(library, PlayOptions::default(), environment), Moment::ZERO);
        Played { full, now: Moment::ZERO, buffer: Buffer::empty(AREA) }
    };
    let opening = median(|| timed(|| open().step(AppEvent::Resize)));
    let mut list = open();
    [("opening the list", opening), ("a key in the list", median(|| list.key(KeyCode::Down)))]
}

/// Prints the table.
pub fn print() {
    println!("\n{:<34} {:>12}", "microseconds", "");
    for (what, took) in list() {
        println!("{what:<34} {took:>12.1}");
    }
    println!("\n{:<34} {:>12} {:>12}", "microseconds", "short", "longest");
    for ((what, short), (_, long)) in figures(20).into_iter().zip(figures(49_990)) {
        println!("{what:<34} {short:>12.1} {long:>12.1}");
    }
}
