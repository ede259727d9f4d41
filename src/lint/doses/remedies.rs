//! What is said of a count or a length that the timing doesn't give.
//!
//! A remedy that says "write .. if the words are right" makes the file sound and the warning go
//! away. Where none is safe, it says what to decide.

use std::time::Duration;

use super::GivenDose;
use crate::limits::HARD_END;
use crate::lint::WrittenStep;
use crate::lint::claims::{Bound, Claim, CountedNoun, LengthOf};
use crate::lint::language::WordClass;
use crate::lint::text::ReadText;
use crate::routine::Step;
use crate::routine::place::Finding;
use crate::seconds::{Count, Length, written as in_words};

/// A claim that the timing of its step doesn't bear out.
pub(super) struct Mismatch<'c> {
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

pub(super) fn in_lengths(length: Length) -> String {
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
        let side = if self.step.has_side() {
            " on each side"
        } else {
            ""
        };
        let told = format!("`{field}` is {played}{side}");
        self.warn("text-count", &told, self.count_remedy(field, count))
    }

    pub fn of_length(&self, length: Length) -> Finding {
        let rest = matches!(self.claim.of, LengthOf::Rest | LengthOf::SetRest);
        if rest && self.step.is_exercise() {
            let help = self.rest_remedy(length);
            return self.warn("text-length", "no rest is so long", help);
        }
        let (given, help) = self.length_remedy(length);
        // Of heat and cold less is always allowed, and of a wait.
        let least_needed = !matches!(
            self.step.step,
            Step::Heat(_) | Step::Cold(_) | Step::Wait(_)
        );
        // What may last up to a length begins somewhere, and only the author knows where.
        let help = if self.claim.bound == Bound::UpTo && least_needed {
            format!(
                "write how long it is at the least as well, as a range that ends with {}, or mend \
                 the words",
                in_words(length.most)
            )
        } else {
            help
        };
        self.warn("text-length", &given, help)
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
            Step::Hold(hold) if is_movement(count, hold.length) => format!(
                "if each is a movement, this step is `Reps`, with a `pace` or a `tempo`; held so \
                 often it would take {} on one side",
                in_lengths(Length {
                    least: hold.length.least * count.least,
                    most: hold.length.most * count.most,
                })
            ),
            _ => if_right(&wished),
        }
    }

    fn rest_remedy(&self, length: Length) -> String {
        let rest = in_words(length.most);
        let several = |counts: &[Count]| counts.first().is_some_and(|count| count.most > 1);
        let sets = self.claim.of == LengthOf::SetRest;
        if sets && several(&self.given.sets) {
            if_right(&format!("`set_rest: \"{rest}\"`"))
        } else if sets {
            "say how many sets there are, and write `set_rest` between them".into()
        } else if several(&self.given.times) && !self.given.lengths.is_empty() {
            if_right(&format!("`rest: \"{rest}\"`"))
        } else {
            "say how many there are, and write `rest` between them; a pause behind all of them is \
             a `Rest` of its own"
                .into()
        }
    }

    /// What the step gives instead of a length, and what to write.
    fn length_remedy(&self, length: Length) -> (String, String) {
        let wished = format!("for: \"{}\"", in_lengths(length));
        let longest = in_lengths(length);
        let as_wished = if_right(&format!("`{wished}`"));
        let lasts = |given: Length| format!("lasts {}", in_lengths(given));
        match self.step.step {
            Step::Hold(hold) => (format!("the hold {}", lasts(hold.length)), as_wished),
            Step::Reps(reps) if reps.tempo.is_some() => (
                "no part of the tempo is so long".into(),
                if_right(&format!("`{wished}` in the part that it is about")),
            ),
            Step::Reps(reps) => {
                let tempo = format!("`tempo: [(cue: \"stay\", {wished})]`");
                let mend = match reps.pace {
                    Some(_) if self.claim.of == LengthOf::Work => {
                        format!("{tempo} instead of `pace`")
                    }
                    Some(_) => format!("`pace: \"{longest}\"`"),
                    None => tempo,
                };
                let given = match reps.pace {
                    Some(pace) => format!("a repetition {}", lasts(pace)),
                    None => "no countdown gives it".into(),
                };
                (given, if_right(&mend))
            }
            Step::Breathe(breathe) => {
                let remedy = match self.breath_part() {
                    Some(part) if !length.is_range() => {
                        if_right(&format!("`{part}: \"{longest}\"`"))
                    }
                    _ if length.most < Duration::from_secs(30) => {
                        "write it in the part of the breath that it is about, or mend the words"
                            .into()
                    }
                    _ if breathe.length.is_some() => as_wished,
                    _ => if_right(&format!("`{wished}` instead of `rounds`")),
                };
                let given = "neither a breath nor the whole is so long";
                (given.into(), remedy)
            }
            Step::Heat(it) | Step::Cold(it) => {
                let longest = in_words(HARD_END);
                let remedy = if length.most > HARD_END {
                    format!("mend the words: {longest} is the most for heat and cold")
                } else {
                    as_wished
                };
                (format!("it ends after {}", in_lengths(it.length)), remedy)
            }
            Step::Lie(it) | Step::Walk(it) => (format!("it {}", lasts(it.length)), as_wished),
            Step::Rest(it) => (format!("it {}", lasts(it.length)), as_wished),
            _ => (
                "it may not last so long".into(),
                if_right(&format!("`for: \"..{}\"`", in_words(length.most))),
            ),
        }
    }

    /// The part of a breath that the words are about: "out 6 seconds".
    fn breath_part(&self) -> Option<&'static str> {
        const PARTS: [(WordClass, &str); 3] = [
            (WordClass::Inhale, "inhale"),
            (WordClass::Exhale, "exhale"),
            (WordClass::Hold, "hold"),
        ];
        let end = self.claim.at.start;
        let near = end.saturating_sub(3).max(self.text.sentence(end).start)..end;
        near.rev().find_map(|at| {
            let part = PARTS.iter().find(|(class, _)| self.text.is(at, *class));
            part.map(|(_, part)| *part)
        })
    }
}

fn is_movement(count: Count, hold: Length) -> bool {
    count.most >= 6 && hold.most.saturating_mul(count.most) > Duration::from_secs(120)
}
