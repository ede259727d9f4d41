//! A routine file while somebody writes it.

// How the file is.
pub const CAN_BE_PLAYED: &str = "can be played";
pub const IS_STALE: &str = "broken: this is the last good save";
pub const NOT_YET: &str = "can't be played yet";

pub const SHOWN_ONCE_MENDED: &str = "as soon as that is mended, it is shown here";

pub fn cannot_be_read(why: &str) -> String {
    format!("the file can't be read: {why}")
}

// The words that a person will read.
pub const BEFORE_THE_START: &str = "Before the start";

pub fn more_to_beware_of(more: usize) -> String {
    format!("and {more} more to beware of")
}

pub fn spoken(words: &str) -> String {
    format!("Spoken: {words}")
}

pub fn parts(parts: &[&str]) -> String {
    format!("Parts: {}", parts.join(" · "))
}

// What keys do.
pub const PLAY_FROM_HERE: &str = "play from here";
