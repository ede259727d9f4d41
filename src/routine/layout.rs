//! The house layout of a routine file: the same tokens and comments, other white space.
//!
//! Four blanks a level, one field a line in what is large, one line for what is short, commas
//! after the last, at most one empty line between two things. Every comment stays at its place,
//! on a line of its own or behind what it is about. This room knows brackets and commas and
//! refuses to know what a routine means; that nothing of it changes is proved after each layout.

use super::check::Names;
use super::read;
use super::syntax::{Bracket, Token, TokenKind, Tree};
use crate::problem::{Problem, Severity};

mod write;

/// The widest line that short things are put on, in columns.
pub const WIDTH: usize = 100;

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
    if !tree.problems.is_empty() {
        return Err(tree.problems);
    }
    let mut laid = write::write(&gather(text, &tree.tokens), text);
    if laid.len() > read::LARGEST_FILE {
        return Err(vec![Problem::error(
            "too-large",
            0..0,
            "laid out, this file would have more than the 1 MiB that a routine may have",
        )]);
    }
    if laid != text {
        // What is laid out as text can still be off by what a comment hides; so it is proved.
        let after = Tree::parse(&laid);
        let same = after.problems.is_empty()
            && read::by_ron(&laid) == reading.routine
            && same_comments(&comments(text, &tree), &comments(&laid, &after));
        if !same {
            laid.clear();
        }
    }
    match laid.is_empty() {
        true => Err(vec![Problem::error(
            "layout",
            0..0,
            "this file can't be laid out without changing what it says, so it was left alone",
        )]),
        false => Ok(laid),
    }
}

/// The comments of a file in their order, without blanks at the ends of their lines.
pub fn comments<'t>(text: &'t str, tree: &Tree) -> Vec<&'t str> {
    let kept = |kind: &TokenKind| matches!(kind, TokenKind::Comment | TokenKind::Attribute);
    let tokens = tree.tokens.iter().filter(|token| kept(&token.kind));
    tokens.map(|token| text[token.at.clone()].trim_end()).collect()
}

/// Whether there are the same ones, whatever their order.
fn same_comments(one: &[&str], other: &[&str]) -> bool {
    let sorted = |comments: &[&str]| {
        let mut sorted: Vec<String> = comments.iter().map(|&comment| comment.to_owned()).collect();
        sorted.sort_unstable();
        sorted
    };
    sorted(one) == sorted(other)
}

// From tokens to brackets, items and the comments that belong to each.
//
// Whoever calls has seen that the text is sound RON, so that brackets match and every item ends
// at a comma or a bracket. What does not match all the same is read as far as it goes.

/// A comment, or an attribute, which keeps its place like one.
#[derive(Clone, Debug)]
pub(super) struct Comment<'t> {
    pub text: &'t str,
    /// The line ends after it.
    pub breaks: bool,
    /// An empty line stands before it.
    pub apart: bool,
}

/// What stands between two commas, with what is said about it.
#[derive(Debug, Default)]
pub(super) struct LaidItem<'t> {
    /// Comments before it.
    pub lead: Vec<Comment<'t>>,
    /// An empty line stands before it, and after the comments before it.
    pub apart: bool,
    pub pieces: Vec<LaidPiece<'t>>,
    /// Comments behind it, on its last line.
    pub trail: Vec<&'t str>,
}

#[derive(Debug)]
pub(super) enum LaidPiece<'t> {
    /// A text, a number or a word.
    Plain(&'t str),
    Colon,
    LaidGroup(LaidGroup<'t>),
}

/// A pair of brackets.
#[derive(Debug)]
pub(super) struct LaidGroup<'t> {
    pub bracket: Bracket,
    /// Comments behind the opening bracket, on its line.
    pub opening: Vec<&'t str>,
    pub items: Vec<LaidItem<'t>>,
    /// Comments after the last item.
    pub closing: Vec<Comment<'t>>,
}

/// A whole file: its value, and the comments around it.
#[derive(Debug)]
pub(super) struct LaidFile<'t> {
    pub root: LaidItem<'t>,
    pub closing: Vec<Comment<'t>>,
}

pub(super) fn gather<'t>(text: &'t str, tokens: &[Token]) -> LaidFile<'t> {
    let mut gather = Gather { text, tokens, at: 0 };
    let gap = gather.gap(false);
    let mut root = LaidItem { lead: gap.lead, apart: gap.apart, ..LaidItem::default() };
    gather.pieces(&mut root);
    let after = gather.gap(true);
    trail(&mut root, &mut Vec::new(), after.trail);
    LaidFile { root, closing: after.lead }
}

/// The comments between two tokens.
#[derive(Default)]
struct CommentGap<'t> {
    /// On the line of the token before.
    trail: Vec<&'t str>,
    lead: Vec<Comment<'t>>,
    /// An empty line stands before the token after.
    apart: bool,
}

struct Gather<'t, 'k> {
    text: &'t str,
    tokens: &'k [Token],
    at: usize,
}

impl<'t> Gather<'t, '_> {
    fn kind(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// Goes past white space and comments. With `after`, what stands on the line of the token
    /// before belongs to that, unless the token after is on the same line.
    fn gap(&mut self, after: bool) -> CommentGap<'t> {
        let mut gap = CommentGap::default();
        let mut breaks = 0;
        let mut on_line = after;
        while let Some(token) = self.tokens.get(self.at) {
            let text = &self.text[token.at.clone()];
            match token.kind {
                TokenKind::Space | TokenKind::Reported => {
                    let here = text.matches('\n').count();
                    breaks += here;
                    if here > 0
                        && let Some(last) = gap.lead.last_mut()
                    {
                        last.breaks = true;
                    }
                    if here > 0 && on_line {
                        on_line = false;
                        gap.trail.extend(gap.lead.drain(..).map(|one| one.text));
                    }
                }
                TokenKind::Comment | TokenKind::Attribute => {
                    gap.lead.push(Comment {
                        text: text.trim_end(),
                        breaks: token.kind == TokenKind::Attribute || is_line(text),
                        apart: breaks > 1,
                    });
                    breaks = 0;
                }
                _ => break,
            }
            self.at += 1;
        }
        // Before a bracket that closes, a comma and the end there is nothing to lead.
        let leads = !matches!(self.kind(), None | Some(TokenKind::Comma | TokenKind::Close(_)));
        if on_line && !leads {
            gap.trail.extend(gap.lead.drain(..).map(|one| one.text));
        }
        if !leads && let Some(last) = gap.lead.last_mut() {
            last.breaks = true;
        }
        gap.apart = breaks > 1;
        gap
    }

    /// The tokens of an item, to its comma or to the bracket that closes around it.
    fn pieces(&mut self, item: &mut LaidItem<'t>) {
        loop {
            let Some(kind) = self.kind() else { return };
            let kind = kind.clone();
            if matches!(kind, TokenKind::Comma | TokenKind::Close(_)) {
                return;
            }
            let text = &self.text[self.tokens[self.at].at.clone()];
            self.at += 1;
            item.pieces.push(match kind {
                TokenKind::Open(bracket) => LaidPiece::LaidGroup(self.group(bracket)),
                TokenKind::Colon => LaidPiece::Colon,
                _ => LaidPiece::Plain(text),
            });
            let before = self.at;
            let gap = self.gap(false);
            let ends = matches!(self.kind(), None | Some(TokenKind::Comma | TokenKind::Close(_)));
            if ends {
                // It belongs to whoever reads the end of this item.
                self.at = before;
                return;
            }
            // In the midst of an item there is no line to stand on: it goes before the whole.
            for mut comment in gap.lead {
                comment.apart = std::mem::take(&mut item.apart);
                item.lead.push(comment);
            }
        }
    }

    fn group(&mut self, bracket: Bracket) -> LaidGroup<'t> {
        let mut group =
            LaidGroup { bracket, opening: Vec::new(), items: Vec::new(), closing: Vec::new() };
        let mut gap = self.gap(true);
        group.opening.append(&mut gap.trail);
        loop {
            match self.kind() {
                None => break,
                Some(TokenKind::Close(_)) => {
                    self.at += 1;
                    break;
                }
                _ => {}
            }
            let mut item = LaidItem {
                lead: std::mem::take(&mut gap.lead),
                apart: gap.apart,
                ..LaidItem::default()
            };
            self.pieces(&mut item);
            let before = self.gap(true);
            let mut next = Vec::new();
            trail(&mut item, &mut next, before.trail);
            next.extend(before.lead);
            gap = CommentGap::default();
            if self.kind() == Some(&TokenKind::Comma) {
                for comment in &mut next {
                    comment.breaks = true;
                }
                self.at += 1;
                gap = self.gap(true);
                trail(&mut item, &mut next, std::mem::take(&mut gap.trail));
            }
            next.append(&mut gap.lead);
            gap.lead = next;
            group.items.push(item);
        }
        group.closing = gap.lead;
        group
    }
}

/// Puts comments behind an item. Behind one that goes to the end of its line there is no room.
fn trail<'t>(item: &mut LaidItem<'t>, next: &mut Vec<Comment<'t>>, comments: Vec<&'t str>) {
    for text in comments {
        match item.trail.last().is_some_and(|last| is_line(last)) {
            false => item.trail.push(text),
            true => next.push(Comment { text, breaks: true, apart: false }),
        }
    }
}

/// Whether a comment goes to the end of its line.
pub(super) fn is_line(comment: &str) -> bool {
    comment.starts_with("//")
}

#[cfg(test)]
mod tests;
