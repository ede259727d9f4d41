//! `supple plan`: what a routine will ask for, on paper.

use std::process::ExitCode;

use super::{Failure, json, print, routine};
use crate::cli::PlanArgs;
use crate::host::stdio;
use crate::library::Library;
use crate::timeline::plan;

/// Prints the plan of a routine.
pub fn run(library: &Library, words: &PlanArgs) -> Result<ExitCode, Failure> {
    let (_, _, timeline) = routine(library, &words.routine)?;
    print(&if words.json {
        json(&plan::json(&timeline))
    } else {
        plan::table(&timeline, words.all, stdio::columns())
    })
}
