//! The steps of a list, and what people write in their place.

use std::ops::Range;

use super::super::grammar::{self, Construct, FieldType};
use super::super::suggest;
use super::super::syntax::{Bracket, BracketGroup, TreeValue, ValueKind, plain};
use super::values::Reader;

impl Reader<'_> {
    /// One step.
    pub fn step(&mut self, value: &TreeValue) {
        let group = match &value.kind {
            ValueKind::Group(group) => group,
            ValueKind::Skipped => {
                self.out.push_str("Wait(text: \"?\")");
                return;
            }
            _ => {
                self.no_step(value);
                self.out.push_str("Wait(text: \"?\")");
                return;
            }
        };
        let Some(name) = &group.name else {
            self.nameless_step(group);
            self.out.push_str("Wait(text: \"?\")");
            return;
        };
        let word = plain(self.words(name));
        let mut kinds = grammar::step_words();
        let meant = kinds.find(|step| *step == word).or_else(|| {
            let (meant, help) = suggest::step(word);
            let message = format!("there is no kind of step `{word}`");
            self.tell("unknown-step", name.clone(), message, help);
            meant
        });
        if let Some(meant) = meant
            && group.bracket != Bracket::Round
        {
            self.wrong_brackets(group, meant);
        }
        match meant {
            Some("Include") => self.include(group),
            Some(meant) => {
                let construct = grammar::step(meant).expect("every step but `Include` has fields");
                self.out.push_str(meant);
                self.out.push('(');
                self.fields(construct, group);
                self.out.push(')');
            }
            None => self.out.push_str("Wait(text: \"?\")"),
        }
    }

    fn include(&mut self, group: &BracketGroup) {
        let of = "Include";
        if let [item] = group.items.as_slice()
            && item.key.is_none()
            && let Some(value) = &item.value
        {
            self.out.push_str("Include(");
            self.value(FieldType::Text, of, value);
            self.out.push(')');
            return;
        }
        self.tell(
            "wrong-type",
            group.head(),
            "`Include` holds nothing but the id of a routine in quotes",
            "write it like `Include(\"seated-twist\")`",
        );
        self.out.push_str("Include(\"x\")");
    }

    /// Something other than a step where a step must stand.
    fn no_step(&mut self, value: &TreeValue) {
        let written = self.words(&value.at);
        // Neither in front of `x3` nor behind it a comma is missing, nor behind `1.` and `-`.
        if suggest::times(written).is_some() {
            let around = value.at.start.saturating_sub(2)..value.at.end + 1;
            self.whole.push(around);
        } else if matches!(value.kind, ValueKind::Bare | ValueKind::Number) {
            self.whole.push(value.at.clone());
        }
        let (message, help) = suggest::no_step(&value.kind, written);
        let at = self.first_line(value);
        self.tell("wrong-type", at, message, help);
    }

    /// `Rest: "5s"` in a list of steps, and `Rest for: "5s"`, whose fields are the items after.
    pub fn step_without_brackets(&mut self, step: &'static Construct, name: &Range<usize>) {
        let message = format!("the fields of `{}` stand in round brackets", step.name);
        let help = format!("write it like `{}`", step.example());
        self.tell("missing-bracket", name.clone(), message, help);
        self.out.push_str("Wait(text: \"?\"),");
    }

    /// `(name: .., for: ..)` or `[..]` in a list of steps.
    fn nameless_step(&mut self, group: &BracketGroup) {
        let (message, help) = match group.bracket {
            Bracket::Square => (
                "a step must stand here, and this is a list",
                "leave this pair of brackets out, or write `Repeat(steps: [..])`".to_owned(),
            ),
            _ => (
                "this doesn't say which kind of step it is",
                format!(
                    "write one of {} in front of the bracket",
                    grammar::listed(&grammar::step_words().collect::<Vec<_>>())
                ),
            ),
        };
        self.tell("nameless-step", group.open.clone(), message, help);
    }
}
