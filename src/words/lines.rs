//! What is said in lines of text, for pipes and screen readers: one thought a line.

// Before a routine begins.
/// Where heat or cold is to be played and the output is a pipe or a file.
pub const NO_BELL: &str = "No bell can ring here, since the output is no terminal: an alarm is a line, \
     and a tone where a player for tones is installed.";
/// Where it is to be played at all.
pub const BEFORE_A_PACK: [&str; 2] = [
    "A muted terminal or a sleeping laptop can't ring, and supple can't switch a pack off.",
    "A line with t tries the alarm.",
];
pub const PAIN_NOW: &str = "A line with a number notes the pain or stiffness now, 0 to 10.";
pub const PLAYS_ANYWAY: &str = "A line with y plays it anyway.";
pub const AT_OWN_PACE: &str = "At your own pace.";
pub const KEYS_AND_SOURCES: &str = "A line with ? lists the keys, i says what it rests on.";
pub const GOES_ON_WHERE_IT_BROKE_OFF: &str = "It goes on where it broke off.";
pub const ENTER_BEGINS: &str = "Enter begins.";
pub const BEGINS_ANYWAY: &str = "A line with y begins anyway.";
pub const ENTER_GOES_ON: &str = "Enter goes on.";

sentences! {
    in_all(length): "{length} in all."
    at_hand(needs): "Have at hand: {needs}."
    sped(speed): "Played {speed} times as fast."
    y_says(yes): "A line with y says: {yes}."
    goes_on_by_itself(left): "Enter goes on. It goes on by itself in {left}."
}

// While it is played.
pub const MAY_STOP: &str = "Enough from now on: Enter.";
pub const HALFWAY: &str = "Half of it is over.";
pub const PAUSED: &str = "Paused. Enter goes on.";
pub const RETURNING: &str = "Back into position: 3 s.";
pub const NOT_KNOWN: &str = "Not known, noted.";
pub const TAKEN_BACK: &str = "Taken back: nothing of it is kept.";
pub const READY: &str = "Enter: I am ready.";
pub const WHEN_DONE: &str = "Enter when you are done.";
pub const WHEN_OFF: &str = "Enter when it is off.";
pub const ENOUGH: &str = "Enough? Enter.";
pub const COUNTS_ASLEEP: &str = "It counts while the machine sleeps.";
pub const AFTER_THAT_DONE: &str = "After that you are done.";
pub const THEN_DONE: &str = "Then you are done.";
pub const PACK_COMES_OFF: &str = "the pack comes off";
pub const THE_OTHER: &str = "the other";
pub const TO_THE: &str = " to the";

sentences! {
    paused_since(time): "Paused since {time}. Enter goes on."
    changed(sign, left): "15 s {sign}. {left} left."
    enough_from(least): "From {least} on, Enter is enough."
    get_ready(name, place, length): "Get ready: {name}{place}{length}."
    change_to(side, length): "Change to the {side} side{length}."
    from_to_times(least, most): ", {least} to {most} times"
    at_own_pace(name, times, place): "{name}{times}{place}, at your own pace."
    heat_is_on(name, length): "Heat is on: {name}{length}."
    cold_is_on(name, length): "Cold is on: {name}{length}."
    on_since(time): "On since {time}."
    bell_at(time): "The bell rings at {time}."
    off_by(time): "Off by {time} at the latest."
    other_side(side): "After that: the {side} side."
    after_that(what): "After that: {what}."
    the_change(to): "the change{to}"
    left_of_it(left): "{left} left of it."
    left_in_all(left): "{left} left in all."
}

// An alarm.
pub const ALARM_OFF_OR_ON: &str = "ALARM: Enter when it is off, pause if it stays on.";
pub const ALARM_TAKE_OFF: &str = "ALARM: take the pack off.";
pub const IT_IS_OFF: &str = "Enter: it is off. It rings until you say so.";
pub const ALARM_IS_IT_OFF: &str = "ALARM: is it off? Enter when it is.";
pub const RINGS_UNTIL_OFF: &str = "Enter when it is off. It rings until you say so.";
pub const ALARM_OFF_OR_LONGER: &str = "ALARM: Enter takes it off, c keeps it on.";
pub const ALARM_TIME: &str = "ALARM: time to take it off.";

sentences! {
    stays_on(time): "pause: it stays on until {time}."
    until_at_the_latest(time): ", until {time} at the latest"
    off_or_longer(until): "Enter takes it off. c keeps it on{until}."
}

// How many it was.

sentences! {
    how_many(last): "How many was it? A number says so; nothing waits for it.{last}"
    last_time(last): " The last time it was {last}."
    you_said(said): " You said {said}."
    how_many_at(place, said, last): "How many was it: {place}?{said}{last} A line with next number leaves it as it is."
}

// What it rests on.
pub const STEPS: &str = "The steps:";
pub const WHEN_ELSE: &str = "A line with ! says when else to see a doctor.";

sentences! {
    how_often(often): "How often: {often}."
}

// Once it is over.
pub const TAKE_A_BREATH: &str = "Take a breath before you go on.";
pub const TAKES_BACK: &str = "A line with u takes it back: it was a slip.";
pub const IT_HURT: &str = ", it hurt";
pub const SKIPPED: &str = ", skipped on";
pub const WHERE_YOU_WERE: &str = "where you were";
pub const GOES_TO_LIST: &str = "goes back to the list";
pub const EMPTY_LINE: &str = "An empty line";
pub const RESUME_SEES_TO_IT: &str = "`supple resume` sees to it.";
pub const NO_SIZE: &str = "Lines have no size.";

sentences! {
    may_follow(title, id, why): "What may follow: {title} (supple play {id}), {why}."
    by_the_clock(reps, asked): ", {reps} of {asked} by the clock"
    nothing_of(asked): ", nothing of {asked}"
    you_said_of(said, asked): ", you said {said} of {asked}"
    all_of(length): "all of {length}"
    how_is_it(before): "How is it now, 0 for none to 10?{before}"
    goes_on(to): "A line with go on goes on {to}."
    easier(title): "A line with e goes to an easier one: {title}."
    empty_line(does): "An empty line {does}."
    no_key(typed): "`{typed}` is no key here; a line with ? lists them."
    no_more_lines(why): "{why} No line can come any more."
}

// In the list.
pub const LIST_AGAIN: &str =
    "Back in the list: a line with an id opens a routine, list lists them all, q leaves.";
pub const A_NUMBER_ANSWERS: &str = "A line with a number answers. list says what there is to do.";
pub const FOR_LATER: &str = " For later.";
pub const YOURS: &str = " Yours.";
pub const IN_PLACE: &str = " Yours, in place of the built-in one.";
pub const BROKEN: &str = " It can't be played until it is mended.";
pub const HOW_TO_USE: [&str; 4] = [
    "A line with an id or a name opens it; other words are looked for.",
    "Several ids are played one after another; 4 or 4 neck opens a set for four minutes.",
    "An empty line lists everything, how asks about your back, ! says when to see a doctor.",
    "A line with ? lists the keys, q leaves.",
];

sentences! {
    nothing_has(words): "Nothing here has the words `{words}`; list lists everything."
    back_kept(words): "Your back: {words}. What suits later is marked in the list."
}
