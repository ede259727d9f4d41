//! A question with its answers, one of them chosen.
//!
//! At sizes where not everything has room, the answers stay and the reason goes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::footer::{self, Hint};
use super::paint::{self, Align};
use super::theme::Theme;
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
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let column = paint::column(paint::inset(area, 2), MEASURE);
    let (width, height) = (usize::from(column.width), usize::from(area.height));
    let foot = usize::from(height >= 8 && !screen.hints.is_empty());
    let height = height - foot;

    let mut head: Vec<(String, Style)> = Vec::new();
    head.extend(
        text::wrap(screen.question, width)
            .into_iter()
            .map(|l| (l, theme.strong())),
    );
    let why: Vec<String> = text::wrap(screen.why, width);
    let answers = screen.answers.len();
    if head.len() + why.len() + answers + 2 <= height {
        head.push((String::new(), theme.text()));
        head.extend(why.into_iter().map(|line| (line, theme.quiet())));
    }
    if head.len() + answers < height {
        head.push((String::new(), theme.text()));
    }
    head.truncate(height.saturating_sub(1));
    let room = height - head.len();
    // A little above the middle is where the eye rests.
    let spare = height.saturating_sub(head.len() + answers) / 3;
    for (nth, (line, style)) in head.iter().enumerate() {
        paint::line(
            buffer,
            paint::row(column, spare + nth),
            line,
            *style,
            Align::Left,
        );
    }
    let first = (screen.selected + 1).saturating_sub(room);
    for (nth, answer) in screen.answers.iter().enumerate().skip(first).take(room) {
        let chosen = nth == screen.selected;
        let style = if chosen { theme.chosen() } else { theme.text() };
        let words = text::line(answer);
        let words = format!(" {words:<0$}", width.saturating_sub(1));
        let row = paint::row(column, spare + head.len() + nth - first);
        paint::line(buffer, row, &text::cut(&words, width), style, Align::Left);
    }
    let foot = paint::rows(paint::inset(area, 2), height, foot);
    footer::render(screen.hints, theme, foot, buffer);
}
