//! What of a session has room on the screen, and how big it is.
//!
//! What is missed most takes its rows first; then what is left is shared between big letters, big
//! numerals and air.

use ratatui::layout::Rect;

use super::Screen;
use super::face::Face;
use crate::session::Mood;
use crate::text;
use crate::timeline::Kind;
use crate::view::breath::{self, Shape};
use crate::view::digits::{self, Size};
use crate::view::ink;
use crate::view::letters::Set;

/// Wider than this, text is tiring to read.
pub(super) const MEASURE: u16 = 66;
/// The most rows of the countdown, so that it does not push everything else away.
const MOST_NUMBER: usize = 9;
/// A breathing disc smaller than this looks like a blot, and a countdown like a text.
const LEAST_BIG: usize = 5;

/// What of a session has room, in rows where it is not a yes or no.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub title: bool,
    pub headline: usize,
    /// The headline in lines of plain text, where it is not in big letters.
    pub lines: Vec<String>,
    pub letters: Option<Set>,
    pub place: bool,
    /// The countdown and what stands beside it.
    pub number: usize,
    pub digits: Option<Size>,
    /// What the number counts.
    pub counts: bool,
    /// An empty row above that.
    pub counts_apart: bool,
    pub breath: Option<Shape>,
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

impl Plan {
    pub(super) fn of(screen: &Screen<'_>, face: &Face, area: Rect) -> Plan {
        let (width, height) = (area.width, usize::from(area.height));
        let status = screen.status;
        let roomy = height >= 8 && width >= 28;
        let quiet = roomy && !screen.big;
        let inner = ink::inset(area, 2).width;
        let measure = usize::from(MEASURE.min(inner));
        let mut plan = Plan {
            headline: usize::from(height > 0),
            ..Plan::default()
        };
        let mut left = height.saturating_sub(plan.headline);
        // Each takes its rows if all of them are there.
        let mut take = |wanted: bool, rows: usize| {
            let taken = wanted && rows > 0 && rows <= left;
            left -= if taken { rows } else { 0 };
            taken
        };
        let mut take_rows = |wanted: bool, rows: usize| if take(wanted, rows) { rows } else { 0 };

        // Sized as for minutes and seconds, so that all numbers of a session have one size.
        let sized = if face.number.len() > 4 {
            &face.number
        } else {
            "0:00"
        };
        let smallest = Size::fitting(sized, width, digits::LEAST_ROWS);
        let counted = !face.number.is_empty();
        plan.number = take_rows(counted && smallest.is_some(), 3);
        let big_number = plan.number > 0;
        plan.number += take_rows(counted && !big_number, 1);
        let named = roomy && face.name != face.headline;
        // Whose turn it is comes before the keys; what may be done besides, after them. A pause
        // says what it is in its headline.
        let turn = !matches!(status.mood, Mood::Running | Mood::Over(_));
        let paused = matches!(status.mood, Mood::Paused { .. });
        let mut state = match roomy {
            true => text::balance(&face.state, measure),
            false => text::balance(&face.short_state, usize::from(width)),
        };
        let says = take_rows(turn && !paused, state.len());
        plan.place = take_rows(named || !face.place.is_empty() || screen.speed.is_some(), 1) > 0;
        let says = says + take_rows(turn && paused, state.len());
        plan.lines = text::balance(&face.headline, usize::from(width.saturating_sub(2).max(1)));
        plan.lines.truncate(3);
        plan.headline += take_rows(true, plan.lines.len().saturating_sub(1));
        plan.footer = take_rows(quiet && !screen.hints.is_empty(), 1) > 0;
        let besides = roomy || face.asks_shortly;
        let says = says + take_rows(besides && !turn, state.len());
        state.truncate(says);
        plan.state = state;
        plan.asks_how_many = says > 0 && if roomy { face.asks } else { face.asks_shortly };
        plan.note = take_rows(
            roomy,
            text::balance(screen.note.or(screen.aside).unwrap_or(""), measure).len(),
        );
        plan.bar = take_rows(quiet, 1) > 0;
        plan.check = take_rows(roomy, text::balance(&face.check, measure).len());
        for _ in facts(face, width) {
            plan.pack += take_rows(roomy, 1);
        }
        // While the position is taken, the instruction is what is needed; later the cue is.
        let taking_position = matches!(status.phase.kind, Kind::Ready | Kind::Wait | Kind::Change);
        let text = text::balance(&face.text, measure);
        let mut shown = take_rows(roomy && taking_position, text.len());
        plan.counts = take_rows(roomy && !face.counts.is_empty(), 1) > 0;
        plan.title = take_rows(quiet, 1) > 0;
        plan.next = take_rows(quiet && !face.next.is_empty(), 1) > 0;
        plan.parts = take_rows(roomy && !face.parts.is_empty(), 2) > 0;
        if shown == 0 {
            shown = take_rows(roomy, text.len());
        }
        plan.text = text;
        plan.text.truncate(shown);

        let breathes = roomy && breath::breathes(status);
        let disc = breathes && big_number && width >= 72 && height >= 18;
        let disc_rows = take_rows(disc, LEAST_BIG - plan.number.min(LEAST_BIG));
        if disc_rows > 0 {
            plan.number += disc_rows;
        } else if take_rows(breathes, 1) > 0 {
            plan.breath = Some(Shape::Bar {
                columns: inner.min(40),
            });
        }

        // Air between the middle and what stands above and below it.
        left = left.saturating_sub(usize::from(height >= 16) + usize::from(height >= 22));

        // Short cues in big letters, where the countdown is big and everything has air besides.
        let for_number = match big_number {
            true => LEAST_BIG - plan.number.min(LEAST_BIG) + plan.gaps(),
            false => 0,
        };
        let rows = (left + plan.headline).saturating_sub(for_number);
        plan.letters = letters(screen, face, inner, rows);
        if let Some(set) = &plan.letters {
            left = left + plan.headline - usize::from(set.rows()) - 1;
            plan.headline = usize::from(set.rows());
        }
        if big_number {
            plan.gap = usize::from(left >= plan.gaps());
            left -= plan.gap * plan.gaps();
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
            let rows = (plan.number + share).min(most.max(plan.number));
            plan.digits =
                Size::fitting(sized, columns.max(width.min(20)), rows as u16).or(smallest);
            let rows = plan.digits.map_or(1, |size| usize::from(size.rows()));
            if disc_rows > 0 {
                let rows = rows.max(LEAST_BIG);
                plan.breath = Some(Shape::Disc { rows: rows as u16 });
            }
            let rows = rows.max(if disc_rows > 0 { LEAST_BIG } else { 0 });
            let left = (left + plan.number).saturating_sub(rows);
            plan.counts_apart = plan.counts && left > 1;
            plan.number = rows;
        } else {
            plan.gap = usize::from(left > plan.gaps());
        }
        plan
    }

    /// How many gaps the middle has.
    fn gaps(&self) -> usize {
        let groups = [
            self.number_block() > 0,
            matches!(self.breath, Some(Shape::Bar { .. })),
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
        let bar = matches!(self.breath, Some(Shape::Bar { .. }));
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
pub(super) fn facts(face: &Face, width: u16) -> Vec<String> {
    text::flow(&face.pack, " · ", width.saturating_sub(1).into())
}

/// The headline in big letters, where it has so many rows with one free below.
fn letters(screen: &Screen<'_>, face: &Face, columns: u16, rows: usize) -> Option<Set> {
    let sizes: &[(u16, usize)] = match screen.big {
        true if rows > 24 => &[(2, 1), (1, 1), (1, 2), (1, 3)],
        _ => &[(1, 1), (1, 2), (1, 3)],
    };
    let mut sets = sizes
        .iter()
        .filter_map(|(scale, lines)| Set::of(&face.headline, *scale, columns, *lines));
    sets.find(|set| usize::from(set.rows()) < rows)
}
