//! The built-in library as a reader of its files sees it: complete, sourced, gated, followable.
//!
//! Doses are in `doses`, words in `words`, and what the source articles ask for in `answers`.
//! Only `played` plays them; the rest knows files, not time.

mod answers;
mod doses;
mod played;
mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, iter};

use ron::extensions::Extensions;
use serde::Deserialize;
use supple::library::Weight;
use supple::routine::{Position, Ready, Routine, Stage, Step};

/// The shelves in the order of what helps soonest.
const GROUPS: [&str; 8] = [
    "First hour",
    "Heat and cold",
    "Lying and resting",
    "Breathing",
    "Walking",
    "At the desk",
    "Every day",
    "Turning (for later)",
];

/// The words for parts of the body. A picker that filters by them needs few, each always the same.
const AREAS: [&str; 11] = [
    "neck",
    "shoulders",
    "upper back",
    "between the shoulder blades",
    "middle of the back",
    "lower back",
    "whole back",
    "chest",
    "sides",
    "ribs and belly",
    "whole body",
];

/// One file of the library.
struct Written {
    id: String,
    text: String,
    routine: Routine,
}

/// One page of information: plain text, its first line the title.
struct Page {
    stem: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Caution {
    name: String,
    weight: Weight,
    text: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("routines")
}

fn ron() -> ron::Options {
    ron::Options::default().with_default_extension(
        Extensions::IMPLICIT_SOME
            | Extensions::UNWRAP_NEWTYPES
            | Extensions::UNWRAP_VARIANT_NEWTYPES,
    )
}

/// Stem and text of every file in a folder with this ending, by name.
fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .map(|path| {
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (stem, fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn library() -> Vec<Written> {
    files(&folder(), "ron")
        .into_iter()
        .filter(|(id, _)| id != "cautions" && id != "poses")
        .map(|(id, text)| {
            let routine = ron().from_str(&text).unwrap_or_else(|error| panic!("{id}.ron:{error}"));
            Written { id, text, routine }
        })
        .collect()
}

fn cautions() -> Vec<Caution> {
    let text = fs::read_to_string(folder().join("cautions.ron")).unwrap();
    ron().from_str(&text).unwrap()
}

fn pages() -> Vec<Page> {
    files(&folder().join("pages"), "txt")
        .into_iter()
        .map(|(stem, text)| Page { stem, text })
        .collect()
}

/// The ids as the library offers them.
fn order() -> Vec<String> {
    let text = fs::read_to_string(folder().join("order.txt")).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// `name`, `start`, `text`, `say` and the cues of a step, without those that it leaves out.
fn spoken(step: &Step) -> Vec<&str> {
    let words = match step {
        Step::Hold(_) | Step::Reps(_) | Step::Breathe(_) => {
            let words = step.shared().expect("an exercise");
            [words.name, words.start, words.text, words.say].map(|text| text.as_deref())
        }
        Step::Heat(pack) | Step::Cold(pack) => {
            [pack.name.as_deref(), pack.start.as_deref(), pack.text.as_deref(), pack.say.as_deref()]
        }
        Step::Lie(stay) | Step::Walk(stay) => {
            [stay.name.as_deref(), stay.start.as_deref(), stay.text.as_deref(), stay.say.as_deref()]
        }
        Step::Wait(wait) => [None, None, Some(wait.text.as_str()), wait.say.as_deref()],
        Step::Rest(rest) => [None, None, rest.text.as_deref(), None],
        Step::Repeat(_) | Step::Include(_) => [None; 4],
    };
    words.into_iter().flatten().chain(cues(step)).collect()
}

fn cues(step: &Step) -> impl Iterator<Item = &str> {
    let tempo = match step {
        Step::Reps(reps) => reps.tempo.as_deref().unwrap_or_default(),
        _ => &[],
    };
    tempo.iter().map(|part| part.cue.as_str())
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[test]
fn every_routine_stands_in_the_order_of_the_library_once() {
    let ids: BTreeSet<String> = library().into_iter().map(|w| w.id).collect();
    let order = order();
    assert_eq!(order.iter().cloned().collect::<BTreeSet<_>>(), ids);
    assert_eq!(order.len(), 26);
    assert_eq!(order[0], "first-five-minutes");
}

#[test]
fn the_order_keeps_the_shelves_together() {
    let library = library();
    let mut shelves: Vec<&str> = Vec::new();
    for id in order() {
        let written = library.iter().find(|w| w.id == id).unwrap();
        let group = written.routine.group.as_deref().unwrap();
        if shelves.last() != Some(&group) {
            shelves.push(group);
        }
    }
    assert_eq!(shelves, GROUPS);
}

#[test]
fn nothing_that_a_reader_needs_is_left_out() {
    for Written { id, routine, .. } in library() {
        let about = routine.about.as_deref().unwrap_or_default();
        assert!(!about.is_empty(), "{id}: about");
        assert!(routine.how_often.is_some(), "{id}: how_often");
        assert!(routine.confidence.is_some(), "{id}: confidence");
        assert!(!routine.positions.is_empty(), "{id}: positions");
        assert!(!routine.areas.is_empty(), "{id}: areas");
        assert!(routine.helps.len() >= 5, "{id}: helps");
        assert!(!routine.sources.is_empty(), "{id}: sources");
        for source in &routine.sources {
            assert!(source.by.is_some(), "{id}: who published {}", source.title);
            assert!(source.says.is_some(), "{id}: what {} says", source.title);
        }
        for area in &routine.areas {
            assert!(AREAS.contains(&area.as_str()), "{id}: area {area}");
        }
    }
}

#[test]
fn shared_cautions_are_written_once_and_used() {
    let cautions = cautions();
    let names: BTreeSet<_> = cautions.iter().map(|c| c.name.clone()).collect();
    assert_eq!(names.len(), cautions.len(), "a name stands twice");
    let used: BTreeSet<_> = library()
        .into_iter()
        .flat_map(|w| w.routine.cautions)
        .map(|caution| caution.to_string())
        .collect();
    assert_eq!(used, names);
    assert!(cautions.is_sorted_by_key(|caution| caution.weight));
    for caution in cautions {
        assert!(count_words(&caution.text) <= 40, "{}", caution.name);
    }
}

/// Who moves, and who lies down because it has just begun, is told when to call for help.
#[test]
fn the_emergency_door_stands_before_every_movement_and_every_rest() {
    let emergencies: Vec<String> = cautions()
        .into_iter()
        .filter(|caution| caution.weight == Weight::Emergency)
        .map(|caution| {
            assert!(caution.text.contains("call your emergency number"));
            caution.name
        })
        .collect();
    for Written { id, routine, .. } in library() {
        let group = routine.group.as_deref().unwrap();
        let still = ["Heat and cold", "Breathing"].contains(&group) || id == "sleep-setup";
        let told = routine.cautions.iter().any(|c| emergencies.iter().any(|one| c == one));
        assert!(told || still, "{id}");
    }
}

#[test]
fn a_routine_says_how_long_to_leave_it() {
    for Written { id, routine, .. } in library() {
        let waits = ["first-days", "two-weeks", "twist"];
        let said: Vec<&str> =
            waits.into_iter().filter(|wait| routine.cautions.iter().any(|c| c == wait)).collect();
        let expect: &[&str] = match routine.stage {
            Stage::Any => &[],
            Stage::Easing => &["first-days"],
            Stage::Building => &["two-weeks"],
            Stage::Settled => &["twist"],
        };
        assert_eq!(said, expect, "{id}");
    }
}

#[test]
fn turning_is_for_later_and_says_so() {
    for Written { id, routine, .. } in library() {
        let turns = ["seated-twist", "step-forward-stretch"].contains(&id.as_str());
        assert_eq!(routine.stage == Stage::Settled, turns, "{id}");
        let about = routine.about.unwrap();
        let says = about.contains("For later:") && about.contains("six weeks");
        assert_eq!(says, turns, "{id}");
        assert_eq!(routine.group.as_deref() == GROUPS.last().copied(), turns);
    }
}

#[test]
fn easier_leads_to_something_that_suits_at_least_as_early() {
    let library = library();
    let find = |id: &str| library.iter().find(|w| w.id == id);
    for written in &library {
        let easier_of = |w: &Written| {
            let id = w.routine.easier.as_deref()?;
            Some(find(id).unwrap_or_else(|| panic!("{}: no routine {id}", w.id)))
        };
        let chain: Vec<&Written> =
            iter::successors(Some(written), |w| easier_of(w)).take(library.len() + 1).collect();
        assert!(chain.len() <= library.len(), "{}: in a circle", written.id);
        for pair in chain.windows(2) {
            let [harder, easier] = pair else { continue };
            assert!(
                easier.routine.stage <= harder.routine.stage,
                "{} is for later than {}",
                easier.id,
                harder.id
            );
        }
    }
}

#[test]
fn nobody_on_the_floor_has_to_press_a_key() {
    for Written { id, routine, .. } in library() {
        let down = [Position::Lying, Position::Kneeling, Position::Any];
        if !routine.positions.iter().any(|p| down.contains(p)) || id == "sleep-setup" {
            continue;
        }
        for step in &routine.steps {
            let key = match step {
                Step::Wait(wait) => wait.length.is_none(),
                Step::Lie(stay) => stay.ready == Some(Ready::Key),
                Step::Reps(reps) => {
                    reps.ready == Some(Ready::Key) || (reps.tempo.is_none() && reps.pace.is_none())
                }
                Step::Hold(hold) => hold.ready == Some(Ready::Key),
                Step::Breathe(breathe) => breathe.ready == Some(Ready::Key),
                _ => false,
            };
            assert!(!key, "{id}: a {} waits for a key", step.word());
        }
    }
}

#[test]
fn the_first_minutes_begin_by_themselves_and_repeat_no_warning() {
    let library = library();
    let first = library.iter().find(|w| w.id == "first-five-minutes").unwrap();
    let Step::Wait(wait) = &first.routine.steps[0] else {
        panic!("it opens with a wait");
    };
    assert_eq!(wait.length.unwrap().to_string(), "..1m");
    for step in &first.routine.steps {
        for text in spoken(step) {
            assert!(!text.to_lowercase().contains("warning"), "{text}");
        }
    }
}

#[test]
fn instructions_are_short_enough_to_follow() {
    for Written { id, routine, .. } in library() {
        for step in &routine.steps {
            if let Some(shared) = step.shared() {
                assert!(shared.name.is_some(), "{id}: a step without a name");
                assert!(shared.say.is_some(), "{id}: a step without `say`");
                let both = [shared.start, shared.text].into_iter().flatten();
                let said: usize = both.map(|text| count_words(text)).sum();
                assert!(said <= 36, "{id}: {said} words in {:?}", shared.name);
            }
            for cue in cues(step) {
                assert!((1..=5).contains(&count_words(cue)), "{id}: {cue}");
            }
        }
    }
}

#[test]
fn sides_are_named_only_where_there_are_sides() {
    for Written { id, routine, .. } in library() {
        for step in &routine.steps {
            let sided = step.shared().is_some_and(|s| s.side.is_some());
            let named = spoken(step).iter().any(|text| text.contains('{'));
            assert_eq!(named, sided, "{id}: {}", step.word());
        }
    }
}

#[test]
fn the_two_turns_begin_as_their_articles_have_it() {
    let library = library();
    for (id, start) in [
        ("seated-twist", "{Side} hand behind you, {other side} hand on the {side} knee"),
        ("step-forward-stretch", "{Side} foot steps ahead; the chest turns {other side}"),
    ] {
        let written = library.iter().find(|w| w.id == id).unwrap();
        let step = &written.routine.steps[0];
        // Without `first` the right comes first, which is the side that the articles describe.
        assert_eq!(*step.shared().unwrap().first, None, "{id}");
        assert!(spoken(step).iter().any(|t| t.contains(start)), "{id}");
    }
}

#[test]
fn who_looks_for_hyperventilation_finds_slow_breathing() {
    let found: Vec<String> = library()
        .into_iter()
        .filter(|w| w.routine.helps.iter().any(|h| h == "hyperventilation"))
        .map(|w| w.id)
        .collect();
    assert_eq!(found, ["breathe-belly", "breathe-even"]);
}
