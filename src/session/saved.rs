//! A session as it is kept while it runs, and taken up again after the program was killed.
//!
//! What was held is held again from its start; a pack has stayed on the body, so its real time
//! counts, and past its most nothing goes on. Only lengths are kept, never a [`Moment`]: those
//! belong to one run of the program.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Event, EventKind, Input, Manner, Offer, PackOn, PhaseClock, Session, Tally, WhyHeld};
use crate::seconds::in_json;
use crate::seconds::{Length, Moment};
use crate::timeline::{Agent, Kind, Timeline};

/// Where a session is in its timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// A fingerprint of the timeline, so that another one is not taken for it.
    timeline: String,
    /// The phase, from 0.
    phase: usize,
    /// What its clock had counted.
    #[serde(with = "in_json")]
    passed: Duration,
    /// Its length, changes by key counted in: least and most.
    length: Option<SavedLength>,
    /// The question at the least of an application was answered.
    answered: bool,
    /// The person has stopped, and the pack must come off first.
    stopping: bool,
    /// Phases that the person has left out, as ranges.
    left_out: Vec<Range<usize>>,
    /// Nothing goes back before this phase.
    floor: usize,
    /// The pack that was on.
    pack: Option<PackAt>,
    /// The step of the application that ran: its time goes on without the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    applying: Option<Vec<u32>>,
    /// How long everything had run.
    #[serde(with = "in_json")]
    counted: Duration,
    tally: Tally,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedLength {
    #[serde(with = "in_json")]
    least: Duration,
    #[serde(with = "in_json")]
    most: Duration,
}

/// A pack that was on the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackAt {
    pub agent: Agent,
    /// For how long by then.
    #[serde(with = "in_json")]
    pub on: Duration,
    /// How long it may be on at the most.
    #[serde(with = "in_json")]
    pub most: Duration,
}

/// Why a session can't be taken up again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The routine is another one by now.
    Changed,
    /// A pack was on, and has been for its most or longer, or nobody can say how long.
    PackTooLong,
}

impl Saved {
    /// The pack that was on.
    pub fn pack(&self) -> Option<PackAt> {
        // Whatever a file says, none is on for longer than is ever allowed.
        self.pack.map(|pack| PackAt { most: pack.most.min(super::HARD_END), ..pack })
    }

    /// The step of the application that ran, and how much of a time away counts for it: until
    /// its most, and not where its off was asked for already.
    pub fn applied(&self, away: Duration) -> Option<(&[u32], Duration)> {
        let pack = self.pack()?;
        let left = pack.most.saturating_sub(pack.on);
        Some((self.applying.as_deref()?, away.min(left)))
    }

    /// Whether it is of this timeline.
    pub fn is_of(&self, timeline: &Timeline) -> bool {
        let phases = timeline.phases().len();
        let sound = |run: &Range<usize>| run.start < run.end && run.end <= phases;
        self.timeline == timeline.fingerprint()
            && self.phase < phases
            && self.floor <= phases
            && self.left_out.iter().all(sound)
    }
}

impl Session {
    /// The session as it is at `now`, to be taken up from there.
    ///
    /// One that the person stopped is taken up from where a key would go on.
    pub fn saved(&self, now: Moment) -> Saved {
        if self.can_go_on() {
            let mut gone_on = self.clone();
            let _ = gone_on.handle(now, Input::Pause);
            return gone_on.saved(now);
        }
        let pack = self.pack_on.map(|pack| PackAt {
            agent: pack.agent,
            on: now.since(pack.since),
            most: pack.off_by.since(pack.since),
        });
        Saved {
            timeline: self.fingerprint.get_or_init(|| self.timeline.fingerprint()).clone(),
            phase: self.index,
            passed: self.passed(now),
            length: self.length.map(|Length { least, most }| SavedLength { least, most }),
            answered: self.answered,
            stopping: self.stopping,
            left_out: self.left_out.iter().cloned().collect(),
            floor: self.floor,
            pack,
            applying: matches!(self.phase().kind, Kind::Application(_))
                .then(|| self.phase().step.to_vec()),
            counted: self.active(now),
            tally: self.tally.clone(),
        }
    }

    /// What has really been done by `now`, the phase that runs counted in.
    pub fn tally_by(&self, now: Moment) -> Tally {
        let mut tally = self.tally.clone();
        if self.ending().is_some() {
            return tally;
        }
        tally.count(self.phase(), self.passed(now), false);
        if let PhaseClock::Held(since, WhyHeld::Paused) = self.clock {
            tally.paused += now.since(since);
        }
        tally
    }

    /// Takes a session up again that was last seen `gap` ago; `None` where nobody can say.
    /// `now` must lie further from [`Moment::ZERO`] than a pack may be on.
    ///
    /// # Errors
    /// [`Refused`], and nothing is changed.
    pub fn take_up(
        timeline: Arc<Timeline>,
        saved: &Saved,
        gap: Option<Duration>,
        manner: Manner,
        now: Moment,
    ) -> Result<(Session, Vec<Event>), Refused> {
        if !saved.is_of(&timeline) {
            return Err(Refused::Changed);
        }
        let real = saved.pack().map(|pack| (pack, gap.map(|gap| pack.on.saturating_add(gap))));
        if real.is_some_and(|(pack, real)| real.is_none_or(|real| real >= pack.most)) {
            return Err(Refused::PackTooLong);
        }
        let kind = timeline.phases()[saved.phase].kind;
        let gap = gap.unwrap_or_default();
        let (mut session, _) = Session::start(timeline, saved.phase, manner, now);
        session.left_out = saved.left_out.iter().cloned().collect();
        session.floor = saved.floor;
        session.stopping = saved.stopping;
        session.counted = saved.counted;
        session.tally = saved.tally.clone();
        let events = match (kind, saved.pack()) {
            (Kind::Application(_) | Kind::Off(_), Some(pack)) => {
                session.prepare(saved.phase);
                session.elapsed = saved.passed;
                session.answered = saved.answered;
                session.pack_stays_on(pack, Some(gap), now)
            }
            // A pack that is on stands in one of its two phases, whatever a file says.
            (Kind::Application(_) | Kind::Off(_), None) | (_, Some(_)) => {
                return Err(Refused::Changed);
            }
            _ => session.begin_phase_again(saved, gap, now),
        };
        Ok((session, events))
    }

    /// Nothing but the pack of a session that can't go on, last seen `gap` ago: it rings until that
    /// is off. `timeline` has a wait, the application and its off. Where nobody can say how long
    /// ago it was, it is taken for over.
    pub fn of_pack(
        timeline: Arc<Timeline>,
        pack: PackAt,
        gap: Option<Duration>,
        now: Moment,
    ) -> (Session, Vec<Event>) {
        let (mut session, _) = Session::start(timeline, 0, Manner::default(), now);
        session.prepare(1);
        session.elapsed = pack.on;
        session.stopping = true;
        let mut events = session.pack_stays_on(pack, gap, now);
        // Nor can anybody say for how long nobody looked.
        events.retain(|event| gap.is_some() || !matches!(event.what, EventKind::WasAway { .. }));
        (session, events)
    }

    /// The clock of the pack has run on, and it rings at once.
    fn pack_stays_on(&mut self, pack: PackAt, gap: Option<Duration>, now: Moment) -> Vec<Event> {
        let known = gap.is_some();
        let gap = gap.unwrap_or(pack.most);
        let from = now - gap;
        self.mark(self.elapsed);
        // Whoever comes back may have taken it off meanwhile: that is asked first.
        self.asks_off = matches!(self.phase().kind, Kind::Application(_))
            .then_some(self.elapsed.saturating_add(gap));
        self.rung = 1;
        self.clock = PhaseClock::Running(from);
        self.latest = from;
        let since = from - pack.on;
        self.pack_on = Some(PackOn { agent: pack.agent, since, off_by: since + pack.most, known });
        self.handle(now, Input::Away { from })
    }

    fn begin_phase_again(&mut self, saved: &Saved, gap: Duration, now: Moment) -> Vec<Event> {
        // What was done of it counts, though it is played again.
        let phase = &self.timeline.phases()[saved.phase];
        self.tally.count(phase, saved.passed, false);
        let (to, offer) = match phase.kind {
            Kind::Hold | Kind::Rep | Kind::Breath => {
                (self.stop_of(saved.phase), Some(Offer::RepAgain))
            }
            Kind::Wait => (saved.phase, None),
            _ => (saved.phase, Some(Offer::GoOn)),
        };
        self.prepare(to);
        if let (true, Some(saved), Some(length)) =
            (to == saved.phase, saved.length, &mut self.length)
        {
            *length = Length { least: saved.least.min(saved.most), most: saved.most };
            self.mark(Duration::ZERO);
        }
        match offer {
            None => self.clock = PhaseClock::Running(now),
            Some(offer) => self.stand(now, WhyHeld::Away(offer)),
        }
        self.say(now, EventKind::WasAway { length: gap, offer });
        self.tell(self.counted, now)
    }
}
