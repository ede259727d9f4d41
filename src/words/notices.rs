//! What is seen of a session beside its screen: notifications, the window's title, the sound that
//! is chosen.

use crate::limits::Agent;

pub const MAY_STOP: &str = "You may stop: Enter.";
pub const TAKE_OFF: &str = "Time to take it off";
pub const WAITING: &str = "Waiting for you.";

/// When a pack must be off.
pub fn off_now(agent: Agent) -> &'static str {
    match agent {
        Agent::Heat => "Warm pack off now",
        Agent::Cold => "Cold pack off now",
    }
}

sentences! {
    /// What there is to do when a pack may come off.
    off_or_longer(name): "{name}: Enter when it is off, c keeps it on until it must come off."
    nobody_looked(for_so_long): "Nobody looked for {for_so_long}."
    paused_for(so_long): "Paused for {so_long} now."
    /// `5 minutes left`
    title_left(length): "{length} left"
    /// A letter that no key of the screen has.
    no_such_key(letter): "{letter} does nothing here. ? shows the keys."
}

pub const TITLE_WAITING: &str = "waiting for you";
pub const TITLE_PAUSED: &str = "paused";
pub const TITLE_ALARM: &str = "ALARM";

// What is offered to somebody who was not there.
pub const REP_AGAIN: &str = "Enter plays this one again. Space goes on where it stood.";
pub const PART_IS_OVER: &str = "That part is over. Enter goes on.";
pub const GO_ON_LYING: &str = "Your time stood still. Enter goes on with it.";
pub const DID_YOU_WALK: &str = "Did you walk all the while? Enter: yes. b: no, take it off.";

pub const SOUND_ALL: &str = "sound at every change";
pub const SOUND_SIDES: &str = "sound at sides and ends";
pub const SOUND_OFF: &str = "sound off, alarms still ring";

/// Whether the voice is on, and silent all the same.
pub fn voice(is_on: bool, silent: bool) -> &'static str {
    match (is_on, silent) {
        (true, true) => "The voice is on, and silent at this speed.",
        (true, false) => "The voice is on; v silences it.",
        (false, _) => "The voice is off.",
    }
}

// Who may begin it, and when.
pub const LATER_BY_A_KEY: &str = "This is for later: it begins only by a key at this terminal.";
pub const PAUSE_IS_OVER: &str = "The pause is over. y begins, once the pack is on.";

sentences! {
    by_a_key(agent): "{agent} begins only by a key at this terminal, once the pack is on."
    press_y(asks): "Press y {asks}."
    on_until(time): "On until {time}, not a second longer."
    waiting_for_you(key): "Waiting for you: {key}."
    volume(of_hundred): "Volume of the tones: {of_hundred} of 100."
    enter_counts_from(least): "Enter counts from {least} on."
    cant_be_played(id): "`{id}` can't be played as it stands."
}

// Why a key does nothing.

pub const PACK_HAS_ITS_CLOCK: &str = "The pack stays on its own clock: no key gives time back.";
pub const NO_LENGTH: &str = "This has no length to change.";
pub const GOES_ON_BY_ITSELF: &str = "It goes on by itself; n skips.";
pub const NO_EASIER: &str = "No easier routine is named for this.";
pub const NOTHING_ASKS: &str = "Nothing here asks for a yes.";
pub const NOTHING_TO_KEEP_ON: &str = "c is for the bell of heat or cold.";
pub const NO_ALARM_TO_TRY: &str = "t tries the alarm before heat or cold.";
pub const REST_COMES_FIRST: &str = "Rest comes first today, not more of it.";
pub const TOO_SOON_AGAIN: &str = "Not yet: this page says when the next may come.";
pub const NOTHING_IS_NEXT: &str = "Nothing is named that suits next.";
pub const ALL_DONE: &str = "All of it is done: a plays it again.";
pub const NO_WAY_ON: &str = "Nothing of it is left to go on with.";
pub const NOTHING_HURT: &str = "u only takes back what x has just noted.";
pub const MEND_FIRST: &str = "The file must be mended first: supple check says how.";
/// Beside the key that plays what is for later, once Enter was pressed.
pub const NOT_BY_ENTER: &str = "play it anyway: Enter does not, it is for later";
