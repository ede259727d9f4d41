//! Before the start: what to beware of, what to have at hand, and the one key to press.
//!
//! Cautions, things at hand and a first wait share this screen, so that one key leads from
//! choosing a routine to its first get-ready. Where they don't all fit, the screen scrolls, and
//! the key that begins is offered once the end of them has been on it.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ask::Signs;
use super::frame::Hint;
use super::frame::{above_keys, figure_size};
use super::letters::{self, BigLetters};
use super::moving::{self, FigureMoment};
use super::paint::{self, Align, Canvas, InkedLine, hanging};
use super::stack::{self, Rows};
use super::theme::{Accent, Ink, Theme};
use crate::text;
use crate::words::around;

/// All that is said before a routine begins, a field for each thing that can be said.
#[derive(Clone, Debug, Default)]
pub struct BeforeView<'a> {
    pub title: &'a str,
    /// How long it lasts, in words: `4–6 min`.
    pub length: &'a str,
    /// How often it was done lately; may be empty.
    pub history: &'a str,
    /// Above all, whom to call for which signs; and the caution that says so in a sentence, where
    /// the signs have no room.
    pub signs: Option<(Signs<'a>, &'a str)>,
    /// Routines that are played one after another, with how long each takes, and which is chosen.
    pub parts: &'a [(String, String)],
    pub chosen: usize,
    /// What is to be done, while no clock runs; one paragraph each.
    pub teach: &'a [String],
    /// Its steps, where they say themselves how often: whether it is played, what it is called, and
    /// how it stands.
    pub steps: &'a [(bool, String, &'a str)],
    /// Which of them are played, and the key to change that.
    pub steps_line: &'a str,
    /// A figure shows it, where it has room beside all the words.
    pub figure: Option<FigureMoment<'a>>,
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
    pub hints: Vec<Hint>,
}

/// What to know about the alarm of a heat or cold session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alarm<'a> {
    /// The key that tries it: `t`.
    pub key: &'a str,
    /// What else stands against it: `keeping the laptop awake is not possible here`.
    pub trouble: Option<&'a str>,
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 74;
/// So wide it may be where it would not be on the screen at once else.
const WIDE_MEASURE: u16 = 88;

/// The space between a figure and the text beside it.
const BESIDE: u16 = 4;

/// Where everything stands in an area.
struct BeforePlaces {
    /// The text, above the one key.
    body: Rect,
    key: Rect,
    keys: Rect,
    figure: Option<Rect>,
    text: Vec<Rows<Vec<InkedLine>>>,
    begin: Rows<Vec<InkedLine>>,
}

impl BeforePlaces {
    fn of(screen: &BeforeView<'_>, area: Rect) -> BeforePlaces {
        let (above, keys) = above_keys(area, &screen.hints);
        let figure = figure_size(above).filter(|_| screen.figure.is_some());
        let beside = figure.and_then(|(wide, high)| {
            let both = paint::column(above, wide + BESIDE + MEASURE);
            let place = paint::columns(both, wide + BESIDE, both.width);
            let mut places = BeforePlaces::in_column(screen, place, keys, true);
            let fits = places.most_scroll() == 0 && high <= above.height;
            let top = usize::from(above.height.saturating_sub(high) / 2);
            let figure = paint::rows(paint::columns(both, 0, wide), top, high.into());
            places.figure = Some(figure);
            fits.then_some(places)
        });
        if let Some(beside) = beside {
            return beside;
        }
        // Rather a wide text than one to be scrolled, and rather one without the signs one by one.
        let all = [(MEASURE, true), (WIDE_MEASURE, true), (MEASURE, false), (WIDE_MEASURE, false)];
        let places = |(measure, signs)| {
            BeforePlaces::in_column(screen, paint::column(above, measure), keys, signs)
        };
        let fits = all.map(places).into_iter().find(|places| places.most_scroll() == 0);
        fits.unwrap_or_else(|| places((MEASURE, false)))
    }

    fn in_column(screen: &BeforeView<'_>, column: Rect, keys: Rect, signs: bool) -> BeforePlaces {
        let (width, height) = (usize::from(column.width), usize::from(column.height));
        let begin = begin_rows(screen, width, (height / 3).max(1));
        let room = height.saturating_sub(begin.height);
        let mut text = text_rows(screen, screen.teach, signs, width);
        if stack::height(&text) > room {
            text = text_rows(screen, &[], signs, width);
        }
        BeforePlaces {
            body: paint::rows(column, 0, room),
            key: paint::rows(column, room, height - room),
            keys,
            figure: None,
            text,
            begin,
        }
    }

    /// How many rows of the text have no room.
    fn most_scroll(&self) -> u16 {
        paint::most_scroll(stack::height(&self.text), self.body)
    }
}

/// How far it can be scrolled in an area of this size; 0 where everything is on the screen.
pub fn most_scroll(screen: &BeforeView<'_>, area: Rect) -> u16 {
    BeforePlaces::of(screen, area).most_scroll()
}

/// Until the figure moves on; `None` where it has no room, or keeps still.
pub fn next_change(screen: &BeforeView<'_>, area: Rect) -> Option<Duration> {
    let moment = screen.figure.as_ref()?;
    BeforePlaces::of(screen, area).figure?;
    moment.next_frame()
}

/// Puts it into an area of any size.
pub fn render(screen: &BeforeView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let places = BeforePlaces::of(screen, area);
    canvas.keys(places.keys, &screen.hints);
    if let Some((place, moment)) = places.figure.zip(screen.figure.as_ref()) {
        moving::render(moment, None, theme, place, canvas.buffer);
    }
    match places.most_scroll() {
        0 => render_whole(screen, places, &mut canvas),
        most => render_scrolled(screen, &places, most, area.right(), &mut canvas),
    }
}

/// What fits, in the middle of the height, with space between its pieces.
fn render_whole(screen: &BeforeView<'_>, places: BeforePlaces, canvas: &mut Canvas<'_>) {
    let whole = places.body.union(places.key);
    let mut rows = places.text;
    rows.push(places.begin);
    let height = usize::from(whole.height);
    let spare = |rows: &[Rows<_>]| height.saturating_sub(stack::height(rows));
    // The title in big letters, where everything else keeps its rows.
    let big = match screen.signs {
        None => BigLetters::of(&text::line(screen.title), 1, whole.width, 1),
        Some(_) => None,
    };
    let big = big.filter(|set| usize::from(set.rows()) + 2 + stack::gaps(&rows) < spare(&rows));
    let big_rows = big.as_ref().map_or(0, |set| usize::from(set.rows()) + 1);
    if big.is_some() {
        // The rest of what the title says stays, in small.
        let length = paint::wrapped(screen.length, whole.width.into(), Ink::Quiet);
        rows[0] = Rows::of(length.collect(), 0, false);
    }
    let air = spare(&rows) - big_rows;
    let top = air.saturating_sub(stack::gaps(&rows)) / 2;
    if let Some(set) = &big {
        let place = paint::rows(whole, top, big_rows);
        letters::render(set, Ink::Shape(Accent::Work), Align::Left, place, canvas);
    }
    stack::paint(&rows, top + big_rows, air, whole, canvas);
}

/// As much as there is room for, and the key that reads on until the end has been seen.
fn render_scrolled(
    screen: &BeforeView<'_>,
    places: &BeforePlaces,
    most: u16,
    right: u16,
    canvas: &mut Canvas<'_>,
) {
    let scroll = screen.scroll.min(most);
    let lines: Vec<InkedLine> = places.text.iter().flat_map(|rows| rows.what.clone()).collect();
    canvas.lines(places.body, &lines[scroll.into()..], Align::Left);
    canvas.arrows(places.body, right, scroll.into(), lines.len());
    let on = [&around::read_on(most - scroll), around::READ_ON];
    let on = key_rows(screen.on, &on, places.key.width.into(), 1);
    let key = if scroll < most { &on } else { &places.begin };
    canvas.lines(places.key, &key.what, Align::Left);
}

/// What stands before a step that is played.
const MARK: &str = "✓ ";
/// So many columns must be left beside the longest name for how it stands.
const STANDS: usize = 34;
/// What stands before a caution without a heading.
const CAUTION: &str = "! ";
/// The columns of a heading, and how wide the text must be for it to have them.
const HEADING: usize = 11;
const HEADINGS_FROM: usize = 50;

/// The routines that are played one after another, a line each.
fn part_lines(parts: &[(String, String)], chosen: usize, width: usize) -> Vec<(String, String)> {
    // The mark, the number, and two columns before the length.
    let lasts = parts.iter().map(|(_, lasts)| text::width(lasts)).max();
    let room = width.saturating_sub(4 + 2 + lasts.unwrap_or(0)).max(1);
    let widest = parts.iter().map(|(title, _)| text::width(title)).max();
    let widest = widest.unwrap_or(0).min(room);
    let line = |(nth, (title, lasts)): (usize, &(String, String))| {
        let mark = if nth == chosen { '>' } else { ' ' };
        let title = text::padded(&text::cut(&text::line(title), widest), widest);
        (format!("{mark} {} ", nth + 1), format!("{title}  {lasts}"))
    };
    parts.iter().enumerate().map(line).collect()
}

/// All that is said above the key, from the title down.
fn text_rows(
    screen: &BeforeView<'_>,
    teach: &[String],
    signs: bool,
    width: usize,
) -> Vec<Rows<Vec<InkedLine>>> {
    let mut rows = Vec::new();
    let mut add = |lead: &str, words: &str, inks: (Ink, Ink), apart: bool| {
        let lines = hanging((lead.to_owned(), inks.0), words, width, inks.1);
        if !lines.is_empty() {
            rows.push(Rows::of(lines, 0, apart));
        }
    };
    let (plain, strong, quiet) =
        ((Ink::Text, Ink::Text), (Ink::Strong, Ink::Strong), (Ink::Quiet, Ink::Quiet));
    let beware = Ink::Accent(Accent::Beware);
    let sentence = screen.signs.map(|(_, sentence)| ("", sentence)).filter(|_| !signs);
    if let Some((call, _)) = screen.signs.filter(|_| signs) {
        add("", call.call, (beware, beware), false);
        for sign in call.signs {
            add("·  ", sign, (beware, Ink::Text), false);
        }
    }
    let title = text::line(screen.title);
    let both = format!("{title}  ·  {}", screen.length);
    if !screen.length.is_empty() && text::width(&both) <= width {
        add("", &both, strong, true);
    } else {
        add("", &title, strong, true);
        add("", screen.length, quiet, false);
    }
    add("", screen.history, quiet, false);
    for (nth, (lead, words)) in part_lines(screen.parts, screen.chosen, width).iter().enumerate() {
        let inks = if nth == screen.chosen { strong } else { plain };
        add(lead, words, inks, nth == 0);
    }
    for (nth, paragraph) in teach.iter().enumerate() {
        add("", paragraph, plain, nth == 0);
    }
    for (nth, (lead, words, inks)) in step_lines(screen.steps, width).iter().enumerate() {
        add(lead, words, *inks, nth == 0);
    }
    add("", screen.steps_line, plain, false);
    if let Some(later) = screen.later {
        add("", &around::for_later(later), strong, true);
    }
    for (nth, remark) in screen.remarks.iter().enumerate() {
        add("", remark, strong, nth == 0);
    }
    let cautions: Vec<_> = sentence.iter().chain(screen.cautions).copied().collect();
    for (lead, caution, begins) in headed(&cautions, width) {
        add(&lead, caution, (beware, Ink::Text), begins);
    }
    if !screen.needs.is_empty() {
        let needs = around::at_hand(&screen.needs.join(", "));
        add("", &needs, plain, true);
    }
    add("", screen.wait, plain, true);
    if let Some(alarm) = screen.alarm {
        add("", around::ALARM_ONLY_RINGS, plain, true);
        add("", alarm.trouble.unwrap_or(""), strong, false);
        let key = format!(" {}  ", alarm.key);
        add(&key, around::TRY_ALARM, strong, true);
    }
    // The warnings are read before it, and the key that begins stands next to it.
    add("", screen.question.unwrap_or(""), strong, true);
    rows
}

/// The steps that can be left out: what stands before each, its words, and their inks.
fn step_lines(steps: &[(bool, String, &str)], width: usize) -> Vec<(String, String, (Ink, Ink))> {
    let names = steps.iter().map(|(_, name, _)| text::width(name));
    let names = names.max().unwrap_or(0);
    let line = |(is_played, name, stands): &(bool, String, &str)| {
        let (mark, ink) = if *is_played { (MARK, Ink::Text) } else { ("  ", Ink::Quiet) };
        if names + STANDS <= width && !stands.is_empty() {
            let lead = format!("{mark}{}  ", text::padded(name, names));
            (lead, (*stands).to_owned(), (ink, Ink::Quiet))
        } else {
            let step = around::step_and_stands(name, stands);
            (mark.to_owned(), step, (ink, ink))
        }
    };
    steps.iter().map(line).collect()
}

/// Cautions, each with what stands before it, and whether something new begins with it.
fn headed<'c>(cautions: &[(&str, &'c str)], width: usize) -> Vec<(String, &'c str, bool)> {
    let mut above = None;
    let headed = |&(heading, caution): &(&'_ str, &'c str)| {
        let begins = above.replace(heading.to_owned()).as_deref() != Some(heading);
        let lead = match width >= HEADINGS_FROM && !heading.is_empty() {
            true => format!("{:HEADING$}", if begins { heading } else { "" }),
            false => CAUTION.to_owned(),
        };
        (lead, caution, begins)
    };
    cautions.iter().map(headed).collect()
}

/// The one key to press, in at most so many lines.
fn begin_rows(screen: &BeforeView<'_>, width: usize, most: usize) -> Rows<Vec<InkedLine>> {
    let by_itself = screen.left.map(|left| around::or_by_itself(screen.action, left));
    let mut all: Vec<&str> = by_itself.iter().map(String::as_str).collect();
    all.extend([screen.action, screen.short]);
    key_rows(screen.key, &all, width, most)
}

/// A key and what it does, in the first words that take at most so many lines.
fn key_rows(key: &str, all: &[&str], width: usize, most: usize) -> Rows<Vec<InkedLine>> {
    let work = Ink::Accent(Accent::Work);
    let key = format!(" {key} ");
    let room = width.saturating_sub(text::width(&key) + 2).max(1);
    let lines = all.iter().map(|words| text::wrap(words, room));
    let fits = |lines: &Vec<String>| (1..=most).contains(&lines.len());
    let last = || vec![all.last().copied().unwrap_or_default().to_owned()];
    let lines = lines.clone().find(fits).unwrap_or_else(last);
    let mut lead = Some((key.clone(), Ink::Key(Accent::Work)));
    let line = lines.into_iter().map(|words| {
        let lead = lead.take();
        let lead = lead.unwrap_or_else(|| (" ".repeat(text::width(&key)), work));
        vec![lead, (format!("  {words}"), work)]
    });
    Rows::of(line.collect(), 0, true)
}
