//! A single value, or the words that stand for one.

use std::ops::Range;

use super::super::quoted;
use super::super::{Bracket, TokenKind, TreeValue, ValueKind};
use super::Parser;

impl Parser<'_> {
    /// A value, or nothing where none begins here. Reports nothing if so.
    pub(super) fn value(&mut self, in_list: bool) -> Option<TreeValue> {
        let token = self.peek(0)?;
        let at = token.at.clone();
        let kind = match &token.kind {
            TokenKind::Text => {
                self.bump();
                if in_list && let Some(fields) = self.fields_behind_text(&at) {
                    return Some(fields);
                }
                ValueKind::Text
            }
            TokenKind::Mended(says) => {
                self.bump();
                ValueKind::Mended(says.clone())
            }
            TokenKind::Char => {
                self.bump();
                ValueKind::Char
            }
            TokenKind::Open(bracket) => {
                return Some(self.group(None, *bracket, Some(at)));
            }
            TokenKind::Word => {
                let word = self.words(&at);
                if let Some(TokenKind::Open(bracket)) = self.kind(1) {
                    self.bump();
                    let open = self.peek(0).map(|token| token.at.clone());
                    return Some(self.group(Some(at), *bracket, open));
                }
                let nested = self
                    .peek(1)
                    .is_none_or(|next| self.words(&next.at) == "Some");
                if word == "Some" && !nested {
                    let mark = self.next;
                    self.bump();
                    if let Some(value) = self.value(in_list) {
                        return Some(TreeValue {
                            at: at.start..value.at.end,
                            kind: ValueKind::Wrapped(Box::new(value)),
                        });
                    }
                    self.next = mark;
                }
                return Some(self.bare(in_list));
            }
            TokenKind::Number | TokenKind::Sign => return Some(self.bare(in_list)),
            TokenKind::StrayQuote => {
                while self.kind(1) == Some(&TokenKind::StrayQuote) {
                    self.bump();
                }
                let at = at.start..self.peek(0).map_or(at.end, |token| token.at.end);
                let after = self.peek(1);
                self.tell(
                    "stray-quote",
                    at.clone(),
                    "this quote is one too many",
                    "leave it out",
                );
                self.bump();
                let Some(after) = after.filter(|after| self.same_line(at.end, after.at.start))
                else {
                    return Some(TreeValue {
                        at,
                        kind: ValueKind::Mended(String::new()),
                    });
                };
                let key = after.kind == TokenKind::Word && self.kind(1) == Some(&TokenKind::Colon);
                let ends = matches!(
                    after.kind,
                    TokenKind::Comma | TokenKind::Colon | TokenKind::Close(_)
                );
                let begins_value = !(key || ends);
                if begins_value {
                    return self.value(in_list);
                }
                ValueKind::Mended(String::new())
            }
            _ => return None,
        };
        Some(TreeValue { at, kind })
    }

    /// `"Twist" (for: "30s")`, behind the text: what it was meant as can't be told, so that its
    /// fields are not looked at.
    fn fields_behind_text(&mut self, text: &Range<usize>) -> Option<TreeValue> {
        let open = self.peek(0)?.at.clone();
        let fields = self.kind(0) == Some(&TokenKind::Open(Bracket::Round))
            && self.kind(1) == Some(&TokenKind::Word)
            && self.kind(2) == Some(&TokenKind::Colon);
        if !fields || !self.same_line(text.end, open.start) {
            return None;
        }
        self.tell(
            "out-of-place",
            text.clone(),
            "a text can't stand in front of a bracket",
            "write a kind of step there, and the text within, like `Hold(name: \"..\",`",
        );
        let fields = self.group(None, Bracket::Round, Some(open));
        Some(TreeValue {
            at: text.start..fields.at.end,
            kind: ValueKind::Skipped,
        })
    }

    /// One bare word or number, or several on a line.
    pub(super) fn bare(&mut self, in_list: bool) -> TreeValue {
        let first = self.peek(0).expect("called at a word").clone();
        let start = first.at.start;
        let mut end = self.bump().end;
        let mut pieces = 1;
        while let Some(token) = self.peek(0) {
            let joins = match token.kind {
                TokenKind::Word => {
                    let upper = |at: &Range<usize>| self.words(at).starts_with(char::is_uppercase);
                    let two_names = in_list && upper(&first.at) && upper(&token.at);
                    !two_names
                        && !matches!(self.kind(1), Some(TokenKind::Colon | TokenKind::Open(_)))
                }
                TokenKind::Number => true,
                TokenKind::Sign => !matches!(self.words(&token.at), "=" | ";"),
                TokenKind::StrayQuote => {
                    // `Twist and turn",`: the quote in front is missing.
                    let says = self.text[start..end].to_owned();
                    let at = start..token.at.end;
                    self.tell(
                        "unopened-text",
                        at.clone(),
                        format!("the text `{says}` has a quote behind it, but none in front"),
                        format!("write {}", quoted(&says)),
                    );
                    self.bump();
                    return TreeValue {
                        at,
                        kind: ValueKind::Mended(says),
                    };
                }
                _ => false,
            };
            if !joins || !self.same_line(end, token.at.start) {
                break;
            }
            end = self.bump().end;
            pieces += 1;
        }
        let kind = match (pieces, first.kind) {
            (1, TokenKind::Word) => ValueKind::Word,
            (1, TokenKind::Number) => ValueKind::Number,
            _ => ValueKind::Bare,
        };
        TreeValue {
            at: start..end,
            kind,
        }
    }
}
