//! The library as values: what is carried, found, shadowed and broken.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use super::*;

fn own(files: &[(&str, &str)]) -> Library {
    let file = |(path, text): &(&str, &str)| File {
        path: Path::new("/own").join(path),
        bytes: Ok(text.as_bytes().to_vec()),
    };
    Library::new(Some("/own".into()), files.iter().map(file).collect())
}

fn stems(folder: &str, end: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|known| known == end))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn no_file_of_the_library_is_forgotten() {
    let names = |files: &[(&str, &str)]| -> BTreeSet<String> {
        files.iter().map(|(name, _)| name.to_string()).collect()
    };
    let mut routines = stems("routines", "ron");
    assert!(routines.remove("cautions") && routines.remove("poses"));
    assert_eq!(names(&built_in::ROUTINES), routines);
    assert_eq!(names(&built_in::PAGES), stems("routines/pages", "txt"));
    let carried = built_in::ROUTINES.iter().chain(built_in::PAGES.iter());
    assert!(carried.into_iter().all(|(_, text)| !text.is_empty()));
}

#[test]
fn every_built_in_routine_can_be_played() {
    let library = own(&[]);
    for entry in library.entries() {
        // At every start it is taken for granted; here all the rules are looked at.
        let read = reading::read(entry.text());
        assert_eq!(read.problems, [], "{}", entry.id);
        assert_eq!(library.problems(entry), [], "{}", entry.id);
        let routine = entry.routine().unwrap();
        assert_eq!(read.routine.as_ref(), Some(routine), "{}", entry.id);
        assert!(library.playable(entry).is_ok(), "{}", entry.id);
        for name in &routine.cautions {
            let is_sentence = name.contains(' ');
            assert!(is_sentence || caution(name).is_some(), "{}: {name}", entry.id);
        }
    }
    assert!(!shared_cautions().is_empty());
    assert_eq!(pages().next().unwrap().name, "red-flags");
}

#[track_caller]
fn finds(library: &Library, word: &str, expect: &str) {
    let found = match library.find(word) {
        Found::Entry(entry) => entry.id.clone(),
        Found::Path(path) => format!("path {}", path.display()),
        Found::NotFound { suggestions, .. } => format!("none, like {}", suggestions.join(" ")),
        Found::Ambiguous { candidates } => format!("several: {}", candidates.join(" ")),
    };
    assert_eq!(found, expect, "{word:?}");
}

#[test]
fn a_word_is_an_id_or_the_beginning_of_one_or_a_path() {
    let library = own(&[("desk.ron", "(title: \"D\", steps: [Rest(for: \"1s\")])")]);
    finds(&library, "heat-session", "heat-session");
    finds(&library, "heat", "heat-session");
    finds(&library, "desk", "desk");
    finds(
        &library,
        "lie-",
        "several: lie-knees-propped lie-legs-on-chair lie-side-pillow lie-front-brief",
    );
    finds(&library, "shoulder-raise", "shoulder-raises");
    finds(&library, "sholder-raises", "none, like shoulder-raises");
    finds(&library, "twist", "seated-twist");
    finds(&library, "chin-glide", "desk-chin-tuck");
    finds(&library, "wrist", "none, like ");
    finds(&library, "xyzzy", "none, like ");
    finds(&library, "", "none, like ");
    finds(&library, "mine.ron", "path mine.ron");
    finds(&library, "./heat-session", "path ./heat-session");
}

#[test]
fn an_own_routine_takes_the_place_of_a_built_in_one() {
    let library = own(&[
        (
            "heat-session.ron",
            "(title: \"My heat\", group: \"Heat and cold\", steps: [Rest(for: \"5s\")])",
        ),
        ("neck.ron", "(title: \"Neck\", steps: [Include(\"heat-session\")])"),
    ]);
    let heat = library.get("heat-session").unwrap();
    assert_eq!((heat.title(), heat.shadows), ("My heat", true));
    assert_eq!(heat.origin, Origin::Own("/own/heat-session.ron".into()));
    assert_eq!(library.lookup("heat-session").unwrap().title.as_str(), "My heat");
    assert_eq!(library.entries().len(), built_in::ROUTINES.len() + 1);
    let shelves = library.shelves();
    let (last, entries) = shelves.last().unwrap();
    assert_eq!((*last, entries[0].id.as_str()), (OWN_GROUP, "neck"));
}

#[test]
fn a_broken_file_is_kept_and_hides_no_other() {
    let mut files = vec![File { path: "/own/latin.ron".into(), bytes: Ok(vec![b'(', 0xe4]) }];
    files.push(File { path: "/own/locked.ron".into(), bytes: Err("permission denied".into()) });
    files.push(File { path: "/own/typo.ron".into(), bytes: Ok(b"(title: 3)".to_vec()) });
    let library = Library::new(None, files);
    let fault = |id: &str| library.get(id).unwrap().fault().map(|fault| fault.message.as_str());
    assert_eq!(
        fault("latin"),
        Some(
            "the file is text in an old encoding, most likely Latin-1, where `ä` in line 1 is the byte 0xE4; a routine is text in UTF-8"
        )
    );
    assert_eq!(fault("locked"), Some("permission denied"));
    assert!(fault("typo").is_some());
    assert_eq!(fault("heat-session"), None);
    assert_eq!(library.get("typo").unwrap().title(), "typo");
}

#[test]
fn cautions_are_told_in_sentences_each_once_the_weightiest_first() {
    let library = own(&[
        (
            "a.ron",
            "(title: \"A\", cautions: [\"range\", \"Mind the cat.\"], steps: [Repeat(steps: [Include(\"b\")]), Include(\"a\")])",
        ),
        (
            "b.ron",
            "(title: \"B\", cautions: [\"bone\", \"range\", \"stop\"], steps: [Include(\"a\"), Include(\"gone\")])",
        ),
    ]);
    let told = library.cautions(&library.lookup("a").unwrap());
    let text = |name: &str| caution(name).unwrap().text.as_str();
    let expect = [text("stop"), "Mind the cat.", text("bone"), text("range")];
    assert_eq!(told, expect);
}

/// Why what has this id can't be played.
fn faults(library: &Library, id: &str) -> Vec<Problem> {
    library.playable(library.get(id).unwrap()).err().unwrap_or_default()
}

/// What the file of this id is told, in `name: message`.
fn told(library: &Library, id: &str) -> Vec<String> {
    let told = faults(library, id).into_iter();
    told.map(|one| format!("{}: {}", one.name, one.message)).collect()
}

#[test]
fn a_circle_is_named_whole_and_once() {
    let leads_to =
        |to: &str| format!("(title: \"T\", steps: [Include(\"{to}\"), Include(\"{to}\")])");
    let files = [("a.ron", leads_to("b")), ("b.ron", leads_to("c")), ("c.ron", leads_to("a"))];
    let library = own(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    assert_eq!(
        told(&library, "a"),
        ["include-cycle: these routines include each other: a -> b -> c -> a"]
    );
}

#[test]
fn whatever_files_ask_for_together_is_refused_in_a_moment_and_in_one_line() {
    let began = std::time::Instant::now();
    let folder = |files: Vec<(String, String)>| {
        let file = |(name, steps): (String, String)| File {
            path: Path::new("/own").join(name + ".ron"),
            bytes: Ok(format!("(title: \"T\", steps: [{steps}])").into_bytes()),
        };
        Library::new(None, files.into_iter().map(file).collect())
    };
    let rest = "Rest(for: \"1s\")".to_owned();
    let chain = |n: u32, step: &dyn Fn(u32) -> String| {
        let link = |at: u32| (format!("r{at}"), if at == 0 { rest.clone() } else { step(at - 1) });
        folder((0..=n).map(link).collect())
    };
    let too_many = ["too-many-phases: spelled out, the routine has more than 100000 phases"];
    let too_deep = ["too-deep: more than 16 `Repeat`s and `Include`s stand inside each other"];

    // Three files of together 179 bytes.
    let repeats = |to: u32| format!("Repeat(times: 100000, steps: [Include(\"r{to}\")])");
    assert_eq!(told(&chain(2, &repeats), "r2"), too_many);
    // A million phases by ten `Include`s in each of six files.
    let tens = |to: u32| vec![format!("Include(\"r{to}\")"); 10].join(", ");
    let tens = chain(7, &tens);
    assert_eq!(told(&tens, "r6"), too_many);
    assert_eq!(told(&tens, "r4"), [""; 0]);
    // Each is within the limit of its own file.
    let sixteen = "Repeat(steps: [".repeat(16);
    let nested = |to: u32| format!("{sixteen}Include(\"r{to}\"){}", "])".repeat(16));
    assert_eq!(told(&chain(1, &nested), "r1"), too_deep);
    let chained = chain(3000, &|to| format!("Include(\"r{to}\")"));
    assert_eq!(told(&chained, "r3000"), too_deep);
    assert_eq!(told(&chained, "r17"), too_deep);
    assert_eq!(told(&chained, "r16"), [""; 0]);
    // `Include`s and `Repeat`s without an end of countdowns of their own.
    let wide = format!("{}{rest}{}", "Repeat(times: 5, steps: [".repeat(16), "])".repeat(16));
    let wide = folder(vec![("r".into(), wide)]);
    assert_eq!(told(&wide, "r"), too_many);

    // Without the limits it would take days; the machine may be busy.
    let took = began.elapsed();
    assert!(took < Duration::from_secs(60), "{took:?}");
}
