//! Sessions that were broken off: what is said of them, and how they go on, are kept or discarded.

use std::time::Duration;

use super::Effect;
use super::play::{Outcome, Play};
use super::prepared::{PlayOptions, PreparedRoutine, WallClock};
use super::recorder::{Recorder, Services};
use crate::history::{Checkpoint, Ended, Stamp};
use crate::seconds::{Moment, clock_passed};
use crate::session::{Manner, PackAt, Session};
use crate::text::line;
use crate::words::past as said;

/// A session that was broken off, and its routine where that can still be played.
#[derive(Clone, Debug)]
pub struct Unfinished {
    pub checkpoint: Checkpoint,
    pub prepared: Option<PreparedRoutine>,
}

impl Unfinished {
    /// How long ago it was last seen; `None` where nobody can say.
    pub fn gap(&self, services: &Services, now: Moment) -> Option<Duration> {
        self.checkpoint.seen.until(&(services.seen)(now))
    }

    /// Whether it can go on.
    pub fn goes_on(&self, services: &Services, now: Moment) -> bool {
        let prepared = self.prepared.as_ref();
        prepared.is_some_and(|prepared| self.checkpoint.session.is_of(&prepared.timeline))
            && self.checkpoint.pack_too_long(self.gap(services, now)).is_none()
    }

    /// What it is and what has become of it, in sentences.
    pub fn words(&self, services: &Services, now: Moment) -> String {
        let (record, pack) = (&self.checkpoint.record, self.checkpoint.session.pack());
        let (gap, goes_on) = (self.gap(services, now), self.goes_on(services, now));
        let title = line(&record.title);
        let ago = gap.map_or(said::BEFORE_CLOCK_SET_BACK.into(), said::ago);
        let place = record.at.as_ref().map_or(String::new(), |at| said::at(line(at)));
        let broke_off = said::broke_off(&title, &ago);
        match (self.checkpoint.pack_too_long(gap), pack) {
            (Some(pack), _) => format!("{broke_off}. {}", pack_words(pack, gap)),
            (None, _) if record.ended == Ended::Stopped => {
                let what = if goes_on { said::CAN_GO_ON } else { said::STAYS_AS_IT_WAS };
                said::was_stopped(title, ago, place, what)
            }
            (None, Some(pack)) if goes_on => {
                let (agent, on) =
                    (pack.agent.word(), clock_passed(pack.on + gap.unwrap_or_default()));
                said::has_stayed_on(broke_off, agent, on)
            }
            (None, None) if goes_on => format!("{broke_off}{place}. {}", said::CAN_GO_ON),
            (None, pack) => {
                let why = if self.prepared.is_some() { said::CHANGED } else { said::GONE };
                let pack = pack.map_or(String::new(), |pack| format!(" {}", pack_words(pack, gap)));
                said::cant_go_on(broke_off, place, why, pack)
            }
        }
    }

    /// What is said where nothing of it goes on but the pack; `None` where none was on.
    pub fn words_before_off(&self, services: &Services, now: Moment) -> Option<String> {
        let pack = self.checkpoint.session.pack()?;
        if !self.goes_on(services, now) {
            return Some(self.words(services, now));
        }
        let (title, gap) = (line(&self.checkpoint.record.title), self.gap(services, now));
        let broke_off = said::broke_off(title, gap.map_or(String::new(), said::ago));
        Some(format!("{}. {}", broke_off.trim_end(), pack_words(pack, gap)))
    }

    /// Whether a pack was on, and nobody has said that it is off.
    pub fn has_pack(&self) -> bool {
        self.checkpoint.session.pack().is_some()
    }

    /// Goes on with it; or with nothing but its pack, whatever has become of its file: that rings
    /// until it is off, and then the session is recorded as far as it came.
    ///
    /// # Errors
    /// A sentence, if it can't go on, no pack was on, or somebody else sees to it by now.
    pub fn go_on(
        &self,
        only_pack: bool,
        options: &PlayOptions,
        wall: WallClock,
        services: &Services,
        now: Moment,
    ) -> Result<(Play, Outcome), String> {
        let (left, gap) = (&self.checkpoint, self.gap(services, now));
        let words = || self.words(services, now);
        let prepared = if only_pack {
            let pack = left.session.pack().ok_or(said::NO_PACK_WAS_ON)?;
            let words = self.words_before_off(services, now).unwrap_or_default();
            PreparedRoutine::of_pack(&left.record.title, pack, &words)
        } else {
            self.prepared.clone().filter(|_| self.goes_on(services, now))
        };
        let prepared = prepared.ok_or_else(words)?;
        services.take(left.record.id)?;
        let timeline = prepared.timeline.clone();
        let session = match left.session.pack().filter(|_| only_pack) {
            Some(pack) => Session::of_pack(timeline, pack, gap, now),
            None => {
                let manner = Manner { hands_free: options.hands_free };
                Session::take_up(timeline, &left.session, gap, manner, now).map_err(|_| words())?
            }
        };
        let recorder = Recorder::of(services.clone(), left, only_pack, gap, now);
        Ok(Play::going_on(prepared, options, wall, session, recorder, now))
    }

    /// What is to be done to keep what was done, or to discard it. Heat and cold that were had are
    /// kept in any case: the pause after them counts. A pack that is on [comes off](Self::go_on)
    /// first.
    ///
    /// # Errors
    /// A sentence, if somebody else plays it by now.
    pub fn settle(self, keep: bool, services: &Services, now: Moment) -> Result<Effect, String> {
        let id = self.checkpoint.record.id;
        services.take(id)?;
        if !keep && self.checkpoint.record.applications.is_empty() {
            return Ok(Effect::Discard(id));
        }
        let gap = self.gap(services, now);
        let now = Stamp::of(&(services.calendar)(now));
        Ok(Effect::Record(Box::new(self.checkpoint.keep(now, gap)), None))
    }
}

/// What is to be said of a pack that was on, so long before it broke off `gap` ago.
fn pack_words(pack: PackAt, gap: Option<Duration>) -> String {
    said::has_really_been_on(pack.agent, gap.map(|gap| pack.on.saturating_add(gap)))
}
