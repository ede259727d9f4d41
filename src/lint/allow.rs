//! What the author has seen and accepts: `allow: ["text-count"]`.

use super::warnings;
use crate::routine::Routine;
use crate::routine::names::nearest;
use crate::routine::place::{Finding, RoutinePlace};

/// Leaves out what is allowed, and tells of names in `allow` that mean or do nothing.
pub(super) fn leave_out_allowed(routine: &Routine, mut found: Vec<Finding>) -> Vec<Finding> {
    let mut about = Vec::new();
    for (at, name) in routine.allow.iter().enumerate() {
        let place = RoutinePlace::field("allow").item(at);
        let again = routine.allow[..at].contains(name);
        let used = found.iter().any(|found| found.name == name);
        let of_itself = ["unused-allow", "unknown-allow"].contains(&name.as_str());
        if !warnings().any(|known| known == name) {
            about.push(unknown_allow(name, place));
        } else if again || !used && !of_itself {
            about.push(unused_allow(name, again, place));
        }
    }
    found.extend(about);
    found.retain(|found| !is_allowed(routine, found));
    found
}

pub(super) fn is_allowed(routine: &Routine, found: &Finding) -> bool {
    routine.allow.iter().any(|allowed| allowed == found.name)
}

fn unknown_allow(name: &str, place: RoutinePlace) -> Finding {
    let like = nearest(name, warnings());
    let message = format!("there is no warning `{name}` to allow");
    Finding::warning("unknown-allow", place, message).help(match like {
        Some(like) => format!("did you mean \"{like}\"?"),
        None => "`supple explain` lists the warnings; an error can't be allowed".into(),
    })
}

fn unused_allow(name: &str, again: bool, place: RoutinePlace) -> Finding {
    let message = if again {
        format!("`{name}` is allowed twice")
    } else {
        format!("`{name}` is allowed, but nothing here asks for it")
    };
    Finding::warning("unused-allow", place, message)
        .help("leave it out, or it will hide a mistake to come")
}
