//! `supple stats`: the figures on a screen, as text or JSON.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::history::trouble;
use super::paper::Paper;
use super::{Failure, journal, json, library, play, prescribed, print, title, told};
use crate::app::looking::{Looking, Stats};
use crate::cli::StatsArgs;
use crate::history::figures::{Figures, Kept, Known, WEEKS, Whose, calendar};
use crate::host::clock::Clock;
use crate::seconds::minutes;
use crate::text::{cut, line, padded};
use crate::view::stats::{SHADES, month_names, streak_words, summary_words};
use crate::words::figures::mean_of;
use crate::words::{capital, count, figures as said, length_passed, often, past};

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
        (false, true) => past::no_session(None, true) + "\n",
        (false, false) => text(&figures),
    })
}

fn text(figures: &Figures) -> String {
    let mut paper = Paper::new();
    if figures.sessions == 0 {
        paper.say(past::NO_SESSION_YET);
        return paper.text;
    }
    paper.say(&format!("{}.", summary_words(figures)));
    paper.say(&format!("{}. {}", streak_words(figures), said::STREAK_RULE));
    year(figures, &mut paper);
    weeks(figures, &mut paper);
    pains(figures, Whose::Routine, said::PAIN_BY_ROUTINE, &mut paper);
    pains(figures, Whose::Area, said::BY_AREA, &mut paper);
    sides(figures, &mut paper);
    if !figures.prescribed.is_empty() {
        paper.head(said::PRESCRIBED);
    }
    for kept in &figures.prescribed {
        one_prescribed(kept, figures, &mut paper);
    }
    paper.text
}

fn year(figures: &Figures, paper: &mut Paper) {
    let weeks = paper.width.saturating_sub(4).min(WEEKS);
    let columns = calendar(&figures.days, figures.today, weeks);
    paper.head(said::THE_YEAR);
    paper.row(&format!("    {}", month_names(&columns, 1)));
    for (nth, name) in said::WEEKDAYS.iter().enumerate() {
        let cells = columns.iter().map(|column| column.levels[nth].map_or(' ', |at| SHADES[at]));
        paper.row(&format!("{name} {}", cells.collect::<String>()));
    }
    paper.row(said::LEGEND);
}

fn weeks(figures: &Figures, paper: &mut Paper) {
    paper.head(said::MINUTES_A_WEEK);
    let shown = &figures.weeks[figures.weeks.len().saturating_sub(LAST_WEEKS)..];
    let most = shown.iter().map(|week| minutes(week.real)).max().unwrap_or(0).max(1);
    let room = paper.width.saturating_sub(34).clamp(8, 40);
    for week in shown {
        let minutes = minutes(week.real);
        let bar = "█".repeat((minutes * room as u64).div_ceil(most) as usize);
        let done = said::in_a_week(minutes, count(week.days.into(), "day"));
        paper.row(&format!("{}  {} {done}", week.monday, padded(&bar, room)));
    }
}

fn pains(figures: &Figures, whose: Whose, head: &str, paper: &mut Paper) {
    let mut pains = figures.pain.iter().filter(|pain| pain.whose == whose).peekable();
    if pains.peek().is_none() {
        return;
    }
    paper.head(head);
    let wide = paper.width.saturating_sub(62).clamp(12, 28);
    let mut row = |title: &str, [before, after, at_first, lately, than]: [String; 5]| {
        let title = padded(&cut(title, wide), wide);
        let means = format!("{before:>8}  {after:>8}  {at_first:>8}  {lately:>8}");
        paper.row(&format!("{title}  {means}  {than:>17}"));
    };
    row("", said::MEANS.map(str::to_owned));
    for pain in pains {
        let few = pain.days_each as u64;
        let cells = [
            mean_of(pain.before, pain.befores),
            mean_of(pain.after, pain.afters),
            mean_of(pain.at_first, few),
            mean_of(pain.lately, few),
            format!("{}/{}/{}", pain.better, pain.same, pain.worse),
        ];
        row(&line(&pain.title), cells);
    }
}

fn sides(figures: &Figures, paper: &mut Paper) {
    if !figures.sides.is_empty() {
        paper.head(said::SIDES_AT_WORK);
    }
    let wide = paper.width.saturating_sub(46).clamp(12, 28);
    for sides in &figures.sides {
        let title = padded(&cut(&line(&sides.title), wide), wide);
        let sides =
            said::left_and_right(length_passed(sides.left.done), length_passed(sides.right.done));
        paper.row(&format!("{title}  {sides}"));
    }
}

fn one_prescribed(kept: &Kept, figures: &Figures, paper: &mut Paper) {
    let title = line(&kept.asked.title);
    let asked = line(kept.asked.how_often.as_deref().unwrap_or(said::NOT_SAID));
    let unknown = (kept.unknown > 0).then(|| format!("; {}", said::of_unknown(kept.unknown)));
    let unknown = unknown.unwrap_or_default();
    paper.say(&said::done_of_it(title, asked, kept.sessions, kept.whole, unknown));
    if let Some(rhythm) = kept.rhythm(figures.today) {
        paper.say(&format!("  {}.", capital(&often::asked_and_done(&rhythm.asked, &rhythm.done))));
    }
    if kept.has_sides() {
        let sides =
            said::left_and_right(length_passed(kept.left.done), length_passed(kept.right.done));
        paper.say(&format!("  {}", said::time_at_work(sides)));
    }
    let lately = &kept.weeks[kept.weeks.len().saturating_sub(LAST_WEEKS)..];
    if let Some(first) = lately.first() {
        let weeks: Vec<String> = lately.iter().map(|week| week.sessions.to_string()).collect();
        paper.say(&format!("  {}", said::times_a_week(first.monday, weeks.join(" "))));
    }
    if kept.is_due(figures.today) {
        paper.say(&format!("  {}", said::REVIEW_IS_DUE));
    }
}
