//! The year: how much was done on each day, as shades, and in each week, as bars.

use std::time::Duration;

use jiff::civil::Date;
use ratatui::layout::Rect;
use ratatui::widgets::{Bar, BarChart, BarGroup, Widget};

use crate::history::figures::{Column, Figures, WEEKS, Week, calendar};
use crate::seconds::minutes;
use crate::text;
use crate::view::paint::{self, Canvas, InkedLine, wrapped};
use crate::view::theme::{Accent, Ink};
use crate::words::figures as said;

/// What stands for nothing, up to 5 minutes, up to 15, up to 30, more.
pub const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// Columns of the names of weekdays, and rows of the calendar with the names of months.
const DAY_NAMES: usize = 4;
const CALENDAR: usize = 8;

/// A month's short name.
fn month(day: Date) -> String {
    day.strftime("%b").to_string()
}

/// The streak in words.
pub fn streak_words(figures: &Figures) -> String {
    let streak = figures.streak;
    said::streak(streak.days, streak.off, streak.today, streak.longest)
}

/// How much there was in all, in words.
pub fn summary_words(figures: &Figures) -> String {
    let days = figures.days.len() as u64;
    said::summary(figures.sessions, days, figures.real, figures.finished)
}

pub(super) fn render(figures: &Figures, area: Rect, canvas: &mut Canvas<'_>) {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let mut words: Vec<InkedLine> = wrapped(&streak_words(figures), width, Ink::Strong).collect();
    words.extend(wrapped(&summary_words(figures), width, Ink::Text));
    if height < CALENDAR || width < DAY_NAMES + 4 {
        canvas.lines(area, &words);
        return;
    }
    // The words give way to the calendar, never the other way round.
    let spare = height - CALENDAR;
    let legend = usize::from(spare >= 2);
    if words.len() > spare - legend {
        words = vec![vec![(streak_words(figures), Ink::Strong)]];
    }
    words.truncate(spare - legend);
    let space = usize::from(spare >= words.len() + legend + 2);
    let at = canvas.lines(area, &words) + space;
    render_calendar(figures, paint::rows(area, at, CALENDAR), canvas);
    let place = paint::rows(area, at + CALENDAR, legend);
    let told = if text::width(said::LEGEND) <= width { said::LEGEND } else { said::SHORT_LEGEND };
    canvas.line(place, told, Ink::Quiet);
    // What is left is for the weeks, if a bar has a chance to be told from another.
    let rest = at + CALENDAR + legend + 1;
    if height >= rest + 7 {
        canvas.line(paint::row(area, rest), said::MINUTES_A_WEEK, Ink::Strong);
        let bars = paint::rows(area, rest + 1, height - rest - 1);
        render_bars(&figures.weeks, bars, canvas);
    }
}

fn render_calendar(figures: &Figures, area: Rect, canvas: &mut Canvas<'_>) {
    let room = usize::from(area.width) - DAY_NAMES;
    // Two cells a day are nearly a square, where a year of them fits.
    let wide = if room >= 2 * WEEKS { 2 } else { 1 };
    let columns = calendar(&figures.days, figures.today, (room / wide).min(WEEKS));
    // Between two names is room.
    for (nth, name) in said::WEEKDAYS.iter().enumerate().step_by(2) {
        canvas.line(paint::row(area, nth + 1), name, Ink::Quiet);
    }
    let days = paint::columns(area, DAY_NAMES as u16, area.width);
    canvas.line(days, &month_names(&columns, wide), Ink::Quiet);
    for (column, week) in columns.iter().enumerate() {
        let x = days.x + (column * wide) as u16;
        for (day, level) in week.levels.iter().enumerate() {
            let y = area.y + 1 + day as u16;
            let (wide, ink) = match level {
                None => continue,
                Some(0) => (1, Ink::Quiet),
                Some(_) => (wide, Ink::Shape(Accent::Work)),
            };
            let shade = SHADES[level.unwrap_or(0)].to_string().repeat(wide);
            canvas.line(Rect::new(x, y, wide as u16, 1), &shade, ink);
        }
    }
}

/// The names of months above their first whole weeks, as far as they leave each other room; a
/// week is so many columns `wide`.
pub fn month_names(columns: &[Column], wide: usize) -> String {
    let mut names = String::new();
    for (nth, week) in columns.iter().enumerate() {
        let at = nth * wide;
        if week.monday.day() <= 7 && (names.is_empty() || names.len() < at) {
            names = format!("{names:at$}{}", month(week.monday));
        }
    }
    names
}

pub(super) fn render_weeks(figures: &Figures, area: Rect, canvas: &mut Canvas<'_>) {
    let weeks = &figures.weeks;
    let (Some(this), height) = (weeks.last(), usize::from(area.height)) else {
        return;
    };
    let before: Vec<&Week> = weeks.iter().rev().skip(1).take(4).collect();
    let this = said::week(whole_minutes(this.real), this.days);
    let mut words = vec![said::this_week(&this)];
    if let weeks @ 1.. = before.len() as u32 {
        let sum: Duration = before.iter().map(|week| week.real).sum();
        let days: u32 = before.iter().map(|week| u32::from(week.days)).sum();
        let days = f64::from(days) / f64::from(weeks);
        words.push(said::weeks_before(weeks, whole_minutes(sum / weeks), days));
    }
    let words = words.into_iter().map(|words| vec![(words, Ink::Text)]);
    let shown = canvas.lines(area, &words.collect::<Vec<_>>());
    let space = usize::from(height > shown + 8);
    let rest = paint::rows(area, shown + space, height);
    if rest.height >= 4 {
        render_bars(weeks, rest, canvas);
    }
}

/// Without seconds, as [`minutes`] rounds.
fn whole_minutes(real: Duration) -> Duration {
    Duration::from_secs(minutes(real) * 60)
}

/// The names of weeks: that of its month for the first week of each, for the others the day of
/// their Monday.
pub(super) fn week_names(mondays: impl Iterator<Item = Date>) -> impl Iterator<Item = String> {
    let mut before = None;
    mondays.map(move |monday| {
        let again = before.replace(monday.month()) == Some(monday.month());
        if again { monday.day().to_string() } else { month(monday) }
    })
}

/// As many weeks as fit, the last one at the right.
fn render_bars(weeks: &[Week], area: Rect, canvas: &mut Canvas<'_>) {
    const WIDE: usize = 4;
    let fits = (usize::from(area.width) + 1) / (WIDE + 1);
    let shown = &weeks[weeks.len().saturating_sub(fits)..];
    let theme = canvas.theme;
    let bar = |(week, name): (&Week, String)| {
        let minutes = minutes(week.real);
        let told = if minutes == 0 { String::new() } else { minutes.to_string() };
        Bar::default()
            .value(minutes)
            .label(name)
            .text_value(told)
            .style(theme.style(Ink::Shape(Accent::Work)))
            .value_style(theme.style(Ink::Chosen))
    };
    let names = week_names(shown.iter().map(|week| week.monday));
    let bars: Vec<Bar<'_>> = shown.iter().zip(names).map(bar).collect();
    BarChart::default()
        .data(BarGroup::default().bars(&bars))
        .bar_width(WIDE as u16)
        .bar_gap(1)
        .label_style(theme.style(Ink::Quiet))
        .render(area, canvas.buffer);
}
