//! All that the format has words for: its steps, its other constructs, and the words to choose from;
//! and names: which form they have, and which one was likely meant.

use super::figure::{
    Close, Figure, Fixed, Hips, Limb, Offset, Pose, Prop, Shoulder, Swell, TrunkPart, Viewpoint,
    Way,
};
use super::grammar::{Construct, WordChoice};
use super::{
    Alternate, Breath, Check, Confidence, Often, OneSide, Part, Position, Prescribed, Routine,
    Side, Sides, Source, Stage, Step, Weekday,
};

/// The construct that a step is written as; `Include` has none.
pub fn step(word: &str) -> Option<&'static Construct> {
    let mut steps = Step::GRAMMAR.iter();
    steps.find(|step| step.name == word && !step.fields.is_empty())
}

/// Every kind of step, `Include` among them.
pub fn step_words() -> impl Iterator<Item = &'static str> {
    Step::GRAMMAR.iter().map(|step| step.name)
}

/// Every construct, the routine first.
pub fn constructs() -> impl Iterator<Item = &'static Construct> {
    let steps = step_words().filter_map(step);
    let inner = [
        Source::GRAMMAR,
        Prescribed::GRAMMAR,
        Often::GRAMMAR,
        Part::GRAMMAR,
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
    let kinds = KINDS.into_iter().flatten().filter(|kind| !kind.fields.is_empty());
    std::iter::once(Routine::GRAMMAR).chain(steps).chain(inner).chain(kinds)
}

/// Every set of words of which some have fields.
const KINDS: [&[Construct]; 2] = [Viewpoint::GRAMMAR, Prop::GRAMMAR];

/// Every set of words to choose from.
pub const CHOICES: [&WordChoice; 10] = [
    Stage::CHOICE,
    Position::CHOICE,
    Confidence::CHOICE,
    Sides::CHOICE,
    Side::CHOICE,
    Alternate::CHOICE,
    Breath::CHOICE,
    Weekday::CHOICE,
    Way::CHOICE,
    Fixed::CHOICE,
];

/// Whether a text can be the id of a routine: small letters, digits and single dashes.
pub fn is_id(text: &str) -> bool {
    is_name(text)
}

/// Whether a text is a name rather than a sentence: small letters, digits and dashes.
pub fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// The id that a text was most likely meant as.
pub fn as_id(text: &str) -> String {
    let text = text.trim().trim_end_matches(".ron");
    let mut id = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => id.push_str("ae"),
            'ö' | 'ø' | 'œ' => id.push_str("oe"),
            'ü' => id.push_str("ue"),
            'ß' => id.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => id.push('a'),
            'è' | 'é' | 'ê' | 'ë' => id.push('e'),
            'ì' | 'í' | 'î' | 'ï' => id.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' => id.push('o'),
            'ù' | 'ú' | 'û' => id.push('u'),
            'ñ' => id.push('n'),
            'ç' => id.push('c'),
            c if c.is_ascii_alphanumeric() => id.push(c),
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
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
    among
        .into_iter()
        .map(|candidate| {
            let other = candidate.to_lowercase();
            let longest = lower.chars().count().max(other.chars().count());
            let away = strsim::damerau_levenshtein(&lower, &other);
            (away, longest, candidate)
        })
        .filter(|(away, longest, _)| *away <= longest / 3)
        .min_by_key(|(away, _, _)| *away)
        .map(|(_, _, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::grammar::{FieldType, TRUTH};

    #[test]
    fn whatever_a_field_holds_is_listed_and_explained() {
        for construct in constructs() {
            assert_ne!(construct.doc(), "", "{}", construct.name);
            for field in construct.fields {
                assert_ne!(field.doc(), "", "{}.{}", construct.name, field.word);
                let kind = match field.kind {
                    FieldType::List(of) => *of,
                    kind => kind,
                };
                match kind {
                    FieldType::Fields(of) => assert!(constructs().any(|one| one.name == of.name)),
                    FieldType::Word(of) => {
                        let known = CHOICES.iter().any(|one| one.name == of.name);
                        assert!(known || of.name == TRUTH.name);
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
