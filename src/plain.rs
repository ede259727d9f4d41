//! The same program as lines of text: for pipes, for screen readers, for terminals that can't.
//!
//! One thought a line, a line for each change, and no escape sequence. Keys come as lines: a
//! letter or a word of the table of keys, and an empty line is Enter, which never skips a phase
//! that runs. In the list, a line names a routine, or has words that are looked for. When no line
//! can come any more, what is played goes on hands-free.

mod lines;
mod list;

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::minutes::QueueChange;
use crate::app::pick::Pick;
use crate::app::play::{Outcome, Play};
use crate::app::player::{Page, Player};
use crate::app::question::Question;
use crate::app::{AppEvent, Effect, Exit, Front};
use crate::keys::{self, Action, Place};
use crate::library::RED_FLAGS;
use crate::routine::Side;
use crate::seconds::Moment;
use crate::session::EventKind;
use crate::text::line;
use crate::view::Theme;
use crate::words::lines as said;
use crate::words::machine::KEEP_AWAKE;

/// supple as lines of text.
#[derive(Default)]
pub struct Plain {
    player: Player,
    /// The list of routines, where there is one to choose from and to come back to.
    pick: Pick,
    /// What the person has been asked there and not answered.
    question: Option<Question>,
    /// The steps whose words have been told, with their sides.
    told: HashSet<(u32, Option<Side>)>,
    /// The phase whose alarm has been told.
    alarmed: Option<usize>,
    begun: bool,
    /// No line will come any more.
    ended: bool,
    /// The end of a session is before the person until they leave it.
    stands: bool,
    /// The output is a terminal, which has a bell.
    has_bell: bool,
    /// What is to be done, in order.
    effects: Vec<Effect>,
}

impl Plain {
    /// Opens with what is played, or with the list.
    pub fn new(player: Player, now: Moment) -> Plain {
        let mut plain = Plain { player, has_bell: true, ..Plain::default() };
        if plain.player.has_list {
            plain.fill_list(now);
        }
        plain
    }

    /// The output is no terminal: no bell can ring.
    pub fn without_bell(self) -> Plain {
        Plain { has_bell: false, ..self }
    }

    fn say(&mut self, lines: impl IntoIterator<Item = String>) {
        self.effects.extend(lines.into_iter().map(Effect::Print));
    }

    fn exit(&mut self, status: u8, last_words: Vec<String>) {
        self.effects.push(Effect::Exit(Exit { status, last_words }));
    }

    /// A pack that was on is off: what comes after it.
    fn after_pack(&mut self, now: Moment) {
        let (effects, words) = self.player.after_pack(now);
        self.effects.extend(effects);
        self.say(words);
        match (&self.player.play, self.player.has_list) {
            (Some(_), _) => self.open(now),
            (None, true) => self.back_to_the_list(),
            (None, false) => {}
        }
    }

    /// What is said and done before a routine begins, or the list is read.
    fn open(&mut self, now: Moment) {
        self.stands = false;
        self.told.clear();
        self.alarmed = None;
        if let Some(words) = self.player.broken_off(now).filter(|_| !self.begun) {
            self.say([words, said::RESUME_SEES_TO_IT.into()]);
        }
        let trouble = self.player.trouble.take();
        self.say(trouble);
        let Some(play) = &mut self.player.play else {
            if self.player.has_list {
                self.open_list(now);
            }
            return;
        };
        if !self.has_bell && play.applies() {
            self.effects.push(Effect::Print(said::NO_BELL.to_owned()));
        }
        match self.player.resumed.take() {
            Some(mut told) => {
                let said = lines::resumed(play, now);
                // What it says of the time between has just been said.
                play.note = None;
                told.events.retain(|event| event.what == EventKind::Alarm);
                self.say(said);
                self.tell(now, told);
            }
            None => {
                let said = lines::opening(play, &self.player.library, now);
                self.effects.extend(said.into_iter().map(Effect::Print));
                self.effects.extend(play.open(now));
            }
        }
    }

    /// A line while a routine is before the person, played, or over.
    fn line_in_session(&mut self, now: Moment, typed: &str) {
        let stood = self.stands;
        let place = if stood { Place::End } else { Place::Session };
        let Some(play) = &mut self.player.play else {
            return;
        };
        let answered = play.answer_line(now, typed);
        let queued = queue_change(typed).filter(|_| play.is_before(now));
        match (answered, queued, keys::action_of_line(place, typed)) {
            (Some(told), ..) => self.tell(now, told),
            (None, Some((change, nth)), _) => {
                match self.player.change_queue(change, nth.wrapping_sub(1), now) {
                    Ok(_) => self.open(now),
                    Err(why) => self.say([why.to_owned()]),
                }
            }
            (.., None) => return self.say([said::no_key(line(typed))]),
            (.., Some(Action::Help)) => return self.say(lines::keys(place)),
            (.., Some(Action::RedFlags)) => return self.say(lines::page(RED_FLAGS)),
            (.., Some(action)) => self.press(now, action),
        }
        if stood && self.stands {
            self.say_the_end();
        }
    }

    fn press(&mut self, now: Moment, action: Action) {
        let was_gated = self.player.play.as_ref().is_some_and(Play::is_gated);
        let said = self.player.play.as_ref().map_or(Vec::new(), |play| match action {
            Action::Words => lines::again(play, now),
            Action::About => lines::about(play),
            Action::Big => vec![said::NO_SIZE.into()],
            _ => Vec::new(),
        });
        self.say(said);
        let (told, page) = self.player.press(now, action);
        match (page, &self.player.play) {
            (Page::Another, _) => {
                self.effects.extend(told.effects);
                self.say((!told.events.is_empty()).then(|| "Stopped.".into()));
                return self.open(now);
            }
            (Page::Left, _) => return self.leave(now),
            (Page::Stays, Some(play)) if was_gated && !play.is_gated() => {
                self.say(lines::turn(play, now));
            }
            (Page::Stays, _) => {}
        }
        self.tell(now, told);
    }

    /// Prints what a session had to say. Its end leads back to the list, or out.
    fn tell(&mut self, now: Moment, told: Outcome) {
        // What is kept is kept before it is told.
        self.effects.extend(told.effects);
        let Some(play) = &self.player.play else {
            return;
        };
        let mut said = Vec::new();
        for event in &told.events {
            let phase = play.prepared.timeline.phases().get(event.phase);
            let is_fresh = match event.what {
                EventKind::Began => {
                    phase.is_some_and(|phase| self.told.insert((phase.run, phase.side)))
                }
                EventKind::Alarm => self.alarmed.replace(event.phase) != Some(event.phase),
                _ => false,
            };
            said.extend(lines::of_event(play, now, event, is_fresh));
        }
        if told.events.is_empty() {
            said.extend(play.told(now).map(lines::sentence));
        }
        let (is_over, is_only_pack) = (play.is_over(), play.is_only_pack());
        let ends = told.events.iter().any(|event| matches!(event.what, EventKind::Finished(_)));
        if ends && !is_only_pack {
            said.extend(lines::closing(play, &self.player, now));
        }
        self.say(said);
        if let Some(play) = &mut self.player.play {
            // Said once: a note stays on a screen, not on paper.
            (play.note, play.notice) = (None, None);
        }
        if is_over && is_only_pack {
            self.after_pack(now);
        } else if is_over && ends {
            self.stand_or_leave(now);
        } else {
            self.stands &= is_over;
        }
    }

    /// Says what can be done at the end of a session, as long as a line may come and there is
    /// anything to do; else back to the list, or out.
    fn stand_or_leave(&mut self, now: Moment) {
        let Some(play) = &self.player.play else {
            return;
        };
        let asks = play.asks_after && play.after.is_none();
        let is_unknown = play.session.own_sets().any(|set| set.said.is_none());
        let asks = asks || is_unknown && play.settings.questions;
        let waits = asks || play.wants_rest() || play.session.can_go_on();
        self.stands = waits && !self.ended && play.session.pack_on().is_none();
        if self.stands { self.say_the_end() } else { self.leave(now) }
    }

    fn say_the_end(&mut self) {
        let play = self.player.play.as_ref();
        let said = play.map(|play| lines::at_the_end(play, &self.player));
        self.say(said.unwrap_or_default());
    }

    /// Back to the list, or out. What is left before it begins is silent at once.
    fn leave(&mut self, now: Moment) {
        self.stands = false;
        let Some(play) = &mut self.player.play else {
            return;
        };
        self.effects.extend((!play.is_over()).then_some(Effect::Hush));
        self.effects.extend(play.keep_place(now));
        let last_words = play.last_words();
        let to_list = self.player.has_list && last_words.is_empty();
        if to_list { self.back_to_the_list() } else { self.exit(0, last_words) }
    }

    /// Ends where only a line could go on and none can come any more: nobody absent begins heat or
    /// cold, nor what is for later.
    fn nobody_begins(&mut self, now: Moment) {
        let play = self.player.play.as_mut().filter(|_| self.ended && !self.stands);
        let Some((words, play)) = play.and_then(|play| Some((play.needs_a_hand_words()?, play)))
        else {
            return;
        };
        self.effects.extend(play.act(now, Action::Interrupt).effects);
        self.exit(1, vec![said::no_more_lines(words)]);
    }

    fn back_to_the_list(&mut self) {
        let asks_since = self.player.asks_since_now();
        self.effects.extend(self.player.put_away());
        if self.ended {
            return self.exit(0, Vec::new());
        }
        self.say([said::LIST_AGAIN.into()]);
        if asks_since {
            self.ask(Question::Since);
        }
    }
}

impl Front for Plain {
    fn update(&mut self, now: Moment, event: AppEvent) -> Vec<Effect> {
        if !self.begun {
            self.player.begin(now);
            self.open(now);
            self.begun = true;
        }
        self.ended |= matches!(event, AppEvent::EndOfLines | AppEvent::Signal(_));
        let told = self.player.step(now, &event);
        self.tell(now, told);
        match event {
            // It may come in the middle of what is told of the end.
            AppEvent::NotKept(why) | AppEvent::NotHeard(why) | AppEvent::Trouble(why) => {
                self.say([lines::sentence(&line(&why))]);
            }
            AppEvent::NotKeptAwake(_) => self.say([KEEP_AWAKE.to_owned()]),
            AppEvent::Line(typed) if self.player.play.is_some() => {
                self.line_in_session(now, &typed);
            }
            AppEvent::Line(typed) => self.line_in_list(now, &typed),
            AppEvent::EndOfLines | AppEvent::Signal(_) if self.stands => self.leave(now),
            AppEvent::Signal(_) => self.effects.extend(self.player.end(now)),
            AppEvent::EndOfLines if self.player.play.is_none() => {
                // Whoever has been asked, and can't answer, is shown the list.
                if self.player.environment.back.is_none() && self.question.is_some() {
                    self.say_list(now);
                }
                self.exit(0, Vec::new());
            }
            _ => {}
        }
        self.nobody_begins(now);
        std::mem::take(&mut self.effects)
    }

    fn next_wake(&self, now: Moment) -> Option<Moment> {
        if !self.begun {
            return Some(now);
        }
        self.player.play.as_ref().filter(|_| !self.stands)?.next_wake(now)
    }

    fn changed(&self) -> bool {
        false
    }

    fn draw(&mut self, _now: Moment, _theme: Theme, _area: Rect, _buffer: &mut Buffer) {}
}

/// A line that changes routines which are played one after another: `swap 2`, `drop 2`.
fn queue_change(typed: &str) -> Option<(QueueChange, usize)> {
    let (word, number) = typed.trim().split_once(' ')?;
    let change = match keys::action_of_line(Place::Queue, word)? {
        Action::Swap => QueueChange::Swap,
        Action::LeaveOut => QueueChange::LeaveOut,
        _ => return None,
    };
    Some((change, number.trim().parse().ok()?))
}
