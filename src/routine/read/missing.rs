//! What a construct lacks: the name of a field, or a field that it needs.

use super::super::syntax::{Bracket, Group, Item, Kind, plain};
use super::unknown::field_list;
use super::values::Reader;
use super::words::{self, Construct, Field, Sort};
use crate::problem::Problem;

impl Reader<'_> {
    /// A value in a construct that doesn't say which field it is.
    pub fn nameless(&mut self, construct: &'static Construct, group: &Group, item: &Item) {
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

    pub fn missing_field(&mut self, construct: &'static Construct, group: &Group, field: &Field) {
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
