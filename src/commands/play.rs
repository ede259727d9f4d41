//! `supple play`: makes ready what is to be played. Playing is the business of `host`.

use super::{Failure, ReadFile, routine};
use crate::app::play::{Piece, Wishes};
use crate::cli::Play;
use crate::history::Record;
use crate::library::Library;
use crate::settings::Settings;

/// The routine that the words name, and how the person wishes to play it.
pub fn prepare(
    library: &Library,
    words: &Play,
    read: ReadFile<'_>,
    settings: Settings,
) -> Result<(Piece, Wishes), Failure> {
    let (entry, routine) = routine(library, &words.routine, read)?;
    let piece = Piece::new(library, &entry, routine);
    if let Some(step) = &words.from
        && piece.timeline.find_step(&step.0).is_none()
    {
        return Err(Failure::new(
            format!("`{}` has no step {step}", words.routine),
            format!(
                "`supple show {}` tells the number of each step",
                words.routine
            ),
        ));
    }
    let usual = Wishes::default();
    let wishes = Wishes {
        speed: words.speed.unwrap_or(usual.speed),
        hands_free: words.hands_free,
        from: words.from.as_ref().map(|step| step.0.clone()),
        hooks: settings.hooks.iter().chain(&words.hooks).cloned().collect(),
        settings,
        events: words.events.is_some(),
    };
    Ok((piece, wishes))
}

/// The routine of a record, as it is now; `None` where it can't be played any more.
pub fn piece_of(library: &Library, record: &Record, read: ReadFile<'_>) -> Option<Piece> {
    let word = record.path.as_ref().or(record.routine.as_ref())?;
    let (entry, found) = routine(library, word, read).ok()?;
    Some(Piece::new(library, &entry, found))
}
