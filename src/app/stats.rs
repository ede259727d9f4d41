//! The screen of figures: which page is looked at, and which of several things on it.
//!
//! The figures are ready when it opens. It never wakes by itself.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::overlay::{TextOverlay, hint};
use super::{AppEvent, Effect, Exit, Front};
use crate::history::figures::Figures;
use crate::keys::{self, Action, Place};
use crate::seconds::Moment;
use crate::view::stats::{StatsPage, StatsView};
use crate::view::{Screen, Theme};

/// The front end of `supple stats`.
pub struct Stats {
    figures: Figures,
    trouble: Option<String>,
    page: StatsPage,
    selected: usize,
    top: Option<TextOverlay>,
    area: Rect,
    changed: bool,
}

impl Stats {
    /// Opens with the year. `trouble` is what could not be read.
    pub fn new(figures: Figures, trouble: Option<String>) -> Stats {
        Stats {
            figures,
            trouble,
            page: StatsPage::default(),
            selected: 0,
            top: None,
            area: Rect::ZERO,
            changed: true,
        }
    }

    fn screen(&self) -> StatsView<'_> {
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
        keys.push(key(Action::Help, "", 4));
        keys.push(key(Action::Close, "", 9));
        screen.hints = keys;
        screen
    }

    fn key(&mut self, key: &KeyEvent) -> Vec<Effect> {
        let place = match self.top {
            Some(_) => Place::Text,
            None => Place::Figures,
        };
        let Some(action) = keys::action(place, key) else {
            return Vec::new();
        };
        if let Some(effects) = TextOverlay::first(&mut self.top, place, action, self.area) {
            return effects;
        }
        match action {
            Action::Next => (self.page, self.selected) = (self.page.turned(1), 0),
            Action::Back => (self.page, self.selected) = (self.page.turned(-1), 0),
            Action::Up => self.selected = self.selected.saturating_sub(1),
            Action::Down => {
                let choices = self.screen().choices();
                self.selected = (self.selected + 1).min(choices.saturating_sub(1));
            }
            Action::Close => return vec![Effect::Exit(Exit::default())],
            _ => {}
        }
        Vec::new()
    }
}

impl Front for Stats {
    fn update(&mut self, _: Moment, event: AppEvent) -> Vec<Effect> {
        self.changed |= event != AppEvent::Wake;
        match event {
            AppEvent::Key(key) => self.key(&key),
            AppEvent::Signal(_) => vec![Effect::Exit(Exit::default())],
            _ => Vec::new(),
        }
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
}
