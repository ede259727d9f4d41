//! The journal on a real disk, and what it says when the disk refuses.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use supple::history::{HistoryLine, Record};
use supple::host::files::OnDisk;
use supple::host::journal::{Journal, random};
use tempfile::TempDir;

use super::make::{id, record, stamp, whole};
use super::memory::{Fault, Memory};
use crate::support::Supple;

fn journal(home: &Path) -> Journal {
    let files = Arc::new(OnDisk);
    Journal::over(files, home.join("history"), home.join("state"), "Desk.local", random())
}

fn line(nth: u8) -> HistoryLine {
    HistoryLine::Session(Box::new(record(nth)))
}

fn add(journal: &Journal, nth: u8) -> Option<String> {
    journal.append(&line(nth)).expect("a sound disk")
}

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_file_is_for_a_month_and_a_machine_and_for_nobody_else() {
    let home = home();
    let journal = journal(home.path());
    add(&journal, 1);
    add(&journal, 2);
    let files = journal.files().unwrap();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("2026-11.desk-") && name.ends_with(".jsonl"), "{name}");
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(whole(&journal).value.sessions.len(), 2);
    // The name stays when the program starts again, and another machine has another.
    assert_eq!(self::journal(home.path()).machine(), journal.machine());
    let other = tempfile::tempdir().unwrap();
    assert_ne!(self::journal(other.path()).machine(), journal.machine());
}

#[test]
fn two_machines_in_one_synced_folder_never_write_the_same_file() {
    let shared = home();
    let (here, there) = (home(), home());
    let at = |state: &Path| {
        let history = shared.path().to_owned();
        Journal::over(Arc::new(OnDisk), history, state.to_owned(), "same-name", random())
    };
    let (here, there) = (at(here.path()), at(there.path()));
    add(&here, 1);
    add(&there, 2);
    add(&here, 3);
    add(&there, 1);
    assert_eq!(here.files().unwrap().len(), 2);
    let ids = |journal: &Journal| -> Vec<_> {
        let history = whole(journal).value;
        history.sessions.iter().map(|session| session.record.id).collect()
    };
    assert_eq!(ids(&here), [id(1), id(2), id(3)]);
    assert_eq!(ids(&here), ids(&there));
}

#[test]
fn a_broken_last_line_is_set_aside_with_a_word_and_blocks_nothing() {
    let home = home();
    let journal = journal(home.path());
    add(&journal, 1);
    let file = journal.files().unwrap().remove(0);
    let mut bytes = fs::read(&file).unwrap();
    bytes.extend(b"{\"kind\":\"session\",\"v\":1,\"id\":\"01a1");
    fs::write(&file, &bytes).unwrap();
    let told = add(&journal, 2).expect("a word about it");
    assert!(told.contains("set aside"), "{told}");
    let aside = fs::read_to_string(file.with_extension("broken")).unwrap();
    assert_eq!(aside, "{\"kind\":\"session\",\"v\":1,\"id\":\"01a1\n");
    let read = whole(&journal);
    assert_eq!((read.value.sessions.len(), read.complaints.len()), (2, 0));
    // Where only its line end is missing, it is a good line.
    let mut bytes = fs::read(&file).unwrap();
    bytes.pop();
    fs::write(&file, &bytes).unwrap();
    assert_eq!(add(&journal, 3), None);
    assert_eq!(whole(&journal).value.sessions.len(), 3);
}

#[test]
fn rubbish_and_long_lines_are_told_and_passed_over() {
    let home = home();
    let journal = journal(home.path());
    add(&journal, 1);
    let file = journal.files().unwrap().remove(0);
    let mut bytes = fs::read(&file).unwrap();
    bytes.extend((0..=255u8).cycle().take(5000));
    bytes.push(b'\n');
    bytes.extend(vec![b'x'; 10_000_000]);
    bytes.push(b'\n');
    fs::write(&file, &bytes).unwrap();
    add(&journal, 2);
    let read = whole(&journal);
    assert_eq!(read.value.sessions.len(), 2);
    assert!(read.complaints.iter().all(|why| why.contains("can't be read")));
    assert_eq!(journal.past().value.sessions.len(), 2);
    // It hides nothing of what was done lately, on which the limits of heat and cold rest.
    assert_eq!(journal.lately(stamp(0).date()).value.sessions.len(), 2);
}

#[test]
fn many_windows_append_at_once_and_lose_nothing() {
    let home = home();
    let many = 4;
    let each = 500u32;
    std::thread::scope(|scope| {
        for window in 0..many {
            let journal = journal(home.path());
            scope.spawn(move || {
                for nth in 0..each {
                    let mut record: Record = record(1);
                    let mut random = [window; 10];
                    random[4..8].copy_from_slice(&nth.to_le_bytes());
                    record.id = supple::history::Id::new(stamp(0).at(), random);
                    let line = HistoryLine::Session(Box::new(record));
                    journal.append(&line).unwrap();
                }
            });
        }
    });
    let read = whole(&journal(home.path()));
    assert_eq!(read.complaints, [""; 0]);
    assert_eq!(read.value.sessions.len(), usize::from(many) * each as usize);
}

#[test]
fn what_is_forgotten_leaves_the_own_files_and_nothing_else_does() {
    let home = home();
    let journal = journal(home.path());
    (1..=3).for_each(|nth| drop(add(&journal, nth)));
    let file = journal.files().unwrap().remove(0);
    let mut bytes = fs::read(&file).unwrap();
    bytes.extend(b"{\"v\":7,\"kind\":\"dream\",\"id\":5}\n not JSON\n");
    fs::write(&file, &bytes).unwrap();
    let forget = HistoryLine::Forget(supple::history::Forget {
        v: 1,
        id: id(2),
        at: stamp(9),
        other: Default::default(),
    });
    journal.append(&forget).unwrap();
    journal.rewrite_without(&[id(2)].into()).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 5, "{text}");
    assert!(text.contains("dream") && text.contains(" not JSON") && text.contains("forget"));
    assert_eq!(whole(&journal).value.sessions.len(), 2);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_disk_that_refuses_becomes_a_sentence() {
    let disk = Memory::new(1);
    let journal = Journal::over(
        Arc::new(disk.clone()),
        PathBuf::from("/h"),
        PathBuf::from("/s"),
        "",
        [1; 10],
    );
    for _ in 0..20 {
        disk.set(Fault::None);
        add(&journal, 1);
        let before = disk.ending(".jsonl");
        disk.set(Fault::Full);
        let why = journal.append(&line(2)).unwrap_err();
        assert!(
            why.starts_with("It can't be kept in `/h/2026-11.machine-01010101.jsonl`:"),
            "{why}"
        );
        // What a full disk took of it is taken back.
        let after = disk.ending(".jsonl");
        assert_eq!(after[0].1.len(), before[0].1.len());
    }
    disk.set(Fault::ReadOnly);
    let why = journal.append(&line(2)).unwrap_err();
    assert!(why.contains("can't be kept"), "{why}");
    assert!(disk.ending(".broken").is_empty());
}

const SHORT: &str =
    r#"Routine(title: "Short", steps: [Hold(name: "Arm", for: "0.2s", ready: "0s")])"#;

/// Plays a short routine in lines, in a home that refuses, and gives what was said.
fn plays(spoil: impl FnOnce(&Supple)) -> String {
    let supple = Supple::new("play ./short.ron --plain").file("short.ron", SHORT).stdin("\n");
    spoil(&supple);
    let ran = supple.run();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.stdout.contains("Done."), "{ran:?}");
    ran.stdout + &ran.stderr
}

#[test]
fn a_session_goes_on_to_its_end_where_nothing_can_be_kept() {
    // A file stands where the folder should be: no rights help, not even root's.
    let said = plays(|supple| {
        let data = supple.folder();
        let data = data.parent().unwrap().parent().unwrap();
        let _ = fs::remove_dir_all(data);
        fs::write(data, "in the way").unwrap();
        fs::write(data.with_file_name("state"), "in the way").unwrap();
    });
    assert!(said.contains("can't be kept"), "{said}");
    assert!(said.contains("A crash would lose this session"), "{said}");
    assert!(plays(|_| {}).contains("Done."));
}
