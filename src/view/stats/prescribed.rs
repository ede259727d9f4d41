//! What was prescribed, and how it was kept.

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::year::week_names;
use crate::history::figures::{Figures, Kept};
use crate::history::stamp::later;
use crate::text;
use crate::view::paint::{Align, Canvas, InkedLine, wrapped};
use crate::view::theme::{Accent, Ink};
use crate::words::{figures as said, often};

pub(super) fn render(figures: &Figures, selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let all = &figures.prescribed;
    if all.is_empty() {
        canvas.words(area, said::NOTHING_PRESCRIBED, Ink::Text);
        return;
    }
    let width = usize::from(area.width);
    let mut lines: Vec<InkedLine> = Vec::new();
    for kept in &all[selected.min(all.len() - 1)..] {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let title = text::cut(&text::line(&kept.asked.title), width);
        lines.push(vec![(title, Ink::Strong)]);
        for piece in text::flow(&asked_words(kept, figures.today), " · ", width) {
            lines.extend(wrapped(&piece, width, Ink::Text));
        }
        if kept.is_due(figures.today) {
            let ink = Ink::Accent(Accent::Turn);
            lines.extend(wrapped(said::REVIEW_IS_DUE, width, ink));
        }
        let ink = match kept.met() {
            Some(true) => Ink::Accent(Accent::Work),
            _ => Ink::Strong,
        };
        lines.extend(wrapped(&met_words(kept), width, ink));
        let weeks = week_lines(kept, width, figures.today).into_iter();
        lines.extend(weeks.map(|line| vec![(line, Ink::Text)]));
    }
    canvas.lines(area, &lines, Align::Left);
}

/// What was asked, in a few pieces.
fn asked_words(kept: &Kept, today: Date) -> Vec<String> {
    let asked = &kept.asked;
    let rhythm = kept.rhythm(today);
    // What the figures say is not said once more in words.
    let how_often = asked.how_often.as_deref().filter(|_| rhythm.is_none());
    let how_often = how_often.map(text::line);
    let by = asked.by.as_deref().map(text::line);
    let on = asked.on.map(|on| on.to_string());
    let pieces = [
        rhythm.map(|rhythm| often::asked_and_done(&rhythm.asked, &rhythm.done)),
        how_often.map(|how_often| said::asked(&how_often)),
        said::asked_by(by.as_deref(), on.as_deref()),
        asked.review.map(|on| said::look_again(&on.to_string())),
    ];
    pieces.into_iter().flatten().collect()
}

/// Whether the dose was met, and each side.
fn met_words(kept: &Kept) -> String {
    let sides = kept.has_sides().then_some((kept.left.done, kept.right.done));
    let work = (kept.work.done, kept.work.asked);
    said::sessions_that_met(kept.sessions, kept.whole, kept.unknown, sides, work)
}

/// Sessions a week, as many weeks as fit, this week last, with the months above.
fn week_lines(kept: &Kept, width: usize, today: Date) -> Vec<String> {
    const WIDE: usize = 4;
    let head = text::width(said::A_WEEK);
    let fits = width.saturating_sub(head) / WIDE;
    let weeks = &kept.weeks[kept.weeks.len().saturating_sub(fits)..];
    if weeks.is_empty() {
        return Vec::new();
    }
    let mut names = " ".repeat(head);
    let mut counts = said::A_WEEK.to_owned();
    for (week, name) in weeks.iter().zip(week_names(weeks.iter().map(|week| week.monday))) {
        names += &format!("{name:>WIDE$}");
        // This week is not over yet.
        let open = if today < later(week.monday, 6) { "…" } else { "" };
        let count = format!("{}{open}", week.sessions);
        counts += &format!("{count:>WIDE$}");
    }
    vec![names, counts]
}
