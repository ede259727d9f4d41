//! A session of the past in a few figures: enough for a list, a search and statistics, and small
//! enough that a million of them fit into memory.
//!
//! It is read from the same line as the record, and knows where that line stands. Whoever needs
//! more of a session reads its record there.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::line::{HistoryLine, pieces};
use super::merge::Said;
use super::record::all_whole;
use super::{AskedAndDone, Bad, Ended, Id, PastSession, Record, Stamp, StepDone, Than};
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
    lengths: Lengths,
    /// Whether all repetitions at the person's own pace were done that were asked at the least;
    /// `None` where nobody knows.
    counted: Option<bool>,
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

/// Milliseconds; 49 days are the most that is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lengths {
    real: u32,
    work: [u32; 2],
    left: [u32; 2],
    right: [u32; 2],
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
            lengths: Lengths::of(record.planned, record.work, record.left, record.right),
            counted: record.is_counted_whole(),
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
        millis(self.lengths.real)
    }

    pub fn work(&self) -> Work {
        Work::of(self.lengths.work)
    }

    /// The work of one side.
    pub fn left(&self) -> Work {
        Work::of(self.lengths.left)
    }

    pub fn right(&self) -> Work {
        Work::of(self.lengths.right)
    }

    /// Whether all that was asked at the least was done, on each side; `None` where nobody knows.
    pub fn is_whole(&self) -> Option<bool> {
        let sides = [self.work(), self.left(), self.right()];
        let in_time = sides.iter().all(|work| work.done >= work.asked);
        if in_time { self.counted } else { Some(false) }
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
        Work {
            asked: millis(asked),
            done: millis(done),
        }
    }

    pub fn add(&mut self, other: Work) {
        self.asked += other.asked;
        self.done += other.done;
    }
}

/// A part of a whole in percent; none of nothing.
pub(super) fn percent(part: Duration, whole: Duration) -> Option<u64> {
    let whole = whole.as_millis();
    (whole > 0).then(|| ((part.as_millis() * 100 + whole / 2) / whole) as u64)
}

impl Lengths {
    fn of(
        planned: AskedAndDone,
        work: AskedAndDone,
        left: Option<AskedAndDone>,
        right: Option<AskedAndDone>,
    ) -> Lengths {
        let millis = |length: Duration| u32::try_from(length.as_millis()).unwrap_or(u32::MAX);
        let work_of = |dose: AskedAndDone| [millis(dose.least), millis(dose.real)];
        Lengths {
            real: millis(planned.real),
            work: work_of(work),
            left: work_of(left.unwrap_or_default()),
            right: work_of(right.unwrap_or_default()),
        }
    }
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
            lengths: Lengths::of(read.planned, read.work, read.left, read.right),
            counted,
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
