//! Roll-ups change nothing: whatever is done to the files of a history, and to the roll-ups
//! themselves, looking back in brief finds what the whole lines say.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use supple::history::figures::{Asked, Figures, Known};
use supple::history::{Brief, Felt, Forget, Line, Than};
use supple::host::journal::Journal;

use super::make::{id, line, record, stamp};
use super::memory::{Dice, Fault, Memory};

/// What happens to a history.
#[derive(Clone, Debug)]
enum Act {
    /// One of two machines appends to the file of a month.
    Append(usize, Line, Date),
    /// One of them forgets a session for good.
    Forget(usize, u8),
    /// A file is spoilt, or another one comes in its place.
    Meddle(Meddle),
    /// So does a roll-up.
    Spoil(Meddle),
    Pass(i128),
    /// One of them looks back, on a disk that may refuse.
    Look(usize, Fault),
}

#[derive(Clone, Debug)]
struct Meddle {
    which: usize,
    how: How,
    at: usize,
    same_time: bool,
    same_node: bool,
}

#[derive(Clone, Copy, Debug)]
enum How {
    Gone,
    Cut,
    /// One byte is another one: no length tells.
    Byte(u8),
    /// What another file has, brought by a sync.
    Other(usize),
    /// As many bytes of a few lines in another order.
    Swap,
    Twice,
    Rubbish,
    /// A line that a newer version wrote.
    Newer,
}

fn act() -> impl Strategy<Value = Act> {
    let month = (9i8..=11).prop_map(|month| date(2026, month, 5));
    let how = prop_oneof![
        Just(How::Gone),
        Just(How::Cut),
        any::<u8>().prop_map(How::Byte),
        (0usize..9).prop_map(How::Other),
        Just(How::Swap),
        Just(How::Twice),
        Just(How::Rubbish),
        Just(How::Newer),
    ];
    let meddle = (0usize..9, how, any::<usize>(), any::<bool>(), any::<bool>());
    let meddle = meddle.prop_map(|(which, how, at, same_time, same_node)| Meddle {
        which,
        how,
        at,
        same_time,
        same_node,
    });
    let fault = prop_oneof![
        6 => Just(Fault::None),
        1 => Just(Fault::Full),
        1 => Just(Fault::ReadOnly),
    ];
    prop_oneof![
        8 => (0usize..2, line(), month).prop_map(|(who, line, day)| Act::Append(who, line, day)),
        1 => (0usize..2, 0u8..6).prop_map(|(who, nth)| Act::Forget(who, nth)),
        4 => meddle.clone().prop_map(Act::Meddle),
        2 => meddle.prop_map(Act::Spoil),
        3 => (0i128..5).prop_map(Act::Pass),
        5 => (0usize..2, fault).prop_map(|(who, fault)| Act::Look(who, fault)),
    ]
}

fn machines(disk: &Memory) -> [Journal; 2] {
    ["desk", "lap"].map(|name| {
        Journal::over(
            Arc::new(disk.clone()),
            PathBuf::from("/history"),
            PathBuf::from("/state").join(name),
            name,
            [1; 10],
        )
    })
}

impl Meddle {
    fn with(&self, disk: &Memory, end: &str) {
        let files = disk.ending(end);
        if files.is_empty() {
            return;
        }
        let (path, mut bytes) = files[self.which % files.len()].clone();
        let at = self.at % bytes.len().max(1);
        match self.how {
            How::Gone => return disk.meddle(&path, None, false, false),
            How::Cut => bytes.truncate(at),
            How::Byte(byte) => bytes
                .splice(at..(at + 1).min(bytes.len()), [byte])
                .for_each(drop),
            How::Other(other) => bytes.clone_from(&files[other % files.len()].1),
            How::Swap => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                let by = lines.len().min(1);
                lines.rotate_left(by);
                bytes = lines.concat();
            }
            How::Twice => bytes.extend_from_within(..),
            How::Rubbish => bytes.extend(b"rub{bish\n"),
            How::Newer => bytes.extend(b"{\"kind\":\"dream\",\"v\":9,\"id\":5}\n"),
        }
        disk.meddle(&path, Some(bytes), self.same_time, self.same_node);
    }
}

fn figures<'a>(briefs: impl Iterator<Item = Brief<'a>>) -> Figures {
    let asked = [Asked {
        routine: "neck".into(),
        ..Asked::default()
    }];
    let known = Known {
        today: date(2027, 1, 1),
        since: None,
        title: &|id| id.to_owned(),
        asked: &asked,
    };
    Figures::of(briefs, known)
}

/// What is found in brief is what the whole lines say.
fn agree(journal: &Journal) {
    let mut whole = journal.history();
    let past = journal.past();
    whole.complaints.sort();
    assert_eq!(past.complaints, whole.complaints);
    let sessions = whole.value.sessions;
    let briefs: Vec<Brief<'_>> = sessions.iter().map(Brief::of).collect();
    assert_eq!(past.value.briefs.iter().collect::<Vec<_>>(), briefs);
    assert_eq!(
        figures(past.value.briefs.iter()),
        figures(briefs.iter().copied())
    );
    let read = journal.sessions(&past.value);
    assert_eq!((&read.value, read.complaints), (&sessions, Vec::new()));
    for (nth, session) in sessions.iter().enumerate() {
        assert_eq!(journal.session(&past.value, nth).as_ref(), Ok(session));
    }
}

fn forget(nth: u8) -> Line {
    Line::Forget(Forget {
        v: 1,
        id: id(nth),
        at: stamp(9),
        other: Default::default(),
    })
}

fn live(disk: &Memory, acts: &[Act]) {
    let machines = machines(disk);
    for act in acts {
        match act {
            Act::Append(who, line, day) => drop(machines[*who].append(line, *day)),
            Act::Forget(who, nth) => {
                let journal = &machines[*who];
                journal.append(&forget(*nth), date(2026, 11, 9)).unwrap();
                journal.rewrite_without(&[id(*nth)].into()).unwrap();
            }
            Act::Meddle(meddle) => meddle.with(disk, ".jsonl"),
            Act::Spoil(meddle) => meddle.with(disk, ".rollup"),
            Act::Pass(seconds) => disk.pass(*seconds),
            Act::Look(who, fault) => {
                disk.set(*fault);
                agree(&machines[*who]);
                disk.set(Fault::None);
            }
        }
    }
    machines.iter().for_each(agree);
    // And once more, from the roll-ups that are kept by now.
    disk.pass(9);
    machines.iter().for_each(agree);
    machines.iter().for_each(agree);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn figures_with_roll_ups_are_those_of_the_whole_lines(
        acts in proptest::collection::vec(act(), 1..40),
    ) {
        live(&Memory::new(1), &acts);
    }
}

fn kept(disk: &Memory) -> Vec<(PathBuf, Vec<u8>)> {
    disk.ending(".rollup")
}

#[test]
fn a_file_is_read_again_only_when_it_has_changed() {
    let disk = Memory::new(1);
    let [desk, lap] = machines(&disk);
    let add = |nth: u8, month: i8| {
        let line = Line::Session(Box::new(record(nth)));
        desk.append(&line, date(2026, month, 1)).unwrap();
    };
    add(1, 9);
    add(2, 10);
    // What has just changed may change again and look the same.
    agree(&desk);
    assert_eq!(kept(&disk).len(), 0);
    disk.pass(9);
    agree(&desk);
    let before = kept(&disk);
    assert_eq!(before.len(), 2);
    add(3, 10);
    disk.pass(9);
    agree(&desk);
    let after = kept(&disk);
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
    // Each machine has its own, and the picker and the rules of a day need none.
    agree(&lap);
    assert_eq!(kept(&disk).len(), 4);
    let fresh = Memory::new(1);
    fresh.meddle(
        Path::new("/history/2026-10.a.jsonl"),
        Some(Vec::new()),
        false,
        false,
    );
    fresh.pass(9);
    let [desk, _] = machines(&fresh);
    drop(desk.lately(date(2026, 10, 1)));
    drop(desk.broken_off());
    assert_eq!(kept(&fresh).len(), 0);
    // A roll-up goes with its file.
    let path = disk.ending("2026-09.desk-01010101.jsonl")[0].0.clone();
    disk.meddle(&path, None, false, false);
    let [desk, lap] = machines(&disk);
    agree(&desk);
    agree(&lap);
    assert_eq!(kept(&disk).len(), 2);
}

#[test]
fn no_word_of_what_is_forgotten_stays_in_a_roll_up() {
    let disk = Memory::new(1);
    let [desk, lap] = machines(&disk);
    for nth in 1..=3 {
        let mut record = record(nth);
        record.title = format!("secret title {nth}");
        let line = Line::Session(Box::new(record));
        desk.append(&line, date(2026, 9, 1)).unwrap();
        let felt = Line::Felt(Felt {
            note: Some(format!("secret note {nth}")),
            than: Some(Than::Worse),
            ..Felt::nothing(id(nth), stamp(i64::from(nth)))
        });
        // What is said later may stand in the file of another month.
        desk.append(&felt, date(2026, 9 + (nth % 2) as i8, 1))
            .unwrap();
    }
    let lingers = |nth: u8| {
        let words = [format!("secret title {nth}"), format!("secret note {nth}")];
        let has = |bytes: &[u8], word: &str| {
            bytes
                .windows(word.len())
                .any(|piece| piece == word.as_bytes())
        };
        let kept = kept(&disk);
        words
            .iter()
            .any(|word| kept.iter().any(|(_, bytes)| has(bytes, word)))
    };
    disk.pass(9);
    agree(&desk);
    agree(&lap);
    assert!(lingers(1) && lingers(2) && lingers(3));
    // The machine that forgets: at once, and in its own state alone.
    desk.append(&forget(1), date(2026, 11, 1)).unwrap();
    desk.rewrite_without(&[id(1)].into()).unwrap();
    let own: Vec<PathBuf> = kept(&disk).into_iter().map(|(path, _)| path).collect();
    assert!(
        own.iter().all(|path| path.starts_with("/state/lap")),
        "{own:?}"
    );
    agree(&desk);
    agree(&lap);
    disk.pass(9);
    agree(&desk);
    agree(&lap);
    assert!(!lingers(1) && lingers(2));
    // One that hears of it by a sync: the files of the other machine still have it.
    lap.append(&forget(2), date(2026, 11, 1)).unwrap();
    agree(&desk);
    agree(&lap);
    assert!(!lingers(2) && lingers(3));
    disk.pass(9);
    agree(&desk);
    agree(&lap);
    assert!(!lingers(2) && lingers(3));
    // A tombstone that is gone again with its file brings the session back.
    let path = disk.ending("2026-11.lap-01010101.jsonl")[0].0.clone();
    disk.meddle(&path, None, false, false);
    agree(&desk);
    assert_eq!(desk.briefs().value.len(), 2);
}

#[test]
fn windows_that_look_and_append_at_once_lead_nobody_astray() {
    let disk = Memory::new(1);
    std::thread::scope(|scope| {
        for seed in 0..4 {
            let disk = disk.clone();
            scope.spawn(move || {
                let [desk, lap] = machines(&disk);
                let mut dice = Dice(seed);
                for nth in 0..60u8 {
                    let line = Line::Session(Box::new(record(nth % 50)));
                    let month = 9 + dice.below(3) as i8;
                    desk.append(&line, date(2026, month, 1)).unwrap();
                    disk.pass(dice.below(4) as i128);
                    drop(lap.past());
                    drop(desk.past());
                }
            });
        }
    });
    let [desk, lap] = machines(&disk);
    agree(&desk);
    disk.pass(9);
    agree(&lap);
    agree(&desk);
    assert_eq!(desk.briefs().value.len(), 50);
}
