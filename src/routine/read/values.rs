//! The values of a tree, whatever their kind.
//!
//! Each is looked at with the table of `words` beside it. What is sound is spelled out again as
//! it stands; what is not is reported, and something harmless is spelled in its place. What a
//! kind asks for is the matter of `texts`, `numbers`, `choices`, `lists`, `steps` and `fields`.

use std::ops::Range;

use super::super::Ready;
use super::super::grammar::{Construct, FieldType, FormatField};
use super::super::syntax::{Bracket, BracketGroup, Tree, TreeValue, ValueKind, tell};
use super::{is_some, unwrapped};
use crate::problem::Problem;
use crate::seconds::{Length, Seconds};

/// Reads a whole tree.
pub(super) fn read<'t>(text: &'t str, tree: &Tree) -> Reader<'t> {
    let mut reader = Reader {
        text,
        explicit_struct_names: tree.explicit_struct_names,
        problems: Vec::new(),
        whole: Vec::new(),
        unsigned: Vec::new(),
        closed: Vec::new(),
        out: String::with_capacity(text.len()),
    };
    reader.root(tree);
    reader
}

/// What has been read of a tree.
pub(super) struct Reader<'t> {
    pub text: &'t str,
    pub explicit_struct_names: bool,
    pub problems: Vec<Problem>,
    /// What belongs together, so that no comma is missing within it.
    pub whole: Vec<Range<usize>>,
    /// Unquoted texts, in which no sign means anything, and names of fields that are unknown.
    pub unsigned: Vec<Range<usize>>,
    /// Closing brackets that are right once the opening one is mended as reported.
    pub closed: Vec<Range<usize>>,
    /// The routine in RON again, its faults filled in.
    pub out: String,
}

impl<'t> Reader<'t> {
    pub fn words(&self, at: &Range<usize>) -> &'t str {
        &self.text[at.clone()]
    }

    pub fn tell(
        &mut self,
        name: &'static str,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Problem {
        tell(&mut self.problems, name, at, message, help)
    }

    /// More problems than will ever be told: what follows is not looked at.
    pub fn has_enough(&self) -> bool {
        self.problems.len() > 2 * super::MOST_PROBLEMS
    }

    /// The author's words for a message: one line, not too long.
    pub fn shown(&self, at: &Range<usize>) -> String {
        let words = self.words(at);
        let line = words.lines().next().unwrap_or_default().trim_end();
        match line.chars().count() > 40 || line.len() < words.trim_end().len() {
            true => format!("{}..", line.chars().take(38).collect::<String>()),
            false => line.to_owned(),
        }
    }

    /// Spells the value of a field. Whatever is wrong with it, something is spelled.
    pub fn field(&mut self, field: &'static FormatField, value: &TreeValue) {
        let value = match field.option {
            true => {
                let none = value.kind == ValueKind::Word && self.words(&value.at) == "None";
                if none {
                    self.out.push_str("None");
                    return;
                }
                match &value.kind {
                    ValueKind::Group(group)
                        if let FieldType::Fields(construct) = field.kind
                            && is_some(self.text, group) =>
                    {
                        // ron takes the brackets of `Some(..)` for those of the struct.
                        self.out.push('(');
                        self.fields(construct, group);
                        self.out.push(')');
                        return;
                    }
                    _ => unwrapped(self.text, value),
                }
            }
            false => value,
        };
        self.value(field.kind, field.word, value);
    }

    pub fn value(&mut self, sort: FieldType, of: &'static str, value: &TreeValue) {
        let spelled = match sort {
            FieldType::Text => self.text_value(of, value),
            FieldType::Length => {
                self.length(of, sort, value, |text| Length::parse(text).map(|_| ()))
            }
            FieldType::Seconds => {
                self.length(of, sort, value, |text| Seconds::parse(text).map(|_| ()))
            }
            FieldType::Ready => self.length(of, sort, value, |text| Ready::parse(text).map(|_| ())),
            FieldType::Count => self.count(of, value),
            FieldType::Number => self.number(of, value),
            FieldType::Word(choice) => self.choice(of, choice, value),
            FieldType::Fields(construct) => return self.construct(construct, of, value),
            FieldType::Step => return self.step(value),
            FieldType::List(inside) => return self.list(sort, *inside, of, value),
        };
        match spelled {
            Some(spelled) => self.out.push_str(&spelled),
            None => self.out.push_str(instead(sort)),
        }
    }

    /// What to write for a pair of brackets of the wrong kind.
    pub fn other_brackets(&mut self, group: &BracketGroup, meant: Bracket) -> String {
        let (open, close) = (meant.open(), meant.close());
        if let Some(at) = &group.close
            && self.words(at).chars().eq([close])
        {
            self.closed.push(at.clone());
            return format!("write `{open}` in place of `{}`", group.bracket.open());
        }
        format!(
            "write `{open}` and `{close}` in place of `{}` and `{}`",
            group.bracket.open(),
            group.bracket.close()
        )
    }

    /// The value, or where it runs over lines what stands on its first one.
    pub fn first_line(&self, value: &TreeValue) -> Range<usize> {
        let words = self.words(&value.at);
        let line = words.lines().next().unwrap_or_default().trim_end();
        value.at.start..value.at.start + line.len().max(1).min(words.len())
    }

    pub fn wrong_type(&mut self, sort: FieldType, of: &'static str, value: &TreeValue) {
        if matches!(value.kind, ValueKind::Skipped) {
            return;
        }
        let at = self.first_line(value);
        self.tell(
            "wrong-type",
            at,
            format!("`{}` must be {}", of, sort.expected()),
            format!("write it like `{}: {}`", of, sort.example(of)),
        )
        .label = format!("this is {}", value.kind.called());
    }
}

/// What is spelled in place of a value that can't be read: nothing that breaks a further rule.
pub(super) fn instead(sort: FieldType) -> &'static str {
    match sort {
        FieldType::Text => "\"?\"",
        FieldType::Length => "\"10m\"",
        FieldType::Seconds | FieldType::Ready => "\"1s\"",
        FieldType::Count => "2",
        FieldType::Number => "1",
        FieldType::Word(choice) => choice.words[0],
        FieldType::Step => "Wait(text: \"?\")",
        FieldType::List(FieldType::Step) => "[Wait(text: \"?\")]",
        FieldType::List(_) => "[]",
        FieldType::Fields(_) => "()",
    }
}

/// The construct that a group is meant as; used where a value may carry its type's name.
pub(super) fn fits(construct: &Construct, name: &str) -> bool {
    construct.type_name == name
}
