//! `supple report`: one plain page for the physiotherapist, as text or for a browser.
//!
//! Both say the same in the same order: what to look at; asked against done, per side; pain by the
//! week; then, below the first half page, pain by routine and part of the body, what was stopped
//! and why, what hurt, notes. Facts only: no conclusion, no advice, and of each number who says so.

mod html;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use super::history::whole;
use super::paper::{Paper, columns, widths};
use super::show::figure::drawn_steps;
use super::{Failure, journal, library, prescribed, print, told, unwritable};
use crate::cli::{ReportArgs, SinceWhen};
use crate::history::Ended;
use crate::history::figures::{Known, Pain, Prescription, Whose};
use crate::history::report::{
    AskedDose, ExerciseSum, PainWeek, Report, RoutineSum, SideSum, Stopped,
};
use crate::host::clock::Clock;
use crate::host::{disk, stdio};
use crate::library::Entry;
use crate::seconds::{Length, minutes};
use crate::session::Counted;
use crate::text::{line, padded};
use crate::words::figures::{better_same_worse, reps_asked};
use crate::words::{count, length, range, times};

pub use html::html;

/// Prints the report, or writes it into a file.
///
/// # Errors
/// If there is no journal, or the file can't be written.
pub fn run(words: &ReportArgs) -> Result<ExitCode, Failure> {
    let (now, library) = (Clock::local(), library());
    let two_weeks = SinceWhen::Ago { months: 0, days: 14 };
    let since = words.since.unwrap_or(two_weeks).day(&now);
    let journal = journal()?;
    let past = told(journal.past()).choose(|session| session.start.date() >= since);
    let known = Known {
        today: now.date(),
        since: Some(since),
        title: &|id| super::title(&library, id),
        asked: &prescribed(&library),
    };
    let report = Report::of(&past.sessions, whole(journal, &past), since, known);
    let Some(path) = &words.html else {
        return print(&text(&report, stdio::columns()));
    };
    let played = |entry: &Arc<Entry>| {
        let known = report.routines.iter().any(|played| played.title == entry.title());
        let (_, timeline) = library.playable(entry).ok().filter(|_| known)?;
        Some((entry.title().to_owned(), drawn_steps(&timeline)))
    };
    let figures: Vec<_> = library.entries().iter().filter_map(played).collect();
    let page = html(&report, &figures);
    if path.as_os_str() == "-" {
        return print(&page);
    }
    disk::write(path, page, disk::IfThere::Replace).map_err(|why| unwritable(path, &why))?;
    print(&format!("Written: {}\n", path.display()))
}

const HEADS: [&str; 6] = ["", "asked", "done", "right", "left", "hurt"];
const WEEKS: &str = "Pain or stiffness, 0 to 10, before → after, by week (number of answers)";
const PAINS: [(Whose, &str); 2] = [
    (Whose::Routine, "Pain or stiffness (0 to 10), by routine"),
    (Whose::Area, "Pain or stiffness (0 to 10), by part of the body"),
];
const BY: &str = "Written by supple from the records of the sessions. It draws no conclusion.";
const NOTHING: &str = "Nothing was said to hurt, nothing was cut short, and nothing ended early.";

/// What the marks and the numbers mean.
const LEGEND: [&str; 2] = [
    "* by the clock, nobody counted   said: by the patient   ? unknown",
    "Asked: in the routine file, each time; done: how often. Right and left: what was done, of what was asked (of a \
     range its lower number), all times together. In brackets: how many sets or answers.",
];

/// How many weeks of pain are shown, the last ones.
const LAST_WEEKS: usize = 12;
/// How many facts to look at stand first.
const LOOK: usize = 5;

/// The page as text, at most `columns` columns wide.
pub fn text(report: &Report, columns: usize) -> String {
    let mut page = Paper::of(columns.max(40));
    page.say(&title(report));
    page.say(&summary(report));
    if report.sessions == 0 && report.routines.is_empty() {
        return page.text;
    }
    page.list("Look at", look_at(report));
    page.row("");
    say_table(report, &mut page);
    if let Some(others) = others(report) {
        page.say(&others);
    }
    let weeks: Vec<[String; 3]> = weeks(report).collect();
    if !weeks.is_empty() {
        page.head(WEEKS);
    }
    let [_, wide, _] = widths(&weeks);
    for [week, pain, answered] in &weeks {
        page.row(&format!("  {week}  {}  {answered}", padded(pain, wide)));
    }
    page.row("");
    LEGEND.iter().for_each(|words| page.say(words));
    for (whose, head) in PAINS {
        let pains = report.pain_of(whose);
        page.list(head, pains.map(|pain| format!("{}: {}", line(&pain.title), pain_words(pain))));
    }
    for (head, items) in sections(report) {
        page.list(head, items);
    }
    page.head(BY);
    page.text
}

/// The table; where it is too narrow for columns, an exercise a paragraph.
fn say_table(report: &Report, page: &mut Paper) {
    let cells = |row: &SheetRow| {
        let [name, asked, done, hurt] = row.cells.clone();
        let (right, left) = row.counted.clone();
        [name, asked, done, right, left.unwrap_or_default(), hurt]
    };
    let groups: Vec<_> = table(report).collect();
    let mut rows = vec![HEADS.map(str::to_owned)];
    rows.extend(groups.iter().flat_map(|(_, rows)| rows).map(cells));
    let wide = widths(&rows);
    let fits = wide.iter().sum::<usize>() + 2 * wide.len() <= page.width;
    if fits {
        page.row(&format!("  {}", columns(&rows[0], wide)));
    }
    for (head, rows) in &groups {
        page.say(head);
        for row in rows {
            if fits {
                page.row(&format!("  {}", columns(&cells(row), wide)));
                continue;
            }
            let [name, asked, done, hurt] = &row.cells;
            let counted = match &row.counted {
                (right, Some(left)) => format!("right {right}; left {left}"),
                (all, None) => all.clone(),
            };
            let words = format!("{name}: asked {asked}; done {done}: {counted}; hurt {hurt}");
            page.hang("  - ", &words);
        }
    }
}

// What both pages say.

fn title(report: &Report) -> String {
    format!("Exercises from {} to {}", report.from, report.to)
}

fn summary(report: &Report) -> String {
    if report.sessions == 0 {
        return "No session in this time.".into();
    }
    let whole_minutes = Duration::from_secs(minutes(report.real) * 60);
    format!(
        "{} on {} of {} days, {} in all.",
        count(report.sessions, "session"),
        report.days,
        report.of_days,
        length(whole_minutes)
    )
}

/// What to look at first, each a fact.
fn look_at(report: &Report) -> Vec<String> {
    let mut facts = Vec::new();
    for (routine, exercise, sum) in sums(report).filter(|(_, _, sum)| sum.hurt > 0) {
        let same = report.hurts.iter().filter(|hurt| {
            hurt.title == routine.title && hurt.step == exercise.name && hurt.side == sum.side
        });
        let days: BTreeSet<_> = same.map(|hurt| hurt.day).collect();
        let last = days.last().map_or(String::new(), |day| format!(", last on {day}"));
        let of = count(days.len() as u64, "day");
        facts.push(format!("{}: \"that hurts\" on {of}{last}.", side_name(exercise, sum)));
    }
    if let stopped @ 1.. = report.stopped.len() {
        facts.push(format!("Ended early: {stopped} of {} sessions.", report.sessions));
    }
    for played in &report.routines {
        let Some(asked) = &played.asked else { continue };
        let title = line(&played.title);
        if played.sessions == 0 {
            facts.push(format!("{title}: not done in this time."));
        }
        if let Some(review) = asked.review.filter(|review| *review <= report.to) {
            facts.push(format!("{title}: was to be looked at again on {review}."));
        }
    }
    for (_, exercise, sum) in sums(report).filter(|(_, _, sum)| sum.skipped > sum.hurt) {
        let (name, skipped, asked) = (side_name(exercise, sum), sum.skipped, sum.asked);
        facts.push(format!("{name}: cut short in {skipped} of {asked} sessions."));
    }
    if facts.is_empty() {
        facts.push(NOTHING.to_owned());
    }
    facts.truncate(LOOK);
    facts
}

fn sums(report: &Report) -> impl Iterator<Item = (&RoutineSum, &ExerciseSum, &SideSum)> {
    report.routines.iter().flat_map(|played| {
        let exercises = played.exercises.iter();
        exercises.flat_map(move |one| one.sides.iter().map(move |sum| (played, one, sum)))
    })
}

fn side_name(exercise: &ExerciseSum, sum: &SideSum) -> String {
    line(&exercise.name) + &comma_before(sum.side.as_deref())
}

fn comma_before(side: Option<&str>) -> String {
    side.map_or(String::new(), |side| format!(", {}", line(side)))
}

/// An exercise in the table.
struct SheetRow {
    /// Its name, what was asked, how often it was done, and how often it hurt.
    cells: [String; 4],
    /// What was done on the right and the left, or of all where it has no sides.
    counted: (String, Option<String>),
}

/// The table, with a head for each routine: what was prescribed, or all where nothing was.
fn table(report: &Report) -> impl Iterator<Item = (String, Vec<SheetRow>)> {
    in_table(report).map(|played| {
        let rows = played.exercises.iter().map(|exercise| row(exercise, played, report));
        (head(played, report), rows.collect())
    })
}

fn in_table(report: &Report) -> impl Iterator<Item = &RoutineSum> {
    let prescribed = report.routines.iter().any(|played| played.asked.is_some());
    report.routines.iter().filter(move |played| played.asked.is_some() || !prescribed)
}

/// The other routines in a line.
fn others(report: &Report) -> Option<String> {
    // Those that were prescribed come first.
    let others = report.routines.iter().skip(in_table(report).count());
    let others = others.map(|played| format!("{} {}", line(&played.title), times(played.sessions)));
    let others: Vec<String> = others.collect();
    (!others.is_empty()).then(|| format!("Also done: {}.", others.join(", ")))
}

fn head(played: &RoutineSum, report: &Report) -> String {
    let title = line(&played.title);
    let asked = played.asked.as_ref();
    let asked = asked.map_or(String::new(), |asked| format!("; {}", asked_words(asked)));
    let done = match played.sessions {
        0 => "not done".into(),
        sessions => format!(
            "done {} on {} of {}, {} to the end",
            times(sessions),
            played.days,
            count(report.of_days.unsigned_abs().into(), "day"),
            played.finished
        ),
    };
    format!("{title}: {done}{asked}.")
}

fn asked_words(asked: &Prescription) -> String {
    let how_often = asked.how_often.as_deref();
    let mut words =
        how_often.map_or("how often: not said".into(), |often| format!("asked {}", line(often)));
    if let Some(by) = &asked.by {
        words += &format!(" by {}", line(by));
    }
    if let Some(on) = asked.on {
        words += &format!(" on {on}");
    }
    words
}

fn row(exercise: &ExerciseSum, played: &RoutineSum, report: &Report) -> SheetRow {
    let sides = &exercise.sides;
    let asked = match exercise.doses.as_slice() {
        [] => "?".into(),
        [dose] => dose_words(dose),
        [.., before, last] => format!("{}, before {}", dose_words(last), dose_words(before)),
    };
    let rhythm = played.asked.as_ref().and_then(|asked| exercise.rhythm(asked, report));
    let done = match rhythm {
        Some(rhythm) => rhythm.both,
        None => times(sides.iter().map(|sum| sum.done).max().unwrap_or(0)),
    };
    let of = |side: Option<&str>| {
        let sum = sides.iter().find(|sum| sum.side.as_deref() == side);
        sum.map(counted_words)
    };
    let side = |side: &str| of(Some(side)).unwrap_or_else(|| "-".to_owned());
    let hurts = sides.iter().filter(|sum| sum.hurt > 0).map(|sum| {
        let side = sum.side.as_deref().map_or(String::new(), |side| format!("{} ", line(side)));
        format!("{side}{}", sum.hurt)
    });
    let hurts = hurts.collect::<Vec<_>>().join(", ");
    let hurt = if hurts.is_empty() { "-".to_owned() } else { hurts };
    SheetRow {
        cells: [line(&exercise.name), asked, done, hurt],
        counted: match of(None) {
            Some(all) => (all, None),
            None => (side("right"), Some(side("left"))),
        },
    }
}

/// What was asked of one side, each time: `2 × 8–20`, `3 × 20 s`, `15 min`.
fn dose_words(dose: &AskedDose) -> String {
    let ((least, most), reps) = (dose.time, dose.reps);
    if dose.sets.1 > 0 || most.is_zero() {
        return reps_asked(reps, dose.sets);
    }
    let range = |of: u32| {
        let each = |time: Duration, count: u32| time / count.min(of).max(1);
        range(Length { least: each(least, reps.0), most: each(most, reps.1) })
    };
    match reps.1 {
        0 | 1 => range(1),
        count => format!("{} × {}", reps_asked(reps, (0, 0)), range(count)),
    }
}

/// What was done of a side, with who says so.
fn counted_words(sum: &SideSum) -> String {
    if let Some(said) = &sum.said {
        return said_words(said);
    }
    if sum.reps_asked > sum.asked {
        let counted = Counted::Clock(u32::try_from(sum.reps).unwrap_or(u32::MAX));
        return format!("{} of {} *", counted.shown().trim_end_matches(" *"), sum.reps_asked);
    }
    let whole = |time: Duration| length(Duration::from_secs(time.as_secs()));
    if sum.time.asked.is_zero() {
        format!("{} *", whole(sum.time.done))
    } else {
        format!("{} of {} *", whole(sum.time.done), whole(sum.time.asked))
    }
}

/// What the person said of their sets, and of how many.
fn said_words(said: &[Option<u32>]) -> String {
    let known: Vec<u32> = said.iter().flatten().copied().collect();
    let range = match (known.iter().min(), known.iter().max()) {
        (Some(least), Some(most)) if least == most => format!("{least} said"),
        (Some(least), Some(most)) => format!("{least}–{most} said"),
        _ => String::new(),
    };
    match (known.len(), said.len() - known.len()) {
        (0, 0) => "-".into(),
        (0, unknown) => format!("? ({unknown})"),
        (known, 0) => format!("{range} ({known})"),
        (known, unknown) => format!("{range} ({known}), ? ({unknown})"),
    }
}

/// Pain by the week: the week, before and after of the same sessions, how many sessions.
fn weeks(report: &Report) -> impl Iterator<Item = [String; 3]> {
    report.weeks[report.weeks.len().saturating_sub(LAST_WEEKS)..].iter().map(week)
}

fn week(week: &PainWeek) -> [String; 3] {
    let mean = |sum: u64, count: u64| format!("{:.1}", sum as f64 / count as f64);
    let mut told = Vec::new();
    let (before, after, both) = week.both;
    if both > 0 {
        told.push(format!("{} → {} ({both})", mean(before, both), mean(after, both)));
    }
    let (before, alone) = week.before_alone;
    if alone > 0 {
        told.push(format!("before alone {} ({alone})", mean(before, alone)));
    }
    let answered = format!("{} of {} answered", both + alone, week.sessions);
    [week.monday.to_string(), told.join("; "), answered]
}

/// The ratings of a routine, or of a part of the body, each mean with its number of answers.
fn pain_words(pain: &Pain) -> String {
    let mut pieces = Vec::new();
    if pain.before.is_some() || pain.after.is_some() {
        let before = mean_of(pain.before, pain.befores);
        let after = mean_of(pain.after, pain.afters);
        pieces.push(format!("mean before {before}, after {after}"));
    }
    if pain.better + pain.same + pain.worse > 0 {
        pieces.push(better_same_worse(pain.better, pain.same, pain.worse));
    }
    pieces.join("; ")
}

/// A mean, and of how many answers; a dash where there are none.
pub(super) fn mean_of(mean: Option<f64>, count: u64) -> String {
    mean.map_or("-".to_owned(), |mean| format!("{mean:.1} ({count})"))
}

/// What was stopped, what hurt and what was noted, each below its head.
fn sections(report: &Report) -> [(&'static str, Vec<String>); 3] {
    let hurts = report.hurts.iter().map(|hurt| {
        let side = comma_before(hurt.side.as_deref());
        format!("{}: {}{side} ({})", hurt.day, line(&hurt.step), line(&hurt.title))
    });
    let notes = report.notes.iter();
    let notes =
        notes.map(|note| format!("{}, {}: {}", note.day, line(&note.title), line(&note.note)));
    [
        ("Stopped before the end", report.stopped.iter().map(stopped_words).collect()),
        ("Said \"that hurts\"", hurts.collect()),
        ("Notes", notes.collect()),
    ]
}

fn stopped_words(stopped: &Stopped) -> String {
    let ended = match stopped.ended {
        Ended::Interrupted => "broken off",
        _ => "stopped",
    };
    let at = stopped.at.as_ref().map_or(String::new(), |at| format!(" at {}", line(at)));
    let why = stopped.why.as_ref().map_or(String::new(), |why| format!(" ({})", line(why)));
    format!("{}, {}: {ended}{at}{why}", stopped.day, line(&stopped.title))
}
