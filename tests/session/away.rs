//! What being away does to each kind of step.

use snapbox::str;

use super::check;

#[test]
fn a_hold_is_held_from_when_it_was_last_seen_and_offered_again() {
    check(
        r#"Hold(for: "10s", times: 2)"#,
        "enter 4s away:1h ? 3m enter 3s ? 10s 1s",
        str![[r#"
 0:00.0 began hold 1/2
60:04.0 was away for 1h, rep again?
60:04.0 - rep again?: hold 1/2 4s passed, 6s left
60:34.0 waiting for 30s
62:04.0 waiting for 2m
63:04.0 left hold 1/2
63:04.0 began hold 1/2
63:04.0 returning
63:07.0 resumed
63:07.0 - running: hold 1/2 0s passed, 10s left
63:14.0 3 left
63:15.0 2 left
63:16.0 1 left
63:17.0 ended hold 1/2
63:17.0 began hold 2/2

"#]],
    );
}

#[test]
fn a_hold_may_go_on_from_where_it_was() {
    check(
        r#"Hold(for: "10s")"#,
        "enter 4s away:1h pause 3s ?",
        str![[r#"
 0:00.0 began hold
60:04.0 was away for 1h, rep again?
60:04.0 returning
60:07.0 resumed
60:07.0 - running: hold 4s passed, 6s left

"#]],
    );
}

#[test]
fn a_repetition_is_offered_whole() {
    check(
        r#"Reps(times: 2, tempo: [(cue: "up", for: "2s"), (cue: "down", for: "2s")])"#,
        "enter 3s away:1m enter 5s",
        str![[r#"
 0:00.0 began rep 1/2 part 1
 0:02.0 ended rep 1/2 part 1
 0:02.0 began rep 1/2 part 2
 1:03.0 was away for 1m, rep again?
 1:03.0 left rep 1/2 part 2
 1:03.0 began rep 1/2 part 1
 1:03.0 returning
 1:06.0 resumed
 1:08.0 ended rep 1/2 part 1
 1:08.0 began rep 1/2 part 2

"#]],
    );
}

#[test]
fn a_breath_and_own_pace_are_offered_again() {
    check(
        r#"Breathe(inhale: "4s", exhale: "4s", rounds: 1), Reps(times: 3)"#,
        "enter 5s away:1m enter 11s 2s away:1m enter 4s enter",
        str![[r#"
 0:00.0 began breath 1/1 part 1
 0:04.0 ended breath 1/1 part 1
 0:04.0 began breath 1/1 part 2
 1:05.0 was away for 1m, rep again?
 1:05.0 left breath 1/1 part 2
 1:05.0 began breath 1/1 part 1
 1:05.0 returning
 1:08.0 resumed
 1:12.0 ended breath 1/1 part 1
 1:12.0 began breath 1/1 part 2
 1:16.0 ended breath 1/1 part 2
 1:16.0 began rep 3
 2:18.0 was away for 1m, rep again?
 2:18.0 left rep 3
 2:18.0 began rep 3
 2:18.0 returning
 2:21.0 resumed
 2:22.0 ended rep 3
 2:22.0 done

"#]],
    );
}

#[test]
fn a_rest_is_over_and_the_next_phase_waits() {
    check(
        r#"Rest(for: "10s"), Hold(for: "10s", ready: "5s")"#,
        "enter 4s away:1h ? 1m enter 2s ?",
        str![[r#"
 0:00.0 began rest
 0:10.0 ended rest
60:04.0 was away for 1h, next?
60:04.0 began ready
60:04.0 - next?: ready 0s passed, 5s left
60:34.0 waiting for 30s
61:04.0 resumed
61:06.0 3 left
61:06.0 - running: ready 2s passed, 3s left, may stop

"#]],
    );
}

#[test]
fn a_short_absence_ends_a_rest_as_well() {
    check(
        r#"Hold(for: "5s", side: Each, change: "30s")"#,
        "enter 6s away:10s ? enter 5s",
        str![[r#"
 0:00.0 began hold right
 0:05.0 ended hold right
 0:05.0 began change left
 0:16.0 ended change left
 0:16.0 was away for 10s, next?
 0:16.0 began hold left
 0:16.0 - next?: hold left 0s passed, 5s left
 0:16.0 returning
 0:19.0 resumed

"#]],
    );
}

#[test]
fn a_get_ready_is_over_and_the_hold_waits() {
    check(
        r#"Hold(for: "10s", ready: "5s")"#,
        "enter 4s away:1h ? enter 4s ?",
        str![[r#"
 0:00.0 began ready
 0:02.0 3 left
 0:03.0 2 left
 0:04.0 1 left
 0:05.0 ended ready
60:04.0 was away for 1h, next?
60:04.0 began hold
60:04.0 - next?: hold 0s passed, 10s left
60:04.0 returning
60:07.0 resumed
60:08.0 - running: hold 1s passed, 9s left

"#]],
    );
}

#[test]
fn a_rest_before_a_wait_leads_to_the_wait() {
    check(
        r#"Rest(for: "10s"), Wait(text: "Drink.")"#,
        "enter 4s away:1h ? 30s enter",
        str![[r#"
 0:00.0 began rest
 0:10.0 ended rest
60:04.0 was away for 1h
60:04.0 began wait
60:04.0 - waiting: wait 0s passed, may stop
60:34.0 waiting for 30s
60:34.0 ended wait
60:34.0 done

"#]],
    );
}

#[test]
fn a_rest_at_the_end_is_the_end() {
    check(
        r#"Rest(for: "10s")"#,
        "enter 4s away:3s ?",
        str![[r#"
 0:00.0 began rest
 0:07.0 ended rest
 0:07.0 was away for 3s
 0:07.0 done
 0:07.0 - over, done: rest 7s passed, 3s left

"#]],
    );
}

#[test]
fn a_range_is_held_like_a_hold() {
    check(
        r#"Hold(for: "10s..30s")"#,
        "enter 15s away:1h ? enter 14s ? enter",
        str![[r#"
 0:00.0 began hold
 0:10.0 may stop
 0:15.0 halfway
60:15.0 was away for 1h, rep again?
60:15.0 - rep again?: hold 15s passed, 15s left
60:15.0 left hold
60:15.0 began hold
60:15.0 returning
60:18.0 resumed
60:28.0 may stop
60:29.0 - running: hold 11s passed, 19s left, may stop
60:29.0 ended hold
60:29.0 done

"#]],
    );
}

#[test]
fn lying_is_held_and_goes_on() {
    check(
        r#"Lie(for: "1m..2m")"#,
        "enter 30s away:1h ? enter 3s 20s ?",
        str![[r#"
 0:00.0 began lie
60:30.0 was away for 1h, go on?
60:30.0 - go on?: lie 30s passed, 1m 30s left
60:30.0 returning
60:33.0 resumed
60:53.0 - running: lie 50s passed, 1m 10s left

"#]],
    );
}

#[test]
fn a_walk_is_counted_and_asked_about() {
    check(
        r#"Walk(for: "10m")"#,
        "enter 1m away:4m ? enter ? 5m",
        str![[r#"
 0:00.0 began walk
 5:00.0 halfway
 5:00.0 was away for 4m, walked?
 5:00.0 - walked?: walk 5m passed, 5m left
 5:00.0 - running: walk 5m passed, 5m left
10:00.0 ended walk
10:00.0 done

"#]],
    );
}

#[test]
fn a_walk_that_was_not_walked_is_taken_back() {
    check(
        r#"Walk(for: "10m")"#,
        "enter 1m away:4m 10s back ? 9m",
        str![[r#"
 0:00.0 began walk
 5:00.0 halfway
 5:00.0 was away for 4m, walked?
 5:10.0 - running: walk 1m passed, 9m left
 9:10.0 halfway
14:10.0 ended walk
14:10.0 done

"#]],
    );
}

#[test]
fn a_walk_that_ended_meanwhile_is_asked_about() {
    check(
        r#"Walk(for: "10m"), Rest(for: "8s")"#,
        "enter 1m away:1h ? 3m enter 8s",
        str![[r#"
 0:00.0 began walk
61:00.0 was away for 1h, walked?
61:00.0 - walked?: walk 10m passed, 0s left
61:30.0 waiting for 30s
63:00.0 waiting for 2m
64:00.0 ended walk
64:00.0 began rest
64:05.0 3 left
64:06.0 2 left
64:07.0 1 left
64:08.0 ended rest
64:08.0 done

"#]],
    );
}

#[test]
fn a_walk_that_ended_meanwhile_and_was_not_walked() {
    check(
        r#"Walk(for: "10m"), Rest(for: "8s")"#,
        "enter 1m away:1h back ? 3s ? away:10s away:10s back 3s ?",
        str![[r#"
 0:00.0 began walk
61:00.0 was away for 1h, walked?
61:00.0 returning
61:00.0 - returning in 3s: walk 1m passed, 9m left
61:03.0 resumed
61:03.0 - running: walk 1m passed, 9m left
61:13.0 was away for 10s, walked?
61:23.0 was away for 10s, walked?
61:26.0 - running: walk 1m 3s passed, 8m 57s left

"#]],
    );
}

#[test]
fn a_wait_waits() {
    check(
        r#"Wait(text: "Drink."), Wait(text: "Eat.", for: "..1m")"#,
        "20s away:1h ? 10s enter 20s away:1h ? 40s",
        str![[r#"
 0:00.0 began wait
60:20.0 was away for 1h
60:20.0 - waiting: wait 20s passed, may stop
60:30.0 waiting for 30s
60:30.0 ended wait
60:30.0 began wait
120:50.0 was away for 1h
120:50.0 - waiting: wait 20s passed, 40s left, may stop
121:30.0 ended wait
121:30.0 done

"#]],
    );
}

#[test]
fn a_pause_stays_a_pause() {
    check(
        r#"Hold(for: "10s")"#,
        "enter 4s pause 1m away:1h ? enter 1s away:1m ? enter 9s",
        str![[r#"
 0:00.0 began hold
 0:04.0 paused
 5:04.0 paused for 5m
61:04.0 was away for 1h
61:04.0 - paused for 1h 1m: hold 4s passed, 6s left
61:04.0 returning
62:05.0 was away for 1m
62:05.0 - paused for 0s: hold 4s passed, 6s left
62:05.0 returning
62:08.0 resumed
62:11.0 3 left
62:12.0 2 left
62:13.0 1 left
62:14.0 ended hold
62:14.0 done

"#]],
    );
}

#[test]
fn an_offer_stays_an_offer() {
    check(
        r#"Hold(for: "10s")"#,
        "enter 4s away:1h 40s away:1h ? 31s enter 20s",
        str![[r#"
 0:00.0 began hold
60:04.0 was away for 1h, rep again?
60:34.0 waiting for 30s
120:44.0 was away for 1h, rep again?
120:44.0 - rep again?: hold 4s passed, 6s left
121:14.0 waiting for 30s
121:15.0 left hold
121:15.0 began hold
121:15.0 returning
121:18.0 resumed
121:25.0 3 left
121:26.0 2 left
121:27.0 1 left
121:28.0 ended hold
121:28.0 done

"#]],
    );
}

#[test]
fn a_pack_stays_warm_and_rings_at_once_if_due() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")])"#,
        "enter 2m away:10m ? 1m away:3m ? away:10m ? 20s enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 check 0
12:00.0 was away for 10m
12:00.0 - running: heat 12m passed, 8m left, heat on since 0:00.0 off by 20:00.0
15:00.0 ALARM
16:00.0 ALARM
16:00.0 was away for 3m
16:00.0 ALARM
16:00.0 - alarm: heat 16m passed, 4m left, may stop, heat on since 0:00.0 off by 20:00.0
16:15.0 ALARM
16:30.0 ALARM
16:45.0 ALARM
17:00.0 ALARM
17:15.0 ALARM
17:30.0 ALARM
17:45.0 ALARM
18:00.0 ALARM
18:15.0 ALARM
18:30.0 ALARM
18:45.0 ALARM
19:00.0 ALARM
19:15.0 ALARM
19:30.0 ALARM
19:45.0 ALARM
20:00.0 ended heat
20:00.0 began off
20:00.0 ALARM
26:00.0 was away for 10m
26:00.0 ALARM
26:00.0 - alarm: off 6m passed, may stop, heat on since 0:00.0 off by 20:00.0
26:15.0 ALARM
26:20.0 ended off
26:20.0 done
26:20.0 - over, done: off 6m 20s passed

"#]],
    );
}

#[test]
fn what_was_due_before_is_told_first() {
    check(
        r#"Hold(for: "10s"), Rest(for: "1m")"#,
        "enter 2s away:0s 1s ?",
        str![[r#"
 0:00.0 began hold
 0:03.0 - running: hold 3s passed, 7s left

"#]],
    );
}

#[test]
fn nothing_has_begun() {
    check(
        r#"Hold(for: "10s")"#,
        "away:1h ?",
        str![[r#"
60:00.0 was away for 1h
60:00.0 - begin: hold 0s passed, 10s left

"#]],
    );
}
