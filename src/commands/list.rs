//! `supple list`: every routine on its shelf, or as JSON or lines for other programs.

use std::process::ExitCode;

use serde::Serialize;
use serde_json::Value;

use super::paper::{Paper, columns, widths};
use super::play::forgotten_pack;
use super::{Failure, json, print};
use crate::cli::ListArgs;
use crate::host::{background, stdio};
use crate::library::{Entry, Library, Origin, Page, pages};
use crate::problem::{Problem, position};
use crate::routine::{AuthorText, Position};
use crate::seconds::{clock, json_seconds};
use crate::text::{cut, line, width};
use crate::timeline::Timeline;
use crate::words::lines::RESUME_SEES_TO_IT;
use crate::words::{picker, show as said};

/// A routine of the list, and its plan, or why it can't be played.
struct ListedEntry<'l> {
    entry: &'l Entry,
    playable: Result<Timeline, Problem>,
}

/// Prints the routines that are asked for.
///
/// # Errors
/// If standard output can't be written.
pub fn run(library: &Library, words: &ListArgs) -> Result<ExitCode, Failure> {
    // Beside the list, which other programs may read.
    if let Some(pack) = forgotten_pack(library) {
        stdio::complain(&format!("{pack} {RESUME_SEES_TO_IT}\n"));
    }
    let entries = library.entries().iter().collect();
    let mut all: Vec<ListedEntry<'_>> = background::map(entries, |entry| {
        let playable = library.playable(entry).map(|(_, timeline)| timeline);
        let first = |problems: Vec<Problem>| problems.into_iter().next();
        let playable = playable.map_err(|all| first(all).expect("a reason why it can't be played"));
        ListedEntry { entry, playable }
    });
    all.retain(|one| one.is_asked_for(words));
    print(&match (words.json, words.lines) {
        (true, _) => json(&ListJson {
            folder: library.folder.as_ref().map(|folder| folder.display().to_string()),
            routines: all.iter().map(ListedEntry::json).collect(),
            pages: pages().collect(),
        }),
        (_, true) => all.iter().filter_map(ListedEntry::one_line).collect(),
        (false, false) => table(library, &all),
    })
}

impl ListedEntry<'_> {
    /// Whether the filters leave it in.
    fn is_asked_for(&self, words: &ListArgs) -> bool {
        let has = |text: &str, word: &str| text.to_lowercase().contains(&word.to_lowercase());
        let is_for = |word: &String| self.areas().iter().any(|area| has(area, word));
        let lasts_at_most = |minutes: u64| {
            let totals = self.playable.as_ref().map(Timeline::totals);
            totals.is_ok_and(|totals| totals.most.as_secs() <= minutes.saturating_mul(60))
        };
        words.area.as_ref().is_none_or(is_for)
            && words.position.is_none_or(|one| self.positions().contains(&one.word()))
            && words.minutes.is_none_or(lasts_at_most)
            && words.group.as_ref().is_none_or(|word| has(self.entry.group(), word))
    }

    fn areas(&self) -> &[AuthorText] {
        self.entry.routine().map_or(&[], |routine| &routine.areas)
    }

    fn positions(&self) -> Vec<&'static str> {
        let positions = self.entry.routine().map(|routine| routine.positions.iter().copied());
        positions.into_iter().flatten().map(Position::word).collect()
    }

    /// One that can be played as a line: id, title, length, positions, areas and shelf, with tabs
    /// between them.
    fn one_line(&self) -> Option<String> {
        self.playable.as_ref().ok()?;
        let entry = self.entry;
        let (id, title, group) = (line(&entry.id), line(entry.title()), line(entry.group()));
        let (positions, areas) = (self.positions().join(", "), line(&self.areas().join(", ")));
        Some([id, title, self.lasts(), positions, areas, group].join("\t") + "\n")
    }

    /// From the least to the most, `2:16` or `15:00–20:00`; `from 0:35` where a part of it goes at
    /// the person's own pace, which nobody knows, and `own pace` where all of it does.
    fn lasts(&self) -> String {
        let Ok(timeline) = &self.playable else {
            return picker::BROKEN.to_owned();
        };
        let totals = timeline.totals();
        let (least, most) = (clock(totals.least), clock(totals.most));
        match (totals.most.is_zero(), timeline.has_own_pace()) {
            (true, _) => picker::OWN_PACE.into(),
            (false, true) => picker::from(least),
            (false, false) if least == most => most,
            (false, false) => format!("{least}–{most}"),
        }
    }

    /// Its title; of one that can't be played, where the fault is and what. A file that could not be
    /// read, or whose name is at fault, has no such place.
    fn title(&self) -> String {
        let text = self.entry.text();
        let Err(fault) = &self.playable else {
            return line(self.entry.title());
        };
        if text.is_empty() || fault.name == "same-name-twice" {
            return line(&fault.message);
        }
        line(&picker::fault_in(position(text, fault.at.start).0, &fault.message))
    }

    fn json(&self) -> ListedRoutine<'_> {
        let (entry, routine) = (self.entry, self.entry.routine());
        let totals = self.playable.as_ref().map(Timeline::totals);
        ListedRoutine {
            id: &entry.id,
            title: entry.title(),
            group: entry.group(),
            origin: if entry.origin == Origin::BuiltIn { "built in" } else { "own" },
            path: entry.path().map(|path| path.display().to_string()),
            shadows: entry.shadows,
            broken: totals.as_ref().err().map(|fault| &*fault.message),
            about: routine.and_then(|routine| routine.about.as_deref()),
            stage: routine.map(|routine| routine.stage.word()),
            positions: self.positions(),
            areas: self.areas(),
            least_seconds: totals.as_ref().ok().map(|totals| json_seconds(totals.least)),
            most_seconds: totals.as_ref().ok().map(|totals| json_seconds(totals.most)),
        }
    }
}

fn table(library: &Library, all: &[ListedEntry<'_>]) -> String {
    let mut paper = Paper::new();
    let cells = |one: &ListedEntry<'_>| [cut(&line(&one.entry.id), 28), one.lasts()];
    let wide = widths(&all.iter().map(cells).collect::<Vec<_>>());
    for (group, _) in library.shelves() {
        let mut here = all.iter().filter(|one| one.entry.group() == group).peekable();
        if here.peek().is_none() {
            continue;
        }
        paper.row(&line(group));
        for one in here {
            let yours = if one.entry.shadows { said::YOURS_INSTEAD } else { picker::YOURS };
            let is_own = one.entry.origin != Origin::BuiltIn;
            let note = if is_own { format!(" ({yours})") } else { String::new() };
            let before = format!("  {}  ", columns(&cells(one), wide));
            let taken = width(&before) + width(&note);
            let room = paper.width.saturating_sub(taken).max(16);
            paper.row(&format!("{before}{}{note}", cut(&one.title(), room)));
        }
        paper.row("");
    }
    let pages: Vec<&str> = pages().map(|page| page.name).collect();
    paper.say(&said::pages(pages.join(", ")));
    if let Some(folder) = &library.folder {
        paper.say(&said::own_routines(line(&folder.display().to_string())));
    }
    paper.text
}

#[derive(Serialize)]
struct ListJson<'a> {
    /// The person's own folder.
    folder: Option<String>,
    routines: Vec<ListedRoutine<'a>>,
    pages: Vec<Page>,
}

// As many fields as an object of the list has.
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
    broken: Option<&'a str>,
    about: Option<&'a str>,
    stage: Option<&'static str>,
    positions: Vec<&'static str>,
    areas: &'a [AuthorText],
    least_seconds: Option<Value>,
    most_seconds: Option<Value>,
}
