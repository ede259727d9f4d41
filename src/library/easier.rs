//! Which routine is easier on the body than a step of another one.
//!
//! A routine may name one, and so may each that it includes: what is nearest to the step counts.

use super::Library;
use crate::routine::{Routine, Step};

/// An easier routine, and for which steps it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Easier {
    /// The numbers that the paths of those steps begin with; none for the whole routine.
    pub under: Vec<u32>,
    pub id: String,
}

impl Library {
    /// Every easier routine that this one and those that it includes name, and that is there.
    pub fn easier(&self, routine: &Routine) -> Vec<Easier> {
        let mut found = Vec::new();
        self.collect(routine, &mut Vec::new(), &mut Vec::new(), &mut found);
        found
    }

    fn collect(
        &self,
        routine: &Routine,
        path: &mut Vec<u32>,
        inside: &mut Vec<String>,
        found: &mut Vec<Easier>,
    ) {
        let named = routine.easier.as_deref().and_then(|id| self.get(id));
        if let Some(entry) = named
            && easier_than(found, path).is_none_or(|around| around.id != entry.id)
        {
            found.push(Easier { under: path.clone(), id: entry.id.clone() });
        }
        self.collect_in(&routine.steps, path, inside, found);
    }

    fn collect_in(
        &self,
        steps: &[Step],
        path: &mut Vec<u32>,
        inside: &mut Vec<String>,
        found: &mut Vec<Easier>,
    ) {
        for (step, nth) in steps.iter().zip(1..) {
            path.push(nth);
            match step {
                Step::Repeat(repeat) => self.collect_in(&repeat.steps, path, inside, found),
                Step::Include(id) if !inside.contains(id) => {
                    if let Some(included) = self.lookup(id) {
                        inside.push(id.clone());
                        self.collect(&included, path, inside, found);
                        inside.pop();
                    }
                }
                _ => {}
            }
            path.pop();
        }
    }
}

/// What is nearest to a step, of all that are easier somewhere.
pub fn easier_than<'e>(all: &'e [Easier], step: &[u32]) -> Option<&'e Easier> {
    let around = all.iter().filter(|easier| step.starts_with(&easier.under));
    around.max_by_key(|easier| easier.under.len())
}
