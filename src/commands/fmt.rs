//! `supple fmt`: lays routine files out, and proves that they still mean the same.

use std::path::Path;

use super::{Failure, ReadFile, file_name, told};
use crate::cli::Fmt;
use crate::library::reading::laid_out;
use crate::library::{Entry, File, Library};
use crate::problem::{Look, Problem};
use crate::text;

/// Puts new contents in the place of a file: its path, what it said, what it is to say.
pub type Rewrite<'a> = &'a dyn Fn(&Path, &[u8], &[u8]) -> Result<(), String>;

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted {
    /// For standard output: what was laid out from standard input, or how many files were.
    pub text: String,
    /// For standard error: what could not be laid out, and why.
    pub complaints: String,
    /// Whether all is laid out now; with `--check`, whether all was before.
    pub good: bool,
}

/// Lays out every file that is sound, and says what is wrong with the others. `read` takes `-`
/// for standard input.
pub fn run(library: &Library, words: &Fmt, read: ReadFile<'_>, rewrite: Rewrite<'_>) -> Formatted {
    let mut done = Formatted {
        good: true,
        ..Formatted::default()
    };
    let (mut changed, mut in_order) = (0, 0);
    for path in &words.files {
        let from_input = path == Path::new("-");
        let bytes = read(path);
        let path = match from_input {
            true => Path::new("standard input"),
            false => path,
        };
        let entry = Entry::of_path(File {
            path: path.into(),
            bytes,
        });
        let name = file_name(&entry);
        let laid = match lay_out(library, &entry) {
            Ok(laid) => laid,
            Err(problems) => {
                done.complaints
                    .push_str(&told(&entry, &problems, Look::Plain));
                done.good = false;
                continue;
            }
        };
        let differs = laid != entry.text();
        match (words.check, from_input) {
            (true, _) if differs => {
                done.text
                    .push_str(&format!("{}: not laid out\n", text::line(&name)));
                done.good = false;
            }
            (false, true) => done.text.push_str(&laid),
            (false, false) if differs => {
                match rewrite(path, entry.text().as_bytes(), laid.as_bytes()) {
                    Ok(()) => changed += 1,
                    Err(why) => {
                        let failure = Failure::new(format!("can't write `{name}`: {why}"), "");
                        done.complaints.push_str(&failure.to_string());
                        done.good = false;
                    }
                }
            }
            _ => in_order += 1,
        }
    }
    if !words.check && changed + in_order > 0 {
        let told = match (changed, in_order) {
            (0, 1) => "laid out already".into(),
            (0, n) => format!("all {n} laid out already"),
            (1, 0) => "laid out".into(),
            (n, 0) => format!("{n} files laid out"),
            (n, m) => format!("{n} of {} files laid out, the others were already", n + m),
        };
        done.text.push_str(&told);
        done.text.push('\n');
    }
    done
}

/// The layout of a file, proved to give the same plan.
fn lay_out(library: &Library, entry: &Entry) -> Result<String, Vec<Problem>> {
    // A file that could not be read has a problem and no text.
    if let Some(fault) = entry.fault().filter(|_| entry.routine().is_none()) {
        return Err(match entry.problems() {
            [] => vec![fault.clone()],
            several => several.to_vec(),
        });
    }
    let laid = laid_out(entry.text())?;
    if laid == entry.text() || library.playable(entry).is_err() {
        // What it includes is missing, so that there is no plan; its own words are the same.
        return Ok(laid);
    }
    let after = Entry::of_path(File {
        path: entry.path().cloned().unwrap_or_default(),
        bytes: Ok(laid.clone().into_bytes()),
    });
    match library.playable(entry) == library.playable(&after) {
        true => Ok(laid),
        false => Err(vec![Problem::error(
            "layout",
            0..0,
            "this file can't be laid out without changing its plan, so it was left alone",
        )]),
    }
}
