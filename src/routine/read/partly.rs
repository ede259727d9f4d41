//! What can be relied on in a file with errors: the steps in which none of them lies.

use std::ops::Range;

use super::super::syntax::{BracketGroup, Tree, TreeValue, ValueKind};
use super::super::{Rest, Routine, Step};
use super::{LARGEST_FILE, foreign, spelled_anew, unwrapped};
use crate::problem::{Problem, Severity};
use crate::seconds::Length;

/// A routine of which some steps are broken.
#[derive(Clone, Debug)]
pub struct Partly {
    /// What the file says, with something harmless in place of every fault.
    pub routine: Routine,
    /// The same with a rest in place of each broken step and each `Include`, to be laid out.
    pub outline: Routine,
    /// Outside the steps no field may be wrong or lost.
    pub head_is_sound: bool,
    /// The places of the broken steps, from 0.
    broken: Vec<Vec<usize>>,
    /// What stands in the file where they are, and outside the steps where that isn't sound.
    pub lost: String,
}

impl Partly {
    /// Whether nothing is wrong with a step, nor with what is around it.
    pub fn is_sound(&self, path: &[usize]) -> bool {
        !self.broken.iter().any(|broken| broken == path)
    }
}

/// What is left of a text that has these problems; `None` where that is no routine.
pub fn partly(text: &str, problems: &[Problem]) -> Option<Partly> {
    if text.len() > LARGEST_FILE || foreign::other_format(text).is_some() {
        return None;
    }
    let tree = Tree::parse(text);
    let routine = spelled_anew(text, &tree).0?;
    let root = unwrapped(text, tree.root.as_ref()?).group()?;
    let list = root.field(text, "steps")?.value.as_ref()?;
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect::<Vec<_>>();
    let head_is_sound = errors.iter().all(|error| {
        // What is missing was not written elsewhere: that would be an error of its own.
        error.name == "missing-field" || within(&error.at, &list.at)
    });
    let lost = match head_is_sound {
        true => String::new(),
        false => [&text[..list.at.start], &text[list.at.end..]].concat(),
    };
    let mut partly = Partly {
        outline: routine.clone(),
        routine,
        head_is_sound,
        broken: Vec::new(),
        lost,
    };
    let mut outline = std::mem::take(&mut partly.outline.steps);
    let file = BrokenFile { text, errors };
    file.steps(list, &mut outline, &mut Vec::new(), &mut partly);
    partly.outline.steps = outline;
    Some(partly)
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && inner.start < outer.end
}

struct BrokenFile<'t> {
    text: &'t str,
    errors: Vec<&'t Problem>,
}

impl BrokenFile<'_> {
    /// Sets the broken steps of a list apart; whether there are any.
    fn steps(
        &self,
        list: &TreeValue,
        steps: &mut [Step],
        path: &mut Vec<usize>,
        partly: &mut Partly,
    ) -> bool {
        let items = list.group().map_or(&[][..], |group| &group.items);
        let each = items
            .iter()
            .all(|item| item.key.is_none() && item.value.is_some());
        // Where some were left out, or several made into one, the others can't be told apart.
        let same = each && items.len() == steps.len();
        if !same {
            partly.lost.push_str(&self.text[list.at.clone()]);
        }
        let mut any = false;
        for (at, step) in steps.iter_mut().enumerate() {
            path.push(at);
            let value = items.get(at).and_then(|item| item.value.as_ref());
            let broken = match value.filter(|_| same) {
                Some(value) => self.step(value, step, path, partly),
                None => true,
            };
            if broken {
                any = true;
                set_apart(step, path, partly);
            }
            path.pop();
        }
        any
    }

    /// Whether a step is broken; a `Repeat` with a broken step in it is, and the others in it
    /// are not.
    fn step(
        &self,
        value: &TreeValue,
        step: &mut Step,
        path: &mut Vec<usize>,
        partly: &mut Partly,
    ) -> bool {
        let errors = self.errors.iter().map(|error| &error.at);
        let errors = errors.filter(|at| at.start < value.at.end && value.at.start <= at.start);
        let errors: Vec<&Range<usize>> = errors.collect();
        let group = match &value.kind {
            ValueKind::Group(group) if !group.damaged => group,
            _ => return self.lose(value, partly),
        };
        match step {
            Step::Repeat(repeat) => match self.inner(group) {
                Some(list) if errors.iter().all(|at| within(at, &list.at)) => {
                    if self.steps(list, &mut repeat.steps, path, partly) {
                        partly.broken.push(path.clone());
                    }
                    false
                }
                _ => self.lose(value, partly),
            },
            Step::Include(_) => {
                *step = rest();
                false
            }
            _ if errors.is_empty() => false,
            _ => self.lose(value, partly),
        }
    }

    fn inner<'g>(&self, group: &'g BracketGroup) -> Option<&'g TreeValue> {
        group.field(self.text, "steps")?.value.as_ref()
    }

    fn lose(&self, value: &TreeValue, partly: &mut Partly) -> bool {
        partly.lost.push_str(&self.text[value.at.clone()]);
        partly.lost.push('\n');
        true
    }
}

/// Puts a rest in the place of a step; it and all in it are broken.
fn set_apart(step: &mut Step, path: &mut Vec<usize>, partly: &mut Partly) {
    partly.broken.push(path.clone());
    if let Step::Repeat(repeat) = step {
        for (at, inner) in repeat.steps.iter_mut().enumerate() {
            path.push(at);
            set_apart(inner, path, partly);
            path.pop();
        }
    }
    *step = rest();
}

fn rest() -> Step {
    Step::Rest(Rest {
        figure: None,
        text: None,
        length: Length::fixed(std::time::Duration::from_secs(1)),
    })
}
