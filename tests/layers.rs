//! The order of the rooms: each knows only those before it, and only the machine room touches the
//! world. Read from the sources, so that an arrow that leads back is seen when it is drawn.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, in the order in which data takes them. `main` and `lib` stand outside.
const ROOMS: [&str; 29] = [
    "seconds",
    "text",
    "problem",
    "limits",
    "routine",
    "figure",
    "words",
    "timeline",
    "lint",
    "library",
    "session",
    "history",
    "cue",
    "feed",
    "settings",
    "reference",
    "back",
    "today",
    "fit",
    "nudge",
    "keys",
    "view",
    "app",
    "plain",
    "editor",
    "host",
    "cli",
    "commands",
    "main",
];

/// What belongs to the machine: its clock, files, processes, threads, terminal, environment.
const WORLD: [&str; 11] = [
    "std::fs",
    "std::net",
    "std::process::Command",
    "std::process::exit",
    "std::thread",
    "std::env",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "Instant::now",
    "SystemTime::now",
];

/// Where the program is joined to the machine.
const JOINTS: [&str; 3] = ["main.rs", "commands.rs", "commands/"];

/// The sources of the program without comments and without what only tests have, with their
/// paths below `src`.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs")
                && path.file_name().is_some_and(|name| name != "tests.rs")
            {
                let text = fs::read_to_string(&path).unwrap();
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                found.push((name.to_owned(), code_of(&text)));
            }
        }
    }
    found.sort();
    found
}

fn code_of(text: &str) -> String {
    let code = text.split("\n#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The room of a file: its folder below `src`, or its own name.
fn room_of(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The rooms that some code names.
fn named(code: &str) -> BTreeSet<&str> {
    let after = code.split("crate::").skip(1);
    let names = after.map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    });
    names.filter(|name| ROOMS.contains(name)).collect()
}

#[test]
fn each_room_knows_only_those_before_it() {
    let place = |room: &str| ROOMS.iter().position(|one| *one == room);
    let mut back = BTreeSet::new();
    for (file, code) in sources().iter().filter(|(file, _)| file != "lib.rs") {
        let own = place(room_of(file));
        assert!(own.is_some(), "`{file}` is in no room: give it a place in the order");
        for room in named(code) {
            if place(room) > own {
                back.insert((file.clone(), room.to_owned()));
            }
        }
    }
    assert!(back.is_empty(), "these know a room after their own: {back:?}");
}

#[test]
fn only_the_host_touches_the_world() {
    for (file, code) in sources() {
        let may = room_of(&file) == "host" || JOINTS.iter().any(|joint| file.starts_with(joint));
        let touched = WORLD.iter().find(|name| code.contains(**name));
        assert!(may || touched.is_none(), "`{file}` uses {touched:?}");
    }
}

#[test]
fn the_map_tells_every_room() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for room in ROOMS.iter().filter(|room| **room != "main") {
        let told = map.contains(&format!("[`{room}`]")) || map.contains(&format!("[`mod@{room}`]"));
        assert!(told, "src/lib.rs says nothing of `{room}`");
    }
}

#[test]
fn the_page_for_contributors_names_files_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/contributing.md")).unwrap();
    let named = page.split('`').skip(1).step_by(2).filter(|word| {
        let starts = ["src/", "tests/", "docs/", "routines/"].iter();
        starts.clone().any(|start| word.starts_with(start)) && !word.contains("NAME")
    });
    let mut count = 0;
    for path in named {
        assert!(root.join(path).exists(), "`{path}` is not there");
        count += 1;
    }
    assert!(count > 20, "only {count} files are named");
}
