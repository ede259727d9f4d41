//! Files with mistakes, and exactly what is printed about them; and files that are damaged in
//! every way, which must be played or told about, and never bring the reader down.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use supple::problem::{self, Look, Problem};
use supple::routine::Routine;
use supple::routine::check::Names;
use supple::routine::read::{self, Reading};
use supple::timeline::{NamedRoutine, OtherRoutines, WHOLE_RANGES, resolve};

mod damage;
mod samples;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems")
}

const CAUTIONS: &[&str] = &["bone", "stop", "twist"];

fn names() -> Names<'static> {
    Names { cautions: Some(CAUTIONS) }
}

/// The routines that the files of this folder may include.
struct Beside;

impl OtherRoutines for Beside {
    fn named(&self, id: &str) -> NamedRoutine {
        match (lookup(id), self.ids().contains(&id)) {
            (Some(routine), _) => NamedRoutine::Routine(routine),
            (None, true) => NamedRoutine::Broken,
            (None, false) => NamedRoutine::Nothing,
        }
    }

    fn ids(&self) -> Vec<&str> {
        let ids = ["plain", "both-sides", "ping", "pong", "long", "crowd"];
        ids.into_iter().chain(["broken", "this"]).collect()
    }
}

fn lookup(id: &str) -> Option<Arc<Routine>> {
    // Some files ask for the same one a hundred thousand times.
    static PLAIN: LazyLock<Option<Arc<Routine>>> = LazyLock::new(|| read_sound(TEXT_OF_PLAIN));
    const TEXT_OF_PLAIN: &str = r#"(title: "Plain", steps: [Hold(for: "10s")])"#;
    let text = match id {
        "plain" => return PLAIN.clone(),
        "both-sides" => r#"(title: "Both", steps: [Hold(for: "10s", side: Each)])"#,
        "ping" => r#"(title: "Ping", steps: [Include("pong")])"#,
        "pong" => r#"(title: "Pong", steps: [Include("ping")])"#,
        "long" => r#"(title: "Long", steps: [Hold(for: "10h")])"#,
        "crowd" => r#"(title: "Crowd", steps: [Repeat(times: 50000, steps: [Include("plain")])])"#,
        _ => {
            let deeper = id.strip_prefix("deep-")?.parse::<u32>().ok()?.checked_sub(1)?;
            &format!(r#"(title: "Deep", steps: [Include("deep-{deeper}")])"#)
        }
    };
    read_sound(text)
}

fn read_sound(text: &str) -> Option<Arc<Routine>> {
    let reading = read::read(text);
    assert_eq!(reading.problems, []);
    reading.routine
}

/// Reads a file as it lies on the disk.
fn read_bytes(bytes: &[u8]) -> Reading {
    match read::no_text(bytes) {
        Some(problem) => Reading { routine: None, problems: vec![problem] },
        None => read::read_with(&String::from_utf8_lossy(bytes), &names()),
    }
}

/// All problems of a file, those with other routines among them.
pub fn all_problems(bytes: &[u8]) -> Vec<Problem> {
    let Reading { routine, problems } = read_bytes(bytes);
    let Some(routine) = routine else {
        return problems;
    };
    let found = resolve(&routine, Some("this"), &Beside, WHOLE_RANGES);
    let found = found.err().unwrap_or_default();
    let text = String::from_utf8_lossy(bytes);
    read::locate(&text, found)
}

/// A file with mistakes: where it is, what it says, and all problems of it.
pub type Mistaken = (PathBuf, Vec<u8>, Vec<Problem>);

/// Every file with mistakes, in order: some take a second to be read.
pub static MISTAKEN: LazyLock<Vec<Mistaken>> = LazyLock::new(|| {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ext| ext == "ron")).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).unwrap();
        let problems = all_problems(&bytes);
        (path, bytes, problems)
    };
    paths.into_iter().map(read).collect()
});

#[test]
fn every_mistake_is_told_in_these_words() {
    let update = crate::support::overwrites();
    let mut wrong = Vec::new();
    assert!(MISTAKEN.len() > 60, "the files with mistakes are gone");
    for (path, bytes, problems) in MISTAKEN.iter() {
        let text = String::from_utf8_lossy(bytes);
        let name = path.file_name().unwrap().to_string_lossy();
        let printed = match problems.is_empty() {
            true => "nothing is wrong\n".to_owned(),
            false => problem::human(&name, &text, problems, Look::Plain),
        };
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
}

/// A message alone must be enough to mend the file: it says what to write.
#[test]
fn every_problem_has_a_help() {
    for (path, _, problems) in MISTAKEN.iter() {
        for problem in problems {
            assert_ne!(problem.help, "", "{}: {}", path.display(), problem.message);
            assert!(!problem.message.ends_with('.'), "{}", problem.message);
        }
    }
}

#[test]
fn editors_and_programs_get_the_same_in_their_own_form() {
    let text = "Routine(\n  title: \"Hüfte\", steps: [Hold(for: \"30 potatoes\")],\n)";
    let problems = read::read(text).problems;
    assert_eq!(
        problem::short("a.ron", text, &problems),
        "a.ron:2:38: error: `30 potatoes` is not a length of time; \
         `potatoes` is no unit of time; write it like \"30s\" or \"1m 30s\"\n"
    );
    let json = problem::json("a.ron", text, &problems[0]);
    assert_eq!(json["line"], 2);
    assert_eq!(json["column"], 38);
    assert_eq!(json["end_column"], 49);
    assert_eq!(json["name"], "bad-length");
    assert_eq!(&text[json["start"].as_u64().unwrap() as usize..][..3], "30 ");
    let styled = problem::human("a.ron", text, &problems, Look::Styled);
    assert!(styled.contains('\u{1b}'));
}

#[test]
fn no_control_character_of_an_author_reaches_the_terminal() {
    let text = "(title: \"a\u{1b}[31m\u{202e}b\", stage: \u{1b}x\u{9b}, steps: [Hold(\u{7}r: 1)])";
    let problems = read::read(text).problems;
    assert!(!problems.is_empty());
    let path = "evil\u{1b}]0;x\u{7}.ron";
    for printed in
        [problem::human(path, text, &problems, Look::Plain), problem::short(path, text, &problems)]
    {
        let bad = printed.chars().find(|c| *c != '\n' && supple::text::is_obeyed(*c));
        assert_eq!(bad, None, "{printed:?}");
    }
    assert_eq!(supple::text::plain("a\u{1b}[1m\tb\nc\u{7f}\u{85}"), "a[1m b\nc");
}

#[test]
fn what_editors_put_around_a_file_is_accepted() {
    let sound = samples::TWIST;
    for text in [
        sound.replace('\n', "\r\n"),
        format!("\u{feff}{sound}"),
        sound.replace("    ", "\t"),
        format!("#![enable(implicit_some)]\n{sound}"),
        format!("/* one /* two */ */ {sound} // the end"),
    ] {
        let reading = read::read(&text);
        assert_eq!(reading.problems, []);
        assert_eq!(reading.routine.as_deref(), read::by_ron(sound).as_ref());
        assert_eq!(read::why_unreadable(&text), []);
    }
}

#[test]
fn files_that_are_no_routine_are_refused_at_once() {
    let began = Instant::now();
    let told = |bytes: &[u8]| -> String {
        let problems = read_bytes(bytes).problems;
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems[0].name.to_owned()
    };
    assert_eq!(told(&vec![b' '; 100 << 20]), "too-large");
    assert_eq!(told(b""), "empty-file");
    assert_eq!(told(b"\xef\xbb\xbf // nothing\n"), "empty-file");
    assert_eq!(told(b"(title: \"\xff\")"), "not-utf-8");
    for brackets in ["(", "[", "{", "Repeat(steps: [", "(a:", "Some(", "[(", "/*("] {
        let text = brackets.repeat(10_000);
        assert!(!read::read(&text).problems.is_empty(), "{brackets}");
        let text = format!("(title: \"\", steps: [{text}");
        assert!(!read::read(&text).problems.is_empty(), "{brackets}");
    }
    assert!(began.elapsed() < Duration::from_secs(5));
}

/// Whatever is piled up, it is read in a moment, or else an editor would freeze. What would take
/// time in the square of its length takes minutes here.
#[test]
fn no_file_takes_long() {
    let thorough = std::env::var_os("THOROUGH").is_some();
    let size = if thorough { read::LARGEST_FILE } else { 32 << 10 };
    let pieces = [
        "\"", "\"a", "\"\\\"\n", "\"a: \"b", "“a", "'", "r#\"", "/*\n", "/", "#", "(", "[(", "a:",
        ")", ",", "a b", "Some ", "\u{a0}", "-", "\"a\"b\n", "{side", "\\", "a:(\n", "Hold(\n",
    ];
    let places = ["", "(title: \"", "(title: \"x\", steps: [", "(steps: [Hold(for: \"3s\", "];
    for (nth, piece) in pieces.into_iter().enumerate() {
        // Each in two of the places.
        let (first, every) = if thorough { (0, 1) } else { (nth % 2, 2) };
        for before in places.into_iter().skip(first).step_by(every) {
            let text = format!("{before}{}", piece.repeat((size - before.len()) / piece.len()));
            let began = Instant::now();
            let reading = read::read(&text);
            if thorough {
                eprintln!("{:?} {before:?} {piece:?}", began.elapsed());
            }
            let took = began.elapsed();
            assert!(took < Duration::from_secs(5), "{piece:?} after {before:?}: {took:?}");
            problem::human("x", &text, &reading.problems, Look::Plain);
            let took = began.elapsed();
            assert!(took < Duration::from_secs(6), "{piece:?} after {before:?}: {took:?}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_brings_the_reader_down(text in "\\PC{0,60}") {
        let problems = read::read(&text).problems;
        problem::human("x", &text, &problems, Look::Plain);
    }

    #[test]
    fn no_pile_of_tokens_brings_the_reader_down(
        pieces in prop::collection::vec(prop::sample::select(samples::PIECES), 0..40)
    ) {
        let text = pieces.concat();
        let problems = read::read(&text).problems;
        problem::human("x", &text, &problems, Look::Styled);
        problem::short("x", &text, &problems);
    }
}
