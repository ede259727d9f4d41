//! What reaches the person when something happens in a session: tone, bell, words, notification.
//!
//! A function of values: events and wishes in, [`Cue`] out, with just enough memory that nothing
//! overlaps. It refuses to know how a tone is played or a word is spoken. A cue that comes too
//! late is history, not noise; only an alarm comes all the same.
//!
//! Words are measured before they are said: what does not fit before the next thing to be heard
//! is said shorter, and what fits in no form is a tone. A new phase cuts off what is still being
//! said.

mod outside;
mod sayings;
mod tone;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

pub use outside::{BarState, Notice, Progress, progress, title};
use sayings::{Around, sentences};
pub use tone::{Bell, RATE, Tone, rings};

use crate::routine::Side;
use crate::seconds::Moment;
use crate::session::{ALARM_EVERY, Ending, Event, EventKind, Mark, Session, State};
use crate::timeline::{Kind, Phase, Timeline};
use crate::words::voice;

/// A cue that is later than this is dropped, unless it is an alarm.
pub const STALE: Duration = Duration::from_secs(1);

/// Faster than this nothing is spoken: nobody could follow.
pub const FASTEST_SPOKEN: f64 = 2.0;

/// The pace of the voice in words a minute, unless asked for otherwise: the usual one of the
/// systems' own voices. The plan reckons with 150, so that a whole instruction fits into its
/// get-ready with its name in front.
pub const PACE: u32 = 170;

/// What can wait keeps so long a distance from words, which no voice says in exactly the time
/// that was reckoned with.
const GRACE: Duration = Duration::from_millis(200);

/// What the person wishes to hear.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hearing {
    pub bell: Bell,
    pub voice: bool,
    /// Words a minute.
    pub pace: u32,
    pub hands_free: bool,
    /// How many times as fast as real time; at least 1.
    pub speed: f64,
    /// If it hurts, an easier routine is one key away.
    pub easier: bool,
}

impl Default for Hearing {
    fn default() -> Hearing {
        Hearing {
            bell: Bell::All,
            voice: false,
            pace: PACE,
            hands_free: false,
            speed: 1.0,
            easier: false,
        }
    }
}

impl Hearing {
    fn speaks(&self) -> bool {
        self.voice && self.speed <= FASTEST_SPOKEN
    }

    /// How long words take in real time, about.
    pub fn time_to_say(&self, words: &str) -> Duration {
        sayings::time_to_say(words, self.pace)
    }

    /// A real length on the session's clock.
    fn sped(&self, real: Duration) -> Duration {
        real.mul_f64(self.speed.max(1.0))
    }
}

/// What is to reach the person now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cue {
    pub tone: Option<Tone>,
    /// Where no tone can be played, the terminal's bell rings.
    pub bell: bool,
    /// To be spoken, in place of whatever is being said. They wait for the tone to end.
    pub words: Option<String>,
    /// Whatever is being said is cut off.
    pub hush: bool,
    pub notice: Option<Notice>,
}

/// The time that words must fit in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// Before the last seconds are ticked.
    Quiet,
    /// Before the next thing that cuts them off; the ticks keep silent for them.
    Whole,
}

/// Words, and the time that they must fit in.
#[derive(Clone, Debug)]
struct Saying {
    words: String,
    room: Room,
}

impl Saying {
    fn new(words: String, room: Room) -> Saying {
        Saying { words, room }
    }
}

/// Decides what is heard, event by event.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    /// Until when words are being said.
    speech: Option<Moment>,
    /// The tone that sounded last, and until when.
    tone: Option<(Tone, Moment)>,
    /// The steps, with their sides, whose words have been said.
    told: HashSet<(Arc<[u32]>, Option<Side>)>,
}

/// What one event asks for.
#[derive(Default)]
struct Draft {
    tone: Option<Tone>,
    sayings: Vec<Saying>,
    /// The tone comes first even where words say the same.
    both: bool,
    /// It waits for nobody: what is being said goes on, and this is left out.
    modest: bool,
    /// Whatever is being said is about something that is over.
    cuts: bool,
    /// The step whose words are said with it.
    tells: Option<(Arc<[u32]>, Option<Side>)>,
}

impl Draft {
    /// Where there is time, an answer to the person stands in front.
    fn answer_first(&mut self, answer: &str) {
        let answered: Vec<Saying> = self
            .sayings
            .iter()
            .map(|saying| Saying::new(sentences(&[answer, &saying.words]), saying.room))
            .collect();
        self.sayings.splice(0..0, answered);
    }
}

impl Cues {
    /// What reaches the person of everything that happened by `now`, which `session` has taken in.
    pub fn take(
        &mut self,
        events: &[Event],
        session: &Session,
        now: Moment,
        wishes: &Hearing,
    ) -> Cue {
        let mut cue = Cue::default();
        let began = events.iter().rposition(|event| event.what == EventKind::Began);
        let hurt = events.iter().any(|event| event.what == EventKind::Hurt);
        for (at, event) in events.iter().enumerate() {
            let late = now.since(event.due).div_f64(wishes.speed.max(1.0));
            let overtaken = began.is_some_and(|began| at < began);
            let mut draft = match late > STALE && event.what != EventKind::Alarm {
                true => Draft { cuts: cuts(&event.what), ..Draft::default() },
                false => self.draft(event, session, now, wishes, overtaken),
            };
            if hurt && matches!(event.what, EventKind::Began | EventKind::Finished(_)) {
                if wishes.easier {
                    draft.answer_first(voice::EASIER);
                }
                draft.answer_first(voice::HURT);
            }
            if event.what == EventKind::Alarm {
                for check in checks_with(event, events, session) {
                    draft.answer_first(check);
                }
            }
            cue.bell |= rings(event, session.timeline(), wishes.bell, late);
            self.add(&mut cue, draft, event, session, now, wishes);
            if late <= STALE || event.what == EventKind::Alarm {
                let notice = outside::of(event, session);
                cue.notice = notice.filter(|_| wishes.speed <= FASTEST_SPOKEN).or(cue.notice);
            }
        }
        // Told by words, it need not ring where there is nothing but a bell; an alarm always does.
        let alarm = events.iter().any(|event| event.what == EventKind::Alarm);
        cue.bell &= alarm || cue.tone.is_some() || cue.words.is_none();
        cue
    }

    /// Words that are to be said now for their own sake, in place of whatever is being said.
    pub fn say(&mut self, words: String, now: Moment, wishes: &Hearing) -> Cue {
        let mut cue = Cue::default();
        if wishes.speaks() && !words.is_empty() {
            self.speak(&mut cue, words, now, wishes);
        }
        cue
    }

    /// The instruction of the present phase once more, in full.
    pub fn again(session: &Session, now: Moment) -> String {
        let status = session.status(now);
        sayings::again(status.phase, status.check.map_or("", |(check, _)| check))
    }

    /// Nothing more of what is being said.
    pub fn hush(&mut self) {
        self.speech = None;
    }

    fn add(
        &mut self,
        cue: &mut Cue,
        draft: Draft,
        event: &Event,
        session: &Session,
        now: Moment,
        wishes: &Hearing,
    ) {
        if draft.cuts {
            cue.words = None;
            cue.hush |= self.speech.take().is_some();
        }
        let speaking = self.speech.is_some_and(|until| until + wishes.sped(GRACE) > now);
        if draft.modest && speaking && cue.words.is_none() {
            return;
        }
        let before = match (&cue.words, draft.cuts) {
            // Two things at one moment are said after each other.
            (Some(words), false) => words.clone(),
            _ => String::new(),
        };
        let tone_first = draft.tone.filter(|_| draft.both);
        let lead = tone_first.map_or(Duration::ZERO, Tone::length);
        let said = draft.sayings.into_iter().find_map(|saying| {
            let room = room(saying.room, event, session, now);
            let words = sentences(&[&before, &saying.words]);
            let takes = wishes.sped(lead + wishes.time_to_say(&words));
            room.is_none_or(|room| takes <= room).then_some(words)
        });
        let said = said.filter(|_| wishes.speaks());
        let tone = match said {
            Some(_) => tone_first,
            None => draft.tone,
        };
        if let Some(tone) = tone.filter(|tone| heard(*tone, event, session.timeline(), wishes)) {
            self.sound(cue, tone, now, wishes);
        }
        match said {
            Some(words) => {
                self.speak(cue, words, now, wishes);
                self.told.extend(draft.tells);
            }
            // Who is told by no words has read them, or is told when there is time.
            None if !wishes.speaks() => self.told.extend(draft.tells),
            None => {}
        }
    }

    fn speak(&mut self, cue: &mut Cue, words: String, now: Moment, wishes: &Hearing) {
        let after = self.tone.map_or(now, |(_, until)| until.max(now));
        self.speech = Some(after + wishes.sped(wishes.time_to_say(&words)));
        cue.words = Some(words);
        cue.hush = false;
    }

    fn sound(&mut self, cue: &mut Cue, tone: Tone, now: Moment, wishes: &Hearing) {
        let sounds = self.tone.filter(|(_, until)| *until > now);
        if sounds.is_some_and(|(sounding, _)| sounding >= tone) {
            return;
        }
        self.tone = Some((tone, now + wishes.sped(tone.length())));
        cue.tone = Some(tone);
    }

    fn draft(
        &self,
        event: &Event,
        session: &Session,
        now: Moment,
        wishes: &Hearing,
        overtaken: bool,
    ) -> Draft {
        let timeline = session.timeline();
        let Some(phase) = timeline.phases().get(event.phase) else {
            return Draft::default();
        };
        let mut draft = Draft {
            tone: tone(&event.what, timeline, event.phase),
            cuts: cuts(&event.what),
            both: keeps_tone(&event.what, phase.kind),
            ..Draft::default()
        };
        if overtaken {
            return draft;
        }
        draft.modest = is_modest(&event.what);
        if !matches!(event.what, EventKind::Began) {
            draft.sayings = words_of(event, phase, session, now, wishes)
                .into_iter()
                .filter(|words| !words.is_empty())
                .map(|words| Saying::new(words, Room::Whole))
                .collect();
            return draft;
        }
        let step = (phase.step.clone(), phase.side);
        draft.sayings = sayings::began(&Around {
            timeline,
            index: event.phase,
            fresh: !self.told.contains(&step),
            hands_free: wishes.hands_free,
        });
        let tells = !matches!(phase.kind, Kind::Rest | Kind::Off(_));
        draft.tells = tells.then_some(step);
        draft
    }
}

/// What is said of an event, the beginning of a phase aside; the fullest first, empty where there
/// is nothing to say.
fn words_of(
    event: &Event,
    phase: &Phase,
    session: &Session,
    now: Moment,
    wishes: &Hearing,
) -> Vec<String> {
    let one = |words: &str| vec![words.to_owned()];
    match &event.what {
        EventKind::Reached(Mark::Halfway) => one(voice::HALFWAY),
        EventKind::Reached(Mark::MayStop) => {
            let left = session.status(now).left.unwrap_or_default();
            let left = Duration::from_millis(left.as_millis().div_ceil(1000) as u64 * 1000);
            voice::may_stop(phase.kind.is_work(), wishes.hands_free, left).to_vec()
        }
        EventKind::Reached(Mark::Check(nth)) => {
            let text = phase.checks.get(*nth).map_or("", |check| &check.text);
            match phase.kind {
                Kind::Application(_) => vec![sentences(&[text]), voice::LOOK_AT_SKIN.into()],
                _ => vec![sentences(&[text])],
            }
        }
        EventKind::Alarm => vec![sayings::alarm(session, phase, now), voice::TAKE_OFF.into()],
        EventKind::Waiting(_) => one(match session.awaits_pack() {
            Some(_) => voice::WAITING_FOR_PACK,
            None => voice::WAITING,
        }),
        EventKind::Paused => one(voice::PAUSED),
        EventKind::PausedLong(length) => vec![voice::paused_for(*length)],
        EventKind::Returning => one(voice::BACK),
        EventKind::Resumed => {
            vec![sentences(&[voice::GO_ON, phase.cue()]), sentences(&[voice::GO_ON])]
        }
        EventKind::WasAway { offer, .. } => one(sayings::offer(*offer, phase.kind)),
        EventKind::Changed { longer } => vec![voice::changed(*longer)],
        EventKind::Hurt => one(voice::HURT),
        EventKind::Slip => one(voice::TAKEN_BACK),
        EventKind::Finished(Ending::Done) => one(voice::DONE),
        EventKind::Finished(Ending::Stopped) => {
            let hurt = session.can_take_back().is_some();
            one(match (hurt, session.can_go_on()) {
                // Where it hurts, nobody is led on.
                (true, _) => voice::SLIP,
                (false, true) => voice::STOPPED_MAY_GO_ON,
                (false, false) => voice::STOPPED,
            })
        }
        EventKind::Began | EventKind::Reached(Mark::LastSeconds(_)) => Vec::new(),
        EventKind::Ended { .. } | EventKind::Said(_) => Vec::new(),
    }
}

/// Whether it waits for what is being said, and is left out if that goes on.
fn is_modest(what: &EventKind) -> bool {
    matches!(what, EventKind::Reached(Mark::LastSeconds(_) | Mark::Halfway) | EventKind::Waiting(_))
}

/// Whether its tone comes first even where words say the same.
fn keeps_tone(what: &EventKind, kind: Kind) -> bool {
    match what {
        EventKind::Began => matches!(kind, Kind::Ready | Kind::Wait | Kind::Change),
        EventKind::Reached(Mark::Halfway) | EventKind::Paused => false,
        EventKind::Resumed | EventKind::Changed { .. } => false,
        _ => true,
    }
}

/// The words of checks that are due at the moment of an alarm, which would cut them off.
fn checks_with<'s>(
    alarm: &'s Event,
    events: &'s [Event],
    session: &'s Session,
) -> impl Iterator<Item = &'s str> {
    let checks = &session.timeline().phases()[alarm.phase].checks;
    let together = move |event: &&Event| event.due == alarm.due && event.phase == alarm.phase;
    events.iter().filter(together).filter_map(|event| match event.what {
        EventKind::Reached(Mark::Check(nth)) => checks.get(nth).map(|check| check.text.as_str()),
        _ => None,
    })
}

/// Whether what is being said is about something that is over now.
fn cuts(what: &EventKind) -> bool {
    match what {
        EventKind::Began | EventKind::Paused | EventKind::Returning | EventKind::Resumed => true,
        EventKind::Alarm | EventKind::WasAway { .. } | EventKind::Finished(_) => true,
        EventKind::Hurt | EventKind::Slip => true,
        EventKind::Reached(mark) => matches!(mark, Mark::Check(_) | Mark::MayStop),
        EventKind::PausedLong(_) | EventKind::Changed { .. } => true,
        EventKind::Ended { .. } | EventKind::Waiting(_) | EventKind::Said(_) => false,
    }
}

/// Whether a part of a repetition, or one before it, leads back to where that began: the last part
/// with a breath of its own, since where nothing moves the breath is left free; without such a
/// one, the last part.
fn leads_back(timeline: &Timeline, index: usize) -> bool {
    let phases = timeline.phases();
    let Some(part) = phases[index].part else {
        return false;
    };
    let first = index + 1 - part.nth as usize;
    let parts = &phases[first..first + part.of as usize];
    let moves = parts.iter().rposition(|part| part.breath.is_some());
    let back = moves.filter(|back| *back > 0).unwrap_or(parts.len() - 1);
    index - first >= back
}

/// The tone of a moment.
fn tone(what: &EventKind, timeline: &Timeline, index: usize) -> Option<Tone> {
    use crate::routine::Breath;
    let phase = &timeline.phases()[index];
    let first_part = phase.part.is_none_or(|part| part.nth == 1);
    Some(match what {
        EventKind::Began => match phase.kind {
            Kind::Ready => Tone::Ready,
            Kind::Wait => Tone::Turn,
            Kind::Rest => Tone::Rest,
            Kind::Change => Tone::Change,
            Kind::Breath => match phase.breath {
                Some(Breath::In) => Tone::In,
                Some(Breath::Out) => Tone::Out,
                _ => Tone::Keep,
            },
            Kind::Rep if !first_part => match leads_back(timeline, index) {
                true => Tone::Back,
                false => Tone::Part,
            },
            // The alarm comes with it.
            Kind::Off(_) => return None,
            _ => Tone::Begin,
        },
        EventKind::Reached(Mark::LastSeconds(_)) => Tone::Tick,
        EventKind::Reached(Mark::Halfway) => Tone::Halfway,
        EventKind::Reached(Mark::MayStop) => Tone::MayStop,
        EventKind::Reached(Mark::Check(_)) => Tone::Check,
        EventKind::Alarm => Tone::Alarm,
        EventKind::Waiting(_) | EventKind::PausedLong(_) | EventKind::WasAway { .. } => {
            Tone::Waiting
        }
        EventKind::Returning => Tone::Ready,
        EventKind::Resumed => Tone::Begin,
        EventKind::Finished(Ending::Done) => Tone::Finished,
        EventKind::Finished(Ending::Stopped) | EventKind::Paused => Tone::Rest,
        EventKind::Ended { .. } | EventKind::Changed { .. } => return None,
        EventKind::Hurt | EventKind::Slip | EventKind::Said(_) => return None,
    })
}

/// Whether the person wishes to hear a tone at this moment.
fn heard(tone: Tone, event: &Event, timeline: &Timeline, wishes: &Hearing) -> bool {
    tone == Tone::Alarm
        || wishes.bell == Bell::All
        || rings(event, timeline, wishes.bell, Duration::ZERO)
}

/// How long it is, on the session's clock, until something else is to be heard; `None` where
/// nothing is to come by itself.
fn room(room: Room, event: &Event, session: &Session, now: Moment) -> Option<Duration> {
    if event.what == EventKind::Alarm {
        return Some(ALARM_EVERY);
    }
    let status = session.status(now);
    let runs = match status.state {
        State::Running => true,
        State::Returning { left } => return Some(left),
        State::Waiting => status.length.is_some(),
        State::Begin | State::Paused { .. } | State::Away(_) | State::Alarm | State::Over(_) => {
            false
        }
    };
    if !runs || event.phase != status.index {
        return None;
    }
    let end = status.length.map(|length| length.most);
    let question = status
        .length
        .filter(|_| matches!(status.phase.kind, Kind::Application(_)))
        .map(|length| length.least);
    let marks = session.marks_to_come().filter_map(|(at, mark)| match mark {
        Mark::MayStop | Mark::Check(_) => Some(at),
        Mark::LastSeconds(_) => (room == Room::Quiet).then_some(at),
        Mark::Halfway => None,
    });
    let next = marks.chain(end).chain(question).filter(|at| *at > status.passed);
    next.min().map(|at| at.saturating_sub(status.passed))
}
