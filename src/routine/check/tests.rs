use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::routine::read::by_ron;

fn routine(steps: &str) -> Routine {
    by_ron(&format!("(title: \"t\", ready: \"0s\", steps: [{steps}])")).expect(steps)
}

#[track_caller]
fn size_of(steps: &str, phases: u64, seconds: u64) {
    let size = size(&routine(steps), &mut |_| None);
    assert_eq!(
        (size.phases, size.most),
        (phases, Duration::from_secs(seconds)),
        "{steps}"
    );
}

#[test]
fn a_routine_is_measured_without_being_spelled_out() {
    size_of("Rest(for: \"5s\")", 1, 5);
    size_of("Hold(for: \"10s\", times: 3, rest: \"2s\")", 5, 34);
    size_of(
        "Hold(for: \"10s..30s\", times: \"2..3\", ready: \"5s\")",
        4,
        95,
    );
    // Both sides with the change between them, which is 5 s unless said otherwise.
    size_of("Hold(for: \"10s\", side: Each)", 3, 25);
    size_of(
        "Hold(for: \"10s\", side: Each, change: \"0s\", left: (times: 2))",
        3,
        30,
    );
    // Right, left, right, left, with the rest where the repetitions turn over.
    size_of(
        "Hold(for: \"10s\", times: 2, rest: \"9s\", side: Each, alternate: Reps, change: \"4s\")",
        7,
        57,
    );
    size_of("Reps(times: 10, sets: 3, set_rest: \"60s\")", 5, 120);
    size_of(
        "Reps(tempo: [(cue: \"a\", for: \"3s\"), (cue: \"b\", for: \"4s\")], times: 3, rest: \"2s\")",
        8,
        25,
    );
    size_of(
        "Breathe(inhale: \"4s\", exhale: \"6s\", for: \"35s\")",
        6,
        30,
    );
    size_of(
        "Breathe(inhale: \"4s\", hold: \"1s\", exhale: \"6s\", for: \"5s\")",
        3,
        11,
    );
    size_of("Heat(for: \"15m..20m\")", 3, 1200);
    size_of(
        "Repeat(times: 3, rest: \"10s\", steps: [Rest(for: \"5s\"), Wait(text: \"x\")])",
        8,
        35,
    );
    size_of(
        "Repeat(times: 2, side: Each, steps: [Rest(for: \"5s\")])",
        5,
        25,
    );
    // In later rounds a get-ready lasts 3 s, unless the step has one of its own.
    size_of("Repeat(times: 3, steps: [Hold(for: \"5s\")])", 5, 21);
    size_of(
        "Repeat(times: 3, rest: \"1s\", steps: [Hold(for: \"5s\")])",
        5,
        17,
    );
    size_of(
        "Repeat(times: 3, rest: \"1s\", steps: [Hold(for: \"5s\", ready: \"8s\")])",
        8,
        41,
    );
    // The first is as long as the words need.
    size_of(
        "Repeat(times: 3, steps: [Hold(for: \"5s\", text: \"one two three four five\")])",
        6,
        26,
    );
}

#[test]
fn the_limits_are_kept_by_arithmetic() {
    let nested = |inner: &str, times: u32| format!("Repeat(times: {times}, steps: [{inner}])");
    let mut steps = "Rest(for: \"1s\")".to_owned();
    assert!(
        size(&routine(&nested(&steps, 100_000)), &mut |_| None)
            .too_big()
            .is_some()
    );
    assert!(
        size(&routine(&nested(&steps, 86_400)), &mut |_| None)
            .too_big()
            .is_none()
    );
    for _ in 0..16 {
        steps = nested(&steps, 100_000);
    }
    let size = size(&routine(&steps), &mut |_| None);
    assert_eq!(size.phases, u64::MAX);
    assert!(size.too_big().is_some());
}

#[test]
fn routines_that_double_each_other_are_measured_in_a_moment() {
    let routines: Vec<Arc<Routine>> = (0..60)
        .map(|n: u32| match n.checked_sub(1) {
            None => Arc::new(routine("Rest(for: \"1s\")")),
            Some(n) => Arc::new(routine(&format!("Include(\"r{n}\"), Include(\"r{n}\")"))),
        })
        .collect();
    let mut lookup = |id: &str| -> Option<Arc<Routine>> {
        let n: usize = id.strip_prefix('r')?.parse().ok()?;
        routines.get(n).cloned()
    };
    let all: Vec<String> = (0..60).map(|n| format!("r{n}")).collect();
    let found = resolve(&routine("Include(\"r59\")"), None, &mut lookup, &all);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].name, "too-many-phases");
    let found = resolve(&routine("Include(\"r9\")"), None, &mut lookup, &all);
    assert_eq!(found, []);
}

#[test]
fn a_circle_is_named_whole_and_once() {
    let mut lookup = |id: &str| -> Option<Arc<Routine>> {
        let next = match id {
            "a" => "b",
            "b" => "c",
            "c" => "a",
            _ => return None,
        };
        Some(Arc::new(routine(&format!(
            "Include(\"{next}\"), Include(\"{next}\")"
        ))))
    };
    let all = ["a", "b", "c"].map(str::to_owned);
    let found = resolve(&routine("Include(\"b\")"), Some("a"), &mut lookup, &all);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0].message,
        "these routines include each other: a -> b -> c -> a"
    );
    assert_eq!(found[0].place, Place::step(&[0]));
}

#[test]
fn a_text_over_lines_becomes_paragraphs() {
    for (text, tidied) in [
        ("one line ", "one line "),
        ("a\tb", "a b"),
        ("one\n    line", "one line"),
        ("one\r\n\t\tline\r\n", "one line"),
        ("\n  one\n\n\n  two\n  more\n", "one\n\ntwo more"),
    ] {
        let mut out = text.to_owned();
        tidy(&mut out);
        assert_eq!(out, tidied, "{text:?}");
        let again = out.clone();
        tidy(&mut out);
        assert_eq!(out.lines().count(), again.lines().count());
    }
}

#[test]
fn sentences_are_no_names() {
    let names = Names {
        cautions: Some(&["twist"]),
    };
    let mut whole = routine("Rest(for: \"5s\")");
    whole.cautions = vec![
        "twist".into(),
        "Not with a fever.".into(),
        "Careful!".into(),
    ];
    assert_eq!(check(&whole, &names), []);
    whole.cautions.push("bend".into());
    assert_eq!(check(&whole, &names).len(), 1);
    assert_eq!(check(&whole, &Names::default()), []);
}
