//! What a text says about counts and lengths: "twice each side", "hold 10 to 15 seconds".
//!
//! It reads claims and refuses to judge whether they are true.

use std::ops::Range;
use std::time::Duration;

use super::text::WordClass::{self, *};
use super::text::{ReadText, TextToken, WordKind};
use crate::seconds::{Count, Length};

/// What a text says of a dose.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    pub what: Claimed,
    /// Its tokens in the text.
    pub at: Range<usize>,
    pub bound: Bound,
    pub of: LengthOf,
    /// It is said of each side.
    pub each_side: bool,
    /// It stands where the whole is spoken of: at the beginning of a sentence, or as "takes ..".
    pub of_the_whole: bool,
    /// "8 in all": both sides, or all repetitions, together.
    pub in_all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Claimed {
    /// So many `Times`, `Sets`, `Rounds` or `Breaths`.
    Count(WordClass, Count),
    Length(Length),
}

/// How far a claim binds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bound {
    Exactly,
    About,
    UpTo,
    AtLeast,
}

impl Bound {
    /// Whether something from the least to the most that is given is what was asked for.
    pub fn fits<T: PartialOrd>(self, [least, most]: [T; 2], [from, to]: [T; 2]) -> bool {
        let (long_enough, short_enough) = (most >= from, least <= to);
        match self {
            Bound::AtLeast => long_enough,
            Bound::UpTo => short_enough,
            Bound::Exactly | Bound::About => long_enough && short_enough,
        }
    }
}

/// What lasts so long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LengthOf {
    /// "Hold for 10 seconds": one repetition, or a part of it.
    Work,
    /// "Rest 10 seconds between": a gap.
    Rest,
    /// Nobody says.
    Any,
}

/// What is counted, by the words for it.
const NOUNS: [(WordClass, WordClass); 5] =
    [(Times, Times), (Reps, Times), (Sets, Sets), (Rounds, Rounds), (Breaths, Breaths)];

/// Units of time with their seconds.
const UNITS: [(WordClass, f64); 3] = [(Seconds, 1.0), (Minutes, 60.0), (Hours, 3600.0)];

const BOUNDS: [(WordClass, Bound); 3] =
    [(UpTo, Bound::UpTo), (AtLeast, Bound::AtLeast), (About, Bound::About)];

/// The most words of a phrase in [`BOUNDS`].
const BOUND_WORDS: usize = 4;

/// Every claim of a text. Where `breathing` is the exercise itself, "breathe for 3 minutes" is
/// its dose; elsewhere it is done by the way.
pub(super) fn claims(text: &ReadText<'_>, breathing: bool) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        at = if !text.tokens[at].is_known() {
            at + 1
        } else if let Some(both) = sets_and_reps(text, at) {
            let end = both[1].at.end;
            claims.extend(both);
            end
        } else if let Some((what, end)) = claimed(text, at) {
            claims.extend(in_place(text, what, at..end, breathing));
            end
        } else {
            at + 1
        };
    }
    claims
}

/// One number or two with something between them.
#[derive(Clone, Copy)]
struct Amount {
    least: f64,
    most: f64,
    /// The token behind.
    end: usize,
}

impl Amount {
    fn count(self) -> Option<Count> {
        let whole = |value: f64| (value.fract() == 0.0 && value < 1e6).then_some(value as u32);
        Some(Count { least: whole(self.least)?, most: whole(self.most)? })
    }

    /// In a unit of so many seconds.
    fn length(self, unit: f64) -> Option<Length> {
        let seconds = |value: f64| (value < 1e6).then(|| Duration::from_secs_f64(value));
        Some(Length { least: seconds(self.least * unit)?, most: seconds(self.most * unit)? })
    }
}

fn amount(text: &ReadText<'_>, at: usize) -> Option<Amount> {
    let (least, end) = number(text, at)?;
    let between = at > 0 && text.is(at - 1, Between) && text.is(end, And);
    let dots = text.word(end) == "." && text.word(end + 1) == ".";
    let from = (dots || between || text.is(end, To)).then_some(end + 1 + usize::from(dots));
    let range = from.and_then(|from| number(text, from)).filter(|(most, _)| *most > least);
    let (most, end) = range.unwrap_or((least, end));
    Some(Amount { least, most, end })
}

/// A number in digits or words, and the token behind it.
fn number(text: &ReadText<'_>, at: usize) -> Option<(f64, usize)> {
    if let WordKind::Number(value) = text.tokens.get(at)?.kind {
        return Some((value, at + 1));
    }
    let number = |at| text.meaning(at).number;
    let value = number(at)?;
    // "Twenty-five".
    let units_at = at + 1 + usize::from(text.word(at + 1) == "-");
    let units = number(units_at).filter(|units| *units < 10 && value >= 20 && value % 10 == 0);
    let end = if units.is_some() { units_at } else { at };
    Some((f64::from(value + units.unwrap_or(0)), end + 1))
}

/// What the word at a token stands for in a table of words.
fn look_up<T: Copy>(text: &ReadText<'_>, at: usize, table: &[(WordClass, T)]) -> Option<T> {
    table.iter().find(|(class, _)| text.is(at, *class)).map(|(_, what)| *what)
}

/// Past a dash, or one word between a number and its unit: "four quiet minutes".
fn past_adjective(text: &ReadText<'_>, at: usize) -> usize {
    let known = |at| look_up(text, at, &UNITS).is_some() || look_up(text, at, &NOUNS).is_some();
    let skipped = match text.tokens.get(at).map(|token| token.kind) {
        Some(WordKind::Mark) => text.word(at) == "-",
        Some(WordKind::Word) => !known(at) && !text.is(at, NotADoseAfter),
        _ => false,
    };
    // A letter alone stands for a unit only directly behind its number.
    let unit_follows = known(at + 1) && text.word(at + 1).chars().count() > 1;
    at + usize::from(skipped && unit_follows)
}

/// "3x10", "3 x 10 reps": sets and repetitions.
fn sets_and_reps(text: &ReadText<'_>, at: usize) -> Option<[Claim; 2]> {
    let sets = amount(text, at)?;
    let reps = amount(text, sets.end + 1).filter(|_| text.is(sets.end, Cross))?;
    let ends = (text.tokens.get(reps.end)).is_none_or(TextToken::is_mark);
    let (_, before) = bound_before(text, at);
    if !(ends || text.is_any(reps.end, &[Each, Reps])) || last_is(text, &before, NotADoseBefore) {
        return None;
    }
    let end = reps.end + usize::from(text.is(reps.end, Reps));
    let claim = |noun, count, at| Claim {
        what: Claimed::Count(noun, count),
        at,
        bound: Bound::Exactly,
        of: LengthOf::Any,
        each_side: false,
        of_the_whole: false,
        in_all: false,
    };
    let fewest = Amount { most: sets.least, ..sets };
    Some([
        claim(Sets, fewest.count()?, at..sets.end + 1),
        claim(Times, reps.count()?, sets.end + 1..end),
    ])
}

/// A count or length that begins at a token, and the token behind it.
pub(super) fn claimed(text: &ReadText<'_>, at: usize) -> Option<(Claimed, usize)> {
    if let Some(often) = text.meaning(at).often {
        return Some((Claimed::Count(Times, Count::fixed(often)), at + 1));
    }
    let fixed = |seconds: f64| Claimed::Length(Length::fixed(Duration::from_secs_f64(seconds)));
    // "Half a minute".
    let mut lengths = text.meaning(at).lengths.iter();
    let length = lengths.find_map(|(long, phrase)| Some((*long, text.phrase_at(at, phrase)?)));
    if let Some((seconds, end)) = length {
        return Some((fixed(f64::from(seconds)), end));
    }
    // "A count of ten": about so many seconds.
    if let Some(from) = text.phrase(at, CountOf) {
        let amount = amount(text, from)?;
        return Some((Claimed::Length(amount.length(1.0)?), amount.end));
    }
    // "A minute".
    let long = look_up(text, at + 1, &UNITS).filter(|unit| *unit > 1.0 && text.is(at, One));
    if let Some(unit) = long {
        return Some((fixed(unit), at + 2));
    }
    let first = amount(text, at)?;
    let unit_at = past_adjective(text, first.end);
    let Some(unit) = look_up(text, unit_at, &UNITS) else {
        let noun = look_up(text, unit_at, &NOUNS)?;
        return Some((Claimed::Count(noun, first.count()?), unit_at + 1));
    };
    let mut length = first.length(unit)?;
    // What follows as a smaller unit belongs to it: "1 minute 30 seconds".
    let more = amount(text, unit_at + 1).and_then(|more| {
        let smaller = look_up(text, more.end, &UNITS).filter(|smaller| *smaller < unit)?;
        Some((more.length(smaller)?.least, more.end))
    });
    let (added, last) = more.unwrap_or((Duration::ZERO, unit_at));
    length.least += added;
    length.most += added;
    Some((Claimed::Length(length), last + 1))
}

/// How far a claim binds by the words in front of it, and the words of its sentence before those.
pub(super) fn bound_before(text: &ReadText<'_>, start: usize) -> (Bound, Range<usize>) {
    let begin = text.sentence(start).start;
    for (class, bound) in BOUNDS {
        let mut near = begin.max(start.saturating_sub(BOUND_WORDS))..start;
        if let Some(from) = near.find(|&from| text.phrase(from, class) == Some(start)) {
            return (bound, begin..from);
        }
    }
    (Bound::Exactly, begin..start)
}

fn last_is(text: &ReadText<'_>, tokens: &Range<usize>, class: WordClass) -> bool {
    !tokens.is_empty() && text.is(tokens.end - 1, class)
}

/// The claim, where its surroundings don't make it something else.
fn in_place(
    text: &ReadText<'_>,
    what: Claimed,
    at: Range<usize>,
    breathing: bool,
) -> Option<Claim> {
    let Range { start, end } = at;
    // "5 s." may end a sentence or an abbreviation: what follows counts only without a mark.
    let sentence = text.sentence(start).start..text.sentence(end).end.max(end);
    let ahead = |at: usize, many: usize| at..(at + many).min(sentence.end);
    let (bound, before) = bound_before(text, start);
    let near = |many: usize, class| {
        let from = before.end.saturating_sub(many).max(before.start);
        text.has(from..before.end, class)
    };
    let last_is = |class| last_is(text, &before, class);
    let length = match what {
        Claimed::Length(length) => Some(length),
        Claimed::Count(..) => None,
    };
    // "After 10 seconds, switch sides": what ends then lasted so long.
    let released = length.is_some_and(|length| length.most < Duration::from_secs(120))
        && last_is(After)
        && text.has(ahead(end, 4), Release);
    let counting = text.phrase(start, CountOf).is_some();
    let own_breath = breathing && near(3, Breathing) && !last_is(Breaths);
    let each_side = each_side_end(text, end);
    let behind = each_side.unwrap_or(end);
    let in_all = [behind, behind + 1].into_iter().any(|at| text.phrase(at, InAll).is_some());
    let others = length.map_or(Frequency, |_| NotADoseAfter);
    if text.has(sentence.clone(), Choice)
        || last_is(NotADoseBefore) && !released
        || near(3, SmallDoings) && !own_breath && !counting
        || each_side.is_none() && !in_all && text.is(end, others)
    {
        return None;
    }
    let after = ahead(behind, 3);
    let mark = after.clone().find(|&at| text.is_mark(at));
    let after = after.start..mark.unwrap_or(after.end);
    let rests = near(3, Rests) || text.has(after.clone(), Rests) || text.has(after, Between);
    let holds = released || near(5, Hold) || text.has(ahead(behind, 2), Hold);
    let of = match length {
        Some(_) if rests => LengthOf::Rest,
        Some(_) if holds => LengthOf::Work,
        _ => LengthOf::Any,
    };
    Some(Claim {
        what,
        at: start..behind,
        bound: if counting { Bound::About } else { bound },
        of,
        each_side: each_side.is_some(),
        of_the_whole: before.is_empty() || last_is(Takes) || text.is(end, OfTheWhole),
        in_all,
    })
}

/// The token behind "on each side", where that stands here.
fn each_side_end(text: &ReadText<'_>, at: usize) -> Option<usize> {
    [at, at + 1].into_iter().find_map(|start| {
        let limb = text.is_any(start + 1, &[Limbs, BothLimbs]);
        let each = text.is(start, Each) && limb;
        (text.phrase(start, EachSide)).or(each.then_some(start + 2))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::text::{Language, cut};
    use crate::routine::place::RoutinePlace;

    fn told(text: &str, code: &str) -> Vec<String> {
        let text = ReadText::new(RoutinePlace::default(), text, cut(text), Language::of(code));
        claims(&text, false)
            .into_iter()
            .map(|claim| {
                let what = match claim.what {
                    Claimed::Count(noun, count) => {
                        format!("{noun:?} {}..{}", count.least, count.most)
                    }
                    Claimed::Length(length) => {
                        format!("{}..{}s", length.least.as_secs_f64(), length.most.as_secs_f64())
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
        for text in ["dreimal am Tag", "nach 20 Minuten", "alle 30 Sekunden", "zwei Kissen"] {
            assert_eq!(told(text, "de"), Vec::<String>::new(), "{text}");
        }
    }
}
