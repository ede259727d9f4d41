//! The rules between the values of a routine: what can't be seen in any one of them.
//!
//! Plain values in, a list of what was found out. A [`Finding`] says its [`RoutinePlace`] in the words of
//! the routine; only when there is something to say does `read` look up where that stands in the
//! file. Every rule here makes a routine unplayable; what only deserves a look is for `lint`.

mod figure;
mod steps;
mod texts;

pub use texts::{PlacedText, each_text};

use super::Routine;
use super::grammar::all_of;
use super::place::{Finding, RoutinePlace};
use super::vocabulary::{as_id, is_id, is_name, nearest};

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
    figure::figures(routine, &mut found);
    found
}

/// The rules about the routine itself.
fn whole(routine: &Routine, names: &Names<'_>, found: &mut Vec<Finding>) {
    if routine.title.trim().is_empty() {
        found.push(
            Finding::error(
                "empty-title",
                RoutinePlace::field("title"),
                "the title is empty",
            )
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
        caution_name(
            caution,
            names,
            RoutinePlace::field("cautions").item(i),
            found,
        );
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
        None => format!(
            "the shared cautions are {}; or write a whole sentence",
            all_of(known)
        ),
    };
    found.push(
        Finding::error(
            "unknown-caution",
            place,
            format!("there is no shared caution `{caution}`"),
        )
        .help(help),
    );
}

/// What is said of an id that can't be one.
pub(crate) fn bad_id(id: &str, place: RoutinePlace) -> Finding {
    let mended = as_id(id);
    Finding::error(
        "bad-id",
        place,
        format!("`{id}` can't be the id of a routine"),
    )
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
        let names = Names {
            cautions: Some(&["twist"]),
        };
        let mut whole = routine("Rest(for: \"5s\")");
        whole.cautions = vec![
            "twist".into(),
            "Not with a fever.".into(),
            "Careful!".into(),
        ];
        assert_eq!(check(&whole, &names), []);
        whole.cautions.push("bend".into());
        assert_eq!(check(&whole, &names).len(), 1);
        assert_eq!(check(&whole, &Names::default()), []);
    }
}
