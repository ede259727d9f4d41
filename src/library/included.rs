//! What a routine includes, and what follows for it: its cautions, for which stage it is, which
//! files it is made of, what is easier than its steps; and routines that are played one after
//! another: a routine of `Include`s that the program puts together, so that they are one timeline,
//! one checkpoint and one record.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Library, built_in, reading};
use crate::routine::place::Finding;
use crate::routine::syntax::quoted;
use crate::routine::vocabulary::is_id;
use crate::routine::{AuthorText, Position, Routine, Stage, Step};
use crate::timeline::{Timeline, WHOLE_RANGES, resolve};
use crate::words::picker;

/// An easier routine, and for which steps it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Easier {
    /// The numbers that the paths of those steps begin with; none for the whole routine.
    pub under: Vec<u32>,
    pub id: String,
}

impl Library {
    /// The ids of all that a routine includes, and of what those include, each once.
    fn included(&self, routine: &Routine) -> Vec<String> {
        let ids = |steps: &[Step]| includes(steps).into_iter().map(|(_, id)| id);
        let mut all = Vec::new();
        add_new(&mut all, ids(&routine.steps));
        let mut at = 0;
        while let Some(included) = all.get(at).map(|id| self.lookup(id)) {
            add_new(&mut all, included.iter().flat_map(|routine| ids(&routine.steps)));
            at += 1;
        }
        all
    }

    /// The cautions of a routine and of what it includes in full sentences, the weightiest first.
    pub fn cautions(&self, routine: &Routine) -> Vec<String> {
        let mut names = routine.cautions.clone();
        for included in self.included(routine).iter().filter_map(|id| self.lookup(id)) {
            names.extend_from_slice(&included.cautions);
        }
        built_in::sentences(&names)
    }

    /// The strictest stage of a routine and of what it includes.
    pub(super) fn strictest_stage(&self, routine: &Routine) -> Stage {
        let included = self.included(routine).into_iter().filter_map(|id| self.lookup(&id));
        included.map(|included| included.stage).fold(routine.stage, Stage::max)
    }

    /// Where the person's own files are, or would be, that a routine includes or names as easier:
    /// those of what it includes among them.
    pub fn own_files_of(&self, routine: &Routine) -> Vec<PathBuf> {
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        let mut ids = self.included(routine);
        ids.extend(routine.easier.clone());
        ids.sort();
        ids.dedup();
        // What is no id is no name of a file either.
        ids.retain(|id| is_id(id));
        ids.iter().map(|id| folder.join(format!("{id}.ron"))).collect()
    }

    /// Every easier routine that this one and those that it includes name, and that is there.
    pub fn easier(&self, routine: &Routine) -> Vec<Easier> {
        let mut found = Vec::new();
        self.collect_easier(routine, &[], &[], &mut found);
        found
    }

    /// Those of a routine that stands in the place of a step, inside some others.
    fn collect_easier(
        &self,
        routine: &Routine,
        path: &[u32],
        inside: &[String],
        found: &mut Vec<Easier>,
    ) {
        let named = routine.easier.as_deref().and_then(|id| self.get(id));
        if let Some(entry) = named
            && easier_than(found, path).is_none_or(|around| around.id != entry.id)
        {
            found.push(Easier { under: path.to_vec(), id: entry.id.clone() });
        }
        for (step, id) in includes(&routine.steps) {
            if let Some(included) = self.lookup(&id).filter(|_| !inside.contains(&id)) {
                let (path, inside) = ([path, &step].concat(), [inside, &[id]].concat());
                self.collect_easier(&included, &path, &inside, found);
            }
        }
    }
}

/// Every id that some steps include, through their `Repeat`s, and the path of the step.
fn includes(steps: &[Step]) -> Vec<(Vec<u32>, String)> {
    let mut all = Vec::new();
    for (nth, step) in (1..).zip(steps) {
        match step {
            Step::Include(id) => all.push((vec![nth], id.clone())),
            Step::Repeat(repeat) => {
                let inside = includes(&repeat.steps).into_iter();
                all.extend(inside.map(|(path, id)| ([[nth].as_slice(), &path].concat(), id)));
            }
            _ => {}
        }
    }
    all
}

/// What is nearest to a step, of all that are easier somewhere.
pub fn easier_than<'e>(all: &'e [Easier], step: &[u32]) -> Option<&'e Easier> {
    let around = all.iter().filter(|easier| step.starts_with(&easier.under));
    around.max_by_key(|easier| easier.under.len())
}

/// Which routines are played one after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// Their ids, in their order.
    pub of: Vec<String>,
    /// How far their ranges reach from their least to their most, in quarters: 0 to 4.
    #[serde(default = "whole", skip_serializing_if = "is_whole")]
    pub quarters: u8,
}

fn whole() -> u8 {
    WHOLE_RANGES
}

fn is_whole(quarters: &u8) -> bool {
    *quarters >= WHOLE_RANGES
}

impl Queue {
    pub fn new(of: Vec<String>) -> Queue {
        Queue { of, quarters: WHOLE_RANGES }
    }

    /// The text of a routine that plays them under a title of its own.
    pub fn file(&self, library: &Library, title: &str) -> String {
        let routine = library.put_together(self);
        let list = |field: &str, words: Vec<String>| {
            if words.is_empty() {
                String::new()
            } else {
                format!("{field}: [{}],", words.join(", "))
            }
        };
        let texts = |texts: &[AuthorText]| texts.iter().map(|text| quoted(text)).collect();
        let positions = routine.positions.iter();
        let fields = [
            format!("title: {},", quoted(title)),
            format!("stage: {:?},", routine.stage),
            list("positions", positions.map(|one| format!("{one:?}")).collect()),
            list("areas", texts(&routine.areas)),
            list("needs", texts(&routine.needs)),
        ];
        let steps = self.of.iter().map(|id| format!("Include({}),", quoted(id)));
        let steps: String = steps.collect();
        let text = format!("Routine({}steps: [{steps}])", fields.concat());
        reading::laid_out(&text).unwrap_or(text)
    }
}

impl Library {
    /// The routine that plays a queue. The strictest stage of all holds; their cautions come with
    /// the `Include`s.
    fn put_together(&self, queue: &Queue) -> Routine {
        let mut all = Routine {
            steps: queue.of.iter().cloned().map(Step::Include).collect(),
            ..Routine::default()
        };
        let mut titles: Vec<String> = Vec::new();
        for one in queue.of.iter().filter_map(|id| self.lookup(id)) {
            titles.push(one.title.to_string());
            all.stage = all.stage.max(self.strictest_stage(&one));
            add_new(&mut all.positions, one.positions.clone());
            add_new(&mut all.areas, one.areas.clone());
            add_new(&mut all.needs, one.needs.clone());
            add_new(&mut all.sources, one.sources.clone());
        }
        // What suits everybody who may sit is not said to be for any position.
        if all.positions.len() > 1 {
            all.positions.retain(|position| *position != Position::Any);
        }
        all.title = picker::one_after_another(&titles).as_str().into();
        all
    }

    /// A queue as a routine, and its flat plan.
    ///
    /// # Errors
    /// Everything that is wrong with the whole: heat or cold comes too often, it is too long.
    pub fn queued(&self, queue: &Queue) -> Result<(Routine, Timeline), Vec<Finding>> {
        let routine = self.put_together(queue);
        let timeline = resolve(&routine, None, self, queue.quarters)?;
        Ok((routine, timeline))
    }
}

/// Adds what is not there yet.
fn add_new<T: PartialEq>(all: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
