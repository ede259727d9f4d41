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
use super::{Effect, Exit, Reply};
use crate::back::{self, Back};
use crate::fit::FittedSet;
use crate::history::PastSession;
use crate::keys::Action;
use crate::library::Library;
use crate::routine::Stage;
use crate::seconds::Moment;
use crate::words::machine::NOTHING_WAITS;
use crate::words::past;
pub use today::{ASK_AGAIN, TodayList};

/// How long a front end sleeps at the most while a clock runs, so that an absence can be dated.
pub const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What a person can do about a machine that can't be kept awake; why it can't is no help to them.
pub const NOT_AWAKE: &str =
    "This machine can't be kept awake from here: see that it does not sleep.";

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
        let left = self.environment.left.last()?;
        Some(left.words(self.environment.services.as_ref()?, now))
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
        let left = self.environment.left.last().cloned().zip(self.environment.services.as_ref());
        let (left, services) = left.ok_or(past::NOTHING_BROKEN_OFF)?;
        let wall = self.environment.wall.clone();
        let taken = left.go_on(only_pack, &self.options, wall, services, now);
        // What could go on and is refused is another window's now: the next one is offered.
        if only_pack || taken.is_ok() || left.goes_on(services, now) {
            self.environment.left.pop();
        }
        let (play, outcome) = taken?;
        (self.play, self.resumed) = (Some(play), Some(outcome));
        Ok(())
    }

    /// A pack that was on when the program died comes before everything else, the last one first.
    /// Why one can't be seen to, where that is so.
    pub fn see_to_packs(&mut self, now: Moment) -> Option<String> {
        let services = self.environment.services.clone()?;
        let mut trouble = None;
        while let Some(at) = self.environment.left.iter().rposition(Unfinished::has_pack) {
            let left = self.environment.left.remove(at);
            let only_pack = !(self.has_list && left.goes_on(&services, now));
            self.environment.left.push(left);
            self.then = self.play.take().map(|play| play.prepared).or(self.then.take());
            match self.go_on(only_pack, now) {
                Ok(()) => return trouble,
                Err(why) => trouble = Some(why),
            }
        }
        if let (None, Some(prepared)) = (&self.play, self.then.take()) {
            self.put_on(prepared, now);
        }
        trouble
    }

    /// Whether what is played has the clock, the person or an alarm waiting on it.
    pub fn is_under_way(&self, now: Moment) -> bool {
        self.play.as_ref().is_some_and(|play| !play.is_over() && !play.is_before(now))
    }

    /// Stops here, and puts the easier routine before the person; whether it could. A pack comes off
    /// first.
    ///
    /// # Errors
    /// Why there is no easier one, as a sentence.
    pub fn go_easier(&mut self, now: Moment) -> Result<(bool, Outcome), String> {
        let Some(play) = &mut self.play else {
            return Ok((false, Outcome::default()));
        };
        let id = play.easier(now).ok_or("No easier routine is named for this.")?;
        let entry = self.library.get(id);
        let prepared = entry.and_then(|entry| PreparedRoutine::new(&self.library, entry).ok());
        let prepared = prepared.ok_or_else(|| format!("`{id}` can't be played as it stands."))?;
        // What has not begun has nothing to stop.
        let mut outcome = match play.is_over() || play.is_before(now) {
            true => Outcome::default(),
            false => play.act(now, Action::Quit),
        };
        let free = play.is_over() || play.is_before(now);
        if free {
            outcome.effects.extend(self.change_to(prepared, now));
        }
        Ok((free, outcome))
    }

    /// The same routine before the person again.
    pub fn again(&mut self, now: Moment) -> Vec<Effect> {
        let prepared = self.play.as_ref().map(|play| play.prepared.clone());
        prepared.map_or(Vec::new(), |prepared| self.change_to(prepared, now))
    }

    /// What follows before the person; nothing where nothing does.
    pub fn go_next(&mut self, now: Moment) -> Option<Vec<Effect>> {
        let (entry, _) = self.follows(now)?;
        let prepared = PreparedRoutine::new(&self.library, entry).ok()?;
        Some(self.change_to(prepared, now))
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

    /// What another program asks for, as if its key had been pressed in the session.
    pub fn answer_remote(&mut self, now: Moment, line: &str) -> (Effect, Outcome) {
        let (outcome, reply) = match self.play.as_mut().filter(|play| !play.is_over()) {
            Some(play) => play.asked(now, line),
            None => (Outcome::default(), Reply::refused(NOTHING_WAITS)),
        };
        (Effect::Reply(reply), outcome)
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
