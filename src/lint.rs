//! The second reader: what can be played, and yet deserves a look.
//!
//! It compares the words of a routine with the timing that came of it, and the values with each
//! other. Plain values in, a list of warnings out, with places in the words of the routine, as
//! `check` has them. It refuses to know files, and says nothing about words in a language that it
//! has no table for. Of a routine with errors it says nothing. What the author has seen and accepts (`allow`) it leaves out.

use std::cell::LazyCell;

use sides::Halves;
use text::{ENGLISH, Language, ReadText, cut};

use crate::figure::skeleton::{PoseProblem, problems};
use crate::figure::whole_pose;
use crate::problem::Severity;
use crate::routine::grammar::FieldValue;
use crate::routine::place::{Finding, RoutinePlace};
use crate::routine::vocabulary::nearest;
use crate::routine::{Part, Repeat, Routine, Sides, Step, explain};
use crate::seconds::Seconds;
use crate::timeline::{Phase, Timeline};

mod claims;
mod doses;
mod sides;
mod text;
mod timing;

/// The name of every warning, in the order of the alphabet.
pub fn warnings() -> impl Iterator<Item = &'static str> {
    let all = explain::all().filter(|one| one.severity == Severity::Warning);
    all.map(|one| one.name)
}

/// What deserves a look in a routine that nothing is wrong with, less what it allows.
/// `timeline` is what the routine was compiled to, with all that it includes.
pub fn review(source: &Routine, timeline: &Timeline) -> Vec<Finding> {
    let (language, texts) = read_texts(source);
    let mut routine =
        ReviewedRoutine { source, timeline, language, steps: Vec::new(), texts: &texts };
    routine.add_steps(&source.steps, &[], &[]);
    routine.add_phases_and_texts();
    let routine = &routine;
    let mut found = Vec::new();
    doses::compare_doses(routine, &mut found);
    timing::compare_promise(routine, &mut found);
    let halves = Halves::find(routine);
    sides::compare_sides(routine, &halves, &mut found);
    timing::find_strange_timing(routine, &halves, &mut found);
    timing::find_unsaid(routine, &mut found);
    look_at_poses(source, &mut found);
    found.extend(sides::find_turn(routine));
    found.extend(find_missing_language(routine));
    leave_out_allowed(source, found)
}

/// Nothing says that the words are not English.
fn find_missing_language(routine: &ReviewedRoutine<'_>) -> Option<Finding> {
    let Language { code, called, .. } = routine.language;
    if routine.source.language.is_some() || [ENGLISH, ""].contains(code) {
        return None;
    }
    let mut texts = routine.texts.iter();
    let like = texts.find(|text| Language::like(text.tokens.iter()).code == *code);
    let text = like.or(routine.texts.first())?;
    let message = format!("these words are {called}, and the routine doesn't say so");
    let found = Finding::warning("language-missing", text.place.clone(), message);
    let help = format!("write `language: \"{code}\"` in the routine");
    Some(found.label("spoken as English").help(help))
}

/// A routine laid out for the rules.
struct ReviewedRoutine<'r> {
    source: &'r Routine,
    timeline: &'r Timeline,
    language: &'static Language,
    /// Every step that stands in the file, those inside `Repeat`s among them.
    steps: Vec<WrittenStep<'r>>,
    texts: &'r [ReadText<'r>],
}

/// A step where it stands.
struct WrittenStep<'r> {
    /// From 0, as places have it.
    path: Vec<usize>,
    step: &'r Step,
    /// The step behind it, in the same list.
    next: Option<&'r Step>,
    /// The `Repeat`s around it, outermost first.
    around: Vec<&'r Repeat>,
    /// Every playing of it; none of a `Repeat` or an `Include`.
    phases: Vec<&'r Phase>,
    /// The texts of the step itself.
    texts: Vec<&'r ReadText<'r>>,
}

/// What an exercise says for both sides, or for one.
struct SideFields<'r> {
    place: RoutinePlace,
    rest: Option<Seconds>,
    set_rest: Option<Seconds>,
    tempo: &'r [Part],
}

/// The texts of a routine, in the order of the file, and the language that they are in.
fn read_texts(source: &Routine) -> (&'static Language, Vec<ReadText<'_>>) {
    let mut texts = Vec::new();
    source.each_text(&mut RoutinePlace::default(), &mut |place, names, says| {
        // The id of what is included has no key, and is no sentence of the author's.
        if names.is_none() && !place.keys.is_empty() {
            texts.push((place.clone(), says, cut(says)));
        }
    });
    // Where no language is named, it is that of the words.
    let language = match &source.language {
        Some(code) => Language::of(code),
        None => Language::like(texts.iter().flat_map(|(_, _, tokens)| tokens)),
    };
    let read = |(place, says, tokens)| ReadText::new(place, says, tokens, language);
    (language, texts.into_iter().map(read).collect())
}

impl<'r> ReviewedRoutine<'r> {
    fn add_steps(&mut self, steps: &'r [Step], outer: &[usize], around: &[&'r Repeat]) {
        for (at, step) in steps.iter().enumerate() {
            let path = [outer, &[at]].concat();
            self.steps.push(WrittenStep {
                path: path.clone(),
                step,
                next: steps.get(at + 1),
                around: around.to_vec(),
                phases: Vec::new(),
                texts: Vec::new(),
            });
            if let Step::Repeat(repeat) = step {
                self.add_steps(&repeat.steps, &path, &[around, &[repeat]].concat());
            }
        }
    }

    fn add_phases_and_texts(&mut self) {
        // As they stand in the file they are in the order of their paths.
        let nth = |steps: &[WrittenStep<'r>], path: &[usize]| {
            steps.binary_search_by(|step| (*step.path).cmp(path)).ok()
        };
        for run in self.timeline.phases().chunk_by(|a, b| a.step == b.step) {
            let path: Vec<usize> = run[0].step.iter().map(|nth| *nth as usize - 1).collect();
            if let Some(nth) = nth(&self.steps, &path) {
                self.steps[nth].phases.extend(run);
            }
        }
        for text in self.texts {
            if let Some(nth) = nth(&self.steps, &text.place.steps) {
                self.steps[nth].texts.push(text);
            }
        }
    }

    /// A text of the routine itself.
    fn head_text(&self, field: &'static str) -> Option<&ReadText<'r>> {
        self.texts.iter().find(|text| text.is_of_the_whole() && text.is_field(field))
    }

    /// Whether a routine is included, of which only the timing is known.
    fn includes(&self) -> bool {
        let mut steps = self.steps.iter();
        steps.any(|step| matches!(step.step, Step::Include(_)))
    }
}

impl<'r> WrittenStep<'r> {
    fn place(&self) -> RoutinePlace {
        RoutinePlace::step(&self.path)
    }

    /// Its own sides, or those of the `Repeat` that it is.
    fn sides(&self) -> Option<Sides> {
        self.step.side()
    }

    /// It is done on a side, by its own word or that of a `Repeat` around it.
    fn has_side(&self) -> bool {
        self.sides().is_some() || self.around.iter().any(|repeat| repeat.side.is_some())
    }

    fn is_exercise(&self) -> bool {
        self.step.shared().is_some()
    }

    /// What an exercise says for both sides, and what it says for each of them; the rest of a
    /// `Repeat`; nothing of other steps.
    fn side_fields(&self) -> Vec<SideFields<'r>> {
        let (rest, set_rest, ones) = match (self.step, self.step.shared()) {
            (_, Some(shared)) => {
                let ones = [shared.left, shared.right].map(Option::as_ref);
                (*shared.rest, *shared.set_rest, ones)
            }
            (Step::Repeat(repeat), _) => (repeat.rest, None, [None, None]),
            _ => return Vec::new(),
        };
        let tempo = self.step.parts(None);
        let mut all = vec![SideFields { place: self.place(), rest, set_rest, tempo }];
        for (field, one) in ["left", "right"].into_iter().zip(ones) {
            all.extend(one.map(|one| SideFields {
                place: self.place().then(field),
                rest: one.rest,
                set_rest: one.set_rest,
                tempo: one.tempo.as_deref().unwrap_or_default(),
            }));
        }
        all
    }
}

/// Leaves out what is allowed, and tells of names in `allow` that mean or do nothing.
fn leave_out_allowed(routine: &Routine, mut found: Vec<Finding>) -> Vec<Finding> {
    let mut about = Vec::new();
    for (at, name) in routine.allow.iter().enumerate() {
        let place = RoutinePlace::field("allow").item(at);
        let used = found.iter().any(|found| found.name == name);
        let of_itself = ["unused-allow", "unknown-allow"].contains(&name.as_str());
        if !warnings().any(|known| known == name) {
            let message = format!("there is no warning `{name}` to allow");
            let help = match nearest(name, warnings()) {
                Some(like) => format!("did you mean \"{like}\"?"),
                None => "`supple explain` lists the warnings; an error can't be allowed".into(),
            };
            about.push(Finding::warning("unknown-allow", place, message).help(help));
        } else if routine.allow[..at].contains(name) || !used && !of_itself {
            let message = if used {
                format!("`{name}` is allowed twice")
            } else {
                format!("`{name}` is allowed, but nothing here asks for it")
            };
            let found = Finding::warning("unused-allow", place, message);
            about.push(found.help("leave it out, or it will hide a mistake to come"));
        }
    }
    found.extend(about);
    found.retain(|found| !routine.allow.iter().any(|allowed| allowed == found.name));
    found
}

// Poses that teach more than is easy, or whose hands and feet can't get where they should.

/// Looks at every pose that the routine brings. The shared ones are within all limits.
fn look_at_poses(routine: &Routine, found: &mut Vec<Finding>) {
    let problems_of =
        |name: &str| whole_pose(name, &routine.poses).map_or_else(Vec::new, |pose| problems(&pose));
    // The joint, or the hand or foot.
    let part = |problem: &PoseProblem| match problem {
        PoseProblem::TooFar { limit, .. } => limit.joint.to_owned(),
        PoseProblem::OutOfReach { limb, .. } => limb.clone(),
    };
    for (i, pose) in routine.poses.iter().enumerate() {
        // What comes with the pose that it is like is told there.
        let known =
            LazyCell::new(|| pose.like.as_ref().map_or_else(Vec::new, |like| problems_of(like)));
        for problem in problems_of(&pose.name) {
            if !known.iter().any(|known| part(known) == part(&problem)) {
                found.push(tell_pose(&problem, RoutinePlace::field("poses").item(i)));
            }
        }
    }
}

fn tell_pose(problem: &PoseProblem, place: RoutinePlace) -> Finding {
    match problem {
        PoseProblem::OutOfReach { limb, by } => {
            let message = format!("the {limb} stops {by:.1} before the place that it should reach");
            let found = Finding::warning("pose-out-of-reach", place, message);
            found.help("move the place nearer with `by` or `at`, or bring the body nearer to it")
        }
        PoseProblem::TooFar { limit, angle } => {
            let message = format!("this pose has {} by {angle:.0} degrees", limit.joint);
            let (least, most) = (limit.least, limit.most);
            let found = Finding::warning("pose-too-far", place, message);
            found.label("further than is easy for most people").help(format!(
                "keep it between {least:.0} and {most:.0}: whoever sees the figure imitates it"
            ))
        }
    }
}
