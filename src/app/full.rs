//! The whole screen: the list of routines, a routine being played, and what may lie on top.
//!
//! It turns keys and time into changes of its state, and `show` turns its state into screens. The
//! rules of play are in `play` and `session`; how anything looks is in `view`.

mod keys;
mod question;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::book::{KEPT_ALL_THE_SAME, Services, Unfinished};
use super::felt;
use super::pick::{Item, Pick};
use super::play::{Outcome, Play, PlayOptions, PreparedRoutine, WallClock};
use super::show;
use super::{Effect, Event, Exit, Front, Reply};
use crate::back::{self, Back};
use crate::keys::{Action, Place};
use crate::library::{self, Entry, Library, RED_FLAGS};
use crate::routine::Stage;
use crate::seconds::Moment;
use crate::session::{EventKind, Mood};
use crate::view::Theme;

pub(crate) use question::{Answer, Question};
use question::{KEEP, TAKE_UP};

/// How long the front end sleeps at the most while a clock runs, so that an absence can be dated.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long it is told that something can't be heard.
const TELL_FOR: Duration = Duration::from_secs(8);

/// What the machine tells once, at the start.
#[derive(Clone)]
pub struct Environment {
    /// The moment [`Moment::ZERO`] in the calendar.
    pub started: Timestamp,
    pub wall: WallClock,
    pub theme: Theme,
    /// How the person's back is, as they said the last time; `None` if they were never asked.
    pub back: Option<Back>,
    /// What records are made of; `None` where none can be kept.
    pub book: Option<Services>,
    /// Sessions that were broken off, the last one last.
    pub left: Vec<Unfinished>,
}

/// The front end over the whole screen.
pub struct App {
    pub(super) library: Arc<Library>,
    pub(super) options: PlayOptions,
    pub(super) environment: Environment,
    pub(super) pick: Pick,
    /// The routine that is before the person or being played.
    pub(super) play: Option<Play>,
    /// What lies on top, the topmost last.
    pub(super) over: Vec<Overlay>,
    /// The countdown and the words have the whole screen.
    pub(super) big: bool,
    /// Rows of the preview, or of the end's table, that are scrolled past.
    pub(super) scroll: u16,
    /// The person has tried the alarm of this routine.
    pub(super) tried: bool,
    /// What could not be kept or taken up.
    pub(super) trouble: Option<String>,
    /// The machine can't be kept awake.
    pub(super) may_sleep: bool,
    /// Why tones or words can't be heard, and until when that is told, at the longest: the next
    /// key in the session ends it too.
    pub(super) unheard: Option<(String, Moment)>,
    /// The screen as it was drawn last.
    pub(super) area: Rect,
    /// The last moment that it was told of.
    pub(super) latest: Moment,
    /// There is a list to come back to.
    pub(super) has_list: bool,
    changed: bool,
    /// What is to be done before anything happens.
    first: Vec<Effect>,
    /// It has looked whether a pack is still on somebody.
    begun: bool,
    /// What was to be played, once every pack that was on is off.
    then: Option<PreparedRoutine>,
}

/// A text or a question that lies on top.
pub(super) enum Overlay {
    Help { scroll: u16 },
    Page { name: &'static str, scroll: u16 },
    About { scroll: u16 },
    Ask { question: Question, selected: usize },
}

impl App {
    /// Opens with the list of all routines. Who was never asked reads the red flags first.
    pub fn list(library: Arc<Library>, options: PlayOptions, environment: Environment) -> App {
        let mut full = App::new(library, options, environment);
        full.has_list = true;
        full.pick = Pick::new(items(&full.library));
        match full.environment.back {
            None => {
                full.ask(Question::How);
                full.open_page(RED_FLAGS);
            }
            Some(back) if back.wants_asking(full.environment.started) => {
                full.ask(Question::HasItEased)
            }
            Some(_) => {}
        }
        full
    }

    /// Opens with one routine, and ends with it.
    pub fn one(
        library: Arc<Library>,
        options: PlayOptions,
        environment: Environment,
        prepared: PreparedRoutine,
        now: Moment,
    ) -> App {
        let mut full = App::new(library, options, environment);
        full.put_on(prepared, now);
        full
    }

    /// Begins what is before the person, as if they had pressed Enter, and although it may be for
    /// later: whoever tries a routine out knows it. A wait at its beginning is still waited for.
    pub(super) fn begin(&mut self, now: Moment) -> Vec<Effect> {
        let Some(play) = &mut self.play else {
            return Vec::new();
        };
        play.gate = false;
        match play.session.status(now).mood {
            Mood::Begin => self.key_in_session(now, Action::Enter),
            _ => Vec::new(),
        }
    }

    fn new(library: Arc<Library>, options: PlayOptions, environment: Environment) -> App {
        App {
            library,
            options,
            environment,
            pick: Pick::default(),
            play: None,
            over: Vec::new(),
            big: false,
            scroll: 0,
            tried: false,
            trouble: None,
            may_sleep: false,
            unheard: None,
            area: Rect::ZERO,
            latest: Moment::ZERO,
            has_list: false,
            changed: true,
            first: Vec::new(),
            begun: false,
            then: None,
        }
    }

    /// The calendar's time of a moment.
    pub(super) fn today(&self, now: Moment) -> Timestamp {
        let real = now.0.div_f64(self.options.speed);
        let real = SignedDuration::try_from(real).unwrap_or(SignedDuration::ZERO);
        self.environment
            .started
            .checked_add(real)
            .unwrap_or(self.environment.started)
    }

    /// The stage up to which routines are offered without a second key.
    pub(super) fn stage(&self, now: Moment) -> Stage {
        let today = self.today(now);
        self.environment
            .back
            .map_or(back::UNASKED, |back| back.stage(today))
    }

    /// Puts a routine before the person.
    fn put_on(&mut self, prepared: PreparedRoutine, now: Moment) {
        let later = prepared.routine.stage > self.stage(now);
        let mut play = Play::new(prepared, &self.options, self.environment.wall.clone(), now);
        play.gate = later;
        if let Some(book) = &self.environment.book {
            play.keep_book(book.clone(), now);
        }
        self.play = Some(play);
        (self.big, self.scroll, self.tried) = (false, 0, false);
    }

    /// Opens with the last session that was broken off, if it can go on.
    ///
    /// # Errors
    /// A sentence, if it can't.
    pub fn taking_up(
        library: Arc<Library>,
        options: PlayOptions,
        environment: Environment,
        now: Moment,
    ) -> Result<App, String> {
        let mut full = App::new(library, options, environment);
        full.first = full.take_up(now)?;
        full.begun = true;
        Ok(full)
    }

    /// Opens with nothing but the pack of the last session that was broken off.
    ///
    /// # Errors
    /// A sentence, if it can't.
    pub fn taking_off(
        library: Arc<Library>,
        options: PlayOptions,
        environment: Environment,
        now: Moment,
    ) -> Result<App, String> {
        let mut full = App::new(library, options, environment);
        full.first = full.take_off(now)?;
        full.begun = true;
        Ok(full)
    }

    /// The last session that was broken off goes on.
    fn take_up(&mut self, now: Moment) -> Result<Vec<Effect>, String> {
        let (Some(left), Some(book)) = (
            self.environment.left.last().cloned(),
            &self.environment.book,
        ) else {
            return Err("nothing was broken off".into());
        };
        let play = left.take_up(&self.options, self.environment.wall.clone(), book, now);
        if play.is_ok() || left.goes_on(book, now) {
            // What could go on and is refused is another window's now: the next one is offered.
            self.environment.left.pop();
        }
        self.goes_on(play?)
    }

    /// Nothing but the pack of the last session that was broken off goes on.
    fn take_off(&mut self, now: Moment) -> Result<Vec<Effect>, String> {
        let (Some(left), Some(book)) = (self.environment.left.pop(), &self.environment.book) else {
            return Err("nothing was broken off".into());
        };
        let wall = self.environment.wall.clone();
        let taken = left.take_off(&self.options, wall, book, now);
        self.goes_on(taken?)
    }

    fn goes_on(&mut self, (play, told): (Play, Outcome)) -> Result<Vec<Effect>, String> {
        self.play = Some(play);
        (self.big, self.scroll, self.tried) = (false, 0, false);
        Ok(self.told(told))
    }

    /// A pack that was on when the program died comes before everything else, the last one first.
    fn see_to_packs(&mut self, now: Moment) -> Vec<Effect> {
        let Some(book) = self.environment.book.clone() else {
            return Vec::new();
        };
        while let Some(at) = self.environment.left.iter().rposition(Unfinished::has_pack) {
            let left = self.environment.left.remove(at);
            let goes_on = self.has_list && left.goes_on(&book, now);
            self.environment.left.push(left);
            let then = self.play.take().map(|play| play.prepared);
            self.then = then.or(self.then.take());
            let taken = match goes_on {
                true => self.take_up(now),
                false => self.take_off(now),
            };
            match taken {
                Ok(effects) => return effects,
                Err(why) => self.trouble = Some(why),
            }
        }
        if let (None, Some(prepared)) = (&self.play, self.then.take()) {
            self.put_on(prepared, now);
        }
        Vec::new()
    }

    /// A pack that was on is off: what comes after it.
    fn after_pack(&mut self, now: Moment) -> Vec<Effect> {
        let last_words = self.play.as_ref().map(Play::recorded_words);
        let mut effects = self.put_away();
        effects.extend(self.see_to_packs(now));
        if self.play.is_none() {
            let last_words = last_words.unwrap_or_default();
            match self.has_list {
                true => self.trouble = Some(last_words.join(" ")),
                false => effects.push(Effect::Exit(Exit {
                    status: 0,
                    last_words,
                })),
            }
        }
        effects
    }

    /// The last session that was broken off is recorded as far as it came, or discarded.
    fn settle(&mut self, keep: bool, now: Moment) -> Vec<Effect> {
        let (Some(left), Some(book)) = (self.environment.left.pop(), &self.environment.book) else {
            return Vec::new();
        };
        match left.settle(keep, book, now) {
            Ok(effect) => {
                if let (false, Effect::Record(..)) = (keep, &effect) {
                    self.trouble = Some(KEPT_ALL_THE_SAME.into());
                }
                vec![effect]
            }
            Err(why) => {
                self.trouble = Some(why);
                Vec::new()
            }
        }
    }

    fn ask_what_now(&mut self, now: Moment) {
        if let (Some(left), Some(book)) = (self.environment.left.last(), &self.environment.book) {
            let goes_on = left.goes_on(book, now);
            self.ask(Question::BrokenOff { goes_on });
        }
    }

    fn ask(&mut self, question: Question) {
        self.over.push(Overlay::Ask {
            question,
            selected: 0,
        });
    }

    fn open_page(&mut self, name: &str) {
        if let Some(page) = library::pages().find(|page| page.name == name) {
            self.over.push(Overlay::Page {
                name: page.name,
                scroll: 0,
            });
        }
    }

    /// Whether what is played has the clock, the person or an alarm waiting on it.
    fn is_under_way(&self, now: Moment) -> bool {
        let play = self.play.as_ref();
        play.is_some_and(|play| !play.is_over() && !play.is_before(now))
    }

    fn exit(&self) -> Exit {
        self.play.as_ref().map(Play::exit).unwrap_or_default()
    }

    /// Stops here, and puts the easier routine before the person. A pack comes off first.
    fn go_easier(&mut self, now: Moment) -> Vec<Effect> {
        let Some(play) = &mut self.play else {
            return Vec::new();
        };
        let prepared = match play.easier_piece(&self.library, now) {
            Ok(prepared) => prepared,
            Err(why) => {
                play.note = Some(why);
                return Vec::new();
            }
        };
        let (free, told) = play.make_room(now);
        let mut effects = told.effects;
        if free {
            effects.extend(self.change_to(prepared, now));
        }
        effects
    }

    /// What another program asks for, as if its key had been pressed in the session.
    fn asked(&mut self, now: Moment, line: &str) -> Vec<Effect> {
        let Some(play) = self.play.as_mut().filter(|play| !play.is_over()) else {
            return vec![Effect::Reply(Reply::refused("nothing is waiting"))];
        };
        let (told, reply) = play.asked(now, line);
        let mut effects = vec![Effect::Reply(reply)];
        effects.extend(self.told(told));
        effects
    }

    /// What is told of a session; its end makes room for the end's screen.
    fn told(&mut self, told: Outcome) -> Vec<Effect> {
        self.changed |= !told.events.is_empty();
        // Nothing may lie on top of an alarm.
        if told
            .events
            .iter()
            .any(|event| event.what == EventKind::Alarm)
        {
            self.over.clear();
        }
        let mut effects = told.effects;
        let over = self.play.as_ref().filter(|play| play.is_over());
        let finishes = |event: &crate::session::Event| matches!(event.what, EventKind::Finished(_));
        if over.is_some_and(|play| play.only_pack) {
            effects.extend(self.after_pack(self.latest));
        } else if told.events.iter().any(finishes) {
            self.over.clear();
            (self.scroll, self.big) = (0, false);
            if self
                .play
                .as_ref()
                .is_some_and(|play| play.session.pack_on().is_some())
            {
                effects.extend(self.leave());
            }
        }
        effects
    }

    /// Back to the list, or out of the program where there is none. A session that has only been
    /// looked at leaves no trace.
    fn leave_routine(&mut self) -> Vec<Effect> {
        if !self.has_list {
            return self.leave();
        }
        self.put_away()
    }

    /// Out of the program. What stands at the end stays as it is recorded.
    fn leave(&mut self) -> Vec<Effect> {
        let mut effects = match &mut self.play {
            Some(play) => play.leave_the_end(),
            None => Vec::new(),
        };
        effects.push(Effect::Exit(self.exit()));
        effects
    }

    /// The same routine before the person again.
    fn again(&mut self, now: Moment) -> Vec<Effect> {
        match self.play.as_ref().map(|play| play.prepared.clone()) {
            Some(prepared) => self.change_to(prepared, now),
            None => Vec::new(),
        }
    }

    /// What suits next before the person.
    fn next(&mut self, now: Moment) -> Vec<Effect> {
        let library = self.library.clone();
        let next = self
            .play
            .as_ref()
            .and_then(|play| show::suits_next(&library, play));
        match next.and_then(|entry| PreparedRoutine::new(&library, entry).ok()) {
            Some(prepared) => self.change_to(prepared, now),
            None => Vec::new(),
        }
    }

    /// Another routine before the person, in the place of one that is over.
    fn change_to(&mut self, prepared: PreparedRoutine, now: Moment) -> Vec<Effect> {
        let effects = self.put_away();
        self.options.from = None;
        self.put_on(prepared, now);
        effects
    }

    /// Takes away what was played, and every trace of it outside.
    fn put_away(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(mut play) = self.play.take() {
            effects = play.leave_the_end();
            // What keys have changed holds for the next one as well.
            self.options.settings = play.settings;
        }
        self.scroll = 0;
        effects.extend([
            Effect::StayAwake(None),
            Effect::Hush,
            Effect::Title(None),
            Effect::Progress(None),
            Effect::Status(None),
        ]);
        effects
    }

    /// Opens what is selected: a routine, or a page.
    fn open(&mut self, now: Moment) -> Vec<Effect> {
        let Some(item) = self.pick.selected_item() else {
            return Vec::new();
        };
        let id = item.id.clone();
        match self.library.get(&id).cloned() {
            Some(entry) => {
                if let Ok(prepared) = PreparedRoutine::new(&self.library, &entry) {
                    self.put_on(prepared, now);
                }
            }
            None => self.open_page(&id),
        }
        Vec::new()
    }
}

impl Front for App {
    fn update(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        self.changed |= event != Event::Wake;
        self.latest = now;
        let mut effects = std::mem::take(&mut self.first);
        if !std::mem::replace(&mut self.begun, true) {
            effects.extend(self.see_to_packs(now));
        }
        match &event {
            Event::Away { from } => {
                if let Some(play) = &mut self.play {
                    let told = play.was_away(*from, now);
                    effects.extend(self.told(told));
                }
            }
            _ => {
                if let Some(play) = &mut self.play
                    && !play.gate
                {
                    let told = play.wake(now);
                    effects.extend(self.told(told));
                }
            }
        }
        effects.extend(match event {
            Event::Key(key) => {
                if self.is_under_way(now) {
                    self.unheard = None;
                }
                self.key(now, &key)
            }
            Event::Mouse(mouse) => self.mouse(now, &mouse),
            Event::Paste(text) if self.place() == Place::Picker && self.over.is_empty() => {
                self.pick.type_in(&text);
                Vec::new()
            }
            Event::Signal(_) => {
                let mut last = match &mut self.play {
                    Some(play) => play.keep_place(now),
                    None => Vec::new(),
                };
                last.extend(self.play.as_ref().and_then(Play::last_ring));
                last.push(Effect::Exit(self.exit()));
                last
            }
            Event::Asked(line) => self.asked(now, &line),
            Event::Trouble(why) => {
                match &mut self.play {
                    Some(play) => play.note = Some(why),
                    None => self.trouble = Some(why),
                }
                Vec::new()
            }
            Event::NotKeptAwake(_) => {
                self.may_sleep = true;
                Vec::new()
            }
            Event::NotKept(why) => {
                self.trouble = Some(why);
                Vec::new()
            }
            Event::NotHeard(why) => {
                self.unheard = Some((why, now + TELL_FOR));
                Vec::new()
            }
            // What is seen at the end of a second is another second.
            Event::Wake => {
                self.changed |= self.play.is_some();
                Vec::new()
            }
            _ => Vec::new(),
        });
        if let Some(play) = &mut self.play {
            effects.extend(play.open(now));
            effects.extend(play.outside(now));
        }
        effects
    }

    fn next_wake(&self, now: Moment) -> Option<Moment> {
        let play = self
            .play
            .as_ref()
            .filter(|play| !play.gate && !play.is_over())?;
        let seen = show::next_change(self, now).map(|after| now + after.max(GRAIN));
        let deadline = play.session.next_deadline();
        let runs = match play.session.status(now).mood {
            Mood::Begin | Mood::Over(_) | Mood::Paused { .. } => false,
            Mood::Waiting => seen.is_some(),
            Mood::Away(offer) => offer == crate::session::Offer::Walked,
            Mood::Running | Mood::Returning { .. } | Mood::Alarm => true,
        };
        let look = runs.then(|| now + LOOK_EVERY.mul_f64(self.options.speed));
        [deadline, seen, look].into_iter().flatten().min()
    }

    fn changed(&self) -> bool {
        self.changed
    }

    fn draw(&mut self, now: Moment, area: Rect, buffer: &mut Buffer) {
        self.changed = false;
        self.area = area;
        show::render(self, now, area, buffer);
    }

    fn wants_mouse(&self) -> bool {
        self.play.is_none() && self.over.is_empty()
    }
}

/// What a person can do about a machine that can't be kept awake; why it can't is no help to them.
pub(crate) const NOT_AWAKE: &str =
    "This machine can't be kept awake from here: see that it does not sleep.";

/// Nothing changes on a screen sooner than this.
const GRAIN: Duration = Duration::from_millis(1);

/// Everything that can be chosen, in the order of what helps soonest, pages last.
pub(crate) fn items(library: &Library) -> Vec<Item> {
    let shelves = library.shelves();
    // Each is compiled here once, and not again at every frame.
    let item = |group: &str, entry: &Arc<Entry>| {
        let playable = library.playable(entry);
        let timeline = playable.as_ref().ok().map(|(_, timeline)| timeline);
        Item {
            id: entry.id.clone(),
            group: group.to_owned(),
            words: show::words(entry),
            most: timeline.map(|timeline| timeline.totals().most),
            length: timeline.map_or(String::new(), show::minutes),
        }
    };
    let routines = shelves
        .iter()
        .flat_map(|(group, entries)| entries.iter().map(|entry| item(group, entry)));
    let pages = library::pages().map(|page| Item {
        id: page.name.to_owned(),
        group: show::PAGES.to_owned(),
        words: page.text.to_lowercase(),
        most: None,
        length: String::new(),
    });
    routines.chain(pages).collect()
}
