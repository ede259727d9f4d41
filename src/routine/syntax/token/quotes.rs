//! Where a quoted text ends, above all where its quotes are damaged.
//!
//! In a sound file every text is followed by a comma, a bracket, a colon or the end of the file.
//! Where something else follows, a quote was lost, added or pasted, and this room says which,
//! and takes for the text what the author most likely meant.

mod inner;
mod unclosed;

use inner::{in_unquoted, inner, joined, joined_text, word_between};
use unclosed::{cut, never_closed, strip, unclosed};

use super::super::is_space;
use super::{Lexer, TokenKind, in_word, raw_hashes, window};
use crate::text::is_obeyed;

/// The double quotes that sheets and word processors print.
const CURLY: [char; 6] = ['“', '”', '„', '‟', '«', '»'];

/// After so many damaged texts in one file nobody reads on, and no more is guessed.
const ENOUGH: usize = 500;

pub(super) fn is_curly(c: char) -> bool {
    CURLY.contains(&c) || matches!(c, '‘' | '’' | '‚')
}

/// Reads from a `"`.
pub(super) fn text(lexer: &mut Lexer<'_>) -> TokenKind {
    let (text, start) = (lexer.text, lexer.at);
    if !can_open(&text[..start]) && lexer.opens != Some(start) {
        lexer.at += 1;
        return TokenKind::StrayQuote;
    }
    let field = lexer.field_of_search(start + 1);
    let close = closing(field, 0).map(|close| start + 1 + close);
    if close.is_none() {
        lexer.searched_in_vain(field.len());
    }
    if let Some(close) = close
        && in_unquoted(lexer, start, close)
    {
        lexer.at = close + 1;
        return TokenKind::Sign;
    }
    if let Some(close) = close
        && can_close(&text[close + 1..])
    {
        // `"Twist”,` and then a text on a later line: the first line has its end already.
        if text[start..close].contains('\n')
            && let Some(end) = curly_end(text, start + 1)
        {
            return curly_text(lexer, start, start + 1, end);
        }
        lexer.at = close + 1;
        return TokenKind::Text;
    }
    lexer.damaged += 1;
    if lexer.damaged > ENOUGH {
        lexer.at += 1;
        return TokenKind::StrayQuote;
    }
    if let Some(end) = curly_end(text, start + 1) {
        return curly_text(lexer, start, start + 1, end);
    }
    if let Some(close) = close
        && let Some((end, says)) = joined(text, start, close)
    {
        return joined_text(lexer, start, end, says);
    }
    if let Some(close) = close
        && word_between(text, start, close)
    {
        lexer.at = close + 1;
        return TokenKind::Text;
    }
    match close {
        Some(close) if close == start + 1 => {
            // `""Twist"`: the second one opens the text.
            lexer.at += 1;
            lexer.opens = Some(close);
            TokenKind::StrayQuote
        }
        Some(close) if !looks_like_opener(text, start + 1, close) => inner(lexer, start, close),
        _ => unclosed(lexer, start, close),
    }
}

/// Reads from an `r"` or `r#"`.
pub(super) fn raw(lexer: &mut Lexer<'_>) -> TokenKind {
    let start = lexer.at;
    let hashes = raw_hashes(lexer.rest()).unwrap_or(0);
    let content = start + hashes + 2;
    let ending = format!("\"{}", "#".repeat(hashes));
    let field = lexer.field_of_search(content);
    match field.find(&ending) {
        Some(len) => {
            lexer.at = content + len + ending.len();
            TokenKind::Text
        }
        None => {
            lexer.searched_in_vain(field.len());
            let end = cut(lexer.text, content, None);
            never_closed(lexer, content, end, &ending)
        }
    }
}

/// Reads from a `'`.
pub(super) fn single(lexer: &mut Lexer<'_>) -> TokenKind {
    if let Some(len) = char_len(lexer.rest()) {
        lexer.at += len;
        return TokenKind::Char;
    }
    quoted_otherwise(lexer, &['\'', '’', '‘'], "single quotes")
}

/// Reads from a curly quote.
pub(super) fn curly(lexer: &mut Lexer<'_>) -> TokenKind {
    let first = lexer.rest().chars().next().expect("called at a quote");
    if matches!(first, '‘' | '’' | '‚') {
        return quoted_otherwise(lexer, &['\'', '’', '‘'], "curly quotes");
    }
    let (text, start) = (lexer.text, lexer.at);
    let content = start + first.len_utf8();
    let line = line_end(text, content);
    let straight = text[content..line]
        .match_indices('"')
        .map(|(at, _)| content + at)
        .find(|at| can_close(&text[at + 1..]));
    let curly = curly_end(text, content);
    match (curly, straight) {
        (Some(end), Some(other)) if other < end => curly_text(lexer, start, content, other),
        (Some(end), _) | (None, Some(end)) => curly_text(lexer, start, content, end),
        (None, None) => {
            let end = strip(text, content, line);
            if end == content {
                lexer.at = content;
                return TokenKind::Sign;
            }
            never_closed(lexer, content, end, "\"")
        }
    }
}

/// A text in the wrong kind of quotes, on one line.
fn quoted_otherwise(lexer: &mut Lexer<'_>, quotes: &[char], what: &str) -> TokenKind {
    let (text, start) = (lexer.text, lexer.at);
    let first = lexer.rest().chars().next().expect("called at a quote");
    let content = start + first.len_utf8();
    let line = line_end(text, content);
    let end = text[content..line]
        .char_indices()
        .filter(|(_, c)| quotes.contains(c))
        .map(|(at, c)| (content + at, c.len_utf8()))
        .find(|(at, len)| can_close(&text[at + len..]));
    let Some((end, len)) = end else {
        lexer.at = content;
        return TokenKind::Sign;
    };
    lexer.at = end + len;
    let says = text[content..end].to_owned();
    lexer
        .tell(
            "wrong-quotes",
            start..lexer.at,
            format!("this text stands in {what}"),
            format!("write {}", quoted(&says)),
        )
        .label = "RON knows straight double quotes only".into();
    TokenKind::Mended(says)
}

/// The length of `'x'` or `'\n'` where that is what stands here.
pub(super) fn char_len(rest: &str) -> Option<usize> {
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

/// A quote glued to the end of a word closes something; it opens nothing. (`r"` and `b"` are
/// read elsewhere, and ron reads `Some"x"`.)
fn can_open(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else {
        return true;
    };
    !(in_word(last) || matches!(last, '"' | '.' | '!' | '?')) || before.ends_with("Some")
}

/// What may follow a text: punctuation, the end of the line, or the next value where only a
/// comma was forgotten.
fn can_close(after: &str) -> bool {
    let next = after.trim_start_matches(|c| is_space(c) && c != '\n' && c != '\r');
    let spaced = next.len() < after.len();
    match next.chars().next() {
        None | Some('\n' | '\r' | ',' | ')' | ']' | '}' | ':' | ';') => true,
        // A full stop in the place of a comma, or in front of one.
        Some('.') => {
            !spaced
                && next[1..]
                    .trim_start_matches(' ')
                    .starts_with([',', '\n', '\r'])
        }
        Some('/') => next.starts_with("//") || next.starts_with("/*"),
        Some('(') => spaced || has_fields(next),
        Some('"' | '[' | '{') => spaced,
        Some(c) if c == '_' || c.is_alphabetic() => {
            let word = next.find(|c| !in_word(c)).unwrap_or(next.len());
            let rest = &next[word..];
            rest.starts_with(':') || (spaced && rest.starts_with('('))
        }
        Some(_) => false,
    }
}

/// `(name: ..`: what fields stand in, and no part of a sentence.
fn has_fields(bracket: &str) -> bool {
    let inside = bracket[1..].trim_start_matches(is_space);
    let word = inside.find(|c| !in_word(c)).unwrap_or(inside.len());
    word > 0 && inside[word..].starts_with(':')
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

/// A curly quote on this line, before any straight one, that could close a text.
fn curly_end(text: &str, from: usize) -> Option<usize> {
    let line = &text[from..line_end(text, from)];
    line.char_indices()
        .take_while(|(_, c)| *c != '"')
        .filter(|(_, c)| CURLY.contains(c))
        .map(|(at, c)| (from + at, c.len_utf8()))
        .find(|(at, len)| can_close(&text[at + len..]))
        .map(|(at, _)| at)
}

/// A text from `start` whose content ends at a quote at `end`, one of the two being curly.
fn curly_text(lexer: &mut Lexer<'_>, start: usize, content: usize, end: usize) -> TokenKind {
    let close = lexer.text[end..].chars().next().expect("a quote is there");
    lexer.at = end + close.len_utf8();
    let says = lexer.text[content..end].to_owned();
    lexer
        .tell(
            "wrong-quotes",
            start..lexer.at,
            "this text stands in curly quotes",
            format!("write {}", quoted(&says)),
        )
        .label = "RON knows straight double quotes only".into();
    TokenKind::Mended(says)
}

/// Whether the quote that seems to close a text rather opens the next one: a field's name, or an
/// opening bracket, stands in front of it.
fn looks_like_opener(text: &str, content: usize, close: usize) -> bool {
    let before = text[content..close].trim_end_matches(is_space);
    match before.chars().next_back() {
        None => true,
        Some('(' | '[' | ',') => true,
        Some(':') => {
            let word = before[..before.len() - 1].trim_end_matches(in_word);
            word.trim_end_matches(is_space).is_empty()
                || word.trim_end_matches(is_space).ends_with([',', '(', '['])
                || word.contains('\n')
        }
        Some(_) => false,
    }
}

/// The end of the line that `from` stands on, as far as a damaged line is looked at.
fn line_end(text: &str, from: usize) -> usize {
    let near = window(text, from);
    let line = &near[..near.find('\n').unwrap_or(near.len())];
    from + line.trim_end_matches('\r').len()
}

/// A text as RON writes it.
pub(crate) fn quoted(says: &str) -> String {
    let mut quoted = String::with_capacity(says.len() + 2);
    for c in says.chars() {
        match c {
            '\\' | '"' => quoted.extend(['\\', c]),
            _ if is_obeyed(c) => quoted.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            _ => quoted.push(c),
        }
    }
    format!("\"{quoted}\"")
}
