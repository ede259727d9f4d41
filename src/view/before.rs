//! Before the start: what to beware of, what to have at hand, and the one key to press.
//!
//! Cautions, things at hand and a first wait share this screen, so that one key leads from
//! choosing a routine to its first get-ready. Where they don't all fit, the screen scrolls, and
//! the key that begins is offered once the end of them has been on it.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::{above_keys, figure_size};
use super::letters::{self, BigLetters};
use super::moving::{self, FigureMoment};
use super::paint::{self, Canvas, InkedLine, Rows, hanging, wrapped};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen};
use crate::text;
use crate::words::around;

/// All that is said before a routine begins.
#[derive(Clone, Debug, Default)]
pub struct BeforeView<'a> {
    /// What stands above the key, from the top down.
    pub said: Vec<Said>,
    /// A figure shows it, where it has room beside all the words.
    pub figure: Option<FigureMoment<'a>>,
    /// How many rows are scrolled past; more than there are shows the end.
    pub scroll: u16,
    /// The key that reads on where not everything is on the screen: `Enter`.
    pub on: String,
    /// The one key to press, and what it does, in the fullest words first: `Enter`, `begin`.
    pub key: String,
    pub does: Vec<String>,
    pub hints: Vec<Hint>,
}

/// One thing that is said, behind what leads to it; nothing where it has no words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub kind: SaidKind,
    pub lead: String,
    pub words: String,
    /// With an empty row before it, where there is room.
    pub apart: bool,
}

/// What kind of thing is said, and so how it looks and when it gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidKind {
    /// Whom to call, and for which signs.
    Call,
    Sign,
    /// The caution that says so in a sentence, where the signs have no room.
    Emergency,
    /// What is played; it leads to how long that lasts.
    Title,
    Quiet,
    Plain,
    Strong,
    /// What is to be done; it goes first where not everything has room.
    Teach,
    /// A step that is played, or left out: its name, and how it stands.
    Step,
    LeftOut,
    /// What to beware of; the first of several has their heading before it.
    Caution,
}

impl Said {
    pub fn new(kind: SaidKind, words: impl Into<String>, apart: bool) -> Said {
        Said { kind, lead: String::new(), words: words.into(), apart }
    }

    pub fn led(self, lead: impl Into<String>) -> Said {
        Said { lead: lead.into(), ..self }
    }
}

/// Wider than this, text is tiring to read.
const MEASURE: u16 = 74;
/// So wide it may be where it would not be on the screen at once else.
const WIDE_MEASURE: u16 = 88;

/// The space between a figure and the text beside it.
const BESIDE: u16 = 4;

/// What stands before a step that is played, a sign, and a caution without a heading.
const STEP: &str = "✓ ";
const SIGN: &str = "·  ";
const CAUTION: &str = "! ";
/// So many columns must be left beside the longest name for how a step stands.
const STANDS: usize = 34;
/// The columns of a heading, and how wide the text must be for it to have them.
const HEADING: usize = 11;
const HEADINGS_FROM: usize = 50;

/// Where everything stands in an area.
struct BeforePlaces {
    /// The text, above the one key.
    body: Rect,
    key: Rect,
    keys: Rect,
    figure: Option<Rect>,
    text: Vec<Rows>,
    begin: Rows,
}

impl BeforePlaces {
    /// How many rows of the text have no room.
    fn most_scroll(&self) -> u16 {
        paint::most_scroll(paint::height(&self.text), self.body)
    }
}

impl BeforeView<'_> {
    fn places(&self, area: Rect) -> BeforePlaces {
        let (above, keys) = above_keys(area, &self.hints);
        if let Some((wide, high)) = figure_size(above).filter(|_| self.figure.is_some()) {
            let both = paint::column(above, wide + BESIDE + MEASURE);
            let text = paint::columns(both, wide + BESIDE, both.width);
            let top = usize::from(above.height.saturating_sub(high) / 2);
            let figure = paint::rows(paint::columns(both, 0, wide), top, high.into());
            let places = self.places_in(text, keys, true);
            if places.most_scroll() == 0 && high <= above.height {
                return BeforePlaces { figure: Some(figure), ..places };
            }
        }
        // Rather a wide text than one to be scrolled, and rather one without the signs one by one.
        let all = [(MEASURE, true), (WIDE_MEASURE, true), (MEASURE, false), (WIDE_MEASURE, false)];
        let places = |(measure, signs)| self.places_in(paint::column(above, measure), keys, signs);
        let fits = all.map(places).into_iter().find(|places| places.most_scroll() == 0);
        fits.unwrap_or_else(|| places((MEASURE, false)))
    }

    fn places_in(&self, column: Rect, keys: Rect, signs: bool) -> BeforePlaces {
        let (width, height) = (usize::from(column.width), usize::from(column.height));
        let begin = key_rows(&self.key, &self.does, width, (height / 3).max(1));
        let room = height.saturating_sub(begin.height);
        let mut text = self.text_rows(true, signs, width);
        if paint::height(&text) > room {
            text = self.text_rows(false, signs, width);
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

    /// All that is said above the key, with what teaches and with the signs one by one, or without.
    fn text_rows(&self, teaches: bool, signs: bool, width: usize) -> Vec<Rows> {
        let of = |kind| self.said.iter().filter(move |said| said.kind == kind);
        let steps = of(SaidKind::Step).chain(of(SaidKind::LeftOut));
        let names = steps.map(|said| text::width(&said.lead)).max().unwrap_or(0);
        let headed =
            width >= HEADINGS_FROM && of(SaidKind::Caution).any(|said| !said.lead.is_empty());
        let shown = self.said.iter().filter(|said| match said.kind {
            SaidKind::Call | SaidKind::Sign => signs,
            SaidKind::Emergency => !signs,
            SaidKind::Teach => teaches,
            _ => true,
        });
        let rows = shown.map(|said| {
            let lines = match said.kind {
                SaidKind::Title => title_lines(&said.words, &said.lead, width),
                SaidKind::Step | SaidKind::LeftOut => step_lines(said, names, width),
                kind => {
                    let heading =
                        if headed { format!("{:HEADING$}", said.lead) } else { CAUTION.into() };
                    let beware = Ink::Accent(Accent::Beware);
                    let (lead, lead_ink, ink) = match kind {
                        SaidKind::Call => (String::new(), beware, beware),
                        SaidKind::Sign => (SIGN.into(), beware, Ink::Text),
                        SaidKind::Emergency => (CAUTION.into(), beware, Ink::Text),
                        SaidKind::Caution => (heading, beware, Ink::Text),
                        SaidKind::Strong => (said.lead.clone(), Ink::Strong, Ink::Strong),
                        SaidKind::Quiet => (said.lead.clone(), Ink::Quiet, Ink::Quiet),
                        _ => (said.lead.clone(), Ink::Text, Ink::Text),
                    };
                    hanging((lead, lead_ink), &said.words, width, ink)
                }
            };
            Rows::of(lines, 0, said.apart)
        });
        rows.filter(|rows| rows.height > 0).collect()
    }

    /// What fits, in the middle of the height, with space between its pieces.
    fn render_whole(&self, places: BeforePlaces, canvas: &mut Canvas<'_>) {
        let whole = places.body.union(places.key);
        let mut rows = places.text;
        rows.push(places.begin);
        let spare = |rows: &[Rows]| usize::from(whole.height).saturating_sub(paint::height(rows));
        // The title in big letters, where everything else keeps its rows.
        let title = self.said.first().filter(|said| said.kind == SaidKind::Title);
        let big = title.and_then(|title| {
            let set = BigLetters::of(&title.words, 1, whole.width, 1)?;
            let fits = usize::from(set.rows()) + 2 + paint::gaps(&rows) < spare(&rows);
            fits.then_some((title, set))
        });
        if let Some((title, set)) = &big {
            // The lines that they stand for are theirs. The rest of what the title says stays small.
            let mut lines = vec![Vec::new(); usize::from(set.rows()) + 1];
            lines.extend(wrapped(&title.lead, whole.width.into(), Ink::Quiet));
            rows[0] = Rows::of(lines, 0, false);
        }
        let air = spare(&rows);
        let top = air.saturating_sub(paint::gaps(&rows)) / 2;
        canvas.rows(&rows, top, air, whole);
        if let Some((_, set)) = &big {
            let place = paint::rows(whole, top, whole.height.into());
            letters::render(set, Ink::Shape(Accent::Work), place, canvas);
        }
    }

    /// As much as there is room for, and the key that reads on until the end has been seen.
    fn render_scrolled(&self, places: &BeforePlaces, right: u16, canvas: &mut Canvas<'_>) {
        let most = places.most_scroll();
        let scroll = self.scroll.min(most);
        let lines: Vec<InkedLine> = places.text.iter().flat_map(|rows| rows.what.clone()).collect();
        canvas.lines(places.body, &lines[scroll.into()..]);
        canvas.arrows(places.body, right, scroll.into(), lines.len());
        let on = [around::read_on(most - scroll), around::READ_ON.into()];
        let on = key_rows(&self.on, &on, places.key.width.into(), 1);
        let key = if scroll < most { &on } else { &places.begin };
        canvas.lines(places.key, &key.what);
    }
}

impl Screen for BeforeView<'_> {
    fn most_scroll(&self, area: Rect) -> u16 {
        self.places(area).most_scroll()
    }

    fn next_change(&self, area: Rect) -> Option<Duration> {
        let moment = self.figure.as_ref()?;
        self.places(area).figure?;
        moment.next_frame()
    }

    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let mut canvas = Canvas { theme, buffer };
        let places = self.places(area);
        canvas.keys(places.keys, &self.hints);
        if let Some((place, moment)) = places.figure.zip(self.figure.as_ref()) {
            moving::render(moment, None, theme, place, canvas.buffer);
        }
        if places.most_scroll() == 0 {
            self.render_whole(places, &mut canvas);
        } else {
            self.render_scrolled(&places, area.right(), &mut canvas);
        }
    }
}

/// What is played and how long it lasts, in one line where that has room.
fn title_lines(title: &str, length: &str, width: usize) -> Vec<InkedLine> {
    let both = format!("{title}  ·  {length}");
    if !length.is_empty() && text::width(&both) <= width {
        return vec![vec![(both, Ink::Strong)]];
    }
    let title = wrapped(title, width, Ink::Strong);
    title.chain(wrapped(length, width, Ink::Quiet)).collect()
}

/// A step that can be left out; how it stands has a column where there is room for all of them.
fn step_lines(step: &Said, names: usize, width: usize) -> Vec<InkedLine> {
    let Said { lead: name, words: stands, .. } = step;
    let is_played = step.kind == SaidKind::Step;
    let (mark, ink) = if is_played { (STEP, Ink::Text) } else { ("  ", Ink::Quiet) };
    if names + STANDS <= width && !stands.is_empty() {
        let lead = format!("{mark}{}  ", text::padded(name, names));
        return hanging((lead, ink), stands, width, Ink::Quiet);
    }
    hanging((mark.to_owned(), ink), &around::step_and_stands(name, stands), width, ink)
}

/// A key and what it does, in the first words that take at most so many lines.
fn key_rows(key: &str, does: &[String], width: usize, most: usize) -> Rows {
    let key = format!(" {key} ");
    let room = width.saturating_sub(text::width(&key) + 2).max(1);
    let fits = |lines: &Vec<String>| (1..=most).contains(&lines.len());
    let lines = does.iter().map(|words| text::wrap(words, room)).find(fits);
    let lines = lines.unwrap_or_else(|| does.last().cloned().into_iter().collect());
    let work = Ink::Accent(Accent::Work);
    let line = lines.into_iter().enumerate().map(|(nth, words)| {
        let blank = " ".repeat(text::width(&key));
        let lead = if nth == 0 { (key.clone(), Ink::Key(Accent::Work)) } else { (blank, work) };
        vec![lead, (format!("  {words}"), work)]
    });
    Rows::of(line.collect(), 0, true)
}
