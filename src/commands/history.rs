//! `supple history` in print: a table, JSON, or values for spreadsheets.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Failure;
use crate::cli::HistoryArgs as Words;
use crate::history::{Ended, Id, PastSession, Record, Summary, Than};
use crate::library::{Found, Library};
use crate::seconds::clock;
use crate::session::Counted;
use crate::text::{cut, line, padded};

/// Which sessions are asked for.
#[derive(Clone, Debug, Default)]
pub struct ChosenSessions {
    since: Option<jiff::civil::Date>,
    since_moment: Option<jiff::Timestamp>,
    routine: Option<String>,
}

impl ChosenSessions {
    /// Whether it is one of them.
    pub fn has(&self, session: &Summary) -> bool {
        let late = match self.since_moment {
            Some(since) => session.start.at() >= since,
            None => self.since.is_none_or(|since| session.start.date() >= since),
        };
        let named = self.routine.as_deref().is_none_or(|routine| {
            let played = &session.played;
            session.done_of(routine).is_some()
                || played.path.as_deref() == Some(routine)
                || played.title == routine
        });
        late && named
    }

    /// That there is none, as a line.
    pub fn none(&self) -> String {
        let of = self.routine.as_deref();
        let of = of.map_or(String::new(), |routine| format!(" of `{}`", line(routine)));
        let time = if self.since.is_some() { " in this time" } else { "" };
        format!("No session{of}{time}.\n")
    }
}

/// The sessions that are asked for.
///
/// # Errors
/// If the routine is the beginning of several.
pub fn wanted(
    words: &Words,
    library: &Library,
    now: &jiff::Zoned,
) -> Result<ChosenSessions, Failure> {
    let since = words.since.map(|since| since.day(now));
    let since_moment = words.since.and_then(|since| since.moment(now));
    let routine = match &words.routine {
        None => None,
        // A routine that is gone may still have a history, and a file from elsewhere a title.
        Some(word) => Some(match library.find(word) {
            Found::Entry(entry) => entry.id.clone(),
            Found::Ambiguous { candidates } => {
                let help = format!("write {}", super::either(&candidates));
                let what = format!("`{word}` is the beginning of several routines");
                return Err(Failure::new(what, help));
            }
            _ => word.clone(),
        }),
    };
    Ok(ChosenSessions { since, since_moment, routine })
}

/// A table, at most `width` columns wide, the latest session last, above the prompt.
pub fn table(sessions: &[Summary], width: usize) -> String {
    if sessions.is_empty() {
        return format!("{}\n", crate::words::past::NO_SESSION_YET);
    }
    let head = ["Start", "Length", "Routine", "Ended", "Pain", "After", "Id"];
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(sessions.iter().map(|session| {
        [
            session.start.local().strftime("%Y-%m-%d %H:%M").to_string(),
            clock(session.real()),
            line(&session.played.title),
            ended_word(session.ended).into(),
            pain_words(session.before, session.after),
            session.than.map_or("", Than::word).into(),
            short_id(session.id),
        ]
    }));
    let wide = |at: usize| rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
    let mut widths: [usize; 7] = std::array::from_fn(wide);
    // The title gives way where the lines would be too long.
    let others = widths.iter().sum::<usize>() - widths[TITLE] + 2 * (widths.len() - 1);
    widths[TITLE] = widths[TITLE].min(width.saturating_sub(others).max(12));
    let notes = sessions.iter().map(|session| session.note.as_deref());
    let mut text = String::new();
    for (row, note) in rows.iter().zip([None].into_iter().chain(notes)) {
        let cells = row.iter().zip(widths).enumerate().map(|(at, (words, wide))| {
            let words = cut(words, wide);
            match at {
                LENGTH => " ".repeat(wide - words.width()) + &words,
                _ => padded(&words, wide),
            }
        });
        let cells: Vec<String> = cells.collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
        if let Some(note) = note {
            let note = cut(&line(note), width.saturating_sub(18));
            text.push_str(&format!("{:18}{note}\n", ""));
        }
    }
    text
}

/// Columns of the table.
const LENGTH: usize = 1;
const TITLE: usize = 2;

/// The last eight letters of the id, which tell it apart.
pub fn short_id(id: Id) -> String {
    let id = id.to_string();
    id[id.len() - 8..].to_owned()
}

/// `6 > 3`; a dash where nothing was said.
pub fn pain_words(before: Option<u8>, after: Option<u8>) -> String {
    let word = |pain: Option<u8>| pain.map_or("-".to_owned(), |pain| pain.to_string());
    match (before, after) {
        (None, None) => String::new(),
        _ => format!("{} > {}", word(before), word(after)),
    }
}

/// How it ended, in a word.
pub fn ended_word(ended: Ended) -> &'static str {
    match ended {
        Ended::Finished => "finished",
        Ended::Stopped => "stopped",
        Ended::Interrupted => "interrupted",
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    record: &'a Record,
    // Said later, it takes the place of the record's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    than: Option<Than>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// A list of sessions in pieces: each the record of `docs/history.md`, with what was said of it.
pub fn json(sessions: impl Iterator<Item = PastSession>) -> impl Iterator<Item = String> {
    let mut first = true;
    let pieces = sessions.map(move |session| {
        let before = if std::mem::take(&mut first) { "[\n" } else { ",\n" };
        let record = Record { before: session.before, ..session.record };
        let json = serde_json::to_string_pretty(&Whole {
            record: &record,
            after: session.after,
            than: session.than,
            note: session.note.as_deref(),
        });
        let json = json.expect("records are made of texts and finite numbers");
        let json = crate::text::json(&json).replace('\n', "\n  ");
        format!("{before}  {json}")
    });
    let mut pieces = pieces.peekable();
    let end = if pieces.peek().is_some() { "\n]\n" } else { "[]\n" };
    pieces.chain([end.to_owned()])
}

/// A line for each session after a head line; lengths in seconds.
pub fn csv(sessions: impl Iterator<Item = PastSession>) -> impl Iterator<Item = String> {
    let head = "id,start,end,routine,title,ended,at,seconds,work_asked,work_done,left_asked,\
                left_done,right_asked,right_done,pauses,before,after,than,note,reps_by_clock,\
                reps_said\n";
    [head.to_owned()].into_iter().chain(sessions.map(csv_row))
}

fn csv_row(session: PastSession) -> String {
    let record = &session.record;
    let seconds = |length: std::time::Duration| match length.subsec_millis() {
        0 => length.as_secs().to_string(),
        _ => format!("{:.3}", length.as_secs_f64()),
    };
    let side = |dose: Option<crate::history::AskedAndDone>| match dose {
        Some(dose) => [seconds(dose.least), seconds(dose.real)],
        None => Default::default(),
    };
    let ([left_asked, left], [right_asked, right]) = (side(record.left), side(record.right));
    let pain = |pain: Option<u8>| pain.map_or(String::new(), |pain| pain.to_string());
    let values = [
        record.id.to_string(),
        record.start.to_string(),
        record.end.to_string(),
        record.routine.clone().unwrap_or_default(),
        record.title.clone(),
        ended_word(record.ended).into(),
        record.at.clone().unwrap_or_default(),
        seconds(record.planned.real),
        seconds(record.work.least),
        seconds(record.work.real),
        left_asked,
        left,
        right_asked,
        right,
        record.pauses.to_string(),
        pain(session.before),
        pain(session.after),
        session.than.map_or("", Than::word).into(),
        session.note.clone().unwrap_or_default(),
        reps_by_clock(record),
        reps_said(record),
    ];
    let values: Vec<String> = values.iter().map(|value| cell(value)).collect();
    values.join(",") + "\n"
}

/// All repetitions, holds and breaths that the clock counted; empty where it counted none.
fn reps_by_clock(record: &Record) -> String {
    let counts = record.steps.iter().filter_map(|step| match step.counted() {
        Counted::Clock(reps) => Some(u64::from(reps)),
        Counted::Own(_) => None,
    });
    let counts: Vec<u64> = counts.collect();
    match counts.is_empty() {
        true => String::new(),
        false => counts.iter().sum::<u64>().to_string(),
    }
}

/// What the person said of each set at their own pace, `?` where nothing: `Heel raises 12 ?`.
fn reps_said(record: &Record) -> String {
    let steps = record.steps.iter().filter_map(|step| {
        let Counted::Own(said) = step.counted() else {
            return None;
        };
        let side = step.side.as_deref().map_or(String::new(), |side| format!(" {side}"));
        let each = said.iter().map(|said| said.map_or("?".to_owned(), |said| said.to_string()));
        let each =
            if said.is_empty() { "?".to_owned() } else { each.collect::<Vec<_>>().join(" ") };
        Some(format!("{}{side} {each}", step.name))
    });
    steps.collect::<Vec<_>>().join("; ")
}

/// A value as spreadsheets read it: in quotes where it must be, and never as a formula.
fn cell(value: &str) -> String {
    let value = line(value);
    let value = match value.starts_with(['=', '+', '-', '@']) {
        true => format!("'{value}"),
        false => value,
    };
    match value.contains(['"', ',']) {
        true => format!("\"{}\"", value.replace('"', "\"\"")),
        false => value,
    }
}
