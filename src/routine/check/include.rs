//! The rules that need other routines: whether they exist, and whether they fit in here.

use std::cell::RefCell;
use std::sync::Arc;

use super::{Found, Place, applications, is_id, size};
use crate::routine::read::nearest;
use crate::routine::{Routine, Step};
use crate::timeline::compile;

/// How many steps of included routines are looked at: routines that include each other twice
/// over would else take exponential time.
const PATIENCE: u32 = 100_000;

/// What is wrong with the routines that a routine refers to: they are unknown, they lead back to
/// it, they bring a side into a side, or with them it becomes too large.
///
/// `id` is the routine's own, where it has one. `lookup` gives the routines that can be read.
/// `all_ids` are those that exist, broken ones among them; the nearest is suggested.
pub fn resolve(
    routine: &Routine,
    id: Option<&str>,
    lookup: &mut dyn FnMut(&str) -> Option<Arc<Routine>>,
    all_ids: &[String],
) -> Vec<Found> {
    let mut resolver = Resolver {
        lookup,
        all_ids,
        chain: id.map(str::to_owned).into_iter().collect(),
        patience: PATIENCE,
        found: Vec::new(),
    };
    if let Some(easier) = &routine.easier
        && is_id(easier)
        && !all_ids.contains(easier)
    {
        resolver.unknown(easier, Place::field("easier"));
    }
    resolver.own_steps(&routine.steps, &mut Vec::new(), false);
    let Resolver { mut found, .. } = resolver;
    // Where something leads in a circle its size means nothing.
    if found.is_empty()
        && size(routine, &mut |_| None).too_big().is_none()
        && let Some(too_big) = size(routine, lookup).too_big()
    {
        found.push(too_big);
    }
    if found.is_empty() && has_include(&routine.steps) {
        let lookup = RefCell::new(lookup);
        let lookup = |id: &str| (lookup.borrow_mut())(id);
        found = applications(routine, &compile(routine, &lookup));
    }
    found
}

fn has_include(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Include(_) => true,
        Step::Repeat(repeat) => has_include(&repeat.steps),
        _ => false,
    })
}

struct Resolver<'l> {
    lookup: &'l mut dyn FnMut(&str) -> Option<Arc<Routine>>,
    all_ids: &'l [String],
    /// The routines that are being included, the outermost first.
    chain: Vec<String>,
    patience: u32,
    found: Vec<Found>,
}

impl Resolver<'_> {
    /// The steps that stand in the file itself.
    fn own_steps(&mut self, steps: &[Step], path: &mut Vec<usize>, sided: bool) {
        for (i, step) in steps.iter().enumerate() {
            path.push(i);
            match step {
                Step::Include(id) if is_id(id) => self.include(id, path, sided),
                Step::Repeat(repeat) => {
                    self.own_steps(&repeat.steps, path, sided || repeat.side.is_some());
                }
                _ => {}
            }
            path.pop();
        }
    }

    fn include(&mut self, id: &str, path: &[usize], sided: bool) {
        let place = Place::step(path);
        if self.chain.iter().any(|outer| outer == id) {
            self.cycle(id, place);
            return;
        }
        if !self.all_ids.iter().any(|known| known == id) {
            self.unknown(id, place);
            return;
        }
        // A routine that exists but can't be read has problems of its own, told there.
        let Some(inner) = (self.lookup)(id) else {
            self.found.push(
                Found::error(
                    "broken-include",
                    place,
                    format!("the routine `{id}` has mistakes of its own"),
                )
                .help(format!("mend it first: `supple check {id}` shows them")),
            );
            return;
        };
        self.chain.push(id.to_owned());
        let mut first_side = None;
        self.inner_steps(&inner.steps, &place, sided, &mut first_side);
        if let Some(word) = first_side {
            self.found.push(
                Found::error(
                    "side-in-side",
                    place,
                    format!("`{id}` has a `{word}` with a side, and the `Repeat` around this has one too"),
                )
                .label("brings a side inside a side")
                .help("leave `side` out in the `Repeat`, or take the `Include` out of it"),
            );
        }
        self.chain.pop();
    }

    /// The steps of an included routine, for what they include themselves and their sides.
    fn inner_steps(
        &mut self,
        steps: &[Step],
        place: &Place,
        sided: bool,
        first_side: &mut Option<&'static str>,
    ) {
        for step in steps {
            let Some(patience) = self.patience.checked_sub(1) else {
                return;
            };
            self.patience = patience;
            let side = match step {
                Step::Repeat(repeat) => repeat.side,
                _ => step.shared().and_then(|shared| shared.side),
            };
            if side.is_some() && sided {
                first_side.get_or_insert(step.word());
            }
            match step {
                Step::Repeat(repeat) => {
                    self.inner_steps(&repeat.steps, place, sided || side.is_some(), first_side);
                }
                Step::Include(id) if self.chain.iter().any(|outer| outer == id) => {
                    self.cycle(id, place.clone());
                }
                // Deeper than any library is meant to go, yet not a circle.
                Step::Include(_) if self.chain.len() > 64 => {}
                Step::Include(id) => match (self.lookup)(id) {
                    Some(inner) => {
                        self.chain.push(id.clone());
                        self.inner_steps(&inner.steps, place, sided, first_side);
                        self.chain.pop();
                    }
                    None => self.broken_within(id, place.clone()),
                },
                _ => {}
            }
        }
    }

    /// What an included routine includes is not there, or can't be read: left out without a word,
    /// the plan would lack its steps.
    fn broken_within(&mut self, id: &str, place: Place) {
        let outer = self.chain.last().map_or("", String::as_str);
        let there = self.all_ids.iter().any(|known| known == id);
        let (why, mend) = match there {
            true => ("has mistakes of its own", id),
            false => ("is not there", outer),
        };
        let found = Found::error(
            "broken-include",
            place,
            format!("`{outer}` includes the routine `{id}`, which {why}"),
        )
        .help(format!(
            "mend it first: `supple check {mend}` shows what is wrong"
        ));
        if !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    fn cycle(&mut self, id: &str, place: Place) {
        let from = self.chain.iter().position(|outer| outer == id).unwrap_or(0);
        let mut circle: Vec<&str> = self.chain[from..].iter().map(String::as_str).collect();
        circle.push(id);
        let message = match circle.as_slice() {
            [one, _] => format!("`{one}` includes itself"),
            _ => format!("these routines include each other: {}", circle.join(" -> ")),
        };
        let found = Found::error("include-cycle", place, message)
            .label("leads back")
            .help("leave this `Include` out, or write the steps here");
        if !self.found.contains(&found) {
            self.found.push(found);
        }
    }

    fn unknown(&mut self, id: &str, place: Place) {
        let like = nearest(id, self.all_ids.iter().map(String::as_str));
        let help = match like {
            Some(like) => format!("did you mean \"{like}\"?"),
            None => "`supple list` shows those that there are".to_owned(),
        };
        self.found.push(
            Found::error(
                "unknown-routine",
                place,
                format!("there is no routine `{id}`"),
            )
            .help(help),
        );
    }
}
