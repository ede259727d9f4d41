//! What is seen of a session beside its screen: notifications, the window's title, the sound that
//! is chosen.

use crate::limits::Agent;

sentences! {
    MAY_STOP: "You may stop: Enter."
    TAKE_OFF: "Time to take it off"
    WAITING: "Waiting for you."

    /// What there is to do when a pack may come off.
    off_or_longer(name): "{name}: Enter when it is off, c keeps it on until it must come off."
    nobody_looked(for_so_long): "Nobody looked for {for_so_long}."
    paused_for(so_long): "Paused for {so_long} now."
    /// `5 minutes left`
    title_left(length): "{length} left"
    /// A letter that no key of the screen has.
    no_such_key(letter): "{letter} does nothing here. ? shows the keys."

    TITLE_WAITING: "waiting for you"
    TITLE_PAUSED: "paused"
    TITLE_ALARM: "ALARM"

    // What is offered to somebody who was not there.
    REP_AGAIN: "Enter plays this one again. Space goes on where it stood."
    PART_IS_OVER: "That part is over. Enter goes on."
    GO_ON_LYING: "Your time stood still. Enter goes on with it."
    DID_YOU_WALK: "Did you walk all the while? Enter: yes. b: no, take it off."

    SOUND_ALL: "sound at every change"
    SOUND_SIDES: "sound at sides and ends"
    SOUND_OFF: "sound off, alarms still ring"

    // Who may begin it, and when.
    LATER_BY_A_KEY: "This is for later: it begins only by a key at this terminal."
    PAUSE_IS_OVER: "The pause is over. y begins, once the pack is on."

    by_a_key(agent): "{agent} begins only by a key at this terminal, once the pack is on."
    press_y(asks): "Press y {asks}."
    on_until(time): "On until {time}, not a second longer."
    waiting_for_you(key): "Waiting for you: {key}."
    volume(of_hundred): "Volume of the tones: {of_hundred} of 100."
    enter_counts_from(least): "Enter counts from {least} on."
    cant_be_played(id): "`{id}` can't be played as it stands."

    // Why a key does nothing.

    PACK_HAS_ITS_CLOCK: "The pack stays on its own clock: no key gives time back."
    NO_LENGTH: "This has no length to change."
    GOES_ON_BY_ITSELF: "It goes on by itself; n skips."
    NO_EASIER: "No easier routine is named for this."
    NOTHING_ASKS: "Nothing here asks for a yes."
    NOTHING_TO_KEEP_ON: "c is for the bell of heat or cold."
    NO_ALARM_TO_TRY: "t tries the alarm before heat or cold."
    REST_COMES_FIRST: "Rest comes first today, not more of it."
    TOO_SOON_AGAIN: "Not yet: this page says when the next may come."
    NOTHING_IS_NEXT: "Nothing is named that suits next."
    ALL_DONE: "All of it is done: a plays it again."
    NO_WAY_ON: "Nothing of it is left to go on with."
    NOTHING_HURT: "u only takes back what x has just noted."
    MEND_FIRST: "The file must be mended first: supple check says how."
    /// Beside the key that plays what is for later, once Enter was pressed.
    NOT_BY_ENTER: "play it anyway: Enter does not, it is for later"
}

/// When a pack must be off.
pub fn off_now(agent: Agent) -> &'static str {
    match agent {
        Agent::Heat => "Warm pack off now",
        Agent::Cold => "Cold pack off now",
    }
}

/// Whether the voice is on, and silent all the same.
pub fn voice(is_on: bool, silent: bool) -> &'static str {
    match (is_on, silent) {
        (true, true) => "The voice is on, and silent at this speed.",
        (true, false) => "The voice is on; v silences it.",
        (false, _) => "The voice is off.",
    }
}
