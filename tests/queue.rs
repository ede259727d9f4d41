//! Routines that are played one after another: by the real program, and what counts by it.

use std::io::{BufRead, BufReader, Write};

use supple::commands::play::piece_of;
use supple::history::{HistoryLine, Queue, Record, Summary, lines};
use supple::library::Library;
use supple::routine::Stage;

use crate::support::Supple;

const ARM: &str = r#"Routine(title: "Arm", areas: ["arm"], steps: [
    Hold(name: "Up", for: "0.3s", side: Each, ready: "0s", change: "0s")])"#;
const LEG: &str = r#"Routine(title: "Leg", areas: ["leg"], prescribed: (by: "Ada"), steps: [
    Hold(name: "Up", for: "0.2s", ready: "0s"), Hold(name: "Down", for: "0.2s", ready: "0s")])"#;

fn with_both(words: &str) -> Supple {
    Supple::new(words).own("arm.ron", ARM).own("leg.ron", LEG)
}

/// The records in a home.
fn records(home: &std::path::Path) -> Vec<Record> {
    let folder = home.join("data/supple/history");
    let files = std::fs::read_dir(folder).unwrap();
    let bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    let record = |line| match line {
        Ok(HistoryLine::Session(record)) => Some(*record),
        _ => None,
    };
    let all: Vec<Vec<u8>> = bytes.collect();
    all.iter().flat_map(|bytes| lines(bytes)).filter_map(record).collect()
}

#[test]
fn a_queue_is_one_record_that_counts_for_each_of_its_routines() {
    let (ran, home) = with_both("play arm leg --plain").stdin("\n").run_and_keep();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let all = records(home.path());
    let [record] = &all[..] else {
        panic!("{all:?}");
    };
    assert_eq!((&*record.title, &record.routine), ("Arm, Leg", &None));
    assert_eq!(record.areas, ["arm", "leg"]);
    let from: Vec<_> = record.steps.iter().map(|step| (&*step.step, &step.from[..])).collect();
    let (arm, leg) = (["arm".to_owned()], ["leg".to_owned()]);
    assert_eq!(from, [("1.1", &arm[..]), ("1.1", &arm), ("2.1", &leg), ("2.2", &leg)]);
    assert!(record.has_done("arm") && record.has_done("leg") && !record.has_done("foot"));
    let summary = Summary::of(&supple::history::PastSession::new(record.clone()));
    let done = summary.done_of("leg").unwrap();
    assert_eq!((done.work().done.as_millis(), done.is_whole()), (400, Some(true)));

    let at_home = |words| Supple::new(words).at_home(&home).succeeds();
    assert!(at_home("history --routine leg --plain").contains("Arm, Leg"));
    let report = at_home("report");
    assert!(report.contains("Leg") && report.contains("Arm"), "{report}");
    let stats = at_home("stats --json");
    let stats: serde_json::Value = serde_json::from_str(&stats).unwrap();
    assert_eq!(stats["prescribed"][0]["whole"], 1, "{stats:#}");
    assert_eq!(stats["sides"][1]["routine"], "arm", "{stats:#}");
}

#[test]
fn a_queue_that_breaks_off_goes_on_where_it_was() {
    let run = with_both("play leg arm --plain --hands-free");
    let mut child = run.command().spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"\n").unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap().contains("left")));
    child.kill().unwrap();
    child.wait().unwrap();
    let left = std::fs::read_dir(run.home().join("state/supple/running")).unwrap();
    assert!(left.count() > 0);
    let run = Supple::new("resume --plain").at_home(&run.kept());
    let (ran, home) = run.stdin("\n\n").run_and_keep();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let all = records(home.path());
    assert_eq!(all.len(), 1, "{ran:?}");
    assert_eq!(all[0].queue, Some(Queue::new(vec!["leg".into(), "arm".into()])));
    assert!(all[0].has_done("leg") && all[0].resumed.len() == 1, "{ran:?}");
}

#[test]
fn what_holds_for_one_holds_for_the_queue_and_for_its_file() {
    let fails = |words| Supple::new(words).fails(1);
    let why = fails("play heat-session heat-session");
    assert!(why.contains("must wait 2h"), "{why}");
    assert!(fails("new two --from cold-session cold-session").contains("must wait"));
    assert!(fails("play shoulder-raises ./own.ron").contains("is a file"));

    let (ran, home) = Supple::new("new turn --from shoulder-raises seated-twist").run_and_keep();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let at_home = |words| Supple::new(words).at_home(&home);
    let path = home.path().join("data/supple/routines/turn.ron");
    let written = std::fs::read(&path).unwrap();
    at_home("check --deny-warnings").succeeds();
    at_home("new turn --from desk-reset shoulder-raises").fails(1);
    assert_eq!(std::fs::read(&path).unwrap(), written);
    at_home("fmt --check").word(path.to_str().unwrap()).succeeds();
    let plain = at_home("play turn --plain").stdin("\n").run();
    assert!(plain.stdout.contains("For later:"), "{plain:?}");
}

#[test]
fn an_older_record_is_read_as_before_and_a_queue_as_it_was_put_together() {
    let library = Library::new(None, Vec::new());
    let old = r#"{"v":1,"kind":"session","id":"019aa4d1-7f00-7000-8000-000000000001",
        "routine":"walk-short","hash":"","title":"Short walk","start":"2026-11-20T09:00:00+01:00",
        "end":"2026-11-20T09:05:00+01:00","ended":"finished",
        "planned":{"least":300,"most":600,"real":300},"work":{"least":300,"most":600,"real":300},
        "steps":[{"step":"1","name":"Walk","kind":"walk","least":300,"most":600,"real":300,
        "reps_least":1,"reps_most":1,"reps":1}]}"#;
    let Ok(HistoryLine::Session(mut record)) = HistoryLine::read(old.as_bytes()) else {
        panic!("it is a session");
    };
    assert!(record.has_done("walk-short") && record.queue.is_none());
    assert_eq!(piece_of(&library, &record).unwrap().id.as_deref(), Some("walk-short"));
    record.routine = None;
    record.queue =
        Some(Queue { of: vec!["walk-short".into(), "seated-twist".into()], quarters: 2 });
    let queue = piece_of(&library, &record).unwrap();
    let walk = queue.timeline.phases().iter().find_map(|phase| {
        let range = phase.length.filter(|length| length.is_range())?;
        Some((range.least.as_secs(), range.most.as_secs()))
    });
    assert_eq!(walk, Some((300, 450)));
    assert_eq!(queue.routine.stage, Stage::Settled);
    let twist = library.get("seated-twist").unwrap().routine().unwrap();
    let cautions = library.cautions(twist);
    assert!(cautions.iter().all(|caution| queue.cautions.contains(caution)));
}
