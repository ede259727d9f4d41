//! What is played, for both front ends: a routine is put before the person, a session that was
//! broken off goes on, a pack that is still on comes first, and what is over makes room.
//!
//! The rules of one session are in `play`. The front ends show what comes of all this, and turn keys
//! or lines into calls of it.

mod today;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::play::{Outcome, Play};
use super::prepared::{PlayOptions, PreparedRoutine, WallClock};
use super::recorder::Services;
use super::unfinished::Unfinished;
use super::{AppEvent, Effect, Exit, Reply};
use crate::back::{self, Back};
use crate::fit::FittedSet;
use crate::history::PastSession;
use crate::keys::Action;
use crate::library::Library;
use crate::routine::Stage;
use crate::seconds::Moment;
use crate::words::machine::NOTHING_WAITS;
use crate::words::{notices, past};
pub use today::{ASK_AGAIN, TodayList};

pub(super) const SIGINT: i32 = 2;
const SIGQUIT: i32 = 3;

/// What the machine tells once, at the start.
#[derive(Clone, Default)]
pub struct Environment {
    /// The moment [`Moment::ZERO`] in the calendar.
    pub started: Timestamp,
    pub wall: WallClock,
    /// How the person's back is, as they said the last time; `None` if they were never asked.
    pub back: Option<Back>,
    /// What records are made of; `None` where none can be kept.
    pub services: Option<Services>,
    /// Sessions that were broken off, the last one last.
    pub left: Vec<Unfinished>,
}

/// What a key has made of what is before the person.
pub enum Page {
    Stays,
    /// Another routine is before them.
    Another,
    /// They leave it: back to the list, or out of the program.
    Left,
}

/// What is played, and all that it needs.
#[derive(Default)]
pub struct Player {
    pub library: Arc<Library>,
    pub options: PlayOptions,
    pub environment: Environment,
    /// The routine that is before the person or being played.
    pub play: Option<Play>,
    /// What it was chosen from, where that is a set for some minutes.
    pub(super) set: Option<FittedSet>,
    /// There is a list to come back to.
    pub has_list: bool,
    /// The back has just seized up, as the person said when they were asked for the first time. It
    /// is kept once they have said since when, after what they play now: who presses Enter without
    /// a thought has not said that it seized up.
    asks_since: bool,
    /// What a session that goes on has to say first, until that is told.
    pub resumed: Option<Outcome>,
    /// What could not be kept or taken up.
    pub trouble: Option<String>,
    /// What was to be played, once every pack that was on is off.
    then: Option<PreparedRoutine>,
    /// What was played here, which the disk may not have yet.
    pub(super) played: Vec<PastSession>,
    /// What is offered today.
    pub today_list: TodayList,
}

impl Player {
    /// Nothing is before the person but the list of all routines.
    pub fn new(library: Arc<Library>, options: PlayOptions, environment: Environment) -> Player {
        Player { library, options, environment, has_list: true, ..Player::default() }
    }

    /// One routine is before the person, and there is no list.
    #[must_use]
    pub fn with(mut self, prepared: PreparedRoutine, now: Moment) -> Player {
        self.has_list = false;
        self.put_on(prepared, now);
        self
    }

    /// A set that fits into a time is before the person, and there is no list.
    ///
    /// # Errors
    /// Why there is none.
    pub fn with_set(mut self, time: Duration, words: &str, now: Moment) -> Result<Player, String> {
        self.has_list = false;
        let set = self.fit(time, words, now)?;
        self.put_set(set, now);
        Ok(self)
    }

    /// The last session that was broken off goes on, or nothing but the pack that it left on, and
    /// there is no list.
    ///
    /// # Errors
    /// A sentence, if it can't.
    pub fn resuming(mut self, only_pack: bool, now: Moment) -> Result<Player, String> {
        self.has_list = false;
        self.go_on(only_pack, now)?;
        Ok(self)
    }

    /// The calendar's time of a moment.
    pub fn today(&self, now: Moment) -> Timestamp {
        let real = now.0.div_f64(self.options.speed);
        let real = SignedDuration::try_from(real).unwrap_or(SignedDuration::ZERO);
        let started = self.environment.started;
        started.checked_add(real).unwrap_or(started)
    }

    /// The stage up to which routines are offered without a second key.
    pub fn stage(&self, now: Moment) -> Stage {
        self.environment.back.map_or(back::UNASKED, |back| back.stage(self.today(now)))
    }

    /// Takes how the person says that their back is.
    pub fn say_back(&mut self, back: Back) -> Vec<Effect> {
        self.environment.back = Some(back);
        self.asks_since = false;
        vec![Effect::KeepBack(back)]
    }

    /// Takes that their back has just seized up, and keeps it if they were asked before.
    pub fn say_just_seized_up(&mut self, back: Back) -> Vec<Effect> {
        let first = self.environment.back.is_none();
        let effects = self.say_back(back);
        self.asks_since = first;
        if first { Vec::new() } else { effects }
    }

    /// Whether it is time to ask since when their back has seized up: something was played.
    pub fn asks_since_now(&self) -> bool {
        self.asks_since && self.play.as_ref().is_some_and(Play::is_over)
    }

    /// What the last session that was broken off is, and what has become of it, in sentences.
    pub fn broken_off(&self, now: Moment) -> Option<String> {
        let (left, services) = self.last_left()?;
        Some(left.words(services, now))
    }

    /// The last session that was broken off, and what tells of it.
    pub(super) fn last_left(&self) -> Option<(&Unfinished, &Services)> {
        self.environment.left.last().zip(self.environment.services.as_ref())
    }

    /// Puts a routine before the person.
    pub fn put_on(&mut self, prepared: PreparedRoutine, now: Moment) {
        self.set = None;
        let later = prepared.routine.stage > self.stage(now);
        let wall = self.environment.wall.clone();
        let mut play = Play::new(prepared, &self.options, wall, now);
        play.gate = later;
        if let Some(services) = &self.environment.services {
            play.keep_record(services.clone(), now);
        }
        self.play = Some(play);
    }

    /// The last session that was broken off goes on, or nothing but its pack. What it has to say is
    /// in [`resumed`](Self::resumed).
    ///
    /// # Errors
    /// A sentence, if it can't.
    pub fn go_on(&mut self, only_pack: bool, now: Moment) -> Result<(), String> {
        let (left, services) = self.last_left().ok_or(past::NOTHING_BROKEN_OFF)?;
        let wall = self.environment.wall.clone();
        let taken = left.go_on(only_pack, &self.options, wall, services, now);
        // What could go on and is refused is another window's now: the next one is offered.
        let is_settled = only_pack || taken.is_ok() || left.goes_on(services, now);
        if is_settled {
            self.environment.left.pop();
        }
        let (play, outcome) = taken?;
        (self.play, self.resumed) = (Some(play), Some(outcome));
        Ok(())
    }

    /// Before everything else comes a pack that was on when the program died, but for a session that
    /// goes on by itself.
    pub fn begin(&mut self, now: Moment) {
        if self.resumed.is_none() {
            self.see_to_packs(now);
        }
    }

    /// A pack that was on when the program died, the last one first.
    fn see_to_packs(&mut self, now: Moment) {
        let Some(services) = self.environment.services.clone() else {
            return;
        };
        while let Some(at) = self.environment.left.iter().rposition(Unfinished::has_pack) {
            let left = self.environment.left.remove(at);
            let only_pack = !(self.has_list && left.goes_on(&services, now));
            self.environment.left.push(left);
            self.then = self.play.take().map(|play| play.prepared).or(self.then.take());
            match self.go_on(only_pack, now) {
                Ok(()) => return,
                Err(why) => self.trouble = Some(why),
            }
        }
        if let (None, Some(prepared)) = (&self.play, self.then.take()) {
            self.put_on(prepared, now);
        }
    }

    /// Does what a key asks for while a routine is before the person, played, or over. What stands
    /// before heat or cold, and what is left of a session, is for the front end to tell.
    pub fn press(&mut self, now: Moment, action: Action) -> (Outcome, Page) {
        let Some(play) = &mut self.play else {
            return (Outcome::default(), Page::Stays);
        };
        let (is_before, is_over) = (play.is_before(now), play.is_over());
        let other = match action {
            Action::Quit if is_before => return (Outcome::default(), Page::Left),
            Action::Enter if is_over => return (Outcome::default(), Page::Left),
            Action::Again if is_over && play.may_be_again() => Ok(play.prepared.clone()),
            Action::Next if is_over && play.may_go_next(now) => self.next(now),
            Action::Easier => self.easier(now),
            _ => return (play.act(now, action), Page::Stays),
        };
        let (Some(play), other) = (&mut self.play, other) else {
            return (Outcome::default(), Page::Stays);
        };
        let prepared = match other {
            Ok(prepared) => prepared,
            Err(why) => {
                play.give_notice(now, why);
                return (Outcome::default(), Page::Stays);
            }
        };
        // What has not begun has nothing to stop, and a pack comes off first.
        let mut told =
            if is_before || is_over { Outcome::default() } else { play.act(now, Action::Quit) };
        if !is_before && !play.is_over() {
            return (told, Page::Stays);
        }
        told.effects.extend(self.change_to(prepared, now));
        (told, Page::Another)
    }

    /// The easier routine that is named for what is played, or why there is none.
    fn easier(&self, now: Moment) -> Result<PreparedRoutine, String> {
        let id = self.play.as_ref().and_then(|play| play.easier(now));
        let id = id.ok_or(notices::NO_EASIER)?;
        let entry = self.library.get(id);
        let prepared = entry.and_then(|entry| PreparedRoutine::new(&self.library, entry).ok());
        prepared.ok_or_else(|| notices::cant_be_played(id))
    }

    /// What suits next, or that nothing does.
    fn next(&self, now: Moment) -> Result<PreparedRoutine, String> {
        let follows = self.follows(now);
        let prepared = follows.map(|(entry, _)| PreparedRoutine::new(&self.library, entry));
        prepared.and_then(Result::ok).ok_or_else(|| notices::NOTHING_IS_NEXT.into())
    }

    /// Lets time pass up to `now`, and does what is asked of a session but by a key or a line: the one
    /// step that both front ends take.
    pub fn step(&mut self, now: Moment, event: &AppEvent) -> Outcome {
        let mut told = Outcome::default();
        if let Some(play) = &mut self.play {
            if *event == AppEvent::EndOfLines {
                play.hands_free();
            }
            told = match event {
                AppEvent::Away { from } => play.was_away(*from, now),
                _ => play.wake(now),
            };
            // Ctrl-C may come as a signal: the person stops, which is no accident. A pack that is on
            // is not off for that, and can be taken up again.
            let stops = matches!(event, AppEvent::Signal(SIGINT | SIGQUIT));
            if stops && play.session.pack_on().is_none() {
                told.add(play.act(now, Action::Interrupt));
            }
        }
        if let AppEvent::Asked(line) = event {
            let (outcome, reply) = match self.play.as_mut().filter(|play| !play.is_over()) {
                Some(play) => play.asked(now, line),
                None => (Outcome::default(), Reply::refused(NOTHING_WAITS)),
            };
            told.effects.push(Effect::Reply(reply));
            told.add(outcome);
        }
        told
    }

    /// A pack that was on is off: what comes after it. What is said of it, where the program goes on.
    pub fn after_pack(&mut self, now: Moment) -> (Vec<Effect>, Vec<String>) {
        let last_words = self.play.as_ref().map(Play::recorded_words).unwrap_or_default();
        let mut effects = self.put_away();
        self.see_to_packs(now);
        if self.play.is_some() || self.has_list {
            return (effects, last_words);
        }
        effects.push(Effect::Exit(Exit { status: 0, last_words }));
        (effects, Vec::new())
    }

    /// Another routine before the person, in the place of one that is over.
    fn change_to(&mut self, prepared: PreparedRoutine, now: Moment) -> Vec<Effect> {
        let mut effects = self.put_away();
        effects.push(Effect::Hush);
        self.options.from = None;
        self.put_on(prepared, now);
        effects
    }

    /// Takes away what was played, and every trace of it outside. What keys have changed holds for
    /// the next one as well.
    pub fn put_away(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(mut play) = self.play.take() {
            effects = play.leave_the_end();
            self.played.extend(play.past());
            self.options.settings = play.settings;
        }
        effects.extend([Effect::StayAwake(None), Effect::Title(None)]);
        effects.extend([Effect::Progress(None), Effect::Status(None)]);
        effects
    }

    /// How the program ends with what is played.
    pub fn exit(&self) -> Exit {
        self.play.as_ref().map(Play::exit).unwrap_or_default()
    }

    /// Ends at once, without a question: the place is kept, and a pack that is on rings once.
    pub fn end(&mut self, now: Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(play) = &mut self.play {
            effects = play.keep_place(now);
            effects.extend(play.last_ring());
        }
        effects.push(Effect::Exit(self.exit()));
        effects
    }
}
