//! What was meant by values that stand in a form of their own: without names, outside of their
//! brackets, as a sheet of paper has them.

use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;

use super::super::syntax::{Bracket, Group, Item, Kind, Value, plain, quoted};
use super::values::{Of, Reader};
use super::words::{self, Choice, Construct, Field, Sort};
use crate::problem::Problem;
use crate::seconds::{Length, Seconds};

/// The fields that a text without a name most likely is, the likeliest first.
const TEXTS: [&str; 6] = ["title", "name", "cue", "text", "by", "about"];

impl Reader<'_> {
    /// What to write where values stand without names: all of them with the likeliest ones.
    /// Nothing where one of them can't be told, or is the name of a field itself.
    pub fn guessed(&self, construct: &'static Construct, group: &Group) -> Option<String> {
        let keys = group.items.iter().filter_map(|item| item.key.as_ref());
        let mut taken: Vec<&str> = keys.map(|key| self.words(key)).collect();
        let is_length = |item: &&Item| {
            let text = item.value.as_ref().filter(|value| value.kind == Kind::Text);
            let says = text.map(|value| self.words(&value.at).trim_matches('"'));
            item.key.is_none() && says.is_some_and(|says| Length::parse(says).is_ok())
        };
        let lasts = group.items.iter().any(|item| is_length(&item));
        let mut all = Vec::new();
        let mut items = group
            .items
            .iter()
            .filter(|item| item.key.is_none())
            .peekable();
        while let Some(item) = items.next() {
            let value = item.value.as_ref()?;
            let written = self.words(&value.at);
            // `name, "Child"`: a comma in the place of a colon.
            if let Some(field) = construct.field(plain(written)) {
                let next = items.next()?.value.as_ref()?;
                all.push(format!("{}: {}", field.word, self.short(next)?));
                taken.push(field.word);
                continue;
            }
            let (field, says) = self.guess(construct, value, &taken, lasts)?;
            all.push(format!("{}: {says}", field.word));
            taken.push(field.word);
        }
        (!all.is_empty()).then(|| format!("write `{}`", all.join(", ")))
    }

    /// A value as it stands, where it is short.
    fn short(&self, value: &Value) -> Option<String> {
        let written = self.words(&value.at);
        let short = written.chars().count() <= 40 && !written.contains('\n');
        short.then(|| written.to_owned())
    }

    /// Which field a value is, and how it is written there. Where one of the others is a length, a
    /// number is none.
    fn guess(
        &self,
        construct: &'static Construct,
        value: &Value,
        taken: &[&str],
        has_length: bool,
    ) -> Option<(&'static Field, String)> {
        let free = |field: &&Field| !taken.contains(&field.word);
        let first = |fits: &dyn Fn(&Field) -> bool| {
            let needed = construct.fields.iter().filter(|field| field.required);
            let mut all = needed.chain(construct.fields).filter(free);
            all.find(|field| fits(field))
        };
        let lasts = |field: &Field| matches!(field.kind, Sort::Length | Sort::Seconds);
        let says = self.short(value);
        let written = self.words(&value.at);
        let bare = written.trim_matches('"');
        let is_day = bare.len() == 10 && bare.parse::<jiff::civil::Date>().is_ok();
        match &value.kind {
            Kind::Text | Kind::Word | Kind::Bare | Kind::Number if is_day => {
                let on = construct.field("on").filter(free)?;
                Some((on, quoted(bare)))
            }
            Kind::Text if Length::parse(bare).is_ok() || Seconds::parse(bare).is_ok() => {
                Some((first(&lasts)?, says?))
            }
            Kind::Text | Kind::Word | Kind::Bare => {
                let chosen = first(&|field: &Field| match field.kind {
                    Sort::One(choice) => choice.words.contains(&written),
                    _ => false,
                });
                if let Some(field) = chosen {
                    return Some((field, says?));
                }
                let text = |word: &&str| {
                    let field = construct.field(word).filter(free)?;
                    matches!(field.kind, Sort::Text).then_some(field)
                };
                let field = TEXTS.iter().find_map(text)?;
                let says = match value.kind {
                    Kind::Text => says?,
                    _ => quoted(&says?),
                };
                Some((field, says))
            }
            Kind::Number => {
                let count = |field: &Field| matches!(field.kind, Sort::Count | Sort::Number);
                let needed = |field: &Field| field.required && lasts(field) && !has_length;
                let number = written.bytes().all(|b| b.is_ascii_digit());
                match first(&needed) {
                    Some(field) if number => Some((field, format!("\"{written}s\""))),
                    Some(field) => Some((field, format!("\"{written}\""))),
                    None => {
                        let times = construct.field("times").filter(free);
                        Some((times.or_else(|| first(&count))?, says?))
                    }
                }
            }
            Kind::Group(group) if group.bracket == Bracket::Square => {
                let list = |field: &Field| matches!(field.kind, Sort::Steps | Sort::List(_));
                Some((first(&list)?, says.unwrap_or_else(|| "[..]".into())))
            }
            _ => None,
        }
    }

    /// `Hold(name: "Child"), for: "40s"`: the step with all its fields, the place from its
    /// bracket to the last of them, and how many items they are; reported.
    pub fn closed_early(
        &mut self,
        item: &Item,
        mut next: Peekable<Iter<'_, Item>>,
    ) -> Option<(Value, Range<usize>, usize)> {
        next.peek()?.key.as_ref()?;
        let mut step = item.value.clone().filter(|_| item.key.is_none())?;
        let Kind::Group(group) = &mut step.kind else {
            return None;
        };
        let name = plain(self.words(group.name.as_ref()?)).to_owned();
        let construct = words::step(&name)?;
        let own = |item: &&Item| {
            let key = item.key.as_ref();
            key.is_some_and(|key| construct.field(self.words(key)).is_some())
        };
        let mut taken = 0;
        while let Some(field) = next.next_if(own) {
            group.items.push(field.clone());
            taken += 1;
        }
        let close = group.close.clone().filter(|_| taken > 0)?;
        let end = group.items.last()?.at().end;
        self.report(
            Problem::error(
                "stray-bracket",
                close.clone(),
                format!("`{name}(` is closed here, and more of its fields follow"),
            )
            .help("write this `)` behind the last of them"),
        );
        Some((step, close.start..end, taken))
    }

    /// `Child: Hold(..)`
    pub fn names_step(&self, item: &Item) -> bool {
        let group = item.value.as_ref().and_then(Value::group);
        let name = group.and_then(|group| group.name.clone());
        name.is_some_and(|name| words::step(plain(self.words(&name))).is_some())
    }

    /// `"3-1-3"` or `[3, 1, 3]`: the seconds of a tempo as sheets print them.
    pub fn tempo_of_numbers(&self, of: Of, value: &Value) -> Option<Vec<String>> {
        let numbers: Vec<&str> = match &value.kind {
            _ if of.word != "tempo" => return None,
            Kind::Text | Kind::Number | Kind::Bare => {
                let written = self.words(&value.at).trim_matches('"');
                written.split(['-', '–', '/', ':', ' ']).collect()
            }
            Kind::Group(group) => {
                let items = group.items.iter().map(|item| match &item.value {
                    Some(value) if item.key.is_none() => Some(self.words(&value.at)),
                    _ => None,
                });
                items.collect::<Option<_>>()?
            }
            _ => return None,
        };
        let number =
            |text: &&str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let all = (2..=6).contains(&numbers.len()) && numbers.iter().all(number);
        all.then(|| numbers.into_iter().map(str::to_owned).collect())
    }

    /// `(down: "3s", up: "1s")`: a tempo whose parts have their cues for names; reported.
    pub fn tempo_of_names(&mut self, of: Of, value: &Value) -> bool {
        let Some(group) = value.group().filter(|_| of.word == "tempo") else {
            return false;
        };
        let part = |item: &Item| {
            let (key, value) = (item.key.as_ref()?, item.value.as_ref()?);
            let cue = self.words(key).trim_matches('"').replace('_', " ");
            let says = self.words(&value.at).trim_matches('"');
            let length = match says.bytes().all(|b| b.is_ascii_digit()) {
                true => format!("{says}s"),
                false => says.to_owned(),
            };
            let known = matches!(&*cue, "cue" | "for" | "breath");
            let sound = !known && Length::parse(&length).is_ok();
            sound.then(|| format!("(cue: {}, for: \"{length}\")", quoted(&cue)))
        };
        let parts: Option<Vec<String>> = group.items.iter().map(part).collect();
        let Some(parts) = parts.filter(|parts| !parts.is_empty()) else {
            return false;
        };
        self.report(
            Problem::error(
                "wrong-type",
                self.first_line(value),
                "the parts of a tempo stand in a list, each with a cue of its own",
            )
            .help(format!("write `tempo: [{}]`", parts.join(", "))),
        );
        true
    }

    /// Reports a tempo of bare numbers; a part of no length is left out of it.
    pub fn tempo_needed(&mut self, of: Of, value: &Value, parts: &[String]) {
        let parts = parts.iter().filter(|part| part.bytes().any(|b| b != b'0'));
        let parts: Vec<String> = parts
            .map(|part| format!("(cue: \"..\", for: \"{part}s\")"))
            .collect();
        self.report(
            Problem::error(
                "wrong-type",
                self.first_line(value),
                format!("`{}` must say what each part of a repetition is", of.word),
            )
            .help(format!("write `{}: [{}]`", of.word, parts.join(", "))),
        );
    }
}

/// `Left and Right`, `Both`, `[Left, Right]`: what `Each` says.
pub(super) fn both_sides(choice: &Choice, written: &str) -> bool {
    let written = written.to_lowercase();
    let word = |word: &str| {
        let mut words = written.split(|c: char| !c.is_alphabetic());
        words.any(|one| one == word)
    };
    choice.name == "Sides" && (word("both") || word("each") || word("left") && word("right"))
}

/// The one of the words that stands among others.
pub(super) fn among(choice: &Choice, written: &str) -> Option<&'static str> {
    let mut words = written.split(|c: char| !c.is_alphabetic());
    words.find_map(|word| {
        let mut known = choice.words.iter();
        known
            .find(|known| known.eq_ignore_ascii_case(word))
            .copied()
    })
}
