//! `supple felt` and `supple forget`: what is said of a session after it is over, at any later
//! time, or that it is to be forgotten.
//!
//! It is a later line with the id of the session, and touches none that is there.

use super::{Failure, named, session};
use crate::app::play::rating_of_line;
use crate::cli::ForgetArgs;
use crate::history::{Felt, HistoryLine, Id, Stamp, Summary, Than};
use crate::text::line;
use crate::{cli, history};

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
        let all = [Than::Better, Than::Same, Than::Worse];
        felt.than = all.into_iter().find(|than| than.word().starts_with(&line));
    }),
    ("A line to remember it by? An empty line ends.", |felt, line| {
        let note: String = line.chars().filter(|c| !c.is_control()).take(LONGEST_NOTE).collect();
        felt.note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
    }),
];

/// The session that is spoken of: the one that is named, else the latest.
///
/// # Errors
/// If there is none, or the name may be that of several.
pub fn meant<'a>(sessions: &'a [Summary], words: &cli::FeltArgs) -> Result<&'a Summary, Failure> {
    match &words.id {
        Some(word) => session(sessions, word),
        None => sessions.last().ok_or_else(|| Failure::new("there is no session to speak of", "")),
    }
}

/// What the words on the command line say of it; `None` if they say nothing, and the person is
/// to be asked.
///
/// # Errors
/// If the note is longer than a line.
pub fn said(of: &Summary, words: &cli::FeltArgs, now: Stamp) -> Result<Option<Felt>, Failure> {
    let felt = Felt {
        before: words.before,
        after: words.after,
        than: words.than,
        note: words.note.as_deref().map(note).transpose()?,
        ..Felt::nothing(of.id, now)
    };
    Ok((felt != Felt::nothing(of.id, now)).then_some(felt))
}

/// A note as one line.
fn note(text: &str) -> Result<String, Failure> {
    let text = line(text);
    let text = text.trim();
    match text.chars().count() {
        0..=LONGEST_NOTE => Ok(text.to_owned()),
        count => Err(Failure::new(
            format!("a note is a line of at most {LONGEST_NOTE} letters; this has {count}"),
            "nothing was kept",
        )),
    }
}

/// Asks one question after the other, each until it has an answer or an empty line; `None` if
/// nothing was said.
pub fn ask(of: &Summary, now: Stamp, mut answer: impl FnMut(&str) -> String) -> Option<Felt> {
    let nothing = Felt::nothing(of.id, now);
    let mut felt = nothing.clone();
    for (question, take) in QUESTIONS {
        let before = felt.clone();
        while felt == before {
            match answer(question).trim() {
                "" => break,
                line => take(&mut felt, line),
            }
        }
    }
    (felt != nothing).then_some(felt)
}

/// Which session the questions are about.
pub fn heading(of: &Summary) -> String {
    format!("{}.", named(of))
}

/// What was said, as a line.
pub fn told(of: &Summary, felt: &Felt) -> String {
    let mut said = Vec::new();
    said.extend(felt.before.map(|pain| format!("before it {pain} of 10")));
    said.extend(felt.after.map(|pain| format!("after it {pain} of 10")));
    said.extend(felt.than.map(Than::word).map(str::to_owned));
    said.extend(felt.note.as_deref().map(|note| match note {
        "" => "no note any more".to_owned(),
        note => format!("\"{}\"", line(note)),
    }));
    format!("{}: {}.\n", named(of), said.join(", "))
}

// `supple forget`: which sessions are meant, what is asked first, and the lines that make them
// forgotten on every machine.

/// The sessions that are to be forgotten, and the question before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Meant {
    pub ids: Vec<Id>,
    pub question: String,
}

/// What there is beside the sessions of the history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OtherTraces {
    /// Sessions that were broken off, and nobody plays now.
    pub broken_off: usize,
    /// Whether broken lines were set aside.
    pub aside: bool,
}

/// What becomes of sessions of the history.
const EVERYWHERE: &str = ", for good, on every machine";

/// Which sessions are meant.
///
/// # Errors
/// If none is, or if several could be.
pub fn to_forget(
    sessions: &[Summary],
    beside: OtherTraces,
    words: &ForgetArgs,
) -> Result<Meant, Failure> {
    if words.all {
        let ids: Vec<Id> = sessions.iter().map(|session| session.id).collect();
        let history = match ids.len() {
            0 => None,
            1 => Some(format!("the one session that there is{EVERYWHERE}")),
            count => Some(format!("all {count} sessions{EVERYWHERE}")),
        };
        let broken_off = match beside.broken_off {
            0 => None,
            1 => Some("the session that was broken off".to_owned()),
            count => Some(format!("the {count} sessions that were broken off")),
        };
        let aside = "the broken lines that were set aside".to_owned();
        let here = [broken_off, beside.aside.then_some(aside)];
        let here: Vec<String> = here.into_iter().flatten().collect();
        let here = here.join(" and ");
        let question = match (history, here.is_empty()) {
            (None, true) => return Err(Failure::new("there is no session to be forgotten", "")),
            (None, false) => format!("Forget {here}, for good"),
            (Some(history), true) => format!("Forget {history}"),
            (Some(history), false) => format!("Forget {history}, and here {here}"),
        };
        return Ok(Meant { ids, question });
    }
    let one = session(sessions, words.id.as_deref().unwrap_or_default())?;
    Ok(Meant { ids: vec![one.id], question: format!("Forget {}{EVERYWHERE}", named(one)) })
}

/// The lines that make them forgotten.
pub fn tombstones(meant: &Meant, now: Stamp) -> Vec<HistoryLine> {
    let tombstone = |id: &Id| {
        HistoryLine::Forget(history::Forget { v: 1, id: *id, at: now, other: Default::default() })
    };
    meant.ids.iter().map(tombstone).collect()
}

/// Whether an answer to the question is yes.
pub fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}
