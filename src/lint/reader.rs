//! A text cut up, and read with the words of its language.

use std::ops::Range;

use super::language::Language;
use super::tokens::{Kind, Token, cut};

pub(super) struct Reader<'t> {
    text: &'t str,
    pub tokens: Vec<Token>,
    pub language: &'static Language,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, language: &'static Language) -> Reader<'t> {
        let mut tokens = cut(text);
        // The full stop of "10 Wdh. pro Seite" ends no sentence.
        let is_abbreviated: Vec<bool> = (0..tokens.len())
            .map(|at| {
                let stop = tokens[at].kind == Kind::Mark('.') && at > 0;
                let next = tokens.get(at + 1).map(|next| &text[next.at.clone()]);
                let goes_on = next
                    .and_then(|next| next.chars().next())
                    .is_some_and(|first| {
                        first != '\n' && (language.capital_nouns || !first.is_uppercase())
                    });
                stop && goes_on && language.abbreviated.contains(&tokens[at - 1].text.as_str())
            })
            .collect();
        let mut is_abbreviated = is_abbreviated.into_iter();
        tokens.retain(|_| !is_abbreviated.next().unwrap_or_default());
        Reader {
            text,
            tokens,
            language,
        }
    }

    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    pub fn has(&self, mut within: Range<usize>, words: &[&str]) -> bool {
        within.any(|at| self.is(at, words))
    }

    /// The token behind one of these phrases, where one begins at a token.
    pub fn phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().find_map(|phrase| {
            let words = phrase.split(' ');
            let end = at + words.clone().count();
            words
                .zip(at..)
                .all(|(word, at)| self.word(at) == word)
                .then_some(end)
        })
    }

    pub fn has_phrase(&self, phrases: &[&str]) -> bool {
        (0..self.tokens.len()).any(|at| self.phrase(at, phrases).is_some())
    }

    /// The tokens of the sentence around one, without its end.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let from = (0..at).rev().find(|&at| self.tokens[at].ends());
        let to = (at..self.tokens.len()).find(|&at| self.tokens[at].ends());
        from.map_or(0, |from| from + 1)..to.unwrap_or(self.tokens.len())
    }

    pub fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            matches!(token.kind, Kind::Number(_))
                || self.language.number(&token.text).is_some()
                || self.language.often(&token.text).is_some()
        })
    }

    /// The bytes from the first of some tokens to the last.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].at.start..self.tokens[tokens.end - 1].at.end
    }

    /// The author's words from the first of some tokens to the last.
    pub fn says(&self, tokens: &Range<usize>) -> &'t str {
        &self.text[self.bytes(tokens)]
    }
}
