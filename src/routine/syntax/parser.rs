//! From tokens to the tree, past every fault.
//!
//! Where a bracket doesn't fit, the file's own balance decides what happened: with more `)` than
//! `(` a `)` is one too many; else one is missing. A step that begins between the fields of
//! another says where.

use std::ops::Range;

use super::{
    Bracket, BracketGroup, DEEPEST, GroupItem, Token, TokenKind, Tree, TreeValue, ValueKind,
    quoted, shown,
};
use crate::problem::{Errors, Problem};

pub(super) fn parse(text: &str, tokens: Vec<Token>, problems: Vec<Problem>) -> Tree {
    let mut surplus = [0isize; 3];
    for token in &tokens {
        match token.kind {
            TokenKind::Open(bracket) => surplus[bracket as usize] -= 1,
            TokenKind::Close(bracket) => surplus[bracket as usize] += 1,
            _ => {}
        }
    }
    let told = |token: &&Token| !token.kind.is_trivia() && token.kind != TokenKind::Attribute;
    let mut parser = Parser {
        text,
        tokens: tokens.iter().filter(told).collect(),
        next: 0,
        problems,
        surplus,
        open: Vec::new(),
        gave_up: false,
    };
    let root = parser.root();
    let mut problems = parser.problems;
    problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
    Tree { tokens, root, problems }
}

struct Parser<'t> {
    text: &'t str,
    /// Those that are no trivia.
    tokens: Vec<&'t Token>,
    next: usize,
    problems: Vec<Problem>,
    /// For each kind of bracket how many more close than open, in all of the file.
    surplus: [isize; 3],
    /// The brackets that the parser is inside of.
    open: Vec<Bracket>,
    /// The file is too deep or cut off; what follows from that is not reported.
    gave_up: bool,
}

impl<'t> Parser<'t> {
    fn kind(&self, ahead: usize) -> Option<&'t TokenKind> {
        self.tokens.get(self.next + ahead).map(|token| &token.kind)
    }

    /// The place of the token at the cursor; behind the last one that of the end.
    fn here(&self) -> Range<usize> {
        let end = self.text.len();
        self.tokens.get(self.next).map_or(end..end, |token| token.at.clone())
    }

    fn bump(&mut self) -> Range<usize> {
        let at = self.here();
        self.next += 1;
        at
    }

    fn words(&self, at: &Range<usize>) -> &'t str {
        &self.text[at.clone()]
    }

    /// The words of the token at the cursor, or of one further on.
    fn word_at(&self, ahead: usize) -> &'t str {
        self.tokens.get(self.next + ahead).map_or("", |token| self.words(&token.at))
    }

    /// The last token before the cursor.
    fn previous(&self) -> Option<&'t Token> {
        self.tokens.get(self.next.checked_sub(1)?).copied()
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

    /// A sign that the author forgot.
    fn missing(&mut self, name: &'static str, at: usize, sign: &str, message: String) {
        let problem = Problem::error(name, at..at, message);
        let problem = problem.label(format!("a `{sign}` is missing here"));
        self.problems.push(problem.help(format!("write `{sign}`")));
    }

    /// Whether a token stands on the line that this place is on.
    fn on_line(&self, from: usize, ahead: usize) -> bool {
        let token = self.tokens.get(self.next + ahead);
        token.is_some_and(|token| !self.text[from..token.at.start].contains('\n'))
    }

    /// The one value of the file, and whatever stands behind it.
    fn root(&mut self) -> Option<TreeValue> {
        let mut root = self.value(None);
        if root.is_none() && self.kind(0).is_some() {
            self.out_of_place();
            root = self.value(None);
        }
        // Prose, or a list of words, is no routine, and its end is of no interest.
        let no_group = root.as_ref().is_some_and(|root| root.group().is_none());
        if self.kind(0).is_some() && !(self.gave_up || no_group) {
            let start = self.here().start;
            let line = self.text[start..].lines().next().unwrap_or_default();
            let at = start..start + line.trim_end().len();
            let message = "what the file holds has ended already";
            let help = "put it into a file of its own, or take the bracket in front of it away";
            let problem = Problem::error("text-after-end", at, message).help(help);
            self.problems.push(problem.label("this stands behind its last bracket"));
        }
        root
    }

    /// A value, or nothing where none begins here. Reports nothing if so. `around` is the bracket
    /// around it.
    fn value(&mut self, around: Option<Bracket>) -> Option<TreeValue> {
        let kind = match self.kind(0)? {
            TokenKind::Text => ValueKind::Text,
            TokenKind::Mended(says) => ValueKind::Mended(says.clone()),
            TokenKind::Open(_) => return Some(self.group(None)),
            TokenKind::Word => return Some(self.word(around)),
            TokenKind::Number | TokenKind::Sign => return Some(self.bare(around)),
            TokenKind::StrayQuote => {
                let help = "leave it out, or write the other quote as well";
                self.problems.tell("stray-quote", self.here(), "this quote is one too many", help);
                while self.kind(0) == Some(&TokenKind::StrayQuote) {
                    self.next += 1;
                }
                return self.value(around);
            }
            _ => return None,
        };
        Some(TreeValue { at: self.bump(), kind })
    }

    /// A value that begins with a word: `Hold(..)`, `Each`; a step whose bracket is missing is
    /// known by its capital letter and the field that follows.
    fn word(&mut self, around: Option<Bracket>) -> TreeValue {
        let fields = around != Some(Bracket::Round)
            && self.word_at(0).starts_with(char::is_uppercase)
            && self.kind(1) == Some(&TokenKind::Word)
            && self.kind(2) == Some(&TokenKind::Colon);
        if fields || matches!(self.kind(1), Some(TokenKind::Open(_))) {
            let name = self.bump();
            return self.group(Some(name));
        }
        self.bare(around)
    }

    /// One bare word or number, or several on a line. As the value of a field they go on behind a
    /// comma, up to the next field: a sentence without its quotes.
    fn bare(&mut self, around: Option<Bracket>) -> TreeValue {
        let first = self.kind(0);
        let start = self.here().start;
        let mut at = self.bump();
        let mut pieces = 1;
        while self.on_line(at.end, 0) {
            let joins = match self.kind(0) {
                Some(TokenKind::Word) => {
                    let next = matches!(self.kind(1), Some(TokenKind::Colon | TokenKind::Open(_)));
                    let upper = |text: &str| text.starts_with(char::is_uppercase);
                    let names = upper(&self.text[start..]) && upper(self.word_at(0));
                    !next && (around != Some(Bracket::Square) || !names)
                }
                Some(TokenKind::Number) => true,
                Some(TokenKind::Sign) => !matches!(self.word_at(0), "=" | ";"),
                Some(TokenKind::Comma) => {
                    let field = match self.kind(2) {
                        Some(TokenKind::Sign) => matches!(self.word_at(2), "=" | ";"),
                        Some(kind) => matches!(
                            kind,
                            TokenKind::Colon
                                | TokenKind::Open(_)
                                | TokenKind::Text
                                | TokenKind::Mended(_)
                        ),
                        None => false,
                    };
                    let words = first == Some(&TokenKind::Word)
                        && matches!(self.kind(1), Some(TokenKind::Word | TokenKind::Number));
                    around == Some(Bracket::Round) && words && !field && self.on_line(at.end, 1)
                }
                Some(TokenKind::StrayQuote) => {
                    // `Twist and turn",`: the quote in front is missing.
                    let says = self.text[start..at.end].to_owned();
                    let at = start..self.bump().end;
                    let message =
                        format!("the text `{says}` has a quote behind it, but none in front");
                    let help = format!("write {}", quoted(&says));
                    self.problems.tell("unopened-text", at.clone(), message, help);
                    return TreeValue { at, kind: ValueKind::Mended(says) };
                }
                _ => false,
            };
            if !joins {
                break;
            }
            at.end = self.bump().end;
            pieces += 1;
        }
        let kind = match (pieces, first) {
            (1, Some(TokenKind::Word)) => ValueKind::Word,
            (1, Some(TokenKind::Number)) => ValueKind::Number,
            _ => ValueKind::Bare,
        };
        TreeValue { at, kind }
    }

    /// A pair of brackets, from the opening one, which the cursor is at, or which is missing
    /// behind a name. A name is followed by round ones: others are reported.
    fn group(&mut self, name: Option<Range<usize>>) -> TreeValue {
        let (bracket, open) = match self.kind(0) {
            Some(TokenKind::Open(bracket)) => (Some(*bracket), self.bump()),
            _ => (None, self.gap()..self.gap()),
        };
        let start = name.as_ref().map_or(open.start, |name| name.start);
        let mut group = BracketGroup {
            bracket: bracket.unwrap_or(Bracket::Round),
            open: open.clone(),
            close: None,
            items: Vec::new(),
            damaged: bracket.is_none(),
            name,
        };
        if let Some(name) = &group.name {
            let name = self.words(name);
            if bracket.is_none() {
                self.surplus[Bracket::Round as usize] -= 1;
                let message = format!("a `(` is missing behind `{name}`");
                self.missing("missing-bracket", open.start, "(", message);
            } else if group.bracket != Bracket::Round {
                let message = format!("the fields of `{name}` stand in round brackets");
                let [is, ends] = [group.bracket.open(), group.bracket.close()];
                let help = format!("write `(` and `)` in place of `{is}` and `{ends}`");
                self.problems.tell("wrong-brackets", open.clone(), message, help);
            }
        }
        if self.open.len() >= DEEPEST {
            let message = format!("more than {DEEPEST} brackets stand inside each other");
            let help = "take some of the inner ones away, or split the routine with `Include`";
            self.problems.tell("too-deep", open.clone(), message, help);
            // Nothing within, and nothing behind it, is looked at.
            self.next = self.tokens.len();
            self.gave_up = true;
            return TreeValue { at: start..open.end, kind: ValueKind::Skipped };
        }
        self.open.push(group.bracket);
        self.items(&mut group);
        self.open.pop();
        let inner = group.items.last().map_or(open.end, |item| item.at().end);
        let end = group.close.as_ref().map_or(inner.max(open.end), |close| close.end);
        TreeValue { at: start..end, kind: ValueKind::Group(group) }
    }

    fn items(&mut self, group: &mut BracketGroup) {
        loop {
            match self.kind(0) {
                None => return self.end_of_file(group),
                Some(TokenKind::Close(close)) if self.close(group, *close) => return,
                Some(TokenKind::Close(_)) => continue,
                Some(TokenKind::Comma) => {
                    let at = self.bump();
                    let message = "nothing stands before this comma";
                    self.problems.tell("stray-comma", at, message, "leave it out");
                    continue;
                }
                Some(_) if self.next_begins(group) => return self.never_closed(group),
                Some(_) => {}
            }
            let before = self.next;
            let item = self.item(group);
            if item.key.is_some() || item.value.is_some() {
                group.items.push(item);
                self.separator(group);
            } else if self.next == before {
                self.out_of_place();
            }
        }
    }

    fn item(&mut self, group: &BracketGroup) -> GroupItem {
        // `Reps[`: only a bracket with fields in it has a name in front.
        let fields = group.bracket != Bracket::Square || group.name.is_some();
        let key = self.key(fields);
        let around = match (&key, fields) {
            (Some(_), _) => Some(Bracket::Round),
            (None, true) => None,
            (None, false) => Some(Bracket::Square),
        };
        let value = self.value(around);
        if let (Some(key), None) = (&key, &value) {
            let word = self.words(key);
            let at = self.previous().map_or(key.end, |token| token.at.end);
            let problem = Problem::error("missing-value", at..at, format!("`{word}` has no value"));
            let help = format!("write it behind the colon, or leave `{word}` out");
            self.problems.push(problem.label("it is missing here").help(help));
        }
        GroupItem { key, value }
    }

    /// The name of a field with its colon, or what was meant as such.
    fn key(&mut self, fields: bool) -> Option<Range<usize>> {
        let (key, second) = (self.here(), self.kind(1)?);
        let quoted = matches!(self.kind(0)?, TokenKind::Text | TokenKind::Mended(_));
        if !quoted && self.kind(0) != Some(&TokenKind::Word) {
            return None;
        }
        let word = self.words(&key).trim_matches('"');
        if *second == TokenKind::Colon {
            self.next += 2;
            if quoted && fields {
                let message = format!("the name of the field `{word}` stands in quotes");
                self.problems.tell(
                    "quoted-field",
                    key.clone(),
                    message,
                    format!("write `{word}:`"),
                );
            }
            return Some(key);
        }
        let equals = matches!(self.word_at(1), "=" | ";");
        // `for "10s"`
        let begins = matches!(
            second,
            TokenKind::Text | TokenKind::Mended(_) | TokenKind::Number | TokenKind::Open(_)
        );
        let named = equals || begins && word.starts_with(char::is_lowercase);
        if quoted || !fields || !named || !self.on_line(key.end, 1) {
            return None;
        }
        self.next += 1;
        let at = if equals { self.bump() } else { key.end..key.end };
        let message = format!("a colon must stand behind `{word}`");
        self.problems.tell("missing-colon", at, message, format!("write `{word}:`"));
        Some(key)
    }

    /// The comma behind an item, or what stands in its place.
    fn separator(&mut self, group: &mut BracketGroup) {
        let gap = self.gap();
        // A group that was closed because its bracket was missing took the comma along.
        let taken = self.previous().is_some_and(|token| token.kind == TokenKind::Comma);
        let multiplied = self.text[..gap].ends_with(')') && self.on_line(gap, 0);
        match self.kind(0) {
            None | Some(TokenKind::Close(_)) => {}
            Some(TokenKind::Comma) => self.next += 1,
            _ if taken => {}
            Some(TokenKind::Sign | TokenKind::Colon | TokenKind::StrayQuote) => {
                self.out_of_place();
                if self.kind(0) == Some(&TokenKind::Comma) {
                    self.next += 1;
                }
            }
            // `Hold(..) x3`
            Some(TokenKind::Word) if multiplied && self.kind(1) == Some(&TokenKind::Comma) => {
                self.out_of_place();
                self.next += 1;
            }
            Some(_) => {
                group.damaged = true;
                let last = self.previous().map_or("", |token| self.words(&token.at));
                let last = shown(last.lines().last().unwrap_or_default().trim_start());
                let message = format!("a comma is missing behind `{last}`");
                self.missing("missing-comma", gap, ",", message);
            }
        }
    }

    /// Reports what can't stand at the cursor, up to the end of the line or the next comma,
    /// bracket or word, and goes past it.
    fn out_of_place(&mut self) {
        let mut at = self.bump();
        while let Some(
            TokenKind::Sign | TokenKind::Colon | TokenKind::StrayQuote | TokenKind::Number,
        ) = self.kind(0)
            && self.on_line(at.end, 0)
        {
            at.end = self.bump().end;
        }
        let message = format!("`{}` can't stand here", shown(self.words(&at)));
        self.problems.tell(
            "out-of-place",
            at,
            message,
            "write a comma in its place, or take it out",
        );
    }

    /// Whether the group was meant to end before the token at the cursor, though its bracket is
    /// missing: the next step stands between its fields, or a field between the items of a list.
    fn next_begins(&self, group: &BracketGroup) -> bool {
        let named = self.kind(0) == Some(&TokenKind::Word)
            && self.word_at(0).starts_with(char::is_uppercase);
        let call = match (self.kind(0), self.kind(1), self.kind(2)) {
            (Some(TokenKind::Open(Bracket::Round)), ..) => true,
            (_, Some(TokenKind::Open(Bracket::Round)), _) => named,
            (_, Some(TokenKind::Word), Some(TokenKind::Colon)) => named,
            _ => false,
        };
        let field =
            self.kind(0) == Some(&TokenKind::Word) && self.kind(1) == Some(&TokenKind::Colon);
        let keyed = group.items.last().is_some_and(|item| item.key.is_some());
        let begins = match (self.open.as_slice(), group.bracket) {
            ([.., Bracket::Square, _], Bracket::Round) => keyed && call,
            ([.., Bracket::Round, _], Bracket::Square) => !keyed && field,
            _ => false,
        };
        begins && self.surplus[group.bracket as usize] < 0
    }

    fn never_closed(&mut self, group: &mut BracketGroup) {
        group.damaged = true;
        self.surplus[group.bracket as usize] += 1;
        let message = format!("`{}` is never closed", self.begins(group));
        let close = group.bracket.close().to_string();
        self.missing("missing-bracket", self.gap(), &close, message);
    }

    /// `Hold(`.
    fn begins(&self, group: &BracketGroup) -> String {
        let name = group.name.as_ref().map_or("", |name| self.words(name));
        format!("{name}{}", group.bracket.open())
    }

    fn end_of_file(&mut self, group: &mut BracketGroup) {
        group.damaged = true;
        if !std::mem::replace(&mut self.gave_up, true) {
            let at = self.previous().map_or(0, |token| token.at.end);
            let message = format!("`{}` is still open where the file ends", self.begins(group));
            let all: String = self.open.iter().rev().map(|open| open.close()).collect();
            self.missing("missing-bracket", at, &all, message);
        }
    }

    /// A closing bracket. `true` where it, or its absence, ends the group.
    fn close(&mut self, group: &mut BracketGroup, close: Bracket) -> bool {
        let named = group.name.is_some() && close == Bracket::Round;
        let fits = close == group.bracket || named;
        let too_many = self.surplus[close as usize] > 0;
        // The last bracket of the file may come too early, with one left over.
        let early = self.open.len() == 1 && self.kind(1).is_some();
        if fits && !(early && too_many) {
            group.close = Some(self.bump());
            return true;
        }
        if too_many && self.surplus[group.bracket as usize] >= 0 {
            self.surplus[close as usize] -= 1;
            group.damaged = true;
            let message = format!("this `{}` is one too many", close.close());
            let problem = Problem::error("stray-bracket", self.bump(), message);
            let problem = problem.label("nothing is open that it could close");
            let help = format!("leave it out, or write the `{}` that belongs to it", close.open());
            self.problems.push(problem.help(help));
            // Its comma goes with it.
            if self.kind(0) == Some(&TokenKind::Comma) {
                self.next += 1;
            }
            return false;
        }
        if !too_many && self.open[..self.open.len() - 1].contains(&close) {
            self.never_closed(group);
            return true;
        }
        self.surplus[close as usize] -= 1;
        self.surplus[group.bracket as usize] += 1;
        group.damaged = true;
        let at = self.bump();
        group.close = Some(at.clone());
        let right = group.bracket.close();
        let message = format!("`{}` is closed by the wrong bracket", self.begins(group));
        let problem = Problem::error("wrong-bracket", at, message);
        let problem = problem.label(format!("this should be `{right}`"));
        self.problems.push(problem.help(format!("write `{right}`")));
        true
    }
}
