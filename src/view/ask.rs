//! A question with its answers, one of them chosen; above it, at the first start, what is no
//! question but a call.
//!
//! Where not everything has room it is read on with the keys that move and choose, so that nobody
//! answers below what they have not seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::above_keys;
use super::paint::{self, Canvas, InkedLine, hanging, wrapped};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen};
use crate::text;
use crate::words::around::{CALL, NONE_OF_THESE, READ_ON, SIGNS};

/// A question.
#[derive(Clone, Debug, Default)]
pub struct QuestionView {
    /// Whether it says first whom to call for which signs.
    pub calls: bool,
    pub question: &'static str,
    /// Why it is asked, and what follows from the answer; may be empty.
    pub why: String,
    /// Each answer, and in a few words what it leads to, which may be empty.
    pub answers: Vec<(&'static str, &'static str)>,
    /// Which answer is chosen.
    pub selected: usize,
    /// How many rows are scrolled past; more than there are shows the end.
    pub scroll: u16,
    pub hints: Vec<Hint>,
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 76;
/// Between an answer and what it leads to.
const BETWEEN: usize = 4;

impl QuestionView {
    /// Everything above the answers.
    fn lines(&self, width: usize) -> Vec<InkedLine> {
        let beware = Ink::Accent(Accent::Beware);
        let mut lines = Vec::new();
        let mut question = self.question.to_owned();
        if self.calls {
            lines.extend(wrapped(CALL, width, beware));
            let sign = |sign: &&str| hanging(("·  ".into(), beware), sign, width, Ink::Text);
            lines.extend(SIGNS.iter().flat_map(sign));
            lines.push(Vec::new());
            question = format!("{NONE_OF_THESE} {question}");
        }
        lines.extend(wrapped(&question, width, Ink::Strong));
        if !self.why.is_empty() {
            lines.push(Vec::new());
            lines.extend(wrapped(&self.why, width, Ink::Quiet));
        }
        lines
    }

    /// The answers, and beside them what they lead to where that has room beside all of them.
    fn answer_lines(&self, width: usize) -> Vec<InkedLine> {
        let answers = self.answers.iter();
        let widest = answers.clone().map(|(answer, _)| text::width(answer)).max().unwrap_or(0);
        let leads_to = answers.clone().map(|(_, leads_to)| text::width(leads_to)).max();
        let first = widest + BETWEEN;
        let fits = first + leads_to.unwrap_or(0) + 2 <= width;
        let line = |(nth, (answer, leads_to)): (usize, &(&str, &str))| -> InkedLine {
            let chosen = nth == self.selected;
            let answer = text::padded(&format!(" {answer}"), first + 1);
            let room = width.saturating_sub(text::width(&answer));
            let leads_to = text::padded(if fits { leads_to } else { "" }, room);
            vec![(answer, Ink::Text.or_chosen(chosen)), (leads_to, Ink::Quiet.or_chosen(chosen))]
        };
        answers.enumerate().map(line).collect()
    }

    /// Where it stands, and the row of the keys.
    fn places(&self, area: Rect) -> (Rect, Rect) {
        let (above, keys) = above_keys(area, &self.hints);
        (paint::column(above, MEASURE), keys)
    }
}

impl Screen for QuestionView {
    fn most_scroll(&self, area: Rect) -> u16 {
        let (column, _) = self.places(area);
        let lines = self.lines(column.width.into()).len() + self.answers.len();
        paint::most_scroll(lines, column)
    }

    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let mut canvas = Canvas { theme, buffer };
        let (column, keys) = self.places(area);
        let mut lines = self.lines(column.width.into());
        let chosen = lines.len() + self.selected;
        let spare = usize::from(column.height).saturating_sub(lines.len() + self.answers.len());
        if spare > 2 {
            lines.push(Vec::new());
        }
        lines.extend(self.answer_lines(column.width.into()));
        let most = paint::most_scroll(lines.len(), column);
        let reads = self.scroll < most;
        let first = if reads { self.scroll.into() } else { chosen.min(most.into()) };
        // A little above the middle is where the eye rests.
        let place = paint::rows(column, spare / 3, column.height.into());
        canvas.lines(place, &lines[first..]);
        canvas.arrows(column, area.right(), first, lines.len());
        let mut hints = self.hints.clone();
        if let Some(enter) = hints.first_mut().filter(|_| reads) {
            enter.label = READ_ON;
        }
        canvas.keys(keys, &hints);
    }
}
