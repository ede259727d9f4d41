//! What the documentation shows: every routine in it is read, checked and compiled, and the page
//! about the format is the one that the program prints.

use std::fs;
use std::path::{Path, PathBuf};

use supple::library::Library;
use supple::problem::{Look, human};
use supple::reference::{self, snippets};
use supple::routine::read;

use super::support::Supple;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README and every page of `docs`.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    let docs = fs::read_dir(root().join("docs")).unwrap();
    let docs = docs.map(|entry| entry.unwrap().path());
    pages.extend(docs.filter(|path| path.extension().is_some_and(|end| end == "md")));
    pages.sort();
    pages
}

#[test]
fn every_routine_in_the_documentation_can_be_played() {
    let library = Library::new(None, Vec::new());
    let mut count = 0;
    for page in pages() {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        for snippet in snippets(&fs::read_to_string(&page).unwrap()) {
            let text = snippet.routine();
            let place = format!("{name}:{}", snippet.line);
            let reading = supple::library::reading::read(&text);
            let told = human(&place, &text, &reading.problems, Look::Plain);
            assert_eq!(reading.problems, [], "{told}");
            let routine = reading.routine.unwrap_or_else(|| panic!("{place} is no routine"));
            let timeline = library.compile(&routine, None).expect(&place);
            assert!(!timeline.phases().is_empty(), "{place}");
            assert!(read::by_ron(&text).is_some(), "{place} is not what ron reads");
            count += 1;
        }
    }
    assert!(count > 20, "only {count} were found");
}

#[test]
fn the_page_about_the_format_is_what_the_program_prints() {
    let path = root().join("docs/format.md");
    let page = reference::format();
    if crate::support::overwrites() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap();
    assert!(
        written == page,
        "docs/format.md is behind the types: run the tests with SNAPSHOTS=overwrite"
    );
    assert_eq!(Supple::new("explain format").succeeds(), page);
}

#[test]
fn the_tutorial_shows_what_the_program_prints() {
    let page = fs::read_to_string(root().join("docs/tutorial.md")).unwrap();
    let whole = snippets(&page).pop().unwrap().routine();
    let plan = Supple::new("plan morning.ron").file("morning.ron", &whole).succeeds();
    assert!(page.contains(plan.trim_end()), "the plan is now:\n{plan}");
    let laid = Supple::new("fmt --check morning.ron").file("morning.ron", &whole);
    assert_eq!(laid.run().status, Some(0), "the whole routine has another layout");
    let wrong = whole.replacen("side: Each", "sides: Each", 1);
    let told = Supple::new("check morning.ron").file("morning.ron", wrong).run();
    let mistake = told.stdout.split("\n\n").next().unwrap();
    assert!(page.contains(mistake), "the mistake is now told so:\n{mistake}");
    // The parts of the tutorial are the whole in the end.
    let words = |text: &str| {
        let text: String = text.split_whitespace().collect();
        text.replace(",)", ")").replace(",]", "]")
    };
    let all = words(&whole);
    for part in snippets(&page).iter().filter(|part| !part.is_routine()) {
        let part = words(&part.text);
        assert!(all.contains(part.trim_end_matches(',')), "{part} has another form in the end");
    }
}

#[test]
fn the_pages_lead_to_each_other() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.contains("://")) {
            let file = target.split('#').next().unwrap();
            let path = page.parent().unwrap().join(file);
            assert!(path.exists(), "{} leads to {target}", page.display());
        }
    }
}
