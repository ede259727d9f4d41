//! A text that lies on top of a screen of looking back: the keys, the red flags, or any blocks.
//! It scrolls and is closed, and knows nothing of what is under it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Effect, Exit, show};
use crate::keys::{Action, Place};
use crate::library::RED_FLAGS;
use crate::view::page::PageBlock;
use crate::view::{Theme, page};

/// A text on top, and how far it is scrolled.
pub(super) struct TextOverlay {
    pub text: OverlayText,
    pub scroll: u16,
}

/// Which text.
pub(super) enum OverlayText {
    Help,
    RedFlags,
    Page {
        title: String,
        blocks: Vec<PageBlock>,
    },
}

/// What a key did to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Stays,
    Closes,
}

impl TextOverlay {
    pub fn of(text: OverlayText) -> TextOverlay {
        TextOverlay { text, scroll: 0 }
    }

    pub fn act(&mut self, action: Action, area: Rect) -> After {
        let page = (area.height / 2).max(1);
        match action {
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            Action::Down => self.scroll = self.scroll.saturating_add(1),
            Action::PageUp => self.scroll = self.scroll.saturating_sub(page),
            Action::PageDown => self.scroll = self.scroll.saturating_add(page),
            Action::Close => return After::Closes,
            Action::Help if matches!(self.text, OverlayText::Help) => return After::Closes,
            Action::RedFlags if matches!(self.text, OverlayText::RedFlags) => return After::Closes,
            _ => {}
        }
        self.scroll = self.scroll.min(self.most_scroll(area));
        After::Stays
    }

    /// What a key means that is the same on every screen that looks back, and whatever it means
    /// to a text on top. `None` where it is for the screen itself.
    pub fn first(top: &mut Option<TextOverlay>, action: Action, area: Rect) -> Option<Vec<Effect>> {
        match action {
            Action::Interrupt => return Some(vec![Effect::Exit(Exit::default())]),
            Action::Suspend => {
                return Some(vec![Effect::Suspend {
                    last_words: Vec::new(),
                }]);
            }
            _ => {}
        }
        let text = top.as_mut()?;
        if text.act(action, area) == After::Closes {
            *top = None;
        }
        Some(Vec::new())
    }

    fn most_scroll(&self, area: Rect) -> u16 {
        let mut most = 0;
        match &self.text {
            OverlayText::Help => {
                show::with_help(0, |screen| most = page::most_scroll(screen, area))
            }
            _ => self.with_page(|screen| most = page::most_scroll(screen, area)),
        }
        most
    }

    fn with_page(&self, see: impl FnOnce(&page::PageView<'_>)) {
        let flags = (show::page_title(RED_FLAGS), show::page_blocks(RED_FLAGS));
        let (title, blocks) = match &self.text {
            OverlayText::Page { title, blocks } => (title, blocks),
            _ => (&flags.0, &flags.1),
        };
        let keys = [show::hint(Place::Text, Action::Close, "back", 9)];
        let more = [show::more()];
        see(&page::PageView {
            title,
            blocks,
            scroll: self.scroll,
            hints: &show::hints(&keys),
            more: show::hints(&more).pop(),
        });
    }

    pub fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        match &self.text {
            OverlayText::Help => {
                show::with_help(self.scroll, |screen| {
                    page::render(screen, theme, area, buffer)
                });
            }
            _ => self.with_page(|screen| page::render(screen, theme, area, buffer)),
        }
    }
}
