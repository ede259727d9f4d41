//! A text on its way to standard output, line by line: wrapped, in columns, with headings. It knows
//! a width, and not what is said.

use textwrap::{Options, WordSplitter, wrap};

use crate::host::stdio;
use crate::text::{padded, width};

/// A text that grows.
pub struct Paper {
    pub text: String,
    /// Columns of a line.
    pub width: usize,
}

impl Paper {
    /// As wide as standard output.
    pub fn new() -> Paper {
        Paper::of(stdio::columns())
    }

    pub fn of(width: usize) -> Paper {
        Paper { text: String::new(), width }
    }

    /// One line as it is, but for the blanks at its end.
    pub fn row(&mut self, words: &str) {
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    /// Words in as many lines as they need.
    pub fn say(&mut self, words: &str) {
        self.hang("", words);
    }

    /// The same: the first line begins with `first`, the others with as many blanks.
    pub fn hang(&mut self, first: &str, words: &str) {
        let blanks = " ".repeat(width(first));
        // A day, an id and a path are not broken at their hyphens.
        let options = Options::new(self.width.max(blanks.len() + 20))
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(first)
            .subsequent_indent(&blanks);
        wrap(words, options).iter().for_each(|line| self.row(line));
    }

    /// A heading, below an empty line.
    pub fn head(&mut self, words: &str) {
        self.row("");
        self.say(words);
    }

    /// Several things below a heading; nothing where there are none.
    pub fn list(&mut self, head: &str, items: impl IntoIterator<Item = String>) {
        for (nth, item) in items.into_iter().enumerate() {
            if nth == 0 {
                self.head(head);
            }
            self.hang("  - ", &item);
        }
    }
}

/// How wide each column is.
pub fn widths<const N: usize>(rows: &[[String; N]]) -> [usize; N] {
    std::array::from_fn(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0))
}

/// A row of cells as wide as their columns.
pub fn columns<const N: usize>(cells: &[String; N], widths: [usize; N]) -> String {
    let cells = cells.iter().zip(widths).map(|(cell, wide)| padded(cell, wide));
    cells.collect::<Vec<_>>().join("  ")
}
