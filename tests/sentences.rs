//! What screens, lines of text and the voice say stands in `src/words`: in the rooms that are listed
//! here no other sentence is found, so that whoever puts it into another language has to look nowhere
//! else. What a command prints stands with it.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms without a sentence of their own.
const WITHOUT: [&str; 12] = [
    "timeline", "session", "cue", "back", "fit", "today", "nudge", "keys", "view", "app", "plain",
    "host",
];

/// Files that may have sentences all the same, and why.
const ALLOWED: [(&str, &str); 4] = [
    ("host/language_server.rs", "for the log of an editor"),
    ("host/terminal_features.rs", "a script for another program"),
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

/// Whether it is more than one word, whatever is put into its braces or a date is put into.
fn is_sentence(literal: &str) -> bool {
    let mut inside = false;
    let bare = literal.chars().filter(|letter| {
        inside = (inside || *letter == '{') && *letter != '}';
        !inside && *letter != '}'
    });
    let bare: String = bare.collect();
    let words = bare.split_whitespace();
    let words = words.filter(|word| word.chars().any(char::is_alphabetic));
    words.filter(|word| !word.starts_with('%')).count() > 1
}

#[test]
fn the_rooms_that_only_decide_have_no_sentence_of_their_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut stray = Vec::new();
    let mut needed = Vec::new();
    let mut all = Vec::new();
    sources(&root, &mut all);
    for path in all {
        let name = path.strip_prefix(&root).expect("it is below").to_str().expect("a name");
        let room = name.split(['/', '.']).next().unwrap_or_default();
        if !WITHOUT.contains(&room) {
            continue;
        }
        let literals = literals(&fs::read_to_string(&path).expect("a source"));
        let sentences = literals.into_iter().filter(|literal| is_sentence(literal));
        let sentences: Vec<String> = sentences.map(|text| format!("{name}: {text}")).collect();
        if ALLOWED.iter().any(|(allowed, _)| *allowed == name) {
            needed.extend((!sentences.is_empty()).then(|| name.to_owned()));
        } else {
            stray.extend(sentences);
        }
    }
    assert!(stray.is_empty(), "these belong into `src/words`:\n{}", stray.join("\n"));
    // The list only shrinks.
    needed.sort();
    assert_eq!(needed, ALLOWED.map(|(name, _)| name));
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
        let d = "rest".chars().next().expect("one letter at least");
    "#;
    let all = literals(source);
    let sentences: Vec<&String> = all.iter().filter(|literal| is_sentence(literal)).collect();
    assert_eq!(sentences, ["Now the {} side"]);
}
