//! The words of the format: which construct has which fields, of which type, which of them it
//! needs, and which words an author may choose from.
//!
//! The macros `construct`, `choice` and `kinds` make the entries, together with the types, from
//! the declaration in `routine`. Reading, completion, hover and the reference look things up here.

use ron::extensions::Extensions;

use super::place::{PlacePart, RoutinePlace};

/// Something written with fields in round brackets: the routine, a step, a source.
#[derive(Debug)]
pub struct Construct {
    pub name: &'static str,
    pub fields: &'static [FormatField],
    /// Whether its name stands in front of its bracket.
    pub is_named: bool,
    pub(super) doc: DocComment,
}

/// One field of a construct.
#[derive(Debug)]
pub struct FormatField {
    pub word: &'static str,
    pub kind: FieldType,
    pub required: bool,
    /// It may be `None` or `Some(..)`.
    pub option: bool,
    pub(super) doc: DocComment,
}

/// Words to choose one from.
#[derive(Debug)]
pub struct WordChoice {
    pub name: &'static str,
    pub words: &'static [&'static str],
    pub(super) docs: &'static [DocComment],
}

/// What a name in the figure names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    Pose,
    Place,
    Area,
}

impl NameKind {
    /// `a pose`
    pub fn called(self) -> &'static str {
        match self {
            NameKind::Pose => "a pose",
            NameKind::Place => "a place",
            NameKind::Area => "a part that can be lit",
        }
    }
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
    /// `-0.5`
    Decimal,
    /// A name from those that there are, in quotes.
    Name(NameKind),
    /// One of some words.
    Word(&'static WordChoice),
    /// One of some words, of which some have fields behind them.
    Kind(&'static [Construct]),
    /// Fields in brackets.
    Fields(&'static Construct),
    /// A kind of step with its fields.
    Step,
    /// A list of one of these.
    List(&'static FieldType),
}

/// Told of a text's place, what it names where it is a name of the figure's, and what it says.
pub type TextVisit<'v, 'r> = dyn FnMut(&RoutinePlace, Option<NameKind>, &'r str) + 'v;

/// A type of the declaration that a field may have.
pub trait FieldValue {
    const TYPE: FieldType;
    const OPTION: bool = false;
    /// Whether texts may stand in it.
    const HAS_TEXTS: bool = false;

    /// Goes through every text in it, in the order of the types; `here` is its own place. A name
    /// of a pose, a place or a part of the body is visited as what it names.
    fn each_text<'r>(&'r self, _here: &mut RoutinePlace, _visit: &mut TextVisit<'_, 'r>) {}
}

impl<T: FieldValue> FieldValue for Option<T> {
    const TYPE: FieldType = T::TYPE;
    const OPTION: bool = true;
    const HAS_TEXTS: bool = T::HAS_TEXTS;

    fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut TextVisit<'_, 'r>) {
        self.iter().for_each(|inner| inner.each_text(here, visit));
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    const TYPE: FieldType = FieldType::List(&T::TYPE);
    const HAS_TEXTS: bool = T::HAS_TEXTS;

    fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut TextVisit<'_, 'r>) {
        for (at, item) in self.iter().enumerate() {
            // A step is found by its number, whatever the field that it stands in.
            if let FieldType::Step = T::TYPE {
                let outer = std::mem::take(&mut here.keys);
                here.steps.push(at);
                item.each_text(here, visit);
                here.steps.pop();
                here.keys = outer;
            } else {
                here.keys.push(PlacePart::Item(at));
                item.each_text(here, visit);
                here.keys.pop();
            }
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

impl FieldValue for bool {
    const TYPE: FieldType = FieldType::Word(TRUTH);
}

/// The words of a question.
pub(super) const TRUTH: &WordChoice =
    &WordChoice { name: "bool", words: &["true", "false"], docs: &[&["Yes."], &["No."]] };

/// The word that a file has for a field: its name, unless another is given.
macro_rules! word_of {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $word:literal) => {
        $word
    };
}

pub(crate) use word_of;

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
            pub const GRAMMAR: &'static Construct = &Construct {
                name: stringify!($name),
                fields: &[$(FormatField {
                    word: word_of!($field $($word)?),
                    kind: <$type as FieldValue>::TYPE,
                    required: !<$type as FieldValue>::OPTION && !is_given!($($default)?),
                    option: <$type as FieldValue>::OPTION,
                    doc: &[$($says),*],
                }),*],
                is_named: false,
                doc: &[$($doc),*],
            };
        }

        impl FieldValue for $name {
            const TYPE: FieldType = FieldType::Fields($name::GRAMMAR);
            const HAS_TEXTS: bool = $(<$type as FieldValue>::HAS_TEXTS)||*;

            fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut TextVisit<'_, 'r>) {
                $(if <$type as FieldValue>::HAS_TEXTS {
                    here.keys.push(PlacePart::Field(word_of!($field $($word)?)));
                    self.$field.each_text(here, visit);
                    here.keys.pop();
                })*
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
        #[derive(strum::IntoStaticStr)]
        #[strum(serialize_all = "lowercase")]
        $(#[derive($($also),*)])?
        pub enum $name {
            $($(#[doc = $says])* $(#[$default])? $word,)*
        }

        impl $name {
            /// Its words in the grammar.
            pub const CHOICE: &'static WordChoice = &WordChoice {
                name: stringify!($name),
                words: &[$(stringify!($word)),*],
                docs: &[$(&[$($says),*]),*],
            };

            /// Its word in a sentence or a list.
            pub fn word(self) -> &'static str {
                self.into()
            }
        }

        impl FieldValue for $name {
            const TYPE: FieldType = FieldType::Word($name::CHOICE);
        }
    };
}

/// An enum of words of which some have fields behind them, and the entry of each in the grammar;
/// what has none has an empty list of them.
macro_rules! kinds {
    (
        $(#[doc = $doc:literal])* $name:ident as $field_type:expr => {
            $($(#[doc = $says:literal])* $kind:ident $(($type:ty))?,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        pub enum $name {
            $($(#[doc = $says])* $kind $(($type))?,)*
        }

        impl $name {
            /// Every kind of it in the grammar.
            pub const GRAMMAR: &'static [Construct] = &[$(
                Construct::of_kind(
                    stringify!($kind),
                    &[$($says),*],
                    &[$(<$type as FieldValue>::TYPE)?],
                )
            ),*];

            /// The word that a file has for it.
            pub fn word(&self) -> &'static str {
                match self {
                    $($name::$kind { .. } => stringify!($kind),)*
                }
            }
        }

        impl FieldValue for $name {
            const TYPE: FieldType = $field_type;
            const HAS_TEXTS: bool = true;

            fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut TextVisit<'_, 'r>) {
                $($(
                    if let $name::$kind(inner) = self {
                        <$type as FieldValue>::each_text(inner, here, visit);
                    }
                )?)*
            }
        }
    };
}

impl Construct {
    /// A kind with what stands in its brackets, if anything.
    pub(super) const fn of_kind(
        name: &'static str,
        doc: DocComment,
        inside: &[FieldType],
    ) -> Construct {
        let fields = match inside {
            [FieldType::Fields(of)] => of.fields,
            _ => &[],
        };
        Construct { name, fields, is_named: true, doc }
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
            "Often" => "`often`".to_owned(),
            "Figure" => "a figure".to_owned(),
            "Pose" => "a pose".to_owned(),
            "Limb" => "an arm or a leg".to_owned(),
            "TrunkPart" => "a part of the trunk".to_owned(),
            "Offset" => "a place".to_owned(),
            "Swell" => "`breath`".to_owned(),
            name => format!("this `{name}`"),
        }
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
        let named = self.is_named || self.name == "Routine";
        let name = if named { self.name } else { "" };
        if self.fields.is_empty() {
            return name.to_owned();
        }
        format!("{name}{}", self.example_inside())
    }
}

impl FormatField {
    /// What the field means, in the words of its documentation.
    pub fn doc(&self) -> String {
        joined(self.doc)
    }

    /// What it names, or each text in it.
    pub fn names(&self) -> Option<NameKind> {
        match self.kind.of_each() {
            FieldType::Name(kind) => Some(kind),
            _ => None,
        }
    }

    /// The words that it chooses from.
    pub fn choice(&self) -> Option<&'static WordChoice> {
        match self.kind.of_each() {
            FieldType::Word(choice) => Some(choice),
            _ => None,
        }
    }

    /// The field filled in: `for: "30s"`.
    pub fn example(&self) -> String {
        format!("{}: {}", self.word, self.kind.example(self.word))
    }
}

impl WordChoice {
    /// What one of the words means.
    pub fn doc(&self, word: &str) -> String {
        let mut all = self.words.iter().zip(self.docs);
        all.find(|(known, _)| **known == word).map_or_else(String::new, |(_, doc)| joined(doc))
    }
}

impl FieldType {
    /// The type of each item of a list; of what is no list itself.
    pub fn of_each(self) -> FieldType {
        match self {
            FieldType::List(of) => *of,
            one => one,
        }
    }

    /// The words to choose one from, if it is made of such.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            FieldType::Kind(kinds) => kinds.iter().map(|kind| kind.name).collect(),
            FieldType::Word(choice) => choice.words.to_vec(),
            _ => Vec::new(),
        }
    }

    /// What is expected, for a sentence: `a text`.
    pub fn expected(self) -> String {
        match self {
            FieldType::Text => "a text in quotes".into(),
            FieldType::Length => "a length of time in quotes".into(),
            FieldType::Seconds => "one length of time in quotes".into(),
            FieldType::Count => "a count".into(),
            FieldType::Ready => "a length of time in quotes, or \"key\"".into(),
            FieldType::Number => "a whole number".into(),
            FieldType::Decimal => "a number".into(),
            FieldType::Name(kind) => format!("the name of {} in quotes", kind.called()),
            FieldType::Kind(_) | FieldType::Word(_) => {
                format!("one of the words {}", listed(&self.words()))
            }
            FieldType::Fields(_) => "fields in round brackets".into(),
            FieldType::Step => "a step".into(),
            FieldType::List(FieldType::Text) => "a list of texts".into(),
            FieldType::List(FieldType::Name(_)) => "a list of names in quotes".into(),
            FieldType::List(of @ (FieldType::Kind(_) | FieldType::Word(_))) => {
                format!("a list of the words {}", listed(&of.words()))
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
            (FieldType::Decimal, _) => "0.5".into(),
            (FieldType::Name(NameKind::Pose), "name") => "\"turned\"".into(),
            (FieldType::Name(NameKind::Pose), _) => "\"sitting\"".into(),
            (FieldType::Name(NameKind::Place), _) => "\"right knee\"".into(),
            (FieldType::Name(NameKind::Area), _) => "\"back\"".into(),
            (FieldType::Kind(kinds), _) => kinds[0].name.into(),
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

/// How ron is asked to read. The limit of recursion is above what [`DEEPEST_STEPS`](super::check::DEEPEST_STEPS)
/// allows, so that it is our own message that an author sees.
pub(crate) fn ron_options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(
            Extensions::IMPLICIT_SOME
                | Extensions::UNWRAP_NEWTYPES
                | Extensions::UNWRAP_VARIANT_NEWTYPES,
        )
        .with_recursion_limit(192)
}
