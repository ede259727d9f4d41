use jiff::SignedDuration;

use super::*;

/// A day at the desk, a look each minute.
struct Desk {
    reminder: Reminder,
    state: NudgeState,
    at: Zoned,
    since_boot: Duration,
    idle: Option<Duration>,
    playing: bool,
    ends: Vec<Timestamp>,
}

impl Desk {
    fn new(words: &str, at: &str) -> Desk {
        let given: Vec<String> = words.split(' ').map(String::from).collect();
        let Ok(RemindWish::Set(reminder)) = RemindWish::read(&given) else {
            panic!("`{words}` sets nothing");
        };
        Desk {
            state: NudgeState::new(&reminder),
            reminder,
            at: at.parse().expect("a time"),
            since_boot: Duration::from_secs(600),
            idle: Some(Duration::ZERO),
            playing: false,
            ends: Vec::new(),
        }
    }

    fn seen(&self) -> Seen {
        Seen { wall: self.at.timestamp(), boot: Some("a boot".into()), since_boot: self.since_boot }
    }

    /// So many minutes pass and nobody looks.
    fn pass(&mut self, minutes: u64) {
        self.since_boot += Duration::from_secs(60 * minutes);
        self.at = self.at.checked_add(SignedDuration::from_mins(minutes as i64)).expect("a time");
    }

    fn look(&mut self) -> Option<u64> {
        let look = NudgeLook {
            seen: self.seen(),
            local: self.at.clone(),
            idle: self.idle,
            playing: self.playing,
            ends: self.ends.clone(),
        };
        let due = self.state.look(&self.reminder, &look)?;
        self.state.nudged(&self.reminder, None);
        Some(due.as_secs() / 60)
    }

    /// The times of day of the nudges in so many minutes.
    fn nudges(&mut self, minutes: u64) -> Vec<String> {
        let mut seen = Vec::new();
        for _ in 0..minutes {
            self.pass(1);
            if self.look().is_some() {
                seen.push(self.at.strftime("%H:%M").to_string());
            }
        }
        seen
    }

    fn answer(&mut self, answer: NudgeAnswer) {
        let today = self.at.date();
        self.state.answer(&self.reminder, answer, today);
    }
}

const MORNING: &str = "2026-11-23T08:59[Europe/Berlin]";

#[test]
fn after_so_long_at_the_keyboard_it_nudges_and_twice_unanswered_are_enough() {
    let mut desk = Desk::new("45m 9:00..18:00 mon..fri", MORNING);
    assert_eq!(desk.nudges(539), ["09:45", "10:30"]);
    assert_eq!(desk.state.shown_due(&desk.seen()), Some(Duration::from_secs(538 * 60)));
    // The next day begins anew; so does the time after a break.
    desk.pass(15 * 60);
    assert_eq!(desk.nudges(200), ["09:44", "10:29"]);
    desk.idle = Some(BREAK);
    assert_eq!(desk.nudges(3), [""; 0]);
    desk.idle = Some(Duration::ZERO);
    assert_eq!(desk.state.shown_due(&desk.seen()), None);
    assert_eq!(desk.nudges(60), ["13:06"]);
}

#[test]
fn who_worked_through_midnight_is_asked_again_on_the_new_day() {
    let mut desk = Desk::new("60", "2026-11-23T20:59[Europe/Berlin]");
    assert_eq!(desk.nudges(330), ["22:00", "23:00", "00:00", "01:00"]);
}

#[test]
fn no_nudge_for_what_was_slept_through_and_none_by_a_clock_that_was_set() {
    let mut desk = Desk::new("45m", MORNING);
    assert_eq!(desk.nudges(40), [""; 0]);
    // The lid is closed for an hour, the machine's own clock goes on.
    desk.pass(60);
    assert_eq!(desk.nudges(45), [""; 0]);
    assert_eq!(desk.nudges(1), ["11:25"]);
    desk.answer(NudgeAnswer::Done);
    // Only the wall's clock jumps: no time at the keyboard has passed, and none is lost.
    desk.nudges(20);
    desk.at = desk.at.checked_add(SignedDuration::from_hours(3)).expect("a time");
    assert_eq!(desk.nudges(24), [""; 0]);
    assert_eq!(desk.nudges(1), ["15:10"]);
    // Off, and on again: another boot.
    desk.answer(NudgeAnswer::Done);
    desk.nudges(40);
    desk.since_boot = Duration::from_secs(60);
    desk.at = desk.at.checked_add(SignedDuration::from_mins(30)).expect("a time");
    assert_eq!(desk.nudges(45), [""; 0]);
}

#[test]
fn another_zone_changes_the_hours_and_not_what_was_counted() {
    let mut desk = Desk::new("45m 9:00..18:00", "2026-11-23T09:00[Europe/Berlin]");
    desk.look();
    desk.nudges(30);
    desk.at = desk.at.in_tz("Europe/Lisbon").expect("a zone");
    assert_eq!(desk.at.hour(), 8);
    assert_eq!(desk.nudges(60), [""; 0], "nine has not come there");
    assert_eq!(desk.nudges(15), ["09:44"]);
    desk.answer(NudgeAnswer::Done);
    desk.nudges(30);
    desk.at = desk.at.in_tz("Europe/Berlin").expect("a zone");
    assert_eq!(desk.nudges(15), ["11:30"]);
}

#[test]
fn what_another_machine_has_done_counts_though_its_clock_be_ahead() {
    let mut desk = Desk::new("45m", MORNING);
    desk.nudges(40);
    // It ended ten minutes ago there, and its line comes only now.
    desk.ends.push(desk.at.timestamp() - SignedDuration::from_mins(10));
    assert_eq!(desk.nudges(34), [""; 0]);
    assert_eq!(desk.nudges(1), ["10:14"]);
    // Heard of again each minute, it answers only once.
    assert_eq!(desk.nudges(46), ["10:59"]);
    // What a clock that is ahead has written hides nothing, and counts when that time has come.
    desk.ends.push(desk.at.timestamp() + SignedDuration::from_mins(30));
    desk.ends.push(desk.at.timestamp());
    assert_eq!(desk.nudges(74), [""; 0]);
    assert_eq!(desk.nudges(1), ["12:15"]);
}

#[test]
fn nobody_there_or_somebody_who_plays_is_left_alone() {
    let mut desk = Desk::new("45m", MORNING);
    desk.nudges(44);
    // Three minutes of reading are no break; the nudge waits for a key.
    desk.idle = Some(Duration::from_secs(180));
    assert_eq!(desk.nudges(3), [""; 0]);
    desk.idle = Some(Duration::ZERO);
    assert_eq!(desk.nudges(1), ["09:47"]);
    desk.playing = true;
    desk.nudges(1);
    desk.playing = false;
    assert_eq!(desk.nudges(44), [""; 0]);
    // Who can't be seen is not there.
    desk.idle = None;
    assert_eq!(desk.nudges(100), [""; 0]);
}

#[test]
fn answers_say_when_the_next_one_comes() {
    let mut desk = Desk::new("45m", MORNING);
    assert_eq!(desk.nudges(46), ["09:45"]);
    desk.answer(NudgeAnswer::Later);
    assert_eq!(desk.nudges(10), ["09:55"]);
    desk.answer(NudgeAnswer::NotToday);
    assert_eq!(desk.state.shown_due(&desk.seen()), None);
    assert_eq!(desk.nudges(14 * 60), [""; 0]);
    assert_eq!(desk.at.strftime("%a %H:%M").to_string(), "Mon 23:55");
    assert_eq!(desk.nudges(6), ["00:00"]);
    // Back over the date line: the same day once more.
    desk.answer(NudgeAnswer::NotToday);
    desk.at = desk.at.in_tz("Pacific/Honolulu").expect("a zone");
    assert_eq!(desk.at.date().day(), 23);
    assert_eq!(desk.nudges(600), [""; 0]);
}

#[test]
fn the_next_one_is_told() {
    let mut desk = Desk::new("45m 9:00..18:00 mon..fri", "2026-11-20T09:10[Europe/Berlin]");
    let next = |desk: &Desk| {
        let next = desk.state.next(&desk.reminder, &desk.at).expect("a time");
        next.strftime("%a %H:%M").to_string()
    };
    desk.nudges(15);
    assert_eq!(next(&desk), "Fri 09:56");
    desk.answer(NudgeAnswer::NotToday);
    assert_eq!(next(&desk), "Mon 09:45");
    desk.pass(8 * 60 + 20);
    desk.state.not_on = None;
    desk.state.begin_anew(&desk.reminder, Duration::ZERO);
    assert_eq!(next(&desk), "Mon 09:45", "after the end of the day");
    let early = Desk::new("45m 9:00..18:00", "2026-11-20T07:10[Europe/Berlin]");
    assert_eq!(next(&early), "Fri 09:45");
}

#[test]
fn words_are_read_in_any_order_and_said_as_people_say_them() {
    let said = |words: &str| Desk::new(words, MORNING).reminder.words();
    assert_eq!(
        said("mon..fri 45m 9..18:00"),
        "After 45 minutes at the keyboard, 9:00 to 18:00, Mon to Fri."
    );
    assert_eq!(said("90 today sat,mon"), "After 1 hour 30 minutes at the keyboard, Mon, Sat.");
    assert_eq!(said("20min 0..24"), "After 20 minutes at the keyboard.");
    let refused = |words: &str| {
        let given: Vec<String> = words.split(' ').map(String::from).collect();
        RemindWish::read(&given).expect_err("it is no wish")
    };
    assert_eq!(refused("neck 9..18"), words::HOW_OFTEN);
    assert_eq!(refused("5m"), words::HOW_OFTEN);
    assert_eq!(refused("never"), words::not_understood("never"));
    assert_eq!(refused("45m neck back"), words::not_understood("back"));
    let night = Desk::new("45m 22..6", MORNING).reminder;
    let at = |time: &str| format!("2026-11-23T{time}[Europe/Berlin]").parse().expect("a time");
    assert!(night.covers(&at("23:00")) && night.covers(&at("05:59")));
    assert!(!night.covers(&at("06:00")) && !night.covers(&at("21:59")));
}

#[test]
fn a_nudge_says_nothing_that_others_may_not_read() {
    let heading = |minutes: u64| crate::words::nudge::heading(Duration::from_secs(60 * minutes));
    assert_eq!(heading(52), "Fifty minutes at the keyboard");
    assert_eq!(heading(45), "Forty-five minutes at the keyboard");
    assert_eq!(heading(61), "One hour at the keyboard");
    assert_eq!(heading(100), "More than an hour at the keyboard");
    assert_eq!(heading(200), "More than three hours at the keyboard");
    let offer = |title: Option<&str>, length| NudgeOffer::Routine {
        id: "an-id".into(),
        title: title.map(String::from),
        length: Duration::from_secs(length),
    };
    assert_eq!(offer(Some("Shoulder raises"), 115).words(), "Shoulder raises: two minutes.");
    assert_eq!(offer(None, 240).words(), "Four minutes from your list.");
    assert_eq!(NudgeOffer::Steps.words(), "Get up, a few steps if you can.");
}

#[test]
fn a_routine_whose_name_begins_like_a_day_is_no_day() {
    let read = |words: &str| {
        let given: Vec<String> = words.split(' ').map(String::from).collect();
        RemindWish::read(&given)
    };
    for (words, routine, on) in [
        ("45m sunrise", Some("sunrise"), 7),
        ("45m monday-stretch", Some("monday-stretch"), 7),
        ("45m thurs,Sunday", None, 2),
        ("45m mon..fri sunrise", Some("sunrise"), 5),
    ] {
        let Ok(RemindWish::Set(reminder)) = read(words) else {
            panic!("`{words}` sets nothing");
        };
        assert_eq!(reminder.routine.as_deref(), routine, "{words}");
        assert_eq!(reminder.on().count(), on, "{words}");
    }
}
