//! All about a routine, and what stands below the pictures of its figure, on paper.

use crate::routine::{Side, Stage};

sentences! {
    BUILT_IN: "built in"
    /// What plays in the place of a built-in one.
    YOURS_INSTEAD: "yours, in place of the built-in one"

    // What there is to know about it in a word or two, each with its name.
    LASTS: "Lasts"
    SUITS: "Suits"
    POSITION: "Position"
    FOR: "For"
    HAVE_READY: "Have ready"
    EASIER: "Easier"
    THE_DOSE: "The dose"

    // What it lasts.
    AS_LONG_AS_YOU_TAKE: "as long as you take, at your own pace"
    and_at_own_pace(length): "{length} and what you take at your own pace"
    from_to(least, most): "{least} to {most}"

    TAKE_CARE: "Take care"
    SOURCES: "Sources"
    /// The side that a step is told for.
    as_on(side): " (as on the {side})"

    // Its figure.
    too_narrow(enough): "a figure needs more room than there is" => "{enough} columns are enough"
    no_figure(id): "there is no figure of `{id}`" => "`supple show {id}` tells its steps in words"

    // Where each picture leads.
    FROM_HERE: "from here"
    TO_HERE: "to here"
    ONE_STEP: "one step"
    AND_ON: "and on"
    to_the(side): "to the {side}"

    /// What a movement asks that stretches.
    AS_FAR_AS_IS_EASY: "As far as is easy. "

    // The list of all routines.
    pages(names): "Pages for `supple show`: {names}."
    own_routines(folder): "Your own routines are the .ron files in {folder}"
}

/// When a routine is for; nothing where its file does not limit it, which says nothing either.
pub fn suits(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Any => None,
        Stage::Easing => Some("after day 3, once it has begun to ease"),
        Stage::Building => Some("from two weeks on"),
        Stage::Settled => Some("with no recent episode, or six weeks after it"),
    }
}

/// Who asked for a routine and when, and the day to look at it again.
pub fn prescribed(by: Option<&str>, on: Option<&str>, review: Option<&str>) -> String {
    let told = [("by", by), ("on", on), ("to be looked at again on", review)];
    let told = told.iter().filter_map(|(word, text)| Some(format!("{word} {}", (*text)?)));
    told.collect::<Vec<_>>().join(", ")
}

/// Of which side the pictures of a step are.
pub fn one_side(side: Side, from_behind: bool) -> String {
    let [side, other] = [side, side.other()].map(super::side);
    let seen = if from_behind { "seen from behind, so its right is your right; " } else { "" };
    format!("The {side} side, {seen}the {other} one is its mirror.")
}
