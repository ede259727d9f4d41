//! The running session: what to do now, how long, which side, and what comes next.
//!
//! The person is two metres away, turned away or lying on the floor. So the present cue, the figure
//! and the countdown are as big as the space allows, each in a place that no phase moves; everything
//! else is quiet.

mod content;
mod stage;

use std::cmp::Ordering;
use std::rc::Rc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

pub use self::stage::{SessionStage, StageSlot};
use super::moving::{self, FigureMoment, FigurePace};
use super::paint::{self, Align, Canvas, InkedLine, Rows};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen, bar, breath, digits, letters};
use crate::seconds::{Moment, to_next_second};
use crate::session::{Offer, State, Status};
use crate::settings::Motion;
use crate::text;
use crate::timeline::plan::{self, PlanLine};
use crate::words::playing;

/// All that there is to see of a session.
#[derive(Clone, Debug)]
pub struct SessionView<'a> {
    /// The session at the moment that is shown.
    pub status: Status<'a>,
    /// That moment.
    pub now: Moment,
    /// What the routine is called.
    pub title: &'a str,
    /// The keys that mean something now, in the order they are to be shown.
    pub hints: Vec<Hint>,
    /// What the person said of the set just behind the last time that they did this routine.
    pub last_time: Option<u32>,
    /// One line about something that happened: `the machine slept 12 min`.
    pub note: Option<String>,
    /// The same about the machine, which asks for nothing now; shown where there is no note.
    pub aside: Option<&'static str>,
    /// How many times as fast it plays, where that is not once.
    pub speed: Option<f64>,
    /// How it rings, where that is worth a word: `bell off`, `bell: sides and ends`.
    pub bell: Option<&'static str>,
    /// Times of the day, as the person's clock on the wall has them.
    pub clocks: Clocks,
    /// How the figure is shown.
    pub figure: FigurePace,
    /// The whole screen is inverted: it rings.
    pub alarm: bool,
}

/// Times of the day in words like `14:02`; what is left out is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks {
    /// Since when the session is paused.
    pub paused_since: Option<String>,
    /// Since when the pack is on.
    pub on_since: Option<String>,
    /// When it rings for an answer.
    pub bell_at: Option<String>,
    /// When the pack must be off.
    pub off_by: Option<String>,
}

impl<'a> SessionView<'a> {
    fn figure(&self) -> FigureMoment<'a> {
        FigureMoment {
            phase: self.status.phase,
            passed: self.status.passed,
            runs: matches!(self.status.state, State::Running | State::Waiting | State::Alarm),
            until: None,
            pace: self.figure,
        }
    }

    /// Whether the place of the figure shows one, and not the disc of a breath.
    fn shows_figure(&self) -> bool {
        self.status.phase.figure.is_some() && self.figure.motion != Motion::NoFigure
    }
}

/// A session on its stage, which is made once for all its phases.
impl Screen for (SessionView<'_>, Rc<SessionStage>) {
    fn next_change(&self, _: Rect) -> Option<Duration> {
        let (screen, stage) = self;
        let status = &screen.status;
        if let State::Returning { left } = status.state {
            return Some(to_next_second(left));
        }
        if let (true, Some(pack)) = (content::counts_up(status), status.pack_on) {
            let on = screen.now.since(pack.since);
            return Some(Duration::from_secs(on.as_secs() + 1) - on);
        }
        let runs = match status.state {
            State::Running | State::Alarm | State::Away(Offer::Walked) => true,
            State::Waiting => status.left.is_some(),
            _ => false,
        };
        let left = status.left.filter(|left| runs && !left.is_zero());
        let disc = stage.figure.filter(|_| left.is_some() && !screen.shows_figure());
        let step = disc.and_then(|_| breath::next_change(status, screen.figure));
        let frame = stage.figure.and_then(|_| screen.figure().next_frame());
        [left.map(to_next_second), step, frame].into_iter().flatten().min()
    }

    /// Whether it asks how many repetitions the set just behind was.
    fn takes_digits(&self, _: Rect) -> bool {
        let (screen, stage) = self;
        stage.turn_said(screen).1
    }

    fn render(&self, theme: Theme, _: Rect, buffer: &mut Buffer) {
        let (screen, stage) = self;
        let area = stage.area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let mut picture = Picture { screen, stage, canvas: Canvas { theme, buffer } };
        picture.draw_edges();
        picture.draw_headline();
        picture.draw_figure();
        picture.draw_number();
        picture.draw_parts();
        picture.draw_words();
        picture.draw_plan();
        if screen.alarm {
            invert(area, buffer);
        }
    }
}

impl SessionStage {
    /// Whether it has room for all of some words about whose turn it is.
    fn says(&self, turn: &str) -> bool {
        let place = self.turn_place();
        let rows = text::wrap(turn, place.width.into()).len();
        !place.is_empty() && rows <= usize::from(place.height)
    }

    /// What it says of whose turn it is, and whether that asks how many repetitions it was.
    fn turn_said(&self, screen: &SessionView<'_>) -> (String, bool) {
        let [full, short] = content::turn_forms(screen);
        if self.says(&full.0) {
            full
        } else if short.1 && !self.says(&short.0) {
            // A question that is cut is not asked.
            (String::new(), false)
        } else {
            short
        }
    }

    /// Where it is said whose turn it is.
    fn turn_place(&self) -> Rect {
        if self.has(StageSlot::Turn) {
            self.slot(StageSlot::Turn)
        } else {
            self.slot(StageSlot::Foot)
        }
    }
}

/// A colour would be the ground now, and half a block would show both.
fn invert(area: Rect, buffer: &mut Buffer) {
    for position in area.positions() {
        let cell = &mut buffer[position];
        cell.fg = Color::Reset;
        cell.modifier.remove(Modifier::DIM);
        cell.modifier.toggle(Modifier::REVERSED);
    }
}

/// A session while it is put onto its stage.
struct Picture<'p> {
    screen: &'p SessionView<'p>,
    stage: &'p SessionStage,
    canvas: Canvas<'p>,
}

/// The space between two parts of a repetition.
const BETWEEN_PARTS: usize = 3;

impl<'p> Picture<'p> {
    /// What stands above and below everything else.
    fn draw_edges(&mut self) {
        let (screen, status) = (self.screen, &self.screen.status);
        let title = self.stage.slot(StageSlot::Title);
        let mut corner: Vec<String> = screen.bell.map(str::to_owned).into_iter().collect();
        corner.extend(screen.speed.map(|speed| format!("{speed}×")));
        // Where only keys end what comes, there is no time to tell.
        if !status.total_left.is_zero() {
            corner.push(playing::left(content::total_left(status)));
        }
        let corner = corner.join("   ");
        let room = usize::from(title.width).saturating_sub(text::width(&corner) + 2);
        let place = self.place_words(Some(&text::line(screen.title)), room);
        self.canvas.pieces(title, &place);
        self.canvas.aligned(title, &corner, Ink::Text, Align::Right);
        let (bar, keys) = (self.stage.slot(StageSlot::Bar), self.stage.slot(StageSlot::Keys));
        let done = content::part_done(status);
        bar::render(status.timeline, status.index, done, bar, &mut self.canvas);
        self.canvas.keys(keys, &screen.hints);
    }

    /// Routine, exercise, side and repetition, as much of it as has room: the last is the dearest.
    fn place_words(&self, title: Option<&str>, room: usize) -> InkedLine {
        let phase = self.screen.status.phase;
        let place = content::place(phase).join(" · ");
        let shorter = playing::without_side(&place);
        let name = text::line(&phase.words.name);
        let both = title.filter(|title| !name.is_empty() && *title != name);
        let both = both.map(|title| format!("{title} · {name}"));
        let name = if name.is_empty() { title.unwrap_or_default() } else { &name };
        let names = [both.as_deref().unwrap_or(name), name, ""];
        for (name, place) in names.iter().flat_map(|name| [(*name, &place), (*name, &shorter)]) {
            let gap = if name.is_empty() || place.is_empty() { "" } else { "   " };
            if text::width(name) + gap.len() + text::width(place) <= room {
                return vec![(format!("{name}{gap}"), Ink::Quiet), (place.clone(), Ink::Strong)];
            }
        }
        vec![(text::cut(&shorter, room), Ink::Strong)]
    }

    /// The headline in the longest of its forms that fits: in big letters, else in plain rows.
    fn draw_headline(&mut self) {
        let (area, form) = (self.stage.slot(StageSlot::Headline), self.shown_form());
        let tone = content::tone(self.screen);
        if let Some(set) = self.stage.lettering.set(&form, area.width) {
            letters::render(&set, Ink::Shape(tone), area, &mut self.canvas);
            return;
        }
        let lines = text::balance(&form, area.width.into()).into_iter();
        let lines: Vec<_> = lines.map(|line| vec![(line, Ink::Accent(tone))]).collect();
        self.canvas.lines(area, &lines);
    }

    fn shown_form(&self) -> String {
        let (stage, forms) = (self.stage, content::headline(&self.screen.status));
        let area = stage.slot(StageSlot::Headline);
        let is_big = |form: &String| stage.lettering.set(form, area.width).is_some();
        let is_plain =
            |form: &String| text::wrap(form, area.width.into()).len() <= usize::from(area.height);
        let shown = forms.iter().position(is_big).or_else(|| forms.iter().position(is_plain));
        let shown = shown.unwrap_or(forms.len().saturating_sub(1));
        forms.into_iter().nth(shown).unwrap_or_default()
    }

    /// The figure; where there is none, the disc of the breath.
    fn draw_figure(&mut self) {
        let status = &self.screen.status;
        let Some(place) = self.stage.figure else {
            return;
        };
        // Turned colours would make a ghost of it, and an alarm has one thing to say.
        if self.screen.alarm {
            return;
        }
        if self.screen.shows_figure() {
            let headline = self.shown_form();
            let Canvas { theme, buffer } = &mut self.canvas;
            moving::render(&self.screen.figure(), Some(&headline), *theme, place, buffer);
        } else if let Some(level) = breath::level(status, self.screen.figure) {
            breath::render(level, place, &mut self.canvas);
        }
    }

    fn draw_number(&mut self) {
        let ink = match self.screen.status.state {
            State::Paused { .. } | State::Away(_) | State::Begin => Ink::Quiet,
            _ => Ink::Text,
        };
        let (place, number) = (self.stage.slot(StageSlot::Number), content::number(self.screen));
        match self.stage.digits {
            Some(size) => digits::render(&number, size, ink, place, &mut self.canvas),
            None => self.canvas.line(place, &number, Ink::Strong),
        }
        let counts = self.stage.slot(StageSlot::Counts);
        self.canvas.line(counts, content::counts(&self.screen.status), Ink::Quiet);
    }

    /// The parts of a repetition in a row, the present one lit; below each a line, so that the
    /// shape says it too. Where their words have no room, the headline alone says the present one.
    fn draw_parts(&mut self) {
        let area = self.stage.slot(StageSlot::Parts);
        let phase = self.screen.status.phase;
        let parts = content::parts(phase);
        let lit = phase.part.map_or(0, |part| part.nth as usize - 1);
        let gaps = BETWEEN_PARTS * parts.len().saturating_sub(1);
        let room = usize::from(area.width).saturating_sub(gaps);
        let worded = parts.iter().map(|part| text::width(part)).sum::<usize>() <= room;
        let (mut words, mut lines) = (InkedLine::new(), InkedLine::new());
        for (nth, part) in parts.iter().enumerate() {
            let tone = Ink::Accent(content::tone(self.screen));
            let (ink, stroke) = if nth == lit { (tone, "━") } else { (Ink::Quiet, "─") };
            let wide = if worded { text::width(part) } else { room / parts.len() };
            let gap = " ".repeat(if nth == 0 { 0 } else { BETWEEN_PARTS });
            words.extend([(gap.clone(), ink), (part.clone(), ink)]);
            lines.extend([(gap, Ink::Text), (stroke.repeat(wide), ink)]);
        }
        if worded {
            self.canvas.pieces(paint::row(area, 0), &words);
        }
        self.canvas.pieces(paint::row(area, 1), &lines);
    }

    /// Whose turn it is, the instruction, what there is to tell, what comes next.
    fn draw_words(&mut self) {
        let screen = self.screen;
        let foot = self.stage.slot(StageSlot::Foot);
        let place = self.stage.turn_place();
        let (mut said, _) = self.stage.turn_said(screen);
        if place == foot && self.note_at_the_foot().is_some() {
            said.clear();
        }
        // Whose turn it is stands out where somebody waits.
        let ink = match screen.status.state {
            State::Running if !screen.status.may_stop => Ink::Quiet,
            State::Running => Ink::Text,
            _ => Ink::Strong,
        };
        self.canvas.words(place, &said, ink);
        let mut told = self.draw_told();
        if !self.stage.has(StageSlot::Title) && told.is_empty() {
            // Where no title says that it is played faster, this does.
            let speed = screen.speed.map(|speed| format!("{speed}× "));
            told = speed.map(|speed| (speed, Ink::Text)).into_iter().collect();
            let room = usize::from(foot.width).saturating_sub(paint::width_of(&told));
            told.extend(self.place_words(None, room));
        } else if told.is_empty() {
            told.push((content::next(&screen.status), Ink::Quiet));
        }
        if place != foot || said.is_empty() {
            self.canvas.pieces(foot, &told);
        }
    }

    /// The plan, each line with its dose below it, what is on now marked. Of a long one a page.
    fn draw_plan(&mut self) {
        let area = self.stage.slot(StageSlot::Plan);
        let (lines, status) = (&self.stage.plan, &self.screen.status);
        if area.is_empty() || lines.is_empty() {
            return;
        }
        self.canvas.rule_before(area);
        let now = plan::line_of(lines, status.timeline, status.index);
        let width = usize::from(area.width);
        let rows = lines.iter().enumerate();
        let rows = rows.map(|(nth, line)| plan_rows(line, nth.cmp(&now), width));
        let rows: Vec<Vec<InkedLine>> = rows.collect();
        // The first of the page that the present line is on.
        let (mut first, mut taken) = (0, 0);
        for (nth, rows) in rows.iter().enumerate().take(now + 1) {
            taken += rows.len() + 1;
            if taken > usize::from(area.height) + 1 {
                (first, taken) = (nth, rows.len() + 1);
            }
        }
        let page = rows.into_iter().skip(first);
        let page = page.flat_map(|rows| rows.into_iter().chain([Vec::new()]));
        let page: Vec<InkedLine> = page.take(area.height.into()).collect();
        self.canvas.lines(area, &page);
    }

    /// The note, where it rather takes the row at the foot for its seconds than the room of the
    /// instruction: the body moves by that now. Nothing waits for an answer there.
    fn note_at_the_foot(&self) -> Option<&'p str> {
        let (status, foot) = (&self.screen.status, self.stage.slot(StageSlot::Foot));
        let moves = status.state == State::Running && status.pack_on.is_none();
        let fits = |note: &&str| text::width(note) <= usize::from(foot.width);
        self.screen.note.as_deref().filter(|_| moves).filter(fits)
    }

    /// The instruction, and what there is to tell; gives what has no room, as one line.
    fn draw_told(&mut self) -> InkedLine {
        let screen = self.screen;
        let area = self.stage.slot(StageSlot::Words);
        let width = usize::from(area.width);
        let note = screen.note.as_deref().or(screen.aside).unwrap_or("");
        let foot = usize::from(self.stage.slot(StageSlot::Foot).width);
        let pack = text::flow(&content::pack(screen), " · ", if width > 0 { width } else { foot });
        let mut instruction = content::text(screen.status.phase);
        if instruction.trim_end_matches('.') == self.shown_form() {
            instruction.clear();
        }
        let mut instruction = text::wrap(&instruction, width);
        if instruction.len() > usize::from(area.height) {
            instruction.truncate(area.height.into());
            if let Some(last) = instruction.last_mut() {
                *last = text::cut(&format!("{last} …"), width);
            }
        }
        let check = screen.status.check.map_or(String::new(), |(words, _)| text::line(words));
        let at_the_foot = self.note_at_the_foot().is_some();
        let (instruction_weight, note_weight) = if at_the_foot { (6, 5) } else { (3, 6) };
        let rows = |lines: Vec<String>, weight, ink| {
            Rows::of(lines.into_iter().map(|line| vec![(line, ink)]).collect(), weight, true)
        };
        let mut all = vec![
            rows(instruction, instruction_weight, Ink::Text),
            rows(text::balance(&check, width), 7, Ink::Accent(Accent::Turn)),
            rows(text::balance(note, width), note_weight, Ink::Text),
        ];
        let weights = std::iter::once(8).chain(std::iter::repeat(5));
        let pack = pack.iter().zip(weights);
        all.extend(pack.map(|(fact, weight)| rows(text::wrap(fact, width), weight, Ink::Text)));
        let shown = paint::fitted(all.clone(), area.height.into());
        let air = usize::from(area.height) - paint::height(&shown);
        self.canvas.rows(&shown, 0, air, area);
        all.retain(|rows| rows.weight > 4 && rows.height > 0 && !shown.contains(rows));
        let left = all.into_iter().max_by_key(|rows| rows.weight);
        let mut told: InkedLine = left.into_iter().flat_map(|rows| rows.what).flatten().collect();
        let last = told.len().saturating_sub(1);
        told.iter_mut().take(last).for_each(|(line, _)| line.push(' '));
        told
    }
}

/// One line of the plan, before what is on now or after it, and its dose.
fn plan_rows(line: &PlanLine, place: Ordering, width: usize) -> Vec<InkedLine> {
    let (mark, ink) = match place {
        Ordering::Less => ("  ", Ink::Quiet),
        Ordering::Equal => ("› ", Ink::Accent(Accent::Work)),
        Ordering::Greater => ("  ", Ink::Text),
    };
    let indent = "  ".repeat(line.depth);
    let lead = |mark: &str| (format!("{mark}{indent}"), ink);
    let mut rows = paint::hanging(lead(mark), &line.what, width, ink);
    rows.truncate(2);
    rows.extend(paint::hanging(lead("  "), &line.dose, width, Ink::Quiet).into_iter().take(2));
    rows
}
