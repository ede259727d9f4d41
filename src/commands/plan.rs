//! `supple plan`: what a routine will ask for, on paper.

use super::{Failure, ReadFile, routine};
use crate::cli::Plan;
use crate::library::Library;
use crate::timeline::plan;

/// The plan of a routine, at most `width` columns wide.
pub fn run(
    library: &Library,
    words: &Plan,
    width: usize,
    read: ReadFile<'_>,
) -> Result<String, Failure> {
    let (_, _, timeline) = routine(library, &words.routine, read)?;
    if words.json {
        let json = serde_json::to_string_pretty(&plan::json(&timeline));
        let json = json.expect("a plan is made of texts and finite numbers");
        return Ok(crate::text::json(&json).into_owned() + "\n");
    }
    Ok(plan::table(&timeline, words.all, width))
}
