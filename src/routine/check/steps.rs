//! The rules about steps: doses that exclude each other, sides, applications of heat and cold.

use super::{agents_in, bad_id, look_at_often};
use crate::limits::{Agent, HARD_END, Limits};
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::vocabulary::is_id;
use crate::routine::{
    Alternate, Application, Breathe, Check, Hold, OneSide, Part, Repeat, Reps, Routine, Shared,
    Sides, Step,
};
use crate::seconds::{Length, written};

pub(super) fn steps(routine: &Routine, found: &mut Vec<Finding>) {
    let mut walk = Walk { path: Vec::new(), sided: false, found };
    walk.all(&routine.steps);
}

struct Walk<'f> {
    path: Vec<usize>,
    /// Inside a `Repeat` with a side.
    sided: bool,
    found: &'f mut Vec<Finding>,
}

impl Walk<'_> {
    fn all(&mut self, steps: &[Step]) {
        for (i, step) in steps.iter().enumerate() {
            self.path.push(i);
            self.step(step);
            self.path.pop();
        }
    }

    fn tell(
        &mut self,
        name: &'static str,
        place: RoutinePlace,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Finding {
        self.found.push(Finding::error(name, place, message).help(help));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    fn place(&self) -> RoutinePlace {
        RoutinePlace::step(&self.path)
    }

    fn on(&self, field: &'static str) -> RoutinePlace {
        self.place().then(field)
    }

    fn step(&mut self, step: &Step) {
        if let Some(shared) = step.shared() {
            self.sides(step, &shared);
        }
        if let Some(often) = step.often() {
            let agents = agents_in(std::slice::from_ref(step));
            look_at_often(often, &agents, self.on("often"), self.found);
        }
        match step {
            Step::Hold(hold) => self.hold(hold),
            Step::Reps(reps) => self.reps(reps),
            Step::Breathe(breathe) => self.breathe(breathe),
            Step::Heat(heat) => self.application(Agent::Heat, heat),
            Step::Cold(cold) => self.application(Agent::Cold, cold),
            Step::Lie(stay) | Step::Walk(stay) => self.checks(&stay.checks, stay.length),
            Step::Repeat(repeat) => self.repeat(repeat),
            Step::Include(id) if !is_id(id) => self.found.push(bad_id(id, self.place())),
            Step::Include(_) | Step::Rest(_) | Step::Wait(_) => {}
        }
    }

    fn sides(&mut self, step: &Step, shared: &Shared<'_>) {
        let word = step.word();
        if shared.side.is_some() && self.sided {
            self.side_in_side(word);
        }
        let only_each = [
            ("first", shared.first.is_some()),
            ("alternate", shared.alternate.is_some()),
            ("change", shared.change.is_some()),
            ("left", shared.left.is_some()),
            ("right", shared.right.is_some()),
        ];
        self.only_each(word, shared.side, &only_each);
        let more_sets = [shared.sets]
            .into_iter()
            .chain([shared.left, shared.right].map(|one| one.and_then(|one| one.sets)))
            .flatten()
            .any(|sets| sets.most > 1);
        if shared.alternate == Some(Alternate::Sets) && !more_sets {
            self.tell(
                "alternate-without-sets",
                self.on("alternate"),
                "the sides can't take turns after each set where there is one set only",
                "write how many, like `sets: 3`, or leave `alternate` out",
            );
        }
    }

    fn only_each(&mut self, word: &str, side: Option<Sides>, fields: &[(&'static str, bool)]) {
        if side == Some(Sides::Each) {
            return;
        }
        for (field, given) in fields {
            if !given {
                continue;
            }
            let (message, help) = match side {
                None => (
                    format!("`{field}` is about sides, but this `{word}` has none"),
                    format!("write `side: Each` as well, or leave `{field}` out"),
                ),
                Some(_) => (
                    format!("`{field}` is about two sides, but this `{word}` has one only"),
                    format!("write `side: Each`, or leave `{field}` out"),
                ),
            };
            self.found.push(Finding::error("no-sides", self.on(field).name(), message).help(help));
        }
    }

    fn side_in_side(&mut self, word: &str) {
        self.tell(
            "side-in-side",
            self.on("side"),
            format!("this `{word}` has a side, and the `Repeat` around it has one too"),
            "leave `side` out here, or in the `Repeat`",
        )
        .label = "a side inside a side".into();
    }

    fn hold(&mut self, hold: &Hold) {
        for (side, one) in both(hold.left.as_ref(), hold.right.as_ref()) {
            self.means_nothing("Hold", side, "tempo", one.tempo.is_some());
            self.means_nothing("Hold", side, "pace", one.pace.is_some());
        }
    }

    fn means_nothing(&mut self, word: &str, side: &'static str, field: &'static str, given: bool) {
        if given {
            self.tell(
                "unknown-dose",
                self.on(side).then(field).name(),
                format!("`{field}` means nothing in a `{word}`"),
                match word {
                    "Reps" => "write `pace`, or leave it out".to_owned(),
                    _ => "leave it out; `tempo` and `pace` belong to `Reps`".to_owned(),
                },
            );
        }
    }

    fn reps(&mut self, reps: &Reps) {
        self.tempo(self.place(), reps.tempo.as_deref());
        if reps.tempo.is_some() && reps.pace.is_some() {
            self.both_tempo_and_pace(self.on("pace"));
        }
        for (side, one) in both(reps.left.as_ref(), reps.right.as_ref()) {
            self.means_nothing("Reps", side, "for", one.length.is_some());
            self.tempo(self.on(side), one.tempo.as_deref());
            let tempo = one.tempo.is_some() || (reps.tempo.is_some() && reps.pace.is_none());
            if tempo && one.pace.is_some() {
                self.both_tempo_and_pace(self.on(side).then("pace"));
            } else if one.tempo.is_some() && reps.pace.is_some() && reps.tempo.is_none() {
                self.both_tempo_and_pace(self.on(side).then("tempo"));
            }
        }
    }

    fn both_tempo_and_pace(&mut self, place: RoutinePlace) {
        self.tell(
            "tempo-and-pace",
            place.name(),
            "a repetition has either a `tempo` or a `pace`, and these have both",
            "leave one of the two out: `tempo` for parts, `pace` for one length",
        );
    }

    fn tempo(&mut self, of: RoutinePlace, tempo: Option<&[Part]>) {
        if tempo.is_some_and(<[Part]>::is_empty) {
            self.tell(
                "empty-tempo",
                of.then("tempo"),
                "this tempo has no parts",
                "write them, like `(cue: \"turn\", for: \"4s\")`, or leave `tempo` out",
            );
        }
    }

    fn breathe(&mut self, breathe: &Breathe) {
        for (side, one) in both(breathe.left.as_ref(), breathe.right.as_ref()) {
            self.means_nothing("Breathe", side, "tempo", one.tempo.is_some());
            self.means_nothing("Breathe", side, "pace", one.pace.is_some());
        }
        for (field, length) in [("inhale", breathe.inhale), ("exhale", breathe.exhale)] {
            if length.0.is_zero() {
                self.tell(
                    "empty-breath",
                    self.on(field),
                    format!("a breath with an `{field}` of 0 seconds is none"),
                    "write at least a second, like \"4s\"",
                );
            }
        }
        match (breathe.rounds, breathe.length) {
            (Some(_), Some(_)) => {
                self.tell(
                    "rounds-and-for",
                    self.on("for").name(),
                    "this `Breathe` has both `rounds` and `for`, and they may not agree",
                    "leave one of the two out",
                );
            }
            (None, None) => {
                self.tell(
                    "no-rounds",
                    self.place(),
                    "this `Breathe` doesn't say how many breaths or how long",
                    "write `rounds: 6`, or `for: \"2m\"`",
                )
                .label = "`rounds` or `for` is missing".into();
            }
            _ => {}
        }
    }

    fn application(&mut self, agent: Agent, application: &Application) {
        let (what, Limits { apart, a_day }) = (agent.word(), Limits::of(agent));
        if application.length.most > HARD_END {
            self.tell(
                "application-too-long",
                self.on("for"),
                format!(
                    "{what} may be on for {} minutes at the most, and this is {}",
                    HARD_END.as_secs() / 60,
                    written(application.length.most)
                ),
                "write at most \"20m\", like \"15m..20m\"",
            )
            .label = "longer than is safe for the skin".into();
        }
        if application.apart.is_some_and(|asked| asked.0 < apart) {
            let hours = apart.as_secs() / 3600;
            self.tell(
                "applications-too-close",
                self.on("apart"),
                format!("two applications of {what} must be at least {hours} hours apart"),
                format!("write \"{hours}h\" or more, or leave `apart` out"),
            );
        }
        if let Some(times) = application.a_day
            && !(1..=a_day).contains(&times)
        {
            let message = match times {
                0 => format!("an application of {what} that is allowed 0 times a day can't begin"),
                _ => format!("{what} may be applied {a_day} times a day at the most"),
            };
            self.tell(
                "too-many-a-day",
                self.on("a_day"),
                message,
                format!("write a number from 1 to {a_day}, or leave `a_day` out"),
            );
        }
        self.checks(&application.checks, application.length);
    }

    fn checks(&mut self, checks: &[Check], length: Length) {
        for (i, check) in checks.iter().enumerate() {
            if check.at.0 >= length.most {
                self.tell(
                    "check-too-late",
                    self.on("checks").item(i).then("at"),
                    format!("this check comes at {}, when all has ended", written(check.at.0)),
                    "write an earlier moment, counted from the beginning",
                )
                .label = format!("it ends at {}", written(length.most));
            }
        }
    }

    fn repeat(&mut self, repeat: &Repeat) {
        if repeat.steps.is_empty() {
            self.tell(
                "no-steps",
                self.on("steps"),
                "this `Repeat` has no steps, so there is nothing to repeat",
                "write at least one, or leave the `Repeat` out",
            );
        }
        if repeat.side.is_some() && self.sided {
            self.side_in_side("Repeat");
        }
        self.only_each(
            "Repeat",
            repeat.side,
            &[("first", repeat.first.is_some()), ("change", repeat.change.is_some())],
        );
        let outer = self.sided;
        self.sided |= repeat.side.is_some();
        self.all(&repeat.steps);
        self.sided = outer;
    }
}

/// What differs on the sides, with the field's name.
fn both<'a>(
    left: Option<&'a OneSide>,
    right: Option<&'a OneSide>,
) -> impl Iterator<Item = (&'static str, &'a OneSide)> {
    [("left", left), ("right", right)]
        .into_iter()
        .filter_map(|(word, one)| one.map(|one| (word, one)))
}
