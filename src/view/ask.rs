//! A question with its answers, one of them chosen; above it, at the first start, what is no
//! question but a call.
//!
//! Where not everything has room it is read on with the keys that move and choose, so that nobody
//! answers below what they have not seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::Hint;
use super::frame::above_keys;
use super::paint::{self, Align, Canvas, InkedLine, hanging};
use super::theme::{Accent, Ink, Theme};
use crate::text;
use crate::words::around::READ_ON;

/// A question.
#[derive(Clone, Debug, Default)]
pub struct QuestionView<'a> {
    pub signs: Option<Signs<'a>>,
    pub question: &'a str,
    /// Why it is asked, and what follows from the answer; may be empty.
    pub why: &'a str,
    /// Each answer, and in a few words what it leads to, which may be empty.
    pub answers: &'a [(&'a str, &'a str)],
    /// Which answer is chosen.
    pub selected: usize,
    /// How many rows are scrolled past; more than there are shows the end.
    pub scroll: u16,
    pub hints: Vec<Hint>,
}

/// Whom to call for which signs, and what somebody says who has none of them.
#[derive(Clone, Copy, Debug)]
pub struct Signs<'a> {
    pub call: &'a str,
    pub signs: &'a [&'a str],
    pub none: &'a str,
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 76;
/// Between an answer and what it leads to.
const BETWEEN: usize = 4;

/// Everything above the answers, and the answers.
fn lines(screen: &QuestionView<'_>, width: usize) -> (Vec<InkedLine>, Vec<InkedLine>) {
    let beware = Ink::Accent(Accent::Beware);
    let mut above = Vec::new();
    let mut words = screen.question.to_owned();
    if let Some(call) = screen.signs {
        above.extend(paint::wrapped(call.call, width, beware));
        for sign in call.signs {
            above.extend(hanging(("·  ".into(), beware), sign, width, Ink::Text));
        }
        above.push(Vec::new());
        words = format!("{} {words}", call.none);
    }
    above.extend(paint::wrapped(&words, width, Ink::Strong));
    if !screen.why.is_empty() {
        above.push(Vec::new());
        above.extend(paint::wrapped(screen.why, width, Ink::Quiet));
    }
    (above, answer_lines(screen, width))
}

/// The answers, and beside them what they lead to where that has room beside all of them.
fn answer_lines(screen: &QuestionView<'_>, width: usize) -> Vec<InkedLine> {
    let widest = |of: fn(&(&str, &str)) -> usize| screen.answers.iter().map(of).max().unwrap_or(0);
    let first = widest(|(answer, _)| text::width(answer)) + BETWEEN;
    let fits = first + widest(|(_, leads_to)| text::width(leads_to)) + 2 <= width;
    let line = |(nth, (answer, leads_to)): (usize, &(&str, &str))| -> InkedLine {
        let inks = if nth == screen.selected { [Ink::Chosen; 2] } else { [Ink::Text, Ink::Quiet] };
        let answer = text::padded(&format!(" {answer}"), first + 1);
        let leads_to = if fits { *leads_to } else { "" };
        let room = width.saturating_sub(text::width(&answer));
        vec![(answer, inks[0]), (text::padded(leads_to, room), inks[1])]
    };
    screen.answers.iter().enumerate().map(line).collect()
}

/// Where it stands, and the row of the keys.
fn places(screen: &QuestionView<'_>, area: Rect) -> (Rect, Rect) {
    let (above, keys) = above_keys(area, &screen.hints);
    (paint::column(above, MEASURE), keys)
}

/// How far it can be scrolled in an area of this size; 0 where everything is on the screen.
pub fn most_scroll(screen: &QuestionView<'_>, area: Rect) -> u16 {
    let (column, _) = places(screen, area);
    let (above, answers) = lines(screen, column.width.into());
    paint::most_scroll(above.len() + answers.len(), column)
}

/// Puts the question into an area of any size.
pub fn render(screen: &QuestionView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let (column, keys) = places(screen, area);
    let (mut all, answers) = lines(screen, column.width.into());
    let chosen = all.len() + screen.selected;
    let spare = usize::from(column.height).saturating_sub(all.len() + answers.len());
    if spare > 2 {
        all.push(Vec::new());
    }
    all.extend(answers);
    let most = paint::most_scroll(all.len(), column);
    let first = if screen.scroll < most { screen.scroll.into() } else { chosen.min(most.into()) };
    // A little above the middle is where the eye rests.
    let place = paint::rows(column, spare / 3, column.height.into());
    canvas.lines(place, &all[first..], Align::Left);
    canvas.arrows(column, area.right(), first, all.len());
    let mut hints = screen.hints.clone();
    if let Some(enter) = hints.first_mut().filter(|_| screen.scroll < most) {
        enter.label = READ_ON;
    }
    canvas.keys(keys, &hints);
}
