//! Where the columns stand on a screen of any size, and which of their lines are seen.

use ratatui::layout::Rect;

use super::lines::{fault_lines, word_lines};
use super::{FileState, WatchView};
use crate::view::frame::{Frame, TWO_COLUMNS, two_columns};
use crate::view::paint::{self, InkedLine};

pub(super) struct WatchPlaces {
    pub frame: Frame,
    pub plan: Rect,
    pub words: Rect,
    pub faults: Rect,
    pub figure: Option<Rect>,
    /// The first line of each that is seen.
    pub words_from: usize,
    pub faults_from: usize,
    /// How many lines of each are never seen at once with the first.
    words_over: usize,
    faults_over: usize,
    /// The words have no place of their own: whoever reads on past the problems turns over to
    /// them, and they take that of the plan.
    over_leaf: bool,
}

/// The rows of a figure above the words, and how many the two must have for it.
const FIGURE_ROWS: usize = 13;
const ROWS_FOR_FIGURE: usize = 19;

impl WatchPlaces {
    pub fn of(screen: &WatchView<'_>, area: Rect) -> WatchPlaces {
        let wide = area.width >= TWO_COLUMNS && !screen.plan.is_empty();
        let state = !wide && screen.state != FileState::Unread && area.height >= 4;
        let frame = Frame::of_list(area, state, screen.hints);
        let (body, rows) = (frame.body, usize::from(frame.body.height));
        let (plan, side) = match wide {
            true => two_columns(body, body.width / 2 - 1),
            false => (body, body),
        };
        let most_faults = match wide {
            // The words keep a third, as far as there are words.
            true if screen.words.is_empty() => rows,
            true => rows - rows / 3,
            false if rows <= 5 || screen.plan.is_empty() => rows,
            false => rows * 3 / 5,
        };
        let all_faults = line_count(fault_lines, screen.faults, side);
        let faults = all_faults.min(most_faults);
        let rest = rows - faults - usize::from(faults > 0 && faults < rows);
        let nothing = paint::rows(body, 0, 0);
        let shows = screen.figure.is_some() && wide && rest >= ROWS_FOR_FIGURE;
        let above = if shows { FIGURE_ROWS } else { 0 };
        let figure = shows.then(|| paint::rows(side, 0, above));
        let (plan, words, faults) = if wide {
            let words = paint::rows(side, above + usize::from(shows), rest);
            (plan, words, paint::rows(side, rows - faults, faults))
        } else if faults == 0 && rows >= 14 {
            let words = paint::rows(body, rows / 2 + 1, rows);
            (paint::rows(body, 0, rows / 2), words, nothing)
        } else {
            let plan = paint::rows(body, rows - rest, rest);
            (plan, nothing, paint::rows(body, 0, faults))
        };
        let over_leaf = words.is_empty() && !screen.words.is_empty() && !body.is_empty();
        let page = if over_leaf { body } else { words };
        let all_words = line_count(word_lines, screen.words, page);
        let mut places = WatchPlaces {
            frame,
            plan,
            words,
            faults,
            figure,
            words_from: 0,
            faults_from: 0,
            words_over: all_words.saturating_sub(page.height.into()),
            faults_over: all_faults.saturating_sub(faults.height.into()),
            over_leaf,
        };
        places.read_to(screen.scroll, body);
        places
    }

    /// Puts everything where it stands once the person has read so far.
    fn read_to(&mut self, scroll: usize, body: Rect) {
        let scroll = scroll.min(self.most_scroll());
        self.faults_from = scroll.min(self.faults_over);
        self.words_from = scroll - self.faults_from;
        if self.over_leaf && self.words_from > 0 {
            self.words_from -= 1;
            self.words = body;
            (self.plan, self.faults) = (paint::rows(body, 0, 0), paint::rows(body, 0, 0));
        }
    }

    pub fn most_scroll(&self) -> usize {
        self.faults_over + self.words_over + usize::from(self.over_leaf)
    }

    /// Whether the words have taken the place of the plan.
    fn is_turned(&self) -> bool {
        self.over_leaf && !self.words.is_empty()
    }

    fn scroll(&self) -> usize {
        self.faults_from + self.words_from + usize::from(self.is_turned())
    }

    pub fn read_on(&self) -> usize {
        let scroll = self.scroll();
        let to = match scroll < self.faults_over {
            true => (scroll + page(self.faults)).min(self.faults_over),
            false if self.over_leaf && !self.is_turned() => scroll + 1,
            false => scroll + page(self.words),
        };
        to.min(self.most_scroll())
    }

    pub fn read_back(&self) -> usize {
        let scroll = self.scroll();
        if scroll <= self.faults_over {
            return scroll.saturating_sub(page(self.faults));
        }
        let first = self.faults_over + usize::from(self.is_turned());
        match scroll == first {
            true => self.faults_over,
            false => scroll.saturating_sub(page(self.words)).max(first),
        }
    }
}

/// So many lines a page goes on: the first and the last row may say what is above and below.
fn page(area: Rect) -> usize {
    usize::from(area.height).saturating_sub(2).max(1)
}

/// How many lines something takes in an area.
fn line_count<T>(lines: fn(&[T], usize) -> Vec<InkedLine>, of: &[T], area: Rect) -> usize {
    lines(of, area.width.into()).len()
}
