//! `supple export`: the whole history in one text, in its own format.

use std::collections::HashSet;

use crate::history::{Id, Line};

/// All lines, each once, the earliest session first: what is said of a session follows it, and what
/// newer versions wrote of none comes last. Of
/// what was forgotten only the tombstones are left.
pub fn run(lines: Vec<Line>) -> String {
    let forgotten: HashSet<Id> = lines
        .iter()
        .filter(|line| matches!(line, Line::Forget(_)))
        .filter_map(Line::id)
        .collect();
    let is_forgotten = |line: &Line| line.id().is_some_and(|id| forgotten.contains(&id));
    let mut kept: Vec<(bool, Option<Id>, u8, String)> = lines
        .iter()
        .filter(|line| matches!(line, Line::Forget(_)) || !is_forgotten(line))
        .map(|line| {
            let order = match line {
                Line::Session(_) => 0,
                Line::Felt(_) => 1,
                Line::Forget(_) => 2,
                Line::Newer(_) => 3,
            };
            (line.id().is_none(), line.id(), order, line.written())
        })
        .collect();
    kept.sort();
    kept.dedup();
    kept.into_iter().map(|(.., text)| text).collect()
}
