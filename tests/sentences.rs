//! What the program says stands in `src/words`: in the rooms that are listed here no other sentence
//! is found, so that whoever puts it into another language has to look nowhere else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms without a sentence of their own.
const WITHOUT: [&str; 18] = [
    "timeline", "library", "session", "history", "cue", "feed", "settings", "back", "today", "fit",
    "nudge", "keys", "view", "app", "plain", "host", "cli", "commands",
];

/// Files that may have sentences all the same, or one of a file, and why.
const ALLOWED: [(&str, &str); 11] = [
    ("cli.rs", "help stands with the definitions that it is made of"),
    ("commands/list.rs: built in", "a value of its JSON"),
    ("commands/show/figure.rs: M{x} {y}h{wide}v4h-{wide}z", "a path of a picture"),
    ("history/line.rs:  at line ", "words of what reads JSON"),
    ("host/language_server.rs", "for the log of an editor"),
    ("host/terminal_features.rs", "a script for another program"),
    ("library/built_in.rs", "messages of the checker stand with their rule"),
    ("library/reading.rs", "messages of the checker stand with their rule"),
    ("settings.rs", "messages of the checker stand with their rule"),
    ("timeline/include.rs", "messages of the checker stand with their rule"),
    ("timeline/placeholders.rs", "words of the file format"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// The string literals of a source, without those of its comments, its attributes, its assumptions
/// and its tests.
fn literals(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("//") && !line.starts_with("#[")
    });
    let code: Vec<&str> = lines.collect();
    let code = code.join("\n");
    let mut letters = code.chars().peekable();
    let (mut found, mut before, mut behind) = (Vec::new(), ' ', String::new());
    while let Some(letter) = letters.next() {
        // `'"'` and `'\"'` begin no string.
        if letter == '"' && before != '\'' && before != '\\' {
            let mut literal = String::new();
            while let Some(letter) = letters.next() {
                match letter {
                    '"' => break,
                    '\\' => match letters.next() {
                        Some('\n') => {
                            while letters.next_if(|next| next.is_whitespace()).is_some() {}
                        }
                        _ => literal.push('\\'),
                    },
                    letter => literal.push(letter),
                }
            }
            // What must hold is said to whoever mends the program.
            if !behind.ends_with(".expect(") {
                found.push(literal);
            }
            behind.clear();
        } else {
            behind.push(letter);
        }
        before = letter;
    }
    found
}

/// A text without what stands between two signs, and without them.
fn without(text: &str, open: char, close: char) -> String {
    let mut inside = false;
    let bare = text.chars().filter(|letter| {
        inside = (inside || *letter == open) && *letter != close;
        !inside && *letter != close
    });
    bare.collect()
}

/// Whether it is more than one word, whatever is put into its braces or a date is put into, and
/// whatever the tags of a page say.
fn is_sentence(literal: &str) -> bool {
    let bare = without(&without(literal, '{', '}'), '<', '>');
    let words = bare.split_whitespace();
    let words = words.filter(|word| word.chars().any(char::is_alphabetic));
    words.filter(|word| !word.starts_with('%')).count() > 1
}

#[test]
fn the_rooms_of_the_interface_have_no_sentence_of_their_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut stray = Vec::new();
    let mut needed = BTreeSet::new();
    let mut all = Vec::new();
    sources(&root, &mut all);
    for path in all {
        let name = path.strip_prefix(&root).expect("it is below").to_str().expect("a name");
        let room = name.split(['/', '.']).next().unwrap_or_default();
        if !WITHOUT.contains(&room) {
            continue;
        }
        let literals = literals(&fs::read_to_string(&path).expect("a source"));
        for text in literals.iter().filter(|literal| is_sentence(literal)) {
            let whole = format!("{name}: {text}");
            match ALLOWED.iter().find(|(allowed, _)| [name, &whole].contains(allowed)) {
                Some((allowed, _)) => _ = needed.insert(*allowed),
                None => stray.push(whole),
            }
        }
    }
    assert!(stray.is_empty(), "these belong into `src/words`:\n{}", stray.join("\n"));
    // The list only shrinks.
    assert_eq!(needed, ALLOWED.map(|(allowed, _)| allowed).into());
}

#[test]
fn a_sentence_is_known_wherever_it_stands() {
    let source = r#"
        //! "A comment of words."
        #[must_use = "an attribute of words"]
        let a = format!("{first} {second}");
        let b = ['"', '\"'];
        let c = "Now the {} \
                 side";
        let d = "<p class=\"a class of words\">{words}</p>";
        let e = "rest".chars().next().expect("one letter at least");
    "#;
    let all = literals(source);
    let sentences: Vec<&String> = all.iter().filter(|literal| is_sentence(literal)).collect();
    assert_eq!(sentences, ["Now the {} side"]);
}
