//! What the person is asked in front of the list, by screens and by lines, and what an answer leads to.

use super::Effect;
use super::player::Player;
use crate::back::{AGO, Back, How};
use crate::seconds::Moment;
use crate::today::FIRST_FIVE;
use crate::words::{around as said, today};

/// What the person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// How their back is now, below what is a matter for an emergency number.
    How,
    Since,
    /// How it is today, since it has seized up.
    HowToday,
    /// What to do with the last session that was broken off, and whether it can go on.
    BrokenOff {
        goes_on: bool,
    },
}

/// The place of the answer that asks nothing, which whoever begins to type gives as well.
pub(crate) const LOOK: usize = 3;

/// What an answer leads to.
pub(crate) enum Answered {
    Ask(Question),
    /// How the back is, which holds from now on, and what is asked after it.
    Kept(Back, Option<Question>),
    /// The routine of this id helps at once. Since when the back is so is asked after it.
    Open(&'static str),
    Nothing,
}

impl Question {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Question::How => said::HOW,
            Question::Since => said::SINCE,
            Question::HowToday => today::HOW_IS_IT,
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
            Question::Since => plain(&said::AGO),
            Question::HowToday => {
                let [same, easing, worse] = [said::THE_SAME, said::EASING, said::IS_WORSE];
                vec![(same, ""), (easing, ""), (worse, ""), said::OTHERWISE]
            }
            Question::BrokenOff { goes_on: true } => {
                plain(&[said::TAKE_UP, said::KEEP, said::DISCARD])
            }
            Question::BrokenOff { goes_on: false } => plain(&[said::KEEP, said::DISCARD]),
        }
    }
}

impl Player {
    /// Takes an answer, from 0, to a question about the back.
    pub(crate) fn answer(
        &mut self,
        question: Question,
        answer: usize,
        now: Moment,
    ) -> (Vec<Effect>, Answered) {
        let today = self.today(now);
        let said = |how, days| Back::answered(how, days, today);
        let back = match (question, answer, self.environment.back) {
            (Question::How, 0, _) => {
                let effects = self.say_just_seized_up(said(How::SeizedUp, 0));
                return (effects, Answered::Open(FIRST_FIVE));
            }
            (Question::How, 1, _) => return (Vec::new(), Answered::Ask(Question::Since)),
            (Question::HowToday, 3, _) => return (Vec::new(), Answered::Ask(Question::How)),
            (Question::How, 2, _) => said(How::JustStiff, 0),
            (Question::How, ..) => said(How::Unsaid, 0),
            (Question::Since, ..) => said(How::SeizedUp, AGO.get(answer).copied().unwrap_or(0)),
            (Question::HowToday, _, Some(back)) => {
                let how = match answer {
                    0 if back.how == How::Worse => How::SeizedUp,
                    0 => back.how,
                    1 => How::Easing,
                    _ => How::Worse,
                };
                Back { how, asked: today, ..back }
            }
            (Question::HowToday, _, None) | (Question::BrokenOff { .. }, ..) => {
                return (Vec::new(), Answered::Nothing);
            }
        };
        let asks = question == Question::Since && back.may_have_eased(today);
        (self.say_back(back), Answered::Kept(back, asks.then_some(Question::HowToday)))
    }
}
