//! What the person is asked in front of the list, and what an answer leads to.

use jiff::Timestamp;

use crate::back::{AGO, Back, How};
use crate::words::around as said;

/// What the person is asked about their back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// How it is now, below what is a matter for an emergency number.
    How,
    Since,
    /// How it is today, since it has seized up.
    HowToday,
    /// What to do with the last session that was broken off, and whether it can go on.
    BrokenOff {
        goes_on: bool,
    },
}

impl Question {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Question::How => said::HOW,
            Question::Since => said::SINCE,
            Question::HowToday => said::HOW_TODAY,
            Question::BrokenOff { .. } => said::BROKEN_OFF,
        }
    }

    /// The answers, each with what it leads to where that is to be said.
    pub(crate) fn answers(self) -> Vec<(&'static str, &'static str)> {
        let plain = |answers: &[&'static str]| answers.iter().map(|words| (*words, "")).collect();
        match self {
            Question::How => {
                vec![said::JUST_SEIZED_UP, said::SEIZED_UP_EARLIER, said::JUST_STIFF, said::LOOK]
            }
            Question::Since => plain(&AGO.map(|(words, _)| words)),
            Question::HowToday => vec![
                (said::THE_SAME, ""),
                (said::EASING, ""),
                (said::IS_WORSE, ""),
                said::OTHERWISE,
            ],
            Question::BrokenOff { goes_on: true } => {
                plain(&[said::TAKE_UP, said::KEEP, said::DISCARD])
            }
            Question::BrokenOff { goes_on: false } => plain(&[said::KEEP, said::DISCARD]),
        }
    }

    /// What an answer, from 0, leads to.
    pub(crate) fn answered(
        self,
        answer: usize,
        back: Option<Back>,
        today: Timestamp,
    ) -> QuestionAnswered {
        let keep = |how, days| QuestionAnswered::Keep(Back::answered(how, days, today));
        match (self, answer) {
            (Question::How, 0) => {
                QuestionAnswered::FirstMinutes(Back::answered(How::SeizedUp, 0, today))
            }
            (Question::How, 1) => QuestionAnswered::Ask(Question::Since),
            (Question::How, 2) => keep(How::JustStiff, 0),
            (Question::How, _) => keep(How::Unsaid, 0),
            (Question::Since, answer) => {
                keep(How::SeizedUp, AGO.get(answer).map_or(0, |(_, days)| *days))
            }
            (Question::HowToday, 3) => QuestionAnswered::Ask(Question::How),
            (Question::HowToday, answer) => match back {
                None => QuestionAnswered::Nothing,
                Some(back) => QuestionAnswered::Keep(Back {
                    how: match answer {
                        0 if back.how == How::Worse => How::SeizedUp,
                        0 => back.how,
                        1 => How::Easing,
                        _ => How::Worse,
                    },
                    asked: today,
                    ..back
                }),
            },
            (Question::BrokenOff { .. }, _) => QuestionAnswered::Nothing,
        }
    }

    /// What is asked after an answer that is kept.
    pub(crate) fn then(self, back: Back, today: Timestamp) -> Option<Question> {
        (self == Question::Since && back.may_have_eased(today)).then_some(Question::HowToday)
    }
}

/// The place of the answer that asks nothing, which whoever begins to type gives as well.
pub(crate) const LOOK: usize = 3;

/// What an answer leads to.
pub(crate) enum QuestionAnswered {
    /// Another question.
    Ask(Question),
    /// How the back is, to be kept.
    Keep(Back),
    /// How the back is, and what helps at once. Since when is asked after it, and only then kept:
    /// who presses Enter without a thought has not said that it seized up.
    FirstMinutes(Back),
    Nothing,
}
