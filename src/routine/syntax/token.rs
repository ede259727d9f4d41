//! From characters to tokens. Every byte of the text belongs to exactly one token.
//!
//! The tokens know nothing of each other; what stands where is `parse`'s to judge, and where a
//! text with damaged quotes ends is `quotes`'.

use std::ops::Range;

use super::{Bracket, is_space, tell};
use crate::problem::{Problem, char_start};

mod quotes;

pub(crate) use quotes::quoted;

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub at: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Space,
    /// `// ..` without its line break, or `/* .. */`.
    Comment,
    /// `#![enable(..)]` at the top.
    Attribute,
    Text,
    /// A text whose quotes were mended and reported, with what it most likely says.
    Mended(String),
    Char,
    Number,
    Word,
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    /// A quote that neither opens nor closes anything; `parse` reports it.
    StrayQuote,
    /// A sign that has no place in RON; `parse` reports it.
    Sign,
    /// Reported already, and to be treated like white space.
    Reported,
}

impl TokenKind {
    /// White space, comments and what is treated alike.
    pub fn is_trivia(&self) -> bool {
        matches!(
            self,
            TokenKind::Space | TokenKind::Comment | TokenKind::Reported
        )
    }
}

/// The tokens of a text, and what is wrong with their inner form.
pub(super) struct Lexed {
    pub tokens: Vec<Token>,
    pub problems: Vec<Problem>,
}

pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        problems: Vec::new(),
        patience: 4 << 20,
        damaged: 0,
        opens: None,
    };
    while lexer.at < text.len() {
        let start = lexer.at;
        let kind = lexer.next();
        debug_assert!(lexer.at > start, "every token has at least one character");
        lexer.tokens.push(Token {
            kind,
            at: start..lexer.at,
        });
    }
    Lexed {
        tokens: lexer.tokens,
        problems: lexer.problems,
    }
}

pub(super) struct Lexer<'t> {
    pub text: &'t str,
    pub at: usize,
    pub tokens: Vec<Token>,
    pub problems: Vec<Problem>,
    /// How many bytes may still be searched in vain for the end of a text or comment. A file
    /// made of openings would else be searched to its end for each of them.
    pub patience: usize,
    /// How many damaged texts have been looked at.
    pub damaged: usize,
    /// A quote that opens a text though it is glued to the one before.
    pub opens: Option<usize>,
}

/// As much of the text from `from` on as a damaged line is looked at.
pub(super) fn window(text: &str, from: usize) -> &str {
    let end = char_start(text, from.saturating_add(4096));
    &text[from..end.max(from)]
}

/// Whether a character may stand within a word.
pub(super) fn in_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

impl<'t> Lexer<'t> {
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub fn tell(
        &mut self,
        name: &'static str,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Problem {
        tell(&mut self.problems, name, at, message, help)
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !keep(c)).unwrap_or(rest.len());
    }

    /// What is searched for an end from `from` on.
    pub fn field_of_search(&self, from: usize) -> &'t str {
        match self.patience {
            0 => &self.text[from..char_start(self.text, from.saturating_add(256))],
            _ => &self.text[from..],
        }
    }

    /// To be called when a search found nothing.
    pub fn searched_in_vain(&mut self, bytes: usize) {
        self.patience = self.patience.saturating_sub(bytes);
    }

    /// The bytes from here to the end of the line, without its break.
    pub fn line_end(&self) -> usize {
        let rest = self.rest();
        let end = rest.find('\n').unwrap_or(rest.len());
        self.at + rest[..end].trim_end_matches('\r').len()
    }

    fn next(&mut self) -> TokenKind {
        let rest = self.rest();
        let mut chars = rest.chars();
        let first = chars.next().expect("called before the end of the text");
        let second = chars.next();
        match first {
            c if is_space(c) => {
                self.take_while(is_space);
                TokenKind::Space
            }
            // The byte order mark that some editors write in front of every file.
            '\u{FEFF}' if self.at == 0 => {
                self.at = first.len_utf8();
                TokenKind::Space
            }
            '/' => self.slash(second),
            '#' => self.hash(),
            '"' => quotes::text(self),
            '\'' => quotes::single(self),
            c if quotes::is_curly(c) => quotes::curly(self),
            'r' if rest.starts_with("r\"") || raw_hashes(rest).is_some() => quotes::raw(self),
            'b' if second == Some('\'') && quotes::char_len(&rest[1..]).is_some() => {
                self.at += 1 + quotes::char_len(&rest[1..]).expect("just seen");
                TokenKind::Number
            }
            c if c == '_' || c.is_alphabetic() => {
                if rest.starts_with("r#") {
                    self.at += 2;
                }
                self.word();
                TokenKind::Word
            }
            '0'..='9' | '+' | '-' | '.' => {
                let start = self.at;
                self.take_while(|c| in_word(c) || matches!(c, '.' | '+' | '-'));
                match &self.text[start..self.at] {
                    "-" | "." | "+" => TokenKind::Sign,
                    _ => TokenKind::Number,
                }
            }
            '(' => self.one(TokenKind::Open(Bracket::Round)),
            ')' => self.one(TokenKind::Close(Bracket::Round)),
            '[' => self.one(TokenKind::Open(Bracket::Square)),
            ']' => self.one(TokenKind::Close(Bracket::Square)),
            '{' => self.one(TokenKind::Open(Bracket::Curly)),
            '}' => self.one(TokenKind::Close(Bracket::Curly)),
            ',' => self.one(TokenKind::Comma),
            ':' => self.one(TokenKind::Colon),
            c if is_unseen(c) => self.unseen(c),
            c => {
                self.at += c.len_utf8();
                TokenKind::Sign
            }
        }
    }

    fn one(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    /// A word; a dash or point within it belongs to it, so that `how-often` is one mistake.
    fn word(&mut self) {
        self.take_while(in_word);
        while self.rest().starts_with(['-', '.', '+']) && self.rest()[1..].starts_with(in_word) {
            self.at += 1;
            self.take_while(in_word);
        }
    }

    fn slash(&mut self, second: Option<char>) -> TokenKind {
        match second {
            Some('/') => {
                self.at = self.line_end();
                TokenKind::Comment
            }
            Some('*') => {
                let start = self.at;
                if self.patience == 0 || !self.block_comment() {
                    self.tell(
                        "unclosed-comment",
                        start..start + 2,
                        "this comment is never closed",
                        "write `*/` where it ends",
                    )
                    .label = "it begins here".into();
                    // Only its first line is taken for the comment: the rest is likely meant to
                    // be read.
                    let searched = self.at - start;
                    self.searched_in_vain(searched.max(self.text.len() - self.at));
                    self.at = start;
                    self.at = self.line_end();
                }
                TokenKind::Comment
            }
            _ => {
                let start = self.at;
                self.tell(
                    "bad-comment",
                    start..start + 1,
                    "a single `/` has no meaning here",
                    "a comment begins with two: `// like this`",
                );
                self.at = self.line_end();
                TokenKind::Reported
            }
        }
    }

    /// Goes past a block comment, which may hold others. `false` where it has no end.
    fn block_comment(&mut self) -> bool {
        let mut level = 0usize;
        let end = self.at + self.field_of_search(self.at).len();
        loop {
            let rest = &self.text[self.at.min(end)..end];
            match rest.find(['/', '*']) {
                None => return false,
                Some(found) if rest[found..].starts_with("/*") => {
                    level += 1;
                    self.at += found + 2;
                }
                Some(found) if rest[found..].starts_with("*/") => {
                    level -= 1;
                    self.at += found + 2;
                    if level == 0 {
                        return true;
                    }
                }
                Some(found) => self.at += found + 1,
            }
        }
    }

    fn hash(&mut self) -> TokenKind {
        let start = self.at;
        let at_top = self
            .tokens
            .iter()
            .all(|token| token.kind.is_trivia() || token.kind == TokenKind::Attribute);
        let attribute = self.rest()[1..]
            .trim_start_matches(is_space)
            .strip_prefix('!');
        if at_top && attribute.is_some() {
            let end = attribute_len(self.rest()).map_or(self.line_end(), |len| start + len);
            self.at = end;
            let written = &self.text[start..end];
            if ron::from_str::<()>(&format!("{written} ()")).is_err() {
                self.tell(
                    "bad-attribute",
                    start..end,
                    format!("`{written}` is no attribute of RON"),
                    "a routine needs none: leave it out",
                );
            }
            return TokenKind::Attribute;
        }
        self.at = self.line_end();
        self.tell(
            "bad-comment",
            start..start + 1,
            "`#` does not begin a comment",
            "write `//` in its place",
        );
        TokenKind::Reported
    }

    fn unseen(&mut self, c: char) -> TokenKind {
        let start = self.at;
        self.take_while(|next| next == c);
        self.tell(
            "invisible-character",
            start..self.at,
            format!("an invisible character, {}, stands here", code_point(c)),
            "write an ordinary space, or nothing, in its place",
        );
        TokenKind::Reported
    }
}

/// `U+00A0`.
pub(crate) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Spaces that RON does not take for white space, and characters that have no width.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(
            c,
            '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}'
        )
}

/// The number of `#` in `r##"`, at least one.
pub(super) fn raw_hashes(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?;
    let count = hashes.len() - hashes.trim_start_matches('#').len();
    (count > 0 && hashes[count..].starts_with('"')).then_some(count)
}

/// The length of `#![..]`, brackets in its texts not counted.
fn attribute_len(rest: &str) -> Option<usize> {
    let mut in_text = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' => in_text = !in_text,
            ']' if !in_text => return Some(at + 1),
            _ => {}
        }
    }
    None
}
