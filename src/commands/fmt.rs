//! `supple fmt`: lays routine files out, and proves that they still mean the same.

use std::path::Path;
use std::process::ExitCode;

use super::{Failure, file_name, print, problems_told, status, unwritable};
use crate::cli::FmtArgs;
use crate::host::{disk, small_files, stdio};
use crate::library::reading::laid_out;
use crate::library::{Entry, File, Library};
use crate::problem::{Look, Problem};
use crate::text::line;
use crate::words::writing::{self, ANOTHER_PLAN, FROM_INPUT, not_laid_out};

/// Lays out every file that is sound, and says what is wrong with the others; the exit status says
/// whether all is laid out now, with `--check` whether all was before.
///
/// # Errors
/// If standard output can't be written.
pub fn run(library: &Library, words: &FmtArgs) -> Result<ExitCode, Failure> {
    let (mut text, mut complaints) = (String::new(), String::new());
    let (mut changed, mut in_order, mut not_in_order) = (0, 0, 0);
    for path in &words.files {
        let from_input = path == Path::new("-");
        let bytes = if from_input { disk::read_input() } else { disk::read(path) };
        let path = if from_input { Path::new(FROM_INPUT) } else { path.as_path() };
        let entry = Entry::of_path(File { path: path.into(), bytes });
        let told = |problems: Vec<Problem>| problems_told(&entry, &problems, Look::Plain);
        let laid = lay_out(library, &entry).map_err(told).and_then(|laid| {
            let is_new = laid != entry.text();
            if is_new && !from_input && !words.check {
                small_files::rewrite(path, entry.text().as_bytes(), laid.as_bytes())
                    .map_err(|why| unwritable(path, &why).to_string())?;
            }
            Ok((laid, is_new))
        });
        match laid {
            Ok((_, true)) if words.check => {
                text += &(not_laid_out(line(&file_name(&entry))) + "\n");
                not_in_order += 1;
            }
            Ok((laid, _)) if from_input && !words.check => text += &laid,
            Ok((_, true)) => changed += 1,
            Ok((_, false)) => in_order += 1,
            Err(complaint) => {
                complaints += &complaint;
                not_in_order += 1;
            }
        }
    }
    if !words.check && changed + in_order > 0 {
        text += &(writing::laid_out(changed, in_order) + "\n");
    }
    print(&text)?;
    stdio::complain(&complaints);
    Ok(status(not_in_order == 0))
}

/// The layout of a file, proved to give the same plan.
fn lay_out(library: &Library, entry: &Entry) -> Result<String, Vec<Problem>> {
    // A file that could not be read has a problem and no text.
    if let Some(fault) = entry.fault().filter(|_| entry.routine().is_none()) {
        let all = entry.problems();
        return Err(if all.is_empty() { vec![fault.clone()] } else { all.to_vec() });
    }
    let laid = laid_out(entry.text())?;
    if laid == entry.text() || library.playable(entry).is_err() {
        // What it includes is missing, so that there is no plan; its own words are the same.
        return Ok(laid);
    }
    let path = entry.path().cloned().unwrap_or_default();
    let after = Entry::of_path(File { path, bytes: Ok(laid.clone().into_bytes()) });
    if library.playable(entry) == library.playable(&after) {
        return Ok(laid);
    }
    Err(vec![Problem::error("layout", 0..0, ANOTHER_PLAN)])
}
