//! The lines of a plan: one for each dose, with the get-ready before it and the dose in a few
//! words, like `3 times: 3 + 4 + 8 + 3 s`; the rounds of `Repeat`s under headings, and those that
//! are alike told once.
//!
//! It sees phases only, so whatever it says is what will be played; and it knows no columns.

use std::time::Duration;

use super::PlanLine;
use crate::routine::Breath;
use crate::seconds::{Length, clock, written};
use crate::text::line;
use crate::timeline::{Agent, Kind, Phase, Timeline};
use crate::words::{self, plan, steps::names};

/// One repetition, hold or breath: its parts, and in front of them the gap that leads to it.
type Unit<'t> = &'t [Phase];

fn parts(unit: Unit<'_>) -> &[Phase] {
    &unit[usize::from(unit[0].gap)..]
}

/// All lines, every round told.
pub(super) fn tell_runs(timeline: &Timeline) -> Vec<PlanLine> {
    let mut lines = Vec::new();
    let mut begin = 0;
    for run in timeline.phases().chunk_by(|a, b| a.run == b.run) {
        // What gets the person ready for it, a key or a countdown or both, has no line of its own.
        let lead = run.iter().position(|phase| phase.kind == Kind::Ready).map_or(0, |at| at + 1);
        let (lead, body) = run.split_at(lead);
        let body_begin = begin + lead.len();
        let first_line = lines.len();
        let mut push = |index: usize, what: String, doses: [String; 2]| {
            let first = if lines.len() == first_line { begin } else { body_begin + index };
            let start = clock(timeline.before(first));
            let [dose, full_dose] = doses;
            lines.push(PlanLine { first, start, what, dose, full_dose, ..PlanLine::default() });
        };
        if matches!(body[0].kind, Kind::Hold | Kind::Rep | Kind::Breath) {
            tell_exercise(body, &mut push);
        } else {
            tell_others(body, &mut push);
        }
        lines[first_line].ready = tell_lead(lead);
        begin += run.len();
    }
    lines
}

fn tell_lead(lead: &[Phase]) -> String {
    let tell =
        |phase: &Phase| phase.length.map_or(plan::ENTER.into(), |length| spaced(length.most));
    lead.iter().map(tell).collect::<Vec<_>>().join(" + ")
}

/// A line for each phase of what is no exercise.
fn tell_others(body: &[Phase], push: &mut dyn FnMut(usize, String, [String; 2])) {
    let application = body.iter().find_map(|phase| match phase.kind {
        Kind::Application(agent) => Some(agent),
        _ => None,
    });
    for (index, phase) in body.iter().enumerate() {
        let dose = tell_length(phase, application.is_some());
        push(index, tell_what(phase, application), [dose.clone(), dose]);
    }
}

/// A line for the repetitions of a side, or of two sides in turn, and one for each change.
fn tell_exercise(body: &[Phase], push: &mut dyn FnMut(usize, String, [String; 2])) {
    let later_part = |phase: &Phase| phase.part.is_some_and(|part| part.nth > 1);
    let units: Vec<Unit<'_>> = body.chunk_by(|a, b| a.gap || later_part(b)).collect();
    let in_turn = are_in_turn(&units);
    let mut index = 0;
    for block in units.chunk_by(|a, b| in_turn || parts(a)[0].side == parts(b)[0].side) {
        let first = &parts(block[0])[0];
        if block[0][0].gap {
            let dose = spaced(block[0][0].most());
            push(index, change_or_rest(&block[0][0]), [dose.clone(), dose]);
        }
        // The name may tell the side; of two sides in turn both names are told then.
        let (what, turn) = match first.side {
            Some(side) if in_turn => {
                let [name, other] = [first, &parts(block[1])[0]].map(|part| line(&part.words.name));
                let name = if name == other { name } else { format!("{name} / {other}") };
                (name, plan::in_turn(words::side(side), words::side(side.other())))
            }
            _ => (name_with_side(first), String::new()),
        };
        let dose = |full| format!("{turn}{}", tell_dose(block, in_turn, full));
        push(index + usize::from(block[0][0].gap), what, [false, true].map(dose));
        index += block.iter().map(|unit| unit.len()).sum::<usize>();
    }
}

/// Right, left, right, left, with the same to do on both.
fn are_in_turn(units: &[Unit<'_>]) -> bool {
    let same = |a: &[Phase], b: &[Phase]| {
        let [first, other] = [&a[0], &b[0]];
        first.side != other.side
            && (first.set, first.rep) == (other.set, other.rep)
            && first.is_optional() == other.is_optional()
            && a.iter().map(|part| part.length).eq(b.iter().map(|part| part.length))
    };
    let mut pairs = units.chunks_exact(2);
    units.len() > 2
        && pairs.remainder().is_empty()
        && pairs.all(|pair| same(parts(pair[0]), parts(pair[1])))
}

/// The whole dose: counts, lengths, and what lies between. With `full`, a range of counts is
/// told as its most, so that a round that may be left out compares with one that may not.
fn tell_dose(units: &[Unit<'_>], in_turn: bool, full: bool) -> String {
    let each = if in_turn { 2 } else { 1 };
    let one_side: Vec<&Phase> = units.iter().step_by(each).map(|unit| &parts(unit)[0]).collect();
    let first = one_side[0];
    let all_may = full || one_side.iter().all(|phase| phase.is_optional());
    let range = |all: &[&Phase]| {
        let kept = all.iter().filter(|phase| !phase.is_optional()).count();
        let whole = all_may || kept == all.len();
        if whole { all.len().to_string() } else { format!("{kept}–{}", all.len()) }
    };
    let mut sets = one_side.chunk_by(|a, b| a.set == b.set);
    let of_set = sets.next().unwrap_or_default();
    let first_of_sets: Vec<&Phase> = one_side.iter().step_by(of_set.len()).copied().collect();
    // At the person's own pace a set is one phase.
    let own_reps = first.reps.filter(|_| first.length.is_none());
    let (times, times_text) = match own_reps {
        Some(reps) => (reps.most as usize, reps.shown()),
        None => (of_set.len(), range(of_set)),
    };
    let breaths = first.kind == Kind::Breath;
    let counts = if first_of_sets.len() > 1 {
        let of = (times != 1).then_some(times_text.as_str());
        plan::sets(&range(&first_of_sets), of, in_turn)
    } else {
        let set = first.set.filter(|set| set.of > 1);
        let set = set.map_or(String::new(), |set| plan::nth_set(set.nth, set.of));
        let told = times > 1 || breaths || in_turn;
        let times = told.then(|| plan::times(&times_text, plan::unit(breaths, times), in_turn));
        set + &times.unwrap_or_default()
    };
    let dose = [counts + &tell_parts(parts(units[0]))].into_iter().chain(tell_gaps(units));
    dose.collect::<Vec<_>>().join(", ")
}

/// What lies between the repetitions, each kind of gap once.
fn tell_gaps(units: &[Unit<'_>]) -> impl Iterator<Item = String> {
    let set = |unit: Unit<'_>| parts(unit)[0].set;
    let (mut reps, mut sets, mut sides) = (None, None, None);
    for pair in units.windows(2).filter(|pair| pair[1][0].gap) {
        let kind = match pair[1][0].kind {
            Kind::Change => &mut sides,
            _ if set(pair[0]) != set(pair[1]) => &mut sets,
            _ => &mut reps,
        };
        kind.get_or_insert(pair[1][0].most());
    }
    let several = units.windows(2).any(|pair| set(pair[0]) == set(pair[1]));
    let sets = sets.filter(|sets| reps != Some(*sets));
    let between_sets = if several { plan::BETWEEN_SETS } else { plan::BETWEEN };
    let gaps = [(sides, plan::TO_CHANGE_SIDES), (reps, plan::BETWEEN), (sets, between_sets)];
    gaps.into_iter().filter_map(|(length, what)| Some(format!("{} {what}", spaced(length?))))
}

/// The lengths of the parts of one repetition: `3 + 4 + 8 + 3 s`, `in 4, out 6 s`.
fn tell_parts(parts: &[Phase]) -> String {
    let Some(known): Option<Vec<Length>> = parts.iter().map(|part| part.length).collect() else {
        return plan::OWN_PACE.into();
    };
    let short = known.iter().all(|length| length.most < MINUTE);
    let tell = |(part, length): (&Phase, &Length)| {
        let length = if short { bare_range(*length) } else { length_in_words(*length) };
        match (part.kind, part.breath) {
            (Kind::Breath, Some(Breath::In)) => format!("{} {length}", plan::BREATH_IN),
            (Kind::Breath, Some(Breath::Out)) => format!("{} {length}", plan::BREATH_OUT),
            (Kind::Breath, _) => format!("{} {length}", part.cue()),
            _ => length,
        }
    };
    let told: Vec<String> = parts.iter().zip(&known).map(tell).collect();
    let between = if parts[0].kind == Kind::Breath { ", " } else { " + " };
    told.join(between) + if short { " s" } else { "" }
}

const MINUTE: Duration = Duration::from_secs(60);

/// A length in words: `12 s`, `1 min 30 s`, `1 h 5 min`.
fn spaced(length: Duration) -> String {
    let spaced = written(length).replace('h', " h").replace('m', " min");
    spaced.replace('s', " s")
}

/// A length or a range in words: `10–30 s`, `15–20 min`, `0:45–2:00 min`, `up to 45 s`.
pub(super) fn length_in_words(length: Length) -> String {
    let Length { least, most } = length;
    let whole_minutes = |length: Duration| length.as_millis().is_multiple_of(60_000);
    let minutes = |length: Duration| length.as_secs() / 60;
    match (length.is_range(), least.is_zero()) {
        (false, _) => spaced(most),
        (true, true) => plan::up_to(spaced(most)),
        _ if most < MINUTE => format!("{} s", bare_range(length)),
        _ if whole_minutes(least) && whole_minutes(most) && minutes(most) < 60 => {
            format!("{}–{} min", minutes(least), minutes(most))
        }
        _ => format!("{}–{} min", clock(least), clock(most)),
    }
}

/// Seconds without their unit, all below a minute: `4`, `10–30`.
fn bare_range(length: Length) -> String {
    let [least, most] = [length.least, length.most].map(|one| written(one).replace('s', ""));
    if length.is_range() { format!("{least}–{most}") } else { most }
}

/// The name of a phase and its side, unless the name tells the side itself.
pub(super) fn name_with_side(phase: &Phase) -> String {
    let name = line(&phase.words.name);
    match phase.side {
        Some(side) if !names(&name, side) => format!("{name}, {}", words::side(side)),
        _ => name,
    }
}

/// What a gap is called.
pub(super) fn change_or_rest(gap: &Phase) -> String {
    match gap.kind {
        Kind::Change => plan::change(gap.side),
        _ => plan::REST.into(),
    }
}

/// What a phase that is no exercise is called.
fn tell_what(phase: &Phase, application: Option<Agent>) -> String {
    let text = line(&phase.words.text);
    match phase.kind {
        _ if phase.gap => change_or_rest(phase),
        Kind::Wait if application.is_some() => plan::pack_on(name_with_side(phase)),
        Kind::Off(_) => plan::pack_off(name_with_side(phase)),
        Kind::Wait => text,
        Kind::Rest if !text.is_empty() => plan::rest(&text),
        _ => name_with_side(phase),
    }
}

/// How long a phase that is no exercise lasts, and what ends it; one of an application is begun
/// by a key of its own.
fn tell_length(phase: &Phase, applies: bool) -> String {
    let dose = match (phase.kind, phase.length) {
        (Kind::Wait, _) if applies => plan::WAIT_FOR_YES.into(),
        (Kind::Off(_), _) => plan::WAIT_FOR_OFF.into(),
        (_, None) => plan::WAIT_FOR_ENTER.into(),
        (Kind::Wait, Some(limit)) => plan::wait_at_most(spaced(limit.most)),
        (_, Some(length)) => length_in_words(length),
    };
    let looks: Vec<String> = phase.checks.iter().map(|check| spaced(check.at.0)).collect();
    if looks.is_empty() { dose } else { dose + &plan::looks(looks.join(", ")) }
}

/// One round of a `Repeat`: the gap before it, and its lines.
struct ToldRound {
    nth: u32,
    gap: Option<PlanLine>,
    lines: Vec<PlanLine>,
}

/// Puts a heading before the rounds of each `Repeat` that is inside `level` others, and tells
/// rounds that are alike only once.
pub(super) fn fold_rounds(timeline: &Timeline, lines: &[PlanLine], level: usize) -> Vec<PlanLine> {
    let phase = |line: &PlanLine| &timeline.phases()[line.first];
    let round_of = |line: &PlanLine| phase(line).rounds.get(level);
    // The second side of a `Repeat` begins again at its first round.
    let same_repeat = |a: &PlanLine, b: &PlanLine| match (round_of(a), round_of(b)) {
        (Some(round), Some(next)) => {
            let goes_on = [round.nth.nth, round.nth.nth + 1].contains(&next.nth.nth);
            goes_on && phase(b).step.starts_with(&phase(a).step[..round.depth])
        }
        _ => false,
    };
    let mut folded = Vec::new();
    for lines in lines.chunk_by(same_repeat) {
        let Some(first) = round_of(&lines[0]) else {
            folded.extend_from_slice(lines);
            continue;
        };
        let rounds = lines.chunk_by(|a, b| round_of(a) == round_of(b)).map(|lines| {
            let is_gap = phase(&lines[0]).gap && phase(&lines[0]).step.len() == first.depth;
            ToldRound {
                nth: round_of(&lines[0]).map_or(0, |round| round.nth.nth),
                gap: is_gap.then(|| lines[0].clone()),
                lines: fold_rounds(timeline, &lines[usize::from(is_gap)..], level + 1),
            }
        });
        let rounds = rounds.filter(|round| !round.lines.is_empty()).collect();
        folded.extend(tell_rounds(timeline, rounds));
    }
    folded
}

/// All rounds of a `Repeat` on one side.
fn tell_rounds(timeline: &Timeline, mut rounds: Vec<ToldRound>) -> Vec<PlanLine> {
    let of = rounds.len();
    // What leads into the first round, a change of sides, belongs before the heading.
    let mut told: Vec<PlanLine> =
        rounds.first_mut().and_then(|first| first.gap.take()).into_iter().collect();
    if of < 2 {
        told.extend(rounds.into_iter().flat_map(|round| round.lines));
        return told;
    }
    // A heading only tells something about the lines after it.
    let heading = |line: &PlanLine, what: String| {
        let PlanLine { first, start, .. } = line.clone();
        PlanLine { first, start, what, ..PlanLine::default() }
    };
    let deeper = |line: PlanLine| PlanLine { depth: line.depth + 1, ..line };
    let may_be_left_out = |round: &ToldRound| timeline.phases()[round.lines[0].first].is_optional();
    // When they begin and how one gets ready aside.
    let said = |line: &PlanLine| {
        let step = timeline.phases()[line.first].step.clone();
        (line.what.clone(), line.full_dose.clone(), step)
    };
    let first = &rounds[0].lines;
    let alike = |round: &ToldRound| round.lines.iter().map(said).eq(first.iter().map(said));
    if !rounds[1..].iter().all(alike) {
        for round in rounds {
            let note = if may_be_left_out(&round) { plan::MAY_BE_LEFT_OUT } else { "" };
            let what = plan::nth_round(round.nth, of) + note;
            let heading = heading(&round.lines[0], what);
            told.extend(round.gap.into_iter().chain([heading]));
            told.extend(round.lines.into_iter().map(deeper));
        }
        return told;
    }
    let kept = rounds.iter().filter(|round| !may_be_left_out(round)).count();
    let second = &rounds[1];
    let between = second.gap.as_ref().map(|gap| gap.dose.as_str());
    let ready = second.lines.iter().find(|line| !line.ready.is_empty());
    let again = plan::rounds_again(of, between, ready.map(|line| line.ready.as_str()));
    let again = heading(second.gap.as_ref().unwrap_or(&second.lines[0]), again);
    told.push(heading(&first[0], plan::rounds(if kept == 0 { of } else { kept }, of)));
    told.extend(first.iter().cloned().chain([again]).map(deeper));
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_words() {
        let range = |text: &str| length_in_words(text.parse().unwrap());
        assert_eq!(range("10s..30s"), "10–30 s");
        assert_eq!(range("15m..20m"), "15–20 min");
        assert_eq!(range("45s..2m"), "0:45–2:00 min");
        assert_eq!(range("..45s"), "up to 45 s");
        assert_eq!(range("90s"), "1 min 30 s");
        assert_eq!(range("1h 5m"), "1 h 5 min");
        assert_eq!(range("1.5s..2s"), "1.5–2 s");
    }
}
