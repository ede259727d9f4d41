//! Quotes within a text: those of a word in it, and those between two texts that are one.

use super::super::super::is_space;
use super::super::{Lexer, TokenKind, in_word};
use super::unclosed::structure;
use super::{can_close, closing, line_end, quoted};

/// Whether the quotes at `start` and `close` stand within a text that has none around it, as in
/// `text: Say "ah" softly`.
pub(super) fn in_unquoted(lexer: &Lexer<'_>, start: usize, close: usize) -> bool {
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

/// `"B" for "30s"`: between two texts stands a field that lacks comma and colon. Where it is
/// `"the "good" one"`, a blank stands in front of the first of the quotes.
pub(super) fn word_between(text: &str, start: usize, close: usize) -> bool {
    let line = &text[close + 1..line_end(text, close)];
    let word = line.trim_start_matches(' ');
    let rest = word.trim_start_matches(in_word);
    let second = rest.trim_start_matches(' ');
    let Some(says) = second.strip_prefix('"') else {
        return false;
    };
    let spaced = word.len() < line.len() && second.len() < rest.len();
    let named = word.starts_with(char::is_lowercase) && !text[start..close].ends_with(is_space);
    let end = closing(says, 0).is_some_and(|end| end > 0 && can_close(&says[end + 1..]));
    spaced && named && end && !says.starts_with(is_space)
}

/// `"10s".."30s"` and `"30s" + "10s"`: two texts for one, with the end of the second and what
/// one alone would say.
pub(super) fn joined(text: &str, start: usize, close: usize) -> Option<(usize, String)> {
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

pub(super) fn joined_text(
    lexer: &mut Lexer<'_>,
    start: usize,
    end: usize,
    says: String,
) -> TokenKind {
    lexer.at = end + 1;
    lexer.tell(
        "inner-quote",
        start..lexer.at,
        "one pair of quotes stands around the whole, and here are two",
        format!("write {}", quoted(&says)),
    );
    TokenKind::Mended(says)
}

/// `"say "hello" loudly"`: the quotes within it need a backslash. Ends at the last quote before
/// the next field that could close it.
pub(super) fn inner(lexer: &mut Lexer<'_>, start: usize, close: usize) -> TokenKind {
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
    lexer
        .tell(
            "inner-quote",
            close..last.max(close) + 1,
            "this quote ends the text too early",
            help,
        )
        .label = "more words follow".into();
    TokenKind::Mended(says)
}
