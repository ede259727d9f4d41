//! What lies on top beside pages: a question, and what a routine rests on.

use super::*;
use crate::app::full::Asked;
use crate::words::around as said;

pub(super) fn with_question(
    app: &App,
    asked: &Asked,
    now: Moment,
    see: impl FnOnce(&ask::QuestionView<'_>),
) {
    let why = match asked.question {
        Question::How => "",
        Question::Since => said::WHY_SINCE,
        Question::HowToday => said::WHY_EASED,
        Question::BrokenOff { .. } => &app.player.broken_off(now).unwrap_or_default(),
    };
    let key = |action, label, weight| hint(Place::Question, action, label, weight);
    let mut keys = vec![key(Action::Enter, "choose", 9)];
    let first = asked.question == Question::How;
    if first {
        keys.push(Hint::new("a–z", "find something", 5));
        keys.push(key(Action::RedFlags, "when to see a doctor", 6));
    }
    keys.push(key(Action::Close, "", 8));
    see(&ask::QuestionView {
        signs: first.then_some(super::played::CALL),
        question: asked.question.words(),
        why,
        answers: &asked.question.answers(),
        selected: asked.selected,
        scroll: asked.scroll,
        hints: keys,
    });
}

/// What a routine rests on, whole.
pub(in crate::app::full) fn about(play: &Play) -> TextOverlay {
    let routine = &play.prepared.routine;
    let mut blocks = Vec::new();
    blocks.extend(routine.about.iter().map(|about| PageBlock::Text(about.into())));
    if !play.prepared.cautions.is_empty() {
        blocks.push(PageBlock::Warning("Beware".into()));
        blocks.extend(play.prepared.cautions.iter().cloned().map(PageBlock::Item));
    }
    if let Some(how_often) = crate::words::often::of_routine(routine) {
        blocks.push(PageBlock::Heading("How often".into()));
        blocks.push(PageBlock::Text(how_often));
    }
    if !routine.sources.is_empty() {
        blocks.push(PageBlock::Heading("What it rests on".into()));
        blocks.extend(routine.sources.iter().map(|source| {
            let by = source.by.as_deref().map(|by| format!(", {by}"));
            let says = source.says.as_deref().map(|says| format!(": {says}"));
            let [by, says] = [by, says].map(Option::unwrap_or_default);
            PageBlock::Item(format!("{}{by}{says}", source.title))
        }));
    }
    if let Some(confidence) = routine.confidence {
        blocks.push(PageBlock::Text(format!("The dose: {}.", confidence.words())));
    }
    let title = routine.title.to_string();
    TextOverlay::new(title, blocks).leading_to_red_flags()
}
