//! What is left once all is forgotten: nothing of the person.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use supple::history::checkpoint::Seen;
use supple::history::{Checkpoint, Forget, HistoryLine};
use supple::host::journal::{Journal, Leftovers};
use supple::session::Input;

use super::make::{id, record, stamp};
use super::memory::Memory;
use super::resume::{HOLDS, broken_off};

pub fn journal(disk: &Memory) -> Journal {
    let (history, state) = (PathBuf::from("/h"), PathBuf::from("/s"));
    Journal::over(Arc::new(disk.clone()), history, state, "desk", [1; 10])
}

fn line(nth: u8) -> HistoryLine {
    HistoryLine::Session(Box::new(record(nth)))
}

fn add(journal: &Journal, nth: u8) -> Option<String> {
    journal.append(&line(nth)).unwrap()
}

/// A session that was broken off, or is still played.
pub fn checkpoint(nth: u8) -> Checkpoint {
    Checkpoint {
        v: 1,
        record: record(nth),
        session: broken_off(HOLDS, &[(0, Input::Enter)], 33),
        seen: Seen { wall: stamp(0).at(), boot: None, since_boot: Duration::ZERO },
    }
}

#[test]
fn all_is_all_but_what_is_running_now() {
    let disk = Memory::new(1);
    // A window that plays, and one that has died.
    let (playing, dead) = (journal(&disk), journal(&disk));
    playing.keep(&checkpoint(7)).unwrap();
    dead.keep(&checkpoint(8)).unwrap();
    drop(dead);
    let journal = journal(&disk);
    add(&journal, 1);
    let file = disk.ending(".jsonl")[0].0.clone();
    let mut bytes = disk.ending(".jsonl")[0].1.clone();
    bytes.extend(b"{\"kind\":\"session\", broken\n{\"kind\":\"dream\",\"v\":2}\n{\"kind\":");
    disk.meddle(&file, Some(bytes));
    assert!(add(&journal, 2).is_some());
    disk.meddle(Path::new("/s/running/no-session.json"), Some(vec![1]));
    let found = journal.leftovers().unwrap();
    assert_eq!((found.aside.len(), found.broken_off), (1, vec![id(8)]));

    journal.rewrite_without(&[id(1), id(2)].into()).unwrap();
    journal.forget_leftovers().unwrap();
    assert_eq!(journal.leftovers(), Ok(Leftovers::default()));
    assert_eq!(disk.ending(".broken"), []);
    // What a newer version wrote stays, and so does what is played.
    let left = &disk.ending(".jsonl")[0].1;
    assert_eq!(left, b"{\"kind\":\"dream\",\"v\":2}\n");
    let kept = disk.ending(".json");
    let running = format!("/s/running/{}.json", id(7));
    assert!(kept.iter().any(|(path, _)| *path == Path::new(&running)));
    assert!(!kept.iter().any(|(path, _)| path.to_string_lossy().contains(&id(8).to_string())));
    assert_eq!(journal.broken_off().value, []);
}

#[test]
fn what_is_forgotten_is_not_offered_again() {
    let disk = Memory::new(1);
    let dead = journal(&disk);
    dead.keep(&checkpoint(3)).unwrap();
    // It died after its record, and before its checkpoint went.
    add(&dead, 3);
    drop(dead);
    let journal = journal(&disk);
    let forget =
        HistoryLine::Forget(Forget { v: 1, id: id(3), at: stamp(9), other: Default::default() });
    journal.append(&forget).unwrap();
    journal.rewrite_without(&[id(3)].into()).unwrap();
    assert_eq!(journal.broken_off().value, []);
    assert_eq!(disk.ending(".json"), []);
}

#[test]
fn what_waits_to_come_into_the_history_is_seen_told_of_and_forgotten() {
    let disk = Memory::new(1);
    let journal = journal(&disk);
    add(&journal, 1);
    journal.leave(&[line(2)]).unwrap();
    let past = journal.past();
    assert_eq!(past.value.sessions.len(), 2);
    assert_eq!(past.complaints.len(), 1);
    assert!(past.complaints[0].contains("It waits in `/s/run/unwritten-"));
    let lately = journal.lately(stamp(0).date());
    assert_eq!(lately.value.sessions.len(), 2);
    journal.rewrite_without(&[id(2)].into()).unwrap();
    journal.take_up_left();
    let past = journal.past();
    assert_eq!((past.value.sessions.len(), past.complaints.len()), (1, 0));
}
