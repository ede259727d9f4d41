//! Screens: ready-made values in, terminal cells out, one file a screen.
//!
//! Every screen is a plain struct of what there is to see, and a [`Screen`]: it puts itself into a
//! buffer at whatever size there is. Nothing here reads a clock, waits for a key, changes a model
//! or prints: the same values give the same cells.
//!
//! What stands around most screens is in `frame`, rows below headings in `list`. `paint` alone
//! writes text and shapes into cells, and fits rows with weights to a height. A line is words with an [`Ink`],
//! which says what they mean; the theme makes a style of it.
//!
//! No screen sets a background. Text has the terminal's own colour, so that dark and light
//! terminals are both right; what a colour says, weight, shape or place says as well.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub mod ask;
mod bar;
pub mod before;
mod breath;
mod digits;
pub mod figure;
pub mod finish;
mod frame;
pub mod history;
mod letters;
mod list;
pub mod moving;
pub mod page;
mod paint;
pub mod phases;
pub mod pick;
pub mod session;
pub mod stats;
pub mod theme;
pub mod watch;

pub use frame::Hint;
pub use theme::{Accent, Depth, Dots, Ground, Ink, Theme};

/// A screen with all that there is to see on it.
pub trait Screen {
    /// Puts it into an area of any size.
    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer);

    /// How far it can be scrolled in an area of this size; 0 where everything is on the screen.
    fn most_scroll(&self, _area: Rect) -> u16 {
        0
    }

    /// Until anything on it changes by itself; `None` while only an input changes it.
    fn next_change(&self, _area: Rect) -> Option<Duration> {
        None
    }

    /// Whether what digits answer now is on it: nothing is answered unseen.
    fn takes_digits(&self, _area: Rect) -> bool {
        false
    }

    /// The row of its list under a cell.
    fn hit(&self, _area: Rect, _column: u16, _row: u16) -> Option<usize> {
        None
    }
}
