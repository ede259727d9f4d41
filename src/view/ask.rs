//! A question with its answers, one of them chosen.
//!
//! At sizes where not everything has room, the answers stay and the reason goes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::footer::Hint;
use super::frame::above_keys;
use super::paint::{self, Canvas, InkedLine};
use super::stack::{self, Rows};
use super::theme::{Ink, Theme};
use crate::text;

/// A question.
#[derive(Clone, Debug)]
pub struct QuestionView<'a> {
    pub question: &'a str,
    /// Why it is asked, and what follows from the answer.
    pub why: &'a str,
    pub answers: &'a [&'a str],
    /// Which answer is chosen.
    pub selected: usize,
    pub hints: &'a [Hint<'a>],
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 60;

/// Puts the question into an area of any size.
pub fn render(screen: &QuestionView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let (above, keys) = above_keys(area, screen.hints);
    let column = paint::column(above, MEASURE);
    let (width, height) = (usize::from(column.width), usize::from(column.height));
    let wrapped = |words, ink| paint::wrapped(words, width, ink).collect::<Vec<_>>();
    let mut question = wrapped(screen.question, Ink::Strong);
    question.truncate(height.saturating_sub(1));
    let room = height - question.len();
    let answer = |(nth, answer): (usize, &&str)| -> InkedLine {
        let chosen = nth == screen.selected;
        let words = text::padded(&format!(" {}", text::line(answer)), width);
        vec![(words, if chosen { Ink::Chosen } else { Ink::Text })]
    };
    let first = (screen.selected + 1).saturating_sub(room);
    let answers = screen.answers.iter().enumerate().skip(first).take(room);
    let all = vec![
        Rows::of(question, 2, false),
        Rows::of(wrapped(screen.why, Ink::Quiet), 0, true),
        Rows::of(answers.map(answer).collect(), 1, true),
    ];
    let rows = stack::fitted(all, height);
    let air = height - stack::height(&rows);
    // A little above the middle is where the eye rests.
    let top = air.saturating_sub(stack::gaps(&rows)) / 3;
    stack::paint(&rows, top, air, column, &mut canvas);
    canvas.keys(keys, screen.hints);
}
