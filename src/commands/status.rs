//! `supple status`: what runs now, for a person, a status bar, or a prompt.

use std::time::Duration;

use crate::cli::StatusArgs;
use crate::feed::SessionStatus;
use crate::words::nudge;

/// A line for each session, in the order given. Where none runs, how long somebody has been at the
/// keyboard if a nudge is due, or nothing at all.
pub fn run(sessions: &[SessionStatus], due: Option<Duration>, words: &StatusArgs) -> String {
    if let Some(active) = due {
        let line = match (&words.format, words.json) {
            (Some(template), _) => template.fill_due(active),
            (None, true) => {
                let minutes = active.as_secs() / 60;
                serde_json::json!({"state": "due", "minutes": minutes}).to_string()
            }
            (None, false) => nudge::due(active),
        };
        return line + "\n";
    }
    let line = |shown: &SessionStatus| match (&words.format, words.json) {
        (Some(template), _) => template.fill(shown),
        (None, true) => shown.json(),
        (None, false) => shown.words(),
    };
    let lines = sessions.iter().map(|shown| line(shown) + "\n");
    lines.collect()
}
