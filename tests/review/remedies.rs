//! Every remedy that can be obeyed to the letter is obeyed: then the file is sound, that warning is
//! gone, and no other has come in its place.

use std::fs;

use supple::problem::{Problem, Severity};

use super::{folder, home_made, problems};
use crate::problems as errors;

/// The bytes of the innermost step around a place: from its name to its last bracket.
fn step_around(text: &str, at: usize) -> (usize, usize) {
    let mut open: Vec<usize> = Vec::new();
    let mut quoted = false;
    let mut found = (0, text.len());
    for (i, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' if !quoted => open.push(i),
            ')' | ']' if !quoted => {
                let from = open.pop().unwrap();
                let named = text[..from].ends_with(|c: char| c.is_alphabetic());
                if named && from < at && at < i {
                    let name = text[..from].rfind(|c: char| !c.is_alphabetic());
                    return (name.map_or(0, |name| name + 1), i);
                }
                found = (from, i);
            }
            _ => {}
        }
    }
    found
}

/// The bytes of a field with its value and comma, in a step, outside its texts and lists.
fn field_in(text: &str, (from, to): (usize, usize), name: &str) -> Option<(usize, usize)> {
    let (mut depth, mut quoted, mut begun) = (0, false, None);
    for (i, c) in text[from..=to].char_indices() {
        let i = from + i;
        if c == '"' {
            quoted = !quoted;
        }
        if quoted {
            continue;
        }
        let ends = depth == 1 && matches!(c, ',' | ')');
        if let (Some(begun), true) = (begun, ends) {
            return Some((begun, i));
        }
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        let key = text[i..].strip_prefix(name).is_some_and(|rest| rest.starts_with(':'));
        let alone = !text[..i].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if depth == 1 && key && alone {
            begun = Some(i);
        }
    }
    None
}

/// The file with a field of the step around a place written as a remedy says.
fn written(text: &str, at: usize, field: &str, instead: Option<&str>) -> String {
    let mut text = text.to_owned();
    if let Some(instead) = instead
        && let Some((from, to)) = field_in(&text, step_around(&text, at), instead)
    {
        text.replace_range(from..to, field);
        return text;
    }
    let step = step_around(&text, at);
    let name = field.split(':').next().unwrap();
    match field_in(&text, step, name) {
        Some((from, to)) => text.replace_range(from..to, field),
        None => {
            let comma = if text[..step.1].trim_end().ends_with([',', '(']) { "" } else { ", " };
            text.insert_str(step.1, &format!("{comma}{field}"));
        }
    }
    text
}

/// The file as somebody leaves it who does what the remedy says; `None` where it only says what
/// to decide.
fn obeyed(text: &str, problem: &Problem) -> Option<String> {
    let help = problem.help.as_str();
    // What is said of the whole routine is mended in its one exercise.
    let around = &text[step_around(text, problem.at.start).0..];
    let at = match around.starts_with("Routine(") {
        true => text.find("Reps(")? + 6,
        false => problem.at.start,
    };
    let code = |from: &str| {
        let rest = &help[help.find(from)? + from.len()..];
        Some(rest[..rest.find('`')?].to_owned())
    };
    match problem.name {
        "text-count" | "text-length" if help.contains("if the words are right") => {
            let field = code("write `")?;
            let instead = code("instead of `");
            Some(written(text, at, &field, instead.as_deref()))
        }
        "text-sides"
            if help.starts_with("write `side: Each`, and")
                || help.starts_with("leave these words out") =>
        {
            let like = code("and `").unwrap_or_default();
            let mut text = text.to_owned();
            // All the words that were told give way to words of a side, or to none.
            for words in problem.message.split('`').skip(1).step_by(2) {
                let line = text[..at].rfind('\n').unwrap_or(0);
                let at = line + text[line..].find(words)?;
                text.replace_range(at..at + words.len(), &like);
            }
            match like.is_empty() {
                true => Some(text),
                false => Some(written(&text, at, "side: Each", None)),
            }
        }
        "too-long-to-say" if help.contains("`change: ") => {
            Some(written(text, at, &code("or `")?, None))
        }
        "language-missing" => {
            Some(text.replacen("steps:", &format!("{}, steps:", code("write `")?), 1))
        }
        "twist-caution" => Some(text.replacen("steps:", "cautions: [\"twist\"], steps:", 1)),
        "no-source" => Some(text.replacen("steps:", "sources: [(title: \"..\")], steps:", 1)),
        _ => None,
    }
}

fn by_name(problems: &[Problem], name: &str) -> usize {
    problems.iter().filter(|problem| problem.name == name).count()
}

#[test]
fn a_remedy_that_is_obeyed_mends_and_harms_nothing() {
    let mut texts: Vec<(String, String)> = Vec::new();
    for path in fs::read_dir(folder()).unwrap() {
        let path = path.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "ron") {
            let name = path.display().to_string();
            texts.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    texts.extend(home_made::ALL.iter().map(|text| ("home made".into(), (*text).into())));
    // Every sort of step, with words that fit none of them.
    let says = [
        "Hold for 25 seconds.",
        "Hold 15-25 seconds.",
        "Up to 25 seconds.",
        "At least 25 seconds.",
        "About 50 seconds.",
        "For three minutes.",
        "Rest 25 seconds between.",
        "Rest 25 seconds between sets.",
        "7 times.",
        "3 to 7 times.",
        "About 20 times.",
        "Twice.",
        "3 sets.",
        "3x12 reps.",
        "30 times.",
        "Stay for 7 seconds.",
        "Breathe for 3 minutes.",
        "In 7 seconds, out 9 seconds.",
        "For 45 minutes.",
        "Hold for a count of twelve.",
        "Switch sides.",
        "Twice on each side.",
        "Repeat with the other leg.",
    ];
    let steps = [
        "Hold(text: \"SAYS\", for: \"40s\")",
        "Hold(text: \"SAYS\", for: \"40s\", times: 4, rest: \"3s\")",
        "Hold(text: \"SAYS\", for: \"40s\", times: 4, sets: 2)",
        "Hold(text: \"To the {side}. SAYS\", for: \"40s\", times: 4, side: Each)",
        "Reps(text: \"SAYS\", times: 4, pace: \"4s\")",
        "Reps(text: \"SAYS\", times: 4, sets: 2)",
        "Reps(text: \"SAYS\", times: 4, tempo: [(cue: \"up\", for: \"3s\"), (cue: \"down\", for: \"3s\")])",
        "Breathe(text: \"SAYS\", inhale: \"4s\", exhale: \"6s\", rounds: 5)",
        "Breathe(text: \"SAYS\", inhale: \"4s\", exhale: \"6s\", for: \"60s\")",
        "Repeat(times: 5, steps: [Hold(text: \"SAYS\", for: \"40s\")])",
        "Heat(text: \"SAYS\", for: \"10m\")",
        "Lie(text: \"SAYS\", for: \"5m\")",
        "Walk(text: \"SAYS\", for: \"5m\")",
        "Rest(text: \"SAYS\", for: \"40s\")",
        "Wait(text: \"SAYS\", for: \"..10s\")",
    ];
    for step in steps {
        for says in says {
            let step = step.replace("SAYS", says);
            let text = format!("(title: \"T\", sources: [(title: \"S\")], steps: [{step}])");
            texts.push((step, text));
        }
    }
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in &texts {
        let before = problems(text);
        for problem in &before {
            let Some(after) = obeyed(text, problem) else {
                continue;
            };
            count += 1;
            let told = problems(&after);
            let sound = told.iter().all(|problem| problem.severity == Severity::Warning);
            let gone = by_name(&told, problem.name) < by_name(&before, problem.name);
            let others = told.len() < before.len();
            if !(sound && gone && others) {
                wrong.push(format!(
                    "{name}\n  {}: {}\n  help: {}\n  leaves {:#?}",
                    problem.name,
                    problem.message,
                    problem.help,
                    told.iter()
                        .map(|told| format!("{}: {}", told.name, told.message))
                        .collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(count > 150, "{count}");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the help of an error says to write in the place that is underlined, where that is all
/// that it says.
fn literal(help: &str) -> Option<String> {
    let said = [
        "write a range with two dots, ",
        "write a decimal point, ",
        "write one length, ",
        "write ",
        "did you mean ",
    ];
    let rest = said.iter().find_map(|words| help.strip_prefix(words))?;
    let rest = rest.strip_prefix("like ").unwrap_or(rest);
    let (code, behind) = match rest.chars().next()? {
        '`' => {
            let (code, behind) = rest[1..].split_once('`')?;
            (code.to_owned(), behind)
        }
        '"' => {
            let ends = rest[1..].char_indices().map(|(at, c)| (at + 1, c));
            let mut ends = ends.filter(|&(at, c)| c == '"' && !rest[..at].ends_with('\\'));
            let end = ends.next()?.0 + 1;
            (rest[..end].to_owned(), &rest[end..])
        }
        '[' => (rest.to_owned(), ""),
        '0'..='9' => {
            let end = rest.find(' ').unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        }
        _ => return None,
    };
    let alone = ["", "?", ", with a capital letter", " without quotes"];
    let all = alone.contains(&behind) || behind == ", with a capital letter and without quotes";
    all.then_some(code)
}

/// The place with the name of the field or step in front of it, where what is to be written begins
/// with that name; and with what stands in its brackets or behind its colon, where it ends there.
fn with_its_name(text: &str, at: std::ops::Range<usize>, code: &str) -> std::ops::Range<usize> {
    let end = code.find([':', '(']).unwrap_or(code.len());
    let name = &code[..end];
    let before = text[..at.start].trim_end().trim_end_matches(':').trim_end();
    let start = match before.strip_suffix(name) {
        Some(before) if !name.is_empty() && end < code.len() => before.len(),
        _ => at.start,
    };
    let whole = code.ends_with(')') && text[at.clone()] == *name;
    let line = text[at.end..].lines().next().unwrap_or_default();
    let end = match line.rfind(if line.starts_with(':') { '"' } else { ')' }) {
        Some(last) if whole => at.end + last + 1,
        _ => at.end,
    };
    start..end
}

/// What an error says to write is written where it points: that error is gone, and at most
/// one shows that it hid.
#[test]
fn what_an_error_says_to_write_mends_it() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (path, bytes, before) in errors::MISTAKEN.iter() {
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        for problem in before {
            let Some(mut code) = literal(&problem.help) else {
                continue;
            };
            count += 1;
            let (mut at, mut after) = (problem.at.clone(), text.to_owned());
            if problem.name == "nameless-field" {
                // It is about all that stands between the brackets.
                continue;
            }
            // What is underlined between quotes is written with them.
            let quoted = text[..at.start].ends_with('"') && text[at.end..].starts_with('"');
            if quoted && code.starts_with('"') {
                at = at.start - 1..at.end + 1;
            }
            let at = with_its_name(text, at, &code);
            let behind = text[at.end..].trim_start();
            if matches!(behind.chars().next(), Some(sign @ (':' | '(')) if code.ends_with(sign)) {
                code.pop();
            }
            after.replace_range(at.clone(), &code);
            let left = errors::all_problems(after.as_bytes());
            let same = |one: &&Problem| one.name == problem.name && one.message == problem.message;
            let gone = left.iter().filter(same).count() < before.iter().filter(same).count();
            if !gone || left.len() > before.len() {
                wrong.push(format!(
                    "{}: {}: {}\n  help: {}\n  `{}` becomes `{code}` and leaves {:#?}",
                    path.file_name().unwrap().display(),
                    problem.name,
                    problem.message,
                    problem.help,
                    &text[at],
                    left.iter().map(|one| &one.message).take(3).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(count > 120, "{count}");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
