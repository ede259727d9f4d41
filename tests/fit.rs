//! Sets that fit into the minutes there are: as properties, and by the real program.

use std::time::Duration;

use proptest::prelude::*;
use supple::fit::{FitRoutine, FittedSet, minutes};
use supple::library::Library;
use supple::routine::Position;
use supple::timeline::Kind;

use crate::support::Supple;

fn any_routine() -> impl Strategy<Value = FitRoutine> {
    use Position::*;
    let all = [Any, Seated, Standing, Kneeling, Lying, Walking];
    let positions = proptest::sample::subsequence(all.to_vec(), 0..4).prop_shuffle();
    let kinds = [Kind::Hold, Kind::Rep, Kind::Breath, Kind::Walk, Kind::Lie];
    let kind = proptest::sample::select(kinds.to_vec());
    (positions, kind, 20..900u64, 0..120u64).prop_map(|(positions, mostly, least, step)| {
        let lasts = |nth| Duration::from_secs(least + nth * step);
        FitRoutine {
            id: String::new(),
            title: String::new(),
            positions,
            mostly,
            about: false,
            lasts: [0, 1, 2, 3, 4].map(lasts),
        }
    })
}

/// What holds of every set, whatever was done to it.
fn is_sound(set: &FittedSet, time: Duration) {
    let all: Vec<&FitRoutine> = set.routines().collect();
    assert!(!all.is_empty() && set.lasts() <= time);
    for (nth, one) in all.iter().enumerate() {
        assert!(set.lasts_of(one) >= one.lasts[0] && set.lasts_of(one) <= one.lasts[4]);
        assert!(!all[..nth].iter().any(|other| other.id == one.id));
        assert!(nth == 0 || one.mostly != Kind::Breath, "breath comes first");
    }
    // Who can be done in one position only stands in one row with the others of it.
    let fixed = all.iter().filter(|one| one.positions.len() == 1);
    let mut places: Vec<Position> = fixed.map(|one| one.positions[0]).collect();
    places.retain(|one| *one != Position::Any);
    places.dedup();
    let count = places.len();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), count, "a position comes twice");
}

proptest! {
    #[test]
    fn a_set_fits_and_is_in_order_whatever_is_swapped_or_left_out(
        mut all in proptest::collection::vec(any_routine(), 0..14),
        time in 1..40u64,
        changes in proptest::collection::vec((any::<bool>(), 0..8usize), 0..8),
    ) {
        for (nth, one) in all.iter_mut().enumerate() {
            one.id = nth.to_string();
        }
        let time = Duration::from_secs(60 * time);
        let shortest = all.iter().map(|one| one.lasts[0]).min();
        let made = FittedSet::new(all.clone(), time);
        prop_assert_eq!(&made, &FittedSet::new(all, time));
        match made {
            Err(told) => {
                prop_assert_eq!(told.map(|one| one.lasts[0]), shortest);
                prop_assert!(shortest.is_none_or(|shortest| shortest > time));
            }
            Ok(mut set) => {
                is_sound(&set, time);
                for (swaps, at) in changes {
                    let before = set.queue();
                    let stands = if swaps { set.swap(at) } else { None };
                    if let Some(stands) = stands {
                        let after = set.queue();
                        prop_assert!(!before.of.contains(&after.of[stands]));
                        prop_assert!(!after.of.contains(&before.of[at]));
                    }
                    if !swaps && set.leave_out(at) {
                        prop_assert_eq!(set.queue().of.len() + 1, before.of.len());
                    }
                    is_sound(&set, time);
                }
            }
        }
    }
}

#[test]
fn ranges_give_where_something_that_suits_better_fits_by_it() {
    let library = Library::new(None, Vec::new());
    let fit = |id: &str| {
        let routine = library.get(id).unwrap().routine().unwrap();
        FitRoutine::of(&library, id, routine)
    };
    assert_eq!(fit("heat-session"), None);
    assert_eq!(fit("sleep-setup"), None);
    let all: Vec<_> = ["shoulder-raises", "walk-short", "desk-chin-tuck"].map(fit).into();
    let all: Vec<FitRoutine> = all.into_iter().flatten().collect();
    let set = FittedSet::new(all, Duration::from_secs(600)).unwrap();
    let queue = set.queue();
    assert_eq!(queue.of, ["shoulder-raises", "desk-chin-tuck", "walk-short"]);
    assert_eq!(queue.quarters, 1);
    // The plan that is played says the same.
    let (_, timeline) = library.queued(&queue).unwrap();
    assert_eq!(supple::fit::expected(timeline.phases()), (set.lasts(), true));
}

#[test]
fn minutes_are_read_as_they_are_typed() {
    let secs = |text| minutes(text).map(|time| time.as_secs());
    assert_eq!([secs("4"), secs("4m"), secs("10min")], [Some(240), Some(240), Some(600)]);
    for none in ["", "m", "0", "181", "+4", "4 m", "neck", "٤", "4h"] {
        assert_eq!(minutes(none), None, "{none}");
    }
}

#[test]
fn a_set_is_played_from_the_command_line_or_said_to_be_too_short() {
    let ran = Supple::new("4m neck --plain").stdin("drop 2\nq\n").run();
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.stdout.contains("2: Ear toward shoulder, 1 min 31 s."), "{ran:?}");
    assert!(ran.stdout.contains("\nChin glide.\n"), "{ran:?}");
    let ran = Supple::new("--plain").stdin("3\n4 neck\nq\nshoulder-raises walk-short\nq\n").run();
    assert!(ran.stdout.contains("2: Ear toward shoulder, 1 min 31 s."), "{ran:?}");
    assert!(ran.stdout.contains("2: Short walk, about 10 min 21 s."), "{ran:?}");
    let why = Supple::new("1m").fails(1);
    assert!(why.contains("nothing fits in 1 minute; the shortest is Shoulder raises, 1:20: supple play shoulder-raises"), "{why}");
    assert!(Supple::new("play --in 5m xyzzy").fails(1).contains("`xyzzy`"));
    assert!(Supple::new("play --in 4h").fails(2).contains("write minutes"));
}
