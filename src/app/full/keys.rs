//! What a key or the mouse does, by what is on the screen.

use crossterm::event::{KeyEvent, MouseEvent};

use super::*;
use crate::app::minutes::QueueChange;
use crate::app::play::rating_of_key;
use crate::keys::{self, letter};
use crate::words::around as said;

impl App {
    /// Where a key that is pressed now has its meaning.
    pub(super) fn place(&self) -> Place {
        match (self.over.last(), &self.player.play) {
            (Some(Overlay::Ask(_)), _) => Place::Question,
            (Some(_), _) => Place::Text,
            (None, Some(play)) if play.is_over() => Place::End,
            (None, Some(_)) => Place::Session,
            (None, None) => Place::Picker,
        }
    }

    pub(super) fn key(&mut self, now: Moment, key: &KeyEvent) {
        if self.over.is_empty() && self.key_of_question(now, key) {
            return;
        }
        let place = self.place();
        let action = keys::action(place, key);
        match (place, action) {
            (_, Some(Action::Suspend)) => {
                let play = self.player.play.as_ref();
                let last_words = play.map(Play::words_until_back).unwrap_or_default();
                self.effects.push(Effect::Suspend { last_words });
            }
            // Ctrl-C stops and leaves at once, without a question.
            (_, Some(Action::Interrupt)) => {
                let told = self.player.step(now, &AppEvent::Signal(SIGINT));
                self.told(told, now);
                self.effects.extend(self.player.end(now));
            }
            (_, Some(Action::Help)) if !self.has_opened(Action::Help) => {
                self.over.push(Overlay::Text(TextOverlay::help(place)));
            }
            (_, Some(Action::RedFlags)) if !self.has_opened(Action::RedFlags) => {
                self.open_page(RED_FLAGS);
            }
            (Place::Question | Place::Text, action) => self.key_on_top(now, action, key),
            (Place::Session, _) if self.key_of_queue(now, key) => {}
            (Place::Session | Place::End, Some(action)) => self.key_in_session(now, action),
            (Place::Session | Place::End, None) => {
                let reads = keys::action(Place::Text, key).filter(|_| place == Place::Session);
                if let Some(action) = reads {
                    let most = show::most_scroll(self, now);
                    self.scroll = scrolled(self.scroll, action, self.area, most);
                }
                if let Some(letter) = letter(key) {
                    self.give_aside(now, notices::no_such_key(letter));
                }
            }
            (_, Some(action)) => self.key_in_list(now, action),
            (_, None) => {
                self.refused = None;
                if let Some(letter) = letter(key) {
                    self.pick.type_in(letter.encode_utf8(&mut [0; 4]));
                    self.scroll = 0;
                }
            }
        }
    }

    /// A key that answers how it is, before a routine or after it, or how many it was; whether it
    /// was one.
    fn key_of_question(&mut self, now: Moment, key: &KeyEvent) -> bool {
        let rating = letter(key).and_then(rating_of_key);
        if rating.is_none() && keys::action(Place::Counting, key).is_none() {
            // Whether it would be answered takes a look at the whole screen.
            return false;
        }
        let shown = show::takes_digits(self, now);
        let Some(play) = &mut self.player.play else {
            return false;
        };
        // The small t tries the alarm before it begins.
        let may_rate = if play.is_over() { shown } else { letter(key) != Some('t') };
        let told = if shown { play.count_key(now, key) } else { None };
        let told = told.or_else(|| play.rate(now, rating.filter(|_| may_rate)?));
        told.map(|told| self.told(told, now)).is_some()
    }

    /// A key on the page before several routines; whether it was one.
    fn key_of_queue(&mut self, now: Moment, key: &KeyEvent) -> bool {
        let before = self.player.play.as_ref().filter(|play| play.is_before(now));
        let queue = before.and_then(|play| play.prepared.queue.as_ref());
        let (Some(queue), Some(action)) = (queue, keys::action(Place::Queue, key)) else {
            return false;
        };
        let change = match action {
            Action::Swap => QueueChange::Swap,
            Action::LeaveOut => QueueChange::LeaveOut,
            // Past the ends it reads on.
            Action::Up | Action::Down => {
                let to =
                    if action == Action::Up { self.part.wrapping_sub(1) } else { self.part + 1 };
                let is_there = to < queue.of.len();
                self.part = if is_there { to } else { self.part };
                return is_there;
            }
            _ => return false,
        };
        match self.player.change_queue(change, self.part, now) {
            Ok(at) => {
                self.turn_page(now);
                self.part = at;
            }
            Err(why) => self.give_aside(now, why),
        }
        true
    }

    /// Marks the routine that is selected, or takes its mark back.
    fn mark(&mut self) {
        let item = self.pick.selected_item();
        let id = item.map_or(String::new(), |item| item.id.clone());
        let entry = self.player.library.get(&id);
        if let Some(at) = self.marked.iter().position(|marked| *marked == id) {
            self.marked.remove(at);
        } else if entry.is_some_and(|entry| self.player.library.playable(entry).is_ok()) {
            self.marked.push(id);
        } else {
            self.refused = Some(several::NO_ROUTINE.into());
        }
    }

    /// Whether what lies on top was opened by this key.
    fn has_opened(&self, action: Action) -> bool {
        matches!(self.over.last(), Some(Overlay::Text(text)) if text.is_opened_by(action))
    }

    pub(super) fn key_in_session(&mut self, now: Moment, action: Action) {
        if self.reads_on(now, action) {
            return;
        }
        let Some(play) = &mut self.player.play else {
            return;
        };
        match action {
            Action::Big => return self.big = !self.big,
            Action::Words if !play.settings.voice => return self.big = true,
            Action::About => self.over.push(Overlay::Text(show::about(play))),
            Action::Up => return self.scroll = self.scroll.saturating_sub(1),
            Action::Down => return self.scroll = self.scroll.saturating_add(1),
            _ => {}
        }
        let (told, page) = self.player.press(now, action);
        match page {
            Page::Stays => self.told(told, now),
            Page::Left => self.leave_routine(now),
            Page::Another => {
                self.turn_page(now);
                self.effects.extend(told.effects);
            }
        }
    }

    /// Before a routine whose warnings are longer than the screen, a key that would begin it reads
    /// on until their end has been on it.
    fn reads_on(&mut self, now: Moment, action: Action) -> bool {
        use Action::{Enter, Next, NextStep, Pause, Yes};
        let begins = matches!(action, Enter | Yes | Pause | Next | NextStep);
        let most = match &self.player.play {
            Some(play) if begins && play.is_before(now) => show::most_scroll(self, now),
            _ => return false,
        };
        let unread = self.scroll < most;
        if unread {
            // A row or two of what was read stay.
            let page = (self.area.height / 2).max(1);
            self.scroll = self.scroll.saturating_add(page).min(most);
        }
        unread
    }

    fn key_in_list(&mut self, now: Moment, action: Action) {
        let page = (self.area.height / 2).max(1);
        self.refused = None;
        match action {
            Action::Enter => return self.open(now),
            Action::ScrollUp => return self.scroll = self.scroll.saturating_sub(page),
            Action::ScrollDown if self.pick.selected_today().is_some() => {
                return self.explain_today(now);
            }
            Action::ScrollDown => {
                let most = show::most_scroll(self, now);
                return self.scroll = self.scroll.saturating_add(page).min(most);
            }
            Action::Erase => self.pick.erase(),
            Action::Mark => self.mark(),
            Action::HowIsIt => {
                let back = self.player.environment.back;
                let had = back.is_some_and(|back| back.is_seized() || back.how == How::Easing);
                self.ask(if had { Question::HowToday } else { Question::How });
            }
            Action::TakeUp => self.ask_what_now(now),
            Action::Close if self.pick.clear() || !std::mem::take(&mut self.marked).is_empty() => {}
            Action::Close => self.effects.push(Effect::Exit(Exit::default())),
            action => self.pick.choice.move_by_key(action, self.area),
        }
        self.scroll = 0;
    }

    fn key_on_top(&mut self, now: Moment, action: Option<Action>, key: &KeyEvent) {
        let unread = show::most_scroll(self, now);
        let area = self.area;
        let asked = match self.over.last_mut() {
            Some(Overlay::Ask(asked)) => asked,
            Some(Overlay::Text(text)) => {
                if action.is_some_and(|action| text.closes_by(action, area)) {
                    self.over.pop();
                }
                return;
            }
            None => return,
        };
        let Asked { question, selected, .. } = *asked;
        match action {
            // Nobody answers below what they have not seen.
            Some(Action::Enter | Action::Down) if asked.scroll < unread => {
                asked.scroll = (asked.scroll + (area.height * 3 / 4).max(1)).min(unread);
            }
            Some(Action::Up) if selected == 0 => {
                asked.scroll = asked.scroll.min(unread).saturating_sub(1);
            }
            Some(Action::Up) => asked.selected -= 1,
            Some(Action::Down) => {
                asked.selected = (selected + 1).min(question.answers().len() - 1);
            }
            Some(Action::Enter) => self.answered(now, question, selected),
            // At the first start nothing is below it yet.
            Some(Action::Close) => match (question, self.player.environment.back) {
                (Question::How, None) => self.effects.push(Effect::Exit(Exit::default())),
                _ => drop(self.over.pop()),
            },
            // Who begins to type only wants to look.
            None if question == Question::How => {
                if let Some(letter) = letter(key).filter(|letter| letter.is_alphanumeric()) {
                    self.answered(now, Question::How, LOOK);
                    self.pick.type_in(letter.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }

    fn answered(&mut self, now: Moment, question: Question, answer: usize) {
        if let Question::BrokenOff { .. } = question {
            self.over.pop();
            return match question.answers().get(answer).copied() {
                Some((said::TAKE_UP, _)) => {
                    let why = self.player.go_on(false, now).err();
                    self.player.trouble = why.or(self.player.trouble.take());
                    self.tell_resumed(now);
                }
                Some((words, _)) => self.settle(words == said::KEEP, now),
                None => {}
            };
        }
        let (effects, answered) = self.player.answer(question, answer, now);
        if let Answered::Ask(question) = answered {
            return self.ask(question);
        }
        self.over.retain(|over| !matches!(over, Overlay::Ask(_)));
        self.effects.extend(effects);
        match answered {
            Answered::Kept(back, then) => {
                then.into_iter().for_each(|question| self.ask(question));
                self.fill_list(now);
                if back.how == How::Worse {
                    self.open_page(RED_FLAGS);
                }
                self.hushed = true;
            }
            Answered::Open(id) => {
                self.renew_today(now);
                self.open_routine(id, now);
            }
            Answered::Ask(_) | Answered::Nothing => {}
        }
    }

    pub(super) fn mouse(&mut self, now: Moment, mouse: &MouseEvent) {
        if !self.wants_mouse() {
            return;
        }
        let hit = show::hit(self, now, mouse.column, mouse.row);
        if self.pick.choice.move_by_mouse(mouse, hit) {
            self.open(now);
        } else {
            self.scroll = 0;
        }
    }
}
