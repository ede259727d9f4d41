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

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::line::{HistoryLine, pieces};
use super::record::{all_whole, parts_begun};
use super::{AskedAndDone, Bad, Ended, Felt, Id, Record, Stamp, StepDone, Than};
use crate::routine::Side;
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
pub struct Played {
    /// The id of the routine; none for a file from outside the library.
    pub routine: Option<String>,
    /// The path of that file.
    pub path: Option<String>,
    pub title: String,
    /// The parts of the body that it is for.
    pub areas: Vec<String>,
    /// The names of the steps that hurt.
    pub hurt: Vec<String>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
        Summary {
            before: session.before,
            after: session.after,
            than: session.than,
            note: session.note.as_deref().map(Box::from),
            ..Summary::of_record(&session.record, LinePlace::default())
        }
    }

    /// The figures of a session of which nothing was said later.
    pub(super) fn of_record(record: &Record, place: LinePlace) -> Summary {
        let hurt = record.steps.iter().filter(|step| step.hurt);
        Summary {
            id: record.id,
            played: Arc::new(Played {
                routine: record.routine.clone(),
                path: record.path.clone(),
                title: record.title.clone(),
                areas: record.areas.clone(),
                hurt: hurt.map(|step| step.name.clone()).collect(),
            }),
            start: record.start,
            end: record.end,
            ended: record.ended,
            revision: record.revision,
            real: millis_of(record.planned.real),
            done: WorkDone {
                counted: record.is_counted_whole(),
                ..WorkDone::of(record.work, record.left, record.right)
            },
            parts: parts(&record.steps),
            before: record.before,
            after: None,
            than: None,
            note: None,
            place,
        }
    }

    /// The id of the routine, or the title of a file that has none.
    pub fn name(&self) -> &str {
        self.played.name()
    }

    /// How long it ran, pauses left out.
    pub fn real(&self) -> Duration {
        millis(self.real)
    }

    /// All that was asked and done.
    pub fn done(&self) -> WorkDone {
        self.done
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
        let parts = self.parts.iter().map(|(id, done)| (&**id, *done));
        let parts = parts.filter(move |_| put_together);
        let whole = (!put_together || self.parts.is_empty()).then(|| (self.name(), self.done));
        parts.chain(whole)
    }

    /// The session with its record.
    pub fn with(&self, record: Record) -> PastSession {
        PastSession {
            record,
            before: self.before,
            after: self.after,
            than: self.than,
            note: self.note.as_deref().map(str::to_owned),
        }
    }
}

impl Played {
    /// The id of the routine, or the title of a file that has none.
    pub fn name(&self) -> &str {
        self.routine.as_deref().unwrap_or(&self.title)
    }
}

impl Work {
    fn of([asked, done]: [u32; 2]) -> Work {
        Work { asked: millis(asked), done: millis(done) }
    }

    pub fn add(&mut self, other: Work) {
        self.asked += other.asked;
        self.done += other.done;
    }
}

impl WorkDone {
    fn of(work: AskedAndDone, left: Option<AskedAndDone>, right: Option<AskedAndDone>) -> WorkDone {
        let work_of = |dose: AskedAndDone| [millis_of(dose.least), millis_of(dose.real)];
        WorkDone {
            work: work_of(work),
            left: work_of(left.unwrap_or_default()),
            right: work_of(right.unwrap_or_default()),
            counted: Some(true),
        }
    }

    pub fn work(&self) -> Work {
        Work::of(self.work)
    }

    /// The work of one side.
    pub fn left(&self) -> Work {
        Work::of(self.left)
    }

    pub fn right(&self) -> Work {
        Work::of(self.right)
    }

    /// Whether all that was asked at the least was done, on each side; `None` where nobody knows.
    pub fn is_whole(&self) -> Option<bool> {
        let sides = [self.work, self.left, self.right];
        let in_time = sides.iter().all(|[asked, done]| done >= asked);
        if in_time { self.counted } else { Some(false) }
    }

    fn add<T: AsRef<str>>(&mut self, step: &StepDone<T>) {
        let sides = match step.side() {
            Some(Side::Left) => [Some(&mut self.work), Some(&mut self.left)],
            Some(Side::Right) => [Some(&mut self.work), Some(&mut self.right)],
            None => [Some(&mut self.work), None],
        };
        for [asked, done] in sides.into_iter().flatten() {
            *asked = asked.saturating_add(millis_of(step.least));
            *done = done.saturating_add(millis_of(step.real));
        }
        self.counted = all_whole([self.counted, step.is_counted_whole()].into_iter());
    }
}

/// What was done of each routine that was included, where any of it was.
fn parts<T: AsRef<str>>(steps: &[StepDone<T>]) -> Box<[(Box<str>, WorkDone)]> {
    let mut parts: Vec<(Box<str>, WorkDone)> = Vec::new();
    for id in parts_begun(steps) {
        let mut done = WorkDone { counted: Some(true), ..WorkDone::default() };
        let of_it = |step: &&StepDone<T>| step.is_of(id);
        steps.iter().filter(of_it).for_each(|step| done.add(step));
        parts.push((id.into(), done));
    }
    parts.into()
}

fn millis_of(length: Duration) -> u32 {
    u32::try_from(length.as_millis()).unwrap_or(u32::MAX)
}

fn millis(count: u32) -> Duration {
    Duration::from_millis(count.into())
}

/// The lines of one file, as far as summaries need them.
#[derive(Debug, Default)]
pub struct SummarizedFile {
    pub sessions: Vec<Summary>,
    pub said: Vec<Said>,
    pub forgotten: Vec<Id>,
    pub bad: Vec<Bad>,
    shared: HashMap<Arc<Played>, ()>,
}

impl SummarizedFile {
    /// Takes in the text of a line, its number from 1, and where it stands.
    pub fn take(&mut self, line: &[u8], number: usize, place: LinePlace) {
        if line.trim_ascii().is_empty() {
            return;
        }
        // Nearly all lines are sessions, and this is the quick way to their figures.
        if let Ok(read) = serde_json::from_slice::<SessionLine<'_>>(line)
            && read.kind.0 == "session"
        {
            let summary = self.summary(read, place);
            self.sessions.push(summary);
            return;
        }
        match HistoryLine::read(line) {
            Ok(Some(HistoryLine::Felt(felt))) => self.said.push(Said::of(felt)),
            Ok(Some(HistoryLine::Forget(forget))) => self.forgotten.push(forget.id),
            Ok(Some(HistoryLine::Session(record))) => {
                self.sessions.push(Summary::of_record(&record, place));
            }
            Ok(Some(HistoryLine::Newer(_)) | None) => {}
            Err(why) => self.bad.push(Bad { line: number, why }),
        }
    }

    /// Takes in all lines of a text that is in memory.
    pub fn read(bytes: &[u8]) -> SummarizedFile {
        let mut file = SummarizedFile::default();
        for (number, line) in pieces(bytes) {
            let at = line.as_ptr() as usize - bytes.as_ptr() as usize;
            let place = LinePlace {
                file: 0,
                length: u32::try_from(line.len()).unwrap_or(u32::MAX),
                at: at as u64,
            };
            file.take(line, number, place);
        }
        file
    }

    fn summary(&mut self, read: SessionLine<'_>, place: LinePlace) -> Summary {
        let counted = all_whole(read.steps.iter().map(StepDone::is_counted_whole));
        let parts = parts(&read.steps);
        let hurt = read.steps.into_iter().filter(|step| step.hurt);
        let played = Played {
            routine: read.routine.map(LineText::owned),
            path: read.path.map(LineText::owned),
            title: read.title.owned(),
            areas: read.areas.into_iter().map(LineText::owned).collect(),
            hurt: hurt.map(|step| step.name.owned()).collect(),
        };
        let played = match self.shared.get_key_value(&played) {
            Some((known, ())) => known.clone(),
            None => {
                let played = Arc::new(played);
                self.shared.insert(played.clone(), ());
                played
            }
        };
        Summary {
            id: read.id,
            played,
            start: read.start,
            end: read.end,
            ended: read.ended,
            revision: read.revision,
            real: millis_of(read.planned.real),
            done: WorkDone { counted, ..WorkDone::of(read.work, read.left, read.right) },
            parts,
            before: read.before,
            after: None,
            than: None,
            note: None,
            place,
        }
    }
}

/// As much of a session's line as a summary needs.
#[derive(Deserialize)]
struct SessionLine<'a> {
    #[serde(borrow)]
    kind: LineText<'a>,
    id: Id,
    #[serde(borrow, default)]
    routine: Option<LineText<'a>>,
    #[serde(borrow, default)]
    path: Option<LineText<'a>>,
    #[serde(borrow)]
    title: LineText<'a>,
    start: Stamp,
    end: Stamp,
    ended: Ended,
    #[serde(default)]
    revision: u32,
    planned: AskedAndDone,
    work: AskedAndDone,
    #[serde(default)]
    left: Option<AskedAndDone>,
    #[serde(default)]
    right: Option<AskedAndDone>,
    #[serde(default)]
    before: Option<u8>,
    #[serde(borrow, default)]
    areas: Vec<LineText<'a>>,
    #[serde(borrow, default)]
    steps: Vec<StepDone<LineText<'a>>>,
}

/// A text that is copied only where it has escapes.
#[derive(Default, Deserialize)]
struct LineText<'a>(#[serde(borrow)] Cow<'a, str>);

impl AsRef<str> for LineText<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl LineText<'_> {
    fn owned(self) -> String {
        self.0.into_owned()
    }
}

/// All sessions whole, the earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    pub sessions: Vec<PastSession>,
}

/// A session, with what was said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PastSession {
    pub record: Record,
    /// Pain or stiffness before and after it, 0 to 10.
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    /// Never an empty one.
    pub note: Option<String>,
}

impl PastSession {
    /// A session of which nothing was said later.
    pub fn new(record: Record) -> PastSession {
        PastSession { before: record.before, after: None, than: None, note: None, record }
    }
}

impl History {
    /// The union of all lines.
    pub fn merge(lines: impl IntoIterator<Item = HistoryLine>) -> History {
        let mut union = Union::default();
        let mut records: Vec<Record> = Vec::new();
        for line in lines {
            match line {
                HistoryLine::Session(record) => {
                    let at = records.len() as u64;
                    let place = LinePlace { at, ..LinePlace::default() };
                    union.versions.push(Summary::of_record(&record, place));
                    records.push(*record);
                }
                HistoryLine::Felt(felt) => union.said.push(Said::of(felt)),
                HistoryLine::Forget(forget) => {
                    union.forgotten.insert(forget.id);
                }
                HistoryLine::Newer(_) => {}
            }
        }
        let record = |summary: &Summary| records.get(summary.place.at as usize).cloned();
        let sessions = union.sessions(record).into_iter();
        let sessions = sessions.filter_map(|summary| Some(summary.with(record(&summary)?)));
        History { sessions: sessions.collect() }
    }

    pub fn get(&self, id: Id) -> Option<&PastSession> {
        self.sessions.iter().find(|session| session.record.id == id)
    }
}

/// What was said of a session at one time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    id: Id,
    /// Seconds since 1970. SaidWords of the same second have an order as well, the same everywhere:
    /// a note is taken back after it was written.
    at: i64,
    takes_back: bool,
    words: SaidWords,
}

/// SaidWords about a session; a note may be empty, which takes it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaidWords {
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
    pub note: Option<Box<str>>,
}

impl Said {
    pub fn of(felt: Felt) -> Said {
        Said {
            id: felt.id,
            at: felt.at.second(),
            takes_back: felt.note.as_deref() == Some(""),
            words: SaidWords {
                before: felt.before,
                after: felt.after,
                than: felt.than,
                note: felt.note.map(String::into_boxed_str),
            },
        }
    }
}

/// What files say, before it is joined.
#[derive(Debug, Default)]
pub struct Union {
    /// Two machines, or two windows, may have recorded the same session.
    pub versions: Vec<Summary>,
    pub said: Vec<Said>,
    pub forgotten: BTreeSet<Id>,
}

impl Union {
    /// The sessions, the earliest first. `whole` gives the record of a version, and is asked only
    /// where two versions can't be told apart otherwise.
    pub fn sessions(self, whole: impl Fn(&Summary) -> Option<Record>) -> Vec<Summary> {
        let Union { mut versions, mut said, forgotten } = self;
        if !forgotten.is_empty() {
            versions.retain(|version| !forgotten.contains(&version.id));
        }
        // The version that came further counts.
        let reach = |version: &Summary| (version.end, version.real(), version.revision);
        let text = |version: &Summary| whole(version).map(|record| record.text());
        let order = |one: &Summary, other: &Summary| {
            one.id.cmp(&other.id).then_with(|| {
                let further = reach(other).cmp(&reach(one));
                further.then_with(|| match one.id == other.id {
                    true => text(other).cmp(&text(one)),
                    false => Ordering::Equal,
                })
            })
        };
        if !versions.is_sorted_by(|one, next| one.id < next.id) {
            versions.sort_unstable_by(order);
            versions.dedup_by_key(|version| version.id);
        }
        said.sort_unstable();
        let mut said = said.into_iter().peekable();
        for version in &mut versions {
            let id = version.id;
            while said.next_if(|said| said.id < id).is_some() {}
            let mut last = SaidWords::default();
            while let Some(Said { words, .. }) = said.next_if(|said| said.id == id) {
                last.before = words.before.or(last.before);
                last.after = words.after.or(last.after);
                last.than = words.than.or(last.than);
                last.note = words.note.or(last.note);
            }
            version.before = last.before.or(version.before);
            version.after = last.after;
            version.than = last.than;
            version.note = last.note.filter(|note| !note.is_empty());
        }
        let key = |version: &Summary| (version.start.second(), version.id);
        if !versions.is_sorted_by_key(key) {
            versions.sort_unstable_by_key(key);
        }
        versions
    }
}
