//! The values of a tree, each looked at with its entry in the grammar beside it.
//!
//! What is sound is passed over; what is not is reported. What to write instead is asked of
//! `suggest`.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::super::figure::Decimal;
use super::super::grammar::{self, Construct, FieldType, FormatField, WordChoice, ron_options};
use super::super::suggest::{self, field_list};
use super::super::syntax::{
    Bracket, BracketGroup, GroupItem, Tree, TreeValue, ValueKind, named, plain, quoted, shown,
};
use super::super::{Ready, Routine, vocabulary};
use crate::problem::{Errors, Problem};
use crate::seconds::{Count, Length, Misread, Seconds};

struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

/// What is wrong with the values of a whole tree.
pub(super) fn read(text: &str, tree: &Tree) -> Vec<Problem> {
    let mut reader = Reader { text, problems: Vec::new() };
    match &tree.root {
        Some(root) => reader.root(root),
        None if tree.problems.is_empty() => {
            let message = "the file is empty, or holds nothing but comments";
            reader.problems.tell("empty-file", 0..0, message, suggest::A_ROUTINE);
        }
        None => {}
    }
    reader.problems
}

impl<'t> Reader<'t> {
    fn words(&self, at: &Range<usize>) -> &'t str {
        &self.text[at.clone()]
    }

    /// A value of another kind than the one that must stand there.
    fn wrong_type(&mut self, of: &str, kind: FieldType, value: &TreeValue) {
        let help = format!("write it like `{of}: {}`", kind.example(of));
        self.wrong_type_with_help(of, kind, value, help);
    }

    fn wrong_type_with_help(&mut self, of: &str, kind: FieldType, value: &TreeValue, help: String) {
        let message = format!("`{of}` must be {}", kind.expected());
        let label = format!("this is {}", value.kind.called());
        let problem = Problem::error("wrong-type", self.first_line(value), message);
        self.problems.push(problem.label(label).help(help));
    }

    /// More problems than will ever be told: what follows is not looked at.
    fn has_enough(&self) -> bool {
        self.problems.len() > 2 * super::MOST_PROBLEMS
    }

    /// The value, or where it runs over lines what stands on its first one.
    fn first_line(&self, value: &TreeValue) -> Range<usize> {
        let words = self.words(&value.at);
        let line = words.lines().next().unwrap_or_default().trim_end();
        value.at.start..value.at.start + line.len().max(1).min(words.len())
    }

    /// The value of the file.
    fn root(&mut self, root: &TreeValue) {
        let Some(group) = root.group() else {
            let message = "a file holds one `Routine(..)`";
            let label = format!("this is {}", root.kind.called());
            let help = suggest::no_routine(self.words(&root.at), &self.text[root.at.end..]);
            let problem = Problem::error("no-routine", self.first_line(root), message);
            self.problems.push(problem.label(label).help(help));
            return;
        };
        let name = group.name.clone().map_or("", |name| plain(self.words(&name)));
        let list = name.is_empty() && group.bracket == Bracket::Square;
        let (message, help) = if name == "Settings" {
            (
                "these are settings, and no routine",
                "`supple settings show` tells what they say; a routine begins with `Routine(`",
            )
        } else if list || vocabulary::step(name).is_some() {
            (
                "a file holds one `Routine`, and the steps stand in it",
                "write `Routine(title: \"..\", steps: [` in front and `])` at the end",
            )
        } else {
            return self.construct(Routine::GRAMMAR, "Routine", root);
        };
        self.problems.tell("no-routine", group.head(), message, help);
    }

    /// The value of a field.
    fn field(&mut self, field: &'static FormatField, value: &TreeValue) {
        if !field.option {
            return self.value(field.kind, field.word, value);
        }
        if value.kind != ValueKind::Word || self.words(&value.at) != "None" {
            self.value(field.kind, field.word, value.unwrapped(self.text));
        }
    }

    fn value(&mut self, kind: FieldType, of: &str, value: &TreeValue) {
        if value.kind == ValueKind::Skipped {
            return;
        }
        match kind {
            FieldType::Text | FieldType::Name(_) => {
                self.content(of, kind, value);
            }
            FieldType::Length => self.length(of, kind, value, |text| text.parse::<Length>().err()),
            FieldType::Seconds => {
                self.length(of, kind, value, |text| text.parse::<Seconds>().err())
            }
            FieldType::Ready => self.length(of, kind, value, |text| text.parse::<Ready>().err()),
            FieldType::Count => self.count(of, value),
            FieldType::Number => self.number::<u32>(of, "a whole number", "3", value),
            FieldType::Decimal => self.number::<Decimal>(of, "a number", "30 or -0.5", value),
            FieldType::Word(choice) => self.choice(of, choice, value),
            FieldType::Fields(construct) => self.construct(construct, of, value),
            FieldType::Kind(kinds) => self.kind(kinds, of, value),
            FieldType::Step => self.step(value),
            FieldType::List(inside) => self.list(kind, *inside, of, value),
        }
    }

    /// `(..)` or `Name(..)` with the fields of a construct.
    fn construct(&mut self, construct: &'static Construct, of: &str, value: &TreeValue) {
        let group = value.group();
        if group.is_none_or(|group| group.bracket != Bracket::Round && group.name.is_none()) {
            let help = format!("write it like `{}`", construct.example());
            self.wrong_type_with_help(of, FieldType::Fields(construct), value, help);
        }
        let Some(group) = group else { return };
        let wrong =
            |name: &&Range<usize>| ![construct.name, "Some"].contains(&plain(self.words(name)));
        if let Some(name) = group.name.as_ref().filter(wrong) {
            let message = format!("`{}` can't stand here", plain(self.words(name)));
            let help = "leave this name out, and begin with the bracket";
            self.problems.tell("unknown-word", name.clone(), message, help);
        }
        self.fields(construct, group);
    }

    /// The fields between the brackets; the brackets themselves are the caller's.
    fn fields(&mut self, construct: &'static Construct, group: &BracketGroup) {
        let mut given: Vec<&'static str> = Vec::new();
        // A value without a name has been told, and may be any of the fields.
        let mut nameless = false;
        for item in &group.items {
            if self.has_enough() {
                break;
            }
            let Some(key) = &item.key else {
                if !nameless {
                    self.nameless(construct, group, item);
                }
                nameless = true;
                continue;
            };
            let Some(field) = self.known_field(construct, group, item, key, &given) else {
                // `pattern: "4-7-8"` is what the missing fields were meant as.
                nameless |= construct.name == "Breathe";
                continue;
            };
            given.push(field.word);
            if let Some(value) = &item.value {
                self.field(field, value);
                // `areas: "neck", "back"`: the others belong to a list that has no brackets.
                nameless |= matches!(field.kind, FieldType::List(_)) && value.group().is_none();
            }
        }
        if !(nameless || group.damaged) {
            for field in construct.required().filter(|one| !given.contains(&one.word)) {
                self.missing_field(construct, group, field);
            }
        }
    }

    /// The field that an item is, or was likely meant as. What is wrong with its name is reported.
    fn known_field(
        &mut self,
        construct: &'static Construct,
        group: &BracketGroup,
        item: &GroupItem,
        key: &Range<usize>,
        given: &[&str],
    ) -> Option<&'static FormatField> {
        let word = named(self.words(key));
        if let Some(field) = construct.field(word) {
            if !given.contains(&field.word) {
                return Some(field);
            }
            let message = format!("`{word}` is given twice");
            self.problems.tell("duplicate-field", key.clone(), message, "leave one of the two out");
            return None;
        }
        let value = item.value.as_ref().map_or("", |value| self.words(&value.at));
        let (at, (meant, help)) = match suggest::breath(construct, value) {
            Some(help) => (item.at(), (None, help)),
            None => (key.clone(), suggest::field(construct, word)),
        };
        let message = format!("{} has no field `{word}`", construct.called());
        self.problems.tell("unknown-field", at, message, help);
        meant.filter(|meant| {
            !given.contains(&meant.word) && group.field(self.text, meant.word).is_none()
        })
    }

    /// A value in a construct that doesn't say which field it is.
    fn nameless(&mut self, construct: &'static Construct, group: &BracketGroup, item: &GroupItem) {
        let Some(value) = &item.value else {
            return;
        };
        let at = self.first_line(value);
        let name = value.group().and_then(|group| group.name.clone());
        let step = name.map(|name| plain(self.words(&name)));
        let step = step.filter(|name| vocabulary::step_words().any(|step| step == *name));
        if let (Some(step), Some(_)) = (step, construct.field("steps")) {
            let help = match group.field(self.text, "steps") {
                Some(_) => "move it into the square brackets of `steps`",
                None => "write `steps: [` in front of the first step and `]` behind the last",
            };
            let message = format!("this `{step}` stands outside `steps`");
            return self.problems.tell("nameless-field", at, message, help);
        }
        let message = format!("{} doesn't say which field this is", construct.called());
        let label = "a name and a colon are missing";
        let (example, fields) = (construct.example(), field_list(construct));
        let help = format!("write each with its name, like `{example}`; its fields are {fields}");
        let problem = Problem::error("nameless-field", at, message);
        self.problems.push(problem.label(label).help(help));
    }

    fn missing_field(&mut self, construct: &Construct, group: &BracketGroup, field: &FormatField) {
        let name = group.name.as_ref().map_or("", |name| self.words(name));
        let missing = construct.required();
        let missing = missing.filter(|one| group.field(self.text, one.word).is_none());
        let missing: Vec<String> = missing.map(FormatField::example).collect();
        let message = format!("{} has no `{}`", construct.called(), field.word);
        let label = format!("`{}` is missing", field.word);
        let help = format!("write it, like `{name}({})`", missing.join(", "));
        let problem = Problem::error("missing-field", group.head(), message);
        self.problems.push(problem.label(label).help(help));
    }

    /// A list in square brackets.
    fn list(&mut self, kind: FieldType, inside: FieldType, of: &str, value: &TreeValue) {
        let group = value.group().filter(|group| group.name.is_none());
        let is_list = group.is_some_and(|group| group.bracket == Bracket::Square);
        if !is_list {
            let help = suggest::list(kind, of, self.words(&value.at));
            self.wrong_type_with_help(of, kind, value, help);
        }
        // What stands in other brackets may be a list all the same, if nothing in it has a name.
        let unkeyed = |group: &&BracketGroup| group.items.iter().all(|item| item.key.is_none());
        let mut named = false;
        for item in group.filter(|group| is_list || unkeyed(group)).map_or(&[][..], |g| &g.items) {
            if self.has_enough() {
                break;
            }
            match (&item.key, &item.value) {
                // Fields that lost their brackets come in numbers, and one message is enough.
                (Some(key), _) if !named => {
                    let word = self.words(key);
                    let message =
                        format!("the items of a list have no names, but here is `{word}:`");
                    self.problems.tell(
                        "named-item",
                        key.clone(),
                        message,
                        suggest::unnamed(inside),
                    );
                }
                (None, Some(value)) => self.value(inside, of, value),
                _ => {}
            }
            named = item.key.is_some();
        }
    }

    /// One step.
    fn step(&mut self, value: &TreeValue) {
        let ValueKind::Group(group) = &value.kind else {
            let (message, help) = suggest::no_step(&value.kind, self.words(&value.at));
            return self.problems.tell("wrong-type", self.first_line(value), message, help);
        };
        let Some(name) = &group.name else {
            let message = "this doesn't say which kind of step it is";
            let steps = grammar::listed(&vocabulary::step_words().collect::<Vec<_>>());
            let help = format!("write one of {steps} in front of a round bracket");
            return self.problems.tell("nameless-step", group.open.clone(), message, help);
        };
        let word = plain(self.words(name));
        let meant = vocabulary::step_words().find(|step| *step == word).or_else(|| {
            let (meant, help) = suggest::step(word);
            let message = format!("there is no kind of step `{word}`");
            self.problems.tell("unknown-step", name.clone(), message, help);
            meant
        });
        let Some(meant) = meant else { return };
        match (vocabulary::step(meant), group.items.as_slice()) {
            (Some(construct), _) => self.fields(construct, group),
            (None, [GroupItem { key: None, value: Some(id) }]) => {
                self.value(FieldType::Text, "Include", id);
            }
            (None, _) => {
                let message = "`Include` holds nothing but the id of a routine in quotes";
                let help = "write it like `Include(\"seated-twist\")`";
                self.problems.tell("wrong-type", group.head(), message, help);
            }
        }
    }

    /// One of some words, of which some have fields behind them.
    fn kind(&mut self, kinds: &'static [Construct], of: &str, value: &TreeValue) {
        let group = value.group();
        let name = group.map_or(value.at.clone(), BracketGroup::head);
        let word = plain(self.words(&name));
        let Some(kind) = kinds.iter().find(|kind| kind.name == word) else {
            let message = format!("`{of}` can't be `{}`", shown(word));
            return self.problems.tell("unknown-word", name, message, suggest::kind(kinds, word));
        };
        match group {
            Some(group) if !kind.fields.is_empty() => self.fields(kind, group),
            None if kind.fields.is_empty() => {}
            _ => {
                let needs = if group.is_some() { "has no" } else { "needs its" };
                let help = format!("write it like `{}`", kind.example());
                self.problems.tell("wrong-type", name, format!("`{word}` {needs} fields"), help);
            }
        }
    }

    /// A text's content. `None` where it is none, which is reported.
    fn content(&mut self, of: &str, kind: FieldType, value: &TreeValue) -> Option<String> {
        let written = self.words(&value.at);
        match &value.kind {
            ValueKind::Mended(says) => return Some(says.clone()),
            ValueKind::Text => {
                let says = ron_options().from_str::<String>(written);
                if says.is_err() {
                    let message = "this text holds a backslash that means nothing";
                    let help = "write `\\\\` for a backslash, or leave it out";
                    self.problems.tell("bad-escape", self.first_line(value), message, help);
                }
                return says.ok();
            }
            ValueKind::Number | ValueKind::Word | ValueKind::Bare => {
                let message = format!("`{of}` must be a text, and a text stands in quotes");
                let help = format!("write {}", quoted(written));
                self.problems.tell("missing-quotes", value.at.clone(), message, help);
            }
            _ => self.wrong_type(of, kind, value),
        }
        None
    }

    /// One of the words of a choice, like `Each`.
    fn choice(&mut self, of: &str, choice: &'static WordChoice, value: &TreeValue) {
        let written = self.words(&value.at);
        let (bare, in_quotes) = match &value.kind {
            ValueKind::Word => (plain(written), false),
            ValueKind::Bare | ValueKind::Number => (written, false),
            ValueKind::Text => (written.trim_matches('"'), true),
            ValueKind::Mended(says) => (says.as_str(), true),
            _ => return self.wrong_type(of, FieldType::Word(choice), value),
        };
        let at = value.at.clone();
        if !choice.words.contains(&bare) {
            let message = format!("`{of}` can't be `{}`", shown(bare));
            self.problems.tell("unknown-word", at, message, suggest::choice(choice, bare));
        } else if in_quotes {
            let message = format!("`{of}` is a word of the format, not a text");
            self.problems.tell("wrong-type", at, message, format!("write {bare} without quotes"));
        }
    }

    /// A length in quotes; `wrong` says what is wrong with its words.
    fn length(
        &mut self,
        of: &str,
        kind: FieldType,
        value: &TreeValue,
        wrong: impl Fn(&str) -> Option<Misread>,
    ) {
        match value.kind {
            ValueKind::Number | ValueKind::Word | ValueKind::Bare => {
                let bare = self.words(&value.at);
                let help = suggest::length(bare, wrong(bare));
                let message = format!("`{of}` must be a length of time, and that stands in quotes");
                self.problems.tell("bad-length", value.at.clone(), message, help);
            }
            ValueKind::Text => self.readable("bad-length", of, value, wrong),
            // What stands in mended quotes may have been meant otherwise.
            ValueKind::Mended(_) => {}
            _ => self.wrong_type(of, kind, value),
        }
    }

    /// A text with a form of its own. Where it can't be read, the place within it where the fault
    /// is, if that can be told, is reported.
    fn readable(
        &mut self,
        name: &'static str,
        of: &str,
        value: &TreeValue,
        wrong: impl Fn(&str) -> Option<Misread>,
    ) {
        let says = self.content(of, FieldType::Text, value);
        let Some((says, misread)) = says.and_then(|says| wrong(&says).map(|why| (says, why)))
        else {
            return;
        };
        let as_is = self.words(&value.at) == format!("\"{says}\"");
        let within = as_is && !misread.at.is_empty() && says.get(misread.at.clone()).is_some();
        let from = value.at.start + 1;
        let place = from + misread.at.start..from + misread.at.end;
        let at = if within { place } else { value.at.clone() };
        self.problems.tell(name, at, misread.message, misread.help);
    }

    fn count(&mut self, of: &str, value: &TreeValue) {
        let written = self.words(&value.at);
        let (message, help) = match &value.kind {
            ValueKind::Text => {
                return self.readable("bad-count", of, value, |text| text.parse::<Count>().err());
            }
            ValueKind::Mended(_) => return,
            ValueKind::Number if ron_options().from_str::<Count>(written).is_ok() => return,
            ValueKind::Number | ValueKind::Word | ValueKind::Bare => match written.parse::<Count>()
            {
                Ok(range) => {
                    ("a range of counts stands in quotes".to_owned(), format!("write \"{range}\""))
                }
                Err(misread) => (misread.message, misread.help),
            },
            _ => return self.wrong_type(of, FieldType::Count, value),
        };
        self.problems.tell("bad-count", value.at.clone(), message, help);
    }

    fn number<T: DeserializeOwned>(&mut self, of: &str, what: &str, like: &str, value: &TreeValue) {
        let written = self.words(&value.at);
        if value.kind != ValueKind::Number || ron_options().from_str::<T>(written).is_err() {
            let message = format!("`{of}` must be {what}");
            let help = format!("write a number like {like}, without quotes");
            self.problems.tell("wrong-type", value.at.clone(), message, help);
        }
    }
}
