//! What an editor tells the author of a routine while the file is being written: what may stand
//! at the cursor, what the word under it means, what is wrong, which steps there are.
//!
//! Functions of a text and a byte in it; they work in files that are broken, since a file that is
//! being written nearly always is. Only [`server`] knows the protocol that editors speak, and
//! nothing here knows how its messages arrive: `host` reads and writes them.

use std::ops::Range;

pub use complete::{Completion, completions};
pub use hover::{Hover, Symbol, hover, symbols};
use lsp_types::Position;

use crate::problem::{char_end, char_start};
use crate::routine::syntax::{Bracket, Tree};

mod complete;
mod hover;
mod place;
pub mod server;

/// Whether a text means to be a routine: its root is `Routine(..)`, or has a field `title` or
/// `steps`. RON is the language of many other files, of which an editor is told nothing.
pub fn is_routine(text: &str, tree: &Tree) -> bool {
    let Some(group) = tree.root.as_ref().and_then(|root| root.group()) else {
        return false;
    };
    let named = group.name.clone();
    named.is_some_and(|name| &text[name] == "Routine")
        || group.bracket == Bracket::Round
            && ["title", "steps"].iter().any(|word| group.field(text, word).is_some())
}

// Bytes of a text as an editor counts them: lines from 0, and in them UTF-16 units from 0.

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    pub fn of(text: &'t str) -> LineIndex<'t> {
        let bytes = text.as_bytes();
        let ends_line = |&(at, byte): &(usize, &u8)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let after = bytes.iter().enumerate().filter(ends_line);
        let starts = std::iter::once(0).chain(after.map(|(at, _)| at + 1));
        LineIndex { text, starts: starts.collect() }
    }

    /// The line without its break.
    fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts[line];
        let end = self.starts.get(line + 1).copied();
        let whole = &self.text[start..end.unwrap_or(self.text.len())];
        start..start + whole.trim_end_matches(['\r', '\n']).len()
    }

    /// The position of a byte; the start of its character, the end of the text past it.
    pub fn position(&self, at: usize) -> Position {
        let at = char_start(self.text, at);
        let line = self.starts.partition_point(|start| *start <= at) - 1;
        let units = self.text[self.starts[line]..at].encode_utf16().count();
        Position::new(number(line), number(units))
    }

    /// The byte at a position; the end of the line past its last character, the end of the text
    /// past its last line.
    pub fn byte(&self, position: Position) -> usize {
        let line = position.line as usize;
        if line >= self.starts.len() {
            return self.text.len();
        }
        let line = self.line(line);
        let mut units = 0;
        for (at, c) in self.text[line.clone()].char_indices() {
            units += c.len_utf16();
            if units > position.character as usize {
                return line.start + at;
            }
        }
        line.end
    }

    /// The positions of a range.
    pub fn range(&self, at: &Range<usize>) -> lsp_types::Range {
        let start = self.position(at.start);
        lsp_types::Range::new(start, self.position(char_end(self.text, at.end)).max(start))
    }

    /// The positions of a range that can be underlined: one without a character takes the next on
    /// its line, or else the one before it.
    pub fn underlined(&self, at: &Range<usize>) -> lsp_types::Range {
        let start = char_start(self.text, at.start);
        if at.end > start {
            return self.range(&(start..at.end));
        }
        let line = self.line(self.starts.partition_point(|begin| *begin <= start) - 1);
        let next = self.text[start..line.end.max(start)].chars().next();
        let before = self.text[line.start..start.min(line.end)].chars().next_back();
        self.range(&match (next, before) {
            (Some(next), _) => start..start + next.len_utf8(),
            (None, Some(before)) => line.end.min(start) - before.len_utf8()..line.end.min(start),
            (None, None) => start..start,
        })
    }
}

/// A file has 1 MiB at the most, and what is larger only needs to be some number.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
