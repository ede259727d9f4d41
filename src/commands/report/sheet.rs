//! The first half page of the report, as rows of words: what to look at, what was asked and done of
//! each exercise, pain by the week. Facts only: no conclusion, no advice, and of each number who
//! says so.

use std::time::Duration;

use crate::history::figures::{Pain, Prescription};
use crate::history::often::RhythmKept;
use crate::history::report::{AskedDose, ExerciseSum, PainWeek, Report, RoutineSum, SideSum};
use crate::session::Counted;
use crate::text::line;
use crate::words::figures::reps_asked;
use crate::words::{self, length};

/// What the marks and the numbers mean.
pub(super) const LEGEND: [&str; 2] = [
    "* by the clock, nobody counted   said: by the patient   ? unknown",
    "Asked: in the routine file, each time; done: how often. Right and left: what was done, of what was asked (of a \
     range its lower number), all times together. In brackets: how many sets or answers.",
];

/// How many weeks of pain are shown, the last ones.
const WEEKS: usize = 12;
/// How many facts to look at stand first.
const LOOK: usize = 5;

/// A routine's rows in the table.
pub(super) struct Group {
    pub head: String,
    pub rows: Vec<SheetRow>,
}

/// An exercise in the table.
pub(super) struct SheetRow {
    pub name: String,
    pub asked: String,
    pub done: String,
    pub counted: Sides,
    pub hurt: String,
}

/// What was done of it: on each side, or of all where it has none.
pub(super) enum Sides {
    Each { right: String, left: String },
    None(String),
}

/// What to look at first, each a fact.
pub(super) fn look_at(report: &Report) -> Vec<String> {
    let mut facts = Vec::new();
    for (routine, exercise, sum) in sums(report) {
        if sum.hurt == 0 {
            continue;
        }
        let same = report.hurts.iter().filter(|hurt| {
            hurt.title == routine.title && hurt.step == exercise.name && hurt.side == sum.side
        });
        let days: std::collections::BTreeSet<_> = same.map(|hurt| hurt.day).collect();
        let last = days.last().map_or(String::new(), |day| format!(", last on {day}"));
        let of = days_words(days.len());
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
        let (skipped, asked) = (sum.skipped, sum.asked);
        let name = side_name(exercise, sum);
        facts.push(format!("{name}: cut short in {skipped} of {asked} sessions."));
    }
    facts.truncate(LOOK);
    facts
}

fn sums(report: &Report) -> impl Iterator<Item = (&RoutineSum, &ExerciseSum, &SideSum)> {
    report.routines.iter().flat_map(|played| {
        let exercises = played.exercises.iter();
        exercises
            .flat_map(move |exercise| exercise.sides.iter().map(move |sum| (played, exercise, sum)))
    })
}

fn side_name(exercise: &ExerciseSum, sum: &SideSum) -> String {
    let side = sum.side.as_deref();
    let side = side.map_or(String::new(), |side| format!(", {}", line(side)));
    format!("{}{side}", line(&exercise.name))
}

/// The table: what was prescribed, or all where nothing was.
pub(super) fn table(report: &Report) -> Vec<Group> {
    in_table(report)
        .map(|played| Group {
            head: head(played, report),
            rows: (played.exercises.iter())
                .map(|exercise| {
                    let asked = played.asked.as_ref();
                    let rhythm = asked.and_then(|asked| exercise.rhythm(asked, report));
                    row(exercise, rhythm)
                })
                .collect(),
        })
        .collect()
}

pub(super) fn in_table(report: &Report) -> impl Iterator<Item = &RoutineSum> {
    let prescribed = report.routines.iter().any(|played| played.asked.is_some());
    let shown = move |played: &&RoutineSum| played.asked.is_some() || !prescribed;
    report.routines.iter().filter(shown)
}

/// The other routines in a line; empty where there are none.
pub(super) fn others(report: &Report) -> String {
    let shown = in_table(report).count();
    // Those that were prescribed come first.
    let others = report.routines[shown..].iter();
    let others: Vec<String> = others
        .map(|played| format!("{} {}", line(&played.title), times_words(played.sessions)))
        .collect();
    match others.is_empty() {
        true => String::new(),
        false => format!("Also done: {}.", others.join(", ")),
    }
}

fn head(played: &RoutineSum, report: &Report) -> String {
    let title = line(&played.title);
    let asked = played.asked.as_ref().map(|asked| format!("; {}", asked_words(asked)));
    let done = match played.sessions {
        0 => "not done".into(),
        sessions => format!(
            "done {} on {} of {}, {} to the end",
            times_words(sessions),
            played.days,
            days_words(report.of_days.unsigned_abs() as usize),
            played.finished
        ),
    };
    format!("{title}: {done}{}.", asked.unwrap_or_default())
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

fn times_words(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

fn days_words(count: usize) -> String {
    match count {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    }
}

fn row(exercise: &ExerciseSum, rhythm: Option<RhythmKept>) -> SheetRow {
    let doses: Vec<String> = exercise.doses.iter().map(asking_words).collect();
    let asked = match doses.as_slice() {
        [] => "?".into(),
        [dose] => dose.clone(),
        [.., before, last] => format!("{last}, before {before}"),
    };
    let done = exercise.sides.iter().map(|sum| sum.done).max();
    let done = match rhythm {
        Some(rhythm) => rhythm.both,
        None => times_words(done.unwrap_or(0)),
    };
    let of = |side: &str| {
        let sum = exercise.sides.iter().find(|sum| sum.side.as_deref() == Some(side));
        sum.map_or("-".to_owned(), counted_words)
    };
    let counted = match exercise.sides.iter().find(|sum| sum.side.is_none()) {
        Some(sum) => Sides::None(counted_words(sum)),
        None => Sides::Each { right: of("right"), left: of("left") },
    };
    let hurts = exercise.sides.iter().filter(|sum| sum.hurt > 0).map(|sum| {
        let side = sum.side.as_deref().map_or(String::new(), |side| format!("{} ", line(side)));
        format!("{side}{}", sum.hurt)
    });
    let hurts: Vec<String> = hurts.collect();
    SheetRow {
        name: line(&exercise.name),
        asked,
        done,
        counted,
        hurt: if hurts.is_empty() { "-".into() } else { hurts.join(", ") },
    }
}

/// What was asked of one side, each time: `2 × 8–20`, `3 × 20 s`, `15 min`.
fn asking_words(asking: &AskedDose) -> String {
    let (least, most) = asking.time;
    let reps = asking.reps;
    if asking.sets.1 > 0 || most.is_zero() {
        return reps_asked(reps, asking.sets);
    }
    let range = |of: u32| {
        let each = |time: Duration, count: u32| time / count.max(1);
        let length = crate::seconds::Length {
            least: each(least, reps.0.min(of)),
            most: each(most, reps.1.min(of)),
        };
        words::range(length)
    };
    match reps.1 {
        0 | 1 => range(1),
        count => format!("{} × {}", reps_asked(reps, (0, 0)), range(count)),
    }
}

/// What was done of a side, with who says so.
fn counted_words(sum: &SideSum) -> String {
    if let Some(said) = &sum.said {
        let known: Vec<u32> = said.iter().flatten().copied().collect();
        let unknown = said.len() - known.len();
        let (least, most) = (known.iter().min(), known.iter().max());
        let range = match (least, most) {
            (Some(least), Some(most)) if least == most => format!("{least} said"),
            (Some(least), Some(most)) => format!("{least}–{most} said"),
            _ => String::new(),
        };
        return match (known.len(), unknown) {
            (0, 0) => "-".into(),
            (0, unknown) => format!("? ({unknown})"),
            (known, 0) => format!("{range} ({known})"),
            (known, unknown) => format!("{range} ({known}), ? ({unknown})"),
        };
    }
    if sum.reps_asked > sum.asked {
        let counted = Counted::Clock(u32::try_from(sum.reps).unwrap_or(u32::MAX));
        return format!("{} of {}", counted.shown().trim_end_matches(" *"), sum.reps_asked) + " *";
    }
    let whole = |time: Duration| length(Duration::from_secs(time.as_secs()));
    match sum.time.asked.is_zero() {
        true => format!("{} *", whole(sum.time.done)),
        false => format!("{} of {} *", whole(sum.time.done), whole(sum.time.asked)),
    }
}

/// Pain by the week: the week, before and after of the same sessions, how many sessions.
pub(super) fn pain(report: &Report) -> Vec<[String; 3]> {
    let from = report.weeks.len().saturating_sub(WEEKS);
    report.weeks[from..].iter().map(week).collect()
}

fn week(week: &PainWeek) -> [String; 3] {
    let mean = |sum: u64, count: u64| format!("{:.1}", sum as f64 / count as f64);
    let mut told = Vec::new();
    let (before, after, count) = week.both;
    if count > 0 {
        told.push(format!("{} → {} ({count})", mean(before, count), mean(after, count)));
    }
    let (alone, count) = week.before_alone;
    if count > 0 {
        told.push(format!("before alone {} ({count})", mean(alone, count)));
    }
    let answered = week.both.2 + week.before_alone.1;
    [week.monday.to_string(), told.join("; "), format!("{answered} of {} answered", week.sessions)]
}

/// The ratings of a routine, or of a part of the body, each mean with its number of answers.
pub(super) fn pain_words(pain: &Pain) -> String {
    let mut pieces = Vec::new();
    let mean = |mean: Option<f64>, count: u64| {
        mean.map_or("-".to_owned(), |mean| format!("{mean:.1} ({count})"))
    };
    if pain.before.is_some() || pain.after.is_some() {
        let (before, after) = (mean(pain.before, pain.befores), mean(pain.after, pain.afters));
        pieces.push(format!("mean before {before}, after {after}"));
    }
    if pain.better + pain.same + pain.worse > 0 {
        let (better, same, worse) = (pain.better, pain.same, pain.worse);
        pieces.push(format!("{better} better, {same} same, {worse} worse"));
    }
    pieces.join("; ")
}
