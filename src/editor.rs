//! What an editor tells the author of a routine while the file is being written: what may stand
//! at the cursor, what the word under it means, what is wrong, which steps there are.
//!
//! Functions of a document and a byte in it; they work in files that are broken, since a file that
//! is being written nearly always is. Only [`server`] knows the protocol that editors speak, and
//! nothing here knows how its messages arrive: `host` reads and writes them.

use std::ops::Range;

pub use complete::completions;
pub use hover::{hover, symbols};
use lsp_types::Position;

use crate::problem::{char_end, char_start};
use crate::routine::read::LARGEST_FILE;
use crate::routine::syntax::{Bracket, Tree};

mod complete;
mod hover;
mod place;
pub mod server;

/// A text that is being edited. Editors count lines from 0, and in them UTF-16 units from 0.
#[derive(Debug)]
pub struct Document {
    pub text: String,
    /// Of a text that is larger than any routine only the tree of its first lines.
    pub tree: Tree,
    /// Where the lines begin.
    starts: Vec<usize>,
}

impl Document {
    pub fn new(text: String) -> Document {
        let known = if text.len() > LARGEST_FILE { char_start(&text, 4096) } else { text.len() };
        let bytes = text.as_bytes();
        let ends_line = |&at: &usize| match bytes[at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let after = (0..bytes.len()).filter(ends_line).map(|at| at + 1);
        let starts = std::iter::once(0).chain(after).collect();
        Document { tree: Tree::parse(&text[..known]), starts, text }
    }

    /// Whether it means to be a routine: its root is `Routine(..)`, or has a field `title` or
    /// `steps`. RON is the language of many other files, of which an editor is told nothing.
    pub fn is_routine(&self) -> bool {
        let root = self.tree.root.as_ref().and_then(|root| root.group());
        root.is_some_and(|group| {
            let named = group.name.clone().is_some_and(|name| &self.text[name] == "Routine");
            let has = |word: &&str| group.field(&self.text, word).is_some();
            named || group.bracket == Bracket::Round && ["title", "steps"].iter().any(has)
        })
    }

    /// The line without its break.
    fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts[line];
        let end = self.starts.get(line + 1).copied();
        let whole = &self.text[start..end.unwrap_or(self.text.len())];
        start..start + whole.trim_end_matches(['\r', '\n']).len()
    }

    /// The line that a byte stands on.
    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at) - 1
    }

    /// The position of a byte; the start of its character, the end of the text past it.
    pub fn position(&self, at: usize) -> Position {
        // A file has 1 MiB at the most, and what is larger only needs to be some number.
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        let at = char_start(&self.text, at);
        let line = self.line_of(at);
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
        let past = |(_, c): &(usize, char)| {
            units += c.len_utf16();
            units > position.character as usize
        };
        let inside = self.text[line.clone()].char_indices().find(past);
        inside.map_or(line.end, |(at, _)| line.start + at)
    }

    /// The positions of a range.
    pub fn range(&self, at: &Range<usize>) -> lsp_types::Range {
        let start = self.position(at.start);
        lsp_types::Range::new(start, self.position(char_end(&self.text, at.end)).max(start))
    }

    /// The positions of a range that can be underlined: one without a character takes the next on
    /// its line, or else the one before it.
    pub fn underlined(&self, at: &Range<usize>) -> lsp_types::Range {
        let start = char_start(&self.text, at.start);
        if at.end > start {
            return self.range(&(start..at.end));
        }
        let line = self.line(self.line_of(start));
        let start = start.min(line.end);
        let next = self.text[start..line.end].chars().next();
        let before = self.text[line.start..start].chars().next_back();
        self.range(&match (next, before) {
            (Some(next), _) => start..start + next.len_utf8(),
            (None, Some(before)) => start - before.len_utf8()..start,
            (None, None) => start..start,
        })
    }
}

#[cfg(test)]
mod tests;
