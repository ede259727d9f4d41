//! `supple show` and `supple plan`: all about a routine, or a page of information; and what a
//! routine will ask for, on paper.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::paper::Paper;
use super::{Failure, json, print, routine};
use crate::app::rows::source_words;
use crate::cli::{PlanArgs, ShowArgs};
use crate::host::stdio;
use crate::library::{Entry, Library, Origin, Page, pages};
use crate::routine::{Position, Routine};
use crate::seconds::clock;
use crate::session::step_numbers;
use crate::text::{line, paragraphs};
use crate::timeline::{Kind, Phase, Timeline, join, plan as plans};
use crate::words::{around, figures, often, picker, show as said, side};

pub mod figure;

/// Prints a routine or a page. A routine's id comes before a page of the same name, and the
/// beginning of a page's name will do where it begins no routine's id.
///
/// # Errors
/// If there is neither, the routine is broken, or has no figure.
pub fn run(library: &Library, words: &ShowArgs) -> Result<ExitCode, Failure> {
    let word = &words.what;
    let (entry, routine, timeline) = match routine(library, word) {
        Ok(found) => found,
        Err(failure) => {
            let page = page(word).filter(|_| library.get(word).is_none());
            return print(&format!("{}\n", page.ok_or(failure)?.text.trim_end()));
        }
    };
    print(&if words.figure {
        figure::pictures(&entry, &timeline, stdio::columns(), stdio::theme())?
    } else {
        about(library, &entry, &routine, &timeline)
    })
}

fn page(word: &str) -> Option<Page> {
    if let Some(page) = pages().find(|page| page.name == word) {
        return Some(page);
    }
    let mut begun = pages().filter(|page| !word.is_empty() && page.name.starts_with(word));
    begun.next().filter(|_| begun.next().is_none())
}

fn about(library: &Library, entry: &Entry, routine: &Routine, timeline: &Timeline) -> String {
    let mut paper = Paper::new();
    paper.row(&line(&routine.title));
    let yours = if entry.shadows { said::YOURS_INSTEAD } else { picker::YOURS };
    let place = match &entry.origin {
        Origin::BuiltIn => said::BUILT_IN.into(),
        Origin::Own(path) => format!("{yours}: {}", path.display()),
        Origin::Path(path) => path.display().to_string(),
    };
    paper.say(&format!("{} ({})", line(&entry.id), line(&place)));
    if let Some(about) = &routine.about {
        paper.row("");
        paragraphs(about).iter().for_each(|paragraph| paper.say(paragraph));
    }
    paper.row("");
    for (name, told) in facts(routine, timeline) {
        if let Some(told) = told.filter(|told| !told.is_empty()) {
            paper.hang(&format!("{name:<11}"), &line(&told));
        }
    }
    paper.list(said::TAKE_CARE, library.cautions(routine).iter().map(|caution| line(caution)));
    paper.head(picker::STEPS);
    first_playings(timeline).iter().for_each(|run| step(run, &mut paper));
    let sources = routine.sources.iter();
    paper.list(said::SOURCES, sources.map(|source| line(&source_words(source))));
    paper.text
}

/// What there is to know about it in a word or two.
fn facts(routine: &Routine, timeline: &Timeline) -> [(&'static str, Option<String>); 9] {
    let totals = timeline.totals();
    let lasts = match (totals.least == totals.most, timeline.has_own_pace()) {
        (_, true) if totals.most.is_zero() => said::AS_LONG_AS_YOU_TAKE.into(),
        (_, true) => said::and_at_own_pace(clock(totals.least)),
        (true, _) => clock(totals.most),
        (false, _) => said::from_to(clock(totals.least), clock(totals.most)),
    };
    let positions: Vec<&str> = routine.positions.iter().copied().map(Position::word).collect();
    let prescribed = routine.prescribed.as_ref().map(|asked| {
        said::prescribed(asked.by.as_deref(), asked.on.as_deref(), asked.review.as_deref())
    });
    [
        (said::LASTS, Some(lasts)),
        (said::SUITS, said::suits(routine.stage).map(str::to_owned)),
        (said::POSITION, Some(positions.join(", "))),
        (said::FOR, Some(routine.areas.join(", "))),
        (said::HAVE_READY, Some(routine.needs.join(", "))),
        (around::HOW_OFTEN, often::of_routine(routine)),
        (said::EASIER, routine.easier.as_ref().map(|easier| easier.to_string())),
        (figures::PRESCRIBED, prescribed),
        (said::THE_DOSE, routine.confidence.map(|confidence| confidence.words().to_owned())),
    ]
}

/// Every step once: the phases of its first playing on the side that comes first.
fn first_playings(timeline: &Timeline) -> Vec<Vec<&Phase>> {
    let mut told = BTreeSet::new();
    let phases = timeline.phases().iter().enumerate();
    let first = phases.filter(|(_, phase)| !phase.gap && told.insert(&phase.step));
    let run = |(index, phase): (usize, &Phase)| {
        let same = |next: &&Phase| next.run == phase.run && next.side == phase.side;
        timeline.phases()[index..].iter().take_while(same).collect()
    };
    first.map(run).collect()
}

/// The number of a step, as wide as most are, before its name.
fn number(phase: &Phase) -> String {
    format!("  {:<5}", step_numbers(&phase.step))
}

/// A step with its number, its name and its words.
fn step(run: &[&Phase], paper: &mut Paper) {
    let Some(first) = run.first() else { return };
    let as_on = first.side.map_or(String::new(), |on| said::as_on(side(on)));
    paper.hang(&number(first), &(line(&first.words.name) + &as_on));
    // The words of getting ready hold those of the movement.
    let mut last = String::new();
    for text in run.iter().filter(|phase| !phase.gap).map(|phase| words_of(phase)) {
        if !last.contains(&text) {
            paragraphs(&text).iter().for_each(|paragraph| paper.hang("       ", paragraph));
            last = text;
        }
    }
}

/// What a phase says beyond the name of its step; once for repetitions and sets.
fn words_of(phase: &Phase) -> String {
    let is_first = [phase.rep, phase.set].into_iter().flatten().all(|nth| nth.nth <= 1);
    match phase.kind {
        Kind::Ready | Kind::Wait | Kind::Off(_) | Kind::Application(_) => phase.text(),
        _ if is_first => join(&phase.words.start, &phase.words.text),
        _ => String::new(),
    }
}

/// Prints the plan of a routine.
///
/// # Errors
/// If there is no such routine, or it is broken.
pub fn plan(library: &Library, words: &PlanArgs) -> Result<ExitCode, Failure> {
    let (_, _, timeline) = routine(library, &words.routine)?;
    print(&if words.json {
        json(&plans::json(&timeline))
    } else {
        plans::table(&timeline, words.all, stdio::columns())
    })
}
