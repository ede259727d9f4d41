//! The rules between the values of a routine: what can't be seen in any one of them.
//!
//! Plain values in, a list of what was found out. A [`Finding`] says its [`RoutinePlace`] in the words of
//! the routine; only when there is something to say does `read` look up where that stands in the
//! file. Every rule here makes a routine unplayable; what only deserves a look is for `lint`.

use jiff::civil::Date;

use super::figure::{Pose, is_known_name, known_names, shared_poses};
use super::grammar::{FieldValue, NameKind, all_of};
use super::place::{Finding, PlacePart, RoutinePlace};
use super::syntax::code_point;
use super::vocabulary::{as_id, is_id, nearest};
use super::{Often, Routine, Step};
use crate::limits::{Agent, Limits};
use crate::problem::Errors;
use crate::seconds::{LONGEST, written};
use crate::text::is_obeyed;

mod steps;

/// The names that a routine may refer to, as far as they are known where it is checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'a> {
    /// The shared cautions; `None` where they are not known, and then every name passes.
    pub cautions: Option<&'a [&'a str]>,
}

/// Everything that is wrong between the values of one routine. How large it is, and what it
/// includes, is not looked into: [`resolve`](crate::timeline::resolve) does that.
pub fn check(routine: &Routine, names: &Names<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    look_at_whole(routine, names, &mut found);
    steps::look_at_steps(&routine.steps, &mut Vec::new(), false, &mut found);
    let own: Vec<&str> = routine.poses.iter().map(|pose| &*pose.name).collect();
    routine.each_text(&mut RoutinePlace::default(), &mut |place, names, says| match names {
        Some(kind) => look_at_name(routine, &own, kind, (place, says), &mut found),
        None => look_at_text(routine, place, says, &mut found),
    });
    look_at_poses(routine, &own, &mut found);
    found
}

/// The rules about the routine itself.
fn look_at_whole(routine: &Routine, names: &Names<'_>, found: &mut Vec<Finding>) {
    let at = RoutinePlace::field;
    if routine.title.trim().is_empty() {
        let help = "write the name that the person should see, like \"Seated twist\"";
        found.tell("empty-title", at("title"), "the title is empty", help);
    }
    if routine.steps.is_empty() {
        let message = "the routine has no steps, so there is nothing to play";
        let help = "write at least one, like `Hold(name: \"..\", for: \"30s\")`";
        found.tell("no-steps", at("steps"), message, help);
    }
    for (i, caution) in routine.cautions.iter().enumerate() {
        look_at_caution(caution, names, at("cautions").item(i), found);
    }
    if let Some(language) = routine.language.as_ref().filter(|code| !is_language(code)) {
        let message = format!("`{language}` is not the code of a language");
        let help = "write its short code, like \"en\", \"de\" or \"pt-BR\"";
        found.tell("bad-language", at("language"), message, help);
    }
    let easier = routine.easier.as_ref().filter(|id| !is_id(id));
    found.extend(easier.map(|id| bad_id(id, at("easier"))));
    if let Some(often) = &routine.often {
        look_at_often(often, &agents_in(&routine.steps), &at("often"), found);
    }
    let prescribed = routine.prescribed.iter();
    for (field, day) in prescribed.flat_map(|by| [("on", &by.on), ("review", &by.review)]) {
        if let Some(day) =
            day.as_ref().filter(|day| day.len() != 10 || day.parse::<Date>().is_err())
        {
            let message = format!("`{day}` is not a day");
            let help = "write year, month and day, like \"2026-11-21\"";
            found.tell("bad-day", at("prescribed").then(field), message, help);
        }
    }
}

/// The most days that `every` may say.
const LONGEST_PAUSE: u32 = 366;

/// The rules about how often something is done. `agents` are the heat and cold in it.
fn look_at_often(often: &Often, agents: &[Agent], place: &RoutinePlace, found: &mut Vec<Finding>) {
    let mut contradicts = |field: &'static str, message: String, help: &str| {
        found.tell("often-contradicts", place.clone().then(field), message, help);
    };
    if *often == Often::default() {
        let help = "write how often, like `often: (a_day: 3)`, or leave `often` out";
        contradicts("a_day", "this `often` doesn't say how often".into(), help);
    }
    if let (Some(a_day), Some(apart)) = (often.a_day, often.apart)
        && apart.0 * a_day.most > LONGEST
    {
        let (times, apart) = (a_day.most, written(apart.0));
        let message =
            format!("{times} times a day, {apart} apart, are more than a day has room for");
        contradicts("apart", message, "write fewer times, or less time between them");
    }
    if let Some(every) = often.every {
        if often.a_week.is_some() || !often.on.is_empty() {
            let message = "`every` says on which days, and `a_week` or `on` says it too".into();
            contradicts("every", message, "leave `every` out, or the others");
        } else if !(1..=LONGEST_PAUSE).contains(&every) {
            let message = format!("every {every} days is no rhythm that can be kept");
            contradicts("every", message, "write a number from 1, which is daily, to 366");
        }
    }
    let (has, why) = match often.on.len() {
        0 => (7, "a week has 7".to_owned()),
        named => (named, format!("`on` names {named}")),
    };
    if let Some(days) = often.a_week.filter(|days| days.most as usize > has) {
        let message = format!("{} days a week are asked for, and {why}", days.most);
        let more = if often.on.is_empty() { "" } else { ", or name more of them in `on`" };
        let help = &format!("write fewer days{more}");
        contradicts("a_week", message, help);
    }
    let twice = (1..often.on.len()).find(|at| often.on[..*at].contains(&often.on[*at]));
    if let Some(at) = twice {
        contradicts("on", format!("`on` names {:?} twice", often.on[at]), "name each day once");
    }
    for agent in agents {
        let limits = Limits::of(*agent);
        if let Some(asked) = often.a_day.filter(|asked| asked.most > limits.a_day) {
            let (what, most, asked) = (agent.word(), limits.a_day, asked.most);
            let message =
                format!("{what} may be applied {most} times a day at the most, not {asked}");
            let (place, help) = (place.clone().then("a_day"), format!("write at most {most}"));
            found.tell("too-many-a-day", place, message, help);
        }
        if often.apart.is_some_and(|apart| apart.0 < limits.apart) {
            found.push(too_close(*agent, place.clone().then("apart")));
        }
    }
}

/// Applications with too short a pause between them.
fn too_close(agent: Agent, place: RoutinePlace) -> Finding {
    let (what, hours) = (agent.word(), Limits::of(agent).apart.as_secs() / 3600);
    let message = format!("two applications of {what} must be at least {hours} hours apart");
    let help = format!("write \"{hours}h\" or more, or leave `apart` out");
    Finding::error("applications-too-close", place, message).help(help)
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

/// A word alone must be the name of a shared caution, or so unlike a name that it is a sentence.
fn look_at_caution(caution: &str, names: &Names<'_>, at: RoutinePlace, found: &mut Vec<Finding>) {
    let known = names.cautions.filter(|known| !known.contains(&caution));
    let one_word = !caution.is_empty() && !caution.contains(char::is_whitespace);
    let Some(known) = known.filter(|_| one_word) else {
        return;
    };
    let help = match nearest(caution, known.iter().copied()) {
        Some(like) => format!("did you mean \"{like}\"?"),
        None if !is_id(caution) => return,
        None => format!("the shared cautions are {}; or write a whole sentence", all_of(known)),
    };
    found.tell("unknown-caution", at, format!("there is no shared caution `{caution}`"), help);
}

/// What is said of an id that can't be one.
pub(crate) fn bad_id(id: &str, place: RoutinePlace) -> Finding {
    let mended = as_id(id);
    let like = if is_id(&mended) { &mended } else { "seated-twist" };
    Finding::error("bad-id", place, format!("`{id}` can't be the id of a routine"))
        .label("small letters, digits and dashes only")
        .help(format!("write it like the name of its file without `.ron`, \"{like}\""))
}

/// `en`, `pt-BR`.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    let more = |part: &str| {
        (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(more)
}

/// The rules about the name of a pose, a place or a part of the body in a figure.
fn look_at_name(
    routine: &Routine,
    own: &[&str],
    kind: NameKind,
    (place, says): (&RoutinePlace, &str),
    found: &mut Vec<Finding>,
) {
    // What names a pose.
    if place.keys.last() == Some(&PlacePart::Field("name")) {
        return;
    }
    found.extend(never_shown(routine, place));
    if is_known_name(kind, own, says) {
        return;
    }
    let known = known_names(kind, own);
    let help = match nearest(says, known.iter().map(String::as_str)) {
        Some(like) => format!("did you mean \"{like}\"?"),
        None => "`supple explain poses` names them all".to_owned(),
    };
    let place = place.clone();
    let unknown = match kind {
        NameKind::Pose => {
            Finding::error("unknown-pose", place, format!("there is no pose `{says}`"))
        }
        NameKind::Place => {
            Finding::error("unknown-place", place, format!("there is no place `{says}`"))
        }
        NameKind::Area => {
            Finding::error("unknown-place", place, format!("`{says}` is no part that can be lit"))
        }
    };
    found.push(unknown.help(help));
}

/// The rules between the poses of a routine.
fn look_at_poses(routine: &Routine, own: &[&str], found: &mut Vec<Finding>) {
    for (i, pose) in routine.poses.iter().enumerate() {
        let (place, name) = (RoutinePlace::field("poses").item(i), &pose.name);
        if own[..i].contains(&&**name) {
            let help = "give one of them another name, or leave it out";
            let message = format!("there are two poses `{name}`");
            found.tell("pose-twice", place.then("name"), message, help);
        } else if leads_back(pose, &routine.poses) {
            let message = format!("pose `{name}` is like itself, by way of `like`");
            let help = "write a pose that does not come from this one";
            found.tell("pose-like-itself", place.then("like"), message, help);
        }
    }
}

fn leads_back(pose: &Pose, own: &[Pose]) -> bool {
    let next = |pose: &&Pose| {
        let like = pose.like.as_ref()?;
        own.iter().chain(shared_poses()).find(|other| other.name == *like)
    };
    // A shared pose leads to shared ones only.
    let mut line = std::iter::successors(next(&pose), next).take(own.len() + 1);
    line.any(|other| other.name == pose.name)
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

// The rules about texts: placeholders, characters that a terminal would obey.

/// The placeholders that stand for the side, for messages.
const PLACEHOLDERS: &str =
    "`{side}`, `{other side}`, `{Side}`, `{Other side}` and `{for right|for left}`";

/// Characters that a terminal would obey instead of showing, those that turn the order of letters
/// round, and placeholders.
fn look_at_text(routine: &Routine, place: &RoutinePlace, says: &str, found: &mut Vec<Finding>) {
    // Most texts are plain, and bytes are looked at faster than letters.
    if says.bytes().all(|byte| matches!(byte, b' '..=b'z')) {
        return;
    }
    if let Some(bad) = says.chars().find(|&c| is_obeyed(c)) {
        let what = match bad {
            '\u{1b}' => "the escape character",
            _ if bad.is_control() => "a control character",
            _ => "a character that turns the order of letters round",
        };
        let message = format!("this text holds {what}, {}", code_point(bad));
        let help = "leave it out: a terminal would obey it instead of showing it";
        found.tell("control-character", place.clone().words(bad), message, help);
    }
    let all = || format!("the placeholders are {PLACEHOLDERS}");
    let mut bad = |words: &str, message: String, help: String| {
        found.tell("bad-placeholder", place.clone().words(words), message, help);
    };
    let mut whole = Vec::new();
    let mut rest = says;
    while let Some(open) = rest.find(['{', '}']) {
        rest = &rest[open..];
        let inner = &rest[1..];
        let close = inner.find(['{', '}']).filter(|at| inner[*at..].starts_with('}'));
        match close {
            _ if rest.starts_with('}') => {
                bad("}", "this `}` has no `{` in front of it".into(), all());
            }
            Some(close) => whole.push((&rest[..close + 2], &inner[..close])),
            None => {
                let known = KNOWN.iter().find(|known| begins_with(inner, known));
                let words = match known {
                    Some(known) => rest[..known.len() + 1].to_owned(),
                    None => rest.chars().take(12).collect(),
                };
                let words = words.trim_end();
                let help = known.map_or_else(all, |known| format!("write `{{{known}}}`"));
                bad(words, format!("`{words}` is never closed with a `}}`"), help);
            }
        }
        rest = match close {
            Some(close) if rest.starts_with('{') => &inner[close + 1..],
            _ => inner,
        };
    }
    for (written, inner) in whole {
        look_at_placeholder(routine, place, written, inner, found);
    }
}

/// Whether a step is done on a side, its own or that of a `Repeat` around it.
fn is_sided(routine: &Routine, path: &[usize]) -> bool {
    let mut steps = routine.steps.as_slice();
    path.iter().any(|at| {
        let step = &steps[*at];
        if let Step::Repeat(repeat) = step {
            steps = &repeat.steps;
        }
        step.side().is_some()
    })
}

/// The placeholders that have one form.
const KNOWN: [&str; 4] = ["side", "other side", "Side", "Other side"];

/// Whether a whole word, or two, stands at the beginning.
fn begins_with(words: &str, known: &str) -> bool {
    let after = words.strip_prefix(known);
    after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

fn look_at_placeholder(
    routine: &Routine,
    place: &RoutinePlace,
    written: &str,
    inner: &str,
    found: &mut Vec<Finding>,
) {
    let at = place.clone().words(written);
    if inner.matches('|').count() != 1 && !KNOWN.contains(&inner) {
        let help = match nearest(inner, KNOWN) {
            Some(like) => format!("did you mean `{{{like}}}`?"),
            None => format!("the placeholders are {PLACEHOLDERS}"),
        };
        let message = format!("there is no placeholder `{written}`");
        return found.tell("unknown-placeholder", at, message, help);
    }
    let is_replaced = matches!(
        place.keys.as_slice(),
        [.., PlacePart::Field("cue")] | [PlacePart::Field("name" | "start" | "text" | "say")]
    );
    let (but, help) = if !is_replaced || place.steps.is_empty() {
        (
            "but is not replaced in this text",
            "write it without; placeholders belong in `name`, `start`, `text`, `say` and `cue` of a step",
        )
    } else if !is_sided(routine, &place.steps) {
        ("but this is done on none", "write `side: Each` in this step or in the `Repeat` around it")
    } else {
        return;
    };
    let message = format!("`{written}` stands for a side, {but}");
    found.tell("placeholder-without-side", at, message, help);
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
