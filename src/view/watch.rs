//! A routine file while it is written: its plan, the words that it shows, and what is wrong with
//! it, side by side.
//!
//! It knows lines and words; how a file is read, and which step a line belongs to, is for others.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::footer::{self, Hint};
use super::ink::{self, Align};
use super::theme::{Theme, Tone};
use crate::text;

/// All that there is to see while a file is watched.
#[derive(Clone, Debug, Default)]
pub struct Screen<'a> {
    /// The file's name.
    pub file: &'a str,
    pub state: State,
    /// How long the routine lasts: `1–4 min`.
    pub length: &'a str,
    /// The plan of the last good version.
    pub plan: &'a [Row],
    /// Which row the cursor is on.
    pub selected: usize,
    /// The words that are seen before the start, and those of the selected step.
    pub words: &'a [Words],
    /// What is wrong with the file as it is now.
    pub faults: &'a [Fault],
    pub hints: &'a [Hint<'a>],
}

/// How the file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It has not been read yet.
    #[default]
    Unread,
    /// It can be played.
    Sound,
    /// It can't be played; the plan is that of the last good version.
    Stale,
    /// It can't be played, and never could since it is watched.
    Broken,
}

impl State {
    fn words(self) -> &'static str {
        match self {
            State::Unread => "",
            State::Sound => "can be played",
            State::Stale => "broken: this is the last good save",
            State::Broken => "can't be played yet",
        }
    }

    fn tone(self) -> Tone {
        match self {
            State::Unread | State::Sound => Tone::Work,
            State::Stale | State::Broken => Tone::Beware,
        }
    }
}

/// A line of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// When it begins: `1:30`.
    pub start: String,
    pub what: String,
    pub dose: String,
    /// How deep it is indented.
    pub depth: usize,
}

/// Words that the routine shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    Title(String),
    Heading(String),
    Text(String),
    /// A caution.
    Beware(String),
    /// Said beside: what is at hand, what is spoken.
    Aside(String),
}

/// Something that is wrong with the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// Line and column, `4:20`; empty where there is no place.
    pub place: String,
    /// It can't be played because of it.
    pub error: bool,
    pub message: String,
    pub help: String,
    /// The line of the file.
    pub source: String,
    /// The columns of that line that are at fault: the first, and how many.
    pub mark: (usize, usize),
}

/// From this width on the plan stands beside the words and the faults.
const TWO_COLUMNS: u16 = 72;

struct Places {
    top: Rect,
    state: Rect,
    plan: Rect,
    words: Rect,
    faults: Rect,
    footer: Rect,
}

impl Places {
    fn of(screen: &Screen<'_>, area: Rect) -> Places {
        let inner = ink::inset(area, 2);
        let height = usize::from(area.height);
        let space = usize::from(height >= 16);
        let wide = area.width >= TWO_COLUMNS && !screen.plan.is_empty();
        let top = usize::from(height >= 3);
        let state = usize::from(!wide && height >= 4 && screen.state != State::Unread);
        let footer = usize::from(height >= 8 && !screen.hints.is_empty());
        let before = space / 2 + top + state + space;
        let after = footer + if footer > 0 { space } else { 0 };
        let rows = height.saturating_sub(before + after);
        let body = ink::rows(inner, before, rows);
        let (plan, side) = match wide {
            true => {
                let plan = inner.width / 2 - 1;
                let side = Rect {
                    x: body.x + plan + 3,
                    width: inner.width.saturating_sub(plan + 3),
                    ..body
                };
                (
                    Rect {
                        width: plan,
                        ..body
                    },
                    side,
                )
            }
            false => (body, body),
        };
        let faults = fault_lines(screen.faults, Theme::default(), usize::from(side.width)).len();
        let (plan, words, faults) = match (wide, screen.faults.is_empty()) {
            (true, true) => (plan, side, ink::rows(side, 0, 0)),
            (true, false) => {
                // The words keep a third, as far as there are words.
                let words = if screen.words.is_empty() { 0 } else { rows / 3 };
                let faults = faults.min(rows.saturating_sub(words));
                let words = rows.saturating_sub(faults + 1);
                (
                    plan,
                    ink::rows(side, 0, words),
                    ink::rows(side, rows - faults, faults),
                )
            }
            (false, true) if rows >= 14 => {
                let plan = rows / 2;
                (
                    ink::rows(body, 0, plan),
                    ink::rows(body, plan + 1, rows),
                    ink::rows(body, 0, 0),
                )
            }
            (false, true) => (body, ink::rows(body, 0, 0), ink::rows(body, 0, 0)),
            (false, false) => {
                let most = match rows {
                    _ if screen.plan.is_empty() => rows,
                    0..=5 => rows,
                    _ => rows * 3 / 5,
                };
                let faults = faults.min(most);
                let rest = ink::rows(body, faults + usize::from(faults < rows), rows);
                (rest, ink::rows(body, 0, 0), ink::rows(body, 0, faults))
            }
        };
        Places {
            top: ink::rows(inner, space / 2, top),
            state: ink::rows(inner, space / 2 + top, state),
            plan,
            words,
            faults,
            footer: ink::rows(inner, height - footer, footer),
        }
    }
}

/// Puts it into an area of any size.
pub fn render(screen: &Screen<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let places = Places::of(screen, area);
    render_top(screen, theme, &places, buffer);
    render_plan(screen, theme, places.plan, buffer);
    if places.words.x > places.plan.x || places.faults.x > places.plan.x {
        for y in places.plan.top()..places.plan.bottom() {
            let cell = &mut buffer[(places.plan.right() + 1, y)];
            cell.set_symbol("│").set_style(theme.quiet());
        }
    }
    let words = word_lines(screen.words, theme, usize::from(places.words.width));
    as_many_as_fit(&words, theme, places.words, buffer);
    let faults = fault_lines(screen.faults, theme, usize::from(places.faults.width));
    as_many_as_fit(&faults, theme, places.faults, buffer);
    footer::render(screen.hints, theme, places.footer, buffer);
}

fn render_top(screen: &Screen<'_>, theme: Theme, places: &Places, buffer: &mut Buffer) {
    let tone = theme.accent(screen.state.tone());
    let beside = places.state.is_empty();
    let right = match (beside, screen.length.is_empty()) {
        (true, true) => screen.state.words().to_owned(),
        (true, false) => format!("{} · {}", screen.state.words(), screen.length),
        (false, _) => screen.length.to_owned(),
    };
    let style = if beside { tone } else { theme.quiet() };
    ink::line(buffer, places.top, &right, style, Align::Right);
    let taken = text::width(&right) + 2;
    let left = Rect {
        width: (usize::from(places.top.width).saturating_sub(taken)) as u16,
        ..places.top
    };
    let file = text::line(screen.file);
    ink::line(buffer, left, &file, theme.strong(), Align::Left);
    ink::line(
        buffer,
        places.state,
        screen.state.words(),
        tone,
        Align::Left,
    );
}

type Line = Vec<ink::Span>;

/// The lines of the plan, with the row that each belongs to.
fn plan_lines(screen: &Screen<'_>, theme: Theme, width: usize) -> Vec<(usize, Line)> {
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

fn render_plan(screen: &Screen<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let lines = plan_lines(screen, theme, area.width.into());
    let height = usize::from(area.height);
    let at = lines.iter().position(|(nth, _)| *nth == screen.selected);
    let most = lines.len().saturating_sub(height);
    let first = at.unwrap_or(0).saturating_sub(height / 2).min(most);
    for (place, (_, line)) in lines.iter().skip(first).take(height).enumerate() {
        ink::spans(buffer, ink::row(area, place), line, Align::Left);
    }
}

fn word_lines(words: &[Words], theme: Theme, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for one in words {
        let (lead, words, style) = match one {
            Words::Title(words) => ("", words, theme.strong()),
            Words::Heading(words) => ("", words, theme.accent(Tone::Work)),
            Words::Text(words) => ("", words, theme.text()),
            Words::Beware(words) => ("! ", words, theme.text()),
            Words::Aside(words) => ("", words, theme.quiet()),
        };
        let apart = matches!(one, Words::Title(_) | Words::Heading(_));
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

fn fault_lines(faults: &[Fault], theme: Theme, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for fault in faults {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        let tone = theme.accent(match fault.error {
            true => Tone::Beware,
            false => Tone::Turn,
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

/// Lines from the first on; where not all fit, the last row says how many are missing.
fn as_many_as_fit(lines: &[Line], theme: Theme, area: Rect, buffer: &mut Buffer) {
    let height = usize::from(area.height);
    let all = lines.len() <= height;
    let shown = if all || height < 3 {
        height
    } else {
        height - 1
    };
    for (nth, line) in lines.iter().take(shown).enumerate() {
        ink::spans(buffer, ink::row(area, nth), line, Align::Left);
    }
    if shown < height && !all {
        let more: String = format!("↓ {} more lines", lines.len() - shown);
        let style: Style = theme.quiet();
        ink::line(buffer, ink::row(area, shown), &more, style, Align::Left);
    }
}
