//! The full screen as a person meets it: keys in, screens and effects out, in simulated time.

mod broken_off;
mod dead_keys;
mod due_steps;
mod easier;
mod ending;
mod figure;
mod first_minute;
mod meanwhile;
mod numbers;
mod packs;
mod questions;
mod several;
mod today;
mod warnings;

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::full::App;
use supple::app::player::{Environment, Player};
use supple::app::prepared::{PlayOptions, PreparedRoutine, WallClock};
use supple::app::{AppEvent, Effect, Front};
use supple::back::{Back, How};
use supple::cue::Tone;
use supple::library::Library;
use supple::seconds::Moment;
use supple::view::{Depth, Theme};

/// A person at the screen.
struct Person {
    front: App,
    now: Moment,
    effects: Vec<Effect>,
}

fn started() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().expect("a timestamp")
}

fn environment(back: Option<Back>) -> Environment {
    Environment {
        started: started(),
        wall: WallClock(Arc::new(|moment| {
            let minutes = 10 * 60 + moment.0.as_secs() / 60;
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        })),
        back,
        services: None,
        left: Vec::new(),
    }
}

fn stiff() -> Option<Back> {
    Some(Back::answered(How::JustStiff, 0, started()))
}

impl Person {
    fn before_the_list(back: Option<Back>) -> Person {
        let library = Arc::new(Library::new(None, Vec::new()));
        let front =
            App::new(Player::new(library, PlayOptions::default(), environment(back)), Moment::ZERO);
        Person { front, now: Moment::ZERO, effects: Vec::new() }
    }

    fn before(id: &str, back: Option<Back>) -> Person {
        let library = Library::new(None, Vec::new());
        Person::before_one_of(library, id, PlayOptions::default(), environment(back))
    }

    fn before_one_of(
        library: Library,
        id: &str,
        options: PlayOptions,
        environment: Environment,
    ) -> Person {
        let library = Arc::new(library);
        let entry = library.get(id).expect("a routine of it").clone();
        let prepared = PreparedRoutine::new(&library, &entry).expect("a sound one");
        let front = App::new(
            Player::new(library, options, environment).with(prepared, Moment::ZERO),
            Moment::ZERO,
        );
        Person { front, now: Moment::ZERO, effects: Vec::new() }
    }

    fn event(&mut self, event: AppEvent) -> &mut Person {
        self.effects = self.front.update(self.now, event);
        self
    }

    fn press(&mut self, code: KeyCode) -> &mut Person {
        self.event(AppEvent::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    fn keys(&mut self, keys: &str) -> &mut Person {
        for key in keys.chars() {
            self.press(KeyCode::Char(key));
        }
        self
    }

    fn enter(&mut self) -> &mut Person {
        self.press(KeyCode::Enter)
    }

    /// Lets seconds pass, waking whenever the front end asks to be woken.
    fn wait(&mut self, seconds: u64) -> &mut Person {
        let end = self.now + std::time::Duration::from_secs(seconds);
        let mut all = Vec::new();
        while let Some(wake) = self.front.next_wake(self.now).filter(|wake| *wake <= end) {
            self.now = wake.max(self.now + std::time::Duration::from_millis(1));
            all.extend(self.front.update(self.now, AppEvent::Wake));
        }
        self.now = end;
        all.extend(self.front.update(self.now, AppEvent::Wake));
        self.effects = all;
        self
    }

    /// What is said aloud of the last event.
    fn said(&self) -> String {
        let said = self.effects.iter().filter_map(|effect| match effect {
            Effect::Say(speech) => Some(speech.words.as_str()),
            _ => None,
        });
        said.collect::<Vec<_>>().join(" ")
    }

    fn screen(&mut self) -> String {
        self.screen_of(100, 30)
    }

    fn screen_of(&mut self, columns: u16, rows: u16) -> String {
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        self.front.draw(self.now, Theme::new(Depth::None), area, &mut buffer);
        let row = |y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..area.height).map(row).collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Person {
        let screen = self.screen();
        assert!(screen.contains(words), "«{words}» is not on the screen:\n{screen}");
        self
    }

    #[track_caller]
    fn does_not_see(&mut self, words: &str) -> &mut Person {
        let screen = self.screen();
        assert!(!screen.contains(words), "«{words}» is on the screen:\n{screen}");
        self
    }

    /// How the back is, as the last event has it kept.
    fn kept_back(&self) -> Option<Back> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::KeepBack(back) => Some(*back),
            _ => None,
        })
    }

    fn exit(&self) -> Option<&supple::app::Exit> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Exit(exit) => Some(exit),
            _ => None,
        })
    }
}

#[test]
fn whether_it_has_eased_is_asked_by_the_day_that_it_is() {
    // The program's own time begins long before it is started.
    let now = Moment::secs(366 * 24 * 60 * 60);
    let days = |days: i64| started() + jiff::SignedDuration::from_hours(24 * days);
    let back = Some(Back::answered(How::SeizedUp, 4, days(365)));
    let library = Arc::new(Library::new(None, Vec::new()));
    let player = Player::new(library, PlayOptions::default(), environment(back));
    let mut person = Person { front: App::new(player, now), now, effects: Vec::new() };
    person.sees("How is it today?").press(KeyCode::Tab);
    person.sees("It has begun to ease");
}

#[test]
fn what_belongs_to_a_later_stage_says_so_and_needs_a_second_key() {
    let seized = Some(Back::answered(How::SeizedUp, 0, started()));
    for back in [seized, None] {
        let mut person = Person::before("seated-twist", back);
        person.sees("For later: sources disagree").enter().wait(60).sees("For later");
        person.keys("y").does_not_see("For later: sources").enter().wait(1).sees("get ready");
    }
    Person::before("seated-twist", stiff()).does_not_see("all the same").enter().sees("get ready");
}

#[test]
fn one_key_leads_from_the_start_to_the_first_get_ready_and_the_end_back_to_the_list() {
    let mut person = Person::before_the_list(stiff());
    person.keys("shoulder raises").sees("find shoulder raises").enter().sees("begin");
    person.enter().sees("get ready").wait(120).sees("5 of 5").sees("back to the list");
    person.press(KeyCode::Esc).sees("find shoulder raises");
    assert_eq!(person.exit(), None);
    person.press(KeyCode::Esc).press(KeyCode::Esc);
    assert_eq!(person.exit(), Some(&supple::app::Exit::default()));
}

#[test]
fn stopping_what_was_started_from_the_shell_waits_for_a_second_word_and_leaves_one_line() {
    let mut person = Person::before("shoulder-raises", stiff());
    person.enter().wait(20).keys("q").sees("go on where you were");
    assert_eq!(person.exit(), None);
    person.keys("q");
    let exit = person.exit().expect("it leaves");
    assert_eq!(exit.status, 0);
    assert_eq!(exit.last_words.len(), 1);
    assert!(exit.last_words[0].starts_with("Shoulder raises, "), "{exit:?}");
}

#[test]
fn ctrl_c_leaves_the_same_record_as_stopping_does() {
    let ctrl_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    for id in ["shoulder-raises", "heat-session"] {
        let library = Library::new(None, Vec::new());
        let environment = Environment {
            services: Some(crate::support::services(started())),
            ..environment(stiff())
        };
        let mut person = Person::before_one_of(library, id, PlayOptions::default(), environment);
        let begins = if id == "heat-session" { "y" } else { "" };
        person.keys(begins).enter().wait(20).event(AppEvent::Key(ctrl_c));
        assert_eq!(person.exit().map(|exit| exit.status), Some(0));
        let at = |wanted: fn(&Effect) -> bool| person.effects.iter().position(wanted);
        // With a pack on it is not over: the next start asks whether that is off.
        let record = at(match id {
            "heat-session" => |effect| matches!(effect, Effect::Checkpoint(_)),
            _ => |effect| matches!(effect, Effect::Record(..)),
        });
        let exit = at(|effect| matches!(effect, Effect::Exit(_)));
        assert!(record.is_some() && record < exit, "{:?}", person.effects);
    }
}

/// Whether an effect is an alarm, by tone and by bell.
fn rings(effect: &Effect) -> bool {
    matches!(effect, Effect::Tone { tone: Tone::Alarm, bell: true, .. })
}

#[test]
fn a_pack_is_asked_off_before_it_leaves_and_spoken_of_if_ctrl_c_leaves_all_the_same() {
    let mut person = Person::before("heat-session", stiff());
    person.sees("hear the alarm once").keys("t");
    assert!(person.effects.iter().any(rings));
    // Enter begins nothing, and says what does.
    person.enter().wait(1).sees("if none of these is you");
    person.keys("y").wait(180).keys("q");
    assert_eq!(person.exit(), None);
    person.sees("since it went on").sees("Space: it stays on until 10:15");
    // Nothing but its answer leads out, and as long as that does not come it rings.
    person.keys("qxe").wait(16);
    assert_eq!(person.exit(), None);
    assert!(person.effects.iter().any(rings));
    person.sees("since it went on");
    let ctrl_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    person.event(AppEvent::Key(ctrl_c));
    let exit = person.exit().expect("it leaves at once");
    assert!(person.effects.iter().any(rings));
    assert_eq!(
        exit.last_words.iter().rev().nth(1).map(String::as_str),
        Some("The warm pack has been on since 10:00. Take it off now: nothing rings any more.")
    );
}

#[test]
fn heat_rings_at_fifteen_ends_at_twenty_and_says_when_the_next_may_come() {
    let mut person = Person::before("heat-session", stiff());
    person.keys("y").wait(899).sees("until the bell");
    assert!(!person.effects.is_empty(), "the checks at 5 and 10 minutes ring");
    person.wait(2).sees("keep it on");
    assert!(person.effects.iter().any(rings));
    person.keys("c").wait(298).does_not_see("keep it on").wait(2).sees("since it went on");
    assert!(person.effects.iter().any(rings));
    person.wait(60);
    let bells = person.effects.iter().filter(|effect| rings(effect)).count();
    assert_eq!(bells, 4, "every fifteen seconds, until it is answered");
    person.enter().sees("Warm pack again from 12:2");
}

#[test]
fn nothing_lies_on_top_of_an_alarm() {
    let mut person = Person::before("heat-session", stiff());
    person.keys("y").wait(10).keys("?").sees("While a routine is played").wait(880);
    person.sees("While a routine is played").wait(20).sees("pack off");
    person.does_not_see("While a routine is played");
}

#[test]
fn red_flags_and_keys_are_one_key_away_everywhere() {
    for id in ["first-five-minutes", "heat-session"] {
        let mut person = Person::before(id, stiff());
        person.keys("!").sees("EMERGENCY").press(KeyCode::Esc);
        person.enter().wait(5).keys("!").sees("EMERGENCY").keys("?").sees("Keys");
        person.press(KeyCode::Esc).sees("EMERGENCY").press(KeyCode::Esc).does_not_see("EMERGENCY");
    }
    let mut person = Person::before_the_list(stiff());
    person.keys("!").sees("EMERGENCY");
}

#[test]
fn a_click_selects_and_a_click_on_what_is_selected_opens() {
    let mut person = Person::before_the_list(stiff());
    let screen = person.screen();
    let row = screen.lines().position(|line| line.contains(" Chin glide")).expect("it is listed");
    let click = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: 6,
        row: row as u16,
        modifiers: KeyModifiers::NONE,
    };
    person.event(AppEvent::Mouse(click)).sees("The head slides straight back");
    person.does_not_see("Slide your head").event(AppEvent::Mouse(click)).sees("Slide your head");
    assert!(!person.front.wants_mouse());
}

#[test]
fn nothing_wakes_an_idle_list_or_a_paused_session_but_its_reminder() {
    let person = Person::before_the_list(stiff());
    assert_eq!(person.front.next_wake(Moment::ZERO), None);
    let mut person = Person::before("shoulder-raises", stiff());
    assert_eq!(person.front.next_wake(Moment::ZERO), None);
    person.enter().wait(20).keys(" ");
    let reminder = person.front.next_wake(person.now).expect("one reminder is due");
    assert_eq!(reminder, person.now + supple::session::REMIND_PAUSED);
}
