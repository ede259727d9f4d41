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
    told.map(|problem| format!("{}: {}", problem.name, problem.message)).collect()
}

fn check(cases: &[(&str, &str, &[&str])]) {
    let mut wrong = Vec::new();
    for (language, steps, expected) in cases {
        let told = told(language, steps);
        let as_expected = told.len() == expected.len()
            && told.iter().zip(*expected).all(|(told, words)| told.contains(words));
        if !as_expected {
            wrong.push(format!("{steps}\n   tells {told:#?}\n   and not {expected:?}"));
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
        if !told(language, &steps).iter().any(|told| told.starts_with("text-sides")) {
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
        ("de", "Legen Sie auf jeder Seite des Nackens ein Handtuch hin."),
        ("de", "Strecken Sie beide Arme zur Seite."),
        ("de", "Der andere Arm bleibt liegen."),
        ("en", "Walk the hands forward, alternating your left and your right."),
        ("en", "Hands on either side of you, on both sides of the sink."),
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
        ("en", &two("Pull the left knee to the chest.", "Pull the right knee to the chest."), &[]),
        ("en", &two("Bend the right knee.", "Now the left leg."), &[]),
        ("de", &two("Das rechte Knie beugen.", "Dasselbe mit dem linken Knie."), &[]),
        // The words still say that the sides change within the step.
        (
            "en",
            &two("Bend the right knee, then switch sides.", "Now the left leg."),
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
                two("Pull the right knee in.", "Lean over the right hip, arm up."),
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
        ("en", "Hold(text: \"Lift the left arm.\", for: \"15s\", side: Left)", &[]),
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

#[test]
fn counts_are_forgiven_only_where_that_is_right() {
    let parts = "tempo: [(cue: \"up\", for: \"3s\"), (cue: \"stay\", for: \"3s\"), (cue: \"down\", for: \"3s\")]";
    let reps = |text: &str, more: &str| format!("Reps(text: \"{text}\", {more})");
    check(&[
        (
            "en",
            &reps("Do 3 repetitions.", &format!("times: 8, {parts}")),
            &["text-count: the words say `3 repetitions`, and `times` is 8"],
        ),
        (
            "en",
            &reps(
                "Repeat twice.",
                "times: 8, tempo: [(cue: \"up\", for: \"3s\"), (cue: \"down\", for: \"3s\")]",
            ),
            &["text-count: the words say `twice`"],
        ),
        // In one repetition the words count its parts.
        (
            "en",
            &reps(
                "Twice: up, and down.",
                "tempo: [(cue: \"up\", for: \"3s\"), (cue: \"down\", for: \"3s\")]",
            ),
            &[],
        ),
        (
            "en",
            "Hold(text: \"Lean to the {side}, twice.\", for: \"10s\", times: 3, side: Each)",
            &["text-count: the words say `twice`, and `times` is 3 on each side"],
        ),
        ("en", "Hold(text: \"Lean to the {side}, twice.\", for: \"10s\", side: Each)", &[]),
        (
            "en",
            "Hold(text: \"Lean to the {side}, 8 times.\", for: \"5s\", times: 4, side: Each)",
            &["text-count"],
        ),
        (
            "en",
            "Hold(text: \"Lean to the {side}, 8 times in all.\", for: \"5s\", times: 4, side: Each)",
            &[],
        ),
        (
            "de",
            "Hold(text: \"Nach {rechts|links}, insgesamt 8 Mal.\", for: \"5s\", times: 4, side: Each)",
            &["text-count"],
        ),
        (
            "de",
            "Hold(text: \"Nach {rechts|links}, 8 Mal insgesamt.\", for: \"5s\", times: 4, side: Each)",
            &[],
        ),
        ("en", "Hold(text: \"Lean forward about 3 times.\", for: \"10s\")", &["text-count"]),
        ("en", "Hold(text: \"Repeat two or three times.\", for: \"10s\")", &["text-count"]),
        (
            "en",
            "Hold(text: \"Lean to the {side}, two or three times.\", for: \"10s\", side: Each)",
            &["text-count"],
        ),
        (
            "de",
            "Reps(text: \"Arme heben. 3x10 Wdh.\", times: 5, pace: \"3s\")",
            &[
                "text-count: the words say `3x`, and `sets` is 1",
                "text-count: the words say `10 Wdh`, and `times` is 5",
            ],
        ),
        ("de", "Reps(text: \"Arme heben. 3 x 10 Wdh.\", times: 10, sets: 3, pace: \"3s\")", &[]),
        ("de", "Reps(text: \"Arme heben. 3x10\", times: 10, sets: 3, pace: \"3s\")", &[]),
        // So many holds are no holds.
        ("en", "Hold(text: \"Twirl the wrist, 10 to 20 times.\", for: \"20s\")", &["text-count"]),
    ]);
}

#[test]
fn lengths_are_those_of_what_the_words_name() {
    let breathe = |text: &str, more: &str| {
        format!("Breathe(text: \"{text}\", inhale: \"4s\", exhale: \"8s\", {more})")
    };
    check(&[
        (
            "en",
            "Hold(text: \"Hold for 30 seconds. Do it 3 times.\", for: \"10s\", times: 3)",
            &["text-length: the words say `30 seconds`, and the hold lasts 10s"],
        ),
        ("en", "Hold(text: \"Half a minute in all.\", for: \"10s\", times: 3)", &[]),
        (
            "en",
            &breathe("Breathe for 3 minutes.", "for: \"60s\""),
            &["text-length: the words say `3 minutes`"],
        ),
        (
            "en",
            &breathe("In 4 seconds, out 6 seconds.", "rounds: 5"),
            &["text-length: the words say `6 seconds`"],
        ),
        ("de", &breathe("Atmen Sie 3 Minuten.", "for: \"60s\""), &["text-length"]),
        ("en", "Hold(text: \"Hold between 10 and 20 seconds.\", for: \"40s\")", &["text-length"]),
        ("en", "Hold(text: \"After 10-20 seconds, relax.\", for: \"97s\")", &["text-length"]),
        ("en", "Hold(text: \"Hold for 10-20 seconds and let go.\", for: \"3s\")", &["text-length"]),
        // A rest of that length is no hold of that length.
        (
            "en",
            "Hold(text: \"Hold for 10 seconds.\", for: \"40s\", times: 2, rest: \"10s\")",
            &["text-length"],
        ),
        ("en", "Hold(text: \"Hold for a count of ten.\", for: \"40s\")", &["text-length"]),
        ("en", "Hold(text: \"Hold for a count of ten.\", for: \"10s\")", &[]),
        ("de", "Hold(text: \"10–15 Sekunden halten.\", for: \"40s\")", &["text-length"]),
        ("en", "Hold(text: \"Hold up to 30s.\", for: \"40s\")", &["text-length"]),
        // Rests are rests.
        (
            "en",
            "Hold(text: \"Lean. Rest 10 seconds between.\", for: \"40s\", times: 3)",
            &["text-length: the words say `10 seconds`, and no rest is so long"],
        ),
        (
            "en",
            "Hold(text: \"Lean. Rest 10 seconds between.\", for: \"40s\", times: 3, rest: \"10s\")",
            &[],
        ),
        (
            "en",
            "Reps(text: \"Ten of them, rest 30 seconds between sets.\", times: 10, sets: 3, pace: \"3s\")",
            &["text-length: the words say `30 seconds`, and no rest is so long"],
        ),
        (
            "en",
            "Hold(text: \"Lean, then rest 20 seconds.\", for: \"40s\"), Rest(for: \"20s\"), Hold(text: \"Lean.\", for: \"9s\")",
            &[],
        ),
        // These are no part of the step.
        ("en", "Hold(text: \"Lean forward. Wait 2 hours between.\", for: \"40s\")", &[]),
        ("de", "Hold(text: \"Vorbeugen. 2 Stunden Pause.\", for: \"40s\")", &[]),
        ("de", "Hold(text: \"15 Min. nach dem Aufstehen.\", for: \"40s\")", &[]),
        ("en", "Wait(text: \"Wait 2 hours between the packs.\")", &[]),
    ]);
}

#[test]
fn turns_of_the_trunk_are_found_as_sheets_have_them() {
    let turns = [
        "Let both knees sink to one side, then to the other.",
        "Drop your bent knees slowly to the {side}.",
        "With the knees together, lower them. Roll your knees to the left.",
        "Rotate your trunk as far as is comfortable.",
        "Turn your whole body to the {side}.",
        "Turn your shoulders to the {side}, hips stay.",
        "Twist to the {side}.",
        "Open book, the top arm over.",
        "Thread the needle with the {side} arm.",
        "Rotate the upper body.",
        "The upper body is rotated to the {side}.",
    ];
    let german = [
        "Beide Knie langsam zur Seite sinken lassen.",
        "Die Knie nach {rechts|links} ablegen.",
        "Den Oberkörper nach {rechts|links} drehen.",
        "Im Drehsitz bleiben.",
        "Drehen Sie die Schultern nach {rechts|links}.",
    ];
    let others = [
        "Turn your head to the {side}.",
        "Turn your head slowly, shoulders stay level, to the {side}.",
        "Turn onto your {side} side.",
        "Turn your body onto the {side} side.",
        "Let the knees fall open to each side.",
        "Let the knees fall apart to the side.",
        "Rotate the shoulders back and down.",
        "Rotate the {side} arm outward, elbow at the side.",
        "Lie on your side with the knees bent.",
        "Bring both knees to the chest. Roll onto your side.",
        "Sit up, legs to the front, and bring the {side} arm over.",
        "Don't let the knees drop to one side.",
        "Turn the palms up.",
        "Open the book and read on.",
        "Circle the ankles, then turn the feet to the {side}.",
    ];
    let german_others = [
        "Den Kopf nach {rechts|links} drehen.",
        "Auf die Seite drehen.",
        "Die Knie auseinander sinken lassen.",
        "Die Arme nach außen drehen.",
        "Knie zur Brust ziehen, danach auf die Seite legen.",
    ];
    let found = |language: &str, says: &str| {
        let text = format!(
            "(title: \"T\", language: \"{language}\", sources: [(title: \"S\")], \
             steps: [Hold(text: \"{says}\", for: \"40s\", side: Each)])"
        );
        super::names(&text).contains(&"twist-caution")
    };
    let mut wrong: Vec<&&str> = Vec::new();
    for (language, all, expected) in [
        ("en", &turns[..], true),
        ("de", &german, true),
        ("en", &others, false),
        ("de", &german_others, false),
    ] {
        wrong.extend(all.iter().filter(|says| found(language, says) != expected));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn german_is_known_by_its_words() {
    let hinted = |text: &str| super::names(text).contains(&"language-missing");
    let of = |says: &str| format!("(title: \"T\", steps: [Hold(text: \"{says}\", for: \"20s\")])");
    for says in [
        "Je Seite 4 Wdh.",
        "Das Knie zur Brust ziehen.",
        "Legen Sie sich auf den Rücken und atmen Sie ruhig.",
    ] {
        assert!(hinted(&of(says)), "{says}");
    }
    for says in [
        "Bend the knee and hold.",
        "Shavasana.",
        "Buig de linker knie en strek je been, dan rechts.",
        "Ligg på rygg og dra det ene kneet mot brystet.",
        "Amène le genou vers la poitrine, des deux mains.",
        "Heel raise, left, 10 s.",
        "",
    ] {
        assert!(!hinted(&of(says)), "{says}");
    }
    // What it is read with then: "Je Seite" asks for both sides.
    assert!(super::names(&of("Je Seite 4 Wdh. mit dem Bein.")).contains(&"text-sides"));
}

#[test]
fn what_is_held_once_can_t_alternate() {
    let of = |step: &str| super::names(&format!("(title: \"T\", steps: [{step}])"));
    let asks = |step: &str| of(step).contains(&"text-sides");
    assert!(asks("Hold(text: \"Bend and hold. Alternate sides.\", for: \"20s\")"));
    assert!(!asks("Hold(text: \"Bend and hold. Alternate sides.\", for: \"20s\", times: 4)"));
    assert!(!asks("Reps(text: \"Bend. Alternate sides.\", times: 4, pace: \"4s\")"));
    assert!(!asks("Hold(text: \"Alternate your legs.\", for: \"60s\")"));
}
