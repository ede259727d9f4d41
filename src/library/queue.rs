//! Routines that are played one after another: a routine of `Include`s that the program puts
//! together, so that they are one timeline, one checkpoint and one record.

use serde::{Deserialize, Serialize};

use super::{Library, reading};
use crate::routine::place::Finding;
use crate::routine::syntax::quoted;
use crate::routine::{AuthorText, Position, Routine, Step};
use crate::timeline::{Timeline, WHOLE_RANGES, resolve};
use crate::words::picker;

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
        let list = |field: &str, words: Vec<String>| match words.is_empty() {
            true => String::new(),
            false => format!("{field}: [{}],", words.join(", ")),
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
            add_new(&mut all.positions, &one.positions);
            add_new(&mut all.areas, &one.areas);
            add_new(&mut all.needs, &one.needs);
            add_new(&mut all.sources, &one.sources);
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
fn add_new<T: Clone + PartialEq>(all: &mut Vec<T>, more: &[T]) {
    for one in more {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
}
