//! `supple felt` and `supple forget`: what is said of a session after it is over, at any later
//! time, or that it is to be forgotten.
//!
//! It is a later line with the id of the session, and touches none that is there.

use std::process::ExitCode;

use strum::VariantArray;

use super::{Failure, complain, journal, named, print, say, session, told};
use crate::app::play::rating_of_line;
use crate::cli::{FeltArgs, ForgetArgs};
use crate::history::{Felt, Forget, HistoryLine, Id, Stamp, Summary, Than};
use crate::host::clock::Clock;
use crate::host::journal::Leftovers;
use crate::host::stdio;
use crate::text::{line, wrap};
use crate::words::past;

/// A note is one line of so many letters at the most.
const LONGEST_NOTE: usize = 200;

/// Puts what a line says into what was felt.
type TakeLine = fn(&mut Felt, &str);

/// What is asked in lines, and how a line answers it; one that says nothing leaves all as it is.
/// None must be answered.
const QUESTIONS: [(&str, TakeLine); 3] = [
    (past::PAIN_NOW, |felt, line| felt.after = rating_of_line(line)),
    (past::THAN_BEFORE, |felt, line| {
        let line = line.to_lowercase();
        let mut all = Than::VARIANTS.iter().copied();
        felt.than = all.find(|than| than.word().starts_with(&line));
    }),
    (past::A_NOTE, |felt, line| {
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
        None => sessions.last().ok_or(past::NONE_TO_SPEAK_OF)?,
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
            return Err(Failure::of(past::NOBODY_TO_ASK));
        }
        ask(of, &mut said);
    }
    if said == nothing {
        return say(past::NOTHING_NOTED);
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
        count => Err(Failure::of(past::note_too_long(LONGEST_NOTE, count))),
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
fn said_words(of: &Summary, said: &Felt) -> String {
    let note = |note: &String| match note.as_str() {
        "" => past::NO_NOTE.to_owned(),
        note => format!("\"{}\"", line(note)),
    };
    let said = [
        said.before.map(past::rated_before),
        said.after.map(past::rated_after),
        said.than.map(|than| than.word().to_owned()),
        said.note.as_ref().map(note),
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
            (vec![one.id], past::forget(named(one)))
        }
        None => {
            let ids: Vec<Id> = sessions.iter().map(|session| session.id).collect();
            let Leftovers { broken_off, aside } = journal.leftovers()?;
            let question = past::forget_all(ids.len(), broken_off.len(), !aside.is_empty());
            (ids, question.ok_or(past::NOTHING_TO_FORGET)?)
        }
    };
    if !words.yes {
        if !stdio::can_ask() {
            return Err(Failure::of(past::nobody_says_yes(question)));
        }
        let question = wrap(&past::yes_or_no(question), stdio::columns().saturating_sub(4));
        let answer = stdio::ask(&format!("{} ", question.join("\n"))).unwrap_or_default();
        if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            return say(past::NOTHING_FORGOTTEN);
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
    match ids.len() {
        0 | 1 => say(past::FORGOTTEN),
        count => say(&past::all_forgotten(count)),
    }
}
