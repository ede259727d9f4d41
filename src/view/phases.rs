//! A phase in the words of all screens: its name, its place, and what it is called while it is
//! still to come.

use crate::timeline::{Kind, Nth, Phase};
use crate::words::{self, playing, range};

/// What a phase is of: `Ear to shoulder, left`.
pub fn name(phase: &Phase) -> String {
    let name = crate::text::line(&phase.words.name);
    match phase.side {
        Some(side) => format!("{name}, {}", words::side(side)),
        None => name,
    }
}

/// What comes, in a few words: name, side, length.
pub fn coming(phase: &Phase) -> String {
    let name = crate::text::line(&phase.words.name);
    let what = match (phase.kind, phase.side) {
        (Kind::Rest, _) => playing::A_REST.to_owned(),
        (Kind::Change, Some(side)) => playing::change_to_side(playing::on_side(side)),
        (Kind::Change, None) => playing::A_CHANGE.to_owned(),
        (Kind::Off(_), _) => playing::PACK_OFF.to_owned(),
        (Kind::Wait, _) => playing::WHEN_READY.to_owned(),
        (_, Some(side)) => format!("{name}, {}", playing::on_side(side)),
        (_, None) => name,
    };
    if phase.kind == Kind::Ready {
        return what;
    }
    let part_length = phase.part.is_none().then_some(phase.length).flatten();
    match (part_length, phase.rep) {
        (Some(length), _) => format!("{what} · {}", range(length)),
        (None, Some(rep)) => format!("{what} · {}", nth(phase, rep)),
        _ => what,
    }
}

/// Which repetition, in its own word: `rep 2 of 5`, `hold 1 of 3`, `breath 4 of 20`.
pub fn nth(phase: &Phase, rep: Nth) -> String {
    let word = match phase.kind {
        Kind::Hold => playing::ONE_HOLD,
        Kind::Breath => playing::ONE_BREATH,
        _ => playing::ONE_REP,
    };
    playing::nth_of(word, rep.nth, rep.of)
}

/// Side, repetition, set and round, the most telling first.
pub fn place(phase: &Phase) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(side) = phase.side {
        words.push(playing::on_side(side));
    }
    // A whole set at the person's own pace has its number where the countdown would be.
    if let Some(rep) = phase.rep.filter(|rep| rep.of > 1) {
        words.push(nth(phase, rep));
    }
    if let Some(set) = phase.set.filter(|set| set.of > 1) {
        words.push(playing::nth_of(playing::ONE_SET, set.nth, set.of));
    }
    if let Some(round) = phase.round().filter(|round| round.of > 1) {
        words.push(playing::nth_of(playing::ONE_ROUND, round.nth, round.of));
    }
    words
}
