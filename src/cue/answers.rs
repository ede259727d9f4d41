//! What is said where an answer is wanted: at an alarm, and after an absence.

use std::time::Duration;

use super::words::{long, sentences};
use crate::seconds::Moment;
use crate::session::{Offer, Session};
use crate::timeline::{Kind, Phase};

pub(super) fn alarm(session: &Session, phase: &Phase, now: Moment) -> String {
    match (phase.kind, session.pack_on()) {
        (Kind::Application(_), Some(_)) if session.status(now).asks_off => sentences(&[
            "Take the pack off, and look at the skin",
            "Press Enter when it is off, or Space if it stays on",
        ]),
        (Kind::Application(_), Some(pack)) => {
            let left = pack.off_by.since(now);
            let minutes = Duration::from_secs(left.as_secs().div_ceil(60) * 60);
            format!(
                "Time to take it off: press Enter. Or press c to keep it on for {} more, and no \
                 longer.",
                long(minutes)
            )
        }
        _ => sentences(&[&phase.words.text, "Press Enter when it is off"]),
    }
}

pub(super) fn offer(offer: Option<Offer>, kind: Kind) -> &'static str {
    match (offer, kind) {
        (Some(Offer::RepAgain), _) => {
            "You were away. Enter plays this one again, Space goes on where it stood."
        }
        (Some(Offer::NextPhase), _) => "You were away. That part is over. Enter goes on.",
        (Some(Offer::GoOn), _) => "You were away. Enter goes on with it.",
        (Some(Offer::Walked), _) => "Did you walk all the while? Enter for yes, b for no.",
        (None, Kind::Application(_) | Kind::Off(_)) => "The pack stayed on: that time counts.",
        (None, _) => "",
    }
}
