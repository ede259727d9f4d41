//! What is offered now, and why: the rules of Today, all of them here, each with its source or said
//! to be our choice.
//!
//! A function of values: how the back is, what was done in the newest months, the time of day, and
//! the routines that there are. It judges nothing that the person chooses themselves: what it does
//! not offer can be played all the same.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Span, Zoned};

use crate::back::{self, Back, How};
use crate::history::often::{self, Due, Standing};
use crate::history::rules::{self, TooSoon};
use crate::history::{Application, Record, Stamp, Summary, Than};
use crate::library::{Entry, Library, Origin, RED_FLAGS};
use crate::limits::{Agent, Limits};
use crate::routine::{Often, Position, Routine, Stage};
use crate::timeline::Timeline;
use crate::words::{self, often as often_said, today as said};

/// A number so much above the one before takes nobody on to more: our choice, since one more or
/// less is how such numbers vary, and no source draws the line.
pub const WORSE_BY: u8 = 2;

/// So many rows at the most: our choice, what is seen at a glance.
pub const ROWS: usize = 4;

/// The same routine is not offered again within this time, unless it says how often: our choice.
const APART: SignedDuration = SignedDuration::from_hours(1);

/// What the rules look at.
#[derive(Clone)]
pub struct TodayFacts<'a> {
    pub now: Zoned,
    /// How the back is; `None` where nobody has been asked.
    pub back: Option<Back>,
    /// What was done in the newest months on this machine, the earliest first.
    pub sessions: &'a [Summary],
    /// Heat and cold of the last two days at least.
    pub had: &'a [Application],
    /// Not all of that could be read: nobody knows what is missing.
    pub unread: bool,
    /// In the order of the list.
    pub routines: &'a [TodayRoutine],
    /// The last session that was broken off and can go on.
    pub broken_off: Option<&'a Record>,
}

/// A routine as the rules see it.
#[derive(Clone, Debug)]
pub struct TodayRoutine {
    pub id: String,
    pub routine: Arc<Routine>,
    /// It is the person's own.
    pub own: bool,
    /// Heat and cold in it, and the strictest limits on them.
    pub packs: Vec<(Agent, Limits)>,
    /// The names of its exercises.
    pub exercises: Vec<String>,
}

/// One thing that is offered, or said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TodayRow {
    pub act: TodayAct,
    pub title: String,
    /// Why it is offered in a few words, the weightiest first: with less room the rest is left out.
    pub words: Vec<String>,
    /// The same in a sentence or two: with its source, or that it is our choice.
    why: &'static str,
}

/// What a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TodayAct {
    /// Opens a routine by its id.
    Play(String),
    /// The same, but not yet: heat or cold that waits.
    Wait(String, TooSoon),
    /// Asks what to do with what was broken off.
    Resume,
    /// Opens a page.
    Page(&'static str),
    /// Asks how the back is today.
    AskHow,
    /// Says that it is enough, and does nothing.
    Enough,
}

/// Why a routine is not offered just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// It is for a later stage, or it was bad for them today, or nobody knows when heat or cold was
    /// last on.
    No,
    /// Heat or cold waits.
    TooSoon(TooSoon),
    /// It was done, and is offered again then.
    Done { again: Zoned },
}

impl TodayRoutine {
    pub fn of(entry: &Entry, routine: &Arc<Routine>, timeline: &Timeline) -> TodayRoutine {
        let phases = timeline.phases().iter().filter(|phase| !phase.gap);
        let mut exercises: Vec<String> = phases.map(|phase| phase.words.name.clone()).collect();
        exercises.dedup();
        TodayRoutine {
            id: entry.id.clone(),
            routine: routine.clone(),
            own: entry.origin != Origin::BuiltIn,
            packs: rules::asked(timeline),
            exercises,
        }
    }

    /// Whether sources disagree on it, so that it is never offered unasked: turning.
    pub fn turns(&self) -> bool {
        self.routine.stage == Stage::Settled
    }

    fn row(&self, (words, why): TodayReason) -> TodayRow {
        TodayRow {
            words,
            ..TodayRow::new(TodayAct::Play(self.id.clone()), &self.routine.title, "", why)
        }
    }

    fn is_done_in(&self, session: &Summary) -> bool {
        let done = session.done_of(&self.id);
        done.is_some_and(|done| !done.work().done.is_zero())
    }

    /// Whether something of it hurt in a session: an exercise of that name, in whichever routine.
    fn hurt_in(&self, session: &Summary) -> bool {
        session.played.hurt.iter().any(|name| self.exercises.contains(name))
    }
}

impl TodayRow {
    fn new(act: TodayAct, title: &str, words: &str, why: &'static str) -> TodayRow {
        TodayRow { act, title: title.to_owned(), words: vec![words.to_owned()], why }
    }
}

impl TodayAct {
    /// The routine that it is about.
    pub fn id(&self) -> Option<&String> {
        match self {
            TodayAct::Play(id) | TodayAct::Wait(id, _) => Some(id),
            _ => None,
        }
    }
}

/// Why something is offered: a few words, and a sentence.
type TodayReason = (Vec<String>, &'static str);

/// Every routine of a library that can be played.
pub fn routines(library: &Library) -> Vec<TodayRoutine> {
    let each = library.entries().iter().filter_map(|entry| {
        let (routine, timeline) = library.playable(entry).ok()?;
        Some(TodayRoutine::of(entry, &routine, &timeline))
    });
    each.collect()
}

impl TodayFacts<'_> {
    /// The stage up to which routines are offered. The calendar alone opens nothing: after a
    /// seizure stretches come once the person has said that it eases (Healthwise, "Back Spasm: Care
    /// Instructions": once it starts to feel better), and from the day in `back` on.
    pub fn stage(&self) -> Stage {
        match self.back {
            None => back::UNASKED,
            Some(back) if back.is_seized() => Stage::Any,
            Some(back) => back.stage(self.now.timestamp()),
        }
    }

    fn routine(&self, id: &str) -> Option<&TodayRoutine> {
        self.routines.iter().find(|routine| routine.id == id)
    }

    /// How often a routine is done, and how that stands. What was prescribed without a word on that
    /// is done once a day.
    fn standing(&self, of: &TodayRoutine) -> Option<(Often, Standing)> {
        let once_a_day = of.routine.prescribed.as_ref().map(|_| Often::default());
        let often = of.routine.often.clone().or(once_a_day)?;
        let times = often::times_of(&of.id, self.sessions);
        let standing = often::standing(&often, &times, &self.now);
        Some((often, standing))
    }

    /// How often it may be done, in a few words; may be empty.
    fn how_often(&self, routine: &TodayRoutine) -> String {
        let prose = || routine.routine.how_often.as_deref().map(str::to_owned);
        let often = routine.routine.often.as_ref();
        often.map(words::often::how_often).or_else(prose).unwrap_or_default()
    }

    /// Days since it seized up; 0 where it did not.
    fn days(&self) -> i64 {
        self.back.map_or(0, |back| back.days(self.now.timestamp()))
    }

    fn is_night(&self) -> bool {
        !(MORNING.start..EVENING.end).contains(&self.now.hour())
    }

    /// A moment of the history on the person's clock.
    fn local(&self, at: Stamp) -> Zoned {
        at.at().to_zoned(self.now.time_zone().clone())
    }

    fn clock(&self, at: &Zoned) -> String {
        words::time_of_day(at, &self.now)
    }

    fn days_ago(&self, days: i64) -> Date {
        self.now.date().saturating_sub(Span::new().days(days))
    }

    /// Sessions of this day.
    fn today(&self) -> impl DoubleEndedIterator<Item = &Summary> {
        let today = self.now.date();
        self.sessions.iter().filter(move |session| session.start.date() == today)
    }

    /// Sessions in which a routine was done.
    fn done<'f>(&'f self, of: &'f TodayRoutine) -> impl DoubleEndedIterator<Item = &'f Summary> {
        self.sessions.iter().filter(|session| of.is_done_in(session))
    }

    /// The last of them that is of today.
    fn done_today(&self, of: &TodayRoutine) -> Option<&Summary> {
        self.today().rfind(|session| of.is_done_in(session))
    }

    fn times_on(&self, day: Date, of: &TodayRoutine) -> u32 {
        self.done(of).filter(|session| session.start.date() == day).count() as u32
    }

    /// On how many of the last days a routine was done.
    fn days_done(&self, of: &TodayRoutine) -> u32 {
        let since = self.days_ago(HABIT.1);
        let days = self.done(of).map(|session| session.start.date());
        days.filter(|day| *day > since).collect::<BTreeSet<_>>().len() as u32
    }

    /// Why a routine that suits is offered: when it was last done today, or how often yesterday, and
    /// how often it may be.
    fn reason(&self, routine: &TodayRoutine) -> TodayReason {
        let quiet = self.stage() == Stage::Any;
        let why = if quiet { said::WHY_QUIET } else { said::WHY_SUITS };
        let so_often =
            |days_ago, day| said::so_often(self.times_on(self.days_ago(days_ago), routine), day);
        match &*routine.id {
            _ if !routine.packs.is_empty() => {
                (vec![said::OPEN.into(), so_often(0, "today")], said::WHY_PACK)
            }
            FIRST_FIVE => (vec![said::FIRST_OF_ALL.into()], said::WHY_QUIET),
            STEPS if quiet && self.days() < 2 => (vec![said::FIRST_STEPS.into()], why),
            _ => {
                let done = match self.done_today(routine) {
                    Some(last) => said::since(self.clock(&self.local(last.end))),
                    None => so_often(1, "yesterday"),
                };
                let often = Some(self.how_often(routine)).filter(|often| !often.is_empty());
                ([done].into_iter().chain(often).collect(), why)
            }
        }
    }

    /// Whether it hurt, or left it worse, the last time, and that was yesterday: what may settle
    /// within a day ("Pain traffic light") is not offered unasked before.
    fn settles(&self, routine: &TodayRoutine) -> bool {
        self.done(routine).next_back().is_some_and(|last| {
            let bad = routine.hurt_in(last) || is_worse_by(last, WORSE_BY);
            bad && last.start.date() == self.days_ago(1)
        })
    }
}

/// Whether this routine may be offered now. The rules hold for the list, for sets that fit into a
/// time, and for reminders alike.
///
/// # Errors
/// Why it is not.
pub fn may_offer(routine: &TodayRoutine, facts: &TodayFacts<'_>) -> Result<(), NotNow> {
    if routine.routine.stage > facts.stage() {
        return Err(NotNow::No);
    }
    // What got `x` is left for that day: our choice, in the sense of NHS Inform, "Exercises for back
    // pain": stop what brings pain on. So is what it was worse after, by the numbers before and
    // after it or by their word.
    let last = facts.done_today(routine);
    let left_it_worse = last.is_some_and(|last| is_worse_by(last, WORSE_BY));
    let unknown = facts.unread && !routine.packs.is_empty();
    if unknown || left_it_worse || facts.today().any(|session| routine.hurt_in(session)) {
        return Err(NotNow::No);
    }
    let waits = routine
        .packs
        .iter()
        .filter_map(|(agent, limits)| rules::too_soon_for(*agent, *limits, facts.had, &facts.now));
    if let Some(soon) = waits.max_by_key(|soon| soon.opens.timestamp()) {
        return Err(NotNow::TooSoon(soon));
    }
    let again = match facts.standing(routine) {
        Some((_, standing)) => standing.due.opens().cloned(),
        None => {
            let last = facts.done(routine).next_back();
            let again = last.and_then(|last| last.end.at().checked_add(APART).ok());
            again.map(|again| again.to_zoned(facts.now.time_zone().clone()))
        }
    };
    match again.filter(|again| *again > facts.now) {
        Some(again) => Err(NotNow::Done { again }),
        None => Ok(()),
    }
}

/// Whether it was worse after a session, by so many points or by the person's word.
fn is_worse_by(session: &Summary, points: u8) -> bool {
    let numbers = session.before.zip(session.after);
    session.than == Some(Than::Worse)
        || numbers.is_some_and(|(before, after)| after >= before.saturating_add(points))
}

/// Without easing for so many days it is to be looked at: NHS Inform, "Back problems", seek help
/// where it is no better after two weeks.
const LOOK_AT_AFTER: i64 = 14;
/// So many of what suits come before what is done often: our choice.
const SUITS_FIRST: usize = 2;
/// Done on so many of so many days, it is done often: our choice.
const HABIT: (u32, i64) = (3, 14);
/// Heat or cold is offered to somebody who is only stiff if it was on within so many days: our
/// choice.
const PACK_LATELY: i64 = 7;
/// The hours of somebody at a desk, Monday to Friday, in which nothing is offered that is done
/// lying or kneeling; the morning, and the evening. Whatever lies outside is night, when nobody is
/// tempted to fall asleep on a warm pack. Our choice, all of them.
const DESK: Range<i8> = 8..17;
const MORNING: Range<i8> = 5..11;
const EVENING: Range<i8> = 17..21;

const HEAT: &str = "heat-session";
const COLD: &str = "cold-session";
/// What helps at once where it has just seized up.
pub const FIRST_FIVE: &str = "first-five-minutes";
const STEPS: &str = "walk-short";
const REST: &str = "lie-knees-propped";

/// What suits, the first thing first. Our choice among what the sources allow at that time; what
/// each asks of the body, and its source, stands in its file.
fn suits(facts: &TodayFacts<'_>) -> &'static [&'static str] {
    let (hour, night) = (facts.now.hour(), facts.is_night());
    let works = DESK.contains(&hour) && facts.now.weekday().to_monday_zero_offset() < 5;
    let how = facts.back.map_or(How::Unsaid, |back| back.how);
    match (how, facts.stage()) {
        (How::Worse, _) => &[REST, "breathe-belly"],
        // Four articles and Healthwise: in the first days short rests, breathing, warmth or cold,
        // short walks; and after a day or two movement before rest.
        (How::SeizedUp, _) if facts.days() == 0 && night => {
            &[FIRST_FIVE, "sleep-setup", "breathe-belly"]
        }
        (How::SeizedUp, _) if facts.days() == 0 => &[FIRST_FIVE, "breathe-belly", STEPS, HEAT],
        (_, Stage::Any | Stage::Easing) if night => &["sleep-setup", "breathe-belly"],
        (_, Stage::Any) if facts.days() < 2 => &["breathe-belly", STEPS, HEAT, REST],
        (_, Stage::Any) => &[STEPS, "breathe-belly", HEAT, REST],
        (_, Stage::Easing) => &[STEPS, "shoulder-raises", HEAT, "desk-chin-tuck"],
        (How::Unsaid, _) => &["breathe-even", STEPS, "shoulder-raises"],
        // Whoever sits before a terminal is shown first what takes two minutes there.
        _ if night => &["shoulder-raises", "breathe-even", "sleep-setup"],
        _ if works => &["shoulder-raises", "desk-cat-cow", STEPS, "desk-chin-tuck"],
        _ if MORNING.contains(&hour) => &["shoulder-raises", "floor-morning", "walk-build"],
        _ if EVENING.contains(&hour) => &["shoulder-raises", "neck-chest-evening", STEPS],
        _ => &["shoulder-raises", "walk-build", "kneel-cat-child"],
    }
}

/// What is offered now, at most [`ROWS`], the first thing first: what broke off, what was asked,
/// what suits, what is done often. Where nothing is left, that it is enough.
pub fn today(facts: &TodayFacts<'_>) -> Vec<TodayRow> {
    let mut rows = warnings(facts);
    if let Some(words) = enough(facts) {
        rows.push(TodayRow::new(TodayAct::Enough, said::ENOUGH, &words, said::WHY_REST));
        let rest = facts.routine(REST).filter(|rest| may_offer(rest, facts).is_ok());
        rows.extend(rest.map(|rest| rest.row((vec![said::REST.into()], said::WHY_REST))));
        let page = TodayAct::Page(RED_FLAGS);
        rows.push(TodayRow::new(page, said::SEE_A_DOCTOR, said::CALL, said::WHY_CALL));
        rows.truncate(ROWS);
        return rows;
    }
    rows.extend(broken_off(facts));
    let own = facts.routines.iter().filter(|routine| routine.own);
    let own = own.filter_map(|of| Some((of, facts.standing(of)?)));
    let own = own.filter(|(_, (often, _))| often::a_day(often).is_some());
    let asked: Vec<(&TodayRoutine, (Often, Standing))> = own.collect();
    let mut wishes: Vec<Wish<'_>> = Vec::new();
    for (routine, (often, standing)) in &asked {
        if standing.due == Due::Asked {
            let asked = standing.words(often, &facts.now);
            wishes.push((routine, Some((vec![asked], said::WHY_ASKED))));
        }
    }
    let is_later = |(_, (often, is)): &(&TodayRoutine, (Often, Standing))| {
        let opens = is.due.opens();
        let today = opens.is_some_and(|opens| opens.date() == facts.now.date());
        today && often::a_day(often).is_some_and(|a_day| is.today < a_day.least)
    };
    let later = asked.iter().any(is_later);
    let done = asked.iter().any(|(_, (_, is))| is.today > 0);
    let all_done = done && !later && wishes.is_empty();
    if !all_done {
        wishes.extend(suiting(facts));
    }
    for (routine, reason) in wishes {
        let has = rows.iter().any(|row| row.act.id() == Some(&routine.id));
        if rows.len() < ROWS && !has {
            rows.extend(offer(routine, reason, facts));
        }
    }
    if all_done || rows.is_empty() {
        rows.truncate(ROWS - 1);
        let title = |of: &TodayRoutine| of.routine.title.to_string();
        let asked = asked.iter().filter_map(|(of, (_, is))| {
            let opens = is.due.opens().cloned();
            Some((title(of), opens.or_else(|| facts.now.tomorrow().ok())?))
        });
        let suits = suits(facts).iter().filter_map(|id| {
            let of = facts.routine(id)?;
            match may_offer(of, facts) {
                Err(NotNow::Done { again }) => Some((title(of), again)),
                _ => None,
            }
        });
        let (words, next) = if all_done {
            (said::ALL_FOR_TODAY, asked.min_by_key(|(_, at)| at.timestamp()))
        } else {
            (said::ENOUGH_FOR_NOW, suits.min_by_key(|(_, at)| at.timestamp()))
        };
        let next = next.map(|(title, at)| {
            let today = at.date() == facts.now.date();
            let at = if today { said::from(facts.clock(&at)) } else { said::TOMORROW.into() };
            said::next(&title, &at)
        });
        let row = TodayRow::new(TodayAct::Enough, words, "", said::WHY_END);
        rows.push(TodayRow { words: Vec::from_iter(next), ..row });
    }
    rows
}

/// A routine that would be offered, and why where that is not only that it suits.
type Wish<'f> = (&'f TodayRoutine, Option<TodayReason>);

/// When to see a doctor comes first, and then the question how it is: once a day, until it eases.
fn warnings(facts: &TodayFacts<'_>) -> Vec<TodayRow> {
    let Some(back) = facts.back.filter(|back| back.is_seized()) else {
        return Vec::new();
    };
    let page =
        |title: &str, words, why| TodayRow::new(TodayAct::Page(RED_FLAGS), title, words, why);
    let mut rows = Vec::new();
    if facts.days() >= LOOK_AT_AFTER {
        let title = said::look_at_it(facts.days() / 7);
        rows.push(page(&title, said::NOT_EASED, said::WHY_WEEKS));
    } else if back.how == How::Worse {
        rows.push(page(said::SEE_A_DOCTOR, said::SAID_WORSE, said::WHY_WORSE));
    }
    let asked = back.asked.to_zoned(facts.now.time_zone().clone());
    if asked.date() < facts.now.date() {
        let (words, why) = (said::EASING_OR_NOT, said::WHY_HOW);
        rows.push(TodayRow::new(TodayAct::AskHow, said::HOW_IS_IT, words, why));
    }
    rows
}

/// Why it is enough for this day, if it is: the last two left it worse one after the other, or two hurt. The
/// choice of this project, in the sense of one clinic's "Pain traffic light": do less, and see
/// whether it settles within a day.
pub fn enough(facts: &TodayFacts<'_>) -> Option<String> {
    let hurt = facts.today().filter(|one| !one.played.hurt.is_empty()).count() as u32;
    let rated = |one: &&Summary| one.than.is_some() || one.before.zip(one.after).is_some();
    let mut last: Vec<&Summary> = facts.today().rev().filter(rated).take(2).collect();
    last.reverse();
    if last.len() == 2 && last.iter().all(|one| is_worse_by(one, 1)) {
        let numbers = last.iter().filter_map(|one| one.before.zip(one.after));
        return Some(said::left_it_worse(numbers));
    }
    (hurt > 1).then(|| said::hurt(hurt))
}

/// What broke off today, unless it is no longer offered.
fn broken_off(facts: &TodayFacts<'_>) -> Option<TodayRow> {
    let record = facts.broken_off?;
    let routine = record.routine.as_deref().and_then(|id| facts.routine(id));
    let barred = routine.and_then(|routine| may_offer(routine, facts).err());
    let barred = barred.is_some_and(|why| !matches!(why, NotNow::Done { .. }));
    let at = facts.local(record.end);
    let words = said::broke_off(facts.clock(&at));
    (!barred && at.date() == facts.now.date())
        .then(|| TodayRow::new(TodayAct::Resume, &record.title, &words, said::WHY_RESUME))
}

/// What suits now, what is easier than what hurt, what is done often, and heat or cold.
fn suiting<'f>(facts: &'f TodayFacts<'_>) -> Vec<Wish<'f>> {
    // Which of the two is better nobody has settled: it is the one that they take.
    let last = facts.had.iter().max_by_key(|had| had.off);
    let pack = last.filter(|had| had.off.date() > facts.days_ago(PACK_LATELY));
    let pack = pack.map(|had| if had.agent == Agent::Heat { HEAT } else { COLD });
    let suits = suits(facts).iter();
    let suits = suits.map(|id| pack.filter(|_| *id == HEAT).unwrap_or(*id));
    let mut suits: Vec<&TodayRoutine> = suits.filter_map(|id| facts.routine(id)).collect();
    // What was done longest ago today comes first: our choice, for the sake of change.
    suits.sort_by_key(|of| facts.done_today(of).map(|last| last.end));
    let quiet = facts.stage() == Stage::Any;
    let first = if quiet { suits.len() } else { SUITS_FIRST.min(suits.len()) };
    let mut wishes: Vec<Wish<'f>> = suits.drain(..first).map(|of| (of, None)).collect();
    for hard in facts.routines {
        let mut done = facts.today().filter(|one| hard.is_done_in(one));
        if done.any(|one| hard.hurt_in(one)) {
            let words = vec![said::easier(&hard.routine.title)];
            let easier = hard.routine.easier.as_deref().and_then(|id| facts.routine(id));
            wishes.extend(easier.map(|easier| (easier, Some((words, said::WHY_EASIER)))));
        }
    }
    let days = |of: &&TodayRoutine| facts.days_done(of);
    let others = facts.routines.iter().filter(|of| {
        // Lying makes room for movement after a day or two, and a longer walk is no reason for a
        // short one.
        let suits = wishes.iter().any(|(one, _)| one.routine.easier.as_deref() == Some(&*of.id));
        of.packs.is_empty() && of.routine.positions != [Position::Lying] && !suits
    });
    let habit = others.max_by_key(|of| (days(of), !suits.iter().any(|one| one.id == of.id)));
    let habit = habit.map(|of| (of, days(&of))).filter(|(_, days)| *days >= HABIT.0);
    let reason = |days| Some((vec![said::habit(days)], said::WHY_HABIT));
    wishes.extend(habit.map(|(of, days)| (of, reason(days))));
    wishes.extend(pack.and_then(|pack| facts.routine(pack)).map(|pack| (pack, None)));
    wishes.extend(suits.into_iter().map(|of| (of, None)));
    wishes.retain(|(of, _)| !facts.settles(of));
    wishes
}

/// The row of a routine that may be offered, or of heat or cold that waits.
fn offer(
    routine: &TodayRoutine,
    reason: Option<TodayReason>,
    facts: &TodayFacts<'_>,
) -> Option<TodayRow> {
    if !routine.packs.is_empty() && facts.is_night() {
        return None;
    }
    match may_offer(routine, facts) {
        Ok(()) => Some(routine.row(reason.unwrap_or_else(|| facts.reason(routine)))),
        Err(NotNow::TooSoon(soon)) => {
            let words = often_said::not_before(facts.clock(&soon.opens));
            let act = TodayAct::Wait(routine.id.clone(), soon);
            Some(TodayRow::new(act, &routine.routine.title, &words, said::WHY_PACK))
        }
        Err(_) => None,
    }
}

/// Why a row is there, in a few sentences: the rule, when it was last done, how the back is, and
/// whether something hurt in it.
pub fn explain(row: &TodayRow, facts: &TodayFacts<'_>) -> Vec<String> {
    let mut told = vec![row.why.to_owned()];
    let Some(of) = row.act.id().and_then(|id| facts.routine(id)) else {
        return told;
    };
    let done = facts.done(of).next_back();
    let done = done.map(|last| facts.clock(&facts.local(last.end)));
    let often = Some(facts.how_often(of)).filter(|often| !often.is_empty());
    told.splice(0..0, often.map(|often| format!("{}.", words::capital(&often))));
    told.push(done.map_or(said::NOT_LATELY.into(), |at| said::last_done(&at)));
    if let Some(back) = facts.back {
        told.push(said::your_back(back.words(facts.now.timestamp())));
    }
    let hurt = facts.done(of).rfind(|session| of.hurt_in(session));
    told.push(match hurt {
        Some(hurt) => said::hurt_lately(hurt.start.local().strftime("%-d %B").to_string()),
        None => said::NOTHING_HURT.to_owned(),
    });
    told
}
