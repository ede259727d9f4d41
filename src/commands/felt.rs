//! `supple felt` and `supple forget`: what is said of a session after it is over, at any later
//! time, or that it is to be forgotten.
//!
//! It is a later line with the id of the session, and touches none that is there.

use std::process::ExitCode;

use strum::VariantArray;

use super::{Failure, complain, journal, named, print, session, told};
use crate::app::play::rating_of_line;
use crate::cli::{FeltArgs, ForgetArgs};
use crate::history::{Felt, Forget, HistoryLine, Id, Stamp, Summary, Than};
use crate::host::clock::Clock;
use crate::host::journal::Leftovers;
use crate::host::stdio;
use crate::text::{line, wrap};

/// A note is one line of so many letters at the most.
const LONGEST_NOTE: usize = 200;

/// Puts what a line says into what was felt.
type TakeLine = fn(&mut Felt, &str);

/// What is asked in lines, and how a line answers it; one that says nothing leaves all as it is.
/// None must be answered.
const QUESTIONS: [(&str, TakeLine); 3] = [
    ("How much pain or stiffness now, 0 for none to 10? An empty line skips.", |felt, line| {
        felt.after = rating_of_line(line);
    }),
    ("And held against before: better, same or worse? An empty line skips.", |felt, line| {
        let line = line.to_lowercase();
        let mut all = Than::VARIANTS.iter().copied();
        felt.than = all.find(|than| than.word().starts_with(&line));
    }),
    ("A line to remember it by? An empty line ends.", |felt, line| {
        let note: String = line.chars().filter(|c| !c.is_control()).take(LONGEST_NOTE).collect();
        felt.note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
    }),
];

/// Takes what the words say of a session, the latest where none is named; where they say nothing,
/// the person is asked.
///
/// # Errors
/// If no such session is there, the note is longer than a line, or nobody is there to be asked.
pub fn run(words: &FeltArgs) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let sessions = told(journal.past()).sessions;
    let of = match &words.id {
        Some(word) => session(&sessions, word)?,
        None => sessions.last().ok_or("there is no session to speak of")?,
    };
    let now = Stamp::of(&Clock::local());
    let nothing = Felt::nothing(of.id, now);
    let mut said = Felt {
        before: words.before,
        after: words.after,
        than: words.than,
        note: words.note.as_deref().map(note).transpose()?,
        ..nothing.clone()
    };
    if said == nothing {
        if !stdio::can_ask() {
            return Err(Failure::new(
                "nothing is said, and nobody is there to be asked",
                "--before, --after, --than and --note say it",
            ));
        }
        ask(of, &mut said);
    }
    if said == nothing {
        return print("Nothing is noted.\n");
    }
    let text = said_words(of, &said);
    if let Some(remark) = journal.append(&HistoryLine::Felt(said))? {
        stdio::warn(&remark);
    }
    print(&text)
}

/// A note as one line.
fn note(text: &str) -> Result<String, Failure> {
    let text = line(text);
    match text.chars().count() {
        0..=LONGEST_NOTE => Ok(text),
        count => Err(Failure::new(
            format!("a note is a line of at most {LONGEST_NOTE} letters; this has {count}"),
            "nothing was kept",
        )),
    }
}

/// Asks one question after the other, each until it has an answer or an empty line. Who can't be
/// asked any more has nothing to answer.
fn ask(of: &Summary, felt: &mut Felt) {
    let mut heading = format!("{}.\n", named(of));
    for (question, take) in QUESTIONS {
        let before = felt.clone();
        while *felt == before {
            let words = format!("{}{question} ", std::mem::take(&mut heading));
            match stdio::ask(&words).unwrap_or_default().trim() {
                "" => break,
                line => take(felt, line),
            }
        }
    }
}

/// What was said, as a line.
fn said_words(of: &Summary, felt: &Felt) -> String {
    let note = |note: &String| match note.as_str() {
        "" => "no note any more".to_owned(),
        note => format!("\"{}\"", line(note)),
    };
    let said = [
        felt.before.map(|pain| format!("before it {pain} of 10")),
        felt.after.map(|pain| format!("after it {pain} of 10")),
        felt.than.map(|than| than.word().to_owned()),
        felt.note.as_ref().map(note),
    ];
    format!("{}: {}.\n", named(of), said.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// Forgets a session or all of them, on every machine; the person is asked first.
///
/// # Errors
/// If no such session is there, or nobody is there to be asked.
pub fn forget(words: &ForgetArgs) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let sessions = told(journal.past()).sessions;
    let (ids, question) = match &words.id {
        Some(word) => {
            let one = session(&sessions, word)?;
            (vec![one.id], format!("Forget {}{EVERYWHERE}", named(one)))
        }
        None => {
            let ids: Vec<Id> = sessions.iter().map(|session| session.id).collect();
            let question = question_of_all(ids.len(), &journal.leftovers()?);
            (ids, question.ok_or("there is no session to be forgotten")?)
        }
    };
    if !words.yes {
        if !stdio::can_ask() {
            let what = format!("{question}: nobody is there to be asked");
            return Err(Failure::new(what, "--yes says yes beforehand"));
        }
        let question = wrap(&format!("{question}? [y/N]"), stdio::columns().saturating_sub(4));
        let answer = stdio::ask(&format!("{} ", question.join("\n"))).unwrap_or_default();
        if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            return print("Nothing is forgotten.\n");
        }
    }
    let now = Stamp::of(&Clock::local());
    let tombstone =
        |id: &Id| HistoryLine::Forget(Forget { v: 1, id: *id, at: now, other: Default::default() });
    let lines: Vec<_> = ids.iter().map(tombstone).collect();
    complain(&journal.append_all(&lines)?);
    journal.rewrite_without(&ids.iter().copied().collect())?;
    if words.all {
        journal.forget_leftovers()?;
    }
    print(&match ids.len() {
        0 | 1 => "Forgotten.\n".to_owned(),
        count => format!("All {count} sessions are forgotten.\n"),
    })
}

/// What becomes of sessions of the history.
const EVERYWHERE: &str = ", for good, on every machine";

/// The question before so many sessions are forgotten, and what there is beside them here; `None`
/// where there is nothing at all.
pub fn question_of_all(sessions: usize, beside: &Leftovers) -> Option<String> {
    let mut here = match beside.broken_off.len() {
        0 => Vec::new(),
        1 => vec!["the session that was broken off".to_owned()],
        count => vec![format!("the {count} sessions that were broken off")],
    };
    here.extend((!beside.aside.is_empty()).then(|| "the broken lines that were set aside".into()));
    let here = here.join(" and ");
    let history = match sessions {
        0 if here.is_empty() => return None,
        0 => return Some(format!("Forget {here}, for good")),
        1 => "the one session that there is".to_owned(),
        count => format!("all {count} sessions"),
    };
    let and = if here.is_empty() { "" } else { ", and here " };
    Some(format!("Forget {history}{EVERYWHERE}{and}{here}"))
}
