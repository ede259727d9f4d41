//! The picker: all routines in their groups, and a preview of the selected one.
//!
//! Two columns where there is room, one where there is not. It knows routines as lines of words;
//! where they come from and how letters filter them is for others.

use std::array;
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::{Frame, TWO_COLUMNS, figure_size, find_line, two_columns};
use super::list::RowList;
use super::moving::{self, FigureMoment, FigurePace};
use super::page::{self, PageBlock};
use super::paint::{self, Canvas, InkedLine, wrapped};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen};
use crate::text;
use crate::timeline::Timeline;
use crate::words::{picker as said, some_of};

/// All that there is to see in the picker, a field for each thing that it shows.
#[derive(Clone)]
pub struct PickerView<'a> {
    /// How many routines the filter leaves.
    pub count: usize,
    /// One of them: it is asked for as many as can be seen.
    pub row: Rc<dyn Fn(usize) -> Option<RoutineRow<'a>> + 'a>,
    pub columns: ListColumns,
    /// Which row is selected.
    pub selected: usize,
    /// The letters typed so far.
    pub filter: &'a str,
    /// How many rows there are without the filter.
    pub of: usize,
    /// A few quiet words in the corner: `just stiff`; may be empty.
    pub corner: String,
    /// What is to be said of letters that nothing has; may be empty.
    pub note: String,
    /// What the selected row is about.
    pub preview: Option<Arc<Preview>>,
    /// How many rows of the preview are scrolled past.
    pub scroll: u16,
    /// One line above all: a broken-off session that can go on.
    pub offer: Option<String>,
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
    fn look(self) -> (Cow<'static, str>, Accent) {
        match self {
            RoutineMark::Own | RoutineMark::Shadows => (said::YOURS.into(), Accent::Work),
            RoutineMark::Broken => (said::BROKEN.into(), Accent::Beware),
            RoutineMark::Later => (said::FOR_LATER.into(), Accent::Turn),
            RoutineMark::Marked(nth) => (format!("+ {nth}").into(), Accent::Work),
        }
    }
}

/// So many columns of a title stand in the list where there is room, and so many at the least.
const TITLE: usize = 32;
const LEAST_TITLE: usize = 20;
/// A title and a mark share so many columns at the least.
const WITH_MARK: usize = 20;
/// A reason beside a row of today has so many columns where all rows have their length too, and so
/// many at the least; in a list of that height it stands below the row instead, so far set in.
const REASON: usize = 30;
const LEAST_REASON: usize = 14;
const REASONS_BELOW_FROM: u16 = 16;
const REASON_INDENT: usize = 3;
/// The columns of a mark, and the space before each column.
const MARK: usize = 6;
const SPACE: usize = 2;
/// From this width on the list has the positions of the body.
const WIDE: u16 = 120;
/// From this width on the corner has room for more than a count.
const CORNER_FROM: u16 = 56;

impl ListColumns {
    /// The columns of rows: their title, position and length.
    pub fn of<'a>(rows: impl Iterator<Item = [&'a str; 3]>, marks: bool) -> ListColumns {
        let [title, position, length] = rows.fold([0; 3], |widest, row| {
            array::from_fn(|nth| text::width(row[nth]).max(widest[nth]))
        });
        ListColumns { title: title.min(TITLE), position, length, marks, today: 0 }
    }

    fn mark(self) -> usize {
        if self.marks { SPACE + MARK } else { 0 }
    }

    /// How many columns a list takes that shows them all, the positions in a wide area only.
    fn wanted(self, area: Rect) -> u16 {
        let position = if area.width >= WIDE { SPACE + self.position } else { 0 };
        // One column stands at both ends.
        let all = 1 + self.title + self.mark() + SPACE + self.length + position + 1;
        let today = 1 + self.today + SPACE + self.length + SPACE + REASON + 1;
        let wanted = if self.today > 0 { all.max(today) } else { all };
        u16::try_from(wanted).unwrap_or(u16::MAX)
    }

    /// What a row of today with such a title leaves for its reason, with its length or without.
    fn reason_room(self, length: bool, list: Rect) -> usize {
        let length = if length { SPACE + self.length } else { 0 };
        usize::from(list.width).saturating_sub(1 + self.today + length + SPACE + 1)
    }

    /// Whether reasons stand below their rows: beside them there is too little room.
    fn reasons_below(self, list: Rect) -> bool {
        self.reason_room(true, list) < REASON && list.height >= REASONS_BELOW_FROM
    }

    /// Whether they stand beside them. Where there is room for neither, a row has its length alone.
    fn reasons_beside(self, list: Rect) -> bool {
        self.reason_room(false, list) >= LEAST_REASON && !self.reasons_below(list)
    }
}

/// As many parts of a reason as fit; the first is cut where not even that one does.
fn as_much_as_fits(parts: &[String], room: usize) -> String {
    let words = text::flow(parts, "; ", room).into_iter().next();
    text::cut(&text::line(&words.unwrap_or_default()), room)
}

/// Where everything stands; what has no room is empty.
struct PickerPlaces {
    frame: Frame,
    /// The lines of the note, above the list.
    note: Vec<InkedLine>,
    noted: Rect,
    list: Rect,
    preview: Rect,
}

impl<'a> PickerView<'a> {
    fn places(&self, area: Rect) -> PickerPlaces {
        let offers = self.offer.is_some() && area.height >= 6;
        let frame = Frame::of_list(area, offers, &self.hints);
        let body = frame.body;
        let (noted, preview) = if area.width >= TWO_COLUMNS {
            two_columns(body, self.columns.wanted(area).clamp(30, body.width * 11 / 20))
        } else if body.height >= 18 {
            // One below the other where both are of use; else the list alone.
            let half = usize::from(body.height / 2);
            (paint::rows(body, 0, half), paint::rows(body, half + 1, half))
        } else {
            (body, paint::rows(body, 0, 0))
        };
        let mut note: Vec<InkedLine> = wrapped(&self.note, noted.width.into(), Ink::Text).collect();
        if !note.is_empty() {
            note.push(Vec::new());
        }
        let list = paint::rows(noted, note.len(), noted.height.into());
        PickerPlaces { frame, note, noted, list, preview }
    }

    /// The rows about the selected one.
    fn rows(&self, list: Rect) -> RowList<RoutineRow<'a>> {
        let below = self.columns.reasons_below(list);
        let room = usize::from(list.width).saturating_sub(REASON_INDENT);
        RowList::about(self.selected, self.count, list, |index| {
            let row = (self.row)(index)?;
            let reason = row.reason.filter(|_| below).map(|parts| as_much_as_fits(parts, room));
            let note = reason.map(|reason| format!("{:REASON_INDENT$}{reason}", ""));
            Some((row.group.to_owned(), row, note))
        })
    }

    /// Where the figure of the selected routine stands, if it has one and there is room.
    fn figure<'p>(&self, shown: &'p Preview, preview: Rect) -> Option<(Rect, FigureMoment<'p>)> {
        let place = PreviewPlaces::of(shown, preview).figure?;
        let (timeline, (since, pace)) = (shown.figure.as_ref()?, self.figure);
        Some((place, FigureMoment::repetition(timeline, 0, since, pace)?))
    }

    fn render_top(&self, area: Rect, canvas: &mut Canvas<'_>) {
        let filtered = !text::line(self.filter).is_empty();
        let (shown, all) = (self.count, self.of);
        let mut count = if filtered { some_of(shown, all) } else { said::in_all(all) };
        let corner = text::line(&self.corner);
        if !corner.is_empty() && area.width >= CORNER_FROM {
            count = format!("{corner} · {count}");
        }
        find_line(said::SUPPLE, self.filter, &count, area, canvas);
    }

    fn row_line(&self, row: &RoutineRow<'_>, selected: bool, wide: usize) -> InkedLine {
        let columns = self.columns;
        let inked = |words: String, ink: Ink| (words, ink.or_chosen(selected));
        let mut room = wide.saturating_sub(2);
        let mut right = vec![inked(" ".to_owned(), Ink::Text)];
        // A column is there for all rows or for none, and titles keep what they need of the width.
        let length = (row.length, columns.length, columns.title.min(LEAST_TITLE));
        let position = (row.position, columns.position, columns.title + columns.mark());
        for (words, width, title) in [length, position] {
            if let Some(left) = room.checked_sub(SPACE + width).filter(|left| *left >= title) {
                let words = paint::right_aligned(words, SPACE + width);
                right.insert(0, inked(words, Ink::Quiet));
                room = left;
            }
        }
        // A mark stands at the end of the title's own column.
        if let Some((word, tone)) = row.mark.filter(|_| room >= WITH_MARK).map(RoutineMark::look) {
            let word = format!("{:SPACE$}{word}", "");
            room = room.saturating_sub(text::width(&word));
            right.insert(0, inked(word, Ink::Accent(tone)));
        }
        let mut pieces = vec![inked(" ".to_owned(), Ink::Text)];
        pieces.extend(title(row, room, selected));
        let rest = (room + 1).saturating_sub(paint::width_of(&pieces));
        pieces.push(inked(" ".repeat(rest), Ink::Text));
        pieces.extend(right);
        pieces
    }

    /// A row of today with its reason beside it.
    fn today_line(
        &self,
        row: &RoutineRow<'_>,
        reason: &[String],
        selected: bool,
        list: Rect,
    ) -> InkedLine {
        let columns = self.columns;
        let title = text::cut(&text::line(row.title), columns.today);
        let mut left = format!(" {}", text::padded(&title, columns.today));
        let length = columns.reason_room(true, list) >= REASON;
        if length {
            left += &paint::right_aligned(row.length, SPACE + columns.length);
        }
        let reason = as_much_as_fits(reason, columns.reason_room(length, list));
        let rest = usize::from(list.width).saturating_sub(text::width(&left));
        let quiet = text::padded(&format!("{:SPACE$}{reason}", ""), rest);
        vec![(left, Ink::Text.or_chosen(selected)), (quiet, Ink::Quiet.or_chosen(selected))]
    }
}

impl Screen for PickerView<'_> {
    fn most_scroll(&self, area: Rect) -> u16 {
        let place = self.places(area).preview;
        self.preview.as_ref().map_or(0, |shown| {
            let places = PreviewPlaces::of(shown, place);
            paint::most_scroll(places.lines.len(), places.text)
        })
    }

    fn next_change(&self, area: Rect) -> Option<Duration> {
        let shown = self.preview.as_ref()?;
        self.figure(shown, self.places(area).preview)?.1.next_frame()
    }

    fn hit(&self, area: Rect, column: u16, row: u16) -> Option<usize> {
        let list = self.places(area).list;
        self.rows(list).hit(list, column, row)
    }

    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let mut canvas = Canvas { theme, buffer };
        let PickerPlaces { frame, note, noted, list, preview } = self.places(area);
        self.render_top(frame.top, &mut canvas);
        let offer = text::line(self.offer.as_deref().unwrap_or_default());
        canvas.line(frame.second, &offer, Ink::Accent(Accent::Turn));
        canvas.lines(noted, &note);
        let beside = self.columns.reasons_beside(list);
        self.rows(list).render(list, &mut canvas, |row, selected| {
            match row.reason.filter(|_| beside) {
                Some(reason) => self.today_line(row, reason, selected, list),
                None => self.row_line(row, selected, list.width.into()),
            }
        });
        if let Some(shown) = self.preview.as_ref().filter(|_| !preview.is_empty()) {
            if preview.x > list.x {
                canvas.rule_before(preview);
            }
            shown.render(self.scroll, preview, &mut canvas);
            if let Some((place, moment)) = self.figure(shown, preview) {
                moving::render(&moment, None, theme, place, canvas.buffer);
            }
        }
        canvas.keys(frame.keys, &self.hints);
    }
}

/// A title with the letters lit that were typed.
fn title(row: &RoutineRow<'_>, room: usize, selected: bool) -> InkedLine {
    let plain = text::line(row.title);
    if selected || plain != row.title || text::width(&plain) > room {
        return vec![(text::cut(&plain, room), Ink::Text.or_chosen(selected))];
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

// The selected routine: what it is, its steps, who must not do it; and of a broken file, what is
// wrong with it. A figure has a place beside the words, or above them.

/// What the preview shows; whatever is empty is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    pub title: String,
    /// Length, position, areas and the like, shown as one line with dots between.
    pub facts: Vec<String>,
    /// How often the person did it lately, and how it felt.
    pub history: String,
    /// One line about where it comes from or when it is for: `for later: six weeks after ...`.
    pub remark: String,
    /// What it is for, who must leave it, its steps; of a page what it says, of a broken file what
    /// is wrong with it.
    pub blocks: Vec<PageBlock>,
    /// The plan, where a figure shows its movements.
    pub figure: Option<Arc<Timeline>>,
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 72;
/// The space between a figure and the text beside it, and how wide that is at the least.
const BESIDE: u16 = 4;
const TEXT: u16 = 34;
/// The least rows of text below a figure.
const BELOW: u16 = 6;

/// Where everything stands in the area of the preview, and the lines of its text.
struct PreviewPlaces {
    head: Vec<InkedLine>,
    figure: Option<Rect>,
    text: Rect,
    lines: Vec<InkedLine>,
}

impl PreviewPlaces {
    fn of(preview: &Preview, area: Rect) -> PreviewPlaces {
        let words = [
            (&preview.title, Ink::Strong),
            (&preview.facts.join(" · "), Ink::Quiet),
            (&preview.history, Ink::Quiet),
            (&preview.remark, Ink::Accent(Accent::Turn)),
        ];
        let head =
            words.into_iter().flat_map(|(words, ink)| wrapped(words, area.width.into(), ink));
        let head: Vec<InkedLine> = head.collect();
        let body = paint::rows(area, head.len() + 1, area.height.into());
        let below = if preview.title.is_empty() { 0 } else { 1 + BELOW };
        let room = Rect { height: area.height.saturating_sub(below), ..area };
        let size = figure_size(room).filter(|_| preview.figure.is_some());
        let (figure, text) = match size {
            Some((wide, high)) if wide + BESIDE + TEXT <= area.width && high <= body.height => {
                let figure = paint::rows(paint::columns(body, 0, wide), 0, high.into());
                (Some(figure), paint::columns(body, wide + BESIDE, area.width))
            }
            Some((wide, high)) if wide <= area.width && high + below <= body.height => {
                let figure = paint::rows(paint::column(body, wide), 0, high.into());
                (Some(figure), paint::rows(body, usize::from(high) + 1, body.height.into()))
            }
            _ => (None, body),
        };
        let text = paint::columns(text, 0, MEASURE);
        let lines = page::lines(&preview.blocks, text.width.into());
        PreviewPlaces { head, figure, text, lines }
    }
}

impl Preview {
    fn render(&self, scroll: u16, area: Rect, canvas: &mut Canvas<'_>) {
        let PreviewPlaces { head, text, mut lines, .. } = PreviewPlaces::of(self, area);
        canvas.lines(area, &head);
        let scroll = usize::from(scroll.min(paint::most_scroll(lines.len(), text)));
        let end = scroll + usize::from(text.height);
        let below = lines.len().saturating_sub(end);
        if below > 0 && end > scroll {
            lines[end - 1] = vec![(said::more_below(below + 1), Ink::Quiet)];
        }
        canvas.lines(text, &lines[scroll..]);
    }
}
