//! Heat and cold wherever they stand in a routine: nothing begins them but a key at this terminal,
//! and none begins within the pause after another.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use supple::app::play::Play;
use supple::app::prepared::{PlayOptions, PreparedRoutine, WallClock};
use supple::app::recorder::{Patience, RecentHistory, Services};
use supple::history::{Application, History, HistoryLine, Record};
use supple::keys::Action;
use supple::library::{Entry, File};
use supple::session::{Ending, State};
use supple::timeline::{Agent, Kind};

use super::*;
use crate::support::services;

fn prepared(steps: &str) -> PreparedRoutine {
    let entry = Entry::of_path(File {
        path: PathBuf::from("/own.ron"),
        bytes: Ok(format!("(title: \"Own\", ready: \"0s\", steps: [{steps}])").into_bytes()),
    });
    PreparedRoutine::new(&Library::new(None, Vec::new()), &entry).expect("a sound routine")
}

struct Played {
    play: Play,
    now: Moment,
    record: Option<Record>,
}

impl Played {
    fn new(steps: &str, options: &PlayOptions) -> Played {
        Played::on(services(started()), steps, options)
    }

    fn on(machine: Services, steps: &str, options: &PlayOptions) -> Played {
        let now = Moment::secs(3600);
        let mut play =
            Play::new(prepared(steps), options, WallClock(Arc::new(|_| "10:00".into())), now);
        if play.counts() {
            play.keep_record(machine, now);
        }
        let _ = play.open(now);
        let record = None;
        Played { play, now, record }
    }

    fn told(&mut self, told: supple::app::play::Outcome) {
        for effect in told.effects {
            if let Effect::Record(record, _) = effect {
                self.record = Some(*record);
            }
        }
    }

    fn does(&mut self, action: Action) -> &mut Played {
        let told = self.play.act(self.now, action);
        self.told(told);
        self
    }

    fn enter(&mut self) -> &mut Played {
        self.does(Action::Enter)
    }

    fn yes(&mut self) -> &mut Played {
        self.does(Action::Yes)
    }

    fn wait(&mut self, seconds: u64) -> &mut Played {
        for _ in 0..seconds {
            self.now = self.now + Duration::from_secs(1);
            let told = self.play.wake(self.now);
            self.told(told);
        }
        self
    }

    fn kind(&self) -> Kind {
        self.play.session.status(self.now).phase.kind
    }

    fn heats(&self) -> bool {
        matches!(self.kind(), Kind::Application(_))
    }
}

const TWICE: &str = r#"Heat(for: "4m..5m"), Rest(for: "2h"), Heat(for: "4m..5m")"#;

#[test]
fn no_key_shortens_the_pause_between_two_applications_of_one_routine() {
    for hurry in [Action::Enter, Action::Next, Action::NextStep] {
        let mut played = Played::new(TWICE, &PlayOptions::default());
        played.yes().wait(240).enter().enter();
        assert_eq!(played.kind(), Kind::Rest);
        played.wait(60).does(hurry).enter().enter();
        assert!(!played.heats(), "{hurry:?}");
        let closed = played.play.closed_words(played.now);
        assert!(closed.is_some_and(|words| words.contains("Too soon after the last heat")));
        // Once the pause is over, it says so and begins by a key.
        played.wait(7200 - 61).enter();
        assert!(!played.heats());
        played.wait(2);
        let note = played.play.note.clone();
        assert!(note.is_some_and(|note| note.contains("The pause is over")));
        played.enter();
        assert!(!played.heats());
        let note = played.play.note.clone();
        assert_eq!(note.as_deref(), Some("Press y once the pack is on."));
        played.yes();
        assert!(played.heats());
    }
    // The deliberate key opens it, once, and that is written down.
    let mut played = Played::new(TWICE, &PlayOptions::default());
    played.yes().wait(240).enter().enter().enter();
    played.yes().yes();
    assert!(played.heats());
    played.wait(240).enter().enter();
    assert_eq!(played.play.session.ending(), Some(Ending::Done));
    let record = played.record.expect("a record");
    let too_soon: Vec<bool> = record.applications.iter().map(|had| had.too_soon).collect();
    assert_eq!(too_soon, [false, true]);
}

#[test]
fn where_the_history_cant_be_read_heat_begins_by_the_deliberate_key_alone() {
    let unread = Arc::new(AtomicBool::new(true));
    let machine = || {
        let unread = unread.clone();
        let lately = move |_: Patience| RecentHistory {
            unread: unread.load(Ordering::Relaxed),
            ..RecentHistory::default()
        };
        Services { lately: Arc::new(lately), ..services(started()) }
    };
    const HEAT: &str = r#"Heat(for: "4m..5m")"#;
    let mut played = Played::on(machine(), HEAT, &PlayOptions::default());
    let says = |played: &Played| played.play.closed_words(played.now).unwrap_or_default();
    assert!(says(&played).contains("does not know when heat was last on"), "{}", says(&played));
    played.enter().wait(5);
    for word in ["", "y"] {
        let (_, reply) = played.play.asked(played.now, word);
        assert!(!reply.done, "{reply:?}");
    }
    assert!(!played.heats() && played.play.is_gated());
    // The deliberate key, and then the one that begins. Nobody knows that it was too soon.
    played.yes();
    assert!(!played.heats() && !played.play.is_gated());
    played.yes();
    assert!(played.heats());
    played.wait(240).enter().enter();
    let record = played.record.expect("a record");
    assert!(!record.applications[0].too_soon);

    // Once it can be read, the question is gone.
    let mut played = Played::on(machine(), HEAT, &PlayOptions::default());
    assert!(played.play.is_gated());
    unread.store(false, Ordering::Relaxed);
    played.wait(2);
    assert!(!played.play.is_gated(), "{}", says(&played));
    assert_eq!(played.play.note, None);
    unread.store(true, Ordering::Relaxed);
    played.yes();
    assert!(!played.heats() && played.play.is_gated());

    // Nobody absent opens it.
    let hands_free = PlayOptions { hands_free: true, ..PlayOptions::default() };
    let mut played = Played::on(machine(), HEAT, &hands_free);
    played.wait(3600);
    assert!(!played.heats() && played.play.is_gated());
}

#[test]
fn the_page_says_which_pack_of_the_day_it_is_and_when_the_last_came_off() {
    let mut played = Played::new(TWICE, &PlayOptions::default());
    let today = |played: &Played| played.play.pack_today.clone();
    assert_eq!(today(&played).as_deref(), Some("first of 3 today"));
    // It begins at eleven and is on for four minutes.
    played.yes().wait(240).enter().enter();
    assert_eq!(today(&played), None);
    played.wait(7200).enter();
    assert_eq!(today(&played).as_deref(), Some("second of 3 today, last off 11:04"));
}

#[test]
fn a_pack_that_hurt_is_not_said_to_come_again_today() {
    let mut played = Played::new(r#"Heat(for: "15m..20m")"#, &PlayOptions::default());
    played.yes().wait(60).does(Action::Hurts).enter();
    assert_eq!(played.play.next_pack_words(), None);
    let left = played.play.done_words().unwrap_or_default();
    assert!(left.contains("for today"), "{left}");
}

#[test]
fn nobody_absent_begins_heat_nor_what_is_for_later() {
    let options = PlayOptions { hands_free: true, ..PlayOptions::default() };
    let mut played = Played::new(r#"Hold(for: "5s"), Cold(for: "5m")"#, &options);
    played.wait(3600);
    assert_eq!(played.play.session.awaits_pack().map(|(agent, _)| agent), Some(Agent::Cold));
    played.enter().wait(5);
    assert!(!played.heats(), "Enter begins none");
    // Another program may not either; it may say "off".
    for word in ["", "y"] {
        let (_, reply) = played.play.asked(played.now, word);
        assert!(!reply.done, "{reply:?}");
    }
    assert!(!played.heats());
    played.yes().wait(400);
    let (_, reply) = played.play.asked(played.now, "");
    assert!(reply.done, "{reply:?}");
    assert!(played.play.session.pack_on().is_none());

    let mut played = Played::new(r#"Hold(for: "5s")"#, &options);
    played.play.gate = true;
    played.play.hands_free();
    played.wait(3600);
    assert!(played.play.is_before(played.now));
    let (_, reply) = played.play.asked(played.now, "y");
    assert!(!reply.done && played.play.gate);
    // The deliberate key does, and then it is ten seconds after its words.
    played.does(Action::Yes).wait(9);
    assert!(played.play.is_before(played.now));
    played.wait(8);
    assert_eq!(played.kind(), Kind::Hold);
}

#[test]
fn off_is_said_at_any_time_while_a_pack_is_on_and_at_no_other() {
    let mut played = Played::new("Heat(for: \"15m..20m\")", &PlayOptions::default());
    let (_, reply) = played.play.asked(played.now, "off");
    assert!(!reply.done, "{reply:?}");
    played.does(Action::Yes);
    assert!(played.play.session.pack_on().is_some());
    played.now = played.now + Duration::from_secs(120);
    let (told, reply) = played.play.asked(played.now, "off");
    assert!(reply.done && reply.words.contains("off"), "{reply:?}");
    played.told(told);
    assert!(played.play.session.pack_on().is_none());
    let record = played.record.as_ref().expect("it is recorded");
    let had = &record.applications[0];
    assert_eq!(had.off.second() - had.on.second(), 120);
}

#[test]
fn the_alarm_can_be_tried_wherever_heat_waits_even_behind_a_gate() {
    let rings = |effects: &[Effect]| {
        let alarm = |effect: &Effect| matches!(effect, Effect::Tone { tone: Tone::Alarm, .. });
        effects.iter().any(alarm)
    };
    let mut played = Played::new(TWICE, &PlayOptions::default());
    played.play.gate = true;
    let told = played.play.act(played.now, Action::TryAlarm);
    assert!(rings(&told.effects) && played.play.gate);
    played.yes().yes().wait(240).enter().enter().enter();
    assert!(played.play.closed.is_some());
    let told = played.play.act(played.now, Action::TryAlarm);
    assert!(rings(&told.effects) && played.play.closed.is_some());
}

#[test]
fn hands_free_begins_ten_seconds_after_the_whole_opening_was_said() {
    let mut options = PlayOptions { hands_free: true, ..PlayOptions::default() };
    options.settings.voice = true;
    for steps in [r#"Hold(for: "5s")"#, r#"Wait(text: "Sit."), Hold(for: "5s")"#] {
        let mut own = prepared(steps);
        own.cautions = vec!["Stop at once where it hurts more than before. ".repeat(9)];
        let now = Moment::secs(3600);
        let mut play = Play::new(own, &options, WallClock::default(), now);
        let said = play.open(now).into_iter().find_map(|effect| match effect {
            Effect::Say(speech) => Some(speech.words),
            _ => None,
        });
        let words = said.expect("the opening is said");
        let takes = supple::cue::Hearing::default().time_to_say(&words);
        assert!(takes > Duration::from_secs(20));
        let _ = play.wake(now + takes + Duration::from_secs(8));
        assert!(play.is_before(now + takes + Duration::from_secs(8)));
        let later = now + takes.mul_f64(1.5) + Duration::from_secs(20);
        let _ = play.wake(later);
        assert!(!play.is_before(later));
    }
}

#[test]
fn the_words_repeated_early_are_the_instruction_and_no_check_to_come() {
    let steps =
        r#"Heat(text: "Lean on it.", for: "15m", checks: [(at: "5m", text: "Look again.")])"#;
    let mut played = Played::new(steps, &PlayOptions::default());
    played.yes().wait(10);
    let again = |played: &Played| supple::cue::Cues::again(&played.play.session, played.now);
    assert!(again(&played).contains("Lean on it."));
    assert!(!again(&played).contains("Look again"));
    played.wait(300);
    assert!(again(&played).contains("Look again."));
}

#[test]
fn heat_at_another_speed_is_a_rehearsal_that_says_so_and_counts_for_nothing() {
    let options = PlayOptions { speed: 1.01, ..PlayOptions::default() };
    let mut played = Played::new(TWICE, &options);
    let words = played.play.rehearsal_words();
    assert!(words.is_some_and(|words| words.contains("put no pack on")));
    played.yes().wait(240).enter().enter().enter().yes();
    assert!(played.heats(), "nothing is worn, so nothing is too soon");
    assert_eq!(played.play.last_words(), Vec::<String>::new());
    assert_eq!(played.play.next_pack(), None);
    assert!(matches!(played.play.session.status(played.now).state, State::Running));
}

#[test]
fn a_pack_that_is_recorded_and_still_open_counts_once() {
    let mut played = Played::new(r#"Heat(for: "4m..5m")"#, &PlayOptions::default());
    played.yes().wait(240).enter().enter();
    let record = played.record.expect("it is over");
    let [had] = &record.applications[..] else {
        panic!("one pack: {record:?}");
    };
    let had = had.clone();
    // As its checkpoint has it, which was kept while it was on.
    let open = Application { off: had.on, ..had.clone() };
    let later = Application { on: had.off, ..had };
    let history = History::merge([HistoryLine::Session(Box::new(record))]);
    let lately = |open: &[Application]| {
        let (history, open) = (history.clone(), open.to_vec());
        let lately = RecentHistory { history, open, unread: false };
        lately.had().len()
    };
    assert_eq!(lately(&[]), 1);
    assert_eq!(lately(std::slice::from_ref(&open)), 1);
    // Another one in between counts for itself.
    assert_eq!(lately(&[open, later]), 2);
}
