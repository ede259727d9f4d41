//! Heat and cold: the clock starts once, and nothing gives time back.

use std::time::Duration;

use proptest::prelude::*;
use snapbox::str;
use supple::seconds::Moment;
use supple::session::{ALARM_EVERY, ANSWER_WITHIN, Event, EventKind, HARD_END, Input, State};
use supple::timeline::Kind;

use super::generate::{acts_and_stops, heated_steps, manner};
use super::play::{Act, Player, timeline};
use super::{check, check_hands_free};

#[test]
fn a_bell_at_the_least_an_alarm_at_the_most_and_off() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")])"#,
        "? 1m enter ? 15m ? enter ? 10s enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 - waiting: wait 0s passed, may stop
 0:30.0 waiting for 30s
 1:00.0 ended wait
 1:00.0 began heat
 1:00.0 - running: heat 0s passed, 20m left, heat on since 1:00.0 off by 21:00.0
 6:00.0 check 0
16:00.0 ALARM
16:00.0 - alarm: heat 15m passed, 5m left, may stop, heat on since 1:00.0 off by 21:00.0
16:00.0 ended heat
16:00.0 began off
16:00.0 - alarm: off 0s passed, may stop, heat on since 1:00.0 off by 21:00.0
16:10.0 ended off
16:10.0 done
16:10.0 - over, done: off 10s passed

"#]],
    );
}

#[test]
fn no_answer_rings_after_a_minute_and_every_quarter_of_one() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")])"#,
        "enter 17m",
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

"#]],
    );
}

#[test]
fn c_goes_on_to_the_most_and_off_rings_until_it_is_answered() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")])"#,
        "enter 14m c 1m 5s c ? 5m 1m ? enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 check 0
15:00.0 ALARM
15:05.0 - running: heat 15m 5s passed, 4m 55s left, may stop, heat on since 0:00.0 off by 20:00.0
20:00.0 ended heat
20:00.0 began off
20:00.0 ALARM
20:15.0 ALARM
20:30.0 ALARM
20:45.0 ALARM
21:00.0 ALARM
21:05.0 - alarm: off 1m 5s passed, may stop, heat on since 0:00.0 off by 20:00.0
21:05.0 ended off
21:05.0 done
21:05.0 - over, done: off 1m 5s passed

"#]],
    );
}

#[test]
fn a_fixed_length_asks_nothing_before_its_end() {
    check(
        r#"Cold(for: "10m")"#,
        "enter ? 5m enter c 5m 20s enter",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began cold
 0:00.0 - running: cold 0s passed, 10m left, cold on since 0:00.0 off by 10:00.0
10:00.0 ended cold
10:00.0 began off
10:00.0 ALARM
10:15.0 ALARM
10:20.0 ended off
10:20.0 done

"#]],
    );
}

#[test]
fn no_key_gives_time_back() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")])"#,
        "enter 5m pause + - again back back-step enter c ? 10m ? ",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 check 0
 5:00.0 - running: heat 5m passed, 15m left, heat on since 0:00.0 off by 20:00.0
15:00.0 ALARM
15:00.0 - alarm: heat 15m passed, 5m left, may stop, heat on since 0:00.0 off by 20:00.0

"#]],
    );
}

#[test]
fn next_leads_to_off() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")]), Lie(for: "1m")"#,
        "enter 5m next ? 20s next next-step back pause again ? enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 check 0
 5:00.0 left heat
 5:00.0 began off
 5:00.0 - alarm: off 0s passed, may stop, heat on since 0:00.0 off by 20:00.0
 5:15.0 ALARM
 5:20.0 - alarm: off 20s passed, may stop, heat on since 0:00.0 off by 20:00.0
 5:20.0 ended off
 5:20.0 began lie
 5:20.0 - running: lie 0s passed, 1m left

"#]],
    );
}

#[test]
fn next_step_and_that_hurts_lead_to_off() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")]), Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")])"#,
        "enter 5m next-step 1s enter enter 1m hurts ? enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 check 0
 5:00.0 left heat
 5:00.0 began off
 5:01.0 ended off
 5:01.0 began wait
 5:01.0 ended wait
 5:01.0 began heat
 6:01.0 hurt
 6:01.0 left heat
 6:01.0 began off
 6:01.0 - alarm: off 0s passed, may stop, heat on since 5:01.0 off by 25:01.0
 6:01.0 ended off
 6:01.0 stopped
 6:01.0 - over, stopped: off 0s passed

"#]],
    );
}

#[test]
fn stop_asks_for_off_and_no_second_one_leads_out() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")])"#,
        "enter 5m stop ? 20s stop ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 check 0
 5:00.0 ALARM
 5:00.0 - alarm: heat 5m passed, 15m left, may stop, heat on since 0:00.0 off by 20:00.0
 5:15.0 ALARM
 5:20.0 ALARM
 5:20.0 - alarm: heat 5m 20s passed, 14m 40s left, may stop, heat on since 0:00.0 off by 20:00.0

"#]],
    );
}

#[test]
fn nothing_goes_back_into_an_application_that_is_over() {
    check(
        r#"Heat(for: "15m..20m", checks: [(at: "5m", text: "Look at the skin.")]), Lie(for: "1m")"#,
        "enter 16m enter enter 10s back 1s ? back-step ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 check 0
15:00.0 ALARM
16:00.0 ALARM
16:00.0 ended heat
16:00.0 began off
16:00.0 ended off
16:00.0 began lie
16:10.0 left lie
16:10.0 began lie
16:11.0 - running: lie 1s passed, 59s left
16:11.0 left lie
16:11.0 began lie
16:11.0 - running: lie 0s passed, 1m left

"#]],
    );
}

#[test]
fn an_optional_application_is_asked_off_like_any_other() {
    check(
        r#"Repeat(times: "1..2", steps: [Cold(for: "5m..10m")])"#,
        "enter 5m enter enter enter 5m ? enter ? enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began cold round 1
 5:00.0 ALARM
 5:00.0 ended cold round 1
 5:00.0 began off
 5:00.0 ended off
 5:00.0 began wait
 5:00.0 ended wait
 5:00.0 began cold round 2
10:00.0 ALARM
10:00.0 - alarm: cold round 2 5m passed, 5m left, may stop, cold on since 5:00.0 off by 15:00.0
10:00.0 ended cold round 2
10:00.0 began off
10:00.0 - alarm: off 0s passed, may stop, cold on since 5:00.0 off by 15:00.0
10:00.0 ended off
10:00.0 done
10:00.0 - over, done: off 0s passed

"#]],
    );
}

#[test]
fn a_file_that_asks_for_more_than_twenty_minutes_is_not_obeyed() {
    check(
        r#"Heat(for: "30m..40m")"#,
        "enter 20m ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
20:00.0 ended heat
20:00.0 began off
20:00.0 ALARM
20:00.0 - alarm: off 0s passed, may stop, heat on since 0:00.0 off by 20:00.0

"#]],
    );
}

#[test]
fn a_stop_is_taken_back_and_the_clock_of_the_pack_has_run_on() {
    check(
        r#"Heat(for: "15m..20m"), Lie(for: "1m")"#,
        "enter 5m stop 20s pause ? 10m stop c 1s ? 10m stop pause ? enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 ALARM
 5:15.0 ALARM
 5:20.0 resumed
 5:20.0 - running: heat 5m 20s passed, 14m 40s left, heat on since 0:00.0 off by 20:00.0
15:00.0 ALARM
15:20.0 ALARM
15:20.0 resumed
15:21.0 - running: heat 15m 21s passed, 4m 39s left, may stop, heat on since 0:00.0 off by 20:00.0
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
22:15.0 ALARM
22:30.0 ALARM
22:45.0 ALARM
23:00.0 ALARM
23:15.0 ALARM
23:30.0 ALARM
23:45.0 ALARM
24:00.0 ALARM
24:15.0 ALARM
24:30.0 ALARM
24:45.0 ALARM
25:00.0 ALARM
25:15.0 ALARM
25:21.0 ALARM
25:21.0 - alarm: off 5m 21s passed, may stop, heat on since 0:00.0 off by 20:00.0
25:21.0 ended off
25:21.0 stopped
25:21.0 - over, stopped: off 5m 21s passed

"#]],
    );
}

#[test]
fn no_hand_no_heat() {
    check_hands_free(
        r#"Hold(for: "5s"), Heat(for: "15m..20m"), Hold(for: "5s")"#,
        "20s 1h ? enter ? 20m 1m ? enter 1h ?",
        str![[r#"
 0:10.0 began hold
 0:15.0 ended hold
 0:15.0 began wait
 0:45.0 waiting for 30s
 2:15.0 waiting for 2m
60:20.0 - waiting: wait 1h 5s passed, may stop
60:20.0 ended wait
60:20.0 began heat
60:20.0 - running: heat 0s passed, 20m left, heat on since 60:20.0 off by 80:20.0
75:20.0 ALARM
76:20.0 ALARM
76:35.0 ALARM
76:50.0 ALARM
77:05.0 ALARM
77:20.0 ALARM
77:35.0 ALARM
77:50.0 ALARM
78:05.0 ALARM
78:20.0 ALARM
78:35.0 ALARM
78:50.0 ALARM
79:05.0 ALARM
79:20.0 ALARM
79:35.0 ALARM
79:50.0 ALARM
80:05.0 ALARM
80:20.0 ended heat
80:20.0 began off
80:20.0 ALARM
80:35.0 ALARM
80:50.0 ALARM
81:05.0 ALARM
81:20.0 ALARM
81:20.0 - alarm: off 1m passed, may stop, heat on since 60:20.0 off by 80:20.0
81:20.0 ended off
81:20.0 began hold
81:25.0 ended hold
81:25.0 done
141:20.0 - over, done: hold 5s passed, 0s left

"#]],
    );
}

#[test]
fn a_stop_is_a_stop_once_the_pack_is_off() {
    check(
        r#"Heat(for: "15m..20m"), Lie(for: "1m")"#,
        "enter 5m stop 20s enter ?",
        str![[r#"
 0:00.0 began wait
 0:00.0 ended wait
 0:00.0 began heat
 5:00.0 ALARM
 5:15.0 ALARM
 5:20.0 left heat
 5:20.0 began off
 5:20.0 ended off
 5:20.0 stopped
 5:20.0 - over, stopped: off 0s passed

"#]],
    );
}

/// When it rang, and when nobody could hear it.
struct Heard {
    alarms: Vec<Moment>,
    absences: Vec<(Moment, Moment)>,
}

impl Heard {
    /// Whether somebody who was there never waited longer for an alarm than is allowed for the
    /// first and for every later one; whoever comes back is told at once.
    fn rang(&self, from: Moment, to: Moment, first: Duration, later: Duration) -> bool {
        let mut alarms = self.alarms.iter().copied().filter(|at| *at > from && *at < to);
        let mut quiet_since = from;
        loop {
            let next = alarms.next();
            let mut latest = (quiet_since + later).max(from + first);
            for (left, came) in &self.absences {
                if *left <= latest && *came >= quiet_since {
                    latest = latest.max(*came);
                }
            }
            if next.unwrap_or(to) > latest {
                return false;
            }
            match next {
                Some(at) => quiet_since = at,
                None => return true,
            }
        }
    }
}

/// An application as it really went.
struct Application {
    phase: usize,
    began: Moment,
    /// When the person answered the question at the least, by going on or by taking it off.
    answered: Option<Moment>,
    ended: Option<Moment>,
    off: Option<Moment>,
}

fn applications(
    events: &[Event],
    went_on: &[Moment],
    kind: impl Fn(usize) -> Kind,
) -> Vec<Application> {
    let mut all: Vec<Application> = Vec::new();
    for event in events {
        match (kind(event.phase), &event.what) {
            (Kind::Application(_), EventKind::Began) => all.push(Application {
                phase: event.phase,
                began: event.due,
                answered: None,
                ended: None,
                off: None,
            }),
            (Kind::Application(_), EventKind::Ended { .. }) => {
                let last = all.last_mut().expect("what ends has begun");
                last.ended = Some(event.due);
                let before = went_on.iter().find(|at| **at >= last.began && **at <= event.due);
                last.answered = before.copied().or(Some(event.due));
            }
            (Kind::Off(_), EventKind::Ended { .. }) => {
                all.last_mut().expect("what is off was on").off = Some(event.due);
            }
            _ => {}
        }
    }
    if let Some(last) = all.last_mut().filter(|last| last.answered.is_none()) {
        last.answered = went_on.iter().find(|at| **at >= last.began).copied();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_path_holds_a_pad_past_its_end_without_an_alarm_and_none_gives_time_back(
        steps in heated_steps(),
        manner in manner(),
        acts in acts_and_stops(),
    ) {
        let timeline = timeline(&steps);
        let kind = |index: usize| timeline.phases()[index].kind;
        let mut player = Player::new(&timeline, manner);
        let mut heard = Heard { alarms: Vec::new(), absences: Vec::new() };
        let mut went_on = Vec::new();
        for (after, act) in acts {
            let start = player.now;
            player.act_awake(after, act);
            match act {
                Act::Away(length) => heard.absences.push(((player.now - length).max(start), player.now)),
                Act::Key(input) => {
                    let seen = player.seen();
                    let stays_on = matches!(input, Input::GoOn | Input::Pause);
                    if stays_on && seen.may_stop && seen.state == State::Running {
                        went_on.push(player.now);
                    }
                }
            }
            prop_assert!(player.session.ending().is_none() || player.session.pack_on().is_none());
            // The clock of an application is the wall's, and no key or absence delays its end.
            let seen = player.seen();
            if let Kind::Application(_) = kind(seen.index) && seen.state != State::Begin {
                let on = seen.pack_on.expect("a pack that is on is told of");
                prop_assert_eq!(seen.passed, player.now.since(on.since));
                prop_assert!(on.off_by <= on.since + HARD_END);
                prop_assert!(player.now < on.off_by);
            }
        }
        let alarms = player.events.iter().filter(|event| event.what == EventKind::Alarm);
        heard.alarms = alarms.map(|event| event.due).collect();
        for pad in applications(&player.events, &went_on, kind) {
            let length = timeline.phases()[pad.phase].length.expect("an application has a length");
            let until = pad.ended.unwrap_or(player.now);
            let most = pad.began + length.most;
            prop_assert!(until <= most);
            let least = pad.began + length.least;
            if length.is_range() && until > least {
                let until = pad.answered.unwrap_or(player.now);
                // It asks at the least, however the moment is spent.
                let asked = |at: &Moment| *at <= least && least.since(*at) < ALARM_EVERY;
                prop_assert!(heard.alarms.iter().any(asked));
                prop_assert!(heard.rang(least, until, ANSWER_WITHIN, ALARM_EVERY), "{length:?}");
            }
            if let Some(ended) = pad.ended {
                if ended == most {
                    prop_assert!(heard.alarms.contains(&most));
                }
                prop_assert!(heard.rang(ended, pad.off.unwrap_or(player.now), ALARM_EVERY, ALARM_EVERY));
            }
            let on = player.session.pack_on().map(|pack| pack.since);
            let answered = pad.off.is_some() && on != Some(pad.began);
            let still_on = on == Some(pad.began);
            prop_assert!(answered || still_on);
        }
    }
}
