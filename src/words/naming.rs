//! What is said where a word on the command line names nothing, too much, or something else; and what
//! an option takes.

sentences! {
    // A routine.
    no_routine(word, instead): "no routine is called `{word}`" => "{instead}"
    ALL_LISTED: "`supple list` shows them all; a file is named by its path, like ./my.ron"
    did_you_mean(near): "did you mean {near}?"
    /// What is known of a word, and what may be meant by it.
    note_and_try(note, near): "{note} Try {near}"
    several_routines(word, all): "`{word}` may be several routines" => "write {all}"
    begins_one(help, id): "{help}; `supple new {id}` begins one"
    no_step(routine, step): "`{routine}` has no step {step}"
        => "`supple show {routine}` tells the number of each step"
    cant_be_played(file): "`{file}` can't be played"
    BUILT_IN_INSTEAD: "without this file, the built-in routine of its name would be played"
    file_in_queue(file): "`{file}` is a file, and only a routine of the library is played with \
        others" => "put the file into the folder of your own routines; `supple list` names it"
    not_together(why): "these can't be played one after another: {why}"
        => "play them at different times, or fewer of them"
    never_changes(id): "`{id}` is built in, so that it never changes"
        => "`supple edit {id}` makes a copy of your own first"
    watch_needs_terminal(word): "watching a file needs a terminal"
        => "`supple check {word}` needs none"

    // A file, where it might be a routine.
    no_file(why): "{why}, and no routine is called so; `supple list` shows them all"
    no_file_but_like(why, near): "{why}, and no routine is called so; did you mean {near}?"
    NO_FOLDER: "it isn't known where your own folder is"
        => "name a file or a folder, as in `supple check mine.ron`"

    // A session.
    /// By its title and start.
    session(title, start): "`{title}` of {start}"
    no_session(word): "no session is called `{word}`"
        => "`supple history` shows their ids; four letters of the end are enough"
    several_sessions(word, one, other): "`{word}` may be {one} or {other}" => "write more of its id"

    // What happens, and a command that is started then.
    no_event(kind, all): "no event is called `{kind}`; there are {all}"
    no_event_but_like(kind, like): "no event is called `{kind}`; did you mean `{like}`?"
    no_command(kind): "no command stands behind `{kind}`"
    NULL_IN_COMMAND: "a command can't have a null character in it"
    OPEN_COMMAND: "a quote in the command is opened and never closed, or a \\ ends it"
    KIND_AND_COMMAND: "write KIND=COMMAND, like alarm='notify-send alarm'"

    // What an option takes.
    A_SPEED: "write a number from 1 to 1000"
    MINUTES: "write minutes, from 1m to 180m, like 10m"
    A_STEP: "write the number of a step, like 3, or 9.2 for the second inside the ninth"
    SINCE: "write today, yesterday, a length like 2w (45min, 2h, 10d, 3m, 1y), or a day like \
        2026-11-01"
    no_field(name, all): "`{{{name}}}` is none of {all}"

    // A key, and a shell.
    no_key(words): "`{words}` is no key of a session"
        => "`supple answer` alone is Enter; off says that a pack is off; pause, next, back, stop \
        and the letters of the keys do as well, and after a set at your own pace the number of its \
        repetitions"
    NO_SESSION_RUNS: "no session runs"
    no_completions(shell): "there are no completions for {shell}"
    WORD_OF_FORMAT: "every word that a routine may have"
}
