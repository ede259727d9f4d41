//! How the person's back is, as they said themselves, and what follows for what is offered.
//!
//! Asked once and changed by a key. It refuses to judge: a routine that belongs to a later stage
//! says so and needs a second key, but nothing is ever locked.

use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use crate::routine::Stage;
use crate::words::around as said;

/// What the person says of their back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// It has seized up.
    SeizedUp,
    /// It had seized up, and was worse when the person was last asked.
    Worse,
    /// It had seized up and has begun to ease.
    Easing,
    /// There was no fresh spasm or strain: just stiff.
    JustStiff,
    /// They would rather not say.
    Unsaid,
}

/// How the person's back is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    pub how: How,
    /// When it seized up; the moment of the answer where it did not.
    pub since: Timestamp,
    /// When the person was last asked.
    pub asked: Timestamp,
}

/// Days at the least, for each answer to how long ago it began.
pub const AGO: [i64; said::AGO.len()] = [0, 1, 2, 3, 7, 14, 42];

/// From this day on exercises of the stage `Easing` are offered, if it has begun to ease. A
/// choice of this project: the source ("Why is the middle of my back spasming?") says none in the
/// days right after, and does not count them.
const EASING_FROM: i64 = 3;
/// The same source: slowly again after 2 to 3 weeks.
const BUILDING_FROM: i64 = 14;
/// The same source: no twisting and no heavy lifting for 6 weeks.
const SETTLED_FROM: i64 = 42;

impl Back {
    /// The answer of somebody whose back is so, since so many days, given at `now`.
    pub fn answered(how: How, days_ago: i64, now: Timestamp) -> Back {
        let since = now.checked_sub(SignedDuration::from_hours(24 * days_ago)).unwrap_or(now);
        Back { how, since, asked: now }
    }

    /// It has seized up, and the person has not said that it eases.
    pub fn is_seized(&self) -> bool {
        matches!(self.how, How::SeizedUp | How::Worse)
    }

    /// Whole days since it began.
    pub fn days(&self, now: Timestamp) -> i64 {
        now.duration_since(self.since).as_hours() / 24
    }

    /// The stage up to which routines are offered without a second key.
    pub fn stage(&self, now: Timestamp) -> Stage {
        let days = self.days(now);
        match self.how {
            How::JustStiff => Stage::Settled,
            How::Unsaid => UNASKED,
            _ if days >= SETTLED_FROM => Stage::Settled,
            _ if days >= BUILDING_FROM => Stage::Building,
            How::Easing if days >= EASING_FROM => Stage::Easing,
            _ => Stage::Any,
        }
    }

    /// Whether to ask if it has begun to ease: from the third day on, once a day at the most.
    pub fn wants_asking(&self, now: Timestamp) -> bool {
        let a_day_on = now.duration_since(self.asked) >= SignedDuration::from_hours(24);
        self.may_have_eased(now) && a_day_on
    }

    /// Whether it may have begun to ease by now, so that it is worth asking.
    pub fn may_have_eased(&self, now: Timestamp) -> bool {
        self.is_seized() && self.days(now) >= EASING_FROM
    }

    /// The same in the corner of a screen, in days of the calendar: the first is day 1, and the
    /// morning after is day 2.
    pub fn headline(&self, now: &Zoned) -> String {
        let first = self.since.to_zoned(now.time_zone().clone()).date();
        let day = (now.date() - first).get_days() + 1;
        match self.how {
            How::SeizedUp => said::on_day(said::SEIZED_UP, day),
            How::Worse => said::on_day(said::WORSE, day),
            How::Easing => said::on_day(said::EASES, day),
            How::JustStiff | How::Unsaid => self.words(now.timestamp()),
        }
    }

    /// A few words for it.
    pub fn words(&self, now: Timestamp) -> String {
        let days = self.days(now);
        let since = match days {
            0 => said::SINCE_TODAY.into(),
            1 => said::SINCE_YESTERDAY.into(),
            _ => said::for_days(days),
        };
        match self.how {
            How::SeizedUp => said::seized_up(since),
            How::Worse => said::worse(since),
            How::Easing => said::easing(since),
            How::JustStiff => said::STIFF.into(),
            How::Unsaid => said::NOT_SAID.into(),
        }
    }
}

/// The stage of somebody who has not been asked: everything but turning is offered.
pub const UNASKED: Stage = Stage::Building;

/// Why a routine of a later stage is for later, as a sentence.
pub fn for_later(stage: Stage) -> String {
    said::for_later(match stage {
        Stage::Any => "",
        Stage::Easing => said::ONCE_IT_EASES,
        Stage::Building => said::FROM_TWO_WEEKS,
        Stage::Settled => said::SOURCES_DISAGREE,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(how: How, days_ago: i64) -> Stage {
        let now: Timestamp = "2026-11-21T10:00:00Z".parse().expect("a timestamp");
        Back::answered(how, days_ago, now).stage(now)
    }

    #[test]
    fn stages_follow_from_what_the_person_says_and_since_when() {
        assert_eq!(stage(How::JustStiff, 0), Stage::Settled);
        assert_eq!(stage(How::SeizedUp, 0), Stage::Any);
        assert_eq!(stage(How::SeizedUp, 13), Stage::Any);
        assert_eq!(stage(How::Easing, 2), Stage::Any);
        assert_eq!(stage(How::Easing, 3), Stage::Easing);
        assert_eq!(stage(How::SeizedUp, 14), Stage::Building);
        assert_eq!(stage(How::Easing, 41), Stage::Building);
        assert_eq!(stage(How::Easing, 42), Stage::Settled);
    }

    #[test]
    fn nobody_is_asked_twice_a_day_or_before_the_third() {
        let day = |n: i64| -> Timestamp {
            let first: Timestamp = "2026-11-21T10:00:00Z".parse().expect("a timestamp");
            first + SignedDuration::from_hours(24 * n)
        };
        let mut back = Back::answered(How::SeizedUp, 0, day(0));
        assert!(!back.wants_asking(day(2)));
        assert!(back.wants_asking(day(3)));
        back.asked = day(3);
        assert!(!back.wants_asking(day(3)));
        assert!(back.wants_asking(day(4)));
        back.how = How::Easing;
        assert!(!back.wants_asking(day(9)));
    }

    #[test]
    fn the_morning_after_is_day_2_however_late_it_began() {
        let at = |time: &str| -> Timestamp { time.parse().expect("a timestamp") };
        let back = Back::answered(How::SeizedUp, 0, at("2026-11-21T20:00:00Z"));
        let headline = |time| back.headline(&at(time).to_zoned(jiff::tz::TimeZone::UTC));
        assert_eq!(headline("2026-11-21T23:00:00Z"), "seized up · day 1");
        assert_eq!(headline("2026-11-22T07:00:00Z"), "seized up · day 2");
    }
}
