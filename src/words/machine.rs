//! The machine: its terminal, its loudspeaker, other programs, and what it does not let supple do.

sentences! {
    NO_COMMAND: "there is no command"
    NOBODY_READS: "The last lines are not printed: nobody reads them."
    NOBODY_READS_EVENTS: "Nobody reads the events any more."
    NOTHING_WAITS: "nothing is waiting"
    EVENTS_DROPPED: "Events are dropped: whoever reads them is too slow."
    NO_THREAD_FOR_EVENTS: "the system gives no thread to write events"
    NO_THREAD_FOR_HOOK: "the system gives no thread for a hook"

    NO_PIPE: "the system gave no pipe"
    CANT_STAY_AWAKE: "this system has no known command for it"

    TONES_UNHEARD: "The tones can't be heard, the terminal's bell rings"
    VOICE_UNHEARD: "The voice can't be heard"
    NOTICES_UNSEEN: "Notifications can't be shown"
    FAR_AWAY: "Over ssh the terminal's bell rings, for the loudspeakers are far away."
    NO_PLAYER: "No player for tones here: the terminal's bell rings."
    NO_SPEAKER: "Nothing here can speak: install speech-dispatcher or espeak-ng."

    DOES_NOT_END: "does not end"
    IS_NOT_THERE: "is not there"

    DUMB_TERMINAL: "the full screen needs a terminal that understands more than `TERM=dumb` \
        promises; `supple play --plain` does without"

    /// What a person can do about a machine that can't be kept awake; why it can't is no help to them.
    KEEP_AWAKE: "This machine can't be kept awake from here: see that it does not sleep."
    CANT_RING_WHILE_STOPPED: "supple is stopped and cannot ring for it; `fg` brings it back."

    // The state of a session, for other programs.
    MAY_STOP: "enough whenever you like"
    WAITS: "waits for you"
    NEEDS_ANSWER: "needs an answer"

    // What another program is answered.
    OFF_NOTED: "the pack is off, noted"
    NO_REPS_ASKED: "no repetitions are asked for now"
    NO_SUCH_KEY: "no such key can be pressed from elsewhere"
    NOTHING_FOR_THAT: "there is nothing to do that with"
    TAKEN_BACK: "taken back"
    GOES_ON_SOON: "goes on in 3 s"
    GOES_ON: "goes on"
    MORE: "15 s more"
    LESS: "15 s less"

    reps_noted(name, reps): "{name}: {reps}, noted"
    /// Why the machine is kept awake.
    is_being_played(title): "{title} is being played"
    /// What supple is not allowed to do: `watch`, `print`, `listen`.
    not_allowed(what, error): "the system does not let supple {what}: {error}"
    output_lost(why): "the output can't be written: {why}"
    answer_lost(why): "can't write the answer: {why}"
    events_refused(path, why): "can't write events to `{path}`: {why}"
    nowhere_to_ask(why): "there is no terminal to ask on: {why}"
        => "leave standard error alone, or write the events to a file: `--events FILE`"
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
