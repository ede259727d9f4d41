//! The sessions that were played, the latest first, and one of them in detail.
//!
//! It knows sessions as rows of words; how letters filter them is for others.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame::{Frame, find_line};
use super::list::RowList;
use super::page::PageBlock;
use super::paint::{self, Canvas, InkedLine};
use super::theme::{Accent, Ink, Theme};
use super::{Hint, Screen};
use crate::history::{
    Application, AskedAndDone, Ended, Gap, PastSession, Stamp, StepDone, Summary, Than,
};
use crate::seconds::{Length, minutes};
use crate::session::Counted;
use crate::text;
use crate::timeline::Agent;
use crate::words::figures::{REP_MARKS, from_to, reps_asked};
use crate::words::{count, length, length_done, length_passed, past as said, some_of};

/// So many columns of a title are shown before anything else is.
const LEAST_TITLE: usize = 20;

/// All that there is to see in the list.
pub struct HistoryView<'a> {
    /// How many sessions the filter leaves.
    pub count: usize,
    /// One of them: it is asked for as many as can be seen.
    pub row: Box<dyn Fn(usize) -> Option<&'a Summary> + 'a>,
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

/// A session as a line of the list.
fn line(session: &Summary, selected: bool, width: usize) -> InkedLine {
    let inked = |words: String, ink: Ink| (words, ink.or_chosen(selected));
    let than = match session.than {
        Some(Than::Worse) => Ink::Accent(Accent::Beware),
        Some(Than::Better) => Ink::Accent(Accent::Work),
        _ => Ink::Quiet,
    };
    // From a minute on nobody asks for the seconds.
    let lasted = match session.real().as_secs() {
        seconds @ 0..60 => seconds,
        _ => minutes(session.real()) * 60,
    };
    let early = Some(session.ended).filter(|ended| *ended != Ended::Finished);
    // Columns at the right, each with its width.
    let columns = [
        (early.map_or("", early_word), 10, Ink::Text),
        (session.than.map_or("", Than::word), 6, than),
        (&pain_words(session.before, session.after), 7, Ink::Text),
        (&length(Duration::from_secs(lasted)), 9, Ink::Quiet),
    ];
    // The time of day gives way before the title does.
    let when = if width >= 34 { "%a %d  %H:%M" } else { "%a %d" };
    let when = format!(" {}  ", session.start.local().strftime(when));
    let beside = text::width(&when) + 1;
    // They depend on the width alone, so that all rows have the same ones.
    let mut room = width.saturating_sub(beside + LEAST_TITLE);
    let mut right = [const { None }; 4];
    for nth in [2, 3, 0, 1] {
        let (words, wide, ink) = columns[nth];
        if wide < room {
            room -= wide + 1;
            right[nth] = Some(inked(format!(" {}", paint::right_aligned(words, wide)), ink));
        }
    }
    let right: InkedLine = right.into_iter().flatten().collect();
    let room = width.saturating_sub(beside + paint::width_of(&right));
    let title = text::cut(&text::line(&session.played.title), room);
    let title = text::padded(&title, room);
    let mut line = vec![inked(when, Ink::Quiet), inked(title, Ink::Text)];
    line.extend(right);
    line.push(inked(" ".into(), Ink::Quiet));
    line
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

impl<'a> HistoryView<'a> {
    fn frame(&self, area: Rect) -> Frame {
        let trouble = self.trouble.is_some() && area.height >= 6;
        Frame::of_list(area, trouble, &self.hints)
    }

    /// The rows about the selected one, below their months, with the person's own words.
    fn rows(&self, list: Rect) -> RowList<&'a Summary> {
        RowList::about(self.selected, self.count, list, |index| {
            let session = (self.row)(index)?;
            let month = session.start.local().strftime("%B %Y").to_string();
            let note = session.note.as_deref().map(text::line).filter(|note| !note.is_empty());
            Some((month, session, note.map(|note| format!("{:15}{note}", ""))))
        })
    }
}

impl Screen for HistoryView<'_> {
    fn hit(&self, area: Rect, column: u16, row: u16) -> Option<usize> {
        let list = self.frame(area).body;
        self.rows(list).hit(list, column, row)
    }

    fn render(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let mut canvas = Canvas { theme, buffer };
        let Frame { top, second, body, keys } = self.frame(area);
        let filtered = !text::line(self.filter).is_empty();
        let mut count =
            if filtered { some_of(self.count, self.of) } else { count(self.of as u64, "session") };
        // The filter needs the room.
        if top.width < 28 {
            count.clear();
        }
        find_line(said::LOOKING_BACK, self.filter, &count, top, &mut canvas);
        let trouble = text::line(self.trouble.unwrap_or_default());
        canvas.line(second, &trouble, Ink::Accent(Accent::Beware));
        if self.count == 0 {
            canvas.words(body, self.empty, Ink::Text);
        }
        let width = usize::from(body.width);
        self.rows(body).render(body, &mut canvas, |row, selected| line(row, selected, width));
        canvas.keys(keys, &self.hints);
    }
}

/// All about one session.
pub fn detail(session: &PastSession) -> Vec<PageBlock> {
    let record = &session.record;
    let time = |stamp: Stamp| stamp.local().strftime("%H:%M").to_string();
    let start = record.start.local().strftime("%A, %d %B %Y, %H:%M");
    let dose = |dose: AskedAndDone| {
        let most = dose.most.max(dose.least);
        said::dose(length_passed(dose.real), Length { least: dose.least, most })
    };
    let at = record.at.as_deref().filter(|_| record.ended != Ended::Finished).map(text::line);
    let ended = early_word(record.ended);
    let ended = at.map_or(ended.to_owned(), |at| said::ended_at(ended, at));
    let pack = |had: &Application| {
        let name = if had.agent == Agent::Heat { said::HEAT } else { said::COLD };
        (name, said::pack(&time(had.on), &time(had.off), had.too_soon))
    };
    let taken_up = |gap: &Gap| (said::TAKEN_UP, said::taken_up(time(gap.from), time(gap.to)));
    let pain = pain_words(session.record.before, session.after);
    let id = record.id.to_string();
    let mut rows = vec![
        (said::WHEN, said::from_until(start.to_string(), time(record.end))),
        (said::ENDED, ended),
        (said::LASTED, dose(record.planned)),
        (said::WORK, dose(record.work)),
    ];
    rows.extend(record.left.map(|left| (said::LEFT, dose(left))));
    rows.extend(record.right.map(|right| (said::RIGHT, dose(right))));
    let paused = (record.pauses > 0).then(|| said::paused(record.pauses, record.paused));
    rows.extend(paused.map(|words| (said::WAS_PAUSED, words)));
    rows.extend((!record.away.is_zero()).then(|| (said::AWAY, length(record.away))));
    rows.extend(record.resumed.iter().map(taken_up));
    rows.extend(record.applications.iter().map(pack));
    rows.extend((!pain.is_empty()).then(|| (said::PAIN, said::of_ten(&pain))));
    rows.extend(session.than.map(|than| (said::AFTER_IT, than.word().to_owned())));
    rows.extend(session.note.as_deref().map(|note| (said::NOTE, text::line(note))));
    let areas = text::line(&record.areas.join(", "));
    rows.extend((!areas.is_empty()).then_some((said::FOR, areas)));
    let later = said::say_later(&id[id.len() - 8..]);
    rows.extend([(said::ID, id), (said::LATER, later)]);
    let pair = |(name, words): (&str, String)| PageBlock::Pair(name.into(), words);
    let mut blocks: Vec<PageBlock> = rows.into_iter().map(pair).collect();
    blocks.extend(steps(&record.steps));
    blocks
}

/// What was asked and what was done, an item for each step and side; nothing where there is none.
fn steps(all: &[StepDone]) -> Vec<PageBlock> {
    let mut blocks: Vec<PageBlock> = all.iter().map(step).collect();
    if !all.is_empty() {
        blocks.insert(0, PageBlock::Heading(said::STEP_BY_STEP.into()));
    }
    if all.iter().any(|step| reps_words(step).is_some()) {
        blocks.push(PageBlock::Text(REP_MARKS.into()));
    }
    blocks
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
    Some(some_of(counted.shown(), &asked))
}

fn step(step: &StepDone) -> PageBlock {
    let (least, most) = (step.least, step.most.max(step.least));
    let side = step.side.as_deref().map(|side| format!(", {}", text::line(side)));
    let name = text::line(&step.name) + &side.unwrap_or_default();
    let dose = said::dose(length_done(step.real, most), Length { least, most });
    let reps = reps_words(step).map_or(String::new(), |reps| format!("; {reps}"));
    let remarks = [
        (step.extended, said::LONGER),
        (step.skipped, said::SKIPPED_IN_PART),
        (step.hurt, said::THAT_HURT),
    ];
    let remarks = remarks.into_iter().filter(|(is, _)| *is);
    let remarks: String = remarks.map(|(_, word)| format!(" · {word}")).collect();
    PageBlock::Item(format!("{name}: {dose}{reps}{remarks}"))
}
