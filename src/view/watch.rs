//! A routine file while it is written: its plan, the words that it shows, and what is wrong with
//! it, side by side.
//!
//! It knows lines and words; how a file is read, and which step a line belongs to, is for others.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::footer::Hint;
use super::frame::Frame;
use super::moving::{self, FigureMoment};
use super::paint::{self, Align, Canvas, InkedLine};
use super::theme::{Accent, Ink, Theme};
use crate::text;
use crate::words::picker::{more_above, more_below};
use crate::words::watched;

mod lines;
mod places;

use lines::{fault_lines, plan_lines, word_lines};
use places::WatchPlaces;

/// All that there is to see while a file is watched.
#[derive(Clone, Debug, Default)]
pub struct WatchView<'a> {
    /// The file's name.
    pub file: &'a str,
    pub state: FileState,
    /// How long the routine lasts: `1–4 min`.
    pub length: &'a str,
    /// The plan of the last good version.
    pub plan: &'a [PlanRow],
    /// Which row the cursor is on.
    pub selected: usize,
    /// The words that are seen before the start, and those of the selected step.
    pub words: &'a [Passage],
    /// What is wrong with the file as it is now.
    pub faults: &'a [Fault],
    /// How far the person has read on: lines of the problems, and past their end lines of the
    /// words. More than there are is their end.
    pub scroll: usize,
    /// The figure of the selected step, above its words where there is room.
    pub figure: Option<FigureMoment<'a>>,
    pub hints: &'a [Hint<'a>],
}

/// Until the figure moves on; `None` where it has no room, or keeps still.
pub fn next_change(screen: &WatchView<'_>, area: Rect) -> Option<Duration> {
    let moment = screen.figure.as_ref()?;
    WatchPlaces::of(screen, area).figure?;
    moment.next_frame()
}

/// How the file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileState {
    /// It has not been read yet.
    #[default]
    Unread,
    /// It can be played.
    Sound,
    /// It can't be played; the plan is that of the last good version.
    Stale,
    /// It can't be played, and never could since it is watched.
    Broken,
}

impl FileState {
    fn words(self) -> &'static str {
        match self {
            FileState::Unread => "",
            FileState::Sound => watched::CAN_BE_PLAYED,
            FileState::Stale => watched::IS_STALE,
            FileState::Broken => watched::NOT_YET,
        }
    }

    fn tone(self) -> Accent {
        match self {
            FileState::Unread | FileState::Sound => Accent::Work,
            FileState::Stale | FileState::Broken => Accent::Beware,
        }
    }
}

/// A line of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRow {
    /// When it begins: `1:30`.
    pub start: String,
    pub what: String,
    pub dose: String,
    /// How deep it is indented.
    pub depth: usize,
}

/// A passage that the routine shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    Title(String),
    Heading(String),
    Text(String),
    /// A caution.
    Beware(String),
    /// Said beside: what is at hand, what is spoken.
    Aside(String),
}

/// Something that is wrong with the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// Line and column, `4:20`; empty where there is no place.
    pub place: String,
    /// It can't be played because of it.
    pub error: bool,
    pub message: String,
    pub help: String,
    /// The line of the file.
    pub source: String,
    /// The columns of that line that are at fault: the first, and how many.
    pub mark: (usize, usize),
}

/// Puts it into an area of any size.
pub fn render(screen: &WatchView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let places = WatchPlaces::of(screen, area);
    let (plan, words, faults) = (places.plan, places.words, places.faults);
    render_top(screen, &places.frame, &mut canvas);
    render_plan(screen, plan, &mut canvas);
    if words.x > plan.x {
        canvas.rule_before(Rect {
            y: plan.y,
            height: plan.height,
            ..words
        });
    }
    if let Some((place, moment)) = places.figure.zip(screen.figure.as_ref()) {
        moving::render(moment, None, theme, place, canvas.buffer);
    }
    let lines = word_lines(screen.words, words.width.into());
    render_from(lines, places.words_from, words, &mut canvas);
    let lines = fault_lines(screen.faults, faults.width.into());
    render_from(lines, places.faults_from, faults, &mut canvas);
    canvas.keys(places.frame.keys, screen.hints);
}

fn render_top(screen: &WatchView<'_>, frame: &Frame, canvas: &mut Canvas<'_>) {
    let (state, tone) = (screen.state.words(), Ink::Accent(screen.state.tone()));
    let beside = frame.second.is_empty();
    let right = match (beside, screen.length.is_empty()) {
        (true, true) => state.to_owned(),
        (true, false) => format!("{state} · {}", screen.length),
        (false, _) => screen.length.to_owned(),
    };
    let ink = if beside { tone } else { Ink::Quiet };
    canvas.aligned(frame.top, &right, ink, Align::Right);
    let room = usize::from(frame.top.width).saturating_sub(text::width(&right) + 2);
    let left = paint::columns(frame.top, 0, room as u16);
    canvas.line(left, &text::line(screen.file), Ink::Strong);
    canvas.line(frame.second, state, tone);
}

fn render_plan(screen: &WatchView<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let lines = plan_lines(screen, area.width.into());
    let at = lines.iter().position(|(nth, _)| *nth == screen.selected);
    let first = paint::first_shown(at.unwrap_or(0), lines.len(), area);
    let shown: Vec<InkedLine> = lines
        .into_iter()
        .skip(first)
        .map(|(_, line)| line)
        .collect();
    canvas.lines(area, &shown, Align::Left);
}

/// Lines from one on; where there are more above or below, the first or the last row says how
/// many.
fn render_from(mut lines: Vec<InkedLine>, from: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let height = usize::from(area.height);
    let (end, all) = (from + height, lines.len());
    if height >= 3 && all > end {
        lines[end - 1] = vec![(more_below(all - end + 1), Ink::Quiet)];
    }
    if height >= 3 && from > 0 {
        lines[from] = vec![(more_above(from + 1), Ink::Quiet)];
    }
    canvas.lines(area, &lines[from.min(all)..], Align::Left);
}

/// Whether there is more to read than is seen at first.
pub fn reads_on(screen: &WatchView<'_>, area: Rect) -> bool {
    WatchPlaces::of(screen, area).most_scroll() > 0
}

/// How far the person has read after a page more: first the problems, then the words.
pub fn read_on(screen: &WatchView<'_>, area: Rect) -> usize {
    WatchPlaces::of(screen, area).read_on()
}

/// The same after a page back.
pub fn read_back(screen: &WatchView<'_>, area: Rect) -> usize {
    WatchPlaces::of(screen, area).read_back()
}
