//! What the word under the cursor means.
//!
//! The steps of a routine as an outline.

use lsp_types::{DocumentSymbol, HoverContents, MarkupContent, MarkupKind, SymbolKind};

use super::Document;
use super::place::{CursorPlace, Expected};
use crate::library::{self, Library};
use crate::problem::{Problem, Severity};
use crate::routine::grammar::{FieldType, FormatField};
use crate::routine::syntax::{BracketGroup, TokenKind, TreeValue, ValueKind, plain};
use crate::routine::vocabulary::step_words;
use crate::routine::{Routine, Step, check, explain, read};
use crate::seconds::clock;
use crate::text;
use crate::timeline::Timeline;
use crate::timeline::plan::outline;
use crate::words::plan as words;

/// How many lines of a plan are told.
const PLAN_LINES: usize = 12;

/// What the word at a byte means: of a field, a kind of step or a choice its documentation, of a
/// name what it names. The name of a step has its plan with it, as long as the step is sound.
/// `problems` are those of the file.
pub fn hover(
    document: &Document,
    at: usize,
    library: &Library,
    problems: &[Problem],
) -> Option<lsp_types::Hover> {
    let place = CursorPlace::on_character(document, at);
    let token = place.token?;
    let word = plain(&document.text[token.at.clone()]);
    let told = match token.kind {
        TokenKind::Word => match (place.expected, place.next) {
            (Expected::Fields(construct), _) => field(construct.field(word)?),
            (
                Expected::Routine | Expected::Value(_, _, FieldType::Step),
                Some(TokenKind::Open(_)),
            ) => {
                let steps = Step::GRAMMAR.iter().find(|step| step.name == word);
                let of = steps.or((word == "Routine").then_some(Routine::GRAMMAR))?;
                let plan = plan(document, token.at.start, library, problems);
                let plan = plan.map_or(String::new(), |plan| format!("\n\n{plan}"));
                format!("`{word}`: {}{plan}", of.doc())
            }
            (Expected::Value(_, _, FieldType::Kind(kinds)), _) => {
                let kind = kinds.iter().find(|kind| kind.name == word)?;
                format!("`{word}`: {}", kind.doc())
            }
            (Expected::Value(_, _, FieldType::Word(choice)), _) if choice.words.contains(&word) => {
                format!("`{word}`: {}", choice.doc(word))
            }
            (Expected::Value(_, of, _), _) => field(of),
            _ => return None,
        },
        TokenKind::Text | TokenKind::Mended(_) | TokenKind::Number => match place.expected {
            Expected::Id => routine(library, &said(word)?)?,
            Expected::Value(_, of, _) => match of.word {
                "cautions" => {
                    let name = said(word)?;
                    format!("`{name}`: {}", text::line(&library::caution(&name)?.text))
                }
                "allow" => {
                    let warning = explain::of(&said(word)?)?;
                    format!("`{}`: {}\n\n{}", warning.name, warning.line, warning.means)
                }
                _ => field(of),
            },
            _ => return None,
        },
        _ => return None,
    };
    Some(lsp_types::Hover {
        contents: HoverContents::Markup(markdown(&told)),
        range: Some(document.range(&token.at)),
    })
}

/// Words for an editor, which gives them to a terminal.
pub(super) fn markdown(told: &str) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value: text::plain(told).into_owned() }
}

fn said(written: &str) -> Option<String> {
    ron::from_str(written).ok()
}

fn field(field: &FormatField) -> String {
    let needed = if field.required { ", needed" } else { "" };
    let mut told =
        format!("`{}`: {}{needed}\n\n{}", field.word, field.kind.expected(), field.doc());
    if let Some(choice) = field.choice() {
        told.extend(choice.words.iter().map(|word| format!("\n- `{word}`: {}", choice.doc(word))));
    }
    told
}

/// What another routine is.
fn routine(library: &Library, id: &str) -> Option<String> {
    let entry = library.get(id)?;
    let mut told = format!("`{id}`: {}", text::line(entry.title()));
    let Some(routine) = entry.routine() else {
        return Some(told + "\n\nIts file is broken.");
    };
    if let Some(about) = &routine.about {
        told += &format!("\n\n{}", text::line(about));
    }
    if let Ok((_, timeline)) = library.playable(entry) {
        told += &format!("\n\n{}", in_short(&timeline));
    }
    Some(told)
}

/// The plan of the step, or the routine, whose name stands at a byte. None where an error lies in
/// it, or where what it includes can't be played.
fn plan(document: &Document, at: usize, library: &Library, problems: &[Problem]) -> Option<String> {
    let root = document.tree.root.as_ref()?;
    let group = root.group()?;
    let (value, text) = if group.head().contains(&at) {
        (root, document.text.clone())
    } else {
        // Other steps may be broken: this one stands alone where all of them stood.
        let (value, alone) = step_alone(&document.text, group, at)?;
        let mut text = document.text.clone();
        let steps = group.field(&text, "steps")?.value.as_ref()?.at.clone();
        text.replace_range(steps, &format!("[{alone}]"));
        (value, text)
    };
    let mut errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    if errors.any(|error| error.at.start <= value.at.end && value.at.start <= error.at.end) {
        return None;
    }
    let sound = |one: &Routine| check::check(one, &check::Names::default()).is_empty();
    let routine = read::by_ron(&text).filter(sound)?;
    Some(in_short(&library.compile(&routine, None).ok()?))
}

/// The step whose name begins at a byte, somewhere in these brackets, and what is written of it,
/// in the `Repeat` around it that says for which side it is.
fn step_alone<'t>(
    text: &str,
    group: &'t BracketGroup,
    at: usize,
) -> Option<(&'t TreeValue, String)> {
    let mut steps = group.items_of(text, "steps").iter().filter_map(|item| item.value.as_ref());
    let step = steps.find(|step| step.at.contains(&at))?;
    let inside = step.group()?;
    if inside.head().contains(&at) {
        return Some((step, text[step.at.clone()].to_owned()));
    }
    let (value, alone) = step_alone(text, inside, at)?;
    let sides = ["side", "first"].into_iter().filter_map(|word| inside.field(text, word));
    let sides: String = sides.map(|side| format!("{}, ", &text[side.at()])).collect();
    let alone = match inside.field(text, "side") {
        Some(_) => format!("Repeat({sides}steps: [{alone}])"),
        None => alone,
    };
    Some((value, alone))
}

/// How long it lasts, and what is done.
fn in_short(timeline: &Timeline) -> String {
    let totals = timeline.totals();
    let ready = (!totals.ready.is_zero()).then(|| clock(totals.ready));
    let mut told = words::in_all(&clock(totals.least), &clock(totals.most), ready.as_deref());
    told.extend(words::waits(totals.waits).map(|waits| format!(" {waits}")));
    let mut lines = outline(timeline);
    if lines.len() > PLAN_LINES {
        lines.truncate(PLAN_LINES);
        lines.push("…".into());
    }
    format!("{told}\n\n```text\n{}\n```", lines.join("\n"))
}

/// How many columns of a text make a name.
const WIDTH: usize = 40;

/// The routine with its steps as an outline; none where the file has no routine.
pub fn symbols(document: &Document) -> Vec<DocumentSymbol> {
    let root = document.tree.root.iter();
    root.filter_map(|root| symbol(document, root, "Routine")).collect()
}

#[expect(deprecated, reason = "the type asks for a field that the protocol has given up")]
fn symbol(document: &Document, value: &TreeValue, kind: &str) -> Option<DocumentSymbol> {
    let text = &document.text;
    let group = value.group()?;
    let name = match (kind, group.items.as_slice()) {
        ("Routine", _) => words_of(text, group, &["title"]),
        ("Include", [one]) => one.value.as_ref().and_then(|value| first_words(text, value)),
        _ => words_of(text, group, &["name", "text", "start", "say"]),
    };
    let step = |value: &TreeValue| {
        let name = plain(&text[value.group()?.name.clone()?]);
        symbol(document, value, step_words().find(|word| *word == name)?)
    };
    let steps = group.items_of(text, "steps").iter();
    let steps = steps.filter_map(|item| step(item.value.as_ref()?));
    Some(DocumentSymbol {
        name: name.unwrap_or_else(|| kind.to_owned()),
        detail: Some(kind.to_owned()),
        kind: SymbolKind::STRUCT,
        tags: None,
        deprecated: None,
        range: document.range(&value.at),
        selection_range: document.range(&group.head()),
        children: Some(steps.collect()),
    })
}

/// The first of some fields that says something.
fn words_of(text: &str, group: &BracketGroup, fields: &[&str]) -> Option<String> {
    let mut fields = fields.iter();
    fields.find_map(|word| first_words(text, group.field(text, word)?.value.as_ref()?))
}

/// The first words of a text.
fn first_words(file: &str, value: &TreeValue) -> Option<String> {
    let said = match &value.kind {
        ValueKind::Text => said(&file[value.at.clone()])?,
        ValueKind::Mended(said) => said.clone(),
        _ => return None,
    };
    let short = text::cut(&text::line(&said), WIDTH);
    Some(short).filter(|short| !short.is_empty())
}
