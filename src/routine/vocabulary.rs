//! All that the format has words for: its steps, its other constructs, and the words to choose from.

use super::figure::{Close, Figure, Fixed, Hips, Limb, Offset, Pose, Prop, Shoulder, Swell};
use super::figure::{TrunkPart, Viewpoint, Way};
use super::grammar::{Construct, WordChoice};
use super::{Alternate, Breath, Check, Confidence, OneSide, Part, Position, Prescribed, Routine};
use super::{Side, Sides, Source, Stage, Step};

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
    let kinds = KINDS
        .into_iter()
        .flatten()
        .filter(|kind| !kind.fields.is_empty());
    std::iter::once(Routine::GRAMMAR)
        .chain(steps)
        .chain(inner)
        .chain(kinds)
}

/// Every set of words of which some have fields.
const KINDS: [&[Construct]; 2] = [Viewpoint::GRAMMAR, Prop::GRAMMAR];

/// Every set of words to choose from.
pub const CHOICES: [&WordChoice; 9] = [
    Stage::CHOICE,
    Position::CHOICE,
    Confidence::CHOICE,
    Sides::CHOICE,
    Side::CHOICE,
    Alternate::CHOICE,
    Breath::CHOICE,
    Way::CHOICE,
    Fixed::CHOICE,
];

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
