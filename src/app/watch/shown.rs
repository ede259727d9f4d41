//! What is watched -> what the view is given: the keys that mean something, the words that a person
//! will read, and each problem with its line of the file.
//!
//! It changes nothing.

use super::Watch;
use crate::app::overlay::hint;
use crate::keys::{Action, Place};
use crate::problem::{Problem, Severity, position};
use crate::text;
use crate::timeline::Phase;
use crate::view::Screen;
use crate::view::moving::{FigureMoment, FigurePace};
use crate::view::page::PageBlock;
use crate::view::watch::{Fault, WatchView};
use crate::words::{around, plan as watched};

/// How many cautions stand on the first screen of a routine.
const CAUTIONS: usize = 3;

/// Below this width a key has only its short words.
const NARROW: u16 = 60;

impl Watch {
    pub(super) fn screen(&self) -> WatchView<'_> {
        let name = self.file.file_name().unwrap_or(self.file.as_os_str());
        let key = |action, label, weight| hint(Place::Watch, action, label, weight);
        let mut screen = WatchView {
            file: name.to_string_lossy().into_owned(),
            state: self.state,
            length: self.good.as_ref().map_or("", |good| &good.length),
            plan: self.lines(),
            selected: self.selected,
            words: self.words(),
            faults: &self.faults,
            scroll: self.scroll,
            figure: self.figure(),
            hints: vec![key(Action::Help, "", 5), key(Action::Close, "", 9)],
        };
        // The row of keys is there, whichever they are, and leaves less room to the rest.
        if screen.most_scroll(self.area) > 0 {
            screen.hints.insert(0, key(Action::PageDown, "", 7));
        }
        if self.good.is_some() {
            let play = if self.area.width < NARROW { "" } else { watched::PLAY_FROM_HERE };
            let plays = [key(Action::Enter, play, 8), key(Action::PlayFast, "", 6)];
            screen.hints.splice(..0, plays);
        }
        screen
    }

    /// The movement of the step under the cursor.
    fn figure(&self) -> Option<FigureMoment<'_>> {
        let timeline = &self.good.as_ref()?.prepared.timeline;
        let first = timeline.find_step(self.step()?)?;
        let shown = self.now.since(self.since);
        let moment = FigureMoment::repetition(timeline, first, shown, FigurePace::default())?;
        (moment.phase.step.as_ref() == self.step()?).then_some(moment)
    }

    /// What the person reads before the start, and at the step under the cursor.
    fn words(&self) -> Vec<PageBlock> {
        let Some(good) = &self.good else {
            return Vec::new();
        };
        let (routine, timeline) = (&good.prepared.routine, &good.prepared.timeline);
        let mut words = vec![PageBlock::Heading(routine.title.to_string())];
        words.extend(routine.about.iter().map(|about| PageBlock::Text(about.into())));
        let first = self.step().and_then(|step| timeline.find_step(step));
        words.extend(first.iter().flat_map(|first| said(&timeline.phases()[*first])));
        let mut before: Vec<PageBlock> = Vec::new();
        let cautions = &good.prepared.cautions;
        before.extend(cautions.iter().take(CAUTIONS).cloned().map(PageBlock::Item));
        if let more @ 1.. = cautions.len().saturating_sub(CAUTIONS) {
            before.push(PageBlock::Item(watched::more_to_beware_of(more)));
        }
        if !routine.needs.is_empty() {
            before.push(PageBlock::Item(around::at_hand(routine.needs.join(", "))));
        }
        if !before.is_empty() {
            words.push(PageBlock::Warning(watched::BEFORE_THE_START.into()));
            words.extend(before);
        }
        words
    }
}

/// The words of a step.
fn said(phase: &Phase) -> Vec<PageBlock> {
    let said = &phase.words;
    let numbers: Vec<String> = phase.step.iter().map(u32::to_string).collect();
    let heading = format!("{} {}", numbers.join("."), text::line(&said.name));
    let mut words = vec![PageBlock::Heading(heading)];
    let text = [&said.start, &said.text].map(String::as_str).join(" ");
    words.extend(Some(PageBlock::Text(text)).filter(|block| !block.words().trim().is_empty()));
    if !said.say.is_empty() {
        words.push(PageBlock::Item(watched::spoken(&said.say)));
    }
    let cues: Vec<&str> = said.cues.iter().map(String::as_str).collect();
    if cues.iter().any(|cue| !cue.is_empty()) {
        words.push(PageBlock::Item(watched::parts(cues.join(" · "))));
    }
    words
}

/// A problem with the line that it stands on.
pub(super) fn fault(file: &str, problem: &Problem) -> Fault {
    let error = problem.severity == Severity::Error;
    let (message, help) = (problem.message.clone(), problem.help.clone());
    if file.is_empty() {
        return Fault { error, message, help, ..Fault::default() };
    }
    let (line, column) = position(file, problem.at.start);
    let (end_line, end) = position(file, problem.at.end);
    let whole = file.lines().nth(line - 1).unwrap_or("").trim_start_matches('\u{FEFF}');
    let source = whole.trim_start();
    let indent = whole.chars().count() - source.chars().count();
    // In columns of the line as it is shown, without its indent.
    let width = |from: usize, to: usize| {
        let part: String = whole.chars().skip(from).take(to.saturating_sub(from)).collect();
        text::width(&text::plain(&part))
    };
    let end = if end_line == line { end - 1 } else { usize::MAX };
    Fault {
        place: format!("{line}:{column}"),
        error,
        message,
        help,
        source: source.trim_end().to_owned(),
        mark: (width(indent, column - 1), width(column - 1, end).max(1)),
    }
}
