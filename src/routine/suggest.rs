//! What was likely meant: for each mistake that people make, what to write in its place.
//!
//! It takes the author's words and the table of the format, and gives the help of a message; it
//! reports nothing and looks for no place in a file. A mistake without an entry here is told
//! plainly: what is wrong, and the form that is asked for.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Routine;
use super::grammar::{self, Construct, FieldType, FormatField, WordChoice};
use super::syntax::{ValueKind, shown};
use super::vocabulary::{self, is_id, nearest};
use crate::seconds::Misread;

/// What sheets and other programs call the things of the format: words, and what they stand for.
#[derive(Deserialize)]
struct SameWords {
    fields: Vec<(String, Vec<String>)>,
    steps: Vec<(String, String)>,
    no_place: Vec<(String, String)>,
}

static SAME: LazyLock<SameWords> = LazyLock::new(|| {
    ron::from_str(include_str!("suggest.ron")).expect("a test reads the words as well")
});

/// For a file that has no routine at all.
pub(super) const A_ROUTINE: &str =
    "write a routine, like `Routine(title: \"..\", steps: [Hold(for: \"30s\")])`";

/// Whether one of the words is this one, in any case.
fn among(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one.eq_ignore_ascii_case(word))
}

/// For a kind of step that there isn't: the one that was meant, where that can be told.
pub(super) fn step(word: &str) -> (Option<&'static str>, String) {
    if let Some(like) = nearest(word, vocabulary::step_words()) {
        let help = if like.eq_ignore_ascii_case(word) {
            format!("write `{like}`, with a capital letter")
        } else {
            format!("did you mean `{like}`?")
        };
        return (Some(like), help);
    }
    if let Some((_, same)) = SAME.steps.iter().find(|(words, _)| among(words, word)) {
        return (Some(same), format!("write `{same}`"));
    }
    let others = vocabulary::step_words().filter(|step| !matches!(*step, "Hold" | "Reps"));
    let others = grammar::all_of(&others.collect::<Vec<_>>());
    let help = format!(
        "write `Hold` for a position to hold or `Reps` for a movement; the other kinds are {others}"
    );
    (None, help)
}

/// For a field that a construct doesn't have: the one that was meant, where that can be told.
pub(super) fn field(
    construct: &'static Construct,
    word: &str,
) -> (Option<&'static FormatField>, String) {
    if let Some((_, help)) = SAME.no_place.iter().find(|(words, _)| among(words, word)) {
        return (None, help.clone());
    }
    let mut same = SAME.fields.iter().filter(|(words, _)| among(words, word));
    let same = same.find_map(|(_, fields)| fields.iter().find_map(|of| construct.field(of)));
    // It may be one of its own fields in other letters.
    if let Some(same) = same.filter(|_| construct.field(&word.to_lowercase()).is_none()) {
        return (Some(same), format!("write `{}`", same.word));
    }
    if let Some(like) = nearest(word, construct.fields.iter().map(|field| field.word)) {
        return (construct.field(like), format!("did you mean `{like}`?"));
    }
    let again = word == "sets"
        || SAME
            .fields
            .iter()
            .any(|(words, to)| to.iter().any(|to| to == "times") && among(words, word));
    let name = construct.name;
    if again && vocabulary::step(name).is_some() && !matches!(name, "Heat" | "Cold") {
        let steps = format!("`Repeat(times: 3, steps: [{name}(..)])`");
        return (None, format!("`Repeat` is what repeats a step: write {steps}"));
    }
    let fields = field_list(construct);
    let help = match vocabulary::constructs().find(|other| other.field(word).is_some()) {
        Some(owner) => {
            format!("`{word}` belongs to `{}`; the fields of `{name}` are {fields}", owner.name)
        }
        None => format!("its fields are {fields}"),
    };
    (None, help)
}

/// `for, times and side`.
pub(super) fn field_list(construct: &Construct) -> String {
    grammar::all_of(&construct.fields.iter().map(|field| field.word).collect::<Vec<_>>())
}

/// For a word that is none of some, of which some have fields behind them.
pub(super) fn kind(kinds: &'static [Construct], written: &str) -> String {
    let words = FieldType::Kind(kinds).words();
    match nearest(written.trim_matches('"'), words.iter().copied()) {
        Some(like) => format!("did you mean `{like}`?"),
        None => format!("write {}", grammar::listed(&words)),
    }
}

/// For a word that is none of a choice.
pub(super) fn choice(choice: &'static WordChoice, written: &str) -> String {
    let lower = written.to_lowercase();
    let said = |word: &str| lower.split(|c: char| !c.is_alphabetic()).any(|one| one == word);
    // `Left and Right`, `both`: what `Each` says.
    let both = said("both") || said("each") || said("left") && said("right");
    let like = if both && choice.name == "Sides" {
        Some("Each")
    } else {
        nearest(written, choice.words.iter().copied()).or_else(|| {
            let mut known = choice.words.iter();
            known.find(|known| said(&known.to_lowercase())).copied()
        })
    };
    match like {
        Some(like) if like.eq_ignore_ascii_case(written) => {
            format!("write `{like}`, with a capital letter and without quotes")
        }
        Some(like) => format!("did you mean `{like}`?"),
        None => format!("write {}", grammar::listed(choice.words)),
    }
}

/// For what can't be a step: what it is, and what to write.
pub(super) fn no_step(kind: &ValueKind, written: &str) -> (String, String) {
    let message = format!("a step must stand here, and this is {}", kind.called());
    let written = shown(written);
    let help = match kind {
        ValueKind::Text if is_id(written.trim_matches('"')) => {
            format!("write `Include({written})` to play another routine here")
        }
        ValueKind::Text => {
            format!("write `Wait(text: {written})` to show it until Enter is pressed")
        }
        _ => match written.split_whitespace().find_map(vocabulary::step) {
            Some(step) => format!("write it like `{}`", step.example()),
            None => "leave it out, or write a step like `Hold(name: \"..\", for: \"30s\")`; \
                     how often it is done stands in it, like `times: 3`"
                .to_owned(),
        },
    };
    (message, help)
}

/// For what is no group and yet all of a file, with what stands behind it.
pub(super) fn no_routine(written: &str, behind: &str) -> String {
    let help = if Routine::GRAMMAR.field(written).is_some() {
        "write `Routine(` in front of it, and `)` at the end of the file"
    } else if behind.contains("Routine(") {
        "write `//` in front of what only people read, or leave it out"
    } else {
        A_ROUTINE
    };
    help.to_owned()
}

/// For what stands where a list must.
pub(super) fn list(kind: FieldType, of: &str, written: &str) -> String {
    let parts = numbers(written).filter(|_| of == "tempo").map(|numbers| {
        // A part of no length is left out.
        let parts = numbers.iter().filter(|number| number.parse() != Ok(0));
        let parts = parts.map(|part| format!("(cue: \"..\", for: \"{part}s\")"));
        format!("write `tempo: [{}]`", parts.collect::<Vec<_>>().join(", "))
    });
    parts.unwrap_or_else(|| {
        let example = kind.example(of);
        format!("put `[` in front of the first and `]` behind the last, like `{of}: {example}`")
    })
}

/// For an item of a list that has a name.
pub(super) fn unnamed(inside: FieldType) -> &'static str {
    match inside {
        FieldType::Fields(_) => "put its fields in round brackets, `(..)`",
        FieldType::Step => "put it in the round brackets of a step, `Hold(..)`",
        _ => "leave the name and its colon out",
    }
}

/// For a length without quotes.
pub(super) fn length(bare: &str, wrong: Option<Misread>) -> String {
    let digits = bare.bytes().all(|b| b.is_ascii_digit());
    match wrong {
        None => format!("write \"{bare}\""),
        Some(_) if digits => format!("write \"{bare}s\" for seconds or \"{bare}m\" for minutes"),
        Some(misread) => misread.help,
    }
}

/// `4-7-8`: numbers of seconds as books and sheets print them.
fn numbers(written: &str) -> Option<Vec<&str>> {
    let written = written.trim_matches(['"', '[', ']']);
    let numbers = written.split(['-', '–', ':', '/', ' ', ',']);
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    let number = |text: &&str| text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    ((2..=6).contains(&numbers.len()) && numbers.iter().all(number)).then_some(numbers)
}

/// `pattern: "4-7-8"` as the fields of a `Breathe`.
pub(super) fn breath(construct: &Construct, written: &str) -> Option<String> {
    let numbers = numbers(written).filter(|_| construct.name == "Breathe")?;
    let names: &[&str] = match numbers.len() {
        2 => &["inhale", "exhale"],
        3 => &["inhale", "hold", "exhale"],
        4 => &["inhale", "hold", "exhale", "pause"],
        _ => return None,
    };
    let parts = names.iter().zip(&numbers).filter(|(_, number)| number.parse() != Ok(0));
    let parts: Vec<String> =
        parts.map(|(name, seconds)| format!("{name}: \"{seconds}s\"")).collect();
    Some(format!("write `{}`", parts.join(", ")))
}
