//! Reads the text of one routine for the library, with the shared cautions known, and says which
//! of supple's files a text is.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::{File, shared_cautions};
use crate::problem::Problem;
use crate::routine::check::Names;
use crate::routine::syntax::{BracketGroup, Tree, TreeValue, plain};
use crate::routine::vocabulary::step;
use crate::routine::{Routine, layout, read};

/// What a text says: a routine, unless something is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct RoutineReading {
    pub routine: Option<Arc<Routine>>,
    pub problems: Vec<Problem>,
}

/// The names that every routine of the library may refer to.
fn names() -> Names<'static> {
    static CAUTIONS: LazyLock<Vec<&str>> =
        LazyLock::new(|| shared_cautions().iter().map(|caution| &*caution.name).collect());
    Names { cautions: Some(&CAUTIONS) }
}

/// Reads a routine.
pub fn read(text: &str) -> RoutineReading {
    let reading = read::read_with(text, &names());
    RoutineReading { routine: reading.routine.map(Arc::new), problems: reading.problems }
}

/// The text in the house layout, or what is wrong with it.
pub fn laid_out(text: &str) -> Result<String, Vec<Problem>> {
    layout::layout(text, &names())
}

/// Reads a routine that a test has found nothing wrong with: the rules are not looked at again at
/// every start, which would take longer than all the rest of the list.
pub fn read_sound(text: &str) -> RoutineReading {
    match read::by_ron(text) {
        Some(routine) => RoutineReading { routine: Some(Arc::new(routine)), problems: Vec::new() },
        None => read(text),
    }
}

/// What is said of a file that has the name of another one.
pub fn same_name_twice(id: &str, first: &Path) -> Problem {
    let message = format!("another file has the name `{id}` already: {}", first.display());
    Problem::error("same-name-twice", 0..0, message)
        .label("a routine is known by the name of its file")
        .help("rename one of the two files")
}

/// Which of supple's files a text is: most are routines, but whoever checks a whole folder may
/// find settings or shared cautions in it, and those are no broken routines. What may be wrong
/// with the others is for those who know them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileSort {
    /// A routine, or what is meant to be one: everything that is plainly nothing else.
    #[default]
    Routine,
    /// `Settings(..)`, in a file of that name.
    Settings,
    /// `[(name: "stop", text: "..")]`, in a file of that name: it might be a routine's beginning.
    Cautions,
    /// `[(name: "sitting", ..)]`, in a file of that name.
    Poses,
}

impl FileSort {
    /// What a file is, by its name, unless it has words of a routine; a routine where it can't be
    /// read.
    pub fn of_file(file: &File) -> FileSort {
        let sort = match file.path.file_stem().and_then(OsStr::to_str) {
            Some("settings") => FileSort::Settings,
            Some("cautions") => FileSort::Cautions,
            Some("poses") => FileSort::Poses,
            _ => return FileSort::Routine,
        };
        let bytes = file.bytes.as_deref().unwrap_or_default();
        let Some(text) = str::from_utf8(bytes).ok().filter(|text| !text.is_empty()) else {
            return FileSort::Routine;
        };
        match Tree::parse(text).root.as_ref().map(TreeValue::group) {
            Some(Some(group)) if !is_routine(text, group) => sort,
            // Every option stands in a comment.
            None if sort == FileSort::Settings => sort,
            _ => FileSort::Routine,
        }
    }
}

/// Whether the root of a file is called so, has a field of a routine, or is a list of steps.
fn is_routine(text: &str, root: &BracketGroup) -> bool {
    let name = |group: &BracketGroup| group.name.clone().map(|name| plain(&text[name]));
    if let Some(name) = name(root) {
        return name != "Settings";
    }
    root.items.iter().any(|item| {
        let field = item.key.clone().and_then(|key| Routine::GRAMMAR.field(plain(&text[key])));
        let group = item.value.as_ref().and_then(|value| value.group());
        field.is_some() || group.and_then(name).and_then(step).is_some()
    })
}
