//! Whether the timing gives the counts and lengths that the words speak of.
//!
//! It is generous where nobody says what a length is of: then a repetition, a part of it, a rest,
//! a set, one side, or the whole will do. "Hold for 10 seconds" is about a repetition alone, and a
//! count is forgiven for the parts of a repetition, or for both sides, only where there is one.
//!
//! What is said of a count or a length that the timing doesn't give.
//!
//! A remedy that says "write .. if the words are right" makes the file sound and the warning go
//! away. Where none is safe, it says what to decide.

use std::time::Duration;

use super::claims::{Bound, Claim, Claimed, CountedNoun, LengthOf, claims};
use super::text::{ReadText, WordClass};
use super::{ReviewedRoutine, WrittenStep};
use crate::limits::HARD_END;
use crate::routine::place::{Finding, PlacePart};
use crate::routine::{OneSide, Part, Ready, Shared, Side, Sides, Step};
use crate::seconds::{Count, Length, Seconds, written as in_words};
use crate::timeline::{Kind, Phase};

/// No rest within an exercise is as long as this.
const LONGEST_REST: Duration = Duration::from_secs(10 * 60);

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
    /// It is no exercise but a rest, a stay or an application.
    timed: bool,
}

pub(super) fn compare_doses(routine: &ReviewedRoutine<'_>, found: &mut Vec<Finding>) {
    for step in &routine.steps {
        match step.step {
            Step::Repeat(_) | Step::Include(_) => {}
            Step::Wait(wait) if wait.length.is_none() => found.extend(unlimited_wait(step)),
            _ => compare_step(step, found),
        }
    }
    compare_about(routine, found);
    found.extend(compare_how_often(routine));
}

/// The words speak of other times a day than the figures.
fn compare_how_often(routine: &ReviewedRoutine<'_>) -> Option<Finding> {
    const A_DAY: [&str; 4] = [" a day", " per day", " am Tag", " pro Tag"];
    let a_day = routine.source.often.as_ref()?.a_day?;
    let text = routine.head_text("how_often")?;
    let mut before = A_DAY.iter().filter_map(|words| text.says.split_once(words));
    let (times, _) = before.next()?;
    let times = ReadText::new(text.place.clone(), times, routine.language);
    let claims = claims(&times, false);
    let [claim] = &claims[..] else {
        return None;
    };
    let Claimed::Count(CountedNoun::Times, count) = claim.what else {
        return None;
    };
    let given = [a_day.least, a_day.most];
    if claim.bound.fits(given, [count.least, count.most]) {
        return None;
    }
    let says = text.says;
    let message = format!("the words say \"{says}\", and `often` says `a_day: {a_day}`");
    let found = Finding::warning("often-differs", text.place.clone(), message);
    Some(found.help("let both say the same: what is due follows from `often`"))
}

fn compare_step(step: &WrittenStep<'_>, found: &mut Vec<Finding>) {
    let counted = step.is_exercise();
    let given = GivenDose::around(step);
    let breathing = matches!(step.step, Step::Breathe(_));
    for text in step.texts.iter().filter(|text| is_instruction(text)) {
        let claims = claims(text, breathing);
        let several = counted
            && claims.iter().any(|claim| match claim.what {
                Claimed::Count(_, count) => count.most > 1 && !claim.in_all,
                Claimed::Length(_) => false,
            });
        for claim in &claims {
            let mismatch = Mismatch { step, text, claim, given: &given };
            match claim.what {
                Claimed::Count(CountedNoun::Breaths, _) if !breathing => {}
                Claimed::Count(noun, count) => {
                    if counted && !given.has_count(claim, noun, count) {
                        found.push(mismatch.of_count(noun, count));
                    }
                }
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
        LengthOf::Rest | LengthOf::SetRest => true,
        LengthOf::Any => !claim.of_the_whole,
    };
    may_be && length.most >= LONGEST_REST
}

/// Words for the person while it is played; what is looked at in between is timed by itself.
fn is_instruction(text: &ReadText<'_>) -> bool {
    matches!(text.place.keys.first(), Some(PlacePart::Field(first)) if !["checks", "off"].contains(first))
}

/// The counts in `about`, where there is one exercise only that they could be about.
fn compare_about(routine: &ReviewedRoutine<'_>, found: &mut Vec<Finding>) {
    let mut exercises = routine.steps.iter().filter(|step| step.is_exercise());
    let (Some(step), None) = (exercises.next(), exercises.next()) else {
        return;
    };
    let Some(text) = routine.head_text("about").filter(|_| !routine.includes()) else {
        return;
    };
    let given = GivenDose::around(step);
    for claim in &claims(text, false) {
        if let Claimed::Count(noun, count) = claim.what
            && noun != CountedNoun::Breaths
            && !given.has_count(claim, noun, count)
        {
            let given = &given;
            let mismatch = Mismatch { step, text, claim, given };
            found.push(mismatch.of_count(noun, count));
        }
    }
}

impl GivenDose {
    pub(super) fn around(step: &WrittenStep<'_>) -> GivenDose {
        let mut given = GivenDose { timed: !step.is_exercise(), ..GivenDose::default() };
        if let Some(shared) = step.step.shared() {
            given.add_exercise(step, &shared);
        }
        match step.step {
            Step::Heat(it) | Step::Cold(it) => {
                // Less than the most is always allowed.
                given.lengths.push(Length { least: Duration::ZERO, most: it.length.most });
            }
            Step::Lie(it) | Step::Walk(it) => {
                given.lengths.extend([it.length, half(it.length)]);
                let checks = it.checks.iter().map(|check| Length::fixed(check.at.0));
                given.lengths.extend(checks);
            }
            Step::Rest(rest) => given.lengths.push(rest.length),
            Step::Wait(wait) => given.lengths.extend(wait.length),
            _ => {}
        }
        for repeat in &step.around {
            given.add_gaps([repeat.rest, repeat.change]);
            if let Some(rounds) = repeat.times {
                let inner = given.times.clone();
                given.sets.push(rounds);
                given.times.push(rounds);
                let inner = inner.into_iter().map(|times| product(times, rounds));
                given.times.extend(inner);
            }
        }
        if let Some(Step::Rest(rest)) = step.next {
            given.gaps.push(rest.length);
        }
        given.add_totals(&step.phases);
        given
    }

    fn add_exercise(&mut self, step: &WrittenStep<'_>, shared: &Shared<'_>) {
        let each = shared.side == Some(Sides::Each);
        if each {
            for side in [Side::Left, Side::Right] {
                self.add_side(step.step, shared, shared.one(side), true);
            }
        } else {
            self.add_side(step.step, shared, None, false);
        }
        if let Step::Breathe(breathe) = step.step {
            let rounds = step.phases.iter().filter_map(|phase| phase.rep);
            let most = rounds.map(|rep| rep.of).max().unwrap_or(1);
            let least = breathe.rounds.map_or(most, |rounds| rounds.least);
            self.times.push(Count { least, most });
            let (inhale, exhale) = (Some(breathe.inhale), Some(breathe.exhale));
            let parts = [inhale, breathe.hold, exhale, breathe.pause];
            let parts = parts.into_iter().flatten().map(|part| part.0);
            self.lengths.extend(parts.clone().map(Length::fixed));
            self.lengths.push(Length::fixed(parts.sum()));
            self.lengths.extend(breathe.length);
        }
        self.add_gaps([shared.rest, shared.set_rest, shared.change]);
        if let Some(Ready::For(ready)) = shared.ready {
            self.add_gaps([Some(ready)]);
        }
    }

    /// One side of an exercise, with what differs on it.
    fn add_side(&mut self, step: &Step, shared: &Shared<'_>, one: Option<&OneSide>, each: bool) {
        let times = match step {
            Step::Hold(hold) => hold.times,
            Step::Reps(reps) => reps.times,
            _ => None,
        };
        let times = one.and_then(|one| one.times).or(times);
        let sets = one.and_then(|one| one.sets).or(shared.sets);
        let times = times.unwrap_or(Count::ONCE);
        let sets = sets.unwrap_or(Count::ONCE);
        let all = product(times, sets);
        self.sets.push(sets);
        if each {
            self.once_each = all == Count::ONCE;
            self.in_all.push(product(all, Count::fixed(2)));
        }
        if !matches!(step, Step::Breathe(_)) {
            self.times.extend([times, all]);
        }
        if let Step::Hold(hold) = step {
            let own = one.and_then(|one| one.length);
            self.lengths.push(own.unwrap_or(hold.length));
        }
        if let Step::Reps(reps) = step {
            let own = one.and_then(|one| one.tempo.as_deref());
            self.add_tempo(own.or(reps.tempo.as_deref()).unwrap_or_default(), times);
            let pace = one.and_then(|one| one.pace).or(reps.pace);
            self.lengths.extend(pace);
            self.lengths.extend(reps.pace.map(half));
        }
        if let Some(one) = one {
            self.add_gaps([one.rest, one.set_rest]);
        }
    }

    fn add_gaps<const N: usize>(&mut self, gaps: [Option<Seconds>; N]) {
        let gaps = gaps.into_iter().flatten();
        self.gaps.extend(gaps.map(|gap| Length::fixed(gap.0)));
    }

    /// Each part, and those that follow each other together. Where it is played once, its parts
    /// may be what the words count.
    fn add_tempo(&mut self, tempo: &[Part], times: Count) {
        for from in 0..tempo.len().min(64) {
            let mut sum = Length::fixed(Duration::ZERO);
            for part in tempo.iter().skip(from).take(64) {
                sum = plus(sum, part.length);
                self.lengths.push(sum);
            }
        }
        if tempo.len() > 1 {
            let parts = Count::fixed(u32::try_from(tempo.len()).unwrap_or(u32::MAX));
            self.in_all.push(product(times, parts));
            if times == Count::ONCE {
                self.times.push(parts);
            }
        }
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
            let mut sums: Vec<Length> = (played.chunk_by(together))
                .map(|phases| Length {
                    least: phases.iter().map(|phase| phase.least()).sum(),
                    most: phases.iter().map(|phase| phase.most()).sum(),
                })
                .collect();
            sums.dedup();
            sums.retain(|sum| sum.most >= Duration::from_secs(20));
            self.totals.extend(sums.into_iter().take(64));
        }
    }

    fn has_count(&self, claim: &Claim, noun: CountedNoun, count: Count) -> bool {
        // About three is three, about ten may be eight.
        let slack = |count: u32| match claim.bound {
            Bound::About => count / 4,
            _ => 0,
        };
        let from = count.least - slack(count.least);
        let to = count.most.saturating_add(slack(count.most));
        let fits = |given: &Count| claim.bound.fits([given.least, given.most], [from, to]);
        // Of sets that nobody wrote there is one, and nobody counts it.
        let of_sets = noun == CountedNoun::Sets;
        let sets = self.sets.iter().filter(|sets| of_sets || sets.most > 1);
        let times: &[Count] = if of_sets { &[] } else { &self.times };
        let once_each = self.once_each && !claim.each_side && count == Count::fixed(2);
        sets.chain(times).any(fits) || once_each || claim.in_all && self.in_all.iter().any(fits)
    }

    /// Whether anything that a claim may be about has that length; where the words count
    /// `several`, that is not the whole.
    pub(super) fn has_length(&self, claim: &Claim, length: Length, several: bool) -> bool {
        let has = |all: &[Length], slack: f64| {
            let slack = match claim.bound {
                Bound::About => slack.max(0.3),
                _ => slack,
            };
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
            LengthOf::Rest | LengthOf::SetRest if self.timed => lengths,
            LengthOf::Rest | LengthOf::SetRest => gaps,
            LengthOf::Any => lengths || gaps || (!several || claim.in_all) && total(),
        }
    }
}

fn plus(a: Length, b: Length) -> Length {
    Length { least: a.least + b.least, most: a.most + b.most }
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
    if !text.is(0, WordClass::Pause) {
        return None;
    }
    // "Wait 2 hours before the next one" is for the day, not for this wait.
    let all = claims(text, false);
    let (claim, length) = all.iter().find_map(|claim| match claim.what {
        Claimed::Length(length) if length.most < LONGEST_REST => Some((claim, length)),
        _ => None,
    })?;
    let words = text.words(&claim.at);
    let wished = in_lengths(length);
    let message = format!("the words say `{words}`, and only a key ends this `Wait`");
    let found = text.warning("text-length", words, message);
    Some(
        found.label("not what is played").help(format!(
            "write `Rest(for: \"{wished}\")`, or `for: \"..{wished}\"` in the `Wait`"
        )),
    )
}

/// A claim that the timing of its step doesn't bear out.
struct Mismatch<'c> {
    pub step: &'c WrittenStep<'c>,
    pub text: &'c ReadText<'c>,
    pub claim: &'c Claim,
    pub given: &'c GivenDose,
}

fn in_numbers(count: Count) -> String {
    if count.least == count.most {
        count.most.to_string()
    } else {
        format!("\"{}..{}\"", count.least, count.most)
    }
}

fn in_lengths(length: Length) -> String {
    if length.is_range() {
        format!("{}..{}", in_words(length.least), in_words(length.most))
    } else {
        in_words(length.most)
    }
}

fn if_right(mend: &str) -> String {
    format!("write {mend} if the words are right, or else mend the words")
}

impl Mismatch<'_> {
    pub fn of_count(&self, noun: CountedNoun, count: Count) -> Finding {
        let (field, counts) = match (noun, self.step.step) {
            (CountedNoun::Sets, _) => ("sets", &self.given.sets),
            (_, Step::Breathe(_)) => ("rounds", &self.given.times),
            _ => ("times", &self.given.times),
        };
        let played = in_numbers(counts.first().copied().unwrap_or(Count::ONCE));
        let side = if self.step.has_side() { " on each side" } else { "" };
        let told = format!("`{field}` is {played}{side}");
        self.warn("text-count", &told, self.count_remedy(field, count))
    }

    pub fn of_length(&self, length: Length) -> Finding {
        let rest = matches!(self.claim.of, LengthOf::Rest | LengthOf::SetRest);
        if rest && self.step.is_exercise() {
            let help = "say how many there are, and write `rest` or `set_rest` between them; or mend the \
                        words";
            return self.warn("text-length", "no rest is so long", help.into());
        }
        let (given, mends) = self.length_given(length);
        // What may last up to a length begins somewhere, and only the author knows where.
        let open = self.claim.bound == Bound::UpTo && !self.is_application();
        let help = if mends && !open {
            if_right(&format!("`for: \"{}\"`", in_lengths(length)))
        } else if length.most > HARD_END && self.is_application() {
            let longest = in_words(HARD_END);
            format!("mend the words: {longest} is the most for heat and cold")
        } else {
            "let both say the same: mend the words, or the lengths of the step".into()
        };
        self.warn("text-length", &given, help)
    }

    fn is_application(&self) -> bool {
        matches!(self.step.step, Step::Heat(_) | Step::Cold(_))
    }

    fn warn(&self, name: &'static str, given: &str, help: String) -> Finding {
        let words = self.text.words(&self.claim.at);
        let message = format!("the words say `{words}`, and {given}");
        let found = self.text.warning(name, words, message);
        found.label("not what is played").help(help)
    }

    fn count_remedy(&self, field: &str, count: Count) -> String {
        let wished = format!("`{field}: {}`", in_numbers(count));
        let repeats = self.step.around.iter();
        let mut rounds = repeats.filter_map(|repeat| Some(repeat.times?.most));
        if let Some(rounds) = rounds.find(|rounds| *rounds > 1) {
            return format!(
                "the `Repeat` around it plays it {rounds} times: write the right `{field}` there \
                 or here, or mend the words"
            );
        }
        let both = self.given.in_all.contains(&count);
        if both && !self.claim.each_side && self.step.has_side() {
            let in_all = self.text.language[WordClass::InAll].first();
            return format!(
                "write {wished} if that is for each side; if it is for both together, say so: \
                 \"{} {}\"",
                count.most,
                in_all.copied().unwrap_or_default()
            );
        }
        match self.step.step {
            Step::Breathe(breathe) if breathe.length.is_some() && field == "rounds" => {
                if_right(&format!("{wished} instead of `for`"))
            }
            // Ten holds of half a minute are seldom meant: who counts so many counts movements.
            Step::Hold(hold) if is_movement(count, hold.length) => {
                "if each is a movement, this step is `Reps`, with a `pace` or a `tempo`".into()
            }
            _ => if_right(&wished),
        }
    }

    /// What the step gives instead of a length, and whether `for` would give that length.
    fn length_given(&self, length: Length) -> (String, bool) {
        let lasts = |what: &str, given: Length| (format!("{what} {}", in_lengths(given)), true);
        match self.step.step {
            Step::Hold(hold) => lasts("the hold lasts", hold.length),
            Step::Lie(it) | Step::Walk(it) => lasts("it lasts", it.length),
            Step::Rest(it) => lasts("it lasts", it.length),
            Step::Heat(it) | Step::Cold(it) => {
                let given = format!("it ends after {}", in_lengths(it.length));
                (given, length.most <= HARD_END)
            }
            Step::Reps(_) => ("no part of a repetition is so long".into(), false),
            Step::Breathe(_) => {
                let given = "neither a breath nor the whole is so long";
                (given.into(), false)
            }
            _ => ("it may not last so long".into(), false),
        }
    }
}

fn is_movement(count: Count, hold: Length) -> bool {
    count.most >= 6 && hold.most.saturating_mul(count.most) > Duration::from_secs(120)
}
