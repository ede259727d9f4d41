//! Before the start: what to beware of, what to have at hand, and the one key to press.
//!
//! Cautions, things at hand and a first wait share this screen, so that one key leads from
//! choosing a routine to its first get-ready.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::footer::{self, Hint};
use super::ink::{self, Align};
use super::letters::{self, Set};
use super::theme::{Theme, Tone};
use super::words;
use crate::seconds::clock;
use crate::text;

/// All that is said before a routine begins.
#[derive(Clone, Debug, Default)]
pub struct Screen<'a> {
    pub title: &'a str,
    /// What it does and for whom; may be empty.
    pub about: &'a str,
    /// How long it lasts, in words: `4–6 min`.
    pub length: &'a str,
    /// What to beware of: the weightiest first. Three are shown.
    pub cautions: &'a [String],
    /// The key that shows all cautions.
    pub cautions_key: &'a str,
    /// What to have at hand.
    pub needs: &'a [String],
    /// What the routine's own first wait says; empty where it has none.
    pub wait: &'a str,
    /// Until that wait goes on by itself.
    pub left: Option<Duration>,
    /// Why it is for later, where it is: it needs a second key then.
    pub later: Option<&'a str>,
    /// What else is to be said: that it is too soon, what earlier times advise, a question.
    pub remarks: &'a [String],
    /// What heat and cold need said about their alarm.
    pub alarm: Option<Alarm<'a>>,
    /// The one key to press, and what it does: `Enter`, `begin`.
    pub key: &'a str,
    pub action: &'a str,
    pub hints: &'a [Hint<'a>],
}

/// What to know about the alarm of a heat or cold session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alarm<'a> {
    /// The key that tries it: `t`.
    pub key: &'a str,
    /// Whether it has been tried: then it asks whether it was heard.
    pub tried: bool,
    /// What else stands against it: `keeping the laptop awake is not possible here`.
    pub trouble: Option<&'a str>,
}

/// How many cautions are shown at the most.
const CAUTIONS: usize = 3;
/// What weighs this much may not be missing for want of a caution more.
const NEEDED: u8 = 7;
/// Wider than this, text is tiring to read.
const MEASURE: u16 = 68;

/// A piece of the screen: how much it is needed, 9 the most, its lines, and what the first of
/// them begins with.
struct Piece {
    weight: u8,
    lead: String,
    lines: Vec<String>,
    style: Style,
    lead_style: Style,
    /// An empty row stands before it where there is room.
    apart: bool,
}

/// Puts it into an area of any size.
pub fn render(screen: &Screen<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let column = ink::column(ink::inset(area, 2), MEASURE);
    let footer_rows = usize::from(area.height >= 8 && !screen.hints.is_empty());
    let height = usize::from(area.height) - footer_rows;
    let width = usize::from(column.width);
    // Fewer cautions rather than none of what may not be missing; the rest is a key away.
    let with = |cautions: usize| pieces(screen, theme, width, cautions);
    let fits = |pieces: &Vec<Piece>| {
        let needed = pieces.iter().filter(|piece| piece.weight >= NEEDED);
        needed.map(|piece| piece.lines.len()).sum::<usize>() <= height
    };
    let mut sets = (1..=CAUTIONS).rev().map(with);
    let mut pieces = sets.find(fits).unwrap_or_else(|| with(1));
    keep_what_fits(&mut pieces, height);
    // A caution that found no room is one of those that are a key away.
    let shown = pieces.iter().filter(|piece| piece.lead == CAUTION).count();
    if let Some(more) = pieces.iter_mut().find(|piece| piece.lead == MORE) {
        let line = more_cautions(shown, screen.cautions.len() - shown, screen.cautions_key);
        more.lines = vec![line];
    }
    let big = big_title(screen, &pieces, area, height);
    if big.is_some() {
        // The rest of what the title says stays, in small.
        pieces[0].lines = vec![screen.length.to_owned(); usize::from(!screen.length.is_empty())];
        pieces[0].style = theme.quiet();
        if screen.length.is_empty() {
            pieces.remove(0);
        }
    }
    let big_rows = big.as_ref().map_or(0, |set| usize::from(set.rows()) + 1);

    let text: usize = pieces.iter().map(|piece| piece.lines.len()).sum();
    let apart = spaced(&pieces, height.saturating_sub(big_rows + text));
    let spaces = apart.iter().filter(|apart| **apart).count();
    let whole = big_rows + text + spaces;
    let mut at = (height - whole.min(height)) / 2;
    if let Some(set) = &big {
        let rows = ink::rows(column, at, big_rows);
        letters::render(set, theme.shape(Tone::Work), Align::Left, rows, buffer);
        at += big_rows;
    }
    for (nth, piece) in pieces.iter().enumerate() {
        at += usize::from(apart[nth]);
        for (nth, line) in piece.lines.iter().enumerate() {
            let lead = match nth {
                0 => piece.lead.clone(),
                _ => " ".repeat(text::width(&piece.lead)),
            };
            let lead_style = if nth == 0 {
                piece.lead_style
            } else {
                piece.style
            };
            let spans = [(lead, lead_style), (line.clone(), piece.style)];
            ink::spans(
                buffer,
                ink::row(ink::rows(column, 0, height), at),
                &spans,
                Align::Left,
            );
            at += 1;
        }
    }
    let foot = ink::rows(ink::inset(area, 2), height, footer_rows);
    footer::render(screen.hints, theme, foot, buffer);
}

/// The title in big letters, where everything else keeps its rows.
fn big_title(screen: &Screen<'_>, pieces: &[Piece], area: Rect, height: usize) -> Option<Set> {
    let text: usize = pieces.iter().map(|piece| piece.lines.len()).sum();
    let apart = pieces.iter().filter(|piece| piece.apart).count();
    let columns = ink::column(ink::inset(area, 2), MEASURE).width;
    let set = Set::of(&text::line(screen.title), 1, columns, 1)?;
    let fits = text + apart + usize::from(set.rows()) + 2 <= height;
    (fits && pieces.first().is_some_and(|piece| piece.weight == TITLE)).then_some(set)
}

/// What stands before a caution, and before how many more there are.
const CAUTION: &str = "! ";
const MORE: &str = "  ";

/// How many cautions are a key away.
fn more_cautions(shown: usize, more: usize, key: &str) -> String {
    match (shown, more) {
        (0, 1) => format!("1 caution: {key}"),
        (0, _) => format!("{more} cautions: {key}"),
        _ => format!("{more} more: {key}"),
    }
}

/// How much the title is needed.
const TITLE: u8 = 8;

fn pieces(screen: &Screen<'_>, theme: Theme, width: usize, cautions: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |weight: u8, lead: &'static str, words: &str, style: Style, apart: bool| {
        let lines = text::wrap(words, width.saturating_sub(text::width(lead)));
        if !lines.is_empty() {
            let lead_style = style;
            pieces.push(Piece {
                weight,
                lead: lead.to_owned(),
                lines,
                style,
                lead_style,
                apart,
            });
        }
    };
    let title = match screen.length.is_empty() {
        true => text::line(screen.title),
        false => format!("{}  ·  {}", text::line(screen.title), screen.length),
    };
    add(TITLE, "", &title, theme.strong(), true);
    add(3, "", screen.about, theme.text(), true);
    if let Some(later) = screen.later {
        add(
            9,
            "",
            &format!("For later: {later}"),
            theme.accent(Tone::Turn),
            true,
        );
    }
    for (nth, remark) in screen.remarks.iter().enumerate() {
        add(9, "", remark, theme.accent(Tone::Turn), nth == 0);
    }
    let shown = screen.cautions.len().min(cautions);
    for (nth, caution) in screen.cautions[..shown].iter().enumerate() {
        add(7, CAUTION, caution, theme.text(), nth == 0);
    }
    if screen.cautions.len() > shown {
        let more = screen.cautions.len() - shown;
        let line = more_cautions(shown, more, screen.cautions_key);
        add(8, MORE, &line, theme.quiet(), false);
    }
    if !screen.needs.is_empty() {
        let needs = format!("At hand: {}", screen.needs.join(", "));
        add(6, "", &needs, theme.text(), true);
    }
    if let Some(alarm) = screen.alarm {
        let tried = match alarm.tried {
            true => "Did you hear it? If not, turn the sound up and try again:",
            false => "Try the alarm first:",
        };
        add(
            8,
            "",
            &format!("{tried} {}", alarm.key),
            theme.strong(),
            true,
        );
        let cannot = "A muted terminal or a sleeping laptop cannot ring, and supple cannot switch \
                      a pad off.";
        add(9, "", cannot, theme.text(), false);
        if let Some(trouble) = alarm.trouble {
            add(7, "", trouble, theme.accent(Tone::Turn), false);
        }
    }
    add(7, "", screen.wait, theme.text(), true);
    let press = match screen.left {
        Some(left) if left > Duration::from_secs(60) => {
            format!("{}, or by itself in {}", screen.action, clock(left))
        }
        Some(left) => format!("{}, or by itself in {}", screen.action, words::length(left)),
        None => screen.action.to_owned(),
    };
    let key = format!(" {} ", screen.key);
    let room = width.saturating_sub(text::width(&key) + 2);
    let mut lines = text::wrap(&press, room.max(1));
    for line in &mut lines {
        line.insert_str(0, "  ");
    }
    if !lines.is_empty() {
        pieces.push(Piece {
            weight: 10,
            lead: key,
            lines,
            style: theme.accent(Tone::Work),
            lead_style: theme.accent(Tone::Work).add_modifier(Modifier::REVERSED),
            apart: true,
        });
    }
    for piece in &mut pieces {
        if piece.lead == CAUTION {
            piece.lead_style = theme.accent(Tone::Beware);
        }
    }
    pieces
}

/// Which pieces get one of the empty rows before them: the key first, then from the top.
fn spaced(pieces: &[Piece], rows: usize) -> Vec<bool> {
    let mut spaced = vec![false; pieces.len()];
    let last = pieces.len().saturating_sub(1);
    let from_the_top = [last].into_iter().chain(1..last);
    let wanted = from_the_top.filter(|nth| *nth > 0 && pieces[*nth].apart);
    for nth in wanted.take(rows) {
        spaced[nth] = true;
    }
    spaced
}

/// Leaves out what is needed least until the rest fits; the last piece is cut.
fn keep_what_fits(pieces: &mut Vec<Piece>, height: usize) {
    loop {
        let whole: usize = pieces.iter().map(|piece| piece.lines.len()).sum();
        if whole <= height {
            return;
        }
        // The lightest, and of those the last.
        let lightest = pieces.iter().map(|piece| piece.weight).min().unwrap_or(0);
        let Some(at) = pieces.iter().rposition(|piece| piece.weight == lightest) else {
            return;
        };
        if pieces.len() == 1 {
            pieces[0].lines.truncate(height);
            return;
        }
        pieces.remove(at);
    }
}
