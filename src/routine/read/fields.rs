//! Constructs: the routine, and everything else that has fields in round brackets.

use super::super::grammar::{self, Construct, FieldType, FormatField};
use super::super::suggest::{self, field_list};
use super::super::syntax::{Bracket, BracketGroup, GroupItem, TreeValue, ValueKind, named, plain};
use super::values::{Reader, fits, instead};

/// What has been read of a pair of brackets.
#[derive(Default)]
struct Given {
    words: Vec<&'static str>,
    /// A value without a name has been told, and may be any of the fields.
    nameless: bool,
}

impl Reader<'_> {
    /// `(..)` or `Name(..)` with the fields of a construct; always spelled with brackets.
    pub fn construct(
        &mut self,
        construct: &'static Construct,
        of: &'static str,
        value: &TreeValue,
    ) {
        self.out.push('(');
        match &value.kind {
            ValueKind::Group(group) => {
                self.struct_name(construct, group);
                if group.bracket != Bracket::Round {
                    let name = match construct.name {
                        "OneSide" => of,
                        name => name,
                    };
                    self.wrong_brackets(group, name);
                }
                self.fields(construct, group);
            }
            _ => {
                self.no_construct(construct, of, value);
                self.filled_in(construct, &[]);
            }
        }
        self.out.push(')');
    }

    pub fn wrong_brackets(&mut self, group: &BracketGroup, name: &str) {
        let help = self.other_brackets(group, Bracket::Round);
        self.tell(
            "wrong-brackets",
            group.open.clone(),
            format!("the fields of `{name}` stand in round brackets"),
            help,
        );
    }

    fn struct_name(&mut self, construct: &'static Construct, group: &BracketGroup) {
        let Some(name) = &group.name else {
            if self.explicit_struct_names {
                self.tell(
                    "missing-name",
                    group.open.clone(),
                    format!(
                        "`{}` must stand in front of this bracket",
                        construct.type_name
                    ),
                    format!("write `{}(`", construct.type_name),
                )
                .label = "`explicit_struct_names` asks for it".into();
            }
            return;
        };
        let word = plain(self.words(name));
        if fits(construct, word) {
            return;
        }
        let help = match construct.name {
            "Routine" => "write `Routine(`".to_owned(),
            _ => "leave this name out, and begin with the bracket".to_owned(),
        };
        self.tell(
            "unknown-word",
            name.clone(),
            format!("`{word}` can't stand here"),
            help,
        );
    }

    fn no_construct(&mut self, construct: &'static Construct, of: &'static str, value: &TreeValue) {
        if value.kind == ValueKind::Skipped {
            return;
        }
        self.tell(
            "wrong-type",
            self.first_line(value),
            format!("`{}` needs fields in round brackets", of),
            format!("write it like `{}`", construct.example_inside()),
        )
        .label = format!("this is {}", value.kind.called());
    }

    /// Whatever a construct needs and is not given, for the rules that come after.
    fn filled_in(&mut self, construct: &'static Construct, given: &[&str]) {
        let needed = construct.fields.iter().filter(|field| field.required);
        for field in needed.filter(|field| !given.contains(&field.word)) {
            self.spell(field, instead(field.kind));
        }
    }

    fn spell(&mut self, field: &FormatField, value: &str) {
        let word = field.word;
        self.out.extend([word, ":", value, ","]);
    }

    /// The fields between the brackets; the brackets themselves are the caller's.
    pub fn fields(&mut self, construct: &'static Construct, group: &BracketGroup) {
        if let Some(inner) = self.doubled(construct, group) {
            self.fields(construct, inner);
            return;
        }
        let mut given = Given::default();
        let mut taken_to = 0;
        for (nth, item) in group.items.iter().enumerate() {
            if self.has_enough() {
                break;
            }
            if item.at().start < taken_to {
                continue;
            }
            if self.torn_apart(construct, item, group.items.get(nth + 1)) {
                continue;
            }
            if item.key.is_none() {
                if !given.nameless {
                    self.nameless(construct, group, item);
                }
                given.nameless = true;
                continue;
            }
            let Some(field) = self.known_field(construct, group, item, &mut given) else {
                continue;
            };
            given.words.push(field.word);
            let Some(value) = &item.value else {
                self.spell(field, instead(field.kind));
                continue;
            };
            self.out.push_str(field.word);
            self.out.push(':');
            let end = self.unquoted(field, value, group, nth);
            match end.or_else(|| self.unlisted(field, value, &group.items[nth + 1..])) {
                Some(end) => taken_to = end,
                None => self.field(field, value),
            }
            self.out.push(',');
        }
        if !(given.nameless || group.damaged) {
            let needed = construct.fields.iter().filter(|field| field.required);
            for field in needed.filter(|field| !given.words.contains(&field.word)) {
                self.missing_field(construct, group, field);
            }
        }
        self.filled_in(construct, &given.words);
    }

    /// The field that an item is, or was likely meant as. What is wrong with its name is reported.
    fn known_field(
        &mut self,
        construct: &'static Construct,
        group: &BracketGroup,
        item: &GroupItem,
        given: &mut Given,
    ) -> Option<&'static FormatField> {
        let key = item.key.clone()?;
        let word = named(self.words(&key));
        if let Some(field) = construct.field(word) {
            if !given.words.contains(&field.word) {
                return Some(field);
            }
            self.tell(
                "duplicate-field",
                key,
                format!("`{word}` is given twice"),
                "leave one of the two out",
            )
            .label = "here again".into();
            return None;
        }
        // One message about one name is enough.
        if self.words(&key).starts_with('"') {
            self.unsigned.push(key.clone());
        }
        let numbers = match &item.value {
            Some(value) if construct.name == "Breathe" => suggest::breath(self.words(&value.at)),
            _ => None,
        };
        let (at, (meant, help)) = match numbers {
            Some(help) => {
                given.nameless = true;
                (item.at(), (None, help))
            }
            None => (key, suggest::field(construct, word)),
        };
        let message = format!("{} has no field `{word}`", construct.called());
        self.tell("unknown-field", at, message, help);
        meant.filter(|meant| {
            !given.words.contains(&meant.word) && group.field(self.text, meant.word).is_none()
        })
    }

    /// Whether the end of one item and the beginning of the next are a field with a blank in its
    /// name, as in `set rest: "5s"`; reported.
    fn torn_apart(
        &mut self,
        construct: &Construct,
        item: &GroupItem,
        next: Option<&GroupItem>,
    ) -> bool {
        let (None, Some(value), Some(key)) = (
            &item.key,
            &item.value,
            next.and_then(|next| next.key.as_ref()),
        ) else {
            return false;
        };
        let at = value.at.start..key.end;
        let written = self.words(&at);
        let Some(field) = construct.field(&written.replace(' ', "_")) else {
            return false;
        };
        self.whole.push(at.clone());
        let message = format!("{} has no field `{written}`", construct.called());
        let help = format!("write `{}`", field.word);
        self.tell("unknown-field", at, message, help);
        true
    }

    /// A value in a construct that doesn't say which field it is.
    fn nameless(&mut self, construct: &'static Construct, group: &BracketGroup, item: &GroupItem) {
        let Some(value) = &item.value else {
            return;
        };
        let at = self.first_line(value);
        let name = value.group().and_then(|group| group.name.clone());
        let step = name.map(|name| plain(self.words(&name)));
        let step = step.filter(|name| grammar::step_words().any(|step| step == *name));
        if let Some(step) = step
            && construct.field("steps").is_some()
        {
            let steps = group.field(self.text, "steps");
            let listed = steps.and_then(|item| item.value.as_ref()?.group());
            if listed.is_some_and(|list| list.bracket != Bracket::Square) {
                // That `steps` has no brackets is told already.
                return;
            }
            let help = match steps.is_some() {
                true => "move it into the square brackets of `steps`",
                false => "write `steps: [` in front of the first step and `]` behind the last",
            };
            let message = format!("this `{step}` stands outside `steps`");
            self.tell("nameless-field", at, message, help);
            return;
        }
        let written = self.words(&value.at);
        let help = match construct.field(plain(written)) {
            Some(field) => format!("write it with a value, like `{}`", field.example()),
            None => format!(
                "write each with its name, like `{}`; its fields are {}",
                construct.example(),
                field_list(construct)
            ),
        };
        self.tell(
            "nameless-field",
            at,
            format!("{} doesn't say which field this is", construct.called()),
            help,
        )
        .label = "a name and a colon are missing".into();
    }

    fn missing_field(
        &mut self,
        construct: &'static Construct,
        group: &BracketGroup,
        field: &FormatField,
    ) {
        let name = group.name.as_ref().map_or("", |name| self.words(name));
        let needed = construct.fields.iter().filter(|field| field.required);
        let missing = needed.filter(|field| group.field(self.text, field.word).is_none());
        let missing: Vec<String> = missing.map(FormatField::example).collect();
        self.tell(
            "missing-field",
            group.head(),
            format!("{} has no `{}`", construct.called(), field.word),
            format!("write it, like `{name}({})`", missing.join(", ")),
        )
        .label = format!("`{}` is missing", field.word);
    }

    /// `Hold((..))` and `Hold(Hold(..))`: the inner brackets, after it is reported.
    fn doubled<'g>(
        &mut self,
        construct: &'static Construct,
        group: &'g BracketGroup,
    ) -> Option<&'g BracketGroup> {
        let [
            GroupItem {
                key: None,
                value: Some(value),
            },
        ] = group.items.as_slice()
        else {
            return None;
        };
        let inner = value.group()?;
        let named = inner
            .name
            .as_ref()
            .is_none_or(|name| self.words(name) == construct.name);
        if inner.bracket != Bracket::Round || !named {
            return None;
        }
        let name = construct.name;
        let message = format!("`{name}` needs one pair of brackets, and here is a second");
        self.tell(
            "doubled-brackets",
            inner.head(),
            message,
            "leave the inner pair out",
        );
        Some(inner)
    }

    /// `areas: "neck", "back",`: values without the brackets of their list, up to the next field;
    /// reported. Gives their end.
    fn unlisted(
        &mut self,
        field: &FormatField,
        value: &TreeValue,
        behind: &[GroupItem],
    ) -> Option<usize> {
        let several = behind.iter().take_while(|item| item.key.is_none());
        let end = several.last()?.at().end;
        if !matches!(
            field.kind,
            FieldType::List(FieldType::Text | FieldType::Word(_))
        ) || value.group().is_some()
        {
            return None;
        }
        self.tell(
            "wrong-type",
            self.first_line(value),
            format!("`{}` must be {}", field.word, field.kind.expected()),
            "write `[` in front of the first and `]` behind the last",
        )
        .label = "a list stands in square brackets".into();
        self.out.push_str("[]");
        Some(end)
    }
}
