//! The line above a list that letters filter: what is typed, and how much of the list it leaves.

use ratatui::layout::Rect;

use super::paint::{self, Align, Canvas};
use super::theme::{Accent, Ink};
use crate::text;
use crate::words::picker::{FIND, TYPE_TO_FIND};

/// So many columns of what is typed are enough beside a count.
const LEAST_FIND: usize = 16;

/// Puts it into a row. `name` stands where nothing is typed; `count` at the right.
pub(super) fn render(name: &str, filter: &str, count: &str, area: Rect, canvas: &mut Canvas<'_>) {
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
    canvas.pieces(paint::columns(area, 0, room as u16), &find, Align::Left);
}
