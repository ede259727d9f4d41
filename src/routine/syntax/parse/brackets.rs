//! Brackets that are missing, wrong or one too many.

use std::ops::Range;

use super::super::{Bracket, BracketGroup, DEEPEST, Token, TokenKind};
use super::Parser;

/// How many brackets of each kind have no counterpart in the file.
pub(super) struct Lost {
    opens: [usize; 3],
    closes: [usize; 3],
}

impl Lost {
    pub(super) fn count(tokens: &[Token]) -> Lost {
        let mut balance = [0isize; 3];
        for token in tokens {
            match token.kind {
                TokenKind::Open(bracket) => balance[bracket as usize] += 1,
                TokenKind::Close(bracket) => balance[bracket as usize] -= 1,
                _ => {}
            }
        }
        Lost {
            opens: balance.map(|n| n.max(0) as usize),
            closes: balance.map(|n| (-n).max(0) as usize),
        }
    }

    pub(super) fn open(&self, bracket: Bracket) -> bool {
        self.opens[bracket as usize] > 0
    }

    pub(super) fn close(&self, bracket: Bracket) -> bool {
        self.closes[bracket as usize] > 0
    }

    pub(super) fn use_open(&mut self, bracket: Bracket) {
        let n = &mut self.opens[bracket as usize];
        *n = n.saturating_sub(1);
    }

    pub(super) fn use_close(&mut self, bracket: Bracket) {
        let n = &mut self.closes[bracket as usize];
        *n = n.saturating_sub(1);
    }
}

impl Parser<'_> {
    /// Whether the group was meant to end before the token at the cursor, though its bracket is
    /// missing.
    pub(super) fn ends_here(&mut self, group: &mut BracketGroup) -> bool {
        let Some(parent) = self.groups.len().checked_sub(2).map(|i| self.groups[i]) else {
            return false;
        };
        let inside = self.groups[self.groups.len() - 1];
        let token = self.peek(0).expect("the caller has seen it");
        let new_line = self
            .previous()
            .is_some_and(|before| !self.same_line(before.at.end, token.at.start));
        let outdented = new_line && self.indent(token.at.start) <= inside.indent;
        let call = token.kind == TokenKind::Open(Bracket::Round)
            || (token.kind == TokenKind::Word
                && self.kind(1) == Some(&TokenKind::Open(Bracket::Round))
                && self.words(&token.at).starts_with(char::is_uppercase));
        let lost = self.lost.open(group.bracket);
        let next_step = group.bracket == Bracket::Round
            && inside.keyed
            && call
            && parent.bracket == Bracket::Square;
        let next_field =
            group.bracket == Bracket::Square && self.at_key() && parent.bracket == Bracket::Round;
        if !lost || !(outdented || next_step || next_field) {
            return false;
        }
        self.missing_close(group);
        true
    }

    pub(super) fn missing_close(&mut self, group: &mut BracketGroup) {
        let at = self.gap();
        let begins = self.named(group);
        self.lost.use_open(group.bracket);
        group.damaged = true;
        self.tell(
            "missing-bracket",
            at..at,
            format!("`{begins}` is never closed"),
            format!("write `{}`", group.bracket.close()),
        )
        .label = format!("a `{}` is missing here", group.bracket.close());
    }

    pub(super) fn missing_open(&mut self, at: usize, bracket: Bracket, name: Option<&str>) {
        self.lost.use_close(bracket);
        let open = bracket.open();
        let message = match name {
            Some(name) => format!("a `{open}` is missing behind `{name}`"),
            None => format!("a `{open}` is missing in front of this"),
        };
        self.tell(
            "missing-bracket",
            at..at,
            message,
            format!("write `{}{open}`", name.unwrap_or_default()),
        )
        .label = format!("a `{open}` is missing here");
    }

    /// `Hold(`.
    pub(super) fn named(&self, group: &BracketGroup) -> String {
        let name = group.name.as_ref().map_or("", |name| self.words(name));
        format!("{name}{}", group.bracket.open())
    }

    pub(super) fn end_of_file(&mut self, group: &mut BracketGroup) {
        group.damaged = true;
        if self.gave_up {
            return;
        }
        self.gave_up = true;
        let at = self.previous().map_or(0, |token| token.at.end);
        let begins = self.named(group);
        let all: String = self
            .groups
            .iter()
            .rev()
            .map(|inside| inside.bracket.close())
            .collect();
        self.tell(
            "missing-bracket",
            at..at,
            format!("`{begins}` is still open where the file ends"),
            format!("write `{all}`"),
        )
        .label = format!("a `{}` is missing here", group.bracket.close());
    }

    pub(super) fn too_deep(&mut self, open: &Range<usize>) {
        self.tell(
            "too-deep",
            open.clone(),
            format!("more than {DEEPEST} brackets stand inside each other"),
            "take some of the inner ones away, or split the routine with `Include`",
        );
        // Nothing within is looked at, however deep it goes.
        let mut level = 1usize;
        while level > 0 {
            match self.kind(0) {
                None => {
                    self.gave_up = true;
                    return;
                }
                Some(TokenKind::Open(_)) => level += 1,
                Some(TokenKind::Close(_)) => level -= 1,
                Some(_) => {}
            }
            self.bump();
        }
    }

    /// A closing bracket. `true` where it, or its absence, ends the group.
    pub(super) fn close(
        &mut self,
        group: &mut BracketGroup,
        close: Bracket,
        at: Range<usize>,
    ) -> bool {
        let own = close == group.bracket;
        if own {
            // The last bracket of the file comes too early, and one is left over.
            let more_follows = self.groups.len() == 1 && self.peek(1).is_some();
            if !(more_follows && self.lost.close(close)) {
                self.bump();
                group.close = Some(at);
                return true;
            }
        }
        let closes_outer = self
            .groups
            .iter()
            .rev()
            .skip(1)
            .any(|inside| inside.bracket == close);
        let (too_many, too_few) = (self.lost.close(close), self.lost.open(group.bracket));
        match (too_many, too_few) {
            (true, false) => {
                self.bump();
                self.lost.use_close(close);
                group.damaged = true;
                self.tell(
                    "stray-bracket",
                    at,
                    format!("this `{}` is one too many", close.close()),
                    format!(
                        "leave it out, or write the `{}` that belongs to it",
                        close.open()
                    ),
                )
                .label = "nothing is open that it could close".into();
                // Its comma goes with it.
                if self.kind(0) == Some(&TokenKind::Comma) {
                    self.bump();
                }
                false
            }
            (false, true) if closes_outer => {
                self.missing_close(group);
                true
            }
            _ => {
                self.bump();
                self.lost.use_close(close);
                self.lost.use_open(group.bracket);
                let begins = self.named(group);
                let right = group.bracket.close();
                group.damaged = true;
                group.close = Some(at.clone());
                self.tell(
                    "wrong-bracket",
                    at,
                    format!("`{begins}` is closed by the wrong bracket"),
                    format!("write `{right}`"),
                )
                .label = format!("this should be `{right}`");
                true
            }
        }
    }
}
