//! Pain before and after, of one routine or one part of the body at a time, as a chart over the
//! days.

use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use crate::history::figures::{Figures, Pain, Whose};
use crate::text;
use crate::view::frame::{TWO_COLUMNS, two_columns};
use crate::view::list::RowList;
use crate::view::paint::{self, Align, Canvas, InkedLine, wrapped};
use crate::view::theme::{Accent, Ink};
use crate::words::figures as said;

pub(super) fn render(figures: &Figures, selected: usize, area: Rect, canvas: &mut Canvas<'_>) {
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
    let words = pieces
        .iter()
        .flat_map(|words| wrapped(words, width, Ink::Text));
    let mut words: Vec<InkedLine> = words.collect();
    // Where there is no room for a chart, the words have it all.
    let chart_fits = height >= 9 && width >= 24 && pain.points.len() > 1;
    if chart_fits {
        words.truncate(match height >= 14 {
            true => height - 1,
            false => 1.max(height.saturating_sub(10)),
        });
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
            .style(theme.style(Ink::Shape(tone)))
            .data(data)
    };
    let ends = [first.date, last.date].map(|date| date.strftime("%d %b").to_string());
    let x = Axis::default()
        .bounds([0.0, day(last.date).max(1.0)])
        .labels(ends)
        .style(theme.style(Ink::Quiet));
    let y = Axis::default()
        .bounds([0.0, 10.0])
        .labels(["0", "5", "10"])
        .style(theme.style(Ink::Quiet));
    let sets = vec![
        set(Marker::Bar, Accent::Work, &after[..]),
        set(Marker::Dot, Accent::Ease, &before[..]),
    ];
    Chart::new(sets)
        .x_axis(x)
        .y_axis(y)
        .legend_position(None)
        .render(area, canvas.buffer);
}
