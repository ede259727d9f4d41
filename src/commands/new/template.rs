//! The text of a new routine file, with comments that say what to write where.

use crate::cli::ExerciseKind;
use crate::routine::syntax::quoted;

/// What is known of a routine before it is written. Every text is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    pub title: String,
    /// Who asked for it.
    pub by: Option<String>,
    pub kind: ExerciseKind,
    pub exercises: u8,
    /// Holds and repetitions only.
    pub each_side: bool,
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
pub fn template(answers: &Answers) -> String {
    let exercise = choose(
        match answers.kind {
            ExerciseKind::Hold => include_str!("hold.ron"),
            ExerciseKind::Reps => include_str!("reps.ron"),
            ExerciseKind::Breathing => include_str!("breathe.ron"),
        },
        answers.each_side,
    );
    // What is said about its fields is said once.
    let again: String = exercise
        .split_inclusive('\n')
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let steps = (1..=answers.exercises).map(|nth| {
        let name = match answers.exercises {
            1 => said(&answers.title),
            _ => format!("\"Exercise {nth}\""),
        };
        let exercise = if nth == 1 { &exercise } else { &again };
        exercise.replacen("NAME", &name, 1)
    });
    let steps: Vec<String> = steps.collect();
    let by = answers.by.as_deref().map(said);
    let file = choose(include_str!("routine.ron"), by.is_some());
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

    proptest! {
        #[test]
        fn whatever_is_answered_the_file_is_sound_and_laid_out(
            title in "\\PC{1,40}",
            by in prop::option::of("\\PC{1,40}"),
            kind in prop::sample::select(vec![ExerciseKind::Hold, ExerciseKind::Reps, ExerciseKind::Breathing]),
            exercises in 1..=4u8,
            each_side: bool,
        ) {
            let line = |text: String| crate::text::line(&format!("A {text}"));
            let each_side = each_side && kind != ExerciseKind::Breathing;
            let (title, by) = (line(title), by.map(line));
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
