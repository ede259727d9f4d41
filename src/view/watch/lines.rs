//! What stands in the columns, as lines: the plan, the words, the problems.

use super::{Fault, Passage, WatchView};
use crate::text;
use crate::view::paint;
use crate::view::theme::{Accent, Theme};

pub(super) type Line = Vec<paint::Span>;

/// The lines of the plan, with the row that each belongs to.
pub(super) fn plan_lines(screen: &WatchView<'_>, theme: Theme, width: usize) -> Vec<(usize, Line)> {
    let starts = screen.plan.iter().map(|row| text::width(&row.start));
    let start_columns = starts.max().unwrap_or(0);
    let mut lines = Vec::new();
    for (nth, row) in screen.plan.iter().enumerate() {
        let chosen = nth == screen.selected;
        let (style, quiet) = match chosen {
            true => (theme.chosen(), theme.chosen()),
            false => (theme.text(), theme.quiet()),
        };
        let blanks = " ".repeat(start_columns - text::width(&row.start) + 1);
        let start = format!("{blanks}{}  {}", row.start, "  ".repeat(row.depth));
        let room = width.saturating_sub(text::width(&start) + 1);
        let (what, dose) = (text::line(&row.what), text::line(&row.dose));
        let between = room.checked_sub(text::width(&what) + text::width(&dose));
        match between.filter(|between| *between >= 2 || dose.is_empty()) {
            Some(between) => lines.push((
                nth,
                vec![
                    (start, quiet),
                    (what + &" ".repeat(between), style),
                    (dose + " ", quiet),
                ],
            )),
            None if dose.is_empty() => {
                for what in text::wrap(&what, room) {
                    let first = lines.last().is_none_or(|(last, _)| *last != nth);
                    let start = match first {
                        true => start.clone(),
                        false => " ".repeat(text::width(&start)),
                    };
                    let after = " ".repeat(room + 1 - text::width(&what));
                    lines.push((nth, vec![(start, quiet), (what + &after, style)]));
                }
            }
            None => {
                let what = text::cut(&what, room);
                let after = " ".repeat(room + 1 - text::width(&what));
                let below = " ".repeat(text::width(&start));
                lines.push((nth, vec![(start, quiet), (what + &after, style)]));
                let dose = text::cut(&dose, room.saturating_sub(2));
                let after = " ".repeat((room + 1).saturating_sub(2 + text::width(&dose)));
                lines.push((nth, vec![(format!("{below}  {dose}{after}"), quiet)]));
            }
        }
    }
    lines
}

pub(super) fn word_lines(words: &[Passage], theme: Theme, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for one in words {
        let (lead, words, style) = match one {
            Passage::Title(words) => ("", words, theme.strong()),
            Passage::Heading(words) => ("", words, theme.accent(Accent::Work)),
            Passage::Text(words) => ("", words, theme.text()),
            Passage::Beware(words) => ("! ", words, theme.text()),
            Passage::Aside(words) => ("", words, theme.quiet()),
        };
        let apart = matches!(one, Passage::Title(_) | Passage::Heading(_));
        if apart && !lines.is_empty() {
            lines.push(Vec::new());
        }
        let wrapped = text::wrap(words, width.saturating_sub(text::width(lead)));
        for (nth, words) in wrapped.into_iter().enumerate() {
            let lead = if nth == 0 { lead } else { &"  "[..lead.len()] };
            lines.push(vec![(format!("{lead}{words}"), style)]);
        }
    }
    lines
}

pub(super) fn fault_lines(faults: &[Fault], theme: Theme, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for fault in faults {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let tone = theme.accent(match fault.error {
            true => Accent::Beware,
            false => Accent::Turn,
        });
        let place = match fault.place.is_empty() {
            true => String::new(),
            false => format!("{} ", fault.place),
        };
        let said = text::wrap(&format!("{place}{}", fault.message), width);
        for (nth, words) in said.into_iter().enumerate() {
            match words.strip_prefix(place.as_str()).filter(|_| nth == 0) {
                Some(rest) => lines.push(vec![
                    (place.clone(), tone),
                    (rest.to_owned(), theme.strong()),
                ]),
                None => lines.push(vec![(words, theme.strong())]),
            }
        }
        let (source, mark) = windowed(fault, width.saturating_sub(2));
        if !source.is_empty() {
            lines.push(vec![(format!("  {source}"), theme.text())]);
            let blanks = " ".repeat(2 + mark.0);
            lines.push(vec![(format!("{blanks}{}", "^".repeat(mark.1)), tone)]);
        }
        let help = text::wrap(&fault.help, width).into_iter();
        lines.extend(help.map(|words| vec![(words, theme.text())]));
    }
    lines
}

/// The part of the file's line around the fault, and where the fault is in it.
fn windowed(fault: &Fault, width: usize) -> (String, (usize, usize)) {
    let (from, length) = fault.mark;
    let line = text::plain(&fault.source).into_owned();
    if text::width(&line) <= width || width < 4 {
        let from = from.min(width);
        return (
            text::cut(&line, width),
            (from, length.clamp(1, width.max(from + 1) - from)),
        );
    }
    // A third of the room stands before the fault.
    let skip = (from + 1).saturating_sub(width / 3);
    let mut passed = 0;
    let rest: String = line
        .chars()
        .skip_while(|letter| {
            let skipped = passed < skip;
            if skipped {
                passed += text::width(letter.encode_utf8(&mut [0; 4]));
            }
            skipped
        })
        .collect();
    let lead = if passed > 0 { "…" } else { "" };
    let shown = text::cut(&format!("{lead}{rest}"), width);
    let from = (from + text::width(lead))
        .saturating_sub(passed)
        .min(width - 1);
    (shown, (from, length.clamp(1, width - from)))
}
