//! What of a session has room on the screen, and how big it is.
//!
//! What is missed most takes its rows first; then what is left is shared between big letters, big
//! numerals and air.

use ratatui::layout::Rect;

use super::SessionView;
use super::content::Content;
use crate::session::Mood;
use crate::text;
use crate::timeline::Kind;
use crate::view::breath::{self, BreathShape};
use crate::view::digits::{self, DigitSize};
use crate::view::letters::BigLetters;
use crate::view::paint;

/// Wider than this, text is tiring to read.
pub(super) const MEASURE: u16 = 66;
/// The most rows of the countdown, so that it does not push everything else away.
const MOST_NUMBER: usize = 9;
/// A breathing disc smaller than this looks like a blot, and a countdown like a text.
const LEAST_BIG: usize = 5;

/// What of a session has room, in rows where it is not a yes or no.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub title: bool,
    pub headline: usize,
    /// The headline in lines of plain text, where it is not in big letters.
    pub lines: Vec<String>,
    pub letters: Option<BigLetters>,
    pub place: bool,
    /// The countdown and what stands beside it.
    pub number: usize,
    pub digits: Option<DigitSize>,
    /// What the number counts.
    pub counts: bool,
    /// An empty row above that.
    pub counts_apart: bool,
    pub breath: Option<BreathShape>,
    pub parts: bool,
    pub state: Vec<String>,
    /// That asks how many repetitions the set just behind was.
    pub asks_how_many: bool,
    pub pack: usize,
    pub check: usize,
    pub note: usize,
    pub text: Vec<String>,
    pub next: bool,
    pub bar: bool,
    pub footer: bool,
    /// Empty rows between the groups of the middle.
    pub gap: usize,
}

impl Layout {
    pub(super) fn of(screen: &SessionView<'_>, content: &Content, area: Rect) -> Layout {
        let (width, height) = (area.width, usize::from(area.height));
        let status = screen.status;
        let roomy = height >= 8 && width >= 28;
        let quiet = roomy && !screen.big;
        let inner = paint::inset(area, 2).width;
        let measure = usize::from(MEASURE.min(inner));
        let mut layout = Layout {
            headline: usize::from(height > 0),
            ..Layout::default()
        };
        let mut left = height.saturating_sub(layout.headline);
        // Each takes its rows if all of them are there.
        let mut take = |wanted: bool, rows: usize| {
            let taken = wanted && rows > 0 && rows <= left;
            left -= if taken { rows } else { 0 };
            taken
        };
        let mut take_rows = |wanted: bool, rows: usize| if take(wanted, rows) { rows } else { 0 };

        // Sized as for minutes and seconds, so that all numbers of a session have one size.
        let sized = if content.number.len() > 4 {
            &content.number
        } else {
            "0:00"
        };
        let smallest = DigitSize::fitting(sized, width, digits::LEAST_ROWS);
        let counted = !content.number.is_empty();
        layout.number = take_rows(counted && smallest.is_some(), 3);
        let big_number = layout.number > 0;
        layout.number += take_rows(counted && !big_number, 1);
        let named = roomy && content.name != content.headline;
        // Whose turn it is comes before the keys; what may be done besides, after them. A pause
        // says what it is in its headline.
        let turn = !matches!(status.mood, Mood::Running | Mood::Over(_));
        let paused = matches!(status.mood, Mood::Paused { .. });
        let mut state = match roomy {
            true => text::balance(&content.state, measure),
            false => text::balance(&content.short_state, usize::from(width)),
        };
        let says = take_rows(turn && !paused, state.len());
        layout.place = take_rows(
            named || !content.place.is_empty() || screen.speed.is_some(),
            1,
        ) > 0;
        let says = says + take_rows(turn && paused, state.len());
        layout.lines = text::balance(
            &content.headline,
            usize::from(width.saturating_sub(2).max(1)),
        );
        layout.lines.truncate(3);
        layout.headline += take_rows(true, layout.lines.len().saturating_sub(1));
        layout.footer = take_rows(quiet && !screen.hints.is_empty(), 1) > 0;
        let besides = roomy || content.asks_shortly;
        let says = says + take_rows(besides && !turn, state.len());
        state.truncate(says);
        layout.state = state;
        layout.asks_how_many = says > 0
            && if roomy {
                content.asks
            } else {
                content.asks_shortly
            };
        layout.note = take_rows(
            roomy,
            text::balance(screen.note.or(screen.aside).unwrap_or(""), measure).len(),
        );
        layout.bar = take_rows(quiet, 1) > 0;
        layout.check = take_rows(roomy, text::balance(&content.check, measure).len());
        for _ in facts(content, width) {
            layout.pack += take_rows(roomy, 1);
        }
        // While the position is taken, the instruction is what is needed; later the cue is.
        let taking_position = matches!(status.phase.kind, Kind::Ready | Kind::Wait | Kind::Change);
        let text = text::balance(&content.text, measure);
        let mut shown = take_rows(roomy && taking_position, text.len());
        layout.counts = take_rows(roomy && !content.counts.is_empty(), 1) > 0;
        layout.title = take_rows(quiet, 1) > 0;
        layout.next = take_rows(quiet && !content.next.is_empty(), 1) > 0;
        layout.parts = take_rows(roomy && !content.parts.is_empty(), 2) > 0;
        if shown == 0 {
            shown = take_rows(roomy, text.len());
        }
        layout.text = text;
        layout.text.truncate(shown);

        let breathes = roomy && breath::breathes(status);
        let disc = breathes && big_number && width >= 72 && height >= 18;
        let disc_rows = take_rows(disc, LEAST_BIG - layout.number.min(LEAST_BIG));
        if disc_rows > 0 {
            layout.number += disc_rows;
        } else if take_rows(breathes, 1) > 0 {
            layout.breath = Some(BreathShape::Bar {
                columns: inner.min(40),
            });
        }

        // Air between the middle and what stands above and below it.
        left = left.saturating_sub(usize::from(height >= 16) + usize::from(height >= 22));

        // Short cues in big letters, where the countdown is big and everything has air besides.
        let for_number = match big_number {
            true => LEAST_BIG - layout.number.min(LEAST_BIG) + layout.gaps(),
            false => 0,
        };
        let rows = (left + layout.headline).saturating_sub(for_number);
        layout.letters = letters(screen, content, inner, rows);
        if let Some(set) = &layout.letters {
            left = left + layout.headline - usize::from(set.rows()) - 1;
            layout.headline = usize::from(set.rows());
        }
        if big_number {
            layout.gap = usize::from(left >= layout.gaps());
            left -= layout.gap * layout.gaps();
            let share = match screen.big {
                true => left,
                false => (left * 2 / 3).max(left.min(LEAST_BIG - 3)),
            };
            let most = if screen.big {
                height.min(60)
            } else {
                MOST_NUMBER
            };
            let columns = match disc_rows > 0 {
                true => inner / 2,
                false => inner,
            };
            let rows = (layout.number + share).min(most.max(layout.number));
            layout.digits =
                DigitSize::fitting(sized, columns.max(width.min(20)), rows as u16).or(smallest);
            let rows = layout.digits.map_or(1, |size| usize::from(size.rows()));
            if disc_rows > 0 {
                let rows = rows.max(LEAST_BIG);
                layout.breath = Some(BreathShape::Disc { rows: rows as u16 });
            }
            let rows = rows.max(if disc_rows > 0 { LEAST_BIG } else { 0 });
            let left = (left + layout.number).saturating_sub(rows);
            layout.counts_apart = layout.counts && left > 1;
            layout.number = rows;
        } else {
            layout.gap = usize::from(left > layout.gaps());
        }
        layout
    }

    /// How many gaps the middle has.
    fn gaps(&self) -> usize {
        let groups = [
            self.number_block() > 0,
            matches!(self.breath, Some(BreathShape::Bar { .. })),
            self.parts,
            self.words() > 0,
            !self.text.is_empty(),
        ];
        groups.into_iter().filter(|there| *there).count()
    }

    /// Big letters need air below them.
    pub(super) fn below_letters(&self) -> usize {
        usize::from(self.letters.is_some())
    }

    /// The rows of the countdown, of what it counts and of a breath below it.
    pub(super) fn number_block(&self) -> usize {
        let bar = matches!(self.breath, Some(BreathShape::Bar { .. }));
        self.number + usize::from(self.counts) + usize::from(self.counts_apart) + usize::from(bar)
    }

    /// The rows of what is said besides the instruction.
    pub(super) fn words(&self) -> usize {
        self.state.len() + self.pack + self.check + self.note
    }

    /// All rows of the middle, gaps counted in.
    pub(super) fn middle_rows(&self) -> usize {
        self.headline
            + self.below_letters()
            + usize::from(self.place)
            + self.number_block()
            + if self.parts { 2 } else { 0 }
            + self.words()
            + self.text.len()
            + self.gap * self.gaps()
    }

    pub(super) fn bottom_rows(&self) -> usize {
        usize::from(self.next) + usize::from(self.bar) + usize::from(self.footer)
    }
}

/// The facts about the pack in lines, which may be wider than text.
pub(super) fn facts(content: &Content, width: u16) -> Vec<String> {
    text::flow(&content.pack, " · ", width.saturating_sub(1).into())
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
