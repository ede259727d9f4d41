//! The minutes there are, and routines that are played one after another.

use std::time::Duration;

use crate::seconds::clock;

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
    match time.as_secs() / 60 {
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
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
