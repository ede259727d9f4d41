//! A list of rows below headings, one of them selected and never far from the middle.
//!
//! Its first line says under which heading it begins, its last how many rows go on below.

use ratatui::layout::Rect;

use super::paint::{self, Canvas, InkedLine};
use super::theme::Ink;
use crate::text;
use crate::words::picker::more_rows;

/// A line of a list.
enum ListLine<R> {
    Row(usize, R),
    /// What is said below a row; or, of none, a heading or an empty line.
    Words(Option<usize>, String),
}

impl<R> ListLine<R> {
    /// The row that it belongs to.
    fn index(&self) -> Option<usize> {
        match self {
            ListLine::Row(index, _) => Some(*index),
            ListLine::Words(index, _) => *index,
        }
    }
}

/// The lines of a list.
pub(super) struct RowList<R> {
    lines: Vec<ListLine<R>>,
    selected: usize,
    /// How many rows there are in all.
    count: usize,
}

/// From this height on a list has lines to spare for what it says of itself.
const SAYS_MORE_FROM: u16 = 5;

impl<R> RowList<R> {
    /// The lines that an area has room for, of so many rows. Those about the selected one are asked
    /// for: each with the heading that it stands under, and perhaps words below it.
    pub fn about(
        selected: usize,
        count: usize,
        area: Rect,
        row: impl Fn(usize) -> Option<(String, R, Option<String>)>,
    ) -> RowList<R> {
        let height = usize::from(area.height);
        let from = selected.saturating_sub(height);
        let before = from.checked_sub(1).and_then(&row);
        let mut head = before.map(|(head, ..)| head);
        let mut lines = Vec::new();
        for index in from..count.min(from + 2 * height + 1) {
            let Some((above, row, note)) = row(index) else { continue };
            if head.as_ref() != Some(&above) {
                if !lines.is_empty() {
                    lines.push(ListLine::Words(None, String::new()));
                }
                if !above.is_empty() {
                    lines.push(ListLine::Words(None, text::line(&above)));
                }
                head = Some(above);
            }
            lines.push(ListLine::Row(index, row));
            lines.extend(note.map(|note| ListLine::Words(Some(index), note)));
        }
        RowList { lines, selected, count }.seen_in(area)
    }

    /// Leaves the lines that an area has room for.
    fn seen_in(mut self, area: Rect) -> RowList<R> {
        let is_selected = |line: &ListLine<R>| line.index() == Some(self.selected);
        let at = self.lines.iter().position(is_selected).unwrap_or(0);
        let first = paint::first_shown(at, self.lines.len(), area);
        let heads = self.lines.drain(..first).filter_map(|line| match line {
            ListLine::Words(None, head) if !head.is_empty() => Some(head),
            _ => None,
        });
        let mut above = heads.last();
        let says_more = area.height >= SAYS_MORE_FROM;
        // A heading with nothing below it is not worth a line.
        if let [ListLine::Row(nth, _), ListLine::Words(None, _), ..] = &self.lines[..]
            && *nth != self.selected
            && says_more
            && above.take().is_some()
        {
            self.lines.drain(..2);
        }
        self.lines.truncate(area.height.into());
        if !says_more {
            return self;
        }
        // Whatever it begins in the middle of stands above it.
        let middle = self.lines.first_mut().filter(|line| line.index().is_some());
        if let (Some(line), Some(head)) = (middle, above) {
            *line = ListLine::Words(None, head);
        }
        // So many rows are before the end of what is shown.
        let shown = |lines: &[ListLine<R>]| {
            lines.iter().rev().find_map(ListLine::index).map_or(self.count, |nth| nth + 1)
        };
        if shown(&self.lines) < self.count {
            self.lines.pop();
            let more = more_rows(self.count - shown(&self.lines) % self.count);
            self.lines.push(ListLine::Words(None, more));
        }
        self
    }

    /// The row under a cell of the screen, where the list stands in an area.
    pub fn hit(&self, area: Rect, column: u16, row: u16) -> Option<usize> {
        if !area.contains((column, row).into()) {
            return None;
        }
        self.lines.get(usize::from(row - area.y))?.index()
    }

    /// Puts the list into its area; `line` tells how a row looks, selected or not.
    pub fn render(
        &self,
        area: Rect,
        canvas: &mut Canvas<'_>,
        line: impl Fn(&R, bool) -> InkedLine,
    ) {
        for (nth, shown) in self.lines.iter().enumerate() {
            let place = paint::row(area, nth);
            match shown {
                ListLine::Words(_, words) => canvas.line(place, words, Ink::Quiet),
                ListLine::Row(index, row) => {
                    canvas.pieces(place, &line(row, *index == self.selected))
                }
            }
        }
    }
}
