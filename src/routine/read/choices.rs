//! Words of the format that an author chooses from, like `Each`.

use super::super::syntax::{Group, Kind, Value, plain};
use super::guess::{among, both_sides};
use super::nearest;
use super::values::{Of, Reader};
use super::words::{Choice, Sort};
use crate::problem::Problem;

impl Reader<'_> {
    pub fn choice(&mut self, of: Of, choice: &'static Choice, value: &Value) -> Option<String> {
        let written = self.words(&value.at);
        let (bare, in_quotes) = match &value.kind {
            Kind::Word => (plain(written).to_owned(), false),
            Kind::Bare | Kind::Number => (written.to_owned(), false),
            Kind::Text | Kind::Char => (written.trim_matches(['"', '\'']).to_owned(), true),
            Kind::Mended(says) => (says.clone(), true),
            Kind::Group(Group {
                name: Some(name), ..
            }) => {
                let word = self.words(name);
                if !choice.words.contains(&word) {
                    self.wrong_type(Sort::One(choice), of, value);
                    return None;
                }
                self.report(
                    Problem::error(
                        "wrong-type",
                        value.at.clone(),
                        format!("`{word}` has no brackets"),
                    )
                    .help(format!("write `{word}`")),
                );
                return Some(word.to_owned());
            }
            Kind::Group(_) if both_sides(choice, written) => (written.to_owned(), false),
            _ => {
                self.wrong_type(Sort::One(choice), of, value);
                return None;
            }
        };
        if choice.words.contains(&bare.as_str()) {
            if in_quotes {
                self.report(
                    Problem::error(
                        "wrong-type",
                        value.at.clone(),
                        format!("`{}` is a word of the format, not a text", of.word),
                    )
                    .help(format!("write {bare} without quotes")),
                );
            }
            return Some(bare);
        }
        let like = match both_sides(choice, &bare) {
            true => Some("Each"),
            false => nearest(&bare, choice.words.iter().copied()).or_else(|| among(choice, &bare)),
        };
        let help = match like {
            Some(like) if like.eq_ignore_ascii_case(&bare) => {
                format!("write `{like}`, with a capital letter and without quotes")
            }
            Some(like) => format!("did you mean `{like}`?"),
            None => format!("write {}", choice.listed()),
        };
        let shown = self.shown(&value.at);
        self.report(
            Problem::error(
                "unknown-word",
                value.at.clone(),
                format!("`{}` can't be `{}`", of.word, shown.trim_matches('"')),
            )
            .help(help),
        );
        like.map(str::to_owned)
    }
}
