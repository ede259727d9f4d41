//! The files that the program carries: routines, pages of information, and the cautions that
//! routines share. `library` reads the routines.

use std::sync::LazyLock;

use include_dir::{Dir, File, include_dir};
use serde::Deserialize;

use super::RED_FLAGS;
use crate::problem::Problem;
use crate::routine::AuthorText;
use crate::routine::figure::Pose;
use crate::routine::grammar::ron_options;
use crate::routine::read::error_at;
use crate::routine::syntax::Tree;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/routines");

fn text_of(file: &str) -> &'static str {
    FILES.get_file(file).and_then(File::contents_utf8).unwrap_or_default()
}

/// The built-in routines by id, in the order of what helps soonest.
pub static ROUTINES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let order = text_of("order.txt").split_whitespace();
    order.map(|id| (id, text_of(&format!("{id}.ron")))).collect()
});

/// The pages of information, the red flags first and then by name; the first line of each is its
/// title.
pub static PAGES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let files = FILES.get_dir("pages").into_iter().flat_map(Dir::files);
    let page =
        |file: &'static File<'_>| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?));
    let mut pages: Vec<_> = files.filter_map(page).collect();
    pages.sort_by_key(|(name, _)| (*name != RED_FLAGS, *name));
    pages
});

/// How much a caution weighs; the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Weight {
    /// When to call for help.
    Emergency,
    /// Who must leave it, or for how long.
    MustNot,
    /// Who asks a doctor first.
    AskFirst,
    /// How to do it without harm.
    HowTo,
}

/// A caution that routines share.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    pub name: String,
    pub weight: Weight,
    pub text: String,
}

/// The shared cautions, in the order of their file.
pub fn shared_cautions() -> &'static [Caution] {
    static READ: LazyLock<Vec<Caution>> = LazyLock::new(|| {
        ron::from_str(text_of("cautions.ron")).expect("a test reads the cautions that are built in")
    });
    &READ
}

/// The shared caution of a name.
pub fn caution(name: &str) -> Option<&'static Caution> {
    shared_cautions().iter().find(|caution| caution.name == name)
}

/// How much a sentence of a routine's cautions weighs.
pub fn weight(sentence: &str) -> Weight {
    let mut shared = shared_cautions().iter();
    let caution = shared.find(|caution| caution.text == sentence);
    // What an author found worth a sentence of their own weighs as much as who must not.
    caution.map_or(Weight::MustNot, |caution| caution.weight)
}

/// The sentences behind names and an author's own sentences, each once, the weightiest first.
pub(super) fn sentences(names: &[AuthorText]) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for name in names {
        let sentence = caution(name).map_or(name.as_str(), |caution| &caution.text);
        if !sentences.iter().any(|known| known == sentence) {
            sentences.push(sentence.to_owned());
        }
    }
    sentences.sort_by_key(|sentence| weight(sentence));
    sentences
}

/// Everything that is wrong with a file of shared cautions. Its signs are told of one by one;
/// where they are sound and ron stops all the same, what it stops at.
pub fn cautions_problems(text: &str) -> Vec<Problem> {
    let error = ron::from_str::<Vec<Caution>>(text).err();
    let help = "write each like `(name: \"stop\", weight: HowTo, text: \"Stop if it hurts.\")`";
    signs_or_stop(text, error, "this is no caution", help)
}

/// Everything that is wrong with the signs and words of a file of poses.
pub fn poses_problems(text: &str) -> Vec<Problem> {
    let error = ron_options().from_str::<Vec<Pose>>(text).err();
    let help = "write each like `(name: \"tall\", like: \"sitting\", chest: (bend: 5))`";
    signs_or_stop(text, error, "this is no pose", help)
}

/// The signs of a text that are wrong; where they are sound, what ron stops at.
fn signs_or_stop(
    text: &str,
    error: Option<ron::error::SpannedError>,
    what: &str,
    help: &str,
) -> Vec<Problem> {
    let problems = Tree::parse(text).problems;
    let Some(error) = error.filter(|_| problems.is_empty()) else {
        return problems;
    };
    let at = error_at(text, &error);
    vec![Problem::error("syntax", at, format!("{what}: {}", error.code)).help(help)]
}
