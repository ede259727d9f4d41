//! How each kind of step begins, goes on and ends, and what is worth a word meanwhile.

use snapbox::str;

use super::{check, check_hands_free};

#[test]
fn a_session_begins_with_enter_and_ends_by_itself() {
    check(
        r#"Hold(for: "10s"), Rest(for: "3s"), Hold(for: "10s")"#,
        "? 2s next pause + ? enter 1m ?",
        str![[r#"
 0:00.0 - begin: hold 0s passed, 10s left
 0:02.0 - begin: hold 0s passed, 10s left
 0:02.0 began hold
 0:09.0 3 left
 0:10.0 2 left
 0:11.0 1 left
 0:12.0 ended hold
 0:12.0 began rest
 0:13.0 2 left
 0:14.0 1 left
 0:15.0 ended rest
 0:15.0 began hold
 0:22.0 3 left
 0:23.0 2 left
 0:24.0 1 left
 0:25.0 ended hold
 0:25.0 done
 1:02.0 - over, done: hold 10s passed, 0s left

"#]],
    );
}

#[test]
fn a_long_hold_has_a_middle_and_a_short_one_no_countdown() {
    check(
        r#"Hold(for: "30s"), Hold(for: "9s")"#,
        "enter 1m",
        str![[r#"
 0:00.0 began hold
 0:15.0 halfway
 0:27.0 3 left
 0:28.0 2 left
 0:29.0 1 left
 0:30.0 ended hold
 0:30.0 began hold
 0:39.0 ended hold
 0:39.0 done

"#]],
    );
}

#[test]
fn parts_of_a_repetition_have_no_countdown() {
    check(
        r#"Reps(times: 2, tempo: [(cue: "up", for: "12s"), (cue: "down", for: "2s")], rest: "4s")"#,
        "enter 1m",
        str![[r#"
 0:00.0 began rep 1/2 part 1
 0:12.0 ended rep 1/2 part 1
 0:12.0 began rep 1/2 part 2
 0:14.0 ended rep 1/2 part 2
 0:14.0 began rest
 0:15.0 3 left
 0:16.0 2 left
 0:17.0 1 left
 0:18.0 ended rest
 0:18.0 began rep 2/2 part 1
 0:30.0 ended rep 2/2 part 1
 0:30.0 began rep 2/2 part 2
 0:32.0 ended rep 2/2 part 2
 0:32.0 done

"#]],
    );
}

#[test]
fn rests_changes_and_get_readies_count_down() {
    check(
        r#"Hold(for: "3s", ready: "5s", side: Each, change: "4s"), Rest(for: "40s")"#,
        "enter 1m",
        str![[r#"
 0:00.0 began ready right
 0:02.0 3 left
 0:03.0 2 left
 0:04.0 1 left
 0:05.0 ended ready right
 0:05.0 began hold right
 0:08.0 ended hold right
 0:08.0 began change left
 0:09.0 3 left
 0:10.0 2 left
 0:11.0 1 left
 0:12.0 ended change left
 0:12.0 began hold left
 0:15.0 ended hold left
 0:15.0 began rest
 0:52.0 3 left
 0:53.0 2 left
 0:54.0 1 left
 0:55.0 ended rest
 0:55.0 done

"#]],
    );
}

#[test]
fn enter_ends_a_rest_a_change_and_a_get_ready_but_never_a_fixed_hold() {
    check(
        r#"Hold(for: "8s", ready: "5s", side: Each, change: "6s"), Rest(for: "40s")"#,
        "enter 1s enter 2s enter enter 6s 1s enter 3s enter 5s 2s enter ?",
        str![[r#"
 0:00.0 began ready right
 0:01.0 ended ready right
 0:01.0 began hold right
 0:09.0 ended hold right
 0:09.0 began change left
 0:10.0 ended change left
 0:10.0 began hold left
 0:18.0 ended hold left
 0:18.0 began rest
 0:20.0 ended rest
 0:20.0 done
 0:20.0 - over, done: rest 2s passed, 38s left

"#]],
    );
}

#[test]
fn a_range_may_end_from_the_least_on_and_ends_by_itself_at_the_most() {
    check(
        r#"Hold(for: "10s..30s", times: 2)"#,
        "enter 9.9s enter ? 0.1s enter 12s ? 30s",
        str![[r#"
 0:00.0 began hold 1/2
 0:09.9 - running: hold 1/2 9.9s passed, 20.1s left
 0:10.0 may stop
 0:10.0 ended hold 1/2
 0:10.0 began hold 2/2
 0:20.0 may stop
 0:22.0 - running: hold 2/2 12s passed, 18s left, may stop
 0:25.0 halfway
 0:37.0 3 left
 0:38.0 2 left
 0:39.0 1 left
 0:40.0 ended hold 2/2
 0:40.0 done

"#]],
    );
}

#[test]
fn up_to_may_end_at_once() {
    check(
        r#"Rest(for: "..20s"), Hold(for: "..20s")"#,
        "enter 1s enter 1s ? enter",
        str![[r#"
 0:00.0 began rest
 0:01.0 ended rest
 0:01.0 began hold
 0:02.0 - running: hold 1s passed, 19s left, may stop
 0:02.0 ended hold
 0:02.0 done

"#]],
    );
}

#[test]
fn own_pace_ends_by_a_key_alone() {
    check(
        r#"Reps(times: 10, sets: 2, set_rest: "5s")"#,
        "enter 10m ? enter 10m enter ?",
        str![[r#"
 0:00.0 began rep 10
10:00.0 - waiting: rep 10 10m passed, may stop
10:00.0 ended rep 10
10:00.0 began rest
10:02.0 3 left
10:03.0 2 left
10:04.0 1 left
10:05.0 ended rest
10:05.0 began rep 10
20:00.0 ended rep 10
20:00.0 done
20:00.0 - over, done: rep 10 9m 55s passed

"#]],
    );
}

#[test]
fn a_breath_is_played_part_by_part() {
    check(
        r#"Breathe(inhale: "4s", hold: "2s", exhale: "6s", rounds: 2)"#,
        "enter 3s enter 1m",
        str![[r#"
 0:00.0 began breath 1/2 part 1
 0:04.0 ended breath 1/2 part 1
 0:04.0 began breath 1/2 part 2
 0:06.0 ended breath 1/2 part 2
 0:06.0 began breath 1/2 part 3
 0:12.0 ended breath 1/2 part 3
 0:12.0 began breath 2/2 part 1
 0:16.0 ended breath 2/2 part 1
 0:16.0 began breath 2/2 part 2
 0:18.0 ended breath 2/2 part 2
 0:18.0 began breath 2/2 part 3
 0:24.0 ended breath 2/2 part 3
 0:24.0 done

"#]],
    );
}

#[test]
fn enough_of_breathing_ends_after_the_present_breath() {
    check(
        r#"Breathe(inhale: "4s", exhale: "6s", for: "20s..50s")"#,
        "enter 20s 3s ? enter ? enter 1m",
        str![[r#"
 0:00.0 began breath 1/5 part 1
 0:04.0 ended breath 1/5 part 1
 0:04.0 began breath 1/5 part 2
 0:10.0 ended breath 1/5 part 2
 0:10.0 began breath 2/5 part 1
 0:14.0 ended breath 2/5 part 1
 0:14.0 began breath 2/5 part 2
 0:20.0 ended breath 2/5 part 2
 0:20.0 began breath 3/5 part 1
 0:23.0 - running: breath 3/5 part 1 3s passed, 1s left, may stop
 0:23.0 - running: breath 3/5 part 1 3s passed, 1s left, may stop
 0:24.0 ended breath 3/5 part 1
 0:24.0 began breath 3/5 part 2
 0:30.0 ended breath 3/5 part 2
 0:30.0 done

"#]],
    );
}

#[test]
fn enough_of_breathing_ends_after_the_present_breath_in_an_optional_set() {
    check(
        r#"Breathe(inhale: "4s", exhale: "6s", rounds: 3, sets: "1..2"), Rest(for: "1m")"#,
        "enter 30s 12s enter 20s ?",
        str![[r#"
 0:00.0 began breath 1/3 part 1
 0:04.0 ended breath 1/3 part 1
 0:04.0 began breath 1/3 part 2
 0:10.0 ended breath 1/3 part 2
 0:10.0 began breath 2/3 part 1
 0:14.0 ended breath 2/3 part 1
 0:14.0 began breath 2/3 part 2
 0:20.0 ended breath 2/3 part 2
 0:20.0 began breath 3/3 part 1
 0:24.0 ended breath 3/3 part 1
 0:24.0 began breath 3/3 part 2
 0:30.0 ended breath 3/3 part 2
 0:30.0 began breath 1/3 part 1
 0:34.0 ended breath 1/3 part 1
 0:34.0 began breath 1/3 part 2
 0:40.0 ended breath 1/3 part 2
 0:40.0 began breath 2/3 part 1
 0:44.0 ended breath 2/3 part 1
 0:44.0 began breath 2/3 part 2
 0:50.0 ended breath 2/3 part 2
 0:50.0 began rest
 1:02.0 - running: rest 12s passed, 48s left, may stop

"#]],
    );
}

#[test]
fn lying_and_walking_end_from_the_least_on() {
    check(
        r#"Lie(for: "2m..5m"), Walk(for: "1m..2m", checks: [(at: "30s", text: "Shoulders loose?")])"#,
        "enter 1m enter 1m enter 2m ?",
        str![[r#"
 0:00.0 began lie
 2:00.0 may stop
 2:00.0 ended lie
 2:00.0 began walk
 2:30.0 check 0
 3:00.0 halfway
 3:00.0 may stop
 4:00.0 ended walk
 4:00.0 done
 4:00.0 - over, done: walk 2m passed, 0s left

"#]],
    );
}

#[test]
fn a_wait_waits_reminds_twice_and_is_silent() {
    check(
        r#"Wait(text: "Fetch a chair."), Hold(for: "3s")"#,
        "? 10m ? pause next 3s",
        str![[r#"
 0:00.0 began wait
 0:00.0 - waiting: wait 0s passed, may stop
 0:30.0 waiting for 30s
 2:00.0 waiting for 2m
10:00.0 - waiting: wait 10m passed, may stop
10:00.0 left wait
10:00.0 began hold
10:03.0 ended hold
10:03.0 done

"#]],
    );
}

#[test]
fn a_wait_with_a_limit_goes_on_by_itself_and_does_not_nag() {
    check(
        r#"Wait(text: "Fetch a chair.", for: "..3m"), Hold(for: "3s")"#,
        "10s pause 10s pause ? 4m",
        str![[r#"
 0:00.0 began wait
 0:10.0 paused
 0:20.0 resumed
 0:20.0 - waiting: wait 10s passed, 2m 50s left, may stop
 3:10.0 ended wait
 3:10.0 began hold
 3:13.0 ended hold
 3:13.0 done

"#]],
    );
}

#[test]
fn a_wait_with_a_limit_is_answered_sooner() {
    check(
        r#"Wait(text: "Fetch a chair.", for: "..3m"), Hold(for: "3s")"#,
        "10s enter 3s",
        str![[r#"
 0:00.0 began wait
 0:10.0 ended wait
 0:10.0 began hold
 0:13.0 ended hold
 0:13.0 done

"#]],
    );
}

#[test]
fn get_ready_by_key_waits_then_counts_three() {
    check(
        r#"Hold(for: "3s", ready: "key")"#,
        "40s enter 10s",
        str![[r#"
 0:00.0 began wait
 0:30.0 waiting for 30s
 0:40.0 ended wait
 0:40.0 began ready
 0:41.0 2 left
 0:42.0 1 left
 0:43.0 ended ready
 0:43.0 began hold
 0:46.0 ended hold
 0:46.0 done

"#]],
    );
}

// Counts with a range.

#[test]
fn enough_in_an_optional_repetition_leaves_out_the_rest_of_this_side() {
    check(
        r#"Reps(times: "1..4", pace: "10s", rest: "2s", side: Each)"#,
        "enter 10s 2s 3s ? enter 5s 10s 2s 10s 5s ?",
        str![[r#"
 0:00.0 began rep right 1/4
 0:10.0 ended rep right 1/4
 0:10.0 began rest right
 0:11.0 1 left
 0:12.0 ended rest right
 0:12.0 began rep right 2/4
 0:15.0 - running: rep right 2/4 3s passed, 7s left, may stop
 0:15.0 ended rep right 2/4
 0:15.0 began change left
 0:17.0 3 left
 0:18.0 2 left
 0:19.0 1 left
 0:20.0 ended change left
 0:20.0 began rep left 1/4
 0:30.0 ended rep left 1/4
 0:30.0 began rest left
 0:31.0 1 left
 0:32.0 ended rest left
 0:32.0 began rep left 2/4
 0:42.0 ended rep left 2/4
 0:42.0 done
 0:47.0 - over, done: rep left 2/4 10s passed, 0s left

"#]],
    );
}

#[test]
fn enough_in_a_fixed_repetition_means_nothing() {
    check(
        r#"Reps(times: "2..3", pace: "10s")"#,
        "enter 4s enter 10s enter 1m",
        str![[r#"
 0:00.0 began rep 1/3
 0:10.0 ended rep 1/3
 0:10.0 began rep 2/3
 0:20.0 ended rep 2/3
 0:20.0 began rep 3/3
 0:30.0 ended rep 3/3
 0:30.0 done

"#]],
    );
}

#[test]
fn enough_in_the_gap_before_it_leaves_it_out_on_the_other_side_as_well() {
    check(
        r#"Hold(times: "1..3", for: "5s", rest: "4s", side: Each)"#,
        "enter 5s 1s enter 5s 5s ?",
        str![[r#"
 0:00.0 began hold right 1/3
 0:05.0 ended hold right 1/3
 0:05.0 began rest right
 0:06.0 3 left
 0:06.0 ended rest right
 0:06.0 began change left
 0:08.0 3 left
 0:09.0 2 left
 0:10.0 1 left
 0:11.0 ended change left
 0:11.0 began hold left 1/3
 0:16.0 ended hold left 1/3
 0:16.0 done
 0:16.0 - over, done: hold left 1/3 5s passed, 0s left

"#]],
    );
}

#[test]
fn what_one_side_has_begun_the_other_is_offered_in_turns() {
    check(
        r#"Hold(times: "1..3", for: "5s", side: Each, alternate: Reps, change: "2s")"#,
        "enter 5s 2s 5s 2s 1s enter 1m",
        str![[r#"
 0:00.0 began hold right 1/3
 0:05.0 ended hold right 1/3
 0:05.0 began change left
 0:06.0 1 left
 0:07.0 ended change left
 0:07.0 began hold left 1/3
 0:12.0 ended hold left 1/3
 0:12.0 began change right
 0:13.0 1 left
 0:14.0 ended change right
 0:14.0 began hold right 2/3
 0:15.0 ended hold right 2/3
 0:15.0 began change left
 0:16.0 1 left
 0:17.0 ended change left
 0:17.0 began hold left 2/3
 0:22.0 ended hold left 2/3
 0:22.0 done

"#]],
    );
}

#[test]
fn enough_in_an_optional_round_leaves_out_all_of_it() {
    check(
        r#"Repeat(times: "1..3", rest: "5s", steps: [Hold(for: "10s", times: "1..2"), Lie(for: "1m")]), Rest(for: "9s")"#,
        "enter 10s 10s 1m 5s 2s ? enter ?",
        str![[r#"
 0:00.0 began hold 1/2 round 1
 0:07.0 3 left
 0:08.0 2 left
 0:09.0 1 left
 0:10.0 ended hold 1/2 round 1
 0:10.0 began hold 2/2 round 1
 0:17.0 3 left
 0:18.0 2 left
 0:19.0 1 left
 0:20.0 ended hold 2/2 round 1
 0:20.0 began lie round 1
 0:50.0 halfway
 1:17.0 3 left
 1:18.0 2 left
 1:19.0 1 left
 1:20.0 ended lie round 1
 1:20.0 began rest
 1:22.0 3 left
 1:23.0 2 left
 1:24.0 1 left
 1:25.0 ended rest
 1:25.0 began hold 1/2 round 2
 1:27.0 - running: hold 1/2 round 2 2s passed, 8s left, may stop
 1:27.0 ended hold 1/2 round 2
 1:27.0 began rest
 1:27.0 - running: rest 0s passed, 9s left, may stop

"#]],
    );
}

#[test]
fn an_optional_round_without_a_side_owes_nothing_to_a_side() {
    check(
        r#"Repeat(times: "1..2", steps: [Lie(for: "10s"), Hold(for: "5s", side: Each)]), Rest(for: "9s")"#,
        "enter 25s 2s enter ?",
        str![[r#"
 0:00.0 began lie round 1
 0:07.0 3 left
 0:08.0 2 left
 0:09.0 1 left
 0:10.0 ended lie round 1
 0:10.0 began hold right round 1
 0:15.0 ended hold right round 1
 0:15.0 began change left
 0:17.0 3 left
 0:18.0 2 left
 0:19.0 1 left
 0:20.0 ended change left
 0:20.0 began hold left round 1
 0:25.0 ended hold left round 1
 0:25.0 began ready
 0:26.0 2 left
 0:27.0 1 left
 0:27.0 ended ready
 0:27.0 began lie round 2
 0:27.0 - running: lie round 2 0s passed, 10s left, may stop

"#]],
    );
}

#[test]
fn done_with_an_optional_set_at_own_pace_is_not_enough() {
    check(
        r#"Reps(times: 10, sets: "1..3", set_rest: "5s")"#,
        "enter 20s enter 5s 20s enter ? enter ?",
        str![[r#"
 0:00.0 began rep 10
 0:20.0 ended rep 10
 0:20.0 began rest
 0:22.0 3 left
 0:23.0 2 left
 0:24.0 1 left
 0:25.0 ended rest
 0:25.0 began rep 10
 0:45.0 ended rep 10
 0:45.0 began rest
 0:45.0 - running: rest 0s passed, 5s left, may stop
 0:45.0 ended rest
 0:45.0 done
 0:45.0 - over, done: rest 0s passed, 5s left

"#]],
    );
}

#[test]
fn an_answer_in_an_optional_round_is_no_more_than_that() {
    check(
        r#"Repeat(times: "1..2", steps: [Wait(text: "Drink."), Hold(for: "5s", ready: "4s")])"#,
        "enter enter 5s enter ? enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began ready
 0:00.0 ended ready
 0:00.0 began hold round 1
 0:05.0 ended hold round 1
 0:05.0 began wait
 0:05.0 ended wait
 0:05.0 began ready
 0:05.0 - running: ready 0s passed, 4s left, may stop
 0:05.0 ended ready
 0:05.0 began hold round 2
 0:05.0 - running: hold round 2 0s passed, 5s left, may stop

"#]],
    );
}

// Without hands.

#[test]
fn hands_free_begins_and_answers_waits_after_their_words_and_ten_seconds() {
    check_hands_free(
        r#"Hold(for: "3s"), Wait(text: "Now turn to the other side."), Reps(times: 5)"#,
        "3m",
        str![[r#"
 0:10.0 began hold
 0:13.0 ended hold
 0:13.0 began wait
 0:25.4 ended wait
 0:25.4 began rep 5
 0:55.4 ended rep 5
 0:55.4 done

"#]],
    );
}

#[test]
fn hands_free_can_be_paused_while_it_waits() {
    check_hands_free(
        r#"Wait(text: "Turn."), Hold(for: "3s")"#,
        "5s pause 1m pause 10s",
        str![[r#"
 0:00.0 began wait
 0:05.0 paused
 1:05.0 resumed
 1:10.4 ended wait
 1:10.4 began hold
 1:13.4 ended hold
 1:13.4 done

"#]],
    );
}

#[test]
fn hands_free_answers_no_alarm() {
    check_hands_free(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")])"#,
        "enter 22m ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 check 0
15:00.0 ALARM
16:00.0 ALARM
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
20:15.0 ALARM
20:30.0 ALARM
20:45.0 ALARM
21:00.0 ALARM
21:15.0 ALARM
21:30.0 ALARM
21:45.0 ALARM
22:00.0 ALARM
22:00.0 - alarm: off 2m passed, may stop, heat on since 0:00.0 off by 20:00.0

"#]],
    );
}

#[test]
fn hands_free_goes_on_after_an_absence() {
    check_hands_free(
        r#"Hold(for: "10s")"#,
        "10s 4s away:1m 20s 10s",
        str![[r#"
 0:10.0 began hold
 1:14.0 was away for 1m, rep again?
 1:24.0 left hold
 1:24.0 began hold
 1:24.0 returning
 1:27.0 resumed
 1:34.0 3 left
 1:35.0 2 left
 1:36.0 1 left
 1:37.0 ended hold
 1:37.0 done

"#]],
    );
}

#[test]
fn hands_free_begins_nothing_while_nobody_is_there() {
    check_hands_free(
        r#"Hold(for: "10s")"#,
        "2s away:1m ? 8s away:1h ? 11s ?",
        str![[r#"
 1:02.0 was away for 1m
 1:02.0 - begin: hold 0s passed, 10s left
61:10.0 was away for 1h
61:10.0 - begin: hold 0s passed, 10s left
61:20.0 began hold
61:21.0 - running: hold 1s passed, 9s left

"#]],
    );
}
