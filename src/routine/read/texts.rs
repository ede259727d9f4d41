//! Texts: in quotes, in the wrong ones, or in none; and the words that an author chooses from.

use super::super::grammar::{FieldType, FormatField, WordChoice};
use super::super::suggest;
use super::super::syntax::{BracketGroup, TreeValue, ValueKind, plain, quoted};
use super::values::Reader;
use crate::problem::char_end;

impl Reader<'_> {
    /// A text's content. `None` where it is none, which is reported.
    pub fn content(&mut self, of: &'static str, value: &TreeValue) -> Option<String> {
        let written = self.words(&value.at);
        match &value.kind {
            ValueKind::Text => match super::options().from_str::<String>(written) {
                Ok(says) => Some(says),
                Err(_) => {
                    self.bad_escape(value);
                    None
                }
            },
            ValueKind::Mended(says) => Some(says.clone()),
            ValueKind::Number | ValueKind::Word | ValueKind::Bare => {
                self.tell(
                    "missing-quotes",
                    value.at.clone(),
                    format!("`{}` must be a text, and a text stands in quotes", of),
                    format!("write {}", quoted(written)),
                );
                None
            }
            ValueKind::Char => {
                self.tell(
                    "wrong-quotes",
                    value.at.clone(),
                    "this text stands in single quotes",
                    format!("write {}", quoted(written.trim_matches('\''))),
                )
                .label = "RON knows straight double quotes only".into();
                None
            }
            _ => {
                self.wrong_type(FieldType::Text, of, value);
                None
            }
        }
    }

    pub fn text_value(&mut self, of: &'static str, value: &TreeValue) -> Option<String> {
        let says = self.content(of, value)?;
        Some(self.spelled(value, &says))
    }

    /// One of the words of a choice, like `Each`.
    pub fn choice(
        &mut self,
        of: &'static str,
        choice: &'static WordChoice,
        value: &TreeValue,
    ) -> Option<String> {
        let written = self.words(&value.at);
        let (bare, in_quotes) = match &value.kind {
            ValueKind::Word => (plain(written), false),
            ValueKind::Bare | ValueKind::Number => (written, false),
            ValueKind::Text | ValueKind::Char => (written.trim_matches(['"', '\'']), true),
            ValueKind::Mended(says) => (says.as_str(), true),
            _ => {
                self.wrong_type(FieldType::Word(choice), of, value);
                return None;
            }
        };
        let at = value.at.clone();
        if choice.words.contains(&bare) {
            if in_quotes {
                let message = format!("`{}` is a word of the format, not a text", of);
                let help = format!("write {bare} without quotes");
                self.tell("wrong-type", at, message, help);
            }
            return Some(bare.to_owned());
        }
        let (meant, help) = suggest::choice(choice, bare);
        let shown = self.shown(&at);
        let message = format!("`{}` can't be `{}`", of, shown.trim_matches('"'));
        self.tell("unknown-word", at, message, help);
        meant.map(str::to_owned)
    }

    /// A text as it stands in the file, or, where its quotes were mended, written anew.
    pub fn spelled(&self, value: &TreeValue, says: &str) -> String {
        match value.kind {
            ValueKind::Text => self.words(&value.at).to_owned(),
            _ => quoted(says),
        }
    }

    /// `title: Neck, gently,`: a text without quotes that goes on behind a comma, up to the next
    /// field or the end of the line; reported. Gives its end.
    pub fn unquoted(
        &mut self,
        field: &FormatField,
        value: &TreeValue,
        group: &BracketGroup,
        nth: usize,
    ) -> Option<usize> {
        let words = matches!(
            value.kind,
            ValueKind::Word | ValueKind::Bare | ValueKind::Number
        );
        if !(words && matches!(field.kind, FieldType::Text)) {
            return None;
        }
        let start = value.at.start;
        let line = self.text[start..].lines().next().unwrap_or_default();
        let line = line.find("//").map_or(line, |comment| &line[..comment]);
        let has_colon = |key: &std::ops::Range<usize>| {
            let after = self.text[key.end..].trim_start();
            after.starts_with([':', '='])
        };
        let next = group.items[nth + 1..].iter();
        let next = next.filter_map(|item| item.key.clone()).find(has_colon);
        let mut end = start + line.len();
        for limit in [next, group.close.clone()].into_iter().flatten() {
            end = end.min(limit.start.max(start));
        }
        let says = self.text[start..end].trim_end();
        let says = says.strip_suffix(',').unwrap_or(says).trim_end();
        let taken = start..start + says.len();
        let other_text = group.items[nth + 1..]
            .iter()
            .filter_map(|item| item.value.as_ref())
            .take_while(|value| taken.contains(&value.at.start))
            .any(|value| matches!(value.kind, ValueKind::Text | ValueKind::Mended(_)));
        if taken.end <= value.at.end || other_text {
            return None;
        }
        let at = start..start + says.len();
        self.unsigned.push(at.clone());
        self.tell(
            "missing-quotes",
            at.clone(),
            format!(
                "`{}` must be a text, and a text stands in quotes",
                field.word
            ),
            format!("write {}", quoted(says)),
        );
        self.out.push_str(&quoted(says));
        Some(at.end)
    }

    /// Points at the first escape that RON doesn't know.
    fn bad_escape(&mut self, value: &TreeValue) {
        let written = self.words(&value.at);
        let mut escapes = written.match_indices('\\').map(|(start, _)| {
            let rest = &written[start..];
            let len = match rest.as_bytes().get(1) {
                Some(b'u') => rest.find('}').map_or(2, |end| end + 1),
                Some(b'x') => char_end(rest, 4.min(rest.len() - 1)),
                _ => char_end(rest, 2),
            };
            start..start + len
        });
        // The second of two backslashes begins no escape.
        let mut from = 0;
        let unknown = escapes.find(|at| {
            if at.start < from {
                return false;
            }
            from = at.end;
            let escape = &written[at.clone()];
            !escape.ends_with(['\n', '\r'])
                && super::options()
                    .from_str::<String>(&format!("\"{escape}\""))
                    .is_err()
        });
        let (at, message) = match unknown {
            Some(at) => {
                let message = format!("`{}` means nothing in a text", &written[at.clone()]);
                (value.at.start + at.start..value.at.start + at.end, message)
            }
            None => (
                value.at.clone(),
                "this text holds an escape that means nothing".to_owned(),
            ),
        };
        self.tell(
            "bad-escape",
            at,
            message,
            "write `\\\\` for a backslash, or leave it out",
        );
    }
}
