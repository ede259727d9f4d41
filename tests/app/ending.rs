//! The page after a session: going on from it, taking back what was a slip, and leaving it.

use std::sync::Mutex;

use supple::app::recorder::{Patience, RecentHistory, Services};
use supple::history::{Checkpoint, Ended, Felt, History, HistoryLine, Record};
use supple::settings::Motion;

use super::*;
use crate::support::services;

const TWO: &str = r#"(title: "Two", easier: "breathe-belly", steps: [
    Hold(name: "First", text: "One.", for: "30s", ready: "3s"),
    Hold(name: "Second", text: "Two.", for: "30s", ready: "3s"),
])"#;

/// A person whose history is all that was kept, as the disk would have it.
pub struct Kept {
    pub person: Person,
    pub lines: Arc<Mutex<Vec<HistoryLine>>>,
    pub checkpoint: Option<Checkpoint>,
}

impl Kept {
    pub fn before(text: &str, questions: bool) -> Kept {
        Kept::after(Vec::new(), text, questions)
    }

    pub fn after(lines: Vec<HistoryLine>, text: &str, questions: bool) -> Kept {
        Kept::by(services(started()), lines, text, questions)
    }

    /// By a clock of its own.
    pub fn by(services: Services, lines: Vec<HistoryLine>, text: &str, questions: bool) -> Kept {
        let file =
            supple::library::File { path: "two.ron".into(), bytes: Ok(text.as_bytes().to_vec()) };
        let library = Library::new(Some("own".into()), vec![file]);
        let lines = Arc::new(Mutex::new(lines));
        let read = lines.clone();
        let lately = move |_: Patience| RecentHistory {
            history: History::merge(read.lock().expect("whole").clone()),
            ..RecentHistory::default()
        };
        let services = Services { lately: Arc::new(lately), ..services };
        let environment = Environment { services: Some(services), ..environment(stiff()) };
        let mut options = PlayOptions::default();
        options.settings.questions = questions;
        // What takes longest to draw, and is looked at elsewhere.
        options.settings.motion = Motion::NoFigure;
        Kept {
            person: Person::before_one_of(library, "two", options, environment),
            lines,
            checkpoint: None,
        }
    }

    pub fn keep(&mut self) -> &mut Kept {
        for effect in &self.person.effects {
            match effect {
                Effect::Record(record, place) => {
                    self.checkpoint = place.as_deref().cloned();
                    let line = HistoryLine::Session(record.clone());
                    self.lines.lock().expect("whole").push(line);
                }
                Effect::Note(line) => self.lines.lock().expect("whole").push((**line).clone()),
                Effect::Checkpoint(checkpoint) => self.checkpoint = Some((**checkpoint).clone()),
                Effect::Discard(_) => self.checkpoint = None,
                _ => {}
            }
        }
        self
    }

    pub fn keys(&mut self, keys: &str) -> &mut Kept {
        for key in keys.chars() {
            self.person.press(KeyCode::Char(key));
            self.keep();
        }
        self
    }

    pub fn enter(&mut self) -> &mut Kept {
        self.person.enter();
        self.keep()
    }

    /// Enter as long as it is played: on the page after it, that would leave.
    pub fn enter_unless_over(&mut self) -> &mut Kept {
        let screen = self.person.screen();
        match screen.contains("Enter  ") {
            true => self,
            false => self.enter(),
        }
    }

    pub fn wait(&mut self, seconds: u64) -> &mut Kept {
        self.person.wait(seconds);
        self.keep()
    }

    pub fn history(&self) -> History {
        History::merge(self.lines.lock().expect("whole").clone())
    }

    /// The one session of the history.
    #[track_caller]
    pub fn record(&self) -> Record {
        let sessions = self.history().sessions;
        assert_eq!(sessions.len(), 1, "{sessions:?}");
        sessions[0].record.clone()
    }
}

#[test]
fn a_stray_q_is_taken_back_by_one_key_and_one_session_is_recorded() {
    let mut kept = Kept::before(TWO, false);
    kept.enter().wait(13).keys("q");
    kept.person.sees("go on where you were");
    let stopped = kept.record();
    assert_eq!(stopped.ended, Ended::Stopped);
    assert_eq!(stopped.work.real.as_secs(), 10);
    assert_eq!(kept.person.exit(), None);
    // As long as its end is on the screen, a crash leaves something to go on with.
    let checkpoint = kept.checkpoint.clone().expect("it stands");
    assert_eq!(checkpoint.record, stopped);
    assert_eq!(kept.person.front.next_wake(kept.person.now), None);

    kept.wait(3600).keys(" ");
    kept.person.does_not_see("go on where you were");
    kept.wait(3 + 20 + 40);
    let finished = kept.record();
    assert_eq!((finished.ended, finished.id), (Ended::Finished, stopped.id));
    assert_eq!(finished.work.real.as_secs(), 60);
    assert_eq!((finished.pauses, finished.paused.as_secs()), (1, 3600));
    assert_eq!(kept.checkpoint, None);
    kept.enter();
    let exit = kept.person.exit().expect("it leaves");
    assert_eq!(exit.last_words, ["Two, 2 of 2 steps, 1:06."]);
}

#[test]
fn who_leaves_the_page_has_stopped() {
    for code in [KeyCode::Enter, KeyCode::Esc, KeyCode::Char('q')] {
        let mut kept = Kept::before(TWO, false);
        kept.enter().wait(13).keys("q");
        kept.person.press(code);
        kept.keep();
        assert!(kept.person.exit().is_some(), "{code:?}");
        assert_eq!(kept.checkpoint, None);
        assert_eq!(kept.record().ended, Ended::Stopped);
    }
}

#[test]
fn ctrl_c_and_a_signal_leave_the_page_and_the_session_at_once() {
    let ctrl_c = AppEvent::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL));
    for on_the_page in [false, true] {
        for end in [ctrl_c.clone(), AppEvent::Signal(15)] {
            let signal = end == AppEvent::Signal(15);
            let mut kept = Kept::before(TWO, false);
            kept.enter().wait(13);
            if on_the_page {
                kept.keys("q");
            }
            kept.person.event(end);
            kept.keep();
            assert!(kept.person.exit().is_some());
            match signal && !on_the_page {
                // Nobody has stopped it: it can be taken up.
                true => assert!(kept.checkpoint.is_some()),
                false => {
                    assert_eq!(kept.checkpoint, None);
                    assert_eq!(kept.record().ended, Ended::Stopped);
                }
            }
        }
    }
}

#[test]
fn a_slip_leaves_no_trace() {
    let mut kept = Kept::before(TWO, false);
    kept.enter().wait(13).keys("x");
    kept.person
        .sees("Leave this one for today")
        .sees("an easier one: Belly breathing")
        .sees("go on with Second");
    assert!(kept.record().steps[0].hurt);
    // At once, within the second in which it was recorded.
    kept.keys("uq");
    kept.person.does_not_see("hurt").does_not_see("easier");
    assert!(!kept.record().steps.iter().any(|step| step.hurt || step.skipped));
    kept.keys(" ").wait(3 + 20 + 40);
    let record = kept.record();
    assert!(!record.steps.iter().any(|step| step.hurt || step.skipped));
    assert_eq!(record.work.real.as_secs(), 60);
    kept.person.sees("again").does_not_see("easier");
}

#[test]
fn after_what_hurt_going_on_is_with_the_next_step_and_nothing_more_is_offered() {
    let mut kept = Kept::before(TWO, false);
    kept.enter().wait(13).keys("x").wait(60).keys(" ");
    kept.person.sees("Two.").sees("get ready");
    kept.wait(40);
    let record = kept.record();
    assert_eq!(record.ended, Ended::Finished);
    assert!(record.steps[0].hurt && !record.steps[1].hurt);
    kept.person
        .sees("First hurt: leave that for today.")
        .sees("an easier one")
        .does_not_see("again")
        .does_not_see("What suits");
    // Its keys do nothing.
    kept.keys("an");
    kept.person.sees("First hurt");
}

#[test]
fn a_number_well_above_the_one_before_is_looked_on_as_what_hurt() {
    let long = TWO.replace("\"30s\"", "\"100s\"");
    let mut kept = Kept::before(&long, true);
    kept.keys("4").enter().wait(300);
    kept.person.sees("How is it now?").sees("before: 4").sees("again");
    kept.keys("5");
    kept.person.sees("again");
    kept.keys("6");
    kept.person.sees("Leave this one for today").does_not_see("again");
    // Whoever mistyped it types it again; the last word counts.
    kept.keys("3");
    kept.person.sees("again").does_not_see("Leave this one");
    let said = |line: &HistoryLine| matches!(line, HistoryLine::Felt(Felt { after: Some(_), .. }));
    let lines = kept.lines.lock().expect("whole");
    assert_eq!(lines.iter().filter(|line| said(line)).count(), 3);
}

#[test]
fn the_same_again_and_what_suits_next_are_one_key_away_and_count() {
    let mut kept = Kept::before(TWO, false);
    kept.enter().wait(80).keys("a");
    kept.person.sees("begin").does_not_see("again");
    kept.keys("q");
    // Before it began there was nothing to stop.
    assert!(kept.person.exit().is_some());
    let mut kept = Kept::before(TWO, false);
    kept.enter().wait(80);
    kept.person.sees("none today yet");
    kept.keys("n");
    kept.person.sees("begin").sees("Shoulder raises");
}

#[test]
fn which_time_today_is_counted_from_the_history() {
    let mut first = Kept::before(TWO, false);
    first.enter().wait(80);
    first.person.does_not_see("first today");
    let record = first.record();
    let another = |nth: u8| {
        let id = supple::history::Id::new(started(), [nth; 10]);
        HistoryLine::Session(Box::new(Record { id, ..record.clone() }))
    };
    let mut third = Kept::after(vec![another(1), another(2)], TWO, false);
    third.enter().wait(80);
    third.person.sees("third today");
    third.keys("q");
    let exit = third.person.exit().expect("it leaves");
    assert_eq!(exit.last_words, ["Two, 2 of 2 steps, 1:06. Third today."]);
}

#[test]
fn what_keeps_its_pause_is_not_offered_again() {
    let heat = r#"(title: "Two", steps: [Heat(text: "Lean on it.", for: "4m..5m")])"#;
    let mut kept = Kept::before(heat, false);
    kept.keys("y").wait(241).enter().enter();
    let screen = kept.person.screen();
    assert!(screen.contains("Warm pack again from"), "{screen}");
    assert!(!screen.contains(" again  "), "{screen}");
    kept.keys("a").person.sees("Warm pack again from");
}
