//! Pain before and after, of one routine or one part of the body at a time, as a chart over the
//! days.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use crate::history::figures::{Figures, Pain, Whose};
use crate::text;
use crate::view::paint::{self, Align};
use crate::view::theme::{Accent, Theme};

/// From this width on the list stands beside the chart.
const TWO_COLUMNS: u16 = 72;

pub(super) fn render(
    figures: &Figures,
    selected: usize,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let all = &figures.pain;
    let Some(pain) = all.get(selected).or(all.last()) else {
        let words = "Nobody has said yet how it felt: before a routine or after it, 0 to 10.";
        let words = text::wrap(words, area.width.into());
        paint::lines(buffer, area, &words, theme.text(), Align::Left);
        return;
    };
    let selected = selected.min(all.len() - 1);
    if area.width < TWO_COLUMNS {
        render_one(pain, Some((selected, all.len())), theme, area, buffer);
        return;
    }
    let list = Rect {
        width: (area.width * 2 / 5).min(38),
        ..area
    };
    let chart = Rect {
        x: area.x + list.width + 3,
        width: area.width - list.width - 3,
        ..area
    };
    render_list(all, selected, theme, list, buffer);
    for y in area.top()..area.bottom() {
        let cell = &mut buffer[(chart.x - 2, y)];
        cell.set_symbol("│").set_style(theme.quiet());
    }
    render_one(pain, None, theme, chart, buffer);
}

fn render_list(all: &[Pain], selected: usize, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut lines: Vec<(String, String, Option<usize>)> = Vec::new();
    let mut whose = None;
    for (nth, pain) in all.iter().enumerate() {
        if whose != Some(pain.whose) {
            if whose.is_some() {
                lines.push(Default::default());
            }
            let head = match pain.whose {
                Whose::Routine => "By routine",
                Whose::Area => "By part of the body",
            };
            lines.push((head.into(), String::new(), None));
            whose = Some(pain.whose);
        }
        lines.push((text::line(&pain.title), means(pain), Some(nth)));
    }
    let height = usize::from(area.height);
    let at = lines.iter().position(|line| line.2 == Some(selected));
    let most = lines.len().saturating_sub(height);
    let first = at.unwrap_or(0).saturating_sub(height / 2).min(most);
    for (nth, (title, means, index)) in lines.iter().skip(first).take(height).enumerate() {
        let style = match index {
            None => theme.quiet(),
            Some(index) if *index == selected => theme.chosen(),
            Some(_) => theme.text(),
        };
        let row = paint::row(area, nth);
        let indent = if index.is_some() { " " } else { "" };
        let room = usize::from(area.width).saturating_sub(text::width(means) + 3);
        let title = text::cut(title, room);
        let taken = text::width(&title) + indent.len() + text::width(means) + 1;
        let space = " ".repeat(usize::from(area.width).saturating_sub(taken));
        let words = format!("{indent}{title}{space}{means} ");
        paint::line(buffer, row, &words, style, Align::Left);
    }
}

/// `5.4 → 3.8`
fn means(pain: &Pain) -> String {
    let mean = |mean: Option<f64>| mean.map_or("–".to_owned(), |mean| format!("{mean:.1}"));
    match (pain.before, pain.after) {
        (None, None) => String::new(),
        (before, after) => format!("{} → {}", mean(before), mean(after)),
    }
}

fn days(count: usize) -> String {
    match count {
        1 => "day".into(),
        count => format!("{count} days"),
    }
}

/// What the ratings say, in a few pieces.
pub(super) fn pieces(pain: &Pain) -> Vec<String> {
    let mut pieces = Vec::new();
    match (pain.before, pain.after) {
        (Some(before), Some(after)) => {
            pieces.push(format!("before {before:.1}, after {after:.1} of 10"));
        }
        (Some(before), None) => pieces.push(format!("before {before:.1} of 10")),
        (None, Some(after)) => pieces.push(format!("after {after:.1} of 10")),
        (None, None) => {}
    }
    if let (Some(first), Some(last)) = (pain.at_first, pain.lately) {
        let days = days(pain.days_each);
        pieces.push(format!(
            "before: first {days} {first:.1}, last {days} {last:.1}"
        ));
    }
    if pain.better + pain.same + pain.worse > 0 {
        pieces.push(format!(
            "{} better, {} same, {} worse",
            pain.better, pain.same, pain.worse
        ));
    }
    pieces
}

fn render_one(
    pain: &Pain,
    of: Option<(usize, usize)>,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let title = text::line(&pain.title);
    let count = of.map_or(String::new(), |(nth, of)| format!("{} of {of}", nth + 1));
    let room = width.saturating_sub(count.len() + 1);
    let head = paint::row(area, 0);
    paint::line(
        buffer,
        head,
        &text::cut(&title, room),
        theme.strong(),
        Align::Left,
    );
    paint::line(buffer, head, &count, theme.quiet(), Align::Right);
    let flowed = text::flow(&pieces(pain), " · ", width);
    let mut words: Vec<String> = flowed
        .iter()
        .flat_map(|words| text::wrap(words, width))
        .collect();
    let words_room = match height >= 14 {
        true => height - 1,
        false => 1.max(height.saturating_sub(10)),
    };
    // Where there is no room for a chart, the words have it all.
    let chart_fits = height >= 9 && width >= 24 && pain.points.len() > 1;
    if chart_fits {
        words.truncate(words_room);
    }
    let under = paint::rows(area, 1, height);
    let shown = paint::lines(buffer, under, &words, theme.text(), Align::Left);
    if !chart_fits {
        return;
    }
    let legend = paint::row(area, 1 + shown);
    let spans = [
        ("•".to_owned(), theme.accent(Accent::Turn)),
        (" before   ".to_owned(), theme.quiet()),
        ("█".to_owned(), theme.shape(Accent::Work)),
        (" after".to_owned(), theme.quiet()),
    ];
    paint::spans(buffer, legend, &spans, Align::Left);
    render_chart(pain, theme, paint::rows(area, 2 + shown, height), buffer);
}

fn render_chart(pain: &Pain, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let (Some(first), Some(last)) = (pain.points.first(), pain.points.last()) else {
        return;
    };
    let day = |date: jiff::civil::Date| {
        let days = date.since(first.date).map_or(0, |span| span.get_days());
        f64::from(days)
    };
    let of = |pick: fn(&crate::history::figures::Point) -> Option<f64>| -> Vec<(f64, f64)> {
        let points = pain.points.iter();
        points
            .filter_map(|point| Some((day(point.date), pick(point)?)))
            .collect()
    };
    let (before, after) = (of(|point| point.before), of(|point| point.after));
    // Dots and bars have different shapes, so that no colour is needed to tell them apart.
    let set = |marker, tone, data| {
        Dataset::default()
            .marker(marker)
            .graph_type(GraphType::Scatter)
            .style(theme.shape(tone))
            .data(data)
    };
    let ends = [first.date, last.date].map(|date| date.strftime("%d %b").to_string());
    let x = Axis::default()
        .bounds([0.0, day(last.date).max(1.0)])
        .labels(ends)
        .style(theme.quiet());
    let y = Axis::default()
        .bounds([0.0, 10.0])
        .labels(["0", "5", "10"])
        .style(theme.quiet());
    let sets = vec![
        set(Marker::Bar, Accent::Work, &after[..]),
        set(Marker::Dot, Accent::Turn, &before[..]),
    ];
    Chart::new(sets)
        .x_axis(x)
        .y_axis(y)
        .legend_position(None)
        .render(area, buffer);
}
