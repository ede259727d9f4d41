//! The state of the full screen -> what the views are given.
//!
//! It chooses words and keys, and changes nothing. How a screen looks is for `view`.

mod list;
mod pages;
mod played;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::full::{App, Overlay, Question};
use super::play::{Digits, Form, Play};
use super::player::NOT_AWAKE;
use crate::back::for_later;
use crate::cue::Bell;
use crate::keys::{self, Action, Place, TABLE};
use crate::library::{self, Entry, Library, Origin, RED_FLAGS, Weight, weight};
use crate::problem::{Look, human};
use crate::routine::{Position, Routine, Source, Stage};
use crate::seconds::{Moment, clock_passed, whole_seconds_up};
use crate::session::{Mood, Status};
use crate::timeline::{Kind, Timeline, plan};
use crate::view::page::PageBlock;
use crate::view::pick::{Preview, QuotedSource, RoutineGroup, RoutineMark, RoutineRow};
use crate::view::{Accent, Hint, ask, before, finish, page, phases, pick, session};

pub(super) use list::words;
pub(crate) use list::{minutes, preview, row};
use list::{said, with_list};
pub(crate) use pages::{PAGES, page_blocks, page_title};
pub(super) use pages::{more, with_help};
use pages::{with_page, with_question};
pub(crate) use played::rest_words;
use played::{with_before, with_finish, with_session};

/// Puts the present screen into a buffer.
pub(super) fn render(full: &App, now: Moment, area: Rect, buffer: &mut Buffer) {
    let theme = full.player.environment.theme;
    match (full.over.last(), &full.player.play) {
        (Some(Overlay::Help { scroll }), _) => with_help(*scroll, |screen| {
            page::render(screen, theme, area, buffer);
        }),
        (Some(Overlay::Ask { question, selected }), _) => {
            with_question(full, *question, *selected, now, |screen| {
                ask::render(screen, theme, area, buffer);
            })
        }
        (Some(over), _) => with_page(full, over, |screen| {
            page::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) if play.is_over() => with_finish(full, play, |screen| {
            finish::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) if play.is_before(now) => with_before(full, play, now, |screen| {
            before::render(screen, theme, area, buffer);
        }),
        (None, Some(play)) => with_session(full, play, now, |screen| {
            session::render(screen, theme, area, buffer);
        }),
        (None, None) => with_list(full, now, |screen| {
            pick::render(screen, theme, area, buffer);
        }),
    }
}

/// How far what is shown can be scrolled.
pub(super) fn most_scroll(full: &App, now: Moment) -> u16 {
    let mut most = 0;
    match full.over.last() {
        None if full.player.play.is_none() => {
            with_list(full, now, |screen| {
                most = pick::most_scroll(screen, full.area)
            });
        }
        None => {
            if let Some(play) = full.player.play.as_ref().filter(|play| play.is_before(now)) {
                with_before(full, play, now, |screen| {
                    most = before::most_scroll(screen, full.area)
                });
            }
        }
        Some(Overlay::Help { scroll }) => {
            with_help(*scroll, |screen| {
                most = page::most_scroll(screen, full.area)
            });
        }
        Some(over) => with_page(full, over, |screen| {
            most = page::most_scroll(screen, full.area)
        }),
    }
    most
}

/// Whether what digits answer now is on the screen: nothing is answered unseen.
pub(super) fn takes_digits(full: &App, now: Moment) -> bool {
    let Some(play) = &full.player.play else {
        return false;
    };
    let mut takes = false;
    match play.is_over() {
        true => with_finish(full, play, |screen| {
            takes = finish::takes_digits(screen, full.area);
        }),
        false => with_session(full, play, now, |screen| {
            takes = session::asks_how_many(screen, full.area);
        }),
    }
    takes
}

/// The row of the list at a place on the screen.
pub(super) fn hit(full: &App, now: Moment, column: u16, row: u16) -> Option<usize> {
    let mut hit = None;
    with_list(full, now, |screen| {
        hit = pick::hit(full.area, screen, column, row)
    });
    hit
}

/// Until anything on the screen changes by itself.
pub(super) fn next_change(full: &App, now: Moment) -> Option<Duration> {
    let play = full.player.play.as_ref().filter(|play| !play.is_over())?;
    if play.is_before(now) {
        let status = play.session.status(now);
        let runs = status.mood != Mood::Begin;
        return status.left.filter(|_| runs).map(to_next_second);
    }
    let mut next = None;
    with_session(full, play, now, |screen| {
        next = session::next_change(screen, full.area)
    });
    let told = full.unheard.as_ref().map(|(_, until)| until.since(now));
    next.into_iter()
        .chain(told.filter(|told| !told.is_zero()))
        .min()
}

/// Until a countdown that is rounded up shows one less.
fn to_next_second(left: Duration) -> Duration {
    left.saturating_sub(Duration::from_secs(
        whole_seconds_up(left).saturating_sub(1),
    ))
}

/// A key of the table as a hint: what is printed on it, and what it does here.
pub(super) fn hint(
    place: Place,
    action: Action,
    label: &'static str,
    weight: u8,
) -> (String, String, u8) {
    let binding = keys::binding(place, action);
    let key = binding.and_then(|binding| binding.keys.first());
    let key = key.map_or(String::new(), |key| key.label());
    let label = match label {
        "" => binding.map_or("", |binding| binding.short),
        _ => label,
    };
    (key, label.to_owned(), weight)
}

pub(super) fn hints(all: &[(String, String, u8)]) -> Vec<Hint<'_>> {
    all.iter()
        .map(|(key, label, weight)| Hint {
            key,
            label,
            weight: *weight,
        })
        .collect()
}
