//! What a person types, or another program asks for in the same words: how many repetitions a set at
//! their own pace was, how it is, that a pack is off, and keys by their words. Nothing waits for a
//! number, and what nobody says stays unknown.

use crossterm::event::{KeyCode, KeyEvent};

use super::*;
use crate::words::machine as said;

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

/// Pain or stiffness by one key: its figure, or T for ten.
pub fn rating_of_key(letter: char) -> Option<u8> {
    if letter.eq_ignore_ascii_case(&'t') { Some(10) } else { Some(letter.to_digit(10)? as u8) }
}

/// Pain or stiffness as a number in a line.
pub fn rating_of_line(typed: &str) -> Option<u8> {
    typed.trim().parse().ok().filter(|rating| *rating <= 10)
}

impl Play {
    /// What digits answer on the page after it: what the person has chosen, else the first thing
    /// that is asked and not answered.
    pub fn digits(&self) -> Option<Digits> {
        let rating = self.asks_after.then_some(Digits::Rating);
        let open = rating.filter(|_| self.after.is_none());
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
        let here = all.iter().position(|digits| Some(*digits) == self.digits());
        let last = all.len().saturating_sub(1);
        let to = match (here, on) {
            (Some(here), true) => (here + 1).min(last),
            (Some(here), false) => here.saturating_sub(1),
            (None, true) => 0,
            (None, false) => last,
        };
        self.chosen = all.get(to).copied();
    }

    /// How many repetitions the set was that a number is for, as a line says it; `None` where there
    /// is no such set, or the line is no such number.
    fn count_line(&mut self, now: Moment, typed: &str) -> Option<Outcome> {
        self.counted_set(now)?;
        let reps: u32 = typed.trim().parse().ok().filter(|reps| *reps <= MOST_SAID)?;
        Some(self.count(now, |_| Some(reps)))
    }

    /// What a line answers by itself: how it is, how many it was, or that the pack is off.
    pub fn answer_line(&mut self, now: Moment, typed: &str) -> Option<Outcome> {
        let rated = rating_of_line(typed).and_then(|rating| self.rate(now, rating));
        let counted = rated.or_else(|| self.count_line(now, typed));
        counted.or_else(|| self.off_line(now, typed))
    }

    /// The same by one key: a digit comes behind those that are there, Backspace takes one back.
    pub fn count_key(&mut self, now: Moment, key: &KeyEvent) -> Option<Outcome> {
        let set = self.counted_set(now)?.index;
        let told = match (keys::action(Place::Counting, key)?, key.code) {
            (Action::Count, KeyCode::Char(digit)) => {
                let digit = digit.to_digit(10)?;
                // A number that would be too big begins anew.
                let longer = |said: u32| Some(said * 10 + digit).filter(|said| *said <= MOST_SAID);
                self.count(now, |said| said.and_then(longer).or(Some(digit)))
            }
            (Action::Erase, _) => {
                self.count(now, |said| said.filter(|said| *said > 9).map(|said| said / 10))
            }
            _ => return None,
        };
        // The next digit belongs to the same number.
        if self.is_over() {
            self.chosen = Some(Digits::Set(set));
        }
        Some(told)
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

    /// What the person said of a set the last time.
    pub fn last_said(&self, set: OwnSet<'_>) -> Option<u32> {
        let side = set.phase.side.map(Side::word);
        let same =
            |done: &&StepDone| done.name == set.phase.words.name && done.side.as_deref() == side;
        // Among others it has other numbers than alone.
        let step = step_numbers(&set.phase.step);
        let mut last = self.earlier.last_time.iter().filter(same);
        let exact = last.clone().find(|done| done.step == step);
        *exact.or(last.next())?.said.get(set.nth)?
    }

    /// The word `off`, at any time while a pack is on; `None` for any other line, and where none is.
    fn off_line(&mut self, now: Moment, typed: &str) -> Option<Outcome> {
        if typed.trim() != "off" || self.session.pack_on().is_none() {
            return None;
        }
        let mut told = Outcome::default();
        // From its least on Enter asks for it and answers; before that, only a stop asks.
        for action in [Action::Enter, Action::Enter, Action::Quit, Action::Enter] {
            if self.session.pack_on().is_some() {
                told.add(self.act(now, action));
            }
        }
        Some(told)
    }

    /// Does what another program asks for in the words of plain mode, and says what came of it.
    /// What only concerns a screen is nobody else's business.
    pub fn asked(&mut self, now: Moment, typed: &str) -> (Outcome, Reply) {
        let mut told = self.wake(now);
        let (done, words) = match self.do_asked(now, typed, &mut told) {
            Ok(words) => {
                let title = line(&self.prepared.routine.title);
                (true, format!("{title}: {}", words.trim_end_matches('.')))
            }
            Err(why) => (false, why.trim_end_matches('.').to_owned()),
        };
        (told, Reply { done, words })
    }

    /// What was done, or why nothing was.
    fn do_asked(&mut self, now: Moment, typed: &str, told: &mut Outcome) -> Result<String, String> {
        if let Some(counted) = self.count_line(now, typed) {
            let said = counted.events.last().and_then(|event| self.words_of(event));
            told.add(counted);
            return Ok(said.unwrap_or_else(|| "done".into()));
        }
        if let Some(off) = self.off_line(now, typed) {
            told.add(off);
            return Ok(said::OFF_NOTED.into());
        }
        let action = keys::action_of_line(Place::Session, typed);
        let action =
            action.filter(|action| is_for_the_session(*action)).ok_or_else(|| {
                match typed.trim().parse::<u32>() {
                    Ok(_) => said::NO_REPS_ASKED,
                    Err(_) => said::NO_SUCH_KEY,
                }
            })?;
        let begins = action == Action::Enter;
        if let Some(words) = self.needs_a_hand_words().filter(|_| begins) {
            return Err(words);
        }
        let before = (self.gate, self.settings.clone(), self.alarm);
        let by_key = self.act(now, action);
        let changed = before != (self.gate, self.settings.clone(), self.alarm);
        let is_seen = |effect: &Effect| {
            matches!(effect, Effect::Status(_) | Effect::Bell | Effect::Tone { .. })
        };
        let done = changed || !by_key.events.is_empty() || by_key.effects.iter().any(is_seen);
        let words = match by_key.events.last() {
            Some(event) => self.words_of(event),
            None => self.told(now).filter(|_| !begins || changed).map(str::to_owned),
        };
        told.add(by_key);
        match (done, words) {
            (true, words) => Ok(words.unwrap_or_else(|| "done".into())),
            (false, Some(words)) => Err(words),
            (false, None) if begins => Err(said::NOTHING_WAITS.into()),
            (false, None) => Err(said::NOTHING_FOR_THAT.into()),
        }
    }

    /// What an event is, in the words of an answer.
    fn words_of(&self, event: &Event) -> Option<String> {
        let phase = self.prepared.timeline.phases().get(event.phase)?;
        Some(match event.what {
            EventKind::Began => phases::coming(phase),
            EventKind::Slip => said::TAKEN_BACK.into(),
            EventKind::Paused => "paused".into(),
            EventKind::Returning => said::GOES_ON_SOON.into(),
            EventKind::Resumed => said::GOES_ON.into(),
            EventKind::Changed { longer: true } => said::MORE.into(),
            EventKind::Changed { longer: false } => said::LESS.into(),
            EventKind::Alarm => line(&phase.text()),
            EventKind::Said(Some(reps)) => said::reps_noted(phases::name(phase), reps),
            EventKind::Finished(Ending::Done) => "done".into(),
            EventKind::Finished(Ending::Stopped) => "stopped".into(),
            _ => return None,
        })
    }
}

/// Whether an action does something to the session, not to a screen. That it was a slip is said at
/// the end alone.
fn is_for_the_session(action: Action) -> bool {
    use Action::{Bell, Interrupt, Louder, Quieter, Slip, TryAlarm, Voice, Yes};
    match action {
        Slip | Yes => false,
        Bell | Voice | Louder | Quieter | TryAlarm | Interrupt => true,
        action => input_of(action).is_some(),
    }
}
