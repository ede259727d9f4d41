//! Every key that does nothing says why.

use super::ending::Kept;
use super::*;

const ONE: &str = r#"(title: "One", steps: [
    Hold(name: "First", text: "One.", for: "30s", ready: "3s"),
])"#;

#[test]
fn a_letter_without_a_meaning_and_a_key_at_the_wrong_moment_say_so_while_it_is_played() {
    let mut person = Person::before("desk-reset", stiff());
    person.enter().wait(8);
    for (key, why) in [
        ("k", "k does nothing here. ? shows the keys."),
        ("c", "the bell of heat or cold"),
        ("t", "before heat or cold"),
        ("y", "Nothing here asks for a yes"),
    ] {
        person.keys(key).sees(why).wait(9).does_not_see(why);
    }
}

#[test]
fn the_page_before_says_why_a_key_does_nothing_and_what_a_setting_is_now() {
    let mut person = Person::before("desk-reset", stiff());
    for (key, told) in [
        ("k", "k does nothing here. ? shows the keys."),
        ("v", "The voice is on"),
        ("u", "u does nothing here"),
    ] {
        person.keys(key).sees(told).wait(9).does_not_see(told);
    }
}

#[test]
fn a_question_has_the_help_of_its_own_keys() {
    let mut person = Person::before_the_list(None);
    person.keys("?").sees("While you are asked");
    person.does_not_see("In the list").press(KeyCode::Esc);
    person.sees("How is your back right now?");
}

#[test]
fn enter_does_not_play_what_is_for_later_and_says_which_key_does() {
    let mut person = Person::before("seated-twist", None);
    person.does_not_see("Enter does not").enter();
    person.sees("play it anyway: Enter does not, it is for later");
    person.keys("y").does_not_see("Enter does not");
}

#[test]
fn the_page_after_it_says_why_a_key_does_nothing_and_stays_as_it_was_after_that() {
    let mut kept = Kept::before(ONE, false);
    kept.enter().wait(40);
    let page = kept.person.screen();
    for (key, why) in [
        (" ", "All of it is done: a plays it again."),
        ("u", "what x has just noted"),
        ("e", "No easier routine"),
        ("k", "k does nothing here"),
    ] {
        kept.keys(key).person.sees(why).wait(9).does_not_see(why);
        assert_eq!(kept.person.screen(), page);
    }
    let mut kept = Kept::before(ONE, false);
    kept.enter().wait(10).keys("x").wait(2);
    kept.keys("a").person.sees("Rest comes first");
    kept.keys("n").person.sees("Rest comes first");
}

#[test]
fn the_list_says_why_nothing_opens() {
    let mut person = Person::before_the_list(stiff());
    let ctrl_r = KeyEvent::new(KeyCode::Char('r'), KeyModifiers::CONTROL);
    person.event(AppEvent::Key(ctrl_r)).sees("broken off");
    person.press(KeyCode::Down).does_not_see("broken off");
    let file = supple::library::File {
        path: "mine.ron".into(),
        bytes: Ok(b"(title: \"Mine\", steps: [".to_vec()),
    };
    let library = Arc::new(Library::new(Some("own".into()), vec![file]));
    let player = Player::new(library, PlayOptions::default(), environment(stiff()));
    person.front = App::new(player, person.now);
    person.keys("mine").enter().sees("The file must be mended first");
}
