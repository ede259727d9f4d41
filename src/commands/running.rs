//! What runs now: `supple status` tells of it, for a person, a status bar, or a prompt, and `supple
//! answer` does in it what its key would do.

use std::cmp::Reverse;
use std::process::ExitCode;

use serde_json::json;

use super::{Failure, print, remind, say, sessions};
use crate::app::Reply;
use crate::cli::StatusArgs;
use crate::feed::SessionStatus;
use crate::host::places;
use crate::host::remote::socket;
use crate::keys::{self, Action, Place};
use crate::words::disk::NO_HOME;
use crate::words::machine::NOTHING_WAITS;
use crate::words::{naming, nudge};

/// A line for each session. Where none runs, how long somebody has been at the keyboard if a nudge
/// is due, or nothing at all.
///
/// # Errors
/// If standard output can't be written.
pub fn status(words: &StatusArgs) -> Result<ExitCode, Failure> {
    let sessions = sessions();
    if let Some(active) = sessions.is_empty().then(remind::due).flatten() {
        let line = match (&words.format, words.json) {
            (Some(template), _) => template.fill_due(active),
            (None, true) => json!({"state": "due", "minutes": active.as_secs() / 60}).to_string(),
            (None, false) => nudge::due(nudge::due_for(active)),
        };
        return say(&line);
    }
    let line = |shown: &SessionStatus| match (&words.format, words.json) {
        (Some(template), _) => template.fill(shown),
        (None, true) => shown.json(),
        (None, false) => shown.words(),
    };
    print(&sessions.iter().map(|shown| line(shown) + "\n").collect::<String>())
}

/// Asks what runs for something, and says what came of it.
///
/// # Errors
/// If no session does it, or the words are no key.
pub fn answer(words: &[String]) -> Result<ExitCode, Failure> {
    let places = places::places();
    say(&ask_for(&sessions(), &words.join(" "), |shown, wish| match &places {
        Some(places) => socket::ask(&places.run, shown, wish),
        None => Err(NO_HOME.into()),
    })?)
}

/// What was done, as a line. Enter is for whichever session needs it most, a number for the newest
/// that has just had a set at the person's own pace, everything else for the newest.
fn ask_for(
    sessions: &[SessionStatus],
    wish: &str,
    ask: impl Fn(&SessionStatus, &str) -> Result<Reply, String>,
) -> Result<String, Failure> {
    let action = match wish {
        // That a pack is off is for whichever session needs an answer most, as Enter is.
        "off" => Some(Action::Enter),
        wish => keys::action_of_line(Place::Session, wish),
    };
    if action.is_none() && wish.parse::<u32>().is_err() {
        return Err(Failure::of(naming::no_key(wish)));
    }
    let mut asked: Vec<&SessionStatus> = sessions.iter().collect();
    match action {
        // The sort keeps the newest in front among those that need it as much.
        Some(Action::Enter) => asked.sort_by_key(|shown| Reverse(shown.need())),
        None => {}
        Some(_) => asked.truncate(1),
    }
    let mut refused = None;
    for shown in asked {
        match ask(shown, wish) {
            Ok(reply) if reply.done => return Ok(reply.words),
            Ok(Reply { words: why, .. }) | Err(why) => refused = refused.or(Some(why)),
        }
    }
    let nothing =
        if action == Some(Action::Enter) { NOTHING_WAITS } else { naming::NO_SESSION_RUNS };
    Err(refused.unwrap_or_else(|| nothing.to_owned()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use std::cell::RefCell;

    fn sessions(states: &[&str]) -> Vec<SessionStatus> {
        let one = |(pid, state): (u32, &&str)| {
            let text = format!(
                r#"{{"title":"T","id":null,"state":"{state}","phase":{{"index":1,"of":1,
                "kind":"hold","name":"N","cue":"","side":null,"rep":null,"reps":null,
                "set":null,"sets":null}},"ends_at":null,"left":1,"phase_ends_at":null,
                "phase_left":null,"off_by":null,"started_at":"{}","pid":{pid},"boot":""}}"#,
                Timestamp::UNIX_EPOCH
            );
            serde_json::from_str(&text).expect("a status file")
        };
        (1..).zip(states).map(one).collect()
    }

    /// Which processes are asked, in order, where those in `done` do it.
    fn asked(states: &[&str], wish: &str, done: &[u32]) -> (Vec<u32>, bool) {
        let order = RefCell::new(Vec::new());
        let ask = |shown: &SessionStatus, _: &str| {
            order.borrow_mut().push(shown.pid);
            Ok(Reply { done: done.contains(&shown.pid), words: String::new() })
        };
        let ran = ask_for(&sessions(states), wish, ask);
        (order.into_inner(), ran.is_ok())
    }

    #[test]
    fn enter_goes_where_it_is_needed_most_and_other_keys_to_the_newest() {
        let states = ["running", "waiting", "alarm", "may-stop"];
        assert_eq!(asked(&states, "enter", &[3]), (vec![3], true));
        assert_eq!(asked(&states, "", &[4]), (vec![3, 2, 4], true));
        assert_eq!(asked(&states, "enter", &[]), (vec![3, 2, 4, 1], false));
        assert_eq!(asked(&states, "pause", &[3]), (vec![1], false));
        assert_eq!(asked(&[], "pause", &[]), (vec![], false));
    }

    #[test]
    fn only_words_of_the_table_of_keys_are_passed_on() {
        assert_eq!(asked(&["alarm"], "rm -rf", &[1]), (vec![], false));
    }
}
