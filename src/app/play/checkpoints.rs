//! What a session that is played has kept of it, and what earlier ones say to it.

use jiff::civil::DateTime;

use super::*;
use crate::app::overlay::hint;
use crate::app::recorder::RecentHistory;
use crate::app::rows::own_history;
use crate::history::{PastSession, Record};
use crate::today::FIRST_FIVE;
use crate::words::often as said;

impl Play {
    /// A session that was broken off and goes on, or nothing but its pack; what it has to say first.
    pub(in crate::app) fn going_on(
        prepared: PreparedRoutine,
        options: &PlayOptions,
        wall: WallClock,
        (session, events): (Session, Vec<Event>),
        recorder: Recorder,
        now: Moment,
    ) -> (Play, Outcome) {
        let goes_on = !recorder.is_of_a_pack();
        let options = PlayOptions {
            speed: 1.0,
            from: None,
            hands_free: options.hands_free && goes_on,
            rehearsal: options.rehearsal && goes_on,
            ..options.clone()
        };
        let mut play = Play::new(prepared, &options, wall, now);
        play.session = session;
        play.gate = false;
        if goes_on {
            play.count_today(&recorder, &recorder.lately(), now);
        }
        play.recorder = Some(recorder);
        play.feed = Feed::new(&play.prepared, &options, events.clone());
        play.opening = None;
        let outcome = play.take_events(events, Input::Wake, State::Begin, now);
        (play, outcome)
    }

    /// Has a record kept of it, and looks at earlier ones: what should wait, and what they advise.
    /// A session that is sped up has none and counts for none.
    ///
    /// The budget of questions is kept here and in [`write_down`](Self::write_down): one before,
    /// one after, and neither is ever needed. Before, pain or stiffness is asked at most once a
    /// half-day and part of the body: not where a session of the same part, or of the same
    /// routine, began earlier in this half-day, whatever was answered there.
    pub fn keep_record(&mut self, services: Services, now: Moment) {
        if !self.counts() {
            return;
        }
        let recorder = Recorder::new(services);
        let lately = recorder.lately();
        let sessions = &lately.history.sessions;
        let today = recorder.calendar(now);
        let prepared = &self.prepared;
        let same = |session: &&PastSession| prepared.is_of(&session.record);
        let records: Vec<_> = sessions.iter().filter(same).map(|session| &session.record).collect();
        // The last time that numbers were said: a hurried session in between says none.
        let said = |record: &&&Record| {
            record.steps.iter().any(|step| step.said.iter().any(Option::is_some))
        };
        let last = records.iter().rfind(said);
        let routine = &prepared.routine;
        let often = routine.often.as_ref();
        let too_soon = rules::too_soon(&prepared.timeline, &lately.had(), &today);
        // Each application is looked at again at its own beginning.
        let too_soon = too_soon.filter(|_| self.session.awaits_pack().is_none());
        self.earlier = Earlier {
            known: !records.is_empty(),
            last_time: last.map_or_else(Vec::new, |last| last.steps.clone()),
            history: own_history(sessions, today.date(), |record| prepared.is_of(record)),
            advice: too_soon
                .map(|soon| soon.words(&today))
                .or_else(|| rules::advice(sessions.iter().filter(same))),
            not_asked: often.and_then(|often| often::not_asked(often, &records, &today)),
            steps: often::steps_standing(routine, &prepared.timeline, &records, &today),
            today: None,
        };
        if self.begin.0 > 0 {
            self.earlier.steps.clear();
        }
        let half_day = |at: DateTime| (at.date(), at.hour() < 12);
        let was_asked = sessions.iter().any(|session| {
            let PastSession { record, .. } = session;
            let of_it = record.areas.iter().any(|area| routine.areas.iter().any(|one| one == area));
            let now = half_day(record.start.local()) == half_day(today.datetime());
            now && (of_it || same(&session))
        });
        let is_first_five = prepared.id.as_deref() == Some(FIRST_FIVE);
        self.asks_before = self.settings.questions && !is_first_five && !was_asked;
        self.count_today(&recorder, &lately, now);
        self.recorder = Some(recorder);
        if self.may_choose_steps() {
            self.play_steps(false, now);
        }
        self.look_at_limits(now);
    }

    /// Whether some of its steps are due and some are not.
    pub fn may_choose_steps(&self) -> bool {
        let due = self.earlier.steps.iter().filter(|step| step.is_due).count();
        (1..self.earlier.steps.len()).contains(&due)
    }

    /// Whether a step is played: it is due, or all are.
    pub fn plays_step(&self, step: &StepStanding) -> bool {
        step.is_due || self.whole.is_none()
    }

    /// Puts all steps before the person, or only those that are due.
    pub(super) fn play_steps(&mut self, all: bool, now: Moment) {
        let whole = self.whole.take();
        let whole = whole.unwrap_or_else(|| self.prepared.timeline.clone());
        self.prepared.timeline = whole.clone();
        if !all {
            let left_out = self.earlier.steps.iter().filter(|step| !step.is_due);
            let left_out: Vec<_> = left_out.map(|step| step.step.clone()).collect();
            self.prepared.timeline = Arc::new(whole.without(&left_out));
            self.whole = Some(whole);
        }
        let timeline = self.prepared.timeline.clone();
        let (session, opening) = Session::start(timeline.clone(), 0, self.begin.1, now);
        self.session = session;
        self.feed.put_on(timeline, opening.clone());
        self.opening = self.opening.take().map(|_| opening);
    }

    /// Which of its steps are played, in a line.
    pub fn steps_line(&self) -> Option<String> {
        let due = self.earlier.steps.iter().any(|step| step.is_due);
        let key = hint(Place::Session, Action::AllSteps, "", 0).key;
        match (self.may_choose_steps(), self.whole.is_some()) {
            (true, true) => Some(said::plays_what_is_due(&key)),
            (true, false) => Some(said::plays_all(&key)),
            (false, _) => {
                (!self.earlier.steps.is_empty() && !due).then(|| said::NOTHING_DUE.into())
            }
        }
    }

    /// Counts how often anything of this routine was done earlier on this day.
    fn count_today(&mut self, recorder: &Recorder, lately: &RecentHistory, now: Moment) {
        let today = recorder.calendar(now).date();
        let records = lately.history.sessions.iter().map(|session| &session.record);
        let done = records.filter(|record| {
            let other = Some(record.id) != recorder.id() && self.prepared.is_of(record);
            other && record.start.date() == today && !record.work.real.is_zero()
        });
        let done = u32::try_from(done.count()).ok();
        self.earlier.today = done.filter(|_| !lately.unread);
    }

    /// Looks whether the application whose turn it is should wait, and which of the day it is.
    pub(super) fn look_at_limits(&mut self, now: Moment) {
        (self.closed, self.pack_today) = match (&self.recorder, self.session.awaits_pack()) {
            (Some(recorder), Some(pack)) => recorder.look_at_packs(pack, now),
            _ => (None, None),
        };
    }

    /// Notes how it is before it begins, 0 to 10.
    pub fn rate_before(&mut self, rating: u8) {
        if let Some(recorder) = &mut self.recorder {
            recorder.before = Some(rating);
            self.note = Some(crate::words::past::rating_noted(rating));
        }
    }

    /// Takes how it is, 0 to 10, where that is asked: before it begins or, once it is over, where
    /// digits answer it.
    pub fn rate(&mut self, now: Moment, rating: u8) -> Option<Outcome> {
        let effects = if self.is_over() && self.digits() == Some(Digits::Rating) {
            self.note = Some(crate::words::past::rating_noted(rating));
            self.rate_after(now, rating)
        } else if !self.is_over() && self.asks_before && self.is_before(now) {
            self.rate_before(rating);
            Vec::new()
        } else {
            return None;
        };
        Some(Outcome { effects, ..Outcome::default() })
    }

    /// What was said of how it is before it begins.
    pub fn rated_before(&self) -> Option<u8> {
        self.recorder.as_ref().and_then(|recorder| recorder.before)
    }

    /// Notes how it is after it, 0 to 10; said again, the last word counts.
    pub fn rate_after(&mut self, now: Moment, rating: u8) -> Vec<Effect> {
        self.after = Some(rating);
        self.chosen = self.chosen.filter(|chosen| *chosen != Digits::Rating);
        let recorder = self.recorder.as_ref();
        let line = recorder.and_then(|recorder| recorder.felt_after(now, rating));
        line.map(|line| Effect::Note(Box::new(line))).into_iter().collect()
    }

    /// What was recorded of it, with what was said after it.
    pub fn past(&self) -> Option<PastSession> {
        let record = self.recorder.as_ref()?.recorded()?;
        Some(PastSession { after: self.after, ..PastSession::new(record.clone()) })
    }

    /// The end is no longer before the person: what was recorded stays as it is.
    pub fn leave_the_end(&mut self) -> Vec<Effect> {
        let stood = std::mem::take(&mut self.stands);
        let id = self.recorder.as_ref().and_then(Recorder::id).filter(|_| stood);
        id.map(Effect::Discard).into_iter().collect()
    }

    /// A last checkpoint, for an end that nobody asked for.
    pub fn keep_place(&mut self, now: Moment) -> Vec<Effect> {
        if self.is_over() {
            return self.leave_the_end();
        }
        let recorder = self.recorder.as_mut();
        let place = recorder.and_then(|all| all.checkpoint(&self.prepared, &self.session, now));
        place.map(Effect::Checkpoint).into_iter().collect()
    }

    /// What is to be kept of it by `now`.
    pub(super) fn write_down(
        &mut self,
        events: &[Event],
        input: Input,
        now: Moment,
    ) -> Option<Effect> {
        let recorder = self.recorder.as_mut()?;
        // To keep a pack on past its least is no event.
        let at_least = input == Input::GoOn && self.session.pack_on().is_some();
        let keep = recorder.take(&self.prepared, &self.session, events, at_least, now);
        if !self.is_over() {
            (self.asks_after, self.stands) = (false, false);
        }
        Some(match keep? {
            Effect::Record(record, _) => {
                // Asked where it was asked before, so that both numbers are there or neither is missed.
                self.asks_after = self.settings.questions
                    && self.rated_before().is_some()
                    && !self.begin.1.hands_free
                    && self.session.pack_on().is_none();
                self.stands = self.session.can_go_on() && !self.leaving && !self.is_only_pack();
                let recorder = self.recorder.as_ref().filter(|_| self.stands);
                let place = recorder.map(|all| all.place((*record).clone(), &self.session, now));
                Effect::Record(record, place)
            }
            checkpoint => checkpoint,
        })
    }
}
