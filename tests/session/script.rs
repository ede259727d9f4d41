//! Scripts as text: what the person does in, what happened out.
//!
//! A script is words with spaces between: lengths (`2s`, `10m`) let time pass, `away:10m` lets it
//! pass with nobody looking, `?` prints what there is to see, `#12` says a number of repetitions,
//! the rest are keys.

use std::fmt::Write;
use std::time::Duration;

use supple::seconds::{Moment, Seconds, written};
use supple::session::{Ending, Event, EventKind, Input, Manner, Mark, Offer, State};
use supple::timeline::{Kind, Phase, Timeline};

use super::play::{Player, timeline};

#[track_caller]
pub fn check(steps: &str, script: &str, expected: snapbox::data::Inline) {
    check_in(steps, script, Manner::default(), expected);
}

#[track_caller]
pub fn check_hands_free(steps: &str, script: &str, expected: snapbox::data::Inline) {
    check_in(steps, script, Manner { hands_free: true }, expected);
}

#[track_caller]
fn check_in(steps: &str, script: &str, manner: Manner, expected: snapbox::data::Inline) {
    let seldom = play(steps, script, manner, None);
    let often = play(steps, script, manner, Some(Duration::from_millis(70)));
    assert_eq!(seldom, often, "it matters when we wake");
    snapbox::assert_data_eq!(seldom, expected);
}

/// Plays a script; wakes at every key, and every so often in between.
fn play(steps: &str, script: &str, manner: Manner, every: Option<Duration>) -> String {
    let timeline = timeline(steps);
    let mut player = Player::new(&timeline, manner);
    let start = player.now;
    let mut lines = told(&player.events, &timeline, start);
    for word in script.split_whitespace() {
        let events = match word {
            "?" => {
                let _ = writeln!(lines, "{}", look(&player, start));
                continue;
            }
            _ => match word.strip_prefix("away:") {
                Some(length) => {
                    let from = player.now;
                    player.handle(from + read(length), Input::Away { from })
                }
                None => match key(word).or_else(|| said(word, &player)) {
                    Some(key) => player.key(key),
                    None => pass(&mut player, read(word), every),
                },
            },
        };
        lines.push_str(&told(&events, &timeline, start));
    }
    lines
}

fn pass(player: &mut Player, length: Duration, every: Option<Duration>) -> Vec<Event> {
    let until = player.now + length;
    let mut events = Vec::new();
    while let Some(every) = every.filter(|every| player.now + *every < until) {
        events.extend(player.handle(player.now + every, Input::Wake));
    }
    events.extend(player.handle(until, Input::Wake));
    events
}

fn read(length: &str) -> Duration {
    match length.parse::<Seconds>() {
        Ok(length) => length.0,
        Err(error) => panic!("`{length}` is neither a key nor a length: {error}"),
    }
}

fn key(word: &str) -> Option<Input> {
    Some(match word {
        "enter" => Input::Enter,
        "pause" => Input::Pause,
        "next" => Input::Next,
        "back" => Input::Back,
        "next-step" => Input::NextStep,
        "back-step" => Input::BackStep,
        "again" => Input::Again,
        "+" => Input::Longer,
        "-" => Input::Shorter,
        "c" => Input::GoOn,
        "hurts" => Input::Hurts,
        "slip" => Input::Slip,
        "stop" => Input::Stop,
        _ => return None,
    })
}

/// How many the set just behind was, or the last one of all once it is over.
fn said(word: &str, player: &Player) -> Option<Input> {
    let reps = match word {
        "unsaid" => None,
        _ => Some(word.strip_prefix('#')?.parse().ok()?),
    };
    let set = match player.session.ending() {
        Some(_) => player.session.own_sets().last(),
        None => player.session.status(player.now).set_behind,
    };
    let set = set.map_or(usize::MAX, |set| set.index);
    Some(Input::Said { set, reps })
}

fn told(events: &[Event], timeline: &Timeline, start: Moment) -> String {
    events
        .iter()
        .map(|event| {
            let phase = timeline.phases().get(event.phase);
            let phase = phase.map_or("nothing".to_owned(), named);
            format!("{} {}\n", clock(event.due, start), what(&event.what, &phase))
        })
        .collect()
}

fn clock(moment: Moment, start: Moment) -> String {
    let passed = moment.since(start).as_millis() / 100;
    format!("{:2}:{:02}.{}", passed / 600, passed / 10 % 60, passed % 10)
}

fn what(what: &EventKind, phase: &str) -> String {
    match what {
        EventKind::Began => format!("began {phase}"),
        EventKind::Ended { whole: true } => format!("ended {phase}"),
        EventKind::Ended { whole: false } => format!("left {phase}"),
        EventKind::Reached(Mark::Halfway) => "halfway".into(),
        EventKind::Reached(Mark::MayStop) => "may stop".into(),
        EventKind::Reached(Mark::LastSeconds(left)) => format!("{left} left"),
        EventKind::Reached(Mark::Check(nth)) => format!("check {nth}"),
        EventKind::Alarm => "ALARM".into(),
        EventKind::Waiting(length) => format!("waiting for {}", written(*length)),
        EventKind::Paused => "paused".into(),
        EventKind::PausedLong(length) => format!("paused for {}", written(*length)),
        EventKind::Returning => "returning".into(),
        EventKind::Resumed => "resumed".into(),
        EventKind::WasAway { length, offer } => {
            let offer = offer.map_or(String::new(), |offer| format!(", {}", offered(offer)));
            format!("was away for {}{offer}", written(*length))
        }
        EventKind::Changed { longer: true } => "longer".into(),
        EventKind::Changed { longer: false } => "shorter".into(),
        EventKind::Hurt => "hurt".into(),
        EventKind::Said(Some(reps)) => format!("said {reps} of {phase}"),
        EventKind::Said(None) => format!("said nothing of {phase}"),
        EventKind::Slip => "taken back".into(),
        EventKind::Finished(Ending::Done) => "done".into(),
        EventKind::Finished(Ending::Stopped) => "stopped".into(),
    }
}

fn offered(offer: Offer) -> &'static str {
    match offer {
        Offer::RepAgain => "rep again?",
        Offer::NextPhase => "next?",
        Offer::GoOn => "go on?",
        Offer::Walked => "walked?",
    }
}

fn named(phase: &Phase) -> String {
    let mut name = match phase.kind {
        Kind::Off(_) => "off".to_owned(),
        Kind::Application(agent) => agent.word().to_owned(),
        Kind::Lie => "lie".to_owned(),
        Kind::Walk => "walk".to_owned(),
        kind => kind.word().to_owned(),
    };
    if let Some(side) = phase.side {
        let _ = write!(name, " {}", side.word());
    }
    if let Some(rep) = phase.rep.filter(|_| phase.kind.is_work()) {
        let _ = write!(name, " {}/{}", rep.nth, rep.of);
    }
    if let Some(reps) = phase.reps {
        let _ = write!(name, " {}", reps.shown());
    }
    if let Some(round) = phase.round().filter(|_| phase.kind.is_work()) {
        let _ = write!(name, " round {}", round.nth);
    }
    if let Some(part) = phase.part {
        let _ = write!(name, " part {}", part.nth);
    }
    name
}

fn look(player: &Player, start: Moment) -> String {
    let status = player.session.status(player.now);
    let state = match status.state {
        State::Begin => "begin".to_owned(),
        State::Running => "running".to_owned(),
        State::Waiting => "waiting".to_owned(),
        State::Paused { for_so_long } => format!("paused for {}", written(for_so_long)),
        State::Returning { left } => format!("returning in {}", written(left)),
        State::Away(offer) => offered(offer).to_owned(),
        State::Alarm => "alarm".to_owned(),
        State::Over(Ending::Done) => "over, done".to_owned(),
        State::Over(Ending::Stopped) => "over, stopped".to_owned(),
    };
    let left = status.left.map_or(String::new(), |left| format!(", {} left", written(left)));
    let may_stop = if status.may_stop { ", may stop" } else { "" };
    let pack = status.pack_on.map_or(String::new(), |pack| {
        format!(
            ", {} on since {} off by {}",
            pack.agent.word(),
            clock(pack.since, start).trim_start(),
            clock(pack.off_by, start).trim_start()
        )
    });
    format!(
        "{} - {state}: {} {} passed{left}{may_stop}{pack}",
        clock(player.now, start),
        named(status.phase),
        written(status.passed),
    )
}
