//! How steps become phases: order, gaps, get-readies, optional units.
//!
//! Loops from the outside in: side > set > rep > part; with `alternate: Sets`,
//! set > side > rep > part; with `alternate: Reps`, set > rep > side > part; and for a `Repeat`,
//! side > round > steps. Between neighbours there is at most one gap: that of the outermost loop
//! that turns over there and has a length.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use hashbrown::{HashMap, HashSet};

use super::movement::StepMovement;
use super::placeholders::fill;
use super::{
    Agent, DEEPEST, Kind, Limits, MOST_PHASES, Movement, NamedRoutine, Nth, OptionalUnit,
    OtherRoutines, Phase, Round, StepWords, include,
};
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::{
    Alternate, Application, AuthorText, Breath, Breathe, Part, Ready, Repeat, Routine, Shared,
    Side, Sides, Stay, Step,
};
use crate::seconds::{Count, Length, Seconds, time_to_get_ready};
use crate::words::steps;

/// The get-ready where nobody wrote another and the words are short.
const READY: Duration = Duration::from_secs(5);
/// The get-ready that nobody wrote in later rounds and on the second side of a `Repeat`; and the
/// one after a key.
const READY_AGAIN: Duration = Duration::from_secs(3);
/// The change from one side to the other where nobody wrote another.
const CHANGE: Duration = Duration::from_secs(5);

/// The phases of a routine, or everything that is wrong with what it refers to; where nothing is,
/// what it has too much of.
pub(super) fn expand(
    routine: &Routine,
    id: Option<&str>,
    others: &dyn OtherRoutines,
    quarters: u8,
) -> Result<Vec<Phase>, Vec<Finding>> {
    let mut expansion = Expansion {
        own: routine,
        id,
        others,
        found: Vec::new(),
        quarters,
        phases: Vec::new(),
        words: HashSet::new(),
        movements: HashMap::new(),
        moves: None,
        run: 0,
        loops: 0,
    };
    let place = StepPlace {
        of: routine,
        path: Arc::from([]),
        from: Arc::from([]),
        side: None,
        rounds: Arc::from([]),
        again: false,
        choice: None,
    };
    if let Some(easier) = &routine.easier
        && matches!(others.named(easier), NamedRoutine::Nothing)
    {
        expansion.found.push(include::unknown(easier, RoutinePlace::field("easier"), others));
    }
    let too_much = expansion.steps(&routine.steps, &place);
    // Where something leads in a circle its size means nothing.
    if !expansion.found.is_empty() {
        return Err(expansion.found);
    }
    too_much.map_err(|found| vec![*found])?;
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
    path: Arc<[u32]>,
    /// The ids of the routines that are being included around it, the outermost first.
    from: Arc<[String]>,
    side: Option<Side>,
    rounds: Arc<[Round]>,
    /// A later round or a second side: the person knows the words by now.
    again: bool,
    choice: Option<OptionalUnit>,
}

impl StepPlace<'_> {
    /// An author's words for the side that is played here; none where there are none.
    fn fill(&self, text: Option<&str>) -> String {
        fill(text.unwrap_or_default(), self.side, self.of.language.as_deref())
    }

    /// The words of a step: its name, start, text, short form and few words.
    fn words(&self, words: [Option<&str>; 5]) -> StepWords {
        let [name, start, text, say, cue] = words.map(|text| self.fill(text));
        StepWords { name, start, text, say, cue, cues: Vec::new() }
    }
}

struct Expansion<'a> {
    /// The routine of the file itself.
    own: &'a Routine,
    id: Option<&'a str>,
    others: &'a dyn OtherRoutines,
    /// What is wrong with what is included: the first of each of the file's own steps.
    found: Vec<Finding>,
    /// How far ranges reach, in quarters.
    quarters: u8,
    phases: Vec<Phase>,
    /// Filled words, so that those of a step that is played a thousand times are there once.
    words: HashSet<Arc<StepWords>>,
    /// What every step asks of the body, by its path.
    movements: HashMap<Arc<[u32]>, Option<Rc<StepMovement>>>,
    /// The same for the step that is being played.
    moves: Option<Rc<StepMovement>>,
    run: u32,
    /// Loops that have been given a number for their choices.
    loops: u32,
}

impl Expansion<'_> {
    fn steps(&mut self, steps: &[Step], place: &StepPlace<'_>) -> Result<(), Box<Finding>> {
        for (index, step) in steps.iter().enumerate() {
            let path = place.path.iter().copied().chain([index as u32 + 1]).collect();
            self.step(step, &StepPlace { path, ..place.clone() })?;
        }
        Ok(())
    }

    /// The step of the file itself that is being played.
    fn own_step(&self, place: &StepPlace<'_>) -> RoutinePlace {
        RoutinePlace::own_step(self.own, &place.path)
    }

    fn step(&mut self, step: &Step, place: &StepPlace<'_>) -> Result<(), Box<Finding>> {
        self.run += 1;
        let nests = matches!(step, Step::Repeat(_) | Step::Include(_));
        if nests && place.path.len() > DEEPEST {
            return Err(include::too_deep(self.own_step(place)).into());
        }
        // Any other step has a phase; these could be played for ever without one.
        if self.run as usize > 2 * MOST_PHASES {
            return Err(include::too_many_phases().into());
        }
        let is_told = |one: &Finding| one.at == self.own_step(place);
        if !self.found.is_empty() && self.found.iter().any(is_told) {
            return Ok(());
        }
        let (around, own) = (place.side.is_some(), step.side().is_some());
        if let Some(outer) = place.from.first().filter(|_| around && own) {
            let found = include::side_in_side(outer, step.word(), self.own_step(place));
            self.found.push(found);
            return Ok(());
        }
        let sided = around || own;
        let movement = || StepMovement::of(step, place.of, sided).map(Rc::new);
        let moves = self.movements.entry(place.path.clone());
        self.moves = moves.or_insert_with(movement).clone();
        match step {
            Step::Hold(hold) => self.exercise(Kind::Hold, step, hold.shared(), place),
            Step::Reps(reps) => self.exercise(Kind::Rep, step, reps.shared(), place),
            Step::Breathe(breathe) => self.exercise(Kind::Breath, step, breathe.shared(), place),
            Step::Rest(rest) => {
                let text = rest.text.as_deref();
                let words = self.keep(place.words([Some(steps::REST), None, text, None, None]));
                let length = rest.length.reaching(self.quarters);
                self.push(self.phase(Kind::Rest, words, Some(length), place))
            }
            Step::Wait(wait) => {
                let [say, cue] = [&wait.say, &wait.cue].map(|text| text.as_deref());
                let words = [Some(steps::WAIT), None, Some(&*wait.text), say, cue];
                let words = self.keep(place.words(words));
                let limit = wait.length.map(|limit| Length { least: Duration::ZERO, ..limit });
                self.push(self.phase(Kind::Wait, words, limit, place))
            }
            Step::Heat(heat) => self.application(Agent::Heat, heat, place),
            Step::Cold(cold) => self.application(Agent::Cold, cold, place),
            Step::Lie(stay) => self.stay(Kind::Lie, steps::LIE, stay, place),
            Step::Walk(stay) => self.stay(Kind::Walk, steps::WALK, stay, place),
            Step::Repeat(repeat) => self.repeat(repeat, place),
            Step::Include(id) => {
                let chain: Vec<&str> =
                    self.id.into_iter().chain(place.from.iter().map(String::as_str)).collect();
                let (is_own, at) = (place.from.is_empty(), || self.own_step(place));
                let included = match include::included(id, &chain, is_own, at, self.others) {
                    Ok(included) => included,
                    Err(found) => {
                        // Each step that leads into a circle would tell of it.
                        let same = |one: &Finding| one.message == found.message;
                        if found.name != "include-cycle" || !self.found.iter().any(same) {
                            self.found.push(*found);
                        }
                        return Ok(());
                    }
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
    fn push(&mut self, mut phase: Phase) -> Result<(), Box<Finding>> {
        if self.phases.len() == MOST_PHASES {
            return Err(include::too_many_phases().into());
        }
        let moves = self.moves.as_ref();
        phase.figure = moves.and_then(|moves| moves.in_phase(&phase, self.phases.last()));
        self.phases.push(phase);
        Ok(())
    }

    /// Words for phases: the same as before where they say the same.
    fn keep(&mut self, words: StepWords) -> Arc<StepWords> {
        if let Some(known) = self.words.get(&words) {
            return known.clone();
        }
        let words = Arc::new(words);
        self.words.insert(words.clone());
        words
    }

    fn exercise(
        &mut self,
        kind: Kind,
        step: &Step,
        shared: Shared<'_>,
        place: &StepPlace<'_>,
    ) -> Result<(), Box<Finding>> {
        let doses: Vec<SideDose> = SideDose::of_each(step, &shared, place.side)
            .map(|dose| dose.reaching(self.quarters))
            .collect();
        let on_side = |dose: &SideDose| StepPlace { side: dose.side, ..place.clone() };
        let places: Vec<StepPlace<'_>> = doses.iter().map(on_side).collect();
        let cue = match step {
            Step::Hold(hold) => hold.cue.as_deref(),
            _ => None,
        };
        let texts = [shared.name, shared.start, shared.text, shared.say];
        let [name, start, text, say] = texts.map(|text| text.as_deref());
        let words = places.iter().zip(&doses).map(|(place, dose)| {
            let name = name.or(Some(&place.of.title));
            let cues = dose.parts.iter().map(|part| place.fill(Some(&part.cue))).collect();
            self.keep(StepWords { cues, ..place.words([name, start, text, say, cue]) })
        });
        let words: Vec<Arc<StepWords>> = words.collect();

        self.ready(*shared.ready, words[0].clone(), &places[0])?;
        let first_loop = self.loops;
        self.loops += 1 + doses.iter().map(|dose| dose.sets.most).max().unwrap_or(1);
        let mut last: Option<Slot> = None;
        for slot in slots(&doses, *shared.alternate)? {
            let dose = &doses[slot.dose];
            // In a round that may be left out everything may: the outermost loop decides.
            let choice = place.choice.or_else(|| dose.choice(slot, first_loop));
            let words = words[slot.dose].clone();
            let unit = Phase { choice, ..self.phase(kind, words, None, &places[slot.dose]) };
            if let Some((kind, length)) =
                last.and_then(|last| gap(&shared, &doses[last.dose], last, slot))
            {
                let length = Some(Length::fixed(length));
                self.push(Phase { kind, length, gap: true, ..unit.clone() })?;
            }
            let set = dose.has_sets.then_some(Nth { nth: slot.set, of: dose.sets.most });
            let counted = dose.is_counted.then_some(dose.times);
            let rep = counted.map(|times| Nth { nth: slot.rep, of: times.most });
            let of = dose.parts.len() as u32;
            for (part, nth) in dose.parts.iter().zip(1..) {
                let part_of = (of > 1).then_some(Nth { nth, of });
                let (length, breath) = (Some(part.length), part.breath);
                self.push(Phase { set, rep, part: part_of, length, breath, ..unit.clone() })?;
            }
            if of == 0 {
                self.push(Phase { set, reps: counted, ..unit })?;
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
        place: &StepPlace<'_>,
    ) -> Result<(), Box<Finding>> {
        let length = match (own, place.again) {
            (Some(Ready::For(length)), _) => length.0,
            (Some(Ready::Key), _) => {
                self.push(self.phase(Kind::Wait, words.clone(), None, place))?;
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
        self.push(self.phase(Kind::Ready, words, Some(Length::fixed(length)), place))
    }

    fn stay(
        &mut self,
        kind: Kind,
        name: &str,
        stay: &Stay,
        place: &StepPlace<'_>,
    ) -> Result<(), Box<Finding>> {
        let texts = [&stay.name, &stay.start, &stay.text, &stay.say, &stay.cue];
        let mut texts = texts.map(|text| text.as_deref());
        texts[0] = texts[0].or(Some(name));
        let words = self.keep(place.words(texts));
        self.ready(stay.ready, words.clone(), place)?;
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
    ) -> Result<(), Box<Finding>> {
        let [name, on, off] = steps::pack(agent);
        let name = application.name.as_deref().unwrap_or(name);
        let mut words = |text: &Option<AuthorText>, otherwise, say: &Option<AuthorText>| {
            let text = text.as_deref().or(Some(otherwise));
            self.keep(place.words([Some(name), None, text, say.as_deref(), None]))
        };
        // What is said in full before and after has no short form.
        let before = words(&application.start, on, &None);
        let during = words(&application.text, "", &application.say);
        let after = words(&application.off, off, &None);
        let usual = Limits::of(agent);
        let limits = Some(Limits {
            apart: application.apart.map_or(usual.apart, |apart| apart.0),
            a_day: application.a_day.unwrap_or(usual.a_day),
        });
        self.push(self.phase(Kind::Wait, before, None, place))?;
        let kind = Kind::Application(agent);
        let phase = self.phase(kind, during, Some(application.length), place);
        let checks = application.checks.as_slice().into();
        self.push(Phase { checks, limits, ..phase })?;
        let off = self.phase(Kind::Off(agent), after, None, place);
        self.push(Phase { limits, ..off })
    }

    fn repeat(&mut self, repeat: &Repeat, place: &StepPlace<'_>) -> Result<(), Box<Finding>> {
        // The check has refused it; going round for nothing would take for ever.
        if repeat.steps.is_empty() {
            return Ok(());
        }
        let sides = sides(repeat.side, repeat.first, place.side);
        let times = repeat.times.unwrap_or(Count::ONCE).reaching(self.quarters);
        let rest = repeat.rest.unwrap_or_default().0;
        let change = repeat.change.map_or(CHANGE, |change| change.0);
        let own_rounds = |nth: u32| -> Arc<[Round]> {
            let own = Round { depth: place.path.len(), nth: Nth { nth, of: times.most } };
            place.rounds.iter().copied().chain(repeat.times.map(|_| own)).collect()
        };
        let rounds = sides.len() as u64 * u64::from(times.most);
        let (own_loop, before) = (self.loops, self.run);
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
                    let name = if kind == Kind::Change { steps::CHANGE } else { steps::REST };
                    let words = StepWords { name: name.into(), ..StepWords::default() };
                    let words = self.keep(words);
                    let length = Some(Length::fixed(length));
                    self.run += 1;
                    self.moves = None;
                    let gap = self.phase(kind, words, length, &place);
                    self.push(Phase { gap: true, ..gap })?;
                }
                self.steps(&repeat.steps, &place)?;
                // All rounds have as many steps as the first: nobody waits for those of too many.
                let first = (turn, round) == (0, 1) && self.found.is_empty();
                if first && u64::from(self.run - before) * rounds > 2 * MOST_PHASES as u64 {
                    return Err(include::too_many_phases().into());
                }
            }
        }
        Ok(())
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

/// One countdown of a repetition.
pub struct SidePart {
    pub length: Length,
    breath: Option<Breath>,
    cue: String,
}

/// What one side of an exercise does.
pub struct SideDose {
    side: Option<Side>,
    pub sets: Count,
    /// The author wrote how many sets.
    has_sets: bool,
    pub times: Count,
    /// The author wrote how many times.
    is_counted: bool,
    rest: Duration,
    set_rest: Duration,
    /// The countdowns of one repetition; none at the person's own pace, where a set is one phase.
    pub parts: Vec<SidePart>,
}

impl SideDose {
    /// What an exercise does on each of its sides, in order; without any, on the one `around` it.
    pub fn of_each(
        step: &Step,
        shared: &Shared<'_>,
        around: Option<Side>,
    ) -> impl Iterator<Item = SideDose> {
        let sides = sides(*shared.side, *shared.first, around).into_iter();
        sides.map(move |side| SideDose::of(step, shared, side))
    }

    fn of(step: &Step, shared: &Shared<'_>, side: Option<Side>) -> SideDose {
        let one = side.and_then(|side| shared.one(side)).cloned().unwrap_or_default();
        let plain = |length| SidePart { length, breath: None, cue: String::new() };
        let part = |part: &Part| SidePart {
            breath: part.breath,
            cue: part.cue.to_string(),
            ..plain(part.length)
        };
        let (times, parts): (_, Vec<SidePart>) = match step {
            Step::Hold(hold) => (hold.times, vec![plain(one.length.unwrap_or(hold.length))]),
            Step::Reps(reps) => match one.tempo.as_ref().or(reps.tempo.as_ref()) {
                Some(tempo) => (reps.times, tempo.iter().map(part).collect()),
                None => (reps.times, one.pace.or(reps.pace).into_iter().map(plain).collect()),
            },
            Step::Breathe(breathe) => {
                let parts = breath_parts(breathe);
                let cycle = parts.iter().map(|part| part.length.most).sum();
                let fitting = || Some(rounds_in(breathe.length?, cycle));
                (breathe.rounds.or_else(fitting), parts)
            }
            _ => (None, Vec::new()),
        };
        let (times, sets) = (one.times.or(times), one.sets.or(*shared.sets));
        SideDose {
            side,
            sets: sets.unwrap_or(Count::ONCE),
            has_sets: sets.is_some(),
            times: times.unwrap_or(Count::ONCE),
            is_counted: times.is_some(),
            rest: one.rest.or(*shared.rest).unwrap_or_default().0,
            set_rest: one.set_rest.or(*shared.set_rest).unwrap_or_default().0,
            parts,
        }
    }

    /// How many repetitions of a set are phases of their own.
    fn reps(&self) -> u32 {
        if self.parts.is_empty() { 1 } else { self.times.most }
    }

    /// The same with ranges that reach so many quarters of their way.
    fn reaching(mut self, quarters: u8) -> SideDose {
        self.sets = self.sets.reaching(quarters);
        self.times = self.times.reaching(quarters);
        for part in &mut self.parts {
            part.length = part.length.reaching(quarters);
        }
        self
    }

    /// The choice that a repetition past the least of its counts is. `first` is the number of
    /// the loop over the sets; the repetitions of each set are a loop of their own after it.
    fn choice(&self, slot: Slot, first: u32) -> Option<OptionalUnit> {
        if slot.set > self.sets.least {
            return Some(OptionalUnit { of: first, nth: slot.set });
        }
        let optional = !self.parts.is_empty() && slot.rep > self.times.least;
        optional.then_some(OptionalUnit { of: first + slot.set, nth: slot.rep })
    }
}

/// A repetition somewhere in the loops.
#[derive(Clone, Copy)]
struct Slot {
    /// Which of the sides' doses it belongs to.
    dose: usize,
    set: u32,
    rep: u32,
}

/// Every repetition in order, where there are not too many.
fn slots(doses: &[SideDose], alternate: Option<Alternate>) -> Result<Vec<Slot>, Box<Finding>> {
    let all = |dose: &SideDose| u64::from(dose.sets.most) * u64::from(dose.reps());
    if doses.iter().map(all).sum::<u64>() > MOST_PHASES as u64 {
        return Err(include::too_many_phases().into());
    }
    let mut slots = Vec::new();
    for (dose, of_side) in doses.iter().enumerate() {
        for set in 1..=of_side.sets.most {
            slots.extend((1..=of_side.reps()).map(|rep| Slot { dose, set, rep }));
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

/// The gap between two neighbours; `left` is the dose of the side that is left.
fn gap(shared: &Shared<'_>, left: &SideDose, last: Slot, next: Slot) -> Option<(Kind, Duration)> {
    let change = match (*shared.change, *shared.alternate) {
        (Some(change), _) => change.0,
        (None, Some(Alternate::Reps)) => Duration::ZERO,
        (None, _) => CHANGE,
    };
    let side = (last.dose != next.dose).then_some((Kind::Change, change));
    let set = (last.set != next.set).then_some((Kind::Rest, left.set_rest));
    let rep = (last.rep != next.rep).then_some((Kind::Rest, left.rest));
    outermost(match *shared.alternate {
        None => [side, set, rep],
        Some(Alternate::Sets) => [set, side, rep],
        Some(Alternate::Reps) => [set, rep, side],
    })
}

/// The first that turns over and has a length.
fn outermost<const N: usize>(loops: [Option<(Kind, Duration)>; N]) -> Option<(Kind, Duration)> {
    loops.into_iter().flatten().find(|(_, length)| !length.is_zero())
}

/// The parts of one breath, in order; those of no length are left out.
fn breath_parts(breathe: &Breathe) -> Vec<SidePart> {
    let parts = [
        (Breath::In, steps::BREATHE_IN, Some(breathe.inhale)),
        (Breath::Hold, steps::BREATH_HELD, breathe.hold),
        (Breath::Out, steps::BREATHE_OUT, Some(breathe.exhale)),
        (Breath::Hold, steps::BREATH_PAUSE, breathe.pause),
    ];
    let part = |(breath, cue, length): (Breath, &str, Option<Seconds>)| {
        let length = Length::fixed(length.filter(|length| !length.0.is_zero())?.0);
        Some(SidePart { length, breath: Some(breath), cue: cue.into() })
    };
    parts.into_iter().filter_map(part).collect()
}

/// How many whole breaths fit into a length, at least one; those that a least needs come first.
fn rounds_in(length: Length, cycle: Duration) -> Count {
    let cycle = cycle.as_millis().max(1);
    let most = (length.most.as_millis() / cycle).max(1) as u32;
    let least = length.least.as_millis().div_ceil(cycle).max(1) as u32;
    Count { least: least.min(most), most }
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
