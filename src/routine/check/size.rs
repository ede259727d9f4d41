//! How large a routine becomes when every side, set and repetition is spelled out: by
//! arithmetic, so that a file of three lines that asks for a billion phases is refused before
//! anything is spelled out.

use std::sync::Arc;
use std::time::Duration;

use super::{Found, Place};
use crate::routine::{
    Alternate, Breathe, Hold, Ready, Repeat, Reps, Routine, Shared, Side, Sides, Step,
};
use crate::seconds::{Count, LONGEST, Length, Seconds, time_to_get_ready, written};

/// The most phases that a routine may have.
pub const MOST_PHASES: u64 = 100_000;

/// The longest that a routine may last.
pub const MOST_TIME: Duration = LONGEST;

/// What a routine comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Phases, every optional one among them.
    pub phases: u64,
    /// The sum of all lengths at their most.
    pub most: Duration,
}

impl Size {
    fn phase(most: Duration) -> Size {
        Size { phases: 1, most }
    }

    fn and(self, other: Size) -> Size {
        Size {
            phases: self.phases.saturating_add(other.phases),
            most: self.most.saturating_add(other.most),
        }
    }

    fn times(self, n: u64) -> Size {
        Size {
            phases: self.phases.saturating_mul(n),
            most: self
                .most
                .saturating_mul(u32::try_from(n).unwrap_or(u32::MAX)),
        }
    }

    /// `n` of it with a gap between each two, which is no phase where it has no length.
    fn row(self, n: u64, gap: Duration) -> Size {
        let gaps = match gap.is_zero() {
            true => Size::default(),
            false => Size::phase(gap).times(n.saturating_sub(1)),
        };
        self.times(n).and(gaps)
    }

    /// What is said of a routine that is past the limits.
    pub fn too_big(self) -> Option<Found> {
        let place = Place::field("steps").name();
        if self.phases > MOST_PHASES {
            let phases = match self.phases {
                u64::MAX => "far more".to_owned(),
                phases => phases.to_string(),
            };
            return Some(
                Found::error(
                    "too-many-phases",
                    place,
                    format!("spelled out, the routine has {phases} phases, and {MOST_PHASES} is the most"),
                )
                .help("write smaller counts in `times`, `sets` and `rounds`"),
            );
        }
        (self.most > MOST_TIME).then(|| {
            let hours = self.most.as_secs() / 3600;
            let most = match hours {
                0..1000 => written(Duration::from_secs(self.most.as_secs())),
                _ => format!("{hours} hours"),
            };
            Found::error(
                "too-long",
                place,
                format!("the routine lasts up to {most}, and 24 hours is the most"),
            )
            .help("write smaller counts, or shorter lengths")
        })
    }
}

/// The size of a routine, with what it includes as far as `lookup` knows it. Cycles are cut off.
pub fn size(routine: &Routine, lookup: &mut dyn FnMut(&str) -> Option<Arc<Routine>>) -> Size {
    let mut sizer = Sizer {
        lookup,
        ready: ready_of(routine),
        including: Vec::new(),
        left: 100_000,
    };
    sizer.steps(&routine.steps, Round::First)
}

fn ready_of(routine: &Routine) -> Duration {
    routine
        .ready
        .map_or(Duration::from_secs(5), |ready| ready.0)
}

/// Which get-ready an exercise has that writes none of its own.
#[derive(Clone, Copy)]
enum Round {
    First,
    /// A later round or the second side of a `Repeat`: 3 s.
    Later,
    /// The same, right behind a gap: none.
    AfterGap,
}

struct Sizer<'l> {
    lookup: &'l mut dyn FnMut(&str) -> Option<Arc<Routine>>,
    ready: Duration,
    including: Vec<String>,
    /// How many steps may still be looked at: routines that include each other twice over
    /// would else take exponential time.
    left: u32,
}

impl Sizer<'_> {
    fn steps(&mut self, steps: &[Step], round: Round) -> Size {
        let mut sum = Size::default();
        let mut round = round;
        for step in steps {
            sum = sum.and(self.step(step, round));
            if matches!(round, Round::AfterGap) {
                round = Round::Later;
            }
        }
        sum
    }

    fn step(&mut self, step: &Step, round: Round) -> Size {
        let Some(left) = self.left.checked_sub(1) else {
            return Size {
                phases: u64::MAX,
                most: Duration::MAX,
            };
        };
        self.left = left;
        match step {
            Step::Hold(hold) => self.exercise(step, round, |side| hold_unit(hold, side)),
            Step::Reps(reps) => self.exercise(step, round, |side| reps_unit(reps, side)),
            Step::Breathe(breathe) => {
                self.exercise(step, round, |side| breathe_unit(breathe, side))
            }
            Step::Rest(rest) => Size::phase(rest.length.most),
            Step::Wait(wait) => Size::phase(wait.length.map_or(Duration::ZERO, |l| l.most)),
            // A wait before it, and the answer after it.
            Step::Heat(it) | Step::Cold(it) => Size {
                phases: 3,
                most: it.length.most,
            },
            Step::Lie(stay) | Step::Walk(stay) => {
                let words = [stay.start.as_deref(), stay.text.as_deref()];
                self.get_ready(stay.ready, words, round)
                    .and(Size::phase(stay.length.most))
            }
            Step::Repeat(repeat) => self.repeat(repeat, round),
            Step::Include(id) => self.include(id, round),
        }
    }

    fn include(&mut self, id: &str, round: Round) -> Size {
        if self.including.iter().any(|outer| outer == id) || self.including.len() > 64 {
            return Size::default();
        }
        let Some(routine) = (self.lookup)(id) else {
            return Size::default();
        };
        self.including.push(id.to_owned());
        let ready = std::mem::replace(&mut self.ready, ready_of(&routine));
        let size = self.steps(&routine.steps, round);
        self.ready = ready;
        self.including.pop();
        size
    }

    fn get_ready(&self, own: Option<Ready>, words: [Option<&str>; 2], round: Round) -> Size {
        let three = Duration::from_secs(3);
        let [start, text] = words.map(Option::unwrap_or_default);
        let length = match (own, round) {
            (Some(Ready::For(length)), _) => length.0,
            (Some(Ready::Key), _) => {
                return Size {
                    phases: 2,
                    most: three,
                };
            }
            (None, Round::AfterGap) => return Size::default(),
            (None, Round::Later) => three,
            (None, Round::First) => self.ready.max(time_to_get_ready(start, text)),
        };
        match length.is_zero() {
            true => Size::default(),
            false => Size::phase(length),
        }
    }

    /// An exercise: its get-ready, then its sides, sets and units with the gaps between them.
    fn exercise(&self, step: &Step, round: Round, unit: impl Fn(Option<Side>) -> Unit) -> Size {
        let shared = step.shared().expect("called with an exercise");
        let words = [shared.words.start, shared.words.text];
        let ready = self.get_ready(shared.ready, words, round);
        let sides: &[Option<Side>] = match shared.side {
            None => &[None],
            Some(Sides::Left) => &[Some(Side::Left)],
            Some(Sides::Right) => &[Some(Side::Right)],
            Some(Sides::Each) => &[Some(Side::Right), Some(Side::Left)],
        };
        let blocks = sides
            .iter()
            .map(|&side| block(&shared, side, unit(side)))
            .fold(Size::default(), Size::and);
        let units = sides.iter().map(|&side| unit(side).n).max().unwrap_or(1);
        let turns = match sides.len() {
            1 => Size::default(),
            _ => turns(&shared, units),
        };
        ready.and(blocks).and(turns)
    }

    fn repeat(&mut self, repeat: &Repeat, round: Round) -> Size {
        let rounds = u64::from(repeat.times.unwrap_or(Count::ONCE).most);
        let sides = match repeat.side {
            Some(Sides::Each) => 2,
            _ => 1,
        };
        let rest = repeat.rest.unwrap_or_default().0;
        let change = match sides {
            2 => repeat
                .change
                .map_or(Duration::from_secs(5), |change| change.0),
            _ => Duration::ZERO,
        };
        let later = |gap: Duration| match gap.is_zero() {
            true => Round::Later,
            false => Round::AfterGap,
        };
        let first = self.steps(&repeat.steps, round);
        let mut sum = first;
        if rounds > 1 {
            let next = self.steps(&repeat.steps, later(rest));
            sum = sum.and(gap(rest).and(next).times(rounds - 1));
        }
        if sides == 2 {
            let second = self.steps(&repeat.steps, later(change));
            sum = sum.and(gap(change)).and(second);
            if rounds > 1 {
                let next = self.steps(&repeat.steps, later(rest));
                sum = sum.and(gap(rest).and(next).times(rounds - 1));
            }
        }
        sum
    }
}

/// A gap is no phase where it has no length.
fn gap(length: Duration) -> Size {
    match length.is_zero() {
        true => Size::default(),
        false => Size::phase(length),
    }
}

/// What is repeated within a set, and how often.
struct Unit {
    size: Size,
    n: u64,
}

fn sets(shared: &Shared<'_>, side: Option<Side>) -> u64 {
    let one = side.and_then(|side| shared.one(side));
    let sets = one.and_then(|one| one.sets).or(shared.sets);
    u64::from(sets.unwrap_or(Count::ONCE).most)
}

fn change(shared: &Shared<'_>) -> Duration {
    match (shared.change, shared.alternate) {
        (Some(change), _) => change.0,
        (None, Some(Alternate::Reps)) => Duration::ZERO,
        (None, _) => Duration::from_secs(5),
    }
}

/// The gaps of one side between its sets and between its repetitions.
struct Gaps {
    set_rest: Duration,
    rest: Duration,
}

fn gaps(shared: &Shared<'_>, side: Option<Side>) -> Gaps {
    let one = side.and_then(|side| shared.one(side));
    let pick = |own: Option<Option<Seconds>>, all: Option<Seconds>| {
        own.flatten().or(all).unwrap_or_default().0
    };
    Gaps {
        set_rest: pick(one.map(|one| one.set_rest), shared.set_rest),
        rest: pick(one.map(|one| one.rest), shared.rest),
    }
}

/// The sets of one side. Where the sides take turns, the gaps belong to [`turns`].
fn block(shared: &Shared<'_>, side: Option<Side>, unit: Unit) -> Size {
    let Gaps { set_rest, rest } = gaps(shared, side);
    let two = shared.side == Some(Sides::Each);
    let (set_rest, rest) = match shared.alternate.filter(|_| two) {
        None => (set_rest, rest),
        Some(Alternate::Sets) => (Duration::ZERO, rest),
        Some(Alternate::Reps) => (Duration::ZERO, Duration::ZERO),
    };
    unit.size
        .row(unit.n, rest)
        .row(sets(shared, side), set_rest)
}

/// The gaps between the sides of an exercise that is done on both, `units` times a set.
fn turns(shared: &Shared<'_>, units: u64) -> Size {
    let Gaps { set_rest, rest } = gaps(shared, None);
    let change = change(shared);
    // Of several gaps in one place the outermost that has a length is played.
    let or = |outer: Duration, inner| if outer.is_zero() { inner } else { outer };
    let sets = sets(shared, None);
    match shared.alternate {
        None => gap(change),
        Some(Alternate::Sets) => gap(change).row(sets, or(set_rest, change)),
        Some(Alternate::Reps) => {
            let between = or(rest, change);
            gap(change)
                .row(units, between)
                .row(sets, or(set_rest, between))
        }
    }
}

fn hold_unit(hold: &Hold, side: Option<Side>) -> Unit {
    let shared = hold.shared();
    let one = side.and_then(|side| shared.one(side));
    let length = one.and_then(|one| one.length).unwrap_or(hold.length);
    Unit {
        size: Size::phase(length.most),
        n: times(one.and_then(|one| one.times).or(hold.times)),
    }
}

fn times(count: Option<Count>) -> u64 {
    u64::from(count.unwrap_or(Count::ONCE).most)
}

fn reps_unit(reps: &Reps, side: Option<Side>) -> Unit {
    let shared = reps.shared();
    let one = side.and_then(|side| shared.one(side));
    let tempo = one
        .and_then(|one| one.tempo.as_ref())
        .or(reps.tempo.as_ref());
    let pace: Option<Length> = one.and_then(|one| one.pace).or(reps.pace);
    let n = times(one.and_then(|one| one.times).or(reps.times));
    match (tempo, pace) {
        (Some(parts), _) => Unit {
            size: parts
                .iter()
                .map(|part| Size::phase(part.length.most))
                .fold(Size::default(), Size::and),
            n,
        },
        (None, Some(pace)) => Unit {
            size: Size::phase(pace.most),
            n,
        },
        // At the person's own pace a key ends the whole set.
        (None, None) => Unit {
            size: Size::phase(Duration::ZERO),
            n: 1,
        },
    }
}

fn breathe_unit(breathe: &Breathe, side: Option<Side>) -> Unit {
    let shared = breathe.shared();
    let one = side.and_then(|side| shared.one(side));
    let parts = [
        Some(breathe.inhale),
        breathe.hold,
        Some(breathe.exhale),
        breathe.pause,
    ];
    let cycle = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.0.is_zero())
        .map(|part| Size::phase(part.0))
        .fold(Size::default(), Size::and);
    let length = one.and_then(|one| one.length).or(breathe.length);
    let rounds = one.and_then(|one| one.times).or(breathe.rounds);
    let n = match (length, rounds) {
        (Some(length), None) => {
            let cycle = cycle.most.as_millis().max(1);
            u64::try_from(length.most.as_millis() / cycle)
                .unwrap_or(u64::MAX)
                .max(1)
        }
        _ => times(rounds),
    };
    Unit { size: cycle, n }
}
