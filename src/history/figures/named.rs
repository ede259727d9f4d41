//! Something for each of a few names, found fast when a million sessions have them.

use std::collections::HashMap;

/// Values by name.
pub(super) struct Named<'a, T> {
    all: Vec<(&'a str, T)>,
    places: HashMap<&'a str, usize>,
    /// Names that were asked for lately, by where they lie in memory: the sessions of a file
    /// share theirs.
    lately: [Option<(&'a str, usize)>; 64],
}

impl<T> Default for Named<'_, T> {
    fn default() -> Self {
        Named {
            all: Vec::new(),
            places: HashMap::new(),
            lately: [None; 64],
        }
    }
}

impl<'a, T: Default> Named<'a, T> {
    /// The value of a name; a new one if there is none yet.
    pub fn of(&mut self, name: &'a str) -> &mut T {
        let slot = (name.as_ptr() as usize >> 4) % self.lately.len();
        let at = match self.lately[slot] {
            // The same place and length: it is the same text.
            Some((known, at)) if std::ptr::eq(known, name) => at,
            _ => {
                let at = *self.places.entry(name).or_insert(self.all.len());
                if at == self.all.len() {
                    self.all.push((name, T::default()));
                }
                self.lately[slot] = Some((name, at));
                at
            }
        };
        &mut self.all[at].1
    }

    /// All of them, in the order in which they came.
    pub fn into_all(self) -> Vec<(&'a str, T)> {
        self.all
    }
}
