//! Before the start: what to beware of, what to have at hand, and the one key to press.
//!
//! Cautions, things at hand and a first wait share this screen, so that one key leads from
//! choosing a routine to its first get-ready. Where they don't all fit, the screen scrolls, and
//! the key that begins is offered once the end of them has been on it.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::footer::{self, Hint};
use super::letters::{self, BigLetters};
use super::paint::{self, Align};
use super::theme::{Accent, Theme};
use crate::seconds::clock;
use crate::text;
use crate::words;

/// All that is said before a routine begins.
#[derive(Clone, Debug, Default)]
pub struct Screen<'a> {
    pub title: &'a str,
    /// What it does and for whom; may be empty.
    pub about: &'a str,
    /// How long it lasts, in words: `4–6 min`.
    pub length: &'a str,
    /// What to beware of, the weightiest first, behind the heading that it belongs to, if any. All
    /// of it is shown, if need be row by row.
    pub cautions: &'a [(&'a str, &'a str)],
    /// What to have at hand.
    pub needs: &'a [crate::routine::AuthorText],
    /// What the routine's own first wait says; empty where it has none.
    pub wait: &'a str,
    /// Until that wait goes on by itself.
    pub left: Option<Duration>,
    /// Why it is for later, where it is: it needs a second key then.
    pub later: Option<&'a str>,
    /// What else is to be said: that it is too soon, what earlier times advise.
    pub remarks: &'a [String],
    /// What is asked, with the keys that answer it; nothing waits for an answer.
    pub question: Option<&'a str>,
    /// What heat and cold need said about their alarm.
    pub alarm: Option<Alarm<'a>>,
    /// How many rows are scrolled past; more than there are shows the end.
    pub scroll: u16,
    /// The key that reads on where not everything is on the screen: `Enter`.
    pub on: &'a str,
    /// The one key to press, and what it does: `Enter`, `begin`; and in fewer words.
    pub key: &'a str,
    pub action: &'a str,
    pub short: &'a str,
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

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 68;

/// A piece of the screen: its lines, and what the first of them begins with.
struct Piece {
    lead: String,
    lines: Vec<String>,
    style: Style,
    lead_style: Style,
    /// An empty row stands before it where there is room.
    apart: bool,
}

/// Where everything stands in an area.
struct Places {
    /// The text, above the one key.
    body: Rect,
    key: Rect,
    foot: Rect,
    pieces: Vec<Piece>,
    /// More than the body holds.
    scrolls: bool,
    key_piece: Piece,
}

impl Places {
    fn of(screen: &Screen<'_>, theme: Theme, area: Rect) -> Places {
        let column = paint::column(paint::inset(area, 2), MEASURE);
        let footer_rows = usize::from(area.height >= 8 && !screen.hints.is_empty());
        let height = usize::from(area.height) - footer_rows;
        let width = usize::from(column.width);
        let key_piece = key_piece(screen, theme, width, (height / 3).max(1));
        let room = height.saturating_sub(key_piece.lines.len());
        let rows = |pieces: &[Piece]| pieces.iter().map(|piece| piece.lines.len()).sum::<usize>();
        let mut pieces = pieces(screen, screen.about, theme, width);
        if rows(&pieces) > room {
            pieces = self::pieces(screen, "", theme, width);
        }
        Places {
            body: paint::rows(column, 0, room),
            key: paint::rows(column, room, height - room),
            foot: paint::rows(paint::inset(area, 2), height, footer_rows),
            scrolls: rows(&pieces) > room,
            pieces,
            key_piece,
        }
    }

    fn most_scroll(&self) -> usize {
        let rows: usize = self.pieces.iter().map(|piece| piece.lines.len()).sum();
        rows.saturating_sub(self.body.height.into())
    }
}

/// How far it can be scrolled in an area of this size; 0 where everything is on the screen.
pub fn most_scroll(screen: &Screen<'_>, theme: Theme, area: Rect) -> u16 {
    u16::try_from(Places::of(screen, theme, area).most_scroll()).unwrap_or(u16::MAX)
}

/// Puts it into an area of any size.
pub fn render(screen: &Screen<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let places = Places::of(screen, theme, area);
    match places.scrolls {
        true => render_scrolled(screen, theme, &places, area.right(), buffer),
        false => render_whole(screen, theme, places, area, buffer),
    }
}

/// What fits, in the middle of the height, with space between its pieces.
fn render_whole(
    screen: &Screen<'_>,
    theme: Theme,
    places: Places,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Places {
        body,
        key,
        foot,
        mut pieces,
        key_piece,
        ..
    } = places;
    pieces.push(key_piece);
    let whole = body.union(key);
    let height = usize::from(whole.height);
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
    let mut at = height.saturating_sub(big_rows + text + spaces) / 2;
    if let Some(set) = &big {
        let rows = paint::rows(whole, at, big_rows);
        letters::render(set, theme.shape(Accent::Work), Align::Left, rows, buffer);
        at += big_rows;
    }
    for (piece, apart) in pieces.iter().zip(apart) {
        at += usize::from(apart);
        for line in lines_of(piece) {
            paint::spans(buffer, paint::row(whole, at), &line, Align::Left);
            at += 1;
        }
    }
    footer::render(screen.hints, theme, foot, buffer);
}

/// As much as there is room for, and the key that reads on until the end has been seen.
fn render_scrolled(
    screen: &Screen<'_>,
    theme: Theme,
    places: &Places,
    right: u16,
    buffer: &mut Buffer,
) {
    let most = places.most_scroll();
    let scroll = usize::from(screen.scroll).min(most);
    let lines = places.pieces.iter().flat_map(lines_of).skip(scroll);
    for (nth, line) in lines.take(places.body.height.into()).enumerate() {
        paint::spans(buffer, paint::row(places.body, nth), &line, Align::Left);
    }
    let whole = most + usize::from(places.body.height);
    paint::scrolled(places.body, right, scroll, whole, theme.quiet(), buffer);
    let more = match most - scroll {
        1 => "read on: 1 more line".to_owned(),
        more => format!("read on: {more} more lines"),
    };
    let on = key_words(
        screen.on,
        &[&more, "read on"],
        theme,
        places.key.width.into(),
        1,
    );
    let key = if scroll < most {
        &on
    } else {
        &places.key_piece
    };
    for (nth, line) in lines_of(key).enumerate() {
        paint::spans(buffer, paint::row(places.key, nth), &line, Align::Left);
    }
    footer::render(screen.hints, theme, places.foot, buffer);
}

/// The lines of a piece, those after the first as far in as the first.
fn lines_of(piece: &Piece) -> impl Iterator<Item = [paint::Span; 2]> {
    piece.lines.iter().enumerate().map(|(nth, line)| {
        let (lead, style) = match nth {
            0 => (piece.lead.clone(), piece.lead_style),
            _ => (" ".repeat(text::width(&piece.lead)), piece.style),
        };
        [(lead, style), (line.clone(), piece.style)]
    })
}

/// The title in big letters, where everything else keeps its rows.
fn big_title(
    screen: &Screen<'_>,
    pieces: &[Piece],
    area: Rect,
    height: usize,
) -> Option<BigLetters> {
    let text: usize = pieces.iter().map(|piece| piece.lines.len()).sum();
    let apart = pieces.iter().filter(|piece| piece.apart).count();
    let columns = paint::column(paint::inset(area, 2), MEASURE).width;
    let set = BigLetters::of(&text::line(screen.title), 1, columns, 1)?;
    let fits = text + apart + usize::from(set.rows()) + 2 <= height;
    fits.then_some(set)
}

/// What stands before a caution without a heading.
const CAUTION: &str = "! ";
/// The columns of a heading, and how wide the text must be for it to have them.
const HEADING: usize = 11;
const HEADINGS_FROM: usize = 50;

fn pieces(screen: &Screen<'_>, about: &str, theme: Theme, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |lead: &str, words: &str, style: Style, lead_style: Style, apart: bool| {
        let lines = text::wrap(words, width.saturating_sub(text::width(lead)));
        if !lines.is_empty() {
            pieces.push(Piece {
                lead: lead.to_owned(),
                lines,
                style,
                lead_style,
                apart,
            });
        }
    };
    let (plain, turn) = (theme.text(), theme.accent(Accent::Turn));
    let title = text::line(screen.title);
    let both = format!("{title}  ·  {}", screen.length);
    if !screen.length.is_empty() && text::width(&both) <= width {
        add("", &both, theme.strong(), theme.strong(), true);
    } else {
        add("", &title, theme.strong(), theme.strong(), true);
        add("", screen.length, theme.quiet(), theme.quiet(), false);
    }
    add("", about, plain, plain, true);
    if let Some(later) = screen.later {
        add("", &format!("For later: {later}"), turn, turn, true);
    }
    for (nth, remark) in screen.remarks.iter().enumerate() {
        add("", remark, turn, turn, nth == 0);
    }
    let beware = theme.accent(Accent::Beware);
    let mut above = "";
    for (nth, &(heading, caution)) in screen.cautions.iter().enumerate() {
        let begins = nth == 0 || heading != above;
        let lead = match width >= HEADINGS_FROM && !heading.is_empty() {
            true => format!("{:HEADING$}", if begins { heading } else { "" }),
            false => CAUTION.to_owned(),
        };
        add(&lead, caution, plain, beware, begins);
        above = heading;
    }
    if !screen.needs.is_empty() {
        let needs = format!("At hand: {}", screen.needs.join(", "));
        add("", &needs, plain, plain, true);
    }
    add("", screen.wait, plain, plain, true);
    if let Some(alarm) = screen.alarm {
        let cannot = "Its switch is yours: supple can only ring. A muted terminal or a sleeping \
                      laptop cannot.";
        add("", cannot, plain, plain, true);
        if let Some(trouble) = alarm.trouble {
            add("", trouble, turn, turn, false);
        }
        let tried = match alarm.tried {
            true => "Did you hear it? If not, turn the sound up and try again.",
            false => "hear the alarm once",
        };
        let key = format!(" {}  ", alarm.key);
        add(&key, tried, theme.strong(), theme.strong(), true);
    }
    // The warnings are read before it, and the key that begins stands next to it.
    add(
        "",
        screen.question.unwrap_or(""),
        theme.strong(),
        plain,
        true,
    );
    pieces
}

/// The one key to press, in at most so many lines.
fn key_piece(screen: &Screen<'_>, theme: Theme, width: usize, most: usize) -> Piece {
    let by_itself = screen.left.map(|left| match left {
        left if left > Duration::from_secs(60) => clock(left),
        left => words::length(left),
    });
    let by_itself = by_itself.map(|left| format!("{}, or by itself in {left}", screen.action));
    let mut all: Vec<&str> = by_itself.iter().map(String::as_str).collect();
    all.extend([screen.action, screen.short]);
    key_words(screen.key, &all, theme, width, most)
}

/// A key and what it does, in the first words that take at most so many lines.
fn key_words(key: &str, all: &[&str], theme: Theme, width: usize, most: usize) -> Piece {
    let key = format!(" {key} ");
    let room = width.saturating_sub(text::width(&key) + 2).max(1);
    let mut lines = all.iter().map(|words| text::wrap(words, room));
    let last = all.last().copied().unwrap_or_default();
    let mut lines = lines
        .find(|lines| lines.len() <= most && !lines.is_empty())
        .unwrap_or_else(|| vec![last.to_owned()]);
    for line in &mut lines {
        line.insert_str(0, "  ");
    }
    Piece {
        lead: key,
        lines,
        style: theme.accent(Accent::Work),
        lead_style: theme.accent(Accent::Work).add_modifier(Modifier::REVERSED),
        apart: true,
    }
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
