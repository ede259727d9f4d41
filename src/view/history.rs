//! The sessions that were played, the latest first, and one of them in detail.
//!
//! It knows sessions as rows of words; how letters filter them is for others.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::Frame;
use super::frame::Hint;
use super::frame::find_line;
use super::list::RowList;
use super::page::PageBlock;
use super::paint::{Align, Canvas};
use super::theme::{Accent, Ink, Theme};
use crate::history::{AskedAndDone, Ended, PastSession, Stamp, StepDone, Summary, Than};
use crate::seconds::{Length, minutes};
use crate::session::Counted;
use crate::text;
use crate::timeline::Agent;
use crate::words::figures::from_to;
use crate::words::figures::{REP_MARKS, reps_asked};
use crate::words::{length, past as said};

/// So many columns of a title are shown before anything else is.
const LEAST_TITLE: usize = 20;

/// All that there is to see in the list.
#[derive(Clone)]
pub struct HistoryView<'a> {
    /// How many sessions the filter leaves.
    pub count: usize,
    /// One of them: it is asked for as many as can be seen.
    pub row: &'a dyn Fn(usize) -> SessionRow,
    /// Which of them is selected.
    pub selected: usize,
    /// The letters typed so far.
    pub filter: &'a str,
    /// How many there are without the filter.
    pub of: usize,
    /// One line above all: what could not be read.
    pub trouble: Option<&'a str>,
    /// What to say where there are no rows.
    pub empty: &'a str,
    pub hints: Vec<Hint>,
}

/// A session in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionRow {
    /// The month that it stands under: `November 2026`.
    pub month: String,
    /// `Sat 21  08:03`
    pub when: String,
    pub title: String,
    /// `6 min`
    pub length: String,
    /// How it ended, if not at its end.
    pub early: Option<&'static str>,
    /// `6 → 3`
    pub pain: String,
    /// `better`, `same`, `worse`
    pub than: Option<Than>,
    /// The person's own words.
    pub note: String,
}

impl SessionRow {
    /// The row of a session.
    pub fn of(session: &Summary) -> SessionRow {
        let start = session.start.local();
        // From a minute on nobody asks for the seconds.
        let lasted = match session.real().as_secs() {
            seconds @ 0..60 => seconds,
            _ => minutes(session.real()) * 60,
        };
        SessionRow {
            month: start.strftime("%B %Y").to_string(),
            when: start.strftime("%a %d  %H:%M").to_string(),
            title: text::line(&session.played.title),
            length: length(std::time::Duration::from_secs(lasted)),
            early: match session.ended {
                Ended::Finished => None,
                ended => Some(early_word(ended)),
            },
            pain: pain_words(session.before, session.after),
            than: session.than,
            note: session.note.as_deref().map_or(String::new(), text::line),
        }
    }
}

fn pain_words(before: Option<u8>, after: Option<u8>) -> String {
    let word = |pain: Option<u8>| pain.map(|pain| pain.to_string());
    from_to(word(before), word(after))
}

/// How a session ended, as a list says it.
pub fn early_word(ended: Ended) -> &'static str {
    match ended {
        Ended::Finished => said::FINISHED,
        Ended::Stopped => said::STOPPED,
        Ended::Interrupted => said::BROKEN_OFF,
    }
}

fn frame(screen: &HistoryView<'_>, area: Rect) -> Frame {
    let trouble = screen.trouble.is_some() && area.height >= 6;
    Frame::of_list(area, trouble, &screen.hints)
}

/// The rows about the selected one, as many as can be seen at the most.
fn rows(screen: &HistoryView<'_>, list: Rect) -> RowList<SessionRow> {
    let about = RowList::<SessionRow>::about(screen.selected, screen.count, list);
    let before = about.start.checked_sub(1).filter(|at| *at < screen.count);
    let month = before.map(|at| (screen.row)(at).month);
    let mut rows = RowList::new(screen.selected, screen.count, month);
    for index in about {
        let row = (screen.row)(index);
        let (month, note) = (row.month.clone(), row.note.clone());
        rows.add(&month, index, row);
        if !note.is_empty() {
            rows.add_note(index, format!("{:15}{note}", ""));
        }
    }
    rows
}

/// The row of the list under a cell of the screen.
pub fn hit(area: Rect, screen: &HistoryView<'_>, column: u16, row: u16) -> Option<usize> {
    let list = frame(screen, area).body;
    rows(screen, list).hit(list, column, row)
}

/// Puts the list into an area of any size.
pub fn render(screen: &HistoryView<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let mut canvas = Canvas { theme, buffer };
    let frame = frame(screen, area);
    render_top(screen, frame.top, &mut canvas);
    let trouble = text::line(screen.trouble.unwrap_or_default());
    canvas.line(frame.second, &trouble, Ink::Accent(Accent::Beware));
    if screen.count == 0 {
        canvas.words(frame.body, screen.empty, Ink::Text);
    }
    rows(screen, frame.body).render(frame.body, &mut canvas, render_row);
    canvas.keys(frame.keys, &screen.hints);
}

fn render_top(screen: &HistoryView<'_>, area: Rect, canvas: &mut Canvas<'_>) {
    let count = match text::line(screen.filter).is_empty() {
        // The filter needs the room.
        _ if area.width < 28 => String::new(),
        true => said::sessions_shown(None, screen.of),
        false => said::sessions_shown(Some(screen.count), screen.of),
    };
    find_line(said::LOOKING_BACK, screen.filter, &count, area, canvas);
}

fn render_row(row: &SessionRow, selected: bool, area: Rect, canvas: &mut Canvas<'_>) {
    let inked = |ink: Ink| if selected { Ink::Chosen } else { ink };
    let width = usize::from(area.width);
    let than = match row.than {
        Some(Than::Worse) => Ink::Accent(Accent::Beware),
        Some(Than::Better) => Ink::Accent(Accent::Work),
        _ => Ink::Quiet,
    };
    let than_word = row.than.map_or("", Than::word);
    // Columns at the right, each with its width and whose turn it is where there is little room.
    let early = row.early.unwrap_or("");
    let columns = [
        (early, 10, Ink::Text, 2),
        (than_word, 6, than, 3),
        (row.pain.as_str(), 7, Ink::Text, 0),
        (row.length.as_str(), 9, Ink::Quiet, 1),
    ];
    let when = match width >= 34 {
        true => row.when.as_str(),
        // The time of day gives way before the title does.
        false => row.when.split("  ").next().unwrap_or_default(),
    };
    // The columns depend on the width alone, so that all rows have the same ones.
    let mut room = width.saturating_sub(text::width(when) + 4 + LEAST_TITLE);
    let mut shown = [false; 4];
    for rank in 0..columns.len() {
        for (at, (_, wide, _, its_rank)) in columns.iter().enumerate() {
            if *its_rank == rank && *wide < room {
                shown[at] = true;
                room -= wide + 1;
            }
        }
    }
    let shown = columns.iter().zip(shown).filter(|(_, shown)| *shown);
    let taken: usize = shown.clone().map(|((_, wide, _, _), _)| wide + 1).sum();
    let title_room = width.saturating_sub(text::width(when) + 4 + taken);
    let title = text::padded(&text::cut(&row.title, title_room), title_room);
    let mut pieces = vec![(format!(" {when}  "), inked(Ink::Quiet)), (title, inked(Ink::Text))];
    for ((words, wide, ink, _), _) in shown {
        let words = text::cut(words, *wide);
        let space = " ".repeat(wide + 1 - text::width(&words));
        pieces.extend([(space, inked(Ink::Quiet)), (words, inked(*ink))]);
    }
    pieces.push((" ".into(), inked(Ink::Quiet)));
    canvas.pieces(area, &pieces, Align::Left);
}

/// All about one session.
pub fn detail(session: &PastSession) -> Vec<PageBlock> {
    let record = &session.record;
    let time = |stamp: Stamp| stamp.local().strftime("%H:%M").to_string();
    let start = record.start.local().strftime("%A, %d %B %Y, %H:%M");
    let dose = |dose: AskedAndDone| said::dose(dose.real, asked_length(dose));
    let at = record.at.as_deref().map(text::line);
    let at = at.as_deref().filter(|_| record.ended != Ended::Finished);
    let mut blocks = Vec::new();
    let mut add = |name: &str, words: String| {
        blocks.push(PageBlock::Pair(name.into(), words));
    };
    add(said::WHEN, said::from_until(&start.to_string(), &time(record.end)));
    add(said::ENDED, said::ended_at(early_word(record.ended), at));
    add(said::LASTED, dose(record.planned));
    add(said::WORK, dose(record.work));
    for (side, done) in [(said::LEFT, record.left), (said::RIGHT, record.right)] {
        if let Some(done) = done {
            add(side, dose(done));
        }
    }
    if record.pauses > 0 {
        add(said::WAS_PAUSED, said::paused(record.pauses, record.paused));
    }
    if !record.away.is_zero() {
        add(said::AWAY, length(record.away));
    }
    for gap in &record.resumed {
        add(said::TAKEN_UP, said::taken_up(&time(gap.from), &time(gap.to)));
    }
    for had in &record.applications {
        let name = match had.agent {
            Agent::Heat => said::HEAT,
            Agent::Cold => said::COLD,
        };
        add(name, said::pack(&time(had.on), &time(had.off), had.too_soon));
    }
    let pain = pain_words(session.before, session.after);
    if !pain.is_empty() {
        add(said::PAIN, said::of_ten(&pain));
    }
    if let Some(than) = session.than {
        add(said::AFTER_IT, than.word().into());
    }
    if let Some(note) = &session.note {
        add(said::NOTE, text::line(note));
    }
    if !record.areas.is_empty() {
        add(said::FOR, text::line(&record.areas.join(", ")));
    }
    let id = record.id.to_string();
    let later = said::say_later(&id[id.len() - 8..]);
    add(said::ID, id);
    add(said::LATER, later);
    if !record.steps.is_empty() {
        blocks.push(PageBlock::Heading(said::STEP_BY_STEP.into()));
        blocks.extend(record.steps.iter().map(step));
        if record.steps.iter().any(|step| reps_words(step).is_some()) {
            blocks.push(PageBlock::Text(REP_MARKS.into()));
        }
    }
    blocks
}

fn asked_length(dose: AskedAndDone) -> Length {
    Length { least: dose.least, most: dose.most.max(dose.least) }
}

/// Repetitions done of those asked, with the mark of who says so; nothing where the clock counted
/// a single one.
fn reps_words(step: &StepDone) -> Option<String> {
    let counted = step.counted();
    if matches!(counted, Counted::Clock(_)) && step.reps_most <= 1 {
        return None;
    }
    let reps = (step.reps_least, step.reps_most);
    let asked = reps_asked(reps, (step.sets_least, step.sets_most));
    Some(said::reps_of(&counted.shown(), &asked))
}

fn step(step: &StepDone) -> PageBlock {
    let (least, most) = (step.least, step.most.max(step.least));
    let side = step.side.as_deref().map(text::line);
    let name = [Some(text::line(&step.name)), side];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let done = [Some(said::dose(step.real, Length { least, most })), reps_words(step)];
    let done = done.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let mut words = format!("{name}: {done}");
    for (is, word) in [
        (step.extended, said::LONGER),
        (step.skipped, said::SKIPPED_IN_PART),
        (step.hurt, said::THAT_HURT),
    ] {
        if is {
            words += &format!(" · {word}");
        }
    }
    PageBlock::Item(words)
}
