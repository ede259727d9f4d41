//! A routine file while it is written: its plan, the words that it shows, and what is wrong with
//! it, side by side.
//!
//! It knows lines and words; how a file is read, and which step a line belongs to, is for others.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::Hint;
use super::frame::{Frame, TWO_COLUMNS, two_columns};
use super::moving::FigureMoment;
use super::paint::{Align, Canvas, InkedLine, hanging, wrapped};
use super::theme::{Accent, Ink, Theme};
use super::{moving, paint};
use crate::text;
use crate::words::picker::{more_above, more_below};
use crate::words::plan as said;

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
    pub hints: Vec<Hint>,
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
            FileState::Sound => said::CAN_BE_PLAYED,
            FileState::Stale => said::IS_STALE,
            FileState::Broken => said::NOT_YET,
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
        canvas.rule_before(Rect { y: plan.y, height: plan.height, ..words });
    }
    if let Some((place, moment)) = places.figure.zip(screen.figure.as_ref()) {
        moving::render(moment, None, theme, place, canvas.buffer);
    }
    let lines = word_lines(screen.words, words.width.into());
    render_from(lines, places.words_from, words, &mut canvas);
    let lines = fault_lines(screen.faults, faults.width.into());
    render_from(lines, places.faults_from, faults, &mut canvas);
    canvas.keys(places.frame.keys, &screen.hints);
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
    let shown: Vec<InkedLine> = lines.into_iter().skip(first).map(|(_, line)| line).collect();
    canvas.lines(area, &shown);
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
    canvas.lines(area, &lines[from.min(all)..]);
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

// What stands in the columns, as lines: the plan, the words, the problems.

/// The lines of the plan, with the row that each belongs to.
pub(super) fn plan_lines(screen: &WatchView<'_>, width: usize) -> Vec<(usize, InkedLine)> {
    let starts = screen.plan.iter().map(|row| text::width(&row.start));
    let start_columns = starts.max().unwrap_or(0);
    let mut lines = Vec::new();
    for (nth, row) in screen.plan.iter().enumerate() {
        let inked = |ink: Ink| {
            if nth == screen.selected { Ink::Chosen } else { ink }
        };
        let blanks = " ".repeat(start_columns - text::width(&row.start) + 1);
        let mut start = format!("{blanks}{}  {}", row.start, "  ".repeat(row.depth));
        let indent = text::width(&start);
        let room = width.saturating_sub(indent + 1);
        let (what, dose) = (text::line(&row.what), text::line(&row.dose));
        let between = room.checked_sub(text::width(&what) + text::width(&dose));
        let rest = match between.filter(|between| *between >= 2 || dose.is_empty()) {
            Some(between) => {
                let what = (what + &" ".repeat(between), inked(Ink::Text));
                vec![vec![what, (dose + " ", inked(Ink::Quiet))]]
            }
            None => {
                let line = |words: &str, ink| vec![(text::padded(words, room + 1), inked(ink))];
                let mut whats = text::wrap(&what, room);
                if !dose.is_empty() {
                    whats = vec![text::cut(&what, room)];
                }
                let mut rest: Vec<_> = whats.iter().map(|what| line(what, Ink::Text)).collect();
                if !dose.is_empty() {
                    let dose = text::cut(&dose, room.saturating_sub(2));
                    rest.push(line(&format!("  {dose}"), Ink::Quiet));
                }
                rest
            }
        };
        for mut line in rest {
            let lead = std::mem::replace(&mut start, " ".repeat(indent));
            line.insert(0, (lead, inked(Ink::Quiet)));
            lines.push((nth, line));
        }
    }
    lines
}

pub(super) fn word_lines(words: &[Passage], width: usize) -> Vec<InkedLine> {
    let mut lines: Vec<InkedLine> = Vec::new();
    for one in words {
        let (lead, words, ink) = match one {
            Passage::Title(words) => ("", words, Ink::Strong),
            Passage::Heading(words) => ("", words, Ink::Accent(Accent::Work)),
            Passage::Text(words) => ("", words, Ink::Text),
            Passage::Beware(words) => ("! ", words, Ink::Text),
            Passage::Aside(words) => ("", words, Ink::Quiet),
        };
        let apart = matches!(one, Passage::Title(_) | Passage::Heading(_));
        if apart && !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.extend(hanging((lead.to_owned(), ink), words, width, ink));
    }
    lines
}

pub(super) fn fault_lines(faults: &[Fault], width: usize) -> Vec<InkedLine> {
    let mut lines: Vec<InkedLine> = Vec::new();
    for fault in faults {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let tone = if fault.error { Accent::Beware } else { Accent::Turn };
        let place = match fault.place.is_empty() {
            true => String::new(),
            false => format!("{} ", fault.place),
        };
        let said = text::wrap(&format!("{place}{}", fault.message), width);
        for (nth, words) in said.into_iter().enumerate() {
            lines.push(match words.strip_prefix(place.as_str()) {
                Some(rest) if nth == 0 => {
                    vec![(place.clone(), Ink::Accent(tone)), (rest.to_owned(), Ink::Strong)]
                }
                _ => vec![(words, Ink::Strong)],
            });
        }
        let (source, mark) = windowed(fault, width.saturating_sub(2));
        if !source.is_empty() {
            lines.push(vec![(format!("  {source}"), Ink::Text)]);
            let marks = format!("{}{}", " ".repeat(2 + mark.0), "^".repeat(mark.1));
            lines.push(vec![(marks, Ink::Accent(tone))]);
        }
        lines.extend(wrapped(&fault.help, width, Ink::Text));
    }
    lines
}

/// The part of the file's line around the fault, and where the fault is in it.
fn windowed(fault: &Fault, width: usize) -> (String, (usize, usize)) {
    let (from, length) = fault.mark;
    let line = text::plain(&fault.source).into_owned();
    if text::width(&line) <= width || width < 4 {
        let from = from.min(width);
        return (text::cut(&line, width), (from, length.clamp(1, width.max(from + 1) - from)));
    }
    // A third of the room stands before the fault.
    let skip = (from + 1).saturating_sub(width / 3);
    let mut passed = 0;
    let rest: String = line
        .chars()
        .skip_while(|letter| {
            let skipped = passed < skip;
            if skipped {
                passed += text::width(letter.encode_utf8(&mut [0; 4]));
            }
            skipped
        })
        .collect();
    let lead = if passed > 0 { "…" } else { "" };
    let shown = text::cut(&format!("{lead}{rest}"), width);
    let from = (from + text::width(lead)).saturating_sub(passed).min(width - 1);
    (shown, (from, length.clamp(1, width - from)))
}

// Where the columns stand on a screen of any size, and which of their lines are seen.

pub(super) struct WatchPlaces {
    pub frame: Frame,
    pub plan: Rect,
    pub words: Rect,
    pub faults: Rect,
    pub figure: Option<Rect>,
    /// The first line of each that is seen.
    pub words_from: usize,
    pub faults_from: usize,
    /// How many lines of each are never seen at once with the first.
    words_over: usize,
    faults_over: usize,
    /// The words have no place of their own: whoever reads on past the problems turns over to
    /// them, and they take that of the plan.
    over_leaf: bool,
}

/// The rows of a figure above the words, and how many the two must have for it.
const FIGURE_ROWS: usize = 13;
const ROWS_FOR_FIGURE: usize = 19;

impl WatchPlaces {
    pub fn of(screen: &WatchView<'_>, area: Rect) -> WatchPlaces {
        let wide = area.width >= TWO_COLUMNS && !screen.plan.is_empty();
        let state = !wide && screen.state != FileState::Unread && area.height >= 4;
        let frame = Frame::of_list(area, state, &screen.hints);
        let (body, rows) = (frame.body, usize::from(frame.body.height));
        let (plan, side) = if wide { two_columns(body, body.width / 2 - 1) } else { (body, body) };
        let most_faults = match wide {
            // The words keep a third, as far as there are words.
            true if screen.words.is_empty() => rows,
            true => rows - rows / 3,
            false if rows <= 5 || screen.plan.is_empty() => rows,
            false => rows * 3 / 5,
        };
        let all_faults = line_count(fault_lines, screen.faults, side);
        let faults = all_faults.min(most_faults);
        let rest = rows - faults - usize::from(faults > 0 && faults < rows);
        let nothing = paint::rows(body, 0, 0);
        let shows = screen.figure.is_some() && wide && rest >= ROWS_FOR_FIGURE;
        let above = if shows { FIGURE_ROWS } else { 0 };
        let figure = shows.then(|| paint::rows(side, 0, above));
        let (plan, words, faults) = if wide {
            let words = paint::rows(side, above + usize::from(shows), rest);
            (plan, words, paint::rows(side, rows - faults, faults))
        } else if faults == 0 && rows >= 14 {
            let words = paint::rows(body, rows / 2 + 1, rows);
            (paint::rows(body, 0, rows / 2), words, nothing)
        } else {
            let plan = paint::rows(body, rows - rest, rest);
            (plan, nothing, paint::rows(body, 0, faults))
        };
        let over_leaf = words.is_empty() && !screen.words.is_empty() && !body.is_empty();
        let page = if over_leaf { body } else { words };
        let all_words = line_count(word_lines, screen.words, page);
        let mut places = WatchPlaces {
            frame,
            plan,
            words,
            faults,
            figure,
            words_from: 0,
            faults_from: 0,
            words_over: all_words.saturating_sub(page.height.into()),
            faults_over: all_faults.saturating_sub(faults.height.into()),
            over_leaf,
        };
        places.read_to(screen.scroll, body);
        places
    }

    /// Puts everything where it stands once the person has read so far.
    fn read_to(&mut self, scroll: usize, body: Rect) {
        let scroll = scroll.min(self.most_scroll());
        self.faults_from = scroll.min(self.faults_over);
        self.words_from = scroll - self.faults_from;
        if self.over_leaf && self.words_from > 0 {
            self.words_from -= 1;
            self.words = body;
            (self.plan, self.faults) = (paint::rows(body, 0, 0), paint::rows(body, 0, 0));
        }
    }

    pub fn most_scroll(&self) -> usize {
        self.faults_over + self.words_over + usize::from(self.over_leaf)
    }

    /// Whether the words have taken the place of the plan.
    fn is_turned(&self) -> bool {
        self.over_leaf && !self.words.is_empty()
    }

    fn scroll(&self) -> usize {
        self.faults_from + self.words_from + usize::from(self.is_turned())
    }

    pub fn read_on(&self) -> usize {
        let scroll = self.scroll();
        let to = match scroll < self.faults_over {
            true => (scroll + page(self.faults)).min(self.faults_over),
            false if self.over_leaf && !self.is_turned() => scroll + 1,
            false => scroll + page(self.words),
        };
        to.min(self.most_scroll())
    }

    pub fn read_back(&self) -> usize {
        let scroll = self.scroll();
        if scroll <= self.faults_over {
            return scroll.saturating_sub(page(self.faults));
        }
        let first = self.faults_over + usize::from(self.is_turned());
        match scroll == first {
            true => self.faults_over,
            false => scroll.saturating_sub(page(self.words)).max(first),
        }
    }
}

/// So many lines a page goes on: the first and the last row may say what is above and below.
fn page(area: Rect) -> usize {
    usize::from(area.height).saturating_sub(2).max(1)
}

/// How many lines something takes in an area.
fn line_count<T>(lines: fn(&[T], usize) -> Vec<InkedLine>, of: &[T], area: Rect) -> usize {
    lines(of, area.width.into()).len()
}
