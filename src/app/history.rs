//! The screen of what was played: the list, its filter, and one session in detail.
//!
//! The sessions are there in brief when it opens; one is read whole when it is looked at, by
//! whoever can. It changes none of them, and never wakes by itself.

use std::collections::HashMap;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::filtered_list::FilteredList;
use super::overlay::{TextOverlay, hint};
use super::{AppEvent, Effect, Exit, Front};
use crate::history::summary::Played;
use crate::history::{PastSession, Summary};
use crate::keys::{Action, Place};
use crate::library::search::{Word, words};
use crate::seconds::Moment;
use crate::view::history::{SessionRow, early_word};
use crate::view::{Hint, Theme, history};
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
        let (sessions, mut search) = (&self.sessions, Search::default());
        let filter = self.choice.filter().to_lowercase();
        let words = words(&filter);
        let all = sessions.iter().rev().enumerate();
        let finds = all.filter(|(_, session)| words.is_empty() || search.finds(session, &words));
        let shown = finds.map(|(item, _)| item).collect();
        self.choice.show(shown);
    }

    fn with_screen<T>(&self, see: impl FnOnce(&history::HistoryView<'_>) -> T) -> T {
        let filtered = !self.choice.filter().is_empty();
        let key = |action, label, weight| hint(Place::Picker, action, label, weight);
        let keys = vec![
            key(Action::Enter, "in detail", 9),
            Hint::new("a–z", "filter", 6),
            key(Action::Help, "", 4),
            key(Action::Close, if filtered { "clear" } else { "" }, 8),
        ];
        see(&history::HistoryView {
            count: self.choice.shown().len(),
            row: &|shown| {
                let nth = self.place(self.choice.shown()[shown]);
                SessionRow::of(&self.sessions[nth])
            },
            selected: self.choice.selected(),
            filter: self.choice.filter(),
            of: self.choice.count(),
            trouble: self.trouble.as_deref(),
            empty: match filtered {
                true => crate::words::picker::NONE_HAS_THESE_WORDS,
                false => "No session yet. What you play is kept here from its end on.",
            },
            hints: keys,
        })
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
        if let Some(effects) = TextOverlay::first(&mut self.top, action, self.area) {
            return effects;
        }
        self.key_in_list(action)
    }

    fn key_in_list(&mut self, action: Action) -> Vec<Effect> {
        let page = isize::from(self.area.height as i16 / 2).max(1);
        match action {
            Action::Enter => self.open(),
            Action::Up => self.choice.move_by(-1),
            Action::Down => self.choice.move_by(1),
            Action::PageUp => self.choice.move_by(-page),
            Action::PageDown => self.choice.move_by(page),
            Action::First => self.choice.move_by(isize::MIN),
            Action::Last => self.choice.move_by(isize::MAX),
            Action::Erase => {
                self.choice.erase();
                self.sift();
            }
            Action::Help => self.top = Some(TextOverlay::help(Place::Picker)),
            Action::RedFlags => self.top = Some(TextOverlay::red_flags()),
            Action::Close => {
                if !self.choice.clear() {
                    return vec![Effect::Exit(Exit::default())];
                }
                self.sift();
            }
            _ => {}
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
        match mouse.kind {
            MouseEventKind::ScrollUp => self.choice.move_by(-1),
            MouseEventKind::ScrollDown => self.choice.move_by(1),
            MouseEventKind::Down(MouseButton::Left) => {
                let (column, row) = (mouse.column, mouse.row);
                let area = self.area;
                let hit = self.with_screen(|screen| history::hit(area, screen, column, row));
                let was = self.choice.selected();
                // A click selects; a click on what is selected opens it.
                if hit.is_some_and(|row| self.choice.select(row) && row == was) {
                    self.open();
                }
            }
            _ => {}
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
            None => self.with_screen(|screen| history::render(screen, theme, area, buffer)),
        }
    }

    fn wants_mouse(&self) -> bool {
        self.top.is_none()
    }
}

// Which sessions the letters of the filter find: by routine, title, day, how they ended and
// felt, areas, note, steps that hurt.
//
// A million sessions are of a few routines and some thousand days. What these share is looked at
// once, so that each letter has its answer at once.

/// The words of one filter, and what was found out about them so far.
#[derive(Default)]
pub(super) struct Search {
    /// Which words are in what was played, as bits; by its place in memory.
    played: HashMap<*const Played, u64>,
    day: Option<(Date, u64)>,
}

impl Search {
    /// Whether a session has all words.
    pub fn finds(&mut self, session: &Summary, words: &[Word<'_>]) -> bool {
        let all = u64::MAX >> (64 - words.len().clamp(1, 64));
        let length = words.iter().map(|word| match word {
            Word::AtMost(length) => session.real() <= *length,
            Word::Begins(_) => false,
        });
        let mut has = bits(length);
        has |= *self
            .played
            .entry(Arc::as_ptr(&session.played))
            .or_insert_with(|| in_names(&session.played, words));
        if has == all {
            return true;
        }
        let day = session.start.date();
        has |= match self.day {
            Some((known, has)) if known == day => has,
            _ => {
                let has = in_text(&day.strftime("%F\n%A %d %B %Y").to_string(), words);
                self.day = Some((day, has));
                has
            }
        };
        if has == all {
            return true;
        }
        has |= in_text(early_word(session.ended), words);
        has |= session.than.map_or(0, |than| in_text(than.word(), words));
        has |= session.note.as_deref().map_or(0, |note| in_text(&text::line(note), words));
        has == all
    }
}

fn in_names(played: &Played, words: &[Word<'_>]) -> u64 {
    let mut names = vec![text::line(&played.title)];
    names.extend(played.routine.clone());
    names.extend(played.areas.iter().cloned());
    names.extend(played.hurt.iter().map(|name| format!("hurt {name}")));
    in_text(&names.join("\n"), words)
}

fn in_text(text: &str, words: &[Word<'_>]) -> u64 {
    let text = text.to_lowercase();
    bits(words.iter().map(|word| word.is_in(&text)))
}

/// The filter is too short to have more than 64 words.
fn bits(all: impl Iterator<Item = bool>) -> u64 {
    let bits = all.take(64).enumerate();
    bits.fold(0, |bits, (nth, is)| bits | u64::from(is) << nth)
}
