//! Problems of files, fields and values.

use super::Example::{Fields, Files, Steps, Words};
use super::Told;

pub(super) const ALL: &[Told] = &[
    (
        "bad-count",
        "something else than a whole number of times",
        "A count is a number from 1 on, like `3`, or a range like `\"2..3\"`: those past the least may be left out.",
        Steps(
            "        Hold(for: \"20s\", times: 0)",
            "        Hold(for: \"20s\", times: 2)",
        ),
    ),
    (
        "bad-escape",
        "a backslash in a text is followed by a letter that means nothing",
        "A backslash begins an escape: `\\\"` a quotation mark, `\\n` a new line, `\\\\` a backslash.",
        Steps(
            "        Wait(text: \"Left \\ right\")",
            "        Wait(text: \"Left or right\")",
        ),
    ),
    (
        "bad-length",
        "something else than a length of time",
        "A length is a text like `\"90s\"`, `\"1m 30s\"` or `\"2h\"`; a range is `\"10s..30s\"`, and `\"..45s\"` means up to that.",
        Steps(
            "        Hold(for: \"30 potatoes\")",
            "        Hold(for: \"30s\")",
        ),
    ),
    (
        "doubled-brackets",
        "two pairs of brackets where one belongs",
        "Behind the name of a step stands one pair of round brackets.",
        Steps("        Hold((for: \"20s\"))", "        Hold(for: \"20s\")"),
    ),
    (
        "duplicate-field",
        "a field is written twice",
        "Each field of a routine, and each option of the settings, may stand once, since nobody could tell which one counts. Of an option that stands twice the first holds.",
        Steps(
            "        Hold(for: \"20s\", for: \"30s\")",
            "        Hold(for: \"30s\")",
        ),
    ),
    (
        "empty-file",
        "the file holds nothing but white space and comments",
        "A routine has at least a title and one step.",
        Files(
            "// to be written",
            "Routine(title: \"Example\", steps: [Hold(for: \"20s\")])",
        ),
    ),
    (
        "missing-field",
        "a field that must be there is missing",
        "A routine needs `title` and `steps`, a hold needs its `for`. The message shows the field filled in.",
        Steps(
            "        Hold(name: \"Long reach\")",
            "        Hold(name: \"Long reach\", for: \"20s\")",
        ),
    ),
    (
        "missing-name",
        "a name is missing in front of a bracket or a value",
        "In a routine that begins with `#![enable(explicit_struct_names)]`, each bracket has a name in front: `Routine(..)`, `Source(..)`. In the settings, each value has the name of its option and a colon in front: `voice: true`.",
        Words("Write the name that the message shows in front."),
    ),
    (
        "missing-quotes",
        "a text or a length stands without quotes",
        "Texts and lengths stand in quotation marks; numbers, `Each` and `Seated` don't.",
        Steps(
            "        Hold(name: Long reach, for: \"20s\")",
            "        Hold(name: \"Long reach\", for: \"20s\")",
        ),
    ),
    (
        "more-problems",
        "there are more problems than are told at once",
        "After 200 of them the rest is only counted, be they errors or warnings.",
        Words("Mend the first ones and check again: they often bring the others with them."),
    ),
    (
        "named-item",
        "an item of a list has a name as if it were a field",
        "In a list stand values only, without names and colons.",
        Fields("    needs: [mat: \"a mat\"],", "    needs: [\"a mat\"],"),
    ),
    (
        "nameless-field",
        "a value stands among fields without the name of one",
        "Each value in a step is written with the name of its field: `for: \"20s\"`.",
        Steps("        Hold(\"20s\")", "        Hold(for: \"20s\")"),
    ),
    (
        "nameless-step",
        "a step doesn't say of which kind it is",
        "Each step begins with its kind: `Hold(..)`, `Reps(..)`, `Rest(..)`.",
        Steps("        (for: \"20s\")", "        Hold(for: \"20s\")"),
    ),
    (
        "no-routine",
        "the file holds something else than a routine",
        "All of a file stands within `Routine(..)`.",
        Files(
            "[Hold(for: \"20s\")]",
            "Routine(title: \"Example\", steps: [Hold(for: \"20s\")])",
        ),
    ),
    (
        "not-utf-8",
        "the file is not encoded as UTF-8",
        "Some old editors save texts in another encoding. Then letters like é or ü can't be read.",
        Words("Save the file again, and choose UTF-8 as its encoding."),
    ),
    (
        "layout",
        "the file can't be laid out without changing what it says",
        "After laying a file out, supple reads both and compares what they say, comments among it. Where anything differs the file is left alone. That is a mistake in supple, not in your file.",
        Words("Leave the file as it is: it can be played. Please report it."),
    ),
    (
        "same-name-twice",
        "two files have the same name",
        "A routine is known by the name of its file without `.ron`: `supple play` finds it by that, `Include` joins it by that, and the history keeps it under that. Where two files have one name, the first is played and the other can't be reached. A file of your own with the name of a built-in routine is no mistake: it takes its place.",
        Words("Rename one of the two files, so that each has a name of its own."),
    ),
    (
        "too-large",
        "the file has more than 1 MiB",
        "No routine is that long, and no settings; most files have a few KiB. A larger one is refused before it is read.",
        Words("Split it into several routines, and join them with `Include(\"..\")`."),
    ),
    (
        "unknown-field",
        "there is no field of this name here, or no such option in the settings",
        "A field that isn't known is never ignored, since it may be a dose with a slip in its name; neither is an option of the settings, since it may be a wish. The message suggests the nearest one.",
        Steps(
            "        Hold(for: \"20s\", time: 2)",
            "        Hold(for: \"20s\", times: 2)",
        ),
    ),
    (
        "unknown-step",
        "there is no kind of step of this name",
        "The kinds are Hold, Reps, Breathe, Rest, Wait, Heat, Cold, Lie, Walk, Repeat and Include.",
        Steps(
            "        Stretch(for: \"20s\")",
            "        Hold(for: \"20s\")",
        ),
    ),
    (
        "unknown-word",
        "a word that is none of those that may stand here",
        "Some fields take one of a few words, like `side: Each` or `stage: Settled`. They have no quotes and begin with a capital.",
        Steps(
            "        Hold(for: \"20s\", side: Both)",
            "        Hold(for: \"20s\", side: Each)",
        ),
    ),
    (
        "unreadable",
        "the file could not be opened or read",
        "The system refused it, or its bytes are no text. The message says why.",
        Words("Look whether the path is right, and whether you may read the file."),
    ),
    (
        "wrong-brackets",
        "brackets of another kind than belong here",
        "Lists stand in `[..]`, and routines, steps and parts in `(..)`.",
        Steps("        Hold{for: \"20s\"}", "        Hold(for: \"20s\")"),
    ),
    (
        "wrong-type",
        "a value of another kind than the field or the option takes",
        "A text where a number belongs, a number where a list belongs, and so on. In the settings also a number that is too small or too large, and a word that is none of an option's words: `supple settings show` lists all options with the values that hold.",
        Fields("    areas: \"neck\",", "    areas: [\"neck\"],"),
    ),
];
