//! Screens: ready-made values in, terminal cells out, one file a screen.
//!
//! Every screen is a plain struct of what there is to see, and a function that puts it into a
//! buffer at whatever size there is. Nothing here reads a clock, waits for a key, changes a model
//! or prints: the same values give the same cells.
//!
//! What is fitted to a height is rows with weights, in `stack`; what stands around them, in `frame`;
//! rows below headings, in `list`. `paint` alone writes text into cells. A line is words with an
//! [`Ink`], which says what they mean; the theme makes a style of it.
//!
//! No screen sets a background. Text has the terminal's own colour, so that dark and light
//! terminals are both right; what a colour says, weight, shape or place says as well.

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
mod stack;
pub mod stats;
pub mod theme;
pub mod watch;

pub use frame::Hint;
pub use theme::{Accent, Depth, Dots, Ground, Ink, Theme};
