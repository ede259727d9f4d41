//! The picker: all routines in their groups, and a preview of the selected one.
//!
//! Two columns where there is room, one where there is not. It knows routines as lines of words;
//! where they come from and how letters filter them is for others.

mod preview;

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::Hint;
use super::frame::find_line;
use super::frame::{Frame, TWO_COLUMNS, two_columns};
use super::list::RowList;
use super::moving::{self, FigureMoment, FigurePace};
use super::paint::{self, Align, Canvas, InkedLine};
use super::theme::{Accent, Ink, Theme};
use crate::text;
use crate::words::picker as said;
pub use preview::Preview;

/// All that there is to see in the picker.
#[derive(Clone)]
pub struct PickerView<'a> {
    /// How many routines the filter leaves.
    pub count: usize,
    /// One of them: it is asked for as many as can be seen.
    pub row: &'a dyn Fn(usize) -> Option<RoutineRow<'a>>,
    pub columns: ListColumns,
    /// Which row is selected.
    pub selected: usize,
    /// The letters typed so far.
    pub filter: &'a str,
    /// How many rows there are without the filter.
    pub of: usize,
    /// A few quiet words in the corner: `just stiff`; may be empty.
    pub corner: &'a str,
    /// What is to be said of letters that nothing has.
    pub note: Option<&'a str>,
    /// What the selected row is about.
    pub preview: Option<&'a Preview>,
    /// How many rows of the preview are scrolled past.
    pub scroll: u16,
    /// One line above all: a broken-off session that can go on.
    pub offer: Option<&'a str>,
    /// What to say where there are no rows.
    pub empty: &'a str,
    pub hints: Vec<Hint>,
    /// Since when the figure of the preview is shown, and how.
    pub figure: (Duration, FigurePace),
}

/// A routine in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutineRow<'a> {
    /// The heading that it stands under.
    pub group: &'a str,
    pub title: &'a str,
    /// The letters of it that were typed, as places of its bytes.
    pub lit: Vec<Range<usize>>,
    /// The position of the body: `seated`.
    pub position: &'a str,
    /// How long it lasts: `1–4 min`.
    pub length: &'a str,
    pub mark: Option<RoutineMark>,
    /// Of a row of today: why it is there, in parts, the weightiest first.
    pub reason: Option<&'a [String]>,
}

/// How wide the columns of all rows are, those among them that the filter hides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListColumns {
    pub title: usize,
    pub position: usize,
    pub length: usize,
    /// Some rows have a mark.
    pub marks: bool,
    /// How wide the titles of today are.
    pub today: usize,
}

/// So many columns of a title stand in the list where there is room, and so many at the least.
const TITLE: usize = 32;
const LEAST_TITLE: usize = 20;
/// A title and a mark share so many columns at the least.
const WITH_MARK: usize = 20;
/// A reason beside a row of today has so many columns where all rows have their length too, and so
/// many at the least; in a list of that height it stands below the row instead.
const REASON: usize = 30;
const LEAST_REASON: usize = 14;
const REASONS_BELOW_FROM: u16 = 16;
/// The columns of a mark, and the space before each column.
const MARK: usize = 6;
const SPACE: usize = 2;

impl ListColumns {
    /// The columns of rows: their title, position and length.
    pub fn of<'a>(rows: impl Iterator<Item = [&'a str; 3]>, marks: bool) -> ListColumns {
        let mut widest = [0; 3];
        for row in rows {
            for (widest, words) in widest.iter_mut().zip(row) {
                *widest = (*widest).max(text::width(words));
            }
        }
        ListColumns {
            title: widest[0].min(TITLE),
            position: widest[1],
            length: widest[2],
            marks,
            today: 0,
        }
    }

    /// What all but the positions take, with a column at both ends.
    fn narrow(self) -> usize {
        let mark = if self.marks { SPACE + MARK } else { 0 };
        1 + self.title + mark + SPACE + self.length + 1
    }

    fn wide(self) -> usize {
        self.narrow() + SPACE + self.position
    }
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
    /// It is to be played with others, as which of them.
    Marked(usize),
}

impl RoutineMark {
    fn word(self) -> Cow<'static, str> {
        let word = match self {
            RoutineMark::Own | RoutineMark::Shadows => said::YOURS,
            RoutineMark::Broken => said::BROKEN,
            RoutineMark::Later => said::FOR_LATER,
            RoutineMark::Marked(nth) => return format!("+ {nth}").into(),
        };
        word.into()
    }
}

/// From this width on the list has the positions of the body.
const WIDE: u16 = 120;
/// From this width on the corner has room for more than a count.
const CORNER_FROM: u16 = 56;

/// Where everything stands; what has no room is empty.
struct PickerPlaces {
    frame: Frame,
    list: Rect,
    preview: Rect,
}

fn places(screen: &PickerView<'_>, area: Rect) -> PickerPlaces {
    let offers = screen.offer.is_some() && area.height >= 6;
    let frame = Frame::of_list(area, offers, &screen.hints);
    let body = frame.body;
    let (list, preview) = if area.width >= TWO_COLUMNS {
        let wanted = match area.width >= WIDE {
            true => screen.columns.wide(),
            false => screen.columns.narrow(),
        };
        let today = 2 * SPACE + 2 + screen.columns.today + screen.columns.length + REASON;
        let wanted = wanted.max(if screen.columns.today > 0 { today } else { 0 });
        let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
        two_columns(body, wanted.clamp(30, body.width * 11 / 20))
    } else if body.height >= 18 {
        // One below the other where both are of use; else the list alone.
        let half = usize::from(body.height / 2);
        (paint::rows(body, 0, half), paint::rows(body, half + 1, half))
    } else {
        (body, paint::rows(body, 0, 0))
    };
    PickerPlaces { frame, list, preview }
}

/// The rows about the selected one.
fn rows<'a>(screen: &PickerView<'a>, list: Rect) -> RowList<RoutineRow<'a>> {
    let about = RowList::<RoutineRow<'_>>::about(screen.selected, screen.count, list);
    let group = |at| (screen.row)(at).map(|row| row.group.to_owned());
    let before = about.start.checked_sub(1).and_then(group);
    let mut rows = RowList::new(screen.selected, screen.count, before);
    for index in about {
        if let Some(row) = (screen.row)(index) {
            let reason = row.reason.filter(|_| reasons_below(screen.columns, list));
            rows.add(row.group, index, row);
            let room = usize::from(list.width).saturating_sub(REASON_INDENT);
            if let Some(reason) = reason.map(|parts| as_much_as_fits(parts, room)) {
                rows.add_note(index, format!("{:REASON_INDENT$}{reason}", ""));
            }
        }
    }
    rows
}

/// How far a reason below its row is set in.
const REASON_INDENT: usize = 3;

/// What a row of today leaves for its reason, with its length or without.
fn reason_room(columns: ListColumns, title: usize, length: bool, width: usize) -> usize {
    let length = if length { SPACE + columns.length } else { 0 };
    width.saturating_sub(1 + title + length + SPACE + 1)
}

/// Whether reasons stand below their rows: beside them there is too little room.
fn reasons_below(columns: ListColumns, list: Rect) -> bool {
    let beside = reason_room(columns, columns.today, true, list.width.into());
    beside < REASON && list.height >= REASONS_BELOW_FROM
}

/// Whether they stand beside them. Where there is room for neither, a row has its length alone.
fn reasons_beside(columns: ListColumns, list: Rect) -> bool {
    let room = reason_room(columns, columns.today, false, list.width.into());
    room >= LEAST_REASON && !reasons_below(columns, list)
}

/// As many parts of a reason as fit; the first is cut where not even that one does.
fn as_much_as_fits(parts: &[String], room: usize) -> String {
    let joined = (1..=parts.len()).map(|parts_shown| parts[..parts_shown].join("; "));
    let fits = joined.take_while(|words| text::width(words) <= room).last();
    let cut = || parts.first().map(|first| text::cut(&text::line(first), room));
    fits.or_else(cut).map_or(String::new(), |words| text::line(&words))
}

/// How far the preview can be scrolled in an area of this size.
pub fn most_scroll(screen: &PickerView<'_>, area: Rect) -> u16 {
    let preview = screen.preview;
    preview.map_or(0, |shown| preview::most_scroll(shown, places(screen, area).preview))
}

/// Where the figure of the selected routine stands, if it has one and there is room.
fn figure<'a>(screen: &PickerView<'a>, preview: Rect) -> Option<(Rect, FigureMoment<'a>)> {
    let shown = screen.preview?;
    let place = preview::PreviewPlaces::of(shown, preview).figure?;
    let (timeline, (since, pace)) = (shown.figure.as_ref()?, screen.figure);
    Some((place, FigureMoment::repetition(timeline, 0, since, pace)?))
}

/// Until the figure moves on; `None` where there is none, or it keeps still.
pub fn next_change(screen: &PickerView<'_>, area: Rect) -> Option<Duration> {
    figure(screen, places(screen, area).preview)?.1.next_frame()
}

/// The row of the list under a cell of the screen.
pub fn hit(area: Rect, screen: &PickerView<'_>, column: u16, row: u16) -> Option<usize> {
    let list = below_note(screen, places(screen, area).list).1;
    rows(screen, list).hit(list, column, row)
}

/// The lines of the note, and the list below them.
fn below_note(screen: &PickerView<'_>, list: Rect) -> (Vec<InkedLine>, Rect) {
    let words = match screen.count {
        0 => screen.note.unwrap_or(screen.empty),
        _ => screen.note.unwrap_or_default(),
    };
    let mut lines: Vec<InkedLine> = paint::wrapped(words, list.width.into(), Ink::Text).collect();
    if !lines.is_empty() {
        lines.push(Vec::new());
    }
    let below = paint::rows(list, lines.len(), list.height.into());
    (lines, below)
}

/// Puts the picker into an area of any size.
pub fn render(screen: &PickerView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let PickerPlaces { frame, list, preview } = places(screen, area);
    render_top(screen, frame.top, &mut canvas);
    let offer = text::line(screen.offer.unwrap_or_default());
    canvas.line(frame.second, &offer, Ink::Accent(Accent::Turn));
    let (note, rest) = below_note(screen, list);
    canvas.lines(list, &note, Align::Left);
    rows(screen, rest).render(rest, &mut canvas, |row, selected, place, canvas| {
        match row.reason.filter(|_| reasons_beside(screen.columns, rest)) {
            Some(reason) => render_today(row, reason, screen.columns, selected, place, canvas),
            None => render_row(row, screen.columns, selected, place, canvas),
        }
    });
    if let Some(shown) = screen.preview.filter(|_| !preview.is_empty()) {
        if preview.x > list.x {
            canvas.rule_before(preview);
        }
        preview::render(shown, screen.scroll, preview, &mut canvas);
        if let Some((place, moment)) = figure(screen, preview) {
            moving::render(&moment, None, theme, place, canvas.buffer);
        }
    }
    canvas.keys(frame.keys, &screen.hints);
}

fn render_top(screen: &PickerView<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let mut count = match text::line(screen.filter).is_empty() {
        true => said::routines_shown(None, screen.of),
        false => said::routines_shown(Some(screen.count), screen.of),
    };
    let corner = text::line(screen.corner);
    if !corner.is_empty() && area.width >= CORNER_FROM {
        count = format!("{corner} · {count}");
    }
    find_line(said::SUPPLE, screen.filter, &count, area, canvas);
}

fn render_row(
    row: &RoutineRow<'_>,
    columns: ListColumns,
    selected: bool,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let wide = usize::from(area.width);
    let inked = |ink: Ink| if selected { Ink::Chosen } else { ink };
    // A column is there for all rows or for none, and titles keep what they need of the width. A
    // mark stands at the end of the title's own column.
    let mut room = wide.saturating_sub(2);
    let mut fits = |width: usize, title: usize| {
        let left = room.checked_sub(SPACE + width).filter(|left| *left >= title);
        room = left.unwrap_or(room);
        left.is_some()
    };
    let mark = if columns.marks { SPACE + MARK } else { 0 };
    let lengths = fits(columns.length, columns.title.min(LEAST_TITLE));
    let positions = fits(columns.position, columns.title + mark);
    let mut right: InkedLine = Vec::new();
    if let Some(mark) = row.mark.filter(|_| room >= WITH_MARK) {
        let tone = match mark {
            RoutineMark::Broken => Accent::Beware,
            RoutineMark::Later => Accent::Turn,
            RoutineMark::Own | RoutineMark::Shadows | RoutineMark::Marked(_) => Accent::Work,
        };
        let word = format!("{:SPACE$}{}", "", mark.word());
        room = room.saturating_sub(text::width(&word));
        right.push((word, inked(Ink::Accent(tone))));
    }
    let mut column = |words: &str, width: usize| {
        let words = text::cut(&text::line(words), width);
        let space = SPACE + width - text::width(&words);
        right.push((format!("{:space$}{words}", ""), inked(Ink::Quiet)));
    };
    if positions {
        column(row.position, columns.position);
    }
    if lengths {
        column(row.length, columns.length);
    }
    right.push((" ".to_owned(), inked(Ink::Text)));
    let mut pieces = vec![(" ".to_owned(), inked(Ink::Text))];
    pieces.extend(title(row, room, selected));
    let rest = room.saturating_sub(paint::width_of(&pieces) - 1);
    pieces.push((" ".repeat(rest), inked(Ink::Text)));
    pieces.extend(right);
    canvas.pieces(area, &pieces, Align::Left);
}

/// A row of today with its reason beside it.
fn render_today(
    row: &RoutineRow<'_>,
    reason: &[String],
    columns: ListColumns,
    selected: bool,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    let wide = usize::from(area.width);
    let inked = |ink: Ink| if selected { Ink::Chosen } else { ink };
    let length = reason_room(columns, columns.today, true, wide) >= REASON;
    let column = columns.today;
    let title = text::padded(&text::cut(&text::line(row.title), column), column);
    let mut left = format!(" {title}");
    if length {
        let (shown, width) = (text::line(row.length), columns.length);
        left += &format!("{:1$}", "", SPACE + width - text::width(&shown).min(width));
        left += &shown;
    }
    let room = reason_room(columns, column, length, wide);
    let reason = format!("{:SPACE$}{}", "", as_much_as_fits(reason, room));
    let rest = wide.saturating_sub(text::width(&left) + text::width(&reason));
    let quiet = reason + &" ".repeat(rest);
    canvas.pieces(area, &[(left, inked(Ink::Text)), (quiet, inked(Ink::Quiet))], Align::Left);
}

/// A title with the letters lit that were typed.
fn title(row: &RoutineRow<'_>, room: usize, selected: bool) -> InkedLine {
    let plain = text::line(row.title);
    if selected || plain != row.title || text::width(&plain) > room {
        let ink = if selected { Ink::Chosen } else { Ink::Text };
        return vec![(text::cut(&plain, room), ink)];
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    for lit in &row.lit {
        pieces.push((row.title[at..lit.start].to_owned(), Ink::Text));
        pieces.push((row.title[lit.clone()].to_owned(), Ink::Accent(Accent::Work)));
        at = lit.end;
    }
    pieces.push((row.title[at..].to_owned(), Ink::Text));
    pieces
}
