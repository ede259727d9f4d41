//! The few figures of each session that statistics add up, for a million sessions in no time.
//!
//! It reads what `merge` reads and joins it in the same way, but leaves out what statistics do not
//! need, which is most of a line: our own lines have it at their end.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use memchr::memmem::Finder;
use serde::Deserialize;

use super::line::pieces;
use super::merge::Said;
use super::{Bad, Dose, Ended, Id, Line, Session, Stamp, Than};

/// A session in a few figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    pub id: Id,
    /// The id of the routine, or the title of a file that has none.
    pub routine: Arc<str>,
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
    /// The parts of the body that the routine is for; shared between sessions.
    pub areas: Arc<[String]>,
    pub before: Option<u8>,
    pub after: Option<u8>,
    pub than: Option<Than>,
}

impl Brief {
    /// The figures of a session that is there whole.
    pub fn of(session: &Session) -> Brief {
        let record = &session.record;
        let dose = |dose: Option<Dose>| dose.unwrap_or_default();
        let name = record.routine.as_deref().unwrap_or(&record.title);
        Brief {
            id: record.id,
            routine: Arc::from(name),
            start: record.start,
            end: record.end,
            ended: record.ended,
            real: record.planned.real,
            work: record.work,
            left: dose(record.left).real,
            right: dose(record.right).real,
            left_asked: dose(record.left).least,
            right_asked: dose(record.right).least,
            areas: Arc::from(record.areas.as_slice()),
            before: session.before,
            after: session.after,
            than: session.than,
        }
    }

    /// Whether all that was asked at the least was done, on each side.
    pub fn is_whole(&self) -> bool {
        self.work.real >= self.work.least
            && self.left >= self.left_asked
            && self.right >= self.right_asked
    }
}

/// Takes in file after file.
#[derive(Debug, Default)]
pub struct Briefs {
    names: Names,
    briefs: Vec<Brief>,
    said: Said,
    spoken: HashSet<Id>,
    forgotten: HashSet<Id>,
}

/// Names and areas that many sessions share.
#[derive(Debug, Default)]
struct Names {
    names: HashMap<Box<str>, Arc<str>>,
    areas: HashMap<String, Arc<[String]>>,
    key: String,
}

impl Names {
    fn name(&mut self, name: &str) -> Arc<str> {
        if let Some(name) = self.names.get(name) {
            return name.clone();
        }
        let shared: Arc<str> = Arc::from(name);
        self.names.insert(name.into(), shared.clone());
        shared
    }

    fn areas(&mut self, areas: &[Word<'_>]) -> Arc<[String]> {
        self.key.clear();
        for area in areas {
            self.key.push_str(&area.0);
            self.key.push('\n');
        }
        if let Some(areas) = self.areas.get(&self.key) {
            return areas.clone();
        }
        let shared: Arc<[String]> = areas.iter().map(|area| area.0.to_string()).collect();
        self.areas.insert(self.key.clone(), shared.clone());
        shared
    }
}

/// A text that is not copied where it need not be.
#[derive(Deserialize)]
struct Word<'a>(#[serde(borrow)] Cow<'a, str>);

/// As much of a line as statistics need.
#[derive(Deserialize)]
struct Lean<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    id: Id,
    #[serde(borrow, default)]
    routine: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    title: Cow<'a, str>,
    start: Stamp,
    end: Stamp,
    ended: Ended,
    planned: Dose,
    work: Dose,
    #[serde(default)]
    left: Option<Dose>,
    #[serde(default)]
    right: Option<Dose>,
    #[serde(default)]
    before: Option<u8>,
    #[serde(borrow, default)]
    areas: Vec<Word<'a>>,
}

impl Briefs {
    /// Takes in the lines of a file, and says which of them it can't read.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Bad> {
        let mut bad = Vec::new();
        let mut open = Vec::new();
        for (line, piece) in pieces(bytes) {
            if let Some(lean) = lean(piece, &mut open) {
                let brief = brief(&lean, &mut self.names);
                self.briefs.push(brief);
                continue;
            }
            match Line::read(piece) {
                Ok(Some(Line::Session(_))) => match serde_json::from_slice::<Lean<'_>>(piece) {
                    Ok(lean) => {
                        let brief = brief(&lean, &mut self.names);
                        self.briefs.push(brief);
                    }
                    Err(error) => bad.push(Bad {
                        line,
                        why: error.to_string(),
                    }),
                },
                Ok(Some(Line::Felt(felt))) => {
                    self.spoken.insert(felt.id);
                    self.said.take(felt);
                }
                Ok(Some(Line::Forget(forget))) => {
                    self.forgotten.insert(forget.id);
                }
                Ok(None) => {}
                Err(why) => bad.push(Bad { line, why }),
            }
        }
        bad
    }

    /// Joins what another has taken in.
    pub fn join(&mut self, other: Briefs) {
        self.briefs.extend(other.briefs);
        self.said.join(other.said);
        self.spoken.extend(other.spoken);
        self.forgotten.extend(other.forgotten);
    }

    /// All sessions, the earliest first.
    pub fn all(mut self) -> Vec<Brief> {
        let mut briefs = self.briefs;
        if !self.forgotten.is_empty() {
            briefs.retain(|brief| !self.forgotten.contains(&brief.id));
        }
        let key = |brief: &Brief| (brief.start.second(), brief.id);
        if !briefs.is_sorted_by_key(key) {
            briefs.sort_by_key(key);
        }
        // Ids that ascend with the time are all different, which is how one machine gives them.
        if !briefs.is_sorted_by(|one, next| one.id < next.id) {
            briefs = distinct(briefs);
        }
        for brief in briefs.iter_mut() {
            if self.spoken.contains(&brief.id) {
                let said = self.said.of(brief.id);
                brief.before = said.before.or(brief.before);
                brief.after = said.after;
                brief.than = said.than;
            }
        }
        briefs
    }
}

/// Keeps one version of each, the same one that `merge` keeps.
fn distinct(briefs: Vec<Brief>) -> Vec<Brief> {
    let mut best: HashMap<Id, Brief> = HashMap::with_capacity(briefs.len());
    for brief in briefs {
        match best.get(&brief.id) {
            Some(other) if (other.end, other.real) >= (brief.end, brief.real) => {}
            _ => {
                best.insert(brief.id, brief);
            }
        }
    }
    let mut briefs: Vec<Brief> = best.into_values().collect();
    briefs.sort_by_key(|brief| (brief.start.second(), brief.id));
    briefs
}

/// What follows in a line of our own on all that statistics need.
static REST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b",\"pauses\":"));

/// What they need and a line may lack: it must not follow later either.
static MAY_LACK: LazyLock<[Finder<'static>; 6]> = LazyLock::new(|| {
    [
        Finder::new(b"\"left\":"),
        Finder::new(b"\"right\":"),
        Finder::new(b"\"before\":"),
        Finder::new(b"\"areas\":"),
        Finder::new(b"\"routine\":"),
        Finder::new(b"\"title\":"),
    ]
});

/// Reads a line of our own as far as is needed. `None` where it is of another kind or shape: then
/// it must be read whole. A quote inside a text has a backslash before it, so that no text looks
/// like a field.
fn lean<'a>(piece: &[u8], open: &'a mut Vec<u8>) -> Option<Lean<'a>> {
    let piece = piece.trim_ascii_end();
    let at = REST.find(piece)?;
    let rest = &piece[at..];
    let lacks = |field: &Finder<'_>| field.find(rest).is_none();
    if !rest.ends_with(b"]}") || !MAY_LACK.iter().all(lacks) {
        return None;
    }
    open.clear();
    open.extend_from_slice(&piece[..at]);
    open.push(b'}');
    let lean: Lean<'a> = serde_json::from_slice(open).ok()?;
    (lean.kind == "session").then_some(lean)
}

fn brief(lean: &Lean<'_>, names: &mut Names) -> Brief {
    let name: &str = lean.routine.as_deref().unwrap_or(&lean.title);
    let (left, right) = (
        lean.left.unwrap_or_default(),
        lean.right.unwrap_or_default(),
    );
    Brief {
        id: lean.id,
        routine: names.name(name),
        start: lean.start,
        end: lean.end,
        ended: lean.ended,
        real: lean.planned.real,
        work: lean.work,
        left: left.real,
        right: right.real,
        left_asked: left.least,
        right_asked: right.least,
        areas: names.areas(&lean.areas),
        before: lean.before,
        after: None,
        than: None,
    }
}
