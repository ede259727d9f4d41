//! Figures: tables in, tables out, and what must hold for any history.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use supple::history::figures::{Figures, Known, Prescription, Whose, calendar, streak};
use supple::history::stamp::monday;
use supple::history::summary::Work;
use supple::history::{History, HistoryLine, PastSession, Summary};

use super::life::{TODAY, sessions, small};

fn figures_of(sessions: &[PastSession], since: Option<Date>, asked: &[Prescription]) -> Figures {
    let summaries: Vec<Summary> = sessions.iter().map(Summary::of).collect();
    Figures::of(&summaries, Known { today: TODAY, since, title: &|id| id.to_owned(), asked })
}

/// Days from the letters of a row, the last letter today: `x` done, `.` not.
#[track_caller]
fn streaks(row: &str, days: u32, off: u32, longest: u32) {
    let count = row.len() as i64;
    let day = |nth: usize| TODAY.saturating_sub((count - 1 - nth as i64).days());
    let done = row.bytes().enumerate().filter(|(_, letter)| *letter == b'x');
    let dates: Vec<Date> = done.map(|(nth, _)| day(nth)).collect();
    let found = streak(&dates, TODAY);
    assert_eq!((found.days, found.off, found.longest), (days, off, longest), "{row}");
}

#[test]
fn one_day_off_in_seven_does_not_break_a_streak() {
    streaks("", 0, 0, 0);
    streaks("x", 1, 0, 1);
    streaks("xxx", 3, 0, 3);
    // Today is still to come.
    streaks("xxx.", 3, 0, 3);
    // Yesterday was the day off.
    streaks("xxx..", 3, 1, 3);
    streaks("xxx...", 0, 0, 3);
    streaks("xx.xx", 4, 1, 4);
    streaks("xx..xx", 2, 0, 2);
    // The sixth day after a day off is too soon for the next one, the seventh is not.
    streaks("x.xxxxx.x", 1, 0, 6);
    streaks("x.xxxxxx.x", 8, 2, 8);
    streaks("x.xxxxx..", 0, 0, 6);
    streaks("xxxxxxxx...xx", 2, 0, 8);
}

proptest! {
    #[test]
    fn in_no_streak_are_two_days_off_within_seven(row in proptest::collection::vec(any::<bool>(), 0..60)) {
        let count = row.len() as i64;
        let day = |nth: usize| TODAY.saturating_sub((count - 1 - nth as i64).days());
        let dates: Vec<Date> = (0..row.len()).filter(|nth| row[*nth]).map(day).collect();
        let found = streak(&dates, TODAY);
        prop_assert!(found.days <= found.longest);
        prop_assert!(found.longest as usize <= dates.len());
        // The days of the streak, from the last one back, and the gaps between them.
        let streak: Vec<Date> = dates.iter().rev().take(found.days as usize).copied().collect();
        let days = |from: Date, to: Date| to.since(from).unwrap().get_days();
        let mut off: Vec<Date> = Vec::new();
        for day in std::iter::once(TODAY.tomorrow().unwrap()).chain(streak.iter().copied()).collect::<Vec<_>>().windows(2) {
            // Today is not over yet.
            let missing = days(day[1], day[0]) - 1 - i32::from(day[0] > TODAY && day[1] < TODAY);
            prop_assert!(missing <= 1, "{found:?}");
            if missing == 1 {
                off.push(day[1].tomorrow().unwrap());
            }
        }
        prop_assert_eq!(off.len(), found.off as usize);
        prop_assert!(off.windows(2).all(|off| days(off[1], off[0]) >= 7), "{found:?}");
    }

    #[test]
    fn sums_are_the_same_however_they_are_added(
        picks in proptest::collection::vec((0i64..120, 0u64..4000, 0usize..3), 0..60),
    ) {
        let lines = picks.iter().enumerate().map(|(nth, (ago, seconds, routine))| {
            let day = TODAY.saturating_sub(ago.days());
            let routine = ["neck", "twist", "heat"][*routine];
            HistoryLine::Session(Box::new(small(nth as u8, day, routine, *seconds)))
        });
        let sessions = History::merge(lines).sessions;
        let found = figures_of(&sessions, None, &[]);
        let seconds: u64 = sessions.iter().map(|s| s.record.planned.real.as_secs()).sum();
        prop_assert_eq!(found.real.as_secs(), seconds);
        prop_assert_eq!(found.sessions as usize, sessions.len());
        prop_assert_eq!(found.days.iter().map(|day| day.sessions).sum::<u64>(), found.sessions);
        prop_assert_eq!(found.weeks.iter().map(|week| week.sessions).sum::<u64>(), found.sessions);
        prop_assert_eq!(found.weeks.iter().map(|week| usize::from(week.days)).sum::<usize>(), found.days.len());
        prop_assert!(found.days.is_sorted_by(|one, next| one.date < next.date));
        prop_assert!(found.weeks.iter().all(|week| monday(week.monday) == week.monday));
        // The order in which sessions come makes no difference.
        let mut turned = sessions.clone();
        turned.reverse();
        prop_assert_eq!(figures_of(&turned, None, &[]), found);
    }

    #[test]
    fn every_day_of_the_calendar_stands_once(weeks in 0usize..60, ago in 0i64..400) {
        let today = TODAY.saturating_sub(ago.days());
        let columns = calendar(&[], today, weeks);
        prop_assert_eq!(columns.len(), weeks);
        let days: usize = columns.iter().flat_map(|c| c.levels).flatten().count();
        if weeks > 0 {
            let this = today.weekday().to_monday_one_offset() as usize;
            prop_assert_eq!(days, (weeks - 1) * 7 + this);
        }
    }
}

#[test]
fn what_lies_after_today_or_before_since_is_not_counted() {
    let line = |nth, day| HistoryLine::Session(Box::new(small(nth, day, "neck", 60)));
    let lines = [
        line(1, date(2026, 11, 1)),
        line(2, date(2026, 11, 7)),
        line(3, TODAY),
        line(4, date(2026, 11, 22)),
        line(5, date(9999, 12, 30)),
    ];
    let sessions = History::merge(lines).sessions;
    assert_eq!(figures_of(&sessions, None, &[]).sessions, 3);
    let since = figures_of(&sessions, Some(date(2026, 11, 7)), &[]);
    assert_eq!((since.sessions, since.weeks.len()), (2, 3));
}

#[test]
fn pain_is_told_for_each_routine_and_area_a_point_a_day() {
    let found = figures_of(&sessions(), None, &[]);
    let neck = found.pain.iter().find(|pain| pain.name == "neck-may").unwrap();
    assert_eq!(neck.whose, Whose::Routine);
    assert!(neck.points.is_sorted_by(|one, next| one.date < next.date));
    assert!(neck.before > neck.after);
    assert!(neck.at_first > neck.lately);
    // Two routines are for one area.
    let sum: u64 = ["seated-twist", "heat-session"]
        .iter()
        .map(|name| found.pain.iter().find(|p| p.name == *name).unwrap().sessions)
        .sum();
    let area = found.pain.iter().find(|p| p.name == "middle of the back").unwrap();
    assert_eq!((area.whose, area.sessions), (Whose::Area, sum));
}

#[test]
fn the_sides_of_all_are_the_sums_of_each() {
    let found = figures_of(&sessions(), None, &[]);
    let (all, each) = found.sides.split_first().unwrap();
    assert_eq!(all.routine, None);
    assert_eq!(all.left.done, each.iter().map(|s| s.left.done).sum());
    assert_eq!(all.right.asked, each.iter().map(|s| s.right.asked).sum());
    // The made-up person spares the left side.
    assert!(all.left.done < all.right.done);
    assert!(percent(all.left) < percent(all.right));
    assert!(each.iter().all(|sides| sides.routine.as_deref() != Some("breathe-belly")));
}

#[test]
fn a_prescription_is_met_where_every_session_did_the_least_on_each_side() {
    let asked = Prescription {
        routine: "neck".into(),
        title: "Neck".into(),
        on: Some(date(2026, 11, 4)),
        review: Some(TODAY),
        ..Prescription::default()
    };
    let line = |nth, day, real: u64| {
        let mut record = small(nth, day, "neck", 60);
        let second = std::time::Duration::from_secs;
        let dose = |real| supple::history::AskedAndDone {
            least: second(30),
            most: second(30),
            real: second(real),
        };
        (record.left, record.right) = (Some(dose(real)), Some(dose(60 - real)));
        HistoryLine::Session(Box::new(record))
    };
    let whole = [line(1, date(2026, 11, 3), 0), line(2, date(2026, 11, 5), 30)];
    let kept = |lines: &[HistoryLine]| {
        let sessions = History::merge(lines.to_vec()).sessions;
        figures_of(&sessions, None, std::slice::from_ref(&asked)).prescribed.remove(0)
    };
    // What was before it was asked for does not count.
    let one = kept(&whole);
    assert_eq!((one.sessions, one.met(), one.is_due(TODAY)), (1, Some(true), true));
    assert_eq!(kept(&[]).met(), None);
    // As much in all, but not on each side.
    let [a, b] = whole;
    let two = kept(&[a, b, line(3, date(2026, 11, 19), 20)]);
    assert_eq!((two.sessions, two.whole, two.met()), (2, 1, Some(false)));
    assert_eq!((percent(two.left), percent(two.right)), (83, 117));
    let counts: Vec<u64> = two.weeks.iter().map(|week| week.sessions).collect();
    assert_eq!(counts, [1, 0, 1]);
}

/// How much of what was asked was done.
fn percent(work: Work) -> u64 {
    (work.done.as_secs_f64() * 100.0 / work.asked.as_secs_f64()).round() as u64
}
