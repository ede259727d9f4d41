//! `supple report`: one plain page for the physiotherapist, as text or for a browser.
//!
//! Both say the same in the same order: what to look at; asked against done, per side; pain by the
//! week; then, below the first half page, pain by routine and part of the body, what was stopped
//! and why, what hurt, notes. Facts only: no conclusion, no advice, and of each number who says so.

mod html;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Duration;

use super::history::whole;
use super::paper::{Paper, columns, widths};
use super::show::figure::drawn_steps;
use super::{Failure, journal, library, prescribed, print, told, unwritable};
use crate::cli::ReportArgs;
use crate::history::Ended;
use crate::history::figures::{Known, Mean, Pain, Prescription, Whose};
use crate::history::report::{
    AskedDose, ExerciseSum, PainWeek, PersonsNote, Report, RoutineSum, SideSum, Stopped,
};
use crate::host::clock::Clock;
use crate::host::{disk, stdio};
use crate::seconds::{Count, Length, minutes};
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
    let since = words.since.day(&now);
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
    let page = html(&report, |title| {
        let of_it = library.entries().iter().filter(|entry| entry.title() == title);
        let timelines = of_it.filter_map(|entry| Some(library.playable(entry).ok()?.1));
        timelines.flat_map(|timeline| drawn_steps(&timeline)).collect()
    });
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
    let groups: Vec<_> = table(report).collect();
    let mut rows = vec![HEADS.map(str::to_owned)];
    rows.extend(groups.iter().flat_map(|(_, rows)| rows).cloned());
    let wide = widths(&rows);
    let fits = wide.iter().sum::<usize>() + 2 * wide.len() <= page.width;
    if fits {
        page.row(&format!("  {}", columns(&rows[0], wide)));
    }
    for (head, rows) in &groups {
        page.say(head);
        for row in rows {
            if fits {
                page.row(&format!("  {}", columns(row, wide)));
                continue;
            }
            let [name, asked, done, right, left, hurt] = row;
            let counted = match left.as_str() {
                "" => right.clone(),
                left => format!("right {right}; left {left}"),
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
    let name = |of: &ExerciseSum, sum: &SideSum| step_name(&of.name, sum.side.as_deref());
    let mut facts = Vec::new();
    for (routine, exercise, sum) in sums(report).filter(|(_, _, sum)| sum.hurt > 0) {
        let same = report.hurts.iter().filter(|hurt| {
            hurt.title == routine.title && hurt.step == exercise.name && hurt.side == sum.side
        });
        let days: BTreeSet<_> = same.map(|hurt| hurt.day).collect();
        let last = days.last().map_or(String::new(), |day| format!(", last on {day}"));
        let (name, of) = (name(exercise, sum), count(days.len() as u64, "day"));
        facts.push(format!("{name}: \"that hurts\" on {of}{last}."));
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
        let (name, skipped, asked) = (name(exercise, sum), sum.skipped, sum.asked);
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

fn step_name(name: &str, side: Option<&str>) -> String {
    [Some(name), side].into_iter().flatten().map(line).collect::<Vec<_>>().join(", ")
}

/// An exercise in the table, below [`HEADS`]. Where it has no sides, what was done of all stands in
/// the place of the right one, and nothing in that of the left.
type SheetRow = [String; 6];

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
    let others = others.collect::<Vec<_>>().join(", ");
    (!others.is_empty()).then(|| format!("Also done: {others}."))
}

fn head(played: &RoutineSum, report: &Report) -> String {
    let (title, asked) = (line(&played.title), played.asked.as_ref().map(asked_words));
    let asked = asked.unwrap_or_default();
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
    let mut words = match &asked.how_often {
        Some(often) => format!("; asked {}", line(often)),
        None => "; how often: not said".to_owned(),
    };
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
    let of = |side| sides.iter().find(|sum| sum.side.as_deref() == side).map(counted_words);
    let [right, left] = match of(None) {
        Some(all) => [all, String::new()],
        None => ["right", "left"].map(|side| of(Some(side)).unwrap_or("-".to_owned())),
    };
    let hurts = sides.iter().filter(|sum| sum.hurt > 0);
    let hurts = hurts.map(|sum| match &sum.side {
        Some(side) => format!("{} {}", line(side), sum.hurt),
        None => sum.hurt.to_string(),
    });
    let hurts = hurts.collect::<Vec<_>>().join(", ");
    let hurt = if hurts.is_empty() { "-".to_owned() } else { hurts };
    [line(&exercise.name), asked, done, right, left, hurt]
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
    let whole = |time: Duration| length(Duration::from_secs(time.as_secs()));
    match &sum.said {
        Some(said) => said_words(said),
        None if sum.reps_asked > sum.asked => format!("{} of {} *", sum.reps, sum.reps_asked),
        None if sum.time.asked.is_zero() => format!("{} *", whole(sum.time.done)),
        None => format!("{} of {} *", whole(sum.time.done), whole(sum.time.asked)),
    }
}

/// What the person said of their sets, and of how many.
fn said_words(said: &[Option<u32>]) -> String {
    let known = || said.iter().flatten().copied();
    let range = known().min().zip(known().max());
    let range = range.map_or(String::new(), |(least, most)| Count { least, most }.shown());
    match (known().count(), said.len() - known().count()) {
        (0, 0) => "-".into(),
        (0, unknown) => format!("? ({unknown})"),
        (known, 0) => format!("{range} said ({known})"),
        (known, unknown) => format!("{range} said ({known}), ? ({unknown})"),
    }
}

/// Pain by the week: the week, before and after of the same sessions, how many sessions.
fn weeks(report: &Report) -> impl Iterator<Item = [String; 3]> {
    report.weeks[report.weeks.len().saturating_sub(LAST_WEEKS)..].iter().map(week)
}

fn week(week: &PainWeek) -> [String; 3] {
    let mean = |Mean(sum, count): Mean| format!("{:.1}", sum / count as f64);
    let mut told = Vec::new();
    let ([before, after], Mean(_, both)) = (week.both, week.both[0]);
    if both > 0 {
        told.push(format!("{} → {} ({both})", mean(before), mean(after)));
    }
    let Mean(_, alone) = week.before_alone;
    if alone > 0 {
        told.push(format!("before alone {} ({alone})", mean(week.before_alone)));
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
        let step = step_name(&hurt.step, hurt.side.as_deref());
        format!("{}: {step} ({})", hurt.day, line(&hurt.title))
    });
    let noted =
        |note: &PersonsNote| format!("{}, {}: {}", note.day, line(&note.title), line(&note.note));
    [
        ("Stopped before the end", report.stopped.iter().map(stopped_words).collect()),
        ("Said \"that hurts\"", hurts.collect()),
        ("Notes", report.notes.iter().map(noted).collect()),
    ]
}

fn stopped_words(stopped: &Stopped) -> String {
    let ended = if stopped.ended == Ended::Interrupted { "broken off" } else { "stopped" };
    let at = stopped.at.as_ref().map_or(String::new(), |at| format!(" at {}", line(at)));
    let why = stopped.why.as_ref().map_or(String::new(), |why| format!(" ({})", line(why)));
    format!("{}, {}: {ended}{at}{why}", stopped.day, line(&stopped.title))
}
