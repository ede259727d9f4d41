//! The table itself: every construct with its fields in the order of the types, every choice
//! with its words.

use super::{Choice, Construct, Field, Sort};

const fn needs(word: &'static str, kind: Sort) -> Field {
    Field {
        word,
        kind,
        required: true,
    }
}

const fn may(word: &'static str, kind: Sort) -> Field {
    Field {
        word,
        kind,
        required: false,
    }
}

macro_rules! choice {
    ($name:ident, $type_name:literal, [$($word:literal),*]) => {
        pub static $name: Choice = Choice { name: $type_name, words: &[$($word),*] };
    };
}

choice!(STAGE, "Stage", ["Any", "Easing", "Building", "Settled"]);
choice!(
    POSITION,
    "Position",
    ["Any", "Seated", "Standing", "Kneeling", "Lying", "Walking"]
);
choice!(CONFIDENCE, "Confidence", ["High", "Medium", "Low"]);
choice!(SIDES, "Sides", ["Each", "Left", "Right"]);
choice!(SIDE, "Side", ["Left", "Right"]);
choice!(ALTERNATE, "Alternate", ["Reps", "Sets"]);
choice!(BREATH, "Breath", ["In", "Out", "Hold"]);

macro_rules! construct {
    ($static:ident, $name:literal as $type_name:literal, [$($field:expr),* $(,)?]) => {
        pub static $static: Construct = Construct {
            name: $name,
            type_name: $type_name,
            fields: &[$($field),*],
        };
    };
}

construct!(ROUTINE, "Routine" as "Routine", [
    needs("title", Sort::Text),
    may("about", Sort::Text),
    may("group", Sort::Text),
    may("stage", Sort::One(&STAGE)),
    may("positions", Sort::Many(&POSITION)),
    may("areas", Sort::Texts),
    may("helps", Sort::Texts),
    may("needs", Sort::Texts),
    may("cautions", Sort::Texts),
    may("how_often", Sort::Text),
    may("confidence", Sort::One(&CONFIDENCE)),
    may("sources", Sort::List(&SOURCE)),
    may("language", Sort::Text),
    may("easier", Sort::Text),
    may("prescribed", Sort::Fields(&PRESCRIBED)),
    may("allow", Sort::Texts),
    may("ready", Sort::Seconds),
    needs("steps", Sort::Steps),
]);

construct!(SOURCE, "Source" as "Source", [
    needs("title", Sort::Text),
    may("by", Sort::Text),
    may("says", Sort::Text),
]);

construct!(PRESCRIBED, "Prescribed" as "Prescribed", [
    may("by", Sort::Text),
    may("on", Sort::Text),
    may("review", Sort::Text),
]);

construct!(PART, "Part" as "Part", [
    needs("cue", Sort::Text),
    needs("for", Sort::Length),
    may("breath", Sort::One(&BREATH)),
]);

construct!(ONE_SIDE, "OneSide" as "OneSide", [
    may("for", Sort::Length),
    may("times", Sort::Count),
    may("sets", Sort::Count),
    may("rest", Sort::Seconds),
    may("set_rest", Sort::Seconds),
    may("tempo", Sort::List(&PART)),
    may("pace", Sort::Length),
]);

construct!(CHECK, "Check" as "Check", [needs("at", Sort::Seconds), needs("text", Sort::Text)]);

/// An exercise: the fields that all three kinds have, then its own.
macro_rules! exercise {
    ($static:ident, $name:literal, [$($field:expr),* $(,)?]) => {
        construct!($static, $name as $name, [
            may("name", Sort::Text),
            may("start", Sort::Text),
            may("text", Sort::Text),
            may("say", Sort::Text),
            may("position", Sort::One(&POSITION)),
            may("ready", Sort::Ready),
            may("sets", Sort::Count),
            may("set_rest", Sort::Seconds),
            may("rest", Sort::Seconds),
            may("side", Sort::One(&SIDES)),
            may("first", Sort::One(&SIDE)),
            may("alternate", Sort::One(&ALTERNATE)),
            may("change", Sort::Seconds),
            may("left", Sort::Fields(&ONE_SIDE)),
            may("right", Sort::Fields(&ONE_SIDE)),
            $($field),*
        ]);
    };
}

exercise!(
    HOLD,
    "Hold",
    [needs("for", Sort::Length), may("times", Sort::Count)]
);
exercise!(
    REPS,
    "Reps",
    [
        may("times", Sort::Count),
        may("tempo", Sort::List(&PART)),
        may("pace", Sort::Length),
    ]
);
exercise!(
    BREATHE,
    "Breathe",
    [
        needs("inhale", Sort::Seconds),
        may("hold", Sort::Seconds),
        needs("exhale", Sort::Seconds),
        may("pause", Sort::Seconds),
        may("rounds", Sort::Count),
        may("for", Sort::Length),
    ]
);

construct!(REST, "Rest" as "Rest", [needs("for", Sort::Length), may("text", Sort::Text)]);
construct!(WAIT, "Wait" as "Wait", [
    needs("text", Sort::Text),
    may("for", Sort::Length),
    may("say", Sort::Text),
]);

macro_rules! application {
    ($static:ident, $name:literal) => {
        construct!($static, $name as "Application", [
            may("name", Sort::Text),
            may("start", Sort::Text),
            may("text", Sort::Text),
            may("say", Sort::Text),
            needs("for", Sort::Length),
            may("checks", Sort::List(&CHECK)),
            may("off", Sort::Text),
            may("apart", Sort::Seconds),
            may("a_day", Sort::Number),
        ]);
    };
}

application!(HEAT, "Heat");
application!(COLD, "Cold");

macro_rules! stay {
    ($static:ident, $name:literal) => {
        construct!($static, $name as "Stay", [
            may("name", Sort::Text),
            may("start", Sort::Text),
            may("text", Sort::Text),
            may("say", Sort::Text),
            may("ready", Sort::Ready),
            needs("for", Sort::Length),
            may("checks", Sort::List(&CHECK)),
        ]);
    };
}

stay!(LIE, "Lie");
stay!(WALK, "Walk");

construct!(REPEAT, "Repeat" as "Repeat", [
    may("times", Sort::Count),
    may("rest", Sort::Seconds),
    may("side", Sort::One(&SIDES)),
    may("first", Sort::One(&SIDE)),
    may("change", Sort::Seconds),
    needs("steps", Sort::Steps),
]);

pub(super) static STEPS: [&Construct; 10] = [
    &HOLD, &REPS, &BREATHE, &REST, &WAIT, &HEAT, &COLD, &LIE, &WALK, &REPEAT,
];
