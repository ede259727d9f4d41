//! The screen of what was played: the list, its filter, and one session in detail.
//!
//! The sessions are there when it opens. It changes none of them, and never wakes by itself.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::pick::{Item, Pick};
use super::top::{After, Text, Top};
use super::{Effect, Event, Exit, Front, show};
use crate::history::Session;
use crate::keys::{self, Action, Place};
use crate::seconds::Moment;
use crate::view::Theme;
use crate::view::history::{self, Row};

/// The front end of `supple history`.
pub struct Looking {
    /// The latest first.
    sessions: Vec<Session>,
    rows: Vec<Row>,
    pick: Pick,
    /// The rows that the filter leaves.
    shown: Vec<Row>,
    theme: Theme,
    trouble: Option<String>,
    top: Option<Top>,
    area: Rect,
    changed: bool,
}

impl Looking {
    /// Opens with the list. `sessions` are the earliest first; `trouble` is what could not be
    /// read.
    pub fn new(mut sessions: Vec<Session>, trouble: Option<String>, theme: Theme) -> Looking {
        sessions.reverse();
        let rows: Vec<Row> = sessions.iter().map(Row::of).collect();
        let items = sessions.iter().zip(&rows).enumerate();
        let items = items.map(|(index, (session, row))| item(index, session, row));
        Looking {
            pick: Pick::new(items.collect()),
            shown: rows.clone(),
            rows,
            sessions,
            theme,
            trouble,
            top: None,
            area: Rect::ZERO,
            changed: true,
        }
    }

    fn sift(&mut self) {
        let shown = self.pick.shown().filter_map(|item| self.row_of(item));
        self.shown = shown.cloned().collect();
    }

    fn row_of(&self, item: &Item) -> Option<&Row> {
        self.rows.get(index_of(item)?)
    }

    fn with_screen<T>(&self, see: impl FnOnce(&history::Screen<'_>) -> T) -> T {
        let filtered = !self.pick.filter().is_empty();
        let key = |action, label, weight| show::hint(Place::Picker, action, label, weight);
        let keys = [
            key(Action::Enter, "in detail", 9),
            (String::from("a–z"), String::from("filter"), 6),
            key(Action::Help, "", 4),
            key(Action::Close, if filtered { "all" } else { "leave" }, 8),
        ];
        let hints = show::hints(&keys);
        see(&history::Screen {
            rows: &self.shown,
            selected: self.pick.selected(),
            filter: self.pick.filter(),
            of: self.pick.count(),
            trouble: self.trouble.as_deref(),
            empty: match filtered {
                true => "Nothing here has these words. Backspace takes the last letter back.",
                false => "No session yet. What you play is kept here from its end on.",
            },
            hints: &hints,
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
                self.pick.type_in(letter.encode_utf8(&mut [0; 4]));
                self.sift();
            }
            return Vec::new();
        };
        match action {
            Action::Interrupt => return vec![Effect::Exit(Exit::default())],
            Action::Suspend => {
                return vec![Effect::Suspend {
                    last_words: Vec::new(),
                }];
            }
            _ => {}
        }
        if let Some(top) = &mut self.top {
            if top.act(action, self.area) == After::Closes {
                self.top = None;
            }
            return Vec::new();
        }
        self.key_in_list(action)
    }

    fn key_in_list(&mut self, action: Action) -> Vec<Effect> {
        let page = isize::from(self.area.height as i16 / 2).max(1);
        match action {
            Action::Enter => self.open(),
            Action::Up => self.pick.move_by(-1),
            Action::Down => self.pick.move_by(1),
            Action::PageUp => self.pick.move_by(-page),
            Action::PageDown => self.pick.move_by(page),
            Action::First => self.pick.move_by(isize::MIN),
            Action::Last => self.pick.move_by(isize::MAX),
            Action::Erase => {
                self.pick.erase();
                self.sift();
            }
            Action::Help => self.top = Some(Top::of(Text::Help)),
            Action::RedFlags => self.top = Some(Top::of(Text::RedFlags)),
            Action::Close => {
                if !self.pick.clear() {
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
        let index = self.pick.selected_item().and_then(index_of);
        let session = index.and_then(|index| self.sessions.get(index));
        if let Some(session) = session {
            self.top = Some(Top::of(Text::Page {
                title: session.record.title.clone(),
                blocks: history::detail(session),
            }));
        }
    }

    fn mouse(&mut self, mouse: &MouseEvent) {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.pick.move_by(-1),
            MouseEventKind::ScrollDown => self.pick.move_by(1),
            MouseEventKind::Down(MouseButton::Left) => {
                let (column, row) = (mouse.column, mouse.row);
                let area = self.area;
                let hit = self.with_screen(|screen| history::hit(area, screen, column, row));
                let was = self.pick.selected();
                // A click selects; a click on what is selected opens it.
                if hit.is_some_and(|row| self.pick.select(row) && row == was) {
                    self.open();
                }
            }
            _ => {}
        }
    }
}

impl Front for Looking {
    fn update(&mut self, _: Moment, event: Event) -> Vec<Effect> {
        self.changed |= event != Event::Wake;
        match event {
            Event::Key(key) => return self.key(&key),
            Event::Mouse(mouse) if self.top.is_none() => self.mouse(&mouse),
            Event::Paste(text) if self.top.is_none() => {
                self.pick.type_in(&text);
                self.sift();
            }
            Event::Signal(_) => return vec![Effect::Exit(Exit::default())],
            _ => {}
        }
        Vec::new()
    }

    fn next_wake(&self, _: Moment) -> Option<Moment> {
        None
    }

    fn changed(&self) -> bool {
        self.changed
    }

    fn draw(&mut self, _: Moment, area: Rect, buffer: &mut Buffer) {
        self.changed = false;
        self.area = area;
        match &self.top {
            Some(top) => top.render(self.theme, area, buffer),
            None => self.with_screen(|screen| history::render(screen, self.theme, area, buffer)),
        }
    }

    fn wants_mouse(&self) -> bool {
        self.top.is_none()
    }
}

/// What a session is found by: routine, title, day, how it ended and felt, areas, note, steps
/// that hurt.
fn item(index: usize, session: &Session, row: &Row) -> Item {
    let record = &session.record;
    let mut words = vec![row.title.clone()];
    words.extend(record.routine.clone());
    words.push(record.start.date().to_string());
    words.push(record.start.local().strftime("%A %d %B %Y").to_string());
    words.push(row.early.unwrap_or("finished").to_owned());
    words.extend([row.than.to_owned(), row.note.clone()]);
    words.extend(record.areas.iter().cloned());
    let hurt = record.steps.iter().filter(|step| step.hurt);
    words.extend(hurt.map(|step| format!("hurt {}", step.name)));
    Item {
        id: index.to_string(),
        group: String::new(),
        words: words.join("\n").to_lowercase(),
        most: Some(record.planned.real),
        length: String::new(),
    }
}

/// The place of an item's session.
fn index_of(item: &Item) -> Option<usize> {
    item.id.parse().ok()
}
