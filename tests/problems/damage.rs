//! Sound files with one character lost, added or swapped.

use std::path::Path;

use proptest::prelude::*;

use supple::problem::position;
use supple::routine::read;

use super::samples::{TIGHT, TWIST, WARMTH};

/// The routines of the library where there are any, and some of our own.
fn sound() -> Vec<String> {
    let mut all = vec![TWIST.to_owned(), WARMTH.to_owned(), TIGHT.to_owned()];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("routines");
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "ron") {
            // Not every file of the library is a routine.
            let text = std::fs::read_to_string(path).unwrap();
            all.extend(read::by_ron(&text).is_some().then_some(text));
        }
    }
    all
}

/// Every how manieth mutant is looked at, so that there are some twelve hundred; all of them with
/// `THOROUGH` set.
fn step(sound: &[String]) -> usize {
    match std::env::var_os("THOROUGH") {
        Some(_) => 1,
        None => (sound.iter().map(String::len).sum::<usize>() * 3 / 1200).max(1) | 1,
    }
}

/// Every way to damage a text by one character, with the byte where it was done. `step` leaves
/// most of them out, others for every text.
fn damaged(text: &str, step: usize) -> impl Iterator<Item = (usize, String)> + '_ {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let inserted =
        ['"', ')', '(', '[', ']', ',', ':', '/', 'x', '7', ' ', '\\', '{', '\'', '“', '-'];
    (0..places.len() * 3).skip(text.len() % step).step_by(step).map(move |n| {
        let at = places[n / 3];
        let c = text[at..].chars().next().unwrap();
        let after = &text[at + c.len_utf8()..];
        let before = &text[..at];
        let new = match n % 3 {
            0 => format!("{before}{after}"),
            1 => format!("{before}{}{c}{after}", inserted[(n / 3) % inserted.len()]),
            _ => match after.chars().next() {
                Some(next) => {
                    format!("{before}{next}{c}{}", &after[next.len_utf8()..])
                }
                None => before.to_owned(),
            },
        };
        (at, new)
    })
}

#[test]
fn one_wrong_character_is_told_near_to_where_it_is() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    let sound = sound();
    let step = step(&sound);
    for text in sound {
        for (at, new) in damaged(&text, step) {
            seen += 1;
            let reading = read::read(&new);
            if reading.routine.is_some() {
                continue;
            }
            let line = position(&new, at.min(new.len())).0;
            let near = reading
                .problems
                .iter()
                .any(|problem| position(&new, problem.at.start).0.abs_diff(line) <= 1);
            // A name that is written wrong where it is given is told where it is used, and the
            // help says which one it would be.
            let damaged = new.lines().nth(line - 1).unwrap_or_default();
            let mut helps = reading.problems.iter().map(|problem| &problem.help);
            let near = near
                || helps
                    .any(|help| help.split('"').nth(1).is_some_and(|name| damaged.contains(name)));
            if !near {
                let told: Vec<String> = reading
                    .problems
                    .iter()
                    .map(|p| format!("    {}: {}", position(&new, p.at.start).0, p.message))
                    .collect();
                wrong.push(format!("{line}: {damaged}\n{}", told.join("\n")));
            }
        }
    }
    println!("{seen} mutants");
    assert!(seen > 1000);
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Plain ron and our own tree accept and refuse the same.
#[test]
fn ron_and_the_tree_agree_about_damaged_files() {
    let mut wrong = Vec::new();
    let sound = sound();
    let step = step(&sound);
    for text in sound {
        for (_, new) in damaged(&text, step) {
            agree(&new, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The forms that RON has for one and the same thing, as people write them: nobody writes `Some 3` or
/// `'3'`.
#[test]
fn ron_and_the_tree_agree_about_every_form_of_a_value() {
    let mut wrong = Vec::new();
    for form in [
        "about: None",
        "about: Some(\"x\")",
        "about: Some(\"x\",)",
        "about: Some(None)",
        "about: r\"x\"",
        "about: r#\"x\"y\"#",
        "about: \"\\u{e9}\\n\\x41\"",
        "about: \"\\q\"",
        "about: \"a\\\n  b\"",
        "about: 'x'",
        "about: b\"x\"",
        "about: \"\\u{110000}\"",
        "about: \"\\xe9\"",
        "about: \"\\xc3\\xa9\"",
        "stage: Any",
        "stage: r#Any",
        "stage: Some(Any)",
        "stage: None",
        "stage: Any()",
        "stage: \"Any\"",
        "positions: []",
        "positions: [,]",
        "positions: [Any,]",
        "positions: None",
        "positions: Some([])",
        "positions: (Any)",
        "r#about: \"x\"",
        "about : \"x\"",
        "about /* x */ : /* y */ \"x\"",
        "about: \"x\" /* , */",
        "title: \"again\"",
        "prescribed: ()",
        "prescribed: Prescribed()",
        "prescribed: Some(by: \"x\")",
        "prescribed: Some((by: \"x\"))",
        "prescribed: Some(Prescribed(by: \"x\"))",
        "prescribed: None",
        "prescribed: (,)",
        "prescribed: Other()",
        "prescribed: Some()",
        "sources: [Source(title: \"x\")]",
        "sources: [(\"x\")]",
        "sources: [(title: \"x\",)]",
        "sources: [Some(title: \"x\")]",
        "ready: \"5s\"",
        "ready: Some(\"5s\")",
        "ready: '5'",
        "easier: Some(\"x\")",
        "\"about\": \"x\"",
        "about: \"x\u{85}\" \u{2028}",
        "about: \"x\"\u{a0}",
        "about: inf",
        "about: ()",
        "about: {}",
        "confidence: High",
        "confidence: Some(r#High)",
    ] {
        agree(&format!("(title: \"t\", {form}, steps: [Rest(for: \"1s\")])"), &mut wrong);
        agree(&format!("Routine(title: \"t\", steps: [Rest(for: \"1s\")], {form})"), &mut wrong);
    }
    for form in [
        "Hold(for: \"1s\")",
        "Hold((for: \"1s\"))",
        "Hold(Hold(for: \"1s\"))",
        "Hold (for: \"1s\")",
        "Hold(for: \"1s\",)",
        "r#Hold(for: \"1s\")",
        "Hold[for: \"1s\"]",
        "Hold{for: \"1s\"}",
        "(for: \"1s\")",
        "Hold",
        "Reps()",
        "Reps",
        "Reps(,)",
        "Include(\"x\")",
        "Include(\"x\",)",
        "Include(r\"x\")",
        "Include((\"x\"))",
        "Include(x)",
        "Include()",
        "Include(\"x\", \"y\")",
        "Include(Some(\"x\"))",
        "Some(Reps())",
        "Some Reps()",
        "Reps(times: 3)",
        "Reps(times: +3)",
        "Reps(times: -3)",
        "Reps(times: 0)",
        "Reps(times: 3.0)",
        "Reps(times: 0x10)",
        "Reps(times: 1_0)",
        "Reps(times: 3u8)",
        "Reps(times: 3i64)",
        "Reps(times: 300u8)",
        "Reps(times: \"2..3\")",
        "Reps(times: 2..3)",
        "Reps(times: ..3)",
        "Reps(times: Some(3))",
        "Reps(times: Some(\"3\"))",
        "Reps(times: Some(Some(3)))",
        "Reps(times: (3))",
        "Reps(times: [3])",
        "Reps(times: 3 4)",
        "Reps(times: None)",
        "Reps(times: _3)",
        "Reps(times: 3_)",
        "Reps(times: 1e2)",
        "Reps(times: 0b11)",
        "Reps(times: Some(3,))",
        "Reps(times: Some((3)))",
        "Reps(times: true)",
        "Reps(times: 99999999999999999999)",
        "Reps(left: (times: 2), side: Each)",
        "Reps(left: Some(times: 2), side: Each)",
        "Reps(left: Some((times: 2)), side: Each)",
        "Reps(left: OneSide(times: 2), side: Each)",
        "Reps(left: Some(OneSide(times: 2)), side: Each)",
        "Reps(left: r#OneSide(times: 2), side: Each)",
        "Reps(tempo: [(cue: \"x\", for: \"1s\")])",
        "Reps(tempo: Some([Part(cue: \"x\", for: \"1s\")]))",
        "Reps(tempo: Some([(cue: \"x\", for: \"1s\")],))",
        "Reps(tempo: None)",
        "Reps(tempo: [(cue: \"x\", for: \"1s\", breath: Some(In))])",
        "Reps(tempo: [{cue: \"x\"}])",
        "Reps(side: Some(Each), side: Left)",
        "Heat(for: \"5m\", a_day: 3)",
        "Heat(for: \"5m\", a_day: Some(3))",
        "Heat(for: \"5m\", a_day: \"3\")",
        "Heat(for: \"5m\", a_day: '3')",
        "Heat(for: \"5m\", a_day: b'\\x02')",
        "Heat(for: \"5m\", checks: None)",
        "Heat(for: \"5m\", checks: [])",
        "Wait(text: \"\")",
        "Repeat(steps: [Rest(for: \"1s\")])",
        "Repeat(steps: [])",
        "Repeat(steps: None)",
        "Lie(for: \"1m\", ready: \"key\")",
        "Lie(for: \"1m\", ready: Some(\"8s\"))",
        "Wait(text: \"x\", for: \"..45s\")",
        "Wait(text: \"x\", for: None)",
        "Rest(for: Some(\"1s\"))",
        "/ Rest(for: \"1s\")",
        "Rest(for: \"1s\") // x\n",
    ] {
        agree(&format!("(title: \"t\", steps: [{form}])"), &mut wrong);
        agree(
            &format!("#![enable(explicit_struct_names)] Routine(title: \"t\", steps: [{form},])"),
            &mut wrong,
        );
    }
    for whole in [
        "(title: \"t\", steps: [Reps()])",
        "r#Routine(title: \"t\", steps: [Reps()])",
        "Rutine(title: \"t\", steps: [Reps()])",
        "#![enable(implicit_some)] (title: \"t\", steps: [Reps()])",
        "#![enable(nonsense)] (title: \"t\", steps: [Reps()])",
        "# ! [ enable ( implicit_some ) ] (title: \"t\", steps: [Reps()])",
        "#![enable(explicit_struct_names)] (title: \"t\", steps: [Reps()])",
        "Some(title: \"t\", steps: [Reps()])",
        "[Reps()]",
        "",
        " // x",
        "()",
        "(title: \"t\", steps: [Reps()]),",
        "(title: \"t\", steps: [Reps()]) x",
        "(title: \"t\", steps: [Reps()]) // x",
        "{title: \"t\"}",
        "(\"t\", [Reps()])",
        "Routine",
        "\u{feff}(title: \"t\", steps: [Reps()])",
        "/* x (title: \"t\", steps: [Reps()])",
    ] {
        agree(whole, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

fn agree(text: &str, wrong: &mut Vec<String>) {
    let problems = read::why_unreadable(text);
    if read::by_ron(text).is_some() != problems.is_empty() {
        wrong.push(format!("ron and the tree differ about {text}\n    {problems:?}"));
    }
}

/// A text of a routine, well formed most of the time, in any of the forms that RON allows.
fn any_routine() -> impl Strategy<Value = String> {
    let some = |of: &str| prop_oneof![4 => Just(of.to_owned()), 1 => Just(format!("Some({of})"))];
    let field = prop_oneof![
        prop::sample::select(vec![
            "\"10s\"",
            "\"10s..30s\"",
            "\"..45s\"",
            "\"0s\"",
            "10s",
            "\"15M\""
        ])
        .prop_flat_map(some)
        .prop_map(|of| format!("for: {of}")),
        prop::sample::select(vec!["3", "\"2..3\"", "0", "0x3", "'3'", "2-3", "None", "three"])
            .prop_flat_map(some)
            .prop_map(|of| format!("times: {of}")),
        prop::sample::select(vec!["Each", "Left", "r#Right", "each", "\"Each\"", "None"])
            .prop_flat_map(some)
            .prop_map(|of| format!("side: {of}")),
        prop::sample::select(vec![
            "\"x\"",
            "r\"x\"",
            "r#\"x\"#",
            "\"a\n  b\"",
            "\"\\u{e9}\"",
            "x",
            "“x”"
        ])
        .prop_flat_map(some)
        .prop_map(|of| format!("text: {of}")),
        prop::sample::select(vec!["\"5s\"", "\"key\"", "5"]).prop_map(|of| format!("ready: {of}")),
        prop::sample::select(vec![
            "(times: 2)",
            "Some(times: 2)",
            "OneSide(sets: 2)",
            "()",
            "Some((sets: 2))"
        ])
        .prop_map(|of| format!("left: {of}")),
        prop::sample::select(vec![
            "[(cue: \"x\", for: \"1s\")]",
            "[]",
            "None",
            "[(\"x\")]",
            "Some([])"
        ])
        .prop_map(|of| format!("tempo: {of}")),
        prop::sample::select(vec![
            "rest: \"5s\"",
            "sets: 2",
            "first: Left",
            "nonsense: 1",
            "inhale: \"4s\""
        ])
        .prop_map(str::to_owned),
    ];
    let kind = prop::sample::select(vec![
        "Hold", "Reps", "Rest", "Wait", "Heat", "Lie", "Breathe", "Repeat", "hold", "",
    ]);
    let gap = prop::sample::select(vec![", ", ",", " , /* x */ ", ",\n  // y\n  ", " "]);
    let fields = prop::collection::vec((field, gap), 0..5);
    let step = (kind, fields, any::<bool>()).prop_map(|(kind, fields, steps)| {
        let mut text = format!("{kind}(");
        if steps && kind == "Repeat" {
            text.push_str("steps: [Rest(for: \"1s\")], ");
        }
        let all = fields.len();
        for (i, (field, gap)) in fields.into_iter().enumerate() {
            text.push_str(&field);
            // A space alone separates nothing, but is welcome at the end.
            text.push_str(if i + 1 == all || !gap.trim().is_empty() { gap } else { "," });
        }
        text.push(')');
        text
    });
    let head = prop::sample::select(vec![
        "Routine(title: \"t\", ",
        "(title: \"t\",",
        "(title: \"a\n\n  b\", areas: [\"x\",], stage: Settled, ",
        "#![enable(implicit_some)]\nRoutine(title: r#\"t\"#, sources: [(title: \"x\")],",
        "Routine(",
        "(title: None, ",
    ]);
    (head, prop::collection::vec(step, 0..4))
        .prop_map(|(head, steps)| format!("{head}steps: [{}])", steps.join(", ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn ron_and_the_tree_agree_about_any_routine(text in any_routine(), cut in 0usize..400) {
        let mut wrong = Vec::new();
        agree(&text, &mut wrong);
        // And about what is left of it where one character is lost.
        if let Some((at, c)) = text.char_indices().nth(cut) {
            let damaged = format!("{}{}", &text[..at], &text[at + c.len_utf8()..]);
            agree(&damaged, &mut wrong);
        }
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
