//! What is due: how often a routine or a step is asked for, held against when it was done.
//!
//! It bars nothing. A day ends at midnight where the person is, and a time belongs to the day that
//! the wall clock showed when it began; a week begins on Monday. Nothing is owed: a day that was
//! left out is not made up for.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, Zoned};

use super::rules::AHEAD;
use super::stamp::{later, monday};
use super::{Ended, Record, Stamp, StepDone, Summary};
use crate::routine::{Often, Routine, Step, Weekday};
use crate::seconds::Count;
use crate::session::step_numbers;
use crate::timeline::Timeline;
use crate::words::often as said;
use crate::words::{capital, count, past, some_of, time_of_day};

/// One time that something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeDone {
    /// The day that the wall clock showed when it began.
    pub day: Date,
    /// When it ended.
    pub end: Timestamp,
}

/// How something stands at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// How often it has been done today.
    pub today: u32,
    /// When it was last done.
    pub last: Option<TimeDone>,
    pub due: Due,
}

/// Whether it is due.
#[derive(Clone, Debug, PartialEq)]
pub enum Due {
    /// It is asked now.
    Asked,
    /// Nobody asks for it, and it may be done: past the least of a range, or between two days.
    May,
    /// Too soon after the last time; from then on it is asked or may be.
    Apart(Zoned),
    /// This day has had its most; the next that asks begins then.
    Enough(Zoned),
    /// It is for other days, the next of which begins then.
    OtherDay(Zoned),
}

impl Due {
    /// When it opens again; nothing where it is open.
    pub fn opens(&self) -> Option<&Zoned> {
        match self {
            Due::Asked | Due::May => None,
            Due::Apart(opens) | Due::Enough(opens) | Due::OtherDay(opens) => Some(opens),
        }
    }
}

/// How something that is asked for so often stands at `now`; `done` are the times of the last weeks
/// (of `every` so many days at least), in any order.
pub fn standing(often: &Often, done: &[TimeDone], now: &Zoned) -> Standing {
    let (at, today) = (now.timestamp(), now.date());
    let believed = done.iter().filter(|done| done.end.duration_since(at) <= AHEAD);
    let done = believed.map(|done| TimeDone { day: done.day.min(today), ..*done });
    let last = done.clone().max_by_key(|done| done.end);
    let count = done.clone().filter(|done| done.day == today).count() as u32;
    let earlier: BTreeSet<Date> = done.map(|done| done.day).filter(|day| *day < today).collect();
    let earlier = Vec::from_iter(earlier);
    let a_day = a_day(often);
    let opens = often.apart.zip(last).and_then(|(apart, last)| {
        Some(last.end.checked_add(apart.0).ok()?.to_zoned(now.time_zone().clone()))
    });
    let opens = opens.filter(|opens| opens.timestamp() > at);
    let next_day = || {
        let mut days = earlier.clone();
        days.extend((count > 0).then_some(today));
        let next = next_asked(often, &days, today).to_zoned(now.time_zone().clone());
        let next = next.unwrap_or_else(|_| now.clone());
        opens.clone().map_or(next.clone(), |opens| opens.max(next))
    };
    let day = asks(often, &earlier, today);
    let due = if day == DayAsks::No {
        Due::OtherDay(next_day())
    } else if a_day.is_some_and(|a_day| count >= a_day.most) {
        Due::Enough(next_day())
    } else if let Some(opens) = opens.clone() {
        Due::Apart(opens)
    } else if day == DayAsks::Yes && a_day.is_some_and(|a_day| count < a_day.least) {
        Due::Asked
    } else {
        Due::May
    };
    Standing { today: count, last, due }
}

/// How often on a day; nothing where only `apart` limits it, and then nobody asks for it.
pub fn a_day(often: &Often) -> Option<Count> {
    let names_days = often.every.is_some() || often.a_week.is_some() || !often.on.is_empty();
    let only_apart = often.apart.is_some() && !names_days;
    often.a_day.or((!only_apart).then_some(Count::ONCE))
}

/// What a day asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DayAsks {
    Yes,
    /// It may be done on it: the week is not full.
    May,
    No,
}

/// What a day asks; `earlier` are the days before it on which it was done, ascending.
fn asks(often: &Often, earlier: &[Date], day: Date) -> DayAsks {
    let long_ago = |days: u32| {
        let last = earlier.last();
        last.is_none_or(|last| days_between(*last, day) >= days.into())
    };
    let this_week = earlier.iter().filter(|one| **one >= monday(day)).count();
    let week_has = |count: u32| this_week >= count as usize;
    let (is_asked, else_) = match (often.every, often.a_week) {
        (Some(every), _) => (long_ago(every), DayAsks::No),
        (None, Some(days)) if week_has(days.most) => (false, DayAsks::No),
        _ if !often.on.is_empty() => (often.on.iter().any(|on| is_on(*on, day)), DayAsks::No),
        // Spread over the week, so that 3 days are every other one: our choice.
        (None, Some(days)) => {
            (!week_has(days.least) && long_ago(7 / days.least.max(1)), DayAsks::May)
        }
        (None, None) => (true, DayAsks::Yes),
    };
    if is_asked { DayAsks::Yes } else { else_ }
}

fn is_on(weekday: Weekday, day: Date) -> bool {
    day.weekday().to_monday_zero_offset() == weekday as i8
}

fn days_between(one: Date, other: Date) -> i64 {
    (other - one).get_days().into()
}

/// The first day after today that asks for it, if nothing is done meanwhile.
fn next_asked(often: &Often, done: &[Date], today: Date) -> Date {
    let mut days = (1..=LONGEST_PAUSE.into()).map(|days| later(today, days));
    let asked = days.find(|day| asks(often, done, *day) == DayAsks::Yes);
    asked.unwrap_or(later(today, 1))
}

/// The most days that `every` may say.
pub const LONGEST_PAUSE: u32 = 366;

/// When a routine was done in these sessions, alone or among others: at least half of the work that
/// was asked (our choice), or to its end where no clock counts the work.
pub fn times_of<'s>(
    routine: &str,
    sessions: impl IntoIterator<Item = &'s Summary>,
) -> Vec<TimeDone> {
    let sessions = sessions.into_iter();
    let of_it = sessions.filter(|session| {
        let work = session.done_of(routine).map(|done| done.work());
        work.is_some_and(|work| {
            if work.asked.is_zero() {
                session.ended == Ended::Finished
            } else {
                2 * work.done >= work.asked
            }
        })
    });
    of_it.map(|session| time(session.start, session.end)).collect()
}

fn time(start: Stamp, end: Stamp) -> TimeDone {
    TimeDone { day: start.date(), end: end.at() }
}

/// When the steps were done that `is_one` knows, in records of their routine: at least half of the
/// work that was asked, or a set begun where no clock counts it.
fn times_of_steps(records: &[&Record], is_one: impl Fn(&StepDone) -> bool) -> Vec<TimeDone> {
    let of_it = records.iter().filter(|record| {
        let steps = || record.steps.iter().filter(|step| is_one(step));
        let real: Duration = steps().map(|step| step.real).sum();
        let least: Duration = steps().map(|step| step.least).sum();
        steps().any(StepDone::is_begun) && 2 * real >= least
    });
    of_it.map(|record| time(record.start, record.end)).collect()
}

/// Something that a routine asks for: a step that says itself how often, or one that doesn't.
#[derive(Clone, Debug, PartialEq)]
pub struct StepStanding {
    /// Its place as in [`Phase::step`](crate::timeline::Phase::step).
    pub step: Vec<u32>,
    pub name: String,
    /// It is due, or says nothing of its own.
    pub is_due: bool,
    /// How it stands; empty where it says nothing of its own.
    pub words: String,
}

/// How the steps of a routine stand at `now`, in their order, where one of them says itself how
/// often; else nothing. `records` are those of this routine. A step is known by its name, since
/// its place changes when another is written before it.
pub fn steps_standing(
    routine: &Routine,
    timeline: &Timeline,
    records: &[&Record],
    now: &Zoned,
) -> Vec<StepStanding> {
    let places = places(&routine.steps, &[]);
    if places.iter().all(|(_, often)| often.is_none()) {
        return Vec::new();
    }
    let stand = |(step, often): (Vec<u32>, Option<&Often>)| {
        let work = timeline.phases().iter().filter(|phase| phase.kind.is_work());
        let within = work.filter(|phase| phase.step.starts_with(&step));
        let mut names: Vec<&str> = within.map(|phase| phase.words.name.as_str()).collect();
        names.dedup();
        let name = names.first()?.to_string();
        let standing = often.map(|often| {
            let is_one = |done: &StepDone| names.contains(&done.name.as_str());
            let standing = standing(often, &times_of_steps(records, is_one), now);
            (standing.due.opens().is_none(), standing.words(often, now))
        });
        let (is_due, words) = standing.unwrap_or((true, String::new()));
        Some(StepStanding { step, name, is_due, words })
    };
    places.into_iter().filter_map(stand).collect()
}

/// How often something was asked from a day to another, and how often it was done, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RhythmKept {
    /// `3 a day`, `every 2 days`.
    pub asked: String,
    /// `2.4 a day`, `8 of 10 days`.
    pub done: String,
    /// Both in few columns: `2.4 of 3/day`, `8 of 10 days`.
    pub both: String,
}

/// How a rhythm was kept from a day to another by so many times on so many days.
pub fn rhythm_kept(
    often: &Often,
    (times, days): (u64, u64),
    (from, to): (Date, Date),
) -> RhythmKept {
    let all = u64::try_from(days_between(from, to) + 1).unwrap_or(1);
    let days_asked = match (often.every, often.a_week) {
        (Some(every), _) => Some(all.div_ceil(every.max(1).into())),
        (None, _) if !often.on.is_empty() => {
            let days = from.series(1.day()).take_while(|day| *day <= to);
            Some(days.filter(|day| often.on.iter().any(|on| is_on(*on, *day))).count() as u64)
        }
        (None, Some(a_week)) => Some((all * u64::from(a_week.least)).div_ceil(7)),
        // Twice on one day is not once on each of two.
        (None, None) => (a_day(often) == Some(Count::ONCE)).then_some(all),
    };
    let times = times as f64 / all as f64;
    let (done, both) = match days_asked.map(|asked| some_of(days, count(asked, "day"))) {
        Some(days) => (days.clone(), days),
        None => (said::so_many_a_day(times), said::so_many_of_a_day(times, a_day(often))),
    };
    RhythmKept { asked: said::short(often), done, both }
}

/// The places of the steps that say themselves how often, and of which a record has nothing.
pub fn steps_left_out(routine: &Routine, record: &Record) -> Vec<Vec<u32>> {
    let own = places(&routine.steps, &[]).into_iter().filter(|(_, often)| often.is_some());
    let is_in = |step: &[u32], done: &StepDone| {
        let rest = done.step.strip_prefix(&step_numbers(step));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let left_out = own.filter(|(step, _)| !record.steps.iter().any(|done| is_in(step, done)));
    left_out.map(|(step, _)| step).collect()
}

/// How often each step is done that says so itself, or stands in a `Repeat` that does; by its name.
pub fn named_steps(steps: &[Step], around: Option<&Often>) -> Vec<(String, Often)> {
    let of = |step: &Step| {
        let often = step.often().or(around);
        let name = match step {
            Step::Repeat(repeat) => return named_steps(&repeat.steps, often),
            Step::Lie(stay) | Step::Walk(stay) => stay.name.as_deref(),
            step => step.shared().and_then(|shared| shared.name.as_deref()),
        };
        let named = name.zip(often);
        Vec::from_iter(named.map(|(name, often)| (name.to_owned(), often.clone())))
    };
    steps.iter().flat_map(of).collect()
}

/// The steps with their places, of a `Repeat` those inside it where it says nothing of its own.
fn places<'r>(steps: &'r [Step], above: &[u32]) -> Vec<(Vec<u32>, Option<&'r Often>)> {
    let each = steps.iter().zip(1..).map(|(step, nth)| {
        let place = [above, &[nth]].concat();
        match step {
            Step::Repeat(repeat) if repeat.often.is_none() => places(&repeat.steps, &place),
            _ => vec![(place, step.often())],
        }
    });
    each.flatten().collect()
}

/// In one sentence, that all that `often` asks of a routine is done, or that it is early for it;
/// nothing where it may be done.
pub fn not_asked(often: &Often, records: &[&Record], now: &Zoned) -> Option<String> {
    let standing = standing(often, &times_of_steps(records, |_| true), now);
    let words = match &standing.due {
        Due::Apart(opens) => said::next_from(said::how_often(often), time_of_day(opens, now)),
        Due::Enough(_) | Due::OtherDay(_) => standing.words(often, now),
        Due::Asked | Due::May => return None,
    };
    Some(capital(&words) + ".")
}

impl Standing {
    /// It in a few words: `1 of 3 done today`, `nothing since 09:40; up to once an hour`,
    /// `every other day; last on Thursday`, `done 3 of 3 today; more is not asked`.
    pub fn words(&self, often: &Often, now: &Zoned) -> String {
        let last = self.last.map(|last| last.day.min(now.date()));
        let last_day = last.map(|last| past::day_of_last(last, now.date()));
        let days = said::days(often);
        match (&self.due, a_day(often)) {
            (Due::Apart(opens), _) => said::not_before(time_of_day(opens, now)),
            (Due::Enough(_), Some(a_day)) => said::done_and_no_more(self.today, a_day.most),
            (Due::OtherDay(next), _) => {
                let days_to = u64::try_from(days_between(now.date(), next.date())).unwrap_or(0);
                let days = days.unwrap_or_else(|| said::how_often(often));
                said::not_today(&days, said::in_days(days_to))
            }
            (_, None) => match self.last.filter(|_| self.today > 0) {
                Some(last) => {
                    let last = last.end.to_zoned(now.time_zone().clone());
                    said::nothing_since(time_of_day(&last, now), said::how_often(often))
                }
                None => said::NONE_TODAY.into(),
            },
            (_, Some(a_day)) if self.today > 0 => said::done_of(self.today, a_day),
            (_, Some(_)) => match (days, last_day) {
                (Some(days), Some(last)) => said::and_last(&days, &last),
                (Some(days), None) => days,
                (None, _) => said::NONE_TODAY.into(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;
    use crate::routine::read::read;
    use crate::seconds::Seconds;

    fn often(text: &str) -> Often {
        let text = format!("Routine(title: \"t\", often: {text}, steps: [Rest(for: \"1s\")])");
        let routine = read(&text).routine.expect("a routine");
        routine.often.clone().expect("how often")
    }

    /// A Saturday.
    const TODAY: &str = "2026-11-21";

    fn at(text: &str) -> Zoned {
        let day = if text.contains(' ') { "" } else { TODAY };
        let text = format!("{day} {text}[Europe/Berlin]");
        text.trim().parse().expect("a time")
    }

    fn done(end: &Zoned) -> TimeDone {
        TimeDone { day: end.date(), end: end.timestamp() }
    }

    fn said(often_text: &str, times: &[&str], now: &str) -> String {
        let (often, now) = (often(often_text), at(now));
        let times: Vec<TimeDone> = times.iter().map(|text| done(&at(text))).collect();
        let standing = standing(&often, &times, &now);
        let due = match standing.due {
            Due::Asked => "asked",
            Due::May => "may",
            Due::Apart(_) => "apart",
            Due::Enough(_) => "enough",
            Due::OtherDay(_) => "other day",
        };
        format!("{due}: {}", standing.words(&often, &now))
    }

    #[test]
    fn it_is_said_how_it_stands() {
        let thrice = "(a_day: 3)";
        assert_eq!(said(thrice, &[], "08:00"), "asked: none today yet");
        assert_eq!(said(thrice, &["08:00"], "09:00"), "asked: 1 of 3 done today");
        let all = ["08:00", "12:00", "16:00"];
        let no_more = "enough: done 3 of 3 today; more is not asked";
        assert_eq!(said(thrice, &all, "17:00"), no_more);
        let range = "(a_day: \"1..3\", apart: \"1h\")";
        assert_eq!(said(range, &["08:00"], "08:30"), "apart: not before 09:00");
        assert_eq!(said(range, &["08:00"], "09:00"), "may: 1 done today, up to 3");
        let hourly = "(apart: \"1h\")";
        let since = "may: nothing since 09:40; up to once an hour";
        assert_eq!(said(hourly, &["09:40"], "10:50"), since);
        assert_eq!(said(hourly, &["09:40"], "10:30"), "apart: not before 10:40");
        let other = "(every: 2)";
        let thursday = "asked: every other day; last on Thursday";
        assert_eq!(said(other, &["2026-11-19 08:00"], "08:00"), thursday);
        let tomorrow = "other day: every other day; next tomorrow";
        assert_eq!(said(other, &["2026-11-20 08:00"], "08:00"), tomorrow);
        assert_eq!(said(other, &["08:00"], "09:00"), "enough: done today; more is not asked");
        let days = "(a_week: 3, on: [Mon, Wed, Fri])";
        let monday = "other day: 3 days a week, on Mon, Wed and Fri; next in 2 days";
        assert_eq!(said(days, &[], "08:00"), monday);
        let week = "(a_week: 3)";
        assert_eq!(
            said(week, &["2026-11-20 08:00"], "08:00"),
            "may: 3 days a week; last yesterday"
        );
        assert_eq!(
            said(week, &["2026-11-19 08:00"], "08:00"),
            "asked: 3 days a week; last on Thursday"
        );
        let full = ["2026-11-16 08:00", "2026-11-18 08:00", "2026-11-20 08:00"];
        assert_eq!(said(week, &full, "08:00"), "other day: 3 days a week; next in 2 days");
    }

    #[test]
    fn it_is_said_how_a_rhythm_was_kept() {
        let from: Date = "2026-11-02".parse().unwrap();
        let kept = |text: &str, times, days| {
            let kept = rhythm_kept(&often(text), (times, days), (from, later(from, 9)));
            format!("{}; {}; {}", kept.asked, kept.done, kept.both)
        };
        let thrice = "3 a day; 2.4 a day; 2.4 of 3/day";
        assert_eq!(kept("(a_day: 3)", 24, 9), thrice);
        let range = "1–3 a day; 0.1 a day; 0.1 of 1–3/day";
        assert_eq!(kept("(a_day: \"1..3\")", 1, 1), range);
        let once = "1 a day; 8 of 10 days; 8 of 10 days";
        assert_eq!(kept("(a_day: 1)", 12, 8), once);
        let hourly = "up to once an hour; 1.2 a day; 1.2/day";
        assert_eq!(kept("(apart: \"1h\")", 12, 8), hourly);
        let other = "every 2 days; 4 of 5 days; 4 of 5 days";
        assert_eq!(kept("(every: 2)", 4, 4), other);
        // Two Mondays and two Wednesdays.
        let named = "Mon and Wed; 3 of 4 days; 3 of 4 days";
        assert_eq!(kept("(on: [Mon, Wed])", 3, 3), named);
        assert_eq!(kept("(a_week: 3)", 3, 3), "3 a week; 3 of 5 days; 3 of 5 days");
    }

    #[test]
    fn a_clock_set_back_takes_nothing_from_today() {
        // Done at ten past midnight; then the clock was set back to before it.
        let (often, now) = (often("(a_day: 2)"), at("2026-11-20 23:50"));
        let standing = standing(&often, &[done(&at("00:10"))], &now);
        assert_eq!((standing.today, standing.due), (1, Due::Asked));
    }

    prop_compose! {
        fn any_often()(
            a_day in prop_oneof![Just(None), (1..4u32, 0..3u32).prop_map(Some)],
            hours in prop_oneof![Just(None), (1..5u64).prop_map(Some)],
            days in 0..4,
            number in 1..5u32,
            on in proptest::sample::subsequence(vec![Weekday::Mon, Weekday::Tue, Weekday::Sat, Weekday::Sun], 1..4),
        ) -> Often {
            let hours = hours.map(|hours| Seconds(Duration::from_secs(hours * 3600)));
            Often {
                a_day: a_day.map(|(least, more)| Count { least, most: least + more }),
                apart: hours,
                every: (days == 1).then_some(number),
                a_week: (days == 2).then_some(Count::fixed(number)),
                on: if days == 3 { on } else { Vec::new() },
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Weeks in which it is done as soon as it is asked, over both changes of the clock.
        #[test]
        fn whoever_does_what_is_asked_is_asked_no_more(
            often in any_often(),
            start in prop_oneof![Just("2026-03-16"), Just("2026-10-12"), Just("2026-11-21")],
            minutes in 7..180i64,
        ) {
            let mut now: Zoned = format!("{start}T00:05[Europe/Berlin]").parse().unwrap();
            let end = now.saturating_add(22.days());
            let mut times: Vec<TimeDone> = Vec::new();
            while now < end {
                let is = standing(&often, &times, &now);
                prop_assert_eq!(is.last, times.last().copied());
                let mut turned = times.clone();
                turned.reverse();
                prop_assert_eq!(&is, &standing(&often, &turned, &now));
                prop_assert!(!is.words(&often, &now).is_empty());
                if let Some(opens) = is.due.opens() {
                    prop_assert!(*opens > now);
                    let then = standing(&often, &times, opens).due;
                    prop_assert!(matches!(then, Due::Asked | Due::May), "{:?} {:?}", opens, then);
                    let before = opens.saturating_sub(1.second());
                    prop_assert!(standing(&often, &times, &before).due != Due::Asked);
                }
                if is.due == Due::Asked {
                    let apart = often.apart.map_or(Duration::ZERO, |apart| apart.0);
                    let since = is.last.map(|last| now.timestamp().duration_since(last.end));
                    prop_assert!(since.is_none_or(|since| since >= jiff::SignedDuration::try_from(apart).unwrap()));
                    times.push(done(&now));
                    let today = times.iter().filter(|time| time.day == now.date()).count();
                    prop_assert!(today <= a_day(&often).unwrap().least as usize);
                    let week = times.iter().filter(|time| time.day >= monday(now.date()));
                    let days: std::collections::BTreeSet<Date> = week.map(|time| time.day).collect();
                    if let Some(days_a_week) = often.a_week {
                        prop_assert!(days.len() <= days_a_week.least as usize);
                    }
                }
                now = now.saturating_add(minutes.minutes());
            }
            prop_assert_eq!(times.is_empty(), a_day(&often).is_none());
        }
    }
}
