//! What is said in lines of text, for pipes and screen readers: one thought a line.

sentences! {
    // Before a routine begins.
    /// Where heat or cold is to be played and the output is a pipe or a file.
    NO_BELL: "No bell can ring here, since the output is no terminal: an alarm is a line, and a \
        tone where a player for tones is installed."
    PAIN_NOW: "A line with a number notes the pain or stiffness now, 0 to 10."
    PLAYS_ANYWAY: "A line with y plays it anyway."
    AT_OWN_PACE: "At your own pace."
    KEYS_AND_SOURCES: "A line with ? lists the keys, i says what it rests on."
    GOES_ON_WHERE_IT_BROKE_OFF: "It goes on where it broke off."
    ENTER_BEGINS: "Enter begins."
    BEGINS_ANYWAY: "A line with y begins anyway."
    ENTER_GOES_ON: "Enter goes on."

    in_all(length): "{length} in all."
    at_hand(needs): "Have at hand: {needs}."
    sped(speed): "Played {speed} times as fast."
    y_says(yes): "A line with y says: {yes}."
    goes_on_by_itself(left): "Enter goes on. It goes on by itself in {left}."

    // While it is played.
    MAY_STOP: "Enough from now on: Enter."
    HALFWAY: "Half of it is over."
    PAUSED: "Paused. Enter goes on."
    RETURNING: "Back into position: 3 s."
    NOT_KNOWN: "Not known, noted."
    TAKEN_BACK: "Taken back: nothing of it is kept."
    READY: "Enter: I am ready."
    WHEN_DONE: "Enter when you are done."
    WHEN_OFF: "Enter when it is off."
    ENOUGH: "Enough? Enter."
    COUNTS_ASLEEP: "It counts while the machine sleeps."
    AFTER_THAT_DONE: "After that you are done."
    THEN_DONE: "Then you are done."
    PACK_COMES_OFF: "the pack comes off"
    THE_OTHER: "the other"
    TO_THE: " to the"

    paused_since(time): "Paused since {time}. Enter goes on."
    changed(sign, left): "15 s {sign}. {left} left."
    enough_from(least): "From {least} on, Enter is enough."
    get_ready(name, place, length): "Get ready: {name}{place}{length}."
    change_to(side, length): "Change to the {side} side{length}."
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

    // An alarm.
    ALARM_OFF_OR_ON: "ALARM: Enter when it is off, pause if it stays on."
    ALARM_TAKE_OFF: "ALARM: take the pack off."
    IT_IS_OFF: "Enter: it is off. It rings until you say so."
    ALARM_IS_IT_OFF: "ALARM: is it off? Enter when it is."
    RINGS_UNTIL_OFF: "Enter when it is off. It rings until you say so."
    ALARM_OFF_OR_LONGER: "ALARM: Enter takes it off, c keeps it on."
    ALARM_TIME: "ALARM: time to take it off."

    stays_on(time): "pause: it stays on until {time}."
    until_at_the_latest(time): ", until {time} at the latest"
    off_or_longer(until): "Enter takes it off. c keeps it on{until}."

    // How many it was.

    how_many(last): "How many was it? A number says so; nothing waits for it.{last}"
    last_time(last): " The last time it was {last}."
    you_said(said): " You said {said}."
    how_many_at(place, said, last): "How many was it: {place}?{said}{last} A line with next number \
        leaves it as it is."

    // What it rests on.
    STEPS: "The steps:"
    WHEN_ELSE: "A line with ! says when else to see a doctor."

    how_often(often): "How often: {often}."

    // Once it is over.
    TAKE_A_BREATH: "Take a breath before you go on."
    TAKES_BACK: "A line with u takes it back: it was a slip."
    IT_HURT: ", it hurt"
    SKIPPED: ", skipped on"
    WHERE_YOU_WERE: "where you were"
    GOES_TO_LIST: "goes back to the list"
    EMPTY_LINE: "An empty line"
    RESUME_SEES_TO_IT: "`supple resume` sees to it."
    NO_SIZE: "Lines have no size."

    may_follow(title, id, why): "What may follow: {title} (supple play {id}), {why}."
    by_the_clock(reps, asked): ", {reps} of {asked} by the clock"
    nothing_of(asked): ", nothing of {asked}"
    not_counted(asked): ", {asked} asked, nobody counted"
    you_said_of(said, asked): ", you said {said} of {asked}"
    all_of(length): "all of {length}"
    how_is_it(before): "How is it now, 0 for none to 10?{before}"
    goes_on(to): "A line with go on goes on {to}."
    easier(title): "A line with e goes to an easier one: {title}."
    empty_line(does): "An empty line {does}."
    no_key(typed): "`{typed}` is no key here; a line with ? lists them."
    no_more_lines(why): "{why} No line can come any more."

    // In the list.
    LIST_AGAIN: "Back in the list: a line with an id opens a routine, list lists them all, q \
        leaves."
    A_NUMBER_ANSWERS: "A line with a number answers. list says what there is to do."
    FOR_LATER: " For later."
    YOURS: " Yours."
    IN_PLACE: " Yours, in place of the built-in one."
    BROKEN: " It can't be played until it is mended."

    nothing_has(words): "Nothing here has the words `{words}`; list lists everything."
    back_kept(words): "Your back: {words}. What suits later is marked in the list."
}

/// Where it is to be played at all.
pub const BEFORE_A_PACK: [&str; 2] = [
    "A muted terminal or a sleeping laptop can't ring, and supple can't switch a pack off.",
    "A line with t tries the alarm.",
];

pub const HOW_TO_USE: [&str; 4] = [
    "A line with an id or a name opens it; other words are looked for.",
    "Several ids are played one after another; 4 or 4 neck opens a set for four minutes.",
    "An empty line lists everything, how asks about your back, ! says when to see a doctor.",
    "A line with ? lists the keys, q leaves.",
];
