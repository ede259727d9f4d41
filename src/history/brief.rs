//! The few figures of each session that statistics add up and lists show, for a million sessions
//! in no time.
//!
//! It joins the pages of files in the way in which `merge` joins lines, and gives one session
//! after the other. Where pages come from is not known here.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::Duration;

use super::page::{self, Page, Place, Played, Row, Saying, Spoken, Words};
use super::{Dose, Ended, Id, Record, Session, Stamp, Than};

/// A session in a few figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brief<'a> {
    pub id: Id,
    pub routine: Option<&'a str>,
    /// The path of a file from outside the library.
    pub path: Option<&'a str>,
    pub title: &'a str,
    pub start: Stamp,
    pub end: Stamp,
    pub ended: Ended,
    /// How long it ran, pauses left out.
    pub real: Duration,
    pub work: Dose,
    /// Seconds of work on each side.
    pub left: Duration,
    pub right: Duration,
    /// Seconds of work asked of each side at the least.
    pub left_asked: Duration,
    pub right_asked: Duration,
    /// The parts of the body that the routine is for.
    pub areas: &'a [String],
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    /// Never an empty one.
    pub note: Option<&'a str>,
}

impl<'a> Brief<'a> {
    /// The figures of a session that is there whole.
    pub fn of(session: &'a Session) -> Brief<'a> {
        let record = &session.record;
        let dose = |dose: Option<Dose>| dose.unwrap_or_default();
        Brief {
            id: record.id,
            routine: record.routine.as_deref(),
            path: record.path.as_deref(),
            title: &record.title,
            start: record.start,
            end: record.end,
            ended: record.ended,
            real: record.planned.real,
            work: record.work,
            left: dose(record.left).real,
            right: dose(record.right).real,
            left_asked: dose(record.left).least,
            right_asked: dose(record.right).least,
            areas: &record.areas,
            before: session.before,
            after: session.after,
            than: session.than,
            note: session.note.as_deref(),
        }
    }

    /// The id of the routine, or the title of a file that has none.
    pub fn name(&self) -> &'a str {
        self.routine.unwrap_or(self.title)
    }

    /// Whether all that was asked at the least was done, on each side.
    pub fn is_whole(&self) -> bool {
        self.work.real >= self.work.least
            && self.left >= self.left_asked
            && self.right >= self.right_asked
    }

    /// The session with its record.
    pub fn with(&self, record: Record) -> Session {
        Session {
            record,
            before: self.before,
            after: self.after,
            than: self.than,
            note: self.note.map(str::to_owned),
        }
    }
}

/// The sessions of many files, the earliest first.
#[derive(Clone, Debug, Default)]
pub struct Briefs {
    pages: Vec<Page>,
    /// Each session: its page and its row there.
    order: Vec<At>,
    /// What was said of sessions of which several files speak. A note is in a page.
    said: HashMap<Id, (Words, u32)>,
}

/// The place of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At {
    page: u32,
    row: u32,
}

/// Gives the text of a line, by the index of its page and its place there.
pub type Texts<'a> = &'a dyn Fn(usize, Place) -> Option<Vec<u8>>;

impl Briefs {
    /// The union of pages. `texts` is asked only where two versions of a session, or two words of
    /// the same second, can't be told apart otherwise.
    pub fn of(mut pages: Vec<Page>, texts: Texts<'_>) -> Briefs {
        let forgotten: BTreeSet<Id> = pages
            .iter()
            .flat_map(|page| &page.forgotten)
            .copied()
            .collect();
        if !forgotten.is_empty() {
            for page in &mut pages {
                page.leave_out(&forgotten);
            }
        }
        let mut order = in_order(&pages);
        let row = |at: &At| &pages[at.page as usize].rows[at.row as usize];
        let mut several = HashSet::new();
        // Ids that ascend with the time are all different, which is how one machine gives them.
        if !order.is_sorted_by(|one, next| row(one).id < row(next).id) {
            several = distinct(&pages, &mut order, texts);
        }
        let said = said(&pages, several, texts);
        Briefs { pages, order, said }
    }

    /// Keeps those that are asked for.
    pub fn retain(&mut self, wanted: impl Fn(&Brief<'_>) -> bool) {
        let stays: Vec<bool> = self.iter().map(|brief| wanted(&brief)).collect();
        let mut stays = stays.into_iter();
        self.order.retain(|_| stays.next().unwrap_or(false));
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// One of them: the first is the earliest.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn get(&self, nth: usize) -> Brief<'_> {
        let (page, row) = self.row(nth);
        let played = &page.played[row.played as usize];
        let (mut words, mut notes) = (row.words, &page.notes);
        if !self.said.is_empty()
            && let Some((said, page)) = self.said.get(&row.id)
        {
            (words, notes) = (*said, &self.pages[*page as usize].notes);
        }
        let note = words.note.map(|at| notes[at as usize].as_str());
        let millis = Duration::from_millis;
        Brief {
            id: row.id,
            routine: played.routine.as_deref(),
            path: played.path.as_deref(),
            title: &played.title,
            start: row.start,
            end: row.end,
            ended: row.ended,
            real: millis(row.real),
            work: Dose {
                least: millis(row.work[0]),
                most: millis(row.work[1]),
                real: millis(row.work[2]),
            },
            left: millis(row.left),
            right: millis(row.right),
            left_asked: millis(row.left_asked),
            right_asked: millis(row.right_asked),
            areas: &played.areas,
            before: words.before.or(row.before),
            after: words.after,
            than: words.than,
            note: note.filter(|note| !note.is_empty()),
        }
    }

    /// All of them, the earliest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Brief<'_>> + ExactSizeIterator {
        (0..self.len()).map(|nth| self.get(nth))
    }

    /// What was played in one of them: many share it.
    pub fn played(&self, nth: usize) -> &Played {
        let (page, row) = self.row(nth);
        &page.played[row.played as usize]
    }

    /// Where its record is: the index of its page, and its place there.
    pub fn place(&self, nth: usize) -> (usize, Place) {
        (self.order[nth].page as usize, self.row(nth).1.place)
    }

    fn row(&self, nth: usize) -> (&Page, &Row) {
        let At { page, row } = self.order[nth];
        let page = &self.pages[page as usize];
        (page, &page.rows[row as usize])
    }
}

fn key(row: &Row) -> (i64, Id) {
    (row.start.second(), row.id)
}

fn index(at: usize) -> u32 {
    u32::try_from(at).expect("no history has so many files or sessions")
}

/// All rows of all pages by their time.
fn in_order(pages: &[Page]) -> Vec<At> {
    let mut by_time: Vec<(usize, &Page)> = pages.iter().enumerate().collect();
    by_time.sort_by_key(|(_, page)| page.rows.first().map(key));
    let all = by_time.iter().flat_map(|(nth, page)| {
        let page_at = index(*nth);
        (0..index(page.rows.len())).map(move |row| At { page: page_at, row })
    });
    let mut order: Vec<At> = all.collect();
    let row = |at: &At| &pages[at.page as usize].rows[at.row as usize];
    if !order.is_sorted_by_key(|at| key(row(at))) {
        order.sort_by_cached_key(|at| key(row(at)));
    }
    order
}

/// Keeps one version of each session, the same one that `merge` keeps. Which ones had several.
fn distinct(pages: &[Page], order: &mut Vec<At>, texts: Texts<'_>) -> HashSet<Id> {
    let row = |at: &At| &pages[at.page as usize].rows[at.row as usize];
    let mut by_id = order.clone();
    by_id.sort_by_cached_key(|at| row(at).id);
    let (mut several, mut lesser) = (HashSet::new(), HashSet::new());
    for same in by_id.chunk_by(|one, next| row(one).id == row(next).id) {
        let [first, others @ ..] = same else { continue };
        let mut best = first;
        for other in others {
            several.insert(row(other).id);
            let text = |at: &At| {
                let page = at.page as usize;
                move |place| texts(page, place)
            };
            let (one, two) = (text(other), text(best));
            let (later, earlier) = match page::is_later(row(other), &one, row(best), &two) {
                true => (other, best),
                false => (best, other),
            };
            lesser.insert((earlier.page, earlier.row));
            best = later;
        }
    }
    order.retain(|at| !lesser.contains(&(at.page, at.row)));
    several
}

/// What was said of sessions that have words in other files than their own, or stand in `several`.
fn said(pages: &[Page], mut several: HashSet<Id>, texts: Texts<'_>) -> HashMap<Id, (Words, u32)> {
    for page in pages {
        let far = page.said.iter().filter(|saying| !saying.near);
        several.extend(far.map(|saying| saying.id));
    }
    if several.is_empty() {
        return HashMap::new();
    }
    let mut all: HashMap<Id, Vec<(u32, Saying)>> = HashMap::new();
    for (nth, page) in pages.iter().enumerate() {
        for saying in page.said.iter().filter(|said| several.contains(&said.id)) {
            all.entry(saying.id)
                .or_default()
                .push((index(nth), *saying));
        }
    }
    let join = |(id, said): (Id, Vec<(u32, Saying)>)| {
        let text = |page: u32| move |place| texts(page as usize, place);
        let readers: Vec<_> = said.iter().map(|(page, _)| text(*page)).collect();
        let spoken = said
            .iter()
            .zip(&readers)
            .map(|((page, saying), text)| Spoken {
                page: *page,
                saying: *saying,
                notes: &pages[*page as usize].notes,
                text,
            });
        let (mut words, mut noted) = (Words::default(), 0);
        for spoken in page::in_order(spoken.collect()) {
            if spoken.saying.words.note.is_some() {
                noted = spoken.page;
            }
            words = words.then(spoken.saying.words);
        }
        (id, (words, noted))
    };
    all.into_iter().map(join).collect()
}
