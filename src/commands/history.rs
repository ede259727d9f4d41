//! `supple history`: the sessions of the past on a screen, as a table, JSON, or values for
//! spreadsheets. What is printed for other programs is read and written one session at a time.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Duration;

use super::paper::{Paper, columns, widths};
use super::{Failure, complain, found_entry, journal, library, play, print, print_each};
use crate::app::looking::{Looking, Sessions};
use crate::cli::HistoryArgs;
use crate::history::{PastSession, Record, Summary, Than};
use crate::host::clock::Clock;
use crate::host::journal::{Journal, Past};
use crate::library::Found;
use crate::seconds::clock_passed;
use crate::session::Counted;
use crate::text::{cut, line};
use crate::words::figures::each_set;
use crate::words::{disk, past};

/// Shows the sessions that are asked for, or prints them.
///
/// # Errors
/// If the routine is the beginning of several, or there is no journal.
pub fn run(words: &HistoryArgs) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let now = Clock::local();
    let since = words.since.map(|since| since.day(&now));
    let moment = words.since.and_then(|since| since.moment(&now));
    let routine = words.routine.as_deref().map(routine).transpose()?;
    let is_wanted = |session: &Summary| {
        let late = match moment {
            Some(since) => session.start.at() >= since,
            None => since.is_none_or(|since| session.start.date() >= since),
        };
        late && routine.as_deref().is_none_or(|routine| {
            let played = &session.played;
            session.done_of(routine).is_some()
                || played.path.as_deref() == Some(routine)
                || played.title == routine
        })
    };
    let read = journal.past();
    let is_empty = read.value.sessions.is_empty();
    let past = read.value.choose(is_wanted);
    let for_programs = words.json || words.csv;
    if !is_empty && past.sessions.is_empty() && !for_programs {
        complain(&read.complaints);
        let of = routine.as_deref().map(line);
        return print(&(past::no_session(of.as_deref(), since.is_some()) + "\n"));
    }
    if !for_programs && !words.plain && std::io::stdout().is_terminal() {
        let sessions = past.sessions.clone();
        let open = Box::new(move |nth| journal.session(&past, nth));
        let trouble = trouble(&read.complaints);
        return play::look(&mut Looking::new(Sessions::new(sessions, open, trouble)));
    }
    complain(&read.complaints);
    match (words.json, words.csv) {
        (true, _) => print_each(json(whole(journal, &past))),
        (_, true) => print_each(csv(whole(journal, &past))),
        _ => print(&table(&past.sessions)),
    }
}

/// The routine that a word means: one that is gone may still have a history, and a file from
/// elsewhere a title.
fn routine(word: &str) -> Result<String, Failure> {
    match library().find(word) {
        found @ (Found::Entry(_) | Found::Ambiguous { .. }) => {
            Ok(found_entry(found, word)?.id.clone())
        }
        _ => Ok(word.to_owned()),
    }
}

/// The sessions of the past whole, one at a time; of what can't be read standard error tells.
pub(super) fn whole<'a>(
    journal: &'a Journal,
    past: &'a Past,
) -> impl Iterator<Item = PastSession> + 'a {
    let sessions = journal.sessions(past);
    sessions.filter_map(|session| session.map_err(|why| complain(&[why])).ok())
}

/// One sentence for a screen about all that could not be read.
pub(super) fn trouble(complaints: &[String]) -> Option<String> {
    let first = complaints.first()?;
    Some(match complaints.len() {
        1 => first.clone(),
        count => disk::many_unreadable(count, first),
    })
}

/// A table, the latest session last, above the prompt. The title gives way where the lines would be
/// too long.
fn table(sessions: &[Summary]) -> String {
    if sessions.is_empty() {
        return format!("{}\n", past::NO_SESSION_YET);
    }
    const LENGTH: usize = 1;
    const TITLE: usize = 2;
    let mut rows = vec![past::HEADS.map(str::to_owned)];
    rows.extend(sessions.iter().map(|session| {
        let id = session.id.to_string();
        [
            session.start.local().strftime("%Y-%m-%d %H:%M").to_string(),
            clock_passed(session.real()),
            line(&session.played.title),
            session.ended.to_string(),
            pain_words(session.before, session.after),
            session.than.map_or("", Than::word).into(),
            id[id.len() - 8..].to_owned(),
        ]
    }));
    let mut paper = Paper::new();
    let mut wide = widths(&rows);
    let others = wide.iter().sum::<usize>() - wide[TITLE] + 2 * (wide.len() - 1);
    wide[TITLE] = wide[TITLE].min(paper.width.saturating_sub(others).max(12));
    let notes = sessions.iter().map(|session| session.note.as_deref());
    for (mut row, note) in rows.into_iter().zip([None].into_iter().chain(notes)) {
        row[LENGTH] = format!("{:>1$}", row[LENGTH], wide[LENGTH]);
        row[TITLE] = cut(&row[TITLE], wide[TITLE]);
        paper.row(&columns(&row, wide));
        if let Some(note) = note {
            let note = cut(&line(note), paper.width.saturating_sub(18));
            paper.row(&format!("{:18}{note}", ""));
        }
    }
    paper.text
}

/// `6 > 3`; a dash where nothing was said.
fn pain_words(before: Option<u8>, after: Option<u8>) -> String {
    let word = |pain: Option<u8>| pain.map_or("-".to_owned(), |pain| pain.to_string());
    let said = before.or(after).map(|_| format!("{} > {}", word(before), word(after)));
    said.unwrap_or_default()
}

/// A list of sessions in pieces: each the record of `docs/history.md`, with what was said of it.
fn json(sessions: impl Iterator<Item = PastSession>) -> impl Iterator<Item = String> {
    let pieces = sessions.enumerate().map(|(nth, session)| {
        let json = super::json(&session);
        let json = json.trim_end().replace('\n', "\n  ");
        format!("{}  {json}", if nth == 0 { "[\n" } else { ",\n" })
    });
    let mut pieces = pieces.peekable();
    let end = if pieces.peek().is_some() { "\n]\n" } else { "[]\n" };
    pieces.chain([end.to_owned()])
}

/// A line for each session after a head line.
fn csv(sessions: impl Iterator<Item = PastSession>) -> impl Iterator<Item = String> {
    let row = |cells: Vec<String>| cells.join(",") + "\n";
    let head = row(COLUMNS.map(|(name, _)| name.to_owned()).to_vec());
    let rows =
        sessions.map(move |session| row(COLUMNS.map(|(_, value)| cell(&value(&session))).to_vec()));
    [head].into_iter().chain(rows)
}

/// The values for spreadsheets; lengths in seconds.
type CsvColumn = (&'static str, fn(&PastSession) -> String);
const COLUMNS: [CsvColumn; 21] = [
    ("id", |one| one.record.id.to_string()),
    ("start", |one| one.record.start.to_string()),
    ("end", |one| one.record.end.to_string()),
    ("routine", |one| one.record.routine.clone().unwrap_or_default()),
    ("title", |one| one.record.title.clone()),
    ("ended", |one| one.record.ended.to_string()),
    ("at", |one| one.record.at.clone().unwrap_or_default()),
    ("seconds", |one| seconds(one.record.planned.real)),
    ("work_asked", |one| seconds(one.record.work.least)),
    ("work_done", |one| seconds(one.record.work.real)),
    ("left_asked", |one| shown(one.record.left.map(|left| seconds(left.least)))),
    ("left_done", |one| shown(one.record.left.map(|left| seconds(left.real)))),
    ("right_asked", |one| shown(one.record.right.map(|right| seconds(right.least)))),
    ("right_done", |one| shown(one.record.right.map(|right| seconds(right.real)))),
    ("pauses", |one| one.record.pauses.to_string()),
    ("before", |one| shown(one.record.before)),
    ("after", |one| shown(one.after)),
    ("than", |one| shown(one.than.map(Than::word))),
    ("note", |one| one.note.clone().unwrap_or_default()),
    ("reps_by_clock", |one| reps_by_clock(&one.record)),
    ("reps_said", |one| reps_said(&one.record)),
];

fn shown(value: Option<impl ToString>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn seconds(length: Duration) -> String {
    match length.subsec_millis() {
        0 => length.as_secs().to_string(),
        _ => format!("{:.3}", length.as_secs_f64()),
    }
}

/// All repetitions, holds and breaths that the clock counted; empty where it counted none.
fn reps_by_clock(record: &Record) -> String {
    let counts = record.steps.iter().filter_map(|step| match step.counted() {
        Counted::Clock(reps) => Some(u64::from(reps)),
        Counted::Own(_) => None,
    });
    shown(counts.reduce(|one, other| one + other))
}

/// What the person said of each set at their own pace, `?` where nothing: `Heel raises 12 ?`.
fn reps_said(record: &Record) -> String {
    let steps = record.steps.iter().filter_map(|step| {
        let Counted::Own(said) = step.counted() else {
            return None;
        };
        let words = [Some(step.name.clone()), step.side.clone(), Some(each_set(said))];
        Some(words.into_iter().flatten().collect::<Vec<_>>().join(" "))
    });
    steps.collect::<Vec<_>>().join("; ")
}

/// A value as spreadsheets read it: in quotes where it must be, and never as a formula.
fn cell(value: &str) -> String {
    let mut value = line(value);
    if value.starts_with(['=', '+', '-', '@']) {
        value.insert(0, '\'');
    }
    if value.contains(['"', ',']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
}
