//! The keys that help just now, in one row: as many as fit, the most important of them.

use ratatui::layout::Rect;

use super::paint::{Align, Canvas};
use super::theme::Ink;
use crate::text;

/// A key and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The key, as it is printed on it: `Space`, `Enter`, `n`.
    pub key: &'a str,
    /// What it does, in a word or two.
    pub label: &'a str,
    /// How much it is needed: where not all fit, the heaviest stay.
    pub weight: u8,
}

/// The space between two hints.
const BETWEEN: usize = 3;

impl Canvas<'_> {
    /// Puts the keys that help just now into the first row of the area, in the order given.
    pub(super) fn keys(&mut self, area: Rect, hints: &[Hint<'_>]) {
        let mut pieces = Vec::new();
        for hint in chosen(hints, usize::from(area.width)) {
            if !pieces.is_empty() {
                pieces.push((" ".repeat(BETWEEN), Ink::Text));
            }
            pieces.push((hint.key.to_owned(), Ink::Strong));
            pieces.push((format!(" {}", hint.label), Ink::Quiet));
        }
        self.pieces(area, &pieces, Align::Middle);
    }
}

/// Those that fit into so many columns, in the order given. A lighter one never takes the place
/// of a heavier one, so that what is there at 40 columns is there at 80.
fn chosen<'h, 'a>(hints: &'h [Hint<'a>], columns: usize) -> Vec<&'h Hint<'a>> {
    let mut by_weight: Vec<usize> = (0..hints.len()).collect();
    by_weight.sort_by_key(|&index| std::cmp::Reverse(hints[index].weight));
    let mut taken = 0;
    let fitting = by_weight.into_iter().take_while(|&index| {
        let hint = &hints[index];
        let space = if taken == 0 { 0 } else { BETWEEN };
        taken += space + text::width(hint.key) + 1 + text::width(hint.label);
        taken <= columns
    });
    let mut fitting: Vec<usize> = fitting.collect();
    fitting.sort_unstable();
    fitting.into_iter().map(|index| &hints[index]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_stay_where_not_all_fit() {
        let hint = |key, label, weight| Hint { key, label, weight };
        let hints = [
            hint("Space", "pause", 9),
            hint("n", "next", 5),
            hint("m", "bell", 1),
            hint("q", "stop", 8),
        ];
        let keys = |columns| -> String {
            let chosen = chosen(&hints, columns);
            chosen
                .iter()
                .map(|hint| hint.key)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(keys(100), "Space n m q");
        assert_eq!(keys(30), "Space n q");
        assert_eq!(keys(21), "Space q");
        assert_eq!(keys(12), "Space");
        assert_eq!(keys(5), "");
    }
}
