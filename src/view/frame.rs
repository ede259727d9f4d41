//! What most screens have around them: a line at the top, perhaps one below it, and the keys at
//! the bottom; and, beside one another, two columns;
//! and the line above a list that letters filter.

use ratatui::layout::Rect;

use super::paint;
use super::paint::{Align, Canvas};
use super::theme::{Accent, Ink};
use crate::text;
use crate::words::picker::{FIND, TYPE_TO_FIND};

/// From this width on there is room for two columns.
pub(super) const TWO_COLUMNS: u16 = 72;

/// From this height on, the keys have a row.
const KEYS_FROM: u16 = 8;

/// Where the parts of a screen stand; what has no room is empty.
pub(super) struct Frame {
    pub top: Rect,
    /// The row below it: what could not be read, what can go on.
    pub second: Rect,
    pub body: Rect,
    pub keys: Rect,
}

impl Frame {
    /// The frame of a list or of figures, whose body is set apart where it stays long all the same.
    pub fn of_list(area: Rect, second: bool, hints: &[Hint]) -> Frame {
        Frame::of(area, second, hints, 16)
    }

    /// The frame of an area, with a second row or without; `airy_from` is the height from which on
    /// the body is set apart.
    pub fn of(area: Rect, second: bool, hints: &[Hint], airy_from: u16) -> Frame {
        let inner = paint::inset(area, 2);
        let height = usize::from(area.height);
        let air = usize::from(area.height >= airy_from);
        let top = usize::from(height >= 3);
        let second = usize::from(second);
        let (above, keys) = above_keys(area, hints);
        let before = top + second + air;
        let after = if keys.is_empty() { 0 } else { air };
        let rows = usize::from(above.height).saturating_sub(before + after);
        Frame {
            top: paint::rows(inner, 0, top),
            second: paint::rows(inner, top, second),
            body: paint::rows(inner, before, rows),
            keys,
        }
    }
}

/// All rows but that of the keys, and that row, where there is room for it.
pub(super) fn above_keys(area: Rect, hints: &[Hint]) -> (Rect, Rect) {
    let inner = paint::inset(area, 2);
    let keys = usize::from(area.height >= KEYS_FROM && !hints.is_empty());
    let above = usize::from(area.height) - keys;
    (paint::rows(inner, 0, above), paint::rows(inner, above, keys))
}

/// How many columns and rows a figure has beside text in so much room: as many as it has on the
/// stage of a terminal that leaves a list as much.
pub(super) fn figure_size(room: Rect) -> Option<(u16, u16)> {
    let sizes =
        [(116, 44, 56, 28), (84, 32, 44, 20), (46, 21, 36, 17), (36, 17, 30, 14), (24, 12, 18, 9)];
    let fits = |size: &&(u16, u16, u16, u16)| room.width >= size.0 && room.height >= size.1;
    sizes.iter().find(fits).map(|size| (size.2, size.3))
}

/// Two columns beside one another with a rule between them; the first has so many columns.
pub(super) fn two_columns(area: Rect, first: u16) -> (Rect, Rect) {
    let second = paint::columns(area, first + 3, area.width);
    (paint::columns(area, 0, first), second)
}

// The line above a list that letters filter: what is typed, and how much of the list it leaves.

/// So many columns of what is typed are enough beside a count.
const LEAST_FIND: usize = 16;

/// Puts what is typed above a list into a row. `name` stands where nothing is typed; `count` at the right.
pub(super) fn find_line(
    name: &str,
    filter: &str,
    count: &str,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let filter = text::line(filter);
    // What is typed comes before how much it leaves.
    let wanted = text::width(FIND) + text::width(&filter).max(text::width(name)) + 1;
    let beside = usize::from(area.width).checked_sub(text::width(count) + 2);
    let beside = beside.filter(|room| *room >= wanted.min(LEAST_FIND));
    let count = if beside.is_some() { count } else { "" };
    let room = beside.unwrap_or(area.width.into());
    let typed = Ink::Accent(Accent::Work);
    let find = if filter.is_empty() {
        let fits = text::width(name) + text::width(TYPE_TO_FIND) <= room;
        let how = if fits { TYPE_TO_FIND } else { "" };
        vec![(name.to_owned(), Ink::Strong), (how.to_owned(), Ink::Quiet)]
    } else {
        let shown = text::cut(&filter, room.saturating_sub(6));
        vec![(FIND.to_owned(), Ink::Quiet), (shown + "▏", typed)]
    };
    canvas.aligned(area, count, Ink::Quiet, Align::Right);
    canvas.pieces(paint::columns(area, 0, room as u16), &find);
}

// The keys that help just now, in one row: as many as fit, the most important of them.

/// A key and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key, as it is printed on it: `Space`, `Enter`, `n`.
    pub key: String,
    /// What it does, in a word or two.
    pub label: &'static str,
    /// How much it is needed: where not all fit, the heaviest stay.
    pub weight: u8,
}

impl Hint {
    pub fn new(key: &str, label: &'static str, weight: u8) -> Hint {
        Hint { key: key.to_owned(), label, weight }
    }
}

/// The space between two hints.
const BETWEEN: usize = 3;

impl Canvas<'_> {
    /// Puts the keys that help just now into the first row of the area, in the order given.
    pub(super) fn keys(&mut self, area: Rect, hints: &[Hint]) {
        let mut pieces = Vec::new();
        for hint in chosen(hints, usize::from(area.width)) {
            if !pieces.is_empty() {
                pieces.push((" ".repeat(BETWEEN), Ink::Text));
            }
            pieces.push((hint.key.clone(), Ink::Strong));
            pieces.push((format!(" {}", hint.label), Ink::Quiet));
        }
        self.pieces_at(area, &pieces, Align::Middle);
    }
}

/// Those that fit into so many columns, in the order given. A lighter one never takes the place
/// of a heavier one, so that what is there at 40 columns is there at 80.
fn chosen(hints: &[Hint], columns: usize) -> Vec<&Hint> {
    let mut by_weight: Vec<usize> = (0..hints.len()).collect();
    by_weight.sort_by_key(|&index| std::cmp::Reverse(hints[index].weight));
    let mut taken = 0;
    let fitting = by_weight.into_iter().take_while(|&index| {
        let hint = &hints[index];
        let space = if taken == 0 { 0 } else { BETWEEN };
        taken += space + text::width(&hint.key) + 1 + text::width(hint.label);
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
        let hints = [
            Hint::new("Space", "pause", 9),
            Hint::new("n", "next", 5),
            Hint::new("m", "bell", 1),
            Hint::new("q", "stop", 8),
        ];
        let keys = |columns| -> String {
            let chosen = chosen(&hints, columns);
            chosen.iter().map(|hint| hint.key.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(keys(100), "Space n m q");
        assert_eq!(keys(30), "Space n q");
        assert_eq!(keys(21), "Space q");
        assert_eq!(keys(12), "Space");
        assert_eq!(keys(5), "");
    }
}
