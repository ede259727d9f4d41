//! The way back from a stop, and from a slip of the key that says that it hurts.

use std::time::Duration;

use proptest::prelude::*;
use snapbox::str;
use supple::session::{Event, Input, Saved, State, Tally};

use super::generate::{acts, manner, pause, steps};
use super::play::{Act, Acts, Player, Seen, timeline};
use super::script::check;

/// What can be told of a session from outside: what it says, shows, counts and keeps.
fn all(player: &mut Player, acts: &Acts) -> (Vec<Event>, Vec<Seen>, Tally, Saved) {
    let mut seen = vec![player.seen()];
    let mut events = Vec::new();
    for (after, act) in acts {
        events.extend(player.act(*after, *act));
        seen.push(player.seen());
    }
    let tally = player.session.tally().clone();
    (events, seen, tally, player.session.saved(player.now))
}

/// Plays to a moment; whether the person can pause there.
fn at_a_pause(player: &mut Player, before: &Acts, after: Duration) -> bool {
    for (after, act) in before {
        player.act(*after, *act);
    }
    player.act(after, Act::Key(Input::Wake));
    let status = player.session.status(player.now);
    let runs =
        matches!(status.state, State::Running | State::Returning { .. } | State::Paused { .. });
    runs && status.pack_on.is_none()
}

fn paused(player: &Player) -> bool {
    let state = player.session.status(player.now).state;
    matches!(state, State::Paused { .. })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn to_stop_and_go_on_is_a_pause(
        steps in steps(),
        manner in manner(),
        before in acts(),
        after in pause(),
        stood in pause(),
        then in acts(),
        slip in any::<bool>(),
    ) {
        let timeline = timeline(&steps);
        let mut pauses = Player::new(&timeline, manner);
        if !at_a_pause(&mut pauses, &before, after) {
            return Ok(());
        }
        let mut stops = Player::new(&timeline, manner);
        at_a_pause(&mut stops, &before, after);
        if !paused(&pauses) {
            let _ = pauses.key(Input::Pause);
            if !paused(&pauses) {
                return Ok(());
            }
        }
        let (stop, back) = match slip {
            true => (Input::Hurts, Input::Slip),
            false => (Input::Stop, Input::Pause),
        };
        stops.key(stop);
        prop_assert!(stops.session.ending().is_some());
        prop_assert_eq!(stops.session.next_deadline(), None);
        pauses.act(stood, Act::Key(Input::Pause));
        stops.act(stood, Act::Key(back));
        prop_assert_eq!(all(&mut stops, &then), all(&mut pauses, &then));
    }
}

const TWO: &str = "Hold(name: \"a\", for: \"20s\"), Hold(name: \"b\", for: \"20s\")";

#[test]
fn what_hurts_is_stopped_and_a_key_goes_on_with_the_next_step() {
    check(
        TWO,
        "enter 5s hurts 1m ? pause 20s",
        str![[r#"
 0:00.0 began hold
 0:05.0 hurt
 0:05.0 left hold
 0:05.0 stopped
 1:05.0 - over, stopped: hold 5s passed, 15s left
 1:05.0 began hold
 1:22.0 3 left
 1:23.0 2 left
 1:24.0 1 left
 1:25.0 ended hold
 1:25.0 done

"#]],
    );
}

#[test]
fn a_slip_goes_on_where_it_was() {
    check(
        TWO,
        "enter 5s hurts 10s ? slip 3s 15s 20s",
        str![[r#"
 0:00.0 began hold
 0:05.0 hurt
 0:05.0 left hold
 0:05.0 stopped
 0:15.0 - over, stopped: hold 5s passed, 15s left
 0:15.0 taken back
 0:15.0 returning
 0:18.0 resumed
 0:30.0 3 left
 0:31.0 2 left
 0:32.0 1 left
 0:33.0 ended hold
 0:33.0 began hold
 0:50.0 3 left
 0:51.0 2 left
 0:52.0 1 left
 0:53.0 ended hold
 0:53.0 done

"#]],
    );
}

#[test]
fn where_nothing_follows_what_hurt_nothing_goes_on() {
    check(
        "Hold(name: \"a\", for: \"20s\")",
        "enter 5s hurts pause 1m ?",
        str![[r#"
 0:00.0 began hold
 0:05.0 hurt
 0:05.0 left hold
 0:05.0 stopped
 1:05.0 - over, stopped: hold 5s passed, 15s left

"#]],
    );
}

#[test]
fn a_pack_that_came_off_for_a_stop_stays_off_and_what_follows_can_be_gone_on_with() {
    check(
        "Heat(for: \"15m..20m\"), Rest(for: \"5s\")",
        "enter 2m stop 5s enter ? 1m slip pause 5s",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 2:00.0 ALARM
 2:05.0 left heat
 2:05.0 began off
 2:05.0 ended off
 2:05.0 stopped
 2:05.0 - over, stopped: off 0s passed
 3:05.0 began rest
 3:07.0 3 left
 3:08.0 2 left
 3:09.0 1 left
 3:10.0 ended rest
 3:10.0 done

"#]],
    );
}

#[test]
fn no_key_goes_on_from_a_stop_straight_into_the_next_pack() {
    check(
        "Heat(for: \"15m..20m\"), Cold(for: \"5m..10m\")",
        "enter 2m stop 5s enter pause 1m ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 2:00.0 ALARM
 2:05.0 left heat
 2:05.0 began off
 2:05.0 ended off
 2:05.0 stopped
 2:05.0 began wait
 2:35.0 waiting for 30s
 3:05.0 - waiting: wait 1m passed, may stop

"#]],
    );
}

#[test]
fn a_slip_with_a_pack_on_leaves_it_off_and_nothing_noted() {
    check(
        "Heat(for: \"15m..20m\"), Rest(for: \"5s\")",
        "enter 2m hurts 5s enter slip ? pause 5s",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 2:00.0 hurt
 2:00.0 left heat
 2:00.0 began off
 2:05.0 ended off
 2:05.0 stopped
 2:05.0 taken back
 2:05.0 - over, stopped: off 5s passed
 2:05.0 began rest
 2:07.0 3 left
 2:08.0 2 left
 2:09.0 1 left
 2:10.0 ended rest
 2:10.0 done

"#]],
    );
}
