//! How long the person has kept at it, forgiving a day off.
//!
//! The rule: one day off in any seven does not break a streak. A second day off within seven
//! days does, two in a row among them. Today is not over yet, and is no day off. Days off are
//! not counted.

use std::collections::VecDeque;

use jiff::civil::Date;
use serde::Serialize;

/// Days with a session that hang together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Streak {
    /// Days of the streak that is not broken yet.
    pub days: u32,
    /// Days off that it has forgiven.
    pub off: u32,
    /// Whether there is a session of today in it.
    pub today: bool,
    /// The days of the longest one ever.
    pub longest: u32,
}

/// The rule, as a person is told it.
pub const RULE: &str = "One day off in any seven does not break a streak.";

/// The streak up to today. `dates` ascend, each once, none after today.
pub fn streak(dates: &[Date], today: Date) -> Streak {
    let mut now = Streak::default();
    let (mut days, mut off, mut longest) = (0, 0, 0);
    let mut last: Option<Date> = None;
    // The last day off, while it can still break the streak.
    let mut rested: VecDeque<Date> = VecDeque::new();
    for date in dates {
        let missed = last.map_or(0, |last| between(last, *date) - 1);
        let forgiven = match missed {
            0 => true,
            1 => {
                let day = date.yesterday().unwrap_or(*date);
                let close = rested.back().is_some_and(|other| between(*other, day) < 7);
                rested.push_back(day);
                !close
            }
            _ => false,
        };
        if last.is_some() && !forgiven {
            (days, off) = (0, 0);
            rested.clear();
        } else {
            off += u32::from(missed == 1);
        }
        days += 1;
        longest = longest.max(days);
        last = Some(*date);
    }
    now.longest = longest;
    let Some(last) = last else { return now };
    let still = match between(last, today) {
        0 | 1 => true,
        2 => {
            let day = today.yesterday().unwrap_or(today);
            rested.back().is_none_or(|other| between(*other, day) >= 7)
        }
        _ => false,
    };
    if still {
        now.days = days;
        now.off = off + u32::from(between(last, today) == 2);
        now.today = last == today;
    }
    now
}

/// Days from one to another.
fn between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}
