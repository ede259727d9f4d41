//! A routine that is ready to be played, and how the person wishes to play it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::feed::Hook;
use crate::fit::expected;
use crate::history::{Record, often};
use crate::library::{Easier, Entry, Library, Origin, Queue};
use crate::problem::Problem;
use crate::routine::place::Finding;
use crate::routine::{Application, Routine, Step};
use crate::seconds::{Length, Moment};
use crate::session::PackAt;
use crate::settings::Settings;
use crate::text;
use crate::timeline::{Agent, Timeline};

/// A routine that is ready to be played.
#[derive(Clone, Debug, Default)]
pub struct PreparedRoutine {
    /// Its id in the library; a file from elsewhere has none.
    pub id: Option<String>,
    /// What the program put together to be played one after another; that has no file.
    pub queue: Option<Queue>,
    /// The path of such a file.
    pub path: Option<PathBuf>,
    /// A fingerprint of its text.
    pub hash: String,
    pub routine: Arc<Routine>,
    pub timeline: Arc<Timeline>,
    /// Its cautions in full sentences, those of included routines after its own.
    pub cautions: Vec<String>,
    /// Routines that are easier on the body than it, or than one that it includes.
    pub easier: Vec<Easier>,
}

impl PreparedRoutine {
    /// A routine of the library, or of a file, ready to be played.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn new(library: &Library, entry: &Entry) -> Result<PreparedRoutine, Vec<Problem>> {
        let (routine, timeline) = library.playable(entry)?;
        Ok(PreparedRoutine {
            id: (!matches!(entry.origin, Origin::Path(_))).then(|| entry.id.clone()),
            path: match &entry.origin {
                Origin::Path(path) => Some(path.clone()),
                Origin::BuiltIn | Origin::Own(_) => None,
            },
            hash: text::fingerprint(entry.text()),
            ..PreparedRoutine::of(library, routine, timeline)
        })
    }

    fn of(library: &Library, routine: Arc<Routine>, timeline: Timeline) -> PreparedRoutine {
        PreparedRoutine {
            cautions: library.cautions(&routine),
            easier: library.easier(&routine),
            ..PreparedRoutine::bare(routine, timeline)
        }
    }

    fn bare(routine: Arc<Routine>, timeline: Timeline) -> PreparedRoutine {
        PreparedRoutine { timeline: Arc::new(timeline), routine, ..PreparedRoutine::default() }
    }

    /// Routines of the library, ready to be played one after another.
    ///
    /// # Errors
    /// Everything that is wrong with the whole: what would be too much in one.
    pub fn of_queue(library: &Library, queue: Queue) -> Result<PreparedRoutine, Vec<Finding>> {
        let (routine, timeline) = library.queued(&queue)?;
        Ok(PreparedRoutine {
            hash: text::fingerprint(&queue.of.join(" ")),
            queue: Some(queue),
            ..PreparedRoutine::of(library, Arc::new(routine), timeline)
        })
    }

    /// Nothing but the pack of a session that broke off, with what is to be said of it.
    pub fn of_pack(title: &str, pack: PackAt, words: &str) -> Option<PreparedRoutine> {
        let most = Length { least: pack.most, most: pack.most };
        let words = Some(words.into());
        let (text, off) = (words.clone(), words);
        let application = Application { text, off, length: most, ..Application::default() };
        let routine = Routine {
            title: title.into(),
            steps: vec![match pack.agent {
                Agent::Heat => Step::Heat(application),
                Agent::Cold => Step::Cold(application),
            }],
            ..Routine::default()
        };
        let timeline = Library::new(None, Vec::new()).compile(&routine, None).ok()?;
        Some(PreparedRoutine::bare(Arc::new(routine), timeline))
    }

    /// The same with the steps that were played: those that say themselves how often, and of which
    /// a record has nothing, were not due.
    pub fn as_recorded(self, record: &Record) -> PreparedRoutine {
        let left_out = often::steps_left_out(&self.routine, record);
        if left_out.is_empty() {
            return self;
        }
        PreparedRoutine { timeline: Arc::new(self.timeline.without(&left_out)), ..self }
    }

    /// The routines that are played one after another, with how long each takes and whether that
    /// is only about so; nothing where it is one.
    pub fn parts(&self, library: &Library) -> Vec<(String, Duration, bool)> {
        let ids = self.queue.iter().flat_map(|queue| &queue.of);
        let part = |(nth, id): (u32, &String)| {
            let phases = self.timeline.phases().iter();
            let (lasts, about) = expected(phases.filter(|phase| phase.step[0] == nth));
            let title = library.get(id).map_or(id.as_str(), |entry| entry.title());
            (title.to_owned(), lasts, about)
        };
        (1..).zip(ids).map(part).collect()
    }

    /// Whether a record is of this routine.
    pub(super) fn is_of(&self, record: &Record) -> bool {
        match self.id.as_deref() {
            Some(id) => record.routine.as_deref() == Some(id) || record.has_done(id),
            None => record.hash == self.hash,
        }
    }
}

/// How the person wishes to play.
#[derive(Clone, Debug)]
pub struct PlayOptions {
    /// How many times as fast as real time; at least 1.
    pub speed: f64,
    pub hands_free: bool,
    /// What holds wherever they play.
    pub settings: Settings,
    /// The step to start at, as in `9.2`.
    pub from: Option<Vec<u32>>,
    /// Commands to be started when something happens.
    pub hooks: Vec<Hook>,
    /// Each event is to be told to another program.
    pub events: bool,
    /// It is only tried out, and counts for nothing.
    pub rehearsal: bool,
}

impl Default for PlayOptions {
    fn default() -> PlayOptions {
        PlayOptions {
            speed: 1.0,
            hands_free: false,
            settings: Settings::default(),
            from: None,
            hooks: Vec::new(),
            events: false,
            rehearsal: false,
        }
    }
}

/// Tells the wall clock's time of a moment, like `14:02`; given by the host.
#[derive(Clone)]
pub struct WallClock(pub Arc<dyn Fn(Moment) -> String + Send + Sync>);

impl Default for WallClock {
    fn default() -> WallClock {
        WallClock(Arc::new(|_| String::new()))
    }
}
