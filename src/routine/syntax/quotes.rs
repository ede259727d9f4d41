//! Where a quoted text ends, above all where its quotes are damaged.
//!
//! In a sound file every text is followed by a comma, a bracket, a colon or the end of the file.
//! Where something else follows, a quote was lost, added or pasted, and this room says which,
//! and takes for the text what the author most likely meant.

use super::is_space;
use super::token::{Lexer, TokenKind, in_word, raw_hashes, window};
use crate::problem::Problem;

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
    lexer.problems.push(
        Problem::error(
            "wrong-quotes",
            start..lexer.at,
            format!("this text stands in {what}"),
        )
        .label("RON knows straight double quotes only")
        .help(format!("write {}", quoted(&says))),
    );
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
    lexer.problems.push(
        Problem::error(
            "wrong-quotes",
            start..lexer.at,
            "this text stands in curly quotes",
        )
        .label("RON knows straight double quotes only")
        .help(format!("write {}", quoted(&says))),
    );
    TokenKind::Mended(says)
}

/// Whether the quotes at `start` and `close` stand within a text that has none around it, as in
/// `text: Say "ah" softly`.
fn in_unquoted(lexer: &Lexer<'_>, start: usize, close: usize) -> bool {
    let text = lexer.text;
    if text[start..close].contains('\n') {
        return false;
    }
    let mut solid = lexer.tokens.iter().rev();
    // A sentence on one line has no more words than this.
    let mut solid = solid
        .by_ref()
        .take(80)
        .filter(|token| token.kind != TokenKind::Space);
    let Some(last) = solid.next() else {
        return false;
    };
    let word = |at: &std::ops::Range<usize>| &text[at.clone()];
    if last.kind != TokenKind::Word || word(&last.at) == "Some" {
        return false;
    }
    let mut commas = false;
    for token in solid {
        match token.kind {
            TokenKind::Colon => {
                let line = !text[token.at.end..start].contains('\n');
                return line && (!commas || words_follow(&text[close + 1..]));
            }
            TokenKind::Comma => commas = true,
            TokenKind::Word => {}
            TokenKind::Sign if word(&token.at).starts_with('"') => {}
            _ => return false,
        }
    }
    false
}

/// Whether a sentence goes on here: a word that is no field.
fn words_follow(after: &str) -> bool {
    let next = after.trim_start_matches(' ');
    let word = next.find(|c| !in_word(c)).unwrap_or(next.len());
    next.len() < after.len() && word > 0 && !next[word..].trim_start().starts_with([':', '('])
}

/// `"10s".."30s"` and `"30s" + "10s"`: two texts for one, with the end of the second and what
/// one alone would say.
fn joined(text: &str, start: usize, close: usize) -> Option<(usize, String)> {
    let line = line_end(text, close);
    let open = close + 1 + text[close + 1..line].find('"')?;
    let end = open + 1 + closing(&text[open + 1..line], 0)?;
    let (first, sign, second) = (
        &text[start + 1..close],
        text[close + 1..open].trim(),
        &text[open + 1..end],
    );
    let numbers = [first, second]
        .iter()
        .all(|one| one.len() <= 24 && one.starts_with(|c: char| c.is_ascii_digit()));
    let between = match sign {
        "+" if !first.trim().is_empty() && !second.trim().is_empty() => " ",
        "-" | "–" | "—" | ".." | "..." | "…" | "..=" | "to" | "or" | "bis" if numbers => "..",
        _ => return None,
    };
    let says = format!("{}{between}{}", first.trim(), second.trim());
    can_close(&text[end + 1..]).then_some((end, says))
}

fn joined_text(lexer: &mut Lexer<'_>, start: usize, end: usize, says: String) -> TokenKind {
    lexer.at = end + 1;
    lexer.problems.push(
        Problem::error(
            "inner-quote",
            start..lexer.at,
            "one pair of quotes stands around the whole, and here are two",
        )
        .help(format!("write {}", quoted(&says))),
    );
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

/// `"say "hello" loudly"`: the quotes within it need a backslash. Ends at the last quote before
/// the next field that could close it.
fn inner(lexer: &mut Lexer<'_>, start: usize, close: usize) -> TokenKind {
    let text = lexer.text;
    let limit = structure(text, close + 1);
    let mut end = None;
    let mut from = close + 1;
    // A sentence holds a few quotes at the most.
    for _ in 0..16 {
        let Some(quote) = closing(&text[..limit], from) else {
            break;
        };
        let spaced_opener =
            text[..quote].ends_with(is_space) && !text[quote + 1..].starts_with(is_space);
        if can_close(&text[quote + 1..]) && !spaced_opener {
            end = Some(quote);
            break;
        }
        from = quote + 1;
    }
    let Some(end) = end else {
        // No quote closes it further on, so the words after this one are too many.
        lexer.at = close + 1;
        return TokenKind::Text;
    };
    lexer.at = end + 1;
    let says = text[start + 1..end].replace('"', "'");
    let last = text[..end].rfind('"').unwrap_or(close);
    let piece = &text[close..=last.max(close)];
    let help = match piece.len() > 1 {
        true => {
            let bare = piece.trim_matches('"');
            format!("write \\\"{bare}\\\" or '{bare}' for quotes within a text")
        }
        false => "leave it out, or write \\\" if it belongs to the text".to_owned(),
    };
    lexer.problems.push(
        Problem::error(
            "inner-quote",
            close..last.max(close) + 1,
            "this quote ends the text too early",
        )
        .label("more words follow")
        .help(help),
    );
    TokenKind::Mended(says)
}

/// `"Twist, for: "10s"`: a quote is missing somewhere before `close`.
fn unclosed(lexer: &mut Lexer<'_>, start: usize, close: Option<usize>) -> TokenKind {
    let content = start + 1;
    let end = cut(lexer.text, content, close);
    if lexer.text[content..end].trim().is_empty() {
        lexer.at += 1;
        return TokenKind::StrayQuote;
    }
    never_closed(lexer, content, end, "\"")
}

fn never_closed(lexer: &mut Lexer<'_>, content: usize, end: usize, ending: &str) -> TokenKind {
    lexer.at = end;
    let says = lexer.text[content..end].to_owned();
    let begins: String = says.chars().take(24).collect();
    let begins = begins.lines().next().unwrap_or_default().trim_end();
    lexer.problems.push(
        Problem::error(
            "unclosed-text",
            end..end,
            format!("the text that begins with `{begins}` is never closed"),
        )
        .label("a quote is missing here")
        .help(format!("write `{ending}` where the text ends")),
    );
    TokenKind::Mended(says)
}

/// Where a text that was never closed most likely ends: before the first line that looks like
/// RON again, or, where `close` is on its first line, before the field that ends there.
fn cut(text: &str, content: usize, close: Option<usize>) -> usize {
    let first_line = line_end(text, content);
    if let Some(close) = close
        && close < first_line
    {
        let piece = &text[content..close];
        let field = piece
            .trim_end_matches(is_space)
            .trim_end_matches([':', '(', '['])
            .trim_end_matches(in_word);
        let end = field.rfind(',').unwrap_or(0);
        return strip(text, content, content + end);
    }
    let limit =
        structure(text, first_line).min(close.map_or(text.len(), |close| close.max(first_line)));
    let limit = match text[first_line..limit].rfind('\n') {
        // Up to the end of the last line that belongs to the text.
        Some(line) => first_line + line,
        None => first_line,
    };
    strip(text, content, limit.max(first_line))
}

/// The start of the next line that looks like RON: a field, a step, a closing bracket.
fn structure(text: &str, from: usize) -> usize {
    let end = from + window(text, from).len();
    let mut at = from;
    // No instruction has more lines than this.
    for _ in 0..40 {
        let Some(line) = text[at..end].find('\n') else {
            break;
        };
        at += line + 1;
        let rest = text[at..end].trim_start_matches([' ', '\t']);
        let word = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        let after = &rest[word..];
        let field = word > 0 && after.starts_with(':');
        let step = rest.starts_with(char::is_uppercase) && after.starts_with('(');
        if field || step || rest.starts_with([')', ']', '(']) {
            return at;
        }
    }
    end
}

/// The end of the line that `from` stands on, as far as a damaged line is looked at.
fn line_end(text: &str, from: usize) -> usize {
    let near = window(text, from);
    let line = &near[..near.find('\n').unwrap_or(near.len())];
    from + line.trim_end_matches('\r').len()
}

/// Takes white space, commas and brackets that the text did not open off its end.
fn strip(text: &str, content: usize, end: usize) -> usize {
    let mut piece = &text[content..end];
    // A text ends in a few brackets at the most.
    for _ in 0..8 {
        let shorter = piece.trim_end_matches(|c| is_space(c) || c == ',');
        let shorter = match shorter.chars().next_back() {
            Some(')') if !shorter.contains('(') => &shorter[..shorter.len() - 1],
            Some(']') if !shorter.contains('[') => &shorter[..shorter.len() - 1],
            _ => shorter,
        };
        if shorter.len() == piece.len() {
            break;
        }
        piece = shorter;
    }
    content + piece.len()
}

/// A text as RON writes it.
pub(crate) fn quoted(says: &str) -> String {
    format!("\"{}\"", says.replace('\\', "\\\\").replace('"', "\\\""))
}
