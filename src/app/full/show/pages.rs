//! What lies on top beside pages: a question, and what a routine rests on.

use super::*;

pub(super) fn with_question(
    app: &App,
    question: Question,
    selected: usize,
    now: Moment,
    see: impl FnOnce(&ask::QuestionView<'_>),
) {
    let why = match question {
        Question::How => {
            "It decides what is offered at once and what is marked as being for later. Nothing is \
             ever locked, and Tab in the list asks again."
        }
        Question::Since(_) => {
            "The sources count from the first day: exercise again after two weeks, no twisting for \
             six."
        }
        Question::HasItEased => "Gentle movements are offered once it has.",
        Question::BrokenOff { .. } => &app.player.broken_off(now).unwrap_or_default(),
    };
    let key = |action, label, weight| hint(Place::Picker, action, label, weight);
    let keys = [
        key(Action::Enter, "choose", 9),
        key(Action::Up, "", 6),
        key(Action::Down, "", 7),
        key(Action::Close, "not now", 8),
    ];
    see(&ask::QuestionView {
        question: question.words(),
        why,
        answers: &question.answers(),
        selected,
        hints: &hints(&keys),
    });
}

/// What a routine rests on, whole.
pub(in crate::app::full) fn about(play: &Play) -> TextOverlay {
    let routine = &play.prepared.routine;
    let mut blocks = Vec::new();
    blocks.extend(
        routine
            .about
            .iter()
            .map(|about| PageBlock::Text(about.into())),
    );
    if !play.prepared.cautions.is_empty() {
        blocks.push(PageBlock::Warning("Beware".into()));
        blocks.extend(play.prepared.cautions.iter().cloned().map(PageBlock::Item));
    }
    if let Some(how_often) = &routine.how_often {
        blocks.push(PageBlock::Heading("How often".into()));
        blocks.push(PageBlock::Text(how_often.into()));
    }
    if !routine.sources.is_empty() {
        blocks.push(PageBlock::Heading("What it rests on".into()));
        blocks.extend(routine.sources.iter().map(|source| {
            let said = quoted(source);
            PageBlock::Item(match said.says.is_empty() {
                true => said.title,
                false => format!("{}: {}", said.title, said.says),
            })
        }));
    }
    if let Some(confidence) = routine.confidence {
        blocks.push(PageBlock::Text(format!(
            "The dose: {}.",
            confidence.words()
        )));
    }
    let title = routine.title.to_string();
    TextOverlay::new(title, blocks, "close").leading_to_red_flags()
}
