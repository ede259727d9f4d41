use lsp_types::CompletionItem;
use proptest::prelude::*;

use super::*;
use crate::library::{Library, built_in};
use crate::routine::read;

fn library() -> Library {
    Library::new(None, Vec::new())
}

/// What is offered at `‸`.
fn offered(marked: &str) -> (Range<usize>, Vec<CompletionItem>) {
    let at = marked.find('‸').expect("the cursor is marked with ‸");
    let text = marked.replace('‸', "");
    completions(&Document::new(text), at, &library())
}

fn labels(marked: &str) -> Vec<String> {
    offered(marked).1.into_iter().map(|one| one.label).collect()
}

/// The text after the offer with this label is taken.
fn taken(marked: &str, label: &str) -> String {
    let text = marked.replace('‸', "");
    let (replaces, offered) = offered(marked);
    let one = offered.iter().find(|one| one.label == label);
    let one = one.unwrap_or_else(|| panic!("{label} is not offered at {marked}: {offered:?}"));
    let mut after = text;
    after.replace_range(replaces, &complete::plain(one.insert_text.as_ref().unwrap()));
    after
}

#[track_caller]
fn offers(marked: &str, first: &[&str], never: &[&str]) {
    let labels = labels(marked);
    assert_eq!(labels.iter().take(first.len()).collect::<Vec<_>>(), first, "{marked}");
    for word in never {
        assert!(!labels.iter().any(|label| label == word), "{word} in {marked}");
    }
}

#[test]
fn the_figure_s_words_and_names_are_offered_like_all_others() {
    let figure =
        |inside: &str| format!("(title: \"T\", steps: [Hold(for: \"9s\", figure: ({inside}))])");
    offers(&figure("‸"), &["view", "close", "props"], &["for", "tempo"]);
    offers(&figure("view: ‸"), &["Behind", "BehindRight", "Front", "Side", "Eye"], &[]);
    offers(&figure("props: [‸]"), &["Stool", "Chair", "Mat"], &["Behind"]);
    offers(&figure("props: [Cushion(‸)]"), &["under", "long", "high"], &["at"]);
    offers(&figure("lit: [\"‸\"]"), &["neck", "shoulders"], &["knee"]);
    offers(&figure("start: \"‸\""), &["standing", "sitting"], &[]);
    let own = "(title: \"T\", poses: [(name: \"tall, on a chair\", like: \"sitting\")], steps: [Hold(for: \"9s\", figure: (pose: \"tall‸\"))])";
    let after = taken(own, "tall, on a chair");
    assert!(after.contains("pose: \"tall, on a chair\""), "{after}");
    let pose = "(title: \"T\", steps: [], poses: [(name: \"up\", ‸)])";
    offers(pose, &["like", "mirrored", "pelvis"], &["name"]);
    let hand = "(title: \"T\", steps: [], poses: [(name: \"up\", right_arm: (to: \"right kn‸\"))])";
    assert!(taken(hand, "right knee").contains("to: \"right knee\""));
    let stool = "(title: \"T\", steps: [Hold(for: \"9s\", figure: (props: [‸Stool]))])";
    tells(stool, &["A seat under the hips."]);
}

#[test]
fn the_fields_that_are_not_written_yet_are_offered() {
    offers("Routine(‸)", &["title", "steps", "about"], &["for"]);
    offers(
        "Routine(title: \"T\", steps: [Hold(name: \"x\", ‸times: 2)])",
        &["for", "start", "text"],
        &["name", "times", "tempo"],
    );
    // The word under the cursor is not written yet.
    offers("Routine(title: \"T\", steps: [Hold(na‸", &["for", "name"], &[]);
    offers("(title: \"T\", steps: [Reps(tempo: [(‸)])])", &["cue", "for", "breath"], &["tempo"]);
    offers("(title: \"T\", sources: [(title: \"x\", ‸)])", &["by", "says"], &["title"]);
    offers("(title: \"T\", steps: [Hold(left: (‸))])", &["for", "times"], &["name"]);
    // A missing comma, a missing bracket before, a misspelt step.
    offers("(title: \"T\", steps: [Hold(for: \"3s\"\n  ‸", &["name"], &["for"]);
    offers("(title: \"T\", steps: [Hold(for: \"3s\", Rest(‸)", &["for", "text"], &["side"]);
    offers("(title: \"T\", steps: [Hodl(‸)])", &["for", "name"], &[]);
    // The name of a field that has its value.
    assert_eq!(taken("Routine(ti‸: \"T\")", "title"), "Routine(title: \"T\")");
    assert_eq!(taken("Routine(ti‸, steps: [])", "title"), "Routine(title: \"\", steps: [])");
}

#[test]
fn steps_words_and_values_are_offered_where_they_belong() {
    offers("(title: \"T\", steps: [‸])", &["Hold", "Reps", "Breathe"], &["title"]);
    offers("(title: \"T\", steps: [Repeat(steps: [Ho‸", &["Hold"], &[]);
    offers("(title: \"T\", steps: [Hold(side: ‸)])", &["Each", "Left", "Right"], &["for"]);
    offers("(title: \"T\", steps: [Hold(side: Ea‸)])", &["Each"], &["for"]);
    offers("(title: \"T\", positions: [Seated, ‸])", &["Any", "Seated"], &["title"]);
    offers("(title: \"T\", steps: [Hold(for: ‸)])", &["\"30s\""], &["name"]);
    offers("(title: \"T\", cautions: [‸])", &[], &["Hold"]);
    assert_eq!(labels("(title: \"T\", steps: [Hold(times: 3‸)])"), [""; 0]);
    assert_eq!(labels("(title: \"T\", // na‸\n)"), [""; 0]);
    assert_eq!(labels("(title: \"na‸\")"), [""; 0]);
    assert_eq!(labels("(tiltle: ‸)"), [""; 0]);
}

#[test]
fn names_are_offered_inside_their_quotes() {
    let include = "(title: \"T\", steps: [Include(\"seated‸\")])";
    assert_eq!(
        taken(include, "seated-twist"),
        "(title: \"T\", steps: [Include(\"seated-twist\")])"
    );
    let open = "(\n  title: \"T\",\n  steps: [\n    Include(\"sea‸\n  ],\n)";
    assert!(taken(open, "seated-twist").contains("Include(\"seated-twist\n"));
    assert!(
        taken("(title: \"T\", steps: [Include(‸)])", "seated-twist").contains("(\"seated-twist\")")
    );
    assert!(
        taken("(title: \"T\", easier: \"‸\")", "seated-twist").contains("easier: \"seated-twist\"")
    );
    assert!(taken("(title: \"T\", cautions: [\"tw‸\"])", "twist").contains("[\"twist\"]"));
    assert_eq!(labels("(title: \"T\", cautions: [\"Do not tw‸\"])"), [""; 0]);
}

#[test]
fn placeholders_are_offered_after_a_brace_in_a_text_that_may_have_them() {
    let text = "(title: \"T\", steps: [Hold(text: \"Turn {si‸ now\", side: Each, for: \"5s\")])";
    assert!(taken(text, "{side}").contains("\"Turn {side} now\""), "{}", taken(text, "{side}"));
    let closed = "(title: \"T\", steps: [Hold(text: \"Turn {‸} now\", for: \"5s\")])";
    assert!(taken(closed, "{other side}").contains("\"Turn {other side} now\""));
    assert!(taken(closed, "{for right|for left}").contains("{for right|for left}"));
    assert_eq!(labels("(title: \"{‸\")"), [""; 0]);
    assert_eq!(labels("(title: \"T\", steps: [Hold(text: \"{side} ‸\")])"), [""; 0]);
}

#[test]
fn an_empty_file_is_offered_a_routine_and_it_plays() {
    assert_eq!(labels("‸"), ["Routine"]);
    assert_eq!(labels("// mine\nRou‸"), ["Routine"]);
    let begun = taken("Rou‸", "Routine");
    assert!(begun.starts_with("Routine(\n\ttitle: \"\",\n\tsteps: ["), "{begun}");
}

#[test]
fn every_step_that_is_offered_can_be_read_as_it_is_taken() {
    let list = "(title: \"T\", steps: [‸])";
    for step in labels(list) {
        let text = taken(list, &step).replace("\"\"", "\"seated-twist\"");
        // `Repeat` and its like have room for steps.
        let text = text.replace("\n\t\t\n", "\n\t\tRest(for: \"5s\"),\n");
        let reading = read::read(&text);
        assert_eq!(reading.problems, [], "{text}");
    }
}

/// What is told about the first character after `‸`.
fn told(marked: &str) -> Option<String> {
    let at = marked.find('‸').expect("the cursor is marked with ‸");
    let text = marked.replace('‸', "");
    let problems = read::read(&text).problems;
    hover(&Document::new(text), at, &library(), &problems).map(markdown)
}

fn markdown(hover: lsp_types::Hover) -> String {
    match hover.contents {
        lsp_types::HoverContents::Markup(markup) => markup.value,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn tells(marked: &str, words: &[&str]) {
    let told = told(marked).unwrap_or_else(|| panic!("nothing is told of {marked}"));
    for word in words {
        assert!(told.contains(word), "{word:?} is not in {told:?}");
    }
}

#[test]
fn words_are_told_by_their_documentation() {
    let field = crate::routine::Hold::GRAMMAR.field("for").unwrap();
    let doc = field.doc();
    tells("(title: \"T\", steps: [Hold(f‸or: \"30s\")])", &["`for`", "needed", &doc]);
    tells("(title: \"T\", steps: [Hold(for: \"‸30s\")])", &["`for`", &doc]);
    tells("(title: \"T\", steps: [Hold(side: ‸Each)])", &["`Each`", "One side, then the other."]);
    tells("(title: \"T\", positions: [Sea‸ted])", &["`Seated`"]);
    tells("(title: \"T\", cautions: [\"t‸wist\"])", &["`twist`"]);
    tells("(title: \"T\", steps: [Include(\"sea‸ted-twist\")])", &["Seated twist", "In all"]);
    tells("(title: \"T\", easier: \"sea‸ted-twist\")", &["Seated twist"]);
    tells("(title: \"T\", allow: [\"‸no-source\"])", &["`no-source`", "dose"]);
    assert_eq!(told("(title: \"T\", ‸ steps: [])"), None);
    assert_eq!(told("(title: \"T\", st‸ep: [])"), None);
    assert_eq!(told("(title: \"T\", steps: [])‸"), None);
}

#[test]
fn a_step_is_told_with_its_plan() {
    // 9.4 s to get ready, then 4 to 6 holds with 4 s between them.
    let ear = "‸Hold(name: \"Ear to shoulder\", start: \"Sit tall. {Other side} hand under the \
               thigh.\", text: \"Let the {side} ear sink toward the {side} shoulder.\", \
               say: \"{Side} ear down.\", for: \"10s..30s\", times: \"2..3\", side: Each, \
               alternate: Reps, change: \"4s\")";
    let alone = format!("(title: \"T\", steps: [Rest(for: \"5s\"), {ear}])");
    tells(&alone, &["1:02 at the least, 3:30 at the most", "Take a position"]);
    // Another step is broken, and this one is told all the same.
    let beside = format!("(title: \"T\", steps: [Rest(for: 5), {ear}])");
    tells(&beside, &["1:02 at the least, 3:30 at the most"]);
    let inside = format!("(title: \"T\", steps: [Repeat(times: 2, steps: [{ear}])])");
    tells(&inside, &["1:02 at the least, 3:30 at the most"]);
    // Itself broken, it has no plan.
    let broken = format!("(title: \"T\", steps: [{ear}])").replace("2..3", "3..2");
    assert!(!told(&broken).unwrap().contains("In all"));
    tells("‸Routine(title: \"T\", steps: [Rest(for: \"5s\")])", &["In all 0:05"]);
    let sided = "(title: \"T\", steps: [Repeat(side: Each, steps: [‸Hold(text: \"{side}\", for: \"5s\", ready: \"0s\")])])";
    tells(sided, &["In all 0:15"]);
}

#[test]
fn the_outline_has_the_steps_of_a_broken_file() {
    let text = "Routine(title: \"Mine\", steps: [\n Hold(name: \"One\" for: \"5s\"),\n \
                Repeat(steps: [Rest(for: \"5s\")]), Include(\"seated-twist\"), Dance()";
    let all = symbols(&Document::new(text.into()));
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].name.as_str(), all[0].detail.as_deref()), ("Mine", Some("Routine")));
    let steps = all[0].children.as_ref().unwrap();
    let names: Vec<&str> = steps.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["One", "Repeat", "seated-twist"]);
    assert_eq!(steps[1].children.as_ref().unwrap()[0].name, "Rest");
}

#[test]
fn only_what_means_to_be_a_routine_is_one() {
    let is = |text: &str| Document::new(text.into()).is_routine();
    for text in [
        "Routine(",
        "Routine()",
        "(title: \"T\"",
        "(steps: [",
        "// mine\n(stage: Any, title: \"\")",
    ] {
        assert!(is(text), "{text}");
    }
    for text in
        ["", "// x", "(x: 1)", "[1, 2]", "{\"title\": 1}", "Hold(for: \"3s\")", "Config(a: 1)", "3"]
    {
        assert!(!is(text), "{text}");
    }
}

#[test]
fn positions_count_utf_16() {
    let text = "aä𝄞b\r\nc\rd\n";
    let lines = Document::new(text.into());
    let at = |byte| {
        let position = lines.position(byte);
        (position.line, position.character)
    };
    assert_eq!(at(0), (0, 0));
    assert_eq!(at(text.find('b').unwrap()), (0, 4));
    assert_eq!(at(text.find('c').unwrap()), (1, 0));
    assert_eq!(at(text.find('d').unwrap()), (2, 0));
    assert_eq!(at(text.len()), (3, 0));
    assert_eq!(at(999), (3, 0));
    let byte = |line, character| lines.byte(lsp_types::Position::new(line, character));
    // Inside the clef, past the end of the line, past the end of the text.
    assert_eq!(byte(0, 3), text.find('𝄞').unwrap());
    assert_eq!(byte(0, 99), text.find('\r').unwrap());
    assert_eq!(byte(99, 0), text.len());
}

#[test]
fn what_has_no_character_is_underlined_all_the_same() {
    let under = |text: &str, at| {
        let range = Document::new(text.into()).underlined(&(at..at));
        (range.start.line, range.start.character, range.end.character)
    };
    assert_eq!(under("ab\ncd", 1), (0, 1, 2));
    assert_eq!(under("ab\r\ncd", 2), (0, 1, 2));
    assert_eq!(under("ab\ncd", 5), (1, 1, 2));
    assert_eq!(under("ab\n", 3), (1, 0, 0));
    assert_eq!(under("", 0), (0, 0, 0));
}

/// A piece of some routine file.
fn piece() -> impl Strategy<Value = String> {
    (0..built_in::ROUTINES.len(), any::<(u16, u16)>()).prop_map(|(which, (from, len))| {
        let text = built_in::ROUTINES[which].1;
        let chars: Vec<char> = text.chars().collect();
        let from = usize::from(from) % chars.len();
        chars[from..].iter().take(usize::from(len) % 400).collect()
    })
}

proptest! {
    #[test]
    fn nothing_is_too_broken_for_an_editor(
        pieces in prop::collection::vec(prop_oneof![piece(), "\\PC{0,20}", "[(\\[{\"'}\\]),:\\\\/*#\r\n]{0,8}"], 0..4),
        at in any::<prop::sample::Index>(),
    ) {
        let text = format!("(title: \"T\", steps: [{}", pieces.concat());
        let document = Document::new(text.clone());
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = ends[at.index(ends.len())];
        let library = library();
        let (replaces, offers) = completions(&document, at, &library);
        prop_assert!(replaces.start <= at && at <= replaces.end);
        for offer in offers {
            let mut after = text.clone();
            after.replace_range(replaces.clone(), &offer.insert_text.unwrap());
        }
        let problems = read::read(&text).problems;
        if let Some(hover) = hover(&document, at, &library, &problems) {
            let range = hover.range.expect("the bytes that it is about");
            let position = document.position(at);
            prop_assert!(range.start <= position && position < range.end);
            prop_assert!(!markdown(hover).is_empty());
        }
        for problem in &problems {
            let range = document.underlined(&problem.at);
            prop_assert!(range.start <= range.end);
        }
        symbols(&document);
    }

    #[test]
    fn a_byte_has_one_position(text in "[aä𝄞\r\n]{0,20}", at in any::<prop::sample::Index>()) {
        let lines = Document::new(text.clone());
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = ends[at.index(ends.len())];
        let back = lines.byte(lines.position(at));
        // The second half of a line break belongs to no position of its own.
        prop_assert!(back == at || text[back..at].trim_matches(['\r', '\n']).is_empty());
    }
}
