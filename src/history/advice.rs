//! What earlier sessions of a routine advise before the next one: a kind sentence, or none.
//!
//! It advises and locks nothing. The figures are those of one clinic (Provide Physiotherapy,
//! "Pain traffic light"): up to 3 of 10 is fine, 4 and 5 if it settles within a day, from 6 on
//! stop or do less.

use super::{PastSession, Than};

/// Pain after a session that is more than this is spoken about.
pub const FINE: u8 = 3;
/// From this on the source says to stop or to do less.
pub const STOP: u8 = 6;

/// What the sessions of one routine advise, the earliest first. The last word counts: whoever
/// has felt better since is told nothing.
pub fn advice<'a>(sessions: impl DoubleEndedIterator<Item = &'a PastSession>) -> Option<String> {
    let mut said = sessions
        .rev()
        .filter(|session| session.than.is_some() || session.after.is_some());
    let last = said.next()?;
    let mut compared = std::iter::once(last)
        .chain(said)
        .filter_map(|session| session.than);
    if last.than == Some(Than::Worse)
        && [compared.next(), compared.next()] == [Some(Than::Worse); 2]
    {
        return Some(
            "Twice in a row you felt worse after this one. Better to leave it for today, and to \
             call a doctor or physiotherapist if it stays so."
                .into(),
        );
    }
    let after = last.after.filter(|after| *after > FINE)?;
    Some(match after >= STOP {
        true => format!(
            "After the last time it was {after} of 10. From {STOP} on one clinic says: stop, or do \
             less of it. An easier one may do you better today."
        ),
        false => format!(
            "After the last time it was {after} of 10. One clinic says: up to {FINE} is fine, {} or \
             {} only if it settles within a day. Has it?",
            FINE + 1,
            STOP - 1
        ),
    })
}
