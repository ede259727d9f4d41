//! A routine file while it is written: its plan, and beside it what is wrong with it and the words
//! that it shows.
//!
//! It knows lines and words; how a file is read, and which step a line belongs to, is for others.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::{Frame, TWO_COLUMNS, two_columns};
use super::moving::{self, FigureMoment};
use super::page::{self, PageBlock};
use super::paint::{self, Align, Canvas, InkedLine, hanging, wrapped};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen};
use crate::text;
use crate::timeline::plan::PlanLine;
use crate::words::picker::{more_above, more_below};
use crate::words::plan as watched;

/// All that there is to see while a file is watched.
#[derive(Clone, Debug, Default)]
pub struct WatchView<'a> {
    /// The file's name.
    pub file: String,
    pub state: FileState,
    /// How long the routine lasts: `1–4 min`.
    pub length: &'a str,
    /// The plan of the last good version.
    pub plan: &'a [PlanLine],
    /// Which row the cursor is on.
    pub selected: usize,
    /// The words that are seen before the start, and those of the selected step.
    pub words: Vec<PageBlock>,
    /// What is wrong with the file as it is now.
    pub faults: &'a [Fault],
    /// How many lines of the faults and the words below them are scrolled past; more than there are
    /// shows the end.
    pub scroll: u16,
    /// The figure of the selected step, above the words where there is room.
    pub figure: Option<FigureMoment<'a>>,
    pub hints: Vec<Hint>,
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
    fn look(self) -> (&'static str, Ink) {
        let (words, tone) = match self {
            FileState::Unread => ("", Accent::Work),
            FileState::Sound => (watched::CAN_BE_PLAYED, Accent::Work),
            FileState::Stale => (watched::IS_STALE, Accent::Beware),
            FileState::Broken => (watched::NOT_YET, Accent::Beware),
        };
        (words, Ink::Accent(tone))
    }
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

/// The rows of a figure above the words, and how many the two must have for it.
const FIGURE_ROWS: usize = 13;
const ROWS_FOR_FIGURE: usize = 19;

/// Where everything stands, and the lines to be read.
struct WatchPlaces {
    frame: Frame,
    plan: Rect,
    figure: Option<Rect>,
    text: Rect,
    lines: Vec<InkedLine>,
    /// The first line that is seen, and how far can be read on.
    first: usize,
    most: u16,
}

impl WatchView<'_> {
    fn places(&self, area: Rect) -> WatchPlaces {
        let wide = area.width >= TWO_COLUMNS && !self.plan.is_empty();
        let state = !wide && self.state != FileState::Unread && area.height >= 4;
        let frame = Frame::of_list(area, state, &self.hints);
        let (body, rows) = (frame.body, usize::from(frame.body.height));
        let (plan, side) = if wide { two_columns(body, body.width / 2 - 1) } else { (body, body) };
        let mut lines = fault_lines(self.faults, side.width.into());
        let faults = lines.len();
        let words = page::lines(&self.words, side.width.into());
        if faults > 0 && !words.is_empty() {
            lines.push(Vec::new());
        }
        lines.extend(words);
        let (plan, beside) = match rows {
            _ if wide => (plan, side),
            _ if self.plan.is_empty() => (paint::rows(body, 0, 0), body),
            14.. if faults == 0 => {
                (paint::rows(body, 0, rows / 2), paint::rows(body, rows / 2 + 1, rows))
            }
            _ => {
                let text = faults.min(if rows <= 5 { rows } else { rows * 3 / 5 });
                let plan = text + usize::from(faults > 0);
                (paint::rows(body, plan, rows), paint::rows(body, 0, text))
            }
        };
        let fits = wide && rows.saturating_sub(faults) >= ROWS_FOR_FIGURE;
        let figure = self.figure.as_ref().filter(|_| fits);
        let figure = figure.map(|_| paint::rows(side, 0, FIGURE_ROWS));
        let beside = paint::rows(beside, if figure.is_some() { FIGURE_ROWS + 1 } else { 0 }, rows);
        // Below a plan, who reads on turns the leaf: the text takes its place, from the first line.
        let leaf = !wide && !plan.is_empty() && lines.len() > beside.height.into();
        let room = if leaf { body } else { beside };
        let most = paint::most_scroll(lines.len(), room) + u16::from(leaf);
        let scroll = self.scroll.min(most);
        let turned = leaf && scroll > 0;
        WatchPlaces {
            frame,
            plan: if turned { paint::rows(body, 0, 0) } else { plan },
            figure,
            text: if turned { room } else { beside },
            lines,
            first: usize::from(scroll) - usize::from(turned),
            most,
        }
    }

    /// So many lines a page goes on: the first and the last row may say what is above and below, and
    /// one line is on both pages.
    pub fn page(&self, area: Rect) -> u16 {
        self.places(area).text.height.saturating_sub(3).max(1)
    }

    fn render_top(&self, frame: &Frame, canvas: &mut Canvas<'_>) {
        let (state, tone) = self.state.look();
        let (right, ink) = match (frame.second.is_empty(), self.length) {
            (true, "") => (state.to_owned(), tone),
            (true, length) => (format!("{state} · {length}"), tone),
            (false, length) => (length.to_owned(), Ink::Quiet),
        };
        canvas.aligned(frame.top, &right, ink, Align::Right);
        let room = usize::from(frame.top.width).saturating_sub(text::width(&right) + 2);
        let left = paint::columns(frame.top, 0, room as u16);
        canvas.line(left, &text::line(&self.file), Ink::Strong);
        canvas.line(frame.second, state, tone);
    }

    /// The lines of the plan, with the row that each belongs to.
    fn plan_lines(&self, width: usize) -> Vec<(usize, InkedLine)> {
        let starts = self.plan.iter().map(|line| line.start.len()).max().unwrap_or(0);
        let mut lines = Vec::new();
        for (nth, line) in self.plan.iter().enumerate() {
            let inked = |words: String, ink: Ink| (words, ink.or_chosen(nth == self.selected));
            let mut lead = format!(" {:>starts$}  {}", line.start, "  ".repeat(line.depth));
            let blank = " ".repeat(lead.len());
            let room = width.saturating_sub(lead.len() + 1);
            let (what, dose) = (text::line(&line.what), text::line(&line.dose));
            let beside = room.saturating_sub(text::width(&dose));
            let alone = |words: &str, ink| vec![inked(text::padded(words, room + 1), ink)];
            let rest = if dose.is_empty() {
                text::wrap(&what, room).iter().map(|what| alone(what, Ink::Text)).collect()
            } else if text::width(&what) + 2 <= beside {
                let what = inked(text::padded(&what, beside), Ink::Text);
                vec![vec![what, inked(dose + " ", Ink::Quiet)]]
            } else {
                let dose = format!("  {}", text::cut(&dose, room.saturating_sub(2)));
                vec![alone(&text::cut(&what, room), Ink::Text), alone(&dose, Ink::Quiet)]
            };
            for mut one in rest {
                let lead = std::mem::replace(&mut lead, blank.clone());
                one.insert(0, inked(lead, Ink::Quiet));
                lines.push((nth, one));
            }
        }
        lines
    }
}

impl Screen for WatchView<'_> {
    fn most_scroll(&self, area: Rect) -> u16 {
        self.places(area).most
    }

    fn next_change(&self, area: Rect) -> Option<Duration> {
        let moment = self.figure.as_ref()?;
        self.places(area).figure?;
        moment.next_frame()
    }

    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let mut canvas = Canvas { theme, buffer };
        let WatchPlaces { frame, plan, figure, text, mut lines, first, .. } = self.places(area);
        self.render_top(&frame, &mut canvas);
        let rows = self.plan_lines(plan.width.into());
        let at = rows.iter().position(|(nth, _)| *nth == self.selected).unwrap_or(0);
        let from = paint::first_shown(at, rows.len(), plan);
        let rows: Vec<InkedLine> = rows.into_iter().skip(from).map(|(_, line)| line).collect();
        canvas.lines(plan, &rows);
        if text.x > plan.x {
            canvas.rule_before(Rect { y: plan.y, height: plan.height, ..text });
        }
        if let Some((place, moment)) = figure.zip(self.figure.as_ref()) {
            moving::render(moment, None, theme, place, canvas.buffer);
        }
        // Where there are more lines above or below, the first or the last row says how many.
        let (height, all) = (usize::from(text.height), lines.len());
        let end = first + height;
        if height >= 3 && all > end {
            lines[end - 1] = vec![(more_below(all - end + 1), Ink::Quiet)];
        }
        if height >= 5 && first > 0 {
            lines[first] = vec![(more_above(first + 1), Ink::Quiet)];
        }
        canvas.lines(text, &lines[first..]);
        canvas.keys(frame.keys, &self.hints);
    }
}

fn fault_lines(faults: &[Fault], width: usize) -> Vec<InkedLine> {
    let mut lines: Vec<InkedLine> = Vec::new();
    for fault in faults {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let tone = Ink::Accent(if fault.error { Accent::Beware } else { Accent::Turn });
        let gap = if fault.place.is_empty() { "" } else { " " };
        let place = (format!("{}{gap}", fault.place), tone);
        lines.extend(hanging(place, &fault.message, width, Ink::Strong));
        let (source, (from, marked)) = windowed(fault, width.saturating_sub(2));
        if !source.is_empty() {
            lines.push(vec![(format!("  {source}"), Ink::Text)]);
            lines.push(vec![(format!("  {:from$}{}", "", "^".repeat(marked)), tone)]);
        }
        lines.extend(wrapped(&fault.help, width, Ink::Text));
    }
    lines
}

/// The part of the file's line around the fault, and where the fault is in it.
fn windowed(fault: &Fault, width: usize) -> (String, (usize, usize)) {
    let (from, length) = fault.mark;
    let line = text::plain(&fault.source).into_owned();
    // A third of the room stands before the fault, where not all of it has room.
    let fits = text::width(&line) <= width;
    let skip = if fits { 0 } else { (from + 1).saturating_sub(width / 3) };
    let mut passed = 0;
    let rest = line.chars().skip_while(|letter| {
        let skipped = passed < skip;
        passed += if skipped { text::width(letter.encode_utf8(&mut [0; 4])) } else { 0 };
        skipped
    });
    let lead = if skip > 0 { "…" } else { "" };
    let rest: String = lead.chars().chain(rest).collect();
    let from = (from + text::width(lead)).saturating_sub(passed).min(width.saturating_sub(1));
    (text::cut(&rest, width), (from, length.clamp(1, (width - from).max(1))))
}
