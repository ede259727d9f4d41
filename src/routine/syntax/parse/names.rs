//! The name in front of a bracket, where a text stands beside it or in its place.

use std::ops::Range;

use super::super::token::in_word;
use super::super::{Bracket, Kind, TokenKind, Value};
use super::Parser;
use crate::problem::Problem;

impl Parser<'_> {
    /// `Hold "Child" (for: "30s")`: the text between a name and its bracket belongs inside.
    pub(super) fn is_called_outside(&self, name: &Range<usize>) -> bool {
        let (Some(text), Some(open)) = (self.peek(1), self.peek(2)) else {
            return false;
        };
        self.words(name).starts_with(char::is_uppercase)
            && text.kind == TokenKind::Text
            && open.kind == TokenKind::Open(Bracket::Round)
            && self.same_line(name.end, open.at.start)
    }

    /// Reports the text, which the cursor is at, and goes past it.
    pub(super) fn called_outside(&mut self, name: &Range<usize>) {
        let (name, at) = (self.words(name), self.bump());
        let text = self.words(&at);
        self.report(
            Problem::error(
                "out-of-place",
                at,
                format!("nothing may stand between `{name}` and its bracket"),
            )
            .help(format!(
                "write `{name}(name: {text},` and the rest behind it"
            )),
        );
    }

    /// `"Hold"(for: "30s")` and `"Child's pose"(for: "30s")`: a text where the name in front of a
    /// bracket belongs. `None` where the cursor is at nothing of the kind.
    pub(super) fn called_by_text(&mut self, in_list: bool) -> Option<Value> {
        let (text, open, key) = (self.peek(0)?, self.peek(1)?, self.peek(2)?);
        let fields = open.kind == TokenKind::Open(Bracket::Round)
            && key.kind == TokenKind::Word
            && self.kind(3) == Some(&TokenKind::Colon);
        let says = self.words(&text.at).strip_prefix('"')?.strip_suffix('"')?;
        if !fields || !self.same_line(text.at.end, open.at.start) {
            return None;
        }
        let (at, open) = (text.at.clone(), open.at.clone());
        let word = !says.is_empty() && says.chars().all(in_word);
        if word && says.starts_with(char::is_uppercase) {
            let name = at.start + 1..at.end - 1;
            self.report(
                Problem::error("quoted-name", at, format!("`{says}` stands in quotes"))
                    .help(format!("write `{says}(`")),
            );
            self.bump();
            return Some(self.group(Some(name), Bracket::Round, Some(open)));
        }
        if !in_list {
            return None;
        }
        let shown = match says.chars().count() > 40 || says.contains('\n') {
            true => "..",
            false => says,
        };
        self.report(
            Problem::error(
                "out-of-place",
                at.clone(),
                "a text can't stand in front of a bracket",
            )
            .help(format!(
                "write a kind of step there, and the text within, like `Hold(name: \"{shown}\",`"
            )),
        );
        self.bump();
        let fields = self.group(None, Bracket::Round, Some(open));
        // What it was meant as can't be told, so its fields are not looked at.
        Some(Value {
            at: at.start..fields.at.end,
            kind: Kind::Skipped,
        })
    }
}
