//! A list of rows below headings, one of them selected and never far from the middle.

use ratatui::layout::Rect;

use super::paint::{self, Canvas};
use super::theme::Ink;
use crate::text;

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
    /// The heading that the last row stands under.
    head: Option<String>,
    selected: usize,
}

impl<R> RowList<R> {
    /// A list without rows. `head` is the heading of what stands before its first row, if any.
    pub fn new(selected: usize, head: Option<String>) -> RowList<R> {
        RowList {
            lines: Vec::new(),
            head,
            selected,
        }
    }

    /// Adds a row, below its heading.
    pub fn add(&mut self, head: &str, index: usize, row: R) {
        if self.head.as_deref() != Some(head) {
            if !self.lines.is_empty() {
                self.lines.push(ListLine::Space);
            }
            if !head.is_empty() {
                self.lines.push(ListLine::Head(text::line(head)));
            }
            self.head = Some(head.to_owned());
        }
        self.lines.push(ListLine::Row(index, row));
    }

    /// Adds words below a row.
    pub fn add_note(&mut self, index: usize, note: String) {
        self.lines.push(ListLine::Note(index, note));
    }

    /// Leaves the lines that an area has room for.
    pub fn seen_in(mut self, area: Rect) -> RowList<R> {
        let is_selected =
            |line: &ListLine<R>| matches!(line, ListLine::Row(nth, _) if *nth == self.selected);
        let at = self.lines.iter().position(is_selected).unwrap_or(0);
        let first = paint::first_shown(at, self.lines.len(), area);
        self.lines.drain(..first);
        self.lines.truncate(area.height.into());
        self
    }

    /// The row under a cell of the screen, where the list stands in an area.
    pub fn hit(self, area: Rect, column: u16, row: u16) -> Option<usize> {
        if !area.contains((column, row).into()) {
            return None;
        }
        match self.seen_in(area).lines.get(usize::from(row - area.y))? {
            ListLine::Row(index, _) | ListLine::Note(index, _) => Some(*index),
            ListLine::Space | ListLine::Head(_) => None,
        }
    }

    /// Puts the list into an area; `render_row` puts a row there, selected or not.
    pub fn render(
        self,
        area: Rect,
        canvas: &mut Canvas<'_>,
        render_row: impl Fn(&R, bool, Rect, &mut Canvas<'_>),
    ) {
        let list = self.seen_in(area);
        for (nth, line) in list.lines.iter().enumerate() {
            let place = paint::row(area, nth);
            match line {
                ListLine::Space => {}
                ListLine::Head(words) | ListLine::Note(_, words) => {
                    canvas.line(place, words, Ink::Quiet);
                }
                ListLine::Row(index, row) => {
                    render_row(row, *index == list.selected, place, canvas);
                }
            }
        }
    }
}
