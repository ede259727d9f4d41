//! The breath as something that grows and shrinks.
//!
//! Breathing in, a disc grows over the phase; held, it stays; breathing out, it shrinks, in steps
//! that are worth a look.

use std::time::Duration;

use ratatui::layout::Rect;

use super::paint::Canvas;
use super::theme::{Accent, Ink};
use crate::routine::Breath;
use crate::session::{State, Status};

/// The shortest time between two steps.
const STEP_EVERY: Duration = Duration::from_millis(125);
/// What is left of it when all is breathed out, of 1.
const EMPTY: f32 = 0.28;

/// How many rows a disc has in an area; it has twice as many columns.
pub fn rows_in(area: Rect) -> u16 {
    area.height.min(area.width / 2)
}

/// How many sizes a disc of so many rows has between empty and full: two dots of a braille cell
/// each way make one.
fn sizes(rows: u16) -> u32 {
    (f32::from(rows) * 2.0 * (1.0 - EMPTY)) as u32
}

/// Whether the phases of this repetition breathe at all, so that there is something to draw.
pub fn breathes(status: &Status<'_>) -> bool {
    status.phase.breath.is_some() || level_before(status).is_some()
}

/// How many steps a phase has in a disc of so many rows.
fn steps(length: Duration, rows: u16) -> u32 {
    let fast = (length.as_millis() / STEP_EVERY.as_millis()).min(1_000) as u32;
    sizes(rows).min(fast).max(1)
}

/// How full it is, 0 to 1, in the steps of a disc of so many rows.
pub fn level(status: &Status<'_>, rows: u16) -> f32 {
    let length = status.length.map_or(Duration::ZERO, |length| length.most);
    let done = match length.is_zero() {
        true => 0.0,
        false => {
            let steps = steps(length, rows);
            let now = status.passed.as_secs_f64() / length.as_secs_f64() * f64::from(steps);
            // A hair past the step, so that waking exactly on it takes it.
            ((now + 1e-6).floor() / f64::from(steps)).min(1.0) as f32
        }
    };
    match status.phase.breath {
        // Whatever was before it: breathing in begins empty, breathing out full.
        Some(Breath::In) => done,
        Some(Breath::Out) => 1.0 - done,
        Some(Breath::Hold) | None => level_before(status).unwrap_or(0.0),
    }
}

/// Until the disc changes; `None` while it stays.
pub fn next_change(status: &Status<'_>, rows: u16) -> Option<Duration> {
    let runs = matches!(status.state, State::Running);
    let moves = matches!(status.phase.breath, Some(Breath::In | Breath::Out));
    let length = status.length?.most;
    if !runs || !moves || length.is_zero() {
        return None;
    }
    let steps = f64::from(steps(length, rows));
    let now = status.passed.as_secs_f64() / length.as_secs_f64() * steps;
    let next = (now + 1e-6).floor() + 1.0;
    let at = length.mul_f64((next / steps).min(1.0));
    // A nanosecond late rather than early: a step that is not yet due would be waited for twice.
    Some(at.saturating_sub(status.passed) + Duration::from_nanos(1))
}

/// How full the breath was left by the parts of this repetition before this one; `None` where
/// none of them breathes. The repetition before it ended as this one will.
fn level_before(status: &Status<'_>) -> Option<f32> {
    let here = status.phase;
    let part = here.part?;
    let phases = status.timeline.phases();
    let first = status.index.checked_sub(part.nth as usize - 1)?;
    let all = phases.get(first..(first + part.of as usize).min(phases.len()))?;
    let left_by = |parts: &[crate::timeline::Phase]| {
        parts.iter().rev().find_map(|part| match part.breath {
            Some(Breath::In) => Some(1.0),
            Some(Breath::Out) => Some(0.0),
            _ => None,
        })
    };
    let before = &all[..(part.nth as usize - 1).min(all.len())];
    left_by(before).or_else(|| left_by(all))
}

/// A disc of braille dots inside a thin ring that shows how far it will grow, in the middle of an
/// area.
pub(super) fn render(level: f32, area: Rect, canvas: &mut Canvas<'_>) {
    let area = area.intersection(canvas.buffer.area);
    let full = EMPTY + (1.0 - EMPTY) * level.clamp(0.0, 1.0);
    let rows = rows_in(area);
    let columns = 2 * rows;
    let left = area.x + area.width.saturating_sub(columns) / 2;
    let top = area.y + area.height.saturating_sub(rows) / 2;
    // Dots: two a column, four a row, so that a square of cells is a square of dots.
    let middle = f32::from(rows) * 2.0;
    let radius = (middle - 1.0) * full;
    for row in 0..rows.min(area.bottom().saturating_sub(top)) {
        for column in 0..columns.min(area.right().saturating_sub(left)) {
            let (mut dots, mut inside) = (0u32, 0);
            for (bit, across, down) in BRAILLE {
                let x = f32::from(2 * column + across) + 0.5 - middle;
                let y = f32::from(4 * row + down) + 0.5 - middle;
                let away = (x * x + y * y).sqrt();
                let filled = away <= radius;
                let rim = (away - (middle - 0.9)).abs() < 0.5;
                if filled || rim {
                    dots |= 1 << bit;
                }
                inside += u32::from(filled);
            }
            let Some(c) = char::from_u32(0x2800 + dots).filter(|_| dots != 0) else {
                continue;
            };
            // A cell has one colour: that of most of its dots.
            let ink = match 2 * inside >= dots.count_ones() {
                true => Ink::Shape(Accent::Ease),
                false => Ink::Quiet,
            };
            canvas.cell(left + column, top + row, c, ink);
        }
    }
}

/// The dots of a braille cell: its bit, its column, its row.
const BRAILLE: [(u32, u16, u16); 8] =
    [(0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 1, 0), (4, 1, 1), (5, 1, 2), (6, 0, 3), (7, 1, 3)];
