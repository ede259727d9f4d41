//! Lists in square brackets, and what people write in their place.

use super::super::syntax::{Bracket, Group, Kind, Value, quoted};
use super::guess::among;
use super::values::{Of, Reader, named_kind};
use super::words::{self, Field, Sort};
use crate::problem::Problem;

impl Reader<'_> {
    pub fn list(&mut self, sort: Sort, of: Of, value: &Value) {
        let empty = match sort {
            Sort::Steps => "[Wait(text: \"?\")]",
            Sort::List(_) => "[]",
            _ => "[]",
        };
        if self.tempo_of_names(of, value) {
            self.out.push_str(empty);
            return;
        }
        let group = match &value.kind {
            Kind::Group(group) if group.bracket == Bracket::Square && group.name.is_none() => group,
            Kind::Skipped => {
                self.out.push_str(empty);
                return;
            }
            _ => {
                self.no_list(sort, of, value);
                self.out.push_str(empty);
                return;
            }
        };
        if let Some(parts) = self.tempo_of_numbers(of, value) {
            self.tempo_needed(of, value, &parts);
            self.out.push_str(empty);
            return;
        }
        self.out.push('[');
        if let Sort::List(construct) = sort
            && let [first, ..] = group.items.as_slice()
            && let Some(key) = &first.key
            && group.items.iter().all(|item| item.key.is_some())
            && construct.field(self.words(key)).is_some()
        {
            self.report(
                Problem::error(
                    "named-item",
                    key.clone(),
                    format!(
                        "the fields of {} stand in round brackets",
                        construct.called()
                    ),
                )
                .help("write `(` in front of the first and `)` behind the last"),
            );
            self.out.push('(');
            self.fields(construct, group);
            self.out.push_str(")]");
            return;
        }
        let mut items = group.items.iter().peekable();
        while let Some(item) = items.next() {
            if self.has_enough() {
                break;
            }
            if matches!(sort, Sort::Steps)
                && let Some(next) = items.peek()
                && let Some(step) = self.step_without_brackets(item, next)
            {
                while items
                    .next_if(|next| {
                        next.key
                            .as_ref()
                            .is_some_and(|key| step.field(self.words(key)).is_some())
                    })
                    .is_some()
                {}
                self.out.push_str("Wait(text: \"?\"),");
                continue;
            }
            if matches!(sort, Sort::Steps)
                && let Some((step, whole, taken)) = self.closed_early(item, items.clone())
            {
                self.step(&step);
                self.whole.push(whole);
                self.out.push(',');
                items.nth(taken - 1);
                continue;
            }
            if let Some(key) = &item.key {
                let word = self.words(key);
                if matches!(sort, Sort::Steps)
                    && let Some(step) = words::step(word)
                    && item.value.is_some()
                {
                    self.step_with_colon(step, item);
                    self.out.push(',');
                    continue;
                }
                self.report(
                    Problem::error(
                        "named-item",
                        key.clone(),
                        format!("the items of a list have no names, but here is `{word}:`"),
                    )
                    .help(match sort {
                        Sort::Steps if self.names_step(item) => {
                            "leave it out, and write a name within the step: `name: \"..\"`"
                        }
                        Sort::List(_) => "put its fields in round brackets, `(..)`",
                        Sort::Steps => "put it in the round brackets of a step, `Hold(..)`",
                        _ => "leave the name and its colon out",
                    }),
                );
            }
            let Some(value) = &item.value else {
                continue;
            };
            match sort {
                Sort::Texts => self.value(Sort::Text, of, value),
                Sort::Many(choice) => self.value(Sort::One(choice), of, value),
                Sort::List(construct) => self.construct(construct, of, value),
                _ => self.step(value),
            }
            self.out.push(',');
        }
        self.out.push(']');
    }

    /// `areas: neck, back,`: several values without the brackets of their list, up to the next
    /// field; reported. Gives their end.
    pub fn unlisted(
        &mut self,
        field: &Field,
        value: &Value,
        group: &Group,
        nth: usize,
    ) -> Option<usize> {
        let several = group.items[nth + 1..]
            .iter()
            .take_while(|item| item.key.is_none());
        let others = several.filter_map(|item| item.value.as_ref());
        let all: Vec<&Value> = std::iter::once(value).chain(others).collect();
        let single = |value: &&Value| matches!(value.kind, Kind::Text | Kind::Word | Kind::Bare);
        if !all.iter().all(single) {
            return None;
        }
        let listed: Vec<String> = match field.kind {
            // A sound text alone lacks nothing but its brackets, as does a sound word.
            Sort::Texts if all.len() > 1 || value.kind != Kind::Text => {
                let texts = all.iter().map(|value| match value.kind {
                    Kind::Text => self.words(&value.at).to_owned(),
                    _ => quoted(self.words(&value.at)),
                });
                texts.collect()
            }
            Sort::Many(choice) if all.len() > 1 || value.kind == Kind::Bare => {
                let written = all.iter().map(|value| self.words(&value.at));
                let words = written.flat_map(|words| words.split(|c: char| !c.is_alphabetic()));
                let known = words.filter(|word| !matches!(*word, "" | "and" | "or" | "und"));
                let known = known.map(|word| among(choice, word).map(str::to_owned));
                known.collect::<Option<_>>()?
            }
            _ => return None,
        };
        let at = value.at.start..all.last()?.at.end;
        let whole = self.words(&at);
        if whole.chars().count() > 200 || whole.contains('\n') || listed.is_empty() {
            return None;
        }
        self.unsigned.push(at.clone());
        self.report(
            Problem::error(
                "wrong-type",
                at.clone(),
                format!("`{}` must be {}", field.word, field.kind.expected()),
            )
            .label("a list stands in square brackets")
            .help(format!("write [{}]", listed.join(", "))),
        );
        self.out.push_str("[]");
        Some(at.end)
    }

    /// Something other than a list where a list must stand.
    fn no_list(&mut self, sort: Sort, of: Of, value: &Value) {
        let shown = self.words(&value.at);
        let short = shown.chars().count() <= 30 && !shown.contains('\n');
        if let Some(parts) = self.tempo_of_numbers(of, value) {
            self.tempo_needed(of, value, &parts);
            return;
        }
        let help = match (&value.kind, sort) {
            (Kind::Group(group), _) if group.name.is_none() && !has_fields(group) => {
                self.other_brackets(group, Bracket::Square)
            }
            (Kind::Text | Kind::Mended(_), Sort::Texts) | (Kind::Word, Sort::Many(_)) if short => {
                format!("write [{shown}]")
            }
            (Kind::Group(_), Sort::Steps) => {
                "write `[` in front of the first step and `]` behind the last".into()
            }
            (Kind::Text, Sort::List(construct)) => match self.inside(construct, value) {
                Some(inside) => format!("write [{inside}]"),
                None => format!("write it like `{}: {}`", of.word, sort.example(of.word)),
            },
            (Kind::Text | Kind::Group(_), _) => "put `[` in front of it and `]` behind it".into(),
            _ => format!("write it like `{}: {}`", of.word, sort.example(of.word)),
        };
        self.report(
            Problem::error(
                "wrong-type",
                self.first_line(value),
                format!("`{}` must be {}", of.word, sort.expected()),
            )
            .label(format!("this is {}", named_kind(&value.kind)))
            .help(help),
        );
        // What stands in it may be looked at all the same.
        let mark = self.out.len();
        match (&value.kind, sort) {
            (Kind::Group(group), Sort::Steps) if group.name.is_none() && !has_fields(group) => {
                for step in group.items.iter().filter_map(|item| item.value.as_ref()) {
                    self.step(step);
                }
            }
            (Kind::Group(_), Sort::Steps) => self.step(value),
            (Kind::Group(group), Sort::List(construct))
                if group.name.is_none() && !has_fields(group) =>
            {
                for one in group.items.iter().filter_map(|item| item.value.as_ref()) {
                    self.construct(construct, of, one);
                }
            }
            (Kind::Group(_), Sort::List(construct)) => self.construct(construct, of, value),
            _ => {}
        }
        self.out.truncate(mark);
    }
}

/// Whether there are fields between the brackets.
fn has_fields(group: &Group) -> bool {
    group.items.first().is_some_and(|item| item.key.is_some())
}
