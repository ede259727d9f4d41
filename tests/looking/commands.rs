//! The commands of looking back, with the real program.

use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::ToSpan;
use serde_json::Value;
use supple::commands::export::{self, KnownLines};
use supple::commands::report;
use supple::history::figures::{Known, Prescription};
use supple::history::summary::LinePlace;
use supple::history::{History, HistoryLine, PastSession};
use supple::library::Queue;
use supple::routine::Often;
use supple::seconds::Count;
use supple::view::history::detail;
use supple::view::page::PageBlock;
use supple::words::past::forget_all;

use super::life::{PRESCRIBED, TODAY, half_year, report_of, sessions, small, text};
use crate::pty::Pty;
use crate::support::Supple;

/// A home in which somebody has played for half a year, on a machine of this name.
fn lived(words: &str, lines: &[HistoryLine], machine: &str) -> Supple {
    let supple = Supple::new(words);
    put(&supple, lines, machine);
    supple
}

fn put(supple: &Supple, lines: &[HistoryLine], machine: &str) {
    let folder = folder(supple);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("2026-11.{machine}.jsonl")), text(lines)).unwrap();
}

fn folder(supple: &Supple) -> std::path::PathBuf {
    supple.folder().parent().unwrap().join("history")
}

/// Runs it again in the same home.
fn again(supple: &Supple, words: &str, stdin: &str) -> (String, String, Option<i32>) {
    use std::io::Write;
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_supple"));
    let home: &Path = supple.folder().ancestors().nth(3).unwrap().to_owned().leak();
    command
        .args(words.split_whitespace())
        .env_clear()
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_STATE_HOME", home.join("state"))
        .current_dir(home)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn asked() -> Prescription {
    Prescription {
        routine: "neck-may".into(),
        title: "Neck, as Dr. May showed it".into(),
        by: Some("Dr. May".into()),
        on: "2026-08-03".parse().ok(),
        review: "2026-11-16".parse().ok(),
        how_often: Some("once a day".into()),
        often: Some(Often { a_day: Some(Count::ONCE), ..Often::default() }),
        ..Prescription::default()
    }
}

#[test]
fn the_report_is_as_it_was_judged() {
    let asked = [asked()];
    let known =
        Known { today: TODAY, since: None, title: &|id| id.replace('-', " "), asked: &asked };
    let since = TODAY.saturating_sub(27.days());
    let found = report_of(&sessions(), since, known);
    let golden = |name: &str| snapbox::Data::read_from(Path::new(name), None).raw();
    let page = report::text(&found, 80);
    snapbox::assert_data_eq!(page, golden("tests/looking/report.txt"));
    let page = report::html(&found, |_| Vec::new());
    snapbox::assert_data_eq!(page, golden("tests/looking/report.html"));
}

#[test]
fn what_hurt_is_told_by_its_day_whatever_it_was_played_with() {
    let step = serde_json::json!({
        "step": "1.1", "from": ["neck"], "name": "Ear to shoulder", "kind": "hold", "side": "left",
        "least": 20, "most": 20, "real": 5, "reps_least": 1, "reps_most": 1, "reps": 0,
        "skipped": true, "hurt": true,
    });
    let mut record = small(1, TODAY, "neck", 60);
    record.title = "Neck, Back".into();
    record.queue = Some(Queue { of: vec!["neck".into(), "back".into()], quarters: 4 });
    record.steps = vec![serde_json::from_value(step).expect("a step")];
    let found = History::merge([HistoryLine::Session(Box::new(record))]).sessions;
    let known = Known { today: TODAY, since: None, title: &|_| "Neck".to_owned(), asked: &[] };
    let page = report::text(&report_of(&found, TODAY, known), 100);
    let fact = "Ear to shoulder, left: \"that hurts\" on 1 day, last on 2026-11-21.";
    assert!(page.contains(fact), "{page}");
}

#[test]
fn a_report_shows_words_and_obeys_none() {
    let mut record = small(1, TODAY, "neck", 60);
    record.title = "<script>\u{1b}[2J & \"x\"".into();
    let found = History::merge([HistoryLine::Session(Box::new(record))]).sessions;
    let known = Known { today: TODAY, since: None, title: &|id| id.to_owned(), asked: &[] };
    let found = report_of(&found, TODAY, known);
    let page = report::html(&found, |_| Vec::new());
    assert!(!page.contains("<script>") && !page.contains('\u{1b}'), "{page}");
    assert!(page.contains("&lt;script&gt; [2J &amp; &quot;x&quot;"), "{page}");
    assert!(!report::text(&found, 80).contains('\u{1b}'));
}

#[test]
fn history_is_printed_as_table_json_and_csv() {
    let table = lived("history --since 2026-11-20", &half_year(), "desk-1").succeeds();
    assert!(table.starts_with("Start "), "{table}");
    assert!(table.contains("2026-11-20 07:00    5:45  Belly breathing"), "{table}");
    let json = lived("history --json --routine seated", &half_year(), "desk-1").succeeds();
    let json: Value = serde_json::from_str(&json).unwrap();
    let all = json.as_array().unwrap();
    assert!(all.len() > 10);
    assert!(all.iter().all(|session| session["routine"] == "seated-twist"));
    assert!(all.iter().any(|session| session["than"] == "better"));
    let csv = lived("history --csv", &half_year(), "desk-1").succeeds();
    let (count, commas) = (csv.lines().count(), csv.lines().next().unwrap().matches(',').count());
    assert_eq!((count, commas), (sessions().len() + 1, 20));
    let formula = HistoryLine::Session(Box::new({
        let mut record = small(1, TODAY, "neck", 60);
        record.title = "=1+1, \"x\"\n".into();
        record
    }));
    let csv = lived("history --csv", &[formula], "desk-1").succeeds();
    assert!(csv.contains(",\"'=1+1, \"\"x\"\"\","), "{csv}");
    assert!(Supple::new("history").succeeds().starts_with("No session yet."));
}

#[test]
fn stats_are_printed_as_text_and_json() {
    // Days that are over, whatever the clock of this machine says.
    let lines: Vec<HistoryLine> = (1..=9)
        .map(|nth| {
            let day = jiff::civil::date(2020, 3, 10 + nth as i8);
            HistoryLine::Session(Box::new(small(nth, day, "neck-may", 90)))
        })
        .collect();
    let mine = PRESCRIBED.replace("2026-", "2020-").replace("2020-08", "2020-03");
    let plain = lived("stats --plain --since 2020-03-12", &lines, "desk-1")
        .own("neck-may.ron", mine)
        .succeeds();
    let flat = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "8 sessions on 8 days, 12 min, 8 to the end.",
        "No streak just now; longest 8 days. One day off in any seven does not break a streak.",
        "Neck, as Dr. May showed it, how often: once a day. Done 8 times, 8 of them with all",
    ] {
        assert!(flat.contains(words), "{plain}");
    }
    let json = lived("stats --json", &lines, "desk-1").succeeds();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["sessions"], 9);
    for part in ["streak", "days", "weeks", "pain", "sides", "prescribed"] {
        assert!(!json[part].is_null(), "{part}");
    }
    assert!(Supple::new("stats").succeeds().starts_with("No session yet."));
}

#[test]
fn what_was_nearly_done_is_told_alike_everywhere_and_never_as_whole() {
    let mut record = small(1, jiff::civil::date(2020, 3, 10), "neck", 30);
    record.planned.real = Duration::from_millis(29_189);
    let blocks = detail(&PastSession::new(record.clone()));
    assert!(blocks.contains(&PageBlock::Pair("Lasted".into(), "29 s, asked 30 s".into())));
    let lines = [HistoryLine::Session(Box::new(record))];
    let list = lived("history --plain", &lines, "desk-1").succeeds();
    assert!(list.contains(" 0:29 "), "{list}");
    let stats = lived("stats --plain", &lines, "desk-1").succeeds();
    assert!(stats.contains("1 session on 1 day, 29 s, 1 to the end."), "{stats}");
}

#[test]
fn what_is_exported_is_imported_once() {
    let lines = half_year();
    let there = lived("export all.jsonl", &lines, "desk-1");
    let (_, said, status) = again(&there, "export all.jsonl", "");
    assert_eq!((said.as_str(), status), ("", Some(0)));
    let whole = fs::read_to_string(there.folder().ancestors().nth(3).unwrap().join("all.jsonl"));
    let whole = whole.unwrap();
    // Never over another file.
    assert_eq!(again(&there, "export all.jsonl", "").2, Some(1));

    let here = Supple::new("");
    let count = sessions().len();
    let (told, said, status) = again(&here, "import -", &whole);
    assert_eq!((said.as_str(), status), ("", Some(0)));
    assert_eq!(told, format!("{count} sessions taken in.\n"));
    assert_eq!(again(&here, "export", "").0, whole);
    let (told, _, _) = again(&here, "import -", &whole);
    assert_eq!(told, format!("0 sessions taken in, {count} sessions there already.\n"));
    assert_eq!(again(&here, "export", "").0, whole);
    assert_eq!(again(&here, "import -", "rubbish\n").2, Some(1));
}

#[test]
fn what_is_forgotten_is_asked_first_and_gone_everywhere() {
    let lines = half_year();
    let there = Supple::new("");
    assert!(again(&there, "import -", &text(&lines)).2 == Some(0));
    let last = sessions().last().unwrap().record.id.to_string();
    let short = &last[last.len() - 8..];
    // Nobody is there to be asked.
    assert_eq!(again(&there, &format!("forget {short}"), "y\n").2, Some(1));
    let before = again(&there, "export", "").0;
    assert!(before.contains(&last));
    assert_eq!(again(&there, "forget 123", "").2, Some(1));
    let (told, _, status) = again(&there, &format!("forget --yes {short}"), "");
    assert_eq!((told.as_str(), status), ("Forgotten.\n", Some(0)));
    // Only the tombstone is left on the disk, and importing brings nothing back.
    let files = fs::read_dir(folder(&there)).unwrap();
    let disk: String =
        files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let about: Vec<&str> = disk.lines().filter(|line| line.contains(&last)).collect();
    assert!(about.len() == 1 && about[0].contains("forget"), "{about:?}");
    let (told, _, _) = again(&there, "import -", &before);
    assert!(told.contains("1 session forgotten before and left so"), "{told}");
    assert!(!again(&there, "history --json", "").0.contains(&last));
    let (_, _, status) = again(&there, "forget --all --yes", "");
    assert_eq!(status, Some(0));
    assert!(again(&there, "history", "").0.starts_with("No session yet."));
    assert_eq!(again(&there, "forget --all --yes", "").2, Some(1));
}

#[test]
fn no_terminal_obeys_what_is_printed_of_a_note() {
    let mut lines: Vec<HistoryLine> = Vec::new();
    let mut record = small(1, TODAY, "neck", 60);
    record.title = "one\u{9b}31m\u{202e}two".into();
    let mut felt = supple::history::Felt::nothing(record.id, record.end);
    let note = "\u{1b}[2J\u{9b}2J\u{202e}turned\u{2028}\u{7}";
    felt.note = Some(note.into());
    lines.push(HistoryLine::Session(Box::new(record)));
    lines.push(HistoryLine::Felt(felt));
    let home = lived("", &lines, "desk-1");
    for words in [
        "history",
        "history --csv",
        "history --json",
        "stats",
        "stats --json",
        "report --since 1y",
        "report --since 1y --html -",
        "export",
    ] {
        let (text, _, status) = again(&home, words, "");
        assert_eq!(status, Some(0));
        assert!(!text.chars().any(supple::text::is_obeyed), "{words}: {text:?}");
    }
    // And nothing is lost of it on its way to another machine.
    let exported = again(&home, "export", "").0;
    let there = lived("", &[], "lap-1");
    assert_eq!(again(&there, "import -", &exported).2, Some(0));
    let (json, _, _) = again(&there, "history --json", "");
    let all: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(all[0]["note"], note);
}

#[test]
fn that_nothing_is_of_a_time_or_a_routine_is_not_said_to_be_all() {
    let home = lived("", &half_year(), "desk-1");
    let says = |words: &str| again(&home, words, "").0;
    assert_eq!(says("history --routine zzz"), "No session of `zzz`.\n");
    assert_eq!(says("history --since 2999-01-01"), "No session in this time.\n");
    let both = says("history --since 2999-01-01 --routine zzz");
    assert_eq!(both, "No session of `zzz` in this time.\n");
    assert_eq!(says("stats --since 2999-01-01"), "No session in this time.\n");
    assert_eq!(says("history --routine zzz --json"), "[]\n");
    let nobody = lived("", &[], "desk-1");
    assert!(again(&nobody, "stats", "").0.starts_with("No session yet."));
}

#[test]
fn how_it_felt_can_be_said_later() {
    let home = lived("", &half_year(), "desk-1");
    let last = sessions().last().unwrap().record.id.to_string();
    let first = sessions()[0].record.id.to_string();
    let short = &first[first.len() - 8..];
    let said = |id: &str, name: &str| {
        let (json, _, _) = again(&home, "history --json", "");
        let all: Vec<Value> = serde_json::from_str(&json).unwrap();
        let one = all.into_iter().find(|one| one["id"] == id).unwrap();
        one[name].clone()
    };
    let lines = || again(&home, "export", "").0.lines().count();
    let before = lines();
    // The latest is meant where none is named.
    let (told, _, status) = again(&home, "felt --after 3 --note slept-well", "");
    assert_eq!(status, Some(0));
    assert!(told.contains("after it 3 of 10") && told.contains("slept-well"), "{told}");
    assert_eq!(said(&last, "after"), 3);
    assert_eq!(said(&last, "note"), "slept-well");
    let words = format!("felt {short} --before 10 --than worse");
    assert_eq!(again(&home, &words, "").2, Some(0));
    assert_eq!(said(&first, "before"), 10);
    assert_eq!(said(&first, "than"), "worse");
    // Each is a line of its own; none that was there is touched.
    assert_eq!(lines(), before + 2);
    // An empty note takes it back, and the rest stays.
    assert_eq!(again(&home, "felt --note=", "").2, Some(0));
    assert_eq!(said(&last, "note"), Value::Null);
    assert_eq!(said(&last, "after"), 3);
    // A line is one line, and nothing of it is lost without a word.
    let long = format!("felt --note {}", "a".repeat(201));
    let (_, told, status) = again(&home, &long, "");
    assert!(status == Some(1) && told.contains("200"), "{told}");
    // Where nobody is there to be asked, something must be said.
    assert_eq!(again(&home, "felt", "3\n").2, Some(1));
    for wrong in ["felt --after 11", "felt --than so-so", "felt zzzz --after 1"] {
        assert_ne!(again(&home, wrong, "").2, Some(0), "{wrong}");
    }
    assert_eq!(lines(), before + 3);
}

#[test]
fn a_question_is_seen_on_the_terminal_or_it_is_not_asked() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("past"), text(&half_year())).expect("a file");
    let supple = |words: &str| format!("{} {words}\n", env!("CARGO_BIN_EXE_supple"));
    let said = |file: &str| fs::read_to_string(home.path().join(file)).expect("a file");
    let mut pty = Pty::shell(home.path(), (100, 30));
    pty.keys(&supple("import past")).until("taken in");
    // The output goes into a file: the question does not.
    pty.keys(&supple("forget --all >said")).until("[y/N]");
    pty.keys("n\n").until_that("the prompt", Pty::at_prompt);
    assert_eq!(said("said"), "Nothing is forgotten.\n");
    pty.keys(&supple("felt >said")).until("0 for none to 10");
    pty.keys("\n").until("better").keys("\n");
    pty.until("remember it by").keys("\n");
    pty.until_that("the prompt", Pty::at_prompt);
    assert_eq!(said("said"), "Nothing is noted.\n");
    for words in ["forget --all", "felt"] {
        pty.keys(&supple(&format!("{words} >said 2>why; echo {words}: $?")));
        pty.until(&format!("{words}: 1"));
        assert!(said("why").contains("nobody is there to be asked"), "{words}");
    }
}

#[test]
fn two_machines_whose_folders_are_copied_together_have_one_history() {
    let lines = half_year();
    let (one, other): (Vec<_>, Vec<_>) =
        lines.iter().cloned().enumerate().partition(|(n, _)| n % 3 == 0);
    let strip = |some: Vec<(usize, HistoryLine)>| {
        some.into_iter().map(|(_, line)| line).collect::<Vec<_>>()
    };
    let (desk, lap) = (Supple::new(""), Supple::new(""));
    for (home, some) in [(&desk, strip(one)), (&lap, strip(other))] {
        assert_eq!(again(home, "import -", &text(&some)).2, Some(0));
    }
    let gone = sessions()[3].record.id.to_string();
    let copy = |from: &Supple, to: &Supple| {
        for file in fs::read_dir(folder(from)).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder(to).join(file.file_name())).unwrap();
        }
    };
    // No file has the same name on both, so that no sync can meet a conflict.
    let names = |home: &Supple| -> Vec<_> {
        let files = fs::read_dir(folder(home)).unwrap();
        files.map(|file| file.unwrap().file_name()).collect()
    };
    let shared = names(&desk).into_iter().filter(|name| names(&lap).contains(name));
    assert_eq!(shared.count(), 0);
    copy(&desk, &lap);
    copy(&lap, &desk);
    let whole = again(&desk, "export", "").0;
    assert_eq!(whole, exported(&lines));
    assert_eq!(again(&lap, "export", "").0, whole);
    // What one forgets, the other forgets, and it rewrites no file but its own.
    let before: Vec<_> = names(&lap);
    assert_eq!(again(&desk, &format!("forget --yes {gone}"), "").2, Some(0));
    copy(&desk, &lap);
    assert!(again(&lap, "history --json", "").0.matches(&gone).count() == 0);
    assert!(names(&lap).len() <= before.len() + 1);
    assert_eq!(again(&lap, "stats --json", "").0, again(&desk, "stats --json", "").0);
}

/// What lines are exported as.
fn exported(lines: &[HistoryLine]) -> String {
    let mut contents = KnownLines::default();
    for (nth, line) in lines.iter().enumerate() {
        let at = nth as u64;
        contents.take(line, LinePlace { at, ..LinePlace::default() });
    }
    let places = contents.places();
    places.map(|place| export::text(&lines[place.at as usize])).collect()
}

#[test]
fn what_can_not_be_imported_is_told() {
    let good = text(&half_year()[..1]);
    let taken = export::take_in(format!("{good}{{\n").as_bytes(), KnownLines::default()).unwrap();
    assert_eq!((taken.new.len(), taken.complaints.len()), (1, 1));
    assert!(export::take_in(b"{\n", KnownLines::default()).is_err());
    // The mark that some editors put before a file is no part of its first line.
    let marked = format!("\u{feff}{good}");
    let taken = export::take_in(marked.as_bytes(), KnownLines::default()).unwrap();
    assert_eq!((taken.new.len(), taken.complaints.len()), (1, 0));
    assert_eq!(crate::history::make::union(marked.as_bytes()).versions.len(), 1);
    assert_eq!(export::take_in(b"", KnownLines::default()).unwrap().told, "0 sessions taken in.\n");
}

#[test]
fn the_question_says_all_that_goes() {
    assert_eq!(forget_all(0, 0, false), None);
    let count = 281;
    for (found, expect) in [
        (
            forget_all(count, 0, false),
            format!("Forget all {count} sessions, for good, on every machine"),
        ),
        (
            forget_all(count, 1, true),
            format!(
                "Forget all {count} sessions, for good, on every machine, and here the session that \
                 was broken off and the broken lines that were set aside"
            ),
        ),
        (
            forget_all(0, 2, false),
            "Forget the 2 sessions that were broken off, for good".to_owned(),
        ),
        (
            forget_all(0, 0, true),
            "Forget the broken lines that were set aside, for good".to_owned(),
        ),
    ] {
        assert_eq!(found, Some(expect));
    }
}

#[test]
fn what_a_newer_version_wrote_survives_its_way_to_another_machine() {
    let last = sessions().last().unwrap().record.id;
    let about = format!(
        "{{\"kind\":\"mood\",\"v\":2,\"id\":\"{last}\",\"at\":\"2026-08-01T09:00:00+02:00\",  \"mood\":7}}\n"
    );
    let alone = "{\"v\":9,\"kind\":\"weather\",\"id\":5}\n";
    let whole = format!("{}{about}{alone}", text(&half_year()));
    let there = Supple::new("");
    let (told, said, _) = again(&there, "import -", &whole);
    assert!(told.ends_with(", 2 lines of a newer supple kept as they are.\n"), "{told}");
    assert_eq!(said, "");
    // Each is in the file of its month, once.
    let august: String = fs::read_dir(folder(&there))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("2026-08"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert!(august.contains(&about), "{august}");
    let exported = again(&there, "export", "").0;
    assert!(exported.contains(&about) && exported.ends_with(alone));
    again(&there, "import -", &whole);
    assert_eq!(again(&there, "export", "").0, exported);
    let here = Supple::new("");
    again(&here, "import -", &exported);
    assert_eq!(again(&here, "export", "").0, exported);
    // What is about a forgotten session is not carried on.
    let short = last.to_string();
    again(&there, &format!("forget --yes {}", &short[short.len() - 8..]), "");
    assert!(!again(&there, "export", "").0.contains(&about));
}
