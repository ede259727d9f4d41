//! The cautions that routines share: one file, of names and sentences.

use std::sync::LazyLock;

use serde::Deserialize;

use super::built_in;
use crate::problem::Problem;
use crate::routine::syntax::Tree;

/// A caution that routines share.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    pub name: String,
    pub text: String,
}

/// The shared cautions, in their order.
pub fn shared_cautions() -> &'static [Caution] {
    static CAUTIONS: LazyLock<Vec<Caution>> = LazyLock::new(|| {
        ron::from_str(built_in::CAUTIONS).expect("a test reads the cautions that are built in")
    });
    &CAUTIONS
}

/// The sentence of a shared caution.
pub fn caution(name: &str) -> Option<&'static str> {
    let mut cautions = shared_cautions().iter();
    let caution = cautions.find(|caution| caution.name == name)?;
    Some(&caution.text)
}

/// Everything that is wrong with a file of shared cautions. Its signs are told of one by one;
/// where they are sound and ron stops all the same, what it stops at.
pub fn cautions_problems(text: &str) -> Vec<Problem> {
    let problems = Tree::parse(text).problems;
    match ron::from_str::<Vec<Caution>>(text) {
        Err(error) if problems.is_empty() => {
            let byte = |at: ron::error::Position| {
                let before: usize = text
                    .split_inclusive('\n')
                    .take(at.line - 1)
                    .map(str::len)
                    .sum();
                let line = text.get(before..).unwrap_or_default();
                let within = line.char_indices().nth(at.col - 1);
                before + within.map_or(line.len(), |(within, _)| within)
            };
            let at = byte(error.span.start)..byte(error.span.end);
            let found = Problem::error("syntax", at, format!("this is no caution: {}", error.code))
                .help("write each like `(name: \"stop\", text: \"Stop if it hurts.\")`");
            vec![found]
        }
        _ => problems,
    }
}
