//! The report as one page for a browser or a printer: no script, nothing loaded from elsewhere.

use super::{PAINS, in_table, look_at, others, pain_words, sections, summary, title};
use crate::commands::show::figure::DrawnStep;
use crate::history::figures::Pain;
use crate::history::report::Report;
use crate::text::line;
use crate::words::report as said;

/// Black on white, readable on paper; dark where the reader's browser is.
const STYLE: &str = include_str!("page.css");

/// The page; `figures` gives the steps of a routine that have some, by its title.
pub fn html(report: &Report, figures: impl Fn(&str) -> Vec<DrawnStep>) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{0}</h1>\n<p>{1}</p>\n",
        safe(&title(report)),
        safe(&summary(report))
    );
    page += &list(said::LOOK_AT, &look_at(report));
    page += &table(report);
    if let Some(others) = others(report) {
        page += &format!("<p>{}</p>\n", safe(&others));
    }
    let weeks: String = super::weeks(report)
        .map(|week| format!("<tr>{}</tr>\n", week.map(|words| cell(&words)).concat()))
        .collect();
    page += &below(said::WEEKS, weeks, |all| format!("<table class=\"weeks\">\n{all}</table>\n"));
    for words in said::LEGEND {
        page += &format!("<p class=\"legend\">{}</p>\n", safe(words));
    }
    for (whose, head) in PAINS {
        let pains: String = report.pain_of(whose).map(pain).collect();
        page += &below(head, pains, |pains| {
            format!("<p>{}</p>\n<div class=\"pains\">\n{pains}</div>\n", said::RINGS_AND_DOTS)
        });
    }
    for (head, items) in sections(report) {
        page += &list(head, &items);
    }
    page += &below(said::FIGURES, movements(report, figures), |all| all);
    page + &format!("<footer>{}</footer>\n</body>\n</html>\n", safe(said::WRITTEN_BY))
}

/// What stands below a heading; no heading either where that is nothing.
fn below(head: &str, body: String, framed: impl Fn(String) -> String) -> String {
    if body.is_empty() { body } else { format!("<h2>{}</h2>\n{}", safe(head), framed(body)) }
}

fn list(head: &str, items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{}</li>\n", safe(item))).collect();
    below(head, items, |items| format!("<ul>\n{items}</ul>\n"))
}

fn cell(words: &str) -> String {
    format!("<td>{}</td>", safe(words))
}

/// Asked against done, an exercise a row. What has no sides has one cell for both.
fn table(report: &Report) -> String {
    let heads = said::HEADS.map(|head| format!("<th>{head}</th>")).concat();
    let mut table = format!("<table>\n<tr>{heads}</tr>\n");
    for (head, rows) in super::table(report) {
        table += &format!("<tr><th colspan=\"6\">{}</th></tr>\n", safe(&head));
        for row in rows {
            let mut cells = row.clone().map(|words| cell(&words));
            if let [.., right, left, _] = &row
                && left.is_empty()
            {
                cells[3] = format!("<td colspan=\"2\">{}</td>", safe(right));
                cells[4].clear();
            }
            table += &format!("<tr>{}</tr>\n", cells.concat());
        }
    }
    table + "</table>\n"
}

/// The ratings of a routine, or of a part of the body, in words and over the days.
fn pain(pain: &Pain) -> String {
    let (title, words) = (safe(&pain.title), safe(&pain_words(pain)));
    format!("<section><p><b>{title}</b>: {words}</p>\n{}</section>\n", chart(pain))
}

/// What the exercises look like.
fn movements(report: &Report, figures: impl Fn(&str) -> Vec<DrawnStep>) -> String {
    let step = |step: DrawnStep| {
        let stills = step.stills.iter().map(|(svg, caption)| {
            format!("<figure>{svg}<figcaption>{}</figcaption></figure>\n", safe(caption))
        });
        let (name, stills) = (safe(&step.name), stills.collect::<String>());
        format!("<section><p><b>{name}</b></p>\n<div class=\"moves\">\n{stills}</div></section>\n")
    };
    in_table(report).flat_map(|played| figures(&played.title)).map(step).collect()
}

/// Pain over the days: before as rings on a dashed line, after as dots on a whole one, so that it
/// needs no colour. Nothing for fewer than two days.
fn chart(pain: &Pain) -> String {
    let ends = pain.points.first().zip(pain.points.last());
    let Some((first, last)) = ends.filter(|(first, last)| first.date < last.date) else {
        return String::new();
    };
    let days = f64::from((last.date - first.date).get_days());
    let y = |value: f64| 110.0 - 10.0 * value;
    let mut svg = format!(
        "<figure><svg viewBox=\"0 0 400 135\" role=\"img\" aria-label=\"{}\" fill=\"none\" \
         stroke=\"currentColor\" font-size=\"11\">\n",
        said::PAIN_CHART
    );
    for value in [0.0, 5.0, 10.0] {
        let y = y(value);
        svg += &format!(
            "<path d=\"M30 {y}H390\" stroke-opacity=\".25\"/>\
             <text x=\"4\" y=\"{}\" fill=\"currentColor\" stroke=\"none\">{value}</text>\n",
            y + 4.0
        );
    }
    let before = pain.over_days(|point| point.before);
    let after = pain.over_days(|point| point.after);
    let lines = [(before, " stroke-dasharray=\"4 3\"", "none"), (after, "", "currentColor")];
    for (points, dash, fill) in lines {
        let place = |(day, value)| (30.0 + 360.0 * day / days, y(value));
        let points: Vec<(f64, f64)> = points.into_iter().map(place).collect();
        let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        svg += &format!("<polyline points=\"{}\"{dash}/>\n", path.join(" "));
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
