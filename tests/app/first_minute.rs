//! The first minute on a new home: what is asked, what is kept of it, and how soon something moves.

use super::*;

#[test]
fn the_first_screen_has_the_signs_and_the_question_and_is_there_once() {
    let mut person = Person::before_the_list(None);
    person
        .sees("Call your local emergency number now")
        .sees("chest pain or pressure")
        .sees("How is your back right now?")
        .press(KeyCode::Down)
        .enter()
        .sees("When did it seize up?")
        .press(KeyCode::Down)
        .enter();
    let kept = person.kept_back().expect("the answer is kept");
    assert_eq!((kept.how, kept.days(started())), (How::SeizedUp, 1));
    person.sees("seized up · day 2").sees("The first five minutes");
    Person::before_the_list(Some(kept)).does_not_see("How is your back");
}

#[test]
fn somebody_in_pain_has_what_helps_after_two_keys_and_is_asked_since_when_after_it() {
    let mut person = Person::before_the_list(None);
    person.enter().sees("Settle wherever it is most bearable");
    person.sees("chest pain or pressure").enter().wait(1);
    assert_eq!(person.kept_back(), None);
    person.sees("get ready").keys("q").enter();
    person.sees("When did it seize up?").sees("today").enter();
    let kept = person.kept_back().expect("the answer is kept");
    assert_eq!((kept.how, kept.days(started())), (How::SeizedUp, 0));
    person.sees("seized up · day 1");
}

#[test]
fn two_keys_without_a_thought_keep_nothing_and_only_mark_the_list_of_today() {
    let mut person = Person::before_the_list(None);
    person.enter().press(KeyCode::Esc).sees("seized up · day 1");
    assert_eq!(person.kept_back(), None);
    // Who was asked before has said so by a key of its own.
    let mut person = Person::before_the_list(stiff());
    person.press(KeyCode::Tab).enter();
    let kept = person.kept_back().expect("it is kept at once");
    assert_eq!(kept.how, How::SeizedUp);
}

#[test]
fn whoever_begins_to_type_only_wants_to_look_and_goes_on_typing() {
    let mut person = Person::before_the_list(None);
    person.keys("neck").sees("find neck");
    person.press(KeyCode::Esc).does_not_see("How is your back");
}

#[test]
fn beside_the_list_the_body_alone_speaks_after_the_answer_and_words_come_with_the_first_key() {
    for key in [KeyCode::Down, KeyCode::Char('s')] {
        let mut person = Person::before_one_with_questions();
        person.press(KeyCode::Down).press(KeyCode::Down).enter();
        person.sees("shoulders up").does_not_see("Not for everybody");
        person.press(key).sees("Not for everybody");
    }
}

#[test]
fn the_shelf_at_the_desk_comes_first_for_somebody_who_is_just_stiff_and_not_for_others() {
    for (downs, first, second) in [(2, "At the desk", "First hour"), (3, "First hour", "Heat")] {
        let mut person = Person::before_one_with_questions();
        for _ in 0..downs {
            person.press(KeyCode::Down);
        }
        let screen = person.enter().screen();
        let place = |words: &str| screen.find(words).expect(words);
        assert!(place(first) < place(second), "{screen}");
    }
}

#[test]
fn one_step_back_from_the_day_is_the_question_and_then_the_shell() {
    let mut person = Person::before_the_list(None);
    person.press(KeyCode::Down).enter().press(KeyCode::Esc);
    person.sees("How is your back right now?").press(KeyCode::Esc);
    assert!(person.exit().is_some());
}

#[test]
fn what_has_seized_up_days_ago_may_have_begun_to_ease() {
    let mut person = Person::before_the_list(None);
    person.press(KeyCode::Down).enter();
    for _ in 0..3 {
        person.press(KeyCode::Down);
    }
    person.enter().sees("How is it today?");
    person.press(KeyCode::Down).enter();
    let kept = person.kept_back().expect("it is kept");
    assert_eq!((kept.how, kept.days(started())), (How::Easing, 3));
    person.sees("Short walk");
}

#[test]
fn nobody_answers_below_what_a_small_screen_has_not_shown() {
    for (columns, rows) in [(20, 5), (40, 12)] {
        let mut person = Person::before_the_list(None);
        let mut seen = String::new();
        for _ in 0..20 {
            let screen = person.screen_of(columns, rows);
            seen += &screen;
            if screen.contains("It has just") && screen.contains("I only want") {
                break;
            }
            person.enter();
        }
        for words in ["chest", "accident", "I only want"] {
            assert!(seen.contains(words), "{words} at {columns}x{rows}:\n{seen}");
        }
        assert_eq!(person.kept_back(), None);
        person.press(KeyCode::Down).press(KeyCode::Down).enter();
        assert!(person.kept_back().is_some());
    }
}

/// The words on a screen but those of the keys at its foot, and of a list but those of its rows.
fn words_to_read(person: &mut Person) -> usize {
    let screen = person.screen();
    let foot = screen.trim_end().lines().count().saturating_sub(1);
    let is_list = screen.contains("type to find");
    let to_read = |(nth, line): (usize, &'_ str)| match line.split_once('│') {
        Some((_, beside)) if is_list => beside.to_owned(),
        _ if is_list && nth > 0 => String::new(),
        _ => line.to_owned(),
    };
    let lines: Vec<String> = screen.lines().take(foot).enumerate().map(to_read).collect();
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    words.filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Presses keys, each with the words that are read before it, and counts both; a screen that is
/// not another one is not read again.
fn walk(keys: &[KeyCode]) -> (usize, usize, Person) {
    let mut person = Person::before_one_with_questions();
    let (mut words, mut screens, mut title) = (0, 0, String::new());
    for key in keys {
        let screen = person.screen();
        let first = screen.lines().find(|line| !line.trim().is_empty());
        let first = first.unwrap_or_default().to_owned();
        if first != title && !screen.contains("Enter I am ready") {
            (words, screens) = (words + words_to_read(&mut person), screens + 1);
        }
        title = first;
        person.press(*key);
    }
    (words, screens, person)
}

impl Person {
    /// On a new home: never asked, no history, and pain is asked before a routine.
    fn before_one_with_questions() -> Person {
        let library = Arc::new(Library::new(None, Vec::new()));
        let environment = Environment {
            services: Some(crate::support::services(started())),
            ..environment(None)
        };
        let player = Player::new(library, PlayOptions::default(), environment);
        Person { front: App::new(player, Moment::ZERO), now: Moment::ZERO, effects: Vec::new() }
    }
}

#[test]
fn somebody_stiff_moves_after_six_keys_three_screens_and_two_hundred_words() {
    use KeyCode::{Down, Enter};
    let (words, screens, mut person) = walk(&[Down, Down, Enter, Enter, Enter, Enter]);
    person.wait(1).sees("Shoulder raises").does_not_see("get ready");
    assert_eq!(screens, 3);
    assert!(words <= 200, "{words} words");
}

#[test]
fn somebody_in_pain_lies_down_after_two_keys_and_two_screens() {
    let (words, screens, mut person) = walk(&[KeyCode::Enter, KeyCode::Enter]);
    person.wait(1).sees("get ready");
    assert_eq!(screens, 2);
    assert!(words <= 230, "{words} words");
}
