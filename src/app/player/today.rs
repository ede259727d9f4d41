//! What Today offers, for both front ends: the rules of `today`, on what this machine knows.
//!
//! The history is read on a thread of its own; until it is there the rows keep their place empty.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Duration;

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::Player;
use crate::app::recorder::{Patience, RecentHistory};
use crate::back::{Back, How};
use crate::history::{Record, Summary};
use crate::library::Entry;
use crate::seconds::Moment;
use crate::today::{self, FIRST_FIVE, TodayAct, TodayFacts, TodayRoutine, TodayRow};

/// So long a disk has for the history, before Today does without.
const PATIENCE: Duration = Duration::from_secs(2);
/// So often it is asked meanwhile.
pub const ASK_AGAIN: Duration = Duration::from_millis(10);

/// What is offered today, and what that rests on.
#[derive(Default)]
pub struct TodayList {
    pub rows: Vec<TodayRow>,
    /// What was done in the newest months, once it was read.
    pub history: Option<RecentHistory>,
    /// Every routine as the rules see it.
    pub(in crate::app) routines: OnceCell<Vec<TodayRoutine>>,
    /// The history is read, until then.
    pub(in crate::app) reads_until: Option<Moment>,
}

impl TodayList {
    pub(in crate::app) fn of(routines: Vec<TodayRoutine>) -> TodayList {
        TodayList { routines: OnceCell::from(routines), ..TodayList::default() }
    }
}

impl Player {
    /// Begins to read what was done, if Today is wished for.
    pub fn begin_today(&mut self, now: Moment) {
        self.today_list.reads_until = Some(now + PATIENCE);
    }

    /// Takes in what was done, once the disk has told it; whether there is something new to see.
    pub fn read_today(&mut self, patience: Patience, now: Moment) -> bool {
        let Some(until) = self.today_list.reads_until else {
            return false;
        };
        let history = self.recent_history(patience);
        let hangs = history.unread && patience == Patience::AsksAgain;
        if hangs && self.environment.services.is_some() && now < until {
            return false;
        }
        self.today_list.reads_until = None;
        self.today_list.history = Some(history);
        let wanted = self.options.settings.today;
        let rows = wanted.then(|| self.with_facts(now, today::today));
        self.today_list.rows = rows.unwrap_or_default();
        true
    }

    /// What was done in the newest months, with what was played here a moment ago: the disk may not
    /// have that yet.
    fn recent_history(&self, patience: Patience) -> RecentHistory {
        let mut history = match &self.environment.services {
            Some(services) => (services.lately)(patience),
            None => RecentHistory { unread: true, ..RecentHistory::default() },
        };
        let sessions = &mut history.history.sessions;
        let past = self.play.as_ref().and_then(|play| play.past());
        for played in self.played.iter().cloned().chain(past) {
            sessions.retain(|session| session.record.id != played.record.id);
            sessions.push(played);
        }
        history
    }

    /// How often anything was done on this day.
    pub fn done_today(&self, now: Moment) -> usize {
        let today = self.calendar(now).date();
        let history = self.today_list.history.iter();
        let records = history.flat_map(|known| &known.history.sessions).map(|one| &one.record);
        records.filter(|one| !one.work.real.is_zero() && one.start.date() == today).count()
    }

    /// Why a row of Today is there, in sentences.
    pub fn explain_today(&self, row: &TodayRow, now: Moment) -> Vec<String> {
        self.with_facts(now, |facts| today::explain(row, facts))
    }

    /// What follows after what was played, by the rules of Today, and why.
    pub fn follows(&self, now: Moment) -> Option<(&Arc<Entry>, String)> {
        let played = self.play.as_ref()?.prepared.id.as_deref();
        self.with_facts(now, |facts| {
            let other = today::today(facts).into_iter().find_map(|row| match row.act {
                TodayAct::Play(id) if Some(&*id) != played => Some((id, row.words)),
                _ => None,
            });
            let (id, words) = other?;
            let reason = words.into_iter().next();
            Some((self.library.get(&id)?, reason.unwrap_or_default()))
        })
    }

    /// What the rules look at. Without a list the history is read for it.
    pub(in crate::app) fn with_facts<T>(
        &self,
        now: Moment,
        see: impl FnOnce(&TodayFacts<'_>) -> T,
    ) -> T {
        let list = &self.today_list;
        let patience = if self.play.is_some() { Patience::AsksAgain } else { Patience::Waits };
        let read = || self.recent_history(patience);
        let known = list.history.as_ref().filter(|_| self.play.is_none());
        let history = known.map_or_else(|| Cow::Owned(read()), Cow::Borrowed);
        let sessions: Vec<Summary> = history.history.sessions.iter().map(Summary::of).collect();
        let broken_off = self.last_left().filter(|(left, services)| left.goes_on(services, now));
        let broken_off: Option<&Record> = broken_off.map(|(left, _)| &left.checkpoint.record);
        see(&TodayFacts {
            now: self.calendar(now),
            back: self.back_for_rules(now),
            sessions: &sessions,
            had: &history.had(),
            unread: history.unread,
            routines: list.routines.get_or_init(|| today::routines(&self.library)),
            broken_off,
        })
    }

    /// How the back is for the rules. Whoever plays what helps where it has just seized up may not
    /// have said so yet.
    fn back_for_rules(&self, now: Moment) -> Option<Back> {
        let back = self.environment.back;
        let played = self.play.as_ref().and_then(|play| play.prepared.id.as_deref());
        let seized = played == Some(FIRST_FIVE) && back.is_none_or(|back| !back.is_seized());
        let anew = seized.then(|| Back::answered(How::SeizedUp, 0, self.today(now)));
        anew.or(back)
    }

    /// A moment in the person's calendar.
    pub(in crate::app) fn calendar(&self, now: Moment) -> Zoned {
        match &self.environment.services {
            Some(services) => (services.calendar)(now),
            None => self.today(now).to_zoned(TimeZone::UTC),
        }
    }
}
