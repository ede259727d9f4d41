//! Sound routines to damage, and pieces to pile up.

pub const TWIST: &str = r#"// For the middle of the back.
Routine(
    title: "Seated twist",
    about: "A slow turn on the chair, for the middle of the back.
        It runs over lines.

        And has a paragraph.",
    stage: Settled,                        // no recent episode, or six weeks on
    positions: [Seated],
    areas: ["middle of the back", "ribs"],
    needs: ["a chair that cannot roll or tip"],
    cautions: ["twist", "bone", "stop"],
    sources: [(title: "Why is my back spasming?", says: "the turn itself, one side; no seconds")],
    prescribed: (by: "Dr. Example", on: "2026-11-21"),
    steps: [
        Reps(
            name: "Seated twist",
            start: "Sit tall, both feet down. {Side} hand behind you, {other side} hand on the {side} knee.",
            text: "Breathe in and grow. Breathe out and turn to the {side} from the ribs; knees stay.",
            say: "Turn to the {side}.",
            side: Each,                    // right first; `first: Left` turns it round
            times: 3,                      // always per side
            tempo: [
                (cue: "grow taller", for: "3s", breath: In),
                (cue: "turn {side}", for: "4s", breath: Out),
                (cue: "stay and breathe", for: "8s"),
            ],
            rest: "2s",                    // between repetitions
            change: "6s",
            left: (times: 2),
        ),
        Rest(for: "30s"),
    ],
)
"#;

pub const WARMTH: &str = r#"(
    title: "Warmth and rest",
    group: Some("At home"),
    steps: [
        Heat(
            text: "Pleasant warmth, never hot.",
            for: "15m..20m",
            checks: [(at: "5m", text: "Look at the skin: faint pink is usual.")],
            off: "Pack off, switched off.",
            apart: "2h", a_day: 3,
        ),
        Repeat(times: "2..3", rest: "5s", side: Each, steps: [
            Hold(name: "Ear to shoulder", start: "Sit tall. {Other side} hand under the thigh.", for: "10s..30s"),
            Include("plain"),
        ]),
        Lie(for: "5m", ready: "key"),
        Breathe(inhale: "4s", hold: "1s", exhale: "6s", for: "2m"),
        Wait(text: "Get up \"slowly\".", for: "..45s"),
    ],
)
"#;

pub const TIGHT: &str = r#"Routine(title:"A",areas:["a","b"],positions:[Any,Seated],steps:[Hold(for:"3s",side:Each,alternate:Reps,times:2,change:"1s"),Walk(for:"10m"),Reps(times:5),Cold(for:"10m..15m",a_day:2)])"#;

/// Pieces of files, sound and unsound.
pub const PIECES: &[&str] = &[
    "Routine(",
    "title:",
    "\"x\"",
    "steps:",
    "[",
    "]",
    "(",
    ")",
    ",",
    ":",
    "Hold(",
    "for:",
    "\"3s\"",
    "\"",
    "'",
    "“",
    "”",
    "//",
    "/*",
    "*/",
    "\n",
    " ",
    "Some(",
    "None",
    "3",
    "-",
    "..",
    "2-3",
    "10s",
    "Each",
    "side:",
    "{",
    "}",
    "\\",
    "r#\"",
    "\"#",
    "#![enable(",
    "é",
    "\u{a0}",
    "\u{1b}",
    "\u{feff}",
    "Repeat(",
    "tempo:",
    "Reps(",
    "left:",
    "Include(",
    "=",
    ";",
    "\t",
    "\r\n",
    "{side}",
    "stage:",
];
