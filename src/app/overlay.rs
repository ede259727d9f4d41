//! A text that lies on top of a screen: the keys, a page to read, or any blocks. It scrolls and is
//! closed, and knows nothing of what is under it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Effect, Exit};
use crate::keys::{self, Action, Binding, Place, TABLE};
use crate::library::{self, RED_FLAGS};
use crate::view::page::{PageBlock, PageView};
use crate::view::{Hint, Screen, Theme};
use crate::words::around;

/// A text on top, and how far it is scrolled.
pub struct TextOverlay {
    title: String,
    blocks: Vec<PageBlock>,
    /// The key that opens it closes it as well.
    opened_by: Option<Action>,
    scroll: u16,
}

impl TextOverlay {
    /// A text to be read and left.
    pub fn new(title: String, blocks: Vec<PageBlock>) -> TextOverlay {
        TextOverlay { title, blocks, opened_by: None, scroll: 0 }
    }

    /// The red flags.
    pub fn red_flags() -> TextOverlay {
        TextOverlay {
            opened_by: Some(Action::RedFlags),
            ..TextOverlay::new(page_title(RED_FLAGS), page_blocks(RED_FLAGS))
        }
    }

    /// The keys of a screen, from the table that handles them.
    pub fn help(place: Place) -> TextOverlay {
        let (name, also): (_, &[_]) = match place {
            Place::Session => (around::WHILE_PLAYED, &[Place::Queue, Place::Counting, Place::Felt]),
            Place::End => (around::AT_THE_END, &[Place::Counting, Place::Felt]),
            Place::Picker => (around::IN_THE_LIST, &[]),
            Place::Question => (around::WHILE_ASKED, &[]),
            Place::Watch => (around::WHILE_WATCHED, &[]),
            Place::Figures => (around::IN_THE_FIGURES, &[]),
            _ => (around::IN_A_TEXT, &[]),
        };
        let mut blocks = vec![PageBlock::Heading(name.into())];
        for here in [&[place], also, &[Place::Everywhere]].concat() {
            if here == Place::Everywhere {
                blocks.push(PageBlock::Heading("Everywhere".into()));
            }
            let bindings = TABLE.iter().filter(|binding| binding.place == here);
            let pair =
                |binding: &Binding| PageBlock::Pair(binding.labels(), binding.long.to_owned());
            blocks.extend(bindings.map(pair));
        }
        TextOverlay { opened_by: Some(Action::Help), ..TextOverlay::new("Keys".into(), blocks) }
    }

    /// Whether this key has opened it.
    pub fn is_opened_by(&self, action: Action) -> bool {
        self.opened_by == Some(action)
    }

    /// Does what a key asks for; whether it closes the text.
    pub fn closes_by(&mut self, action: Action, area: Rect) -> bool {
        self.scroll = scrolled(self.scroll, action, area, self.view().most_scroll(area));
        action == Action::Close || self.is_opened_by(action)
    }

    /// What a key means that is the same on every screen that looks back, and whatever it means
    /// to a text on top. `None` where it is for the screen itself.
    pub fn first(
        top: &mut Option<TextOverlay>,
        place: Place,
        action: Action,
        area: Rect,
    ) -> Option<Vec<Effect>> {
        let closes = top.as_mut().map(|text| text.closes_by(action, area));
        match (action, closes) {
            (Action::Interrupt, _) => return Some(vec![Effect::Exit(Exit::default())]),
            (Action::Suspend, _) => return Some(vec![Effect::Suspend { last_words: Vec::new() }]),
            (_, Some(true)) => *top = None,
            (Action::Help, _) => *top = Some(TextOverlay::help(place)),
            (Action::RedFlags, _) => *top = Some(TextOverlay::red_flags()),
            (_, None) => return None,
            (_, Some(false)) => {}
        }
        Some(Vec::new())
    }

    pub fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        self.view().render(theme, area, buffer);
    }

    fn view(&self) -> PageView<'_> {
        let mut hints = vec![hint(Place::Text, Action::Close, "", 9)];
        if self.opened_by != Some(Action::RedFlags) {
            hints.push(hint(Place::Text, Action::RedFlags, "", 5));
        }
        PageView {
            title: &self.title,
            blocks: &self.blocks,
            scroll: self.scroll,
            hints,
            more: Some(hint(Place::Text, Action::PageDown, "more", 6)),
        }
    }
}

/// How many rows are scrolled past after a key, at the most so many.
pub(super) fn scrolled(scroll: u16, action: Action, area: Rect, most: u16) -> u16 {
    let page = (area.height / 2).max(1);
    let to = match action {
        Action::Up => scroll.saturating_sub(1),
        Action::Down => scroll.saturating_add(1),
        Action::PageUp => scroll.saturating_sub(page),
        Action::PageDown => scroll.saturating_add(page),
        _ => return scroll,
    };
    to.min(most)
}

/// A key of the table as a hint: what is printed on it, and what it does here.
pub(super) fn hint(place: Place, action: Action, label: &'static str, weight: u8) -> Hint {
    let binding = keys::binding(place, action);
    let key = binding.and_then(|binding| binding.keys.first());
    let key = key.map_or(String::new(), |key| key.label());
    let label = match label {
        "" => binding.map_or("", |binding| binding.short),
        _ => label,
    };
    Hint { key, label, weight }
}

pub(crate) fn page_title(name: &str) -> String {
    let page = library::pages().find(|page| page.name == name);
    page.map_or(String::new(), |page| page.title.to_owned())
}

/// The lines of a page as blocks: capitals head a section, a dash begins an item.
pub(crate) fn page_blocks(name: &str) -> Vec<PageBlock> {
    let Some(page) = library::pages().find(|page| page.name == name) else {
        return Vec::new();
    };
    let mut blocks: Vec<PageBlock> = Vec::new();
    let mut open = false;
    for line in page.text.lines().skip(1) {
        let heads = line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
        match line.strip_prefix("- ") {
            _ if line.trim().is_empty() => open = false,
            Some(item) => {
                blocks.push(PageBlock::Item(item.to_owned()));
                open = true;
            }
            None if heads => {
                blocks.push(PageBlock::Warning(line.to_owned()));
                open = false;
            }
            None => match blocks.last_mut().filter(|_| open) {
                Some(PageBlock::Item(text) | PageBlock::Text(text)) => {
                    text.push(' ');
                    text.push_str(line.trim());
                }
                _ => {
                    blocks.push(PageBlock::Text(line.trim().to_owned()));
                    open = true;
                }
            },
        }
    }
    blocks
}
