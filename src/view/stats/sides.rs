//! Left against right, of all routines and of each.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::history::figures::{Figures, Sides};
use crate::history::summary::Work;
use crate::seconds::clock_passed;
use crate::text;
use crate::view::paint::{self, Align};
use crate::view::theme::{Accent, Theme};

/// The least width of both bars together that is worth to be looked at.
const LEAST_BARS: usize = 11;

/// What the figures are.
const MEANING: &str = "How long each side was at work, by the clock.";

pub(super) fn render(
    figures: &Figures,
    selected: usize,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    if figures.sides.is_empty() {
        let words = "Nothing that you have done has sides.";
        let words = text::wrap(words, area.width.into());
        paint::lines(buffer, area, &words, theme.text(), Align::Left);
        return;
    }
    let height = usize::from(area.height);
    let words = text::wrap(MEANING, area.width.into());
    let head = match words.len() + 1 {
        head if height >= 12 && head <= height / 2 => head,
        _ => 0,
    };
    if head > 0 {
        paint::lines(buffer, area, &words, theme.quiet(), Align::Left);
    }
    let rows = height - head;
    let most = figures.sides.len().saturating_sub(rows);
    let first = selected.saturating_sub(rows / 2).min(most);
    for (nth, sides) in figures.sides.iter().skip(first).take(rows).enumerate() {
        let chosen = first + nth == selected.min(figures.sides.len() - 1);
        render_row(sides, chosen, theme, paint::row(area, head + nth), buffer);
    }
}

fn render_row(sides: &Sides, chosen: bool, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width);
    let long = |side: &Work| format!("{:>7}", clock_passed(side.done));
    let (left, right) = (long(&sides.left), long(&sides.right));
    let title = text::line(&sides.title);
    let style = match (chosen, sides.routine.is_none()) {
        (true, _) => theme.chosen(),
        (false, true) => theme.strong(),
        (false, false) => theme.text(),
    };
    let name = (width / 3).clamp(4, 30);
    // `  left `, spaces around the lengths, and ` right`.
    let bars = width.saturating_sub(name + 7 + left.len() + 1 + right.len() + 7);
    let words = text::cut(&title, name);
    let space = " ".repeat(name - text::width(&words));
    let mut spans: Vec<paint::Span> = vec![(format!("{words}{space}"), style)];
    if bars < LEAST_BARS {
        let short = |words: &str| words.trim().replace(' ', "");
        let told = format!(" L {} R {}", short(&left), short(&right));
        spans.push((told, theme.text()));
        paint::spans(buffer, area, &spans, Align::Left);
        return;
    }
    let half = (bars - 1) / 2;
    // The longer side fills its half, so that a difference is seen at once.
    let most = sides.left.done.max(sides.right.done);
    let part = |side: &Work| match most.is_zero() {
        true => 0,
        false => (side.done.as_secs_f64() / most.as_secs_f64() * half as f64).round() as usize,
    };
    let (to_left, to_right) = (part(&sides.left), part(&sides.right));
    spans.push((format!("  left {left} "), theme.text()));
    spans.push((" ".repeat(half - to_left), theme.text()));
    spans.push(("━".repeat(to_left), theme.shape(Accent::Work)));
    spans.push(("│".into(), theme.quiet()));
    spans.push(("━".repeat(to_right), theme.shape(Accent::Ease)));
    spans.push((" ".repeat(half - to_right), theme.text()));
    spans.push((format!(" {right} right"), theme.text()));
    paint::spans(buffer, area, &spans, Align::Left);
}
