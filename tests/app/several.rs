//! Several routines one after another: marked in the list, or a set for the minutes that are typed.

use super::*;

#[test]
fn minutes_in_the_list_put_a_set_first_and_marks_play_what_is_marked() {
    let mut person = Person::before_the_list(stiff());
    person.keys("4 neck").sees("In 4 minutes").enter();
    person.sees("One after another").sees("> 1 Chin glide").sees("2 Ear toward");
    person.press(KeyCode::Down).sees("> 2 Ear toward").keys("d");
    person.does_not_see("Ear toward").keys("d").sees("It is the only one").keys("q");
    person.press(KeyCode::Esc).keys("1").sees("Nothing fits in 1 minute; the shortest is");
    person.press(KeyCode::Esc).keys("chin").keys("+").sees("+ 1").press(KeyCode::Esc);
    person.keys("raises").keys("+").sees("+ 2").enter();
    person.sees("> 1 Chin glide").sees("2 Shoulder raises").keys("s");
    person.sees("You chose it by name").keys("q").does_not_see("+ 1");
}
