//! Constructs: the routine, and everything else that has fields in round brackets.

use super::super::syntax::{Bracket, Group, Item, Kind, Tree, Value, named, plain, quoted};
use super::unknown::field_list;
use super::values::{Of, Reader, fits, instead, named_kind};
use super::words::{self, Construct, Field, ROUTINE, Sort};
use crate::problem::Problem;
use crate::seconds::Length;

impl Reader<'_> {
    /// The whole file.
    pub fn root(&mut self, tree: &Tree) {
        let Some(root) = &tree.root else {
            if tree.problems.is_empty() {
                self.report(
                    Problem::error("empty-file", 0..0, "the file is empty, or holds nothing but comments")
                        .help("write a routine, like `Routine(title: \"..\", steps: [Hold(for: \"30s\")])`"),
                );
            }
            return;
        };
        let name = root.group().and_then(|group| group.name.clone());
        let step = name
            .as_ref()
            .and_then(|name| words::step(plain(self.words(name))));
        let list = root
            .group()
            .is_some_and(|group| group.bracket == Bracket::Square);
        if step.is_some() || list {
            let at = match &name {
                Some(name) => name.clone(),
                None => root.at.start..root.at.start + 1,
            };
            self.report(
                Problem::error(
                    "no-routine",
                    at,
                    "a file holds one `Routine`, and the steps stand in it",
                )
                .help("write `Routine(title: \"..\", steps: [` in front and `])` at the end"),
            );
            return;
        }
        if root.group().is_none() {
            let at = self.first_line(root);
            let behind = self.text[root.at.end..].trim_start();
            let field = ROUTINE.field(self.words(&root.at)).is_some();
            let help = match field && behind.starts_with(':') {
                true => "write `Routine(` in front of it, and `)` at the end of the file",
                false if behind.contains("Routine(") => {
                    "write `//` in front of what only people read, or leave it out"
                }
                false => {
                    "write a routine, like `Routine(title: \"..\", steps: [Hold(for: \"30s\")])`"
                }
            };
            self.report(
                Problem::error("no-routine", at, "a file holds one `Routine(..)`")
                    .label(format!("this is {}", named_kind(&root.kind)))
                    .help(help),
            );
            return;
        }
        if let Some(name) = name
            && plain(self.words(&name)) == "Settings"
        {
            let help =
                "`supple settings show` tells what they say; a routine begins with `Routine(`";
            self.report(
                Problem::error("no-routine", name, "these are settings, and no routine").help(help),
            );
            return;
        }
        self.construct(&ROUTINE, Of { word: "Routine" }, root);
    }

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
            self.wrong_brackets(group, construct.name);
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
                Some(value) => match self.unquoted(field, value, group, nth) {
                    Some(end) => unquoted_to = end,
                    None => self.field(field, value),
                },
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

    /// `title: Neck, gently,`: a text without quotes that goes on behind a comma, up to the next
    /// field or the end of the line; reported. Gives its end.
    fn unquoted(
        &mut self,
        field: &Field,
        value: &Value,
        group: &Group,
        nth: usize,
    ) -> Option<usize> {
        let words = matches!(value.kind, Kind::Word | Kind::Bare | Kind::Number);
        if !(words && matches!(field.kind, Sort::Text)) {
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
            .any(|value| matches!(value.kind, Kind::Text | Kind::Mended(_)));
        if taken.end <= value.at.end || other_text {
            return None;
        }
        let at = start..start + says.len();
        self.unsigned.push(at.clone());
        self.report(
            Problem::error(
                "missing-quotes",
                at.clone(),
                format!(
                    "`{}` must be a text, and a text stands in quotes",
                    field.word
                ),
            )
            .help(format!("write {}", quoted(says))),
        );
        self.out.push_str(&quoted(says));
        Some(at.end)
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

    /// A value in a construct that doesn't say which field it is.
    fn nameless(&mut self, construct: &'static Construct, group: &Group, item: &Item) {
        let Some(value) = &item.value else {
            return;
        };
        let at = self.first_line(value);
        let step = value
            .group()
            .and_then(|group| group.name.as_ref())
            .map(|name| plain(self.words(name)))
            .filter(|name| words::step_words().any(|step| step == *name));
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
            self.report(
                Problem::error(
                    "nameless-field",
                    at,
                    format!("this `{step}` stands outside `steps`"),
                )
                .help(help),
            );
            return;
        }
        if let Some(help) = self.guessed(construct, group) {
            self.report(
                Problem::error(
                    "nameless-field",
                    at,
                    format!("{} doesn't say which field this is", construct.called()),
                )
                .label("a name and a colon are missing")
                .help(help),
            );
            return;
        }
        let written = self.words(&value.at);
        let field = construct.field(plain(written));
        let fits = |field: &&Field| match (&value.kind, field.kind) {
            (Kind::Text | Kind::Mended(_), Sort::Text | Sort::Length | Sort::Seconds) => true,
            (Kind::Number, Sort::Count | Sort::Number) => true,
            (Kind::Group(group), Sort::Steps | Sort::List(_)) => group.bracket == Bracket::Square,
            _ => false,
        };
        let short = written.chars().count() <= 40 && !written.contains('\n');
        let needed = construct.fields.iter().filter(|field| field.required);
        let all = needed.chain(construct.fields);
        let missing = |field: &&Field| group.field(self.text, field.word).is_none();
        let guess = all.clone().filter(fits).find(missing);
        let help = match (field, guess) {
            (Some(field), _) => format!("write it with a value, like `{}`", field.example()),
            (None, Some(guess)) if short => format!("write `{}: {written}`", guess.word),
            (None, Some(guess)) => format!("write `{}:` in front of it", guess.word),
            (None, None) => format!("its fields are {}", field_list(construct)),
        };
        self.report(
            Problem::error(
                "nameless-field",
                at,
                format!("{} doesn't say which field this is", construct.called()),
            )
            .label("a name and a colon are missing")
            .help(help),
        );
    }

    fn missing_field(&mut self, construct: &'static Construct, group: &Group, field: &Field) {
        // The first text of what is there makes the example recognisable.
        let known = ["title", "name", "cue", "text"]
            .into_iter()
            .filter_map(|word| group.field(self.text, word))
            .find_map(|item| {
                let value = item
                    .value
                    .as_ref()
                    .filter(|value| value.kind == Kind::Text)?;
                let words = self.words(&value.at);
                (words.chars().count() <= 30 && !words.contains('\n')).then(|| {
                    let key = item.key.clone().map_or("", |key| self.words(&key));
                    format!("{key}: {words}, ")
                })
            })
            .unwrap_or_default();
        let name = group.name.as_ref().map_or("", |name| self.words(name));
        let missing: Vec<String> = construct
            .fields
            .iter()
            .filter(|field| field.required && group.field(self.text, field.word).is_none())
            .map(Field::example)
            .collect();
        self.report(
            Problem::error(
                "missing-field",
                group.head(),
                format!("{} has no `{}`", construct.called(), field.word),
            )
            .label(format!("`{}` is missing", field.word))
            .help(format!(
                "write it, like `{name}({known}{})`",
                missing.join(", ")
            )),
        );
    }
}
