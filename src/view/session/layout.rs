//! What of a session has room on the screen, and how big it is.
//!
//! What is missed most takes its rows first; then what is left is shared between big letters, big
//! numerals and air.

use ratatui::layout::Rect;

use super::SessionView;
use super::content::Content;
use crate::session::State;
use crate::text;
use crate::timeline::Kind;
use crate::view::breath::{self, BreathShape};
use crate::view::digits::{self, DigitSize};
use crate::view::letters::BigLetters;
use crate::view::paint::{self, InkedLine};
use crate::view::stack::{self, Rows};
use crate::view::theme::{Accent, Ink};

/// Wider than this, text is tiring to read.
pub(super) const MEASURE: u16 = 66;
/// The most rows of the countdown, so that it does not push everything else away.
const MOST_NUMBER: usize = 9;
/// A breathing disc smaller than this looks like a blot, and a countdown like a text.
const LEAST_BIG: usize = 5;

/// The parts of the screen, from the top down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Title,
    Headline,
    Place,
    /// The countdown, and a disc that breathes beside it.
    Number,
    /// What the number counts.
    Counts,
    /// A breath as a bar.
    Breath,
    Tempo,
    State,
    Pack,
    Check,
    Note,
    Text,
    Next,
    Bar,
    Keys,
}

/// Rows of one part; without lines they are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartRows {
    pub part: Part,
    pub lines: Vec<InkedLine>,
}

/// What has room.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub rows: Vec<Rows<PartRows>>,
    /// The headline in big letters, where it has room.
    pub letters: Option<BigLetters>,
    /// The size of the countdown, where it is more than a line.
    pub digits: Option<DigitSize>,
    pub breath: Option<BreathShape>,
    /// Whether there is an empty row between the groups of the middle.
    pub airy: bool,
}

impl Layout {
    pub fn of(screen: &SessionView<'_>, content: &Content, area: Rect) -> Layout {
        let height = usize::from(area.height);
        let inner = paint::inset(area, 2).width;
        let mut layout = Layout {
            rows: stack::fitted(wanted(screen, content, area), height),
            letters: None,
            digits: None,
            breath: None,
            airy: false,
        };
        let number = layout.rows_of(Part::Number);
        let disc = number >= LEAST_BIG;
        if disc {
            layout.rows.retain(|rows| rows.what.part != Part::Breath);
        } else if layout.rows_of(Part::Breath) > 0 {
            layout.breath = Some(BreathShape::Bar {
                columns: inner.min(40),
            });
        }
        layout.set_apart();
        let gaps = stack::gaps(&layout.rows);
        // Air between the middle and what stands above and below it.
        let edges = usize::from(height >= 16) + usize::from(height >= 22);
        let mut left = (height - stack::height(&layout.rows)).saturating_sub(edges);
        // Short cues in big letters, where the countdown is big and everything has air besides.
        let big = number >= digits::LEAST_ROWS.into();
        let headline = layout.rows_of(Part::Headline);
        let for_number = if big {
            LEAST_BIG - number.min(LEAST_BIG) + gaps
        } else {
            0
        };
        let rows = (left + headline).saturating_sub(for_number);
        layout.letters = letters(screen, content, inner, rows);
        if let Some(set) = &layout.letters {
            // They need air below them.
            let rows = usize::from(set.rows()) + 1;
            left = left + headline - rows;
            layout.replace(Part::Headline, rows);
        }
        layout.airy = if big { left >= gaps } else { left > gaps };
        if big {
            left -= if layout.airy { gaps } else { 0 };
            layout.enlarge_number(screen, content, area, left);
        }
        layout
    }

    /// Gives the countdown its share of the rows that are left.
    fn enlarge_number(
        &mut self,
        screen: &SessionView<'_>,
        content: &Content,
        area: Rect,
        left: usize,
    ) {
        let number = self.rows_of(Part::Number);
        let disc = number >= LEAST_BIG;
        let inner = paint::inset(area, 2).width;
        let (share, most) = match screen.big {
            true => (left, usize::from(area.height).min(60)),
            false => ((left * 2 / 3).max(left.min(LEAST_BIG - 3)), MOST_NUMBER),
        };
        let columns = if disc {
            inner / 2
        } else {
            inner.max(area.width.min(20))
        };
        let rows = (number + share).min(most.max(number));
        let fitting = DigitSize::fitting(content.sized(), columns, rows as u16);
        self.digits = fitting.or(smallest(content, area.width));
        let mut rows = self.digits.map_or(1, |size| usize::from(size.rows()));
        if disc {
            rows = rows.max(LEAST_BIG);
            self.breath = Some(BreathShape::Disc { rows: rows as u16 });
        }
        self.replace(Part::Number, rows);
        if left + number > rows + 1 {
            // An empty row between the number and what it counts.
            self.replace(Part::Counts, 2);
        }
    }

    /// How many rows a part has.
    pub fn rows_of(&self, part: Part) -> usize {
        let rows = self.rows.iter().filter(|rows| rows.what.part == part);
        rows.map(|rows| rows.height).sum()
    }

    pub fn has(&self, part: Part) -> bool {
        self.rows_of(part) > 0
    }

    /// Gives a part another height, where it is there.
    fn replace(&mut self, part: Part, height: usize) {
        let mut first = true;
        self.rows.retain_mut(|rows| {
            let is_first = rows.what.part == part && std::mem::take(&mut first);
            if is_first {
                rows.height = height;
            }
            is_first || rows.what.part != part
        });
    }

    /// Sets the groups of the middle apart.
    fn set_apart(&mut self) {
        let mut before = 0;
        for rows in &mut self.rows {
            let group = match rows.what.part {
                Part::Title | Part::Headline | Part::Place => 0,
                Part::Number | Part::Counts => 1,
                Part::Breath => 2,
                Part::Tempo => 3,
                Part::State | Part::Pack | Part::Check | Part::Note => 4,
                Part::Text => 5,
                Part::Next | Part::Bar | Part::Keys => before,
            };
            rows.apart = group != before;
            before = group;
        }
    }
}

/// All parts that there is something to say in, each with its weight, from the top down.
fn wanted(screen: &SessionView<'_>, content: &Content, area: Rect) -> Vec<Rows<PartRows>> {
    let mut wanted = Wanted {
        all: Vec::new(),
        area,
        roomy: is_roomy(area),
        measure: MEASURE.min(paint::inset(area, 2).width).into(),
    };
    wanted.add_headline(screen, content);
    wanted.add_number(screen, content);
    wanted.add_words(screen, content);
    wanted.add_edges(screen, content);
    wanted.all.sort_by_key(|rows| rows.what.part);
    wanted.all
}

/// Whether there is room for more than what to do and for how long.
pub(super) fn is_roomy(area: Rect) -> bool {
    area.height >= 8 && area.width >= 28
}

/// The rows that are wanted on a screen of some size.
struct Wanted {
    all: Vec<Rows<PartRows>>,
    area: Rect,
    roomy: bool,
    /// The columns of texts.
    measure: usize,
}

impl Wanted {
    /// Rows that are drawn; none are no wish.
    fn add(&mut self, part: Part, weight: u8, height: usize) {
        let what = PartRows {
            part,
            lines: Vec::new(),
        };
        self.all.push(Rows {
            what,
            height,
            weight,
            apart: false,
        });
    }

    fn add_lines(&mut self, part: Part, weight: u8, lines: Vec<InkedLine>) {
        let height = lines.len();
        let what = PartRows { part, lines };
        self.all.push(Rows {
            what,
            height,
            weight,
            apart: false,
        });
    }

    /// Words in lines of about the same length.
    fn add_text(&mut self, part: Part, weight: u8, words: &str, width: usize, ink: Ink) {
        let lines = text::balance(words, width).into_iter();
        self.add_lines(part, weight, lines.map(|line| vec![(line, ink)]).collect());
    }

    /// What is to be done now is never left out; where it takes more lines, they are dear.
    fn add_headline(&mut self, screen: &SessionView<'_>, content: &Content) {
        let width = self.area.width.saturating_sub(2).max(1);
        let lines = text::balance(&content.headline, width.into()).into_iter();
        for (nth, line) in lines.take(3).enumerate() {
            let line = vec![(line, Ink::Accent(content.tone))];
            self.add_lines(Part::Headline, if nth == 0 { 20 } else { 15 }, vec![line]);
        }
        let named = self.roomy && content.name != content.headline;
        let place = named || !content.place.is_empty() || screen.speed.is_some();
        self.add(Part::Place, 17, place.into());
    }

    fn add_number(&mut self, screen: &SessionView<'_>, content: &Content) {
        let (roomy, Rect { width, height, .. }) = (self.roomy, self.area);
        let counted = !content.number.is_empty();
        let big = counted && smallest(content, width).is_some();
        let breathes = roomy && breath::breathes(screen.status);
        let disc = breathes && big && width >= 72 && height >= 18;
        let least = usize::from(digits::LEAST_ROWS);
        self.add(Part::Number, 19, counted.into());
        self.add(Part::Number, 19, if big { least - 1 } else { 0 });
        self.add(Part::Number, 2, if disc { LEAST_BIG - least } else { 0 });
        if roomy {
            self.add_text(Part::Counts, 7, &content.counts, width.into(), Ink::Quiet);
        }
        self.add(Part::Breath, 1, breathes.into());
        let tempo = roomy && !content.parts.is_empty();
        self.add(Part::Tempo, 4, if tempo { 2 } else { 0 });
    }

    fn add_words(&mut self, screen: &SessionView<'_>, content: &Content) {
        let (status, width) = (screen.status, usize::from(self.area.width));
        // Whose turn it is comes before the keys; what may be done besides, after them. A pause
        // says what it is in its headline.
        let (weight, ink) = match status.state {
            State::Running if !status.may_stop => (13, Ink::Quiet),
            State::Running => (13, Ink::Text),
            State::Over(_) => (13, Ink::Strong),
            State::Paused { .. } => (16, Ink::Strong),
            _ => (18, Ink::Strong),
        };
        let turn = &content.turn;
        if !self.roomy {
            if weight > 13 || turn.asks_shortly {
                self.add_text(Part::State, weight, &turn.short, width, ink);
            }
            return;
        }
        self.add_text(Part::State, weight, &turn.full, self.measure, ink);
        // When a pack comes off is wanted more than any note; since when it is on, less.
        let facts = text::flow(&content.pack, " · ", width.saturating_sub(1));
        for (nth, fact) in facts.into_iter().enumerate() {
            let weight = if nth == 0 { 13 } else { 9 };
            self.add_lines(Part::Pack, weight, vec![vec![(fact, Ink::Text)]]);
        }
        let look = Ink::Accent(Accent::Turn);
        self.add_text(Part::Check, 12, &content.check, self.measure, look);
        let (note, ink) = match screen.note {
            Some(note) => (note, Ink::Text),
            None => (screen.aside.unwrap_or(""), Ink::Text),
        };
        // A note may be a little wider than a text: it should take few rows from what matters more.
        let measure = usize::from(MEASURE).min(width.saturating_sub(2).max(1));
        self.add_text(Part::Note, 12, note, measure, ink);
        // While the position is taken, the instruction is what is needed; later the cue is.
        let taking_position = matches!(status.phase.kind, Kind::Ready | Kind::Wait | Kind::Change);
        let weight = if taking_position { 8 } else { 3 };
        self.add_text(Part::Text, weight, &content.text, self.measure, Ink::Text);
    }

    /// What stands above and below the middle.
    fn add_edges(&mut self, screen: &SessionView<'_>, content: &Content) {
        if !self.roomy || screen.big {
            return;
        }
        self.add(Part::Title, 6, 1);
        if !content.next.is_empty() {
            let next = vec![(content.next.clone(), Ink::Quiet)];
            self.add_lines(Part::Next, 5, vec![next]);
        }
        self.add(Part::Bar, 11, 1);
        self.add(Part::Keys, 14, (!screen.hints.is_empty()).into());
    }
}

/// The smallest big numerals that the number fits in, if any do.
fn smallest(content: &Content, columns: u16) -> Option<DigitSize> {
    DigitSize::fitting(content.sized(), columns, digits::LEAST_ROWS)
}

/// The headline in big letters, where it has so many rows with one free below.
fn letters(
    screen: &SessionView<'_>,
    content: &Content,
    columns: u16,
    rows: usize,
) -> Option<BigLetters> {
    let sizes: &[(u16, usize)] = match screen.big {
        true if rows > 24 => &[(2, 1), (1, 1), (1, 2), (1, 3)],
        _ => &[(1, 1), (1, 2), (1, 3)],
    };
    let mut sets = sizes
        .iter()
        .filter_map(|(scale, lines)| BigLetters::of(&content.headline, *scale, columns, *lines));
    sets.find(|set| usize::from(set.rows()) < rows)
}
