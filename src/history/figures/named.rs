//! Something for each of a few names or days, in the order in which they came.

use std::collections::HashMap;

/// Values by name.
pub(super) struct Named<'a, T> {
    all: Vec<(&'a str, T)>,
    places: HashMap<&'a str, usize>,
}

impl<T> Default for Named<'_, T> {
    fn default() -> Self {
        Named {
            all: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<'a, T: Default> Named<'a, T> {
    /// The value of a name; a new one if there is none yet.
    pub fn of(&mut self, name: &'a str) -> &mut T {
        let at = *self.places.entry(name).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push((name, T::default()));
        }
        &mut self.all[at].1
    }

    /// All of them.
    pub fn into_all(self) -> Vec<(&'a str, T)> {
        self.all
    }
}

/// The last of those that are looked for; a new one if there is none yet.
pub(in crate::history) fn find_or_add<T: Default>(
    all: &mut Vec<T>,
    is: impl Fn(&T) -> bool,
) -> &mut T {
    let at = all.iter().rposition(is).unwrap_or(all.len());
    if at == all.len() {
        all.push(T::default());
    }
    &mut all[at]
}
