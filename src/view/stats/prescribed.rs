//! What was prescribed, and how it was kept.

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::history::figures::{Figures, Kept};
use crate::seconds::clock_passed as long;
use crate::text;
use crate::view::paint::{self, Align};
use crate::view::theme::{Accent, Theme};

pub(super) fn render(
    figures: &Figures,
    selected: usize,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let all = &figures.prescribed;
    if all.is_empty() {
        let words = "No routine of yours says that it was prescribed. In a routine file, \
                     `prescribed: (by: \"Dr. May\", on: \"2026-11-21\")` does, and `how_often` \
                     says how often.";
        let words = text::wrap(words, area.width.into());
        paint::lines(buffer, area, &words, theme.text(), Align::Left);
        return;
    }
    let width = usize::from(area.width);
    let mut lines: Vec<(String, ratatui::style::Style)> = Vec::new();
    for kept in &all[selected.min(all.len() - 1)..] {
        if !lines.is_empty() {
            lines.push(Default::default());
        }
        let title = text::line(&kept.asked.title);
        lines.push((text::cut(&title, width), theme.strong()));
        let due = kept.is_due(figures.today);
        for piece in text::flow(&asked_words(kept), " · ", width) {
            let words = text::wrap(&piece, width);
            lines.extend(words.into_iter().map(|line| (line, theme.text())));
        }
        if due {
            let words = "The day to look at it again has come.";
            let words = text::wrap(words, width);
            lines.extend(
                words
                    .into_iter()
                    .map(|line| (line, theme.accent(Accent::Turn))),
            );
        }
        let style = match kept.met() {
            Some(true) => theme.accent(Accent::Work),
            _ => theme.strong(),
        };
        for line in text::wrap(&met_words(kept), width) {
            lines.push((line, style));
        }
        for line in week_lines(kept, width, figures.today) {
            lines.push((line, theme.text()));
        }
    }
    for (nth, (words, style)) in lines.iter().take(area.height.into()).enumerate() {
        paint::line(buffer, paint::row(area, nth), words, *style, Align::Left);
    }
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
    } else if let Some(percent) = kept.work.percent() {
        words += &format!("; {percent} % of the least");
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
    let mut month_before = None;
    for week in weeks {
        let name = match month_before == Some(week.monday.month()) {
            true => week.monday.day().to_string(),
            false => super::month(week.monday),
        };
        month_before = Some(week.monday.month());
        names += &format!("{name:>WIDE$}");
        // This week is not over yet.
        let open = today < crate::history::figures::days::later(week.monday, 6);
        let count = match open {
            true => format!("{}…", week.sessions),
            false => week.sessions.to_string(),
        };
        counts += &format!("{count:>WIDE$}");
    }
    vec![names, counts]
}
