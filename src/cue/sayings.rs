//! What can be said of a moment: sentences, the fullest first, each with the time it must fit in.
//!
//! It chooses nothing; `cue` takes the first that fits. An author's words stand as they were
//! written, cleaned of everything that is no text.
//!
//! What is said where an answer is wanted: at an alarm, and after an absence.

use std::time::Duration;

use super::{Room, Saying};
use crate::routine::Breath;
use crate::seconds::Moment;
use crate::session::{Offer, Session};
use crate::text::line;
use crate::timeline::{Kind, Nth, Phase, Timeline};
use crate::words::{self, capital, steps::names, voice};

/// What the words of a phase depend on beside the phase.
pub(super) struct Around<'a> {
    pub timeline: &'a Timeline,
    pub index: usize,
    /// The words of this step have not been said for this side yet.
    pub fresh: bool,
    pub hands_free: bool,
}

/// What is said where a phase begins.
pub(super) fn began(around: &Around<'_>) -> Vec<Saying> {
    let phase = &around.timeline.phases()[around.index];
    match phase.kind {
        Kind::Ready => ready(around, phase),
        Kind::Wait => wait(around, phase),
        Kind::Change => change(phase),
        Kind::Rest => rest(around, phase),
        Kind::Off(_) => either(&[&[&phase.words.text, voice::PRESS_WHEN_OFF]]),
        Kind::Breath => {
            // In breathing nothing but in and out, and where the breath is kept.
            let word = match phase.breath {
                Some(Breath::In) => voice::BREATH_IN,
                Some(Breath::Out) => voice::BREATH_OUT,
                Some(Breath::Hold) => voice::BREATH_HELD,
                None => "",
            };
            [first_words(around, phase, word), either(&[&[word]])].concat()
        }
        Kind::Application(_) => application(phase),
        Kind::Hold | Kind::Rep | Kind::Lie | Kind::Walk => work(around, phase),
    }
}

/// The words of a step once more, in full, with what is to be looked at by now.
pub(super) fn again(phase: &Phase, check: &str) -> String {
    let words = &phase.words;
    match phase.kind {
        Kind::Application(_) => sentences(&[&words.name, &words.text, check]),
        Kind::Off(_) => sentences(&[&words.text]),
        Kind::Rest => sentences(&[voice::REST, &words.text]),
        Kind::Wait => sentences(&[&words.start, &words.text]),
        _ => sentences(&[&words.name, &words.start, &words.text, phase.cue()]),
    }
}

fn ready(around: &Around<'_>, phase: &Phase) -> Vec<Saying> {
    let words = &phase.words;
    let side = side_begins(around, phase);
    if !around.fresh {
        let (name, say) = (&*words.name, spoken(phase));
        return either(&[&[&side, name, say], &[&side, say], &[&side, name], &[&side]]);
    }
    let first = around.index == 0;
    let next = voice::coming(&words.name, first);
    let with = |name: &str, rest: &[&str]| {
        // Words that begin with the name need none in front of them.
        let own = sentences(rest).to_lowercase();
        let again = own.starts_with(&line(&words.name).to_lowercase());
        let name = if again { "" } else { name };
        sentences(&[&[name, side.as_str()], rest].concat())
    };
    let full: &[&str] = &[&words.start, &words.text];
    let short: &[&str] = &[&words.start, spoken(phase)];
    // The whole instruction is worth the ticks of the last seconds; less than that is not.
    let mut all = vec![
        (with(&next, full), Room::Quiet),
        (with(&words.name, full), Room::Quiet),
        (with(&words.name, full), Room::Whole),
    ];
    let name = &words.name;
    let shorter = [with(&next, short), with(name, short), with(name, &short[1..]), with(name, &[])];
    all.extend(in_any_room(shorter.into_iter().chain([sentences(&[name])])));
    all
}

/// The phase before.
fn before<'a>(around: &Around<'a>) -> Option<&'a Phase> {
    around.timeline.phases().get(around.index.checked_sub(1)?)
}

/// Whether a pack is put on here, which is never done without a hand.
fn begins_pack(around: &Around<'_>) -> bool {
    let next = around.timeline.phases().get(around.index + 1);
    next.is_some_and(|next| matches!(next.kind, Kind::Application(_)))
}

fn wait(around: &Around<'_>, phase: &Phase) -> Vec<Saying> {
    let words = &phase.words;
    let full = sentences(&[&words.start, &words.text]);
    let told = voice::TELLS_HOW.iter().any(|words| full.contains(words));
    let on = match phase.length {
        _ if begins_pack(around) => voice::NONE_IS_YOU.into(),
        _ if told => String::new(),
        Some(length) => {
            let last = around.index + 1 == around.timeline.phases().len();
            voice::by_itself(last, length.most)
        }
        None if around.hands_free => voice::GOES_ON.into(),
        None => voice::PRESS_TO_GO_ON.into(),
    };
    let short = sentences(&[&words.start, spoken(phase)]);
    either(&[&[&full, &on], &[&full], &[&short, &on], &[&short], &[spoken(phase)]])
}

fn change(phase: &Phase) -> Vec<Saying> {
    let words = &phase.words;
    let (side, short) = match phase.side {
        Some(side) => (voice::now_side(words::side(side)), capital(words::side(side))),
        None => (voice::OTHER_SIDE.into(), voice::CHANGE.into()),
    };
    let long = [&words.text, spoken(phase)];
    let long = long.map(|text| (sentences(&[&side, &words.start, text]), Room::Quiet));
    [long.to_vec(), either(&[&[&side, spoken(phase)], &[&side], &[&short]])].concat()
}

fn rest(around: &Around<'_>, phase: &Phase) -> Vec<Saying> {
    let long_one = phase.most() >= Duration::from_secs(10);
    if phase.gap && !long_one && before(around).is_some_and(knows_it) {
        return Vec::new();
    }
    let rest = match phase.length {
        Some(length) if long_one => voice::rest(voice::range(length)),
        _ => voice::REST.into(),
    };
    // Between two repetitions the words of the step stand here too, and were said.
    let text = if phase.gap { "" } else { &phase.words.text };
    either(&[&[&rest, text], &[&rest], &[voice::REST]])
}

fn application(phase: &Phase) -> Vec<Saying> {
    let words = &phase.words;
    let bell = phase.length.map(voice::alarm_comes).unwrap_or_default();
    let runs = voice::CLOCK_RUNS;
    either(&[&[runs, &words.text, &bell], &[runs, spoken(phase)], &[runs]])
}

/// What is said of a step that no get-ready has told of, with what is to be done now behind it.
fn first_words(around: &Around<'_>, phase: &Phase, now: &str) -> Vec<Saying> {
    if !around.fresh {
        return Vec::new();
    }
    let name = phase.words.name.as_str();
    let side = side_begins(around, phase);
    let forms: [&[&str]; 4] = [
        &[name, &side, &phase.words.start, &phase.words.text, now],
        &[name, &side, spoken(phase), now],
        &[&side, spoken(phase), now],
        &[name, &side, now],
    ];
    forms.map(|form| (sentences(form), Room::Quiet)).to_vec()
}

/// A hold, a repetition or a part of one, lying, walking.
fn work(around: &Around<'_>, phase: &Phase) -> Vec<Saying> {
    let cue = line(phase.cue());
    let turns = turns_over(around, phase) && !phase.side.is_some_and(|side| names(&cue, side));
    let side = phase.side.filter(|_| turns).map_or("", words::side);
    let number = number(phase);
    if knows_it(phase) {
        return in_any_room([listed(&[side, &number]), listed(&[side])]);
    }
    let what = match phase.kind {
        Kind::Rep if phase.length.is_none() => {
            let times = phase.reps.map(voice::times).unwrap_or_default();
            let pace = match times.as_str() {
                "" => voice::OWN_PACE.into(),
                times => voice::at_own_pace(times),
            };
            return [first_words(around, phase, &pace), either(&[&[&pace], &[&times]])].concat();
        }
        Kind::Rep if cue.is_empty() => line(&phase.words.name),
        Kind::Rep => cue.clone(),
        Kind::Lie => voice::STAY.into(),
        Kind::Walk => voice::WALK.into(),
        // Where breath is told, `hold` is what the breath does.
        _ if breathes(around.timeline) => voice::STAY.into(),
        _ => voice::HOLD.into(),
    };
    let first = phase.rep.is_none_or(|rep| rep.nth <= 1);
    let length = match (phase.kind, phase.length) {
        (Kind::Rep, _) => String::new(),
        (_, Some(length)) if first || length.is_range() => voice::range(length),
        _ => String::new(),
    };
    let (number, what) = (number.as_str(), what.as_str());
    let first = first_words(around, phase, &listed(&[number, what, &length]));
    let forms: [&[&str]; 7] = [
        &[side, number, what, &length],
        &[side, number, what],
        &[side, what],
        &[side, number],
        &[what],
        &[number],
        &[side],
    ];
    [first, in_any_room(forms.map(listed))].concat()
}

/// `Now the left side` where a phase begins the other side; where it begins the first, `Right
/// side first`, or `Right side` where the other doesn't follow.
fn side_begins(around: &Around<'_>, phase: &Phase) -> String {
    let Some(side) = phase.side else {
        return String::new();
    };
    match before(around).and_then(|before| before.side) {
        Some(before) if before == side => String::new(),
        Some(_) => voice::now_side(words::side(side)),
        None => {
            let mut later = around.timeline.phases()[around.index..].iter();
            let other = Some(side.other());
            let first = later.any(|later| later.step == phase.step && later.side == other);
            voice::side_begins(side, first)
        }
    }
}

/// From the third repetition on a number is enough, and a tone for each of its parts.
fn knows_it(phase: &Phase) -> bool {
    matches!(phase.kind, Kind::Hold | Kind::Rep) && phase.rep.is_some_and(|rep| rep.nth > 2)
}

fn breathes(timeline: &Timeline) -> bool {
    let mut phases = timeline.phases().iter();
    phases.any(|phase| phase.kind == Kind::Breath)
}

/// Whether a phase is on another side than the one before, and nothing has said so.
fn turns_over(around: &Around<'_>, phase: &Phase) -> bool {
    let before = before(around).and_then(|before| before.side);
    phase.side.is_some() && before.is_some() && before != phase.side
}

/// The number of a repetition, at its first part, where there are several.
fn number(phase: &Phase) -> String {
    let first_part = phase.part.is_none_or(|part| part.nth == 1);
    match phase.rep {
        Some(Nth { nth, of }) if first_part && of > 1 => nth.to_string(),
        _ => String::new(),
    }
}

/// The short spoken form, or the whole text where the author gave none.
fn spoken(phase: &Phase) -> &str {
    match phase.words.say.as_str() {
        "" => &phase.words.text,
        say => say,
    }
}

/// Each of some forms as sentences.
fn either(forms: &[&[&str]]) -> Vec<Saying> {
    in_any_room(forms.iter().map(|form| sentences(form)))
}

/// The same words for the time before the last seconds, or else for all of it.
fn in_any_room(all: impl IntoIterator<Item = String>) -> Vec<Saying> {
    let said = all.into_iter().filter(|words| !words.is_empty());
    said.flat_map(|words| [Room::Quiet, Room::Whole].map(|room| (words.clone(), room))).collect()
}

/// Several texts as sentences after each other.
pub(super) fn sentences(all: &[&str]) -> String {
    let all = all.iter().map(|words| capital(&line(words))).filter(|words| !words.is_empty());
    let ended = |words: &String| words.ends_with(['.', '!', '?', ':', '…']);
    let all: Vec<String> =
        all.map(|words| if ended(&words) { words } else { words + "." }).collect();
    all.join(" ")
}

/// Several words in one breath: `Left, 2, turn left.`
fn listed(all: &[&str]) -> String {
    let words: Vec<String> =
        all.iter().map(|words| line(words)).filter(|words| !words.is_empty()).collect();
    sentences(&[&words.join(", ")])
}

/// How long words take at a pace of so many words a minute. Counting words is not enough: `25` is
/// one word and takes as long as three, and a full stop is a pause. The weights were fitted to
/// what espeak-ng needs for the words of the built-in library.
pub(super) fn time_to_say(words: &str, pace: u32) -> Duration {
    if words.trim().is_empty() {
        return Duration::ZERO;
    }
    let (mut millis, mut letters) = (100, words.trim_end().chars().peekable());
    while let Some(letter) = letters.next() {
        let pauses = letters.peek().is_some_and(|next| next.is_whitespace());
        millis += match letter {
            '.' | '!' | '?' | ':' | '…' if pauses => 360,
            ',' | ';' if pauses => 220,
            letter if letter.is_numeric() => 230,
            // In these scripts a sign is a syllable.
            '\u{2e80}'.. => 250,
            letter if letter.is_alphabetic() => 64,
            _ => 0,
        };
    }
    Duration::from_millis(millis * u64::from(super::PACE) / u64::from(pace.max(1)))
}

pub(super) fn alarm(session: &Session, phase: &Phase, now: Moment) -> String {
    match (phase.kind, session.pack_on()) {
        (Kind::Application(_), Some(_)) if session.status(now).asks_off => {
            sentences(&voice::ASKS_OFF)
        }
        (Kind::Application(_), Some(pack)) => {
            let left = pack.off_by.since(now);
            let minutes = Duration::from_secs(left.as_secs().div_ceil(60) * 60);
            voice::time_to_take_off(voice::length(minutes))
        }
        _ => sentences(&[&phase.words.text, voice::PRESS_WHEN_OFF]),
    }
}

pub(super) fn offer(offer: Option<Offer>, kind: Kind) -> &'static str {
    match (offer, kind) {
        (Some(Offer::RepAgain), _) => voice::AWAY_AGAIN,
        (Some(Offer::NextPhase), _) => voice::AWAY_OVER,
        (Some(Offer::GoOn), _) => voice::AWAY_GO_ON,
        (Some(Offer::Walked), _) => voice::AWAY_WALKED,
        (None, Kind::Application(_) | Kind::Off(_)) => voice::PACK_STAYED_ON,
        (None, _) => "",
    }
}
