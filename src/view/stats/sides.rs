//! Left against right, of all routines and of each.

use ratatui::layout::Rect;

use crate::history::figures::{Figures, SideBalance};
use crate::history::summary::Work;
use crate::seconds::clock_passed;
use crate::text;
use crate::view::paint::{self, Align, Canvas};
use crate::view::theme::{Accent, Ink};
use crate::words::figures as said;

/// The least width of both bars together that is worth to be looked at.
const LEAST_BARS: usize = 11;

pub(super) fn render(figures: &Figures, selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let all = &figures.sides;
    if all.is_empty() {
        canvas.words(area, said::NO_SIDES, Ink::Text);
        return;
    }
    let height = usize::from(area.height);
    let head = text::wrap(said::WHAT_SIDES_ARE, area.width.into()).len() + 1;
    let explained = height >= 12 && head <= height / 2;
    let list = if explained {
        canvas.words(area, said::WHAT_SIDES_ARE, Ink::Quiet);
        paint::rows(area, head, height)
    } else {
        area
    };
    let selected = selected.min(all.len() - 1);
    let first = paint::first_shown(selected, all.len(), list);
    let shown = all.iter().enumerate().skip(first).take(list.height.into());
    for (row, (nth, sides)) in shown.enumerate() {
        render_row(sides, nth == selected, paint::row(list, row), canvas);
    }
}

fn render_row(sides: &SideBalance, chosen: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let width = usize::from(area.width);
    let long = |side: &Work| format!("{:>7}", clock_passed(side.done));
    let (left, right) = (long(&sides.left), long(&sides.right));
    let ink = match (chosen, sides.routine.is_none()) {
        (true, _) => Ink::Chosen,
        (false, true) => Ink::Strong,
        (false, false) => Ink::Text,
    };
    let name = (width / 3).clamp(4, 30);
    // `  left `, spaces around the lengths, and ` right`.
    let bars = width.saturating_sub(name + 7 + left.len() + 1 + right.len() + 7);
    let title = text::cut(&text::line(&sides.title), name);
    let mut pieces = vec![(text::padded(&title, name), ink)];
    if bars < LEAST_BARS {
        let short = |words: &str| words.trim().replace(' ', "");
        let told = said::short_sides(&short(&left), &short(&right));
        pieces.push((told, Ink::Text));
        canvas.pieces(area, &pieces, Align::Left);
        return;
    }
    let half = (bars - 1) / 2;
    // The longer side fills its half, so that a difference is seen at once.
    let most = sides.left.done.max(sides.right.done).as_secs_f64();
    let part = |side: &Work| match most {
        0.0 => 0,
        most => (side.done.as_secs_f64() / most * half as f64).round() as usize,
    };
    let (to_left, to_right) = (part(&sides.left), part(&sides.right));
    pieces.extend([
        (
            format!("  {} {left} {}", said::LEFT, " ".repeat(half - to_left)),
            Ink::Text,
        ),
        ("━".repeat(to_left), Ink::Shape(Accent::Work)),
        ("│".into(), Ink::Quiet),
        ("━".repeat(to_right), Ink::Shape(Accent::Ease)),
        (
            format!("{} {right} {}", " ".repeat(half - to_right), said::RIGHT),
            Ink::Text,
        ),
    ]);
    canvas.pieces(area, &pieces, Align::Left);
}
