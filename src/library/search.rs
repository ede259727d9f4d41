//! What letters find, ranked as a person means them: a name that begins so, then a name with a word
//! that does, then what a routine is for and what it helps with.
//!
//! The list, plain mode and `supple play WORD` ask here, so that none of them opens another routine
//! than the others. Where nothing has the words, everyday words for the same are tried, then words
//! that are spelt like them.

use std::ops::Range;
use std::time::Duration;

use super::{Entry, Page};
use crate::routine::AuthorText;
use crate::words::picker as said;

/// A word of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word<'a> {
    /// It is at the start of a word, in lower case.
    Begins(&'a str),
    /// `<10`: at most ten minutes.
    AtMost(Duration),
}

impl Word<'_> {
    /// Whether a text in lower case has it, where it is a word that texts can have.
    pub fn is_in(self, text: &str) -> bool {
        matches!(self, Word::Begins(word) if begins_a_word(word, text).is_some())
    }
}

/// The words of what was typed, in lower case; one whose number is not typed yet is left out.
pub fn words(typed: &str) -> Vec<Word<'_>> {
    let word = |text| match str::strip_prefix(text, '<') {
        None => Some(Word::Begins(text)),
        Some(minutes) => {
            let minutes: u64 = minutes.trim_end_matches('m').parse().ok()?;
            Some(Word::AtMost(Duration::from_secs(minutes.saturating_mul(60))))
        }
    };
    typed.split_whitespace().filter_map(word).collect()
}

/// Where a word of a text begins so.
fn begins_a_word(word: &str, text: &str) -> Option<usize> {
    let begins = |at: &usize| !text[..*at].ends_with(char::is_alphanumeric);
    text.match_indices(word).map(|(at, _)| at).find(begins)
}

/// What a routine or a page is found by, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findable {
    id: String,
    title: String,
    areas: Vec<String>,
    helps: Vec<String>,
    /// Its shelf, positions and what is said of it.
    rest: String,
    /// It is there to be read: what can be done comes first.
    is_page: bool,
    /// How long it takes at the most; nothing where only keys end it.
    most: Option<Duration>,
}

/// How well something fits what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The id, or its beginning as far as a hyphen at the least.
    Id,
    NameBegins,
    NameHasWord,
    NameHasLetters,
    /// The part of the body that it is for before all others, or a word of its id.
    MainArea,
    Area,
    Helps,
    Elsewhere,
}

impl Match {
    /// Whether it is called so.
    pub fn is_name(self) -> bool {
        self <= Match::NameHasLetters
    }
}

impl Findable {
    pub fn of(entry: &Entry, most: Option<Duration>) -> Findable {
        let lower = |texts: &[AuthorText]| -> Vec<String> {
            texts.iter().map(|text| text.to_lowercase()).collect()
        };
        let mut rest = vec![entry.group().to_owned()];
        let (mut areas, mut helps) = (Vec::new(), Vec::new());
        if let Some(routine) = entry.routine() {
            (areas, helps) = (lower(&routine.areas), lower(&routine.helps));
            rest.extend(routine.positions.iter().map(|position| position.word().to_owned()));
            rest.extend(routine.about.as_deref().map(str::to_owned));
        }
        Findable {
            id: entry.id.to_lowercase(),
            title: entry.title().to_lowercase(),
            areas,
            helps,
            rest: rest.join("\n").to_lowercase(),
            is_page: false,
            most,
        }
    }

    pub fn of_page(page: &Page) -> Findable {
        Findable {
            id: page.name.to_owned(),
            title: page.title.to_lowercase(),
            rest: page.text.to_lowercase(),
            is_page: true,
            ..Findable::default()
        }
    }

    /// How well it fits all that was typed; `None` where it lacks a word of it.
    fn fits(&self, typed: &str, words: &[Word<'_>]) -> Option<Match> {
        let mut by_words = Some(Match::NameHasWord);
        for word in words {
            match word {
                Word::AtMost(length) if self.most.is_none_or(|most| most > *length) => return None,
                Word::AtMost(_) => {}
                Word::Begins(word) => {
                    by_words = by_words.zip(self.has(word)).map(|(worst, has)| worst.max(has));
                }
            }
        }
        let fit = match typed {
            id if self.id == id || id.contains('-') && self.id.starts_with(id) => Match::Id,
            name if self.title.starts_with(name) => Match::NameBegins,
            words => self.has(words).into_iter().chain(by_words).min()?,
        };
        let best = if self.is_page { Match::Area } else { Match::Id };
        Some(fit.max(best))
    }

    fn has(&self, word: &str) -> Option<Match> {
        let begins = |text: &String| begins_a_word(word, text).is_some();
        let main = self.areas.first().is_some_and(|area| area.starts_with(word));
        Some(match word {
            _ if begins(&self.title) => Match::NameHasWord,
            _ if word.len() > 2 && self.title.contains(word) => Match::NameHasLetters,
            _ if main || begins(&self.id) => Match::MainArea,
            _ if self.areas.iter().any(begins) => Match::Area,
            _ if self.helps.iter().any(begins) => Match::Helps,
            _ if begins(&self.rest) => Match::Elsewhere,
            _ => return None,
        })
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundByWords {
    /// What fits and how well, by its place among all, the best first.
    pub fitting: Vec<(usize, Match)>,
    /// Heads what is not called so: `also for the neck`; may be empty.
    pub heading: String,
    /// What is to be said of words that nothing has.
    pub note: Option<String>,
    /// The words that were looked for in the end.
    words: Vec<String>,
}

impl FoundByWords {
    /// How many of them are called so.
    pub fn names(&self) -> usize {
        self.fitting.partition_point(|(_, fit)| fit.is_name())
    }

    /// The letters of a title that were looked for, as places of its bytes.
    pub fn lit(&self, title: &str) -> Vec<Range<usize>> {
        let lower = title.to_lowercase();
        let lit = |word: &String| {
            let inside = || lower.find(word.as_str()).filter(|_| word.len() > 2);
            let at = begins_a_word(word, &lower).or_else(inside)?;
            Some(at..at + word.len())
        };
        // Letters that are longer in the other case stand elsewhere.
        let same = lower.len() == title.len();
        let mut lit: Vec<_> = self.words.iter().filter_map(lit).filter(|_| same).collect();
        lit.sort_by_key(|range| range.start);
        lit.dedup_by(|next, before| next.start < before.end);
        lit
    }
}

/// What fits what was typed, the best first; of equals in the order given.
pub fn search<'a>(typed: &str, all: impl Iterator<Item = &'a Findable> + Clone) -> FoundByWords {
    let typed = typed.trim().to_lowercase();
    let mut direct = fitting(&typed, all.clone());
    if direct.fitting.is_empty() && typed.contains('-') {
        // A name written as an id.
        direct = fitting(&typed.replace('-', " "), all.clone());
    }
    if direct.fitting.iter().any(|(_, fit)| *fit < Match::Elsewhere) {
        return direct;
    }
    if let Some((meant, note)) = said::everyday(&typed) {
        let found = match meant {
            "" => FoundByWords::default(),
            meant => fitting(meant, all),
        };
        return FoundByWords { note: note.map(str::to_owned), ..found };
    }
    match spelt_like(&typed, all.clone()).filter(|_| direct.fitting.is_empty()) {
        Some(like) => {
            let note = Some(said::spelt_like(&typed, &like));
            FoundByWords { note, ..fitting(&like, all) }
        }
        None => direct,
    }
}

fn fitting<'a>(typed: &str, all: impl Iterator<Item = &'a Findable> + Clone) -> FoundByWords {
    let words = words(typed);
    let fits = all.clone().map(|one| one.fits(typed, &words));
    let fits = fits.enumerate().filter_map(|(at, fit)| Some((at, fit?)));
    let mut fitting: Vec<(usize, Match)> = fits.collect();
    fitting.sort_by_key(|(_, fit)| *fit);
    // What only mentions a word is worth showing where nothing else has it.
    if fitting.first().is_some_and(|(_, fit)| *fit < Match::Elsewhere) {
        fitting.retain(|(_, fit)| *fit < Match::Elsewhere);
    }
    let words = words.into_iter().filter_map(|word| match word {
        Word::Begins(word) => Some(word.to_owned()),
        Word::AtMost(_) => None,
    });
    let words = words.collect();
    let mut found = FoundByWords { fitting, words, ..FoundByWords::default() };
    found.heading = heading(typed, &found, all);
    found
}

/// What stands above those that are not called so.
fn heading<'a>(
    typed: &str,
    found: &FoundByWords,
    all: impl Iterator<Item = &'a Findable> + Clone,
) -> String {
    let names = found.names();
    let mut areas = all.flat_map(|one| &one.areas).map(String::as_str);
    let begun = areas.clone().find(|area| area.starts_with(typed) && !typed.is_empty());
    let is_word = areas.any(|area| area.split(' ').any(|word| word == typed));
    let area = begun.or(is_word.then_some(typed));
    said::heading(names > 0, area)
}

/// A word that somebody may have meant who typed one that nothing has.
fn spelt_like<'a>(typed: &str, all: impl Iterator<Item = &'a Findable>) -> Option<String> {
    if typed.len() < 4 || typed.contains(' ') {
        return None;
    }
    let texts = |one: &'a Findable| [&one.title].into_iter().chain(&one.areas).chain(&one.helps);
    let words = all.flat_map(|one| {
        let words = texts(one).flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        words.chain([one.id.as_str()])
    });
    let likeness = |word: &str| strsim::jaro_winkler(word, typed);
    // Hardly anybody mistypes the first letter, and few words are left to be compared.
    let first = typed.chars().next();
    let words = words.filter(|word| word.len() > 3 && word.chars().next() == first);
    let like = words.map(|word| (likeness(word), word));
    let (_, word) = like.filter(|(like, _)| *like > 0.9).max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(word.to_owned())
}
