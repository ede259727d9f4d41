//! The running session: what to do now, how long, which side, and what comes next.
//!
//! The person is two metres away, turned away or lying on the floor. So the present cue and the
//! countdown are as big as the space allows, everything else is one quiet line, and what does not
//! fit goes in the order of what is missed least.

mod face;
mod parts;
mod plan;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use self::face::Face;
use self::plan::{MEASURE, Plan};
use super::bar;
use super::breath::{self, Shape};
use super::digits;
use super::footer::{self, Hint};
use super::ink::{self, Align};
use super::letters;
use super::theme::{Theme, Tone};
use crate::seconds::{Moment, whole_seconds_up};
use crate::session::{Mood, Status};
use crate::text;

/// All that there is to see of a session.
#[derive(Clone, Debug)]
pub struct Screen<'a> {
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
pub fn next_change(screen: &Screen<'_>, area: Rect) -> Option<Duration> {
    let status = screen.status;
    if let Mood::Returning { left } = status.mood {
        return Some(to_next_second(left));
    }
    if let (true, Some(pack)) = (face::counts_up(status), status.pack_on) {
        let on = screen.now.since(pack.since);
        return Some(Duration::from_secs(on.as_secs() + 1) - on);
    }
    let runs = match status.mood {
        Mood::Running | Mood::Alarm => true,
        Mood::Waiting => status.left.is_some(),
        Mood::Away(crate::session::Offer::Walked) => true,
        _ => false,
    };
    let left = status.left.filter(|left| runs && !left.is_zero())?;
    let second = to_next_second(left);
    let shape = match status.phase.breath {
        Some(_) => Plan::of(screen, &Face::of(screen), area).breath,
        None => None,
    };
    let step = shape.and_then(|shape| breath::next_change(status, shape));
    Some(step.map_or(second, |step| step.min(second)))
}

/// Whether a screen of that size asks how many repetitions the set just behind was.
pub fn asks_how_many(screen: &Screen<'_>, area: Rect) -> bool {
    Plan::of(screen, &Face::of(screen), area).asks_how_many
}

/// Until a countdown that is rounded up shows one less.
fn to_next_second(left: Duration) -> Duration {
    left.saturating_sub(Duration::from_secs(
        whole_seconds_up(left).saturating_sub(1),
    ))
}

/// Puts a session into an area of any size.
pub fn render(screen: &Screen<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let face = Face::of(screen);
    let plan = Plan::of(screen, &face, area);
    let margin = ink::inset(area, 2);
    if plan.title {
        title(screen, theme, ink::row(margin, 0), buffer);
    }
    let below = usize::from(area.height) - plan.bottom_rows().min(usize::from(area.height));
    let top = usize::from(plan.title);
    let middle = ink::rows(area, top, below.saturating_sub(top));
    render_middle(screen, &face, &plan, theme, middle, buffer);
    render_bottom(
        screen,
        &face,
        &plan,
        theme,
        ink::rows(margin, below, plan.bottom_rows()),
        buffer,
    );
    if screen.alarm {
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                let cell = &mut buffer[(x, y)];
                // A colour would be the ground now, and half a block would show both.
                cell.fg = Color::Reset;
                cell.modifier.remove(Modifier::DIM);
                cell.modifier.toggle(Modifier::REVERSED);
            }
        }
    }
}

fn title(screen: &Screen<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut corner = Vec::new();
    if let Some(bell) = screen.bell {
        corner.push((text::line(bell), theme.quiet()));
    }
    if let Some(speed) = screen.speed {
        if !corner.is_empty() {
            corner.push(("   ".into(), theme.text()));
        }
        corner.push((format!("{speed}×"), theme.accent(Tone::Turn)));
    }
    let wide: usize = corner.iter().map(|(words, _)| text::width(words)).sum();
    let room = usize::from(area.width).saturating_sub(wide + 2);
    let words = text::line(screen.title);
    let cut = text::cut(&words, room);
    ink::line(buffer, area, &cut, theme.quiet(), Align::Left);
    ink::spans(buffer, area, &corner, Align::Right);
}

fn render_middle(
    screen: &Screen<'_>,
    face: &Face,
    plan: &Plan,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let measure = ink::column(ink::inset(area, 2), MEASURE);
    let wide = usize::from(measure.width);
    let middle = Align::Middle;
    let mut at = usize::from(area.height).saturating_sub(plan.middle_rows()) / 2;

    let headline = ink::rows(area, at, plan.headline);
    match &plan.letters {
        Some(set) => letters::render(set, theme.shape(face.tone), middle, headline, buffer),
        None => {
            let style = theme.accent(face.tone);
            ink::lines(buffer, headline, &plan.lines, style, middle);
        }
    }
    at += plan.headline + plan.below_letters();
    if plan.place {
        ink::spans(
            buffer,
            ink::row(area, at),
            &place(screen, face, plan, theme, area.width),
            middle,
        );
        at += 1;
    }
    if plan.number_block() > 0 {
        at += plan.gap;
        number(
            screen,
            face,
            plan,
            theme,
            ink::rows(area, at, plan.number),
            buffer,
        );
        at += plan.number;
        if plan.counts {
            at += usize::from(plan.counts_apart);
            ink::line(
                buffer,
                ink::row(area, at),
                &face.counts,
                theme.quiet(),
                middle,
            );
            at += 1;
        }
        if let Some(shape @ Shape::Bar { .. }) = plan.breath {
            at += plan.gap;
            let level = breath::level(screen.status, shape);
            breath::render(level, shape, theme, ink::row(measure, at), buffer);
            at += 1;
        }
    }
    if plan.parts {
        at += plan.gap;
        let (row, lit) = (
            ink::rows(ink::inset(area, 2), at, 2),
            theme.accent(face.tone),
        );
        parts::render(&face.parts, face.lit, lit, theme, row, buffer);
        at += 2;
    }
    if plan.words() > 0 {
        at += plan.gap;
        if !plan.state.is_empty() {
            let turn = match screen.status.mood {
                Mood::Running if !screen.status.may_stop => theme.quiet(),
                Mood::Running => theme.text(),
                _ => theme.strong(),
            };
            let rows = ink::rows(area, at, plan.state.len());
            at += ink::lines(buffer, rows, &plan.state, turn, middle);
        }
        let look = theme.accent(Tone::Turn);
        let facts = plan::facts(face, area.width);
        at += ink::lines(
            buffer,
            ink::rows(area, at, plan.pack),
            &facts,
            theme.text(),
            middle,
        );
        let check = text::balance(&face.check, wide);
        at += ink::lines(
            buffer,
            ink::rows(measure, at, plan.check),
            &check,
            look,
            middle,
        );
        let note = text::balance(screen.note.or(screen.aside).unwrap_or(""), wide);
        let style = match screen.note {
            Some(_) => look,
            None => theme.text(),
        };
        let rows = ink::rows(measure, at, plan.note);
        at += ink::lines(buffer, rows, &note, style, middle);
    }
    if !plan.text.is_empty() {
        at += plan.gap;
        let rows = ink::rows(measure, at, plan.text.len());
        ink::lines(buffer, rows, &plan.text, theme.text(), middle);
    }
}

/// Name, side, repetition; without the name and in fewer letters where there is less room.
fn place(
    screen: &Screen<'_>,
    face: &Face,
    plan: &Plan,
    theme: Theme,
    width: u16,
) -> Vec<ink::Span> {
    let room = usize::from(width).saturating_sub(2);
    // Where no title says that it is played faster, this does.
    let speed = screen
        .speed
        .filter(|_| !plan.title)
        .map(|speed| format!("{speed}×"));
    let place: Vec<String> = speed
        .into_iter()
        .chain(face.place.iter().cloned())
        .collect();
    let mut place = place.join(" · ");
    if face.name != face.headline && !face.name.is_empty() {
        let whole = text::width(&face.name) + 3 + text::width(&place);
        if whole <= room || place.is_empty() {
            let dot = if place.is_empty() { "" } else { " · " };
            return vec![
                (format!("{}{dot}", face.name), theme.quiet()),
                (place, theme.strong()),
            ];
        }
    }
    if text::width(&place) > usize::from(width) {
        place = place.replace(" side", "");
    }
    vec![(place, theme.strong())]
}

fn number(
    screen: &Screen<'_>,
    face: &Face,
    plan: &Plan,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let style: Style = match screen.status.mood {
        Mood::Paused { .. } | Mood::Away(_) | Mood::Begin => theme.quiet(),
        _ => theme.text(),
    };
    let area = match plan.breath {
        Some(shape @ Shape::Disc { rows }) => {
            let (disc, gap) = (rows * 2, 6);
            let digits = plan.digits.map_or(0, |size| size.columns("00"));
            let both = ink::column(area, disc + gap + digits);
            let left = Rect {
                width: disc.min(both.width),
                ..both
            };
            let level = breath::level(screen.status, shape);
            breath::render(level, shape, theme, left, buffer);
            let from = (disc + gap).min(both.width);
            Rect {
                x: both.x + from,
                width: both.width - from,
                ..both
            }
        }
        _ => area,
    };
    match plan.digits {
        Some(size) => digits::render(&face.number, size, style, area, buffer),
        None => ink::line(buffer, area, &face.number, theme.strong(), Align::Middle),
    }
}

fn render_bottom(
    screen: &Screen<'_>,
    face: &Face,
    plan: &Plan,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let mut at = 0;
    if plan.next {
        ink::line(
            buffer,
            ink::row(area, at),
            &face.next,
            theme.quiet(),
            Align::Left,
        );
        at += 1;
    }
    if plan.bar {
        let row = ink::row(area, at);
        // Where only keys end what comes, there is no time to tell.
        let left = match screen.status.total_left.is_zero() {
            true => String::new(),
            false => format!(" {} left", face::total_left(screen.status)),
        };
        let wide = (text::width(&left) as u16).min(row.width / 2);
        let bar_area = Rect {
            width: row.width - wide,
            ..row
        };
        bar::render(
            screen.status.timeline,
            screen.status.index,
            face::part_done(screen.status),
            theme,
            bar_area,
            buffer,
        );
        let words = Rect {
            x: bar_area.right(),
            width: wide,
            ..row
        };
        ink::line(buffer, words, &left, theme.text(), Align::Right);
        at += 1;
    }
    if plan.footer {
        footer::render(screen.hints, theme, ink::row(area, at), buffer);
    }
}
