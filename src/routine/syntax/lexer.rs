//! From characters to tokens. Every byte of the text belongs to exactly one token.
//!
//! In a sound file every text is followed by a comma, a bracket, a colon or the end of its line.
//! Where something else follows, a quote was lost, added or pasted, and the text is taken to end
//! where the author most likely meant it to.

use std::ops::Range;

use super::{Bracket, is_space, quoted};
use crate::problem::{Problem, char_start};

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
    while lexer.at < text.len() {
        let start = lexer.at;
        let kind = lexer.next();
        debug_assert!(lexer.at > start, "every token has at least one character");
        lexer.tokens.push(Token { kind, at: start..lexer.at });
    }
    (lexer.tokens, lexer.problems)
}

/// The double quotes that sheets and word processors print.
const CURLY: [char; 6] = ['“', '”', '„', '‟', '«', '»'];

/// The single ones, the straight one among them.
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
            '\u{FEFF}' if self.at == 0 => self.one(first, TokenKind::Space),
            '/' => self.slash(second),
            '#' => self.hash(),
            '"' => self.text(),
            '\'' if char_len(rest).is_some() => {
                self.at += char_len(rest).unwrap_or(1);
                TokenKind::Char
            }
            c if SINGLE.contains(&c) => self.wrong_quotes(c, &SINGLE),
            c if CURLY.contains(&c) => self.wrong_quotes(c, &CURLY),
            'r' if rest.starts_with("r\"") || raw_hashes(rest).is_some() => self.raw_text(),
            'b' if char_len(&rest[1..]).is_some() => {
                self.at += 1 + char_len(&rest[1..]).unwrap_or(0);
                TokenKind::Number
            }
            c if c == '_' || c.is_alphabetic() => self.word(),
            '0'..='9' | '+' | '-' | '.' => {
                let start = self.at;
                self.take_while(|c| in_word(c) || matches!(c, '.' | '+' | '-'));
                match &self.text[start..self.at] {
                    "-" | "." | "+" => TokenKind::Sign,
                    _ => TokenKind::Number,
                }
            }
            '(' => self.one(first, TokenKind::Open(Bracket::Round)),
            ')' => self.one(first, TokenKind::Close(Bracket::Round)),
            '[' => self.one(first, TokenKind::Open(Bracket::Square)),
            ']' => self.one(first, TokenKind::Close(Bracket::Square)),
            '{' => self.one(first, TokenKind::Open(Bracket::Curly)),
            '}' => self.one(first, TokenKind::Close(Bracket::Curly)),
            ',' => self.one(first, TokenKind::Comma),
            ':' => self.one(first, TokenKind::Colon),
            c if is_unseen(c) => self.unseen(c),
            c => self.one(c, TokenKind::Sign),
        }
    }

    fn one(&mut self, c: char, kind: TokenKind) -> TokenKind {
        self.at += c.len_utf8();
        kind
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

    fn slash(&mut self, second: Option<char>) -> TokenKind {
        let start = self.at;
        match second {
            Some('/') => {
                self.at = line_end(self.text, start);
                TokenKind::Comment
            }
            Some('*') => {
                if !self.block_comment() {
                    self.at = self.text.len();
                    self.problems.push(
                        Problem::error(
                            "unclosed-comment",
                            start..start + 2,
                            "this comment is never closed",
                        )
                        .label("it begins here")
                        .help("write `*/` where it ends"),
                    );
                }
                TokenKind::Comment
            }
            _ => self.no_comment("a single `/` has no meaning here, and a comment begins with two"),
        }
    }

    /// What other formats begin a comment with: the line is passed over.
    fn no_comment(&mut self, message: &str) -> TokenKind {
        let start = self.at;
        self.at = line_end(self.text, start);
        let problem = Problem::error("bad-comment", start..start + 1, message);
        self.problems.push(problem.help("write `//` in its place"));
        TokenKind::Reported
    }

    /// Goes past a block comment, which may hold others. `false` where it has no end.
    fn block_comment(&mut self) -> bool {
        let mut level = 0usize;
        while let Some(found) = self.rest().find(['/', '*']) {
            self.at += found;
            if self.rest().starts_with("/*") {
                level += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                level -= 1;
                self.at += 2;
                if level == 0 {
                    return true;
                }
            } else {
                self.at += 1;
            }
        }
        false
    }

    fn hash(&mut self) -> TokenKind {
        let start = self.at;
        let mut before = self.tokens.iter();
        let at_top =
            before.all(|token| token.kind.is_trivia() || token.kind == TokenKind::Attribute);
        let inside = self.rest()[1..].trim_start_matches(is_space);
        if !(at_top && inside.starts_with('!')) {
            return self.no_comment("`#` does not begin a comment");
        }
        let end = attribute_len(self.rest());
        self.at = end.map_or_else(|| line_end(self.text, start), |len| start + len);
        let written = &self.text[start..self.at];
        if ron::from_str::<()>(&format!("{written} ()")).is_err() {
            let message = format!("`{written}` is no attribute of RON");
            let problem = Problem::error("bad-attribute", start..self.at, message);
            self.problems.push(problem.help("a routine needs none: leave it out"));
        }
        TokenKind::Attribute
    }

    fn unseen(&mut self, c: char) -> TokenKind {
        let start = self.at;
        self.take_while(|next| next == c);
        let message = format!("an invisible character, {}, stands here", code_point(c));
        let problem = Problem::error("invisible-character", start..self.at, message);
        self.problems.push(problem.help("write an ordinary space, or nothing, in its place"));
        TokenKind::Reported
    }

    /// Reads from a `"`.
    fn text(&mut self) -> TokenKind {
        let (text, start) = (self.text, self.at);
        // Glued to the end of a word it closes something. (ron reads `Some"x"`.)
        let before = &text[..start];
        let glued = before.ends_with(|c| in_word(c) || matches!(c, '.' | '!' | '?'));
        if glued && !before.ends_with("Some") || self.damaged > MOST_DAMAGED {
            return self.one('"', TokenKind::StrayQuote);
        }
        let close = closing(text, start + 1);
        if let Some(close) = close
            && can_close(&text[close + 1..])
            // `"Twist”,` and then a text on a later line: the first line has its end already.
            && (!text[start..close].contains('\n') || self.curly_end(start + 1).is_none())
        {
            self.at = close + 1;
            return TokenKind::Text;
        }
        self.damaged += 1;
        match (self.curly_end(start + 1), close) {
            (Some(end), _) => self.mended_quotes(start, start + 1, end),
            (None, Some(close)) if !opens_the_next(&text[start + 1..close]) => {
                self.quote_inside(start, close)
            }
            (None, close) => {
                let end = lost_end(text, start + 1, close);
                if text[start + 1..end].trim().is_empty() {
                    return self.one('"', TokenKind::StrayQuote);
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
        match self.text[content..].find(&ending) {
            Some(len) => {
                self.at = content + len + ending.len();
                TokenKind::Text
            }
            None => self.never_closed(content, self.text.len(), &ending),
        }
    }

    /// Reads from a quote that is no straight double one, to the next of its like, or a straight
    /// one, on the same line.
    fn wrong_quotes(&mut self, first: char, like: &[char]) -> TokenKind {
        let (text, start) = (self.text, self.at);
        self.damaged += 1;
        if self.damaged > MOST_DAMAGED {
            return self.one(first, TokenKind::Sign);
        }
        let content = start + first.len_utf8();
        let line = &text[content..line_end(text, content)];
        let mut quotes =
            line.char_indices().filter(|(_, c)| like.contains(c) || *c == '"' && like == CURLY);
        let end = quotes.find(|(at, c)| can_close(&line[at + c.len_utf8()..]));
        match end {
            Some((end, _)) => self.mended_quotes(start, content, content + end),
            None if like == CURLY => {
                let end = strip(text, content, content + line.len());
                self.never_closed(content, end.max(content), "\"")
            }
            None => self.one(first, TokenKind::Sign),
        }
    }

    /// A curly quote on this line, before any straight one, that could close a text.
    fn curly_end(&self, from: usize) -> Option<usize> {
        let line = &self.text[from..line_end(self.text, from)];
        let line = &line[..line.find('"').unwrap_or(line.len())];
        let mut quotes = line.char_indices().filter(|(_, c)| CURLY.contains(c));
        let end = quotes.find(|(at, c)| can_close(&self.text[from + at + c.len_utf8()..]));
        end.map(|(at, _)| from + at)
    }

    /// A text from `start` whose content ends at a quote at `end`, one of the two being wrong.
    fn mended_quotes(&mut self, start: usize, content: usize, end: usize) -> TokenKind {
        let close = self.text[end..].chars().next().map_or(0, char::len_utf8);
        self.at = end + close;
        let says = self.text[content..end].to_owned();
        let what = match self.text[start..].starts_with('\'') {
            true => "single",
            false => "curly",
        };
        let message = format!("this text stands in {what} quotes");
        self.problems.push(
            Problem::error("wrong-quotes", start..self.at, message)
                .label("RON knows straight double quotes only")
                .help(format!("write {}", quoted(&says))),
        );
        TokenKind::Mended(says)
    }

    fn never_closed(&mut self, content: usize, end: usize, ending: &str) -> TokenKind {
        self.at = end;
        let says = self.text[content..end].to_owned();
        let begins: String = says.chars().take(24).collect();
        let begins = begins.lines().next().unwrap_or_default().trim_end();
        let message = format!("the text that begins with `{begins}` is never closed");
        self.problems.push(
            Problem::error("unclosed-text", end..end, message)
                .label("a quote is missing here")
                .help(format!("write `{ending}` where the text ends")),
        );
        TokenKind::Mended(says)
    }

    /// `"say "hello" loudly"`: the quotes within it need a backslash. The text ends at the first
    /// quote before the next line of RON that could close it.
    fn quote_inside(&mut self, start: usize, close: usize) -> TokenKind {
        let text = self.text;
        let limit = next_structure(text, close + 1);
        let mut quotes = std::iter::successors(closing(&text[..limit], close + 1), |quote| {
            closing(&text[..limit], quote + 1)
        });
        // A sentence holds a few quotes at the most.
        let end = quotes.by_ref().take(16).find(|quote| {
            let opens = text[..*quote].ends_with(is_space);
            can_close(&text[quote + 1..]) && (!opens || text[quote + 1..].starts_with(is_space))
        });
        let Some(end) = end else {
            // No quote closes it further on, so the words after this one are too many.
            self.at = close + 1;
            return TokenKind::Text;
        };
        self.at = end + 1;
        let last = text[..end].rfind('"').unwrap_or(close).max(close);
        self.problems.push(
            Problem::error("inner-quote", close..last + 1, "this quote ends the text too early")
                .label("more words follow")
                .help("write \\\" or ' for a quote within a text"),
        );
        TokenKind::Mended(text[start + 1..end].replace('"', "'"))
    }
}

/// Whether a character may stand within a word.
fn in_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The length of the word that a text begins with.
fn word_len(text: &str) -> usize {
    text.find(|c| !in_word(c)).unwrap_or(text.len())
}

/// The end of the line that `from` stands on, without its break.
fn line_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    from + line.trim_end_matches('\r').len()
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
fn raw_hashes(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?;
    let count = hashes.len() - hashes.trim_start_matches('#').len();
    (count > 0 && hashes[count..].starts_with('"')).then_some(count)
}

/// The length of `#![..]`, brackets in its texts not counted.
fn attribute_len(rest: &str) -> Option<usize> {
    let mut in_text = false;
    let end = rest.find(|c| {
        in_text ^= c == '"';
        c == ']' && !in_text
    });
    end.map(|end| end + 1)
}

/// The length of `'x'` or `'\n'` where that is what stands here.
fn char_len(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let len = match inner.strip_prefix('\\') {
        Some(escape) => {
            let first = escape.chars().next()?;
            1 + first.len_utf8() + escape[first.len_utf8()..].find('\'')?
        }
        None => inner.chars().next()?.len_utf8(),
    };
    (len <= 12 && inner[len..].starts_with('\'')).then_some(len + 2)
}

/// What may follow a text: punctuation, the end of the line, or the next value where only a
/// comma was forgotten.
fn can_close(after: &str) -> bool {
    let next = after.trim_start_matches(|c| is_space(c) && c != '\n' && c != '\r');
    let spaced = next.len() < after.len();
    match next.chars().next() {
        None | Some('\n' | '\r' | ',' | ')' | ']' | '}' | ':' | ';') => true,
        Some('/') => next.starts_with("//") || next.starts_with("/*"),
        Some('(') => true,
        Some('"' | '[' | '{') => spaced,
        Some(_) => {
            let (word, rest) = next.split_at(word_len(next));
            let name = word.starts_with(|c: char| c == '_' || c.is_alphabetic());
            name && (rest.starts_with(':') || spaced && rest.starts_with('('))
        }
    }
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
            let last = text[line..limit].rfind('\n');
            line + last.unwrap_or(0)
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
        let (word, after) = line.split_at(word_len(line));
        let field = !word.is_empty() && after.starts_with(':');
        let step = word.starts_with(char::is_uppercase) && after.starts_with('(');
        field || step || line.starts_with([')', ']', '('])
    });
    structure.unwrap_or(end)
}

/// Takes white space, commas and brackets that the text did not open off its end.
fn strip(text: &str, content: usize, end: usize) -> usize {
    let mut piece = &text[content..end];
    // A text ends in a few brackets at the most.
    for _ in 0..8 {
        piece = piece.trim_end_matches(|c| is_space(c) || c == ',');
        let bracket = match piece.chars().next_back() {
            Some(')') => !piece.contains('('),
            Some(']') => !piece.contains('['),
            _ => false,
        };
        piece = &piece[..piece.len() - usize::from(bracket)];
    }
    content + piece.len()
}
