//! What was done and how it felt: records, their lines in a file, and what follows from them.
//!
//! A session leaves one line; what is said of it later is a later line with the same id, and
//! many files become one history as the union of their lines, in whatever order they are read.
//! Plain values only: which files there are, and what day it is, is known to `host`.
//!
//! - [`record`]: one session, to the second and the side. [`mod@line`]: values <-> lines of JSON.
//! - [`summary`]: a session in a few figures, for a million of them; many lines -> sessions, whole
//!   or in summary.
//! - [`rules`]: when heat or cold may come again, and what earlier sessions advise. [`often`]: what
//!   is due.
//! - [`figures`]: what a person asks of their history: days, weeks, streak, pain, sides, and what
//!   was prescribed. [`report`]: the same for somebody who treats them.
//! - [`checkpoint`]: what a session that was broken off is taken up from.

pub mod checkpoint;
pub mod figures;
pub mod line;
pub mod often;
pub mod record;
pub mod report;
pub mod rules;
pub mod stamp;
pub mod summary;

pub use checkpoint::Checkpoint;
pub use line::{Bad, HistoryLine, Newer, lines};
pub use record::{Application, AskedAndDone, Ended, Felt, Forget, Gap, Record, Than};
pub use stamp::{Id, Stamp};
pub use summary::{History, PastSession, Summary, Union};

pub use crate::library::Queue;
pub use crate::session::StepDone;
