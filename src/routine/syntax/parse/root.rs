//! The whole file: what stands in front of its one value, and behind it.

use super::super::{Bracket, TokenKind, TreeValue, ValueKind};
use super::Parser;

impl Parser<'_> {
    pub(super) fn attributes(&mut self) -> bool {
        let mut explicit = false;
        while self.kind(0) == Some(&TokenKind::Attribute) {
            let at = self.bump();
            explicit |= self.words(&at).contains("explicit_struct_names");
        }
        explicit
    }

    pub(super) fn root(&mut self) -> Option<TreeValue> {
        let mut root = self.value(false);
        if root.is_none() && self.peek(0).is_some() {
            self.out_of_place();
            root = self.value(false);
        }
        // `Routine title: ..`: the bracket behind the name was lost.
        if let Some(TreeValue {
            kind: ValueKind::Word,
            at,
            ..
        }) = &root
            && self.at_key()
        {
            let name = at.clone();
            self.missing_open(name.end, Bracket::Round, Some(self.words(&name)));
            root = Some(self.group(Some(name), Bracket::Round, None));
        }
        // Prose, or a list of words, is no routine, and its end is of no interest.
        let no_group = root.as_ref().is_some_and(|root| root.group().is_none());
        while let Some(token) = self.peek(0) {
            if self.gave_up || no_group {
                break;
            }
            let at = token.at.clone();
            if token.kind == TokenKind::Comma {
                self.bump();
                self.tell(
                    "stray-comma",
                    at,
                    "nothing may follow the last bracket",
                    "leave this comma out",
                );
                continue;
            }
            let end = self.tokens.last().map_or(at.end, |token| token.at.end);
            let line = self.text[at.start..end].lines().next().unwrap_or_default();
            self.tell(
                "text-after-end",
                at.start..at.start + line.trim_end().len().max(1),
                "what the file holds has ended already",
                "put it into a file of its own, or take the bracket in front of it away",
            )
            .label = "this stands behind its last bracket".into();
            break;
        }
        root
    }
}
