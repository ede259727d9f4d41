//! `supple play`: makes ready what is to be played. Playing is the business of `host`.

use super::{Failure, broken, found_entry};
use crate::app::prepared::{PlayOptions, PreparedRoutine};
use crate::cli::PlayArgs;
use crate::history::Record;
use crate::library::{Found, Library};
use crate::settings::{Motion, Settings};

/// The routine that the words name, and how the person wishes to play it.
pub fn prepare(
    library: &Library,
    words: &PlayArgs,
    settings: Settings,
) -> Result<(PreparedRoutine, PlayOptions), Failure> {
    let prepared = prepared(library, library.meant(&words.routine), &words.routine)?;
    if let Some(step) = &words.from
        && prepared.timeline.find_step(&step.0).is_none()
    {
        return Err(Failure::new(
            format!("`{}` has no step {step}", words.routine),
            format!(
                "`supple show {}` tells the number of each step",
                words.routine
            ),
        ));
    }
    let mut settings = settings;
    if words.still {
        settings.motion = Motion::Still;
    }
    let usual = PlayOptions::default();
    let options = PlayOptions {
        speed: words.speed.unwrap_or(usual.speed),
        rehearsal: false,
        hands_free: words.hands_free,
        from: words.from.as_ref().map(|step| step.0.clone()),
        hooks: settings.hooks.iter().chain(&words.hooks).cloned().collect(),
        settings,
        events: words.events.is_some(),
    };
    Ok((prepared, options))
}

/// The routine of a record, as it is now; `None` where it can't be played any more.
pub fn piece_of(library: &Library, record: &Record) -> Option<PreparedRoutine> {
    let word = record.path.as_ref().or(record.routine.as_ref())?;
    prepared(library, library.find(word), word).ok()
}

fn prepared(library: &Library, found: Found, word: &str) -> Result<PreparedRoutine, Failure> {
    let entry = found_entry(found, word)?;
    PreparedRoutine::new(library, &entry).map_err(|problems| broken(&entry, &problems))
}
