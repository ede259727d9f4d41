//! How steps become phases: order, gaps, get-readies, optional units.
//!
//! Loops from the outside in: side > set > rep > part; with `alternate: Sets`,
//! set > side > rep > part; with `alternate: Reps`, set > rep > side > part; and for a `Repeat`,
//! side > round > steps. Between neighbours there is at most one gap: that of the outermost loop
//! that turns over there and has a length.

mod exercise;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use super::movement::StepMovement;
use super::placeholders::fill;
use super::{
    Agent, DEEPEST, Kind, Limits, MOST_PHASES, Movement, Nth, OptionalUnit, Phase, Round,
    StepWords, TooMuch,
};
use crate::routine::{Application, AuthorText, Ready, Repeat, Routine, Side, Sides, Stay, Step};
use crate::seconds::{Count, Length, time_to_get_ready};
use crate::words::steps;
use exercise::{Atom, Exercise, SideDose, Slot, outermost, slots};

/// The get-ready where nobody wrote another and the words are short.
const READY: Duration = Duration::from_secs(5);
/// The get-ready that nobody wrote in later rounds and on the second side of a `Repeat`; and the
/// one after a key.
const READY_AGAIN: Duration = Duration::from_secs(3);
/// The change from one side to the other where nobody wrote another.
const CHANGE: Duration = Duration::from_secs(5);

pub(super) fn expand(
    routine: &Routine,
    lookup: &dyn Fn(&str) -> Option<Arc<Routine>>,
    quarters: u8,
) -> Result<Vec<Phase>, TooMuch> {
    let mut expansion = Expansion {
        lookup,
        quarters,
        included: HashMap::new(),
        phases: Vec::new(),
        words: HashMap::new(),
        movements: HashMap::new(),
        moves: None,
        run: 0,
        loops: 0,
    };
    let place = StepPlace {
        of: routine,
        step: std::ptr::null(),
        path: Arc::from([]),
        from: Arc::from([]),
        side: None,
        rounds: Arc::from([]),
        again: false,
        choice: None,
    };
    expansion.steps(&routine.steps, &place)?;
    let mut phases = expansion.phases;
    show_what_comes_next(&mut phases);
    Ok(phases)
}

/// In a rest or a change that belongs to no step with a figure, the body is ready for what comes
/// next, so that it doesn't leave the screen for a few seconds.
fn show_what_comes_next(phases: &mut [Phase]) {
    let mut next: Option<Movement> = None;
    for phase in phases.iter_mut().rev() {
        if phase.figure.is_none() && matches!(phase.kind, Kind::Rest | Kind::Change) {
            phase.figure = next.as_ref().map(Movement::before_it);
        }
        next.clone_from(&phase.figure);
    }
}

/// Where a step is played: its routine, and the loops around it.
#[derive(Clone)]
struct StepPlace<'p> {
    of: &'p Routine,
    step: *const Step,
    path: Arc<[u32]>,
    /// The ids of the routines that are being included around it, the outermost first.
    from: Arc<[String]>,
    side: Option<Side>,
    rounds: Arc<[Round]>,
    /// A later round or a second side: the person knows the words by now.
    again: bool,
    choice: Option<OptionalUnit>,
}

/// Where a step as written stands in memory, the side that it is played on, and the phase: heat
/// says something else before, meanwhile and after.
type Spoken = (*const Step, Option<Side>, Kind);

impl StepPlace<'_> {
    /// The language that its words are written in.
    fn language(&self) -> Option<&str> {
        self.of.language.as_deref()
    }

    /// An author's words for the side that is played here.
    fn fill(&self, text: &str) -> String {
        fill(text, self.side, self.language())
    }
}

struct Expansion<'a> {
    lookup: &'a dyn Fn(&str) -> Option<Arc<Routine>>,
    /// How far ranges reach, in quarters.
    quarters: u8,
    /// Every routine that has been included, kept so that its steps stay where they are.
    included: HashMap<String, Option<Arc<Routine>>>,
    phases: Vec<Phase>,
    /// Filled words, so that those of a step that is played a thousand times are there once.
    words: HashMap<Spoken, Arc<StepWords>>,
    /// What every step asks of the body, made once for each.
    movements: HashMap<*const Step, Option<Rc<StepMovement>>>,
    /// The same for the step that is being played.
    moves: Option<Rc<StepMovement>>,
    run: u32,
    /// Loops that have been given a number for their choices.
    loops: u32,
}

impl Expansion<'_> {
    fn steps(&mut self, steps: &[Step], place: &StepPlace<'_>) -> Result<(), TooMuch> {
        for (index, step) in steps.iter().enumerate() {
            let path = place.path.iter().copied().chain([index as u32 + 1]).collect();
            self.step(step, &StepPlace { step, path, ..place.clone() })?;
        }
        Ok(())
    }

    fn step(&mut self, step: &Step, place: &StepPlace<'_>) -> Result<(), TooMuch> {
        self.run += 1;
        let nests = matches!(step, Step::Repeat(_) | Step::Include(_));
        if nests && place.path.len() > DEEPEST {
            return Err(TooMuch::Depth(place.path.clone()));
        }
        // Any other step has a phase; these could be played for ever without one.
        if self.run as usize > 2 * MOST_PHASES {
            return Err(TooMuch::Phases);
        }
        let sided = place.side.is_some() || step.side().is_some();
        let movement = || StepMovement::of(step, place.of, sided).map(Rc::new);
        let moves = self.movements.entry(place.step);
        self.moves = moves.or_insert_with(movement).clone();
        match step {
            Step::Hold(_) | Step::Reps(_) | Step::Breathe(_) => match Exercise::of(step) {
                Some(exercise) => self.exercise(&exercise, place),
                None => Ok(()),
            },
            Step::Rest(rest) => {
                let words = self.words(place, place.side, Kind::Rest, || StepWords {
                    name: steps::REST.into(),
                    text: place.fill(rest.text.as_deref().unwrap_or("")),
                    ..StepWords::default()
                });
                let length = rest.length.reaching(self.quarters);
                self.push(self.phase(Kind::Rest, words, Some(length), place))
            }
            Step::Wait(wait) => {
                let words = self.words(place, place.side, Kind::Wait, || StepWords {
                    name: steps::WAIT.into(),
                    text: place.fill(&wait.text),
                    say: place.fill(wait.say.as_deref().unwrap_or("")),
                    cue: place.fill(wait.cue.as_deref().unwrap_or("")),
                    ..StepWords::default()
                });
                let limit = wait.length.map(|limit| Length { least: Duration::ZERO, ..limit });
                self.push(self.phase(Kind::Wait, words, limit, place))
            }
            Step::Heat(heat) => self.application(Agent::Heat, heat, place),
            Step::Cold(cold) => self.application(Agent::Cold, cold, place),
            Step::Lie(stay) => self.stay(Kind::Lie, steps::LIE, stay, place),
            Step::Walk(stay) => self.stay(Kind::Walk, steps::WALK, stay, place),
            Step::Repeat(repeat) => self.repeat(repeat, place),
            Step::Include(id) => {
                // A cycle is an error that the check has told; leaving it out keeps this total.
                if place.from.contains(id) {
                    return Ok(());
                }
                let known = self.included.entry(id.clone());
                let included = known.or_insert_with(|| (self.lookup)(id)).clone();
                let Some(included) = included else {
                    return Ok(());
                };
                let place = StepPlace {
                    of: &included,
                    from: place.from.iter().chain([id]).cloned().collect(),
                    ..place.clone()
                };
                self.steps(&included.steps, &place)
            }
        }
    }

    /// Adds a phase, where there may be one more.
    fn push(&mut self, mut phase: Phase) -> Result<(), TooMuch> {
        if self.phases.len() == MOST_PHASES {
            return Err(TooMuch::Phases);
        }
        let moves = self.moves.as_ref();
        phase.figure = moves.and_then(|moves| moves.in_phase(&phase, self.phases.last()));
        self.phases.push(phase);
        Ok(())
    }

    fn exercise(&mut self, exercise: &Exercise<'_>, place: &StepPlace<'_>) -> Result<(), TooMuch> {
        let shared = &exercise.shared;
        let sides = sides(shared.side, shared.first, place.side);
        let dose = |side: &Option<Side>| exercise.dose(*side).reaching(self.quarters);
        let doses: Vec<SideDose> = sides.iter().map(dose).collect();
        let dose_of = |side: Option<Side>| {
            let index = sides.iter().position(|known| *known == side).unwrap_or(0);
            &doses[index]
        };
        let words: Vec<Arc<StepWords>> = sides
            .iter()
            .map(|side| {
                self.words(place, *side, exercise.kind, || {
                    exercise.words(*side, dose_of(*side), place)
                })
            })
            .collect();
        let words_of = |side: Option<Side>| {
            let index = sides.iter().position(|known| *known == side).unwrap_or(0);
            words[index].clone()
        };

        self.ready(shared.ready, words[0].clone(), sides[0], place)?;
        let whole = [Atom::default()];
        let first_loop = self.loops;
        self.loops += 1 + doses.iter().map(|dose| dose.sets.most).max().unwrap_or(1);
        let mut last: Option<Slot> = None;
        for slot in slots(&sides, &doses, shared.alternate)? {
            let dose = dose_of(slot.side);
            // In a round that may be left out everything may: the outermost loop decides.
            let choice = place.choice.or_else(|| dose.choice(slot, first_loop));
            let gap = last.and_then(|last| exercise.gap(last, slot, dose_of(last.side)));
            if let Some((kind, length)) = gap {
                let length = Some(Length::fixed(length));
                let gap = self.phase(kind, words_of(slot.side), length, place);
                self.push(Phase { side: slot.side, choice, gap: true, ..gap })?;
            }
            let atoms = if dose.own_pace { &whole[..] } else { &dose.atoms };
            for (part, atom) in atoms.iter().enumerate() {
                let phase = self.phase(exercise.kind, words_of(slot.side), atom.length, place);
                let part = Nth { nth: part as u32 + 1, of: atoms.len() as u32 };
                self.push(Phase {
                    side: slot.side,
                    rep: exercise.rep(slot, dose),
                    reps: exercise.reps(slot, dose),
                    set: exercise.set(slot, dose),
                    part: (atoms.len() > 1).then_some(part),
                    choice,
                    breath: atom.breath,
                    ..phase
                })?;
            }
            last = Some(slot);
        }
        Ok(())
    }

    /// The get-ready before the first phase of an exercise or a stay.
    fn ready(
        &mut self,
        own: Option<Ready>,
        words: Arc<StepWords>,
        side: Option<Side>,
        place: &StepPlace<'_>,
    ) -> Result<(), TooMuch> {
        let length = match (own, place.again) {
            (Some(Ready::For(length)), _) => length.0,
            (Some(Ready::Key), _) => {
                let wait = self.phase(Kind::Wait, words.clone(), None, place);
                self.push(Phase { side, ..wait })?;
                READY_AGAIN
            }
            (None, true) if self.phases.last().is_some_and(|last| last.gap) => return Ok(()),
            (None, true) => READY_AGAIN,
            (None, false) => {
                let least = place.of.ready.map_or(READY, |ready| ready.0);
                least.max(time_to_get_ready(&words.start, &words.text))
            }
        };
        if length.is_zero() {
            return Ok(());
        }
        let ready = self.phase(Kind::Ready, words, Some(Length::fixed(length)), place);
        self.push(Phase { side, ..ready })
    }

    fn stay(
        &mut self,
        kind: Kind,
        name: &str,
        stay: &Stay,
        place: &StepPlace<'_>,
    ) -> Result<(), TooMuch> {
        let filled = |text: &Option<AuthorText>| place.fill(text.as_deref().unwrap_or(""));
        let words = self.words(place, place.side, kind, || StepWords {
            name: place.fill(stay.name.as_deref().unwrap_or(name)),
            start: filled(&stay.start),
            text: filled(&stay.text),
            say: filled(&stay.say),
            cue: filled(&stay.cue),
            cues: Vec::new(),
        });
        self.ready(stay.ready, words.clone(), place.side, place)?;
        let length = stay.length.reaching(self.quarters);
        let phase = self.phase(kind, words, Some(length), place);
        self.push(Phase { checks: stay.checks.as_slice().into(), ..phase })
    }

    /// A wait for the pack to be on, the application, and the wait that rings until it is off.
    fn application(
        &mut self,
        agent: Agent,
        application: &Application,
        place: &StepPlace<'_>,
    ) -> Result<(), TooMuch> {
        let [name, on, off] = steps::pack(agent);
        let filled = |text: &Option<AuthorText>, otherwise: &str| {
            place.fill(text.as_deref().unwrap_or(otherwise))
        };
        let words = |text: String, say: String| StepWords {
            name: filled(&application.name, name),
            text,
            say,
            ..StepWords::default()
        };
        // What is said in full has no short form.
        let in_full = |text: String| words(text, String::new());
        let usual = Limits::of(agent);
        let limits = Some(Limits {
            apart: application.apart.map_or(usual.apart, |apart| apart.0),
            a_day: application.a_day.unwrap_or(usual.a_day),
        });

        let before =
            self.words(place, place.side, Kind::Wait, || in_full(filled(&application.start, on)));
        self.push(self.phase(Kind::Wait, before, None, place))?;
        let kind = Kind::Application(agent);
        let during = self.words(place, place.side, kind, || {
            words(filled(&application.text, ""), filled(&application.say, ""))
        });
        let phase = self.phase(kind, during, Some(application.length), place);
        let checks = application.checks.as_slice().into();
        self.push(Phase { checks, limits, ..phase })?;
        let after = self
            .words(place, place.side, Kind::Off(agent), || in_full(filled(&application.off, off)));
        let off = self.phase(Kind::Off(agent), after, None, place);
        self.push(Phase { limits, ..off })
    }

    fn repeat(&mut self, repeat: &Repeat, place: &StepPlace<'_>) -> Result<(), TooMuch> {
        // The check has refused it; going round for nothing would take for ever.
        if repeat.steps.is_empty() {
            return Ok(());
        }
        let sides = sides(repeat.side, repeat.first, place.side);
        let times = repeat.times.unwrap_or(Count::ONCE);
        let times = times.reaching(self.quarters);
        let rest = repeat.rest.unwrap_or_default().0;
        let change = repeat.change.map_or(CHANGE, |change| change.0);
        let own_rounds = |round: u32| -> Arc<[Round]> {
            if repeat.times.is_none() {
                return place.rounds.clone();
            }
            let own = Round { depth: place.path.len(), nth: Nth { nth: round, of: times.most } };
            place.rounds.iter().copied().chain([own]).collect()
        };
        let own_loop = self.loops;
        self.loops += 1;
        for (turn, side) in sides.iter().enumerate() {
            for round in 1..=times.most {
                let own = OptionalUnit { of: own_loop, nth: round };
                let place = StepPlace {
                    side: *side,
                    rounds: own_rounds(round),
                    again: place.again || turn > 0 || round > 1,
                    choice: place.choice.or((round > times.least).then_some(own)),
                    ..place.clone()
                };
                let side_turns = (turn > 0 && round == 1).then_some((Kind::Change, change));
                let round_turns = round > 1 || turn > 0 && times.most > 1;
                let round_turns = round_turns.then_some((Kind::Rest, rest));
                if let Some((kind, length)) = outermost([side_turns, round_turns]) {
                    let words = StepWords { name: gap_name(kind).into(), ..StepWords::default() };
                    let length = Some(Length::fixed(length));
                    self.run += 1;
                    self.moves = None;
                    let gap = self.phase(kind, Arc::new(words), length, &place);
                    self.push(Phase { gap: true, ..gap })?;
                }
                self.steps(&repeat.steps, &place)?;
            }
        }
        Ok(())
    }

    /// The filled words of a step, made once for each side and kind of phase.
    fn words(
        &mut self,
        place: &StepPlace<'_>,
        side: Option<Side>,
        kind: Kind,
        make: impl FnOnce() -> StepWords,
    ) -> Arc<StepWords> {
        let filled = self.words.entry((place.step, side, kind));
        filled.or_insert_with(|| Arc::new(make())).clone()
    }

    fn phase(
        &self,
        kind: Kind,
        words: Arc<StepWords>,
        length: Option<Length>,
        place: &StepPlace<'_>,
    ) -> Phase {
        Phase {
            kind,
            words,
            side: place.side,
            rounds: place.rounds.clone(),
            step: place.path.clone(),
            from: place.from.clone(),
            run: self.run,
            choice: place.choice,
            length,
            ..Phase::default()
        }
    }
}

fn gap_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Change => steps::CHANGE,
        _ => steps::REST,
    }
}

/// The sides in order; inside a `Repeat` with a side, the one that it is on.
fn sides(written: Option<Sides>, first: Option<Side>, around: Option<Side>) -> Vec<Option<Side>> {
    match written {
        None => vec![around],
        Some(Sides::Left) => vec![Some(Side::Left)],
        Some(Sides::Right) => vec![Some(Side::Right)],
        Some(Sides::Each) => {
            let first = first.unwrap_or(Side::Right);
            vec![Some(first), Some(first.other())]
        }
    }
}
