//! The words of a language in which authors speak of counts, lengths, sides and turning.
//!
//! The words stand in `en.ron` and `de.ron`; here is what each list is for. A language that has no
//! file there has no words, and then nothing is said about words.

use std::ops::Deref;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use super::tokens::cut;

/// Words with commas between them.
#[derive(Debug)]
pub(super) struct Words(Vec<&'static str>);

impl Deref for Words {
    type Target = [&'static str];

    fn deref(&self) -> &[&'static str] {
        &self.0
    }
}

impl<'de: 'static> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Words, D::Error> {
        let words = <&'static str>::deserialize(from)?.split(',').map(str::trim);
        Ok(Words(words.filter(|word| !word.is_empty()).collect()))
    }
}

/// What a routine is in where it says nothing.
pub(super) const ENGLISH: &str = "en";

/// What the word checks know of a language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    /// Its code, as a routine writes it.
    pub code: &'static str,
    /// Its name in English.
    pub called: &'static str,
    /// Words that stand in most texts of it, and in no other language that is near.
    common: Words,
    /// One to nineteen.
    small: Words,
    /// Twenty to ninety.
    tens: Words,
    /// Other forms of them.
    also: Vec<(&'static str, u32)>,
    /// What stands between units and tens in one word: `fünf-und-zwanzig`.
    glue: &'static str,
    /// Words that are a count by themselves: `twice`.
    pub often: Vec<(&'static str, u32)>,
    /// Endings that make a count of a number word: `fünfmal`.
    pub often_ending: &'static str,
    /// Between the ends of a range.
    pub to: Words,
    /// `x` in "3 x 10".
    pub cross: Words,
    /// `between` and `and` in "between 10 and 20".
    pub between: Words,
    pub and: Words,
    /// In front of a number these make it seconds: `count of`.
    pub count_of: Words,
    /// Behind a count these make it that of all together.
    pub in_all: Words,
    /// A length beside one of these is that of a single repetition.
    pub hold: Words,
    /// Beside one of these it is that of a pause.
    pub rests: Words,
    /// `after` in "after 10 seconds, relax", and what ends then.
    pub after: Words,
    pub release: Words,
    /// Small doings that are the exercise itself where it is one of breathing.
    pub breathing: Words,
    /// The first words of a breath's parts: `in`, `out`.
    pub inhale: Words,
    pub exhale: Words,
    /// Words whose full stop ends no sentence.
    pub abbreviated: Words,
    /// Nouns have capital letters, so that these show no beginning of a sentence.
    pub capital_nouns: bool,
    pub seconds: Words,
    pub minutes: Words,
    pub hours: Words,
    /// `a` in "a minute".
    pub one: Words,
    /// Phrases that are a length by themselves, with their seconds.
    pub lengths: Vec<(&'static str, u32)>,
    pub times: Words,
    pub reps: Words,
    pub sets: Words,
    pub rounds: Words,
    pub breaths: Words,
    /// After a count these make it "per day" or a comparison.
    pub frequency: Words,
    /// In front of a count or length these make it something else than a dose.
    pub not_a_dose_before: Words,
    /// The same behind it.
    pub not_a_dose_after: Words,
    /// What is counted or timed apart from the exercise: `nod 3 times`.
    pub small_doings: Words,
    /// A sentence with one of these gives a choice, not the dose.
    pub choice: Words,
    pub about: Words,
    pub up_to: Words,
    pub at_least: Words,
    /// `each` in "each side".
    pub each: Words,
    /// Words that mean "on each side" alone.
    pub each_side: Words,
    /// What there are two of, one on each side.
    pub limbs: Words,
    /// The same for two of them: `change legs`.
    pub both_limbs: Words,
    /// `both` in "on both sides".
    pub both: Words,
    /// `sides` in it.
    pub sides: Words,
    /// `of` in "each side of".
    pub of: Words,
    pub same_again: Words,
    pub change: Words,
    /// Words that mean "change sides" alone.
    pub change_sides: Words,
    /// Words that mean "the other side" alone.
    pub other_side: Words,
    /// Both sides have their turns in one playing.
    pub alternating: Words,
    /// What is changed may stand in front of the word.
    pub limbs_before_change: bool,
    pub then: Words,
    pub other: Words,
    pub left: Words,
    pub right: Words,
    /// What an author writes for a side that is filled in.
    pub placeholder: &'static str,
    /// A sentence with it.
    pub filled: &'static str,
    /// In front of `left` that isn't followed by a limb: `the left`.
    pub side_article: Words,
    /// `left` and `right` mean sides even when they stand alone.
    pub bare_sides: Words,
    /// A turn of the trunk by the word alone.
    pub twist: Words,
    pub turn: Words,
    pub trunk: Words,
    /// After `turn` these make it a change of place: `turn onto`.
    pub turn_over: Words,
    /// What is twisted and isn't the trunk.
    pub not_trunk: Words,
    /// The whole body, which is turned over as well.
    pub body: Words,
    /// Both of them going to one side turn the trunk: `knees`.
    pub knees: Words,
    pub fall: Words,
    /// In front of the side that they go to, and that side.
    pub toward: Words,
    pub one_side: Words,
    /// Beside them these lead apart.
    pub apart: Words,
    pub not: Words,
    /// Texts of a wait that ask for nothing.
    pub idle: Words,
    /// In front of the length of the whole: `takes five minutes`.
    pub takes: Words,
    /// Behind it: `five minutes of breath`.
    pub of_the_whole: Words,
    /// A text that asks to do nothing for a while.
    pub pause: Words,
}

/// A file that can't be read is left out; a test reads them all.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let files = [include_str!("en.ron"), include_str!("de.ron")];
    files
        .into_iter()
        .filter_map(|file| ron::from_str(file).ok())
        .collect()
});

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.code == other.code
    }
}

impl Language {
    /// That of some texts which say none: English, unless their words are plainly others.
    pub fn like<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<&'static Language> {
        let mut counts = vec![0; LANGUAGES.len()];
        for text in texts {
            for token in cut(text) {
                for (count, language) in counts.iter_mut().zip(&*LANGUAGES) {
                    *count += usize::from(language.common.contains(&token.text.as_str()));
                }
            }
        }
        let all = || counts.iter().zip(&*LANGUAGES);
        let english = all().find(|(_, one)| one.code == ENGLISH);
        let (most, likest) = all().max_by_key(|(count, _)| **count)?;
        let plainly = *most >= 2 && *most > 2 * english.map_or(0, |(count, _)| *count);
        if plainly {
            Some(likest)
        } else {
            english.map(|(_, one)| one)
        }
    }

    /// The table for the code of a language, like `en` or `de-AT`.
    pub fn of(code: &str) -> Option<&'static Language> {
        let first = code.split('-').next().unwrap_or_default();
        LANGUAGES.iter().find(|one| one.code == first)
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
            let (units, tens) = word
                .split_once(self.glue)
                .filter(|_| !self.glue.is_empty())?;
            let units = plain(units).filter(|n| (1..10).contains(n))?;
            let tens = plain(tens).filter(|n| *n >= 20 && *n % 10 == 0)?;
            Some(units + tens)
        })
    }

    /// The count that a word is by itself.
    pub fn often(&self, word: &str) -> Option<u32> {
        let mut often = self.often.iter();
        let alone = often.find(|(name, _)| *name == word).map(|(_, n)| *n);
        let ending = (!self.often_ending.is_empty()).then_some(self.often_ending);
        alone.or_else(|| self.number(word.strip_suffix(ending?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_words_is_read() {
        for file in [include_str!("en.ron"), include_str!("de.ron")] {
            let language: Result<Language, _> = ron::from_str(file);
            assert!(language.is_ok(), "{:?}", language.err());
        }
        assert_eq!(LANGUAGES.len(), 2);
    }
}
