//! When heat or cold may come again.
//!
//! Counted for each of the two over all routines, from the moment when off was answered, in real
//! time that no zone and no summer time can shift. It only says when; whether the person insists
//! is for the front end. What may not be insisted on is in `session`.
//!
//! What earlier sessions of a routine advise before the next one: a kind sentence, or none.
//!
//! It advises and locks nothing. The figures are those of one clinic (Provide Physiotherapy,
//! "Pain traffic light"): up to 3 of 10 is fine, 4 and 5 if it settles within a day, from 6 on
//! stop or do less.

use jiff::{SignedDuration, Timestamp, Zoned};

use super::{Application, PastSession, Than};
use crate::timeline::{Agent, Kind, Limits, Timeline};
use crate::words;

/// Why an application should wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooSoon {
    pub agent: Agent,
    /// When it opens again.
    pub opens: Zoned,
    /// So many were had today, and more are not for one day; where it is nothing, the pause since the
    /// last one has not been kept.
    pub had_today: Option<u32>,
}

/// A clock that stood wrong may have written down what is yet to come. So far ahead it is
/// believed, as the stricter reading; what lies further ahead was no real day.
pub(super) const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// What is applied in a timeline, and the strictest limits on it there.
pub fn asked(timeline: &Timeline) -> Vec<(Agent, Limits)> {
    let mut asked: Vec<(Agent, Limits)> = Vec::new();
    for phase in timeline.phases() {
        let Kind::Application(agent) = phase.kind else {
            continue;
        };
        let limits = phase.limits.unwrap_or(Limits::of(agent));
        match asked.iter_mut().find(|(other, _)| *other == agent) {
            Some((_, strictest)) => {
                strictest.apart = strictest.apart.max(limits.apart);
                strictest.a_day = strictest.a_day.min(limits.a_day);
            }
            None => asked.push((agent, limits)),
        }
    }
    asked
}

/// Whether what a timeline applies should wait at `now`, and until when: of several the one that
/// waits longest. `had` are applications of the last two days at least, in any order.
pub fn too_soon(timeline: &Timeline, had: &[Application], now: &Zoned) -> Option<TooSoon> {
    let asked = asked(timeline);
    let each = asked.iter().filter_map(|(agent, limits)| too_soon_for(*agent, *limits, had, now));
    each.max_by(|one, other| one.opens.timestamp().cmp(&other.opens.timestamp()))
}

/// The same of one application.
pub fn too_soon_for(
    agent: Agent,
    limits: Limits,
    had: &[Application],
    now: &Zoned,
) -> Option<TooSoon> {
    let at = now.timestamp();
    let had = believed(agent, had, now);
    let opens = |had: &&Application| {
        let opens = had.off.at().checked_add(had.apart.max(limits.apart));
        opens.unwrap_or(Timestamp::MAX)
    };
    let apart = had.iter().map(opens).max().filter(|opens| *opens > at);
    let count = of_today(&had, now).len() as u32;
    let midnight = now.tomorrow().and_then(|next| next.start_of_day()).ok();
    let midnight = midnight.filter(|_| count >= limits.a_day).map(|next| next.timestamp());
    let opens = apart.max(midnight)?;
    Some(TooSoon {
        agent,
        opens: opens.to_zoned(now.time_zone().clone()),
        had_today: midnight.filter(|midnight| *midnight == opens).map(|_| count),
    })
}

/// How many applications of a kind this day has had, and when the last of them came off.
pub fn had_today(agent: Agent, had: &[Application], now: &Zoned) -> (u32, Option<Zoned>) {
    let had = believed(agent, had, now);
    let had = of_today(&had, now);
    let last = had.iter().map(|had| had.off.at()).max();
    (had.len() as u32, last.map(|last| last.to_zoned(now.time_zone().clone())))
}

fn believed<'h>(agent: Agent, had: &'h [Application], now: &Zoned) -> Vec<&'h Application> {
    let at = now.timestamp();
    let believed =
        |had: &&Application| had.agent == agent && had.off.at().duration_since(at) <= AHEAD;
    had.iter().filter(believed).collect()
}

fn of_today<'h>(had: &[&'h Application], now: &Zoned) -> Vec<&'h Application> {
    let is_today = |at: Timestamp| at.to_zoned(now.time_zone().clone()).date() == now.date();
    let today = |had: &&Application| is_today(had.on.at()) || is_today(had.off.at());
    had.iter().copied().filter(today).collect()
}

impl TooSoon {
    /// A sentence that says why, and when it opens again.
    pub fn words(&self, now: &Zoned) -> String {
        let agent = self.agent.word();
        let opens = words::time_of_day(&self.opens, now);
        match self.had_today {
            None => words::past::too_soon(agent, opens),
            Some(count) => words::past::enough_for_a_day(agent, words::times(count), opens),
        }
    }
}

/// Pain after a session that is more than this is spoken about.
pub const FINE: u8 = 3;
/// From this on the source says to stop or to do less.
pub const STOP: u8 = 6;

/// What the sessions of one routine advise, the earliest first. The last word counts: whoever
/// has felt better since is told nothing.
pub fn advice<'a>(sessions: impl DoubleEndedIterator<Item = &'a PastSession>) -> Option<String> {
    let mut said =
        sessions.rev().filter(|session| session.than.is_some() || session.after.is_some());
    let last = said.next()?;
    let mut compared = std::iter::once(last).chain(said).filter_map(|session| session.than);
    if last.than == Some(Than::Worse)
        && [compared.next(), compared.next()] == [Some(Than::Worse); 2]
    {
        return Some(words::past::TWICE_WORSE.into());
    }
    let after = last.after.filter(|after| *after > FINE)?;
    Some(if after >= STOP {
        words::past::stop_or_less(after, STOP)
    } else {
        words::past::has_it_settled(after, FINE, FINE + 1, STOP - 1)
    })
}
