//! Goldens of the layout, and what it must never do.

use proptest::prelude::*;

use super::super::syntax::Tree;
use super::{comments, layout};
use crate::library::built_in::ROUTINES;
use crate::routine::check::Names;
use crate::routine::read;

fn laid(text: &str) -> String {
    layout(text, &Names::default()).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

#[track_caller]
fn becomes(text: &str, expect: &str) {
    let first = laid(text);
    assert_eq!(first, expect, "\n{first}");
    assert_eq!(laid(&first), expect, "again");
}

#[test]
fn short_things_are_on_one_line_and_large_ones_have_a_line_a_field() {
    becomes(
        r#"(title:"A",steps:[Hold(for:"9s",name:"B"),Rest (for : "5s",),Hold(name:"C",text:"D",say:"E",for:"1s"),Include("f")])"#,
        r#"(
    title: "A",
    steps: [
        Hold(for: "9s", name: "B"),
        Rest(for: "5s"),
        Hold(
            name: "C",
            text: "D",
            say: "E",
            for: "1s",
        ),
        Include("f"),
    ],
)
"#,
    );
}

#[test]
fn every_comment_stays_where_it_was() {
    becomes(
        r#"

// About all.
   /* And
      more. */
Routine( // the whole
  title: "A", // seen in the list


  // Before the steps.

  steps: [ // in order
    // The first.
    Rest(for: "5s" /* short */), // done
    /* hm */ Rest(for: // how long
      "6s"),
    Rest(/* none */ for: "7s"), // really
    // the last
    // Nothing more.

    // At all.
  ], // end
  // Below.
) // after
// The end.
"#,
        r#"// About all.
/* And
      more. */
Routine( // the whole
    title: "A", // seen in the list

    // Before the steps.

    steps: [ // in order
        // The first.
        Rest(
            for: "5s", /* short */
        ), // done
        /* hm */
        Rest(
            // how long
            for: "6s",
        ),
        Rest(
            /* none */
            for: "7s",
        ), // really
        // the last
        // Nothing more.

        // At all.
    ], // end
    // Below.
) // after
// The end.
"#,
    );
}

#[test]
fn words_fill_their_lines_and_what_is_set_apart_stays_so() {
    becomes(
        r#"(title: "A", areas: ["x", /* y */ "y"], helps: ["one hundred and one", "one hundred and two", "one hundred and three", "four", // end
        "five",

        // the rest
        "six", "seven"], steps: [Rest(for: "5s")])"#,
        r#"(
    title: "A",
    areas: [
        "x",
        /* y */
        "y",
    ],
    helps: [
        "one hundred and one", "one hundred and two", "one hundred and three", "four", // end
        "five",

        // the rest
        "six", "seven",
    ],
    steps: [
        Rest(for: "5s"),
    ],
)
"#,
    );
}

#[test]
fn nameless_things_in_a_list_have_one_shape() {
    let long = "x".repeat(90);
    becomes(
        &format!(
            r#"(title: "A", sources: [(title: "B"), (title: "{long}")], steps: [Rest(for: "5s")])"#
        ),
        &format!(
            r#"(
    title: "A",
    sources: [
        (
            title: "B",
        ),
        (
            title: "{long}",
        ),
    ],
    steps: [
        Rest(for: "5s"),
    ],
)
"#
        ),
    );
}

#[test]
fn a_text_over_several_lines_is_indented_and_says_the_same() {
    becomes(
        "(title: \"A\nb  \n\n c\", about: r\"d\n  e\", steps: [Rest(for: \"5s\")])",
        r#"(
    title: "A
        b

        c",
    about: r"d
  e",
    steps: [
        Rest(for: "5s"),
    ],
)
"#,
    );
}

#[test]
fn line_ends_and_the_mark_of_an_editor_stay() {
    becomes(
        "\u{FEFF}(\r\ntitle: \"A\r\n b\", steps: [\r\nRest(for: \"5s\")])",
        "\u{FEFF}(\r\n    title: \"A\r\n        b\",\r\n    steps: [\r\n        Rest(for: \"5s\"),\r\n    ],\r\n)\r\n",
    );
}

#[test]
fn what_is_not_sound_is_refused_with_what_is_wrong() {
    let refused = |text: &str| {
        let problems = layout(text, &Names::default()).unwrap_err();
        problems.iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(refused("(title: \"A\", steps: [])"), ["no-steps"]);
    // Every comma gets a blank, and so it grows past what can be read.
    let words = "\"w\",".repeat(260_000);
    let long = format!("(title: \"A\", helps: [{words}], steps: [Rest(for: \"5s\")])");
    assert_eq!(refused(&long), ["too-large"]);
    assert!(!refused("").is_empty());
    assert!(!refused(&"[".repeat(10_000)).is_empty());
    assert!(!refused("(title: \"A\", steps: [Rest(for: \"5s\")]").is_empty());
}

#[test]
fn built_in_routines_are_laid_out() {
    for (id, text) in ROUTINES.iter() {
        assert!(laid(text) == *text, "`supple fmt routines/{id}.ron` changes it");
    }
}

/// Other white space, and comments of every kind, in any gap between two tokens.
fn shaken(text: &str, shakes: &[u8]) -> String {
    let tree = Tree::parse(text);
    let mut shakes = shakes.iter().cycle();
    let mut out = String::new();
    for (nth, token) in tree.tokens.iter().enumerate() {
        let own = &text[token.at.clone()];
        let gap = match shakes.next().copied().unwrap_or(0) % 24 {
            0 => "\n",
            1 => "\n\n\n",
            2 => " // c\n",
            3 => "\n// d\n",
            4 => "/* e */",
            5 => "\n\n/* f\n g */ ",
            6 => "/* h */ // i\n\n",
            7 => "\t",
            _ => "",
        };
        match token.kind.is_trivia() {
            true => {
                let newline = if own.contains('\n') || own.starts_with("//") { "\n" } else { " " };
                out.push_str(if own.trim().is_empty() { newline } else { own });
                out.push_str(newline);
            }
            false => {
                // Two words need something between them; a name and its bracket need nothing.
                out.push_str(if nth == 0 { "" } else { gap });
                out.push_str(own);
            }
        }
    }
    out
}

fn keeps_its_word(text: &str) {
    let Ok(first) = layout(text, &Names::default()) else {
        return;
    };
    let (before, after) = (Tree::parse(text), Tree::parse(&first));
    let sorted = |text: &str, tree: &Tree| {
        let mut all = comments(text, tree);
        all.sort_unstable();
        all
    };
    assert_eq!(sorted(text, &before), sorted(&first, &after), "\n{text}\n{first}");
    assert_eq!(read::by_ron(text), read::by_ron(&first), "\n{text}\n{first}");
    assert_eq!(laid(&first), first, "\n{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_shaken_routine_keeps_its_comments_and_its_meaning(
        which in 0..ROUTINES.len(),
        shakes in prop::collection::vec(any::<u8>(), 1..97),
    ) {
        let text = ROUTINES[which].1;
        let shaken = shaken(text, &shakes);
        // Sound before, sound after: else nothing would be tried here.
        prop_assert_eq!(read::by_ron(&shaken), read::by_ron(text), "{}", shaken);
        prop_assert!(layout(&shaken, &Names::default()).is_ok(), "{}", shaken);
        keeps_its_word(&shaken);
    }

    #[test]
    fn a_damaged_routine_is_laid_out_or_refused(
        which in 0..ROUTINES.len(),
        at in any::<prop::sample::Index>(),
        instead in "[\\[\\](){}:,\"'/*\\\\# \n]{0,2}",
    ) {
        let text = ROUTINES[which].1;
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = places[at.index(places.len())];
        let rest = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        keeps_its_word(&format!("{}{instead}{}", &text[..at], &text[rest..]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Where the tokens alone say how it looks, no shaking of white space changes that.
    #[test]
    fn any_text_is_laid_out_or_refused(
        text in "([\\[\\](){}:,\"'/*\\\\#r \n]|Hold|steps|title|\"a\"|//|/\\*|\\*/|\\PC){0,60}",
    ) {
        keeps_its_word(&text);
    }
}
