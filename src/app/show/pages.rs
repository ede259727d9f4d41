//! Texts and questions that lie on top: the keys, the pages, what a routine rests on.

use super::*;

/// The shelf that the pages stand on.
pub(crate) const PAGES: &str = "To read";

pub(crate) fn page_title(name: &str) -> String {
    let page = library::pages().find(|page| page.name == name);
    page.map_or(String::new(), |page| page.title.to_owned())
}

fn text_keys() -> Vec<(String, String, u8)> {
    let key = |action, label, weight| hint(Place::Text, action, label, weight);
    vec![key(Action::Close, "close", 9), key(Action::RedFlags, "", 5)]
}

/// The key that reads on in a text.
pub(in crate::app) fn more() -> (String, String, u8) {
    hint(Place::Text, Action::PageDown, "more", 6)
}

/// All keys, from the table that handles them.
pub(in crate::app) fn with_help(scroll: u16, see: impl FnOnce(&page::PageView<'_>)) {
    let sections = [
        (Place::Session, "While a routine is played"),
        (Place::Counting, "After repetitions at your own pace"),
        (Place::Picker, "In the list, where letters filter"),
        (Place::Text, "In a text"),
        (Place::Felt, "Where it is asked how it felt"),
        (Place::Watch, "While a file is watched"),
        (Place::Figures, "In the figures of supple stats"),
        (Place::Everywhere, "Everywhere"),
    ];
    let mut blocks = Vec::new();
    for (place, name) in sections {
        blocks.push(PageBlock::Heading(name.into()));
        let bindings = TABLE.iter().filter(|binding| binding.place == place);
        blocks.extend(bindings.map(pair));
    }
    let (keys, more) = (text_keys(), [more()]);
    see(&page::PageView {
        title: "Keys",
        blocks: &blocks,
        scroll,
        hints: &hints(&keys),
        more: hints(&more).pop(),
    });
}

/// What is printed on the keys of a binding, and what they do.
fn pair(binding: &keys::Binding) -> PageBlock {
    let keys: Vec<String> = binding.keys.iter().map(|key| key.label()).collect();
    PageBlock::Pair(keys.join(", "), binding.long.to_owned())
}

pub(super) fn with_page(full: &App, over: &Overlay, see: impl FnOnce(&page::PageView<'_>)) {
    let mut keys = text_keys();
    let (title, blocks, scroll) = match over {
        // These have screens of their own.
        Overlay::Help { .. } | Overlay::Ask { .. } => return,
        Overlay::Page { name, scroll } => {
            if *name == RED_FLAGS {
                keys.pop();
            }
            (page_title(name), page_blocks(name), *scroll)
        }
        Overlay::About { scroll } => match &full.player.play {
            Some(play) => (
                play.prepared.routine.title.to_string(),
                about_blocks(play),
                *scroll,
            ),
            None => Default::default(),
        },
    };
    let more = [more()];
    see(&page::PageView {
        title: &title,
        blocks: &blocks,
        scroll,
        hints: &hints(&keys),
        more: hints(&more).pop(),
    });
}

pub(super) fn with_question(
    full: &App,
    question: Question,
    selected: usize,
    now: Moment,
    see: impl FnOnce(&ask::QuestionView<'_>),
) {
    let why = match question {
        Question::How => {
            "It decides what is offered at once and what is marked as being for later. Nothing is \
             ever locked, and Tab in the list asks again."
        }
        Question::Since(_) => {
            "The sources count from the first day: exercise again after two weeks, no twisting for \
             six."
        }
        Question::HasItEased => "Gentle movements are offered once it has.",
        Question::BrokenOff { .. } => &full.player.broken_off(now).unwrap_or_default(),
    };
    let key = |action, label, weight| hint(Place::Picker, action, label, weight);
    let keys = [
        key(Action::Enter, "choose", 9),
        key(Action::Up, "", 6),
        key(Action::Down, "", 7),
        key(Action::Close, "not now", 8),
    ];
    see(&ask::QuestionView {
        question: question.words(),
        why,
        answers: &question.answers(),
        selected,
        hints: &hints(&keys),
    });
}

fn about_blocks(play: &Play) -> Vec<PageBlock> {
    let routine = &play.prepared.routine;
    let mut blocks = Vec::new();
    blocks.extend(
        routine
            .about
            .iter()
            .map(|about| PageBlock::Text(about.into())),
    );
    if !play.prepared.cautions.is_empty() {
        blocks.push(PageBlock::Warning("Beware".into()));
        blocks.extend(play.prepared.cautions.iter().cloned().map(PageBlock::Item));
    }
    if let Some(how_often) = &routine.how_often {
        blocks.push(PageBlock::Heading("How often".into()));
        blocks.push(PageBlock::Text(how_often.into()));
    }
    if !routine.sources.is_empty() {
        blocks.push(PageBlock::Heading("What it rests on".into()));
        blocks.extend(routine.sources.iter().map(|source| {
            let said = said(source);
            PageBlock::Item(match said.says.is_empty() {
                true => said.title,
                false => format!("{}: {}", said.title, said.says),
            })
        }));
    }
    if let Some(confidence) = routine.confidence {
        blocks.push(PageBlock::Text(format!(
            "The dose: {}.",
            confidence.words()
        )));
    }
    blocks
}

/// The lines of a page as blocks: capitals head a section, a dash begins an item.
pub(crate) fn page_blocks(name: &str) -> Vec<PageBlock> {
    let Some(page) = library::pages().find(|page| page.name == name) else {
        return Vec::new();
    };
    let mut blocks: Vec<PageBlock> = Vec::new();
    let mut open = false;
    for line in page.text.lines().skip(1) {
        let heads = line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
        match line.strip_prefix("- ") {
            _ if line.trim().is_empty() => open = false,
            Some(item) => {
                blocks.push(PageBlock::Item(item.to_owned()));
                open = true;
            }
            None if heads => {
                blocks.push(PageBlock::Warning(line.to_owned()));
                open = false;
            }
            None => match blocks.last_mut().filter(|_| open) {
                Some(PageBlock::Item(text) | PageBlock::Text(text)) => {
                    text.push(' ');
                    text.push_str(line.trim());
                }
                _ => {
                    blocks.push(PageBlock::Text(line.trim().to_owned()));
                    open = true;
                }
            },
        }
    }
    blocks
}
