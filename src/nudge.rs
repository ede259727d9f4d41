//! When it is time for a nudge away from the keyboard, and what one says.
//!
//! A pure decision from one look to the next. It counts how long somebody has been at it, by the
//! machine's own clock: no zone, no clock that is set and no sleep of the machine makes that longer.
//! How the looks come about, and who shows a nudge, is not known here.

use std::time::Duration;

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan, Zoned};
use serde::{Deserialize, Serialize};

use crate::history::checkpoint::Seen;
use crate::routine::{Position, Stage};
use crate::seconds::{Seconds, in_json};
use crate::today::{TodayFacts, TodayRoutine, may_offer, today};
use crate::words::nudge as words;

/// So long without a key count as a break; so long between two looks, the machine slept or nobody
/// looked. Our choice.
pub const BREAK: Duration = Duration::from_secs(5 * 60);

/// A nudge waits until somebody was there so lately.
const THERE: Duration = Duration::from_secs(60);

/// After so many nudges that nobody answers it is quiet.
const UNANSWERED: u8 = 2;

/// How much later `later` is.
const LATER: Duration = Duration::from_secs(10 * 60);

const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What the words after `supple remind` ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum RemindWish {
    /// What is set, and when it is next.
    Tell,
    Set(Reminder),
    Off,
    /// Look now: the timer says this.
    Look,
    Answer(NudgeAnswer),
}

/// What a person says to a nudge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NudgeAnswer {
    /// Opens the page before what was offered.
    Begin,
    /// A few steps were walked.
    Done,
    Later,
    NotToday,
}

impl NudgeAnswer {
    /// Each answer, the word for it on the command line, and what its button says.
    const ALL: [(NudgeAnswer, &'static str, &'static str); 4] = [
        (NudgeAnswer::Begin, "begin", words::BEGIN),
        (NudgeAnswer::Done, "done", words::DONE),
        (NudgeAnswer::Later, "later", words::LATER),
        (NudgeAnswer::NotToday, "not-today", words::NOT_TODAY),
    ];

    pub fn word(self) -> &'static str {
        NudgeAnswer::ALL[self as usize].1
    }

    pub fn label(self) -> &'static str {
        NudgeAnswer::ALL[self as usize].2
    }
}

/// What the person asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// After so long at the keyboard, 10 minutes to 8 hours.
    #[serde(with = "in_json")]
    pub every: Duration,
    /// From when until when; past midnight where the second is the earlier one.
    pub hours: Option<(Time, Time)>,
    /// The days of the week from Monday on.
    pub days: [bool; 7],
    /// A routine by its id; what suits today where none is named.
    pub routine: Option<String>,
}

impl RemindWish {
    /// Reads `45m 9:00..18:00 mon..fri neck`, in any order, or one of the other words.
    ///
    /// # Errors
    /// A sentence: there is no length, or one that nobody wants, or two routines.
    pub fn read(given: &[String]) -> Result<RemindWish, String> {
        if given.is_empty() {
            return Ok(RemindWish::Tell);
        }
        if let [one] = given {
            let answer = NudgeAnswer::ALL.into_iter().find(|(_, word, _)| word == one);
            match (one.as_str(), answer) {
                ("off", _) => return Ok(RemindWish::Off),
                ("now", _) => return Ok(RemindWish::Look),
                (_, Some((answer, ..))) => return Ok(RemindWish::Answer(answer)),
                _ => {}
            }
        }
        let (mut every, mut hours, mut days, mut routine) = (None, None, None, None);
        for word in given {
            if let Some(read) = length(word) {
                every = Some(read);
            } else if let Some(read) = read_hours(word) {
                hours = Some(read);
            } else if let Some(read) = read_days(word) {
                days = Some(read);
            } else if word != "today" && routine.replace(word.clone()).is_some() {
                return Err(words::not_understood(word));
            }
        }
        let every = every.ok_or_else(|| match given {
            [one] => words::not_understood(one),
            _ => words::HOW_OFTEN.into(),
        })?;
        if !(LATER..=Duration::from_secs(8 * 3600)).contains(&every) {
            return Err(words::HOW_OFTEN.into());
        }
        Ok(RemindWish::Set(Reminder {
            every,
            // From 0:00 to 24:00 is the whole day.
            hours: hours.filter(|(from, to)| from != to),
            days: days.unwrap_or([true; 7]),
            routine,
        }))
    }
}

/// `45m`, `1h 30m`; a bare number is minutes, as everywhere on the command line.
fn length(word: &str) -> Option<Duration> {
    let minutes = word.parse().ok().map(|minutes: u32| minutes.saturating_mul(60));
    let minutes = minutes.map(|seconds| Duration::from_secs(seconds.into()));
    minutes.or_else(|| word.parse().ok().map(|read: Seconds| read.0))
}

fn read_hours(word: &str) -> Option<(Time, Time)> {
    let (from, to) = word.split_once("..").or_else(|| word.split_once('-'))?;
    let time = |text: &str| {
        let (hour, minute) = text.split_once(':').unwrap_or((text, "0"));
        // A day ends at 24:00.
        let hour = hour.parse::<i8>().ok()?;
        Time::new(if hour == 24 { 0 } else { hour }, minute.parse().ok()?, 0, 0).ok()
    };
    Some((time(from)?, time(to)?))
}

/// `mon..fri`, `mon,wed`, `sat`.
fn read_days(word: &str) -> Option<[bool; 7]> {
    let day = |text: &str| {
        let text = text.to_lowercase();
        let begins = |name: &&str| text.len() > 2 && name.starts_with(&text);
        DAYS.iter().position(begins)
    };
    let mut days = [false; 7];
    for part in word.split(',') {
        let (first, last) = match part.split_once("..").or_else(|| part.split_once('-')) {
            Some((first, last)) => (day(first)?, day(last)?),
            None => (day(part)?, day(part)?),
        };
        for nth in 0..=(last + 7 - first) % 7 {
            days[(first + nth) % 7] = true;
        }
    }
    Some(days)
}

impl Reminder {
    /// Whether a nudge may come on this day at this time.
    pub fn covers(&self, at: &Zoned) -> bool {
        let time = at.time();
        let within = match self.hours {
            None => true,
            Some((from, to)) if from < to => from <= time && time < to,
            Some((from, to)) => from <= time || time < to,
        };
        within && self.days[at.weekday().to_monday_zero_offset() as usize]
    }

    /// The days of the week that it holds on, each with its short name.
    fn on(&self) -> impl Iterator<Item = &'static str> {
        let days = DAYS.iter().zip(self.days).filter(|(_, on)| *on);
        days.map(|(name, _)| &name[..3])
    }

    /// What is set, in a line.
    pub fn words(&self) -> String {
        let hours = self.hours.map(|(from, to)| {
            let shown = |time: Time| format!("{}:{:02}", time.hour(), time.minute());
            (shown(from), shown(to))
        });
        let days: Vec<&str> = self.on().collect();
        words::set(self.every, hours, &days)
    }
}

/// What is kept from one look to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NudgeState {
    /// The last look.
    pub seen: Option<Seen>,
    /// How long somebody has been at the keyboard since the last break.
    #[serde(with = "in_json")]
    pub active: Duration,
    /// At how much of that a nudge is due.
    #[serde(with = "in_json")]
    pub due_at: Duration,
    /// Nudges since the last answer or break.
    pub unanswered: u8,
    /// The day that is to stay silent.
    pub not_on: Option<Date>,
    /// When the last session ended that is known.
    pub done: Option<Timestamp>,
    /// A nudge was shown and is still true.
    pub open: bool,
    /// What it offers by its id, if that is a routine.
    pub offered: Option<String>,
}

/// What one look at the machine tells.
#[derive(Clone, Debug)]
pub struct NudgeLook {
    pub seen: Seen,
    pub local: Zoned,
    /// How long ago a key was pressed; `None` where nobody can tell.
    pub idle: Option<Duration>,
    /// A session runs.
    pub playing: bool,
    /// When the sessions of the history ended, on whichever machine, in any order.
    pub ends: Vec<Timestamp>,
}

impl NudgeState {
    /// Nothing has been seen yet.
    pub fn new(reminder: &Reminder) -> NudgeState {
        NudgeState { due_at: reminder.every, ..NudgeState::default() }
    }

    /// Takes a look; how long somebody has been at the keyboard if a nudge is due now.
    pub fn look(&mut self, reminder: &Reminder, look: &NudgeLook) -> Option<Duration> {
        let gap = self.since(&look.seen);
        if let Some(seen) = &self.seen
            && seen.wall.to_zoned(look.local.time_zone().clone()).date() != look.local.date()
        {
            self.unanswered = 0;
        }
        self.seen = Some(look.seen.clone());
        let there = look.idle.is_some_and(|idle| idle < BREAK) && !look.playing;
        match gap {
            Some(gap) if there && reminder.covers(&look.local) => self.active += gap,
            _ => self.begin_anew(reminder, Duration::ZERO),
        }
        // What ends in the future was written by a clock that is ahead: it counts from then on.
        let now = look.seen.wall;
        let done = look.ends.iter().copied().filter(|end| *end <= now).max();
        if done > self.done {
            self.done = done;
            let ago = done.and_then(|end| Duration::try_from(now.duration_since(end)).ok());
            if let Some(ago) = ago.filter(|ago| *ago < self.active) {
                self.begin_anew(reminder, ago);
            }
        }
        let here = look.idle.is_some_and(|idle| idle < THERE);
        let silent = self.is_silent(&look.local);
        (here && !silent && self.active >= self.due_at).then_some(self.active)
    }

    /// A nudge is shown. Left alone, the next one comes after as long again.
    pub fn nudged(&mut self, reminder: &Reminder, offers: Option<String>) {
        self.due_at = self.active + reminder.every;
        self.unanswered += 1;
        (self.open, self.offered) = (true, offers);
    }

    /// Takes an answer to what is shown, given on this day.
    pub fn answer(&mut self, reminder: &Reminder, answer: NudgeAnswer, today: Date) {
        match answer {
            NudgeAnswer::Done => self.begin_anew(reminder, Duration::ZERO),
            NudgeAnswer::Later => self.due_at = self.active + LATER,
            NudgeAnswer::NotToday => self.not_on = Some(today),
            NudgeAnswer::Begin => {}
        }
        (self.unanswered, self.open) = (0, false);
    }

    /// How long it is since the last look; `None` if that is so long that nobody knows what was
    /// in between, or there was none.
    pub fn since(&self, now: &Seen) -> Option<Duration> {
        let gap = self.seen.as_ref()?.until(now)?;
        (gap < BREAK).then_some(gap)
    }

    fn begin_anew(&mut self, reminder: &Reminder, active: Duration) {
        (self.active, self.due_at) = (active, reminder.every);
        (self.unanswered, self.open) = (0, false);
    }

    /// Whether the person does not answer, or said "not today". The day may come a second time, west
    /// of the date line.
    fn is_silent(&self, now: &Zoned) -> bool {
        let days = [now.date(), now.date().tomorrow().unwrap_or(now.date())];
        self.unanswered >= UNANSWERED || self.not_on.is_some_and(|day| days.contains(&day))
    }

    /// How long somebody has been at the keyboard, while a nudge stands that nobody has answered.
    pub fn shown_due(&self, now: &Seen) -> Option<Duration> {
        let since = self.since(now).filter(|_| self.open)?;
        Some(self.active + since)
    }

    /// About when the next nudge comes, if the person stays at the keyboard; `None` within two
    /// weeks.
    pub fn next(&self, reminder: &Reminder, now: &Zoned) -> Option<Zoned> {
        let silent = self.is_silent(now);
        let left = self.due_at.saturating_sub(self.active);
        let due = now.checked_add(left).ok().filter(|due| !silent && reminder.covers(due));
        if let Some(due) = due.filter(|_| reminder.covers(now)) {
            return Some(due);
        }
        let begins = reminder.hours.map_or(Time::midnight(), |(from, _)| from);
        let mut starts = (i64::from(silent)..15).filter_map(|days| {
            let day = now.date().checked_add(days.days()).ok()?;
            day.to_datetime(begins).to_zoned(now.time_zone().clone()).ok()
        });
        let start = starts.find(|start| start > now && reminder.covers(start))?;
        start.checked_add(reminder.every).ok()
    }
}

/// What a nudge offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NudgeOffer {
    /// To get up and walk a few steps.
    Steps,
    Routine {
        id: String,
        /// `None` for one of the person's own: others see the screen.
        title: Option<String>,
        length: Duration,
    },
}

/// Longer ones are for no break from the keyboard: our choice. What the person names may be longer.
const LONGEST: Duration = Duration::from_secs(10 * 60);

impl NudgeOffer {
    /// What may be offered now: what the person named, or the first that suits. In the first days
    /// after a seizure, and where nothing suits, a few steps.
    pub fn of(
        named: Option<&str>,
        facts: &TodayFacts<'_>,
        length: impl Fn(&TodayRoutine) -> Option<Duration>,
    ) -> NudgeOffer {
        let fresh = facts.back.is_some() && facts.stage() == Stage::Any;
        let candidates: Vec<String> = match named {
            Some(id) => vec![id.to_owned()],
            None => today(facts).iter().filter_map(|row| row.act.id().cloned()).collect(),
        };
        let candidates = candidates.iter();
        let candidates =
            candidates.filter_map(|id| facts.routines.iter().find(|one| one.id == *id));
        let may = |one: &&TodayRoutine| {
            let mut positions = one.routine.positions.iter();
            let here = named.is_some()
                || !positions.any(|one| matches!(one, Position::Lying | Position::Kneeling));
            !fresh && here && NudgeOffer::is_ever(one) && may_offer(one, facts).is_ok()
        };
        let mut offered = candidates.filter(may).filter_map(|one| {
            let length = length(one)?;
            (named.is_some() || length <= LONGEST).then(|| NudgeOffer::Routine {
                id: one.id.clone(),
                title: (!one.own).then(|| one.routine.title.to_string()),
                length,
            })
        });
        offered.next().unwrap_or(NudgeOffer::Steps)
    }

    /// Whether a nudge is ever given to this routine: never to heat, cold or turning.
    pub fn is_ever(routine: &TodayRoutine) -> bool {
        routine.packs.is_empty() && !routine.turns()
    }

    /// The id of the routine that it opens.
    pub fn id(&self) -> Option<&str> {
        match self {
            NudgeOffer::Steps => None,
            NudgeOffer::Routine { id, .. } => Some(id),
        }
    }

    /// What it says below its heading.
    pub fn words(&self) -> String {
        match self {
            NudgeOffer::Steps => words::STEPS.into(),
            NudgeOffer::Routine { title, length, .. } => words::takes(title.as_deref(), *length),
        }
    }

    /// The answers that have a button.
    pub fn answers(&self) -> &'static [NudgeAnswer] {
        match self {
            NudgeOffer::Steps => &[NudgeAnswer::Done, NudgeAnswer::NotToday],
            NudgeOffer::Routine { .. } => {
                &[NudgeAnswer::Begin, NudgeAnswer::Later, NudgeAnswer::NotToday]
            }
        }
    }
}

// What a system is given so that it looks once a minute: a timer of systemd, or an agent of launchd.
// Texts only; `host` puts them where they belong.

/// What the units of systemd and the agent of launchd are called.
pub const TIMER_NAME: &str = "supple-remind";

/// What starts one look, as systemd wants it: the program, and what of our environment it needs to
/// find the same files and the same tmux.
pub fn systemd_service(program: &str, variables: &[(String, String)]) -> String {
    let variable = |(name, value): &(String, String)| {
        format!("Environment={}\n", quoted(&format!("{name}={value}")))
    };
    // A command's dollars mean variables, which those of `Environment` do not.
    let program = quoted(program).replace('$', "$$");
    let variables: String = variables.iter().map(variable).collect();
    let service = include_str!("nudge/look.service");
    service.replace("{program}", &program).replace("{variables}\n", &variables)
}

/// A word as systemd reads it back.
fn quoted(word: &str) -> String {
    let word = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", word.replace('%', "%%"))
}

/// When systemd looks: each minute of the days and hours in which a nudge may come.
pub fn systemd_timer(reminder: &Reminder) -> String {
    let days: Vec<&str> = reminder.on().collect();
    let days = if days.len() == 7 { String::new() } else { days.join(",") + " " };
    let hours = match reminder.hours {
        Some((from, to)) if from < to => {
            // The hour that ends at 18:00 is the one from 17:00.
            let last = if to.minute() == 0 { to.hour() - 1 } else { to.hour() };
            format!("{:02}..{last:02}", from.hour())
        }
        _ => "*".into(),
    };
    let when = format!("{days}*-*-* {hours}:*:00");
    include_str!("nudge/look.timer").replace("{when}", &when)
}

/// The same for launchd.
pub fn launchd_agent(program: &str, variables: &[(String, String)]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let entry = |(name, value): &(String, String)| {
        let (name, value) = (escaped(name), escaped(value));
        format!("    <key>{name}</key><string>{value}</string>\n")
    };
    let variables: String = variables.iter().map(entry).collect();
    let agent = include_str!("nudge/look.plist").replace("{name}", TIMER_NAME);
    agent.replace("{program}", &escaped(program)).replace("{variables}\n", &variables)
}

#[cfg(test)]
mod tests;
