//! The values of a tree, each looked at with its entry in the grammar beside it.
//!
//! What is sound is spelled out again as it stands; what is not is reported, and something
//! harmless is spelled in its place. What to write instead is asked of `suggest`.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::super::figure::Decimal;
use super::super::grammar::{self, Construct, FieldType, FormatField, WordChoice, ron_options};
use super::super::suggest::{self, field_list};
use super::super::syntax::{
    Bracket, BracketGroup, GroupItem, Tree, TreeValue, ValueKind, named, plain, quoted, shown,
};
use super::super::{Ready, Routine, vocabulary};
use super::{is_some, unwrapped};
use crate::problem::Problem;
use crate::seconds::{Count, Length, Misread, Seconds};

/// What has been read of a tree.
pub(super) struct Reader<'t> {
    text: &'t str,
    explicit_struct_names: bool,
    pub problems: Vec<Problem>,
    /// The routine in RON again, its faults filled in.
    pub out: String,
}

/// Reads a whole tree.
pub(super) fn read<'t>(text: &'t str, tree: &Tree) -> Reader<'t> {
    let mut reader = Reader {
        text,
        explicit_struct_names: tree.explicit_struct_names,
        problems: Vec::new(),
        out: String::with_capacity(text.len()),
    };
    match &tree.root {
        Some(root) => reader.root(root),
        None if tree.problems.is_empty() => reader.tell(
            "empty-file",
            0..0,
            "the file is empty, or holds nothing but comments",
            suggest::A_ROUTINE,
        ),
        None => {}
    }
    reader
}

impl<'t> Reader<'t> {
    fn words(&self, at: &Range<usize>) -> &'t str {
        &self.text[at.clone()]
    }

    fn tell(
        &mut self,
        name: &'static str,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Problem::error(name, at, message).help(help);
        self.problems.push(problem);
    }

    /// The same with a few words beside the place.
    fn tell_labelled(
        &mut self,
        name: &'static str,
        at: Range<usize>,
        message: String,
        label: String,
        help: String,
    ) {
        let problem = Problem::error(name, at, message).help(help);
        self.problems.push(problem.label(label));
    }

    /// A value of another kind than the one that must stand there.
    fn wrong_type(&mut self, of: &str, must_be: &str, value: &TreeValue, help: String) {
        if value.kind != ValueKind::Skipped {
            let message = format!("`{of}` must be {must_be}");
            let label = format!("this is {}", value.kind.called());
            self.tell_labelled("wrong-type", self.first_line(value), message, label, help);
        }
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
            let message = "a file holds one `Routine(..)`".to_owned();
            let label = format!("this is {}", root.kind.called());
            let help = suggest::no_routine(self.words(&root.at), &self.text[root.at.end..]);
            self.tell_labelled("no-routine", self.first_line(root), message, label, help);
            return;
        };
        let name = group.name.clone().map(|name| plain(self.words(&name)));
        let (message, help) = match name {
            Some("Settings") => (
                "these are settings, and no routine",
                "`supple settings show` tells what they say; a routine begins with `Routine(`",
            ),
            Some(name) if vocabulary::step(name).is_none() => {
                return self.construct(Routine::GRAMMAR, "Routine", root);
            }
            None if group.bracket != Bracket::Square => {
                return self.construct(Routine::GRAMMAR, "Routine", root);
            }
            _ => (
                "a file holds one `Routine`, and the steps stand in it",
                "write `Routine(title: \"..\", steps: [` in front and `])` at the end",
            ),
        };
        self.tell("no-routine", group.head(), message, help);
    }

    /// Spells the value of a field. Whatever is wrong with it, something is spelled.
    fn field(&mut self, field: &'static FormatField, value: &TreeValue) {
        if !field.option {
            return self.value(field.kind, field.word, value);
        }
        if value.kind == ValueKind::Word && self.words(&value.at) == "None" {
            return self.out.push_str("None");
        }
        match (&value.kind, field.kind) {
            // ron takes the brackets of `Some(..)` for those of the struct.
            (ValueKind::Group(group), FieldType::Fields(construct))
                if is_some(self.text, group) =>
            {
                self.out.push('(');
                self.fields(construct, group);
                self.out.push(')');
            }
            _ => self.value(field.kind, field.word, unwrapped(self.text, value)),
        }
    }

    fn value(&mut self, kind: FieldType, of: &'static str, value: &TreeValue) {
        let spelled = match kind {
            FieldType::Text => self.text_value(of, value),
            FieldType::Length => self.length(of, kind, value, |text| Length::parse(text).err()),
            FieldType::Seconds => self.length(of, kind, value, |text| Seconds::parse(text).err()),
            FieldType::Ready => self.length(of, kind, value, |text| Ready::parse(text).err()),
            FieldType::Count => self.count(of, value),
            FieldType::Number => self.number::<u32>(of, "a whole number like 3", value),
            FieldType::Decimal => self.number::<Decimal>(of, "a number like 30 or -0.5", value),
            FieldType::Name(_) => self.text_value(of, value),
            FieldType::Word(choice) => self.choice(of, choice, value),
            FieldType::Fields(construct) => return self.construct(construct, of, value),
            FieldType::Kind(kinds) => return self.kind(kinds, of, value),
            FieldType::Step => return self.step(value),
            FieldType::List(inside) => return self.list(kind, *inside, of, value),
        };
        match spelled {
            Some(spelled) => self.out.push_str(&spelled),
            None => self.out.push_str(instead(kind)),
        }
    }

    /// `(..)` or `Name(..)` with the fields of a construct; always spelled with brackets.
    fn construct(&mut self, construct: &'static Construct, of: &'static str, value: &TreeValue) {
        self.out.push('(');
        let group = value.group();
        if group.is_none_or(|group| group.bracket != Bracket::Round && group.name.is_none()) {
            let help = format!("write it like `{}`", construct.example());
            self.wrong_type(of, "written as fields in round brackets", value, help);
        }
        match group {
            Some(group) => {
                self.struct_name(construct, group);
                self.fields(construct, group);
            }
            None => self.filled_in(construct, &[]),
        }
        self.out.push(')');
    }

    fn struct_name(&mut self, construct: &'static Construct, group: &BracketGroup) {
        let asked = construct.type_name;
        match &group.name {
            None if self.explicit_struct_names => self.tell(
                "missing-name",
                group.open.clone(),
                format!("`{asked}` must stand in front of this bracket"),
                format!("write `{asked}(`: `explicit_struct_names` asks for it"),
            ),
            Some(name) if plain(self.words(name)) != asked => {
                let message = format!("`{}` can't stand here", plain(self.words(name)));
                let help = if construct.is_named {
                    format!("write `{asked}(`")
                } else {
                    "leave this name out, and begin with the bracket".to_owned()
                };
                self.tell("unknown-word", name.clone(), message, help);
            }
            _ => {}
        }
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
            self.out.extend([field.word, ":"]);
            match &item.value {
                Some(value) => {
                    self.field(field, value);
                    // `areas: "neck", "back"`: the others belong to a list that has no brackets.
                    nameless |= matches!(field.kind, FieldType::List(_)) && value.group().is_none();
                }
                None => self.out.push_str(instead(field.kind)),
            }
            self.out.push(',');
        }
        if !(nameless || group.damaged) {
            for field in construct.required().filter(|one| !given.contains(&one.word)) {
                self.missing_field(construct, group, field);
            }
        }
        self.filled_in(construct, &given);
    }

    /// Whatever a construct needs and is not given, for the rules that come after.
    fn filled_in(&mut self, construct: &'static Construct, given: &[&str]) {
        for field in construct.required().filter(|one| !given.contains(&one.word)) {
            self.out.extend([field.word, ":", instead(field.kind), ","]);
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
            let help = "leave one of the two out";
            self.tell("duplicate-field", key.clone(), message, help);
            return None;
        }
        let value = item.value.as_ref().map_or("", |value| self.words(&value.at));
        let (at, (meant, help)) = match suggest::breath(construct, value) {
            Some(help) => (item.at(), (None, help)),
            None => (key.clone(), suggest::field(construct, word)),
        };
        let message = format!("{} has no field `{word}`", construct.called());
        self.tell("unknown-field", at, message, help);
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
            return self.tell("nameless-field", at, message, help);
        }
        let message = format!("{} doesn't say which field this is", construct.called());
        let label = "a name and a colon are missing".to_owned();
        let help = format!(
            "write each with its name, like `{}`; its fields are {}",
            construct.example(),
            field_list(construct)
        );
        self.tell_labelled("nameless-field", at, message, label, help);
    }

    fn missing_field(
        &mut self,
        construct: &'static Construct,
        group: &BracketGroup,
        field: &FormatField,
    ) {
        let name = group.name.as_ref().map_or("", |name| self.words(name));
        let missing = construct.required();
        let missing = missing.filter(|one| group.field(self.text, one.word).is_none());
        let missing: Vec<String> = missing.map(FormatField::example).collect();
        self.tell_labelled(
            "missing-field",
            group.head(),
            format!("{} has no `{}`", construct.called(), field.word),
            format!("`{}` is missing", field.word),
            format!("write it, like `{name}({})`", missing.join(", ")),
        );
    }

    /// A list in square brackets.
    fn list(&mut self, kind: FieldType, inside: FieldType, of: &'static str, value: &TreeValue) {
        let group = value.group().filter(|group| group.name.is_none());
        if group.is_none_or(|group| group.bracket != Bracket::Square) {
            let help = suggest::list(kind, of, self.words(&value.at));
            self.wrong_type(of, &kind.expected(), value, help);
        }
        let keyed = |group: &BracketGroup| group.items.iter().any(|item| item.key.is_some());
        let list = |group: &&BracketGroup| group.bracket == Bracket::Square || !keyed(group);
        let Some(group) = group.filter(list) else {
            return self.out.push_str(instead(kind));
        };
        self.out.push('[');
        let mut named = false;
        for item in &group.items {
            if self.has_enough() {
                break;
            }
            // Fields that lost their brackets come in numbers, and one message is enough.
            if let Some(key) = item.key.clone().filter(|_| !named) {
                let word = self.words(&key);
                let message = format!("the items of a list have no names, but here is `{word}:`");
                self.tell("named-item", key, message, suggest::unnamed(inside));
            }
            named = item.key.is_some();
            if let Some(value) = item.value.as_ref().filter(|_| !named) {
                self.value(inside, of, value);
                self.out.push(',');
            }
        }
        self.out.push(']');
    }

    /// One step.
    fn step(&mut self, value: &TreeValue) {
        let mark = self.out.len();
        if !self.step_is_spelled(value) {
            self.out.truncate(mark);
            self.out.push_str(instead(FieldType::Step));
        }
    }

    fn step_is_spelled(&mut self, value: &TreeValue) -> bool {
        let written = self.words(&value.at);
        let group = match &value.kind {
            ValueKind::Group(group) => group,
            ValueKind::Skipped => return false,
            kind => {
                let (message, help) = suggest::no_step(kind, written);
                self.tell("wrong-type", self.first_line(value), message, help);
                return false;
            }
        };
        let Some(name) = &group.name else {
            let message = "this doesn't say which kind of step it is";
            let steps = grammar::listed(&vocabulary::step_words().collect::<Vec<_>>());
            let help = format!("write one of {steps} in front of a round bracket");
            self.tell("nameless-step", group.open.clone(), message, help);
            return false;
        };
        let word = plain(self.words(name));
        let mut kinds = vocabulary::step_words();
        let meant = kinds.find(|step| *step == word).or_else(|| {
            let (meant, help) = suggest::step(word);
            let message = format!("there is no kind of step `{word}`");
            self.tell("unknown-step", name.clone(), message, help);
            meant
        });
        let Some(meant) = meant else {
            return false;
        };
        self.out.extend([meant, "("]);
        match (vocabulary::step(meant), group.items.as_slice()) {
            (Some(construct), _) => self.fields(construct, group),
            (None, [GroupItem { key: None, value: Some(id) }]) => {
                self.value(FieldType::Text, "Include", id);
            }
            (None, _) => {
                let message = "`Include` holds nothing but the id of a routine in quotes";
                let help = "write it like `Include(\"seated-twist\")`";
                self.tell("wrong-type", group.head(), message, help);
                return false;
            }
        }
        self.out.push(')');
        true
    }

    /// One of some words, of which some have fields behind them.
    fn kind(&mut self, kinds: &'static [Construct], of: &'static str, value: &TreeValue) {
        let (name, group) = match &value.kind {
            ValueKind::Group(group) => (group.head(), Some(group)),
            _ => (value.at.clone(), None),
        };
        let word = plain(self.words(&name));
        let known = kinds.iter().find(|kind| kind.name == word);
        match (known, group) {
            (Some(kind), Some(group)) if !kind.fields.is_empty() => {
                self.out.extend([kind.name, "("]);
                self.fields(kind, group);
                return self.out.push(')');
            }
            (Some(kind), None) if kind.fields.is_empty() => return self.out.push_str(kind.name),
            (Some(kind), _) => {
                let needs = if group.is_some() { "has no" } else { "needs its" };
                let help = format!("write it like `{}`", kind.example());
                self.tell("wrong-type", name, format!("`{word}` {needs} fields"), help);
            }
            (None, _) if value.kind == ValueKind::Skipped => {}
            (None, _) => {
                let message = format!("`{of}` can't be `{}`", shown(word));
                let help = suggest::kind(kinds, word);
                self.tell("unknown-word", name, message, help);
            }
        }
        self.out.push_str(kinds[0].name);
    }

    /// A text's content. `None` where it is none, which is reported.
    fn content(&mut self, of: &'static str, value: &TreeValue) -> Option<String> {
        let written = self.words(&value.at);
        let at = value.at.clone();
        match &value.kind {
            ValueKind::Mended(says) => return Some(says.clone()),
            ValueKind::Text => {
                let says = ron_options().from_str::<String>(written);
                if says.is_err() {
                    let help = "write `\\\\` for a backslash, or leave it out";
                    let (at, message) = unknown_escape(written);
                    let at = value.at.start + at.start..value.at.start + at.end;
                    self.tell("bad-escape", at, message, help);
                }
                return says.ok();
            }
            ValueKind::Number | ValueKind::Word | ValueKind::Bare => {
                let message = format!("`{of}` must be a text, and a text stands in quotes");
                let help = format!("write {}", quoted(written));
                self.tell("missing-quotes", at, message, help);
            }
            ValueKind::Char => {
                let message = "this text stands in single quotes";
                let help = format!("write {}", quoted(written.trim_matches('\'')));
                self.tell("wrong-quotes", at, message, help);
            }
            _ => {
                let kind = FieldType::Text;
                let help = format!("write it like `{of}: {}`", kind.example(of));
                self.wrong_type(of, &kind.expected(), value, help);
            }
        }
        None
    }

    fn text_value(&mut self, of: &'static str, value: &TreeValue) -> Option<String> {
        let says = self.content(of, value)?;
        Some(self.spelled(value, &says))
    }

    /// A text as it stands in the file, or, where its quotes were mended, written anew.
    fn spelled(&self, value: &TreeValue, says: &str) -> String {
        match value.kind {
            ValueKind::Text => self.words(&value.at).to_owned(),
            _ => quoted(says),
        }
    }

    /// One of the words of a choice, like `Each`.
    fn choice(
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
                let kind = FieldType::Word(choice);
                let help = format!("write it like `{of}: {}`", kind.example(of));
                self.wrong_type(of, &kind.expected(), value, help);
                return None;
            }
        };
        let at = value.at.clone();
        if !choice.words.contains(&bare) {
            let (meant, help) = suggest::choice(choice, bare);
            let message = format!("`{of}` can't be `{}`", shown(bare));
            self.tell("unknown-word", at, message, help);
            return meant.map(str::to_owned);
        }
        if in_quotes {
            let message = format!("`{of}` is a word of the format, not a text");
            self.tell("wrong-type", at, message, format!("write {bare} without quotes"));
        }
        Some(bare.to_owned())
    }

    /// A length in quotes; `wrong` says what is wrong with its words.
    fn length(
        &mut self,
        of: &'static str,
        kind: FieldType,
        value: &TreeValue,
        wrong: impl Fn(&str) -> Option<Misread>,
    ) -> Option<String> {
        match value.kind {
            ValueKind::Number | ValueKind::Word | ValueKind::Bare | ValueKind::Char => {
                let bare = self.words(&value.at).trim_matches('\'');
                let help = suggest::length(bare, wrong(bare));
                let message = format!("`{of}` must be a length of time, and that stands in quotes");
                self.tell("bad-length", value.at.clone(), message, help);
                None
            }
            ValueKind::Text | ValueKind::Mended(_) => self.readable("bad-length", of, value, wrong),
            _ => {
                let help = format!("write it like `{of}: {}`", kind.example(of));
                self.wrong_type(of, &kind.expected(), value, help);
                None
            }
        }
    }

    /// A text as it is spelled, where it can be read. Where it can't, the place within it where
    /// the fault is, if that can be told, is reported.
    fn readable(
        &mut self,
        name: &'static str,
        of: &'static str,
        value: &TreeValue,
        wrong: impl Fn(&str) -> Option<Misread>,
    ) -> Option<String> {
        let says = self.content(of, value)?;
        let Some(misread) = wrong(&says) else {
            return Some(self.spelled(value, &says));
        };
        if value.kind != ValueKind::Text {
            // Its quotes have been told of, and may have been meant otherwise.
            return None;
        }
        let as_is = self.words(&value.at) == format!("\"{says}\"");
        let within = as_is && !misread.at.is_empty() && says.get(misread.at.clone()).is_some();
        let at = if within {
            let from = value.at.start + 1;
            from + misread.at.start..from + misread.at.end
        } else {
            value.at.clone()
        };
        self.tell(name, at, misread.message, misread.help);
        None
    }

    fn count(&mut self, of: &'static str, value: &TreeValue) -> Option<String> {
        let written = self.words(&value.at);
        match &value.kind {
            ValueKind::Text | ValueKind::Mended(_) => {
                return self.readable("bad-count", of, value, |text| Count::parse(text).err());
            }
            ValueKind::Number | ValueKind::Char
                if ron_options().from_str::<Count>(written).is_ok() =>
            {
                return Some(written.to_owned());
            }
            ValueKind::Number | ValueKind::Char | ValueKind::Word | ValueKind::Bare => {
                let (message, help) = match Count::parse(written) {
                    Ok(range) => (
                        "a range of counts stands in quotes".to_owned(),
                        format!("write \"{range}\""),
                    ),
                    Err(misread) => (misread.message, misread.help),
                };
                self.tell("bad-count", value.at.clone(), message, help);
            }
            _ => self.wrong_type(of, "a count", value, format!("write it like `{of}: 3`")),
        }
        None
    }

    fn number<T: DeserializeOwned>(
        &mut self,
        of: &str,
        like: &str,
        value: &TreeValue,
    ) -> Option<String> {
        let written = self.words(&value.at);
        if value.kind == ValueKind::Number && ron_options().from_str::<T>(written).is_ok() {
            return Some(written.to_owned());
        }
        let (what, example) = like.split_once(" like ").unwrap_or((like, "3"));
        let message = format!("`{of}` must be {what}");
        let help = format!("write a number like {example}, without quotes");
        self.tell("wrong-type", value.at.clone(), message, help);
        None
    }
}

/// What is spelled in place of a value that can't be read: nothing that breaks a further rule.
fn instead(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text | FieldType::Name(_) => "\"?\"",
        FieldType::Length => "\"10m\"",
        FieldType::Seconds | FieldType::Ready => "\"1s\"",
        FieldType::Count => "2",
        FieldType::Number | FieldType::Decimal => "1",
        FieldType::Word(choice) => choice.words[0],
        FieldType::Kind(kinds) => kinds[0].name,
        FieldType::Step => "Wait(text: \"?\")",
        FieldType::List(FieldType::Step) => "[Wait(text: \"?\")]",
        FieldType::List(_) => "[]",
        FieldType::Fields(_) => "()",
    }
}

/// The first escape in a text that RON doesn't know, and what is wrong with it.
fn unknown_escape(written: &str) -> (Range<usize>, String) {
    let mut from = 0;
    while let Some(found) = written[from..].find('\\') {
        let start = from + found;
        let mut next = written[start + 1..].chars();
        let len = next.next().map_or(0, char::len_utf8);
        let escape = &written[start..start + 1 + len];
        if !"\\\"'nrt0xu\n\r".contains(&escape[1..]) {
            return (start..start + escape.len(), format!("`{escape}` means nothing in a text"));
        }
        from = start + escape.len();
    }
    let message = "this text holds an escape that means nothing".to_owned();
    (0..written.len(), message)
}
