//! A session of the past in a few figures: enough for a list, a search and statistics, and small
//! enough that a million of them fit into memory.
//!
//! It is read from the same line as the record, and knows where that line stands. Whoever needs
//! more of a session reads its record there.
//!
//! Many lines, from many files and machines -> sessions.
//!
//! A union: the order in which lines come, and how often, makes no difference. Two versions of
//! one record are told apart in a way that every machine agrees on, a later word replaces an
//! earlier one, and what was forgotten stays forgotten. Sessions are joined in summary, and only
//! here; their records are put to them afterwards.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use hashbrown::{Equivalent, HashSet};
use serde::Serialize;
use serde_with::skip_serializing_none;

use super::line::read_session;
use super::record::{DoneBySide, all_whole, sum_by_side};
use super::{Bad, Ended, Felt, HistoryLine, Id, Record, Stamp, StepDone, Than};
use crate::seconds::in_json;

/// A session in a few figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub id: Id,
    /// What was played; many sessions share it.
    pub played: Arc<Played>,
    pub start: Stamp,
    pub end: Stamp,
    pub ended: Ended,
    /// How often it had been recorded before.
    pub revision: u32,
    /// How long it ran, pauses left out, in milliseconds.
    real: u32,
    /// All of it.
    done: WorkDone,
    /// What was done of each routine that was included; few sessions have any.
    parts: Box<[(Box<str>, WorkDone)]>,
    /// Pain or stiffness before and after it, 0 to 10.
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    /// Never an empty one.
    pub note: Option<Box<str>>,
    /// Where its record is.
    pub place: LinePlace,
}

/// What was played.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Played<T = String> {
    /// The id of the routine; none for a file from outside the library.
    pub routine: Option<T>,
    /// The path of that file.
    pub path: Option<T>,
    pub title: T,
    /// The parts of the body that it is for, each once.
    pub areas: Vec<T>,
    /// The names of the steps that hurt.
    pub hurt: Vec<T>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinePlace {
    /// The number of its file, as whoever reads them counts.
    pub file: u32,
    /// Bytes, without the line end.
    pub length: u32,
    /// Bytes before it.
    pub at: u64,
}

/// Work of one side, or of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Work {
    /// Asked at the least.
    #[serde(with = "in_json")]
    pub asked: Duration,
    #[serde(with = "in_json")]
    pub done: Duration,
}

/// What was asked at the least and what was done, of a session or of a routine in it: milliseconds,
/// and 49 days are the most that is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkDone {
    work: [u32; 2],
    left: [u32; 2],
    right: [u32; 2],
    /// Whether all repetitions at the person's own pace were done that were asked at the least;
    /// `None` where nobody knows.
    counted: Option<bool>,
}

impl Summary {
    /// The figures of a session that is there whole.
    pub fn of(session: &PastSession) -> Summary {
        let PastSession { record, after, than, note } = session;
        Summary {
            after: *after,
            than: *than,
            note: note.as_deref().map(Box::from),
            ..Summary::of_record(record, Arc::new(Played::of(record).kept()), LinePlace::default())
        }
    }

    /// The figures of a session of which nothing was said later.
    fn of_record<T: AsRef<str>>(
        record: &Record<T>,
        played: Arc<Played>,
        place: LinePlace,
    ) -> Summary {
        let parts = record.parts().into_iter().map(|id| {
            let of_it = || record.steps.iter().filter(|step| step.is_of(id));
            (id.into(), WorkDone::of(sum_by_side(of_it()), of_it()))
        });
        Summary {
            id: record.id,
            played,
            start: record.start,
            end: record.end,
            ended: record.ended,
            revision: record.revision,
            real: millis_of(record.planned.real),
            done: WorkDone::of((record.work, record.left, record.right), record.steps.iter()),
            parts: parts.collect(),
            before: record.before,
            after: None,
            than: None,
            note: None,
            place,
        }
    }

    /// The id of the routine, or the title of a file that has none.
    pub fn name(&self) -> &str {
        self.played.routine.as_deref().unwrap_or(&self.played.title)
    }

    /// How long it ran, pauses left out.
    pub fn real(&self) -> Duration {
        millis(self.real)
    }

    /// What was asked and done of a routine: all of it where it is what was played, else what was
    /// done of it among others. `None` where none of it was.
    pub fn done_of(&self, routine: &str) -> Option<WorkDone> {
        if self.played.routine.as_deref() == Some(routine) {
            return Some(self.done);
        }
        let part = self.parts.iter().find(|(id, _)| **id == *routine);
        part.map(|(_, done)| *done)
    }

    /// What was played, with what was asked and done of it; of what the program put together, each
    /// routine.
    pub fn each(&self) -> impl Iterator<Item = (&str, WorkDone)> {
        let put_together = self.played.routine.is_none() && self.played.path.is_none();
        let parts = if put_together { &self.parts[..] } else { &[] };
        let whole = parts.is_empty().then(|| (self.name(), self.done));
        parts.iter().map(|(id, done)| (&**id, *done)).chain(whole)
    }

    /// The session with its record.
    pub fn with(&self, record: Record) -> PastSession {
        PastSession {
            record: Record { before: self.before, ..record },
            after: self.after,
            than: self.than,
            note: self.note.as_deref().map(str::to_owned),
        }
    }
}

impl<'r> Played<&'r str> {
    fn of<T: AsRef<str>>(record: &'r Record<T>) -> Self {
        let hurt = record.steps.iter().filter(|step| step.hurt);
        Played {
            routine: record.routine.as_ref().map(T::as_ref),
            path: record.path.as_ref().map(T::as_ref),
            title: record.title.as_ref(),
            areas: record.areas.iter().map(T::as_ref).collect(),
            hurt: hurt.map(|step| step.name.as_ref()).collect(),
        }
    }

    fn kept(&self) -> Played {
        let own = |texts: &[&str]| texts.iter().copied().map(str::to_owned).collect();
        Played {
            routine: self.routine.map(str::to_owned),
            path: self.path.map(str::to_owned),
            title: self.title.to_owned(),
            areas: own(&self.areas),
            hurt: own(&self.hurt),
        }
    }
}

impl Equivalent<Arc<Played>> for Played<&str> {
    fn equivalent(&self, known: &Arc<Played>) -> bool {
        let Played { routine, path, title, areas, hurt } = self;
        let named = (*routine, *path, *title);
        named == (known.routine.as_deref(), known.path.as_deref(), &*known.title)
            && *areas == known.areas
            && *hurt == known.hurt
    }
}

impl Work {
    pub fn add(&mut self, other: Work) {
        self.asked += other.asked;
        self.done += other.done;
    }
}

impl WorkDone {
    fn of<'s, T: AsRef<str> + 's>(
        (work, left, right): DoneBySide,
        steps: impl Iterator<Item = &'s StepDone<T>>,
    ) -> WorkDone {
        let [work, left, right] = [Some(work), left, right].map(|dose| {
            let dose = dose.unwrap_or_default();
            [millis_of(dose.least), millis_of(dose.real)]
        });
        WorkDone { work, left, right, counted: all_whole(steps.map(StepDone::is_counted_whole)) }
    }

    pub fn work(&self) -> Work {
        work_of(self.work)
    }

    /// The work of one side.
    pub fn left(&self) -> Work {
        work_of(self.left)
    }

    pub fn right(&self) -> Work {
        work_of(self.right)
    }

    /// Whether all that was asked at the least was done, on each side; `None` where nobody knows.
    pub fn is_whole(&self) -> Option<bool> {
        let sides = [self.work, self.left, self.right];
        let in_time = sides.iter().all(|[asked, done]| done >= asked);
        if in_time { self.counted } else { Some(false) }
    }
}

fn work_of([asked, done]: [u32; 2]) -> Work {
    Work { asked: millis(asked), done: millis(done) }
}

fn millis_of(length: Duration) -> u32 {
    u32::try_from(length.as_millis()).unwrap_or(u32::MAX)
}

fn millis(count: u32) -> Duration {
    Duration::from_millis(count.into())
}

/// All sessions whole, the earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    pub sessions: Vec<PastSession>,
}

/// A session, with what was said of it: its record has the last word on how it was before.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PastSession {
    #[serde(flatten)]
    pub record: Record,
    /// Pain or stiffness after it, 0 to 10.
    pub after: Option<u8>,
    pub than: Option<Than>,
    /// Never an empty one.
    pub note: Option<String>,
}

impl PastSession {
    /// A session of which nothing was said later.
    pub fn new(record: Record) -> PastSession {
        PastSession { record, after: None, than: None, note: None }
    }
}

impl History {
    /// The union of all lines.
    pub fn merge(lines: impl IntoIterator<Item = HistoryLine>) -> History {
        let mut union = Union::default();
        let mut records: Vec<Record> = Vec::new();
        for line in lines {
            union.add(&line, LinePlace { at: records.len() as u64, ..LinePlace::default() });
            if let HistoryLine::Session(record) = line {
                records.push(*record);
            }
        }
        let record = |summary: &Summary| records.get(summary.place.at as usize).cloned();
        let sessions = union.sessions(record).into_iter();
        let sessions = sessions.filter_map(|summary| Some(summary.with(record(&summary)?)));
        History { sessions: sessions.collect() }
    }
}

/// The order in which what was said counts. What was said in the same second has one as well, the
/// same everywhere: a note is taken back after it was written.
fn order(said: &Felt) -> impl Ord + '_ {
    let Felt { id, at, before, after, than, note, .. } = said;
    (id, at.second(), note.as_deref() == Some(""), before, after, than, note)
}

/// What files say, in summary, before it is joined.
#[derive(Debug, Default)]
pub struct Union {
    /// Two machines, or two windows, may have recorded the same session.
    pub versions: Vec<Summary>,
    said: Vec<Felt>,
    forgotten: BTreeSet<Id>,
    /// What can't be read.
    pub bad: Vec<Bad>,
    /// What was played, each once.
    shared: HashSet<Arc<Played>>,
}

impl Union {
    /// Takes in the text of a line, its number from 1, and where it stands.
    pub fn take(&mut self, line: &[u8], number: usize, place: LinePlace) {
        // Nearly all lines are sessions whose texts stand in them as they are: none has to be copied.
        if let Some(record) = read_session::<&str>(line) {
            return self.add_session(&record, place);
        }
        match HistoryLine::read(line) {
            Ok(line) => self.add(&line, place),
            Err(why) => self.bad.push(Bad { line: number, why }),
        }
    }

    fn add(&mut self, line: &HistoryLine, place: LinePlace) {
        match line {
            HistoryLine::Session(record) => self.add_session(record, place),
            HistoryLine::Felt(felt) => self.said.push(felt.clone()),
            HistoryLine::Forget(forget) => {
                self.forgotten.insert(forget.id);
            }
            HistoryLine::Newer(_) => {}
        }
    }

    fn add_session<T: AsRef<str>>(&mut self, record: &Record<T>, place: LinePlace) {
        let keep = |played: &Played<_>| Arc::new(played.kept());
        let played = self.shared.get_or_insert_with(&Played::of(record), keep);
        self.versions.push(Summary::of_record(record, played.clone(), place));
    }

    /// Takes in what another file says.
    pub fn join(&mut self, other: Union) {
        self.versions.extend(other.versions);
        self.said.extend(other.said);
        self.forgotten.extend(other.forgotten);
    }

    /// The sessions, the earliest first. `whole` gives the record of a version, and is asked only
    /// where two versions can't be told apart otherwise.
    pub fn sessions(self, whole: impl Fn(&Summary) -> Option<Record>) -> Vec<Summary> {
        let Union { mut versions, mut said, forgotten, .. } = self;
        versions.retain(|version| !forgotten.contains(&version.id));
        // The version that came further counts.
        let reach = |version: &Summary| (version.end, version.real(), version.revision);
        let text = |version: &Summary| serde_json::to_string(&whole(version)).ok();
        versions.sort_unstable_by(|one, other| {
            let further = || reach(other).cmp(&reach(one));
            one.id.cmp(&other.id).then_with(further).then_with(|| text(other).cmp(&text(one)))
        });
        versions.dedup_by_key(|version| version.id);
        said.sort_unstable_by(|one, other| order(one).cmp(&order(other)));
        let mut said = said.into_iter().peekable();
        for version in &mut versions {
            while said.next_if(|said| said.id < version.id).is_some() {}
            while let Some(said) = said.next_if(|said| said.id == version.id) {
                version.before = said.before.or(version.before);
                version.after = said.after.or(version.after);
                version.than = said.than.or(version.than);
                version.note = said.note.map(Box::from).or(version.note.take());
            }
            version.note.take_if(|note| note.is_empty());
        }
        versions.sort_unstable_by_key(|version| (version.start.second(), version.id));
        versions
    }
}
