//! The list of routines as lines: what there is, what suits, and the question how the back is.

use super::{Plain, lines};
use crate::app::full::items;
use crate::app::pick::Pick;
use crate::app::prepared::PreparedRoutine;
use crate::app::question::{Answered, Question};
use crate::app::recorder::Patience;
use crate::app::rows;
use crate::back::{self, How};
use crate::keys::{self, Action, Place};
use crate::library::{Entry, Found, Queue, RED_FLAGS, pages};
use crate::seconds::Moment;
use crate::text::line;
use crate::today::TodayRow;
use crate::view::pick::RoutineMark;
use crate::words;
use crate::words::lines as said;

impl Plain {
    /// Puts everything into the list that can be chosen, and asks how the back is where it is time.
    pub(super) fn fill_list(&mut self, now: Moment) {
        self.read_today(now);
        let back = self.player.environment.back;
        self.question = match back {
            None => Some(Question::How),
            Some(back) => back.wants_asking(self.player.today(now)).then_some(Question::HowToday),
        };
        self.pick = Pick::new(items(&self.player.library, back.map(|back| back.how)).0);
    }

    fn read_today(&mut self, now: Moment) {
        self.player.begin_today(now);
        self.player.read_today(Patience::Waits, now);
    }

    /// Who was never asked hears when to call an emergency number, and the question, before
    /// anything else.
    pub(super) fn open_list(&mut self, now: Moment) {
        match self.player.environment.back {
            None => self.say(lines::emergency()),
            Some(_) => {
                self.say_list(now);
                self.say(said::HOW_TO_USE.map(str::to_owned));
            }
        }
        self.ask_again();
    }

    pub(super) fn ask(&mut self, question: Question) {
        self.question = Some(question);
        self.say(lines::question(question));
    }

    /// The question that is open, if one is, and how it is answered.
    fn ask_again(&mut self) {
        if let Some(question) = self.question {
            self.ask(question);
            self.say([said::A_NUMBER_ANSWERS.into()]);
        }
    }

    /// A line of input where nothing is played.
    pub(super) fn line_in_list(&mut self, now: Moment, typed: &str) {
        self.read_today(now);
        let word = typed.trim();
        if let (Some(question), Ok(number)) = (self.question, word.parse::<usize>()) {
            return self.answer(question, number, now);
        }
        match word {
            "" if self.question.is_some() => return self.ask_again(),
            "" | "list" => {
                self.pick.clear();
                return self.say_list(now);
            }
            "how" => return self.ask(Question::How),
            "q" | "quit" | "leave" | "stop" => return self.exit(0, Vec::new()),
            _ => {}
        }
        match keys::action_of_line(Place::Session, word) {
            Some(Action::Help) => {
                self.say(said::HOW_TO_USE.map(str::to_owned));
                self.say([format!("{}:", words::around::WHILE_PLAYED)]);
                return self.say(lines::keys(Place::Session));
            }
            Some(Action::RedFlags) => return self.say(lines::page(RED_FLAGS)),
            _ => {}
        }
        if let Some(page) = pages().find(|page| page.name == word) {
            return self.say(lines::page(page.name));
        }
        self.pick.clear();
        self.pick.type_in(word);
        if let Some((time, words)) = self.pick.minutes() {
            return match self.player.fit(time, words, now) {
                Ok(set) => {
                    self.player.put_set(set, now);
                    self.open(now);
                }
                Err(why) => self.say([format!("{}.", words::capital(&why))]),
            };
        }
        let ids: Vec<String> = word.split_whitespace().map(str::to_owned).collect();
        if ids.len() > 1 && ids.iter().all(|id| self.player.library.get(id).is_some()) {
            return if self.player.put_queue(Queue::new(ids), now) {
                self.open(now)
            } else {
                self.say([words::picker::NOT_TOGETHER.to_owned()])
            };
        }
        match self.player.library.find(word) {
            Found::Entry(entry) => self.open_routine(&entry, now),
            _ => {
                let found = self.listed(now);
                let nothing = found.is_empty().then(|| said::nothing_has(line(word)));
                self.say(found.into_iter().chain(nothing));
            }
        }
    }

    /// A number, while a question is open.
    fn answer(&mut self, question: Question, number: usize, now: Moment) {
        let chosen = number.wrapping_sub(1);
        if chosen >= question.answers().len() {
            return self.ask(question);
        }
        self.question = None;
        let (effects, answered) = self.player.answer(question, chosen, now);
        self.effects.extend(effects);
        match answered {
            Answered::Ask(question) => self.ask(question),
            Answered::Kept(back, then) => {
                self.say([said::back_kept(back.words(self.player.today(now)))]);
                match then {
                    Some(question) => self.ask(question),
                    None => self.say(said::HOW_TO_USE.map(str::to_owned)),
                }
                if back.how == How::Worse {
                    self.say(lines::page(RED_FLAGS));
                }
            }
            Answered::Open(id) => {
                if let Some(entry) = self.player.library.get(id).cloned() {
                    self.open_routine(&entry, now);
                }
            }
            Answered::Nothing => {}
        }
    }

    /// Opens a routine, or says why it can't be played.
    fn open_routine(&mut self, entry: &Entry, now: Moment) {
        let library = &self.player.library;
        match PreparedRoutine::new(library, entry) {
            Ok(prepared) => {
                self.player.put_on(prepared, now);
                self.open(now);
            }
            Err(_) => {
                let told = rows::preview(library, entry, back::UNASKED);
                let mut said = vec![told.remark];
                said.extend(told.blocks.iter().map(|block| line(block.words())));
                said.retain(|words| !words.is_empty());
                self.say(said);
            }
        }
    }

    pub(super) fn say_list(&mut self, now: Moment) {
        let listed = self.listed(now);
        self.say(listed);
    }

    /// What is in the list now, a heading before each group.
    fn listed(&self, now: Moment) -> Vec<String> {
        let (player, pick) = (&self.player, &self.pick);
        let mut said = Vec::new();
        if pick.choice.filter.is_empty() {
            said.extend(self.today());
        }
        said.extend(pick.found.as_ref().and_then(|found| found.note.clone()));
        let mut group = "";
        for (item, heading) in (0..).map_while(|nth| pick.shown_at(nth)) {
            if heading != group {
                group = heading;
                said.push(format!("{}:", words::capital(&line(group))));
            }
            let entry = player.library.get(&item.id);
            let routine = entry.and_then(|entry| entry.routine());
            let areas = routine.map_or(String::new(), |routine| routine.areas.join(", "));
            let length = item.length.replace('–', " to ");
            let mut facts =
                [&item.title, &length, &item.position, &areas].map(|fact| line(fact)).to_vec();
            facts.retain(|fact| !fact.is_empty());
            let mark = match entry.and_then(|entry| rows::mark(entry, player.stage(now))) {
                Some(RoutineMark::Later) => said::FOR_LATER,
                Some(RoutineMark::Own) => said::YOURS,
                Some(RoutineMark::Shadows) => said::IN_PLACE,
                Some(RoutineMark::Broken) => said::BROKEN,
                // Nothing is marked in lines.
                Some(RoutineMark::Marked(_)) | None => "",
            };
            said.push(format!("{}: {}.{mark}", line(&item.id), facts.join(", ")));
        }
        let back = player.environment.back.filter(|_| !said.is_empty());
        said.extend(back.map(|back| words::today::your_back(back.words(player.today(now)))));
        said
    }

    /// What is offered today, with the reason of each.
    fn today(&self) -> Vec<String> {
        let rows = &self.player.today_list.rows;
        let row = |row: &TodayRow| {
            let id = row.act.id().map_or(String::new(), |id| format!("{}: ", line(id)));
            format!("{id}{}, {}.", line(&row.title), row.words.join("; "))
        };
        let heading = (!rows.is_empty()).then(|| format!("{}:", words::today::TODAY));
        heading.into_iter().chain(rows.iter().map(row)).collect()
    }
}
