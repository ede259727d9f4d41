//! `supple forget`: which sessions are meant, what is asked first, and the lines that make them
//! forgotten on every machine.

use super::{Failure, named, session};
use crate::cli::ForgetArgs;
use crate::history::{self, HistoryLine, Id, Stamp, Summary};

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
pub fn meant(
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
    Ok(Meant {
        ids: vec![one.id],
        question: format!("Forget {}{EVERYWHERE}", named(one)),
    })
}

/// The lines that make them forgotten.
pub fn tombstones(meant: &Meant, now: Stamp) -> Vec<HistoryLine> {
    let tombstone = |id: &Id| {
        HistoryLine::Forget(history::Forget {
            v: 1,
            id: *id,
            at: now,
            other: Default::default(),
        })
    };
    meant.ids.iter().map(tombstone).collect()
}

/// Whether an answer to the question is yes.
pub fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}
