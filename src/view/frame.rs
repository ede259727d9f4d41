//! What most screens have around them: a line at the top, perhaps one below it, and the keys at
//! the bottom; and, beside one another, two columns.

use ratatui::layout::Rect;

use super::footer::Hint;
use super::paint;

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
    pub fn of_list(area: Rect, second: bool, hints: &[Hint<'_>]) -> Frame {
        Frame::of(area, second, hints, 16)
    }

    /// The frame of an area, with a second row or without; `airy_from` is the height from which on
    /// the body is set apart.
    pub fn of(area: Rect, second: bool, hints: &[Hint<'_>], airy_from: u16) -> Frame {
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
pub(super) fn above_keys(area: Rect, hints: &[Hint<'_>]) -> (Rect, Rect) {
    let inner = paint::inset(area, 2);
    let keys = usize::from(area.height >= KEYS_FROM && !hints.is_empty());
    let above = usize::from(area.height) - keys;
    (
        paint::rows(inner, 0, above),
        paint::rows(inner, above, keys),
    )
}

/// How many columns and rows a figure has beside text in so much room: as many as it has on the
/// stage of a terminal that leaves a list as much.
pub(super) fn figure_size(room: Rect) -> Option<(u16, u16)> {
    let sizes = [
        (116, 44, 56, 28),
        (84, 32, 44, 20),
        (46, 21, 36, 17),
        (36, 17, 30, 14),
        (24, 12, 18, 9),
    ];
    let fits = |size: &&(u16, u16, u16, u16)| room.width >= size.0 && room.height >= size.1;
    sizes.iter().find(fits).map(|size| (size.2, size.3))
}

/// Two columns beside one another with a rule between them; the first has so many columns.
pub(super) fn two_columns(area: Rect, first: u16) -> (Rect, Rect) {
    let second = paint::columns(area, first + 3, area.width);
    (paint::columns(area, 0, first), second)
}
