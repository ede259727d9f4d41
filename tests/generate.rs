//! Routines for properties: any that an author may write and a check would pass, small enough to
//! be played a thousand times.

use std::sync::Arc;
use std::time::Duration;

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use supple::routine::*;
use supple::seconds::{Count, Length, Seconds};
use supple::timeline::Timeline;

use crate::support::compile;

/// Any routine. It may include the one that [`lookup`] knows.
pub fn routine() -> impl Strategy<Value = Routine> {
    (steps(2, true), of(seconds(0, 9))).prop_map(|(steps, ready)| titled(steps, ready))
}

/// The routine that generated ones include, by the id `short`.
pub fn lookup(id: &str) -> Option<Arc<Routine>> {
    let rest = Step::Rest(Rest {
        length: Length::fixed(Duration::from_secs(3)),
        text: None,
        figure: None,
    });
    let short = titled(vec![rest.clone(), rest], None);
    (id == "short").then(|| Arc::new(short))
}

/// The timeline of a generated routine.
pub fn timeline(routine: &Routine) -> Timeline {
    compile(routine, &lookup).unwrap()
}

/// A routine of these steps.
pub fn titled(steps: Vec<Step>, ready: Option<Seconds>) -> Routine {
    Routine {
        title: "Any routine".into(),
        about: None,
        group: None,
        stage: Stage::Any,
        positions: Vec::new(),
        areas: Vec::new(),
        helps: Vec::new(),
        needs: Vec::new(),
        cautions: Vec::new(),
        how_often: None,
        often: None,
        confidence: None,
        sources: Vec::new(),
        language: None,
        easier: None,
        prescribed: None,
        allow: Vec::new(),
        ready,
        figure: None,
        poses: Vec::new(),
        steps,
    }
}

/// Some steps, with repeats so deep. Only where no side is around them may they have one.
fn steps(depth: u32, may_have_side: bool) -> BoxedStrategy<Vec<Step>> {
    vec(step(depth, may_have_side), 1..4).boxed()
}

fn step(depth: u32, may_have_side: bool) -> BoxedStrategy<Step> {
    let leaf = prop_oneof![
        4 => hold(may_have_side).boxed(),
        4 => reps(may_have_side).boxed(),
        2 => breathe(may_have_side).boxed(),
        1 => (length(1, 20), of(text())).prop_map(|(length, text)| Step::Rest(Rest { length, text, figure: None })).boxed(),
        1 => wait().boxed(),
        1 => application().prop_map(Step::Heat).boxed(),
        1 => application().prop_map(Step::Cold).boxed(),
        1 => stay().prop_map(Step::Lie).boxed(),
        1 => stay().prop_map(Step::Walk).boxed(),
        1 => Just(Step::Include("short".into())).boxed(),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    prop_oneof![5 => leaf, 2 => repeat(depth - 1, may_have_side)].boxed()
}

fn repeat(depth: u32, may_have_side: bool) -> BoxedStrategy<Step> {
    let side = if may_have_side { of(sides()).boxed() } else { Just(None).boxed() };
    side.prop_flat_map(move |side| {
        let steps = steps(depth, may_have_side && side.is_none());
        let gaps = (of(seconds(0, 9)), of(seconds(0, 9)));
        (of(count(3)), gaps, of(one_side()), steps).prop_map(
            move |(times, (rest, change), first, steps)| {
                Step::Repeat(Repeat { often: None, times, rest, side, first, change, steps })
            },
        )
    })
    .boxed()
}

/// What all exercises have, but for what is their own.
#[derive(Clone, Debug)]
struct Common {
    words: (Option<AuthorText>, Option<AuthorText>, Option<AuthorText>),
    ready: Option<Ready>,
    sets: Option<Count>,
    gaps: (Option<Seconds>, Option<Seconds>, Option<Seconds>),
    side: Option<Sides>,
    first: Option<Side>,
    alternate: Option<Alternate>,
    ones: (Option<OneSide>, Option<OneSide>),
}

fn common(may_have_side: bool) -> BoxedStrategy<Common> {
    let side = if may_have_side { of(sides()).boxed() } else { Just(None).boxed() };
    let gaps = (of(seconds(0, 5)), of(seconds(0, 9)), of(seconds(0, 9)));
    let turns = prop_oneof![
        2 => Just(None),
        1 => Just(Some(Alternate::Reps)),
        1 => Just(Some(Alternate::Sets)),
    ];
    let words = (of(text()), of(text()), of(text()));
    let ones = (weighted(0.15, one()), weighted(0.15, one()));
    let dose = (of(count(3)), gaps, side, of(one_side()), turns, ones);
    (words, of(ready()), dose)
        .prop_map(|(words, ready, dose)| {
            let (sets, gaps, side, first, alternate, ones) = dose;
            Common {
                words,
                ready,
                sets,
                gaps,
                side,
                // What only two sides can have, the others leave out.
                first: first.filter(|_| side == Some(Sides::Each)),
                alternate: alternate.filter(|_| side == Some(Sides::Each)),
                ones: if side == Some(Sides::Each) { ones } else { (None, None) },
            }
        })
        .boxed()
}

macro_rules! exercise {
    ($kind:ident, $common:expr, $($field:ident),*) => {{
        let common = $common;
        let (name, start, text) = common.words;
        let (rest, set_rest, change) = common.gaps;
        let (left, right) = common.ones;
        Step::$kind($kind {
            name, start, text,
            say: None,
            position: None,
            often: None,
            ready: common.ready,
            sets: common.sets,
            set_rest, rest,
            side: common.side,
            first: common.first,
            alternate: common.alternate,
            change, left, right,
            figure: None,
            $($field),*
        })
    }};
}

fn hold(may_have_side: bool) -> impl Strategy<Value = Step> {
    (common(may_have_side), length(1, 30), of(count(4))).prop_map(|(common, length, times)| {
        let cue = None;
        exercise!(Hold, common, cue, length, times)
    })
}

fn reps(may_have_side: bool) -> impl Strategy<Value = Step> {
    let beat = prop_oneof![
        1 => Just((None, None)),
        2 => vec(part(), 1..4).prop_map(|tempo| (Some(tempo), None)),
        2 => length(1, 6).prop_map(|pace| (None, Some(pace))),
    ];
    (common(may_have_side), beat, of(count(5)))
        .prop_map(|(common, (tempo, pace), times)| exercise!(Reps, common, times, tempo, pace))
}

fn breathe(may_have_side: bool) -> impl Strategy<Value = Step> {
    let dose = prop_oneof![
        count(4).prop_map(|rounds| (Some(rounds), None)),
        length(1, 60).prop_map(|length| (None, Some(length))),
    ];
    let beat = (seconds(1, 6), of(seconds(0, 7)), seconds(1, 8), of(seconds(0, 4)));
    (common(may_have_side), beat, dose).prop_map(|(mut common, beat, (rounds, length))| {
        let (inhale, hold, exhale, pause) = beat;
        // A breath has neither a length nor a tempo of its own on one side.
        common.ones = (None, None);
        exercise!(Breathe, common, inhale, hold, exhale, pause, rounds, length)
    })
}

/// What differs on one side: the counts and gaps.
fn one() -> impl Strategy<Value = OneSide> {
    (of(count(3)), of(count(2)), of(seconds(0, 5)), of(seconds(0, 9))).prop_map(
        |(times, sets, rest, set_rest)| OneSide {
            times,
            sets,
            rest,
            set_rest,
            ..OneSide::default()
        },
    )
}

fn wait() -> impl Strategy<Value = Step> {
    (text(), of(seconds(1, 45))).prop_map(|(text, limit)| {
        let length = limit.map(|limit| Length { least: Duration::ZERO, most: limit.0 });
        Step::Wait(Wait { text, length, say: None, cue: None, figure: None })
    })
}

fn application() -> impl Strategy<Value = Application> {
    (length(60, 1200), vec(check(59), 0..3)).prop_map(|(length, checks)| Application {
        name: None,
        start: None,
        text: None,
        say: None,
        length,
        checks,
        off: None,
        apart: None,
        a_day: None,
        figure: None,
    })
}

fn stay() -> impl Strategy<Value = Stay> {
    (of(ready()), length(60, 600), vec(check(59), 0..2)).prop_map(|(ready, length, checks)| Stay {
        name: None,
        start: None,
        text: None,
        say: None,
        cue: None,
        often: None,
        ready,
        length,
        checks,
        figure: None,
    })
}

fn check(latest: u64) -> impl Strategy<Value = Check> {
    (seconds(1, latest), text()).prop_map(|(at, text)| Check { at, text })
}

fn part() -> impl Strategy<Value = Part> {
    let breath = prop_oneof![Just(Breath::In), Just(Breath::Out), Just(Breath::Hold)];
    (text(), length(1, 9), of(breath)).prop_map(|(cue, length, breath)| Part {
        cue,
        length,
        breath,
        pose: None,
    })
}

fn ready() -> impl Strategy<Value = Ready> {
    prop_oneof![
        1 => Just(Ready::Key),
        3 => seconds(0, 9).prop_map(Ready::For),
    ]
}

fn sides() -> impl Strategy<Value = Sides> {
    prop_oneof![
        3 => Just(Sides::Each),
        1 => Just(Sides::Left),
        1 => Just(Sides::Right),
    ]
}

fn one_side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Left), Just(Side::Right)]
}

/// Half seconds, so that fractions are met.
fn seconds(least: u64, most: u64) -> impl Strategy<Value = Seconds> {
    (least * 2..=most * 2).prop_map(|halves| Seconds(Duration::from_millis(halves * 500)))
}

fn length(least: u64, most: u64) -> impl Strategy<Value = Length> {
    let fixed = seconds(least, most).prop_map(|length| Length::fixed(length.0));
    let range = (seconds(least, most), seconds(least, most))
        .prop_map(|(a, b)| Length { least: a.0.min(b.0), most: a.0.max(b.0) });
    prop_oneof![2 => fixed, 1 => range]
}

fn count(most: u32) -> impl Strategy<Value = Count> {
    prop_oneof![
        2 => (1..=most).prop_map(Count::fixed),
        1 => (1..=most, 1..=most).prop_map(|(a, b)| Count { least: a.min(b), most: a.max(b) }),
    ]
}

fn text() -> impl Strategy<Value = AuthorText> {
    "[a-z]{1,8}( [a-z]{1,8}){0,12}\\.?".prop_map(|text| text.as_str().into())
}
