//! The state of the full screen -> what the views are given.
//!
//! It chooses words and keys, and changes nothing. How a screen looks is for `view`.

mod list;
mod pages;
mod played;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{App, Overlay, Question};
use crate::app::overlay::{TextOverlay, hint};
use crate::app::play::{Digits, Form, Play};
use crate::app::player::NOT_AWAKE;
use crate::app::rows::{mark, minutes, preview};
use crate::back::for_later;
use crate::cue::Bell;
use crate::keys::{Action, Place};
use crate::library::{self, Library, Weight, weight};
use crate::seconds::{Moment, clock_passed, whole_seconds_up};
use crate::session::{Offer, State, Status};
use crate::timeline::Kind;
use crate::view::page::PageBlock;
use crate::view::pick::{Preview, RoutineRow};
use crate::view::{Accent, Hint, Theme, ask, before, finish, phases, pick, session};

use list::with_list;
pub(super) use pages::about;
use pages::with_question;
use played::{pace, with_before, with_finish, with_session};

/// Puts the present screen into a buffer.
pub(super) fn render(app: &App, now: Moment, theme: Theme, area: Rect, buffer: &mut Buffer) {
    match (app.over.last(), &app.player.play) {
        (Some(Overlay::Text(text)), _) => text.render(theme, area, buffer),
        (Some(Overlay::Ask(asked)), _) => with_question(app, asked, now, |screen| {
            ask::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) if play.is_over() => with_finish(app, play, now, |screen| {
            finish::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) if play.is_before(now) => with_before(app, play, now, |screen| {
            before::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) => with_session(app, play, now, |screen, stage| {
            session::render(screen, stage, theme, buffer);
        }),
        (None, None) => with_list(app, now, |screen| {
            pick::render(screen, theme, area, buffer);
        }),
    }
}

/// How far what is shown can be scrolled; a text on top knows it itself.
pub(super) fn most_scroll(app: &App, now: Moment) -> u16 {
    let mut most = 0;
    match (app.over.last(), &app.player.play) {
        // Nothing was drawn yet.
        (Some(Overlay::Ask(_)), _) if app.area.is_empty() => {}
        (Some(Overlay::Ask(asked)), _) => with_question(app, asked, now, |screen| {
            most = ask::most_scroll(screen, app.area);
        }),
        (None, None) => with_list(app, now, |screen| {
            most = pick::most_scroll(screen, app.area);
        }),
        (None, Some(play)) if play.is_before(now) => with_before(app, play, now, |screen| {
            most = before::most_scroll(screen, app.area);
        }),
        _ => {}
    }
    most
}

/// Whether what digits answer now is on the screen: nothing is answered unseen.
pub(super) fn takes_digits(app: &App, now: Moment) -> bool {
    let Some(play) = &app.player.play else {
        return false;
    };
    let mut takes = false;
    match play.is_over() {
        true => with_finish(app, play, now, |screen| {
            takes = finish::takes_digits(screen, app.area);
        }),
        false => with_session(app, play, now, |screen, stage| {
            takes = session::asks_how_many(screen, stage);
        }),
    }
    takes
}

/// The row of the list at a place on the screen.
pub(super) fn hit(app: &App, now: Moment, column: u16, row: u16) -> Option<usize> {
    let mut hit = None;
    with_list(app, now, |screen| hit = pick::hit(app.area, screen, column, row));
    hit
}

/// Until anything on the screen changes by itself.
pub(super) fn next_change(app: &App, now: Moment) -> Option<Duration> {
    let Some(play) = &app.player.play else {
        let mut frame = None;
        with_list(app, now, |screen| frame = pick::next_change(screen, app.area));
        return frame;
    };
    if play.is_over() {
        return None;
    }
    let told = play.notice(now).map(|(_, until)| until.since(now));
    if play.is_before(now) {
        let status = play.session.status(now);
        let runs = status.state != State::Begin;
        let second = status.left.filter(|_| runs).map(to_next_second);
        let mut frame = None;
        with_before(app, play, now, |screen| {
            frame = before::next_change(screen, app.area);
        });
        return [second, frame, told].into_iter().flatten().min();
    }
    let mut next = None;
    with_session(app, play, now, |screen, stage| next = session::next_change(screen, stage));
    [next, told].into_iter().flatten().min()
}

/// Until a countdown that is rounded up shows one less.
fn to_next_second(left: Duration) -> Duration {
    left.saturating_sub(Duration::from_secs(whole_seconds_up(left).saturating_sub(1)))
}
