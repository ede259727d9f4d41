//! A dose in a few words, folded from the phases of one exercise: `3 times: 3 + 4 + 8 + 3 s`.
//!
//! It sees phases only, so whatever it says is what will be played. Which line of a table it
//! stands on is the business of `table`.

use std::time::Duration;

use crate::routine::Breath;
use crate::seconds::{Length, clock, written};
use crate::timeline::{Kind, Phase};
use crate::words::plan;

/// One repetition, hold or breath, with the gap before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'t> {
    pub gap: Option<&'t Phase>,
    pub parts: &'t [Phase],
    /// The index of its first part, or of its gap, within the timeline.
    pub index: usize,
}

impl<'t> Unit<'t> {
    fn first(&self) -> &'t Phase {
        &self.parts[0]
    }

    fn set(&self) -> u32 {
        self.first().set.map_or(1, |set| set.nth)
    }

    fn rep(&self) -> u32 {
        self.first().rep.map_or(1, |rep| rep.nth)
    }
}

/// Repetitions that stand on one line of the table: all of one side, or two sides in turn.
pub(super) struct Block<'t> {
    pub units: Vec<Unit<'t>>,
    pub in_turn: bool,
}

/// Cuts the phases of an exercise, without its get-ready, into repetitions. `index` is that of
/// the first phase.
pub(super) fn units(phases: &[Phase], index: usize) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    let mut at = 0;
    while at < phases.len() {
        let begin = at;
        let gap = phases[at].gap.then(|| &phases[at]);
        at += usize::from(gap.is_some());
        let first = at;
        let later_part = |phase: &Phase| phase.part.is_some_and(|part| part.nth > 1);
        at += 1;
        while phases.get(at).is_some_and(later_part) {
            at += 1;
        }
        if let Some(parts) = phases.get(first..at).filter(|parts| !parts.is_empty()) {
            units.push(Unit { gap, parts, index: index + begin });
        }
    }
    units
}

/// Puts repetitions together that stand on one line.
pub(super) fn blocks(units: Vec<Unit<'_>>) -> Vec<Block<'_>> {
    if are_in_turn(&units) {
        return vec![Block { units, in_turn: true }];
    }
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for unit in units {
        match blocks.last_mut() {
            Some(block) if block.units[0].first().side == unit.first().side => {
                block.units.push(unit);
            }
            _ => blocks.push(Block { units: vec![unit], in_turn: false }),
        }
    }
    blocks
}

/// Right, left, right, left, with the same to do on both.
fn are_in_turn(units: &[Unit<'_>]) -> bool {
    let same = |a: &Unit<'_>, b: &Unit<'_>| {
        a.first().side != b.first().side
            && (a.set(), a.rep()) == (b.set(), b.rep())
            && a.first().is_optional() == b.first().is_optional()
            && a.parts.len() == b.parts.len()
            && a.parts.iter().zip(b.parts).all(|(a, b)| a.length == b.length)
    };
    let pairs = units.chunks_exact(2);
    units.len() > 2 && pairs.remainder().is_empty() && pairs.clone().all(|p| same(&p[0], &p[1]))
}

impl Block<'_> {
    /// The whole dose: counts, lengths, and what lies between. With `full`, a range of counts is
    /// told as its most, so that a round that may be left out compares with one that may not.
    pub fn text(&self, full: bool) -> String {
        let one_side: Vec<&Unit<'_>> = match self.in_turn {
            true => self.units.iter().step_by(2).collect(),
            false => self.units.iter().collect(),
        };
        let first = one_side[0].first();
        let of_first_set = |unit: &&&Unit<'_>| unit.set() == one_side[0].set();
        let may_be_left_out = |unit: &Unit<'_>| unit.first().is_optional();
        let all_may = full || one_side.iter().all(|unit| may_be_left_out(unit));

        let times = one_side.iter().filter(of_first_set).count();
        let times_kept = one_side.iter().filter(of_first_set);
        let times_kept = times_kept.filter(|unit| !may_be_left_out(unit)).count();
        let sets = one_side.len() / times;
        let first_of_set = one_side.iter().step_by(times);
        let sets_kept = first_of_set.filter(|unit| !may_be_left_out(unit)).count();
        let range = |kept: usize, all: usize| match all_may || kept == all {
            true => all.to_string(),
            false => format!("{kept}–{all}"),
        };
        let (sets_text, times_text) = (range(sets_kept, sets), range(times_kept, times));

        let own_pace = first.length.is_none();
        let (times, times_text) = match (own_pace, first.reps) {
            (true, Some(reps)) => (reps.most as usize, reps.shown()),
            (true, None) => (1, times_text),
            (false, _) => (times, times_text),
        };
        let unit = plan::unit(first.kind == Kind::Breath, times);

        let mut text = String::new();
        if sets > 1 {
            let of = (times != 1).then_some(times_text.as_str());
            text.push_str(&plan::sets(&sets_text, of, self.in_turn));
        } else {
            if let Some(set) = first.set.filter(|set| set.of > 1) {
                text.push_str(&plan::nth_set(set.nth, set.of));
            }
            if times > 1 || first.kind == Kind::Breath || self.in_turn {
                text.push_str(&plan::times(&times_text, unit, self.in_turn));
            }
        }
        text.push_str(&lengths(one_side[0].parts));
        for gap in self.gaps() {
            text.push_str(", ");
            text.push_str(&gap);
        }
        text
    }

    /// What lies between the repetitions, each kind of gap once.
    fn gaps(&self) -> Vec<String> {
        let (mut reps, mut sets, mut sides) = (None, None, None);
        for pair in self.units.windows(2) {
            let Some(gap) = pair[1].gap else { continue };
            let slot = match gap.kind {
                Kind::Change => &mut sides,
                _ if pair[0].set() != pair[1].set() => &mut sets,
                _ => &mut reps,
            };
            slot.get_or_insert(gap.most());
        }
        let several = self.units.windows(2).any(|pair| pair[0].set() == pair[1].set());
        let sets = sets.filter(|sets| reps != Some(*sets));
        let between_sets = if several { plan::BETWEEN_SETS } else { plan::BETWEEN };
        let gap = |length: Option<Duration>, what: &str| {
            length.map(|length| format!("{} {what}", spaced(length)))
        };
        [gap(sides, plan::TO_CHANGE_SIDES), gap(reps, plan::BETWEEN), gap(sets, between_sets)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The lengths of the parts of one repetition: `3 + 4 + 8 + 3 s`, `in 4, out 6 s`.
fn lengths(parts: &[Phase]) -> String {
    let Some(known): Option<Vec<Length>> = parts.iter().map(|part| part.length).collect() else {
        return plan::OWN_PACE.into();
    };
    let short = known.iter().all(|length| length.most < MINUTE);
    let text = |length: &Length| match short {
        true => bare_range(*length),
        false => range(*length),
    };
    let unit = if short { " s" } else { "" };
    if parts[0].kind == Kind::Breath {
        let breath = |part: &Phase, length: &Length| {
            let word = match part.breath {
                Some(Breath::In) => plan::BREATH_IN,
                Some(Breath::Out) => plan::BREATH_OUT,
                _ => part.cue(),
            };
            format!("{word} {}", text(length))
        };
        let breaths: Vec<String> = parts.iter().zip(&known).map(|(p, l)| breath(p, l)).collect();
        return format!("{}{unit}", breaths.join(", "));
    }
    let texts: Vec<String> = known.iter().map(text).collect();
    format!("{}{unit}", texts.join(" + "))
}

const MINUTE: Duration = Duration::from_secs(60);

/// A length in words: `12 s`, `1 min 30 s`, `1 h 5 min`.
pub(super) fn spaced(length: Duration) -> String {
    written(length)
        .split(' ')
        .map(|part| {
            let unit = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let number = &part[..part.len() - unit.len()];
            let unit = if unit == "m" { "min" } else { unit };
            format!("{number} {unit}")
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// A length or a range in words: `10–30 s`, `15–20 min`, `0:45–2:00 min`, `up to 45 s`.
pub(super) fn range(length: Length) -> String {
    let Length { least, most } = length;
    let whole_minutes = |length: Duration| length.as_millis().is_multiple_of(60_000);
    let minutes = |length: Duration| length.as_secs() / 60;
    match (length.is_range(), least.is_zero()) {
        (false, _) => spaced(most),
        (true, true) => plan::up_to(&spaced(most)),
        _ if most < MINUTE => format!("{} s", bare_range(length)),
        _ if whole_minutes(least) && whole_minutes(most) && minutes(most) < 60 => {
            format!("{}–{} min", minutes(least), minutes(most))
        }
        _ => format!("{}–{} min", clock(least), clock(most)),
    }
}

/// Seconds without their unit, all below a minute: `4`, `10–30`.
fn bare_range(length: Length) -> String {
    let bare = |length: Duration| written(length).trim_end_matches('s').to_owned();
    match length.is_range() {
        true => format!("{}–{}", bare(length.least), bare(length.most)),
        false => bare(length.most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_words() {
        let range = |text: &str| range(Length::parse(text).unwrap());
        assert_eq!(range("10s..30s"), "10–30 s");
        assert_eq!(range("15m..20m"), "15–20 min");
        assert_eq!(range("45s..2m"), "0:45–2:00 min");
        assert_eq!(range("..45s"), "up to 45 s");
        assert_eq!(range("90s"), "1 min 30 s");
        assert_eq!(range("1h 5m"), "1 h 5 min");
        assert_eq!(range("1.5s..2s"), "1.5–2 s");
    }
}
