//! Looking back in figures: a year's calendar, weeks, pain, sides, what was prescribed; one page
//! each, at any size.
//!
//! Shades are shapes: the calendar, the bars and the chart read without any colour. The figures
//! are worked out elsewhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};
pub use year::{SHADES, month, streak_words, summary_words};

use super::frame::{Frame, Hint, TWO_COLUMNS, two_columns};
use super::list::RowList;
use super::paint;
use super::paint::{Align, Canvas, InkedLine, wrapped};
use super::theme::{Accent, Ink, Theme};
use crate::history::figures::{Figures, Pain, SideBalance, Whose};
use crate::history::summary::Work;
use crate::seconds::clock_passed;
use crate::words::{figures, figures as said};
use crate::{text, words};

mod prescribed;
mod year;

/// All that there is to see.
#[derive(Clone, Debug)]
pub struct StatsView<'a> {
    pub figures: &'a Figures,
    pub page: StatsPage,
    /// Which of several things on a page is looked at; more than there are is the last.
    pub selected: usize,
    /// One line above all: what could not be read.
    pub trouble: Option<&'a str>,
    pub hints: Vec<Hint>,
}

/// The pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatsPage {
    #[default]
    Year,
    Weeks,
    Pain,
    Sides,
    Prescribed,
}

impl StatsPage {
    pub const ALL: [StatsPage; 5] = [
        StatsPage::Year,
        StatsPage::Weeks,
        StatsPage::Pain,
        StatsPage::Sides,
        StatsPage::Prescribed,
    ];

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            StatsPage::Year => figures::YEAR,
            StatsPage::Weeks => figures::WEEKS,
            StatsPage::Pain => figures::PAIN,
            StatsPage::Sides => figures::SIDES,
            StatsPage::Prescribed => figures::PRESCRIBED,
        }
    }

    /// The one that is so many after it, round and round.
    pub fn turned(self, by: isize) -> StatsPage {
        let count = StatsPage::ALL.len() as isize;
        let at = StatsPage::ALL.iter().position(|page| *page == self).unwrap_or(0);
        StatsPage::ALL[(at as isize + by).rem_euclid(count) as usize]
    }
}

impl StatsView<'_> {
    /// How many things there are on the page to choose from.
    pub fn choices(&self) -> usize {
        match self.page {
            StatsPage::Year | StatsPage::Weeks => 0,
            StatsPage::Pain => self.figures.pain.len(),
            StatsPage::Sides => self.figures.sides.len(),
            StatsPage::Prescribed => self.figures.prescribed.len(),
        }
    }
}

/// Puts it into an area of any size.
pub fn render(screen: &StatsView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let trouble = screen.trouble.is_some() && area.height >= 6;
    let frame = Frame::of_list(area, trouble, &screen.hints);
    render_tabs(screen.page, frame.top, &mut canvas);
    let words = text::line(screen.trouble.unwrap_or_default());
    canvas.line(frame.second, &words, Ink::Accent(Accent::Beware));
    let (figures, selected, body) = (screen.figures, screen.selected, frame.body);
    match screen.page {
        _ if figures.sessions == 0 => {
            canvas.words(body, words::figures::NO_SESSION, Ink::Text);
        }
        StatsPage::Year => year::render(figures, body, &mut canvas),
        StatsPage::Weeks => year::render_weeks(figures, body, &mut canvas),
        StatsPage::Pain => render_pain(figures, selected, body, &mut canvas),
        StatsPage::Sides => render_sides(figures, selected, body, &mut canvas),
        StatsPage::Prescribed => prescribed::render(figures, selected, body, &mut canvas),
    }
    canvas.keys(frame.keys, &screen.hints);
}

/// The names of all pages where there is room, else of this one between arrows.
fn render_tabs(page: StatsPage, area: Rect, canvas: &mut Canvas<'_>) {
    let mut pieces: InkedLine = Vec::new();
    for other in StatsPage::ALL {
        let ink = if other == page { Ink::Chosen } else { Ink::Quiet };
        pieces.extend([(format!(" {} ", other.word()), ink), (" ".into(), Ink::Text)]);
    }
    if paint::width_of(&pieces) > usize::from(area.width) + 1 {
        pieces = vec![
            ("‹ ".into(), Ink::Quiet),
            (page.word().into(), Ink::Strong),
            (" ›".into(), Ink::Quiet),
        ];
    }
    canvas.pieces(area, &pieces, Align::Left);
}

// Left against right, of all routines and of each.

/// The least width of both bars together that is worth to be looked at.
const LEAST_BARS: usize = 11;

fn render_sides(figures: &Figures, selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let all = &figures.sides;
    if all.is_empty() {
        canvas.words(area, said::NO_SIDES, Ink::Text);
        return;
    }
    let height = usize::from(area.height);
    let head = text::wrap(said::WHAT_SIDES_ARE, area.width.into()).len() + 1;
    let explained = height >= 12 && head <= height / 2;
    let list = if explained {
        canvas.words(area, said::WHAT_SIDES_ARE, Ink::Quiet);
        paint::rows(area, head, height)
    } else {
        area
    };
    let selected = selected.min(all.len() - 1);
    let first = paint::first_shown(selected, all.len(), list);
    let shown = all.iter().enumerate().skip(first).take(list.height.into());
    for (row, (nth, sides)) in shown.enumerate() {
        render_row(sides, nth == selected, paint::row(list, row), canvas);
    }
}

fn render_row(sides: &SideBalance, chosen: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let width = usize::from(area.width);
    let long = |side: &Work| format!("{:>7}", clock_passed(side.done));
    let (left, right) = (long(&sides.left), long(&sides.right));
    let ink = match (chosen, sides.routine.is_none()) {
        (true, _) => Ink::Chosen,
        (false, true) => Ink::Strong,
        (false, false) => Ink::Text,
    };
    let name = (width / 3).clamp(4, 30);
    // `  left `, spaces around the lengths, and ` right`.
    let bars = width.saturating_sub(name + 7 + left.len() + 1 + right.len() + 7);
    let title = text::cut(&text::line(&sides.title), name);
    let mut pieces = vec![(text::padded(&title, name), ink)];
    if bars < LEAST_BARS {
        let short = |words: &str| words.trim().replace(' ', "");
        let told = said::short_sides(&short(&left), &short(&right));
        pieces.push((told, Ink::Text));
        canvas.pieces(area, &pieces, Align::Left);
        return;
    }
    let half = (bars - 1) / 2;
    // The longer side fills its half, so that a difference is seen at once.
    let most = sides.left.done.max(sides.right.done).as_secs_f64();
    let part = |side: &Work| match most {
        0.0 => 0,
        most => (side.done.as_secs_f64() / most * half as f64).round() as usize,
    };
    let (to_left, to_right) = (part(&sides.left), part(&sides.right));
    pieces.extend([
        (format!("  {} {left} {}", said::LEFT, " ".repeat(half - to_left)), Ink::Text),
        ("━".repeat(to_left), Ink::Shape(Accent::Work)),
        ("│".into(), Ink::Quiet),
        ("━".repeat(to_right), Ink::Shape(Accent::Ease)),
        (format!("{} {right} {}", " ".repeat(half - to_right), said::RIGHT), Ink::Text),
    ]);
    canvas.pieces(area, &pieces, Align::Left);
}

// Pain before and after, of one routine or one part of the body at a time, as a chart over the
// days.

fn render_pain(figures: &Figures, selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let all = &figures.pain;
    let Some(pain) = all.get(selected).or(all.last()) else {
        canvas.words(area, said::NO_PAIN, Ink::Text);
        return;
    };
    let selected = selected.min(all.len() - 1);
    if area.width + 4 < TWO_COLUMNS {
        render_one(pain, Some((selected, all.len())), area, canvas);
        return;
    }
    let (list, chart) = two_columns(area, (area.width * 2 / 5).min(38));
    render_list(all, selected, list, canvas);
    canvas.rule_before(chart);
    render_one(pain, None, chart, canvas);
}

fn render_list(all: &[Pain], selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let mut rows = RowList::new(selected, all.len(), None);
    for (nth, pain) in all.iter().enumerate() {
        let head = match pain.whose {
            Whose::Routine => said::BY_ROUTINE,
            Whose::Area => said::BY_AREA,
        };
        rows.add(head, nth, pain);
    }
    rows.render(area, canvas, |pain, chosen, place, canvas| {
        let means = means(pain);
        let room = usize::from(place.width).saturating_sub(text::width(&means) + 2);
        let title = text::cut(&text::line(&pain.title), room.saturating_sub(1));
        let words = format!(" {}{means} ", text::padded(&title, room));
        canvas.line(place, &words, if chosen { Ink::Chosen } else { Ink::Text });
    });
}

/// `5.4 → 3.8`
fn means(pain: &Pain) -> String {
    let mean = |mean: Option<f64>| mean.map(|mean| format!("{mean:.1}"));
    said::from_to(mean(pain.before), mean(pain.after))
}

/// What the ratings say, in a few pieces.
fn pieces(pain: &Pain) -> Vec<String> {
    let mut pieces = Vec::from_iter(said::mean_pain(pain.before, pain.after));
    if let (Some(first), Some(last)) = (pain.at_first, pain.lately) {
        pieces.push(said::pain_over_time(pain.days_each, first, last));
    }
    if pain.better + pain.same + pain.worse > 0 {
        pieces.push(said::better_same_worse(pain.better, pain.same, pain.worse));
    }
    pieces
}

fn render_one(pain: &Pain, of: Option<(usize, usize)>, area: Rect, canvas: &mut Canvas<'_>) {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let count = of.map_or(String::new(), |(nth, of)| said::nth_of_all(nth + 1, of));
    let room = width.saturating_sub(count.len() + 1);
    let (head, title) = (paint::row(area, 0), text::line(&pain.title));
    canvas.line(head, &text::cut(&title, room), Ink::Strong);
    canvas.aligned(head, &count, Ink::Quiet, Align::Right);
    let pieces = text::flow(&pieces(pain), " · ", width);
    let words = pieces.iter().flat_map(|words| wrapped(words, width, Ink::Text));
    let mut words: Vec<InkedLine> = words.collect();
    // Where there is no room for a chart, the words have it all.
    let chart_fits = height >= 9 && width >= 24 && pain.points.len() > 1;
    if chart_fits {
        words.truncate(if height >= 14 { height - 1 } else { 1.max(height.saturating_sub(10)) });
    }
    let shown = canvas.lines(paint::rows(area, 1, height), &words, Align::Left);
    if !chart_fits {
        return;
    }
    let legend = [
        ("•".to_owned(), Ink::Shape(Accent::Ease)),
        (format!(" {}   ", said::BEFORE), Ink::Quiet),
        ("█".to_owned(), Ink::Shape(Accent::Work)),
        (format!(" {}", said::AFTER), Ink::Quiet),
    ];
    canvas.pieces(paint::row(area, 1 + shown), &legend, Align::Left);
    render_chart(pain, paint::rows(area, 2 + shown, height), canvas);
}

fn render_chart(pain: &Pain, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let (Some(first), Some(last)) = (pain.points.first(), pain.points.last()) else {
        return;
    };
    let day = |date: jiff::civil::Date| {
        let days = date.since(first.date).map_or(0, |span| span.get_days());
        f64::from(days)
    };
    let of = |pick: fn(&crate::history::figures::Point) -> Option<f64>| -> Vec<(f64, f64)> {
        let points = pain.points.iter();
        points.filter_map(|point| Some((day(point.date), pick(point)?))).collect()
    };
    let (before, after) = (of(|point| point.before), of(|point| point.after));
    // Dots and bars have different shapes, so that no colour is needed to tell them apart.
    let set = |marker, tone, data| {
        Dataset::default()
            .marker(marker)
            .graph_type(GraphType::Scatter)
            .style(theme.style(Ink::Shape(tone)))
            .data(data)
    };
    let ends = [first.date, last.date].map(|date| date.strftime("%d %b").to_string());
    let x = Axis::default()
        .bounds([0.0, day(last.date).max(1.0)])
        .labels(ends)
        .style(theme.style(Ink::Quiet));
    let y =
        Axis::default().bounds([0.0, 10.0]).labels(["0", "5", "10"]).style(theme.style(Ink::Quiet));
    let sets = vec![
        set(Marker::Bar, Accent::Work, &after[..]),
        set(Marker::Dot, Accent::Ease, &before[..]),
    ];
    Chart::new(sets).x_axis(x).y_axis(y).legend_position(None).render(area, canvas.buffer);
}
