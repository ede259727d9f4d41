//! What goes into a session and what comes out: inputs, events, endings.
//!
//! Values only; what an input does is the business of its neighbours.

use std::time::Duration;

use super::{Glance, Mark, Offer};
use crate::seconds::Moment;

/// What the person or the machine does to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Nothing but the time; for nothing at all it changes nothing.
    Wake,
    /// Begin, in position, enough, answered: goes on only where it is the person's turn.
    Enter,
    /// The pack is on: begins the heat or cold whose turn it is. Nothing else does; whoever sends
    /// it has looked at what was applied lately.
    Apply,
    /// Pause, or go on: after a pause, or where the person stopped.
    Pause,
    /// On to the next repetition or hold.
    Next,
    /// Back to the repetition or hold before.
    Back,
    NextStep,
    BackStep,
    /// This repetition or hold again from its start.
    Again,
    /// 15 s more.
    Longer,
    /// 15 s less.
    Shorter,
    /// Go on with heat or cold from its least to its most.
    GoOn,
    /// That hurts: notes it and stops; during an application, asks for the pack to come off first.
    Hurts,
    /// How many repetitions a set at the person's own pace was that was begun, by the index of its
    /// phase; `None` takes the number back. It changes nothing that the clock counts.
    Said {
        set: usize,
        reps: Option<u32>,
    },
    /// It did not hurt, the key was a slip: nothing of it stays, and it goes on where it was.
    Slip,
    /// Stop; with a pack on, ask for it to come off first, which [`Input::Pause`] takes back.
    Stop,
    /// From `from` until now nobody looked after the session: the machine slept or the process
    /// was stopped.
    Away {
        from: Moment,
    },
}

/// Something that happened in a session, at the moment when it was due.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub due: Moment,
    /// The phase that it is about.
    pub phase: usize,
    pub what: EventKind,
    /// What there was to see then, once all that was due at that moment had happened.
    pub seen: Glance,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// A phase begins.
    Began,
    /// A phase ends; `whole` if by itself or by an answer, not by a jump.
    Ended {
        whole: bool,
    },
    /// A mark within a phase is reached.
    Reached(Mark),
    /// An answer is needed, and it rings until it comes.
    Alarm,
    /// The session waits for the person, for so long by now.
    Waiting(Duration),
    Paused,
    /// The person has paused for so long by now.
    PausedLong(Duration),
    /// The 3 s after a pause begin.
    Returning,
    /// The clock goes on after a pause.
    Resumed,
    /// Nobody looked for so long; what follows from it.
    WasAway {
        length: Duration,
        offer: Option<Offer>,
    },
    /// The length of this phase was changed by a key.
    Changed {
        longer: bool,
    },
    /// The person said that it hurts.
    Hurt,
    /// How many repetitions a set at their own pace was, as the person says.
    Said(Option<u32>),
    /// The person took that back.
    Slip,
    /// Everything is over.
    Finished(Ending),
}

/// How a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The last phase is done.
    Done,
    /// The person stopped.
    Stopped,
}
