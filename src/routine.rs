//! What the author wrote: one RON file, one [`Routine`], in the words of physiotherapy.
//!
//! The doc comments in this file are the reference of the format: they are derived into the
//! program as a JSON schema, and shown by help, documentation and editors. Plain values only:
//! no positions in the file (`syntax` has those), no time that runs (`timeline`, `session`).

pub mod check;
pub mod explain;
pub mod layout;
pub mod read;
mod suggest;
pub mod syntax;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::seconds::{Count, Length, Seconds};

/// A guided routine: what it is for, what to beware of, what it rests on, and its steps.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Routine {
    /// The name that the person sees.
    pub title: String,
    /// What it does and for whom, in one or two sentences.
    #[serde(default)]
    pub about: Option<String>,
    /// The shelf it stands on in the library, for example "At the desk".
    #[serde(default)]
    pub group: Option<String>,
    /// From when on after a fresh spasm or strain it suits; `Any` unless said otherwise.
    #[serde(default)]
    pub stage: Stage,
    /// The positions of the body that it is done in.
    #[serde(default)]
    pub positions: Vec<Position>,
    /// The parts of the body it is for, in the person's words.
    #[serde(default)]
    pub areas: Vec<String>,
    /// Further words by which it should be found: situations, other names.
    #[serde(default)]
    pub helps: Vec<String>,
    /// What must be at hand before it begins.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What to beware of: the name of a shared caution, or a sentence.
    #[serde(default)]
    pub cautions: Vec<String>,
    /// How often it may be done, in words.
    #[serde(default)]
    pub how_often: Option<String>,
    /// How well the dose (lengths and counts) is backed by its sources.
    #[serde(default)]
    pub confidence: Option<Confidence>,
    /// Where the movement and its figures come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// The language of the texts as a short code, `"en"` unless said otherwise.
    #[serde(default)]
    pub language: Option<String>,
    /// The id of a routine that is easier on the body.
    #[serde(default)]
    pub easier: Option<String>,
    /// Who asked for it and when to look at it again.
    #[serde(default)]
    pub prescribed: Option<Prescribed>,
    /// Names of warnings that the author has seen and accepts.
    #[serde(default)]
    pub allow: Vec<String>,
    /// The least get-ready before each exercise, in seconds; 5 s unless said otherwise. It is
    /// longer where the words need it: as long as they take to say, and 3 s to take the position.
    #[serde(default)]
    pub ready: Option<Seconds>,
    /// What is done, in order.
    pub steps: Vec<Step>,
}

/// From when on a routine suits after a fresh spasm or strain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
pub enum Stage {
    /// From the first minute on.
    #[default]
    Any,
    /// From the third day on, once it has begun to ease.
    Easing,
    /// From two weeks on.
    Building,
    /// With no recent episode, or six weeks after it.
    Settled,
}

/// A position of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
pub enum Position {
    /// Whatever is comfortable.
    Any,
    /// On a chair or on the floor.
    Seated,
    /// On both feet.
    Standing,
    /// On the knees, or on hands and knees.
    Kneeling,
    /// On the back, the side or the front.
    Lying,
    /// On the move.
    Walking,
}

impl Position {
    /// The word for it in a list.
    pub fn word(self) -> &'static str {
        match self {
            Position::Any => "any",
            Position::Seated => "seated",
            Position::Standing => "standing",
            Position::Kneeling => "kneeling",
            Position::Lying => "lying",
            Position::Walking => "walking",
        }
    }
}

/// How well a dose is backed by its sources. It says nothing about the benefit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Confidence {
    /// Several official or licensed sources give this dose or one close to it.
    High,
    /// One source, or several that differ.
    Medium,
    /// Borrowed from a similar movement, or a choice of the author's.
    Low,
}

impl Confidence {
    /// What backs the dose, as what follows "the dose:".
    pub fn words(self) -> &'static str {
        match self {
            Confidence::High => "several sources give it, or one close to it",
            Confidence::Medium => "one source gives it, or several that differ",
            Confidence::Low => "borrowed from a similar movement, or chosen by the author",
        }
    }
}

/// Where a movement or a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The title that a reader would look for.
    pub title: String,
    /// Who published it.
    #[serde(default)]
    pub by: Option<String>,
    /// What it says that this routine uses, in own words.
    #[serde(default)]
    pub says: Option<String>,
}

/// Who asked for the routine.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prescribed {
    /// The person who prescribed it.
    #[serde(default)]
    pub by: Option<String>,
    /// The day it was prescribed, like `"2026-11-21"`.
    #[serde(default)]
    pub on: Option<String>,
    /// The day to look at it again, like `"2027-01-10"`.
    #[serde(default)]
    pub review: Option<String>,
}

/// One instruction of a routine.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
pub enum Step {
    /// Take a position and keep it.
    Hold(Hold),
    /// Do a movement a counted number of times.
    Reps(Reps),
    /// Breathe to a count.
    Breathe(Breathe),
    /// Do nothing for a while.
    Rest(Rest),
    /// Wait until the person is ready and presses Enter, or until its limit.
    Wait(Wait),
    /// A heat application, 20 minutes at the most, with an answer asked for at the end.
    Heat(Application),
    /// A cold application, 20 minutes at the most, with an answer asked for at the end.
    Cold(Application),
    /// Lie and rest.
    Lie(Stay),
    /// Walk.
    Walk(Stay),
    /// Repeat some steps, in rounds, or once for each side.
    Repeat(Repeat),
    /// Play the steps of another routine here, by its id.
    Include(String),
}

/// The sides that something is done on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Sides {
    /// One side, then the other.
    Each,
    /// The left side only.
    Left,
    /// The right side only.
    Right,
}

/// Left or right, as the person's own body has it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub enum Side {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
}

impl Side {
    pub fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }

    /// `left` or `right`.
    pub fn word(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
        }
    }
}

/// When the sides take turns. Without it one side is done whole, then the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Alternate {
    /// After each repetition.
    Reps,
    /// After each set.
    Sets,
}

/// What the breath does during a part of a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Breath {
    /// Breathe in.
    In,
    /// Breathe out.
    Out,
    /// Keep the breath.
    Hold,
}

/// One part of a repetition: the smallest thing with a countdown of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// A few words for this moment, shown and spoken.
    pub cue: String,
    /// How long it lasts.
    #[serde(rename = "for")]
    pub length: Length,
    /// What the breath does meanwhile; left out, it goes as it likes.
    #[serde(default)]
    pub breath: Option<Breath>,
}

/// What comes before the first phase of an exercise: a length like `"8s"`, or `"key"` to wait
/// for Enter and then 3 s more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(with = "String")]
pub enum Ready {
    /// A get-ready of this length; none at `"0s"`.
    For(Seconds),
    /// Enter says "in position"; 3 s later it begins.
    Key,
}

impl Ready {
    /// Reads `"8s"` or `"key"`.
    pub fn parse(text: &str) -> Result<Ready, crate::seconds::Misread> {
        match text.trim() {
            "key" => Ok(Ready::Key),
            _ => Seconds::parse(text).map(Ready::For).map_err(|mut misread| {
                misread.help.push_str("; or \"key\" to wait for Enter");
                misread
            }),
        }
    }
}

impl<'de> Deserialize<'de> for Ready {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ready::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// What may differ on one side: every word that is left out is the same as for both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OneSide {
    /// How long each hold lasts on this side.
    #[serde(default, rename = "for")]
    pub length: Option<Length>,
    /// Repetitions on this side.
    #[serde(default)]
    pub times: Option<Count>,
    /// Sets on this side.
    #[serde(default)]
    pub sets: Option<Count>,
    /// Seconds between repetitions on this side.
    #[serde(default)]
    pub rest: Option<Seconds>,
    /// Seconds between sets on this side.
    #[serde(default)]
    pub set_rest: Option<Seconds>,
    /// The parts of a repetition on this side.
    #[serde(default)]
    pub tempo: Option<Vec<Part>>,
    /// Seconds for each repetition on this side.
    #[serde(default)]
    pub pace: Option<Length>,
}

/// The fields that every exercise has: its words, its dose, its sides. They are spelled out in
/// each kind, since a file that writes `tempo` in a `Hold` must be told so.
macro_rules! exercise {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// What the exercise is called.
            #[serde(default)]
            pub name: Option<String>,
            /// The starting position, in words. May use `{side}` and `{other side}`.
            #[serde(default)]
            pub start: Option<String>,
            /// The movement, in full sentences. May use `{side}` and `{other side}`.
            #[serde(default)]
            pub text: Option<String>,
            /// The short spoken form of `text`.
            #[serde(default)]
            pub say: Option<String>,
            /// The position of the body, where it differs within the routine.
            #[serde(default)]
            pub position: Option<Position>,
            /// The get-ready before it: a length, or `"key"`. Left out: the routine's, or as long
            /// as `start` and `text` take to say at 150 words a minute, and 3 s more.
            #[serde(default)]
            pub ready: Option<Ready>,
            /// Sets; 1 unless said otherwise. Always per side.
            #[serde(default)]
            pub sets: Option<Count>,
            /// Seconds between sets; 0 unless said otherwise.
            #[serde(default)]
            pub set_rest: Option<Seconds>,
            /// Seconds between repetitions, never after the last; 0 unless said otherwise.
            #[serde(default)]
            pub rest: Option<Seconds>,
            /// The sides it is done on; left out, it has no side.
            #[serde(default)]
            pub side: Option<Sides>,
            /// The side that comes first; right unless said otherwise.
            #[serde(default)]
            pub first: Option<Side>,
            /// When the sides take turns; left out, one side is done whole, then the other.
            #[serde(default)]
            pub alternate: Option<Alternate>,
            /// Seconds for changing sides; 5 s unless said otherwise, 0 with `alternate: Reps`.
            #[serde(default)]
            pub change: Option<Seconds>,
            /// What differs on the left.
            #[serde(default)]
            pub left: Option<OneSide>,
            /// What differs on the right.
            #[serde(default)]
            pub right: Option<OneSide>,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            /// The fields that it has in common with every other exercise.
            pub fn shared(&self) -> Shared<'_> {
                Shared {
                    words: Words {
                        name: self.name.as_deref(),
                        start: self.start.as_deref(),
                        text: self.text.as_deref(),
                        say: self.say.as_deref(),
                    },
                    ready: self.ready,
                    sets: self.sets,
                    set_rest: self.set_rest,
                    rest: self.rest,
                    side: self.side,
                    first: self.first,
                    alternate: self.alternate,
                    change: self.change,
                    left: self.left.as_ref(),
                    right: self.right.as_ref(),
                }
            }
        }
    };
}

exercise! {
    /// Take a position and keep it for a while.
    Hold {
        /// How long one hold lasts, more than 0 and at most 24 h. In a range, Enter ends it from
        /// the least on.
        #[serde(rename = "for")]
        length: Length,
        /// How often; once unless said otherwise. Always per side.
        #[serde(default)]
        times: Option<Count>,
    }
}

exercise! {
    /// Do a movement a counted number of times: to a `tempo`, at a `pace`, or, with neither, at
    /// the person's own pace until a key ends the set.
    Reps {
        /// How often; once unless said otherwise. Always per side.
        #[serde(default)]
        times: Option<Count>,
        /// The parts of one repetition, in order, always played as written.
        #[serde(default)]
        tempo: Option<Vec<Part>>,
        /// How long one repetition lasts, where it needs no parts.
        #[serde(default)]
        pace: Option<Length>,
    }
}

exercise! {
    /// Breathe to a count: in, hold, out, pause.
    Breathe {
        /// Seconds of breathing in.
        inhale: Seconds,
        /// Seconds of keeping the breath after it; none unless said otherwise.
        #[serde(default)]
        hold: Option<Seconds>,
        /// Seconds of breathing out.
        exhale: Seconds,
        /// Seconds of pause after it; none unless said otherwise.
        #[serde(default)]
        pause: Option<Seconds>,
        /// How many breaths. Either this or `for`.
        #[serde(default)]
        rounds: Option<Count>,
        /// How long in all: as many whole breaths as fit, at least one. Either this or `rounds`.
        #[serde(default, rename = "for")]
        length: Option<Length>,
    }
}

/// The words of an exercise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a> {
    pub name: Option<&'a str>,
    pub start: Option<&'a str>,
    pub text: Option<&'a str>,
    pub say: Option<&'a str>,
}

/// What every exercise has in common: words, dose, sides.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'a> {
    pub words: Words<'a>,
    pub ready: Option<Ready>,
    pub sets: Option<Count>,
    pub set_rest: Option<Seconds>,
    pub rest: Option<Seconds>,
    pub side: Option<Sides>,
    pub first: Option<Side>,
    pub alternate: Option<Alternate>,
    pub change: Option<Seconds>,
    pub left: Option<&'a OneSide>,
    pub right: Option<&'a OneSide>,
}

impl<'a> Shared<'a> {
    /// What differs on a side.
    pub fn one(&self, side: Side) -> Option<&'a OneSide> {
        match side {
            Side::Left => self.left,
            Side::Right => self.right,
        }
    }
}

/// Do nothing for a while.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    /// How long, more than 0 and at most 24 h. In a range, Enter ends it from the least on.
    #[serde(rename = "for")]
    pub length: Length,
    /// What to do meanwhile.
    #[serde(default)]
    pub text: Option<String>,
}

/// Wait until the person presses Enter, or until its limit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// What to do or to read before going on.
    pub text: String,
    /// A limit like `"..45s"`, after which it goes on by itself. Left out, only a key goes on.
    #[serde(default, rename = "for")]
    pub length: Option<Length>,
    /// The short spoken form of `text`.
    #[serde(default)]
    pub say: Option<String>,
}

/// Something to look at during an application or a longer stay.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// When, counted from the beginning.
    pub at: Seconds,
    /// What to look at.
    pub text: String,
}

/// A heat or cold application: its clock can't be paused, counts the sleep of the machine, asks
/// for an answer at the least and rings until it is answered at the most.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// How to put the pack on; shown in the wait before its clock starts.
    #[serde(default)]
    pub start: Option<String>,
    /// What to do and feel while it is on.
    #[serde(default)]
    pub text: Option<String>,
    /// The short spoken form of `text`.
    #[serde(default)]
    pub say: Option<String>,
    /// How long, like `"15m..20m"`: an answer is asked for at the least, all ends at the most.
    /// At most 20 minutes (US FDA, "Heating devices: how to avoid burns": never over 15 to 20
    /// minutes; Midlands Partnership NHS, "Safe use of cold treatment": never over 20).
    #[serde(rename = "for")]
    pub length: Length,
    /// What to look at meanwhile, and when.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// What to do when it ends; asked until it is answered.
    #[serde(default)]
    pub off: Option<String>,
    /// The pause before the next application of the same kind; 2 h unless a longer one is
    /// written (Hong Kong Department of Health, heat therapy and cold therapy: at least 2 hours).
    #[serde(default)]
    pub apart: Option<Seconds>,
    /// How many a day at the most: 3 of heat (Midlands Partnership NHS, "Safe use of heat
    /// treatment"), 4 of cold (reprinted Mayo Clinic advice), unless a smaller number is written.
    #[serde(default)]
    pub a_day: Option<u32>,
}

/// A stay: lying down, or a walk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stay {
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// How to begin.
    #[serde(default)]
    pub start: Option<String>,
    /// What to do meanwhile.
    #[serde(default)]
    pub text: Option<String>,
    /// The short spoken form of `text`.
    #[serde(default)]
    pub say: Option<String>,
    /// The get-ready before it: a length, or `"key"`.
    #[serde(default)]
    pub ready: Option<Ready>,
    /// How long, more than 0 and at most 24 h. In a range, Enter ends it from the least on.
    #[serde(rename = "for")]
    pub length: Length,
    /// What to look at meanwhile, and when.
    #[serde(default)]
    pub checks: Vec<Check>,
}

/// Some steps in rounds, or once for each side.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// How many rounds; once unless said otherwise. Always per side.
    #[serde(default)]
    pub times: Option<Count>,
    /// Seconds between rounds; 0 unless said otherwise.
    #[serde(default)]
    pub rest: Option<Seconds>,
    /// The sides that the whole is done on; its steps may have no `side` of their own then.
    #[serde(default)]
    pub side: Option<Sides>,
    /// The side that comes first; right unless said otherwise.
    #[serde(default)]
    pub first: Option<Side>,
    /// Seconds for changing sides; 5 s unless said otherwise.
    #[serde(default)]
    pub change: Option<Seconds>,
    /// What is repeated.
    pub steps: Vec<Step>,
}

impl Step {
    /// The word that a file has for this kind of step.
    pub fn word(&self) -> &'static str {
        match self {
            Step::Hold(_) => "Hold",
            Step::Reps(_) => "Reps",
            Step::Breathe(_) => "Breathe",
            Step::Rest(_) => "Rest",
            Step::Wait(_) => "Wait",
            Step::Heat(_) => "Heat",
            Step::Cold(_) => "Cold",
            Step::Lie(_) => "Lie",
            Step::Walk(_) => "Walk",
            Step::Repeat(_) => "Repeat",
            Step::Include(_) => "Include",
        }
    }

    /// The fields of an exercise, where this is one.
    pub fn shared(&self) -> Option<Shared<'_>> {
        match self {
            Step::Hold(hold) => Some(hold.shared()),
            Step::Reps(reps) => Some(reps.shared()),
            Step::Breathe(breathe) => Some(breathe.shared()),
            _ => None,
        }
    }
}

/// The format as a JSON schema, with every docstring of this file.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Routine).to_value()
}
