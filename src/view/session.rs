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
use ratatui::style::{Color, Modifier, Style};

use self::content::Content;
use self::layout::{Layout, MEASURE};
use super::bar;
use super::breath::{self, BreathShape};
use super::digits;
use super::footer::{self, Hint};
use super::letters;
use super::paint::{self, Align};
use super::theme::{Accent, Theme};
use crate::seconds::{Moment, whole_seconds_up};
use crate::session::{Mood, Status};
use crate::text;

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
    if let Mood::Returning { left } = status.mood {
        return Some(to_next_second(left));
    }
    if let (true, Some(pack)) = (content::counts_up(status), status.pack_on) {
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
        Some(_) => Layout::of(screen, &Content::of(screen), area).breath,
        None => None,
    };
    let step = shape.and_then(|shape| breath::next_change(status, shape));
    Some(step.map_or(second, |step| step.min(second)))
}

/// Whether a screen of that size asks how many repetitions the set just behind was.
pub fn asks_how_many(screen: &SessionView<'_>, area: Rect) -> bool {
    Layout::of(screen, &Content::of(screen), area).asks_how_many
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
    let content = Content::of(screen);
    let layout = Layout::of(screen, &content, area);
    let margin = paint::inset(area, 2);
    if layout.title {
        title(screen, theme, paint::row(margin, 0), buffer);
    }
    let below = usize::from(area.height) - layout.bottom_rows().min(usize::from(area.height));
    let top = usize::from(layout.title);
    let middle = paint::rows(area, top, below.saturating_sub(top));
    render_middle(screen, &content, &layout, theme, middle, buffer);
    render_bottom(
        screen,
        &content,
        &layout,
        theme,
        paint::rows(margin, below, layout.bottom_rows()),
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

fn title(screen: &SessionView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut corner = Vec::new();
    if let Some(bell) = screen.bell {
        corner.push((text::line(bell), theme.quiet()));
    }
    if let Some(speed) = screen.speed {
        if !corner.is_empty() {
            corner.push(("   ".into(), theme.text()));
        }
        corner.push((format!("{speed}×"), theme.accent(Accent::Turn)));
    }
    let wide: usize = corner.iter().map(|(words, _)| text::width(words)).sum();
    let room = usize::from(area.width).saturating_sub(wide + 2);
    let words = text::line(screen.title);
    let cut = text::cut(&words, room);
    paint::line(buffer, area, &cut, theme.quiet(), Align::Left);
    paint::spans(buffer, area, &corner, Align::Right);
}

fn render_middle(
    screen: &SessionView<'_>,
    content: &Content,
    layout: &Layout,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let measure = paint::column(paint::inset(area, 2), MEASURE);
    let wide = usize::from(measure.width);
    let middle = Align::Middle;
    let mut at = usize::from(area.height).saturating_sub(layout.middle_rows()) / 2;

    let headline = paint::rows(area, at, layout.headline);
    match &layout.letters {
        Some(set) => letters::render(set, theme.shape(content.tone), middle, headline, buffer),
        None => {
            let style = theme.accent(content.tone);
            paint::lines(buffer, headline, &layout.lines, style, middle);
        }
    }
    at += layout.headline + layout.below_letters();
    if layout.place {
        paint::spans(
            buffer,
            paint::row(area, at),
            &place(screen, content, layout, theme, area.width),
            middle,
        );
        at += 1;
    }
    if layout.number_block() > 0 {
        at += layout.gap;
        number(
            screen,
            content,
            layout,
            theme,
            paint::rows(area, at, layout.number),
            buffer,
        );
        at += layout.number;
        if layout.counts {
            at += usize::from(layout.counts_apart);
            paint::line(
                buffer,
                paint::row(area, at),
                &content.counts,
                theme.quiet(),
                middle,
            );
            at += 1;
        }
        if let Some(shape @ BreathShape::Bar { .. }) = layout.breath {
            at += layout.gap;
            let level = breath::level(screen.status, shape);
            breath::render(level, shape, theme, paint::row(measure, at), buffer);
            at += 1;
        }
    }
    if layout.parts {
        at += layout.gap;
        let (row, lit) = (
            paint::rows(paint::inset(area, 2), at, 2),
            theme.accent(content.tone),
        );
        parts::render(&content.parts, content.lit, lit, theme, row, buffer);
        at += 2;
    }
    if layout.words() > 0 {
        at += layout.gap;
        if !layout.state.is_empty() {
            let turn = match screen.status.mood {
                Mood::Running if !screen.status.may_stop => theme.quiet(),
                Mood::Running => theme.text(),
                _ => theme.strong(),
            };
            let rows = paint::rows(area, at, layout.state.len());
            at += paint::lines(buffer, rows, &layout.state, turn, middle);
        }
        let look = theme.accent(Accent::Turn);
        let facts = layout::facts(content, area.width);
        at += paint::lines(
            buffer,
            paint::rows(area, at, layout.pack),
            &facts,
            theme.text(),
            middle,
        );
        let check = text::balance(&content.check, wide);
        at += paint::lines(
            buffer,
            paint::rows(measure, at, layout.check),
            &check,
            look,
            middle,
        );
        let note = text::balance(screen.note.or(screen.aside).unwrap_or(""), wide);
        let style = match screen.note {
            Some(_) => look,
            None => theme.text(),
        };
        let rows = paint::rows(measure, at, layout.note);
        at += paint::lines(buffer, rows, &note, style, middle);
    }
    if !layout.text.is_empty() {
        at += layout.gap;
        let rows = paint::rows(measure, at, layout.text.len());
        paint::lines(buffer, rows, &layout.text, theme.text(), middle);
    }
}

/// Name, side, repetition; without the name and in fewer letters where there is less room.
fn place(
    screen: &SessionView<'_>,
    content: &Content,
    layout: &Layout,
    theme: Theme,
    width: u16,
) -> Vec<paint::Span> {
    let room = usize::from(width).saturating_sub(2);
    // Where no title says that it is played faster, this does.
    let speed = screen
        .speed
        .filter(|_| !layout.title)
        .map(|speed| format!("{speed}×"));
    let place: Vec<String> = speed
        .into_iter()
        .chain(content.place.iter().cloned())
        .collect();
    let mut place = place.join(" · ");
    if content.name != content.headline && !content.name.is_empty() {
        let whole = text::width(&content.name) + 3 + text::width(&place);
        if whole <= room || place.is_empty() {
            let dot = if place.is_empty() { "" } else { " · " };
            return vec![
                (format!("{}{dot}", content.name), theme.quiet()),
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
    screen: &SessionView<'_>,
    content: &Content,
    layout: &Layout,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let style: Style = match screen.status.mood {
        Mood::Paused { .. } | Mood::Away(_) | Mood::Begin => theme.quiet(),
        _ => theme.text(),
    };
    let area = match layout.breath {
        Some(shape @ BreathShape::Disc { rows }) => {
            let (disc, gap) = (rows * 2, 6);
            let digits = layout.digits.map_or(0, |size| size.columns("00"));
            let both = paint::column(area, disc + gap + digits);
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
    match layout.digits {
        Some(size) => digits::render(&content.number, size, style, area, buffer),
        None => paint::line(buffer, area, &content.number, theme.strong(), Align::Middle),
    }
}

fn render_bottom(
    screen: &SessionView<'_>,
    content: &Content,
    layout: &Layout,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let mut at = 0;
    if layout.next {
        paint::line(
            buffer,
            paint::row(area, at),
            &content.next,
            theme.quiet(),
            Align::Left,
        );
        at += 1;
    }
    if layout.bar {
        let row = paint::row(area, at);
        // Where only keys end what comes, there is no time to tell.
        let left = match screen.status.total_left.is_zero() {
            true => String::new(),
            false => format!(" {} left", content::total_left(screen.status)),
        };
        let wide = (text::width(&left) as u16).min(row.width / 2);
        let bar_area = Rect {
            width: row.width - wide,
            ..row
        };
        bar::render(
            screen.status.timeline,
            screen.status.index,
            content::part_done(screen.status),
            theme,
            bar_area,
            buffer,
        );
        let words = Rect {
            x: bar_area.right(),
            width: wide,
            ..row
        };
        paint::line(buffer, words, &left, theme.text(), Align::Right);
        at += 1;
    }
    if layout.footer {
        footer::render(screen.hints, theme, paint::row(area, at), buffer);
    }
}
