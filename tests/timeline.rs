//! How a routine becomes phases: a golden file for each construct, and the ten rules as
//! properties of every routine that an author may write.
//!
//! `SNAPSHOTS=overwrite cargo test` writes the goldens anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use supple::routine::{Alternate, Ready, Routine, Side, Sides, Step};
use supple::seconds::{Count, Length, Seconds, time_to_say};
use supple::timeline::{Kind, Nth, Phase, StepWords, Timeline, plan};
use unicode_width::UnicodeWidthStr;

use crate::generate;
use crate::support::compile;

/// What a file with plain RON and the format's liberties says.
pub fn read(text: &str) -> Routine {
    use ron::extensions::Extensions;
    let liberties = Extensions::IMPLICIT_SOME
        | Extensions::UNWRAP_NEWTYPES
        | Extensions::UNWRAP_VARIANT_NEWTYPES;
    let options = ron::Options::default().with_default_extension(liberties);
    options.from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn goldens() -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timeline");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let routines = files.filter(|path| path.extension().is_some_and(|end| end == "ron"));
    let stem = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    routines.map(|path| (stem(&path), path)).collect()
}

#[test]
fn every_construct_expands_as_its_golden_says() {
    let goldens = goldens();
    let routine = |id: &str| {
        let path = goldens.get(id)?;
        Some(Arc::new(read(&fs::read_to_string(path).unwrap())))
    };
    let mut different = Vec::new();
    for (id, path) in &goldens {
        let timeline = compile(&routine(id).unwrap(), &routine).unwrap();
        let table = format!(
            "{}\n{}\n{}",
            plan::table(&timeline, false, 80),
            "-".repeat(80),
            plan::table(&timeline, true, 80)
        );
        for (end, text) in [("txt", table), ("phases", one_line_a_phase(&timeline))] {
            let golden = path.with_extension(end);
            if crate::support::overwrites() {
                fs::write(&golden, &text).unwrap();
            } else if fs::read_to_string(&golden).unwrap_or_default() != text {
                different.push(format!("{}:\n{text}", golden.display()));
            }
        }
    }
    assert!(
        different.is_empty(),
        "these differ; see them, then write them anew with SNAPSHOTS=overwrite\n\n{}",
        different.join("\n")
    );
}

/// What `plan --json` says, a line for the whole and one for each phase, without what is null.
fn one_line_a_phase(timeline: &Timeline) -> String {
    let mut plan = serde_json::to_value(plan::json(timeline)).unwrap();
    let phases = plan.as_object_mut().unwrap().remove("phases").unwrap();
    let mut lines = plan.to_string() + "\n";
    for phase in phases.as_array().unwrap() {
        let said = phase.as_object().unwrap().iter();
        let said: serde_json::Map<_, _> = said
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        lines += &(serde_json::Value::Object(said).to_string() + "\n");
    }
    lines
}

/// The phases of each playing of a step.
fn runs(timeline: &Timeline) -> impl Iterator<Item = &[Phase]> {
    timeline.phases().chunk_by(|a, b| a.run == b.run)
}

/// The step that a path leads to; none behind an `Include`.
fn step_at<'r>(routine: &'r Routine, path: &[u32]) -> Option<&'r Step> {
    let (first, rest) = path.split_first()?;
    let mut step = routine.steps.get(*first as usize - 1)?;
    for nth in rest {
        let Step::Repeat(repeat) = step else {
            return None;
        };
        step = repeat.steps.get(*nth as usize - 1)?;
    }
    Some(step)
}

fn own_ready(step: &Step) -> Option<Ready> {
    match step {
        Step::Lie(stay) | Step::Walk(stay) => stay.ready,
        _ => step.shared().and_then(|shared| *shared.ready),
    }
}

/// The first phases of repetitions: whatever is work, and no later part.
fn is_unit(phase: &&Phase) -> bool {
    phase.kind.is_work() && phase.part.is_none_or(|part| part.nth == 1)
}

fn nth(nth: Option<Nth>) -> u32 {
    nth.map_or(1, |nth| nth.nth.max(1))
}

proptest! {
    #[test]
    fn there_is_at_most_one_gap_between_neighbours(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        let phases = timeline.phases();
        prop_assert!(!phases[0].gap && !phases[phases.len() - 1].gap);
        for pair in phases.windows(2) {
            prop_assert!(!(pair[0].gap && pair[1].gap), "{pair:?}");
        }
        for run in runs(&timeline) {
            let of_repeat = matches!(step_at(&routine, &run[0].step), Some(Step::Repeat(_)));
            prop_assert!(of_repeat || !run[0].gap && !run[run.len() - 1].gap, "{run:?}");
        }
        for gap in phases.iter().filter(|phase| phase.gap) {
            let length = gap.length.expect("every gap has a length");
            prop_assert!(length.least == length.most && !length.most.is_zero());
            prop_assert!(matches!(gap.kind, Kind::Rest | Kind::Change));
        }
    }

    #[test]
    fn a_gap_leads_to_the_side_and_the_fate_of_what_follows(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        for pair in timeline.phases().windows(2).filter(|pair| pair[0].gap) {
            let (gap, next) = (&pair[0], &pair[1]);
            let inside = gap.run == next.run;
            prop_assert!(!inside || gap.side == next.side && gap.is_optional() == next.is_optional());
            prop_assert!(gap.is_optional() <= next.is_optional(), "{gap:?} {next:?}");
        }
    }

    #[test]
    fn both_sides_have_equal_work(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        for run in runs(&timeline) {
            let shared = step_at(&routine, &run[0].step).and_then(|step| step.shared());
            let Some(shared) = shared.filter(|shared| *shared.side == Some(Sides::Each)) else {
                continue;
            };
            if shared.left.is_some() || shared.right.is_some() {
                continue;
            }
            let work = |side: Side| {
                let of_side = run.iter().filter(move |phase| phase.side == Some(side));
                let work = of_side.filter(|phase| phase.kind.is_work());
                work.map(|phase| (phase.rep, phase.set, phase.part, phase.length, phase.is_optional()))
                    .collect::<Vec<_>>()
            };
            prop_assert_eq!(work(Side::Left), work(Side::Right));
        }
    }

    #[test]
    fn totals_are_the_sums_of_the_phases(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        let (phases, totals) = (timeline.phases(), timeline.totals());
        let kept = phases.iter().filter(|phase| !phase.is_optional());
        prop_assert_eq!(totals.least, kept.map(Phase::least).sum());
        prop_assert_eq!(totals.most, phases.iter().map(Phase::most).sum());
        let ready = phases.iter().filter(|phase| phase.kind == Kind::Ready);
        prop_assert_eq!(totals.ready, ready.map(Phase::most).sum());
        let waits = phases.iter().filter(|phase| phase.length.is_none()).count();
        prop_assert_eq!(totals.waits as usize, waits);
        prop_assert!(totals.least <= totals.most);
        let mut before = Duration::ZERO;
        for (index, phase) in phases.iter().enumerate() {
            prop_assert!(phase.least() <= phase.most());
            prop_assert_eq!(timeline.before(index), before);
            if !phase.most().is_zero() {
                prop_assert_eq!(timeline.at(before), index);
            }
            before += phase.most();
        }
    }

    #[test]
    fn expanding_twice_gives_the_same(routine in generate::routine()) {
        prop_assert_eq!(generate::timeline(&routine), generate::timeline(&routine));
    }

    #[test]
    fn repetitions_come_in_the_order_of_their_loops(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        for run in runs(&timeline) {
            let shared = step_at(&routine, &run[0].step).and_then(|step| step.shared());
            let Some(shared) = shared else { continue };
            let first = shared.first.unwrap_or(Side::Right);
            let keys: Vec<[u32; 3]> = run
                .iter()
                .filter(is_unit)
                .map(|phase| {
                    let side = u32::from(shared.side.is_some() && phase.side != Some(first));
                    let (set, rep) = (nth(phase.set), nth(phase.rep));
                    match *shared.alternate {
                        None => [side, set, rep],
                        Some(Alternate::Sets) => [set, side, rep],
                        Some(Alternate::Reps) => [set, rep, side],
                    }
                })
                .collect();
            prop_assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
        }
    }

    #[test]
    fn exactly_what_lies_past_the_least_is_optional(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        for run in runs(&timeline) {
            let step = step_at(&routine, &run[0].step);
            let Some((step, shared)) = step.and_then(|step| Some((step, step.shared()?))) else {
                continue;
            };
            // In a round that may be left out, all of it may.
            let around = run[0].is_optional();
            for phase in run.iter().filter(is_unit) {
                let one = phase.side.and_then(|side| shared.one(side));
                let sets = one.and_then(|one| one.sets).or(*shared.sets).unwrap_or(Count::ONCE);
                let times = match step {
                    Step::Hold(hold) => hold.times,
                    Step::Reps(reps) => reps.times,
                    Step::Breathe(breathe) if breathe.length.is_some() => continue,
                    Step::Breathe(breathe) => breathe.rounds,
                    _ => None,
                };
                let times = one.and_then(|one| one.times).or(times).unwrap_or(Count::ONCE);
                let own_pace = phase.length.is_none();
                let past = nth(phase.set) > sets.least || !own_pace && nth(phase.rep) > times.least;
                prop_assert_eq!(phase.is_optional(), around || past, "{:?}", phase);
                prop_assert!(nth(phase.set) <= sets.most && nth(phase.rep) <= times.most);
            }
        }
    }

    /// The arithmetic of a dose, worked out without any phases.
    #[test]
    fn a_hold_lasts_what_its_dose_adds_up_to(routine in generate::routine()) {
        for step in &routine.steps {
            let Step::Hold(hold) = step else { continue };
            if hold.alternate.is_some() || hold.left.is_some() || hold.right.is_some() {
                continue;
            }
            let seconds = |length: Option<Seconds>| length.unwrap_or_default().0;
            let (rest, set_rest) = (seconds(hold.rest), seconds(hold.set_rest));
            let (sets, times) = (hold.sets.unwrap_or(Count::ONCE), hold.times.unwrap_or(Count::ONCE));
            let between_sets = match (set_rest.is_zero(), times.most > 1) {
                (true, true) => rest,
                _ => set_rest,
            };
            let side = |sets: u32, times: u32, length: Duration| {
                length * sets * times + rest * sets * (times - 1) + between_sets * (sets - 1)
            };
            let change = hold.change.map_or(Duration::from_secs(5), |change| change.0);
            let turn = match (change.is_zero(), sets.most > 1) {
                (false, _) => change,
                (true, true) => between_sets,
                (true, false) if times.most > 1 => rest,
                _ => Duration::ZERO,
            };
            let all = |one_side: Duration| match hold.side {
                Some(Sides::Each) => one_side * 2 + turn,
                _ => one_side,
            };
            let alone = generate::titled(vec![step.clone()], routine.ready);
            let totals = generate::timeline(&alone).totals();
            let least = all(side(sets.least, times.least, hold.length.least));
            let most = all(side(sets.most, times.most, hold.length.most));
            prop_assert_eq!((totals.least, totals.most), (least + totals.ready, most + totals.ready));
        }
    }

    #[test]
    fn whole_breaths_fill_a_length(inhale in 1u64..9, exhale in 1u64..9, least in 1u64..300, more in 0u64..300) {
        let cycle = inhale + exhale;
        let text = format!(
            "(title: \"\", steps: [Breathe(inhale: \"{inhale}s\", exhale: \"{exhale}s\", for: \"{least}s..{}s\")])",
            least + more
        );
        let timeline = compile(&read(&text), &|_| None).unwrap();
        let breaths = timeline.phases().iter().filter(is_unit).count() as u64;
        prop_assert_eq!(breaths, ((least + more) / cycle).max(1));
    }

    /// Rule 3: a get-ready that the author wrote is played as written, in every round and on both
    /// sides.
    #[test]
    fn a_written_get_ready_is_played_as_written(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        for run in runs(&timeline) {
            let own = step_at(&routine, &run[0].step).and_then(own_ready);
            let first: Vec<_> = run.iter().take(2).map(|phase| (phase.kind, phase.length)).collect();
            match own {
                Some(Ready::Key) => prop_assert_eq!(first[0], (Kind::Wait, None)),
                Some(Ready::For(length)) if length.0.is_zero() => {
                    prop_assert!(first[0].0.is_work());
                }
                Some(Ready::For(length)) => {
                    prop_assert_eq!(first[0], (Kind::Ready, Some(Length::fixed(length.0))));
                }
                None => {}
            }
        }
    }

    /// Rule 3: where nobody wrote a get-ready there is time for the words and for the position,
    /// 3 s where they were heard before, and none after a pause. Before every application
    /// somebody says that the pack is on.
    #[test]
    fn everybody_is_ready_before_it_begins(routine in generate::routine()) {
        let timeline = generate::timeline(&routine);
        let phases = timeline.phases();
        for (index, phase) in phases.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &phases[before]);
            let same_step = |other: &&Phase| other.step == phase.step && other.run != phase.run;
            let again = phases[..index].iter().rfind(same_step).is_some();
            if phase.kind == Kind::Ready {
                prop_assert!(phases[index + 1].kind.is_work());
                let length = phase.most();
                match step_at(&routine, &phase.step).map(own_ready) {
                    Some(None) if again => {
                        prop_assert!(!before.is_some_and(|before| before.gap));
                        prop_assert_eq!(length, Duration::from_secs(3));
                    }
                    Some(None) => {
                        let words = time_to_say(&phase.words.start) + time_to_say(&phase.words.text);
                        let usual = routine.ready.map_or(Duration::from_secs(5), |ready| ready.0);
                        let position = if words.is_zero() { 0 } else { 3 };
                        prop_assert_eq!(length, usual.max(words + Duration::from_secs(position)));
                    }
                    // Its author wrote it; or it stands behind an `Include`, by the same rules.
                    _ => {}
                }
            }
            if matches!(phase.kind, Kind::Application(_)) {
                prop_assert!(before.is_some_and(|before| before.kind == Kind::Wait && before.length.is_none()));
                prop_assert!(matches!(phases[index + 1].kind, Kind::Off(_)));
            }
        }
    }

    #[test]
    fn any_plan_can_be_read_at_any_width(routine in generate::routine(), all: bool, width in 0usize..120) {
        let timeline = generate::timeline(&routine);
        let table = plan::table(&timeline, all, width);
        prop_assert!(table.lines().all(|line| line.trim_end() == line));
        let room = width.max(100);
        prop_assert!(table.lines().all(|line| line.width() <= room), "{table}");
        serde_json::to_string(&plan::json(&timeline)).unwrap();
    }
}

#[test]
fn a_hundred_thousand_phases_compile() {
    let text = "(title: \"Long\", steps: [Repeat(times: 50000, steps: [Rest(for: \"1s\"), Rest(for: \"500ms\")])])";
    let timeline = compile(&read(text), &|_| None).unwrap();
    assert_eq!(timeline.phases().len(), 100_000);
    assert_eq!(timeline.totals().most, Duration::from_secs(75_000));
    assert_eq!(timeline.at(Duration::from_secs(74_999)), 99_998);
    assert_eq!(plan::table(&timeline, true, 80).lines().count(), 100_005);
    assert!(plan::table(&timeline, false, 80).contains("rounds 2 to 50000: the same again"));
}

#[test]
fn a_plan_says_nothing_to_the_terminal_but_words() {
    let text = "(title: \"Ev\\u{1b}[2Jil\", steps: [Hold(name: \"a\\u{7}\\u{202e}b\", for: \"1s\"), Wait(text: \"\\u{9b}31m\")])";
    let timeline = compile(&read(text), &|_| None).unwrap();
    for all in [false, true] {
        let table = plan::table(&timeline, all, 80);
        assert!(table.chars().all(|c| c == '\n' || !c.is_control()), "{table:?}");
    }
}

/// The same words are there once, however often and by however many ways they are played.
#[test]
fn words_are_made_once_for_a_step() {
    let text =
        "(title: \"Two ways\", steps: [Include(\"a\"), Repeat(times: 2, steps: [Include(\"a\")])])";
    let heat = "(title: \"A\", steps: [Heat(text: \"Lie still.\", for: \"15m\")])";
    let lookup = |_: &str| Some(Arc::new(read(heat)));
    let timeline = compile(&read(text), &lookup).unwrap();
    let kinds = timeline.phases().chunks(3).map(|three| three.iter());
    let words: Vec<Vec<*const StepWords>> =
        kinds.map(|three| three.map(|phase| Arc::as_ptr(&phase.words)).collect()).collect();
    assert_eq!(words.len(), 3);
    assert!(words.iter().all(|other| *other == words[0]));
}

/// What the sides add up to counts, not what each count could make with the other's.
#[test]
fn sides_of_unlike_counts_take_no_longer_than_what_they_ask_for() {
    for (alternate, times) in
        [("", 49_999), ("alternate: Sets,", 49_999), ("alternate: Reps,", 49_999)]
    {
        let text = format!(
            "(title: \"T\", ready: \"0s\", steps: [Hold(for: \"500ms\", side: Each, change: \"0s\", {alternate} left: (sets: {times}), right: (times: {times}))])"
        );
        let timeline = compile(&read(&text), &|_| None).unwrap();
        assert_eq!(timeline.phases().len(), 2 * times);
    }
    let text = "(title: \"T\", steps: [Hold(for: \"1s\", side: Each, left: (sets: 100000, times: 100000), right: (times: 9))])";
    let found = compile(&read(text), &|_| None).unwrap_err();
    assert_eq!(found[0].name, "too-many-phases");
}
