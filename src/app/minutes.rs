//! Routines one after another before the person: those that they named, or a set that fits into the
//! minutes that they have; each can be swapped or left out before it begins.

use std::time::Duration;

use super::player::Player;
use super::prepared::PreparedRoutine;
use crate::fit::{FitRoutine, FittedSet};
use crate::library::Queue;
use crate::library::search::{Findable, search};
use crate::seconds::Moment;
use crate::timeline::Kind;
use crate::today::{self, FIRST_FIVE, TodayRoutine};
use crate::words::picker as said;

/// How routines that are played one after another are changed before they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueChange {
    /// Another one that fits in the place of one.
    Swap,
    LeaveOut,
}

impl Player {
    /// A set of what may be offered now that fits into a time and has some words; all of it where
    /// there are no words.
    ///
    /// # Errors
    /// Why there is none, as a sentence in lower case without its full stop.
    pub fn fit(&self, time: Duration, words: &str, now: Moment) -> Result<FittedSet, String> {
        self.with_facts(now, |facts| {
            let offered = today::today(facts);
            if today::enough(facts).is_some() {
                return Err(said::ENOUGH.into());
            }
            let row = |one: &TodayRoutine| {
                let row = offered.iter().position(|row| row.act.id() == Some(&one.id));
                row.unwrap_or(offered.len())
            };
            let suiting = self.found(words, facts.routines).into_iter().filter(|one| {
                let is_offered = one.id != FIRST_FIVE || row(one) < offered.len();
                is_offered && !one.turns() && today::may_offer(one, facts).is_ok()
            });
            let fitting = suiting.filter_map(|one| {
                let fit = FitRoutine::of(&self.library, &one.id, &one.routine)?;
                // Whoever has some minutes is hardly asking for a rest beside what Today offers; and
                // whoever has words has said what comes first.
                let order = if words.is_empty() { row(one) } else { 0 };
                Some(((order, words.is_empty() && fit.mostly == Kind::Lie), fit))
            });
            let mut fitting: Vec<_> = fitting.collect();
            fitting.sort_by_key(|(order, _)| *order);
            let fitting = fitting.into_iter().map(|(_, fit)| fit).collect();
            FittedSet::new(fitting, time).map_err(|shortest| match shortest {
                Some(one) => said::nothing_fits(time, &one.title, one.lasts[0], &one.id),
                None if words.is_empty() => said::NOTHING_SUITS.into(),
                None => said::nothing_suits(words),
            })
        })
    }

    /// The routines that have some words, the best first.
    fn found<'r>(&self, words: &str, routines: &'r [TodayRoutine]) -> Vec<&'r TodayRoutine> {
        if words.is_empty() {
            return routines.iter().collect();
        }
        let entries = routines.iter().filter_map(|one| self.library.get(&one.id));
        let all: Vec<Findable> = entries.map(|entry| Findable::of(entry, None)).collect();
        let found = search(words, all.iter()).fitting;
        found.iter().map(|(at, _)| &routines[*at]).collect()
    }

    /// Puts a set before the person.
    pub fn put_set(&mut self, set: FittedSet, now: Moment) {
        self.put_queue(set.queue(), now);
        self.set = Some(set);
    }

    /// Puts routines before the person, to be played one after another; whether they can be.
    pub fn put_queue(&mut self, queue: Queue, now: Moment) -> bool {
        let prepared = PreparedRoutine::of_queue(&self.library, queue);
        prepared.map(|prepared| self.put_on(prepared, now)).is_ok()
    }

    /// Changes the routines that are before the person, at one of their places; where what was
    /// changed stands then.
    ///
    /// # Errors
    /// Why nothing was changed, as a sentence.
    pub fn change_queue(
        &mut self,
        change: QueueChange,
        at: usize,
        now: Moment,
    ) -> Result<usize, &'static str> {
        let play = self.play.as_ref().filter(|play| play.is_before(now));
        let play = play.ok_or(said::ONLY_BEFORE)?;
        let mut queue = play.prepared.queue.clone().ok_or(said::ONLY_BEFORE)?;
        let (rated, mut set) = (play.rated_before(), self.set.take());
        let changed = match (change, &mut set) {
            (QueueChange::Swap, Some(set)) => set.swap(at).ok_or(said::NOTHING_TO_SWAP),
            (QueueChange::Swap, None) => Err(said::CHOSEN_BY_NAME),
            (QueueChange::LeaveOut, _) if queue.of.len() < 2 || at >= queue.of.len() => {
                Err(said::LAST_ONE)
            }
            (QueueChange::LeaveOut, set) => {
                queue.of.remove(at);
                if let Some(set) = set {
                    set.leave_out(at);
                }
                Ok(at.min(queue.of.len() - 1))
            }
        };
        if changed.is_ok() {
            let queue = set.as_ref().map_or(queue, FittedSet::queue);
            self.put_queue(queue, now);
            if let (Some(play), Some(rating)) = (&mut self.play, rated) {
                play.rate_before(rating);
                play.note = None;
            }
        }
        self.set = set;
        changed
    }
}
