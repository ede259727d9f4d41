//! From tokens to the tree, past every fault.
//!
//! Where a bracket doesn't fit, the file's own balance decides what happened: with more `)` than
//! `(` left over, a `)` is one too many; with more `(`, one is missing. Indentation says where.

use std::ops::Range;

mod brackets;
mod punctuation;

use brackets::Lost;

use super::quotes::quoted;
use super::token::Lexed;
use super::{Bracket, DEEPEST, Group, Item, Kind, Token, TokenKind, Tree, Value};
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
struct Inside {
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
    groups: Vec<Inside>,
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

    fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
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

    fn attributes(&mut self) -> bool {
        let mut explicit = false;
        while self.kind(0) == Some(&TokenKind::Attribute) {
            let at = self.bump();
            explicit |= self.words(&at).contains("explicit_struct_names");
        }
        explicit
    }

    fn root(&mut self) -> Option<Value> {
        let mut root = self.value(false);
        if root.is_none() && self.peek(0).is_some() {
            self.out_of_place();
            root = self.value(false);
        }
        // `Routine title: ..`: the bracket behind the name was lost.
        if let Some(Value {
            kind: Kind::Word,
            at,
            ..
        }) = &root
            && self.at_key()
        {
            let name = at.clone();
            self.missing_open(name.end, Bracket::Round, Some(self.words(&name)));
            root = Some(self.group(Some(name), Bracket::Round, None));
        }
        // Prose, or a list of words, is no routine, and its end is of no interest.
        let no_group = root.as_ref().is_some_and(|root| root.group().is_none());
        while let Some(token) = self.peek(0) {
            if self.gave_up || no_group {
                break;
            }
            let at = token.at.clone();
            if token.kind == TokenKind::Comma {
                self.bump();
                self.report(
                    Problem::error("stray-comma", at, "nothing may follow the last bracket")
                        .help("leave this comma out"),
                );
                continue;
            }
            let end = self.tokens.last().map_or(at.end, |token| token.at.end);
            let line = self.text[at.start..end].lines().next().unwrap_or_default();
            let again =
                token.kind == TokenKind::Word && matches!(self.kind(1), Some(TokenKind::Open(_)));
            let help = match again {
                true => "put it into a file of its own, or take the bracket in front of it away",
                false => "take it out, or take the bracket in front of it away",
            };
            self.report(
                Problem::error(
                    "text-after-end",
                    at.start..at.start + line.trim_end().len().max(1),
                    "what the file holds has ended already",
                )
                .label("this stands behind its last bracket")
                .help(help),
            );
            break;
        }
        root
    }

    /// A value, or nothing where none begins here. Reports nothing if so.
    fn value(&mut self, in_list: bool) -> Option<Value> {
        let token = self.peek(0)?;
        let at = token.at.clone();
        let kind = match &token.kind {
            TokenKind::Text => {
                if let Some(value) = self.called_by_text(in_list) {
                    return Some(value);
                }
                self.bump();
                Kind::Text
            }
            TokenKind::Mended(says) => {
                self.bump();
                Kind::Mended(says.clone())
            }
            TokenKind::Char => {
                self.bump();
                Kind::Char
            }
            TokenKind::Open(bracket) => {
                return Some(self.group(None, *bracket, Some(at)));
            }
            TokenKind::Word => {
                let word = self.words(&at);
                if self.is_called_outside(&at) {
                    self.bump();
                    self.called_outside(&at);
                    let open = self.peek(0).map(|token| token.at.clone());
                    return Some(self.group(Some(at), Bracket::Round, open));
                }
                if let Some(TokenKind::Open(bracket)) = self.kind(1) {
                    self.bump();
                    let open = self.peek(0).map(|token| token.at.clone());
                    return Some(self.group(Some(at), *bracket, open));
                }
                let nested = self
                    .peek(1)
                    .is_none_or(|next| self.words(&next.at) == "Some");
                if word == "Some" && !nested {
                    let mark = self.next;
                    self.bump();
                    if let Some(value) = self.value(in_list) {
                        return Some(Value {
                            at: at.start..value.at.end,
                            kind: Kind::Wrapped(Box::new(value)),
                        });
                    }
                    self.next = mark;
                }
                return Some(self.bare(in_list));
            }
            TokenKind::Number | TokenKind::Sign => return Some(self.bare(in_list)),
            TokenKind::StrayQuote => {
                while self.kind(1) == Some(&TokenKind::StrayQuote) {
                    self.bump();
                }
                let at = at.start..self.peek(0).map_or(at.end, |token| token.at.end);
                let after = self.peek(1);
                self.report(
                    Problem::error("stray-quote", at.clone(), "this quote is one too many")
                        .help("leave it out"),
                );
                self.bump();
                let Some(after) = after.filter(|after| self.same_line(at.end, after.at.start))
                else {
                    return Some(Value {
                        at,
                        kind: Kind::Mended(String::new()),
                    });
                };
                let key = after.kind == TokenKind::Word && self.kind(1) == Some(&TokenKind::Colon);
                let ends = matches!(
                    after.kind,
                    TokenKind::Comma | TokenKind::Colon | TokenKind::Close(_)
                );
                let begins_value = !(key || ends);
                if begins_value {
                    return self.value(in_list);
                }
                Kind::Mended(String::new())
            }
            _ => return None,
        };
        Some(Value { at, kind })
    }

    /// One bare word or number, or several on a line.
    fn bare(&mut self, in_list: bool) -> Value {
        let first = self.peek(0).expect("called at a word").clone();
        let start = first.at.start;
        let mut end = self.bump().end;
        let mut pieces = 1;
        while let Some(token) = self.peek(0) {
            let joins = match token.kind {
                TokenKind::Word => {
                    let upper = |at: &Range<usize>| self.words(at).starts_with(char::is_uppercase);
                    let two_names = in_list && upper(&first.at) && upper(&token.at);
                    !two_names
                        && !matches!(self.kind(1), Some(TokenKind::Colon | TokenKind::Open(_)))
                }
                TokenKind::Number => true,
                TokenKind::Sign => !matches!(self.words(&token.at), "=" | ";"),
                TokenKind::StrayQuote => {
                    // `Twist and turn",`: the quote in front is missing.
                    let says = self.text[start..end].to_owned();
                    let at = start..token.at.end;
                    self.report(
                        Problem::error(
                            "unopened-text",
                            at.clone(),
                            format!("the text `{says}` has a quote behind it, but none in front"),
                        )
                        .help(format!("write {}", quoted(&says))),
                    );
                    self.bump();
                    return Value {
                        at,
                        kind: Kind::Mended(says),
                    };
                }
                _ => false,
            };
            if !joins || !self.same_line(end, token.at.start) {
                break;
            }
            end = self.bump().end;
            pieces += 1;
        }
        let kind = match (pieces, first.kind) {
            (1, TokenKind::Word) => Kind::Word,
            (1, TokenKind::Number) => Kind::Number,
            _ => Kind::Bare,
        };
        Value {
            at: start..end,
            kind,
        }
    }

    /// From the opening bracket, which the cursor is at, or which is missing.
    fn group(
        &mut self,
        name: Option<Range<usize>>,
        bracket: Bracket,
        open: Option<Range<usize>>,
    ) -> Value {
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
        let mut group = Group {
            name,
            bracket,
            open: open.clone(),
            close: None,
            items: Vec::new(),
            damaged: missing,
        };
        if self.groups.len() >= DEEPEST {
            self.too_deep(&open);
            return Value {
                at: start..open.end,
                kind: Kind::Skipped,
            };
        }
        self.groups.push(Inside {
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
        Value {
            at: start..end,
            kind: Kind::Group(group),
        }
    }

    fn items(&mut self, group: &mut Group) {
        let bracket = group.bracket;
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
                    self.report(
                        Problem::error("stray-comma", at, "nothing stands before this comma")
                            .help("leave it out"),
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
            match (&item.value, &item.key) {
                (None, None) => {
                    if self.next == before {
                        self.out_of_place();
                    }
                    continue;
                }
                (Some(_), None)
                    if bracket == Bracket::Round
                        && self.groups.last().is_some_and(|inside| inside.keyed)
                        && self.lost.close(Bracket::Square)
                        && group.items.last().is_some_and(|item| {
                            item.key.is_some()
                                && item.value.as_ref().is_some_and(|v| v.group().is_none())
                        }) =>
                {
                    self.list_without_open(group, item);
                }
                _ => group.items.push(item),
            }
            self.separator(group);
        }
    }

    fn item(&mut self, group: &Group) -> Item {
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
            return Item {
                key: None,
                value: Some(value),
            };
        }
        let key = self.key(bracket);
        let value = self.value(bracket == Bracket::Square);
        // `Hold for: "10s")`: the bracket behind the name was lost.
        if let Some(Value {
            kind: Kind::Word,
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
            return Item {
                key: None,
                value: Some(self.group(Some(name), Bracket::Round, None)),
            };
        }
        if let (Some(key), None) = (&key, &value) {
            let word = self.words(key);
            let at = self.previous().map_or(key.end, |token| token.at.end);
            self.report(
                Problem::error("missing-value", at..at, format!("`{word}` has no value"))
                    .label("it is missing here")
                    .help(format!("write it behind the colon, or leave `{word}` out")),
            );
        }
        Item { key, value }
    }
}
