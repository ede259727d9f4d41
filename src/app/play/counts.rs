//! How many repetitions the sets at the person's own pace were, as they say: of the set just behind
//! while it is played, of each of them on the page after it. Nothing waits for a number, and what
//! nobody says stays unknown.

use crossterm::event::{KeyCode, KeyEvent};

use super::*;

/// No set has more repetitions than this.
const MOST_SAID: u32 = 999;

/// What digits answer on the page after a session: one thing at a time, which the page marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// How it is now.
    Rating,
    /// How many repetitions a set was, by the index of its phase.
    Set(usize),
}

impl Play {
    /// What digits answer on the page after it: what the person has chosen, else the first thing
    /// that is asked and not answered.
    pub fn digits(&self) -> Option<Digits> {
        let rating = self.asks_after.then_some(Digits::Rating);
        let open = rating.filter(|_| self.rated_after().is_none());
        let unknown = || self.session.own_sets().find(|set| set.said.is_none());
        self.chosen.or(open).or_else(|| unknown().map(|set| Digits::Set(set.index))).or(rating)
    }

    /// The set that a number is for by now.
    fn counted_set(&self, now: Moment) -> Option<OwnSet<'_>> {
        match (self.is_over(), self.digits()) {
            (false, _) => self.session.status(now).set_behind,
            (true, Some(Digits::Set(index))) => {
                self.session.own_sets().find(|set| set.index == index)
            }
            (true, _) => None,
        }
    }

    /// On to what digits answer next on the page after it, or back.
    pub(super) fn choose_digits(&mut self, on: bool) {
        let rating = self.asks_after.then_some(Digits::Rating);
        let sets = self.session.own_sets().map(|set| Digits::Set(set.index));
        let all: Vec<Digits> = rating.into_iter().chain(sets).collect();
        let here = self.digits();
        let here = all.iter().position(|digits| Some(*digits) == here);
        let to = match (here, on) {
            (Some(here), true) => (here + 1).min(all.len() - 1),
            (Some(here), false) => here.saturating_sub(1),
            (None, true) => 0,
            (None, false) => all.len().saturating_sub(1),
        };
        self.chosen = all.get(to).copied();
    }

    /// How many repetitions the set was that a number is for, as a line says it; `None` where there
    /// is no such set, or the line is no such number.
    pub fn count_line(&mut self, now: Moment, typed: &str) -> Option<Outcome> {
        self.counted_set(now)?;
        let reps: u32 = typed.parse().ok().filter(|reps| *reps <= MOST_SAID)?;
        Some(self.count(now, |_| Some(reps)))
    }

    /// The same by one key: a digit comes behind those that are there, Backspace takes one back.
    pub fn count_key(&mut self, now: Moment, key: &KeyEvent) -> Option<Outcome> {
        let set = self.counted_set(now)?.index;
        let told = match (keys::action(Place::Counting, key)?, key.code) {
            (Action::Count, KeyCode::Char(digit)) => {
                self.count(now, |said| with_digit(said, digit))
            }
            (Action::Erase, _) => self.count(now, without_digit),
            _ => return None,
        };
        // The next digit belongs to the same number.
        if self.is_over() {
            self.chosen = Some(Digits::Set(set));
        }
        Some(told)
    }

    /// What the person said of a set the last time.
    pub fn last_said(&self, set: OwnSet<'_>) -> Option<u32> {
        let side = set.phase.side.map(Side::word);
        let same =
            |done: &&StepDone| done.name == set.phase.words.name && done.side.as_deref() == side;
        // Among others it has other numbers than alone.
        let step = step_numbers(&set.phase.step);
        let mut last = self.last_time.iter().filter(same);
        let exact = last.clone().find(|done| done.step == step);
        *exact.or(last.next())?.said.get(set.nth)?
    }

    fn count(&mut self, now: Moment, say: impl FnOnce(Option<u32>) -> Option<u32>) -> Outcome {
        let mut told = self.wake(now);
        // By now the next work may have begun, and the number would come too late.
        let set = self.counted_set(now).map(|set| (set.index, say(set.said)));
        if let Some((set, reps)) = set {
            told.add(self.put(now, Input::Said { set, reps }));
        }
        told
    }
}

/// A number with another digit behind it; one that would be too big begins anew.
fn with_digit(said: Option<u32>, digit: char) -> Option<u32> {
    let digit = digit.to_digit(10)?;
    let longer = said.map(|said| said * 10 + digit);
    Some(longer.filter(|said| *said <= MOST_SAID).unwrap_or(digit))
}

/// A number with its last digit taken back.
fn without_digit(said: Option<u32>) -> Option<u32> {
    said.filter(|said| *said > 9).map(|said| said / 10)
}
