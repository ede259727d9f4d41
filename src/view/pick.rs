//! The picker: all routines in their groups, and a preview of the selected one.
//!
//! Two columns where there is room, one where there is not. It knows routines as lines of words;
//! where they come from and how letters filter them is for others.

mod preview;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::find;
use super::footer::Hint;
use super::frame::{Frame, TWO_COLUMNS, two_columns};
use super::list::RowList;
use super::paint::{self, Align, Canvas, InkedLine};
use super::theme::{Accent, Ink, Theme};
use crate::text;
use crate::words::picker as said;
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
    /// In full, and in few letters.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            RoutineMark::Own => said::YOURS,
            RoutineMark::Shadows => said::SHADOWS,
            RoutineMark::Broken => said::BROKEN,
            RoutineMark::Later => said::FOR_LATER,
        }
    }
}

/// From this width on the corner has room for more than a count.
const CORNER_FROM: u16 = 60;

/// The frame, the list in it and the preview, which is empty where it has no room.
fn places(screen: &PickerView<'_>, area: Rect) -> (Frame, Rect, Rect) {
    let offers = screen.offer.is_some() && area.height >= 6;
    let frame = Frame::of_list(area, offers, screen.hints);
    let body = frame.body;
    let (list, preview) = if area.width >= TWO_COLUMNS {
        two_columns(body, (body.width * 45 / 100).clamp(34, 56))
    } else if body.height >= 18 {
        // One below the other where both are of use; else the list alone.
        let half = usize::from(body.height / 2);
        (
            paint::rows(body, 0, half),
            paint::rows(body, half + 1, half),
        )
    } else {
        (body, paint::rows(body, 0, 0))
    };
    (frame, list, preview)
}

/// The rows of all groups.
fn rows<'a>(screen: &PickerView<'a>) -> RowList<&'a RoutineRow> {
    let mut rows = RowList::new(screen.selected, None);
    let groups = screen.groups.iter();
    let all = groups.flat_map(|group| group.rows.iter().map(|row| (&group.name, row)));
    for (index, (head, row)) in all.enumerate() {
        rows.add(head, index, row);
    }
    rows
}

/// How far the preview can be scrolled in an area of this size.
pub fn most_scroll(screen: &PickerView<'_>, area: Rect) -> u16 {
    let (_, _, area) = places(screen, area);
    let preview = screen.preview;
    preview.map_or(0, |shown| preview::most_scroll(shown, area))
}

/// The row of the list under a cell of the screen.
pub fn hit(area: Rect, screen: &PickerView<'_>, column: u16, row: u16) -> Option<usize> {
    let (_, list, _) = places(screen, area);
    rows(screen).hit(list, column, row)
}

/// Puts the picker into an area of any size.
pub fn render(screen: &PickerView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let (frame, list, preview) = places(screen, area);
    render_top(screen, frame.top, &mut canvas);
    let offer = text::line(screen.offer.unwrap_or_default());
    canvas.line(frame.second, &offer, Ink::Accent(Accent::Turn));
    if screen.groups.iter().all(|group| group.rows.is_empty()) {
        canvas.words(list, screen.empty, Ink::Text);
    }
    rows(screen).render(list, &mut canvas, |row, selected, place, canvas| {
        render_row(row, selected, place, canvas);
    });
    if let Some(shown) = screen.preview.filter(|_| !preview.is_empty()) {
        if preview.x > list.x {
            canvas.rule_before(preview);
        }
        preview::render(shown, screen.scroll, preview, &mut canvas);
    }
    canvas.keys(frame.keys, screen.hints);
}

fn render_top(screen: &PickerView<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let shown: usize = screen.groups.iter().map(|group| group.rows.len()).sum();
    let mut count = match text::line(screen.filter).is_empty() {
        true => said::routines_shown(None, screen.of),
        false => said::routines_shown(Some(shown), screen.of),
    };
    let corner = text::line(screen.corner);
    if !corner.is_empty() && area.width >= CORNER_FROM {
        count = format!("{corner} · {count}");
    }
    find::render(said::SUPPLE, screen.filter, &count, area, canvas);
}

fn render_row(row: &RoutineRow, selected: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let inked = |ink: Ink| if selected { Ink::Chosen } else { ink };
    let wide = usize::from(area.width);
    let title = text::line(&row.title);
    // The length is always there; a mark and the position where the title leaves them room.
    let mut right: InkedLine = Vec::new();
    let mut room = wide.saturating_sub(2 + text::width(&title));
    let mut add = |words: &str, ink: Ink, room: &mut usize| {
        let taken = text::width(words) + 2;
        if !words.is_empty() && taken <= *room {
            right.insert(0, (format!("{words} "), inked(ink)));
            *room -= taken;
        }
    };
    add(&text::line(&row.length), Ink::Quiet, &mut room);
    if let Some(mark) = row.mark {
        let ink = match mark {
            RoutineMark::Broken => Ink::Accent(Accent::Beware),
            RoutineMark::Later => Ink::Quiet,
            RoutineMark::Own | RoutineMark::Shadows => Ink::Accent(Accent::Work),
        };
        let (full, short) = mark.words();
        let fits = text::width(full) + 12 <= room;
        let words = if fits { full } else { short };
        add(words, ink, &mut room);
    }
    if room > 14 {
        add(&text::line(&row.position), Ink::Quiet, &mut room);
    }
    let title_room = wide.saturating_sub(paint::width_of(&right) + 2);
    let title = text::padded(&text::cut(&title, title_room), title_room + 1);
    let mut pieces = vec![(format!(" {title}"), inked(Ink::Text))];
    pieces.extend(right);
    canvas.pieces(area, &pieces, Align::Left);
}
