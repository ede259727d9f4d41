//! The figure on the screen: how often it is drawn anew, and that nothing is while it keeps still.

use std::time::Duration;

use super::*;
use supple::settings::{Motion, Settings};

const AREA: Rect = Rect::new(0, 0, 100, 30);

/// What a stretch of time has cost.
struct Cost {
    /// How often the program was woken.
    wakes: usize,
    /// How many cells of the left half, where the figure is, were written anew.
    cells: usize,
}

impl Person {
    fn drawn(&mut self) -> Buffer {
        let mut buffer = Buffer::empty(AREA);
        self.front.draw(self.now, Theme::new(Depth::True), AREA, &mut buffer);
        buffer
    }

    /// Lets time pass, with a look at the screen at every waking.
    fn watch(&mut self, millis: u64) -> Cost {
        let end = self.now + Duration::from_millis(millis);
        let mut cost = Cost { wakes: 0, cells: 0 };
        let mut shown = self.drawn();
        while let Some(wake) = self.front.next_wake(self.now).filter(|wake| *wake < end) {
            self.now = wake;
            self.front.update(wake, AppEvent::Wake);
            let next = self.drawn();
            // The figure stands below the headline and above the line that tells what comes.
            let figure = |x, y| x < 40 && (8..26).contains(&y);
            let changed = shown.diff(&next);
            cost.cells += changed.iter().filter(|(x, y, _)| figure(*x, *y)).count();
            cost.wakes += 1;
            shown = next;
        }
        self.now = end;
        self.front.update(end, AppEvent::Wake);
        cost
    }
}

/// At the beginning of the first "turn right" of the seated twist, which takes 4 seconds.
fn before_the_turn(motion: Motion) -> Person {
    let library = Library::new(None, Vec::new());
    let options = PlayOptions {
        settings: Settings { motion, ..Settings::default() },
        ..PlayOptions::default()
    };
    let mut person = Person::before_one_of(library, "seated-twist", options, environment(stiff()));
    person.enter().drawn();
    let mut waited = 0;
    while !person.screen_of(100, 30).contains("turn right, as far") {
        person.wait(1);
        waited += 1;
        assert!(waited < 60, "{}", person.screen_of(100, 30));
    }
    person
}

#[test]
fn a_figure_moves_twelve_times_a_second_and_stands_in_a_hold_and_a_pause() {
    let mut person = before_the_turn(Motion::Moves);
    let turn = person.watch(3_900);
    assert!((44..=55).contains(&turn.wakes), "{}", turn.wakes);
    assert!(turn.cells > 150, "{}", turn.cells);
    // Into "stay and breathe", and then nothing of it is written for 7 seconds.
    person.watch(300);
    let hold = person.watch(7_000);
    assert!(hold.wakes <= 16 && hold.cells == 0, "{} {}", hold.wakes, hold.cells);
    // Half a second into "unwind", and a pause.
    person.watch(1_200);
    person.press(KeyCode::Char(' ')).drawn();
    let pause = person.watch(5_000);
    assert!(pause.wakes == 0 && pause.cells == 0, "{} {}", pause.wakes, pause.cells);
}

#[test]
fn a_figure_moves_four_times_a_second_where_nobody_looks() {
    let mut person = before_the_turn(Motion::Moves);
    person.event(AppEvent::Focus(false));
    let unseen = person.watch(3_900).wakes;
    assert!((14..=24).contains(&unseen), "{unseen}");
    let mut person = before_the_turn(Motion::Moves);
    person.event(AppEvent::Focus(false)).event(AppEvent::Focus(true));
    assert!(person.watch(3_900).wakes > 40);
}

#[test]
fn a_terminal_that_is_too_slow_is_shown_where_a_movement_ends() {
    let mut person = before_the_turn(Motion::Moves);
    person.event(AppEvent::SlowTerminal);
    let slow = person.watch(3_900);
    assert!(slow.wakes < 12 && slow.cells == 0, "{} {}", slow.wakes, slow.cells);
}

#[test]
fn who_wants_stills_sees_both_ends_of_a_movement_and_who_wants_no_figure_none() {
    let mut person = before_the_turn(Motion::Still);
    let still = person.watch(3_900);
    assert!(still.wakes < 12 && still.cells == 0, "{} {}", still.wakes, still.cells);
    let library = Library::new(None, Vec::new());
    let settings = Settings { motion: Motion::NoFigure, ..Settings::default() };
    let options = PlayOptions { settings, ..PlayOptions::default() };
    let mut person = Person::before_one_of(library, "seated-twist", options, environment(stiff()));
    person.enter();
    assert!(!person.screen_of(100, 30).contains("start like this"));
}

#[test]
fn the_page_before_shows_one_repetition_again_and_again_but_not_for_ever() {
    let mut person = Person::before("seated-twist", stiff());
    let page = person.watch(30_000);
    assert!(page.cells > 500, "{}", page.cells);
    person.now = person.now + Duration::from_secs(600);
    assert_eq!(person.watch(60_000).cells, 0);
    assert_eq!(person.front.next_wake(person.now), None);
}

#[test]
fn the_preview_of_the_list_moves_for_a_while_after_a_key() {
    let mut person = Person::before_the_list(stiff());
    person.keys("shoulder raises");
    let area = Rect::new(0, 0, 200, 60);
    let theme = Theme::new(Depth::True);
    let mut buffer = Buffer::empty(area);
    person.front.draw(person.now, theme, area, &mut buffer);
    let next = person.front.next_wake(person.now);
    let next = next.expect("a picture to come").since(person.now);
    assert!(next <= Duration::from_secs(3), "{next:?}");
    let later = person.now + Duration::from_secs(600);
    assert_eq!(person.front.next_wake(later), None);
}
