//! The list of routines, how letters filter it, what is read beside it, and honest sentences for
//! what is looked for and not there.

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

/// What stands above what is not called as typed, but is for it or helps with it.
pub fn heading(also: bool, area: Option<&str>) -> String {
    let also = if also { "also " } else { "" };
    match area {
        Some(area) if area.starts_with("between") => format!("{also}for {area}"),
        Some(area) => format!("{also}for the {area}"),
        None if also.is_empty() => String::new(),
        None => ALSO.to_owned(),
    }
}

pub fn spelt_like(typed: &str, like: &str) -> String {
    format!("Nothing here has the word {typed}. This has {like}.")
}

/// Everyday words, what they mean among the words of the library (nothing, where it has nothing
/// for it), and what is to be said of it: a line each.
const EVERYDAY: &str = include_str!("everyday.txt");

/// What everyday words mean here, and what is to be said of it, from their first three letters on.
pub fn everyday(typed: &str) -> Option<(&'static str, Option<&'static str>)> {
    let said = |word: &str| typed.len() > 2 && (word.starts_with(typed) || typed.starts_with(word));
    let rows = EVERYDAY.lines().filter_map(|row| row.split_once(" | "));
    let mut found = rows.filter(|(words, _)| words.split(", ").any(said));
    let (_, found) = found.next()?;
    let (meant, note) = found.split_once(" |").unwrap_or((found, ""));
    Some((meant.trim(), Some(note.trim()).filter(|note| !note.is_empty())))
}
