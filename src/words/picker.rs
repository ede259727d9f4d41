//! The list of routines, how letters filter it, what is read beside it, and honest sentences for
//! what is looked for and not there; the minutes there are, and routines that are played one after
//! another.

use std::time::Duration;

use super::count;
use crate::seconds::clock;

sentences! {
    /// The shelf of the person's own routines that name none.
    OWN_GROUP: "Your own"
    NONE_HAS_THESE_WORDS: "Nothing here has these words. Backspace takes the last letter back."
    SUPPLE: "supple"
    TYPE_TO_FIND: "   type to find"
    FIND: "find "
    in_all(count): "{count} in all"

    /// What is to be known of a routine before it is chosen.
    YOURS: "yours"
    BROKEN: "broken"
    FOR_LATER: "later"

    // What is read beside the list.
    STEPS: "Steps"
    NOT_FOR: "Not for everybody"

    /// So many lines have no room above, or below.
    more_above(lines): "↑ {lines} more lines"
    more_below(lines): "↓ {lines} more lines"
    /// So many rows of a list have no room.
    more_rows(rows): "↓ {rows} more"
    spelt_like(typed, like): "Nothing here has the word {typed}. This has {like}."

    MEND_IT_FIRST: "This file can't be played until it is mended."
    TO_READ: "To read"
    PLAY_MARKED: "play the marked"
    /// What stands above the set for the minutes that are typed.
    in_minutes(minutes): "In {minutes}"
    IN_4_MINUTES: "in 4 minutes"
    CHECK_LIST: "check list"
    OWN_PACE: "own pace"
    /// What it lasts at the least, where the rest is at the person's own pace.
    from(length): "from {length}"
    /// What is wrong with a file, and where.
    fault_in(line, fault): "line {line}: {fault}"
    ANY_POSITION: "any position"

    your_own(path): "Your own: {path}"
    your_own_instead(path): "Your own, in the place of the built-in one: {path}"
    /// How well the dose is backed.
    dose(backed): "The dose: {backed}."

    // Several routines.
    ENOUGH: "it is enough for today: the last ones left it worse, or hurt"
    ONLY_BEFORE: "Only before it begins."
    NOTHING_SUITS: "nothing suits now: `supple list` shows all that there is"
    nothing_suits(words): "nothing that suits now has `{words}`: `supple list` shows all there is"
    NOTHING_TO_SWAP: "Nothing else fits in its place."
    CHOSEN_BY_NAME: "You chose it by name: only a set for some minutes is swapped."
    NOT_TOGETHER: "These can't be played one after another: heat or cold would come too often, or \
        it is too long."
    NO_ROUTINE: "Only a routine that can be played is marked."
    LAST_ONE: "It is the only one: q leaves."

    ONE_AFTER_ANOTHER: "One after another"

    /// How they are changed in lines.
    CHANGE_BY_LINES: "A line with swap 2 puts another one in the place of the second, drop 2 \
        leaves it out."
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

/// What routines that are played one after another are called together.
pub fn one_after_another(titles: &[String]) -> String {
    match titles {
        [first, second, more @ ..] if more.len() > 1 => {
            format!("{first}, {second} and {} more", more.len())
        }
        few => few.join(", "),
    }
}

pub fn minutes(time: Duration) -> String {
    count(time.as_secs() / 60, "minute")
}

/// Nothing is so short.
pub fn nothing_fits(time: Duration, shortest: &str, lasts: Duration, id: &str) -> String {
    let minutes = minutes(time);
    let lasts = clock(lasts);
    format!("nothing fits in {minutes}; the shortest is {shortest}, {lasts}: supple play {id}")
}

/// How long a set takes: `3:47`, `about 4:10`.
pub fn lasts(time: Duration, about: bool) -> String {
    let about = if about { "about " } else { "" };
    format!("{about}{}", clock(time))
}
