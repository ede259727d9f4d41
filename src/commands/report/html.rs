//! The report as one page for a browser or a printer: no script, nothing loaded from elsewhere.

use super::sheet::{self, LEGEND, Sides, pain_words};
use super::{
    BY, HURT, MOVEMENTS, NOTES, PAINS, STOPPED, WEEKS, look_at, stopped_words, summary, title,
};
use crate::commands::show::figure::DrawnStep;
use crate::history::figures::Pain;
use crate::history::report::Report;
use crate::text::line;

/// Black on white, readable on paper; dark where the reader's browser is.
const STYLE: &str = include_str!("page.css");

/// How the charts are read.
const KEY: &str = "Rings on a dashed line: before. Dots: after.";

/// The page, with the steps of each routine in its table that have figures, by the routine's title.
pub fn html(report: &Report, figures: &[(String, Vec<DrawnStep>)]) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{0}</h1>\n<p>{1}</p>\n",
        safe(&title(report)),
        safe(&summary(report))
    );
    page += &list("Look at", look_at(report).into_iter());
    page += &table(report);
    let others = sheet::others(report);
    if !others.is_empty() {
        page += &format!("<p>{}</p>\n", safe(&others));
    }
    page += &weeks(report);
    for words in LEGEND {
        page += &format!("<p class=\"legend\">{}</p>\n", safe(words));
    }
    for (whose, head) in PAINS {
        let mut pains = report.pain_of(whose).peekable();
        if pains.peek().is_some() {
            page += &format!("<h2>{}</h2>\n<p>{KEY}</p>\n", safe(head));
            page += "<div class=\"pains\">\n";
            for pain in pains {
                let title = safe(&pain.title);
                let words = safe(&pain_words(pain));
                page += &format!("<section><p><b>{title}</b>: {words}</p>\n");
                page += &chart(pain);
                page += "</section>\n";
            }
            page += "</div>\n";
        }
    }
    let hurts = report.hurts.iter().map(|hurt| {
        let side = hurt.side.as_deref().map_or(String::new(), |s| format!(", {s}"));
        format!("{}: {}{side} ({})", hurt.day, hurt.step, hurt.title)
    });
    let notes =
        report.notes.iter().map(|note| format!("{}, {}: {}", note.day, note.title, note.note));
    page += &list(STOPPED, report.stopped.iter().map(stopped_words));
    page += &list(HURT, hurts);
    page += &list(NOTES, notes);
    page += &movements(report, figures);
    page + &format!("<footer>{}</footer>\n</body>\n</html>\n", safe(BY))
}

/// Asked against done, an exercise a row. What has no sides has one cell for both.
fn table(report: &Report) -> String {
    let mut table = String::from(
        "<table>\n<tr><th></th><th>asked</th><th>done</th><th>right</th><th>left</th><th>hurt</th></tr>\n",
    );
    for group in sheet::table(report) {
        table += &format!("<tr><th colspan=\"6\">{}</th></tr>\n", safe(&group.head));
        for row in &group.rows {
            let cell = |words: &str| format!("<td>{}</td>", safe(words));
            let counted = match &row.counted {
                Sides::Each { right, left } => cell(right) + &cell(left),
                Sides::None(all) => format!("<td colspan=\"2\">{}</td>", safe(all)),
            };
            let (name, asked, done) = (cell(&row.name), cell(&row.asked), cell(&row.done));
            let hurt = cell(&row.hurt);
            table += &format!("<tr>{name}{asked}{done}{counted}{hurt}</tr>\n");
        }
    }
    table + "</table>\n"
}

/// Pain by the week; nothing where nothing was said.
fn weeks(report: &Report) -> String {
    let rows = sheet::pain(report).into_iter().map(|cells| {
        let cells = cells.map(|cell| format!("<td>{}</td>", safe(&cell))).concat();
        format!("<tr>{cells}</tr>\n")
    });
    let rows: String = rows.collect();
    match rows.is_empty() {
        true => rows,
        false => format!("<h2>{}</h2>\n<table class=\"weeks\">\n{rows}</table>\n", safe(WEEKS)),
    }
}

/// What the exercises look like.
fn movements(report: &Report, figures: &[(String, Vec<DrawnStep>)]) -> String {
    let mut page = String::new();
    for played in sheet::in_table(report) {
        let drawn = figures.iter().filter(|(title, _)| *title == played.title);
        for step in drawn.flat_map(|(_, steps)| steps) {
            page +=
                &format!("<section><p><b>{}</b></p>\n<div class=\"moves\">\n", safe(&step.name));
            for (svg, caption) in &step.stills {
                page +=
                    &format!("<figure>{svg}<figcaption>{}</figcaption></figure>\n", safe(caption));
            }
            page += "</div></section>\n";
        }
    }
    if page.is_empty() {
        return page;
    }
    format!("<h2>{}</h2>\n{page}", safe(MOVEMENTS))
}

fn list(head: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{}</li>\n", safe(&item))).collect();
    match items.is_empty() {
        true => items,
        false => format!("<h2>{}</h2>\n<ul>\n{items}</ul>\n", safe(head)),
    }
}

/// Pain over the days: before as rings on a dashed line, after as dots on a whole one, so that it
/// needs no colour. Nothing for fewer than two days.
fn chart(pain: &Pain) -> String {
    let (Some(first), Some(last)) = (pain.points.first(), pain.points.last()) else {
        return String::new();
    };
    let days = |date: jiff::civil::Date| date.since(first.date).map_or(0, |s| s.get_days());
    let all = days(last.date);
    if all < 1 {
        return String::new();
    }
    let x = |date| 30.0 + 360.0 * f64::from(days(date)) / f64::from(all);
    let y = |value: f64| 110.0 - 10.0 * value;
    let mut svg = String::from(
        "<figure><svg viewBox=\"0 0 400 135\" role=\"img\" aria-label=\"Pain before and after\" \
         fill=\"none\" stroke=\"currentColor\" font-size=\"11\">\n",
    );
    for value in [0.0, 5.0, 10.0] {
        let y = y(value);
        svg += &format!(
            "<path d=\"M30 {y}H390\" stroke-opacity=\".25\"/>\
             <text x=\"4\" y=\"{}\" fill=\"currentColor\" stroke=\"none\">{value}</text>\n",
            y + 4.0
        );
    }
    for (is_before, dash) in [(true, " stroke-dasharray=\"4 3\""), (false, "")] {
        let points = pain.points.iter();
        let points: Vec<(f64, f64)> = points
            .filter_map(|point| {
                let value = if is_before { point.before } else { point.after };
                Some((x(point.date), y(value?)))
            })
            .collect();
        let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        svg += &format!("<polyline points=\"{}\"{dash}/>\n", path.join(" "));
        let fill = if is_before { "none" } else { "currentColor" };
        for (x, y) in points {
            svg += &format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{fill}\"/>\n");
        }
    }
    svg += &format!(
        "<text x=\"30\" y=\"128\" fill=\"currentColor\" stroke=\"none\">{}</text>\
         <text x=\"390\" y=\"128\" text-anchor=\"end\" fill=\"currentColor\" stroke=\"none\">{}</text>\n\
         </svg></figure>\n",
        first.date, last.date
    );
    svg
}

/// Text that a browser shows and never obeys.
fn safe(text: &str) -> String {
    line(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
