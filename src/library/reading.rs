//! Reads the text of one routine for the library. The only place that knows with what.

use std::sync::Arc;

use ron::extensions::Extensions;

use crate::problem::{Problem, Severity};
use crate::routine::Routine;

/// What a text says: a routine, unless something is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub routine: Option<Arc<Routine>>,
    pub problems: Vec<Problem>,
}

/// Reads a routine.
// MERGE: `crate::routine::read::read` takes the place of this body.
pub fn read(text: &str) -> Reading {
    let liberties = Extensions::IMPLICIT_SOME
        | Extensions::UNWRAP_NEWTYPES
        | Extensions::UNWRAP_VARIANT_NEWTYPES;
    let options = ron::Options::default().with_default_extension(liberties);
    match options.from_str::<Routine>(text) {
        Ok(routine) => Reading {
            routine: Some(Arc::new(routine)),
            problems: Vec::new(),
        },
        Err(error) => Reading {
            routine: None,
            problems: vec![Problem {
                severity: Severity::Error,
                name: "unreadable",
                at: byte(text, error.span.start)..byte(text, error.span.end),
                message: error.code.to_string(),
                label: String::new(),
                help: String::new(),
            }],
        },
    }
}

fn byte(text: &str, position: ron::error::Position) -> usize {
    let before = text
        .split_inclusive('\n')
        .take(position.line.saturating_sub(1));
    let line: usize = before.map(str::len).sum();
    let within = text[line..]
        .char_indices()
        .nth(position.col.saturating_sub(1));
    within.map_or(text.len(), |(at, _)| line + at)
}

/// A file whose bytes are no text, or which could not be read at all.
pub fn unreadable(message: String) -> Reading {
    Reading {
        routine: None,
        problems: vec![Problem {
            severity: Severity::Error,
            name: "unreadable",
            at: 0..0,
            message,
            label: String::new(),
            help: String::new(),
        }],
    }
}
