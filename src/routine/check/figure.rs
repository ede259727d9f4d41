//! The rules about the figure: the names of poses, places and parts of the body, and poses that
//! nothing shows.

use crate::routine::figure::{Pose, known_names, shared_poses};
use crate::routine::grammar::{FieldValue, NameKind};
use crate::routine::place::{Finding, PlacePart, RoutinePlace};
use crate::routine::vocabulary::nearest;
use crate::routine::{Routine, Step};

pub(super) fn figures(routine: &Routine, found: &mut Vec<Finding>) {
    names(routine, found);
    for (i, pose) in routine.poses.iter().enumerate() {
        let place = RoutinePlace::field("poses").item(i);
        if routine.poses[..i]
            .iter()
            .any(|other| other.name == pose.name)
        {
            let message = format!("there are two poses `{}`", pose.name);
            let help = "give one of them another name, or leave it out";
            found.push(Finding::error("pose-twice", place.then("name"), message).help(help));
        } else if leads_back(pose, &routine.poses) {
            let message = format!("pose `{}` is like itself, by way of `like`", pose.name);
            let help = "write a pose that does not come from this one";
            found.push(Finding::error("pose-like-itself", place.then("like"), message).help(help));
        }
    }
}

/// Every name of a pose, a place or a part of the body that there is not.
fn names(routine: &Routine, found: &mut Vec<Finding>) {
    routine.each_text(&mut RoutinePlace::default(), &mut |place, kind, says| {
        let named_here = place.keys.last() == Some(&PlacePart::Field("name"));
        let Some(kind) = kind.filter(|_| !named_here) else {
            return;
        };
        found.extend(never_shown(routine, place));
        let known = known_names(kind, &routine.poses);
        if known.iter().any(|name| name == says) {
            return;
        }
        let here = place.clone();
        let found_here = match kind {
            NameKind::Pose => {
                Finding::error("unknown-pose", here, format!("there is no pose `{says}`"))
            }
            NameKind::Place => {
                Finding::error("unknown-place", here, format!("there is no place `{says}`"))
            }
            NameKind::Area => {
                let message = format!("`{says}` is no part that can be lit");
                Finding::error("unknown-place", here, message)
            }
        };
        let help = match nearest(says, known.iter().map(String::as_str)) {
            Some(like) => format!("did you mean \"{like}\"?"),
            None => "`supple explain poses` names them all".to_owned(),
        };
        found.push(found_here.help(help));
    });
}

fn leads_back(pose: &Pose, own: &[Pose]) -> bool {
    let mut here = pose;
    // A shared pose leads to shared ones only.
    for _ in 0..=own.len() {
        let Some(like) = &here.like else {
            return false;
        };
        let mut all = own.iter().chain(shared_poses());
        match all.find(|other| other.name == *like) {
            Some(next) => here = next,
            None => return false,
        }
        if here.name == pose.name {
            return true;
        }
    }
    false
}

/// What says that a pose, written at a place, is shown never.
fn never_shown(routine: &Routine, place: &RoutinePlace) -> Option<Finding> {
    let step = step_at(&routine.steps, &place.steps)?;
    let figure = step.figure().or(routine.figure.as_ref());
    let in_tempo = place.keys.contains(&PlacePart::Field("tempo"));
    let has_tempo = matches!(step, Step::Reps(reps) if reps.tempo.is_some());
    let of_figure = place
        .keys
        .ends_with(&["figure", "pose"].map(PlacePart::Field));
    let (message, help) = if in_tempo && figure.is_none() {
        let help = "write `figure: (start: \"standing\")` in the step or the routine";
        ("this pose belongs to no figure, so nothing shows it", help)
    } else if of_figure && has_tempo {
        let help = "write `pose` in the part at whose end the body is there";
        (
            "in a tempo each part says its own pose, so nothing shows this one",
            help,
        )
    } else {
        return None;
    };
    Some(Finding::error("pose-never-shown", place.clone().name(), message).help(help))
}

/// The step at a place.
fn step_at<'r>(steps: &'r [Step], path: &[usize]) -> Option<&'r Step> {
    let (first, rest) = path.split_first()?;
    match (steps.get(*first)?, rest) {
        (step, []) => Some(step),
        (Step::Repeat(repeat), rest) => step_at(&repeat.steps, rest),
        _ => None,
    }
}
