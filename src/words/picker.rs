//! The list of routines, how letters filter it, what is read beside it, and honest sentences for
//! what is looked for and not there.

pub const ALSO: &str = "also";
pub const NONE_HAS_THESE_WORDS: &str =
    "Nothing here has these words. Backspace takes the last letter back.";
pub const SUPPLE: &str = "supple";
pub const TYPE_TO_FIND: &str = "   type to find";
pub const FIND: &str = "find ";

/// What is to be known of a routine before it is chosen.
pub const YOURS: &str = "yours";
pub const BROKEN: &str = "broken";
pub const FOR_LATER: &str = "later";

/// How many routines are shown: `31 in all`, or with a filter `7 of 31`.
pub fn routines_shown(shown: Option<usize>, of: usize) -> String {
    match shown {
        Some(shown) => format!("{shown} of {of}"),
        None => format!("{of} in all"),
    }
}

// What is read beside the list.
pub const STEPS: &str = "Steps";
pub const NOT_FOR: &str = "Not for everybody";

/// So many lines have no room above, or below.
pub fn more_above(lines: usize) -> String {
    format!("↑ {lines} more lines")
}

pub fn more_below(lines: usize) -> String {
    format!("↓ {lines} more lines")
}

/// What routines that are played one after another are called together.
pub fn one_after_another(titles: &[String]) -> String {
    match titles {
        [] => String::new(),
        [few @ .., last] if few.len() < 3 => {
            let few: String = few.iter().map(|title| format!("{title}, ")).collect();
            few + last
        }
        [first, second, more @ ..] => format!("{first}, {second} and {} more", more.len()),
        [only] => only.clone(),
    }
}

/// So many rows of a list have no room.
pub fn more_rows(rows: usize) -> String {
    format!("↓ {rows} more")
}

/// What stands above what is not called as typed, but is for it or helps with it.
pub fn heading(also: bool, area: Option<&str>) -> String {
    let also = if also { "also " } else { "" };
    match area {
        Some(area) if area.starts_with("between") => format!("{also}for {area}"),
        Some(area) => format!("{also}for the {area}"),
        None if also.is_empty() => String::new(),
        None => ALSO.to_owned(),
    }
}

pub fn spelt_like(typed: &str, like: &str) -> String {
    format!("Nothing here has the word {typed}. This has {like}.")
}

const HEADACHE: &str = "Nothing here is for a headache. This is for the neck; ! says when to see a \
     doctor.";
const EYES: &str = "Nothing here is for the eyes. These are short breaks from a screen.";
const HANDS: &str = "Nothing here is for arms and hands: supple is for back, neck and shoulders. \
     ! says when to see a doctor.";
const LEGS: &str = "Nothing here is for legs, hips and knees: supple is for back, neck and \
     shoulders. ! says when to see a doctor.";
const NERVES: &str = "Nothing here is for a nerve or a disc. New weakness, numbness or tingling, or \
     a burning pain that spreads: ! says when to see a doctor.";

/// Everyday words, what they mean among the words of the library (nothing, where it has nothing
/// for it), and what is to be said of it.
const EVERYDAY: [(&[&str], &str, Option<&str>); 18] = [
    (&["headache", "migraine", "temple"], "neck", Some(HEADACHE)),
    (&["eyes", "eyestrain", "sight"], "short break", Some(EYES)),
    (
        &[
            "wrist", "hands", "fingers", "thumb", "elbow", "forearm", "carpal", "arms", "mouse",
        ],
        "",
        Some(HANDS),
    ),
    (
        &[
            "knees",
            "hips",
            "legs",
            "ankle",
            "foot",
            "feet",
            "hamstring",
            "thigh",
            "groin",
        ],
        "",
        Some(LEGS),
    ),
    (
        &[
            "sciatica", "sciatic", "nerve", "disc", "disk", "slipped", "hernia", "pinched",
        ],
        "",
        Some(NERVES),
    ),
    (
        &["lumbar", "lumbago", "waist", "tailbone", "low back", "loin"],
        "lower back",
        None,
    ),
    (&["thoracic", "thorax"], "middle of the back", None),
    (&["nape", "cervical", "throat", "head"], "neck", None),
    (&["traps", "shrugging"], "shoulders", None),
    (
        &["shoulderblade", "scapulae", "blades"],
        "between the shoulder blades",
        None,
    ),
    (&["tummy", "abdomen", "ribcage"], "ribs and belly", None),
    (&["backbone", "vertebra", "backache"], "whole back", None),
    (
        &["anxiety", "worry", "nervous", "breathless", "meditate"],
        "anxious",
        None,
    ),
    (&["hot", "warming", "sauna", "bath"], "heat", None),
    (&["cooler", "freezing", "frozen"], "ice", None),
    (
        &[
            "computer", "laptop", "keyboard", "typing", "sitting", "desk job",
        ],
        "at the desk",
        None,
    ),
    (&["bedtime", "asleep", "insomniac", "tired"], "sleep", None),
    (&["pregnancy", "baby"], "pregnant", None),
];

/// What everyday words mean here, and what is to be said of it, from their first three letters on.
pub fn everyday(typed: &str) -> Option<(&'static str, Option<&'static str>)> {
    let said =
        |word: &&str| typed.len() > 2 && (word.starts_with(typed) || typed.starts_with(*word));
    let mut all = EVERYDAY.iter();
    let found = all.find(|(words, _, _)| words.iter().any(&said))?;
    Some((found.1, found.2))
}
