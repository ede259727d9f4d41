//! A routine as a list and its preview tell it, and the words that it is found by.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

use crate::back::for_later;
use crate::history::{PastSession, Record};

use crate::library::{Entry, Library, Origin, Weight, weight};
use crate::problem::{Look, human};
use crate::routine::{Position, Routine, Source, Stage};
use crate::seconds::{self, Length};
use crate::timeline::{Timeline, Totals, plan};
use crate::view::page::PageBlock;
use crate::view::pick::{Preview, RoutineMark};
use crate::words::{count, often, past, picker, range};

/// What is to be known of a routine before it is chosen.
pub(crate) fn mark(entry: &Entry, stage: Stage) -> Option<RoutineMark> {
    match (entry.routine(), &entry.origin, entry.shadows) {
        (None, ..) => Some(RoutineMark::Broken),
        (Some(routine), ..) if routine.stage > stage => Some(RoutineMark::Later),
        (_, Origin::BuiltIn, _) => None,
        (_, _, true) => Some(RoutineMark::Shadows),
        (_, _, false) => Some(RoutineMark::Own),
    }
}

pub(crate) fn preview(library: &Library, entry: &Entry, stage: Stage) -> Preview {
    let path = || entry.path().map_or(String::new(), |path| path.display().to_string());
    let (routine, timeline) = match library.playable(entry) {
        Ok(playable) => playable,
        Err(problems) => {
            let told = human(&path(), entry.text(), &problems, Look::Plain);
            let told = told.lines().map(str::to_owned).enumerate();
            let block = |(nth, line)| {
                if nth == 0 { PageBlock::Warning(line) } else { PageBlock::OfFile(line) }
            };
            return Preview {
                title: entry.id.clone(),
                remark: picker::MEND_IT_FIRST.into(),
                blocks: told.map(block).collect(),
                ..Preview::default()
            };
        }
    };
    let mut facts = vec![minutes(&timeline), positions(&routine), routine.areas.join(", ")];
    facts.extend(often::of_routine(&routine));
    facts.retain(|fact| !fact.is_empty());
    let remark = match &entry.origin {
        _ if routine.stage > stage => for_later(routine.stage),
        Origin::BuiltIn => String::new(),
        _ if entry.shadows => picker::your_own_instead(path()),
        _ => picker::your_own(path()),
    };
    let mut blocks: Vec<_> =
        routine.about.iter().map(|about| PageBlock::Text(about.into())).collect();
    // Who must leave it: the rest is read on the page before it.
    let mut cautions = library.cautions(&routine);
    cautions.retain(|caution| weight(caution) == Weight::MustNot);
    if !cautions.is_empty() {
        blocks.push(PageBlock::Warning(picker::NOT_FOR.into()));
        blocks.extend(cautions.into_iter().map(PageBlock::Item));
    }
    blocks.extend(steps(plan::outline(&timeline)));
    let shows = timeline.phases().iter().any(|phase| phase.figure.is_some());
    Preview {
        title: routine.title.to_string(),
        facts,
        remark,
        blocks,
        figure: shows.then(|| Arc::new(timeline)),
        ..Preview::default()
    }
}

/// A source, with who wrote it and what it says.
pub(crate) fn source_words(source: &Source) -> String {
    let by = source.by.as_deref().map(|by| format!(", {by}"));
    let says = source.says.as_deref().map(|says| format!(": {says}"));
    [Some(source.title.to_string()), by, says].into_iter().flatten().collect()
}

/// How well the dose is backed.
pub(crate) fn dose_words(routine: &Routine) -> Option<String> {
    Some(picker::dose(routine.confidence?.words()))
}

/// The steps of a routine, a line each, below their heading.
pub(super) fn steps(lines: impl IntoIterator<Item = String>) -> Vec<PageBlock> {
    let heading = PageBlock::Heading(picker::STEPS.into());
    [heading].into_iter().chain(lines.into_iter().map(PageBlock::Item)).collect()
}

/// How often a routine was done lately, when it was last, and how it felt, in one line; empty where
/// it was not. What is known reaches back to the first of the month before.
pub(super) fn own_history(
    sessions: &[PastSession],
    today: Date,
    is_of: impl Fn(&Record) -> bool,
) -> String {
    let of_it =
        |session: &&PastSession| is_of(&session.record) && !session.record.work.real.is_zero();
    let done: Vec<&PastSession> = sessions.iter().filter(of_it).collect();
    let Some(last) = done.iter().map(|session| session.record.start.date()).max() else {
        return String::new();
    };
    let month = today.first_of_month();
    let since = month.yesterday().map_or(month, Date::first_of_month);
    let mut words = past::times_since(done.len() as u64, since, last, today);
    let rated = done.iter().filter_map(|session| session.record.before.zip(session.after));
    let (before, after): (Vec<f64>, Vec<f64>) =
        rated.map(|(before, after)| (f64::from(before), f64::from(after))).unzip();
    if !before.is_empty() {
        let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
        let answers = count(before.len() as u64, "answer");
        words += &format!("; {}", past::before_and_after(mean(&before), mean(&after), answers));
    }
    words
}

/// How long it lasts in a few words: `1–4 min`, `25–45 s`, `from 5 min` where something of it is at
/// the person's own pace, `check list` where only keys go on.
pub(crate) fn minutes(timeline: &Timeline) -> String {
    let Totals { least, most, waits, .. } = timeline.totals();
    let range = |least, most| match (seconds::minutes(least), seconds::minutes(most)) {
        _ if most < Duration::from_secs(60) => range(Length { least, most }),
        (least, most) if least == most => format!("{most} min"),
        (least, most) => format!("{least}–{most} min"),
    };
    match (most.is_zero(), timeline.has_own_pace()) {
        (true, false) if waits > 1 => picker::CHECK_LIST.into(),
        (true, _) => picker::OWN_PACE.into(),
        (false, true) => picker::from(range(least, least)),
        (false, false) => range(least, most),
    }
}

pub(crate) fn positions(routine: &Routine) -> String {
    let word = |position: &Position| match position {
        Position::Any => picker::ANY_POSITION,
        other => other.word(),
    };
    routine.positions.iter().map(word).collect::<Vec<_>>().join(" or ")
}
