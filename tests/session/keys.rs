//! What every key means in every state.

use std::time::Duration;

use snapbox::str;
use supple::session::{Input, Manner};

use super::check;
use super::play::{Act, Player, timeline};

#[test]
fn a_pause_stops_the_clock_and_three_seconds_lead_back() {
    check(
        r#"Hold(for: "10s"), Rest(for: "8s")"#,
        "enter 4s pause ? 1m enter 1s ? 2s 2s ? 20s",
        str![[r#"
 0:00.0 began hold
 0:04.0 paused
 0:04.0 - paused for 0s: hold 4s passed, 6s left
 1:04.0 returning
 1:05.0 - returning in 2s: hold 4s passed, 6s left
 1:07.0 resumed
 1:09.0 - running: hold 6s passed, 4s left
 1:10.0 3 left
 1:11.0 2 left
 1:12.0 1 left
 1:13.0 ended hold
 1:13.0 began rest
 1:18.0 3 left
 1:19.0 2 left
 1:20.0 1 left
 1:21.0 ended rest
 1:21.0 done

"#]],
    );
}

#[test]
fn a_long_pause_is_reminded_of_once() {
    check(
        r#"Hold(for: "10s")"#,
        "enter 4s pause 1h pause 20s",
        str![[r#"
 0:00.0 began hold
 0:04.0 paused
 5:04.0 paused for 5m
60:04.0 returning
60:07.0 resumed
60:10.0 3 left
60:11.0 2 left
60:12.0 1 left
60:13.0 ended hold
60:13.0 done

"#]],
    );
}

#[test]
fn the_way_back_can_be_cut_short_or_paused_again() {
    check(
        r#"Hold(for: "10s")"#,
        "enter 4s pause 1m pause 1s pause 1m enter 1s enter 20s",
        str![[r#"
 0:00.0 began hold
 0:04.0 paused
 1:04.0 returning
 1:05.0 paused
 2:05.0 returning
 2:06.0 resumed
 2:09.0 3 left
 2:10.0 2 left
 2:11.0 1 left
 2:12.0 ended hold
 2:12.0 done

"#]],
    );
}

#[test]
fn a_pause_in_a_get_ready_a_rest_and_at_own_pace() {
    check(
        r#"Hold(for: "5s", ready: "8s"), Rest(for: "8s"), Reps(times: 3)"#,
        "enter 2s pause 2s pause 14s 3s pause 1m pause 8s 2s pause 1m pause 10s enter",
        str![[r#"
 0:00.0 began ready
 0:02.0 paused
 0:04.0 returning
 0:07.0 resumed
 0:10.0 3 left
 0:11.0 2 left
 0:12.0 1 left
 0:13.0 ended ready
 0:13.0 began hold
 0:18.0 ended hold
 0:18.0 began rest
 0:21.0 paused
 1:21.0 returning
 1:24.0 resumed
 1:26.0 3 left
 1:27.0 2 left
 1:28.0 1 left
 1:29.0 ended rest
 1:29.0 began rep 3
 1:31.0 paused
 2:31.0 returning
 2:34.0 resumed
 2:41.0 ended rep 3
 2:41.0 done

"#]],
    );
}

#[test]
fn next_and_back_go_by_whole_repetitions() {
    check(
        r#"Reps(times: 3, tempo: [(cue: "up", for: "2s"), (cue: "down", for: "2s")], rest: "3s")"#,
        "enter 3s next 1s next 3s back 1s back 1s back 4s 1s back",
        str![[r#"
 0:00.0 began rep 1/3 part 1
 0:02.0 ended rep 1/3 part 1
 0:02.0 began rep 1/3 part 2
 0:03.0 left rep 1/3 part 2
 0:03.0 began rep 2/3 part 1
 0:04.0 left rep 2/3 part 1
 0:04.0 began rep 3/3 part 1
 0:06.0 ended rep 3/3 part 1
 0:06.0 began rep 3/3 part 2
 0:07.0 left rep 3/3 part 2
 0:07.0 began rep 2/3 part 1
 0:08.0 left rep 2/3 part 1
 0:08.0 began rep 1/3 part 1
 0:09.0 left rep 1/3 part 1
 0:09.0 began rep 1/3 part 1
 0:11.0 ended rep 1/3 part 1
 0:11.0 began rep 1/3 part 2
 0:13.0 ended rep 1/3 part 2
 0:13.0 began rest
 0:14.0 2 left
 0:14.0 left rest
 0:14.0 began rep 1/3 part 1

"#]],
    );
}

#[test]
fn next_from_the_last_ends_the_session() {
    check(
        r#"Hold(for: "10s"), Rest(for: "5s")"#,
        "enter next next ?",
        str![[r#"
 0:00.0 began hold
 0:00.0 left hold
 0:00.0 began rest
 0:00.0 left rest
 0:00.0 done
 0:00.0 - over, done: rest 0s passed, 5s left

"#]],
    );
}

#[test]
fn back_from_the_first_begins_it_again() {
    check(
        r#"Hold(for: "10s")"#,
        "enter 4s back 4s ? back-step ?",
        str![[r#"
 0:00.0 began hold
 0:04.0 left hold
 0:04.0 began hold
 0:08.0 - running: hold 4s passed, 6s left
 0:08.0 left hold
 0:08.0 began hold
 0:08.0 - running: hold 0s passed, 10s left

"#]],
    );
}

#[test]
fn steps_go_whole() {
    check(
        r#"Hold(for: "10s", times: 3), Rest(for: "5s"), Lie(for: "1m", ready: "3s")"#,
        "enter 12s next-step 2s back-step 4s next-step next-step 1s back-step next-step next-step",
        str![[r#"
 0:00.0 began hold 1/3
 0:07.0 3 left
 0:08.0 2 left
 0:09.0 1 left
 0:10.0 ended hold 1/3
 0:10.0 began hold 2/3
 0:12.0 left hold 2/3
 0:12.0 began rest
 0:14.0 3 left
 0:14.0 left rest
 0:14.0 began hold 1/3
 0:18.0 left hold 1/3
 0:18.0 began rest
 0:18.0 left rest
 0:18.0 began ready
 0:19.0 2 left
 0:19.0 left ready
 0:19.0 began rest
 0:19.0 left rest
 0:19.0 began ready
 0:19.0 left ready
 0:19.0 done

"#]],
    );
}

#[test]
fn again_plays_the_repetition_from_its_start() {
    check(
        r#"Reps(times: 2, tempo: [(cue: "up", for: "2s"), (cue: "down", for: "2s")])"#,
        "enter 3s again 2s 1s pause 1s again ? 3s ?",
        str![[r#"
 0:00.0 began rep 1/2 part 1
 0:02.0 ended rep 1/2 part 1
 0:02.0 began rep 1/2 part 2
 0:03.0 left rep 1/2 part 2
 0:03.0 began rep 1/2 part 1
 0:05.0 ended rep 1/2 part 1
 0:05.0 began rep 1/2 part 2
 0:06.0 paused
 0:07.0 left rep 1/2 part 2
 0:07.0 began rep 1/2 part 1
 0:07.0 returning
 0:07.0 - returning in 3s: rep 1/2 part 1 0s passed, 2s left
 0:10.0 resumed
 0:10.0 - running: rep 1/2 part 1 0s passed, 2s left

"#]],
    );
}

#[test]
fn a_stopped_clock_stands_after_a_jump() {
    check(
        r#"Hold(for: "10s", times: 3), Wait(text: "Drink.")"#,
        "enter 4s pause next 1m ? next ? back ? enter 4s pause next next ?",
        str![[r#"
 0:00.0 began hold 1/3
 0:04.0 paused
 0:04.0 left hold 1/3
 0:04.0 began hold 2/3
 1:04.0 - paused for 1m: hold 2/3 0s passed, 10s left
 1:04.0 left hold 2/3
 1:04.0 began hold 3/3
 1:04.0 - paused for 0s: hold 3/3 0s passed, 10s left
 1:04.0 left hold 3/3
 1:04.0 began hold 2/3
 1:04.0 - paused for 0s: hold 2/3 0s passed, 10s left
 1:04.0 returning
 1:07.0 resumed
 1:08.0 paused
 1:08.0 left hold 2/3
 1:08.0 began hold 3/3
 1:08.0 left hold 3/3
 1:08.0 began wait
 1:08.0 - waiting: wait 0s passed, may stop

"#]],
    );
}

#[test]
fn fifteen_seconds_more_and_less() {
    check(
        r#"Hold(for: "20s..40s"), Rest(for: "20s"), Reps(times: 1, pace: "20s")"#,
        "enter 5s + ? - ? - ? - ? 1s + ? - - 2s + ?",
        str![[r#"
 0:00.0 began hold
 0:05.0 longer
 0:05.0 - running: hold 5s passed, 50s left
 0:05.0 shorter
 0:05.0 - running: hold 5s passed, 35s left
 0:05.0 shorter
 0:05.0 - running: hold 5s passed, 20s left, may stop
 0:05.0 shorter
 0:05.0 - running: hold 5s passed, 5s left, may stop
 0:06.0 longer
 0:06.0 - running: hold 6s passed, 19s left
 0:06.0 shorter
 0:06.0 shorter
 0:06.0 ended hold
 0:06.0 began rest
 0:08.0 longer
 0:08.0 - running: rest 2s passed, 33s left, may stop

"#]],
    );
}

#[test]
fn fifteen_seconds_for_nothing_else() {
    check(
        r#"Breathe(inhale: "20s", exhale: "20s", rounds: 1), Wait(text: "Drink.", for: "..1m"), Walk(for: "1m"), Lie(for: "1m", ready: "20s")"#,
        "enter + - 40s + - 1m + - 1m + - 20s + -",
        str![[r#"
 0:00.0 began breath 1/1 part 1
 0:20.0 ended breath 1/1 part 1
 0:20.0 began breath 1/1 part 2
 0:40.0 ended breath 1/1 part 2
 0:40.0 began wait
 1:40.0 ended wait
 1:40.0 began walk
 1:40.0 longer
 1:40.0 shorter
 2:10.0 halfway
 2:40.0 ended walk
 2:40.0 began ready
 2:40.0 longer
 2:40.0 shorter
 2:57.0 3 left
 2:58.0 2 left
 2:59.0 1 left
 3:00.0 ended ready
 3:00.0 began lie
 3:00.0 longer
 3:00.0 shorter

"#]],
    );
}

#[test]
fn that_hurts_is_noted_and_stops() {
    check(
        r#"Hold(for: "10s", times: 3, side: Each), Rest(for: "5s")"#,
        "enter 12s hurts ? enter next hurts ? pause ?",
        str![[r#"
 0:00.0 began hold right 1/3
 0:07.0 3 left
 0:08.0 2 left
 0:09.0 1 left
 0:10.0 ended hold right 1/3
 0:10.0 began hold right 2/3
 0:12.0 hurt
 0:12.0 left hold right 2/3
 0:12.0 stopped
 0:12.0 - over, stopped: hold right 2/3 2s passed, 8s left
 0:12.0 - over, stopped: hold right 2/3 2s passed, 8s left
 0:12.0 began rest
 0:12.0 - running: rest 0s passed, 5s left, may stop

"#]],
    );
}

#[test]
fn stop_stops_at_once_in_every_state() {
    check(
        r#"Hold(for: "10s")"#,
        "enter 3s pause stop ? enter next back again + hurts stop 1m away:1m ?",
        str![[r#"
 0:00.0 began hold
 0:03.0 paused
 0:03.0 left hold
 0:03.0 stopped
 0:03.0 - over, stopped: hold 3s passed, 7s left
 2:03.0 - over, stopped: hold 3s passed, 7s left

"#]],
    );
}

#[test]
fn stop_before_the_beginning() {
    check(
        r#"Hold(for: "10s")"#,
        "back again hurts c next-step stop ?",
        str![[r#"
 0:00.0 stopped
 0:00.0 - over, stopped: hold 0s passed, 10s left

"#]],
    );
}

#[test]
fn c_and_enter_mean_nothing_out_of_turn() {
    check(
        r#"Hold(for: "10s"), Lie(for: "10s")"#,
        "enter 2s c enter ?",
        str![[r#"
 0:00.0 began hold
 0:02.0 - running: hold 2s passed, 8s left

"#]],
    );
}

#[test]
fn back_skips_what_was_left_out() {
    check(
        r#"Hold(times: "1..4", for: "5s"), Lie(for: "1m")"#,
        "enter 7s enter 1s back ? next ?",
        str![[r#"
 0:00.0 began hold 1/4
 0:05.0 ended hold 1/4
 0:05.0 began hold 2/4
 0:07.0 ended hold 2/4
 0:07.0 began lie
 0:08.0 left lie
 0:08.0 began hold 2/4
 0:08.0 - running: hold 2/4 0s passed, 5s left, may stop
 0:08.0 left hold 2/4
 0:08.0 began lie
 0:08.0 - running: lie 0s passed, 1m left

"#]],
    );
}

#[test]
fn keys_at_a_wait() {
    check(
        r#"Hold(for: "5s"), Wait(text: "Drink."), Hold(for: "5s")"#,
        "enter 5s 1s back 2s next again + pause next",
        str![[r#"
 0:00.0 began hold
 0:05.0 ended hold
 0:05.0 began wait
 0:06.0 left wait
 0:06.0 began hold
 0:08.0 left hold
 0:08.0 began wait
 0:08.0 left wait
 0:08.0 began wait
 0:08.0 left wait
 0:08.0 began hold

"#]],
    );
}

#[test]
fn next_at_the_wait_before_an_application_passes_it_by() {
    check(
        r#"Wait(text: "a"), Heat(for: "15m..20m"), Lie(for: "1m")"#,
        "enter next ? back ? next-step back ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began wait
 0:00.0 left wait
 0:00.0 began lie
 0:00.0 - running: lie 0s passed, 1m left
 0:00.0 left lie
 0:00.0 began wait
 0:00.0 - waiting: wait 0s passed, may stop
 0:00.0 left wait
 0:00.0 began lie
 0:00.0 left lie
 0:00.0 began wait
 0:00.0 - waiting: wait 0s passed, may stop

"#]],
    );
}

/// In the rest after a repetition that was left out, the one before it is played again.
#[test]
fn again_never_lands_on_what_was_left_out() {
    let steps = r#"Hold(for: "6s", times: "1..2", sets: 2, rest: "9s", ready: "0s")"#;
    let mut player = Player::new(&timeline(steps), Manner::default());
    player.act(Duration::ZERO, Act::Key(Input::Enter));
    player.act(Duration::from_secs(6), Act::Key(Input::Enter));
    player.act(Duration::ZERO, Act::Key(Input::Again));
    assert_eq!(player.seen().index, 0);
}
