//! The list of routines as lines: what there is, what suits, and the question how the back is.

use std::time::Duration;

use super::lines;
use crate::app::full::{self, Question, QuestionAnswered};
use crate::app::pick::Pick;
use crate::app::player::Player;
use crate::app::prepared::PreparedRoutine;
use crate::app::rows;
use crate::back::{self, Back};
use crate::keys::{self, Action, Place};
use crate::library::{Entry, Found, Library, Queue, RED_FLAGS, pages};
use crate::seconds::Moment;
use crate::text::line;
use crate::today::TodayRow;
use crate::view::pick::RoutineMark;
use crate::words;

/// Said when a routine is over and the list is there again.
pub(super) const AGAIN: &str =
    "Back in the list: a line with an id opens a routine, list lists them all, q leaves.";

/// What a line in the list leads to.
pub(super) enum ListOutcome {
    Nothing,
    Leave,
    Open(Box<PreparedRoutine>),
    /// A set for so many minutes, of what has these words.
    Fit(Duration, String),
    /// Several routines are played one after another.
    Several(Queue),
    /// How the person says that their back is.
    Keep(Back),
    /// It has just seized up: what helps at once is to be opened.
    FirstMinutes(Back),
}

/// The list of routines.
pub(super) struct List {
    pick: Pick,
    /// What the person has been asked and not answered.
    question: Option<Question>,
    /// No line will come any more.
    ended: bool,
}

impl List {
    pub(super) fn new(player: &Player, now: Moment) -> List {
        let question = match player.environment.back {
            None => Some(Question::How),
            Some(back) if back.wants_asking(player.today(now)) => Some(Question::HowToday),
            Some(_) => None,
        };
        let how = player.environment.back.map(|back| back.how);
        List { pick: Pick::new(full::items(&player.library, how).0), question, ended: false }
    }

    /// Asks since when the back has seized up.
    pub(super) fn ask_since(&mut self) -> Vec<String> {
        self.question = Some(Question::Since);
        lines::question(Question::Since)
    }

    /// No line will come any more. Whoever has been asked, and can't answer, is shown the list.
    pub(super) fn end(&mut self, player: &Player, now: Moment) -> Vec<String> {
        self.ended = true;
        match (player.environment.back, self.question) {
            (None, Some(_)) => self.listed(player, now),
            _ => Vec::new(),
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    /// Who was never asked hears when to call an emergency number, and the question, before
    /// anything else.
    pub(super) fn opening(&self, player: &Player, now: Moment) -> Vec<String> {
        let mut said = match player.environment.back {
            None => lines::emergency(),
            Some(_) => [self.listed(player, now), how_to_use()].concat(),
        };
        said.extend(self.asked());
        said
    }

    /// The question that is open, if one is, and how it is answered.
    fn asked(&self) -> Vec<String> {
        let Some(question) = self.question else {
            return Vec::new();
        };
        let mut said = lines::question(question);
        said.push("A line with a number answers. list says what there is to do.".into());
        said
    }

    /// Takes a line; what is said, and what it leads to.
    pub(super) fn line(
        &mut self,
        typed: &str,
        player: &Player,
        now: Moment,
    ) -> (Vec<String>, ListOutcome) {
        let word = typed.trim();
        if let Some(answered) = self.answer(word, player, now) {
            return answered;
        }
        let quiet = |said: Vec<String>| (said, ListOutcome::Nothing);
        match word {
            "" if self.question.is_some() => return quiet(self.asked()),
            "" | "list" => {
                self.pick.clear();
                return quiet(self.listed(player, now));
            }
            "how" => {
                self.question = Some(Question::How);
                return quiet(lines::question(Question::How));
            }
            "q" | "quit" | "leave" | "stop" => return (Vec::new(), ListOutcome::Leave),
            _ => {}
        }
        match keys::action_of_line(Place::Session, word) {
            Some(Action::Help) => {
                let mut said = how_to_use();
                said.push("While a routine is played:".into());
                said.extend(lines::keys(Place::Session));
                return quiet(said);
            }
            Some(Action::RedFlags) => return quiet(lines::page(RED_FLAGS)),
            _ => {}
        }
        if let Some(page) = pages().find(|page| page.name == word) {
            return quiet(lines::page(page.name));
        }
        self.pick.clear();
        self.pick.type_in(word);
        if let Some((time, words)) = self.pick.minutes() {
            return (Vec::new(), ListOutcome::Fit(time, words.to_owned()));
        }
        let ids: Vec<String> = word.split_whitespace().map(str::to_owned).collect();
        if ids.len() > 1 && ids.iter().all(|id| player.library.get(id).is_some()) {
            return (Vec::new(), ListOutcome::Several(Queue::new(ids)));
        }
        match player.library.find(word) {
            Found::Entry(entry) => open(&player.library, &entry),
            _ => quiet(self.sift(word, player, now)),
        }
    }

    /// A number, while a question is open.
    fn answer(
        &mut self,
        word: &str,
        player: &Player,
        now: Moment,
    ) -> Option<(Vec<String>, ListOutcome)> {
        let question = self.question?;
        let number = word.parse::<usize>().ok()?;
        let chosen = number.checked_sub(1);
        let Some(chosen) = chosen.filter(|chosen| *chosen < question.answers().len()) else {
            return Some((lines::question(question), ListOutcome::Nothing));
        };
        self.question = None;
        Some(match question.answered(chosen, player.environment.back, player.today(now)) {
            QuestionAnswered::Ask(question) => {
                self.question = Some(question);
                (lines::question(question), ListOutcome::Nothing)
            }
            QuestionAnswered::Keep(back) => {
                self.question = question.then(back, player.today(now));
                let words = back.words(player.today(now));
                let mut said =
                    vec![format!("Your back: {words}. What suits later is marked in the list.")];
                said.extend(match self.question {
                    Some(question) => lines::question(question),
                    None => how_to_use(),
                });
                (said, ListOutcome::Keep(back))
            }
            QuestionAnswered::FirstMinutes(back) => (Vec::new(), ListOutcome::FirstMinutes(back)),
            QuestionAnswered::Nothing => (Vec::new(), ListOutcome::Nothing),
        })
    }

    /// What has these words in it.
    fn sift(&mut self, words: &str, player: &Player, now: Moment) -> Vec<String> {
        self.pick.clear();
        self.pick.type_in(words);
        let found = self.listed(player, now);
        match found.is_empty() {
            true => {
                let words = line(words);
                vec![format!("Nothing here has the words `{words}`; list lists everything.")]
            }
            false => found,
        }
    }

    /// What is in the list now, a heading before each group.
    fn listed(&self, player: &Player, now: Moment) -> Vec<String> {
        let stage = player.stage(now);
        let mut said = Vec::new();
        let mut group = "";
        if self.pick.choice.filter.is_empty() {
            said.extend(today(player));
        }
        said.extend(self.pick.found.as_ref().and_then(|found| found.note.clone()));
        let shown = (0..).map_while(|nth| self.pick.shown_at(nth));
        for (item, heading) in shown {
            if heading != group {
                group = heading;
                said.push(format!("{}:", words::capital(&line(group))));
            }
            let entry = player.library.get(&item.id);
            let areas = entry.and_then(|entry| entry.routine());
            let areas = areas.map_or(String::new(), |routine| routine.areas.join(", "));
            let length = item.length.replace('–', " to ");
            let facts = [&item.title, &length, &item.position, &areas].map(|fact| line(fact));
            let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
            let mark = match entry.and_then(|entry| rows::mark(entry, stage)) {
                Some(RoutineMark::Later) => " For later.",
                Some(RoutineMark::Own) => " Yours.",
                Some(RoutineMark::Shadows) => " Yours, in place of the built-in one.",
                Some(RoutineMark::Broken) => " It can't be played until it is mended.",
                // Nothing is marked in lines.
                Some(RoutineMark::Marked(_)) | None => "",
            };
            said.push(format!("{}: {}.{mark}", line(&item.id), facts.join(", ")));
        }
        if let Some(back) = player.environment.back.filter(|_| !said.is_empty()) {
            said.push(format!("Your back: {}.", back.words(player.today(now))));
        }
        said
    }
}

/// What is offered today, with the reason of each.
fn today(player: &Player) -> Vec<String> {
    let (rows, reasons) = (&player.today_list.rows, &player.today_list.reasons);
    let row = |(row, reason): (&TodayRow, &Vec<String>)| {
        let id = row.act.id().map_or(String::new(), |id| format!("{}: ", line(id)));
        format!("{id}{}, {}.", line(&row.title), reason.join("; "))
    };
    let rows = rows.iter().zip(reasons).map(row);
    let heading = format!("{}:", words::today::TODAY);
    let heading = (!reasons.is_empty()).then_some(heading);
    heading.into_iter().chain(rows).collect()
}

fn how_to_use() -> Vec<String> {
    [
        "A line with an id or a name opens it; other words are looked for.",
        "Several ids are played one after another; 4 or 4 neck opens a set for four minutes.",
        "An empty line lists everything, how asks about your back, ! says when to see a doctor.",
        "A line with ? lists the keys, q leaves.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Opens a routine, or says why it can't be played.
fn open(library: &Library, entry: &Entry) -> (Vec<String>, ListOutcome) {
    match PreparedRoutine::new(library, entry) {
        Ok(prepared) => (Vec::new(), ListOutcome::Open(Box::new(prepared))),
        Err(_) => {
            let told = rows::preview(library, entry, back::UNASKED);
            let mut said = vec![told.remark];
            said.extend(told.blocks.iter().map(|block| line(block.words())));
            said.retain(|words| !words.is_empty());
            (said, ListOutcome::Nothing)
        }
    }
}
