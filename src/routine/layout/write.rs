//! From brackets and items to text.

use unicode_width::UnicodeWidthStr;

use super::WIDTH;
use super::{Comment, LaidFile, LaidGroup, LaidItem, LaidPiece, is_line};
use crate::routine::syntax::Bracket;

/// Something with more fields has a line for each of them.
const FEW_FIELDS: usize = 3;

/// The same of brackets without a name, like a part with its breath and its pose.
const FEW_NAMELESS_FIELDS: usize = 4;

/// Whose numbers are read together: as many fields on a line as there is room for.
const DENSE: [&str; 2] = ["figure", "poses"];

const INDENT: usize = 4;

/// The text of a file. What `original` begins and breaks its lines with stays.
pub(super) fn write(file: &LaidFile<'_>, original: &str) -> String {
    let crlf = original.find('\n').is_some_and(|at| original[..at].ends_with('\r'));
    let mut writer = LayoutWriter {
        out: String::with_capacity(original.len() + original.len() / 4),
        line_break: if crlf { "\r\n" } else { "\n" },
    };
    if original.starts_with('\u{FEFF}') {
        writer.out.push('\u{FEFF}');
    }
    writer.lead(&file.root, 0, true);
    writer.pieces(&file.root, 0);
    writer.trail(&file.root);
    writer.closing(&file.closing, 0, false);
    writer.end_line();
    writer.out
}

struct LayoutWriter {
    out: String,
    line_break: &'static str,
}

impl LayoutWriter {
    fn end_line(&mut self) {
        let blanks = self.out.len() - self.out.trim_end_matches(' ').len();
        self.out.truncate(self.out.len() - blanks);
        self.out.push_str(self.line_break);
    }

    fn new_line(&mut self, indent: usize) {
        self.end_line();
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// The columns that are taken on the present line.
    fn column(&self) -> usize {
        let start = self.out.rfind('\n').map_or(0, |at| at + 1);
        self.out[start..].trim_start_matches('\u{FEFF}').width()
    }

    /// The comments before an item, from the start of a line to where the item begins. Before
    /// the first thing between two brackets there is no empty line.
    fn lead(&mut self, item: &LaidItem<'_>, indent: usize, first: bool) {
        let mut first = first;
        for comment in &item.lead {
            self.apart(comment.apart && !first, indent);
            first = false;
            self.out.push_str(comment.text);
            match comment.breaks {
                true => self.new_line(indent),
                false => self.out.push(' '),
            }
        }
        self.apart(item.apart && !first, indent);
    }

    /// An empty line, at the start of a line.
    fn apart(&mut self, wanted: bool, indent: usize) {
        if wanted {
            self.new_line(indent);
        }
    }

    fn pieces(&mut self, item: &LaidItem<'_>, indent: usize) {
        let shape = match item.pieces.first() {
            Some(LaidPiece::Plain(key)) if DENSE.contains(key) && has_key(item) => Shape::Dense,
            _ => Shape::AsFits,
        };
        self.shaped_pieces(item, indent, shape);
    }

    fn shaped_pieces(&mut self, item: &LaidItem<'_>, indent: usize, shape: Shape) {
        for (nth, piece) in item.pieces.iter().enumerate() {
            if nth > 0 && spaced(&item.pieces[nth - 1], piece) {
                self.out.push(' ');
            }
            match piece {
                LaidPiece::Plain(text) => self.plain(text, indent),
                LaidPiece::Colon => self.out.push(':'),
                LaidPiece::LaidGroup(group) => {
                    let named = nth > 0 && matches!(item.pieces[nth - 1], LaidPiece::Plain(_));
                    self.group(group, indent, shape, named);
                }
            }
        }
    }

    fn trail(&mut self, item: &LaidItem<'_>) {
        for comment in &item.trail {
            self.out.push(' ');
            self.out.push_str(comment);
        }
    }

    /// The comments before a closing bracket, each on a line of its own.
    fn closing(&mut self, comments: &[Comment<'_>], indent: usize, first: bool) {
        let mut first = first;
        let mut breaks = true;
        for comment in comments {
            match breaks {
                true => self.new_line(indent),
                false => self.out.push(' '),
            }
            self.apart(comment.apart && !first, indent);
            first = false;
            self.out.push_str(comment.text);
            breaks = comment.breaks;
        }
    }

    /// A word, a number, or a text, whose lines after the first are indented once more.
    fn plain(&mut self, text: &str, indent: usize) {
        let mut lines = text.lines();
        let folds = text.starts_with('"') && !text.lines().any(|line| line.ends_with('\\'));
        if !text.contains('\n') || !folds {
            self.out.push_str(text);
            return;
        }
        self.out.push_str(lines.next().unwrap_or_default().trim_end_matches(BLANKS));
        for line in lines {
            let line = line.trim_matches(BLANKS);
            match line.is_empty() {
                true => self.out.push_str(self.line_break),
                false => {
                    self.new_line(indent + INDENT);
                    self.out.push_str(line);
                }
            }
        }
    }

    fn group(&mut self, group: &LaidGroup<'_>, indent: usize, shape: Shape, named: bool) {
        // A list of poses has a line for each, however short they are.
        let listed =
            shape == Shape::Dense && !group.items.iter().all(|item| nameless(item).is_none());
        if shape != Shape::Broken
            && !listed
            && let Some(flat) = flat(group, self.column(), Flatness::of(shape, named))
        {
            self.out.push_str(&flat);
            return;
        }
        self.out.push(group.bracket.open());
        for comment in &group.opening {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        let plain = group.bracket == Bracket::Square && group.items.iter().all(is_plain);
        if plain || shape == Shape::Dense && !listed {
            self.filled(group, indent + INDENT, shape);
        } else {
            self.one_a_line(group, indent + INDENT, shape);
        }
        self.closing(&group.closing, indent + INDENT, group.items.is_empty());
        if !group.items.is_empty() || !group.closing.is_empty() || !group.opening.is_empty() {
            self.new_line(indent);
        }
        self.out.push(group.bracket.close());
    }

    fn one_a_line(&mut self, group: &LaidGroup<'_>, indent: usize, around: Shape) {
        let alike = group.bracket == Bracket::Square;
        let broken = |item| {
            nameless(item).is_some_and(|one| flat(one, indent, Flatness::Nameless).is_none())
        };
        let shape = match around {
            Shape::Dense => Shape::Dense,
            _ if alike && group.items.iter().any(broken) => Shape::Broken,
            _ => Shape::AsFits,
        };
        for (nth, item) in group.items.iter().enumerate() {
            self.new_line(indent);
            self.lead(item, indent, nth == 0);
            match nameless(item) {
                Some(group) => self.group(group, indent, shape, false),
                None => self.pieces(item, indent),
            }
            self.out.push(',');
            self.trail(item);
        }
    }

    /// As many on a line as there is room for, but what the author set apart stays so.
    fn filled(&mut self, group: &LaidGroup<'_>, indent: usize, shape: Shape) {
        let mut full = true;
        for (nth, item) in group.items.iter().enumerate() {
            let mut text = String::new();
            let flat = flat_pieces(item, WIDTH, Flatness::of(shape, true), &mut text);
            let leads = item.apart || !item.lead.is_empty();
            let room = WIDTH.saturating_sub(self.column() + 2);
            if full || leads || !flat || text.width() > room {
                self.new_line(indent);
                self.lead(item, indent, nth == 0);
            } else {
                self.out.push(' ');
            }
            self.shaped_pieces(item, indent, shape);
            self.out.push(',');
            self.trail(item);
            full = !flat || !item.trail.is_empty();
        }
    }
}

/// Whether brackets may stand on one line. In a list of nameless ones all have the same shape, so
/// that they can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    AsFits,
    Broken,
    /// As many fields on a line as there is room for.
    Dense,
}

/// What may stand on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flatness {
    /// A few fields behind a name.
    Named,
    /// A few more where there is no name.
    Nameless,
    /// Whatever fits.
    Any,
}

impl Flatness {
    fn of(shape: Shape, named: bool) -> Flatness {
        match shape {
            Shape::Dense => Flatness::Any,
            _ if named => Flatness::Named,
            _ => Flatness::Nameless,
        }
    }
}

/// Brackets on one line that begins at a column, where they belong on one and fit.
fn flat(group: &LaidGroup<'_>, column: usize, as_is: Flatness) -> Option<String> {
    // A comma follows, or nothing, which is no wider.
    let room = WIDTH.saturating_sub(column + 1);
    let mut flat = String::new();
    (flat_group(group, room, as_is, &mut flat) && flat.width() <= room).then_some(flat)
}

/// The brackets that are all of an item.
fn nameless<'i, 't>(item: &'i LaidItem<'t>) -> Option<&'i LaidGroup<'t>> {
    match item.pieces.as_slice() {
        [LaidPiece::LaidGroup(group)] => Some(group),
        _ => None,
    }
}

/// What may stand at the ends of a line within a text without being part of what it says.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// Whether a blank stands between two pieces.
fn spaced(left: &LaidPiece<'_>, right: &LaidPiece<'_>) -> bool {
    match (left, right) {
        (_, LaidPiece::Colon) => false,
        (LaidPiece::Plain(_), LaidPiece::LaidGroup(group)) => group.bracket != Bracket::Round,
        _ => true,
    }
}

fn is_plain(item: &LaidItem<'_>) -> bool {
    let mut pieces = item.pieces.iter();
    !pieces.any(|piece| matches!(piece, LaidPiece::LaidGroup(_)))
}

fn has_key(item: &LaidItem<'_>) -> bool {
    let mut pieces = item.pieces.iter();
    pieces.any(|piece| matches!(piece, LaidPiece::Colon))
}

/// Puts brackets on one line. False where they don't belong there, or where they need more than
/// the room.
fn flat_group(group: &LaidGroup<'_>, room: usize, as_is: Flatness, out: &mut String) -> bool {
    let few = match as_is {
        Flatness::Named => FEW_FIELDS,
        Flatness::Nameless => FEW_NAMELESS_FIELDS,
        Flatness::Any => usize::MAX,
    };
    let large = group.items.iter().filter(|item| has_key(item)).count() > few;
    let list = group.bracket == Bracket::Square && !group.items.iter().all(is_plain);
    let list = list && as_is != Flatness::Any;
    let comments = !group.opening.is_empty() || !group.closing.is_empty();
    if large || list || comments {
        return false;
    }
    out.push(group.bracket.open());
    for (nth, item) in group.items.iter().enumerate() {
        if nth > 0 {
            out.push_str(", ");
        }
        if !flat_item(item, room, as_is, out) {
            return false;
        }
    }
    out.push(group.bracket.close());
    true
}

/// Puts an item with its comments on one line, if it belongs there.
fn flat_item(item: &LaidItem<'_>, room: usize, as_is: Flatness, out: &mut String) -> bool {
    for comment in &item.lead {
        if comment.breaks || comment.text.contains('\n') {
            return false;
        }
        out.push_str(comment.text);
        out.push(' ');
    }
    if !flat_pieces(item, room, as_is, out) {
        return false;
    }
    for comment in &item.trail {
        if is_line(comment) || comment.contains('\n') {
            return false;
        }
        out.push(' ');
        out.push_str(comment);
    }
    true
}

/// The same without its comments.
fn flat_pieces(item: &LaidItem<'_>, room: usize, as_is: Flatness, out: &mut String) -> bool {
    for (nth, piece) in item.pieces.iter().enumerate() {
        if nth > 0 && spaced(&item.pieces[nth - 1], piece) {
            out.push(' ');
        }
        match piece {
            LaidPiece::Plain(text) if text.contains('\n') => return false,
            LaidPiece::Plain(text) => out.push_str(text),
            LaidPiece::Colon => out.push(':'),
            LaidPiece::LaidGroup(group) => {
                let named = nth > 0 && matches!(item.pieces[nth - 1], LaidPiece::Plain(_));
                let as_is = match as_is {
                    Flatness::Any => Flatness::Any,
                    _ if named => Flatness::Named,
                    _ => Flatness::Nameless,
                };
                if !flat_group(group, room, as_is, out) {
                    return false;
                }
            }
        }
        // A character takes up to four bytes, and none of them more than a column or two.
        if out.len() > 4 * room.max(WIDTH) {
            return false;
        }
    }
    true
}
