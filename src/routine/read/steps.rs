//! The steps of a list, and what people write in their place.

use super::super::syntax::{Bracket, Group, Item, Kind, Value, plain};
use super::nearest;
use super::values::{Of, Reader, named_kind};
use super::words::{self, Construct, Sort};
use crate::problem::Problem;
use crate::routine::check::is_id;

impl Reader<'_> {
    /// One step.
    pub fn step(&mut self, value: &Value) {
        let group = match &value.kind {
            Kind::Group(group) => group,
            Kind::Skipped => {
                self.out.push_str("Wait(text: \"?\")");
                return;
            }
            _ => {
                self.no_step(value);
                self.out.push_str("Wait(text: \"?\")");
                return;
            }
        };
        let Some(name) = &group.name else {
            self.nameless_step(group);
            self.out.push_str("Wait(text: \"?\")");
            return;
        };
        let word = plain(self.words(name));
        let known = words::step_words().find(|step| *step == word);
        let meant = known.or_else(|| {
            let like = nearest(word, words::step_words());
            let help = match like {
                Some(like) if like.eq_ignore_ascii_case(word) => {
                    format!("write `{like}`, with a capital letter")
                }
                Some(like) => format!("did you mean `{like}`?"),
                None => match same_step(word) {
                    Some(same) => format!("write `{same}`"),
                    None => {
                        let others = words::step_words().filter(|step| !MAIN_STEPS.contains(step));
                        format!(
                            "write `Hold` for a position to hold or `Reps` for a movement; the other kinds are {}",
                            words::listed(&others.collect::<Vec<_>>()).replace(" or ", " and ")
                        )
                    }
                },
            };
            self.report(
                Problem::error(
                    "unknown-step",
                    name.clone(),
                    format!("there is no kind of step `{word}`"),
                )
                .help(help),
            );
            like.or_else(|| same_step(word))
        });
        if let Some(meant) = meant
            && group.bracket != Bracket::Round
        {
            self.wrong_brackets(group, meant);
        }
        match meant {
            Some("Include") => self.include(group),
            Some(meant) => {
                let construct = words::step(meant).expect("every step but `Include` has fields");
                self.out.push_str(meant);
                self.out.push('(');
                self.fields(construct, group);
                self.out.push(')');
            }
            None => self.out.push_str("Wait(text: \"?\")"),
        }
    }

    fn include(&mut self, group: &Group) {
        let of = Of { word: "Include" };
        if let [item] = group.items.as_slice()
            && item.key.is_none()
            && let Some(value) = &item.value
        {
            self.out.push_str("Include(");
            self.value(Sort::Text, of, value);
            self.out.push(')');
            return;
        }
        let first = group.items.first().and_then(|item| item.value.as_ref());
        let help = match first.filter(|value| value.kind == Kind::Text) {
            Some(id) => format!("write `Include({})`", self.words(&id.at)),
            None => "write `Include(\"seated-twist\")`".to_owned(),
        };
        self.report(
            Problem::error(
                "wrong-type",
                group.head(),
                "`Include` holds nothing but the id of a routine in quotes",
            )
            .help(help),
        );
        self.out.push_str("Include(\"x\")");
    }

    /// Something other than a step where a step must stand.
    fn no_step(&mut self, value: &Value) {
        let written = self.words(&value.at);
        let at = self.first_line(value);
        let known = words::step(written).or_else(|| {
            let like = nearest(written, words::step_words())?;
            words::step(like)
        });
        let (message, help) = match (&value.kind, known) {
            (Kind::Word, Some(step)) => (
                format!("`{written}` needs its fields"),
                format!("write it like `{}`", step.example()),
            ),
            (Kind::Text, _) => {
                let says = written.trim_matches('"');
                let help = match is_id(says) {
                    true => format!("write `Include({written})` to play another routine here"),
                    false => {
                        let short = written.chars().count() <= 40 && !written.contains('\n');
                        let text = if short { written } else { ".." };
                        format!("write `Wait(text: {text})` to show it until Enter is pressed")
                    }
                };
                (
                    "a step must stand here, and this is a text".to_owned(),
                    help,
                )
            }
            (Kind::Bare, _) if matches!(written, "-" | "+" | "*" | "•" | "–") => {
                self.whole.push(value.at.start..value.at.end);
                (
                    format!("a step must stand here, and this is a `{written}`"),
                    "leave it out: the commas part the steps".to_owned(),
                )
            }
            (Kind::Word | Kind::Bare | Kind::Number, _) if times_of(written).is_some() => {
                // Neither in front of it nor behind it a comma is missing.
                self.whole
                    .push(value.at.start.saturating_sub(2)..value.at.end + 1);
                let times = times_of(written).unwrap_or_default();
                (
                    format!("`{written}` can't stand beside a step"),
                    format!(
                        "leave it out, and write `times: {times}` between the brackets of the step"
                    ),
                )
            }
            (Kind::Number, _) => {
                self.whole.push(value.at.start..value.at.end);
                (
                    "a step must stand here, and this is a number".to_owned(),
                    "leave it out: the steps are played in the order of the list".to_owned(),
                )
            }
            (kind, _) => {
                let said = written.split_whitespace().find_map(words::step);
                (
                    format!("a step must stand here, and this is {}", named_kind(kind)),
                    match said {
                        Some(step) => format!("write it like `{}`", step.example()),
                        None => "write one like `Hold(name: \"..\", for: \"30s\")`".to_owned(),
                    },
                )
            }
        };
        self.report(Problem::error("wrong-type", at, message).help(help));
    }

    /// The step of `Rest for: "5s"` in a list of steps, after it is reported.
    pub fn step_without_brackets(
        &mut self,
        item: &Item,
        next: &Item,
    ) -> Option<&'static Construct> {
        let (None, Some(value), Some(key)) = (&item.key, &item.value, &next.key) else {
            return None;
        };
        let step = words::step(self.words(&value.at))?;
        step.field(self.words(key))?;
        self.whole.push(value.at.start..key.start);
        self.report(
            Problem::error(
                "missing-bracket",
                value.at.clone(),
                format!("the fields of `{}` stand in round brackets", step.name),
            )
            .help(format!(
                "write `{}(`, and `)` behind its last field",
                step.name
            )),
        );
        Some(step)
    }

    /// `Rest: "5s"` in a list of steps: the step without its colon, after it is reported.
    pub fn step_with_colon(&mut self, step: &'static Construct, item: &Item) {
        let (Some(key), Some(value)) = (&item.key, &item.value) else {
            return;
        };
        let needed = step.fields.iter().find(|field| field.required);
        let written = self.words(&value.at);
        let short = written.chars().count() <= 40 && !written.contains('\n');
        let help = match (&value.kind, needed) {
            (Kind::Text, Some(field)) if short => {
                format!("write `{}({}: {written})`", step.name, field.word)
            }
            (Kind::Group(group), _) if group.name.is_none() => {
                format!("write `{}(`, without the colon", step.name)
            }
            _ => format!("write it like `{}`", step.example()),
        };
        self.report(
            Problem::error(
                "named-item",
                key.clone(),
                format!(
                    "`{}` has its fields in round brackets, and no colon",
                    step.name
                ),
            )
            .help(help),
        );
        match &value.kind {
            Kind::Group(group) if group.name.is_none() && group.bracket == Bracket::Round => {
                self.out.push_str(step.name);
                self.out.push('(');
                self.fields(step, group);
                self.out.push(')');
            }
            _ => self.out.push_str("Wait(text: \"?\")"),
        }
    }

    /// `(name: .., for: ..)` or `[..]` in a list of steps.
    fn nameless_step(&mut self, group: &Group) {
        let part = group.field(self.text, "cue").is_some();
        let (message, help) = match group.bracket {
            Bracket::Square => (
                "a step must stand here, and this is a list",
                "leave this pair of brackets out, or write `Repeat(steps: [..])`".to_owned(),
            ),
            _ if part => (
                "a part with a `cue` belongs in a `tempo`",
                "write `Reps(tempo: [..])` around the parts".to_owned(),
            ),
            _ => (
                "this doesn't say which kind of step it is",
                format!(
                    "write one of {} in front of the bracket",
                    words::listed(&words::step_words().collect::<Vec<_>>())
                ),
            ),
        };
        self.report(Problem::error("nameless-step", group.open.clone(), message).help(help));
    }
}

/// How often a step is meant to be done: the 3 of `x3`, `3x` and `3 *`.
fn times_of(written: &str) -> Option<&str> {
    let sign = ['x', 'X', '×', '*'];
    let times = written
        .strip_prefix(sign)
        .or_else(|| written.strip_suffix(sign))?
        .trim();
    let digits = !times.is_empty() && times.bytes().all(|b| b.is_ascii_digit());
    (digits && times.len() <= 4).then_some(times)
}

/// The kinds of step that most lines of a sheet are.
const MAIN_STEPS: [&str; 2] = ["Hold", "Reps"];

/// The kind of step that sheets and other programs call by this name.
fn same_step(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "stretch" | "position" | "plank" => "Hold",
        "rep" | "repetition" | "repetitions" | "move" | "movement" => "Reps",
        "breath" | "breaths" | "breathing" => "Breathe",
        "pause" | "break" => "Rest",
        "ice" => "Cold",
        "warmth" | "warm" => "Heat",
        "set" | "sets" | "round" | "rounds" | "circuit" | "loop" => "Repeat",
        _ => return None,
    })
}
