//! Files and what is kept: what the disk refuses, takes its time with, or was found to be.

use std::fmt::Display;

pub const NO_HOME: &str = "there is no home directory";
pub const TOO_LARGE: &str = "it is larger than 1 MiB, the most that a routine file may have";
pub const HISTORY_TOO_LARGE: &str = "it is larger than 512 MiB: import it in several parts";
pub const DEVICE: &str = "it is a device, not a file";
pub const FOLDER: &str = "it is a folder, not a file";
pub const NOT_ORDINARY: &str = "it is no ordinary file";
pub const NO_WRITER: &str = "nobody writes into this pipe";
pub const EXISTS: &str = "there is such a file already";
pub const NOT_UTF_8: &str = "it is not UTF-8";
pub const SETTINGS_BROKEN: &str = "the settings have mistakes; see `supple settings show`";
pub const JUST_CHANGED: &str = "somebody else has just changed it, so it was left alone";

pub const UNCONFIRMED: &str = "What you did is written, but the disk is slow and has not confirmed it \
                               yet: leave the machine on for a minute.";
pub const UNSAFE_PLACE: &str = "The disk takes too long: a crash of the machine now would lose where \
                                this session stands.";
pub const NO_PLACE: &str = "The disk takes too long: where this session stands is not kept.";
pub const TOO_SLOW: &str = "What you did is not written yet: the disk takes too long.";
pub const WAITS_IN_A_FILE: &str =
    "It waits in a file until supple is started again, which tries once more.";
pub const KEPT_NOWHERE: &str = "It can't be kept anywhere. `supple import -` takes these lines:";

pub fn nothing_came(seconds: u64) -> String {
    format!("nothing has come for {seconds} s")
}

/// What was done can't be kept, as a sentence.
pub fn not_kept(why: &str) -> String {
    format!("What you did can't be kept: {why}.")
}

/// What was said of the back can't be kept.
pub fn saying_not_kept(why: &str) -> String {
    format!("What you said can't be kept for the next time: {why}")
}

/// A setting can't be kept.
pub fn setting_not_kept(why: &str) -> String {
    format!("That can't be kept for the next time: {why}")
}

pub fn not_kept_in(path: impl Display, why: &str) -> String {
    format!("It can't be kept in `{path}`: {why}")
}

pub fn unreadable(path: impl Display, why: &str) -> String {
    format!("`{path}` can't be read: {why}")
}

pub fn last_line_broken(path: impl Display, aside: impl Display) -> String {
    format!(
        "The last line of `{path}` broke off, perhaps in a power cut. It is set aside in `{aside}`."
    )
}

pub fn waits_in(path: impl Display) -> String {
    format!(
        "The disk refused some of what you did. It waits in `{path}`; each start of supple tries \
         again."
    )
}

pub fn has_changed(path: impl Display) -> String {
    format!("`{path}` has changed meanwhile: look again.")
}

pub fn bad_line(path: impl Display, line: usize, why: &str) -> String {
    format!("line {line} of `{path}` can't be read: {why}; it is left as it is.")
}

pub fn crash_would_lose(folder: impl Display, why: &str) -> String {
    format!("A crash would lose this session: `{folder}`: {why}")
}

pub fn no_checkpoint(path: impl Display) -> String {
    format!("`{path}` is no checkpoint that this version can read; it is left as it is.")
}
