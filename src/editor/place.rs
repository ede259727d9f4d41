//! Where in the grammar of a routine a byte stands, judged by the tokens before it.
//!
//! Tokens, not the tree: what is being typed has no place in a tree yet. A bracket that is open
//! at the cursor is a frame; the frames lead from the file to the field.

use std::ops::Range;

use crate::routine::Routine;
use crate::routine::grammar::{Construct, FieldType, FormatField, WordChoice};
use crate::routine::syntax::{Bracket, Token, TokenKind, Tree, plain};
use crate::routine::vocabulary;
use crate::routine::vocabulary::nearest;

/// What may stand between a pair of brackets.
#[derive(Clone, Copy, Debug)]
pub enum Surroundings {
    /// The file itself.
    File,
    /// The fields of a construct.
    Fields(&'static Construct),
    /// Steps.
    Steps,
    /// Fields in brackets of their own, one construct after the other.
    List(&'static Construct),
    /// Words of a choice.
    Words(&'static WordChoice),
    /// Words of which some have fields in brackets behind them.
    Kinds(&'static [Construct]),
    /// The texts of a field.
    Texts(&'static Construct, &'static FormatField),
    /// The id of a routine.
    Include,
    /// Something that routines don't have.
    Unknown,
}

/// An open bracket and what has been read since.
#[derive(Debug)]
struct GrammarFrame<'t> {
    inside: Surroundings,
    bracket: Option<Bracket>,
    /// The field whose value comes next or has just come.
    key: Option<&'t str>,
    /// A value has come since the key, the comma or the bracket.
    valued: bool,
    /// The fields that have been given.
    given: Vec<&'t str>,
}

/// Where a byte stands.
#[derive(Debug)]
pub struct CursorPlace<'t> {
    pub inside: Surroundings,
    /// The field whose value stands here.
    pub key: Option<&'t str>,
    /// A value stands between the key, or the last comma, and here.
    pub valued: bool,
    /// The fields given in the same brackets, before and after.
    pub given: Vec<&'t str>,
    /// The token that the byte stands in or ends; for one between two tokens none.
    pub token: Option<&'t Token>,
    /// The first token after that which is neither space nor comment.
    pub next: Option<&'t Token>,
}

impl<'t> CursorPlace<'t> {
    /// Of a byte between characters, as a cursor stands: the word that ends there is its token.
    pub fn at_cursor(text: &'t str, tree: &'t Tree, at: usize) -> CursorPlace<'t> {
        let touches = |token: &&Token| token.at.start < at && at <= token.at.end;
        let belongs = |token: &Token| match &token.kind {
            TokenKind::Word | TokenKind::Number => true,
            // Behind its closing quote a text is over.
            TokenKind::Text => at < token.at.end,
            TokenKind::Mended(_) | TokenKind::StrayQuote => true,
            TokenKind::Comment => at < token.at.end || text[token.at.clone()].starts_with("//"),
            _ => false,
        };
        let token = tree.tokens.iter().find(touches);
        CursorPlace::new(text, tree, at, token.filter(|token| belongs(token)))
    }

    /// Of the character that begins at a byte.
    pub fn on_character(text: &'t str, tree: &'t Tree, at: usize) -> CursorPlace<'t> {
        let mut tokens = tree.tokens.iter();
        let token = tokens.find(|token| token.at.contains(&at));
        CursorPlace::new(text, tree, at, token)
    }

    fn new(text: &'t str, tree: &'t Tree, at: usize, token: Option<&'t Token>) -> CursorPlace<'t> {
        let until = token.map_or(at, |token| token.at.start);
        let split = tree.tokens.partition_point(|token| token.at.start < until);
        let (before, after) = tree.tokens.split_at(split);
        let mut frames = Frames::new(text);
        for token in before {
            frames.pass(token);
        }
        let depth = frames.open.len();
        let here = frames.open.last().expect("the file itself is never closed");
        let (inside, key, valued) = (here.inside, here.key, here.valued);
        let mut after = after.iter();
        if token.is_some() {
            after.next();
        }
        let next = after.clone().find(|token| !token.kind.is_trivia());
        // A word under the cursor is not a field that is given already.
        if let (Some(token), Some(next)) = (token, next)
            && token.kind == TokenKind::Word
            && next.kind != TokenKind::Colon
        {
            frames.pass(token);
        }
        let mut skip_key = token.is_some_and(|token| token.kind == TokenKind::Word);
        for token in after {
            if skip_key && token.kind == TokenKind::Colon {
                skip_key = false;
                continue;
            }
            skip_key &= token.kind.is_trivia();
            if frames.open.len() == depth && matches!(token.kind, TokenKind::Close(_)) {
                break;
            }
            frames.pass(token);
            if frames.open.len() < depth {
                break;
            }
        }
        let given = match frames.open.len() >= depth {
            true => frames.open.swap_remove(depth - 1).given,
            false => Vec::new(),
        };
        CursorPlace { inside, key, valued, given, token, next }
    }

    /// The field whose value stands here.
    pub fn field(&self) -> Option<(&'static Construct, &'static FormatField)> {
        match self.inside {
            Surroundings::Fields(construct) => Some((construct, construct.field(self.key?)?)),
            Surroundings::Texts(construct, field) => Some((construct, field)),
            _ => None,
        }
    }
}

struct Frames<'t> {
    text: &'t str,
    open: Vec<GrammarFrame<'t>>,
    /// The word just before, space apart.
    word: Option<&'t str>,
}

impl<'t> Frames<'t> {
    fn new(text: &'t str) -> Frames<'t> {
        Frames {
            text,
            open: vec![GrammarFrame {
                inside: Surroundings::File,
                bracket: None,
                key: None,
                valued: false,
                given: Vec::new(),
            }],
            word: None,
        }
    }

    fn words(&self, at: &Range<usize>) -> &'t str {
        plain(&self.text[at.clone()])
    }

    fn pass(&mut self, token: &Token) {
        if token.kind.is_trivia() {
            return;
        }
        let word = self.word.take();
        let here = self.open.last_mut();
        let here = here.expect("the file itself is never closed");
        match &token.kind {
            TokenKind::Word => {
                here.valued = true;
                self.word = Some(self.words(&token.at));
            }
            TokenKind::Colon => {
                here.key = word;
                here.given.extend(word);
                here.valued = false;
            }
            TokenKind::Comma => {
                here.key = None;
                here.valued = false;
            }
            TokenKind::Open(bracket) => {
                here.valued = true;
                let inside = inside(here, word, *bracket);
                self.open.push(GrammarFrame {
                    inside,
                    bracket: Some(*bracket),
                    key: None,
                    valued: false,
                    given: Vec::new(),
                });
            }
            TokenKind::Close(bracket) => {
                // One that fits no open bracket closes nothing.
                let mut open = self.open.iter();
                if let Some(depth) = open.rposition(|frame| frame.bracket == Some(*bracket)) {
                    self.open.truncate(depth);
                }
            }
            TokenKind::Text
            | TokenKind::Mended(_)
            | TokenKind::Char
            | TokenKind::Number
            | TokenKind::StrayQuote
            | TokenKind::Sign => here.valued = true,
            _ => {}
        }
    }
}

/// What stands in a bracket that opens here, with this word before it.
fn inside(frame: &GrammarFrame<'_>, name: Option<&str>, bracket: Bracket) -> Surroundings {
    let step = |name: &str| match name {
        "Include" => Some(Surroundings::Include),
        name => vocabulary::step(name).map(Surroundings::Fields),
    };
    let kind = |kinds: &'static [Construct]| {
        let known = kinds.iter().find(|kind| name == Some(kind.name));
        known.map_or(Surroundings::Unknown, Surroundings::Fields)
    };
    let meant = |name: &str| nearest(name, vocabulary::step_words()).and_then(step);
    match (frame.inside, bracket) {
        (Surroundings::File, Bracket::Round) => match name {
            None | Some("Routine") => Surroundings::Fields(Routine::GRAMMAR),
            Some(name) => step(name).unwrap_or(Surroundings::Fields(Routine::GRAMMAR)),
        },
        (Surroundings::Fields(construct), _) => {
            let Some(field) = frame.key.and_then(|key| construct.field(key)) else {
                // A second pair of brackets, or a step outside `steps`.
                return name.and_then(step).unwrap_or(match bracket {
                    Bracket::Round => Surroundings::Fields(construct),
                    _ => Surroundings::Unknown,
                });
            };
            match (field.kind, bracket) {
                (FieldType::Fields(of), Bracket::Round) => Surroundings::Fields(of),
                (FieldType::List(FieldType::Step), Bracket::Square) => Surroundings::Steps,
                (FieldType::List(FieldType::Fields(of)), Bracket::Square) => Surroundings::List(of),
                (FieldType::List(FieldType::Word(choice)), Bracket::Square) => {
                    Surroundings::Words(choice)
                }
                (FieldType::List(FieldType::Kind(kinds)), Bracket::Square) => {
                    Surroundings::Kinds(kinds)
                }
                (FieldType::Kind(kinds), Bracket::Round) => kind(kinds),
                (FieldType::List(FieldType::Text | FieldType::Name(_)), Bracket::Square) => {
                    Surroundings::Texts(construct, field)
                }
                _ => Surroundings::Unknown,
            }
        }
        (Surroundings::Steps, _) => {
            let named = name.and_then(|name| step(name).or_else(|| meant(name)));
            named.unwrap_or(Surroundings::Unknown)
        }
        (Surroundings::List(of), Bracket::Round) => Surroundings::Fields(of),
        (Surroundings::Kinds(kinds), Bracket::Round) => kind(kinds),
        _ => Surroundings::Unknown,
    }
}
