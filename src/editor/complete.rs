//! What may be written at the cursor.
//!
//! The texts that a completion writes, with the places that the cursor visits.

use std::ops::Range;
use std::sync::Arc;

use lsp_types::{CompletionItem, CompletionItemKind, Documentation};

use super::Document;
use super::hover::markdown;
use super::place::{CursorPlace, Expected};
use crate::library::{self, Entry, Library};
use crate::problem::Severity;
use crate::routine::figure::known_names;
use crate::routine::grammar::{Construct, FieldType, FormatField, WordChoice};
use crate::routine::syntax::{TokenKind, TreeValue};
use crate::routine::{Routine, Step, explain};
use crate::text;

/// Something that may be written. `insert_text` is a snippet as editors know it, with `$1`,
/// `${2:30s}` and `$0` where the cursor goes; `plain` takes those out.
fn offer(
    kind: CompletionItemKind,
    label: &str,
    detail: &str,
    doc: impl AsRef<str>,
    snippet: impl Into<String>,
) -> CompletionItem {
    let doc = Some(markdown(doc.as_ref())).filter(|doc| !doc.value.is_empty());
    CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        detail: Some(text::plain(detail).into_owned()).filter(|detail| !detail.is_empty()),
        documentation: doc.map(Documentation::MarkupContent),
        insert_text: Some(snippet.into()),
        ..CompletionItem::default()
    }
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

/// Everything that may be written at a byte of a text, the likeliest first, and the bytes that it
/// takes the place of.
pub fn completions(
    document: &Document,
    at: usize,
    library: &Library,
) -> (Range<usize>, Vec<CompletionItem>) {
    let place = CursorPlace::at_cursor(document, at);
    let cursor = Cursor { document, at, library, place };
    match cursor.place.token.map(|token| (&token.kind, &token.at)) {
        Some((TokenKind::Comment | TokenKind::Number, _)) => (at..at, Vec::new()),
        Some((TokenKind::Text | TokenKind::Mended(_) | TokenKind::StrayQuote, text)) => {
            cursor.in_text(text)
        }
        Some((_, word)) => (word.clone(), cursor.outside_texts(word)),
        None => (at..at, cursor.outside_texts(&(at..at))),
    }
}

struct Cursor<'a> {
    document: &'a Document,
    at: usize,
    library: &'a Library,
    place: CursorPlace<'a>,
}

impl Cursor<'_> {
    fn outside_texts(&self, word: &Range<usize>) -> Vec<CompletionItem> {
        match self.place.expected {
            Expected::Routine => self.routine(word),
            Expected::Fields(construct) => self.fields(construct),
            Expected::Value(_, field, kind) => match kind {
                FieldType::Step => self.steps(),
                FieldType::Word(choice) => words(choice),
                FieldType::Kind(kinds) => self::kinds(kinds),
                FieldType::Fields(of) if in_list(field) => {
                    let snippet = self.with_comma(construct_snippet(of));
                    let example = of.example_inside();
                    vec![offer(CompletionItemKind::VALUE, &example, "", of.doc(), snippet)]
                }
                FieldType::Text if in_list(field) => in_quotes(self.names(field)),
                FieldType::Name(_) => in_quotes(self.names(field)),
                _ => values(field),
            },
            Expected::Id => in_quotes(self.ids()),
            Expected::Unknown => Vec::new(),
        }
    }

    /// With the comma that RON wants between two things, unless it is there.
    fn with_comma(&self, snippet: String) -> String {
        match self.place.next {
            Some(TokenKind::Comma) => snippet,
            _ => snippet + ",$0",
        }
    }

    /// An empty file, or one with the beginning of a word.
    fn routine(&self, word: &Range<usize>) -> Vec<CompletionItem> {
        let begun = &self.document.text[word.start..self.at];
        let alone = self.document.tree.tokens.iter().all(|token| {
            token.kind.is_trivia() || token.at == *word || token.kind == TokenKind::Attribute
        });
        let of = Routine::GRAMMAR;
        let routine = || {
            let snippet = construct_snippet(of);
            offer(CompletionItemKind::STRUCT, "Routine", "a routine", of.doc(), snippet)
        };
        (alone && "Routine".starts_with(begun)).then(routine).into_iter().collect()
    }

    /// The fields that are not given yet; first those that must be.
    fn fields(&self, construct: &'static Construct) -> Vec<CompletionItem> {
        let renamed = self.place.token.is_some() && self.place.next == Some(&TokenKind::Colon);
        let missing = |field: &&FormatField| !self.place.has_field(self.document, field.word);
        let mut fields: Vec<&FormatField> = construct.fields.iter().filter(missing).collect();
        fields.sort_by_key(|field| !field.required);
        let one = |field: &FormatField| {
            let snippet = if renamed {
                field.word.to_owned()
            } else {
                self.with_comma(field_snippet(field, 1))
            };
            let needed = if field.required { ", needed" } else { "" };
            let detail = field.kind.expected() + needed;
            offer(CompletionItemKind::FIELD, field.word, &detail, field.doc(), snippet)
        };
        fields.into_iter().map(one).collect()
    }

    fn steps(&self) -> Vec<CompletionItem> {
        let step = |step: &Construct| {
            let quoted = if step.fields.is_empty() { "(\"$1\")" } else { "" };
            let snippet = self.with_comma(construct_snippet(step) + quoted);
            offer(CompletionItemKind::STRUCT, step.name, "a step", step.doc(), snippet)
        };
        Step::GRAMMAR.iter().map(step).collect()
    }

    /// Inside quotes: what all of the text is replaced by, or a placeholder in it.
    fn in_text(&self, text: &Range<usize>) -> (Range<usize>, Vec<CompletionItem>) {
        let (before, after) = self.document.text[text.clone()].split_at(self.at - text.start);
        let said = before.split_once('"').map_or(before, |(_, said)| said);
        let said = said.trim_start_matches(|c: char| !is_in_name(c) && c != '{');
        let whole = self.at - said.len()..self.at + after.find('"').unwrap_or(0);
        // A caution may be a sentence of the author's own, and no name fits in there.
        let is_named = |field: &FormatField| {
            field.names().is_some() || in_list(field) && said.chars().all(is_in_name)
        };
        match self.place.expected {
            Expected::Id => (whole, self.ids()),
            Expected::Value(_, field, _) if is_named(field) => (whole, self.names(field)),
            Expected::Value(construct, field, FieldType::Text) if has_sides(construct, field) => {
                let open = said.rfind('{').filter(|open| !said[*open..].contains('}'));
                let closed = usize::from(after.starts_with('}'));
                let variable = |(label, snippet, doc): (&str, &str, &str)| {
                    let detail = "where `side` is given";
                    offer(CompletionItemKind::VARIABLE, label, detail, doc, snippet)
                };
                let all = open.map_or(Vec::new(), |_| PLACEHOLDERS.map(variable).to_vec());
                (whole.start + open.unwrap_or(0)..self.at + closed, all)
            }
            _ => (whole, Vec::new()),
        }
    }

    /// The ids of all routines.
    fn ids(&self) -> Vec<CompletionItem> {
        let entries = self.library.entries().iter();
        let id = |entry: &Arc<Entry>| {
            let about = entry.routine().and_then(|routine| routine.about.as_deref());
            let doc = about.unwrap_or_default();
            offer(CompletionItemKind::FILE, &entry.id, entry.title(), doc, &entry.id)
        };
        entries.map(id).collect()
    }

    /// The names that the texts of a field may be.
    fn names(&self, field: &FormatField) -> Vec<CompletionItem> {
        let constant = |name: &str, detail, doc: &str| {
            offer(CompletionItemKind::CONSTANT, name, detail, doc, name)
        };
        match (field.word, field.names()) {
            // A pose that is being named is new.
            ("name", _) => Vec::new(),
            (_, Some(kind)) => {
                let Document { text, tree, .. } = self.document;
                let group = tree.root.as_ref().and_then(TreeValue::group);
                let poses = group.map_or(&[][..], |group| group.items_of(text, "poses"));
                let own = poses.iter().filter_map(|pose| {
                    let name = pose.value.as_ref()?.group()?.field(text, "name")?.value.as_ref()?;
                    Some(text[name.at.clone()].trim_matches('"'))
                });
                let names = known_names(kind, &own.collect::<Vec<_>>()).into_iter();
                let value = CompletionItemKind::VALUE;
                names.map(|name| offer(value, &name, kind.called(), "", &name)).collect()
            }
            ("allow", _) => {
                let warnings = explain::all().filter(|one| one.severity == Severity::Warning);
                warnings.map(|one| constant(one.name, "a warning", one.line)).collect()
            }
            ("cautions", _) => {
                let all = library::shared_cautions().iter();
                all.map(|one| constant(&one.name, "a shared caution", &one.text)).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn is_in_name(c: char) -> bool {
    c == '-' || c.is_alphanumeric()
}

fn in_quotes(mut offers: Vec<CompletionItem>) -> Vec<CompletionItem> {
    for offer in &mut offers {
        offer.insert_text = offer.insert_text.take().map(|name| format!("\"{name}\""));
    }
    offers
}

fn in_list(field: &FormatField) -> bool {
    matches!(field.kind, FieldType::List(_))
}

/// Whether placeholders mean something in a text.
fn has_sides(construct: &Construct, field: &FormatField) -> bool {
    let exercise = construct.field("side").is_some() && construct.name != "Repeat";
    let words = ["name", "start", "text", "say", "cue"].contains(&field.word);
    (exercise && words) || construct.name == "Part"
}

fn words(choice: &WordChoice) -> Vec<CompletionItem> {
    let word =
        |word: &&str| offer(CompletionItemKind::ENUM_MEMBER, word, "", choice.doc(word), *word);
    choice.words.iter().map(word).collect()
}

fn kinds(kinds: &[Construct]) -> Vec<CompletionItem> {
    let kind = |kind: &Construct| {
        offer(CompletionItemKind::ENUM_MEMBER, kind.name, "", kind.doc(), construct_snippet(kind))
    };
    kinds.iter().map(kind).collect()
}

/// Values that a field may have, outside quotes.
fn values(field: &FormatField) -> Vec<CompletionItem> {
    let examples: &[(&str, &str)] = match field.kind {
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
        _ => {
            let (label, detail) = (field.kind.example(field.word), field.kind.expected());
            let snippet = value_snippet(field, 1);
            return vec![offer(CompletionItemKind::VALUE, &label, &detail, "", snippet)];
        }
    };
    let value =
        |(value, doc): &(&str, &str)| offer(CompletionItemKind::VALUE, value, "", *doc, *value);
    examples.iter().map(value).collect()
}

/// `for: "${1:30s}"`
fn field_snippet(field: &FormatField, stop: u32) -> String {
    format!("{}: {}", field.word, value_snippet(field, stop))
}

/// The value of a field, with an example where one helps; its stop has this number.
fn value_snippet(field: &FormatField, stop: u32) -> String {
    let example = field.kind.example(field.word);
    match field.kind {
        FieldType::Text | FieldType::Name(_) => format!("\"${stop}\""),
        FieldType::List(FieldType::Text | FieldType::Name(_)) => format!("[\"${stop}\"]"),
        FieldType::Length | FieldType::Seconds | FieldType::Ready => {
            format!("\"${{{stop}:{}}}\"", example.trim_matches('"'))
        }
        FieldType::Count | FieldType::Number => format!("${{{stop}:{example}}}"),
        FieldType::Fields(_) => format!("(${stop})"),
        FieldType::List(FieldType::Fields(_)) => format!("[\n\t(${stop}),\n]"),
        FieldType::List(FieldType::Step) => format!("[\n\t${stop}\n]"),
        FieldType::List(_) => format!("[${stop}]"),
        _ => format!("${stop}"),
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
    let fields: Vec<String> =
        written.zip(1..).map(|(field, stop)| field_snippet(field, stop)).collect();
    let name = if of.is_named || of.name == "Routine" { of.name } else { "" };
    if of.fields.is_empty() {
        return name.to_owned();
    }
    if of.field("steps").is_none() && of.field("name").is_none() {
        return format!("{name}({})", fields.join(", "));
    }
    let lines = fields.iter().map(|field| format!("\n\t{},", field.replace('\n', "\n\t")));
    format!("{name}({}\n)", lines.collect::<String>())
}

/// A snippet for an editor that knows none: with its examples, without its stops.
pub fn plain(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut chars = snippet.chars().peekable();
    let mut in_stop = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '$' => {
                let opens = chars.next_if_eq(&'{').is_some();
                while chars.next_if(char::is_ascii_digit).is_some() {}
                in_stop |= opens;
                chars.next_if(|c| opens && *c == ':');
            }
            '}' if in_stop => in_stop = false,
            _ => text.push(c),
        }
    }
    text
}
