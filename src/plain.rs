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

use self::list::{List, ListOutcome};
use crate::app::minutes::QueueChange;
use crate::app::play::{Digits, Outcome, Play, rating_of_line};
use crate::app::player::{LOOK_EVERY, NOT_AWAKE, Player};
use crate::app::recorder::Patience;
use crate::app::{AppEvent, Effect, Exit, Front, Reply};
use crate::back::How;
use crate::keys::{self, Action, Place};
use crate::library::RED_FLAGS;
use crate::routine::Side;
use crate::seconds::Moment;
use crate::session::{EventKind, State};
use crate::text::line;
use crate::today::FIRST_FIVE;
use crate::view::Theme;
use crate::words;

const SIGINT: i32 = 2;
const SIGQUIT: i32 = 3;

/// supple as lines of text.
pub struct Plain {
    player: Player,
    /// Where there is a list to choose from, and to come back to.
    list: Option<List>,
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
}

impl Plain {
    /// Opens with what is played, or with the list.
    pub fn new(mut player: Player, now: Moment) -> Plain {
        if player.has_list {
            player.begin_today(now);
            player.read_today(Patience::Waits, now);
        }
        Plain {
            list: player.has_list.then(|| List::new(&player, now)),
            player,
            told: HashSet::new(),
            alarmed: None,
            begun: false,
            ended: false,
            stands: false,
            has_bell: true,
        }
    }

    /// A pack that was on is off: what comes after it.
    fn after_pack(&mut self, now: Moment) -> Vec<Effect> {
        let last_words = self.player.play.as_ref().map(Play::recorded_words);
        let last_words = last_words.unwrap_or_default();
        let mut effects = self.player.put_away();
        self.player.see_to_packs(now);
        if self.player.play.is_none() && self.list.is_none() {
            effects.push(Effect::Exit(Exit { status: 0, last_words }));
            return effects;
        }
        effects.extend(last_words.into_iter().map(Effect::Print));
        effects.extend(match self.player.play {
            None => self.back_to_the_list(),
            Some(_) => self.open(now),
        });
        effects
    }

    /// The output is no terminal: no bell can ring.
    pub fn without_bell(self) -> Plain {
        Plain { has_bell: false, ..self }
    }

    /// What there is to say at the very beginning.
    fn opening(&self, now: Moment) -> Vec<String> {
        let player = &self.player;
        let mut said = match (&player.play, &self.list) {
            (Some(play), _) if player.resumed.is_some() => lines::resumed(play, now),
            (Some(play), _) => lines::opening(play, &player.library, now),
            (None, Some(list)) => list.opening(player, now),
            (None, None) => Vec::new(),
        };
        let applies = player.play.as_ref().and_then(Play::applies);
        if !self.has_bell && applies.is_some() {
            said.insert(0, lines::NO_BELL.to_owned());
        }
        if let Some(words) = player.broken_off(now).filter(|_| !self.begun) {
            said.insert(0, words);
            said.insert(1, "`supple resume` sees to it.".into());
        }
        said
    }

    /// What is said and done before a routine begins, or the list is read.
    fn open(&mut self, now: Moment) -> Vec<Effect> {
        self.stands = false;
        self.told.clear();
        self.alarmed = None;
        let mut effects = print(self.opening(now));
        let resumed = self.player.resumed.take();
        effects.extend(match (&mut self.player.play, resumed) {
            (Some(play), Some(mut told)) => {
                // What it says of the time between has just been said.
                play.note = None;
                told.events.retain(|event| event.what == EventKind::Alarm);
                self.tell(now, told)
            }
            (Some(play), None) => play.open(now),
            (None, _) => Vec::new(),
        });
        effects
    }

    /// A line of input.
    fn line(&mut self, now: Moment, typed: &str) -> Vec<Effect> {
        if self.player.play.is_some() {
            return self.line_in_session(now, typed);
        }
        let Some(list) = &mut self.list else {
            return Vec::new();
        };
        self.player.begin_today(now);
        self.player.read_today(Patience::Waits, now);
        let (said, choice) = list.line(typed, &self.player, now);
        let mut effects = print(said);
        match choice {
            ListOutcome::Nothing => {}
            ListOutcome::Leave => effects.push(Effect::Exit(Exit::default())),
            ListOutcome::Keep(back) => {
                effects.extend(self.player.say_back(back));
                if back.how == How::Worse {
                    effects.extend(print(lines::page(RED_FLAGS)));
                }
            }
            ListOutcome::FirstMinutes(back) => {
                effects.extend(self.player.say_just_seized_up(back));
                let (said, choice) = list.line(FIRST_FIVE, &self.player, now);
                effects.extend(print(said));
                if let ListOutcome::Open(prepared) = choice {
                    self.player.put_on(*prepared, now);
                    effects.extend(self.open(now));
                }
            }
            ListOutcome::Open(prepared) => {
                self.player.put_on(*prepared, now);
                effects.extend(self.open(now));
            }
            ListOutcome::Fit(time, words) => match self.player.fit(time, &words, now) {
                Ok(set) => {
                    self.player.put_set(set, now);
                    effects.extend(self.open(now));
                }
                Err(why) => effects.extend(print([format!("{}.", words::capital(&why))])),
            },
            ListOutcome::Several(queue) if self.player.put_queue(queue.clone(), now) => {
                effects.extend(self.open(now));
            }
            ListOutcome::Several(_) => {
                effects.extend(print([words::picker::NOT_TOGETHER.to_owned()]));
            }
        }
        effects
    }

    fn line_in_session(&mut self, now: Moment, typed: &str) -> Vec<Effect> {
        let Some(play) = &mut self.player.play else {
            return Vec::new();
        };
        if play.asks_before
            && play.is_before(now)
            && let Some(rating) = rating_of_line(typed)
        {
            play.rate_before(rating);
            return print(play.note.take());
        }
        if play.is_before(now)
            && let Some((change, nth)) = queue_change(typed)
        {
            let changed = self.player.change_queue(change, nth.wrapping_sub(1), now);
            return match changed {
                Ok(_) => self.open(now),
                Err(why) => print([why.to_owned()]),
            };
        }
        let counted = play.count_line(now, typed);
        if let Some(told) = counted.or_else(|| play.off_line(now, typed)) {
            return self.tell(now, told);
        }
        let Some(action) = keys::action_of_line(Place::Session, typed) else {
            let told = play.wake(now);
            return [print([lines::no_key(typed)]), self.tell(now, told)].concat();
        };
        let said = match action {
            Action::Help => lines::keys(Place::Session),
            Action::RedFlags => lines::page(RED_FLAGS),
            Action::Words => lines::again(play, now),
            Action::About => lines::about(play),
            Action::Big => vec!["Lines have no size.".into()],
            _ => Vec::new(),
        };
        if action == Action::Easier {
            return self.go_easier(now);
        }
        if action == Action::Quit && play.is_before(now) {
            let leaves = match self.list {
                Some(_) => self.back_to_the_list(),
                None => vec![Effect::Exit(play.exit())],
            };
            return [vec![Effect::Hush], leaves].concat();
        }
        let was_gated = play.is_gated();
        let told = play.act(now, action);
        let opened = was_gated && !play.is_gated();
        let mut effects = print(said);
        if opened {
            effects.extend(print(lines::turn(play, now)));
        }
        effects.extend(self.tell(now, told));
        effects
    }

    /// Stops here, and puts the easier routine before the person. A pack comes off first.
    fn go_easier(&mut self, now: Moment) -> Vec<Effect> {
        match self.player.go_easier(now) {
            Err(why) => print([why]),
            Ok((false, told)) => self.tell(now, told),
            Ok((true, told)) => {
                let stopped = (!told.events.is_empty()).then(|| "Stopped.".into());
                [told.effects, print(stopped), self.open(now)].concat()
            }
        }
    }

    /// Prints what a session had to say. Its end leads back to the list, or out.
    fn tell(&mut self, now: Moment, told: Outcome) -> Vec<Effect> {
        let Some(play) = &self.player.play else {
            return told.effects;
        };
        let mut said = Vec::new();
        for event in &told.events {
            let phase = play.prepared.timeline.phases().get(event.phase);
            let place = phase.map(|phase| (phase.run, phase.side));
            let fresh = match event.what {
                EventKind::Began => place.is_some_and(|place| self.told.insert(place)),
                EventKind::Alarm => self.alarmed.replace(event.phase) != Some(event.phase),
                _ => false,
            };
            said.extend(lines::of_event(play, now, event, fresh));
        }
        if told.events.is_empty() {
            said.extend(play.told(now).map(lines::sentence));
        }
        // What is kept is kept before it is told.
        let mut effects = told.effects;
        effects.extend(print(said));
        if play.is_over() && play.is_only_pack() {
            effects.extend(self.after_pack(now));
        } else if play.is_over() {
            effects.extend(print(lines::closing(play, &self.player, now)));
            effects.extend(self.stand_or_leave(now));
        } else if let Some(play) = &mut self.player.play {
            // Said once: a note stays on a screen, not on paper.
            (play.note, play.notice) = (None, None);
        }
        effects
    }

    /// Says what can be done at the end of a session, as long as a line may come and there is
    /// anything to do; else back to the list, or out.
    fn stand_or_leave(&mut self, now: Moment) -> Vec<Effect> {
        let Some(play) = &self.player.play else {
            return Vec::new();
        };
        let asks = play.asks_after && play.after.is_none();
        let unknown = play.session.own_sets().any(|set| set.said.is_none());
        let asks = asks || unknown && play.settings.questions;
        let waits = asks || play.wants_rest() || play.session.can_go_on();
        self.stands = waits && !self.ended && play.session.pack_on().is_none();
        match self.stands {
            true => self.at_the_end(),
            false => self.leave_the_end(now),
        }
    }

    fn at_the_end(&self) -> Vec<Effect> {
        let Some(play) = &self.player.play else {
            return Vec::new();
        };
        print(lines::at_the_end(play, &self.player.library, self.list.is_some()))
    }

    /// Back to the list, or out.
    fn leave_the_end(&mut self, now: Moment) -> Vec<Effect> {
        self.stands = false;
        let Some(play) = &mut self.player.play else {
            return Vec::new();
        };
        let mut effects = play.keep_place(now);
        let last_words = play.last_words();
        if self.list.is_some() && last_words.is_empty() {
            effects.extend(self.back_to_the_list());
            return effects;
        }
        effects.push(Effect::Exit(Exit { status: 0, last_words }));
        effects
    }

    /// A line at the end of a session.
    fn line_at_the_end(&mut self, now: Moment, typed: &str) -> Vec<Effect> {
        let Some(play) = &mut self.player.play else {
            return Vec::new();
        };
        if let Some(told) = play.count_line(now, typed) {
            let said = told.events.iter();
            let mut effects =
                print(said.flat_map(|event| lines::of_event(play, now, event, false)));
            effects.extend(told.effects);
            // The last number can be corrected like the others.
            effects.extend(self.at_the_end());
            return effects;
        }
        let to_it = play.digits() == Some(Digits::Rating);
        if let Some(rating) = rating_of_line(typed).filter(|_| to_it) {
            let mut effects = play.rate_after(now, rating);
            effects.push(Effect::Print(crate::words::past::rating_noted(rating)));
            effects.extend(self.stand_or_leave(now));
            return effects;
        }
        let rests = play.wants_rest();
        match keys::action_of_line(Place::End, typed) {
            Some(Action::Enter) => self.leave_the_end(now),
            Some(action @ (Action::Pause | Action::Slip)) => {
                let told = play.act(now, action);
                self.stands = false;
                self.tell(now, told)
            }
            Some(action @ (Action::NextNumber | Action::NumberBefore)) => {
                let mut effects = play.act(now, action).effects;
                effects.extend(self.at_the_end());
                effects
            }
            Some(Action::Easier) => self.go_easier(now),
            Some(Action::Again) if !rests => {
                let effects = self.player.again(now);
                [effects, self.open(now)].concat()
            }
            Some(Action::Next) if !rests => match self.player.go_next(now) {
                Some(effects) => [effects, self.open(now)].concat(),
                None => Vec::new(),
            },
            Some(Action::Help) => print(lines::keys(Place::End)),
            Some(Action::RedFlags) => print(lines::page(RED_FLAGS)),
            _ => print([lines::no_key(typed)]),
        }
    }

    /// What happens while the end of a session is before the person.
    fn while_it_stands(&mut self, now: Moment, event: &AppEvent) -> Vec<Effect> {
        match event {
            AppEvent::Line(typed) => self.line_at_the_end(now, typed),
            AppEvent::NotKept(why) | AppEvent::NotHeard(why) | AppEvent::Trouble(why) => {
                print([lines::sentence(&line(why))])
            }
            AppEvent::EndOfLines => {
                if let Some(list) = &mut self.list {
                    list.end(&self.player, now);
                }
                self.ended = true;
                self.leave_the_end(now)
            }
            AppEvent::Signal(_) => {
                self.list = None;
                self.leave_the_end(now)
            }
            AppEvent::Asked(_) => {
                vec![Effect::Reply(Reply::refused(crate::words::machine::NOTHING_WAITS))]
            }
            _ => Vec::new(),
        }
    }

    /// Ends where only a line could go on and none can come any more: nobody absent begins heat or
    /// cold, nor what is for later.
    fn nobody_begins(&mut self, now: Moment) -> Vec<Effect> {
        let play = self.player.play.as_mut();
        let play = play.filter(|_| self.ended && !self.stands);
        let Some(words) = play.as_ref().and_then(|play| play.needs_a_hand_words()) else {
            return Vec::new();
        };
        let told = play.map(|play| play.act(now, Action::Interrupt)).unwrap_or_default();
        let mut effects = told.effects;
        effects.push(Effect::Exit(Exit {
            status: 1,
            last_words: vec![format!("{words} No line can come any more.")],
        }));
        effects
    }

    fn back_to_the_list(&mut self) -> Vec<Effect> {
        let asks = self.player.asks_since_now();
        let mut effects = self.player.put_away();
        match &mut self.list {
            None => {}
            Some(list) if list.has_ended() => effects.push(Effect::Exit(Exit::default())),
            Some(list) => {
                effects.push(Effect::Print(list::AGAIN.into()));
                if asks {
                    effects.extend(print(list.ask_since()));
                }
            }
        }
        effects
    }

    /// What happens to a session but for lines; nothing where none is played.
    fn with_play(&mut self, now: Moment, act: impl FnOnce(&mut Play) -> Outcome) -> Vec<Effect> {
        let Some(play) = &mut self.player.play else {
            return Vec::new();
        };
        let told = act(play);
        self.tell(now, told)
    }
}

impl Front for Plain {
    fn update(&mut self, now: Moment, event: AppEvent) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.begun {
            if self.player.resumed.is_none() {
                self.player.see_to_packs(now);
            }
            effects = self.open(now);
            self.begun = true;
        }
        if self.stands {
            effects.extend(self.while_it_stands(now, &event));
            return effects;
        }
        effects.extend(match event {
            AppEvent::Away { from } => self.with_play(now, |play| play.was_away(from, now)),
            AppEvent::Line(typed) => self.line(now, &typed),
            AppEvent::EndOfLines => {
                let list = self.list.as_mut();
                let said = list.map_or(Vec::new(), |list| list.end(&self.player, now));
                self.ended = true;
                if self.player.play.is_some() {
                    self.with_play(now, |play| {
                        play.hands_free();
                        play.wake(now)
                    })
                } else {
                    [print(said), vec![Effect::Exit(Exit::default())]].concat()
                }
            }
            AppEvent::Signal(signal) => {
                self.ended = true;
                let mut last = self.with_play(now, |play| {
                    let mut told = play.wake(now);
                    // Ctrl-C comes as a signal here: the person stops, which is no accident. A
                    // pack that is on is not off for that, and can be taken up again.
                    if matches!(signal, SIGINT | SIGQUIT) && play.session.pack_on().is_none() {
                        told.effects.extend(play.act(now, Action::Interrupt).effects);
                    }
                    told
                });
                last.extend(self.player.end(now));
                last
            }
            AppEvent::Asked(wish) => {
                let (reply, told) = self.player.answer_remote(now, &wish);
                [vec![reply], self.tell(now, told)].concat()
            }
            AppEvent::NotKeptAwake(_) => {
                let told = print([NOT_AWAKE.to_owned()]);
                [told, self.with_play(now, |play| play.wake(now))].concat()
            }
            // It may come in the middle of what is told of the end.
            AppEvent::NotKept(why) | AppEvent::NotHeard(why) | AppEvent::Trouble(why) => {
                print([lines::sentence(&line(&why))])
            }
            AppEvent::Key(_)
            | AppEvent::Mouse(_)
            | AppEvent::Paste(_)
            | AppEvent::Saved(_)
            | AppEvent::Included { .. }
            | AppEvent::Resize
            | AppEvent::Focus(_)
            | AppEvent::SlowTerminal
            | AppEvent::Wake => self.with_play(now, |play| play.wake(now)),
        });
        effects.extend(self.nobody_begins(now));
        effects
    }

    fn next_wake(&self, now: Moment) -> Option<Moment> {
        if !self.begun {
            return Some(now);
        }
        let play = self.player.play.as_ref()?;
        if self.stands || play.gate {
            return None;
        }
        let deadline = play.session.next_deadline();
        let runs = !matches!(play.session.status(now).state, State::Begin | State::Over(_));
        let look = (runs && deadline.is_some()).then(|| now + LOOK_EVERY.mul_f64(play.speed));
        deadline.into_iter().chain(look).min()
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

fn print(lines: impl IntoIterator<Item = String>) -> Vec<Effect> {
    lines.into_iter().map(Effect::Print).collect()
}
