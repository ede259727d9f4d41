//! `supple new`: begins a routine of one's own, from a few answers or as a copy.
//!
//! Whatever is answered, the file that comes of it is sound, laid out and says in comments what
//! to change. It never takes the place of a file that is there.

mod template;

use std::path::PathBuf;
use std::process::ExitCode;

pub use template::{Answers, template};

use super::play::{queued, routine_id};
use super::{Failure, print, routine, unwritable};
use crate::cli::{ExerciseKind, NewArgs};
use crate::host::{small_files, stdio};
use crate::library::{Library, Origin, Queue};
use crate::routine::syntax::{Tree, quoted};
use crate::routine::vocabulary::{as_id, is_id};
use crate::text;

/// Asks the person one question; `None` when they will not answer any more.
pub type AskPerson<'a> = &'a mut dyn FnMut(&str) -> Option<String>;

/// The most exercises that a new routine begins with.
const MOST_EXERCISES: u8 = 30;

/// Writes the new file, and tells where it is and what to type next. Where nobody can be asked,
/// what was not said is as most people want it.
pub fn run(library: &Library, words: &NewArgs) -> Result<ExitCode, Failure> {
    let path = place(library, &words.name)?;
    let contents = match &words.from[..] {
        [from] => copy(library, from, words.title.as_deref())?,
        [_, _, ..] => {
            let title = words.title.clone().unwrap_or_else(|| title_of(&words.name));
            let ids = words.from.iter().map(|word| routine_id(library, word));
            let queue = Queue::new(ids.collect::<Result<_, _>>()?);
            // What can't be played is told before it is written.
            queued(library, queue.clone())?;
            queue.file(library, &text::line(&title))
        }
        [] => {
            let mut ask = stdio::ask;
            let can_ask = stdio::can_ask();
            template(&answers(words, can_ask.then_some(&mut ask))?)
        }
    };
    small_files::create(&path, contents.as_bytes()).map_err(|why| unwritable(&path, &why))?;
    let name = &words.name;
    let next = [
        ("edit", "write your own words and figures into it"),
        ("watch", "see it while you write, in a second window"),
        ("play", "play it"),
    ];
    let mut told = format!("{}\n\nIt can be played as it is. Next:\n", path.display());
    for (command, what) in next {
        told.push_str(&format!(
            "  {}  {what}\n",
            text::padded(&format!("supple {command} {name}"), 14 + name.len())
        ));
    }
    print(&told)
}

/// The path of a new routine of the person's own.
fn place(library: &Library, name: &str) -> Result<PathBuf, Failure> {
    if !is_id(name) {
        let like = as_id(name);
        return Err(Failure::new(
            format!("a routine can't be called `{name}`: small letters, digits and dashes only"),
            match is_id(&like) {
                true => format!("write `supple new {like}`; its title can be anything"),
                false => "write it like `supple new evening-stretch`".into(),
            },
        ));
    }
    let Some(folder) = &library.folder else {
        return Err(Failure::new(
            "there is no home directory, so there is no place for routines of your own",
            "",
        ));
    };
    if let Some(entry) = library.get(name) {
        let (whose, help) = match &entry.origin {
            Origin::BuiltIn => (
                "the name of a built-in routine",
                format!("`supple edit {name}` changes that one, in a copy of your own"),
            ),
            _ => (
                "a routine of yours already",
                format!("`supple edit {name}` opens it; or choose another name"),
            ),
        };
        return Err(Failure::new(format!("`{name}` is {whose}"), help));
    }
    Ok(folder.join(format!("{name}.ron")))
}

/// The text of another routine, with another title where one is wished.
fn copy(library: &Library, from: &str, title: Option<&str>) -> Result<String, Failure> {
    let (entry, ..) = routine(library, from)?;
    let mut contents = entry.text().to_owned();
    let Some(title) = title else {
        return Ok(contents);
    };
    let tree = Tree::parse(&contents);
    let group = tree.root.as_ref().and_then(|root| root.group());
    let old = group.and_then(|group| group.field(&contents, "title"));
    if let Some(value) = old.and_then(|item| item.value.as_ref()) {
        let at = value.at.clone();
        contents.replace_range(at, &quoted(&text::line(title)));
    }
    Ok(contents)
}

/// What the flags say, and for the rest what the person answers.
fn answers(words: &NewArgs, mut ask: Option<AskPerson<'_>>) -> Result<Answers, Failure> {
    let usual = title_of(&words.name);
    let mut put = |question: String| match &mut ask {
        None => Ok(None),
        Some(ask) => match ask(&question) {
            Some(answer) => Ok(Some(text::line(&answer))),
            None => Err(Failure::new("no answer came, so nothing was written", "")),
        },
    };
    let title = match &words.title {
        Some(title) => Some(text::line(title)),
        None => put(format!("What is it called? [{usual}] "))?,
    };
    let by = match &words.by {
        Some(by) => Some(text::line(by)),
        None => put("Who asked for it? [nobody] ".into())?,
    };
    let mut dose = ExerciseDose { exercises: words.exercises, kind: words.kind };
    if dose.exercises.is_none() && dose.kind.is_none() {
        let question = "How many exercises, and are they holds, reps or breathing? [1 hold] ";
        let mut answer = put(question.into())?;
        while let Some(said) = answer {
            match ExerciseDose::of(&said) {
                Some(read) => {
                    dose = read;
                    break;
                }
                None => answer = put("A number and one of these words, like 3 holds: ".into())?,
            }
        }
    }
    let kind = dose.kind.unwrap_or_default();
    let mut each_side = words.each_side;
    if each_side && kind == ExerciseKind::Breathing {
        return Err(Failure::new(
            "a breath has no sides, so `--each-side` means nothing with `--kind breathing`",
            "leave one of the two out",
        ));
    }
    if !each_side && kind != ExerciseKind::Breathing {
        let mut answer = put("Is each done on both sides? [no] ".into())?;
        while let Some(said) = answer {
            match yes(&said) {
                Some(yes) => {
                    each_side = yes;
                    break;
                }
                None => answer = put("Yes or no: ".into())?,
            }
        }
    }
    Ok(Answers {
        title: title.filter(|title| !title.is_empty()).unwrap_or(usual),
        by: by.filter(|by| !by.is_empty()),
        kind,
        exercises: dose.exercises.unwrap_or(1),
        each_side,
    })
}

/// What an answer says to a question whose usual answer is no.
fn yes(said: &str) -> Option<bool> {
    match said.trim().to_lowercase().as_str() {
        "y" | "yes" | "both" => Some(true),
        "" | "n" | "no" => Some(false),
        _ => None,
    }
}

/// How many exercises of which kind.
struct ExerciseDose {
    exercises: Option<u8>,
    kind: Option<ExerciseKind>,
}

impl ExerciseDose {
    /// Reads `3 holds`, `reps`, `2`, or nothing.
    fn of(said: &str) -> Option<ExerciseDose> {
        let mut dose = ExerciseDose { exercises: None, kind: None };
        for word in said.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
            let number = word.parse().ok();
            let number = number.filter(|n| (1..=MOST_EXERCISES).contains(n));
            let kind = match word {
                "" | "and" | "of" | "exercise" | "exercises" => continue,
                "hold" | "holds" => Some(ExerciseKind::Hold),
                "rep" | "reps" | "repetition" | "repetitions" => Some(ExerciseKind::Reps),
                "breath" | "breaths" | "breathe" | "breathing" => Some(ExerciseKind::Breathing),
                _ => None,
            };
            match (number, kind) {
                (Some(_), _) if dose.exercises.is_none() => dose.exercises = number,
                (_, Some(_)) if dose.kind.is_none() => dose.kind = kind,
                _ => return None,
            }
        }
        Some(dose)
    }
}

/// `evening-stretch` as a title.
fn title_of(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dose_is_a_number_and_a_word_in_any_order() {
        let read = |said: &str| ExerciseDose::of(said).map(|dose| (dose.exercises, dose.kind));
        assert_eq!(read(""), Some((None, None)));
        assert_eq!(read("3 holds"), Some((Some(3), Some(ExerciseKind::Hold))));
        assert_eq!(read("Reps, 12"), Some((Some(12), Some(ExerciseKind::Reps))));
        assert_eq!(read("2 breathing exercises"), Some((Some(2), Some(ExerciseKind::Breathing))));
        for wrong in ["0", "31", "999", "3 4", "hold reps", "potatoes", "-"] {
            let none = wrong == "-";
            assert_eq!(read(wrong).is_none(), !none, "{wrong}");
        }
    }

    /// A person who answers each question in turn; what was asked is kept.
    fn asked(said: &[&str]) -> (Answers, Vec<String>) {
        let words = NewArgs {
            name: "knee".into(),
            title: None,
            by: None,
            kind: None,
            exercises: None,
            each_side: false,
            from: Vec::new(),
        };
        let (mut said, mut questions) = (said.iter(), Vec::new());
        let mut ask = |question: &str| {
            questions.push(question.to_owned());
            said.next().map(|said| (*said).to_owned())
        };
        (answers(&words, Some(&mut ask)).unwrap(), questions)
    }

    #[test]
    fn an_answer_that_is_neither_yes_nor_no_is_asked_for_again() {
        let (told, questions) = asked(&["", "", "", "2", "Yes "]);
        assert!(told.each_side);
        assert_eq!(questions.len(), 5, "{questions:?}");
        for no in ["", "no", "N"] {
            let (told, questions) = asked(&["", "", "", no]);
            assert!(!told.each_side);
            assert_eq!(questions.len(), 4);
        }
    }

    #[test]
    fn a_name_becomes_a_title() {
        assert_eq!(title_of("evening-stretch"), "Evening stretch");
        assert_eq!(title_of("2nd"), "2nd");
    }
}
