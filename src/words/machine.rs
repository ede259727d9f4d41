//! The machine: its terminal, its loudspeaker, other programs, and what it does not let supple do.

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

/// What a person can do about a machine that can't be kept awake; why it can't is no help to them.
pub const KEEP_AWAKE: &str =
    "This machine can't be kept awake from here: see that it does not sleep.";
pub const CANT_RING_WHILE_STOPPED: &str =
    "supple is stopped and cannot ring for it; `fg` brings it back.";

// What another program is answered.
pub const OFF_NOTED: &str = "the pack is off, noted";
pub const NO_REPS_ASKED: &str = "no repetitions are asked for now";
pub const NO_SUCH_KEY: &str = "no such key can be pressed from elsewhere";
pub const NOTHING_FOR_THAT: &str = "there is nothing to do that with";
pub const TAKEN_BACK: &str = "taken back";
pub const GOES_ON_SOON: &str = "goes on in 3 s";
pub const GOES_ON: &str = "goes on";
pub const MORE: &str = "15 s more";
pub const LESS: &str = "15 s less";

sentences! {
    reps_noted(name, reps): "{name}: {reps}, noted"
    /// Why the machine is kept awake.
    is_being_played(title): "{title} is being played"
    /// What supple is not allowed to do: `watch`, `print`, `listen`.
    not_allowed(what, error): "the system does not let supple {what}: {error}"
    output_lost(why): "the output can't be written: {why}"
    /// A panic, with its message and its place.
    own_mistake(what): "supple has a mistake in itself and had to stop: {what}"
    lines_left_out(count): "({count} lines are left out: nobody read them.)\n"
    /// Why the machine may fall asleep.
    not_awake(why): "could not keep the machine awake: {why}"
    ended_by_itself(program, status): "`{program}` ended by itself ({status})"
    no_program(program): "there is no `{program}`"
    cant_be_started(error): "can't be started: {error}"
    cant_be_given_file(error): "can't be given its file: {error}"
    fails(status): "fails ({status})"
    /// Another session, by the number of its process.
    no_answer(pid): "the session of process {pid} does not answer; `fg` may wake it up"
    events_not_written(why): "Events can't be written: {why}."
    hooks_left_out(most): "{most} hooks run already: some are left out."
    hook_not_started(program, why): "The hook `{program}` can't be started: {why}."
    terminal_refused(error): "the terminal can't be taken over: {error}"
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
