//! The words of a language in which authors speak of counts, lengths, sides and turning.
//!
//! Tables only. A language that is not here has no table, and then nothing is said about words.

mod english;
mod german;

use english::ENGLISH;
use german::GERMAN;

/// What the word checks know of a language.
pub(super) struct Language {
    /// Its code, as a routine writes it.
    code: &'static str,
    /// One to nineteen.
    small: [&'static str; 19],
    /// Twenty to ninety.
    tens: [&'static str; 8],
    /// Other forms of them.
    also: &'static [(&'static str, u32)],
    /// What stands between units and tens in one word: `fünf-und-zwanzig`.
    glue: Option<&'static str>,
    /// Words that are a count by themselves: `twice`.
    pub often: &'static [(&'static str, u32)],
    /// Endings that make a count of a number word: `fünfmal`.
    pub often_ending: Option<&'static str>,
    /// Between the ends of a range.
    pub to: &'static [&'static str],
    pub seconds: &'static [&'static str],
    pub minutes: &'static [&'static str],
    pub hours: &'static [&'static str],
    /// `a` in "a minute".
    pub one: &'static [&'static str],
    /// Phrases that are a length by themselves, with their seconds.
    pub lengths: &'static [(&'static str, u32)],
    pub times: &'static [&'static str],
    pub reps: &'static [&'static str],
    pub sets: &'static [&'static str],
    pub rounds: &'static [&'static str],
    pub breaths: &'static [&'static str],
    /// After a count these make it "per day" or a comparison.
    pub frequency: &'static [&'static str],
    /// In front of a count or length these make it something else than a dose.
    pub not_a_dose_before: &'static [&'static str],
    /// The same behind it.
    pub not_a_dose_after: &'static [&'static str],
    /// What is counted or timed apart from the exercise: `nod 3 times`.
    pub small_doings: &'static [&'static str],
    /// A sentence with one of these gives a choice, not the dose.
    pub choice: &'static [&'static str],
    pub about: &'static [&'static str],
    pub up_to: &'static [&'static str],
    pub at_least: &'static [&'static str],
    /// `each` in "each side".
    pub each: &'static [&'static str],
    /// Words that mean "on each side" alone.
    pub each_side: &'static [&'static str],
    /// What there are two of, one on each side.
    pub limbs: &'static [&'static str],
    /// The same for two of them: `change legs`.
    pub both_limbs: &'static [&'static str],
    /// `of` in "each side of".
    pub of: &'static [&'static str],
    pub same_again: &'static [&'static str],
    pub change: &'static [&'static str],
    /// What is changed may stand in front of the word.
    pub limbs_before_change: bool,
    pub then: &'static [&'static str],
    pub other: &'static [&'static str],
    pub left: &'static [&'static str],
    pub right: &'static [&'static str],
    /// In front of `left` that isn't followed by a limb: `the left`.
    pub side_article: &'static [&'static str],
    /// `left` and `right` mean sides even when they stand alone.
    pub bare_sides: &'static [&'static str],
    /// A turn of the trunk by the word alone.
    pub twist: &'static [&'static str],
    pub turn: &'static [&'static str],
    pub trunk: &'static [&'static str],
    /// After `turn` these make it a change of place: `turn onto`.
    pub turn_over: &'static [&'static str],
    /// What is twisted and isn't the trunk.
    pub not_trunk: &'static [&'static str],
    pub not: &'static [&'static str],
    /// Texts of a wait that ask for nothing.
    pub idle: &'static [&'static str],
    /// In front of the length of the whole: `takes five minutes`.
    pub takes: &'static [&'static str],
    /// Behind it: `five minutes of breath`.
    pub of_the_whole: &'static [&'static str],
    /// A text that asks to do nothing for a while.
    pub pause: &'static [&'static str],
}

impl Language {
    /// The table for the code of a language, like `en` or `de-AT`.
    pub fn of(code: &str) -> Option<&'static Language> {
        let first = code.split('-').next().unwrap_or_default();
        [&ENGLISH, &GERMAN]
            .into_iter()
            .find(|one| one.code == first)
    }

    /// The number that a word stands for.
    pub fn number(&self, word: &str) -> Option<u32> {
        let plain = |word: &str| {
            let small = self.small.iter().position(|name| *name == word);
            let tens = self.tens.iter().position(|name| *name == word);
            let also = self.also.iter().find(|(name, _)| *name == word);
            (small.map(|at| at as u32 + 1))
                .or(tens.map(|at| at as u32 * 10 + 20))
                .or(also.map(|(_, n)| *n))
        };
        plain(word).or_else(|| {
            let (units, tens) = word.split_once(self.glue?)?;
            let units = plain(units).filter(|n| (1..10).contains(n))?;
            let tens = plain(tens).filter(|n| *n >= 20 && *n % 10 == 0)?;
            Some(units + tens)
        })
    }

    /// The count that a word is by itself.
    pub fn often(&self, word: &str) -> Option<u32> {
        let mut often = self.often.iter();
        let alone = often.find(|(name, _)| *name == word).map(|(_, n)| *n);
        alone.or_else(|| self.number(word.strip_suffix(self.often_ending?)?))
    }
}
