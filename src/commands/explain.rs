//! `supple explain`: what a word means.

use super::Failure;
use crate::cli::Explain;
use crate::reference;

/// The page about a word.
pub fn run(words: &Explain) -> Result<String, Failure> {
    match words.name.as_deref().unwrap_or("format") {
        "format" => Ok(reference::format()),
        word => Err(Failure::new(
            format!("nothing is known about `{word}`"),
            "`supple explain format` tells all about the format of routines",
        )),
    }
}
