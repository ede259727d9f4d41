//! The figure of a phase in cells: moving, or as stills; when it must be drawn anew; and the words
//! below it, with an arrow to the side that they name.
//!
//! No clock runs here: whoever shows a figure says how much of its phase has passed.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{self, Align, Canvas};
use super::theme::{Ink, Theme};
use crate::figure::draw::{Studio, is_wide};
use crate::figure::skeleton::{at_rest, between};
use crate::figure::{BodyMoment, Scene};
use crate::settings::Motion;
use crate::text;
use crate::timeline::{Kind, Phase, Timeline};
use crate::words::{playing, steps};

/// So long a picture of a movement stands, in the time of the person.
pub const FRAME: Duration = Duration::from_nanos(1_000_000_000 / 12);
/// The same where the terminal says that nobody looks at it.
pub const FRAME_UNSEEN: Duration = Duration::from_millis(250);

/// Columns between two stills, and the fewest that each of them has.
const GAP: u16 = 2;
const LEAST_STILL: u16 = 14;
/// Fewer columns than this have no shadow: it would only blur the body.
const LEAST_FOR_SHADOW: u16 = 24;

/// How figures are shown just now.
#[derive(Clone, Copy, Debug)]
pub struct FigurePace {
    pub motion: Motion,
    /// How long one picture of a movement stands, in the time of the session.
    pub frame: Duration,
    /// The terminal is too slow for movements: only their ends are shown.
    pub calm: bool,
}

impl Default for FigurePace {
    fn default() -> FigurePace {
        FigurePace { motion: Motion::default(), frame: FRAME, calm: false }
    }
}

impl FigurePace {
    /// How long the picture of a moment has stood by then.
    pub fn since_frame(self, passed: Duration) -> Duration {
        Duration::from_nanos((passed.as_nanos() % self.frame.as_nanos().max(1)) as u64)
    }
}

/// The figure of a phase at a moment.
#[derive(Clone, Copy, Debug)]
pub struct FigureMoment<'a> {
    pub phase: &'a Phase,
    /// How much of the phase has passed.
    pub passed: Duration,
    /// Whether the phase goes on by itself.
    pub runs: bool,
    /// Until another phase is shown, where no clock of a session says so.
    pub until: Option<Duration>,
    pub pace: FigurePace,
}

/// So long a movement is shown again and again to somebody who does nothing.
const SHOWN_FOR: Duration = Duration::from_secs(120);

impl<'a> FigureMoment<'a> {
    /// One repetition, from a phase on, again and again; what has been shown for so long.
    pub fn repetition(
        timeline: &'a Timeline,
        from: usize,
        shown: Duration,
        pace: FigurePace,
    ) -> Option<FigureMoment<'a>> {
        let (phase, passed, until) = timeline.repetition_at(from, shown.min(SHOWN_FOR))?;
        Some(FigureMoment { phase, passed, runs: shown < SHOWN_FOR, until: Some(until), pace })
    }

    /// Until the next picture; `None` while this one stays.
    pub fn next_frame(&self) -> Option<Duration> {
        if !self.runs || self.pace.calm || self.pace.motion != Motion::Moves {
            return None;
        }
        let moves = self.phase.body_at(self.passed)?.moves;
        match self.until {
            // It may be played backwards, and be still at its end only.
            Some(_) if self.phase.figure.as_ref().is_some_and(|it| !it.is_still()) => {
                Some(self.pace.frame)
            }
            Some(until) => Some(until),
            None => moves.then(|| self.pace.frame - self.pace.since_frame(self.passed)),
        }
    }

    /// The body as it is shown: one picture for the whole of a frame.
    fn body(&self) -> Option<BodyMoment<'a>> {
        let now = self.phase.body_at(self.passed)?;
        if self.pace.calm {
            Some(now.done())
        } else if now.moves {
            self.phase.body_at(self.passed - self.pace.since_frame(self.passed))
        } else {
            Some(now)
        }
    }
}

/// How the figures of a routine lie in their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureShape {
    /// No step has one.
    #[default]
    None,
    /// Somebody stands or sits.
    Tall,
    /// Somebody lies, or is on all fours.
    Wide,
}

/// The shape that all figures of a routine share.
pub fn shape(timeline: &Timeline, motion: Motion) -> FigureShape {
    let movements = timeline.phases().iter().filter_map(|phase| phase.figure.as_ref());
    let mut scenes: Vec<&Arc<Scene>> = movements.map(|movement| &movement.scene).collect();
    scenes.dedup_by(|one, other| Arc::ptr_eq(one, other));
    if scenes.is_empty() || motion == Motion::NoFigure {
        FigureShape::None
    } else if scenes.iter().all(|scene| is_wide(scene)) {
        FigureShape::Wide
    } else {
        FigureShape::Tall
    }
}

/// Puts the figure into an area, on its last row the words that `headline`, beside it, leaves out.
pub fn render(
    moment: &FigureMoment<'_>,
    headline: Option<&str>,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Some(body) = moment.body().filter(|_| moment.pace.motion != Motion::NoFigure) else {
        return;
    };
    let high = usize::from(area.height).saturating_sub(1);
    let (place, below) = (paint::rows(area, 0, high), paint::rows(area, high, 1));
    let half = place.width.saturating_sub(GAP) / 2;
    if moment.pace.motion == Motion::Still && !body.is_one_pose() && half >= LEAST_STILL {
        let right = paint::columns(place, half + GAP, place.width);
        draw(&body.begun(), theme, paint::columns(place, 0, half), buffer);
        draw(&body.done(), theme, right, buffer);
    } else if moment.pace.motion == Motion::Still {
        draw(&body.done(), theme, place, buffer);
    } else {
        draw(&body, theme, place, buffer);
    }
    let mut canvas = Canvas { theme, buffer };
    let words = caption(moment.phase, &body, headline, below.width.into());
    canvas.aligned(below, &words, Ink::Text, Align::Middle);
}

/// One picture, as large as the area lets it be.
fn draw(body: &BodyMoment<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let scene = body.seen();
    let Some(studio) = Studio::new(&scene, area.width, area.height) else {
        return;
    };
    let shadow = body.shadow().filter(|_| area.width >= LEAST_FOR_SHADOW);
    let shadow = shadow.map(|pose| studio.shadow(&at_rest(pose)));
    let joints = between(body.from, body.to, body.part);
    studio.draw(&joints, shadow.as_ref()).paint(theme, area, buffer);
}

/// What the body does, to which side, and how far, as much of it as has room; nothing where it is
/// no more than the headline.
fn caption(phase: &Phase, body: &BodyMoment<'_>, headline: Option<&str>, room: usize) -> String {
    let figure = &body.scene.figure;
    let say = text::line(&phase.words.say);
    let cue = text::line(phase.cue());
    let side = phase.side;
    let does = match phase.kind {
        Kind::Change => side.map_or(playing::CHANGE.into(), playing::change_to),
        Kind::Rest if body.is_one_pose() => playing::REST.into(),
        Kind::Rest => steps::BACK_TO_THE_START.into(),
        Kind::Ready | Kind::Wait if text::width(steps::START_LIKE_THIS) <= room => {
            steps::START_LIKE_THIS.into()
        }
        Kind::Ready | Kind::Wait => steps::LIKE_THIS.into(),
        _ if !cue.is_empty() => cue,
        Kind::Hold if !say.is_empty() && text::width(&say) <= room => say,
        _ => steps::LIKE_THIS.into(),
    };
    // What is lit is what a movement stretches; a breath stretches nothing.
    let stretches = !figure.lit().is_empty() && figure.inhale.is_none() && phase.kind.is_work();
    let into_it = !body.is_one_pose() && !body.ends_at_start();
    let how_far = steps::as_far_as_is_easy(&does);
    let how_far = Some(how_far).filter(|_| stretches && into_it);
    let side = side.filter(|_| phase.kind != Kind::Rest);
    let repeats = headline.is_some_and(|headline| is_same(&does, headline));
    let sided = match side.map(|side| (side, steps::with_side(&does, side))) {
        Some((side, sided)) if repeats && sided != does => playing::on_side(side),
        Some((_, sided)) => sided,
        None => does.clone(),
    };
    // An arrow belongs to words that say themselves where to: "unwind, right side" leads back.
    let from_behind = figure.eye().0.abs() > 90.0;
    let point = |words: String| {
        if from_behind { steps::pointed(&does, words) } else { words }
    };
    let forms = [how_far, Some(sided), Some(does.clone())];
    let forms: Vec<String> = forms.into_iter().flatten().map(point).collect();
    let fits = forms.into_iter().find(|form| text::width(form) <= room);
    match headline {
        Some(headline) => fits.filter(|form| !is_same(form, headline)),
        None => fits.or_else(|| Some(text::cut(&does, room))),
    }
    .unwrap_or_default()
}

fn is_same(words: &str, headline: &str) -> bool {
    let bare = |words: &str| words.trim_end_matches('.').to_lowercase();
    bare(words) == bare(headline)
}
