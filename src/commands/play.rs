//! `supple play`: makes ready what is to be played. Playing is the business of `host`.

use std::sync::Arc;

use super::{Failure, ReadFile, routine};
use crate::app::play::{Piece, Wishes};
use crate::cli::Play;
use crate::library::{Entry, Library, Origin};
use crate::routine::Routine;

/// The routine that the words name, and how the person wishes to play it.
pub fn prepare(
    library: &Library,
    words: &Play,
    read: ReadFile<'_>,
) -> Result<(Piece, Wishes), Failure> {
    let (entry, routine) = routine(library, &words.routine, read)?;
    let piece = piece(library, &entry, routine);
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
        ..usual
    };
    Ok((piece, wishes))
}

/// A routine of the library, ready to be played.
pub fn piece(library: &Library, entry: &Entry, routine: Arc<Routine>) -> Piece {
    Piece {
        id: (!matches!(entry.origin, Origin::Path(_))).then(|| entry.id.clone()),
        timeline: Arc::new(library.timeline(&routine)),
        cautions: library.cautions(&routine),
        routine,
    }
}
