//! Where the columns stand on a screen of any size, and which of their lines are seen.

use ratatui::layout::Rect;

use super::lines::{Line, fault_lines, word_lines};
use super::{FileState, WatchView};
use crate::view::paint;
use crate::view::theme::Theme;

/// From this width on the plan stands beside the words and the faults.
const TWO_COLUMNS: u16 = 72;

pub(super) struct WatchPlaces {
    pub top: Rect,
    pub state: Rect,
    pub plan: Rect,
    pub words: Rect,
    pub faults: Rect,
    pub footer: Rect,
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

impl WatchPlaces {
    pub fn of(screen: &WatchView<'_>, area: Rect) -> WatchPlaces {
        let inner = paint::inset(area, 2);
        let height = usize::from(area.height);
        let space = usize::from(height >= 16);
        let wide = area.width >= TWO_COLUMNS && !screen.plan.is_empty();
        let top = usize::from(height >= 3);
        let state = usize::from(!wide && height >= 4 && screen.state != FileState::Unread);
        let footer = usize::from(height >= 8 && !screen.hints.is_empty());
        let before = space / 2 + top + state + space;
        let after = footer + if footer > 0 { space } else { 0 };
        let rows = height.saturating_sub(before + after);
        let body = paint::rows(inner, before, rows);
        let (plan, side) = match wide {
            true => {
                let plan = inner.width / 2 - 1;
                let side = Rect {
                    x: body.x + plan + 3,
                    width: inner.width.saturating_sub(plan + 3),
                    ..body
                };
                (
                    Rect {
                        width: plan,
                        ..body
                    },
                    side,
                )
            }
            false => (body, body),
        };
        let all_faults = line_count(fault_lines, screen.faults, side.width);
        let faults = all_faults;
        let (plan, words, faults) = match (wide, screen.faults.is_empty()) {
            (true, true) => (plan, side, paint::rows(side, 0, 0)),
            (true, false) => {
                // The words keep a third, as far as there are words.
                let words = if screen.words.is_empty() { 0 } else { rows / 3 };
                let faults = faults.min(rows.saturating_sub(words));
                let words = rows.saturating_sub(faults + 1);
                (
                    plan,
                    paint::rows(side, 0, words),
                    paint::rows(side, rows - faults, faults),
                )
            }
            (false, true) if rows >= 14 => {
                let plan = rows / 2;
                (
                    paint::rows(body, 0, plan),
                    paint::rows(body, plan + 1, rows),
                    paint::rows(body, 0, 0),
                )
            }
            (false, true) => (body, paint::rows(body, 0, 0), paint::rows(body, 0, 0)),
            (false, false) => {
                let most = match rows {
                    _ if screen.plan.is_empty() => rows,
                    0..=5 => rows,
                    _ => rows * 3 / 5,
                };
                let faults = faults.min(most);
                let rest = paint::rows(body, faults + usize::from(faults < rows), rows);
                (rest, paint::rows(body, 0, 0), paint::rows(body, 0, faults))
            }
        };
        let mut places = WatchPlaces {
            top: paint::rows(inner, space / 2, top),
            state: paint::rows(inner, space / 2 + top, state),
            plan,
            words,
            faults,
            footer: paint::rows(inner, height - footer, footer),
            words_from: 0,
            faults_from: 0,
            words_over: 0,
            faults_over: all_faults.saturating_sub(faults.height.into()),
            over_leaf: words.is_empty() && !screen.words.is_empty() && !body.is_empty(),
        };
        let page = if places.over_leaf { body } else { words };
        let all_words = line_count(word_lines, screen.words, page.width);
        places.words_over = all_words.saturating_sub(page.height.into());
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

/// How many lines something takes at a width.
fn line_count<T>(lines: fn(&[T], Theme, usize) -> Vec<Line>, of: &[T], width: u16) -> usize {
    lines(of, Theme::default(), width.into()).len()
}
