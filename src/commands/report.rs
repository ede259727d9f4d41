//! `supple report`: one plain page for the physiotherapist, as text or for a browser.
//!
//! Both say the same in the same order: what to look at; asked against done, per side; pain by the
//! week; then, below the first half page, pain by routine and part of the body, what was stopped
//! and why, what hurt, notes.

mod html;
mod sheet;

use crate::history::Ended;
use crate::history::figures::Whose;
use crate::history::report::{Report, Stopped};
use crate::seconds::minutes;
use crate::text::{self, line};
use crate::words::length;
use sheet::{Group, LEGEND, SheetRow, Sides, pain_words};

pub use html::html;

/// The page as text, at most `width` columns wide.
pub fn text(report: &Report, width: usize) -> String {
    let width = width.max(40);
    let mut page = ReportPage { text: String::new(), width };
    page.say(&title(report), 0);
    page.say(&summary(report), 0);
    if report.sessions == 0 && report.routines.is_empty() {
        return page.text;
    }
    page.say("", 0);
    page.say("Look at", 0);
    page.list(look_at(report));
    page.say("", 0);
    page.table(&sheet::table(report));
    let others = sheet::others(report);
    if !others.is_empty() {
        page.say(&others, 0);
    }
    let weeks = sheet::pain(report);
    if !weeks.is_empty() {
        page.say("", 0);
        page.say(WEEKS, 0);
        let wide = weeks.iter().map(|[_, pain, _]| text::width(pain)).max();
        for [week, pain, answered] in weeks {
            let pain = text::padded(&pain, wide.unwrap_or(0));
            page.row(&format!("  {week}  {pain}  {answered}"));
        }
    }
    page.say("", 0);
    for words in LEGEND {
        page.say(words, 0);
    }
    for (whose, head) in PAINS {
        let pains = report.pain_of(whose);
        let told = pains.map(|pain| format!("{}: {}", line(&pain.title), pain_words(pain)));
        page.section(head, told.collect());
    }
    page.section(STOPPED, report.stopped.iter().map(stopped_words).collect());
    let hurts = report.hurts.iter().map(|hurt| {
        let side = hurt.side.as_deref();
        let side = side.map_or(String::new(), |side| format!(", {}", line(side)));
        let (title, step) = (line(&hurt.title), line(&hurt.step));
        format!("{}: {step}{side} ({title})", hurt.day)
    });
    page.section(HURT, hurts.collect());
    let notes = report.notes.iter();
    let notes =
        notes.map(|note| format!("{}, {}: {}", note.day, line(&note.title), line(&note.note)));
    page.section(NOTES, notes.collect());
    page.say("", 0);
    page.say(BY, 0);
    page.text
}

/// A page of text in the making.
struct ReportPage {
    text: String,
    width: usize,
}

impl ReportPage {
    fn say(&mut self, words: &str, indent: usize) {
        let blanks = " ".repeat(indent);
        let hanging = match words.starts_with("- ") {
            true => format!("{blanks}  "),
            false => blanks.clone(),
        };
        // A day is not broken at its hyphens.
        let options = textwrap::Options::new(self.width)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .initial_indent(&blanks)
            .subsequent_indent(&hanging);
        for line in textwrap::wrap(words, options) {
            self.row(&line);
        }
    }

    fn row(&mut self, words: &str) {
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    fn list(&mut self, items: Vec<String>) {
        for item in items {
            self.say(&format!("- {item}"), 2);
        }
    }

    fn section(&mut self, head: &str, items: Vec<String>) {
        if !items.is_empty() {
            self.say("", 0);
            self.say(head, 0);
            self.list(items);
        }
    }

    /// The table; where it is too narrow for columns, an exercise a paragraph.
    fn table(&mut self, groups: &[Group]) {
        let cells = |row: &SheetRow| {
            let (right, left) = match &row.counted {
                Sides::Each { right, left } => (right.clone(), left.clone()),
                Sides::None(all) => (all.clone(), String::new()),
            };
            [row.name.clone(), row.asked.clone(), row.done.clone(), right, left, row.hurt.clone()]
        };
        let rows = groups.iter().flat_map(|group| &group.rows).map(cells);
        let all: Vec<[String; 6]> = std::iter::once(HEADS.map(str::to_owned)).chain(rows).collect();
        let wide = |at: usize| all.iter().map(|row| text::width(&row[at])).max().unwrap_or(0);
        let widths: [usize; 6] = std::array::from_fn(wide);
        let fits = 2 + widths.iter().sum::<usize>() + 2 * (widths.len() - 1) <= self.width;
        let line = |row: &[String; 6]| {
            let cells = row.iter().zip(widths).map(|(cell, wide)| text::padded(cell, wide));
            format!("  {}", cells.collect::<Vec<_>>().join("  "))
        };
        if fits {
            self.row(&line(&all[0]));
        }
        for group in groups {
            self.say(&group.head, 0);
            for row in &group.rows {
                if fits {
                    self.row(&line(&cells(row)));
                    continue;
                }
                let counted = match &row.counted {
                    Sides::Each { right, left } => format!("right {right}; left {left}"),
                    Sides::None(all) => all.clone(),
                };
                let SheetRow { name, asked, done, hurt, .. } = row;
                self.say(
                    &format!("- {name}: asked {asked}; done {done}: {counted}; hurt {hurt}"),
                    2,
                );
            }
        }
    }
}

const HEADS: [&str; 6] = ["", "asked", "done", "right", "left", "hurt"];
const WEEKS: &str = "Pain or stiffness, 0 to 10, before → after, by week (number of answers)";
const NOTHING: &str = "Nothing was said to hurt, nothing was cut short, and nothing ended early.";

fn look_at(report: &Report) -> Vec<String> {
    let facts = sheet::look_at(report);
    match facts.is_empty() {
        true => vec![NOTHING.to_owned()],
        false => facts,
    }
}

const PAINS: [(Whose, &str); 2] = [
    (Whose::Routine, "Pain or stiffness (0 to 10), by routine"),
    (Whose::Area, "Pain or stiffness (0 to 10), by part of the body"),
];
const STOPPED: &str = "Stopped before the end";
const HURT: &str = "Said \"that hurts\"";
const NOTES: &str = "Notes";
const MOVEMENTS: &str = "What the exercises look like";
const BY: &str = "Written by supple from the records of the sessions. It draws no conclusion.";

fn title(report: &Report) -> String {
    format!("Exercises from {} to {}", report.from, report.to)
}

fn summary(report: &Report) -> String {
    if report.sessions == 0 {
        return "No session in this time.".into();
    }
    let sessions = match report.sessions {
        1 => "1 session".to_owned(),
        count => format!("{count} sessions"),
    };
    format!(
        "{sessions} on {} of {} days, {} in all.",
        report.days,
        report.of_days,
        length(std::time::Duration::from_secs(minutes(report.real) * 60))
    )
}

fn stopped_words(stopped: &Stopped) -> String {
    let ended = match stopped.ended {
        Ended::Interrupted => "broken off",
        _ => "stopped",
    };
    let mut words = format!("{}, {}: {ended}", stopped.day, line(&stopped.title));
    if let Some(at) = &stopped.at {
        words += &format!(" at {}", line(at));
    }
    match &stopped.why {
        Some(why) => words + &format!(" ({})", line(why)),
        None => words,
    }
}
