//! The second reader: each warning in its words, what is allowed, and how seldom it is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use supple::library::{Entry, File, Library};
use supple::lint::{review, warnings};
use supple::problem::{self, Look, Problem, Severity};
use supple::routine::explain::Example;
use supple::routine::place::PlacePart;
use supple::routine::{Routine, Step, explain};
use supple::seconds::Seconds;

use crate::generate;
use crate::support::Supple;

mod home_made;
mod remedies;
mod spoken_of;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/review")
}

/// What is told about a text, with the built-in routines to include.
fn problems(text: &str) -> Vec<Problem> {
    let library = Library::new(None, Vec::new());
    let entry =
        Entry::of_path(File { path: "this.ron".into(), bytes: Ok(text.as_bytes().to_vec()) });
    library.problems(&entry)
}

fn names(text: &str) -> Vec<&'static str> {
    problems(text).into_iter().map(|problem| problem.name).collect()
}

fn told(name: &str, text: &str) -> String {
    match problems(text).as_slice() {
        [] => "nothing is wrong\n".into(),
        problems => problem::human(name, text, problems, Look::Plain),
    }
}

#[test]
fn the_built_in_routines_are_clean_and_allow_nothing() {
    let library = Library::new(None, Vec::new());
    assert_eq!(library.entries().len(), 26);
    for entry in library.entries() {
        let told = problem::human(&entry.id, entry.text(), &library.problems(entry), Look::Plain);
        assert_eq!(told, "", "{told}");
        assert_eq!(entry.routine().unwrap().allow, Vec::<String>::new());
    }
}

#[test]
fn sound_routines_of_people_are_clean() {
    let all = home_made::ALL.iter().enumerate();
    let all = all.map(|(at, text)| told(&format!("{at}.ron"), text));
    let wrong: Vec<String> = all.filter(|told| told != "nothing is wrong\n").collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(home_made::ALL.len() >= 15);
}

#[test]
fn every_warning_is_told_in_these_words() {
    let update = crate::support::overwrites();
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "ron"))
        .collect();
    files.sort();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let printed = told(&name, &text);
        for problem in problems(&text) {
            seen.insert(problem.name);
            assert_ne!(problem.help, "", "{name}: {}", problem.message);
            assert!(!problem.message.ends_with('.'), "{}", problem.message);
        }
        let expected = path.with_extension("txt");
        if update {
            fs::write(&expected, &printed).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        if printed != expected {
            wrong.push(format!("{name} prints\n{printed}\nand not\n{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n(SNAPSHOTS=overwrite rewrites)", wrong.join("\n"));
    for name in warnings() {
        assert!(seen.contains(name), "no file shows `{name}`");
    }
}

/// What a broken step may have held is not missed in the others.
#[test]
fn nothing_is_made_up_about_a_broken_file() {
    let clean = [
        // The other half, the rest and the rounds that the words speak of are broken.
        "Hold(text: \"Bend the left knee.\", for: \"20s\"), Hold(text: \"Bend the right knee.\", for: \"20 potatoes\")",
        "Hold(text: \"Bend. Then rest for 30 seconds.\", for: \"20s\"), Rest(for: \"30 potatoes\")",
        "Repeat(times: \"potatoes\", steps: [Hold(text: \"Bend, 3 times.\", for: \"20s\")])",
        "Repeat(tmies: 3, steps: [Hold(text: \"Bend, 3 times.\", for: \"20s\")])",
        // The step with the mistake itself.
        "Hold(text: \"Bend, 3 times.\", tmies: 3, for: \"20s\")",
        "Hold(text: \"Bend the knee, then switch sides.\", side: Eech, for: \"20s\")",
    ];
    for steps in clean {
        let text = format!("(title: \"T\", steps: [{steps}])");
        let told = problems(&text);
        assert!(told.iter().all(|one| one.severity == Severity::Error), "{told:#?}");
    }
    for head in ["caution: [\"twist\"]", "allowed: [\"text-count\"], cautions: [\"twsit\"]"] {
        let step = "Hold(text: \"Twist the trunk, 3 times.\", for: \"20s\")";
        let told = names(&format!("(title: \"T\", {head}, steps: [{step}])"));
        assert!(!told.contains(&"twist-caution"), "{told:?}");
        assert!(!head.contains("allow") || !told.contains(&"text-count"), "{told:?}");
    }
}

/// The two files that it stands for, before and after; `None` where it is told in words.
fn files(example: Example) -> Option<[String; 2]> {
    let sound = "sources: [(title: \"My sheet\")]";
    let step = "Hold(name: \"Long reach\", for: \"20s\")";
    match example {
        Example::Steps(before, after) => Some([before, after].map(|steps| {
            format!("Routine(\n    title: \"Example\",\n    {sound},\n    steps: [\n{steps}\n    ],\n)\n")
        })),
        Example::Fields(before, after) => Some([before, after].map(|fields| {
            let sources = match fields.contains("sources:") || fields.contains("prescribed:") {
                true => String::new(),
                false => format!("    {sound},\n"),
            };
            let title = match fields.contains("title:") {
                true => "",
                false => "    title: \"Example\",\n",
            };
            let steps = match fields.contains("steps:") {
                true => String::new(),
                false => format!("    steps: [{step}],\n"),
            };
            format!("Routine(\n{title}{sources}{fields}\n{steps})\n")
        })),
        Example::Files(before, after) => Some([before.into(), after.into()]),
        Example::Words(_) => None,
    }
}

/// Each explanation shows the very mistake, and how it goes away.
#[test]
fn every_example_shows_what_it_explains() {
    let mut wrong = Vec::new();
    for one in explain::all() {
        let Some([before, after]) = files(one.example) else {
            continue;
        };
        // One slip may be told in two ways; the one that it is an example of comes first.
        let before_told = names(&before);
        let alone = before_told == [one.name];
        if !alone && (one.severity == Severity::Warning || before_told.first() != Some(&one.name)) {
            wrong.push(format!("{}: before is {}", one.name, told("x", &before)));
        }
        let severity = problems(&before).first().map(|problem| problem.severity);
        assert!(severity.is_none_or(|s| s == one.severity || s == Severity::Error), "{}", one.name);
        let after_told = names(&after);
        let only_source = after_told.iter().all(|name| *name == "no-source");
        if !(after_told.is_empty() || only_source && one.severity == Severity::Error) {
            wrong.push(format!("{}: after is {}", one.name, told("x", &after)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names that the sources in a folder give to problems.
fn names_made_in(folder: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut to_visit = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(path) = to_visit.pop() {
        if path.is_dir() {
            to_visit.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let made = [
            "Problem::error(",
            "Finding::error(",
            "Finding::warning(",
            ".tell(",
            ".tell_labelled(",
            ".missing(",
            "text.warning(",
            "self.warn(",
            "self.misread(",
            "tell(found, ",
        ];
        for made in made {
            for (_, after) in text.match_indices(made).map(|(at, _)| text.split_at(at + made.len()))
            {
                if let Some(quoted) = after.trim_start().strip_prefix('"') {
                    let name = quoted.split('"').next().unwrap();
                    // Other rooms tell other things.
                    if ![".tell(", ".missing("].contains(&made)
                        || path.components().any(|part| part.as_os_str() == "routine")
                    {
                        names.insert(name.to_owned());
                    }
                }
            }
        }
    }
    names
}

#[test]
fn what_is_told_of_settings_is_explained_for_settings() {
    let settings = names_made_in("src/settings.rs");
    assert!(settings.len() > 3, "{settings:?}");
    for name in &settings {
        let means = explain::of(name).unwrap().means;
        assert!(means.contains("settings"), "{name}: {means}");
    }
    for name in settings.union(&names_made_in("src/routine/syntax")) {
        assert!(explain::in_settings(name), "{name}");
        let told = Supple::new("explain").word(name).succeeds();
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            told.ends_with("In the settings all that can be understood holds in spite of it."),
            "{told}"
        );
    }
    let told = Supple::new("explain bad-length").succeeds();
    assert!(
        told.ends_with("An error can't be allowed: it must be mended before the routine plays.\n"),
        "{told}"
    );
}

/// Reads the sources of the reader for the names that it gives to problems.
#[test]
fn every_name_that_can_be_told_is_explained() {
    let names = names_made_in("src");
    assert!(names.len() > 70, "{names:?}");
    let explained: Vec<&str> = explain::all().map(|one| one.name).collect();
    let missing: Vec<&String> = names.iter().filter(|n| !explained.contains(&n.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?} are not explained");
    let unknown: Vec<&&str> = explained.iter().filter(|n| !names.contains(**n)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are never told");
    assert!(warnings().is_sorted());
    let once: BTreeSet<&str> = explained.iter().copied().collect();
    assert_eq!(once.len(), explained.len());
}

/// `allow` silences each warning, and only it.
#[test]
fn what_is_allowed_is_not_told() {
    for one in explain::all().filter(|one| one.severity == Severity::Warning) {
        let [before, _] = files(one.example).unwrap();
        if before.contains("allow:") {
            continue;
        }
        let allowed = before.replacen("steps:", &format!("allow: [\"{}\"], steps:", one.name), 1);
        assert_eq!(names(&allowed), Vec::<&str>::new(), "{}", one.name);
        let other = before.replacen("steps:", "allow: [\"no-such-warning\"], steps:", 1);
        let all: BTreeSet<&str> = names(&other).into_iter().collect();
        assert_eq!(all, BTreeSet::from([one.name, "unknown-allow"]), "{other}");
    }
}

#[test]
fn words_in_an_unknown_language_are_left_alone() {
    let text = |language: &str| {
        format!(
            "(title: \"Stretch\", language: \"{language}\", sources: [(title: \"Sheet\")], \
             steps: [Hold(text: \"Hold for 10 seconds. Repeat 5 times on each side.\", for: \"8s\")])"
        )
    };
    assert_eq!(names(&text("en-GB")), ["text-length", "text-count", "text-sides"]);
    assert_eq!(names(&text("fr")), Vec::<&str>::new());
    let german = text("de").replace(
        "Hold for 10 seconds. Repeat 5 times on each side.",
        "10 Sekunden halten, fünfmal auf jeder Seite.",
    );
    assert_eq!(names(&german), ["text-length", "text-count", "text-sides"]);
}

#[test]
fn no_pad_may_be_on_again_too_early_by_any_way() {
    let close = |steps: &str| {
        let text = format!("(title: \"T\", sources: [(title: \"S\")], steps: [{steps}])");
        let names = names(&text);
        assert!(names.is_empty() || names == ["applications-too-close"], "{names:?}");
        !names.is_empty()
    };
    assert!(close("Heat(for: \"15m\"), Heat(for: \"15m\")"));
    assert!(close("Heat(for: \"15m\"), Rest(for: \"119m\"), Heat(for: \"15m\")"));
    assert!(close("Cold(for: \"15m\", apart: \"3h\"), Rest(for: \"2h\"), Cold(for: \"15m\")"));
    assert!(close("Repeat(times: 2, rest: \"1h\", steps: [Heat(for: \"15m\")])"));
    assert!(close("Repeat(times: \"1..2\", steps: [Heat(for: \"15m\")])"));
    assert!(close("Repeat(side: Each, steps: [Cold(for: \"10m\")])"));
    assert!(close("Include(\"heat-session\"), Heat(for: \"15m\")"));
    assert!(close("Include(\"cold-session\"), Include(\"cold-session\")"));
    // What may be left out and what a key ends is no pause that one can count on.
    assert!(close(
        "Heat(for: \"15m\"), Wait(text: \"Two hours.\", for: \"..3h\"), Heat(for: \"15m\")"
    ));
    assert!(close("Heat(for: \"15m\"), Rest(for: \"1h..3h\"), Heat(for: \"15m\")"));
    assert!(!close("Heat(for: \"15m\"), Cold(for: \"15m\")"));
    assert!(!close("Heat(for: \"15m\"), Rest(for: \"2h\"), Heat(for: \"15m\")"));
    assert!(!close("Repeat(times: 2, rest: \"2h\", steps: [Heat(for: \"15m\")])"));
    let often =
        "(title: \"T\", steps: [Repeat(times: 4, rest: \"2h\", steps: [Heat(for: \"15m\")])])";
    assert_eq!(names(often), ["too-many-a-day"]);
}

#[test]
fn a_warning_fails_only_where_it_is_denied() {
    let warned = "(title: \"T\", steps: [Hold(for: \"20s\")])";
    let wrong = "(title: \"T\", steps: [Hold(for: \"x\", times: 0)])";
    let check = |words: &str| {
        let words = format!("check {words}");
        Supple::new(&words).file("a.ron", warned).file("b.ron", wrong).run()
    };
    let ran = check("a.ron");
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.stdout.starts_with("warning[no-source]: "), "{ran:?}");
    assert!(!ran.stdout.contains('\u{1b}'), "{ran:?}");
    assert!(ran.stdout.contains("\n1 warning in 1 file\n"), "{ran:?}");
    assert_eq!(check("--deny-warnings a.ron").status, Some(1));
    let ran = check("a.ron b.ron");
    assert_eq!(ran.status, Some(1));
    assert!(ran.stdout.contains("\n2 errors, 1 warning in 2 files\n"), "{ran:?}");
    let short = check("--format short a.ron");
    assert_eq!(
        short.stdout,
        "a.ron:1:22: warning: nothing says where this dose comes from; write `sources: [(title: \"..\")]`, \
         or `prescribed: (by: \"..\")`, in the routine\n"
    );
    // A warning never keeps a routine from being played.
    Supple::new("plan a.ron").file("a.ron", warned).succeeds();
}

#[test]
fn each_name_is_explained_on_the_command_line() {
    let list = Supple::new("explain").succeeds();
    for one in explain::all() {
        assert!(list.contains(&format!("  {} ", one.name)), "{}", one.name);
        assert!(!one.line.ends_with('.') && one.means.ends_with('.'), "{}", one.name);
    }
    let text = Supple::new("explain text-count").succeeds();
    assert!(text.starts_with("warning[text-count]: the words say"), "{text}");
    for part in ["\nBefore:\n", "\nAfter:\n", "`allow: [\"text-count\"]`"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(Supple::new("explain error[bad-length]").run().status, Some(0));
    assert_eq!(
        Supple::new("explain text-cuont").fails(1),
        "error: no error or warning is called `text-cuont`\nhelp: did you mean `text-count`?\n"
    );
}

/// The rest that a field of a step says, by the step's path.
fn rest<'r>(
    routine: &'r mut Routine,
    path: &[usize],
    field: &str,
) -> Option<&'r mut Option<Seconds>> {
    let mut steps = &mut routine.steps;
    let (last, outer) = path.split_last()?;
    for at in outer {
        steps = match &mut steps[*at] {
            Step::Repeat(repeat) => &mut repeat.steps,
            _ => return None,
        };
    }
    let [rest, set_rest] = match &mut steps[*last] {
        Step::Hold(it) => [Some(&mut it.rest), Some(&mut it.set_rest)],
        Step::Reps(it) => [Some(&mut it.rest), Some(&mut it.set_rest)],
        Step::Breathe(it) => [Some(&mut it.rest), Some(&mut it.set_rest)],
        Step::Repeat(it) => [Some(&mut it.rest), None],
        _ => [None, None],
    };
    if field == "rest" { rest } else { set_rest }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever a routine holds: the second reader answers, with names that are known and places
    /// that are there; and a rest that it calls never played can be left out without a trace.
    #[test]
    fn any_routine_is_read_a_second_time(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        for found in review(&routine, &timeline) {
            prop_assert!(warnings().any(|name| name == found.name));
            prop_assert_eq!(found.severity, Severity::Warning);
            let field = match found.at.keys.as_slice() {
                [PlacePart::Field(field @ ("rest" | "set_rest"))] => *field,
                _ => continue,
            };
            let mut without = routine.clone();
            let rest = rest(&mut without, &found.at.steps, field);
            *rest.expect("the place is a rest") = None;
            prop_assert_eq!(&generate::timeline(&without), &timeline);
        }
    }

    /// The word checks take any words.
    #[test]
    fn any_words_are_read_a_second_time(
        words in prop::collection::vec(
            prop_oneof![
                "[a-z]{1,6}", "[0-9]{1,12}", ".{0,3}",
                prop::sample::select(vec![
                    "hold", "for", "10", "twenty", "-", "five", "seconds", "s", "minutes", "each",
                    "side", "other", "leg", "twice", "times", "a", "half", "hour", "of", "an", "up", "to",
                    "sets", "breaths", "left", "right", "/", "the", "then", "switch", "turn", "chest",
                    "not", ".", ",", "..", "{side}", "{", "zwei", "mal", "jede", "Seite", "und",
                ]).prop_map(str::to_owned),
            ],
            0..30,
        ),
        german in any::<bool>(),
    ) {
        let words = words.join(" ").replace(['\\', '"'], "");
        let language = if german { "de" } else { "en" };
        let text = format!(
            "(title: \"T {words}\", about: \"{words}\", language: \"{language}\", steps: [\
             Hold(text: \"{words}\", for: \"8s\"), Hold(text: \"{words}\", for: \"8s\", side: Each), \
             Reps(text: \"{words}\", times: 5), Wait(text: \"{words}\")])"
        );
        problems(&text);
    }
}

/// A file as large as one may be is read a second time in a moment.
#[test]
fn no_routine_takes_long_to_review() {
    let steps = [
        "Hold(text: \"Bend the left knee, then the other leg. 5 times on each side.\", for: \"8s\"),",
        "Hold(text: \"Bend the knee.\", for: \"8s\", side: Each),",
        "Repeat(times: 2, side: Each, steps: [Hold(text: \"Bend.\", for: \"1s\"), Rest(for: \"1s\")]),",
        "Reps(times: 2, pace: \"1s\"),",
        "Wait(text: \"\"),",
    ];
    for step in steps {
        let count = (96 << 10) / step.len();
        let text = format!("(title: \"T\", ready: \"0s\", steps: [{}])", step.repeat(count));
        let began = std::time::Instant::now();
        let told = problems(&text);
        let took = began.elapsed();
        assert!(took.as_secs() < 4, "{step}: {took:?}, {} problems", told.len());
        if std::env::var_os("THOROUGH").is_some() {
            eprintln!("{took:?} {} {}: {step}", told.len(), told[0].name);
        }
    }
}
