//! The breath as something that grows and shrinks.
//!
//! Breathing in, a disc grows over the phase; held, it stays; breathing out, it shrinks, a picture
//! as often as a figure has one.

use std::time::Duration;

use ratatui::layout::Rect;

use super::moving::FigurePace;
use super::paint::{self, BRAILLE, Canvas};
use super::theme::{Accent, Ink};
use crate::routine::Breath;
use crate::session::{State, Status};
use crate::timeline::Phase;

/// What is left of it when all is breathed out, of 1.
const EMPTY: f32 = 0.28;

/// How full it is, 0 to 1; `None` where nothing of this repetition breathes.
pub fn level(status: &Status<'_>, pace: FigurePace) -> Option<f32> {
    let length = status.length.map_or(Duration::ZERO, |length| length.most).as_secs_f32();
    let passed = status.passed - pace.since_frame(status.passed);
    let done = if length > 0.0 { (passed.as_secs_f32() / length).min(1.0) } else { 0.0 };
    match status.phase.breath {
        // Whatever was before it: breathing in begins empty, breathing out full.
        Some(Breath::In) => Some(done),
        Some(Breath::Out) => Some(1.0 - done),
        Some(Breath::Hold) => Some(level_before(status).unwrap_or(0.0)),
        None => level_before(status),
    }
}

/// Until the disc changes; `None` while it stays.
pub fn next_change(status: &Status<'_>, pace: FigurePace) -> Option<Duration> {
    let runs = matches!(status.state, State::Running);
    let moves = matches!(status.phase.breath, Some(Breath::In | Breath::Out));
    (runs && moves).then(|| pace.frame - pace.since_frame(status.passed))
}

/// How full the breath was left by the parts of this repetition before this one; `None` where
/// none of them breathes. The repetition before it ended as this one will.
fn level_before(status: &Status<'_>) -> Option<f32> {
    let part = status.phase.part?;
    let (before, of) = (part.nth as usize - 1, part.of as usize);
    let phases = status.timeline.phases().get(status.index.checked_sub(before)?..)?;
    let left_by = |parts: &[Phase]| {
        parts.iter().rev().find_map(|part| match part.breath {
            Some(Breath::In) => Some(1.0),
            Some(Breath::Out) => Some(0.0),
            _ => None,
        })
    };
    left_by(&phases[..before]).or_else(|| left_by(&phases[..of.min(phases.len())]))
}

/// A disc of braille dots inside a thin ring that shows how far it will grow, in the middle of an
/// area.
pub(super) fn render(level: f32, area: Rect, canvas: &mut Canvas<'_>) {
    let rows = area.height.min(area.width / 2);
    let above = usize::from(area.height - rows) / 2;
    let place = paint::column(paint::rows(area, above, rows.into()), 2 * rows);
    // In dots: two a column, four a row, so that a square of cells is a square of dots.
    let middle = f32::from(rows) * 2.0;
    let radius = (middle - 1.0) * (EMPTY + (1.0 - EMPTY) * level.clamp(0.0, 1.0));
    let away = |x: f32, y: f32| (2.0 * x - middle).hypot(4.0 * y - middle);
    let is_rim = |away: f32| (away - (middle - 0.9)).abs() < 0.5;
    canvas.shape(place, &BRAILLE, Ink::Quiet, |x, y| is_rim(away(x, y)));
    canvas.shape(place, &BRAILLE, Ink::Shape(Accent::Ease), |x, y| away(x, y) <= radius);
}
