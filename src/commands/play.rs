//! `supple play`: makes ready what is to be played. Playing is the business of `host`.

use super::{Failure, broken, found_entry};
use crate::app::prepared::{PlayOptions, PreparedRoutine};
use crate::cli::PlayArgs;
use crate::history::Record;
use crate::library::{Found, Library, Queue};
use crate::settings::{Motion, Settings};

/// The routine that the words name, and how the person wishes to play it.
pub fn prepare(
    library: &Library,
    words: &PlayArgs,
    settings: Settings,
) -> Result<(PreparedRoutine, PlayOptions), Failure> {
    let prepared = meant(library, &words.routines)?;
    let said = words.routines.join(" ");
    if let Some(step) = &words.from
        && prepared.timeline.find_step(&step.0).is_none()
    {
        return Err(Failure::new(
            format!("`{said}` has no step {step}"),
            format!("`supple show {said}` tells the number of each step"),
        ));
    }
    Ok((prepared, options(words, settings)))
}

/// How the person wishes to play.
pub fn options(words: &PlayArgs, mut settings: Settings) -> PlayOptions {
    if words.still {
        settings.motion = Motion::Still;
    }
    let usual = PlayOptions::default();
    PlayOptions {
        speed: words.speed.unwrap_or(usual.speed),
        rehearsal: false,
        hands_free: words.hands_free,
        from: words.from.as_ref().map(|step| step.0.clone()),
        hooks: settings.hooks.iter().chain(&words.hooks).cloned().collect(),
        settings,
        events: words.events.is_some(),
    }
}

/// The routine of a record, as it is now; `None` where it can't be played any more.
pub fn piece_of(library: &Library, record: &Record) -> Option<PreparedRoutine> {
    if let Some(queue) = &record.queue {
        return PreparedRoutine::of_queue(library, queue.clone()).ok();
    }
    let found = match (&record.path, &record.routine) {
        (Some(path), _) => Found::Path(path.into()),
        (None, id) => Found::Entry(library.get(id.as_ref()?)?.clone()),
    };
    let prepared = prepared(library, found, &record.title).ok()?;
    Some(prepared.as_recorded(record))
}

/// What somebody means by some words: routines to be played one after another, or one whose name
/// has several words.
fn meant(library: &Library, words: &[String]) -> Result<PreparedRoutine, Failure> {
    let all = words.join(" ");
    let ids_all = words.iter().all(|word| library.get(word).is_some());
    let together = library.find(&all);
    if words.len() == 1 || !ids_all && matches!(together, Found::Entry(_)) {
        return prepared(library, together, &all);
    }
    let ids = words.iter().map(|word| routine_id(library, word));
    queued(library, Queue::new(ids.collect::<Result<_, _>>()?))
}

/// The id of a routine that is meant by a word, and can be played among others.
pub(super) fn routine_id(library: &Library, word: &str) -> Result<String, Failure> {
    let found = library.find(word);
    if let Found::Path(_) = found {
        let help = "put the file into the folder of your own routines; `supple list` names it";
        return Err(Failure::new(
            format!("`{word}` is a file, and only a routine of the library is played with others"),
            help,
        ));
    }
    let entry = found_entry(found, word)?;
    match library.playable(&entry) {
        Ok(_) => Ok(entry.id.clone()),
        Err(problems) => Err(broken(&entry, &problems)),
    }
}

/// Routines, ready to be played one after another.
pub(super) fn queued(library: &Library, queue: Queue) -> Result<PreparedRoutine, Failure> {
    PreparedRoutine::of_queue(library, queue).map_err(|found| {
        let why = found.first().map_or("", |finding| &finding.message);
        Failure::new(
            format!("these can't be played one after another: {why}"),
            "play them at different times, or fewer of them",
        )
    })
}

fn prepared(library: &Library, found: Found, word: &str) -> Result<PreparedRoutine, Failure> {
    let entry = found_entry(found, word)?;
    PreparedRoutine::new(library, &entry).map_err(|problems| broken(&entry, &problems))
}
