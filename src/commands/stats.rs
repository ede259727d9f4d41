//! `supple stats` in print: text or JSON.

use crate::history::figures::{Figures, Pain, STREAK_RULE, WEEKS, Whose, calendar};
use crate::seconds::minutes;
use crate::text::{cut, line, padded, wrapped};
use crate::view::stats::{SHADES, month, streak_words, summary_words};
use crate::words::figures::LEGEND;
use crate::words::{capital, length, often};

/// The figures as JSON; lengths are seconds.
pub fn json(figures: &Figures) -> String {
    super::json(figures)
}

/// The figures as text, at most `width` columns wide.
pub fn plain(figures: &Figures, width: usize) -> String {
    if figures.sessions == 0 {
        return format!("{}\n", crate::words::past::NO_SESSION_YET);
    }
    let mut text = StatsText { text: String::new(), width };
    text.say(&format!("{}.", summary_words(figures)));
    text.say(&format!("{}. {}", streak_words(figures), STREAK_RULE));
    year(figures, &mut text);
    weeks(figures, &mut text);
    pains(figures, &mut text);
    sides(figures, &mut text);
    prescribed(figures, &mut text);
    text.text
}

struct StatsText {
    text: String,
    width: usize,
}

impl StatsText {
    fn say(&mut self, words: &str) {
        for line in wrapped(words, self.width, 0) {
            self.row(&line);
        }
    }

    fn row(&mut self, words: &str) {
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    fn head(&mut self, words: &str) {
        self.text.push('\n');
        self.row(words);
    }
}

fn year(figures: &Figures, text: &mut StatsText) {
    let weeks = text.width.saturating_sub(4).min(WEEKS);
    let columns = calendar(&figures.days, figures.today, weeks);
    text.head("The year, a column a week");
    let mut names = String::from("    ");
    for (nth, column) in columns.iter().enumerate() {
        let at = 4 + nth;
        if column.monday.day() <= 7 && (names.trim().is_empty() || names.len() < at) {
            names += &" ".repeat(at.saturating_sub(names.len()));
            names += &month(column.monday);
        }
    }
    text.row(&names);
    for (nth, name) in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().enumerate() {
        let cells = columns.iter().map(|column| match column.levels[nth] {
            Some(level) => SHADES[level],
            None => ' ',
        });
        text.row(&format!("{name} {}", cells.collect::<String>()));
    }
    text.row(LEGEND);
}

fn weeks(figures: &Figures, text: &mut StatsText) {
    text.head("Minutes a week");
    let shown = &figures.weeks[figures.weeks.len().saturating_sub(12)..];
    let most = shown.iter().map(|week| minutes(week.real)).max();
    let most = most.unwrap_or(0).max(1);
    let room = text.width.saturating_sub(34).clamp(8, 40) as u64;
    for week in shown {
        let count = minutes(week.real);
        let bar = (count * room).div_ceil(most) as usize;
        let days = if week.days == 1 { "day" } else { "days" };
        let told = format!("{count} min, {} {days}", week.days);
        text.row(&format!("{}  {} {told}", week.monday, padded(&"█".repeat(bar), room as usize)));
    }
}

fn pains(figures: &Figures, text: &mut StatsText) {
    for (whose, head) in [
        (Whose::Routine, "Pain or stiffness, 0 to 10, by routine"),
        (Whose::Area, "By part of the body"),
    ] {
        let pains: Vec<&Pain> = figures.pain.iter().filter(|p| p.whose == whose).collect();
        if pains.is_empty() {
            continue;
        }
        text.head(head);
        let wide = text.width.saturating_sub(62).clamp(12, 28);
        text.row(&format!(
            "{}    Before     After  At first    Lately  Better/same/worse",
            " ".repeat(wide)
        ));
        for pain in pains {
            let counted = |mean: Option<f64>, count: u64| {
                mean.map_or("-".into(), |mean| format!("{mean:.1} ({count})"))
            };
            let few = pain.days_each as u64;
            text.row(&format!(
                "{}  {:>8}  {:>8}  {:>8}  {:>8}  {:>17}",
                padded(&cut(&line(&pain.title), wide), wide),
                counted(pain.before, pain.befores),
                counted(pain.after, pain.afters),
                counted(pain.at_first, few),
                counted(pain.lately, few),
                format!("{}/{}/{}", pain.better, pain.same, pain.worse)
            ));
        }
    }
}

fn sides(figures: &Figures, text: &mut StatsText) {
    if figures.sides.is_empty() {
        return;
    }
    text.head("Sides: time at work, by the clock");
    let wide = text.width.saturating_sub(46).clamp(12, 28);
    for sides in &figures.sides {
        text.row(&format!(
            "{}  left {}, right {}",
            padded(&cut(&line(&sides.title), wide), wide),
            length(sides.left.done),
            length(sides.right.done)
        ));
    }
}

fn prescribed(figures: &Figures, text: &mut StatsText) {
    if figures.prescribed.is_empty() {
        return;
    }
    text.head("Prescribed");
    for kept in &figures.prescribed {
        let asked = kept.asked.how_often.as_deref().unwrap_or("not said");
        text.say(&format!(
            "{}, how often: {}. Done {} times, {} of them with all that was asked at the least{}.",
            line(&kept.asked.title),
            line(asked),
            kept.sessions,
            kept.whole,
            match kept.unknown {
                0 => String::new(),
                unknown => format!("; of {unknown} nobody knows"),
            }
        ));
        if let Some(rhythm) = kept.rhythm(figures.today) {
            text.say(&format!(
                "  {}.",
                capital(&often::asked_and_done(&rhythm.asked, &rhythm.done))
            ));
        }
        if kept.has_sides() {
            let (left, right) = (length(kept.left.done), length(kept.right.done));
            text.say(&format!("  Time at work: left {left}, right {right}."));
        }
        let lately = &kept.weeks[kept.weeks.len().saturating_sub(12)..];
        let counts: Vec<String> = lately.iter().map(|week| week.sessions.to_string()).collect();
        if let Some(first) = lately.first() {
            let weeks = counts.join(" ");
            text.say(&format!("  Times a week since {}: {weeks}", first.monday));
        }
        if kept.is_due(figures.today) {
            text.say("  The day to look at it again has come.");
        }
    }
}
