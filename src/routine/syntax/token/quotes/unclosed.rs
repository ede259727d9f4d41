//! Texts whose quote at the end was lost, and where they most likely end.

use super::super::super::is_space;
use super::super::{Lexer, TokenKind, in_word, window};
use super::line_end;

/// `"Twist, for: "10s"`: a quote is missing somewhere before `close`.
pub(super) fn unclosed(lexer: &mut Lexer<'_>, start: usize, close: Option<usize>) -> TokenKind {
    let content = start + 1;
    let end = cut(lexer.text, content, close);
    if lexer.text[content..end].trim().is_empty() {
        lexer.at += 1;
        return TokenKind::StrayQuote;
    }
    never_closed(lexer, content, end, "\"")
}

pub(super) fn never_closed(
    lexer: &mut Lexer<'_>,
    content: usize,
    end: usize,
    ending: &str,
) -> TokenKind {
    lexer.at = end;
    let says = lexer.text[content..end].to_owned();
    let begins: String = says.chars().take(24).collect();
    let begins = begins.lines().next().unwrap_or_default().trim_end();
    lexer
        .tell(
            "unclosed-text",
            end..end,
            format!("the text that begins with `{begins}` is never closed"),
            format!("write `{ending}` where the text ends"),
        )
        .label = "a quote is missing here".into();
    TokenKind::Mended(says)
}

/// Where a text that was never closed most likely ends: before the first line that looks like
/// RON again, or, where `close` is on its first line, before the field that ends there.
pub(super) fn cut(text: &str, content: usize, close: Option<usize>) -> usize {
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
pub(super) fn structure(text: &str, from: usize) -> usize {
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

/// Takes white space, commas and brackets that the text did not open off its end.
pub(super) fn strip(text: &str, content: usize, end: usize) -> usize {
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
