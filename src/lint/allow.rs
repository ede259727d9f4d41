//! What the author has seen and accepts: `allow: ["text-count"]`.

use super::WARNINGS;
use crate::routine::Routine;
use crate::routine::check::{Found, Place};
use crate::routine::read::nearest;

/// Leaves out what is allowed, and tells of names in `allow` that mean or do nothing.
pub(super) fn allowed(routine: &Routine, found: Vec<Found>) -> Vec<Found> {
    let place = |at| Place::field("allow").item(at);
    let mut about = Vec::new();
    for (at, name) in routine.allow.iter().enumerate() {
        if !WARNINGS.contains(&name.as_str()) {
            about.push(unknown(name, place(at)));
            continue;
        }
        let again = routine.allow[..at].contains(name);
        let used = found.iter().any(|found| found.name == name);
        let of_itself = matches!(name.as_str(), "unused-allow" | "unknown-allow");
        if again || !used && !of_itself {
            about.push(unused(name, again, place(at)));
        }
    }
    let mut all = found;
    all.extend(about);
    without_allowed(routine, &mut all);
    all
}

/// Leaves out what the author has seen and accepts.
pub(super) fn without_allowed(routine: &Routine, found: &mut Vec<Found>) {
    found.retain(|found| !routine.allow.iter().any(|allowed| allowed == found.name));
}

fn unknown(name: &str, place: Place) -> Found {
    let like = nearest(name, WARNINGS.iter().copied());
    Found::warning(
        "unknown-allow",
        place,
        format!("there is no warning `{name}` to allow"),
    )
    .help(match like {
        Some(like) => format!("did you mean \"{like}\"?"),
        None => "`supple explain` lists the warnings; an error can't be allowed".into(),
    })
}

fn unused(name: &str, again: bool, place: Place) -> Found {
    let message = match again {
        true => format!("`{name}` is allowed twice"),
        false => format!("`{name}` is allowed, but nothing here asks for it"),
    };
    Found::warning("unused-allow", place, message)
        .help("leave it out, or it will hide a mistake to come")
}
