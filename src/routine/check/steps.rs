//! The rules about steps: doses that exclude each other, sides, applications of heat and cold.

use super::{agents_in, bad_id, look_at_often, too_close};
use crate::limits::{Agent, HARD_END, Limits};
use crate::problem::Errors;
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::vocabulary::is_id;
use crate::routine::{Alternate, Application, Breathe, Check, Part, Reps, Shared, Sides, Step};
use crate::seconds::{Length, written};

/// Looks at each of some steps. `path` leads to what they stand in, `sided` says whether that is
/// a `Repeat` with a side.
pub(super) fn look_at_steps(
    steps: &[Step],
    path: &mut Vec<usize>,
    sided: bool,
    found: &mut Vec<Finding>,
) {
    for (i, step) in steps.iter().enumerate() {
        path.push(i);
        let place = RoutinePlace::step(path);
        StepRules { word: step.word(), place, found }.look_at(step, sided);
        if let Step::Repeat(repeat) = step {
            look_at_steps(&repeat.steps, path, sided || repeat.side.is_some(), found);
        }
        path.pop();
    }
}

/// The rules of one step.
struct StepRules<'f> {
    word: &'static str,
    place: RoutinePlace,
    found: &'f mut Vec<Finding>,
}

impl StepRules<'_> {
    fn on(&self, field: &'static str) -> RoutinePlace {
        self.place.clone().then(field)
    }

    fn look_at(&mut self, step: &Step, sided: bool) {
        let word = self.word;
        if step.side().is_some() && sided {
            let message =
                format!("this `{word}` has a side, and the `Repeat` around it has one too");
            let help = "leave `side` out here, or in the `Repeat`";
            let found = Finding::error("side-in-side", self.on("side"), message);
            self.found.push(found.label("a side inside a side").help(help));
        }
        if let Some(shared) = step.shared() {
            self.exercise(step, &shared);
        }
        if let Some(often) = step.often() {
            let agents = agents_in(std::slice::from_ref(step));
            look_at_often(often, &agents, &self.on("often"), self.found);
        }
        match step {
            Step::Reps(reps) => self.reps(reps),
            Step::Breathe(breathe) => self.breathe(breathe),
            Step::Heat(heat) => self.application(Agent::Heat, heat),
            Step::Cold(cold) => self.application(Agent::Cold, cold),
            Step::Lie(stay) | Step::Walk(stay) => self.checks(&stay.checks, stay.length),
            Step::Repeat(repeat) => {
                if repeat.steps.is_empty() {
                    let message = "this `Repeat` has no steps, so there is nothing to repeat";
                    let help = "write at least one, or leave the `Repeat` out";
                    self.found.tell("no-steps", self.on("steps"), message, help);
                }
                self.only_each("first", repeat.first.is_some(), repeat.side);
                self.only_each("change", repeat.change.is_some(), repeat.side);
            }
            Step::Include(id) if !is_id(id) => self.found.push(bad_id(id, self.place.clone())),
            Step::Include(_) | Step::Hold(_) | Step::Rest(_) | Step::Wait(_) => {}
        }
    }

    fn exercise(&mut self, step: &Step, shared: &Shared<'_>) {
        for (field, given) in [
            ("first", shared.first.is_some()),
            ("alternate", shared.alternate.is_some()),
            ("change", shared.change.is_some()),
            ("left", shared.left.is_some()),
            ("right", shared.right.is_some()),
        ] {
            self.only_each(field, given, *shared.side);
        }
        let sides = shared.both().map(|(_, one)| one.sets);
        let more_sets = sides.chain([*shared.sets]).flatten().any(|sets| sets.most > 1);
        if *shared.alternate == Some(Alternate::Sets) && !more_sets {
            let message = "the sides can't take turns after each set where there is one set only";
            let help = "write how many, like `sets: 3`, or leave `alternate` out";
            self.found.tell("alternate-without-sets", self.on("alternate"), message, help);
        }
        for (side, one) in shared.both() {
            let (fields, help) = match step {
                Step::Reps(_) => {
                    (vec![("for", one.length.is_some())], "write `pace`, or leave it out")
                }
                _ => (
                    vec![("tempo", one.tempo.is_some()), ("pace", one.pace.is_some())],
                    "leave it out; `tempo` and `pace` belong to `Reps`",
                ),
            };
            for (field, _) in fields.into_iter().filter(|(_, given)| *given) {
                let message = format!("`{field}` means nothing in a `{}`", self.word);
                self.found.tell("unknown-dose", self.on(side).then(field).name(), message, help);
            }
        }
    }

    /// A field that means something only where both sides are done.
    fn only_each(&mut self, field: &'static str, given: bool, side: Option<Sides>) {
        if !given || side == Some(Sides::Each) {
            return;
        }
        let (about, has, as_well) = match side {
            None => ("sides", "none", " as well"),
            Some(_) => ("two sides", "one only", ""),
        };
        let message = format!("`{field}` is about {about}, but this `{}` has {has}", self.word);
        let help = format!("write `side: Each`{as_well}, or leave `{field}` out");
        self.found.tell("no-sides", self.on(field).name(), message, help);
    }

    fn reps(&mut self, reps: &Reps) {
        let (tempo, pace) = (reps.tempo.is_some(), reps.pace.is_some());
        self.tempo_or_pace(&self.place.clone(), reps.tempo.as_deref(), pace, tempo && pace);
        for (side, one) in reps.shared().both() {
            let has_both = (tempo || one.tempo.is_some()) && (pace || one.pace.is_some());
            let both = has_both && !(tempo && pace);
            self.tempo_or_pace(&self.on(side), one.tempo.as_deref(), one.pace.is_some(), both);
        }
    }

    fn tempo_or_pace(&mut self, of: &RoutinePlace, tempo: Option<&[Part]>, pace: bool, both: bool) {
        if tempo.is_some_and(<[Part]>::is_empty) {
            let help = "write them, like `(cue: \"turn\", for: \"4s\")`, or leave `tempo` out";
            self.found.tell(
                "empty-tempo",
                of.clone().then("tempo"),
                "this tempo has no parts",
                help,
            );
        }
        if both {
            let field = if pace { "pace" } else { "tempo" };
            let message = "a repetition has either a `tempo` or a `pace`, and these have both";
            let help = "leave one of the two out: `tempo` for parts, `pace` for one length";
            self.found.tell("tempo-and-pace", of.clone().then(field).name(), message, help);
        }
    }

    fn breathe(&mut self, breathe: &Breathe) {
        for (field, length) in [("inhale", breathe.inhale), ("exhale", breathe.exhale)] {
            if length.0.is_zero() {
                let message = format!("a breath with an `{field}` of 0 seconds is none");
                let help = "write at least a second, like \"4s\"";
                self.found.tell("empty-breath", self.on(field), message, help);
            }
        }
        match (breathe.rounds, breathe.length) {
            (Some(_), Some(_)) => {
                let message = "this `Breathe` has both `rounds` and `for`, and they may not agree";
                let help = "leave one of the two out";
                self.found.tell("rounds-and-for", self.on("for").name(), message, help);
            }
            (None, None) => {
                let message = "this `Breathe` doesn't say how many breaths or how long";
                let help = "write `rounds: 6`, or `for: \"2m\"`";
                let found = Finding::error("no-rounds", self.place.clone(), message);
                self.found.push(found.label("`rounds` or `for` is missing").help(help));
            }
            _ => {}
        }
    }

    fn application(&mut self, agent: Agent, application: &Application) {
        let (what, Limits { apart, a_day }) = (agent.word(), Limits::of(agent));
        if application.length.most > HARD_END {
            let (end, is) = (HARD_END.as_secs() / 60, written(application.length.most));
            let message =
                format!("{what} may be on for {end} minutes at the most, and this is {is}");
            let help = "write at most \"20m\", like \"15m..20m\"";
            let found = Finding::error("application-too-long", self.on("for"), message);
            self.found.push(found.label("longer than is safe for the skin").help(help));
        }
        if application.apart.is_some_and(|asked| asked.0 < apart) {
            self.found.push(too_close(agent, self.on("apart")));
        }
        if let Some(times) = application.a_day.filter(|times| !(1..=a_day).contains(times)) {
            let message = match times {
                0 => format!("an application of {what} that is allowed 0 times a day can't begin"),
                _ => format!("{what} may be applied {a_day} times a day at the most"),
            };
            let help = format!("write a number from 1 to {a_day}, or leave `a_day` out");
            self.found.tell("too-many-a-day", self.on("a_day"), message, help);
        }
        self.checks(&application.checks, application.length);
    }

    fn checks(&mut self, checks: &[Check], length: Length) {
        for (i, check) in checks.iter().enumerate() {
            if check.at.0 >= length.most {
                let at = written(check.at.0);
                let message = format!("this check comes at {at}, when all has ended");
                let label = format!("it ends at {}", written(length.most));
                let help = "write an earlier moment, counted from the beginning";
                let place = self.on("checks").item(i).then("at");
                let found = Finding::error("check-too-late", place, message);
                self.found.push(found.label(label).help(help));
            }
        }
    }
}
