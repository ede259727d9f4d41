//! What is wrong with a file: where, in a sentence, and what to write instead.
//!
//! A [`Problem`] is data until the edge. This room turns it into the words that a terminal, an
//! editor or another program reads. It refuses to know which file format was read.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::text::{is_hidden, plain};

/// Whether a file can be played in spite of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// It can be played; the author should look.
    Warning,
    /// It can't be played.
    Error,
}

impl Severity {
    /// `warning` or `error`.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Something wrong with a file, and where: as bytes of the file, or, for a rule about values, as a
/// place in what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem<P = Range<usize>> {
    pub severity: Severity,
    /// A short stable name in kebab-case, like `bad-length`.
    pub name: &'static str,
    /// What is at fault; bytes are empty where something must be written between two characters.
    pub at: P,
    /// What is wrong: a sentence, lower case, no full stop, the author's words in backticks.
    pub message: String,
    /// A few words beside the underline; may be empty.
    pub label: String,
    /// What to write instead; may be empty.
    pub help: String,
}

impl<P> Problem<P> {
    pub fn error(name: &'static str, at: P, message: impl Into<String>) -> Problem<P> {
        let (label, help) = (String::new(), String::new());
        Problem { severity: Severity::Error, name, at, message: message.into(), label, help }
    }

    /// The same for what only deserves a look.
    pub fn warning(name: &'static str, at: P, message: impl Into<String>) -> Problem<P> {
        Problem { severity: Severity::Warning, ..Problem::error(name, at, message) }
    }

    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Problem<P> {
        self.label = label.into();
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Problem<P> {
        self.help = help.into();
        self
    }
}

/// What errors are added to, whatever their place is.
pub trait Errors<P>: Extend<Problem<P>> {
    /// Adds what is wrong at a place, and what to write instead.
    fn tell(
        &mut self,
        name: &'static str,
        at: P,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.extend([Problem::error(name, at, message).help(help)]);
    }
}

impl<P> Errors<P> for Vec<Problem<P>> {}

/// Whether colours may be used; the caller knows about terminals and `NO_COLOR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    Styled,
}

/// Problems as rustc prints them: the sentence, the line, an underline, the help. `text` is the
/// file that they were found in. Ends with a line break unless there is nothing to say.
pub fn human(path: &str, text: &str, problems: &[Problem], look: Look) -> String {
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Styled => Renderer::styled(),
    };
    let path = one_line(path);
    let mut all = String::new();
    for problem in problems {
        let level = match problem.severity {
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let at = clamped(text, &problem.at);
        let lines = near_lines(text, &at);
        let line = position(text, at.start).0;
        let title = level.primary_title(one_line(&problem.message)).id(problem.name);
        let label = one_line(&problem.label);
        let mark = AnnotationKind::Primary.span(at.start - lines.start..at.end - lines.start);
        // The renderer counts columns from the start of what it is given.
        let whole = lines.start == 0 || text[..lines.start].ends_with('\n');
        let snippet = Snippet::source(shown(&text[lines.clone()]))
            .path(whole.then_some(path.as_str()))
            .line_start(line)
            .fold(true)
            .annotation(mark.label(Some(label).filter(|label| !label.is_empty())));
        let mut group = Group::with_title(title);
        let origin = Origin::path(path.as_str());
        // Where there is no text, an underline would point at nothing.
        group = match (text.is_empty(), whole) {
            (true, _) => group.element(origin),
            (false, true) => group.element(snippet),
            (false, false) => {
                let (line, column) = position(text, at.start);
                group.element(origin.line(line).char_column(column)).element(snippet)
            }
        };
        if !problem.help.is_empty() {
            group = group.element(Level::HELP.message(one_line(&problem.help)));
        }
        all.push_str(&renderer.render(&[group]));
        all.push_str("\n\n");
    }
    if all.ends_with("\n\n") {
        all.pop();
    }
    // The renderer draws the old control characters as pictures, but not these, which a terminal
    // obeys as well: U+009B begins a sequence just as the escape character does.
    all.replace(|c| ('\u{80}'..='\u{9f}').contains(&c), "\u{fffd}")
}

/// One line each, as compilers print them: `file:line:col: error: message; help`.
pub fn short(path: &str, text: &str, problems: &[Problem]) -> String {
    let line = |problem: &Problem| {
        let (line, column) = position(text, problem.at.start);
        let between = if problem.help.is_empty() { "" } else { "; " };
        let message = one_line(&format!("{}{between}{}", problem.message, problem.help));
        format!("{}:{line}:{column}: {}: {message}\n", one_line(path), problem.severity.word())
    };
    problems.iter().map(line).collect()
}

/// One JSON object for a problem. Lines and columns count from 1, columns in characters, the end
/// is the first character past it; `start` and `end` are bytes from 0.
pub fn json(path: &str, text: &str, problem: &Problem) -> serde_json::Value {
    let at = clamped(text, &problem.at);
    let (line, column) = position(text, at.start);
    let (end_line, end_column) = position(text, at.end);
    serde_json::json!({
        "file": path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": at.start,
        "end": at.end,
        "severity": problem.severity.word(),
        "name": problem.name,
        "message": plain(&problem.message),
        "label": plain(&problem.label),
        "help": plain(&problem.help),
    })
}

/// The line and the column, in characters, of a byte of the text; both from 1. A byte order mark
/// has no column.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..char_start(text, at)];
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].trim_start_matches('\u{FEFF}').chars().count() + 1;
    (line, column)
}

/// A text on a single line, with what can't be shown made visible, since in a message it may
/// be the very thing that is at fault.
fn one_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => " ".to_owned(),
        '\r' => String::new(),
        _ if is_hidden(c) => format!("\\u{{{:x}}}", u32::from(c)),
        _ => c.to_string(),
    };
    text.chars().map(shown).collect()
}

/// A range that lies within the text, on whole characters, the right way round.
fn clamped(text: &str, at: &Range<usize>) -> Range<usize> {
    let start = char_start(text, at.start);
    let end = char_end(text, at.end);
    start..end.max(start)
}

/// The start of the character that a byte belongs to; the end of the text past it.
pub(crate) fn char_start(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The end of the character before a byte.
pub(crate) fn char_end(text: &str, at: usize) -> usize {
    (at.min(text.len())..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The lines that a range stands on, without the last break; of a line as long as a book only
/// what is near.
fn near_lines(text: &str, at: &Range<usize>) -> Range<usize> {
    const NEAR: usize = 2000;
    let from = char_start(text, at.start.saturating_sub(NEAR));
    let to = char_start(text, at.end.saturating_add(NEAR));
    let start = text[from..at.start].rfind('\n').map_or(from, |len| from + len + 1);
    let end = text[at.end..to].find('\n').map_or(to, |len| at.end + len);
    start..end - usize::from(text[at.end..end].ends_with('\r'))
}

/// A piece of a file with every character as long as before, and those of them made harmless
/// that the renderer lets through.
fn shown(piece: &str) -> String {
    // The renderer draws those of one byte as pictures, and an editor's mark before a file has no
    // column.
    let harmless = |c: char| match c.len_utf8() {
        2 if is_hidden(c) => '·',
        3 if is_hidden(c) && c != '\u{feff}' => '\u{fffd}',
        _ => c,
    };
    piece.chars().map(harmless).collect()
}
