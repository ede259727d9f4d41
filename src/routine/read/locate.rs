//! From a place in a routine to the bytes of its file.

use std::ops::Range;

use super::super::place::{Finding, PlacePart};
use super::super::syntax::{BracketGroup, GroupItem, Tree, TreeValue};
use super::unwrapped;
use crate::problem::Problem;

/// Says where in the file that a routine was read from something was found.
pub fn locate(text: &str, found: Vec<Finding>) -> Vec<Problem> {
    let tree = Tree::parse(text);
    found
        .into_iter()
        .map(|found| match &tree.root {
            Some(root) => in_tree(text, root, found).0,
            None => problem(0..0, found),
        })
        .collect()
}

/// The problem, and whether its place was found exactly.
pub(super) fn in_tree(text: &str, root: &TreeValue, found: Finding) -> (Problem, bool) {
    let (at, exact) = Finder { text }.find(root, &found);
    (problem(at, found), exact)
}

fn problem(at: Range<usize>, found: Finding) -> Problem {
    Problem {
        severity: found.severity,
        name: found.name,
        at,
        message: found.message,
        label: found.label,
        help: found.help,
    }
}

struct Finder<'t> {
    text: &'t str,
}

impl<'t> Finder<'t> {
    fn find(&self, root: &TreeValue, found: &Finding) -> (Range<usize>, bool) {
        let place = &found.place;
        let mut here = root;
        for &step in &place.steps {
            let list = self
                .item_of(here, "steps")
                .and_then(|item| item.value.as_ref());
            let Some(step) = list.and_then(|list| self.nth(list, step)) else {
                return (self.head(here), false);
            };
            here = step;
        }
        let mut name = None;
        for key in &place.keys {
            let next = match key {
                PlacePart::Field(word) => match self.item_of(here, word) {
                    Some(item) => {
                        name = item.key.clone();
                        item.value.as_ref()
                    }
                    None => None,
                },
                PlacePart::Item(i) => self.nth(here, *i),
            };
            let Some(next) = next else {
                return (self.head(here), false);
            };
            here = next;
        }
        if place.on_name
            && let Some(name) = name
        {
            return (name, true);
        }
        let at = match place.keys.is_empty() {
            true => self.head(here),
            false => here.at.clone(),
        };
        (self.narrowed(at, found), true)
    }

    /// The words at fault within the value.
    fn narrowed(&self, at: Range<usize>, found: &Finding) -> Range<usize> {
        let within = found
            .words
            .as_ref()
            .and_then(|words| Some((self.text[at.clone()].find(words.as_str())?, words.len())));
        match within {
            Some((start, len)) => at.start + start..at.start + start + len,
            None => at,
        }
    }

    fn item_of<'v>(&self, value: &'v TreeValue, word: &str) -> Option<&'v GroupItem> {
        let outer = value.group().and_then(|group| group.field(self.text, word));
        outer.or_else(|| {
            let inner = unwrapped(self.text, value).group()?;
            inner.field(self.text, word)
        })
    }

    fn nth<'v>(&self, list: &'v TreeValue, i: usize) -> Option<&'v TreeValue> {
        let group: &BracketGroup = unwrapped(self.text, list).group()?;
        group.items.get(i)?.value.as_ref()
    }

    /// What stands for a construct as a whole: its name, or its opening bracket; for an
    /// `Include` the id within it.
    fn head(&self, value: &TreeValue) -> Range<usize> {
        let Some(group) = value.group() else {
            return value.at.clone();
        };
        let include = group
            .name
            .as_ref()
            .is_some_and(|name| &self.text[name.clone()] == "Include");
        match group.items.first().and_then(|item| item.value.as_ref()) {
            Some(id) if include => id.at.clone(),
            _ => group.head(),
        }
    }
}
