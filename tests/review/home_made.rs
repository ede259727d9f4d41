//! Routines as people write them at home, from sheets, in their own words: nothing is wrong with
//! any of them, and nothing deserves a look.

pub const ALL: &[&str] = &[
    // A sheet for a calf, in the physiotherapist's words.
    r#"Routine(
        title: "Calf, three times a day",
        about: "From the sheet of the practice. About four minutes.",
        prescribed: (by: "Physiotherapy am Markt", on: "2026-10-02", review: "2026-12-01"),
        steps: [
            Hold(
                name: "Calf against the wall",
                start: "Both hands on the wall, {side} leg behind.",
                text: "Heel down, knee straight, lean in. Hold 30 seconds, twice on each side.",
                for: "30s", times: 2, rest: "10s", side: Each,
            ),
            Hold(
                name: "The same, knee bent",
                text: "Now bend the {side} knee a little; the heel stays down.",
                for: "20s..30s", times: 2, rest: "10s", side: Each,
            ),
        ],
    )"#,
    // Own pace, sets, dumb-bells.
    r#"Routine(
        title: "Arms with dumb-bells",
        sources: [(title: "A book on strength at home")],
        steps: [
            Reps(
                name: "Curls",
                start: "Hold a weight in each hand.",
                text: "Three sets of ten. Lift one arm, then the other arm.",
                times: 10, sets: 3, set_rest: "60s",
            ),
            Rest(for: "2m", text: "Drink something. Two minutes are enough."),
            Reps(
                name: "Press",
                text: "Both arms up, slowly down. 8 to 12 times.",
                times: "8..12", sets: 3, set_rest: "1m",
            ),
        ],
    )"#,
    // Both sides written out as steps of their own.
    r#"Routine(
        title: "Hip in the morning",
        sources: [(title: "Sheet of my doctor")],
        steps: [
            Hold(name: "Left knee", text: "Pull the left knee to the chest.", for: "20s"),
            Hold(name: "Right knee", text: "Pull the right knee to the chest.", for: "20s"),
            Hold(name: "Both knees", text: "Pull both knees in. Let the hips sink back.", for: "30s"),
        ],
    )"#,
    // A single side, as prescribed.
    r#"Routine(
        title: "Left shoulder after the fall",
        prescribed: (by: "Dr. Okafor"),
        steps: [
            Reps(
                name: "Pendulum", side: Left,
                text: "Let the {side} arm hang and swing it in small circles, 10 times.",
                times: 10, pace: "3s",
            ),
            Hold(name: "Crawl up", side: Left, text: "Walk the fingers up the wall; stay 5 seconds.", for: "5s", times: 5, rest: "3s"),
        ],
    )"#,
    // Looking to both sides is one repetition.
    r#"Routine(
        title: "Neck, two minutes",
        cautions: ["neck"],
        sources: [(title: "Ten tips for desk workers")],
        steps: [
            Reps(
                name: "Look around",
                text: "Look to the left, then to the right, slowly. Your back stays tall.",
                times: 5,
                tempo: [
                    (cue: "look left", for: "4s"),
                    (cue: "look right", for: "4s"),
                    (cue: "middle", for: "2s"),
                ],
            ),
            Hold(name: "Chin back", text: "Draw the chin straight back. Right, that is all.", for: "10s", times: 5, rest: "3s"),
        ],
    )"#,
    // Intervals in rounds.
    r#"Routine(
        title: "20-minute circuit",
        about: "Four rounds of three stations, forty seconds each.",
        sources: [(title: "Club handout")],
        steps: [
            Wait(text: "Clear some room and put the mat down."),
            Repeat(times: 4, rest: "90s", steps: [
                Hold(name: "Plank", text: "Forearms down, body straight. 40 seconds.", for: "40s"),
                Rest(for: "20s"),
                Hold(name: "Wall sit", text: "Back flat on the wall, right angles at the knees.", for: "40s"),
                Rest(for: "20s"),
                Hold(name: "Bird dog", text: "Opposite arm and leg, alternating.", for: "40s"),
            ]),
            Walk(name: "Walk it out", text: "Walk about until the breath is quiet.", for: "1m..3m"),
        ],
    )"#,
    // Breathing by length.
    r#"Routine(
        title: "Ten minutes of calm",
        about: "Slow breathing before bed. Once you yawn, you may stop. Twice a week is fine too.",
        sources: [(title: "A friend's advice")],
        steps: [
            Breathe(
                start: "Lie down. One hand on the belly, the other on the chest.",
                text: "Breathe in for four seconds and out for six. Ten minutes, or less.",
                inhale: "4s", exhale: "6s", for: "5m..10m",
            ),
        ],
    )"#,
    // Heat with words of one's own.
    r#"Routine(
        title: "Hot water bottle",
        cautions: ["heat", "heat-use"],
        sources: [(title: "Leaflet of the pharmacy")],
        steps: [
            Wait(text: "Fill the bottle with warm water, not boiling. Wait 5 minutes after filling it."),
            Heat(
                text: "Never more than 20 minutes. Off at once if it stings for more than a second.",
                for: "10m..15m",
                checks: [(at: "5m", text: "Look at the skin after five minutes.")],
            ),
        ],
    )"#,
    // German, with a sheet's usual words.
    r#"Routine(
        title: "Rücken am Morgen",
        about: "Gut fünf Minuten auf der Matte, zweimal am Tag.",
        language: "de",
        cautions: ["twist"],
        prescribed: (by: "Praxis Lindner", on: "2026-09-14"),
        steps: [
            Hold(
                name: "Knie zur Brust",
                start: "Leg dich auf den Rücken.",
                text: "Zieh ein Knie zur Brust: {das rechte|das linke}. Halte 20 Sekunden, dreimal je Seite.",
                for: "20s", times: 3, rest: "5s", side: Each,
            ),
            Reps(
                name: "Drehen im Liegen",
                text: "Lass beide Knie zur Seite sinken, {nach rechts|nach links}, und dreh den Kopf weg. Fünfmal.",
                times: 5, side: Each,
                tempo: [(cue: "sinken lassen", for: "4s", breath: Out), (cue: "zurück", for: "3s", breath: In)],
            ),
        ],
    )"#,
    // A language that no word check knows.
    r#"Routine(
        title: "Étirements",
        language: "fr",
        sources: [(title: "Fiche du kiné")],
        steps: [
            Hold(text: "Tenir 30 secondes, 3 fois de chaque côté, à gauche puis à droite.", for: "20s"),
            Hold(text: "Twist, 5 times, hold 10 seconds on each side.", for: "20s"),
        ],
    )"#,
    // Yoga, with sides around several steps.
    r#"Routine(
        title: "Warrior, both ways",
        about: "Five to seven minutes.",
        sources: [(title: "Evening class")],
        steps: [
            Repeat(times: 2, rest: "20s", side: Each, change: "15s", steps: [
                Hold(name: "Warrior two", text: "{Side} foot forward, arms wide, gaze over the {side} hand.", for: "40s"),
                Hold(name: "Side angle", text: "{Side} elbow on the knee, other arm long overhead.", for: "30s"),
            ]),
            Lie(name: "Rest", text: "Lie on your back, palms up, for a minute or two.", for: "1m..2m"),
        ],
    )"#,
    // Eyes: several steps without a body.
    r#"Routine(
        title: "Eyes, every 20 minutes",
        about: "20 seconds for the eyes: look far away, at least 6 metres, every 20 minutes.",
        sources: [(title: "The 20-20-20 rule")],
        steps: [
            Hold(name: "Look far away", text: "Look out of the window, at something far off, for 20 seconds.", for: "20s", ready: "6s"),
        ],
    )"#,
    // Pelvic floor: short and long ones, counted in the words.
    r#"Routine(
        title: "Pelvic floor",
        about: "Long ones and quick ones. Do it three times a day.",
        sources: [(title: "Hospital leaflet", by: "Women's health unit")],
        steps: [
            Reps(
                name: "Long", text: "Squeeze and lift for up to ten seconds, then let go. Ten times.",
                times: 10,
                tempo: [(cue: "squeeze", for: "10s"), (cue: "let go", for: "10s")],
            ),
            Reps(
                name: "Quick", text: "Ten quick ones, a second each. Breathe on.",
                times: 10, pace: "2s",
            ),
        ],
    )"#,
    // A hand: small parts and another sort of twist.
    r#"Routine(
        title: "Wrist and hand",
        prescribed: (by: "Hand therapy", on: "2026-08-30"),
        steps: [
            Reps(
                name: "Towel", start: "Take a rolled towel in both hands.",
                text: "Twist the towel one way, then the other way. Don't twist your body.",
                times: 8, pace: "6s",
            ),
            Reps(
                name: "Palm up, palm down", side: Each,
                text: "Elbow at the waist, turn the {side} palm up and down.",
                times: 10, pace: "3s", sets: 2, set_rest: "20s",
            ),
            Hold(name: "Prayer", text: "Palms together, elbows out; press for 6 s.", for: "6s", times: 5, rest: "4s"),
        ],
    )"#,
    // Balance, with a prop on both sides and words that only look like sides.
    r#"Routine(
        title: "Balance by the sink",
        about: "What is left of the day's strength goes here.",
        needs: ["something to hold on to on each side of you"],
        sources: [(title: "Falls clinic")],
        steps: [
            Hold(
                name: "Stork", text: "Stand on the {side} leg, the other foot just off the floor. Right away hold on if you sway.",
                for: "10s..30s", times: 3, rest: "10s", side: Each, change: "10s",
            ),
            Hold(name: "Tandem", text: "Heel to toe, hands on both sides of the sink, for half a minute.", for: "30s"),
            Reps(name: "Rise", text: "Rise on your toes, 10 to 15 repetitions, and stay up for two seconds each time.", times: "10..15",
                tempo: [(cue: "up", for: "2s"), (cue: "stay", for: "2s"), (cue: "down", for: "3s")]),
        ],
    )"#,
    // A pyramid, written with `left` and `right` words in cues.
    r#"Routine(
        title: "Marching",
        sources: [(title: "Cardio leaflet")],
        steps: [
            Reps(
                name: "March on the spot", text: "Lift one knee, then the other knee. Thirty times in all.",
                times: 15,
                tempo: [(cue: "right knee", for: "1s"), (cue: "left knee", for: "1s")],
            ),
            Rest(for: "30s", text: "Rest for 30 seconds."),
            Reps(name: "Step out", text: "Step out and back, alternating legs, for one minute.", times: 20, pace: "3s"),
        ],
    )"#,
    // Only other routines and what lies between.
    r#"Routine(
        title: "My evening",
        steps: [
            Wait(text: "Lock the door, silence the phone."),
            Include("neck-chest-evening"),
            Rest(for: "1m"),
            Include("breathe-even"),
        ],
    )"#,
    // After an operation: a clock, a walk, and the doctor's own words.
    r#"Routine(
        title: "Knee, week two",
        about: "Three times a day, 10 minutes each time. Ice after it, not before.",
        prescribed: (by: "Ward 4", on: "2026-11-02"),
        steps: [
            Reps(name: "Heel slides", text: "Slide the {side} heel toward you and stay for 5 seconds.", side: Right, times: 10,
                tempo: [(cue: "slide", for: "3s"), (cue: "stay", for: "5s"), (cue: "back", for: "3s")], rest: "2s"),
            Hold(name: "Press down", text: "Press the back of the {side} knee into the bed.", side: Right, for: "6s", times: 10, rest: "4s"),
            Walk(text: "Up and down the corridor, 2 minutes there, 2 minutes back.", for: "4m"),
        ],
    )"#,
    // What sheets say in passing: choices, what not to do, numbers that are no dose.
    r#"Routine(
        title: "From the leaflet",
        about: "A handful for every day. If ten minutes are too long, do half of it.",
        sources: [(title: "Leaflet 12")],
        steps: [
            Hold(text: "Plank for one minute. If that is too hard, 30 seconds on the knees.", for: "1m"),
            Hold(text: "Keep the hips level; do not let the trunk twist or rotate.", for: "20s"),
            Hold(text: "Open the chest, turn the palms up, turn the head slowly.", for: "20s"),
            Hold(text: "Place a rolled towel on each side of your neck.", for: "20s"),
            Hold(text: "Cross one leg over the other; right angle at the knee. Left-handed? Mirror it.", for: "45s"),
            Reps(text: "Clamshell: lie on the {other side} side, open the {side} knee. 12 times on each side.",
                times: 12, pace: "3s", side: Each),
            Reps(text: "Tap your left foot, then your right foot, 20 times, 1 second each way.", times: 20, pace: "2s"),
            Reps(text: "3 sets of 15 reps, resting 1 minute between sets.", times: 15, sets: 3, set_rest: "1m"),
            Hold(text: "Chin tuck. 5 x 10 seconds, rest 5s.", for: "10s", times: 5, rest: "5s"),
            Repeat(times: 8, rest: "10s", steps: [
                Hold(text: "20 seconds on, 10 seconds off, 8 rounds.", for: "20s"),
            ]),
            Breathe(text: "In for 4 seconds, hold for 7 seconds, out for 8 seconds. Four times.",
                inhale: "4s", hold: "7s", exhale: "8s", rounds: 4),
            Breathe(text: "Six breaths a minute for five minutes.", inhale: "5s", exhale: "5s", for: "5m"),
            Wait(text: "Rest as long as you need. You have left the chair behind."),
        ],
    )"#,
];
