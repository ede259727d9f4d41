//! Problems of signs: brackets, commas, colons, quotes, comments.

use super::Example::{Fields, Files, Steps, Words};
use super::Told;

pub(super) const ALL: &[Told] = &[
    (
        "bad-attribute",
        "a line that begins with `#!` is none that is known",
        "A file may begin with an attribute like `#![enable(implicit_some)]`. It needs none: everything is enabled already.",
        Files(
            "#![enable(everything)]\nRoutine(title: \"Example\", steps: [Hold(for: \"20s\")])",
            "Routine(title: \"Example\", steps: [Hold(for: \"20s\")])",
        ),
    ),
    (
        "bad-comment",
        "a comment begins with other signs here than `//`",
        "What follows `//` on a line is for readers of the file only. A `#`, a `--` or a single `/` is not enough.",
        Fields("    # from the sheet", "    // from the sheet"),
    ),
    (
        "invisible-character",
        "a character that can't be seen stands outside a text",
        "Texts copied from a web page or a PDF may bring characters that no editor shows, such as a no-break space. Within quotes they do no harm.",
        Words("Delete the marked place and type a usual space."),
    ),
    (
        "missing-bracket",
        "a bracket is opened and never closed, or closed and never opened",
        "Each `(` needs its `)`, and each `[` its `]`. The place is where the bracket was most likely meant to stand.",
        Steps(
            "        Hold(for: \"20s\", times: 2",
            "        Hold(for: \"20s\", times: 2)",
        ),
    ),
    (
        "missing-colon",
        "no colon stands between a field and its value",
        "A field is written `name: value`.",
        Steps("        Hold(for \"20s\")", "        Hold(for: \"20s\")"),
    ),
    (
        "missing-comma",
        "no comma stands between two fields or two steps",
        "Each field and each step ends with a comma. Only behind the last one may it be left out.",
        Steps(
            "        Hold(for: \"20s\" times: 2)",
            "        Hold(for: \"20s\", times: 2)",
        ),
    ),
    (
        "missing-value",
        "a field has a colon and no value behind it",
        "Write what belongs there, or leave the field out.",
        Steps(
            "        Hold(for: \"20s\", times: )",
            "        Hold(for: \"20s\", times: 2)",
        ),
    ),
    (
        "inner-quote",
        "a quotation mark within a text ends it too early",
        "Write `\\\"` for a quotation mark that is part of the text, or use single ones.",
        Steps(
            "        Wait(text: \"Say \"ah\" softly.\")",
            "        Wait(text: \"Say 'ah' softly.\")",
        ),
    ),
    (
        "out-of-place",
        "something stands where nothing of its kind belongs",
        "Between the brackets of a step stand fields, and between those of a list stand steps or texts, with commas between them and nothing else.",
        Steps(
            "        Hold(for: \"20s\"): 3",
            "        Hold(for: \"20s\", times: 3)",
        ),
    ),
    (
        "quoted-field",
        "the name of a field stands in quotes",
        "Only texts have quotes. The names of fields have none.",
        Steps(
            "        Hold(for: \"20s\", \"times\": 2)",
            "        Hold(for: \"20s\", times: 2)",
        ),
    ),
    (
        "quoted-name",
        "the name in front of a bracket stands in quotes",
        "Only texts have quotes. The kind of a step is a word of the format and has none.",
        Steps(
            "        \"Hold\"(for: \"20s\")",
            "        Hold(for: \"20s\")",
        ),
    ),
    (
        "stray-bracket",
        "a bracket closes what was never opened",
        "There is one closing bracket too many.",
        Steps(
            "        Hold(for: \"20s\")),",
            "        Hold(for: \"20s\"),",
        ),
    ),
    (
        "stray-colon",
        "a colon stands where none belongs",
        "A colon stands between the name of a field and its value, once.",
        Steps("        Hold(for:: \"20s\")", "        Hold(for: \"20s\")"),
    ),
    (
        "stray-comma",
        "a comma too many",
        "Between two fields or steps stands one comma.",
        Steps(
            "        Hold(for: \"20s\",, times: 2)",
            "        Hold(for: \"20s\", times: 2)",
        ),
    ),
    (
        "stray-quote",
        "a quotation mark too many",
        "A text begins and ends with one quotation mark.",
        Steps(
            "        Hold(name: \"\"Reach\", for: \"20s\")",
            "        Hold(name: \"Reach\", for: \"20s\")",
        ),
    ),
    (
        "syntax",
        "the file is written in a way that can't be read",
        "This is told only where nothing better is known about the mistake.",
        Words("Compare the place with an example in a built-in routine."),
    ),
    (
        "text-after-end",
        "something follows the end of the routine, or of the settings",
        "A file holds one thing. Behind its last bracket only comments may follow.",
        Files(
            "Routine(title: \"Example\", steps: [Hold(for: \"20s\")])\nRest(for: \"5s\")",
            "Routine(title: \"Example\", steps: [Hold(for: \"20s\"), Rest(for: \"5s\")])",
        ),
    ),
    (
        "unclosed-comment",
        "a comment that begins with `/*` never ends",
        "It ends with `*/`; without that, all the rest of the file belongs to it.",
        Files(
            "Routine(title: \"Example\", steps: [Hold(for: \"20s\")])\n/* from the sheet",
            "Routine(title: \"Example\", steps: [Hold(for: \"20s\")])\n/* from the sheet */",
        ),
    ),
    (
        "unclosed-text",
        "a text has no quotation mark at its end",
        "All that follows would belong to the text.",
        Steps(
            "        Hold(name: \"Long reach, for: \"20s\")",
            "        Hold(name: \"Long reach\", for: \"20s\")",
        ),
    ),
    (
        "unopened-text",
        "a text has no quotation mark at its beginning",
        "Texts stand between two quotation marks.",
        Steps(
            "        Hold(name: Long reach\", for: \"20s\")",
            "        Hold(name: \"Long reach\", for: \"20s\")",
        ),
    ),
    (
        "wrong-bracket",
        "a bracket is closed by one of another kind",
        "`(` is closed by `)`, and `[` by `]`.",
        Steps("        Hold(for: \"20s\"]", "        Hold(for: \"20s\")"),
    ),
    (
        "wrong-quotes",
        "quotation marks of a kind that only books use",
        "A word processor makes curly quotes. A routine has the straight ones of the keyboard.",
        Steps("        Hold(for: “20s”)", "        Hold(for: \"20s\")"),
    ),
];
