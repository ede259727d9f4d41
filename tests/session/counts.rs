//! Repetitions at the person's own pace: what they say of them stands beside what the clock
//! counted, and changes nothing of it.

use proptest::prelude::*;
use snapbox::str;
use supple::session::{EventKind, Input};

use super::check;
use super::generate::{acts_and_stops, manner, steps};
use super::play::{Act, Player, timeline};

#[test]
fn a_number_is_taken_in_the_rest_that_follows_and_delays_nothing() {
    check(
        r#"Reps(times: "8..20", sets: 2, set_rest: "20s", ready: "0s")"#,
        "#9 enter #9 40s enter #1 2s #12 3s unsaid #11 15s #5 6s enter 5m #7",
        str![[r#"
 0:00.0 began rep 8–20
 0:40.0 ended rep 8–20
 0:40.0 began rest
 0:40.0 said 1 of rep 8–20
 0:42.0 said 12 of rep 8–20
 0:45.0 said nothing of rep 8–20
 0:45.0 said 11 of rep 8–20
 0:57.0 3 left
 0:58.0 2 left
 0:59.0 1 left
 1:00.0 ended rest
 1:00.0 began rep 8–20
 1:06.0 ended rep 8–20
 1:06.0 done
 6:06.0 said 7 of rep 8–20

"#]],
    );
}

#[test]
fn what_was_said_is_kept_by_set_and_the_clock_counts_no_repetition_of_them() {
    let timeline = timeline(
        r#"Reps(times: "8..20", sets: "2..3", set_rest: "20s", ready: "0s"), Rest(for: "9s")"#,
    );
    let mut player = Player::new(&timeline, Default::default());
    for input in [
        Input::Enter,
        Input::Enter,
        Input::Said { set: 0, reps: Some(12) },
        Input::Enter,
        Input::Enter,
    ] {
        player.key(input);
    }
    let done = player.session.tally().done(&timeline);
    let done = &done[0];
    assert_eq!((done.reps_asked(), done.sets_asked()), ((16, 60), (2, 3)));
    assert_eq!((done.reps, done.said.as_slice()), (0, &[Some(12), None][..]));
}

#[test]
fn of_what_has_no_number_none_is_asked() {
    let timeline = timeline(r#"Reps(name: "Get up and sit down")"#);
    let done = supple::session::asked(&timeline);
    assert_eq!((done[0].reps_asked(), done[0].sets_asked()), ((0, 0), (1, 1)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_never_alters_what_the_clock_counts(
        steps in steps(),
        manner in manner(),
        acts in acts_and_stops(),
    ) {
        let timeline = timeline(&steps);
        let (mut said, mut silent) = (Player::new(&timeline, manner), Player::new(&timeline, manner));
        for (after, act) in acts {
            said.act(after, act);
            let silence = match act {
                Act::Key(Input::Said { .. }) => Act::Key(Input::Wake),
                other => other,
            };
            silent.act(after, silence);
            prop_assert_eq!(said.seen(), silent.seen());
        }
        said.events.retain(|event| !matches!(event.what, EventKind::Said(_)));
        prop_assert_eq!(&said.events, &silent.events);
        let by_the_clock = |player: &Player| {
            let mut done = player.session.tally().done(&timeline);
            // How many sets there were is by the clock as well.
            for line in &mut done {
                line.said.fill(None);
            }
            done
        };
        prop_assert_eq!(by_the_clock(&said), by_the_clock(&silent));
    }
}
