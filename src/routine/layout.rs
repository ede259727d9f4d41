//! The house layout of a routine file: the same values and comments, other white space.
//!
//! Four blanks a level, one field a line in what is large, one line for what is short, commas
//! after the last, at most one empty line between two things. Every comment stays at its place,
//! on a line of its own or behind what it is about. This room knows brackets and commas and
//! refuses to know what a routine means; that nothing of it changes is proved after each layout.

use unicode_width::UnicodeWidthStr;

use super::check::Names;
use super::read;
use super::syntax::{Bracket, BracketGroup, GroupItem, Token, TokenKind, Tree, TreeValue};
use crate::problem::{Problem, Severity};

/// The widest line that short things are put on, in columns.
pub const WIDTH: usize = 100;

const INDENT: usize = 4;

/// Something with more fields has a line for each of them.
const FEW_FIELDS: usize = 3;

/// The same of brackets without a name, like a part with its breath and its pose.
const FEW_NAMELESS_FIELDS: usize = 4;

/// Whose numbers are read together: as many fields on a line as there is room for.
const DENSE: [&str; 2] = ["figure", "poses"];

/// What may stand at the ends of a line within a text without being part of what it says.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// The file in the house layout. Laid out again it stays as it is.
///
/// # Errors
/// Everything that is wrong with the file, if it is no sound routine: nothing can be said about
/// the layout of what can't be read.
pub fn layout(text: &str, names: &Names<'_>) -> Result<String, Vec<Problem>> {
    let reading = read::read_with(text, names);
    if reading.routine.is_none() {
        let mut problems = reading.problems;
        problems.retain(|problem| problem.severity == Severity::Error);
        return Err(problems);
    }
    let tree = Tree::parse(text);
    let Some(root) = tree.root.as_ref().filter(|_| tree.problems.is_empty()) else {
        return Err(tree.problems);
    };
    let laid = write(text, &tree.tokens, root);
    if laid.len() > read::LARGEST_FILE {
        let message = "laid out, this file would have more than the 1 MiB that a routine may have";
        return Err(vec![Problem::error("too-large", 0..0, message)]);
    }
    // What is laid out as text can still be off by what a comment hides; so it is proved.
    let same = || {
        let after = Tree::parse(&laid);
        let said = |text, tree| {
            let mut said = comments(text, tree);
            said.sort_unstable();
            said
        };
        read::by_ron(&laid).as_ref() == reading.routine.as_deref()
            && said(text, &tree) == said(&laid, &after)
    };
    if laid != text && !same() {
        let message =
            "this file can't be laid out without changing what it says, so it was left alone";
        return Err(vec![Problem::error("layout", 0..0, message)]);
    }
    Ok(laid)
}

/// The comments of a file in their order, without blanks at the ends of their lines.
fn comments(text: &str, tree: &Tree) -> Vec<String> {
    let tokens = tree.tokens.iter().filter(|token| is_comment(token));
    tokens.map(|token| text[token.at.clone()].trim_end().to_owned()).collect()
}

/// A comment, or an attribute, which keeps its place like one.
fn is_comment(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Comment | TokenKind::Attribute)
}

/// The text of a file whose tree has no fault. What it begins and breaks its lines with stays.
fn write(text: &str, tokens: &[Token], root: &TreeValue) -> String {
    let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    let line_break = if crlf { "\r\n" } else { "\n" };
    let mut writer = LayoutWriter { text, tokens, out: String::new(), line_break };
    if text.starts_with('\u{FEFF}') {
        writer.out.push('\u{FEFF}');
    }
    let mut before = writer.gap(0, root.at.start, false);
    before.lead.append(&mut writer.hidden(root));
    writer.lead(&before, 0, true);
    writer.value(root, 0, Shape::AsFits);
    let after = writer.gap(root.at.end, text.len(), true);
    writer.trail(&after.trail);
    writer.closing(&after, 0, false);
    writer.end_line();
    writer.out
}

/// A comment on a line of its own; an empty line may stand before it.
struct OwnLine<'t> {
    text: &'t str,
    apart: bool,
}

/// What stands between two values beside the comma.
#[derive(Default)]
struct Gap<'t> {
    /// Comments on the line of the value before.
    trail: Vec<&'t str>,
    lead: Vec<OwnLine<'t>>,
    /// An empty line stands before the value after.
    apart: bool,
}

/// How brackets are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// On one line where they are short and fit.
    AsFits,
    /// Over lines: in a list of nameless ones all have the same shape, so that they can be compared.
    Broken,
    /// As many fields on a line as there is room for.
    Dense,
}

struct LayoutWriter<'t> {
    text: &'t str,
    tokens: &'t [Token],
    out: String,
    line_break: &'static str,
}

impl<'t> LayoutWriter<'t> {
    /// The tokens from one byte to another.
    fn tokens(&self, from: usize, to: usize) -> &'t [Token] {
        let index = |at| self.tokens.partition_point(|token| token.at.start < at);
        &self.tokens[index(from)..index(to)]
    }

    /// What stands between two bytes. The last gap has no value behind it.
    fn gap(&self, from: usize, to: usize, last: bool) -> Gap<'t> {
        let mut gap = Gap::default();
        let mut breaks = 0;
        // At the start of a file nothing stands before.
        let mut on_line = from > 0;
        for token in self.tokens(from, to) {
            let text = &self.text[token.at.clone()];
            if is_comment(token) {
                gap.lead.push(OwnLine { text: text.trim_end(), apart: breaks > 1 });
                breaks = 0;
            }
            breaks += if token.kind == TokenKind::Space { text.matches('\n').count() } else { 0 };
            if on_line && (breaks > 0 || last && token.at.end == to) {
                on_line = false;
                gap.trail = gap.lead.drain(..).map(|comment| comment.text).collect();
            }
        }
        gap.apart = breaks > 1;
        gap
    }

    /// Comments in the midst of an item, where there is no line for them to stand on: between a
    /// name and its colon, value or bracket. They go before the whole.
    fn hidden(&self, value: &TreeValue) -> Vec<OwnLine<'t>> {
        let open = value.group().map_or(value.at.start, |group| group.open.start);
        self.gap(value.at.start, open, false).into_own_lines()
    }

    fn end_line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push_str(self.line_break);
    }

    fn new_line(&mut self, indent: usize) {
        self.end_line();
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// The columns that are free on the present line.
    fn room(&self) -> usize {
        let start = self.out.rfind('\n').map_or(0, |at| at + 1);
        WIDTH.saturating_sub(self.out[start..].trim_start_matches('\u{FEFF}').width())
    }

    /// The comments before an item, from the start of a line to where the item begins. Before
    /// the first thing between two brackets there is no empty line.
    fn lead(&mut self, gap: &Gap<'_>, indent: usize, first: bool) {
        let mut first = first;
        for comment in &gap.lead {
            if comment.apart && !first {
                self.new_line(indent);
            }
            first = false;
            self.out.push_str(comment.text);
            self.new_line(indent);
        }
        if gap.apart && !first {
            self.new_line(indent);
        }
    }

    /// Comments behind a value, on its line.
    fn trail(&mut self, comments: &[&str]) {
        for comment in comments {
            self.out.push(' ');
            self.out.push_str(comment);
        }
    }

    /// The comments before a closing bracket, each on a line of its own.
    fn closing(&mut self, gap: &Gap<'_>, indent: usize, first: bool) {
        for (nth, comment) in gap.lead.iter().enumerate() {
            self.new_line(indent);
            if comment.apart && !(first && nth == 0) {
                self.new_line(indent);
            }
            self.out.push_str(comment.text);
        }
    }

    fn value(&mut self, value: &TreeValue, indent: usize, shape: Shape) {
        let words = &self.text[value.at.clone()];
        let Some(group) = value.group() else {
            return self.plain(words, indent);
        };
        // A list of poses has a line for each, however short they are.
        let listed =
            shape == Shape::Dense && group.items.iter().any(|item| nameless(item).is_some());
        let room = self.room().saturating_sub(1);
        if shape != Shape::Broken
            && !listed
            && let Some(flat) = self.flat(value, shape, room)
        {
            return self.out.push_str(&flat);
        }
        self.out.push_str(group.name.clone().map_or("", |name| &self.text[name]));
        self.out.push(group.bracket.open());
        let plain = group.bracket == Bracket::Square && group.items.iter().all(is_plain);
        let filled = plain || shape == Shape::Dense && !listed;
        self.items(group, indent + INDENT, shape, filled);
        if !self.out.ends_with(group.bracket.open()) {
            self.new_line(indent);
        }
        self.out.push(group.bracket.close());
    }

    /// What stands between two brackets: an item a line, or `filled`: as many on a line as there
    /// is room for, but what the author set apart stays so.
    fn items(&mut self, group: &BracketGroup, indent: usize, around: Shape, filled: bool) {
        let mut from = group.open.end;
        let room = (WIDTH - 1).saturating_sub(indent);
        let broken = |item: &GroupItem| {
            nameless(item).is_some_and(|value| self.flat(value, Shape::AsFits, room).is_none())
        };
        let inside = match around {
            Shape::Dense => Shape::Dense,
            _ if group.bracket == Bracket::Square && group.items.iter().any(broken) => {
                Shape::Broken
            }
            _ => Shape::AsFits,
        };
        let mut full = true;
        for (nth, item) in group.items.iter().enumerate() {
            let Some(value) = &item.value else { continue };
            let mut gap = self.gap(from, item.at().start, false);
            self.trail(&gap.trail);
            gap.lead.append(&mut self.gap(item.at().start, value.at.start, false).into_own_lines());
            gap.lead.append(&mut self.hidden(value));
            let flat = self.flat_item(item, around, usize::MAX).filter(|_| filled);
            let fits = flat.as_ref().is_some_and(|flat| flat.width() + 2 <= self.room());
            if fits && !full && gap.trail.is_empty() && gap.lead.is_empty() && !gap.apart {
                self.out.push(' ');
            } else {
                self.new_line(indent);
                self.lead(&gap, indent, nth == 0);
            }
            full = flat.is_none();
            let key = item.key.clone().map(|key| &self.text[key]);
            let shape = match key {
                Some(key) if DENSE.contains(&key) => Shape::Dense,
                _ if around == Shape::Dense || nameless(item).is_some() => inside,
                _ => Shape::AsFits,
            };
            if let Some(key) = key {
                self.out.push_str(key);
                self.out.push_str(": ");
            }
            self.value(value, indent, shape);
            self.out.push(',');
            from = item.at().end;
        }
        let end = group.close.as_ref().map_or(from, |close| close.start);
        let gap = self.gap(from, end, true);
        self.trail(&gap.trail);
        self.closing(&gap, indent, group.items.is_empty());
    }

    /// A word, a number, or a text, whose lines after the first are indented once more.
    fn plain(&mut self, text: &str, indent: usize) {
        let folds = text.starts_with('"') && !text.lines().any(|line| line.ends_with('\\'));
        if !text.contains('\n') || !folds {
            return self.out.push_str(text);
        }
        for (nth, line) in text.lines().enumerate() {
            let line = if nth == 0 { line } else { line.trim_start_matches(BLANKS) };
            let line = line.trim_end_matches(BLANKS);
            match (nth, line) {
                (0, _) => {}
                (_, "") => self.out.push_str(self.line_break),
                _ => self.new_line(indent + INDENT),
            }
            self.out.push_str(line);
        }
    }

    /// A value on one line, where it belongs on one and there is room for it.
    fn flat(&self, value: &TreeValue, shape: Shape, room: usize) -> Option<String> {
        let words = &self.text[value.at.clone()];
        let Some(group) = value.group() else {
            return (!words.contains('\n')).then(|| words.to_owned());
        };
        let few = match (shape, &group.name) {
            (Shape::Dense, _) => usize::MAX,
            (_, Some(_)) => FEW_FIELDS,
            (_, None) => FEW_NAMELESS_FIELDS,
        };
        let large = group.items.iter().filter(|item| item.key.is_some()).count() > few;
        let list = group.bracket == Bracket::Square && !group.items.iter().all(is_plain);
        let commented = self.tokens(group.open.end, value.at.end).iter().any(is_comment);
        if large || list && shape != Shape::Dense || commented {
            return None;
        }
        let mut flat = group.name.clone().map_or(String::new(), |name| self.text[name].to_owned());
        flat.push(group.bracket.open());
        for (nth, item) in group.items.iter().enumerate() {
            flat.push_str(if nth > 0 { ", " } else { "" });
            flat.push_str(&self.flat_item(item, shape, room)?);
            // A character takes up to four bytes, and none of them more than a column or two.
            if flat.len() / 4 > room {
                return None;
            }
        }
        flat.push(group.bracket.close());
        (flat.width() <= room).then_some(flat)
    }

    fn flat_item(&self, item: &GroupItem, shape: Shape, room: usize) -> Option<String> {
        let value = self.flat(item.value.as_ref()?, shape, room)?;
        Some(match &item.key {
            Some(key) => format!("{}: {value}", &self.text[key.clone()]),
            None => value,
        })
    }
}

impl<'t> Gap<'t> {
    /// Its comments, wherever they stand.
    fn into_own_lines(self) -> Vec<OwnLine<'t>> {
        let trail = self.trail.into_iter().map(|text| OwnLine { text, apart: false });
        trail.chain(self.lead).collect()
    }
}

/// The brackets without a name that are all of an item.
fn nameless(item: &GroupItem) -> Option<&TreeValue> {
    let value = item.value.as_ref().filter(|_| item.key.is_none())?;
    value.group().is_some_and(|group| group.name.is_none()).then_some(value)
}

/// Whether an item has no brackets.
fn is_plain(item: &GroupItem) -> bool {
    item.value.as_ref().is_none_or(|value| value.group().is_none())
}

#[cfg(test)]
mod tests;
