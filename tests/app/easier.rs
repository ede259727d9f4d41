//! From what hurts to a routine that is easier on the body.

use super::*;
use supple::library::File;

/// A library with own files.
fn with(files: &[(&str, &str)]) -> Library {
    let file = |(name, text): &(&str, &str)| File {
        path: format!("{name}.ron").into(),
        bytes: Ok(text.as_bytes().to_vec()),
    };
    Library::new(Some("own".into()), files.iter().map(file).collect())
}

fn before_own(files: &[(&str, &str)], id: &str) -> Person {
    Person::before_one_of(with(files), id, PlayOptions::default(), environment(stiff()))
}

#[test]
fn what_hurts_leads_to_the_easier_routine_by_one_key() {
    let mut person = before_own(&[("two", TWO)], "two");
    person.enter().wait(10).does_not_see("an easier one");
    person.keys("x").sees("an easier one: Belly breathing").sees("go on with Second");
    person.keys("e");
    assert_eq!(person.exit(), None);
    assert!(person.effects.contains(&Effect::Hush));
    // It waits with its cautions like any other.
    person.sees("lower hand moves").sees("begin").does_not_see("Two.");
    person.enter().wait(1).sees("get ready");
}

#[test]
fn the_key_leads_there_without_anything_that_hurts() {
    let mut person = before_own(&[("two", TWO)], "two");
    person.enter().wait(10).keys("e");
    person.sees("lower hand moves");
}

#[test]
fn a_pack_comes_off_before_anything_else_begins() {
    let heat = r#"(title: "Warm", cautions: ["heat"], easier: "breathe-even",
        steps: [Heat(text: "Warm.", for: "15m")])"#;
    let mut person = before_own(&[("warm", heat)], "warm");
    person.keys("y").wait(60);
    person.keys("e").sees("off").does_not_see("Even breathing");
    person.enter();
    // What was asked for first is over; its end is on the screen.
    person.sees("leave").keys("q");
    assert!(person.exit().is_some());
}

#[test]
fn the_easier_one_of_the_routine_that_a_step_comes_from_counts() {
    let files = [
        ("two", TWO),
        (
            "day",
            r#"(title: "Day", easier: "breathe-even",
                steps: [Hold(text: "Own.", for: "30s"), Include("two")])"#,
        ),
        ("odd", r#"(title: "Odd", easier: "breathe-even", steps: []"#),
    ];
    let mut person = before_own(&files, "day");
    person.enter().wait(10).keys("x").sees("Even breathing");
    person.keys(" ").wait(20).keys("x").sees("Belly breathing");
    // One that names none, and one that is broken, say so.
    let files = [("none", r#"(title: "None", steps: [Hold(text: "Own.", for: "30s")])"#)];
    before_own(&files, "none").enter().wait(10).keys("e").sees("No easier routine is named");
    let files = [
        ("odd", r#"(title: "Odd", steps: [Hold(text: "Own.", fro: "30s")])"#),
        ("to", r#"(title: "To", easier: "odd", steps: [Hold(text: "Own.", for: "30s")])"#),
    ];
    before_own(&files, "to").enter().wait(10).keys("e").sees("`odd` can't be played");
}

const TWO: &str = r#"(title: "Two", easier: "breathe-belly", steps: [
    Hold(name: "First", text: "One.", for: "30s", ready: "3s"),
    Hold(name: "Second", text: "Two.", for: "30s", ready: "3s"),
])"#;
