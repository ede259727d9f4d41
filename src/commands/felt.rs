//! `supple felt`: what is said of a session after it is over, at any later time.
//!
//! It is a later line with the id of the session, and touches none that is there.

use super::{Failure, named, session};
use crate::app::felt::{FeltQuestion, LONGEST_NOTE};
use crate::cli;
use crate::history::{Felt, Stamp, Summary, Than};
use crate::text::line;

/// The session that is spoken of: the one that is named, else the latest.
///
/// # Errors
/// If there is none, or the name may be that of several.
pub fn meant<'a>(sessions: &'a [Summary], words: &cli::FeltArgs) -> Result<&'a Summary, Failure> {
    match &words.id {
        Some(word) => session(sessions, word),
        None => sessions
            .last()
            .ok_or_else(|| Failure::new("there is no session to speak of", "")),
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
    let (mut felt, mut said) = (Felt::nothing(of.id, now), false);
    let mut asking = Some(FeltQuestion::After);
    while let Some(question) = asking {
        let answered = question.take_line(&answer(question.line()));
        asking = match answered {
            None => Some(question),
            Some(answered) => {
                said |= answered.put(&mut felt);
                question.next()
            }
        };
    }
    said.then_some(felt)
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
