//! Whole lives, played from a seed: routines and keys at random, sleeps, crashes, power cuts,
//! full disks, clocks that jump. The real session, recorder and journal over a disk in memory.
//!
//! The packs are modelled beside the program, as the person would live them: on when it says so,
//! and on until they have answered "off", whatever becomes of the program meanwhile.
//!
//! Each promise is checked after each step, and a seed that fails is named. The suite plays a
//! few; `SUPPLE_LIVES=100000 cargo test --release --test tests lives -- --nocapture` plays many
//! (a life is about ten sessions), `SUPPLE_LIFE=7` the one with that seed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use supple::app::Effect;
use supple::app::play::{Outcome, Play};
use supple::app::prepared::{PlayOptions, PreparedRoutine};
use supple::app::recorder::{Patience, RecentHistory, Services};
use supple::app::unfinished::Unfinished;
use supple::cue::Tone;
use supple::history::checkpoint::Seen;
use supple::history::{Application, Checkpoint, Ended, HistoryLine, Id, Stamp};
use supple::host::journal::Journal;
use supple::keys::Action;
use supple::library::{Entry, File, Library};
use supple::seconds::Moment;
use supple::session::{Event, EventKind, HARD_END, State};
use supple::timeline::{Agent, Kind};

use super::make::whole;
use super::memory::{Dice, Fault, Memory};

const ROUTINES: &[(&str, &str)] = &[
    ("holds", r#"Hold(name: "Ear", for: "4s..9s", times: "1..3", side: Each, alternate: Reps)"#),
    (
        "reps",
        r#"Reps(name: "Turn", side: Each, times: 2, rest: "2s", sets: 2, set_rest: "5s",
        tempo: [(cue: "up", for: "2s"), (cue: "down", for: "3s")])"#,
    ),
    ("own-pace", r#"Reps(name: "Roll", times: 5), Wait(text: "Sit."), Rest(for: "10s..30s")"#),
    ("breathe", r#"Wait(text: "Lie down."), Breathe(inhale: "4s", exhale: "6s", rounds: "2..9")"#),
    ("heat", r#"Heat(text: "Warm.", for: "15m..20m")"#),
    (
        "short-heat",
        r#"Hold(for: "5s"), Heat(text: "Warm.", for: "3m", apart: "3h", a_day: 2), Rest(for: "9s")"#,
    ),
    ("cold", r#"Cold(text: "Cold.", for: "10m..15m"), Hold(for: "5s", side: Each)"#),
    (
        "heat-twice",
        r#"Heat(text: "Warm.", for: "4m..6m"), Rest(for: "2h"), Heat(text: "Warm.", for: "5m")"#,
    ),
    ("lie-walk", r#"Lie(for: "2m..5m"), Walk(for: "5m", checks: [(at: "1m", text: "Well?")])"#),
];

static PIECES: LazyLock<Vec<(Arc<supple::routine::Routine>, PreparedRoutine)>> =
    LazyLock::new(|| {
        let library = Library::new(None, Vec::new());
        let prepared = |(name, steps): &(&str, &str)| {
            let text = format!(r#"Routine(title: "{name}", areas: ["neck"], steps: [{steps}])"#);
            let entry = Entry::of_path(File {
                path: PathBuf::from(format!("/{name}.ron")),
                bytes: Ok(text.into_bytes()),
            });
            let routine = entry.routine().expect("a sound routine").clone();
            let prepared = PreparedRoutine::new(&library, &entry).expect("a sound routine");
            (routine, prepared)
        };
        ROUTINES.iter().map(prepared).collect()
    });

/// What no program can change.
struct Environment {
    /// What has really passed, in milliseconds.
    real: u64,
    /// The wall clock, in milliseconds since 1970.
    wall: i64,
    zone: TimeZone,
    boots: u32,
    booted: u64,
    /// The process: what was real when it stood at its first moment.
    process: u64,
    dice: Dice,
}

/// A process begins at this moment.
const FIRST: u64 = 3_600_000;

impl Environment {
    fn now(&self) -> Moment {
        Moment::millis(self.real - self.process + FIRST)
    }

    fn pass(&mut self, millis: u64) {
        self.real += millis;
        self.wall += millis as i64;
    }
}

/// A pack on a person, in real time.
struct Pack {
    agent: Agent,
    since: u64,
    most: u64,
}

struct Life {
    seed: u64,
    dice: Dice,
    environment: Arc<Mutex<Environment>>,
    disk: Memory,
    journal: Journal,
    play: Option<Play>,
    /// The pack that is on the person, whether the program knows of it or not.
    pack: Option<Pack>,
    /// When each pack that was on, here or in another window, came off: what, and real time.
    packs_off: Vec<(Agent, u64)>,
    /// What another window has applied that is not recorded yet.
    elsewhere: Arc<Mutex<Vec<Application>>>,
    /// When it last rang, in real time.
    rang: u64,
    /// The deliberate key was pressed since the session came to stand before an application.
    insisted: bool,
    /// Nothing but sleeps, crashes and power cuts: no fault of a disk, no jump of a clock.
    calm: bool,
    /// Sessions whose record was kept, and what it said.
    kept: BTreeSet<Id>,
    /// Sessions whose last checkpoint was kept, and that are not over.
    open: BTreeMap<Id, Checkpoint>,
    /// Records that may have been written though the disk refused.
    doubtful: BTreeSet<Id>,
    sessions: u64,
}

fn journal(disk: &Memory, seed: u64) -> Journal {
    let name = seed.to_le_bytes();
    let mut new = [7; 10];
    new[..8].copy_from_slice(&name);
    Journal::over(
        Arc::new(disk.clone()),
        PathBuf::from("/history"),
        PathBuf::from("/state"),
        "Desk.local",
        new,
    )
}

impl Life {
    fn new(seed: u64, calm: bool) -> Life {
        let mut dice = Dice(seed);
        let disk = Memory::new(dice.next());
        let zones = ["UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "NST3:30NDT,M3.2.0,M11.1.0"];
        let zone = TimeZone::posix(zones[dice.below(3) as usize]).expect("a zone");
        let environment = Environment {
            real: 0,
            // Some days before the clocks change in Europe.
            wall: 1_792_600_000_000 + dice.below(10 * 86_400_000) as i64,
            zone,
            boots: 0,
            booted: 0,
            process: 0,
            dice: Dice(dice.next()),
        };
        Life {
            seed,
            dice,
            environment: Arc::new(Mutex::new(environment)),
            journal: journal(&disk, seed),
            disk,
            play: None,
            pack: None,
            packs_off: Vec::new(),
            elsewhere: Arc::default(),
            rang: 0,
            insisted: false,
            calm,
            kept: BTreeSet::new(),
            open: BTreeMap::new(),
            doubtful: BTreeSet::new(),
            sessions: 0,
        }
    }

    fn environment(&self) -> std::sync::MutexGuard<'_, Environment> {
        self.environment.lock().unwrap_or_else(|environment| environment.into_inner())
    }

    fn now(&self) -> Moment {
        self.environment().now()
    }

    fn services(&self) -> Services {
        let calendar = {
            let environment = self.environment.clone();
            move |moment: Moment| -> Zoned {
                let environment = environment.lock().unwrap();
                let shift = moment.0.as_millis() as i64 - environment.now().0.as_millis() as i64;
                let at = Timestamp::from_millisecond(environment.wall + shift).unwrap();
                at.to_zoned(environment.zone.clone())
            }
        };
        let seen = {
            let environment = self.environment.clone();
            move |moment: Moment| {
                let environment = environment.lock().unwrap();
                let ago = environment.now().since(moment).as_millis() as i64;
                Seen {
                    wall: Timestamp::from_millisecond(environment.wall - ago).unwrap(),
                    boot: Some(format!("boot {}", environment.boots)),
                    since_boot: Duration::from_millis(
                        environment.real - environment.booted - ago as u64,
                    ),
                }
            }
        };
        let new_id = {
            let environment = self.environment.clone();
            move || {
                let mut environment = environment.lock().unwrap();
                let mut random = [0; 10];
                random[..8].copy_from_slice(&environment.dice.next().to_le_bytes());
                Id::new(Timestamp::from_millisecond(environment.wall).unwrap(), random)
            }
        };
        let lately = {
            let (journal, environment) = (self.journal.clone(), self.environment.clone());
            let elsewhere = self.elsewhere.clone();
            move |_: Patience| {
                let now = {
                    let mut environment = environment.lock().unwrap();
                    if environment.dice.once_in(9) {
                        // The disk hangs.
                        return RecentHistory { unread: true, ..RecentHistory::default() };
                    }
                    let at = Timestamp::from_millisecond(environment.wall).unwrap();
                    at.to_zoned(environment.zone.clone())
                };
                let broken_off = journal.broken_off().value.into_iter();
                let open = broken_off.flat_map(|left| left.had(Stamp::of(&now)));
                RecentHistory {
                    history: journal.lately(now.date()).value,
                    open: open.chain(elsewhere.lock().unwrap().clone()).collect(),
                    unread: false,
                }
            }
        };
        let claim = {
            let journal = self.journal.clone();
            move |id| Some(journal.claim(id).unwrap_or(false))
        };
        Services {
            calendar: Arc::new(calendar),
            seen: Arc::new(seen),
            new_id: Arc::new(new_id),
            lately: Arc::new(lately),
            claim: Arc::new(claim),
        }
    }

    fn wall() -> supple::app::prepared::WallClock {
        supple::app::prepared::WallClock::default()
    }

    /// One session at the most, or a turn of fate.
    fn live(&mut self) {
        match self.play.is_some() {
            false => self.between(),
            true => self.during(),
        }
        if self.disk.is_dead() {
            self.crash();
        }
        self.check();
    }

    fn between(&mut self) {
        if self.dice.once_in(6) && !self.calm {
            let fault = match self.dice.below(3) {
                0 => Fault::Full,
                1 => Fault::ReadOnly,
                _ => Fault::DiesAfter(self.dice.below(60) as u32),
            };
            self.disk.set(fault);
        } else if self.dice.once_in(2) && !self.disk.is_dead() {
            self.disk.set(Fault::None);
        }
        let apart = [60_000, 1_800_000, 7_300_000, 80_000_000];
        let apart = apart[self.dice.below(4) as usize];
        let millis = self.dice.below(apart);
        self.environment().pass(millis);
        self.fate_of_the_clock();
        // A pack that was on comes before everything else, as every front end has it.
        let mut all = self.journal.broken_off().value;
        if let Some(at) = all.iter().rposition(|left| left.session.pack().is_some())
            && !self.disk.is_dead()
        {
            return self.see_to_pack(all.remove(at));
        }
        if let Some(pack) = self.pack.take_if(|_| !self.calm) {
            // The disk has lost it: nobody but the person can know.
            let real = self.environment().real;
            self.packs_off.push((pack.agent, real));
        }
        if self.dice.once_in(9) {
            self.warm_elsewhere();
        }
        let left = all.pop();
        if let Some(checkpoint) = left
            && !self.dice.once_in(4)
        {
            return self.see_to(checkpoint);
        }
        self.sessions += 1;
        let which = self.dice.below(PIECES.len() as u64) as usize;
        let now = self.now();
        let options = PlayOptions { hands_free: self.dice.once_in(8), ..PlayOptions::default() };
        let mut play = Play::new(PIECES[which].1.clone(), &options, Life::wall(), now);
        play.gate = false;
        play.keep_record(self.services(), now);
        if play.closed.is_some() && self.dice.once_in(2) {
            // The person waits for another time.
            return;
        }
        self.play = Some(play);
        self.insisted = false;
    }

    /// Another window has a pack on, and takes it off at this moment.
    fn warm_elsewhere(&mut self) {
        if self.pack.is_some() || !self.calm {
            return;
        }
        let services = self.services();
        let off = Stamp::of(&(services.calendar)(self.now()));
        self.elsewhere.lock().unwrap().push(Application {
            agent: Agent::Heat,
            on: off,
            off,
            apart: Duration::from_secs(7200),
            too_soon: false,
        });
        let real = self.environment().real;
        self.packs_off.push((Agent::Heat, real));
    }

    /// The pack of a session that was broken off, whose file may have changed or gone since.
    fn see_to_pack(&mut self, checkpoint: Checkpoint) {
        let title = checkpoint.record.title.clone();
        let mut pieces = PIECES.iter().map(|(_, prepared)| prepared);
        let prepared = pieces.find(|prepared| prepared.routine.title == title).cloned();
        let changed = self.dice.once_in(3);
        let prepared = prepared.filter(|_| !changed);
        let left = Unfinished { checkpoint, prepared };
        let (services, now) = (self.services(), self.now());
        let (options, wall) = (PlayOptions::default(), Life::wall());
        let taken = match left.goes_on(&services, now) && self.dice.once_in(2) {
            true => left.go_on(false, &options, wall, &services, now),
            false => left.go_on(true, &options, wall, &services, now),
        };
        match taken {
            Ok((play, told)) => {
                self.play = Some(play);
                self.told(Some(told));
            }
            Err(why) => assert!(why.contains("Another window"), "{why}"),
        }
    }

    /// A session that was broken off goes on, is kept or is discarded.
    fn see_to(&mut self, checkpoint: Checkpoint) {
        let prepared = PIECES.iter().map(|(_, prepared)| prepared);
        let title = checkpoint.record.title.clone();
        let prepared = prepared.clone().find(|prepared| prepared.routine.title == title).cloned();
        let left = Unfinished { checkpoint, prepared };
        let (services, now) = (self.services(), self.now());
        let goes_on = left.goes_on(&services, now);
        let _ = left.words(&services, now);
        if goes_on && !self.dice.once_in(4) {
            let options = PlayOptions::default();
            match left.go_on(false, &options, Life::wall(), &services, now) {
                Ok((play, told)) => {
                    self.play = Some(play);
                    // What the world knows of the pack is in nobody's memory but its own.
                    self.perform(told.effects);
                }
                Err(why) => assert!(why.contains("Another window"), "{why}"),
            }
            return;
        }
        if goes_on || !self.dice.once_in(3) {
            let keep = !self.dice.once_in(3);
            let Ok(effect) = left.settle(keep, &services, now) else {
                return;
            };
            if let Effect::Discard(id) = &effect {
                self.open.remove(id);
            }
            self.perform(vec![effect]);
        }
    }

    fn fate_of_the_clock(&mut self) {
        let (jumps, hours) = (self.dice.once_in(12), self.dice.below(5) as i64 - 2);
        if jumps && !self.calm {
            self.environment().wall += hours * 3_600_000;
        }
    }

    fn during(&mut self) {
        let now = self.now();
        match self.dice.below(40) {
            0 => return self.crash(),
            1 => {
                // SIGTERM or a closed terminal: the last words are kept.
                let effects = self.play.as_mut().map(|play| play.keep_place(now));
                self.perform(effects.unwrap_or_default());
                return self.crash();
            }
            2 if self.calm => return self.warm_elsewhere(),
            2 => {
                let fault = match self.dice.below(3) {
                    0 => Fault::Full,
                    1 => Fault::None,
                    _ => Fault::DiesAfter(self.dice.below(20) as u32),
                };
                self.disk.set(fault);
                return;
            }
            3..8 => {
                // Nobody looks: the machine sleeps, the process is stopped.
                let most = [9_000, 300_000, 2_000_000, 40_000_000];
                let most = most[self.dice.below(4) as usize];
                let millis = 2_001 + self.dice.below(most);
                self.environment().pass(millis);
                self.fate_of_the_clock();
                let after = self.now();
                let told = self.play.as_mut().map(|play| play.was_away(now, after));
                return self.told(told);
            }
            8..20 => {
                let due = self.play.as_ref().and_then(|play| play.session.next_deadline());
                let wait = due.map_or(3_000, |due| due.since(now).as_millis() as u64 + 1);
                // A front end looks at least once a second, and is never much too late.
                self.tick(wait.min(400_000));
                return;
            }
            20..24 => {
                let millis = self.dice.below(30_000);
                self.tick(millis);
                return;
            }
            _ => {}
        }
        let actions = [
            Action::Enter,
            Action::Enter,
            Action::Enter,
            Action::Enter,
            Action::Yes,
            Action::Yes,
            Action::Yes,
            Action::Pause,
            Action::Next,
            Action::Back,
            Action::NextStep,
            Action::BackStep,
            Action::Again,
            Action::Longer,
            Action::Shorter,
            Action::GoOn,
            Action::Hurts,
            Action::Quit,
        ];
        let action = actions[self.dice.below(actions.len() as u64) as usize];
        let gated = self.play.as_ref().is_some_and(|play| play.is_gated());
        self.insisted |= action == Action::Yes && gated;
        let told = self.play.as_mut().map(|play| play.act(now, action));
        self.told(told);
    }

    /// Time passes, looked after.
    fn tick(&mut self, millis: u64) {
        let mut left = millis;
        while left > 0 && self.play.is_some() && !self.disk.is_dead() {
            let step = left.min(if millis > 60_000 { 10_000 } else { 1_000 });
            left -= step;
            self.environment().pass(step);
            let now = self.now();
            let told = self.play.as_mut().map(|play| play.wake(now));
            self.told(told);
        }
    }

    fn told(&mut self, told: Option<Outcome>) {
        let told = told.unwrap_or_default();
        self.live_packs(&told.events);
        self.perform(told.effects);
        let now = self.now();
        let Some(play) = &mut self.play else { return };
        if !play.is_over() {
            return;
        }
        let mut effects = Vec::new();
        if play.asks_after && self.dice.once_in(2) {
            effects.extend(play.rate_after(now, self.dice.below(11) as u8));
        }
        match self.dice.below(6) {
            key @ 0..3 => {
                let action = if key == 0 { Action::Slip } else { Action::Pause };
                effects.extend(play.act(now, action).effects);
            }
            3 => {
                self.perform(effects);
                return self.crash();
            }
            _ => {}
        }
        if play.is_over() {
            effects.extend(play.leave_the_end());
            self.play = None;
        }
        self.perform(effects);
    }

    /// What the person does with a pack as the program says: on, and off.
    fn live_packs(&mut self, events: &[Event]) {
        let (now, real) = (self.now(), self.environment().real);
        let Some(play) = &self.play else { return };
        let timeline = play.session.timeline().clone();
        for event in events {
            let phase = &timeline.phases()[event.phase];
            let at = real - now.since(event.due).as_millis() as u64;
            match (phase.kind, &event.what) {
                (Kind::Wait, EventKind::Began) => self.insisted = false,
                // What began before the program did is on already.
                (Kind::Application(agent), EventKind::Began) if self.pack.is_none() => {
                    let apart =
                        |off: &(Agent, u64)| off.0 != agent || off.1 + 7_200_000 <= at + 1_000;
                    if self.calm && !self.insisted {
                        assert!(self.packs_off.iter().all(apart), "a second one too soon");
                    }
                    let most = phase.length.map_or(HARD_END, |length| length.most);
                    self.pack = Some(Pack { agent, since: at, most: most.as_millis() as u64 });
                }
                (Kind::Off(agent), EventKind::Ended { whole: true }) => {
                    self.pack = None;
                    self.packs_off.push((agent, at));
                }
                _ => {}
            }
        }
    }

    /// What the host does.
    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Checkpoint(checkpoint) => {
                    // The thread that writes may be behind: the latest wins.
                    if self.dice.once_in(5) && !self.calm {
                        continue;
                    }
                    let id = checkpoint.record.id;
                    if self.journal.keep(&checkpoint).is_ok() {
                        self.open.insert(id, *checkpoint);
                    }
                }
                Effect::Record(record, place) => {
                    let id = record.id;
                    check_record(&record, self.seed);
                    match self.journal.record(*record) {
                        Ok(_) => {
                            self.kept.insert(id);
                            self.open.remove(&id);
                            self.doubtful.remove(&id);
                            if let Some(place) = place
                                && self.journal.keep(&place).is_ok()
                            {
                                self.open.insert(id, *place);
                            }
                        }
                        Err(_) => {
                            self.doubtful.insert(id);
                        }
                    }
                }
                Effect::Note(line) => {
                    let _ = self.journal.append(&line);
                }
                Effect::Bell | Effect::Tone { tone: Tone::Alarm, .. } => {
                    let real = self.environment().real;
                    self.rang = real;
                }
                // A record that the disk refuses so far is known by nothing else.
                Effect::Discard(id) if !self.doubtful.contains(&id) => {
                    self.open.remove(&id);
                    if self.journal.clear(id).is_err() {
                        self.doubtful.insert(id);
                    }
                }
                _ => {}
            }
        }
    }

    /// The process is gone, perhaps with the power.
    fn crash(&mut self) {
        self.play = None;
        let power_cut = self.dice.once_in(2);
        // What the process held goes with it.
        self.journal = journal(&Memory::new(0), 0);
        self.disk.restart(power_cut);
        self.journal = journal(&self.disk, self.seed);
        let down = self.dice.below(40) * self.dice.below(60_000);
        let mut environment = self.environment();
        environment.pass(down);
        if power_cut {
            environment.boots += 1;
            environment.booted = environment.real;
        }
        environment.process = environment.real;
    }

    /// The promises.
    fn check(&mut self) {
        // No pack is ever counted on past its most, and none is for longer than 20 minutes.
        if let Some(play) = &self.play {
            let now = self.now();
            let status = play.session.status(now);
            if let Some(pack) = status.pack_on {
                assert!(pack.off_by.since(pack.since) <= HARD_END);
                let runs = matches!(status.phase.kind, Kind::Application(_));
                assert!(!runs || now.since(pack.since) <= HARD_END);
                assert!(!matches!(status.state, State::Paused { .. } | State::Begin));
            }
        }
        // While it lives, no pack is on past its most without an alarm.
        if let (true, Some(pack), Some(play)) = (self.calm, &self.pack, &self.play) {
            let (real, most) = (self.environment().real, pack.since + pack.most);
            let looks = 10_000;
            let quiet = real.saturating_sub(self.rang.max(most));
            assert!(
                real <= most || quiet <= 15_000 + looks,
                "past its most by {} s, and it last rang {} s ago",
                (real - most) / 1000,
                (real - self.rang) / 1000
            );
            assert!(play.session.pack_on().is_some(), "it has forgotten a pack");
        }
        if !self.dice.once_in(4) {
            return;
        }
        // What was kept is there, once; what broke off can be taken up; both only of what was
        // stopped and had its end still before the person, or had gone on from there.
        let read = whole(&self.journal);
        let mut there = BTreeSet::new();
        for session in &read.value.sessions {
            assert!(there.insert(session.record.id), "twice in the history");
        }
        let stopped = |left: &Checkpoint| {
            let of = |session: &&supple::history::PastSession| session.record.id == left.record.id;
            let record = read.value.sessions.iter().find(of).map(|session| &session.record);
            record.is_none_or(|record| {
                record.ended == Ended::Stopped && record.end <= left.record.end
            })
        };
        for id in &self.kept {
            assert!(there.contains(id), "{id} was kept and is lost");
        }
        for id in &there {
            assert!(self.kept.contains(id) || self.doubtful.contains(id), "{id} out of nowhere");
        }
        if self.play.is_none() && !self.disk.is_dead() {
            let offered = self.journal.broken_off();
            for left in &offered.value {
                assert!(stopped(left), "{} is recorded and offered", left.record.id);
            }
            let offered: BTreeSet<Id> = offered.value.iter().map(|left| left.record.id).collect();
            for id in self.open.keys() {
                let safe = offered.contains(id) || there.contains(id);
                assert!(safe, "{id} broke off and is lost");
            }
        }
        for (path, bytes) in self.disk.ending(".json") {
            let whole = serde_json::from_slice::<Checkpoint>(&bytes).is_ok();
            assert!(whole, "{} can't be read", path.display());
        }
        // Statistics see what the history sees.
        let past = self.journal.past().value.sessions;
        let ids: BTreeSet<Id> = past.iter().map(|session| session.id).collect();
        assert_eq!((past.len(), &ids), (there.len(), &there));
    }
}

fn check_record(record: &supple::history::Record, seed: u64) {
    let sum: Duration = record.steps.iter().map(|step| step.real).sum();
    assert_eq!(sum, record.work.real, "seed {seed}");
    let side = |word: &str| -> Duration {
        let of = record.steps.iter().filter(|step| step.side.as_deref() == Some(word));
        of.map(|step| step.real).sum()
    };
    assert_eq!(side("left"), record.left.unwrap_or_default().real);
    assert_eq!(side("right"), record.right.unwrap_or_default().real);
    for step in record.steps.iter().filter(|s| s.kind == "heat" || s.kind == "cold") {
        assert!(step.real <= HARD_END, "seed {seed}: {step:?}");
    }
    for pack in &record.applications {
        assert!(pack.apart >= Duration::from_secs(7200));
    }
    // It is read back as it was written, but for what lies under a millisecond.
    let line = HistoryLine::Session(Box::new(record.clone()));
    let read = HistoryLine::read(line.written().trim_end().as_bytes());
    let read = read.expect("a line of our own");
    assert_eq!(read.written(), line.written());
}

/// Plays the life of a seed; how many sessions it had. Every other one is calm.
fn life(seed: u64) -> u64 {
    let mut life = Life::new(seed, seed.is_multiple_of(2));
    for _ in 0..300 {
        life.live();
    }
    life.sessions
}

#[test]
fn whole_lives_keep_every_promise() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    if let Some(seed) = number("SUPPLE_LIFE") {
        life(seed);
        return;
    }
    let lives = number("SUPPLE_LIVES").unwrap_or(12);
    let next = std::sync::atomic::AtomicU64::new(0);
    let sessions = std::sync::atomic::AtomicU64::new(0);
    let started = Instant::now();
    let play = || {
        use std::sync::atomic::Ordering::Relaxed;
        loop {
            let seed = next.fetch_add(1, Relaxed);
            if seed >= lives {
                return;
            }
            let played = std::panic::catch_unwind(|| life(seed));
            match played {
                Ok(more) => sessions.fetch_add(more, Relaxed),
                Err(_) => panic!("SUPPLE_LIFE={seed} fails"),
            };
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(play);
        }
    });
    let sessions = sessions.into_inner();
    println!("{lives} lives, {sessions} sessions, {:.1?}", started.elapsed());
    assert!(sessions > lives);
}
