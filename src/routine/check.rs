//! The rules between the values of a routine: what can't be seen in any one of them.
//!
//! Plain values in, a list of what was found out. A [`Finding`] says its [`RoutinePlace`] in the words of
//! the routine; only when there is something to say does `read` look up where that stands in the
//! file. Every rule here makes a routine unplayable; what only deserves a look is for `lint`.

pub use texts::{PlacedText, each_text};

use super::figure::{Pose, known_names, shared_poses};
use super::grammar::{FieldValue, NameKind, all_of};
use super::place::{Finding, PlacePart, RoutinePlace};
use super::vocabulary::{as_id, is_id, is_name, nearest};
use super::{Often, Routine, Step};
use crate::limits::{Agent, Limits};
use crate::seconds::{LONGEST, written};

mod steps;
mod texts;

/// The names that a routine may refer to, as far as they are known where it is checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'a> {
    /// The shared cautions; `None` where they are not known, and then every name passes.
    pub cautions: Option<&'a [&'a str]>,
}

/// Everything that is wrong between the values of one routine, in the order of its words.
/// How large it is, and what it includes, is not looked into: [`resolve`] does that.
pub fn check(routine: &Routine, names: &Names<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    whole(routine, names, &mut found);
    steps::steps(routine, &mut found);
    texts::texts(routine, &mut found);
    look_at_figures(routine, &mut found);
    found
}

/// The rules about the routine itself.
fn whole(routine: &Routine, names: &Names<'_>, found: &mut Vec<Finding>) {
    if routine.title.trim().is_empty() {
        found.push(
            Finding::error("empty-title", RoutinePlace::field("title"), "the title is empty")
                .help("write the name that the person should see, like \"Seated twist\""),
        );
    }
    if routine.steps.is_empty() {
        found.push(
            Finding::error(
                "no-steps",
                RoutinePlace::field("steps"),
                "the routine has no steps, so there is nothing to play",
            )
            .help("write at least one, like `Hold(name: \"..\", for: \"30s\")`"),
        );
    }
    for (i, caution) in routine.cautions.iter().enumerate() {
        caution_name(caution, names, RoutinePlace::field("cautions").item(i), found);
    }
    if let Some(language) = &routine.language
        && !is_language(language)
    {
        found.push(
            Finding::error(
                "bad-language",
                RoutinePlace::field("language"),
                format!("`{language}` is not the code of a language"),
            )
            .help("write its short code, like \"en\", \"de\" or \"pt-BR\""),
        );
    }
    if let Some(easier) = &routine.easier
        && !is_id(easier)
    {
        found.push(bad_id(easier, RoutinePlace::field("easier")));
    }
    if let Some(often) = &routine.often {
        let agents = agents_in(&routine.steps);
        look_at_often(often, &agents, RoutinePlace::field("often"), found);
    }
    let days = routine
        .prescribed
        .iter()
        .flat_map(|prescribed| [("on", &prescribed.on), ("review", &prescribed.review)]);
    for (field, day) in days {
        if let Some(day) = day
            && !is_day(day)
        {
            found.push(
                Finding::error(
                    "bad-day",
                    RoutinePlace::field("prescribed").then(field),
                    format!("`{day}` is not a day"),
                )
                .help("write year, month and day, like \"2026-11-21\""),
            );
        }
    }
}

/// The rules about how often something is done. `agents` are the heat and cold in it.
fn look_at_often(often: &Often, agents: &[Agent], place: RoutinePlace, found: &mut Vec<Finding>) {
    let on = |field: &'static str| place.clone().then(field);
    let mut contradicts = |field, message: String, help: &str| {
        found.push(Finding::error("often-contradicts", on(field), message).help(help));
    };
    let says_days = often.a_week.is_some() || !often.on.is_empty();
    if *often == Often::default() {
        contradicts(
            "a_day",
            "this `often` doesn't say how often".into(),
            "write how often, like `often: (a_day: 3)`, or leave `often` out",
        );
    }
    if let (Some(a_day), Some(apart)) = (often.a_day, often.apart)
        && apart.0 * a_day.most > LONGEST
    {
        let (times, apart) = (a_day.most, written(apart.0));
        contradicts(
            "apart",
            format!("{times} times a day, {apart} apart, are more than a day has room for"),
            "write fewer times, or less time between them",
        );
    }
    match often.every {
        Some(_) if says_days => contradicts(
            "every",
            "`every` says on which days, and `a_week` or `on` says it too".into(),
            "leave `every` out, or the others",
        ),
        Some(every) if !(1..=LONGEST_PAUSE).contains(&every) => contradicts(
            "every",
            format!("every {every} days is no rhythm that can be kept"),
            "write a number from 1, which is daily, to 366",
        ),
        _ => {}
    }
    if let Some(days) = often.a_week {
        let (has, named, help) = match often.on.len() {
            0 => (7, "a week has 7".to_owned(), "write fewer days"),
            named => (
                named,
                format!("`on` names {named}"),
                "write fewer days, or name more of them in `on`",
            ),
        };
        if days.most as usize > has {
            let asked = days.most;
            let message = format!("{asked} days a week are asked for, and {named}");
            contradicts("a_week", message, help);
        }
    }
    let twice = (1..often.on.len()).find(|at| often.on[..*at].contains(&often.on[*at]));
    if let Some(at) = twice {
        let day = often.on[at];
        let message = format!("`on` names {day:?} twice");
        contradicts("on", message, "name each day once");
    }
    for agent in agents {
        let (what, limits) = (agent.word(), Limits::of(*agent));
        if let Some(asked) = often.a_day.filter(|asked| asked.most > limits.a_day) {
            let (most, asked) = (limits.a_day, asked.most);
            let message =
                format!("{what} may be applied {most} times a day at the most, not {asked}");
            let error = Finding::error("too-many-a-day", on("a_day"), message);
            found.push(error.help(format!("write at most {most}")));
        }
        if often.apart.is_some_and(|apart| apart.0 < limits.apart) {
            let hours = limits.apart.as_secs() / 3600;
            let message =
                format!("two applications of {what} must be at least {hours} hours apart");
            let error = Finding::error("applications-too-close", on("apart"), message);
            found.push(error.help(format!("write \"{hours}h\" or more, or leave `apart` out")));
        }
    }
}

/// The heat and cold in some steps, each once.
fn agents_in(steps: &[Step]) -> Vec<Agent> {
    let of = |step: &Step| match step {
        Step::Heat(_) => vec![Agent::Heat],
        Step::Cold(_) => vec![Agent::Cold],
        Step::Repeat(repeat) => agents_in(&repeat.steps),
        _ => Vec::new(),
    };
    let mut agents: Vec<Agent> = steps.iter().flat_map(of).collect();
    agents.sort_unstable();
    agents.dedup();
    agents
}

/// The most days that `every` may say.
const LONGEST_PAUSE: u32 = 366;

fn caution_name(caution: &str, names: &Names<'_>, place: RoutinePlace, found: &mut Vec<Finding>) {
    let Some(known) = names.cautions else {
        return;
    };
    let one_word = !caution.is_empty() && !caution.contains(char::is_whitespace);
    if !one_word || known.contains(&caution) {
        return;
    }
    let like = nearest(caution, known.iter().copied());
    if !is_name(caution) && like.is_none() {
        return;
    }
    let help = match like {
        Some(like) => format!("did you mean \"{like}\"?"),
        None => format!("the shared cautions are {}; or write a whole sentence", all_of(known)),
    };
    found.push(
        Finding::error("unknown-caution", place, format!("there is no shared caution `{caution}`"))
            .help(help),
    );
}

/// What is said of an id that can't be one.
pub(crate) fn bad_id(id: &str, place: RoutinePlace) -> Finding {
    let mended = as_id(id);
    Finding::error("bad-id", place, format!("`{id}` can't be the id of a routine"))
        .label("small letters, digits and dashes only")
        .help(match is_id(&mended) {
            true => format!("write it like the name of its file without `.ron`, \"{mended}\""),
            false => "write it like the name of its file without `.ron`, \"seated-twist\"".into(),
        })
}

/// `en`, `pt-BR`.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

fn is_day(day: &str) -> bool {
    day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok()
}

// The rules about the figure: the names of poses, places and parts of the body, and poses that
// nothing shows.

fn look_at_figures(routine: &Routine, found: &mut Vec<Finding>) {
    names(routine, found);
    for (i, pose) in routine.poses.iter().enumerate() {
        let place = RoutinePlace::field("poses").item(i);
        if routine.poses[..i].iter().any(|other| other.name == pose.name) {
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
    let of_figure = place.keys.ends_with(&["figure", "pose"].map(PlacePart::Field));
    let (message, help) = if in_tempo && figure.is_none() {
        let help = "write `figure: (start: \"standing\")` in the step or the routine";
        ("this pose belongs to no figure, so nothing shows it", help)
    } else if of_figure && has_tempo {
        let help = "write `pose` in the part at whose end the body is there";
        ("in a tempo each part says its own pose, so nothing shows this one", help)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::AuthorText;
    use crate::routine::read::by_ron;

    fn routine(steps: &str) -> Routine {
        by_ron(&format!("(title: \"t\", ready: \"0s\", steps: [{steps}])")).expect(steps)
    }

    #[test]
    fn a_text_over_lines_becomes_paragraphs() {
        for (text, tidied) in [
            ("one line ", "one line "),
            ("a\tb", "a b"),
            ("soft\u{ad}hy\u{200b}phen", "softhyphen"),
            ("one\n    line", "one line"),
            ("one\r\n\t\tline\r\n", "one line"),
            ("\n  one\n\n\n  two\n  more\n", "one\n\ntwo more"),
        ] {
            let read = AuthorText::from(text);
            assert_eq!(read.as_str(), tidied, "{text:?}");
            assert_eq!(AuthorText::from(read.as_str()), read);
        }
    }

    #[test]
    fn sentences_are_no_names() {
        let names = Names { cautions: Some(&["twist"]) };
        let mut whole = routine("Rest(for: \"5s\")");
        whole.cautions = vec!["twist".into(), "Not with a fever.".into(), "Careful!".into()];
        assert_eq!(check(&whole, &names), []);
        whole.cautions.push("bend".into());
        assert_eq!(check(&whole, &names).len(), 1);
        assert_eq!(check(&whole, &Names::default()), []);
    }
}
