//! The words of the format as one table: which construct has which fields, of which kind, which
//! of them it needs, and which words an author may choose from.
//!
//! The docs come from the doc comments of the types, through their JSON schema; a test holds the
//! table and the schema equal. Reading, completion, hover and `explain` all look things up here.

use std::collections::HashMap;
use std::sync::LazyLock;

mod table;

pub use table::*;

/// Something written with fields in round brackets: the routine, a step, a source.
#[derive(Debug)]
pub struct Construct {
    pub name: &'static str,
    /// The struct behind it, which several steps share: `Application` for `Heat` and `Cold`.
    pub type_name: &'static str,
    pub fields: &'static [Field],
}

/// One field of a construct.
#[derive(Debug)]
pub struct Field {
    pub word: &'static str,
    pub kind: Sort,
    pub required: bool,
}

/// Words to choose one from.
#[derive(Debug)]
pub struct Choice {
    pub name: &'static str,
    pub words: &'static [&'static str],
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Sort {
    /// `"words"`
    Text,
    /// `["words", "words"]`
    Texts,
    /// `"30s"` or `"10s..30s"`
    Length,
    /// `"30s"`
    Seconds,
    /// `3` or `"2..3"`
    Count,
    /// `"8s"` or `"key"`
    Ready,
    /// `3`
    Number,
    /// One of some words.
    One(&'static Choice),
    /// A list of such words.
    Many(&'static Choice),
    /// Fields in brackets.
    Fields(&'static Construct),
    /// A list of those.
    List(&'static Construct),
    /// The steps.
    Steps,
}

impl Construct {
    pub fn field(&self, word: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.word == word)
    }

    /// What it is, in the words of the type's documentation.
    pub fn doc(&self) -> &'static str {
        match step(self.name) {
            Some(_) => doc("Step", self.name),
            None => doc(self.type_name, ""),
        }
    }
}

impl Construct {
    /// What it is called in a message.
    pub fn called(&self) -> String {
        match self.name {
            "Source" => "a source".to_owned(),
            "Part" => "a part of a tempo".to_owned(),
            "OneSide" => "what differs on one side".to_owned(),
            "Check" => "a check".to_owned(),
            "Prescribed" => "`prescribed`".to_owned(),
            name => format!("this `{name}`"),
        }
    }
}

impl Field {
    /// What the field means, in the words of its documentation.
    pub fn doc(&self, of: &Construct) -> &'static str {
        doc(of.type_name, self.word)
    }

    /// The field filled in: `for: "30s"`.
    pub fn example(&self) -> String {
        format!("{}: {}", self.word, self.kind.example(self.word))
    }
}

impl Choice {
    /// What one of the words means.
    pub fn doc(&self, word: &str) -> &'static str {
        doc(self.name, word)
    }

    /// `Each, Left or Right`.
    pub fn listed(&self) -> String {
        listed(self.words)
    }
}

impl Sort {
    /// What is expected, for a sentence: `a text`.
    pub fn expected(self) -> String {
        match self {
            Sort::Text => "a text in quotes".into(),
            Sort::Texts => "a list of texts".into(),
            Sort::Length => "a length of time in quotes".into(),
            Sort::Seconds => "one length of time in quotes".into(),
            Sort::Count => "a count".into(),
            Sort::Ready => "a length of time in quotes, or \"key\"".into(),
            Sort::Number => "a whole number".into(),
            Sort::One(choice) => format!("one of the words {}", choice.listed()),
            Sort::Many(choice) => format!("a list of the words {}", choice.listed()),
            Sort::Fields(_) => "fields in round brackets".into(),
            Sort::List(_) => "a list in square brackets".into(),
            Sort::Steps => "a list of steps in square brackets".into(),
        }
    }

    /// How a value of it may look, where the field is called `word`.
    pub fn example(self, word: &str) -> String {
        match self {
            Sort::Text => match word {
                "title" => "\"Seated twist\"",
                "cue" => "\"turn\"",
                "text" => "\"Sit tall.\"",
                _ => "\"..\"",
            }
            .into(),
            Sort::Texts => "[\"..\"]".into(),
            Sort::Length => "\"30s\"".into(),
            Sort::Seconds => match word {
                "inhale" => "\"4s\"",
                "exhale" => "\"6s\"",
                "at" => "\"5m\"",
                _ => "\"5s\"",
            }
            .into(),
            Sort::Count => "3".into(),
            Sort::Ready => "\"8s\"".into(),
            Sort::Number => "3".into(),
            Sort::One(choice) => choice.words[0].into(),
            Sort::Many(choice) => format!("[{}]", choice.words[0]),
            Sort::Fields(construct) => construct.example_inside(),
            Sort::List(construct) => format!("[{}]", construct.example_inside()),
            Sort::Steps => "[Hold(name: \"..\", for: \"30s\")]".into(),
        }
    }
}

impl Construct {
    /// `(cue: "turn", for: "30s")`: what it needs, filled in.
    pub fn example_inside(&self) -> String {
        let needed: Vec<String> = self
            .fields
            .iter()
            .filter(|field| field.required)
            .map(Field::example)
            .collect();
        match needed.is_empty() {
            false => format!("({})", needed.join(", ")),
            true => format!("({})", self.fields[0].example()),
        }
    }

    /// `Hold(for: "30s")`.
    pub fn example(&self) -> String {
        let name = match step(self.name) {
            Some(_) => self.name,
            None if self.name == "Routine" => self.name,
            None => "",
        };
        format!("{name}{}", self.example_inside())
    }
}

/// `a, b or c`.
pub fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The construct that a step is written as; `Include` has none.
pub fn step(word: &str) -> Option<&'static Construct> {
    STEPS.iter().copied().find(|step| step.name == word)
}

/// Every kind of step, `Include` among them.
pub fn step_words() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|step| step.name).chain(["Include"])
}

/// What a step is for.
pub fn step_doc(word: &str) -> &'static str {
    doc("Step", word)
}

/// Every construct, the routine first.
pub fn constructs() -> impl Iterator<Item = &'static Construct> {
    std::iter::once(&ROUTINE)
        .chain(STEPS.iter().copied())
        .chain([&SOURCE, &PRESCRIBED, &PART, &ONE_SIDE, &CHECK])
}

/// Every set of words to choose from.
pub fn choices() -> [&'static Choice; 7] {
    [
        &STAGE,
        &POSITION,
        &CONFIDENCE,
        &SIDES,
        &SIDE,
        &ALTERNATE,
        &BREATH,
    ]
}

/// The docs by type and word; the word is empty for the type itself.
static DOCS: LazyLock<HashMap<(String, String), String>> = LazyLock::new(|| {
    let schema = crate::routine::schema();
    let mut docs = HashMap::new();
    let mut add = |type_name: &str, schema: &serde_json::Value| {
        let mut put = |word: &str, of: &serde_json::Value| {
            if let Some(text) = of["description"].as_str() {
                docs.insert((type_name.to_owned(), word.to_owned()), text.to_owned());
            }
        };
        put("", schema);
        if let Some(fields) = schema["properties"].as_object() {
            for (word, field) in fields {
                put(word, field);
            }
        }
        for variant in schema["oneOf"].as_array().into_iter().flatten() {
            if let Some(word) = variant["const"].as_str() {
                put(word, variant);
            }
            if let Some(fields) = variant["properties"].as_object() {
                for word in fields.keys() {
                    put(word, variant);
                }
            }
        }
    };
    add("Routine", &schema);
    if let Some(types) = schema["$defs"].as_object() {
        for (name, schema) in types {
            add(name, schema);
        }
    }
    docs
});

fn doc(type_name: &str, word: &str) -> &'static str {
    DOCS.get(&(type_name.to_owned(), word.to_owned()))
        .map_or("", String::as_str)
}

#[cfg(test)]
mod tests;
