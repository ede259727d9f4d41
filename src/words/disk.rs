//! Files and what is kept: what the disk refuses, takes its time with, or was found to be.

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
pub const DOES_NOT_ANSWER: &str = "The disk does not answer; `supple resume` takes it up later.";
pub const KEPT_NOWHERE: &str = "It can't be kept anywhere. `supple import -` takes these lines:";

sentences! {
    nothing_came(seconds): "nothing has come for {seconds} s"
    /// What was done can't be kept, as a sentence.
    not_kept(why): "What you did can't be kept: {why}."
    /// What was said of the back can't be kept.
    saying_not_kept(why): "What you said can't be kept for the next time: {why}"
    /// A setting can't be kept.
    setting_not_kept(why): "That can't be kept for the next time: {why}"
    not_kept_in(path, why): "It can't be kept in `{path}`: {why}"
    unreadable(path, why): "`{path}` can't be read: {why}"
    last_line_broken(path, aside): "The last line of `{path}` broke off, perhaps in a power cut. It is set aside in `{aside}`."
    waits_in(path): "The disk refused some of what you did. It waits in `{path}`; each start of supple tries \
         again."
    has_changed(path): "`{path}` has changed meanwhile: look again."
    bad_line(path, line, why): "line {line} of `{path}` can't be read: {why}; it is left as it is."
    crash_would_lose(folder, why): "A crash would lose this session: `{folder}`: {why}"
    no_checkpoint(path): "`{path}` is no checkpoint that this version can read; it is left as it is."
}
