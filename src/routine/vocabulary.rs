//! All that the format has words for: its steps, its other constructs, and the words to choose from;
//! and names: which form they have, and which one was likely meant.

use super::figure::{
    Close, Figure, Hips, Limb, Offset, Pose, Prop, Shoulder, Swell, TrunkPart, Viewpoint,
};
use super::grammar::{Construct, TRUTH, WordChoice};
use super::{Check, Often, OneSide, Part, Prescribed, Routine, Source, Step};

/// The construct that a step is written as; `Include` has none.
pub fn step(word: &str) -> Option<&'static Construct> {
    let mut steps = Step::GRAMMAR.iter();
    steps.find(|step| step.name == word && !step.fields.is_empty())
}

/// Every kind of step, `Include` among them.
pub fn step_words() -> impl Iterator<Item = &'static str> {
    Step::GRAMMAR.iter().map(|step| step.name)
}

/// Every construct, the routine first; where two have a field of one name, the likelier first.
pub fn constructs() -> impl Iterator<Item = &'static Construct> {
    let steps = step_words().filter_map(step);
    let inner = [
        Source::GRAMMAR,
        Prescribed::GRAMMAR,
        Part::GRAMMAR,
        Often::GRAMMAR,
        OneSide::GRAMMAR,
        Check::GRAMMAR,
        Figure::GRAMMAR,
        Close::GRAMMAR,
        Pose::GRAMMAR,
        TrunkPart::GRAMMAR,
        Shoulder::GRAMMAR,
        Limb::GRAMMAR,
        Offset::GRAMMAR,
        Hips::GRAMMAR,
        Swell::GRAMMAR,
    ];
    let kinds = Viewpoint::GRAMMAR.iter().chain(Prop::GRAMMAR);
    let kinds = kinds.filter(|kind| !kind.fields.is_empty());
    std::iter::once(Routine::GRAMMAR).chain(steps).chain(inner).chain(kinds)
}

/// Every set of words to choose from, in the order of the fields that do.
pub fn choices() -> Vec<&'static WordChoice> {
    let mut all: Vec<&WordChoice> = Vec::new();
    for choice in constructs().flat_map(|of| of.fields).filter_map(|field| field.choice()) {
        if choice.name != TRUTH.name && !all.iter().any(|known| known.name == choice.name) {
            all.push(choice);
        }
    }
    all
}

/// Whether a text can be the id of a routine, or the name of a caution, rather than a sentence:
/// small letters, digits and dashes.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// How an id spells letters that it can't have.
const SPELLED: [(&str, &str); 11] = [
    ("äæ", "ae"),
    ("öøœ", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("àáâãå", "a"),
    ("èéêë", "e"),
    ("ìíîï", "i"),
    ("òóôõ", "o"),
    ("ùúû", "u"),
    ("ñ", "n"),
    ("ç", "c"),
];

/// The id that a text was most likely meant as.
pub fn as_id(text: &str) -> String {
    let text = text.trim().trim_end_matches(".ron").to_lowercase();
    let mut id = String::new();
    for c in text.chars() {
        let spelled = SPELLED.iter().find(|(letters, _)| letters.contains(c));
        match spelled {
            Some((_, spelled)) => id.push_str(spelled),
            None if c.is_ascii_alphanumeric() => id.push(c),
            None if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            None => {}
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// The nearest of some words, where one is near enough to be meant.
pub fn nearest<'w>(word: &str, among: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > 64 {
        return None;
    }
    let lower = word.to_lowercase();
    let near = among.into_iter().filter_map(|candidate| {
        let other = candidate.to_lowercase();
        let longest = lower.chars().count().max(other.chars().count());
        let away = strsim::damerau_levenshtein(&lower, &other);
        (away <= longest / 3).then_some((away, candidate))
    });
    near.min_by_key(|(away, _)| *away).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::grammar::FieldType;

    #[test]
    fn whatever_a_field_holds_is_listed_and_explained() {
        for construct in constructs() {
            assert_ne!(construct.doc(), "", "{}", construct.name);
            for field in construct.fields {
                assert_ne!(field.doc(), "", "{}.{}", construct.name, field.word);
                match field.kind.of_each() {
                    FieldType::Fields(of) => assert!(constructs().any(|one| one.name == of.name)),
                    FieldType::Word(of) => {
                        assert!(of.words.iter().all(|word| !of.doc(word).is_empty()));
                    }
                    FieldType::Kind(kinds) => {
                        assert!(kinds.iter().all(|kind| !kind.doc().is_empty()));
                        assert!(kinds[0].fields.is_empty());
                    }
                    _ => {}
                }
            }
        }
        assert!(Step::GRAMMAR.iter().all(|step| !step.doc().is_empty()));
    }
}
