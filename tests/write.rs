//! Writing a routine: begin one, edit it, lay it out, with the real program.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use crate::support::Supple;

const CRAMPED: &str = "(title:\"Mine\", // seen\n steps:[Hold(for:\"20s\")])";
const LAID: &str = "\
(
    title: \"Mine\", // seen
    steps: [
        Hold(for: \"20s\"),
    ],
)
";
const BROKEN: &str = "(title: \"Mine\", steps: [Hold(for: \"20 potatoes\")])\n";

#[test]
fn files_are_laid_out_in_place_and_once() {
    let supple = Supple::new("fmt a.ron b.ron").file("a.ron", CRAMPED).file("b.ron", LAID);
    let a = supple.home().join("a.ron");
    fs::set_permissions(&a, fs::Permissions::from_mode(0o640)).unwrap();
    let (ran, home) = supple.run_and_keep();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(ran.stdout, "1 of 2 files laid out, the others were already\n");
    assert_eq!(fs::read_to_string(&a).unwrap(), LAID);
    assert_eq!(fs::metadata(&a).unwrap().mode() & 0o777, 0o640);
    // Nothing is left beside it.
    let left = fs::read_dir(home.path()).unwrap().count();
    assert_eq!(left, 2);
}

#[test]
fn a_link_stays_a_link() {
    let supple = Supple::new("fmt link.ron").file("real.ron", CRAMPED);
    let link = supple.home().join("link.ron");
    symlink("real.ron", &link).unwrap();
    let (ran, home) = supple.run_and_keep();
    assert_eq!(ran.stdout, "laid out\n", "{ran:?}");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(home.path().join("real.ron")).unwrap(), LAID);
}

#[test]
fn a_broken_file_is_refused_with_its_problems_and_the_others_are_laid_out() {
    let supple = Supple::new("fmt broken.ron a.ron no.ron")
        .file("broken.ron", BROKEN)
        .file("a.ron", CRAMPED);
    let (ran, home) = supple.run_and_keep();
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert_eq!(ran.stdout, "laid out\n");
    assert!(ran.stderr.contains("`20 potatoes` is not a length"), "{}", ran.stderr);
    assert!(ran.stderr.contains("broken.ron:1:36"), "{}", ran.stderr);
    assert!(ran.stderr.contains("no such file"), "{}", ran.stderr);
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    assert_eq!(read("broken.ron"), BROKEN);
    assert_eq!(read("a.ron"), LAID);
}

#[test]
fn check_names_what_is_not_laid_out_and_writes_nothing() {
    let supple = Supple::new("fmt --check a.ron b.ron").file("a.ron", CRAMPED).file("b.ron", LAID);
    let (ran, home) = supple.run_and_keep();
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), "a.ron: not laid out\n"));
    assert_eq!(fs::read_to_string(home.path().join("a.ron")).unwrap(), CRAMPED);
    let fine = Supple::new("fmt --check b.ron").file("b.ron", LAID);
    assert_eq!(fine.succeeds(), "");
}

#[test]
fn standard_input_is_laid_out_on_standard_output() {
    assert_eq!(Supple::new("fmt -").stdin(CRAMPED).succeeds(), LAID);
    let told = Supple::new("fmt -").stdin(BROKEN).fails(1);
    assert!(told.contains("standard input:1:36"), "{told}");
}

#[test]
fn a_file_that_may_not_be_written_is_not_replaced() {
    let supple = Supple::new("fmt a.ron").file("a.ron", CRAMPED);
    let a = supple.home().join("a.ron");
    fs::set_permissions(&a, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(&a).is_ok() {
        // Nothing is forbidden to root.
        return;
    }
    let (ran, _home) = supple.run_and_keep();
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("can't write `a.ron`: permission denied"), "{ran:?}");
    assert_eq!(fs::read_to_string(&a).unwrap(), CRAMPED);
}

#[test]
fn a_new_routine_can_be_played_and_is_never_written_over() {
    let words = "new evening-stretch --by Anna --kind reps --exercises 2 --each-side";
    let supple = Supple::new(words);
    let file = supple.folder().join("evening-stretch.ron");
    let (ran, home) = supple.run_and_keep();
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "{ran:?}");
    let path = "~/data/supple/routines/evening-stretch.ron";
    assert_eq!(ran.stdout.lines().next(), Some(path));
    assert!(ran.stdout.contains("supple edit evening-stretch"), "{}", ran.stdout);

    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("title: \"Evening stretch\""), "{text}");
    assert!(text.contains("prescribed: (by: \"Anna\")"), "{text}");
    assert_eq!(text.matches("        Reps(").count(), 2, "{text}");
    let with = |words: &str| Supple::new(words).at_home(&home);
    assert_eq!(with("check").word(file.to_str().unwrap()).succeeds(), "1 file can be played\n");
    assert_eq!(with("fmt --check").word(file.to_str().unwrap()).succeeds(), "");
    assert!(with("plan evening-stretch").succeeds().contains("left"), "both sides");

    let told = with("new evening-stretch").fails(1);
    assert!(told.contains("`evening-stretch` is a routine of yours already"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn a_new_routine_may_be_a_copy_with_a_title_of_its_own() {
    let supple = Supple::new("new my-box --from breathe-box --title").word("My \"box\"");
    let file = supple.folder().join("my-box.ron");
    let (ran, _home) = supple.run_and_keep();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("    title: \"My \\\"box\\\"\",\n"), "{text}");
    assert!(text.contains("inhale: \"4s\""), "{text}");
}

#[test]
fn names_that_can_be_no_id_or_are_taken_are_refused_with_another() {
    let told = Supple::new("new").word("My Stretch").fails(1);
    assert!(told.contains("write `supple new my-stretch`"), "{told}");
    let told = Supple::new("new ../../etc").fails(1);
    assert!(told.contains("small letters, digits and dashes"), "{told}");
    let told = Supple::new("new breathe-box").fails(1);
    assert!(told.contains("`supple edit breathe-box`"), "{told}");
}

/// An editor: a script that gets the words of the command line.
fn editor(home: &Path, script: &str) -> String {
    let path = home.join("my editor");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    format!("'{}' -w", path.display())
}

#[test]
fn a_built_in_routine_is_copied_before_it_is_edited() {
    let supple = Supple::new("edit breathe-box");
    let own = supple.folder().join("breathe-box.ron");
    let script = r#"[ "$1" = -w ] && sed -i 's/title: "Box breathing",$/title: "My box",/' "$2""#;
    let words = editor(supple.home(), script);
    let (ran, home) = supple.env("EDITOR", &words).run_and_keep();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("breathe-box.ron: it can be played"), "{ran:?}");
    assert!(fs::read_to_string(&own).unwrap().contains("My box"));
    let shown = Supple::new("show breathe-box").at_home(&home).succeeds();
    assert!(shown.contains("My box"), "{shown}");
}

#[test]
fn a_copy_that_is_left_as_it_was_is_taken_away_again() {
    let supple = Supple::new("edit breathe-box").env("VISUAL", "true").env("EDITOR", "false");
    let own = supple.folder().join("breathe-box.ron");
    let (ran, _home) = supple.run_and_keep();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("the built-in routine stays in use"), "{ran:?}");
    assert!(!own.exists());
}

#[test]
fn an_editor_that_fails_is_told_and_counts_as_a_failure() {
    let (ran, _home) =
        Supple::new("edit mine").own("mine.ron", LAID).env("EDITOR", "false").run_and_keep();
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(ran.stderr.contains("`false` ended with an error"), "{ran:?}");
}

#[test]
fn mistakes_are_shown_when_the_editor_is_left() {
    let supple = Supple::new("edit mine").own("mine.ron", LAID);
    let words = editor(supple.home(), r#"sed -i 's/20s/20 potatoes/' "$2""#);
    let (ran, _home) = supple.env("EDITOR", &words).run_and_keep();
    assert_eq!(ran.status, Some(1), "{ran:?}");
    assert!(ran.stderr.contains("mine.ron:4:20"), "{ran:?}");
    assert!(ran.stderr.contains("`20 potatoes` is not a length"), "{ran:?}");
}

#[test]
fn an_editor_that_is_not_there_is_told_and_changes_nothing() {
    let supple = Supple::new("edit breathe-box").env("EDITOR", "/no/such/editor");
    let own = supple.folder().join("breathe-box.ron");
    let (ran, _home) = supple.run_and_keep();
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("can't start the editor `/no/such/editor`"), "{ran:?}");
    assert!(!own.exists());

    let told = Supple::new("edit breathe-box").env("PATH", "/nowhere").fails(1);
    assert!(told.contains("there is no editor"), "{told}");
}
