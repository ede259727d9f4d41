//! Before the start: what to beware of, what to have at hand, and the one key to press.
//!
//! Cautions, things at hand and a first wait share this screen, so that one key leads from
//! choosing a routine to its first get-ready.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::footer::{self, Hint};
use super::ink::{self, Align};
use super::theme::{Theme, Tone};
use super::{text, words};
use crate::seconds::clock;

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

/// How many cautions are shown.
const CAUTIONS: usize = 3;
/// Wider than this, text is tiring to read.
const MEASURE: u16 = 68;

/// A piece of the screen: how much it is needed, 9 the most, its lines, and what the first of
/// them begins with.
struct Piece {
    weight: u8,
    lead: &'static str,
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
    let mut pieces = pieces(screen, theme, usize::from(column.width));
    keep_what_fits(&mut pieces, height);

    let text: usize = pieces.iter().map(|piece| piece.lines.len()).sum();
    let apart = pieces.iter().skip(1).filter(|piece| piece.apart).count();
    let spaced = text + apart <= height;
    let whole = text + if spaced { apart } else { 0 };
    let mut at = (height - whole.min(height)) / 2;
    for (nth, piece) in pieces.iter().enumerate() {
        at += usize::from(spaced && piece.apart && nth > 0);
        for (nth, line) in piece.lines.iter().enumerate() {
            let lead = match nth {
                0 => piece.lead.to_owned(),
                _ => " ".repeat(text::width(piece.lead)),
            };
            let spans = [(lead, piece.lead_style), (line.clone(), piece.style)];
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

fn pieces(screen: &Screen<'_>, theme: Theme, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |weight: u8, lead: &'static str, words: &str, style: Style, apart: bool| {
        let lines = text::wrap(words, width.saturating_sub(text::width(lead)));
        if !lines.is_empty() {
            let lead_style = style;
            pieces.push(Piece {
                weight,
                lead,
                lines,
                style,
                lead_style,
                apart,
            });
        }
    };
    let title = match screen.length.is_empty() {
        true => text::one_line(screen.title),
        false => format!("{}  ·  {}", text::one_line(screen.title), screen.length),
    };
    add(8, "", &title, theme.strong(), true);
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
    let shown = screen.cautions.len().min(CAUTIONS);
    for (nth, caution) in screen.cautions[..shown].iter().enumerate() {
        add(7, "! ", caution, theme.text(), nth == 0);
    }
    if screen.cautions.len() > shown {
        let more = screen.cautions.len() - shown;
        let line = format!("{more} more: {}", screen.cautions_key);
        add(7, "  ", &line, theme.quiet(), false);
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
        add(7, "", cannot, theme.text(), false);
        if let Some(trouble) = alarm.trouble {
            add(7, "", trouble, theme.accent(Tone::Turn), false);
        }
    }
    add(5, "", screen.wait, theme.text(), true);
    let press = match screen.left {
        Some(left) => format!(
            "{}  {}   or by itself in {}",
            screen.key,
            screen.action,
            if left > Duration::from_secs(60) {
                clock(left)
            } else {
                words::length(left)
            }
        ),
        None => format!("{}  {}", screen.key, screen.action),
    };
    add(10, "", &press, theme.accent(Tone::Work), true);
    for piece in &mut pieces {
        if piece.lead == "! " {
            piece.lead_style = theme.accent(Tone::Beware);
        }
    }
    pieces
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
