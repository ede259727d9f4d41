//! What the word under the cursor means.
//!
//! The steps of a routine as an outline.

use std::ops::Range;

use super::place::{CursorPlace, Surroundings};
use crate::library::{self, Library};
use crate::problem::{Problem, Severity};
use crate::routine::grammar::{Construct, FieldType, FormatField};
use crate::routine::syntax::{BracketGroup, TokenKind, Tree, TreeValue, ValueKind, plain};
use crate::routine::vocabulary::step_words;
use crate::routine::{Routine, Step, check, explain, read};
use crate::seconds::clock;
use crate::text;
use crate::timeline::Timeline;
use crate::timeline::plan::outline;

/// What is told, and about which bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    pub at: Range<usize>,
    /// In Markdown.
    pub markdown: String,
}

/// How many lines of a plan are told.
const PLAN_LINES: usize = 12;

/// What the word at a byte means: of a field, a kind of step or a choice its documentation, of a
/// name what it names. The name of a step has its plan with it, as long as the step is sound.
/// `problems` are those of the file.
pub fn hover(
    text: &str,
    tree: &Tree,
    at: usize,
    library: &Library,
    problems: &[Problem],
) -> Option<Hover> {
    let place = CursorPlace::on_character(text, tree, at);
    let token = place.token?;
    let word = plain(&text[token.at.clone()]);
    let next = place.next.map(|token| &token.kind);
    let asked = HoverRequest { text, tree, library, problems };
    let markdown = match (&token.kind, place.inside, next) {
        (TokenKind::Word, Surroundings::Fields(construct), Some(TokenKind::Colon)) => {
            field(construct.field(word)?)
        }
        (TokenKind::Word, Surroundings::File | Surroundings::Steps, Some(TokenKind::Open(_))) => {
            asked.construct(word, token.at.start)?
        }
        (TokenKind::Word, Surroundings::Words(choice), _) if choice.words.contains(&word) => {
            format!("`{word}`: {}", choice.doc(word))
        }
        (TokenKind::Word, Surroundings::Kinds(kinds), _) => kind(kinds, word)?,
        (TokenKind::Word, Surroundings::Fields(_), _) => match place.field()? {
            (_, of) if let FieldType::Kind(kinds) = of.kind => kind(kinds, word)?,
            (_, of)
                if let FieldType::Word(choice) = of.kind
                    && choice.words.contains(&word) =>
            {
                format!("`{word}`: {}", choice.doc(word))
            }
            (_, of) => field(of),
        },
        (TokenKind::Text, Surroundings::Include, _) => asked.named(&said(word)?)?,
        (TokenKind::Text, Surroundings::Texts(_, of), _) if of.word == "cautions" => {
            let name = said(word)?;
            let sentence = &library::caution(&name)?.text;
            format!("`{name}`: {}", text::line(sentence))
        }
        (TokenKind::Text, Surroundings::Texts(_, of), _) if of.word == "allow" => {
            let warning = explain::of(&said(word)?)?;
            format!("`{}`: {}\n\n{}", warning.name, warning.line, warning.means)
        }
        (TokenKind::Text, Surroundings::Fields(_), _)
            if place.field().is_some_and(|(_, of)| of.word == "easier") =>
        {
            asked.named(&said(word)?)?
        }
        (TokenKind::Text | TokenKind::Mended(_) | TokenKind::Number, _, _) => {
            let (_, of) = place.field()?;
            field(of)
        }
        _ => return None,
    };
    Some(Hover { at: token.at.clone(), markdown })
}

/// What one of some words means.
fn kind(kinds: &[Construct], word: &str) -> Option<String> {
    let kind = kinds.iter().find(|kind| kind.name == word)?;
    Some(format!("`{word}`: {}", kind.doc()))
}

fn said(written: &str) -> Option<String> {
    ron::from_str(written).ok()
}

fn field(field: &FormatField) -> String {
    let needed = if field.required { ", needed" } else { "" };
    let mut told =
        format!("`{}`: {}{needed}\n\n{}", field.word, field.kind.expected(), field.doc());
    if let FieldType::Word(choice) | FieldType::List(&FieldType::Word(choice)) = field.kind {
        for word in choice.words {
            told.push_str(&format!("\n- `{word}`: {}", choice.doc(word)));
        }
    }
    told
}

struct HoverRequest<'a> {
    text: &'a str,
    tree: &'a Tree,
    library: &'a Library,
    problems: &'a [Problem],
}

impl HoverRequest<'_> {
    /// A kind of step, or the routine, and its plan.
    fn construct(&self, word: &str, at: usize) -> Option<String> {
        let doc = match word {
            "Routine" => Routine::GRAMMAR.doc(),
            _ => {
                let mut steps = Step::GRAMMAR.iter();
                steps.find(|step| step.name == word)?.doc()
            }
        };
        let plan = self.plan(at).map(|plan| format!("\n\n{plan}"));
        Some(format!("`{word}`: {doc}{}", plan.unwrap_or_default()))
    }

    /// What another routine is.
    fn named(&self, id: &str) -> Option<String> {
        let entry = self.library.get(id)?;
        let mut told = format!("`{id}`: {}", text::line(entry.title()));
        let Some(routine) = entry.routine() else {
            return Some(told + "\n\nIts file is broken.");
        };
        if let Some(about) = &routine.about {
            told.push_str(&format!("\n\n{}", text::line(about)));
        }
        if let Ok((_, timeline)) = self.library.playable(entry) {
            told.push_str(&format!("\n\n{}", laid_out(&timeline)));
        }
        Some(told)
    }

    /// The plan of the step, or the routine, whose name stands at a byte. None where an error
    /// lies in it, or where what it includes can't be played.
    fn plan(&self, at: usize) -> Option<String> {
        let (path, value) = self.step_at(at)?;
        let mut errors = self.problems.iter().filter(|p| p.severity == Severity::Error);
        if errors.any(|p| p.at.start <= value.at.end && value.at.start <= p.at.end) {
            return None;
        }
        let (routine, _) = read::spelled_anew(self.text, self.tree);
        let mut routine = routine?;
        // Other steps may be broken: this one is planned alone, with the `Repeat`s around it
        // taken away.
        if !path.is_empty() {
            let mut steps = std::mem::take(&mut routine.steps);
            let mut sided = None;
            for (depth, &index) in path.iter().enumerate() {
                let step = (index < steps.len()).then(|| steps.swap_remove(index))?;
                match step {
                    Step::Repeat(repeat) if depth + 1 < path.len() => {
                        sided = sided.or(repeat.side.map(|_| (repeat.side, repeat.first)));
                        steps = repeat.steps;
                    }
                    step if depth + 1 == path.len() => steps = vec![step],
                    _ => return None,
                }
            }
            if let Some((side, first)) = sided {
                steps = vec![Step::Repeat(crate::routine::Repeat {
                    often: None,
                    times: None,
                    rest: None,
                    side,
                    first,
                    change: None,
                    steps,
                })];
            }
            routine.steps = steps;
        }
        let timeline = self.timeline(&routine)?;
        Some(laid_out(&timeline))
    }

    /// The flat plan of a routine that has no file.
    fn timeline(&self, routine: &Routine) -> Option<Timeline> {
        let names = check::Names::default();
        let sound = check::check(routine, &names).is_empty();
        let timeline = sound.then(|| self.library.compile(routine, None));
        timeline?.ok()
    }

    /// The step whose name begins at a byte, and its place among the steps, counted from 0; an
    /// empty place is the routine itself.
    fn step_at(&self, at: usize) -> Option<(Vec<usize>, &TreeValue)> {
        let mut here = self.tree.root.as_ref()?;
        let mut path = Vec::new();
        loop {
            let group = here.group()?;
            if group.head().contains(&at) {
                return Some((path, here));
            }
            let mut steps = group.items_of(self.text, "steps").iter().enumerate();
            let (index, step) = steps.find_map(|(i, item)| {
                let value = item.value.as_ref()?;
                value.at.contains(&at).then_some((i, value))
            })?;
            path.push(index);
            here = step;
        }
    }
}

/// How long it lasts, and what is done.
fn laid_out(timeline: &Timeline) -> String {
    let totals = timeline.totals();
    let mut told = match totals.least == totals.most {
        true => format!("Lasts {}", clock(totals.most)),
        false => format!(
            "Lasts {} at the least, {} at the most",
            clock(totals.least),
            clock(totals.most)
        ),
    };
    if !totals.ready.is_zero() {
        told.push_str(&format!(", of which {} to get ready", clock(totals.ready)));
    }
    match totals.waits {
        0 => {}
        1 => told.push_str(", and waits once for a key"),
        n => told.push_str(&format!(", and waits {n} times for a key")),
    }
    told.push_str(".\n\n```text\n");
    let lines = outline(timeline);
    for line in lines.iter().take(PLAN_LINES) {
        told.push_str(line);
        told.push('\n');
    }
    if lines.len() > PLAN_LINES {
        told.push_str("…\n");
    }
    told.push_str("```");
    told
}

/// A step, or the routine itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, or its first words; never empty.
    pub name: String,
    /// The word that it is written with: `Hold`.
    pub kind: String,
    pub at: Range<usize>,
    /// The part of it that stands for the whole.
    pub head: Range<usize>,
    /// The steps inside a `Repeat`.
    pub inside: Vec<Symbol>,
}

/// How many columns of a text make a name.
const WIDTH: usize = 40;

/// The routine with its steps; none where the file has no routine.
pub fn symbols(text: &str, tree: &Tree) -> Vec<Symbol> {
    let root = tree.root.as_ref();
    let group = root.and_then(|root| Some((root, root.group()?)));
    let Some((root, group)) = group else {
        return Vec::new();
    };
    let title = words_of(text, group, &["title"]);
    vec![Symbol {
        name: title.unwrap_or_else(|| "Routine".into()),
        kind: "Routine".into(),
        at: root.at.clone(),
        head: group.head(),
        inside: steps(text, group),
    }]
}

fn steps(text: &str, group: &BracketGroup) -> Vec<Symbol> {
    let items = group.items_of(text, "steps").iter();
    items.filter_map(|item| symbol(text, item.value.as_ref()?)).collect()
}

fn symbol(text: &str, value: &TreeValue) -> Option<Symbol> {
    let group = value.group()?;
    let kind = plain(&text[group.name.clone()?]);
    let included = || {
        let [one] = group.items.as_slice() else {
            return None;
        };
        says(text, one.value.as_ref()?)
    };
    let known = step_words().any(|word| word == kind);
    let words = match kind {
        "Include" => included(),
        _ => words_of(text, group, &["name", "text", "start", "say"]),
    };
    known.then(|| Symbol {
        name: words.unwrap_or_else(|| kind.to_owned()),
        kind: kind.to_owned(),
        at: value.at.clone(),
        head: group.head(),
        inside: steps(text, group),
    })
}

/// The first of some fields that says something.
fn words_of(text: &str, group: &BracketGroup, fields: &[&str]) -> Option<String> {
    let mut fields = fields.iter();
    fields.find_map(|word| says(text, group.field(text, word)?.value.as_ref()?))
}

/// The first words of a text.
fn says(file: &str, value: &TreeValue) -> Option<String> {
    let said = match &value.kind {
        ValueKind::Text => ron::from_str(&file[value.at.clone()]).ok()?,
        ValueKind::Mended(said) => said.clone(),
        _ => return None,
    };
    let short = text::cut(&text::line(&said), WIDTH);
    Some(short).filter(|short| !short.is_empty())
}
