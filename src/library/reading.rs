//! Reads the text of one routine for the library, with the shared cautions known.

use std::path::Path;
use std::sync::Arc;

use crate::problem::Problem;
use crate::routine::Routine;
use crate::routine::check::Names;
use crate::routine::{layout, read};

/// What a text says: a routine, unless something is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct RoutineReading {
    pub routine: Option<Arc<Routine>>,
    pub problems: Vec<Problem>,
}

/// Reads a routine.
pub fn read(text: &str) -> RoutineReading {
    with_names(|names| {
        let reading = read::read_with(text, names);
        RoutineReading {
            routine: reading.routine.map(Arc::new),
            problems: reading.problems,
        }
    })
}

/// The text in the house layout, or what is wrong with it.
pub fn laid_out(text: &str) -> Result<String, Vec<Problem>> {
    with_names(|names| layout::layout(text, names))
}

/// Calls with the names that every routine of the library may refer to.
fn with_names<T>(call: impl FnOnce(&Names<'_>) -> T) -> T {
    let cautions: Vec<&str> = super::shared_cautions()
        .iter()
        .map(|caution| caution.name.as_str())
        .collect();
    call(&Names {
        cautions: Some(&cautions),
    })
}

/// Reads a routine that a test has found nothing wrong with: the rules are not looked at again at
/// every start, which would take longer than all the rest of the list.
pub fn read_sound(text: &str) -> RoutineReading {
    match read::by_ron(text) {
        Some(routine) => RoutineReading {
            routine: Some(Arc::new(routine)),
            problems: Vec::new(),
        },
        None => read(text),
    }
}

/// A file of which one thing alone is to be said: it could not be read, or is no text.
pub fn refused(problem: Problem) -> RoutineReading {
    RoutineReading {
        routine: None,
        problems: vec![problem],
    }
}

/// A file whose name another one has already: it is not played, and says which one is.
pub fn namesake(of: &RoutineReading, id: &str, first: &Path) -> RoutineReading {
    let mut problems = vec![same_name_twice(id, first)];
    problems.extend(of.problems.iter().cloned());
    RoutineReading {
        routine: None,
        problems,
    }
}

/// What is said of a file that has the name of another one.
pub fn same_name_twice(id: &str, first: &Path) -> Problem {
    let first = first.display();
    Problem::error(
        "same-name-twice",
        0..0,
        format!("another file has the name `{id}` already: {first}"),
    )
    .label("a routine is known by the name of its file")
    .help("rename one of the two files")
}
