//! A routine file that is watched while somebody writes it.
//!
//! Every save comes as an event; what it says is read here, and the last good version stays while
//! the file is broken. Own routines that it includes are followed beside it. A routine that is tried out has a whole front end of its own, [`App`],
//! with a time of its own that may run faster. How a file is followed is for `host`.

mod shown;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyEvent;
use jiff::SignedDuration;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use shown::fault;

use super::full::App;
use super::overlay::TextOverlay;
use super::player::{Environment, Player};
use super::prepared::{PlayOptions, PreparedRoutine, WallClock};
use super::rows::minutes;
use super::{AppEvent, Effect, Exit, Front};
use crate::keys::{self, Action, Place};
use crate::library::{Entry, File, Library};
use crate::seconds::Moment;
use crate::timeline::{Timeline, plan};
use crate::view::watch::{Fault, FileState};
use crate::view::{Screen, Theme};
use crate::words::plan as said;

/// How many times as fast a routine is tried out.
const FAST: f64 = 10.0;

/// The front end while a file is watched. Its fields are what a file said, what is shown of it, and
/// what lies on top.
#[derive(Default)]
pub struct Watch {
    file: PathBuf,
    /// What the file said last.
    says: Option<Result<Vec<u8>, String>>,
    /// What is followed beside it.
    beside: Vec<PathBuf>,
    library: Arc<Library>,
    environment: Environment,
    state: FileState,
    /// The last version that could be played.
    good: Option<Good>,
    faults: Vec<Fault>,
    /// Which line of the plan the cursor is on; always one that has a step.
    selected: usize,
    /// How far the person has read on, as the view counts.
    scroll: u16,
    over: Option<TextOverlay>,
    trial: Option<Trial>,
    /// When something happened last, and when something but time passing did: the figure begins
    /// anew then.
    now: Moment,
    since: Moment,
    area: Rect,
    changed: bool,
}

struct Good {
    prepared: PreparedRoutine,
    lines: Vec<plan::PlanLine>,
    length: String,
}

/// A routine that is being tried out.
struct Trial {
    app: App,
    /// When it was begun. Its own time starts there and runs `speed` times as fast.
    began: Moment,
    speed: f64,
}

impl Trial {
    fn inner(&self, now: Moment) -> Moment {
        Moment(now.since(self.began).mul_f64(self.speed))
    }
}

fn outer(began: Moment, speed: f64, inner: Moment) -> Moment {
    began + inner.0.div_f64(speed)
}

impl Watch {
    /// Opens with nothing: the first look at the file comes as an event.
    pub fn new(library: Arc<Library>, environment: Environment, file: &Path) -> Watch {
        Watch { file: file.into(), library, environment, changed: true, ..Watch::default() }
    }

    /// Takes in what a file says now that is followed beside the one, or that it is gone.
    fn included(&mut self, path: &Path, bytes: Option<Result<Vec<u8>, String>>) -> Vec<Effect> {
        let Some(library) = self.library.with(path, bytes) else {
            return Vec::new();
        };
        self.library = Arc::new(library);
        self.says.clone().map_or(Vec::new(), |says| self.saved(says))
    }

    /// Takes in what the file says now.
    fn saved(&mut self, bytes: Result<Vec<u8>, String>) -> Vec<Effect> {
        self.changed = true;
        self.says = Some(bytes.clone());
        let entry = self.read(bytes);
        let Some(routine) = entry.routine() else {
            return Vec::new();
        };
        let beside = self.library.own_files_of(routine);
        if beside == self.beside {
            return Vec::new();
        }
        self.beside = beside.clone();
        vec![Effect::Follow(beside)]
    }

    /// Reads what the file says, and shows it where it can be played.
    fn read(&mut self, bytes: Result<Vec<u8>, String>) -> Entry {
        let unread = bytes.as_ref().err().map(|why| Fault {
            error: true,
            message: said::cannot_be_read(why),
            help: said::SHOWN_ONCE_MENDED.into(),
            ..Fault::default()
        });
        let entry = Entry::of_path(File { path: self.file.clone(), bytes });
        let problems = self.library.problems(&entry);
        let was_faulty = !self.faults.is_empty();
        self.faults = match unread {
            Some(unread) => vec![unread],
            None => problems.iter().map(|problem| fault(entry.text(), problem)).collect(),
        };
        // Who reads the words goes on reading; new problems are read from the first on.
        if was_faulty || !self.faults.is_empty() {
            self.scroll = 0;
        }
        let Ok(prepared) = PreparedRoutine::new(&self.library, &entry) else {
            self.state = if self.good.is_some() { FileState::Stale } else { FileState::Broken };
            return entry;
        };
        let here = self.step().map(<[u32]>::to_vec);
        let lines = plan::lines(&prepared.timeline);
        // The cursor goes to the step that has another figure now, so that its author sees it; else
        // it stays on its step, and where that is gone, near it.
        let here = self.changed_step(&prepared.timeline).or(here);
        let known = lines.iter().position(|line| here.is_some() && line.step == here);
        self.selected = known.unwrap_or(self.selected.min(lines.len().saturating_sub(1)));
        self.good = Some(Good { length: minutes(&prepared.timeline), prepared, lines });
        self.state = FileState::Sound;
        self.land_on_a_step();
        entry
    }

    /// The first step whose figure is not what it was in the last good version.
    fn changed_step(&self, timeline: &Timeline) -> Option<Vec<u32>> {
        let before = self.good.as_ref()?.prepared.timeline.phases();
        let mut both = before.iter().zip(timeline.phases());
        let (_, changed) = both.find(|(before, now)| before.figure != now.figure)?;
        Some(changed.step.to_vec())
    }

    fn lines(&self) -> &[plan::PlanLine] {
        self.good.as_ref().map_or(&[], |good| &good.lines)
    }

    /// The step under the cursor.
    fn step(&self) -> Option<&[u32]> {
        self.lines().get(self.selected)?.step.as_deref()
    }

    /// Moves the cursor to the nearest line that has a step, where it is on none.
    fn land_on_a_step(&mut self) {
        let lines = self.lines();
        let steps = (0..lines.len()).filter(|nth| lines[*nth].step.is_some());
        self.selected = steps.min_by_key(|nth| nth.abs_diff(self.selected)).unwrap_or(0);
    }

    fn key(&mut self, now: Moment, key: &KeyEvent) -> Vec<Effect> {
        let place = if self.over.is_some() { Place::Text } else { Place::Watch };
        let Some(action) = keys::action(place, key) else {
            return Vec::new();
        };
        if let Some(effects) = TextOverlay::first(&mut self.over, place, action, self.area) {
            return effects;
        }
        let lines = self.lines();
        let is_step = |nth: &usize| lines[*nth].step.is_some();
        let to = match action {
            Action::Up => (0..self.selected).rev().find(is_step),
            Action::Down => (self.selected + 1..lines.len()).find(is_step),
            Action::First => (0..lines.len()).find(is_step),
            Action::Last => (0..lines.len()).rev().find(is_step),
            Action::Enter => return self.try_out(now, 1.0),
            Action::PlayFast => return self.try_out(now, FAST),
            Action::PageDown | Action::PageUp => {
                let screen = self.screen();
                let (most, page) = (screen.most_scroll(self.area), screen.page(self.area));
                self.scroll = match action {
                    Action::PageDown => (self.scroll + page).min(most),
                    _ => self.scroll.min(most).saturating_sub(page),
                };
                return Vec::new();
            }
            Action::Close => return vec![Effect::Exit(Exit::default())],
            _ => None,
        };
        if let Some(to) = to {
            // The words of another step are read from the first on.
            (self.selected, self.scroll) = (to, 0);
        }
        Vec::new()
    }

    /// Plays the last good version from the step under the cursor, at once.
    fn try_out(&mut self, now: Moment, speed: f64) -> Vec<Effect> {
        let Some(good) = &self.good else {
            return Vec::new();
        };
        let options = PlayOptions {
            speed,
            from: self.step().map(<[u32]>::to_vec),
            rehearsal: true,
            ..PlayOptions::default()
        };
        let wall = self.environment.wall.clone();
        let wall = WallClock(Arc::new(move |inner| wall.0(outer(now, speed, inner))));
        let since = SignedDuration::try_from(now.0).unwrap_or(SignedDuration::ZERO);
        let started = self.environment.started;
        let environment = Environment {
            started: started.checked_add(since).unwrap_or(started),
            wall,
            // What is only tried out leaves nothing.
            services: None,
            ..self.environment.clone()
        };
        let player = Player::new(self.library.clone(), options, environment);
        let player = player.with(good.prepared.clone(), Moment::ZERO);
        let mut app = App::new(player, Moment::ZERO);
        let mut effects = app.begin(Moment::ZERO);
        self.trial = Some(Trial { app, began: now, speed });
        effects.extend(self.tell_trial(now, AppEvent::Wake));
        effects
    }

    /// Hands an event to what is being tried out. Its end is the way back to watching. Nobody wears
    /// a pack by it.
    fn tell_trial(&mut self, now: Moment, event: AppEvent) -> Vec<Effect> {
        let Some(trial) = &mut self.trial else {
            return Vec::new();
        };
        let action = match &event {
            AppEvent::Key(key) => keys::action(Place::Session, key),
            _ => None,
        };
        let at_once = matches!(event, AppEvent::Signal(_)) || action == Some(Action::Interrupt);
        let event = match event {
            AppEvent::Away { from } => AppEvent::Away { from: trial.inner(from) },
            event => event,
        };
        let mut effects = trial.app.update(trial.inner(now), event);
        let ends = |effect: &Effect| matches!(effect, Effect::Exit(_));
        let back = !at_once && effects.iter().any(ends);
        effects.retain(|effect| at_once || !ends(effect));
        let play = trial.app.player.play.as_ref();
        // Nobody wants to read at the end what was only tried out and is stopped.
        let stopped = play.is_some_and(|play| play.is_over() || play.session.pack_on().is_some());
        let quits = action == Some(Action::Quit) && !trial.app.is_covered();
        if back || quits && stopped {
            self.trial = None;
            self.changed = true;
            effects.push(Effect::StayAwake(None));
        }
        effects
    }
}

impl Front for Watch {
    fn update(&mut self, now: Moment, event: AppEvent) -> Vec<Effect> {
        self.now = now;
        if event != AppEvent::Wake {
            // What is new is shown from its beginning.
            self.since = now;
        }
        self.changed |= self.trial.is_none() && !matches!(event, AppEvent::Included { .. });
        match event {
            AppEvent::Saved(bytes) => self.saved(bytes),
            AppEvent::Included { path, bytes } => self.included(&path, bytes),
            event if self.trial.is_some() => self.tell_trial(now, event),
            AppEvent::Key(key) => self.key(now, &key),
            AppEvent::Signal(_) => vec![Effect::Exit(Exit::default())],
            _ => Vec::new(),
        }
    }

    fn next_wake(&self, now: Moment) -> Option<Moment> {
        let Some(trial) = &self.trial else {
            let shown = self.over.is_none().then(|| self.screen());
            return Some(now + shown?.next_change(self.area)?);
        };
        let next = trial.app.next_wake(trial.inner(now))?;
        // Past the rounding of a time that is turned to and fro.
        Some(outer(trial.began, trial.speed, next) + Duration::from_micros(1))
    }

    fn changed(&self) -> bool {
        match &self.trial {
            Some(trial) => trial.app.changed(),
            None => self.changed,
        }
    }

    fn draw(&mut self, now: Moment, theme: Theme, area: Rect, buffer: &mut Buffer) {
        self.area = area;
        if let Some(trial) = &mut self.trial {
            let inner = trial.inner(now);
            trial.app.draw(inner, theme, area, buffer);
            return;
        }
        self.changed = false;
        match &self.over {
            Some(text) => text.render(theme, area, buffer),
            None => self.screen().render(theme, area, buffer),
        }
    }
}
