//! Clocks that are set, zones that change and summer that ends, in the middle of a session: what
//! its record says then. The real session and recorder, with clocks that the test has in hand.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use supple::app::Effect;
use supple::app::play::{Outcome, Play};
use supple::app::prepared::{PlayOptions, PreparedRoutine, WallClock};
use supple::app::recorder::{RecentHistory, Services};
use supple::app::unfinished::Unfinished;
use supple::history::checkpoint::Seen;
use supple::history::{Checkpoint, HistoryLine, Id, Record};
use supple::keys::Action;
use supple::library::{Entry, File, Library};
use supple::seconds::Moment;
use supple::session::HARD_END;
use supple::words;

const HOUR: i64 = 3600;

/// Twice 30 s of work, and nothing in between.
const HOLDS: &str = r#"Hold(name: "Ear", for: "30s", side: Each, ready: "0s", change: "0s")"#;

const HEAT: &str = r#"Heat(text: "Warm.", for: "15m..20m", off: "Off.")"#;

/// In Berlin it is one hour ahead in winter, two in summer.
const BERLIN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

struct Clocks {
    /// Seconds that have really passed since the machine was started.
    real: u64,
    /// When the program was started.
    process: u64,
    /// When the machine was started, as the wall clock has it now.
    wall: Timestamp,
    zone: TimeZone,
    boots: u32,
}

impl Clocks {
    fn now(&self) -> Moment {
        // Every program begins at the same moment, whatever was before.
        Moment::secs(self.real - self.process) + HARD_END
    }

    fn at(&self, moment: Moment) -> Timestamp {
        let ago = SignedDuration::try_from(self.now().since(moment)).expect("a short session");
        self.wall + SignedDuration::from_secs(self.real as i64) - ago
    }
}

/// A session in a world whose clocks can be set.
struct Environment {
    clocks: Arc<Mutex<Clocks>>,
    prepared: PreparedRoutine,
    play: Option<Play>,
    kept: Option<Checkpoint>,
    record: Option<Record>,
}

impl Environment {
    /// Begins to play it at this time, in this zone.
    fn new(steps: &str, at: &str, zone: TimeZone) -> Environment {
        let text = format!(r#"Routine(title: "Trial", steps: [{steps}])"#);
        let entry = Entry::of_path(File {
            path: PathBuf::from("/trial.ron"),
            bytes: Ok(text.into_bytes()),
        });
        let library = Library::new(None, Vec::new());
        let uptime = 100_000;
        let at: Timestamp = at.parse().expect("a time");
        let mut environment = Environment {
            clocks: Arc::new(Mutex::new(Clocks {
                real: uptime,
                process: uptime,
                wall: at - SignedDuration::from_secs(uptime as i64),
                zone,
                boots: 0,
            })),
            prepared: PreparedRoutine::new(&library, &entry).expect("a sound routine"),
            play: None,
            kept: None,
            record: None,
        };
        let now = environment.now();
        let mut play = Play::new(
            environment.prepared.clone(),
            &PlayOptions::default(),
            environment.wall(),
            now,
        );
        play.keep_record(environment.services(), now);
        environment.play = Some(play);
        environment.act(Action::Enter).act(Action::Yes);
        environment
    }

    fn clocks(&self) -> std::sync::MutexGuard<'_, Clocks> {
        self.clocks.lock().expect("nobody has broken down")
    }

    fn now(&self) -> Moment {
        self.clocks().now()
    }

    fn wall(&self) -> WallClock {
        let clocks = self.clocks.clone();
        WallClock(Arc::new(move |moment| {
            let clocks = clocks.lock().expect("nobody has broken down");
            let at = |moment| clocks.at(moment).to_zoned(clocks.zone.clone());
            words::time_of_day(&at(moment), &at(clocks.now()))
        }))
    }

    fn services(&self) -> Services {
        let (calendar, seen, named) =
            (self.clocks.clone(), self.clocks.clone(), self.clocks.clone());
        Services {
            calendar: Arc::new(move |moment| -> Zoned {
                let clocks = calendar.lock().expect("nobody has broken down");
                clocks.at(moment).to_zoned(clocks.zone.clone())
            }),
            seen: Arc::new(move |moment| {
                let clocks = seen.lock().expect("nobody has broken down");
                Seen {
                    wall: clocks.at(moment),
                    boot: Some(format!("boot {}", clocks.boots)),
                    since_boot: Duration::from_secs(clocks.real) - clocks.now().since(moment),
                }
            }),
            new_id: Arc::new(move || {
                let clocks = named.lock().expect("nobody has broken down");
                Id::new(clocks.at(clocks.now()), [7; 10])
            }),
            lately: Arc::new(|_| RecentHistory::default()),
            claim: Arc::new(|_| Some(true)),
        }
    }

    fn tell(&mut self, tell: impl FnOnce(&mut Play, Moment) -> Outcome) -> &mut Environment {
        let now = self.now();
        let told = tell(self.play.as_mut().expect("it is being played"), now);
        self.keep(told.effects)
    }

    fn keep(&mut self, effects: Vec<Effect>) -> &mut Environment {
        for effect in effects {
            match effect {
                Effect::Checkpoint(checkpoint) => self.kept = Some(*checkpoint),
                Effect::Record(record, _) => self.record = Some(*record),
                _ => {}
            }
        }
        self
    }

    fn act(&mut self, action: Action) -> &mut Environment {
        self.tell(|play, now| play.act(now, action))
    }

    /// Time passes, looked after each second.
    fn pass(&mut self, seconds: u64) -> &mut Environment {
        for _ in 0..seconds {
            self.clocks().real += 1;
            self.tell(Play::wake);
        }
        self
    }

    /// Time passes, and nobody looks.
    fn sleep(&mut self, seconds: u64) -> &mut Environment {
        let from = self.now();
        self.clocks().real += seconds;
        self.tell(|play, now| play.was_away(from, now))
    }

    /// Somebody sets the wall clock.
    fn set(&mut self, seconds: i64) -> &mut Environment {
        self.clocks().wall += SignedDuration::from_secs(seconds);
        self
    }

    /// The person is somewhere else.
    fn travel(&mut self, zone: TimeZone) -> &mut Environment {
        self.clocks().zone = zone;
        self
    }

    /// The program is gone, and so many seconds later there is another.
    fn crash(&mut self, seconds: u64) -> &mut Environment {
        self.play = None;
        let mut clocks = self.clocks();
        clocks.real += seconds;
        clocks.process = clocks.real;
        drop(clocks);
        self
    }

    /// The machine is started anew: its own clock begins again.
    fn reboot(&mut self) -> &mut Environment {
        let mut clocks = self.clocks();
        clocks.boots += 1;
        let up = clocks.real - 20;
        clocks.wall += SignedDuration::from_secs(up as i64);
        (clocks.real, clocks.process) = (20, 20);
        drop(clocks);
        self
    }

    /// What was broken off, after its time in a file.
    fn left(&self) -> Unfinished {
        let kept = serde_json::to_string(self.kept.as_ref().expect("a checkpoint"));
        let kept = kept.expect("it can be written");
        Unfinished {
            checkpoint: serde_json::from_str(&kept).expect("it is read back"),
            prepared: Some(self.prepared.clone()),
        }
    }

    fn take_off(&mut self) -> &mut Environment {
        let (left, now) = (self.left(), self.now());
        let taken = left.go_on(true, &PlayOptions::default(), self.wall(), &self.services(), now);
        let (play, told) = taken.expect("a pack was on");
        self.play = Some(play);
        self.keep(told.effects)
    }

    fn last_words(&self) -> String {
        self.play.as_ref().expect("it plays").last_words().join(" ")
    }

    fn take_up(&mut self) -> &mut Environment {
        let (left, now) = (self.left(), self.now());
        let taken = left.go_on(false, &PlayOptions::default(), self.wall(), &self.services(), now);
        let (play, told) = taken.expect("it goes on");
        self.play = Some(play);
        self.keep(told.effects)
    }

    /// What is kept at the end, after its time in a file.
    #[track_caller]
    fn record(&self) -> Record {
        let record = self.record.clone().expect("it is over");
        let written = HistoryLine::Session(Box::new(record)).written();
        match HistoryLine::read(written.trim_end().as_bytes()) {
            Ok(HistoryLine::Session(record)) => *record,
            other => panic!("{other:?}"),
        }
    }
}

#[track_caller]
fn is(record: &Record, from: &str, to: &str, clock_set: Option<i64>) {
    let stamps = [record.start.to_string(), record.end.to_string()];
    assert_eq!(stamps, [from, to]);
    assert_eq!(record.clock_set, clock_set);
}

/// What was really done, in seconds: work, everything, and how long nobody looked.
fn seconds(record: &Record) -> [u64; 3] {
    let all = [record.work.real, record.planned.real, record.away];
    all.map(|length| length.as_secs())
}

fn berlin() -> TimeZone {
    TimeZone::posix(BERLIN).expect("a zone")
}

#[test]
fn a_clock_that_is_set_changes_what_it_says_and_nothing_that_was_done() {
    for (set, end) in [
        (-HOUR, "2026-11-21T07:01:00+00:00"),
        (HOUR, "2026-11-21T09:01:00+00:00"),
        (-400 * 24 * HOUR, "2025-10-17T08:01:00+00:00"),
        (3, "2026-11-21T08:01:03+00:00"),
        (-3, "2026-11-21T08:00:57+00:00"),
    ] {
        let mut environment = Environment::new(HOLDS, "2026-11-21T08:00:00Z", TimeZone::UTC);
        let record = environment.pass(10).set(set).pass(50).record();
        is(&record, "2026-11-21T08:00:00+00:00", end, Some(set));
        assert_eq!(seconds(&record), [60, 60, 0]);
        let sides = [record.left, record.right].map(|side| side.expect("two sides").real);
        assert_eq!(sides, [Duration::from_secs(30); 2]);
    }
}

#[test]
fn a_clock_that_is_only_corrected_or_set_to_and_fro_was_not_set() {
    let mut environment = Environment::new(HOLDS, "2026-11-21T08:00:00Z", TimeZone::UTC);
    let record = environment.pass(10).set(-2).pass(50).record();
    is(&record, "2026-11-21T08:00:00+00:00", "2026-11-21T08:00:58+00:00", None);
    let mut environment = Environment::new(HOLDS, "2026-11-21T08:00:00Z", TimeZone::UTC);
    let record = environment.pass(10).set(HOUR).pass(10).set(-HOUR).pass(40);
    is(&record.record(), "2026-11-21T08:00:00+00:00", "2026-11-21T08:01:00+00:00", None);
}

#[test]
fn a_clock_that_is_set_while_nobody_looks_makes_nobody_be_away_for_longer() {
    for set in [-HOUR, HOUR] {
        let mut environment = Environment::new(HOLDS, "2026-11-21T08:00:00Z", TimeZone::UTC);
        environment.pass(10).set(set).sleep(600);
        // 3 s to come back, and the whole hold once more.
        environment.act(Action::Enter).pass(3 + 30);
        // Paused as well, on the other side.
        environment.pass(10).act(Action::Pause).set(-set).pass(100);
        environment.set(set).act(Action::Pause).pass(3 + 20);
        let record = environment.record();
        assert_eq!(record.clock_set, Some(set));
        assert_eq!(record.work.real, Duration::from_secs(70));
        assert_eq!(record.away, Duration::from_secs(600));
        assert_eq!(record.paused, Duration::from_secs(100));
    }
}

#[test]
fn who_travels_or_sees_summer_come_or_go_has_set_no_clock() {
    let kathmandu = || TimeZone::posix("<+0545>-5:45").expect("a zone");
    let mut environment = Environment::new(HOLDS, "2026-11-21T08:00:00Z", TimeZone::UTC);
    let record = environment.pass(10).travel(kathmandu()).pass(50).record();
    is(&record, "2026-11-21T08:00:00+00:00", "2026-11-21T13:46:00+05:45", None);
    assert_eq!(seconds(&record), [60, 60, 0]);
    // The zone is the one in which it began.
    assert_eq!(record.zone.as_deref(), Some("UTC"));

    for (begins, from, to) in [
        // Summer ends: it begins and ends at the same time of day.
        ("2026-10-25T00:59:30Z", "2026-10-25T02:59:30+02:00", "2026-10-25T02:00:30+01:00"),
        ("2026-03-29T00:59:30Z", "2026-03-29T01:59:30+01:00", "2026-03-29T03:00:30+02:00"),
    ] {
        let mut environment = Environment::new(HOLDS, begins, berlin());
        let record = environment.pass(60).record();
        is(&record, from, to, None);
        assert_eq!(seconds(&record), [60, 60, 0]);
    }
}

#[test]
fn a_clock_that_is_set_while_a_session_is_broken_off_has_been_set() {
    for set in [-HOUR, HOUR] {
        let mut environment = Environment::new(HOLDS, "2026-11-21T08:00:00Z", TimeZone::UTC);
        // It is kept when the second side begins.
        environment.pass(30).crash(300).set(set).take_up();
        let record = environment.act(Action::Enter).pass(3 + 30).record();
        let end = match set < 0 {
            true => "2026-11-21T07:06:03+00:00",
            false => "2026-11-21T09:06:03+00:00",
        };
        is(&record, "2026-11-21T08:00:00+00:00", end, Some(set));
        assert_eq!(record.work.real, Duration::from_secs(60));
        assert_eq!(record.zone.as_deref(), Some("UTC"));
        let [gap] = record.resumed.as_slice() else {
            panic!("{:?}", record.resumed);
        };
        let length = gap.to.second() - gap.from.second();
        assert_eq!(length, 300 + set);
    }
}

#[test]
fn a_clock_that_was_set_before_a_session_broke_off_is_not_forgotten() {
    let mut environment = Environment::new(HOLDS, "2026-11-21T08:00:00Z", TimeZone::UTC);
    environment.pass(10).set(-HOUR).pass(20).crash(300).take_up();
    // And once more while it goes on, and breaks off again.
    environment.act(Action::Enter).pass(3).set(-60).act(Action::Pause);
    environment.crash(40).take_up().act(Action::Enter).pass(3 + 30);
    is(
        &environment.record(),
        "2026-11-21T08:00:00+00:00",
        "2026-11-21T07:05:46+00:00",
        Some(-HOUR - 60),
    );
    assert_eq!(environment.record().resumed.len(), 2);
}

#[test]
fn a_pack_goes_on_by_the_machines_own_clock_whatever_the_walls_says() {
    for set in [-HOUR, HOUR, -400 * 24 * HOUR] {
        let mut environment = Environment::new(HEAT, "2026-11-21T08:00:00Z", TimeZone::UTC);
        environment.pass(120).crash(300).set(set);
        let left = environment.left();
        let words = left.words(&environment.services(), environment.now());
        assert!(words.contains("broke off 5 min ago"), "{words}");
        assert!(words.contains("it goes on at 7:00"), "{words}");
        // The most is after 20 minutes, 13 from now.
        environment.take_up().act(Action::Pause).pass(13 * 60 - 1);
        assert!(environment.record.is_none());
        environment.pass(1).act(Action::Enter);
        let record = environment.record();
        assert_eq!(record.clock_set, Some(set));
        assert_eq!(record.steps[0].real, HARD_END);
        let [pack] = record.applications.as_slice() else {
            panic!("{:?}", record.applications);
        };
        // Each as the wall clock showed it then.
        assert_eq!(pack.on, record.start);
        assert_eq!(pack.off, record.end);
        assert_eq!(pack.off.second() - pack.on.second(), 20 * 60 + set);

        // And past its most it does not go on, whatever the wall's clock says.
        let mut environment = Environment::new(HEAT, "2026-11-21T08:00:00Z", TimeZone::UTC);
        environment.pass(120).crash(18 * 60).set(set);
        let left = environment.left();
        assert!(!left.goes_on(&environment.services(), environment.now()));
        let words = left.words(&environment.services(), environment.now());
        assert!(words.contains("Heat has really been on for 20 min"), "{words}");
    }
}

#[test]
fn since_when_a_pack_has_been_on_carries_the_day_where_it_is_not_today() {
    let mut environment = Environment::new(HEAT, "2026-11-20T23:50:00Z", TimeZone::UTC);
    environment.pass(300);
    assert!(environment.last_words().contains("on since 23:50."));
    environment.crash(14 * 60);
    let left = environment.left();
    assert!(left.goes_on(&environment.services(), environment.now()));
    let words = left.words_before_off(&environment.services(), environment.now());
    let words = words.expect("a pack was on");
    assert!(words.contains("Heat has really been on for"), "{words}");
    assert!(!words.contains("goes on"), "{words}");
    environment.take_off();
    let words = environment.last_words();
    assert!(words.contains("on since yesterday 23:50."), "{words}");
    // By the clock as it stands now: none of its times lies ahead.
    let mut environment = Environment::new(HEAT, "2026-11-20T23:50:00Z", TimeZone::UTC);
    environment.pass(300).set(-HOUR);
    assert!(environment.last_words().contains("on since 22:50."));
}

#[test]
fn after_a_reboot_a_clock_that_was_set_back_says_nothing_of_a_pack() {
    let mut environment = Environment::new(HEAT, "2026-11-21T08:00:00Z", TimeZone::UTC);
    environment.pass(120).crash(300).reboot().set(-HOUR);
    let left = environment.left();
    assert_eq!(left.gap(&environment.services(), environment.now()), None);
    assert!(!left.goes_on(&environment.services(), environment.now()));
    let words = left.words(&environment.services(), environment.now());
    assert!(words.contains("nobody can say for how long"), "{words}");
    // No time is made up for it, nor how long nobody looked.
    environment.take_off();
    let words = environment.last_words();
    assert!(words.contains("nobody can say since when."), "{words}");
    assert!(!words.contains(|letter: char| letter.is_ascii_digit()), "{words}");
    let play = environment.play.as_ref().expect("it plays");
    assert_eq!(play.note, None);
    // It was on the body until now, and the wall clock of the time before is not believed less.
    let effect = left.settle(true, &environment.services(), environment.now());
    environment.keep(vec![effect.expect("it is ours")]);
    let [pack] = &environment.record().applications[..] else {
        panic!("one pack");
    };
    assert!(pack.off >= pack.on);

    // One that stands right is all there is, and is believed.
    let mut environment = Environment::new(HEAT, "2026-11-21T08:00:00Z", TimeZone::UTC);
    environment.pass(120).crash(300).reboot();
    let gap = environment.left().gap(&environment.services(), environment.now());
    // From when it was last kept, which is ten seconds before the crash at the most.
    let gap = gap.expect("both clocks stand right").as_secs();
    assert!((300..=310).contains(&gap), "{gap}");
    assert!(environment.left().goes_on(&environment.services(), environment.now()));

    // A hold can go on all the same; how long it was broken off, nobody knows.
    let mut environment = Environment::new(HOLDS, "2026-11-21T08:00:00Z", TimeZone::UTC);
    environment.pass(30).crash(300).reboot().set(-HOUR).take_up();
    let record = environment.act(Action::Enter).pass(3 + 30).record();
    assert_eq!(record.work.real, Duration::from_secs(60));
    let set = record.clock_set.expect("it was set back");
    assert!((-HOUR..=-HOUR + 300).contains(&set), "{set}");
}
