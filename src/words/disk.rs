//! Files and what is kept: what the disk refuses, takes its time with, or was found to be.

use super::count;

sentences! {
    NO_HOME: "there is no home directory"
    TOO_LARGE: "it is larger than 1 MiB, the most that a routine file may have"
    HISTORY_TOO_LARGE: "it is larger than 512 MiB: import it in several parts"
    DEVICE: "it is a device, not a file"
    FOLDER: "it is a folder, not a file"
    NOT_ORDINARY: "it is no ordinary file"
    NO_WRITER: "nobody writes into this pipe"
    EXISTS: "there is such a file already"
    NOT_UTF_8: "it is not UTF-8"
    // Why a line of a history can't be read.
    BREAKS_OFF: "it breaks off"
    NO_JSON: "it is no JSON"
    no_id(word): "`{word}` is no id of a session"
    no_time(word): "`{word}` is no time like `2026-11-21T08:03:10+01:00`"

    NO_HOME_FOR_SETTINGS: "There is no home directory for a file of settings."
    SETTINGS_BROKEN: "the settings have mistakes; see `supple settings show`"
    JUST_CHANGED: "somebody else has just changed it, so it was left alone"

    UNCONFIRMED: "What you did is written, but the disk is slow and has not confirmed it yet: \
        leave the machine on for a minute."
    UNSAFE_PLACE: "The disk takes too long: a crash of the machine now would lose where this \
        session stands."
    NO_PLACE: "The disk takes too long: where this session stands is not kept."
    TOO_SLOW: "What you did is not written yet: the disk takes too long."
    WAITS_IN_A_FILE: "It waits in a file until supple is started again, which tries once more."
    DOES_NOT_ANSWER: "The disk does not answer; `supple resume` takes it up later."
    KEPT_NOWHERE: "It can't be kept anywhere. `supple import -` takes these lines:"

    // What an import says.
    NOTHING_IS_TAKEN_TWICE: "import it again: nothing is taken twice"
    left_out(line, why): "line {line} can't be read: {why}; it is left out."
    no_history(first): "no line of it is one of a history; {first}"
        => "`supple export FILE` writes what can be imported"

    nothing_came(seconds): "nothing has come for {seconds} s"
    /// What was done can't be kept, as a sentence.
    not_kept(why): "What you did can't be kept: {why}."
    /// What was said of the back can't be kept.
    saying_not_kept(why): "What you said can't be kept for the next time: {why}"
    /// A setting can't be kept.
    setting_not_kept(why): "That can't be kept for the next time: {why}"
    not_kept_in(path, why): "It can't be kept in `{path}`: {why}"
    unreadable(path, why): "`{path}` can't be read: {why}"
    /// What a command is to read, or to write.
    cant_read(path, why): "can't read `{path}`: {why}"
    cant_write(path, why): "can't write `{path}`: {why}"
    settings_unreadable(path, why): "your settings in `{path}` can't be read: {why}"
    settings_unwritable(why): "the settings can't be written: {why}"
    no_settings(path): "There is no {path}: `supple settings` creates it."
    has_settings(path): "{path} is there already; `supple settings show` tells what holds."
    created_settings(path): "Created {path}: every option stands in it with what it does."
    own_unreadable(folder, why): "your own routines in `{folder}` can't be read: {why}"
    last_line_broken(path, aside): "The last line of `{path}` broke off, perhaps in a power cut. \
        It is set aside in `{aside}`."
    waits_in(path): "The disk refused some of what you did. It waits in `{path}`; each start of \
        supple tries again."
    has_changed(path): "`{path}` has changed meanwhile: look again."
    bad_line(path, line, why): "line {line} of `{path}` can't be read: {why}; it is left as it is."
    many_unreadable(count, first): "{count} lines or files can't be read; the first: {first}"
    crash_would_lose(folder, why): "A crash would lose this session: `{folder}`: {why}"
    no_checkpoint(path): "`{path}` is no checkpoint that this version can read; it is left as it \
        is."
}

/// How many sessions an import took in, and of how many there was nothing to take in; how many
/// lines it could not understand.
pub fn taken_in(sessions: u64, twice: u64, forgotten: u64, newer: u64) -> String {
    let beside = [
        (twice, "session", "there already"),
        (forgotten, "session", "forgotten before and left so"),
        (newer, "line", "of a newer supple kept as they are"),
    ];
    let beside = beside.into_iter().filter(|(number, ..)| *number > 0);
    let beside = beside.map(|(number, one, words)| format!(", {} {words}", count(number, one)));
    format!("{} taken in{}.", count(sessions, "session"), beside.collect::<String>())
}
