//! An author's text cut into words, numbers and marks, each with its bytes.
//!
//! It knows letters, not languages.

use std::ops::Range;

/// The smallest piece of a text that says something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    /// In small letters.
    pub text: String,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Word,
    Number(f64),
    /// A single character that is no letter.
    Mark(char),
    /// A placeholder with its braces.
    Hole,
}

impl Token {
    /// Whether a sentence or a part of one ends here.
    pub fn ends(&self) -> bool {
        matches!(self.kind, Kind::Mark('.' | '!' | '?' | ';' | ':' | '\n'))
    }

    pub fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Mark(_))
    }
}

/// How many pieces of a text are looked at: rules go back and forth in a sentence, and a file may
/// hold one of a mebibyte. No instruction is that long.
const MOST: usize = 2_000;

/// Cuts a text. White space is left out, but for the end of a paragraph.
pub(super) fn cut(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next()
        && tokens.len() < MOST
    {
        let rest = &text[at..];
        let (kind, len) = match first {
            '{' => match rest.find('}') {
                Some(close) => (Some(Kind::Hole), close + 1),
                None => (Some(Kind::Mark('{')), 1),
            },
            '0'..='9' => {
                let len = number_len(rest);
                let value = rest[..len].replace(',', ".").parse().unwrap_or(f64::MAX);
                (Some(Kind::Number(value)), len)
            }
            _ if first.is_alphabetic() => {
                let len = rest
                    .find(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
                    .unwrap_or(rest.len());
                (Some(Kind::Word), len)
            }
            '\n' => (Some(Kind::Mark('\n')), 1),
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ => (Some(Kind::Mark(first)), first.len_utf8()),
        };
        if let Some(kind) = kind {
            tokens.push(Token {
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
    match rest.starts_with(['.', ',']) {
        true => match digits(&rest[1..]) {
            0 => whole,
            fraction => whole + 1 + fraction,
        },
        false => whole,
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
