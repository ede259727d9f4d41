//! A routine being played, for whichever front end shows it: the session, the wishes of the
//! person, and what there is to tell beside it.
//!
//! Both front ends turn keys into [`Action`]s and hand them here; neither knows a rule of play.

mod checkpoints;
mod cues;
mod ending;
mod typed;

use std::sync::Arc;
use std::time::Duration;

use super::prepared::{PlayOptions, PreparedRoutine, WallClock};
use super::recorder::{Closed, Recorder, Services};
use crate::app::{Effect, Exit, Reply, Speech};
use crate::cue::{self, Cue, Cues, Progress, Tone};
use crate::history::often::{self, StepStanding};
use crate::history::rules;
use crate::keys::{self, Action, Place};
use crate::routine::{Side, Stage};
use crate::seconds::{Count, Moment, clock, clock_passed, written};
use crate::session::{
    Ending, Event, EventKind, Input, Manner, Offer, OwnSet, PackOn, Session, State, StepDone,
    step_numbers,
};
use crate::settings::{Notify, ProgressShown, Settings};
use crate::text::line;
use crate::timeline::{Agent, Kind, Phase, Timeline};
use crate::view::phases;
use crate::words::{self, around, machine, notices, playing};
use cues::Feed;
pub use ending::Form;
pub use typed::{Digits, rating_of_key, rating_of_line};

/// How long a front end sleeps at the most while a clock runs, so that an absence can be dated.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long something is told that asks for nothing.
const TELL_FOR: Duration = Duration::from_secs(8);

/// A routine being played. It has many fields because one session answers to many: the person, the
/// ear, the record, other programs. Each of the files beside this one looks after a few of them.
#[derive(Default)]
pub struct Play {
    pub prepared: PreparedRoutine,
    pub session: Session,
    /// What holds now; keys change it.
    pub settings: Settings,
    pub speed: f64,
    /// It is for later than the person's stage, and a second key has not been pressed yet.
    pub gate: bool,
    /// One line to tell beside the session, until the next phase or key.
    pub note: Option<String>,
    /// A notice that asks for nothing, until then; a note comes before it.
    pub notice: Option<(String, Moment)>,
    /// An alarm has rung and is not answered.
    pub alarm: bool,
    /// The heat or cold whose turn it is should wait, and the person has not insisted.
    pub closed: Option<Closed>,
    /// Which pack of the day it would be, where none has to wait.
    pub pack_today: Option<String>,
    /// Enter was pressed where only `y` begins heat or cold.
    pub asked_yes: bool,
    /// What earlier times say to it.
    pub earlier: Earlier,
    /// All of it, while only what is due is played.
    whole: Option<Arc<Timeline>>,
    /// Whether to ask, before it begins, how it is.
    pub asks_before: bool,
    /// Whether to ask, after it, how it is; answered or not, nothing waits for it.
    pub asks_after: bool,
    /// What they said.
    pub after: Option<u8>,
    /// What the person has chosen to answer by digits on the page after it.
    chosen: Option<Digits>,
    /// The phases of which the person said that they hurt, the last one last.
    hurts: Vec<usize>,
    /// That was just now: nothing else has been worked on since.
    pub just_hurt: bool,
    recorder: Option<Recorder>,
    /// A checkpoint lets a stopped session go on as long as its end is on the screen.
    stands: bool,
    /// The program ends with the session.
    leaving: bool,
    /// When it was over.
    over_since: Moment,
    /// How it is put before the person anew.
    begin: (usize, Manner),
    wall: WallClock,
    /// When the last pack was answered off, and how long until the next may come.
    pack_off: Option<(Agent, Moment, Duration)>,
    /// Whether the machine is being kept awake.
    awake: bool,
    /// What other programs are told.
    feed: Feed,
    rehearsal: bool,
    cues: Cues,
    /// What is to be done about all that happened just now.
    effects: Vec<Effect>,
    /// What happened before anybody listened.
    opening: Option<Vec<Event>>,
    /// Title and progress as they are shown outside of the screen.
    outside: (Option<String>, Option<Progress>),
}

/// What earlier times of a routine say to the one that begins.
#[derive(Default)]
pub struct Earlier {
    /// How often it was done lately, and how it felt; may be empty.
    pub history: String,
    /// How its steps stand, where they say themselves how often.
    pub steps: Vec<StepStanding>,
    /// That it is done as often as it is asked for, or that it is early for it.
    pub not_asked: Option<String>,
    /// What they advise.
    pub advice: Option<String>,
    /// It has been played before: its warnings need not all be read out again.
    known: bool,
    /// What was done of each step and side the last time, where it was played before.
    last_time: Vec<StepDone>,
    /// How often it was done earlier on this day, where that is known.
    today: Option<u32>,
}

impl Play {
    /// Puts a routine before the person. Nothing runs yet but a wait at its beginning.
    pub fn new(
        prepared: PreparedRoutine,
        options: &PlayOptions,
        wall: WallClock,
        now: Moment,
    ) -> Play {
        let from = options.from.as_deref().and_then(|path| prepared.timeline.find_step(path));
        let begin = (from.unwrap_or(0), Manner { hands_free: options.hands_free });
        let (session, opening) = Session::start(prepared.timeline.clone(), begin.0, begin.1, now);
        Play {
            feed: Feed::new(&prepared, options, opening.clone()),
            gate: prepared.routine.stage == Stage::Settled,
            prepared,
            session,
            settings: options.settings.clone(),
            speed: options.speed,
            over_since: now,
            begin,
            wall,
            rehearsal: options.rehearsal,
            opening: Some(opening),
            ..Play::default()
        }
    }

    /// Whether something must be said before it can begin: it is for later, or too soon.
    pub fn is_gated(&self) -> bool {
        self.gate || self.closed.is_some()
    }

    /// What the person says by `y` where heat or cold waits for it.
    pub fn yes(&self) -> Option<&'static str> {
        self.yes_words().map(|[says, _]| says)
    }

    /// The condition for it, as the program asks for it.
    pub fn asks_yes(&self) -> Option<&'static str> {
        self.yes_words().map(|[_, asks]| asks)
    }

    fn yes_words(&self) -> Option<[&'static str; 2]> {
        self.session.awaits_pack()?;
        Some(match (self.counts(), self.prepared.cautions.is_empty()) {
            (false, _) => playing::BEGIN_REHEARSAL,
            (true, true) => playing::PACK_IS_ON,
            (true, false) => playing::NONE_IS_ME_PACK_IS_ON,
        })
    }

    /// Why nobody who is absent can begin what comes next, as a sentence.
    pub fn needs_a_hand_words(&self) -> Option<String> {
        if self.gate {
            return Some(notices::LATER_BY_A_KEY.into());
        }
        Some(notices::by_a_key(words::capital(self.session.awaits_pack()?.0.word())))
    }

    /// Whether the pause before the application whose turn it is still lasts.
    fn stays_closed(&mut self, now: Moment) -> bool {
        let (Some(closed), Some(recorder)) = (&self.closed, &self.recorder) else {
            return false;
        };
        if let Closed::TooSoon(too_soon) = closed
            && too_soon.opens.timestamp() > recorder.calendar(now).timestamp()
        {
            return true;
        }
        self.look_at_limits(now);
        if self.closed.is_none() {
            self.wait_anew(now);
        }
        self.closed.is_some()
    }

    /// What waited before its beginning did not run meanwhile.
    fn wait_anew(&mut self, now: Moment) {
        if self.recorder.as_ref().is_none_or(|recorder| recorder.id().is_none()) {
            let timeline = self.prepared.timeline.clone();
            (self.session, _) = Session::start(timeline, self.begin.0, self.begin.1, now);
        }
    }

    /// Why it should wait, as a sentence.
    pub fn closed_words(&self, now: Moment) -> Option<String> {
        let (closed, recorder) = (self.closed.as_ref()?, self.recorder.as_ref()?);
        Some(closed.words(&recorder.calendar(now)))
    }

    /// The time of day of a moment.
    pub fn wall(&self, moment: Moment) -> String {
        self.wall.0(moment)
    }

    /// Whether the first phase has not been left yet: the routine is shown, not played.
    pub fn is_before(&self, now: Moment) -> bool {
        let status = self.session.status(now);
        let first_wait = status.index == 0 && status.phase.kind == Kind::Wait;
        self.gate
            || status.state == State::Begin
            || first_wait && matches!(status.state, State::Waiting | State::Running)
    }

    /// Whether it is nothing but the pack of a session that broke off.
    pub fn is_only_pack(&self) -> bool {
        self.recorder.as_ref().is_some_and(Recorder::is_of_a_pack)
    }

    /// Whether the session is over.
    pub fn is_over(&self) -> bool {
        self.session.ending().is_some()
    }

    /// Whether heat or cold is applied to the body in this routine.
    pub fn applies(&self) -> bool {
        let applied = |phase: &Phase| matches!(phase.kind, Kind::Application(_));
        self.prepared.timeline.phases().iter().any(applied)
    }

    /// When it is to be woken, as long as it is not over: at the next deadline, and at the latest in
    /// a second while a clock runs.
    pub fn next_wake(&self, now: Moment) -> Option<Moment> {
        let deadline = self.session.next_deadline().filter(|_| !self.gate);
        let runs = match self.session.status(now).state {
            State::Begin | State::Over(_) | State::Paused { .. } => false,
            State::Waiting => deadline.is_some(),
            State::Away(offer) => offer == Offer::Walked,
            State::Running | State::Returning { .. } | State::Alarm => !self.gate,
        };
        let look = runs.then(|| now + LOOK_EVERY.mul_f64(self.speed));
        deadline.into_iter().chain(look).min()
    }

    /// Lets time pass up to `now`.
    pub fn wake(&mut self, now: Moment) -> Outcome {
        self.put(now, Input::Wake)
    }

    /// Nobody looked from `from` until `now`.
    pub fn was_away(&mut self, from: Moment, now: Moment) -> Outcome {
        self.put(now, Input::Away { from })
    }

    /// Does what a key asks for. What has nothing to do with the session is left alone.
    pub fn act(&mut self, now: Moment, action: Action) -> Outcome {
        let mut told = self.wake(now);
        let beside = self.act_beside(now, action);
        told.effects.append(&mut self.effects);
        let Some(input) = input_of(action).filter(|_| !beside) else {
            return told;
        };
        self.leaving |= action == Action::Interrupt;
        self.note = None;
        // What was told just before it began may not have been read yet.
        if !self.is_before(now) {
            self.notice = None;
        }
        told.add(self.put(now, input));
        if told.events.is_empty() && told.effects.is_empty() {
            let why = self.refusal(now, action);
            why.into_iter().for_each(|why| self.give_notice(now, why));
        }
        told
    }

    /// What a key does beside the session: on the page before it, behind its gate, and to what is
    /// heard; whether that was all.
    fn act_beside(&mut self, now: Moment, action: Action) -> bool {
        match action {
            Action::About if self.is_before(now) => self.say(now, self.prepared.cautions.join(" ")),
            Action::Yes if self.is_gated() => self.insist(now),
            Action::AllSteps if self.is_before(now) && self.may_choose_steps() => {
                self.play_steps(self.whole.is_some(), now);
                self.note = self.steps_line();
            }
            Action::About | Action::AllSteps => {}
            Action::TryAlarm => self.try_alarm(now),
            _ if self.gate => self.asked_yes |= action == Action::Enter,
            Action::Enter | Action::Yes if self.session.awaits_pack().is_some() => {
                self.look_at_limits(now);
                if action == Action::Yes && self.closed.is_none() {
                    return false;
                }
                self.asked_yes |= self.closed.is_none();
                let asks = || Some(notices::press_y(self.asks_yes()?));
                self.note = self.closed_words(now).or_else(asks);
            }
            Action::Yes if !self.is_over() && !self.is_before(now) => {
                self.give_aside(now, notices::NOTHING_ASKS.into());
            }
            Action::Yes => {}
            Action::NextNumber | Action::NumberBefore => {
                self.choose_digits(action == Action::NextNumber);
            }
            Action::Bell | Action::Voice | Action::Louder | Action::Quieter => {
                self.change_setting(now, action);
            }
            Action::Words if self.settings.voice => self.say(now, Cues::again(&self.session, now)),
            _ => return false,
        }
        true
    }

    /// Rings the alarm where heat or cold is about to begin.
    fn try_alarm(&mut self, now: Moment) {
        if self.is_before(now) && self.applies() || self.session.awaits_pack().is_some() {
            self.give_notice(now, around::ALARM_TRIED.into());
            self.effects.extend(self.ring(Tone::Alarm, true));
        } else if !self.is_before(now) {
            self.give_aside(now, notices::NO_ALARM_TO_TRY.into());
        }
    }

    /// Hands-free from now on: nobody can press a key any more.
    pub fn hands_free(&mut self) {
        self.session.play_hands_free();
        self.begin.1.hands_free = true;
    }

    /// Opens what holds it back, one thing at a time: it is for later, or it is too soon.
    fn insist(&mut self, now: Moment) {
        if self.gate {
            (self.gate, self.asked_yes) = (false, false);
        } else if let Some(recorder) = &mut self.recorder {
            recorder.insists = self.closed.take();
            self.note = None;
        }
        self.wait_anew(now);
        let words = self.closed_words(now).unwrap_or_else(|| self.how_to_begin(now));
        self.session.reads_out(self.time_to_read(&words));
        self.say(now, words);
    }

    fn put(&mut self, now: Moment, input: Input) -> Outcome {
        let was_too_soon = matches!(self.closed, Some(Closed::TooSoon(_)));
        if self.gate || input == Input::Wake && self.stays_closed(now) {
            return Outcome::default();
        }
        let state = self.session.status(now).state;
        let events = self.session.handle(now, input);
        self.effects.extend(self.feed.tell(&self.session, &events, input, now));
        let told = self.take_events(events, input, state, now);
        if was_too_soon && self.closed.is_none() && self.session.awaits_pack().is_some() {
            self.note = Some(notices::PAUSE_IS_OVER.into());
        }
        told
    }

    fn take_events(
        &mut self,
        events: Vec<Event>,
        input: Input,
        state: State,
        now: Moment,
    ) -> Outcome {
        let hurt = events.iter().find(|event| event.what == EventKind::Hurt);
        let easier = hurt.is_some_and(|event| self.easier_than(Some(event.phase)).is_some());
        let hearing = cue::Hearing { easier, ..self.hearing() };
        let cue = self.cues.take(&events, &self.session, now, &hearing);
        events.iter().for_each(|event| self.take_in(event));
        // The heat or cold that stood before us has begun, or is left behind.
        if self.session.awaits_pack().is_none() {
            (self.closed, self.pack_today) = (None, None);
        } else if events.iter().any(|event| event.what == EventKind::Began) {
            if let Some(recorder) = &mut self.recorder {
                recorder.insists = None;
            }
            self.look_at_limits(now);
        }
        self.heard(cue);
        let (was, state) = (state, self.session.status(now).state);
        let asked = matches!(input, Input::GoOn | Input::Pause);
        if asked && (was, state) == (State::Alarm, State::Running) {
            self.alarm = false;
            self.note = self.stays_on_until(now).map(notices::on_until);
        }
        let runs = !self.is_over() && state != State::Begin;
        if runs != self.awake && !self.gate {
            self.awake = runs;
            let reason = machine::is_being_played(&self.prepared.routine.title);
            self.effects.push(Effect::StayAwake(runs.then_some(reason)));
        }
        let kept = self.write_down(&events, input, now);
        self.effects.extend(kept);
        Outcome { events, effects: std::mem::take(&mut self.effects) }
    }

    /// What an event changes beside the session.
    fn take_in(&mut self, event: &Event) {
        let phase = &self.prepared.timeline.phases()[event.phase];
        match &event.what {
            EventKind::Began => {
                self.just_hurt &= !phase.kind.is_work();
                self.asked_yes = false;
                self.note = None;
                self.alarm = false;
            }
            EventKind::Alarm => self.alarm = true,
            EventKind::Ended { whole: true } => {
                if let Kind::Off(agent) = phase.kind {
                    let apart = phase.limits.map(|limits| limits.apart);
                    self.pack_off = Some((agent, event.due, apart.unwrap_or_default()));
                }
            }
            EventKind::WasAway { length, offer } => {
                let away = Duration::from_secs(length.as_secs().max(1));
                let words = offer_words(*offer, phase.kind);
                self.note = words.map(|words| {
                    format!("{} {words}", notices::nobody_looked(words::length(away)))
                });
            }
            EventKind::Hurt => {
                self.hurts.push(event.phase);
                self.just_hurt = true;
            }
            EventKind::Slip => {
                self.hurts.pop();
                self.just_hurt = false;
            }
            EventKind::Finished(_) => {
                self.alarm = false;
                self.over_since = event.due;
                (self.chosen, self.notice) = (None, None);
            }
            EventKind::Resumed => self.alarm = false,
            EventKind::Waiting(_) => self.note = Some(self.waiting_words()),
            EventKind::PausedLong(length) => {
                self.note = Some(notices::paused_for(clock(*length)));
            }
            _ => {}
        }
    }

    /// What a wait needs, once it has lasted.
    pub fn waiting_words(&self) -> String {
        let yes = self.asks_yes().map(|asks| format!("y, {asks}"));
        notices::waiting_for_you(yes.as_deref().unwrap_or("Enter"))
    }

    /// When the pack that is on rings next, if it stays on.
    pub fn stays_on_until(&self, now: Moment) -> Option<String> {
        let status = self.session.status(now);
        let (pack, length) = (status.pack_on?, status.length?);
        let at_the_least = length.is_range() && status.passed < length.least;
        let most = length.most.min(pack.off_by.since(pack.since));
        let on = if at_the_least { length.least } else { most };
        Some(self.wall(pack.since + on))
    }

    /// Tells something for a few seconds, in the place of what was told.
    pub fn give_notice(&mut self, now: Moment, words: String) {
        self.note = None;
        self.give_aside(now, words);
    }

    /// The same, where nothing else is told.
    pub fn give_aside(&mut self, now: Moment, words: String) {
        self.notice = Some((words, now + TELL_FOR.mul_f64(self.speed)));
    }

    /// What is told now beside the session.
    pub fn told(&self, now: Moment) -> Option<&str> {
        let notice = self.notice(now).map(|(words, _)| words);
        self.note.as_deref().or(notice)
    }

    /// What is told for a few seconds, and until when.
    pub fn notice(&self, now: Moment) -> Option<(&str, Moment)> {
        let notice = self.notice.as_ref().filter(|(_, until)| now < *until);
        notice.map(|(words, until)| (words.as_str(), *until))
    }

    /// Why a key did nothing, where that is worth a word.
    fn refusal(&self, now: Moment, action: Action) -> Option<String> {
        let status = self.session.status(now);
        let pack = matches!(status.phase.kind, Kind::Application(_) | Kind::Off(_));
        if self.is_over() {
            return self.refusal_at_the_end(action).map(str::to_owned);
        }
        Some(match action {
            Action::Pause | Action::Back | Action::Longer | Action::Shorter | Action::Again
                if pack =>
            {
                notices::PACK_HAS_ITS_CLOCK.into()
            }
            Action::Enter if status.phase.kind == Kind::Wait => self.closed_words(now)?,
            Action::GoOn => notices::NOTHING_TO_KEEP_ON.into(),
            Action::Longer | Action::Shorter => notices::NO_LENGTH.into(),
            Action::Enter if status.state == State::Running => match status.length {
                Some(length) if length.is_range() => {
                    notices::enter_counts_from(written(length.least))
                }
                _ => notices::GOES_ON_BY_ITSELF.into(),
            },
            _ => return None,
        })
    }
}

/// What a session had to say, and what is to be done about it.
#[derive(Debug, Default)]
#[must_use = "effects are for the host, events for the front end"]
pub struct Outcome {
    pub events: Vec<Event>,
    pub effects: Vec<Effect>,
}

impl Outcome {
    pub(super) fn add(&mut self, more: Outcome) {
        self.events.extend(more.events);
        self.effects.extend(more.effects);
    }
}
/// What a key asks of the session alone.
fn input_of(action: Action) -> Option<Input> {
    Some(match action {
        Action::Enter => Input::Enter,
        Action::Pause => Input::Pause,
        Action::Next => Input::Next,
        Action::Back => Input::Back,
        Action::NextStep => Input::NextStep,
        Action::BackStep => Input::BackStep,
        Action::Again => Input::Again,
        Action::Longer => Input::Longer,
        Action::Shorter => Input::Shorter,
        Action::GoOn => Input::GoOn,
        Action::Hurts => Input::Hurts,
        Action::Slip => Input::Slip,
        Action::Yes => Input::Apply,
        Action::Quit | Action::Interrupt => Input::Stop,
        _ => return None,
    })
}

/// What is offered after an absence.
pub fn offer_words(offer: Option<Offer>, kind: Kind) -> Option<String> {
    let words = match (offer, kind) {
        (Some(Offer::RepAgain), _) => notices::REP_AGAIN,
        (Some(Offer::NextPhase), _) => notices::PART_IS_OVER,
        (Some(Offer::GoOn), _) => notices::GO_ON_LYING,
        (Some(Offer::Walked), _) => notices::DID_YOU_WALK,
        (None, Kind::Application(_) | Kind::Off(_)) => words::voice::PACK_STAYED_ON,
        (None, _) => return None,
    };
    Some(words.to_owned())
}
