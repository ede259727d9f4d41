//! Lists in square brackets, and what people write in their place.

use super::super::grammar::{self, Construct, FieldType};
use super::super::suggest;
use super::super::syntax::{Bracket, BracketGroup, GroupItem, TreeValue, ValueKind};
use super::values::{Reader, instead};

impl Reader<'_> {
    pub fn list(
        &mut self,
        sort: FieldType,
        inside: FieldType,
        of: &'static str,
        value: &TreeValue,
    ) {
        if of == "tempo" && self.other_tempo(value) {
            self.out.push_str(instead(sort));
            return;
        }
        let list = value
            .group()
            .filter(|group| group.bracket == Bracket::Square && group.name.is_none());
        let Some(group) = list else {
            if value.kind != ValueKind::Skipped {
                self.no_list(sort, inside, of, value);
            }
            self.out.push_str(instead(sort));
            return;
        };
        self.out.push('[');
        let mut named = false;
        let mut items = group.items.iter().peekable();
        while let Some(item) = items.next() {
            if self.has_enough() {
                break;
            }
            if let Some((step, inside)) = self.bare_step(inside, item, items.peek().copied()) {
                while inside
                    && items
                        .next_if(|next| is_field(step, next, self.text))
                        .is_some()
                {}
                continue;
            }
            // Fields that lost their brackets come in numbers, and one message is enough.
            let first = item.key.clone().filter(|_| !named);
            named = item.key.is_some();
            if let Some(key) = first {
                let word = self.words(&key);
                let message = format!("the items of a list have no names, but here is `{word}:`");
                self.tell(
                    "named-item",
                    key,
                    message,
                    match inside {
                        FieldType::Fields(_) => "put its fields in round brackets, `(..)`",
                        FieldType::Step => "put it in the round brackets of a step, `Hold(..)`",
                        _ => "leave the name and its colon out",
                    },
                );
            }
            let group = item.value.as_ref().and_then(TreeValue::group);
            if named && group.is_none() {
                continue;
            }
            if let Some(value) = &item.value {
                self.value(inside, of, value);
                self.out.push(',');
            }
        }
        self.out.push(']');
    }

    /// A step whose fields stand in no brackets, reported: its kind, and whether they are the
    /// items that follow.
    fn bare_step(
        &mut self,
        inside: FieldType,
        item: &GroupItem,
        next: Option<&GroupItem>,
    ) -> Option<(&'static Construct, bool)> {
        let value = item
            .value
            .as_ref()
            .filter(|_| matches!(inside, FieldType::Step))?;
        let name = item.key.clone().unwrap_or(value.at.clone());
        let step = grammar::step(self.words(&name))?;
        if item.key.is_none() {
            let next = next.filter(|next| is_field(step, next, self.text))?;
            self.whole.push(name.start..next.at().start);
        }
        self.step_without_brackets(step, &name);
        Some((step, item.key.is_none()))
    }

    /// `tempo: "3-1-3"` and `tempo: (down: "3s", up: "1s")`, reported.
    fn other_tempo(&mut self, value: &TreeValue) -> bool {
        let named = value
            .group()
            .and_then(|group| suggest::tempo_of_names(self.text, group));
        let (message, help) = match (named, suggest::tempo(self.words(&value.at))) {
            (Some(help), _) => (
                "the parts of a tempo stand in a list, each with a cue of its own",
                help,
            ),
            (None, Some(help)) => ("`tempo` must say what each part of a repetition is", help),
            (None, None) => return false,
        };
        let at = self.first_line(value);
        self.tell("wrong-type", at, message, help);
        true
    }

    /// Something other than a list where a list must stand.
    fn no_list(&mut self, sort: FieldType, inside: FieldType, of: &'static str, value: &TreeValue) {
        let help = match (&value.kind, inside) {
            (ValueKind::Group(group), _) if group.name.is_none() && !has_fields(group) => {
                self.other_brackets(group, Bracket::Square)
            }
            (ValueKind::Text | ValueKind::Mended(_), FieldType::Text)
            | (ValueKind::Word, FieldType::Word(_)) => {
                let shown = suggest::short(self.words(&value.at));
                format!("write [{}]", shown.unwrap_or(".."))
            }
            (ValueKind::Group(_), FieldType::Step) => {
                "write `[` in front of the first step and `]` behind the last".into()
            }
            (ValueKind::Group(_), _) => "put `[` in front of it and `]` behind it".into(),
            _ => format!("write it like `{}: {}`", of, sort.example(of)),
        };
        self.tell(
            "wrong-type",
            self.first_line(value),
            format!("`{}` must be {}", of, sort.expected()),
            help,
        )
        .label = format!("this is {}", value.kind.called());
        // What stands in it may be looked at all the same.
        if !matches!(inside, FieldType::Step | FieldType::Fields(_)) {
            return;
        }
        let mark = self.out.len();
        match &value.kind {
            ValueKind::Group(group) if group.name.is_none() && !has_fields(group) => {
                for one in group.items.iter().filter_map(|item| item.value.as_ref()) {
                    self.value(inside, of, one);
                }
            }
            ValueKind::Group(_) => self.value(inside, of, value),
            _ => {}
        }
        self.out.truncate(mark);
    }
}

/// Whether there are fields between the brackets.
fn has_fields(group: &BracketGroup) -> bool {
    group.items.first().is_some_and(|item| item.key.is_some())
}

/// Whether an item is a field of a construct.
fn is_field(construct: &Construct, item: &GroupItem, text: &str) -> bool {
    let key = item.key.clone();
    key.is_some_and(|key| construct.field(&text[key]).is_some())
}
