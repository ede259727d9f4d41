//! The screen of what was played: the list, its filter, and one session in detail.
//!
//! The sessions are there in brief when it opens; one is read whole when it is looked at, by
//! whoever can. It changes none of them, and never wakes by itself.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::overlay::{TextOverlay, hint};
use super::pick::FilteredList;
use super::{AppEvent, Effect, Exit, Front};
use crate::history::{PastSession, Summary};
use crate::keys::{Action, Place};
use crate::library::search::{Word, words};
use crate::seconds::Moment;
use crate::view::history::{self, HistoryView, SessionRow, early_word};
use crate::view::{Hint, Screen, Theme};
use crate::{keys, text};

/// Reads one of the sessions whole, or says why it can't.
pub type Open = Box<dyn Fn(usize) -> Result<PastSession, String>>;

/// The front end of `supple history`.
pub struct Looking {
    /// The earliest first; the list shows the latest first.
    sessions: Arc<Vec<Summary>>,
    open: Open,
    choice: FilteredList,
    trouble: Option<String>,
    top: Option<TextOverlay>,
    area: Rect,
    changed: bool,
}

impl Looking {
    /// Opens with the list. `trouble` is what could not be read.
    pub fn new(sessions: Arc<Vec<Summary>>, open: Open, trouble: Option<String>) -> Looking {
        Looking {
            choice: FilteredList::new(sessions.len()),
            sessions,
            open,
            trouble,
            top: None,
            area: Rect::ZERO,
            changed: true,
        }
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

    fn screen(&self) -> HistoryView<'_> {
        let filtered = !self.choice.filter.is_empty();
        let key = |action, label, weight| hint(Place::Picker, action, label, weight);
        let hints = vec![
            key(Action::Enter, "in detail", 9),
            Hint::new("a–z", "filter", 6),
            key(Action::Help, "", 4),
            key(Action::Close, if filtered { "clear" } else { "" }, 8),
        ];
        HistoryView {
            count: self.choice.shown.len(),
            row: Box::new(|shown| {
                let nth = self.place(*self.choice.shown.get(shown)?);
                Some(SessionRow::of(&self.sessions[nth]))
            }),
            selected: self.choice.selected,
            filter: &self.choice.filter,
            of: self.sessions.len(),
            trouble: self.trouble.as_deref(),
            empty: match filtered {
                true => crate::words::picker::NONE_HAS_THESE_WORDS,
                false => "No session yet. What you play is kept here from its end on.",
            },
            hints,
        }
    }

    fn key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        let place = match self.top {
            Some(_) => Place::Text,
            None => Place::Picker,
        };
        let Some(action) = keys::action(place, key) else {
            let ctrl = KeyModifiers::CONTROL | KeyModifiers::ALT;
            if let (KeyCode::Char(letter), false, None) =
                (key.code, key.modifiers.intersects(ctrl), &self.top)
            {
                self.choice.type_in(letter.encode_utf8(&mut [0; 4]));
                self.sift();
            }
            return Vec::new();
        };
        if let Some(effects) = TextOverlay::first(&mut self.top, place, action, self.area) {
            return effects;
        }
        match action {
            Action::Enter => self.open(),
            Action::Erase => {
                self.choice.filter.pop();
                self.sift();
            }
            Action::Close if self.choice.clear() => self.sift(),
            Action::Close => return vec![Effect::Exit(Exit::default())],
            action => {
                self.choice.move_by_key(action, self.area);
            }
        }
        Vec::new()
    }

    /// Opens what is selected.
    fn open(&mut self) {
        let Some(nth) = self.choice.item().map(|item| self.place(item)) else {
            return;
        };
        match (self.open)(nth) {
            Ok(session) => {
                self.top =
                    Some(TextOverlay::new(session.record.title.clone(), history::detail(&session)));
            }
            Err(why) => self.trouble = Some(why),
        }
    }

    fn mouse(&mut self, mouse: &MouseEvent) {
        let hit = self.screen().hit(self.area, mouse.column, mouse.row);
        if self.choice.move_by_mouse(mouse, hit) {
            self.open();
        }
    }
}

impl Front for Looking {
    fn update(&mut self, _: Moment, event: AppEvent) -> Vec<Effect> {
        self.changed |= event != AppEvent::Wake;
        match event {
            AppEvent::Key(key) => return self.key(&key),
            AppEvent::Mouse(mouse) if self.top.is_none() => self.mouse(&mouse),
            AppEvent::Paste(text) if self.top.is_none() => {
                self.choice.type_in(&text);
                self.sift();
            }
            AppEvent::Signal(_) => return vec![Effect::Exit(Exit::default())],
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
            None => self.screen().render(theme, area, buffer),
        }
    }

    fn wants_mouse(&self) -> bool {
        self.top.is_none()
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
