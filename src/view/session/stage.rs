//! The stage of a session: where everything stands and how big it is, the same for every phase.
//!
//! It is made once for a timeline and a size. What any phase needs most fixes the places; a phase
//! may leave its place empty, and takes no other's. So nothing moves while somebody follows it from
//! two metres: words, tone and figure alone change.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use ratatui::layout::Rect;

use super::content;
use crate::text;
use crate::timeline::plan::{self, PlanLine};
use crate::timeline::{Kind, Timeline};
use crate::view::digits::{self, DigitSize};
use crate::view::letters::{BigLetters, ROWS};
use crate::view::moving::FigureShape;
use crate::view::paint::{self, Rows};
use crate::words::playing::{self, Turn};

/// From so many columns on, the plan stands beside everything else.
const WITH_PLAN: u16 = 120;

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 66;

/// What has a place of its own on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageSlot {
    /// Routine, exercise, side, repetition; what is left.
    Title,
    Headline,
    Number,
    /// What the number counts.
    Counts,
    /// The parts of a repetition.
    Parts,
    /// Whose turn it is.
    Turn,
    /// The instruction, and what there is to tell besides.
    Words,
    /// The plan of the routine.
    Plan,
    /// What comes next, or what has no room elsewhere.
    Foot,
    Bar,
    Keys,
}

/// The places of a session, and the size of its letters and digits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionStage {
    pub area: Rect,
    /// Whether headline, number and figure have all the room.
    pub big: bool,
    /// Where the figure stands, or the disc that breathes.
    pub figure: Option<Rect>,
    slots: BTreeMap<StageSlot, Rect>,
    pub(super) lettering: Lettering,
    /// The lines of the plan, where it has a place.
    pub(super) plan: Vec<PlanLine>,
    /// None where the number is plain text.
    pub(super) digits: Option<DigitSize>,
}

/// How a headline is set: in rows of plain text, or in big letters of a scale from 1 on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lettering {
    /// 0 for plain text.
    scale: u16,
    /// The most rows of plain text, or lines of letters.
    lines: usize,
}

impl Lettering {
    fn rows(self) -> usize {
        self.lines * usize::from((ROWS * self.scale).max(1))
    }

    /// The letters of a text, where it is set in big ones and fits.
    pub fn set(self, words: &str, columns: u16) -> Option<BigLetters> {
        BigLetters::of(words, self.scale, columns, self.lines)
    }
}

/// From which size of the screen on a figure has which place: columns and rows of the screen, of a
/// tall figure, of a wide one.
type FigurePlace = ((u16, u16), (u16, u16), (u16, u16));
const FIGURE_PLACES: [FigurePlace; 6] = [
    ((200, 60), (56, 28), (74, 20)),
    ((160, 50), (44, 20), (58, 14)),
    ((100, 30), (36, 17), (48, 12)),
    ((80, 24), (30, 14), (40, 10)),
    ((60, 20), (18, 9), (28, 8)),
    ((40, 12), (14, 7), (18, 6)),
];

impl SessionStage {
    /// The stage of a timeline on a screen. `big` gives headline, number and figure all the room.
    pub fn new(timeline: &Timeline, figure: FigureShape, big: bool, area: Rect) -> SessionStage {
        let need = StageNeed::of(timeline);
        let mut stage = SessionStage { area, big, ..SessionStage::default() };
        let middle = stage.place_edges(big);
        let shape = match figure {
            FigureShape::None if need.breathes => FigureShape::Tall,
            // Minutes have no room beside it.
            _ if need.number.len() > 2 && area.width < 60 => FigureShape::None,
            shape => shape,
        };
        let place = place_of_figure(shape, big, area, middle);
        let body = stage.place_headline(&need, place, middle);
        let body = stage.place_plan(timeline, body);
        let column = stage.place_figure(place, body);
        stage.place_column(&need, column);
        stage
    }

    /// Where something stands; empty where it has no room.
    pub fn slot(&self, slot: StageSlot) -> Rect {
        self.slots.get(&slot).copied().unwrap_or_default()
    }

    /// All places.
    pub fn places(&self) -> impl Iterator<Item = Rect> {
        self.slots.values().copied().chain(self.figure).filter(|place| !place.is_empty())
    }

    pub(super) fn has(&self, slot: StageSlot) -> bool {
        !self.slot(slot).is_empty()
    }

    fn put(&mut self, slot: StageSlot, place: Rect) {
        self.slots.insert(slot, place);
    }

    /// What stands above and below the middle; gives the middle.
    fn place_edges(&mut self, big: bool) -> Rect {
        let narrow = self.area.width < 28;
        let inner = paint::inset(self.area, if narrow { 1 } else { 2 });
        let height = usize::from(self.area.height);
        let framed = self.area.height >= 8 && !narrow && !big;
        let below = [StageSlot::Foot, StageSlot::Bar, StageSlot::Keys];
        let below = &below[..if framed { 3 } else { usize::from(height >= 2) }];
        if framed {
            self.put(StageSlot::Title, paint::row(inner, 0));
        }
        for (nth, slot) in below.iter().enumerate() {
            let at = height - below.len() + nth;
            self.put(*slot, paint::row(inner, at));
        }
        let above = usize::from(framed);
        paint::rows(inner, above, height - above - below.len())
    }

    /// Gives the headline the biggest letters that what there is to say fits in, and returns what
    /// is left below it.
    fn place_headline(&mut self, need: &StageNeed, (_, figure): (u16, u16), middle: Rect) -> Rect {
        let height = usize::from(middle.height);
        let least = usize::from(figure).max(if height < 24 { 5 } else { 9 });
        self.lettering = find_lettering(need, middle.width, height, least);
        let rows = self.lettering.rows().min(height);
        let body = usize::from(figure).max(if height < 24 { 9 } else { 14 });
        let spare = height.saturating_sub(rows + body);
        let air = |from: usize| usize::from(spare >= from) + spare / 7;
        let (above, below) = (air(2), air(1));
        if middle.height < 4 {
            // Beside the number.
            self.put(StageSlot::Headline, paint::row(middle, 0));
            return middle;
        }
        self.put(StageSlot::Headline, paint::rows(middle, above, rows));
        let from = above + rows + below;
        let after = usize::from(spare >= 5) + spare / 10;
        paint::rows(middle, from, height - from - after.min(height - from))
    }

    /// Puts the plan at the right of a wide screen; gives what is left beside it.
    fn place_plan(&mut self, timeline: &Timeline, body: Rect) -> Rect {
        if self.big || self.area.width < WITH_PLAN || body.height < 12 {
            return body;
        }
        let wide = (body.width / 4).min(44);
        let left = body.width - wide;
        self.put(StageSlot::Plan, paint::columns(body, left, wide));
        self.plan = plan::lines(timeline);
        paint::columns(body, 0, left - 5)
    }

    /// Puts the figure at the left; gives the column at its right, or below it.
    fn place_figure(&mut self, (wide, high): (u16, u16), body: Rect) -> Rect {
        let high = high.min(body.height);
        if wide == 0 || high < 5 {
            return body;
        }
        // A narrow screen that is tall has the column below.
        if body.width < 56 && body.height >= 20 {
            let high = high.max(body.height / 2).min(body.width / 2);
            let place = paint::rows(body, 0, high.into());
            self.figure = Some(paint::columns(place, 0, wide.max(2 * high)));
            return paint::rows(body, usize::from(high) + 1, body.height.into());
        }
        let place = paint::columns(paint::rows(body, 0, high.into()), 0, wide);
        self.figure = Some(place);
        let between = match body.width {
            0..56 => 2,
            56..90 => 3,
            _ => 5,
        };
        paint::columns(body, wide + between, body.width)
    }

    /// Shares a column among number, parts and words.
    fn place_column(&mut self, need: &StageNeed, column: Rect) {
        use StageSlot::{Counts, Number, Parts, Turn, Words};
        if self.area.height < 5 {
            // Beside the headline.
            let wide = (need.number.len() as u16).min(column.width / 2);
            let at = column.width - wide;
            let row = paint::row(self.slot(StageSlot::Headline), 0);
            self.put(Number, paint::columns(row, at, wide));
            self.put(StageSlot::Headline, paint::columns(row, 0, at - 1.min(at)));
            return;
        }
        let shared = paint::fitted(self.wishes(need, column), column.height.into());
        let all = [Number, Counts, Parts, Turn, Words].map(|what| {
            let rows = shared.iter().filter(|rows| rows.what == what);
            let height = rows.map(|rows| rows.height).sum();
            Rows { what, height, weight: 0, apart: height > 0 && !matches!(what, Number | Counts) }
        });
        let air = usize::from(column.height) - paint::height(&all);
        for (at, rows) in paint::placed(&all, 0, air) {
            self.put(rows.what, paint::rows(column, at, rows.height));
        }
        let number = self.slot(Number);
        self.digits = DigitSize::fitting(need.number, number.width, number.height);
        // What is left over is for words.
        let words = self.slot(Words);
        if words.height > 0 {
            let height = column.bottom() - words.y.min(column.bottom());
            self.put(Words, Rect { width: words.width.min(MEASURE), height, ..words });
        }
    }

    /// The rows that number, parts and words wish for in a column, each with its weight.
    fn wishes(&self, need: &StageNeed, column: Rect) -> Vec<Rows<StageSlot>> {
        use StageSlot::{Counts, Number, Parts, Turn, Words};
        let tall = self.area.height;
        let most = if self.big { tall } else { 9 + tall.saturating_sub(30) / 3 };
        let most = DigitSize::fitting(need.number, column.width, most);
        let most = most.map_or(1, |size| usize::from(size.rows()));
        let least = most.min(digits::LEAST_ROWS.into());
        let width = usize::from(column.width.min(MEASURE));
        let words = if self.big || tall < 16 { 0 } else { need.text_rows(width) };
        let wraps = |words: String| text::wrap(&words, width).len();
        let turn = need.turns().into_iter().map(wraps).max().unwrap_or(0);
        let in_foot = tall < if need.applies { 16 } else { 24 };
        let parts = tall >= 24 && !self.big && need.parts;
        let wish = |what, height, weight| Rows { what, height, weight, apart: false };
        let mut wishes = vec![
            wish(Number, least, 20),
            wish(Number, most.clamp(least, 5) - least, 18),
            wish(Turn, if in_foot { 0 } else { turn }, 17),
            wish(Words, if need.applies { 2 } else { 0 }, 16),
            wish(Counts, need.counts.into(), 15),
        ];
        wishes.extend((6..=most).map(|row| wish(Number, 1, if row <= 6 { 14 } else { 6 })));
        wishes.push(wish(Parts, if parts { 2 } else { 0 }, 15));
        wishes.extend((0..words).map(|_| wish(Words, 1, 10)));
        wishes
    }
}

/// How many columns and rows a figure has; none where there is none.
fn place_of_figure(shape: FigureShape, big: bool, area: Rect, middle: Rect) -> (u16, u16) {
    let fits = |place: &&FigurePlace| area.width >= place.0.0 && area.height >= place.0.1;
    let Some((_, tall, wide)) = FIGURE_PLACES.iter().find(fits) else {
        return (0, 0);
    };
    let (wide, high) = match shape {
        FigureShape::None => return (0, 0),
        FigureShape::Tall => *tall,
        FigureShape::Wide => *wide,
    };
    if !big {
        return (wide, high);
    }
    // As much as letters leave, and no more than half of the columns.
    let high_big = (middle.height - ROWS - 1).max(high);
    let wide_big = (wide * high_big / high).min(middle.width / 2).max(wide);
    (wide_big, (high * wide_big / wide).min(high_big))
}

/// The biggest letters that every headline fits in, with so many rows left for the body.
fn find_lettering(need: &StageNeed, columns: u16, height: usize, body: usize) -> Lettering {
    let sizes = [(3, 1), (2, 1), (2, 2), (1, 1), (1, 2), (1, 3)];
    let sizes = sizes.map(|(scale, lines)| Lettering { scale, lines });
    let biggest = match height {
        0..34 => 1,
        34..50 => 2,
        _ => 3,
    };
    let leaving = |body: usize| {
        let fits = move |size: &Lettering| size.scale <= biggest && size.rows() + body <= height;
        sizes.into_iter().filter(fits)
    };
    let found = leaving(body).chain(leaving(5)).find(|size| need.fits(*size, columns));
    // What fits nowhere is plain, and yet the rest is big.
    let last = || leaving(body).next_back().or_else(|| leaving(5).next()).filter(|_| columns >= 56);
    let plain = Lettering { scale: 0, lines: 1 + (height / 10).min(2) };
    found.or_else(last).unwrap_or(plain)
}

/// What the phases of a timeline need at the most.
#[derive(Default)]
struct StageNeed {
    /// The headlines, each in its forms.
    headlines: HashSet<Vec<String>>,
    /// The widest number.
    number: &'static str,
    /// The longest instruction.
    text: String,
    parts: bool,
    breathes: bool,
    applies: bool,
    counts: bool,
    own_pace: bool,
}

impl StageNeed {
    fn of(timeline: &Timeline) -> StageNeed {
        let mut need = StageNeed {
            headlines: content::other_headlines().collect(),
            number: "00",
            ..StageNeed::default()
        };
        let mut known = HashSet::new();
        for phase in timeline.phases() {
            let number = content::widest_number(phase);
            if number.len() > need.number.len() {
                need.number = number;
            }
            let part = phase.part.map_or(0, |part| part.nth);
            if !known.insert((Arc::as_ptr(&phase.words), phase.kind, part, phase.side)) {
                continue;
            }
            need.headlines.insert(content::needed_forms(phase));
            need.breathes |= phase.breath.is_some();
            need.parts |= phase.part.is_some();
            need.applies |= matches!(phase.kind, Kind::Application(_));
            need.own_pace |= phase.is_own_pace();
            let limited = phase.kind == Kind::Wait && phase.length.is_some();
            need.counts |= limited || phase.is_own_pace() || need.applies;
            let text = content::text(phase);
            if text.len() > need.text.len() {
                need.text = text;
            }
        }
        need
    }

    /// Whether every headline has a form that fits; those in letters that the face lacks aside.
    fn fits(&self, size: Lettering, columns: u16) -> bool {
        let fits = |form: &String| size.set(form, columns).is_some();
        let mut headlines = self.headlines.iter();
        headlines.all(|forms| {
            forms.iter().any(fits) || !forms.iter().any(|form| BigLetters::has_all(form))
        })
    }

    /// The longest that it takes to say whose turn it is.
    fn turns(&self) -> Vec<String> {
        let mut turns = vec![Turn::TIME_STOOD_STILL.full.into_owned()];
        if self.own_pace {
            let question = playing::how_many(None, Some(10));
            turns.push(playing::and(&question, &Turn::OWN_PACE.full));
        }
        if self.applies {
            turns.push(Turn::goes_on_until(Some("00:00")).full.into_owned());
        }
        turns
    }

    /// How many rows words may take: those of the longest instruction, and one to tell something.
    fn text_rows(&self, width: usize) -> usize {
        let applies = if self.applies { 5 } else { 0 };
        (text::wrap(&self.text, width).len().min(6) + 1).max(applies)
    }
}
