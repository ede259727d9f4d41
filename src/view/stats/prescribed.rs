//! What was prescribed, and how it was kept.

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::year::week_names;
use crate::history::figures::days::later;
use crate::history::figures::{Figures, Kept};
use crate::seconds::clock_passed as long;
use crate::text;
use crate::view::paint::{Align, Canvas, InkedLine, wrapped};
use crate::view::theme::{Accent, Ink};

pub(super) fn render(figures: &Figures, selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let all = &figures.prescribed;
    if all.is_empty() {
        let words = "No routine of yours says that it was prescribed. In a routine file, \
                     `prescribed: (by: \"Dr. May\", on: \"2026-11-21\")` does, and `how_often` \
                     says how often.";
        canvas.words(area, words, Ink::Text);
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
        for piece in text::flow(&asked_words(kept), " · ", width) {
            lines.extend(wrapped(&piece, width, Ink::Text));
        }
        if kept.is_due(figures.today) {
            let words = "The day to look at it again has come.";
            lines.extend(wrapped(words, width, Ink::Accent(Accent::Turn)));
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
fn asked_words(kept: &Kept) -> Vec<String> {
    let asked = &kept.asked;
    let mut pieces = Vec::new();
    if let Some(how_often) = &asked.how_often {
        pieces.push(format!("asked: {}", text::line(how_often)));
    }
    let by = asked.by.as_deref().map(text::line);
    match (by, asked.on) {
        (Some(by), Some(on)) => pieces.push(format!("by {by}, {on}")),
        (Some(by), None) => pieces.push(format!("by {by}")),
        (None, Some(on)) => pieces.push(format!("since {on}")),
        (None, None) => {}
    }
    pieces.extend(asked.review.map(|review| format!("look again {review}")));
    pieces
}

/// Whether the dose was met, and each side.
pub(super) fn met_words(kept: &Kept) -> String {
    let mut words = match (kept.sessions, kept.whole) {
        (0, _) => return "Not done yet.".into(),
        (1, 1) => "Met: the one session did all that was asked".to_owned(),
        (all, whole) if all == whole => format!("Met: all {all} sessions did all that was asked"),
        (all, whole) => format!("{whole} of {all} sessions did all that was asked"),
    };
    if kept.unknown > 0 {
        words += &format!(", of {} nobody knows", kept.unknown);
    }
    if kept.has_sides() {
        words += &format!(
            "; left {}, right {}",
            long(kept.left.done),
            long(kept.right.done)
        );
    } else if !kept.work.asked.is_zero() {
        let (done, asked) = (long(kept.work.done), long(kept.work.asked));
        words += &format!("; {done} of the {asked} asked");
    }
    words + "."
}

/// Sessions a week, as many weeks as fit, this week last, with the months above.
fn week_lines(kept: &Kept, width: usize, today: Date) -> Vec<String> {
    const WIDE: usize = 4;
    const HEAD: &str = "a week ";
    let fits = width.saturating_sub(HEAD.len()) / WIDE;
    let weeks = &kept.weeks[kept.weeks.len().saturating_sub(fits)..];
    if weeks.is_empty() {
        return Vec::new();
    }
    let mut names = " ".repeat(HEAD.len());
    let mut counts = HEAD.to_owned();
    for (week, name) in weeks
        .iter()
        .zip(week_names(weeks.iter().map(|week| week.monday)))
    {
        names += &format!("{name:>WIDE$}");
        // This week is not over yet.
        let open = if today < later(week.monday, 6) {
            "…"
        } else {
            ""
        };
        let count = format!("{}{open}", week.sessions);
        counts += &format!("{count:>WIDE$}");
    }
    vec![names, counts]
}
