//! The list of routines, how letters filter it, and what is read beside it.

pub const ALSO: &str = "also";
pub const NONE_HAS_THESE_WORDS: &str =
    "Nothing here has these words. Backspace takes the last letter back.";
pub const SUPPLE: &str = "supple";
pub const TYPE_TO_FIND: &str = "   type to find";
pub const FIND: &str = "find ";

/// What is to be known of a routine before it is chosen.
pub const YOURS: &str = "yours";
pub const BROKEN: &str = "broken";
pub const FOR_LATER: &str = "later";

/// How many routines are shown: `31 in all`, or with a filter `7 of 31`.
pub fn routines_shown(shown: Option<usize>, of: usize) -> String {
    match shown {
        Some(shown) => format!("{shown} of {of}"),
        None => format!("{of} in all"),
    }
}

// What is read beside the list.
pub const STEPS: &str = "Steps";
pub const NOT_FOR: &str = "Not for everybody";

/// So many lines have no room above, or below.
pub fn more_above(lines: usize) -> String {
    format!("↑ {lines} more lines")
}

pub fn more_below(lines: usize) -> String {
    format!("↓ {lines} more lines")
}

/// So many rows of a list have no room.
pub fn more_rows(rows: usize) -> String {
    format!("↓ {rows} more")
}
