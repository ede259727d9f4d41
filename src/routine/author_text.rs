//! An author's words, laid out and cleaned when they are read.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};

use super::grammar::{FieldType, FieldValue, TextVisit};
use super::place::RoutinePlace;
use crate::text::is_unseen;

/// A text of a routine as it will be read: a line break and its indent are one space, an empty
/// line parts two paragraphs, a tab is a space, and what nobody would see is left out. `\n`
/// within quotes is a line break like any other. What a terminal would obey is still in it:
/// `check` refuses such a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct AuthorText(String);

impl AuthorText {
    fn new(mut text: String) -> AuthorText {
        if !text.is_ascii() {
            text.retain(|c| !is_unseen(c));
        }
        if text.contains('\t') {
            text = text.replace('\t', " ");
        }
        if text.contains('\n') {
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            let paragraphs = lines.split(|line| line.is_empty());
            let paragraphs = paragraphs.map(|lines| lines.join(" "));
            let paragraphs: Vec<String> = paragraphs.filter(|one| !one.is_empty()).collect();
            text = paragraphs.join("\n\n");
        }
        AuthorText(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for AuthorText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(AuthorText::new)
    }
}

impl FieldValue for AuthorText {
    const TYPE: FieldType = FieldType::Text;

    fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut TextVisit<'_, 'r>) {
        visit(here, None, self);
    }
}

/// A name, an id or a day: it is taken as it stands.
impl FieldValue for String {
    const TYPE: FieldType = FieldType::Text;

    fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut TextVisit<'_, 'r>) {
        visit(here, None, self);
    }
}

impl Deref for AuthorText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for AuthorText {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&AuthorText> for String {
    fn from(text: &AuthorText) -> String {
        text.0.clone()
    }
}

impl fmt::Display for AuthorText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl<T: AsRef<str> + ?Sized> PartialEq<T> for AuthorText {
    fn eq(&self, other: &T) -> bool {
        self.0 == other.as_ref()
    }
}

impl From<&str> for AuthorText {
    fn from(text: &str) -> AuthorText {
        AuthorText::new(text.to_owned())
    }
}
