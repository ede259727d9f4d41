//! The files that the program carries: routines, pages of information, and the cautions that
//! routines share. `library` reads the routines.

use std::sync::LazyLock;

use serde::Deserialize;

use super::built_in;
use crate::problem::Problem;
use crate::routine::AuthorText;
use crate::routine::figure::Pose;
use crate::routine::grammar::ron_options;
use crate::routine::read::error_at;
use crate::routine::syntax::Tree;

/// The built-in routines by id, in the order of what helps soonest.
pub const ROUTINES: &[(&str, &str)] = &[
    ("first-five-minutes", include_str!("../../routines/first-five-minutes.ron")),
    ("heat-session", include_str!("../../routines/heat-session.ron")),
    ("cold-session", include_str!("../../routines/cold-session.ron")),
    ("lie-knees-propped", include_str!("../../routines/lie-knees-propped.ron")),
    ("lie-legs-on-chair", include_str!("../../routines/lie-legs-on-chair.ron")),
    ("lie-side-pillow", include_str!("../../routines/lie-side-pillow.ron")),
    ("lie-front-brief", include_str!("../../routines/lie-front-brief.ron")),
    ("sleep-setup", include_str!("../../routines/sleep-setup.ron")),
    ("breathe-belly", include_str!("../../routines/breathe-belly.ron")),
    ("breathe-even", include_str!("../../routines/breathe-even.ron")),
    ("breathe-box", include_str!("../../routines/breathe-box.ron")),
    ("walk-short", include_str!("../../routines/walk-short.ron")),
    ("walk-build", include_str!("../../routines/walk-build.ron")),
    ("shoulder-raises", include_str!("../../routines/shoulder-raises.ron")),
    ("desk-blade-squeeze", include_str!("../../routines/desk-blade-squeeze.ron")),
    ("desk-chin-tuck", include_str!("../../routines/desk-chin-tuck.ron")),
    ("desk-neck-tilt", include_str!("../../routines/desk-neck-tilt.ron")),
    ("desk-cat-cow", include_str!("../../routines/desk-cat-cow.ron")),
    ("desk-reset", include_str!("../../routines/desk-reset.ron")),
    ("desk-chair-extension", include_str!("../../routines/desk-chair-extension.ron")),
    ("neck-chest-evening", include_str!("../../routines/neck-chest-evening.ron")),
    ("spasm-ball-wall", include_str!("../../routines/spasm-ball-wall.ron")),
    ("floor-morning", include_str!("../../routines/floor-morning.ron")),
    ("kneel-cat-child", include_str!("../../routines/kneel-cat-child.ron")),
    ("seated-twist", include_str!("../../routines/seated-twist.ron")),
    ("step-forward-stretch", include_str!("../../routines/step-forward-stretch.ron")),
];

/// The shared cautions, written once: a list of `(name, text)`.
pub const CAUTIONS: &str = include_str!("../../routines/cautions.ron");

/// The pages of information by name; the first line of each is its title.
pub const PAGES: &[(&str, &str)] = &[
    ("red-flags", include_str!("../../routines/pages/red-flags.txt")),
    ("disagreements", include_str!("../../routines/pages/disagreements.txt")),
    ("first-days", include_str!("../../routines/pages/first-days.txt")),
    ("heat-and-cold", include_str!("../../routines/pages/heat-and-cold.txt")),
    ("posture-and-lifting", include_str!("../../routines/pages/posture-and-lifting.txt")),
    ("sleeping", include_str!("../../routines/pages/sleeping.txt")),
    ("what-supple-cannot-know", include_str!("../../routines/pages/what-supple-cannot-know.txt")),
    ("why-no-hyperventilation", include_str!("../../routines/pages/why-no-hyperventilation.txt")),
];

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
    static CAUTIONS: LazyLock<Vec<Caution>> = LazyLock::new(|| {
        ron::from_str(built_in::CAUTIONS).expect("a test reads the cautions that are built in")
    });
    &CAUTIONS
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
