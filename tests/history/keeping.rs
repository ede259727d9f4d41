//! What becomes of a checkpoint, a record and an answer that the disk refuses, takes half, or
//! never comes back from.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use supple::app::AppEvent;
use supple::history::{Checkpoint, Felt, HistoryLine};
use supple::host::files::Files;
use supple::host::journal::Journal;
use supple::host::message::Message;
use supple::host::writer::{Patience, Writer};
use supple::session::{Manner, Session};

use super::make::{id, record, stamp, whole};
use super::memory::{Fault, Memory};
use crate::session::timeline_of;

/// Nobody waits for so long in a test that goes well.
const LONG: Duration = Duration::from_secs(60);

/// Never tried again by itself.
const PATIENT: Patience = Patience { disk: LONG, again: Duration::from_secs(3600) };

fn journal(disk: &Memory, state: &str) -> Journal {
    let files = Arc::new(disk.clone());
    let (history, state) = (PathBuf::from("/history"), PathBuf::from(state));
    Journal::over(files, history, state, "desk", [1; 10])
}

fn writer(disk: &Memory, patience: Patience) -> (Writer, Receiver<Message>) {
    let (sender, receiver) = sync_channel(9);
    let journal = journal(disk, "/state");
    // The name of the machine and the file of the month are there already.
    journal.append(&after(9, 0)).expect("room");
    (Writer::over(Ok(journal), patience, sender), receiver)
}

/// Waits for the one thing that the person is told.
#[track_caller]
fn told(receiver: &Receiver<Message>) -> String {
    match receiver.recv_timeout(LONG).expect("a word") {
        Message::Told(AppEvent::NotKept(why)) => why,
        other => panic!("{other:?}"),
    }
}

const NOTHING: [&str; 0] = [];

fn checkpoint(nth: u8, pauses: u32) -> Box<Checkpoint> {
    let timeline = timeline_of(r#"Hold(for: "20s")"#);
    let (session, _) =
        Session::start(timeline, 0, Manner::default(), supple::seconds::Moment::ZERO);
    let mut record = record(nth);
    record.pauses = pauses;
    Box::new(Checkpoint {
        v: 1,
        record,
        session: session.saved(supple::seconds::Moment::ZERO),
        seen: supple::history::checkpoint::Seen {
            wall: stamp(0).at(),
            boot: None,
            since_boot: Duration::ZERO,
        },
    })
}

fn after(nth: u8, rating: u8) -> HistoryLine {
    HistoryLine::Felt(Felt { after: Some(rating), ..Felt::nothing(id(nth), stamp(i64::from(nth))) })
}

/// The kinds of the lines in the file, and of whom, in their order.
fn written(disk: &Memory) -> Vec<String> {
    let mut files = disk.ending(".jsonl");
    files.retain(|(path, _)| path.starts_with("/history"));
    let lines = files.iter().flat_map(|(_, bytes)| supple::history::lines(bytes));
    let word = |line: HistoryLine| match line {
        HistoryLine::Session(record) => format!("record {}", record.id),
        HistoryLine::Felt(felt) => format!("felt {}", felt.id),
        HistoryLine::Forget(forget) => format!("forget {}", forget.id),
        HistoryLine::Newer(newer) => newer.text,
    };
    let lines = lines.map(|line| word(line.expect("no rubbish")));
    lines.skip(1).collect()
}

fn wrote(what: &str, nth: u8) -> String {
    format!("{what} {}", id(nth))
}

#[test]
fn what_was_refused_is_kept_in_its_order_when_there_is_room_again() {
    let disk = Memory::new(1);
    let (mut writer, receiver) = writer(&disk, PATIENT);
    writer.keep(checkpoint(1, 0));
    assert_eq!(writer.finish(), NOTHING);
    assert_eq!(disk.ending(".json").len(), 1);
    disk.set(Fault::Full);
    writer.record(record(1), None);
    assert!(told(&receiver).contains("can't be kept"));
    writer.add(after(1, 3));
    assert_eq!(written(&disk), NOTHING);
    // The checkpoint stays as long as there is no record.
    assert_eq!(disk.ending(".json").len(), 1);
    disk.set(Fault::None);
    writer.record(record(2), None);
    assert_eq!(writer.finish(), NOTHING);
    let all = [wrote("record", 1), wrote("felt", 1), wrote("record", 2)];
    assert_eq!(written(&disk), all);
    assert!(disk.ending(".json").is_empty());
    assert_eq!(writer.finish(), NOTHING);
    assert_eq!(written(&disk), all);
}

#[test]
fn an_answer_that_was_refused_is_kept_at_the_end() {
    let disk = Memory::new(1);
    let (mut writer, receiver) = writer(&disk, PATIENT);
    writer.record(record(1), None);
    assert_eq!(writer.finish(), NOTHING);
    disk.set(Fault::Full);
    writer.add(after(1, 3));
    told(&receiver);
    disk.set(Fault::None);
    assert_eq!(writer.finish(), NOTHING);
    assert_eq!(written(&disk), [wrote("record", 1), wrote("felt", 1)]);
    let session = whole(&journal(&disk, "/state")).value.sessions.remove(0);
    assert_eq!(session.after, Some(3));
}

#[test]
fn a_line_that_was_taken_half_or_whole_counts_once() {
    for fault in [Fault::Full, Fault::Torn, Fault::Unsynced] {
        for seed in 0..100 {
            let disk = Memory::new(seed);
            let (mut writer, receiver) = writer(&disk, PATIENT);
            writer.record(record(1), None);
            assert_eq!(writer.finish(), NOTHING);
            disk.set(fault);
            writer.record(record(2), None);
            told(&receiver);
            writer.add(after(2, 3));
            disk.set(Fault::None);
            assert_eq!(writer.finish(), NOTHING, "{fault:?} {seed}");
            let journal = journal(&disk, "/state");
            let read = whole(&journal);
            assert_eq!(read.complaints, NOTHING, "{fault:?} {seed}");
            let sessions = read.value.sessions;
            assert_eq!(sessions.len(), 2, "{fault:?} {seed}");
            assert_eq!((&sessions[1].record, sessions[1].after), (&record(2), Some(3)));
        }
    }
}

#[test]
fn what_is_refused_to_the_end_is_taken_up_by_the_next_start_and_is_not_broken_off() {
    let disk = Memory::new(1);
    let (mut writer, receiver) = writer(&disk, PATIENT);
    writer.keep(checkpoint(1, 0));
    assert_eq!(writer.finish(), NOTHING);
    disk.set(Fault::NoAppends);
    writer.record(record(1), None);
    writer.add(after(1, 3));
    assert!(told(&receiver).contains("can't be kept"));
    let why = writer.finish().join(" ");
    assert!(why.contains("can't be kept") && why.contains("started again"), "{why}");
    assert_eq!(written(&disk), NOTHING);
    disk.restart(false);
    disk.set(Fault::NoAppends);
    // It is still full: it waits on, and nobody is asked to go on with it.
    let next = journal(&disk, "/state");
    next.take_up_left();
    assert_eq!(next.broken_off().value, []);
    assert_eq!(disk.ending(".json").len(), 1);
    disk.set(Fault::None);
    next.take_up_left();
    assert_eq!(written(&disk), [wrote("record", 1), wrote("felt", 1)]);
    assert_eq!(next.broken_off().value, []);
    assert!(disk.ending(".json").is_empty() && disk.ending(".lock").is_empty());
    next.take_up_left();
    assert_eq!(written(&disk).len(), 2);
}

#[test]
fn where_nothing_can_be_kept_the_lines_are_said() {
    let disk = Memory::new(1);
    let (mut writer, receiver) = writer(&disk, PATIENT);
    disk.set(Fault::ReadOnly);
    writer.add(after(1, 3));
    told(&receiver);
    let words = writer.finish();
    assert!(words.contains(&after(1, 3).written().trim().to_owned()), "{words:?}");
}

#[test]
fn a_checkpoint_that_was_refused_is_kept_when_there_is_room_again() {
    let disk = Memory::new(1);
    let again = Duration::from_millis(1);
    let (mut writer, receiver) = writer(&disk, Patience { disk: LONG, again });
    disk.set(Fault::Full);
    let before = disk.until_tried(0);
    writer.keep(checkpoint(1, 4));
    // By itself, again and again, and it is told once.
    disk.until_tried(before + 5);
    assert!(told(&receiver).contains("A crash would lose"));
    disk.set(Fault::None);
    let tried = disk.until_tried(0);
    disk.until_tried(tried + 1);
    assert_eq!(writer.finish(), NOTHING);
    assert!(receiver.try_recv().is_err());
    let [(_, bytes)] = &disk.ending(".json")[..] else {
        panic!("one checkpoint");
    };
    let kept: Checkpoint = serde_json::from_slice(bytes).expect("whole");
    assert_eq!(kept.record.pauses, 4);
}

#[test]
fn the_last_checkpoint_is_tried_once_more_at_the_end_and_told() {
    let disk = Memory::new(1);
    let (mut writer, receiver) = writer(&disk, PATIENT);
    disk.set(Fault::Full);
    writer.keep(checkpoint(1, 4));
    told(&receiver);
    let why = writer.finish().join(" ");
    assert!(why.contains("A crash would lose"), "{why}");
    let before = disk.until_tried(0);
    writer.keep(checkpoint(1, 5));
    disk.until_tried(before + 1);
    disk.set(Fault::None);
    assert_eq!(writer.finish(), NOTHING);
    assert_eq!(disk.ending(".json").len(), 1);
}

#[test]
fn no_checkpoint_comes_after_the_record() {
    let disk = Memory::new(1);
    let again = Duration::from_millis(1);
    let (mut writer, receiver) = writer(&disk, Patience { disk: LONG, again });
    disk.set(Fault::Full);
    writer.keep(checkpoint(1, 0));
    told(&receiver);
    disk.set(Fault::None);
    writer.record(record(1), None);
    assert_eq!(writer.finish(), NOTHING);
    assert!(disk.ending(".json").is_empty());
    // Nor one that is refused until the record is kept.
    disk.set(Fault::OnlyAppends);
    let before = disk.until_tried(0);
    writer.keep(checkpoint(3, 0));
    disk.until_tried(before + 1);
    writer.record(record(3), None);
    disk.set(Fault::None);
    assert_eq!(writer.finish(), NOTHING);
    assert!(disk.ending(".json").is_empty());
    // Nor when the disk comes back from one only after it was over.
    disk.set(Fault::Hangs);
    let before = disk.until_tried(0);
    writer.keep(checkpoint(2, 0));
    disk.until_tried(before + 1);
    writer.record(record(2), None);
    disk.set(Fault::None);
    assert_eq!(writer.finish(), NOTHING);
    assert!(disk.ending(".json").is_empty());
    assert_eq!(written(&disk), [1, 3, 2].map(|nth| wrote("record", nth)));
}

#[test]
fn what_somebody_else_has_taken_up_meanwhile_is_theirs() {
    let disk = Memory::new(1);
    let (mut writer, receiver) = writer(&disk, PATIENT);
    writer.keep(checkpoint(1, 0));
    assert_eq!(writer.finish(), NOTHING);
    disk.set(Fault::Full);
    writer.record(record(1), None);
    told(&receiver);
    disk.set(Fault::None);
    let theirs = journal(&disk, "/state");
    assert!(theirs.claim(id(1)).expect("room"), "it is there for anybody");
    // Nothing is ours.
    assert_eq!(writer.finish(), NOTHING);
    assert_eq!(written(&disk), NOTHING);
    assert_eq!(disk.ending(".json").len(), 1);
}

#[test]
fn a_line_is_written_though_the_disk_confirms_nothing_and_nobody_waits_for_it() {
    let disk = Memory::new(1);
    let short = Patience { disk: Duration::from_millis(20), again: Duration::from_millis(1) };
    let (mut writer, _receiver) = writer(&disk, short);
    disk.set(Fault::SyncsHang);
    let before = disk.until_tried(0);
    writer.keep(checkpoint(1, 0));
    disk.until_tried(before + 1);
    writer.record(record(1), None);
    writer.add(after(1, 3));
    let patient = std::time::Instant::now() + LONG;
    while written(&disk).len() < 2 {
        assert!(std::time::Instant::now() < patient, "they are written");
    }
    let why = writer.finish().join(" ");
    assert!(why.contains("has not confirmed it"), "{why}");
    // It comes back after all.
    disk.set(Fault::None);
    while !writer.finish().is_empty() {
        assert!(std::time::Instant::now() < patient, "it is back");
    }
    assert_eq!(written(&disk), [wrote("record", 1), wrote("felt", 1)]);
    assert!(disk.ending(".json").is_empty());
}

#[test]
fn where_a_session_stands_is_there_for_the_next_start_though_the_disk_confirms_nothing() {
    let disk = Memory::new(1);
    let short = Patience { disk: Duration::from_millis(20), again: LONG };
    let (mut writer, _receiver) = writer(&disk, short);
    disk.set(Fault::SyncsHang);
    for paused in [1, 2] {
        writer.keep(checkpoint(1, paused));
        let why = writer.finish().join(" ");
        assert!(why.contains("a crash of the machine now"), "{why}");
        assert_eq!(pauses(&disk), paused);
    }
    disk.set(Fault::None);
}

/// How often a session was paused, by its checkpoint, which somebody must be holding.
#[track_caller]
fn pauses(disk: &Memory) -> u32 {
    let lock = PathBuf::from(format!("/state/running/{}.lock", id(1)));
    assert!(disk.is_held(&lock), "another window could take it up");
    let [(_, bytes)] = &disk.ending(".json")[..] else {
        panic!("one checkpoint");
    };
    let kept: Checkpoint = serde_json::from_slice(bytes).expect("whole");
    kept.record.pauses
}

#[test]
fn a_stopped_session_keeps_its_place_and_its_lock_until_its_end_is_left() {
    let disk = Memory::new(1);
    let (mut writer, receiver) = writer(&disk, PATIENT);
    writer.keep(checkpoint(1, 1));
    assert_eq!(writer.finish(), NOTHING);
    // Nobody else could ever have taken it up in between.
    let removed = disk.removed();
    writer.record(record(1), Some(checkpoint(1, 2)));
    assert_eq!(writer.finish(), NOTHING);
    assert_eq!((pauses(&disk), disk.removed()), (2, removed));
    // A record that is refused changes nothing of that.
    disk.set(Fault::NoAppends);
    writer.record(record(1), Some(checkpoint(1, 3)));
    told(&receiver);
    assert!(pauses(&disk) >= 2);
    disk.set(Fault::None);
    assert_eq!(writer.finish(), NOTHING);
    assert_eq!((pauses(&disk), disk.removed()), (3, removed));
    writer.discard(id(1));
    assert_eq!(writer.finish(), NOTHING);
    assert!(disk.ending(".json").is_empty() && disk.ending(".lock").is_empty());
}

#[test]
fn a_record_that_is_confirmed_late_leaves_the_place_of_a_session_that_has_gone_on() {
    let disk = Memory::new(1);
    let (mut writer, receiver) = writer(&disk, PATIENT);
    writer.keep(checkpoint(1, 1));
    assert_eq!(writer.finish(), NOTHING);
    disk.set(Fault::SyncsHang);
    writer.record(record(1), Some(checkpoint(1, 2)));
    writer.keep(checkpoint(1, 3));
    assert_eq!(pauses(&disk), 1);
    disk.set(Fault::None);
    assert_eq!(writer.finish(), NOTHING);
    assert_eq!(pauses(&disk), 3);
    // Nor does it take the place of one whose second record is refused so far.
    disk.set(Fault::SyncsHang);
    writer.record(record(1), Some(checkpoint(1, 4)));
    disk.set(Fault::NoAppends);
    writer.record(record(1), None);
    told(&receiver);
    assert_eq!(disk.ending(".json").len(), 1);
    disk.set(Fault::None);
    assert_eq!(writer.finish(), NOTHING);
    assert!(disk.ending(".json").is_empty());
}
