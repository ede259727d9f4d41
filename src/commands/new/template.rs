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

/// A field, with what to say about it the first time that it stands there.
struct TemplateField {
    comment: &'static str,
    name: &'static str,
    value: String,
}

/// The file: sound, laid out, and played as it stands.
pub fn template(answers: &Answers) -> String {
    let mut out = String::from(
        "// What follows two slashes is for you and is not read: leave it or take it out.\n\
         Routine(\n    \
             // The name that you see in the list.\n",
    );
    out.push_str(&format!("    title: {},\n", said(&answers.title)));
    out.push_str(
        "    // More that may stand here; take away the slashes in front.\n    \
             // about: \"What it does and for whom, in a sentence or two.\",\n    \
             // positions: [Seated, Standing, Kneeling, Lying, Walking],\n    \
             // needs: [\"a chair that cannot roll\", \"a cushion\"],\n    \
             // When it is due. An exercise may have its own: (every: 2) is every other day, and\n    \
             // (on: [Mon, Wed, Fri]) is on these days.\n    \
             // often: (a_day: 2, apart: \"2h\"),\n    \
             // What to beware of: the name of a shared caution, or a sentence of your own.\n    \
             cautions: [\"stop\"],\n",
    );
    match &answers.by {
        Some(by) => {
            let by = said(by);
            out.push_str(&format!(
                "    // Who asked for it. With on: \"2026-11-21\" the day is kept too.\n    \
                     prescribed: (by: {by}),\n    \
                     // Where the movements and figures are from: a sheet, a book, a page.\n    \
                     sources: [\n        (title: \"What I was told\", by: {by}),\n    ],\n"
            ));
        }
        None => out.push_str(
            "    // Where the movements and figures are from: a sheet, a book, a page.\n    \
                 sources: [\n        (title: \"My own choice\"),\n    ],\n",
        ),
    }
    out.push_str("    // What is done, in order.\n    steps: [\n");
    for nth in 1..=answers.exercises {
        if nth > 1 {
            out.push('\n');
        }
        exercise(answers, nth, &mut out);
    }
    out.push_str("    ],\n)\n");
    out
}

fn exercise(answers: &Answers, nth: u8, out: &mut String) {
    let first = nth == 1;
    let comment = |indent: &str, words: &str| match words {
        "" => String::new(),
        words if first => format!("{indent}// {words}\n"),
        _ => String::new(),
    };
    let (word, what) = match answers.kind {
        ExerciseKind::Hold => ("Hold", "A hold: take a position and keep it."),
        ExerciseKind::Reps => (
            "Reps",
            "Repetitions: a movement, a counted number of times.",
        ),
        ExerciseKind::Breathing => ("Breathe", "Breathing to a count."),
    };
    out.push_str(&comment("        ", what));
    out.push_str(&format!("        {word}(\n"));
    for field in fields(answers, nth) {
        out.push_str(&comment("            ", field.comment));
        out.push_str(&format!("            {}: {},\n", field.name, field.value));
    }
    out.push_str("        ),\n");
}

fn fields(answers: &Answers, nth: u8) -> Vec<TemplateField> {
    let field = |name, value: &str, comment| TemplateField {
        comment,
        name,
        value: value.to_owned(),
    };
    let side = |with: &'static str, without: &'static str| match answers.each_side {
        true => with,
        false => without,
    };
    let name = match answers.exercises {
        1 => said(&answers.title),
        _ => format!("\"Exercise {nth}\""),
    };
    let mut fields = vec![
        TemplateField {
            comment: "",
            name: "name",
            value: name,
        },
        field(
            "start",
            "\"Get into position.\"",
            "How to begin; there is time for it before the clock starts.",
        ),
    ];
    let text = side(
        "What to do then, in whole sentences. {side} becomes left or right.",
        "What to do then, in whole sentences.",
    );
    match answers.kind {
        ExerciseKind::Hold => fields.extend([
            field("text", side("\"Stay there on the {side}. Breathe on.\"", "\"Stay there. Breathe on.\""), text),
            field("say", side("\"Stay on the {side}.\"", "\"Stay there.\""), "The same in a few words, to be spoken."),
            field("for", "\"20s\"", "How long. With a range like \"10s..30s\", Enter may end it from 10 s on."),
            field("times", "2", side("How often on each side; a range is \"2..3\".", "How often; a range is \"2..3\".")),
            field("rest", "\"5s\"", "The rest between two of them."),
        ]),
        ExerciseKind::Reps => fields.extend([
            field("text", side("\"Slowly up and down on the {side}. Breathe on.\"", "\"Slowly up and down. Breathe on.\""), text),
            field("say", side("\"Up and down on the {side}.\"", "\"Up and down.\""), "The same in a few words, to be spoken."),
            field("times", "8", side("How often on each side; a range is \"8..12\".", "How often; a range is \"8..12\".")),
            field(
                "tempo",
                "[\n                (cue: \"up\", for: \"2s\"),\n                (cue: \"stay\", for: \"1s\"),\n                (cue: \"down\", for: \"3s\"),\n            ]",
                "The parts of one repetition. Without them you go at your own pace.",
            ),
            field("rest", "\"1s\"", "The rest between two of them."),
        ]),
        ExerciseKind::Breathing => fields.extend([
            field("text", "\"In through the nose, out through the mouth.\"", text),
            field("say", "\"In, and slowly out.\"", "The same in a few words, to be spoken."),
            field("inhale", "\"4s\"", "How long each part of a breath lasts; there is hold and pause as well."),
            field("exhale", "\"6s\"", ""),
            field("rounds", "6", "How many breaths."),
        ]),
    }
    if answers.each_side {
        fields.push(field(
            "side",
            "Each",
            "One side, then the other; first: Left begins on the left.",
        ));
    }
    fields
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
