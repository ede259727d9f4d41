//! The picker: all routines in their groups, and a preview of the selected one.
//!
//! Two columns where there is room, one where there is not. It knows routines as lines of words;
//! where they come from and how letters filter them is for others.

mod preview;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::find;
use super::footer::{self, Hint};
use super::paint::{self, Align};
use super::theme::{Accent, Theme};
use crate::text;
pub use preview::{Preview, QuotedSource};

/// All that there is to see in the picker.
#[derive(Clone, Debug, Default)]
pub struct PickerView<'a> {
    /// The routines that the filter leaves, in their groups.
    pub groups: &'a [RoutineGroup],
    /// Which row is selected, counted over all groups.
    pub selected: usize,
    /// The letters typed so far.
    pub filter: &'a str,
    /// How many rows there are without the filter.
    pub of: usize,
    /// A few quiet words in the corner: `just stiff`; may be empty.
    pub corner: &'a str,
    /// What the selected row is about.
    pub preview: Option<&'a Preview>,
    /// How many rows of the preview are scrolled past.
    pub scroll: u16,
    /// One line above all: a broken-off session that can go on.
    pub offer: Option<&'a str>,
    /// What to say where there are no rows.
    pub empty: &'a str,
    pub hints: &'a [Hint<'a>],
}

/// A shelf of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutineGroup {
    pub name: String,
    pub rows: Vec<RoutineRow>,
}

/// A routine in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutineRow {
    pub title: String,
    /// How long it lasts: `1–4 min`.
    pub length: String,
    /// The position of the body: `seated`.
    pub position: String,
    /// The parts of the body it is for, in a few words.
    pub areas: String,
    pub mark: Option<RoutineMark>,
}

/// What is to be known about a routine before it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoutineMark {
    /// The person's own file.
    Own,
    /// The person's own file instead of a built-in routine of the same id.
    Shadows,
    /// It can't be played.
    Broken,
    /// It is for later.
    Later,
}

impl RoutineMark {
    fn words(self) -> &'static str {
        match self {
            RoutineMark::Own => "yours",
            RoutineMark::Shadows => "yours, not the built-in",
            RoutineMark::Broken => "broken",
            RoutineMark::Later => "for later",
        }
    }

    fn short(self) -> &'static str {
        match self {
            RoutineMark::Own | RoutineMark::Shadows => "yours",
            RoutineMark::Broken => "broken",
            RoutineMark::Later => "later",
        }
    }
}

/// From this width on the corner has room for more than a count.
const CORNER_FROM: u16 = 60;
/// From this width on the preview stands beside the list.
const TWO_COLUMNS: u16 = 72;

/// The places of the picker's parts.
struct PickerPlaces {
    top: Rect,
    offer: Rect,
    list: Rect,
    preview: Rect,
    footer: Rect,
}

impl PickerPlaces {
    fn of(screen: &PickerView<'_>, area: Rect) -> PickerPlaces {
        let inner = paint::inset(area, 2);
        let height = usize::from(area.height);
        let roomy = height >= 16;
        let top = usize::from(height >= 4);
        let offer = usize::from(screen.offer.is_some() && height >= 6);
        let footer = usize::from(height >= 8 && !screen.hints.is_empty());
        let space = usize::from(roomy);
        let before = space / 2 + top + offer + space;
        let after = footer + if footer > 0 { space } else { 0 };
        let body = paint::rows(inner, before, height.saturating_sub(before + after));
        let two = area.width >= TWO_COLUMNS;
        let (list, preview) = match two {
            true => {
                let list = (inner.width * 45 / 100).clamp(34, 56);
                let rest = inner.width.saturating_sub(list + 3);
                let preview = Rect {
                    x: body.x + list + 3,
                    width: rest,
                    ..body
                };
                (
                    Rect {
                        width: list,
                        ..body
                    },
                    preview,
                )
            }
            // One below the other where both are of use; else the list alone.
            false if body.height >= 18 => {
                let list = body.height / 2;
                let preview = paint::rows(body, usize::from(list) + 1, usize::from(body.height));
                (
                    Rect {
                        height: list,
                        ..body
                    },
                    preview,
                )
            }
            false => (body, Rect { height: 0, ..body }),
        };
        PickerPlaces {
            top: paint::rows(inner, space / 2, top),
            offer: paint::rows(inner, space / 2 + top, offer),
            list,
            preview,
            footer: paint::rows(inner, height - footer, footer),
        }
    }
}

/// A line of the list.
enum PickerLine<'a> {
    Space,
    Head(&'a str),
    Row(usize, &'a RoutineRow),
}

fn lines<'a>(screen: &PickerView<'a>) -> Vec<PickerLine<'a>> {
    let mut lines = Vec::new();
    let mut index = 0;
    for group in screen.groups.iter().filter(|group| !group.rows.is_empty()) {
        if !lines.is_empty() {
            lines.push(PickerLine::Space);
        }
        if !group.name.is_empty() {
            lines.push(PickerLine::Head(&group.name));
        }
        for row in &group.rows {
            lines.push(PickerLine::Row(index, row));
            index += 1;
        }
    }
    lines
}

/// The first line that is shown, so that the selected one is well inside.
fn first_line(lines: &[PickerLine<'_>], selected: usize, height: usize) -> usize {
    let is_selected =
        |line: &PickerLine<'_>| matches!(line, PickerLine::Row(index, _) if *index == selected);
    let at = lines.iter().position(is_selected).unwrap_or(0);
    let most = lines.len().saturating_sub(height);
    at.saturating_sub(height / 2).min(most)
}

/// How far the preview can be scrolled in an area of this size.
pub fn most_scroll(screen: &PickerView<'_>, area: Rect) -> u16 {
    let area = PickerPlaces::of(screen, area).preview;
    screen
        .preview
        .map_or(0, |shown| preview::most_scroll(shown, area))
}

/// The row of the list under a cell of the screen.
pub fn hit(area: Rect, screen: &PickerView<'_>, column: u16, row: u16) -> Option<usize> {
    let list = PickerPlaces::of(screen, area).list;
    if !list.contains((column, row).into()) {
        return None;
    }
    let lines = lines(screen);
    let first = first_line(&lines, screen.selected, list.height.into());
    match lines.get(first + usize::from(row - list.y))? {
        PickerLine::Row(index, _) => Some(*index),
        PickerLine::Space | PickerLine::Head(_) => None,
    }
}

/// Puts the picker into an area of any size.
pub fn render(screen: &PickerView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let places = PickerPlaces::of(screen, area);
    render_top(screen, theme, places.top, buffer);
    if let Some(offer) = screen.offer {
        let offer = text::line(offer);
        paint::line(
            buffer,
            places.offer,
            &offer,
            theme.accent(Accent::Turn),
            Align::Left,
        );
    }
    render_list(screen, theme, places.list, buffer);
    if let Some(shown) = screen.preview.filter(|_| !places.preview.is_empty()) {
        if places.preview.x > places.list.x {
            for y in places.list.top()..places.list.bottom() {
                let cell = &mut buffer[(places.preview.x - 2, y)];
                cell.set_symbol("│").set_style(theme.quiet());
            }
        }
        preview::render(shown, screen.scroll, theme, places.preview, buffer);
    }
    footer::render(screen.hints, theme, places.footer, buffer);
}

fn render_top(screen: &PickerView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let shown: usize = screen.groups.iter().map(|group| group.rows.len()).sum();
    let count = match text::line(screen.filter).is_empty() {
        true => format!("{} in all", screen.of),
        false => format!("{shown} of {}", screen.of),
    };
    let corner = text::line(screen.corner);
    let count = match corner.is_empty() || area.width < CORNER_FROM {
        true => count,
        false => format!("{corner} · {count}"),
    };
    find::render("supple", screen.filter, &count, theme, area, buffer);
}

fn render_list(screen: &PickerView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let lines = lines(screen);
    if lines.is_empty() {
        let words = text::wrap(screen.empty, usize::from(area.width));
        paint::lines(buffer, area, &words, theme.text(), Align::Left);
        return;
    }
    let first = first_line(&lines, screen.selected, area.height.into());
    for (nth, line) in lines
        .iter()
        .skip(first)
        .take(area.height.into())
        .enumerate()
    {
        let place = paint::row(area, nth);
        match line {
            PickerLine::Space => {}
            PickerLine::Head(name) => {
                let name = text::line(name);
                paint::line(buffer, place, &name, theme.quiet(), Align::Left);
            }
            PickerLine::Row(index, row) => {
                render_row(row, *index == screen.selected, theme, place, buffer);
            }
        }
    }
}

fn render_row(row: &RoutineRow, selected: bool, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let (text_style, quiet) = match selected {
        true => (theme.chosen(), theme.chosen()),
        false => (theme.text(), theme.quiet()),
    };
    let wide = usize::from(area.width);
    let title = text::line(&row.title);
    // The length is always there; a mark and the position where the title leaves them room.
    let mut right: Vec<(String, ratatui::style::Style)> = Vec::new();
    let mut room = wide.saturating_sub(2 + text::width(&title));
    let mut add = |words: &str, style, room: &mut usize| {
        let taken = text::width(words) + 2;
        if !words.is_empty() && taken <= *room {
            right.insert(0, (format!("{words} "), style));
            *room -= taken;
        }
    };
    add(&text::line(&row.length), quiet, &mut room);
    if let Some(mark) = row.mark {
        let tone = match mark {
            RoutineMark::Broken => theme.accent(Accent::Beware),
            RoutineMark::Later => theme.accent(Accent::Turn),
            RoutineMark::Own | RoutineMark::Shadows => theme.accent(Accent::Work),
        };
        let style = if selected { theme.chosen() } else { tone };
        let words = match text::width(mark.words()) + 12 <= room {
            true => mark.words(),
            false => mark.short(),
        };
        add(words, style, &mut room);
    }
    if room > 14 {
        add(&text::line(&row.position), quiet, &mut room);
    }
    let right_wide: usize = right.iter().map(|(words, _)| text::width(words)).sum();
    let title = text::cut(&title, wide.saturating_sub(right_wide + 2));
    let space = wide.saturating_sub(1 + text::width(&title) + right_wide);
    let mut spans = vec![(format!(" {title}{}", " ".repeat(space)), text_style)];
    spans.extend(right);
    paint::spans(buffer, area, &spans, Align::Left);
}
