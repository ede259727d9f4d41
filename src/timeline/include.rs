//! The rules that need other routines: whether they exist, and whether they fit in here.
//!
//! The rule about heat and cold that needs the compiled timeline: nothing is on the body again
//! before its pause is over, and no more often than a day allows.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::{DEEPEST, Kind, MOST_PHASES, Timeline, TooMuch, compile_short};
use crate::limits::{Agent, Limits};
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::vocabulary::{is_id, nearest};
use crate::routine::{Routine, Step};
use crate::seconds::written;

/// The other routines, as a routine may name them.
pub trait OtherRoutines {
    /// The routine with this id.
    fn named(&self, id: &str) -> NamedRoutine;

    /// All ids, those of broken routines among them; the nearest to a wrong one is suggested.
    fn ids(&self) -> Vec<&str>;
}

/// What an id names.
pub enum NamedRoutine {
    Nothing,
    /// A file that has mistakes of its own.
    Broken,
    Routine(Arc<Routine>),
}

/// The timeline of a routine with what it includes, its ranges at so many [quarters](compile_short).
/// `id` is its own, where it has one.
///
/// # Errors
/// What is wrong with the routines that it refers to: they are unknown or broken, they lead back
/// to it, they bring a side into a side. Where nothing is, what is wrong with the whole: it asks
/// for too much, or for heat or cold too often.
pub fn resolve(
    routine: &Routine,
    id: Option<&str>,
    others: &dyn OtherRoutines,
    quarters: u8,
) -> Result<Timeline, Vec<Finding>> {
    let mut resolver = Resolver {
        others,
        chain: id.map(str::to_owned).into_iter().collect(),
        sides: HashMap::new(),
        found: Vec::new(),
    };
    if let Some(easier) = &routine.easier
        && is_id(easier)
        && matches!(others.named(easier), NamedRoutine::Nothing)
    {
        resolver.tell_unknown(easier, RoutinePlace::field("easier"));
    }
    resolver.look_at(&routine.steps, &RoutinePlace::default(), true, false);
    // Where something leads in a circle its size means nothing.
    if !resolver.found.is_empty() {
        return Err(resolver.found);
    }
    let lookup = |id: &str| match others.named(id) {
        NamedRoutine::Routine(routine) => Some(routine),
        NamedRoutine::Nothing | NamedRoutine::Broken => None,
    };
    let timeline =
        compile_short(routine, &lookup, quarters).map_err(|much| vec![too_much(routine, much)])?;
    let found = find_applications(routine, &timeline);
    if found.is_empty() { Ok(timeline) } else { Err(found) }
}

/// What is said of a routine that asks for too much.
fn too_much(routine: &Routine, much: TooMuch) -> Finding {
    let steps = RoutinePlace::field("steps").name();
    match much {
        TooMuch::Phases => Finding::error(
            "too-many-phases",
            steps,
            format!("spelled out, the routine has more than {MOST_PHASES} phases"),
        )
        .help("write smaller counts in `times`, `sets` and `rounds`, and fewer `Include`s"),
        TooMuch::Time(most) => {
            let hours = most.as_secs() / 3600;
            let most = match hours {
                0..1000 => written(Duration::from_secs(most.as_secs())),
                _ => format!("{hours} hours"),
            };
            Finding::error(
                "too-long",
                steps,
                format!("the routine lasts up to {most}, and 24 hours is the most"),
            )
            .help("write smaller counts, or shorter lengths")
        }
        TooMuch::Depth(path) => Finding::error(
            "too-deep",
            RoutinePlace::own_step(routine, &path),
            format!("more than {DEEPEST} `Repeat`s and `Include`s stand inside each other"),
        )
        .help("take some of them away"),
    }
}

struct Resolver<'l> {
    others: &'l dyn OtherRoutines,
    /// The routines that are being included, the outermost first.
    chain: Vec<String>,
    /// The first kind of step with a side inside a side of each routine that has been looked
    /// into, by its id and whether a side is around it.
    sides: HashMap<(String, bool), Option<&'static str>>,
    found: Vec<Finding>,
}

impl Resolver<'_> {
    /// Looks at some steps for what they include. Those of the file itself (`is_own`) stand inside
    /// `place`; whatever is wrong with those of an included routine is told at `place`, its
    /// `Include`. Gives the first kind of included step that brings a side inside a side.
    fn look_at(
        &mut self,
        steps: &[Step],
        place: &RoutinePlace,
        is_own: bool,
        sided: bool,
    ) -> Option<&'static str> {
        let mut first_side = None;
        for (at, step) in steps.iter().enumerate() {
            let place = if is_own {
                &RoutinePlace::step(&[&place.steps[..], &[at]].concat())
            } else {
                place
            };
            let has_side = step.side().is_some();
            let itself = (has_side && sided && !is_own).then(|| step.word());
            let within = match step {
                Step::Repeat(repeat) => {
                    self.look_at(&repeat.steps, place, is_own, sided || has_side)
                }
                Step::Include(id) if is_id(id) => self.include(id, place, is_own, sided),
                _ => None,
            };
            first_side = first_side.or(itself).or(within);
        }
        first_side
    }

    fn include(
        &mut self,
        id: &str,
        place: &RoutinePlace,
        is_own: bool,
        sided: bool,
    ) -> Option<&'static str> {
        if self.chain.iter().any(|outer| outer == id) {
            self.tell_cycle(id, place.clone());
            return None;
        }
        let outer = self.chain.last().filter(|_| !is_own);
        let (message, mend) = match (self.others.named(id), outer) {
            (NamedRoutine::Routine(inner), _) => {
                let side = self.look_inside(id, &inner, place, sided);
                side.filter(|_| is_own).inspect(|word| self.tell_side(id, word, place.clone()));
                return side.filter(|_| !is_own);
            }
            (NamedRoutine::Nothing, None) => {
                self.tell_unknown(id, place.clone());
                return None;
            }
            // Left out without a word, the plan would lack its steps. Its problems are told there.
            (NamedRoutine::Broken, None) => {
                (format!("the routine `{id}` has mistakes of its own"), id)
            }
            (NamedRoutine::Broken, Some(outer)) => {
                let has = "which has mistakes of its own";
                (format!("`{outer}` includes the routine `{id}`, {has}"), id)
            }
            (NamedRoutine::Nothing, Some(outer)) => {
                let message = format!("`{outer}` includes the routine `{id}`, which is not there");
                (message, outer.as_str())
            }
        };
        let help = format!("mend it first: `supple check {mend}` shows what is wrong");
        self.tell(Finding::error("broken-include", place.clone(), message).help(help));
        None
    }

    /// Looks into an included routine, once: routines that include each other twice over would
    /// else take exponential time.
    fn look_inside(
        &mut self,
        id: &str,
        inner: &Routine,
        place: &RoutinePlace,
        sided: bool,
    ) -> Option<&'static str> {
        let key = (id.to_owned(), sided);
        if let Some(known) = self.sides.get(&key) {
            return *known;
        }
        let mut first_side = None;
        // What is deeper is refused when it is compiled.
        if self.chain.len() <= DEEPEST {
            self.chain.push(id.to_owned());
            first_side = self.look_at(&inner.steps, place, false, sided);
            self.chain.pop();
        }
        self.sides.insert(key, first_side);
        first_side
    }

    fn tell(&mut self, found: Finding) {
        if !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    fn tell_side(&mut self, id: &str, word: &str, place: RoutinePlace) {
        let message =
            format!("`{id}` has a `{word}` with a side, and the `Repeat` around this has one too");
        let found = Finding::error("side-in-side", place, message);
        let found = found.label("brings a side inside a side");
        self.tell(found.help("leave `side` out in the `Repeat`, or take the `Include` out of it"));
    }

    fn tell_cycle(&mut self, id: &str, place: RoutinePlace) {
        let from = self.chain.iter().position(|outer| outer == id).unwrap_or(0);
        let message = match &self.chain[from..] {
            [one] => format!("`{one}` includes itself"),
            circle => {
                format!("these routines include each other: {} -> {id}", circle.join(" -> "))
            }
        };
        let found = Finding::error("include-cycle", place, message).label("leads back");
        self.tell(found.help("leave this `Include` out, or write the steps here"));
    }

    fn tell_unknown(&mut self, id: &str, place: RoutinePlace) {
        let help = match nearest(id, self.others.ids()) {
            Some(like) => format!("did you mean \"{like}\"?"),
            None => "`supple list` shows those that there are".to_owned(),
        };
        let message = format!("there is no routine `{id}`");
        self.tell(Finding::error("unknown-routine", place, message).help(help));
    }
}

/// What is wrong between the applications of a timeline, counting the least time that may pass
/// between them: a phase that may be left out, and one that a key ends, may take none.
fn find_applications(routine: &Routine, timeline: &Timeline) -> Vec<Finding> {
    let mut found = Vec::new();
    for agent in [Agent::Heat, Agent::Cold] {
        let mut last: Option<Limits> = None;
        let mut strictest = Limits::of(agent);
        let (mut since, mut count) = (Duration::ZERO, 0);
        for phase in timeline.phases() {
            match (phase.kind, phase.limits) {
                (Kind::Application(on), Some(limits)) if on == agent => {
                    count += 1;
                    strictest.a_day = strictest.a_day.min(limits.a_day);
                    let apart = last.map(|last| last.apart.max(limits.apart));
                    let place = RoutinePlace::own_step(routine, &phase.step);
                    if let Some(apart) = apart.filter(|apart| since < *apart) {
                        found.push(too_close(agent, place, apart, since));
                        break;
                    }
                    if count > strictest.a_day {
                        found.push(too_many(agent, place, strictest.a_day));
                        break;
                    }
                }
                (Kind::Off(off), limits) if off == agent => {
                    last = limits;
                    since = Duration::ZERO;
                }
                _ if !phase.is_optional() => since += phase.least(),
                _ => {}
            }
        }
    }
    found
}

fn too_close(agent: Agent, place: RoutinePlace, apart: Duration, since: Duration) -> Finding {
    let what = agent.word();
    Finding::error(
        "applications-too-close",
        place,
        format!(
            "this {what} may be on again {} after the last, and must wait {}",
            written(since),
            written(apart)
        ),
    )
    .label("too early for the skin")
    .help(format!("write it once, or put `Rest(for: \"{}\")` in between", written(apart)))
}

fn too_many(agent: Agent, place: RoutinePlace, a_day: u32) -> Finding {
    let what = agent.word();
    Finding::error(
        "too-many-a-day",
        place,
        format!("{what} may be applied {a_day} times a day here, and this is once more"),
    )
    .help("leave it out, and play the routine again tomorrow")
}
