//! All keys, from the table that handles them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::footer::Hint;
use super::page::{self, PageBlock};
use super::theme::Theme;

/// The keys of the program.
#[derive(Clone, Debug)]
pub struct HelpView<'a> {
    pub title: &'a str,
    pub sections: &'a [KeySection],
    /// How many rows are scrolled past; more than there are shows the end.
    pub scroll: u16,
    pub hints: &'a [Hint<'a>],
    /// The key that reads on, shown only where there is more than the area holds.
    pub more: Option<Hint<'a>>,
}

/// Keys that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySection {
    pub name: String,
    /// Each key, and what it does.
    pub keys: Vec<(String, String)>,
}

/// How far it can be scrolled in an area of this size.
pub fn most_scroll(screen: &HelpView<'_>, area: Rect) -> u16 {
    let blocks = blocks(screen);
    page::most_scroll(&as_page(screen, &blocks), area)
}

/// Puts the keys into an area of any size.
pub fn render(screen: &HelpView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let blocks = blocks(screen);
    page::render(&as_page(screen, &blocks), theme, area, buffer);
}

fn as_page<'a>(screen: &'a HelpView<'a>, blocks: &'a [PageBlock]) -> page::PageView<'a> {
    page::PageView {
        title: screen.title,
        blocks,
        scroll: screen.scroll,
        hints: screen.hints,
        more: screen.more,
    }
}

fn blocks(screen: &HelpView<'_>) -> Vec<PageBlock> {
    let of_section = |section: &KeySection| {
        let keys = section.keys.iter().cloned();
        let pairs = keys.map(|(key, label)| PageBlock::Pair(key, label));
        let heading = [PageBlock::Heading(section.name.clone())];
        heading.into_iter().chain(pairs).collect::<Vec<_>>()
    };
    screen.sections.iter().flat_map(of_section).collect()
}
