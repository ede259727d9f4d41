//! From tokens to the tree, past every fault.
//!
//! Where a bracket doesn't fit, the file's own balance decides what happened: with more `)` than
//! `(` left over, a `)` is one too many; with more `(`, one is missing. Indentation says where.

use std::ops::Range;

mod brackets;
mod punctuation;
mod root;
mod values;

use brackets::Lost;

use super::token::Lexed;
use super::{
    Bracket, BracketGroup, DEEPEST, GroupItem, Token, TokenKind, Tree, TreeValue, ValueKind, tell,
};
use crate::problem::Problem;

pub(super) fn parse(text: &str, lexed: Lexed) -> Tree {
    let Lexed { tokens, problems } = lexed;
    let solid: Vec<usize> = (0..tokens.len())
        .filter(|&i| !tokens[i].kind.is_trivia())
        .collect();
    let mut parser = Parser {
        text,
        lines: std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect(),
        tokens: &tokens,
        solid,
        next: 0,
        problems,
        lost: Lost::count(&tokens),
        groups: Vec::new(),
        gave_up: false,
    };
    let explicit_struct_names = parser.attributes();
    let root = parser.root();
    let mut problems = parser.problems;
    problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
    Tree {
        tokens,
        root,
        problems,
        explicit_struct_names,
    }
}

/// What the parser remembers of a bracket that it is inside of.
#[derive(Clone, Copy)]
struct OpenBracket {
    bracket: Bracket,
    /// The indent of the line that it was opened on.
    indent: usize,
    /// Fields with names have been seen in it.
    keyed: bool,
}

struct Parser<'t> {
    text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
    tokens: &'t [Token],
    /// The tokens that are no trivia.
    solid: Vec<usize>,
    next: usize,
    problems: Vec<Problem>,
    lost: Lost,
    groups: Vec<OpenBracket>,
    /// The file is too deep or cut off; what follows from that is not reported.
    gave_up: bool,
}

impl<'t> Parser<'t> {
    fn peek(&self, ahead: usize) -> Option<&'t Token> {
        self.solid.get(self.next + ahead).map(|&i| &self.tokens[i])
    }

    fn kind(&self, ahead: usize) -> Option<&'t TokenKind> {
        self.peek(ahead).map(|token| &token.kind)
    }

    fn bump(&mut self) -> Range<usize> {
        let at = self.peek(0).map(|token| token.at.clone());
        self.next += 1;
        at.unwrap_or(self.text.len()..self.text.len())
    }

    fn words(&self, at: &Range<usize>) -> &'t str {
        &self.text[at.clone()]
    }

    /// The last solid token before the cursor.
    fn previous(&self) -> Option<&'t Token> {
        let before = self.next.checked_sub(1)?;
        self.solid.get(before).map(|&i| &self.tokens[i])
    }

    /// Where the author would type what is missing before the cursor: behind the last token, but
    /// in front of the comma that ends a line.
    fn gap(&self) -> usize {
        match self.previous() {
            Some(token) if token.kind == TokenKind::Comma => token.at.start,
            Some(token) => token.at.end,
            None => 0,
        }
    }

    fn tell(
        &mut self,
        name: &'static str,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Problem {
        tell(&mut self.problems, name, at, message, help)
    }

    /// The number of the line, from 0, that a byte stands on.
    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at) - 1
    }

    fn same_line(&self, from: usize, to: usize) -> bool {
        self.line(from) == self.line(to)
    }

    fn indent(&self, at: usize) -> usize {
        let rest = &self.text[self.lines[self.line(at)]..];
        rest.len() - rest.trim_start_matches([' ', '\t', '\u{FEFF}']).len()
    }

    /// From the opening bracket, which the cursor is at, or which is missing.
    fn group(
        &mut self,
        name: Option<Range<usize>>,
        bracket: Bracket,
        open: Option<Range<usize>>,
    ) -> TreeValue {
        let missing = open.is_none();
        let open = match open {
            Some(open) => {
                self.bump();
                open
            }
            None => {
                let at = name.as_ref().map_or(self.gap(), |name| name.end);
                at..at
            }
        };
        let start = name.as_ref().map_or(open.start, |name| name.start);
        let mut group = BracketGroup {
            name,
            bracket,
            open: open.clone(),
            close: None,
            items: Vec::new(),
            damaged: missing,
        };
        if self.groups.len() >= DEEPEST {
            self.too_deep(&open);
            return TreeValue {
                at: start..open.end,
                kind: ValueKind::Skipped,
            };
        }
        self.groups.push(OpenBracket {
            bracket,
            indent: self.indent(open.start),
            keyed: false,
        });
        self.items(&mut group);
        self.groups.pop();
        let end = group.close.as_ref().map_or_else(
            || {
                let inner = group.items.last().map_or(open.end, |item| item.at().end);
                inner.max(open.end)
            },
            |close| close.end,
        );
        TreeValue {
            at: start..end,
            kind: ValueKind::Group(group),
        }
    }

    fn items(&mut self, group: &mut BracketGroup) {
        loop {
            let Some(token) = self.peek(0) else {
                self.end_of_file(group);
                return;
            };
            let at = token.at.clone();
            match token.kind {
                TokenKind::Close(close) => {
                    if self.close(group, close, at) {
                        return;
                    }
                    continue;
                }
                TokenKind::Comma => {
                    self.bump();
                    self.tell(
                        "stray-comma",
                        at,
                        "nothing stands before this comma",
                        "leave it out",
                    );
                    continue;
                }
                _ => {}
            }
            if self.ends_here(group) {
                return;
            }
            let before = self.next;
            let item = self.item(group);
            if item.key.is_some()
                && let Some(inside) = self.groups.last_mut()
            {
                inside.keyed = true;
            }
            if item.value.is_none() && item.key.is_none() {
                if self.next == before {
                    self.out_of_place();
                }
                continue;
            }
            group.items.push(item);
            self.separator(group);
        }
    }

    fn item(&mut self, group: &BracketGroup) -> GroupItem {
        // `Reps[`: only a bracket with fields in it has a name in front.
        let bracket = match group.name {
            Some(_) => Bracket::Round,
            None => group.bracket,
        };
        // `for: "10s")` in a list: the bracket in front of it was lost.
        if bracket == Bracket::Square && self.at_key() && self.lost.close(Bracket::Round) {
            let at = self.peek(0).map_or(0, |token| token.at.start);
            self.missing_open(at, Bracket::Round, None);
            let value = self.group(None, Bracket::Round, None);
            return GroupItem {
                key: None,
                value: Some(value),
            };
        }
        let key = self.key(bracket);
        let value = self.value(bracket == Bracket::Square);
        // `Hold for: "10s")`: the bracket behind the name was lost.
        if let Some(TreeValue {
            kind: ValueKind::Word,
            at,
            ..
        }) = &value
            && key.is_none()
            && self.at_key()
            && self.words(at).starts_with(char::is_uppercase)
            && self.lost.close(Bracket::Round)
        {
            let name = at.clone();
            self.missing_open(name.end, Bracket::Round, Some(self.words(&name)));
            return GroupItem {
                key: None,
                value: Some(self.group(Some(name), Bracket::Round, None)),
            };
        }
        if let (Some(key), None) = (&key, &value) {
            let word = self.words(key);
            let at = self.previous().map_or(key.end, |token| token.at.end);
            self.tell(
                "missing-value",
                at..at,
                format!("`{word}` has no value"),
                format!("write it behind the colon, or leave `{word}` out"),
            )
            .label = "it is missing here".into();
        }
        GroupItem { key, value }
    }
}
