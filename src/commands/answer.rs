//! `supple answer`: does in a running session what its key would do.

use super::Failure;
use crate::app::Reply;
use crate::feed::SessionStatus;
use crate::keys::{self, Action, Place};

/// Asks a session for something: its answer, or why there is none.
pub type AskSession<'a> = &'a dyn Fn(&SessionStatus, &str) -> Result<Reply, String>;

/// What was done, as a line. Enter is for whichever session needs it most, a number for the newest
/// that has just had a set at the person's own pace, everything else for the newest.
pub fn run(
    sessions: &[SessionStatus],
    words: &[String],
    ask: AskSession<'_>,
) -> Result<String, Failure> {
    let wish = words.join(" ");
    let number = wish.parse::<u32>().is_ok();
    // That a pack is off is for whichever session needs an answer most, as Enter is.
    let action = match wish.as_str() {
        "off" => Some(Action::Enter),
        wish => keys::action_of_line(Place::Session, wish),
    };
    if action.is_none() && !number {
        return Err(Failure::new(
            format!("`{wish}` is no key of a session"),
            "`supple answer` alone is Enter; off says that a pack is off; pause, next, back, stop and the letters of the keys \
             do as well, and after a set at your own pace the number of its repetitions",
        ));
    }
    let mut asked: Vec<&SessionStatus> = sessions.iter().collect();
    match action {
        // The sort keeps the newest in front among those that need it as much.
        Some(Action::Enter) => asked.sort_by_key(|shown| std::cmp::Reverse(shown.need())),
        None => {}
        Some(_) => asked.truncate(1),
    }
    let mut refused = None;
    for shown in asked {
        match ask(shown, &wish) {
            Ok(reply) if reply.done => return Ok(format!("{}\n", reply.words)),
            Ok(reply) => refused = refused.or(Some(reply.words)),
            Err(why) => refused = refused.or(Some(why)),
        }
    }
    let nothing = || match action {
        Some(Action::Enter) => crate::words::machine::NOTHING_WAITS.to_owned(),
        _ => "no session runs".to_owned(),
    };
    Err(Failure::new(refused.unwrap_or_else(nothing), ""))
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
        let ran = run(&sessions(states), &[wish.to_owned()], &ask);
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
