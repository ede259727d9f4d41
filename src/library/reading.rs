//! Reads the text of one routine for the library, with the shared cautions known, and says which
//! of supple's files a text is.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::LazyLock;

use super::{File, shared_cautions};
use crate::problem::Problem;
use crate::routine::check::Names;
use crate::routine::layout;
use crate::routine::read::{self, Reading};
use crate::routine::vocabulary::step_words;

/// The names that every routine of the library may refer to.
fn names() -> Names<'static> {
    static CAUTIONS: LazyLock<Vec<&str>> =
        LazyLock::new(|| shared_cautions().iter().map(|caution| &*caution.name).collect());
    Names { cautions: Some(&CAUTIONS) }
}

/// Reads a routine.
pub fn read(text: &str) -> Reading {
    read::read_with(text, &names())
}

/// The text in the house layout, or what is wrong with it.
pub fn laid_out(text: &str) -> Result<String, Vec<Problem>> {
    layout::layout(text, &names())
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
        let mut words = step_words().chain(["Routine"]);
        let has_steps = words.any(|word| text.contains(&format!("{word}(")));
        if has_steps || text.contains("title: \"") {
            return FileSort::Routine;
        }
        sort
    }
}
