//! A set of routines that fits into the minutes there are: which, in which order, and how it is
//! changed before it begins.
//!
//! A function of values: the same routines and the same time give the same set. What may be offered
//! at all is for `today` to say; here it only has to fit. The order, and that one breathing exercise,
//! one walk and one rest in a set are enough, are our choice.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use crate::library::{Library, Queue};
use crate::routine::{Position, Routine};
use crate::timeline::{Kind, Phase, Timeline, WHOLE_RANGES};

/// What a repetition at the person's own pace counts for, and a wait for a key: our guess.
const REPETITION: Duration = Duration::from_secs(3);
const WAIT: Duration = Duration::from_secs(15);
/// As many repetitions as a set counts for whose author wrote no number: our guess.
const USUAL_REPS: u32 = 10;

/// Minutes as they are typed: `4`, `4m`, `4min`; 1 to 180.
pub fn minutes(text: &str) -> Option<Duration> {
    let number = text.strip_suffix("min").or(text.strip_suffix('m'));
    let number = number.unwrap_or(text);
    let digits = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let minutes: u64 = number.parse().ok().filter(|_| digits)?;
    (1..=180).contains(&minutes).then(|| Duration::from_secs(60 * minutes))
}

/// A routine that may be in a set.
#[derive(Clone, Debug, PartialEq)]
pub struct FitRoutine {
    pub id: String,
    pub title: String,
    pub positions: Vec<Position>,
    /// How long that is is only about so.
    pub about: bool,
    /// What most of its work is.
    pub mostly: Kind,
    /// How long it takes with its ranges at each quarter of their way, the least first.
    pub lasts: [Duration; 5],
}

/// How long some phases take, their ranges at the most, and whether that is only about so: a key
/// ends some of it.
pub fn expected<'p>(phases: impl IntoIterator<Item = &'p Phase>) -> (Duration, bool) {
    let mut about = false;
    let each = phases.into_iter().map(|phase| {
        about |= phase.length.is_none();
        match phase.length {
            Some(length) => length.most,
            None if phase.is_own_pace() => {
                REPETITION * phase.reps.map_or(USUAL_REPS, |reps| reps.most)
            }
            None => WAIT,
        }
    });
    let length = each.sum();
    (length, about)
}

impl FitRoutine {
    /// `None` for what has no place in a set: heat, cold, and what asks for no work.
    pub fn of(library: &Library, id: &str, routine: &Routine) -> Option<FitRoutine> {
        let timeline = |quarters| library.queued(&Queue { of: vec![id.to_owned()], quarters }).ok();
        let (_, whole) = timeline(WHOLE_RANGES)?;
        let (most, about) = expected(whole.phases());
        let mut lasts = [most; 5];
        let gives = |phase: &Phase| {
            let range = phase.length.is_some_and(|length| length.is_range());
            let counts = phase.reps.is_some_and(|reps| reps.least < reps.most);
            range || counts || phase.is_optional()
        };
        if whole.phases().iter().any(gives) {
            for (quarters, lasts) in (0..WHOLE_RANGES).zip(&mut lasts) {
                *lasts = expected(timeline(quarters)?.1.phases()).0;
            }
        }
        let mostly = mostly(&whole)?;
        let has_pack = whole.phases().iter().any(|phase| phase.limits.is_some());
        (!has_pack).then(|| FitRoutine {
            id: id.to_owned(),
            title: routine.title.to_string(),
            positions: routine.positions.clone(),
            about,
            mostly,
            lasts,
        })
    }

    fn lasts(&self, quarters: u8) -> Duration {
        self.lasts[usize::from(quarters.min(WHOLE_RANGES))]
    }
}

/// What most of the work is; nothing where there is none.
fn mostly(timeline: &Timeline) -> Option<Kind> {
    let mut kinds: BTreeMap<Kind, Duration> = BTreeMap::new();
    for phase in timeline.phases().iter().filter(|phase| phase.kind.is_work()) {
        *kinds.entry(phase.kind).or_default() += expected([phase]).0;
    }
    let most = kinds.into_iter().max_by_key(|(_, lasts)| *lasts);
    most.map(|(kind, _)| kind)
}

/// A set that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedSet {
    time: Duration,
    /// All that may be in it, what suits best first.
    all: Vec<FitRoutine>,
    /// Which of them are, in the order of the set.
    chosen: Vec<usize>,
    /// How far the ranges reach, in quarters.
    quarters: u8,
}

impl FittedSet {
    /// A set of routines, which come what suits best first: one after the other as long as they fit.
    /// Ranges give only where something that suits better has room by it, and never below their
    /// least.
    ///
    /// # Errors
    /// The shortest of them, where none fits; `None` where there is none.
    pub fn new(all: Vec<FitRoutine>, time: Duration) -> Result<FittedSet, Option<Box<FitRoutine>>> {
        let fitted = |quarters| {
            let mut set = FittedSet { time, all: all.clone(), chosen: Vec::new(), quarters };
            for nth in 0..set.all.len() {
                if set.has_room(nth) {
                    set.chosen.push(nth);
                }
            }
            set
        };
        // The one that has what suits better, or the same and more; of sets that are as good the one
        // whose ranges reach furthest.
        let suits = |set: &FittedSet| set.chosen.iter().copied().map(Reverse).collect::<Vec<_>>();
        let best = (0..=WHOLE_RANGES).map(fitted).max_by_key(suits);
        let Some(mut best) = best.filter(|best| !best.chosen.is_empty()) else {
            let shortest = all.into_iter().min_by_key(|one| one.lasts(0));
            return Err(shortest.map(Box::new));
        };
        best.put_in_order();
        Ok(best)
    }

    /// How long a routine takes in it.
    pub fn lasts_of(&self, one: &FitRoutine) -> Duration {
        one.lasts(self.quarters)
    }

    /// What is played: the routines in their order.
    pub fn queue(&self) -> Queue {
        let ids = self.chosen.iter().map(|nth| self.all[*nth].id.clone());
        Queue { of: ids.collect(), quarters: self.quarters }
    }

    /// The routines in their order.
    pub fn routines(&self) -> impl Iterator<Item = &FitRoutine> {
        self.chosen.iter().map(|nth| &self.all[*nth])
    }

    /// How long it takes.
    pub fn lasts(&self) -> Duration {
        self.routines().map(|one| one.lasts(self.quarters)).sum()
    }

    /// Whether a routine fits in beside those that are chosen.
    fn has_room(&self, nth: usize) -> bool {
        let one = &self.all[nth];
        let once = matches!(one.mostly, Kind::Breath | Kind::Walk | Kind::Lie);
        let twice = once && self.routines().any(|other| other.mostly == one.mostly);
        let fits = self.lasts() + one.lasts(self.quarters) <= self.time;
        fits && !twice && !self.chosen.contains(&nth)
    }

    /// Puts the next routine that fits in the place of one, and says where it stands then; nothing
    /// where none fits.
    pub fn swap(&mut self, at: usize) -> Option<usize> {
        let old = *self.chosen.get(at)?;
        let mut others = self.clone();
        others.chosen.remove(at);
        let count = self.all.len();
        let mut next = (1..count).map(|by| (old + by) % count);
        let new = next.find(|nth| others.has_room(*nth))?;
        others.chosen.push(new);
        others.put_in_order();
        *self = others;
        self.chosen.iter().position(|nth| *nth == new)
    }

    /// Takes a routine out; the last one stays.
    pub fn leave_out(&mut self, at: usize) -> bool {
        let may = self.chosen.len() > 1 && at < self.chosen.len();
        if may {
            self.chosen.remove(at);
        }
        may
    }

    /// Breath first, then one position of the body after the other, none of them twice.
    fn put_in_order(&mut self) {
        let mut placed: Vec<(usize, Option<Position>)> = Vec::new();
        let positions = |nth: &usize| {
            let said = self.all[*nth].positions.iter().copied();
            said.filter(|one| *one != Position::Any).collect::<Vec<_>>()
        };
        // What leaves no choice comes first: the others join it where they can.
        let mut chosen = self.chosen.clone();
        chosen.sort_by_key(|nth| (positions(nth).len(), *nth));
        for nth in chosen {
            let of = positions(&nth);
            let taken = |one: &&Position| placed.iter().any(|(_, at)| *at == Some(**one));
            let at = of.iter().find(taken).or(of.first()).copied();
            placed.push((nth, at));
        }
        let breathes = |nth: &usize| self.all[*nth].mostly == Kind::Breath;
        let breath = placed.iter().find(|(nth, _)| breathes(nth));
        let first = breath.and_then(|(_, at)| *at);
        placed.sort_by_key(|(nth, at)| {
            let block = at.filter(|at| Some(*at) != first).map(rank);
            (block, !breathes(nth), *nth)
        });
        self.chosen = placed.into_iter().map(|(nth, _)| nth).collect();
    }
}

/// The order of positions: from the chair over the feet to the floor.
fn rank(position: Position) -> Option<usize> {
    use Position::{Kneeling, Lying, Seated, Standing, Walking};
    [Seated, Standing, Walking, Kneeling, Lying].iter().position(|one| *one == position)
}
