//! The selected routine: what it is about, its steps, what to beware of, what it rests on. Of a
//! broken file, what is wrong with it.

use ratatui::layout::Rect;

use crate::text;
use crate::view::paint::{self, Align, Canvas, InkedLine, hanging, wrapped};
use crate::view::theme::{Accent, Ink};
use crate::words::picker::{BEWARE, SOURCES, STEPS, more_below};

/// What the preview shows; whatever is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub title: String,
    /// Length, position, areas and the like, shown as one line with dots between.
    pub facts: Vec<String>,
    /// One line about where it comes from or when it is for: `for later: six weeks after ...`.
    pub remark: String,
    pub about: String,
    /// One line a step: `Seated twist, each side 3 times: 3 + 4 + 8 + 3 s`.
    pub steps: Vec<String>,
    pub cautions: Vec<String>,
    pub sources: Vec<QuotedSource>,
    /// What is wrong with the file, as lines of text; they are shown as they are.
    pub problem: Vec<String>,
}

/// A source and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotedSource {
    pub title: String,
    pub says: String,
}

impl QuotedSource {
    fn line(&self) -> String {
        match self.says.is_empty() {
            true => self.title.clone(),
            false => format!("{}: {}", self.title, self.says),
        }
    }
}

pub(super) fn most_scroll(preview: &Preview, area: Rect) -> u16 {
    paint::most_scroll(lines(preview, area.width.into()).len(), area)
}

pub(super) fn render(preview: &Preview, scroll: u16, area: Rect, canvas: &mut Canvas<'_>) {
    let mut lines = lines(preview, area.width.into());
    let scroll = usize::from(scroll.min(paint::most_scroll(lines.len(), area)));
    let end = scroll + usize::from(area.height);
    let below = lines.len().saturating_sub(end);
    if below > 0 {
        let more = more_below(below + 1);
        lines[end - 1] = vec![(more, Ink::Quiet)];
    }
    canvas.lines(area, &lines[scroll..], Align::Left);
}

fn lines(preview: &Preview, width: usize) -> Vec<InkedLine> {
    let mut lines: Vec<InkedLine> = Vec::new();
    let facts = preview.facts.join(" · ");
    lines.extend(wrapped(&preview.title, width, Ink::Strong));
    lines.extend(wrapped(&facts, width, Ink::Quiet));
    lines.extend(wrapped(&preview.remark, width, Ink::Strong));
    for (nth, line) in preview.problem.iter().enumerate() {
        let line = text::plain(line);
        let ink = if nth == 0 {
            Ink::Accent(Accent::Beware)
        } else {
            Ink::Text
        };
        // A line of the file stands as it is, cut where it ends; sentences are wrapped.
        if line.contains('|') {
            lines.push(vec![(line.into_owned(), ink)]);
        } else {
            lines.extend(wrapped(&line, width, ink));
        }
    }
    let mut add = |section: Vec<InkedLine>| {
        if !lines.is_empty() && !section.is_empty() {
            lines.push(Vec::new());
        }
        lines.extend(section);
    };
    add(wrapped(&preview.about, width, Ink::Text).collect());
    let sources: Vec<String> = preview.sources.iter().map(QuotedSource::line).collect();
    for (head, items, ink) in [
        (STEPS, &preview.steps, Ink::Accent(Accent::Work)),
        (BEWARE, &preview.cautions, Ink::Accent(Accent::Beware)),
        (SOURCES, &sources, Ink::Strong),
    ] {
        let item = |item: &String| hanging(("· ".to_owned(), Ink::Text), item, width, Ink::Text);
        let mut section: Vec<InkedLine> = items.iter().flat_map(item).collect();
        if !items.is_empty() {
            section.insert(0, vec![(head.to_owned(), ink)]);
        }
        add(section);
    }
    lines
}
