//! What holds of every session, whatever is played and whatever is done to it.

use std::sync::Arc;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use supple::seconds::Moment;
use supple::session::{Ending, Event, EventKind, Input, Manner, Offer, RETURN, Session, State};
use supple::timeline::{Kind, Timeline};

use super::generate::{acts, acts_and_stops, manner, pause, steps};
use super::play::{Act, Acts, Player, Seen, seen, timeline};

/// Plays everything and looks after every act; waking only for them.
fn asleep(timeline: &Arc<Timeline>, manner: Manner, acts: &Acts) -> (Vec<Event>, Vec<Seen>) {
    let mut player = Player::new(timeline, manner);
    let seen = acts.iter().map(|(after, act)| {
        player.act(*after, *act);
        player.seen()
    });
    let seen = seen.collect();
    (player.events, seen)
}

fn total(lengths: &[Duration]) -> Duration {
    lengths.iter().sum()
}

/// Whether the clock of the phase runs in a state.
fn runs(player: &Player) -> bool {
    match player.session.status(player.now).state {
        State::Running | State::Waiting | State::Alarm => true,
        // In doubt about a walk it goes on to its end, and no further.
        State::Away(Offer::Walked) => {
            player.session.status(player.now).left != Some(Duration::ZERO)
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn when_we_wake_does_not_matter(
        steps in steps(),
        manner in manner(),
        acts in acts_and_stops(),
        wakes in vec(0.0..1.0f64, 0..60),
    ) {
        let timeline = timeline(&steps);
        let (events, seen_asleep) = asleep(&timeline, manner, &acts);

        let mut awake = Player::new(&timeline, manner);
        for ((after, act), expected) in acts.iter().zip(&seen_asleep) {
            awake.act_awake(*after, *act);
            prop_assert_eq!(&awake.seen(), expected);
        }
        prop_assert_eq!(&awake.events, &events);

        let mut restless = Player::new(&timeline, manner);
        for ((after, act), expected) in acts.iter().zip(&seen_asleep) {
            let start = restless.now;
            let absent = match act {
                Act::Away(length) => (*length).min(*after),
                Act::Key(_) => Duration::ZERO,
            };
            let looked = *after - absent;
            let mut at: Vec<Duration> = wakes.iter().map(|part| looked.mul_f64(*part)).collect();
            at.sort();
            for at in at {
                restless.handle(start + at, Input::Wake);
            }
            let now = start + *after;
            match act {
                Act::Key(input) => restless.handle(now, *input),
                Act::Away(_) => restless.handle(now, Input::Away { from: start + looked }),
            };
            prop_assert_eq!(&restless.seen(), expected);
        }
        prop_assert_eq!(&restless.events, &events);
    }

    #[test]
    fn a_pause_of_any_length_changes_no_later_event(
        steps in steps(),
        before in acts(),
        which in any::<prop::sample::Index>(),
        length in pause(),
        after in acts(),
    ) {
        let timeline = timeline(&steps);
        let mut player = Player::new(&timeline, Manner::default());
        let mut pausable = Vec::new();
        for (after, act) in &before {
            player.act(*after, *act);
            let paused = player.session.clone().handle(player.now, Input::Pause);
            if runs(&player) && paused.iter().any(|event| event.what == EventKind::Paused) {
                pausable.push((player.session.clone(), player.now));
            }
        }
        if pausable.is_empty() {
            return Ok(());
        }
        let (session, now) = which.get(&pausable).clone();
        let mut unpaused = Player { session: session.clone(), now, events: Vec::new() };
        let mut player = Player { session, now, events: Vec::new() };
        let fresh = player.session.status(player.now).passed.is_zero();
        player.key(Input::Pause);
        player.act(length, Act::Key(Input::Pause));
        let kind = player.session.status(player.now).phase.kind;
        let returns = kind != Kind::Wait && !(kind == Kind::Ready && fresh);
        let back = if returns { RETURN } else { Duration::ZERO };
        player.act(back, Act::Key(Input::Wake));
        let resumed = player.events.last().map(|event| event.what.clone());
        prop_assert_eq!(resumed, Some(EventKind::Resumed));

        player.events.clear();
        let shift = player.now.since(unpaused.now);
        for (after, act) in after {
            player.act(after, act);
            unpaused.act(after, act);
            let later = Seen { ..player.seen() };
            let soon = Seen { pack_on: later.pack_on, ..unpaused.seen() };
            prop_assert_eq!(later, soon);
        }
        let shifted = player.events.into_iter().map(|event| Event { due: event.due - shift, ..event });
        prop_assert_eq!(shifted.collect::<Vec<_>>(), unpaused.events);
    }

    #[test]
    fn active_time_is_the_sum_of_running_time(
        steps in steps(),
        manner in manner(),
        acts in acts_and_stops(),
    ) {
        let timeline = timeline(&steps);
        let mut player = Player::new(&timeline, manner);
        for (after, act) in acts {
            let until = player.now + after;
            let looked_until = match act {
                Act::Key(_) => until,
                Act::Away(length) => (until - length).max(player.now),
            };
            loop {
                let due = player.session.next_deadline().filter(|due| *due <= looked_until);
                let next = due.unwrap_or(looked_until);
                let (was, from, running) = (player.session.active(player.now), player.now, runs(&player));
                player.handle(next, Input::Wake);
                let more = player.session.active(next) - was;
                prop_assert_eq!(more, if running { next.since(from) } else { Duration::ZERO });
                if due.is_none() { break }
            }
            let was = player.session.active(player.now);
            match act {
                Act::Key(input) => {
                    player.key(input);
                    prop_assert_eq!(player.session.active(player.now), was);
                }
                Act::Away(_) => {
                    player.handle(until, Input::Away { from: looked_until });
                    let now = player.session.active(player.now);
                    prop_assert!(was <= now && now <= was + until.since(looked_until));
                }
            }
        }
    }

    #[test]
    fn back_then_next_returns(steps in steps(), acts in acts()) {
        let timeline = timeline(&steps);
        let mut player = Player::new(&timeline, Manner::default());
        for (after, act) in acts {
            player.act(after, act);
            let here = player.seen();
            let at_a_stop = timeline.this_stop(here.index) == here.index;
            let asked = matches!(here.state, State::Away(Offer::Walked) | State::Begin | State::Over(_));
            if !at_a_stop || asked {
                continue;
            }
            let mut other = Player { session: player.session.clone(), now: player.now, events: Vec::new() };
            other.key(Input::Back);
            let back = other.seen();
            prop_assert!(back.index <= here.index);
            // Nothing goes back past an off, even to the rest right after it.
            let after_off = back.index > 0
                && matches!(timeline.phases()[back.index - 1].kind, Kind::Off(_));
            prop_assert!(after_off || timeline.this_stop(back.index) == back.index);
            if back.index < here.index {
                other.key(Input::Next);
                prop_assert_eq!(other.seen().index, here.index);
                prop_assert_eq!(other.seen().passed, Duration::ZERO);
            }
        }
    }

    #[test]
    fn played_without_keys_it_lasts_the_total(steps in steps(), manner in manner()) {
        let timeline = timeline(&steps);
        let mut player = Player::new(&timeline, manner);
        let mut timed = Vec::new();
        for _ in 0..100_000 {
            let seen = player.seen();
            match (seen.state, seen.left) {
                (State::Over(ending), _) => {
                    prop_assert_eq!(ending, Ending::Done);
                    break;
                }
                // What only a key ends gets its key, an off even without hands.
                (State::Begin | State::Waiting | State::Alarm, None) => {
                    let off = seen.state == State::Alarm;
                    match player.session.next_deadline().filter(|_| manner.hands_free && !off) {
                        Some(due) => player.handle(due, Input::Wake),
                        None => player.act(Duration::from_secs(7), Act::Key(Input::Enter)),
                    };
                }
                (State::Begin, _) => { player.key(Input::Enter); }
                _ => {
                    let due = player.session.next_deadline().expect("a timed phase ends by itself");
                    player.handle(due, Input::Wake);
                }
            }
        }
        let mut began = Moment::ZERO;
        for event in &player.events {
            match event.what {
                EventKind::Began => began = event.due,
                EventKind::Ended { whole } => {
                    prop_assert!(whole);
                    let phase = &timeline.phases()[event.phase];
                    if let Some(length) = phase.length {
                        prop_assert_eq!(event.due.since(began), length.most);
                        timed.push(length.most);
                    }
                }
                _ => {}
            }
        }
        prop_assert_eq!(total(&timed), timeline.totals().most);
        prop_assert_eq!(timed.len() + timeline.totals().waits as usize, timeline.phases().len());
        for line in player.session.tally().done(&timeline) {
            prop_assert!(!line.skipped);
            match line.sets_most {
                0 => prop_assert_eq!(line.reps, line.reps_most),
                // Nobody said how many they were, and the clock can't know.
                sets => prop_assert_eq!((line.reps, line.said), (0, vec![None; sets as usize])),
            }
        }
    }

    #[test]
    fn phases_follow_each_other_and_events_keep_their_order(
        steps in steps(),
        manner in manner(),
        acts in acts_and_stops(),
    ) {
        let timeline = timeline(&steps);
        let mut player = Player::new(&timeline, manner);
        let mut open: Option<usize> = None;
        let mut latest = player.now;
        let mut told = std::mem::take(&mut player.events);
        for (after, act) in acts {
            told.extend(player.act(after, act));
            for event in told.drain(..) {
                prop_assert!(latest <= event.due && event.due <= player.now, "{event:?}");
                latest = event.due;
                match event.what {
                    EventKind::Began => {
                        prop_assert_eq!(open.replace(event.phase), None);
                    }
                    EventKind::Ended { .. } => prop_assert_eq!(open.take(), Some(event.phase)),
                    EventKind::Finished(_) => prop_assert_eq!(open, None),
                    // What was stopped goes on.
                    EventKind::Returning | EventKind::Resumed if open.is_none() => open = Some(event.phase),
                    EventKind::Alarm | EventKind::Reached(_) | EventKind::Waiting(_) | EventKind::Changed { .. } => {
                        prop_assert_eq!(open, Some(event.phase));
                    }
                    _ => {}
                }
            }
            let seen = player.seen();
            let over = matches!(seen.state, State::Over(_));
            prop_assert_eq!(open.is_none(), over || seen.state == State::Begin);
            prop_assert_eq!(player.session.ending().is_some(), over);
            prop_assert!(!over || player.session.next_deadline().is_none());
        }
    }

    #[test]
    fn being_away_is_handled_per_kind(
        steps in steps(),
        acts in acts(),
        length in (1..4_000_000u64).prop_map(Duration::from_millis),
    ) {
        let timeline = timeline(&steps);
        let mut player = Player::new(&timeline, Manner::default());
        for (after, act) in acts {
            player.act(after, act);
            let before = player.seen();
            let phase = &timeline.phases()[before.index];
            let mut other = Player { session: player.session.clone(), now: player.now, events: Vec::new() };
            let events = other.act(length, Act::Away(length));
            let after = other.seen();
            let offered = events.iter().find_map(|event| match event.what {
                EventKind::WasAway { offer, .. } => Some(offer),
                _ => None,
            });
            if let State::Over(_) = before.state {
                prop_assert!(events.is_empty());
                continue;
            }
            let shown = match after.state { State::Away(offer) => Some(offer), _ => None };
            prop_assert_eq!(offered, Some(shown), "what is offered is what is shown");
            if !runs(&player) {
                prop_assert_eq!(after.index, before.index);
                prop_assert_eq!(after.passed, before.passed);
                continue;
            }
            match phase.kind {
                Kind::Hold | Kind::Rep | Kind::Breath => {
                    prop_assert_eq!(shown, Some(Offer::RepAgain));
                    prop_assert_eq!(after.passed, before.passed);
                    other.key(Input::Enter);
                    prop_assert_eq!(other.seen().index, timeline.this_stop(before.index));
                    prop_assert_eq!(other.seen().passed, Duration::ZERO);
                    prop_assert_eq!(other.seen().state, State::Returning { left: RETURN });
                }
                Kind::Rest | Kind::Ready | Kind::Change => {
                    let ended = events.iter().any(|event| event.phase == before.index && event.what == EventKind::Ended { whole: true });
                    prop_assert!(ended);
                    prop_assert!(matches!(after.state, State::Away(Offer::NextPhase) | State::Waiting | State::Over(_)));
                    prop_assert!(after.passed.is_zero() || after.state == State::Over(Ending::Done));
                }
                Kind::Lie => {
                    prop_assert_eq!(shown, Some(Offer::GoOn));
                    prop_assert_eq!(after.passed, before.passed);
                }
                Kind::Walk => {
                    prop_assert_eq!(shown, Some(Offer::Walked));
                    prop_assert_eq!(after.index, before.index);
                    let left = before.left.expect("a walk has an end");
                    prop_assert_eq!(after.passed, before.passed + length.min(left));
                    other.key(Input::Back);
                    prop_assert!(other.seen().passed <= before.passed);
                }
                Kind::Wait => {
                    prop_assert_eq!((after.index, after.passed), (before.index, before.passed));
                    prop_assert_eq!(after.state, State::Waiting);
                }
                Kind::Application(_) => {
                    let left = before.left.expect("an application has an end");
                    let still_on = length < left;
                    prop_assert_eq!(after.index, if still_on { before.index } else { before.index + 1 });
                    let passed = if still_on { before.passed + length } else { length - left };
                    prop_assert_eq!(after.passed, passed);
                }
                Kind::Off(_) => {
                    prop_assert_eq!(after.index, before.index);
                    prop_assert_eq!(after.passed, before.passed + length);
                }
            }
            if after.state == State::Alarm {
                let last = events.last().map(|event| (event.due, event.what.clone()));
                prop_assert_eq!(last, Some((other.now, EventKind::Alarm)), "it rings at once");
            }
        }
    }

    #[test]
    fn nothing_brings_it_down(
        steps in prop_oneof![9 => steps(), 1 => Just(String::new())],
        from in 0..100usize,
        manner in manner(),
        start in 0..2_000_000u64,
        inputs in vec((0..2_000_000u64, super::generate::key(), 0..4u8, 0..4_000_000_000u64), 0..60),
    ) {
        let timeline = timeline(&steps);
        let start = Moment::millis(start);
        let (mut session, _) = Session::start(timeline, from, manner, start);
        let (mut latest, mut active) = (start, Duration::ZERO);
        for (at, key, which, away) in inputs {
            let at = Moment::millis(at);
            let input = match which {
                0 => Input::Away { from: Moment::millis(away) },
                1 if away % 7 == 0 => Input::Stop,
                _ => key,
            };
            // Time jumps both ways, and absences begin before the start or in the future.
            let events = session.handle(at, input);
            latest = latest.max(at);
            prop_assert!(events.iter().all(|event| event.due <= latest));
            let now = seen(&session, latest);
            prop_assert!(now.active >= active);
            active = now.active;
            prop_assert!(session.next_deadline().is_none_or(|due| due > latest));
            let _ = session.tally().done(session.timeline());
        }
    }
}
