//! Whether the timing gives the counts and lengths that the words speak of.
//!
//! It is generous: a text is believed as long as anything near it has that count or length, a
//! repetition, a part of it, a rest, a set, one side, or the whole.

mod told;

use std::time::Duration;

use super::claims::{Bound, Claim, Noun, What, claims};
use super::{Seen, Written};
use crate::routine::check::{Found, Key, Text};
use crate::routine::{OneSide, Part, Ready, Shared, Side, Sides, Step};
use crate::seconds::{Count, Length, Seconds};
use crate::timeline::{Kind, Phase};
use told::{in_lengths, wrong_count, wrong_length};

/// A run, and the side and the set in it.
type Playing = (u32, Option<Side>, Option<u32>);

/// What the timing gives around a step.
#[derive(Debug, Default)]
pub(super) struct Given {
    times: Vec<Count>,
    /// Sets, and rounds of a `Repeat`.
    sets: Vec<Count>,
    /// The same for both sides together.
    both_sides: Vec<Count>,
    lengths: Vec<Length>,
    /// Sums, of which authors speak roughly.
    totals: Vec<Length>,
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
        for text in seen.texts(written).filter(|text| is_instruction(text)) {
            for claim in claims(text.says, language) {
                match claim.what {
                    What::Count(noun, count) if counted => {
                        let breaths = matches!(written.step, Step::Breathe(_));
                        let about_it = noun != Noun::Breaths || breaths;
                        if about_it && !given.has_count(&claim, noun, count) {
                            found.push(wrong_count(
                                written,
                                text,
                                &claim,
                                count,
                                &given.times,
                                &given.sets,
                            ));
                        }
                    }
                    What::Length(length) if !given.has_length(&claim, length) => {
                        found.push(wrong_length(written, text, &claim, length));
                    }
                    _ => {}
                }
            }
        }
    }
    about(seen, found);
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
    for claim in claims(text.says, language) {
        if let What::Count(noun, count) = claim.what
            && noun != Noun::Breaths
            && !given.has_count(&claim, noun, count)
        {
            found.push(wrong_count(
                written,
                text,
                &claim,
                count,
                &given.times,
                &given.sets,
            ));
        }
    }
}

impl Given {
    pub(super) fn around(seen: &Seen<'_>, written: &Written<'_>) -> Given {
        let mut given = Given::default();
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
            let rounds = repeat.times.unwrap_or(Count::ONCE);
            let inner: Vec<Count> = given
                .times
                .iter()
                .map(|times| product(*times, rounds))
                .collect();
            given.sets.push(rounds);
            given.times.push(rounds);
            given.times.extend(inner);
            if repeat.side == Some(Sides::Each) {
                given.both_sides.push(product(rounds, Count::fixed(2)));
            }
            given.gaps([repeat.rest, repeat.change]);
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
                let two = Count::fixed(2);
                let all = [times, sets, product(times, sets)];
                self.both_sides.extend(all.map(|count| product(count, two)));
            }
            match step {
                Step::Hold(hold) => {
                    let length = one.and_then(|one| one.length);
                    self.lengths.push(length.unwrap_or(hold.length));
                }
                Step::Reps(reps) => {
                    let tempo = one.and_then(|one| one.tempo.as_deref());
                    self.tempo(tempo.or(reps.tempo.as_deref()).unwrap_or_default());
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
            self.gaps(parts);
            let cycle = parts.iter().flatten().map(|part| part.0).sum();
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
        self.lengths.extend(gaps.map(|gap| Length::fixed(gap.0)));
    }

    /// Each part, and those that follow each other together.
    fn tempo(&mut self, tempo: &[Part]) {
        for from in 0..tempo.len().min(64) {
            let mut sum = Length::fixed(Duration::ZERO);
            for part in tempo.iter().skip(from).take(64) {
                sum = plus(sum, part.length);
                self.lengths.push(sum);
            }
        }
        if tempo.len() > 1 {
            let parts = u32::try_from(tempo.len()).unwrap_or(u32::MAX);
            self.times.push(Count::fixed(parts));
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
            Bound::About => given.most + 1 >= count.least && given.least <= count.most + 1,
            Bound::Exactly => given.most >= count.least && given.least <= count.most,
        };
        let each = claim.each_side;
        let mut all = match noun {
            Noun::Times | Noun::Breaths => self.times.iter().chain(&self.sets),
            Noun::Sets => self.sets.iter().chain(&[]),
            Noun::Rounds => self.sets.iter().chain(&self.times),
        };
        all.any(fits) || (!each && self.both_sides.iter().any(fits))
    }

    pub(super) fn has_length(&self, claim: &Claim, length: Length) -> bool {
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
        self.lengths.iter().any(|given| fits(given, 0.02))
            || self.totals.iter().any(|given| fits(given, 0.1))
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
    let all = claims(&wait.text, language);
    let lengths = all.iter().find_map(|claim| match claim.what {
        What::Length(length) => Some((claim, length)),
        What::Count(..) => None,
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
