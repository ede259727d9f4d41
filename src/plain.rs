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
use crate::app::full::{NOT_AWAKE, World};
use crate::app::play::{Piece, Play, Told, Wishes};
use crate::app::{Effect, Event, Exit, Front, Reply};
use crate::back;
use crate::keys::{self, Action, Place};
use crate::library::{Library, RED_FLAGS};
use crate::routine::Side;
use crate::seconds::Moment;
use crate::session::{Mood, What};
use crate::text::line;

/// How long the front end sleeps at the most while a clock runs, so that an absence can be dated.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// supple as lines of text.
pub struct Plain {
    library: Arc<Library>,
    wishes: Wishes,
    world: World,
    /// Where there is a list to choose from, and to come back to.
    list: Option<List>,
    play: Option<Play>,
    /// The steps whose words have been told, with their sides.
    told: HashSet<(u32, Option<Side>)>,
    /// The phase whose alarm has been told.
    alarmed: Option<usize>,
    begun: bool,
}

impl Plain {
    /// Begins with the list of all routines.
    pub fn list(library: Arc<Library>, wishes: Wishes, world: World) -> Plain {
        let list = List::new(&library, &world);
        Plain {
            library,
            wishes,
            world,
            list: Some(list),
            play: None,
            told: HashSet::new(),
            alarmed: None,
            begun: false,
        }
    }

    /// Plays one routine, and ends with it.
    pub fn one(
        library: Arc<Library>,
        wishes: Wishes,
        world: World,
        piece: Piece,
        now: Moment,
    ) -> Plain {
        let mut plain = Plain {
            library,
            wishes,
            world,
            list: None,
            play: None,
            told: HashSet::new(),
            alarmed: None,
            begun: false,
        };
        plain.put_on(piece, now);
        plain
    }

    fn put_on(&mut self, piece: Piece, now: Moment) {
        let stage = match self.world.back {
            Some(back) => back.stage(self.world.started),
            None => back::UNASKED,
        };
        let later = piece.routine.stage > stage;
        let mut play = Play::new(piece, &self.wishes, self.world.wall.clone(), now);
        play.gate = later && !self.wishes.hands_free;
        self.play = Some(play);
        self.told.clear();
        self.alarmed = None;
    }

    /// What there is to say at the very beginning.
    fn opening(&self, now: Moment) -> Vec<String> {
        match (&self.play, &self.list) {
            (Some(play), _) => lines::opening(play, now),
            (None, Some(list)) => list.opening(&self.library, &self.world),
            (None, None) => Vec::new(),
        }
    }

    /// What is spoken before a routine begins.
    fn open(&mut self, now: Moment) -> Vec<Effect> {
        let play = self.play.as_mut();
        play.map(|play| play.open(now)).unwrap_or_default()
    }

    /// A line of input.
    fn line(&mut self, now: Moment, typed: &str) -> Vec<Effect> {
        match (&mut self.play, &mut self.list) {
            (Some(_), _) => self.line_in_session(now, typed),
            (None, Some(list)) => {
                let (said, choice) = list.line(typed, &self.library, &self.world);
                let mut effects: Vec<Effect> = said.into_iter().map(Effect::Print).collect();
                match choice {
                    Choice::Nothing => {}
                    Choice::Leave => effects.push(Effect::Exit(Exit::default())),
                    Choice::Keep(back) => {
                        self.world.back = Some(back);
                        effects.push(Effect::KeepBack(back));
                    }
                    Choice::Open(piece) => {
                        self.put_on(*piece, now);
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
        let Some(action) = keys::action_of_line(typed) else {
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
        if action == Action::Quit && self.list.is_some() && play.is_before(now) {
            return self.back_to_the_list(vec![Effect::Hush]);
        }
        let was_gated = play.gate;
        let told = play.act(now, action);
        let opened = was_gated && !play.gate;
        let mut effects: Vec<Effect> = said.into_iter().map(Effect::Print).collect();
        if opened {
            effects.extend(lines::turn(play, now).into_iter().map(Effect::Print));
        }
        effects.extend(self.tell(now, told));
        effects
    }

    /// Prints what a session had to say. Its end leads back to the list, or out.
    fn tell(&mut self, now: Moment, told: Told) -> Vec<Effect> {
        let Some(play) = &self.play else {
            return told.effects;
        };
        let mut said = Vec::new();
        for event in &told.events {
            let phase = play.piece.timeline.phases().get(event.phase);
            let place = phase.map(|phase| (phase.run, phase.side));
            let fresh = match event.what {
                What::Began => place.is_some_and(|place| self.told.insert(place)),
                What::Alarm => self.alarmed.replace(event.phase) != Some(event.phase),
                _ => false,
            };
            said.extend(lines::of_event(play, now, event, fresh));
        }
        if told.events.is_empty() {
            said.extend(play.note.as_deref().map(lines::sentence));
        }
        let mut effects: Vec<Effect> = said.into_iter().map(Effect::Print).collect();
        effects.extend(told.effects);
        if play.is_over() {
            let closing = lines::closing(play, &self.library);
            effects.extend(closing.into_iter().map(Effect::Print));
            let last_words = play.last_words();
            if self.list.is_some() && last_words.is_empty() {
                return self.back_to_the_list(effects);
            }
            effects.push(Effect::Exit(Exit {
                status: 0,
                last_words,
            }));
        } else if let Some(play) = &mut self.play {
            // Said once: a note stays on a screen, not on paper.
            play.note = None;
        }
        effects
    }

    fn back_to_the_list(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if let Some(play) = self.play.take() {
            // What keys have changed holds for the next one as well.
            self.wishes.settings = play.settings;
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
    fn with_play(&mut self, now: Moment, act: impl FnOnce(&mut Play) -> Told) -> Vec<Effect> {
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
            self.begun = true;
            effects.extend(self.opening(now).into_iter().map(Effect::Print));
            effects.extend(self.open(now));
        }
        effects.extend(match event {
            Event::Away { from } => self.with_play(now, |play| play.was_away(from, now)),
            Event::Line(typed) => self.line(now, &typed),
            Event::EndOfLines => {
                if let Some(list) = &mut self.list {
                    list.end();
                }
                match self.play.is_some() {
                    true => self.with_play(now, |play| {
                        play.hands_free();
                        play.wake(now)
                    }),
                    false => vec![Effect::Exit(Exit::default())],
                }
            }
            Event::Signal(_) => {
                let mut last = self.with_play(now, |play| play.wake(now));
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
            Event::NotKept(why) | Event::NotHeard(why) | Event::Trouble(why) => {
                let mut told = vec![Effect::Print(lines::sentence(&line(&why)))];
                told.extend(self.with_play(now, |play| play.wake(now)));
                told
            }
            Event::Key(_)
            | Event::Mouse(_)
            | Event::Paste(_)
            | Event::Saved(_)
            | Event::Resize
            | Event::Wake => self.with_play(now, |play| play.wake(now)),
        });
        effects
    }

    fn next_wake(&self, now: Moment) -> Option<Moment> {
        if !self.begun {
            return Some(now);
        }
        let play = self.play.as_ref()?;
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
