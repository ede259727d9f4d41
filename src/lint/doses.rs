//! Whether the timing gives the counts and lengths that the words speak of.
//!
//! It is generous where nobody says what a length is of: then a repetition, a part of it, a rest,
//! a set, one side, or the whole will do. "Hold for 10 seconds" is about a repetition alone, and a
//! count is forgiven for the parts of a repetition, or for both sides, only where there is one.
//!
//! A remedy that says "write .. if the words are right" makes the file sound and the warning go
//! away. Where none is safe, it says what to decide.

use std::cell::LazyCell;
use std::time::Duration;

use super::claims::{Bound, Claim, Claimed, LengthOf, bound_before, claimed, claims};
use super::text::ReadText;
use super::text::WordClass::{self, *};
use super::{ReviewedRoutine, WrittenStep};
use crate::limits::HARD_END;
use crate::routine::place::{Finding, PlacePart};
use crate::routine::{Ready, Sides, Step};
use crate::seconds::{self, Count, Length, written};
use crate::timeline::{Kind, Phase, SideDose, SidePart};

/// No rest within an exercise is as long as this.
const LONGEST_REST: Duration = Duration::from_secs(10 * 60);

pub(super) fn compare_doses(routine: &ReviewedRoutine<'_>, found: &mut Vec<Finding>) {
    let mut exercises = routine.steps.iter().filter(|step| step.is_exercise());
    let only_exercise = exercises.next().filter(|_| exercises.next().is_none());
    for step in &routine.steps {
        match step.step {
            Step::Repeat(_) | Step::Include(_) => {}
            Step::Wait(wait) if wait.length.is_none() => found.extend(unlimited_wait(step)),
            _ => {
                let texts = step.texts.iter().map(|text| &**text);
                compare_step(step, texts.filter(|text| is_instruction(text)), found);
            }
        }
    }
    // Where there is one exercise only, `about` can be about no other.
    let about = routine.head_text("about").filter(|_| !routine.includes());
    if let Some(step) = only_exercise {
        compare_step(step, about.into_iter(), found);
    }
    found.extend(compare_how_often(routine));
}

/// The words speak of other times a day than the figures.
fn compare_how_often(routine: &ReviewedRoutine<'_>) -> Option<Finding> {
    let a_day = routine.source.often.as_ref()?.a_day?;
    let text = routine.head_text("how_often")?;
    let (bound, count) = (0..text.tokens.len()).find_map(|at| match claimed(text, at)? {
        (Claimed::Count(Times, count), end) => {
            text.phrase(end, ADay)?;
            Some((bound_before(text, at).0, count))
        }
        _ => None,
    })?;
    if bound.fits([a_day.least, a_day.most], [count.least, count.most]) {
        return None;
    }
    let says = text.says;
    let message = format!("the words say \"{says}\", and `often` says `a_day: {a_day}`");
    let found = Finding::warning("often-differs", text.place.clone(), message);
    Some(found.help("let both say the same: what is due follows from `often`"))
}

/// Compares a step with texts about it. A text of the whole routine speaks of its length there.
fn compare_step<'r>(
    step: &WrittenStep<'r>,
    texts: impl Iterator<Item = &'r ReadText<'r>>,
    found: &mut Vec<Finding>,
) {
    let counted = step.is_exercise();
    let given = LazyCell::new(|| GivenDose::around(step));
    for text in texts {
        let breathing = matches!(step.step, Step::Breathe(_)) && !text.is_of_the_whole();
        let claims = claims(text, breathing);
        let several = counted
            && claims.iter().any(|claim| match claim.what {
                Claimed::Count(_, count) => count.most > 1 && !claim.in_all,
                Claimed::Length(_) => false,
            });
        for claim in &claims {
            let mismatch = Mismatch { step, text, claim, given: &given };
            match claim.what {
                Claimed::Count(Breaths, _) if !breathing => {}
                Claimed::Count(noun, count) => {
                    if counted && !given.has_count(claim, noun, count) {
                        found.push(mismatch.of_count(noun, count));
                    }
                }
                Claimed::Length(_) if text.is_of_the_whole() => {}
                Claimed::Length(length) => {
                    let fits = given.has_length(claim, length, several);
                    if !(fits || counted && is_far_off(claim, length)) {
                        found.push(mismatch.of_length(length));
                    }
                }
            }
        }
    }
}

/// "Wait 2 hours between", "15 minutes after you get up": no exercise has such a pause in it, nor
/// so long a repetition.
fn is_far_off(claim: &Claim, length: Length) -> bool {
    let may_be = match claim.of {
        LengthOf::Work => false,
        LengthOf::Rest => true,
        LengthOf::Any => !claim.of_the_whole,
    };
    may_be && length.most >= LONGEST_REST
}

/// Words for the person while it is played; what is looked at in between is timed by itself.
fn is_instruction(text: &ReadText<'_>) -> bool {
    matches!(text.place.keys.first(), Some(PlacePart::Field(first)) if !["checks", "off"].contains(first))
}

/// What the timing gives around a step.
#[derive(Debug, Default)]
pub(super) struct GivenDose {
    times: Vec<Count>,
    /// Sets, and rounds of a `Repeat`.
    sets: Vec<Count>,
    /// Once on each of two sides.
    once_each: bool,
    /// All repetitions of both sides, or all their parts, together.
    in_all: Vec<Count>,
    /// Repetitions and their parts.
    lengths: Vec<Length>,
    /// Rests and changes.
    gaps: Vec<Length>,
    /// Sums, of which authors speak roughly.
    totals: Vec<Length>,
}

impl GivenDose {
    pub(super) fn around(step: &WrittenStep<'_>) -> GivenDose {
        let mut given = GivenDose::default();
        if let Some(shared) = step.step.shared() {
            let both = *shared.side == Some(Sides::Each);
            for dose in SideDose::of_each(step.step, &shared, None) {
                given.add_side(&dose, matches!(step.step, Step::Reps(_)), both);
            }
            for side in step.side_fields() {
                given.add_gaps([side.rest, side.set_rest]);
            }
            let ready = match *shared.ready {
                Some(Ready::For(ready)) => Some(ready),
                _ => None,
            };
            given.add_gaps([*shared.change, ready]);
        }
        match step.step {
            Step::Breathe(breathe) => given.lengths.extend(breathe.length),
            Step::Heat(it) | Step::Cold(it) => {
                // Less than the most is always allowed.
                given.lengths.push(Length { least: Duration::ZERO, most: it.length.most });
            }
            Step::Lie(it) | Step::Walk(it) => {
                given.lengths.extend([it.length, half(it.length)]);
                given.lengths.extend(it.checks.iter().map(|check| Length::fixed(check.at.0)));
            }
            Step::Rest(rest) => given.lengths.push(rest.length),
            Step::Wait(wait) => given.lengths.extend(wait.length),
            _ => {}
        }
        for repeat in &step.around {
            given.add_gaps([repeat.rest, repeat.change]);
            if let Some(rounds) = repeat.times {
                let all: Vec<Count> = given.times.iter().map(|one| product(*one, rounds)).collect();
                given.sets.push(rounds);
                given.times.push(rounds);
                given.times.extend(all);
            }
        }
        if let Some(Step::Rest(rest)) = step.next {
            given.gaps.push(rest.length);
        }
        given.add_totals(&step.phases);
        // What is no exercise may itself be the rest.
        if !step.is_exercise() {
            given.gaps.extend_from_slice(&given.lengths);
        }
        given
    }

    /// What an exercise asks for on a side, or on each of `both`; whether it is `Reps`.
    fn add_side(&mut self, dose: &SideDose, is_reps: bool, both: bool) {
        let all = product(dose.times, dose.sets);
        self.sets.push(dose.sets);
        self.times.extend([dose.times, all]);
        if both {
            self.once_each = all == Count::ONCE;
            self.in_all.push(product(all, Count::fixed(2)));
        }
        // Each part of a repetition, and those that follow each other together.
        for from in 0..dose.parts.len().min(64) {
            let mut sum = Length::fixed(Duration::ZERO);
            for SidePart { length, .. } in dose.parts[from..].iter().take(64) {
                let (least, most) = (sum.least + length.least, sum.most + length.most);
                sum = Length { least, most };
                self.lengths.push(sum);
            }
        }
        match dose.parts.as_slice() {
            [whole] if is_reps => self.lengths.push(half(whole.length)),
            // Where it is played once, its parts may be what the words count.
            [_, _, ..] if is_reps => {
                let parts = Count::fixed(u32::try_from(dose.parts.len()).unwrap_or(u32::MAX));
                self.in_all.push(product(dose.times, parts));
                self.times.extend((dose.times == Count::ONCE).then_some(parts));
            }
            _ => {}
        }
    }

    fn add_gaps<const N: usize>(&mut self, gaps: [Option<seconds::Seconds>; N]) {
        self.gaps.extend(gaps.into_iter().flatten().map(|gap| Length::fixed(gap.0)));
    }

    /// One playing of the step, one side of it, one set of it, and all playings.
    fn add_totals(&mut self, phases: &[&Phase]) {
        let played = phases.iter().filter(|phase| phase.kind != Kind::Ready);
        let played: Vec<&Phase> = played.copied().collect();
        for depth in 0..4 {
            let together = |a: &&Phase, b: &&Phase| {
                (depth < 1 || a.run == b.run)
                    && (depth < 2 || a.side == b.side)
                    && (depth < 3 || a.set == b.set)
            };
            let sums = played.chunk_by(together).map(|phases| Length {
                least: phases.iter().map(|phase| phase.least()).sum(),
                most: phases.iter().map(|phase| phase.most()).sum(),
            });
            let sums = sums.filter(|sum| sum.most >= Duration::from_secs(20));
            self.totals.extend(sums.take(64));
        }
    }

    fn has_count(&self, claim: &Claim, noun: WordClass, count: Count) -> bool {
        // About three is three, about ten may be eight.
        let slack = |count: u32| if claim.bound == Bound::About { count / 4 } else { 0 };
        let from = count.least - slack(count.least);
        let to = count.most.saturating_add(slack(count.most));
        let fits = |given: &Count| claim.bound.fits([given.least, given.most], [from, to]);
        // Of sets that nobody wrote there is one, and nobody counts it.
        let of_sets = noun == Sets;
        let sets = self.sets.iter().filter(|sets| of_sets || sets.most > 1);
        let times: &[Count] = if of_sets { &[] } else { &self.times };
        let once_each = self.once_each && !claim.each_side && count == Count::fixed(2);
        sets.chain(times).any(fits) || once_each || claim.in_all && self.in_all.iter().any(fits)
    }

    /// Whether anything that a claim may be about has that length; where the words count
    /// `several`, that is not the whole.
    pub(super) fn has_length(&self, claim: &Claim, length: Length, several: bool) -> bool {
        let has = |all: &[Length], slack: f64| {
            let slack = if claim.bound == Bound::About { slack.max(0.3) } else { slack };
            let from = length.least.as_secs_f64() * (1.0 - slack);
            let to = length.most.as_secs_f64() * (1.0 + slack);
            all.iter().any(|given| {
                let given = [given.least, given.most].map(|length| length.as_secs_f64());
                claim.bound.fits(given, [from, to])
            })
        };
        let (lengths, gaps) = (has(&self.lengths, 0.02), has(&self.gaps, 0.02));
        let total = || has(&self.totals, 0.1);
        match claim.of {
            LengthOf::Work => lengths || !several && claim.of_the_whole && total(),
            LengthOf::Rest => gaps,
            LengthOf::Any => lengths || gaps || (!several || claim.in_all) && total(),
        }
    }
}

/// "Three seconds each way".
fn half(length: Length) -> Length {
    Length { least: length.least / 2, most: length.most / 2 }
}

fn product(a: Count, b: Count) -> Count {
    Count { least: a.least.saturating_mul(b.least), most: a.most.saturating_mul(b.most) }
}

/// "Rest for 30 seconds" in a wait that only a key ends.
fn unlimited_wait(step: &WrittenStep<'_>) -> Option<Finding> {
    let text = step.texts.iter().find(|text| text.is_field("text"))?;
    if !text.is(0, Idle) {
        return None;
    }
    // "Wait 2 hours before the next one" is for the day, not for this wait.
    let (claim, length) = claims(text, false).into_iter().find_map(|claim| match claim.what {
        Claimed::Length(length) if length.most < LONGEST_REST => Some((claim, length)),
        _ => None,
    })?;
    let words = text.words(&claim.at);
    let message = format!("the words say `{words}`, and only a key ends this `Wait`");
    let found = text.warning("text-length", words, message).label("not what is played");
    let help = format!("write `Rest(for: \"{length}\")`, or `for: \"..{length}\"` in the `Wait`");
    Some(found.help(help))
}

/// A claim that the timing of its step doesn't bear out.
struct Mismatch<'c> {
    step: &'c WrittenStep<'c>,
    text: &'c ReadText<'c>,
    claim: &'c Claim,
    given: &'c GivenDose,
}

fn in_file(count: Count) -> String {
    if count.least == count.most { count.to_string() } else { format!("\"{count}\"") }
}

fn if_right(mend: &str) -> String {
    format!("write {mend} if the words are right, or else mend the words")
}

impl Mismatch<'_> {
    fn of_count(&self, noun: WordClass, count: Count) -> Finding {
        let (field, counts) = match (noun, self.step.step) {
            (Sets, _) => ("sets", &self.given.sets),
            (_, Step::Breathe(_)) => ("rounds", &self.given.times),
            _ => ("times", &self.given.times),
        };
        let played = in_file(counts.first().copied().unwrap_or(Count::ONCE));
        let side = if self.step.has_side() { " on each side" } else { "" };
        let told = format!("`{field}` is {played}{side}");
        self.warn("text-count", &told, self.count_remedy(field, count))
    }

    fn of_length(&self, length: Length) -> Finding {
        if self.claim.of == LengthOf::Rest && self.step.is_exercise() {
            let help = "say how many there are, and write `rest` or `set_rest` between them; or mend the \
                        words";
            return self.warn("text-length", "no rest is so long", help.into());
        }
        let (what, given) = match self.step.step {
            Step::Hold(hold) => ("the hold lasts", Some(hold.length)),
            Step::Lie(it) | Step::Walk(it) => ("it lasts", Some(it.length)),
            Step::Rest(it) => ("it lasts", Some(it.length)),
            Step::Heat(it) | Step::Cold(it) => ("it ends after", Some(it.length)),
            Step::Reps(_) => ("no part of a repetition is so long", None),
            Step::Breathe(_) => ("neither a breath nor the whole is so long", None),
            _ => ("it may not last so long", None),
        };
        let is_pack = matches!(self.step.step, Step::Heat(_) | Step::Cold(_));
        // What may last up to a length begins somewhere, and only the author knows where.
        let open = self.claim.bound == Bound::UpTo && !is_pack;
        let help = if is_pack && length.most > HARD_END {
            format!("mend the words: {} is the most for heat and cold", written(HARD_END))
        } else if given.is_some() && !open {
            if_right(&format!("`for: \"{length}\"`"))
        } else {
            "let both say the same: mend the words, or the lengths of the step".into()
        };
        let told = given.map_or(what.to_owned(), |given| format!("{what} {given}"));
        self.warn("text-length", &told, help)
    }

    fn warn(&self, name: &'static str, given: &str, help: String) -> Finding {
        let words = self.text.words(&self.claim.at);
        let message = format!("the words say `{words}`, and {given}");
        self.text.warning(name, words, message).label("not what is played").help(help)
    }

    fn count_remedy(&self, field: &str, count: Count) -> String {
        let wished = format!("`{field}: {}`", in_file(count));
        let mut rounds = self.step.around.iter().filter_map(|repeat| Some(repeat.times?.most));
        if let Some(rounds) = rounds.find(|rounds| *rounds > 1) {
            return format!(
                "the `Repeat` around it plays it {rounds} times: write the right `{field}` there \
                 or here, or mend the words"
            );
        }
        let both = self.given.in_all.contains(&count);
        if both && !self.claim.each_side && self.step.has_side() {
            let in_all = self.text.language.in_all;
            return format!(
                "write {wished} if that is for each side; if it is for both together, say so: \
                 \"{} {in_all}\"",
                count.most
            );
        }
        match self.step.step {
            Step::Breathe(breathe) if breathe.length.is_some() && field == "rounds" => {
                if_right(&format!("{wished} instead of `for`"))
            }
            // Ten holds of half a minute are seldom meant: who counts so many counts movements.
            Step::Hold(hold)
                if count.most >= 6 && hold.length.most * count.most > Duration::from_secs(120) =>
            {
                "if each is a movement, this step is `Reps`, with a `pace` or a `tempo`".into()
            }
            _ => if_right(&wished),
        }
    }
}
