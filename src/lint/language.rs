//! The words of a language in which authors speak of counts, lengths, sides and turning.
//!
//! The words stand in `en.ron` and `de.ron`; here is what each list is for. A language that has no
//! file there has no words, and then nothing is said about words.

use std::collections::HashMap;
use std::ops::Index;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use super::text::cut;

/// Words or phrases with commas between them.
#[derive(Debug)]
struct WordList(Vec<&'static str>);

impl<'de: 'static> Deserialize<'de> for WordList {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<WordList, D::Error> {
        let words = <&'static str>::deserialize(from)?.split(',').map(str::trim);
        Ok(WordList(words.filter(|word| !word.is_empty()).collect()))
    }
}

/// What a routine is in where it says nothing.
pub(super) const ENGLISH: &str = "en";

/// What the word checks know of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    /// Its code, as a routine writes it; empty where the language is unknown.
    pub code: &'static str,
    /// Its name in English.
    pub called: &'static str,
    /// What an author writes for a side that is filled in.
    pub placeholder: &'static str,
    /// A sentence with it.
    pub filled: &'static str,
    numbers: HashMap<&'static str, u32>,
    /// What stands between units and tens in one word: `fünf-und-zwanzig`.
    glue: &'static str,
    /// Words that are a count by themselves: `twice`.
    often: HashMap<&'static str, u32>,
    /// Endings that make a count of a number word: `fünfmal`.
    often_ending: &'static str,
    /// Phrases that are a length by themselves, with their seconds.
    pub lengths: HashMap<&'static str, u32>,
    /// Nouns have capital letters, so that these show no beginning of a sentence.
    pub capital_nouns: bool,
    /// What is changed may stand in front of the word.
    pub limbs_before_change: bool,
    words: HashMap<WordClass, WordList>,
}

/// What a list of words is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub(super) enum WordClass {
    /// Words that stand in most texts of it, and in no other language that is near.
    Common,
    /// Between the ends of a range.
    To,
    /// `x` in "3 x 10".
    Cross,
    /// `between` and `and` in "between 10 and 20".
    Between,
    And,
    /// In front of a number these make it seconds: `count of`.
    CountOf,
    /// Behind a count these make it that of all together.
    InAll,
    /// A length beside one of these is that of a single repetition.
    Hold,
    /// Beside one of these it is that of a pause.
    Rests,
    /// `after` in "after 10 seconds, relax", and what ends then.
    After,
    Release,
    /// Small doings that are the exercise itself where it is one of breathing.
    Breathing,
    /// The first words of a breath's parts: `in`, `out`.
    Inhale,
    Exhale,
    /// Words whose full stop ends no sentence.
    Abbreviated,
    Seconds,
    Minutes,
    Hours,
    /// `a` in "a minute".
    One,
    Times,
    Reps,
    Sets,
    Rounds,
    Breaths,
    /// After a count these make it "per day" or a comparison.
    Frequency,
    /// In front of a count or length these make it something else than a dose.
    NotADoseBefore,
    /// The same behind it.
    NotADoseAfter,
    /// What is counted or timed apart from the exercise: `nod 3 times`.
    SmallDoings,
    /// A sentence with one of these gives a choice, not the dose.
    Choice,
    About,
    UpTo,
    AtLeast,
    /// `each` in "each side".
    Each,
    /// Words that mean "on each side" alone.
    EachSide,
    /// What there are two of, one on each side.
    Limbs,
    /// The same for two of them: `change legs`.
    BothLimbs,
    /// `both` in "on both sides".
    Both,
    /// `sides` in it.
    Sides,
    /// `of` in "each side of".
    Of,
    SameAgain,
    Change,
    /// Words that mean "change sides" alone.
    ChangeSides,
    /// Words that mean "the other side" alone.
    OtherSide,
    /// Both sides have their turns in one playing.
    Alternating,
    Then,
    Other,
    Left,
    Right,
    /// In front of `left` that isn't followed by a limb: `the left`.
    SideArticle,
    /// `left` and `right` mean sides even when they stand alone.
    BareSides,
    /// A turn of the trunk by the word alone.
    Twist,
    /// Exercises that turn the trunk, by their names: `open book`.
    TurningExercise,
    Turn,
    Trunk,
    /// After `turn` these make it a change of place: `turn onto`.
    TurnOver,
    /// What is twisted and isn't the trunk.
    NotTrunk,
    /// The whole body, which is turned over as well.
    Body,
    /// Both of them going to one side turn the trunk: `knees`.
    Knees,
    Fall,
    /// In front of the side that they go to, and that side.
    Toward,
    OneSide,
    /// Beside them these lead apart.
    Apart,
    Not,
    /// Texts of a wait that ask for nothing.
    Idle,
    /// In front of the length of the whole: `takes five minutes`.
    Takes,
    /// Behind it: `five minutes of breath`.
    OfTheWhole,
    /// A text that asks to do nothing for a while.
    Pause,
}

/// A file that can't be read is left out; a test reads them all.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let files = [include_str!("en.ron"), include_str!("de.ron")];
    files
        .into_iter()
        .filter_map(|file| ron::from_str(file).ok())
        .collect()
});

/// A language without words.
static UNKNOWN: LazyLock<Language> = LazyLock::new(|| Language {
    placeholder: "{right|left}",
    filled: "Bend the {right|left} knee.",
    ..Language::default()
});

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.code == other.code
    }
}

impl Index<WordClass> for Language {
    type Output = [&'static str];

    fn index(&self, class: WordClass) -> &[&'static str] {
        self.words.get(&class).map_or(&[], |list| &list.0)
    }
}

impl Language {
    /// That of some texts which say none: English, unless their words are plainly others.
    pub fn like<'t>(texts: impl IntoIterator<Item = &'t str>) -> &'static Language {
        let mut counts = vec![0; LANGUAGES.len()];
        for token in texts.into_iter().flat_map(cut) {
            for (count, language) in counts.iter_mut().zip(&*LANGUAGES) {
                *count += usize::from(language[WordClass::Common].contains(&token.text.as_str()));
            }
        }
        let all = || counts.iter().zip(&*LANGUAGES);
        let english = all().find(|(_, one)| one.code == ENGLISH);
        let plainly = |most| most >= 2 && most > 2 * english.map_or(0, |(count, _)| *count);
        let likest = all().max_by_key(|(count, _)| **count);
        let like = likest.filter(|(most, _)| plainly(**most)).or(english);
        like.map_or(&UNKNOWN, |(_, language)| language)
    }

    /// The table for the code of a language, like `en` or `de-AT`.
    pub fn of(code: &str) -> &'static Language {
        let first = code.split('-').next().unwrap_or_default();
        let mut all = LANGUAGES.iter();
        all.find(|one| one.code == first).unwrap_or(&UNKNOWN)
    }

    /// The number that a word stands for.
    pub fn number(&self, word: &str) -> Option<u32> {
        let plain = |word: &str| self.numbers.get(word).copied();
        plain(word).or_else(|| {
            let glued = || word.split_once(self.glue);
            let (units, tens) = (!self.glue.is_empty()).then(glued)??;
            let units = plain(units).filter(|n| (1..10).contains(n))?;
            let tens = plain(tens).filter(|n| *n >= 20 && *n % 10 == 0)?;
            Some(units + tens)
        })
    }

    /// The count that a word is by itself.
    pub fn often(&self, word: &str) -> Option<u32> {
        let ending = (!self.often_ending.is_empty()).then_some(self.often_ending);
        let alone = self.often.get(word).copied();
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
