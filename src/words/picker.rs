//! The list of routines, how letters filter it, what is read beside it, and honest sentences for
//! what is looked for and not there; the minutes there are, and routines that are played one after
//! another.

use std::time::Duration;

use super::count;
use crate::seconds::clock;

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

sentences! {
    /// So many lines have no room above, or below.
    more_above(lines): "↑ {lines} more lines"
    more_below(lines): "↓ {lines} more lines"
    /// So many rows of a list have no room.
    more_rows(rows): "↓ {rows} more"
    spelt_like(typed, like): "Nothing here has the word {typed}. This has {like}."
}

/// What stands above what is not called as typed, but is for it or helps with it.
pub fn heading(also: bool, area: Option<&str>) -> String {
    let also = if also { "also " } else { "" };
    match area {
        Some(area) if area.starts_with("between") => format!("{also}for {area}"),
        Some(area) => format!("{also}for the {area}"),
        None if also.is_empty() => String::new(),
        None => "also".to_owned(),
    }
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

pub const MEND_IT_FIRST: &str = "This file can't be played until it is mended.";
pub const TO_READ: &str = "To read";
pub const PLAY_MARKED: &str = "play the marked";
pub const IN_4_MINUTES: &str = "in 4 minutes";
pub const CHECK_LIST: &str = "check list";
pub const OWN_PACE: &str = "own pace";
pub const ANY_POSITION: &str = "any position";

sentences! {
    your_own(path): "Your own: {path}"
    your_own_instead(path): "Your own, in the place of the built-in one: {path}"
    /// How well the dose is backed.
    dose(backed): "The dose: {backed}."
}

// Several routines.
pub const ENOUGH: &str = "it is enough for today: the last ones left it worse, or hurt";
pub const ONLY_BEFORE: &str = "Only before it begins.";
pub const NOTHING_TO_SWAP: &str = "Nothing else fits in its place.";
pub const CHOSEN_BY_NAME: &str = "You chose it by name: only a set for some minutes is swapped.";
pub const NOT_TOGETHER: &str = "These can't be played one after another: heat or cold would come too often, or it is too long.";
pub const NO_ROUTINE: &str = "Only a routine that can be played is marked.";
pub const LAST_ONE: &str = "It is the only one: q leaves.";

pub const ONE_AFTER_ANOTHER: &str = "One after another";

/// What routines that are played one after another are called together.
pub fn one_after_another(titles: &[String]) -> String {
    match titles {
        [first, second, more @ ..] if more.len() > 1 => {
            format!("{first}, {second} and {} more", more.len())
        }
        few => few.join(", "),
    }
}

fn minutes(time: Duration) -> String {
    count(time.as_secs() / 60, "minute")
}

/// What stands above the set for the minutes that are typed.
pub fn in_minutes(time: Duration) -> String {
    format!("In {}", minutes(time))
}

/// Nothing is so short.
pub fn nothing_fits(time: Duration, shortest: &str, lasts: Duration, id: &str) -> String {
    let minutes = minutes(time);
    let lasts = clock(lasts);
    format!("nothing fits in {minutes}; the shortest is {shortest}, {lasts}: supple play {id}")
}

/// Nothing is offered now, or nothing with these words.
pub fn nothing_suits(words: &str) -> String {
    match words {
        "" => "nothing suits now: `supple list` shows all that there is".to_owned(),
        words => format!("nothing that suits now has `{words}`: `supple list` shows all there is"),
    }
}

/// How long a set takes: `3:47`, `about 4:10`.
pub fn lasts(time: Duration, about: bool) -> String {
    let about = if about { "about " } else { "" };
    format!("{about}{}", clock(time))
}

/// How they are changed in lines.
pub const CHANGE_BY_LINES: &str =
    "A line with swap 2 puts another one in the place of the second, drop 2 leaves it out.";
