//! Any bytes as a routine file: the tree, the rules, the second reader, and how it is all printed.
//! What can't be read is told of, and what is told must point into the file.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use supple::library::{Entry, File, Library};
use supple::problem::{self, Look};
use supple::routine::check::Names;
use supple::routine::read;
use supple::routine::syntax::Tree;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let tree = Tree::parse(&text);
    let mut end = 0;
    for token in &tree.tokens {
        assert_eq!(token.at.start, end, "the tokens leave something out");
        end = token.at.end;
    }
    assert_eq!(end, text.len(), "the tokens leave out the end");

    let names = Names::default();
    let reading = read::read_with(&text, &names);
    assert_eq!(
        reading.routine.is_none(),
        !reading.problems.is_empty(),
        "neither a routine nor a problem, or both"
    );
    let unreadable = read::why_unreadable(&text);
    assert!(read::by_ron(&text).is_some() || !unreadable.is_empty(), "refused without a word");

    // Reading the built-in routines takes longer than all the rest.
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(None, Vec::new()));
    let library = &*LIBRARY;
    let entry = Entry::of_path(File {
        path: PathBuf::from("fuzz.ron"),
        bytes: Ok(bytes.to_vec()),
    });
    let warned = library.problems(&entry);
    if let Ok((_, timeline)) = library.playable(&entry) {
        assert!(timeline.totals().least <= timeline.totals().most);
    }
    for problems in [
        &tree.problems,
        &reading.problems,
        &unreadable,
        &warned,
    ] {
        let few = &problems[..problems.len().min(20)];
        for one in few {
            assert!(
                one.at.start <= one.at.end && one.at.end <= text.len(),
                "{one:?}"
            );
            assert!(text.is_char_boundary(one.at.start), "{one:?}");
            assert!(text.is_char_boundary(one.at.end), "{one:?}");
            assert!(!one.message.is_empty(), "{one:?}");
            problem::json("fuzz.ron", &text, one);
        }
        let human = problem::human("fuzz.ron", &text, few, Look::Plain);
        let obeyed = |c: char| c.is_control() && c != '\n';
        assert!(!human.contains(obeyed), "{human:?}");
        problem::human("fuzz.ron", &text, few, Look::Styled);
        let short = problem::short("fuzz.ron", &text, few);
        assert_eq!(short.lines().count(), few.len(), "{short:?}");
        assert!(!short.contains(obeyed), "{short:?}");
    }
});
