//! `supple status`: what runs now, for a person, a status bar, or a prompt.

use crate::cli::StatusArgs;
use crate::feed::SessionStatus;

/// A line for each session, in the order given; nothing at all where none runs.
pub fn run(sessions: &[SessionStatus], words: &StatusArgs) -> String {
    let line = |shown: &SessionStatus| match (&words.format, words.json) {
        (Some(template), _) => template.fill(shown),
        (None, true) => shown.json(),
        (None, false) => shown.words(),
    };
    let lines = sessions.iter().map(|shown| line(shown) + "\n");
    lines.collect()
}
