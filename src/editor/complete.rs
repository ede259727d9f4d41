//! What may be written at the cursor.
//!
//! The texts that a completion writes, with the places that the cursor visits.

use std::fmt::Write;
use std::ops::Range;

use lsp_types::CompletionItemKind;

use super::place::{CursorPlace, Surroundings};
use crate::library::{self, Library};
use crate::problem::Severity;
use crate::routine::figure::known_names;
use crate::routine::grammar::{Construct, FieldType, FormatField, WordChoice};
use crate::routine::syntax::{Token, TokenKind, Tree};
use crate::routine::{Routine, Step, explain, read};

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub label: String,
    pub kind: CompletionItemKind,
    /// A few words about what it is.
    pub detail: String,
    /// What it means, in sentences.
    pub doc: String,
    /// What is written: a snippet as editors know it, with `$1`, `${2:30s}` and `$0` where the
    /// cursor goes. `plain` takes those out.
    pub snippet: String,
    /// The bytes that it takes the place of.
    pub replaces: Range<usize>,
}

/// The placeholders, with what the first side makes of them.
const PLACEHOLDERS: [(&str, &str, &str); 5] = [
    ("{side}", "{side\\}", "`right`, then `left`"),
    ("{other side}", "{other side\\}", "`left`, then `right`"),
    ("{Side}", "{Side\\}", "`Right`, then `Left`"),
    ("{Other side}", "{Other side\\}", "`Left`, then `Right`"),
    (
        "{for right|for left}",
        "{${1:for right}|${2:for left}\\}",
        "the first words for the right side, the second for the left",
    ),
];

/// Everything that may be written at a byte of a text, the likeliest first.
pub fn completions(text: &str, tree: &Tree, at: usize, library: &Library) -> Vec<Completion> {
    let place = CursorPlace::at_cursor(text, tree, at);
    let mut offers =
        Offers { text, at, library, followed: followed_by_comma(&place), all: Vec::new() };
    match place.token.map(|token| &token.kind) {
        Some(TokenKind::Comment | TokenKind::Number) => {}
        Some(TokenKind::Text | TokenKind::Mended(_) | TokenKind::StrayQuote) => {
            offers.in_text(&place);
        }
        _ => offers.outside_texts(&place, tree),
    }
    offers.all
}

fn followed_by_comma(place: &CursorPlace<'_>) -> bool {
    place.next.is_some_and(|next| next.kind == TokenKind::Comma)
}

struct Offers<'a> {
    text: &'a str,
    at: usize,
    library: &'a Library,
    /// A comma stands behind the cursor already.
    followed: bool,
    all: Vec<Completion>,
}

impl Offers<'_> {
    fn put(
        &mut self,
        kind: CompletionItemKind,
        replaces: &Range<usize>,
        (label, detail, doc): (&str, &str, &str),
        snippet: String,
    ) {
        self.all.push(Completion {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            doc: doc.to_owned(),
            snippet,
            replaces: replaces.clone(),
        });
    }

    /// With the comma that RON wants between two things, unless it is there.
    fn comma(&self, snippet: &str) -> String {
        match self.followed {
            true => snippet.to_owned(),
            false => format!("{snippet},$0"),
        }
    }

    /// The word at the cursor, which an offer takes the place of.
    fn word(&self, token: Option<&Token>) -> Range<usize> {
        token.map_or(self.at..self.at, |token| token.at.clone())
    }

    fn outside_texts(&mut self, place: &CursorPlace<'_>, tree: &Tree) {
        let word = self.word(place.token);
        match place.inside {
            Surroundings::File => self.file(tree, &word),
            Surroundings::Fields(construct) => match place.field() {
                Some((_, field)) if !place.valued => self.value(field, &word),
                // A key that this construct doesn't have.
                None if place.key.is_some() && !place.valued => {}
                _ => self.fields(construct, place, &word),
            },
            Surroundings::Steps => self.steps(&word),
            Surroundings::List(of) => {
                let snippet = construct_snippet(of);
                let label = of.example_inside();
                let snippet = self.comma(&snippet);
                self.put(CompletionItemKind::VALUE, &word, (&label, "", &of.doc()), snippet);
            }
            Surroundings::Words(choice) => self.choice(choice, &word),
            Surroundings::Kinds(kinds) => self.kinds(kinds, &word),
            Surroundings::Texts(_, field) => self.texts(field, &word, true),
            Surroundings::Include => self.ids(&word, true),
            Surroundings::Unknown => {}
        }
    }

    /// An empty file, or one with the beginning of a word.
    fn file(&mut self, tree: &Tree, word: &Range<usize>) {
        let begun = &self.text[word.start..self.at];
        let alone = tree.tokens.iter().all(|token| {
            token.kind.is_trivia() || token.at == *word || token.kind == TokenKind::Attribute
        });
        if alone && "Routine".starts_with(begun) {
            let snippet = construct_snippet(Routine::GRAMMAR);
            let label = ("Routine", "a routine", &*Routine::GRAMMAR.doc());
            self.put(CompletionItemKind::STRUCT, word, label, snippet);
        }
    }

    fn fields(
        &mut self,
        construct: &'static Construct,
        place: &CursorPlace<'_>,
        word: &Range<usize>,
    ) {
        let named = place.next.is_some_and(|next| next.kind == TokenKind::Colon);
        let renamed = named && place.token.is_some();
        let (needed, free): (Vec<&FormatField>, Vec<&FormatField>) =
            construct.fields.iter().partition(|field| field.required);
        for field in needed.into_iter().chain(free) {
            if place.given.contains(&field.word) {
                continue;
            }
            let snippet = match renamed {
                true => field.word.to_owned(),
                false => self.comma(&field_snippet(field)),
            };
            let mut detail = field.kind.expected();
            if field.required {
                detail.push_str(", needed");
            }
            let label = (field.word, detail.as_str(), &*field.doc());
            self.put(CompletionItemKind::FIELD, word, label, snippet);
        }
    }

    fn steps(&mut self, word: &Range<usize>) {
        for step in Step::GRAMMAR {
            let written = match step.fields {
                [] => format!("{}(\"$1\")", step.name),
                _ => construct_snippet(step),
            };
            let snippet = self.comma(&written);
            let label = (step.name, "a step", &*step.doc());
            self.put(CompletionItemKind::STRUCT, word, label, snippet);
        }
    }

    fn choice(&mut self, choice: &WordChoice, word: &Range<usize>) {
        for one in choice.words {
            let label = (*one, "", &*choice.doc(one));
            self.put(CompletionItemKind::ENUM_MEMBER, word, label, (*one).to_owned());
        }
    }

    fn kinds(&mut self, kinds: &'static [Construct], word: &Range<usize>) {
        for kind in kinds {
            let snippet = match kind.fields {
                [] => kind.name.to_owned(),
                _ => construct_snippet(kind),
            };
            self.put(CompletionItemKind::ENUM_MEMBER, word, (kind.name, "", &kind.doc()), snippet);
        }
    }

    /// The value of a field, outside quotes.
    fn value(&mut self, field: &FormatField, word: &Range<usize>) {
        let examples: &[(&str, &str)] = match field.kind {
            FieldType::Word(choice) => return self.choice(choice, word),
            FieldType::Kind(kinds) => return self.kinds(kinds, word),
            FieldType::Name(_) => return self.texts(field, word, true),
            FieldType::Text if field.word == "easier" => return self.ids(word, true),
            FieldType::Length => &[
                ("\"30s\"", "30 seconds"),
                ("\"10s..30s\"", "from 10 seconds on Enter ends it; at 30 it ends by itself"),
                ("\"1m 30s\"", "a minute and a half"),
            ],
            FieldType::Seconds => &[("\"5s\"", "5 seconds"), ("\"2m\"", "2 minutes")],
            FieldType::Count => {
                &[("3", "three times"), ("\"2..3\"", "two times, and a third that may be left out")]
            }
            FieldType::Ready => &[
                ("\"8s\"", "8 seconds to take the position"),
                ("\"key\"", "Enter says that you are in position; 3 seconds later it begins"),
            ],
            _ => &[],
        };
        for (value, doc) in examples {
            self.put(CompletionItemKind::VALUE, word, (value, "", doc), (*value).to_owned());
        }
        if examples.is_empty() {
            let snippet = value_snippet(field, 1);
            let label = (field.kind.example(field.word), field.kind.expected());
            self.put(CompletionItemKind::VALUE, word, (&label.0, &label.1, ""), snippet);
        }
    }

    /// Surroundings quotes.
    fn in_text(&mut self, place: &CursorPlace<'_>) {
        let Some(token) = place.token else {
            return;
        };
        let says = &self.text[token.at.start..self.at];
        if let Surroundings::Include = place.inside {
            return self.ids(&self.name_at_cursor(token), false);
        }
        let Some((construct, field)) = place.field() else {
            return;
        };
        match field.kind {
            FieldType::Text if field.word == "easier" => {
                self.ids(&self.name_at_cursor(token), false);
            }
            // The name of a pose is made of words: all of it is replaced.
            FieldType::Name(_) | FieldType::List(FieldType::Name(_)) => {
                let end = match self.text[token.at.clone()].ends_with('"') && token.at.len() > 1 {
                    true => token.at.end - 1,
                    false => self.at,
                };
                self.texts(field, &(token.at.start + 1..end), false);
            }
            FieldType::List(FieldType::Text) => {
                let name = self.name_at_cursor(token);
                // A caution may be a sentence of the author's own, and no name fits in there.
                if self.text[token.at.start..name.start]
                    .trim_start_matches(['"', 'r', '#'])
                    .is_empty()
                {
                    self.texts(field, &name, false);
                }
            }
            FieldType::Text if has_sides(construct, field) => {
                let open = says.rfind('{').filter(|open| !says[*open..].contains('}'));
                if let Some(open) = open {
                    self.placeholders(token.at.start + open);
                }
            }
            _ => {}
        }
    }

    /// The letters of a name around the cursor, as far as they lie in the token.
    fn name_at_cursor(&self, token: &Token) -> Range<usize> {
        let in_name = |c: char| c == '-' || c.is_alphanumeric();
        let before = &self.text[token.at.start..self.at];
        let after = &self.text[self.at..token.at.end];
        let start = before.trim_end_matches(in_name).len();
        let end = after.find(|c| !in_name(c)).unwrap_or(after.len());
        token.at.start + start..self.at + end
    }

    fn placeholders(&mut self, open: usize) {
        let closed = self.text[self.at..].starts_with('}');
        let replaces = open..self.at + usize::from(closed);
        for (label, snippet, doc) in PLACEHOLDERS {
            let label = (label, "where `side` is given", doc);
            self.put(CompletionItemKind::VARIABLE, &replaces, label, snippet.to_owned());
        }
    }

    /// The ids of all routines.
    fn ids(&mut self, replaces: &Range<usize>, quoted: bool) {
        for entry in self.library.entries() {
            let routine = entry.routine();
            let doc = routine.and_then(|routine| routine.about.as_deref());
            let label = (entry.id.as_str(), entry.title(), doc.unwrap_or_default());
            self.put(CompletionItemKind::FILE, replaces, label, in_quotes(&entry.id, quoted));
        }
    }

    /// The names that a list of texts may hold.
    fn texts(&mut self, field: &FormatField, replaces: &Range<usize>, quoted: bool) {
        // A pose that is being named is new.
        if let Some(kind) = field.names().filter(|_| field.word != "name") {
            let (own, _) = read::spelled_anew(self.text, &Tree::parse(self.text));
            let own = own.map_or_else(Vec::new, |routine| routine.poses);
            for name in known_names(kind, &own) {
                let label = (name.as_str(), kind.called(), "");
                self.put(CompletionItemKind::VALUE, replaces, label, in_quotes(&name, quoted));
            }
        }
        if field.word == "allow" {
            let warnings = explain::all().filter(|one| one.severity == Severity::Warning);
            for one in warnings {
                let label = (one.name, "a warning", one.line);
                self.put(
                    CompletionItemKind::CONSTANT,
                    replaces,
                    label,
                    in_quotes(one.name, quoted),
                );
            }
        }
        if field.word == "cautions" {
            for caution in library::shared_cautions() {
                let label = (caution.name.as_str(), "a shared caution", caution.text.as_str());
                self.put(
                    CompletionItemKind::CONSTANT,
                    replaces,
                    label,
                    in_quotes(&caution.name, quoted),
                );
            }
        }
    }
}

fn in_quotes(name: &str, quoted: bool) -> String {
    match quoted {
        true => format!("\"{name}\""),
        false => name.to_owned(),
    }
}

/// Whether placeholders mean something in a text.
fn has_sides(construct: &Construct, field: &FormatField) -> bool {
    let exercise = construct.field("side").is_some() && construct.name != "Repeat";
    let words = ["name", "start", "text", "say", "cue"].contains(&field.word);
    (exercise && words) || construct.name == "Part"
}

/// `for: "${1:30s}"`
fn field_snippet(field: &FormatField) -> String {
    format!("{}: {}", field.word, value_snippet(field, 1))
}

/// The value of a field; its first stop has this number.
fn value_snippet(field: &FormatField, stop: u32) -> String {
    match field.kind {
        FieldType::Text | FieldType::Name(_) => format!("\"${stop}\""),
        FieldType::List(FieldType::Text | FieldType::Name(_)) => format!("[\"${stop}\"]"),
        FieldType::Length => format!("\"${{{stop}:30s}}\""),
        FieldType::Seconds | FieldType::Ready => {
            let example = field.kind.example(field.word);
            format!("\"${{{stop}:{}}}\"", example.trim_matches('"'))
        }
        FieldType::Count | FieldType::Number => format!("${{{stop}:3}}"),
        FieldType::Decimal | FieldType::Word(_) | FieldType::Kind(_) | FieldType::Step => {
            format!("${stop}")
        }
        FieldType::Fields(_) => format!("(${stop})"),
        FieldType::List(FieldType::Fields(_)) => format!("[\n\t(${stop}),\n]"),
        FieldType::List(FieldType::Step) => format!("[\n\t${stop}\n]"),
        FieldType::List(_) => format!("[${stop}]"),
    }
}

/// A construct with its name, what it needs, and what nearly everybody writes.
fn construct_snippet(of: &Construct) -> String {
    let usual = match of.name {
        "Reps" => ["name", "times"].as_slice(),
        "Breathe" => &["name", "rounds"],
        "Prescribed" => &["by"],
        "OneSide" => &["times"],
        _ => &["name"],
    };
    let fields = of.fields.iter();
    let written = fields.filter(|field| field.required || usual.contains(&field.word));
    let steps = of.field("steps").is_some();
    let long = steps || of.field("name").is_some();
    let named = of.is_named || of.name == "Routine";
    let name = if named { of.name } else { "" };
    let mut snippet = format!("{name}(");
    for (field, stop) in written.zip(1..) {
        let value = value_snippet(field, stop).replace('\n', "\n\t");
        match long {
            true => write!(snippet, "\n\t{}: {value},", field.word),
            false if stop == 1 => write!(snippet, "{}: {value}", field.word),
            false => write!(snippet, ", {}: {value}", field.word),
        }
        .expect("a text takes whatever is written");
    }
    snippet.push_str(if long { "\n)" } else { ")" });
    snippet
}

/// A snippet for an editor that knows none: with its examples, without its stops.
pub fn plain(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut chars = snippet.chars().peekable();
    let mut in_stop = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '$' if chars.next_if_eq(&'{').is_some() => {
                in_stop = true;
                while chars.next_if(char::is_ascii_digit).is_some() {}
                chars.next_if_eq(&':');
            }
            '$' => while chars.next_if(char::is_ascii_digit).is_some() {},
            '}' if in_stop => in_stop = false,
            _ => text.push(c),
        }
    }
    text
}
