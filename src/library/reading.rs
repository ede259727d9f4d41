//! Reads the text of one routine for the library, with the shared cautions known, and says which
//! of supple's files a text is.

use std::path::Path;
use std::sync::Arc;

use super::File;
use crate::problem::Problem;
use crate::routine::check::Names;
use crate::routine::syntax::{Bracket, BracketGroup, Tree, plain};
use crate::routine::vocabulary::step;
use crate::routine::{Routine, layout, read};

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
        RoutineReading { routine: reading.routine.map(Arc::new), problems: reading.problems }
    })
}

/// The text in the house layout, or what is wrong with it.
pub fn laid_out(text: &str) -> Result<String, Vec<Problem>> {
    with_names(|names| layout::layout(text, names))
}

/// Calls with the names that every routine of the library may refer to.
fn with_names<T>(call: impl FnOnce(&Names<'_>) -> T) -> T {
    let cautions: Vec<&str> =
        super::shared_cautions().iter().map(|caution| caution.name.as_str()).collect();
    call(&Names { cautions: Some(&cautions) })
}

/// Reads a routine that a test has found nothing wrong with: the rules are not looked at again at
/// every start, which would take longer than all the rest of the list.
pub fn read_sound(text: &str) -> RoutineReading {
    match read::by_ron(text) {
        Some(routine) => RoutineReading { routine: Some(Arc::new(routine)), problems: Vec::new() },
        None => read(text),
    }
}

/// A file of which one thing alone is to be said: it could not be read, or is no text.
pub fn refused(problem: Problem) -> RoutineReading {
    RoutineReading { routine: None, problems: vec![problem] }
}

/// A file whose name another one has already: it is not played, and says which one is.
pub fn namesake(of: &RoutineReading, id: &str, first: &Path) -> RoutineReading {
    let mut problems = vec![same_name_twice(id, first)];
    problems.extend(of.problems.iter().cloned());
    RoutineReading { routine: None, problems }
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

// Which of supple's files a text is: most are routines, but whoever checks a whole folder may
// find settings or shared cautions in it, and those are no broken routines.
//
// It looks at the name of a file and at how it begins, and reads it as a tree only where that is
// no routine's way. What may be wrong with the others is for those who know them.

/// A sort of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSort {
    /// A routine, or what is meant to be one: everything that is plainly nothing else.
    Routine,
    /// `Settings(..)`
    Settings,
    /// `[(name: "stop", text: "..")]`, in a file of that name: it might be a routine's beginning.
    Cautions,
    /// `[(name: "sitting", ..)]`, in a file of that name.
    Poses,
}

impl FileSort {
    /// What a file is; a routine where it can't be read.
    pub fn of_file(file: &File) -> FileSort {
        let bytes = file.bytes.as_deref().unwrap_or_default();
        std::str::from_utf8(bytes).map_or(FileSort::Routine, |text| FileSort::of(&file.path, text))
    }

    /// What a text is that was found under this path.
    pub fn of(path: &Path, text: &str) -> FileSort {
        let called = |name| path.file_stem().is_some_and(|stem| stem == name);
        let (settings, cautions, poses) = (called("settings"), called("cautions"), called("poses"));
        if !(settings || cautions || poses || beginning(text).starts_with("Settings")) {
            return FileSort::Routine;
        }
        let tree = Tree::parse(text);
        let group = match &tree.root {
            // Every option stands in a comment.
            None if settings && !text.is_empty() => return FileSort::Settings,
            None => return FileSort::Routine,
            Some(root) => root.group(),
        };
        let Some(group) = group else {
            return FileSort::Routine;
        };
        let name = group.name.clone().map_or("", |name| plain(&text[name]));
        match (group.bracket, name) {
            (_, "Settings") => FileSort::Settings,
            (Bracket::Round, "") if settings && has_options(text, group) => FileSort::Settings,
            (Bracket::Square, "") if poses && !has_steps(text, group) => FileSort::Poses,
            (Bracket::Square, "") if cautions && !has_steps(text, group) => FileSort::Cautions,
            _ => FileSort::Routine,
        }
    }
}

/// A text from its first sign on, past comments.
fn beginning(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let comment = match rest.get(..2) {
            Some("//") => rest.find('\n'),
            Some("/*") => rest.find("*/").map(|end| end + 2),
            _ => return rest,
        };
        let Some(end) = comment else {
            return "";
        };
        rest = &rest[end..];
    }
}

/// There are fields, and none is a routine's.
fn has_options(text: &str, group: &BracketGroup) -> bool {
    let mut keys = group.items.iter().filter_map(|item| item.key.clone());
    let fields = keys.any(|key| Routine::GRAMMAR.field(plain(&text[key])).is_some());
    !fields && group.items.iter().any(|item| item.key.is_some())
}

/// Something in the list begins with the kind of a step.
fn has_steps(text: &str, list: &BracketGroup) -> bool {
    let values = list.items.iter().filter_map(|item| item.value.as_ref());
    let mut names = values.filter_map(|value| value.group()?.name.clone());
    names.any(|name| step(plain(&text[name])).is_some())
}
