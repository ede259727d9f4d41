//! The selected routine: what it is, its steps, who must not do it; and of a broken file, what
//! is wrong with it. A figure has a place beside the words, or above them.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::text;
use crate::timeline::Timeline;
use crate::view::frame::figure_size;
use crate::view::page::{self, PageBlock};
use crate::view::paint::{self, Align, Canvas, InkedLine, hanging, wrapped};
use crate::view::theme::{Accent, Ink};
use crate::words::picker::{NOT_FOR, STEPS, more_below};

/// What the preview shows; whatever is empty is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    pub title: String,
    /// Length, position, areas and the like, shown as one line with dots between.
    pub facts: Vec<String>,
    /// One line about where it comes from or when it is for: `for later: six weeks after ...`.
    pub remark: String,
    /// How often the person did it lately, and how it felt.
    pub history: String,
    pub about: String,
    /// One line a step: `Seated twist, each side 3 times: 3 + 4 + 8 + 3 s`.
    pub steps: Vec<String>,
    /// Who must leave it: the rest is read on the page before it.
    pub cautions: Vec<String>,
    /// Of a page: what it says.
    pub page: Vec<PageBlock>,
    /// What is wrong with the file, as lines of text; they are shown as they are.
    pub problem: Vec<String>,
    /// The plan, where a figure shows its movements.
    pub figure: Option<Arc<Timeline>>,
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 72;
/// The space between a figure and the text beside it, and how wide that is at the least.
const BESIDE: u16 = 4;
const TEXT: u16 = 34;
/// The least rows of text below a figure.
const BELOW: u16 = 6;

/// Where everything stands in the area of the preview.
pub(super) struct PreviewPlaces {
    head: Rect,
    pub figure: Option<Rect>,
    text: Rect,
}

impl PreviewPlaces {
    pub fn of(preview: &Preview, area: Rect) -> PreviewPlaces {
        let head_rows = head(preview, area.width.into()).len();
        let head = paint::rows(area, 0, head_rows);
        let body = paint::rows(area, head_rows + 1, area.height.into());
        let below = if preview.title.is_empty() { 0 } else { 1 + BELOW };
        let room = Rect { height: area.height.saturating_sub(below), ..area };
        let size = figure_size(room).filter(|_| preview.figure.is_some());
        let (figure, text) = match size {
            Some((wide, high)) if wide + BESIDE + TEXT <= area.width && high <= body.height => {
                let figure = paint::rows(paint::columns(body, 0, wide), 0, high.into());
                (Some(figure), paint::columns(body, wide + BESIDE, area.width))
            }
            Some((wide, high)) if wide <= area.width && high + below <= body.height => {
                let figure = paint::rows(paint::column(body, wide), 0, high.into());
                let text = paint::rows(body, usize::from(high) + 1, body.height.into());
                (Some(figure), text)
            }
            _ => (None, body),
        };
        PreviewPlaces { head, figure, text: paint::columns(text, 0, MEASURE) }
    }
}

pub(super) fn most_scroll(preview: &Preview, area: Rect) -> u16 {
    let text = PreviewPlaces::of(preview, area).text;
    paint::most_scroll(lines(preview, text).len(), text)
}

pub(super) fn render(preview: &Preview, scroll: u16, area: Rect, canvas: &mut Canvas<'_>) {
    let places = PreviewPlaces::of(preview, area);
    canvas.lines(places.head, &head(preview, area.width.into()), Align::Left);
    let text = places.text;
    let mut lines = lines(preview, text);
    let scroll = usize::from(scroll.min(paint::most_scroll(lines.len(), text)));
    let end = scroll + usize::from(text.height);
    let below = lines.len().saturating_sub(end);
    if below > 0 && end > scroll {
        let more = more_below(below + 1);
        lines[end - 1] = vec![(more, Ink::Quiet)];
    }
    canvas.lines(text, &lines[scroll..], Align::Left);
}

/// What stands above the figure and the text.
fn head(preview: &Preview, width: usize) -> Vec<InkedLine> {
    let mut lines: Vec<InkedLine> = Vec::new();
    lines.extend(wrapped(&preview.title, width, Ink::Strong));
    lines.extend(wrapped(&preview.facts.join(" · "), width, Ink::Quiet));
    lines.extend(wrapped(&preview.history, width, Ink::Quiet));
    lines.extend(wrapped(&preview.remark, width, Ink::Accent(Accent::Turn)));
    lines
}

/// The text.
fn lines(preview: &Preview, area: Rect) -> Vec<InkedLine> {
    let width = usize::from(area.width);
    let mut lines: Vec<InkedLine> = page::lines(&preview.page, width);
    for (nth, line) in preview.problem.iter().enumerate() {
        let line = text::plain(line);
        let ink = if nth == 0 { Ink::Accent(Accent::Beware) } else { Ink::Text };
        // A line of the file stands as it is, cut where it ends; sentences are wrapped.
        if line.contains('|') {
            lines.push(vec![(line.into_owned(), ink)]);
        } else {
            lines.extend(wrapped(&line, width, ink));
        }
    }
    let section = |head: &str, items: &[String], ink: Ink| {
        let item = |item: &String| hanging(("· ".to_owned(), Ink::Text), item, width, Ink::Text);
        let mut section: Vec<InkedLine> = items.iter().flat_map(item).collect();
        if !items.is_empty() {
            section.insert(0, vec![(head.to_owned(), ink)]);
        }
        section
    };
    let add = |lines: &mut Vec<InkedLine>, section: Vec<InkedLine>| {
        if !lines.is_empty() && !section.is_empty() {
            lines.push(Vec::new());
        }
        lines.extend(section);
    };
    add(&mut lines, wrapped(&preview.about, width, Ink::Text).collect());
    add(&mut lines, section(NOT_FOR, &preview.cautions, Ink::Accent(Accent::Beware)));
    add(&mut lines, section(STEPS, &preview.steps, Ink::Accent(Accent::Work)));
    lines
}
