//! `supple new`: begins a routine of one's own, from a few answers or as a copy.
//!
//! Whatever is answered, the file that comes of it is sound, laid out and says in comments what
//! to change. It never takes the place of a file that is there.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::play::{queue, queued};
use super::{Failure, print, routine, unwritable};
use crate::cli::{ExerciseKind, NewArgs};
use crate::host::{small_files, stdio};
use crate::library::{Library, Origin};
use crate::routine::syntax::{Tree, quoted};
use crate::routine::vocabulary::{as_id, is_id};
use crate::text::{line, padded};
use crate::words::{capital, writing};

/// The most exercises that a new routine begins with.
const MOST_EXERCISES: u8 = 30;

/// Writes the new file, and tells where it is and what to type next. Where nobody can be asked,
/// what was not said is as most people want it.
///
/// # Errors
/// If the name is none or is taken, what is copied can't be played, or nobody answers any more.
pub fn run(library: &Library, words: &NewArgs) -> Result<ExitCode, Failure> {
    let path = place(library, &words.name)?;
    let contents = match &words.from[..] {
        [from] => copy(library, from, words.title.as_deref())?,
        [_, _, ..] => {
            let title = words.title.clone().unwrap_or_else(|| title_of(&words.name));
            let queue = queue(library, &words.from)?;
            // What can't be played is told before it is written.
            queued(library, queue.clone())?;
            queue.file(library, &line(&title))
        }
        [] if stdio::can_ask() => template(&answers(words, stdio::ask)?),
        [] => template(&answers(words, |_| Some(String::new()))?),
    };
    small_files::create(&path, contents.as_bytes()).map_err(|why| unwritable(&path, &why))?;
    let name = &words.name;
    let mut told = format!("{}\n\n{}\n", path.display(), writing::CAN_BE_PLAYED);
    for (command, what) in writing::NEXT {
        let command = padded(&format!("supple {command} {name}"), 14 + name.len());
        told += &format!("  {command}  {what}\n");
    }
    print(&told)
}

/// The path of a new routine of the person's own.
fn place(library: &Library, name: &str) -> Result<PathBuf, Failure> {
    if !is_id(name) {
        let like = as_id(name);
        let instead = if is_id(&like) { writing::id_like(like) } else { writing::ID_LIKE.into() };
        return Err(Failure::of(writing::not_an_id(name, instead)));
    }
    let folder = library.folder.as_ref().ok_or(writing::NO_PLACE)?;
    match library.get(name).map(|entry| &entry.origin) {
        None => Ok(folder.join(format!("{name}.ron"))),
        Some(Origin::BuiltIn) => Err(Failure::of(writing::id_built_in(name))),
        Some(_) => Err(Failure::of(writing::id_taken(name))),
    }
}

/// The text of another routine, with another title where one is wished.
fn copy(library: &Library, from: &str, title: Option<&str>) -> Result<String, Failure> {
    let (entry, ..) = routine(library, from)?;
    let mut contents = entry.text().to_owned();
    let tree = Tree::parse(&contents);
    let group = tree.root.as_ref().and_then(|root| root.group());
    let old = group.and_then(|group| group.field(&contents, "title")?.value.as_ref());
    if let (Some(at), Some(title)) = (old.map(|value| value.at.clone()), title) {
        contents.replace_range(at, &quoted(&line(title)));
    }
    Ok(contents)
}

/// What is known of a routine before it is written. Every text is one line.
struct Answers {
    title: String,
    /// Who asked for it.
    by: Option<String>,
    kind: ExerciseKind,
    exercises: u8,
    /// Holds and repetitions only.
    each_side: bool,
}

/// What the flags say, and for the rest what the person answers to `ask`; `None` when they will not
/// answer any more.
fn answers(
    words: &NewArgs,
    mut ask: impl FnMut(&str) -> Option<String>,
) -> Result<Answers, Failure> {
    let mut put = |question: &str| {
        let answer = ask(question).map(|answer| line(&answer));
        answer.ok_or(writing::NO_ANSWER)
    };
    let mut said_or_put = |said: &Option<String>, question: &str| match said {
        Some(said) => Ok(line(said)),
        None => put(question),
    };
    let usual = title_of(&words.name);
    let title = said_or_put(&words.title, &writing::what_called(&usual))?;
    let by = said_or_put(&words.by, writing::WHO_ASKED)?;
    let (mut exercises, mut kind) = (words.exercises, words.kind);
    if exercises.is_none() && kind.is_none() {
        let mut question = writing::HOW_MANY;
        (exercises, kind) = loop {
            match dose_of(&put(question)?) {
                Some(read) => break read,
                None => question = writing::HOW_MANY_AGAIN,
            }
        };
    }
    let kind = kind.unwrap_or_default();
    let is_breathing = kind == ExerciseKind::Breathing;
    if words.each_side && is_breathing {
        return Err(Failure::of(writing::NO_SIDES));
    }
    let mut each_side = words.each_side;
    if !each_side && !is_breathing {
        let mut question = writing::BOTH_SIDES;
        each_side = loop {
            match put(question)?.to_lowercase().as_str() {
                "y" | "yes" | "both" => break true,
                "" | "n" | "no" => break false,
                _ => question = writing::BOTH_SIDES_AGAIN,
            }
        };
    }
    let title = if title.is_empty() { usual } else { title };
    let by = Some(by).filter(|by| !by.is_empty());
    Ok(Answers { title, by, kind, exercises: exercises.unwrap_or(1), each_side })
}

/// How many exercises of which kind: `3 holds`, `reps`, `2`, or nothing.
fn dose_of(said: &str) -> Option<(Option<u8>, Option<ExerciseKind>)> {
    let (mut exercises, mut kind) = (None, None);
    for word in said.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        let number = word.parse().ok().filter(|n| (1..=MOST_EXERCISES).contains(n));
        let meant = ExerciseKind::from_str(word, true).ok();
        match (number, meant) {
            _ if matches!(word, "" | "and" | "of" | "exercise" | "exercises") => {}
            (Some(_), _) if exercises.is_none() => exercises = number,
            (_, Some(_)) if kind.is_none() => kind = meant,
            _ => return None,
        }
    }
    Some((exercises, kind))
}

/// `evening-stretch` as a title.
fn title_of(name: &str) -> String {
    capital(&name.replace('-', " "))
}

/// What the person said, as a text of the file. Braces would be taken for placeholders.
fn said(words: &str) -> String {
    quoted(&words.replace('{', "(").replace('}', ")"))
}

/// A text of which one part of `‹this|that›` stays.
fn choose(template: &str, first: bool) -> String {
    let mut pieces = template.split('‹');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (choice, rest) = piece.split_once('›').unwrap_or((piece, ""));
        let (with, without) = choice.split_once('|').unwrap_or((choice, ""));
        text.extend([if first { with } else { without }, rest]);
    }
    text
}

/// The file: sound, laid out, and played as it stands.
fn template(answers: &Answers) -> String {
    let exercise = match answers.kind {
        ExerciseKind::Hold => include_str!("new/hold.ron"),
        ExerciseKind::Reps => include_str!("new/reps.ron"),
        ExerciseKind::Breathing => include_str!("new/breathe.ron"),
    };
    let exercise = choose(exercise, answers.each_side);
    // What is said about its fields is said once.
    let lines = exercise.split_inclusive('\n');
    let again: String = lines.filter(|line| !line.trim_start().starts_with("//")).collect();
    let step = |nth| match (nth, answers.exercises) {
        (1, 1) => exercise.replacen("NAME", &said(&answers.title), 1),
        (1, _) => exercise.replacen("NAME", "\"Exercise 1\"", 1),
        _ => again.replacen("NAME", &format!("\"Exercise {nth}\""), 1),
    };
    let steps: Vec<String> = (1..=answers.exercises).map(step).collect();
    let by = answers.by.as_deref().map(said);
    let file = choose(include_str!("new/routine.ron"), by.is_some());
    let (head, tail) = file.split_once("STEPS\n").unwrap_or((&file, ""));
    // The gap of the title stands before whatever is put in for the others.
    let head = head.replace("BY", &by.unwrap_or_default());
    let head = head.replacen("TITLE", &said(&answers.title), 1);
    [&head, &*steps.join("\n"), tail].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::reading;

    #[test]
    fn a_dose_is_a_number_and_a_word_in_any_order() {
        let read = dose_of;
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
        (answers(&words, &mut ask).unwrap(), questions)
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

    proptest! {
        #[test]
        fn whatever_is_answered_the_file_is_sound_and_laid_out(
            title in "\\PC{1,40}",
            by in prop::option::of("\\PC{1,40}"),
            kind in prop::sample::select(vec![ExerciseKind::Hold, ExerciseKind::Reps, ExerciseKind::Breathing]),
            exercises in 1..=4u8,
            each_side: bool,
        ) {
            let one_line = |text: String| line(&format!("A {text}"));
            let each_side = each_side && kind != ExerciseKind::Breathing;
            let (title, by) = (one_line(title), by.map(one_line));
            let answers = Answers { title, by, kind, exercises, each_side };
            let text = template(&answers);
            let read = reading::read(&text);
            prop_assert_eq!(read.problems, vec![], "{}", text);
            let routine = read.routine.expect("nothing is wrong with it");
            prop_assert_eq!(routine.title.as_str(), answers.title.replace('{', "(").replace('}', ")"));
            prop_assert_eq!(routine.steps.len(), usize::from(exercises));
            prop_assert_eq!(reading::laid_out(&text), Ok(text));
        }
    }
}
