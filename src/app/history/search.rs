//! Which sessions the letters of the filter find: by routine, title, day, how they ended and
//! felt, areas, note, steps that hurt.
//!
//! A million sessions are of a few routines and some thousand days. What these share is looked at
//! once, so that each letter has its answer at once.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::history::Summary;
use crate::history::summary::Played;
use crate::library::search::Word;
use crate::text;
use crate::view::history::early_word;

/// The words of one filter, and what was found out about them so far.
#[derive(Default)]
pub(super) struct Search {
    /// Which words are in what was played, as bits; by its place in memory.
    played: HashMap<*const Played, u64>,
    day: Option<(Date, u64)>,
}

impl Search {
    /// Whether a session has all words.
    pub fn finds(&mut self, session: &Summary, words: &[Word<'_>]) -> bool {
        let all = u64::MAX >> (64 - words.len().clamp(1, 64));
        let length = words.iter().map(|word| match word {
            Word::AtMost(length) => session.real() <= *length,
            Word::Begins(_) => false,
        });
        let mut has = bits(length);
        has |= *self
            .played
            .entry(Arc::as_ptr(&session.played))
            .or_insert_with(|| in_names(&session.played, words));
        if has == all {
            return true;
        }
        let day = session.start.date();
        has |= match self.day {
            Some((known, has)) if known == day => has,
            _ => {
                let has = in_text(&day.strftime("%F\n%A %d %B %Y").to_string(), words);
                self.day = Some((day, has));
                has
            }
        };
        if has == all {
            return true;
        }
        has |= in_text(early_word(session.ended), words);
        has |= session.than.map_or(0, |than| in_text(than.word(), words));
        has |= session
            .note
            .as_deref()
            .map_or(0, |note| in_text(&text::line(note), words));
        has == all
    }
}

fn in_names(played: &Played, words: &[Word<'_>]) -> u64 {
    let mut names = vec![text::line(&played.title)];
    names.extend(played.routine.clone());
    names.extend(played.areas.iter().cloned());
    names.extend(played.hurt.iter().map(|name| format!("hurt {name}")));
    in_text(&names.join("\n"), words)
}

fn in_text(text: &str, words: &[Word<'_>]) -> u64 {
    let text = text.to_lowercase();
    bits(words.iter().map(|word| word.is_in(&text)))
}

/// The filter is too short to have more than 64 words.
fn bits(all: impl Iterator<Item = bool>) -> u64 {
    let bits = all.take(64).enumerate();
    bits.fold(0, |bits, (nth, is)| bits | u64::from(is) << nth)
}
