//! The machine: its terminal, its loudspeaker, other programs, and what it does not let supple do.

use std::fmt::Display;

pub const NO_COMMAND: &str = "there is no command";
pub const NOBODY_READS: &str = "The last lines are not printed: nobody reads them.";
pub const NOBODY_READS_EVENTS: &str = "Nobody reads the events any more.";
pub const NOTHING_WAITS: &str = "nothing is waiting";
pub const EVENTS_DROPPED: &str = "Events are dropped: whoever reads them is too slow.";
pub const NO_THREAD_FOR_EVENTS: &str = "the system gives no thread to write events";
pub const NO_THREAD_FOR_HOOK: &str = "the system gives no thread for a hook";

pub const NO_PIPE: &str = "the system gave no pipe";
pub const CANT_STAY_AWAKE: &str = "this system has no known command for it";

pub const TONES_UNHEARD: &str = "The tones can't be heard, the terminal's bell rings";
pub const VOICE_UNHEARD: &str = "The voice can't be heard";
pub const NOTICES_UNSEEN: &str = "Notifications can't be shown";
pub const FAR_AWAY: &str = "Over ssh the terminal's bell rings, for the loudspeakers are far away.";
pub const NO_PLAYER: &str = "No player for tones here: the terminal's bell rings.";
pub const NO_SPEAKER: &str = "Nothing here can speak: install speech-dispatcher or espeak-ng.";

pub const DOES_NOT_END: &str = "does not end";
pub const IS_NOT_THERE: &str = "is not there";

pub const DUMB_TERMINAL: &str = "the full screen needs a terminal that understands more than \
                                 `TERM=dumb` promises; `supple play --plain` does without";

/// What supple is not allowed to do: `watch`, `print`, `listen`.
pub fn not_allowed(what: &str, error: impl Display) -> String {
    format!("the system does not let supple {what}: {error}")
}

pub fn output_lost(why: impl Display) -> String {
    format!("the output can't be written: {why}")
}

/// A panic, with its message and its place.
pub fn own_mistake(what: impl Display) -> String {
    format!("supple has a mistake in itself and had to stop: {what}")
}

pub fn lines_left_out(count: impl Display) -> String {
    format!("({count} lines are left out: nobody read them.)\n")
}

/// Why the machine may fall asleep.
pub fn not_awake(why: &str) -> String {
    format!("could not keep the machine awake: {why}")
}

pub fn ended_by_itself(program: &str, status: impl Display) -> String {
    format!("`{program}` ended by itself ({status})")
}

pub fn no_program(program: &str) -> String {
    format!("there is no `{program}`")
}

pub fn cant_be_started(error: impl Display) -> String {
    format!("can't be started: {error}")
}

pub fn cant_be_given_file(error: impl Display) -> String {
    format!("can't be given its file: {error}")
}

pub fn fails(status: impl Display) -> String {
    format!("fails ({status})")
}

/// Another session, by the number of its process.
pub fn no_answer(pid: u32) -> String {
    format!("the session of process {pid} does not answer; `fg` may wake it up")
}

pub fn events_not_written(why: impl Display) -> String {
    format!("Events can't be written: {why}.")
}

pub fn hooks_left_out(most: usize) -> String {
    format!("{most} hooks run already: some are left out.")
}

pub fn hook_not_started(program: &str, why: &str) -> String {
    format!("The hook `{program}` can't be started: {why}.")
}

/// Why there is no full screen: whether input and output are a terminal.
pub fn no_terminal(input: bool, output: bool) -> Option<String> {
    let which = match (input, output) {
        (true, true) => return None,
        (false, true) => "standard input is",
        (true, false) => "standard output is",
        (false, false) => "standard input and output are",
    };
    Some(format!(
        "the full screen needs a terminal, and {which} not one; `supple play --plain` needs none"
    ))
}

pub fn terminal_refused(error: impl Display) -> String {
    format!("the terminal can't be taken over: {error}")
}
