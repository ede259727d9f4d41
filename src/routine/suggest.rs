//! What was likely meant: for each mistake that people make, what to write in its place.
//!
//! It takes the author's words and the table of the format, and gives the help of a message; it
//! reports nothing and looks for no place in a file. A mistake without an entry here is told
//! plainly: what is wrong, and the form that is asked for.

use super::grammar::{self, Construct, FormatField, WordChoice};
use super::names::{is_id, nearest};
use super::syntax::{BracketGroup, GroupItem, ValueKind, quoted};
use crate::seconds::Length;

/// What to write, and the word of the format that was meant, where that can be told.
pub(super) type Remedy<T> = (Option<T>, String);

/// The words of the format for those that sheets and other programs have: the first that fits.
const SAME_FIELD: [(&str, &[&str]); 15] = [
    ("time duration length secs seconds hold", &["for", "pace"]),
    ("each every speed", &["pace"]),
    ("page", &["says"]),
    (
        "reps repeat count repetitions rounds times breaths",
        &["times", "rounds"],
    ),
    ("in breathe_in", &["inhale"]),
    ("out breathe_out", &["exhale"]),
    ("exercises exercise", &["steps"]),
    ("equipment", &["needs"]),
    ("warnings", &["cautions"]),
    ("description instruction instructions", &["text", "about"]),
    ("name", &["title", "cue"]),
    ("text", &["cue"]),
    ("date day", &["on"]),
    ("title", &["name"]),
    ("pause break", &["rest"]),
];

/// The same for kinds of step.
const SAME_STEP: [(&str, &str); 7] = [
    ("stretch position plank", "Hold"),
    ("rep repetition repetitions move movement", "Reps"),
    ("breath breaths breathing", "Breathe"),
    ("pause break", "Rest"),
    ("ice", "Cold"),
    ("warmth warm", "Heat"),
    ("set sets round rounds circuit loop", "Repeat"),
];

/// What the format has no field for, and where its words belong.
const NO_PLACE: [(&str, &str); 3] = [
    (
        "weight weights load kg band resistance",
        "supple keeps no weights: write it where it is read, like `start: \"3 kg in each hand.\"`",
    ),
    (
        "url link links website",
        "supple opens no links: write the address into the `title` of a source, or behind `//`",
    ),
    (
        "image images picture photo video gif",
        "supple shows no pictures: say in `start` and `text` what it would show",
    ),
];

/// Whether one of the words is this one, in any case.
fn among(words: &str, word: &str) -> bool {
    let mut words = words.split(' ');
    words.any(|one| one.eq_ignore_ascii_case(word))
}

/// For a kind of step that there isn't.
pub(super) fn step(word: &str) -> Remedy<&'static str> {
    if let Some(like) = nearest(word, grammar::step_words()) {
        let help = match like.eq_ignore_ascii_case(word) {
            true => format!("write `{like}`, with a capital letter"),
            false => format!("did you mean `{like}`?"),
        };
        return (Some(like), help);
    }
    if let Some((_, same)) = SAME_STEP.iter().find(|(words, _)| among(words, word)) {
        return (Some(same), format!("write `{same}`"));
    }
    let others = grammar::step_words().filter(|step| !matches!(*step, "Hold" | "Reps"));
    let others = grammar::listed(&others.collect::<Vec<_>>()).replace(" or ", " and ");
    let help = format!(
        "write `Hold` for a position to hold or `Reps` for a movement; the other kinds are {others}"
    );
    (None, help)
}

/// For a field that a construct doesn't have.
pub(super) fn field(construct: &'static Construct, word: &str) -> Remedy<&'static FormatField> {
    if let Some((_, help)) = NO_PLACE.iter().find(|(words, _)| among(words, word)) {
        return (None, (*help).to_owned());
    }
    let mut same = SAME_FIELD.iter().filter(|(words, _)| among(words, word));
    let same = same.find_map(|(_, fields)| fields.iter().find_map(|of| construct.field(of)));
    if let Some(same) = same {
        return (Some(same), format!("write `{}`", same.word));
    }
    if let Some(like) = nearest(word, construct.fields.iter().map(|field| field.word)) {
        return (construct.field(like), format!("did you mean `{like}`?"));
    }
    let step = grammar::step(construct.name).filter(|step| !matches!(step.name, "Heat" | "Cold"));
    let again = SAME_FIELD
        .iter()
        .any(|(words, fields)| fields.contains(&"times") && among(words, word));
    if let Some(step) = step.filter(|_| again || word == "sets") {
        let name = step.name;
        let help = format!(
            "`Repeat` is what repeats a step: write `Repeat(times: 3, steps: [{name}(..)])`"
        );
        return (None, help);
    }
    let mut others = grammar::constructs();
    let fields = field_list(construct);
    let help = match others.find(|other| other.field(word).is_some()) {
        Some(owner) => format!(
            "`{word}` belongs to `{}`; the fields of `{}` are {fields}",
            owner.name, construct.name
        ),
        None => format!("its fields are {fields}"),
    };
    (None, help)
}

/// `for, times and side`.
pub(super) fn field_list(construct: &Construct) -> String {
    let all: Vec<&str> = construct.fields.iter().map(|field| field.word).collect();
    grammar::listed(&all).replace(" or ", " and ")
}

/// For a word that is none of a choice.
pub(super) fn choice(choice: &'static WordChoice, written: &str) -> Remedy<&'static str> {
    let lower = written.to_lowercase();
    let said = |word: &str| {
        lower
            .split(|c: char| !c.is_alphabetic())
            .any(|one| one == word)
    };
    // `Left and Right`, `both`: what `Each` says.
    let both = said("both") || said("each") || said("left") && said("right");
    let like = match both && choice.name == "Sides" {
        true => Some("Each"),
        false => nearest(written, choice.words.iter().copied()).or_else(|| {
            let mut known = choice.words.iter();
            known.find(|known| said(&known.to_lowercase())).copied()
        }),
    };
    let help = match like {
        Some(like) if like.eq_ignore_ascii_case(written) => {
            format!("write `{like}`, with a capital letter and without quotes")
        }
        Some(like) => format!("did you mean `{like}`?"),
        None => format!("write {}", choice.listed()),
    };
    (like, help)
}

/// For what can't be a step: what it is, and what to write.
pub(super) fn no_step(kind: &ValueKind, written: &str) -> (String, String) {
    const COUNTED: &str = "leave it out: the steps are played in the order of the list";
    let this = |what: &str| format!("a step must stand here, and this is {what}");
    let like = nearest(written, grammar::step_words());
    match (kind, like.and_then(grammar::step)) {
        (ValueKind::Word, Some(step)) => (
            format!("`{written}` needs its fields"),
            format!("write it like `{}`", step.example()),
        ),
        (ValueKind::Text, _) => {
            let says = written.trim_matches('"');
            let help = match is_id(says) {
                true => format!("write `Include({written})` to play another routine here"),
                false => format!(
                    "write `Wait(text: {})` to show it until Enter is pressed",
                    short(written).unwrap_or("..")
                ),
            };
            (this("a text"), help)
        }
        (ValueKind::Bare, _) if matches!(written, "-" | "+" | "*" | "•" | "–") => (
            this(&format!("a `{written}`")),
            "leave it out: the commas part the steps".to_owned(),
        ),
        (ValueKind::Word | ValueKind::Bare | ValueKind::Number, _) if times(written).is_some() => {
            let times = times(written).unwrap_or_default();
            let place = format!("write `times: {times}` between the brackets of the step");
            (
                format!("`{written}` can't stand beside a step"),
                format!("leave it out, and {place}"),
            )
        }
        (ValueKind::Number, _) => (this("a number"), COUNTED.to_owned()),
        _ => {
            let said = written.split_whitespace().find_map(grammar::step);
            let example = match said {
                Some(step) => format!("write it like `{}`", step.example()),
                None => "write one like `Hold(name: \"..\", for: \"30s\")`".to_owned(),
            };
            (this(kind.called()), example)
        }
    }
}

/// How often a step is meant to be done: the 3 of `x3`, `3x` and `3 *`.
pub(super) fn times(written: &str) -> Option<&str> {
    let sign = ['x', 'X', '×', '*'];
    let times = written
        .strip_prefix(sign)
        .or_else(|| written.strip_suffix(sign))?;
    let times = times.trim();
    let digits = times.bytes().all(|b| b.is_ascii_digit());
    (digits && (1..=4).contains(&times.len())).then_some(times)
}

/// The author's words, where a message has room for them.
pub(super) fn short(written: &str) -> Option<&str> {
    let short = written.chars().count() <= 40 && !written.contains('\n');
    short.then_some(written)
}

/// `4-7-8`: numbers of seconds as books and sheets print them.
fn numbers(written: &str) -> Option<Vec<&str>> {
    let written = written.trim_matches(['"', '[', ']']);
    let numbers = written.split(['-', '–', ':', '/', ' ', ',']);
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    let number =
        |text: &&str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    ((2..=6).contains(&numbers.len()) && numbers.iter().all(number)).then_some(numbers)
}

fn is_zero(number: &str) -> bool {
    number.bytes().all(|b| b == b'0')
}

/// `pattern: "4-7-8"` as the fields of a `Breathe`.
pub(super) fn breath(written: &str) -> Option<String> {
    let numbers = numbers(written)?;
    let names: &[&str] = match numbers.len() {
        2 => &["inhale", "exhale"],
        3 => &["inhale", "hold", "exhale"],
        4 => &["inhale", "hold", "exhale", "pause"],
        _ => return None,
    };
    let parts = names
        .iter()
        .zip(&numbers)
        .filter(|(_, number)| !is_zero(number));
    let parts: Vec<String> = parts
        .map(|(name, seconds)| format!("{name}: \"{seconds}s\""))
        .collect();
    Some(format!("write `{}`", parts.join(", ")))
}

/// `tempo: "3-1-3"` as the parts of a repetition; a part of no length is left out.
pub(super) fn tempo(written: &str) -> Option<String> {
    let numbers = numbers(written)?;
    let parts = numbers.iter().filter(|number| !is_zero(number));
    let parts: Vec<String> = parts
        .map(|part| format!("(cue: \"..\", for: \"{part}s\")"))
        .collect();
    Some(format!("write `tempo: [{}]`", parts.join(", ")))
}

/// `(down: "3s", up: "1s")` as the parts of a repetition, whose names are their cues.
pub(super) fn tempo_of_names(text: &str, group: &BracketGroup) -> Option<String> {
    let part = |item: &GroupItem| {
        let cue = text[item.key.clone()?].trim_matches('"').replace('_', " ");
        let says = text[item.value.as_ref()?.at.clone()].trim_matches('"');
        let digits = says.bytes().all(|b| b.is_ascii_digit());
        let length = format!("{says}{}", if digits { "s" } else { "" });
        let known = matches!(&*cue, "cue" | "for" | "breath");
        let sound = !known && Length::parse(&length).is_ok();
        sound.then(|| format!("(cue: {}, for: \"{length}\")", quoted(&cue)))
    };
    let parts: Option<Vec<String>> = group.items.iter().map(part).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    Some(format!("write `tempo: [{}]`", parts.join(", ")))
}
