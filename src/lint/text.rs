//! A text of a routine cut into words, numbers and marks, each with its bytes, and read with the
//! words in which the authors of its language speak of counts, lengths, sides and turning.
//!
//! The words stand in `en.ron` and `de.ron`; here is what each list is for. A language that has no
//! file there has no words, and then nothing is said about words.

use std::borrow::Cow;
use std::ops::Range;
use std::ptr;
use std::sync::LazyLock;

use hashbrown::HashMap;
use serde::Deserialize;

use crate::routine::place::{Finding, PlacePart, RoutinePlace};

/// The smallest piece of a text that says something.
#[derive(Clone, Debug)]
pub(super) struct TextToken<'r> {
    pub kind: WordKind,
    /// In small letters.
    pub text: Cow<'r, str>,
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// What each language knows of it.
    meanings: &'static Meanings,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum WordKind {
    Word,
    Number(f64),
    /// A single character that is no letter.
    Mark,
    /// A placeholder with its braces.
    Hole,
}

impl TextToken<'_> {
    /// Whether a sentence or a part of one ends here.
    pub fn ends(&self) -> bool {
        matches!(&*self.text, "." | "!" | "?" | ";" | ":" | "\n")
    }

    pub fn is_mark(&self) -> bool {
        self.kind == WordKind::Mark
    }

    /// Whether it is a number, or some language knows it.
    pub fn is_known(&self) -> bool {
        !ptr::eq(self.meanings, &UNKNOWN_WORD) || matches!(self.kind, WordKind::Number(_))
    }
}

/// One text where it stands in a routine.
pub(super) struct ReadText<'r> {
    pub place: RoutinePlace,
    pub says: &'r str,
    pub tokens: Vec<TextToken<'r>>,
    /// The tokens that end a sentence.
    ends: Vec<usize>,
    pub language: &'static Language,
}

impl<'r> ReadText<'r> {
    /// Of a text that is [`cut`] into these.
    pub fn new(
        place: RoutinePlace,
        says: &'r str,
        mut tokens: Vec<TextToken<'r>>,
        language: &'static Language,
    ) -> ReadText<'r> {
        let is_abbreviated =
            |token: &TextToken<'_>| token.meanings[language.nth].is(WordClass::Abbreviated);
        // The full stop of "10 Wdh. pro Seite" ends no sentence.
        for at in (1..tokens.len()).rev() {
            if tokens[at].text != "." || !is_abbreviated(&tokens[at - 1]) {
                continue;
            }
            let behind = tokens.get(at + 1).and_then(|next| says[next.at.start..].chars().next());
            let goes_on =
                |first: char| first != '\n' && (language.capital_nouns || !first.is_uppercase());
            if behind.is_some_and(goes_on) {
                tokens.remove(at);
            }
        }
        let ends = (0..tokens.len()).filter(|at| tokens[*at].ends()).collect();
        ReadText { place, says, tokens, ends, language }
    }

    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    pub fn meaning(&self, at: usize) -> &'static WordMeaning {
        &self.tokens.get(at).map_or(&UNKNOWN_WORD, |token| token.meanings)[self.language.nth]
    }

    pub fn is(&self, at: usize, class: WordClass) -> bool {
        self.meaning(at).is(class)
    }

    pub fn is_any(&self, at: usize, classes: &[WordClass]) -> bool {
        classes.iter().any(|class| self.is(at, *class))
    }

    pub fn is_mark(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(TextToken::is_mark)
    }

    /// Where the first word of a class stands within some tokens.
    pub fn first(&self, mut within: Range<usize>, class: WordClass) -> Option<usize> {
        within.find(|&at| self.is(at, class))
    }

    pub fn has(&self, within: Range<usize>, class: WordClass) -> bool {
        self.first(within, class).is_some()
    }

    /// Whether a word of a class stands anywhere.
    pub fn says(&self, class: WordClass) -> bool {
        self.has(0..self.tokens.len(), class)
    }

    /// No mark stands within some tokens.
    pub fn is_plain(&self, mut within: Range<usize>) -> bool {
        within.all(|at| !self.is_mark(at))
    }

    /// The token behind a phrase, where it begins at a token.
    pub fn phrase_at(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut words = phrase.split(' ').zip(at..);
        let end = at + words.clone().count();
        words.all(|(word, at)| self.word(at) == word).then_some(end)
    }

    /// The token behind a word or a phrase of a class, where one begins at a token.
    pub fn phrase(&self, at: usize, class: WordClass) -> Option<usize> {
        let meaning = self.meaning(at);
        if meaning.is(class) {
            return Some(at + 1);
        }
        let mut phrases = meaning.phrases.iter().filter(|(of, _)| *of == class);
        phrases.find_map(|(_, phrase)| self.phrase_at(at, phrase))
    }

    /// The tokens of the sentence around one, without its end.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let (before, behind) = self.ends.split_at(self.ends.partition_point(|end| *end < at));
        before.last().map_or(0, |last| last + 1)..*behind.first().unwrap_or(&self.tokens.len())
    }

    /// The author's words from the first of some tokens to the last.
    pub fn words(&self, tokens: &Range<usize>) -> &'r str {
        &self.says[self.tokens[tokens.start].at.start..self.tokens[tokens.end - 1].at.end]
    }

    /// It is a field of its step, or of the routine, and no part of one.
    pub fn is_field(&self, field: &'static str) -> bool {
        self.place.keys == [PlacePart::Field(field)]
    }

    /// It belongs to the routine itself and to no step.
    pub fn is_of_the_whole(&self) -> bool {
        self.place.steps.is_empty()
    }

    /// What deserves a look in some words of this text.
    pub fn warning(&self, name: &'static str, words: &str, message: impl Into<String>) -> Finding {
        Finding::warning(name, self.place.clone().words(words), message)
    }
}

/// How many pieces of a text are looked at: rules go back and forth in a sentence, and a file may
/// hold one of a mebibyte. No instruction is that long.
const MOST: usize = 2_000;

/// Cuts a text. White space is left out, but for the end of a paragraph.
pub(super) fn cut(text: &str) -> Vec<TextToken<'_>> {
    // About as many as a text of this length has.
    let mut tokens = Vec::with_capacity((text.len() / 4).min(MOST));
    let mut at = 0;
    while let Some(first) = text[at..].chars().next()
        && tokens.len() < MOST
    {
        let rest = &text[at..];
        let is_letter = |c: char| c.is_alphabetic() || c == '\'' || c == '’';
        let (kind, len) = match first {
            '{' => rest.find('}').map_or((WordKind::Mark, 1), |end| (WordKind::Hole, end + 1)),
            '0'..='9' => {
                let len = number_len(rest);
                let value = rest[..len].replace(',', ".").parse().unwrap_or(f64::MAX);
                (WordKind::Number(value), len)
            }
            _ if first.is_alphabetic() => {
                // Nearly all letters are ASCII.
                let plain = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                let other = rest[plain..].find(|c| !is_letter(c));
                (WordKind::Word, other.map_or(rest.len(), |other| plain + other))
            }
            _ => (WordKind::Mark, first.len_utf8()),
        };
        if first == '\n' || !first.is_whitespace() {
            let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
            let written = &rest[..len];
            let text = if written.bytes().all(is_small) {
                Cow::Borrowed(written)
            } else {
                let small = written.to_lowercase();
                Cow::Owned(if small.is_ascii() { small } else { small.replace('’', "'") })
            };
            let meanings = MEANINGS.get(&*text).map_or(&UNKNOWN_WORD, Box::as_ref);
            tokens.push(TextToken { kind, text, at: at..at + len, meanings });
        }
        at += len;
    }
    tokens
}

/// Digits, and behind a point or comma further ones.
fn number_len(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let fraction = text[whole..].strip_prefix(['.', ',']).map_or(0, digits);
    if fraction == 0 { whole } else { whole + 1 + fraction }
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
    /// Behind a count this makes it that of all together, for help.
    pub in_all: &'static str,
    /// What says that both sides have their turns, for help.
    pub in_turn: &'static str,
    /// Words that are a number.
    numbers: HashMap<&'static str, u32>,
    /// Words that are a count by themselves: `twice`.
    often: HashMap<&'static str, u32>,
    /// Phrases that are a length by themselves, with their seconds.
    lengths: HashMap<&'static str, u32>,
    /// Nouns have capital letters, so that these show no beginning of a sentence.
    pub capital_nouns: bool,
    /// What is changed may stand in front of the word.
    pub limbs_before_change: bool,
    /// Words or phrases with commas between them.
    words: HashMap<WordClass, &'static str>,
    /// The place of its own among the meanings of a word.
    #[serde(skip)]
    nth: usize,
}

/// What a language knows of a word.
#[derive(Debug, Default)]
pub(super) struct WordMeaning {
    /// A bit for each list that it stands in.
    classes: u128,
    pub number: Option<u32>,
    pub often: Option<u32>,
    /// The lengths that begin with it, in seconds.
    pub lengths: Vec<(u32, &'static str)>,
    /// The phrases of several words that do.
    phrases: Vec<(WordClass, &'static str)>,
}

/// What a word means in each language, and at last in one without words: nothing.
type Meanings = [WordMeaning; FILES.len() + 1];

static UNKNOWN_WORD: Meanings = [const {
    WordMeaning { classes: 0, number: None, often: None, lengths: Vec::new(), phrases: Vec::new() }
}; FILES.len() + 1];

impl WordMeaning {
    pub fn is(&self, class: WordClass) -> bool {
        self.classes >> class as u32 & 1 == 1
    }
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
    /// Behind a count these make it that of a day.
    ADay,
    /// A length beside one of these is that of a single repetition.
    Hold,
    /// Beside one of these it is that of a pause.
    Rests,
    /// `after` in "after 10 seconds, relax", and what ends then.
    After,
    Release,
    /// Small doings that are the exercise itself where it is one of breathing.
    Breathing,
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
    /// What authors write where a placeholder belongs, in all languages.
    LikePlaceholder,
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
    /// What a wait says that asks for nothing but time.
    Idle,
    /// In front of the length of the whole: `takes five minutes`.
    Takes,
    /// Behind it: `five minutes of breath`.
    OfTheWhole,
}

const FILES: [&str; 2] = [include_str!("en.ron"), include_str!("de.ron")];

/// A file that can't be read is left out; a test reads them all.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let read = |(nth, file)| Some(Language { nth, ..ron::from_str(file).ok()? });
    FILES.into_iter().enumerate().filter_map(read).collect()
});

/// A language without words.
static UNKNOWN: LazyLock<Language> = LazyLock::new(|| Language {
    placeholder: "{right|left}",
    filled: "Bend the {right|left} knee.",
    nth: FILES.len(),
    ..Language::default()
});

/// Every word that a language knows, so that each word of a text is looked up once.
static MEANINGS: LazyLock<HashMap<&str, Box<Meanings>>> = LazyLock::new(|| {
    let mut meanings = HashMap::<_, Box<Meanings>>::new();
    let first = |phrase: &'static str| phrase.split(' ').next().unwrap_or_default();
    for language in &*LANGUAGES {
        for (word, number) in &language.numbers {
            meanings.entry(*word).or_default()[language.nth].number = Some(*number);
        }
        for (word, often) in &language.often {
            meanings.entry(*word).or_default()[language.nth].often = Some(*often);
        }
        for (phrase, seconds) in &language.lengths {
            let meaning = &mut meanings.entry(first(phrase)).or_default()[language.nth];
            meaning.lengths.push((*seconds, phrase));
        }
        for class in language.words.keys() {
            for phrase in language.list(*class) {
                let meaning = &mut meanings.entry(first(phrase)).or_default()[language.nth];
                if phrase.contains(' ') {
                    meaning.phrases.push((*class, phrase));
                } else {
                    meaning.classes |= 1 << *class as u32;
                }
            }
        }
    }
    meanings
});

impl Language {
    /// The words and phrases of a list.
    pub fn list(&self, class: WordClass) -> impl Iterator<Item = &'static str> {
        let words = self.words.get(&class).copied().unwrap_or_default();
        words.split(',').map(str::trim).filter(|phrase| !phrase.is_empty())
    }

    /// That of some texts which say none: English, unless their words are plainly others.
    pub fn like<'t>(tokens: impl Iterator<Item = &'t TextToken<'t>>) -> &'static Language {
        let mut counts = [0; FILES.len()];
        // So many words show it.
        for token in tokens.take(200) {
            for (count, meaning) in counts.iter_mut().zip(token.meanings) {
                *count += usize::from(meaning.is(WordClass::Common));
            }
        }
        let all = || LANGUAGES.iter().map(|language| (counts[language.nth], language));
        let english = all().find(|(_, one)| one.code == ENGLISH);
        let plainly = |most| most >= 2 && most > 2 * english.map_or(0, |(count, _)| count);
        let likest = all().max_by_key(|(count, _)| *count);
        let like = likest.filter(|(most, _)| plainly(*most)).or(english);
        like.map_or(&UNKNOWN, |(_, language)| language)
    }

    /// The table for the code of a language, like `en` or `de-AT`.
    pub fn of(code: &str) -> &'static Language {
        let first = code.split('-').next().unwrap_or_default();
        let mut all = LANGUAGES.iter();
        all.find(|one| one.code == first).unwrap_or(&UNKNOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_marks_and_placeholders_stand_alone() {
        let texts: Vec<String> = cut("Don’t hold 10-15s, {other side}: 1,5 s.\n")
            .into_iter()
            .map(|token| token.text.into_owned())
            .collect();
        let expected = [
            "don't",
            "hold",
            "10",
            "-",
            "15",
            "s",
            ",",
            "{other side}",
            ":",
            "1,5",
            "s",
            ".",
            "\n",
        ];
        assert_eq!(texts, expected);
    }

    #[test]
    fn any_text_is_cut() {
        for text in ["{", "}{", "1.", "1..2", "٣", "é{é", "9999999999999999999999", "½"] {
            cut(text);
        }
    }

    #[test]
    fn every_file_of_words_is_read() {
        for file in FILES {
            let language = ron::from_str::<Language>(file);
            assert!(language.is_ok(), "{:?}", language.err());
        }
        assert_eq!(LANGUAGES.len(), FILES.len());
    }
}
