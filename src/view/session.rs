//! The running session: what to do now, how long, which side, and what comes next.
//!
//! The person is two metres away, turned away or lying on the floor. So the present cue and the
//! countdown are as big as the space allows, everything else is one quiet line, and what does not
//! fit goes in the order of what is missed least.

mod content;
mod layout;
mod parts;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use self::content::Content;
use self::layout::{Layout, MEASURE, Part, PartRows};
use super::breath::{self, BreathShape};
use super::footer::Hint;
use super::paint::{self, Align, Canvas, InkedLine};
use super::theme::{Ink, Theme};
use super::{bar, digits, letters, stack};
use crate::seconds::{Moment, whole_seconds_up};
use crate::session::{State, Status};
use crate::text;
use crate::words::playing;

/// All that there is to see of a session.
#[derive(Clone, Debug)]
pub struct SessionView<'a> {
    /// The session at the moment that is shown.
    pub status: &'a Status<'a>,
    /// That moment.
    pub now: Moment,
    /// What the routine is called.
    pub title: &'a str,
    /// The keys that mean something now, in the order they are to be shown.
    pub hints: &'a [Hint<'a>],
    /// The countdown and the instruction have the whole screen.
    pub big: bool,
    /// What the person said of the set just behind the last time that they did this routine.
    pub last_time: Option<u32>,
    /// One line about something that happened: `the machine slept 12 min`.
    pub note: Option<&'a str>,
    /// The same about the machine, which asks for nothing now; shown where there is no note.
    pub aside: Option<&'a str>,
    /// How many times as fast it plays, where that is not once.
    pub speed: Option<f64>,
    /// How it rings, where that is worth a word: `bell off`, `bell: sides and ends`.
    pub bell: Option<&'a str>,
    /// Times of the day, as the person's clock on the wall has them.
    pub clocks: Clocks<'a>,
    /// The whole screen is inverted: it rings.
    pub alarm: bool,
}

/// Times of the day in words like `14:02`; what is left out is not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clocks<'a> {
    /// Since when the session is paused.
    pub paused_since: Option<&'a str>,
    /// Since when the pack is on.
    pub on_since: Option<&'a str>,
    /// When it rings for an answer.
    pub bell_at: Option<&'a str>,
    /// When the pack must be off.
    pub off_by: Option<&'a str>,
}

/// Until anything on this screen changes by itself; `None` while only an input changes it.
pub fn next_change(screen: &SessionView<'_>, area: Rect) -> Option<Duration> {
    let status = screen.status;
    if let State::Returning { left } = status.state {
        return Some(to_next_second(left));
    }
    if let (true, Some(pack)) = (content::counts_up(status), status.pack_on) {
        let on = screen.now.since(pack.since);
        return Some(Duration::from_secs(on.as_secs() + 1) - on);
    }
    let runs = match status.state {
        State::Running | State::Alarm => true,
        State::Waiting => status.left.is_some(),
        State::Away(crate::session::Offer::Walked) => true,
        _ => false,
    };
    let left = status.left.filter(|left| runs && !left.is_zero())?;
    let second = to_next_second(left);
    let breathes = status.phase.breath.is_some();
    let layout = breathes.then(|| Layout::of(screen, &Content::of(screen), area));
    let shape = layout.and_then(|layout| layout.breath);
    let step = shape.and_then(|shape| breath::next_change(status, shape));
    Some(step.map_or(second, |step| step.min(second)))
}

/// Whether a screen of that size asks how many repetitions the set just behind was.
pub fn asks_how_many(screen: &SessionView<'_>, area: Rect) -> bool {
    let content = Content::of(screen);
    let layout = Layout::of(screen, &content, area);
    let asks = if layout::is_roomy(area) {
        content.turn.asks
    } else {
        content.turn.asks_shortly
    };
    asks && layout.has(Part::State)
}

/// Until a countdown that is rounded up shows one less.
fn to_next_second(left: Duration) -> Duration {
    left.saturating_sub(Duration::from_secs(
        whole_seconds_up(left).saturating_sub(1),
    ))
}

/// Puts a session into an area of any size.
pub fn render(screen: &SessionView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let mut canvas = Canvas { theme, buffer };
    let content = Content::of(screen);
    let layout = Layout::of(screen, &content, area);
    let (rows, height) = (&layout.rows, usize::from(area.height));
    let from = rows.partition_point(|rows| rows.what.part < Part::Headline);
    let to = rows.partition_point(|rows| rows.what.part < Part::Next);
    let (middle, bottom) = (&rows[from..to], &rows[to..]);
    let below = height - stack::height(bottom);
    let air = if layout.airy { stack::gaps(middle) } else { 0 };
    let top = from + (below - from).saturating_sub(stack::height(middle) + air) / 2;
    let shown = stack::placed(&rows[..from], 0, 0);
    let shown = shown.chain(stack::placed(middle, top, air));
    for (at, rows) in shown.chain(stack::placed(bottom, below, 0)) {
        let place = paint::rows(area, at, rows.height);
        render_part(screen, &content, &layout, &rows.what, place, &mut canvas);
    }
    if screen.alarm {
        invert(area, buffer);
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

fn render_part(
    screen: &SessionView<'_>,
    content: &Content,
    layout: &Layout,
    rows: &PartRows,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let margin = paint::inset(area, 2);
    let measure = paint::column(margin, MEASURE);
    match (rows.part, &layout.letters, layout.breath) {
        (Part::Title, ..) => render_title(screen, margin, canvas),
        (Part::Headline, Some(set), _) => {
            let ink = Ink::Shape(content.tone);
            letters::render(set, ink, Align::Middle, area, canvas);
        }
        (Part::Place, ..) => {
            let place = place(screen, content, layout, area.width.into());
            canvas.pieces(area, &place, Align::Middle);
        }
        (Part::Number, ..) => render_number(screen, content, layout, area, canvas),
        (Part::Breath, _, Some(shape)) => {
            let level = breath::level(screen.status, shape);
            breath::render(level, shape, measure, canvas);
        }
        (Part::Tempo, ..) => {
            let now = screen.status.phase.part;
            let lit = now.map_or(0, |part| part.nth as usize - 1);
            parts::render(
                &content.parts,
                lit,
                Ink::Accent(content.tone),
                margin,
                canvas,
            );
        }
        (Part::Next, ..) => {
            canvas.lines(margin, &rows.lines, Align::Left);
        }
        (Part::Bar, ..) => render_bar(screen, margin, canvas),
        (Part::Keys, ..) => canvas.keys(margin, screen.hints),
        _ => {
            // Air stands above what it belongs to.
            let air = usize::from(area.height) - rows.lines.len().min(area.height.into());
            let area = paint::rows(area, air, rows.lines.len());
            canvas.lines(area, &rows.lines, Align::Middle);
        }
    }
}

fn render_title(screen: &SessionView<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let mut corner: InkedLine = Vec::new();
    if let Some(bell) = screen.bell {
        corner.push((text::line(bell), Ink::Quiet));
    }
    if let Some(speed) = screen.speed {
        if !corner.is_empty() {
            corner.push(("   ".into(), Ink::Text));
        }
        corner.push((format!("{speed}×"), Ink::Strong));
    }
    let room = usize::from(area.width).saturating_sub(paint::width_of(&corner) + 2);
    let title = text::cut(&text::line(screen.title), room);
    canvas.line(area, &title, Ink::Quiet);
    canvas.pieces(area, &corner, Align::Right);
}

/// Name, side, repetition; without the name and in fewer letters where there is less room.
fn place(screen: &SessionView<'_>, content: &Content, layout: &Layout, width: usize) -> InkedLine {
    // Where no title says that it is played faster, this does.
    let speed = screen.speed.filter(|_| !layout.has(Part::Title));
    let speed = speed.map(|speed| format!("{speed}×"));
    let place = speed.into_iter().chain(content.place.iter().cloned());
    let mut place = place.collect::<Vec<_>>().join(" · ");
    if content.name != content.headline && !content.name.is_empty() {
        let whole = text::width(&content.name) + 3 + text::width(&place);
        if whole <= width.saturating_sub(2) || place.is_empty() {
            let dot = if place.is_empty() { "" } else { " · " };
            let name = format!("{}{dot}", content.name);
            return vec![(name, Ink::Quiet), (place, Ink::Strong)];
        }
    }
    if text::width(&place) > width {
        place = playing::without_side(&place);
    }
    vec![(place, Ink::Strong)]
}

fn render_number(
    screen: &SessionView<'_>,
    content: &Content,
    layout: &Layout,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let mut place = area;
    if let Some(shape @ BreathShape::Disc { rows }) = layout.breath {
        let (disc, gap) = (rows * 2, 6);
        let digits = layout.digits.map_or(0, |size| size.columns("00"));
        let both = paint::column(area, disc + gap + digits);
        let level = breath::level(screen.status, shape);
        breath::render(level, shape, paint::columns(both, 0, disc), canvas);
        place = paint::columns(both, disc + gap, both.width);
    }
    let ink = match screen.status.state {
        State::Paused { .. } | State::Away(_) | State::Begin => Ink::Quiet,
        _ => Ink::Text,
    };
    match layout.digits {
        Some(size) => digits::render(&content.number, size, ink, place, canvas),
        None => canvas.aligned(place, &content.number, Ink::Strong, Align::Middle),
    }
}

/// The whole routine as a bar, and how much of it is left.
fn render_bar(screen: &SessionView<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let status = screen.status;
    // Where only keys end what comes, there is no time to tell.
    let left = match status.total_left.is_zero() {
        true => String::new(),
        false => format!(" {}", playing::left(&content::total_left(status))),
    };
    let wide = area.width - (text::width(&left) as u16).min(area.width / 2);
    let done = content::part_done(status);
    let (bar, words) = (
        paint::columns(area, 0, wide),
        paint::columns(area, wide, area.width),
    );
    bar::render(status.timeline, status.index, done, bar, canvas);
    canvas.aligned(words, &left, Ink::Text, Align::Right);
}
