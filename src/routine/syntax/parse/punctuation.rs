//! Commas, colons, and what stands in their place.

use std::ops::Range;

use super::super::{Bracket, BracketGroup, TokenKind};
use super::Parser;

impl Parser<'_> {
    /// The name of a field with its colon, or what was meant as such.
    pub(super) fn key(&mut self, bracket: Bracket) -> Option<Range<usize>> {
        let first = self.peek(0)?;
        let second = self.peek(1)?;
        let text_key = matches!(first.kind, TokenKind::Text | TokenKind::Mended(_));
        if first.kind != TokenKind::Word && !text_key {
            return None;
        }
        let key = first.at.clone();
        if second.kind == TokenKind::Colon {
            self.bump();
            self.bump();
            if text_key && bracket != Bracket::Square {
                let word = self.words(&key).trim_matches('"').to_owned();
                self.tell(
                    "quoted-field",
                    key.clone(),
                    format!("the name of the field `{word}` stands in quotes"),
                    format!("write `{word}:`"),
                );
            }
            while self.kind(0) == Some(&TokenKind::Colon) {
                let at = self.bump();
                self.tell("stray-colon", at, "one colon is enough", "leave it out");
            }
            return Some(key);
        }
        if text_key || bracket != Bracket::Round || !self.same_line(key.end, second.at.start) {
            return None;
        }
        let word = self.words(&key);
        let sign = match second.kind {
            TokenKind::Sign => self.words(&second.at),
            _ => "",
        };
        let lower = word.starts_with(char::is_lowercase);
        let instead = sign == "=" || lower && matches!(sign, ";" | "." | "-");
        let begins_value = match second.kind {
            TokenKind::Text | TokenKind::Mended(_) => true,
            TokenKind::Number => !word.starts_with(char::is_uppercase),
            TokenKind::Open(_) => !word.starts_with(char::is_uppercase),
            TokenKind::Word => {
                !word.starts_with(char::is_uppercase)
                    && self.words(&second.at).starts_with(char::is_uppercase)
                    && matches!(
                        self.kind(2),
                        Some(TokenKind::Comma | TokenKind::Close(_) | TokenKind::Open(_))
                    )
            }
            _ => false,
        };
        // ron reads `Some "x"` as a value.
        if !(instead || begins_value) || word == "Some" {
            return None;
        }
        self.bump();
        let at = match instead {
            true => self.bump(),
            false => key.end..key.end,
        };
        let label = match sign {
            "=" | ";" | "." | "-" => "",
            _ => "a `:` is missing here",
        };
        self.tell(
            "missing-colon",
            at,
            format!("a colon must stand behind `{word}`"),
            format!("write `{word}:`"),
        )
        .label = label.into();
        Some(key)
    }

    /// The comma behind an item, or what stands in its place.
    pub(super) fn separator(&mut self, group: &mut BracketGroup) {
        let Some(token) = self.peek(0) else {
            return;
        };
        let at = token.at.clone();
        match token.kind {
            TokenKind::Comma => {
                self.bump();
            }
            TokenKind::Close(_) => {}
            TokenKind::Sign if matches!(self.words(&at), ";" | ".") => {
                let what = match self.words(&at) {
                    ";" => "a semicolon",
                    _ => "a full stop",
                };
                self.bump();
                if self.kind(0) == Some(&TokenKind::Comma) {
                    self.bump();
                }
                let message = format!("a comma must stand here, not {what}");
                self.tell("missing-comma", at, message, "write `,`");
            }
            // A group that was closed because its bracket was missing took the comma along.
            _ if self
                .previous()
                .is_some_and(|token| token.kind == TokenKind::Comma) => {}
            _ => {
                let gap = self.gap();
                // What stands glued behind a value is rather a slip of the keyboard.
                let glued = gap == at.start && !matches!(token.kind, TokenKind::Open(_));
                let last = self.previous().map_or("", |token| self.words(&token.at));
                let last = last.lines().last().unwrap_or_default().trim_start();
                let long = last.chars().count() > 30;
                let last: String = match long {
                    true => {
                        let skip = last.chars().count() - 29;
                        format!("…{}", last.chars().skip(skip).collect::<String>())
                    }
                    false => last.to_owned(),
                };
                if glued
                    && matches!(
                        token.kind,
                        TokenKind::StrayQuote | TokenKind::Sign | TokenKind::Colon
                    )
                {
                    self.out_of_place();
                    if self.kind(0) == Some(&TokenKind::Comma) {
                        self.bump();
                    }
                    return;
                }
                group.damaged = true;
                self.tell(
                    "missing-comma",
                    gap..gap,
                    format!("a comma is missing behind `{last}`"),
                    "write `,`",
                )
                .label = "a `,` is missing here".into();
            }
        }
    }

    /// Reports what can't stand at the cursor, up to the end of the line or the next comma or
    /// bracket, and goes past it.
    pub(super) fn out_of_place(&mut self) {
        let start = self.bump();
        let mut end = start.end;
        while let Some(token) = self.peek(0) {
            let stops = matches!(
                token.kind,
                TokenKind::Comma
                    | TokenKind::Open(_)
                    | TokenKind::Close(_)
                    | TokenKind::Word
                    | TokenKind::Text
            );
            if stops || !self.same_line(end, token.at.start) {
                break;
            }
            end = self.bump().end;
        }
        let at = start.start..end;
        let words: String = self.words(&at).chars().take(40).collect();
        self.tell(
            "out-of-place",
            at,
            format!("`{words}` can't stand here"),
            "take it out",
        );
    }

    pub(super) fn at_key(&self) -> bool {
        self.kind(0) == Some(&TokenKind::Word) && self.kind(1) == Some(&TokenKind::Colon)
    }
}
