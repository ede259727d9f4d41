//! `supple check` on real files and folders: which of them are looked at as what, and what is
//! said about them together.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use serde_json::Value;

use crate::support::Supple;

const SOUND: &str = r#"(title: "Neck", sources: [(title: "A book")], steps: [Hold(for: "20s")])"#;

/// Two folders with a file of the same name, and one that has its name alone.
fn folders(words: &str) -> Supple {
    let supple = Supple::new(words);
    for folder in ["a", "b"] {
        fs::create_dir(supple.home().join(folder)).unwrap();
    }
    supple.file("a/neck.ron", SOUND).file("b/neck.ron", SOUND).file("b/back.ron", SOUND)
}

#[test]
fn a_name_that_two_files_have_is_told_at_the_later_one() {
    let told = folders("check a b").run();
    assert_eq!(told.status, Some(1));
    assert_eq!(
        told.stdout,
        "\
error[same-name-twice]: another file has the name `neck` already: a/neck.ron
 --> b/neck.ron:1:1
  |
1 | (title: \"Neck\", sources: [(title: \"A book\")], steps: [Hold(for: \"20s\")])
  | ^ a routine is known by the name of its file
  |
  = help: rename one of the two files

1 error in 1 file
`supple explain NAME` says more about a name in brackets
"
    );
    assert_eq!(
        folders("check --format short b/neck.ron a/neck.ron").run().stdout,
        "a/neck.ron:1:1: error: another file has the name `neck` already: b/neck.ron; \
         rename one of the two files\n"
    );
    let json = folders("check --format json a b").run().stdout;
    let objects: Value = serde_json::from_str(&json).unwrap();
    let told: Vec<(&str, &str)> = objects
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["file"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("same-name-twice", "b/neck.ron")]);
}

#[test]
fn one_file_that_is_named_in_several_ways_is_one_file() {
    let supple = folders("check b b/neck.ron ./b/../b/back.ron link.ron");
    symlink("b/back.ron", supple.home().join("link.ron")).unwrap();
    assert_eq!(supple.succeeds(), "2 files can be played\n");
    // One of the name of a built-in routine, or of an own one elsewhere, is no second one.
    let alone = Supple::new("check heat-session.ron neck.ron")
        .own("neck.ron", SOUND)
        .file("neck.ron", SOUND)
        .file("heat-session.ron", SOUND);
    assert_eq!(alone.succeeds(), "2 files can be played\n");
}

/// The system may tell names apart that are the same as text.
#[test]
fn of_own_files_whose_names_are_the_same_as_text_the_first_is_listed_and_check_tells() {
    let own = |words: &str| {
        let supple = Supple::new(words);
        let names = [&b"caf\xe8.ron"[..], b"caf\xe9.ron"].map(OsStr::from_bytes);
        fs::create_dir_all(supple.folder()).unwrap();
        let written = names.map(|name| fs::write(supple.folder().join(name), SOUND));
        // Some systems have no such names.
        written.iter().all(Result::is_ok).then_some(supple)
    };
    let Some(list) = own("list") else {
        return;
    };
    let list = list.succeeds();
    assert_eq!(list.matches("  caf\u{fffd} ").count(), 1, "{list}");
    let told = own("check").unwrap().run();
    assert_eq!(told.status, Some(1));
    assert!(told.stdout.contains("error[same-name-twice]"), "{told:?}");
}

/// What is no routine is checked as what it is, and never called a broken routine.
#[test]
fn settings_and_cautions_in_a_folder_are_no_broken_routines() {
    let cautions = "// Shared.\n[(name: \"stop\", weight: HowTo, text: \"Stop if it hurts.\")]";
    let settings = "/* Mine */\nSettings(\n    voice: true,\n)\n";
    let folder = |words: &str, settings: &str, cautions: &str| {
        folders(words)
            .file("a/settings.ron", settings)
            .file("a/cautions.ron", cautions)
            .file("a/poses.ron", "[(name: \"up\")]")
            .file("b/settings.ron", "// Nothing is set.")
    };
    assert_eq!(
        folder("check a", settings, cautions).succeeds(),
        "a/cautions.ron holds shared cautions, and nothing is wrong with them\n\
         a/poses.ron holds poses of the figure, and nothing is wrong with them\n\
         a/settings.ron holds settings, and nothing is wrong with them\n\
         1 file can be played\n"
    );
    assert_eq!(
        folder("check b/settings.ron", settings, cautions).succeeds(),
        "b/settings.ron holds settings, and nothing is wrong with them\n"
    );
    for format in ["short", "json"] {
        let quiet = folder(&format!("check --format {format} a"), settings, cautions);
        assert_eq!(quiet.succeeds(), if format == "json" { "[]\n" } else { "" });
    }
    let wrong = folder(
        "check --format short a",
        "(\n    voise: true,\n)",
        "[(name: \"stop\", txt: \"Stop.\")]",
    );
    let told = wrong.run().stdout;
    let lines: Vec<&str> = told.lines().collect();
    assert!(
        lines[0].starts_with("a/cautions.ron:1:17: error: this is no caution: Unexpected field"),
        "{told}"
    );
    assert_eq!(
        lines[1],
        "a/settings.ron:2:5: error: there is no option `voise`; did you mean `voice`?"
    );
    assert_eq!(lines.len(), 2, "{told}");
}

#[test]
fn a_routine_is_one_whatever_its_file_is_called() {
    let routine = "(title: \"T\", stepz: [])";
    let steps = "[Hold(for: \"20s\")]";
    for (name, text, told) in [
        ("settings.ron", routine, "no field `stepz`"),
        ("cautions.ron", routine, "no field `stepz`"),
        ("cautions.ron", steps, "the steps stand in it"),
        ("neck.ron", "[(name: \"Neck\", text: \"Turn.\")]", "the steps stand in it"),
        ("neck.ron", "Seetings(voice: true)", "`Seetings` can't stand here"),
        ("neck.ron", "// Settings(", "the file is empty"),
        ("neck.ron", "/* Settings(", "never closed"),
    ] {
        let checked = Supple::new("check").word(name).file(name, text).run();
        assert!(checked.stdout.contains(told), "{text}: {checked:?}");
    }
}

#[test]
fn settings_among_the_own_routines_are_not_listed_and_not_played() {
    let own = |words: &str| {
        Supple::new(words).own("settings.ron", "Settings(voice: true)").own("neck.ron", SOUND)
    };
    let list = own("list").succeeds();
    assert!(list.contains("Neck (yours)"), "{list}");
    assert!(!list.contains("broken") && !list.contains("\n  settings"), "{list}");
    let told = own("plan data/supple/routines/settings.ron").fails(1);
    assert!(told.contains("error[no-routine]: these are settings, and no routine"), "{told}");
    assert!(told.contains("`supple settings show`"), "{told}");
}

/// Nobody reads on past two hundred; how many more there are is said in one sentence.
#[test]
fn a_flood_of_errors_or_warnings_ends_with_how_many_more_there_are() {
    let told = |step: &str, count: usize| {
        let steps = format!("{step},\n").repeat(count);
        let text = format!("(title: \"T\", sources: [(title: \"S\")], steps: [\n{steps}])");
        let check = |format: &str| {
            let supple = Supple::new("check --format").word(format).word("a.ron");
            supple.file("a.ron", &text).run()
        };
        let short = check("short");
        let human = check("human").stdout;
        let summary = human.lines().rev().nth(1).unwrap().to_owned();
        let lines: Vec<String> = short.stdout.lines().map(str::to_owned).collect();
        (lines, summary, short.status)
    };
    let error = "Hold(for: \"3 potatoes\")";
    let warning = "Hold(text: \"Hold it for 3 seconds.\", for: \"2s\")";
    for (step, word, status) in [(error, "error", 1), (warning, "warning", 0)] {
        let (lines, summary, _) = told(step, 200);
        assert_eq!(lines.len(), 200);
        assert_eq!(summary, format!("200 {word}s in 1 file"));
        let kind = if word == "error" { "problem" } else { "warning" };
        for (count, more) in
            [(201, format!("1 more {kind} follows")), (310, format!("110 more {kind}s follow"))]
        {
            let (lines, summary, ended) = told(step, count);
            assert_eq!(lines.len(), 201, "{lines:?}");
            assert!(
                lines[200]
                    .ends_with(&format!(": {word}: {more} from here on; mend those above first")),
                "{}",
                lines[200]
            );
            assert_eq!(ended, Some(status));
            assert_eq!(summary, format!("more than 200 {word}s in 1 file"));
        }
    }
    let (lines, _, _) = told(error, 900);
    assert!(lines[200].contains("at least 200 more problems follow"), "{}", lines[200]);
    let (lines, _, _) = told(warning, 900);
    assert!(lines[200].contains(" 700 more warnings follow"), "{}", lines[200]);
}

/// Left out without a word, the plan would lack steps.
#[test]
fn what_is_broken_far_below_is_told_at_the_include_that_leads_there() {
    let include = |id: &str| SOUND.replace("Hold(for: \"20s\")", &format!("Include(\"{id}\")"));
    let own = |words: &str, chin: &str| {
        Supple::new(words)
            .own("neck.ron", include("chin"))
            .own("back.ron", include("gone"))
            .own("chin.ron", chin)
            .file("a.ron", include("neck"))
            .file("b.ron", include("back"))
    };
    let broken = "(title: 3)";
    assert_eq!(
        own("check --format short a.ron b.ron", broken).run().stdout,
        "a.ron:1:63: error: `neck` includes the routine `chin`, which has mistakes of its own; \
         mend it first: `supple check chin` shows what is wrong\n\
         b.ron:1:63: error: `back` includes the routine `gone`, which is not there; \
         mend it first: `supple check back` shows what is wrong\n"
    );
    own("plan ./a.ron", broken).fails(1);
    own("plan ./a.ron", SOUND).succeeds();
    // As the help says, a routine is checked by its id.
    let told = own("check --format short chin back", broken).run().stdout;
    assert!(told.contains("/routines/chin.ron:1:9: error: `title` must be a text"), "{told}");
    assert!(told.contains("/routines/back.ron:1:63: error: there is no routine `gone`"), "{told}");
    assert_eq!(own("check chin heat-session", SOUND).succeeds(), "2 files can be played\n");
    let none = own("check chim", SOUND).run().stdout;
    assert!(none.contains("no such file"), "{none}");
}

#[test]
fn without_a_name_the_persons_own_folder_is_checked() {
    let own = |words: &str| Supple::new(words).own("neck.ron", SOUND);
    assert_eq!(own("check").succeeds(), "1 file in ~/data/supple/routines can be played\n");

    let broken = own("check --format short").own("back.ron", "(title: \"Back\")");
    let told = broken.run();
    assert_eq!(told.status, Some(1));
    assert!(told.stdout.contains("back.ron:1:1: error: "), "{told:?}");
    assert_eq!(own("check --format json").succeeds(), "[]\n");

    let none = Supple::new("check").succeeds();
    assert!(none.contains("no routines of your own in "), "{none}");
    assert!(none.contains("`supple new NAME`"), "{none}");
    let empty = Supple::new("check a");
    fs::create_dir(empty.home().join("a")).unwrap();
    assert_eq!(empty.succeeds(), "There are no .ron files in a\n");
}

#[test]
fn a_misspelt_id_is_answered_with_the_routine_that_is_like_it() {
    let told = Supple::new("check --format short seated-twst").run();
    assert_eq!(told.status, Some(1));
    assert!(
        told.stdout.ends_with("and no routine is called so; did you mean `seated-twist`?\n"),
        "{told:?}"
    );
    // A path is a path.
    let told = Supple::new("check --format short ./seated-twst.ron").run();
    assert!(!told.stdout.contains("routine is called"), "{told:?}");
}
