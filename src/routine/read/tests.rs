use super::*;

const TWIST: &str = r#"Routine(
    title: "Seated twist",
    about: "A slow turn on the chair
        for the middle of the back.

        Stop when it hurts.",
    stage: Settled,   // six weeks on
    positions: [Seated],
    areas: ["middle of the back"],
    needs: ["a chair that cannot roll or tip"],
    cautions: ["twist", "bone", "stop"],
    sources: [(title: "Why?", says: "the turn itself")],
    steps: [
        Reps(
            name: "Seated twist",
            start: "Sit tall. {Side} hand behind you, {other side} hand on the {side} knee.",
            side: Each,
            times: 3,
            tempo: [
                (cue: "grow taller", for: "3s", breath: In),
                (cue: "turn {side}", for: "4s", breath: Out),
            ],
            rest: "2s",
            change: "6s",
        ),
        Heat(
            for: "15m..20m",
            checks: [(at: "5m", text: "Look at the skin.")],
            apart: "2h", a_day: 3,
        ),
        Repeat(times: "2..3", steps: [Hold(for: "10s..30s"), Include("other"), Rest(for: "5s")]),
        Breathe(inhale: "4s", exhale: "6s", rounds: 6),
    ],
)
"#;

#[test]
fn both_ways_of_reading_give_the_same() {
    let reading = by_tree(TWIST, &Names::default());
    assert_eq!(reading.problems, []);
    assert_eq!(reading.routine, by_ron(TWIST));
    assert!(reading.routine.is_some());
    assert_eq!(read(TWIST).problems, []);
}
