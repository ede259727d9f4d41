//! A routine file while it is written: its plan, the words that it shows, and what is wrong with
//! it, side by side.
//!
//! It knows lines and words; how a file is read, and which step a line belongs to, is for others.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::footer::{self, Hint};
use super::paint::{self, Align};
use super::theme::{Accent, Theme};
use crate::text;

mod lines;
mod places;

use lines::{Line, fault_lines, plan_lines, word_lines};
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
    pub hints: &'a [Hint<'a>],
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
            FileState::Sound => "can be played",
            FileState::Stale => "broken: this is the last good save",
            FileState::Broken => "can't be played yet",
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
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let places = WatchPlaces::of(screen, area);
    render_top(screen, theme, &places, buffer);
    render_plan(screen, theme, places.plan, buffer);
    if places.words.x > places.plan.x || places.faults.x > places.plan.x {
        for y in places.plan.top()..places.plan.bottom() {
            let cell = &mut buffer[(places.plan.right() + 1, y)];
            cell.set_symbol("│").set_style(theme.quiet());
        }
    }
    let words = word_lines(screen.words, theme, usize::from(places.words.width));
    from_line(&words, places.words_from, theme, places.words, buffer);
    let faults = fault_lines(screen.faults, theme, usize::from(places.faults.width));
    from_line(&faults, places.faults_from, theme, places.faults, buffer);
    footer::render(screen.hints, theme, places.footer, buffer);
}

fn render_top(screen: &WatchView<'_>, theme: Theme, places: &WatchPlaces, buffer: &mut Buffer) {
    let tone = theme.accent(screen.state.tone());
    let beside = places.state.is_empty();
    let right = match (beside, screen.length.is_empty()) {
        (true, true) => screen.state.words().to_owned(),
        (true, false) => format!("{} · {}", screen.state.words(), screen.length),
        (false, _) => screen.length.to_owned(),
    };
    let style = if beside { tone } else { theme.quiet() };
    paint::line(buffer, places.top, &right, style, Align::Right);
    let taken = text::width(&right) + 2;
    let left = Rect {
        width: (usize::from(places.top.width).saturating_sub(taken)) as u16,
        ..places.top
    };
    let file = text::line(screen.file);
    paint::line(buffer, left, &file, theme.strong(), Align::Left);
    paint::line(
        buffer,
        places.state,
        screen.state.words(),
        tone,
        Align::Left,
    );
}

fn render_plan(screen: &WatchView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let lines = plan_lines(screen, theme, area.width.into());
    let height = usize::from(area.height);
    let at = lines.iter().position(|(nth, _)| *nth == screen.selected);
    let most = lines.len().saturating_sub(height);
    let first = at.unwrap_or(0).saturating_sub(height / 2).min(most);
    for (place, (_, line)) in lines.iter().skip(first).take(height).enumerate() {
        paint::spans(buffer, paint::row(area, place), line, Align::Left);
    }
}

/// Lines from one on; where there are more above or below, the first or the last row says how
/// many.
fn from_line(lines: &[Line], from: usize, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let height = usize::from(area.height);
    let told = height >= 3;
    let above = told && from > 0;
    let below = told && lines.len() > from + height;
    let rest = lines.iter().enumerate().skip(from).take(height);
    for (place, (nth, line)) in rest.enumerate() {
        let count = match place {
            0 if above => Some(format!("↑ {} more lines", nth + 1)),
            _ if below && place + 1 == height => {
                Some(format!("↓ {} more lines", lines.len() - nth))
            }
            _ => None,
        };
        match count {
            Some(count) => {
                paint::line(
                    buffer,
                    paint::row(area, place),
                    &count,
                    theme.quiet(),
                    Align::Left,
                );
            }
            None => paint::spans(buffer, paint::row(area, place), line, Align::Left),
        }
    }
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
