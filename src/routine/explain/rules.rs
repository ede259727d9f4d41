//! Problems between values: doses, sides, heat and cold, placeholders, other routines.

use super::Example::{Fields, Files, Steps, Words};
use super::Told;

pub(super) const ALL: &[Told] = &[
    (
        "alternate-without-sets",
        "the sides take turns after each set, and there is one set only",
        "`alternate: Sets` needs more than one set.",
        Steps(
            "        Hold(for: \"20s\", side: Each, alternate: Sets)",
            "        Hold(for: \"20s\", side: Each, alternate: Sets, sets: 3)",
        ),
    ),
    (
        "application-too-long",
        "heat or cold for more than 20 minutes",
        "Skin is burned or frozen by a pack that stays on too long, and whoever dozes off feels nothing of it. 20 minutes are the most that official texts give.",
        Steps(
            "        Heat(for: \"15m..40m\")",
            "        Heat(for: \"15m..20m\")",
        ),
    ),
    (
        "applications-too-close",
        "heat or cold comes again before its pause is over",
        "Between two applications of the same kind lie at least 2 hours, or as long as `apart` says. In one routine only a rest of that length lies safely in between.",
        Steps(
            "        Heat(for: \"15m\"),\n        Heat(for: \"15m\"),",
            "        Heat(for: \"15m\"),",
        ),
    ),
    (
        "bad-day",
        "something else than a day",
        "A day is written with year, month and day.",
        Fields(
            "    prescribed: (by: \"M. Ode\", on: \"21.11.2026\"),",
            "    prescribed: (by: \"M. Ode\", on: \"2026-11-21\"),",
        ),
    ),
    (
        "bad-id",
        "this can't be the id of a routine",
        "The id is the name of its file without `.ron`: small letters, digits and dashes.",
        Fields(
            "    easier: \"Belly Breathing\",",
            "    easier: \"breathe-belly\",",
        ),
    ),
    (
        "bad-language",
        "this is not the code of a language",
        "A language is given by its short code, like \"en\" or \"de\". Some warnings need to know it.",
        Fields("    language: \"German\",", "    language: \"de\","),
    ),
    (
        "bad-placeholder",
        "braces in a text that are never closed or never opened",
        "Braces stand for a placeholder, like `{side}`.",
        Steps(
            "        Hold(text: \"Bend the {side knee.\", for: \"20s\", side: Each)",
            "        Hold(text: \"Bend the {side} knee.\", for: \"20s\", side: Each)",
        ),
    ),
    (
        "broken-include",
        "the routine that is included has mistakes of its own",
        "Nothing can be played of it until they are mended. The same is told where what it includes itself has mistakes, or is not there.",
        Words("Check that routine with `supple check` and its id, and mend what is told about it."),
    ),
    (
        "check-too-late",
        "a look that is due when all is over",
        "The moments of `checks` count from the beginning and lie before the end.",
        Steps(
            "        Cold(for: \"10m\", checks: [(at: \"15m\", text: \"Look at the skin.\")])",
            "        Cold(for: \"10m\", checks: [(at: \"5m\", text: \"Look at the skin.\")])",
        ),
    ),
    (
        "control-character",
        "a text holds a character that a terminal would obey",
        "Such characters clear the screen or turn letters round. They are refused in files, and none ever reaches the screen.",
        Words("Delete the marked character."),
    ),
    (
        "empty-breath",
        "breathing in or out takes no time",
        "`inhale` and `exhale` last at least a moment; `hold` and `pause` may be left out.",
        Steps(
            "        Breathe(inhale: \"0s\", exhale: \"6s\", rounds: 6)",
            "        Breathe(inhale: \"4s\", exhale: \"6s\", rounds: 6)",
        ),
    ),
    (
        "empty-tempo",
        "a tempo without parts",
        "A tempo is a list of the parts of one repetition.",
        Steps(
            "        Reps(times: 5, tempo: [])",
            "        Reps(times: 5, tempo: [(cue: \"lift\", for: \"3s\"), (cue: \"lower\", for: \"3s\")])",
        ),
    ),
    (
        "empty-title",
        "the title is empty",
        "The title is what the person sees in the list.",
        Fields("    title: \"\",", "    title: \"Long reach\","),
    ),
    (
        "include-cycle",
        "routines include each other in a circle",
        "Playing them would never end.",
        Words("Leave one of the `Include`s out, or write its steps in its place."),
    ),
    (
        "no-rounds",
        "breathing without an end",
        "A `Breathe` says how many breaths it has, or how long it lasts.",
        Steps(
            "        Breathe(inhale: \"4s\", exhale: \"6s\")",
            "        Breathe(inhale: \"4s\", exhale: \"6s\", rounds: 6)",
        ),
    ),
    (
        "no-sides",
        "a field is about two sides, and there are not two",
        "`first`, `alternate`, `change`, `left` and `right` need `side: Each`.",
        Steps(
            "        Hold(for: \"20s\", first: Left)",
            "        Hold(for: \"20s\", side: Each, first: Left)",
        ),
    ),
    (
        "no-steps",
        "there is nothing to play",
        "A routine, and each `Repeat`, has at least one step.",
        Steps(
            "        Repeat(times: 3, steps: [])",
            "        Repeat(times: 3, steps: [Hold(for: \"20s\")])",
        ),
    ),
    (
        "placeholder-without-side",
        "a placeholder stands for a side where there is none",
        "`{side}` is replaced in the words of a step that is done on a side.",
        Steps(
            "        Hold(text: \"Bend the {side} knee.\", for: \"20s\")",
            "        Hold(text: \"Bend the {side} knee.\", for: \"20s\", side: Each)",
        ),
    ),
    (
        "rounds-and-for",
        "breathing has both a number of breaths and a length",
        "One of the two is enough, and they might not agree.",
        Steps(
            "        Breathe(inhale: \"4s\", exhale: \"6s\", rounds: 6, for: \"2m\")",
            "        Breathe(inhale: \"4s\", exhale: \"6s\", for: \"2m\")",
        ),
    ),
    (
        "side-in-side",
        "a side inside a side",
        "In a `Repeat` that is done on each side, everything is on the side of the `Repeat`.",
        Steps(
            "        Repeat(side: Each, steps: [Hold(for: \"20s\", side: Each)])",
            "        Repeat(side: Each, steps: [Hold(for: \"20s\")])",
        ),
    ),
    (
        "tempo-and-pace",
        "repetitions with both a tempo and a pace",
        "`tempo` gives each part of a repetition its length, `pace` gives the whole repetition one.",
        Steps(
            "        Reps(times: 5, pace: \"4s\", tempo: [(cue: \"lift\", for: \"4s\")])",
            "        Reps(times: 5, tempo: [(cue: \"lift\", for: \"4s\")])",
        ),
    ),
    (
        "too-deep",
        "too many brackets or `Repeat`s inside each other",
        "16 `Repeat`s and `Include`s inside each other are the most, those of included routines among them. No sheet needs more than two.",
        Words("Write some of the steps out."),
    ),
    (
        "too-long",
        "the whole takes longer than a routine may",
        "With every repetition, set and round counted, no routine is longer than a day.",
        Steps(
            "        Repeat(times: 3, steps: [Hold(for: \"10h\")])",
            "        Repeat(times: 3, steps: [Hold(for: \"10s\")])",
        ),
    ),
    (
        "too-many-a-day",
        "heat or cold more often than a day allows",
        "3 times of heat and 4 of cold are the most; `a_day` may only be smaller.",
        Steps(
            "        Heat(for: \"15m\", a_day: 8)",
            "        Heat(for: \"15m\", a_day: 3)",
        ),
    ),
    (
        "too-many-phases",
        "the whole has more countdowns than a routine may",
        "Every repetition, set and round is spelled out before it is played, with what is included. 100000 countdowns are the most, and as many `Repeat`s and `Include`s.",
        Steps(
            "        Repeat(times: 1000, steps: [Hold(for: \"1s\", times: 1000)])",
            "        Repeat(times: 2, steps: [Hold(for: \"1s\", times: 10)])",
        ),
    ),
    (
        "unknown-caution",
        "there is no shared caution of this name",
        "A caution is the name of a shared one, like \"twist\", or a whole sentence of your own.",
        Fields("    cautions: [\"twits\"],", "    cautions: [\"twist\"],"),
    ),
    (
        "unknown-dose",
        "a field of a dose that means nothing in this kind of step",
        "`tempo` and `pace` belong to `Reps`, and `for` to `Hold`, on one side as on both.",
        Steps(
            "        Hold(for: \"20s\", side: Each, left: (pace: \"4s\"))",
            "        Hold(for: \"20s\", side: Each, left: (for: \"20s\"))",
        ),
    ),
    (
        "unknown-placeholder",
        "there is no placeholder of this name",
        "The placeholders are `{side}`, `{other side}`, `{Side}`, `{Other side}` and `{for right|for left}`.",
        Steps(
            "        Hold(text: \"Bend the {sied} knee.\", for: \"20s\", side: Each)",
            "        Hold(text: \"Bend the {side} knee.\", for: \"20s\", side: Each)",
        ),
    ),
    (
        "unknown-routine",
        "there is no routine with this id",
        "`Include` and `easier` name a routine by its id: that of a built-in one, or the name of a file in your own folder without `.ron`.",
        Files(
            "Routine(title: \"Example\", sources: [(title: \"My sheet\")], steps: [Include(\"breathe-bely\")])",
            "Routine(title: \"Example\", sources: [(title: \"My sheet\")], steps: [Include(\"breathe-belly\")])",
        ),
    ),
];
