//! The text of a RON file as a tree that keeps every byte: comments, white space and mistakes.
//!
//! It knows RON and refuses to know routines. Where ron stops at the first fault it goes on: a
//! missing comma, bracket or quote is reported at the place where the author must type, and the
//! rest of the file is still read. Of what ron accepts and nobody writes, like `Some` without
//! brackets or a text in single quotes, it says that it is wrong; nobody asks it about a sound file.

use std::ops::Range;

mod lexer;
mod parser;

pub(crate) use lexer::code_point;
pub use lexer::{Token, TokenKind};

use crate::problem::Problem;
use crate::text::is_obeyed;

/// How many brackets may stand inside each other. Sixteen levels of `Repeat`, each with its list
/// of steps, and an exercise with a tempo in the innermost one need thirty-seven.
pub const DEEPEST: usize = 40;

/// A whole file: its tokens, which cover every byte of it in order, and the value they spell.
#[derive(Clone, Debug)]
pub struct Tree {
    pub tokens: Vec<Token>,
    /// The one value that a RON file holds; `None` where there is nothing but space and comments.
    pub root: Option<TreeValue>,
    /// What is wrong with the text as RON, in the order of the file.
    pub problems: Vec<Problem>,
}

/// A value and the bytes that it covers, from its first character to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeValue {
    pub at: Range<usize>,
    pub kind: ValueKind,
}

/// The forms that a value has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `"text"` or `r#"text"#`, well formed but for its escapes.
    Text,
    /// A text whose quotes had to be mended, and have been reported: what it most likely says.
    Mended(String),
    /// `3`, and whatever else begins like a number: `10s`, `2-3`.
    Number,
    /// A bare word: `Each`, `None`, `true`.
    Word,
    /// Several bare words, numbers or signs on one line: `Seated twist`, `1m 30s`.
    Bare,
    /// `(..)`, `Hold(..)`, `[..]` or `{..}`.
    Group(BracketGroup),
    /// Too deep to be looked into; reported.
    Skipped,
}

/// A pair of brackets and what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketGroup {
    /// The word before the bracket: `Hold` in `Hold(..)`.
    pub name: Option<Range<usize>>,
    pub bracket: Bracket,
    /// The opening bracket; empty where it is missing.
    pub open: Range<usize>,
    /// The closing bracket; `None` where it is missing.
    pub close: Option<Range<usize>>,
    pub items: Vec<GroupItem>,
    /// A bracket, comma or quote within it is reported as missing, so that a field which seems
    /// to be absent may only have been lost.
    pub damaged: bool,
}

/// One of the things between brackets: `value`, or `key: value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupItem {
    pub key: Option<Range<usize>>,
    /// `None` where it is missing; reported.
    pub value: Option<TreeValue>,
}

/// The three kinds of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bracket {
    Round,
    Square,
    Curly,
}

impl ValueKind {
    /// What it looks like, for a message.
    pub fn called(&self) -> &'static str {
        match self {
            ValueKind::Text | ValueKind::Mended(_) => "a text",
            ValueKind::Number => "a number",
            ValueKind::Word => "a word",
            ValueKind::Bare => "some words without quotes",
            ValueKind::Group(group) => match (group.bracket, &group.name) {
                (_, Some(_)) => "a name with brackets",
                (Bracket::Round, None) => "a pair of round brackets",
                (Bracket::Square, None) => "a list",
                (Bracket::Curly, None) => "a pair of curly brackets",
            },
            ValueKind::Skipped => "too deep",
        }
    }
}

impl Bracket {
    pub fn open(self) -> char {
        ['(', '[', '{'][self as usize]
    }

    pub fn close(self) -> char {
        [')', ']', '}'][self as usize]
    }
}

impl Tree {
    /// Reads any text. Never fails: what is wrong is among the problems.
    pub fn parse(text: &str) -> Tree {
        let (tokens, problems) = lexer::lex(text);
        parser::parse(text, tokens, problems)
    }
}

impl GroupItem {
    /// The bytes from the key, where there is one, to the end of the value.
    pub fn at(&self) -> Range<usize> {
        let value = self.value.as_ref().map(|value| value.at.clone());
        match (&self.key, value) {
            (Some(key), Some(value)) => key.start..value.end,
            (Some(key), None) => key.clone(),
            (None, Some(value)) => value,
            (None, None) => 0..0,
        }
    }
}

impl BracketGroup {
    /// The value of a field.
    pub fn field<'a>(&'a self, text: &str, word: &str) -> Option<&'a GroupItem> {
        self.items
            .iter()
            .find(|item| item.key.as_ref().is_some_and(|key| named(&text[key.clone()]) == word))
    }

    /// What stands in the brackets of a field: the steps in those of `steps`.
    pub fn items_of(&self, text: &str, word: &str) -> &[GroupItem] {
        let value = self.field(text, word).and_then(|item| item.value.as_ref());
        let group = value.and_then(TreeValue::group);
        group.map_or(&[], |group| &group.items)
    }

    /// Whether this word stands in front.
    pub fn is_named(&self, text: &str, word: &str) -> bool {
        self.name.as_ref().is_some_and(|name| plain(&text[name.clone()]) == word)
    }

    /// The word in front, or else the opening bracket: what a message about the whole points at.
    pub fn head(&self) -> Range<usize> {
        self.name.clone().unwrap_or(self.open.clone())
    }
}

impl TreeValue {
    pub fn group(&self) -> Option<&BracketGroup> {
        match &self.kind {
            ValueKind::Group(group) => Some(group),
            _ => None,
        }
    }

    /// What stands in `Some(..)`, or the value itself.
    pub fn unwrapped(&self, text: &str) -> &TreeValue {
        let group = self.group().filter(|group| group.is_named(text, "Some"));
        match group.map(|group| group.items.as_slice()) {
            Some([GroupItem { key: None, value: Some(inner) }]) => inner,
            _ => self,
        }
    }
}

/// A text as RON writes it.
pub(crate) fn quoted(says: &str) -> String {
    let mut quoted = String::with_capacity(says.len() + 2);
    for c in says.chars() {
        match c {
            '\\' | '"' => quoted.extend(['\\', c]),
            _ if is_obeyed(c) => quoted.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            _ => quoted.push(c),
        }
    }
    format!("\"{quoted}\"")
}

/// The author's words for a message: one line, not too long.
pub(crate) fn shown(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default().trim_end();
    if line.chars().count() > 40 || line.len() < words.trim_end().len() {
        return format!("{}..", line.chars().take(38).collect::<String>());
    }
    line.to_owned()
}

/// A word without the `r#` that RON allows in front of it.
pub fn plain(word: &str) -> &str {
    word.strip_prefix("r#").unwrap_or(word)
}

/// The name of a field without the quotes that some put around it, which is reported.
pub fn named(key: &str) -> &str {
    plain(key.trim_matches('"'))
}

/// Whether RON takes a character for white space.
pub fn is_space(c: char) -> bool {
    let directs = matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}');
    c.is_ascii_whitespace() || matches!(c, '\x0B' | '\u{85}') || directs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tree without its places, for a look at a glance.
    fn sketch(text: &str) -> String {
        let tree = Tree::parse(text);
        let root = tree.root.as_ref();
        root.map_or(String::new(), |root| value(text, root))
    }

    fn value(text: &str, of: &TreeValue) -> String {
        let words = &text[of.at.clone()];
        match &of.kind {
            ValueKind::Text | ValueKind::Number | ValueKind::Word => words.to_owned(),
            ValueKind::Mended(says) => format!("~{says}~"),
            ValueKind::Bare => format!("<{words}>"),
            ValueKind::Skipped => "..".into(),
            ValueKind::Group(group) => {
                let name = group.name.clone().map_or("", |name| &text[name]);
                let items: Vec<String> = group
                    .items
                    .iter()
                    .map(|item| {
                        let key = item.key.clone().map(|key| format!("{}: ", &text[key]));
                        let inner = item.value.as_ref().map(|inner| value(text, inner));
                        format!("{}{}", key.unwrap_or_default(), inner.unwrap_or_default())
                    })
                    .collect();
                let (open, close) = (group.bracket.open(), group.bracket.close());
                format!("{name}{open}{}{close}", items.join(", "))
            }
        }
    }

    #[test]
    fn what_is_damaged_is_read_as_it_was_meant() {
        for (text, meant) in [
            ("A(a: \"x\" b: 3)", "A(a: \"x\", b: 3)"),
            ("A(a: \"x, b: \"y\")", "A(a: ~x~, b: \"y\")"),
            ("A(a: \"x, b: \"1:30\")", "A(a: ~x~, b: \"1:30\")"),
            ("A(a: x y\", b: \"y\")", "A(a: ~x y~, b: \"y\")"),
            ("A(a: “x”, b: 'yy')", "A(a: ~x~, b: ~yy~)"),
            ("A(a: [\"x\", \"y\", b: 3)", "A(a: [\"x\", \"y\"], b: 3)"),
            ("A(a: [B(b: 3, B(b: 4)])", "A(a: [B(b: 3), B(b: 4)])"),
            ("A(a: \"x\", \"y\"], b: 3)", "A(a: \"x\", \"y\", b: 3)"),
            ("A(a: [B b: 3)])", "A(a: [B(b: 3)])"),
            ("A(a: [B(b: 3))])", "A(a: [B(b: 3)])"),
            ("A(a \"x\", b = 3)", "A(a: \"x\", b: 3)"),
            ("A(a: 1m 30s, b: [C D])", "A(a: <1m 30s>, b: [C, D])"),
        ] {
            assert_eq!(sketch(text), meant);
            assert!(!Tree::parse(text).problems.is_empty(), "{text}");
        }
    }

    #[test]
    fn sound_text_is_read_without_a_word() {
        for text in [
            "A(a: \"x\", b: [1, 2,],)",
            "#![enable(implicit_some)] (a: r#\"x\"y\"#) // end",
            "(a: \"over\n  lines\", /* one /* two */ */ b: Some(3), c: x)",
            "(a: Some(\"x\"), b: r#for)",
        ] {
            assert_eq!(Tree::parse(text).problems, [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_byte_belongs_to_one_token(text in "[\\[\\](){}\"'“”:,a-zA-Z0-9 \n/*#!r\\\\é\u{a0}.-]{0,60}|\\PC{0,40}") {
            let tree = Tree::parse(&text);
            let again: String = tree.tokens.iter().map(|token| &text[token.at.clone()]).collect();
            prop_assert_eq!(again, text.clone());
            for problem in &tree.problems {
                prop_assert!(text.get(problem.at.clone()).is_some(), "{:?}", problem);
            }
        }
    }
}
