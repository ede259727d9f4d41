//! Whether the timing gives the counts and lengths that the words speak of.
//!
//! It is generous where nobody says what a length is of: then a repetition, a part of it, a rest,
//! a set, one side, or the whole will do. "Hold for 10 seconds" is about a repetition alone, and a
//! count is forgiven for the parts of a repetition, or for both sides, only where there is one.

mod told;

use std::time::Duration;

use super::claims::{Bound, Claim, Noun, Of, What, claims};
use super::{Seen, Written};
use crate::routine::check::{Found, Key, Text};
use crate::routine::{OneSide, Part, Ready, Shared, Side, Sides, Step};
use crate::seconds::{Count, Length, Seconds};
use crate::timeline::{Kind, Phase};
use told::{in_lengths, wrong_count, wrong_length};

/// No rest within an exercise is as long as this.
const LONGEST_REST: Duration = Duration::from_secs(10 * 60);

/// A run, and the side and the set in it.
type Playing = (u32, Option<Side>, Option<u32>);

/// What the timing gives around a step.
#[derive(Debug, Default)]
pub(super) struct Given {
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

pub(super) fn doses(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let Some(language) = seen.language else {
        return;
    };
    for written in &seen.steps {
        let counted = written.is_exercise();
        let timed = match written.step {
            Step::Wait(wait) => wait.length.is_some(),
            Step::Repeat(_) | Step::Include(_) => false,
            _ => true,
        };
        if !counted && !timed {
            unlimited_wait(seen, written, found);
            continue;
        }
        let given = Given::around(seen, written);
        let breathing = matches!(written.step, Step::Breathe(_));
        for text in seen.texts(written).filter(|text| is_instruction(text)) {
            let claims = claims(text.says, language, breathing);
            let several = claims.iter().any(|claim| match claim.what {
                What::Count(_, count) => count.most > 1 && !claim.in_all,
                What::Length(_) => false,
            });
            for claim in &claims {
                match claim.what {
                    What::Count(noun, count) if counted => {
                        let about_it = noun != Noun::Breaths || breathing;
                        if about_it && !given.has_count(claim, noun, count) {
                            found.push(wrong_count(
                                written, text, claim, noun, count, &given, language,
                            ));
                        }
                    }
                    What::Length(length)
                        if !(given.has_length(claim, length, several && counted)
                            || counted && is_far_off(claim, length)) =>
                    {
                        found.push(wrong_length(written, text, claim, length, &given, language));
                    }
                    _ => {}
                }
            }
        }
    }
    about(seen, found);
}

/// "Wait 2 hours between", "15 minutes after you get up": no exercise has such a pause in it, nor
/// so long a repetition.
fn is_far_off(claim: &Claim, length: Length) -> bool {
    match claim.of {
        Of::Work => false,
        Of::Rest | Of::SetRest => length.most >= LONGEST_REST,
        Of::Any => length.most >= LONGEST_REST && !claim.of_the_whole,
    }
}

/// Words for the person while it is played; what is looked at in between is timed by itself.
fn is_instruction(text: &Text<'_>) -> bool {
    let Some(Key::Field(first)) = text.place.keys.first() else {
        return false;
    };
    !matches!(first, &"checks" | &"off")
}

/// The counts in `about`, where there is one exercise only that they could be about.
fn about(seen: &Seen<'_>, found: &mut Vec<Found>) {
    let exercises: Vec<&Written<'_>> = seen.steps.iter().filter(|one| one.is_exercise()).collect();
    let ([written], Some(language)) = (exercises.as_slice(), seen.language) else {
        return;
    };
    let is_about = |text: &&Text<'_>| text.place.keys == [Key::Field("about")];
    let text = seen.texts.iter().find(is_about);
    let Some(text) = text.filter(|text| text.place.steps.is_empty() && !seen.includes()) else {
        return;
    };
    let given = Given::around(seen, written);
    for claim in claims(text.says, language, false) {
        if let What::Count(noun, count) = claim.what
            && noun != Noun::Breaths
            && !given.has_count(&claim, noun, count)
        {
            found.push(wrong_count(
                written, text, &claim, noun, count, &given, language,
            ));
        }
    }
}

impl Given {
    pub(super) fn around<'r>(seen: &Seen<'r>, written: &Written<'r>) -> Given {
        let mut given = Given {
            timed: !written.is_exercise(),
            ..Given::default()
        };
        let phases = seen.phases(written);
        if let Some(shared) = written.step.shared() {
            given.exercise(written.step, &shared, phases);
        }
        match written.step {
            Step::Heat(it) | Step::Cold(it) => {
                // Less than the most is always allowed.
                given.lengths.push(Length {
                    least: Duration::ZERO,
                    most: it.length.most,
                });
            }
            Step::Lie(it) | Step::Walk(it) => {
                let half = Length {
                    least: it.length.least / 2,
                    most: it.length.most / 2,
                };
                given.lengths.extend([it.length, half]);
                let checks = it.checks.iter().map(|check| Length::fixed(check.at.0));
                given.lengths.extend(checks);
            }
            Step::Rest(rest) => given.lengths.push(rest.length),
            Step::Wait(wait) => given.lengths.extend(wait.length),
            _ => {}
        }
        for repeat in &written.around {
            given.gaps([repeat.rest, repeat.change]);
            let Some(rounds) = repeat.times else {
                continue;
            };
            let inner: Vec<Count> = given
                .times
                .iter()
                .map(|times| product(*times, rounds))
                .collect();
            given.sets.push(rounds);
            given.times.push(rounds);
            given.times.extend(inner);
        }
        if let Some(Step::Rest(rest)) = seen.next(written) {
            given.gaps.push(rest.length);
        }
        given.totals(phases);
        given
    }

    fn exercise(&mut self, step: &Step, shared: &Shared<'_>, phases: &[&Phase]) {
        let variants: Vec<Option<&OneSide>> = match shared.side {
            Some(Sides::Each) => vec![shared.one(Side::Left), shared.one(Side::Right)],
            _ => vec![None],
        };
        for one in variants {
            let times = match step {
                Step::Hold(hold) => hold.times,
                Step::Reps(reps) => reps.times,
                _ => None,
            };
            let times = one
                .and_then(|one| one.times)
                .or(times)
                .unwrap_or(Count::ONCE);
            let sets = one
                .and_then(|one| one.sets)
                .or(shared.sets)
                .unwrap_or(Count::ONCE);
            if !matches!(step, Step::Breathe(_)) {
                self.times.extend([times, product(times, sets)]);
            }
            self.sets.push(sets);
            if shared.side == Some(Sides::Each) {
                let all = product(times, sets);
                self.once_each = all == Count::ONCE;
                self.in_all.push(product(all, Count::fixed(2)));
            }
            match step {
                Step::Hold(hold) => {
                    let length = one.and_then(|one| one.length);
                    self.lengths.push(length.unwrap_or(hold.length));
                }
                Step::Reps(reps) => {
                    let tempo = one.and_then(|one| one.tempo.as_deref());
                    let tempo = tempo.or(reps.tempo.as_deref()).unwrap_or_default();
                    self.tempo(tempo, times);
                    self.lengths
                        .extend(one.and_then(|one| one.pace).or(reps.pace));
                    // "Three seconds each way".
                    let half = reps.pace.map(|pace| Length {
                        least: pace.least / 2,
                        most: pace.most / 2,
                    });
                    self.lengths.extend(half);
                }
                _ => {}
            }
            self.gaps([
                one.and_then(|one| one.rest),
                one.and_then(|one| one.set_rest),
            ]);
        }
        if let Step::Breathe(breathe) = step {
            let rounds = phases.iter().filter_map(|phase| phase.rep);
            let most = rounds.map(|rep| rep.of).max().unwrap_or(1);
            let least = breathe.rounds.map_or(most, |rounds| rounds.least);
            self.times.push(Count { least, most });
            let parts = [
                Some(breathe.inhale),
                breathe.hold,
                Some(breathe.exhale),
                breathe.pause,
            ];
            let parts = parts.into_iter().flatten();
            self.lengths
                .extend(parts.clone().map(|part| Length::fixed(part.0)));
            let cycle = parts.map(|part| part.0).sum();
            self.lengths.push(Length::fixed(cycle));
            self.lengths.extend(breathe.length);
        }
        self.gaps([shared.rest, shared.set_rest, shared.change]);
        if let Some(Ready::For(ready)) = shared.ready {
            self.gaps([Some(ready)]);
        }
    }

    fn gaps<const N: usize>(&mut self, gaps: [Option<Seconds>; N]) {
        let gaps = gaps.into_iter().flatten();
        self.gaps.extend(gaps.map(|gap| Length::fixed(gap.0)));
    }

    /// Each part, and those that follow each other together. Where it is played once, its parts
    /// may be what the words count.
    fn tempo(&mut self, tempo: &[Part], times: Count) {
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
    fn totals(&mut self, phases: &[&Phase]) {
        let key = |phase: &Phase, by: usize| -> Playing {
            let set = phase.set.map(|set| set.nth);
            match by {
                0 => (0, None, None),
                1 => (phase.run, None, None),
                2 => (phase.run, phase.side, None),
                _ => (phase.run, phase.side, set),
            }
        };
        for by in 0..4 {
            let mut sums: Vec<(Playing, Length)> = Vec::new();
            let played = phases.iter().filter(|phase| phase.kind != Kind::Ready);
            for phase in played {
                let (key, length) = (key(phase, by), phase.length);
                let length = length.unwrap_or(Length::fixed(Duration::ZERO));
                match sums.last_mut().filter(|(last, _)| *last == key) {
                    Some((_, sum)) => *sum = plus(*sum, length),
                    None => sums.push((key, length)),
                }
            }
            sums.dedup_by_key(|(_, sum)| *sum);
            let long = sums.into_iter().map(|(_, sum)| sum);
            self.totals.extend(
                long.filter(|sum| sum.most >= Duration::from_secs(20))
                    .take(64),
            );
        }
    }

    fn has_count(&self, claim: &Claim, noun: Noun, count: Count) -> bool {
        let fits = |given: &Count| match claim.bound {
            Bound::AtLeast => given.most >= count.least,
            Bound::UpTo => given.least <= count.most,
            // About three is three, about ten may be eight.
            Bound::About => {
                given.most + count.least / 4 >= count.least
                    && given.least <= count.most + count.most / 4
            }
            Bound::Exactly => given.most >= count.least && given.least <= count.most,
        };
        // Of sets that nobody wrote there is one, and nobody counts it.
        let sets = self
            .sets
            .iter()
            .filter(|sets| noun == Noun::Sets || sets.most > 1);
        let mut all = match noun {
            Noun::Times | Noun::Breaths => sets.chain(&self.times),
            Noun::Sets => sets.chain(&[]),
            Noun::Rounds => sets.chain(&self.times),
        };
        let once_each = self.once_each && !claim.each_side && count == Count::fixed(2);
        all.any(fits) || once_each || claim.in_all && self.in_all.iter().any(fits)
    }

    /// Whether anything that a claim may be about has that length; where the words count
    /// `several`, that is not the whole.
    pub(super) fn has_length(&self, claim: &Claim, length: Length, several: bool) -> bool {
        let fits = |given: &Length, slack: f64| {
            let (least, most) = (given.least.as_secs_f64(), given.most.as_secs_f64());
            let slack = match claim.bound {
                Bound::About => f64::max(slack, 0.3),
                _ => slack,
            };
            let from = length.least.as_secs_f64() * (1.0 - slack);
            let to = length.most.as_secs_f64() * (1.0 + slack);
            match claim.bound {
                Bound::AtLeast => most >= from,
                Bound::UpTo => least <= to,
                _ => most >= from && least <= to,
            }
        };
        let has = |all: &[Length], slack| all.iter().any(|given| fits(given, slack));
        let (lengths, gaps) = (has(&self.lengths, 0.02), has(&self.gaps, 0.02));
        match claim.of {
            Of::Work if several => lengths,
            Of::Work => lengths || claim.of_the_whole && has(&self.totals, 0.1),
            Of::Rest | Of::SetRest if self.timed => lengths,
            Of::Rest | Of::SetRest => gaps,
            Of::Any => {
                let whole = !several || claim.in_all;
                lengths || gaps || whole && has(&self.totals, 0.1)
            }
        }
    }
}

fn plus(a: Length, b: Length) -> Length {
    Length {
        least: a.least + b.least,
        most: a.most + b.most,
    }
}

fn product(a: Count, b: Count) -> Count {
    Count {
        least: a.least.saturating_mul(b.least),
        most: a.most.saturating_mul(b.most),
    }
}

/// "Rest for 30 seconds" in a wait that only a key ends.
fn unlimited_wait(seen: &Seen<'_>, written: &Written<'_>, found: &mut Vec<Found>) {
    let (Step::Wait(wait), Some(language)) = (written.step, seen.language) else {
        return;
    };
    let first = super::tokens::cut(&wait.text).into_iter().next();
    if !first.is_some_and(|token| language.pause.contains(&token.text.as_str())) {
        return;
    }
    let all = claims(&wait.text, language, false);
    // "Wait 2 hours before the next one" is for the day, not for this wait.
    let lengths = all.iter().find_map(|claim| match claim.what {
        What::Length(length) if length.most < LONGEST_REST => Some((claim, length)),
        _ => None,
    });
    let text = seen
        .texts(written)
        .find(|text| text.place.keys == [Key::Field("text")]);
    if let (Some((claim, length)), Some(text)) = (lengths, text) {
        let words = &text.says[claim.at.clone()];
        let wished = in_lengths(length);
        found.push(
            Found::warning(
                "text-length",
                text.place.clone(),
                format!("the words say `{words}`, and only a key ends this `Wait`"),
            )
            .words(words)
            .label("not what is played")
            .help(format!(
                "write `Rest(for: \"{wished}\")`, or `for: \"..{wished}\"` in the `Wait`"
            )),
        );
    }
}
