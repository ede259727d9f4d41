//! `supple forget`: which sessions are meant, what is asked first, and the lines that make them
//! forgotten on every machine.

use super::Failure;
use crate::cli::Forget;
use crate::history::{self, Brief, Briefs, Id, Line, Stamp};
use crate::text::line;

/// The sessions that are to be forgotten, and the question before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Meant {
    pub ids: Vec<Id>,
    pub question: String,
}

/// What there is beside the sessions of the history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Sessions that were broken off, and nobody plays now.
    pub broken_off: usize,
    /// Whether broken lines were set aside.
    pub aside: bool,
}

/// What becomes of sessions of the history.
const EVERYWHERE: &str = ", for good, on every machine";

/// What a short name must have at the least, so that nobody forgets by a slip.
const SHORTEST: usize = 4;

/// Which sessions are meant.
///
/// # Errors
/// If none is, or if several could be.
pub fn meant(sessions: &Briefs, beside: Beside, words: &Forget) -> Result<Meant, Failure> {
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
    let word = words.id.as_deref().unwrap_or_default().to_lowercase();
    let fits = |session: &Brief<'_>| {
        let id = session.id.to_string();
        word.len() >= SHORTEST && (id.starts_with(&word) || id.ends_with(&word))
    };
    let found: Vec<Brief<'_>> = sessions.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(Meant {
            ids: vec![one.id],
            question: format!("Forget {}{EVERYWHERE}", named(one)),
        }),
        [] => Err(Failure::new(
            format!("no session is called `{word}`"),
            "`supple history` shows their ids; four letters of the end are enough",
        )),
        [one, other, ..] => Err(Failure::new(
            format!("`{word}` may be {} or {}", named(one), named(other)),
            "write more of its id",
        )),
    }
}

fn named(session: &Brief<'_>) -> String {
    let start = session.start.local().strftime("%Y-%m-%d %H:%M");
    format!("`{}` of {start}", line(session.title))
}

/// The lines that make them forgotten.
pub fn tombstones(meant: &Meant, now: Stamp) -> Vec<Line> {
    let tombstone = |id: &Id| {
        Line::Forget(history::Forget {
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
