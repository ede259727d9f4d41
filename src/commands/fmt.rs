//! `supple fmt`: lays routine files out, and proves that they still mean the same.

use std::path::Path;
use std::process::ExitCode;

use super::{Failure, file_name, print, status, told, unwritable};
use crate::cli::FmtArgs;
use crate::host::{disk, small_files, stdio};
use crate::library::reading::laid_out;
use crate::library::{Entry, File, Library};
use crate::problem::{Look, Problem};
use crate::text::line;

/// Lays out every file that is sound, and says what is wrong with the others; the exit status says
/// whether all is laid out now, with `--check` whether all was before.
pub fn run(library: &Library, words: &FmtArgs) -> Result<ExitCode, Failure> {
    let (mut good, mut text, mut complaints) = (true, String::new(), String::new());
    let (mut changed, mut in_order) = (0, 0);
    for path in &words.files {
        let from_input = path == Path::new("-");
        let (path, bytes) = if from_input {
            (Path::new("standard input"), disk::read_input())
        } else {
            (path.as_path(), disk::read(path))
        };
        let entry = Entry::of_path(File { path: path.into(), bytes });
        let name = file_name(&entry);
        let laid = match lay_out(library, &entry) {
            Ok(laid) => laid,
            Err(problems) => {
                complaints.push_str(&told(&entry, &problems, Look::Plain));
                good = false;
                continue;
            }
        };
        let differs = laid != entry.text();
        match (words.check, from_input) {
            (true, _) if differs => {
                text.push_str(&format!("{}: not laid out\n", line(&name)));
                good = false;
            }
            (false, true) => text.push_str(&laid),
            (false, false) if differs => {
                match small_files::rewrite(path, entry.text().as_bytes(), laid.as_bytes()) {
                    Ok(()) => changed += 1,
                    Err(why) => {
                        complaints.push_str(&unwritable(path, &why).to_string());
                        good = false;
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
        text.push_str(&format!("{told}\n"));
    }
    print(&text)?;
    stdio::complain(&complaints);
    Ok(status(good))
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
