//! The texts of a routine: an author's words, laid out and cleaned when they are read, and the names
//! of poses, places and parts of the body.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::grammar::{FieldType, FieldValue, NameKind, TextVisit};
use super::place::RoutinePlace;
use crate::text::is_unseen;

/// Types for texts: what each names, if anything, and how it is cleaned.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, $names:expr, $clean:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
        #[serde(from = "String")]
        pub struct $name(String);

        impl From<String> for $name {
            fn from(text: String) -> $name {
                $name($clean(text))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> $name {
                text.to_owned().into()
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self)
            }
        }

        impl FieldValue for $name {
            const TYPE: FieldType = match $names {
                Some(kind) => FieldType::Name(kind),
                None => FieldType::Text,
            };
            const HAS_TEXTS: bool = true;

            fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut TextVisit<'_, 'r>) {
                visit(here, $names, self);
            }
        }
    )* };
}

texts! {
    /// A text of a routine as it will be read: a line break and its indent are one space, an empty
    /// line parts two paragraphs, a tab is a space, and what nobody would see is left out. `\n`
    /// within quotes is a line break like any other. What a terminal would obey is still in it:
    /// `check` refuses such a text.
    AuthorText, None, tidy;
    /// The name of a pose.
    PoseName, Some(NameKind::Pose), String::from;
    /// A place on the body or the seat, with `right` or `left` before it where it has a side.
    PlaceName, Some(NameKind::Place), String::from;
    /// A part of the body that can be lit.
    AreaName, Some(NameKind::Area), String::from;
}

fn tidy(mut text: String) -> String {
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
    text
}

/// A name, an id or a day: it is taken as it stands.
impl FieldValue for String {
    const TYPE: FieldType = FieldType::Text;
    const HAS_TEXTS: bool = true;

    fn each_text<'r>(&'r self, here: &mut RoutinePlace, visit: &mut TextVisit<'_, 'r>) {
        visit(here, None, self);
    }
}

impl AuthorText {
    pub fn as_str(&self) -> &str {
        self
    }
}

impl Borrow<str> for AuthorText {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<&AuthorText> for String {
    fn from(text: &AuthorText) -> String {
        text.0.clone()
    }
}

impl<T: AsRef<str> + ?Sized> PartialEq<T> for AuthorText {
    fn eq(&self, other: &T) -> bool {
        self.0 == other.as_ref()
    }
}
