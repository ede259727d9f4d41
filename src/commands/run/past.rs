//! Commands that look back: they join what was kept to a screen, a page or a file.

use super::played::ended;
use super::{library, settings};
use crate::app::Front;
use crate::app::looking::{Looking, Sessions, Stats};
use crate::cli::{self, SoundArgs};
use crate::commands::export::ExportContents;
use crate::commands::export::KnownLines;
use crate::commands::felt::OtherTraces;
use crate::commands::show::figure::drawn_steps;
use crate::commands::{self, Failure, print, print_each, unreadable, unwritable};
use crate::history::figures::{Figures, Known};
use crate::history::report::Report;
use crate::history::{HistoryLine, Id, PastSession, Stamp};
use crate::host::clock::Clock;
use crate::host::journal::{Journal, Leftovers, Past};
use crate::host::remote::RemoteOptions;
use crate::host::{disk, event_loop, journal, stdio};
use crate::library::Entry;
use std::collections::HashSet;
use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;

/// The journal, or why there is none.
pub(super) fn journal() -> Result<&'static Journal, Failure> {
    let journal = journal::ours().as_ref();
    journal.map_err(|why| why.clone().into())
}

/// What was read of the history; what could not be is told on standard error.
pub(super) fn told<T>(read: journal::Read<T>) -> T {
    complain(&read.complaints);
    read.value
}

fn complain(complaints: &[String]) {
    complaints.iter().for_each(|words| stdio::warn(words));
}

/// The sessions of the past whole, one at a time; of what can't be read standard error tells.
fn whole<'a>(journal: &'a Journal, past: &'a Past) -> impl Iterator<Item = PastSession> + 'a {
    let sessions = journal.sessions(past);
    sessions.filter_map(|session| session.map_err(|why| complain(&[why])).ok())
}

/// One sentence for a screen about all that could not be read.
pub(super) fn trouble(complaints: &[String]) -> Option<String> {
    let first = complaints.first()?;
    Some(match complaints.len() {
        1 => first.clone(),
        count => format!("{count} lines or files can't be read; the first: {first}"),
    })
}

/// Shows a screen that only looks back.
pub(super) fn look(front: &mut dyn Front) -> Result<ExitCode, Failure> {
    let (clock, settings) = (Clock::start(1.0), settings(&SoundArgs::default()));
    ended(event_loop::full_screen(front, &clock, &settings, RemoteOptions::default()))
}

pub(super) fn history(words: &cli::HistoryArgs) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let wanted = commands::history::wanted(words, &library(), &Clock::local())?;
    let read = journal.past();
    let played = read.value.sessions.len();
    let past = read.value.choose(|session| wanted.has(session));
    if played > 0 && past.sessions.is_empty() && !words.json && !words.csv {
        complain(&read.complaints);
        return print(&wanted.none());
    }
    let in_print = words.json || words.csv || words.plain;
    if !in_print && std::io::stdout().is_terminal() {
        let trouble = trouble(&read.complaints);
        let sessions = past.sessions.clone();
        let open = Box::new(move |nth| journal.session(&past, nth));
        return look(&mut Looking::new(Sessions::new(sessions, open, trouble)));
    }
    complain(&read.complaints);
    match (words.json, words.csv) {
        (true, _) => print_each(commands::history::json(whole(journal, &past))),
        (_, true) => print_each(commands::history::csv(whole(journal, &past))),
        _ => print(&commands::history::table(&past.sessions, stdio::columns())),
    }
}

pub(super) fn stats(words: &cli::StatsArgs) -> Result<ExitCode, Failure> {
    let now = Clock::local();
    let today = now.date();
    let library = library();
    let asked = commands::prescribed(&library);
    let title = |id: &str| commands::title(&library, id);
    let read = journal()?.past();
    let figures = Figures::of(
        read.value.sessions.iter(),
        Known {
            today,
            since: words.since.map(|since| since.day(&now)),
            title: &title,
            asked: &asked,
        },
    );
    if !words.json && figures.sessions == 0 && !read.value.sessions.is_empty() {
        told(read);
        return print("No session in this time.\n");
    }
    if !words.json && !words.plain && std::io::stdout().is_terminal() {
        let trouble = trouble(&read.complaints);
        return look(&mut Looking::new(Stats::new(figures, trouble)));
    }
    told(read);
    print(&match words.json {
        true => commands::stats::json(&figures),
        false => commands::stats::plain(&figures, stdio::columns()),
    })
}

pub(super) fn report(words: &cli::ReportArgs) -> Result<ExitCode, Failure> {
    let now = Clock::local();
    let today = now.date();
    let two_weeks = cli::SinceWhen::Ago { months: 0, days: 14 };
    let since = words.since.unwrap_or(two_weeks).day(&now);
    let library = library();
    let asked = commands::prescribed(&library);
    let title = |id: &str| commands::title(&library, id);
    let journal = journal()?;
    let past = told(journal.past()).choose(|session| session.start.date() >= since);
    let known = Known { today, since: Some(since), title: &title, asked: &asked };
    let report = Report::of(&past.sessions, whole(journal, &past), since, known);
    let Some(path) = &words.html else {
        return print(&commands::report::text(&report, stdio::columns()));
    };
    let played = |entry: &Arc<Entry>| {
        let title = entry.title().to_owned();
        let (_, timeline) = library.playable(entry).ok()?;
        let known = report.routines.iter().any(|played| played.title == title);
        known.then(|| (title, drawn_steps(&timeline)))
    };
    let figures: Vec<_> = library.entries().iter().filter_map(played).collect();
    let page = commands::report::html(&report, &figures);
    if path.as_os_str() == "-" {
        return print(&page);
    }
    disk::write(path, page, disk::IfThere::Replace).map_err(|why| unwritable(path, &why))?;
    print(&format!("Written: {}\n", path.display()))
}

pub(super) fn export(words: &cli::ExportArgs) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let mut contents = ExportContents::default();
    let paths = told(journal.each_line(|line, place| contents.take(&line, place)));
    let lines = contents.places().filter_map(|place| {
        let line = journal.line_at(&paths, place);
        line.map_err(|why| complain(&[why])).ok()
    });
    let texts = lines.map(|line| commands::export::text(&line));
    match &words.file {
        Some(path) if path.as_os_str() != "-" => {
            disk::write_each(path, texts, disk::IfThere::Refuse)
                .map_err(|why| unwritable(path, &why))?;
            Ok(ExitCode::SUCCESS)
        }
        _ => print_each(texts),
    }
}

pub(super) fn import(words: &cli::ImportArgs) -> Result<ExitCode, Failure> {
    let bytes = if words.file.as_os_str() == "-" {
        disk::read_history_input()
    } else {
        disk::read_history(&words.file)
    };
    let bytes = bytes.map_err(|why| unreadable(&words.file, &why))?;
    let journal = journal()?;
    let mut known = KnownLines::default();
    told(journal.each_line(|line, _| known.take(&line)));
    let taken = commands::export::take_in(&bytes, known, Clock::local().date())?;
    complain(&taken.complaints);
    let said = journal.append_all(&taken.new);
    complain(&said.map_err(|why| Failure::new(why, "import it again: nothing is taken twice"))?);
    let gone: HashSet<Id> = taken.forgotten().collect();
    if !gone.is_empty() {
        journal.rewrite_without(&gone)?;
    }
    print(&taken.told)
}

pub(super) fn felt(words: &cli::FeltArgs) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let sessions = told(journal.past()).sessions;
    let of = commands::felt::meant(&sessions, words)?;
    let now = Stamp::of(&Clock::local());
    let said = match commands::felt::said(of, words, now)? {
        Some(said) => Some(said),
        None if !stdio::can_ask() => {
            return Err(Failure::new(
                "nothing is said, and nobody is there to be asked",
                "--before, --after, --than and --note say it",
            ));
        }
        None => {
            let mut heading = format!("{}\n", commands::felt::heading(of));
            commands::felt::ask(of, now, |question| {
                let question = format!("{}{question} ", std::mem::take(&mut heading));
                // Who can't be asked has nothing to answer.
                stdio::ask(&question).unwrap_or_default()
            })
        }
    };
    let Some(said) = said else {
        return print("Nothing is noted.\n");
    };
    let text = commands::felt::told(of, &said);
    if let Some(remark) = journal.append(&HistoryLine::Felt(said), now.date())? {
        stdio::warn(&remark);
    }
    print(&text)
}

pub(super) fn forget(words: &cli::ForgetArgs) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let sessions = told(journal.past()).sessions;
    let leftovers = if words.all { journal.leftovers()? } else { Leftovers::default() };
    let beside =
        OtherTraces { broken_off: leftovers.broken_off.len(), aside: !leftovers.aside.is_empty() };
    let meant = commands::felt::to_forget(&sessions, beside, words)?;
    if !words.yes {
        if !stdio::can_ask() {
            let what = format!("{}: nobody is there to be asked", meant.question);
            return Err(Failure::new(what, "--yes says yes beforehand"));
        }
        let question = format!("{}? [y/N]", meant.question);
        let question = crate::text::wrap(&question, stdio::columns().saturating_sub(4));
        let answer = stdio::ask(&format!("{} ", question.join("\n")));
        if !answer.is_some_and(|answer| commands::felt::is_yes(&answer)) {
            return print("Nothing is forgotten.\n");
        }
    }
    let now = Stamp::of(&Clock::local());
    let lines = commands::felt::tombstones(&meant, now);
    let lines: Vec<(HistoryLine, _)> = lines.into_iter().map(|line| (line, now.date())).collect();
    complain(&journal.append_all(&lines)?);
    journal.rewrite_without(&meant.ids.iter().copied().collect())?;
    if words.all {
        journal.forget_leftovers()?;
    }
    print(&match meant.ids.len() {
        0 | 1 => "Forgotten.\n".to_owned(),
        count => format!("All {count} sessions are forgotten.\n"),
    })
}
