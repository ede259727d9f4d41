//! What an exercise asks for on each side, and in which order: dose, repetitions, gaps.

use std::time::Duration;

use super::super::placeholders::fill;
use super::super::{Kind, MOST_PHASES, Nth, OptionalUnit, StepWords, TooMuch};
use super::{CHANGE, StepPlace};
use crate::routine::{Alternate, Breath, Breathe, OneSide, Part, Shared, Side, Step};
use crate::seconds::{Count, Length, Seconds};
use crate::words::steps;

/// What the three kinds of exercise are made of.
pub(super) struct Exercise<'a> {
    step: &'a Step,
    pub(super) kind: Kind,
    pub(super) shared: Shared<'a>,
    times: Option<Count>,
}

/// One countdown of a repetition.
#[derive(Clone, Default)]
pub(super) struct Atom {
    pub(super) length: Option<Length>,
    pub(super) breath: Option<Breath>,
    pub(super) cue: String,
}

/// A repetition somewhere in the loops.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) side: Option<Side>,
    pub(super) set: u32,
    pub(super) rep: u32,
}

/// What one side does.
pub(super) struct SideDose {
    pub(super) sets: Count,
    pub(super) times: Count,
    pub(super) rest: Duration,
    pub(super) set_rest: Duration,
    pub(super) atoms: Vec<Atom>,
    /// Without a tempo, a pace or a length: the person's own pace, one phase a set.
    pub(super) own_pace: bool,
}

impl SideDose {
    /// How many repetitions are phases of their own.
    pub(super) fn reps(&self) -> u32 {
        if self.own_pace { 1 } else { self.times.most }
    }

    /// The same with ranges that reach so many quarters of their way.
    pub(super) fn reaching(mut self, quarters: u8) -> SideDose {
        self.sets = self.sets.reaching(quarters);
        self.times = self.times.reaching(quarters);
        for atom in &mut self.atoms {
            atom.length = atom.length.map(|length| length.reaching(quarters));
        }
        self
    }

    /// The choice that a repetition past the least of its counts is. `first` is the number of
    /// the loop over the sets; the repetitions of each set are a loop of their own after it.
    pub(super) fn choice(&self, slot: Slot, first: u32) -> Option<OptionalUnit> {
        if slot.set > self.sets.least {
            return Some(OptionalUnit { of: first, nth: slot.set });
        }
        let optional = !self.own_pace && slot.rep > self.times.least;
        optional.then_some(OptionalUnit { of: first + slot.set, nth: slot.rep })
    }
}

impl<'a> Exercise<'a> {
    /// `None` for a step that is no exercise.
    pub(super) fn of(step: &'a Step) -> Option<Exercise<'a>> {
        let (kind, times) = match step {
            Step::Hold(hold) => (Kind::Hold, hold.times),
            Step::Reps(reps) => (Kind::Rep, reps.times),
            Step::Breathe(breathe) => {
                let lengths = breath_atoms(breathe).into_iter();
                let cycle = lengths.filter_map(|atom| Some(atom.length?.most)).sum();
                let fitting = || Some(rounds_in(breathe.length?, cycle));
                (Kind::Breath, breathe.rounds.or_else(fitting))
            }
            _ => return None,
        };
        Some(Exercise { step, kind, shared: step.shared()?, times })
    }

    /// The countdowns of one repetition, with what differs on a side; none at the person's own
    /// pace.
    fn atoms(&self, one: Option<&OneSide>) -> Vec<Atom> {
        let plain = |length| Atom { length: Some(length), ..Atom::default() };
        match self.step {
            Step::Hold(hold) => {
                let own = one.and_then(|one| one.length);
                vec![plain(own.unwrap_or(hold.length))]
            }
            Step::Reps(reps) => {
                let own = one.and_then(|one| one.tempo.as_ref());
                let pace = one.and_then(|one| one.pace).or(reps.pace);
                match own.or(reps.tempo.as_ref()) {
                    Some(tempo) => tempo.iter().map(atom).collect(),
                    None => pace.into_iter().map(plain).collect(),
                }
            }
            Step::Breathe(breathe) => breath_atoms(breathe),
            _ => Vec::new(),
        }
    }

    pub(super) fn dose(&self, side: Option<Side>) -> SideDose {
        let shared = &self.shared;
        let one = side.and_then(|side| shared.one(side));
        let atoms = self.atoms(one);
        let rest = one.and_then(|one| one.rest).or(shared.rest);
        let set_rest = one.and_then(|one| one.set_rest).or(shared.set_rest);
        SideDose {
            sets: one.and_then(|one| one.sets).or(shared.sets).unwrap_or(Count::ONCE),
            times: one.and_then(|one| one.times).or(self.times).unwrap_or(Count::ONCE),
            rest: rest.unwrap_or_default().0,
            set_rest: set_rest.unwrap_or_default().0,
            own_pace: atoms.is_empty(),
            atoms,
        }
    }

    /// Which repetition it is, where the author wrote a count.
    pub(super) fn rep(&self, slot: Slot, dose: &SideDose) -> Option<Nth> {
        let counted = self.counts(slot) && !dose.own_pace;
        counted.then_some(Nth { nth: slot.rep, of: dose.times.most })
    }

    /// How many repetitions a whole set at the person's own pace asks for, where the author wrote
    /// a count.
    pub(super) fn reps(&self, slot: Slot, dose: &SideDose) -> Option<Count> {
        (self.counts(slot) && dose.own_pace).then_some(dose.times)
    }

    fn counts(&self, slot: Slot) -> bool {
        let one = slot.side.and_then(|side| self.shared.one(side)?.times);
        self.times.or(one).is_some()
    }

    /// Which set it is, where the author wrote a count.
    pub(super) fn set(&self, slot: Slot, dose: &SideDose) -> Option<Nth> {
        let one = slot.side.and_then(|side| self.shared.one(side)?.sets);
        self.shared.sets.or(one).map(|_| Nth { nth: slot.set, of: dose.sets.most })
    }

    /// The gap between two neighbours; `dose` is that of the side that is left.
    pub(super) fn gap(&self, last: Slot, next: Slot, dose: &SideDose) -> Option<(Kind, Duration)> {
        let change = match (self.shared.change, self.shared.alternate) {
            (Some(change), _) => change.0,
            (None, Some(Alternate::Reps)) => Duration::ZERO,
            (None, _) => CHANGE,
        };
        let side = (last.side != next.side).then_some((Kind::Change, change));
        let set = (last.set != next.set).then_some((Kind::Rest, dose.set_rest));
        let rep = (last.rep != next.rep).then_some((Kind::Rest, dose.rest));
        outermost(match self.shared.alternate {
            None => [side, set, rep],
            Some(Alternate::Sets) => [set, side, rep],
            Some(Alternate::Reps) => [set, rep, side],
        })
    }

    pub(super) fn words(
        &self,
        side: Option<Side>,
        dose: &SideDose,
        place: &StepPlace<'_>,
    ) -> StepWords {
        let filled = |text: Option<&str>| fill(text.unwrap_or(""), side, place.language());
        let words = self.shared.words;
        let cue = match self.step {
            Step::Hold(hold) => hold.cue.as_deref(),
            _ => None,
        };
        StepWords {
            name: filled(words.name.or(Some(&place.of.title))),
            start: filled(words.start),
            text: filled(words.text),
            say: filled(words.say),
            cue: filled(cue),
            cues: dose.atoms.iter().map(|atom| filled(Some(&atom.cue))).collect(),
        }
    }
}

/// The first that turns over and has a length.
pub(super) fn outermost<const N: usize>(
    loops: [Option<(Kind, Duration)>; N],
) -> Option<(Kind, Duration)> {
    loops.into_iter().flatten().find(|(_, length)| !length.is_zero())
}

/// Every repetition in order, where there are not too many.
pub(super) fn slots(
    sides: &[Option<Side>],
    doses: &[SideDose],
    alternate: Option<Alternate>,
) -> Result<Vec<Slot>, TooMuch> {
    let all = |dose: &SideDose| u64::from(dose.sets.most) * u64::from(dose.reps());
    if doses.iter().map(all).sum::<u64>() > MOST_PHASES as u64 {
        return Err(TooMuch::Phases);
    }
    let mut slots = Vec::new();
    for (side, dose) in sides.iter().zip(doses) {
        for set in 1..=dose.sets.most {
            let side = *side;
            slots.extend((1..=dose.reps()).map(|rep| Slot { side, set, rep }));
        }
    }
    // Sorting keeps the order of the sides where their numbers are the same.
    match alternate {
        None => {}
        Some(Alternate::Sets) => slots.sort_by_key(|slot| slot.set),
        Some(Alternate::Reps) => slots.sort_by_key(|slot| (slot.set, slot.rep)),
    }
    Ok(slots)
}

fn atom(part: &Part) -> Atom {
    Atom { length: Some(part.length), breath: part.breath, cue: part.cue.to_string() }
}

/// The parts of one breath, in order; those of no length are left out.
fn breath_atoms(breathe: &Breathe) -> Vec<Atom> {
    let parts = [
        (Breath::In, steps::BREATHE_IN, Some(breathe.inhale)),
        (Breath::Hold, steps::BREATH_HELD, breathe.hold),
        (Breath::Out, steps::BREATHE_OUT, Some(breathe.exhale)),
        (Breath::Hold, steps::BREATH_PAUSE, breathe.pause),
    ];
    let atom = |(breath, cue, length): (Breath, &str, Option<Seconds>)| {
        let length = length.filter(|length| !length.0.is_zero())?;
        Some(Atom { length: Some(Length::fixed(length.0)), breath: Some(breath), cue: cue.into() })
    };
    parts.into_iter().filter_map(atom).collect()
}

/// How many whole breaths fit into a length, at least one; those that a least needs come first.
fn rounds_in(length: Length, cycle: Duration) -> Count {
    let cycle = cycle.as_millis().max(1);
    let most = (length.most.as_millis() / cycle).max(1) as u32;
    let least = length.least.as_millis().div_ceil(cycle).max(1) as u32;
    Count { least: least.min(most), most }
}
