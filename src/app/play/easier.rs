//! The way from what hurts to a routine that is easier on the body.

use super::*;
use crate::library::easier_than;

impl Play {
    /// The id of a routine that is easier: than what hurt just now or, once it is over, hurt last;
    /// else than what is being played. `None` where none is named.
    pub fn easier(&self, now: Moment) -> Option<&str> {
        let hurt = self.hurts.last().copied();
        let hurt = hurt.filter(|_| self.just_hurt || self.is_over());
        let played = !self.is_over() && !self.is_before(now);
        let played = || played.then(|| self.session.status(now).index);
        self.easier_than(hurt.or_else(played))
    }

    /// The same on the page after it: only where something hurt or it is worse.
    pub fn easier_over(&self) -> Option<&str> {
        let wanted = self.wants_rest() && self.session.pack_on().is_none();
        self.easier_than(self.hurts.last().copied())
            .filter(|_| wanted)
    }

    /// The id of a routine that is easier than a phase, or than all of it.
    pub(super) fn easier_than(&self, phase: Option<usize>) -> Option<&str> {
        let phase = phase.and_then(|phase| self.prepared.timeline.phases().get(phase));
        let step = phase.map_or(&[][..], |phase| &phase.step);
        easier_than(&self.prepared.easier, step).map(|easier| easier.id.as_str())
    }

    /// The easier routine, ready to be played.
    ///
    /// # Errors
    /// Why there is none, as a sentence.
    pub fn easier_piece(&self, library: &Library, now: Moment) -> Result<PreparedRoutine, String> {
        let id = self
            .easier(now)
            .ok_or("No easier routine is named for this.")?;
        let entry = library.get(id);
        entry
            .and_then(|entry| PreparedRoutine::new(library, entry).ok())
            .ok_or_else(|| format!("`{id}` can't be played as it stands."))
    }

    /// Stops, so that another routine can be put in its place, and says whether it can: a pack
    /// must come off first, and what has not begun has nothing to stop.
    pub fn make_room(&mut self, now: Moment) -> (bool, Outcome) {
        if self.is_over() || self.is_before(now) {
            return (true, Outcome::default());
        }
        let told = self.act(now, Action::Quit);
        (self.is_over(), told)
    }
}
