//! Words: fresh ones, no promise, nothing that a terminal could choke on, nothing too wide.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{cautions, library, pages};

/// Words that promise what nobody can. They may stand in a source's title only.
const PROMISES: &[&str] = &[
    "cure",
    "cures",
    "cured",
    "curing",
    "heal",
    "heals",
    "healed",
    "healing",
    "guarantee",
    "guarantees",
    "guaranteed",
    "safe",
    "safely",
    "safest",
    "harmless",
    "treat",
    "treats",
    "treated",
    "treatment",
    "remedy",
    "remedies",
    "miracle",
    "relieve",
    "relieves",
    "relief",
    "fixes",
    "painless",
    "proven",
    "best",
];

/// A sentence is somebody else's from so many words in a row.
const RUN: usize = 6;

/// FNV-1a, 64 bits: short, and the same on every machine for ever.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The words of a text in lower case: unbroken letters and digits.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Hashes of every run of six words of the four articles behind the library: lower-cased words,
/// joined by one space. The articles themselves aren't ours to ship.
fn article_runs() -> BTreeSet<u64> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/routines/article-runs.txt");
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| u64::from_str_radix(line, 16).unwrap()).collect()
}

/// The runs of six words of a text that an article has too.
fn borrowed(text: &str, runs: &BTreeSet<u64>) -> Vec<String> {
    words(text)
        .windows(RUN)
        .map(|run| run.join(" "))
        .filter(|run| runs.contains(&fnv1a(run)))
        .collect()
}

/// Every file that a person may read, by name, cut into the pieces between the titles of sources.
fn pieces() -> Vec<(String, Vec<String>)> {
    let library = library();
    let mut titles: Vec<&str> = library
        .iter()
        .flat_map(|w| &w.routine.sources)
        .map(|source| source.title.as_str())
        .collect();
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let mut texts: Vec<(String, String)> = Vec::new();
    texts.extend(library.iter().map(|w| (w.id.clone(), w.text.clone())));
    texts.extend(pages().into_iter().map(|p| (p.stem, p.text)));
    texts.extend(cautions().into_iter().map(|c| (c.name, c.text)));
    let cut = |text: String| -> Vec<String> {
        let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for title in &titles {
            text = text.replace(title, "\n");
        }
        text.split('\n').map(str::to_owned).collect()
    };
    texts.into_iter().map(|(name, text)| (name, cut(text))).collect()
}

#[test]
fn no_sentence_is_borrowed_from_an_article() {
    let runs = article_runs();
    for (name, pieces) in pieces() {
        for piece in pieces {
            assert_eq!(borrowed(&piece, &runs), Vec::<String>::new(), "{name}");
        }
    }
}

/// The list and the hashing here agree: a title is in the article that it stands over.
#[test]
fn a_borrowed_sentence_would_be_found() {
    let runs = article_runs();
    assert!(runs.len() > 2000, "{} runs", runs.len());
    let title = "So: “What does a BACK muscle\nspasm feel like?” they ask.";
    assert_eq!(
        borrowed(title, &runs),
        [
            "what does a back muscle spasm",
            "does a back muscle spasm feel",
            "a back muscle spasm feel like"
        ]
    );
}

#[test]
fn nothing_is_promised() {
    for (name, pieces) in pieces() {
        for word in pieces.iter().flat_map(|piece| words(piece)) {
            assert!(!PROMISES.contains(&word.as_str()), "{name}: {word}");
        }
    }
}

#[test]
fn no_control_characters() {
    let texts = library().into_iter().map(|w| (w.id, w.text));
    let pages = pages().into_iter().map(|p| (p.stem, p.text));
    for (name, text) in texts.chain(pages) {
        let bad = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(bad, None, "{name}");
        assert!(text.ends_with('\n') && !text.contains(" \n"), "{name}");
    }
}

#[test]
fn pages_fit_a_terminal() {
    let pages = pages();
    let stems: Vec<&str> = pages.iter().map(|p| p.stem.as_str()).collect();
    assert_eq!(
        stems,
        [
            "disagreements",
            "first-days",
            "heat-and-cold",
            "posture-and-lifting",
            "red-flags",
            "sleeping",
            "what-supple-cannot-know",
            "why-no-hyperventilation",
        ]
    );
    for page in &pages {
        let lines: Vec<&str> = page.text.lines().collect();
        assert!((20..=45).contains(&lines.len()), "{}", page.stem);
        assert!(!lines[0].is_empty() && lines[1].is_empty(), "{}", page.stem);
        assert!(page.text.contains("\n\nSources: "), "{}", page.stem);
        for line in lines {
            assert!(line.chars().count() <= 72, "{}: {line}", page.stem);
        }
    }
}

/// The emergencies stand first; they and what belongs to the same day fit 24 lines.
#[test]
fn what_is_urgent_fits_the_first_screen() {
    let pages = pages();
    let page = pages.iter().find(|p| p.stem == "red-flags").unwrap();
    let line = |start: &str| page.text.lines().position(|l| l.starts_with(start)).unwrap();
    let (now, today, later) = (line("EMERGENCY"), line("THE SAME DAY"), line("MAKE AN"));
    assert!(now < today && today < later);
    assert!(later <= 24, "{later}");
    assert!(page.text.contains("YOUR LOCAL EMERGENCY NUMBER"));
}
