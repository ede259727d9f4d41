//! What an editor tells the author of a routine while the file is being written: what may stand
//! at the cursor, what the word under it means, what is wrong, which steps there are.
//!
//! Functions of a text and a byte in it; they work in files that are broken, since a file that is
//! being written nearly always is. Only [`server`] knows the protocol that editors speak, and
//! nothing here knows how its messages arrive: `host` reads and writes them.

mod complete;
mod hover;
mod lines;
mod place;
pub mod server;

pub use complete::{Completion, completions};
pub use hover::{Hover, Symbol, hover, symbols};
pub use lines::LineIndex;

use crate::routine::syntax::{Bracket, Tree};

/// Whether a text means to be a routine: its root is `Routine(..)`, or has a field `title` or
/// `steps`. RON is the language of many other files, of which an editor is told nothing.
pub fn is_routine(text: &str, tree: &Tree) -> bool {
    let Some(group) = tree.root.as_ref().and_then(|root| root.group()) else {
        return false;
    };
    let named = group.name.clone();
    named.is_some_and(|name| &text[name] == "Routine")
        || group.bracket == Bracket::Round
            && ["title", "steps"]
                .iter()
                .any(|word| group.field(text, word).is_some())
}

#[cfg(test)]
mod tests;
