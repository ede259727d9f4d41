//! `supple show` and `supple plan`: all about a routine, or a page of information; and what a
//! routine will ask for, on paper.

use std::collections::BTreeSet;
use std::process::ExitCode;

use super::{Failure, json, print, routine};
use crate::cli::{PlanArgs, ShowArgs};
use crate::host::stdio;
use crate::library::{Entry, Library, Origin, Page, pages};
use crate::routine::{AuthorText, Position, Routine, Stage};
use crate::seconds::clock;
use crate::text::{line, paragraphs, wrapped};
use crate::timeline::{Kind, Phase, Timeline, plan};
use crate::words::often;

pub mod figure;

/// Prints a routine or a page. A routine's id comes before a page of the same name, and the
/// beginning of a page's name will do where it begins no routine's id.
pub fn run(library: &Library, words: &ShowArgs) -> Result<ExitCode, Failure> {
    let word = &words.what;
    let (entry, routine, timeline) = match routine(library, word) {
        Ok(found) => found,
        Err(failure) => {
            let page = page(word).filter(|_| library.get(word).is_none());
            let page = page.ok_or(failure)?;
            return print(&format!("{}\n", page.text.trim_end()));
        }
    };
    let width = stdio::columns();
    if words.figure {
        let pictures = figure::pictures(&entry, &timeline, width, stdio::theme());
        return print(&pictures?);
    }
    print(&about(library, &entry, &routine, &timeline, width))
}

fn page(word: &str) -> Option<Page> {
    if let Some(page) = pages().find(|page| page.name == word) {
        return Some(page);
    }
    let mut begun = pages().filter(|page| !word.is_empty() && page.name.starts_with(word));
    begun.next().filter(|_| begun.next().is_none())
}

/// A text that grows by headings and wrapped lines.
struct Paper {
    text: String,
    width: usize,
}

impl Paper {
    fn heading(&mut self, heading: &str) {
        self.text.push_str(&format!("\n{heading}\n"));
    }

    /// Lines that all begin with `first`, or with as many blanks.
    fn lines(&mut self, first: &str, text: &str) {
        let width = self.width.saturating_sub(first.chars().count()).max(20);
        let blanks = " ".repeat(first.chars().count());
        for (at, line) in wrapped(text, width, 0).into_iter().enumerate() {
            let begin = if at == 0 { first } else { &blanks };
            self.text.push_str(&format!("{begin}{}\n", line.trim_end()));
        }
    }

    fn list(&mut self, heading: &str, items: impl IntoIterator<Item = String>) {
        for (at, item) in items.into_iter().enumerate() {
            if at == 0 {
                self.heading(heading);
            }
            self.lines("  - ", &item);
        }
    }
}

fn about(
    library: &Library,
    entry: &Entry,
    routine: &Routine,
    timeline: &Timeline,
    width: usize,
) -> String {
    let mut paper = Paper { text: format!("{}\n", line(&routine.title)), width };
    let place = match (&entry.origin, entry.shadows) {
        (Origin::BuiltIn, _) => "built in".into(),
        (Origin::Own(path), true) => {
            format!("yours, in place of the built-in one: {}", path.display())
        }
        (Origin::Own(path), false) => format!("yours: {}", path.display()),
        (Origin::Path(path), _) => path.display().to_string(),
    };
    paper.lines("", &format!("{} ({})", line(&entry.id), line(&place)));
    if let Some(about) = &routine.about {
        paper.text.push('\n');
        for paragraph in paragraphs(about) {
            paper.lines("", &paragraph);
        }
    }
    paper.text.push('\n');
    for (name, told) in facts(routine, timeline) {
        paper.lines(&format!("{name:<11}"), &line(&told));
    }
    let cautions = library.cautions(routine);
    paper.list("Take care", cautions.iter().map(|caution| line(caution)));
    steps(timeline, &mut paper);
    let sources = routine.sources.iter().map(|source| {
        let by = source.by.as_ref().map_or(String::new(), |by| format!(", {by}"));
        let says = source.says.as_ref().map_or(String::new(), |says| format!(": {says}"));
        line(&format!("{}{by}{says}", source.title))
    });
    paper.list("Sources", sources);
    paper.text
}

/// What there is to know about it in a word or two.
fn facts(routine: &Routine, timeline: &Timeline) -> Vec<(&'static str, String)> {
    let totals = timeline.totals();
    let lasts = match (totals.least == totals.most, timeline.has_own_pace()) {
        (_, true) if totals.most.is_zero() => "as long as you take, at your own pace".into(),
        (_, true) => format!("{} and what you take at your own pace", clock(totals.least)),
        (true, _) => clock(totals.most),
        (false, _) => format!("{} to {}", clock(totals.least), clock(totals.most)),
    };
    let suits = stage_sentence(routine.stage).unwrap_or_default();
    let mut facts = vec![("Lasts", lasts), ("Suits", suits.into())];
    let words = |words: &[AuthorText]| words.join(", ");
    let positions: Vec<&str> = routine.positions.iter().copied().map(Position::word).collect();
    facts.push(("Position", positions.join(", ")));
    facts.push(("For", words(&routine.areas)));
    facts.push(("Have ready", words(&routine.needs)));
    let optional = |text: Option<&str>| text.unwrap_or_default().to_owned();
    facts.push(("How often", often::of_routine(routine).unwrap_or_default()));
    facts.push(("Easier", optional(routine.easier.as_deref())));
    if let Some(prescribed) = &routine.prescribed {
        let by = [
            ("by", prescribed.by.as_deref()),
            ("on", prescribed.on.as_deref()),
            ("to be looked at again on", prescribed.review.as_deref()),
        ];
        let told = by.iter().filter_map(|(word, text)| Some(format!("{word} {}", text.as_ref()?)));
        facts.push(("Prescribed", told.collect::<Vec<_>>().join(", ")));
    }
    if let Some(confidence) = routine.confidence {
        facts.push(("The dose", confidence.words().into()));
    }
    facts.retain(|(_, told)| !told.is_empty());
    facts
}

/// Every step once, with its number, its name and its words, on the side that comes first.
fn steps(timeline: &Timeline, paper: &mut Paper) {
    paper.heading("Steps");
    let mut told: BTreeSet<&[u32]> = BTreeSet::new();
    for (index, phase) in timeline.phases().iter().enumerate() {
        if phase.gap || !told.insert(&phase.step) {
            continue;
        }
        let run = timeline.phases()[index..]
            .iter()
            .take_while(|next| next.run == phase.run && next.side == phase.side);
        let numbers: Vec<String> = phase.step.iter().map(u32::to_string).collect();
        let side = match phase.side {
            Some(side) => format!(" (as on the {})", side.word()),
            None => String::new(),
        };
        let heading = format!("{}{side}", line(&phase.words.name));
        paper.lines(&format!("  {:<5}", numbers.join(".")), &heading);
        // The words of getting ready hold those of the movement.
        let mut last = String::new();
        for text in run.filter(|phase| !phase.gap).filter_map(words_of) {
            if !last.contains(&text) {
                for paragraph in paragraphs(&text) {
                    paper.lines("       ", &paragraph);
                }
                last = text;
            }
        }
    }
}

/// What a phase says beyond the name of its step.
fn words_of(phase: &Phase) -> Option<String> {
    let first =
        phase.rep.is_none_or(|rep| rep.nth <= 1) && phase.set.is_none_or(|set| set.nth <= 1);
    let text = match phase.kind {
        Kind::Ready | Kind::Wait | Kind::Off(_) | Kind::Application(_) => phase.text(),
        _ if first => crate::timeline::join(&phase.words.start, &phase.words.text),
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

/// The word for a stage in `list --json`.
pub(super) fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Any => "any",
        Stage::Easing => "easing",
        Stage::Building => "building",
        Stage::Settled => "settled",
    }
}

/// When a routine is for; nothing where its file does not limit it, which says nothing either.
fn stage_sentence(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Any => None,
        Stage::Easing => Some("after day 3, once it has begun to ease"),
        Stage::Building => Some("from two weeks on"),
        Stage::Settled => Some("with no recent episode, or six weeks after it"),
    }
}

/// Prints the plan of a routine.
pub fn plan(library: &Library, words: &PlanArgs) -> Result<ExitCode, Failure> {
    let (_, _, timeline) = routine(library, &words.routine)?;
    print(&if words.json {
        json(&plan::json(&timeline))
    } else {
        plan::table(&timeline, words.all, stdio::columns())
    })
}
