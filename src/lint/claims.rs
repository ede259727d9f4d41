//! What a text says about counts and lengths: "twice each side", "hold 10 to 15 seconds".
//!
//! It reads claims and refuses to judge whether they are true.

use std::ops::Range;
use std::time::Duration;

use super::language::Language;
use super::reader::Reader;
use super::tokens::Kind;
use crate::seconds::{Count, Length};

/// What a text says of a dose.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    pub what: What,
    /// Its bytes in the text.
    pub at: Range<usize>,
    pub bound: Bound,
    pub of: Of,
    /// It is said of each side.
    pub each_side: bool,
    /// It stands where the whole is spoken of: at the beginning of a sentence, or as "takes ..".
    pub of_the_whole: bool,
    /// "8 in all": both sides, or all repetitions, together.
    pub in_all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    Count(Noun, Count),
    Length(Length),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Noun {
    Times,
    Sets,
    Rounds,
    Breaths,
}

/// How far a claim binds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bound {
    Exactly,
    About,
    UpTo,
    AtLeast,
}

/// What lasts so long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Of {
    /// "Hold for 10 seconds": one repetition, or a part of it.
    Work,
    /// "Rest 10 seconds between": a gap.
    Rest,
    /// A gap between sets.
    SetRest,
    /// Nobody says.
    Any,
}

/// Every claim of a text. Where `breathing` is the exercise itself, "breathe for 3 minutes" is
/// its dose; elsewhere it is done by the way.
pub(super) fn claims(text: &str, language: &'static Language, breathing: bool) -> Vec<Claim> {
    let reader = Claims {
        text: Reader::new(text, language),
        language,
        breathing,
    };
    let mut claims = Vec::new();
    let mut at = 0;
    while at < reader.text.tokens.len() {
        if let Some((both, next)) = reader.sets_of(at) {
            claims.extend(both);
            at = next;
            continue;
        }
        match reader.claim(at) {
            Some((claim, next)) => {
                claims.extend(claim);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    claims
}

struct Claims<'t> {
    text: Reader<'t>,
    language: &'static Language,
    breathing: bool,
}

impl Claims<'_> {
    fn word(&self, at: usize) -> &str {
        self.text.word(at)
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.text.is(at, words)
    }

    /// "3x10", "3 x 10 reps": sets and repetitions.
    fn sets_of(&self, at: usize) -> Option<([Claim; 2], usize)> {
        let language = self.language;
        let (sets, _, cross) = self.amount(at)?;
        if !self.is(cross, &language.cross) {
            return None;
        }
        let (least, most, end) = self.amount(cross + 1)?;
        let ends = (self.text.tokens.get(end)).is_none_or(|next| next.is_mark());
        let each = self.is(end, &language.each);
        let reps = self.is(end, &language.reps);
        if !(ends || each || reps)
            || self
                .before(at)
                .1
                .last()
                .is_some_and(|last| language.not_a_dose_before.contains(last))
        {
            return None;
        }
        let sets = Count::fixed(whole(sets)?);
        let reps_end = if reps { end + 1 } else { end };
        let claim = |noun, count, tokens: Range<usize>| Claim {
            what: What::Count(noun, count),
            at: self.text.bytes(&tokens),
            bound: Bound::Exactly,
            of: Of::Any,
            each_side: false,
            of_the_whole: false,
            in_all: false,
        };
        let reps = Count {
            least: whole(least)?,
            most: whole(most)?,
        };
        let both = [
            claim(Noun::Sets, sets, at..cross + 1),
            claim(Noun::Times, reps, cross + 1..reps_end),
        ];
        Some((both, reps_end))
    }

    /// A claim that begins at a token, `None` inside where it means something else than a dose;
    /// and the token behind it.
    fn claim(&self, at: usize) -> Option<(Option<Claim>, usize)> {
        let (what, end) = self.what(at)?;
        Some((self.fits(what, at, end), end))
    }

    fn what(&self, at: usize) -> Option<(What, usize)> {
        let often = self.language.often(self.word(at));
        if let Some(often) = often {
            return Some((What::Count(Noun::Times, Count::fixed(often)), at + 1));
        }
        self.phrase(at)
            .or_else(|| self.count_of(at))
            .or_else(|| self.long(at))
            .or_else(|| self.counted(at))
    }

    /// "half a minute".
    fn phrase(&self, at: usize) -> Option<(What, usize)> {
        self.language.lengths.iter().find_map(|(phrase, seconds)| {
            let end = self.text.phrase(at, &[phrase])?;
            let length = Duration::from_secs(u64::from(*seconds));
            Some((What::Length(Length::fixed(length)), end))
        })
    }

    /// "a count of ten": about so many seconds.
    fn count_of(&self, at: usize) -> Option<(What, usize)> {
        let number = self.text.phrase(at, &self.language.count_of)?;
        let (least, most, end) = self.amount(number)?;
        let length = Length {
            least: seconds(least)?,
            most: seconds(most)?,
        };
        Some((What::Length(length), end))
    }

    /// "a minute", "10 to 15 seconds", "1 minute 30 seconds".
    fn long(&self, at: usize) -> Option<(What, usize)> {
        let language = self.language;
        if self.is(at, &language.one) && self.unit(at + 1).is_some_and(|unit| unit > 1.0) {
            let length = Duration::from_secs_f64(self.unit(at + 1)?);
            return Some((What::Length(Length::fixed(length)), at + 2));
        }
        let (least, most, next) = self.amount(at)?;
        let next = self.past_adjective(next);
        let unit = self.unit(next)?;
        let mut length = Length {
            least: seconds(least * unit)?,
            most: seconds(most * unit)?,
        };
        let mut end = next + 1;
        // What follows as a smaller unit belongs to it.
        if let Some((more, _, unit_at)) = self.amount(end).filter(|_| unit > 1.0)
            && let Some(smaller) = self.unit(unit_at).filter(|smaller| *smaller < unit)
        {
            let more = seconds(more * smaller)?;
            length = Length {
                least: length.least + more,
                most: length.most + more,
            };
            end = unit_at + 1;
        }
        Some((What::Length(length), end))
    }

    /// "5 times", "3 sets", "ten easy breaths".
    fn counted(&self, at: usize) -> Option<(What, usize)> {
        let language = self.language;
        let (least, most, next) = self.amount(at)?;
        let next = self.past_adjective(next);
        let nouns = [
            (&language.times, Noun::Times),
            (&language.reps, Noun::Times),
            (&language.sets, Noun::Sets),
            (&language.rounds, Noun::Rounds),
            (&language.breaths, Noun::Breaths),
        ];
        let (_, noun) = nouns.into_iter().find(|(words, _)| self.is(next, words))?;
        let count = Count {
            least: whole(least)?,
            most: whole(most)?,
        };
        Some((What::Count(noun, count), next + 1))
    }

    /// One number or two with something between them, and the token behind.
    fn amount(&self, at: usize) -> Option<(f64, f64, usize)> {
        let language = self.language;
        let (least, next) = self.number(at)?;
        let dots = self.word(next) == "." && self.word(next + 1) == ".";
        let between = at > 0 && self.is(at - 1, &language.between) && self.is(next, &language.and);
        let from = match dots {
            true => next + 2,
            false if between || self.is(next, &language.to) => next + 1,
            false => return Some((least, least, next)),
        };
        match self.number(from) {
            Some((most, end)) if most > least => Some((least, most, end)),
            _ => Some((least, least, next)),
        }
    }

    /// A number in digits or words.
    fn number(&self, at: usize) -> Option<(f64, usize)> {
        let token = self.text.tokens.get(at)?;
        if let Kind::Number(value) = token.kind {
            return Some((value, at + 1));
        }
        let value = self.language.number(&token.text)?;
        let dash = usize::from(self.word(at + 1) == "-");
        let units = self.language.number(self.word(at + 1 + dash));
        match units.filter(|units| *units < 10 && value >= 20 && value % 10 == 0) {
            Some(units) => Some((f64::from(value + units), at + 2 + dash)),
            None => Some((f64::from(value), at + 1)),
        }
    }

    /// Past a dash, or one word between a number and its unit: "four quiet minutes".
    fn past_adjective(&self, at: usize) -> usize {
        let language = self.language;
        let known = |at: usize| {
            self.unit(at).is_some()
                || [
                    &language.times,
                    &language.reps,
                    &language.sets,
                    &language.rounds,
                    &language.breaths,
                ]
                .iter()
                .any(|words| self.is(at, words))
        };
        let skipped = self
            .text
            .tokens
            .get(at)
            .is_some_and(|token| match token.kind {
                Kind::Mark(mark) => mark == '-',
                Kind::Word => !known(at) && !self.is(at, &language.not_a_dose_after),
                _ => false,
            });
        // A letter alone stands for a unit only directly behind its number.
        match skipped && known(at + 1) && self.word(at + 1).chars().count() > 1 {
            true => at + 1,
            false => at,
        }
    }

    /// Seconds of a unit of time.
    fn unit(&self, at: usize) -> Option<f64> {
        let units = [
            (&self.language.seconds, 1.0),
            (&self.language.minutes, 60.0),
            (&self.language.hours, 3600.0),
        ];
        let unit = units.iter().find(|(words, _)| self.is(at, words));
        unit.map(|(_, seconds)| *seconds)
    }

    /// The words in front of a token in its sentence, less those that say how far it binds.
    fn before(&self, start: usize) -> (Bound, Vec<&str>) {
        let begin = self.text.sentence(start).start;
        let mut before: Vec<&str> = (begin..start).map(|at| self.word(at)).collect();
        let bounds = [
            (&self.language.up_to, Bound::UpTo),
            (&self.language.at_least, Bound::AtLeast),
            (&self.language.about, Bound::About),
        ];
        for (phrases, bound) in bounds {
            for phrase in phrases.iter() {
                let words: Vec<&str> = phrase.split(' ').collect();
                if before.ends_with(&words) {
                    before.truncate(before.len() - words.len());
                    return (bound, before);
                }
            }
        }
        (Bound::Exactly, before)
    }

    /// The claim, where its surroundings don't make it something else.
    fn fits(&self, what: What, start: usize, end: usize) -> Option<Claim> {
        let language = self.language;
        // "5 s." may end a sentence or an abbreviation: what follows counts only without a mark.
        let sentence = self.text.sentence(start).start..self.text.sentence(end).end.max(end);
        if self.text.has(sentence.clone(), &language.choice) {
            return None;
        }
        let (mut bound, before) = self.before(start);
        let near = |many: usize, words: &[&str]| {
            before
                .iter()
                .rev()
                .take(many)
                .any(|word| words.contains(word))
        };
        let last = before.last().copied().unwrap_or_default();
        let length = match what {
            What::Length(length) => Some(length),
            What::Count(..) => None,
        };
        // "After 10 seconds, switch sides": what ends then lasted so long.
        let released = length.is_some_and(|length| length.most < Duration::from_secs(120))
            && language.after.contains(&last)
            && self
                .text
                .has(end..(end + 4).min(sentence.end), &language.release);
        if language.not_a_dose_before.contains(&last) && !released {
            return None;
        }
        let counting = self.text.phrase(start, &language.count_of).is_some();
        if counting {
            bound = Bound::About;
        }
        let own_breath =
            self.breathing && near(3, &language.breathing) && !language.breaths.contains(&last);
        if near(3, &language.small_doings) && !own_breath && !counting {
            return None;
        }
        let each_side = self.each_side(end);
        let behind = each_side.unwrap_or(end);
        let in_all = self
            .text
            .phrase(behind, &language.in_all)
            .or_else(|| self.text.phrase(behind + 1, &language.in_all))
            .is_some();
        let others = match what {
            What::Count(..) => &language.frequency,
            What::Length(_) => &language.not_a_dose_after,
        };
        if each_side.is_none() && !in_all && self.is(end, others) {
            return None;
        }
        let mut after = behind..(behind + 3).min(sentence.end);
        if let Some(mark) = after.clone().find(|&at| self.text.tokens[at].is_mark()) {
            after.end = mark;
        }
        let rests = near(3, &language.rests)
            || self.text.has(after.clone(), &language.rests)
            || self.text.has(after, &language.between);
        let sets = behind..(behind + 5).min(sentence.end);
        let of = match length {
            None => Of::Any,
            Some(_) if rests && self.text.has(sets, &language.sets) => Of::SetRest,
            Some(_) if rests => Of::Rest,
            Some(_) if released || near(5, &language.hold) => Of::Work,
            Some(_)
                if self
                    .text
                    .has(behind..(behind + 2).min(sentence.end), &language.hold) =>
            {
                Of::Work
            }
            _ => Of::Any,
        };
        let leads = before.is_empty() || language.takes.contains(&last);
        Some(Claim {
            what,
            at: self.text.bytes(&(start..behind)),
            bound,
            of,
            each_side: each_side.is_some(),
            of_the_whole: leads || self.is(end, &language.of_the_whole),
            in_all,
        })
    }

    /// The token behind "on each side", where that stands here.
    fn each_side(&self, at: usize) -> Option<usize> {
        let language = self.language;
        [at, at + 1].into_iter().find_map(|start| {
            if let Some(end) = self.text.phrase(start, &language.each_side) {
                return Some(end);
            }
            let limb =
                self.is(start + 1, &language.limbs) || self.is(start + 1, &language.both_limbs);
            (self.is(start, &language.each) && limb).then_some(start + 2)
        })
    }
}

fn seconds(seconds: f64) -> Option<Duration> {
    (seconds < 1e6).then(|| Duration::from_secs_f64(seconds))
}

fn whole(value: f64) -> Option<u32> {
    (value.fract() == 0.0 && value < 1e6).then_some(value as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, code: &str) -> Vec<String> {
        claims(text, Language::of(code).unwrap(), false)
            .into_iter()
            .map(|claim| {
                let what = match claim.what {
                    What::Count(noun, count) => format!("{noun:?} {}..{}", count.least, count.most),
                    What::Length(length) => {
                        format!(
                            "{}..{}s",
                            length.least.as_secs_f64(),
                            length.most.as_secs_f64()
                        )
                    }
                };
                let bound = match claim.bound {
                    Bound::Exactly => String::new(),
                    bound => format!(" {bound:?}"),
                };
                let side = if claim.each_side { " each side" } else { "" };
                format!("{what}{bound}{side}")
            })
            .collect()
    }

    #[test]
    fn counts_and_lengths_are_read_in_digits_and_words() {
        for (text, claim) in [
            ("Repeat 5 times.", "Times 5..5"),
            ("twice on each side", "Times 2..2 each side"),
            ("Ten easy breaths.", "Breaths 10..10"),
            ("2-3 sets", "Sets 2..3"),
            ("three to five repetitions", "Times 3..5"),
            ("8 x", "Times 8..8"),
            ("Hold 10 seconds.", "10..10s"),
            ("hold for 10 to 15 s", "10..15s"),
            ("hold fifteen-second", "15..15s"),
            ("for a minute", "60..60s"),
            ("half a minute", "30..30s"),
            ("1 minute 30 seconds", "90..90s"),
            ("twenty-five seconds per leg", "25..25s each side"),
            ("Four quiet minutes", "240..240s"),
            ("a quarter of an hour", "900..900s"),
            ("up to 30 seconds", "30..30s UpTo"),
            ("at least 2 minutes", "120..120s AtLeast"),
            ("about twenty seconds", "20..20s About"),
            ("three-minute", "180..180s"),
            ("between 10 and 20 seconds", "10..20s"),
            ("Hold for a slow count of ten.", "10..10s About"),
            ("After 10-20 seconds, switch sides.", "10..20s"),
            ("10 repetitions in all", "Times 10..10"),
        ] {
            assert_eq!(told(text, "en"), [claim], "{text}");
        }
        for (text, claim) in [
            ("Zweimal auf jeder Seite", "Times 2..2 each side"),
            ("fünfmal", "Times 5..5"),
            ("10 Wiederholungen", "Times 10..10"),
            ("drei Sätze", "Sets 3..3"),
            ("fünfundzwanzig Sekunden halten", "25..25s"),
            ("10 bis 15 Sekunden", "10..15s"),
            ("eine halbe Minute", "30..30s"),
            ("etwa eine Minute", "60..60s About"),
        ] {
            assert_eq!(told(text, "de"), [claim], "{text}");
        }
    }

    #[test]
    fn what_is_no_dose_is_no_claim() {
        for text in [
            "twice a day",
            "three times as long",
            "3 times per week",
            "every 10 seconds",
            "after 20 minutes",
            "in the last five seconds",
            "more than 30 seconds",
            "it goes on by itself in a minute",
            "five fingers, two pillows",
            "Leave six weeks",
            "5 minutes a day",
            "once you feel a stretch",
            "breathe three times",
            "the second time",
            "two and a half minutes",
            "If that is too hard, 30 seconds on the knees.",
            "30 seconds if you can",
        ] {
            assert_eq!(told(text, "en"), Vec::<String>::new(), "{text}");
        }
        for text in [
            "dreimal am Tag",
            "nach 20 Minuten",
            "alle 30 Sekunden",
            "zwei Kissen",
        ] {
            assert_eq!(told(text, "de"), Vec::<String>::new(), "{text}");
        }
    }
}
