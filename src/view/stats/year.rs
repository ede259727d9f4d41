//! The year: how much was done on each day, as shades, and in each week, as bars.

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Bar, BarChart, BarGroup, Widget};

use crate::history::figures::days::{Column, WEEKS, calendar};
use crate::history::figures::{Figures, Week};
use crate::seconds::minutes;
use crate::text;
use crate::view::paint::{self, Align};
use crate::view::theme::{Accent, Theme};
use crate::words::length;

/// What stands for nothing, up to 5 minutes, up to 15, up to 30, more.
pub const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// What the shades mean.
pub const LEGEND: &str = "· none  ░ to 5 min  ▒ to 15  ▓ to 30  █ more";

/// The same in fewer columns.
const SHORT_LEGEND: &str = "minutes: ░ 5  ▒ 15  ▓ 30  █ more";

/// Columns of the names of weekdays, and rows of the calendar with the names of months.
const DAY_NAMES: usize = 4;
const CALENDAR: usize = 8;

/// A month's short name.
pub fn month(day: Date) -> String {
    day.strftime("%b").to_string()
}

/// The streak in words.
pub fn streak_words(figures: &Figures) -> String {
    let streak = figures.streak;
    let days = |days: u32| match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    let mut words = match streak.days {
        0 => "No streak just now".to_owned(),
        count => format!("{} in a row", days(count)),
    };
    if streak.off > 0 {
        words += &format!(", {} off forgiven", streak.off);
    }
    if streak.days > 0 && !streak.today {
        words += ", today to come";
    }
    words + &format!("; longest {}", days(streak.longest))
}

/// How much there was in all, in words.
pub fn summary_words(figures: &Figures) -> String {
    let sessions = match figures.sessions {
        1 => "1 session".to_owned(),
        count => format!("{count} sessions"),
    };
    let days = match figures.days.len() {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    };
    format!(
        "{sessions} on {days}, {}, {} to their end",
        length(figures.real),
        figures.finished
    )
}

pub(super) fn render(figures: &Figures, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let mut words = text::wrap(&streak_words(figures), width);
    let streak = words.len();
    words.extend(text::wrap(&summary_words(figures), width));
    if height < CALENDAR || width < DAY_NAMES + 4 {
        paint::lines(buffer, area, &words, theme.text(), Align::Left);
        return;
    }
    // The words give way to the calendar, never the other way round.
    let spare = height - CALENDAR;
    let legend = usize::from(spare >= 2);
    if words.len() > spare - legend {
        words = vec![text::cut(&streak_words(figures), width)];
    }
    words.truncate(spare - legend);
    let space = usize::from(spare >= words.len() + legend + 2);
    for (nth, line) in words.iter().enumerate() {
        let style = if nth < streak {
            theme.strong()
        } else {
            theme.text()
        };
        paint::line(buffer, paint::row(area, nth), line, style, Align::Left);
    }
    let at = words.len() + space;
    render_calendar(figures, theme, paint::rows(area, at, CALENDAR), buffer);
    let place = paint::rows(area, at + CALENDAR, legend);
    let told = match text::width(LEGEND) <= width {
        true => LEGEND,
        false => SHORT_LEGEND,
    };
    paint::line(buffer, place, told, theme.quiet(), Align::Left);
    // What is left is for the weeks, if a bar has a chance to be told from another.
    let rest = at + CALENDAR + legend + 1;
    if height >= rest + 7 {
        let head = paint::row(area, rest);
        paint::line(buffer, head, "Minutes a week", theme.strong(), Align::Left);
        let bars = paint::rows(area, rest + 1, height - rest - 1);
        render_bars(&figures.weeks, theme, bars, buffer);
    }
}

fn render_calendar(figures: &Figures, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width) - DAY_NAMES;
    // Two cells a day are nearly a square, where a year of them fits.
    let wide = if room >= 2 * WEEKS { 2 } else { 1 };
    let columns = calendar(&figures.days, figures.today, (room / wide).min(WEEKS));
    for (nth, name) in ["Mon", "", "Wed", "", "Fri", "", "Sun"].iter().enumerate() {
        let row = paint::row(area, nth + 1);
        paint::line(buffer, row, name, theme.quiet(), Align::Left);
    }
    let months = Rect {
        x: area.x + DAY_NAMES as u16,
        width: room as u16,
        ..paint::row(area, 0)
    };
    let names = month_names(&columns, wide);
    paint::line(buffer, months, &names, theme.quiet(), Align::Left);
    for (column, week) in columns.iter().enumerate() {
        let x = area.x + (DAY_NAMES + column * wide) as u16;
        for (day, level) in week.levels.iter().enumerate() {
            let Some(level) = level else { continue };
            let style = match level {
                0 => theme.quiet(),
                _ => theme.shape(Accent::Work),
            };
            for more in 0..wide as u16 {
                let cell = &mut buffer[(x + more, area.y + 1 + day as u16)];
                if *level > 0 || more == 0 {
                    cell.set_char(SHADES[*level]).set_style(style);
                }
            }
        }
    }
}

/// The names of months above their first whole weeks, as far as they leave each other room.
fn month_names(columns: &[Column], wide: usize) -> String {
    let mut names = String::new();
    for (nth, week) in columns.iter().enumerate() {
        let at = nth * wide;
        let starts = week.monday.day() <= 7;
        let free = names.is_empty() || names.len() < at;
        if starts && free {
            names += &" ".repeat(at - names.len());
            names += &month(week.monday);
        }
    }
    names
}

pub(super) fn render_weeks(figures: &Figures, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let weeks = &figures.weeks;
    let (Some(this), height) = (weeks.last(), usize::from(area.height)) else {
        return;
    };
    let before: Vec<&Week> = weeks.iter().rev().skip(1).take(4).collect();
    let mut words = vec![format!("This week: {}", week_words(this))];
    if !before.is_empty() {
        let sum: std::time::Duration = before.iter().map(|week| week.real).sum();
        let days: usize = before.iter().map(|week| usize::from(week.days)).sum();
        let count = before.len();
        words.push(format!(
            "The {} before: {} and {:.1} days a week",
            if count == 1 {
                "one".into()
            } else {
                format!("{count}")
            },
            length(whole_minutes(sum / count as u32)),
            days as f64 / count as f64
        ));
    }
    words.truncate(height);
    let shown = paint::lines(buffer, area, &words, theme.text(), Align::Left);
    let space = usize::from(height > shown + 8);
    let rest = paint::rows(area, shown + space, height);
    if rest.height >= 4 {
        render_bars(weeks, theme, rest, buffer);
        return;
    }
    // No room for bars: the last weeks as words.
    let others = weeks.iter().rev().skip(1).take(rest.height.into());
    let lines: Vec<String> = others
        .map(|week| format!("{} {}", week.monday.strftime("%d %b"), week_words(week)))
        .collect();
    paint::lines(buffer, rest, &lines, theme.text(), Align::Left);
}

fn week_words(week: &Week) -> String {
    match week.days {
        0 => "nothing".into(),
        1 => format!("{} on 1 day", length(whole_minutes(week.real))),
        days => format!("{} on {days} days", length(whole_minutes(week.real))),
    }
}

/// Without seconds, as [`minutes`] rounds.
fn whole_minutes(real: std::time::Duration) -> std::time::Duration {
    std::time::Duration::from_secs(minutes(real) * 60)
}

/// As many weeks as fit, the last one at the right.
fn render_bars(weeks: &[Week], theme: Theme, area: Rect, buffer: &mut Buffer) {
    const WIDE: usize = 4;
    let fits = (usize::from(area.width) + 1) / (WIDE + 1);
    let shown = &weeks[weeks.len().saturating_sub(fits)..];
    let mut month_before = None;
    let bars: Vec<Bar<'_>> = shown
        .iter()
        .map(|week| {
            let minutes = minutes(week.real);
            let name = match month_before == Some(week.monday.month()) {
                true => week.monday.day().to_string(),
                false => month(week.monday),
            };
            month_before = Some(week.monday.month());
            let told = if minutes == 0 {
                String::new()
            } else {
                minutes.to_string()
            };
            Bar::default()
                .value(minutes)
                .label(name)
                .text_value(told)
                .style(theme.shape(Accent::Work))
                .value_style(theme.chosen())
        })
        .collect();
    BarChart::default()
        .data(BarGroup::default().bars(&bars))
        .bar_width(WIDE as u16)
        .bar_gap(1)
        .label_style(theme.quiet())
        .render(area, buffer);
}
