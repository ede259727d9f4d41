//! The state of the full screen -> the screen that is shown, with all that is said on it.
//!
//! It chooses words and keys, and changes nothing. How a screen looks is for `view`.

mod list;
mod played;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{App, Asked, Overlay, Question};
use crate::app::overlay::{TextOverlay, hint};
use crate::app::play::{Digits, Form, Play};
use crate::app::rows::{dose_words, mark, minutes, preview, source_words};
use crate::back::for_later;
use crate::cue::Bell;
use crate::keys::{Action, Place};
use crate::library::{self, Library, Weight, weight};
use crate::seconds::{Moment, clock_passed, to_next_second};
use crate::session::{Offer, State, Status};
use crate::settings::Settings;
use crate::timeline::Kind;
use crate::view::ask::QuestionView;
use crate::view::moving::{self, FRAME, FRAME_UNSEEN, FigureMoment, FigurePace};
use crate::view::page::PageBlock;
use crate::view::pick::{Preview, RoutineRow};
use crate::view::{Accent, Hint, Screen, Theme, phases};
use crate::words::around as said;

/// The present screen; a text on top draws itself.
fn screen(app: &App, now: Moment) -> Box<dyn Screen + '_> {
    match (app.over.last(), &app.player.play) {
        (Some(Overlay::Ask(asked)), _) => Box::new(question(app, asked, now)),
        (_, Some(play)) if play.is_over() => Box::new(played::finish(app, play, now)),
        (_, Some(play)) if play.is_before(now) => Box::new(played::before(app, play, now)),
        (_, Some(play)) => Box::new(played::session(app, play, now)),
        (_, None) => Box::new(list::list(app, now)),
    }
}

/// Puts the present screen into a buffer.
pub(super) fn render(app: &App, now: Moment, theme: Theme, area: Rect, buffer: &mut Buffer) {
    match app.over.last() {
        Some(Overlay::Text(text)) => text.render(theme, area, buffer),
        _ => screen(app, now).render(theme, area, buffer),
    }
}

/// How far what is shown can be scrolled; a text on top knows it itself.
pub(super) fn most_scroll(app: &App, now: Moment) -> u16 {
    match app.over.last() {
        Some(Overlay::Text(_)) => 0,
        // Nothing was drawn yet.
        Some(Overlay::Ask(_)) if app.area.is_empty() => 0,
        _ => screen(app, now).most_scroll(app.area),
    }
}

/// Whether what digits answer now is on the screen: nothing is answered unseen.
pub(super) fn takes_digits(app: &App, now: Moment) -> bool {
    screen(app, now).takes_digits(app.area)
}

/// The row of the list at a place on the screen.
pub(super) fn hit(app: &App, now: Moment, column: u16, row: u16) -> Option<usize> {
    screen(app, now).hit(app.area, column, row)
}

/// Until anything on the screen changes by itself, whatever lies on top.
pub(super) fn next_change(app: &App, now: Moment) -> Option<Duration> {
    let Some(play) = &app.player.play else {
        return list::list(app, now).next_change(app.area);
    };
    if play.is_over() {
        return None;
    }
    let told = play.notice(now).map(|(_, until)| until.since(now));
    let status = play.session.status(now);
    let (second, next) = if play.is_before(now) {
        let second = status.left.filter(|_| status.state != State::Begin).map(to_next_second);
        (second, played::before(app, play, now).next_change(app.area))
    } else {
        (None, played::session(app, play, now).next_change(app.area))
    };
    [second, next, told].into_iter().flatten().min()
}

/// How figures are shown just now.
fn pace(app: &App, settings: &Settings, speed: f64, now: Moment) -> FigurePace {
    let frame = if app.unseen { FRAME_UNSEEN } else { FRAME };
    FigurePace {
        motion: settings.motion,
        frame: frame.mul_f64(speed),
        // Nobody sees it below what lies on top.
        calm: app.is_covered() || now < app.calm_until,
    }
}

fn question(app: &App, asked: &Asked, now: Moment) -> QuestionView {
    let key = |action, label, weight| hint(Place::Question, action, label, weight);
    let mut hints = vec![key(Action::Enter, "choose", 9)];
    let first = asked.question == Question::How;
    if first {
        hints.push(Hint::new("a–z", said::FIND_SOMETHING, 5));
        hints.push(key(Action::RedFlags, said::WHEN_TO_SEE_A_DOCTOR, 6));
    }
    hints.push(key(Action::Close, "", 8));
    QuestionView {
        calls: first,
        question: asked.question.words(),
        why: match asked.question {
            Question::How => String::new(),
            Question::Since => said::WHY_SINCE.into(),
            Question::HowToday => said::WHY_EASED.into(),
            Question::BrokenOff { .. } => app.player.broken_off(now).unwrap_or_default(),
        },
        answers: asked.question.answers(),
        selected: asked.selected,
        scroll: asked.scroll,
        hints,
    }
}

/// What a routine rests on, whole.
pub(super) fn about(play: &Play) -> TextOverlay {
    let routine = &play.prepared.routine;
    let mut blocks = Vec::new();
    blocks.extend(routine.about.iter().map(|about| PageBlock::Text(about.into())));
    if !play.prepared.cautions.is_empty() {
        blocks.push(PageBlock::Warning("Beware".into()));
        blocks.extend(play.prepared.cautions.iter().cloned().map(PageBlock::Item));
    }
    if let Some(how_often) = crate::words::often::of_routine(routine) {
        blocks.push(PageBlock::Heading(said::HOW_OFTEN.into()));
        blocks.push(PageBlock::Text(how_often));
    }
    if !routine.sources.is_empty() {
        blocks.push(PageBlock::Heading(said::RESTS_ON.into()));
        blocks.extend(routine.sources.iter().map(source_words).map(PageBlock::Item));
    }
    blocks.extend(dose_words(routine).map(PageBlock::Text));
    TextOverlay::new(routine.title.to_string(), blocks)
}
