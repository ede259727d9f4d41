//! What is said where an answer is wanted: at an alarm, and after an absence.

use std::time::Duration;

use super::sayings::sentences;
use crate::seconds::Moment;
use crate::session::{Offer, Session};
use crate::timeline::{Kind, Phase};
use crate::words::voice;

pub(super) fn alarm(session: &Session, phase: &Phase, now: Moment) -> String {
    match (phase.kind, session.pack_on()) {
        (Kind::Application(_), Some(_)) if session.status(now).asks_off => {
            sentences(&voice::ASKS_OFF)
        }
        (Kind::Application(_), Some(pack)) => {
            let left = pack.off_by.since(now);
            let minutes = Duration::from_secs(left.as_secs().div_ceil(60) * 60);
            voice::time_to_take_off(minutes)
        }
        _ => sentences(&[&phase.words.text, voice::PRESS_WHEN_OFF]),
    }
}

pub(super) fn offer(offer: Option<Offer>, kind: Kind) -> &'static str {
    match (offer, kind) {
        (Some(Offer::RepAgain), _) => voice::AWAY_AGAIN,
        (Some(Offer::NextPhase), _) => voice::AWAY_OVER,
        (Some(Offer::GoOn), _) => voice::AWAY_GO_ON,
        (Some(Offer::Walked), _) => voice::AWAY_WALKED,
        (None, Kind::Application(_) | Kind::Off(_)) => voice::PACK_STAYED_ON,
        (None, _) => "",
    }
}
