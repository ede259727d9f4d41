//! The words of the format: which construct has which fields, of which type, which of them it
//! needs, and which words an author may choose from.
//!
//! The macros `construct`, `choice` and `steps` make the entries, together with the types, from
//! the declaration in `routine`. Reading, completion, hover and the reference look things up here.

use super::place::{PlacePart, RoutinePlace};
use super::{Alternate, Breath, Check, Confidence, OneSide, Part, Position, Prescribed, Routine};
use super::{Side, Sides, Source, Stage, Step};

/// Something written with fields in round brackets: the routine, a step, a source.
#[derive(Debug)]
pub struct Construct {
    pub name: &'static str,
    /// The struct behind it, which several steps share: `Application` for `Heat` and `Cold`.
    pub type_name: &'static str,
    pub fields: &'static [FormatField],
    doc: DocComment,
}

/// One field of a construct.
#[derive(Debug)]
pub struct FormatField {
    pub word: &'static str,
    pub kind: FieldType,
    pub required: bool,
    /// It may be `None` or `Some(..)`.
    pub option: bool,
    doc: DocComment,
}

/// Words to choose one from.
#[derive(Debug)]
pub struct WordChoice {
    pub name: &'static str,
    pub words: &'static [&'static str],
    docs: &'static [DocComment],
}

/// The lines of a doc comment.
type DocComment = &'static [&'static str];

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum FieldType {
    /// `"words"`
    Text,
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
    Word(&'static WordChoice),
    /// Fields in brackets.
    Fields(&'static Construct),
    /// A kind of step with its fields.
    Step,
    /// A list of one of these.
    List(&'static FieldType),
}

/// A type of the declaration that a field may have.
pub trait FieldValue {
    const TYPE: FieldType;
    const OPTION: bool = false;

    /// Goes through every text in it, in the order of the types; `here` is its own place.
    fn each_text<'r>(
        &'r self,
        _here: &mut RoutinePlace,
        _visit: &mut dyn FnMut(&RoutinePlace, &'r str),
    ) {
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    const TYPE: FieldType = T::TYPE;
    const OPTION: bool = true;

    fn each_text<'r>(
        &'r self,
        here: &mut RoutinePlace,
        visit: &mut dyn FnMut(&RoutinePlace, &'r str),
    ) {
        self.iter().for_each(|inner| inner.each_text(here, visit));
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    const TYPE: FieldType = FieldType::List(&T::TYPE);

    fn each_text<'r>(
        &'r self,
        here: &mut RoutinePlace,
        visit: &mut dyn FnMut(&RoutinePlace, &'r str),
    ) {
        for (at, item) in self.iter().enumerate() {
            here.keys.push(PlacePart::Item(at));
            item.each_text(here, visit);
            here.keys.pop();
        }
    }
}

macro_rules! without_texts {
    ($($type:ty => $kind:ident,)*) => {
        $(impl FieldValue for $type {
            const TYPE: FieldType = FieldType::$kind;
        })*
    };
}

without_texts! {
    crate::seconds::Length => Length,
    crate::seconds::Seconds => Seconds,
    crate::seconds::Count => Count,
    super::Ready => Ready,
    u32 => Number,
}

/// The word that a file has for a field: its name, unless another is given.
macro_rules! word_of {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $word:literal) => {
        $word
    };
}

macro_rules! is_given {
    () => {
        false
    };
    ($($given:tt)+) => {
        true
    };
}

/// A struct, and its entry in the grammar.
macro_rules! construct {
    (
        $(#[doc = $doc:literal])* $(#[derive($also:ident)])? $name:ident {
            $(
                $(#[doc = $says:literal])* $(#[serde($default:ident)])?
                $field:ident $(as $word:literal)?: $type:ty,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize $(, $also)?)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[doc = $says])*
                $(#[serde($default)])?
                $(#[serde(rename = $word)])?
                pub $field: $type,
            )*
        }

        impl $name {
            /// What it is in the grammar.
            pub const GRAMMAR: &'static Construct = &Construct::new(
                stringify!($name),
                &[$($doc),*],
                &[$(FormatField::new(
                    word_of!($field $($word)?),
                    <$type as FieldValue>::TYPE,
                    <$type as FieldValue>::OPTION,
                    is_given!($($default)?),
                    &[$($says),*],
                )),*],
            );
        }

        impl FieldValue for $name {
            const TYPE: FieldType = FieldType::Fields($name::GRAMMAR);

            fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut dyn FnMut(&RoutinePlace, &'r str)) {
                $(
                    here.keys.push(PlacePart::Field(word_of!($field $($word)?)));
                    self.$field.each_text(here, visit);
                    here.keys.pop();
                )*
            }
        }
    };
}

/// An enum of words without fields, and its entry in the grammar.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])* $(#[derive($($also:ident),*)])? $name:ident {
            $($(#[doc = $says:literal])* $word:ident $(= $default:ident)?,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        $(#[derive($($also),*)])?
        pub enum $name {
            $($(#[doc = $says])* $(#[$default])? $word,)*
        }

        impl $name {
            /// Its words in the grammar.
            pub const CHOICE: &'static WordChoice = &WordChoice::new(
                stringify!($name),
                &[$(stringify!($word)),*],
                &[$(&[$($says),*]),*],
            );
        }

        impl FieldValue for $name {
            const TYPE: FieldType = FieldType::Word($name::CHOICE);
        }
    };
}

/// The enum of steps, and the entry of each kind in the grammar.
macro_rules! steps {
    (
        $(#[doc = $doc:literal])* $name:ident {
            $($(#[doc = $says:literal])* $kind:ident($type:ty),)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        pub enum $name {
            $($(#[doc = $says])* $kind($type),)*
        }

        impl $name {
            /// Every kind of step in the grammar; what has no fields has an empty list of them.
            pub const GRAMMAR: &'static [Construct] = &[$(
                Construct::of_step(
                    stringify!($kind),
                    &[$($says),*],
                    &<$type as FieldValue>::TYPE,
                )
            ),*];

            /// The word that a file has for this kind of step.
            pub fn word(&self) -> &'static str {
                match self {
                    $($name::$kind(_) => stringify!($kind),)*
                }
            }
        }

        impl FieldValue for $name {
            const TYPE: FieldType = FieldType::Step;

            /// A step is found by its number, whatever the field that it stands in.
            fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut dyn FnMut(&RoutinePlace, &'r str)) {
                let outer = std::mem::take(&mut here.keys);
                if let Some(PlacePart::Item(at)) = outer.last() {
                    here.steps.push(*at);
                }
                match self {
                    $($name::$kind(inner) => inner.each_text(here, visit),)*
                }
                here.steps.pop();
                here.keys = outer;
            }
        }
    };
}

impl Construct {
    pub(super) const fn new(
        name: &'static str,
        doc: DocComment,
        fields: &'static [FormatField],
    ) -> Construct {
        Construct {
            name,
            type_name: name,
            fields,
            doc,
        }
    }

    pub(super) const fn of_step(
        name: &'static str,
        doc: DocComment,
        inside: &FieldType,
    ) -> Construct {
        let (type_name, fields) = match inside {
            FieldType::Fields(of) => (of.type_name, of.fields),
            _ => (name, &[] as &[FormatField]),
        };
        Construct {
            name,
            type_name,
            fields,
            doc,
        }
    }

    pub fn field(&self, word: &str) -> Option<&'static FormatField> {
        self.fields.iter().find(|field| field.word == word)
    }

    /// The fields that it can't do without.
    pub fn required(&self) -> impl Iterator<Item = &'static FormatField> {
        self.fields.iter().filter(|field| field.required)
    }

    /// What it is, in the words of its documentation.
    pub fn doc(&self) -> String {
        joined(self.doc)
    }

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

    /// Whether its name stands in front of its bracket.
    pub fn is_named(&self) -> bool {
        self.name == "Routine" || step(self.name).is_some()
    }

    /// `(cue: "turn", for: "30s")`: what it needs, filled in.
    pub fn example_inside(&self) -> String {
        let mut shown: Vec<String> = self.required().map(FormatField::example).collect();
        if shown.is_empty() {
            shown.extend(self.fields.first().map(FormatField::example));
        }
        format!("({})", shown.join(", "))
    }

    /// `Hold(for: "30s")`.
    pub fn example(&self) -> String {
        let name = if self.is_named() { self.name } else { "" };
        format!("{name}{}", self.example_inside())
    }
}

impl FormatField {
    pub(super) const fn new(
        word: &'static str,
        kind: FieldType,
        option: bool,
        has_default: bool,
        doc: DocComment,
    ) -> FormatField {
        FormatField {
            word,
            kind,
            required: !option && !has_default,
            option,
            doc,
        }
    }

    /// What the field means, in the words of its documentation.
    pub fn doc(&self) -> String {
        joined(self.doc)
    }

    /// The field filled in: `for: "30s"`.
    pub fn example(&self) -> String {
        format!("{}: {}", self.word, self.kind.example(self.word))
    }
}

impl WordChoice {
    pub(super) const fn new(
        name: &'static str,
        words: &'static [&'static str],
        docs: &'static [DocComment],
    ) -> WordChoice {
        WordChoice { name, words, docs }
    }

    /// What one of the words means.
    pub fn doc(&self, word: &str) -> String {
        let mut all = self.words.iter().zip(self.docs);
        all.find(|(known, _)| **known == word)
            .map_or_else(String::new, |(_, doc)| joined(doc))
    }

    /// `Each, Left or Right`.
    pub fn listed(&self) -> String {
        listed(self.words)
    }
}

impl FieldType {
    /// What is expected, for a sentence: `a text`.
    pub fn expected(self) -> String {
        match self {
            FieldType::Text => "a text in quotes".into(),
            FieldType::Length => "a length of time in quotes".into(),
            FieldType::Seconds => "one length of time in quotes".into(),
            FieldType::Count => "a count".into(),
            FieldType::Ready => "a length of time in quotes, or \"key\"".into(),
            FieldType::Number => "a whole number".into(),
            FieldType::Word(choice) => format!("one of the words {}", choice.listed()),
            FieldType::Fields(_) => "fields in round brackets".into(),
            FieldType::Step => "a step".into(),
            FieldType::List(FieldType::Text) => "a list of texts".into(),
            FieldType::List(FieldType::Word(choice)) => {
                format!("a list of the words {}", choice.listed())
            }
            FieldType::List(FieldType::Step) => "a list of steps in square brackets".into(),
            FieldType::List(_) => "a list in square brackets".into(),
        }
    }

    /// How a value of it may look, where the field is called `word`.
    pub fn example(self, word: &str) -> String {
        match (self, word) {
            (FieldType::Text, "title") => "\"Seated twist\"".into(),
            (FieldType::Text, "cue") => "\"turn\"".into(),
            (FieldType::Text, "text") => "\"Sit tall.\"".into(),
            (FieldType::Text, _) => "\"..\"".into(),
            (FieldType::Length, _) => "\"30s\"".into(),
            (FieldType::Seconds, "inhale") => "\"4s\"".into(),
            (FieldType::Seconds, "exhale") => "\"6s\"".into(),
            (FieldType::Seconds, "at") => "\"5m\"".into(),
            (FieldType::Seconds, _) => "\"5s\"".into(),
            (FieldType::Ready, _) => "\"8s\"".into(),
            (FieldType::Count | FieldType::Number, _) => "3".into(),
            (FieldType::Word(choice), _) => choice.words[0].into(),
            (FieldType::Fields(construct), _) => construct.example_inside(),
            (FieldType::Step, _) => "Hold(name: \"..\", for: \"30s\")".into(),
            (FieldType::List(of), _) => format!("[{}]", of.example("")),
        }
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

/// `a, b and c`.
pub fn all_of(words: &[&str]) -> String {
    listed(words).replace(" or ", " and ")
}

fn joined(doc: DocComment) -> String {
    let lines: Vec<&str> = doc.iter().map(|line| line.trim()).collect();
    lines.join("\n")
}

/// The construct that a step is written as; `Include` has none.
pub fn step(word: &str) -> Option<&'static Construct> {
    let mut steps = Step::GRAMMAR.iter();
    steps.find(|step| step.name == word && !step.fields.is_empty())
}

/// Every kind of step, `Include` among them.
pub fn step_words() -> impl Iterator<Item = &'static str> {
    Step::GRAMMAR.iter().map(|step| step.name)
}

/// Every construct, the routine first.
pub fn constructs() -> impl Iterator<Item = &'static Construct> {
    let steps = step_words().filter_map(step);
    let inner = [
        Source::GRAMMAR,
        Prescribed::GRAMMAR,
        Part::GRAMMAR,
        OneSide::GRAMMAR,
        Check::GRAMMAR,
    ];
    std::iter::once(Routine::GRAMMAR).chain(steps).chain(inner)
}

/// Every set of words to choose from.
pub const CHOICES: [&WordChoice; 7] = [
    Stage::CHOICE,
    Position::CHOICE,
    Confidence::CHOICE,
    Sides::CHOICE,
    Side::CHOICE,
    Alternate::CHOICE,
    Breath::CHOICE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_field_holds_is_listed_and_explained() {
        for construct in constructs() {
            assert_ne!(construct.doc(), "", "{}", construct.name);
            for field in construct.fields {
                assert_ne!(field.doc(), "", "{}.{}", construct.name, field.word);
                let kind = match field.kind {
                    FieldType::List(of) => *of,
                    kind => kind,
                };
                match kind {
                    FieldType::Fields(of) => assert!(constructs().any(|one| one.name == of.name)),
                    FieldType::Word(of) => {
                        assert!(CHOICES.iter().any(|one| one.name == of.name));
                        assert!(of.words.iter().all(|word| !of.doc(word).is_empty()));
                    }
                    _ => {}
                }
            }
        }
        assert!(Step::GRAMMAR.iter().all(|step| !step.doc().is_empty()));
    }
}
