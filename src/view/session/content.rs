//! What a session says at a moment, before anybody asks where it goes: headline, number, place,
//! what the person may do, what comes next.
//!
//! All times in it change on the whole seconds of the phase and never between them.

use std::time::Duration;

use super::SessionView;
use crate::seconds::{Count, clock, clock_passed, whole_seconds_up};
use crate::session::{Offer, State, Status};
use crate::text::line;
use crate::timeline::{Agent, Kind, Phase};
use crate::view::phases;
use crate::view::theme::Accent;
use crate::words::playing::{self, Turn};

/// The parts of the tempo.
pub(super) fn parts(phase: &Phase) -> Vec<String> {
    let has_parts = matches!(phase.kind, Kind::Rep | Kind::Breath) && phase.part.is_some();
    let cues = phase.words.cues.iter().filter(|_| has_parts);
    cues.map(|cue| line(cue)).collect()
}

pub(super) fn tone(screen: &SessionView<'_>) -> Accent {
    let kind = screen.status.phase.kind;
    match screen.status.state {
        State::Alarm => Accent::Beware,
        State::Begin | State::Waiting if kind != Kind::Rep => Accent::Turn,
        State::Paused { .. } | State::Away(_) => Accent::Turn,
        _ if matches!(kind, Kind::Rest | Kind::Ready | Kind::Change) => Accent::Ease,
        _ => Accent::Work,
    }
}

pub(super) fn place(phase: &Phase) -> Vec<String> {
    let ready = (phase.kind == Kind::Ready).then(|| playing::IS_GET_READY.to_owned());
    ready.into_iter().chain(phases::place(phase)).collect()
}

/// What to do now, in forms from the longest to the shortest.
pub(super) fn headline(status: &Status<'_>) -> Vec<String> {
    let phase = status.phase;
    let forms = match (status.state, phase.kind) {
        (State::Paused { .. }, _) => playing::PAUSED,
        (State::Returning { .. }, _) => playing::RETURNING,
        (State::Away(Offer::Walked), _) => playing::DID_YOU_WALK,
        (State::Away(_), _) => playing::WELCOME_BACK,
        (State::Over(_), _) => playing::DONE,
        (State::Alarm, _) if status.asks_off => playing::TAKE_PACK_OFF,
        (State::Alarm, Kind::Application(_)) => playing::IS_PACK_OFF,
        _ => {
            let mut forms = needed_forms(phase);
            forms.extend(last_form(phase.kind).map(str::to_owned));
            return forms;
        }
    };
    forms.iter().map(|form| (*form).to_owned()).collect()
}

/// The headlines of a timeline that are not of one of its phases alone.
pub(super) fn other_headlines() -> impl Iterator<Item = Vec<String>> {
    let all = [
        playing::PAUSED,
        playing::RETURNING,
        playing::DID_YOU_WALK,
        playing::WELCOME_BACK,
        playing::TAKE_PACK_OFF,
    ];
    all.into_iter().map(|forms| forms.iter().map(|form| (*form).to_owned()).collect())
}

/// The headline of a phase in forms of which one must have room.
pub(super) fn needed_forms(phase: &Phase) -> Vec<String> {
    let written = match phase.kind {
        // Which exercise comes is what needs to be seen from afar; that it is not yet on is below.
        Kind::Ready => vec![phase.words.name.as_str(), playing::GET_READY],
        Kind::Rest => vec![playing::REST],
        Kind::Change => match phase.side {
            Some(side) => return vec![playing::change_to(side), playing::on_side(side)],
            None => vec![playing::CHANGE],
        },
        Kind::Application(Agent::Heat) => vec![playing::HEAT_IS_ON],
        Kind::Application(Agent::Cold) => vec![playing::COLD_IS_ON],
        Kind::Off(_) => playing::TAKE_PACK_OFF.to_vec(),
        Kind::Wait => [phase.short_forms(), vec![playing::YOUR_TURN]].concat(),
        _ => phase.short_forms(),
    };
    let forms = written.into_iter().map(line);
    let forms = forms.map(|form| form.trim_end_matches('.').to_owned());
    forms.filter(|form| !form.is_empty()).collect()
}

/// What is said where nothing that the author wrote has room.
fn last_form(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Hold => Some(playing::HOLD),
        Kind::Rep | Kind::Breath => Some(playing::NOW),
        Kind::Lie => Some(playing::LIE),
        Kind::Walk => Some(playing::WALK),
        _ => None,
    }
}

/// The widest number that a phase shows.
pub(super) fn widest_number(phase: &Phase) -> &'static str {
    match phase.length.map(|length| length.most.as_secs()) {
        _ if matches!(phase.kind, Kind::Off(_)) => "00:00",
        None | Some(..100) => "00",
        Some(..600) => "0:00",
        Some(..3600) => "00:00",
        Some(..36_000) => "0:00:00",
        _ => "00:00:00",
    }
}

/// The number of a phase: plain seconds where two cells are enough, which can be bigger.
fn count(shown: Duration, of: Duration) -> String {
    if of < Duration::from_secs(100) { whole_seconds_up(shown).to_string() } else { clock(shown) }
}

/// The number, as many cells wide as its phase needs at the most; empty where nothing is counted.
pub(super) fn number(screen: &SessionView<'_>) -> String {
    let cells = widest_number(screen.status.phase).len();
    let number = number_words(screen);
    if number.is_empty() { number } else { format!("{number:>cells$}") }
}

fn number_words(screen: &SessionView<'_>) -> String {
    let status = &screen.status;
    if let State::Returning { left } = status.state {
        return whole_seconds_up(left).max(1).to_string();
    }
    if let (true, Some(pack)) = (counts_up(status), status.pack_on) {
        let on = clock_passed(screen.now.since(pack.since));
        return if pack.known { on } else { "?".into() };
    }
    match (status.length, status.left) {
        (Some(length), Some(left)) if until_the_bell(status) => {
            let whole = Duration::from_secs(whole_seconds_up(left));
            count(whole.saturating_sub(length.most - length.least), length.least)
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

pub(super) fn counts(status: &Status<'_>) -> &'static str {
    let phase = status.phase;
    match (phase.kind, status.state) {
        (_, State::Returning { .. }) => "",
        _ if counts_up(status) => match status.pack_on {
            Some(pack) if !pack.known => playing::UNKNOWN_HOW_LONG,
            _ => playing::SINCE_IT_WENT_ON,
        },
        (Kind::Application(_), _) if until_the_bell(status) => playing::UNTIL_THE_BELL,
        (Kind::Application(_), _) => playing::UNTIL_IT_IS_OFF,
        (Kind::Rep, _) if status.length.is_none() => match phase.reps {
            Some(Count::ONCE) => playing::TIME_AT_OWN_PACE,
            Some(_) => playing::TIMES_AT_OWN_PACE,
            None => playing::AT_OWN_PACE,
        },
        (Kind::Wait, _) if status.left.is_some() => playing::THEN_BY_ITSELF,
        _ => "",
    }
}

/// Whose turn it is.
fn turn(screen: &SessionView<'_>) -> Turn {
    let status = &screen.status;
    let phase = status.phase;
    match status.state {
        State::Begin => Turn::BEGIN,
        State::Paused { .. } => Turn::paused(screen.clocks.paused_since.as_deref()),
        State::Returning { .. } => Turn::RETURNING,
        State::Away(Offer::RepAgain) => match phase.kind {
            Kind::Breath => Turn::BREATH_AGAIN,
            Kind::Rep => Turn::REP_AGAIN,
            _ => Turn::HOLD_AGAIN,
        },
        State::Away(Offer::NextPhase) if phase.kind.is_work() => Turn::NEXT_WORK,
        State::Away(Offer::NextPhase) => Turn::NEXT_PHASE,
        State::Away(Offer::GoOn) => Turn::TIME_STOOD_STILL,
        State::Away(Offer::Walked) => Turn::WALKED_ON,
        State::Alarm => match (phase.kind, screen.clocks.off_by.as_deref()) {
            (Kind::Off(_), _) => Turn::MUST_COME_OFF,
            (_, Some(by)) if status.asks_off => {
                let bell = screen.clocks.bell_at.as_deref().filter(|_| until_the_bell(status));
                Turn::stays_until(bell.unwrap_or(by))
            }
            (_, by) => Turn::goes_on_until(by),
        },
        State::Over(_) => Turn::NOBODY,
        State::Waiting if phase.kind == Kind::Rep => Turn::OWN_PACE,
        State::Waiting if awaits_pack(status) => Turn::PACK_GOES_ON,
        State::Waiting => Turn::GO_ON,
        State::Running => match phase.kind {
            Kind::Application(_) if until_the_bell(status) => Turn::AT_THE_BELL,
            Kind::Application(_) if status.may_stop => Turn::COMES_OFF,
            Kind::Application(_) => Turn::NOBODY,
            Kind::Ready if status.set_behind.is_none() => Turn::READY,
            Kind::Ready | Kind::Rest | Kind::Change => Turn::NOBODY,
            _ if status.may_stop => Turn::ENOUGH,
            _ => match status.length.filter(|length| length.is_range()) {
                Some(length) => Turn::enough_from(length.least),
                None => Turn::NOBODY,
            },
        },
    }
}

/// What is said of whose turn it is, in full and where there is hardly any room, each with whether
/// it asks how many repetitions the set just behind was; nothing waits for an answer.
pub(super) fn turn_forms(screen: &SessionView<'_>) -> [(String, bool); 2] {
    let status = &screen.status;
    let Turn { full, short } = turn(screen);
    let (full, short) = (full.into_owned(), short.to_owned());
    let runs = status.state == State::Running;
    let may_ask = runs || matches!(status.state, State::Waiting | State::Paused { .. });
    let Some(set) = status.set_behind.filter(|_| may_ask) else {
        return [(full, false), (short, false)];
    };
    let question = playing::how_many(set.said, screen.last_time);
    let full = if full.is_empty() { question } else { playing::and(&question, &full) };
    let short = if runs { playing::how_many_shortly(playing::blank_or(set.said)) } else { short };
    [(full, true), (short, runs)]
}

/// The instruction in full.
pub(super) fn text(phase: &Phase) -> String {
    match phase.kind {
        // A gap of an exercise has the exercise's words, which are for its movement.
        Kind::Rest | Kind::Change if phase.gap => String::new(),
        _ => crate::text::plain(&phase.text()).into_owned(),
    }
}

pub(super) fn pack(screen: &SessionView<'_>) -> Vec<String> {
    let status = &screen.status;
    if !matches!(status.phase.kind, Kind::Application(_) | Kind::Off(_)) {
        return Vec::new();
    }
    // When it must come off comes first: where there is little room, the first lines are kept.
    let clocks = &screen.clocks;
    let bell = clocks.bell_at.as_deref().filter(|_| until_the_bell(status));
    let mut facts = Vec::from_iter(bell.map(playing::bell_at));
    facts.extend(clocks.off_by.as_deref().map(playing::off_by));
    facts.extend(clocks.on_since.as_deref().map(playing::on_since));
    if let (Kind::Application(_), Some(length), Some(left)) =
        (status.phase.kind, status.length, status.left)
    {
        let left = Duration::from_secs(whole_seconds_up(left));
        let so_far = length.most.saturating_sub(left);
        facts.push(playing::so_far(clock_passed(so_far)));
        facts.push(playing::COUNTS_ASLEEP.into());
    }
    facts
}

/// What comes after what is on the screen: a tempo shows its own parts.
pub(super) fn next(status: &Status<'_>) -> String {
    let Some(next) = status.next else {
        return playing::THEN_DONE.into();
    };
    let here = status.phase;
    let inside = next.part.is_some_and(|part| part.nth > 1);
    if !inside || (next.run, next.rep, next.side) != (here.run, here.rep, here.side) {
        return playing::next(phases::coming(next));
    }
    let parts = status.phase.part.map_or(0, |part| (part.of - part.nth) as usize);
    match status.timeline.phases().get(status.index + parts + 1) {
        // What may be left out might have been: the session alone knows.
        Some(after) if after.choice.is_some() => String::new(),
        Some(after) => playing::next(phases::coming(after)),
        None => playing::THEN_DONE.into(),
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
