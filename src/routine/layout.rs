//! The house layout of a routine file: the same tokens and comments, other white space.
//!
//! Four blanks a level, one field a line in what is large, one line for what is short, commas
//! after the last, at most one empty line between two things. Every comment stays at its place,
//! on a line of its own or behind what it is about. This room knows brackets and commas and
//! refuses to know what a routine means; that nothing of it changes is proved after each layout.

mod gather;
mod write;

use super::check::Names;
use super::read;
use super::syntax::{TokenKind, Tree};
use crate::problem::{Problem, Severity};

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
    let mut laid = write::write(&gather::gather(text, &tree.tokens), text);
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
    tokens
        .map(|token| text[token.at.clone()].trim_end())
        .collect()
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

#[cfg(test)]
mod tests;
