//! What only deserves a look.

use super::Example::{Fields, Steps};
use super::Told;

pub(super) const ALL: &[Told] = &[
    (
        "empty-wait",
        "a wait doesn't say what to wait for",
        "A `Wait` stands still until a key is pressed. Somebody who doesn't know what to do before that waits for nothing.",
        Steps(
            "        Wait(text: \"Wait.\"),",
            "        Wait(text: \"Stand up and fetch the mat.\"),",
        ),
    ),
    (
        "far-from-promise",
        "the whole takes far longer or shorter than the title or `about` says",
        "People choose a routine by the time that they have. More than half as long again, or less than two thirds, is far.",
        Fields(
            "    title: \"Five minutes of breath\",\n    steps: [Breathe(inhale: \"4s\", exhale: \"6s\", rounds: 6)],",
            "    title: \"Five minutes of breath\",\n    steps: [Breathe(inhale: \"4s\", exhale: \"6s\", rounds: 30)],",
        ),
    ),
    (
        "never-played",
        "a rest or a get-ready that can never be played",
        "`rest` comes between repetitions or rounds, and `set_rest` between sets. Where there is one only, nothing comes in between; most likely the count is missing.",
        Steps(
            "        Hold(for: \"20s\", rest: \"5s\"),",
            "        Hold(for: \"20s\", times: 3, rest: \"5s\"),",
        ),
    ),
    (
        "no-source",
        "nothing says where the dose comes from",
        "A year later you will want to know who said 3 times 20 seconds. A source may be a sheet, a page or a person.",
        Fields(
            "    sources: [],\n    steps: [Hold(for: \"20s\", times: 3)],",
            "    prescribed: (by: \"M. Ode\", on: \"2026-11-21\"),\n    steps: [Hold(for: \"20s\", times: 3)],",
        ),
    ),
    (
        "rest-last",
        "a `Rest` at the end of a `Repeat` is played after the last round too",
        "The `rest` of a `Repeat` comes between its rounds only, and its `change` between the sides.",
        Steps(
            "        Repeat(times: 3, steps: [\n            Hold(for: \"20s\"),\n            Rest(for: \"10s\"),\n        ]),",
            "        Repeat(times: 3, rest: \"10s\", steps: [\n            Hold(for: \"20s\"),\n        ]),",
        ),
    ),
    (
        "side-never-said",
        "done on each side, and the words never say which",
        "The screen tells the side, but whoever listens with closed eyes has only the words. `{side}` becomes `left` or `right`.",
        Steps(
            "        Hold(text: \"Pull one knee to the chest.\", for: \"20s\", side: Each),",
            "        Hold(text: \"Pull the {side} knee to the chest.\", for: \"20s\", side: Each),",
        ),
    ),
    (
        "side-not-filled",
        "words that look like a placeholder, and are shown as they stand",
        "A placeholder stands in braces: `{side}`, `{other side}`. `{up|down}` says `up` on the right and `down` on the left.",
        Steps(
            "        Hold(text: \"Bend the left/right knee.\", for: \"20s\"),",
            "        Hold(text: \"Bend the {side} knee.\", for: \"20s\", side: Each),",
        ),
    ),
    (
        "text-count",
        "the words say another count than is played",
        "Either the words or the numbers are wrong. `times`, `sets` and `rounds` count for each side. English and German are understood, in digits and words.",
        Steps(
            "        Hold(text: \"Lean forward. Repeat twice.\", for: \"20s\", times: 3),",
            "        Hold(text: \"Lean forward. Repeat twice.\", for: \"20s\", times: 2),",
        ),
    ),
    (
        "text-length",
        "the words say another length than is played",
        "Either the words or the timing is wrong. Any length nearby will do: the hold, a part, a rest, a set, a side, or the whole.",
        Steps(
            "        Hold(text: \"Hold for 10 seconds.\", for: \"8s\"),",
            "        Hold(text: \"Hold for 10 seconds.\", for: \"10s\"),",
        ),
    ),
    (
        "text-sides",
        "the words name sides, and the step has none or both",
        "A step with `side: Each` is played for both sides, with a change in between. Words alone change nothing. In such a step a side that is written out is wrong on the other one.",
        Steps(
            "        Hold(text: \"Lean back. Then switch sides.\", for: \"20s\"),",
            "        Hold(text: \"Lean back to the {side}.\", for: \"20s\", side: Each),",
        ),
    ),
    (
        "too-long-to-say",
        "words take longer to say than there is time for",
        "150 words a minute is what most people follow: five words take two seconds. A `cue` must end before its part does, and `start` and `text` before the get-ready does, where it has a length of its own.",
        Steps(
            "        Reps(times: 3, tempo: [\n            (cue: \"lift the arms slowly as high as you like\", for: \"2s\"),\n            (cue: \"lower\", for: \"2s\"),\n        ]),",
            "        Reps(times: 3, tempo: [\n            (cue: \"lift the arms\", for: \"2s\"),\n            (cue: \"lower\", for: \"2s\"),\n        ]),",
        ),
    ),
    (
        "twist-caution",
        "the trunk turns, and no caution says so",
        "After a fresh spasm or strain the trunk isn't turned for six weeks. The shared caution \"twist\" says that before the routine begins.",
        Fields(
            "    steps: [Hold(text: \"Turn slowly from the ribs.\", for: \"20s\")],",
            "    cautions: [\"twist\"],\n    steps: [Hold(text: \"Turn slowly from the ribs.\", for: \"20s\")],",
        ),
    ),
    (
        "uneven-sides",
        "one side gets less than the other",
        "Both sides are worked, and not the same. Where one side is stiffer this may be meant.",
        Steps(
            "        Hold(name: \"Right calf\", for: \"20s\", times: 3, side: Right),\n        Hold(name: \"Left calf\", for: \"20s\", times: 2, side: Left),",
            "        Hold(name: \"Right calf\", for: \"20s\", times: 3, side: Right),\n        Hold(name: \"Left calf\", for: \"20s\", times: 3, side: Left),",
        ),
    ),
    (
        "unfinished-breath",
        "a repetition in which the breath goes in and never out",
        "Whoever follows the words would breathe in twice. A part without `breath` leaves it free.",
        Steps(
            "        Reps(times: 5, tempo: [\n            (cue: \"lift\", for: \"3s\", breath: In),\n            (cue: \"lower\", for: \"3s\"),\n        ]),",
            "        Reps(times: 5, tempo: [\n            (cue: \"lift\", for: \"3s\", breath: In),\n            (cue: \"lower\", for: \"3s\", breath: Out),\n        ]),",
        ),
    ),
    (
        "unknown-allow",
        "`allow` names a warning that there is not",
        "`supple explain` lists them all. Errors can't be allowed.",
        Fields("    allow: [\"uneven-side\"],", "    allow: [],"),
    ),
    (
        "unused-allow",
        "`allow` silences nothing",
        "What it once allowed has been mended. Left as it is, it would hide the next mistake of that kind.",
        Fields("    allow: [\"text-count\"],", "    allow: [],"),
    ),
];
