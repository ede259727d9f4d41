//! Where in the grammar of a routine a byte stands, judged by the tokens before it.
//!
//! Tokens, not the tree: what is being typed has no place in a tree yet. A bracket that is open
//! at the cursor is a frame; the frames lead from the file to the field.

use super::Document;
use crate::routine::Routine;
use crate::routine::grammar::{Construct, FieldType, FormatField};
use crate::routine::syntax::{Bracket, BracketGroup, Token, TokenKind, TreeValue, named, plain};
use crate::routine::vocabulary::{nearest, step, step_words};

/// What may stand at a place.
#[derive(Clone, Copy, Debug)]
pub enum Expected {
    /// The routine itself.
    Routine,
    /// The fields of a construct.
    Fields(&'static Construct),
    /// The value of a field, or an item of the list that it holds, and its type.
    Value(&'static Construct, &'static FormatField, FieldType),
    /// The id of a routine.
    Id,
    /// Something that routines don't have.
    Unknown,
}

/// An open bracket and what has been read since.
#[derive(Debug)]
struct GrammarFrame<'t> {
    inside: Expected,
    bracket: Option<Bracket>,
    /// The byte that it opens at.
    open: usize,
    /// The field whose value comes next or has just come.
    key: Option<&'t str>,
    /// A value has come since the key, the comma or the bracket.
    valued: bool,
}

/// Where a byte stands.
#[derive(Debug)]
pub struct CursorPlace<'t> {
    pub expected: Expected,
    /// The token that the byte stands in or ends; for one between two tokens none.
    pub token: Option<&'t Token>,
    /// The first token after that which is neither space nor comment.
    pub next: Option<&'t TokenKind>,
    /// The byte that the brackets around it open at.
    open: usize,
}

impl<'t> CursorPlace<'t> {
    /// Of a byte between characters, as a cursor stands: the word that ends there is its token.
    pub fn at_cursor(document: &'t Document, at: usize) -> CursorPlace<'t> {
        let touches = |token: &&Token| token.at.start < at && at <= token.at.end;
        let belongs = |token: &&Token| match &token.kind {
            TokenKind::Word | TokenKind::Number => true,
            // Behind its closing quote a text is over.
            TokenKind::Text => at < token.at.end,
            TokenKind::Mended(_) | TokenKind::StrayQuote => true,
            TokenKind::Comment => {
                at < token.at.end || document.text[token.at.clone()].starts_with("//")
            }
            _ => false,
        };
        let token = document.tree.tokens.iter().find(touches);
        CursorPlace::new(document, at, token.filter(belongs))
    }

    /// Of the character that begins at a byte.
    pub fn on_character(document: &'t Document, at: usize) -> CursorPlace<'t> {
        let mut tokens = document.tree.tokens.iter();
        let token = tokens.find(|token| token.at.contains(&at));
        CursorPlace::new(document, at, token)
    }

    fn new(document: &'t Document, at: usize, token: Option<&'t Token>) -> CursorPlace<'t> {
        let tokens = &document.tree.tokens;
        let until = token.map_or(at, |token| token.at.start);
        let (before, after) = tokens.split_at(tokens.partition_point(|t| t.at.start < until));
        let here = open_frame(&document.text, before);
        let expected = match (here.inside, here.key) {
            (Expected::Fields(construct), Some(key)) if !here.valued => {
                construct.field(key).map_or(Expected::Unknown, |field| value_of(construct, field))
            }
            (inside, _) => inside,
        };
        let mut after = after.iter().skip(usize::from(token.is_some()));
        let next = after.find(|token| !token.kind.is_trivia()).map(|token| &token.kind);
        CursorPlace { expected, token, next, open: here.open }
    }

    /// Whether a field is given in the same brackets, before or after.
    pub fn has_field(&self, document: &Document, word: &str) -> bool {
        let text = &document.text;
        let group = document.tree.root.as_ref().and_then(|root| group_at(root, self.open));
        let mut keys = group.into_iter().flat_map(|group| &group.items).filter_map(|item| {
            // The word under the cursor is not a field that is given already.
            item.key.clone().filter(|key| self.token.is_none_or(|token| token.at != *key))
        });
        keys.any(|key| named(&text[key]) == word)
    }
}

/// The group whose bracket opens at a byte.
fn group_at(value: &TreeValue, open: usize) -> Option<&BracketGroup> {
    let group = value.group().filter(|_| value.at.contains(&open))?;
    if group.open.start == open {
        return Some(group);
    }
    let mut values = group.items.iter().filter_map(|item| item.value.as_ref());
    values.find_map(|value| group_at(value, open))
}

/// The innermost bracket that is open behind some tokens.
fn open_frame<'t>(text: &'t str, tokens: &[Token]) -> GrammarFrame<'t> {
    let frame =
        |inside, bracket, open| GrammarFrame { inside, bracket, open, key: None, valued: false };
    let mut here = frame(Expected::Routine, None, 0);
    let mut around = Vec::new();
    // The word just before, space apart.
    let mut word = None;
    for token in tokens.iter().filter(|token| !token.kind.is_trivia()) {
        let before = word.take();
        match token.kind {
            TokenKind::Colon => (here.key, here.valued) = (before, false),
            TokenKind::Comma => (here.key, here.valued) = (None, false),
            TokenKind::Open(bracket) => {
                here.valued = true;
                let inside = frame(inside(&here, before, bracket), Some(bracket), token.at.start);
                around.push(std::mem::replace(&mut here, inside));
            }
            TokenKind::Close(bracket) => {
                // One that fits no open bracket closes nothing.
                around.push(here);
                let closed = around.iter().rposition(|frame| frame.bracket == Some(bracket));
                around.truncate(closed.unwrap_or(around.len()));
                here = around.pop().unwrap_or_else(|| frame(Expected::Routine, None, 0));
            }
            TokenKind::Attribute => {}
            _ => {
                here.valued = true;
                let is_word = token.kind == TokenKind::Word;
                word = is_word.then(|| plain(&text[token.at.clone()]));
            }
        }
    }
    here
}

/// What the value of a field is.
fn value_of(construct: &'static Construct, field: &'static FormatField) -> Expected {
    if field.word == "easier" {
        Expected::Id
    } else {
        Expected::Value(construct, field, field.kind)
    }
}

/// What stands in a bracket that opens here, with this word before it.
fn inside(frame: &GrammarFrame<'_>, name: Option<&str>, bracket: Bracket) -> Expected {
    let named = |name: &str| match name {
        "Include" => Some(Expected::Id),
        name => step(name).map(Expected::Fields),
    };
    let is_round = bracket == Bracket::Round;
    match (frame.inside, frame.key) {
        (Expected::Routine, _) if is_round => {
            name.and_then(named).unwrap_or(Expected::Fields(Routine::GRAMMAR))
        }
        (Expected::Fields(construct), key) => {
            let field = key.and_then(|key| construct.field(key));
            match field.map(|field| (field, field.kind)) {
                Some((field, FieldType::List(of))) if bracket == Bracket::Square => {
                    Expected::Value(construct, field, *of)
                }
                Some((_, kind)) => fields_of(kind, name, is_round),
                // A second pair of brackets, or a step outside `steps`.
                None if is_round => name.and_then(named).unwrap_or(Expected::Fields(construct)),
                None => name.and_then(named).unwrap_or(Expected::Unknown),
            }
        }
        (Expected::Value(_, _, FieldType::Step), _) => {
            let meant = || named(nearest(name?, step_words())?);
            name.and_then(named).or_else(meant).unwrap_or(Expected::Unknown)
        }
        (Expected::Value(_, _, of), _) => fields_of(of, name, is_round),
        _ => Expected::Unknown,
    }
}

/// What stands in the round brackets of a value.
fn fields_of(kind: FieldType, name: Option<&str>, is_round: bool) -> Expected {
    let construct = match kind {
        FieldType::Fields(of) => Some(of),
        FieldType::Kind(kinds) => kinds.iter().find(|kind| name == Some(kind.name)),
        _ => None,
    };
    construct.filter(|_| is_round).map_or(Expected::Unknown, Expected::Fields)
}
