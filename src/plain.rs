//! The same program as lines of text: for pipes, for screen readers, for terminals that can't.
//!
//! One thought a line, a line for each change, and no escape sequence. Keys come as lines: a
//! letter or a word of the table of keys, and an empty line is Enter, which never skips a phase
//! that runs. In the list, a line names a routine, or has words that are looked for. When no line
//! can come any more, what is played goes on hands-free.

mod lines;
mod list;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::list::{Choice, List};
use crate::app::book::Unfinished;
use crate::app::felt;
use crate::app::full::{Environment, NOT_AWAKE};
use crate::app::play::{Digits, Outcome, Play, PlayOptions, PreparedRoutine};
use crate::app::{Effect, Event, Exit, Front, Reply, show};
use crate::back;
use crate::keys::{self, Action, Place};
use crate::library::{Library, RED_FLAGS};
use crate::routine::Side;
use crate::seconds::Moment;
use crate::session::{EventKind, Mood};
use crate::text::line;

/// How long the front end sleeps at the most while a clock runs, so that an absence can be dated.
const LOOK_EVERY: Duration = Duration::from_secs(1);

const SIGINT: i32 = 2;
const SIGQUIT: i32 = 3;

/// supple as lines of text.
pub struct Plain {
    library: Arc<Library>,
    options: PlayOptions,
    environment: Environment,
    /// Where there is a list to choose from, and to come back to.
    list: Option<List>,
    play: Option<Play>,
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
    /// A session that goes on, with what it had to say first.
    resumed: Option<Outcome>,
    /// What was to be played, once every pack that was on is off.
    then: Option<PreparedRoutine>,
}

impl Plain {
    /// Begins with the list of all routines.
    pub fn list(library: Arc<Library>, options: PlayOptions, environment: Environment) -> Plain {
        let list = List::new(&library, &environment);
        Plain {
            list: Some(list),
            ..Plain::new(library, options, environment)
        }
    }

    /// Plays one routine, and ends with it.
    pub fn one(
        library: Arc<Library>,
        options: PlayOptions,
        environment: Environment,
        prepared: PreparedRoutine,
        now: Moment,
    ) -> Plain {
        let mut plain = Plain::new(library, options, environment);
        plain.put_on(prepared, now);
        plain
    }

    /// Goes on with the last session that was broken off, and ends with it.
    ///
    /// # Errors
    /// A sentence, if it can't.
    pub fn taking_up(
        library: Arc<Library>,
        options: PlayOptions,
        mut environment: Environment,
        now: Moment,
    ) -> Result<Plain, String> {
        let (Some(left), Some(book)) = (environment.left.pop(), &environment.book) else {
            return Err("nothing was broken off".into());
        };
        let (play, told) = left.take_up(&options, environment.wall.clone(), book, now)?;
        Ok(Plain {
            play: Some(play),
            resumed: Some(told),
            ..Plain::new(library, options, environment)
        })
    }

    /// Goes on with nothing but the pack of the last session that was broken off.
    ///
    /// # Errors
    /// A sentence, if it can't.
    pub fn taking_off(
        library: Arc<Library>,
        options: PlayOptions,
        mut environment: Environment,
        now: Moment,
    ) -> Result<Plain, String> {
        let (Some(left), Some(book)) = (environment.left.pop(), &environment.book) else {
            return Err("nothing was broken off".into());
        };
        let (play, told) = left.take_off(&options, environment.wall.clone(), book, now)?;
        Ok(Plain {
            play: Some(play),
            resumed: Some(told),
            ..Plain::new(library, options, environment)
        })
    }

    /// A pack that was on when the program died comes before everything else, the last one first.
    fn see_to_packs(&mut self, now: Moment) {
        let Some(book) = self.environment.book.clone() else {
            return;
        };
        while let Some(at) = self.environment.left.iter().rposition(Unfinished::has_pack) {
            let left = self.environment.left.remove(at);
            let (options, wall) = (&self.options, self.environment.wall.clone());
            let taken = match self.list.is_some() && left.goes_on(&book, now) {
                true => left.take_up(options, wall, &book, now),
                false => left.take_off(options, wall, &book, now),
            };
            if let Ok((play, told)) = taken {
                let then = self.play.replace(play).map(|play| play.prepared);
                self.then = then.or(self.then.take());
                self.resumed = Some(told);
                return;
            }
        }
        if let (None, Some(prepared)) = (&self.play, self.then.take()) {
            self.put_on(prepared, now);
        }
    }

    /// A pack that was on is off: what comes after it.
    fn after_pack(&mut self, now: Moment) -> Vec<Effect> {
        let last_words = self.play.take().map(|play| play.recorded_words());
        let last_words = last_words.unwrap_or_default();
        let mut effects = vec![Effect::StayAwake(None), Effect::Status(None)];
        self.see_to_packs(now);
        if self.play.is_none() && self.list.is_none() {
            effects.push(Effect::Exit(Exit {
                status: 0,
                last_words,
            }));
            return effects;
        }
        effects.extend(last_words.into_iter().map(Effect::Print));
        if self.play.is_none() {
            effects.extend(self.back_to_the_list(Vec::new()));
        } else {
            effects.extend(self.opening(now).into_iter().map(Effect::Print));
            effects.extend(self.open(now));
        }
        effects
    }

    fn new(library: Arc<Library>, options: PlayOptions, environment: Environment) -> Plain {
        Plain {
            library,
            options,
            environment,
            list: None,
            play: None,
            told: HashSet::new(),
            alarmed: None,
            begun: false,
            ended: false,
            stands: false,
            has_bell: true,
            resumed: None,
            then: None,
        }
    }

    /// The output is no terminal: no bell can ring.
    pub fn without_bell(self) -> Plain {
        Plain {
            has_bell: false,
            ..self
        }
    }

    fn put_on(&mut self, prepared: PreparedRoutine, now: Moment) {
        let stage = match self.environment.back {
            Some(back) => back.stage(self.environment.started),
            None => back::UNASKED,
        };
        let later = prepared.routine.stage > stage;
        let mut play = Play::new(prepared, &self.options, self.environment.wall.clone(), now);
        play.gate = later;
        if let Some(book) = &self.environment.book {
            play.keep_book(book.clone(), now);
        }
        self.play = Some(play);
        self.told.clear();
        self.alarmed = None;
    }

    /// What there is to say at the very beginning.
    fn opening(&self, now: Moment) -> Vec<String> {
        let mut said = match (&self.play, &self.list) {
            (Some(play), _) if self.resumed.is_some() => lines::resumed(play, now),
            (Some(play), _) => lines::opening(play, now),
            (None, Some(list)) => list.opening(&self.library, &self.environment),
            (None, None) => Vec::new(),
        };
        let rings = self.has_bell
            || self
                .play
                .as_ref()
                .is_none_or(|play| play.applies().is_none());
        if !rings {
            said.insert(0, lines::NO_BELL.to_owned());
        }
        if let (false, Some(left), Some(book)) = (
            self.begun,
            self.environment.left.last(),
            &self.environment.book,
        ) {
            said.insert(0, left.words(book, now));
            said.insert(1, "`supple resume` sees to it.".into());
        }
        said
    }

    /// What is done and spoken before a routine begins.
    fn open(&mut self, now: Moment) -> Vec<Effect> {
        if let Some(mut told) = self.resumed.take() {
            // What it says of the time between has just been said.
            if let Some(play) = &mut self.play {
                play.note = None;
            }
            told.events.retain(|event| event.what == EventKind::Alarm);
            return self.tell(now, told);
        }
        let play = self.play.as_mut();
        play.map(|play| play.open(now)).unwrap_or_default()
    }

    /// A line of input.
    fn line(&mut self, now: Moment, typed: &str) -> Vec<Effect> {
        match (&mut self.play, &mut self.list) {
            (Some(_), _) => self.line_in_session(now, typed),
            (None, Some(list)) => {
                let (said, choice) = list.line(typed, &self.library, &self.environment);
                let mut effects: Vec<Effect> = said.into_iter().map(Effect::Print).collect();
                match choice {
                    Choice::Nothing => {}
                    Choice::Leave => effects.push(Effect::Exit(Exit::default())),
                    Choice::Keep(back) => {
                        self.environment.back = Some(back);
                        effects.push(Effect::KeepBack(back));
                    }
                    Choice::Open(prepared) => {
                        self.put_on(*prepared, now);
                        effects.extend(self.opening(now).into_iter().map(Effect::Print));
                        effects.extend(self.open(now));
                    }
                }
                effects
            }
            (None, None) => Vec::new(),
        }
    }

    fn line_in_session(&mut self, now: Moment, typed: &str) -> Vec<Effect> {
        let Some(play) = &mut self.play else {
            return Vec::new();
        };
        if play.asks_before
            && play.is_before(now)
            && let Some(rating) = felt::number(typed.trim())
        {
            play.rate_before(rating);
            let note = play.note.take();
            return note.into_iter().map(Effect::Print).collect();
        }
        let counted = play.count_line(now, typed.trim());
        if let Some(told) = counted.or_else(|| play.off_line(now, typed.trim())) {
            return self.tell(now, told);
        }
        let Some(action) = keys::action_of_line(Place::Session, typed) else {
            let typed = line(typed);
            let answer = format!("`{typed}` is no key here; a line with ? lists them.");
            let told = play.wake(now);
            let mut effects = vec![Effect::Print(answer)];
            effects.extend(self.tell(now, told));
            return effects;
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
            return match self.list {
                Some(_) => self.back_to_the_list(vec![Effect::Hush]),
                None => vec![Effect::Hush, Effect::Exit(play.exit())],
            };
        }
        let was_gated = play.is_gated();
        let told = play.act(now, action);
        let opened = was_gated && !play.is_gated();
        let mut effects: Vec<Effect> = said.into_iter().map(Effect::Print).collect();
        if opened {
            effects.extend(lines::turn(play, now).into_iter().map(Effect::Print));
        }
        effects.extend(self.tell(now, told));
        effects
    }

    /// Stops here, and puts the easier routine before the person. A pack comes off first.
    fn go_easier(&mut self, now: Moment) -> Vec<Effect> {
        let Some(play) = &mut self.play else {
            return Vec::new();
        };
        let prepared = match play.easier_piece(&self.library, now) {
            Ok(prepared) => prepared,
            Err(why) => return vec![Effect::Print(why)],
        };
        let has_begun = !play.is_before(now) && !play.is_over();
        let (free, told) = play.make_room(now);
        if !free {
            return self.tell(now, told);
        }
        let mut effects = told.effects;
        effects.extend(has_begun.then(|| Effect::Print("Stopped.".into())));
        effects.extend(self.change_to(prepared, now));
        effects
    }

    /// Another routine before the person, in the place of one that is over.
    fn change_to(&mut self, prepared: PreparedRoutine, now: Moment) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(play) = &mut self.play {
            effects = play.keep_place(now);
            self.options.settings = play.settings.clone();
        }
        self.stands = false;
        effects.extend([Effect::Hush, Effect::StayAwake(None), Effect::Status(None)]);
        self.options.from = None;
        self.put_on(prepared, now);
        effects.extend(self.opening(now).into_iter().map(Effect::Print));
        effects.extend(self.open(now));
        effects
    }

    /// Prints what a session had to say. Its end leads back to the list, or out.
    fn tell(&mut self, now: Moment, told: Outcome) -> Vec<Effect> {
        let Some(play) = &self.play else {
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
            said.extend(play.note.as_deref().map(lines::sentence));
        }
        // What is kept is kept before it is told.
        let mut effects = told.effects;
        effects.extend(said.into_iter().map(Effect::Print));
        if play.is_over() && play.only_pack {
            effects.extend(self.after_pack(now));
        } else if play.is_over() {
            let closing = lines::closing(play, &self.library);
            effects.extend(closing.into_iter().map(Effect::Print));
            effects.extend(self.stand_or_leave(now));
        } else if let Some(play) = &mut self.play {
            // Said once: a note stays on a screen, not on paper.
            play.note = None;
        }
        effects
    }

    /// Says what can be done at the end of a session, as long as a line may come and there is
    /// anything to do; else back to the list, or out.
    fn stand_or_leave(&mut self, now: Moment) -> Vec<Effect> {
        let Some(play) = &self.play else {
            return Vec::new();
        };
        let asks = play.asks_after && play.rated_after().is_none();
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
        let Some(play) = &self.play else {
            return Vec::new();
        };
        let said = lines::at_the_end(play, &self.library, self.list.is_some());
        said.into_iter().map(Effect::Print).collect()
    }

    /// Back to the list, or out.
    fn leave_the_end(&mut self, now: Moment) -> Vec<Effect> {
        self.stands = false;
        let Some(play) = &mut self.play else {
            return Vec::new();
        };
        let mut effects = play.keep_place(now);
        let last_words = play.last_words();
        if self.list.is_some() && last_words.is_empty() {
            return self.back_to_the_list(effects);
        }
        effects.push(Effect::Exit(Exit {
            status: 0,
            last_words,
        }));
        effects
    }

    /// A line at the end of a session.
    fn line_at_the_end(&mut self, now: Moment, typed: &str) -> Vec<Effect> {
        let Some(play) = &mut self.play else {
            return Vec::new();
        };
        if let Some(told) = play.count_line(now, typed.trim()) {
            let said = told.events.iter();
            let said = said.flat_map(|event| lines::of_event(play, now, event, false));
            let mut effects: Vec<Effect> = said.map(Effect::Print).collect();
            effects.extend(told.effects);
            // The last number can be corrected like the others.
            effects.extend(self.at_the_end());
            return effects;
        }
        let to_it = play.digits() == Some(Digits::Rating);
        if let Some(rating) = felt::number(typed.trim()).filter(|_| to_it) {
            let mut effects = play.rate_after(now, rating);
            effects.push(Effect::Print(format!("{rating} of 10, noted.")));
            effects.extend(self.stand_or_leave(now));
            return effects;
        }
        let rests = play.wants_rest();
        let print = |lines: Vec<String>| lines.into_iter().map(Effect::Print).collect();
        match keys::action_of_line(Place::End, typed) {
            Some(Action::Enter) => self.leave_the_end(now),
            Some(Action::Quit) => {
                self.list = None;
                self.leave_the_end(now)
            }
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
                let prepared = play.prepared.clone();
                self.change_to(prepared, now)
            }
            Some(Action::Next) if !rests => {
                let next = show::suits_next(&self.library, play);
                match next.and_then(|entry| PreparedRoutine::new(&self.library, entry).ok()) {
                    Some(prepared) => self.change_to(prepared, now),
                    None => Vec::new(),
                }
            }
            Some(Action::Help) => print(lines::keys(Place::End)),
            Some(Action::RedFlags) => print(lines::page(RED_FLAGS)),
            _ => {
                let typed = line(typed);
                print(vec![format!(
                    "`{typed}` is no key here; a line with ? lists them."
                )])
            }
        }
    }

    /// What happens while the end of a session is before the person.
    fn while_it_stands(&mut self, now: Moment, event: &Event) -> Vec<Effect> {
        match event {
            Event::Line(typed) => self.line_at_the_end(now, typed),
            Event::NotKept(why) | Event::NotHeard(why) | Event::Trouble(why) => {
                vec![Effect::Print(lines::sentence(&line(why)))]
            }
            Event::EndOfLines => {
                if let Some(list) = &mut self.list {
                    list.end(&self.library, &self.environment);
                }
                self.ended = true;
                self.leave_the_end(now)
            }
            Event::Signal(_) => {
                self.list = None;
                self.leave_the_end(now)
            }
            Event::Asked(_) => vec![Effect::Reply(Reply::refused("nothing is waiting"))],
            _ => Vec::new(),
        }
    }

    /// Ends where only a line could go on and none can come any more: nobody absent begins heat or
    /// cold, nor what is for later.
    fn nobody_begins(&mut self, now: Moment) -> Vec<Effect> {
        let play = self.play.as_mut().filter(|_| self.ended && !self.stands);
        let Some(words) = play.as_ref().and_then(|play| play.needs_a_hand_words()) else {
            return Vec::new();
        };
        let told = play
            .map(|play| play.act(now, Action::Interrupt))
            .unwrap_or_default();
        let mut effects = told.effects;
        effects.push(Effect::Exit(Exit {
            status: 1,
            last_words: vec![format!("{words} No line can come any more.")],
        }));
        effects
    }

    fn back_to_the_list(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if let Some(play) = self.play.take() {
            // What keys have changed holds for the next one as well.
            self.options.settings = play.settings;
        }
        effects.extend([Effect::StayAwake(None), Effect::Status(None)]);
        if let Some(list) = &self.list {
            if list.has_ended() {
                effects.push(Effect::Exit(Exit::default()));
            } else {
                effects.push(Effect::Print(list::AGAIN.into()));
            }
        }
        effects
    }

    /// What happens to a session but for lines; nothing where none is played.
    fn with_play(&mut self, now: Moment, act: impl FnOnce(&mut Play) -> Outcome) -> Vec<Effect> {
        let Some(play) = &mut self.play else {
            return Vec::new();
        };
        let told = act(play);
        self.tell(now, told)
    }
}

impl Front for Plain {
    fn update(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.begun {
            if self.resumed.is_none() {
                self.see_to_packs(now);
            }
            effects.extend(self.opening(now).into_iter().map(Effect::Print));
            self.begun = true;
            effects.extend(self.open(now));
        }
        if self.stands {
            effects.extend(self.while_it_stands(now, &event));
            return effects;
        }
        effects.extend(match event {
            Event::Away { from } => self.with_play(now, |play| play.was_away(from, now)),
            Event::Line(typed) => self.line(now, &typed),
            Event::EndOfLines => {
                let (library, environment) = (&self.library, &self.environment);
                let list = self.list.as_mut();
                let said = list.map_or(Vec::new(), |list| list.end(library, environment));
                self.ended = true;
                match self.play.is_some() {
                    true => self.with_play(now, |play| {
                        play.hands_free();
                        play.wake(now)
                    }),
                    false => {
                        let said = said.into_iter().map(Effect::Print);
                        said.chain([Effect::Exit(Exit::default())]).collect()
                    }
                }
            }
            Event::Signal(signal) => {
                self.ended = true;
                let mut last = self.with_play(now, |play| {
                    let mut told = play.wake(now);
                    // Ctrl-C comes as a signal here: the person stops, which is no accident. A
                    // pack that is on is not off for that, and can be taken up again.
                    if matches!(signal, SIGINT | SIGQUIT) && play.session.pack_on().is_none() {
                        told.effects
                            .extend(play.act(now, Action::Interrupt).effects);
                    }
                    told
                });
                last.extend(
                    self.play
                        .as_mut()
                        .map(|play| play.keep_place(now))
                        .unwrap_or_default(),
                );
                last.extend(self.play.as_ref().and_then(Play::last_ring));
                let exit = self.play.as_ref().map(Play::exit).unwrap_or_default();
                last.push(Effect::Exit(exit));
                last
            }
            Event::Asked(wish) => match self.play.as_mut().filter(|play| !play.is_over()) {
                None => vec![Effect::Reply(Reply::refused("nothing is waiting"))],
                Some(play) => {
                    let (told, reply) = play.asked(now, &wish);
                    let mut effects = vec![Effect::Reply(reply)];
                    effects.extend(self.tell(now, told));
                    effects
                }
            },
            Event::NotKeptAwake(_) => {
                let mut told = vec![Effect::Print(NOT_AWAKE.into())];
                told.extend(self.with_play(now, |play| play.wake(now)));
                told
            }
            // It may come in the middle of what is told of the end.
            Event::NotKept(why) | Event::NotHeard(why) | Event::Trouble(why) => {
                vec![Effect::Print(lines::sentence(&line(&why)))]
            }
            Event::Key(_)
            | Event::Mouse(_)
            | Event::Paste(_)
            | Event::Saved(_)
            | Event::Included { .. }
            | Event::Resize
            | Event::Wake => self.with_play(now, |play| play.wake(now)),
        });
        effects.extend(self.nobody_begins(now));
        effects
    }

    fn next_wake(&self, now: Moment) -> Option<Moment> {
        if !self.begun {
            return Some(now);
        }
        let play = self.play.as_ref()?;
        if self.stands || play.gate {
            return None;
        }
        let deadline = play.session.next_deadline();
        let runs = !matches!(play.session.status(now).mood, Mood::Begin | Mood::Over(_));
        let look = (runs && deadline.is_some()).then(|| now + LOOK_EVERY.mul_f64(play.speed));
        deadline.into_iter().chain(look).min()
    }

    fn changed(&self) -> bool {
        false
    }

    fn draw(&mut self, _now: Moment, _area: Rect, _buffer: &mut Buffer) {}

    fn wants_mouse(&self) -> bool {
        false
    }
}
