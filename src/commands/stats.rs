//! `supple stats`: the figures on a screen, as text or JSON.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::history::trouble;
use super::paper::Paper;
use super::report::mean_of;
use super::{Failure, journal, json, library, play, prescribed, print, title, told};
use crate::app::looking::{Looking, Stats};
use crate::cli::StatsArgs;
use crate::history::figures::{Figures, Kept, Known, Pain, WEEKS, Whose, calendar};
use crate::host::clock::Clock;
use crate::seconds::minutes;
use crate::text::{cut, line, padded};
use crate::view::stats::{SHADES, month, streak_words, summary_words};
use crate::words::figures::{LEGEND, REVIEW_IS_DUE, STREAK_RULE};
use crate::words::past::NO_SESSION_YET;
use crate::words::{capital, count, length, often};

/// How many weeks are told one by one, the last ones.
const LAST_WEEKS: usize = 12;

/// Shows the figures, or prints them.
///
/// # Errors
/// If there is no journal.
pub fn run(words: &StatsArgs) -> Result<ExitCode, Failure> {
    let (now, library) = (Clock::local(), library());
    let read = journal()?.past();
    let known = Known {
        today: now.date(),
        since: words.since.map(|since| since.day(&now)),
        title: &|id| title(&library, id),
        asked: &prescribed(&library),
    };
    let figures = Figures::of(read.value.sessions.iter(), known);
    let none_in_time = figures.sessions == 0 && !read.value.sessions.is_empty();
    let on_screen = !words.json && !words.plain && std::io::stdout().is_terminal();
    if on_screen && !none_in_time {
        return play::look(&mut Looking::new(Stats::new(figures, trouble(&read.complaints))));
    }
    told(read);
    print(&match (words.json, none_in_time) {
        (true, _) => json(&figures),
        (false, true) => "No session in this time.\n".to_owned(),
        (false, false) => text(&figures),
    })
}

fn text(figures: &Figures) -> String {
    let mut paper = Paper::new();
    if figures.sessions == 0 {
        paper.say(NO_SESSION_YET);
        return paper.text;
    }
    paper.say(&format!("{}.", summary_words(figures)));
    paper.say(&format!("{}. {}", streak_words(figures), STREAK_RULE));
    year(figures, &mut paper);
    weeks(figures, &mut paper);
    pains(figures, Whose::Routine, "Pain or stiffness, 0 to 10, by routine", &mut paper);
    pains(figures, Whose::Area, "By part of the body", &mut paper);
    sides(figures, &mut paper);
    if !figures.prescribed.is_empty() {
        paper.head("Prescribed");
    }
    for kept in &figures.prescribed {
        one_prescribed(kept, figures, &mut paper);
    }
    paper.text
}

fn year(figures: &Figures, paper: &mut Paper) {
    let weeks = paper.width.saturating_sub(4).min(WEEKS);
    let columns = calendar(&figures.days, figures.today, weeks);
    paper.head("The year, a column a week");
    let mut names = " ".repeat(4);
    for (at, column) in (4..).zip(&columns) {
        if column.monday.day() <= 7 && (names.trim().is_empty() || names.len() < at) {
            names = padded(&names, at) + &month(column.monday);
        }
    }
    paper.row(&names);
    for (nth, name) in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().enumerate() {
        let cells = columns.iter().map(|column| column.levels[nth].map_or(' ', |at| SHADES[at]));
        paper.row(&format!("{name} {}", cells.collect::<String>()));
    }
    paper.row(LEGEND);
}

fn weeks(figures: &Figures, paper: &mut Paper) {
    paper.head("Minutes a week");
    let shown = &figures.weeks[figures.weeks.len().saturating_sub(LAST_WEEKS)..];
    let most = shown.iter().map(|week| minutes(week.real)).max().unwrap_or(0).max(1);
    let room = paper.width.saturating_sub(34).clamp(8, 40);
    for week in shown {
        let minutes = minutes(week.real);
        let bar = "█".repeat((minutes * room as u64).div_ceil(most) as usize);
        let days = count(week.days.into(), "day");
        paper.row(&format!("{}  {} {minutes} min, {days}", week.monday, padded(&bar, room)));
    }
}

fn pains(figures: &Figures, whose: Whose, head: &str, paper: &mut Paper) {
    let mut pains = figures.pain.iter().filter(|pain| pain.whose == whose).peekable();
    if pains.peek().is_none() {
        return;
    }
    paper.head(head);
    let wide = paper.width.saturating_sub(62).clamp(12, 28);
    let blanks = " ".repeat(wide);
    paper.row(&format!("{blanks}    Before     After  At first    Lately  Better/same/worse"));
    for pain in pains {
        let Pain { title, before, after, befores, afters, better, same, worse, .. } = pain;
        let few = pain.days_each as u64;
        paper.row(&format!(
            "{}  {:>8}  {:>8}  {:>8}  {:>8}  {:>17}",
            padded(&cut(&line(title), wide), wide),
            mean_of(*before, *befores),
            mean_of(*after, *afters),
            mean_of(pain.at_first, few),
            mean_of(pain.lately, few),
            format!("{better}/{same}/{worse}")
        ));
    }
}

fn sides(figures: &Figures, paper: &mut Paper) {
    if !figures.sides.is_empty() {
        paper.head("Sides: time at work, by the clock");
    }
    let wide = paper.width.saturating_sub(46).clamp(12, 28);
    for sides in &figures.sides {
        let title = padded(&cut(&line(&sides.title), wide), wide);
        let (left, right) = (length(sides.left.done), length(sides.right.done));
        paper.row(&format!("{title}  left {left}, right {right}"));
    }
}

fn one_prescribed(kept: &Kept, figures: &Figures, paper: &mut Paper) {
    let title = line(&kept.asked.title);
    let asked = line(kept.asked.how_often.as_deref().unwrap_or("not said"));
    let (sessions, whole) = (kept.sessions, kept.whole);
    let unknown = match kept.unknown {
        0 => String::new(),
        unknown => format!("; of {unknown} nobody knows"),
    };
    paper.say(&format!(
        "{title}, how often: {asked}. Done {sessions} times, {whole} of them with all that was \
         asked at the least{unknown}."
    ));
    if let Some(rhythm) = kept.rhythm(figures.today) {
        paper.say(&format!("  {}.", capital(&often::asked_and_done(&rhythm.asked, &rhythm.done))));
    }
    if kept.has_sides() {
        let (left, right) = (length(kept.left.done), length(kept.right.done));
        paper.say(&format!("  Time at work: left {left}, right {right}."));
    }
    let lately = &kept.weeks[kept.weeks.len().saturating_sub(LAST_WEEKS)..];
    if let Some(first) = lately.first() {
        let weeks: Vec<String> = lately.iter().map(|week| week.sessions.to_string()).collect();
        paper.say(&format!("  Times a week since {}: {}", first.monday, weeks.join(" ")));
    }
    if kept.is_due(figures.today) {
        paper.say(&format!("  {REVIEW_IS_DUE}"));
    }
}
