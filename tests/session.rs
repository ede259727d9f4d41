//! The state machine, tested from the outside with a clock of its own.
//!
//! [`check`] plays a script against steps in the words of the format and compares what happened,
//! line by line. `properties` and `heat` play random routines in random ways.

mod away;
mod counts;
pub mod generate;
mod heat;
mod keys;
mod kinds;
pub mod play;
mod properties;
mod script;

pub use play::timeline as timeline_of;
use script::{check, check_hands_free};
mod way_back;
