//! `supple export`: the whole history in one text, in its own format.

use std::collections::HashSet;

use crate::history::{Id, Line};

/// All lines, each once, the earliest session first: what is said of a session follows it. Of
/// what was forgotten only the tombstones are left.
pub fn run(lines: Vec<Line>) -> String {
    let forgotten: HashSet<Id> = lines
        .iter()
        .filter(|line| matches!(line, Line::Forget(_)))
        .map(Line::id)
        .collect();
    let mut kept: Vec<(Id, u8, String)> = lines
        .iter()
        .filter(|line| matches!(line, Line::Forget(_)) || !forgotten.contains(&line.id()))
        .map(|line| {
            let order = match line {
                Line::Session(_) => 0,
                Line::Felt(_) => 1,
                Line::Forget(_) => 2,
            };
            (line.id(), order, line.written())
        })
        .collect();
    kept.sort();
    kept.dedup();
    kept.into_iter().map(|(_, _, text)| text).collect()
}
