//! From characters to tokens. Every byte of the text belongs to exactly one token.
//!
//! In a sound file every text is followed by a comma, a bracket, a colon or the end of its line.
//! Where something else follows, a quote was lost, added or pasted, and the text is taken to end
//! where the author most likely meant it to.

use std::ops::Range;

use super::{Bracket, is_space, quoted};
use crate::problem::{Errors, Problem, char_start};

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
    Number,
    Word,
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    /// A quote that neither opens nor closes anything; the parser reports it.
    StrayQuote,
    /// A sign that has no place in RON; the parser reports it.
    Sign,
    /// Reported already, and to be treated like white space.
    Reported,
}

impl TokenKind {
    /// White space, comments and what is treated alike.
    pub fn is_trivia(&self) -> bool {
        matches!(self, TokenKind::Space | TokenKind::Comment | TokenKind::Reported)
    }
}

/// The tokens of a text, and what is wrong with their inner form.
pub(super) fn lex(text: &str) -> (Vec<Token>, Vec<Problem>) {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), problems: Vec::new(), damaged: 0 };
    while let Some(first) = lexer.rest().chars().next() {
        let start = lexer.at;
        let kind = lexer.next(first);
        debug_assert!(lexer.at > start, "every token has at least one character");
        lexer.tokens.push(Token { kind, at: start..lexer.at });
    }
    (lexer.tokens, lexer.problems)
}

/// The double quotes that sheets and word processors print, and the straight one.
const DOUBLE: [char; 7] = ['“', '”', '„', '‟', '«', '»', '"'];

/// The single ones.
const SINGLE: [char; 4] = ['\'', '‘', '’', '‚'];

/// After so many damaged texts in one file nobody reads on, and no more is guessed: each of them
/// may have been searched to the end of the file.
const MOST_DAMAGED: usize = 500;

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    problems: Vec<Problem>,
    /// How many damaged texts have been looked at.
    damaged: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !keep(c)).unwrap_or(rest.len());
    }

    fn next(&mut self, first: char) -> TokenKind {
        let (start, rest) = (self.at, self.rest());
        match first {
            c if is_space(c) => {
                self.take_while(is_space);
                return TokenKind::Space;
            }
            '/' | '#' => return self.comment(),
            '"' => return self.text(),
            c if SINGLE.contains(&c) => return self.wrong_quotes(c, &SINGLE, "single"),
            c if DOUBLE.contains(&c) => return self.wrong_quotes(c, &DOUBLE, "curly"),
            'r' if raw_hashes(rest).is_some() => return self.raw_text(),
            c if in_word(c) && !c.is_numeric() => return self.word(),
            '0'..='9' | '+' | '-' | '.' => {
                self.take_while(|c| in_word(c) || matches!(c, '.' | '+' | '-'));
                return match &self.text[start..self.at] {
                    "-" | "." | "+" => TokenKind::Sign,
                    _ => TokenKind::Number,
                };
            }
            // The byte order mark that some editors write in front of every file.
            c if is_unseen(c) && !(c == '\u{FEFF}' && start == 0) => return self.unseen(c),
            _ => self.at += first.len_utf8(),
        }
        match first {
            '(' => TokenKind::Open(Bracket::Round),
            ')' => TokenKind::Close(Bracket::Round),
            '[' => TokenKind::Open(Bracket::Square),
            ']' => TokenKind::Close(Bracket::Square),
            '{' => TokenKind::Open(Bracket::Curly),
            '}' => TokenKind::Close(Bracket::Curly),
            ',' => TokenKind::Comma,
            ':' => TokenKind::Colon,
            '\u{FEFF}' => TokenKind::Space,
            _ => TokenKind::Sign,
        }
    }

    /// A word; a dash or point within it belongs to it, so that `how-often` is one mistake.
    fn word(&mut self) -> TokenKind {
        if self.rest().starts_with("r#") {
            self.at += 2;
        }
        self.take_while(in_word);
        while self.rest().starts_with(['-', '.', '+']) && self.rest()[1..].starts_with(in_word) {
            self.at += 1;
            self.take_while(in_word);
        }
        TokenKind::Word
    }

    /// A comment, an attribute at the top, or what other formats begin a comment with.
    fn comment(&mut self) -> TokenKind {
        let (start, rest) = (self.at, self.rest());
        self.at = line_end(self.text, start);
        if rest.starts_with("//") {
            return TokenKind::Comment;
        }
        if rest.starts_with("/*") {
            self.at = start;
            if !self.pass_block_comment() {
                self.at = self.text.len();
                let message = "this comment is never closed";
                let problem = Problem::error("unclosed-comment", start..start + 2, message);
                let help = "write `*/` where it ends";
                self.problems.push(problem.label("it begins here").help(help));
            }
            return TokenKind::Comment;
        }
        let top = |token: &Token| token.kind.is_trivia() || token.kind == TokenKind::Attribute;
        if rest[1..].trim_start_matches(is_space).starts_with('!') && self.tokens.iter().all(top) {
            self.at = rest.find(']').map_or(self.at, |len| start + len + 1);
            return TokenKind::Attribute;
        }
        let message = if rest.starts_with('#') {
            "`#` does not begin a comment"
        } else {
            "a single `/` has no meaning here, and a comment begins with two"
        };
        let help = "write `//` in its place";
        self.problems.tell("bad-comment", start..start + 1, message, help);
        TokenKind::Reported
    }

    /// Goes past a block comment, which may hold others. `false` where it has no end.
    fn pass_block_comment(&mut self) -> bool {
        let mut level = 0usize;
        while let Some(found) = self.rest().find(['/', '*']) {
            self.at += found;
            let (opens, closes) = (self.rest().starts_with("/*"), self.rest().starts_with("*/"));
            self.at += if opens || closes { 2 } else { 1 };
            level = level + usize::from(opens) - usize::from(closes);
            if closes && level == 0 {
                return true;
            }
        }
        false
    }

    fn unseen(&mut self, c: char) -> TokenKind {
        let start = self.at;
        self.take_while(|next| next == c);
        let message = format!("an invisible character, {}, stands here", code_point(c));
        let help = "write an ordinary space, or nothing, in its place";
        self.problems.tell("invisible-character", start..self.at, message, help);
        TokenKind::Reported
    }

    /// Reads from a `"`.
    fn text(&mut self) -> TokenKind {
        let (text, start) = (self.text, self.at);
        // Glued to the end of a word it closes something.
        let glued = text[..start].ends_with(|c| in_word(c) || matches!(c, '.' | '!' | '?'));
        if glued || self.damaged > MOST_DAMAGED {
            self.at += 1;
            return TokenKind::StrayQuote;
        }
        let close = closing(text, start + 1);
        let sound = close.filter(|close| can_close(&text[close + 1..]));
        let within_line = sound.is_some_and(|close| !text[start..close].contains('\n'));
        // `"Twist”,` and then a text on a later line: the first line has its end already.
        let before = if within_line { start + 1 } else { close.unwrap_or(text.len()) };
        let curly = closing_on_line(text, start + 1..before, &DOUBLE);
        if let (Some(close), None) = (sound, curly) {
            self.at = close + 1;
            return TokenKind::Text;
        }
        self.damaged += 1;
        match (curly, close) {
            (Some(end), _) => self.mended_quotes(start + 1, end, "curly"),
            (None, Some(close)) if !opens_the_next(&text[start + 1..close]) => {
                self.quote_inside(close)
            }
            _ => {
                let end = lost_end(text, start + 1, close);
                if text[start + 1..end].trim().is_empty() {
                    self.at += 1;
                    return TokenKind::StrayQuote;
                }
                self.never_closed(start + 1, end, "\"")
            }
        }
    }

    /// Reads from an `r"` or `r#"`.
    fn raw_text(&mut self) -> TokenKind {
        let hashes = raw_hashes(self.rest()).unwrap_or(0);
        let content = self.at + hashes + 2;
        let ending = format!("\"{}", "#".repeat(hashes));
        let Some(len) = self.text[content..].find(&ending) else {
            return self.never_closed(content, self.text.len(), &ending);
        };
        self.at = content + len + ending.len();
        TokenKind::Text
    }

    /// Reads from a quote that is no straight double one, to the next of its like on the line.
    fn wrong_quotes(&mut self, first: char, like: &[char], what: &str) -> TokenKind {
        let content = self.at + first.len_utf8();
        self.damaged += 1;
        let end = closing_on_line(self.text, content..self.text.len(), like);
        match end.filter(|_| self.damaged <= MOST_DAMAGED) {
            Some(end) => self.mended_quotes(content, end, what),
            None if like == DOUBLE && self.damaged <= MOST_DAMAGED => {
                let end = strip(self.text, content, line_end(self.text, content));
                self.never_closed(content, end, "\"")
            }
            None => {
                self.at = content;
                TokenKind::Sign
            }
        }
    }

    /// A text whose content ends at a quote at `end`, one of the two being wrong.
    fn mended_quotes(&mut self, content: usize, end: usize, what: &str) -> TokenKind {
        let start = self.at;
        self.at = end + self.text[end..].chars().next().map_or(0, char::len_utf8);
        let says = self.text[content..end].to_owned();
        let message = format!("this text stands in {what} quotes");
        let problem = Problem::error("wrong-quotes", start..self.at, message);
        let problem = problem.label("RON knows straight double quotes only");
        self.problems.push(problem.help(format!("write {}", quoted(&says))));
        TokenKind::Mended(says)
    }

    fn never_closed(&mut self, content: usize, end: usize, ending: &str) -> TokenKind {
        self.at = end;
        let says = self.text[content..end].to_owned();
        let begins: String = says.chars().take(24).collect();
        let begins = begins.lines().next().unwrap_or_default().trim_end();
        let message = format!("the text that begins with `{begins}` is never closed");
        let help = format!("write `{ending}` where the text ends");
        let problem = Problem::error("unclosed-text", end..end, message);
        self.problems.push(problem.label("a quote is missing here").help(help));
        TokenKind::Mended(says)
    }

    /// `"say "hello" loudly"`: the quotes within it need a backslash. The text ends at the first
    /// quote before the next line of RON that could close it; where there is none, the words after
    /// this one are too many.
    fn quote_inside(&mut self, close: usize) -> TokenKind {
        let (text, start) = (self.text, self.at);
        let text = &text[..next_structure(text, close + 1)];
        let mut quotes = std::iter::successors(Some(close), |quote| closing(text, quote + 1));
        // A sentence holds a few quotes at the most.
        let end = quotes.by_ref().skip(1).take(16).find(|quote| {
            let (before, after) = (&text[..*quote], &text[quote + 1..]);
            can_close(after) && (!before.ends_with(is_space) || after.starts_with(is_space))
        });
        self.at = end.unwrap_or(close) + 1;
        let Some(end) = end else {
            return TokenKind::Text;
        };
        let last = text[..end].rfind('"').unwrap_or(close).max(close);
        let message = "this quote ends the text too early";
        let help = "write \\\" or ' for a quote within a text";
        let problem = Problem::error("inner-quote", close..last + 1, message);
        self.problems.push(problem.label("more words follow").help(help));
        TokenKind::Mended(text[start + 1..end].replace('"', "'"))
    }
}

/// Whether a character may stand within a word.
fn in_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The end of the line that `from` stands on, without its break.
fn line_end(text: &str, from: usize) -> usize {
    let line = text[from..].split('\n').next().unwrap_or_default();
    from + line.trim_end_matches('\r').len()
}

/// `U+00A0`.
pub(crate) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Spaces that RON does not take for white space, and characters that have no width.
fn is_unseen(c: char) -> bool {
    c.is_control() || c.is_whitespace() || crate::text::is_unseen(c) || crate::text::is_obeyed(c)
}

/// The number of `#` in `r##"`.
fn raw_hashes(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?;
    let count = hashes.len() - hashes.trim_start_matches('#').len();
    hashes[count..].starts_with('"').then_some(count)
}

/// What may follow a text: punctuation, the end of the line, or the next value where only a
/// comma was forgotten.
fn can_close(after: &str) -> bool {
    let next = after.trim_start_matches(|c| is_space(c) && c != '\n' && c != '\r');
    let spaced = next.len() < after.len();
    match next.chars().next() {
        None | Some('\n' | '\r' | ',' | '(' | ')' | ']' | '}' | ':' | ';') => true,
        Some('/') => next.starts_with("//") || next.starts_with("/*"),
        Some('"' | '[' | '{') => spaced,
        Some(_) => {
            let (name, rest) = split_word(next);
            !name.is_empty() && (rest.starts_with(':') || spaced && rest.starts_with('('))
        }
    }
}

/// The name that a text begins with, if any, and what stands behind it.
fn split_word(text: &str) -> (&str, &str) {
    let len = text.find(|c| !in_word(c)).unwrap_or(text.len());
    text.split_at(if text.starts_with(char::is_numeric) { 0 } else { len })
}

/// A quote of some kinds within a range, on its first line, that could close a text.
fn closing_on_line(text: &str, within: Range<usize>, quotes: &[char]) -> Option<usize> {
    let start = within.start;
    let line = text[within].split('\n').next().unwrap_or_default();
    let mut found = line.char_indices().filter(|(_, c)| quotes.contains(c));
    let end = found.find(|(at, c)| can_close(&text[start + at + c.len_utf8()..]));
    end.map(|(at, _)| start + at)
}

/// Whether the quote behind these words rather opens the next text: a field's name or a bracket
/// stands in front of it.
fn opens_the_next(content: &str) -> bool {
    let before = content.trim_end_matches(is_space);
    before.is_empty() || before.ends_with(['(', '[', ',', ':'])
}

/// The next quote that no backslash precedes.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + text[at..].find(['"', '\\'])?;
        if text.as_bytes()[found] == b'"' {
            return Some(found);
        }
        at = found + 1;
        at += text[at..].chars().next()?.len_utf8();
    }
}

/// Where a text that was never closed most likely ends: before the next field on its line, or
/// before the next line that looks like RON again. `close` is the quote that opens the next text.
fn lost_end(text: &str, content: usize, close: Option<usize>) -> usize {
    let line = line_end(text, content);
    let end = match close {
        Some(close) if close < line => {
            let field = text[content..close].trim_end_matches([' ', ':', '(', '[']);
            content + field.rfind(',').unwrap_or(0)
        }
        _ => {
            let limit = next_structure(text, line).min(close.unwrap_or(text.len()).max(line));
            line + text[line..limit].rfind('\n').unwrap_or(0)
        }
    };
    strip(text, content, end)
}

/// The start of the next line that looks like RON: a field, a step, a closing bracket.
fn next_structure(text: &str, from: usize) -> usize {
    // No instruction is longer than this.
    let end = char_start(text, from.saturating_add(4096)).max(from);
    let lines = text[from..end].match_indices('\n').take(40);
    let mut starts = lines.map(|(line, _)| from + line + 1);
    let structure = starts.find(|start| {
        let line = text[*start..end].trim_start_matches([' ', '\t']);
        let (word, after) = split_word(line);
        let field = !word.is_empty() && after.starts_with(':');
        let step = word.starts_with(char::is_uppercase) && after.starts_with('(');
        field || step || line.starts_with([')', ']', '('])
    });
    structure.unwrap_or(end)
}

/// Takes white space, commas and closing brackets off the end of a text.
fn strip(text: &str, content: usize, end: usize) -> usize {
    let ends = |c| is_space(c) || matches!(c, ',' | ')' | ']');
    content + text[content..end].trim_end_matches(ends).len()
}
