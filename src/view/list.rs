//! A list of rows below headings, one of them selected and never far from the middle.
//!
//! Its first line says under which heading it begins, its last how many rows go on below.

use ratatui::layout::Rect;

use super::paint::{self, Canvas, InkedLine};
use super::theme::Ink;
use crate::text;
use crate::words::picker::more_rows;

/// A line of a list; rows and notes have the index of the row.
enum ListLine<R> {
    Space,
    Head(String),
    Row(usize, R),
    Note(usize, String),
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
                    lines.push(ListLine::Space);
                }
                if !above.is_empty() {
                    lines.push(ListLine::Head(text::line(&above)));
                }
                head = Some(above);
            }
            lines.push(ListLine::Row(index, row));
            lines.extend(note.map(|note| ListLine::Note(index, note)));
        }
        RowList { lines, selected, count }.seen_in(area)
    }

    /// Leaves the lines that an area has room for.
    fn seen_in(mut self, area: Rect) -> RowList<R> {
        let is_selected =
            |line: &ListLine<R>| matches!(line, ListLine::Row(nth, _) if *nth == self.selected);
        let at = self.lines.iter().position(is_selected).unwrap_or(0);
        let first = paint::first_shown(at, self.lines.len(), area);
        let heads = self.lines.drain(..first).filter_map(|line| match line {
            ListLine::Head(head) => Some(head),
            _ => None,
        });
        let mut above = heads.last();
        // A heading with nothing below it is not worth a line.
        if let [ListLine::Row(nth, _), ListLine::Space, ..] = &self.lines[..]
            && *nth != self.selected
            && area.height >= SAYS_MORE_FROM
            && above.is_some()
        {
            self.lines.drain(..2);
            above = None;
        }
        self.lines.truncate(area.height.into());
        if area.height < SAYS_MORE_FROM {
            return self;
        }
        // Whatever it begins in the middle of stands above it.
        if let (Some(line @ (ListLine::Row(..) | ListLine::Note(..))), Some(head)) =
            (self.lines.first_mut(), above)
        {
            *line = ListLine::Head(head);
        }
        // So many rows are before the end of what is shown.
        let shown = |lines: &[ListLine<R>]| {
            let last = lines.iter().rev().find_map(|line| match line {
                ListLine::Row(nth, _) => Some(*nth + 1),
                _ => None,
            });
            last.unwrap_or(self.count)
        };
        if shown(&self.lines) < self.count {
            self.lines.pop();
            let shown = shown(&self.lines) % self.count;
            self.lines.push(ListLine::Head(more_rows(self.count - shown)));
        }
        self
    }

    /// The row under a cell of the screen, where the list stands in an area.
    pub fn hit(&self, area: Rect, column: u16, row: u16) -> Option<usize> {
        if !area.contains((column, row).into()) {
            return None;
        }
        match self.lines.get(usize::from(row - area.y))? {
            ListLine::Row(index, _) | ListLine::Note(index, _) => Some(*index),
            ListLine::Space | ListLine::Head(_) => None,
        }
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
                ListLine::Space => {}
                ListLine::Head(words) | ListLine::Note(_, words) => {
                    canvas.line(place, words, Ink::Quiet);
                }
                ListLine::Row(index, row) => {
                    canvas.pieces(place, &line(row, *index == self.selected))
                }
            }
        }
    }
}
