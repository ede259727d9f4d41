//! The whole routine as one bar of its phases.
//!
//! A heavy line is work, a light one rest, a dotted one waits for the person; a block marks now.
//! It asks the timeline by time, never phase by phase, so that a hundred thousand phases cost no
//! more than ten.

use std::time::Duration;

use ratatui::layout::Rect;

use super::paint::Canvas;
use super::theme::{Accent, Ink};
use crate::timeline::{Kind, Timeline};

/// The characters of work, rest and a wait.
const WORK: char = '━';
const REST: char = '─';
const WAIT: char = '╍';

/// How many phases of one cell are looked at for a wait, which takes no time of its own.
const LOOKED_AT: usize = 8;

/// Draws the bar into the first row of the area. `index` is the present phase, `done` how much of
/// it is over, 0 to 1.
pub(super) fn render(
    timeline: &Timeline,
    index: usize,
    done: f64,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    if area.is_empty() || timeline.phases().is_empty() {
        return;
    }
    let now = place_of_now(timeline, index, done, area.width);
    for cell in 0..area.width {
        let c = if cell == now { '█' } else { stretch(timeline, cell, area.width) };
        let ink = if cell <= now { Ink::Shape(Accent::Work) } else { Ink::Quiet };
        canvas.cell(area.x + cell, area.y, c, ink);
    }
}

/// The cell of now.
fn place_of_now(timeline: &Timeline, index: usize, done: f64, width: u16) -> u16 {
    let last = width.saturating_sub(1);
    let whole = timeline.totals().most;
    let part = if whole.is_zero() {
        // Nothing but waits: every phase counts the same.
        (index as f64 + 0.5) / timeline.phases().len() as f64
    } else {
        let (from, to) = (timeline.before(index), timeline.before(index + 1));
        let at = from + to.saturating_sub(from).mul_f64(done.clamp(0.0, 1.0));
        at.as_secs_f64() / whole.as_secs_f64()
    };
    ((part * f64::from(width)) as u16).min(last)
}

/// What stands for a stretch of the time.
fn stretch(timeline: &Timeline, cell: u16, width: u16) -> char {
    let phases = timeline.phases();
    let whole = timeline.totals().most;
    let time = |part: f64| whole.mul_f64(part / f64::from(width));
    let of = |index: usize| match phases[index].kind {
        Kind::Wait | Kind::Off(_) => WAIT,
        kind if kind.is_work() => WORK,
        _ => REST,
    };
    if whole == Duration::ZERO {
        let index = usize::from(cell) * phases.len() / usize::from(width);
        return of(index.min(phases.len() - 1));
    }
    let (first, last) = (cell == 0, cell + 1 == width);
    let cell = f64::from(cell);
    let (from, to) = (timeline.at(time(cell)), timeline.at(time(cell + 1.0)));
    // A cell that begins in the middle of a phase begins with the phases after it. What takes no
    // time and stands at a border belongs to the cell before it, but the first.
    let fresh = if first { 0 } else { from + usize::from(timeline.before(from) < time(cell)) };
    let to = if last { phases.len() } else { to };
    let mut looked_at = (fresh..to).take(LOOKED_AT);
    if looked_at.any(|index| phases[index].length.is_none()) {
        return WAIT;
    }
    of(timeline.at(time(cell + 0.5)))
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::routine::Routine;
    use crate::view::Theme;

    fn drawn(steps: &str, index: usize, done: f64, width: u16) -> String {
        use ron::extensions::Extensions;
        let text = format!("Routine(title: \"A\", ready: \"0s\", steps: [{steps}])");
        let extensions = Extensions::IMPLICIT_SOME
            | Extensions::UNWRAP_NEWTYPES
            | Extensions::UNWRAP_VARIANT_NEWTYPES;
        let options = ron::Options::default().with_default_extension(extensions);
        let routine: Routine = options.from_str(&text).expect("a routine that reads");
        let timeline =
            crate::library::Library::new(None, Vec::new()).compile(&routine, None).unwrap();
        let area = Rect::new(0, 0, width, 1);
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas { theme: Theme::default(), buffer: &mut buffer };
        render(&timeline, index, done, area, &mut canvas);
        buffer.content.iter().map(|cell| cell.symbol()).collect()
    }

    #[test]
    fn work_rest_and_waits_look_different_without_colour() {
        let steps =
            r#"Hold(for: "10s"), Rest(for: "5s"), Wait(text: "Turn round."), Hold(for: "5s")"#;
        assert_eq!(drawn(steps, 0, 0.0, 20), "█━━━━━━━━━────╍━━━━━");
        assert_eq!(drawn(steps, 0, 0.5, 20), "━━━━━█━━━━────╍━━━━━");
        assert_eq!(drawn(steps, 1, 0.0, 20), "━━━━━━━━━━█───╍━━━━━");
        assert_eq!(drawn(steps, 3, 1.0, 20), "━━━━━━━━━━────╍━━━━█");
        // A wait at the beginning or the end is seen as well.
        let steps = r#"Wait(text: "Sit."), Hold(for: "8s"), Wait(text: "Rise.")"#;
        assert_eq!(drawn(steps, 1, 0.5, 8), "╍━━━█━━╍");
        // Nothing but waits.
        let waits = r#"Wait(text: "One."), Wait(text: "Two.")"#;
        assert_eq!(drawn(waits, 1, 0.0, 4), "╍╍╍█");
    }
}
