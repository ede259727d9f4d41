//! What a session says at a moment, before anybody asks where it goes: headline, number, place,
//! what the person may do, what comes next.
//!
//! All times in it change on the whole seconds of the phase and never between them.

use std::time::Duration;

use super::SessionView;
use crate::seconds::{Count, clock, clock_passed, whole_seconds_up};
use crate::session::{Mood, Offer, Status};
use crate::text::line;
use crate::timeline::{Agent, Kind, Phase};
use crate::view::phases;
use crate::view::theme::Accent;
use crate::words;

/// The words and numbers of a session at a moment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Content {
    /// What to do now, in a few words; never empty.
    pub headline: String,
    /// What the exercise is called.
    pub name: String,
    /// Side, repetition, set, round.
    pub place: Vec<String>,
    /// The big number; empty where nothing is counted.
    pub number: String,
    /// What the number counts, where that is not plain.
    pub counts: String,
    pub turn: Turn,
    /// The instruction in full.
    pub text: String,
    /// What to look at now.
    pub check: String,
    /// The parts of the tempo.
    pub parts: Vec<String>,
    /// Since when a pack is on, when it rings, when it must be off.
    pub pack: Vec<String>,
    /// What comes next.
    pub next: String,
    pub tone: Accent,
}

/// Whose turn it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn {
    /// What state this is, and what the person may do about it; empty where there is nothing.
    pub full: String,
    /// The same where there is hardly any room.
    pub short: String,
    /// Whether that asks how many repetitions the set just behind was, and whether its short form
    /// does.
    pub asks: bool,
    pub asks_shortly: bool,
}

/// How many letters a text may have to be a headline.
const SHORT: std::ops::RangeInclusive<usize> = 1..=44;

impl Content {
    pub(super) fn of(screen: &SessionView<'_>) -> Content {
        let status = screen.status;
        let phase = status.phase;
        let parts = match phase.kind {
            Kind::Rep | Kind::Breath if phase.part.is_some() => {
                phase.words.cues.iter().map(|cue| line(cue)).collect()
            }
            _ => Vec::new(),
        };
        let check = status.check.map(|(text, _)| line(text));
        let headline = headline(status);
        let text = text(phase);
        let said = text.trim_end_matches('.') == headline.trim_end_matches('.');
        Content {
            headline: headline.trim_end_matches('.').to_owned(),
            name: line(&phase.words.name),
            place: place(phase),
            number: number(screen),
            counts: counts(status),
            turn: Turn {
                full: state(screen),
                short: short_state(status),
                asks: asks(status),
                asks_shortly: asks(status) && status.mood == Mood::Running,
            },
            text: if said { String::new() } else { text },
            check: check.unwrap_or_default(),
            parts,
            pack: pack(screen),
            next: next(status),
            tone: tone(screen),
        }
    }
}

impl Content {
    /// What the size of the number is found with: as for minutes and seconds, so that all numbers
    /// of a session have one size.
    pub(super) fn sized(&self) -> &str {
        if self.number.len() > 4 {
            &self.number
        } else {
            "0:00"
        }
    }
}

fn tone(screen: &SessionView<'_>) -> Accent {
    let kind = screen.status.phase.kind;
    match screen.status.mood {
        Mood::Alarm => Accent::Beware,
        Mood::Begin | Mood::Waiting if kind != Kind::Rep => Accent::Turn,
        Mood::Paused { .. } | Mood::Away(_) => Accent::Turn,
        _ if matches!(kind, Kind::Rest | Kind::Ready | Kind::Change) => Accent::Ease,
        _ => Accent::Work,
    }
}

fn place(phase: &Phase) -> Vec<String> {
    let ready = (phase.kind == Kind::Ready).then(|| "get ready".to_owned());
    ready.into_iter().chain(phases::place(phase)).collect()
}

/// What to do now, in a few words.
fn headline(status: &Status<'_>) -> String {
    let phase = status.phase;
    match status.mood {
        Mood::Paused { .. } => return "Paused".into(),
        Mood::Returning { .. } => return "Back in position".into(),
        Mood::Away(Offer::Walked) => return "Did you walk on?".into(),
        Mood::Away(_) => return "Welcome back".into(),
        Mood::Over(_) => return "Done".into(),
        _ => {}
    }
    let name = line(&phase.words.name);
    let text = line(&phase.words.text);
    let say = line(&phase.words.say);
    let cue = line(phase.cue());
    match (phase.kind, status.mood) {
        // Which exercise comes is what needs to be seen from afar; that it is not yet on is below.
        (Kind::Ready, _) if !name.is_empty() => name,
        (Kind::Ready, _) => "Get ready".into(),
        (Kind::Rest, _) => "Rest".into(),
        (Kind::Change, _) => match phase.side {
            Some(side) => format!("Change: {} side", side.word()),
            None => "Change".into(),
        },
        (Kind::Application(_), Mood::Alarm) if status.asks_off => "Take the pack off".into(),
        (Kind::Application(_), Mood::Alarm) => "Pack off?".into(),
        (Kind::Application(Agent::Heat), _) => "Heat is on".into(),
        (Kind::Application(Agent::Cold), _) => "Cold is on".into(),
        (Kind::Off(_), _) => "Take the pack off".into(),
        _ if !cue.is_empty() => cue,
        // The short spoken form says what to do; a whole sentence is for the text below.
        _ if SHORT.contains(&say.chars().count()) => say,
        // What a wait says is what to do.
        (Kind::Wait, _) if SHORT.contains(&text.chars().count()) => text,
        (Kind::Hold, _) if name.is_empty() => "Hold".into(),
        _ if name.is_empty() => "Now".into(),
        _ => name,
    }
}

/// The number of a phase: below a minute plain seconds, which can be bigger.
fn count(shown: Duration, of: Duration) -> String {
    match of <= Duration::from_secs(60) {
        true => whole_seconds_up(shown).to_string(),
        false => clock(shown),
    }
}

fn number(screen: &SessionView<'_>) -> String {
    let status = screen.status;
    if let Mood::Returning { left } = status.mood {
        return whole_seconds_up(left).max(1).to_string();
    }
    if let (true, Some(pack)) = (counts_up(status), status.pack_on) {
        let on = clock_passed(screen.now.since(pack.since));
        return if pack.known { on } else { "?".into() };
    }
    match (status.length, status.left) {
        (Some(length), Some(left)) if until_the_bell(status) => {
            let whole = Duration::from_secs(whole_seconds_up(left));
            count(
                whole.saturating_sub(length.most - length.least),
                length.least,
            )
        }
        (Some(length), Some(left)) => count(left, length.most),
        // A set at the person's own pace: what is counted is what they count.
        _ => status.phase.reps.map_or(String::new(), Count::shown),
    }
}

/// Whether heat or cold comes next, which no Enter begins.
fn awaits_pack(status: &Status<'_>) -> bool {
    let applies = |next: &Phase| matches!(next.kind, Kind::Application(_));
    status.next.is_some_and(applies)
}

/// Whether a pack is to come off: what counts is how long it has been on.
pub(super) fn counts_up(status: &Status<'_>) -> bool {
    let off = matches!(status.phase.kind, Kind::Off(_));
    status.pack_on.is_some() && (off || status.asks_off)
}

/// Whether an application has its least still before it.
fn until_the_bell(status: &Status<'_>) -> bool {
    let applies = matches!(status.phase.kind, Kind::Application(_));
    let before = |length: crate::seconds::Length| length.is_range() && status.passed < length.least;
    applies && status.length.is_some_and(before)
}

fn counts(status: &Status<'_>) -> String {
    let phase = status.phase;
    match (phase.kind, status.mood) {
        (_, Mood::Returning { .. }) => String::new(),
        _ if counts_up(status) => match status.pack_on {
            Some(pack) if !pack.known => "nobody can say how long".into(),
            _ => "since it went on".into(),
        },
        (Kind::Application(_), _) if until_the_bell(status) => "until the bell".into(),
        (Kind::Application(_), _) => "until it must be off".into(),
        (Kind::Rep, _) if status.length.is_none() && phase.reps.is_some() => {
            "times, at your own pace".into()
        }
        (Kind::Rep, _) if status.length.is_none() => "at your own pace".into(),
        (Kind::Wait, _) if status.left.is_some() => "then it goes on by itself".into(),
        _ => String::new(),
    }
}

/// What state this is and what the person may do about it.
fn state(screen: &SessionView<'_>) -> String {
    let turn = turn(screen);
    match (asks(screen.status), turn.is_empty()) {
        (false, _) => turn,
        (true, true) => how_many(screen),
        (true, false) => format!("{} · {turn}", how_many(screen)),
    }
}

/// Whether it is asked how many repetitions the set just behind was. Nothing waits for it.
fn asks(status: &Status<'_>) -> bool {
    let stands = matches!(
        status.mood,
        Mood::Running | Mood::Waiting | Mood::Paused { .. }
    );
    stands && status.set_behind.is_some()
}

/// Whose turn it is.
fn turn(screen: &SessionView<'_>) -> String {
    let status = screen.status;
    let phase = status.phase;
    let by = screen.clocks.off_by.map(line);
    match status.mood {
        Mood::Begin => "Enter begins".into(),
        Mood::Paused { .. } => match screen.clocks.paused_since {
            Some(since) => format!("Paused since {}. Space goes on", line(since)),
            None => "Space goes on".into(),
        },
        Mood::Returning { .. } => "It goes on after this. Enter: at once".into(),
        Mood::Away(Offer::RepAgain) => match phase.kind {
            Kind::Breath => "Enter plays this breath again".into(),
            Kind::Rep => "Enter plays this repetition again".into(),
            _ => "Enter plays this hold again".into(),
        },
        Mood::Away(Offer::NextPhase) => match phase.kind.is_work() {
            true => "The time before it is over. Enter begins".into(),
            false => "That is over. Enter goes on".into(),
        },
        Mood::Away(Offer::GoOn) => "Your time stood still. Enter goes on lying".into(),
        Mood::Away(Offer::Walked) => "Enter: yes, it counts. b: no, take it off".into(),
        Mood::Alarm => match (phase.kind, by) {
            (Kind::Off(_), _) => "Enter: it is off. It rings until you say so".into(),
            (_, Some(by)) if status.asks_off => {
                let bell = screen.clocks.bell_at.filter(|_| until_the_bell(status));
                let until = bell.map_or(by, line);
                format!("Enter: it is off. Space: it stays on until {until}")
            }
            (_, Some(by)) => format!("Enter: it comes off now. c: go on, until {by} at the latest"),
            (_, None) => "Enter: it comes off now. c: go on to the end".into(),
        },
        Mood::Over(_) => String::new(),
        Mood::Waiting => match phase.kind {
            Kind::Rep => "Enter when you are done".into(),
            _ if awaits_pack(status) => "y: none of the warnings is me, the pack is on".into(),
            _ => "Enter goes on".into(),
        },
        Mood::Running => match phase.kind {
            Kind::Application(_) => match until_the_bell(status) {
                true => "At the bell: Enter takes it off, c goes on to the end".into(),
                false if status.may_stop => "Enter: it comes off now".into(),
                false => String::new(),
            },
            Kind::Ready if status.set_behind.is_none() => "Enter: I am ready".into(),
            Kind::Ready | Kind::Rest | Kind::Change => String::new(),
            _ if status.may_stop => "Enough? Enter".into(),
            _ => match status.length.filter(|length| length.is_range()) {
                Some(length) => format!("From {} on, Enter is enough", words::length(length.least)),
                None => String::new(),
            },
        },
    }
}

/// After a set at the person's own pace: how many it was, where they have said so.
fn how_many(screen: &SessionView<'_>) -> String {
    let Some(set) = screen.status.set_behind else {
        return String::new();
    };
    let said = set.said.map_or("__".to_owned(), |said| said.to_string());
    match screen.last_time {
        Some(last) => format!("How many was it? {said}   last time {last}"),
        None => format!("How many was it? {said}"),
    }
}

/// Whose turn it is, in so few words that they fit a screen of 20 columns.
fn short_state(status: &Status<'_>) -> String {
    let words = match (status.mood, status.phase.kind) {
        (Mood::Begin, _) => "Enter begins",
        (Mood::Paused { .. }, _) => "Space goes on",
        (Mood::Returning { .. }, _) => "Enter: at once",
        (Mood::Away(Offer::RepAgain), _) => "Enter: once more",
        (Mood::Away(Offer::Walked), _) => "Enter: yes, b: no",
        (Mood::Away(_), _) => "Enter goes on",
        (Mood::Alarm, Kind::Off(_)) => "Enter: it is off",
        (Mood::Alarm, _) if status.asks_off => "Enter off, Space on",
        (Mood::Alarm, _) => "Enter: off, c: on",
        (Mood::Waiting, Kind::Rep) => "Enter when done",
        (Mood::Waiting, _) if awaits_pack(status) => "y: the pack is on",
        (Mood::Waiting, _) => "Enter goes on",
        (Mood::Running, _) => match status.set_behind {
            Some(set) => {
                let said = set.said.map_or("__".to_owned(), |said| said.to_string());
                return format!("How many? {said}");
            }
            None if status.may_stop => "Enter: enough",
            None => "",
        },
        (Mood::Over(_), _) => "",
    };
    words.to_owned()
}

fn text(phase: &Phase) -> String {
    match phase.kind {
        // A gap of an exercise has the exercise's words, which are for its movement.
        Kind::Rest | Kind::Change if phase.gap => String::new(),
        _ => crate::text::plain(&phase.text()).into_owned(),
    }
}

fn pack(screen: &SessionView<'_>) -> Vec<String> {
    let status = screen.status;
    let on = matches!(status.phase.kind, Kind::Application(_) | Kind::Off(_));
    if !on {
        return Vec::new();
    }
    // When it must come off comes first: where there is little room, the first lines are kept.
    let mut facts = Vec::new();
    if let Some(bell) = screen.clocks.bell_at.filter(|_| until_the_bell(status)) {
        facts.push(format!("bell {}", line(bell)));
    }
    if let Some(by) = screen.clocks.off_by {
        facts.push(format!("off by {} at the latest", line(by)));
    }
    if let Some(since) = screen.clocks.on_since {
        facts.push(format!("on since {}", line(since)));
    }
    if let (Kind::Application(_), Some(length), Some(left)) =
        (status.phase.kind, status.length, status.left)
    {
        let left = Duration::from_secs(whole_seconds_up(left));
        let so_far = length.most.saturating_sub(left);
        facts.push(format!("{} so far", clock_passed(so_far)));
        facts.push("it counts while the machine sleeps".into());
    }
    facts
}

/// What comes after what is on the screen: a tempo shows its own parts.
fn next(status: &Status<'_>) -> String {
    let Some(next) = status.next else {
        return "then you are done".into();
    };
    let same = |other: &Phase| {
        let here = status.phase;
        let inside = other.part.is_some_and(|part| part.nth > 1);
        inside && other.run == here.run && other.rep == here.rep && other.side == here.side
    };
    if !same(next) {
        return format!("next: {}", phases::coming(next));
    }
    let parts = status
        .phase
        .part
        .map_or(0, |part| (part.of - part.nth) as usize);
    match status.timeline.phases().get(status.index + parts + 1) {
        // What may be left out might have been: the session alone knows.
        Some(after) if after.choice.is_some() => String::new(),
        Some(after) => format!("next: {}", phases::coming(after)),
        None => "then you are done".into(),
    }
}

/// What is left of everything, changing with the whole seconds of the phase.
pub(super) fn total_left(status: &Status<'_>) -> String {
    let left = status.left.unwrap_or_default();
    let later = status.total_left.saturating_sub(left);
    clock(later + Duration::from_secs(whole_seconds_up(left)))
}

/// How much of the phase is over, 0 to 1, in whole seconds.
pub(super) fn part_done(status: &Status<'_>) -> f64 {
    match (status.length, status.left) {
        (Some(length), Some(left)) if !length.most.is_zero() => {
            let left = Duration::from_secs(whole_seconds_up(left)).min(length.most);
            1.0 - left.as_secs_f64() / length.most.as_secs_f64()
        }
        _ => 0.0,
    }
}
