//! Looking back in figures: a year's calendar, weeks, pain, sides, what was prescribed; one page
//! each, at any size.
//!
//! Shades are shapes: the calendar, the bars and the chart read without any colour. The figures
//! are worked out elsewhere.

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};
pub use year::{SHADES, month_names, streak_words, summary_words};

use super::frame::{Frame, TWO_COLUMNS, two_columns};
use super::list::RowList;
use super::paint::{self, Align, Canvas, InkedLine, wrapped};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen};
use crate::history::figures::{Figures, Kept, Pain, SideBalance, Whose};
use crate::history::stamp::later;
use crate::history::summary::Work;
use crate::seconds::clock_passed;
use crate::text;
use crate::words::{figures as said, often, some_of};

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
    /// All of them, each with its name.
    const ALL: [(StatsPage, &'static str); 5] = [
        (StatsPage::Year, said::YEAR),
        (StatsPage::Weeks, said::WEEKS),
        (StatsPage::Pain, said::PAIN),
        (StatsPage::Sides, said::SIDES),
        (StatsPage::Prescribed, said::PRESCRIBED),
    ];

    /// The one that is so many after it, round and round.
    pub fn turned(self, by: isize) -> StatsPage {
        let at = (self as isize + by).rem_euclid(StatsPage::ALL.len() as isize);
        StatsPage::ALL[at as usize].0
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

impl Screen for StatsView<'_> {
    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let mut canvas = Canvas { theme, buffer };
        let trouble = self.trouble.is_some() && area.height >= 6;
        let Frame { top, second, body, keys } = Frame::of_list(area, trouble, &self.hints);
        render_tabs(self.page, top, &mut canvas);
        let words = text::line(self.trouble.unwrap_or_default());
        canvas.line(second, &words, Ink::Accent(Accent::Beware));
        let figures = self.figures;
        let selected = self.selected.min(self.choices().saturating_sub(1));
        let nothing = match self.page {
            _ if figures.sessions == 0 => said::NO_SESSION,
            StatsPage::Pain if self.choices() == 0 => said::NO_PAIN,
            StatsPage::Sides if self.choices() == 0 => said::NO_SIDES,
            StatsPage::Prescribed if self.choices() == 0 => said::NOTHING_PRESCRIBED,
            _ => "",
        };
        canvas.words(body, nothing, Ink::Text);
        match self.page {
            _ if !nothing.is_empty() => {}
            StatsPage::Year => year::render(figures, body, &mut canvas),
            StatsPage::Weeks => year::render_weeks(figures, body, &mut canvas),
            StatsPage::Pain => render_pain(&figures.pain, selected, body, &mut canvas),
            StatsPage::Sides => render_sides(&figures.sides, selected, body, &mut canvas),
            StatsPage::Prescribed => render_prescribed(figures, selected, body, &mut canvas),
        }
        canvas.keys(keys, &self.hints);
    }
}

/// The names of all pages where there is room, else of this one between arrows.
fn render_tabs(page: StatsPage, area: Rect, canvas: &mut Canvas<'_>) {
    let tab = |(other, name)| {
        let ink = Ink::Quiet.or_chosen(other == page);
        [(format!(" {name} "), ink), (" ".into(), Ink::Text)]
    };
    let mut pieces: InkedLine = StatsPage::ALL.into_iter().flat_map(tab).collect();
    if paint::width_of(&pieces) > usize::from(area.width) + 1 {
        let name = StatsPage::ALL[page as usize].1;
        pieces =
            vec![("‹ ".into(), Ink::Quiet), (name.into(), Ink::Strong), (" ›".into(), Ink::Quiet)];
    }
    canvas.pieces(area, &pieces);
}

// Left against right, of all routines and of each.

/// The least width of both bars together that is worth to be looked at.
const LEAST_BARS: usize = 11;

fn render_sides(all: &[SideBalance], selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let height = usize::from(area.height);
    let head = text::wrap(said::WHAT_SIDES_ARE, area.width.into()).len() + 1;
    let explained = height >= 12 && head <= height / 2;
    let list = paint::rows(area, if explained { head } else { 0 }, height);
    if explained {
        canvas.words(area, said::WHAT_SIDES_ARE, Ink::Quiet);
    }
    let first = paint::first_shown(selected, all.len(), list);
    let lines = all.iter().enumerate().skip(first);
    let width = usize::from(area.width);
    let lines: Vec<InkedLine> =
        lines.map(|(nth, sides)| side_line(sides, nth == selected, width)).collect();
    canvas.lines(list, &lines);
}

fn side_line(sides: &SideBalance, chosen: bool, width: usize) -> InkedLine {
    let long = |side: &Work| format!("{:>7}", clock_passed(side.done));
    let (left, right) = (long(&sides.left), long(&sides.right));
    let ink = if sides.routine.is_none() { Ink::Strong } else { Ink::Text };
    let name = (width / 3).clamp(4, 30);
    // `  left `, spaces around the lengths, and ` right`.
    let bars = width.saturating_sub(name + 7 + left.len() + 1 + right.len() + 7);
    let title = text::cut(&text::line(&sides.title), name);
    let mut pieces = vec![(text::padded(&title, name), ink.or_chosen(chosen))];
    if bars < LEAST_BARS {
        let short = |words: &str| words.trim().replace(' ', "");
        pieces.push((said::short_sides(short(&left), short(&right)), Ink::Text));
        return pieces;
    }
    let half = (bars - 1) / 2;
    // The longer side fills its half, so that a difference is seen at once.
    let most = sides.left.done.max(sides.right.done).as_secs_f64().max(f64::MIN_POSITIVE);
    let part = |side: &Work| (side.done.as_secs_f64() / most * half as f64).round() as usize;
    let (to_left, to_right) = (part(&sides.left), part(&sides.right));
    pieces.extend([
        (format!("  {} {left} {}", said::LEFT, " ".repeat(half - to_left)), Ink::Text),
        ("━".repeat(to_left), Ink::Shape(Accent::Work)),
        ("│".into(), Ink::Quiet),
        ("━".repeat(to_right), Ink::Shape(Accent::Ease)),
        (format!("{} {right} {}", " ".repeat(half - to_right), said::RIGHT), Ink::Text),
    ]);
    pieces
}

// Pain before and after, of one routine or one part of the body at a time, as a chart over the
// days.

fn render_pain(all: &[Pain], selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let pain = &all[selected];
    if area.width + 4 < TWO_COLUMNS {
        render_one(pain, some_of(selected + 1, all.len()), area, canvas);
        return;
    }
    let (list, chart) = two_columns(area, (area.width * 2 / 5).min(38));
    let rows = RowList::about(selected, all.len(), list, |nth| {
        let pain = all.get(nth)?;
        let head = match pain.whose {
            Whose::Routine => said::BY_ROUTINE,
            Whose::Area => said::BY_AREA,
        };
        Some((head.to_owned(), pain, None))
    });
    rows.render(list, canvas, |pain, chosen| {
        let means = means(pain);
        let room = usize::from(list.width).saturating_sub(text::width(&means) + 2);
        let title = text::cut(&text::line(&pain.title), room.saturating_sub(1));
        let words = format!(" {}{means} ", text::padded(&title, room));
        vec![(words, Ink::Text.or_chosen(chosen))]
    });
    canvas.rule_before(chart);
    render_one(pain, String::new(), chart, canvas);
}

/// `5.4 → 3.8`
fn means(pain: &Pain) -> String {
    let mean = |mean: Option<f64>| mean.map(|mean| format!("{mean:.1}"));
    said::from_to(mean(pain.before), mean(pain.after))
}

/// What the ratings say, in a few pieces.
fn pieces(pain: &Pain) -> Vec<String> {
    let over_time = pain.at_first.zip(pain.lately);
    let compared = pain.better + pain.same + pain.worse > 0;
    let pieces = [
        said::mean_pain(pain.before, pain.after),
        over_time.map(|(first, last)| said::pain_over_time(pain.days_each, first, last)),
        compared.then(|| said::better_same_worse(pain.better, pain.same, pain.worse)),
    ];
    pieces.into_iter().flatten().collect()
}

fn render_one(pain: &Pain, count: String, area: Rect, canvas: &mut Canvas<'_>) {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
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
    let shown = canvas.lines(paint::rows(area, 1, height), &words);
    if !chart_fits {
        return;
    }
    let legend = [
        ("•".to_owned(), Ink::Shape(Accent::Ease)),
        (format!(" {}   ", said::BEFORE), Ink::Quiet),
        ("█".to_owned(), Ink::Shape(Accent::Work)),
        (format!(" {}", said::AFTER), Ink::Quiet),
    ];
    canvas.pieces(paint::row(area, 1 + shown), &legend);
    render_chart(pain, paint::rows(area, 2 + shown, height), canvas);
}

fn render_chart(pain: &Pain, area: Rect, canvas: &mut Canvas<'_>) {
    let theme = canvas.theme;
    let (Some(first), Some(last)) = (pain.points.first(), pain.points.last()) else {
        return;
    };
    let before = pain.over_days(|point| point.before);
    let after = pain.over_days(|point| point.after);
    let days = f64::from((last.date - first.date).get_days());
    // Dots and bars have different shapes, so that no colour is needed to tell them apart.
    let set = |marker, tone, data| {
        let set = Dataset::default().marker(marker).graph_type(GraphType::Scatter);
        set.style(theme.style(Ink::Shape(tone))).data(data)
    };
    let axis = |most| Axis::default().bounds([0.0, most]).style(theme.style(Ink::Quiet));
    let ends = [first.date, last.date].map(|date| date.strftime("%d %b").to_string());
    let sets = vec![
        set(Marker::Bar, Accent::Work, &after[..]),
        set(Marker::Dot, Accent::Ease, &before[..]),
    ];
    let chart = Chart::new(sets).legend_position(None);
    let chart = chart.x_axis(axis(days.max(1.0)).labels(ends));
    chart.y_axis(axis(10.0).labels(["0", "5", "10"])).render(area, canvas.buffer);
}

// What was prescribed, and how it was kept.

fn render_prescribed(figures: &Figures, selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
    let (width, today) = (usize::from(area.width), figures.today);
    let mut lines: Vec<InkedLine> = Vec::new();
    for kept in &figures.prescribed[selected..] {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let title = text::cut(&text::line(&kept.asked.title), width);
        lines.push(vec![(title, Ink::Strong)]);
        for piece in text::flow(&asked_words(kept, today), " · ", width) {
            lines.extend(wrapped(&piece, width, Ink::Text));
        }
        if kept.is_due(today) {
            lines.extend(wrapped(said::REVIEW_IS_DUE, width, Ink::Accent(Accent::Turn)));
        }
        // Whether the dose was met, and each side.
        let sides = kept.has_sides().then_some((kept.left.done, kept.right.done));
        let work = (kept.work.done, kept.work.asked);
        let met = said::sessions_that_met(kept.sessions, kept.whole, kept.unknown, sides, work);
        let is_met = kept.met() == Some(true);
        let ink = if is_met { Ink::Accent(Accent::Work) } else { Ink::Strong };
        lines.extend(wrapped(&met, width, ink));
        let weeks = week_lines(kept, width, today).into_iter();
        lines.extend(weeks.map(|line| vec![(line, Ink::Text)]));
    }
    canvas.lines(area, &lines);
}

/// What was asked, in a few pieces.
fn asked_words(kept: &Kept, today: Date) -> Vec<String> {
    let asked = &kept.asked;
    let rhythm = kept.rhythm(today);
    // What the figures say is not said once more in words.
    let how_often = asked.how_often.as_deref().filter(|_| rhythm.is_none());
    let how_often = how_often.map(text::line);
    let by = asked.by.as_deref().map(text::line);
    let on = asked.on.map(|on| on.to_string());
    let pieces = [
        rhythm.map(|rhythm| often::asked_and_done(&rhythm.asked, &rhythm.done)),
        how_often.map(|how_often| said::asked(&how_often)),
        said::asked_by(by.as_deref(), on.as_deref()),
        asked.review.map(|on| said::look_again(on.to_string())),
    ];
    pieces.into_iter().flatten().collect()
}

/// Sessions a week, as many weeks as fit, this week last, with the months above.
fn week_lines(kept: &Kept, width: usize, today: Date) -> Vec<String> {
    const WIDE: usize = 4;
    let head = text::width(said::A_WEEK);
    let fits = width.saturating_sub(head) / WIDE;
    let weeks = &kept.weeks[kept.weeks.len().saturating_sub(fits)..];
    if weeks.is_empty() {
        return Vec::new();
    }
    let mut names = " ".repeat(head);
    let mut counts = said::A_WEEK.to_owned();
    for (week, name) in weeks.iter().zip(year::week_names(weeks.iter().map(|week| week.monday))) {
        names += &format!("{name:>WIDE$}");
        // This week is not over yet.
        let open = if today < later(week.monday, 6) { "…" } else { "" };
        let count = format!("{}{open}", week.sessions);
        counts += &format!("{count:>WIDE$}");
    }
    vec![names, counts]
}
