//! Fields that a construct doesn't have, and which one was likely meant.

use super::super::syntax::{Item, Kind, Value};
use super::nearest;
use super::values::Reader;
use super::words::{self, Construct, Field, Sort};
use crate::problem::Problem;
use crate::seconds::{Count, Length};

impl Reader<'_> {
    /// Whether the end of one item and the beginning of the next are a field with a blank in its
    /// name, as in `set rest: "5s"`; reported.
    pub fn torn_apart(&mut self, construct: &'static Construct, item: &Item, next: &Item) -> bool {
        let (None, Some(value), Some(key)) = (&item.key, &item.value, &next.key) else {
            return false;
        };
        let (first, second) = (self.words(&value.at), self.words(key));
        let whole = format!("{first}_{second}");
        let blank = self.text[value.at.end..key.start].trim().is_empty();
        if value.kind != Kind::Word || !blank || construct.field(&whole).is_none() {
            return false;
        }
        self.whole.push(value.at.start..key.end);
        self.report(
            Problem::error(
                "unknown-field",
                value.at.start..key.end,
                format!("{} has no field `{first} {second}`", construct.called()),
            )
            .help(format!("write `{whole}`")),
        );
        true
    }

    /// `pattern: "4-7-8"` in a `Breathe`: the seconds of a breath as books print them; reported.
    pub fn breath_of_numbers(&mut self, construct: &Construct, item: &Item, word: &str) -> bool {
        let (Some(key), Some(value)) = (&item.key, &item.value) else {
            return false;
        };
        let says = self.words(&value.at).trim_matches('"');
        let numbers: Vec<&str> = says.split(['-', '–', ':', '/', ' ']).collect();
        let number =
            |text: &&str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let names: &[&str] = match numbers.len() {
            2 => &["inhale", "exhale"],
            3 => &["inhale", "hold", "exhale"],
            4 => &["inhale", "hold", "exhale", "pause"],
            _ => return false,
        };
        if construct.name != "Breathe" || !numbers.iter().all(number) {
            return false;
        }
        let parts = names.iter().zip(&numbers);
        let parts = parts.filter(|(_, seconds)| seconds.bytes().any(|b| b != b'0'));
        let parts: Vec<String> = parts
            .map(|(name, seconds)| format!("{name}: \"{seconds}s\""))
            .collect();
        self.report(
            Problem::error(
                "unknown-field",
                key.start..value.at.end,
                format!("{} has no field `{word}`", construct.called()),
            )
            .help(format!("write `{}`", parts.join(", "))),
        );
        true
    }

    /// Reports a field that a construct doesn't have; gives the one that was likely meant.
    pub fn unknown_field(
        &mut self,
        construct: &'static Construct,
        item: &Item,
        word: &str,
    ) -> Option<&'static Field> {
        let key = item.key.clone().unwrap_or_else(|| item.at());
        // One message about one name is enough.
        if self.words(&key).starts_with('"') {
            self.unsigned.push(key.clone());
        }
        if let Some(help) = no_place(word) {
            self.report(
                Problem::error(
                    "unknown-field",
                    key,
                    format!("{} has no field `{word}`", construct.called()),
                )
                .help(help),
            );
            return None;
        }
        let like = nearest(word, construct.fields.iter().map(|field| field.word));
        let like = like.filter(|like| !self.rather_a_length(construct, item, like));
        if like.is_none() && construct.name == "Routine" && self.holds_steps(item) {
            self.report(
                Problem::error(
                    "unknown-field",
                    key,
                    format!("{} has no field `{word}`", construct.called()),
                )
                .help("all steps stand in one list, `steps: [..]`, in the order of playing"),
            );
            return construct.field("steps");
        }
        let repeated = self.repeated(construct, item, word);
        let owner = words::constructs().find(|other| other.field(word).is_some());
        let note = matches!(word, "note" | "notes" | "comment" | "comments");
        let help = match (like, same_meaning(construct, word), owner) {
            (None, None, _) if note => {
                "write it behind `//`, as a note to yourself, or within a text that is shown".into()
            }
            (Some(like), _, _) => format!("did you mean `{like}`?"),
            (None, Some(same), _) => format!("write `{same}`"),
            (None, None, _) if repeated.is_some() => repeated.unwrap_or_default(),
            (None, None, Some(owner)) => format!(
                "`{word}` belongs to `{}`; the fields of `{}` are {}",
                owner.name,
                construct.name,
                field_list(construct)
            ),
            (None, None, None) => {
                format!("its fields are {}", field_list(construct))
            }
        };
        self.report(
            Problem::error(
                "unknown-field",
                key,
                format!("{} has no field `{word}`", construct.called()),
            )
            .help(help),
        );
        let meant = like.or_else(|| same_meaning(construct, word))?;
        construct.field(meant)
    }

    /// `time: "30s"` means a length, though `times` is nearer.
    fn rather_a_length(&self, construct: &Construct, item: &Item, like: &str) -> bool {
        let counts = |field: &Field| matches!(field.kind, Sort::Count | Sort::Number);
        let text = item.value.as_ref().filter(|value| value.kind == Kind::Text);
        let says = text.map(|value| self.words(&value.at).trim_matches('"'));
        let length = says
            .is_some_and(|says| Length::parse(says).is_ok() && says.contains(char::is_alphabetic));
        length && construct.field(like).is_some_and(counts) && construct.field("for").is_some()
    }

    /// A list with a step in it.
    fn holds_steps(&self, item: &Item) -> bool {
        let list = item.value.as_ref().and_then(Value::group);
        list.is_some_and(|list| list.items.iter().any(|item| self.names_step(item)))
    }

    /// How something is repeated that has no number of times of its own.
    fn repeated(&self, construct: &Construct, item: &Item, word: &str) -> Option<String> {
        let word = word.to_lowercase();
        let counts = [
            "times",
            "sets",
            "rounds",
            "reps",
            "repeat",
            "repeats",
            "count",
            "repetitions",
        ];
        if !counts.contains(&word.as_str()) {
            return None;
        }
        let value = item.value.as_ref().map(|value| self.words(&value.at));
        let count = value.filter(|value| Count::parse(value.trim_matches('"')).is_ok());
        let count = count.unwrap_or("3");
        match construct.name {
            "Heat" | "Cold" => Some(
                "a routine has it once; `a_day: 3` says how often a day it may be played".into(),
            ),
            "Routine" => Some(format!(
                "`Repeat` is what repeats steps: write `steps: [Repeat(times: {count}, steps: [..])]`"
            )),
            name if words::step(name).is_some() => Some(format!(
                "`Repeat` is what repeats a step: write `Repeat(times: {count}, steps: [{name}(..)])`"
            )),
            _ => None,
        }
    }
}

/// `for, times and side`.
pub fn field_list(construct: &Construct) -> String {
    let all: Vec<&str> = construct.fields.iter().map(|field| field.word).collect();
    words::listed(&all).replace(" or ", " and ")
}

/// What the format has no field for, and where its words belong.
fn no_place(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "weight" | "weights" | "load" | "kg" | "band" | "resistance" => Some(
            "supple keeps no weights: write it where it is read, like `start: \"3 kg in each hand.\"`",
        ),
        "url" | "link" | "links" | "website" => Some(
            "supple opens no links: write the address into the `title` of a source, or behind `//`",
        ),
        "image" | "images" | "picture" | "photo" | "video" | "gif" => {
            Some("supple shows no pictures: say in `start` and `text` what it would show")
        }
        _ => None,
    }
}

/// The word of the format for a word that authors of other formats know.
fn same_meaning(construct: &Construct, word: &str) -> Option<&'static str> {
    let same: &[&str] = match word.to_lowercase().as_str() {
        "time" | "duration" | "length" | "secs" | "seconds" | "hold" => &["for", "pace"],
        "each" | "every" | "speed" => &["pace"],
        "page" => &["says"],
        "reps" | "repeat" | "count" | "repetitions" | "rounds" | "times" | "breaths" => {
            &["times", "rounds"]
        }
        "in" | "breathe_in" => &["inhale"],
        "out" | "breathe_out" => &["exhale"],
        "exercises" | "exercise" => &["steps"],
        "equipment" => &["needs"],
        "warnings" => &["cautions"],
        "description" | "instruction" | "instructions" => &["text", "about"],
        "name" => &["title", "cue"],
        "text" => &["cue"],
        "date" | "day" => &["on"],
        "title" => &["name"],
        "sides" => &["side"],
        "pause" | "break" => &["rest"],
        _ => &[],
    };
    same.iter()
        .find_map(|word| construct.field(word))
        .map(|field| field.word)
}
