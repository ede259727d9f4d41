//! Sentences as real sheets have them, each with what the second reader tells of it.

use super::problems;

/// What is told of steps in a routine of this language: names of warnings, with the words that
/// they are about.
fn told(language: &str, steps: &str) -> Vec<String> {
    let text = format!(
        "(title: \"Sheet\", language: \"{language}\", cautions: [\"twist\"], \
         sources: [(title: \"Sheet\")], steps: [{steps}])"
    );
    let told = problems(&text).into_iter();
    told.map(|problem| format!("{}: {}", problem.name, problem.message))
        .collect()
}

fn check(cases: &[(&str, &str, &[&str])]) {
    let mut wrong = Vec::new();
    for (language, steps, expected) in cases {
        let told = told(language, steps);
        let as_expected = told.len() == expected.len()
            && told
                .iter()
                .zip(*expected)
                .all(|(told, words)| told.contains(words));
        if !as_expected {
            wrong.push(format!(
                "{steps}\n   tells {told:#?}\n   and not {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn hold(text: &str) -> String {
    format!("Hold(text: \"{text}\", for: \"15s\")")
}

#[test]
fn sides_are_found_as_sheets_have_them() {
    let mut wrong = Vec::new();
    let sheets = [
        ("de", "Je Seite 4 Wdh. machen."),
        ("de", "Je Seite 2x 15 Sek. halten."),
        ("de", "4 Wdh. pro Seite"),
        ("de", "2x pro Seite."),
        ("de", "15 Sek. pro Bein halten."),
        ("de", "Kopf sanft neigen. Seitenwechsel."),
        ("de", "Danach Seitenwechsel."),
        ("de", "Wechseln Sie die Seite."),
        ("de", "Wechseln Sie anschließend die Seite."),
        ("de", "Dann die Seite wechseln."),
        ("de", "Mit dem anderen Arm wiederholen."),
        ("de", "Mit der anderen Seite wiederholen."),
        ("de", "Anschließend mit dem anderen Bein ebenso."),
        ("de", "Auf beiden Seiten 4x."),
        ("de", "Übung auf beiden Seiten wiederholen."),
        ("de", "Rechts und links je 4 Wdh."),
        ("de", "Danach die Gegenseite."),
        ("en", "Then switch sides."),
        ("en", "Hold and repeat for your other side."),
        ("en", "Switch feet."),
        ("en", "Do 4 reps per side."),
        ("en", "Each side 4 times."),
        ("en", "Repeat on both sides."),
        ("en", "4 times on both sides."),
        ("en", "Repeat with the opposite leg."),
        ("en", "Now do the other leg."),
    ];
    for (language, text) in sheets {
        let steps = format!("Hold(text: \"{text}\", for: \"15s\", times: 4)");
        if !told(language, &steps)
            .iter()
            .any(|told| told.starts_with("text-sides"))
        {
            wrong.push(text);
        }
    }
    assert!(wrong.is_empty(), "not told: {wrong:#?}");
}

#[test]
fn what_is_no_change_of_sides_is_left_alone() {
    let mut wrong = Vec::new();
    let sheets = [
        ("de", "Beine abwechselnd heben."),
        ("de", "Im Wechsel das linke und das rechte Bein heben."),
        ("de", "Die Hände auf beiden Seiten aufstützen."),
        (
            "de",
            "Legen Sie auf jeder Seite des Nackens ein Handtuch hin.",
        ),
        ("de", "Strecken Sie beide Arme zur Seite."),
        ("de", "Der andere Arm bleibt liegen."),
        (
            "en",
            "Walk the hands forward, alternating your left and your right.",
        ),
        (
            "en",
            "Hands on either side of you, on both sides of the sink.",
        ),
        ("en", "Place a rolled towel on each side of your neck."),
        ("en", "Opposite arm and leg, alternating."),
        ("en", "Keep the other leg flat on the floor."),
        ("en", "Extend both arms to the sides."),
        ("en", "One arm up, the other hand on the hip."),
    ];
    for (language, text) in sheets {
        let told = told(language, &hold(text));
        if !told.is_empty() {
            wrong.push((text, told));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn steps_that_do_one_side_each_are_told_apart_from_those_that_forget_one() {
    let two = |first: &str, second: &str| format!("{}, {}", hold(first), hold(second));
    check(&[
        (
            "en",
            &two(
                "Pull the left knee to the chest.",
                "Pull the right knee to the chest.",
            ),
            &[],
        ),
        ("en", &two("Bend the right knee.", "Now the left leg."), &[]),
        (
            "de",
            &two("Das rechte Knie beugen.", "Dasselbe mit dem linken Knie."),
            &[],
        ),
        // The words still say that the sides change within the step.
        (
            "en",
            &two(
                "Bend the right knee, then switch sides.",
                "Now the left leg.",
            ),
            &["text-sides: the words say `switch sides`"],
        ),
        // A left word here and a right word there are no pair.
        (
            "en",
            &two(
                "Lie down and pull the left knee to the chest with both hands.",
                "Stand tall, reach the right arm up and lean over.",
            ),
            &[
                "text-sides: the words name a side, `left knee`",
                "text-sides: the words name a side, `right arm`",
            ],
        ),
        // One half of each pair only.
        (
            "en",
            &format!(
                "{}, {}",
                two("Pull the left knee in.", "Pull the right knee in."),
                hold("Pull the left knee in, and breathe.")
            ),
            &["text-sides: the words name a side, `left knee`"],
        ),
        // All on the right, then all on the left.
        (
            "en",
            &format!(
                "{}, {}",
                two(
                    "Pull the right knee in.",
                    "Lean over the right hip, arm up."
                ),
                two("Pull the left knee in.", "Lean over the left hip, arm up.")
            ),
            &[],
        ),
        // One mistake, one message, with all the wrong words.
        (
            "en",
            "Hold(text: \"Left hand on the right knee, left foot back.\", for: \"15s\", side: Each)",
            &["text-sides: the words say `Left hand`, `right knee` and `left foot` on both sides"],
        ),
        (
            "en",
            "Hold(text: \"Lower the left leg over the right thigh.\", for: \"15s\")",
            &["text-sides: the words name both sides, `left leg` and `right thigh`"],
        ),
        // The program says the change; on the last side nothing follows.
        (
            "en",
            "Hold(text: \"Lean to the {side}, then switch sides.\", for: \"15s\", side: Each)",
            &["text-sides: the words say `switch sides` on the last side as well"],
        ),
        (
            "en",
            "Hold(text: \"Lean over, then switch sides.\", for: \"15s\", side: Each)",
            &["side-never-said"],
        ),
        // One side alone is as prescribed.
        (
            "en",
            "Hold(text: \"Lift the left arm.\", for: \"15s\", side: Left)",
            &[],
        ),
        (
            "en",
            "Hold(text: \"{Side} ear down.\", for: \"15s\", side: Each), \
             Hold(text: \"Lift the arm.\", for: \"15s\", side: Left), \
             Hold(text: \"Reach back.\", for: \"15s\", times: 2, side: Left)",
            &[],
        ),
        (
            "en",
            "Hold(name: \"Left calf\", for: \"20s\", side: Left), \
             Hold(name: \"Right calf\", for: \"20s\", times: 2, side: Right)",
            &["uneven-sides"],
        ),
    ]);
}
