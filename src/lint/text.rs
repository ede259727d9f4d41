//! A text of a routine cut into words, numbers and marks, each with its bytes, and read with the
//! words of its language.

use std::ops::Range;

use super::language::{Language, WordClass};
use crate::routine::place::{Finding, PlacePart, RoutinePlace};

/// The smallest piece of a text that says something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextToken {
    pub kind: WordKind,
    /// In small letters.
    pub text: String,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum WordKind {
    Word,
    Number(f64),
    /// A single character that is no letter.
    Mark(char),
    /// A placeholder with its braces.
    Hole,
}

impl TextToken {
    /// Whether a sentence or a part of one ends here.
    pub fn ends(&self) -> bool {
        matches!(
            self.kind,
            WordKind::Mark('.' | '!' | '?' | ';' | ':' | '\n')
        )
    }

    pub fn is_mark(&self) -> bool {
        matches!(self.kind, WordKind::Mark(_))
    }
}

/// One text where it stands in a routine.
pub(super) struct ReadText<'r> {
    pub place: RoutinePlace,
    pub says: &'r str,
    pub tokens: Vec<TextToken>,
    pub language: &'static Language,
}

impl<'r> ReadText<'r> {
    pub fn new(place: RoutinePlace, says: &'r str, language: &'static Language) -> ReadText<'r> {
        let mut tokens = cut(says);
        // The full stop of "10 Wdh. pro Seite" ends no sentence.
        let ends_nothing = |at: &usize| {
            let next = tokens.get(at + 1).map(|next| &says[next.at.clone()]);
            let next = next.and_then(|next| next.chars().next());
            let goes_on = next.is_some_and(|first| {
                first != '\n' && (language.capital_nouns || !first.is_uppercase())
            });
            let word = at.checked_sub(1).map_or("", |before| &tokens[before].text);
            let stop = tokens[*at].kind == WordKind::Mark('.');
            stop && goes_on && language[WordClass::Abbreviated].contains(&word)
        };
        let stops: Vec<usize> = (0..tokens.len()).filter(ends_nothing).collect();
        for stop in stops.into_iter().rev() {
            tokens.remove(stop);
        }
        ReadText {
            place,
            says,
            tokens,
            language,
        }
    }

    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    pub fn is(&self, at: usize, class: WordClass) -> bool {
        self.language[class].contains(&self.word(at))
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
        let words = phrase.split(' ');
        let end = at + words.clone().count();
        let all = words.zip(at..).all(|(word, at)| self.word(at) == word);
        all.then_some(end)
    }

    /// The token behind a phrase of a class, where one begins at a token.
    pub fn phrase(&self, at: usize, class: WordClass) -> Option<usize> {
        let mut phrases = self.language[class].iter();
        phrases.find_map(|phrase| self.phrase_at(at, phrase))
    }

    /// The tokens of the sentence around one, without its end.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let from = (0..at).rev().find(|&at| self.tokens[at].ends());
        let to = (at..self.tokens.len()).find(|&at| self.tokens[at].ends());
        from.map_or(0, |from| from + 1)..to.unwrap_or(self.tokens.len())
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
        Finding::warning(name, self.place.clone(), message).words(words)
    }
}

/// How many pieces of a text are looked at: rules go back and forth in a sentence, and a file may
/// hold one of a mebibyte. No instruction is that long.
const MOST: usize = 2_000;

/// Cuts a text. White space is left out, but for the end of a paragraph.
pub(super) fn cut(text: &str) -> Vec<TextToken> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next()
        && tokens.len() < MOST
    {
        let rest = &text[at..];
        let (kind, len) = match first {
            '{' => match rest.find('}') {
                Some(close) => (Some(WordKind::Hole), close + 1),
                None => (Some(WordKind::Mark('{')), 1),
            },
            '0'..='9' => {
                let len = number_len(rest);
                let value = rest[..len].replace(',', ".").parse().unwrap_or(f64::MAX);
                (Some(WordKind::Number(value)), len)
            }
            _ if first.is_alphabetic() => {
                let len = rest
                    .find(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
                    .unwrap_or(rest.len());
                (Some(WordKind::Word), len)
            }
            '\n' => (Some(WordKind::Mark('\n')), 1),
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ => (Some(WordKind::Mark(first)), first.len_utf8()),
        };
        if let Some(kind) = kind {
            tokens.push(TextToken {
                kind,
                text: rest[..len].to_lowercase().replace('’', "'"),
                at: at..at + len,
            });
        }
        at += len;
    }
    tokens
}

/// Digits, and behind a point or comma further ones.
fn number_len(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let rest = &text[whole..];
    match rest.strip_prefix(['.', ',']).map_or(0, digits) {
        0 => whole,
        fraction => whole + 1 + fraction,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_marks_and_placeholders_stand_alone() {
        let texts: Vec<String> = cut("Don’t hold 10-15s, {other side}: 1,5 s.\n")
            .into_iter()
            .map(|token| token.text)
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
        for text in [
            "{",
            "}{",
            "1.",
            "1..2",
            "٣",
            "é{é",
            "9999999999999999999999",
            "½",
        ] {
            cut(text);
        }
    }
}
