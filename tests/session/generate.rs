//! Random routines, as an author would write them, and random things to do with them.
//!
//! Routines are text in the words of the format, so that a failure can be read and pasted.

use std::time::Duration;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use supple::session::{Input, Manner};

use super::play::{Act, Acts};

fn seconds(most: u32) -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (1..=most).prop_map(|seconds| format!("\"{seconds}s\"")),
        1 => (1..=most * 10).prop_map(|tenths| format!("\"{}.{}s\"", tenths / 10, tenths % 10)),
    ]
}

fn length(most: u32) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => seconds(most),
        2 => (1..=most, 0..=most).prop_map(|(least, more)| format!("\"{least}s..{}s\"", least + more)),
        1 => (1..=most).prop_map(|most| format!("\"..{most}s\"")),
    ]
}

fn count() -> impl Strategy<Value = String> {
    prop_oneof![
        (1..=3u32).prop_map(|count| count.to_string()),
        (1..=2u32, 1..=2u32).prop_map(|(least, more)| format!("\"{least}..{}\"", least + more)),
    ]
}

/// Fields that may be left out, each with its name.
fn fields(all: Vec<(&'static str, BoxedStrategy<String>)>) -> impl Strategy<Value = String> {
    let each = all.into_iter().map(|(name, value)| {
        option::of(value).prop_map(move |value| match value {
            Some(value) => format!(", {name}: {value}"),
            None => String::new(),
        })
    });
    each.collect::<Vec<_>>().prop_map(|fields| fields.concat())
}

fn words(all: &'static [&'static str]) -> BoxedStrategy<String> {
    proptest::sample::select(all).prop_map(str::to_owned).boxed()
}

fn ready() -> BoxedStrategy<String> {
    prop_oneof![seconds(9), Just("\"key\"".to_owned())].boxed()
}

/// What every exercise may have; sides only where none is around it.
fn shared(sided: bool) -> BoxedStrategy<String> {
    let mut all = vec![
        ("ready", ready()),
        ("sets", count().boxed()),
        ("set_rest", seconds(9).boxed()),
        ("rest", seconds(9).boxed()),
    ];
    if sided {
        all.push(("side", words(&["Each", "Each", "Left", "Right"])));
        all.push(("first", words(&["Left", "Right"])));
        all.push(("alternate", words(&["Reps", "Sets"])));
        all.push(("change", seconds(6).boxed()));
    }
    fields(all).boxed()
}

fn exercise(sided: bool) -> BoxedStrategy<String> {
    let times = || {
        option::of(count())
            .prop_map(|times| times.map_or(String::new(), |times| format!(", times: {times}")))
    };
    let hold = (length(40), times(), shared(sided))
        .prop_map(|(length, times, shared)| format!("Hold(for: {length}{times}{shared})"));
    let part = length(8).prop_map(|length| format!("(cue: \"so\", for: {length})"));
    let tempo = vec(part, 1..4).prop_map(|parts| format!(", tempo: [{}]", parts.join(", ")));
    let pace = length(12).prop_map(|pace| format!(", pace: {pace}"));
    let dose = prop_oneof![2 => tempo, 1 => pace, 1 => Just(String::new())];
    let reps = (dose, times(), shared(sided))
        .prop_map(|(dose, times, shared)| format!("Reps(name: \"r\"{dose}{times}{shared})"));
    let rounds = prop_oneof![
        count().prop_map(|rounds| format!("rounds: {rounds}")),
        length(40).prop_map(|length| format!("for: {length}")),
    ];
    let breathe = (seconds(5), option::of(seconds(3)), seconds(6), rounds, shared(sided)).prop_map(
        |(inhale, hold, exhale, rounds, shared)| {
            let hold = hold.map_or(String::new(), |hold| format!(", hold: {hold}"));
            format!("Breathe(inhale: {inhale}{hold}, exhale: {exhale}, {rounds}{shared})")
        },
    );
    prop_oneof![3 => hold, 2 => reps, 2 => breathe].boxed()
}

pub fn application() -> BoxedStrategy<String> {
    let length = prop_oneof![
        2 => (1..=20u32, 0..=19u32).prop_map(|(most, less)| {
            let least = most.saturating_sub(less).max(1);
            format!("\"{least}m..{most}m\"")
        }),
        1 => (1..=20u32).prop_map(|most| format!("\"{most}m\"")),
        1 => Just("\"15m..20m\"".to_owned()),
        1 => (30..=200u32, 1..=200u32).prop_map(|(least, more)| format!("\"{least}s..{}s\"", least + more)),
    ];
    let checks = option::of(
        (1..=300u32).prop_map(|at| format!(", checks: [(at: \"{at}s\", text: \"Look.\")]")),
    );
    let agent = prop_oneof![Just("Heat"), Just("Cold")];
    (agent, length, checks)
        .prop_map(|(agent, length, checks)| {
            format!("{agent}(for: {length}{})", checks.unwrap_or_default())
        })
        .boxed()
}

fn step(sided: bool) -> BoxedStrategy<String> {
    let stay = (prop_oneof![Just("Lie"), Just("Walk")], length(90), option::of(ready())).prop_map(
        |(stay, length, ready)| {
            let ready = ready.map_or(String::new(), |ready| format!(", ready: {ready}"));
            format!("{stay}(for: {length}{ready}, checks: [(at: \"20s\", text: \"Well?\")])")
        },
    );
    let wait = option::of(1..=90u32).prop_map(|limit| match limit {
        Some(limit) => format!("Wait(text: \"Fetch a chair, please.\", for: \"..{limit}s\")"),
        None => "Wait(text: \"Fetch a chair, please.\")".to_owned(),
    });
    let rest = length(40).prop_map(|length| format!("Rest(for: {length})"));
    prop_oneof![
        5 => exercise(sided),
        1 => stay,
        1 => wait,
        1 => rest,
        1 => application(),
    ]
    .boxed()
}

fn repeat(inner: impl Fn(bool) -> BoxedStrategy<String>, sided: bool) -> BoxedStrategy<String> {
    let steps = |sided| vec(inner(sided), 1..4).prop_map(|steps| steps.join(", "));
    let dose = || fields(vec![("times", count().boxed()), ("rest", seconds(9).boxed())]);
    let plain =
        (dose(), steps(sided)).prop_map(|(dose, steps)| format!("Repeat(steps: [{steps}]{dose})"));
    if !sided {
        return plain.boxed();
    }
    let change = option::of(seconds(6))
        .prop_map(|change| change.map_or(String::new(), |change| format!(", change: {change}")));
    let each = (dose(), change, steps(false)).prop_map(|(dose, change, steps)| {
        format!("Repeat(side: Each{change}, steps: [{steps}]{dose})")
    });
    prop_oneof![2 => plain, 1 => each].boxed()
}

/// The steps of a routine.
pub fn steps() -> impl Strategy<Value = String> {
    let once = |sided| repeat(step, sided);
    let any = prop_oneof![6 => step(true), 2 => once(true), 1 => repeat(once, true)];
    vec(any, 1..5).prop_map(|steps| steps.join(", "))
}

/// Steps with heat or cold among them.
pub fn heated_steps() -> impl Strategy<Value = String> {
    let optional = application().prop_map(|application| {
        format!("Repeat(times: \"1..2\", steps: [{application}, Lie(for: \"9s\")])")
    });
    let heated = prop_oneof![2 => application(), 1 => optional];
    (option::of(step(true)), heated, option::of(step(true))).prop_map(|(before, heated, after)| {
        before.into_iter().chain([heated]).chain(after).collect::<Vec<_>>().join(", ")
    })
}

pub fn manner() -> impl Strategy<Value = Manner> {
    any::<bool>().prop_map(|hands_free| Manner { hands_free })
}

/// Lengths of time between two acts: nothing, round ones that meet deadlines, crooked ones.
pub fn pause() -> impl Strategy<Value = Duration> {
    prop_oneof![
        2 => Just(Duration::ZERO),
        6 => (0..30u64).prop_map(Duration::from_secs),
        3 => (0..30_000u64).prop_map(Duration::from_millis),
        1 => (0..1_300u64).prop_map(Duration::from_secs),
    ]
}

pub fn key() -> impl Strategy<Value = Input> {
    prop_oneof![
        10 => Just(Input::Enter),
        4 => Just(Input::Pause),
        3 => Just(Input::Next),
        2 => Just(Input::Back),
        1 => Just(Input::NextStep),
        1 => Just(Input::BackStep),
        1 => Just(Input::Again),
        1 => Just(Input::Longer),
        1 => Just(Input::Shorter),
        2 => Just(Input::GoOn),
        1 => Just(Input::Hurts),
        2 => (0..12usize, option::of(0..30u32)).prop_map(|(set, reps)| Input::Said { set, reps }),
        1 => Just(Input::Slip),
        1 => Just(Input::Wake),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        9 => key().prop_map(Act::Key),
        2 => pause().prop_map(Act::Away),
    ]
}

/// What a person and a machine do, without a stop.
pub fn acts() -> impl Strategy<Value = Acts> {
    vec((pause(), act()), 0..40)
}

/// The same, with a stop now and then.
pub fn acts_and_stops() -> impl Strategy<Value = Acts> {
    let stop = Just(Act::Key(Input::Stop));
    vec((pause(), prop_oneof![12 => act(), 1 => stop]), 0..40)
}
