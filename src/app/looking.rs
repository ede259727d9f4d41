//! The screens that look back: the list of what was played, with its filter and one session in
//! detail, and the figures of it.
//!
//! What they show is there when they open; one session is read whole when it is looked at, by
//! whoever can. They change nothing, and never wake by themselves.

use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::overlay::{TextOverlay, hint};
use super::pick::FilteredList;
use super::{AppEvent, Effect, Exit, Front};
use crate::history::figures::Figures;
use crate::history::{PastSession, Summary};
use crate::keys::{Action, Place, letter};
use crate::library::search::{Word, words};
use crate::seconds::Moment;
use crate::view::history::{HistoryView, detail, early_word};
use crate::view::stats::{StatsPage, StatsView};
use crate::view::{Hint, Screen, Theme};
use crate::words::past::{IN_DETAIL, NO_SESSION_YET};
use crate::words::picker::NONE_HAS_THESE_WORDS;
use crate::{keys, text};

/// The front end of `supple history` and `supple stats`: something to look at, and a text that may
/// lie on it.
pub struct Looking<S> {
    at: S,
    top: Option<TextOverlay>,
    area: Rect,
    changed: bool,
}

/// What is looked at.
pub trait LookedAt {
    /// Where its keys have their meaning.
    const PLACE: Place;
    /// Whether the mouse is of use.
    const TAKES_MOUSE: bool = false;
    /// Does what a key asks for.
    fn act(&mut self, action: Action, area: Rect) -> Asked;
    /// Takes letters that are no keys.
    fn type_in(&mut self, _text: &str) {}
    fn mouse(&mut self, _mouse: &MouseEvent, _area: Rect) -> Asked {
        Asked::Nothing
    }
    fn screen(&self) -> Box<dyn Screen + '_>;
}

/// What a key or the mouse asks of whoever shows it.
pub enum Asked {
    Nothing,
    Open(TextOverlay),
    Leave,
}

impl<S: LookedAt> Looking<S> {
    pub fn new(at: S) -> Looking<S> {
        Looking { at, top: None, area: Rect::ZERO, changed: true }
    }

    fn key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        let place = if self.top.is_some() { Place::Text } else { S::PLACE };
        if let Some(action) = keys::action(place, key) {
            let done = TextOverlay::first(&mut self.top, place, action, self.area);
            return done.unwrap_or_else(|| {
                let asked = self.at.act(action, self.area);
                self.follow(asked)
            });
        }
        if let Some(letter) = letter(key).filter(|_| self.top.is_none()) {
            self.at.type_in(letter.encode_utf8(&mut [0; 4]));
        }
        Vec::new()
    }

    fn follow(&mut self, asked: Asked) -> Vec<Effect> {
        match asked {
            Asked::Nothing => {}
            Asked::Open(text) => self.top = Some(text),
            Asked::Leave => return vec![Effect::Exit(Exit::default())],
        }
        Vec::new()
    }
}

impl<S: LookedAt> Front for Looking<S> {
    fn update(&mut self, _: Moment, event: AppEvent) -> Vec<Effect> {
        self.changed |= event != AppEvent::Wake;
        match event {
            AppEvent::Key(key) => return self.key(&key),
            AppEvent::Mouse(mouse) if self.top.is_none() => {
                let asked = self.at.mouse(&mouse, self.area);
                return self.follow(asked);
            }
            AppEvent::Paste(text) if self.top.is_none() => self.at.type_in(&text),
            AppEvent::Signal(_) => return self.follow(Asked::Leave),
            _ => {}
        }
        Vec::new()
    }

    fn changed(&self) -> bool {
        self.changed
    }

    fn draw(&mut self, _: Moment, theme: Theme, area: Rect, buffer: &mut Buffer) {
        self.changed = false;
        self.area = area;
        match &self.top {
            Some(top) => top.render(theme, area, buffer),
            None => self.at.screen().render(theme, area, buffer),
        }
    }

    fn wants_mouse(&self) -> bool {
        S::TAKES_MOUSE && self.top.is_none()
    }
}

/// Reads one of the sessions whole, or says why it can't.
pub type Open = Box<dyn Fn(usize) -> Result<PastSession, String>>;

/// The list of what was played.
pub struct Sessions {
    /// The earliest first; the list shows the latest first.
    sessions: Arc<Vec<Summary>>,
    open: Open,
    choice: FilteredList,
    trouble: Option<String>,
}

impl Sessions {
    /// `trouble` is what could not be read.
    pub fn new(sessions: Arc<Vec<Summary>>, open: Open, trouble: Option<String>) -> Sessions {
        let choice = FilteredList::new(sessions.len());
        Sessions { sessions, open, choice, trouble }
    }

    /// The place among the sessions of an item in the list.
    fn place(&self, item: usize) -> usize {
        self.sessions.len() - 1 - item
    }

    fn sift(&mut self) {
        let filter = self.choice.filter.to_lowercase();
        let words = words(&filter);
        let all = self.sessions.iter().rev().enumerate();
        let found = all.filter(|(_, session)| words.is_empty() || is_found(session, &words));
        self.choice.show(found.map(|(item, _)| item).collect());
    }

    fn view(&self) -> HistoryView<'_> {
        let filtered = !self.choice.filter.is_empty();
        let key = |action, label, weight| hint(Place::Picker, action, label, weight);
        HistoryView {
            count: self.choice.shown.len(),
            row: Box::new(|shown| {
                let nth = self.place(*self.choice.shown.get(shown)?);
                Some(&self.sessions[nth])
            }),
            selected: self.choice.selected,
            filter: &self.choice.filter,
            of: self.sessions.len(),
            trouble: self.trouble.as_deref(),
            empty: if filtered { NONE_HAS_THESE_WORDS } else { NO_SESSION_YET },
            hints: vec![
                key(Action::Enter, IN_DETAIL, 9),
                Hint::new("a–z", "filter", 6),
                key(Action::Help, "", 4),
                key(Action::Close, if filtered { "clear" } else { "" }, 8),
            ],
        }
    }

    /// Opens what is selected.
    fn open(&mut self) -> Asked {
        match self.choice.item().map(|item| (self.open)(self.place(item))) {
            Some(Ok(session)) => {
                let title = session.record.title.clone();
                return Asked::Open(TextOverlay::new(title, detail(&session)));
            }
            Some(Err(why)) => self.trouble = Some(why),
            None => {}
        }
        Asked::Nothing
    }
}

impl LookedAt for Sessions {
    const PLACE: Place = Place::Picker;
    const TAKES_MOUSE: bool = true;

    fn act(&mut self, action: Action, area: Rect) -> Asked {
        match action {
            Action::Enter => return self.open(),
            Action::Erase => {
                self.choice.filter.pop();
                self.sift();
            }
            Action::Close if self.choice.clear() => self.sift(),
            Action::Close => return Asked::Leave,
            action => self.choice.move_by_key(action, area),
        }
        Asked::Nothing
    }

    fn type_in(&mut self, text: &str) {
        if self.choice.type_in(text) {
            self.sift();
        }
    }

    fn mouse(&mut self, mouse: &MouseEvent, area: Rect) -> Asked {
        let hit = self.view().hit(area, mouse.column, mouse.row);
        if self.choice.move_by_mouse(mouse, hit) { self.open() } else { Asked::Nothing }
    }

    fn screen(&self) -> Box<dyn Screen + '_> {
        Box::new(self.view())
    }
}

/// Whether a session has all words of a filter: in its routine, title, day, areas, note, in what
/// hurt, and in how it ended and felt.
fn is_found(session: &Summary, words: &[Word<'_>]) -> bool {
    let played = &session.played;
    let mut has = vec![text::line(&played.title), early_word(session.ended).to_owned()];
    has.push(session.start.date().strftime("%F\n%A %d %B %Y").to_string());
    has.extend(played.routine.iter().chain(&played.areas).cloned());
    has.extend(played.hurt.iter().map(|name| format!("hurt {name}")));
    has.extend(session.than.map(|than| than.word().to_owned()));
    has.extend(session.note.as_deref().map(text::line));
    let text = has.join("\n").to_lowercase();
    words.iter().all(|word| match word {
        Word::AtMost(length) => session.real() <= *length,
        Word::Begins(_) => word.is_in(&text),
    })
}

/// The figures of what was played: which page is looked at, and which of several things on it.
pub struct Stats {
    figures: Figures,
    trouble: Option<String>,
    page: StatsPage,
    selected: usize,
}

impl Stats {
    /// Opens with the year. `trouble` is what could not be read.
    pub fn new(figures: Figures, trouble: Option<String>) -> Stats {
        Stats { figures, trouble, page: StatsPage::default(), selected: 0 }
    }

    fn view(&self) -> StatsView<'_> {
        let key = |action, label, weight| hint(Place::Figures, action, label, weight);
        let mut keys = vec![key(Action::Next, "", 8), key(Action::Back, "before", 5)];
        let mut screen = StatsView {
            figures: &self.figures,
            page: self.page,
            selected: self.selected,
            trouble: self.trouble.as_deref(),
            hints: Vec::new(),
        };
        if screen.choices() > 1 {
            keys.push(key(Action::Down, "", 7));
        }
        keys.extend([key(Action::Help, "", 4), key(Action::Close, "", 9)]);
        screen.hints = keys;
        screen
    }
}

impl LookedAt for Stats {
    const PLACE: Place = Place::Figures;

    fn act(&mut self, action: Action, _: Rect) -> Asked {
        match action {
            Action::Next => (self.page, self.selected) = (self.page.turned(1), 0),
            Action::Back => (self.page, self.selected) = (self.page.turned(-1), 0),
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => {
                let last = self.view().choices().saturating_sub(1);
                self.selected = (self.selected + 1).min(last);
            }
            Action::Close => return Asked::Leave,
            _ => {}
        }
        Asked::Nothing
    }

    fn screen(&self) -> Box<dyn Screen + '_> {
        Box::new(self.view())
    }
}
