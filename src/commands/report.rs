//! `supple report`: one plain page for the physiotherapist, as text or for a browser.
//!
//! Both say the same in the same order: what to look at; asked against done, per side; pain by the
//! week; then, below the first half page, pain by routine and part of the body, what was stopped
//! and why, what hurt, notes. Facts only: no conclusion, no advice, and of each number who says so.

mod html;

use std::process::ExitCode;
use std::time::Duration;

use super::history::whole;
use super::paper::{Paper, columns, widths};
use super::show::figure::drawn_steps;
use super::{Failure, journal, library, prescribed, print, told, unwritable};
use crate::cli::ReportArgs;
use crate::history::figures::{Known, Mean, Pain, Whose};
use crate::history::report::{
    AskedDose, ExerciseSum, PainWeek, PersonsNote, Report, RoutineSum, SideSum, Stopped,
};
use crate::host::clock::Clock;
use crate::host::{disk, stdio};
use crate::seconds::{Length, minutes};
use crate::text::line;
use crate::view::history::early_word;
use crate::words::figures::{self, mean_of, reps_asked, reps_by_the_clock};
use crate::words::{count, length, length_passed, past, range, report as said, some_of, times};

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
    disk::write(path, page).map_err(|why| unwritable(path, &why))?;
    print(&said::written(path.display()))
}

const PAINS: [(Whose, &str); 2] =
    [(Whose::Routine, said::BY_ROUTINE), (Whose::Area, said::BY_AREA)];

/// How many weeks of pain are shown, the last ones.
const LAST_WEEKS: usize = 12;
/// How many facts to look at stand first.
const LOOK: usize = 5;

/// The page as text, at most so many columns wide, and at least 40.
pub fn text(report: &Report, width: usize) -> String {
    let mut page = Paper::of(width.max(40));
    page.say(&title(report));
    page.say(&summary(report));
    if report.sessions == 0 && report.routines.is_empty() {
        return page.text;
    }
    page.list(said::LOOK_AT, look_at(report));
    page.row("");
    say_table(report, &mut page);
    others(report).iter().for_each(|others| page.say(others));
    let weeks: Vec<[String; 3]> = weeks(report).collect();
    if !weeks.is_empty() {
        page.head(said::WEEKS);
    }
    let wide = widths(&weeks);
    weeks.iter().for_each(|week| page.row(&format!("  {}", columns(week, wide))));
    page.row("");
    said::LEGEND.iter().for_each(|words| page.say(words));
    for (whose, head) in PAINS {
        let pains = report.pain_of(whose);
        page.list(head, pains.map(|pain| format!("{}: {}", line(&pain.title), pain_words(pain))));
    }
    for (head, items) in sections(report) {
        page.list(head, items);
    }
    page.head(said::WRITTEN_BY);
    page.text
}

/// The table; where it is too narrow for columns, an exercise a paragraph.
fn say_table(report: &Report, page: &mut Paper) {
    let groups: Vec<_> = table(report).collect();
    let mut rows = vec![said::HEADS.map(str::to_owned)];
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
                left => said::right_and_left(right, left),
            };
            page.hang("  - ", &said::in_words(name, asked, done, counted, hurt));
        }
    }
}

// What both pages say.

fn title(report: &Report) -> String {
    said::from_to(report.from, report.to)
}

fn summary(report: &Report) -> String {
    if report.sessions == 0 {
        return past::no_session(None, true);
    }
    let whole_minutes = length(Duration::from_secs(minutes(report.real) * 60));
    let sessions = count(report.sessions, "session");
    said::sessions_on(sessions, report.days, report.of_days, whole_minutes)
}

/// What to look at first, each a fact.
fn look_at(report: &Report) -> Vec<String> {
    let name = |of: &ExerciseSum, sum: &SideSum| step_name(&of.name, sum.side.as_deref());
    let hurt = sums(report).filter_map(|(exercise, sum)| {
        let days = count(sum.hurt_on.len() as u64, "day");
        Some(said::hurt_on(name(exercise, sum), days, sum.hurt_on.last()?))
    });
    let mut facts: Vec<String> = hurt.collect();
    if let stopped @ 1.. = report.stopped.len() {
        facts.push(said::ended_early(stopped, report.sessions));
    }
    for played in &report.routines {
        let Some(asked) = &played.asked else { continue };
        let title = line(&played.title);
        if played.sessions == 0 {
            facts.push(said::not_done_in_time(&title));
        }
        if let Some(review) = asked.review.filter(|review| *review <= report.to) {
            facts.push(said::to_be_looked_at(title, review));
        }
    }
    let cut = sums(report).filter(|(_, sum)| sum.skipped > sum.hurt);
    facts.extend(cut.map(|(of, sum)| said::cut_short(name(of, sum), sum.skipped, sum.asked)));
    if facts.is_empty() {
        facts.push(said::NOTHING_TO_LOOK_AT.to_owned());
    }
    facts.truncate(LOOK);
    facts
}

fn sums(report: &Report) -> impl Iterator<Item = (&ExerciseSum, &SideSum)> {
    let exercises = report.routines.iter().flat_map(|played| &played.exercises);
    exercises.flat_map(|one| one.sides.iter().map(move |sum| (one, sum)))
}

fn step_name(name: &str, side: Option<&str>) -> String {
    [Some(name), side].into_iter().flatten().map(line).collect::<Vec<_>>().join(", ")
}

/// An exercise in the table, below [`said::HEADS`]. Where it has no sides, what was done of all
/// stands in the place of the right one, and nothing in that of the left.
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
    (!others.is_empty()).then(|| said::also_done(others))
}

fn head(played: &RoutineSum, report: &Report) -> String {
    let asked = played.asked.as_ref().map_or(String::new(), |asked| {
        let (how_often, by) = (asked.how_often.as_deref(), asked.by.as_deref());
        said::asked(how_often.map(line), by.map(line), asked.on)
    });
    let of_days = count(report.of_days.unsigned_abs().into(), "day");
    let done = match played.sessions {
        0 => said::NOT_DONE.into(),
        sessions => said::done_on(times(sessions), played.days, of_days, played.finished),
    };
    format!("{}: {done}{asked}.", line(&played.title))
}

fn row(exercise: &ExerciseSum, played: &RoutineSum, report: &Report) -> SheetRow {
    let sides = &exercise.sides;
    let asked = match exercise.doses.as_slice() {
        [] => "?".into(),
        [dose] => dose_words(dose),
        [.., before, last] => said::dose_before(dose_words(last), dose_words(before)),
    };
    let rhythm = played.asked.as_ref().and_then(|asked| exercise.rhythm(asked, report));
    let sessions = || times(sides.iter().map(|sum| sum.done).max().unwrap_or(0));
    let done = rhythm.map_or_else(sessions, |rhythm| rhythm.both);
    let of = |side| sides.iter().find(|sum| sum.side.as_deref() == side).map(counted_words);
    let [right, left] = match of(None) {
        Some(all) => [all, String::new()],
        None => ["right", "left"].map(|side| of(Some(side)).unwrap_or("-".to_owned())),
    };
    let hurts = sides.iter().filter(|sum| sum.hurt > 0);
    let side = |sum: &SideSum| sum.side.as_deref().map_or(String::new(), |side| line(side) + " ");
    let hurts = hurts.map(|sum| format!("{}{}", side(sum), sum.hurt));
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
    let done = length_passed(sum.time.done);
    match &sum.said {
        Some(sets) => figures::sets_as_said(sets),
        None if sum.reps_asked > sum.asked => reps_by_the_clock(some_of(sum.reps, sum.reps_asked)),
        None if sum.time.asked.is_zero() => reps_by_the_clock(done),
        None => reps_by_the_clock(some_of(done, length_passed(sum.time.asked))),
    }
}

/// Pain by the week: the week, before and after of the same sessions, how many sessions.
fn weeks(report: &Report) -> impl Iterator<Item = [String; 3]> {
    let mean = |Mean(sum, count): Mean| mean_of((count > 0).then(|| sum / count as f64), count);
    let words = move |week: &PainWeek| {
        let [Mean(sum, both), after] = week.both;
        let Mean(_, alone) = week.before_alone;
        let told = [
            (both > 0).then(|| format!("{:.1} → {}", sum / both as f64, mean(after))),
            (alone > 0).then(|| said::before_alone(mean(week.before_alone))),
        ];
        let told = told.into_iter().flatten().collect::<Vec<_>>().join("; ");
        [week.monday.to_string(), told, said::answered(both + alone, week.sessions)]
    };
    report.weeks[report.weeks.len().saturating_sub(LAST_WEEKS)..].iter().map(words)
}

/// The ratings of a routine, or of a part of the body, each mean with its number of answers.
fn pain_words(pain: &Pain) -> String {
    let Pain { before, after, better, same, worse, .. } = *pain;
    let (befores, afters) = (mean_of(before, pain.befores), mean_of(after, pain.afters));
    let pieces = [
        before.or(after).map(|_| said::means(befores, afters)),
        (better + same + worse > 0).then(|| figures::better_same_worse(better, same, worse)),
    ];
    pieces.into_iter().flatten().collect::<Vec<_>>().join("; ")
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
        (said::STOPPED_EARLY, report.stopped.iter().map(stopped_words).collect()),
        (said::HURT, hurts.collect()),
        (said::NOTES, report.notes.iter().map(noted).collect()),
    ]
}

fn stopped_words(stopped: &Stopped) -> String {
    let (ended, at) = (early_word(stopped.ended), stopped.at.as_deref().map(line));
    let ended = at.map_or(ended.to_owned(), |at| past::ended_at(ended, at));
    let why = stopped.why.as_ref().map_or(String::new(), |why| format!(" ({})", line(why)));
    format!("{}, {}: {ended}{why}", stopped.day, line(&stopped.title))
}
