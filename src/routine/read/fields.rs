//! Constructs: the routine, and everything else that has fields in round brackets.

use super::super::syntax::{Bracket, Group, Kind, Value, named, plain};
use super::values::{Of, Reader, fits, instead, named_kind};
use super::words::{Construct, Sort};
use crate::problem::Problem;
use crate::seconds::Length;

impl Reader<'_> {
    /// `(..)` or `Name(..)` with the fields of a construct; always spelled with brackets.
    pub fn construct(&mut self, construct: &'static Construct, of: Of, value: &Value) {
        let group = match &value.kind {
            Kind::Group(group) => group,
            Kind::Skipped => {
                self.filled_in(construct);
                return;
            }
            _ => {
                self.no_construct(construct, of, value);
                self.filled_in(construct);
                return;
            }
        };
        self.struct_name(construct, group);
        if group.bracket != Bracket::Round {
            let name = match construct.name {
                "OneSide" => of.word,
                name => name,
            };
            self.wrong_brackets(group, name);
        }
        self.out.push('(');
        self.fields(construct, group);
        self.out.push(')');
    }

    pub fn wrong_brackets(&mut self, group: &Group, name: &str) {
        let help = self.other_brackets(group, Bracket::Round);
        self.report(
            Problem::error(
                "wrong-brackets",
                group.open.clone(),
                format!("the fields of `{name}` stand in round brackets"),
            )
            .help(help),
        );
    }

    fn struct_name(&mut self, construct: &'static Construct, group: &Group) {
        let Some(name) = &group.name else {
            if self.explicit_struct_names {
                self.report(
                    Problem::error(
                        "missing-name",
                        group.open.clone(),
                        format!(
                            "`{}` must stand in front of this bracket",
                            construct.type_name
                        ),
                    )
                    .label("`explicit_struct_names` asks for it")
                    .help(format!("write `{}(`", construct.type_name)),
                );
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
        self.report(
            Problem::error(
                "unknown-word",
                name.clone(),
                format!("`{word}` can't stand here"),
            )
            .help(help),
        );
    }

    fn no_construct(&mut self, construct: &'static Construct, of: Of, value: &Value) {
        let at = self.first_line(value);
        self.report(
            Problem::error(
                "wrong-type",
                at,
                format!("`{}` needs fields in round brackets", of.word),
            )
            .label(format!("this is {}", named_kind(&value.kind)))
            .help(match self.inside(construct, value) {
                Some(inside) => format!("write `{inside}`"),
                None => format!("write it like `{}`", construct.example_inside()),
            }),
        );
    }

    /// `(title: "A sheet")` for the text `"A sheet"`, where that is all that a construct needs.
    pub fn inside(&self, construct: &'static Construct, value: &Value) -> Option<String> {
        let written = self.words(&value.at);
        let [first, others @ ..] = construct.fields else {
            return None;
        };
        if construct.name == "OneSide" && Length::parse(written.trim_matches('"')).is_ok() {
            return Some(format!("(for: {written})"));
        }
        if construct.name == "OneSide" && value.kind == Kind::Number {
            return Some(format!("(times: {written})"));
        }
        if construct.name == "Part"
            && let Some((cue, length)) = cue_and_length(written.trim_matches('"'))
        {
            return Some(format!("(cue: \"{cue}\", for: \"{length}\")"));
        }
        let enough = matches!(first.kind, Sort::Text) && others.iter().all(|one| !one.required);
        let short = written.chars().count() <= 40 && !written.contains('\n');
        (enough && short && value.kind == Kind::Text)
            .then(|| format!("({}: {written})", first.word))
    }

    /// A construct that has everything it needs, for the rules that come after.
    fn filled_in(&mut self, construct: &'static Construct) {
        self.out.push('(');
        for field in construct.fields.iter().filter(|field| field.required) {
            self.out.push_str(field.word);
            self.out.push(':');
            self.out.push_str(instead(field.kind));
            self.out.push(',');
        }
        self.out.push(')');
    }

    /// The fields between the brackets; the brackets themselves are the caller's.
    pub fn fields(&mut self, construct: &'static Construct, group: &Group) {
        if let Some(inner) = self.doubled(construct, group) {
            self.fields(construct, inner);
            return;
        }
        let mut given: Vec<&'static str> = Vec::new();
        let mut meant: Vec<&'static str> = Vec::new();
        let mut nameless = false;
        let mut unquoted_to = 0;
        for (nth, item) in group.items.iter().enumerate() {
            if self.has_enough() {
                break;
            }
            if item.at().start < unquoted_to {
                continue;
            }
            if let Some(next) = group.items.get(nth + 1)
                && self.torn_apart(construct, item, next)
            {
                continue;
            }
            let Some(key) = &item.key else {
                if !nameless {
                    self.nameless(construct, group, item);
                }
                nameless = true;
                continue;
            };
            let word = named(self.words(key));
            let field = match construct.field(word) {
                Some(field) if given.contains(&field.word) => {
                    self.report(
                        Problem::error(
                            "duplicate-field",
                            key.clone(),
                            format!("`{word}` is given twice"),
                        )
                        .label("here again")
                        .help("leave one of the two out"),
                    );
                    continue;
                }
                Some(field) => field,
                None if self.breath_of_numbers(construct, item, word) => {
                    nameless = true;
                    continue;
                }
                None => {
                    let like = self.unknown_field(construct, item, word);
                    match like.filter(|like| !given.contains(&like.word)) {
                        Some(like) if group.field(self.text, like.word).is_none() => like,
                        _ => continue,
                    }
                }
            };
            given.push(field.word);
            if field.word != word {
                meant.push(field.word);
            }
            self.out.push_str(field.word);
            self.out.push(':');
            match &item.value {
                Some(value) => {
                    let end = self
                        .unquoted(field, value, group, nth)
                        .or_else(|| self.unlisted(field, value, group, nth));
                    match end {
                        Some(end) => unquoted_to = end,
                        None => self.field(field, value),
                    }
                }
                None => self.out.push_str(instead(field.kind)),
            }
            self.out.push(',');
        }
        for field in construct.fields {
            if !field.required || given.contains(&field.word) {
                continue;
            }
            if !(nameless || group.damaged) {
                self.missing_field(construct, group, field);
            }
            self.out.push_str(field.word);
            self.out.push(':');
            self.out.push_str(instead(field.kind));
            self.out.push(',');
        }
    }

    /// `Hold((..))` and `Hold(Hold(..))`: the inner brackets, after it is reported.
    fn doubled<'g>(
        &mut self,
        construct: &'static Construct,
        group: &'g Group,
    ) -> Option<&'g Group> {
        let [item] = group.items.as_slice() else {
            return None;
        };
        let inner = item.value.as_ref().and_then(Value::group)?;
        let same = match &inner.name {
            None => true,
            Some(name) => self.words(name) == construct.name,
        };
        if item.key.is_some() || inner.bracket != Bracket::Round || !same {
            return None;
        }
        // Of `(Routine(..))` it is the outer pair that is too many.
        let (at, help) = match (&group.name, &inner.name) {
            (None, Some(_)) => (group.open.clone(), "leave the outer pair out"),
            (_, Some(name)) => (name.start..inner.open.end, "leave the inner pair out"),
            (_, None) => (inner.open.clone(), "leave the inner pair out"),
        };
        self.report(
            Problem::error(
                "doubled-brackets",
                at,
                format!(
                    "`{}` needs one pair of brackets, and here is a second",
                    construct.name
                ),
            )
            .help(help),
        );
        Some(inner)
    }
}

/// `lift 3s` and `stay for 5 s`: what a part of a tempo says in one text.
fn cue_and_length(says: &str) -> Option<(&str, Length)> {
    let at = says.find(|c: char| c.is_ascii_digit())?;
    let length = Length::parse(&says[at..]).ok()?;
    let cue = says[..at].trim_end_matches([' ', ':', ',', '(', '-']);
    let cue = cue.strip_suffix(" for").unwrap_or(cue);
    (!cue.is_empty() && cue.len() <= 40 && !cue.contains(['"', '\\'])).then_some((cue, length))
}
