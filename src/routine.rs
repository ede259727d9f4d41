//! What the author wrote: one RON file, one [`Routine`], in the words of physiotherapy.
//!
//! This file declares the format, and nothing else does: the macros of [`grammar`] make of it the
//! types, the table by which a file is read and completed, the walk through all texts, and of its
//! doc comments the reference. Plain values only: no positions in the file (`syntax` has those),
//! no time that runs (`timeline`, `session`).

#[macro_use]
pub mod grammar;

mod author_text;
pub mod check;
pub mod explain;
pub mod figure;
pub mod layout;
pub mod place;
pub mod read;
mod suggest;
pub mod syntax;
pub mod vocabulary;

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_with::DeserializeFromStr;

use crate::seconds::{Count, Length, Misread, Seconds};
pub use author_text::AuthorText;
use figure::{Figure, Pose, PoseName};
use grammar::{Construct, FieldType, FieldValue, FormatField, TextVisit, WordChoice};
use place::{PlacePart, RoutinePlace};

construct! {
    /// A guided routine: what it is for, what to beware of, what it rests on, and its steps.
    #[derive(Default)]
    Routine {
        /// The name that the person sees.
        title: AuthorText,
        /// What it does and for whom, in one or two sentences.
        about: Option<AuthorText>,
        /// The shelf it stands on in the library, for example "At the desk".
        group: Option<AuthorText>,
        /// From when on after a fresh spasm or strain it suits; `Any` unless said otherwise.
        #[serde(default)]
        stage: Stage,
        /// The positions of the body that it is done in.
        #[serde(default)]
        positions: Vec<Position>,
        /// The parts of the body it is for, in the person's words.
        #[serde(default)]
        areas: Vec<AuthorText>,
        /// Further words by which it should be found: situations, other names.
        #[serde(default)]
        helps: Vec<AuthorText>,
        /// What must be at hand before it begins.
        #[serde(default)]
        needs: Vec<AuthorText>,
        /// What to beware of: the name of a shared caution, or a sentence.
        #[serde(default)]
        cautions: Vec<AuthorText>,
        /// How often it may be done, in words.
        how_often: Option<AuthorText>,
        /// The same in figures, which say when it is due.
        often: Option<Often>,
        /// How well the dose (lengths and counts) is backed by its sources.
        confidence: Option<Confidence>,
        /// Where the movement and its figures come from.
        #[serde(default)]
        sources: Vec<Source>,
        /// The language of the texts as a short code, `"en"` unless said otherwise.
        language: Option<String>,
        /// The id of a routine that is easier on the body.
        easier: Option<String>,
        /// Who asked for it and when to look at it again.
        prescribed: Option<Prescribed>,
        /// Names of warnings that the author has seen and accepts.
        #[serde(default)]
        allow: Vec<String>,
        /// The least get-ready before each exercise, in seconds; 5 s unless said otherwise. It is
        /// longer where the words need it: as long as they take to say, and 3 s to take the position.
        ready: Option<Seconds>,
        /// What the figure of every step has, where the step says nothing else.
        figure: Option<Figure>,
        /// Poses of the figure beside the shared ones.
        #[serde(default)]
        poses: Vec<Pose>,
        /// What is done, in order.
        steps: Vec<Step>,
    }
}

choice! {
    /// From when on a routine suits after a fresh spasm or strain.
    #[derive(Default)]
    Stage {
        /// From the first minute on.
        Any = default,
        /// After day 3, once it has begun to ease.
        Easing,
        /// From two weeks on.
        Building,
        /// With no recent episode, or six weeks after it.
        Settled,
    }
}

choice! {
    /// A position of the body.
    Position {
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
}

choice! {
    /// How well a dose is backed by its sources. It says nothing about the benefit.
    Confidence {
        /// Several official or licensed sources give this dose or one close to it.
        High,
        /// One source, or several that differ.
        Medium,
        /// Borrowed from a similar movement, or a choice of the author's.
        Low,
    }
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

construct! {
    /// Where a movement or a figure comes from.
    Source {
        /// The title that a reader would look for.
        title: AuthorText,
        /// Who published it.
        by: Option<AuthorText>,
        /// What it says that this routine uses, in own words.
        says: Option<AuthorText>,
    }
}

construct! {
    /// Who asked for the routine.
    Prescribed {
        /// The person who prescribed it.
        by: Option<AuthorText>,
        /// The day it was prescribed, like `"2026-11-21"`.
        on: Option<String>,
        /// The day to look at it again, like `"2027-01-10"`.
        review: Option<String>,
    }
}

construct! {
    /// How often something is done, and so when it is due.
    #[derive(Default)]
    Often {
        /// How often on one day: a number, or a range like `"1..3"`, whose least is asked and whose
        /// most may be. Left out, it is once; with nothing but `apart`, as often as that allows.
        a_day: Option<Count>,
        /// The least time between the end of one and the beginning of the next.
        apart: Option<Seconds>,
        /// Every so many days: 2 is every other day.
        every: Option<u32>,
        /// On how many days of a week, from Monday to Sunday: a number, or a range like `"3..5"`.
        a_week: Option<Count>,
        /// On which days of the week.
        #[serde(default)]
        on: Vec<Weekday>,
    }
}

choice! {
    /// A day of the week.
    Weekday {
        /// Monday.
        Mon,
        /// Tuesday.
        Tue,
        /// Wednesday.
        Wed,
        /// Thursday.
        Thu,
        /// Friday.
        Fri,
        /// Saturday.
        Sat,
        /// Sunday.
        Sun,
    }
}

kinds! {
    /// One instruction of a routine.
    Step as FieldType::Step => {
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
}

choice! {
    /// The sides that something is done on.
    Sides {
        /// One side, then the other.
        Each,
        /// The left side only.
        Left,
        /// The right side only.
        Right,
    }
}

choice! {
    /// Left or right, as the person's own body has it.
    #[derive(Serialize)]
    Side {
        /// The person's left.
        Left,
        /// The person's right.
        Right,
    }
}

impl Side {
    pub fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

choice! {
    /// When the sides take turns. Without it one side is done whole, then the other.
    Alternate {
        /// After each repetition.
        Reps,
        /// After each set.
        Sets,
    }
}

choice! {
    /// What the breath does during a part of a movement.
    Breath {
        /// Breathe in.
        In,
        /// Breathe out.
        Out,
        /// Keep the breath.
        Hold,
    }
}

construct! {
    /// One part of a repetition: the smallest thing with a countdown of its own.
    Part {
        /// A few words for this moment, shown and spoken.
        cue: AuthorText,
        /// How long it lasts.
        length as "for": Length,
        /// What the breath does meanwhile; left out, it goes as it likes.
        breath: Option<Breath>,
        /// The pose of the figure at the end of this part; left out, it stays as it is.
        pose: Option<PoseName>,
    }
}

/// What comes before the first phase of an exercise: a length like `"8s"`, or `"key"` to wait
/// for Enter and then 3 s more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeserializeFromStr)]
pub enum Ready {
    /// A get-ready of this length; none at `"0s"`.
    For(Seconds),
    /// Enter says "in position"; 3 s later it begins.
    Key,
}

impl FromStr for Ready {
    type Err = Misread;

    /// Reads `"8s"` or `"key"`.
    fn from_str(text: &str) -> Result<Ready, Misread> {
        match text.trim() {
            "key" => Ok(Ready::Key),
            _ => text.parse().map(Ready::For).map_err(|mut misread: Misread| {
                misread.help.push_str("; or \"key\" to wait for Enter");
                misread
            }),
        }
    }
}

construct! {
    /// What may differ on one side: every word that is left out is the same as for both.
    #[derive(Default)]
    OneSide {
        /// How long each hold lasts on this side.
        length as "for": Option<Length>,
        /// Repetitions on this side.
        times: Option<Count>,
        /// Sets on this side.
        sets: Option<Count>,
        /// Seconds between repetitions on this side.
        rest: Option<Seconds>,
        /// Seconds between sets on this side.
        set_rest: Option<Seconds>,
        /// The parts of a repetition on this side.
        tempo: Option<Vec<Part>>,
        /// Seconds for each repetition on this side.
        pace: Option<Length>,
    }
}

/// Exercises: the fields that every one of them has, then each with its own. The shared ones are
/// spelled out in each kind, since a file that writes `tempo` in a `Hold` must be told so.
macro_rules! exercises {
    ($shared:tt $($(#[doc = $doc:literal])* $name:ident $own:tt)*) => {
        $(exercises! { one $(#[doc = $doc])* $name $shared $own })*
        exercises! { shared $shared }
    };
    (shared { $($(#[doc = $says:literal])* $field:ident: $type:ty,)* }) => {
        /// What every exercise has in common: words, dose, sides.
        #[derive(Clone, Copy, Debug)]
        pub struct Shared<'a> {
            $($(#[doc = $says])* pub $field: &'a $type,)*
        }
    };
    (
        one $(#[doc = $doc:literal])* $name:ident
        { $($(#[doc = $says:literal])* $field:ident: $type:ty,)* }
        { $($own:tt)* }
    ) => {
        construct! {
            $(#[doc = $doc])*
            $name {
                $($(#[doc = $says])* $field: $type,)*
                $($own)*
            }
        }

        impl $name {
            /// The fields that it has in common with every other exercise.
            pub fn shared(&self) -> Shared<'_> {
                Shared { $($field: &self.$field,)* }
            }
        }
    };
}

exercises! {
    {
        /// What the exercise is called.
        name: Option<AuthorText>,
        /// The starting position, in words. May use `{side}` and `{other side}`.
        start: Option<AuthorText>,
        /// The movement, in full sentences. May use `{side}` and `{other side}`.
        text: Option<AuthorText>,
        /// The short spoken form of `text`.
        say: Option<AuthorText>,
        /// The position of the body, where it differs within the routine.
        position: Option<Position>,
        /// How often this step is done, where that differs within the routine.
        often: Option<Often>,
        /// The get-ready before it: a length, or `"key"`. Left out: the routine's, or as long
        /// as `start` and `text` take to say at 150 words a minute, and 3 s more.
        ready: Option<Ready>,
        /// Sets; 1 unless said otherwise. Always per side.
        sets: Option<Count>,
        /// Seconds between sets; 0 unless said otherwise.
        set_rest: Option<Seconds>,
        /// Seconds between repetitions, never after the last; 0 unless said otherwise.
        rest: Option<Seconds>,
        /// The sides it is done on; left out, it has no side.
        side: Option<Sides>,
        /// The side that comes first; right unless said otherwise.
        first: Option<Side>,
        /// When the sides take turns; left out, one side is done whole, then the other.
        alternate: Option<Alternate>,
        /// Seconds for changing sides; 5 s unless said otherwise, 0 with `alternate: Reps`.
        change: Option<Seconds>,
        /// The figure that shows it.
        figure: Option<Figure>,
        /// What differs on the left.
        left: Option<OneSide>,
        /// What differs on the right.
        right: Option<OneSide>,
    }

    /// Take a position and keep it for a while.
    Hold {
        /// The few words that the screen shows big meanwhile, where `say` is longer: two lines of
        /// 11 letters.
        cue: Option<AuthorText>,
        /// How long one hold lasts, more than 0 and at most 24 h. In a range, Enter ends it from
        /// the least on.
        length as "for": Length,
        /// How often; once unless said otherwise. Always per side.
        times: Option<Count>,
    }

    /// Do a movement a counted number of times: to a `tempo`, at a `pace`, or, with neither, at
    /// the person's own pace until a key ends the set.
    Reps {
        /// How often; once unless said otherwise. Always per side.
        times: Option<Count>,
        /// The parts of one repetition, in order, always played as written.
        tempo: Option<Vec<Part>>,
        /// How long one repetition lasts, where it needs no parts.
        pace: Option<Length>,
    }

    /// Breathe to a count: in, hold, out, pause.
    Breathe {
        /// Seconds of breathing in.
        inhale: Seconds,
        /// Seconds of keeping the breath after it; none unless said otherwise.
        hold: Option<Seconds>,
        /// Seconds of breathing out.
        exhale: Seconds,
        /// Seconds of pause after it; none unless said otherwise.
        pause: Option<Seconds>,
        /// How many breaths. Either this or `for`.
        rounds: Option<Count>,
        /// How long in all: as many whole breaths as fit, at least one. Either this or `rounds`.
        length as "for": Option<Length>,
    }
}

impl<'a> Shared<'a> {
    /// What differs on the sides, with the name of its field.
    pub fn both(&self) -> impl Iterator<Item = (&'static str, &'a OneSide)> + use<'a> {
        let sides = [("left", self.left), ("right", self.right)].into_iter();
        sides.filter_map(|(word, one)| Some((word, one.as_ref()?)))
    }

    /// What differs on a side.
    pub fn one(&self, side: Side) -> Option<&'a OneSide> {
        match side {
            Side::Left => self.left.as_ref(),
            Side::Right => self.right.as_ref(),
        }
    }
}

construct! {
    /// Do nothing for a while.
    Rest {
        /// How long, more than 0 and at most 24 h. In a range, Enter ends it from the least on.
        length as "for": Length,
        /// What to do meanwhile.
        text: Option<AuthorText>,
        /// The figure that shows it.
        figure: Option<Figure>,
    }
}

construct! {
    /// Wait until the person presses Enter, or until its limit.
    Wait {
        /// What to do or to read before going on.
        text: AuthorText,
        /// A limit like `"..45s"`, after which it goes on by itself. Left out, only a key goes on.
        length as "for": Option<Length>,
        /// The short spoken form of `text`.
        say: Option<AuthorText>,
        /// The few words that the screen shows big meanwhile, where `say` is longer: two lines of
        /// 11 letters.
        cue: Option<AuthorText>,
        /// The figure that shows it.
        figure: Option<Figure>,
    }
}

construct! {
    /// Something to look at during an application or a longer stay.
    Check {
        /// When, counted from the beginning.
        at: Seconds,
        /// What to look at.
        text: AuthorText,
    }
}

construct! {
    /// A heat or cold application: its clock can't be paused, counts the sleep of the machine, asks
    /// for an answer at the least and rings until it is answered at the most.
    #[derive(Default)]
    Application {
        /// What it is called.
        name: Option<AuthorText>,
        /// How to put the pack on; shown in the wait before its clock starts.
        start: Option<AuthorText>,
        /// What to do and feel while it is on.
        text: Option<AuthorText>,
        /// The short spoken form of `text`.
        say: Option<AuthorText>,
        /// How long, like `"15m..20m"`: an answer is asked for at the least, all ends at the most.
        /// At most 20 minutes (US FDA, "Heating devices: how to avoid burns": never over 15 to 20
        /// minutes; Midlands Partnership NHS, "Safe use of cold treatment": never over 20).
        length as "for": Length,
        /// What to look at meanwhile, and when.
        #[serde(default)]
        checks: Vec<Check>,
        /// What to do when it ends; asked until it is answered.
        off: Option<AuthorText>,
        /// The pause before the next application of the same kind; 2 h unless a longer one is
        /// written (Hong Kong Department of Health, heat therapy and cold therapy: at least 2 hours).
        apart: Option<Seconds>,
        /// How many a day at the most: 3 of heat (Midlands Partnership NHS, "Safe use of heat
        /// treatment"), 4 of cold (reprinted Mayo Clinic advice), unless a smaller number is written.
        a_day: Option<u32>,
        /// The figure that shows it.
        figure: Option<Figure>,
    }
}

construct! {
    /// A stay: lying down, or a walk.
    Stay {
        /// What it is called.
        name: Option<AuthorText>,
        /// How to begin.
        start: Option<AuthorText>,
        /// What to do meanwhile.
        text: Option<AuthorText>,
        /// The short spoken form of `text`.
        say: Option<AuthorText>,
        /// The few words that the screen shows big meanwhile, where `say` is longer: two lines of
        /// 11 letters.
        cue: Option<AuthorText>,
        /// How often this step is done, where that differs within the routine.
        often: Option<Often>,
        /// The get-ready before it: a length, or `"key"`.
        ready: Option<Ready>,
        /// How long, more than 0 and at most 24 h. In a range, Enter ends it from the least on.
        length as "for": Length,
        /// What to look at meanwhile, and when.
        #[serde(default)]
        checks: Vec<Check>,
        /// The figure that shows it.
        figure: Option<Figure>,
    }
}

construct! {
    /// Some steps in rounds, or once for each side.
    Repeat {
        /// How many rounds; once unless said otherwise. Always per side.
        times: Option<Count>,
        /// Seconds between rounds; 0 unless said otherwise.
        rest: Option<Seconds>,
        /// The sides that the whole is done on; its steps may have no `side` of their own then.
        side: Option<Sides>,
        /// The side that comes first; right unless said otherwise.
        first: Option<Side>,
        /// Seconds for changing sides; 5 s unless said otherwise.
        change: Option<Seconds>,
        /// How often this step is done, where that differs within the routine.
        often: Option<Often>,
        /// What is repeated.
        steps: Vec<Step>,
    }
}

impl Step {
    /// The fields of an exercise, where this is one.
    pub fn shared(&self) -> Option<Shared<'_>> {
        match self {
            Step::Hold(hold) => Some(hold.shared()),
            Step::Reps(reps) => Some(reps.shared()),
            Step::Breathe(breathe) => Some(breathe.shared()),
            _ => None,
        }
    }

    /// The sides that it says of itself.
    pub fn side(&self) -> Option<Sides> {
        match self {
            Step::Repeat(repeat) => repeat.side,
            _ => *self.shared()?.side,
        }
    }

    /// The parts of a repetition on a side; none of whatever has no tempo.
    pub fn parts(&self, side: Option<Side>) -> &[Part] {
        let Step::Reps(reps) = self else {
            return &[];
        };
        let one = side.and_then(|side| reps.shared().one(side)?.tempo.as_deref());
        one.or(reps.tempo.as_deref()).unwrap_or_default()
    }

    /// How often it is done, where it says so itself.
    pub fn often(&self) -> Option<&Often> {
        match self {
            Step::Hold(hold) => hold.often.as_ref(),
            Step::Reps(reps) => reps.often.as_ref(),
            Step::Breathe(breathe) => breathe.often.as_ref(),
            Step::Lie(stay) | Step::Walk(stay) => stay.often.as_ref(),
            Step::Repeat(repeat) => repeat.often.as_ref(),
            _ => None,
        }
    }

    /// The figure that it names itself.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Step::Hold(_) | Step::Reps(_) | Step::Breathe(_) => self.shared()?.figure.as_ref(),
            Step::Rest(rest) => rest.figure.as_ref(),
            Step::Wait(wait) => wait.figure.as_ref(),
            Step::Heat(pack) | Step::Cold(pack) => pack.figure.as_ref(),
            Step::Lie(stay) | Step::Walk(stay) => stay.figure.as_ref(),
            Step::Repeat(_) | Step::Include(_) => None,
        }
    }
}
