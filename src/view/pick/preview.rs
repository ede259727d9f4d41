//! The selected routine: what it is about, its steps, what to beware of, what it rests on. Of a
//! broken file, what is wrong with it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text;
use crate::view::paint::{self, Align};
use crate::view::theme::{Accent, Theme};

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

type Lines = Vec<(String, Style)>;

pub(super) fn most_scroll(preview: &Preview, area: Rect) -> u16 {
    let lines = lines(preview, Theme::default(), usize::from(area.width)).len();
    let more = lines.saturating_sub(usize::from(area.height));
    more.min(usize::from(u16::MAX)) as u16
}

pub(super) fn render(
    preview: &Preview,
    scroll: u16,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let lines = lines(preview, theme, usize::from(area.width));
    let scroll = usize::from(scroll.min(most_scroll(preview, area)));
    let height = usize::from(area.height);
    for (nth, (words, style)) in lines.iter().skip(scroll).take(height).enumerate() {
        paint::line(buffer, paint::row(area, nth), words, *style, Align::Left);
    }
    if scroll + height < lines.len() {
        let last = paint::row(area, height.saturating_sub(1));
        let below = lines.len() - scroll - height + 1;
        let blank = " ".repeat(usize::from(last.width));
        paint::line(buffer, last, &blank, theme.text(), Align::Left);
        paint::line(
            buffer,
            last,
            &format!("↓ {below} more lines"),
            theme.quiet(),
            Align::Left,
        );
    }
}

fn lines(preview: &Preview, theme: Theme, width: usize) -> Lines {
    let mut lines: Lines = Vec::new();
    let mut say = |words: &str, style: Style| {
        lines.extend(
            text::wrap(words, width)
                .into_iter()
                .map(|line| (line, style)),
        );
    };
    say(&preview.title, theme.strong());
    say(&preview.facts.join(" · "), theme.quiet());
    say(&preview.remark, theme.accent(Accent::Turn));
    for (nth, line) in preview.problem.iter().enumerate() {
        let line = text::plain(line);
        // A line of the file stands as it is, cut where it ends; sentences are wrapped.
        let style = if nth == 0 {
            theme.accent(Accent::Beware)
        } else {
            theme.text()
        };
        match line.contains('|') {
            true => lines.push((line.into_owned(), style)),
            false => lines.extend(
                text::wrap(&line, width)
                    .into_iter()
                    .map(|line| (line, style)),
            ),
        }
    }
    paragraph(&mut lines, &preview.about, theme.text(), width);
    section(
        &mut lines,
        "Steps",
        &preview.steps,
        theme.accent(Accent::Work),
        theme,
        width,
    );
    section(
        &mut lines,
        "Beware",
        &preview.cautions,
        theme.accent(Accent::Beware),
        theme,
        width,
    );
    let sources = preview
        .sources
        .iter()
        .map(|source| match source.says.is_empty() {
            true => source.title.clone(),
            false => format!("{}: {}", source.title, source.says),
        });
    let sources: Vec<String> = sources.collect();
    section(
        &mut lines,
        "Sources",
        &sources,
        theme.strong(),
        theme,
        width,
    );
    lines
}

fn paragraph(lines: &mut Lines, words: &str, style: Style, width: usize) {
    let wrapped = text::wrap(words, width);
    if !wrapped.is_empty() && !lines.is_empty() {
        lines.push((String::new(), style));
    }
    lines.extend(wrapped.into_iter().map(|line| (line, style)));
}

fn section(
    lines: &mut Lines,
    head: &str,
    items: &[String],
    head_style: Style,
    theme: Theme,
    width: usize,
) {
    if items.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push((String::new(), theme.text()));
    }
    lines.push((head.to_owned(), head_style));
    for item in items {
        for (nth, words) in text::wrap(item, width.saturating_sub(2))
            .into_iter()
            .enumerate()
        {
            let mark = if nth == 0 { "· " } else { "  " };
            lines.push((format!("{mark}{words}"), theme.text()));
        }
    }
}
