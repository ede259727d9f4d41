//! The line above a list that letters filter: what is typed, and how much of the list it leaves.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{self, Align};
use super::theme::{Accent, Theme};
use crate::text;

/// Puts it into a row. `name` stands where nothing is typed; `count` at the right.
pub fn render(
    name: &str,
    filter: &str,
    count: &str,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let filter = text::line(filter);
    let room = usize::from(area.width).saturating_sub(text::width(count) + 2);
    const HOW: &str = "   type to find";
    let find = match filter.is_empty() {
        true => {
            let fits = text::width(name) + text::width(HOW) <= room;
            let how = if fits { HOW } else { "" };
            vec![
                (name.to_owned(), theme.strong()),
                (how.to_owned(), theme.quiet()),
            ]
        }
        false => vec![
            ("find ".to_owned(), theme.quiet()),
            (
                text::cut(&filter, room.saturating_sub(6)),
                theme.accent(Accent::Work),
            ),
            ("▏".to_owned(), theme.accent(Accent::Work)),
        ],
    };
    paint::line(buffer, area, count, theme.quiet(), Align::Right);
    let left = Rect {
        width: room as u16,
        ..area
    };
    paint::spans(buffer, left, &find, Align::Left);
}
