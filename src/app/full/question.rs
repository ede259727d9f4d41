//! What the person is asked in front of the list, and what an answer leads to.

use jiff::Timestamp;

use crate::back::{AGO, Back, How};

/// What the person is asked about their back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    How,
    Since(How),
    HasItEased,
    /// What to do with the last session that was broken off, and whether it can go on.
    BrokenOff {
        goes_on: bool,
    },
}

impl Question {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Question::How => "How is your back today?",
            Question::Since(_) => "When did it seize up?",
            Question::HasItEased => "Has it begun to ease?",
            Question::BrokenOff { .. } => "A session was broken off",
        }
    }

    pub(crate) fn answers(self) -> Vec<&'static str> {
        match self {
            Question::How => vec![
                "It has seized up",
                "It seized up, and has begun to ease",
                "Just stiff: no fresh spasm or strain",
                "I'd rather not say",
            ],
            Question::Since(_) => AGO.iter().map(|(words, _)| *words).collect(),
            Question::HasItEased => vec!["Not yet", "Yes, it has begun to ease"],
            Question::BrokenOff { goes_on: true } => vec![TAKE_UP, KEEP, DISCARD],
            Question::BrokenOff { goes_on: false } => vec![KEEP, DISCARD],
        }
    }

    /// What an answer, from 0, leads to.
    pub(crate) fn answered(
        self,
        answer: usize,
        back: Option<Back>,
        today: Timestamp,
    ) -> QuestionAnswered {
        QuestionAnswered::Keep(match (self, answer) {
            (Question::How, 0) => return QuestionAnswered::Ask(Question::Since(How::SeizedUp)),
            (Question::How, 1) => return QuestionAnswered::Ask(Question::Since(How::Easing)),
            (Question::How, 2) => Back::answered(How::JustStiff, 0, today),
            (Question::How, _) => Back::answered(How::Unsaid, 0, today),
            (Question::Since(how), answer) => {
                let days = AGO.get(answer).map_or(0, |(_, days)| *days);
                Back::answered(how, days, today)
            }
            (Question::BrokenOff { .. }, _) => return QuestionAnswered::Nothing,
            (Question::HasItEased, answer) => match back {
                None => return QuestionAnswered::Nothing,
                Some(back) => {
                    let how = if answer == 0 { back.how } else { How::Easing };
                    Back {
                        how,
                        asked: today,
                        ..back
                    }
                }
            },
        })
    }
}

/// What an answer leads to.
pub(crate) enum QuestionAnswered {
    /// Another question.
    Ask(Question),
    /// How the back is, to be kept.
    Keep(Back),
    Nothing,
}

/// What can be done with a session that was broken off.
pub(super) const TAKE_UP: &str = "Go on with it";

pub(super) const KEEP: &str = "Keep what was done";

const DISCARD: &str = "Discard it";
