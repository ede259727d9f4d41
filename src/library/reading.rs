//! Reads the text of one routine for the library, with the shared cautions known.

use std::sync::Arc;

use crate::problem::Problem;
use crate::routine::Routine;
use crate::routine::check::Names;
use crate::routine::read;

/// What a text says: a routine, unless something is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub routine: Option<Arc<Routine>>,
    pub problems: Vec<Problem>,
}

/// Reads a routine.
pub fn read(text: &str) -> Reading {
    let cautions: Vec<&str> = super::shared_cautions()
        .iter()
        .map(|caution| caution.name.as_str())
        .collect();
    let reading = read::read_with(
        text,
        &Names {
            cautions: Some(&cautions),
        },
    );
    Reading {
        routine: reading.routine.map(Arc::new),
        problems: reading.problems,
    }
}

/// A file that could not be read at all, or whose bytes are no text.
pub fn unreadable(message: String) -> Reading {
    Reading {
        routine: None,
        problems: vec![Problem::error("unreadable", 0..0, message)],
    }
}
