//! `supple report`: one plain page for the physiotherapist, as text or for a browser.
//!
//! Both say the same in the same order: asked against done, per side; pain; what was stopped and
//! why; what hurt; notes.

mod html;

use std::time::Duration;

use crate::history::Ended;
use crate::history::figures::{Asked, Pain, Whose};
use crate::history::report::{Played, Report, StepSum, Stopped};
use crate::text::line;
use crate::view::words::length;

pub use html::html;

/// The page as text, at most `width` columns wide.
pub fn text(report: &Report, width: usize) -> String {
    let mut page = String::new();
    let mut say = |words: &str, indent: usize| {
        let blanks = " ".repeat(indent);
        let hanging = match words.starts_with("- ") {
            true => format!("{blanks}  "),
            false => blanks.clone(),
        };
        // A day is not broken at its hyphens.
        let options = textwrap::Options::new(width.max(40))
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .initial_indent(&blanks)
            .subsequent_indent(&hanging);
        for line in textwrap::wrap(words, options) {
            page.push_str(line.trim_end());
            page.push('\n');
        }
    };
    say(&title(report), 0);
    say(&summary(report), 0);
    for played in &report.routines {
        say("", 0);
        say(&line(&played.title).to_uppercase(), 0);
        if let Some(asked) = &played.asked {
            say(&asked_words(asked), 2);
        }
        say(&done_words(played), 2);
        for step in &played.steps {
            say(&format!("- {}", step_words(step)), 2);
        }
    }
    for (whose, head) in PAINS {
        let mut pains = report.pain_of(whose).peekable();
        if pains.peek().is_some() {
            say("", 0);
            say(head, 0);
        }
        for pain in pains {
            say(&format!("- {}: {}", line(&pain.title), pain_words(pain)), 2);
        }
    }
    if !report.stopped.is_empty() {
        say("", 0);
        say(STOPPED, 0);
        for stopped in &report.stopped {
            say(&format!("- {}", stopped_words(stopped)), 2);
        }
    }
    if !report.hurts.is_empty() {
        say("", 0);
        say(HURT, 0);
        for hurt in &report.hurts {
            let side = hurt
                .side
                .as_ref()
                .map_or(String::new(), |s| format!(", {}", line(s)));
            let (title, step) = (line(&hurt.title), line(&hurt.step));
            say(&format!("- {}: {step}{side} ({title})", hurt.day), 2);
        }
    }
    if !report.notes.is_empty() {
        say("", 0);
        say(NOTES, 0);
        for note in &report.notes {
            say(
                &format!(
                    "- {}, {}: {}",
                    note.day,
                    line(&note.title),
                    line(&note.note)
                ),
                2,
            );
        }
    }
    say("", 0);
    say(BY, 0);
    page
}

const PAINS: [(Whose, &str); 2] = [
    (Whose::Routine, "Pain or stiffness (0 to 10), by routine"),
    (
        Whose::Area,
        "Pain or stiffness (0 to 10), by part of the body",
    ),
];
const STOPPED: &str = "Stopped before the end";
const HURT: &str = "Said \"that hurts\"";
const NOTES: &str = "Notes";
const BY: &str = "Written by supple from what it counted while the exercises were done. What was \
                  asked is the least of the routine file.";

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
        length(whole_minutes(report.real))
    )
}

fn whole_minutes(real: Duration) -> Duration {
    Duration::from_secs(real.as_secs().div_ceil(60) * 60)
}

fn asked_words(asked: &Asked) -> String {
    let how_often = asked
        .how_often
        .as_deref()
        .map_or("how often: not said".into(), line);
    let mut words = format!("Asked: {how_often}");
    if let Some(by) = &asked.by {
        words += &format!("; by {}", line(by));
    }
    if let Some(on) = asked.on {
        words += &format!("; on {on}");
    }
    if let Some(review) = asked.review {
        words += &format!("; to be looked at again on {review}");
    }
    words + "."
}

fn done_words(played: &Played) -> String {
    let times = |count: u64| match count {
        0 => "not once".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    };
    if played.sessions == 0 {
        return "Done: not once.".into();
    }
    let days = match played.days {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    };
    format!(
        "Done: {} on {days}; to its end {}, with all that was asked {}.",
        times(played.sessions),
        times(played.finished),
        times(played.whole)
    )
}

fn step_words(step: &StepSum) -> String {
    let side = step
        .side
        .as_ref()
        .map_or(String::new(), |s| format!(", {}", line(s)));
    format!("{}{side}: {}", line(&step.name), step_done(step))
}

fn step_done(step: &StepSum) -> String {
    let seconds = |total: Duration| length(Duration::from_secs(total.as_secs()));
    let mut words = match step.work.asked.is_zero() {
        true => format!("{} done", seconds(step.work.done)),
        false => format!(
            "{} of {} asked",
            seconds(step.work.done),
            seconds(step.work.asked)
        ),
    };
    if let Some(percent) = step.work.percent() {
        words += &format!(" ({percent} %)");
    }
    if step.reps_asked > step.times {
        words += &format!(", {} of {} repetitions", step.reps, step.reps_asked);
    }
    let marks = [(step.skipped, "cut short"), (step.hurt, "that hurt")];
    for (count, mark) in marks {
        if count > 0 {
            words += &format!(", {mark} in {count} of {}", step.times);
        }
    }
    words
}

fn pain_words(pain: &Pain) -> String {
    let mut pieces = Vec::new();
    let mean = |mean: Option<f64>| mean.map_or("-".to_owned(), |mean| format!("{mean:.1}"));
    if pain.before.is_some() || pain.after.is_some() {
        let (before, after) = (mean(pain.before), mean(pain.after));
        pieces.push(format!("before {before}, after {after} on average"));
    }
    if let (Some(first), Some(last)) = (pain.at_first, pain.lately) {
        pieces.push(format!("before it {first:.1} at first, {last:.1} lately"));
    }
    if pain.better + pain.same + pain.worse > 0 {
        let (better, same, worse) = (pain.better, pain.same, pain.worse);
        pieces.push(format!("{better} better, {same} same, {worse} worse"));
    }
    pieces.join("; ")
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
