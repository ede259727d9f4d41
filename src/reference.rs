//! The reference of the format as one page of Markdown: prose with gaps, which are filled from the
//! table of words, the documentation of the types, the limits of the code, and the plans of the
//! page's own examples. Nothing about a field is written here twice.

use crate::figure::{LIMITS, Limit};
use crate::library::{Library, shared_cautions};
use crate::routine::figure::{AREAS, PLACES, Prop, SIDED_AREAS, Viewpoint, shared_poses};
use crate::routine::grammar::{Construct, FormatField};
use crate::routine::read::{self, LARGEST_FILE};
use crate::routine::{Breathe, Hold, Reps, vocabulary};
use crate::seconds::{LARGEST_COUNT, LONGEST, WORDS_A_MINUTE, written};
use crate::text::{line, wrapped};
use crate::timeline::plan::table;
use crate::timeline::{DEEPEST, MOST_PHASES, MOST_TIME};

/// The prose. A line `<!-- word -->` is a gap, and so is `{{word}}` for a figure.
const PROSE: &str = include_str!("reference/format.md");

/// How wide the page is.
const WIDTH: usize = 104;

/// How wide the plans in it are.
const PLAN_WIDTH: usize = 80;

/// The whole page.
pub fn format() -> String {
    let figures = [
        ("{{words_a_minute}}", WORDS_A_MINUTE.to_string()),
        ("{{file_mib}}", (LARGEST_FILE >> 20).to_string()),
        ("{{deepest}}", DEEPEST.to_string()),
        ("{{longest}}", written(LONGEST)),
        ("{{largest_count}}", LARGEST_COUNT.to_string()),
        ("{{most_time}}", written(MOST_TIME)),
        ("{{most_phases}}", MOST_PHASES.to_string()),
    ];
    let fill = |prose: String, (gap, figure): &(&str, String)| prose.replace(gap, figure);
    let prose = figures.iter().fold(PROSE.to_owned(), fill);
    let examples = snippets(&prose);
    let mut page = String::with_capacity(2 * prose.len());
    for (at, written) in prose.lines().enumerate() {
        let gap = written.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
        match gap {
            None => page.push_str(written),
            Some(gap) => {
                let before = examples.iter().rfind(|snippet| snippet.line < at);
                page.push_str(filled(gap, before).trim_end());
            }
        }
        page.push('\n');
    }
    page
}

/// What the page says of the figure.
pub fn figure() -> String {
    let page = format();
    let chapter = page.split_once("\n## The figure\n").map_or("", |(_, rest)| rest);
    let chapter = chapter.split_once("\n## ").map_or(chapter, |(chapter, _)| chapter);
    format!("# The figure\n{chapter}")
}

/// What stands in a gap; `example` is the last one before it.
fn filled(gap: &str, example: Option<&Snippet>) -> String {
    let (word, of) = gap.split_once(' ').unwrap_or((gap, ""));
    match word {
        "plan" => example.map(|example| plan(example, of == "all")).unwrap_or_default(),
        "construct" => {
            let construct = vocabulary::constructs().find(|construct| construct.name == of);
            construct.map(fields).unwrap_or_default()
        }
        "exercise" => in_every_exercise().map(told).collect(),
        "choices" => choices(),
        "kinds" => kinds(if of == "Prop" { Prop::GRAMMAR } else { Viewpoint::GRAMMAR }),
        "names" => names(),
        "joints" => joints(),
        "cautions" => cautions(),
        _ => String::new(),
    }
}

/// The plan of an example, as `supple plan` prints it.
fn plan(example: &Snippet, all: bool) -> String {
    let library = Library::new(None, Vec::new());
    let routine = read::by_ron(&example.routine()).expect("a test reads every example");
    let timeline = library.compile(&routine, None);
    let plan = table(&timeline.expect("a test compiles them"), all, PLAN_WIDTH);
    // The title of a step that was put into a routine is not the author's.
    let titled = plan.split_once("\n\n").filter(|_| !example.is_routine());
    format!("```text\n{}\n```", titled.map_or(&*plan, |(_, steps)| steps).trim())
}

/// The fields that `Hold`, `Reps` and `Breathe` share.
fn in_every_exercise() -> impl Iterator<Item = &'static FormatField> {
    Hold::GRAMMAR.fields.iter().filter(|field| {
        let is_same = |other: &FormatField| other.doc() == field.doc();
        let mut others = [Reps::GRAMMAR, Breathe::GRAMMAR].into_iter();
        others.all(|of| of.field(field.word).is_some_and(is_same))
    })
}

/// The fields of a construct; of an exercise those that others don't have.
fn fields(construct: &'static Construct) -> String {
    let is_exercise = ["Hold", "Reps", "Breathe"].contains(&construct.name);
    let own = construct.fields.iter().filter(|field| {
        !is_exercise || in_every_exercise().all(|shared| shared.word != field.word)
    });
    format!("{}\n\n{}", line(&construct.doc()), own.map(told).collect::<String>())
}

fn told(field: &FormatField) -> String {
    let needed = if field.required { ", **needed**" } else { "" };
    let kind = field.kind.expected();
    item(&format!("`{}` ({kind}{needed}): {}", field.word, field.doc()))
}

fn item(text: &str) -> String {
    let lines = wrapped(&line(text), WIDTH - 2, 0);
    format!("- {}\n", lines.join("\n  "))
}

fn choices() -> String {
    let mut page = String::new();
    for choice in vocabulary::choices() {
        let mut fields: Vec<&str> = vocabulary::constructs()
            .flat_map(|construct| construct.fields)
            .filter(|field| field.choice().is_some_and(|one| one.name == choice.name))
            .map(|field| field.word)
            .collect();
        fields.sort_unstable();
        fields.dedup();
        page.push_str(&format!("For `{}`:\n\n", fields.join("` and `")));
        for word in choice.words {
            page.push_str(&item(&format!("`{word}`: {}", choice.doc(word))));
        }
        page.push('\n');
    }
    page
}

/// Words of which some have fields.
fn kinds(kinds: &'static [Construct]) -> String {
    let kind = |kind: &'static Construct| {
        let fields: String = kind.fields.iter().map(told).collect();
        let fields = fields.lines().map(|line| format!("  {line}\n"));
        item(&format!("`{}`: {}", kind.example(), line(&kind.doc()))) + &fields.collect::<String>()
    };
    kinds.iter().map(kind).collect()
}

/// What the figure's names may be.
fn names() -> String {
    let all =
        |what: &str, names: Vec<&str>| item(&format!("{what}: \"{}\".", names.join("\", \"")));
    let parts = |names: &'static str| names.split(", ").collect();
    [
        all(
            "Poses that every file may name",
            shared_poses().iter().map(|pose| &*pose.name).collect(),
        ),
        all("Places, most of them with a side before them, like \"right knee\"", parts(PLACES)),
        all("What can be lit", parts(AREAS)),
        all("What can be lit with a side before it", parts(SIDED_AREAS)),
    ]
    .concat()
}

fn joints() -> String {
    let one = |limit: &Limit| {
        item(&format!("{}: {:.0} to {:.0} degrees.", limit.joint, limit.least, limit.most))
    };
    LIMITS.iter().map(one).collect()
}

fn cautions() -> String {
    let cautions = shared_cautions().iter();
    cautions.map(|caution| item(&format!("`{}`: {}", caution.name, caution.text))).collect()
}

/// An example on a page: a whole routine, or some steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The line of its first line on the page, from 1.
    pub line: usize,
    pub text: String,
}

impl Snippet {
    /// Whether it is a whole routine.
    pub fn is_routine(&self) -> bool {
        let mut lines = self.text.lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with("//"));
        first.is_some_and(|line| line.starts_with("Routine(") || line.starts_with('('))
    }

    /// The whole routine; steps are put into one.
    pub fn routine(&self) -> String {
        let Snippet { text, .. } = self;
        if self.is_routine() {
            return format!("{text}\n");
        }
        let head = "Routine(title: \"Example\", sources: [(title: \"Example\")], steps: [";
        format!("{head}\n{text}\n])\n")
    }
}

/// Every example of a page of Markdown that is marked as RON.
pub fn snippets(page: &str) -> Vec<Snippet> {
    let mut all = Vec::new();
    let mut lines = page.lines().zip(1..);
    while let Some((line, at)) = lines.next() {
        if line.trim() != "```ron" {
            continue;
        }
        let inside = lines.by_ref().map(|(line, _)| line);
        let inside: Vec<&str> = inside.take_while(|line| line.trim() != "```").collect();
        all.push(Snippet { line: at + 1, text: inside.join("\n") });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::read::read;

    #[test]
    fn every_word_of_the_format_is_on_the_page() {
        let page = format();
        assert!(!page.contains("<!--") && !page.contains("{{"), "a gap is left open");
        for construct in vocabulary::constructs() {
            for field in construct.fields {
                let entry = format!("`{}` ({}", field.word, field.kind.expected());
                let whole = page.replace("\n    ", " ").replace("\n  ", " ");
                assert!(whole.contains(&entry), "{entry} of {}", construct.name);
                let doc = line(&field.doc());
                assert!(whole.contains(&doc), "{doc}");
            }
        }
        for choice in vocabulary::choices() {
            for word in choice.words {
                let entry = format!("- `{word}`: ");
                assert!(page.contains(&entry), "{entry}");
            }
        }
        for kind in vocabulary::step_words() {
            assert!(page.contains(&format!("{kind}(")), "an example of {kind}");
        }
        for caution in shared_cautions() {
            assert!(page.contains(&format!("- `{}`: ", caution.name)));
        }
    }

    #[test]
    fn the_limit_of_heat_is_the_one_on_the_page() {
        let heat =
            |most: &str| read(&format!("(title: \"T\", steps: [Heat(for: \"15m..{most}\")])"));
        assert_eq!(heat("20m").problems, []);
        assert_ne!(heat("21m").problems, []);
        assert!(format().contains("Heat and cold: 20 minutes each time."));
    }

    #[test]
    fn an_example_is_a_routine_or_some_steps() {
        let page = "a\n```ron\nRest(for: \"3s\")\n```\n```sh\nno\n```\n```ron\n// mine\nRoutine(\n)\n```\n";
        let all = snippets(page);
        assert_eq!(all.iter().map(|one| one.line).collect::<Vec<_>>(), [3, 9]);
        assert_eq!((all[0].is_routine(), all[1].is_routine()), (false, true));
        assert_eq!(read(&all[0].routine()).problems, []);
    }
}
