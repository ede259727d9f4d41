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

use crate::routine::{Breath, Side};
use crate::seconds::Moment;
use crate::session::{ALARM_EVERY, Ending, Event, EventKind, Mark, Session, State};
use crate::timeline::{Kind, Phase, Timeline};
use crate::words::{notices, voice};

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
        let (bell, pace, speed) = (Bell::All, PACE, 1.0);
        Hearing { bell, voice: false, pace, hands_free: false, speed, easier: false }
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

/// Words, and the time that they must fit in.
type Saying = (String, Room);

/// The time that words must fit in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// Before the last seconds are ticked.
    Quiet,
    /// Before the next thing that cuts them off; the ticks keep silent for them.
    Whole,
}

/// A step, by its numbers, and the side it is done on.
type StepAndSide = (Arc<[u32]>, Option<Side>);

/// Decides what is heard, event by event.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    /// Until when words are being said.
    speech: Option<Moment>,
    /// The tone that sounded last, and until when.
    tone: Option<(Tone, Moment)>,
    /// Those whose words have been said.
    told: HashSet<StepAndSide>,
}

/// When something happens, in which session, and who hears it.
#[derive(Clone, Copy)]
struct Scene<'a> {
    event: &'a Event,
    session: &'a Session,
    now: Moment,
    wishes: &'a Hearing,
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
    tells: Option<StepAndSide>,
}

impl Draft {
    /// Where there is time, an answer to the person stands in front.
    fn answer_first(&mut self, answer: &str) {
        let answered = |(words, room): &Saying| (sentences(&[answer, words]), *room);
        self.sayings.splice(0..0, self.sayings.iter().map(answered).collect::<Vec<_>>());
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
        let alarm = events.iter().any(|event| event.what == EventKind::Alarm);
        for (at, event) in events.iter().enumerate() {
            let scene = Scene { event, session, now, wishes };
            let late = now.since(event.due).div_f64(wishes.speed.max(1.0));
            let heard = late <= STALE || event.what == EventKind::Alarm;
            let mut draft = if heard {
                self.draft(scene, began.is_some_and(|began| at < began))
            } else {
                Draft { cuts: cuts(&event.what), ..Draft::default() }
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
            self.add(&mut cue, draft, scene);
            if heard && wishes.speed <= FASTEST_SPOKEN {
                cue.notice = outside::of(event, session).or(cue.notice);
            }
        }
        // Told by words, it need not ring where there is nothing but a bell; an alarm always does.
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

    fn add(&mut self, cue: &mut Cue, draft: Draft, scene: Scene<'_>) {
        let Scene { event, session, now, wishes } = scene;
        if draft.cuts {
            cue.words = None;
            cue.hush |= self.speech.take().is_some();
        }
        let speaking = self.speech.is_some_and(|until| until + wishes.sped(GRACE) > now);
        if draft.modest && speaking && cue.words.is_none() {
            return;
        }
        // Two things at one moment are said after each other.
        let before = cue.words.clone().unwrap_or_default();
        let tone_first = draft.tone.filter(|_| draft.both);
        let lead = tone_first.map_or(Duration::ZERO, Tone::length);
        let said = draft.sayings.into_iter().find_map(|(words, room)| {
            let words = sentences(&[&before, &words]);
            let takes = wishes.sped(lead + wishes.time_to_say(&words));
            room_for(room, event, session, now).is_none_or(|room| takes <= room).then_some(words)
        });
        let said = said.filter(|_| wishes.speaks());
        let tone = if said.is_some() { tone_first } else { draft.tone };
        let is_heard = |tone: &Tone| {
            *tone == Tone::Alarm
                || wishes.bell == Bell::All
                || rings(event, session.timeline(), wishes.bell, Duration::ZERO)
        };
        if let Some(tone) = tone.filter(is_heard) {
            self.sound(cue, tone, now, wishes);
        }
        // Who is told by no words has read them, or is told when there is time.
        if said.is_some() || !wishes.speaks() {
            self.told.extend(draft.tells);
        }
        if let Some(words) = said {
            self.speak(cue, words, now, wishes);
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
        if sounds.is_none_or(|(sounding, _)| sounding < tone) {
            self.tone = Some((tone, now + wishes.sped(tone.length())));
            cue.tone = Some(tone);
        }
    }

    /// What an event asks for; of one that is overtaken by a later phase only its tone.
    fn draft(&self, scene: Scene<'_>, overtaken: bool) -> Draft {
        let Scene { event, session, wishes, .. } = scene;
        let timeline = session.timeline();
        let Some(phase) = timeline.phases().get(event.phase) else {
            return Draft::default();
        };
        let (tone, words) = tone_and_words(scene, phase);
        let mut draft = Draft {
            tone,
            cuts: cuts(&event.what),
            both: keeps_tone(&event.what, phase.kind),
            ..Draft::default()
        };
        if overtaken {
            return draft;
        }
        draft.modest = is_modest(&event.what);
        let words = words.into_iter().filter(|words| !words.is_empty());
        draft.sayings = words.map(|words| (words, Room::Whole)).collect();
        if event.what == EventKind::Began {
            let step = (phase.step.clone(), phase.side);
            draft.sayings = sayings::began(&Around {
                timeline,
                index: event.phase,
                fresh: !self.told.contains(&step),
                hands_free: wishes.hands_free,
            });
            draft.tells = Some(step).filter(|_| !matches!(phase.kind, Kind::Rest | Kind::Off(_)));
        }
        draft
    }
}

/// The tone of an event, and what is said of it, the fullest first; what is said where a phase begins
/// stands with all the words of phases.
fn tone_and_words(scene: Scene<'_>, phase: &Phase) -> (Option<Tone>, Vec<String>) {
    let Scene { event, session, now, wishes } = scene;
    let (tone, words) = match &event.what {
        EventKind::Began => {
            return (tone_of_beginning(session.timeline(), event.phase), Vec::new());
        }
        EventKind::Reached(Mark::LastSeconds(_)) => return (Some(Tone::Tick), Vec::new()),
        EventKind::Reached(Mark::Halfway) => (Tone::Halfway, voice::HALFWAY),
        EventKind::Reached(Mark::MayStop) => {
            let left = session.status(now).left.unwrap_or_default();
            let left = Duration::from_millis(left.as_millis().div_ceil(1000) as u64 * 1000);
            let words = voice::may_stop(phase.kind.is_work(), wishes.hands_free, left);
            return (Some(Tone::MayStop), words.to_vec());
        }
        EventKind::Reached(Mark::Check(nth)) => {
            let text = phase.checks.get(*nth).map_or("", |check| &check.text);
            let skin = matches!(phase.kind, Kind::Application(_)).then_some(voice::LOOK_AT_SKIN);
            let words = std::iter::once(sentences(&[text])).chain(skin.map(str::to_owned));
            return (Some(Tone::Check), words.collect());
        }
        EventKind::Alarm => {
            let words = vec![sayings::alarm(session, phase, now), voice::TAKE_OFF.into()];
            return (Some(Tone::Alarm), words);
        }
        EventKind::Waiting(_) if session.awaits_pack().is_some() => {
            (Tone::Waiting, voice::WAITING_FOR_PACK)
        }
        EventKind::Waiting(_) => (Tone::Waiting, voice::WAITING),
        EventKind::Paused => (Tone::Rest, voice::PAUSED),
        EventKind::PausedLong(length) => {
            return (Some(Tone::Waiting), vec![notices::paused_for(voice::length(*length))]);
        }
        EventKind::Returning => (Tone::Ready, voice::BACK),
        EventKind::Resumed => {
            let words = [sentences(&[voice::GO_ON, phase.cue()]), sentences(&[voice::GO_ON])];
            return (Some(Tone::Begin), words.into());
        }
        EventKind::WasAway { offer, .. } => (Tone::Waiting, sayings::offer(*offer, phase.kind)),
        EventKind::Changed { longer } => return (None, vec![voice::changed(*longer)]),
        EventKind::Hurt => return (None, vec![voice::HURT.into()]),
        EventKind::Slip => return (None, vec![voice::TAKEN_BACK.into()]),
        EventKind::Finished(Ending::Done) => (Tone::Finished, voice::DONE),
        // Where it hurts, nobody is led on.
        EventKind::Finished(_) if session.can_take_back().is_some() => (Tone::Rest, voice::SLIP),
        EventKind::Finished(_) if session.can_go_on() => (Tone::Rest, voice::STOPPED_MAY_GO_ON),
        EventKind::Finished(_) => (Tone::Rest, voice::STOPPED),
        EventKind::Ended { .. } | EventKind::Said(_) => return (None, Vec::new()),
    };
    (Some(tone), vec![words.to_owned()])
}

/// Whether it waits for what is being said, and is left out if that goes on.
fn is_modest(what: &EventKind) -> bool {
    matches!(what, EventKind::Reached(Mark::LastSeconds(_) | Mark::Halfway) | EventKind::Waiting(_))
}

/// Whether what is being said is about something that is over now.
fn cuts(what: &EventKind) -> bool {
    !is_modest(what) && !matches!(what, EventKind::Ended { .. } | EventKind::Said(_))
}

/// Whether its tone comes first even where words say the same.
fn keeps_tone(what: &EventKind, kind: Kind) -> bool {
    use EventKind::{Paused, Reached, Resumed};
    match what {
        EventKind::Began => matches!(kind, Kind::Ready | Kind::Wait | Kind::Change),
        _ => !matches!(what, Reached(Mark::Halfway) | Paused | Resumed),
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

/// The tone with which a phase begins.
fn tone_of_beginning(timeline: &Timeline, index: usize) -> Option<Tone> {
    let phase = &timeline.phases()[index];
    let first_part = phase.part.is_none_or(|part| part.nth == 1);
    Some(match phase.kind {
        Kind::Ready => Tone::Ready,
        Kind::Wait => Tone::Turn,
        Kind::Rest => Tone::Rest,
        Kind::Change => Tone::Change,
        Kind::Breath => match phase.breath {
            Some(Breath::In) => Tone::In,
            Some(Breath::Out) => Tone::Out,
            _ => Tone::Keep,
        },
        Kind::Rep if !first_part && leads_back(timeline, index) => Tone::Back,
        Kind::Rep if !first_part => Tone::Part,
        // The alarm comes with it.
        Kind::Off(_) => return None,
        _ => Tone::Begin,
    })
}

/// How long it is, on the session's clock, until something else is to be heard; `None` where
/// nothing is to come by itself.
fn room_for(room: Room, event: &Event, session: &Session, now: Moment) -> Option<Duration> {
    if event.what == EventKind::Alarm {
        return Some(ALARM_EVERY);
    }
    let status = session.status(now);
    match status.state {
        State::Returning { left } => return Some(left),
        State::Running => {}
        State::Waiting if status.length.is_some() => {}
        _ => return None,
    }
    if event.phase != status.index {
        return None;
    }
    let is_pack = matches!(status.phase.kind, Kind::Application(_));
    let end = status.length.map(|length| length.most);
    let question = status.length.filter(|_| is_pack).map(|length| length.least);
    let marks = session.marks_to_come().filter(|(_, mark)| match mark {
        Mark::MayStop | Mark::Check(_) => true,
        Mark::LastSeconds(_) => room == Room::Quiet,
        Mark::Halfway => false,
    });
    let next = marks.map(|(at, _)| at).chain(end).chain(question);
    next.filter(|at| *at > status.passed).min().map(|at| at.saturating_sub(status.passed))
}
