//! What stands in the columns, as lines: the plan, the words, the problems.

use super::{Fault, Passage, WatchView};
use crate::text;
use crate::view::paint::{InkedLine, hanging, wrapped};
use crate::view::theme::{Accent, Ink};

/// The lines of the plan, with the row that each belongs to.
pub(super) fn plan_lines(screen: &WatchView<'_>, width: usize) -> Vec<(usize, InkedLine)> {
    let starts = screen.plan.iter().map(|row| text::width(&row.start));
    let start_columns = starts.max().unwrap_or(0);
    let mut lines = Vec::new();
    for (nth, row) in screen.plan.iter().enumerate() {
        let inked = |ink: Ink| {
            if nth == screen.selected {
                Ink::Chosen
            } else {
                ink
            }
        };
        let blanks = " ".repeat(start_columns - text::width(&row.start) + 1);
        let mut start = format!("{blanks}{}  {}", row.start, "  ".repeat(row.depth));
        let indent = text::width(&start);
        let room = width.saturating_sub(indent + 1);
        let (what, dose) = (text::line(&row.what), text::line(&row.dose));
        let between = room.checked_sub(text::width(&what) + text::width(&dose));
        let rest = match between.filter(|between| *between >= 2 || dose.is_empty()) {
            Some(between) => {
                let what = (what + &" ".repeat(between), inked(Ink::Text));
                vec![vec![what, (dose + " ", inked(Ink::Quiet))]]
            }
            None => {
                let line = |words: &str, ink| vec![(text::padded(words, room + 1), inked(ink))];
                let mut whats = text::wrap(&what, room);
                if !dose.is_empty() {
                    whats = vec![text::cut(&what, room)];
                }
                let mut rest: Vec<_> = whats.iter().map(|what| line(what, Ink::Text)).collect();
                if !dose.is_empty() {
                    let dose = text::cut(&dose, room.saturating_sub(2));
                    rest.push(line(&format!("  {dose}"), Ink::Quiet));
                }
                rest
            }
        };
        for mut line in rest {
            let lead = std::mem::replace(&mut start, " ".repeat(indent));
            line.insert(0, (lead, inked(Ink::Quiet)));
            lines.push((nth, line));
        }
    }
    lines
}

pub(super) fn word_lines(words: &[Passage], width: usize) -> Vec<InkedLine> {
    let mut lines: Vec<InkedLine> = Vec::new();
    for one in words {
        let (lead, words, ink) = match one {
            Passage::Title(words) => ("", words, Ink::Strong),
            Passage::Heading(words) => ("", words, Ink::Accent(Accent::Work)),
            Passage::Text(words) => ("", words, Ink::Text),
            Passage::Beware(words) => ("! ", words, Ink::Text),
            Passage::Aside(words) => ("", words, Ink::Quiet),
        };
        let apart = matches!(one, Passage::Title(_) | Passage::Heading(_));
        if apart && !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.extend(hanging((lead.to_owned(), ink), words, width, ink));
    }
    lines
}

pub(super) fn fault_lines(faults: &[Fault], width: usize) -> Vec<InkedLine> {
    let mut lines: Vec<InkedLine> = Vec::new();
    for fault in faults {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let tone = if fault.error {
            Accent::Beware
        } else {
            Accent::Turn
        };
        let place = match fault.place.is_empty() {
            true => String::new(),
            false => format!("{} ", fault.place),
        };
        let said = text::wrap(&format!("{place}{}", fault.message), width);
        for (nth, words) in said.into_iter().enumerate() {
            lines.push(match words.strip_prefix(place.as_str()) {
                Some(rest) if nth == 0 => vec![
                    (place.clone(), Ink::Accent(tone)),
                    (rest.to_owned(), Ink::Strong),
                ],
                _ => vec![(words, Ink::Strong)],
            });
        }
        let (source, mark) = windowed(fault, width.saturating_sub(2));
        if !source.is_empty() {
            lines.push(vec![(format!("  {source}"), Ink::Text)]);
            let marks = format!("{}{}", " ".repeat(2 + mark.0), "^".repeat(mark.1));
            lines.push(vec![(marks, Ink::Accent(tone))]);
        }
        lines.extend(wrapped(&fault.help, width, Ink::Text));
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
