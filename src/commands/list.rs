//! `supple list`: every routine on its shelf.

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::show::stage_word;
use super::{Failure, json, print};
use crate::cli::ListArgs;
use crate::host::{background, stdio};
use crate::library::{Entry, Library, Origin, pages};
use crate::problem::{Problem, position};
use crate::seconds::{clock, json_seconds};
use crate::text::{cut, line, padded, wrapped};
use crate::timeline::Totals;

/// Prints the list.
pub fn run(library: &Library, words: ListArgs) -> Result<ExitCode, Failure> {
    let mut all = lastings(library);
    all.retain(|(entry, lasting)| is_asked_for(&words, entry, lasting));
    print(&match (words.json, words.lines) {
        (true, _) => json(&listed(library, all)),
        (_, true) => all.iter().filter_map(one_line).collect(),
        (false, false) => table(library, all, stdio::columns()),
    })
}

/// Whether the filters leave a routine in.
fn is_asked_for(words: &ListArgs, entry: &Entry, lasting: &Result<Lasting, Problem>) -> bool {
    let has = |text: &str, word: &str| text.to_lowercase().contains(&word.to_lowercase());
    let routine = entry.routine();
    let of_area = words.area.as_deref().is_none_or(|word| {
        routine.is_some_and(|routine| routine.areas.iter().any(|area| has(area, word)))
    });
    let in_position = words.position.is_none_or(|position| {
        routine.is_some_and(|routine| routine.positions.contains(&position))
    });
    let is_short = words.minutes.is_none_or(|most| {
        let totals = lasting.as_ref().map(|lasting| lasting.totals.most);
        totals.is_ok_and(|length| length.as_secs() <= most.saturating_mul(60))
    });
    let on_shelf = words.group.as_deref();
    let on_shelf = on_shelf.is_none_or(|word| has(entry.group(), word));
    of_area && in_position && is_short && on_shelf
}

/// A routine that can be played as a line: id, title, length, positions, areas and shelf, with
/// tabs between them.
fn one_line((entry, lasting): &(&Arc<Entry>, Result<Lasting, Problem>)) -> Option<String> {
    let (routine, lasting) = (entry.routine()?, lasting.as_ref().ok()?);
    let positions: Vec<&str> = routine.positions.iter().map(|one| one.word()).collect();
    let cells = [
        line(&entry.id),
        line(entry.title()),
        lasts(lasting),
        positions.join(", "),
        line(&routine.areas.join(", ")),
        line(entry.group()),
    ];
    Some(format!("{}\n", cells.join("\t")))
}

/// A heading, and what stands under it.
type Shelf<'a> = (&'a str, Vec<(&'a Entry, &'a Result<Lasting, Problem>)>);

/// How long a routine lasts.
struct Lasting {
    totals: Totals,
    /// A part of it goes at the person's own pace.
    own_pace: bool,
}

/// A routine of the list: how long it lasts, or why it can't be played.
fn lasting(library: &Library, entry: &Entry) -> Result<Lasting, Problem> {
    let first = |problems: Vec<Problem>| problems.into_iter().next();
    let playable = library.playable(entry);
    playable
        .map(|(_, timeline)| Lasting {
            totals: timeline.totals(),
            own_pace: timeline.has_own_pace(),
        })
        .map_err(|problems| first(problems).expect("what can't be played has a problem"))
}

/// Every routine with how long it lasts.
fn lastings(library: &Library) -> Vec<(&Arc<Entry>, Result<Lasting, Problem>)> {
    let entries = library.entries().iter().collect();
    background::map(entries, |entry| (entry, lasting(library, entry)))
}

fn table(
    library: &Library,
    all: Vec<(&Arc<Entry>, Result<Lasting, Problem>)>,
    width: usize,
) -> String {
    let mut text = String::new();
    let lastings: HashMap<&str, Result<Lasting, Problem>> =
        all.into_iter().map(|(entry, lasting)| (entry.id.as_str(), lasting)).collect();
    let lasts = |lasting: &Result<Lasting, Problem>| match lasting {
        Ok(lasting) => lasts(lasting),
        Err(_) => "broken".into(),
    };
    let shelves: Vec<Shelf<'_>> = library
        .shelves()
        .into_iter()
        .map(|(group, entries)| {
            let lasting = |entry: &Entry| lastings.get(entry.id.as_str());
            let entries = entries.into_iter();
            let told = entries.filter_map(|entry| Some((entry.as_ref(), lasting(entry)?)));
            (group, told.collect::<Vec<_>>())
        })
        .filter(|(_, told)| !told.is_empty())
        .collect();
    let all = || shelves.iter().flat_map(|(_, entries)| entries);
    let ids = all().map(|(entry, _)| line(&entry.id).width()).max();
    let ids = ids.unwrap_or(0).min(28);
    let lengths = all().map(|(_, lasting)| lasts(lasting).width()).max();
    let lengths = lengths.unwrap_or(0);
    for (group, entries) in &shelves {
        text.push_str(&format!("{}\n", line(group)));
        for (entry, lasting) in entries {
            let note = match (&entry.origin, entry.shadows) {
                (_, true) => " (yours, in place of the built-in one)",
                (Origin::Own(_), _) => " (yours)",
                _ => "",
            };
            let told = match lasting {
                Err(fault) => format!("{}{}", faulty_place(entry, fault), fault.message),
                Ok(_) => entry.title().to_owned(),
            };
            let before = 2 + ids + 2 + lengths + 2;
            let room = width.saturating_sub(before + note.width()).max(16);
            let id = padded(&cut(&line(&entry.id), ids), ids);
            let lasts = padded(&lasts(lasting), lengths);
            let told = cut(&line(&told), room);
            text.push_str(&format!("  {id}  {lasts}  {told}{note}\n"));
        }
        text.push('\n');
    }
    let pages: Vec<&str> = pages().map(|page| page.name).collect();
    let mut sentences = vec![format!("Pages for `supple show`: {}.", pages.join(", "))];
    if let Some(folder) = &library.folder {
        let folder = line(&folder.display().to_string());
        sentences.push(format!("Your own routines are the .ron files in {folder}"));
    }
    for sentence in sentences {
        for line in wrapped(&sentence, width, 0) {
            text.push_str(&format!("{line}\n"));
        }
    }
    text
}

/// Where the fault is, like `line 3: `; nothing for a file that could not be read, or whose name
/// is at fault.
fn faulty_place(entry: &Entry, fault: &Problem) -> String {
    match entry.text().is_empty() || fault.name == "same-name-twice" {
        true => String::new(),
        false => {
            let (line, _) = position(entry.text(), fault.at.start);
            format!("line {line}: ")
        }
    }
}

/// From the least to the most, `2:16` or `15:00–20:00`; `from 0:35` where a part of it goes at the
/// person's own pace, which nobody knows, and `own pace` where all of it does.
fn lasts(Lasting { totals, own_pace }: &Lasting) -> String {
    let (least, most) = (clock(totals.least), clock(totals.most));
    match (totals.most.is_zero(), own_pace) {
        (true, _) => "own pace".into(),
        (false, true) => format!("from {least}"),
        (false, false) if least == most => most,
        (false, false) => format!("{least}–{most}"),
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    /// The person's own folder.
    folder: Option<String>,
    routines: Vec<ListedRoutine<'a>>,
    pages: Vec<ListedPage>,
}

#[derive(Serialize)]
struct ListedRoutine<'a> {
    id: &'a str,
    title: &'a str,
    group: &'a str,
    /// `built in` or `own`.
    origin: &'static str,
    path: Option<String>,
    /// It stands in the place of a built-in one.
    shadows: bool,
    /// Why it can't be played.
    broken: Option<String>,
    about: Option<&'a str>,
    stage: Option<&'static str>,
    positions: Vec<&'static str>,
    areas: &'a [crate::routine::AuthorText],
    least_seconds: Option<Value>,
    most_seconds: Option<Value>,
}

#[derive(Serialize)]
struct ListedPage {
    name: &'static str,
    title: &'static str,
}

fn listed<'l>(
    library: &'l Library,
    all: Vec<(&'l Arc<Entry>, Result<Lasting, Problem>)>,
) -> Listed<'l> {
    Listed {
        folder: library.folder.as_ref().map(|folder| folder.display().to_string()),
        routines: all.into_iter().map(|(entry, lasting)| listed_routine(entry, lasting)).collect(),
        pages: pages().map(|page| ListedPage { name: page.name, title: page.title }).collect(),
    }
}

fn listed_routine(entry: &Entry, lasting: Result<Lasting, Problem>) -> ListedRoutine<'_> {
    let routine = entry.routine();
    let (totals, broken) = match lasting {
        Ok(lasting) => (Some(lasting.totals), None),
        Err(fault) => (None, Some(fault.message)),
    };
    let positions = routine.map_or([].iter(), |routine| routine.positions.iter());
    ListedRoutine {
        id: &entry.id,
        title: entry.title(),
        group: entry.group(),
        origin: match entry.origin {
            Origin::BuiltIn => "built in",
            Origin::Own(_) | Origin::Path(_) => "own",
        },
        path: entry.path().map(|path| path.display().to_string()),
        shadows: entry.shadows,
        broken,
        about: routine.and_then(|routine| routine.about.as_deref()),
        stage: routine.map(|routine| stage_word(routine.stage)),
        positions: positions.copied().map(crate::routine::Position::word).collect(),
        areas: routine.map_or(&[], |routine| &routine.areas),
        least_seconds: totals.map(|totals| json_seconds(totals.least)),
        most_seconds: totals.map(|totals| json_seconds(totals.most)),
    }
}
