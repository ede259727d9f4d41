//! What is watched -> what the view is given: the keys that mean something, the words that a person
//! will read, and each problem with its line of the file.
//!
//! It changes nothing.

use super::Watch;
use crate::app::overlay::hint;
use crate::keys::{Action, Place};
use crate::problem::{Problem, Severity, position};
use crate::text;
use crate::timeline::{Phase, plan};
use crate::view::moving::{FigureMoment, FigurePace};
use crate::view::watch;
use crate::view::watch::{Fault, Passage, PlanRow, WatchView};
use crate::words::{around, plan as said};

/// How many cautions stand on the first screen of a routine.
const CAUTIONS: usize = 3;

/// Below this width a key has only its short words.
const NARROW: u16 = 60;

impl Watch {
    pub(super) fn with_screen(&self, see: impl FnOnce(&WatchView<'_>)) {
        let name = self.file.file_name().unwrap_or(self.file.as_os_str());
        let words = self.words();
        let mut screen = WatchView {
            file: &name.to_string_lossy(),
            state: self.state,
            length: self.good.as_ref().map_or("", |good| &good.length),
            plan: self.good.as_ref().map_or(&[], |good| &good.rows),
            selected: self.selected,
            words: &words,
            faults: &self.faults,
            scroll: self.scroll,
            figure: self.figure(),
            hints: Vec::new(),
        };
        let key = |action, label, weight| hint(Place::Watch, action, label, weight);
        let last = [key(Action::Help, "", 5), key(Action::Close, "", 9)];
        let mut keys = Vec::new();
        if self.good.is_some() {
            let play = if self.area.width < NARROW { "" } else { said::PLAY_FROM_HERE };
            keys.extend([key(Action::Enter, play, 8), key(Action::PlayFast, "", 6)]);
        }
        // The row of keys is there, whichever they are, and leaves less room to the rest.
        screen.hints = last.to_vec();
        if watch::reads_on(&screen, self.area) {
            keys.push(key(Action::PageDown, "", 7));
        }
        keys.extend(last);
        screen.hints = keys;
        see(&screen);
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
    fn words(&self) -> Vec<Passage> {
        let Some(good) = &self.good else {
            return Vec::new();
        };
        let prepared = &good.prepared;
        let mut words = vec![Passage::Title(prepared.routine.title.to_string())];
        words.extend(prepared.routine.about.iter().map(|about| Passage::Text(about.into())));
        let phase = self.step().and_then(|step| {
            let first = prepared.timeline.find_step(step)?;
            prepared.timeline.phases().get(first)
        });
        if let Some(phase) = phase {
            words.extend(said(phase));
        }
        words.push(Passage::Heading(said::BEFORE_THE_START.into()));
        let cautions = prepared.cautions.iter().take(CAUTIONS).cloned();
        words.extend(cautions.map(Passage::Beware));
        if let more @ 1.. = prepared.cautions.len().saturating_sub(CAUTIONS) {
            words.push(Passage::Aside(said::more_to_beware_of(more)));
        }
        if !prepared.routine.needs.is_empty() {
            let needs = around::at_hand(&prepared.routine.needs.join(", "));
            words.push(Passage::Aside(needs));
        }
        if matches!(words.last(), Some(Passage::Heading(_))) {
            words.pop();
        }
        words
    }
}

/// The words of a step.
fn said(phase: &Phase) -> Vec<Passage> {
    let said = &phase.words;
    let numbers: Vec<String> = phase.step.iter().map(u32::to_string).collect();
    let heading = format!("{} {}", numbers.join("."), text::line(&said.name));
    let mut words = vec![Passage::Heading(heading)];
    let texts = [&said.start, &said.text].into_iter();
    let texts = texts.filter(|text| !text.is_empty()).cloned();
    words.extend(texts.map(Passage::Text));
    if !said.say.is_empty() {
        words.push(Passage::Aside(said::spoken(&said.say)));
    }
    let cues: Vec<&str> = said.cues.iter().map(String::as_str).collect();
    if cues.iter().any(|cue| !cue.is_empty()) {
        words.push(Passage::Aside(said::parts(&cues)));
    }
    words
}

pub(super) fn row(line: &plan::PlanLine) -> PlanRow {
    PlanRow {
        start: line.start.clone(),
        what: line.what.clone(),
        dose: line.dose.clone(),
        depth: line.depth,
    }
}

/// A problem with the line that it stands on.
pub(super) fn fault(file: &str, problem: &Problem) -> Fault {
    let error = problem.severity == Severity::Error;
    let (message, help) = (problem.message.clone(), problem.help.clone());
    if file.is_empty() {
        return Fault { error, message, help, ..Fault::default() };
    }
    let (line, column) = position(file, problem.at.start);
    let whole = file.lines().nth(line - 1).unwrap_or("");
    let whole = whole.trim_start_matches('\u{FEFF}');
    let source = whole.trim_start();
    let indent = whole.chars().count() - source.chars().count();
    let before = source.chars().take((column - 1).saturating_sub(indent));
    let before = text::width(&text::plain(&before.collect::<String>()));
    let start = whole.char_indices().nth(column - 1).map_or(whole.len(), |(at, _)| at);
    let (end_line, end) = position(file, problem.at.end);
    let marked = match end_line == line {
        true => whole[start..].chars().take(end.saturating_sub(column)).collect(),
        false => whole[start..].to_owned(),
    };
    Fault {
        place: format!("{line}:{column}"),
        error,
        message,
        help,
        source: source.trim_end().to_owned(),
        mark: (before, text::width(&text::plain(&marked)).max(1)),
    }
}
