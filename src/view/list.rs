//! A list of rows below headings, one of them selected and never far from the middle.
//!
//! Its first line says under which heading it begins, its last how many rows go on below.

use ratatui::layout::Rect;

use super::paint::{self, Canvas};
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
    /// The heading that the last row stands under.
    head: Option<String>,
    selected: usize,
    /// How many rows there are in all.
    count: usize,
}

/// From this height on a list has lines to spare for what it says of itself.
const SAYS_MORE_FROM: u16 = 5;

impl<R> RowList<R> {
    /// A list of which rows are added that are about the selected one. `head` is the heading of what
    /// stands before the first that is added, if any.
    pub fn new(selected: usize, count: usize, head: Option<String>) -> RowList<R> {
        RowList { lines: Vec::new(), head, selected, count }
    }

    /// The rows that are worth adding for an area, whatever stands about them.
    pub fn about(selected: usize, count: usize, area: Rect) -> std::ops::Range<usize> {
        let height = usize::from(area.height);
        let from = selected.saturating_sub(height);
        from..count.min(from + 2 * height + 1)
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
        let mut heads = self.lines.drain(..first).filter_map(|line| match line {
            ListLine::Head(head) => Some(head),
            _ => None,
        });
        let mut above = heads.next_back();
        drop(heads);
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
        let last = |line: &ListLine<R>| match line {
            ListLine::Row(nth, _) => Some(*nth),
            _ => None,
        };
        let last = |lines: &[ListLine<R>]| lines.iter().rev().find_map(last);
        if last(&self.lines).is_some_and(|last| last + 1 < self.count) {
            self.lines.pop();
            let shown = last(&self.lines).map_or(0, |last| last + 1);
            let more = more_rows(self.count - shown);
            self.lines.push(ListLine::Head(more));
        }
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
